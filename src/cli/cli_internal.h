/* cli_internal.h -- the parts of the command `hatshy` (docs/command-line.md). */
#ifndef HAT_CLI_CLI_INTERNAL_H
#define HAT_CLI_CLI_INTERNAL_H

#include <stdbool.h>
#include <time.h>

#include "hatshy.h"

/* Exit statuses of the contract. */
enum {
    EXIT_DONE = 0,
    EXIT_WRONG_INPUT = 1,
    EXIT_WRONG_USAGE = 2,
    EXIT_SYSTEM_FAILED = 3,
    EXIT_SIGNAL = 128
};

enum hat_command {
    HAT_COMMAND_GENERATE,
    HAT_COMMAND_BATCH,
    HAT_COMMAND_CHECK,
    HAT_COMMAND_ENTRIES,
    HAT_COMMAND_RENDER,
    HAT_COMMAND_FONTS,
    HAT_COMMAND_COUNT
};

enum hat_source_kind { HAT_SOURCE_FIELDS, HAT_SOURCE_ENTRIES, HAT_SOURCE_VALUE };

/* One of -d, -e, --set, in the order given. Texts are borrowed from argv. */
struct hat_source {
    enum hat_source_kind kind;
    char *name;  /* -e NAME=, --set NAME=; NULL: entries */
    char *value; /* the path or the value */
};

struct hat_arguments {
    enum hat_command command;
    char *document; /* TEMPLATE or DOCUMENT; NULL when not given */
    char **files;   /* of `entries`: `document` and those behind it */
    size_t file_count;
    struct hat_source *sources;
    size_t source_count;
    const char **outputs;
    size_t output_count;
    hat_options options;
    const char *annotate;        /* check: the copy with comments; NULL: none */
    hat_entries_options entries; /* --schema, --period ... */
    hat_batch_options batch;     /* --by, -j ... */
    bool each, verify;           /* batch: --each, --verify */
    const char *report;          /* --report; NULL: none */
    bool clean;                  /* lists of a letter are cleaned: one of these options, --clean */
    bool force;                  /* outputs are made although entries have errors */
    const char *format;          /* of standard input; NULL: by ending */
    const char *encoding;        /* of CSV and TSV files; NULL: found */
    const char *messages_lang;   /* kk, ru, en */
    bool json, quiet, program, list, help;
};

/* Reads argv[2..]. false after a message on standard error: wrong usage. */
bool hat_arguments_parse(int argc, char **argv, struct hat_arguments *arguments);

/* The format of a file for the library: by its ending, or --format for standard input, and
 * --encoding. NULL when nothing is said; made in `buf` otherwise. */
const char *hat_arguments_format(const struct hat_arguments *arguments, const char *path, char *buf,
                                 size_t cap);

/* The name of the first list, which a batch divides; NULL: there is no -e. */
const char *hat_arguments_list(const struct hat_arguments *arguments);

/* Prints how a command is used; HAT_COMMAND_COUNT: all of them. */
void hat_usage(enum hat_command command, bool to_stdout);

/* What a letter, or each of a batch, is made of (letter.c). Zeroed, it is a closed one. */
struct hat_letter_parts {
    hat_template *tmpl;
    hat_data *data;
};

/* Opens the template, and reads and cleans what -d, -e and --set name, all of it although one
 * fails. *read: the status of the data; returned is that of the template. */
hat_status hat_letter_open(const struct hat_arguments *arguments, hat_diags *diags,
                           struct hat_letter_parts *letter, hat_status *read);
/* What the letter says is checked; errors stop it unless --force. */
hat_status hat_letter_said(const struct hat_arguments *arguments,
                           const struct hat_letter_parts *letter, hat_diags *diags);
/* Both, as it is needed to make the letter. */
hat_status hat_letter_prepare(const struct hat_arguments *arguments, hat_diags *diags,
                              struct hat_letter_parts *letter);
/* Whatever became of it. */
void hat_letter_close(struct hat_letter_parts *letter);

/* The command `batch` (batch.c). *summary: as for hat_command_entries(). *stopped: the signal that
 * ended it, else 0. */
hat_status hat_command_batch(const struct hat_arguments *arguments, hat_diags *diags,
                             char **summary, int *stopped);

/* What SIGINT, SIGTERM and SIGHUP do; one that is ignored stays so (nohup) (main.c). */
void hat_catch_signals(void (*handler)(int signal_number));

/* The command `entries` (entries.c). *summary: what is to be shown behind the messages, for
 * free(); untouched when there is nothing. */
hat_status hat_command_entries(const struct hat_arguments *arguments, hat_diags *diags,
                               char **summary);

static inline double hat_seconds_between(const struct timespec *then, const struct timespec *now)
{
    return (double)(now->tv_sec - then->tv_sec) + 1e-9 * (double)(now->tv_nsec - then->tv_nsec);
}

/* Is the language of messages, "kk" or a locale as kk_KZ.UTF-8, the one of this code? */
bool hat_lang_is(const char *lang, const char *code);

/* Runs the command and prints its messages. Returns the exit status. */
int hat_command_run(const struct hat_arguments *arguments);

#endif
