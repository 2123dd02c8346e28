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

#endif
