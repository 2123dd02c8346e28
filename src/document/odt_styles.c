/* odt_styles.c -- finding styles by name, and the chain of styles that one is made of.
 *
 *     P3 (automatic) -> Heading_20_1 -> Heading -> Standard -> default-style "paragraph"
 *     chain, weakest first: [default, Standard, Heading, Heading_20_1, P3]
 *
 * A name means an automatic style of the file that is being read, else a common one; a parent is
 * always a common one (ODF 1.3 part 3 §16.2, layout rules 7.5).
 */
#include "document/odt_internal.h"

enum { ATTRIBUTES_MAX = 512 };

struct hat_odt_style *hat_odt_style_find(const struct hat_odt *odt, uint8_t family,
                                         struct hat_str name)
{
    if (name.len == 0 || family >= HAT_ODT_FAMILY_COUNT) {
        return NULL;
    }
    struct hat_odt_style *style = hat_index_find(&odt->styles[family][odt->scope], name);
    return style != NULL ? style : hat_index_find(&odt->styles[family][HAT_ODT_COMMON], name);
}

size_t hat_odt_chain(struct hat_odt *odt, uint8_t family, struct hat_odt_style *style,
                     struct hat_odt_style *chain[HAT_ODT_CHAIN])
{
    size_t count = 0;
    uint32_t limit = odt->document->limits->style_chain;
    limit = limit < HAT_ODT_CHAIN - 1 ? limit : HAT_ODT_CHAIN - 1;
    while (style != NULL) {
        if (style->resolving || count == limit) {
            hat_odt_warn(odt, style->resolving ? HAT_MSG_STYLE_CYCLE : HAT_MSG_STYLE_CHAIN,
                         style->name);
            break;
        }
        style->resolving = true;
        chain[count++] = style;
        style = style->parent.len == 0
                    ? NULL
                    : hat_index_find(&odt->styles[family][HAT_ODT_COMMON], style->parent);
    }
    for (size_t i = 0; i < count; i++) {
        chain[i]->resolving = false;
    }
    if (odt->defaults[family] != NULL) {
        chain[count++] = odt->defaults[family];
    }
    for (size_t i = 0; i < count / 2; i++) {
        struct hat_odt_style *other = chain[i];
        chain[i] = chain[count - 1 - i];
        chain[count - 1 - i] = other;
    }
    return count;
}

struct hat_odt_list_style *hat_odt_list_style_find(const struct hat_odt *odt, struct hat_str name)
{
    if (name.len == 0) {
        return NULL;
    }
    struct hat_odt_list_style *style = hat_index_find(&odt->list_styles[odt->scope], name);
    return style != NULL ? style : hat_index_find(&odt->list_styles[HAT_ODT_COMMON], name);
}

struct hat_odt_list_style *hat_odt_list_style_new(struct hat_odt *odt, bool bullets)
{
    enum { STEP = 360 /* 0.25 in a level, label and text half of the first level apart */ };
    struct hat_odt_list_style *style = hat_arena_alloc(odt->arena, sizeof *style);
    for (int i = 0; style != NULL && i < HAT_ODT_LEVELS; i++) {
        struct hat_odt_list_level *level = &style->levels[i];
        *level = (struct hat_odt_list_level){.given = true,
                                             .bullet = bullets,
                                             .aligned = true,
                                             .format = HAT_NUMBER_DECIMAL,
                                             .follow = HAT_FOLLOW_TAB,
                                             .suffix = HAT_STR("."),
                                             .bullet_char = HAT_STR("\xE2\x80\xA2"),
                                             .start = 1,
                                             .display_levels = 1,
                                             .indent = -STEP,
                                             .margin = STEP * (i + 2)};
    }
    return style;
}

/* The family that a style:font-name stands for; the name itself when it is not declared. */
struct hat_str hat_odt_font_find(const struct hat_odt *odt, struct hat_str name)
{
    const struct hat_str *family = hat_index_find(&odt->fonts, name);
    return family != NULL ? *family : name;
}

void *hat_odt_cache_find(const struct hat_index *cache, const struct hat_odt_key *key)
{
    return hat_index_find(cache, (struct hat_str){(const char *)key, sizeof *key});
}

enum hat_status hat_odt_cache_put(struct hat_odt *odt, struct hat_index *cache,
                                  const struct hat_odt_key *key, void *value)
{
    struct hat_odt_key *copy = hat_arena_alloc(odt->arena, sizeof *copy);
    if (copy == NULL) {
        return HAT_ERR_NOMEM;
    }
    *copy = *key;
    struct hat_str bytes = {(const char *)copy, sizeof *copy};
    return hat_index_put(cache, bytes, value) ? HAT_OK : HAT_ERR_NOMEM;
}

bool hat_odt_copy_attrs(struct hat_odt *odt, const struct hat_xml_element *element,
                        struct hat_odt_attrs *attrs)
{
    size_t count = attrs->count + element->attribute_count;
    if (count > ATTRIBUTES_MAX) {
        return true; /* no honest style repeats its properties element so often */
    }
    struct hat_odt_attr *items = hat_arena_array(odt->arena, count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    if (attrs->count > 0) {
        memcpy(items, attrs->items, attrs->count * sizeof *items);
    }
    count = attrs->count;
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct hat_xml_attribute *attribute = &element->attributes[i];
        if (attribute->name == HAT_XML_UNKNOWN) {
            continue;
        }
        items[count].name = attribute->name;
        items[count].value = hat_arena_str(odt->arena, attribute->value);
        if (items[count++].value.ptr == NULL) {
            return false;
        }
    }
    attrs->items = items;
    attrs->count = count;
    return true;
}
