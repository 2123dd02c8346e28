/* clean_internal.h -- active and outside content taken out of a part before it is compiled. */
#ifndef HAT_TEMPLATE_CLEAN_INTERNAL_H
#define HAT_TEMPLATE_CLEAN_INTERNAL_H

#include "template/plan_internal.h"

struct hat_inclusion;

/* Which relationships of a part go: a test as hat_relation_test with this as its ctx. */
struct hat_left_out {
    const struct hat_template *tmpl;
    const struct hat_relationships *list;
    hat_diags *diags;
    bool any;                        /* the test said yes for one of the list */
    struct hat_inclusion *inclusion; /* a sub-template's: pictures and links alone stay */
};

bool hat_left_out_test(void *ctx, struct hat_str id);
/* Looks at all of them, and says each that leads outside. */
void hat_left_out_scan(struct hat_left_out *left_out);

/* Is it an attribute that holds the id of a relationship? */
bool hat_clean_is_reference(enum hat_xml_name name);

/* May a link that the template itself has lead there? Anchors (#...) may. */
bool hat_link_allowed(struct hat_str address);

/* Takes out what may not stay; part->changed tells whether there was something. */
enum hat_status hat_clean_docx(struct hat_part_source *part, struct hat_left_out *left_out);
enum hat_status hat_clean_odt(struct hat_part_source *part);

/* Takes out fields that run or fetch something: DDE, LINK, INCLUDETEXT ... fields.c */
enum hat_status hat_clean_fields(struct hat_part_source *part);

/* Takes out an element and says so once: `what` is its name for people. */
void hat_clean_remove(struct hat_part_source *part, uint32_t start, enum hat_message code,
                      struct hat_str what);

#endif
