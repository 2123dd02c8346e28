/* schema_values.c -- values of the types of a Table Schema.
 *
 *     number   "1 234,5" with groupChar " " and decimalChar ","   1234500000 millionths
 *     date     "24.02.2026" with format "%d.%m.%Y"                20508 days
 *     boolean  "иә" with trueValues ["иә"]                        1
 *
 * From the Table Schema specification, "Types and Formats". A date without a format may be of any
 * form that lists have; "default" is YYYY-MM-DD alone.
 */
#include "base/date.h"
#include "entries/entries_internal.h"
#include "entries/schema_internal.h"

enum { MILLIONTHS = 1000000, PLACES = 6 };

static const int64_t most = INT64_MAX / MILLIONTHS / 10 - 1;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- numbers ---- */

/* Takes off what is not of the number at both ends: "$ 10", "95%". */
static struct hat_str without_affixes(struct hat_str text)
{
    size_t begin = 0, end = text.len;
    while (begin < end && !is_digit(text.ptr[begin]) && text.ptr[begin] != '-') {
        begin++;
    }
    while (end > begin && !is_digit(text.ptr[end - 1])) {
        end--;
    }
    return (struct hat_str){text.ptr + begin, end - begin};
}

static bool starts_at(struct hat_str text, size_t at, struct hat_str with)
{
    return with.len > 0 && text.len - at >= with.len &&
           memcmp(text.ptr + at, with.ptr, with.len) == 0;
}

/* Digits and groups from *at on; false when there are none or too many. */
static bool read_whole(struct hat_str text, struct hat_str group, size_t *at, int64_t *number)
{
    size_t begin = *at;
    *number = 0;
    while (*at < text.len) {
        if (*at > begin && starts_at(text, *at, group)) {
            *at += group.len;
        } else if (!is_digit(text.ptr[*at]) || *number > most) {
            break;
        } else {
            *number = *number * 10 + (text.ptr[(*at)++] - '0');
        }
    }
    return *at > begin;
}

static bool read_number(const struct hat_schema_column *column, struct hat_str text, int64_t *value)
{
    const struct hat_schema_number *form = &column->number;
    int64_t whole, part = 0, unit = MILLIONTHS;
    text = form->affixes ? without_affixes(text) : text;
    size_t at = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    bool minus = at > 0 && text.ptr[0] == '-';
    if (!read_whole(text, form->group, &at, &whole)) {
        return false;
    }
    char mark = at < text.len ? text.ptr[at] : 0;
    bool fraction = form->decimal != 0 ? mark == form->decimal : mark == '.' || mark == ',';
    if (fraction && column->type == HAT_TYPE_NUMBER) {
        size_t begin = ++at;
        for (; at < text.len && is_digit(text.ptr[at]); at++) { /* further digits are left out */
            unit /= 10;
            part += unit * (text.ptr[at] - '0');
        }
        fraction = at > begin;
        if (!fraction) {
            return false;
        }
    }
    *value = (whole * MILLIONTHS + part) * (minus ? -1 : 1);
    return at == text.len;
}

/* ---- dates ---- */

/* "%d.%m.%Y": the parts that a day needs, as in strptime(). */
static bool read_by_format(struct hat_str format, struct hat_str text, int64_t *days)
{
    int year = 0, month = 0, day = 0;
    size_t at = 0;
    for (size_t i = 0; i < format.len; i++) {
        if (format.ptr[i] != '%' || i + 1 == format.len) {
            if (at == text.len || text.ptr[at++] != format.ptr[i]) {
                return false;
            }
            continue;
        }
        char part = format.ptr[++i];
        size_t digits = part == 'Y' ? 4 : 2, from = at;
        int number = 0;
        while (at < text.len && at - from < digits && is_digit(text.ptr[at])) {
            number = number * 10 + (text.ptr[at++] - '0');
        }
        if (at == from || (part == 'Y' && at - from < digits)) {
            return false;
        }
        year = part == 'Y' ? number : part == 'y' ? 2000 + number : year;
        month = part == 'm' ? number : month;
        day = part == 'd' ? number : day; /* hours, minutes, seconds are passed over */
    }
    struct hat_date date = {.year = year, .month = month, .day = day};
    if (at < text.len || !hat_date_valid(date)) {
        return false;
    }
    *days = hat_date_days(date);
    return true;
}

static bool read_date(const struct hat_schema_column *column, struct hat_str text, int64_t *days)
{
    if (column->format.len == 0 || hat_str_is(column->format, "any")) {
        return hat_day_read(text, days) == HAT_DAY_CLEAR;
    }
    bool iso = hat_str_is(column->format, "default");
    return read_by_format(iso ? HAT_STR("%Y-%m-%d") : column->format, text, days);
}

/* ---- booleans, years ---- */

static bool is_one_of(const struct hat_value *list, const char *const *usual, struct hat_str text)
{
    for (uint32_t i = 0; list != NULL && i < list->count; i++) {
        if (hat_str_equal(hat_value_str(&list->as.items[i]), text)) {
            return true;
        }
    }
    for (int i = 0; list == NULL && usual[i] != NULL; i++) {
        if (hat_str_is(text, usual[i])) {
            return true;
        }
    }
    return false;
}

static bool read_boolean(const struct hat_schema_column *column, struct hat_str text,
                         int64_t *value)
{
    static const char *const yes[] = {"true", "True", "TRUE", "1", NULL};
    static const char *const no[] = {"false", "False", "FALSE", "0", NULL};
    *value = is_one_of(column->true_values, yes, text);
    return *value != 0 || is_one_of(column->false_values, no, text);
}

static bool read_year(struct hat_str text, int64_t *value)
{
    size_t at = 0;
    bool year = text.len == 4 && read_whole(text, HAT_STR(""), &at, value) && at == 4;
    *value *= MILLIONTHS;
    return year;
}

bool hat_schema_value(const struct hat_schema_column *column, struct hat_str text, int64_t *value)
{
    *value = 0;
    switch (column->type) {
    case HAT_TYPE_INTEGER:
    case HAT_TYPE_NUMBER:
        return read_number(column, text, value);
    case HAT_TYPE_DATE:
        return read_date(column, text, value);
    case HAT_TYPE_BOOLEAN:
        return read_boolean(column, text, value);
    case HAT_TYPE_YEAR:
        return read_year(text, value);
    case HAT_TYPE_STRING:
    case HAT_TYPE_ANY:
        break;
    }
    return true;
}
