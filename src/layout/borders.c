/* borders.c -- one border as strokes of the display list (docs/layout-rules.md 3.4, 4.3).
 *
 *     single 10:      one stroke 10 wide                           |##########|
 *     double 45:      15, gap 15, 15                               |##  ##|
 *     double 90, 60 outside and 15 inside: 60, gap 15, 15          |#### #|
 *
 * Positions are twips, strokes are du with their centre line in the middle.
 */
#include "layout/borders_internal.h"

bool hat_border_equal(const struct hat_border *a, const struct hat_border *b)
{
    return a->style == b->style && hat_border_width(a) == hat_border_width(b) &&
           a->outer == b->outer && a->inner == b->inner && a->color.rgb == b->color.rgb;
}

const struct hat_border *hat_border_stronger(const struct hat_border *a, const struct hat_border *b)
{
    hat_twip width_a = hat_border_width(a);
    hat_twip width_b = hat_border_width(b);
    if (width_a != width_b) {
        return width_a > width_b ? a : b;
    }
    return a->style == HAT_BORDER_DOUBLE && b->style != HAT_BORDER_DOUBLE ? a : b;
}

/* One stroke of `width`, its near side `offset` from the edge, both in du. */
static enum hat_status draw_one(struct hat_page *page, const struct hat_border *border,
                                const struct hat_stroke *stroke, hat_du offset, hat_du width)
{
    struct hat_item *item = hat_page_add(page, HAT_ITEM_LINE, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_du middle = hat_twip_to_du(stroke->edge) + offset + width / 2;
    hat_du whole = hat_twip_to_du(hat_border_width(border));
    hat_du inset = stroke->inward ? offset : whole - offset - width; /* from the outer side */
    inset = stroke->mitred ? inset : 0;
    hat_du from = hat_twip_to_du(stroke->from) + inset;
    hat_du to = hat_twip_to_du(stroke->to) - inset;
    item->color = border->color.rgb;
    item->as.line.x0 = stroke->vertical ? middle : from;
    item->as.line.x1 = stroke->vertical ? middle : to;
    item->as.line.y0 = stroke->vertical ? from : middle;
    item->as.line.y1 = stroke->vertical ? to : middle;
    item->as.line.width = width;
    item->as.line.dash = border->style == HAT_BORDER_DOTTED   ? HAT_DASH_BORDER_DOTTED
                         : border->style == HAT_BORDER_DASHED ? HAT_DASH_BORDER_DASHED
                                                              : HAT_DASH_SOLID;
    return HAT_OK;
}

enum hat_status hat_border_draw(struct hat_page *page, const struct hat_border *border,
                                const struct hat_stroke *stroke)
{
    hat_du width = hat_twip_to_du(hat_border_width(border));
    if (width == 0 || stroke->to <= stroke->from) {
        return HAT_OK;
    }
    hat_du first = width; /* nearest to the edge */
    hat_du second = 0;
    if (border->style == HAT_BORDER_DOUBLE && border->outer > 0 && border->inner > 0) {
        first = hat_twip_to_du(stroke->inward ? border->outer : border->inner);
        second = hat_twip_to_du(stroke->inward ? border->inner : border->outer);
    } else if (border->style == HAT_BORDER_DOUBLE) {
        first = second = width / 3;
    }
    enum hat_status status = draw_one(page, border, stroke, 0, first);
    if (status == HAT_OK && second > 0) {
        status = draw_one(page, border, stroke, width - second, second);
    }
    return status;
}

enum hat_status hat_shade_draw(struct hat_page *page, struct hat_color color, const hat_twip box[4])
{
    if (!color.set || box[HAT_RIGHT] <= box[HAT_LEFT] || box[HAT_BOTTOM] <= box[HAT_TOP]) {
        return HAT_OK;
    }
    struct hat_item *item = hat_page_add(page, HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = color.rgb;
    item->as.rect.x = hat_twip_to_du(box[HAT_LEFT]);
    item->as.rect.y = hat_twip_to_du(box[HAT_TOP]);
    item->as.rect.width = hat_twip_to_du(box[HAT_RIGHT]) - item->as.rect.x;
    item->as.rect.height = hat_twip_to_du(box[HAT_BOTTOM]) - item->as.rect.y;
    return HAT_OK;
}

enum hat_status hat_border_box(struct hat_page *page, const struct hat_border borders[4],
                               const hat_twip box[4])
{
    enum hat_status status = HAT_OK;
    for (int edge = HAT_TOP; edge <= HAT_RIGHT && status == HAT_OK; edge++) {
        struct hat_stroke stroke = {.vertical = edge == HAT_LEFT || edge == HAT_RIGHT};
        stroke.inward = edge == HAT_TOP || edge == HAT_LEFT;
        stroke.from = stroke.vertical ? box[HAT_TOP] : box[HAT_LEFT];
        stroke.to = stroke.vertical ? box[HAT_BOTTOM] : box[HAT_RIGHT];
        hat_twip width = stroke.inward ? 0 : hat_border_width(&borders[edge]);
        stroke.edge = hat_twip_sub(box[edge], width);
        status = hat_border_draw(page, &borders[edge], &stroke);
    }
    return status;
}
