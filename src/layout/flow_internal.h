/* flow_internal.h -- blocks in a container: the measured form of what a cell, header, note or
 * text box holds, and of the paragraphs of the body.
 *
 * Everything is measured first and drawn later, when its place is known:
 *
 *     blocks --make--> stack of boxes --fit--> part that fits a height --paint--> display list
 *                          |                        |
 *                  lines of a paragraph,      from cursor to cursor
 *                  rows of a table
 *
 * A stack is cut between *slices*: a line of a paragraph or a row of a table. A cursor
 * {box, slice} names the slice that comes next. Measuring draws nothing and can be asked as often
 * as needed, so nothing drawn is ever taken back: see body_internal.h for what that means for
 * page breaks.
 */
#ifndef HAT_LAYOUT_FLOW_INTERNAL_H
#define HAT_LAYOUT_FLOW_INTERNAL_H

#include "layout/layout.h"
#include "layout/lines.h"
#include "layout/spacing_internal.h"
#include "layout/twips_internal.h"

struct hat_page_area; /* anchors_internal.h */

/* One layout run. */
struct hat_layout {
    struct hat_setting setting;
    struct hat_document *document;
    const struct hat_flags *flags;    /* of the document */
    const struct hat_page_sink *sink; /* NULL: only counting, nothing is drawn */
    struct hat_page page;             /* being filled */
    struct hat_page_area *area;       /* what stands beside the text on it */
    unsigned depth;                   /* containers being measured, one in the other */
    bool in_header;                   /* a header or footer is being measured */
};

/* Is anything drawn in this run? */
static inline bool hat_layout_draws(const struct hat_layout *layout)
{
    return layout->sink != NULL;
}

/* Counts `work` against the limit, for what the line builder does not see. HAT_ERR_LIMIT. */
enum hat_status hat_layout_spend(struct hat_layout *layout, uint64_t work);

/* ---- logical tree (tags.c) ---- */

enum { HAT_LIST_LEVELS = 10 };

/* Where the nodes of one container go. */
struct hat_tags {
    uint32_t parent; /* node, or an artifact: then everything inside is one */
    bool direct;     /* a container of one paragraph: no node of its own for that */
    uint8_t depth;   /* open lists */
    struct {
        uint32_t list, node, item, body; /* identity; LIST, ITEM and BODY nodes */
        uint8_t level;
    } lists[HAT_LIST_LEVELS];
};

static inline bool hat_node_is_artifact(uint32_t node)
{
    return node >= HAT_NODE_ARTIFACT_PAGINATION;
}

struct hat_para_box;

/* Gives the paragraph its node, once. `y`: where it begins on the current page. */
enum hat_status hat_tag_paragraph(struct hat_layout *layout, struct hat_tags *tags,
                                  struct hat_para_box *box, hat_twip y);
/* Has the paragraph anything a reader would be told? */
bool hat_paragraph_blank(const struct hat_paragraph *paragraph);

/* ---- paragraphs (paragraphs.c) ---- */

struct hat_para_box {
    const struct hat_paragraph *paragraph;
    struct hat_lines *lines;
    uint32_t node, label_node;
    bool tagged;                   /* `node` is set */
    bool numbered;                 /* prints page numbers: its lines depend on the page */
    bool vanishes;                 /* takes no room (rules 3.1, after a nested table) */
    bool anchors;                  /* has anchored objects */
    bool notes;                    /* has references to notes */
    hat_twip lead;                 /* from the frame of "paragraph" positions to the first line */
    const hat_twip *skips;         /* room above each line for what is in the way; NULL: none */
    struct hat_line_insets insets; /* and beside it */
};

enum hat_status hat_para_make(struct hat_layout *layout, const struct hat_paragraph *paragraph,
                              hat_twip width, struct hat_arena *arena, struct hat_para_box *box);

/* Height of the lines [from, to) when `from` is the first of them in its container. */
hat_twip hat_para_height(const struct hat_para_box *box, size_t from, size_t to);

/* How many of the lines [from, to) fit a height. */
size_t hat_para_fit(const struct hat_para_box *box, size_t from, size_t to, hat_twip room);

/* How many lines from `from` on go on this page, by widows, orphans and keep-lines (rules 3.3);
 * 0: none, all move. `end`: behind the last line that may stand on this page. */
size_t hat_para_split(const struct hat_para_box *box, size_t from, size_t end, hat_twip room);

/* Paragraph borders that are open: they end where something else follows. */
struct hat_frame {
    const struct hat_para_props *props; /* NULL: none is open */
    hat_twip left, right;               /* of the text, indents taken off */
    hat_twip top, bottom;               /* of the text so far */
    bool continued;                     /* begun on an earlier page: no top border */
};

/* Numbers the lines of the body (line_numbers.c). */
struct hat_line_counter {
    const struct hat_line_numbers *numbers;
    int32_t next; /* 0: not begun */
};

/* A section, or with `page` a page of it, begins. */
void hat_line_counter_begin(struct hat_line_counter *counter, const struct hat_section *section,
                            bool page);
/* Draws the number of the line at `spot`, when it is one that is printed. */
enum hat_status hat_line_number_draw(struct hat_layout *layout, struct hat_line_counter *counter,
                                     const struct hat_line *line, const struct hat_line_spot *spot);

struct hat_para_spot {
    hat_twip x, y; /* container's left edge; top of the first line proper */
    hat_twip width;
    bool reserve; /* anchored objects keep text off that is set later */
    struct hat_frame *frame;
    struct hat_tags *tags;
    struct hat_line_counter *counter; /* NULL: the lines are not numbered */
};

/* Draws the lines [from, to) with shading; borders are drawn when the frame is closed. */
enum hat_status hat_para_paint(struct hat_layout *layout, struct hat_para_box *box, size_t from,
                               size_t to, const struct hat_para_spot *spot);

enum hat_frame_close {
    HAT_CLOSE_END,  /* with the bottom border */
    HAT_CLOSE_CUT,  /* the paragraph goes on elsewhere */
    HAT_CLOSE_JOIN, /* the next paragraph's top border divides both */
};

/* Draws the open borders. */
enum hat_status hat_frame_close(struct hat_layout *layout, struct hat_frame *frame,
                                enum hat_frame_close how);

/* ---- stacks (stack.c) ---- */

struct hat_nested; /* a table that is whole in memory: table_internal.h */

struct hat_box {
    struct hat_para_box para;
    struct hat_nested *table; /* NULL: a paragraph */
};

struct hat_stack {
    hat_twip width;
    struct hat_box *boxes;
    size_t count;
    bool numbered;          /* prints page numbers */
    bool open_end;          /* the room below its last paragraph does not count, only a border */
    struct hat_above above; /* what the first block stands below; otherwise it is at the top */
    bool doubled;           /* the room below the last block counts twice (rules 4.3) */
};

struct hat_cursor {
    size_t box, slice;
};

struct hat_cut {
    struct hat_cursor to; /* the slice after the part */
    hat_twip height;
    bool complete; /* up to the end of the stack: `height` has the room below the last block */
};

enum hat_fit {
    HAT_FIT_WHOLE, /* slices that fit */
    HAT_FIT_FORCE, /* the same, but at least one */
    HAT_FIT_TOUCH  /* slices that begin within the height: the last may be clipped */
};

/* Measures `blocks` for a width. Memory in `arena`. */
enum hat_status hat_stack_make(struct hat_layout *layout, const struct hat_block *blocks,
                               hat_twip width, struct hat_arena *arena, struct hat_stack *stack);

/* An empty paragraph after a table at the end of a cell takes no room (rules 3.1). */
void hat_stack_hide_last(struct hat_stack *stack);

/* The last block, as what stands above a stack that follows; an empty stack gives its own `above`.
 */
struct hat_above hat_stack_last(const struct hat_stack *stack);

struct hat_cut hat_stack_fit(const struct hat_layout *layout, const struct hat_stack *stack,
                             struct hat_cursor from, hat_twip room, enum hat_fit mode);

/* Height of all from `from` on; what is taller than any page is not measured to its end, only very
 * tall: so a cell over thousands of pages costs no more than its lines. */
hat_twip hat_stack_height(const struct hat_layout *layout, const struct hat_stack *stack,
                          struct hat_cursor from);

static inline bool hat_cursor_at_end(const struct hat_stack *stack, struct hat_cursor at)
{
    return at.box >= stack->count;
}

struct hat_stack_spot {
    hat_twip x, y;
    bool reserve; /* as in hat_para_spot */
    struct hat_cursor from, to;
    struct hat_tags *tags;
};

enum hat_status hat_stack_paint(struct hat_layout *layout, struct hat_stack *stack,
                                const struct hat_stack_spot *spot);

#endif
