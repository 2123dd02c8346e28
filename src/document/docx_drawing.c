/* docx_drawing.c -- DrawingML in text: wp:inline and wp:anchor with pictures, shapes and groups.
 *
 *     <wp:anchor behindDoc="0"><wp:positionH relativeFrom="page"><wp:posOffset>635000</...>
 *       <wp:extent cx="914400" cy="457200"/><wp:wrapSquare/> ... <pic:pic>...<a:blip
 * r:embed="rId5"/>
 *     ->  ANCHOR, picture of 1440 x 720 twips, 1000 twips from the page's edge, text around it
 *
 * Every element inside w:drawing is read in one state, by its name; what a colour or a text
 * belongs to is kept in the drawing (scope, text). Source: ECMA-376-1 §20.4, §20.1; rules 6.
 */
#include "document/docx_drawing_internal.h"

static hat_twip emu_attr(const struct hat_xml_element *element, enum hat_xml_name name)
{
    return hat_docx_emu(hat_xml_attr(element, name));
}

static int64_t units_attr(const struct hat_xml_element *element, enum hat_xml_name name)
{
    return hat_docx_int(hat_xml_attr(element, name), 0);
}

/* ---- the frame ---- */

static void frame_begin(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_drawing *drawing = hat_docx_drawing_push(story);
    if (drawing == NULL) {
        return;
    }
    struct hat_object *frame = &drawing->frame;
    static const enum hat_xml_name distances[4] = {HAT_NONE_distT, HAT_NONE_distL, HAT_NONE_distB,
                                                   HAT_NONE_distR};
    drawing->anchored = element->name == HAT_WP_anchor;
    for (int i = 0; i < 4; i++) { /* in the line they do not count (rules 6) */
        frame->place.distance[i] = emu_attr(element, distances[i]);
    }
    frame->place.behind = hat_docx_true(hat_xml_attr(element, HAT_NONE_behindDoc), false);
    frame->place.z = hat_docx_int(hat_xml_attr(element, HAT_NONE_relativeHeight), 0);
    frame->place.x_relative = HAT_REL_COLUMN;
    frame->place.y_relative = HAT_REL_PARAGRAPH;
}

static void read_names(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                       const struct hat_xml_element *element)
{
    struct hat_str alt = hat_xml_attr(element, HAT_NONE_descr);
    if (alt.len == 0) {
        alt = hat_xml_attr(element, HAT_NONE_title);
    }
    drawing->hidden = hat_docx_true(hat_xml_attr(element, HAT_NONE_hidden), false);
    if (alt.len > 0) {
        drawing->frame.alt = hat_docx_story_text(story, alt).ptr;
    }
}

static void read_link(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                      const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    const struct hat_relationship *target =
        hat_docx_relationship(docx, story->part, hat_xml_attr(element, HAT_R_id));
    if (target == NULL || drawing->link != NULL || hat_docx_story_alloc(story, 1) == NULL) {
        return;
    }
    struct hat_link_source source = {.address = hat_str_from(target->target)};
    hat_docx_fail(
        docx, hat_link_make(docx->document, story->arena, source, &docx->place, &drawing->link));
}

static void text_begin(struct hat_docx_drawing *drawing, uint8_t meaning)
{
    drawing->text = meaning;
    drawing->letters.len = 0;
}

static void frame_child(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                        const struct hat_xml_element *element)
{
    struct hat_object *frame = &drawing->frame;
    switch (element->name) {
    case HAT_WP_extent:
        frame->width = emu_attr(element, HAT_NONE_cx);
        frame->height = emu_attr(element, HAT_NONE_cy);
        break;
    case HAT_WP_docPr:
        read_names(story, drawing, element);
        break;
    case HAT_ADEC_decorative: /* an extension of wp:docPr */
        frame->decorative = hat_docx_true(hat_xml_attr(element, HAT_NONE_val), false);
        break;
    case HAT_A_hlinkClick:
        read_link(story, drawing, element);
        break;
    case HAT_WP_positionH:
    case HAT_WP_positionV:
        drawing->vertical = element->name == HAT_WP_positionV;
        hat_docx_relate(story, &frame->place, drawing->vertical,
                        hat_xml_attr(element, HAT_NONE_relativeFrom));
        break;
    case HAT_WP_posOffset:
        text_begin(drawing, drawing->vertical ? HAT_DOCX_TEXT_Y : HAT_DOCX_TEXT_X);
        break;
    case HAT_WP_align:
        text_begin(drawing, drawing->vertical ? HAT_DOCX_TEXT_Y_ALIGN : HAT_DOCX_TEXT_X_ALIGN);
        break;
    case HAT_WP_wrapTopAndBottom:
        frame->place.wrap = HAT_WRAP_TOP_BOTTOM;
        break;
    case HAT_WP_wrapSquare:
    case HAT_WP_wrapTight:
    case HAT_WP_wrapThrough:
        frame->place.wrap = HAT_WRAP_SQUARE;
        frame->place.side = hat_docx_wrap_side(hat_xml_attr(element, HAT_NONE_wrapText));
        break;
    default:
        break;
    }
}

void hat_docx_drawing_text(struct hat_docx_story *story, struct hat_str text)
{
    struct hat_docx_drawing *drawing = story->drawing;
    if (drawing != NULL && drawing->text != HAT_DOCX_TEXT_NONE && drawing->letters.len < 64) {
        hat_buf_put(&drawing->letters, text.ptr, text.len);
        if (hat_buf_failed(&drawing->letters)) {
            hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        }
    }
}

static void text_end(struct hat_docx_drawing *drawing)
{
    struct hat_str text = {drawing->letters.data, drawing->letters.len};
    struct hat_float *place = &drawing->frame.place;
    switch (drawing->text) {
    case HAT_DOCX_TEXT_X:
        place->x += hat_docx_emu(text);
        break;
    case HAT_DOCX_TEXT_Y:
        place->y += hat_docx_emu(text);
        break;
    case HAT_DOCX_TEXT_X_ALIGN:
        place->x_position = hat_docx_position(text);
        break;
    case HAT_DOCX_TEXT_Y_ALIGN:
        place->y_position = hat_docx_position(text);
        break;
    default:
        break;
    }
    drawing->text = HAT_DOCX_TEXT_NONE;
}

/* ---- colours ---- */

static void color_begin(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                        const struct hat_xml_element *element)
{
    struct hat_str val = hat_xml_attr(element, HAT_NONE_val);
    struct hat_color color = {0};
    switch (element->name) {
    case HAT_A_schemeClr:
        color = hat_docx_theme_color(story->docx, val, 255, 255);
        break;
    case HAT_A_prstClr:
        color = hat_docx_named_color(val);
        break;
    case HAT_A_sysClr:
        val = hat_xml_attr(element, HAT_NONE_lastClr);
        color.set = hat_docx_hex(val, &color.rgb);
        break;
    default:
        color.set = hat_docx_hex(val, &color.rgb);
        break;
    }
    color.rgb &= 0xFFFFFF;
    drawing->color = color;
    drawing->color_open = true;
    drawing->luminance_mod = 100000;
    drawing->luminance_off = 0;
    drawing->clear = 0;
}

static void color_end(struct hat_docx_drawing *drawing)
{
    struct hat_color color =
        hat_docx_luminance(drawing->color, drawing->luminance_mod, drawing->luminance_off);
    drawing->color_open = false;
    switch (drawing->scope) {
    case HAT_DOCX_SCOPE_FILL:
        if (drawing->gradient.open) {
            hat_docx_gradient_stop(&drawing->gradient, color);
            break;
        }
        if (!drawing->shape.fill.set) {
            drawing->shape.fill = color;
            drawing->shape.fill_clear = drawing->clear;
        }
        drawing->said_fill = true;
        break;
    case HAT_DOCX_SCOPE_LINE:
        if (!drawing->shape.stroke.set) {
            drawing->shape.stroke = color;
            drawing->shape.stroke_clear = drawing->clear;
        }
        drawing->said_line = true;
        break;
    case HAT_DOCX_SCOPE_STYLE_LINE:
        drawing->style_line = color;
        break;
    case HAT_DOCX_SCOPE_STYLE_FILL:
        drawing->style_fill = color;
        break;
    default:
        break;
    }
}

static void color_change(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    int32_t value = hat_docx_int(hat_xml_attr(element, HAT_NONE_val), 100000);
    value = value < 0 ? 0 : value > 1000000 ? 1000000 : value;
    if (!drawing->color_open) {
        return;
    }
    switch (element->name) {
    case HAT_A_lumMod:
    case HAT_A_shade:
        drawing->luminance_mod = value;
        break;
    case HAT_A_lumOff:
        drawing->luminance_off = value;
        break;
    case HAT_A_tint:
        drawing->luminance_mod = value;
        drawing->luminance_off = 100000 - value;
        break;
    default: /* a:alpha */
        drawing->clear = (uint8_t)(value > 100000 ? 0 : 100 - value / 1000);
        break;
    }
}

/* ---- shapes ---- */

static void read_insets(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    static const enum hat_xml_name names[4] = {HAT_NONE_tIns, HAT_NONE_lIns, HAT_NONE_bIns,
                                               HAT_NONE_rIns};
    for (int i = 0; i < 4; i++) {
        if (hat_xml_attr(element, names[i]).len > 0) {
            drawing->shape.insets[i] = emu_attr(element, names[i]);
        }
    }
}

static void read_crop(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    static const enum hat_xml_name names[4] = {HAT_NONE_t, HAT_NONE_l, HAT_NONE_b, HAT_NONE_r};
    for (int i = 0; i < 4; i++) {
        int32_t part = hat_docx_int(hat_xml_attr(element, names[i]), 0);
        drawing->shape.crop[i] = part < -100000 ? -100000 : part > 99000 ? 99000 : part;
    }
}

/* a:xfrm: turned by 60,000ths of a degree, mirrored. */
static struct hat_docx_turn read_turn(const struct hat_xml_element *element)
{
    struct hat_docx_turn turn = {
        .rotation = hat_docx_int(hat_xml_attr(element, HAT_NONE_rot), 0) / 600 % 36000,
        .flip_x = hat_docx_true(hat_xml_attr(element, HAT_NONE_flipH), false),
        .flip_y = hat_docx_true(hat_xml_attr(element, HAT_NONE_flipV), false),
    };
    turn.rotation += turn.rotation < 0 ? 36000 : 0;
    return turn;
}

static void turn_shape(struct hat_object *shape, struct hat_docx_turn turn)
{
    shape->rotation = turn.rotation;
    shape->flip_x = turn.flip_x;
    shape->flip_y = turn.flip_y;
}

static void no_fill(struct hat_docx_drawing *drawing)
{
    if (drawing->scope == HAT_DOCX_SCOPE_FILL) {
        drawing->said_fill = true;
    } else if (drawing->scope == HAT_DOCX_SCOPE_LINE) {
        drawing->said_line = true;
    }
}

static void shape_style(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_WPS_spPr:
    case HAT_PIC_spPr:
        drawing->scope = HAT_DOCX_SCOPE_FILL;
        break;
    case HAT_A_ln:
        drawing->outer_scope = drawing->scope;
        drawing->scope = HAT_DOCX_SCOPE_LINE;
        drawing->shape.stroke_width = emu_attr(element, HAT_NONE_w);
        break;
    case HAT_A_lnRef:
    case HAT_A_fillRef:
        drawing->scope = hat_docx_int(hat_xml_attr(element, HAT_NONE_idx), 0) == 0
                             ? HAT_DOCX_SCOPE_NONE
                         : element->name == HAT_A_lnRef ? HAT_DOCX_SCOPE_STYLE_LINE
                                                        : HAT_DOCX_SCOPE_STYLE_FILL;
        break;
    case HAT_A_effectRef:
    case HAT_A_fontRef:
    case HAT_A_effectLst:
        drawing->scope = HAT_DOCX_SCOPE_NONE;
        break;
    case HAT_A_noFill:
        no_fill(drawing);
        break;
    default:
        break;
    }
}

/* Elements of a:ln. */
static void line_child(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    if (drawing->scope != HAT_DOCX_SCOPE_LINE) {
        return;
    }
    if (element->name == HAT_A_prstDash) {
        hat_docx_dash(&drawing->shape, hat_xml_attr(element, HAT_NONE_val));
        return;
    }
    bool first = element->name == HAT_A_headEnd;
    hat_docx_line_end(first ? &drawing->shape.start : &drawing->shape.end,
                      hat_xml_attr(element, HAT_NONE_type), hat_xml_attr(element, HAT_NONE_w),
                      hat_xml_attr(element, HAT_NONE_len));
}

static void shape_child(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                        const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_A_blip:
        hat_docx_keep_id(drawing->embed, hat_xml_attr(element, HAT_R_embed));
        drawing->external = hat_xml_attr(element, HAT_R_link).len > 0;
        break;
    case HAT_ASVG_svgBlip:
        hat_docx_keep_id(drawing->svg, hat_xml_attr(element, HAT_R_embed));
        break;
    case HAT_A_srcRect:
        read_crop(drawing, element);
        break;
    case HAT_A_xfrm:
        turn_shape(&drawing->shape, read_turn(element));
        break;
    case HAT_A_off:
        drawing->x = units_attr(element, HAT_NONE_x);
        drawing->y = units_attr(element, HAT_NONE_y);
        break;
    case HAT_A_ext:
        if (hat_xml_attr(element, HAT_NONE_cx).len > 0) { /* the other a:ext is an extension */
            drawing->width = units_attr(element, HAT_NONE_cx);
            drawing->height = units_attr(element, HAT_NONE_cy);
        }
        break;
    case HAT_A_gradFill:
        hat_docx_gradient_begin(drawing);
        break;
    case HAT_A_gs:
    case HAT_A_lin:
    case HAT_A_fillToRect:
        hat_docx_gradient_child(drawing, element);
        break;
    case HAT_A_path: /* of a gradient, or of a form */
        if (drawing->gradient.open) {
            hat_docx_gradient_child(drawing, element);
        } else {
            hat_docx_geometry_child(story, drawing, element);
        }
        break;
    case HAT_A_prstGeom:
    case HAT_A_custGeom:
    case HAT_A_gd:
    case HAT_A_rect:
    case HAT_A_moveTo:
    case HAT_A_lnTo:
    case HAT_A_quadBezTo:
    case HAT_A_cubicBezTo:
    case HAT_A_arcTo:
    case HAT_A_pt:
    case HAT_A_close:
        hat_docx_geometry_child(story, drawing, element);
        break;
    case HAT_A_prstDash:
    case HAT_A_headEnd:
    case HAT_A_tailEnd:
        line_child(drawing, element);
        break;
    case HAT_WPS_bodyPr:
        read_insets(drawing, element);
        break;
    case HAT_A_spAutoFit:
        drawing->shape.grow = true;
        break;
    default:
        shape_style(drawing, element);
        break;
    }
}

/* ---- groups: their transform is known when a:xfrm of wpg:grpSpPr has been read ---- */

static void group_child(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                        const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_A_off:
    case HAT_A_ext:
        shape_child(story, drawing, element);
        break;
    case HAT_A_xfrm:
        drawing->group_turn = read_turn(element);
        break;
    case HAT_A_chOff:
        drawing->child_x = units_attr(element, HAT_NONE_x);
        drawing->child_y = units_attr(element, HAT_NONE_y);
        break;
    case HAT_A_chExt:
        drawing->child_width = units_attr(element, HAT_NONE_cx);
        drawing->child_height = units_attr(element, HAT_NONE_cy);
        break;
    default:
        break;
    }
}

static void group_begin(struct hat_docx_drawing *drawing)
{
    drawing->x = drawing->y = drawing->width = drawing->height = 0;
    drawing->child_x = drawing->child_y = drawing->child_width = drawing->child_height = 0;
    drawing->group_turn = (struct hat_docx_turn){0};
}

/* The outermost group fills the frame. */
static void group_ready(struct hat_docx_drawing *drawing)
{
    struct hat_docx_group_box box = {
        .size = {drawing->frame.width, drawing->frame.height},
        .from = {drawing->child_x, drawing->child_y},
        .extent = {drawing->child_width, drawing->child_height},
    };
    if (drawing->group_count > 0) {
        const struct hat_docx_group *outer = &drawing->groups[drawing->group_count - 1];
        box.at[0] = hat_docx_map(&outer->x, drawing->x);
        box.at[1] = hat_docx_map(&outer->y, drawing->y);
        box.size[0] = hat_docx_map_size(&outer->x, drawing->width);
        box.size[1] = hat_docx_map_size(&outer->y, drawing->height);
    }
    hat_docx_group_push(drawing, hat_docx_group(box, &drawing->group_turn));
}

/* A group in the line: an empty box keeps its room, its shapes are anchored over it. */
static void keep_room(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    if (drawing->anchored || drawing->group_count > 0) {
        return;
    }
    hat_docx_shape_begin(drawing);
    drawing->is_known_shape = true;
    hat_docx_shape_end(story, drawing);
    drawing->anchored = true;
    drawing->frame.place.x_relative = HAT_REL_CHARACTER;
    drawing->frame.place.x = -drawing->frame.width;
}

/* A canvas is a group whose units are EMU. */
static void canvas_begin(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    const struct hat_object *frame = &drawing->frame;
    keep_room(story, drawing);
    struct hat_docx_group_box box = {
        .size = {frame->width, frame->height},
        .extent = {635LL * frame->width, 635LL * frame->height},
    };
    hat_docx_group_push(drawing, hat_docx_group(box, &(struct hat_docx_turn){0}));
}

/* ---- dispatch ---- */

static void not_drawn(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_CHART);
    hat_docx_shape_begin(drawing);
    drawing->is_known_shape = drawing->said_line = true;
    drawing->shape.stroke = (struct hat_color){0x808080, true};
    hat_docx_shape_end(story, drawing);
}

static void content_child(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                          const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_PIC_pic:
    case HAT_WPS_wsp:
        hat_docx_shape_begin(drawing);
        drawing->shape.kind = element->name == HAT_PIC_pic ? HAT_OBJECT_PICTURE : HAT_OBJECT_RECT;
        break;
    case HAT_WPG_wgp:
        keep_room(story, drawing);
        group_begin(drawing);
        break;
    case HAT_WPG_grpSp:
        group_begin(drawing);
        break;
    case HAT_WPC_wpc:
        canvas_begin(story, drawing);
        break;
    case HAT_C_chart:
    case HAT_DGM_relIds:
        not_drawn(story, drawing);
        break;
    case HAT_A_srgbClr:
    case HAT_A_schemeClr:
    case HAT_A_sysClr:
    case HAT_A_prstClr:
        color_begin(story, drawing, element);
        break;
    case HAT_A_lumMod:
    case HAT_A_lumOff:
    case HAT_A_shade:
    case HAT_A_tint:
    case HAT_A_alpha:
        color_change(drawing, element);
        break;
    default:
        if (drawing->in_shape) {
            shape_child(story, drawing, element);
        } else {
            group_child(story, drawing, element);
            frame_child(story, drawing, element);
        }
        break;
    }
}

uint8_t hat_docx_drawing_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_WP_inline:
    case HAT_WP_anchor:
        frame_begin(story, element);
        return HAT_DOCX_IN_DRAWING;
    case HAT_W_txbxContent:
        return hat_docx_box_begin(story);
    case HAT_MC_AlternateContent:
        return HAT_DOCX_IN_ALTERNATE;
    default:
        break;
    }
    if (story->drawing == NULL) {
        return HAT_DOCX_SKIP;
    }
    content_child(story, story->drawing, element);
    return HAT_DOCX_IN_DRAWING;
}

void hat_docx_drawing_end(struct hat_docx_story *story, enum hat_xml_name name)
{
    struct hat_docx_drawing *drawing = story->drawing;
    if (drawing == NULL) {
        return;
    }
    switch (name) {
    case HAT_WP_inline:
    case HAT_WP_anchor:
        hat_docx_drawing_pop(story);
        break;
    case HAT_PIC_pic:
    case HAT_WPS_wsp:
        hat_docx_shape_end(story, drawing);
        break;
    case HAT_WPG_grpSpPr:
        group_ready(drawing);
        break;
    case HAT_WPG_wgp:
    case HAT_WPG_grpSp:
    case HAT_WPC_wpc:
        hat_docx_group_pop(drawing);
        break;
    case HAT_A_ln:
        drawing->scope = drawing->outer_scope;
        break;
    case HAT_A_gradFill:
        hat_docx_gradient_end(story, drawing);
        break;
    case HAT_WPS_spPr:
    case HAT_PIC_spPr:
    case HAT_WPS_style:
    case HAT_A_lnRef:
    case HAT_A_fillRef:
        drawing->scope = HAT_DOCX_SCOPE_NONE;
        break;
    case HAT_A_srgbClr:
    case HAT_A_schemeClr:
    case HAT_A_sysClr:
    case HAT_A_prstClr:
        color_end(drawing);
        break;
    case HAT_WP_posOffset:
    case HAT_WP_align:
        text_end(drawing);
        break;
    default:
        break;
    }
}
