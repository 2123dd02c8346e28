/* rows.c -- one row measured: each cell a stack as wide as its columns (layout-rules.md 4.2, 4.3).
 *
 *     x0                     x1        content width = x1 - x0 - margins, whatever the borders
 *     |margin| content |margin|        row height    = largest top border + margin
 *                                                      + tallest content
 *                                                      + largest bottom margin
 *
 * A cell merged over several rows does not make its first rows taller; the last one takes what
 * is left (rowset.c).
 */
#include "layout/table_internal.h"

static bool continues_below(const struct hat_cell *cell, const struct hat_row *next)
{
    if (next == NULL || cell->merge == HAT_MERGE_NONE) {
        return false;
    }
    for (size_t i = 0; i < next->cell_count; i++) {
        if (next->cells[i].column == cell->column) {
            return next->cells[i].merge == HAT_MERGE_CONTINUE;
        }
    }
    return false;
}

/* Margins and, where each cell has its own, borders. Where borders are shared the room above and
 * below the content is the same in all cells of a row: measure_edges(). */
static void set_insets(const struct hat_grid *grid, struct hat_cell_box *box)
{
    for (int edge = HAT_TOP; edge <= HAT_RIGHT; edge++) {
        hat_twip margin = hat_twip_max(box->cell->margins[edge], 0);
        bool sides = edge == HAT_LEFT || edge == HAT_RIGHT;
        if (grid->separate) {
            margin = hat_twip_add(margin, hat_border_width(&box->cell->borders[edge]));
        }
        box->insets[edge] = sides || grid->separate ? margin : 0;
    }
}

static hat_twip content_width(const struct hat_cell_box *box)
{
    hat_twip insets = hat_twip_add(box->insets[HAT_LEFT], box->insets[HAT_RIGHT]);
    return hat_twip_sub(hat_twip_sub(box->x1, box->x0), insets);
}

static enum hat_status make_cell(struct hat_layout *layout, const struct hat_grid *grid,
                                 const struct hat_row *const rows[2], size_t index,
                                 struct hat_arena *arena, struct hat_cell_box *box)
{
    hat_twip edges[2];
    box->cell = &rows[0]->cells[index];
    hat_grid_cell(grid, rows[0], index, edges);
    box->x0 = edges[0];
    box->x1 = edges[1];
    set_insets(grid, box);
    bool ends = !continues_below(box->cell, rows[1]);
    box->merged =
        box->cell->merge == HAT_MERGE_CONTINUE || (box->cell->merge == HAT_MERGE_RESTART && !ends);
    box->merge_ends = box->merged && ends;
    if (box->cell->merge == HAT_MERGE_CONTINUE || hat_cell_turned(box->cell)) {
        return HAT_OK; /* its content is that of the cell it continues, or waits for the height */
    }
    enum hat_status status =
        hat_stack_make(layout, box->cell->blocks, content_width(box), arena, &box->stack);
    hat_stack_hide_last(&box->stack);
    box->stack.doubled = layout->in_header && layout->flags->docx;
    box->content = hat_stack_height(layout, &box->stack, box->from);
    return status;
}

static hat_twip content_with_insets(const struct hat_cell_box *cell)
{
    hat_twip insets = hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]);
    return hat_twip_add(cell->content, insets);
}

static void measure_inner(struct hat_row_box *box)
{
    box->inner = 0;
    for (size_t i = 0; i < box->count; i++) {
        if (!box->cells[i].merged) {
            box->inner = hat_twip_max(box->inner, content_with_insets(&box->cells[i]));
        }
    }
}

static void measure_edges(const struct hat_grid *grid, struct hat_row_box *box)
{
    hat_twip bottom = 0;
    for (size_t i = 0; i < box->count && !grid->separate; i++) {
        const struct hat_cell_box *cell = &box->cells[i];
        const struct hat_border *borders = cell->cell->borders;
        hat_twip margin = hat_twip_max(cell->cell->margins[HAT_TOP], 0);
        hat_twip width = hat_border_width(&borders[HAT_TOP]); /* also where it is not drawn */
        box->top = hat_twip_max(box->top, hat_twip_add(width, margin));
        box->top_margin = hat_twip_max(box->top_margin, margin);
        if (!cell->merged || cell->merge_ends) {
            box->bottoms = hat_twip_max(box->bottoms, hat_border_width(&borders[HAT_BOTTOM]));
        }
        bottom = hat_twip_max(bottom, cell->cell->margins[HAT_BOTTOM]);
    }
    for (size_t i = 0; i < box->count && !grid->separate; i++) {
        box->cells[i].insets[HAT_BOTTOM] = bottom;
    }
}

/* Height of the row's content when nothing is turned in it. */
static hat_twip least_inner(const struct hat_row_box *box)
{
    hat_twip height = hat_twip_sub(box->row->height, box->top);
    return box->row->height_rule == HAT_HEIGHT_AUTO ? box->inner : hat_twip_max(box->inner, height);
}

/* Makes the row taller where the lines of a turned cell would find no room side by side. */
static enum hat_status measure_turned(struct hat_layout *layout, struct hat_arena *arena,
                                      struct hat_row_box *box)
{
    enum hat_status status = HAT_OK;
    hat_twip inner = least_inner(box);
    for (size_t i = 0; i < box->count && status == HAT_OK; i++) {
        struct hat_cell_box *cell = &box->cells[i];
        if (!hat_cell_turned(cell->cell) || cell->merged) {
            continue;
        }
        hat_twip insets = hat_twip_add(cell->insets[HAT_TOP], cell->insets[HAT_BOTTOM]);
        hat_twip length = hat_twip_sub(inner, insets), given = length;
        status = hat_turned_length(layout, cell->cell, content_width(cell), arena, &length);
        cell->content = length > given ? length : 0;
    }
    return status;
}

static bool keeps_with_next(const struct hat_row *row)
{
    if (row->cell_count == 0 || row->cells[0].blocks == NULL) {
        return false;
    }
    const struct hat_block *block = row->cells[0].blocks;
    return block->kind == HAT_BLOCK_PARAGRAPH && block->as.paragraph->props->keep_next;
}

enum hat_status hat_row_make(struct hat_layout *layout, const struct hat_grid *grid,
                             const struct hat_row *const rows[2], struct hat_arena *arena,
                             struct hat_row_box *box)
{
    *box = (struct hat_row_box){.row = rows[0]};
    box->cells = hat_arena_array(arena, rows[0]->cell_count, sizeof *box->cells);
    if (box->cells == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < rows[0]->cell_count; i++) {
        enum hat_status status = make_cell(layout, grid, rows, i, arena, &box->cells[i]);
        if (status != HAT_OK) {
            return status;
        }
        box->turned |= hat_cell_turned(&rows[0]->cells[i]);
        box->numbered |= box->cells[box->count++].stack.numbered;
    }
    box->keep = keeps_with_next(rows[0]);
    measure_edges(grid, box);
    measure_inner(box);
    if (!box->turned || rows[0]->height_rule == HAT_HEIGHT_EXACT) {
        return HAT_OK;
    }
    enum hat_status status = measure_turned(layout, arena, box);
    measure_inner(box);
    return status;
}

void hat_row_rewind(const struct hat_layout *layout, struct hat_row_box *box)
{
    for (size_t i = 0; i < box->count; i++) {
        box->cells[i].from = (struct hat_cursor){0, 0};
    }
    box->begun = false;
    box->used = 0;
    hat_row_rest(layout, box);
}

void hat_row_rest(const struct hat_layout *layout, struct hat_row_box *box)
{
    for (size_t i = 0; i < box->count; i++) {
        struct hat_cell_box *cell = &box->cells[i];
        if (!hat_cell_turned(cell->cell)) { /* such a row is not cut */
            cell->content = hat_stack_height(layout, &cell->stack, cell->from);
        }
    }
    measure_inner(box);
}
