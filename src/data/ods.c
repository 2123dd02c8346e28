/* ods.c -- the tables of an OpenDocument workbook.
 *
 *     content.xml  office:automatic-styles   which table styles hide their sheet
 *                  office:spreadsheet
 *                    table:table             a sheet
 *                      table:table-row  number-rows-repeated="3"
 *                        table:table-cell  number-columns-repeated="2"
 *                        table:covered-table-cell       under a merged cell
 *
 * A sheet ends in a row repeated to the last, 1,048,576th, and a row in a cell repeated to the last
 * column: empty repeats only count. Repeats of cells with contents have a limit. Groups of rows
 * and headers are looked through; what else stands in a table (shapes, notes, tables within cells)
 * is passed over. Source: ODF 1.3 part 3 §9.
 */
#include "data/ods_internal.h"

enum { ROWS_MAX = 1048576 };

struct reader {
    struct hat_book_builder *book;
    struct hat_str *hidden_styles; /* names, in the arena */
    size_t hidden_count, hidden_cap;
    struct hat_str style;    /* of the table style that is being read; in the arena */
    struct hat_sheet *sheet; /* NULL: outside a table, or nobody wants it */
    bool in_spreadsheet, in_table, in_row, in_cell, covered;
    uint32_t paragraph; /* depth within a paragraph of a cell; 0: outside */
    uint32_t skipped;   /* depth within an element that is passed over */
    uint64_t row;       /* number of the row */
    uint32_t row_repeats;
    uint64_t column; /* index of the cell */
    uint32_t column_repeats;
    struct hat_ods_cell cell;
};

/* ---- styles ---- */

static enum hat_status start_style(struct reader *reader, const struct hat_xml_element *element)
{
    if (element->name == HAT_STYLE_style) {
        reader->style = (struct hat_str){0};
        if (hat_str_is(hat_xml_attr(element, HAT_STYLE_family), "table")) {
            reader->style =
                hat_arena_str(reader->book->source.arena, hat_xml_attr(element, HAT_STYLE_name));
            return reader->style.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
        }
    }
    bool hides = element->name == HAT_STYLE_table_properties && reader->style.ptr != NULL &&
                 hat_str_is(hat_xml_attr(element, HAT_TABLE_display), "false");
    if (!hides) {
        return HAT_OK;
    }
    if (!hat_mem_grow(&reader->hidden_styles, reader->hidden_count, &reader->hidden_cap,
                      sizeof *reader->hidden_styles)) {
        return HAT_ERR_NOMEM;
    }
    reader->hidden_styles[reader->hidden_count++] = reader->style;
    return HAT_OK;
}

static bool is_hidden(const struct reader *reader, struct hat_str style)
{
    for (size_t i = 0; i < reader->hidden_count; i++) {
        if (hat_str_equal(reader->hidden_styles[i], style)) {
            return true;
        }
    }
    return false;
}

/* ---- repeats ---- */

/* The number in an attribute, 1 when it is not there. HAT_ERR_DATA when it is none. */
static enum hat_status read_repeats(const struct reader *reader,
                                    const struct hat_xml_element *element, enum hat_xml_name name,
                                    uint32_t *repeats)
{
    struct hat_str text = hat_xml_attr(element, name);
    *repeats = 1;
    if (text.ptr != NULL && (!hat_book_number(text, INT32_MAX, repeats) || *repeats == 0)) {
        return hat_book_damaged(reader->sheet, text);
    }
    return HAT_OK;
}

/* ---- rows ---- */

static enum hat_status start_table(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str style = hat_xml_attr(element, HAT_TABLE_style_name);
    reader->in_table = true;
    reader->row = 1;
    return hat_book_begin_sheet(reader->book, hat_xml_attr(element, HAT_TABLE_name),
                                style.ptr != NULL && is_hidden(reader, style), &reader->sheet);
}

static enum hat_status start_row(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str visibility = hat_xml_attr(element, HAT_TABLE_visibility);
    bool hidden = visibility.ptr != NULL && !hat_str_is(visibility, "visible");
    uint32_t number = reader->row < UINT32_MAX ? (uint32_t)reader->row : UINT32_MAX;
    hat_sheet_begin_row(reader->sheet, number, number, hidden);
    reader->in_row = true;
    reader->column = 0;
    return read_repeats(reader, element, HAT_TABLE_number_rows_repeated, &reader->row_repeats);
}

static enum hat_status end_row(struct reader *reader)
{
    struct hat_sheet *sheet = reader->sheet;
    enum hat_status st = HAT_OK;
    reader->in_row = false;
    if (!hat_sheet_row_blank(sheet)) {
        st = hat_book_check_repeats(sheet, reader->row_repeats);
        if (st == HAT_OK && reader->row + reader->row_repeats > ROWS_MAX + (uint64_t)1) {
            st = hat_sheet_over_limit(sheet, 0, HAT_MSG_DATA_ROWS_MANY, ROWS_MAX);
        }
        if (st == HAT_OK) {
            st = hat_sheet_end_row(sheet, reader->row_repeats);
        }
    }
    reader->row += reader->row_repeats;
    return st;
}

/* ---- cells ---- */

static enum hat_status start_cell(struct reader *reader, const struct hat_xml_element *element)
{
    enum hat_status st =
        read_repeats(reader, element, HAT_TABLE_number_columns_repeated, &reader->column_repeats);
    reader->in_cell = true;
    reader->covered = element->name == HAT_TABLE_covered_table_cell;
    hat_ods_cell_reset(&reader->cell);
    if (st == HAT_OK && !reader->covered) {
        st = hat_ods_cell_start(&reader->cell, element, reader->book->source.arena);
    }
    uint32_t rows = 1;
    if (st == HAT_OK && !reader->covered) {
        st = read_repeats(reader, element, HAT_TABLE_number_rows_spanned, &rows);
    }
    if (st == HAT_OK && rows > 1 && reader->column < reader->sheet->source->limits->columns) {
        uint32_t row = reader->sheet->row.number, column = (uint32_t)reader->column;
        struct hat_sheet_range range = {row, rows < ROWS_MAX ? row + rows - 1 : ROWS_MAX, column,
                                        column};
        st = hat_sheet_merge(reader->sheet, &range);
    }
    return st;
}

static enum hat_status put_cell(struct reader *reader, const struct hat_value *value)
{
    struct hat_sheet *sheet = reader->sheet;
    enum hat_status st = hat_book_check_repeats(sheet, reader->column_repeats);
    for (uint32_t i = 0; i < reader->column_repeats && st == HAT_OK; i++) {
        uint64_t column = reader->column + i;
        uint32_t index = column < UINT32_MAX ? (uint32_t)column : UINT32_MAX;
        st = hat_sheet_put(sheet, index, value);
        if (st == HAT_OK && reader->cell.target.ptr != NULL) {
            st = hat_sheet_put_target(sheet, index, reader->cell.target);
        }
    }
    return st;
}

static enum hat_status end_cell(struct reader *reader)
{
    struct hat_value value = {.type = HAT_TEXT, .as.text = ""};
    enum hat_status st = HAT_OK;
    reader->in_cell = false;
    if (!reader->covered) {
        uint32_t column = reader->column < UINT32_MAX ? (uint32_t)reader->column : UINT32_MAX;
        st = hat_ods_cell_value(&reader->cell, reader->sheet, column, &value);
    }
    bool empty = value.type == HAT_NULL ? false : hat_sheet_blank(&value);
    if (st == HAT_OK && (!empty || reader->cell.target.ptr != NULL)) {
        st = put_cell(reader, &value);
    }
    reader->column += reader->column_repeats;
    return st;
}

/* ---- events ---- */

static bool is_row_container(enum hat_xml_name name)
{
    return name == HAT_TABLE_table_rows || name == HAT_TABLE_table_header_rows ||
           name == HAT_TABLE_table_row_group;
}

static enum hat_status pass_over(struct reader *reader)
{
    reader->skipped = 1;
    return HAT_OK;
}

/* An element within a cell: paragraphs of text count, notes and drawings do not. */
static enum hat_status start_in_cell(struct reader *reader, const struct hat_xml_element *element)
{
    enum hat_xml_name name = element->name;
    if (reader->paragraph == 0) {
        if (reader->covered || (name != HAT_TEXT_p && name != HAT_TEXT_h)) {
            return pass_over(reader);
        }
        hat_ods_cell_paragraph(&reader->cell);
        reader->paragraph = 1;
        return HAT_OK;
    }
    if (name == HAT_OFFICE_annotation || name == HAT_TEXT_note || name == HAT_TEXT_ruby_text ||
        name == HAT_TABLE_table) {
        return pass_over(reader);
    }
    reader->paragraph++;
    return hat_ods_cell_element(&reader->cell, element, reader->sheet);
}

static enum hat_status start_in_table(struct reader *reader, const struct hat_xml_element *element)
{
    enum hat_xml_name name = element->name;
    if (reader->sheet == NULL) {
        return pass_over(reader);
    }
    if (reader->in_row) {
        bool cell = name == HAT_TABLE_table_cell || name == HAT_TABLE_covered_table_cell;
        return cell ? start_cell(reader, element) : pass_over(reader);
    }
    if (name == HAT_TABLE_table_row && !hat_sheet_full(reader->sheet)) {
        return start_row(reader, element);
    }
    return is_row_container(name) ? HAT_OK : pass_over(reader);
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0) {
        reader->skipped++;
        return HAT_OK;
    }
    if (reader->in_cell) {
        return start_in_cell(reader, element);
    }
    if (reader->in_table) {
        return start_in_table(reader, element);
    }
    if (reader->in_spreadsheet) {
        return element->name == HAT_TABLE_table ? start_table(reader, element) : pass_over(reader);
    }
    reader->in_spreadsheet = element->name == HAT_OFFICE_spreadsheet;
    return start_style(reader, element);
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct reader *reader = ctx;
    if (reader->paragraph > 0 && reader->skipped == 0) {
        hat_ods_cell_text(&reader->cell, text, reader->book->source.limits->field_bytes);
    }
    return hat_buf_failed(&reader->cell.text) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status end_table(struct reader *reader)
{
    bool wanted = reader->sheet != NULL;
    reader->in_table = false;
    reader->sheet = NULL;
    return wanted ? hat_book_end_sheet(reader->book) : HAT_OK;
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0) {
        reader->skipped--;
    } else if (reader->paragraph > 0) {
        reader->paragraph--;
    } else if (reader->in_cell) {
        return end_cell(reader);
    } else if (reader->in_row) {
        return end_row(reader);
    } else if (reader->in_table && name == HAT_TABLE_table) {
        return end_table(reader);
    } else if (name == HAT_OFFICE_spreadsheet) {
        reader->in_spreadsheet = false;
    }
    return HAT_OK;
}

enum hat_status hat_ods_read(struct hat_book_builder *book)
{
    struct reader reader = {.book = book};
    struct hat_xml_handler handler = {&reader, on_start, on_end, on_text, NULL, NULL};
    enum hat_status st = hat_book_parse(book, hat_package_main(book->package), &handler);
    hat_ods_cell_fini(&reader.cell);
    hat_mem_free(reader.hidden_styles);
    return st == HAT_OK || reader.sheet == NULL ? st : hat_book_pass_sheet(book, st);
}
