/* sheet_decimal.c -- decimal numbers as digits, never as binary fractions.
 *
 *     stored                    General
 *     0.10000000000000001       0.1          a workbook writes 17 digits, people see 15
 *     0.30000000000000004       0.3
 *     1.5E-2                    0.015
 *     1234567890123456          1234567890123456    integers as they stand
 *
 * Rounding works on the digits, half away from zero, so 2.675 with two decimals is 2.68, as a
 * spreadsheet shows it.
 */
#include "data/sheet_number_internal.h"

#include <stdio.h>

enum { SIGNIFICANT = 15, EXPONENT_MAX = 400, PLAIN_MAX = 21, PLAIN_MIN = -8 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes one digit in; those beyond the room only move the point. */
static void take(struct hat_cell_decimal *decimal, char c, bool fraction)
{
    if (decimal->count == 0 && c == '0') {
        decimal->point -= fraction;
        return;
    }
    if (decimal->count < HAT_DECIMAL_DIGITS) {
        decimal->digits[decimal->count++] = (uint8_t)(c - '0');
    } else {
        decimal->integer = false;
    }
    decimal->point += !fraction;
}

static bool parse_exponent(struct hat_str text, size_t *at, int *exponent)
{
    bool negative = *at < text.len && text.ptr[*at] == '-';
    if (*at < text.len && (text.ptr[*at] == '-' || text.ptr[*at] == '+')) {
        ++*at;
    }
    size_t begin = *at;
    int value = 0;
    for (; *at < text.len && is_digit(text.ptr[*at]); ++*at) {
        value = value < 10000 ? value * 10 + (text.ptr[*at] - '0') : value;
    }
    *exponent = negative ? -value : value;
    return *at > begin;
}

static void trim(struct hat_cell_decimal *decimal)
{
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 0) {
        decimal->count--;
    }
    if (decimal->count == 0) {
        decimal->point = 0;
        decimal->negative = false;
    }
}

bool hat_cell_decimal_parse(struct hat_str text, struct hat_cell_decimal *out)
{
    struct hat_cell_decimal decimal = {.integer = true};
    size_t at = 0, digits = 0;
    bool fraction = false;
    if (at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+')) {
        decimal.negative = text.ptr[at++] == '-';
    }
    for (; at < text.len && (is_digit(text.ptr[at]) || (text.ptr[at] == '.' && !fraction)); at++) {
        if (text.ptr[at] == '.') {
            fraction = true;
            decimal.integer = false;
        } else {
            take(&decimal, text.ptr[at], fraction);
            digits++;
        }
    }
    if (digits > 0 && at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        int exponent;
        at++;
        decimal.integer = false;
        if (!parse_exponent(text, &at, &exponent)) {
            return false;
        }
        decimal.point += decimal.count > 0 ? exponent : 0;
    }
    if (digits == 0 || at < text.len || decimal.point > EXPONENT_MAX ||
        decimal.point < -EXPONENT_MAX) {
        return false;
    }
    trim(&decimal);
    *out = decimal;
    return true;
}

void hat_cell_decimal_round(struct hat_cell_decimal *decimal, int decimals)
{
    int keep = decimal->point + decimals;
    if (keep >= decimal->count) {
        return;
    }
    bool up = keep >= 0 && decimal->digits[keep] >= 5;
    decimal->count = keep > 0 ? keep : 0;
    int i = decimal->count;
    while (up && i > 0) {
        i--;
        up = decimal->digits[i] == 9;
        decimal->digits[i] = up ? 0 : (uint8_t)(decimal->digits[i] + 1);
    }
    if (up) { /* 99.9 -> 100: all digits kept are zeros, or there are none */
        decimal->digits[0] = 1;
        decimal->count = 1;
        decimal->point++;
    }
    trim(decimal);
}

/* ---- writing ---- */

static void put(struct hat_number_text *out, char c)
{
    if (out->len < sizeof out->text - 1) {
        out->text[out->len++] = c;
        out->text[out->len] = '\0';
    }
}

static char digit_at(const struct hat_cell_decimal *decimal, int place)
{
    bool there = place >= 0 && place < decimal->count;
    return (char)('0' + (there ? decimal->digits[place] : 0));
}

static void put_plain(const struct hat_cell_decimal *decimal, int digits_min, int decimals_min,
                      struct hat_number_text *out)
{
    int before = decimal->point > digits_min ? decimal->point : digits_min;
    int behind = decimal->count - decimal->point;
    behind = behind > decimals_min ? behind : decimals_min;
    if (decimal->negative) {
        put(out, '-');
    }
    for (int i = decimal->point - before; i < decimal->point; i++) {
        put(out, digit_at(decimal, i));
    }
    if (behind > 0) {
        put(out, '.');
    }
    for (int i = 0; i < behind; i++) {
        put(out, digit_at(decimal, decimal->point + i));
    }
}

/* 1.5E+300 */
static void put_scientific(const struct hat_cell_decimal *decimal, struct hat_number_text *out)
{
    struct hat_cell_decimal mantissa = *decimal;
    mantissa.point = 1;
    put_plain(&mantissa, 1, 0, out);
    int len =
        snprintf(out->text + out->len, sizeof out->text - out->len, "E%+03d", decimal->point - 1);
    out->len += (size_t)len;
}

void hat_cell_decimal_general(struct hat_cell_decimal decimal, struct hat_number_text *out)
{
    *out = (struct hat_number_text){.number = true};
    if (!decimal.integer) {
        hat_cell_decimal_round(&decimal, SIGNIFICANT - decimal.point);
    }
    if (!decimal.integer && (decimal.point > PLAIN_MAX || decimal.point < PLAIN_MIN)) {
        put_scientific(&decimal, out);
    } else {
        put_plain(&decimal, 1, 0, out);
    }
}

void hat_cell_decimal_fixed(struct hat_cell_decimal decimal, const struct hat_number_format *format,
                            struct hat_number_text *out)
{
    if (decimal.point > PLAIN_MAX) {
        hat_cell_decimal_general(decimal, out);
        return;
    }
    *out = (struct hat_number_text){.number = decimal.point >= format->digits_min ||
                                              format->digits_min <= 1};
    hat_cell_decimal_round(&decimal, format->decimals);
    put_plain(&decimal, format->digits_min > 1 ? format->digits_min : 1, format->decimals_min, out);
}
