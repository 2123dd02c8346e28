/* docx_sections.c -- section properties (w:sectPr, ECMA-376-1 §17.6), and finished sections.
 *
 * A section stands finished for the layout when its headers are read: those it does not name are
 * the previous section's, kind by kind (layout-rules 5.2).
 */
#include "document/docx_internal.h"

enum { COLUMNS_MAX = 16, PAGE_MIN = 144, TEXT_MIN = 72, COLUMN_MIN = 720 };

/* Without w:pgSz and w:pgMar Writer takes a Letter page with these margins. */
void hat_docx_section_init(struct hat_docx_section *section)
{
    memset(section, 0, sizeof *section);
    section->v.page_width = 12240;
    section->v.page_height = 15840;
    section->v.top = section->v.bottom = 1440;
    section->v.left = section->v.right = 1800;
    section->v.columns = 1;
    section->v.column_gap = 720;
    for (int i = 0; i < 3; i++) {
        section->v.headers[i].edge = section->v.footers[i].edge = 720;
    }
}

static void read_margins(struct hat_docx *docx, struct hat_docx_section *section,
                         const struct hat_xml_element *element)
{
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    for (size_t i = 0; i < element->attribute_count; i++) {
        struct hat_str value = element->attributes[i].value;
        bool vertical =
            element->attributes[i].name == HAT_W_top || element->attributes[i].name == HAT_W_bottom;
        hat_twip length = hat_docx_length(docx, value, vertical ? -max : 0, max);
        switch (element->attributes[i].name) {
        case HAT_W_top:
            section->v.top = length;
            break;
        case HAT_W_bottom:
            section->v.bottom = length;
            break;
        case HAT_W_left:
        case HAT_W_start:
            section->v.left = length;
            break;
        case HAT_W_right:
        case HAT_W_end:
            section->v.right = length;
            break;
        case HAT_W_header:
            for (int k = 0; k < 3; k++) {
                section->v.headers[k].edge = length;
            }
            break;
        case HAT_W_footer:
            for (int k = 0; k < 3; k++) {
                section->v.footers[k].edge = length;
            }
            break;
        case HAT_W_gutter:
            section->gutter = length;
            break;
        default:
            break;
        }
    }
}

static void read_page_size(struct hat_docx *docx, struct hat_docx_section *section,
                           const struct hat_xml_element *element)
{
    struct hat_str width = hat_xml_attr(element, HAT_W_w), height = hat_xml_attr(element, HAT_W_h);
    if (width.len > 0) {
        section->v.page_width = hat_docx_length(docx, width, PAGE_MIN, HAT_DOCX_LENGTH_MAX);
    }
    if (height.len > 0) {
        section->v.page_height = hat_docx_length(docx, height, PAGE_MIN, HAT_DOCX_LENGTH_MAX);
    }
}

static void read_columns(struct hat_docx *docx, struct hat_docx_section *section,
                         const struct hat_xml_element *element)
{
    int32_t count = hat_docx_int(hat_xml_attr(element, HAT_W_num), 1);
    struct hat_str space = hat_xml_attr(element, HAT_W_space);
    section->v.columns = (uint16_t)(count < 1 ? 1 : count > COLUMNS_MAX ? COLUMNS_MAX : count);
    section->unequal = !hat_docx_true(hat_xml_attr(element, HAT_W_equalWidth), true);
    section->v.column_line = hat_docx_true(hat_xml_attr(element, HAT_W_sep), false);
    if (space.len > 0) {
        section->v.column_gap = hat_docx_length(docx, space, 0, HAT_DOCX_LENGTH_MAX);
    }
}

static void read_column(struct hat_docx *docx, struct hat_docx_section *section,
                        const struct hat_xml_element *element)
{
    if (section->width_count < COLUMNS_MAX) {
        hat_twip *pair = &section->widths[2 * section->width_count++];
        pair[0] = hat_docx_length(docx, hat_xml_attr(element, HAT_W_w), 0, HAT_DOCX_LENGTH_MAX);
        pair[1] = hat_docx_length(docx, hat_xml_attr(element, HAT_W_space), 0, HAT_DOCX_LENGTH_MAX);
    }
}

static void read_reference(struct hat_docx *docx, struct hat_docx_section *section,
                           const struct hat_xml_element *element)
{
    static const char *const kinds[] = {"default", "first", "even", NULL}; /* hat_header_kind */
    int kind = hat_docx_one_of(hat_xml_attr(element, HAT_W_type), kinds);
    const char **ids = element->name == HAT_W_headerReference ? section->headers : section->footers;
    ids[kind < 0 ? HAT_HEADER_DEFAULT : kind] =
        hat_docx_text(docx, hat_xml_attr(element, HAT_R_id));
}

static void read_start(struct hat_docx_section *section, struct hat_str val)
{
    static const char *const kinds[] = {"nextPage", "continuous", "evenPage",
                                        "oddPage",  "nextColumn", NULL}; /* hat_section_start */
    int kind = hat_docx_one_of(val, kinds);
    section->v.start = (uint8_t)(kind < 0 ? HAT_START_NEXT_PAGE : kind);
}

static void read_numbering(struct hat_docx *docx, struct hat_docx_section *section,
                           const struct hat_xml_element *element)
{
    struct hat_str start = hat_xml_attr(element, HAT_W_start);
    struct hat_str format = hat_xml_attr(element, HAT_W_fmt);
    if (start.len > 0) {
        int32_t number = hat_docx_int(start, 0);
        section->v.page_start = number < 0 ? 0 : number > 1000000 ? 1000000 : number;
        section->v.starts_at_zero = number == 0;
    }
    if (format.len > 0 && !hat_str_is(format, "numberInDash")) {
        section->v.page_format = (uint8_t)hat_docx_number_format(docx, format);
    }
}

/* Only these kinds of grid move lines (§17.6.5). */
static void read_grid(struct hat_docx *docx, struct hat_docx_section *section,
                      const struct hat_xml_element *element)
{
    struct hat_str type = hat_xml_attr(element, HAT_W_type);
    struct hat_str pitch = hat_xml_attr(element, HAT_W_linePitch);
    if (hat_str_starts(type, "lines") || hat_str_is(type, "snapToChars")) {
        section->v.line_pitch = hat_docx_length(docx, pitch, 0, HAT_DOCX_LENGTH_MAX);
    }
}

/* w:pgBorders (§17.6.10): its own attributes. */
static void read_borders(struct hat_docx_section *section, const struct hat_xml_element *element)
{
    static const char *const pages[] = {"allPages", "firstPage", "notFirstPage",
                                        NULL}; /* hat_bordered_pages */
    int which = hat_docx_one_of(hat_xml_attr(element, HAT_W_display), pages);
    section->v.borders.pages = (uint8_t)(which < 0 ? HAT_BORDERED_ALL : which);
    section->v.borders.from_text = !hat_str_is(hat_xml_attr(element, HAT_W_offsetFrom), "page");
}

/* Is the border a row of small pictures, such as "apples"? */
static bool is_picture(struct hat_str kind)
{
    static const char *const lines[] = {
        "none",       "nil",          "single",         "thick", "double",     "triple",
        "dotted",     "dashed",       "dotDash",        "wave",  "doubleWave", "outset",
        "dotDotDash", "dashSmallGap", "dashDotStroked", "inset", NULL};
    return hat_docx_one_of(kind, lines) < 0 && !hat_str_starts(kind, "thin") &&
           !hat_str_starts(kind, "thick") && !hat_str_starts(kind, "threeD");
}

/* The border of one side. A shadow is as wide as the right border. */
static void read_border(struct hat_docx *docx, struct hat_docx_section *section,
                        const struct hat_xml_element *element)
{
    static const enum hat_xml_name sides[4] = {HAT_W_top, HAT_W_left, HAT_W_bottom, HAT_W_right};
    if (is_picture(hat_docx_val(element))) {
        hat_docx_unsupported(docx, HAT_DOCX_UNSUPPORTED_PICTURE_BORDERS);
        return;
    }
    for (int side = 0; side < 4; side++) {
        if (element->name == sides[side]) {
            struct hat_border *edge = &section->v.borders.edges[side];
            bool shadow = hat_docx_true(hat_xml_attr(element, HAT_W_shadow), false);
            *edge = hat_docx_border(docx, element);
            if (side == HAT_BOTTOM || side == HAT_RIGHT) {
                hat_docx_border_swap(edge); /* as in tables, Writer does not mirror them */
            }
            if (side == HAT_RIGHT && shadow) {
                section->v.borders.shadow = edge->style != HAT_BORDER_NONE ? edge->width : 0;
            }
        }
    }
}

uint8_t hat_docx_section_property(struct hat_docx *docx, struct hat_docx_section *section,
                                  uint8_t state, const struct hat_xml_element *element)
{
    if (state == HAT_DOCX_IN_COLS) {
        if (element->name == HAT_W_col) {
            read_column(docx, section, element);
        }
        return HAT_DOCX_SKIP;
    }
    if (state == HAT_DOCX_IN_PGBORDERS) {
        read_border(docx, section, element);
        return HAT_DOCX_SKIP;
    }
    if (state == HAT_DOCX_IN_FOOTNOTEPR || state == HAT_DOCX_IN_ENDNOTEPR) {
        hat_docx_note_property(docx, state == HAT_DOCX_IN_ENDNOTEPR, element);
        return HAT_DOCX_SKIP;
    }
    switch (element->name) {
    case HAT_W_pgSz:
        read_page_size(docx, section, element);
        break;
    case HAT_W_pgMar:
        read_margins(docx, section, element);
        break;
    case HAT_W_type:
        read_start(section, hat_docx_val(element));
        break;
    case HAT_W_titlePg:
        section->v.title_page = hat_docx_on(element);
        break;
    case HAT_W_pgNumType:
        read_numbering(docx, section, element);
        break;
    case HAT_W_headerReference:
    case HAT_W_footerReference:
        read_reference(docx, section, element);
        break;
    case HAT_W_cols:
        read_columns(docx, section, element);
        return HAT_DOCX_IN_COLS;
    case HAT_W_docGrid:
        read_grid(docx, section, element);
        break;
    case HAT_W_pgBorders:
        read_borders(section, element);
        return HAT_DOCX_IN_PGBORDERS;
    case HAT_W_footnotePr:
        return HAT_DOCX_IN_FOOTNOTEPR;
    case HAT_W_endnotePr:
        return HAT_DOCX_IN_ENDNOTEPR;
    case HAT_W_lnNumType:
        hat_docx_line_numbers_read(docx, section, element);
        break;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}

/* ---- finished sections ---- */

static void fill_headers(struct hat_docx *docx, const char *const ids[3], bool footer,
                         struct hat_header headers[3])
{
    struct hat_docx_part *main = hat_docx_part(docx, docx->document->parts->main);
    for (int i = 0; main != NULL && i < 3; i++) {
        const struct hat_relationship *target =
            ids[i] != NULL ? hat_docx_relationship(docx, main, hat_str_from(ids[i])) : NULL;
        if (target != NULL && !target->external) {
            headers[i].blocks = hat_docx_header_blocks(docx, target->target, footer);
        }
    }
}

static void fill_columns(struct hat_docx *docx, struct hat_docx_section *section,
                         struct hat_section *v)
{
    if (!section->unequal || section->width_count < v->columns || v->columns < 2) {
        return;
    }
    hat_twip *widths = hat_docx_alloc(docx, 2 * (size_t)COLUMNS_MAX * sizeof *widths);
    if (widths != NULL) {
        memcpy(widths, section->widths, 2 * (size_t)COLUMNS_MAX * sizeof *widths);
        v->column_widths = widths;
    }
}

/* Columns too narrow for a word are a mistake of the document: Word allows no less than half an
 * inch. */
static void join_narrow_columns(struct hat_section *v)
{
    hat_twip width = v->page_width - v->left - v->right - (v->columns - 1) * v->column_gap;
    if (v->columns > 1 && v->column_widths == NULL && width / v->columns < COLUMN_MIN) {
        v->columns = 1;
    }
}

static void add_gutter(const struct hat_docx *docx, const struct hat_docx_section *section,
                       struct hat_section *v)
{
    if (!docx->settings.gutter_at_top) {
        v->left += section->gutter;
    } else {
        v->top += v->top < 0 ? -section->gutter : section->gutter;
    }
}

/* Margins that leave no room for text give way: right before left, bottom before top. */
static void keep_text_room(struct hat_docx *docx, struct hat_section *v)
{
    hat_twip top = v->top < 0 ? -v->top : v->top;
    hat_twip bottom = v->bottom < 0 ? -v->bottom : v->bottom;
    hat_twip width = v->page_width - TEXT_MIN, height = v->page_height - TEXT_MIN;
    if (v->left + v->right > width) {
        hat_diags_add(docx->document->diags, HAT_MSG_MARGINS_TOO_WIDE, &docx->place, {0});
        v->left = v->left < width ? v->left : width;
        v->right = width - v->left;
    }
    if (top + bottom > height) {
        hat_diags_add(docx->document->diags, HAT_MSG_MARGINS_TOO_WIDE, &docx->place, {0});
        v->top = top < height ? v->top : height;
        v->bottom = height - (top < height ? top : height);
    }
}

static struct hat_section *finish(struct hat_docx *docx, size_t index)
{
    struct hat_docx_section *section = &docx->sections[index];
    struct hat_section *v = hat_docx_alloc(docx, sizeof *v);
    if (v == NULL) {
        return NULL;
    }
    for (int i = 0; index > 0 && i < 3; i++) { /* inherited kind by kind */
        const struct hat_docx_section *before = &docx->sections[index - 1];
        section->headers[i] =
            section->headers[i] != NULL ? section->headers[i] : before->headers[i];
        section->footers[i] =
            section->footers[i] != NULL ? section->footers[i] : before->footers[i];
    }
    *v = section->v;
    v->even_odd = docx->settings.even_odd;
    v->mirrored = docx->settings.mirror_margins;
    if (docx->settings.show_background) {
        v->page_color = docx->background;
    }
    add_gutter(docx, section, v);
    keep_text_room(docx, v);
    if (v->line_numbers.step > 0) {
        v->line_numbers.props = hat_docx_resolve_line_number(docx);
    }
    docx->geometry = v; /* headers may hold what is as wide as the text */
    fill_columns(docx, section, v);
    join_narrow_columns(v);
    fill_headers(docx, section->headers, false, v->headers);
    fill_headers(docx, section->footers, true, v->footers);
    return docx->status == HAT_OK ? v : NULL;
}

/* Asked for in order, so the section before is finished. */
const struct hat_section *hat_docx_section_at(struct hat_docx *docx, size_t index)
{
    if (index >= docx->section_count) { /* the text has more of them than were found ahead */
        index = docx->section_count - 1;
    }
    struct hat_section **made = &docx->made[index];
    if (*made == NULL) {
        *made = finish(docx, index);
    }
    return *made;
}
