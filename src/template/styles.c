/* styles.c -- the two things a merge wants to know from a template's styles: the document's
 * language, and what the style of links is called.
 *
 *     <w:docDefaults>...<w:lang w:val="kk-KZ"/>              -> kk
 *     <w:style w:type="character" w:styleId="a3"><w:name w:val="Hyperlink"/>  -> "a3"
 *     <style:default-style ...><style:text-properties fo:language="kk"/>      -> kk
 *     <style:style style:name="Internet_20_link" style:family="text">         -> that
 */
#include "template/plan_internal.h"

struct look {
    struct hat_template *tmpl;
    bool defaults;           /* inside w:docDefaults or style:default-style */
    struct hat_str style_id; /* of the character style that is being read */
    char id[256];
};

static void look_docx(struct look *look, const struct hat_xml_element *element)
{
    struct hat_str value;
    switch (element->name) {
    case HAT_W_docDefaults:
        look->defaults = true;
        break;
    case HAT_W_lang:
        value = hat_xml_attr(element, HAT_W_val);
        if (look->defaults && look->tmpl->lang == HAT_LANG_NONE) {
            look->tmpl->lang = hat_lang_from(value);
        }
        break;
    case HAT_W_style:
        value = hat_xml_attr(element, HAT_W_styleId);
        look->style_id.len = 0;
        if (hat_str_is(hat_xml_attr(element, HAT_W_type), "character") &&
            value.len < sizeof look->id) {
            memcpy(look->id, value.ptr, value.len);
            look->style_id = (struct hat_str){look->id, value.len};
        }
        break;
    case HAT_W_name:
        value = hat_xml_attr(element, HAT_W_val);
        if (look->style_id.len > 0 &&
            (hat_str_is(value, "Hyperlink") || hat_str_is(value, "hyperlink"))) {
            look->tmpl->link_style = hat_arena_str(&look->tmpl->arena, look->style_id);
        }
        break;
    default:
        break;
    }
}

static void look_odt(struct look *look, const struct hat_xml_element *element)
{
    struct hat_str value;
    switch (element->name) {
    case HAT_STYLE_default_style:
        look->defaults = true;
        break;
    case HAT_STYLE_text_properties:
        value = hat_xml_attr(element, HAT_FO_language);
        if (look->defaults && look->tmpl->lang == HAT_LANG_NONE) {
            look->tmpl->lang = hat_lang_from(value);
        }
        break;
    case HAT_STYLE_style:
        value = hat_xml_attr(element, HAT_STYLE_name);
        if (hat_str_is(value, "Internet_20_link")) {
            look->tmpl->link_style = hat_arena_str(&look->tmpl->arena, value);
        }
        break;
    default:
        break;
    }
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct look *look = ctx;
    if (look->tmpl->dialect->format == HAT_FORMAT_DOCX) {
        look_docx(look, element);
    } else {
        look_odt(look, element);
    }
    return HAT_OK;
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct look *look = ctx;
    if (name == HAT_W_docDefaults || name == HAT_STYLE_default_style) {
        look->defaults = false;
    }
    return HAT_OK;
}

enum hat_status hat_styles_look(struct hat_template *tmpl, hat_diags *diags)
{
    const char *name = "styles.xml";
    if (tmpl->dialect->format == HAT_FORMAT_DOCX) {
        struct hat_relationships list = {0};
        enum hat_status status = hat_package_relationships(
            tmpl->package, hat_package_main(tmpl->package), &tmpl->arena, diags, &list);
        const struct hat_relationship *styles =
            status == HAT_OK ? hat_relationships_of_type(&list, "styles") : NULL;
        if (status != HAT_OK || styles == NULL || styles->external) {
            return status;
        }
        name = styles->target;
    }
    if (hat_package_find(tmpl->package, name) == NULL) {
        return HAT_OK;
    }
    struct look look = {.tmpl = tmpl};
    const struct hat_xml_handler handler = {.ctx = &look, .start = on_start, .end = on_end};
    const struct hat_place place = {.file = hat_package_path(tmpl->package), .part = name};
    struct hat_buf buf = {0};
    enum hat_status status = hat_package_read(tmpl->package, name, diags, &buf);
    if (status == HAT_OK) {
        status = hat_xml_parse((struct hat_str){buf.data, buf.len}, &handler, &tmpl->limits, &place,
                               diags);
    }
    hat_buf_fini(&buf);
    return status;
}
