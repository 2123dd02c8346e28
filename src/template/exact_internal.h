/* exact_internal.h -- decimal numbers as they are written: exact sums, no binary rounding. */
#ifndef HAT_TEMPLATE_EXACT_INTERNAL_H
#define HAT_TEMPLATE_EXACT_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* The most digits of a number, before and behind the point together. */
enum { HAT_EXACT_DIGITS = 40 };
/* Digits behind the point that a quotient or an average is rounded to. */
enum { HAT_EXACT_QUOTIENT = 10 };

/* -12.50 is {.negative = true, .scale = 2, .count = 4, .digits = {0, 5, 2, 1}}. Zeroed: 0. */
struct hat_exact {
    bool negative;                    /* never of zero */
    uint8_t scale;                    /* digits behind the point */
    uint8_t count;                    /* of digits; the last one is not 0 */
    uint8_t digits[HAT_EXACT_DIGITS]; /* least first */
};

/* "-12.5", "12,5", "1 234 567" (also with no-break spaces), "1.5e3". false: no number, or one of
 * too many digits. */
bool hat_exact_parse(struct hat_str text, struct hat_exact *out);
struct hat_exact hat_exact_from(uint32_t number);
void hat_exact_put(const struct hat_exact *number, struct hat_buf *buf);
/* The number when it is whole (2.00 is) and no longer than 15 digits. */
bool hat_exact_whole(const struct hat_exact *number, int64_t *out);

bool hat_exact_zero(const struct hat_exact *number);
/* -1, 0, 1 */
int hat_exact_order(const struct hat_exact *a, const struct hat_exact *b);

/* Half away from zero, to exactly `scale` digits behind the point. false: too many digits. */
bool hat_exact_round(struct hat_exact *number, int scale);

/* Zeros at the end of the fraction go, all but `least` digits of it. */
void hat_exact_drop_zeros(struct hat_exact *number, int least);

/* Into *a; false: the result has too many digits, or `b` is zero in a division. Sums keep the
 * longer fraction (0.10 + 0.2 = 0.30); products too, unless they need more digits; quotients have
 * no zeros at the end. */
bool hat_exact_add(struct hat_exact *a, const struct hat_exact *b);
bool hat_exact_subtract(struct hat_exact *a, const struct hat_exact *b);
bool hat_exact_multiply(struct hat_exact *a, const struct hat_exact *b);
bool hat_exact_divide(struct hat_exact *a, const struct hat_exact *b);

#endif
