/* paragraphs.c -- one paragraph as a box of lines: height, where it may be cut, drawing
 * (docs/layout-rules.md 3.2 to 3.4).
 *
 * Widows and orphans by example, both 2, a paragraph of four lines:
 *
 *     room for 1: 0 lines stay    room for 2: 2 + 2    room for 3: 2 + 2    room for 4: all
 */
#include "layout/anchors_internal.h"
#include "layout/borders_internal.h"
#include "layout/notes_internal.h"

static bool has_page_fields(const struct hat_paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        if (paragraph->inlines[i].kind == HAT_INLINE_FIELD) {
            return true;
        }
    }
    return false;
}

enum hat_status hat_para_make(struct hat_layout *layout, const struct hat_paragraph *paragraph,
                              hat_twip width, struct hat_arena *arena, struct hat_para_box *box)
{
    *box = (struct hat_para_box){.paragraph = paragraph};
    box->numbered = has_page_fields(paragraph);
    box->anchors = hat_has_anchors(paragraph);
    box->notes = hat_has_notes(paragraph);
    return hat_lines_make(&layout->setting, paragraph, width, arena, &box->lines);
}

/* From the bottom of the line above to the top of line `index` proper. */
static hat_twip room_above(const struct hat_para_box *box, size_t index, bool first)
{
    hat_twip room = first ? 0 : box->lines->lines[index].extra_above;
    return box->skips != NULL ? hat_twip_add(room, box->skips[index]) : room;
}

static hat_twip line_height(const struct hat_para_box *box, size_t index, bool first)
{
    return hat_twip_add(room_above(box, index, first), box->lines->lines[index].height);
}

hat_twip hat_para_height(const struct hat_para_box *box, size_t from, size_t to)
{
    hat_twip height = 0;
    for (size_t i = from; i < to && !box->vanishes; i++) {
        height = hat_twip_add(height, line_height(box, i, i == from));
    }
    return height;
}

size_t hat_para_fit(const struct hat_para_box *box, size_t from, size_t to, hat_twip room)
{
    hat_twip height = 0;
    size_t i = from;
    while (i < to) {
        height = hat_twip_add(height, line_height(box, i, i == from));
        if (height > room && !box->vanishes) {
            break;
        }
        i++;
    }
    return i - from;
}

size_t hat_para_split(const struct hat_para_box *box, size_t from, size_t end, hat_twip room)
{
    const struct hat_para_props *props = box->paragraph->props;
    size_t rest = end - from;
    hat_twip bottom = end == box->lines->count ? hat_border_room(&props->bottom) : 0;
    size_t count = hat_para_fit(box, from, end, room);
    if (count == rest && bottom > 0) { /* the border below the last line must fit, too */
        count = hat_para_fit(box, from, end, hat_twip_sub(room, bottom)) == rest ? rest : rest - 1;
    }
    if (count == rest) {
        return rest;
    }
    size_t orphans = from == 0 && props->orphans > 1 ? props->orphans : 1;
    size_t widows = props->widows > 1 ? props->widows : 1;
    if (rest - count < widows) {
        count = rest > widows ? rest - widows : 0;
    }
    if (count < orphans || (props->keep_lines && from == 0)) {
        return 0;
    }
    return count;
}

/* ---- drawing ---- */

/* Room beside the text inside its box; in ODF the distance stays where there is no border. */
static hat_twip side_room(const struct hat_layout *layout, const struct hat_border *border)
{
    return layout->flags->docx ? hat_border_room(border)
                               : hat_twip_add(hat_border_width(border), border->space);
}

/* The shaded box reaches to the outer edge of the borders, where there are some. */
static enum hat_status shade(struct hat_layout *layout, const struct hat_frame *frame, hat_twip top,
                             hat_twip bottom)
{
    const struct hat_para_props *props = frame->props;
    const hat_twip box[4] = {
        [HAT_TOP] = top,
        [HAT_LEFT] = hat_twip_sub(frame->left, side_room(layout, &props->left)),
        [HAT_BOTTOM] = hat_twip_add(bottom, hat_border_room(&props->bottom)),
        [HAT_RIGHT] = hat_twip_add(frame->right, side_room(layout, &props->right)),
    };
    return hat_shade_draw(&layout->page, props->shade, box);
}

static bool framed(const struct hat_para_props *props)
{
    return props->shade.set || hat_border_width(&props->top) > 0 ||
           hat_border_width(&props->bottom) > 0 || hat_border_width(&props->left) > 0 ||
           hat_border_width(&props->right) > 0 || hat_border_width(&props->between) > 0;
}

/* Opens a frame around the text between `top` and `bottom`, or continues the open one. */
static enum hat_status frame_add(struct hat_layout *layout, const struct hat_para_box *box,
                                 const struct hat_para_spot *spot, hat_twip bottom, bool first)
{
    struct hat_frame *frame = spot->frame;
    const struct hat_para_props *props = box->paragraph->props;
    bool joined = frame->props != NULL && hat_paragraphs_joined(frame->props, props);
    hat_twip top = spot->y;
    if (joined && hat_border_width(&props->between) == 0) {
        bool same = frame->props->shade.set && props->shade.set &&
                    frame->props->shade.rgb == props->shade.rgb;
        top = same ? frame->bottom : top;
    } else {
        enum hat_status status =
            hat_frame_close(layout, frame, joined ? HAT_CLOSE_JOIN : HAT_CLOSE_END);
        if (status != HAT_OK || !framed(props)) {
            return status;
        }
        frame->top = spot->y;
        frame->continued = !first;
        frame->left = hat_twip_add(spot->x, props->indent_left);
        frame->right = hat_twip_sub(hat_twip_add(spot->x, spot->width), props->indent_right);
        top = first ? hat_twip_sub(top, hat_border_room(&props->top)) : top;
    }
    frame->props = props;
    frame->bottom = bottom;
    return shade(layout, frame, top, bottom);
}

enum hat_status hat_para_paint(struct hat_layout *layout, struct hat_para_box *box, size_t from,
                               size_t to, const struct hat_para_spot *spot)
{
    enum hat_status status = hat_layout_spend(layout, to - from);
    struct hat_anchor_spot anchor = hat_anchor_spot_of(box, spot->x, spot->width, spot->y);
    if (status == HAT_OK && box->anchors && from == 0 && spot->reserve) {
        status = hat_anchors_reserve(layout, box->paragraph, &anchor);
    }
    if (status != HAT_OK || !hat_layout_draws(layout) || box->vanishes || from >= to) {
        return status;
    }
    status = hat_tag_paragraph(layout, spot->tags, box, spot->y);
    if (status == HAT_OK && box->anchors && from == 0) {
        anchor.node = box->node;
        status = hat_anchors_draw(layout, box->paragraph, &anchor);
    }
    if (status == HAT_OK) {
        hat_twip bottom = hat_twip_add(spot->y, hat_para_height(box, from, to));
        status = frame_add(layout, box, spot, bottom, from == 0);
    }
    struct hat_line_spot at = {.x = spot->x, .y = spot->y};
    at.node = box->node;
    at.label_node = box->label_node;
    for (size_t i = from; i < to && status == HAT_OK; i++) {
        at.y = hat_twip_add(at.y, room_above(box, i, i == from));
        status = hat_line_paint(&layout->setting, box->lines, i, &at, &layout->page);
        if (status == HAT_OK && spot->counter != NULL) {
            status = hat_line_number_draw(layout, spot->counter, &box->lines->lines[i], &at);
        }
        at.y = hat_twip_add(at.y, box->lines->lines[i].height);
    }
    return status;
}

/* The borders that stand beside the text, outside the indents. */
static enum hat_status draw_sides(struct hat_layout *layout, const struct hat_frame *frame,
                                  hat_twip top, hat_twip bottom)
{
    const struct hat_border *left = &frame->props->left;
    const struct hat_border *right = &frame->props->right;
    struct hat_stroke stroke = {.vertical = true, .from = top, .to = bottom, .inward = true};
    stroke.edge = hat_twip_sub(frame->left, side_room(layout, left));
    enum hat_status status = hat_border_draw(&layout->page, left, &stroke);
    if (status == HAT_OK) {
        stroke.inward = false;
        stroke.edge = hat_twip_add(frame->right, right->space);
        status = hat_border_draw(&layout->page, right, &stroke);
    }
    return status;
}

enum hat_status hat_frame_close(struct hat_layout *layout, struct hat_frame *frame,
                                enum hat_frame_close how)
{
    const struct hat_para_props *props = frame->props;
    frame->props = NULL;
    if (props == NULL || !hat_layout_draws(layout)) {
        return HAT_OK;
    }
    struct hat_frame now = *frame;
    now.props = props;
    hat_twip above = frame->continued ? 0 : hat_border_room(&props->top);
    hat_twip below = how == HAT_CLOSE_END    ? hat_border_room(&props->bottom)
                     : how == HAT_CLOSE_JOIN ? hat_joined_room(&props->bottom)
                                             : 0;
    hat_twip top = hat_twip_sub(frame->top, above);
    hat_twip bottom = hat_twip_add(frame->bottom, below);
    struct hat_stroke stroke = {.inward = true};
    stroke.from = hat_twip_sub(frame->left, side_room(layout, &props->left));
    stroke.to = hat_twip_add(frame->right, side_room(layout, &props->right));
    enum hat_status status = draw_sides(layout, &now, top, bottom);
    if (status == HAT_OK && above > 0) {
        stroke.edge = top;
        status = hat_border_draw(&layout->page, &props->top, &stroke);
    }
    if (status == HAT_OK && how == HAT_CLOSE_END && below > 0) {
        stroke.inward = false;
        stroke.edge = hat_twip_add(frame->bottom, props->bottom.space);
        status = hat_border_draw(&layout->page, &props->bottom, &stroke);
    }
    return status;
}
