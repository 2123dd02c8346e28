/* odt_transform.c -- draw:transform: shapes that are turned and moved (ODF 1.3 part 3 §19.228).
 *
 *     width 4cm, height 2cm, "rotate (0.785398) translate (1cm 5cm)"
 *     ->  a box of 4 x 2 cm whose top left corner was the origin, turned anticlockwise around it
 *         by 45 degrees, then moved: its middle is told, and how far it is turned
 *
 * The steps are carried out in the order in which they stand, as LibreOffice writes them. Skewing
 * is not: LibreOffice writes it with every turn, almost always by nothing.
 */
#include <math.h>

#include "document/form_internal.h"
#include "document/odt_elements_internal.h"

/* A step: its name and up to six numbers, lengths in twips. */
struct step {
    struct hat_str name;
    double values[6];
    int count;
};

static bool is_space(char c)
{
    return c == ' ' || c == ',' || c == '\t' || c == '\n';
}

static void skip_spaces(struct hat_str *rest)
{
    while (rest->len > 0 && is_space(*rest->ptr)) {
        rest->ptr++;
        rest->len--;
    }
}

static void add_value(struct step *step, struct hat_str text)
{
    int64_t millionths = 0;
    struct hat_str unit = {0};
    hat_twip length = 0;
    if (step->count == 6 || !hat_odt_number(text, &millionths, &unit)) {
        return;
    }
    double value = (double)millionths / 1000000;
    if (unit.len > 0 && hat_odt_length(text, &length)) {
        value = length;
    }
    step->values[step->count++] = value;
}

/* The next "name (value value)"; false at the end. */
static bool next_step(struct hat_str *rest, struct step *step)
{
    *step = (struct step){0};
    skip_spaces(rest);
    size_t at = 0;
    while (at < rest->len && rest->ptr[at] != '(' && !is_space(rest->ptr[at])) {
        at++;
    }
    step->name = (struct hat_str){rest->ptr, at};
    while (at < rest->len && rest->ptr[at] != '(') {
        at++;
    }
    rest->ptr += at;
    rest->len -= at;
    if (rest->len == 0) {
        return false;
    }
    rest->ptr++;
    rest->len--;
    for (;;) {
        skip_spaces(rest);
        at = 0;
        while (at < rest->len && rest->ptr[at] != ')' && !is_space(rest->ptr[at])) {
            at++;
        }
        if (at == 0) {
            break;
        }
        add_value(step, (struct hat_str){rest->ptr, at});
        rest->ptr += at;
        rest->len -= at;
    }
    rest->ptr += rest->len > 0;
    rest->len -= rest->len > 0;
    return true;
}

static hat_twip twips(double value)
{
    const double most = 1 << 24;
    return (hat_twip)lround(value > most ? most : value < -most ? -most : value);
}

void hat_odt_transform(struct hat_str text, struct hat_object *object)
{
    struct step step;
    double x = object->width / 2.0, y = object->height / 2.0, angle = 0;
    if (text.len == 0) {
        return;
    }
    x += object->place.x;
    y += object->place.y;
    while (next_step(&text, &step)) {
        if (hat_str_is(step.name, "rotate")) {
            double turn = fmod(step.values[0], 2 * HAT_PI), was = x;
            x = x * cos(turn) + y * sin(turn);
            y = y * cos(turn) - was * sin(turn);
            angle -= turn;
        } else if (hat_str_is(step.name, "translate")) {
            x += step.values[0];
            y += step.values[1];
        }
    }
    object->place.x = twips(x - object->width / 2.0);
    object->place.y = twips(y - object->height / 2.0);
    object->rotation = (int32_t)lround(fmod(angle, 2 * HAT_PI) * 18000 / HAT_PI);
    object->rotation += object->rotation < 0 ? 36000 : 0;
}
