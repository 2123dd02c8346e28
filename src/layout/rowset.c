/* rowset.c -- rows set one below the other on a page (docs/layout-rules.md 4.3).
 *
 *     y            ---------------  top border
 *     y + top      cells' content: below the largest border and margin of the row
 *     y + height   ---------------  the next row's top, or the table's bottom border
 *
 * A merged cell waits in `merges` until its last row is set, or the page ends: then what fits of
 * it is drawn and the rest goes on below the first row of the next page. Its last row is made
 * tall enough for what is left.
 */
#include "layout/table_internal.h"

void hat_row_set_fini(struct hat_row_set *set)
{
    for (size_t i = 0; i < set->merge_count; i++) {
        set->merges[i].owner->open_merges--;
    }
    hat_mem_free(set->bottoms.items);
    hat_mem_free(set->verticals.items);
    hat_mem_free(set->scratch.items);
    hat_mem_free(set->merges);
    *set = (struct hat_row_set){0};
}

static struct hat_row_span *find_merge(const struct hat_row_set *set, const struct hat_cell *cell)
{
    for (size_t i = 0; i < set->merge_count; i++) {
        if (set->merges[i].cell->cell->column == cell->column) {
            return &set->merges[i];
        }
    }
    return NULL;
}

static hat_twip height_with_insets(const struct hat_cell_box *cell)
{
    hat_twip insets = hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]);
    return hat_twip_add(cell->content, insets);
}

hat_twip hat_row_merged_height(const struct hat_row_set *set, const struct hat_row_box *row,
                               hat_twip y)
{
    hat_twip height = 0;
    for (size_t i = 0; i < row->count && set->merge_count > 0; i++) {
        const struct hat_row_span *merge =
            row->cells[i].merge_ends ? find_merge(set, row->cells[i].cell) : NULL;
        if (merge != NULL && !hat_cursor_at_end(&merge->cell->stack, merge->cell->from)) {
            hat_twip top = merge->top != HAT_TWIP_MAX
                               ? merge->top
                               : hat_twip_add(y, hat_row_top(row, set->bottom_width));
            hat_twip bottom = hat_twip_add(top, height_with_insets(merge->cell));
            height = hat_twip_max(height, hat_twip_sub(bottom, y));
        }
    }
    return height;
}

hat_twip hat_row_pitch(const struct hat_row_set *set, const struct hat_row_box *row, hat_twip y)
{
    hat_twip pitch = hat_twip_add(hat_row_top(row, set->bottom_width), row->inner);
    pitch = hat_twip_max(pitch, hat_row_merged_height(set, row, y));
    switch (row->row->height_rule) {
    case HAT_HEIGHT_EXACT:
        return hat_twip_max(hat_twip_sub(row->row->height, row->used), 0);
    case HAT_HEIGHT_AT_LEAST:
        return hat_twip_max(pitch, hat_twip_sub(row->row->height, row->used));
    default:
        return pitch;
    }
}

/* ---- contents ---- */

/* Where a cell's content may be: from below the top border to the bottom of its rows. */
struct room {
    hat_twip top, bottom;
    bool align; /* the whole content stands here: vertical alignment counts */
    bool clip;
};

/* Turned text fills the box once, where the cell begins. */
static enum hat_status paint_turned(struct hat_row_set *set, struct hat_cell_box *cell,
                                    const struct room *room)
{
    hat_twip right = hat_twip_sub(cell->x1, cell->insets[HAT_RIGHT]);
    const hat_twip box[4] = {
        [HAT_TOP] = hat_twip_add(room->top, cell->insets[HAT_TOP]),
        [HAT_LEFT] = hat_twip_add(set->x, hat_twip_add(cell->x0, cell->insets[HAT_LEFT])),
        [HAT_BOTTOM] = hat_twip_sub(room->bottom, cell->insets[HAT_BOTTOM]),
        [HAT_RIGHT] = hat_twip_add(set->x, right),
    };
    return hat_turned_paint(set->layout, cell->cell, box, set->repeating ? NULL : &cell->tags);
}

void hat_clipped_warn(const struct hat_layout *layout, const struct hat_stack *stack,
                      struct hat_cursor from)
{
    for (size_t i = from.box; i < stack->count; i++) {
        const struct hat_box *box = &stack->boxes[i];
        if (box->table != NULL || !hat_paragraph_blank(box->para.paragraph)) {
            const struct hat_place *place =
                box->table != NULL ? &box->table->table->place : &box->para.paragraph->place;
            hat_diags_add(layout->setting.diags, HAT_MSG_LAYOUT_CLIPPED, place,
                          (struct hat_str){0});
            return;
        }
    }
}

static enum hat_status paint_content(struct hat_row_set *set, struct hat_cell_box *cell,
                                     const struct room *room)
{
    if (hat_cell_turned(cell->cell)) {
        return room->align ? paint_turned(set, cell, room) : HAT_OK;
    }
    hat_twip left = hat_twip_add(cell->x0, cell->insets[HAT_LEFT]);
    struct hat_stack_spot spot = {.from = cell->from, .to = cell->to, .tags = &cell->tags};
    spot.x = hat_twip_add(set->x, left);
    spot.y = hat_twip_add(room->top, cell->insets[HAT_TOP]);
    hat_twip height = hat_twip_sub(room->bottom, spot.y);
    hat_twip spare = hat_twip_sub(height, cell->insets[HAT_BOTTOM]);
    spare = hat_twip_sub(spare, cell->content);
    if (room->align && spare > 0 && cell->cell->valign != HAT_VALIGN_TOP) {
        hat_twip offset = cell->cell->valign == HAT_VALIGN_CENTER ? spare / 2 : spare;
        spot.y = hat_twip_add(spot.y, offset);
    }
    if (room->clip) {
        spot.to = hat_stack_fit(set->layout, &cell->stack, cell->from, height, HAT_FIT_TOUCH).to;
        if (!set->repeating) {
            hat_clipped_warn(set->layout, &cell->stack, spot.to);
        }
    }
    struct hat_tags artifact = {.parent = HAT_NODE_ARTIFACT_PAGINATION};
    if (set->repeating) {
        spot.tags = &artifact;
    }
    return hat_stack_paint(set->layout, &cell->stack, &spot);
}

/* Fill and borders of its own, under the content: that of a merged cell comes later. */
static enum hat_status paint_shade(struct hat_row_set *set, const struct hat_cell_box *cell,
                                   hat_twip y, hat_twip height)
{
    struct hat_page *page = &set->layout->page;
    const struct hat_row_span *merge =
        cell->cell->merge == HAT_MERGE_CONTINUE ? find_merge(set, cell->cell) : NULL;
    struct hat_color shade = cell->cell->shade;
    if (!shade.set && merge != NULL) {
        shade = merge->cell->cell->shade;
    }
    if (!shade.set) {
        shade = set->table->shade;
    }
    const hat_twip box[4] = {
        [HAT_TOP] = y,
        [HAT_LEFT] = hat_twip_add(set->x, cell->x0),
        [HAT_BOTTOM] = hat_twip_add(y, height),
        [HAT_RIGHT] = hat_twip_add(set->x, cell->x1),
    };
    bool goes_on = merge != NULL && merge->top != HAT_TWIP_MAX;
    uint32_t strand = hat_page_enter(page, goes_on ? merge->cell->strand : page->strand);
    enum hat_status status = hat_shade_draw(page, shade, box);
    if (status == HAT_OK && set->grid->separate) {
        status = hat_edges_box(set->layout, cell->cell, box);
    }
    hat_page_enter(page, strand);
    return status;
}

/* The content of a merged cell is listed with its first row on the page, though it is drawn when
 * its last one is set. */
static enum hat_status begin_merged(struct hat_row_set *set, const struct hat_row_box *row,
                                    struct hat_cell_box *cell)
{
    struct hat_row_span *merge = find_merge(set, cell->cell);
    if (cell->cell->merge == HAT_MERGE_RESTART && !row->begun) {
        return hat_page_begin_strand(&set->layout->page, &cell->strand);
    }
    return merge != NULL && merge->top == HAT_TWIP_MAX
               ? hat_page_begin_strand(&set->layout->page, &merge->cell->strand)
               : HAT_OK;
}

static enum hat_status draw_row(struct hat_row_set *set, struct hat_row_box *row, hat_twip y,
                                hat_twip height, bool last)
{
    enum hat_status status = set->repeating ? HAT_OK : hat_tag_row(set, row);
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        status = paint_shade(set, &row->cells[i], y, height);
    }
    struct room room = {
        .top = hat_twip_add(y, hat_row_top(row, set->bottom_width)),
        .bottom = hat_twip_add(y, height),
        .align = last && !row->begun,
        .clip = row->row->height_rule == HAT_HEIGHT_EXACT,
    };
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        struct hat_cell_box *cell = &row->cells[i];
        status = cell->merged ? begin_merged(set, row, cell) : paint_content(set, cell, &room);
    }
    return status == HAT_OK ? hat_edges_add(set, row, y) : status;
}

/* ---- merged cells ---- */

static enum hat_status open_merge(struct hat_row_set *set, struct hat_row_box *row,
                                  struct hat_cell_box *cell, hat_twip top)
{
    if (!hat_mem_grow(&set->merges, set->merge_count, &set->merge_cap, sizeof *set->merges)) {
        return HAT_ERR_NOMEM;
    }
    set->merges[set->merge_count++] = (struct hat_row_span){.owner = row, .cell = cell, .top = top};
    row->open_merges++;
    return HAT_OK;
}

static void close_merge(struct hat_row_set *set, struct hat_row_span *merge)
{
    merge->owner->open_merges--;
    *merge = set->merges[--set->merge_count];
}

static enum hat_status paint_merged(struct hat_row_set *set, struct hat_cell_box *cell,
                                    const struct room *room)
{
    struct hat_page *page = &set->layout->page;
    if (!hat_layout_draws(set->layout)) {
        return HAT_OK;
    }
    uint32_t strand = hat_page_enter(page, cell->strand);
    enum hat_status status = paint_content(set, cell, room);
    hat_page_enter(page, strand);
    return status;
}

/* Draws what is left of a merged cell that ends at `bottom`. */
static enum hat_status end_merge(struct hat_row_set *set, struct hat_row_span *merge,
                                 hat_twip bottom)
{
    struct room room = {.top = merge->top, .bottom = bottom, .align = !merge->continued};
    merge->cell->to = (struct hat_cursor){merge->cell->stack.count, 0};
    enum hat_status status = paint_merged(set, merge->cell, &room);
    close_merge(set, merge);
    return status;
}

static enum hat_status update_merges(struct hat_row_set *set, struct hat_row_box *row, hat_twip y,
                                     hat_twip height, bool last)
{
    hat_twip top = hat_twip_add(y, hat_row_top(row, set->bottom_width));
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        struct hat_cell_box *cell = &row->cells[i];
        struct hat_row_span *merge = find_merge(set, cell->cell);
        if (cell->cell->merge == HAT_MERGE_RESTART && cell->merged && !row->begun) {
            if (merge != NULL) { /* a merge that the rows between left open */
                status = end_merge(set, merge, y);
            }
            status = status == HAT_OK ? open_merge(set, row, cell, top) : status;
        } else if (merge != NULL && merge->top == HAT_TWIP_MAX) {
            merge->top = top; /* goes on at the top of this page */
        }
        if (cell->merge_ends && last && merge != NULL && status == HAT_OK) {
            status = end_merge(set, merge, hat_twip_add(y, height));
        }
    }
    return status;
}

/* At the end of a page: draws what fits, the rest goes on below the next page's first row. */
static enum hat_status break_merge(struct hat_row_set *set, struct hat_row_span *merge, hat_twip y)
{
    struct hat_cell_box *cell = merge->cell;
    if (merge->top == HAT_TWIP_MAX) {
        return HAT_OK; /* nothing of it on this page */
    }
    struct room room = {.top = merge->top, .bottom = y};
    hat_twip insets = hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]);
    hat_twip height = hat_twip_sub(hat_twip_sub(y, merge->top), insets);
    struct hat_cut part = hat_stack_fit(set->layout, &cell->stack, cell->from, height,
                                        merge->continued ? HAT_FIT_FORCE : HAT_FIT_WHOLE);
    room.align = part.complete && !merge->continued;
    cell->to = part.to;
    enum hat_status status = paint_merged(set, cell, &room);
    cell->from = part.to;
    cell->content = hat_stack_height(set->layout, &cell->stack, cell->from);
    merge->continued = true;
    merge->top = HAT_TWIP_MAX;
    return status;
}

/* ---- the set ---- */

enum hat_status hat_row_set_add(struct hat_row_set *set, struct hat_row_box *row, hat_twip y,
                                hat_twip height, bool last)
{
    enum hat_status status = hat_layout_spend(set->layout, row->count);
    if (status == HAT_OK && hat_layout_draws(set->layout)) {
        status = draw_row(set, row, y, height, last);
    }
    if (status == HAT_OK) {
        status = update_merges(set, row, y, height, last);
    }
    set->bottom_width = row->bottoms;
    return status;
}

enum hat_status hat_row_set_break(struct hat_row_set *set, hat_twip y)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < set->merge_count && status == HAT_OK; i++) {
        status = break_merge(set, &set->merges[i], y);
    }
    set->bottom_width = 0;
    if (status == HAT_OK && hat_layout_draws(set->layout)) {
        status = hat_edges_break(set, y);
    }
    return status;
}
