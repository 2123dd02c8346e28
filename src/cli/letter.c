/* letter.c -- what a letter, or each of a batch, is made of: the template, and the data of -d, -e
 * and --set, its lists cleaned and checked, and what the letter says held against them.
 *
 * Everything is read although something fails, so that every message comes in one run.
 */
#include <unistd.h>

#include "cli/cli_internal.h"

/* ---- lists ---- */

/* A batch cleans its list with as many threads as it makes letters with processes; what makes one
 * letter leaves the other processors to others. */
static unsigned jobs_of(const struct hat_arguments *arguments)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = arguments->batch.jobs;
    if (arguments->command != HAT_COMMAND_BATCH) {
        return 1;
    }
    return jobs > 0 ? jobs : processors > 0 ? (unsigned)processors : 1;
}

/* Cleans and checks the lists once they are read. */
static hat_status clean_lists(const struct hat_arguments *arguments, hat_data *data,
                              hat_diags *diags)
{
    hat_entries_options options = arguments->entries;
    hat_status st = HAT_OK;
    options.date = arguments->options.date;
    options.jobs = jobs_of(arguments);
    options.only_posts = !arguments->clean;
    options.errors_only = !arguments->clean && arguments->command != HAT_COMMAND_CHECK;
    for (size_t i = 0; i < arguments->source_count; i++) {
        const struct hat_source *source = &arguments->sources[i];
        if (source->kind == HAT_SOURCE_ENTRIES) {
            const char *name = source->name != NULL ? source->name : "entries";
            hat_status got = hat_data_clean_entries(data, name, &options, diags);
            got = got == HAT_ERR_DATA && arguments->force ? HAT_OK : got;
            st = st == HAT_OK ? got : st;
        }
    }
    return st;
}

/* ---- sources ---- */

static hat_status source_read(hat_data *data, const struct hat_source *source, const char *format,
                              hat_diags *diags)
{
    switch (source->kind) {
    case HAT_SOURCE_FIELDS:
        return hat_data_add_fields(data, source->value, format, diags);
    case HAT_SOURCE_ENTRIES:
        return hat_data_add_entries(data, source->name != NULL ? source->name : "entries",
                                    source->value, format, diags);
    case HAT_SOURCE_VALUE:
        break;
    }
    return hat_data_set(data, source->name, source->value, diags);
}

static hat_status read_sources(const struct hat_arguments *arguments, hat_data *data,
                               hat_diags *diags)
{
    hat_status st = HAT_OK;
    if (arguments->force || arguments->clean) {
        hat_data_keep_lost_letters(data);
    }
    for (size_t i = 0; i < arguments->source_count; i++) {
        const struct hat_source *source = &arguments->sources[i];
        char buf[64];
        const char *format = hat_arguments_format(arguments, source->value, buf, sizeof buf);
        hat_status got = source_read(data, source, format, diags);
        st = st == HAT_OK ? got : st;
    }
    return st == HAT_OK ? clean_lists(arguments, data, diags) : st;
}

/* ---- the letter ---- */

hat_status hat_letter_open(const struct hat_arguments *arguments, hat_diags *diags,
                           struct hat_letter_parts *letter, hat_status *read)
{
    hat_status st =
        hat_template_open(arguments->document, &arguments->options, diags, &letter->tmpl);
    *read = hat_data_new(&letter->data);
    if (*read == HAT_OK) {
        *read = read_sources(arguments, letter->data, diags);
    }
    return st;
}

hat_status hat_letter_said(const struct hat_arguments *arguments,
                           const struct hat_letter_parts *letter, hat_diags *diags)
{
    bool one = arguments->command != HAT_COMMAND_BATCH; /* letters of a batch have parts of lists */
    bool told = arguments->clean || arguments->command == HAT_COMMAND_CHECK;
    hat_status st = hat_check_letter(one ? letter->tmpl : NULL, letter->data, &arguments->options,
                                     !told, diags);
    return st == HAT_ERR_DATA && arguments->force ? HAT_OK : st;
}

hat_status hat_letter_prepare(const struct hat_arguments *arguments, hat_diags *diags,
                              struct hat_letter_parts *letter)
{
    hat_status read = HAT_OK;
    hat_status st = hat_letter_open(arguments, diags, letter, &read);
    st = st == HAT_OK ? read : st;
    return st == HAT_OK ? hat_letter_said(arguments, letter, diags) : st;
}

void hat_letter_close(struct hat_letter_parts *letter)
{
    hat_data_free(letter->data);
    hat_template_free(letter->tmpl);
}
