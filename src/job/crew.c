/* crew.c -- workers started, given letters, watched and replaced.
 *
 *     batch ──letter──► pipe ──► worker ──frame──► pipe ──► batch
 *
 * Each worker has the letter that it makes and, in a long batch, some in waiting, so that short
 * letters cost few calls of the system. When it ends before its result came, the letter that it was
 * making is lost, those in waiting are returned.
 */
#include "job/crew_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "job/frames_internal.h"

enum {
    READ_CHUNK = 1 << 16,
    LONG = 8, /* letters that keep a worker busy for longer than ... */
    NAP_MS = 2
};

struct worker {
    pid_t pid; /* 0: there is none */
    int to, from;
    struct hat_buf in; /* frames, the first not yet told */
    size_t told;       /* bytes of `in` that were told */
    uint32_t queue[HAT_CREW_QUEUE];
    size_t queued, sent; /* the first of the queue were written into its pipe */
    int64_t since_ms;    /* when the first of the queue was begun */
    bool late;           /* killed for the time that `late_letter` took */
    uint32_t late_letter;
};

struct hat_crew {
    struct hat_batch *batch;
    struct worker *workers;
    struct pollfd *polls;
    size_t count;
    size_t next; /* worker whose news are looked at first */
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- starting and ending ---- */

static void close_pipes(struct worker *worker)
{
    if (worker->pid != 0) {
        if (worker->to >= 0) {
            close(worker->to);
        }
        close(worker->from);
    }
}

static enum hat_status no_process(struct hat_crew *crew)
{
    hat_diags_add(crew->batch->diags, HAT_MSG_BATCH_NO_PROCESS, NULL,
                  hat_str_from(strerror(errno)));
    return HAT_ERR_IO;
}

/* In the new process: nothing but its own two ends stays open, so that the others' pipes end when
 * the batch does. */
static _Noreturn void become_worker(struct hat_crew *crew, const int to[2], const int from[2])
{
    for (size_t i = 0; i < crew->count; i++) {
        close_pipes(&crew->workers[i]);
    }
    close(to[1]);
    close(from[0]);
    hat_worker_run(crew->batch, to[0], from[1]);
}

static enum hat_status start(struct hat_crew *crew, struct worker *worker)
{
    int to[2], from[2];
    if (pipe(to) != 0) {
        return no_process(crew);
    }
    if (pipe(from) != 0) {
        enum hat_status st = no_process(crew);
        close(to[0]);
        close(to[1]);
        return st;
    }
    pid_t pid = fork();
    if (pid == 0) {
        become_worker(crew, to, from);
    }
    enum hat_status st = pid < 0 ? no_process(crew) : HAT_OK;
    close(to[0]);
    close(from[1]);
    if (pid < 0) {
        close(to[1]);
        close(from[0]);
        return st;
    }
    fcntl(to[1], F_SETFD, FD_CLOEXEC);
    fcntl(from[0], F_SETFD, FD_CLOEXEC);
    fcntl(from[0], F_SETFL, O_NONBLOCK);
    hat_buf_fini(&worker->in);
    *worker = (struct worker){.pid = pid, .to = to[1], .from = from[0]};
    return HAT_OK;
}

static int reap(struct worker *worker)
{
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {
    }
    close_pipes(worker);
    worker->pid = 0;
    return status;
}

/* What it made and nobody asked for any more. */
static void remove_untold(struct worker *worker)
{
    struct hat_str frame;
    struct hat_made_file file;
    struct hat_frame_reader reader;
    while (hat_frame_find(
        (struct hat_str){worker->in.data + worker->told, worker->in.len - worker->told}, &frame)) {
        hat_frame_open(frame, &reader);
        while (hat_frame_file(&reader, &file)) {
            hat_file_remove(file.temporary, NULL);
        }
        worker->told += frame.len;
    }
}

/* Reads what has come; false when nothing has and the pipe is at its end. */
static bool read_pipe(struct worker *worker)
{
    char chunk[READ_CHUNK];
    for (;;) {
        ssize_t got = read(worker->from, chunk, sizeof chunk);
        if (got > 0) {
            hat_buf_put(&worker->in, chunk, (size_t)got);
            if (got < READ_CHUNK) { /* that was all, or the next poll() tells of the rest */
                return true;
            }
        } else if (got == 0) {
            return false;
        } else if (errno != EINTR) {
            return errno == EAGAIN;
        }
    }
}

enum hat_status hat_crew_open(struct hat_batch *batch, unsigned workers, struct hat_crew **out)
{
    struct hat_crew *crew = hat_mem_zalloc(1, sizeof *crew);
    enum hat_status st = crew != NULL ? HAT_OK : HAT_ERR_NOMEM;
    if (st == HAT_OK) {
        crew->batch = batch;
        crew->workers = hat_mem_zalloc(workers, sizeof *crew->workers);
        crew->polls = hat_mem_zalloc(workers, sizeof *crew->polls);
        st = crew->workers != NULL && crew->polls != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    for (unsigned i = 0; i < workers && st == HAT_OK; i++) {
        st = start(crew, &crew->workers[i]);
        crew->count += st == HAT_OK;
    }
    if (st != HAT_OK) {
        hat_crew_close(crew);
        return st;
    }
    *out = crew;
    return HAT_OK;
}

/* Who has nothing to do ends when no letters can come; who is at work must be told. */
static void dismiss(struct worker *worker)
{
    if (worker->pid == 0) {
        return;
    }
    if (worker->queued > 0) {
        kill(worker->pid, SIGTERM);
        kill(worker->pid, SIGCONT); /* one that was halted ends, too */
    }
    close(worker->to);
    worker->to = -1;
}

void hat_crew_close(struct hat_crew *crew)
{
    if (crew == NULL) {
        return;
    }
    for (size_t i = 0; i < crew->count; i++) {
        dismiss(&crew->workers[i]);
    }
    for (size_t i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->workers[i];
        if (worker->pid != 0) { /* its pipe ends when it does */
            fcntl(worker->from, F_SETFL, 0);
            while (read_pipe(worker)) {
            }
            reap(worker);
        }
        remove_untold(worker);
        hat_buf_fini(&worker->in);
    }
    hat_mem_free(crew->workers);
    hat_mem_free(crew->polls);
    hat_mem_free(crew);
}

/* ---- giving ---- */

static struct worker *with_room(const struct hat_crew *crew, size_t room)
{
    struct worker *best = NULL;
    for (size_t i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->workers[i];
        bool told = worker->pid != 0 || worker->queued == 0; /* of all that it lost */
        bool open = worker->queued < room && !worker->late && told;
        if (open && (best == NULL || worker->queued < best->queued)) {
            best = worker;
        }
    }
    return best;
}

bool hat_crew_has_room(const struct hat_crew *crew, size_t most)
{
    return with_room(crew, most) != NULL;
}

enum hat_status hat_crew_give(struct hat_crew *crew, uint32_t letter)
{
    struct worker *worker = with_room(crew, HAT_CREW_QUEUE);
    if (worker->pid == 0) {
        enum hat_status st = start(crew, worker);
        if (st != HAT_OK) {
            return st;
        }
    }
    if (worker->queued == 0) {
        worker->since_ms = now_ms();
    }
    worker->queue[worker->queued++] = letter;
    return HAT_OK;
}

/* When the worker has ended, its other pipe will tell, and the letters be returned. */
static void send_letters(struct worker *worker)
{
    ssize_t written;
    if (worker->pid == 0 || worker->sent == worker->queued) {
        return;
    }
    do {
        written = write(worker->to, worker->queue + worker->sent,
                        (worker->queued - worker->sent) * sizeof *worker->queue);
    } while (written < 0 && errno == EINTR);
    worker->sent = worker->queued;
}

size_t hat_crew_busy(const struct hat_crew *crew)
{
    size_t busy = 0;
    for (size_t i = 0; i < crew->count; i++) {
        busy += crew->workers[i].queued;
    }
    return busy;
}

/* ---- news ---- */

static uint32_t take_first(struct worker *worker)
{
    uint32_t letter = worker->queue[0];
    worker->queued--;
    worker->sent -= worker->sent > 0;
    memmove(worker->queue, worker->queue + 1, worker->queued * sizeof *worker->queue);
    worker->since_ms = now_ms();
    return letter;
}

/* A result that came whole. */
static bool find_result(struct worker *worker, struct hat_crew_event *event)
{
    struct hat_str rest = {worker->in.data + worker->told, worker->in.len - worker->told};
    if (worker->queued == 0 || worker->in.data == NULL || !hat_frame_find(rest, &event->frame)) {
        return false;
    }
    worker->told += event->frame.len;
    event->news = HAT_CREW_RESULT;
    event->letter = take_first(worker);
    return true;
}

/* Forgets what was told; the frames told before are no longer borrowed. */
static void tidy(struct worker *worker)
{
    if (worker->told > 0) {
        worker->in.len -= worker->told;
        memmove(worker->in.data, worker->in.data + worker->told, worker->in.len);
        worker->told = 0;
    }
}

/* Why the first letter of a worker's queue did not come to its end. */
static enum hat_crew_news why_lost(const struct worker *worker, int status, int *signal_number)
{
    *signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (worker->late) { /* its result may have come in the last moment */
        return worker->queue[0] == worker->late_letter ? HAT_CREW_LATE : HAT_CREW_RETURNED;
    }
    if (WIFEXITED(status)) {
        return WEXITSTATUS(status) == 0                      ? HAT_CREW_RETURNED
               : WEXITSTATUS(status) == HAT_WORKER_NO_MEMORY ? HAT_CREW_MEMORY
                                                             : HAT_CREW_CRASHED;
    }
    return *signal_number == SIGKILL ? HAT_CREW_KILLED : HAT_CREW_CRASHED;
}

/* The worker has ended: its letters come back one by one. */
static bool find_lost(struct worker *worker, struct hat_crew_event *event)
{
    if (worker->pid != 0) {
        int status = reap(worker);
        if (worker->queued > 0) {
            event->news = why_lost(worker, status, &event->signal_number);
            event->letter = take_first(worker);
        }
        worker->late = false;
        return event->news != HAT_CREW_NOTHING;
    }
    if (worker->queued > 0) {
        event->news = HAT_CREW_RETURNED;
        event->letter = take_first(worker);
    }
    return event->news != HAT_CREW_NOTHING;
}

static bool find_news(struct hat_crew *crew, bool ended, struct hat_crew_event *event)
{
    for (size_t i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->workers[(crew->next + i) % crew->count];
        bool over = worker->pid == 0 || (ended && !read_pipe(worker));
        if (find_result(worker, event) || (over && find_lost(worker, event))) {
            crew->next = (crew->next + i + 1) % crew->count;
            return true;
        }
    }
    return false;
}

/* Kills workers whose letter takes too long. */
static void kill_late(struct hat_crew *crew)
{
    int64_t limit = (int64_t)crew->batch->options.letter_seconds * 1000, now = now_ms();
    for (size_t i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->workers[i];
        if (worker->pid != 0 && worker->queued > 0 && !worker->late &&
            now - worker->since_ms > limit) {
            worker->late = true;
            worker->late_letter = worker->queue[0];
            kill(worker->pid, SIGKILL);
        }
    }
}

/* Have all workers enough to do for a while? */
static bool all_busy(const struct hat_crew *crew)
{
    bool busy = true;
    for (size_t i = 0; i < crew->count; i++) {
        busy = busy && crew->workers[i].pid != 0 && crew->workers[i].queued >= LONG;
    }
    return busy;
}

enum hat_status hat_crew_wait(struct hat_crew *crew, int ms, struct hat_crew_event *event)
{
    *event = (struct hat_crew_event){.news = HAT_CREW_NOTHING};
    for (size_t i = 0; i < crew->count; i++) {
        tidy(&crew->workers[i]);
    }
    if (find_news(crew, false, event)) {
        return HAT_OK;
    }
    for (size_t i = 0; i < crew->count; i++) {
        send_letters(&crew->workers[i]);
    }
    kill_late(crew);
    if (all_busy(crew)) { /* several results are heard of together: each waking costs a worker */
        poll(NULL, 0, NAP_MS);
    }
    for (size_t i = 0; i < crew->count; i++) {
        const struct worker *worker = &crew->workers[i];
        crew->polls[i] =
            (struct pollfd){.fd = worker->pid != 0 ? worker->from : -1, .events = POLLIN};
    }
    if (poll(crew->polls, (nfds_t)crew->count, ms) > 0) {
        find_news(crew, true, event);
    }
    for (size_t i = 0; i < crew->count; i++) {
        if (hat_buf_failed(&crew->workers[i].in)) {
            return HAT_ERR_NOMEM;
        }
    }
    return HAT_OK;
}
