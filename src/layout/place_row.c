/* place_row.c -- rows of the body's tables set on pages (docs/layout-rules.md 4.4).
 *
 *     whole      it fits with the border below it
 *     in parts   each cell takes the lines that fit, on its own; the rest goes on below the
 *                repeated head, with top border and top margin again
 *     moved      it may not be split, or some cell's first line does not fit
 *
 * At the top of a column a row must be set: whole, or split although it may not, and if even the
 * repeated head leaves no room for a line, without the head.
 */
#include "layout/anchors_internal.h"
#include "layout/body_internal.h"

hat_twip hat_head_height(const struct hat_body_table *table)
{
    hat_twip height = 0;
    hat_twip above = 0;
    for (const struct hat_body_unit *unit = table->head; unit != NULL; unit = unit->next) {
        const struct hat_row_set set = {.bottom_width = above};
        height = hat_twip_add(height, hat_row_pitch(&set, &unit->row, 0));
        above = unit->row.bottoms;
    }
    return height;
}

/* Room for the content of a cell between `y` and the bottom of the column. */
static hat_twip cell_room(const struct hat_body *body, const struct hat_row_box *row,
                          const struct hat_cell_box *cell, hat_twip y)
{
    hat_twip room = hat_twip_sub(hat_twip_sub(body->bottom, y), row->bottoms);
    room = hat_twip_sub(room, row->top);
    return hat_twip_sub(room, hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]));
}

enum { BLANK_BOXES_MAX = 100 };

static bool cell_is_blank(const struct hat_cell_box *cell)
{
    if (cell->stack.count - cell->from.box > BLANK_BOXES_MAX) {
        return false; /* so much nothing is something */
    }
    for (size_t i = cell->from.box; i < cell->stack.count; i++) {
        const struct hat_box *box = &cell->stack.boxes[i];
        if (box->table != NULL || !hat_paragraph_blank(box->para.paragraph)) {
            return false;
        }
    }
    return true;
}

/* Does at least one slice of every cell fit, and of one cell not all? */
static bool every_cell_fits(const struct hat_body *body, const struct hat_row_box *row, hat_twip y)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct hat_cell_box *cell = &row->cells[i];
        if (cell->merged || cell_is_blank(cell)) {
            continue;
        }
        struct hat_cut part = hat_stack_fit(body->layout, &cell->stack, cell->from,
                                            cell_room(body, row, cell, y), HAT_FIT_WHOLE);
        if (part.to.box == cell->from.box && part.to.slice == cell->from.slice) {
            return false;
        }
    }
    return true;
}

/* Height of the cell's content up to the block behind the one that does not fit any more: as far as
 * Writer looks when it asks whether a row is more than its least height. */
static hat_twip height_in_sight(const struct hat_body *body, const struct hat_row_box *row,
                                const struct hat_cell_box *cell, hat_twip y)
{
    struct hat_cut part = hat_stack_fit(body->layout, &cell->stack, cell->from,
                                        cell_room(body, row, cell, y), HAT_FIT_WHOLE);
    struct hat_stack seen = cell->stack;
    if (part.to.box + 2 < seen.count) {
        seen.count = part.to.box + 2;
    }
    return hat_stack_height(body->layout, &seen, cell->from);
}

/* A row of a least height that the column does not hold is split only for its content. */
static bool content_wants_height(const struct hat_body *body, const struct hat_row_box *row,
                                 hat_twip y)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct hat_cell_box *cell = &row->cells[i];
        hat_twip insets = hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]);
        if (!cell->merged &&
            hat_twip_add(hat_twip_add(row->top, insets), height_in_sight(body, row, cell, y)) >=
                row->row->height) {
            return true;
        }
    }
    return false;
}

bool hat_row_may_split(const struct hat_body *body, const struct hat_row_box *row, hat_twip y)
{
    if (row->row->height_rule == HAT_HEIGHT_EXACT || row->row->cant_split || row->row->header ||
        row->turned) {
        return false;
    }
    hat_twip needed = hat_twip_add(hat_twip_add(row->top, row->inner), row->bottoms);
    hat_twip room = hat_twip_sub(body->bottom, y);
    if (row->row->height_rule == HAT_HEIGHT_AT_LEAST && !row->begun) {
        bool low = hat_twip_add(row->row->height, row->bottoms) > room;
        if (needed <= room || (low && !content_wants_height(body, row, y))) {
            return false;
        }
    }
    return every_cell_fits(body, row, y);
}

/* ---- setting ---- */

static void take_all(struct hat_row_box *row)
{
    for (size_t i = 0; i < row->count; i++) {
        row->cells[i].to = (struct hat_cursor){row->cells[i].stack.count, 0};
    }
}

static enum hat_status set_whole(struct hat_body *body, struct hat_body_unit *unit, hat_twip height)
{
    take_all(&unit->row);
    enum hat_status status = hat_row_set_add(&unit->table->set, &unit->row, body->y, height, true);
    body->y = hat_twip_add(body->y, height);
    body->fresh = false;
    return status;
}

/* Takes of each cell what fits; height of the tallest part with its insets. */
static hat_twip take_parts(struct hat_body *body, struct hat_row_box *row, enum hat_fit mode,
                           bool *moved)
{
    hat_twip height = 0;
    *moved = false;
    for (size_t i = 0; i < row->count; i++) {
        struct hat_cell_box *cell = &row->cells[i];
        if (cell->merged) {
            continue;
        }
        struct hat_cut part = hat_stack_fit(body->layout, &cell->stack, cell->from,
                                            cell_room(body, row, cell, body->y), mode);
        *moved = *moved || part.to.box != cell->from.box || part.to.slice != cell->from.slice;
        cell->to = part.to;
        hat_twip insets = hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]);
        height = hat_twip_max(height, hat_twip_add(part.height, insets));
    }
    return height;
}

/* Sets what fits of the row and goes on in the next column. */
static enum hat_status set_part(struct hat_body *body, struct hat_body_unit *unit)
{
    struct hat_row_box *row = &unit->row;
    bool moved;
    hat_twip inner = take_parts(body, row, HAT_FIT_WHOLE, &moved);
    hat_twip merged = hat_row_merged_height(&unit->table->set, row, body->y);
    if (!moved && merged == 0) {
        inner = take_parts(body, row, HAT_FIT_FORCE, &moved);
    }
    hat_twip height = hat_twip_add(hat_row_top(row, unit->table->set.bottom_width), inner);
    hat_twip room = hat_twip_sub(hat_twip_sub(body->bottom, body->y), row->bottoms);
    if (row->row->height_rule == HAT_HEIGHT_AT_LEAST) {
        hat_twip left = hat_twip_sub(row->row->height, row->used);
        height = hat_twip_max(height, hat_twip_min(left, room));
    }
    height = hat_twip_max(height, hat_twip_min(merged, room));
    enum hat_status status = hat_row_set_add(&unit->table->set, row, body->y, height, false);
    for (size_t i = 0; i < row->count; i++) {
        if (!row->cells[i].merged) {
            row->cells[i].from = row->cells[i].to;
        }
    }
    row->begun = true;
    row->used = hat_twip_add(row->used, height);
    hat_row_rest(body->layout, row);
    body->y = hat_twip_add(body->y, height);
    return status == HAT_OK ? hat_body_overflow(body, false) : status;
}

/* ---- the repeated head ---- */

static enum hat_status set_head(struct hat_body *body, struct hat_body_table *table)
{
    enum hat_status status = HAT_OK;
    table->set.repeating = true;
    for (struct hat_body_unit *unit = table->head; unit != NULL && status == HAT_OK;
         unit = unit->next) {
        hat_row_rewind(body->layout, &unit->row);
        take_all(&unit->row);
        hat_twip pitch = hat_row_pitch(&table->set, &unit->row, body->y);
        status = hat_row_set_add(&table->set, &unit->row, body->y, pitch, true);
        body->y = hat_twip_add(body->y, pitch);
    }
    table->set.repeating = false;
    table->on_page = table->on_page || table->head != NULL;
    return status;
}

/* Does the head leave room for a part of the row at the top of a column? */
static bool head_leaves_room(const struct hat_body *body, const struct hat_body_table *table,
                             const struct hat_row_box *row)
{
    hat_twip y = hat_twip_add(body->y, hat_head_height(table));
    hat_twip pitch = hat_row_pitch(&table->set, row, y);
    if (hat_twip_add(hat_twip_add(y, pitch), row->bottoms) <= body->bottom) {
        return true;
    }
    return row->row->height_rule != HAT_HEIGHT_EXACT && every_cell_fits(body, row, y);
}

/* ---- rows ---- */

/* Comes before the first row of a table in a column: room above it, or the repeated head. */
static enum hat_status enter_table(struct hat_body *body, struct hat_body_unit *unit)
{
    struct hat_body_table *table = unit->table;
    enum hat_status status = HAT_OK;
    table->set.x = hat_twip_add(body->x, table->grid.left);
    if (!table->begun) {
        status = hat_frame_close(body->layout, &body->frame, HAT_CLOSE_END);
        body->y = hat_twip_add(
            body->y, hat_space_before_table(body->layout->flags, &body->above, table->table));
        struct hat_anchor_spot spot = {.x = body->x, .width = body->width};
        hat_twip height = hat_row_pitch(&table->set, &unit->row, body->y);
        const hat_twip extent[2] = {table->set.x, hat_twip_add(table->set.x, table->grid.total)};
        body->y = hat_wrap_clear(body->layout->area, &spot, extent, body->y, height);
    }
    body->setting = table;
    return status;
}

static enum hat_status repeat_head(struct hat_body *body, struct hat_body_unit *unit)
{
    struct hat_body_table *table = unit->table;
    bool due = table->begun && !table->on_page && !body->head_set && !unit->row.row->header;
    body->head_set = true;
    if (!due || table->head == NULL ||
        (body->fresh && !head_leaves_room(body, table, &unit->row))) {
        return HAT_OK;
    }
    return set_head(body, table);
}

/* Leaves the table after its last row. */
static enum hat_status leave_table(struct hat_body *body, struct hat_body_unit *unit)
{
    hat_twip bottom = unit->row.bottoms;
    enum hat_status status = hat_table_pause(body);
    body->y = hat_twip_add(body->y, bottom);
    body->above = hat_above_table(unit->table->table);
    body->setting = NULL;
    return status;
}

enum hat_status hat_table_pause(struct hat_body *body)
{
    struct hat_body_table *table = body->setting;
    if (table == NULL || !table->on_page) {
        return HAT_OK;
    }
    table->on_page = false;
    return hat_row_set_break(&table->set, body->y);
}

/* Is content left, of the row's own cells or of merged ones? */
static bool has_content(const struct hat_body *body, const struct hat_body_unit *unit)
{
    const struct hat_row_box *row = &unit->row;
    for (size_t i = 0; i < row->count; i++) {
        const struct hat_cell_box *cell = &row->cells[i];
        if (!cell->merged && !hat_cursor_at_end(&cell->stack, cell->from)) {
            return true;
        }
    }
    return hat_row_merged_height(&unit->table->set, row, body->y) > 0;
}

/* Height of the footnotes that the cells refer to. */
static hat_twip notes_height(const struct hat_body *body, const struct hat_row_box *row)
{
    hat_twip height = 0;
    for (size_t i = 0; i < row->count; i++) {
        height = hat_twip_add(height, hat_notes_row_height(body, &row->cells[i].stack));
    }
    return height;
}

static enum hat_status add_notes(struct hat_body *body, const struct hat_row_box *row, hat_twip y)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        status = hat_notes_add_stack(body, &row->cells[i].stack, y);
    }
    return status;
}

/* One step: sets the row or a part of it, or goes on to the next column. */
static enum hat_status place_step(struct hat_body *body, struct hat_body_unit *unit, bool *done)
{
    const struct hat_row_box *row = &unit->row;
    enum hat_status status = HAT_OK;
    hat_twip pitch = hat_row_pitch(&unit->table->set, row, body->y);
    hat_twip room = hat_twip_sub(hat_twip_sub(body->bottom, body->y), row->bottoms);
    if (unit->noted && !row->begun) {
        room = hat_twip_sub(room, notes_height(body, row));
    }
    bool fits = pitch <= room;
    bool split = !fits && (body->fresh ? row->row->height_rule != HAT_HEIGHT_EXACT
                                       : hat_row_may_split(body, row, body->y));
    if (!fits && !split && !body->fresh) {
        return hat_body_overflow(body, false);
    }
    unit->table->begun = true;
    unit->table->on_page = true;
    bool notes = unit->noted && !row->begun;
    if (split && has_content(body, unit)) {
        status = notes ? add_notes(body, row, body->bottom) : HAT_OK;
        return status == HAT_OK ? set_part(body, unit) : status;
    }
    *done = true;
    status = notes ? add_notes(body, row, hat_twip_add(body->y, pitch)) : HAT_OK;
    return status != HAT_OK
               ? status
               : set_whole(body, unit, fits ? pitch : hat_twip_max(hat_twip_min(pitch, room), 0));
}

enum hat_status hat_place_row(struct hat_body *body, struct hat_body_unit *unit)
{
    bool done = false;
    enum hat_status status = HAT_OK;
    while (!done && status == HAT_OK) {
        status = hat_body_open(body);
        if (status == HAT_OK && !unit->table->on_page) {
            status = enter_table(body, unit);
        }
        if (status == HAT_OK) {
            status = repeat_head(body, unit);
        }
        if (status == HAT_OK) {
            status = place_step(body, unit, &done);
        }
    }
    return status == HAT_OK && unit->last ? leave_table(body, unit) : status;
}
