/* place.c -- paragraphs set in columns (docs/layout-rules.md 3.2, 3.3).
 *
 * A paragraph is set in parts: what fits the column by widows, orphans and keeps; the rest goes on
 * in the next column. Where something stands on the page its lines are laid around that first
 * (wrap.c).
 */
#include "layout/anchors_internal.h"
#include "layout/body_internal.h"

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
    if (body->section.line_numbers.step > 0 && !box->paragraph->props->unnumbered) {
        spot.counter = &body->counter;
    }
    body->y = hat_twip_add(y, hat_para_height(box, from, to));
    body->fresh = false;
    return hat_para_paint(body->layout, box, from, to, &spot);
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
    if (from == 0) {
        box->lead = hat_paragraph_lead(layout->flags, &body->above, box->paragraph);
    }
    *y = hat_twip_add(body->y, gap);
    *reserved = layout->area->count;
    struct hat_anchor_spot spot = hat_anchor_spot_of(box, body->x, body->width, *y);
    if (status == HAT_OK && from == 0) {
        status = hat_floats_reserve(body, &spot);
    }
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
    size_t end = box->lines->count;
    size_t count = hat_notes_split(body, box, *from, end, room);
    if (count == 0 && !body->fresh) {
        body->layout->area->count = reserved;
        return hat_body_overflow(body, *from > 0);
    }
    count = count > 0 ? count : forced_count(box, *from, end, room);
    if (body->floats != NULL) {
        struct hat_anchor_spot spot = hat_anchor_spot_of(box, body->x, body->width, y);
        status = hat_floats_paint(body, &spot);
    }
    if (status == HAT_OK) {
        status = set_lines(body, box, *from, *from + count, y);
    }
    if (status == HAT_OK && box->notes) {
        status = hat_notes_add_lines(body, box, (size_t[2]){*from, *from + count}, body->y);
    }
    *from += count;
    if (*from < end) {
        return status == HAT_OK ? hat_body_overflow(body, true) : status;
    }
    body->above = hat_above_paragraph(box->paragraph, box->lines->gap_after);
    return status;
}

enum hat_status hat_place_paragraph(struct hat_body *body, struct hat_body_unit *unit)
{
    uint32_t region = body->regions;
    bool pauses = false;
    enum hat_status status = HAT_OK;
    do {
        status = place_part(body, unit, &unit->from);
        pauses = body->section.columns > 1 && body->regions != region;
    } while (status == HAT_OK && !pauses && unit->from < unit->para.lines->count);
    if (unit->from < unit->para.lines->count) {
        return status;
    }
    bool breaks = unit->para.paragraph->props->break_after && status == HAT_OK;
    if (breaks && body->pager.open) {
        status = hat_body_leave(body, true, false);
        body->above = (struct hat_above){.kind = HAT_ABOVE_BREAK};
    }
    return status;
}
