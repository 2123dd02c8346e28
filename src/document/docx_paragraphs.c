/* docx_paragraphs.c -- paragraph properties (w:pPr, ECMA-376-1 §17.3.1) as sparse records.
 *
 *     <w:spacing w:after="120" w:line="360" w:lineRule="auto"/>  ->  after 120, 150 percent
 *     <w:ind w:left="720" w:hanging="360"/>                      ->  left 720, first -360
 */
#include "document/docx_internal.h"

static void read_indents(struct hat_docx *docx, struct hat_docx_para *para,
                         const struct hat_xml_element *element)
{
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    for (size_t i = 0; i < element->attribute_count; i++) {
        struct hat_str value = element->attributes[i].value;
        switch (element->attributes[i].name) {
        case HAT_W_left:
        case HAT_W_start:
            para->v.indent_left = hat_docx_length(docx, value, -max, max);
            para->set |= HAT_DOCX_LEFT;
            break;
        case HAT_W_right:
        case HAT_W_end:
            para->v.indent_right = hat_docx_length(docx, value, -max, max);
            para->set |= HAT_DOCX_RIGHT;
            break;
        case HAT_W_firstLine:
            if (hat_xml_attr(element, HAT_W_hanging).ptr == NULL) { /* hanging beats it */
                para->v.indent_first = hat_docx_length(docx, value, -max, max);
                para->set |= HAT_DOCX_FIRST;
            }
            break;
        case HAT_W_hanging:
            para->v.indent_first = -hat_docx_length(docx, value, -max, max);
            para->set |= HAT_DOCX_FIRST;
            break;
        default:
            break;
        }
    }
}

/* Writer's percent of a w:line in 240ths (rules 1.4): through 1/100 mm, unless w:lineRule is
 * written before w:line. */
static int32_t line_percent(const struct hat_xml_element *element, int32_t line)
{
    bool rule_first = false;
    for (size_t i = 0; i < element->attribute_count; i++) {
        if (element->attributes[i].name == HAT_W_lineRule) {
            rule_first = true;
        } else if (element->attributes[i].name == HAT_W_line) {
            break;
        }
    }
    int64_t hundredths = ((int64_t)line * 127 + 36) / 72;
    int64_t percent = rule_first ? (int64_t)line * 100 / 240 : hundredths * 100 / 423;
    return (int32_t)(percent < 50 ? 50 : percent > 13200 ? 13200 : percent);
}

static void read_line(struct hat_docx *docx, struct hat_docx_para *para,
                      const struct hat_xml_element *element)
{
    struct hat_str text = hat_xml_attr(element, HAT_W_line);
    struct hat_str rule = hat_xml_attr(element, HAT_W_lineRule);
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    int32_t line = hat_docx_length(docx, text, -max, max);
    if (rule.ptr == NULL) {
        hat_docx_unsupported(docx, HAT_DOCX_UNSUPPORTED_LINE_RULE);
    }
    if (hat_str_is(rule, "atLeast")) {
        para->v.spacing_rule = HAT_SPACING_AT_LEAST;
        para->v.spacing = line < 0 ? -line : line;
    } else if (hat_str_is(rule, "exact") || line < 0) {
        para->v.spacing_rule = HAT_SPACING_EXACT;
        para->v.spacing = line < 0 ? -line : line;
    } else {
        para->v.spacing_rule = HAT_SPACING_PERCENT;
        para->v.spacing = line_percent(element, line);
    }
    if (line == 0) { /* no such line: single */
        para->v.spacing_rule = HAT_SPACING_PERCENT;
        para->v.spacing = 100;
    }
    para->set |= HAT_DOCX_LINE;
}

static void read_spacing(struct hat_docx *docx, struct hat_docx_para *para,
                         const struct hat_xml_element *element)
{
    struct hat_str before = hat_xml_attr(element, HAT_W_before);
    struct hat_str after = hat_xml_attr(element, HAT_W_after);
    struct hat_str auto_before = hat_xml_attr(element, HAT_W_beforeAutospacing);
    struct hat_str auto_after = hat_xml_attr(element, HAT_W_afterAutospacing);
    if (before.ptr != NULL) {
        para->v.before = hat_docx_length(docx, before, 0, HAT_DOCX_LENGTH_MAX);
        para->set |= HAT_DOCX_BEFORE;
    }
    if (after.ptr != NULL) {
        para->v.after = hat_docx_length(docx, after, 0, HAT_DOCX_LENGTH_MAX);
        para->set |= HAT_DOCX_AFTER;
    }
    if (auto_before.ptr != NULL) {
        para->v.auto_before = hat_docx_true(auto_before, false);
        para->set |= HAT_DOCX_AUTO_BEFORE;
    }
    if (auto_after.ptr != NULL) {
        para->v.auto_after = hat_docx_true(auto_after, false);
        para->set |= HAT_DOCX_AUTO_AFTER;
    }
    if (hat_xml_attr(element, HAT_W_line).ptr != NULL) {
        read_line(docx, para, element);
    }
}

static void read_align(struct hat_docx_para *para, struct hat_str val)
{
    if (hat_str_is(val, "center")) {
        para->v.align = HAT_ALIGN_CENTER;
    } else if (hat_str_is(val, "right") || hat_str_is(val, "end")) {
        para->v.align = HAT_ALIGN_RIGHT;
    } else if (hat_str_is(val, "left") || hat_str_is(val, "start") || hat_str_is(val, "numTab")) {
        para->v.align = HAT_ALIGN_LEFT;
    } else {
        para->v.align = HAT_ALIGN_JUSTIFY; /* both, distribute and the kashida kinds */
    }
    para->set |= HAT_DOCX_ALIGN;
}

/* ---- tabs ---- */

/* Lays the sorted stops `over` over the sorted stops `base`; clear entries are kept. */
static size_t merge_tabs(const struct hat_para_props *base, const struct hat_para_props *over,
                         struct hat_tab *out)
{
    size_t i = 0, k = 0, count = 0;
    while ((i < base->tab_count || k < over->tab_count) && count < HAT_DOCX_TABS_MAX) {
        bool have_base = i < base->tab_count, have_over = k < over->tab_count;
        if (have_base && have_over && base->tabs[i].position == over->tabs[k].position) {
            i++;
            continue;
        }
        bool first = !have_over || (have_base && base->tabs[i].position < over->tabs[k].position);
        out[count++] = first ? base->tabs[i++] : over->tabs[k++];
    }
    return count;
}

static void set_tabs(struct hat_docx *docx, struct hat_docx_para *para,
                     const struct hat_para_props *over)
{
    struct hat_tab merged[HAT_DOCX_TABS_MAX];
    memset(merged, 0, sizeof merged); /* interned: padding counts */
    size_t count = merge_tabs(&para->v, over, merged);
    para->v.tabs = hat_intern_bytes(docx->document, merged, count * sizeof *merged);
    para->v.tab_count = count;
    para->set |= HAT_DOCX_TABS;
    if (para->v.tabs == NULL) {
        para->v.tab_count = 0;
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
}

static void read_tab(struct hat_docx *docx, struct hat_docx_para *para,
                     const struct hat_xml_element *element)
{
    static const char *const kinds[] = {"left", "center", "right", "decimal", "start",
                                        "end",  "num",    "clear", "bar",     NULL};
    static const uint8_t aligns[] = {HAT_TAB_LEFT,    HAT_TAB_CENTER,     HAT_TAB_RIGHT,
                                     HAT_TAB_DECIMAL, HAT_TAB_LEFT,       HAT_TAB_RIGHT,
                                     HAT_TAB_LEFT,    HAT_DOCX_TAB_CLEAR, /* bar, as Writer: */
                                     HAT_TAB_LEFT};
    static const char *const leaders[] = {"dot",       "underscore", "hyphen",
                                          "middleDot", "heavy",      NULL};
    static const uint32_t leader_chars[] = {'.', '_', '-', 0xB7, '_'};
    struct hat_tab tab;
    memset(&tab, 0, sizeof tab);
    int kind = hat_docx_one_of(hat_docx_val(element), kinds);
    int leader = hat_docx_one_of(hat_xml_attr(element, HAT_W_leader), leaders);
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    tab.position = hat_docx_length(docx, hat_xml_attr(element, HAT_W_pos), -max, max);
    tab.align = kind < 0 ? HAT_TAB_LEFT : aligns[kind];
    tab.leader = leader < 0 ? 0 : leader_chars[leader];
    struct hat_para_props one = {.tabs = &tab, .tab_count = 1};
    set_tabs(docx, para, &one);
}

/* ---- the elements ---- */

static void set_bool(struct hat_docx_para *para, bool *place, uint32_t bit, bool value)
{
    *place = value;
    para->set |= bit;
}

static void read_border(struct hat_docx *docx, struct hat_docx_para *para,
                        const struct hat_xml_element *element)
{
    struct hat_border border = hat_docx_border(docx, element);
    switch (element->name) {
    case HAT_W_top:
        para->v.top = border;
        para->set |= HAT_DOCX_P_TOP;
        break;
    case HAT_W_bottom:
        para->v.bottom = border;
        para->set |= HAT_DOCX_P_BOTTOM;
        break;
    case HAT_W_left:
    case HAT_W_start:
        para->v.left = border;
        para->set |= HAT_DOCX_P_LEFT;
        break;
    case HAT_W_right:
    case HAT_W_end:
        para->v.right = border;
        para->set |= HAT_DOCX_P_RIGHT;
        break;
    case HAT_W_between:
        para->v.between = border;
        para->set |= HAT_DOCX_P_BETWEEN;
        break;
    default:
        break;
    }
}

/* A drop cap is a frame in the file, but its box would be as high as the lines it is set in. */
static void read_frame(struct hat_docx *docx, struct hat_docx_para *para,
                       const struct hat_xml_element *element)
{
    struct hat_str drop = hat_xml_attr(element, HAT_W_dropCap);
    if (drop.len == 0 || hat_str_is(drop, "none")) {
        hat_docx_frame_read(docx, para, element);
    } else if (docx->place.story != HAT_STORY_NONE) { /* a style may not be used */
        hat_docx_unsupported(docx, HAT_DOCX_UNSUPPORTED_DROP_CAP);
    }
}

static void read_switch(struct hat_docx *docx, struct hat_docx_para *para,
                        const struct hat_xml_element *element)
{
    struct hat_para_props *v = &para->v;
    bool on = hat_docx_on(element);
    switch (element->name) {
    case HAT_W_keepNext:
        set_bool(para, &v->keep_next, HAT_DOCX_KEEP_NEXT, on);
        break;
    case HAT_W_keepLines:
        set_bool(para, &v->keep_lines, HAT_DOCX_KEEP_LINES, on);
        break;
    case HAT_W_pageBreakBefore:
        set_bool(para, &v->break_before, HAT_DOCX_BREAK_BEFORE, on);
        break;
    case HAT_W_contextualSpacing:
        set_bool(para, &v->contextual, HAT_DOCX_CONTEXTUAL, on);
        break;
    case HAT_W_bidi:
        set_bool(para, &v->rtl, HAT_DOCX_BIDI, on);
        break;
    case HAT_W_snapToGrid:
        set_bool(para, &v->off_grid, HAT_DOCX_OFF_GRID, !on);
        break;
    case HAT_W_suppressLineNumbers:
        set_bool(para, &v->unnumbered, HAT_DOCX_UNNUMBERED, on);
        break;
    case HAT_W_suppressAutoHyphens:
        set_bool(para, &v->hyphenate, HAT_DOCX_HYPHENATE, !on);
        break;
    case HAT_W_widowControl:
        v->widows = v->orphans = on ? 2 : 0;
        para->set |= HAT_DOCX_WIDOW;
        break;
    case HAT_W_framePr:
        read_frame(docx, para, element);
        break;
    default:
        break;
    }
}

static void read_value(struct hat_docx *docx, struct hat_docx_para *para,
                       const struct hat_xml_element *element)
{
    struct hat_str val = hat_docx_val(element);
    switch (element->name) {
    case HAT_W_pStyle:
        para->style = hat_docx_style_find(docx, HAT_DOCX_STYLE_PARAGRAPH, val);
        break;
    case HAT_W_jc:
        read_align(para, val);
        break;
    case HAT_W_ind:
        read_indents(docx, para, element);
        break;
    case HAT_W_spacing:
        read_spacing(docx, para, element);
        break;
    case HAT_W_shd:
        para->v.shade = hat_docx_shade(docx, element);
        para->set |= HAT_DOCX_P_SHADE;
        break;
    case HAT_W_outlineLvl: {
        int32_t level = hat_docx_int(val, 9);
        para->v.outline_level = (uint8_t)(level >= 0 && level < 9 ? level + 1 : 0);
        para->set |= HAT_DOCX_OUTLINE_LEVEL;
        break;
    }
    default:
        read_switch(docx, para, element);
        break;
    }
}

static uint8_t read_number(struct hat_docx_para *para, const struct hat_xml_element *element)
{
    int32_t value = hat_docx_int(hat_docx_val(element), 0);
    if (element->name == HAT_W_numId) {
        para->num_id = value;
        para->set |= HAT_DOCX_NUM_ID;
    } else if (element->name == HAT_W_ilvl) {
        para->num_level = (uint8_t)(value < 0 ? 0 : value >= HAT_DOCX_LEVELS ? 8 : value);
        para->set |= HAT_DOCX_NUM_LEVEL;
    }
    return HAT_DOCX_SKIP;
}

uint8_t hat_docx_para_property(struct hat_docx *docx, struct hat_docx_targets *targets,
                               uint8_t state, const struct hat_xml_element *element)
{
    struct hat_docx_para *para = targets->para;
    switch (state) {
    case HAT_DOCX_IN_PBDR:
        read_border(docx, para, element);
        return HAT_DOCX_SKIP;
    case HAT_DOCX_IN_TABS:
        read_tab(docx, para, element);
        return HAT_DOCX_SKIP;
    case HAT_DOCX_IN_NUMPR:
        return read_number(para, element);
    default:
        break;
    }
    switch (element->name) {
    case HAT_W_rPr:
        return targets->mark != NULL ? HAT_DOCX_IN_MARK : HAT_DOCX_SKIP;
    case HAT_W_pBdr:
        return HAT_DOCX_IN_PBDR;
    case HAT_W_tabs:
        return HAT_DOCX_IN_TABS;
    case HAT_W_numPr:
        return HAT_DOCX_IN_NUMPR;
    default:
        read_value(docx, para, element);
        return HAT_DOCX_SKIP;
    }
}

/* ---- inheritance ---- */

#define TAKE(bit, member)                                                                          \
    if ((over->set & (bit)) != 0) {                                                                \
        base->v.member = over->v.member;                                                           \
    }

static void boxes_over(struct hat_docx_para *base, const struct hat_docx_para *over)
{
    TAKE(HAT_DOCX_P_TOP, top)
    TAKE(HAT_DOCX_P_BOTTOM, bottom)
    TAKE(HAT_DOCX_P_LEFT, left)
    TAKE(HAT_DOCX_P_RIGHT, right)
    TAKE(HAT_DOCX_P_BETWEEN, between)
    TAKE(HAT_DOCX_P_SHADE, shade)
}

void hat_docx_para_over(struct hat_docx *docx, struct hat_docx_para *base,
                        const struct hat_docx_para *over)
{
    if (over->set == 0) {
        return;
    }
    TAKE(HAT_DOCX_ALIGN, align)
    TAKE(HAT_DOCX_LEFT, indent_left)
    TAKE(HAT_DOCX_RIGHT, indent_right)
    TAKE(HAT_DOCX_FIRST, indent_first)
    TAKE(HAT_DOCX_BEFORE, before)
    TAKE(HAT_DOCX_AFTER, after)
    TAKE(HAT_DOCX_AUTO_BEFORE, auto_before)
    TAKE(HAT_DOCX_AUTO_AFTER, auto_after)
    TAKE(HAT_DOCX_LINE, spacing_rule)
    TAKE(HAT_DOCX_LINE, spacing)
    TAKE(HAT_DOCX_KEEP_NEXT, keep_next)
    TAKE(HAT_DOCX_KEEP_LINES, keep_lines)
    TAKE(HAT_DOCX_BREAK_BEFORE, break_before)
    TAKE(HAT_DOCX_WIDOW, widows)
    TAKE(HAT_DOCX_WIDOW, orphans)
    TAKE(HAT_DOCX_CONTEXTUAL, contextual)
    TAKE(HAT_DOCX_BIDI, rtl)
    TAKE(HAT_DOCX_OFF_GRID, off_grid)
    TAKE(HAT_DOCX_UNNUMBERED, unnumbered)
    TAKE(HAT_DOCX_HYPHENATE, hyphenate)
    TAKE(HAT_DOCX_OUTLINE_LEVEL, outline_level)
    boxes_over(base, over);
    if ((over->set & HAT_DOCX_FRAME) != 0) {
        base->frame = hat_docx_frame_over(docx, base->frame, over->frame);
    }
    if ((over->set & HAT_DOCX_TABS) != 0) {
        set_tabs(docx, base, &over->v);
    }
    if ((over->set & HAT_DOCX_NUM_ID) != 0) {
        base->num_id = over->num_id;
        base->num_level = 0; /* a list begins at its first level unless the level is said */
    }
    if ((over->set & HAT_DOCX_NUM_LEVEL) != 0) {
        base->num_level = over->num_level;
    }
    base->set |= over->set;
}
