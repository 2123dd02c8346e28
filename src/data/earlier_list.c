/* earlier_list.c -- the chosen table of an earlier letter becomes a list of entries.
 *
 *     №   | Ұйым атауы                   | Сілтеме                          headings
 *     7   | «Қызылорда облысының білім   | https://.../reel/DUpU7Ot          torn by a page break
 *         | басқармасының ... КМҚК       | Elyb/?igsh=...
 *     №   | Ұйым атауы                   | Сілтеме                          headings again
 *     8   | Астана қаласы №99 ...        | https://.../reel/DVI6b.../
 *
 *     {Ұйым атауы: "«Қызылорда ... КМҚК", Сілтеме: "https://.../reel/DUpU7OtElyb/?igsh=..."}, ...
 *
 * Headings above every page are dropped, torn rows joined (what has no number, and no link of its
 * own, goes on with the row above), and the numbers left out: the next letter makes its own. A
 * table without headings gets some, by what its columns hold.
 */
#include "base/unicode.h"
#include "data/earlier_internal.h"

enum { NONE = UINT32_MAX };

struct list {
    struct hat_earlier_table table;
    struct hat_sheet *sheet; /* of `table` */
    uint32_t numbers, links; /* columns; NONE: there is no such one */
};

/* ---- links ---- */

enum hat_status hat_earlier_put_links(struct hat_earlier_table *table)
{
    struct hat_sheet *sheet = &table->sheet;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < table->link_count && st == HAT_OK; i++) {
        const struct hat_earlier_link *link = &table->links[i];
        size_t row = hat_sheet_find_row(sheet, link->row);
        for (; row < sheet->row_count && sheet->rows[row].number == link->row; row++) {
            st = hat_sheet_link(sheet, row, link->column, link->target);
        }
    }
    return st;
}

/* ---- torn rows ---- */

/* Has `row` neither a number nor a link of its own, below one that has a number? */
static bool is_torn(const struct list *list, const struct hat_sheet_row *head,
                    const struct hat_sheet_row *row)
{
    if (list->links == NONE || hat_sheet_blank_at(head, list->numbers) ||
        !hat_sheet_blank_at(row, list->numbers)) {
        return false;
    }
    struct hat_str link = hat_sheet_text(row, list->links);
    return !hat_sheet_is_link(link) || hat_str_equal(link, hat_sheet_text(head, list->links));
}

/* A link goes on without a space, unless the target of its beginning was the whole of it. */
static enum hat_status join_cell(struct list *list, struct hat_value *head, struct hat_str tail,
                                 bool link)
{
    struct hat_str text = hat_value_str(head);
    bool whole = link && tail.len <= text.len &&
                 memcmp(text.ptr + (text.len - tail.len), tail.ptr, tail.len) == 0;
    if (tail.len == 0 || whole) {
        return HAT_OK;
    }
    size_t len = text.len, most = list->sheet->source->limits->field_bytes;
    if (len + tail.len + 1 > most) {
        return hat_sheet_over_limit(list->sheet, head->line, HAT_MSG_DATA_FIELD_LONG, most);
    }
    char *joined = hat_arena_alloc(list->sheet->source->arena, len + tail.len + 1);
    if (joined == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (len > 0) {
        memcpy(joined, text.ptr, len);
    }
    if (!link && len > 0) {
        joined[len++] = ' ';
    }
    memcpy(joined + len, tail.ptr, tail.len);
    head->type = HAT_TEXT;
    head->as.text = joined;
    head->count = (uint32_t)(len + tail.len);
    return HAT_OK;
}

static enum hat_status join_row(struct list *list, struct hat_sheet_row *head,
                                const struct hat_sheet_row *row)
{
    enum hat_status st = hat_sheet_widen(list->sheet, head, row->count);
    for (uint32_t j = 0; j < row->count && st == HAT_OK; j++) {
        st = join_cell(list, &head->cells->values[j], hat_sheet_text(row, j), j == list->links);
    }
    return st;
}

/* Shown texts of rows that are no more would make a column of their own. */
static void drop_shown(struct hat_sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < sheet->shown_count; i++) {
        size_t row = hat_sheet_find_row(sheet, sheet->shown[i].row);
        if (row < sheet->row_count && sheet->rows[row].number == sheet->shown[i].row) {
            sheet->shown[kept++] = sheet->shown[i];
        }
    }
    sheet->shown_count = kept;
}

static enum hat_status join_torn(struct list *list)
{
    struct hat_sheet *sheet = list->sheet;
    size_t kept = sheet->header_end;
    enum hat_status st = HAT_OK;
    for (size_t i = kept; i < sheet->row_count && st == HAT_OK; i++) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        if (kept > sheet->header_end && is_torn(list, &sheet->rows[kept - 1], row)) {
            hat_sheet_found(sheet, HAT_FOUND_TORN, row, list->links,
                            hat_sheet_text(row, list->links));
            st = join_row(list, &sheet->rows[kept - 1], row);
        } else {
            sheet->rows[kept++] = *row;
        }
    }
    sheet->row_count = kept;
    drop_shown(sheet);
    return st;
}

/* ---- numbers ---- */

/* The column is called so, or has no heading, and holds nothing else. */
static enum hat_status find_numbers(struct list *list)
{
    const struct hat_sheet *sheet = list->sheet;
    uint32_t column;
    enum hat_status st = hat_sheet_number_column(sheet, &column);
    if (st == HAT_OK && column == NONE && hat_sheet_blank_at(&sheet->rows[sheet->header], 0)) {
        column = 0;
    }
    bool found = column != NONE && column != list->links && sheet->widest > 1 &&
                 hat_sheet_counts(sheet, sheet->header_end, column);
    list->numbers = found ? column : NONE;
    return st;
}

/* Rows that had a number alone are empty now: at the end they are no entries. */
static void drop_empty_tail(struct hat_sheet *sheet)
{
    while (sheet->row_count > sheet->header_end &&
           hat_sheet_used(&sheet->rows[sheet->row_count - 1]) == 0) {
        sheet->row_count--;
        sheet->blank_rows++;
    }
}

static void drop_numbers(struct list *list)
{
    struct hat_sheet *sheet = list->sheet;
    uint32_t gone = list->numbers;
    for (size_t i = 0; i < sheet->row_count; i++) {
        struct hat_sheet_row *row = &sheet->rows[i];
        struct hat_value *values = row->cells->values;
        bool across = !hat_sheet_blank_at(row, gone) && hat_sheet_is_across(row, gone) &&
                      gone + 1 < row->width;
        for (uint32_t j = across ? gone + 1 : gone; j + 1 < row->width; j++) {
            values[j] = values[j + 1];
            values[j].column--;
        }
        row->count -= gone + 1 < row->count;
        row->width -= gone + 1 < row->width;
    }
    for (size_t i = 0; i < sheet->shown_count; i++) {
        sheet->shown[i].column -= sheet->shown[i].column > gone;
    }
    for (int i = 0; i < HAT_FOUND_COUNT; i++) {
        sheet->findings[i].column -= sheet->findings[i].column > gone;
    }
    sheet->widest--;
    drop_empty_tail(sheet);
}

/* ---- the whole ---- */

static enum hat_status find_links(struct list *list)
{
    struct hat_arena scratch = {0};
    struct hat_earlier_links links = {0};
    enum hat_status st = hat_earlier_count_links(&list->table, &scratch, &links);
    list->links = links.count > 0 ? links.column : NONE;
    hat_arena_fini(&scratch);
    return st;
}

static enum hat_status make_list(struct list *list)
{
    list->sheet->known = false; /* its pieces were looked at each for itself */
    enum hat_status st = hat_earlier_put_links(&list->table);
    st = st == HAT_OK ? hat_sheet_prepare(list->sheet) : st;
    st = st == HAT_OK ? find_links(list) : st;
    if (st == HAT_OK && !list->sheet->known && list->sheet->row_count > 0) {
        st = hat_sheet_add_headings(list->sheet, list->links);
    }
    if (st != HAT_OK || list->sheet->row_count == 0) {
        return st;
    }
    st = hat_sheet_cut_tail(list->sheet); /* a total has no number either */
    st = st == HAT_OK ? hat_sheet_drop_inner(list->sheet) : st;
    st = st == HAT_OK ? find_numbers(list) : st;
    if (st == HAT_OK && list->numbers != NONE && list->sheet->row_count > list->sheet->header_end) {
        st = join_torn(list);
        drop_numbers(list);
    }
    return st;
}

enum hat_status hat_earlier_finish(struct hat_earlier *letter)
{
    struct list list = {.sheet = &list.table.sheet};
    if (letter->book->all) {
        return hat_earlier_fields(letter);
    }
    enum hat_status st = hat_earlier_choose(letter, &list.table);
    if (st == HAT_OK) {
        st = make_list(&list);
    }
    if (st == HAT_OK) {
        st = hat_book_keep(letter->book, list.sheet);
    }
    hat_earlier_table_fini(&list.table);
    return st;
}
