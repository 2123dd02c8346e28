/* form_text.c -- numbers in texts, and the outlines that svg:d describes (SVG 1.1 §8.3).
 *
 *     "M0 0h10v5q5 5-10 5z"  ->  MOVE 0,0  LINE 10,0  LINE 10,5  CURVE to 0,10  CLOSE
 *
 * Small letters are relative to the current point. An arc is drawn by its middle, which is found as
 * in appendix F.6.5 of SVG.
 */
#include <math.h>

#include "document/form_internal.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void hat_form_skip(struct hat_str *rest)
{
    bool comma = false;
    while (rest->len > 0 && (is_blank(*rest->ptr) || (*rest->ptr == ',' && !comma))) {
        comma = comma || *rest->ptr == ',';
        rest->ptr++;
        rest->len--;
    }
}

struct hat_str hat_form_word(struct hat_str *rest)
{
    size_t from = 0;
    while (from < rest->len && is_blank(rest->ptr[from])) {
        from++;
    }
    size_t to = from;
    while (to < rest->len && !is_blank(rest->ptr[to])) {
        to++;
    }
    struct hat_str word = {rest->ptr + from, to - from};
    rest->ptr += to;
    rest->len -= to;
    return word;
}

struct hat_str hat_form_cut(struct hat_str *rest, char end)
{
    size_t at = 0;
    while (at < rest->len && rest->ptr[at] != end) {
        at++;
    }
    struct hat_str part = {rest->ptr, at};
    at += at < rest->len;
    rest->ptr += at;
    rest->len -= at;
    return part;
}

/* "e-5" at `at`; the number of its characters, 0 when there is none. */
static size_t take_exponent(struct hat_str text, size_t at, double *value)
{
    size_t first = at, digits = 0;
    int exponent = 0;
    if (at + 1 >= text.len || (text.ptr[at] != 'e' && text.ptr[at] != 'E')) {
        return 0;
    }
    at++;
    bool negative = text.ptr[at] == '-';
    at += negative || text.ptr[at] == '+';
    for (; at < text.len && is_digit(text.ptr[at]); at++, digits++) {
        exponent = exponent < 300 ? exponent * 10 + (text.ptr[at] - '0') : exponent;
    }
    if (digits == 0) {
        return 0;
    }
    *value *= pow(10, negative ? -exponent : exponent);
    return at - first;
}

bool hat_form_number(struct hat_str *rest, double *value)
{
    hat_form_skip(rest);
    size_t at = 0, digits = 0;
    double number = 0, unit = 1;
    bool negative = rest->len > 0 && *rest->ptr == '-', fraction = false;
    at += negative || (rest->len > 0 && *rest->ptr == '+');
    for (; at < rest->len; at++) {
        char c = rest->ptr[at];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (is_digit(c)) {
            unit /= fraction ? 10 : 1;
            number = fraction ? number + unit * (c - '0') : number * 10 + (c - '0');
            digits++;
        } else {
            break;
        }
    }
    if (digits == 0) {
        return false;
    }
    at += take_exponent(*rest, at, &number);
    rest->ptr += at;
    rest->len -= at;
    *value = isfinite(number) ? (negative ? -number : number) : 0;
    return true;
}

/* ---- svg:d ---- */

struct drawing {
    struct hat_form_maker *maker;
    double pull[2]; /* the last point that pulled, for smooth curves */
    char last;      /* the command before, in capitals */
};

/* The reflection of the last pulling point, when the command before was of the same kind. */
static void reflect(const struct drawing *drawing, bool smooth, double out[2])
{
    out[0] = drawing->maker->x;
    out[1] = drawing->maker->y;
    if (smooth) {
        out[0] = 2 * drawing->maker->x - drawing->pull[0];
        out[1] = 2 * drawing->maker->y - drawing->pull[1];
    }
}

static double angle_between(double x, double y, double to_x, double to_y)
{
    return atan2(x * to_y - y * to_x, x * to_x + y * to_y);
}

/* v: radii, turn of the ellipse (taken as none), large arc, sweep, and where to. */
static void add_arc(struct hat_form_maker *maker, const double v[7])
{
    double rx = fabs(v[0]), ry = fabs(v[1]);
    double dx = (maker->x - v[5]) / 2, dy = (maker->y - v[6]) / 2;
    if (rx <= 0 || ry <= 0 || (dx == 0 && dy == 0)) {
        hat_form_line(maker, v[5], v[6]);
        return;
    }
    double over = dx * dx / (rx * rx) + dy * dy / (ry * ry);
    if (over > 1) { /* too small to reach: made larger */
        rx *= sqrt(over);
        ry *= sqrt(over);
    }
    double top = rx * rx * ry * ry - rx * rx * dy * dy - ry * ry * dx * dx;
    double root = sqrt(fmax(top / (rx * rx * dy * dy + ry * ry * dx * dx), 0));
    root = (v[3] != 0) == (v[4] != 0) ? -root : root;
    double cx = root * rx * dy / ry, cy = -root * ry * dx / rx;
    double x1 = (dx - cx) / rx, y1 = (dy - cy) / ry, x2 = (-dx - cx) / rx, y2 = (-dy - cy) / ry;
    double sweep = angle_between(x1, y1, x2, y2);
    if (v[4] != 0 && sweep < 0) {
        sweep += 2 * HAT_PI;
    } else if (v[4] == 0 && sweep > 0) {
        sweep -= 2 * HAT_PI;
    }
    hat_form_arc(maker, (const double[2]){rx, ry}, atan2(y1, x1), sweep);
}

static void keep_pull(struct drawing *drawing, double x, double y)
{
    drawing->pull[0] = x;
    drawing->pull[1] = y;
}

static void add_curve(struct drawing *drawing, char command, const double *v)
{
    double first[2] = {v[0], v[1]};
    const double *rest = v + 2;
    if (command == 'S') {
        reflect(drawing, drawing->last == 'C' || drawing->last == 'S', first);
        rest = v;
    }
    hat_form_curve(drawing->maker,
                   (const double[6]){first[0], first[1], rest[0], rest[1], rest[2], rest[3]});
    keep_pull(drawing, rest[0], rest[1]);
}

static void add_quad(struct drawing *drawing, char command, const double *v)
{
    double pull[2] = {v[0], v[1]};
    const double *to = v + 2;
    if (command == 'T') {
        reflect(drawing, drawing->last == 'Q' || drawing->last == 'T', pull);
        to = v;
    }
    hat_form_quad(drawing->maker, (const double[4]){pull[0], pull[1], to[0], to[1]});
    keep_pull(drawing, pull[0], pull[1]);
}

static void run(struct drawing *drawing, char command, const double v[7])
{
    struct hat_form_maker *maker = drawing->maker;
    switch (command) {
    case 'M':
        hat_form_move(maker, v[0], v[1]);
        break;
    case 'L':
        hat_form_line(maker, v[0], v[1]);
        break;
    case 'H':
        hat_form_line(maker, v[0], maker->y);
        break;
    case 'V':
        hat_form_line(maker, maker->x, v[0]);
        break;
    case 'C':
    case 'S':
        add_curve(drawing, command, v);
        break;
    case 'Q':
    case 'T':
        add_quad(drawing, command, v);
        break;
    default:
        add_arc(maker, v);
        break;
    }
    drawing->last = command;
}

/* How many numbers a command takes; -1: it is none. */
static int arity(char command)
{
    static const char commands[] = "MLHVCSQTAZ";
    static const int counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
    const char *found = command != '\0' ? strchr(commands, command) : NULL;
    return found != NULL ? counts[found - commands] : -1;
}

/* Reads the numbers of one command; relative ones from the current point on. */
static bool read_values(const struct hat_form_maker *maker, struct hat_str *rest, char command,
                        bool relative, double v[7])
{
    int count = arity(command);
    for (int i = 0; i < count; i++) {
        if (!hat_form_number(rest, &v[i])) {
            return false;
        }
        bool is_point = command != 'A' || i >= 5;
        bool across = command == 'V' ? false : command == 'A' ? i == 5 : i % 2 == 0;
        if (relative && is_point) {
            v[i] += across ? maker->x : maker->y;
        }
    }
    return true;
}

void hat_form_svg(struct hat_form_maker *maker, struct hat_str path)
{
    struct drawing drawing = {.maker = maker};
    char command = 'M';
    bool relative = false;
    while (maker->count < HAT_FORM_STEPS_MAX) {
        hat_form_skip(&path);
        char c = path.len > 0 ? *path.ptr : '\0';
        if (c == '\0') {
            return;
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            relative = c >= 'a';
            command = relative ? (char)(c - 'a' + 'A') : c;
            path.ptr++;
            path.len--;
        }
        double v[7] = {0};
        if (command == 'Z' && ((c | 32) == 'z')) {
            hat_form_close(maker);
            drawing.last = 'Z';
            continue;
        }
        if (arity(command) <= 0 || !read_values(maker, &path, command, relative, v)) {
            return;
        }
        run(&drawing, command, v);
        command = command == 'M' ? 'L' : command; /* further points are lines */
    }
}
