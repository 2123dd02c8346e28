/* partial_internal.h -- sub-templates: {{> sign}} stands for the body of sign.docx or sign.odt.
 *
 *     partial.c         scans the file, puts its nodes in the tag's place
 *     partial_find.c    finds and opens the file
 *     partial_take.c    its pictures and links become those of the template; fresh ids and names
 *     partial_docx.c    what of a DOCX may come, and its references
 *     partial_styles.c  DOCX: styles and lists that the template lacks
 *     partial_odt.c     the same for ODT
 *     graft.c           nodes of one tape copied into another
 *
 * All of it happens while the template is opened; a merge knows nothing of sub-templates.
 */
#ifndef HAT_TEMPLATE_PARTIAL_INTERNAL_H
#define HAT_TEMPLATE_PARTIAL_INTERNAL_H

#include "template/leftovers_internal.h"
#include "template/plan_internal.h"

/* Limits; docs/template-language.md names them. */
enum {
    HAT_PARTIALS_MAX = 256,      /* sub-templates in a template, each time counted */
    HAT_PARTIAL_DEPTH_MAX = 16,  /* one in another */
    HAT_PARTIAL_STYLES_MAX = 512 /* styles and lists taken over */
};

/* A style, list or font of a sub-template by its old name, and its new one. */
struct hat_renamed {
    const struct hat_partial *partial;
    uint32_t inclusion; /* 0: of the sub-template, wherever it stands */
    struct hat_str kind, old, now;
};

/* A file that was opened. */
struct hat_partial {
    const char *path; /* as messages show it */
    char *real;       /* links resolved: tells files apart */
    struct hat_buf bytes;
    struct hat_template own;            /* its package and parts; nothing of it is compiled */
    struct hat_relationships relations; /* DOCX: of its main part */
    struct hat_tape styles, numbering;  /* read when they are needed */
    bool styles_read, numbering_read;
    uint32_t uses;
};

/* What the template has of sub-templates, while it is opened. */
struct hat_partials {
    struct hat_partial **items;
    size_t count, cap;
    uint32_t uses;
    uint64_t nodes, bytes; /* of the bodies that were put in, together */
    uint64_t file_bytes;   /* of all files that were opened */
    struct hat_renamed *renamed;
    size_t renamed_count, renamed_cap;
    struct hat_renamed *taken; /* parts, by name */
    size_t taken_count, taken_cap;
    uint64_t taken_bytes;
    struct hat_tape styles, numbering; /* DOCX: the template's own, to be enlarged */
    uint32_t styles_part, numbering_part;
    struct hat_part_source odt_styles; /* ODT: the same */
    bool styles_read, numbering_read;
    uint32_t prefix; /* ODT: hat<prefix + inclusion>_ begins no name of the part ... */
    const struct hat_plan_part *prefix_of;
};

/* The part of the template that gets the sub-template in the end. */
struct hat_expansion {
    struct hat_template *tmpl;
    struct hat_plan_part *into;
    struct hat_part_source *target;
    struct hat_leftovers *leftovers;
};

/* One sub-template on its way into a part. */
struct hat_inclusion {
    const struct hat_expansion *x;
    const struct hat_inclusion *around; /* the one that holds the tag; NULL: the template */
    struct hat_partial *partial;
    uint32_t number; /* 1, 2, 3 ... in the template */
    struct hat_part_source source;
    uint32_t body; /* START of w:body or office:text */
};

/* Puts sub-templates in the places of their tags; the part is scanned, not paired. HAT_OK also when
 * there were errors (part->errors), HAT_ERR_NOMEM, HAT_ERR_LIMIT. */
enum hat_status hat_partials_include(const struct hat_expansion *expansion);
/* Writes the styles and lists that were enlarged. */
enum hat_status hat_partials_finish(struct hat_template *tmpl);
void hat_partials_free(struct hat_template *tmpl);

/* ---- partial_find.c ---- */

/* Finds the file of the tag: its real path in `real`, and how it is shown; shown->len is 0 when it
 * was reported that there is none. */
enum hat_status hat_partial_find_file(struct hat_template *tmpl, struct hat_part_source *part,
                                      const struct hat_tag *tag, char real[HAT_PATH_BYTES],
                                      struct hat_str *shown);
/* The sub-template at `real`, opened when it is new; NULL with HAT_OK: it cannot be opened. */
enum hat_status hat_partial_open(struct hat_template *tmpl, const char *real, struct hat_str shown,
                                 hat_diags *diags, struct hat_partial **out);
/* Accepts NULL. */
void hat_partial_close(struct hat_partial *partial);

/* ---- of either format ---- */

/* Takes out what a sub-template does not bring along, before it is scanned. */
enum hat_status hat_partial_trim_docx(struct hat_inclusion *in);
enum hat_status hat_partial_trim_odt(struct hat_inclusion *in);
/* Makes its references those of the template, after it was scanned. */
enum hat_status hat_partial_refer_docx(struct hat_inclusion *in);
enum hat_status hat_partial_refer_odt(struct hat_inclusion *in);

/* DOCX: the style or list of the template that stands for the sub-template's. `id` is changed;
 * .len 0: there is none. partial_styles.c */
enum hat_status hat_partial_style(struct hat_inclusion *in, struct hat_str *id);
enum hat_status hat_partial_list(struct hat_inclusion *in, bool of_style, struct hat_str *id);

/* ---- partial_take.c ---- */

/* The part of the template that is a copy of the sub-template's part `name`; its name, .len 0:
 * there is no such part. */
enum hat_status hat_partial_take_part(struct hat_inclusion *in, const char *name,
                                      struct hat_str *now);
/* A new part of the template, whose bytes are set then; its index. */
enum hat_status hat_partial_new_part(struct hat_template *tmpl, const char *name, const char *type,
                                     uint32_t *index);
/* A relationship of a part to another or to an address; its id. */
enum hat_status hat_partial_relation(struct hat_template *tmpl, struct hat_plan_part *part,
                                     const struct hat_relationship *wanted, struct hat_str *id);
/* Gives what must be unique in a document another number or name: bookmarks, drawings, tables. */
enum hat_status hat_partial_fresh_names(struct hat_inclusion *in);
/* What stands for an old name; NULL: not known yet. */
const struct hat_renamed *hat_partial_renamed(const struct hat_inclusion *in, struct hat_str kind,
                                              bool everywhere, struct hat_str old);
enum hat_status hat_partial_rename(struct hat_inclusion *in, struct hat_str kind, bool everywhere,
                                   struct hat_str old, struct hat_str now);
/* "hat3_" + old */
struct hat_str hat_partial_name(struct hat_inclusion *in, struct hat_str old);

/* Says what a sub-template does not bring along. */
void hat_partial_left_out(struct hat_inclusion *in, struct hat_str what);
/* The first element of that name below `start`; HAT_NO_NODE. */
uint32_t hat_partial_find(const struct hat_tape *tape, enum hat_xml_name name);
/* Reads a part of a package into a tape with texts in the template's arena. */
enum hat_status hat_partial_read(const struct hat_expansion *x, struct hat_package *package,
                                 const char *name, struct hat_tape *tape);

#endif
