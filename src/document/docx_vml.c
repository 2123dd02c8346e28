/* docx_vml.c -- VML, the older drawing language: v:shape, v:rect, v:line, v:group with v:imagedata
 * and v:textbox (ECMA-376-4 §14; layout-rules 6).
 *
 *     <v:shape style="position:absolute;margin-left:36pt;width:100pt;height:50pt;z-index:-1">
 *       <v:imagedata r:id="rId4"/></v:shape>
 *     ->  ANCHOR, picture of 2000 x 1000 twips, 720 twips from the column, behind the text
 *
 * Geometry stands in the style attribute, as in CSS; without position:absolute the shape stands
 * in the line. Inside of a v:group numbers have the group's units.
 */
#include "document/docx_vml_internal.h"

/* ---- shapes ---- */

/* "#4472c4", "#fff", "red [3]", "black". */
static struct hat_color vml_color(struct hat_str text)
{
    struct hat_color color = {0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ') {
            text.len = i;
        }
    }
    if (text.len == 0 || text.ptr[0] != '#') {
        return hat_docx_named_color(text);
    }
    text.ptr++;
    text.len--;
    color.set = (text.len == 6 || text.len == 3) && hat_docx_hex(text, &color.rgb);
    if (text.len == 3) { /* each digit twice */
        uint32_t r = color.rgb >> 8 & 15, g = color.rgb >> 4 & 15, b = color.rgb & 15;
        color.rgb = (r << 16 | g << 8 | b) * 17;
    }
    return color;
}

static bool is_on(struct hat_str text, bool absent)
{
    return text.ptr == NULL ? absent : text.len > 0 && (text.ptr[0] == 't' || text.ptr[0] == '1');
}

static void read_paint(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    struct hat_object *shape = &drawing->shape;
    struct hat_str fill = hat_xml_attr(element, HAT_NONE_fillcolor);
    struct hat_str stroke = hat_xml_attr(element, HAT_NONE_strokecolor);
    struct hat_str weight = hat_xml_attr(element, HAT_NONE_strokeweight);
    drawing->said_fill = drawing->said_line = true;
    if (is_on(hat_xml_attr(element, HAT_NONE_filled), true)) {
        shape->fill = fill.len > 0 ? vml_color(fill) : (struct hat_color){0xFFFFFF, true};
    }
    if (is_on(hat_xml_attr(element, HAT_NONE_stroked), true)) {
        shape->stroke = stroke.len > 0 ? vml_color(stroke) : (struct hat_color){0, true};
        shape->stroke_width = weight.len > 0 ? hat_vml_length(weight) : 15;
    }
}

/* A horizontal rule (o:hr): a filled bar as wide as the text. */
static void read_rule(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    const struct hat_section *section = story->docx->geometry;
    if (section != NULL && drawing->frame.width == 0) {
        drawing->frame.width = section->page_width - section->left - section->right;
    }
    drawing->shape.stroke = (struct hat_color){0};
}

/* v:roundrect: how much of the shorter side is round at each end. */
static void read_round(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    struct hat_str size = hat_xml_attr(element, HAT_NONE_arcsize);
    double share = size.len > 0 ? (double)hat_vml_share(size) / 65536 : 0.2;
    drawing->geometry.preset = hat_preset_find(HAT_STR("roundRect"));
    hat_guides_set(&drawing->geometry.guides, HAT_STR("adj"), share * 50000);
}

static void shape_begin(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_drawing *drawing = story->drawing;
    struct hat_str alt = hat_xml_attr(element, HAT_NONE_alt);
    if (drawing == NULL || drawing->in_shape || drawing->group_count == 0) {
        drawing = hat_docx_drawing_push(story);
        if (drawing == NULL) {
            return;
        }
        drawing->is_single = true;
        hat_vml_frame_style(story, drawing, hat_xml_attr(element, HAT_NONE_style));
    }
    hat_docx_shape_begin(drawing);
    drawing->shape.rotation = drawing->is_single ? drawing->frame.rotation : 0;
    drawing->shape.flip_x = drawing->is_single && drawing->frame.flip_x;
    drawing->shape.flip_y = drawing->is_single && drawing->frame.flip_y;
    if (drawing->group_count > 0) {
        hat_vml_inner_style(drawing, hat_xml_attr(element, HAT_NONE_style));
    }
    if (alt.len > 0) {
        drawing->frame.alt = hat_docx_story_text(story, alt).ptr;
    }
    read_paint(drawing, element);
    drawing->shape.round = element->name == HAT_V_oval;
    drawing->is_known_shape =
        drawing->shape.round || element->name == HAT_V_rect || element->name == HAT_V_roundrect;
    if (element->name == HAT_V_line) {
        hat_vml_line(drawing, element);
    } else if (element->name == HAT_V_polyline) {
        hat_vml_polyline(story, drawing, element);
    } else if (element->name == HAT_V_shape) {
        hat_vml_outline_begin(story, drawing, element);
        drawing->is_known_shape = drawing->outline.path.len > 0 || drawing->outline.type != NULL;
    } else if (element->name == HAT_V_roundrect) {
        read_round(drawing, element);
    }
    if (is_on(hat_xml_attr(element, HAT_O_hr), false)) {
        read_rule(story, drawing);
    }
}

static void group_begin(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_drawing *drawing = story->drawing;
    struct hat_str style = hat_xml_attr(element, HAT_NONE_style), w, h, x, y;
    struct hat_docx_group_box box = {0};
    struct hat_docx_turn turn = {0};
    if (drawing == NULL || drawing->in_shape || drawing->group_count == 0) {
        drawing = hat_docx_drawing_push(story);
        if (drawing == NULL) {
            return;
        }
        hat_vml_frame_style(story, drawing, style);
        box.size[0] = drawing->frame.width;
        box.size[1] = drawing->frame.height;
        turn = (struct hat_docx_turn){drawing->frame.rotation, drawing->frame.flip_x,
                                      drawing->frame.flip_y};
    } else {
        const struct hat_docx_group *outer = &drawing->groups[drawing->group_count - 1];
        hat_vml_inner_style(drawing, style);
        box.at[0] = hat_docx_map(&outer->x, drawing->x);
        box.at[1] = hat_docx_map(&outer->y, drawing->y);
        box.size[0] = hat_docx_map_size(&outer->x, drawing->width);
        box.size[1] = hat_docx_map_size(&outer->y, drawing->height);
    }
    hat_vml_split(hat_xml_attr(element, HAT_NONE_coordsize), &w, &h);
    hat_vml_split(hat_xml_attr(element, HAT_NONE_coordorigin), &x, &y);
    box.from[0] = hat_docx_int(x, 0);
    box.from[1] = hat_docx_int(y, 0);
    box.extent[0] = hat_docx_int(w, 1000);
    box.extent[1] = hat_docx_int(h, 1000);
    hat_docx_group_push(drawing, hat_docx_group(box, &turn));
}

/* ---- what stands in a shape ---- */

static void read_image(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    static const enum hat_xml_name names[4] = {HAT_NONE_croptop, HAT_NONE_cropleft,
                                               HAT_NONE_cropbottom, HAT_NONE_cropright};
    drawing->shape.kind = HAT_OBJECT_PICTURE;
    drawing->shape.fill = drawing->shape.stroke = (struct hat_color){0};
    hat_docx_keep_id(drawing->embed, hat_xml_attr(element, HAT_R_id));
    drawing->external = drawing->embed[0] == '\0';
    for (int i = 0; i < 4; i++) {
        int64_t part = hat_vml_share(hat_xml_attr(element, names[i])) * 100000 / 65536;
        drawing->shape.crop[i] = (int32_t)(part < -100000 ? -100000 : part > 99000 ? 99000 : part);
    }
}

/* <v:textbox inset="left,top,right,bottom" style="mso-fit-shape-to-text:t"> */
static void read_textbox(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    static const int edges[4] = {HAT_LEFT, HAT_TOP, HAT_RIGHT, HAT_BOTTOM};
    struct hat_str rest = hat_xml_attr(element, HAT_NONE_inset), part;
    struct hat_str style = hat_xml_attr(element, HAT_NONE_style), name, value;
    for (int i = 0; i < 4 && rest.len > 0; i++) {
        part = hat_form_cut(&rest, ',');
        if (part.len > 0) {
            drawing->shape.insets[edges[i]] = hat_vml_length(part);
        }
    }
    while (hat_vml_pair(&style, &name, &value)) {
        if (hat_str_is(name, "mso-fit-shape-to-text")) {
            drawing->shape.grow = is_on(value, false);
        }
    }
}

/* The second colour of a fill: its own, or the first made darker or lighter: "fill darken(51)". */
static struct hat_color second_color(struct hat_color first, struct hat_str text)
{
    bool darker = hat_str_starts(text, "fill darken(");
    if (!darker && !hat_str_starts(text, "fill lighten(")) {
        return text.len > 0 ? vml_color(text) : (struct hat_color){0xFFFFFF, true};
    }
    size_t start = darker ? 12 : 13;
    int32_t keep = hat_docx_int((struct hat_str){text.ptr + start, text.len - start}, 255);
    keep = keep < 0 ? 0 : keep > 255 ? 255 : keep;
    struct hat_color second = {.set = first.set};
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        uint32_t part = first.rgb >> shift & 0xFF, part_of = (uint32_t)keep;
        part = darker ? part * part_of / 255 : 255 - (255 - part) * part_of / 255;
        second.rgb |= part << shift;
    }
    return second;
}

/* An opacity as what shines through [percent]. */
static uint8_t clear_of(const struct hat_xml_element *element)
{
    struct hat_str text = hat_xml_attr(element, HAT_NONE_opacity);
    int64_t percent = text.len > 0 ? (hat_vml_share(text) * 100 + 32768) / 65536 : 100;
    return (uint8_t)(100 - (percent < 0 ? 0 : percent > 100 ? 100 : percent));
}

static void read_fill(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                      const struct hat_xml_element *element)
{
    struct hat_object *shape = &drawing->shape;
    shape->fill_clear = clear_of(element);
    if (!is_on(hat_xml_attr(element, HAT_NONE_on), true)) {
        shape->fill = (struct hat_color){0};
    } else if (hat_str_starts(hat_xml_attr(element, HAT_NONE_type), "gradient")) {
        struct hat_str color = hat_xml_attr(element, HAT_NONE_color2);
        hat_docx_gradient_vml(story, drawing, element, second_color(shape->fill, color));
    }
}

static void read_wrap(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    static const char *const kinds[] = {"topAndBottom", "square", "tight", "through", NULL};
    static const uint8_t wraps[] = {HAT_WRAP_TOP_BOTTOM, HAT_WRAP_SQUARE, HAT_WRAP_SQUARE,
                                    HAT_WRAP_SQUARE};
    int kind = hat_docx_one_of(hat_xml_attr(element, HAT_NONE_type), kinds);
    drawing->frame.place.wrap = kind < 0 ? HAT_WRAP_NONE : wraps[kind];
    drawing->frame.place.side = hat_docx_wrap_side(hat_xml_attr(element, HAT_NONE_side));
}

static uint8_t inner_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_drawing *drawing = story->drawing;
    if (element->name == HAT_V_f) {
        hat_vml_formula(story, element);
    }
    if (drawing == NULL || !drawing->in_shape || story->docx->vml_type_open != NULL) {
        return HAT_DOCX_IN_VML;
    }
    switch (element->name) {
    case HAT_V_imagedata:
        read_image(drawing, element);
        break;
    case HAT_V_textbox:
        read_textbox(drawing, element);
        break;
    case HAT_V_textpath:
        hat_vml_text_path(story, drawing, element);
        break;
    case HAT_V_fill:
        read_fill(story, drawing, element);
        break;
    case HAT_V_stroke:
        drawing->shape.stroke_clear = clear_of(element);
        hat_vml_stroke(drawing, element);
        if (!is_on(hat_xml_attr(element, HAT_NONE_on), true)) {
            drawing->shape.stroke = (struct hat_color){0};
        }
        break;
    case HAT_W10_wrap:
        read_wrap(drawing, element);
        break;
    default:
        break;
    }
    return HAT_DOCX_IN_VML;
}

uint8_t hat_docx_vml_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_V_shape:
    case HAT_V_rect:
    case HAT_V_roundrect:
    case HAT_V_oval:
    case HAT_V_line:
    case HAT_V_polyline:
    case HAT_V_image:
        shape_begin(story, element);
        return HAT_DOCX_IN_VML;
    case HAT_V_group:
        group_begin(story, element);
        return HAT_DOCX_IN_VML;
    case HAT_V_shapetype: /* a pattern for shapes, not one */
        hat_vml_type_begin(story, element);
        return HAT_DOCX_IN_VML;
    case HAT_W_txbxContent:
        return hat_docx_box_begin(story);
    case HAT_MC_AlternateContent:
        return HAT_DOCX_IN_ALTERNATE;
    default:
        return inner_child(story, element);
    }
}

static void shape_end(struct hat_docx_story *story)
{
    struct hat_docx_drawing *drawing = story->drawing;
    if (drawing == NULL || !drawing->in_shape) {
        return;
    }
    hat_docx_shape_end(story, drawing);
    if (drawing->is_single) {
        hat_docx_drawing_pop(story);
    }
}

static void group_end(struct hat_docx_story *story)
{
    if (story->drawing != NULL) {
        hat_docx_group_pop(story->drawing);
        if (story->drawing->group_count == 0) {
            hat_docx_drawing_pop(story);
        }
    }
}

void hat_docx_vml_end(struct hat_docx_story *story, enum hat_xml_name name)
{
    switch (name) {
    case HAT_V_shape:
    case HAT_V_rect:
    case HAT_V_roundrect:
    case HAT_V_oval:
    case HAT_V_line:
    case HAT_V_polyline:
    case HAT_V_image:
        shape_end(story);
        break;
    case HAT_V_group:
        group_end(story);
        break;
    case HAT_V_shapetype:
        story->docx->vml_type_open = NULL;
        break;
    default:
        break;
    }
}
