/* leftovers_internal.h -- beginnings and ends of sections without a partner in their own part. */
#ifndef HAT_TEMPLATE_LEFTOVERS_INTERNAL_H
#define HAT_TEMPLATE_LEFTOVERS_INTERNAL_H

#include "template/part_internal.h"

/* A zeroed struct is a valid empty one. */
struct hat_leftovers {
    struct hat_tag *tags;
    size_t count, cap;
};

/* Takes those of a part whose sections are paired; it has errors then. HAT_OK, HAT_ERR_NOMEM. */
enum hat_status hat_leftovers_collect(struct hat_leftovers *leftovers,
                                      struct hat_part_source *source);
void hat_leftovers_report(struct hat_leftovers *leftovers, hat_diags *diags);
void hat_leftovers_fini(struct hat_leftovers *leftovers);

#endif
