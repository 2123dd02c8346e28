/* resume.c -- what an earlier batch left: letters that are there and unchanged, and remains of one
 * that was killed.
 *
 *     journal: Абай.docx, made of 9f86…, hash 2c26…     now: made of 9f86…, file 2c26…   kept
 *                                                       now: made of 11aa…               made anew
 */
#include "job/batch_internal.h"

#include "job/archive_internal.h"
#include "job/made_of_internal.h"

/* Is every file there as it was made? Of an archive that holds, all are. */
static bool files_hold(const struct hat_batch *batch, const struct hat_journal_letter *known,
                       const bool *packed)
{
    const struct hat_journal_file *changed;
    bool all = true;
    for (size_t i = 0; i < batch->names.count; i++) {
        all = all && packed[i];
    }
    return all || hat_journal_holds(batch->journal, known, &changed);
}

/* Is the letter in the journal as it would be made now? */
static bool is_there(const struct hat_batch *batch, uint32_t index, const bool *packed)
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
           files_hold(batch, known, packed);
}

static void look_at_letters(struct hat_batch *batch, const bool *packed)
{
    for (uint32_t i = 0; batch->options.resume != 0 && i < batch->letters.count; i++) {
        if (is_there(batch, i, packed)) {
            batch->results[i].outcome = HAT_OUTCOME_KEPT;
            batch->state.kept++;
        }
    }
}

enum hat_status hat_batch_look(struct hat_batch *batch)
{
    enum hat_status st = hat_made_of_init(batch);
    bool *packed = hat_mem_zalloc(batch->names.count, sizeof *packed);
    bool wanted = batch->options.resume != 0; /* else the workers find out, each for its letters */
    st = packed != NULL ? st : HAT_ERR_NOMEM;
    for (size_t i = 0; i < batch->names.count; i++) {
        wanted = wanted || batch->names.outputs[i].archive != NULL;
    }
    for (uint32_t i = 0; st == HAT_OK && wanted && i < batch->letters.count; i++) {
        batch->results[i].made_of = hat_made_of_letter(batch, i);
        batch->results[i].hashed = true;
    }
    for (size_t i = 0; st == HAT_OK && i < batch->names.count; i++) {
        const char *archive = batch->names.outputs[i].archive;
        packed[i] = archive != NULL && hat_archive_holds(batch, archive);
    }
    if (st == HAT_OK) {
        look_at_letters(batch, packed);
    }
    hat_mem_free(packed);
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
