/* docx_gradient.c -- fills that run through colours: a:gradFill and v:fill, as two colours.
 *
 * As in Writer 7.4, whose gradients have two colours: of several stops the widest step between two
 * colours is taken; one that is the same from both sides becomes an axial one.
 *
 *     0 red, 30 yellow, 100 blue; 90 degrees   -> linear, yellow on top, blue at the bottom
 *     0 red, 50 blue, 100 red; 0 degrees       -> axial, blue in the middle, red left and right
 *     path circle, middle at 50 % 50 %         -> radial, the first colour in the middle
 *
 * Source: ECMA-376-1 §20.1.8.33 (a:gradFill), ECMA-376-4 §14.1.2.5 (v:fill).
 */
#include "document/docx_drawing_internal.h"

enum { WHOLE = 100000 };

static bool in_fill(const struct hat_docx_drawing *drawing)
{
    return drawing->in_shape && drawing->scope == HAT_DOCX_SCOPE_FILL &&
           drawing->shape.kind != HAT_OBJECT_PICTURE;
}

void hat_docx_gradient_begin(struct hat_docx_drawing *drawing)
{
    drawing->gradient = (struct hat_docx_gradient){.open = in_fill(drawing)};
    for (int i = 0; i < 4; i++) {
        drawing->gradient.middle[i] = i < 2 ? 0 : WHOLE;
    }
}

static int32_t share(const struct hat_xml_element *element, enum hat_xml_name name)
{
    int32_t value = hat_docx_int(hat_xml_attr(element, name), 0);
    return value < -WHOLE ? -WHOLE : value > 2 * WHOLE ? 2 * WHOLE : value;
}

void hat_docx_gradient_child(struct hat_docx_drawing *drawing,
                             const struct hat_xml_element *element)
{
    struct hat_docx_gradient *gradient = &drawing->gradient;
    if (!gradient->open) {
        return;
    }
    switch (element->name) {
    case HAT_A_gs:
        gradient->position = share(element, HAT_NONE_pos);
        gradient->position = gradient->position < 0       ? 0
                             : gradient->position > WHOLE ? WHOLE
                                                          : gradient->position;
        break;
    case HAT_A_lin: /* clockwise from the left; 60,000ths of a degree */
        gradient->angle = hat_docx_int(hat_xml_attr(element, HAT_NONE_ang), 0) / 60000 % 360;
        break;
    case HAT_A_path:
        gradient->path = hat_str_is(hat_xml_attr(element, HAT_NONE_path), "circle")
                             ? HAT_DOCX_PATH_CIRCLE
                             : HAT_DOCX_PATH_RECTANGLE;
        break;
    case HAT_A_fillToRect:
        gradient->middle[HAT_LEFT] = share(element, HAT_NONE_l);
        gradient->middle[HAT_TOP] = share(element, HAT_NONE_t);
        gradient->middle[HAT_RIGHT] = share(element, HAT_NONE_r);
        gradient->middle[HAT_BOTTOM] = share(element, HAT_NONE_b);
        break;
    default:
        break;
    }
}

/* Stops are kept in the order of their positions. */
void hat_docx_gradient_stop(struct hat_docx_gradient *gradient, struct hat_color color)
{
    uint32_t at = gradient->count;
    if (!color.set || at == HAT_DOCX_STOPS_MAX) {
        return;
    }
    for (; at > 0 && gradient->stops[at - 1].position > gradient->position; at--) {
        gradient->stops[at] = gradient->stops[at - 1];
    }
    gradient->stops[at] = (struct hat_docx_stop){gradient->position, color.rgb};
    gradient->count++;
}

/* The colours of the two ends go on to the edges. */
static void complete(struct hat_docx_gradient *gradient)
{
    struct hat_docx_stop *stops = gradient->stops;
    if (stops[0].position > 0) {
        memmove(stops + 1, stops, gradient->count * sizeof *stops);
        stops[0].position = 0;
        gradient->count++;
    }
    if (stops[gradient->count - 1].position < WHOLE) {
        stops[gradient->count] = stops[gradient->count - 1];
        stops[gradient->count++].position = WHOLE;
    }
}

static bool is_symmetric(const struct hat_docx_gradient *gradient)
{
    const struct hat_docx_stop *first = gradient->stops, *last = first + gradient->count - 1;
    for (; first < last; first++, last--) {
        if (first->rgb != last->rgb || first->position + last->position != WHOLE) {
            return false;
        }
    }
    return first > last || first->position == WHOLE / 2;
}

/* Turns the stops into two colours and a border; those of an axial one have half of the way. */
static void estimate(const struct hat_docx_gradient *gradient, struct hat_gradient *out)
{
    const struct hat_docx_stop *stops = gradient->stops;
    bool axial = is_symmetric(gradient);
    uint32_t last = axial ? gradient->count / 2 : gradient->count - 1, widest = 0;
    int32_t most = -1, whole = axial ? WHOLE / 2 : WHOLE;
    for (uint32_t i = 0; i < last; i++) {
        int32_t width = stops[i + 1].position - stops[i].position;
        if (width > most && stops[i].rgb != stops[i + 1].rgb) {
            most = width;
            widest = i;
        }
    }
    out->kind = axial ? HAT_GRADIENT_AXIAL : HAT_GRADIENT_LINEAR;
    out->from = stops[widest].rgb;
    out->to = stops[widest + 1].rgb;
    out->angle = (uint16_t)((450 - gradient->angle) % 360 * 10);
    bool still_first = stops[0].rgb == stops[1].rgb;
    bool still_last = stops[last - 1].rgb == stops[last].rgb;
    if (still_first && !still_last) {
        out->border = (uint8_t)(stops[1].position * 100LL / whole);
    } else if (still_last && !still_first && !axial) { /* turned, so that the border is outside */
        out->border = (uint8_t)((whole - stops[last - 1].position) * 100LL / whole);
        out->from = stops[widest + 1].rgb;
        out->to = stops[widest].rgb;
        out->angle = (uint16_t)((out->angle + 1800) % 3600);
    }
}

static uint8_t middle_of(int32_t near, int32_t far)
{
    int32_t value = (WHOLE + near - far) / 2 / (WHOLE / 100);
    return (uint8_t)(value < 0 ? 0 : value > 100 ? 100 : value);
}

/* A gradient around a middle; a circle around a corner becomes a linear one from there. */
static void surround(const struct hat_docx_gradient *gradient, struct hat_gradient *out)
{
    const struct hat_docx_stop *stops = gradient->stops;
    out->x = middle_of(gradient->middle[HAT_LEFT], gradient->middle[HAT_RIGHT]);
    out->y = middle_of(gradient->middle[HAT_TOP], gradient->middle[HAT_BOTTOM]);
    out->kind =
        gradient->path == HAT_DOCX_PATH_CIRCLE ? HAT_GRADIENT_RADIAL : HAT_GRADIENT_RECTANGULAR;
    out->from = stops[gradient->count - 1].rgb;
    out->to = stops[0].rgb;
    if (out->kind == HAT_GRADIENT_RADIAL && (out->x == 0 || out->x == 100)) {
        int angle = out->y < 50 ? 45 : out->y > 50 ? 135 : 90;
        out->kind = HAT_GRADIENT_LINEAR;
        out->angle = (uint16_t)((out->x == 0 ? angle : 360 - angle) * 10);
        out->from = stops[0].rgb;
        out->to = stops[gradient->count - 1].rgb;
    }
}

void hat_docx_gradient_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    struct hat_docx_gradient *gradient = &drawing->gradient;
    struct hat_object *shape = &drawing->shape;
    bool open = gradient->open;
    gradient->open = false;
    if (!open || gradient->count == 0) {
        return;
    }
    drawing->said_fill = true;
    shape->fill = (struct hat_color){gradient->stops[0].rgb, true};
    complete(gradient);
    struct hat_gradient *made = hat_docx_story_alloc(story, sizeof *made);
    if (made == NULL) {
        return;
    }
    if (gradient->path != HAT_DOCX_PATH_NONE) {
        surround(gradient, made);
    } else {
        estimate(gradient, made);
    }
    shape->gradient = made->from != made->to ? made : NULL;
}

/* ---- VML ---- */

/* The angle is anticlockwise, 0 from the bottom to the top. `focus` is where the second colour
 * stands: 0 at the end, 100 at the beginning, 50 in the middle. */
void hat_docx_gradient_vml(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                           const struct hat_xml_element *element, struct hat_color second)
{
    struct hat_object *shape = &drawing->shape;
    int32_t angle = hat_docx_int(hat_xml_attr(element, HAT_NONE_angle), 0) % 360;
    int32_t focus = hat_docx_int(hat_xml_attr(element, HAT_NONE_focus), 0);
    bool around = hat_str_is(hat_xml_attr(element, HAT_NONE_type), "gradientRadial");
    struct hat_gradient *made = hat_docx_story_alloc(story, sizeof *made);
    if (made == NULL || !shape->fill.set || !second.set || second.rgb == shape->fill.rgb) {
        return;
    }
    bool reversed = focus > 75 || focus < -75;
    bool axial = !reversed && (focus > 25 || focus < -25);
    made->kind = around  ? HAT_GRADIENT_RECTANGULAR
                 : axial ? HAT_GRADIENT_AXIAL
                         : HAT_GRADIENT_LINEAR;
    made->angle = (uint16_t)((540 + angle + (reversed ? 180 : 0)) % 360 * 10);
    made->x = made->y = 50;
    bool outside = around ? reversed : axial && focus < 0; /* the second colour stands there */
    made->from = outside ? second.rgb : shape->fill.rgb;
    made->to = outside ? shape->fill.rgb : second.rgb;
    shape->gradient = made;
}
