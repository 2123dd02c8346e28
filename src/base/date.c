/* date.c -- day numbers by the civil-calendar formulas of era (400 years) and day of year, with
 * the year beginning in March so that the leap day comes last. */
#include "base/date.h"

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool hat_date_valid(struct hat_date date)
{
    static const int lengths[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12) {
        return false;
    }
    int last = lengths[date.month] + (date.month == 2 && leap(date.year) ? 1 : 0);
    return date.day >= 1 && date.day <= last;
}

int64_t hat_date_days(struct hat_date date)
{
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t month = (date.month + 9) % 12; /* March is 0 */
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

struct hat_date hat_date_from_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct hat_date date = {.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
                            .month = (int)(month < 10 ? month + 3 : month - 9)};
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
    return date;
}

/* Reads exactly `digits` digits at text[*at]. */
static bool number(struct hat_str text, size_t *at, size_t digits, int *value)
{
    *value = 0;
    for (size_t i = 0; i < digits; i++, (*at)++) {
        if (*at >= text.len || text.ptr[*at] < '0' || text.ptr[*at] > '9') {
            return false;
        }
        *value = *value * 10 + (text.ptr[*at] - '0');
    }
    return true;
}

static bool mark(struct hat_str text, size_t *at, char wanted)
{
    return *at < text.len && text.ptr[(*at)++] == wanted;
}

bool hat_date_parse(struct hat_str text, struct hat_date *date)
{
    struct hat_date got = {0};
    size_t at = 0;
    bool read = number(text, &at, 4, &got.year) && mark(text, &at, '-') &&
                number(text, &at, 2, &got.month) && mark(text, &at, '-') &&
                number(text, &at, 2, &got.day);
    if (!read) {
        at = 0;
        read = number(text, &at, 2, &got.day) && mark(text, &at, '.') &&
               number(text, &at, 2, &got.month) && mark(text, &at, '.') &&
               number(text, &at, 4, &got.year);
    }
    if (!read || at != text.len || !hat_date_valid(got)) {
        return false;
    }
    *date = got;
    return true;
}
