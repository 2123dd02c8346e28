/* page_borders.c -- the colour of a page and the borders around it (docs/layout-rules.md 5.6).
 *
 *     from the page's edge          from the text
 *     |<-space->#                   #<-space->| text, header and footer included
 *
 * `#` is the border, whose outer sides make a box; where a side has none, the box ends at the
 * text. A shadow lies to the right of the box and below it: measured from the page's edge, the
 * box gives it its room.
 *
 * Example: A4 with 1.5 pt at 24 pt from the page's edge: strokes with centre lines at 24.75 pt.
 */
#include "layout/body_internal.h"

/* The text's own box: headers and footers count where the section has them. */
static void text_box(const struct hat_section *section, hat_twip box[4])
{
    hat_twip top = section->top < 0 ? hat_twip_sub(0, section->top) : section->top;
    hat_twip bottom = section->bottom < 0 ? hat_twip_sub(0, section->bottom) : section->bottom;
    for (int kind = 0; kind < 3; kind++) {
        if (section->headers[kind].blocks != NULL) {
            top = hat_twip_min(top, section->headers[kind].edge);
        }
        if (section->footers[kind].blocks != NULL) {
            bottom = hat_twip_min(bottom, section->footers[kind].edge);
        }
    }
    box[HAT_TOP] = top;
    box[HAT_LEFT] = section->left;
    box[HAT_BOTTOM] = hat_twip_sub(section->page_height, bottom);
    box[HAT_RIGHT] = hat_twip_sub(section->page_width, section->right);
}

/* How far the border of `side` stands outwards from the text, or inwards from the page's edge. */
static hat_twip distance(const struct hat_page_borders *borders, int side)
{
    const struct hat_border *edge = &borders->edges[side];
    return borders->from_text ? hat_twip_add(edge->space, hat_border_width(edge)) : edge->space;
}

/* Outer sides of the borders. */
static void outer_box(const struct hat_section *section, hat_twip box[4])
{
    const struct hat_page_borders *borders = &section->borders;
    const hat_twip page[4] = {0, 0, section->page_height, section->page_width};
    text_box(section, box);
    for (int side = 0; side < 4; side++) {
        hat_twip away = distance(borders, side);
        bool near_side = side == HAT_TOP || side == HAT_LEFT;
        if (hat_border_width(&borders->edges[side]) == 0) {
            continue;
        }
        if (borders->from_text) {
            box[side] = near_side ? hat_twip_sub(box[side], away) : hat_twip_add(box[side], away);
        } else {
            away = near_side ? away : hat_twip_add(away, borders->shadow);
            box[side] = near_side ? away : hat_twip_sub(page[side], away);
        }
    }
}

static enum hat_status draw_shadow(struct hat_page *page, hat_twip width, const hat_twip box[4])
{
    const struct hat_color black = {.set = true};
    hat_twip right = hat_twip_add(box[HAT_RIGHT], width);
    hat_twip bottom = hat_twip_add(box[HAT_BOTTOM], width);
    const hat_twip below[4] = {box[HAT_BOTTOM], hat_twip_add(box[HAT_LEFT], width), bottom, right};
    const hat_twip beside[4] = {hat_twip_add(box[HAT_TOP], width), box[HAT_RIGHT], box[HAT_BOTTOM],
                                right};
    enum hat_status status = width > 0 ? hat_shade_draw(page, black, below) : HAT_OK;
    return status == HAT_OK && width > 0 ? hat_shade_draw(page, black, beside) : status;
}

static enum hat_status draw_side(struct hat_page *page, const struct hat_border *border, int side,
                                 const hat_twip box[4])
{
    bool upright = side == HAT_LEFT || side == HAT_RIGHT;
    bool near_side = side == HAT_TOP || side == HAT_LEFT;
    const struct hat_stroke stroke = {
        .vertical = upright,
        .inward = near_side,
        .mitred = true,
        .from = upright ? box[HAT_TOP] : box[HAT_LEFT],
        .to = upright ? box[HAT_BOTTOM] : box[HAT_RIGHT],
        .edge = near_side ? box[side] : hat_twip_sub(box[side], hat_border_width(border))};
    return hat_border_draw(page, border, &stroke);
}

static bool bordered(const struct hat_pager *pager, const struct hat_page_borders *borders)
{
    bool first = !pager->section_begun, any = false;
    for (int side = 0; side < 4; side++) {
        any = any || hat_border_width(&borders->edges[side]) > 0;
    }
    return any &&
           (borders->pages == HAT_BORDERED_ALL || (borders->pages == HAT_BORDERED_FIRST) == first);
}

enum hat_status hat_page_borders_draw(const struct hat_pager *pager,
                                      const struct hat_section *section)
{
    struct hat_page *page = &pager->layout->page;
    const hat_twip whole[4] = {0, 0, section->page_height, section->page_width};
    enum hat_status status = hat_shade_draw(page, section->page_color, whole);
    if (status != HAT_OK || !bordered(pager, &section->borders)) {
        return status;
    }
    hat_twip box[4];
    outer_box(section, box);
    status = draw_shadow(page, section->borders.shadow, box);
    for (int side = 0; side < 4 && status == HAT_OK; side++) {
        status = draw_side(page, &section->borders.edges[side], side, box);
    }
    return status;
}
