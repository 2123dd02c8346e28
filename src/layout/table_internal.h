/* table_internal.h -- tables: columns, measured rows, and rows being set below each other.
 *
 *     table, first row --columns.c--> grid         once (docs/layout-rules.md 4.1, 4.2)
 *     row, row below   --rows.c-----> row box      cells measured as stacks
 *     row boxes        --rowset.c---> row set      one below the other: heights, contents, tags
 *                      --edges.c---->              and the borders between them
 *
 * A row set is the state between two rows: which borders wait for the row below, which vertical
 * strokes and merged cells are open. It needs no row but the one that is set, so a table of any
 * length passes through it.
 */
#ifndef HAT_LAYOUT_TABLE_INTERNAL_H
#define HAT_LAYOUT_TABLE_INTERNAL_H

#include "layout/borders_internal.h"
#include "layout/flow_internal.h"

/* ---- columns (columns.c) ---- */

struct hat_grid {
    hat_twip *edges; /* columns + 1 boundaries; edges[0] is 0 */
    size_t columns;
    hat_twip left;            /* of edges[0], from the container's left edge */
    hat_twip total, declared; /* width of the table; sum of the widths it was given */
    bool separate;            /* every cell draws its own borders inside its box (ODF) */
};

/* `first`: the first row, NULL for a table without rows. */
enum hat_status hat_grid_make(const struct hat_table *table, const struct hat_row *first,
                              hat_twip container, struct hat_arena *arena, struct hat_grid *grid);

/* Left and right boundary of cell `index`, from edges[0]. */
void hat_grid_cell(const struct hat_grid *grid, const struct hat_row *row, size_t index,
                   hat_twip edges[2]);

/* ---- rows, measured (rows.c) ---- */

struct hat_cell_box {
    const struct hat_cell *cell;
    hat_twip x0, x1;    /* boundaries, from grid.edges[0] */
    hat_twip insets[4]; /* from the boundaries, and from the row's top border, to the content */
    struct hat_stack stack;
    struct hat_cursor from, to; /* the part in hand */
    hat_twip content;           /* height of all from `from` on */
    bool merged;                /* stands in several rows: `content` is not this row's alone */
    bool merge_ends;            /* merged, and this is the last of its rows */
    uint32_t strand;            /* merged: of its content on the page in hand */
    struct hat_tags tags;
};

struct hat_row_box {
    const struct hat_row *row;
    struct hat_cell_box *cells;
    size_t count;
    hat_twip inner;      /* height of its tallest own content with insets */
    hat_twip top;        /* largest top border with top margin of a cell */
    hat_twip top_margin; /* largest top margin */
    hat_twip bottoms;    /* thickest bottom border */
    hat_twip pitch;      /* as measured below the row above it */
    hat_twip used;       /* height that stands on earlier pages */
    bool begun;          /* a part stands on an earlier page */
    bool turned;         /* has cells whose text is turned */
    bool keep;           /* its first paragraph keeps with the next */
    bool numbered;       /* prints page numbers */
    bool tagged;
    uint32_t node;
    uint32_t open_merges; /* row sets that still draw from this row */
};

/* `next`: the row below, NULL after the last. Memory in `arena`. */
enum hat_status hat_row_make(struct hat_layout *layout, const struct hat_grid *grid,
                             const struct hat_row *const rows[2], struct hat_arena *arena,
                             struct hat_row_box *box);
/* Measures the rest after a part was set. */
void hat_row_rest(const struct hat_layout *layout, struct hat_row_box *box);
/* Back to the whole row, to be set once more (a repeated head). */
void hat_row_rewind(const struct hat_layout *layout, struct hat_row_box *box);

/* ---- cells whose text is turned (turned.c) ---- */

static inline bool hat_cell_turned(const struct hat_cell *cell)
{
    return cell->direction != HAT_DIRECTION_HORIZONTAL;
}

/* Makes *length, that of the lines, longer when they need it to find room `across` the cell. */
enum hat_status hat_turned_length(struct hat_layout *layout, const struct hat_cell *cell,
                                  hat_twip across, struct hat_arena *arena, hat_twip *length);
/* Draws the cell's content into a box by enum hat_edge; what finds no room is not drawn. `tags`
 * NULL: its row is a repeated one, an artifact. */
enum hat_status hat_turned_paint(struct hat_layout *layout, const struct hat_cell *cell,
                                 const hat_twip box[4], struct hat_tags *tags);

/* Tells of the first text of a cell, from `from` on, that finds no room and so is not drawn. */
void hat_clipped_warn(const struct hat_layout *layout, const struct hat_stack *stack,
                      struct hat_cursor from);

/* ---- rows, set (rowset.c, edges.c) ---- */

struct hat_edge_piece {
    hat_twip at, to; /* vertical: x, y where it begins; horizontal: from x to x */
    struct hat_border border;
};

struct hat_edge_list {
    struct hat_edge_piece *items;
    size_t count, cap;
};

/* A cell over several rows that is not ended. */
struct hat_row_span {
    struct hat_row_box *owner;
    struct hat_cell_box *cell;
    hat_twip top;   /* of its room on this page */
    bool continued; /* from an earlier page */
};

/* Structure nodes of a table; they outlive its parts on pages. */
struct hat_table_tags {
    uint32_t parent, table, head, body;
    bool made, has_head, has_body;
    bool numbered; /* the first column numbers the rows: its cells are row headers */
};

struct hat_row_set {
    struct hat_layout *layout;
    const struct hat_table *table;
    const struct hat_grid *grid;
    struct hat_table_tags *tags;
    hat_twip x;            /* of grid->edges[0] on the page */
    bool repeating;        /* rows set now are a repeated head: artifacts */
    hat_twip bottom_width; /* thickest bottom border of the row above, on this page */
    struct hat_edge_list bottoms, verticals, scratch;
    struct hat_row_span *merges;
    size_t merge_count, merge_cap;
};

/* A zeroed row set is a valid empty one. */
void hat_row_set_fini(struct hat_row_set *set);

/* From the top of `row` to the content of all its cells: border and margin, the largest of the
 * row (rules 4.3). `border_above`: thickest bottom border of the row above on this page. */
static inline hat_twip hat_row_top(const struct hat_row_box *row, hat_twip border_above)
{
    return hat_twip_max(row->top, hat_twip_add(border_above, row->top_margin));
}

/* Height that `row` takes at `y`, its top border included. */
hat_twip hat_row_pitch(const struct hat_row_set *set, const struct hat_row_box *row, hat_twip y);

/* Height that `row` must have at `y` for what is left of merged cells that end in it; 0: nothing
 * is left. */
hat_twip hat_row_merged_height(const struct hat_row_set *set, const struct hat_row_box *row,
                               hat_twip y);

/* Sets the part of `row` in hand (from, to of its cells) at `y`. `last`: nothing of it is left.
 * Draws when the layout draws. */
enum hat_status hat_row_set_add(struct hat_row_set *set, struct hat_row_box *row, hat_twip y,
                                hat_twip height, bool last);

/* Ends the part of the table on this page at `y`, the bottom of its last row: bottom borders,
 * vertical strokes, what fits of open merged cells. The bottom border hangs below `y`. */
enum hat_status hat_row_set_break(struct hat_row_set *set, hat_twip y);

/* Borders of a row whose top is at `y`; `bottom`: the page's part ends (row is NULL then). */
enum hat_status hat_edges_add(struct hat_row_set *set, const struct hat_row_box *row, hat_twip y);
enum hat_status hat_edges_break(struct hat_row_set *set, hat_twip y);
/* The borders of one cell in its own box (ODF separating model). */
enum hat_status hat_edges_box(struct hat_layout *layout, const struct hat_cell *cell,
                              const hat_twip box[4]);

/* Nodes of a row and its cells, made once. */
enum hat_status hat_tag_row(struct hat_row_set *set, struct hat_row_box *row);

/* ---- a table that is whole in memory: in a cell, header, note or text box (nested.c) ---- */

struct hat_nested {
    const struct hat_table *table;
    struct hat_grid grid;
    struct hat_row_box *rows;
    size_t count;
    bool numbered; /* prints page numbers */
    bool over;     /* it floats, and not at the beginning of its cell: painted over the text */
    struct hat_table_tags tags;
};

enum hat_status hat_nested_make(struct hat_layout *layout, const struct hat_table *table,
                                hat_twip width, struct hat_arena *arena, struct hat_nested **out);
/* Height of the rows [from, to) with the border below the last. */
hat_twip hat_nested_height(const struct hat_nested *nested, size_t from, size_t to);
size_t hat_nested_fit(const struct hat_nested *nested, size_t from, size_t to, hat_twip room);
enum hat_status hat_nested_paint(struct hat_layout *layout, struct hat_nested *nested,
                                 const size_t range[2], const struct hat_para_spot *spot);

#endif
