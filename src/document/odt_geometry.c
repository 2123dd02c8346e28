/* odt_geometry.c -- forms of custom shapes: draw:enhanced-path with its equations (ODF 1.3 part 3
 * §19.145, §19.171).
 *
 *     <draw:enhanced-geometry svg:viewBox="0 0 21600 21600" draw:modifiers="10800"
 *       draw:enhanced-path="M ?f0 0 L 0 21600 21600 21600 Z N">
 *       <draw:equation draw:name="f0" draw:formula="$0 "/></draw:enhanced-geometry>
 *     ->  MOVE UNIT/2,0  LINE 0,UNIT  LINE UNIT,UNIT  CLOSE
 *
 * An equation is worked out when it is first asked for; one that asks for itself is 0.
 */
#include <math.h>

#include "document/form_internal.h"
#include "document/odt_elements_internal.h"

enum { MODIFIERS = 32, DEPTH_MAX = 256 };

struct hat_odt_equation {
    struct hat_str formula;
    bool begun; /* to be worked out */
    double value;
};

struct hat_odt_geometry {
    struct hat_str path, areas;
    double box[4]; /* left, top, width, height of the path's coordinates */
    double modifiers[MODIFIERS];
    const struct hat_index *equations; /* name -> struct hat_odt_equation */
    const struct hat_object *object;
    int depth; /* of equations and brackets being worked out */
};

/* ---- equations ---- */

static double sum(struct hat_odt_geometry *geometry, struct hat_str *rest);

static char peek(struct hat_str *rest)
{
    while (rest->len > 0 && *rest->ptr == ' ') {
        rest->ptr++;
        rest->len--;
    }
    return rest->len > 0 ? *rest->ptr : '\0';
}

static bool take(struct hat_str *rest, char c)
{
    if (peek(rest) != c) {
        return false;
    }
    rest->ptr++;
    rest->len--;
    return true;
}

static struct hat_str take_name(struct hat_str *rest)
{
    size_t at = 0;
    while (at < rest->len &&
           ((rest->ptr[at] >= 'a' && rest->ptr[at] <= 'z') ||
            (rest->ptr[at] >= 'A' && rest->ptr[at] <= 'Z') ||
            (rest->ptr[at] >= '0' && rest->ptr[at] <= '9') || rest->ptr[at] == '_')) {
        at++;
    }
    struct hat_str name = {rest->ptr, at};
    rest->ptr += at;
    rest->len -= at;
    return name;
}

static double equation(struct hat_odt_geometry *geometry, struct hat_str name)
{
    struct hat_odt_equation *found = hat_index_find(geometry->equations, name);
    if (found == NULL) {
        return 0;
    }
    if (!found->begun) {
        struct hat_str rest = found->formula;
        found->begun = true;
        found->value = sum(geometry, &rest);
    }
    return found->value;
}

static double modifier(const struct hat_odt_geometry *geometry, struct hat_str *rest)
{
    double index = -1;
    hat_form_number(rest, &index);
    return index >= 0 && index < MODIFIERS ? geometry->modifiers[(size_t)index] : 0;
}

/* Names that every shape knows; lengths of the shape are in 1/100 mm. */
static double constant(const struct hat_odt_geometry *geometry, struct hat_str name)
{
    const double *box = geometry->box;
    const struct {
        const char *name;
        double value;
    } constants[] = {{"left", box[0]},
                     {"top", box[1]},
                     {"right", box[0] + box[2]},
                     {"bottom", box[1] + box[3]},
                     {"width", box[2]},
                     {"height", box[3]},
                     {"logwidth", geometry->object->width * 127.0 / 72},
                     {"logheight", geometry->object->height * 127.0 / 72},
                     {"hasstroke", geometry->object->stroke.set},
                     {"hasfill", geometry->object->fill.set},
                     {"pi", HAT_PI}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (hat_str_is(name, constants[i].name)) {
            return constants[i].value;
        }
    }
    return 0;
}

static double call(struct hat_str name, const double v[3])
{
    if (hat_str_is(name, "abs")) {
        return fabs(v[0]);
    }
    if (hat_str_is(name, "sqrt")) {
        return v[0] > 0 ? sqrt(v[0]) : 0;
    }
    if (hat_str_is(name, "sin")) {
        return sin(v[0]);
    }
    if (hat_str_is(name, "cos")) {
        return cos(v[0]);
    }
    if (hat_str_is(name, "tan")) {
        return tan(v[0]);
    }
    if (hat_str_is(name, "atan")) {
        return atan(v[0]);
    }
    if (hat_str_is(name, "atan2")) {
        return atan2(v[0], v[1]);
    }
    if (hat_str_is(name, "min") || hat_str_is(name, "max")) {
        return name.ptr[1] == 'i' ? fmin(v[0], v[1]) : fmax(v[0], v[1]);
    }
    if (hat_str_is(name, "if")) {
        return v[0] > 0 ? v[1] : v[2];
    }
    return 0;
}

/* A number, "$0", "?f1", a name, a function with its arguments, or a bracket. */
static double atom(struct hat_odt_geometry *geometry, struct hat_str *rest)
{
    double v[3] = {0};
    if (take(rest, '$')) {
        return modifier(geometry, rest);
    }
    if (take(rest, '?')) {
        return equation(geometry, take_name(rest));
    }
    if (take(rest, '(')) {
        v[0] = sum(geometry, rest);
        take(rest, ')');
        return v[0];
    }
    if (hat_form_number(rest, &v[0])) {
        return v[0];
    }
    struct hat_str name = take_name(rest);
    if (!take(rest, '(')) {
        return constant(geometry, name);
    }
    for (int i = 0; i < 3; i++) {
        v[i] = sum(geometry, rest);
        if (!take(rest, ',')) {
            break;
        }
    }
    take(rest, ')');
    return call(name, v);
}

static double factor(struct hat_odt_geometry *geometry, struct hat_str *rest)
{
    bool negative = false;
    while (take(rest, '-')) {
        negative = !negative;
    }
    double value = atom(geometry, rest);
    return negative ? -value : value;
}

static double product(struct hat_odt_geometry *geometry, struct hat_str *rest)
{
    double value = factor(geometry, rest);
    for (;;) {
        if (take(rest, '*')) {
            value *= factor(geometry, rest);
        } else if (take(rest, '/')) {
            double by = factor(geometry, rest);
            value = by != 0 ? value / by : 0;
        } else {
            return value;
        }
    }
}

static double sum(struct hat_odt_geometry *geometry, struct hat_str *rest)
{
    if (geometry->depth >= DEPTH_MAX) {
        rest->len = 0;
        return 0;
    }
    geometry->depth++;
    double value = product(geometry, rest);
    for (;;) {
        if (take(rest, '+')) {
            value += product(geometry, rest);
        } else if (take(rest, '-')) {
            value -= product(geometry, rest);
        } else {
            break;
        }
    }
    geometry->depth--;
    return isfinite(value) ? value : 0;
}

/* ---- the path ---- */

/* One parameter of a command: a number, "$0", "?f1" or a name in small letters; false: none. */
static bool parameter(struct hat_odt_geometry *geometry, struct hat_str *rest, double *value)
{
    hat_form_skip(rest);
    char c = rest->len > 0 ? *rest->ptr : '\0';
    if (c == '\0' || (c >= 'A' && c <= 'Z')) {
        return false;
    }
    if (hat_form_number(rest, value)) {
        return true;
    }
    size_t before = rest->len;
    *value = c == '$' || c == '?' || (c >= 'a' && c <= 'z') ? atom(geometry, rest) : 0;
    return rest->len < before;
}

static int arity(char command)
{
    static const char commands[] = "MLCZNFSTUABWVXYQGHIJK";
    static const int counts[] = {2, 2, 6, 0, 0, 0, 0, 6, 6, 8, 8, 8, 8, 2, 2, 4, 4, 0, 0, 0, 0};
    const char *found = command != '\0' ? strchr(commands, command) : NULL;
    return found != NULL ? counts[found - commands] : -1;
}

/* T, U: the angles are degrees. */
static void add_ellipse(struct hat_form_maker *maker, const double v[8], bool moves)
{
    double start = fmod(v[4], 360) * HAT_PI / 180;
    double sweep = fmax(fmin(v[5] - v[4], 360), -360) * HAT_PI / 180;
    hat_form_ellipse(maker, v, (const double[2]){start, sweep != 0 ? sweep : 2 * HAT_PI}, moves);
}

/* Draws one command with its parameters, the `index`-th time in a row. */
static void run(struct hat_form_maker *maker, char command, const double v[8], int index)
{
    switch (command) {
    case 'M':
        if (index == 0) {
            hat_form_move(maker, v[0], v[1]);
        } else {
            hat_form_line(maker, v[0], v[1]);
        }
        break;
    case 'L':
        hat_form_line(maker, v[0], v[1]);
        break;
    case 'C':
        hat_form_curve(maker, v);
        break;
    case 'Q':
        hat_form_quad(maker, v);
        break;
    case 'T':
    case 'U':
        add_ellipse(maker, v, command == 'U');
        break;
    case 'X':
    case 'Y':
        hat_form_quadrant(maker, v[0], v[1], (command == 'X') == (index % 2 == 0));
        break;
    case 'G': /* the arc of DrawingML, in degrees */
        hat_guides_arc(maker, (const double[4]){v[0], v[1], v[2] * 60000, v[3] * 60000});
        break;
    default:
        hat_form_box_arc(maker, v, command == 'W' || command == 'V',
                         command == 'B' || command == 'V');
        break;
    }
}

/* F, S, H to K say how the contour is painted; N ends it. */
static void run_bare(struct hat_form_maker *maker, char command, struct hat_form_look *look)
{
    switch (command) {
    case 'Z':
        hat_form_close(maker);
        return;
    case 'N':
        *look = (struct hat_form_look){0};
        hat_form_contour(maker, *look);
        return;
    case 'F':
        look->no_fill = true;
        break;
    case 'S':
        look->no_stroke = true;
        break;
    default:
        look->tone = command == 'H' || command == 'I' ? -20 : 20;
        break;
    }
    hat_form_look(maker, *look);
}

static void run_path(struct hat_odt_geometry *geometry, struct hat_form_maker *maker)
{
    struct hat_str rest = geometry->path;
    struct hat_form_look look = {0};
    hat_form_contour(maker, look);
    while (maker->count < HAT_FORM_STEPS_MAX) {
        hat_form_skip(&rest);
        char command = rest.len > 0 ? *rest.ptr : '\0';
        int count = arity(command);
        if (count < 0) {
            return;
        }
        rest.ptr++;
        rest.len--;
        if (count == 0) {
            run_bare(maker, command, &look);
            continue;
        }
        double v[8] = {0};
        for (int index = 0, got = 0; maker->count < HAT_FORM_STEPS_MAX;) {
            if (!parameter(geometry, &rest, &v[got])) {
                break;
            }
            got++;
            if (got == count) {
                run(maker, command, v, index++);
                got = 0;
            }
        }
    }
}

/* ---- elements ---- */

static void read_box(struct hat_str text, const struct hat_object *object, double box[4])
{
    for (int i = 0; i < 4; i++) {
        box[i] = 0;
        hat_form_number(&text, &box[i]);
    }
    box[2] = box[2] > 0 ? box[2] : object->width * 127.0 / 72;
    box[3] = box[3] > 0 ? box[3] : object->height * 127.0 / 72;
}

enum hat_status hat_odt_geometry_begin(struct hat_odt *odt, const struct hat_xml_element *element)
{
    struct hat_odt_drawing *drawing = odt->drawing;
    struct hat_odt_geometry *geometry = hat_arena_alloc(drawing->arena, sizeof *geometry);
    if (geometry == NULL) {
        return HAT_ERR_NOMEM;
    }
    geometry->object = drawing->object;
    geometry->equations = &odt->equations;
    geometry->path = hat_arena_str(drawing->arena, hat_xml_attr(element, HAT_DRAW_enhanced_path));
    geometry->areas = hat_arena_str(drawing->arena, hat_xml_attr(element, HAT_DRAW_text_areas));
    read_box(hat_xml_attr(element, HAT_SVG_viewBox), drawing->object, geometry->box);
    struct hat_str modifiers = hat_xml_attr(element, HAT_DRAW_modifiers);
    for (int i = 0; i < MODIFIERS && hat_form_number(&modifiers, &geometry->modifiers[i]); i++) {
    }
    drawing->geometry = geometry;
    return geometry->path.ptr != NULL && geometry->areas.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_START(equation)
{
    hat_odt_skip(odt, frame);
    struct hat_odt_geometry *geometry = odt->drawing != NULL ? odt->drawing->geometry : NULL;
    if (geometry == NULL) {
        return HAT_OK;
    }
    struct hat_arena *arena = odt->drawing->arena;
    struct hat_str name = hat_arena_str(arena, hat_xml_attr(element, HAT_DRAW_name));
    struct hat_odt_equation *made = hat_arena_alloc(arena, sizeof *made);
    if (name.ptr == NULL || made == NULL) {
        return HAT_ERR_NOMEM;
    }
    made->formula = hat_arena_str(arena, hat_xml_attr(element, HAT_DRAW_formula));
    bool kept = made->formula.ptr != NULL && hat_index_put(&odt->equations, name, made);
    return kept ? HAT_OK : HAT_ERR_NOMEM;
}

/* Text stands in the first of the areas; the rest of the box adds to its insets. */
static void inset(struct hat_odt_geometry *geometry, struct hat_object *object)
{
    static const uint8_t edges[4] = {HAT_LEFT, HAT_TOP, HAT_RIGHT, HAT_BOTTOM};
    struct hat_str rest = geometry->areas;
    for (int i = 0; i < 4; i++) {
        bool across = i % 2 == 0;
        double value = 0, from = geometry->box[i % 2], whole = geometry->box[2 + i % 2];
        if (!parameter(geometry, &rest, &value)) {
            return;
        }
        double part = (value - from) / whole;
        part = i < 2 ? part : 1 - part;
        part = part > 0 && part < 1 ? part : 0;
        object->insets[edges[i]] += (hat_twip)(part * (across ? object->width : object->height));
    }
}

enum hat_status hat_odt_geometry_end(struct hat_odt *odt)
{
    struct hat_odt_drawing *drawing = odt->drawing;
    struct hat_odt_geometry *geometry = drawing->geometry;
    struct hat_form_maker maker;
    drawing->geometry = NULL;
    hat_form_begin(&maker, geometry->box[2], geometry->box[3]);
    maker.left = geometry->box[0];
    maker.top = geometry->box[1];
    run_path(geometry, &maker);
    inset(geometry, drawing->object);
    hat_index_fini(&odt->equations);
    return hat_form_end(&maker, drawing->arena, &drawing->object->form);
}
