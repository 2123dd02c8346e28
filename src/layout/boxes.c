/* boxes.c -- text boxes: a stack of blocks inside insets (docs/layout-rules.md 6).
 *
 *     height of a box that grows = inset + content + inset; otherwise as the document says, and
 *     what it says stands at the top, in the middle or at the bottom
 */
#include "layout/anchors_internal.h"
#include "layout/word_art_internal.h"

static enum hat_status make(struct hat_layout *layout, const struct hat_object *object,
                            struct hat_arena *arena, struct hat_stack *stack)
{
    hat_twip insets = hat_twip_add(object->insets[HAT_LEFT], object->insets[HAT_RIGHT]);
    enum hat_status status =
        hat_stack_make(layout, object->blocks, hat_twip_sub(object->width, insets), arena, stack);
    stack->open_end = true;
    return status;
}

enum hat_status hat_box_height(struct hat_layout *layout, const struct hat_object *object,
                               struct hat_arena *arena, hat_twip *height)
{
    *height = object->height;
    if (object->art) {
        return object->grow ? hat_word_art_height(&layout->setting, object, height) : HAT_OK;
    }
    if (object->kind != HAT_OBJECT_TEXT_BOX || !object->grow) {
        return HAT_OK;
    }
    struct hat_stack stack;
    enum hat_status status = make(layout, object, arena, &stack);
    if (status == HAT_OK) {
        hat_twip content = hat_stack_height(layout, &stack, (struct hat_cursor){0, 0});
        hat_twip insets = hat_twip_add(object->insets[HAT_TOP], object->insets[HAT_BOTTOM]);
        *height = hat_twip_max(hat_twip_add(content, insets), object->least);
    }
    return status;
}

enum hat_status hat_box_paint(void *ctx, const struct hat_object *object,
                              const struct hat_line_spot *spot, struct hat_page *page)
{
    struct hat_layout *layout = ctx;
    struct hat_stack stack;
    enum hat_status status = make(layout, object, &page->arena, &stack);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_tags tags = {.parent = spot->node};
    struct hat_stack_spot inside = {.tags = &tags};
    inside.x = hat_twip_add(spot->x, object->insets[HAT_LEFT]);
    inside.y = hat_twip_add(spot->y, object->insets[HAT_TOP]);
    if (!object->grow && object->valign != HAT_VALIGN_TOP) {
        hat_twip content = hat_stack_height(layout, &stack, (struct hat_cursor){0, 0});
        hat_twip insets = hat_twip_add(object->insets[HAT_TOP], object->insets[HAT_BOTTOM]);
        hat_twip spare = hat_twip_sub(object->height, hat_twip_add(content, insets));
        spare = object->valign == HAT_VALIGN_CENTER ? spare / 2 : spare;
        inside.y = hat_twip_add(inside.y, hat_twip_max(spare, 0));
    }
    inside.to = (struct hat_cursor){stack.count, 0};
    return hat_stack_paint(layout, &stack, &inside);
}
