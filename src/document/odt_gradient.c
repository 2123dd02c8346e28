/* odt_gradient.c -- draw:gradient: fills that run from one colour to another.
 *
 *     <draw:gradient draw:name="Sky" draw:style="linear" draw:angle="30deg" draw:border="10%"
 *       draw:start-color="#ffffff" draw:end-color="#0000ff" draw:start-intensity="100%" .../>
 *     ->  {LINEAR, angle 300, border 10, from white, to blue}
 *
 * The start colour is the outer one, but of axial gradients. Source: ODF 1.3 part 3 §16.40.2.
 */
#include "document/odt_elements_internal.h"

static uint8_t kind_of(struct hat_str style)
{
    static const char *const names[] = {"linear",    "axial",  "radial",
                                        "ellipsoid", "square", "rectangular"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (hat_str_is(style, names[i])) {
            return (uint8_t)i; /* in the order of enum hat_gradient_kind */
        }
    }
    return HAT_GRADIENT_LINEAR;
}

/* 0 to 100; `absent` when it is no percentage. */
static uint8_t percent(const struct hat_xml_element *element, enum hat_xml_name name,
                       int32_t absent)
{
    int32_t value = absent;
    hat_odt_percent(hat_xml_attr(element, name), &value);
    return (uint8_t)(value < 0 ? 0 : value > 100 ? 100 : value);
}

/* "30deg"; without a unit OpenOffice.org and LibreOffice before 7.0 mean tenths of a degree. */
static uint16_t angle_of(struct hat_str text)
{
    int64_t value = 0;
    struct hat_str unit = {0};
    if (!hat_odt_number(text, &value, &unit)) {
        return 0;
    }
    int64_t factor = hat_str_is(unit, "deg") ? 10 : hat_str_is(unit, "grad") ? 9 : 1;
    factor = hat_str_is(unit, "rad") ? 573 : factor;
    int64_t tenths = value % (3600LL * 1000000) * factor / 1000000 % 3600;
    return (uint16_t)(tenths < 0 ? tenths + 3600 : tenths);
}

/* A colour and how much of it is left: black at 0 %. */
static uint32_t color_of(struct hat_str text, uint8_t intensity)
{
    struct hat_color color = {0};
    uint32_t rgb = 0;
    hat_odt_color(text, &color);
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        rgb |= (color.rgb >> shift & 0xFF) * intensity / 100 << shift;
    }
    return rgb;
}

HAT_ODT_START(gradient)
{
    struct hat_str name = hat_arena_str(odt->arena, hat_xml_attr(element, HAT_DRAW_name));
    struct hat_gradient *made = hat_arena_alloc(odt->arena, sizeof *made);
    if (made == NULL || name.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_odt_skip(odt, frame);
    uint32_t start = color_of(hat_xml_attr(element, HAT_DRAW_start_color),
                              percent(element, HAT_DRAW_start_intensity, 100));
    uint32_t end = color_of(hat_xml_attr(element, HAT_DRAW_end_color),
                            percent(element, HAT_DRAW_end_intensity, 100));
    made->kind = kind_of(hat_xml_attr(element, HAT_DRAW_style));
    made->border = percent(element, HAT_DRAW_border, 0);
    made->x = percent(element, HAT_DRAW_cx, 50);
    made->y = percent(element, HAT_DRAW_cy, 50);
    made->angle = angle_of(hat_xml_attr(element, HAT_DRAW_angle));
    made->from = made->kind == HAT_GRADIENT_AXIAL ? end : start;
    made->to = made->kind == HAT_GRADIENT_AXIAL ? start : end;
    bool kept = name.len == 0 || hat_index_put(&odt->gradients, name, made);
    return kept ? HAT_OK : HAT_ERR_NOMEM;
}
