/* dates.c -- days and durations as people type them.
 *
 *     24.02.2026   2026-02-24 16:23   24/02/2026        a day
 *     24 ақпан 2026   2026 жылғы 24 ақпан   24 февраля 2026 г.   Feb 24, 2026
 *     02/03/2026                                         2 March or 3 February: ambiguous
 *     1:15   75 сек   1 мин 15 с   0:01:15   1,5 мин   45          seconds
 */
#include "base/date.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries_internal.h"
#include "entries/words_internal.h"

enum { NUMBER_MAX = 1000000 };

/* Reads digits at *at; false when there are none or too many. */
static bool read_number(struct hat_str text, size_t *at, int *number, size_t *digits)
{
    size_t begin = *at;
    *number = 0;
    while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9') {
        if (*number > NUMBER_MAX) {
            return false;
        }
        *number = *number * 10 + (text.ptr[(*at)++] - '0');
    }
    *digits = *at - begin;
    return *digits > 0;
}

static void skip_spaces(struct hat_str text, size_t *at)
{
    while (*at < text.len && text.ptr[*at] == ' ') {
        (*at)++;
    }
}

static enum hat_day_kind day_of(int year, int month, int day, int64_t *days)
{
    struct hat_date date = {.year = year, .month = month, .day = day};
    if (!hat_date_valid(date)) {
        return HAT_DAY_NONE;
    }
    *days = hat_date_days(date);
    return HAT_DAY_CLEAR;
}

/* ---- "24.02.2026" ---- */

/* Three numbers with one mark between them, spaces allowed; false when it is something else. */
static bool read_numbers(struct hat_str text, int numbers[3], size_t digits[3], char *mark)
{
    size_t at = 0;
    for (int i = 0; i < 3; i++) {
        skip_spaces(text, &at);
        if (!read_number(text, &at, &numbers[i], &digits[i])) {
            return false;
        }
        size_t behind = at;
        skip_spaces(text, &at);
        char here = i == 2 ? 0 : at < text.len ? text.ptr[at] : 0;
        bool known = here == '.' || here == '/' || here == '-' || here == ',';
        if (i < 2 && (!known || (i == 1 && here != *mark))) {
            return false;
        }
        *mark = i < 2 ? here : *mark;
        at = i < 2 ? at + 1 : behind;
    }
    char rest = at < text.len ? text.ptr[at] : ' '; /* a time or "ж." may follow; no range */
    return rest != '-' && (unsigned char)rest != 0xE2;
}

static enum hat_day_kind day_of_numbers(const int numbers[3], const size_t digits[3], char mark,
                                        int64_t *days)
{
    if (digits[0] == 4) {
        return day_of(numbers[0], numbers[1], numbers[2], days);
    }
    int year = digits[2] == 2 ? 2000 + numbers[2] : numbers[2];
    if ((digits[2] != 2 && digits[2] != 4) || digits[0] > 2 || digits[1] > 2) {
        return HAT_DAY_NONE;
    }
    if (mark == '.' || mark == ',') {
        return day_of(year, numbers[1], numbers[0], days);
    }
    bool either = numbers[0] <= 12 && numbers[1] <= 12 && numbers[0] != numbers[1];
    enum hat_day_kind kind = numbers[1] <= 12 ? day_of(year, numbers[1], numbers[0], days)
                                              : day_of(year, numbers[0], numbers[1], days);
    return kind == HAT_DAY_CLEAR && either ? HAT_DAY_AMBIGUOUS : kind;
}

/* ---- "24 ақпан 2026", "24 февраля 2026 г.", "Feb 24, 2026" ---- */

/* 1 to 12 by the begin of a month's name in kk, ru or en; 0: it is none. */
static int month_of(const struct hat_word *word)
{
    static const char *const begins[] = {"кант", "янв", "jan", "акп", "фев", "feb", "наур", "мар",
                                         "mar",  "сау", "апр", "apr", "мам", "май", "may",  "маус",
                                         "июн",  "jun", "шил", "июл", "jul", "там", "авг",  "aug",
                                         "кырк", "сен", "sep", "каз", "окт", "oct", "кара", "ноя",
                                         "nov",  "жел", "дек", "dec", NULL};
    int which = hat_word_begin(word, begins);
    return which >= 0 ? which / 3 + 1 : hat_word_is(word, "мая") ? 5 : 0;
}

static int number_of(const struct hat_word *word)
{
    int number = 0;
    for (uint32_t i = 0; i < word->len && number < NUMBER_MAX; i++) {
        number = number * 10 + (word->plain[i] - '0');
    }
    return number;
}

/* One month by its name, one number of four digits, one of one or two. */
static enum hat_day_kind day_of_words(struct hat_str text, int64_t *days)
{
    struct hat_words words;
    int year = 0, month = 0, day = 0, found = 0;
    hat_words_split(text, &words);
    for (size_t i = 0; i < words.count && found < 3; i++) {
        const struct hat_word *word = &words.items[i];
        int *part = !word->digits ? &month : word->len == 4 ? &year : word->len < 3 ? &day : NULL;
        int number = word->digits ? number_of(word) : month_of(word);
        if (part != NULL && *part == 0 && number > 0) {
            *part = number;
            found++;
        } else if (word->digits) {
            return HAT_DAY_NONE;
        }
    }
    return found == 3 ? day_of(year, month, day, days) : HAT_DAY_NONE;
}

enum hat_day_kind hat_day_read(struct hat_str text, int64_t *days)
{
    int numbers[3];
    size_t digits[3];
    char mark = 0;
    return read_numbers(text, numbers, digits, &mark) ? day_of_numbers(numbers, digits, mark, days)
                                                      : day_of_words(text, days);
}

bool hat_day_of_serial(struct hat_str text, int64_t *days)
{
    enum { FIRST = 40000, LAST = 60000, EPOCH = 25569 }; /* 2009 to 2064; 1970-01-01 */
    size_t at = 0, digits;
    int number;
    if (!read_number(text, &at, &number, &digits) || at < text.len || number < FIRST ||
        number > LAST) {
        return false;
    }
    *days = number - EPOCH;
    return true;
}

/* ---- durations ---- */

/* Seconds of a unit by the begin of its word; 0: unknown. */
static int unit_at(struct hat_str text, size_t at)
{
    static const struct {
        const char *begin;
        int seconds;
    } units[] = {{"сағ", 3600}, {"час", 3600}, {"hour", 3600}, {"мин", 60}, {"min", 60},
                 {"м", 60},     {"m", 60},     {"сек", 1},     {"с", 1},    {"sec", 1},
                 {"s", 1},      {"\"", 1},     {"'", 60}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t len = strlen(units[i].begin);
        if (text.len - at >= len && memcmp(text.ptr + at, units[i].begin, len) == 0) {
            return units[i].seconds;
        }
    }
    return 0;
}

static void skip_word(struct hat_str text, size_t *at)
{
    while (*at < text.len && text.ptr[*at] != ' ' &&
           !(text.ptr[*at] >= '0' && text.ptr[*at] <= '9')) {
        (*at)++;
    }
}

/* "1:15", "0:01:15" */
static bool read_clock(struct hat_str text, uint32_t *seconds)
{
    size_t at = 0, digits;
    int64_t total = 0;
    int number, parts = 0;
    for (;;) {
        if (!read_number(text, &at, &number, &digits) || (parts > 0 && number > 59) || parts > 2) {
            return false;
        }
        total = total * 60 + number;
        parts++;
        if (at == text.len) {
            break;
        }
        if (text.ptr[at++] != ':') {
            return false;
        }
    }
    *seconds = (uint32_t)total;
    return parts > 1 && total < NUMBER_MAX;
}

/* ",5" of "1,5 мин"; 1 when it is there. */
static int read_half(struct hat_str text, size_t *at)
{
    bool mark = *at + 1 < text.len && (text.ptr[*at] == ',' || text.ptr[*at] == '.');
    bool alone = *at + 2 >= text.len || text.ptr[*at + 2] < '0' || text.ptr[*at + 2] > '9';
    if (!mark || text.ptr[*at + 1] != '5' || !alone) {
        return 0;
    }
    *at += 2;
    return 1;
}

bool hat_duration_read(struct hat_str text, uint32_t *seconds)
{
    if (read_clock(text, seconds)) {
        return true;
    }
    int64_t total = 0;
    bool any = false;
    for (size_t at = 0;;) {
        int number;
        size_t digits;
        skip_spaces(text, &at);
        if (at == text.len) {
            break;
        }
        if (!read_number(text, &at, &number, &digits)) {
            return false;
        }
        int half = read_half(text, &at);
        skip_spaces(text, &at);
        int unit = at < text.len ? unit_at(text, at) : any || half > 0 ? 0 : 1;
        if (unit == 0) {
            return false;
        }
        skip_word(text, &at);
        total += (int64_t)number * unit + unit * half / 2;
        any = true;
    }
    *seconds = (uint32_t)total;
    return any && total < NUMBER_MAX;
}
