/* sheet_headings.c -- headings for a table that has none, by what its columns hold.
 *
 *     1 | Абай облысы «Балапан» бөбекжайы | https://...      №, Ұйым атауы, Сілтеме
 *
 * The column of links is the one with most of them, that of names has most text, that of numbers
 * nothing but numbers. Without a link a table is not looked at so: its first row is its headings.
 */
#include "data/sheet_internal.h"

enum { NONE = UINT32_MAX };

/* ---- columns ---- */

bool hat_sheet_is_count(struct hat_str text)
{
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        bool beside = memchr(" .)\xE2\x84\x96", text.ptr[i], 6) != NULL; /* and U+2116 */
        if (!is_digit && !beside) {
            return false;
        }
        digit = digit || is_digit;
    }
    return digit;
}

bool hat_sheet_is_across(const struct hat_sheet_row *row, uint32_t column)
{
    return !hat_sheet_is_count(hat_sheet_text(row, column)) && hat_sheet_blank_at(row, column + 1);
}

bool hat_sheet_counts(const struct hat_sheet *sheet, size_t begin, uint32_t column)
{
    for (size_t i = begin; i < sheet->row_count; i++) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        if (!hat_sheet_blank_at(row, column) && !hat_sheet_is_across(row, column) &&
            !hat_sheet_is_count(hat_sheet_text(row, column))) {
            return false;
        }
    }
    return true;
}

/* The column that has most text besides those of links and numbers. */
static uint32_t find_names(const struct hat_sheet *sheet, uint32_t links)
{
    uint32_t found = NONE;
    uint64_t most = 0;
    for (uint32_t j = 0; j < sheet->widest; j++) {
        uint64_t len = 0;
        bool other = j == links || hat_sheet_counts(sheet, 0, j);
        for (size_t i = 0; i < sheet->row_count && !other; i++) {
            len += hat_sheet_text(&sheet->rows[i], j).len;
        }
        if (len > most) {
            most = len;
            found = j;
        }
    }
    return found;
}

static uint32_t find_links(const struct hat_sheet *sheet)
{
    uint32_t found = NONE, most = 0;
    for (uint32_t j = 0; j < sheet->widest; j++) {
        uint32_t count = 0;
        for (size_t i = 0; i < sheet->row_count; i++) {
            count += hat_sheet_is_link(hat_sheet_text(&sheet->rows[i], j));
        }
        if (count > most) {
            most = count;
            found = j;
        }
    }
    return found;
}

/* ---- headings ---- */

enum hat_status hat_sheet_add_headings(struct hat_sheet *sheet, uint32_t links)
{
    uint32_t names = find_names(sheet, links);
    enum hat_status st = HAT_OK;
    hat_sheet_begin_row(sheet, 0, 0, false);
    for (uint32_t j = 0; j < sheet->widest && st == HAT_OK; j++) {
        const char *text = j == links                      ? "Сілтеме"
                           : j == names                    ? "Ұйым атауы"
                           : hat_sheet_counts(sheet, 0, j) ? "№"
                                                           : "";
        struct hat_value heading = {
            .type = HAT_TEXT, .as.text = text, .count = (uint32_t)strlen(text)};
        st = hat_sheet_put(sheet, j, &heading);
    }
    st = st == HAT_OK ? hat_sheet_end_row(sheet, 1) : st;
    if (st == HAT_OK) {
        struct hat_sheet_row headings = sheet->rows[sheet->row_count - 1];
        memmove(sheet->rows + 1, sheet->rows, (sheet->row_count - 1) * sizeof *sheet->rows);
        sheet->rows[0] = headings;
        sheet->header = 0;
        sheet->header_end = 1;
        sheet->known = true;
    }
    return st;
}

/* The first row of several cells has a link: it is an entry, what is above it are titles. */
static bool begins_with_entry(const struct hat_sheet *sheet, size_t *first)
{
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        if (hat_sheet_used_cells(row) > 1) {
            bool link = false;
            for (uint32_t j = 0; j < row->count; j++) {
                link = link || hat_sheet_is_link(hat_sheet_text(row, j));
            }
            *first = i;
            return link;
        }
    }
    return false;
}

enum hat_status hat_sheet_give_headings(struct hat_sheet *sheet)
{
    size_t first = 0;
    if (sheet->known || !begins_with_entry(sheet, &first)) {
        return HAT_OK;
    }
    for (size_t i = 0; i < first; i++) {
        hat_sheet_found(sheet, HAT_FOUND_AROUND, &sheet->rows[i], 0,
                        hat_sheet_text(&sheet->rows[i], 0));
    }
    memmove(sheet->rows, sheet->rows + first, (sheet->row_count - first) * sizeof *sheet->rows);
    sheet->row_count -= first;
    struct hat_place place = hat_sheet_place(sheet, sheet->rows[0].number);
    hat_diags_add(sheet->source->diags, HAT_MSG_SHEET_NO_HEADINGS, &place, HAT_STR(""));
    return hat_sheet_add_headings(sheet, find_links(sheet));
}
