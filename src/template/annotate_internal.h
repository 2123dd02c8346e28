/* annotate_internal.h -- a template with comments: annotate.c the body, annotate_docx.c the parts
 * that a DOCX has for comments. */
#ifndef HAT_TEMPLATE_ANNOTATE_INTERNAL_H
#define HAT_TEMPLATE_ANNOTATE_INTERNAL_H

#include "template/plan_internal.h"

enum { HAT_ANNOTATED_MAX = 4 };

/* A part that is not copied as it was. */
struct annotated {
    const char *name;
    struct hat_str bytes;
};

struct annotation {
    struct hat_arena arena;
    const char *path;
    const hat_diags *messages;
    size_t count; /* of messages */
    enum hat_lang lang;
    const struct hat_limits *limits;
    struct hat_package *package;
    bool docx;
    /* where each message goes: the number of a paragraph of the body, from 1; 0: to the first; or
     * NEXT: to the one around that ends next. Found by the first of two walks. */
    uint32_t *targets;
    bool writes;        /* the second walk */
    uint32_t paragraph; /* of the body, seen so far */
    uint32_t notes[2];  /* footnotes and endnotes that were referred to */
    const char *w;      /* namespace of the body (DOCX) */
    struct hat_part_source part;
    unsigned next_id;
    struct hat_buf comments;   /* DOCX: their elements */
    const char *comments_part; /* DOCX: that the template has; NULL: none */
    struct annotated changed[HAT_ANNOTATED_MAX];
    size_t changed_count;
};

/* Reads a part as it is by now. */
enum hat_status hat_annotate_tape(struct annotation *a, const char *name, struct hat_tape *tape);

/* ---- annotate_docx.c ---- */

/* Finds the comments that the template has already, and the first free number. */
enum hat_status hat_annotate_look(struct annotation *a);
/* Changes or adds the comments, their relationship and their content type. */
enum hat_status hat_annotate_docx(struct annotation *a);

/* "word/_rels/document.xml.rels" for "word/document.xml". */
void hat_annotate_relations_name(const char *main, struct hat_buf *buf);

/* ---- annotate_kind.c ---- */

/* Makes a document of a template; `relations` is the part with the main part's. */
enum hat_status hat_annotate_kind(struct annotation *a, const char *relations);
bool hat_annotate_is_macro(struct hat_str type);

/* Gives a part new bytes (copied). */
enum hat_status hat_annotate_replace(struct annotation *a, const char *name, struct hat_str bytes);
const struct annotated *hat_annotate_find(const struct annotation *a, const char *name);

#endif
