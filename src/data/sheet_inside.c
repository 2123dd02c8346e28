/* sheet_inside.c -- rows of a list that are no entries.
 *
 *     №  | Ұйым атауы  | Сілтеме          headings
 *     1  | 2           | 3                their columns counted: dropped
 *     Темір ауданы                        a title: its text stands in a column "Өңір" of the rows
 *     1  | ...         | https://...      below
 *        | Жиыны       | 1                a total within the list: dropped
 *     №  | Ұйым атауы  | Сілтеме          headings again, at the top of a page: dropped
 *     2  | ...         | https://...
 *     Орындаушы: А. Серікова              a title of nothing: dropped
 *
 * A title is the only text of its row and stands where a number should. What is dropped is told.
 */
#include "base/unicode.h"
#include "data/sheet_internal.h"

enum { TITLE_BYTES = 200 };
enum kind { ENTRY, AGAIN, TITLE, TOTAL };

struct inside {
    struct hat_sheet *sheet;
    uint32_t numbers; /* the column of numbers; UINT32_MAX: there is none */
    uint32_t column;  /* of titles; 0: none yet */
};

/* ---- what a row is ---- */

/* The column of titles, which only the headings have, is not looked at. */
static bool is_heading_again(const struct inside *inside, const struct hat_sheet_row *row)
{
    const struct hat_sheet *sheet = inside->sheet;
    for (size_t i = sheet->header; i < sheet->header_end; i++) {
        const struct hat_sheet_row *heading = &sheet->rows[i];
        uint32_t own = inside->column > 0 ? inside->column : heading->count;
        uint32_t columns = own > row->count ? own : row->count, same = 0;
        while (same < columns &&
               hat_str_equal(hat_sheet_text(heading, same), hat_sheet_text(row, same))) {
            same++;
        }
        if (same == columns) {
            return true;
        }
    }
    return false;
}

/* "1 | 2 | 3" right under headings that are known, one number to each. */
static bool counts_columns(const struct hat_sheet *sheet, size_t index)
{
    const struct hat_sheet_row *row = &sheet->rows[index];
    uint64_t next = 1;
    if (!sheet->known || index != sheet->header_end || index + 1 == sheet->row_count) {
        return false;
    }
    for (uint32_t i = 0; i < row->count; i++) {
        struct hat_digits digits = hat_digits(next);
        if (!hat_sheet_blank(&row->cells->values[i])) {
            if (!hat_str_is(hat_sheet_text(row, i), digits.text)) {
                return false;
            }
            next++;
        }
    }
    uint64_t counted = next - 1;
    return counted > 1 && counted == hat_sheet_used_cells(&sheet->rows[index - 1]);
}

static bool is_title(const struct hat_sheet_row *row, uint32_t numbers)
{
    if (numbers >= row->count || row->cells->values[numbers].type != HAT_TEXT) {
        return false;
    }
    for (uint32_t i = 0; i < row->count; i++) {
        if (hat_sheet_blank(&row->cells->values[i]) == (i == numbers)) {
            return false;
        }
    }
    struct hat_str text = hat_sheet_text(row, numbers);
    return text.len <= TITLE_BYTES && !hat_sheet_is_count(text) && !hat_sheet_is_link(text);
}

static enum hat_status kind_of(const struct inside *inside, size_t index, enum kind *kind)
{
    const struct hat_sheet_row *row = &inside->sheet->rows[index];
    bool total = false;
    enum hat_status st = HAT_OK;
    *kind = ENTRY;
    if (counts_columns(inside->sheet, index) || is_heading_again(inside, row)) {
        *kind = AGAIN;
    } else if (is_title(row, inside->numbers)) {
        *kind = TITLE;
    } else if (inside->numbers != UINT32_MAX && hat_sheet_used_cells(row) > 1) {
        st = hat_sheet_is_total(row, inside->numbers, &total);
        *kind = total ? TOTAL : ENTRY;
    }
    return st;
}

/* ---- titles ---- */

/* "Өңір", since it mostly is one, unless a column is called so. */
static enum hat_status choose_heading(const struct hat_sheet *sheet, struct hat_str *heading)
{
    const struct hat_sheet_row *row = &sheet->rows[sheet->header_end - 1];
    struct hat_arena scratch = {0};
    enum hat_status st = HAT_OK;
    *heading = hat_str_from("Өңір");
    for (uint32_t i = 0; i < row->count && st == HAT_OK; i++) {
        struct hat_str folded;
        st = hat_name_fold(&scratch, hat_sheet_text(row, i), &folded);
        if (st == HAT_OK && hat_sheet_names_place(folded)) {
            *heading = hat_str_from("Бөлім");
        }
    }
    hat_arena_fini(&scratch);
    return st;
}

static enum hat_status put_text(struct hat_sheet *sheet, struct hat_sheet_row *row, uint32_t column,
                                struct hat_str text)
{
    enum hat_status st = hat_sheet_widen(sheet, row, column + 1);
    if (st == HAT_OK) {
        row->cells->values[column].as.text = text.ptr;
        row->cells->values[column].count = (uint32_t)text.len;
    }
    return st;
}

/* The row gets the text of the title above it. */
static enum hat_status put_title(struct inside *inside, struct hat_sheet_row *row,
                                 struct hat_str title)
{
    struct hat_sheet *sheet = inside->sheet;
    struct hat_str heading;
    enum hat_status st = HAT_OK;
    if (inside->column == 0) {
        inside->column = hat_sheet_columns(sheet);
        st = choose_heading(sheet, &heading);
        if (st == HAT_OK) {
            st = put_text(sheet, &sheet->rows[sheet->header_end - 1], inside->column, heading);
            sheet->findings[HAT_FOUND_TITLE].other = hat_excerpt(heading);
        }
        sheet->widest = inside->column + 1 > sheet->widest ? inside->column + 1 : sheet->widest;
    }
    return st == HAT_OK ? put_text(sheet, row, inside->column, title) : st;
}

/* Rows above the first title have room for one, too: in a text file a short row would be told of.
 */
static enum hat_status even_rows(const struct inside *inside)
{
    struct hat_sheet *sheet = inside->sheet;
    enum hat_status st = HAT_OK;
    for (size_t i = sheet->header_end; i < sheet->row_count && inside->column > 0 && st == HAT_OK;
         i++) {
        struct hat_sheet_row *row = &sheet->rows[i];
        st =
            row->count == inside->column ? hat_sheet_widen(sheet, row, inside->column + 1) : HAT_OK;
    }
    return st;
}

/* Index behind the last row that is an entry: titles from there on have nothing below them. */
static enum hat_status find_end(const struct inside *inside, size_t *end)
{
    enum hat_status st = HAT_OK;
    enum kind kind = TITLE;
    *end = inside->sheet->row_count;
    while (*end > inside->sheet->header_end && st == HAT_OK) {
        st = kind_of(inside, *end - 1, &kind);
        if (kind == ENTRY) {
            break;
        }
        (*end)--;
    }
    return st;
}

/* ---- the whole ---- */

enum hat_status hat_sheet_drop_inner(struct hat_sheet *sheet)
{
    static const enum hat_sheet_finding findings[] = {
        [AGAIN] = HAT_FOUND_AGAIN, [TITLE] = HAT_FOUND_TITLE, [TOTAL] = HAT_FOUND_SUBTOTAL};
    struct inside inside = {.sheet = sheet};
    struct hat_str title = {NULL, 0};
    size_t kept = sheet->header_end, end = kept;
    enum hat_status st = hat_sheet_number_column(sheet, &inside.numbers);
    st = st == HAT_OK ? find_end(&inside, &end) : st;
    for (size_t i = kept; i < sheet->row_count && st == HAT_OK; i++) {
        struct hat_sheet_row *row = &sheet->rows[i];
        enum kind kind = ENTRY;
        st = kind_of(&inside, i, &kind);
        if (st == HAT_OK && kind == ENTRY) {
            st = title.ptr != NULL ? put_title(&inside, row, title) : HAT_OK;
            sheet->rows[kept++] = *row;
        } else if (st == HAT_OK) {
            struct hat_str text = kind == TITLE ? hat_sheet_text(row, inside.numbers) : HAT_STR("");
            bool around = kind == TITLE && i >= end;
            hat_sheet_found(sheet, around ? HAT_FOUND_AROUND : findings[kind], row, 0, text);
            title = kind == TITLE ? text : title;
        }
    }
    sheet->row_count = st == HAT_OK ? kept : sheet->row_count;
    return st == HAT_OK ? even_rows(&inside) : st;
}
