/* parallel.h -- work on values that do not touch one another, done by several threads at once.
 *
 * For the few places where a list is long and each item is looked at by itself; see parallel.c.
 */
#ifndef HAT_BASE_PARALLEL_H
#define HAT_BASE_PARALLEL_H

#include "hatshy.h"

enum { HAT_THREADS_MAX = 64 };

struct hat_parallel {
    unsigned threads, blocks; /* threads: 1 ... HAT_THREADS_MAX, the caller's among them */
    void *ctx;
    /* Does block `block` of the work. Blocks may share what none of them changes, and blocks of one
     * thread more than that: they come one after the other. */
    enum hat_status (*work)(void *ctx, unsigned block, unsigned thread);
    /* What the caller's thread does before it helps with blocks; NULL: nothing. */
    enum hat_status (*first)(void *ctx);
};

/* Comes back when all is done. The status is that of something that failed, HAT_OK when nothing
 * did; behind a failure blocks may be left out. */
enum hat_status hat_parallel_run(const struct hat_parallel *parallel);

#endif
