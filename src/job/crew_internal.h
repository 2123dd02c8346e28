/* crew_internal.h -- the processes that make a batch's letters.
 *
 *     crew_open ── give letter, give letter ... ── wait: a result, or a letter that was lost ──
 * close
 *
 * A worker is a copy of the process at the moment it is needed: template, data and fonts are there.
 * One that ends, whatever the reason, is replaced.
 */
#ifndef HAT_JOB_CREW_INTERNAL_H
#define HAT_JOB_CREW_INTERNAL_H

#include "job/batch_internal.h"

struct hat_crew;

enum { HAT_CREW_QUEUE = 32 /* letters that a worker may have, the one it makes among them */ };

enum hat_crew_news {
    HAT_CREW_NOTHING,  /* the time is over */
    HAT_CREW_RESULT,   /* `frame` */
    HAT_CREW_RETURNED, /* `letter` was not begun: give it again */
    HAT_CREW_LATE,     /* `letter` took longer than it may */
    HAT_CREW_MEMORY,   /* it needed more memory than it may have */
    HAT_CREW_KILLED,   /* the worker was killed from outside */
    HAT_CREW_CRASHED   /* it ended by `signal_number`, or by itself (0) */
};

struct hat_crew_event {
    enum hat_crew_news news;
    uint32_t letter;
    struct hat_str frame; /* borrowed until the next wait */
    int signal_number;
};

/* HAT_ERR_IO (in batch->diags): no process can be made; HAT_ERR_NOMEM. */
enum hat_status hat_crew_open(struct hat_batch *batch, unsigned workers, struct hat_crew **out);
/* Ends all workers; what they are making is given up. Accepts NULL. */
void hat_crew_close(struct hat_crew *crew);

/* Can another letter be given, when a worker has `most` at most (not above HAT_CREW_QUEUE)? */
bool hat_crew_has_room(const struct hat_crew *crew, size_t most);
/* Statuses of hat_crew_open(). */
enum hat_status hat_crew_give(struct hat_crew *crew, uint32_t letter);
/* Letters given and not yet told of. */
size_t hat_crew_busy(const struct hat_crew *crew);

/* Waits for news, at most `ms` milliseconds. */
enum hat_status hat_crew_wait(struct hat_crew *crew, int ms, struct hat_crew_event *event);

/* How a worker ends when memory has; the program's own hook ends it so, too (hatshy.c). */
enum { HAT_WORKER_NO_MEMORY = 3 };

/* The work of a worker: letters asked for on `in`, results on `out`, until `in` ends. worker.c */
_Noreturn void hat_worker_run(struct hat_batch *batch, int in, int out);

#endif
