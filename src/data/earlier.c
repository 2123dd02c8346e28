/* earlier.c -- the cells of a letter's tables, put into the rows of a sheet.
 *
 *     <w:tr> <w:tc> 1 </w:tc> <w:tc gridSpan=2> A </w:tc> <w:tc> B </w:tc> </w:tr>
 *     column:       0                 1                         3
 *
 * A cell stands at the column of the table's grid that it begins in, so a cell over several columns
 * moves none of the others. The lower parts of a merged cell make its range longer; what that means
 * is known to sheet_spans.c. A cell whose only content is a number that the program makes (a
 * numbered paragraph without text) holds that number. All tables of a letter share one limit on
 * cells and text, since a small file can hold thousands of them.
 */
#include "data/earlier_internal.h"

#include "base/unicode.h"
#include "base/utf8.h"

static const struct hat_limits *limits_of(const struct hat_earlier *letter)
{
    return letter->book->source.limits;
}

static struct hat_earlier_table *top(struct hat_earlier *letter)
{
    return letter->depth > 0 ? &letter->open[letter->depth - 1] : NULL;
}

struct hat_earlier_table *hat_earlier_row(struct hat_earlier *letter)
{
    struct hat_earlier_table *table = top(letter);
    return table != NULL && table->in_row ? table : NULL;
}

struct hat_earlier_cell *hat_earlier_cell(struct hat_earlier *letter)
{
    struct hat_earlier_table *table = hat_earlier_row(letter);
    return table != NULL && table->in_cell ? &table->cell : NULL;
}

/* ---- tables ---- */

enum hat_status hat_earlier_begin_table(struct hat_earlier *letter)
{
    const struct hat_limits *limits = limits_of(letter);
    const struct hat_earlier_table *outer = top(letter);
    struct hat_place place = {.file = letter->book->source.name, .table = letter->number + 1};
    if (letter->depth >= limits->table_depth) {
        hat_diags_add(letter->book->source.diags, HAT_MSG_TABLE_DEPTH, &place, HAT_STR(""));
        return HAT_ERR_LIMIT;
    }
    if (letter->number >= limits->package_parts) {
        struct hat_digits digits = hat_digits(limits->package_parts);
        hat_diags_add(letter->book->source.diags, HAT_MSG_LETTER_TABLES_MANY, &place,
                      hat_str_from(digits.text));
        return HAT_ERR_LIMIT;
    }
    const struct hat_earlier_table *last = outer != NULL       ? outer
                                           : letter->count > 0 ? &letter->tables[letter->count - 1]
                                                               : NULL;
    struct hat_earlier_table table = {
        .sheet = {.source = &letter->book->source, .name = "", .table = ++letter->number},
        .row = 1,
        .merges = hat_mem_zalloc(limits->columns, sizeof *table.merges),
    };
    if (last != NULL) {
        table.sheet.cell_count = last->sheet.cell_count;
        table.sheet.text_bytes = last->sheet.text_bytes;
    }
    if (table.merges == NULL ||
        !hat_mem_grow(&letter->open, letter->depth, &letter->open_cap, sizeof *letter->open)) {
        hat_mem_free(table.merges);
        return HAT_ERR_NOMEM;
    }
    letter->open[letter->depth++] = table;
    return HAT_OK;
}

/* A finished table is kept if it has rows; what it has counted, the outer one goes on from. */
enum hat_status hat_earlier_end_table(struct hat_earlier *letter)
{
    struct hat_earlier_table *table = top(letter);
    if (table == NULL) {
        return HAT_OK;
    }
    letter->depth--;
    struct hat_earlier_table *outer = top(letter);
    if (outer != NULL) {
        outer->sheet.cell_count = table->sheet.cell_count;
        outer->sheet.text_bytes = table->sheet.text_bytes;
    }
    if (table->sheet.row_count == 0) {
        hat_earlier_table_fini(table);
        return HAT_OK;
    }
    if (!hat_mem_grow(&letter->tables, letter->count, &letter->cap, sizeof *letter->tables)) {
        hat_earlier_table_fini(table);
        return HAT_ERR_NOMEM;
    }
    letter->tables[letter->count++] = *table;
    return HAT_OK;
}

void hat_earlier_table_fini(struct hat_earlier_table *table)
{
    hat_sheet_fini(&table->sheet);
    hat_mem_free(table->links);
    hat_mem_free(table->merges);
    hat_buf_fini(&table->cell.text);
    hat_buf_fini(&table->cell.targets);
    *table = (struct hat_earlier_table){0};
}

void hat_earlier_fini(struct hat_earlier *letter)
{
    for (size_t i = 0; i < letter->depth; i++) {
        hat_earlier_table_fini(&letter->open[i]);
    }
    for (size_t i = 0; i < letter->count; i++) {
        hat_earlier_table_fini(&letter->tables[i]);
    }
    hat_mem_free(letter->open);
    hat_mem_free(letter->tables);
    *letter = (struct hat_earlier){.book = letter->book};
}

/* ---- rows ---- */

void hat_earlier_hide_rows(struct hat_earlier *letter, bool hidden)
{
    struct hat_earlier_table *table = top(letter);
    if (table != NULL) {
        table->rows_hidden = hidden;
    }
}

void hat_earlier_begin_row(struct hat_earlier *letter, uint32_t repeats, bool hidden)
{
    struct hat_earlier_table *table = top(letter);
    if (table == NULL || table->in_row) {
        return;
    }
    uint32_t number = table->row < UINT32_MAX ? (uint32_t)table->row : UINT32_MAX;
    hat_sheet_begin_row(&table->sheet, number, number, hidden || table->rows_hidden);
    table->in_row = true;
    table->deleted = false;
    table->repeats = repeats;
    table->column = 0;
}

enum hat_status hat_earlier_end_row(struct hat_earlier *letter)
{
    struct hat_earlier_table *table = hat_earlier_row(letter);
    enum hat_status st = HAT_OK;
    if (table == NULL || table->in_cell) {
        return HAT_OK;
    }
    table->in_row = false;
    if (table->deleted) {
        return HAT_OK;
    }
    if (!hat_sheet_row_blank(&table->sheet)) {
        st = hat_book_check_repeats(&table->sheet, table->repeats);
        st = st == HAT_OK ? hat_sheet_end_row(&table->sheet, table->repeats) : st;
    }
    table->row += table->repeats;
    return st;
}

enum hat_status hat_earlier_skip(struct hat_earlier *letter, uint32_t columns)
{
    struct hat_earlier_table *table = hat_earlier_row(letter);
    uint32_t most = limits_of(letter)->columns;
    if (table == NULL) {
        return HAT_OK;
    }
    if (columns > most || table->column > most) {
        return hat_sheet_over_limit(&table->sheet, table->sheet.row.number,
                                    HAT_MSG_DATA_COLUMNS_MANY, most);
    }
    table->column += columns;
    return HAT_OK;
}

/* ---- what a cell holds ---- */

void hat_earlier_begin_cell(struct hat_earlier *letter)
{
    struct hat_earlier_table *table = hat_earlier_row(letter);
    if (table == NULL || table->in_cell) {
        return;
    }
    struct hat_buf text = table->cell.text, targets = table->cell.targets;
    text.len = targets.len = 0;
    table->cell = (struct hat_earlier_cell){
        .text = text, .targets = targets, .columns = 1, .rows = 1, .repeats = 1};
    table->in_cell = true;
}

static enum hat_status state_of(const struct hat_buf *buf)
{
    return hat_buf_failed(buf) ? HAT_ERR_NOMEM : HAT_OK;
}

enum hat_status hat_earlier_paragraph(struct hat_earlier *letter)
{
    struct hat_earlier_cell *cell = hat_earlier_cell(letter);
    if (cell == NULL) {
        return HAT_OK;
    }
    if (cell->paragraphs++ > 0 && cell->text.len <= limits_of(letter)->field_bytes) {
        hat_buf_put(&cell->text, "\n", 1);
    }
    cell->space = true;
    return state_of(&cell->text);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void put_collapsed(struct hat_earlier_cell *cell, struct hat_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        bool space = is_space(text.ptr[at]);
        if (!space || !cell->space) {
            hat_buf_put(&cell->text, space ? " " : text.ptr + at, 1);
        }
        cell->space = space;
    }
}

/* Beyond the limit of a field nothing is kept: that it is longer is told at the end of the cell. */
enum hat_status hat_earlier_text(struct hat_earlier *letter, struct hat_str text, bool collapse)
{
    struct hat_earlier_cell *cell = hat_earlier_cell(letter);
    if (cell == NULL || text.len == 0 || cell->text.len > limits_of(letter)->field_bytes) {
        return HAT_OK;
    }
    if (collapse) {
        put_collapsed(cell, text);
    } else {
        hat_buf_put(&cell->text, text.ptr, text.len);
        cell->space = false;
    }
    return state_of(&cell->text);
}

/* Is `target` one of those that the cell has? */
static bool has_target(const struct hat_earlier_cell *cell, struct hat_str target)
{
    const char *all = cell->targets.data;
    for (size_t at = 0; at + target.len <= cell->targets.len; at++) {
        bool begins = at == 0 || all[at - 1] == ' ';
        bool ends = at + target.len == cell->targets.len || all[at + target.len] == ' ';
        if (begins && ends && memcmp(all + at, target.ptr, target.len) == 0) {
            return true;
        }
    }
    return false;
}

enum hat_status hat_earlier_target(struct hat_earlier *letter, struct hat_str target)
{
    struct hat_earlier_cell *cell = hat_earlier_cell(letter);
    bool full = cell != NULL && cell->targets.len > limits_of(letter)->link_bytes;
    if (cell == NULL || full || target.len == 0 || has_target(cell, target)) {
        return HAT_OK;
    }
    hat_buf_put(&cell->targets, " ", cell->targets.len > 0 ? 1 : 0);
    hat_buf_put(&cell->targets, target.ptr, target.len);
    return state_of(&cell->targets);
}

/* ---- the end of a cell ---- */

static struct hat_str trimmed(const struct hat_buf *buf)
{
    struct hat_str text = {buf->data, buf->len};
    size_t used;
    while (text.len > 0 && hat_unicode_space(hat_utf8_decode(text.ptr, text.len, &used))) {
        text.ptr += used;
        text.len -= used;
    }
    while (text.len > 0) {
        size_t last = text.len - 1;
        while (last > 0 && ((unsigned char)text.ptr[last] & 0xC0) == 0x80) {
            last--;
        }
        if (!hat_unicode_space(hat_utf8_decode(text.ptr + last, text.len - last, &used))) {
            break;
        }
        text.len = last;
    }
    return text;
}

/* The range of a merged cell begins, or grows by this row. */
static enum hat_status merge(struct hat_earlier_table *table, uint32_t column)
{
    struct hat_sheet *sheet = &table->sheet;
    uint32_t row = sheet->row.number, more = table->cell.rows - 1;
    size_t *at = &table->merges[column];
    if (table->cell.goes_on) {
        if (*at > 0) {
            sheet->merges[*at - 1].last_row = row;
        }
        return HAT_OK;
    }
    *at = 0;
    if (!table->cell.begins && more == 0) {
        return HAT_OK;
    }
    uint32_t last = more < UINT32_MAX - row ? row + more : UINT32_MAX;
    struct hat_sheet_range range = {row, last, column, column};
    enum hat_status st = hat_sheet_merge(sheet, &range);
    *at = st == HAT_OK ? sheet->merge_count : 0;
    return st;
}

static enum hat_status put(struct hat_earlier *letter, struct hat_earlier_table *table,
                           struct hat_str text)
{
    struct hat_arena *arena = letter->book->source.arena;
    struct hat_buf *targets = &table->cell.targets;
    struct hat_str kept = hat_arena_str(arena, text), target = {targets->data, targets->len};
    struct hat_value value = {.type = HAT_TEXT, .as.text = kept.ptr, .count = (uint32_t)kept.len};
    enum hat_status st = kept.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
    st = st == HAT_OK ? hat_book_check_repeats(&table->sheet, table->cell.repeats) : st;
    for (uint32_t i = 0; i < table->cell.repeats && st == HAT_OK; i++) {
        st = hat_sheet_put(&table->sheet, table->column + i, &value);
    }
    if (st != HAT_OK || target.len == 0) {
        return st;
    }
    struct hat_earlier_link link = {table->sheet.row.number, table->column,
                                    hat_arena_str(arena, target)};
    if (link.target.ptr == NULL ||
        !hat_mem_grow(&table->links, table->link_count, &table->links_cap, sizeof *table->links)) {
        return HAT_ERR_NOMEM;
    }
    table->links[table->link_count++] = link;
    return HAT_OK;
}

enum hat_status hat_earlier_end_cell(struct hat_earlier *letter)
{
    struct hat_earlier_table *table = hat_earlier_row(letter);
    enum hat_status st = HAT_OK;
    if (table == NULL || !table->in_cell) {
        return HAT_OK;
    }
    struct hat_earlier_cell *cell = &table->cell;
    struct hat_str text = trimmed(&cell->text);
    struct hat_digits digits;
    table->in_cell = false;
    if (text.len == 0 && cell->numbered && !cell->deleted && !table->deleted) {
        digits = hat_digits(++table->numbered);
        text = hat_str_from(digits.text);
    }
    if (table->column < limits_of(letter)->columns) {
        st = merge(table, table->column);
    }
    bool kept = text.len > 0 && !cell->goes_on && !cell->deleted && !table->deleted;
    if (st == HAT_OK && kept) {
        st = put(letter, table, text);
    }
    uint64_t columns = (uint64_t)cell->columns * cell->repeats;
    return st == HAT_OK
               ? hat_earlier_skip(letter, columns < UINT32_MAX ? (uint32_t)columns : UINT32_MAX)
               : st;
}
