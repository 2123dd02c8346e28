/* docx_frames.c -- text frames (w:framePr, ECMA-376-1 §17.3.1.11): paragraphs that stand beside
 * the text, such as the page number that Word puts into a header.
 *
 *     <w:p> framePr A, "1"   <w:p> framePr A, "2"   <w:p> "text"
 *     ->  paragraph: ANCHOR (box: "1", "2"), "text"
 *
 * Neighbours with equal frames share a box, which is anchored in the next paragraph outside of
 * frames. A frame without a width is as wide as the text column here; its paragraphs then take
 * over the frame's alignment, so that they stand where the narrow frame would. What a frame does
 * not say is its style's; a style alone makes no frame, as in Writer.
 */
#include "document/docx_story_internal.h"

/* ---- reading ---- */

static uint8_t position_of(struct hat_str name)
{
    static const char *const names[] = {"left",  "inside",  "top",    "inline", "center",
                                        "right", "outside", "bottom", NULL};
    static const uint8_t positions[] = {
        HAT_POSITION_START,  HAT_POSITION_START, HAT_POSITION_START, HAT_POSITION_OFFSET,
        HAT_POSITION_CENTER, HAT_POSITION_END,   HAT_POSITION_END,   HAT_POSITION_END};
    int index = hat_docx_one_of(name, names);
    return index < 0 ? HAT_POSITION_OFFSET : positions[index];
}

static uint8_t relative_of(struct hat_str anchor, uint8_t of_text)
{
    return hat_str_is(anchor, "text")     ? of_text
           : hat_str_is(anchor, "margin") ? HAT_REL_MARGIN
                                          : HAT_REL_PAGE;
}

/* What of a frame an attribute says. */
enum said {
    SAID_WIDTH = 1 << 0,
    SAID_HEIGHT = 1 << 1,
    SAID_FIXED = 1 << 2,
    SAID_WRAP = 1 << 3,
    SAID_X = 1 << 4,
    SAID_Y = 1 << 5,
    SAID_X_RELATIVE = 1 << 6,
    SAID_Y_RELATIVE = 1 << 7,
    SAID_BESIDE = 1 << 8,
    SAID_ABOVE = 1 << 9
};

static uint8_t wrap_of(struct hat_str wrap)
{
    return hat_str_is(wrap, "notBeside") ? HAT_WRAP_TOP_BOTTOM
           : hat_str_is(wrap, "none")    ? HAT_WRAP_NONE
                                         : HAT_WRAP_SQUARE;
}

static void read_attribute(struct hat_docx *docx, struct hat_docx_frame *frame,
                           const struct hat_xml_attribute *attribute)
{
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    struct hat_float *place = &frame->place;
    struct hat_str value = attribute->value;
    switch (attribute->name) {
    case HAT_W_w:
        frame->width = hat_docx_length(docx, value, 0, max);
        frame->said |= SAID_WIDTH;
        break;
    case HAT_W_h:
        frame->height = hat_docx_length(docx, value, 0, max);
        frame->said |= SAID_HEIGHT;
        break;
    case HAT_W_hRule:
        frame->fixed = hat_str_is(value, "exact");
        frame->said |= SAID_FIXED;
        break;
    case HAT_W_wrap:
        place->wrap = wrap_of(value);
        frame->said |= SAID_WRAP;
        break;
    case HAT_W_x:
        place->x = hat_docx_length(docx, value, -max, max);
        frame->said |= SAID_X;
        break;
    case HAT_W_xAlign:
        place->x_position = position_of(value);
        frame->said |= SAID_X;
        break;
    case HAT_W_y:
        place->y = hat_docx_length(docx, value, -max, max);
        frame->said |= SAID_Y;
        break;
    case HAT_W_yAlign:
        place->y_position = position_of(value);
        frame->said |= SAID_Y;
        break;
    case HAT_W_hAnchor:
        place->x_relative = relative_of(value, HAT_REL_COLUMN);
        frame->said |= SAID_X_RELATIVE;
        break;
    case HAT_W_vAnchor:
        place->y_relative = relative_of(value, HAT_REL_PARAGRAPH);
        frame->said |= SAID_Y_RELATIVE;
        break;
    case HAT_W_hSpace:
        place->distance[HAT_LEFT] = place->distance[HAT_RIGHT] =
            hat_docx_length(docx, value, 0, max);
        frame->said |= SAID_BESIDE;
        break;
    case HAT_W_vSpace:
        place->distance[HAT_TOP] = place->distance[HAT_BOTTOM] =
            hat_docx_length(docx, value, 0, max);
        frame->said |= SAID_ABOVE;
        break;
    default:
        break;
    }
}

static const struct hat_docx_frame *keep(struct hat_docx *docx, const struct hat_docx_frame *frame)
{
    const struct hat_docx_frame *kept = hat_intern_bytes(docx->document, frame, sizeof *frame);
    if (kept == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    return kept;
}

void hat_docx_frame_read(struct hat_docx *docx, struct hat_docx_para *para,
                         const struct hat_xml_element *element)
{
    struct hat_docx_frame frame;
    memset(&frame, 0, sizeof frame); /* interned: padding counts */
    frame.place.wrap = HAT_WRAP_SQUARE;
    frame.place.side = HAT_SIDE_BOTH;
    for (size_t i = 0; i < element->attribute_count; i++) {
        read_attribute(docx, &frame, &element->attributes[i]);
    }
    para->frame = keep(docx, &frame);
    para->set |= HAT_DOCX_FRAME;
}

const struct hat_docx_frame *hat_docx_frame_over(struct hat_docx *docx,
                                                 const struct hat_docx_frame *base,
                                                 const struct hat_docx_frame *over)
{
    if (base == NULL || over == NULL) {
        return over;
    }
    struct hat_docx_frame all;
    memcpy(&all, over, sizeof all);
    const uint16_t kept = base->said & (uint16_t)~over->said;
    const struct hat_float *from = &base->place;
    all.said |= base->said;
    all.width = (kept & SAID_WIDTH) != 0 ? base->width : all.width;
    all.height = (kept & SAID_HEIGHT) != 0 ? base->height : all.height;
    all.fixed = (kept & SAID_FIXED) != 0 ? base->fixed : all.fixed;
    all.place.wrap = (kept & SAID_WRAP) != 0 ? from->wrap : all.place.wrap;
    if ((kept & SAID_X) != 0) {
        all.place.x = from->x;
        all.place.x_position = from->x_position;
    }
    if ((kept & SAID_Y) != 0) {
        all.place.y = from->y;
        all.place.y_position = from->y_position;
    }
    all.place.x_relative = (kept & SAID_X_RELATIVE) != 0 ? from->x_relative : all.place.x_relative;
    all.place.y_relative = (kept & SAID_Y_RELATIVE) != 0 ? from->y_relative : all.place.y_relative;
    for (int side = 0; side < 4; side++) {
        bool across = side == HAT_LEFT || side == HAT_RIGHT;
        if ((kept & (across ? SAID_BESIDE : SAID_ABOVE)) != 0) {
            all.place.distance[side] = from->distance[side];
        }
    }
    return keep(docx, &all);
}

/* ---- collecting ---- */

/* Width of the text, for a frame that has none of its own. */
static hat_twip text_width(const struct hat_docx_story *story)
{
    const struct hat_section *section = story->docx->geometry;
    return section != NULL ? section->page_width - section->left - section->right : 0;
}

/* The frame's alignment instead of the paragraph's. */
static void align(struct hat_docx_story *story, const struct hat_docx_frame *frame,
                  struct hat_paragraph *paragraph)
{
    struct hat_para_props props;
    if (frame->width > 0 || frame->place.x_position == HAT_POSITION_OFFSET) {
        return;
    }
    memcpy(&props, paragraph->props, sizeof props);
    props.align = frame->place.x_position == HAT_POSITION_CENTER ? HAT_ALIGN_CENTER
                  : frame->place.x_position == HAT_POSITION_END  ? HAT_ALIGN_RIGHT
                                                                 : HAT_ALIGN_LEFT;
    paragraph->props = hat_intern_paragraph(story->docx->document, &props);
    if (paragraph->props == NULL) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
    }
}

/* The frame being collected is complete. */
static void close_frame(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    struct hat_docx_framed *framed = hat_docx_story_alloc(story, sizeof *framed);
    struct hat_object *object = framed != NULL ? hat_docx_story_alloc(story, sizeof *object) : NULL;
    const struct hat_docx_frame *frame = flow->frame;
    flow->frame = NULL;
    if (object == NULL) {
        return;
    }
    object->kind = HAT_OBJECT_TEXT_BOX;
    object->width = frame->width > 0 ? frame->width : text_width(story);
    object->height = frame->height;
    object->grow = !frame->fixed;
    object->place = frame->place;
    if (frame->width == 0 && frame->place.wrap == HAT_WRAP_SQUARE) {
        object->place.wrap = HAT_WRAP_NONE;
    }
    object->place.z = INT32_MAX; /* over shapes, as in Writer */
    memcpy(object->distance, frame->place.distance, sizeof object->distance);
    object->blocks = flow->frame_first;
    framed->object = object;
    *flow->framed_tail = framed;
    flow->framed_tail = &framed->next;
}

void hat_docx_frame_add(struct hat_docx_story *story, struct hat_docx_flow *flow,
                        struct hat_paragraph *paragraph)
{
    if (flow->frame != flow->resolved.frame) {
        if (flow->frame != NULL) {
            close_frame(story, flow);
        }
        flow->frame = flow->resolved.frame;
        flow->frame_tail = &flow->frame_first;
    }
    align(story, flow->frame, paragraph);
    struct hat_block *block = hat_docx_story_alloc(story, sizeof *block);
    if (block != NULL) {
        block->kind = HAT_BLOCK_PARAGRAPH;
        block->as.paragraph = paragraph;
        *flow->frame_tail = block;
        flow->frame_tail = &block->next;
    }
}

/* ---- anchoring ---- */

bool hat_docx_frames_wait(const struct hat_docx_flow *flow)
{
    return flow->frame != NULL || flow->framed_first != NULL;
}

void hat_docx_frames_anchor(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    if (flow->frame != NULL) {
        close_frame(story, flow);
    }
    for (struct hat_docx_framed *framed = flow->framed_first; framed != NULL;
         framed = framed->next) {
        hat_docx_anchor(story, framed->object);
    }
    flow->framed_first = NULL;
    flow->framed_tail = &flow->framed_first;
}
