/* form_internal.h -- shapes as outlines: what the readers of DrawingML, VML and ODF build them
 * with.
 *
 *     hat_form_begin()  the box that coordinates stand in: 0 0 21600 21600
 *     hat_form_contour(), _move(), _line(), _curve(), _arc(), _close()
 *     hat_form_end()    -> struct hat_form in an arena
 */
#ifndef HAT_DOCUMENT_FORM_INTERNAL_H
#define HAT_DOCUMENT_FORM_INTERNAL_H

#include "base/angle.h"
#include "base/mem.h"
#include "document/document.h"

/* ---- building (form.c) ---- */

/* Further steps are left out; further contours are part of the last one. */
enum { HAT_FORM_STEPS_MAX = 1 << 16, HAT_FORM_CONTOURS_MAX = 64 };

/* How a contour is painted; a zeroed one is filled and stroked. */
struct hat_form_look {
    bool no_fill, no_stroke;
    int8_t tone;
};

struct hat_form_maker {
    struct hat_path_step *steps;
    size_t count, cap;
    size_t begun;                                       /* where the last contour begins */
    struct hat_contour contours[HAT_FORM_CONTOURS_MAX]; /* steps: not yet set */
    uint32_t contour_count;
    double left, top, width, height; /* the box of the coordinates */
    double x, y;                     /* the current point */
    double first_x, first_y;         /* where the open line began */
    bool failed;                     /* memory ended */
};

void hat_form_begin(struct hat_form_maker *maker, double width, double height);
/* What follows is one more contour. */
void hat_form_contour(struct hat_form_maker *maker, struct hat_form_look look);
/* Changes how the contour that is being built is painted. */
void hat_form_look(struct hat_form_maker *maker, struct hat_form_look look);
void hat_form_move(struct hat_form_maker *maker, double x, double y);
void hat_form_line(struct hat_form_maker *maker, double x, double y);
/* x1 y1 x2 y2 x y: points that pull, and where to. */
void hat_form_curve(struct hat_form_maker *maker, const double points[6]);
void hat_form_quad(struct hat_form_maker *maker, const double points[4]);
/* An arc of an ellipse from the current point on: radii, where on the ellipse it begins and how
 * far it goes, clockwise [radians, of the ellipse's own parameter]. */
void hat_form_arc(struct hat_form_maker *maker, const double radii[2], double start, double sweep);
/* The same from its first point on, to which it begins with a line, or a move. v: middle, radii. */
void hat_form_ellipse(struct hat_form_maker *maker, const double v[4], const double angles[2],
                      bool moves);
/* The arc of an ellipse that fills a box, between the two lines from its middle to two points; v:
 * left, top, right, bottom, the points. It begins with a line to its first point, or a move. */
void hat_form_box_arc(struct hat_form_maker *maker, const double v[8], bool clockwise, bool moves);
/* A quarter of an ellipse to a point; it begins across (or downwards). */
void hat_form_quadrant(struct hat_form_maker *maker, double x, double y, bool across);
void hat_form_close(struct hat_form_maker *maker);
/* *form is NULL when nothing was drawn. Frees what the maker holds. HAT_ERR_NOMEM. */
enum hat_status hat_form_end(struct hat_form_maker *maker, struct hat_arena *arena,
                             const struct hat_form **form);
void hat_form_drop(struct hat_form_maker *maker);

/* ---- formulas of DrawingML (form_guides.c) ---- */

enum { HAT_GUIDES_MAX = 512 };

struct hat_guide {
    struct hat_str name;
    double value;
};

/* Names and their values; what was set later hides what was set before. */
struct hat_guides {
    struct hat_guide *items; /* heap */
    size_t count, cap;
    double width, height;
    bool failed;
};

void hat_guides_set(struct hat_guides *guides, struct hat_str name, double value);
/* A number, a guide, or a name that every shape knows: w, hd4, ss, 3cd4 ... Unknown: 0. */
double hat_guides_value(const struct hat_guides *guides, struct hat_str text);
/* A formula such as "+/ a b 2". */
double hat_guides_formula(const struct hat_guides *guides, struct hat_str formula);
void hat_guides_fini(struct hat_guides *guides);

/* The arc of a:arcTo: radii, start and sweep [60,000ths of a degree]. */
void hat_guides_arc(struct hat_form_maker *maker, const double values[4]);

/* ---- preset shapes (form_presets.c) ---- */

struct hat_preset; /* NULL: not known */

const struct hat_preset *hat_preset_find(struct hat_str name);
/* Draws a preset shape of the size that `guides` have; they hold the adjustments that differ from
 * its own. `text`: where text stands in it, by enum hat_edge, from the edges of the box [twips of
 * the guides' units]. */
enum hat_status hat_preset_draw(const struct hat_preset *preset, struct hat_guides *guides,
                                struct hat_arena *arena, const struct hat_form **form,
                                double text[4]);

/* ---- texts ---- */

/* The decimal number at the start of a text, which is passed over with the blanks before it.
 * false: there is none. */
bool hat_form_number(struct hat_str *rest, double *value);
/* Passes over blanks and at most one comma. */
void hat_form_skip(struct hat_str *rest);
/* Draws the outline of svg:d (SVG 1.1 §8.3). */
void hat_form_svg(struct hat_form_maker *maker, struct hat_str path);
/* The next word of a text with blanks between; empty at its end. */
struct hat_str hat_form_word(struct hat_str *rest);
/* The text up to `end`, which is passed over; all of it when there is none. */
struct hat_str hat_form_cut(struct hat_str *rest, char end);

#endif
