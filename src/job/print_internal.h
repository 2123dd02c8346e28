/* print_internal.h -- a document's parts printed to PDF, PNG and SVG in one layout run. */
#ifndef HAT_JOB_PRINT_INTERNAL_H
#define HAT_JOB_PRINT_INTERNAL_H

#include "data/data.h"
#include "job/job.h"
#include "job/outputs_internal.h"
#include "package/parts.h"

/* Makes the pages of `parts` for those of `targets` that are printed; opens and finishes their
 * outputs in `set`. Nothing to print: HAT_OK at once. `data`: what they were merged from, NULL for
 * a document as it stands. */
enum hat_status hat_print(const struct hat_parts *parts, const hat_data *data,
                          const struct hat_targets *targets,
                          const struct hat_job_settings *settings, hat_diags *diags,
                          struct hat_output_set *set);

#endif
