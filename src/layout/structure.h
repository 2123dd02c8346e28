/* structure.h -- the logical tree of the letter, grown by the layout in reading order.
 *
 * Several letters of one file share a structure: each is a part, which the layout grows below a
 * node of its own as if it were alone.
 *
 * Every piece of content on a page names the node it belongs to; what is no content (page
 * headers, borders, repeated table heads) names HAT_NODE_ARTIFACT_*. PDF tags are made of it.
 * Nodes are numbered from 0 (the document) and only appended: children follow their parent.
 */
#ifndef HAT_LAYOUT_STRUCTURE_H
#define HAT_LAYOUT_STRUCTURE_H

#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "hatshy.h"

enum hat_node_type {
    HAT_NODE_DOCUMENT,
    HAT_NODE_HEADING, /* level 1 to 6 */
    HAT_NODE_PARAGRAPH,
    HAT_NODE_LIST,
    HAT_NODE_ITEM,
    HAT_NODE_LABEL,
    HAT_NODE_BODY, /* of a list item */
    HAT_NODE_TABLE,
    HAT_NODE_TABLE_HEAD,
    HAT_NODE_TABLE_BODY,
    HAT_NODE_ROW,
    HAT_NODE_HEADER_CELL,
    HAT_NODE_CELL,
    HAT_NODE_FIGURE,
    HAT_NODE_LINK,
    HAT_NODE_NOTE,
    HAT_NODE_SPAN,
    HAT_NODE_PART /* one letter of several */
};

enum hat_scope { HAT_SCOPE_NONE, HAT_SCOPE_COLUMN, HAT_SCOPE_ROW };

#define HAT_NODE_ARTIFACT_LAYOUT     UINT32_MAX
#define HAT_NODE_ARTIFACT_PAGINATION (UINT32_MAX - 1)

struct hat_node {
    uint32_t parent;
    uint8_t type;                /* enum hat_node_type */
    uint8_t level;               /* of a heading */
    uint8_t scope;               /* enum hat_scope */
    uint8_t numbered;            /* of a list: 0 bullets, 1 numbers */
    uint16_t col_span, row_span; /* of a cell; 0 and 1: one */
    const char *lang;            /* differs from the document's; NULL: does not */
    const char *text;            /* LINK: the URI, or "#" and the name of a bookmark;
                                    FIGURE: alternative text (NULL: none given);
                                    LABEL: what its signs mean (NULL: just that) */
    const char *title;           /* LINK: what a reader is told; NULL: its text */
};

struct hat_outline {
    uint8_t level; /* 1-based */
    uint32_t page; /* 0-based */
    int32_t y;     /* top of the heading [twips from the page's top] */
    const char *title;
};

/* Where a bookmark stands: what links inside the document lead to. */
struct hat_bookmark {
    const char *name;
    uint32_t page;   /* 0-based */
    int32_t y;       /* top of its line [twips from the page's top] */
    uint32_t number; /* of its page, as PAGE prints it */
    size_t order;    /* among all of the document */
};

/* A letter of several: what of the arrays below is its own. */
struct hat_letter_part {
    uint32_t node;       /* HAT_NODE_PART: everything of the letter is below it */
    uint32_t first_page; /* 0-based */
    size_t first_outline, outline_end, first_bookmark, bookmark_end;
};

struct hat_structure {
    struct hat_arena arena; /* texts */
    struct hat_node *nodes;
    size_t count, cap;
    struct hat_outline *outlines;
    size_t outline_count, outline_cap;
    struct hat_bookmark *bookmarks; /* as they were met; a name may be there twice */
    size_t bookmark_count, bookmark_cap;
    struct hat_letter_part *parts; /* none: all is one letter */
    size_t part_count, part_cap;
};

/* A zeroed structure has no node; init makes node 0, the document. */
enum hat_status hat_structure_init(struct hat_structure *structure);
void hat_structure_fini(struct hat_structure *structure);
/* Appends a node below `parent`; *node receives its number. Texts are set by the caller, in
 * structure->arena. */
enum hat_status hat_structure_add(struct hat_structure *structure, uint32_t parent,
                                  enum hat_node_type type, uint32_t *node);
/* Appends a bookmark; the name is copied, the place's own name and order not looked at. */
enum hat_status hat_structure_bookmark(struct hat_structure *structure, struct hat_str name,
                                       const struct hat_bookmark *place);
/* Puts bookmarks in order for finding: of several of one name, since rows that are repeated repeat
 * theirs, the first in the document; NULL: none. */
void hat_bookmarks_sort(struct hat_bookmark *places, size_t count);
const struct hat_bookmark *hat_bookmarks_find(const struct hat_bookmark *places, size_t count,
                                              const char *name);

/* Begins a letter on page `first_page`, called `name` in the outline; its pages are numbered from
 * 0 on until it ends. `lang` NULL: the document's. */
enum hat_status hat_structure_begin_part(struct hat_structure *structure, struct hat_str name,
                                         const char *lang, uint32_t first_page);
/* Ends the letter begun last: its outline goes below its name, its pages among those of all. */
void hat_structure_end_part(struct hat_structure *structure);

/* The node that what is laid out now is below. */
static inline uint32_t hat_structure_root(const struct hat_structure *structure)
{
    return structure->part_count > 0 ? structure->parts[structure->part_count - 1].node : 0;
}

#endif
