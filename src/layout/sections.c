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
 * the section that began the page, as in Writer. regions.c has the columns, also those inside the
 * columns of a page.
 */
#include "layout/body_internal.h"

/* ---- columns ---- */

static void enter_column(struct hat_body *body, uint16_t column)
{
    struct hat_strip strip = hat_region_strip(&body->section, body->outer.column, column);
    body->column = column;
    body->x = strip.x;
    body->width = strip.width;
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

/* The pages after the first may be those of another section (hat_section.follow). Columns of a
 * section that goes on stay. */
static void follow(struct hat_body *body)
{
    const struct hat_section *next = body->section.follow;
    if (body->section_pages++ == 0 || next == NULL) {
        return;
    }
    struct hat_section before = body->section;
    body->section = *next;
    body->turned = false;
    body->section_pages = 1;
    body->pager.section_begun = false;
    if (body->continued) {
        hat_region_take_columns(&body->section, &before);
    }
}

/* The wider margin of a mirrored section is the inner one: left on odd pages, right on even ones.
 */
static void mirror(struct hat_body *body)
{
    struct hat_section *section = &body->section;
    bool even = body->pager.number % 2 == 0;
    if (section->mirrored && even != body->turned) {
        hat_twip left = section->left;
        section->left = section->right;
        section->right = left;
        body->turned = even;
    }
}

enum hat_status hat_body_open(struct hat_body *body)
{
    if (body->pager.open) {
        return HAT_OK;
    }
    follow(body);
    hat_pager_number(&body->pager);
    mirror(body);
    enum hat_status status = hat_pager_open(&body->pager, &body->section);
    hat_line_counter_begin(&body->counter, &body->section, true);
    body->column_top = body->pager.top;
    body->bottom = body->pager.bottom;
    centre_grid(body);
    body->deepest = body->column_top;
    body->outer = (struct hat_outer){.top = body->column_top, .deepest = body->column_top};
    body->regions++;
    body->region_gap = 0;
    enter_column(body, 0);
    return status == HAT_OK ? hat_notes_open(body) : status;
}

/* Ends what stands open in this column. */
static enum hat_status leave_column(struct hat_body *body, bool cut)
{
    if (body->above.kind == HAT_ABOVE_PARAGRAPH && !cut && !body->above.closed) {
        body->y = hat_twip_add(body->y, hat_border_room(&body->above.props->bottom));
        body->above.closed = true;
    }
    body->deepest = hat_twip_max(body->deepest, body->y);
    enum hat_status status =
        hat_frame_close(body->layout, &body->frame, cut ? HAT_CLOSE_CUT : HAT_CLOSE_END);
    return status == HAT_OK ? hat_table_pause(body) : status;
}

/* Ends the columns of this region. */
static enum hat_status leave_region(struct hat_body *body, bool cut)
{
    enum hat_status status = leave_column(body, cut);
    return status == HAT_OK ? hat_region_lines(body) : status;
}

static enum hat_status close_page(struct hat_body *body)
{
    enum hat_status status = hat_region_outer_lines(body);
    if (status == HAT_OK) {
        status = hat_notes_close(body);
    }
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
    if (status != HAT_OK) {
        return status;
    }
    if (hat_region_next_outer(body)) { /* a page break, too, only ends the column around it */
        enter_column(body, 0);
        return HAT_OK;
    }
    return close_page(body);
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
    enum hat_status status = hat_chain_flush(body, HAT_FLUSH_BREAK);
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

/* Goes on below what is set, in the columns of the new section. */
static enum hat_status continue_page(struct hat_body *body, const struct hat_section *section)
{
    bool enters = hat_region_enters(body, section);
    bool resumes = body->section.inside != NULL && section->inside == NULL;
    enum hat_status status = HAT_OK;
    if (body->pager.open) {
        status = enters ? leave_column(body, false) : leave_region(body, false);
    }
    hat_twip y = enters ? body->y : body->deepest;
    bool fresh = body->fresh;
    if (enters) {
        body->outer = (struct hat_outer){body->column, body->column_top, body->deepest};
    }
    hat_region_take_columns(&body->section, section);
    body->section.line_numbers = section->line_numbers;
    if (section->line_numbers.restart != HAT_LINE_RESTART_PAGE) {
        hat_line_counter_begin(&body->counter, &body->section, false);
    }
    body->continued = true;
    body->notes.reserved = false;
    body->bottom = hat_twip_sub(body->pager.bottom, body->notes.height);
    body->column_top = y;
    body->deepest = y;
    body->regions++;
    body->region_gap = 0;
    enter_column(body, 0);
    if (resumes) { /* in the middle of an outer column */
        hat_region_resume(body, y);
        enter_column(body, body->column);
        body->y = y;
    }
    body->fresh = fresh;
    body->region_above = body->above;
    body->region_starts = section->columns > 1 && !resumes;
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
    if (first) {
        body->first_width = section->page_width;
        body->first_height = section->page_height;
    }
    body->begun = true;
    body->section = *section;
    body->turned = false;
    body->section_pages = 0;
    body->continued = false;
    hat_line_counter_begin(&body->counter, &body->section, false);
    body->layout->setting.line_pitch = hat_twip_max(section->line_pitch, 0);
    body->layout->setting.page_format = section->page_format; /* for what is measured before */
    struct hat_strip strip = hat_region_strip(section, 0, 0);
    body->x = strip.x;
    body->width = strip.width;
    body->pager.section_begun = false;
    body->pager.forced = section->page_start;
    body->pager.zero = section->starts_at_zero;
    body->pager.parity = section->start;
    body->column = 0;
    body->above = (struct hat_above){.kind = first ? HAT_ABOVE_DOCUMENT : HAT_ABOVE_BREAK};
    body->region_above = body->above;
    body->region_starts = section->columns > 1 && !section->odf; /* columns of DOCX are a region */
    return status;
}

enum hat_status hat_body_section(struct hat_body *body, const struct hat_section *section)
{
    bool goes_on = body->begun && section->start == HAT_START_CONTINUOUS &&
                   (section->odf || (body->section.page_width == section->page_width &&
                                     body->section.page_height == section->page_height));
    bool enters = goes_on && hat_region_enters(body, section);
    enum hat_flush how = !goes_on ? HAT_FLUSH_END : enters ? HAT_FLUSH_BREAK : HAT_FLUSH_BALANCED;
    enum hat_status status = hat_chain_flush(body, how);
    if (status != HAT_OK) {
        return status;
    }
    return goes_on ? continue_page(body, section) : begin_section(body, section);
}
