/* odt_paragraphs.c -- paragraph properties: the chain of a style applied to one record.
 *
 *     default-style {tab-stop-distance 1.25cm} < Standard {margin-bottom 0.2cm} < P1 {center}
 *       -> {tab_default 709, after 113, align CENTER}
 *
 * Percentages mean the parent's value (layout rules 7.5). A list gives its indents to paragraphs
 * whose own style does not set them: nearest of automatic style, list level, named style.
 * Source: ODF 1.3 part 3 §17.6 and §20.
 */
#include "document/odt_internal.h"

enum {
    DEFAULT_TAB = 1134, /* 2 cm, Writer's own default */
    SINGLE = 100,
    SPACING_PERCENT_MAX = 10000,
    LINES_MAX = 99 /* widows, orphans */
};

/* ---- borders and paddings: of paragraphs and cells alike ---- */

static bool side_of(enum hat_xml_name name, const enum hat_xml_name names[5], int *side)
{
    for (int i = 0; i < 5; i++) { /* 0: all sides */
        if (name == names[i]) {
            *side = i - 1;
            return true;
        }
    }
    return false;
}

bool hat_odt_apply_border(const struct hat_odt_attr *attr, struct hat_border *const borders[4])
{
    static const enum hat_xml_name names[5] = {HAT_FO_border, HAT_FO_border_top, HAT_FO_border_left,
                                               HAT_FO_border_bottom, HAT_FO_border_right};
    static const enum hat_xml_name widths[5] = {
        HAT_STYLE_border_line_width, HAT_STYLE_border_line_width_top,
        HAT_STYLE_border_line_width_left, HAT_STYLE_border_line_width_bottom,
        HAT_STYLE_border_line_width_right};
    int side;
    if (side_of(attr->name, names, &side)) {
        for (int i = 0; i < 4; i++) {
            if (side < 0 || side == i) {
                hat_odt_border(attr->value, borders[i]);
            }
        }
        return true;
    }
    if (side_of(attr->name, widths, &side)) {
        for (int i = 0; i < 4; i++) {
            if (side < 0 || side == i) {
                hat_odt_border_line(attr->value, borders[i]);
            }
        }
        return true;
    }
    return false;
}

bool hat_odt_apply_padding(const struct hat_odt_attr *attr, hat_twip *const padding[4])
{
    static const enum hat_xml_name names[5] = {HAT_FO_padding, HAT_FO_padding_top,
                                               HAT_FO_padding_left, HAT_FO_padding_bottom,
                                               HAT_FO_padding_right};
    int side;
    hat_twip value;
    if (!side_of(attr->name, names, &side)) {
        return false;
    }
    if (hat_odt_length(attr->value, &value) && value >= 0) {
        for (int i = 0; i < 4; i++) {
            if (side < 0 || side == i) {
                *padding[i] = value;
            }
        }
    }
    return true;
}

/* ---- one attribute ---- */

/* A length, or a percentage of what the weaker styles gave. */
static void apply_length(struct hat_str value, hat_twip *length)
{
    int32_t percent;
    if (hat_odt_percent(value, &percent)) {
        *length = (hat_twip)((int64_t)*length * percent / 100);
    } else {
        hat_odt_length(value, length);
    }
}

static bool apply_margin(const struct hat_odt_attr *attr, struct hat_para_props *para)
{
    switch (attr->name) {
    case HAT_FO_margin:
        apply_length(attr->value, &para->indent_left);
        apply_length(attr->value, &para->indent_right);
        apply_length(attr->value, &para->before);
        apply_length(attr->value, &para->after);
        return true;
    case HAT_FO_margin_left:
        apply_length(attr->value, &para->indent_left);
        return true;
    case HAT_FO_margin_right:
        apply_length(attr->value, &para->indent_right);
        return true;
    case HAT_FO_text_indent:
        apply_length(attr->value, &para->indent_first);
        return true;
    case HAT_FO_margin_top:
        apply_length(attr->value, &para->before);
        return true;
    case HAT_FO_margin_bottom:
        apply_length(attr->value, &para->after);
        return true;
    default:
        return false;
    }
}

static void set_spacing(struct hat_para_props *para, uint8_t rule, int32_t value)
{
    para->spacing_rule = rule;
    para->spacing = value;
}

static void apply_line_height(struct hat_str value, struct hat_para_props *para)
{
    int32_t percent;
    hat_twip height;
    if (hat_str_is(value, "normal")) {
        set_spacing(para, HAT_SPACING_PERCENT, SINGLE);
    } else if (hat_odt_percent(value, &percent)) {
        percent = percent < 6 ? 6 : percent;
        set_spacing(para, HAT_SPACING_PERCENT,
                    percent > SPACING_PERCENT_MAX ? SPACING_PERCENT_MAX : percent);
    } else if (hat_odt_length(value, &height) && height > 0) {
        set_spacing(para, HAT_SPACING_EXACT, height);
    }
}

static bool apply_spacing(const struct hat_odt_attr *attr, struct hat_para_props *para)
{
    hat_twip height;
    switch (attr->name) {
    case HAT_FO_line_height:
        apply_line_height(attr->value, para);
        return true;
    case HAT_STYLE_line_height_at_least:
        if (hat_odt_length(attr->value, &height) && height > 0) {
            set_spacing(para, HAT_SPACING_AT_LEAST, height);
        }
        return true;
    case HAT_STYLE_line_spacing:
        if (hat_odt_length(attr->value, &height) && height > 0) {
            set_spacing(para, HAT_SPACING_LEADING, height);
        }
        return true;
    default:
        return false;
    }
}

static uint8_t align_of(struct hat_str value, uint8_t before)
{
    static const struct {
        const char *name;
        uint8_t align;
    } aligns[] = {{"start", HAT_ALIGN_LEFT},    {"left", HAT_ALIGN_LEFT},
                  {"end", HAT_ALIGN_RIGHT},     {"right", HAT_ALIGN_RIGHT},
                  {"center", HAT_ALIGN_CENTER}, {"justify", HAT_ALIGN_JUSTIFY}};
    for (size_t i = 0; i < sizeof aligns / sizeof aligns[0]; i++) {
        if (hat_str_is(value, aligns[i].name)) {
            return aligns[i].align;
        }
    }
    return before;
}

static uint8_t lines_of(struct hat_str value)
{
    int32_t lines = 0;
    hat_odt_int(value, &lines);
    return (uint8_t)(lines < 0 ? 0 : lines > LINES_MAX ? LINES_MAX : lines);
}

static bool apply_flow(const struct hat_odt_attr *attr, struct hat_para_props *para)
{
    struct hat_str value = attr->value;
    switch (attr->name) {
    case HAT_FO_keep_with_next:
        para->keep_next = hat_odt_true(value);
        return true;
    case HAT_FO_keep_together:
        para->keep_lines = hat_odt_true(value);
        return true;
    case HAT_FO_widows:
        para->widows = lines_of(value);
        return true;
    case HAT_FO_orphans:
        para->orphans = lines_of(value);
        return true;
    case HAT_FO_break_before:
        para->break_before = hat_str_is(value, "page") || hat_str_ends(value, "-page");
        para->column_break_before = hat_str_is(value, "column");
        return true;
    case HAT_FO_break_after:
        para->break_after = hat_str_is(value, "page") || hat_str_ends(value, "-page");
        return true;
    case HAT_FO_hyphenate:
        para->hyphenate = hat_odt_true(value);
        return true;
    case HAT_FO_hyphenation_remain_char_count:
        para->hyphen_left = lines_of(value);
        return true;
    case HAT_FO_hyphenation_push_char_count:
        para->hyphen_right = lines_of(value);
        return true;
    default:
        return false;
    }
}

static void apply_paragraph(const struct hat_odt_attr *attr, struct hat_para_props *para)
{
    switch (attr->name) {
    case HAT_FO_text_align:
        para->align = align_of(attr->value, para->align);
        break;
    case HAT_FO_text_align_last:
        para->align_last = align_of(attr->value, para->align_last);
        break;
    case HAT_STYLE_writing_mode:
        if (!hat_str_is(attr->value, "page")) {
            para->rtl = hat_str_starts(attr->value, "rl");
        }
        break;
    case HAT_TEXT_number_lines:
        para->unnumbered = !hat_odt_true(attr->value);
        break;
    case HAT_STYLE_contextual_spacing:
    case HAT_LOEXT_contextual_spacing:
        para->contextual = hat_odt_true(attr->value);
        break;
    case HAT_STYLE_tab_stop_distance:
        hat_odt_length(attr->value, &para->tab_default);
        break;
    case HAT_FO_background_color:
        hat_odt_color(attr->value, &para->shade);
        break;
    default:
        break;
    }
}

static void apply_borders(const struct hat_odt_attrs *attrs, struct hat_para_props *para)
{
    struct hat_border *const borders[4] = {&para->top, &para->left, &para->bottom, &para->right};
    hat_twip *const paddings[4] = {&para->top.space, &para->left.space, &para->bottom.space,
                                   &para->right.space};
    for (size_t i = 0; i < attrs->count; i++) {
        if (!hat_odt_apply_border(&attrs->items[i], borders)) {
            hat_odt_apply_padding(&attrs->items[i], paddings);
        }
    }
}

/* ---- a style ---- */

static bool sets_indents(const struct hat_odt_style *style)
{
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_PARAGRAPH_PROPERTIES];
    for (size_t i = 0; i < attrs->count; i++) {
        enum hat_xml_name name = attrs->items[i].name;
        if (name == HAT_FO_margin_left || name == HAT_FO_margin_right || name == HAT_FO_margin ||
            name == HAT_FO_text_indent) {
            return true;
        }
    }
    return false;
}

/* Properties that LibreOffice keeps in one item. A style that sets one of them takes the others
 * from the default style and not from its parent (layout rules 7.5). LibreOffice and Word write
 * them together; files made by hand or by programs often have one alone. */
enum item { ITEM_NONE = 0, ITEM_SPACE = 1, ITEM_INDENTS = 2, ITEM_BOX = 4 };

static unsigned items_of(const struct hat_odt_attr *attr)
{
    int32_t percent;
    switch (attr->name) {
    case HAT_FO_margin_top:
    case HAT_FO_margin_bottom: // a percentage is of the parent's
        return hat_odt_percent(attr->value, &percent) ? ITEM_NONE : ITEM_SPACE;
    case HAT_FO_margin_left:
    case HAT_FO_margin_right:
        return hat_odt_percent(attr->value, &percent) ? ITEM_NONE : ITEM_INDENTS;
    case HAT_STYLE_contextual_spacing:
    case HAT_LOEXT_contextual_spacing:
        return ITEM_SPACE;
    case HAT_FO_text_indent:
        return ITEM_INDENTS;
    case HAT_FO_margin:
        return hat_odt_percent(attr->value, &percent) ? ITEM_NONE : ITEM_SPACE | ITEM_INDENTS;
    case HAT_FO_border_top:
    case HAT_FO_border_bottom:
    case HAT_FO_border_left:
    case HAT_FO_border_right:
    case HAT_FO_border:
    case HAT_FO_padding_top:
    case HAT_FO_padding_bottom:
    case HAT_FO_padding_left:
    case HAT_FO_padding_right:
    case HAT_FO_padding:
        return ITEM_BOX;
    default:
        return ITEM_NONE;
    }
}

static void begin_items(const struct hat_odt_attrs *attrs, const struct hat_para_props *base,
                        struct hat_para_props *para)
{
    unsigned items = ITEM_NONE;
    for (size_t i = 0; i < attrs->count; i++) {
        items |= items_of(&attrs->items[i]);
    }
    if (items & ITEM_SPACE) {
        para->before = base->before;
        para->after = base->after;
        para->contextual = base->contextual;
    }
    if (items & ITEM_INDENTS) {
        para->indent_left = base->indent_left;
        para->indent_right = base->indent_right;
        para->indent_first = base->indent_first;
    }
    if (items & ITEM_BOX) {
        para->top = base->top;
        para->left = base->left;
        para->bottom = base->bottom;
        para->right = base->right;
    }
}

/* `base`: what the default style gives. */
static void apply_style(struct hat_odt *odt, const struct hat_odt_style *style,
                        const struct hat_para_props *base, struct hat_odt_paragraph_style *out,
                        struct hat_char_props *chars)
{
    const struct hat_odt_attrs *attrs = &style->parts[HAT_ODT_PARAGRAPH_PROPERTIES];
    begin_items(attrs, base, &out->para);
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        if (attr->name == HAT_STYLE_page_number) {
            out->page_number = 0;
            hat_odt_int(attr->value, &out->page_number);
        } else if (!apply_margin(attr, &out->para) && !apply_spacing(attr, &out->para) &&
                   !apply_flow(attr, &out->para)) {
            apply_paragraph(attr, &out->para);
        }
    }
    apply_borders(attrs, &out->para);
    const struct hat_odt_attrs *text = &style->parts[HAT_ODT_TEXT_PROPERTIES];
    hat_odt_apply_chars(odt, text, chars);
    for (size_t i = 0; i < text->count; i++) {
        enum hat_xml_name name = text->items[i].name;
        if (name == HAT_FO_hyphenate || name == HAT_FO_hyphenation_remain_char_count ||
            name == HAT_FO_hyphenation_push_char_count) {
            apply_flow(&text->items[i], &out->para);
        }
    }
    if (style->has_tabs) {
        out->para.tabs = style->tabs;
        out->para.tab_count = style->tab_count;
    }
    if (style->has_list) {
        out->list = style->list;
    }
    if (style->has_master) {
        out->master = style->master;
    }
}

/* Who sets the indents: looked for from the strongest style down. */
static void find_indents(struct hat_odt_style *const *chain, size_t count,
                         struct hat_odt_paragraph_style *out)
{
    bool named = false;
    for (size_t i = count; i-- > 0;) {
        bool automatic = chain[i]->scope != HAT_ODT_COMMON;
        if (sets_indents(chain[i])) {
            out->own_indents = automatic;
            out->named_indents = !named;
            out->list_indents = true;
            return;
        }
        if (chain[i]->has_list && chain[i]->list.len > 0) {
            return;
        }
        named |= !automatic;
    }
}

static const char *identity(struct hat_odt *odt, struct hat_odt_style *const *chain, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        if (chain[i]->scope == HAT_ODT_COMMON && chain[i]->name.len > 0) {
            return hat_intern_text(odt->document, chain[i]->name);
        }
    }
    return hat_intern_text(odt->document, HAT_STR(""));
}

/* In ODF a border lies inside the indents, in the model outside of them. Padding takes its room
 * even where no line is drawn, as LibreOffice has it. */
static void make_room_for_borders(struct hat_para_props *para)
{
    para->indent_left += para->left.width + para->left.space;
    para->indent_right += para->right.width + para->right.space;
    para->before += para->top.style == HAT_BORDER_NONE ? para->top.space : 0;
    para->after += para->bottom.style == HAT_BORDER_NONE ? para->bottom.space : 0;
}

static enum hat_status resolve(struct hat_odt *odt, struct hat_odt_style *style,
                               struct hat_odt_paragraph_style *out)
{
    struct hat_odt_style *chain[HAT_ODT_CHAIN];
    size_t count = hat_odt_chain(odt, HAT_ODT_PARAGRAPH, style, chain);
    const struct hat_char_props *base = hat_odt_base_chars(odt);
    if (base == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_char_props chars;
    memcpy(&chars, base, sizeof chars);
    set_spacing(&out->para, HAT_SPACING_PERCENT, SINGLE);
    out->para.tab_default = DEFAULT_TAB;
    struct hat_para_props defaults = out->para;
    for (size_t i = 0; i < count; i++) {
        apply_style(odt, chain[i], &defaults, out, &chars);
        if (chain[i] == odt->defaults[HAT_ODT_PARAGRAPH]) {
            defaults = out->para;
        }
    }
    if (out->para.rtl && out->para.align <= HAT_ALIGN_RIGHT &&
        out->para.align != HAT_ALIGN_CENTER) {
        out->para.align = out->para.align == HAT_ALIGN_LEFT ? HAT_ALIGN_RIGHT : HAT_ALIGN_LEFT;
    }
    if (out->para.tab_default <= 0) {
        out->para.tab_default = DEFAULT_TAB;
    }
    if (out->para.break_before && out->master.len == 0 && out->page_number > 0) {
        int32_t most = UINT16_MAX;
        out->para.page_start = (uint16_t)(out->page_number < most ? out->page_number : most);
    }
    find_indents(chain, count, out);
    out->para.style = identity(odt, chain, count);
    out->chars = hat_intern_chars(odt->document, &chars);
    return out->para.style != NULL && out->chars != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

struct hat_odt_paragraph_style *hat_odt_paragraph_style(struct hat_odt *odt, struct hat_str name)
{
    struct hat_odt_style *style = hat_odt_style_find(odt, HAT_ODT_PARAGRAPH, name);
    void **kept = style != NULL ? &style->resolved : &odt->unstyled[HAT_ODT_PARAGRAPH];
    if (*kept != NULL) {
        return *kept;
    }
    struct hat_odt_paragraph_style *out = hat_arena_alloc(odt->arena, sizeof *out);
    if (out == NULL || resolve(odt, style, out) != HAT_OK) {
        return NULL;
    }
    *kept = out;
    return out;
}

/* The indents of a list level (ODF 1.3 part 3 §17.19, §17.20); layout rules 2.12, 7.5. */
static void apply_level(const struct hat_odt_place_in_list *list, struct hat_para_props *para)
{
    const struct hat_odt_list_level *level = list->level;
    if (!level->aligned) {
        para->indent_left += level->space_before + level->min_width;
        para->indent_first -= list->labelled ? level->min_width : 0;
        return;
    }
    if (!list->own_indents) {
        para->indent_left = level->margin;
        para->indent_first = list->labelled ? level->indent : para->indent_first;
    }
}

const struct hat_para_props *hat_odt_paragraph_props(struct hat_odt *odt,
                                                     struct hat_odt_paragraph_style *style,
                                                     const struct hat_odt_place_in_list *list,
                                                     uint8_t outline)
{
    struct hat_odt_key key = {style, list->level,
                              (uint64_t)outline << 2 | (uint64_t)list->labelled << 1 |
                                  (uint64_t)list->own_indents};
    struct hat_para_props *found = hat_odt_cache_find(&odt->paragraphs, &key);
    if (found != NULL) {
        return found;
    }
    struct hat_para_props para;
    memcpy(&para, &style->para, sizeof para);
    if (list->level != NULL) {
        apply_level(list, &para);
    }
    make_room_for_borders(&para);
    para.outline_level = outline;
    union {
        const struct hat_para_props *read;
        void *kept;
    } value = {.read = hat_intern_paragraph(odt->document, &para)};
    if (value.read == NULL ||
        hat_odt_cache_put(odt, &odt->paragraphs, &key, value.kept) != HAT_OK) {
        return NULL;
    }
    return value.read;
}
