/* graft_internal.h -- nodes of one tape copied into another. */
#ifndef HAT_TEMPLATE_GRAFT_INTERNAL_H
#define HAT_TEMPLATE_GRAFT_INTERNAL_H

#include "template/tape_internal.h"

/* Copies the nodes `first` to `last` of the tape `from`, whole elements of one level, before the
 * node `at`, and declares the namespaces that they need there. map[node] is then the copy of a
 * node; it has room for from->count. Texts are shared: both tapes use one arena or the other's
 * lives longer. Indexes of tags and addresses are copied as they are. false when memory ends. */
bool hat_tape_graft(struct hat_tape *to, uint32_t at, const struct hat_tape *from, uint32_t first,
                    uint32_t last, uint32_t *map);

#endif
