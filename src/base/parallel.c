/* parallel.c -- parts of a work on threads of their own, joined before the call returns.
 *
 *     hat_parallel(3, look, rows)      look(rows, 0) here, look(rows, 1) and look(rows, 2) beside
 * it
 *
 * Nothing is shared that any of them writes, so there are no locks; and when the call returns there
 * is one thread again, so that the process can be copied (a batch's workers). A part whose thread
 * cannot be made is done here: with less of the machine the result is the same.
 */
#include "base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

struct part {
    hat_part *work;
    void *ctx;
    unsigned number;
    bool started;
    pthread_t thread;
    enum hat_status st;
};

static void *do_part(void *arg)
{
    struct part *part = arg;
    part->st = part->work(part->ctx, part->number);
    return NULL;
}

/* Signals are for the thread that was there before. */
static void start_all(struct part *parts, unsigned count)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    for (unsigned i = 1; i < count; i++) {
        parts[i].started = pthread_create(&parts[i].thread, NULL, do_part, &parts[i]) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

enum hat_status hat_parallel(unsigned parts, hat_part *work, void *ctx)
{
    struct part all[HAT_PARTS_MAX];
    enum hat_status st = HAT_OK;
    assert(parts <= HAT_PARTS_MAX);
    for (unsigned i = 0; i < parts; i++) {
        all[i] = (struct part){.work = work, .ctx = ctx, .number = i};
    }
    start_all(all, parts);
    for (unsigned i = 0; i < parts; i++) {
        if (all[i].started) {
            pthread_join(all[i].thread, NULL);
        } else {
            do_part(&all[i]);
        }
    }
    for (unsigned i = parts; i > 0; i--) {
        st = all[i - 1].st != HAT_OK ? all[i - 1].st : st;
    }
    return st;
}
