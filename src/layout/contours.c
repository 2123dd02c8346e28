/* contours.c -- shapes as paths of the display list (layout-rules.md 6).
 *
 * The document gives an contour in a box of one unit by one unit; here it gets its place and size.
 * Rectangles and ellipses, which have no contour of their own, get the one of their kind:
 *
 *     rectangle   M 0,0  L 1,0  L 1,1  L 0,1  Z
 *     ellipse     M 1,.5  four curves  Z; a quarter of a circle of radius r is a curve whose
 *                 points pull by 0.5523 r
 */
#include "layout/contours_internal.h"

#define UNIT HAT_CONTOUR_UNIT
#define HALF (UNIT / 2)
#define PULL 289552 /* 0.5523 of a half */

static const struct hat_step rectangle_steps[] = {{HAT_STEP_MOVE, {0}, {0}},
                                                  {HAT_STEP_LINE, {UNIT}, {0}},
                                                  {HAT_STEP_LINE, {UNIT}, {UNIT}},
                                                  {HAT_STEP_LINE, {0}, {UNIT}},
                                                  {HAT_STEP_CLOSE, {0}, {0}}};

static const struct hat_step ellipse_steps[] = {
    {HAT_STEP_MOVE, {UNIT}, {HALF}},
    {HAT_STEP_CURVE, {UNIT, HALF + PULL, HALF}, {HALF + PULL, UNIT, UNIT}},
    {HAT_STEP_CURVE, {HALF - PULL, 0, 0}, {UNIT, HALF + PULL, HALF}},
    {HAT_STEP_CURVE, {0, HALF - PULL, HALF}, {HALF - PULL, 0, 0}},
    {HAT_STEP_CURVE, {HALF + PULL, UNIT, UNIT}, {0, HALF - PULL, HALF}},
    {HAT_STEP_CLOSE, {0}, {0}}};

static const struct hat_step falling_steps[] = {{HAT_STEP_MOVE, {0}, {0}},
                                                {HAT_STEP_LINE, {UNIT}, {UNIT}}};
static const struct hat_step rising_steps[] = {{HAT_STEP_MOVE, {0}, {UNIT}},
                                               {HAT_STEP_LINE, {UNIT}, {0}}};

#define CONTOUR(steps, filled)                                                                     \
    {                                                                                              \
        steps, sizeof steps / sizeof *steps, filled, true, 0, NULL                                 \
    }

static const struct hat_contour rectangle = CONTOUR(rectangle_steps, true);
static const struct hat_contour ellipse = CONTOUR(ellipse_steps, true);
static const struct hat_contour falling = CONTOUR(falling_steps, false);
static const struct hat_contour rising = CONTOUR(rising_steps, false);

static hat_du scaled(int32_t units, hat_du length)
{
    int64_t value = (int64_t)units * length / UNIT;
    int64_t most = (int64_t)HAT_TWIP_MAX * HAT_DU_PER_TWIP;
    return (hat_du)(value > most ? most : value < -most ? -most : value);
}

/* The steps in the box at `spot`, in the page's memory. */
static const struct hat_step *place(const struct hat_contour *contour, const struct hat_item *item,
                                    struct hat_page *page)
{
    struct hat_step *steps = hat_arena_array(&page->arena, contour->count, sizeof *steps);
    for (uint32_t i = 0; steps != NULL && i < contour->count; i++) {
        steps[i].kind = contour->steps[i].kind;
        for (int point = 0; point < 3; point++) {
            steps[i].x[point] =
                item->as.path.x + scaled(contour->steps[i].x[point], item->as.path.width);
            steps[i].y[point] =
                item->as.path.y + scaled(contour->steps[i].y[point], item->as.path.height);
        }
    }
    return steps;
}

/* A colour mixed with white, or with black. */
static uint32_t shaded(uint32_t rgb, int lighter)
{
    uint32_t out = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        int part = (int)(rgb >> shift & 0xFF);
        part += lighter > 0 ? (255 - part) * lighter / 100 : part * lighter / 100;
        out |= (uint32_t)part << shift;
    }
    return out;
}

static enum hat_status draw_one(const struct hat_contour *contour, const struct hat_object *object,
                                const struct hat_object_spot *spot, struct hat_page *page)
{
    bool filled = contour->filled && (object->fill.set || object->gradient != NULL);
    bool stroked = contour->stroked && object->stroke.set && object->stroke_width > 0;
    if ((!filled && !stroked) || contour->count == 0) {
        return HAT_OK;
    }
    struct hat_item *item = hat_page_add(page, HAT_ITEM_PATH, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = shaded(object->fill.rgb, contour->lighter);
    item->as.path.x = spot->x;
    item->as.path.y = spot->y;
    item->as.path.width = hat_twip_to_du(object->width);
    item->as.path.height = hat_twip_to_du(spot->height);
    item->as.path.filled = filled;
    item->as.path.stroke = stroked ? hat_twip_to_du(object->stroke_width) : 0;
    item->as.path.stroke_color = object->stroke.rgb;
    item->as.path.rotation = object->rotation;
    item->as.path.steps = place(contour, item, page);
    item->as.path.count = contour->count;
    if (filled && object->gradient != NULL) { /* the page outlives the paragraph of the shape */
        struct hat_gradient *copy = hat_arena_alloc(&page->arena, sizeof *copy);
        if (copy == NULL) {
            return HAT_ERR_NOMEM;
        }
        *copy = *object->gradient;
        item->as.path.gradient = copy;
    }
    return item->as.path.steps != NULL ? HAT_OK : HAT_ERR_NOMEM;
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
        item->as.line.y0 = spot->y + (object->rising ? height : 0);
        item->as.line.y1 = spot->y + (object->rising ? 0 : height);
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
    return drawn && object->contour == NULL && !object->round && object->rotation == 0;
}

enum hat_status hat_contour_draw(const struct hat_object *object,
                                 const struct hat_object_spot *spot, struct hat_page *page)
{
    if (is_plain(object)) {
        return draw_plain(object, spot, page);
    }
    const struct hat_contour *contour = object->contour;
    if (object->kind == HAT_OBJECT_LINE && contour == NULL) {
        contour = object->rising ? &rising : &falling;
    } else if (contour == NULL) {
        contour = object->round ? &ellipse : &rectangle;
    }
    enum hat_status status = HAT_OK;
    for (; contour != NULL && status == HAT_OK; contour = contour->next) {
        status = draw_one(contour, object, spot, page);
    }
    return status;
}
