/* sheet_header.c -- where the entries of a table begin and end.
 *
 *     1  «Барлығына рақмет!» челленджінің сілтемелері              a title
 *     2
 *     3  №  | Мектепке дейінгі ұйымның атауы | Сілтемелер          the header row
 *     4  1  | ...                            | https://...         entries
 *     5  2  | ...                            | https://...
 *     6  3  |                                |                     a number without entry
 *     7     | Барлығы                        | 2                   the total
 *     8  Орындаушы: А. Серікова                                    what stands under it
 *
 * The header row is that of the first rows which has most words of the list below, two at least,
 * being half of its cells, below narrower rows only. Without such a row it is the first row, or
 * the first behind titles: rows of one cell before rows of several. A merged heading, "№" over two
 * rows, makes the header row as high.
 */
#include "data/sheet_internal.h"

#include "base/unicode.h"
#include "base/utf8.h"

enum { SEARCHED = 64, UNDER_MAX = 10, HEADING_BYTES = 160, TOTAL_BYTES = 100 };

/* Begins of words, folded, that headings of lists have: numbers; organisations, people, places;
 * links; dates and durations; the rest. */
static const char *const heading_words[] = {
    "№",        "р/с",          "п/п",        "#",         "нөмір",
    "номер",    "number",       "no",         "ұйым",      "атау",
    "мекеме",   "балабақша",    "наименован", "назван",    "организац",
    "учрежден", "дошкольн",     "детск",      "organi",    "org",
    "name",     "kindergarten", "аты-жөні",   "тегі",      "тәрбиеш",
    "педагог",  "фио",          "ф.и.о",      "имя",       "фамил",
    "автор",    "author",       "өңір",       "облыс",     "област",
    "регион",   "аймақ",        "region",     "аудан",     "район",
    "қала",     "город",        "district",   "city",      "адрес",
    "мекенжай", "address",      "сілтеме",    "ссылк",     "link",
    "url",      "видео",        "бейне",      "video",     "instagram",
    "парақша",  "күн",          "дата",       "date",      "мерзім",
    "срок",     "timestamp",    "отметка",    "уақыт",     "время",
    "time",     "ұзақтығ",      "длительн",   "продолжит", "duration",
    "хэштег",   "хештег",       "hashtag",    "телефон",   "phone",
    "пошта",    "почта",        "email",      "e-mail",    "ескерту",
    "примечан", "note",         "comment",    "саны",      "количеств",
    "кол-во",   "count",        "сома",       "сумма",     "amount",
    "баға",     "цена",         "price",      "лауазым",   "должност"};

static const char *const number_words[] = {"№",   "#",     "no",    "n",     "р/с",
                                           "п/п", "нөмір", "номер", "number"};

static const char *const place_words[] = {"өңір",   "облыс", "област", "регион",  "аймақ",
                                          "region", "аудан", "район",  "district"};

static const char *const total_words[] = {"барлығы", "жиыны", "жалпы", "қорытынды",
                                          "бәрі",    "итого", "всего", "total"};

/* ---- words ---- */

static bool is_letter_at(struct hat_str text, size_t at)
{
    size_t used;
    return at < text.len &&
           hat_unicode_letter(hat_utf8_decode(text.ptr + at, text.len - at, &used));
}

/* Does a word of `text` begin with one of `words`? */
static bool has_word(struct hat_str text, const char *const *words, size_t count)
{
    bool begin = true;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        struct hat_str rest = {text.ptr + at, text.len - at};
        for (size_t i = 0; begin && i < count; i++) {
            size_t len = strlen(words[i]);
            bool whole = len > 3 || !is_letter_at(rest, len); /* "no", not "november" */
            if (hat_str_starts(rest, words[i]) && (whole || (unsigned char)words[i][0] >= 0x80)) {
                return true;
            }
        }
        begin = !hat_unicode_letter(cp) && !hat_unicode_digit(cp);
    }
    return false;
}

bool hat_sheet_names_place(struct hat_str folded)
{
    return has_word(folded, place_words, sizeof place_words / sizeof place_words[0]);
}

static bool has_digit(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

static bool has_part(struct hat_str text, const char *part)
{
    size_t len = strlen(part);
    for (size_t at = 0; at + len <= text.len; at++) {
        if (memcmp(text.ptr + at, part, len) == 0) {
            return true;
        }
    }
    return false;
}

/* May it be a heading: a short text of words? */
static bool may_be_heading(const struct hat_value *cell)
{
    struct hat_str text = hat_value_str(cell);
    return cell->type == HAT_TEXT && text.len <= HEADING_BYTES && !has_digit(text) &&
           !has_part(text, "://") && !has_part(text, "«") && !has_part(text, "\"");
}

/* ---- the header row ---- */

struct score {
    uint32_t used, known, words; /* cells: not blank; of these headings that are known, texts */
};

static enum hat_status score_row(const struct hat_sheet_row *row, struct hat_arena *scratch,
                                 struct score *score)
{
    *score = (struct score){0};
    for (uint32_t i = 0; i < row->count; i++) {
        const struct hat_value *cell = &row->cells->values[i];
        struct hat_str folded;
        if (hat_sheet_blank(cell)) {
            continue;
        }
        score->used++;
        if (!may_be_heading(cell)) {
            continue;
        }
        score->words++;
        enum hat_status st = hat_name_fold(scratch, hat_value_str(cell), &folded);
        if (st != HAT_OK) {
            return st;
        }
        score->known +=
            has_word(folded, heading_words, sizeof heading_words / sizeof heading_words[0]);
    }
    return HAT_OK;
}

/* Behind titles of one cell each: the first row of several words with a like one below it. */
static size_t behind_titles(const struct score *scores, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        if (scores[i].used > 1) {
            bool headings = scores[i].words == scores[i].used && scores[i + 1].used > 1;
            return headings ? i : 0;
        }
    }
    return 0;
}

/* How far down do merged headings reach? Index of the first row behind them. */
static size_t end_of_header(const struct hat_sheet *sheet, size_t header)
{
    uint32_t number = sheet->rows[header].number, last = number;
    for (size_t i = 0; i < sheet->merge_count; i++) {
        const struct hat_sheet_range *range = &sheet->merges[i];
        if (range->first_row == number && range->last_row > last &&
            range->last_row - number < UNDER_MAX) {
            last = range->last_row;
        }
    }
    size_t end = hat_sheet_find_row(sheet, last + 1);
    return end < sheet->row_count ? end : header + 1;
}

enum hat_status hat_sheet_find_header(struct hat_sheet *sheet)
{
    struct score scores[SEARCHED] = {{0}};
    struct hat_arena scratch = {0};
    size_t count = sheet->row_count < SEARCHED ? sheet->row_count : SEARCHED, best = 0;
    uint32_t above = 0; /* most cells of a row before */
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < count && st == HAT_OK; i++) {
        st = score_row(&sheet->rows[i], &scratch, &scores[i]);
        hat_arena_reset(&scratch);
        bool header = scores[i].known >= 2 && scores[i].known * 2 >= scores[i].used &&
                      above <= (scores[i].used + 1) / 2;
        if (header && (!sheet->known || scores[i].known > scores[best].known)) {
            best = i;
            sheet->known = true;
        }
        above = scores[i].used > above ? scores[i].used : above;
    }
    hat_arena_fini(&scratch);
    if (st != HAT_OK || count == 0) {
        return st;
    }
    sheet->header = sheet->known ? best : behind_titles(scores, count);
    sheet->header_end = end_of_header(sheet, sheet->header);
    return HAT_OK;
}

/* ---- the tail ---- */

static bool is_number(const struct hat_value *cell)
{
    struct hat_str text = hat_value_str(cell);
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (!is_digit && memchr(" .,-+", text.ptr[i], 5) == NULL) {
            return false;
        }
        digit = digit || is_digit;
    }
    return digit;
}

enum hat_status hat_sheet_number_column(const struct hat_sheet *sheet, uint32_t *column)
{
    const struct hat_sheet_row *row = &sheet->rows[sheet->header];
    struct hat_arena scratch = {0};
    enum hat_status st = HAT_OK;
    *column = UINT32_MAX;
    for (uint32_t i = 0; i < row->count && *column == UINT32_MAX && st == HAT_OK; i++) {
        struct hat_str folded;
        st = hat_name_fold(&scratch, hat_value_str(&row->cells->values[i]), &folded);
        if (st == HAT_OK && folded.len < HEADING_BYTES / 4 &&
            has_word(folded, number_words, sizeof number_words / sizeof number_words[0])) {
            *column = i;
        }
    }
    hat_arena_fini(&scratch);
    return st;
}

uint32_t hat_sheet_used_cells(const struct hat_sheet_row *row)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        used += !hat_sheet_blank(&row->cells->values[i]);
    }
    return used;
}

/* "Барлығы:", "Всего 599": does it begin with a word for a total? */
static enum hat_status is_total_text(struct hat_arena *scratch, const struct hat_value *cell,
                                     bool *is)
{
    struct hat_str text = hat_value_str(cell), folded;
    *is = false;
    if (cell->type != HAT_TEXT || text.len > TOTAL_BYTES) {
        return HAT_OK;
    }
    enum hat_status st = hat_name_fold(scratch, text, &folded);
    for (size_t i = 0; st == HAT_OK && i < sizeof total_words / sizeof total_words[0]; i++) {
        *is = *is || (hat_str_starts(folded, total_words[i]) &&
                      !is_letter_at(folded, strlen(total_words[i])));
    }
    return st;
}

/* A total: one text that says so, the rest numbers, and no number of an entry. */
enum hat_status hat_sheet_is_total(const struct hat_sheet_row *row, uint32_t number_column,
                                   bool *is)
{
    struct hat_arena scratch = {0};
    enum hat_status st = HAT_OK;
    bool total = false, other = false;
    for (uint32_t i = 0; i < row->count && !other && st == HAT_OK; i++) {
        const struct hat_value *cell = &row->cells->values[i];
        if (hat_sheet_blank(cell)) {
            continue;
        }
        if (is_number(cell)) {
            other = i == number_column;
        } else if (total) {
            other = true;
        } else {
            st = is_total_text(&scratch, cell, &total);
            other = !total;
        }
    }
    hat_arena_fini(&scratch);
    *is = total && !other;
    return st;
}

static bool is_bare_number(const struct hat_sheet_row *row, uint32_t column)
{
    return column < row->count && is_number(&row->cells->values[column]) &&
           hat_sheet_used_cells(row) == 1;
}

/* Two or more: one number alone may be an entry that somebody forgot to fill in. */
static void cut_bare_numbers(struct hat_sheet *sheet, uint32_t number_column)
{
    size_t end = sheet->row_count;
    while (end > sheet->header_end && is_bare_number(&sheet->rows[end - 1], number_column)) {
        end--;
    }
    if (end > sheet->header_end && sheet->row_count - end > 1) {
        sheet->tail.empty += (uint32_t)(sheet->row_count - end);
        sheet->row_count = end;
    }
}

enum hat_status hat_sheet_cut_tail(struct hat_sheet *sheet)
{
    uint32_t number_column, columns = hat_sheet_used_cells(&sheet->rows[sheet->header]);
    enum hat_status st = hat_sheet_number_column(sheet, &number_column);
    bool total = false, thin = true;
    sheet->tail.empty += sheet->blank_rows;
    sheet->blank_rows = 0;
    for (uint32_t under = 0; under <= UNDER_MAX && thin && !total && st == HAT_OK; under++) {
        size_t at = sheet->row_count - under;
        if (at <= sheet->header_end) {
            break;
        }
        const struct hat_sheet_row *row = &sheet->rows[at - 1];
        st = hat_sheet_is_total(row, number_column, &total);
        if (total) {
            sheet->tail = (struct hat_sheet_tail){.total_row = row->number, .under = under};
            sheet->row_count = at - 1;
        }
        thin = hat_sheet_used_cells(row) < columns && hat_sheet_used_cells(row) <= 2;
    }
    if (st == HAT_OK) {
        cut_bare_numbers(sheet, number_column);
    }
    return st;
}
