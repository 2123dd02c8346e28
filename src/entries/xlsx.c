/* xlsx.c -- the workbook of a cleaned list as XLSX, by libxlsxwriter.
 *
 * All texts are texts: a spreadsheet never takes one for a formula or a link. A row is written out
 * when the next one begins, so memory does not grow with the list. A row's height is written, too:
 * LibreOffice does not make room for wrapped text by itself. Printed, the sheet is as wide as a
 * page.
 */
#include <xlsxwriter.h>

#include "base/utf8.h"
#include "entries/workbook_internal.h"

enum { CELL_CHARACTERS = 32767, CREATED = 315532800 /* 1980-01-01 */ };
enum { PAPER_A4 = 9, LINE_HEIGHT = 15 /* pt */, LINES_MAX = 27 };

struct book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *formats[4]; /* enum hat_cell_style */
    const double *widths;   /* of the columns [characters] */
    size_t columns;
    uint32_t row;
    bool filter;
    struct hat_buf text; /* a cell, with its NUL */
    bool failed;
};

static lxw_format *format(struct book *book, uint32_t colour)
{
    lxw_format *made = workbook_add_format(book->workbook);
    if (made == NULL) {
        book->failed = true;
        return NULL;
    }
    format_set_text_wrap(made);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    if (colour != 0) {
        format_set_bg_color(made, colour);
    }
    return made;
}

/* Writes a text; one that is longer than a cell may be is cut between characters. */
static void put_text(struct book *book, uint16_t column, struct hat_str text, lxw_format *style)
{
    size_t len = text.len < CELL_CHARACTERS ? text.len : CELL_CHARACTERS;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
        len--;
    }
    book->text.len = 0;
    hat_buf_put(&book->text, len > 0 ? text.ptr : "", len);
    book->failed = book->failed || hat_buf_failed(&book->text);
    if (!book->failed && len > 0) {
        book->failed = worksheet_write_string(book->sheet, book->row, column, book->text.data,
                                              style) != LXW_NO_ERROR;
    } else if (!book->failed) {
        worksheet_write_blank(book->sheet, book->row, column, style);
    }
}

/* Lines of a text that is wrapped in a column; words make some of them shorter than it is. */
static uint32_t lines_of(struct hat_str text, double width)
{
    uint32_t lines = 0, most = width > 4 ? (uint32_t)width - 2 : 2;
    for (size_t at = 0; at <= text.len && lines < LINES_MAX;) {
        const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
        size_t len = end != NULL ? (size_t)(end - text.ptr) - at : text.len - at;
        size_t count = len > 0 ? hat_utf8_count((struct hat_str){text.ptr + at, len}) : 1;
        lines += (uint32_t)((count + most - 1) / most);
        at += len + 1;
    }
    return lines < LINES_MAX ? lines : LINES_MAX;
}

static void set_up_page(lxw_worksheet *sheet)
{
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

static enum hat_status begin_sheet(void *ctx, const struct hat_workbook_sheet *sheet)
{
    struct book *book = ctx;
    book->sheet = workbook_add_worksheet(book->workbook, sheet->name);
    book->columns = sheet->columns;
    book->widths = sheet->widths;
    book->filter = sheet->filter;
    book->row = 0;
    if (book->sheet == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < sheet->columns; i++) {
        worksheet_set_column(book->sheet, (uint16_t)i, (uint16_t)i, sheet->widths[i], NULL);
    }
    worksheet_freeze_panes(book->sheet, 1, 0);
    set_up_page(book->sheet);
    return HAT_OK;
}

static enum hat_status put_row(void *ctx, const struct hat_workbook_cell *cells)
{
    struct book *book = ctx;
    uint32_t lines = 1;
    for (size_t i = 0; i < book->columns; i++) {
        uint32_t own = lines_of(cells[i].text, book->widths[i]);
        lxw_format *style = book->formats[cells[i].style];
        if (cells[i].number > 0) {
            worksheet_write_number(book->sheet, book->row, (uint16_t)i, cells[i].number, style);
        } else {
            put_text(book, (uint16_t)i, cells[i].text, style);
        }
        lines = own > lines ? own : lines;
    }
    if (lines > 1) {
        worksheet_set_row(book->sheet, book->row, (double)lines * LINE_HEIGHT, NULL);
    }
    book->row++;
    return book->failed ? HAT_ERR_IO : HAT_OK;
}

static enum hat_status end_sheet(void *ctx)
{
    struct book *book = ctx;
    if (book->filter) {
        worksheet_autofilter(book->sheet, 0, 0, book->row - 1, (uint16_t)(book->columns - 1));
    }
    return HAT_OK;
}

static enum hat_status fill(struct book *book, struct hat_workbook *workbook)
{
    static const uint32_t colours[] = {[HAT_CELL_PLAIN] = 0,
                                       [HAT_CELL_HEAD] = 0,
                                       [HAT_CELL_WARNING] = 0xFFEB9C,
                                       [HAT_CELL_ERROR] = 0xFFC7CE};
    lxw_doc_properties properties = {.created = CREATED};
    struct hat_workbook_sink sink = {book, begin_sheet, put_row, end_sheet};
    enum hat_status st = HAT_OK;
    bool more = true;
    workbook_set_properties(book->workbook, &properties);
    for (int i = 0; i < 4; i++) {
        book->formats[i] = format(book, colours[i]);
    }
    if (book->failed) {
        return HAT_ERR_NOMEM;
    }
    format_set_bold(book->formats[HAT_CELL_HEAD]);
    while (st == HAT_OK && more) {
        st = hat_workbook_next(workbook, &sink, &more);
    }
    return st;
}

enum hat_status hat_entries_write_xlsx(struct hat_table *table, const hat_data *data,
                                       const char *lang, struct hat_entries_out *out)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct hat_workbook workbook = {.table = table, .data = data, .lang = lang};
    struct book book = {.workbook = workbook_new_opt(hat_output_temporary(out->file), &options)};
    if (book.workbook == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = fill(&book, &workbook);
    lxw_error error = workbook_close(book.workbook);
    bool no_memory = hat_buf_failed(&book.text) || error == LXW_ERROR_MEMORY_MALLOC_FAILED;
    hat_buf_fini(&book.text);
    hat_workbook_fini(&workbook);
    if (st != HAT_OK && !no_memory) {
        return st;
    }
    return no_memory ? HAT_ERR_NOMEM : error != LXW_NO_ERROR ? HAT_ERR_IO : HAT_OK;
}
