/* docx_geometry.c -- forms of DrawingML shapes: a:prstGeom with its adjustments, a:custGeom with
 * its guides and paths (ECMA-376-1 §20.1.9).
 *
 *     <a:prstGeom prst="triangle"><a:avLst><a:gd name="adj" fmla="val 0"/></a:avLst></a:prstGeom>
 *     <a:custGeom><a:pathLst><a:path w="2" h="1"><a:moveTo><a:pt x="0" y="1"/></a:moveTo> ...
 *
 * A preset is drawn when the shape ends; a path of its own while it is read, since the size of the
 * shape stands before its geometry.
 */
#include "document/docx_drawing_internal.h"

static void begin(struct hat_docx_drawing *drawing)
{
    struct hat_docx_geometry *geometry = &drawing->geometry;
    bool sized = drawing->width > 0 || drawing->height > 0;
    hat_docx_geometry_drop(geometry);
    geometry->guides.width = (double)(sized ? drawing->width : drawing->frame.width * 635LL);
    geometry->guides.height = (double)(sized ? drawing->height : drawing->frame.height * 635LL);
}

static void begin_preset(struct hat_docx_drawing *drawing, struct hat_str name)
{
    begin(drawing);
    drawing->is_line = hat_str_is(name, "line") || hat_str_is(name, "straightConnector1");
    drawing->shape.round = hat_str_is(name, "ellipse");
    bool plain = drawing->is_line || drawing->shape.round || hat_str_is(name, "rect");
    drawing->geometry.preset = plain ? NULL : hat_preset_find(name);
    drawing->is_known_shape = plain || drawing->geometry.preset != NULL;
}

static void begin_custom(struct hat_docx_drawing *drawing)
{
    begin(drawing);
    drawing->geometry.is_custom = true;
    drawing->is_known_shape = true;
    hat_form_begin(&drawing->geometry.maker, 1, 1);
}

static void add_guide(struct hat_docx_story *story, struct hat_docx_geometry *geometry,
                      const struct hat_xml_element *element)
{
    struct hat_str name = hat_docx_story_text(story, hat_xml_attr(element, HAT_NONE_name));
    double value = hat_guides_formula(&geometry->guides, hat_xml_attr(element, HAT_NONE_fmla));
    hat_guides_set(&geometry->guides, name, value);
}

static double value_of(const struct hat_docx_geometry *geometry,
                       const struct hat_xml_element *element, enum hat_xml_name name)
{
    return hat_guides_value(&geometry->guides, hat_xml_attr(element, name));
}

static void begin_path(struct hat_docx_geometry *geometry, const struct hat_xml_element *element)
{
    struct hat_form_look look = {0};
    struct hat_str fill = hat_xml_attr(element, HAT_NONE_fill);
    double width = value_of(geometry, element, HAT_NONE_w);
    double height = value_of(geometry, element, HAT_NONE_h);
    look.no_fill = hat_str_is(fill, "none");
    look.no_stroke = !hat_docx_true(hat_xml_attr(element, HAT_NONE_stroke), true);
    look.tone = hat_str_starts(fill, "lighten") ? 20 : hat_str_starts(fill, "darken") ? -20 : 0;
    geometry->maker.width = width > 0 ? width : geometry->guides.width;
    geometry->maker.height = height > 0 ? height : geometry->guides.height;
    hat_form_contour(&geometry->maker, look);
}

/* A command waits for its points. */
static void expect(struct hat_docx_geometry *geometry, enum hat_xml_name command)
{
    geometry->command = command;
    geometry->points = 0;
}

static void add_point(struct hat_docx_geometry *geometry, const struct hat_xml_element *element)
{
    double *v = geometry->values;
    if (geometry->points >= 3) {
        return;
    }
    v[2 * geometry->points] = value_of(geometry, element, HAT_NONE_x);
    v[2 * geometry->points + 1] = value_of(geometry, element, HAT_NONE_y);
    geometry->points++;
    if (geometry->command == HAT_A_moveTo && geometry->points == 1) {
        hat_form_move(&geometry->maker, v[0], v[1]);
    } else if (geometry->command == HAT_A_lnTo && geometry->points == 1) {
        hat_form_line(&geometry->maker, v[0], v[1]);
    } else if (geometry->command == HAT_A_quadBezTo && geometry->points == 2) {
        hat_form_quad(&geometry->maker, v);
    } else if (geometry->command == HAT_A_cubicBezTo && geometry->points == 3) {
        hat_form_curve(&geometry->maker, v);
    }
}

static void add_arc(struct hat_docx_geometry *geometry, const struct hat_xml_element *element)
{
    hat_guides_arc(&geometry->maker,
                   (const double[4]){value_of(geometry, element, HAT_NONE_wR),
                                     value_of(geometry, element, HAT_NONE_hR),
                                     value_of(geometry, element, HAT_NONE_stAng),
                                     value_of(geometry, element, HAT_NONE_swAng)});
}

/* a:rect of a:custGeom: where text stands. */
static void read_text(struct hat_docx_geometry *geometry, const struct hat_xml_element *element)
{
    double *text = geometry->text;
    text[HAT_LEFT] = value_of(geometry, element, HAT_NONE_l);
    text[HAT_TOP] = value_of(geometry, element, HAT_NONE_t);
    text[HAT_RIGHT] = geometry->guides.width - value_of(geometry, element, HAT_NONE_r);
    text[HAT_BOTTOM] = geometry->guides.height - value_of(geometry, element, HAT_NONE_b);
}

static void custom_child(struct hat_docx_geometry *geometry, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_A_path:
        begin_path(geometry, element);
        break;
    case HAT_A_moveTo:
    case HAT_A_lnTo:
    case HAT_A_quadBezTo:
    case HAT_A_cubicBezTo:
        expect(geometry, element->name);
        break;
    case HAT_A_pt:
        add_point(geometry, element);
        break;
    case HAT_A_arcTo:
        add_arc(geometry, element);
        break;
    case HAT_A_close:
        hat_form_close(&geometry->maker);
        break;
    case HAT_A_rect:
        read_text(geometry, element);
        break;
    default:
        break;
    }
}

void hat_docx_geometry_child(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                             const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_A_prstGeom:
        begin_preset(drawing, hat_xml_attr(element, HAT_NONE_prst));
        break;
    case HAT_A_custGeom:
        begin_custom(drawing);
        break;
    case HAT_A_gd:
        add_guide(story, &drawing->geometry, element);
        break;
    default:
        if (drawing->geometry.is_custom) {
            custom_child(&drawing->geometry, element);
        }
        break;
    }
}

/* Where text stands in the form adds to its insets, in the object's own size. */
static void inset(const struct hat_docx_geometry *geometry, struct hat_object *object)
{
    for (int i = 0; i < 4; i++) {
        bool across = i == HAT_LEFT || i == HAT_RIGHT;
        double whole = across ? geometry->guides.width : geometry->guides.height;
        double part = whole > 0 ? geometry->text[i] / whole : 0;
        part = part > 0 && part < 1 ? part : 0;
        object->insets[i] += (hat_twip)(part * (across ? object->width : object->height));
    }
}

void hat_docx_geometry_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                           struct hat_object *object)
{
    struct hat_docx_geometry *geometry = &drawing->geometry;
    enum hat_status status = HAT_OK;
    if (story->docx->status != HAT_OK) {
        hat_docx_geometry_drop(geometry);
        return;
    }
    if (geometry->is_custom) {
        geometry->maker.failed = geometry->maker.failed || geometry->guides.failed;
        status = hat_form_end(&geometry->maker, story->arena, &object->form);
    } else if (geometry->preset != NULL) { /* of the size that its groups leave it */
        geometry->guides.width = object->width * 635.0;
        geometry->guides.height = object->height * 635.0;
        status = hat_preset_draw(geometry->preset, &geometry->guides, story->arena, &object->form,
                                 geometry->text);
    }
    if (object->form != NULL) {
        inset(geometry, object);
    } else if (geometry->is_custom) { /* nothing is drawn of it */
        object->fill = object->stroke = (struct hat_color){0};
        object->gradient = NULL;
    }
    hat_docx_fail(story->docx, status);
    hat_docx_geometry_drop(geometry);
}

void hat_docx_geometry_drop(struct hat_docx_geometry *geometry)
{
    hat_guides_fini(&geometry->guides);
    hat_form_drop(&geometry->maker);
    *geometry = (struct hat_docx_geometry){0};
}
