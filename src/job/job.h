/* job.h -- one letter from start to end: the folders below put together.
 *
 *     template + data --merge--> package        (.docx .odt)
 *                     --merge--> document --layout--> pages --> .pdf .png .svg
 *
 * Public: hat_generate(), hat_check(), hat_render(), hat_fonts_report(): see hatshy.h.
 */
#ifndef HAT_JOB_JOB_H
#define HAT_JOB_JOB_H

#include "base/diag.h"
#include "base/limits.h"
#include "language/language.h"

/* Options as the folders below want them, from the public ones. */
struct hat_job_settings {
    hat_options options;
    struct hat_limits limits;
    enum hat_lang lang;
    int64_t today;     /* days since 1970-01-01 */
    int64_t file_date; /* seconds since 1970-01-01 that files are marked with */
};

/* `options` may be NULL. HAT_ERR_USAGE (in diags): a date or language that is none. */
enum hat_status hat_job_settings_init(const hat_options *options, hat_diags *diags,
                                      struct hat_job_settings *settings);

#endif
