/* lines_marks.c -- what lies under a line's text, on it and beside it: shading, underlines and
 * strokes, borders, pictures, areas of links (layout-rules 8, "Painting notes").
 *
 * Each of these is drawn once for neighbouring units that have it in common, so that an underline
 * does not fall apart where a word turns bold.
 */
#include "layout/lines_paint_internal.h"

/* Units [from, to) and where they stand. */
struct group {
    uint32_t from, to;
    hat_du x0, x1;
    hat_twip ascent, descent; /* the most of them */
};

typedef bool (*joins)(const struct hat_line_unit *a, const struct hat_line_unit *b);

/* The neighbours of unit `from` that join with it; a picture or a tab ends no group by itself. */
static struct group group_at(const struct hat_line_painter *painter, uint32_t from, joins joined)
{
    const struct hat_line_unit *first = &painter->units[from];
    struct group group = {.from = from, .to = from, .x0 = first->x};
    while (group.to < painter->count && joined(first, &painter->units[group.to])) {
        const struct hat_line_unit *unit = &painter->units[group.to++];
        hat_twip descent = unit->portion->height - unit->portion->ascent;
        group.x1 = unit->x + unit->width;
        group.ascent = hat_twip_max(group.ascent, unit->portion->ascent);
        group.descent = hat_twip_max(group.descent, descent);
    }
    return group;
}

static bool drawn(const struct hat_line_unit *unit)
{
    return unit->portion->kind != HAT_PORTION_OBJECT && unit->portion->kind != HAT_PORTION_ANCHOR &&
           unit->portion->kind != HAT_PORTION_BREAK;
}

static bool same_color(struct hat_color a, struct hat_color b)
{
    return a.set == b.set && (!a.set || a.rgb == b.rgb);
}

static enum hat_status add_rect(struct hat_line_painter *painter, const struct group *group,
                                uint32_t color)
{
    struct hat_item *item = hat_page_add(painter->page, HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = color;
    item->as.rect.x = group->x0;
    item->as.rect.width = group->x1 - group->x0;
    item->as.rect.y = painter->y - hat_twip_to_du(group->ascent);
    item->as.rect.height = hat_twip_to_du(hat_twip_add(group->ascent, group->descent));
    return HAT_OK;
}

static enum hat_status add_line(struct hat_line_painter *painter, const hat_du ends[4],
                                hat_du width, uint8_t dash, uint32_t color)
{
    struct hat_item *item = hat_page_add(painter->page, HAT_ITEM_LINE, HAT_NODE_ARTIFACT_LAYOUT);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = color;
    item->as.line.x0 = ends[0];
    item->as.line.y0 = ends[1];
    item->as.line.x1 = ends[2];
    item->as.line.y1 = ends[3];
    item->as.line.width = width;
    item->as.line.dash = dash;
    return HAT_OK;
}

/* ---- shading ---- */

static struct hat_color background(const struct hat_line_unit *unit)
{
    const struct hat_char_props *props = unit->portion->props;
    return props->highlight.set ? props->highlight : props->shade;
}

static bool same_background(const struct hat_line_unit *a, const struct hat_line_unit *b)
{
    return drawn(b) && same_color(background(a), background(b));
}

enum hat_status hat_line_draw_backgrounds(struct hat_line_painter *painter)
{
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < painter->count && status == HAT_OK;) {
        struct hat_color color = background(&painter->units[i]);
        if (!color.set || !drawn(&painter->units[i])) {
            i++;
            continue;
        }
        struct group group = group_at(painter, i, same_background);
        status = add_rect(painter, &group, color.rgb);
        i = group.to;
    }
    return status;
}

/* ---- underlines and strokes ---- */

static bool same_stroke(const struct hat_line_unit *a, const struct hat_line_unit *b)
{
    const struct hat_char_props *x = a->portion->props, *y = b->portion->props;
    return drawn(b) && x->underline == y->underline && x->strike == y->strike &&
           x->size == y->size && same_color(x->underline_color, y->underline_color) &&
           hat_text_color(x) == hat_text_color(y);
}

/* Metrics of the text that a stroke goes with: full size, also for raised text. */
static struct hat_metrics stroke_metrics(const struct hat_line_unit *unit)
{
    const struct hat_char_props *props = unit->portion->props;
    uint32_t size = (uint32_t)props->size * HAT_DU_PER_TWIP;
    return hat_face_metrics(unit->portion->face, size > 0 ? size : unit->portion->size_du, false);
}

static uint8_t dash_of(uint8_t underline)
{
    switch (underline) {
    case HAT_UNDERLINE_DOTTED:
        return HAT_DASH_DOTTED;
    case HAT_UNDERLINE_DASHED:
        return HAT_DASH_DASHED;
    case HAT_UNDERLINE_WAVY:
        return HAT_DASH_WAVY;
    default:
        return HAT_DASH_SOLID;
    }
}

static enum hat_status underline(struct hat_line_painter *painter, const struct hat_line_unit *unit,
                                 hat_du x0, hat_du x1)
{
    const struct hat_char_props *props = unit->portion->props;
    struct hat_metrics metrics = stroke_metrics(unit);
    uint32_t color =
        props->underline_color.set ? props->underline_color.rgb : hat_text_color(props);
    hat_du width = metrics.underline_width;
    if (props->underline == HAT_UNDERLINE_THICK) {
        width *= 2;
    }
    hat_du y = painter->y + metrics.underline_y + width / 2;
    enum hat_status status =
        add_line(painter, (const hat_du[4]){x0, y, x1, y}, width, dash_of(props->underline), color);
    if (status == HAT_OK && props->underline == HAT_UNDERLINE_DOUBLE) {
        y += width * 2;
        status = add_line(painter, (const hat_du[4]){x0, y, x1, y}, width, HAT_DASH_SOLID, color);
    }
    return status;
}

/* Only the words of a unit: from blank to blank. */
static enum hat_status underline_words(struct hat_line_painter *painter,
                                       const struct hat_line_unit *unit)
{
    const char *text = painter->parts->text.ptr;
    enum hat_status status = HAT_OK;
    hat_du x = unit->x;
    for (uint32_t at = unit->start; at < unit->end && status == HAT_OK;) {
        uint32_t from = at;
        hat_du width = 0;
        bool blank = text[at] == ' ';
        for (; at < unit->end && (text[at] == ' ') == blank; at++) {
            width += painter->parts->advances[at];
            if (hat_blank_stretches(painter, at)) {
                width += (hat_du)(painter->glue / painter->more->blanks);
            }
        }
        if (!blank && at > from && unit->span != NULL) {
            status = underline(painter, unit, x, x + width);
        }
        x += width;
    }
    return status;
}

static enum hat_status strike(struct hat_line_painter *painter, const struct hat_line_unit *unit,
                              hat_du x0, hat_du x1)
{
    const struct hat_char_props *props = unit->portion->props;
    struct hat_metrics metrics = stroke_metrics(unit);
    hat_du width = metrics.underline_width, y = painter->y - metrics.strike_y;
    uint32_t color = hat_text_color(props);
    hat_du shift = props->strike > 1 ? width : 0;
    enum hat_status status = add_line(painter, (const hat_du[4]){x0, y - shift, x1, y - shift},
                                      width, HAT_DASH_SOLID, color);
    if (status == HAT_OK && shift > 0) {
        status = add_line(painter, (const hat_du[4]){x0, y + shift, x1, y + shift}, width,
                          HAT_DASH_SOLID, color);
    }
    return status;
}

static enum hat_status draw_strokes(struct hat_line_painter *painter, const struct group *group)
{
    const struct hat_line_unit *unit = &painter->units[group->from];
    const struct hat_char_props *props = unit->portion->props;
    enum hat_status status = HAT_OK;
    if (props->underline == HAT_UNDERLINE_WORDS) {
        for (uint32_t i = group->from; i < group->to && status == HAT_OK; i++) {
            status = underline_words(painter, &painter->units[i]);
        }
    } else if (props->underline != HAT_UNDERLINE_NONE) {
        status = underline(painter, unit, group->x0, group->x1);
    }
    if (status == HAT_OK && props->strike > 0) {
        status = strike(painter, unit, group->x0, group->x1);
    }
    return status;
}

/* ---- borders of text ---- */

static bool same_border(const struct hat_line_unit *a, const struct hat_line_unit *b)
{
    const struct hat_border *x = &a->portion->props->border, *y = &b->portion->props->border;
    return drawn(b) && x->style == y->style && x->width == y->width && x->space == y->space &&
           same_color(x->color, y->color);
}

static enum hat_status draw_box(struct hat_line_painter *painter, const struct group *group)
{
    const struct hat_border *border = &painter->units[group->from].portion->props->border;
    hat_du width = hat_twip_to_du(border->width), space = hat_twip_to_du(border->space);
    hat_du away = space + width / 2;
    hat_du left = group->x0 - away, right = group->x1 + away;
    hat_du top = painter->y - hat_twip_to_du(group->ascent) - away;
    hat_du bottom = painter->y + hat_twip_to_du(group->descent) + away;
    const hat_du edges[4][4] = {{left, top, right, top},
                                {right, top, right, bottom},
                                {left, bottom, right, bottom},
                                {left, top, left, bottom}};
    uint8_t dash = border->style == HAT_BORDER_DOTTED   ? HAT_DASH_DOTTED
                   : border->style == HAT_BORDER_DASHED ? HAT_DASH_DASHED
                                                        : HAT_DASH_SOLID;
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < 4 && status == HAT_OK; i++) {
        status = add_line(painter, edges[i], width, dash, border->color.rgb);
    }
    return status;
}

enum hat_status hat_line_draw_marks(struct hat_line_painter *painter)
{
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < painter->count && status == HAT_OK;) {
        const struct hat_line_unit *unit = &painter->units[i];
        const struct hat_char_props *props = unit->portion->props;
        bool marked = drawn(unit) && (props->underline != HAT_UNDERLINE_NONE || props->strike > 0);
        struct group group = {.to = i + 1};
        if (marked) {
            group = group_at(painter, i, same_stroke);
            status = draw_strokes(painter, &group);
        }
        i = group.to;
    }
    for (uint32_t i = 0; i < painter->count && status == HAT_OK;) {
        const struct hat_line_unit *unit = &painter->units[i];
        const struct hat_border *border = &unit->portion->props->border;
        struct group group = {.to = i + 1};
        if (drawn(unit) && border->style != HAT_BORDER_NONE && border->width > 0) {
            group = group_at(painter, i, same_border);
            status = draw_box(painter, &group);
        }
        i = group.to;
    }
    return status;
}

/* ---- links ---- */

static bool same_link(const struct hat_line_unit *a, const struct hat_line_unit *b)
{
    return a->portion->link == b->portion->link;
}

enum hat_status hat_line_draw_links(struct hat_line_painter *painter)
{
    for (uint32_t i = 0; i < painter->count;) {
        const struct hat_line_unit *unit = &painter->units[i];
        uint32_t link = unit->portion->link;
        struct group group = {.to = i + 1};
        /* text that is no content, such as a repeated table head, is no link either */
        if (link != 0 && painter->lines->link_nodes[link - 1] == unit->node) {
            group = group_at(painter, i, same_link);
            struct hat_item *item = hat_page_add(painter->page, HAT_ITEM_LINK, unit->node);
            if (item == NULL) {
                return HAT_ERR_NOMEM;
            }
            item->as.rect.x = group.x0;
            item->as.rect.width = group.x1 - group.x0;
            item->as.rect.y = painter->y - hat_twip_to_du(group.ascent);
            item->as.rect.height = hat_twip_to_du(hat_twip_add(group.ascent, group.descent));
        }
        i = group.to;
    }
    return HAT_OK;
}
