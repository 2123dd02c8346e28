/* lines_fill_internal.h -- the line being filled: shared by lines_fill.c and lines_fill_tabs.c. */
#ifndef HAT_LAYOUT_LINES_FILL_INTERNAL_H
#define HAT_LAYOUT_LINES_FILL_INTERNAL_H

#include "layout/lines_internal.h"

struct hat_filler {
    struct hat_line_maker *maker;
    uint32_t portion, at; /* what comes next: a portion and a byte of it */
    /* the line */
    hat_twip line_x, x;     /* where it begins, the pen */
    hat_twip margin, right; /* its end; moved out by a tab stop behind the right indent */
    uint32_t start;         /* first byte that may be broken off */
    uint32_t first_piece;
    uint32_t tab_piece;   /* last tab if it is right, centred or decimal; else UINT32_MAX */
    struct hat_stop stop; /* of tab_piece */
    uint32_t stretch_from;
    uint32_t text_end; /* when `hangs` or ended by a break */
    bool full;         /* the line is done */
    bool hangs;        /* blanks hang over its margin */
    bool hyphen;       /* it ends in a soft hyphen */
    hat_twip hyphen_width;
    uint32_t hyphen_lines; /* lines before this one that end in a hyphen */
    uint8_t ended_by;      /* enum hat_inline_kind: a break, or TEXT */
    /* results */
    struct hat_piece *pieces;
    uint32_t piece_count, piece_cap;
    struct hat_line *lines;
    struct hat_line_more *more;
    size_t line_count, line_cap;
};

/* x of a byte that is on the line already. */
hat_twip hat_fill_pen_at(const struct hat_filler *fill, uint32_t byte);
/* Lays the tab that comes next. */
enum hat_status hat_fill_tab(struct hat_filler *fill);
/* Gives the last right, centred or decimal tab its width, now that its text is known. */
void hat_fill_settle_tab(struct hat_filler *fill);
enum hat_status hat_fill_take(struct hat_filler *fill, uint32_t end, hat_twip width);
/* Where the word at `cut` is divided, `chance` being the break without that (0: none); *at is 0
 * when it is not. */
enum hat_status hat_fill_hyphenate(struct hat_filler *fill, uint32_t cut, uint32_t chance,
                                   uint32_t *at);
enum hat_status hat_fill_break(struct hat_filler *fill, uint32_t cut);

#endif
