/* decimal_internal.h -- decimal numbers as they are written: exact sums, no binary rounding. */
#ifndef HAT_TEMPLATE_DECIMAL_INTERNAL_H
#define HAT_TEMPLATE_DECIMAL_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* units / 10^scale: 12.50 is {1250, 2}. */
struct hat_decimal {
    int64_t units;
    int scale; /* 0 to 9 */
};

/* "-12.5", "12,5", "1 234 567" (also no-break spaces). false: no number, or out of range. */
bool hat_decimal_parse(struct hat_str text, struct hat_decimal *out);
void hat_decimal_put(struct hat_decimal number, struct hat_buf *buf);

/* Half away from zero, to `scale` digits; exactly that many are kept. false: out of range. */
bool hat_decimal_round(struct hat_decimal number, int scale, struct hat_decimal *out);

/* false: out of range, or a division by zero. A quotient is rounded to 9 digits. */
bool hat_decimal_add(struct hat_decimal a, struct hat_decimal b, struct hat_decimal *out);
bool hat_decimal_multiply(struct hat_decimal a, struct hat_decimal b, struct hat_decimal *out);
bool hat_decimal_divide(struct hat_decimal a, struct hat_decimal b, struct hat_decimal *out);

/* -1, 0, 1 */
int hat_decimal_order(struct hat_decimal a, struct hat_decimal b);

#endif
