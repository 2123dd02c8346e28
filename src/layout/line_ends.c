/* line_ends.c -- arrow heads and the like at the ends of lines.
 *
 *     --------------------|\\        the form, 3 wide and 4 long, stands upright in its box with
 * the line, shortened     | >  end   tip in the middle of the upper edge; here it is turned so that
 *     --------------------|/         the tip points where the line goes, and is the line's end
 *
 * As in LibreOffice the line itself ends at four fifths of the form, so that it does not stick out
 * of a thin tip.
 */
#include <math.h>

#include "layout/contours_internal.h"

struct point {
    double x, y;
};

/* The end of the line, and the point before it that tells the direction. */
struct direction {
    struct point at, before;
    bool found;
};

static struct point point_of(const struct hat_path_step *step, int index)
{
    return (struct point){step->x[index], step->y[index]};
}

static int last_index(const struct hat_path_step *step)
{
    return step->kind == HAT_PATH_CURVE ? 2 : 0;
}

static void look(struct direction *tip, struct point point)
{
    if (!tip->found && (fabs(point.x - tip->at.x) > 1 || fabs(point.y - tip->at.y) > 1)) {
        tip->before = point;
        tip->found = true;
    }
}

/* Points of the line from one end on, until one is another one. */
static struct direction find_direction(const struct hat_path_step *line, uint32_t count, bool last)
{
    struct direction tip = {0};
    if (!last) {
        tip.at = point_of(&line[0], 0);
        for (uint32_t i = 1; i < count && !tip.found; i++) {
            for (int point = 0; point <= last_index(&line[i]); point++) {
                look(&tip, point_of(&line[i], point));
            }
        }
        return tip;
    }
    tip.at = point_of(&line[count - 1], last_index(&line[count - 1]));
    for (uint32_t i = count; i > 0 && !tip.found; i--) {
        for (int point = last_index(&line[i - 1]); point >= 0; point--) {
            look(&tip, point_of(&line[i - 1], point));
        }
    }
    return tip;
}

/* A line that begins with a move and is not closed. */
static bool is_open(const struct hat_path_step *line, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (line[i].kind == HAT_PATH_CLOSE) {
            return false;
        }
    }
    return count >= 2 && line[0].kind == HAT_PATH_MOVE;
}

/* Moves the end of a straight piece back, where it is long enough. */
static void shorten(struct hat_path_step *line, uint32_t count, bool last, double by)
{
    struct hat_path_step *end = last ? &line[count - 1] : &line[0];
    const struct hat_path_step *next = last ? &line[count - 2] : &line[1];
    const struct hat_path_step *piece = last ? end : next;
    struct point to = point_of(end, 0), from = point_of(next, last ? last_index(next) : 0);
    double length = hypot(to.x - from.x, to.y - from.y);
    if (piece->kind == HAT_PATH_LINE && length > by) {
        end->x[0] = (hat_du)(to.x + (from.x - to.x) * by / length);
        end->y[0] = (hat_du)(to.y + (from.y - to.y) * by / length);
    }
}

static uint32_t steps_of(const struct hat_form *form)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < form->count; i++) {
        count += form->contours[i].count;
    }
    return count;
}

/* A point of the form where the line ends. */
static void turn(const struct hat_line_end *end, const struct direction *tip, hat_du *x, hat_du *y)
{
    double length = hypot(tip->at.x - tip->before.x, tip->at.y - tip->before.y);
    struct point along = {(tip->at.x - tip->before.x) / length,
                          (tip->at.y - tip->before.y) / length};
    double across = ((double)*x / HAT_FORM_UNIT - 0.5) * hat_twip_to_du(end->width);
    double back =
        ((double)*y / HAT_FORM_UNIT - (end->centered ? 0.5 : 0)) * hat_twip_to_du(end->length);
    double most = (double)HAT_TWIP_MAX * HAT_DU_PER_TWIP;
    double to_x = tip->at.x - along.x * back - along.y * across;
    double to_y = tip->at.y - along.y * back + along.x * across;
    *x = (hat_du)fmax(fmin(to_x, most), -most);
    *y = (hat_du)fmax(fmin(to_y, most), -most);
}

enum hat_status hat_line_end_place(const struct hat_line_tip *tip, struct hat_arena *arena,
                                   struct hat_path_step **steps, uint32_t *count)
{
    const struct hat_line_end *end = tip->end;
    struct direction direction = {0};
    *count = 0;
    if (is_open(tip->line, tip->line_count)) {
        direction = find_direction(tip->line, tip->line_count, tip->last);
    }
    if (!direction.found || end->width <= 0 || end->length <= 0) {
        return HAT_OK;
    }
    *steps = hat_arena_array(arena, steps_of(end->form), sizeof **steps);
    if (*steps == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < end->form->count; i++) {
        const struct hat_contour *contour = &end->form->contours[i];
        for (uint32_t k = 0; k < contour->count; k++) {
            struct hat_path_step *step = &(*steps)[(*count)++];
            *step = contour->steps[k];
            for (int point = 0; point < 3; point++) {
                turn(end, &direction, &step->x[point], &step->y[point]);
            }
        }
    }
    if (!end->centered) {
        shorten(tip->line, tip->line_count, tip->last, 0.8 * hat_twip_to_du(end->length));
    }
    return HAT_OK;
}
