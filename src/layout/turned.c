/* turned.c -- cells whose text runs upwards or downwards (docs/layout-rules.md 4.5).
 *
 *     as measured          upwards               downwards
 *     u ->                 +------+  the first    +------+  the first
 *     v  line 1            | 1 2  |  line is at   | 2 1  |  line is at
 *     |  line 2            |      |  the left     |      |  the right
 *
 * Such a cell is as tall as its row: its lines are as long as the row is high, and are stacked
 * across the cell. So it is measured and drawn when the row's height is known, as a stack at the
 * page's corner whose items are then turned to their place:
 *
 *     upwards:   x = left + v    y = bottom - u          downwards:   x = right - v    y = top + u
 *
 * A row is made taller for it only where its lines would not find room side by side.
 */
#include "layout/anchors_internal.h"
#include "layout/table_internal.h"

enum { LENGTH_MOST = 15840, LENGTH_STEP = 60 }; /* of a line that a row is made taller for */

/* The stack of a turned cell with lines of `length`; *across: how much of the cell it takes. */
static enum hat_status measure(struct hat_layout *layout, const struct hat_cell *cell,
                               hat_twip length, struct hat_arena *arena, struct hat_stack *stack)
{
    enum hat_status status =
        hat_stack_make(layout, cell->blocks, hat_twip_max(length, 1), arena, stack);
    if (status == HAT_OK) {
        hat_stack_hide_last(stack);
    }
    return status;
}

static enum hat_status fits(struct hat_layout *layout, const struct hat_cell *cell,
                            const hat_twip size[2], struct hat_arena *arena, bool *yes)
{
    struct hat_stack stack;
    enum hat_status status = measure(layout, cell, size[1], arena, &stack);
    *yes =
        status == HAT_OK && hat_stack_height(layout, &stack, (struct hat_cursor){0, 0}) <= size[0];
    return status;
}

enum hat_status hat_turned_length(struct hat_layout *layout, const struct hat_cell *cell,
                                  hat_twip across, struct hat_arena *arena, hat_twip *length)
{
    hat_twip size[2] = {across, *length};
    bool yes;
    enum hat_status status = fits(layout, cell, size, arena, &yes);
    if (status != HAT_OK || yes) {
        return status;
    }
    size[1] = LENGTH_MOST;
    status = fits(layout, cell, size, arena, &yes);
    if (status != HAT_OK || !yes) {
        return status; /* no length helps */
    }
    hat_twip low = *length, high = LENGTH_MOST;
    while (status == HAT_OK && high - low > LENGTH_STEP) {
        size[1] = low + (high - low) / 2;
        status = fits(layout, cell, size, arena, &yes);
        *(yes ? &high : &low) = size[1];
    }
    *length = high;
    return status;
}

/* ---- turning what was drawn ---- */

/* The cell's content box on the page, in du. */
struct frame {
    enum hat_turn turn;
    hat_du box[4]; /* by enum hat_edge */
};

static void turn_point(const struct frame *frame, hat_du *x, hat_du *y)
{
    hat_du u = *x, v = *y;
    if (frame->turn == HAT_TURN_UP) {
        *x = frame->box[HAT_LEFT] + v;
        *y = frame->box[HAT_BOTTOM] - u;
    } else {
        *x = frame->box[HAT_RIGHT] - v;
        *y = frame->box[HAT_TOP] + u;
    }
}

static void turn_rect(const struct frame *frame, struct hat_item *item)
{
    hat_du x0 = item->as.rect.x, y0 = item->as.rect.y;
    hat_du x1 = x0 + item->as.rect.width, y1 = y0 + item->as.rect.height;
    turn_point(frame, &x0, &y0);
    turn_point(frame, &x1, &y1);
    item->as.rect.x = x0 < x1 ? x0 : x1;
    item->as.rect.y = y0 < y1 ? y0 : y1;
    item->as.rect.width = x0 < x1 ? x1 - x0 : x0 - x1;
    item->as.rect.height = y0 < y1 ? y1 - y0 : y0 - y1;
}

/* A picture keeps its box and turns around its middle. */
static void turn_image(const struct frame *frame, struct hat_item *item)
{
    hat_du x = item->as.image.x + item->as.image.width / 2;
    hat_du y = item->as.image.y + item->as.image.height / 2;
    turn_point(frame, &x, &y);
    item->as.image.x = x - item->as.image.width / 2;
    item->as.image.y = y - item->as.image.height / 2;
    item->as.image.rotation += frame->turn == HAT_TURN_UP ? 27000 : 9000;
}

static enum hat_status turn_glyphs(const struct frame *frame, struct hat_page *page,
                                   struct hat_item *item)
{
    uint32_t count = item->as.glyphs.glyph_count;
    struct hat_glyph *glyphs = hat_arena_array(&page->arena, count, sizeof *glyphs);
    if (glyphs == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        glyphs[i] = item->as.glyphs.glyphs[i];
        turn_point(frame, &glyphs[i].x, &glyphs[i].y);
    }
    item->as.glyphs.glyphs = glyphs;
    item->as.glyphs.turn = (uint8_t)frame->turn;
    return HAT_OK;
}

/* An outline turns as a whole, around the cell as well as around its middle. */
static enum hat_status turn_path(const struct frame *frame, struct hat_page *page,
                                 struct hat_item *item)
{
    uint32_t count = item->as.path.count;
    struct hat_path_step *steps = hat_arena_array(&page->arena, count, sizeof *steps);
    if (steps == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        steps[i] = item->as.path.steps[i];
        for (int point = 0; point < 3; point++) {
            turn_point(frame, &steps[i].x[point], &steps[i].y[point]);
        }
    }
    item->as.path.steps = steps;
    turn_rect(frame, item);
    return HAT_OK;
}

static enum hat_status turn_item(const struct frame *frame, struct hat_page *page,
                                 struct hat_item *item)
{
    switch (item->kind) {
    case HAT_ITEM_GLYPHS:
        return turn_glyphs(frame, page, item);
    case HAT_ITEM_LINE:
        turn_point(frame, &item->as.line.x0, &item->as.line.y0);
        turn_point(frame, &item->as.line.x1, &item->as.line.y1);
        return HAT_OK;
    case HAT_ITEM_IMAGE:
        turn_image(frame, item);
        return HAT_OK;
    case HAT_ITEM_PATH:
        return turn_path(frame, page, item);
    case HAT_ITEM_PLACE:
        return HAT_OK;
    default:
        turn_rect(frame, item);
        return HAT_OK;
    }
}

/* ---- drawing ---- */

/* How far vertical alignment moves the stack across the cell. */
static hat_twip offset(const struct hat_cell *cell, hat_twip spare)
{
    if (spare <= 0 || cell->valign == HAT_VALIGN_TOP) {
        return 0;
    }
    return cell->valign == HAT_VALIGN_CENTER ? spare / 2 : spare;
}

enum hat_status hat_turned_paint(struct hat_layout *layout, const struct hat_cell *cell,
                                 const hat_twip box[4], struct hat_tags *tags)
{
    struct hat_page *page = &layout->page;
    struct frame frame = {.turn =
                              cell->direction == HAT_DIRECTION_UP ? HAT_TURN_UP : HAT_TURN_DOWN};
    hat_twip across = hat_twip_sub(box[HAT_RIGHT], box[HAT_LEFT]);
    struct hat_stack stack;
    enum hat_status status =
        measure(layout, cell, hat_twip_sub(box[HAT_BOTTOM], box[HAT_TOP]), &page->arena, &stack);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_tags artifact = {.parent = HAT_NODE_ARTIFACT_PAGINATION};
    struct hat_stack_spot spot = {.tags = tags != NULL ? tags : &artifact};
    struct hat_cut part = hat_stack_fit(layout, &stack, spot.from, across, HAT_FIT_TOUCH);
    spot.to = part.to;
    if (tags != NULL) {
        hat_clipped_warn(layout, &stack, spot.to);
    }
    spot.y = offset(cell, hat_twip_sub(across, part.height));
    size_t first = page->count;
    status = hat_stack_paint(layout, &stack, &spot);
    for (int edge = 0; edge < 4; edge++) {
        frame.box[edge] = hat_twip_to_du(box[edge]);
    }
    for (size_t i = first; i < page->count && status == HAT_OK; i++) {
        status = turn_item(&frame, page, &page->items[i]);
    }
    return status;
}
