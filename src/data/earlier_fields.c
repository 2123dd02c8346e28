/* earlier_fields.c -- the table of a document that holds the fields of a letter.
 *
 *     Атауы       | Мәні                     the table whose headings say so, or else
 *     title       | Ақпарат                  the first of two columns and two rows
 *     event.name  | Барлығына рақмет!
 */
#include "data/earlier_internal.h"

static enum hat_status choose(struct hat_earlier *letter, struct hat_earlier_table **table)
{
    enum hat_status st = HAT_OK;
    bool headed = false;
    *table = NULL;
    for (size_t i = 0; i < letter->count && !headed && st == HAT_OK; i++) {
        struct hat_earlier_table *at = &letter->tables[i];
        if (hat_sheet_width(&at->sheet, 0) == 2) {
            const struct hat_sheet_row *first = &at->sheet.rows[0];
            st = hat_sheet_is_fields_heading(letter->book->source.arena, hat_sheet_text(first, 0),
                                             hat_sheet_text(first, 1), &headed);
            bool fits = headed || (*table == NULL && at->sheet.row_count > 1);
            *table = fits ? at : *table;
        }
    }
    return st;
}

enum hat_status hat_earlier_fields(struct hat_earlier *letter)
{
    struct hat_earlier_table *table;
    enum hat_status st = choose(letter, &table);
    if (st == HAT_OK && table == NULL) {
        struct hat_place place = {.file = letter->book->source.name};
        hat_diags_add(letter->book->source.diags, HAT_MSG_LETTER_FIELDS, &place, HAT_STR(""));
        st = HAT_ERR_DATA;
    }
    st = st == HAT_OK ? hat_earlier_put_links(table) : st;
    st = st == HAT_OK ? hat_sheet_prepare(&table->sheet) : st;
    if (st == HAT_OK) {
        table->sheet.known = false; /* whatever its headings are, it is no list */
        st = hat_book_keep(letter->book, &table->sheet);
    }
    return st;
}
