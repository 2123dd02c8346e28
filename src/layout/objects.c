/* objects.c -- pictures, lines, rectangles, ellipses and text boxes as items of a page
 * (layout-rules.md 6).
 *
 * A picture is a figure with its alternative text; one that only decorates is an artifact, and so
 * are lines, rectangles and the frame of a text box. What a text box says is drawn by the box
 * painter of the setting (boxes.c), which can lay blocks.
 */
#include "layout/objects_internal.h"

#include "layout/borders_internal.h"
#include "layout/contours_internal.h"
#include "layout/word_art_internal.h"

enum hat_status hat_figure_node(struct hat_setting *setting, const struct hat_object *object,
                                uint32_t parent, struct hat_str shown, uint32_t *node)
{
    struct hat_structure *structure = setting->structure;
    *node = parent;
    if (structure == NULL || parent >= HAT_NODE_ARTIFACT_PAGINATION) {
        return HAT_OK;
    }
    if (object->decorative) {
        *node = HAT_NODE_ARTIFACT_LAYOUT;
        return HAT_OK;
    }
    enum hat_status status = hat_structure_add(structure, parent, HAT_NODE_FIGURE, node);
    if (object->alt != NULL) {
        shown = hat_str_from(object->alt);
    }
    if (status == HAT_OK && shown.len > 0) {
        struct hat_node *made = &structure->nodes[*node];
        made->text = hat_arena_strndup(&structure->arena, shown.ptr, shown.len);
        status = made->text != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    return status;
}

static enum hat_status draw_picture(struct hat_setting *setting, const struct hat_object *object,
                                    const struct hat_object_spot *spot, struct hat_page *page)
{
    uint32_t node = 0;
    if (object->image == NULL) {
        return HAT_OK; /* missing, as the reader has told: its room stays empty */
    }
    enum hat_status status =
        hat_figure_node(setting, object, spot->node, (struct hat_str){0}, &node);
    struct hat_item *item = status == HAT_OK ? hat_page_add(page, HAT_ITEM_IMAGE, node) : NULL;
    if (item == NULL) {
        return status != HAT_OK ? status : HAT_ERR_NOMEM;
    }
    item->as.image.image = object->image;
    const hat_twip *insets = object->insets;
    hat_twip width = hat_twip_sub(object->width, hat_twip_add(insets[HAT_LEFT], insets[HAT_RIGHT]));
    hat_twip height =
        hat_twip_sub(object->height, hat_twip_add(insets[HAT_TOP], insets[HAT_BOTTOM]));
    item->as.image.x = spot->x + hat_twip_to_du(insets[HAT_LEFT]);
    item->as.image.y = spot->y + hat_twip_to_du(insets[HAT_TOP]);
    item->as.image.width = hat_twip_to_du(hat_twip_max(width, 0));
    item->as.image.height = hat_twip_to_du(hat_twip_max(height, 0));
    memcpy(item->as.image.crop, object->crop, sizeof item->as.image.crop);
    item->as.image.rotation = object->rotation;
    return HAT_OK;
}

/* The borders of a frame, inside its edges. */
static enum hat_status draw_borders(const struct hat_object *object,
                                    const struct hat_object_spot *spot, struct hat_page *page)
{
    hat_twip x = spot->x / HAT_DU_PER_TWIP;
    hat_twip y = spot->y / HAT_DU_PER_TWIP;
    const hat_twip box[4] = {[HAT_TOP] = y,
                             [HAT_LEFT] = x,
                             [HAT_BOTTOM] = hat_twip_add(y, spot->height),
                             [HAT_RIGHT] = hat_twip_add(x, object->width)};
    return hat_border_box(page, object->borders, box);
}

enum hat_status hat_object_draw(struct hat_setting *setting, const struct hat_object *object,
                                const struct hat_object_spot *spot, struct hat_page *page)
{
    if (object->art) {
        return hat_word_art_draw(setting, object, spot, page);
    }
    bool picture = object->kind == HAT_OBJECT_PICTURE;
    enum hat_status status =
        picture ? draw_picture(setting, object, spot, page) : hat_contour_draw(object, spot, page);
    if (status == HAT_OK) {
        status = draw_borders(object, spot, page);
    }
    const struct hat_box_painter *boxes = setting->boxes;
    if (status == HAT_OK && object->kind == HAT_OBJECT_TEXT_BOX && boxes != NULL) {
        struct hat_line_spot corner = {.x = spot->x / HAT_DU_PER_TWIP,
                                       .y = spot->y / HAT_DU_PER_TWIP,
                                       .node = spot->node,
                                       .label_node = spot->node};
        status = boxes->paint(boxes->ctx, object, &corner, page);
    }
    return status;
}
