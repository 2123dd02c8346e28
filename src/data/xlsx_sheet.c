/* xlsx_sheet.c -- one worksheet: rows of cells, then merged cells and links.
 *
 *     <row r="2"><c r="A2"><v>1</v></c>                     1
 *                <c r="B2" t="s"><v>17</v></c>              strings[17]
 *                <c r="C2" s="3"><v>46079</v></c>           2026-02-26, by the format of style 3
 *                <c r="D2" t="str"><f>HYPERLINK("https://x","y")</f><v>y</v></c>
 *     <mergeCell ref="A3:A7"/>  <hyperlink ref="B2" r:id="rId1"/>
 *
 * A row or cell without number stands behind the one before. Numbers must ascend: a sheet where
 * they do not is damaged, and what Excel would make of it nobody knows. Source: ECMA-376-1 §18.3.
 */
#include "data/xlsx_internal.h"

enum { ROWS_MAX = 1048576, COLUMNS_MAX = 16384 };
enum capture { CAPTURE_NOTHING, CAPTURE_VALUE, CAPTURE_FORMULA };

struct reader {
    struct hat_xlsx *xlsx;
    struct hat_sheet *sheet;
    const char *part;
    bool in_data, in_row, in_cell;
    bool hidden;
    uint32_t row;    /* number of the row read last */
    uint32_t column; /* index of the next cell */
    char type[12];
    uint32_t style;
    enum capture capture;
    uint32_t aside; /* depth within <rPh> */
    bool has_value, has_formula;
    struct hat_buf value, formula;
    struct hat_relationships links;
    bool links_read;
};

/* ---- references ---- */

/* "C12" -> column 2, row 12; false when it is none. Moves *text behind it. */
static bool read_cell_reference(struct hat_str *text, uint32_t *column, uint32_t *row)
{
    uint64_t letters = 0, digits = 0;
    size_t at = 0;
    for (; at < text->len && text->ptr[at] >= 'A' && text->ptr[at] <= 'Z'; at++) {
        letters = letters * 26 + (uint64_t)(text->ptr[at] - 'A') + 1;
        if (letters > COLUMNS_MAX) {
            return false;
        }
    }
    for (; at < text->len && text->ptr[at] >= '0' && text->ptr[at] <= '9'; at++) {
        digits = digits * 10 + (uint64_t)(text->ptr[at] - '0');
        if (digits > ROWS_MAX) {
            return false;
        }
    }
    *text = (struct hat_str){text->ptr + at, text->len - at};
    *column = (uint32_t)letters - 1;
    *row = (uint32_t)digits;
    return letters > 0 && digits > 0;
}

/* "A3" or "A3:C7". */
static bool read_range(struct hat_str text, struct hat_sheet_range *range)
{
    if (!read_cell_reference(&text, &range->first_column, &range->first_row)) {
        return false;
    }
    range->last_column = range->first_column;
    range->last_row = range->first_row;
    if (text.len == 0) {
        return true;
    }
    struct hat_str rest = {text.ptr + 1, text.len - 1};
    return text.ptr[0] == ':' &&
           read_cell_reference(&rest, &range->last_column, &range->last_row) && rest.len == 0 &&
           range->last_column >= range->first_column && range->last_row >= range->first_row;
}

/* ---- rows ---- */

static bool is_true(struct hat_str text)
{
    return hat_str_is(text, "1") || hat_str_is(text, "true");
}

static enum hat_status start_row(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str r = hat_xml_attr(element, HAT_NONE_r);
    uint32_t number = reader->row + 1;
    if (r.ptr != NULL && (!hat_book_number(r, ROWS_MAX, &number) || number <= reader->row)) {
        return hat_book_damaged(reader->sheet, r);
    }
    if (number > ROWS_MAX) {
        return hat_sheet_over_limit(reader->sheet, 0, HAT_MSG_DATA_ROWS_MANY, ROWS_MAX);
    }
    reader->row = number;
    reader->column = 0;
    reader->in_row = true;
    reader->hidden = is_true(hat_xml_attr(element, HAT_NONE_hidden));
    hat_sheet_begin_row(reader->sheet, number, number, reader->hidden);
    return HAT_OK;
}

static enum hat_status start_cell(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str r = hat_xml_attr(element, HAT_NONE_r), rest = r;
    struct hat_str type = hat_xml_attr(element, HAT_NONE_t);
    uint32_t row = reader->row, column = reader->column;
    if (r.ptr != NULL && (!read_cell_reference(&rest, &column, &row) || rest.len > 0 ||
                          row != reader->row || column < reader->column)) {
        return hat_book_damaged(reader->sheet, r);
    }
    reader->column = column;
    reader->in_cell = true;
    size_t len = type.len < sizeof reader->type - 1 ? type.len : sizeof reader->type - 1;
    memset(reader->type, 0, sizeof reader->type);
    if (len > 0) {
        memcpy(reader->type, type.ptr, len);
    }
    reader->style = 0;
    hat_book_number(hat_xml_attr(element, HAT_NONE_s), UINT32_MAX, &reader->style);
    reader->has_value = reader->has_formula = false;
    reader->value.len = 0;
    reader->formula.len = 0;
    return HAT_OK;
}

/* ---- cells ---- */

static struct hat_str text_of(const struct hat_buf *buf)
{
    return (struct hat_str){buf->data, buf->len};
}

static enum hat_status set_text(struct reader *reader, struct hat_str text, struct hat_value *cell)
{
    struct hat_str kept = hat_arena_str(reader->sheet->source->arena, text);
    cell->type = HAT_TEXT;
    cell->as.text = kept.ptr;
    cell->count = (uint32_t)kept.len;
    return kept.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static void tell(struct reader *reader, enum hat_sheet_finding finding, struct hat_str text)
{
    if (!reader->hidden) {
        hat_sheet_found(reader->sheet, finding, &reader->sheet->row, reader->column, text);
    }
}

static enum hat_status set_number(struct reader *reader, struct hat_value *cell)
{
    struct hat_xlsx *xlsx = reader->xlsx;
    struct hat_number_format format = {0};
    struct hat_number_text shown;
    struct hat_str stored = text_of(&reader->value);
    if (reader->style < xlsx->format_count) {
        format = xlsx->formats[reader->style];
    }
    bool moment = format.kind == HAT_NUMBER_MOMENT ||
                  (format.kind == HAT_NUMBER_GENERAL && !hat_str_ends(stored, "T00:00:00"));
    bool good = strcmp(reader->type, "d") == 0
                    ? hat_number_iso(stored, moment, &shown)
                    : hat_number_show(stored, &format, xlsx->date1904, &shown);
    if (!good) {
        tell(reader, HAT_FOUND_NUMBER, stored);
        return set_text(reader, stored, cell);
    }
    enum hat_status st = set_text(reader, (struct hat_str){shown.text, shown.len}, cell);
    cell->type = shown.number ? HAT_NUMBER : HAT_TEXT;
    return st;
}

static enum hat_status set_shared(struct reader *reader, struct hat_value *cell)
{
    struct hat_xlsx *xlsx = reader->xlsx;
    uint32_t index;
    if (!hat_book_number(text_of(&reader->value), UINT32_MAX - 1, &index) ||
        index >= xlsx->string_count) {
        return hat_book_damaged(reader->sheet, text_of(&reader->value));
    }
    cell->as.text = xlsx->strings[index].ptr;
    cell->count = (uint32_t)xlsx->strings[index].len;
    return HAT_OK;
}

static enum hat_status read_value(struct reader *reader, struct hat_value *cell)
{
    struct hat_str text = text_of(&reader->value);
    const char *type = reader->type;
    bool inline_text = strcmp(type, "inlineStr") == 0 || strcmp(type, "str") == 0;
    *cell = (struct hat_value){.type = HAT_TEXT, .as.text = ""};
    if (text.len == 0) {
        return HAT_OK;
    }
    if (text.len > reader->sheet->source->limits->field_bytes) {
        return hat_sheet_over_limit(reader->sheet, reader->row, HAT_MSG_DATA_FIELD_LONG,
                                    reader->sheet->source->limits->field_bytes);
    }
    if (strcmp(type, "s") == 0) {
        return set_shared(reader, cell);
    }
    if (inline_text) {
        text.len = hat_xlsx_unescape(reader->value.data, reader->value.len);
        return set_text(reader, text, cell);
    }
    if (strcmp(type, "b") == 0) {
        cell->type = HAT_BOOL;
        cell->boolean = is_true(text);
        cell->as.text = NULL;
        return HAT_OK;
    }
    if (strcmp(type, "e") == 0) {
        tell(reader, HAT_FOUND_ERROR, text);
        *cell = (struct hat_value){.type = HAT_NULL};
        return HAT_OK;
    }
    return set_number(reader, cell);
}

/* A program that computes nothing (openpyxl) leaves the value of a formula empty. */
static bool has_no_result(const struct reader *reader)
{
    bool empty_text = reader->has_value && strcmp(reader->type, "str") == 0;
    return reader->value.len == 0 && !empty_text;
}

static enum hat_status put_hyperlink(struct reader *reader, const struct hat_sheet_hyperlink *link)
{
    struct hat_value text = {
        .type = HAT_TEXT, .as.text = link->text.ptr, .count = (uint32_t)link->text.len};
    enum hat_status st = HAT_OK;
    if (has_no_result(reader) && link->text.len > 0) {
        st = hat_sheet_put(reader->sheet, reader->column, &text);
    }
    return st == HAT_OK ? hat_sheet_put_target(reader->sheet, reader->column, link->target) : st;
}

static enum hat_status read_formula(struct reader *reader, const struct hat_value *cell)
{
    struct hat_sheet_hyperlink link;
    if (!reader->has_formula) {
        return HAT_OK;
    }
    enum hat_status st =
        hat_sheet_read_hyperlink(reader->sheet->source->arena, text_of(&reader->formula), &link);
    if (st != HAT_OK) {
        return st;
    }
    if (link.target.ptr != NULL) {
        return put_hyperlink(reader, &link);
    }
    if (link.computed) {
        tell(reader, HAT_FOUND_COMPUTED, hat_value_str(cell));
    }
    if (has_no_result(reader)) {
        tell(reader, HAT_FOUND_NO_RESULT, text_of(&reader->formula));
    }
    return HAT_OK;
}

static enum hat_status end_cell(struct reader *reader)
{
    struct hat_value cell;
    enum hat_status st = read_value(reader, &cell);
    if (st == HAT_OK) {
        st = hat_sheet_put(reader->sheet, reader->column, &cell);
    }
    if (st == HAT_OK) {
        st = read_formula(reader, &cell);
    }
    reader->in_cell = false;
    reader->column++;
    return st;
}

/* ---- merged cells and links ---- */

static enum hat_status read_merge(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str ref = hat_xml_attr(element, HAT_NONE_ref);
    struct hat_sheet_range range;
    return read_range(ref, &range) ? hat_sheet_merge(reader->sheet, &range)
                                   : hat_book_damaged(reader->sheet, ref);
}

static enum hat_status find_target(struct reader *reader, struct hat_str id, struct hat_str *target)
{
    struct hat_book_builder *book = reader->xlsx->book;
    char name[64];
    *target = (struct hat_str){0};
    if (id.len == 0 || id.len >= sizeof name) {
        return HAT_OK; /* a place in the workbook */
    }
    if (!reader->links_read) {
        enum hat_status st = hat_package_relationships(
            book->package, reader->part, book->source.arena, book->source.diags, &reader->links);
        if (st != HAT_OK) {
            return st;
        }
        reader->links_read = true;
    }
    memcpy(name, id.ptr, id.len);
    name[id.len] = '\0';
    const struct hat_relationship *found = hat_relationships_find(&reader->links, name);
    if (found != NULL && found->external) {
        *target = hat_str_from(found->target);
    }
    return HAT_OK;
}

static enum hat_status read_link(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_sheet *sheet = reader->sheet;
    struct hat_str ref = hat_xml_attr(element, HAT_NONE_ref), target;
    struct hat_sheet_range range;
    if (!read_range(ref, &range)) {
        return hat_book_damaged(sheet, ref);
    }
    enum hat_status st = find_target(reader, hat_xml_attr(element, HAT_R_id), &target);
    if (target.ptr == NULL) {
        return st;
    }
    for (size_t i = hat_sheet_find_row(sheet, range.first_row);
         i < sheet->row_count && sheet->rows[i].number <= range.last_row && st == HAT_OK; i++) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        for (uint32_t j = range.first_column; j <= range.last_column && j < row->count; j++) {
            if (st == HAT_OK && !hat_sheet_blank(&row->cells->values[j])) {
                st = hat_sheet_link(sheet, i, j, target);
            }
        }
    }
    return st;
}

/* ---- events ---- */

static enum capture capture_of(const struct reader *reader, enum hat_xml_name name)
{
    if (!reader->in_cell || reader->aside > 0) {
        return CAPTURE_NOTHING;
    }
    return name == HAT_S_v || name == HAT_S_t ? CAPTURE_VALUE
           : name == HAT_S_f                  ? CAPTURE_FORMULA
                                              : CAPTURE_NOTHING;
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    reader->capture = CAPTURE_NOTHING;
    switch (element->name) {
    case HAT_S_sheetData:
        reader->in_data = true;
        return HAT_OK;
    case HAT_S_row:
        return reader->in_data && !reader->in_row && !hat_sheet_full(reader->sheet)
                   ? start_row(reader, element)
                   : HAT_OK;
    case HAT_S_c:
        return reader->in_row && !reader->in_cell ? start_cell(reader, element) : HAT_OK;
    case HAT_S_mergeCell:
        return read_merge(reader, element);
    case HAT_S_hyperlink:
        return read_link(reader, element);
    case HAT_S_rPh:
        reader->aside++;
        return HAT_OK;
    default:
        reader->capture = capture_of(reader, element->name);
        reader->has_value = reader->has_value || reader->capture == CAPTURE_VALUE;
        reader->has_formula = reader->has_formula || reader->capture == CAPTURE_FORMULA;
        return HAT_OK;
    }
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct reader *reader = ctx;
    size_t most = reader->sheet->source->limits->field_bytes;
    struct hat_buf *buf = reader->capture == CAPTURE_FORMULA ? &reader->formula : &reader->value;
    if (reader->capture != CAPTURE_NOTHING && buf->len <= most) {
        hat_buf_put(buf, text.ptr, text.len);
    }
    return hat_buf_failed(buf) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    reader->capture = CAPTURE_NOTHING;
    switch (name) {
    case HAT_S_sheetData:
        reader->in_data = false;
        hat_sheet_begin_row(reader->sheet, 0, 0, false); /* what follows is of no row */
        return HAT_OK;
    case HAT_S_row:
        if (!reader->in_row || reader->in_cell) {
            return HAT_OK;
        }
        reader->in_row = false;
        return hat_sheet_end_row(reader->sheet, 1);
    case HAT_S_c:
        return reader->in_cell ? end_cell(reader) : HAT_OK;
    case HAT_S_rPh:
        reader->aside -= reader->aside > 0;
        return HAT_OK;
    default:
        return HAT_OK;
    }
}

enum hat_status hat_xlsx_read_sheet(struct hat_xlsx *xlsx, const char *part,
                                    struct hat_sheet *sheet)
{
    struct reader reader = {.xlsx = xlsx, .sheet = sheet, .part = part};
    struct hat_xml_handler handler = {&reader, on_start, on_end, on_text, NULL, NULL};
    enum hat_status st = hat_book_parse(xlsx->book, part, &handler);
    hat_buf_fini(&reader.value);
    hat_buf_fini(&reader.formula);
    return st;
}
