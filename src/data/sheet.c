/* sheet.c -- the rows of a table as a reader gives them, within limits.
 *
 *     begin_row 5 | put A "1" | put C "x" | end_row 2        row 5:  1 | "" | x
 *                                                            row 6:  1 | "" | x   (same texts)
 *
 * Rows without text are dropped here, so that a million empty rows cost nothing. The limit on
 * rows and values is exact only where the headings are known (sheet_table.c): here it keeps the
 * memory in bounds. Of a workbook also the sum of all texts is limited, since one shared text of
 * 32 KB may stand in a million cells (docs/safety.md 6).
 */
#include "data/sheet_internal.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/unicode.h"
#include "base/utf8.h"

enum { TITLE_ROWS = 64, SLACK = 4 };

/* ---- lists of rows ---- */

static void flush(struct hat_row_list *list)
{
    if (list->first == 0) {
        return;
    }
    char run[32];
    const char *comma = list->len > 0 ? ", " : "";
    int len =
        list->first == list->last
            ? snprintf(run, sizeof run, "%s%" PRIu32, comma, list->first)
            : snprintf(run, sizeof run, "%s%" PRIu32 "–%" PRIu32, comma, list->first, list->last);
    if (list->len + (size_t)len + sizeof " … (+4294967295)" <= sizeof list->text) {
        memcpy(list->text + list->len, run, (size_t)len);
        list->len += (size_t)len;
        list->shown += list->last - list->first + 1;
    }
    list->first = list->last = 0;
}

void hat_row_list_add(struct hat_row_list *list, uint32_t row)
{
    if (list->first != 0 && row == list->last) {
        return;
    }
    list->count++;
    if (list->first != 0 && row == list->last + 1) {
        list->last = row;
        return;
    }
    flush(list);
    list->first = list->last = row;
}

struct hat_str hat_row_list_text(struct hat_row_list *list)
{
    flush(list);
    int more = 0;
    if (list->shown < list->count) {
        more = snprintf(list->text + list->len, sizeof list->text - list->len, " … (+%" PRIu32 ")",
                        list->count - list->shown);
    }
    return (struct hat_str){list->text, list->len + (size_t)more};
}

/* ---- messages ---- */

struct hat_place hat_sheet_place(const struct hat_sheet *sheet, uint32_t row)
{
    return (struct hat_place){.file = sheet->source->name,
                              .sheet = sheet->table == 0 ? sheet->name : NULL,
                              .table = sheet->table,
                              .record = row};
}

enum hat_status hat_sheet_over_limit(const struct hat_sheet *sheet, uint32_t row,
                                     enum hat_message code, uint64_t limit)
{
    struct hat_place place = hat_sheet_place(sheet, row);
    struct hat_digits digits = hat_digits(limit);
    hat_diags_add(sheet->source->diags, code, &place, hat_str_from(digits.text));
    return HAT_ERR_LIMIT;
}

void hat_sheet_found(struct hat_sheet *sheet, enum hat_sheet_finding finding,
                     const struct hat_sheet_row *row, uint32_t column, struct hat_str text)
{
    struct hat_sheet_findings *found = &sheet->findings[finding];
    if (found->rows.count == 0) {
        found->row = row->number;
        found->column = column;
        found->text = hat_excerpt(text);
    }
    hat_row_list_add(&found->rows, row->number);
}

/* ---- cells ---- */

bool hat_sheet_blank(const struct hat_value *value)
{
    if (value->type != HAT_TEXT) {
        return value->type == HAT_NULL;
    }
    struct hat_str text = hat_value_str(value);
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (!hat_unicode_space(cp)) {
            return false;
        }
    }
    return true;
}

uint32_t hat_sheet_used(const struct hat_sheet_row *row)
{
    uint32_t used = row->count;
    while (used > 0 && hat_sheet_blank(&row->cells->values[used - 1])) {
        used--;
    }
    return used;
}

uint32_t hat_sheet_width(const struct hat_sheet *sheet, size_t begin)
{
    uint32_t width = 0;
    for (size_t i = begin; i < sheet->row_count; i++) {
        uint32_t used = hat_sheet_used(&sheet->rows[i]);
        width = used > width ? used : width;
    }
    return width;
}

bool hat_sheet_blank_at(const struct hat_sheet_row *row, uint32_t column)
{
    return column >= row->count || hat_sheet_blank(&row->cells->values[column]);
}

struct hat_str hat_sheet_text(const struct hat_sheet_row *row, uint32_t column)
{
    return column < row->count ? hat_value_str(&row->cells->values[column])
                               : (struct hat_str){"", 0};
}

static struct hat_value empty_cell(const struct hat_sheet *sheet, const struct hat_sheet_row *row,
                                   uint32_t column)
{
    return (struct hat_value){.type = HAT_TEXT,
                              .file = sheet->source->file,
                              .as.text = "",
                              .line = row->line,
                              .column = column + 1};
}

void hat_sheet_begin_row(struct hat_sheet *sheet, uint32_t number, uint32_t line, bool hidden)
{
    sheet->row = (struct hat_sheet_row){.number = number, .line = line, .hidden = hidden};
    sheet->used = 0;
    sheet->target_count = 0;
}

enum hat_status hat_sheet_count_text(struct hat_sheet *sheet, uint32_t row, uint64_t len)
{
    uint64_t most = sheet->source->limits->package_bytes;
    sheet->text_bytes += len;
    return sheet->name != NULL && sheet->text_bytes > most
               ? hat_sheet_over_limit(sheet, row, HAT_MSG_SHEET_TEXT_MUCH, most)
               : HAT_OK;
}

static enum hat_status check_cell(struct hat_sheet *sheet, const struct hat_value *value)
{
    uint32_t most = sheet->source->limits->field_bytes;
    size_t len = hat_value_str(value).len;
    return len > most
               ? hat_sheet_over_limit(sheet, sheet->row.number, HAT_MSG_DATA_FIELD_LONG, most)
               : hat_sheet_count_text(sheet, sheet->row.number, len);
}

enum hat_status hat_sheet_put(struct hat_sheet *sheet, uint32_t column,
                              const struct hat_value *value)
{
    const struct hat_limits *limits = sheet->source->limits;
    enum hat_status st = check_cell(sheet, value);
    if (st != HAT_OK) {
        return st;
    }
    if (column >= limits->columns) {
        return hat_sheet_blank(value)
                   ? HAT_OK
                   : hat_sheet_over_limit(sheet, sheet->row.number, HAT_MSG_DATA_COLUMNS_MANY,
                                          limits->columns);
    }
    while (sheet->used <= column) {
        if (!hat_mem_grow(&sheet->cells, sheet->used, &sheet->cells_cap, sizeof *sheet->cells)) {
            return HAT_ERR_NOMEM;
        }
        sheet->cells[sheet->used] = empty_cell(sheet, &sheet->row, (uint32_t)sheet->used);
        sheet->used++;
    }
    struct hat_value *cell = &sheet->cells[column];
    uint32_t line = value->line > 0 ? value->line : sheet->row.line;
    *cell = *value;
    cell->file = sheet->source->file;
    cell->line = line;
    cell->column = column + 1;
    return HAT_OK;
}

enum hat_status hat_sheet_put_target(struct hat_sheet *sheet, uint32_t column,
                                     struct hat_str target)
{
    if (!hat_mem_grow(&sheet->targets, sheet->target_count, &sheet->targets_cap,
                      sizeof *sheet->targets)) {
        return HAT_ERR_NOMEM;
    }
    sheet->targets[sheet->target_count++] = (struct hat_sheet_target){column, target};
    return HAT_OK;
}

/* ---- rows ---- */

enum hat_status hat_sheet_widen(struct hat_sheet *sheet, struct hat_sheet_row *row, uint32_t width)
{
    if (width > row->width) {
        struct hat_map *map =
            hat_arena_alloc(sheet->source->arena, sizeof *map + width * sizeof map->values[0]);
        if (map == NULL) {
            return HAT_ERR_NOMEM;
        }
        memcpy(map->values, row->cells->values, row->width * sizeof map->values[0]);
        for (uint32_t i = row->width; i < width; i++) {
            map->values[i] = empty_cell(sheet, row, i);
        }
        sheet->cell_count += width - row->width;
        row->cells = map;
        row->width = width;
    }
    row->count = width > row->count ? width : row->count;
    return HAT_OK;
}

static enum hat_status check_size(const struct hat_sheet *sheet, uint32_t width)
{
    const struct hat_limits *limits = sheet->source->limits;
    if (sheet->row_count >= limits->rows + TITLE_ROWS) {
        return hat_sheet_over_limit(sheet, sheet->row.number, HAT_MSG_DATA_ROWS_MANY, limits->rows);
    }
    if (sheet->cell_count + width > limits->values + (uint64_t)TITLE_ROWS * limits->columns) {
        return hat_sheet_over_limit(sheet, sheet->row.number, HAT_MSG_DATA_VALUES_MANY,
                                    limits->values);
    }
    return HAT_OK;
}

/* A row that is a little narrower than the widest gets some room, so that it need not be copied
 * when the headings are known. */
static uint32_t width_of(const struct hat_sheet *sheet)
{
    uint32_t width = (uint32_t)sheet->used;
    return sheet->widest > width + SLACK ? width + SLACK
           : sheet->widest > width       ? sheet->widest
                                         : width;
}

static enum hat_status keep_row(struct hat_sheet *sheet)
{
    struct hat_sheet_row row = sheet->row;
    row.count = (uint32_t)sheet->used;
    row.width = width_of(sheet);
    enum hat_status st = check_size(sheet, row.width);
    if (st != HAT_OK) {
        return st;
    }
    row.cells = hat_arena_alloc(sheet->source->arena,
                                sizeof *row.cells + row.width * sizeof row.cells->values[0]);
    if (row.cells == NULL ||
        !hat_mem_grow(&sheet->rows, sheet->row_count, &sheet->rows_cap, sizeof *sheet->rows)) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < row.width; i++) {
        row.cells->values[i] = i < row.count ? sheet->cells[i] : empty_cell(sheet, &row, i);
    }
    sheet->rows[sheet->row_count++] = row;
    sheet->cell_count += row.width;
    sheet->widest = row.count > sheet->widest ? row.count : sheet->widest;
    for (size_t i = 0; i < sheet->target_count && st == HAT_OK; i++) {
        st = hat_sheet_link(sheet, sheet->row_count - 1, sheet->targets[i].column,
                            sheet->targets[i].target);
    }
    return st;
}

/* Each copy stands in its own row. */
static void renumber(struct hat_sheet *sheet, uint32_t by)
{
    sheet->row.number += by;
    sheet->row.line += by;
    for (size_t i = 0; i < sheet->used; i++) {
        sheet->cells[i].line += by;
    }
}

static enum hat_status count_copies(struct hat_sheet *sheet, uint32_t copies)
{
    uint64_t len = 0;
    for (size_t i = 0; i < sheet->used && copies > 0; i++) {
        len += hat_value_str(&sheet->cells[i]).len;
    }
    return hat_sheet_count_text(sheet, sheet->row.number, len * copies);
}

bool hat_sheet_row_blank(const struct hat_sheet *sheet)
{
    bool blank = sheet->target_count == 0;
    for (size_t i = 0; i < sheet->used && blank; i++) {
        blank = hat_sheet_blank(&sheet->cells[i]);
    }
    return blank;
}

bool hat_sheet_full(const struct hat_sheet *sheet)
{
    return sheet->probe && sheet->row_count >= TITLE_ROWS;
}

enum hat_status hat_sheet_end_row(struct hat_sheet *sheet, uint32_t repeats)
{
    if (hat_sheet_row_blank(sheet)) {
        sheet->blank_rows += sheet->used > 0 ? repeats : 0;
        return HAT_OK;
    }
    sheet->blank_rows = 0;
    enum hat_status st = count_copies(sheet, repeats - 1);
    for (uint32_t i = 0; i < repeats && st == HAT_OK && !hat_sheet_full(sheet); i++) {
        st = keep_row(sheet);
        renumber(sheet, 1);
    }
    return st;
}

enum hat_status hat_sheet_merge(struct hat_sheet *sheet, const struct hat_sheet_range *range)
{
    if (!hat_mem_grow(&sheet->merges, sheet->merge_count, &sheet->merges_cap,
                      sizeof *sheet->merges)) {
        return HAT_ERR_NOMEM;
    }
    sheet->merges[sheet->merge_count++] = *range;
    return HAT_OK;
}

size_t hat_sheet_find_row(const struct hat_sheet *sheet, uint32_t number)
{
    size_t low = 0, high = sheet->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->rows[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void hat_sheet_fini(struct hat_sheet *sheet)
{
    hat_mem_free(sheet->rows);
    hat_mem_free(sheet->cells);
    hat_mem_free(sheet->targets);
    hat_mem_free(sheet->merges);
    hat_mem_free(sheet->shown);
    *sheet = (struct hat_sheet){.source = sheet->source};
}
