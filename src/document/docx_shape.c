/* docx_shape.c -- what DrawingML and VML have in common: frames, shapes, groups, text boxes.
 *
 * A shape is emitted when its element ends: as an inline object, or as an anchor that carries the
 * place. Shapes of a group become objects of their own, at their places in the group's frame.
 */
#include <math.h>

#include "document/docx_drawing_internal.h"

/* ---- the stack ---- */

struct hat_docx_drawing *hat_docx_drawing_push(struct hat_docx_story *story)
{
    struct hat_docx_drawing *drawing = story->spare_drawing;
    if (drawing != NULL) {
        story->spare_drawing = drawing->below;
        struct hat_docx_drawing fresh = {.letters = drawing->letters};
        fresh.letters.len = 0;
        *drawing = fresh;
    } else {
        drawing = hat_mem_zalloc(1, sizeof *drawing);
        if (drawing == NULL) {
            hat_docx_fail(story->docx, HAT_ERR_NOMEM);
            return NULL;
        }
    }
    drawing->below = story->drawing;
    story->drawing = drawing;
    return drawing;
}

void hat_docx_drawing_pop(struct hat_docx_story *story)
{
    struct hat_docx_drawing *drawing = story->drawing;
    hat_docx_geometry_drop(&drawing->geometry);
    story->drawing = drawing->below;
    drawing->below = story->spare_drawing;
    story->spare_drawing = drawing;
}

static void free_list(struct hat_docx_drawing *drawing)
{
    while (drawing != NULL) {
        struct hat_docx_drawing *below = drawing->below;
        hat_docx_geometry_drop(&drawing->geometry);
        hat_buf_fini(&drawing->letters);
        hat_mem_free(drawing);
        drawing = below;
    }
}

void hat_docx_drawing_fini(struct hat_docx_story *story)
{
    free_list(story->drawing);
    free_list(story->spare_drawing);
}

void hat_docx_keep_id(char out[64], struct hat_str id)
{
    size_t len = id.len < 63 ? id.len : 0; /* no real id is longer */
    if (len > 0) {
        memcpy(out, id.ptr, len);
    }
    out[len] = '\0';
}

/* ---- places ---- */

uint8_t hat_docx_position(struct hat_str align)
{
    static const char *const names[] = {"left",    "inside", "top",      "center", "right",
                                        "outside", "bottom", "absolute", NULL};
    static const uint8_t positions[] = {HAT_POSITION_START,  HAT_POSITION_START, HAT_POSITION_START,
                                        HAT_POSITION_CENTER, HAT_POSITION_END,   HAT_POSITION_END,
                                        HAT_POSITION_END,    HAT_POSITION_OFFSET};
    int index = hat_docx_one_of(align, names);
    return index < 0 ? HAT_POSITION_OFFSET : positions[index];
}

void hat_docx_relate(const struct hat_docx_story *story, struct hat_float *place, bool vertical,
                     struct hat_str relative)
{
    static const char *const names[] = {
        "page",         "margin",        "column",      "character", "paragraph",
        "line",         "leftMargin",    "rightMargin", "topMargin", "bottomMargin",
        "insideMargin", "outsideMargin", "text",        "char",      NULL};
    static const uint8_t relatives[] = {
        HAT_REL_PAGE,      HAT_REL_MARGIN, HAT_REL_COLUMN, HAT_REL_CHARACTER, HAT_REL_PARAGRAPH,
        HAT_REL_PARAGRAPH, HAT_REL_PAGE,   HAT_REL_PAGE,   HAT_REL_PAGE,      HAT_REL_PAGE,
        HAT_REL_PAGE,      HAT_REL_PAGE,   HAT_REL_COLUMN, HAT_REL_CHARACTER};
    const struct hat_section *section = story->docx->geometry;
    int index = hat_docx_one_of(relative, names);
    uint8_t value = index < 0 ? HAT_REL_COLUMN : relatives[index];
    if (vertical) {
        place->y_relative = value == HAT_REL_COLUMN ? HAT_REL_PARAGRAPH : value;
        if (index == 9 && section != NULL) {
            place->y += section->page_height - section->bottom;
        }
    } else {
        place->x_relative = value == HAT_REL_PARAGRAPH ? HAT_REL_COLUMN : value;
        if (index == 7 && section != NULL) {
            place->x += section->page_width - section->right;
        }
    }
}

/* ---- groups ---- */

static int64_t clamp(int64_t value, int64_t limit)
{
    return value > limit ? limit : value < -limit ? -limit : value;
}

/* Scales stay within 2^26 and lengths within 2^32, so that their product fits. */
struct hat_docx_axis hat_docx_axis(int64_t at, int64_t size, int64_t from, int64_t extent)
{
    int64_t scale = extent != 0 ? clamp(size, INT32_MAX) * 65536 / extent : 65536;
    return (struct hat_docx_axis){.at = at, .from = from, .scale = clamp(scale, 1 << 26)};
}

int64_t hat_docx_map_size(const struct hat_docx_axis *axis, int64_t units)
{
    int64_t scaled = clamp(units, (int64_t)1 << 33) * axis->scale;
    return clamp((scaled + (scaled < 0 ? -32768 : 32768)) / 65536, 2 * HAT_DOCX_LENGTH_MAX);
}

int64_t hat_docx_map(const struct hat_docx_axis *axis, int64_t units)
{
    return clamp(axis->at + hat_docx_map_size(axis, units - axis->from), 4 * HAT_DOCX_LENGTH_MAX);
}

struct hat_docx_group hat_docx_group(struct hat_docx_group_box box,
                                     const struct hat_docx_turn *turn)
{
    struct hat_docx_group group = {.rotation = turn->rotation};
    group.middle_x = box.at[0] + box.size[0] / 2;
    group.middle_y = box.at[1] + box.size[1] / 2;
    const bool flips[2] = {turn->flip_x, turn->flip_y};
    for (int i = 0; i < 2; i++) {
        if (flips[i]) {
            box.at[i] += box.size[i];
            box.size[i] = -box.size[i];
        }
    }
    group.x = hat_docx_axis(box.at[0], box.size[0], box.from[0], box.extent[0]);
    group.y = hat_docx_axis(box.at[1], box.size[1], box.from[1], box.extent[1]);
    return group;
}

void hat_docx_group_push(struct hat_docx_drawing *drawing, struct hat_docx_group group)
{
    if (drawing->group_count < HAT_DOCX_GROUPS_MAX) {
        drawing->groups[drawing->group_count++] = group;
    } else {
        drawing->groups_skipped++;
    }
}

void hat_docx_group_pop(struct hat_docx_drawing *drawing)
{
    if (drawing->groups_skipped > 0) {
        drawing->groups_skipped--;
    } else if (drawing->group_count > 0) {
        drawing->group_count--;
    }
}

/* ---- text boxes ---- */

uint8_t hat_docx_box_begin(struct hat_docx_story *story)
{
    struct hat_docx_drawing *drawing = story->drawing;
    if (drawing == NULL || !drawing->in_shape || drawing->shape.blocks != NULL ||
        drawing->flow != NULL) {
        return HAT_DOCX_SKIP;
    }
    drawing->flow = hat_docx_flow_push(story);
    return drawing->flow != NULL ? HAT_DOCX_IN_BLOCKS : HAT_DOCX_SKIP;
}

void hat_docx_box_end(struct hat_docx_story *story)
{
    struct hat_docx_drawing *drawing = story->drawing;
    drawing->shape.blocks = hat_docx_flow_pop(story);
    drawing->shape.kind = HAT_OBJECT_TEXT_BOX;
    drawing->flow = NULL;
}

/* ---- shapes ---- */

void hat_docx_shape_begin(struct hat_docx_drawing *drawing)
{
    static const hat_twip insets[4] = {72, 144, 72, 144};
    memset(&drawing->shape, 0, sizeof drawing->shape);
    memcpy(drawing->shape.insets, insets, sizeof insets);
    drawing->shape.kind = HAT_OBJECT_RECT;
    drawing->in_shape = true;
    drawing->is_line = drawing->is_known_shape = false;
    drawing->external = false;
    drawing->said_fill = drawing->said_line = false;
    drawing->x = drawing->y = drawing->width = drawing->height = 0;
    drawing->embed[0] = drawing->svg[0] = '\0';
    drawing->flow = NULL;
    drawing->style_fill = drawing->style_line = (struct hat_color){0};
    drawing->gradient.open = false;
    drawing->outline.type = NULL;
    drawing->outline.path = (struct hat_str){0};
    hat_docx_geometry_drop(&drawing->geometry);
    drawing->scope = HAT_DOCX_SCOPE_NONE;
}

static const struct hat_image *load(struct hat_docx_story *story, const char *id)
{
    struct hat_docx *docx = story->docx;
    const struct hat_image *image = NULL;
    const struct hat_relationship *target =
        id[0] != '\0' ? hat_docx_relationship(docx, story->part, hat_str_from(id)) : NULL;
    if (target == NULL) {
        return NULL;
    }
    if (target->external) {
        hat_docx_unsupported(docx, HAT_DOCX_UNSUPPORTED_PICTURE_LINK);
        return NULL;
    }
    hat_docx_fail(docx, hat_image_load(docx->document, target->target, &docx->place, &image));
    return image;
}

/* The picture, or its SVG twin where the picture itself cannot be drawn. */
static void load_picture(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    if (drawing->external && drawing->embed[0] == '\0') {
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_PICTURE_LINK);
    }
    drawing->shape.image = load(story, drawing->embed);
    if (drawing->svg[0] != '\0' && drawing->shape.image == NULL) {
        drawing->shape.image = load(story, drawing->svg);
    }
}

/* Fill and line that the shape leaves to the theme. */
static void apply_style(struct hat_docx_drawing *drawing)
{
    if (!drawing->said_fill) {
        drawing->shape.fill = drawing->style_fill;
    }
    if (!drawing->said_line) {
        drawing->shape.stroke = drawing->style_line;
    }
    if (drawing->shape.stroke.set && drawing->shape.stroke_width == 0) {
        drawing->shape.stroke_width = 15;
    }
    hat_docx_dash_lengths(&drawing->shape);
    hat_docx_line_end_size(&drawing->shape.start, drawing->shape.stroke_width);
    hat_docx_line_end_size(&drawing->shape.end, drawing->shape.stroke_width);
}

/* A length that runs backwards mirrors. */
static void forwards(hat_twip *at, hat_twip *length, struct hat_object *object, bool across)
{
    if (*length < 0) {
        bool *flip = across ? &object->flip_x : &object->flip_y;
        *at += *length;
        *length = -*length;
        *flip = !*flip;
        object->rotation = (36000 - object->rotation) % 36000;
    }
}

/* Groups that are turned take their shapes with them. */
static void turn_with_groups(const struct hat_docx_drawing *drawing, struct hat_object *object)
{
    for (uint32_t i = drawing->group_count; i > 0; i--) {
        const struct hat_docx_group *group = &drawing->groups[i - 1];
        if (group->rotation == 0) {
            continue;
        }
        double angle = group->rotation * HAT_PI / 18000;
        double left = drawing->frame.place.x, top = drawing->frame.place.y;
        double x = object->place.x - left + object->width / 2.0 - (double)group->middle_x;
        double y = object->place.y - top + object->height / 2.0 - (double)group->middle_y;
        double turned_x = x * cos(angle) - y * sin(angle) + (double)group->middle_x;
        double turned_y = x * sin(angle) + y * cos(angle) + (double)group->middle_y;
        object->place.x = (hat_twip)lround(left + turned_x - object->width / 2.0);
        object->place.y = (hat_twip)lround(top + turned_y - object->height / 2.0);
        object->rotation = (object->rotation + group->rotation) % 36000;
    }
}

static void set_geometry(struct hat_docx_drawing *drawing, struct hat_object *object)
{
    const struct hat_object *frame = &drawing->frame;
    object->place = frame->place;
    memcpy(object->distance, frame->distance, sizeof object->distance);
    object->alt = frame->alt;
    object->decorative = frame->decorative;
    object->width = frame->width;
    object->height = frame->height;
    if (drawing->group_count > 0) {
        const struct hat_docx_group *group = &drawing->groups[drawing->group_count - 1];
        object->width = (hat_twip)hat_docx_map_size(&group->x, drawing->width);
        object->height = (hat_twip)hat_docx_map_size(&group->y, drawing->height);
        object->place.x += (hat_twip)hat_docx_map(&group->x, drawing->x);
        object->place.y += (hat_twip)hat_docx_map(&group->y, drawing->y);
    }
    forwards(&object->place.x, &object->width, object, true);
    forwards(&object->place.y, &object->height, object, false);
    turn_with_groups(drawing, object);
    if (object->width == 0 && object->height == 0 && object->image != NULL) {
        object->width = (hat_twip)(object->image->width_px * 15);
        object->height = (hat_twip)(object->image->height_px * 15);
    }
}

void hat_docx_shape_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing)
{
    if (!drawing->in_shape) {
        return;
    }
    drawing->in_shape = false;
    if (drawing->shape.kind == HAT_OBJECT_PICTURE) {
        load_picture(story, drawing);
    } else if (drawing->shape.kind == HAT_OBJECT_RECT && drawing->is_line) {
        drawing->shape.kind = HAT_OBJECT_LINE;
    } else if (drawing->shape.kind == HAT_OBJECT_RECT && !drawing->is_known_shape) {
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_SHAPE);
    }
    apply_style(drawing);
    if (drawing->hidden || story->docx->status != HAT_OK) {
        return;
    }
    struct hat_object *object = hat_docx_story_alloc(story, sizeof *object);
    struct hat_inline *added =
        object != NULL
            ? hat_docx_inline_add(story, drawing->anchored ? HAT_INLINE_ANCHOR : HAT_INLINE_OBJECT)
            : NULL;
    if (added != NULL) {
        *object = drawing->shape;
        if (object->kind == HAT_OBJECT_PICTURE) { /* those of a box's text */
            memset(object->insets, 0, sizeof object->insets);
        }
        set_geometry(drawing, object);
        hat_docx_geometry_end(story, drawing, object);
        if (object->kind != HAT_OBJECT_PICTURE && !object->art) {
            hat_vml_outline_end(story, drawing, object);
        }
        if (story->kind == HAT_STORY_HEADER || story->kind == HAT_STORY_FOOTER) {
            object->place.behind = true; /* as Word and Writer take it */
        }
        if (object->round) {
            hat_object_inset_round(object);
        }
        added->object = object;
        added->link = drawing->link != NULL ? drawing->link : added->link;
    }
}

struct hat_color hat_docx_named_color(struct hat_str name)
{
    static const struct {
        const char *name;
        uint32_t rgb;
    } colors[] = {
        {"black", 0x000000},  {"white", 0xFFFFFF},  {"red", 0xFF0000},       {"green", 0x008000},
        {"blue", 0x0000FF},   {"yellow", 0xFFFF00}, {"gray", 0x808080},      {"silver", 0xC0C0C0},
        {"navy", 0x000080},   {"maroon", 0x800000}, {"purple", 0x800080},    {"teal", 0x008080},
        {"olive", 0x808000},  {"lime", 0x00FF00},   {"aqua", 0x00FFFF},      {"fuchsia", 0xFF00FF},
        {"orange", 0xFFA500}, {"window", 0xFFFFFF}, {"windowText", 0x000000}};
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++) {
        if (hat_str_is(name, colors[i].name)) {
            return (struct hat_color){colors[i].rgb, true};
        }
    }
    return (struct hat_color){0};
}
