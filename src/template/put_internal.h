/* put_internal.h -- values as the XML of a document, and addresses as links. */
#ifndef HAT_TEMPLATE_PUT_INTERNAL_H
#define HAT_TEMPLATE_PUT_INTERNAL_H

#include "template/dialect_internal.h"

/* Appends a value: specials escaped, line breaks, tabs and runs of spaces as the format has them.
 * Returns how many characters were left out: forbidden ones and bidirectional overrides. */
size_t hat_put_value(struct hat_buf *buf, const struct hat_site *site, struct hat_str value);

/* The address a link may have: trimmed, characters no URI may have as %XX, in `arena`.
 * .len 0 and *safe true: empty; *safe false: not http, https, mailto or tel, or too long. */
struct hat_str hat_link_address(struct hat_arena *arena, struct hat_str value, size_t limit,
                                bool *safe);

/* Does a text look like an address that runs or opens something (javascript:, file:, ms-word:)?
 * Printed it does no harm, but it is hardly what the entry should say. */
bool hat_link_suspicious(struct hat_str value);

#endif
