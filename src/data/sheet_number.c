/* sheet_number.c -- number formats, and numbers shown by them.
 *
 *     stored     format              shown
 *     12.5       0.00                12.50
 *     0.25       0%                  25%
 *     46079      dd.mm.yyyy          2026-02-26     dates always so: the template writes them out
 *     0.05208333 h:mm                1:15
 *     7          000                 007
 *     1234.5     # ##0.00" ₸"        1234.50        grouping and words are the template's business
 *
 * Formats: ECMA-376-1 §18.8.30, §18.8.31. Days are counted from 31 December 1899; the calendar of
 * spreadsheets has a 29 February 1900, so that later days are one further (§18.17.4.1). Conditions,
 * fractions and scaling by thousands are shown as General.
 */
#include "data/sheet_number_internal.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"

enum { DECIMALS_MAX = 30, DIGITS_MIN_MAX = 20, DAY_SECONDS = 86400 };

/* ---- reading a format ---- */

/* What the first section of a format holds. */
struct scan {
    struct hat_str code;
    size_t at;
    bool date, month, hours, minutes, seconds, padded, elapsed;
    bool percent, text, other; /* `other`: what is not understood */
    bool point;
    int zeros_before, places_before, zeros_behind, places_behind;
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Length of the run of one letter at `at`: "mm" is 2. */
static size_t run(const struct scan *scan)
{
    size_t len = 1;
    while (scan->at + len < scan->code.len &&
           lower(scan->code.ptr[scan->at + len]) == lower(scan->code.ptr[scan->at])) {
        len++;
    }
    return len;
}

/* A word without regard to letter case; steps over it. */
static bool word(struct scan *scan, const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        if (scan->at + i >= scan->code.len || lower(scan->code.ptr[scan->at + i]) != text[i]) {
            return false;
        }
    }
    scan->at += len;
    return true;
}

/* [h], [mm]: time that runs on; [Red], [$-43F], [>100]: nothing of the kind. */
static void read_bracket(struct scan *scan)
{
    size_t begin = scan->at + 1, end = begin;
    while (end < scan->code.len && scan->code.ptr[end] != ']') {
        end++;
    }
    char first = begin < end ? lower(scan->code.ptr[begin]) : '\0';
    bool same = first != '\0';
    for (size_t i = begin; i < end; i++) {
        same = same && lower(scan->code.ptr[i]) == first;
    }
    if (same && (first == 'h' || first == 'm' || first == 's')) {
        scan->elapsed = true;
        scan->hours = scan->hours || first == 'h';
        scan->minutes = scan->minutes || first == 'm';
        scan->seconds = scan->seconds || first == 's';
        scan->padded = end - begin > 1;
    } else if (first == '<' || first == '>' || first == '=') {
        scan->other = true;
    }
    scan->at = end < scan->code.len ? end + 1 : end;
}

static void read_quoted(struct scan *scan)
{
    do {
        scan->at++;
    } while (scan->at < scan->code.len && scan->code.ptr[scan->at] != '"');
    scan->at++;
}

static void read_letters(struct scan *scan)
{
    size_t len = run(scan);
    switch (lower(scan->code.ptr[scan->at])) {
    case 'y':
    case 'd':
    case 'b':
        scan->date = true;
        break;
    case 'm':
        if (scan->hours && !scan->minutes) {
            scan->minutes = true;
        } else {
            scan->month = true; /* or minutes, when seconds follow */
            scan->padded = scan->hours ? scan->padded : len > 1;
        }
        break;
    case 'h':
        scan->hours = true;
        scan->padded = len > 1;
        break;
    case 's':
        scan->seconds = true;
        break;
    case 'e':
        scan->other = true;
        break;
    default:
        break;
    }
    scan->at += len;
}

static void read_sign(struct scan *scan)
{
    char c = scan->code.ptr[scan->at];
    if (c == '0' || c == '#' || c == '?') {
        scan->zeros_before += c == '0' && !scan->point;
        scan->places_before += !scan->point;
        scan->zeros_behind += c == '0' && scan->point;
        scan->places_behind += scan->point;
    }
    scan->percent = scan->percent || c == '%';
    scan->text = scan->text || c == '@';
    scan->other = scan->other || c == '/';
    scan->point = scan->point || c == '.';
    if (c == ',') { /* between digits it groups, behind them it divides by a thousand */
        char next = scan->at + 1 < scan->code.len ? scan->code.ptr[scan->at + 1] : ';';
        scan->other = scan->other || (next != '0' && next != '#' && next != '?');
    }
    scan->at++;
}

static void read_section(struct scan *scan)
{
    while (scan->at < scan->code.len && scan->code.ptr[scan->at] != ';') {
        char c = scan->code.ptr[scan->at];
        if (c == '[') {
            read_bracket(scan);
        } else if (c == '"') {
            read_quoted(scan);
        } else if (c == '\\' || c == '_' || c == '*') {
            scan->at += 2;
        } else if (word(scan, "general") || word(scan, "am/pm") || word(scan, "a/p")) {
            continue;
        } else if (lower(c) >= 'a' && lower(c) <= 'z') {
            read_letters(scan);
        } else {
            read_sign(scan);
        }
    }
}

struct hat_number_format hat_number_format_read(struct hat_str code)
{
    struct scan scan = {.code = code};
    read_section(&scan);
    bool time = scan.hours || scan.seconds || scan.elapsed;
    bool date = scan.date || (scan.month && !time);
    if (date || time) {
        bool number = scan.zeros_before > 0 && !time; /* "0 d"? a word without quotes */
        return (struct hat_number_format){.kind = number         ? HAT_NUMBER_GENERAL
                                                  : date && time ? HAT_NUMBER_MOMENT
                                                  : date         ? HAT_NUMBER_DATE
                                                                 : HAT_NUMBER_TIME,
                                          .hours = scan.hours,
                                          .seconds = scan.seconds,
                                          .padded = scan.padded,
                                          .elapsed = scan.elapsed};
    }
    int digits = scan.zeros_before < DIGITS_MIN_MAX ? scan.zeros_before : DIGITS_MIN_MAX;
    int least = scan.zeros_behind < DECIMALS_MAX ? scan.zeros_behind : DECIMALS_MAX;
    int most = scan.places_behind < DECIMALS_MAX ? scan.places_behind : DECIMALS_MAX;
    struct hat_number_format format = {
        .decimals_min = (uint8_t)least, .decimals = (uint8_t)most, .digits_min = (uint8_t)digits};
    bool plain = !scan.other && (scan.places_before > 0 || scan.point);
    format.kind = scan.text                ? HAT_NUMBER_TEXT
                  : plain && scan.percent  ? HAT_NUMBER_PERCENT
                  : plain && !scan.percent ? HAT_NUMBER_FIXED
                                           : HAT_NUMBER_GENERAL;
    return format;
}

struct hat_number_format hat_number_format_builtin(uint32_t id)
{
    static const struct {
        uint8_t first, last;
        const char *code;
    } known[] = {
        {1, 1, "0"},           {2, 2, "0.00"},      {3, 3, "#,##0"},      {4, 4, "#,##0.00"},
        {9, 9, "0%"},          {10, 10, "0.00%"},   {14, 17, "d.m.y"},    {18, 18, "h:mm"},
        {19, 19, "h:mm:ss"},   {20, 20, "h:mm"},    {21, 21, "h:mm:ss"},  {22, 22, "d h:mm"},
        {27, 31, "d.m.y"},     {32, 33, "h:mm:ss"}, {34, 36, "d.m.y"},    {37, 38, "#,##0"},
        {39, 40, "#,##0.00"},  {41, 42, "#,##0"},   {43, 44, "#,##0.00"}, {45, 45, "mm:ss"},
        {46, 46, "[h]:mm:ss"}, {47, 47, "mm:ss"},   {49, 49, "@"},        {50, 58, "d.m.y"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (id >= known[i].first && id <= known[i].last) {
            return hat_number_format_read(hat_str_from(known[i].code));
        }
    }
    return (struct hat_number_format){.kind = HAT_NUMBER_GENERAL};
}

/* ---- showing ---- */

static void print_time(int64_t seconds, bool with_seconds, struct hat_number_text *out)
{
    int len = snprintf(out->text + out->len, sizeof out->text - out->len,
                       with_seconds ? " %02d:%02d:%02d" : " %02d:%02d", (int)(seconds / 3600),
                       (int)(seconds / 60 % 60), (int)(seconds % 60));
    out->len += (size_t)len;
}

/* Whole seconds since day 0 of the calendar in use; false when there are too many. */
static bool seconds_of(const struct hat_cell_decimal *decimal, int64_t *seconds)
{
    enum { PLACES = 12, DAYS_DIGITS = 7 };
    int64_t days = 0, part = 0, unit = 1;
    if (decimal->negative || decimal->point > DAYS_DIGITS) {
        return false;
    }
    for (int i = 0; i < decimal->point; i++) {
        days = days * 10 + (i < decimal->count ? decimal->digits[i] : 0);
    }
    for (int i = 0; i < PLACES; i++) {
        int at = decimal->point + i;
        part = part * 10 + (at >= 0 && at < decimal->count ? decimal->digits[at] : 0);
        unit *= 10;
    }
    *seconds = days * DAY_SECONDS + (part * DAY_SECONDS + unit / 2) / unit;
    return true;
}

static bool show_day(int64_t serial, bool date1904, struct hat_number_text *out)
{
    const struct hat_date start = date1904 ? (struct hat_date){1904, 1, 1}
                                           : (struct hat_date){1899, 12, serial < 60 ? 31 : 30};
    struct hat_date day = {1900, 2, 29};
    if (date1904 || serial != 60) {
        int64_t days = hat_date_days(start) + serial;
        if (days > hat_date_days((struct hat_date){9999, 12, 31}) || (!date1904 && serial < 1)) {
            return false;
        }
        day = hat_date_from_days(days);
    }
    int len = snprintf(out->text, sizeof out->text, "%04d-%02d-%02d", day.year, day.month, day.day);
    out->len = (size_t)len;
    return true;
}

static void show_time(int64_t seconds, const struct hat_number_format *format,
                      struct hat_number_text *out)
{
    int64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
    int len;
    if (!format->elapsed) {
        hours %= 24;
    }
    if (format->hours) {
        len = snprintf(out->text, sizeof out->text, format->padded ? "%02d:%02d" : "%d:%02d",
                       (int)hours, (int)minutes);
    } else {
        minutes = format->elapsed ? seconds / 60 : minutes;
        len = snprintf(out->text, sizeof out->text, format->padded ? "%02" PRId64 : "%" PRId64,
                       minutes);
    }
    if (format->seconds) {
        len +=
            snprintf(out->text + len, sizeof out->text - (size_t)len, ":%02d", (int)(seconds % 60));
    }
    out->len = (size_t)len;
}

static bool show_moment(const struct hat_cell_decimal *decimal,
                        const struct hat_number_format *format, bool date1904,
                        struct hat_number_text *out)
{
    int64_t seconds;
    *out = (struct hat_number_text){0};
    if (!seconds_of(decimal, &seconds)) {
        return false;
    }
    if (format->kind == HAT_NUMBER_TIME) {
        show_time(seconds, format, out);
        return true;
    }
    if (!show_day(seconds / DAY_SECONDS, date1904, out)) {
        return false;
    }
    if (format->kind == HAT_NUMBER_MOMENT) {
        print_time(seconds % DAY_SECONDS, format->seconds, out);
    }
    return true;
}

bool hat_number_show(struct hat_str stored, const struct hat_number_format *format, bool date1904,
                     struct hat_number_text *out)
{
    struct hat_cell_decimal decimal;
    if (!hat_cell_decimal_parse(stored, &decimal)) {
        return false;
    }
    switch ((enum hat_number_kind)format->kind) {
    case HAT_NUMBER_FIXED:
        hat_cell_decimal_fixed(decimal, format, out);
        return true;
    case HAT_NUMBER_PERCENT:
        decimal.point += decimal.count > 0 ? 2 : 0;
        hat_cell_decimal_fixed(decimal, format, out);
        out->text[out->len++] = '%';
        out->number = false;
        return true;
    case HAT_NUMBER_DATE:
    case HAT_NUMBER_MOMENT:
    case HAT_NUMBER_TIME:
        return show_moment(&decimal, format, date1904, out);
    case HAT_NUMBER_GENERAL:
    case HAT_NUMBER_TEXT:
        break;
    }
    hat_cell_decimal_general(decimal, out);
    return true;
}

bool hat_number_iso(struct hat_str iso, bool moment, struct hat_number_text *out)
{
    enum { DAY_LEN = 10, MINUTE_LEN = 16, SECOND_LEN = 19 };
    struct hat_date date;
    struct hat_str day = {iso.ptr, iso.len < DAY_LEN ? iso.len : DAY_LEN};
    *out = (struct hat_number_text){0};
    if (!hat_date_parse(day, &date) || (iso.len > DAY_LEN && iso.ptr[DAY_LEN] != 'T')) {
        return false;
    }
    int len =
        snprintf(out->text, sizeof out->text, "%04d-%02d-%02d", date.year, date.month, date.day);
    out->len = (size_t)len;
    if (!moment || iso.len < MINUTE_LEN) {
        return true;
    }
    size_t end = MINUTE_LEN;
    if (iso.len >= SECOND_LEN && memcmp(iso.ptr + MINUTE_LEN, ":00", 3) != 0) {
        end = SECOND_LEN;
    }
    out->text[out->len++] = ' ';
    for (size_t i = DAY_LEN + 1; i < end; i++) {
        char c = iso.ptr[i];
        if ((c < '0' || c > '9') && c != ':') {
            return false;
        }
        out->text[out->len++] = c;
    }
    return true;
}
