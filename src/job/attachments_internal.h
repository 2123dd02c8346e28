/* attachments_internal.h -- the files that the data was read from, as attachments of a PDF. */
#ifndef HAT_JOB_ATTACHMENTS_INTERNAL_H
#define HAT_JOB_ATTACHMENTS_INTERNAL_H

#include "data/data.h"
#include "paint/paint.h"

/* A zeroed list is empty. */
struct hat_attachments {
    struct hat_pdf_attachment *list; /* bytes: of the data or of `bytes` */
    struct hat_buf *bytes;           /* files that were read again */
    size_t count, cap, bytes_cap;
    struct hat_arena arena; /* names */
};

/* One for each file of `data`, which must live as long as the list. HAT_ERR_NOMEM, or the
 * statuses of hat_file_read() for a workbook that is no longer there. */
enum hat_status hat_attachments_init(const hat_data *data, const struct hat_limits *limits,
                                     hat_diags *diags, struct hat_attachments *attachments);
void hat_attachments_fini(struct hat_attachments *attachments);

#endif
