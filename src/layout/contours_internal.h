/* contours_internal.h -- shapes as paths of the display list. */
#ifndef HAT_LAYOUT_CONTOURS_INTERNAL_H
#define HAT_LAYOUT_CONTOURS_INTERNAL_H

#include "layout/objects_internal.h"

/* Draws a rectangle, an ellipse or a line in its box, filled and stroked as the
 * shape says. HAT_OK or HAT_ERR_NOMEM. */
enum hat_status hat_contour_draw(const struct hat_object *object,
                                 const struct hat_object_spot *spot, struct hat_page *page);

/* Draws one outline in the box of its shape, turned and mirrored, as content of `node`. */
enum hat_status hat_contour_add(const struct hat_contour *outline, const struct hat_object *object,
                                 const struct hat_object_spot *spot, uint32_t node,
                                 struct hat_page *page);

#endif
