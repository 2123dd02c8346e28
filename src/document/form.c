/* form.c -- outlines step by step, from any coordinates to the units of a form.
 *
 *     box 100 x 50; move 0 0, line 100 50   ->  MOVE 0,0  LINE UNIT,UNIT
 *
 * Arcs become curves of the third degree, a quarter of an ellipse at most each: a curve from angle
 * a to b follows the circle when its points pull along the tangents by 4/3 tan((b - a) / 4).
 */
#include <math.h>

#include "document/form_internal.h"

void hat_form_begin(struct hat_form_maker *maker, double width, double height)
{
    memset(maker, 0, sizeof *maker);
    maker->width = width;
    maker->height = height;
}

void hat_form_look(struct hat_form_maker *maker, struct hat_form_look look)
{
    if (maker->contour_count > 0) {
        struct hat_contour *contour = &maker->contours[maker->contour_count - 1];
        contour->filled = !look.no_fill;
        contour->stroked = !look.no_stroke;
        contour->tone = look.tone;
    }
}

static void end_contour(struct hat_form_maker *maker)
{
    if (maker->contour_count > 0) {
        uint32_t count = (uint32_t)(maker->count - maker->begun);
        maker->contours[maker->contour_count - 1].count = count;
        maker->contour_count -= count == 0; /* its place is taken again */
    }
}

void hat_form_contour(struct hat_form_maker *maker, struct hat_form_look look)
{
    end_contour(maker);
    if (maker->contour_count < HAT_FORM_CONTOURS_MAX) {
        maker->contours[maker->contour_count++] = (struct hat_contour){0};
        maker->begun = maker->count;
        hat_form_look(maker, look);
    }
}

/* ---- steps ---- */

/* Within 2^29, so that differences and mirrored places fit. */
static int32_t units(double value, double from, double length)
{
    const double most = 1 << 29;
    double scaled = length != 0 ? (value - from) / length * HAT_FORM_UNIT : 0;
    if (!isfinite(scaled)) {
        return 0;
    }
    return (int32_t)lround(scaled > most ? most : scaled < -most ? -most : scaled);
}

static void add(struct hat_form_maker *maker, uint8_t kind, const double *points, int count)
{
    if (maker->failed || maker->count >= HAT_FORM_STEPS_MAX) {
        return;
    }
    if (maker->contour_count == 0) {
        hat_form_contour(maker, (struct hat_form_look){0});
    }
    if (!hat_mem_grow(&maker->steps, maker->count, &maker->cap, sizeof *maker->steps)) {
        maker->failed = true;
        return;
    }
    struct hat_path_step *step = &maker->steps[maker->count++];
    *step = (struct hat_path_step){.kind = kind};
    for (int i = 0; i < count; i++) {
        step->x[i] = units(points[2 * i], maker->left, maker->width);
        step->y[i] = units(points[2 * i + 1], maker->top, maker->height);
        maker->x = points[2 * i];
        maker->y = points[2 * i + 1];
    }
}

void hat_form_move(struct hat_form_maker *maker, double x, double y)
{
    add(maker, HAT_PATH_MOVE, (const double[2]){x, y}, 1);
    maker->first_x = x;
    maker->first_y = y;
}

/* A contour begins with a move: without one at the current point. */
static void need_start(struct hat_form_maker *maker)
{
    if (maker->count == maker->begun) {
        hat_form_move(maker, maker->x, maker->y);
    }
}

void hat_form_line(struct hat_form_maker *maker, double x, double y)
{
    need_start(maker);
    add(maker, HAT_PATH_LINE, (const double[2]){x, y}, 1);
}

void hat_form_curve(struct hat_form_maker *maker, const double points[6])
{
    need_start(maker);
    add(maker, HAT_PATH_CURVE, points, 3);
}

void hat_form_quad(struct hat_form_maker *maker, const double points[4])
{
    double x = maker->x, y = maker->y;
    hat_form_curve(maker, (const double[6]){
                              x + (points[0] - x) * 2 / 3, y + (points[1] - y) * 2 / 3,
                              points[2] + (points[0] - points[2]) * 2 / 3,
                              points[3] + (points[1] - points[3]) * 2 / 3, points[2], points[3]});
}

void hat_form_arc(struct hat_form_maker *maker, const double radii[2], double start, double sweep)
{
    double middle_x = maker->x - radii[0] * cos(start);
    double middle_y = maker->y - radii[1] * sin(start);
    sweep = isfinite(sweep) ? fmax(fmin(sweep, 2 * HAT_PI), -2 * HAT_PI) : 0;
    int parts = (int)ceil(fabs(sweep) / (HAT_PI / 2) - 1e-6);
    if (parts == 0 || !isfinite(start)) {
        return;
    }
    double step = sweep / parts, pull = 4.0 / 3 * tan(step / 4);
    for (int i = 0; i < parts; i++) {
        double a = start + step * i, b = a + step;
        hat_form_curve(maker, (const double[6]){middle_x + radii[0] * (cos(a) - pull * sin(a)),
                                                middle_y + radii[1] * (sin(a) + pull * cos(a)),
                                                middle_x + radii[0] * (cos(b) + pull * sin(b)),
                                                middle_y + radii[1] * (sin(b) - pull * cos(b)),
                                                middle_x + radii[0] * cos(b),
                                                middle_y + radii[1] * sin(b)});
    }
}

void hat_form_ellipse(struct hat_form_maker *maker, const double v[4], const double angles[2],
                      bool moves)
{
    double x = v[0] + v[2] * cos(angles[0]), y = v[1] + v[3] * sin(angles[0]);
    if (moves) {
        hat_form_move(maker, x, y);
    } else {
        hat_form_line(maker, x, y);
    }
    hat_form_arc(maker, v + 2, angles[0], angles[1]);
}

void hat_form_box_arc(struct hat_form_maker *maker, const double v[8], bool clockwise, bool moves)
{
    double x = (v[0] + v[2]) / 2, y = (v[1] + v[3]) / 2;
    double rx = fabs(v[2] - v[0]) / 2, ry = fabs(v[3] - v[1]) / 2;
    if (rx <= 0 || ry <= 0) {
        hat_form_line(maker, v[6], v[7]);
        return;
    }
    double start = atan2((v[5] - y) / ry, (v[4] - x) / rx);
    double sweep = atan2((v[7] - y) / ry, (v[6] - x) / rx) - start;
    if (clockwise && sweep <= 0) {
        sweep += 2 * HAT_PI;
    } else if (!clockwise && sweep >= 0) {
        sweep -= 2 * HAT_PI;
    }
    hat_form_ellipse(maker, (const double[4]){x, y, rx, ry}, (const double[2]){start, sweep},
                     moves);
}

void hat_form_quadrant(struct hat_form_maker *maker, double x, double y, bool across)
{
    const double pull = 0.5522847;
    double dx = x - maker->x, dy = y - maker->y;
    const double points[6] = {maker->x + (across ? dx * pull : 0),
                              maker->y + (across ? 0 : dy * pull),
                              x - (across ? 0 : dx * pull),
                              y - (across ? dy * pull : 0),
                              x,
                              y};
    hat_form_curve(maker, points);
}

void hat_form_close(struct hat_form_maker *maker)
{
    if (maker->count > maker->begun) {
        add(maker, HAT_PATH_CLOSE, NULL, 0);
        maker->x = maker->first_x;
        maker->y = maker->first_y;
    }
}

/* ---- the end ---- */

void hat_form_drop(struct hat_form_maker *maker)
{
    hat_mem_free(maker->steps);
    maker->steps = NULL;
}

enum hat_status hat_form_end(struct hat_form_maker *maker, struct hat_arena *arena,
                             const struct hat_form **form)
{
    end_contour(maker);
    *form = NULL;
    bool failed = maker->failed;
    if (!failed && maker->contour_count > 0) {
        struct hat_form *made = hat_arena_alloc(arena, sizeof *made);
        struct hat_contour *contours =
            hat_arena_array(arena, maker->contour_count, sizeof *contours);
        struct hat_path_step *steps = hat_arena_array(arena, maker->count, sizeof *steps);
        failed = made == NULL || contours == NULL || steps == NULL;
        if (!failed) {
            memcpy(steps, maker->steps, maker->count * sizeof *steps);
            memcpy(contours, maker->contours, maker->contour_count * sizeof *contours);
            made->contours = contours;
            made->count = maker->contour_count;
            for (uint32_t i = 0; i < made->count; i++) {
                contours[i].steps = steps;
                steps += contours[i].count;
            }
            *form = made;
        }
    }
    hat_form_drop(maker);
    return failed ? HAT_ERR_NOMEM : HAT_OK;
}
