/* archive_internal.h -- archives of letters, as the rest of a batch sees them. */
#ifndef HAT_JOB_ARCHIVE_INTERNAL_H
#define HAT_JOB_ARCHIVE_INTERNAL_H

#include "job/batch_internal.h"
#include "job/journal_internal.h"

/* Is the archive as it was written, and made of the very letters of this batch? */
bool hat_archive_holds(const struct hat_batch *batch, const char *archive);

#endif
