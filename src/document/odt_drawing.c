/* odt_drawing.c -- frames with pictures or text, and the shapes that letterheads use.
 *
 *     <draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="1cm">
 *       <draw:image xlink:href="Pictures/arms.png"/>   -> OBJECT {PICTURE, 1134 x 567}
 *     <draw:frame text:anchor-type="paragraph" ...>
 *       <draw:text-box> <text:p>...                    -> ANCHOR {TEXT_BOX, blocks}
 *
 * A frame outside any paragraph (anchored to the page) goes to the paragraph that follows. Several
 * draw:image are alternatives: a PNG or JPEG is taken before an SVG, an SVG before the rest.
 * Source: ODF 1.3 part 3 §10; layout rules 6.
 */
#include "document/odt_elements_internal.h"

/* ---- beginning ---- */

static hat_twip length_of(const struct hat_xml_element *element, enum hat_xml_name name)
{
    hat_twip length = 0;
    hat_odt_length(hat_xml_attr(element, name), &length);
    return length;
}

static struct hat_str own_or(struct hat_str own, struct hat_str other)
{
    return own.len > 0 ? own : other;
}

static void set_place(const struct hat_xml_element *element, struct hat_odt_drawing *drawing)
{
    struct hat_object *object = drawing->object;
    int32_t z = 0;
    object->place = drawing->style->place;
    object->place.x = length_of(element, HAT_SVG_x);
    object->place.y = drawing->y;
    hat_odt_int(hat_xml_attr(element, HAT_DRAW_z_index), &z);
    object->place.z = z;
    if (drawing->page_anchor) {
        struct hat_float *place = &object->place;
        if (place->x_relative != HAT_REL_MARGIN) {
            place->x_relative = HAT_REL_PAGE;
        }
        if (place->y_relative != HAT_REL_MARGIN) {
            place->y_relative = HAT_REL_PAGE;
        }
    }
    memcpy(object->distance, object->place.distance, sizeof object->distance);
    hat_odt_transform(hat_xml_attr(element, HAT_DRAW_transform), object);
}

/* Makes the drawing and its object; both are in the arena of the paragraph they stand in. */
static enum hat_status drawing_push(struct hat_odt *odt, const struct hat_xml_element *element)
{
    struct hat_odt_flow *flow = odt->flow;
    struct hat_arena *arena = flow->arena != NULL ? flow->arena : odt->arena;
    struct hat_odt_drawing *drawing = hat_arena_alloc(arena, sizeof *drawing);
    struct hat_object *object = hat_arena_alloc(arena, sizeof *object);
    struct hat_str anchor = hat_xml_attr(element, HAT_TEXT_anchor_type);
    struct hat_str name = hat_xml_attr(element, HAT_DRAW_style_name);
    bool grouped = odt->group != NULL;
    if (grouped) {
        anchor = own_or(anchor, odt->group->anchor);
    }
    if (drawing == NULL || object == NULL) {
        return HAT_ERR_NOMEM;
    }
    drawing->style = hat_odt_graphic_style(odt, name);
    if (drawing->style == NULL) {
        return HAT_ERR_NOMEM;
    }
    drawing->arena = arena;
    drawing->object = object;
    bool as_char =
        hat_str_is(anchor, "as-char") || (anchor.len == 0 && element->name == HAT_DRAW_frame);
    drawing->in_line = as_char && flow->open && !grouped;
    drawing->page_anchor = hat_str_is(anchor, "page");
    object->decorative = drawing->style->decorative ||
                         hat_str_is(hat_xml_attr(element, HAT_LOEXT_decorative), "true");
    drawing->y = length_of(element, HAT_SVG_y);
    drawing->has_height = hat_odt_length(hat_xml_attr(element, HAT_SVG_height), &object->height);
    object->width = length_of(element, HAT_SVG_width);
    if (object->width == 0) { /* a frame as wide as its text: not less than this */
        object->width = length_of(element, HAT_FO_min_width);
    }
    set_place(element, drawing);
    drawing->outer = odt->drawing;
    odt->drawing = drawing;
    return HAT_OK;
}

static enum hat_status box_flow(struct hat_odt *odt)
{
    struct hat_place place = {.file = odt->flow->place.file,
                              .part = odt->flow->place.part,
                              .story = HAT_STORY_TEXT_BOX,
                              .note = ++odt->boxes};
    return hat_odt_flow_push(odt, odt->drawing->arena, &place);
}

/* ---- ending ---- */

/* A Writer frame: borders inside its edges, around the padding. */
static void set_border(const struct hat_odt_graphic_style *style, struct hat_object *object)
{
    memcpy(object->borders, style->borders, sizeof object->borders);
    object->fill = style->filled ? style->fill_color : style->background;
    if (style->unfilled) {
        object->fill = (struct hat_color){0};
    }
    for (int i = 0; i < 4; i++) {
        bool drawn = style->borders[i].style != HAT_BORDER_NONE;
        object->insets[i] = style->insets[i] + (drawn ? style->borders[i].width : 0);
    }
}

/* A shape: a stroke on its edges; filled unless the style says how else. */
static void set_stroke(const struct hat_odt_graphic_style *style, struct hat_object *object)
{
    enum { HAIRLINE = 5 };
    object->stroke = style->stroke;
    object->stroke_width = style->stroke_width > 0 ? style->stroke_width : HAIRLINE;
    object->fill = style->unfilled ? (struct hat_color){0} : style->fill_color;
    object->fill_clear = style->fill_clear;
    object->stroke_clear = style->stroke_clear;
    object->start = style->start;
    object->end = style->end;
    memcpy(object->dashes, style->dashes, sizeof object->dashes);
    object->dash_count = style->dash_count;
    object->valign = style->valign;
    object->grow = style->grow;
    object->least = style->least;
    memcpy(object->insets, style->insets, sizeof object->insets);
}

/* fo:clip "rect(0cm, 1cm, 0cm, 0cm)": top, right, bottom, left, cut off the picture's own size,
 * which is taken at 96 dots an inch. */
static void set_crop(struct hat_str clip, struct hat_object *object)
{
    static const uint8_t sides[4] = {HAT_TOP, HAT_RIGHT, HAT_BOTTOM, HAT_LEFT};
    const struct hat_image *image = object->image;
    if (!hat_str_starts(clip, "rect(") || image == NULL || image->width_px == 0 ||
        image->height_px == 0) {
        return;
    }
    clip.ptr += 5;
    clip.len -= 5;
    for (int i = 0; i < 4 && clip.len > 0; i++) {
        size_t len = 0;
        while (len < clip.len && clip.ptr[len] != ',' && clip.ptr[len] != ')' &&
               (clip.ptr[len] != ' ' || len == 0)) {
            len++;
        }
        hat_twip cut = 0;
        bool across = sides[i] == HAT_LEFT || sides[i] == HAT_RIGHT;
        int64_t whole = (int64_t)(across ? image->width_px : image->height_px) * 15;
        if (hat_odt_length((struct hat_str){clip.ptr, len}, &cut)) {
            object->crop[sides[i]] = (int32_t)((int64_t)cut * 100000 / whole);
        }
        len += len < clip.len;
        clip.ptr += len;
        clip.len -= len;
    }
}

static int welcome(struct hat_str name)
{
    static const struct {
        const char *ending;
        int rank;
    } endings[] = {{".png", 3}, {".jpg", 3}, {".jpeg", 3}, {".PNG", 3}, {".JPG", 3}, {".svg", 2}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (hat_str_ends(name, endings[i].ending)) {
            return endings[i].rank;
        }
    }
    return 1;
}

/* Loads the most welcome of the pictures; the next one when it cannot be read. */
static enum hat_status load_picture(struct hat_odt *odt, struct hat_odt_drawing *drawing)
{
    struct hat_object *object = drawing->object;
    for (int rank = 3; rank > 0; rank--) {
        for (size_t i = 0; i < drawing->picture_count && object->image == NULL; i++) {
            if (welcome(drawing->pictures[i]) != rank) {
                continue;
            }
            enum hat_status status = hat_image_load(odt->document, drawing->pictures[i].ptr,
                                                    &odt->flow->place, &object->image);
            if (status != HAT_OK) {
                return status;
            }
        }
    }
    object->kind = HAT_OBJECT_PICTURE;
    set_crop(drawing->style->clip, object);
    if (object->image != NULL && object->width == 0 && object->height == 0) {
        uint32_t most = 2112; /* pixels in 22 in */
        uint32_t width = object->image->width_px, height = object->image->height_px;
        object->width = (hat_twip)((width < most ? width : most) * 15);
        object->height = (hat_twip)((height < most ? height : most) * 15);
    }
    return HAT_OK;
}

/* Where a frame in the line stands: its bottom edge above the baseline. Against the baseline,
 * "top" stands on it, "bottom" hangs from it; against the line's text, whose ascent and descent
 * are about 93 % and 22 % of the size (Liberation), edges meet edges. */
static hat_twip baseline_of(const struct hat_odt_drawing *drawing, hat_twip size)
{
    const struct hat_odt_graphic_style *style = drawing->style;
    hat_twip height = drawing->object->height;
    bool line = style->against_line;
    switch (style->vertical) {
    case HAT_ODT_MIDDLE:
        return (line ? size * 36 / 100 : 0) - height / 2;
    case HAT_ODT_BOTTOM:
        return line ? -size * 22 / 100 : -height;
    case HAT_ODT_FROM_TOP:
        return -(drawing->y + height);
    default:
        return line ? size * 93 / 100 - height : 0;
    }
}

static enum hat_status place_object(struct hat_odt *odt, struct hat_odt_drawing *drawing)
{
    struct hat_odt_flow *flow = odt->flow;
    struct hat_inline *item;
    if (flow->open) {
        if (flow->chars->hidden) {
            return HAT_OK;
        }
        item = hat_odt_inline(odt, drawing->in_line ? HAT_INLINE_OBJECT : HAT_INLINE_ANCHOR);
    } else {
        bool grown =
            hat_mem_grow(&flow->floats, flow->float_count, &flow->float_cap, sizeof *flow->floats);
        item = grown ? &flow->floats[flow->float_count++] : NULL;
        if (item != NULL) {
            memset(item, 0, sizeof *item);
            item->kind = HAT_INLINE_ANCHOR;
        }
    }
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (drawing->in_line) {
        drawing->object->baseline = baseline_of(drawing, flow->chars->size);
    }
    item->object = drawing->object;
    return HAT_OK;
}

static void set_gradient(struct hat_odt *odt, const struct hat_odt_drawing *drawing)
{
    struct hat_object *object = drawing->object;
    if (drawing->style->shaded && object->fill.set && object->kind != HAT_OBJECT_LINE) {
        object->gradient = hat_index_find(&odt->gradients, drawing->style->gradient);
        object->fill.set = object->gradient != NULL;
    }
}

static enum hat_status drawing_end(struct hat_odt *odt)
{
    struct hat_odt_drawing *drawing = odt->drawing;
    struct hat_object *object = drawing->object;
    struct hat_str alt = own_or(drawing->description, drawing->title);
    odt->drawing = drawing->outer;
    object->alt = alt.len > 0 ? alt.ptr : NULL;
    set_gradient(odt, drawing);
    return drawing->wanted ? place_object(odt, drawing) : HAT_OK;
}

/* ---- frames ---- */

HAT_ODT_START(frame)
{
    if (odt->flow == NULL || odt->flow->table != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    return drawing_push(odt, element);
}

HAT_ODT_END(frame)
{
    (void)frame;
    struct hat_odt_drawing *drawing = odt->drawing;
    if (drawing->object->kind != HAT_OBJECT_TEXT_BOX && drawing->picture_count > 0) {
        enum hat_status status = load_picture(odt, drawing);
        if (status != HAT_OK) {
            return status;
        }
        set_border(drawing->style, drawing->object);
        if (drawing->style->drawn) {
            memset(drawing->object->insets, 0, sizeof drawing->object->insets);
        }
        drawing->wanted = true;
    }
    return drawing_end(odt);
}

/* "Pictures/a.png", "./Pictures/a.png"; an address outside the package is not followed. */
HAT_ODT_START(image)
{
    (void)frame;
    struct hat_odt_drawing *drawing = odt->drawing;
    struct hat_str href = hat_xml_attr(element, HAT_XLINK_href);
    if (drawing == NULL || drawing->picture_count == HAT_ODT_ALTERNATIVES) {
        return HAT_OK;
    }
    if (hat_str_starts(href, "./")) {
        href = (struct hat_str){href.ptr + 2, href.len - 2};
    }
    bool outside = hat_str_starts(href, "../") || hat_str_starts(href, "/") ||
                   (href.len > 0 && (memchr(href.ptr, ':', href.len) != NULL ||
                                     memchr(href.ptr, '\\', href.len) != NULL));
    if (href.len == 0 || outside) {
        hat_odt_warn(odt, HAT_MSG_ODT_PICTURE_OUTSIDE,
                     href.len > 0 ? href : HAT_STR("office:binary-data"));
        drawing->wanted = true; /* its place stays */
        return HAT_OK;
    }
    href = hat_arena_str(drawing->arena, href);
    drawing->pictures[drawing->picture_count++] = href;
    return href.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_START(text_box)
{
    struct hat_odt_drawing *drawing = odt->drawing;
    if (odt->flow == NULL || drawing == NULL || drawing->object->blocks != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    struct hat_object *object = drawing->object;
    hat_twip least = 0;
    bool has_least = hat_odt_length(hat_xml_attr(element, HAT_FO_min_height), &least);
    object->kind = HAT_OBJECT_TEXT_BOX;
    if (object->width == 0) {
        object->width = length_of(element, HAT_FO_min_width);
    }
    if (drawing->style->drawn) {
        set_stroke(drawing->style, object);
        object->grow = !drawing->style->no_grow;
    } else {
        set_border(drawing->style, object);
        object->grow = has_least || !drawing->has_height;
        object->least = least;
    }
    object->height = object->height > object->least ? object->height : object->least;
    frame->pointer = drawing;
    return box_flow(odt);
}

HAT_ODT_END(text_box)
{
    struct hat_odt_drawing *drawing = frame->pointer;
    drawing->wanted = true;
    return hat_odt_flow_pop(odt, true, &drawing->object->blocks);
}

/* draw:object and its like: the picture beside them is shown, if there is one. */
HAT_ODT_START(embedded)
{
    hat_odt_skip(odt, frame);
    hat_odt_warn(odt, HAT_MSG_ODT_NOT_DRAWN, element->local);
    if (odt->drawing != NULL) {
        odt->drawing->wanted = true;
    }
    return HAT_OK;
}

/* svg:title, svg:desc: what the picture shows, for those who do not see it. */
HAT_ODT_START(alternative)
{
    if (odt->drawing == NULL || odt->capture != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    frame->pointer =
        element->name == HAT_SVG_title ? &odt->drawing->title : &odt->drawing->description;
    odt->captured.len = 0;
    odt->capture = &odt->captured;
    return HAT_OK;
}

HAT_ODT_END(alternative)
{
    struct hat_str *out = frame->pointer;
    odt->capture = NULL;
    struct hat_str text = {odt->captured.data, odt->captured.len};
    *out = hat_arena_str(odt->drawing->arena, text);
    return out->ptr != NULL && !hat_buf_failed(&odt->captured) ? HAT_OK : HAT_ERR_NOMEM;
}

/* ---- shapes ---- */

static hat_twip distance(hat_twip a, hat_twip b)
{
    return a < b ? b - a : a - b;
}

static void set_line(const struct hat_xml_element *element, struct hat_object *object)
{
    hat_twip x1 = length_of(element, HAT_SVG_x1), x2 = length_of(element, HAT_SVG_x2);
    hat_twip y1 = length_of(element, HAT_SVG_y1), y2 = length_of(element, HAT_SVG_y2);
    object->kind = HAT_OBJECT_LINE;
    object->width = distance(x1, x2);
    object->height = distance(y1, y2);
    object->place.x = x1 < x2 ? x1 : x2;
    object->place.y = y1 < y2 ? y1 : y2;
    object->flip_x = x1 > x2;
    object->flip_y = y1 > y2;
}

/* A shape is a box for its text, with the form that its element gives it. */
HAT_ODT_START(shape)
{
    if (odt->flow == NULL || odt->flow->table != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    enum hat_status status = drawing_push(odt, element);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_odt_drawing *drawing = odt->drawing;
    struct hat_object *object = drawing->object;
    bool line = element->name == HAT_DRAW_line || element->name == HAT_DRAW_connector ||
                element->name == HAT_DRAW_measure;
    object->kind = HAT_OBJECT_RECT;
    if (line) {
        set_line(element, object);
    }
    set_stroke(drawing->style, object);
    status = hat_odt_shape_form(odt, element);
    drawing->wanted = true;
    frame->pointer = drawing;
    return status == HAT_OK ? box_flow(odt) : status;
}

HAT_ODT_END(shape)
{
    struct hat_odt_drawing *drawing = frame->pointer;
    struct hat_object *object = drawing->object;
    enum hat_status status = hat_odt_flow_pop(odt, false, &object->blocks);
    if (status != HAT_OK) {
        return status;
    }
    if (object->blocks != NULL) {
        object->kind = HAT_OBJECT_TEXT_BOX;
        drawing->wanted = true;
    }
    return drawing_end(odt);
}

/* Rectangles and ellipses stay what they are. */
static bool is_plain(struct hat_str type, bool *round)
{
    static const char *const plain[] = {"rectangle", "ooxml-rect",    "mso-spt202", "mso-spt1",
                                        "ellipse",   "ooxml-ellipse", "mso-spt3"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (hat_str_is(type, plain[i])) {
            *round = i >= 4;
            return true;
        }
    }
    return false;
}

/* The form of a custom shape, or the letters that it is. */
HAT_ODT_START(geometry)
{
    struct hat_str type = hat_xml_attr(element, HAT_DRAW_type);
    struct hat_odt_drawing *drawing = odt->drawing;
    bool round = false;
    if (drawing == NULL || drawing->geometry != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    struct hat_object *object = drawing->object;
    object->flip_x = hat_odt_true(hat_xml_attr(element, HAT_DRAW_mirror_horizontal));
    object->flip_y = hat_odt_true(hat_xml_attr(element, HAT_DRAW_mirror_vertical));
    if (hat_odt_true(hat_xml_attr(element, HAT_DRAW_text_path))) {
        object->art = true;
        object->grow = false;
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    if (is_plain(type, &round) || (hat_str_is(type, "non-primitive") &&
                                   hat_xml_attr(element, HAT_DRAW_enhanced_path).len == 0)) {
        if (round && !object->round) { /* not twice in one shape */
            object->round = true;
            hat_object_inset_round(object);
        }
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    return hat_odt_geometry_begin(odt, element);
}

HAT_ODT_END(geometry)
{
    (void)frame;
    struct hat_object *object = odt->drawing->object;
    enum hat_status status = hat_odt_geometry_end(odt);
    if (object->form == NULL) { /* it has no form */
        object->stroke = object->fill = (struct hat_color){0};
    }
    return status;
}

HAT_ODT_START(group)
{
    if (odt->flow == NULL || odt->flow->table != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    struct hat_arena *arena = odt->flow->arena != NULL ? odt->flow->arena : odt->arena;
    struct hat_odt_group *group = hat_arena_alloc(arena, sizeof *group);
    if (group == NULL) {
        return HAT_ERR_NOMEM;
    }
    group->anchor = hat_arena_str(arena, hat_xml_attr(element, HAT_TEXT_anchor_type));
    if (group->anchor.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (odt->group != NULL && group->anchor.len == 0) {
        group->anchor = odt->group->anchor;
    }
    group->outer = odt->group;
    odt->group = group;
    return HAT_OK;
}

HAT_ODT_END(group)
{
    (void)frame;
    odt->group = odt->group->outer;
    return HAT_OK;
}
