/* place.c -- columns of pages, and paragraphs set in them (docs/layout-rules.md 3.2, 3.3, 5.2,
 * 5.3).
 *
 *     open      page and column are there: y at the top of the column, fresh
 *     overflow  the column is full: the next column, or the page is given away
 *     break     the same, but asked for: what follows begins with its space before
 *
 * Pages are opened late, when something is to be set, so a break at the end makes no empty page.
 */
#include "layout/anchors_internal.h"
#include "layout/body_internal.h"

/* ---- columns ---- */

void hat_body_column(const struct hat_section *section, uint16_t column, hat_twip *x,
                     hat_twip *width)
{
    hat_twip body = hat_twip_sub(section->page_width, hat_twip_add(section->left, section->right));
    *x = section->left;
    *width = hat_twip_max(body, 1);
    int32_t columns = section->columns;
    if (columns < 2) {
        return;
    }
    if (section->column_widths != NULL) { /* width, gap, width, gap ... */
        for (int32_t i = 0; i < column; i++) {
            hat_twip step =
                hat_twip_add(section->column_widths[2 * i], section->column_widths[2 * i + 1]);
            *x = hat_twip_add(*x, step);
        }
        *width = hat_twip_max(section->column_widths[2 * column], 1);
        return;
    }
    int64_t gaps = (int64_t)section->column_gap * (columns - 1);
    int64_t each = (body - gaps) / columns;
    *width = hat_twip_clamp(each > 0 ? each : 1);
    *x = hat_twip_clamp(section->left + (each + section->column_gap) * column);
}

static void enter_column(struct hat_body *body, uint16_t column)
{
    body->column = column;
    hat_body_column(body->section, column, &body->x, &body->width);
    body->y = body->column_top;
    body->fresh = true;
    body->head_set = false;
}

enum hat_status hat_body_open(struct hat_body *body)
{
    if (body->pager.open) {
        return HAT_OK;
    }
    enum hat_status status = hat_pager_open(&body->pager, body->section);
    body->column_top = body->pager.top;
    body->bottom = body->pager.bottom;
    enter_column(body, 0);
    return status;
}

/* Ends what stands open in this column. */
static enum hat_status leave_column(struct hat_body *body, bool cut)
{
    enum hat_status status =
        hat_frame_close(body->layout, &body->frame, cut ? HAT_CLOSE_CUT : HAT_CLOSE_END);
    return status == HAT_OK ? hat_table_pause(body) : status;
}

/* The line between two columns, down to where the page's columns end. */
static enum hat_status draw_column_line(struct hat_body *body)
{
    if (!body->section->column_line || body->column == 0 || !hat_layout_draws(body->layout)) {
        return HAT_OK;
    }
    const struct hat_border line = {.style = HAT_BORDER_SINGLE, .width = 10};
    hat_twip x;
    hat_twip width;
    hat_body_column(body->section, (uint16_t)(body->column - 1), &x, &width);
    hat_twip middle = hat_twip_add(x, width) / 2 + body->x / 2;
    struct hat_stroke stroke = {.vertical = true, .from = body->column_top, .to = body->bottom};
    stroke.edge = hat_twip_sub(middle, 5);
    return hat_border_draw(&body->layout->page, &line, &stroke);
}

static enum hat_status next_column(struct hat_body *body, bool page, bool cut)
{
    enum hat_status status = leave_column(body, cut);
    if (status != HAT_OK) {
        return status;
    }
    if (!page && body->column + 1 < body->section->columns) {
        enter_column(body, (uint16_t)(body->column + 1));
        return draw_column_line(body);
    }
    return hat_pager_close(&body->pager);
}

enum hat_status hat_body_overflow(struct hat_body *body)
{
    enum hat_status status = next_column(body, false, true);
    body->above = (struct hat_above){.kind = HAT_ABOVE_OVERFLOW};
    return status == HAT_OK ? hat_body_open(body) : status;
}

enum hat_status hat_body_break(struct hat_body *body, bool column)
{
    enum hat_status status = hat_chain_flush(body);
    bool used = body->pager.open && (!body->fresh || body->column > 0);
    if (status == HAT_OK && used) {
        status = next_column(body, !column, false);
    }
    if (used || body->above.kind == HAT_ABOVE_OVERFLOW) {
        body->above = (struct hat_above){.kind = HAT_ABOVE_BREAK};
    }
    return status;
}

/* ---- sections ---- */

/* Goes on below on the same page, in the columns of the new section. */
static void continue_page(struct hat_body *body, const struct hat_section *section)
{
    body->section = section;
    hat_twip top = body->y;
    if (body->above.kind == HAT_ABOVE_PARAGRAPH) {
        top = hat_twip_add(top, hat_border_room(&body->above.props->bottom));
    }
    bool fresh = body->fresh;
    struct hat_above above = body->above;
    body->column_top = top;
    enter_column(body, 0);
    body->fresh = fresh;
    body->above = section->columns > 1 ? (struct hat_above){.kind = HAT_ABOVE_OVERFLOW} : above;
}

enum hat_status hat_body_section(struct hat_body *body, const struct hat_section *section)
{
    enum hat_status status = body->section != NULL ? hat_chain_flush(body) : HAT_OK;
    if (status == HAT_OK) {
        status = leave_column(body, false);
    }
    if (status != HAT_OK) {
        return status;
    }
    const struct hat_section *old = body->section;
    bool page = body->pager.open;
    if (page && section->start == HAT_START_CONTINUOUS && old->page_width == section->page_width &&
        old->page_height == section->page_height) {
        continue_page(body, section);
        return HAT_OK;
    }
    body->section = section;
    hat_body_column(section, 0, &body->x, &body->width);
    if (page) {
        status = hat_pager_close(&body->pager);
    }
    body->pager.section_begun = false;
    body->pager.forced = section->page_start;
    body->pager.parity = section->start;
    body->column = 0;
    body->above.kind = old == NULL ? HAT_ABOVE_DOCUMENT : HAT_ABOVE_BREAK;
    return status;
}

/* ---- paragraphs ---- */

size_t hat_para_segment_end(const struct hat_para_box *box, size_t from)
{
    const struct hat_lines *lines = box->lines;
    size_t end = from;
    while (end < lines->count) {
        const struct hat_line *line = &lines->lines[end++];
        if (line->page_break || line->column_break) {
            break;
        }
    }
    return end;
}

/* At the top of a column something must be set, whatever the keeps say. */
static size_t forced_count(const struct hat_para_box *box, size_t from, size_t end, hat_twip room)
{
    size_t count = hat_para_fit(box, from, end, room);
    size_t widows = box->paragraph->props->widows;
    if (count < end - from && end - from - count < widows && end - from > widows) {
        count = end - from - widows;
    }
    return count > 0 ? count : 1;
}

/* Sets the lines [from, to) at y. */
static enum hat_status set_lines(struct hat_body *body, struct hat_para_box *box, size_t from,
                                 size_t to, hat_twip y)
{
    struct hat_para_spot spot = {.x = body->x, .y = y, .width = body->width};
    spot.frame = &body->frame;
    spot.tags = &body->tags;
    body->y = hat_twip_add(y, hat_para_height(box, from, to));
    body->fresh = false;
    return hat_para_paint(body->layout, box, from, to, &spot);
}

/* After a part: the break that its last line ends in, or the end of the column. */
static enum hat_status after_part(struct hat_body *body, const struct hat_para_box *box, size_t end)
{
    const struct hat_line *line = &box->lines->lines[end - 1];
    if (!line->page_break && !line->column_break) {
        return end < box->lines->count ? hat_body_overflow(body) : HAT_OK;
    }
    enum hat_status status = next_column(body, line->page_break, end < box->lines->count);
    body->above = (struct hat_above){.kind = HAT_ABOVE_BREAK};
    return status;
}

/* Where the part from line `from` on may begin, around what stands on the page; `reserved` is what
 * stood there before the paragraph's own anchored objects. */
static enum hat_status prepare(struct hat_body *body, struct hat_body_unit *unit, size_t from,
                               hat_twip *y, size_t *reserved)
{
    struct hat_layout *layout = body->layout;
    struct hat_para_box *box = &unit->para;
    enum hat_status status = from == 0 ? hat_unit_refresh(body, unit) : HAT_OK;
    hat_twip gap = from == 0 ? hat_space_before(layout->flags, &body->above, box->paragraph) : 0;
    *y = hat_twip_add(body->y, gap);
    *reserved = layout->area->count;
    struct hat_anchor_spot spot = {.x = body->x, .width = body->width, .y = *y};
    if (status == HAT_OK && from == 0 && box->anchors) {
        status = hat_anchors_reserve(layout, box->paragraph, &spot);
    }
    if (status == HAT_OK) {
        status = hat_wrap_paragraph(layout, box, from, &spot, &unit->arena);
    }
    return status;
}

/* Sets one part of the paragraph, or goes on to the next column. */
static enum hat_status place_part(struct hat_body *body, struct hat_body_unit *unit, size_t *from)
{
    struct hat_para_box *box = &unit->para;
    hat_twip y;
    size_t reserved;
    enum hat_status status = hat_body_open(body);
    if (status == HAT_OK) {
        status = prepare(body, unit, *from, &y, &reserved);
    }
    if (status != HAT_OK) {
        return status;
    }
    hat_twip room = hat_twip_sub(body->bottom, y);
    size_t end = hat_para_segment_end(box, *from);
    size_t count = hat_para_split(box, *from, end, room);
    if (count == 0 && !body->fresh) {
        body->layout->area->count = reserved;
        return hat_body_overflow(body);
    }
    count = count > 0 ? count : forced_count(box, *from, end, room);
    status = set_lines(body, box, *from, *from + count, y);
    *from += count;
    if (*from == box->lines->count) {
        body->above = hat_above_paragraph(box->paragraph, box->lines->gap_after);
    }
    return status == HAT_OK ? after_part(body, box, *from) : status;
}

enum hat_status hat_place_paragraph(struct hat_body *body, struct hat_body_unit *unit)
{
    size_t from = 0;
    enum hat_status status = HAT_OK;
    do {
        status = place_part(body, unit, &from);
    } while (status == HAT_OK && from < unit->para.lines->count);
    bool breaks = unit->block->as.paragraph->props->break_after && status == HAT_OK;
    if (breaks && body->pager.open) {
        status = next_column(body, true, false);
        body->above = (struct hat_above){.kind = HAT_ABOVE_BREAK};
    }
    return status;
}
