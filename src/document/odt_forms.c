/* odt_forms.c -- forms of simple shapes, ends and dashes of lines (ODF 1.3 part 3 §10.3, §16.40).
 *
 *     <draw:polygon svg:viewBox="0 0 100 50" draw:points="0,0 100,0 50,50"/>
 *     ->  MOVE 0,0  LINE UNIT,0  LINE UNIT/2,UNIT  CLOSE
 *     <draw:marker draw:name="Arrow" svg:viewBox="0 0 20 30" svg:d="M10 0l-10 30h20z"/>
 *     ->  a form 20 wide and 30 high, for draw:marker-end="Arrow"
 */
#include <math.h>

#include "document/form_internal.h"
#include "document/odt_elements_internal.h"

static void begin(struct hat_form_maker *maker, struct hat_str box)
{
    double v[4] = {0, 0, 0, 0};
    for (int i = 0; i < 4; i++) {
        hat_form_number(&box, &v[i]);
    }
    hat_form_begin(maker, v[2], v[3]);
    maker->left = v[0];
    maker->top = v[1];
}

/* ---- shapes ---- */

static void add_points(struct hat_form_maker *maker, struct hat_str points, bool close)
{
    double x, y;
    bool any = false;
    while (hat_form_number(&points, &x) && hat_form_number(&points, &y)) {
        if (any) {
            hat_form_line(maker, x, y);
        } else {
            hat_form_move(maker, x, y);
        }
        any = true;
    }
    if (close) {
        hat_form_close(maker);
    }
}

/* Corners on an ellipse, the first on top; with `sharpness`, others between them further inside. */
static void add_regular(struct hat_form_maker *maker, const struct hat_xml_element *element)
{
    int32_t corners = 0, sharpness = 0;
    hat_odt_int(hat_xml_attr(element, HAT_DRAW_corners), &corners);
    hat_odt_percent(hat_xml_attr(element, HAT_DRAW_sharpness), &sharpness);
    bool concave = hat_odt_true(hat_xml_attr(element, HAT_DRAW_concave));
    corners = corners < 3 ? 3 : corners > 1000 ? 1000 : corners;
    int points = concave ? 2 * corners : corners;
    for (int i = 0; i < points; i++) {
        double angle = 2 * HAT_PI * i / points - HAT_PI / 2;
        double radius = concave && i % 2 == 1 ? (100 - sharpness) / 200.0 : 0.5;
        double x = 0.5 + radius * cos(angle), y = 0.5 + radius * sin(angle);
        if (i == 0) {
            hat_form_move(maker, x, y);
        } else {
            hat_form_line(maker, x, y);
        }
    }
    hat_form_close(maker);
}

/* A part of an ellipse, from one angle to another, anticlockwise: an arc, with a chord, or to the
 * middle. */
static void add_part(struct hat_form_maker *maker, const struct hat_xml_element *element,
                     struct hat_str kind)
{
    double start = 0, end = 360;
    struct hat_str first = hat_xml_attr(element, HAT_DRAW_start_angle);
    struct hat_str last = hat_xml_attr(element, HAT_DRAW_end_angle);
    hat_form_number(&first, &start);
    hat_form_number(&last, &end);
    double sweep = fmod(end - start, 360);
    sweep = sweep <= 0 ? sweep + 360 : sweep;
    double from = -fmod(start, 360) * HAT_PI / 180;
    hat_form_move(maker, 0.5 + 0.5 * cos(from), 0.5 + 0.5 * sin(from));
    hat_form_arc(maker, (const double[2]){0.5, 0.5}, from, -sweep * HAT_PI / 180);
    if (hat_str_is(kind, "section")) {
        hat_form_line(maker, 0.5, 0.5);
    }
    if (hat_str_is(kind, "arc")) {
        hat_form_look(maker, (struct hat_form_look){.no_fill = true});
    } else {
        hat_form_close(maker);
    }
}

static enum hat_status round_corners(struct hat_odt *odt, hat_twip radius)
{
    struct hat_object *object = odt->drawing->object;
    struct hat_guides guides = {.width = object->width, .height = object->height};
    double shorter = fmin(guides.width, guides.height), text[4];
    if (radius <= 0 || shorter <= 0) {
        return HAT_OK;
    }
    hat_guides_set(&guides, HAT_STR("adj"), radius / shorter * 100000);
    enum hat_status status = hat_preset_draw(hat_preset_find(HAT_STR("roundRect")), &guides,
                                             odt->drawing->arena, &object->form, text);
    hat_guides_fini(&guides);
    return status;
}

static bool outline(struct hat_form_maker *maker, const struct hat_xml_element *element)
{
    struct hat_str kind = hat_xml_attr(element, HAT_DRAW_kind);
    struct hat_str box = hat_xml_attr(element, HAT_SVG_viewBox);
    switch (element->name) {
    case HAT_DRAW_polygon:
    case HAT_DRAW_polyline:
        begin(maker, box);
        hat_form_contour(maker,
                         (struct hat_form_look){.no_fill = element->name == HAT_DRAW_polyline});
        add_points(maker, hat_xml_attr(element, HAT_DRAW_points),
                   element->name == HAT_DRAW_polygon);
        return true;
    case HAT_DRAW_path:
        begin(maker, box);
        hat_form_svg(maker, hat_xml_attr(element, HAT_SVG_d));
        return true;
    case HAT_DRAW_regular_polygon:
        hat_form_begin(maker, 1, 1);
        add_regular(maker, element);
        return true;
    case HAT_DRAW_circle:
    case HAT_DRAW_ellipse:
        if (kind.len > 0 && !hat_str_is(kind, "full")) {
            hat_form_begin(maker, 1, 1);
            add_part(maker, element, kind);
            return true;
        }
        return false;
    default:
        return false;
    }
}

/* A path of which no contour is closed has no fill. */
static void open_path(const struct hat_xml_element *element, struct hat_object *object)
{
    struct hat_str path = hat_xml_attr(element, HAT_SVG_d);
    bool closed = path.len > 0 && (memchr(path.ptr, 'z', path.len) != NULL ||
                                   memchr(path.ptr, 'Z', path.len) != NULL);
    if (element->name == HAT_DRAW_path && !closed) {
        object->fill = (struct hat_color){0};
    }
}

enum hat_status hat_odt_shape_form(struct hat_odt *odt, const struct hat_xml_element *element)
{
    struct hat_object *object = odt->drawing->object;
    struct hat_form_maker maker;
    hat_twip radius = 0;
    if (outline(&maker, element)) {
        open_path(element, object);
        enum hat_status status = hat_form_end(&maker, odt->drawing->arena, &object->form);
        if (object->form == NULL) {
            object->stroke = object->fill = (struct hat_color){0};
        }
        return status;
    }
    object->round = element->name == HAT_DRAW_circle || element->name == HAT_DRAW_ellipse;
    hat_odt_length(hat_xml_attr(element, HAT_DRAW_corner_radius), &radius);
    return element->name == HAT_DRAW_rect ? round_corners(odt, radius) : HAT_OK;
}

/* ---- ends of lines ---- */

HAT_ODT_START(marker)
{
    struct hat_str name = hat_arena_str(odt->arena, hat_xml_attr(element, HAT_DRAW_name));
    struct hat_odt_marker *made = hat_arena_alloc(odt->arena, sizeof *made);
    struct hat_form_maker maker;
    hat_odt_skip(odt, frame);
    if (made == NULL || name.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    begin(&maker, hat_xml_attr(element, HAT_SVG_viewBox));
    double shape = maker.width > 0 ? maker.height / maker.width : 0;
    made->length_pct = (int32_t)(shape > 0 && shape < 1000 ? shape * 100 : 100);
    hat_form_svg(&maker, hat_xml_attr(element, HAT_SVG_d));
    enum hat_status status = hat_form_end(&maker, odt->arena, &made->form);
    if (status == HAT_OK && name.len > 0 && !hat_index_put(&odt->markers, name, made)) {
        status = HAT_ERR_NOMEM;
    }
    return status;
}

/* ---- dashes ---- */

/* A length, or a percentage of the line's width, which is kept as a negative number. */
static hat_twip dash_length(struct hat_str text)
{
    int32_t percent = 0;
    hat_twip length = 0;
    if (hat_odt_percent(text, &percent)) {
        return -(percent < 0 ? 0 : percent > 100000 ? 100000 : percent);
    }
    return hat_odt_length(text, &length) && length > 0 ? length : 0;
}

HAT_ODT_START(stroke_dash)
{
    struct hat_str name = hat_arena_str(odt->arena, hat_xml_attr(element, HAT_DRAW_name));
    struct hat_odt_dash *made = hat_arena_alloc(odt->arena, sizeof *made);
    static const enum hat_xml_name counts[2] = {HAT_DRAW_dots1, HAT_DRAW_dots2};
    static const enum hat_xml_name lengths[2] = {HAT_DRAW_dots1_length, HAT_DRAW_dots2_length};
    hat_odt_skip(odt, frame);
    if (made == NULL || name.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_twip gap = dash_length(hat_xml_attr(element, HAT_DRAW_distance));
    for (int i = 0; i < 2; i++) {
        int32_t count = 0;
        struct hat_str text = hat_xml_attr(element, lengths[i]);
        hat_odt_int(hat_xml_attr(element, counts[i]), &count);
        for (; count > 0 && made->count + 1 < HAT_DASHES_MAX; count--) {
            made->lengths[made->count++] = text.len > 0 ? dash_length(text) : -100;
            made->lengths[made->count++] = gap;
        }
    }
    bool kept = name.len == 0 || hat_index_put(&odt->dashes, name, made);
    return kept ? HAT_OK : HAT_ERR_NOMEM;
}

/* ---- lines as a style wants them ---- */

static void set_end(struct hat_odt *odt, struct hat_str name, struct hat_line_end *end)
{
    const struct hat_odt_marker *marker = hat_index_find(&odt->markers, name);
    if (name.len > 0 && marker != NULL && marker->form != NULL) {
        end->form = marker->form;
        end->length = (hat_twip)((int64_t)end->width * marker->length_pct / 100);
    }
}

void hat_odt_line_style(struct hat_odt *odt, struct hat_odt_graphic_style *style)
{
    enum { HAIRLINE = 5 };
    const struct hat_odt_dash *dash = hat_index_find(&odt->dashes, style->dash);
    set_end(odt, style->start_name, &style->start);
    set_end(odt, style->end_name, &style->end);
    style->dash_count = 0;
    if (!style->dashed || style->dash.len == 0 || dash == NULL) {
        return;
    }
    hat_twip width = style->stroke_width > HAIRLINE ? style->stroke_width : HAIRLINE;
    style->dash_count = dash->count;
    for (uint8_t i = 0; i < dash->count; i++) {
        int64_t length = dash->lengths[i];
        style->dashes[i] = (hat_twip)(length < 0 ? -length * width / 100 : length);
    }
}
