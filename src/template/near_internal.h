/* near_internal.h -- the known word nearest to a mistyped one. */
#ifndef HAT_TEMPLATE_NEAR_INTERNAL_H
#define HAT_TEMPLATE_NEAR_INTERNAL_H

#include "base/str.h"

struct hat_nearest {
    struct hat_str wanted;
    struct hat_str best; /* .len 0 while none is near enough */
    size_t distance;     /* of `best`; at first one more than what is near enough */
};

struct hat_nearest hat_nearest_init(struct hat_str wanted);
void hat_nearest_try(struct hat_nearest *nearest, struct hat_str word);
/* As above, but `shown` is what a proposal prints for `word`. */
void hat_nearest_try_as(struct hat_nearest *nearest, struct hat_str word, struct hat_str shown);

#endif
