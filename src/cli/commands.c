/* commands.c -- what each command does, on the public interface alone.
 *
 * Messages are collected and printed at the end, all of them; then the exit status is made of the
 * result: 1 when the input is wrong, 2 when the call is, 3 when the system failed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli_internal.h"

static int exit_status(hat_status st)
{
    switch (st) {
    case HAT_OK:
        return EXIT_DONE;
    case HAT_ERR_USAGE:
        return EXIT_WRONG_USAGE;
    case HAT_ERR_IO:
    case HAT_ERR_NOMEM:
        return EXIT_SYSTEM_FAILED;
    case HAT_ERR_LIMIT:
    case HAT_ERR_TEMPLATE:
    case HAT_ERR_DATA:
    case HAT_ERR_INPUT:
    case HAT_ERR_STOPPED:
        break;
    }
    return EXIT_WRONG_INPUT;
}

static void print_message(const struct hat_arguments *arguments, const hat_diags *diags, size_t i)
{
    size_t len = hat_diags_format(diags, i, arguments->messages_lang, arguments->json, NULL, 0);
    char *text = malloc(len + 1);
    if (text != NULL) {
        hat_diags_format(diags, i, arguments->messages_lang, arguments->json, text, len + 1);
        fprintf(stderr, "%s\n", text);
    }
    free(text);
}

bool hat_lang_is(const char *lang, const char *code)
{
    return strncmp(lang, code, 2) == 0;
}

/* Of a failure that left no message. */
static const char *nothing_written(const char *lang, hat_status st)
{
    bool memory = st == HAT_ERR_NOMEM;
    if (hat_lang_is(lang, "kk")) {
        return memory ? "hatshy: қате: жад жетпеді" : "hatshy: қате: ештеңе жазылмады";
    }
    if (hat_lang_is(lang, "ru")) {
        return memory ? "hatshy: ошибка: не хватило памяти" : "hatshy: ошибка: ничего не записано";
    }
    return memory ? "hatshy: error: memory has run out" : "hatshy: error: nothing was written";
}

/* Errors always, warnings unless --quiet. A failure that left no message gets one. Returns the
 * number of errors. */
static size_t print_messages(const struct hat_arguments *arguments, hat_diags *diags, hat_status st)
{
    size_t errors = 0;
    hat_diags_tell_rest(diags);
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        bool error = hat_diags_severity(diags, i) == HAT_ERROR;
        errors += error;
        if (error || !arguments->quiet) {
            print_message(arguments, diags, i);
        }
    }
    if (st != HAT_OK && st != HAT_ERR_STOPPED && errors == 0) {
        fprintf(stderr, "%s\n", nothing_written(arguments->messages_lang, st));
    }
    return errors;
}

/* A line of progress on a terminal, once the work has taken a second. */
struct progress {
    struct timespec began, shown;
    bool visible;
};

static void show_progress(void *ctx, size_t done, size_t total)
{
    struct progress *progress = ctx;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double elapsed = hat_seconds_between(&progress->began, &now);
    if (elapsed < 1 || (progress->visible && hat_seconds_between(&progress->shown, &now) < 0.2)) {
        return;
    }
    double rate = (double)done / elapsed;
    if (total > 0 && done <= total) {
        fprintf(stderr, "\r%zu of %zu pages, %.0f a second, %.0f s left   ", done, total, rate,
                (double)(total - done) / rate);
    } else {
        fprintf(stderr, "\r%zu pages, %.0f a second   ", done, rate);
    }
    progress->shown = now;
    progress->visible = true;
}

static void progress_start(struct progress *progress, const struct hat_arguments *arguments,
                           hat_options *options)
{
    *progress = (struct progress){.visible = false};
    clock_gettime(CLOCK_MONOTONIC, &progress->began);
    if (!arguments->quiet && !arguments->json && isatty(STDERR_FILENO) == 1) {
        options->progress = show_progress;
        options->progress_ctx = progress;
    }
}

static void progress_end(const struct progress *progress)
{
    if (progress->visible) {
        fprintf(stderr, "\r%60s\r", "");
    }
}

static hat_status generate(const struct hat_arguments *arguments, hat_diags *diags)
{
    struct hat_letter_parts letter = {NULL, NULL};
    struct progress progress;
    hat_options options = arguments->options;
    hat_status st = hat_letter_prepare(arguments, diags, &letter);
    if (st == HAT_OK) {
        progress_start(&progress, arguments, &options);
        st = hat_generate(letter.tmpl, letter.data, arguments->outputs, arguments->output_count,
                          &options, diags);
        progress_end(&progress);
    }
    hat_letter_close(&letter);
    return st;
}

static hat_status print_program(const hat_template *tmpl)
{
    size_t len = hat_template_dump(tmpl, NULL, 0);
    char *text = malloc(len + 1);
    if (text == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_template_dump(tmpl, text, len + 1);
    fputs(text, stdout);
    free(text);
    return HAT_OK;
}

static hat_status print_names(const hat_template *tmpl, const char *lang)
{
    size_t len = hat_template_list(tmpl, lang, NULL, 0);
    char *text = malloc(len + 1);
    if (text == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_template_list(tmpl, lang, text, len + 1);
    fputs(text, stdout);
    free(text);
    return HAT_OK;
}

static hat_status check(const struct hat_arguments *arguments, hat_diags *diags)
{
    struct hat_letter_parts letter = {NULL, NULL};
    hat_status got = HAT_OK;
    hat_status st = hat_letter_open(arguments, diags, &letter, &got);
    if (st == HAT_OK && arguments->program) {
        st = print_program(letter.tmpl);
    }
    if (st == HAT_OK && arguments->list) {
        st = print_names(letter.tmpl, arguments->messages_lang);
    }
    st = st == HAT_OK ? got : st;
    if (st == HAT_OK && arguments->source_count > 0) {
        st = hat_check(letter.tmpl, letter.data, &arguments->options, diags);
        got = hat_letter_said(arguments, &letter, diags);
        st = st == HAT_OK ? got : st;
    }
    if (arguments->annotate != NULL) {
        got = hat_annotate(arguments->document, diags, arguments->annotate,
                           arguments->messages_lang, diags);
        st = st == HAT_OK ? got : st;
    }
    hat_letter_close(&letter);
    return st;
}

static hat_status render(const struct hat_arguments *arguments, hat_diags *diags)
{
    struct progress progress;
    hat_options options = arguments->options;
    progress_start(&progress, arguments, &options);
    hat_status st = hat_render(arguments->document, arguments->outputs, arguments->output_count,
                               &options, diags);
    progress_end(&progress);
    return st;
}

static hat_status fonts(const struct hat_arguments *arguments, hat_diags *diags)
{
    size_t len = 0;
    hat_status st =
        hat_fonts_report(arguments->document, &arguments->options, diags, NULL, 0, &len);
    char *text = st == HAT_OK ? malloc(len + 1) : NULL;
    if (st == HAT_OK && text == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        st = hat_fonts_report(arguments->document, &arguments->options, NULL, text, len + 1, &len);
    }
    if (st == HAT_OK) {
        fputs(text, stdout);
    }
    free(text);
    return st;
}

int hat_command_run(const struct hat_arguments *arguments)
{
    static hat_status (*const commands[HAT_COMMAND_COUNT])(const struct hat_arguments *,
                                                           hat_diags *) = {
        [HAT_COMMAND_GENERATE] = generate,
        [HAT_COMMAND_CHECK] = check,
        [HAT_COMMAND_RENDER] = render,
        [HAT_COMMAND_FONTS] = fonts,
    };
    hat_diags *diags = hat_diags_new();
    char *summary = NULL;
    hat_status st = HAT_ERR_NOMEM;
    size_t errors = 0;
    int stopped = 0;
    if (diags != NULL) {
        st = arguments->command == HAT_COMMAND_ENTRIES
                 ? hat_command_entries(arguments, diags, &summary)
             : arguments->command == HAT_COMMAND_BATCH
                 ? hat_command_batch(arguments, diags, &summary, &stopped)
                 : commands[arguments->command](arguments, diags);
        errors = print_messages(arguments, diags, st);
    }
    fputs(summary != NULL ? summary : "", stderr);
    free(summary);
    hat_diags_free(diags);
    if (st == HAT_OK && fflush(stdout) != 0) {
        perror("hatshy: standard output");
        return EXIT_SYSTEM_FAILED;
    }
    if (st == HAT_ERR_STOPPED) {
        return EXIT_SIGNAL + stopped;
    }
    return st == HAT_OK && errors > 0 && arguments->force ? EXIT_WRONG_INPUT : exit_status(st);
}
