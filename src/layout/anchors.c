/* anchors.c -- objects that are anchored in a paragraph and stand where their position says
 * (docs/layout-rules.md 6).
 *
 *     page       0 ........................................ width
 *     margin          left ...................... right
 *     column                x ...... x + width              of the column or cell
 *     paragraph  y: from the top of its first line, in ODF from that of its frame, `lead` above
 *
 * Each place is an offset from such a frame's start, or start, centre or end of it. Room is
 * reserved before the paragraph's lines are laid (they may have to move), drawing comes after
 * that, but behind or in front of all text of the page (strands of page.h).
 */
#include "layout/anchors_internal.h"

#include "base/angle.h"
#include "layout/objects_internal.h"

/* On one page; what comes after that has no text around it. */
enum { KEEP_OFF_MAX = 256 };

/* Start and length of the frame that one coordinate refers to. */
struct frame {
    hat_twip start, length;
};

struct hat_anchor_spot hat_anchor_spot_of(const struct hat_para_box *box, hat_twip x,
                                          hat_twip width, hat_twip y)
{
    const struct hat_para_props *props = box->paragraph->props;
    return (struct hat_anchor_spot){.x = x,
                                    .width = width,
                                    .y = y,
                                    .lead = box->lead,
                                    .indents = {props->indent_left, props->indent_right}};
}

static struct frame frame_x(const struct hat_page_area *area, uint8_t relative,
                            const struct hat_anchor_spot *spot)
{
    switch (relative) {
    case HAT_REL_PAGE:
        return (struct frame){0, area->width};
    case HAT_REL_MARGIN:
        return (struct frame){area->margins[HAT_LEFT],
                              hat_twip_sub(area->margins[HAT_RIGHT], area->margins[HAT_LEFT])};
    case HAT_REL_PARAGRAPH_TEXT:
        return (struct frame){
            hat_twip_add(spot->x, spot->indents[0]),
            hat_twip_sub(spot->width, hat_twip_add(spot->indents[0], spot->indents[1]))};
    default:
        return (struct frame){spot->x, spot->width};
    }
}

static struct frame frame_y(const struct hat_page_area *area, uint8_t relative,
                            const struct hat_anchor_spot *spot)
{
    switch (relative) {
    case HAT_REL_PAGE:
        return (struct frame){0, area->height};
    case HAT_REL_MARGIN:
        return (struct frame){area->margins[HAT_TOP],
                              hat_twip_sub(area->margins[HAT_BOTTOM], area->margins[HAT_TOP])};
    case HAT_REL_PARAGRAPH:
        return (struct frame){hat_twip_sub(spot->y, spot->lead), 0};
    default:
        return (struct frame){spot->y, 0};
    }
}

static hat_twip place_in(struct frame frame, uint8_t position, hat_twip offset, hat_twip size)
{
    hat_twip spare = hat_twip_sub(frame.length, size);
    switch (position) {
    case HAT_POSITION_START:
        return frame.start;
    case HAT_POSITION_CENTER:
        return hat_twip_add(frame.start, spare / 2);
    case HAT_POSITION_END:
        return hat_twip_add(frame.start, spare);
    default:
        return hat_twip_add(frame.start, offset);
    }
}

/* What is left of a frame when the distances to the text are taken off, for places that keep them.
 */
static struct frame inside(struct frame frame, const struct hat_float *place, uint8_t position,
                           const hat_twip distance[2])
{
    if (place->apart && position != HAT_POSITION_OFFSET) {
        frame.start = hat_twip_add(frame.start, distance[0]);
        frame.length = hat_twip_sub(frame.length, hat_twip_add(distance[0], distance[1]));
    }
    return frame;
}

void hat_float_place(const struct hat_page_area *area, const struct hat_float *place,
                     const struct hat_anchor_spot *spot, const hat_twip size[2], hat_twip at[2])
{
    const hat_twip across[2] = {place->distance[HAT_LEFT], place->distance[HAT_RIGHT]};
    const hat_twip down[2] = {place->distance[HAT_TOP], place->distance[HAT_BOTTOM]};
    struct frame x =
        inside(frame_x(area, place->x_relative, spot), place, place->x_position, across);
    struct frame y = inside(frame_y(area, place->y_relative, spot), place, place->y_position, down);
    at[0] = place_in(x, place->x_position, place->x, size[0]);
    at[1] = place_in(y, place->y_position, place->y, size[1]);
}

enum hat_status hat_keep_off_add(struct hat_page_area *area, const struct hat_float *place,
                                 const hat_twip at[2], const hat_twip size[2])
{
    if (place->wrap == HAT_WRAP_NONE || area->count >= KEEP_OFF_MAX) {
        return HAT_OK;
    }
    if (!hat_mem_grow(&area->keep_off, area->count, &area->cap, sizeof *area->keep_off)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_keep_off *keep = &area->keep_off[area->count++];
    keep->whole = place->wrap == HAT_WRAP_TOP_BOTTOM;
    keep->side = place->side;
    keep->bare[0] = at[0];
    keep->bare[1] = hat_twip_add(at[0], size[0]);
    keep->box[HAT_LEFT] = hat_twip_sub(at[0], place->distance[HAT_LEFT]);
    keep->box[HAT_TOP] = hat_twip_sub(at[1], place->distance[HAT_TOP]);
    keep->box[HAT_RIGHT] = hat_twip_add(hat_twip_add(at[0], size[0]), place->distance[HAT_RIGHT]);
    keep->box[HAT_BOTTOM] = hat_twip_add(hat_twip_add(at[1], size[1]), place->distance[HAT_BOTTOM]);
    return HAT_OK;
}

bool hat_has_anchors(const struct hat_paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        if (paragraph->inlines[i].kind == HAT_INLINE_ANCHOR &&
            paragraph->inlines[i].object != NULL) {
            return true;
        }
    }
    return false;
}

static enum hat_status measure(struct hat_layout *layout, const struct hat_object *object,
                               hat_twip size[2])
{
    struct hat_arena arena = {0};
    size[0] = object->width;
    enum hat_status status = hat_box_height(layout, object, &arena, &size[1]);
    hat_arena_fini(&arena);
    return status;
}

/* How much longer a side of the box is that a turned one fills. */
static hat_twip overhang(const struct hat_object *object, hat_twip along, hat_twip across)
{
    double length = along, other = across;
    hat_turned_size(hat_radians(object->rotation), &length, &other);
    return hat_twip_sub(hat_twip_clamp((int64_t)length), along);
}

/* Where the object stands: by its place, and where documents want it so not beyond the edges of
 * the page; what is larger than the page begins at its top left corner. */
static void place_object(const struct hat_layout *layout, const struct hat_object *object,
                         const struct hat_anchor_spot *spot, const hat_twip size[2], hat_twip at[2])
{
    const struct hat_page_area *area = layout->area;
    const hat_twip page[2] = {area->width, area->height};
    hat_float_place(area, &object->place, spot, size, at);
    for (int i = 0; i < 2 && layout->flags->keep_on_page; i++) {
        hat_twip over = object->rotation != 0 ? overhang(object, size[i], size[1 - i]) : 0;
        hat_twip end = hat_twip_add(hat_twip_add(at[i], size[i]), over - over / 2);
        at[i] = hat_twip_sub(at[i], hat_twip_max(hat_twip_sub(end, page[i]), 0));
        at[i] = hat_twip_max(at[i], over / 2);
    }
}

enum hat_status hat_anchors_reserve(struct hat_layout *layout,
                                    const struct hat_paragraph *paragraph,
                                    const struct hat_anchor_spot *spot)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < paragraph->inline_count && status == HAT_OK; i++) {
        const struct hat_object *object = paragraph->inlines[i].object;
        if (paragraph->inlines[i].kind != HAT_INLINE_ANCHOR || object == NULL ||
            object->place.wrap == HAT_WRAP_NONE) {
            continue;
        }
        hat_twip size[2];
        hat_twip at[2];
        status = measure(layout, object, size);
        if (status == HAT_OK) {
            place_object(layout, object, spot, size, at);
            status = hat_keep_off_add(layout->area, &object->place, at, size);
        }
    }
    return status;
}

static enum hat_status draw(struct hat_layout *layout, const struct hat_object *object,
                            const struct hat_anchor_spot *spot)
{
    hat_twip size[2];
    hat_twip at[2];
    struct hat_page *page = &layout->page;
    struct hat_page_left left;
    enum hat_status status = measure(layout, object, size);
    if (status != HAT_OK) {
        return status;
    }
    uint32_t side = object->place.behind ? HAT_STRAND_BEHIND : HAT_STRAND_FRONT;
    status = hat_page_begin_object(page, side, object->place.z, &left);
    if (status == HAT_OK) {
        place_object(layout, object, spot, size, at);
        struct hat_object_spot corner = {.x = hat_twip_to_du(at[0]),
                                         .y = hat_twip_to_du(at[1]),
                                         .height = size[1],
                                         .node = spot->node};
        status = hat_object_draw(&layout->setting, object, &corner, page);
    }
    hat_page_end_object(page, &left);
    return status;
}

enum hat_status hat_anchors_draw(struct hat_layout *layout, const struct hat_paragraph *paragraph,
                                 const struct hat_anchor_spot *spot)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < paragraph->inline_count && status == HAT_OK; i++) {
        if (paragraph->inlines[i].kind == HAT_INLINE_ANCHOR &&
            paragraph->inlines[i].object != NULL) {
            status = draw(layout, paragraph->inlines[i].object, spot);
        }
    }
    return status;
}
