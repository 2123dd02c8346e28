/* regions.c -- columns, and the columns of a section inside a column of the page
 * (docs/layout-rules.md 5.3).
 *
 *     page of two columns        a section of two inside the first: when it is full, the section
 *     |aaaaaaa|cc dd |           goes on at the top of the second; below its end the page's own
 *     |bb | cc|eeeeee|           column goes on (e)
 *
 * Sections inside sections are not nested on the page: the innermost one's columns divide the
 * page's, as in Writer.
 */
#include "layout/body_internal.h"
#include "layout/borders_internal.h"

/* Columns whose widths are given, in a room of another width: the difference is shared. */
static struct hat_strip given_strip(const struct hat_section *section, struct hat_strip room,
                                    uint16_t column)
{
    const hat_twip *widths = section->column_widths; /* width, gap, width, gap ... */
    int64_t sum = 0;
    int64_t gaps = 0;
    for (int32_t i = 0; i < section->columns; i++) {
        sum += widths[2 * i];
        gaps += i + 1 < section->columns ? widths[2 * i + 1] : 0;
    }
    int64_t more = section->inside != NULL && sum > 0 ? room.width - gaps - sum : 0;
    int64_t x = room.x;
    for (int32_t i = 0; i < column; i++) {
        x += widths[2 * i] + more * widths[2 * i] / (sum > 0 ? sum : 1) + widths[2 * i + 1];
    }
    int64_t width = widths[2 * column] + more * widths[2 * column] / (sum > 0 ? sum : 1);
    return (struct hat_strip){hat_twip_clamp(x), hat_twip_clamp(width > 1 ? width : 1)};
}

static struct hat_strip divide(const struct hat_section *section, struct hat_strip room,
                               uint16_t column)
{
    int32_t columns = section->columns;
    if (columns < 2) {
        return room;
    }
    if (section->column_widths != NULL) {
        return given_strip(section, room, column);
    }
    int64_t gaps = (int64_t)section->column_gap * (columns - 1);
    int64_t each = (room.width - gaps) / columns;
    return (struct hat_strip){
        .x = hat_twip_clamp(room.x + (each + section->column_gap) * column),
        .width = hat_twip_clamp(each > 0 ? each : 1),
    };
}

struct hat_strip hat_region_strip(const struct hat_section *section, uint16_t outer,
                                  uint16_t column)
{
    hat_twip body = hat_twip_sub(section->page_width, hat_twip_add(section->left, section->right));
    struct hat_strip room = {section->left, hat_twip_max(body, 1)};
    if (section->inside != NULL) {
        room = divide(section->inside, room, outer);
    }
    room.x = hat_twip_add(room.x, section->indent_left);
    room.width =
        hat_twip_sub(room.width, hat_twip_add(section->indent_left, section->indent_right));
    room.width = hat_twip_max(room.width, 1);
    return divide(section, room, column);
}

void hat_region_take_columns(struct hat_section *section, const struct hat_section *from)
{
    section->columns = from->columns;
    section->column_gap = from->column_gap;
    section->column_widths = from->column_widths;
    section->column_line = from->column_line;
    section->inside = from->inside;
    section->indent_left = from->indent_left;
    section->indent_right = from->indent_right;
}

bool hat_region_enters(const struct hat_body *body, const struct hat_section *section)
{
    return body->section.inside == NULL && section->inside != NULL;
}

void hat_region_start(struct hat_body *body, const struct hat_body_unit *first)
{
    const struct hat_above none = {.kind = HAT_ABOVE_OVERFLOW};
    const struct hat_flags *flags = body->layout->flags;
    hat_twip gap = 0;
    if (!body->region_starts) {
        return;
    }
    if (first->kind == HAT_UNIT_ROW) {
        gap = hat_space_before_table(flags, &body->above, first->table->table);
    } else if (first->from == 0) {
        const struct hat_paragraph *paragraph = first->para.paragraph;
        gap = hat_twip_sub(hat_space_before(flags, &body->above, paragraph),
                           hat_space_before(flags, &none, paragraph));
    }
    body->region_starts = false;
    body->region_gap = gap;
    body->column_top = hat_twip_add(body->y, gap);
    body->y = body->column_top;
    body->above = none;
    body->region_above = none;
}

bool hat_region_next_outer(struct hat_body *body)
{
    const struct hat_section *outer = body->section.inside;
    if (outer == NULL || body->outer.column + 1 >= outer->columns) {
        return false;
    }
    body->outer.deepest = hat_twip_max(body->outer.deepest, body->deepest);
    body->outer.column++;
    body->column_top = body->outer.top;
    body->deepest = body->column_top;
    body->bottom = hat_twip_sub(body->pager.bottom, body->notes.height);
    body->region_above = (struct hat_above){.kind = HAT_ABOVE_OVERFLOW};
    body->regions++;
    return true;
}

void hat_region_resume(struct hat_body *body, hat_twip y)
{
    body->column = body->outer.column;
    body->column_top = body->outer.top;
    body->deepest = hat_twip_max(body->outer.deepest, y);
    body->outer.column = 0;
}

/* Lines from `top` to `bottom` between the columns of `section`. */
static enum hat_status draw_lines(struct hat_body *body, const struct hat_section *section,
                                  const hat_twip range[2])
{
    const struct hat_border line = {.style = HAT_BORDER_SINGLE, .width = 10};
    enum hat_status status = HAT_OK;
    if (!section->column_line || !hat_layout_draws(body->layout)) {
        return HAT_OK;
    }
    for (uint16_t i = 1; i < section->columns && status == HAT_OK; i++) {
        struct hat_strip left = hat_region_strip(section, body->outer.column, (uint16_t)(i - 1));
        struct hat_strip right = hat_region_strip(section, body->outer.column, i);
        hat_twip middle = hat_twip_add(hat_twip_add(left.x, left.width), right.x) / 2;
        struct hat_stroke stroke = {.vertical = true, .from = range[0], .to = range[1]};
        stroke.edge = hat_twip_sub(middle, line.width / 2);
        status = hat_border_draw(&body->layout->page, &line, &stroke);
    }
    return status;
}

enum hat_status hat_region_lines(struct hat_body *body)
{
    return draw_lines(body, &body->section, (hat_twip[2]){body->column_top, body->deepest});
}

enum hat_status hat_region_outer_lines(struct hat_body *body)
{
    hat_twip range[2] = {body->outer.top, hat_twip_max(body->outer.deepest, body->deepest)};
    return body->section.inside != NULL ? draw_lines(body, body->section.inside, range) : HAT_OK;
}
