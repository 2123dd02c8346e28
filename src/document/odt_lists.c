/* odt_lists.c -- lists: which number or bullet a paragraph carries.
 *
 *     <text:list text:style-name="L1">            counters {0 0 0 ...}
 *       <text:list-item><text:p>a</text:p>        {1 0 0} label "1."
 *         <text:list><text:list-item><text:p>b    {1 1 0} label "1.1."  (display-levels 2)
 *       <text:list-item><text:p>c                 {2 0 0} label "2."
 *
 * The first paragraph of an item is counted and labelled, the others stand at its indents. A list
 * begins anew unless it says that it continues another one. Headings outside lists are numbered
 * by the outline style. Source: ODF 1.3 part 3 §5.3, §16.31, §19.880 ff.; layout rules 2.12, 8.
 */
#include "document/odt_elements_internal.h"

#include "base/utf8.h"

enum { NUMBER_MAX = 1000000 };

static struct hat_odt_list *innermost(const struct hat_odt *odt)
{
    bool any = odt->flow != NULL && odt->list_count > odt->flow->list_base;
    return any ? &odt->list_stack[odt->list_count - 1] : NULL;
}

/* ---- the elements ---- */

static struct hat_odt_counters *counters_new(struct hat_odt *odt)
{
    struct hat_odt_counters *counters = hat_arena_alloc(odt->arena, sizeof *counters);
    if (counters != NULL) {
        counters->identity = ++odt->list_identity;
    }
    return counters;
}

/* The list that this one goes on with; NULL when it begins anew. */
static struct hat_odt_counters *continued(const struct hat_odt *odt,
                                          const struct hat_xml_element *element,
                                          const struct hat_odt_list_style *style)
{
    struct hat_str id = hat_xml_attr(element, HAT_TEXT_continue_list);
    if (id.len > 0) {
        return hat_index_find(&odt->lists, id);
    }
    bool goes_on = hat_odt_true(hat_xml_attr(element, HAT_TEXT_continue_numbering));
    return goes_on && style != NULL ? style->last : NULL;
}

static enum hat_status remember(struct hat_odt *odt, const struct hat_xml_element *element,
                                struct hat_odt_counters *counters)
{
    struct hat_str id = hat_xml_attr(element, HAT_XML_id);
    if (id.len == 0) {
        id = hat_xml_attr(element, HAT_TEXT_id);
    }
    if (id.len == 0) {
        return HAT_OK;
    }
    id = hat_arena_str(odt->arena, id);
    return id.ptr != NULL && hat_index_put(&odt->lists, id, counters) ? HAT_OK : HAT_ERR_NOMEM;
}

static struct hat_odt_list *list_push(struct hat_odt *odt)
{
    if (!hat_mem_grow(&odt->list_stack, odt->list_count, &odt->list_cap, sizeof *odt->list_stack)) {
        return NULL;
    }
    struct hat_odt_list *list = &odt->list_stack[odt->list_count++];
    *list = (struct hat_odt_list){0};
    return list;
}

HAT_ODT_START(list)
{
    if (odt->flow == NULL || odt->flow->open) {
        frame->element = NULL;
        return HAT_OK;
    }
    const struct hat_odt_list *found = innermost(odt);
    struct hat_odt_list outer = found != NULL ? *found : (struct hat_odt_list){0};
    struct hat_odt_list *list = list_push(odt);
    if (list == NULL) {
        return HAT_ERR_NOMEM;
    }
    list->style = hat_odt_list_style_find(odt, hat_xml_attr(element, HAT_TEXT_style_name));
    if (found != NULL) {
        list->style = list->style != NULL ? list->style : outer.style;
        list->level = outer.level + 1 < HAT_ODT_LEVELS ? outer.level + 1 : outer.level;
        list->counters = outer.counters;
        return HAT_OK;
    }
    list->counters = continued(odt, element, list->style);
    if (list->counters == NULL) {
        list->counters = counters_new(odt);
    }
    if (list->counters == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (list->style != NULL) {
        list->style->last = list->counters;
    }
    return remember(odt, element, list->counters);
}

HAT_ODT_END(list)
{
    (void)frame;
    if (innermost(odt) != NULL) {
        odt->list_count--;
    }
    return HAT_OK;
}

HAT_ODT_START(list_item)
{
    struct hat_odt_list *list = innermost(odt);
    if (list == NULL || odt->flow->open) {
        frame->element = NULL;
        return HAT_OK;
    }
    struct hat_str start = hat_xml_attr(element, HAT_TEXT_start_value);
    list->in_item = true;
    list->label_due = element->name == HAT_TEXT_list_item;
    list->has_start = hat_odt_int(start, &list->start_value);
    return HAT_OK;
}

HAT_ODT_END(list_item)
{
    (void)frame;
    struct hat_odt_list *list = innermost(odt);
    if (list != NULL) {
        list->in_item = false;
    }
    return HAT_OK;
}

/* A list of one item that says itself where it stands (ODF 1.3 part 3 §5.3.6). */
HAT_ODT_START(numbered_paragraph)
{
    if (odt->flow == NULL || odt->flow->open) {
        frame->element = NULL;
        return HAT_OK;
    }
    struct hat_odt_list *list = list_push(odt);
    if (list == NULL) {
        return HAT_ERR_NOMEM;
    }
    int32_t level = 1;
    struct hat_str id = hat_xml_attr(element, HAT_TEXT_list_id);
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_level), &level);
    list->level = (uint8_t)(level < 1                ? 0
                            : level > HAT_ODT_LEVELS ? HAT_ODT_LEVELS - 1
                                                     : level - 1);
    list->style = hat_odt_list_style_find(odt, hat_xml_attr(element, HAT_TEXT_style_name));
    list->has_start = hat_odt_int(hat_xml_attr(element, HAT_TEXT_start_value), &list->start_value);
    list->in_item = list->label_due = true;
    list->counters = hat_index_find(&odt->lists, id);
    if (list->counters != NULL) {
        return HAT_OK;
    }
    list->counters = counters_new(odt);
    id = hat_arena_str(odt->arena, id);
    return list->counters != NULL && id.ptr != NULL &&
                   hat_index_put(&odt->lists, id, list->counters)
               ? HAT_OK
               : HAT_ERR_NOMEM;
}

/* ---- labels ---- */

/* The next number of a level; deeper levels begin anew. */
static void count(struct hat_odt_counters *counters, const struct hat_odt_list *list,
                  const struct hat_odt_list_style *starts)
{
    uint8_t level = list->level;
    int32_t level_start = starts->levels[level].start;
    int32_t value = counters->started[level] ? counters->value[level] + 1 : level_start;
    for (int upper = 0; upper < level; upper++) { /* items that hold only a list count, too */
        if (!counters->started[upper]) {
            counters->started[upper] = true;
            counters->value[upper] = starts->levels[upper].start;
        }
    }
    if (list->has_start) {
        value = list->start_value;
    }
    counters->value[level] = value > NUMBER_MAX ? NUMBER_MAX : value;
    counters->started[level] = true;
    for (int deeper = level + 1; deeper < HAT_ODT_LEVELS; deeper++) {
        counters->started[deeper] = false;
    }
}

static void put_number(struct hat_buf *out, const struct hat_odt_list_style *style,
                       const struct hat_odt_counters *counters, int level)
{
    char digits[HAT_NUMBER_TEXT_MAX];
    const struct hat_odt_list_level *record = &style->levels[level];
    int32_t value = counters->started[level] ? counters->value[level] : record->start;
    if (!record->bullet && !record->picture) {
        hat_buf_put(out, digits,
                    hat_number_text(value > 0 ? (uint32_t)value : 0, record->format, digits));
    }
}

/* "%1%.%2%." with the numbers of levels 1 and 2 in their places. */
static void put_template(struct hat_buf *out, const struct hat_odt_list_style *style,
                         const struct hat_odt_counters *counters, struct hat_str pattern)
{
    for (size_t at = 0; at < pattern.len; at++) {
        size_t end = at + 1;
        int level = 0;
        while (pattern.ptr[at] == '%' && end < pattern.len && pattern.ptr[end] >= '0' &&
               pattern.ptr[end] <= '9' && level < HAT_ODT_LEVELS) {
            level = level * 10 + (pattern.ptr[end++] - '0');
        }
        if (level >= 1 && level <= HAT_ODT_LEVELS && end < pattern.len && pattern.ptr[end] == '%') {
            put_number(out, style, counters, level - 1);
            at = end;
        } else {
            hat_buf_put(out, pattern.ptr + at, 1);
        }
    }
}

static void put_levels(struct hat_buf *out, const struct hat_odt_list_style *style,
                       const struct hat_odt_counters *counters, int level)
{
    const struct hat_odt_list_level *record = &style->levels[level];
    hat_buf_put(out, record->prefix.ptr, record->prefix.len);
    int first = record->format == HAT_NUMBER_NONE ? level : level + 1 - record->display_levels;
    bool any = false;
    for (int upper = first; upper <= level; upper++) {
        if (style->levels[upper].format == HAT_NUMBER_NONE) {
            continue;
        }
        hat_buf_put(out, ".", any);
        put_number(out, style, counters, upper);
        any = true;
    }
    hat_buf_put(out, record->suffix.ptr, record->suffix.len);
}

/* The label's characters: those of the paragraph, but never underlined, and bullets neither bold
 * nor italic; then the level's. */
static const struct hat_char_props *label_chars(struct hat_odt *odt,
                                                const struct hat_char_props *mark,
                                                const struct hat_odt_list_level *level)
{
    struct hat_odt_key key = {mark, level, 0};
    const struct hat_char_props *found = hat_odt_cache_find(&odt->spans, &key);
    if (found != NULL) {
        return found;
    }
    struct hat_char_props chars;
    memcpy(&chars, mark, sizeof chars);
    chars.underline = HAT_UNDERLINE_NONE;
    chars.strike = 0;
    if (level->bullet) {
        chars.bold = chars.italic = false;
    }
    const struct hat_char_props *base = hat_intern_chars(odt->document, &chars);
    base = base != NULL ? hat_odt_span_chars(odt, base, level->text_style) : NULL;
    if (base == NULL) {
        return NULL;
    }
    memcpy(&chars, base, sizeof chars);
    hat_odt_apply_chars(odt, &level->text, &chars);
    if (hat_symbol_family(chars.family)) { /* its signs are mapped to ordinary characters */
        chars.family = mark->family;
    }
    union {
        const struct hat_char_props *read;
        void *kept;
    } value = {.read = hat_intern_chars(odt->document, &chars)};
    if (value.read == NULL || hat_odt_cache_put(odt, &odt->spans, &key, value.kept) != HAT_OK) {
        return NULL;
    }
    return value.read;
}

/* The family that the level's own properties name; NULL when they name none. */
static const char *level_family(struct hat_odt *odt, const struct hat_odt_list_level *level)
{
    struct hat_char_props chars;
    memset(&chars, 0, sizeof chars);
    hat_odt_apply_chars(odt, &level->text, &chars);
    return chars.family;
}

/* The bullet; one of a symbol font as the ordinary character that it looks like. */
static void put_bullet(struct hat_odt *odt, const struct hat_odt_list_level *level)
{
    struct hat_buf *out = &odt->scratch;
    uint32_t character = hat_odt_first_char(level->bullet_char);
    if (level->picture) {
        hat_odt_warn(odt, HAT_MSG_ODT_NOT_DRAWN, HAT_STR("text:list-level-style-image"));
        character = 0x2022;
    } else {
        const char *family = level_family(odt, level);
        bool symbol = family != NULL && hat_symbol_family(family);
        uint32_t mapped = symbol ? hat_symbol_unicode(family, character) : 0;
        if (mapped == 0 && character >= 0xf000 && character <= 0xf0ff) {
            mapped = hat_symbol_unicode("Symbol", character); /* the font got lost */
        }
        character = mapped != 0 ? mapped : character;
    }
    char bytes[4];
    if (character != 0) {
        hat_buf_put(out, bytes, hat_utf8_encode(character, bytes));
    }
}

/* What stays in the text of a bullet that is drawn as another character. */
static struct hat_str bullet_sign(struct hat_odt *odt, const struct hat_odt_list_level *level)
{
    char bytes[4];
    uint32_t character = hat_odt_first_char(level->bullet_char);
    bool is_private = character >= 0xE000 && character <= 0xF8FF;
    if (!level->bullet || level->picture || !is_private) {
        return (struct hat_str){0};
    }
    size_t len = hat_utf8_encode(character, bytes);
    return hat_arena_str(odt->flow->arena, (struct hat_str){bytes, len});
}

static enum hat_status label_make(struct hat_odt *odt, const struct hat_char_props *mark,
                                  const struct hat_odt_list_style *style,
                                  const struct hat_odt_list *list, struct hat_label **out)
{
    const struct hat_odt_list_level *level = &style->levels[list->level];
    struct hat_buf *text = &odt->scratch;
    text->len = 0;
    if (level->bullet || level->picture) {
        put_bullet(odt, level);
    } else if (level->template_text.len > 0) {
        put_template(text, style, list->counters, level->template_text);
    } else {
        put_levels(text, style, list->counters, list->level);
    }
    if (hat_buf_failed(text)) {
        return HAT_ERR_NOMEM;
    }
    if (text->len == 0) {
        return HAT_OK; /* neither label nor tab (layout rules 2.12) */
    }
    struct hat_label *label = hat_arena_alloc(odt->flow->arena, sizeof *label);
    if (label == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool tab = level->aligned && level->follow == HAT_FOLLOW_TAB;
    bool space = level->aligned && level->follow == HAT_FOLLOW_SPACE;
    if (space && level->align != HAT_ALIGN_LEFT) { /* what is aligned is label and space together */
        hat_buf_put(text, " ", 1);
        space = false;
    }
    label->text = hat_arena_str(odt->flow->arena, (struct hat_str){text->data, text->len});
    label->sign = bullet_sign(odt, level);
    label->props = label_chars(odt, mark, level);
    label->align = level->align;
    label->follow = tab ? HAT_FOLLOW_TAB : space ? HAT_FOLLOW_SPACE : HAT_FOLLOW_NOTHING;
    label->tab = level->aligned ? level->tab : 0;
    label->min_width = level->aligned ? 0 : level->min_width;
    label->min_distance = level->aligned ? 0 : level->min_distance;
    label->level = (uint8_t)(list->level + 1);
    label->list = list->counters->identity;
    label->bullet = level->bullet || level->picture;
    *out = label;
    return label->text.ptr != NULL && label->props != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

/* A heading outside lists, numbered by the outline style. */
static enum hat_status outline_place(struct hat_odt *odt,
                                     const struct hat_odt_paragraph_style *style, uint8_t outline,
                                     struct hat_odt_place_in_list *place, struct hat_label **label)
{
    if (odt->outline == NULL || odt->flow->unnumbered) {
        return HAT_OK;
    }
    const struct hat_odt_list_level *level = &odt->outline->levels[outline - 1];
    if (!level->given || (level->format == HAT_NUMBER_NONE && !level->bullet)) {
        return HAT_OK;
    }
    struct hat_odt_list_style *numbers = odt->outline;
    if (numbers->last == NULL) {
        numbers->last = counters_new(odt);
    }
    if (numbers->last == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_odt_list list = {
        .style = numbers, .counters = numbers->last, .level = (uint8_t)(outline - 1)};
    count(list.counters, &list, numbers);
    place->level = level;
    place->labelled = true;
    place->own_indents = style->named_indents;
    return label_make(odt, style->chars, numbers, &list, label);
}

/* The style of lists that have none: bullets. */
static struct hat_odt_list_style *plain_list(struct hat_odt *odt)
{
    if (odt->plain_list == NULL) {
        odt->plain_list = hat_odt_list_style_new(odt, true);
    }
    return odt->plain_list;
}

enum hat_status hat_odt_list_place(struct hat_odt *odt, const struct hat_odt_paragraph_style *style,
                                   uint8_t outline, struct hat_odt_place_in_list *place,
                                   struct hat_label **label)
{
    *place = (struct hat_odt_place_in_list){0};
    *label = NULL;
    struct hat_odt_list *list = innermost(odt);
    if (list == NULL || !list->in_item) {
        return outline > 0 ? outline_place(odt, style, outline, place, label) : HAT_OK;
    }
    struct hat_odt_list_style *own = hat_odt_list_style_find(odt, style->list);
    struct hat_odt_list_style *numbers = list->style != NULL ? list->style : own;
    bool labelled = list->label_due;
    list->label_due = false;
    if (numbers == NULL) {
        numbers = plain_list(odt);
    }
    if (numbers == NULL) {
        return HAT_ERR_NOMEM;
    }
    const struct hat_odt_list_level *level = &numbers->levels[list->level];
    place->level = level;
    place->labelled = labelled;
    place->own_indents = style->own_indents || (numbers == own && style->list_indents);
    if (!labelled) {
        return HAT_OK;
    }
    count(list->counters, list, numbers);
    list->has_start = false;
    return label_make(odt, style->chars, numbers, list, label);
}
