/* docx_frames.c -- text frames (w:framePr, ECMA-376-1 §17.3.1.11): paragraphs that stand beside
 * the text, such as the page number that Word puts into a header.
 *
 *     <w:p> framePr A, "1"   <w:p> framePr A, "2"   <w:p> "text"
 *     ->  paragraph: ANCHOR (box: "1", "2"), "text"
 *
 * Neighbours with equal frames share a box, which is anchored in the next paragraph outside of
 * frames. A frame without a width is as wide as the text column here; its paragraphs then take
 * over the frame's alignment, so that they stand where the narrow frame would.
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

void hat_docx_frame_read(struct hat_docx *docx, struct hat_docx_para *para,
                         const struct hat_xml_element *element)
{
    struct hat_docx_frame frame;
    const hat_twip max = HAT_DOCX_LENGTH_MAX;
    memset(&frame, 0, sizeof frame); /* interned: padding counts */
    struct hat_float *place = &frame.place;
    hat_twip beside = hat_docx_length(docx, hat_xml_attr(element, HAT_W_hSpace), 0, max);
    hat_twip above = hat_docx_length(docx, hat_xml_attr(element, HAT_W_vSpace), 0, max);
    frame.width = hat_docx_length(docx, hat_xml_attr(element, HAT_W_w), 0, max);
    frame.height = hat_docx_length(docx, hat_xml_attr(element, HAT_W_h), 0, max);
    frame.fixed = hat_str_is(hat_xml_attr(element, HAT_W_hRule), "exact");
    place->x = hat_docx_length(docx, hat_xml_attr(element, HAT_W_x), -max, max);
    place->y = hat_docx_length(docx, hat_xml_attr(element, HAT_W_y), -max, max);
    place->x_position = position_of(hat_xml_attr(element, HAT_W_xAlign));
    place->y_position = position_of(hat_xml_attr(element, HAT_W_yAlign));
    place->x_relative = relative_of(hat_xml_attr(element, HAT_W_hAnchor), HAT_REL_COLUMN);
    place->y_relative = relative_of(hat_xml_attr(element, HAT_W_vAnchor), HAT_REL_PARAGRAPH);
    place->distance[HAT_LEFT] = place->distance[HAT_RIGHT] = beside;
    place->distance[HAT_TOP] = place->distance[HAT_BOTTOM] = above;
    struct hat_str wrap = hat_xml_attr(element, HAT_W_wrap);
    place->wrap = hat_str_is(wrap, "notBeside") ? HAT_WRAP_TOP_BOTTOM
                  : hat_str_is(wrap, "none")    ? HAT_WRAP_NONE
                  : frame.width > 0             ? HAT_WRAP_SQUARE
                                                : HAT_WRAP_NONE;
    place->side = HAT_SIDE_BOTH;
    para->frame = hat_intern_bytes(docx->document, &frame, sizeof frame);
    para->set |= HAT_DOCX_FRAME;
    if (para->frame == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
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
