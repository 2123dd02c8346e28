/* relations_internal.h -- links made while a DOCX part is merged: target -> rIdHat1, rIdHat2 ... */
#ifndef HAT_TEMPLATE_RELATIONS_INTERNAL_H
#define HAT_TEMPLATE_RELATIONS_INTERNAL_H

#include "package/package.h"

/* A zeroed struct is a valid empty one. Ids are given in order of first use, so that every run of
 * a part gives the same. Memory grows with the number of different targets. */
struct hat_relations {
    struct hat_arena arena;
    struct hat_relationship *items;
    size_t count, cap;
    uint32_t *slots; /* hash table: 1 + index; 0: free */
    size_t slot_count;
    uint32_t first; /* ids begin after rIdHat<first>, which the template has already */
};

/* The relationship for a target, made when there is none; NULL when memory ends. Borrowed until
 * the next call. */
const struct hat_relationship *hat_relations_add(struct hat_relations *relations,
                                                 struct hat_str target);
/* The same for a part of the package that is a picture. */
const struct hat_relationship *hat_relations_add_picture(struct hat_relations *relations,
                                                         struct hat_str name);
/* NULL when the id is none of these. */
const struct hat_relationship *hat_relations_find(const struct hat_relations *relations,
                                                  struct hat_str id);
void hat_relations_fini(struct hat_relations *relations);

/* The number in "rIdHat12"; 0 when the id is not of that form. */
uint32_t hat_relations_number(struct hat_str id);

#endif
