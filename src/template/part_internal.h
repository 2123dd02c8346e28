/* part_internal.h -- one XML part of a template on its way from tape to program.
 *
 *     hat_tape_read    bytes to nodes                        tape.c
 *     hat_part_clean   active and outside content goes       clean.c
 *     hat_adopt_...    fields of a mail merge become tags    adopt*.c
 *     hat_part_scan    tags found, healed, made nodes        scan.c, heal.c, tag.c
 *     hat_partials_include  sub-templates put in               partial*.c, graft.c
 *     hat_part_links   links get runs of their own           links.c
 *     hat_part_pictures                        picture_tags.c
 *     hat_part_pair    sections paired                       pair.c
 *     hat_part_place   section tags put where they repeat    structure.c, vanish.c
 *     hat_part_compile the tape flattened                    compile.c
 */
#ifndef HAT_TEMPLATE_PART_INTERNAL_H
#define HAT_TEMPLATE_PART_INTERNAL_H

#include "template/dialect_internal.h"
#include "template/expr_internal.h"

#define HAT_NO_TAG UINT32_MAX

enum hat_tag_kind {
    HAT_TAG_VALUE,
    HAT_TAG_SECTION,  /* {{#name}} */
    HAT_TAG_INVERTED, /* {{^name}} */
    HAT_TAG_IF,       /* {{#if ...}} */
    HAT_TAG_ELSE,     /* {{else}} */
    HAT_TAG_ELSE_IF,  /* {{else if ...}} */
    HAT_TAG_CLOSE,
    HAT_TAG_COMMENT, /* also set delimiters */
    HAT_TAG_PARTIAL, /* {{> name}}: what it stands for follows it on the tape, see partial.c */
    HAT_TAG_BROKEN   /* reported; nothing more is said about it */
};

/* Who has more errors in one part mends these first; what follows may be their consequence. */
enum { HAT_ERRORS_MAX = 200 };

/* The XML around a link that a value makes: before the address, between address and text, after;
 * and around a text without an address. */
struct hat_link_texts {
    struct hat_str open, text, close, plain_open, plain_close;
};

struct hat_picture_tag;
struct hat_picture_frame;

struct hat_tag {
    enum hat_tag_kind kind;
    struct hat_str source; /* as written, for messages */
    const struct hat_expr *expr;
    struct hat_str name;  /* a section's, by which it is closed; "if"; what a CLOSE says; the
                             sub-template of a PARTIAL */
    struct hat_str first; /* a section's first step: closes it, too */
    struct hat_place place;
    uint32_t node;      /* HAT_NODE_TAG; HAT_NO_NODE when it is gone */
    uint32_t paragraph; /* START of the paragraph */
    uint32_t partner;   /* section: its CLOSE; CLOSE, ELSE, ELSE_IF: the section */
    uint32_t anchor;    /* element that a section's tag was put beside; HAT_NO_NODE: in line */
    bool quiet;         /* in a fallback of what was read already: says nothing */
    bool has_else;      /* section: its {{else}} was met */
    bool by_member;     /* section: a map is repeated by its members */
    bool own_link;      /* VALUE with the filter link, and no link around it */
    const struct hat_expr *text_expr; /* own_link: what is shown */
    struct hat_link_texts *link;      /* own_link */
    struct hat_picture_tag *picture;  /* VALUE that makes a picture; else NULL */
    const struct hat_site *site;      /* of a VALUE */
};

/* An attribute with tags, the address of a link or an alternative text: text and expressions by
 * turns. */
struct hat_address_piece {
    struct hat_str text; /* of an expression: its tag */
    const struct hat_expr *expr;
};

struct hat_address {
    struct hat_address_piece *pieces;
    uint32_t count;
    struct hat_str name;  /* of the attribute, as written */
    struct hat_str value; /* of the attribute: r:id or the address itself */
    enum hat_xml_name attribute;
    bool plain;         /* a text, no address */
    struct hat_tag tag; /* its source and place, for messages */
};

/* A paragraph of the part with its text, before tags are looked for. */
struct hat_piece;
struct hat_paragraph_seen {
    uint32_t node; /* its START */
    struct hat_place place;
    struct hat_str text;
    const struct hat_piece *pieces;
    size_t piece_count;
};

struct hat_part_source {
    const struct hat_dialect *dialect;
    const struct hat_limits *limits;
    hat_diags *diags;
    struct hat_arena *arena; /* the template's */
    const char *file, *name;
    uint32_t *paths;           /* counts the template's paths */
    struct hat_str link_style; /* "Hyperlink" or what the template calls it; .len 0: none */
    const struct hat_relationships *relationships; /* DOCX; NULL: none */

    struct hat_tape tape;
    const struct hat_site *inline_site; /* the one used last, for tags in markup */
    struct hat_str inline_prefix;       /* and the prefix that it is for */
    struct hat_tag *tags;               /* in document order after scan */
    size_t tag_count, tag_cap;
    struct hat_address *addresses;
    size_t address_count, address_cap;
    struct hat_picture_frame *frames; /* pictures that are replaced */
    size_t frame_count, frame_cap;
    size_t error_count;
    bool errors;  /* reported; there will be no program */
    bool changed; /* cleaned: not the part of the package any more */
    /* annotate.c: hat_part_scan() shows the paragraphs and leaves their tags alone */
    enum hat_status (*seen)(void *ctx, const struct hat_paragraph_seen *paragraph);
    void *seen_ctx;
};

void hat_part_fini(struct hat_part_source *part);

/* Is it of a Strict document, which has other namespaces (ECMA-376-1 Annex L)? docx.c */
bool hat_part_is_strict(const struct hat_part_source *part);
/* Namespace of relationship ids in its attributes. */
const char *hat_part_relations_uri(const struct hat_part_source *part);

enum hat_status hat_part_scan(struct hat_part_source *part);
/* Renumbers the tags in the order of their nodes; tags without a node go. scan.c */
enum hat_status hat_part_sort_tags(struct hat_part_source *part);
/* Looks for tags in the address of the link `start`, at `place`. links.c */
enum hat_status hat_part_address(struct hat_part_source *part, uint32_t start,
                                 const struct hat_place *place, bool quiet);
/* The same in the alternative text of a drawing's START, DOCX. links.c */
enum hat_status hat_part_alternative(struct hat_part_source *part, uint32_t start,
                                     const struct hat_place *place, bool quiet);
enum hat_status hat_part_links(struct hat_part_source *part);
enum hat_status hat_part_pair(struct hat_part_source *part);
enum hat_status hat_part_place(struct hat_part_source *part);

/* Parses the tag at text[0 .. ) between delimiters; makes *tag. tag.c */
enum hat_status hat_tag_parse(struct hat_part_source *part, struct hat_str inner,
                              struct hat_tag *tag);
/* Is it a tag that begins a section? */
static inline bool hat_tag_opens(const struct hat_tag *tag)
{
    return tag->kind == HAT_TAG_SECTION || tag->kind == HAT_TAG_INVERTED || tag->kind == HAT_TAG_IF;
}

/* Adds an error about a tag and a note at the place of the other tag that it names. */
void hat_tag_report_two(struct hat_part_source *part, const struct hat_tag *tag,
                        enum hat_message code, const struct hat_tag *other);

/* Adds an error about a tag. */
void hat_tag_report(struct hat_part_source *part, const struct hat_tag *tag, enum hat_message code,
                    const struct hat_str args[3]);

/* ---- vanish.c ---- */

/* Marks the paragraphs, items and rows that hold nothing but section tags. */
void hat_part_mark_vanishing(struct hat_part_source *part);
/* The outermost vanishing element around a node; HAT_NO_NODE: none. */
uint32_t hat_part_vanishing(const struct hat_part_source *part, uint32_t node);
/* Does the paragraph hold one tag alone, and white space? */
bool hat_part_alone(const struct hat_part_source *part, uint32_t paragraph);
/* Takes a block out; bookmarks of a DOCX stay. */
void hat_part_remove_block(struct hat_part_source *part, uint32_t start);
/* Takes the vanishing elements out, the tags in them having been moved. */
void hat_part_remove_vanishing(struct hat_part_source *part);
/* Marks tables that may turn out empty, and containers that may be left without a paragraph. */
enum hat_status hat_part_mark_emptiable(struct hat_part_source *part);

/* ---- heal.c ---- */

/* A piece of a paragraph's text: a TEXT node, or an element that is a space or hyphen. */
struct hat_piece {
    uint32_t node;
    size_t at, len; /* in the paragraph's text */
};

/* A tag in the paragraph's text. */
struct hat_span {
    size_t from, to, anchor;
    uint32_t tag; /* index in part->tags */
};

/* Puts TAG nodes where the tags' text stood. `text` is the paragraph's. */
enum hat_status hat_part_heal(struct hat_part_source *part, struct hat_str text,
                              const struct hat_piece *pieces, size_t piece_count,
                              const struct hat_span *spans, size_t span_count);

/* How a value in the element `parent` is written; NULL when memory ends. */
const struct hat_site *hat_part_site(struct hat_part_source *part, uint32_t parent);

/* Removes a run, link or text that holds nothing any more, and what is empty then. */
void hat_part_drop_empty(struct hat_part_source *part, uint32_t start);
/* Does the element hold anything but properties (and markers)? */
bool hat_part_empty(const struct hat_part_source *part, uint32_t start);

/* Moves a TAG node up until it is a child of `ancestor`, splitting what is around it. */
enum hat_status hat_part_lift(struct hat_part_source *part, uint32_t node, uint32_t ancestor);

#endif
