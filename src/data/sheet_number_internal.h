/* sheet_number_internal.h -- numbers and dates of a workbook as its reader sees them. */
#ifndef HAT_DATA_SHEET_NUMBER_INTERNAL_H
#define HAT_DATA_SHEET_NUMBER_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum hat_number_kind {
    HAT_NUMBER_GENERAL,
    HAT_NUMBER_FIXED,   /* `decimals` digits behind the point */
    HAT_NUMBER_PERCENT, /* the same, of the hundredfold */
    HAT_NUMBER_DATE,    /* 2026-02-25 */
    HAT_NUMBER_MOMENT,  /* 2026-02-25 14:30 */
    HAT_NUMBER_TIME,    /* 9:05, 09:05:00, 27:15 */
    HAT_NUMBER_TEXT     /* as it is stored */
};

/* What a number format makes of a number: the parts of it that change what is read. */
struct hat_number_format {
    uint8_t kind;         /* enum hat_number_kind */
    uint8_t decimals_min; /* digits behind the point: "0.0#" has 1 to 2 */
    uint8_t decimals;
    uint8_t digits_min;  /* before the point: "000" has 3 */
    bool hours, seconds; /* of a time, besides minutes */
    bool padded;         /* "09:05", not "9:05" */
    bool elapsed;        /* hours or minutes run on beyond a day or an hour */
};

/* Reads a format code such as `# ##0.00" ₸"` or `dd.mm.yyyy;@` (ECMA-376-1 §18.8.31). */
struct hat_number_format hat_number_format_read(struct hat_str code);
/* The format of a number in the list of formats that files do not spell out (§18.8.30). */
struct hat_number_format hat_number_format_builtin(uint32_t id);

/* The result: `len` is 0 when the number cannot be shown so. */
struct hat_number_text {
    char text[80];
    size_t len;
    bool number; /* plain decimal text; otherwise a date, a time, "25%", "007" */
};

/* Shows a stored number, such as "0.30000000000000004" or "46079.5". `date1904`: days are counted
 * from 1904 instead of 1900. False when `stored` is no number, or no day of the calendar. */
bool hat_number_show(struct hat_str stored, const struct hat_number_format *format, bool date1904,
                     struct hat_number_text *out);
/* Shows an ISO date, with its time when `moment`: "2026-02-25T14:30:00" -> "2026-02-25 14:30". */
bool hat_number_iso(struct hat_str iso, bool moment, struct hat_number_text *out);

/* ---- decimal numbers (sheet_decimal.c) ---- */

enum { HAT_DECIMAL_DIGITS = 40 };

/* 0.d1d2d3... * 10^point; no leading zero digit; zero has no digits. */
struct hat_cell_decimal {
    bool negative;
    bool integer; /* written as digits alone, all of which are here */
    int count, point;
    uint8_t digits[HAT_DECIMAL_DIGITS];
};

/* Reads "-12.5e3". False when it is none, or beyond 10^±400. */
bool hat_cell_decimal_parse(struct hat_str text, struct hat_cell_decimal *out);
/* Rounds half away from zero to so many digits behind the point (negative: before it). */
void hat_cell_decimal_round(struct hat_cell_decimal *decimal, int decimals);
/* As a spreadsheet's General format, but with all 15 digits. */
void hat_cell_decimal_general(struct hat_cell_decimal decimal, struct hat_number_text *out);
/* With `decimals_min` to `decimals` digits behind the point and `digits_min` before it. */
void hat_cell_decimal_fixed(struct hat_cell_decimal decimal, const struct hat_number_format *format,
                            struct hat_number_text *out);

#endif
