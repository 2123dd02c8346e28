/* lines.h -- a paragraph broken into lines (docs/layout-rules.md 1 to 2 and 12.1).
 *
 * Lines depend on the paragraph and the width alone, not on the place on the page; the stacker
 * (blocks.h) decides which line stands where. Vertical measures of a line:
 *
 *         ----------------- y (top of the line's place)
 *          extra_above        proportional spacing over 100 %, or leading: left out on the first
 *                             line of the paragraph in this page or cell
 *         - - - - - - - - -
 *          baseline           from the top of the line proper to the baseline
 *          height             of the line proper
 *         -----------------   next line
 */
#ifndef HAT_LAYOUT_LINES_H
#define HAT_LAYOUT_LINES_H

#include "document/document.h"
#include "layout/page.h"
#include "layout/structure.h"
#include "text/fonts.h"
#include "text/shape.h"

struct hat_hyphens; /* text/hyphens.h */

/* Draws the text of a box that stands in a line; `spot` is the box's top left corner. */
struct hat_line_spot;
struct hat_box_painter {
    void *ctx;
    enum hat_status (*paint)(void *ctx, const struct hat_object *object,
                             const struct hat_line_spot *spot, struct hat_page *page);
};

/* What lines need from their surroundings; one per layout run. */
struct hat_setting {
    struct hat_fonts *fonts;
    struct hat_shaper *shaper;
    const struct hat_document_info *info;
    const struct hat_limits *limits;
    hat_diags *diags;
    struct hat_structure *structure;
    uint64_t work;                          /* glyphs set so far, against limits->layout_work */
    uint32_t page_number;                   /* that PAGE prints now */
    uint8_t page_format;                    /* enum hat_number_format */
    uint32_t page_count;                    /* that NUMPAGES prints; 0: the cached text */
    const struct hat_structure *first_pass; /* where bookmarks stand; NULL: not known yet */
    uint32_t section_pages;
    const struct hat_box_painter *boxes; /* NULL: text boxes in lines stay empty */
    struct hat_hyphens *hyphens;         /* NULL: words are not hyphenated */
    hat_twip line_pitch;                 /* of the grid that lines stand on; 0: none */
};

struct hat_line {
    hat_twip extra_above, height, baseline;
    hat_twip text_height; /* without pictures: what the gap to the next paragraph is made of */
    bool line_break;      /* the line ends in one */
    bool has_anchor;      /* an anchored object belongs to this line */
};

struct hat_line_parts;

struct hat_lines {
    const struct hat_paragraph *paragraph;
    hat_twip width; /* of the container */
    const struct hat_line *lines;
    size_t count;       /* at least 1 */
    hat_twip gap_after; /* proportional gap of the last line (rules 3.1: line_gap) */
    const struct hat_line_parts *parts; /* of lines.c: what is on each line */
    uint32_t *link_nodes;               /* of lines.c: structure nodes made so far */
};

/* Counts `work` against the limit; `place`: of what takes it, or NULL. HAT_ERR_LIMIT: too much. */
enum hat_status hat_setting_spend(struct hat_setting *setting, uint64_t work,
                                  const struct hat_place *place);

/* Breaks `paragraph` for a container `width` twips wide. The result is in `arena`.
 * HAT_ERR_LIMIT: too much work; HAT_ERR_NOMEM. */
enum hat_status hat_lines_make(struct hat_setting *setting, const struct hat_paragraph *paragraph,
                               hat_twip width, struct hat_arena *arena, struct hat_lines **out);

/* Room that lines lose at their ends to what stands beside them, by line; lines after the last
 * one lose none. */
struct hat_line_inset {
    hat_twip left, right;
};
struct hat_line_insets {
    const struct hat_line_inset *items;
    size_t count;
};

/* The same around pictures and boxes; `insets` NULL: nothing stands beside the paragraph. */
enum hat_status hat_lines_make_around(struct hat_setting *setting,
                                      const struct hat_paragraph *paragraph, hat_twip width,
                                      const struct hat_line_insets *insets, struct hat_arena *arena,
                                      struct hat_lines **out);

/* The next inline of a kind (enum hat_inline_kind) on line `index`, NULL after the last. *at is
 * where to go on; 0 to begin. */
const struct hat_inline *hat_line_find(const struct hat_lines *lines, size_t index, uint8_t kind,
                                       size_t *at);

/* Where a line goes. */
struct hat_line_spot {
    hat_twip x, y;       /* container's left edge; top of the line proper (extra passed) */
    uint32_t node;       /* structure node of the paragraph, or an artifact */
    uint32_t label_node; /* of its label; unused without one */
};

/* Draws line `index` of `lines` on `page`: glyphs, tabs, underlines, inline objects, link areas. */
enum hat_status hat_line_paint(struct hat_setting *setting, struct hat_lines *lines, size_t index,
                               const struct hat_line_spot *spot, struct hat_page *page);

#endif
