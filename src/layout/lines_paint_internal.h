/* lines_paint_internal.h -- one line being drawn: shared by lines_paint.c, lines_glyphs.c and
 * lines_marks.c. */
#ifndef HAT_LAYOUT_LINES_PAINT_INTERNAL_H
#define HAT_LAYOUT_LINES_PAINT_INTERNAL_H

#include "layout/lines_internal.h"

/* What is drawn in one go: a piece, or the part of it that is in one span. */
struct hat_line_unit {
    const struct hat_portion *portion;
    const struct hat_span *span; /* NULL: no glyphs */
    uint32_t start, end;         /* bytes */
    hat_du x, width;             /* on the page; blanks are stretched */
    uint8_t level;
    uint32_t leader; /* of a tab */
    uint32_t node;
};

struct hat_line_painter {
    struct hat_setting *setting;
    struct hat_lines *lines;
    const struct hat_line_parts *parts;
    const struct hat_line *line;
    const struct hat_line_more *more;
    const struct hat_line_spot *spot;
    struct hat_page *page;
    hat_du x, y;                 /* of the line's text; the baseline */
    int64_t glue;                /* to be spread over more->blanks [du] */
    uint32_t blanks;             /* passed so far */
    struct hat_line_unit *units; /* from left to right */
    uint32_t count;
};

/* Room that the blanks before the `nth` one have got. */
static inline hat_du hat_glue_before(const struct hat_line_painter *painter, uint32_t nth)
{
    return painter->more->blanks > 0 ? (hat_du)(painter->glue * nth / painter->more->blanks) : 0;
}

/* Advance of the byte `at` and whether a stretched blank is there. */
static inline bool hat_blank_stretches(const struct hat_line_painter *painter, uint32_t at)
{
    return painter->more->blanks > 0 && painter->parts->text.ptr[at] == ' ' &&
           at >= painter->more->stretch_from && at < painter->more->text_end;
}

/* lines_glyphs.c: the text of all units. */
enum hat_status hat_line_draw_glyphs(struct hat_line_painter *painter);
/* lines_marks.c: what lies under the text, on it and beside it. */
enum hat_status hat_line_draw_backgrounds(struct hat_line_painter *painter);
enum hat_status hat_line_draw_marks(struct hat_line_painter *painter);
enum hat_status hat_line_draw_objects(struct hat_line_painter *painter);
enum hat_status hat_line_draw_links(struct hat_line_painter *painter);

/* Colour of text; black when the document does not say, white on dark shading. */
uint32_t hat_text_color(const struct hat_char_props *props);

#endif
