/* parallel.h -- work on values that do not touch one another, done by several threads at once.
 *
 * For the few places where a list is long and each item is looked at by itself; see parallel.c.
 */
#ifndef HAT_BASE_PARALLEL_H
#define HAT_BASE_PARALLEL_H

#include "hatshy.h"

enum { HAT_PARTS_MAX = 64 };

/* Does part `part` of a work, 0 ... parts - 1. Parts may share what none of them changes. */
typedef enum hat_status hat_part(void *ctx, unsigned part);

/* Does all parts and comes back when all are done. The status is that of the first part, in their
 * order, that failed. `parts` is at most HAT_PARTS_MAX. */
enum hat_status hat_parallel(unsigned parts, hat_part *work, void *ctx);

#endif
