/* entries.c -- the command `entries`: files in, a cleaned list, a report and a summary out.
 *
 * The outputs are written although entries have errors: what is wrong with them is what they are
 * for. The exit status says so (1). A file that cannot be read at all stops everything.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli_internal.h"

/* Reads all files although one fails, so that every message comes in one run. */
static hat_status read_files(const struct hat_arguments *arguments, hat_entries *entries,
                             hat_diags *diags)
{
    hat_status st = HAT_OK;
    for (size_t i = 0; i < arguments->file_count; i++) {
        const char *path = arguments->files[i];
        char buf[64];
        const char *format = hat_arguments_format(arguments, path, buf, sizeof buf);
        hat_status got = hat_entries_add(entries, path, format, diags);
        st = st == HAT_OK ? got : st;
    }
    return st;
}

static hat_status write_outputs(const struct hat_arguments *arguments, hat_entries *entries,
                                hat_diags *diags)
{
    hat_status st = HAT_OK;
    for (size_t i = 0; i < arguments->output_count && st == HAT_OK; i++) {
        st = hat_entries_write(entries, arguments->outputs[i], diags);
    }
    if (st == HAT_OK && arguments->report != NULL) {
        st = hat_entries_report(entries, arguments->report, diags);
    }
    return st;
}

/* What is shown behind the messages; NULL: nothing, also when memory ends. */
static char *make_summary(const struct hat_arguments *arguments, const hat_entries *entries)
{
    size_t len = hat_entries_summary(entries, arguments->messages_lang, NULL, 0);
    char *text = arguments->quiet || arguments->json ? NULL : malloc(len + 1);
    if (text != NULL) {
        hat_entries_summary(entries, arguments->messages_lang, text, len + 1);
    }
    return text;
}

hat_status hat_command_entries(const struct hat_arguments *arguments, hat_diags *diags,
                               char **summary)
{
    hat_entries *entries = NULL;
    hat_entries_options options = arguments->entries;
    options.date = arguments->options.date;
    options.lang = arguments->options.lang;
    hat_status st = hat_entries_new(&options, diags, &entries);
    if (st == HAT_OK) {
        st = read_files(arguments, entries, diags);
    }
    if (st != HAT_OK) {
        hat_entries_free(entries);
        return st;
    }
    st = hat_entries_clean(entries, diags);
    if (st == HAT_OK || st == HAT_ERR_DATA) {
        hat_status wrote = write_outputs(arguments, entries, diags);
        *summary = make_summary(arguments, entries);
        st = wrote != HAT_OK ? wrote : st;
    }
    hat_entries_free(entries);
    return st;
}
