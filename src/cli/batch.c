/* batch.c -- the command `batch`: many letters of one template, with progress and a summary.
 *
 *     120 of 1000 letters, 2 failed, 85 a second, 10 s left
 *
 * On a terminal the line is renewed; else a line comes every ten seconds. A signal ends the batch
 * in good order: what is made is whole and in the journal.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli_internal.h"

/* Set by the handler of a signal, which can reach nothing else. */
static volatile sig_atomic_t stop_signal;

static void stop(int signal_number)
{
    stop_signal = signal_number;
}

static int stopped(void *ctx)
{
    (void)ctx;
    return stop_signal != 0;
}

struct progress {
    struct timespec began, shown;
    bool terminal, visible, quiet;
    const char *lang; /* of messages */
    hat_batch_state last;
};

static void print_done(const hat_batch_state *state, const char *lang, double rate)
{
    size_t worked = state->made + state->failed, done = worked + state->kept, all = state->letters;
    size_t failed = state->failed;
    if (hat_lang_is(lang, "kk")) {
        fprintf(stderr, "хат: %zu / %zu, жасалмағаны: %zu, секундына: %.0f", done, all, failed,
                rate);
    } else if (hat_lang_is(lang, "ru")) {
        fprintf(stderr, "писем: %zu из %zu, не сделано: %zu, в секунду: %.0f", done, all, failed,
                rate);
    } else {
        fprintf(stderr, "%zu of %zu letters, %zu failed, %.0f a second", done, all, failed, rate);
    }
    if (rate > 0) {
        fprintf(stderr,
                hat_lang_is(lang, "kk")   ? ", қалған уақыт: %.0f с"
                : hat_lang_is(lang, "ru") ? ", осталось %.0f с"
                                          : ", %.0f s left",
                (double)(all - done) / rate);
    }
}

static void print_progress(struct progress *progress, double elapsed)
{
    const hat_batch_state *state = &progress->last;
    fputs(progress->terminal ? "\r" : "", stderr);
    print_done(state, progress->lang, (double)(state->made + state->failed) / elapsed);
    fputs(progress->terminal ? "   " : "\n", stderr);
}

static void show(void *ctx, const hat_batch_state *state)
{
    struct progress *progress = ctx;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    progress->last = *state;
    double elapsed = hat_seconds_between(&progress->began, &now);
    double pause = progress->terminal ? 0.2 : 10, first = progress->terminal ? 1 : 10;
    bool done = state->made + state->kept + state->failed == state->letters;
    if (progress->quiet || done || elapsed < first ||
        (progress->visible && hat_seconds_between(&progress->shown, &now) < pause)) {
        return;
    }
    print_progress(progress, elapsed);
    progress->shown = now;
    progress->visible = true;
}

static void clear_line(const struct progress *progress)
{
    if (progress->visible && progress->terminal) {
        fprintf(stderr, "\r%78s\r", "");
    }
}

/* ---- the summary ---- */

enum { SUMMARY_BYTES = 320 };

static void put_made(const hat_batch_state *state, const char *lang, char *text)
{
    size_t all = state->letters, made = state->made, kept = state->kept, failed = state->failed;
    if (hat_lang_is(lang, "kk")) {
        snprintf(text, SUMMARY_BYTES,
                 "хат саны: %zu; жасалғаны: %zu, сақталғаны: %zu, жасалмағаны: %zu\n", all, made,
                 kept, failed);
    } else if (hat_lang_is(lang, "ru")) {
        snprintf(text, SUMMARY_BYTES, "писем: %zu; сделано: %zu, оставлено: %zu, не сделано: %zu\n",
                 all, made, kept, failed);
    } else {
        snprintf(text, SUMMARY_BYTES, "%zu letters: %zu made, %zu kept, %zu failed\n", all, made,
                 kept, failed);
    }
}

static void put_verified(const hat_batch_state *state, const char *lang, char *text)
{
    size_t all = state->letters, same = state->kept, other = state->failed;
    if (hat_lang_is(lang, "kk")) {
        snprintf(text, SUMMARY_BYTES, "хат саны: %zu; жасалған күйінде: %zu, ондай еместері: %zu\n",
                 all, same, other);
    } else if (hat_lang_is(lang, "ru")) {
        snprintf(text, SUMMARY_BYTES, "писем: %zu; такие, как были сделаны: %zu, не такие: %zu\n",
                 all, same, other);
    } else {
        snprintf(text, SUMMARY_BYTES, "%zu letters: %zu as they were made, %zu not\n", all, same,
                 other);
    }
}

/* What is shown behind the messages, in their language; NULL when memory ends. */
static char *summary_of(const hat_batch_state *state, const char *lang, bool verified)
{
    char *text = malloc(SUMMARY_BYTES);
    if (text != NULL && verified) {
        put_verified(state, lang, text);
    } else if (text != NULL) {
        put_made(state, lang, text);
    }
    return text;
}

/* ---- the command ---- */

static hat_status make(const struct hat_arguments *arguments, const struct hat_letter_parts *letter,
                       hat_diags *diags, hat_batch_state *state)
{
    struct progress progress = {.terminal = isatty(STDERR_FILENO) == 1,
                                .quiet = arguments->quiet || arguments->json,
                                .lang = arguments->messages_lang};
    hat_batch_options options = arguments->batch;
    clock_gettime(CLOCK_MONOTONIC, &progress.began);
    options.letter = &arguments->options;
    options.list = hat_arguments_list(arguments);
    options.report = arguments->report;
    options.said = arguments->clean ? 2 : 1;
    options.said_forced = arguments->force;
    options.progress = show;
    options.stopped = stopped;
    options.ctx = &progress;
    hat_catch_signals(stop);
    hat_status st = hat_batch(letter->tmpl, letter->data, arguments->outputs,
                              arguments->output_count, &options, diags);
    clear_line(&progress);
    *state = progress.last;
    return st;
}

static hat_status make_letters(const struct hat_arguments *arguments, hat_diags *diags,
                               hat_batch_state *state)
{
    struct hat_letter_parts letter = {NULL, NULL};
    hat_status st = hat_letter_prepare(arguments, diags, &letter);
    if (st == HAT_OK) {
        st = make(arguments, &letter, diags, state);
    }
    hat_letter_close(&letter);
    return st;
}

hat_status hat_command_batch(const struct hat_arguments *arguments, hat_diags *diags,
                             char **summary, int *stopped_by)
{
    hat_batch_state state = {0};
    hat_status st = arguments->verify ? hat_batch_verify(arguments->outputs,
                                                         arguments->output_count, &state, diags)
                                      : make_letters(arguments, diags, &state);
    if (state.letters > 0 && !arguments->quiet && !arguments->json) {
        *summary = summary_of(&state, arguments->messages_lang, arguments->verify);
    }
    *stopped_by = stop_signal;
    return st;
}
