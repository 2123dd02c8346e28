/* dates.c -- days and durations as people type them.
 *
 *     24.02.2026   2026-02-24 16:23   24/02/2026        a day
 *     02/03/2026                                         2 March or 3 February: ambiguous
 *     1:15   75 сек   1 мин 15 с   0:01:15   45          seconds
 */
#include "base/date.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries_internal.h"

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

enum hat_day_kind hat_day_read(struct hat_str text, int64_t *days)
{
    int numbers[3];
    size_t digits[3], at = 0;
    char mark = 0;
    skip_spaces(text, &at);
    for (int i = 0; i < 3; i++) {
        if (!read_number(text, &at, &numbers[i], &digits[i])) {
            return HAT_DAY_NONE;
        }
        if (i < 2) {
            char here = at < text.len ? text.ptr[at++] : 0;
            bool known = here == '.' || here == '/' || here == '-';
            if (!known || (i == 1 && here != mark)) {
                return HAT_DAY_NONE;
            }
            mark = here;
        }
    }
    if (digits[0] == 4) {
        return day_of(numbers[0], numbers[1], numbers[2], days);
    }
    int year = digits[2] == 2 ? 2000 + numbers[2] : numbers[2];
    if ((digits[2] != 2 && digits[2] != 4) || digits[0] > 2 || digits[1] > 2) {
        return HAT_DAY_NONE;
    }
    if (mark == '.') {
        return day_of(year, numbers[1], numbers[0], days);
    }
    bool either = numbers[0] <= 12 && numbers[1] <= 12 && numbers[0] != numbers[1];
    enum hat_day_kind kind = numbers[1] <= 12 ? day_of(year, numbers[1], numbers[0], days)
                                              : day_of(year, numbers[0], numbers[1], days);
    return kind == HAT_DAY_CLEAR && either ? HAT_DAY_AMBIGUOUS : kind;
}

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
        skip_spaces(text, &at);
        int unit = at < text.len ? unit_at(text, at) : any ? 0 : 1;
        if (unit == 0) {
            return false;
        }
        skip_word(text, &at);
        total += (int64_t)number * unit;
        any = true;
    }
    *seconds = (uint32_t)total;
    return any && total < NUMBER_MAX;
}
