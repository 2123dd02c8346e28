/* merged.c -- all letters of a batch in one PDF.
 *
 *     hatshy batch thanks.docx -e winners.csv --each -o all.pdf --merge='{{name}}'
 *
 *     letter 1 ──merged──► pages ─┐              outline  Абай облысы     1
 *     letter 2 ──merged──► pages ─┴─► all.pdf             Алматы қаласы   3 ...
 *
 * It is one file, so one process makes it, and it is whole or not there: when a letter fails, the
 * others are only checked, so that all is told that is to be mended, and nothing is written.
 */
#include <string.h>

#include "job/batch_internal.h"
#include "job/said_internal.h"

enum { FAILURES_TOLD = 20 };

struct merging {
    struct hat_batch *batch;
    struct hat_arena arena;
    const struct hat_pattern *name;
    struct hat_merged_pdf *pdf;
};

/* ---- one letter ---- */

static void put_name(void *ctx, struct hat_str text, bool value)
{
    (void)value;
    hat_buf_put(ctx, text.ptr, text.len);
}

/* What the letter is called in the outline: its number when nothing else. */
static enum hat_status name_letter(struct merging *merging, uint32_t index, struct hat_buf *name)
{
    const struct hat_batch *batch = merging->batch;
    const struct hat_pattern_sink sink = {name, put_name};
    struct hat_arena arena = {0};
    struct hat_value root = {0};
    enum hat_status st = hat_letters_root(&batch->letters, index, &arena, &root);
    if (st == HAT_OK) {
        const struct hat_pattern_data data = {.root = &root,
                                              .index = index,
                                              .count = batch->letters.count,
                                              .lang = batch->settings.lang,
                                              .today = batch->settings.today};
        st = hat_pattern_run(merging->name, &data, batch->diags, &sink);
    }
    if (name->len == 0) {
        hat_buf_printf(name, "%lu", (unsigned long)index + 1);
    }
    hat_arena_fini(&arena);
    return st == HAT_OK && hat_buf_failed(name) ? HAT_ERR_NOMEM : st;
}

/* The merge alone, which tells what is wrong with the letter. */
static enum hat_status check_letter(const struct hat_batch *batch, const hat_data *data)
{
    const struct hat_merge_options options = hat_merge_settings(&batch->settings);
    struct hat_merge *merge = NULL;
    enum hat_status st = hat_merge_new(batch->maker.tmpl, data, &options, batch->diags, &merge);
    if (st == HAT_OK) {
        st = hat_merge_check(merge);
    }
    hat_merge_free(merge);
    return st;
}

static enum hat_status print_letter(struct merging *merging, const hat_data *data,
                                    struct hat_str name)
{
    const struct hat_batch *batch = merging->batch;
    const struct hat_merge_options options = hat_merge_settings(&batch->settings);
    struct hat_merge *merge = NULL;
    enum hat_status st = hat_merge_new(batch->maker.tmpl, data, &options, NULL, &merge);
    if (st == HAT_OK) {
        st = hat_merged_pdf_add(merging->pdf, hat_merge_parts(merge), data, name, batch->diags);
    }
    hat_merge_free(merge);
    return st;
}

static enum hat_status add_letter(struct merging *merging, uint32_t index, struct hat_str name)
{
    struct hat_batch *batch = merging->batch;
    struct hat_arena arena = {0};
    hat_data *data = NULL;
    enum hat_status st = hat_letters_data(&batch->letters, index, &arena, &data);
    if (st == HAT_OK) {
        st = check_letter(batch, data);
    }
    if (st == HAT_OK) {
        st = hat_said_letter(batch, index, data, batch->diags);
    }
    if (st == HAT_OK && batch->state.failed == 0) {
        st = print_letter(merging, data, name);
    }
    if (st != HAT_OK && st != HAT_ERR_NOMEM) {
        const struct hat_value *entry = hat_letters_entry(&batch->letters, index);
        const struct hat_place place = hat_data_place(batch->letters.data, entry);
        hat_diags_add(batch->diags, HAT_MSG_BATCH_LETTER_FAILED, &place, name);
    }
    hat_data_free(data);
    hat_arena_fini(&arena);
    return st;
}

/* ---- all ---- */

static void show(const struct hat_batch *batch)
{
    if (batch->options.progress != NULL) {
        batch->options.progress(batch->options.ctx, &batch->state);
    }
}

/* HAT_ERR_DATA: letters failed. What is wrong with a name is wrong with all. */
static enum hat_status add_letters(struct merging *merging)
{
    struct hat_batch *batch = merging->batch;
    struct hat_buf name = {0};
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < batch->letters.count && batch->state.failed < FAILURES_TOLD; i++) {
        name.len = 0;
        st = hat_batch_stopped(batch) ? HAT_ERR_STOPPED : name_letter(merging, i, &name);
        if (st != HAT_OK) {
            break;
        }
        st = add_letter(merging, i, (struct hat_str){name.data, name.len});
        if (st == HAT_ERR_NOMEM) {
            break;
        }
        batch->state.made += st == HAT_OK;
        batch->state.failed += st != HAT_OK;
        st = batch->state.failed == 0 ? HAT_OK : HAT_ERR_DATA;
        show(batch);
    }
    hat_buf_fini(&name);
    return st;
}

static enum hat_status write(struct merging *merging, const char *path)
{
    hat_diags *diags = merging->batch->diags;
    struct hat_output *output = NULL;
    enum hat_status st = hat_output_open(path, diags, &output);
    if (st == HAT_OK) {
        st = hat_merged_pdf_finish(merging->pdf, output, diags);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(output, diags);
    }
    hat_output_free(output);
    return st;
}

/* One name that ends in .pdf, without tags. */
static enum hat_status check_output(struct hat_batch *batch, const char *const *outputs,
                                    size_t count)
{
    struct hat_targets targets = {0};
    enum hat_status st = hat_targets_of(outputs, count, batch->maker.tmpl, batch->diags, &targets);
    if (st == HAT_OK && (count != 1 || targets.items[0].kind != HAT_OUTPUT_PDF ||
                         strstr(outputs[0], "{{") != NULL)) {
        const struct hat_place place = {.file = outputs[0]};
        hat_diags_add(batch->diags, HAT_MSG_BATCH_MERGE_OUTPUT, &place, HAT_STR(""));
        st = HAT_ERR_USAGE;
    }
    hat_targets_fini(&targets);
    return st;
}

static enum hat_status open(struct merging *merging, const hat_data *data)
{
    struct hat_batch *batch = merging->batch;
    const hat_batch_options *options = &batch->options;
    const char *usual = options->by != NULL ? "{{@key}}" : "{{@letter}}";
    const char *name = *options->merge != '\0' ? options->merge : usual;
    enum hat_status st =
        hat_letters_init(data, options->list, options->by, batch->diags, &batch->letters);
    batch->state.letters = batch->letters.count;
    if (st == HAT_OK) {
        st = hat_pattern_compile(name, &merging->arena, batch->diags, &merging->name);
    }
    if (st == HAT_OK) {
        st = hat_press_open(&batch->settings, batch->diags, &batch->maker.press);
    }
    return st == HAT_OK ? hat_merged_pdf_new(batch->maker.press, NULL, data, &merging->pdf) : st;
}

enum hat_status hat_batch_merge(struct hat_batch *batch, const hat_data *data,
                                const char *const *outputs, size_t count)
{
    struct merging merging = {.batch = batch};
    enum hat_status st =
        hat_job_settings_init(batch->options.letter, batch->diags, &batch->settings);
    batch->settings.options.progress = NULL;
    if (st == HAT_OK) {
        st = check_output(batch, outputs, count);
    }
    if (st == HAT_OK) {
        st = open(&merging, data);
    }
    if (st == HAT_OK) {
        st = add_letters(&merging);
    }
    if (st == HAT_OK) {
        st = write(&merging, outputs[0]);
    }
    if (st != HAT_OK) { /* the file is not there, and so no letter is */
        batch->state.made = 0;
    }
    show(batch);
    hat_merged_pdf_free(merging.pdf);
    hat_arena_fini(&merging.arena);
    return st;
}
