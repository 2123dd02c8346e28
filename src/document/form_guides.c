/* form_guides.c -- formulas of DrawingML shapes (ECMA-376-1 §20.1.9.11).
 *
 *     width 200, height 100:  "ss" 100   "hd4" 25   "3cd4" 16200000   "+/ w h 2" 150
 *     "pin 0 adj 50000"  adj, but not less than 0 and not more than 50000
 *
 * Shapes come from strangers: a division by nothing gives nothing, what is not finite counts as 0.
 */
#include <math.h>
#include <stdlib.h>

#include "document/form_internal.h"

enum { OPERANDS = 3 };

static const double CIRCLE = 21600000; /* 60,000ths of a degree */

void hat_guides_set(struct hat_guides *guides, struct hat_str name, double value)
{
    if (guides->count >= HAT_GUIDES_MAX) {
        return;
    }
    if (!hat_mem_grow(&guides->items, guides->count, &guides->cap, sizeof *guides->items)) {
        guides->failed = true;
        return;
    }
    guides->items[guides->count++] = (struct hat_guide){name, isfinite(value) ? value : 0};
}

void hat_guides_fini(struct hat_guides *guides)
{
    hat_mem_free(guides->items);
    guides->items = NULL;
    guides->count = guides->cap = 0;
}

/* ---- values ---- */

/* The whole number that the text is; false: it is none. */
static bool whole(struct hat_str text, double *value)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    double number = 0;
    size_t at = negative ? 1 : 0;
    if (at == text.len) {
        return false;
    }
    for (; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9') {
            return false;
        }
        number = number * 10 + (text.ptr[at] - '0');
    }
    *value = negative ? -number : number;
    return true;
}

/* "wd4", "hd2", "ssd8": a part of a length. */
static bool part_of(struct hat_str text, const char *name, double length, double *value)
{
    size_t len = strlen(name);
    if (!hat_str_starts(text, name)) {
        return false;
    }
    double divisor = 1;
    if (text.len > len && !whole((struct hat_str){text.ptr + len, text.len - len}, &divisor)) {
        return false;
    }
    *value = divisor > 0 ? length / divisor : 0;
    return true;
}

/* "cd4", "3cd8": so many parts of a circle. */
static bool part_of_circle(struct hat_str text, double *value)
{
    double times = 1;
    if (text.len > 0 && text.ptr[0] >= '1' && text.ptr[0] <= '9') {
        times = text.ptr[0] - '0';
        text.ptr++;
        text.len--;
    }
    bool found = part_of(text, "cd", CIRCLE, value);
    *value *= times;
    return found;
}

static double common(const struct hat_guides *guides, struct hat_str text)
{
    double w = guides->width, h = guides->height, value = 0;
    if (hat_str_is(text, "w") || hat_str_is(text, "r")) {
        return w;
    }
    if (hat_str_is(text, "h") || hat_str_is(text, "b")) {
        return h;
    }
    if (hat_str_is(text, "hc") || hat_str_is(text, "vc")) {
        return (*text.ptr == 'h' ? w : h) / 2;
    }
    if (hat_str_is(text, "ss") || hat_str_is(text, "ls")) {
        return *text.ptr == 's' ? fmin(w, h) : fmax(w, h);
    }
    bool found = part_of(text, "wd", w, &value) || part_of(text, "hd", h, &value) ||
                 part_of(text, "ssd", fmin(w, h), &value) || part_of_circle(text, &value);
    return found ? value : 0; /* l, t, and what is not known */
}

double hat_guides_value(const struct hat_guides *guides, struct hat_str text)
{
    double value = 0;
    if (whole(text, &value)) {
        return value;
    }
    for (size_t i = guides->count; i > 0; i--) {
        if (hat_str_equal(guides->items[i - 1].name, text)) {
            return guides->items[i - 1].value;
        }
    }
    return common(guides, text);
}

/* ---- formulas ---- */

static double radians(double angle)
{
    return angle * 2 * HAT_PI / CIRCLE;
}

static double by_name(struct hat_str name, const double v[OPERANDS])
{
    if (hat_str_is(name, "abs")) {
        return fabs(v[0]);
    }
    if (hat_str_is(name, "sqrt")) {
        return v[0] > 0 ? sqrt(v[0]) : 0;
    }
    if (hat_str_is(name, "min")) {
        return fmin(v[0], v[1]);
    }
    if (hat_str_is(name, "max")) {
        return fmax(v[0], v[1]);
    }
    if (hat_str_is(name, "pin")) {
        return v[1] < v[0] ? v[0] : v[1] > v[2] ? v[2] : v[1];
    }
    if (hat_str_is(name, "mod")) {
        return sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
    if (hat_str_is(name, "at2")) {
        return atan2(v[1], v[0]) * CIRCLE / (2 * HAT_PI);
    }
    if (hat_str_is(name, "sin") || hat_str_is(name, "cos") || hat_str_is(name, "tan")) {
        double angle = radians(v[1]);
        return v[0] * (*name.ptr == 's' ? sin(angle) : *name.ptr == 'c' ? cos(angle) : tan(angle));
    }
    if (hat_str_is(name, "cat2")) {
        return v[0] * cos(atan2(v[2], v[1]));
    }
    if (hat_str_is(name, "sat2")) {
        return v[0] * sin(atan2(v[2], v[1]));
    }
    return v[0]; /* val */
}

double hat_guides_formula(const struct hat_guides *guides, struct hat_str formula)
{
    double v[OPERANDS] = {0}, value;
    struct hat_str name = hat_form_word(&formula);
    for (int i = 0; i < OPERANDS; i++) {
        struct hat_str word = hat_form_word(&formula);
        v[i] = word.len > 0 ? hat_guides_value(guides, word) : 0;
    }
    if (hat_str_is(name, "*/")) {
        value = v[2] != 0 ? v[0] * v[1] / v[2] : 0;
    } else if (hat_str_is(name, "+-")) {
        value = v[0] + v[1] - v[2];
    } else if (hat_str_is(name, "+/")) {
        value = v[2] != 0 ? (v[0] + v[1]) / v[2] : 0;
    } else if (hat_str_is(name, "?:")) {
        value = v[0] > 0 ? v[1] : v[2];
    } else {
        value = by_name(name, v);
    }
    return isfinite(value) ? value : 0;
}

/* ---- arcs ---- */

/* The angle is that of a line from the middle; the point where it meets the ellipse has another
 * parameter when the radii differ. */
static double parameter(double angle, const double radii[2])
{
    double plain = radians(fmod(angle, CIRCLE));
    if (radii[0] <= 0 || radii[1] <= 0) {
        return plain;
    }
    return atan2(sin(plain) / radii[1], cos(plain) / radii[0]);
}

void hat_guides_arc(struct hat_form_maker *maker, const double values[4])
{
    const double radii[2] = {values[0], values[1]};
    double start = parameter(values[2], radii);
    double sweep = parameter(values[2] + values[3], radii) - start;
    double asked = radians(fmin(fmax(values[3], -CIRCLE), CIRCLE));
    sweep += round((asked - sweep) / (2 * HAT_PI)) * 2 * HAT_PI; /* the turn that was meant */
    hat_form_arc(maker, radii, start, sweep);
}
