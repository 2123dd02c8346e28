/* stack.c -- blocks of a cell, header, note or text box: measured, cut and drawn.
 *
 * hat_stack_fit() and hat_stack_paint() walk the same way: `y` runs down, `above` tells what the
 * room before the next block is made of. In a cell everything counts towards the height, also
 * the room below the last block (docs/layout-rules.md 3.2), which belongs to the last slice; in a
 * text box, a note or a header of ODF the end is open:
 *
 *     room 600, lines of 276, after 100:  line 1 (276), line 2 (552) would fit,
 *     but as the last slice it needs 652: the part has one line, the rest the other
 */
#include "layout/flow_internal.h"
#include "layout/table_internal.h"

enum {
    STACK_DEPTH_MAX = 40,
    TALL = 100000 /* more than any page is high [twips] */
};

/* ---- making ---- */

void hat_stack_hide_last(struct hat_stack *stack)
{
    if (stack->count < 2) {
        return;
    }
    struct hat_box *last = &stack->boxes[stack->count - 1];
    const struct hat_box *before = &stack->boxes[stack->count - 2];
    if (last->table == NULL && before->table != NULL && last->para.paragraph->label == NULL &&
        last->para.paragraph->inline_count == 0) {
        last->para.vanishes = true;
    }
}

static enum hat_status make_box(struct hat_layout *layout, const struct hat_block *block,
                                hat_twip width, struct hat_arena *arena, struct hat_box *box)
{
    if (block->kind == HAT_BLOCK_TABLE) {
        return hat_nested_make(layout, block->as.table, width, arena, &box->table);
    }
    return hat_para_make(layout, block->as.paragraph, width, arena, &box->para);
}

static enum hat_status make_boxes(struct hat_layout *layout, const struct hat_block *blocks,
                                  struct hat_arena *arena, struct hat_stack *stack)
{
    size_t count = 0;
    for (const struct hat_block *b = blocks; b != NULL; b = b->next) {
        count += b->kind != HAT_BLOCK_SECTION;
    }
    stack->boxes = hat_arena_array(arena, count, sizeof *stack->boxes);
    if (stack->boxes == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (const struct hat_block *b = blocks; b != NULL; b = b->next) {
        if (b->kind != HAT_BLOCK_SECTION) {
            enum hat_status status =
                make_box(layout, b, stack->width, arena, &stack->boxes[stack->count]);
            if (status != HAT_OK) {
                return status;
            }
            struct hat_box *box = &stack->boxes[stack->count++];
            if (box->table != NULL) {
                box->table->over = box->table->table->floating != NULL && stack->count > 1;
            }
            stack->numbered |= box->table != NULL ? box->table->numbered : box->para.numbered;
        }
    }
    return HAT_OK;
}

enum hat_status hat_stack_make(struct hat_layout *layout, const struct hat_block *blocks,
                               hat_twip width, struct hat_arena *arena, struct hat_stack *stack)
{
    *stack = (struct hat_stack){.width = hat_twip_max(width, 1)};
    if (layout->depth >= STACK_DEPTH_MAX) {
        hat_diags_add(layout->setting.diags, HAT_MSG_LAYOUT_DEPTH, NULL, HAT_STR("40"));
        return HAT_OK;
    }
    layout->depth++;
    enum hat_status status = make_boxes(layout, blocks, arena, stack);
    layout->depth--;
    return status;
}

/* ---- measuring ---- */

/* Going down a stack. */
struct walk {
    const struct hat_layout *layout;
    const struct hat_stack *stack;
    hat_twip y; /* below the last slice */
    struct hat_above above;
};

/* What the block at `from` stands below. */
static struct hat_above above_of(const struct hat_stack *stack, struct hat_cursor from)
{
    return from.box == 0 && from.slice == 0 ? stack->above : (struct hat_above){0};
}

static size_t slices(const struct hat_box *box)
{
    return box->table != NULL ? box->table->count : box->para.lines->count;
}

static struct hat_above box_as_above(const struct hat_box *box)
{
    if (box->table != NULL) {
        return hat_above_table(box->table->table);
    }
    return hat_above_paragraph(box->para.paragraph, box->para.lines->gap_after);
}

/* Top of the box's first slice from `from` on. */
static hat_twip box_top(const struct walk *walk, const struct hat_box *box, size_t from)
{
    if (from > 0 || (box->table == NULL && box->para.vanishes)) {
        return walk->y;
    }
    hat_twip room =
        box->table != NULL
            ? hat_space_before_table(walk->layout->flags, &walk->above, box->table->table)
            : hat_space_before(walk->layout->flags, &walk->above, box->para.paragraph);
    return hat_twip_add(walk->y, room);
}

static hat_twip box_height(const struct hat_box *box, size_t from, size_t to)
{
    return box->table != NULL ? hat_nested_height(box->table, from, to)
                              : hat_para_height(&box->para, from, to);
}

static size_t box_fit(const struct hat_box *box, size_t from, size_t to, hat_twip room)
{
    return box->table != NULL ? hat_nested_fit(box->table, from, to, room)
                              : hat_para_fit(&box->para, from, to, room);
}

struct hat_above hat_stack_last(const struct hat_stack *stack)
{
    return stack->count > 0 ? box_as_above(&stack->boxes[stack->count - 1]) : stack->above;
}

/* Room that the stack takes below `box` when it is the last. */
static hat_twip end_room(const struct walk *walk, const struct hat_box *box)
{
    if (box != &walk->stack->boxes[walk->stack->count - 1]) {
        return 0;
    }
    if (box->table == NULL && box->para.vanishes) {
        return 0;
    }
    struct hat_above above = box_as_above(box);
    if (box->table != NULL) {
        return hat_space_at_end(walk->layout->flags, &above);
    }
    hat_twip border = hat_border_room(&above.props->bottom);
    if (walk->stack->open_end) {
        return border;
    }
    hat_twip room = hat_space_at_end(walk->layout->flags, &above);
    return walk->stack->doubled ? hat_twip_add(room, hat_twip_sub(room, border)) : room;
}

/* Slices of the box at `from` that fit; all of them only with the room below. */
static size_t count_fitting(const struct walk *walk, const struct hat_box *box, size_t from,
                            hat_twip room, enum hat_fit mode)
{
    size_t total = slices(box);
    if (from >= total) {
        return 0; /* a table without rows */
    }
    size_t count = box_fit(box, from, total, room);
    hat_twip height = box_height(box, from, from + count);
    bool all = count == total - from;
    if (mode == HAT_FIT_TOUCH) {
        return !all && height < room ? count + 1 : count;
    }
    bool last_fits = !all || hat_twip_add(height, end_room(walk, box)) <= room;
    return last_fits ? count : count - 1;
}

struct hat_cut hat_stack_fit(const struct hat_layout *layout, const struct hat_stack *stack,
                             struct hat_cursor from, hat_twip room, enum hat_fit mode)
{
    struct walk walk = {.layout = layout, .stack = stack, .above = above_of(stack, from)};
    struct hat_cut part = {.to = from};
    while (part.to.box < stack->count) {
        const struct hat_box *box = &stack->boxes[part.to.box];
        size_t first = part.to.slice;
        size_t total = slices(box);
        hat_twip top = box_top(&walk, box, first);
        size_t count = count_fitting(&walk, box, first, hat_twip_sub(room, top), mode);
        bool nothing = part.to.box == from.box && part.to.slice == from.slice;
        if (count == 0 && nothing && mode == HAT_FIT_FORCE && first < total) {
            count = 1;
        }
        if (count > 0 || first >= total) {
            walk.y = hat_twip_add(top, box_height(box, first, first + count));
            part.height = walk.y;
        }
        if (first + count < total) {
            part.to.slice = first + count;
            return part;
        }
        part.height = hat_twip_add(walk.y, end_room(&walk, box));
        part.to = (struct hat_cursor){part.to.box + 1, 0};
        walk.above = box_as_above(box);
    }
    part.complete = true;
    return part;
}

hat_twip hat_stack_height(const struct hat_layout *layout, const struct hat_stack *stack,
                          struct hat_cursor from)
{
    struct hat_cut all = hat_stack_fit(layout, stack, from, TALL, HAT_FIT_WHOLE);
    return all.complete ? all.height : HAT_TWIP_MAX / 4;
}

/* ---- drawing ---- */

/* A floating table inside another one, or in a header or footer, stands there like any other, but
 * is painted over the text, as in Writer. */
static enum hat_status paint_table(struct hat_layout *layout, struct hat_nested *nested,
                                   const size_t range[2], const struct hat_para_spot *spot)
{
    uint32_t parent = spot->tags->parent;
    bool in_header = parent == HAT_NODE_ARTIFACT_PAGINATION && nested->table->floating != NULL;
    bool over = nested->over && !hat_node_is_artifact(parent);
    if (!over && !in_header) {
        return hat_nested_paint(layout, nested, range, spot);
    }
    struct hat_page_left left;
    enum hat_status status =
        hat_page_begin_object(&layout->page, HAT_STRAND_FRONT, INT32_MAX, &left);
    if (status == HAT_OK) {
        status = hat_nested_paint(layout, nested, range, spot);
    }
    hat_page_end_object(&layout->page, &left);
    return status;
}

static enum hat_status paint_box(struct hat_layout *layout, struct hat_box *box,
                                 const size_t range[2], const struct hat_para_spot *spot)
{
    if (box->table == NULL) {
        return hat_para_paint(layout, &box->para, range[0], range[1], spot);
    }
    enum hat_status status = hat_frame_close(layout, spot->frame, HAT_CLOSE_END);
    return status == HAT_OK ? paint_table(layout, box->table, range, spot) : status;
}

enum hat_status hat_stack_paint(struct hat_layout *layout, struct hat_stack *stack,
                                const struct hat_stack_spot *spot)
{
    struct walk walk = {.layout = layout, .stack = stack, .y = spot->y};
    walk.above = above_of(stack, spot->from);
    struct hat_frame frame = {0};
    struct hat_para_spot at = {.x = spot->x, .width = stack->width, .frame = &frame};
    at.tags = spot->tags;
    at.reserve = spot->reserve;
    enum hat_status status = HAT_OK;
    bool cut = false;
    for (size_t b = spot->from.box; b < stack->count && b <= spot->to.box; b++) {
        struct hat_box *box = &stack->boxes[b];
        size_t range[2] = {b == spot->from.box ? spot->from.slice : 0, slices(box)};
        cut = b == spot->to.box;
        range[1] = cut ? spot->to.slice : range[1];
        if (range[0] >= range[1] || status != HAT_OK) {
            break;
        }
        at.y = box_top(&walk, box, range[0]);
        if (box->table == NULL) {
            box->para.lead = hat_paragraph_lead(layout->flags, &walk.above, box->para.paragraph);
        }
        status = paint_box(layout, box, range, &at);
        walk.y = hat_twip_add(at.y, box_height(box, range[0], range[1]));
        walk.above = box_as_above(box);
    }
    return status == HAT_OK ? hat_frame_close(layout, &frame, cut ? HAT_CLOSE_CUT : HAT_CLOSE_END)
                            : status;
}
