/* nested.c -- a table that is whole in memory: in a cell, a header, a note or a text box.
 *
 * All rows are measured at once, in order, with a row set that draws nothing; so a row's pitch
 * knows the borders above it and the merged cells that end in it. To the stack around it each
 * row is a slice.
 */
#include "layout/table_internal.h"

static size_t count_rows(const struct hat_table *table)
{
    size_t count = 0;
    for (const struct hat_row *row = table->rows; row != NULL; row = row->next) {
        count++;
    }
    return count;
}

/* Sets every row without drawing, one below the other from 0 on. */
static enum hat_status measure_rows(struct hat_layout *layout, struct hat_nested *nested)
{
    const struct hat_page_sink *sink = layout->sink;
    struct hat_row_set set = {.layout = layout, .table = nested->table, .grid = &nested->grid};
    hat_twip y = 0;
    enum hat_status status = HAT_OK;
    layout->sink = NULL;
    for (size_t i = 0; i < nested->count && status == HAT_OK; i++) {
        struct hat_row_box *row = &nested->rows[i];
        row->pitch = hat_row_pitch(&set, row, y);
        status = hat_row_set_add(&set, row, y, row->pitch, true);
        y = hat_twip_add(y, row->pitch);
    }
    hat_row_set_fini(&set);
    layout->sink = sink;
    return status;
}

enum hat_status hat_nested_make(struct hat_layout *layout, const struct hat_table *table,
                                hat_twip width, struct hat_arena *arena, struct hat_nested **out)
{
    struct hat_nested *nested = hat_arena_alloc(arena, sizeof *nested);
    size_t count = count_rows(table);
    if (nested == NULL) {
        return HAT_ERR_NOMEM;
    }
    nested->table = table;
    nested->rows = hat_arena_array(arena, count, sizeof *nested->rows);
    enum hat_status status = nested->rows != NULL ? HAT_OK : HAT_ERR_NOMEM;
    if (status == HAT_OK) {
        status = hat_grid_make(table, table->rows, width, arena, &nested->grid);
    }
    const struct hat_row *row = table->rows;
    for (; row != NULL && status == HAT_OK; row = row->next) {
        const struct hat_row *rows[2] = {row, row->next};
        struct hat_row_box *box = &nested->rows[nested->count++];
        status = hat_row_make(layout, &nested->grid, rows, arena, box);
        nested->numbered |= box->numbered;
    }
    if (status == HAT_OK) {
        status = measure_rows(layout, nested);
    }
    *out = nested;
    return status;
}

hat_twip hat_nested_height(const struct hat_nested *nested, size_t from, size_t to)
{
    hat_twip height = 0;
    for (size_t i = from; i < to; i++) {
        height = hat_twip_add(height, nested->rows[i].pitch);
    }
    return to > from ? hat_twip_add(height, nested->rows[to - 1].bottoms) : 0;
}

size_t hat_nested_fit(const struct hat_nested *nested, size_t from, size_t to, hat_twip room)
{
    hat_twip height = 0;
    size_t i = from;
    while (i < to) {
        height = hat_twip_add(height, nested->rows[i].pitch);
        if (hat_twip_add(height, nested->rows[i].bottoms) > room) {
            break;
        }
        i++;
    }
    return i - from;
}

enum hat_status hat_nested_paint(struct hat_layout *layout, struct hat_nested *nested,
                                 const size_t range[2], const struct hat_para_spot *spot)
{
    struct hat_row_set set = {.layout = layout, .table = nested->table, .grid = &nested->grid};
    set.tags = &nested->tags;
    set.x = hat_twip_add(spot->x, nested->grid.left);
    set.repeating = hat_node_is_artifact(spot->tags->parent);
    nested->tags.parent = spot->tags->parent;
    spot->tags->depth = 0;
    hat_twip y = spot->y;
    enum hat_status status = HAT_OK;
    for (size_t i = range[0]; i < range[1] && status == HAT_OK; i++) {
        struct hat_row_box *row = &nested->rows[i];
        for (size_t c = 0; c < row->count; c++) {
            row->cells[c].to = (struct hat_cursor){row->cells[c].stack.count, 0};
        }
        status = hat_row_set_add(&set, row, y, row->pitch, true);
        y = hat_twip_add(y, row->pitch);
    }
    if (status == HAT_OK) {
        status = hat_row_set_break(&set, y);
    }
    hat_row_set_fini(&set);
    return status;
}
