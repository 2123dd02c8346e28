/* exact.c -- arithmetic on 64-bit units with a decimal scale; every step checks for overflow.
 *
 *     0.10 + 0.2   {10, 2} + {2, 1}  ->  {10, 2} + {20, 2}  =  {30, 2}  ->  "0.30"
 */
#include "template/exact_internal.h"

enum { SCALE_MAX = 9 };

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of a group separator at text[at]: a space, U+00A0 or U+202F between digits. */
static size_t separator(struct hat_str text, size_t at)
{
    struct hat_str rest = {text.ptr + at, text.len - at};
    size_t len = hat_str_starts(rest, " ")              ? 1
                 : hat_str_starts(rest, "\xC2\xA0")     ? 2
                 : hat_str_starts(rest, "\xE2\x80\xAF") ? 3
                                                        : 0;
    return len > 0 && at > 0 && digit(text.ptr[at - 1]) && at + len < text.len &&
                   digit(text.ptr[at + len])
               ? len
               : 0;
}

static bool push_digit(struct hat_exact *number, char c)
{
    return !__builtin_mul_overflow(number->units, (int64_t)10, &number->units) &&
           !__builtin_add_overflow(number->units, (int64_t)(c - '0'), &number->units);
}

bool hat_exact_parse(struct hat_str text, struct hat_exact *out)
{
    struct hat_exact number = {0, 0};
    bool negative = text.len > 0 && text.ptr[0] == '-', point = false;
    size_t digits = 0, skip;
    for (size_t at = negative; at < text.len; at++) {
        char c = text.ptr[at];
        if (digit(c)) {
            if (point && number.scale == SCALE_MAX) {
                continue; /* digits beyond the ninth do not count */
            }
            number.scale += point;
            digits++;
            if (!push_digit(&number, c)) {
                return false;
            }
        } else if (!point && (c == '.' || c == ',') && digits > 0 && at + 1 < text.len) {
            point = true;
        } else if (!point && (skip = separator(text, at)) > 0) {
            at += skip - 1;
        } else {
            return false;
        }
    }
    number.units = negative ? -number.units : number.units;
    *out = number;
    return digits > 0;
}

void hat_exact_put(struct hat_exact number, struct hat_buf *buf)
{
    char text[32];
    size_t at = sizeof text;
    uint64_t units = number.units < 0 ? 0u - (uint64_t)number.units : (uint64_t)number.units;
    for (int i = 0; units > 0 || i <= number.scale; i++) {
        if (i == number.scale && i > 0) {
            text[--at] = '.';
        }
        text[--at] = (char)('0' + units % 10);
        units /= 10;
    }
    hat_buf_put(buf, "-", number.units < 0);
    hat_buf_put(buf, text + at, sizeof text - at);
}

/* The same number with more digits behind the point. */
static bool widen(struct hat_exact *number, int scale)
{
    while (number->scale < scale) {
        if (__builtin_mul_overflow(number->units, (int64_t)10, &number->units)) {
            return false;
        }
        number->scale++;
    }
    return true;
}

bool hat_exact_round(struct hat_exact number, int scale, struct hat_exact *out)
{
    int64_t rest = 0, half = 0;
    int64_t power = 1;
    for (int i = scale; i < number.scale; i++) {
        power *= 10;
    }
    if (power > 1) {
        rest = number.units % power;
        half = power / 2;
        number.units /= power;
        number.units += rest >= half ? 1 : rest <= -half ? -1 : 0;
        number.scale = scale;
    }
    if (scale > SCALE_MAX || !widen(&number, scale)) {
        return false;
    }
    *out = number;
    return true;
}

bool hat_exact_add(struct hat_exact a, struct hat_exact b, struct hat_exact *out)
{
    if (!widen(&a, b.scale) || !widen(&b, a.scale) ||
        __builtin_add_overflow(a.units, b.units, &a.units)) {
        return false;
    }
    *out = a;
    return true;
}

/* Zeros behind the point beyond `least` go. */
static struct hat_exact narrow(struct hat_exact number, int least)
{
    while (number.scale > least && number.units % 10 == 0) {
        number.units /= 10;
        number.scale--;
    }
    return number;
}

bool hat_exact_multiply(struct hat_exact a, struct hat_exact b, struct hat_exact *out)
{
    a = narrow(a, 0);
    b = narrow(b, 0);
    struct hat_exact product = {0, a.scale + b.scale};
    if (__builtin_mul_overflow(a.units, b.units, &product.units)) {
        return false;
    }
    return product.scale <= SCALE_MAX ? (*out = product, true)
                                      : hat_exact_round(product, SCALE_MAX, out);
}

bool hat_exact_divide(struct hat_exact a, struct hat_exact b, struct hat_exact *out)
{
    b = narrow(b, 0);
    if (b.units == 0) {
        return false;
    }
    struct hat_exact quotient = {a.units / b.units, a.scale - b.scale};
    int64_t rest = a.units % b.units;
    while (rest != 0 && quotient.scale < SCALE_MAX) { /* one more digit, as on paper */
        if (__builtin_mul_overflow(rest, (int64_t)10, &rest) ||
            __builtin_mul_overflow(quotient.units, (int64_t)10, &quotient.units) ||
            __builtin_add_overflow(quotient.units, rest / b.units, &quotient.units)) {
            return false;
        }
        rest %= b.units;
        quotient.scale++;
    }
    if (rest != 0 && b.units != INT64_MIN) {
        int64_t size = b.units < 0 ? -b.units : b.units, left = rest < 0 ? -rest : rest;
        bool up = left >= size - left;
        quotient.units += !up ? 0 : (rest < 0) == (b.units < 0) ? 1 : -1;
    }
    if (quotient.scale < 0 && !widen(&quotient, 0)) {
        return false;
    }
    *out = narrow(quotient, 0);
    return true;
}

int hat_exact_order(struct hat_exact a, struct hat_exact b)
{
    struct hat_exact difference;
    b.units = -b.units;
    if (!hat_exact_add(a, b, &difference)) {
        return a.units < 0 ? -1 : 1; /* of different sign or far apart */
    }
    return (difference.units > 0) - (difference.units < 0);
}
