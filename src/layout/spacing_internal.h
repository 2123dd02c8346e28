/* spacing_internal.h -- the room between blocks that follow each other (layout-rules.md 3.1). */
#ifndef HAT_LAYOUT_SPACING_INTERNAL_H
#define HAT_LAYOUT_SPACING_INTERNAL_H

#include "document/document.h"
#include "layout/lines.h"

/* What stands above the next block of a container. */
enum hat_above_kind {
    HAT_ABOVE_INSIDE,   /* nothing: top of a cell, header, note or text box */
    HAT_ABOVE_DOCUMENT, /* nothing: the document begins */
    HAT_ABOVE_BREAK,    /* nothing: page begun by an explicit break */
    HAT_ABOVE_OVERFLOW, /* nothing: page begun because the one before was full */
    HAT_ABOVE_PARAGRAPH,
    HAT_ABOVE_TABLE
};

/* A zeroed one is the top of a cell. It outlives the block it speaks of. */
struct hat_above {
    uint8_t kind; /* enum hat_above_kind */
    bool closed;  /* the room of its bottom border is taken already */
    bool in_list;
    uint32_t list;                      /* of a paragraph in a list */
    const struct hat_para_props *props; /* of a paragraph */
    hat_twip line_gap;                  /* proportional gap below its last line */
    uint16_t gap_size;                  /* of a paragraph, see there */
    hat_twip after;                     /* of a table */
};

struct hat_above hat_above_paragraph(const struct hat_paragraph *paragraph, hat_twip line_gap);
struct hat_above hat_above_table(const struct hat_table *table);

/* Room between what is above and the text of `paragraph`, borders included. */
hat_twip hat_space_before(const struct hat_flags *flags, const struct hat_above *above,
                          const struct hat_paragraph *paragraph);
/* From the frame that object positions of a paragraph refer to to its first line: 0 in DOCX; in ODF
 * what is the paragraph's own of hat_space_before, all of it with `former_positions` (rules 6). */
hat_twip hat_paragraph_lead(const struct hat_flags *flags, const struct hat_above *above,
                            const struct hat_paragraph *paragraph);
/* The same before a table. */
hat_twip hat_space_before_table(const struct hat_flags *flags, const struct hat_above *above,
                                const struct hat_table *table);
/* Room that the last block of a cell, header, note or box takes below its text or last row. */
hat_twip hat_space_at_end(const struct hat_flags *flags, const struct hat_above *above);

/* Are both paragraphs in one box: same borders, same indents (rules 3.4)? */
bool hat_paragraphs_joined(const struct hat_para_props *a, const struct hat_para_props *b);
/* Height of a border with its distance to the text; 0 when there is none. */
hat_twip hat_border_room(const struct hat_border *border);
/* The same where the border itself is left out between two joined paragraphs. */
hat_twip hat_joined_room(const struct hat_border *border);

#endif
