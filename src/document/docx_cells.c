/* docx_cells.c -- cells: which conditions of the table style hold, margins, shading and borders.
 *
 * Borders of a cell, strongest first, each edge by itself (layout-rules 4.3, 7.3):
 *
 *     the edge in its own w:tcBorders; in the style's formats that hold, the last one first;
 *     inside of the table: insideH or insideV there;
 *     exceptions of the row, then the table's borders: the edge at the table's rim, else insideH/V
 *
 * So "left" in the format of the first row is the left of every cell in it, as in Writer.
 */
#include "document/docx_story_internal.h"

static bool applies(uint32_t conditions, enum hat_docx_condition condition)
{
    return (conditions & 1u << condition) != 0;
}

/* ---- conditions ---- */

/* Writer's bands are one row or column each, whatever w:tblStyleRowBandSize says. */
static uint32_t row_bands(const struct hat_docx_table *table, uint32_t row)
{
    uint32_t first = (table->all.look & HAT_DOCX_LOOK_FIRST_ROW) != 0;
    if ((table->all.look & HAT_DOCX_LOOK_NO_H_BAND) != 0 || row < first) {
        return 0;
    }
    return 1u << ((row - first) % 2 == 0 ? HAT_DOCX_BAND1_HORZ : HAT_DOCX_BAND2_HORZ);
}

static uint32_t column_bands(const struct hat_docx_table *table, uint32_t column)
{
    uint32_t first = (table->all.look & HAT_DOCX_LOOK_FIRST_COLUMN) != 0;
    if ((table->all.look & HAT_DOCX_LOOK_NO_V_BAND) != 0 || column < first) {
        return 0;
    }
    return 1u << ((column - first) % 2 == 0 ? HAT_DOCX_BAND1_VERT : HAT_DOCX_BAND2_VERT);
}

static bool is_last_column(const struct hat_docx_table *table, uint32_t end)
{
    return table->grid_count > 0 && end >= table->grid_count;
}

uint32_t hat_docx_cell_conditions(const struct hat_docx_table *table, uint32_t row, bool last_row,
                                  uint32_t column, uint32_t span)
{
    uint16_t look = table->all.look;
    bool top = row == 0 && (look & HAT_DOCX_LOOK_FIRST_ROW) != 0;
    bool bottom = last_row && !top && (look & HAT_DOCX_LOOK_LAST_ROW) != 0;
    bool left = column == 0 && (look & HAT_DOCX_LOOK_FIRST_COLUMN) != 0;
    bool right =
        is_last_column(table, column + span) && !left && (look & HAT_DOCX_LOOK_LAST_COLUMN) != 0;
    uint32_t conditions = 1u << HAT_DOCX_WHOLE;
    if (!table->has_conditions) {
        return conditions;
    }
    if (!top && !bottom) {
        conditions |= row_bands(table, row);
    }
    if (!left && !right) {
        conditions |= column_bands(table, column);
    }
    conditions |= (uint32_t)left << HAT_DOCX_FIRST_COLUMN | (uint32_t)right << HAT_DOCX_LAST_COLUMN;
    conditions |= (uint32_t)top << HAT_DOCX_FIRST_ROW | (uint32_t)bottom << HAT_DOCX_LAST_ROW;
    conditions |= (uint32_t)(top && right) << HAT_DOCX_NE_CELL |
                  (uint32_t)(top && left) << HAT_DOCX_NW_CELL |
                  (uint32_t)(bottom && right) << HAT_DOCX_SE_CELL |
                  (uint32_t)(bottom && left) << HAT_DOCX_SW_CELL;
    return conditions;
}

void hat_docx_cell_merge(const struct hat_docx_table *table, uint32_t conditions,
                         struct hat_docx_cell_props *props)
{
    struct hat_docx_cell_props all = {0};
    for (int i = 0; table->style != NULL && i < HAT_DOCX_CONDITIONS; i++) {
        const struct hat_docx_format *format = table->style->conditions[i];
        if (format != NULL && applies(conditions, (enum hat_docx_condition)i)) {
            hat_docx_cell_over(&all, &format->cell);
        }
    }
    hat_docx_cell_over(&all, props);
    props->margins = all.margins;
    props->valign = all.valign;
    props->direction = all.direction;
    props->shade = all.shade;
    props->has_shade = all.has_shade;
}

/* ---- borders ---- */

/* Where a cell stands. */
struct spot {
    uint32_t row;
    bool last_row;
    uint32_t column, end; /* grid columns from `column` to before `end` */
    bool last_column;
};

/* Is `edge` of the cell at the rim of the whole table? */
static bool at_table_rim(const struct spot *spot, int edge)
{
    switch (edge) {
    case HAT_TOP:
        return spot->row == 0;
    case HAT_LEFT:
        return spot->column == 0;
    case HAT_BOTTOM:
        return spot->last_row;
    default:
        return spot->last_column;
    }
}

/* What is said of the cell itself about `edge`, of a cell or of the inside: by its own properties,
 * else by the strongest format of the style that holds. */
static const struct hat_border *cell_border(const struct hat_docx_table *table,
                                            const struct hat_docx_cell *cell, int edge)
{
    const unsigned bit = 1u << edge;
    if ((cell->props.borders.set & bit) != 0) {
        return &cell->props.borders.edge[edge];
    }
    for (int i = HAT_DOCX_CONDITIONS - 1; table->style != NULL && i >= 0; i--) {
        const struct hat_docx_format *format = table->style->conditions[i];
        if (format == NULL || !applies(cell->conditions, (enum hat_docx_condition)i)) {
            continue;
        }
        if ((format->cell.borders.set & bit) != 0) {
            return &format->cell.borders.edge[edge];
        }
        if (i != HAT_DOCX_WHOLE && (format->table.borders.set & bit) != 0) {
            return &format->table.borders.edge[edge];
        }
    }
    return NULL;
}

static struct hat_border edge_border(const struct hat_docx_table *table,
                                     const struct hat_docx_row *row,
                                     const struct hat_docx_cell *cell, const struct spot *spot,
                                     int edge)
{
    bool vertical = edge == HAT_LEFT || edge == HAT_RIGHT;
    int inside = vertical ? HAT_DOCX_INSIDE_V : HAT_DOCX_INSIDE_H;
    bool rim = at_table_rim(spot, edge);
    const struct hat_border *found = cell_border(table, cell, edge);
    if (found == NULL && !rim) {
        found = cell_border(table, cell, inside);
    }
    if (found != NULL) {
        return *found;
    }
    int key = rim ? edge : inside;
    bool excepted = (row->exception.borders.set & 1u << key) != 0;
    return excepted ? row->exception.borders.edge[key] : table->all.borders.edge[key];
}

/* A format for the last row is known to hold only now. */
static void last_row_format(const struct hat_docx_table *table, struct hat_docx_cell *cell,
                            struct hat_cell *v)
{
    uint32_t conditions =
        hat_docx_cell_conditions(table, table->rows - 1, true, v->column, v->span);
    if (conditions != cell->conditions) {
        cell->conditions = conditions;
        for (int i = 0; i < HAT_DOCX_CONDITIONS; i++) {
            const struct hat_docx_format *format = table->style->conditions[i];
            if (format != NULL && applies(conditions, (enum hat_docx_condition)i) &&
                format->cell.has_shade && !cell->own_shade) {
                v->shade = format->cell.shade;
            }
        }
    }
}

void hat_docx_row_finish(struct hat_docx *docx, struct hat_docx_table *table,
                         struct hat_docx_row *row, bool last)
{
    for (size_t i = 0; i < row->count; i++) {
        struct hat_docx_cell *cell = &row->cells[i];
        struct hat_cell *v = &row->row->cells[i];
        if (last && table->has_conditions) {
            last_row_format(table, cell, v);
        }
        struct spot spot = {.row = row->row->number - 1,
                            .last_row = last,
                            .column = v->column,
                            .end = (uint32_t)v->column + v->span};
        spot.last_column =
            table->grid_count > 0 ? spot.end >= table->grid_count : i + 1 == row->count;
        for (int edge = 0; edge < 4; edge++) {
            v->borders[edge] = edge_border(table, row, cell, &spot, edge);
        }
    }
    if (last && row->redo != NULL) {
        hat_docx_redo_row(docx, table, row);
    }
}

/* ---- a cell as it is read ---- */

void hat_docx_cell_begin(struct hat_docx_story *story)
{
    memset(&story->table->cell, 0, sizeof story->table->cell);
    struct hat_docx_flow *flow = hat_docx_flow_push(story);
    if (flow != NULL) {
        flow->cell = true;
        flow->ready = false;
    }
}

void hat_docx_cell_ready(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    if (flow->ready) {
        return;
    }
    flow->ready = true;
    struct hat_docx_table *table = story->table;
    uint32_t span = table->cell.span > 0 ? table->cell.span : 1;
    table->own_shade = table->cell.has_shade;
    table->conditions =
        hat_docx_cell_conditions(table, table->rows - 1, false, table->column, span);
    hat_docx_cell_merge(table, table->conditions, &table->cell);
    flow->around.background = table->cell.has_shade ? table->cell.shade : table->all.shade;
    if (table->style != NULL && table->props.style != NULL) {
        uint32_t conditions = table->conditions | (flow->before_row ? HAT_DOCX_NO_CHARS : 0);
        flow->around.format = hat_docx_table_format(story->docx, table->style, conditions);
    }
}

static void set_margins(const struct hat_docx_table *table, const struct hat_docx_cell_props *props,
                        struct hat_cell *v)
{
    struct hat_docx_margins all = table->all.margins;
    hat_docx_margins_over(&all, &table->current.exception.margins);
    hat_docx_margins_over(&all, &props->margins);
    memcpy(v->margins, all.edge, sizeof v->margins);
}

/* The old w:hMerge: a continued cell widens the one before it. */
static bool joins_previous(const struct hat_docx_table *table)
{
    return table->cell.horizontal_merge == HAT_MERGE_CONTINUE && table->current.count > 0;
}

void hat_docx_cell_end(struct hat_docx_story *story)
{
    struct hat_docx_table *table = story->table;
    struct hat_docx_row *row = &table->current;
    hat_docx_cell_ready(story);
    struct hat_block *blocks = hat_docx_flow_pop(story);
    uint32_t span = table->cell.span > 0 ? table->cell.span : 1;
    uint32_t column = table->column;
    table->column += span;
    if (story->docx->status != HAT_OK) {
        return;
    }
    if (joins_previous(table)) {
        row->cells[row->count - 1].v.span = (uint16_t)(row->cells[row->count - 1].v.span + span);
        row->cells[row->count - 1].v.width += table->cell.width;
        return;
    }
    if (!hat_mem_grow(&row->cells, row->count, &row->cap, sizeof *row->cells)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        return;
    }
    struct hat_docx_cell *cell = &row->cells[row->count++];
    memset(cell, 0, sizeof *cell);
    cell->props = table->cell;
    cell->conditions = table->conditions;
    cell->own_shade = table->own_shade;
    cell->v.column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX);
    cell->v.span = (uint16_t)span;
    cell->v.merge = table->cell.merge;
    cell->v.valign = table->cell.valign;
    cell->v.direction = table->cell.direction;
    cell->v.width = table->cell.width;
    cell->v.shade = table->cell.has_shade ? table->cell.shade : table->all.shade;
    cell->v.blocks = blocks;
    set_margins(table, &table->cell, &cell->v);
}

/* Writer has a cell without borders for each such column, with an empty paragraph that counts for
 * the row's height. Before the row it is without the table style's font. A few bytes stand for 512
 * cells: in tables that are held whole only so many are made. */
void hat_docx_cells_left_out(struct hat_docx_story *story, uint32_t count, bool before)
{
    static const struct hat_docx_borders none = {.set = 0xF};
    struct hat_docx_table *table = story->table;
    for (uint32_t i = 0; i < count && table->current.count < HAT_DOCX_SPAN_MAX; i++) {
        if (!table->streamed && story->docx->cells_left_out++ >= HAT_DOCX_LEFT_OUT_MAX) {
            return;
        }
        hat_docx_cell_begin(story);
        if (story->docx->status != HAT_OK) {
            return;
        }
        hat_docx_flow_of(story)->before_row = before;
        table->cell.borders = none;
        hat_docx_cell_end(story);
    }
}
