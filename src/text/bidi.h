/* bidi.h -- directions in mixed text (UAX 9), behind FriBidi. */
#ifndef HAT_TEXT_BIDI_H
#define HAT_TEXT_BIDI_H

#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "hatshy.h"

/* Embedding levels of `text` by byte, in `arena`: odd ones run from right to left. `rtl`: the
 * paragraph's direction. *levels is NULL when all of it runs from left to right. */
hat_status hat_bidi_levels(struct hat_str text, _Bool rtl, struct hat_arena *arena,
                           const uint8_t **levels);

/* Rule L2 of UAX 9: puts the `count` things whose levels are given into the order of the eye;
 * order[i] receives the index of the i-th from the left. */
void hat_bidi_order(const uint8_t *levels, uint32_t count, uint32_t *order);

#endif
