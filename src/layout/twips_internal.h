/* twips_internal.h -- sums of lengths that no input can overflow.
 *
 * Lengths of a document are untrusted and there may be millions of them, so every sum saturates
 * at HAT_TWIP_MAX (1,650 m), which is beyond every page and still fits when turned into du.
 */
#ifndef HAT_LAYOUT_TWIPS_INTERNAL_H
#define HAT_LAYOUT_TWIPS_INTERNAL_H

#include "layout/page.h"

#define HAT_TWIP_MAX ((hat_twip)(1 << 27))

static inline hat_twip hat_twip_clamp(int64_t value)
{
    return value > HAT_TWIP_MAX    ? HAT_TWIP_MAX
           : value < -HAT_TWIP_MAX ? -HAT_TWIP_MAX
                                   : (hat_twip)value;
}

static inline hat_twip hat_twip_add(hat_twip a, hat_twip b)
{
    return hat_twip_clamp((int64_t)a + b);
}

static inline hat_twip hat_twip_sub(hat_twip a, hat_twip b)
{
    return hat_twip_clamp((int64_t)a - b);
}

static inline hat_twip hat_twip_max(hat_twip a, hat_twip b)
{
    return a > b ? a : b;
}

static inline hat_twip hat_twip_min(hat_twip a, hat_twip b)
{
    return a < b ? a : b;
}

static inline hat_du hat_twip_to_du(hat_twip value)
{
    return hat_twip_clamp(value) * HAT_DU_PER_TWIP;
}

#endif
