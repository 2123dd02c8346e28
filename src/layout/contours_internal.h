/* contours_internal.h -- shapes as paths of the display list. */
#ifndef HAT_LAYOUT_CONTOURS_INTERNAL_H
#define HAT_LAYOUT_CONTOURS_INTERNAL_H

#include "layout/objects_internal.h"

/* Draws a rectangle, an ellipse, a line or another form in its box, filled and stroked as the
 * shape says. HAT_OK or HAT_ERR_NOMEM. */
enum hat_status hat_contour_draw(const struct hat_object *object,
                                 const struct hat_object_spot *spot, struct hat_page *page);

/* Draws one outline in the box of its shape, turned and mirrored, as content of `node`. */
enum hat_status hat_contour_add(const struct hat_contour *outline, const struct hat_object *object,
                                const struct hat_object_spot *spot, uint32_t node,
                                struct hat_page *page);

/* ---- line_ends.c ---- */

/* One end of a line that is drawn, which is shortened where the form covers it. */
struct hat_line_tip {
    const struct hat_line_end *end;
    bool last; /* not the first point */
    struct hat_path_step *line;
    uint32_t line_count;
};

/* The form at that end, as steps in `arena`, in the direction in which the line ends. *count is 0
 * when the line has no ends. HAT_ERR_NOMEM. */
enum hat_status hat_line_end_place(const struct hat_line_tip *tip, struct hat_arena *arena,
                                   struct hat_path_step **steps, uint32_t *count);

#endif
