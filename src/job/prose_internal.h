/* prose_internal.h -- the text of a merged document, for its checks. */
#ifndef HAT_JOB_PROSE_INTERNAL_H
#define HAT_JOB_PROSE_INTERNAL_H

#include "base/limits.h"
#include "entries/prose.h"
#include "package/parts.h"

/* Gives the paragraphs of the body to `prose`. What the reader has to say is not told: it comes
 * when the letter is made. Statuses of the reader. */
enum hat_status hat_prose_read(const struct hat_parts *parts, const struct hat_limits *limits,
                               struct hat_prose *prose);

#endif
