/* resume.c -- what an earlier batch left: letters that are there and unchanged, and remains of one
 * that was killed.
 *
 *     journal: Абай.docx, made of 9f86…, hash 2c26…     now: made of 9f86…, file 2c26…   kept
 *                                                       now: made of 11aa…               made anew
 *
 * Letters that were packed into an archive are taken out of it when others of it are to be made.
 */
#include "job/batch_internal.h"

#include "job/archive_internal.h"
#include "job/made_of_internal.h"

/* What is known of the archives, by output. */
struct old {
    bool packed;                 /* it is as it was made, of the very letters of this batch */
    struct hat_archive *archive; /* letters can be taken out of it; NULL: there is none */
};

/* ---- files ---- */

static enum hat_status write_file(const char *path, const struct hat_buf *bytes)
{
    struct hat_output *output = NULL;
    enum hat_status st = hat_folders_make(path, NULL);
    if (st == HAT_OK) {
        st = hat_output_open(path, NULL, &output);
    }
    if (st == HAT_OK) {
        hat_output_no_sync(output); /* it goes with the next archive */
        hat_output_write(output, bytes->data, bytes->len);
        st = hat_output_finish(output, NULL);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(output, NULL);
    }
    hat_output_free(output);
    return st;
}

/* Takes a file of a letter out of the archive that it was packed into, when that has it still. */
static bool take_out(struct hat_batch *batch, const struct old *olds,
                     const struct hat_journal_file *file)
{
    struct hat_buf path = {0}, bytes = {0};
    bool taken = false;
    hat_journal_path(batch->journal, file->name, &path);
    for (size_t i = 0; i < batch->names.count && !taken && !hat_buf_failed(&path); i++) {
        const char *root = batch->names.outputs[i].root;
        size_t len = strlen(root);
        if (olds[i].archive == NULL || strncmp(path.data, root, len) != 0) {
            continue;
        }
        bytes.len = 0;
        if (hat_archive_read(olds[i].archive, path.data + len, file->bytes, &bytes) == HAT_OK) {
            struct hat_hasher hasher;
            hat_hasher_init(&hasher);
            hat_hasher_add(&hasher, bytes.data, bytes.len);
            const struct hat_hash hash = hat_hasher_end(&hasher);
            taken = hat_hash_equal(&hash, &file->hash) && write_file(path.data, &bytes) == HAT_OK;
        }
    }
    batch->taken_out = batch->taken_out || taken;
    hat_buf_fini(&path);
    hat_buf_fini(&bytes);
    return taken;
}

/* Is every file there as it was made, or in an archive? Of archives that hold, all are. */
static bool files_hold(struct hat_batch *batch, const struct hat_journal_letter *known,
                       const struct old *olds)
{
    bool all = true;
    for (size_t i = 0; i < batch->names.count; i++) {
        all = all && olds[i].packed;
    }
    for (size_t i = 0; i < known->count && !all; i++) {
        const struct hat_journal_file *file = &known->files[i];
        if (!hat_journal_file_holds(batch->journal, file) && !take_out(batch, olds, file)) {
            return false;
        }
    }
    return true;
}

/* ---- letters ---- */

/* Is the letter in the journal as it would be made now? */
static bool is_there(struct hat_batch *batch, uint32_t index, const struct old *olds)
{
    struct hat_buf name = {0};
    hat_journal_name(batch->journal, hat_filenames_of(&batch->names, index)[0], &name);
    const struct hat_journal_letter *known =
        hat_buf_failed(&name)
            ? NULL
            : hat_journal_find(batch->journal, (struct hat_str){name.data, name.len});
    hat_buf_fini(&name);
    return known != NULL && known->made &&
           hat_hash_equal(&known->made_of, &batch->results[index].made_of) &&
           files_hold(batch, known, olds);
}

static void look_at_letters(struct hat_batch *batch, const struct old *olds)
{
    for (uint32_t i = 0; batch->options.resume != 0 && i < batch->letters.count; i++) {
        if (is_there(batch, i, olds)) {
            batch->results[i].outcome = HAT_OUTCOME_KEPT;
            batch->state.kept++;
        }
    }
}

static void look_at_archives(const struct hat_batch *batch, struct old *olds)
{
    for (size_t i = 0; i < batch->names.count; i++) {
        const char *archive = batch->names.outputs[i].archive;
        olds[i].packed = archive != NULL && hat_archive_holds(batch, archive);
        if (archive != NULL && batch->options.resume != 0) {
            hat_archive_open(archive, &olds[i].archive); /* none: its letters are made anew */
        }
    }
}

enum hat_status hat_batch_look(struct hat_batch *batch)
{
    enum hat_status st = hat_made_of_init(batch);
    struct old *olds = hat_mem_zalloc(batch->names.count, sizeof *olds);
    bool wanted = batch->options.resume != 0; /* else the workers find out, each for its letters */
    st = olds != NULL ? st : HAT_ERR_NOMEM;
    for (size_t i = 0; i < batch->names.count; i++) {
        wanted = wanted || batch->names.outputs[i].archive != NULL;
    }
    for (uint32_t i = 0; st == HAT_OK && wanted && i < batch->letters.count; i++) {
        batch->results[i].made_of = hat_made_of_letter(batch, i);
        batch->results[i].hashed = true;
    }
    if (st == HAT_OK) {
        look_at_archives(batch, olds);
        look_at_letters(batch, olds);
    }
    for (size_t i = 0; olds != NULL && i < batch->names.count; i++) {
        hat_archive_close(olds[i].archive);
    }
    hat_mem_free(olds);
    return st;
}

void hat_batch_sweep(struct hat_batch *batch)
{
    if (!hat_journal_is_old(batch->journal)) {
        return;
    }
    hat_sweep_folders(&batch->names, batch->letters.count);
    for (size_t i = 0; i < batch->names.count; i++) {
        if (batch->names.outputs[i].archive != NULL) { /* it was being packed */
            hat_sweep_output(batch->names.outputs[i].archive);
        }
    }
}
