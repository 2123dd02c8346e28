/* paths.c -- outlines of shapes into cairo calls: filled, with a colour or from one to another,
 * then stroked, turned around the middle of their box.
 *
 *     PATH {M 0,0 L 10,0 L 5,8 Z; red, line of 1 pt}  ->  a red triangle with a line around it
 */
#include <math.h>

#include "base/angle.h"
#include "paint/painter_internal.h"

static double pt(hat_du length)
{
    return (double)length / HAT_DU_PER_POINT;
}

static void trace(cairo_t *cr, const struct hat_item *item)
{
    for (uint32_t i = 0; i < item->as.path.count; i++) {
        const struct hat_path_step *step = &item->as.path.steps[i];
        const double x[3] = {pt(step->x[0]), pt(step->x[1]), pt(step->x[2])};
        const double y[3] = {pt(step->y[0]), pt(step->y[1]), pt(step->y[2])};
        switch (step->kind) {
        case HAT_PATH_MOVE:
            cairo_move_to(cr, x[0], y[0]);
            break;
        case HAT_PATH_LINE:
            cairo_line_to(cr, x[0], y[0]);
            break;
        case HAT_PATH_CURVE:
            cairo_curve_to(cr, x[0], y[0], x[1], y[1], x[2], y[2]);
            break;
        default:
            cairo_close_path(cr);
            break;
        }
    }
}

/* Cairo takes the fill of a box over the whole surface for a clearing and forgets what came
 * before, the begin of a mark too; a path of a box and a point is none. */
static void add_point(cairo_t *cr, const double box[4])
{
    cairo_move_to(cr, box[0], box[1]);
    cairo_line_to(cr, box[0], box[1]);
}

static void set_color(cairo_t *cr, uint32_t rgb, uint8_t clear)
{
    cairo_set_source_rgba(cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0,
                          (rgb & 0xFF) / 255.0, 1 - clear / 100.0);
}

static void set_dashes(cairo_t *cr, const struct hat_item *item)
{
    double lengths[HAT_DASHES_MAX], sum = 0;
    int count =
        item->as.path.dash_count < HAT_DASHES_MAX ? item->as.path.dash_count : HAT_DASHES_MAX;
    for (int i = 0; i < count; i++) {
        lengths[i] = fmax(pt(item->as.path.dashes[i]), 0);
        sum += lengths[i];
    }
    if (sum >= 0.1) { /* cairo refuses dashes of nothing, and finer ones look solid */
        cairo_set_dash(cr, lengths, count, 0);
    }
}

void hat_paint_path(cairo_t *cr, const struct hat_item *item)
{
    const double box[4] = {pt(item->as.path.x), pt(item->as.path.y), pt(item->as.path.width),
                           pt(item->as.path.height)};
    cairo_save(cr);
    if (item->as.path.rotation % 36000 != 0) {
        cairo_translate(cr, box[0] + box[2] / 2, box[1] + box[3] / 2);
        cairo_rotate(cr, hat_radians(item->as.path.rotation));
        cairo_translate(cr, -box[0] - box[2] / 2, -box[1] - box[3] / 2);
    }
    cairo_set_fill_rule(cr,
                        item->as.path.winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD);
    if (item->as.path.filled) {
        trace(cr, item);
        add_point(cr, box);
        if (item->as.path.gradient != NULL) {
            hat_paint_gradient(cr, item->as.path.gradient, box);
        } else {
            set_color(cr, item->color, item->as.path.clear);
            cairo_fill(cr);
        }
    }
    if (item->as.path.stroke > 0) {
        trace(cr, item);
        set_color(cr, item->as.path.stroke_color, item->as.path.stroke_clear);
        cairo_set_line_width(cr, pt(item->as.path.stroke));
        set_dashes(cr, item);
        cairo_stroke(cr);
    }
    cairo_restore(cr);
}
