/* earlier_choice.c -- which tables of an earlier letter are its list of entries.
 *
 *     table 1    Бекітемін |  | Келісілді          no links
 *     table 2    №  | Ұйым | Сілтеме               300 links: the list
 *     table 3    301| ...  | https://...           299 links, as many columns, no headings of its
 *                                                  own: goes on with the list
 *     table 4    Байланыс  | www.x.kz              1 link, other columns: told of and left
 *
 * The list is the table with most links, or, where no table has one, the longest whose headings
 * are those of a list. A clerk breaks a long table in pieces, with the headings repeated or not:
 * the pieces are put together, and their rows are counted through.
 */
#include "base/unicode.h"
#include "data/earlier_internal.h"

/* ---- links ---- */

/* The text of a cell does not tell, but it leads somewhere: counts too. */
static void count_targets(const struct hat_earlier_table *table, uint32_t *counts)
{
    const struct hat_sheet *sheet = &table->sheet;
    for (size_t i = 0; i < table->link_count; i++) {
        const struct hat_earlier_link *link = &table->links[i];
        size_t row = hat_sheet_find_row(sheet, link->row);
        if (row == sheet->row_count || link->column >= sheet->rows[row].count) {
            continue;
        }
        const struct hat_value *cell = &sheet->rows[row].cells->values[link->column];
        counts[link->column] +=
            !hat_sheet_is_link(hat_value_str(cell)) && hat_sheet_is_link(link->target);
    }
}

enum hat_status hat_earlier_count_links(const struct hat_earlier_table *table,
                                        struct hat_arena *scratch, struct hat_earlier_links *out)
{
    const struct hat_sheet *sheet = &table->sheet;
    uint32_t *counts = hat_arena_array(scratch, (size_t)sheet->widest + 1, sizeof *counts);
    if (counts == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        for (uint32_t j = 0; j < row->count && j < sheet->widest; j++) {
            counts[j] += hat_sheet_is_link(hat_value_str(&row->cells->values[j]));
        }
    }
    count_targets(table, counts);
    *out = (struct hat_earlier_links){0};
    for (uint32_t j = 0; j < sheet->widest; j++) {
        if (counts[j] > out->count) {
            *out = (struct hat_earlier_links){j, counts[j]};
        }
    }
    return HAT_OK;
}

/* ---- like tables ---- */

static enum hat_status same_headings(const struct hat_sheet *a, const struct hat_sheet *b,
                                     struct hat_arena *scratch, bool *same)
{
    const struct hat_sheet_row *left = &a->rows[a->header], *right = &b->rows[b->header];
    enum hat_status st = HAT_OK;
    *same = true;
    for (uint32_t i = 0; i < left->count && i < right->count && *same && st == HAT_OK; i++) {
        struct hat_str first = {0}, second = {0};
        st = hat_name_fold(scratch, hat_value_str(&left->cells->values[i]), &first);
        st = st == HAT_OK ? hat_name_fold(scratch, hat_value_str(&right->cells->values[i]), &second)
                          : st;
        *same = hat_str_equal(first, second);
    }
    return st;
}

struct choice {
    struct hat_earlier *letter;
    struct hat_arena scratch;
    struct hat_earlier_links *links; /* of each table */
    bool *pieces;                    /* of each table: is it of the list? */
    size_t list;                     /* index of the table with most links */
    struct hat_row_list joined, left;
};

static enum hat_status count_all(struct choice *choice)
{
    struct hat_earlier *letter = choice->letter;
    enum hat_status st = HAT_OK;
    choice->links = hat_arena_array(&choice->scratch, letter->count + 1, sizeof *choice->links);
    if (choice->links == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < letter->count && st == HAT_OK; i++) {
        st = hat_sheet_find_header(&letter->tables[i].sheet);
        st = st == HAT_OK
                 ? hat_earlier_count_links(&letter->tables[i], &choice->scratch, &choice->links[i])
                 : st;
    }
    return st;
}

static bool find_list(struct choice *choice)
{
    const struct hat_earlier *letter = choice->letter;
    size_t rows = 0;
    uint32_t most = 0;
    bool found = false;
    for (size_t i = 0; i < letter->count; i++) {
        const struct hat_sheet *sheet = &letter->tables[i].sheet;
        bool longest = sheet->known && sheet->row_count > rows;
        if (choice->links[i].count > most || (most == 0 && longest)) {
            most = choice->links[i].count;
            rows = sheet->row_count;
            choice->list = i;
            found = true;
        }
    }
    return found;
}

/* Does table `index` go on with, or begin, the list? */
static enum hat_status is_piece(struct choice *choice, size_t index, bool *is)
{
    const struct hat_sheet *list = &choice->letter->tables[choice->list].sheet;
    const struct hat_sheet *sheet = &choice->letter->tables[index].sheet;
    *is = index == choice->list;
    bool like = choice->links[index].count > 0 &&
                choice->links[index].column == choice->links[choice->list].column &&
                hat_sheet_width(sheet, 0) == hat_sheet_width(list, 0);
    if (*is || !like) {
        return HAT_OK;
    }
    if (sheet->known && list->known) {
        return same_headings(list, sheet, &choice->scratch, is);
    }
    *is = true;
    return HAT_OK;
}

/* ---- putting together ---- */

/* Rows of `piece` are counted on from the last one of `list`. */
static void renumber(struct hat_earlier_table *piece, uint32_t by)
{
    struct hat_sheet *sheet = &piece->sheet;
    for (size_t i = 0; i < sheet->row_count; i++) {
        struct hat_sheet_row *row = &sheet->rows[i];
        row->number += by;
        row->line += by;
        for (uint32_t j = 0; j < row->width; j++) {
            row->cells->values[j].line += by;
        }
    }
    for (size_t i = 0; i < sheet->merge_count; i++) {
        sheet->merges[i].first_row += by;
        sheet->merges[i].last_row += by;
    }
    for (size_t i = 0; i < piece->link_count; i++) {
        piece->links[i].row += by;
    }
}

static enum hat_status append(struct hat_earlier_table *list, struct hat_earlier_table *piece)
{
    struct hat_sheet *to = &list->sheet, *from = &piece->sheet;
    enum hat_status st = HAT_OK;
    renumber(piece, to->rows[to->row_count - 1].number);
    for (size_t i = 0; i < from->row_count && st == HAT_OK; i++) {
        st = hat_mem_grow(&to->rows, to->row_count, &to->rows_cap, sizeof *to->rows)
                 ? HAT_OK
                 : HAT_ERR_NOMEM;
        if (st == HAT_OK) {
            to->rows[to->row_count++] = from->rows[i];
        }
    }
    for (size_t i = 0; i < from->merge_count && st == HAT_OK; i++) {
        st = hat_sheet_merge(to, &from->merges[i]);
    }
    for (size_t i = 0; i < piece->link_count && st == HAT_OK; i++) {
        st = hat_mem_grow(&list->links, list->link_count, &list->links_cap, sizeof *list->links)
                 ? HAT_OK
                 : HAT_ERR_NOMEM;
        if (st == HAT_OK) {
            list->links[list->link_count++] = piece->links[i];
        }
    }
    to->widest = from->widest > to->widest ? from->widest : to->widest;
    to->cell_count = from->cell_count > to->cell_count ? from->cell_count : to->cell_count;
    to->text_bytes = from->text_bytes > to->text_bytes ? from->text_bytes : to->text_bytes;
    return st;
}

/* Which tables are pieces must be known before the first is changed. */
static enum hat_status find_pieces(struct choice *choice)
{
    struct hat_earlier *letter = choice->letter;
    enum hat_status st = HAT_OK;
    choice->pieces = hat_arena_array(&choice->scratch, letter->count, sizeof *choice->pieces);
    if (choice->pieces == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < letter->count && st == HAT_OK; i++) {
        st = is_piece(choice, i, &choice->pieces[i]);
    }
    return st;
}

static enum hat_status put_together(struct choice *choice, struct hat_earlier_table *list)
{
    struct hat_earlier *letter = choice->letter;
    enum hat_status st = find_pieces(choice);
    for (size_t i = 0; i < letter->count && st == HAT_OK; i++) {
        struct hat_earlier_table *table = &letter->tables[i];
        uint32_t number = table->sheet.table;
        if (!choice->pieces[i]) {
            if (choice->links[i].count > 0) {
                hat_row_list_add(&choice->left, number);
            }
            continue;
        }
        if (choice->joined.count == 0) {
            *list = *table;
            *table = (struct hat_earlier_table){0};
        } else {
            st = append(list, table);
        }
        hat_row_list_add(&choice->joined, number);
    }
    return st;
}

static void report(struct choice *choice, uint32_t table)
{
    struct hat_place place = {.file = choice->letter->book->source.name, .table = table};
    hat_diags *diags = choice->letter->book->source.diags;
    if (choice->joined.count > 1) {
        hat_diags_add(diags, HAT_MSG_LETTER_JOINED, &place, hat_row_list_text(&choice->joined));
    }
    if (choice->left.count > 0) {
        hat_diags_add(diags, HAT_MSG_LETTER_TABLES_LEFT, &place, hat_row_list_text(&choice->left));
    }
}

enum hat_status hat_earlier_choose(struct hat_earlier *letter, struct hat_earlier_table *list)
{
    struct choice choice = {.letter = letter};
    *list = (struct hat_earlier_table){0};
    enum hat_status st = count_all(&choice);
    if (st == HAT_OK && !find_list(&choice)) {
        struct hat_place place = {.file = letter->book->source.name};
        hat_diags_add(letter->book->source.diags, HAT_MSG_LETTER_NO_LIST, &place, HAT_STR(""));
        st = HAT_ERR_DATA;
    }
    if (st == HAT_OK) {
        st = put_together(&choice, list);
    }
    if (st == HAT_OK) {
        report(&choice, list->sheet.table);
    }
    hat_arena_fini(&choice.scratch);
    return st;
}
