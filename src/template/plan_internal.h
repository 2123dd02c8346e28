/* plan_internal.h -- what becomes of each part of a template's package. */
#ifndef HAT_TEMPLATE_PLAN_INTERNAL_H
#define HAT_TEMPLATE_PLAN_INTERNAL_H

#include "template/program_internal.h"
#include "template/relations_internal.h"
#include "template/template.h"

enum hat_plan_action {
    HAT_PLAN_COPY,      /* as it is, compressed */
    HAT_PLAN_PROGRAM,   /* merged */
    HAT_PLAN_BYTES,     /* rewritten once: content types, manifest, cleaned parts */
    HAT_PLAN_MANIFEST,  /* ODT: rewritten, with the pictures made while merging */
    HAT_PLAN_RELATIONS, /* rewritten, with the links made while its source part was merged */
    HAT_PLAN_DROP       /* left out */
};

struct hat_plan_part {
    const char *name;
    const char *type;
    bool is_xml;
    enum hat_plan_action action;
    struct hat_program *program;
    struct hat_str bytes; /* BYTES; RELATIONS, MANIFEST: what comes before the made ones */
    struct hat_str tail;  /* RELATIONS, MANIFEST: what comes after */
    struct hat_str
        relationship;   /* MANIFEST: prefix; RELATIONS: start tag's name and type of a made one */
    uint32_t source;    /* RELATIONS: index of the part they belong to */
    uint32_t relations; /* PROGRAM: index of its RELATIONS; HAT_NO_PART: none */
    uint32_t first_id;  /* PROGRAM: number of the last rIdHat that the template has */
    bool added;         /* came with a sub-template: the package's list gets it */
    bool stored;        /* BYTES: not worth compressing */
    bool relations_change;         /* links are made, or some are left out */
    struct hat_relationship *more; /* that came with sub-templates */
    size_t more_count, more_cap;
    uint32_t first_more; /* number of the last rIdHatS that the template has */
};

#define HAT_NO_PART UINT32_MAX

enum { HAT_PARTS_MORE = 256 }; /* parts that sub-templates may bring along */

struct hat_partials;

/* A file of a sub-template, which no output may replace. */
struct hat_partial_file {
    const char *path; /* links resolved */
    const struct hat_partial_file *next;
};

struct hat_template {
    struct hat_arena arena;
    struct hat_limits limits;
    struct hat_package *package;
    const struct hat_dialect *dialect;
    struct hat_plan_part *parts; /* in the order of writing */
    size_t part_count, part_cap;
    const char *partials_beside;   /* a file in the folder of sub-templates; NULL: there is none */
    struct hat_partials *partials; /* while the template is opened; else NULL */
    const struct hat_partial_file *partial_files;
    uint32_t paths;
    enum hat_lang lang; /* of the document */
    struct hat_str link_style;
    bool pictures; /* a program makes pictures */
    bool strict;   /* DOCX: of the Strict kind */
};

uint32_t hat_plan_find(const struct hat_template *tmpl, const char *name);

/* May a letter carry the part? *quiet: nobody would miss it. allow.c */
bool hat_plan_allowed(enum hat_format format, const char *name, const char *type, bool *quiet);

/* Does the part show how the template's pages look, so that it holds only where nothing changes? */
bool hat_plan_is_look(const struct hat_part *part);
/* Carries these parts over, too: for a template without tags, whose letters are the template. */
void hat_plan_keep_looks(struct hat_template *tmpl);

/* The type of a document for that of a template or of one with macros; NULL: it is another. */
const char *hat_plan_document_type(struct hat_str type);

/* Rewrites the package's list of parts when some are left out. listing.c */
enum hat_status hat_plan_listing(struct hat_template *tmpl, hat_diags *diags);

/* What is decided by names and content types alone. */
enum hat_status hat_plan_parts(struct hat_template *tmpl, hat_diags *diags);

/* Is the relationship of this id left out? */
typedef bool hat_relation_test(void *ctx, struct hat_str id);

/* Rewrites the relationships of a part whose program is made: see rels.c. `left_out` may be NULL.
 */
enum hat_status hat_plan_relations(struct hat_template *tmpl, struct hat_plan_part *source,
                                   hat_relation_test *left_out, void *ctx, hat_diags *diags);

/* The document's language and the style of links, from the styles. */
enum hat_status hat_styles_look(struct hat_template *tmpl, hat_diags *diags);

#endif
