/* make_internal.h -- what makes letters: a template, settings and, for pages, a press. */
#ifndef HAT_JOB_MAKE_INTERNAL_H
#define HAT_JOB_MAKE_INTERNAL_H

#include "job/outputs_internal.h"
#include "job/print_internal.h"
#include "template/template.h"

struct hat_maker {
    const hat_template *tmpl;
    const struct hat_job_settings *settings;
    struct hat_press *press; /* opened for the first letter with pages */
};

/* Makes the files of one letter and finishes them in `set`; nothing is renamed. */
enum hat_status hat_make(struct hat_maker *maker, const hat_data *data,
                         const struct hat_targets *targets, hat_diags *diags,
                         struct hat_output_set *set);
void hat_maker_fini(struct hat_maker *maker);

/* The settings as a merge wants them. */
struct hat_merge_options hat_merge_settings(const struct hat_job_settings *settings);

#endif
