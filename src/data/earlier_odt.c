/* earlier_odt.c -- the tables of an earlier letter in an OpenDocument text.
 *
 *     <table:table-row> <table:table-cell table:number-columns-spanned="2">
 *       <text:p> <text:a xlink:href="https://..."> сілтеме </text:a> </text:p>
 *
 * Only what a reader of the letter sees counts: deleted text lies apart, in text:tracked-changes,
 * and is passed over with notes, drawings, hidden sections and text of hidden styles. Source: ODF
 * 1.3 part 3 §5.5 (changes), §6.1 (text), §9.1 (tables), §20.350 text:display.
 */
#include "data/earlier_internal.h"

struct reader {
    struct hat_earlier letter;
    struct hat_earlier_styles styles;
    uint32_t paragraph; /* depth within a paragraph of a cell; 0: outside */
    uint32_t skipped;   /* depth within an element that is passed over */
};

/* ---- styles ---- */

static enum hat_status start_style(struct reader *reader, const struct hat_xml_element *element)
{
    return hat_earlier_style_begin(&reader->styles, hat_xml_attr(element, HAT_STYLE_family),
                                   hat_xml_attr(element, HAT_STYLE_name),
                                   hat_xml_attr(element, HAT_STYLE_parent_style_name));
}

static void hide_style(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str display = hat_xml_attr(element, HAT_TEXT_display);
    if (display.len > 0) {
        hat_earlier_style_hide(&reader->styles, hat_str_is(display, "none"));
    }
}

static bool is_hidden(const struct reader *reader, const struct hat_xml_element *element)
{
    const char *family = element->name == HAT_TEXT_span ? "text" : "paragraph";
    return hat_earlier_style_hides(&reader->styles, family,
                                   hat_xml_attr(element, HAT_TEXT_style_name));
}

static enum hat_status on_style_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    if (element->name == HAT_STYLE_text_properties) {
        hide_style(reader, element);
    }
    return element->name == HAT_STYLE_style ? start_style(reader, element) : HAT_OK;
}

/* Styles with a name of the office, which the automatic ones of the letter are made from. */
static enum hat_status read_styles(struct reader *reader, struct hat_book_builder *book)
{
    struct hat_xml_handler handler = {.ctx = reader, .start = on_style_start};
    return hat_package_find(book->package, "styles.xml") != NULL
               ? hat_book_parse(book, "styles.xml", &handler)
               : HAT_OK;
}

/* ---- tables ---- */

/* A count in an attribute, 1 when it is not there; one that is too large is UINT32_MAX. */
static uint32_t count_in(const struct hat_xml_element *element, enum hat_xml_name name)
{
    struct hat_str text = hat_xml_attr(element, name);
    uint32_t count = 1;
    bool digits = text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
    bool good = hat_book_number(text, INT32_MAX, &count) || !digits;
    return !good ? UINT32_MAX : count > 0 ? count : 1;
}

static void start_row(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str visibility = hat_xml_attr(element, HAT_TABLE_visibility);
    bool hidden = visibility.ptr != NULL && !hat_str_is(visibility, "visible");
    hat_earlier_begin_row(&reader->letter, count_in(element, HAT_TABLE_number_rows_repeated),
                          hidden);
}

static void start_cell(struct reader *reader, const struct hat_xml_element *element)
{
    hat_earlier_begin_cell(&reader->letter);
    struct hat_earlier_cell *cell = hat_earlier_cell(&reader->letter);
    if (cell != NULL) { /* the columns that it spans have cells of their own, covered ones */
        cell->rows = count_in(element, HAT_TABLE_number_rows_spanned);
        cell->repeats = count_in(element, HAT_TABLE_number_columns_repeated);
        cell->deleted = element->name == HAT_TABLE_covered_table_cell; /* it shows nothing */
    }
}

/* ---- text ---- */

static enum hat_status put_spaces(struct reader *reader, const struct hat_xml_element *element)
{
    uint32_t count = count_in(element, HAT_TEXT_c);
    const struct hat_limits *limits = reader->letter.book->source.limits;
    const struct hat_earlier_table *row = hat_earlier_row(&reader->letter);
    enum hat_status st = HAT_OK;
    if (count > limits->spaces && row != NULL) {
        return hat_sheet_over_limit(&row->sheet, row->sheet.row.number, HAT_MSG_SHEET_SPACES,
                                    limits->spaces);
    }
    for (uint32_t i = 0; i < count && st == HAT_OK; i++) {
        st = hat_earlier_text(&reader->letter, HAT_STR(" "), false);
    }
    return st;
}

static bool is_passed_over(const struct reader *reader, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_TEXT_tracked_changes:
    case HAT_TEXT_note:
    case HAT_TEXT_ruby_text:
    case HAT_OFFICE_annotation:
    case HAT_DRAW_frame:
    case HAT_DRAW_g:
    case HAT_DRAW_custom_shape:
    case HAT_DRAW_rect:
    case HAT_DRAW_line:
    case HAT_DRAW_ellipse:
    case HAT_DRAW_circle:
    case HAT_DRAW_polygon:
    case HAT_DRAW_polyline:
    case HAT_DRAW_path:
    case HAT_DRAW_connector:
    case HAT_DRAW_control:
        return true;
    case HAT_TEXT_section:
        return hat_str_is(hat_xml_attr(element, HAT_TEXT_display), "none");
    case HAT_TEXT_p:
    case HAT_TEXT_h:
    case HAT_TEXT_span:
        return is_hidden(reader, element);
    default:
        return false;
    }
}

static enum hat_status start_in_paragraph(struct reader *reader,
                                          const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_TEXT_a:
        return hat_earlier_target(&reader->letter, hat_xml_attr(element, HAT_XLINK_href));
    case HAT_TEXT_s:
        return put_spaces(reader, element);
    case HAT_TEXT_tab:
        return hat_earlier_text(&reader->letter, HAT_STR("\t"), false);
    case HAT_TEXT_line_break:
        return hat_earlier_text(&reader->letter, HAT_STR("\n"), false);
    default:
        return HAT_OK;
    }
}

/* ---- events ---- */

static enum hat_status start_outside(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_earlier_cell *cell = hat_earlier_cell(&reader->letter);
    switch (element->name) {
    case HAT_STYLE_style:
    case HAT_STYLE_text_properties:
        return on_style_start(reader, element);
    case HAT_TABLE_table:
        return hat_earlier_begin_table(&reader->letter);
    case HAT_TABLE_table_row:
        start_row(reader, element);
        return HAT_OK;
    case HAT_TABLE_table_cell:
    case HAT_TABLE_covered_table_cell:
        start_cell(reader, element);
        return HAT_OK;
    case HAT_TEXT_list_item:
        if (cell != NULL) {
            cell->numbered = true;
        }
        return HAT_OK;
    case HAT_TEXT_p:
    case HAT_TEXT_h:
        reader->paragraph = cell != NULL ? 1 : 0;
        return hat_earlier_paragraph(&reader->letter);
    default:
        return HAT_OK;
    }
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0 || is_passed_over(reader, element)) {
        reader->skipped++;
        return HAT_OK;
    }
    if (reader->paragraph > 0) {
        reader->paragraph++;
        return start_in_paragraph(reader, element);
    }
    return start_outside(reader, element);
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0) {
        reader->skipped--;
        return HAT_OK;
    }
    if (reader->paragraph > 0) {
        reader->paragraph--;
        return HAT_OK;
    }
    switch (name) {
    case HAT_TABLE_table:
        return hat_earlier_end_table(&reader->letter);
    case HAT_TABLE_table_row:
        return hat_earlier_end_row(&reader->letter);
    case HAT_TABLE_table_cell:
    case HAT_TABLE_covered_table_cell:
        return hat_earlier_end_cell(&reader->letter);
    default:
        return HAT_OK;
    }
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct reader *reader = ctx;
    return reader->paragraph > 0 && reader->skipped == 0
               ? hat_earlier_text(&reader->letter, text, true)
               : HAT_OK;
}

enum hat_status hat_odt_read(struct hat_book_builder *book)
{
    struct reader reader = {.letter = {.book = book}, .styles = {.arena = book->source.arena}};
    struct hat_xml_handler handler = {&reader, on_start, on_end, on_text, NULL, NULL};
    enum hat_status st = read_styles(&reader, book);
    st = st == HAT_OK ? hat_book_parse(book, hat_package_main(book->package), &handler) : st;
    st = st == HAT_OK ? hat_earlier_finish(&reader.letter) : st;
    hat_earlier_fini(&reader.letter);
    hat_earlier_styles_fini(&reader.styles);
    return st;
}
