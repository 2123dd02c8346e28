/* batch_internal.h -- a batch: its letters, their names, and what became of each. */
#ifndef HAT_JOB_BATCH_INTERNAL_H
#define HAT_JOB_BATCH_INTERNAL_H

#include "job/filenames_internal.h"
#include "job/letters_internal.h"
#include "job/make_internal.h"

struct hat_batch {
    hat_batch_options options;
    struct hat_job_settings settings;
    struct hat_letters letters;
    struct hat_filenames names;
    struct hat_maker maker;
    hat_diags *diags;
    hat_batch_state state;
};

/* Makes letter `index` beside its names. */
enum hat_status hat_batch_letter(struct hat_batch *batch, uint32_t index, hat_diags *diags,
                                 struct hat_output_set *set);

#endif
