/* gradients.c -- fills that run from one colour to another (ODF 1.3 §19.218, draw:style).
 *
 * The geometry is that of LibreOffice's output device. Everything is turned around the middle of
 * the box, so linear gradients first grow until the turned box covers the shape:
 *
 *     linear      |outer ... inner|      border: the outer colour's share of the length
 *     axial       |outer .. inner .. outer|
 *     radial      circles from the box's diagonal down to the middle
 *     ellipsoid   ellipses from 1.4142 of the box down, as much off their width as their height
 *     square      boxes with the proportions of the first, down to a point
 *     rectangular boxes, as much off their width as their height
 *
 * The first three are patterns of cairo; the others are outlines drawn one over another.
 */
#include <math.h>
#include <stdlib.h>

#include "base/angle.h"
#include "paint/painter_internal.h"

enum { STEPS_MAX = 96 };

static double part(uint32_t rgb, unsigned shift)
{
    return (rgb >> shift & 0xFF) / 255.0;
}

static void add_stop(cairo_pattern_t *pattern, double at, uint32_t rgb)
{
    cairo_pattern_add_color_stop_rgb(pattern, at, part(rgb, 16), part(rgb, 8), part(rgb, 0));
}

static void fill_with(cairo_t *cr, cairo_pattern_t *pattern)
{
    cairo_set_source(cr, pattern);
    cairo_pattern_destroy(pattern);
    cairo_fill(cr);
}

static void fill_straight(cairo_t *cr, const struct hat_gradient *gradient, const double box[4],
                          double angle)
{
    double width = box[2], height = box[3];
    double x = box[0] + width / 2, y = box[1] + height / 2;
    double border = gradient->border / 100.0;
    hat_turned_size(angle, &width, &height);
    double dx = sin(angle) * height / 2, dy = cos(angle) * height / 2;
    cairo_pattern_t *pattern = cairo_pattern_create_linear(x - dx, y - dy, x + dx, y + dy);
    if (gradient->kind == HAT_GRADIENT_AXIAL) {
        add_stop(pattern, border / 2, gradient->from);
        add_stop(pattern, 0.5, gradient->to);
        add_stop(pattern, 1 - border / 2, gradient->from);
    } else {
        add_stop(pattern, border, gradient->from);
        add_stop(pattern, 1, gradient->to);
    }
    fill_with(cr, pattern);
}

static void fill_circles(cairo_t *cr, const struct hat_gradient *gradient, const double box[4])
{
    double x = box[0] + box[2] * gradient->x / 100, y = box[1] + box[3] * gradient->y / 100;
    double radius = hypot(box[2], box[3]) / 2 * (100 - gradient->border) / 100;
    cairo_pattern_t *pattern = cairo_pattern_create_radial(x, y, 0, x, y, radius);
    add_stop(pattern, 0, gradient->to);
    add_stop(pattern, 1, gradient->from);
    fill_with(cr, pattern);
}

/* ---- outlines one over another ---- */

static int step_count(const struct hat_gradient *gradient)
{
    int most = 1;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        int delta =
            abs((int)(gradient->from >> shift & 0xFF) - (int)(gradient->to >> shift & 0xFF));
        most = delta > most ? delta : most;
    }
    return most < STEPS_MAX ? most : STEPS_MAX;
}

static void set_between(cairo_t *cr, const struct hat_gradient *gradient, double t)
{
    double rgb[3];
    for (unsigned i = 0; i < 3; i++) {
        unsigned shift = 16 - 8 * i;
        rgb[i] = part(gradient->from, shift) * (1 - t) + part(gradient->to, shift) * t;
    }
    cairo_set_source_rgb(cr, rgb[0], rgb[1], rgb[2]);
}

/* An ellipse or a rectangle around the origin. */
static void add_ring(cairo_t *cr, bool round, double width, double height)
{
    if (!round) {
        cairo_rectangle(cr, -width / 2, -height / 2, width, height);
        return;
    }
    cairo_save(cr);
    cairo_scale(cr, width / 2, height / 2);
    cairo_new_sub_path(cr);
    cairo_arc(cr, 0, 0, 1, 0, 2 * HAT_PI);
    cairo_close_path(cr);
    cairo_restore(cr);
}

static void fill_rings(cairo_t *cr, const struct hat_gradient *gradient, const double box[4],
                       double angle)
{
    bool round = gradient->kind == HAT_GRADIENT_ELLIPSOID;
    double width = box[2], height = box[3], share = (100 - gradient->border) / 100.0;
    if (round) {
        width *= sqrt(2);
        height *= sqrt(2);
    } else {
        hat_turned_size(angle, &width, &height);
    }
    double x = box[0] + box[2] * gradient->x / 100, y = box[1] + box[3] * gradient->y / 100;
    int steps = step_count(gradient);
    width *= share;
    height *= share;
    double off[2] = {width / (steps + 1), height / (steps + 1)};
    if (gradient->kind != HAT_GRADIENT_SQUARE) {
        off[0] = off[1] = fmin(off[0], off[1]);
    }
    set_between(cr, gradient, 0);
    cairo_fill_preserve(cr);
    cairo_clip(cr);
    cairo_translate(cr, x, y);
    cairo_rotate(cr, -angle);
    for (int i = 1; i <= steps; i++) {
        set_between(cr, gradient, (double)i / steps);
        add_ring(cr, round, width - i * off[0], height - i * off[1]);
        cairo_fill(cr);
    }
}

void hat_paint_gradient(cairo_t *cr, const struct hat_gradient *gradient, const double box[4])
{
    double angle = gradient->angle % 3600 * HAT_PI / 1800;
    if (box[2] <= 0 || box[3] <= 0) {
        cairo_new_path(cr);
        return;
    }
    cairo_save(cr);
    switch (gradient->kind) {
    case HAT_GRADIENT_LINEAR:
    case HAT_GRADIENT_AXIAL:
        fill_straight(cr, gradient, box, angle);
        break;
    case HAT_GRADIENT_RADIAL:
        fill_circles(cr, gradient, box);
        break;
    default:
        fill_rings(cr, gradient, box, angle);
        break;
    }
    cairo_restore(cr);
}
