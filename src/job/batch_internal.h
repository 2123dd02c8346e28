/* batch_internal.h -- a batch: its letters, their names, and what became of each.
 *
 *     batch.c    what is to be made           run.c      given to workers, named, journalled
 *     letters.c  the list divided             crew.c     workers started, watched, replaced
 *     filenames.c, safe_names.c  names        worker.c   letters made
 *     made_of.c  hashes                       frames.c   what a worker says of a letter
 *     journal.c  what is there already        report.c   what became of each, as JSON
 *     archive.c  letters packed into a .zip   verify.c   files compared with the journal
 *     merged.c   letters in one PDF             said.c       held against their data
 */
#ifndef HAT_JOB_BATCH_INTERNAL_H
#define HAT_JOB_BATCH_INTERNAL_H

#include "base/hash.h"
#include "job/filenames_internal.h"
#include "job/letters_internal.h"
#include "job/make_internal.h"

struct hat_journal;

enum hat_outcome {
    HAT_OUTCOME_NONE, /* not made yet, or the batch ended before */
    HAT_OUTCOME_MADE,
    HAT_OUTCOME_KEPT, /* was there and unchanged */
    HAT_OUTCOME_FAILED
};

/* What is known of a letter. */
struct hat_batch_letter {
    enum hat_outcome outcome;
    bool tried;           /* a worker was killed over it once */
    struct hat_buf frame; /* what the worker said; kept while somebody wants its messages */
    bool hashed;
    struct hat_hash made_of; /* when it is `hashed` */
};

/* What is the same in all letters. */
struct hat_made_of {
    struct hat_hasher common;
    bool number, count; /* the template prints {{@letter}}, {{@letters}} */
};

struct hat_batch {
    hat_batch_options options;
    struct hat_job_settings settings;
    struct hat_letters letters;
    struct hat_filenames names;
    struct hat_maker maker;
    bool prints;    /* an output is made of pages */
    bool taken_out; /* letters were taken out of an archive */
    struct hat_made_of made_of;
    hat_diags *diags;
    hat_batch_state state;
    struct hat_batch_letter *results; /* by letter */
    struct hat_journal *journal;
};

/* Does the caller want the batch to end? */
static inline bool hat_batch_stopped(const struct hat_batch *batch)
{
    return batch->options.stopped != NULL && batch->options.stopped(batch->options.ctx) != 0;
}

/* Makes letter `index` beside its names, for a worker. */
enum hat_status hat_batch_letter(struct hat_batch *batch, uint32_t index, hat_diags *diags,
                                 struct hat_output_set *set);

/* Finds out which letters are there and unchanged. HAT_ERR_NOMEM; statuses of the fonts. resume.c
 */
enum hat_status hat_batch_look(struct hat_batch *batch);
/* Removes what a batch that was killed left half made. resume.c */
void hat_batch_sweep(struct hat_batch *batch);

/* Makes the letters that are not kept, and tells what became of each in their order. HAT_OK,
 * HAT_ERR_DATA: some failed; HAT_ERR_STOPPED, HAT_ERR_IO, HAT_ERR_NOMEM: ended early. run.c */
enum hat_status hat_batch_run(struct hat_batch *batch);

/* Writes options.report. report.c */
enum hat_status hat_batch_report(const struct hat_batch *batch);

/* Makes all letters as one PDF, outputs[0]; the settings and letters of `batch` are set. merged.c
 */
enum hat_status hat_batch_merge(struct hat_batch *batch, const hat_data *data,
                                const char *const *outputs, size_t count);

/* Puts the letters of the outputs that are archives into them. archive.c */
enum hat_status hat_batch_pack(struct hat_batch *batch);

#endif
