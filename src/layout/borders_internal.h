/* borders_internal.h -- borders of paragraphs and cells as strokes. */
#ifndef HAT_LAYOUT_BORDERS_INTERNAL_H
#define HAT_LAYOUT_BORDERS_INTERNAL_H

#include "layout/page.h"
#include "layout/twips_internal.h"

/* Where a border runs. Its thickness grows from `edge` to the right or downwards. */
struct hat_stroke {
    bool vertical;
    bool inward; /* `edge` is the outer side: the box lies to the right or below */
    bool mitred; /* from and to are outer corners: the inner stroke of two ends at inner ones */
    hat_twip from, to;
    hat_twip edge;
};

/* Thickness; 0 when there is no border. */
static inline hat_twip hat_border_width(const struct hat_border *border)
{
    return border->style != HAT_BORDER_NONE ? hat_twip_max(border->width, 0) : 0;
}

/* Do both look the same? Their distance to the text does not count. */
bool hat_border_equal(const struct hat_border *a, const struct hat_border *b);

/* Which of two borders on one edge is drawn (rules 4.3): the wider, then the double one, then
 * `b`, the lower or right one. */
const struct hat_border *hat_border_stronger(const struct hat_border *a,
                                             const struct hat_border *b);

/* Draws a border; a double one is two strokes. Nothing when there is none. */
enum hat_status hat_border_draw(struct hat_page *page, const struct hat_border *border,
                                const struct hat_stroke *stroke);

/* Fills a rectangle; nothing when the colour is not set or the rectangle is empty. */
enum hat_status hat_shade_draw(struct hat_page *page, struct hat_color color,
                               const hat_twip box[4]); /* by enum hat_edge */

/* Draws four borders inside the edges of a box; both by enum hat_edge. */
enum hat_status hat_border_box(struct hat_page *page, const struct hat_border borders[4],
                               const hat_twip box[4]);

#endif
