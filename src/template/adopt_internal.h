/* adopt_internal.h -- what office programs have for blanks of a letter becomes tags of the
 * language, before the part is scanned: then one way leads on.
 *
 *     MERGEFIELD org \* Upper              ->   {{org | upper}}      adopt_fields.c
 *     IF {MERGEFIELD a} = "b" "c"   ->   {{#if a == "b"}}c{{/if}}    adopt_if.c
 *     content control with the tag `org`   ->   {{org}}              adopt_controls.c
 *     <text:placeholder>&lt;org&gt;        ->   {{org}}              adopt_odt.c
 */
#ifndef HAT_TEMPLATE_ADOPT_INTERNAL_H
#define HAT_TEMPLATE_ADOPT_INTERNAL_H

#include "template/part_internal.h"

/* A field of Word, between its marks. */
struct hat_old_field {
    uint32_t begin, separate, end; /* START of each w:fldChar; `separate` may be HAT_NO_NODE */
    struct hat_str words;          /* the instruction */
    bool inside;                   /* in the instruction of another field */
};

/* Around the tag that a field in the instruction of an IF has become, among its words. */
enum { HAT_ADOPTED_OPEN = 1, HAT_ADOPTED_CLOSE = 2 };

/* Is it the instruction of an IF? */
bool hat_adopt_is_if(struct hat_str words);
/* The condition that an IF becomes; .ptr NULL: none, it is not understood. */
enum hat_status hat_adopt_condition(struct hat_part_source *part, struct hat_str words,
                                    struct hat_str *tag);
/* The tag of a field that stands in the instruction of an IF; .ptr NULL: it is none that can. */
enum hat_status hat_adopt_inner(struct hat_part_source *part, uint32_t node, struct hat_str words,
                                struct hat_str *tag);

/* Makes a tag of a MERGEFIELD, in its result's formatting; the marks are still there then. Says
 * which other fields of a mail merge stay as they are. *adopted: the marks should go. */
enum hat_status hat_adopt_field(struct hat_part_source *part, const struct hat_old_field *field,
                                bool *adopted);
/* The same for a w:fldSimple, which goes itself. */
enum hat_status hat_adopt_simple_field(struct hat_part_source *part, uint32_t start,
                                       struct hat_str words);

/* Content controls with a name; repeating ones become sections. */
enum hat_status hat_adopt_controls(struct hat_part_source *part);

/* Placeholders, user fields and database fields of an ODT. */
enum hat_status hat_adopt_odt(struct hat_part_source *part);

/* ---- adopt.c: what they share ---- */

/* Can a tag have this name? *yes answers. */
enum hat_status hat_adopt_is_name(struct hat_part_source *part, struct hat_str text, bool *yes);

/* The text kept in the template's arena; .ptr NULL when memory ends. Takes *buf over. */
struct hat_str hat_adopt_text(struct hat_part_source *part, struct hat_buf *buf);

/* A new element before the node `at`: its START, HAT_NO_NODE when memory ends. The name is
 * `local` with the prefix of `like`. */
uint32_t hat_adopt_element(struct hat_part_source *part, uint32_t at, uint32_t like,
                           enum hat_xml_name name, const char *local);
/* A new run with a text, before `at`. */
enum hat_status hat_adopt_run(struct hat_part_source *part, uint32_t at, uint32_t like,
                              struct hat_str text);
/* Makes `text` the only content of an element. */
enum hat_status hat_adopt_content(struct hat_part_source *part, uint32_t start,
                                  struct hat_str text);
/* Takes the text, tabs, breaks and so on between two nodes out, but for the element `keep`. */
void hat_adopt_remove_text(struct hat_part_source *part, uint32_t from, uint32_t to, uint32_t keep);
/* The first w:t between two nodes; HAT_NO_NODE: none. */
uint32_t hat_adopt_find_text(const struct hat_part_source *part, uint32_t from, uint32_t to);

/* Says that a field or switch is not understood. */
void hat_adopt_report(struct hat_part_source *part, uint32_t node, enum hat_message code,
                      struct hat_str what, struct hat_str more);

#endif
