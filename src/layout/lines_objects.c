/* lines_objects.c -- pictures, rules and boxes that stand in a line like letters: their bottom
 * edge, with its distance, on the baseline.
 *
 * Those of an ODT are painted with their line, those of a DOCX in front of all text of the page,
 * as Writer does (layout-rules 6).
 */
#include "layout/lines_paint_internal.h"
#include "layout/objects_internal.h"

static enum hat_status draw_object(struct hat_line_painter *painter,
                                   const struct hat_line_unit *unit)
{
    const struct hat_object *object = unit->portion->item->object;
    hat_twip above =
        hat_twip_add(hat_twip_add(object->baseline, object->height), object->distance[HAT_BOTTOM]);
    struct hat_object_spot spot = {
        .x = unit->x + hat_twip_to_du(object->distance[HAT_LEFT]),
        .y = painter->y - hat_twip_to_du(above),
        .height = object->height,
        .node = unit->node,
    };
    struct hat_page *page = painter->page;
    if (!painter->setting->info->flags.docx) {
        return hat_object_draw(painter->setting, object, &spot, page);
    }
    struct hat_page_left left;
    enum hat_status status = hat_page_begin_object(page, HAT_STRAND_FRONT, 0, &left);
    if (status == HAT_OK) {
        status = hat_object_draw(painter->setting, object, &spot, page);
    }
    hat_page_end_object(page, &left);
    return status;
}

enum hat_status hat_line_draw_objects(struct hat_line_painter *painter)
{
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < painter->count && status == HAT_OK; i++) {
        if (painter->units[i].portion->kind == HAT_PORTION_OBJECT) {
            status = draw_object(painter, &painter->units[i]);
        }
    }
    return status;
}
