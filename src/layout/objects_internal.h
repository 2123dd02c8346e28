/* objects_internal.h -- pictures, lines, rectangles and text boxes, in a line or anchored. */
#ifndef HAT_LAYOUT_OBJECTS_INTERNAL_H
#define HAT_LAYOUT_OBJECTS_INTERNAL_H

#include "layout/lines.h"
#include "layout/twips_internal.h"

/* Where an object goes. */
struct hat_object_spot {
    hat_du x, y;     /* top left corner */
    hat_twip height; /* a text box may have grown */
    uint32_t node;   /* of the paragraph it belongs to, or an artifact */
};

enum hat_status hat_object_draw(struct hat_setting *setting, const struct hat_object *object,
                                const struct hat_object_spot *spot, struct hat_page *page);

/* The structure node of a figure below `parent`: an artifact where that is one or the object only
 * decorates. Without an alternative text of its own it has `shown`, which may be empty. */
enum hat_status hat_figure_node(struct hat_setting *setting, const struct hat_object *object,
                                uint32_t parent, struct hat_str shown, uint32_t *node);

#endif
