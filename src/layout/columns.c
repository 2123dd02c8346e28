/* columns.c -- where the columns of a table stand, before any row is read (layout-rules.md 4.1,
 * 4.2).
 *
 * DOCX: the grid gives proportions, the table's width the size, and boundaries are rounded to
 * 1/10000 of the width as Writer does:
 *
 *     grid 2000 3000 4000, width 6000:  0  1333  3333  6000
 *
 * ODF: columns are stretched or shrunk to the table's width (2 + 3 + 5 cm in 10 cm: 0 1143 2846
 * 5669: the sum is 1 twip too large, so each column is 23 plus its share of the rest). In a table
 * as wide as its container they are made whole parts of 65535 first, then twips (737 + 3969 + 4649
 * in 9355: 5162 27804 32569, so 0 736 4705 9355).
 */
#include "layout/table_internal.h"

/* Writer's least column width. */
enum { COLUMN_MIN = 23 };

/* Writer's width of a table that is as wide as its container. */
enum { RELATIVE_WIDTH = 65535 };

/* The widths that the boundaries are made of: the grid, else those of the first row's cells, else
 * equal ones. NULL when out of memory. */
static hat_twip *given_widths(const struct hat_table *table, const struct hat_row *first,
                              struct hat_arena *arena, size_t *count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        sum += hat_twip_max(table->grid[i], 0);
    }
    size_t cells = first != NULL ? first->cell_count : 0;
    bool grid = table->column_count > 0;
    *count = grid ? table->column_count : cells > 0 ? cells : 1;
    hat_twip *widths = hat_arena_array(arena, *count, sizeof *widths);
    for (size_t i = 0; widths != NULL && i < *count; i++) {
        hat_twip width = grid ? table->grid[i] : i < cells ? first->cells[i].width : 0;
        widths[i] = grid && sum == 0 ? 1 : hat_twip_min(hat_twip_max(width, 0), HAT_TWIP_MAX);
    }
    return widths;
}

static hat_twip sum_of(hat_twip *widths, size_t count, hat_twip container)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += widths[i];
    }
    if (sum == 0) { /* nothing given: equal parts of the container */
        for (size_t i = 0; i < count; i++) {
            widths[i] = hat_twip_max(container / (hat_twip)count, 1);
            sum += widths[i];
        }
    }
    return hat_twip_clamp(sum);
}

/* Width of the whole table; `declared` is the sum of its columns. */
static hat_twip table_width(const struct hat_table *table, hat_twip declared, hat_twip container)
{
    int64_t width = declared;
    if (table->stretch) {
        width = (int64_t)container - table->indent - table->margin_right;
    } else if (table->width_kind == HAT_WIDTH_TWIPS) {
        width = table->width;
    } else if (table->width_kind == HAT_WIDTH_PERCENT) {
        width = (int64_t)container * hat_twip_min(table->width, 5000) / 5000;
    } else if (table->column_count == 0 || (table->odf_widths && !table->stretch)) {
        width = table->column_count == 0 ? declared : container;
    }
    return width > 0 ? hat_twip_clamp(width) : declared;
}

static void edges_docx(const hat_twip *widths, struct hat_grid *grid)
{
    int64_t sum = 0;
    for (size_t i = 0; i < grid->columns; i++) {
        sum += widths[i];
        int64_t share = (sum * 20000 + grid->declared) / (2 * (int64_t)grid->declared);
        grid->edges[i + 1] = hat_twip_clamp((int64_t)grid->total * share / 10000);
    }
    grid->edges[grid->columns] = grid->total;
}

/* Of a table as wide as its container. */
static void edges_odf_stretched(const hat_twip *widths, struct hat_grid *grid)
{
    int64_t sum = grid->declared;
    int64_t cumulated = 0;
    for (size_t i = 0; i < grid->columns; i++) {
        cumulated += (int64_t)widths[i] * RELATIVE_WIDTH / sum;
        grid->edges[i + 1] = hat_twip_clamp(grid->total * cumulated / RELATIVE_WIDTH);
    }
    grid->edges[grid->columns] = grid->total;
}

static void edges_odf(const hat_twip *widths, bool proportional, struct hat_grid *grid)
{
    int64_t sum = grid->declared;
    int64_t total = grid->total;
    int64_t shared = total - COLUMN_MIN * (int64_t)grid->columns;
    int64_t cumulated = 0;
    int64_t edge = 0;
    for (size_t i = 0; i < grid->columns; i++) {
        int64_t width = widths[i];
        cumulated += width;
        if (proportional || (total < sum && shared <= 0)) {
            edge = total * cumulated / sum;
        } else if (total < sum) {
            edge += COLUMN_MIN + width * shared / sum;
        } else {
            edge += width + width * (total - sum) / sum;
        }
        grid->edges[i + 1] = hat_twip_clamp(edge);
    }
    grid->edges[grid->columns] = grid->total;
}

/* Place of the first boundary in the container (rules 4.2). */
static hat_twip table_left(const struct hat_table *table, const struct hat_row *first,
                           const struct hat_grid *grid, hat_twip container)
{
    hat_twip spare = hat_twip_sub(container, grid->total);
    if (table->stretch) {
        return table->indent;
    }
    if (table->align == HAT_ALIGN_CENTER) {
        return spare / 2;
    }
    if (table->align == HAT_ALIGN_RIGHT) {
        return hat_twip_sub(spare, table->margin_right);
    }
    if (table->odf_widths) {
        return table->indent;
    }
    const struct hat_cell *cell = first != NULL && first->cell_count > 0 ? first->cells : NULL;
    if (table->shift_by_margin) {
        return hat_twip_sub(table->indent,
                            cell != NULL ? cell->margins[HAT_LEFT] : table->margins[HAT_LEFT]);
    }
    return hat_twip_add(table->indent, hat_border_width(&table->borders[HAT_LEFT]) / 2);
}

enum hat_status hat_grid_make(const struct hat_table *table, const struct hat_row *first,
                              hat_twip container, struct hat_arena *arena, struct hat_grid *grid)
{
    *grid = (struct hat_grid){.separate = !table->collapse};
    hat_twip *widths = given_widths(table, first, arena, &grid->columns);
    grid->edges = hat_arena_array(arena, grid->columns + 1, sizeof *grid->edges);
    if (widths == NULL || grid->edges == NULL) {
        return HAT_ERR_NOMEM;
    }
    grid->declared = sum_of(widths, grid->columns, container);
    grid->total = table_width(table, grid->declared, container);
    if (table->odf_widths && table->stretch) {
        edges_odf_stretched(widths, grid);
    } else if (table->odf_widths) {
        edges_odf(widths, table->width_kind != HAT_WIDTH_TWIPS, grid);
    } else {
        edges_docx(widths, grid);
    }
    grid->left = table_left(table, first, grid, container);
    return HAT_OK;
}

/* Do the cells' own widths count: they do not fill the grid, and each has one? */
static bool own_widths(const struct hat_grid *grid, const struct hat_row *row)
{
    size_t last = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        last = (size_t)row->cells[i].column + row->cells[i].span;
        if (row->cells[i].width <= 0) {
            return false;
        }
    }
    return last != grid->columns;
}

static hat_twip edge_at(const struct hat_grid *grid, size_t column)
{
    return grid->edges[column < grid->columns ? column : grid->columns];
}

void hat_grid_cell(const struct hat_grid *grid, const struct hat_row *row, size_t index,
                   hat_twip edges[2])
{
    const struct hat_cell *cell = &row->cells[index];
    if (!own_widths(grid, row)) {
        edges[0] = edge_at(grid, cell->column);
        edges[1] = edge_at(grid, (size_t)cell->column + (cell->span > 0 ? cell->span : 1));
        return;
    }
    int64_t x = 0;
    for (size_t i = 0; i < index; i++) {
        x += row->cells[i].width;
    }
    hat_twip start = edge_at(grid, row->cells[0].column);
    int64_t right = x + cell->width;
    edges[0] = hat_twip_add(start, hat_twip_clamp(x * grid->total / grid->declared));
    edges[1] = hat_twip_add(start, hat_twip_clamp(right * grid->total / grid->declared));
    if (index + 1 == row->cell_count && edges[0] < grid->total) {
        edges[1] = grid->total; /* Writer's rows are as wide as the table */
    }
}
