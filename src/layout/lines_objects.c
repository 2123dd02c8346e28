/* lines_objects.c -- pictures, rules and boxes that stand in a line like letters. */
#include "layout/lines_paint_internal.h"

/* A figure with its alternative text; decoration is an artifact. */
static enum hat_status figure_node(struct hat_line_painter *painter,
                                   const struct hat_line_unit *unit, uint32_t *node)
{
    const struct hat_object *object = unit->portion->item->object;
    struct hat_structure *structure = painter->setting->structure;
    *node = unit->node;
    if (structure == NULL || unit->node >= HAT_NODE_ARTIFACT_PAGINATION) {
        return HAT_OK;
    }
    if (object->decorative) {
        *node = HAT_NODE_ARTIFACT_LAYOUT;
        return HAT_OK;
    }
    enum hat_status status = hat_structure_add(structure, unit->node, HAT_NODE_FIGURE, node);
    if (status == HAT_OK && object->alt != NULL) {
        struct hat_node *made = &structure->nodes[*node];
        made->text = hat_arena_strndup(&structure->arena, object->alt, strlen(object->alt));
        status = made->text != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    return status;
}

static enum hat_status draw_picture(struct hat_line_painter *painter,
                                    const struct hat_line_unit *unit, hat_du x, hat_du y)
{
    const struct hat_object *object = unit->portion->item->object;
    uint32_t node = 0;
    enum hat_status status = figure_node(painter, unit, &node);
    struct hat_item *item =
        status == HAT_OK ? hat_page_add(painter->page, HAT_ITEM_IMAGE, node) : NULL;
    if (item == NULL) {
        return status != HAT_OK ? status : HAT_ERR_NOMEM;
    }
    item->as.image.image = object->image;
    item->as.image.x = x;
    item->as.image.y = y;
    item->as.image.width = hat_twip_to_du(object->width);
    item->as.image.height = hat_twip_to_du(object->height);
    memcpy(item->as.image.crop, object->crop, sizeof item->as.image.crop);
    item->as.image.rotation = object->rotation;
    return HAT_OK;
}

static enum hat_status draw_fill(struct hat_line_painter *painter, const struct hat_object *object,
                                 hat_du x, hat_du y)
{
    struct hat_item *item = hat_page_add(painter->page, HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = object->fill.rgb;
    item->as.rect.x = x;
    item->as.rect.y = y;
    item->as.rect.width = hat_twip_to_du(object->width);
    item->as.rect.height = hat_twip_to_du(object->height);
    return HAT_OK;
}

static enum hat_status draw_stroke(struct hat_line_painter *painter,
                                   const struct hat_object *object, const hat_du ends[4])
{
    struct hat_item *item = hat_page_add(painter->page, HAT_ITEM_LINE, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = object->stroke.rgb;
    item->as.line.x0 = ends[0];
    item->as.line.y0 = ends[1];
    item->as.line.x1 = ends[2];
    item->as.line.y1 = ends[3];
    item->as.line.width = hat_twip_to_du(object->stroke_width);
    return HAT_OK;
}

static enum hat_status draw_shape(struct hat_line_painter *painter, const struct hat_object *object,
                                  hat_du x, hat_du y)
{
    hat_du right = x + hat_twip_to_du(object->width), bottom = y + hat_twip_to_du(object->height);
    const hat_du edges[4][4] = {
        {x, y, right, y}, {right, y, right, bottom}, {x, bottom, right, bottom}, {x, y, x, bottom}};
    const hat_du diagonal[4] = {x, y, right, bottom};
    enum hat_status status = HAT_OK;
    if (object->kind == HAT_OBJECT_LINE) {
        return object->stroke.set ? draw_stroke(painter, object, diagonal) : HAT_OK;
    }
    if (object->fill.set) {
        status = draw_fill(painter, object, x, y);
    }
    for (size_t i = 0; i < 4 && object->stroke.set && status == HAT_OK; i++) {
        status = draw_stroke(painter, object, edges[i]);
    }
    return status;
}

static enum hat_status draw_object(struct hat_line_painter *painter,
                                   const struct hat_line_unit *unit)
{
    const struct hat_object *object = unit->portion->item->object;
    hat_twip above =
        hat_twip_add(hat_twip_add(object->baseline, object->height), object->distance[HAT_BOTTOM]);
    hat_du x = unit->x + hat_twip_to_du(object->distance[HAT_LEFT]);
    hat_du y = painter->y - hat_twip_to_du(above);
    if (object->kind == HAT_OBJECT_PICTURE) {
        return draw_picture(painter, unit, x, y);
    }
    enum hat_status status = draw_shape(painter, object, x, y);
    const struct hat_box_painter *boxes = painter->setting->boxes;
    if (status == HAT_OK && object->kind == HAT_OBJECT_TEXT_BOX && boxes != NULL) {
        struct hat_line_spot spot = {.x = x / HAT_DU_PER_TWIP,
                                     .y = y / HAT_DU_PER_TWIP,
                                     .node = unit->node,
                                     .label_node = unit->node};
        status = boxes->paint(boxes->ctx, object, &spot, painter->page);
    }
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
