/* edges.c -- borders between the rows and columns of a table (docs/layout-rules.md 4.3).
 *
 * The border between two rows is known when the lower one comes: the stronger of the cell above
 * and the cell below wins, stretch by stretch, and equal stretches become one stroke:
 *
 *     above   |---- 10 ----|---- 10 ----|            bottoms, kept from the row above
 *     below   |-- 10 --|------- 24 -----|---- 10 --| tops of the row
 *     drawn   |-- 10 --|------- 24 -----|---- 10 --| three strokes
 *
 * Vertical strokes stay open while the rows below have the same border at the same place, so a
 * column of 39 rows is one stroke a page. A horizontal border hangs below its row's top; a
 * vertical one is centred on its boundary.
 */
#include "layout/table_internal.h"

static enum hat_status push(struct hat_edge_list *list, hat_twip at, hat_twip to,
                            const struct hat_border *border)
{
    if (!hat_mem_grow(&list->items, list->count, &list->cap, sizeof *list->items)) {
        return HAT_ERR_NOMEM;
    }
    list->items[list->count++] = (struct hat_edge_piece){at, to, *border};
    return HAT_OK;
}

/* Half the thickness of the vertical border at `x`; 0 when there is none. */
static hat_twip half_vertical(const struct hat_edge_list *verticals, hat_twip x)
{
    size_t low = 0;
    size_t high = verticals->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (verticals->items[middle].at < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < verticals->count && verticals->items[low].at == x;
    return found ? hat_border_width(&verticals->items[low].border) / 2 : 0;
}

/* ---- horizontal borders ---- */

static enum hat_status draw_run(const struct hat_row_set *set, const struct hat_edge_piece *run,
                                hat_twip y, bool inward)
{
    struct hat_stroke stroke = {.edge = y, .inward = inward};
    stroke.from = hat_twip_sub(run->at, half_vertical(&set->verticals, run->at));
    stroke.to = hat_twip_add(run->to, half_vertical(&set->verticals, run->to));
    return hat_border_draw(&set->layout->page, &run->border, &stroke);
}

/* A list read from left to right. */
struct reader {
    const struct hat_edge_list *list;
    size_t next;
};

/* The piece at `x`, NULL in a gap; *end: where this answer stops to be true. */
static const struct hat_edge_piece *piece_at(struct reader *reader, hat_twip x, hat_twip *end)
{
    while (reader->next < reader->list->count && reader->list->items[reader->next].to <= x) {
        reader->next++;
    }
    if (reader->next == reader->list->count) {
        return NULL;
    }
    const struct hat_edge_piece *piece = &reader->list->items[reader->next];
    bool here = piece->at <= x;
    *end = hat_twip_min(*end, here ? piece->to : piece->at);
    return here ? piece : NULL;
}

static enum hat_status draw_horizontals(const struct hat_row_set *set,
                                        const struct hat_edge_list *above,
                                        const struct hat_edge_list *below, hat_twip y)
{
    static const struct hat_border none = {0};
    struct reader upper = {above, 0};
    struct reader lower = {below, 0};
    struct hat_edge_piece run = {.at = -HAT_TWIP_MAX, .to = -HAT_TWIP_MAX};
    hat_twip x = -HAT_TWIP_MAX;
    enum hat_status status = HAT_OK;
    while (status == HAT_OK) {
        hat_twip end = HAT_TWIP_MAX;
        const struct hat_edge_piece *a = piece_at(&upper, x, &end);
        const struct hat_edge_piece *b = piece_at(&lower, x, &end);
        if (end == HAT_TWIP_MAX) {
            break;
        }
        const struct hat_border *border =
            hat_border_stronger(a != NULL ? &a->border : &none, b != NULL ? &b->border : &none);
        if (!hat_border_equal(border, &run.border)) {
            status = draw_run(set, &run, y, below->count > 0);
            run = (struct hat_edge_piece){x, x, *border};
        }
        run.to = x = end;
    }
    return status == HAT_OK ? draw_run(set, &run, y, below->count > 0) : status;
}

/* ---- vertical borders ---- */

static enum hat_status draw_vertical(const struct hat_row_set *set,
                                     const struct hat_edge_piece *piece, hat_twip bottom)
{
    hat_twip half = hat_border_width(&piece->border) / 2;
    hat_twip right = hat_twip_add(set->x, set->grid->edges[set->grid->columns]);
    struct hat_stroke stroke = {.vertical = true, .inward = piece->at < right};
    stroke.from = piece->to;
    stroke.to = bottom;
    stroke.edge = hat_twip_sub(piece->at, half);
    return hat_border_draw(&set->layout->page, &piece->border, &stroke);
}

/* The boundaries of a row from left to right; where two cells meet the stronger border. */
static enum hat_status row_verticals(const struct hat_row_set *set, const struct hat_row_box *row,
                                     hat_twip y, struct hat_edge_list *list)
{
    enum hat_status status = HAT_OK;
    list->count = 0;
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        const struct hat_cell_box *cell = &row->cells[i];
        const struct hat_border *left = &cell->cell->borders[HAT_LEFT];
        hat_twip x0 = hat_twip_add(set->x, cell->x0);
        struct hat_edge_piece *last = list->count > 0 ? &list->items[list->count - 1] : NULL;
        if (last != NULL && last->at == x0) {
            last->border = *hat_border_stronger(&last->border, left);
        } else {
            status = push(list, x0, y, left);
        }
        if (status == HAT_OK) {
            hat_twip x1 = hat_twip_add(set->x, cell->x1);
            status = push(list, x1, y, &cell->cell->borders[HAT_RIGHT]);
        }
    }
    return status;
}

/* Continues the open strokes that go on in `now`, draws the others. */
static enum hat_status join_verticals(struct hat_row_set *set, struct hat_edge_list *now,
                                      hat_twip y)
{
    const struct hat_edge_list *open = &set->verticals;
    enum hat_status status = HAT_OK;
    size_t next = 0;
    for (size_t i = 0; i < now->count && status == HAT_OK; i++) {
        struct hat_edge_piece *piece = &now->items[i];
        while (next < open->count && open->items[next].at < piece->at && status == HAT_OK) {
            status = draw_vertical(set, &open->items[next++], y);
        }
        if (next < open->count && open->items[next].at == piece->at && status == HAT_OK) {
            if (hat_border_equal(&open->items[next].border, &piece->border)) {
                piece->to = open->items[next].to;
            } else {
                status = draw_vertical(set, &open->items[next], y);
            }
            next++;
        }
    }
    while (next < open->count && status == HAT_OK) {
        status = draw_vertical(set, &open->items[next++], y);
    }
    struct hat_edge_list spare = set->verticals;
    set->verticals = *now;
    *now = spare;
    return status;
}

/* ---- a row, the end of a page's part ---- */

/* The top borders of a row (of the cells that begin in it), or its bottom borders (of those that
 * end in it). */
static enum hat_status row_horizontals(const struct hat_row_set *set, const struct hat_row_box *row,
                                       enum hat_edge edge, struct hat_edge_list *list)
{
    enum hat_status status = HAT_OK;
    list->count = 0;
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        const struct hat_cell_box *cell = &row->cells[i];
        bool inner = edge == HAT_TOP ? cell->cell->merge == HAT_MERGE_CONTINUE
                                     : cell->merged && !cell->merge_ends;
        if (!inner) {
            status = push(list, hat_twip_add(set->x, cell->x0), hat_twip_add(set->x, cell->x1),
                          &cell->cell->borders[edge]);
        }
    }
    return status;
}

enum hat_status hat_edges_add(struct hat_row_set *set, const struct hat_row_box *row, hat_twip y)
{
    if (set->grid->separate) {
        return HAT_OK;
    }
    enum hat_status status = row_verticals(set, row, y, &set->scratch);
    if (status == HAT_OK) {
        status = join_verticals(set, &set->scratch, y);
    }
    if (status == HAT_OK) {
        status = row_horizontals(set, row, HAT_TOP, &set->scratch);
    }
    if (status == HAT_OK) {
        status = draw_horizontals(set, &set->bottoms, &set->scratch, y);
    }
    return status == HAT_OK ? row_horizontals(set, row, HAT_BOTTOM, &set->bottoms) : status;
}

enum hat_status hat_edges_break(struct hat_row_set *set, hat_twip y)
{
    set->scratch.count = 0;
    enum hat_status status = draw_horizontals(set, &set->bottoms, &set->scratch, y);
    hat_twip bottom = y;
    for (size_t i = 0; i < set->bottoms.count; i++) {
        hat_twip edge = hat_twip_add(y, hat_border_width(&set->bottoms.items[i].border));
        bottom = hat_twip_max(bottom, edge);
    }
    for (size_t i = 0; i < set->verticals.count && status == HAT_OK; i++) {
        status = draw_vertical(set, &set->verticals.items[i], bottom);
    }
    set->bottoms.count = 0;
    set->verticals.count = 0;
    return status;
}

enum hat_status hat_edges_box(struct hat_layout *layout, const struct hat_cell *cell,
                              const hat_twip box[4])
{
    return hat_border_box(&layout->page, cell->borders, box);
}
