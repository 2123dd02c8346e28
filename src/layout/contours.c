/* contours.c -- shapes as paths of the display list (layout-rules.md 6).
 *
 * A contour stands in a box of one unit by one unit; here it gets its place and size:
 *
 *     rectangle   M 0,0  L 1,0  L 1,1  L 0,1  Z
 *     ellipse     M 1,.5  four curves  Z; a quarter of a circle of radius r is a curve whose
 *                 points pull by 0.5523 r
 */
#include "layout/contours_internal.h"

enum {
    UNIT = HAT_FORM_UNIT,
    HALF = UNIT / 2,
    PULL = 289552 /* 0.5523 of a half */
};

static const struct hat_path_step rectangle_steps[] = {{HAT_PATH_MOVE, {0}, {0}},
                                                       {HAT_PATH_LINE, {UNIT}, {0}},
                                                       {HAT_PATH_LINE, {UNIT}, {UNIT}},
                                                       {HAT_PATH_LINE, {0}, {UNIT}},
                                                       {HAT_PATH_CLOSE, {0}, {0}}};

static const struct hat_path_step ellipse_steps[] = {
    {HAT_PATH_MOVE, {UNIT}, {HALF}},
    {HAT_PATH_CURVE, {UNIT, HALF + PULL, HALF}, {HALF + PULL, UNIT, UNIT}},
    {HAT_PATH_CURVE, {HALF - PULL, 0, 0}, {UNIT, HALF + PULL, HALF}},
    {HAT_PATH_CURVE, {0, HALF - PULL, HALF}, {HALF - PULL, 0, 0}},
    {HAT_PATH_CURVE, {HALF + PULL, UNIT, UNIT}, {0, HALF - PULL, HALF}},
    {HAT_PATH_CLOSE, {0}, {0}}};

static const struct hat_path_step falling_steps[] = {{HAT_PATH_MOVE, {0}, {0}},
                                                     {HAT_PATH_LINE, {UNIT}, {UNIT}}};

#define CONTOUR(steps, filled)                                                                     \
    {                                                                                              \
        steps, sizeof steps / sizeof *steps, filled, true, false, 0                                \
    }

static const struct hat_contour rectangle = CONTOUR(rectangle_steps, true);
static const struct hat_contour ellipse = CONTOUR(ellipse_steps, true);
static const struct hat_contour falling = CONTOUR(falling_steps, false);

static hat_du scaled(int32_t units, hat_du length)
{
    int64_t value = (int64_t)units * length / UNIT;
    int64_t most = (int64_t)HAT_TWIP_MAX * HAT_DU_PER_TWIP;
    return (hat_du)(value > most ? most : value < -most ? -most : value);
}

/* The steps in the box of the item, in the page's memory. */
static struct hat_path_step *place(const struct hat_contour *contour,
                                   const struct hat_object *object, const struct hat_item *item,
                                   struct hat_page *page)
{
    struct hat_path_step *steps = hat_arena_array(&page->arena, contour->count, sizeof *steps);
    for (uint32_t i = 0; steps != NULL && i < contour->count; i++) {
        const struct hat_path_step *from = &contour->steps[i];
        steps[i].kind = from->kind;
        for (int point = 0; point < 3; point++) {
            int32_t x = object->flip_x ? UNIT - from->x[point] : from->x[point];
            int32_t y = object->flip_y ? UNIT - from->y[point] : from->y[point];
            steps[i].x[point] = item->as.path.x + scaled(x, item->as.path.width);
            steps[i].y[point] = item->as.path.y + scaled(y, item->as.path.height);
        }
    }
    return steps;
}

/* A colour made lighter or darker by so much. */
static uint32_t toned(uint32_t rgb, int tone)
{
    uint32_t made = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        int part = (int)(rgb >> shift & 0xFF);
        part += (tone > 0 ? 255 - part : part) * tone / 100;
        made |= (uint32_t)part << shift;
    }
    return made;
}

static bool set_fill(const struct hat_contour *contour, const struct hat_object *object,
                     struct hat_page *page, struct hat_item *item)
{
    item->color = toned(object->fill.rgb, contour->tone);
    item->as.path.filled = true;
    item->as.path.winding = contour->winding;
    item->as.path.clear = object->fill_clear;
    if (object->gradient != NULL) { /* the page outlives the paragraph of the shape */
        struct hat_gradient *copy = hat_arena_alloc(&page->arena, sizeof *copy);
        if (copy == NULL) {
            return false;
        }
        *copy = *object->gradient;
        item->as.path.gradient = copy;
    }
    return true;
}

static bool set_stroke(const struct hat_object *object, struct hat_page *page,
                       struct hat_item *item)
{
    item->as.path.stroke = hat_twip_to_du(object->stroke_width);
    item->as.path.stroke_color = object->stroke.rgb;
    item->as.path.stroke_clear = object->stroke_clear;
    if (object->dash_count > 0) {
        hat_du *dashes = hat_arena_array(&page->arena, object->dash_count, sizeof *dashes);
        if (dashes == NULL) {
            return false;
        }
        for (uint8_t i = 0; i < object->dash_count; i++) {
            dashes[i] = hat_twip_to_du(object->dashes[i]);
        }
        item->as.path.dashes = dashes;
        item->as.path.dash_count = object->dash_count;
    }
    return true;
}

/* An item in the box of the shape, still without an outline. */
static struct hat_item *add_item(const struct hat_object *object,
                                 const struct hat_object_spot *spot, uint32_t node,
                                 struct hat_page *page)
{
    struct hat_item *item = hat_page_add(page, HAT_ITEM_PATH, node);
    if (item != NULL) {
        item->as.path.x = spot->x;
        item->as.path.y = spot->y;
        item->as.path.width = hat_twip_to_du(object->width);
        item->as.path.height = hat_twip_to_du(spot->height);
        item->as.path.rotation = object->rotation;
    }
    return item;
}

/* What stands at the ends of the line that `steps` are; *steps is shortened to make room. */
static enum hat_status add_ends(const struct hat_object *object, const struct hat_object_spot *spot,
                                struct hat_page *page, struct hat_path_step *steps, uint32_t count)
{
    for (int last = 0; last < 2; last++) {
        const struct hat_line_end *end = last == 1 ? &object->end : &object->start;
        struct hat_path_step *drawn = NULL;
        uint32_t drawn_count = 0;
        if (end->form == NULL) {
            continue;
        }
        const struct hat_line_tip tip = {end, last == 1, steps, count};
        enum hat_status status = hat_line_end_place(&tip, &page->arena, &drawn, &drawn_count);
        if (status != HAT_OK) {
            return status;
        }
        if (drawn_count == 0) {
            continue;
        }
        struct hat_item *item = add_item(object, spot, HAT_NODE_ARTIFACT_LAYOUT, page);
        if (item == NULL) {
            return HAT_ERR_NOMEM;
        }
        item->color = object->stroke.rgb;
        item->as.path.filled = true;
        item->as.path.clear = object->stroke_clear;
        item->as.path.steps = drawn;
        item->as.path.count = drawn_count;
    }
    return HAT_OK;
}

enum hat_status hat_contour_add(const struct hat_contour *contour, const struct hat_object *object,
                                const struct hat_object_spot *spot, uint32_t node,
                                struct hat_page *page)
{
    bool filled = contour->filled && (object->fill.set || object->gradient != NULL);
    bool stroked = contour->stroked && object->stroke.set && object->stroke_width > 0;
    if (!filled && !stroked) {
        return HAT_OK;
    }
    struct hat_item *item = add_item(object, spot, node, page);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_path_step *steps = place(contour, object, item, page);
    item->as.path.steps = steps;
    item->as.path.count = contour->count;
    if (steps == NULL || (filled && !set_fill(contour, object, page, item)) ||
        (stroked && !set_stroke(object, page, item))) {
        return HAT_ERR_NOMEM;
    }
    return stroked ? add_ends(object, spot, page, steps, contour->count) : HAT_OK;
}

/* What needs no path: a straight line, and a rectangle that has a colour only. */
static enum hat_status draw_plain(const struct hat_object *object,
                                  const struct hat_object_spot *spot, struct hat_page *page)
{
    bool line = object->kind == HAT_OBJECT_LINE;
    hat_du width = hat_twip_to_du(object->width);
    hat_du height = hat_twip_to_du(spot->height);
    struct hat_item *item =
        hat_page_add(page, line ? HAT_ITEM_LINE : HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = line ? object->stroke.rgb : object->fill.rgb;
    if (line) {
        item->as.line.x0 = spot->x;
        item->as.line.x1 = spot->x + width;
        bool rising = object->flip_x != object->flip_y;
        item->as.line.y0 = spot->y + (rising ? height : 0);
        item->as.line.y1 = spot->y + (rising ? 0 : height);
        item->as.line.width = hat_twip_to_du(object->stroke_width);
    } else {
        item->as.rect.x = spot->x;
        item->as.rect.y = spot->y;
        item->as.rect.width = width;
        item->as.rect.height = height;
    }
    return HAT_OK;
}

static bool is_plain(const struct hat_object *object)
{
    bool drawn = object->kind == HAT_OBJECT_LINE
                     ? object->stroke.set && object->stroke_width > 0
                     : object->fill.set && !object->stroke.set && object->gradient == NULL;
    bool bare = object->form == NULL && object->dash_count == 0 && object->start.form == NULL &&
                object->end.form == NULL;
    return drawn && bare && !object->round && object->rotation == 0 && object->fill_clear == 0 &&
           object->stroke_clear == 0;
}

enum hat_status hat_contour_draw(const struct hat_object *object,
                                 const struct hat_object_spot *spot, struct hat_page *page)
{
    if (is_plain(object)) {
        return draw_plain(object, spot, page);
    }
    const struct hat_contour *contour = object->kind == HAT_OBJECT_LINE ? &falling
                                        : object->round                 ? &ellipse
                                                                        : &rectangle;
    const struct hat_form one = {contour, 1};
    const struct hat_form *form = object->form != NULL ? object->form : &one;
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < form->count && status == HAT_OK; i++) {
        status = hat_contour_add(&form->contours[i], object, spot, HAT_NODE_ARTIFACT_LAYOUT, page);
    }
    return status;
}
