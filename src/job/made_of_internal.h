/* made_of_internal.h -- the hash of all that a letter is made of: the same hash, the same files. */
#ifndef HAT_JOB_MADE_OF_INTERNAL_H
#define HAT_JOB_MADE_OF_INTERNAL_H

#include "base/hash.h"
#include "job/batch_internal.h"

/* What is the same for all letters, in batch->made_of. HAT_ERR_NOMEM, HAT_ERR_IO; statuses of
 * hat_fonts_open(). */
enum hat_status hat_made_of_init(struct hat_batch *batch);
/* Of letter `index`: as it is known, or found now. */
struct hat_hash hat_made_of_letter(const struct hat_batch *batch, uint32_t index);

#endif
