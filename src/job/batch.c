/* batch.c -- the public call that makes many letters of one template.
 *
 *     data --letters--> letter 1, 2, 3 ... --names--> out/Абай.pdf, out/Алматы.pdf ...
 *                              └── made one by one, each whole or not at all
 *
 * Everything that can be wrong with the batch as a whole (the list, the field, a name) is found
 * before the first letter is made. See batch_internal.h for who does what.
 */
#include "job/batch_internal.h"

#include <signal.h>
#include <unistd.h>

#include "job/journal_internal.h"
#include "job/said_internal.h"

/* ---- one letter ---- */

enum hat_status hat_batch_letter(struct hat_batch *batch, uint32_t index, hat_diags *diags,
                                 struct hat_output_set *set)
{
    const hat_template *tmpl = batch->maker.tmpl;
    const char *const *paths = hat_filenames_of(&batch->names, index);
    struct hat_arena arena = {0};
    struct hat_targets targets = {0};
    hat_data *data = NULL;
    enum hat_status st = hat_targets_of(paths, batch->names.count, tmpl, diags, &targets);
    for (size_t i = 0; i < batch->names.count && st == HAT_OK; i++) {
        st = hat_folders_make(paths[i], diags);
    }
    if (st == HAT_OK) {
        st = hat_letters_data(&batch->letters, index, &arena, &data);
    }
    if (st == HAT_OK) {
        st = hat_said_letter(batch, index, data, diags);
    }
    if (st == HAT_OK) {
        st = hat_make(&batch->maker, data, &targets, diags, set);
    }
    hat_data_free(data);
    hat_targets_fini(&targets);
    hat_arena_fini(&arena);
    return st;
}

/* ---- what is to be made ---- */

static enum hat_status make_names(struct hat_batch *batch)
{
    uint32_t count = batch->letters.count;
    enum hat_status worst = hat_filenames_begin(&batch->names, count);
    for (uint32_t i = 0; i < count && worst != HAT_ERR_NOMEM; i++) {
        struct hat_arena arena = {0};
        struct hat_value root = {0};
        enum hat_status st = hat_letters_root(&batch->letters, i, &arena, &root);
        if (st == HAT_OK) {
            struct hat_pattern_data data = {.root = &root,
                                            .index = i,
                                            .count = count,
                                            .lang = batch->settings.lang,
                                            .today = batch->settings.today};
            st = hat_filenames_make(&batch->names, &data, batch->diags);
        }
        hat_arena_fini(&arena);
        if (st != HAT_OK) { /* the same would be wrong with all others */
            return st;
        }
    }
    return worst;
}

/* The kinds of the outputs, by the ends of their patterns. */
static enum hat_status check_kinds(struct hat_batch *batch)
{
    const hat_template *tmpl = batch->maker.tmpl;
    struct hat_targets targets = {0};
    struct hat_arena arena = {0};
    const char **texts = hat_arena_array(&arena, batch->names.count, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < batch->names.count; i++) {
        texts[i] = batch->names.outputs[i].text;
    }
    enum hat_status st =
        texts == NULL ? HAT_ERR_NOMEM
                      : hat_targets_of(texts, batch->names.count, tmpl, batch->diags, &targets);
    batch->prints = st == HAT_OK && hat_targets_printed(&targets);
    hat_targets_fini(&targets);
    hat_arena_fini(&arena);
    return st;
}

/* Older callers' options may be shorter; what they do not say is as usual. */
static void options_init(struct hat_batch *batch, const hat_batch_options *options)
{
    enum { JOBS_MAX = 256, SECONDS = 30, MEGABYTES = 512 };
    hat_batch_options *own = &batch->options;
    if (options != NULL) {
        memcpy(own, options, options->size < sizeof *options ? options->size : sizeof *options);
    }
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    own->jobs = own->jobs > 0 ? own->jobs : processors > 0 ? (unsigned)processors : 1;
    own->jobs = own->jobs < JOBS_MAX ? own->jobs : JOBS_MAX;
    own->letter_seconds = own->letter_seconds > 0 ? own->letter_seconds : SECONDS;
    own->letter_mb = own->letter_mb > 0 ? own->letter_mb : MEGABYTES;
    own->list = own->list != NULL ? own->list : "entries";
}

static enum hat_status init(struct hat_batch *batch, const hat_data *data,
                            const char *const *outputs, size_t count)
{
    const hat_batch_options *options = &batch->options;
    bool odt = hat_template_format(batch->maker.tmpl) == HAT_FORMAT_ODT, by = options->by != NULL;
    const char *usual = by ? (odt ? "{{@key}}.odt" : "{{@key}}.docx")
                           : (odt ? "{{@letter}}.odt" : "{{@letter}}.docx");
    enum hat_status st = hat_job_settings_init(options->letter, batch->diags, &batch->settings);
    batch->settings.options.progress = NULL;
    if (st == HAT_OK) {
        st = hat_filenames_init(outputs, count, usual, batch->diags, &batch->names);
    }
    if (st == HAT_OK) {
        st = check_kinds(batch);
    }
    if (st == HAT_OK) {
        st = hat_letters_init(data, options->list, options->by, batch->diags, &batch->letters);
    }
    return st == HAT_OK ? make_names(batch) : st;
}

/* Makes the letters, with the folder's lock. */
static enum hat_status make_all(struct hat_batch *batch)
{
    enum hat_status st = hat_journal_open(&batch->names, false, batch->diags, &batch->journal);
    if (st != HAT_OK) {
        return st;
    }
    hat_batch_sweep(batch);
    st = hat_batch_look(batch);
    if (st == HAT_OK && batch->prints) { /* once, for all workers */
        st = hat_press_open(&batch->settings, batch->diags, &batch->maker.press);
    }
    if (st == HAT_OK) {
        st = hat_batch_run(batch);
    }
    if (st == HAT_OK || st == HAT_ERR_DATA) {
        enum hat_status packed = hat_batch_pack(batch);
        st = packed != HAT_OK ? packed : st;
    }
    if (batch->options.report != NULL) {
        enum hat_status reported = hat_batch_report(batch);
        st = st == HAT_OK ? reported : st;
    }
    hat_journal_close(batch->journal);
    return st;
}

/* ---- signals ---- */

struct handlers {
    struct sigaction pipe, child;
};

/* A worker that ends must not end us, and how it ended must be told to us: who started us with
 * SIGCHLD ignored would have it forgotten, and a letter that crashes be tried for ever. */
static void handlers_set(struct handlers *before)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL};
    sigemptyset(&ignore.sa_mask);
    sigemptyset(&usual.sa_mask);
    sigaction(SIGPIPE, &ignore, &before->pipe);
    sigaction(SIGCHLD, &usual, &before->child);
}

static void handlers_restore(const struct handlers *before)
{
    sigaction(SIGPIPE, &before->pipe, NULL);
    sigaction(SIGCHLD, &before->child, NULL);
}

/* ---- the call ---- */

hat_status hat_batch(const hat_template *tmpl, const hat_data *data, const char *const *outputs,
                     size_t count, const hat_batch_options *options, hat_diags *diags)
{
    struct hat_batch batch = {.options = HAT_BATCH_OPTIONS_INIT, .diags = diags};
    struct handlers before;
    options_init(&batch, options);
    batch.maker = (struct hat_maker){.tmpl = tmpl, .settings = &batch.settings};
    bool merged = batch.options.merge != NULL;
    enum hat_status st =
        merged ? hat_batch_merge(&batch, data, outputs, count) : init(&batch, data, outputs, count);
    batch.state.letters = batch.letters.count;
    if (st == HAT_OK && !merged) {
        batch.results = hat_mem_zalloc(batch.letters.count, sizeof *batch.results);
        st = batch.results != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK && !merged) {
        handlers_set(&before);
        st = make_all(&batch);
        handlers_restore(&before);
    }
    for (uint32_t i = 0; batch.results != NULL && i < batch.letters.count; i++) {
        hat_buf_fini(&batch.results[i].frame);
    }
    hat_mem_free(batch.results);
    hat_maker_fini(&batch.maker);
    hat_filenames_fini(&batch.names);
    hat_letters_fini(&batch.letters);
    return st;
}
