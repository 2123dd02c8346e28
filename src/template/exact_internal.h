/* exact_internal.h -- decimal numbers as they are written: exact sums, no binary rounding. */
#ifndef HAT_TEMPLATE_EXACT_INTERNAL_H
#define HAT_TEMPLATE_EXACT_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* units / 10^scale: 12.50 is {1250, 2}. */
struct hat_exact {
    int64_t units;
    int scale; /* 0 to 9 */
};

/* "-12.5", "12,5", "1 234 567" (also no-break spaces). false: no number, or out of range. */
bool hat_exact_parse(struct hat_str text, struct hat_exact *out);
void hat_exact_put(struct hat_exact number, struct hat_buf *buf);

/* Half away from zero, to `scale` digits; exactly that many are kept. false: out of range. */
bool hat_exact_round(struct hat_exact number, int scale, struct hat_exact *out);

/* false: out of range, or a division by zero. A quotient is rounded to 9 digits. */
bool hat_exact_add(struct hat_exact a, struct hat_exact b, struct hat_exact *out);
bool hat_exact_multiply(struct hat_exact a, struct hat_exact b, struct hat_exact *out);
bool hat_exact_divide(struct hat_exact a, struct hat_exact b, struct hat_exact *out);

/* -1, 0, 1 */
int hat_exact_order(struct hat_exact a, struct hat_exact b);

#endif
