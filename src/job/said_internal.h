/* said_internal.h -- what letters say, checked before they are made. */
#ifndef HAT_JOB_SAID_INTERNAL_H
#define HAT_JOB_SAID_INTERNAL_H

#include "job/batch_internal.h"

/* The text of the letter that `maker` would make of `data`. HAT_ERR_DATA: it contradicts the list;
 * HAT_ERR_NOMEM. `errors_only`: warnings are neither looked for nor told. */
enum hat_status hat_said_text(const struct hat_maker *maker, const hat_data *data, bool errors_only,
                              hat_diags *diags);
/* Letter `index` of a batch, as options.said asks; `data` is what it sees. */
enum hat_status hat_said_letter(const struct hat_batch *batch, uint32_t index, const hat_data *data,
                                hat_diags *diags);

#endif
