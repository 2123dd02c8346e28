/* worker.c -- one process that makes letters: a number in, a frame out (frames_internal.h).
 *
 * Its memory is limited to what it was born with and the batch's --letter-memory. Its files are not
 * renamed by it: whoever sent the number does that, so that nothing appears under a final name once
 * the batch itself has ended.
 */
#include "job/crew_internal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "job/frames_internal.h"
#include "job/made_of_internal.h"

static void give_up(int signal_number)
{
    (void)signal_number;
    hat_outputs_abandon();
    _exit(0);
}

/* The batch decides when to end: a key pressed at the terminal reaches it, too. */
static void signals_init(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, end = {.sa_handler = give_up};
    sigemptyset(&ignore.sa_mask);
    sigemptyset(&end.sa_mask);
    sigaction(SIGINT, &ignore, NULL);
    sigaction(SIGHUP, &ignore, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
    sigaction(SIGTERM, &end, NULL);
}

/* Address space in use [pages], as Linux tells it; 0 when it is not told. */
static unsigned long long pages_in_use(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL) {
        if (fscanf(file, "%llu", &pages) != 1) {
            pages = 0;
        }
        fclose(file);
    }
    return pages;
}

static void memory_init(unsigned mb)
{
    unsigned long long pages = pages_in_use();
    long page = sysconf(_SC_PAGESIZE);
    struct rlimit limit;
    if (pages == 0 || page <= 0 || getrlimit(RLIMIT_AS, &limit) != 0) {
        return;
    }
    rlim_t wanted = (rlim_t)(pages * (unsigned long long)page + ((unsigned long long)mb << 20));
    if (limit.rlim_cur == RLIM_INFINITY || wanted < limit.rlim_cur) {
        limit.rlim_cur = wanted;
        setrlimit(RLIMIT_AS, &limit);
    }
}

/* Reads the numbers of the letters that are to be made next, and returns how many; 0 at the end of
 * the pipe. So few bytes are written and read whole. */
static size_t read_letters(int in, uint32_t letters[HAT_CREW_QUEUE])
{
    ssize_t got;
    do {
        got = read(in, letters, HAT_CREW_QUEUE * sizeof *letters);
    } while (got < 0 && errno == EINTR);
    return got > 0 ? (size_t)got / sizeof *letters : 0;
}

static bool write_frame(int out, const struct hat_buf *frame)
{
    size_t at = 0;
    while (at < frame->len) {
        ssize_t written = write(out, frame->data + at, frame->len - at);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        at += written > 0 ? (size_t)written : 0;
    }
    return true;
}

/* Makes one letter and says so; false: it is time to end. *no_memory: it could not even be said. */
static bool serve(struct hat_batch *batch, uint32_t letter, int out, bool *no_memory)
{
    struct hat_output_set set = {.in_batch = true};
    struct hat_buf frame = {0};
    hat_diags *diags = hat_diags_new();
    enum hat_status st =
        diags != NULL ? hat_batch_letter(batch, letter, diags, &set) : HAT_ERR_NOMEM;
    const struct hat_frame_head head = {letter, st, hat_made_of_letter(batch, letter)};
    hat_frame_put(&head, &set, diags, &frame);
    *no_memory = hat_buf_failed(&frame);
    bool given = !hat_buf_failed(&frame) && write_frame(out, &frame);
    for (size_t i = 0; given && st == HAT_OK && i < set.count; i++) {
        hat_output_hand_over(set.items[i]);
    }
    hat_output_set_fini(&set);
    hat_buf_fini(&frame);
    hat_diags_free(diags);
    return given && st != HAT_ERR_NOMEM; /* with little memory left, the next one starts anew */
}

_Noreturn void hat_worker_run(struct hat_batch *batch, int in, int out)
{
    uint32_t letters[HAT_CREW_QUEUE];
    bool no_memory = false, go_on = true;
    signals_init();
    memory_init(batch->options.letter_mb);
    setenv("TZ", "UTC0", 1); /* libzip asks for the local time of each part, and throws it away;
                                without TZ the system looks at its files each time */
    for (size_t count; go_on && (count = read_letters(in, letters)) > 0;) {
        for (size_t i = 0; i < count && go_on; i++) {
            go_on = serve(batch, letters[i], out, &no_memory);
        }
    }
    _exit(no_memory ? HAT_WORKER_NO_MEMORY : 0);
}
