/* parallel.c -- blocks of a work taken by threads as they are free, all joined before the call
 * returns.
 *
 *     the caller    first ........ block 3  block 5
 *     thread 1      block 0  block 1  block 2  block 4
 *
 * A counter says which block is next; nothing else is shared that any of them writes, so there are
 * no locks. When the call returns there is one thread again, so that the process can be copied (a
 * batch's workers). When a thread cannot be made the others do its share: with less of the machine
 * the result is the same.
 */
#include "base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

struct crowd {
    const struct hat_parallel *parallel;
    atomic_uint next; /* block */
};

struct helper {
    struct crowd *crowd;
    unsigned number;
    bool started;
    pthread_t thread;
    enum hat_status st;
};

static enum hat_status take_blocks(struct crowd *crowd, unsigned thread)
{
    const struct hat_parallel *parallel = crowd->parallel;
    enum hat_status st = HAT_OK;
    while (st == HAT_OK) {
        unsigned block = atomic_fetch_add(&crowd->next, 1);
        if (block >= parallel->blocks) {
            break;
        }
        st = parallel->work(parallel->ctx, block, thread);
    }
    return st;
}

static void *help(void *arg)
{
    struct helper *helper = arg;
    helper->st = take_blocks(helper->crowd, helper->number);
    return NULL;
}

/* Signals are for the thread that was there before. */
static void start_all(struct helper *helpers, unsigned count)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    for (unsigned i = 1; i < count; i++) {
        helpers[i].started = pthread_create(&helpers[i].thread, NULL, help, &helpers[i]) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

enum hat_status hat_parallel_run(const struct hat_parallel *parallel)
{
    struct helper helpers[HAT_THREADS_MAX];
    struct crowd crowd = {.parallel = parallel};
    assert(parallel->threads >= 1 && parallel->threads <= HAT_THREADS_MAX);
    atomic_init(&crowd.next, 0);
    for (unsigned i = 0; i < parallel->threads; i++) {
        helpers[i] = (struct helper){.crowd = &crowd, .number = i};
    }
    start_all(helpers, parallel->threads);
    enum hat_status st = parallel->first != NULL ? parallel->first(parallel->ctx) : HAT_OK;
    enum hat_status own = take_blocks(&crowd, 0);
    st = st == HAT_OK ? own : st;
    for (unsigned i = 1; i < parallel->threads; i++) {
        if (helpers[i].started) {
            pthread_join(helpers[i].thread, NULL);
            st = st == HAT_OK ? helpers[i].st : st;
        }
    }
    return st;
}
