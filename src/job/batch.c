/* batch.c -- the public call that makes many letters of one template.
 *
 *     data --letters--> letter 1, 2, 3 ... --names--> out/Абай.pdf, out/Алматы.pdf ...
 *                              └── made one by one, each whole or not at all
 *
 * Everything that can be wrong with the batch as a whole (the list, the field, a name) is found
 * before the first letter is made.
 */
#include "job/batch_internal.h"

#include "base/mem.h"

/* ---- one letter ---- */

enum hat_status hat_batch_letter(struct hat_batch *batch, uint32_t index, hat_diags *diags,
                                 struct hat_output_set *set)
{
    const hat_template *tmpl = batch->maker.tmpl;
    struct hat_arena arena = {0};
    struct hat_targets targets = {0};
    hat_data *data = NULL;
    enum hat_status st =
        hat_targets_init(hat_filenames_of(&batch->names, index), batch->names.count,
                         hat_template_path(tmpl), hat_template_format(tmpl), diags, &targets);
    if (st == HAT_OK) {
        st = hat_letters_data(&batch->letters, index, &arena, &data);
    }
    if (st == HAT_OK) {
        st = hat_make(&batch->maker, data, &targets, diags, set);
    }
    hat_data_free(data);
    hat_targets_fini(&targets);
    hat_arena_fini(&arena);
    return st;
}

static void tell_failed(struct hat_batch *batch, uint32_t index)
{
    const struct hat_value *entry = hat_letters_entry(&batch->letters, index);
    struct hat_place place = hat_data_place(batch->letters.data, entry);
    hat_diags_add(batch->diags, HAT_MSG_BATCH_LETTER_FAILED, &place,
                  hat_str_from(hat_filenames_of(&batch->names, index)[0]));
}

/* ---- all letters ---- */

static enum hat_status make_all(struct hat_batch *batch)
{
    enum hat_status worst = HAT_OK;
    for (uint32_t i = 0; i < batch->letters.count; i++) {
        struct hat_output_set set = {0};
        enum hat_status st = HAT_OK;
        for (size_t j = 0; j < batch->names.count && st == HAT_OK; j++) {
            st = hat_folders_make(hat_filenames_of(&batch->names, i)[j], batch->diags);
        }
        if (st == HAT_OK) {
            st = hat_batch_letter(batch, i, batch->diags, &set);
        }
        if (st == HAT_OK) {
            st = hat_output_set_commit(&set, batch->diags);
        }
        hat_output_set_fini(&set);
        if (st == HAT_ERR_IO || st == HAT_ERR_NOMEM) {
            return st;
        }
        if (st != HAT_OK) {
            tell_failed(batch, i);
            worst = HAT_ERR_DATA;
            batch->state.failed++;
        } else {
            batch->state.made++;
        }
        if (batch->options.progress != NULL) {
            batch->options.progress(batch->options.ctx, &batch->state);
        }
    }
    return worst;
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
    enum hat_status st = texts == NULL
                             ? HAT_ERR_NOMEM
                             : hat_targets_init(texts, batch->names.count, hat_template_path(tmpl),
                                                hat_template_format(tmpl), batch->diags, &targets);
    hat_targets_fini(&targets);
    hat_arena_fini(&arena);
    return st;
}

static enum hat_status init(struct hat_batch *batch, const hat_data *data,
                            const char *const *outputs, size_t count)
{
    const hat_batch_options *options = &batch->options;
    const char *ending =
        hat_template_format(batch->maker.tmpl) == HAT_FORMAT_ODT ? ".odt" : ".docx";
    enum hat_status st = hat_job_settings_init(options->letter, batch->diags, &batch->settings);
    batch->settings.options.progress = NULL;
    if (st == HAT_OK) {
        st = hat_filenames_init(outputs, count, ending, options->by != NULL, batch->diags,
                                &batch->names);
    }
    if (st == HAT_OK) {
        st = check_kinds(batch);
    }
    if (st == HAT_OK) {
        st = hat_letters_init(data, options->list != NULL ? options->list : "entries", options->by,
                              batch->diags, &batch->letters);
    }
    return st == HAT_OK ? make_names(batch) : st;
}

hat_status hat_batch(const hat_template *tmpl, const hat_data *data, const char *const *outputs,
                     size_t count, const hat_batch_options *options, hat_diags *diags)
{
    struct hat_batch batch = {.options = HAT_BATCH_OPTIONS_INIT, .diags = diags};
    if (options != NULL) { /* an older caller's struct may be shorter */
        memcpy(&batch.options, options,
               options->size < sizeof *options ? options->size : sizeof *options);
    }
    batch.maker = (struct hat_maker){.tmpl = tmpl, .settings = &batch.settings};
    enum hat_status st = init(&batch, data, outputs, count);
    batch.state.letters = batch.letters.count;
    if (st == HAT_OK) {
        st = make_all(&batch);
    }
    hat_maker_fini(&batch.maker);
    hat_filenames_fini(&batch.names);
    hat_letters_fini(&batch.letters);
    return st;
}
