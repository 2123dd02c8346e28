/* sections.c -- sections, pages and columns of the body (docs/layout-rules.md 5.2, 5.3).
 *
 *     open      page and column are there: y at the top of the column, fresh
 *     leave     the column ends: the next column, or the page is given away
 *     overflow  the same because it is full
 *     break     the same because it is asked for: what follows begins with its space before
 *
 * Pages are opened late, when something is to be set, so a break at the end makes no empty page.
 *
 * A region is the part of a page with one set of columns. A continuous section begins a new region
 * below the deepest column of the last one; page size, margins, headers and footers stay those of
 * the section that began the page, as in Writer.
 */
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
    hat_body_column(&body->section, column, &body->x, &body->width);
    body->y = body->column_top;
    body->fresh = true;
    body->head_set = false;
}

/* The steps of a grid of lines stand in the middle of the page's body. */
static void centre_grid(struct hat_body *body)
{
    hat_twip pitch = body->layout->setting.line_pitch;
    hat_twip height = hat_twip_sub(body->bottom, body->column_top);
    if (pitch > 0 && height > 0) {
        hat_twip rest = height % pitch;
        body->column_top = hat_twip_add(body->column_top, rest / 2);
        body->bottom = hat_twip_sub(body->bottom, rest - rest / 2);
    }
}

enum hat_status hat_body_open(struct hat_body *body)
{
    if (body->pager.open) {
        return HAT_OK;
    }
    enum hat_status status = hat_pager_open(&body->pager, &body->section);
    body->column_top = body->pager.top;
    body->bottom = body->pager.bottom;
    centre_grid(body);
    body->deepest = body->column_top;
    enter_column(body, 0);
    return status == HAT_OK ? hat_notes_open(body) : status;
}

/* Ends what stands open in this column. */
static enum hat_status leave_column(struct hat_body *body, bool cut)
{
    hat_twip bottom = body->y;
    if (body->above.kind == HAT_ABOVE_PARAGRAPH && !cut) {
        bottom = hat_twip_add(bottom, hat_border_room(&body->above.props->bottom));
    }
    body->deepest = hat_twip_max(body->deepest, bottom);
    enum hat_status status =
        hat_frame_close(body->layout, &body->frame, cut ? HAT_CLOSE_CUT : HAT_CLOSE_END);
    return status == HAT_OK ? hat_table_pause(body) : status;
}

/* The lines between the columns of the region that ends. */
static enum hat_status draw_column_lines(struct hat_body *body)
{
    const struct hat_section *section = &body->section;
    const struct hat_border line = {.style = HAT_BORDER_SINGLE, .width = 10};
    enum hat_status status = HAT_OK;
    if (!section->column_line || !hat_layout_draws(body->layout)) {
        return HAT_OK;
    }
    for (uint16_t i = 1; i < section->columns && status == HAT_OK; i++) {
        hat_twip left[2];
        hat_twip right[2];
        hat_body_column(section, (uint16_t)(i - 1), &left[0], &left[1]);
        hat_body_column(section, i, &right[0], &right[1]);
        hat_twip middle = hat_twip_add(hat_twip_add(left[0], left[1]), right[0]) / 2;
        struct hat_stroke stroke = {.vertical = true, .from = body->column_top};
        stroke.to = body->deepest;
        stroke.edge = hat_twip_sub(middle, line.width / 2);
        status = hat_border_draw(&body->layout->page, &line, &stroke);
    }
    return status;
}

/* Ends the columns of this region. */
static enum hat_status leave_region(struct hat_body *body, bool cut)
{
    enum hat_status status = leave_column(body, cut);
    return status == HAT_OK ? draw_column_lines(body) : status;
}

static enum hat_status close_page(struct hat_body *body)
{
    enum hat_status status = hat_notes_close(body);
    return status == HAT_OK ? hat_pager_close(&body->pager) : status;
}

enum hat_status hat_body_leave(struct hat_body *body, bool page, bool cut)
{
    if (!page && body->column + 1 < body->section.columns) {
        enum hat_status status = leave_column(body, cut);
        enter_column(body, (uint16_t)(body->column + 1));
        return status;
    }
    enum hat_status status = leave_region(body, cut);
    return status == HAT_OK ? close_page(body) : status;
}

enum hat_status hat_body_overflow(struct hat_body *body, bool cut)
{
    enum hat_status status = hat_body_leave(body, false, cut);
    if (!body->pager.open) {
        body->region_above = (struct hat_above){.kind = HAT_ABOVE_OVERFLOW};
    }
    body->above = body->region_above;
    return status == HAT_OK ? hat_body_open(body) : status;
}

enum hat_status hat_body_break(struct hat_body *body, bool column)
{
    enum hat_status status = hat_chain_flush(body, false);
    bool used = body->pager.open && (!body->fresh || body->column > 0);
    if (status == HAT_OK && used) {
        status = hat_body_leave(body, !column, false);
    }
    if (used || body->above.kind == HAT_ABOVE_OVERFLOW) {
        body->above = (struct hat_above){.kind = HAT_ABOVE_BREAK};
    }
    return status;
}

/* ---- sections ---- */

/* Goes on below the region that ends, in the columns of the new section. */
static enum hat_status continue_page(struct hat_body *body, const struct hat_section *section)
{
    enum hat_status status = body->pager.open ? leave_region(body, false) : HAT_OK;
    body->section.columns = section->columns;
    body->section.column_gap = section->column_gap;
    body->section.column_widths = section->column_widths;
    body->section.column_line = section->column_line;
    bool fresh = body->fresh;
    body->column_top = body->deepest;
    body->bottom = hat_twip_sub(body->pager.bottom, body->notes.height);
    enter_column(body, 0);
    body->fresh = fresh;
    body->region_above = body->above;
    return status;
}

/* Begins a section on a page of its own. */
static enum hat_status begin_section(struct hat_body *body, const struct hat_section *section)
{
    enum hat_status status = HAT_OK;
    bool first = !body->begun;
    if (body->pager.open) {
        status = leave_region(body, false);
        if (status == HAT_OK) {
            status = close_page(body);
        }
    }
    body->begun = true;
    body->section = *section;
    body->layout->setting.line_pitch = hat_twip_max(section->line_pitch, 0);
    hat_body_column(section, 0, &body->x, &body->width);
    body->pager.section_begun = false;
    body->pager.forced = section->page_start;
    body->pager.parity = section->start;
    body->column = 0;
    body->above = (struct hat_above){.kind = first ? HAT_ABOVE_DOCUMENT : HAT_ABOVE_BREAK};
    body->region_above = body->above;
    return status;
}

enum hat_status hat_body_section(struct hat_body *body, const struct hat_section *section)
{
    bool goes_on = body->begun && section->start == HAT_START_CONTINUOUS &&
                   body->section.page_width == section->page_width &&
                   body->section.page_height == section->page_height;
    enum hat_status status = hat_chain_flush(body, goes_on);
    if (status != HAT_OK) {
        return status;
    }
    return goes_on ? continue_page(body, section) : begin_section(body, section);
}
