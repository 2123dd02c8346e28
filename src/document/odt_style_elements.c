/* odt_style_elements.c -- reads the elements of styles: each style is kept as its attributes.
 *
 *     <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
 *       <style:paragraph-properties fo:text-align="center">  -> parts[PARAGRAPH] = {text-align}
 *         <style:tab-stops> <style:tab-stop .../>            -> tabs
 *       <style:text-properties fo:font-weight="bold"/>       -> parts[TEXT] = {font-weight}
 *
 * Source: ODF 1.3 part 3 §16 (styles), §17 (formatting elements).
 */
#include "document/odt_elements_internal.h"

enum { TABS_MAX = 256 };

static uint8_t family_of(struct hat_str name)
{
    static const struct {
        const char *name;
        uint8_t family;
    } families[] = {{"paragraph", HAT_ODT_PARAGRAPH}, {"text", HAT_ODT_TEXT},
                    {"table-cell", HAT_ODT_CELL},     {"table-row", HAT_ODT_ROW},
                    {"table-column", HAT_ODT_COLUMN}, {"table", HAT_ODT_TABLE},
                    {"graphic", HAT_ODT_GRAPHIC},     {"section", HAT_ODT_SECTION}};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        if (hat_str_is(name, families[i].name)) {
            return families[i].family;
        }
    }
    return HAT_ODT_NO_FAMILY;
}

/* A copy in the document's arena; false when out of memory. An attribute not there stays empty. */
static bool keep(struct hat_odt *odt, const struct hat_xml_element *element, enum hat_xml_name name,
                 struct hat_str *out)
{
    struct hat_str value = hat_xml_attr(element, name);
    if (value.ptr != NULL) {
        *out = hat_arena_str(odt->arena, value);
        return out->ptr != NULL;
    }
    return true;
}

static uint8_t scope_of(const struct hat_odt *odt)
{
    return odt->common ? HAT_ODT_COMMON : odt->scope;
}

static enum hat_status style_new(struct hat_odt *odt, const struct hat_xml_element *element,
                                 uint8_t family)
{
    struct hat_odt_style *style = hat_arena_alloc(odt->arena, sizeof *style);
    if (style == NULL || !keep(odt, element, HAT_STYLE_name, &style->name) ||
        !keep(odt, element, HAT_STYLE_parent_style_name, &style->parent) ||
        !keep(odt, element, HAT_STYLE_list_style_name, &style->list) ||
        !keep(odt, element, HAT_STYLE_master_page_name, &style->master)) {
        return HAT_ERR_NOMEM;
    }
    style->family = family;
    style->scope = scope_of(odt);
    style->mirrored = hat_str_is(hat_xml_attr(element, HAT_STYLE_page_usage), "mirrored");
    style->has_list = style->list.ptr != NULL;
    style->has_master = style->master.ptr != NULL;
    odt->style = style;
    return HAT_OK;
}

HAT_ODT_START(style)
{
    uint8_t family = element->name == HAT_STYLE_page_layout
                         ? (uint8_t)HAT_ODT_PAGE_LAYOUT
                         : family_of(hat_xml_attr(element, HAT_STYLE_family));
    if (family == HAT_ODT_NO_FAMILY || odt->style != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    enum hat_status status = style_new(odt, element, family);
    if (status != HAT_OK) {
        return status;
    }
    odt->header_part = HAT_ODT_HEADER_PROPERTIES;
    if (element->name == HAT_STYLE_default_style) {
        odt->defaults[family] = odt->style;
        return HAT_OK;
    }
    struct hat_odt_style *style = odt->style;
    struct hat_index *index = &odt->styles[family][style->scope];
    return style->name.len == 0 || hat_index_put(index, style->name, style) ? HAT_OK
                                                                            : HAT_ERR_NOMEM;
}

HAT_ODT_END(style)
{
    (void)frame;
    odt->style = NULL;
    return HAT_OK;
}

HAT_ODT_START(properties)
{
    (void)frame;
    uint8_t part = HAT_ODT_OWN_PROPERTIES;
    struct hat_odt_attrs *attrs = NULL;
    switch (element->name) {
    case HAT_STYLE_text_properties:
        part = HAT_ODT_TEXT_PROPERTIES;
        attrs = odt->level != NULL ? &odt->level->text : NULL;
        break;
    case HAT_STYLE_paragraph_properties:
        part = HAT_ODT_PARAGRAPH_PROPERTIES;
        break;
    case HAT_STYLE_header_footer_properties:
        part = odt->header_part;
        break;
    default:
        break;
    }
    if (attrs == NULL && odt->style != NULL) {
        attrs = &odt->style->parts[part];
        if (element->name == HAT_STYLE_graphic_properties &&
            odt->style->family != HAT_ODT_GRAPHIC) {
            attrs = NULL; /* the area of a paragraph: its fo:background-color says the same */
        }
    }
    if (attrs == NULL || hat_odt_copy_attrs(odt, element, attrs)) {
        return HAT_OK;
    }
    return HAT_ERR_NOMEM;
}

HAT_ODT_START(header_style)
{
    (void)frame;
    odt->header_part = element->name == HAT_STYLE_header_style ? HAT_ODT_HEADER_PROPERTIES
                                                               : HAT_ODT_FOOTER_PROPERTIES;
    return HAT_OK;
}

/* ---- tab stops ---- */

HAT_ODT_START(tab_stops)
{
    (void)element;
    (void)frame;
    if (odt->style != NULL) {
        odt->style->has_tabs = true; /* takes the place of the parent's, even when empty */
    }
    return HAT_OK;
}

static uint32_t leader_of(const struct hat_xml_element *element)
{
    struct hat_str style = hat_xml_attr(element, HAT_STYLE_leader_style);
    struct hat_str text = hat_xml_attr(element, HAT_STYLE_leader_text);
    if (style.len == 0) {
        style = hat_xml_attr(element, HAT_STYLE_leader_type);
    }
    if (hat_str_is(style, "none") || (style.len == 0 && text.len == 0)) {
        return 0;
    }
    uint32_t character = hat_odt_first_char(text);
    if (character != 0) {
        return character == ' ' ? 0 : character;
    }
    return hat_str_is(style, "dotted") ? '.' : '_';
}

static struct hat_tab tab_of(const struct hat_xml_element *element)
{
    struct hat_tab tab = {0};
    struct hat_str type = hat_xml_attr(element, HAT_STYLE_type);
    hat_odt_length(hat_xml_attr(element, HAT_STYLE_position), &tab.position);
    tab.leader = leader_of(element);
    if (hat_str_is(type, "center")) {
        tab.align = HAT_TAB_CENTER;
    } else if (hat_str_is(type, "right")) {
        tab.align = HAT_TAB_RIGHT;
    } else if (hat_str_is(type, "char")) {
        tab.align = HAT_TAB_DECIMAL;
        tab.decimal = hat_odt_first_char(hat_xml_attr(element, HAT_STYLE_char));
    }
    return tab;
}

/* Keeps the stops by position; those past the limit are left out. */
HAT_ODT_START(tab_stop)
{
    (void)frame;
    struct hat_odt_style *style = odt->style;
    if (style == NULL || !style->has_tabs || style->tab_count == TABS_MAX) {
        return HAT_OK;
    }
    if (style->tab_count == style->tab_cap) {
        size_t cap = style->tab_cap > 0 ? style->tab_cap * 2 : 4;
        struct hat_tab *tabs = hat_arena_array(odt->arena, cap, sizeof *tabs);
        if (tabs == NULL) {
            return HAT_ERR_NOMEM;
        }
        if (style->tab_count > 0) {
            memcpy(tabs, style->tabs, style->tab_count * sizeof *tabs);
        }
        style->tabs = tabs;
        style->tab_cap = cap;
    }
    struct hat_tab tab = tab_of(element);
    size_t at = style->tab_count++;
    for (; at > 0 && style->tabs[at - 1].position > tab.position; at--) {
        style->tabs[at] = style->tabs[at - 1];
    }
    style->tabs[at] = tab;
    return HAT_OK;
}

/* ---- columns ---- */

HAT_ODT_START(columns)
{
    (void)frame;
    int32_t count = 1;
    if (odt->style == NULL) {
        return HAT_OK;
    }
    struct hat_odt_columns *columns = hat_arena_alloc(odt->arena, sizeof *columns);
    if (columns == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_odt_int(hat_xml_attr(element, HAT_FO_column_count), &count);
    columns->count = (uint16_t)(count < 1 ? 1 : count > 45 ? 45 : count); /* Word's most: 45 */
    hat_odt_length(hat_xml_attr(element, HAT_FO_column_gap), &columns->gap);
    columns->parts = hat_arena_array(odt->arena, columns->count, sizeof *columns->parts);
    odt->style->columns = columns;
    return columns->parts != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_START(column)
{
    (void)frame;
    struct hat_odt_columns *columns = odt->style != NULL ? odt->style->columns : NULL;
    if (columns == NULL || columns->described >= columns->count) {
        return HAT_OK;
    }
    struct hat_odt_column_part *part = &columns->parts[columns->described++];
    hat_odt_int(hat_xml_attr(element, HAT_STYLE_rel_width), &part->relative);
    hat_odt_length(hat_xml_attr(element, HAT_FO_start_indent), &part->start);
    hat_odt_length(hat_xml_attr(element, HAT_FO_end_indent), &part->end);
    return HAT_OK;
}

HAT_ODT_START(column_sep)
{
    (void)element;
    (void)frame;
    if (odt->style != NULL && odt->style->columns != NULL) {
        odt->style->columns->line = true;
    }
    return HAT_OK;
}

/* ---- fonts ---- */

HAT_ODT_START(font_face)
{
    (void)frame;
    struct hat_str name = {0};
    struct hat_str *family = hat_arena_alloc(odt->arena, sizeof *family);
    if (family == NULL || !keep(odt, element, HAT_STYLE_name, &name) ||
        !keep(odt, element, HAT_SVG_font_family, family)) {
        return HAT_ERR_NOMEM;
    }
    *family = hat_odt_family_name(*family);
    if (name.len == 0 || family->len == 0) {
        return HAT_OK;
    }
    return hat_index_put(&odt->fonts, name, family) ? HAT_OK : HAT_ERR_NOMEM;
}

/* ---- list styles ---- */

HAT_ODT_START(list_style)
{
    (void)frame;
    bool outline = element->name == HAT_TEXT_outline_style;
    struct hat_odt_list_style *style =
        outline ? hat_arena_alloc(odt->arena, sizeof *style) : hat_odt_list_style_new(odt, false);
    if (style == NULL || !keep(odt, element, HAT_STYLE_name, &style->name)) {
        return HAT_ERR_NOMEM;
    }
    odt->list_style = style;
    if (outline) {
        odt->outline = style;
        return HAT_OK;
    }
    return style->name.len == 0 ||
                   hat_index_put(&odt->list_styles[scope_of(odt)], style->name, style)
               ? HAT_OK
               : HAT_ERR_NOMEM;
}

HAT_ODT_END(list_style)
{
    (void)frame;
    odt->list_style = NULL;
    return HAT_OK;
}

static bool keep_level_texts(struct hat_odt *odt, const struct hat_xml_element *element,
                             struct hat_odt_list_level *level)
{
    return keep(odt, element, HAT_STYLE_num_prefix, &level->prefix) &&
           keep(odt, element, HAT_STYLE_num_suffix, &level->suffix) &&
           keep(odt, element, HAT_TEXT_bullet_char, &level->bullet_char) &&
           keep(odt, element, HAT_TEXT_style_name, &level->text_style) &&
           keep(odt, element, HAT_LOEXT_num_list_format, &level->template_text);
}

HAT_ODT_START(list_level)
{
    int32_t number = 0, display = 1;
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_level), &number);
    if (odt->list_style == NULL || number < 1 || number > HAT_ODT_LEVELS) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    struct hat_odt_list_level *level = &odt->list_style->levels[number - 1];
    *level = (struct hat_odt_list_level){.given = true, .start = 1};
    level->bullet = element->name == HAT_TEXT_list_level_style_bullet;
    level->picture = element->name == HAT_TEXT_list_level_style_image;
    level->format = hat_odt_number_format(hat_xml_attr(element, HAT_STYLE_num_format));
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_start_value), &level->start);
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_display_levels), &display);
    level->display_levels = (uint8_t)(display < 1 ? 1 : display > number ? number : display);
    odt->level = level;
    return keep_level_texts(odt, element, level) ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_END(list_level)
{
    (void)frame;
    odt->level = NULL;
    return HAT_OK;
}

HAT_ODT_START(list_level_properties)
{
    (void)frame;
    struct hat_odt_list_level *level = odt->level;
    if (level == NULL) {
        return HAT_OK;
    }
    struct hat_str align = hat_xml_attr(element, HAT_FO_text_align);
    struct hat_str mode = hat_xml_attr(element, HAT_TEXT_list_level_position_and_space_mode);
    level->align = hat_str_is(align, "center")                              ? HAT_ALIGN_CENTER
                   : hat_str_is(align, "end") || hat_str_is(align, "right") ? HAT_ALIGN_RIGHT
                                                                            : HAT_ALIGN_LEFT;
    level->aligned = hat_str_is(mode, "label-alignment");
    hat_odt_length(hat_xml_attr(element, HAT_TEXT_space_before), &level->space_before);
    hat_odt_length(hat_xml_attr(element, HAT_TEXT_min_label_width), &level->min_width);
    hat_odt_length(hat_xml_attr(element, HAT_TEXT_min_label_distance), &level->min_distance);
    return HAT_OK;
}

HAT_ODT_START(list_level_alignment)
{
    (void)frame;
    struct hat_odt_list_level *level = odt->level;
    if (level == NULL) {
        return HAT_OK;
    }
    struct hat_str follow = hat_xml_attr(element, HAT_TEXT_label_followed_by);
    level->follow = hat_str_is(follow, "space")     ? HAT_FOLLOW_SPACE
                    : hat_str_is(follow, "nothing") ? HAT_FOLLOW_NOTHING
                                                    : HAT_FOLLOW_TAB;
    hat_odt_length(hat_xml_attr(element, HAT_TEXT_list_tab_stop_position), &level->tab);
    hat_odt_length(hat_xml_attr(element, HAT_FO_text_indent), &level->indent);
    hat_odt_length(hat_xml_attr(element, HAT_FO_margin_left), &level->margin);
    return HAT_OK;
}
