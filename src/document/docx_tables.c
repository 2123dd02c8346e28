/* docx_tables.c -- tables and their rows as they are read (ECMA-376-1 §17.4; layout-rules 4, 13).
 *
 *     w:tblPr  w:tblGrid        kept
 *     first row complete     -> the table's block goes out (streamed in the body, else whole)
 *     each row complete      -> the row before it goes out
 *     table ends             -> the last row goes out
 *
 * A row waits for its successor because its bottom edges depend on whether it is the last one.
 * Once the block of a streamed table is out it belongs to the reader's user and is not touched.
 */
#include "document/docx_story_internal.h"

/* ---- the stack of tables ---- */

static struct hat_docx_table *take_spare(struct hat_docx_story *story)
{
    struct hat_docx_table *table = story->spare;
    if (table == NULL) {
        return hat_mem_zalloc(1, sizeof *table);
    }
    story->spare = table->below;
    struct hat_docx_table fresh = {.grid = table->grid, .grid_cap = table->grid_cap};
    fresh.current = (struct hat_docx_row){.cells = table->current.cells, .cap = table->current.cap};
    fresh.pending = (struct hat_docx_row){.cells = table->pending.cells, .cap = table->pending.cap};
    *table = fresh;
    return table;
}

static void free_list(struct hat_docx_table *table)
{
    while (table != NULL) {
        struct hat_docx_table *below = table->below;
        hat_mem_free(table->grid);
        hat_mem_free(table->current.cells);
        hat_mem_free(table->pending.cells);
        hat_mem_free(table);
        table = below;
    }
}

void hat_docx_tables_fini(struct hat_docx_story *story)
{
    free_list(story->table);
    free_list(story->spare);
}

void hat_docx_table_begin(struct hat_docx_story *story)
{
    struct hat_docx *docx = story->docx;
    if (story->table_depth >= docx->document->limits->table_depth) {
        hat_diags_add(docx->document->diags, HAT_MSG_TABLE_DEPTH, &docx->place, {0});
        hat_docx_fail(docx, HAT_ERR_LIMIT);
        return;
    }
    struct hat_docx_table *table = take_spare(story);
    if (table == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return;
    }
    table->below = story->table;
    table->flow = hat_docx_flow_of(story);
    table->streamed = table->flow->body;
    story->tables += story->table == NULL;
    story->table = table;
    story->table_depth++;
}

/* ---- the table's own properties ---- */

/* Style, then direct properties; final when the first row begins. */
static void settle_properties(struct hat_docx_story *story, struct hat_docx_table *table)
{
    if (table->started) {
        return;
    }
    table->started = true;
    table->style = table->props.style != NULL
                       ? table->props.style
                       : hat_docx_style_default(story->docx, HAT_DOCX_STYLE_TABLE);
    table->all.margins = (struct hat_docx_margins){.edge = {0, 108, 0, 108}};
    table->all.look =
        HAT_DOCX_LOOK_FIRST_ROW | HAT_DOCX_LOOK_FIRST_COLUMN | HAT_DOCX_LOOK_NO_V_BAND;
    if (table->style != NULL) {
        hat_docx_table_over(&table->all, &table->style->conditions[HAT_DOCX_WHOLE]->table);
        for (int i = HAT_DOCX_WHOLE + 1; i < HAT_DOCX_CONDITIONS; i++) {
            table->has_conditions |= table->style->conditions[i] != NULL;
        }
    }
    hat_docx_table_over(&table->all, &table->props);
    table->redoes = hat_docx_redoes(table);
}

static void fill_grid(struct hat_docx_story *story, const struct hat_docx_table *table,
                      struct hat_table *out)
{
    int64_t sum = 0;
    for (size_t i = 0; i < table->grid_count; i++) {
        sum += table->grid[i];
    }
    if (sum == 0) { /* no grid: the layout goes by the cells of the first row (rules 4.1) */
        return;
    }
    out->grid = hat_docx_story_alloc(story, table->grid_count * sizeof *out->grid);
    if (out->grid != NULL) {
        memcpy(out->grid, table->grid, table->grid_count * sizeof *out->grid);
        out->column_count = table->grid_count;
    }
}

static void fill_float(struct hat_docx_story *story, const struct hat_docx_table_props *all,
                       struct hat_table *out)
{
    if (all->has_float) {
        struct hat_float *place = hat_docx_story_alloc(story, sizeof *place);
        if (place != NULL) {
            *place = all->place;
        }
        out->floating = place;
    }
}

/* Where the table stands across (rules 4.2). In a cell it stays inside, and its place when it
 * floats is one of alignment alone. */
static void set_place(const struct hat_docx_table *table, unsigned compatibility,
                      struct hat_table *out)
{
    const struct hat_docx_table_props *all = &table->all;
    out->align = all->align;
    out->indent = all->indent;
    out->shift_by_margin = compatibility <= 14;
    if (!table->flow->cell) {
        return;
    }
    out->shift_by_margin = false;
    out->indent = out->indent > 0 ? out->indent : 0;
    if (all->has_float) {
        out->indent = 0;
        out->align = all->place.x_position == HAT_POSITION_CENTER ? HAT_ALIGN_CENTER
                     : all->place.x_position == HAT_POSITION_END  ? HAT_ALIGN_RIGHT
                                                                  : HAT_ALIGN_LEFT;
    }
}

static struct hat_table *make_table(struct hat_docx_story *story,
                                    const struct hat_docx_table *table)
{
    const struct hat_docx_table_props *all = &table->all;
    const struct hat_flags *flags = &story->docx->document->info.flags;
    struct hat_table *out = hat_docx_story_alloc(story, sizeof *out);
    if (out == NULL) {
        return NULL;
    }
    out->width_kind = all->width_kind;
    out->width = all->width;
    out->fixed = all->fixed;
    out->collapse = true;
    out->rtl = all->rtl;
    out->streamed = table->streamed;
    out->shade = all->shade;
    memcpy(out->margins, all->margins.edge, sizeof out->margins);
    memcpy(out->borders, all->borders.edge, sizeof out->borders);
    const struct hat_docx_borders *own = &table->current.cells[0].props.borders;
    if ((own->set & 1u << HAT_LEFT) != 0) {
        out->borders[HAT_LEFT] = own->edge[HAT_LEFT]; /* it shifts the table: rules 4.2 */
    }
    out->place = hat_docx_story_place(story);
    set_place(table, flags->compatibility, out);
    fill_grid(story, table, out);
    fill_float(story, all, out);
    return out;
}

/* The table's block goes out. In the body its arena is the one after which rows have their own. */
static void emit_table(struct hat_docx_story *story, struct hat_docx_table *table)
{
    struct hat_arena *row_arena = story->arena;
    if (table->streamed) {
        story->arena = NULL;
    }
    struct hat_table *out = make_table(story, table);
    if (out != NULL && story->docx->status == HAT_OK) {
        if (out->floating == NULL) {
            out->break_before = hat_docx_break_take_table(table->flow);
        }
        hat_docx_flow_add(story, table->flow, HAT_BLOCK_TABLE, out);
    }
    table->row_tail = out != NULL ? &out->rows : NULL;
    table->emitted = true;
    story->arena = row_arena;
}

/* ---- rows ---- */

static void row_begin(struct hat_docx_story *story)
{
    struct hat_docx_table *table = story->table;
    settle_properties(story, table);
    struct hat_docx_row *row = &table->current;
    struct hat_docx_cell *cells = row->cells;
    size_t cap = row->cap;
    memset(row, 0, sizeof *row);
    row->cells = cells;
    row->cap = cap;
    table->rows++;
    table->column = 0;
    if (table->streamed) {
        story->arena = NULL; /* a row of the body has an arena of its own */
    }
    row->row = hat_docx_story_alloc(story, sizeof *row->row);
    if (row->row != NULL && table->streamed) {
        row->row->arena = story->arena;
    }
}

static void drop_row(struct hat_docx_story *story, struct hat_docx_table *table)
{
    if (table->streamed && table->current.row != NULL) {
        hat_block_arena_drop(story->docx->document, table->current.row->arena);
        story->arena = NULL;
    }
    table->current.row = NULL;
    table->rows--;
}

/* The waiting row goes out. */
static void emit_pending(struct hat_docx_story *story, struct hat_docx_table *table, bool last)
{
    struct hat_docx_row *pending = &table->pending;
    struct hat_row *row = pending->row;
    if (row == NULL || story->docx->status != HAT_OK) {
        return;
    }
    hat_docx_row_finish(story->docx, table, pending, last);
    pending->row = NULL;
    if (table->streamed) {
        struct hat_queue_item item = {.kind = HAT_QUEUE_ROW, .row = row};
        hat_docx_fail(story->docx, hat_queue_put(&story->docx->queue, item));
    } else if (table->row_tail != NULL) {
        *table->row_tail = row;
        table->row_tail = &row->next;
    }
}

static void copy_cells(struct hat_docx_story *story, struct hat_docx_row *row)
{
    row->row->cells = hat_docx_story_alloc(story, row->count * sizeof(struct hat_cell));
    if (row->row->cells != NULL) {
        for (size_t i = 0; i < row->count; i++) {
            row->row->cells[i] = row->cells[i].v;
        }
        row->row->cell_count = row->count;
    }
}

static void set_row_properties(const struct hat_docx_table *table, struct hat_docx_row *row)
{
    struct hat_docx_row_props all = {0};
    if (table->style != NULL) {
        hat_docx_row_over(&all, &table->style->conditions[HAT_DOCX_WHOLE]->row);
    }
    hat_docx_row_over(&all, &row->props);
    row->row->height_rule = all.height_rule;
    row->row->height = all.height;
    row->row->cant_split = all.cant_split;
    row->row->header = all.header;
    row->row->number = table->rows;
}

void hat_docx_row_end(struct hat_docx_story *story)
{
    struct hat_docx_table *table = story->table;
    struct hat_docx_row *current = &table->current;
    if (current->row == NULL || story->docx->status != HAT_OK) {
        return;
    }
    if (current->props.deleted || current->count == 0) {
        drop_row(story, table);
        return;
    }
    hat_docx_cells_left_out(story, current->props.after, false);
    copy_cells(story, current);
    if (story->docx->status != HAT_OK) {
        return;
    }
    set_row_properties(table, current);
    if (!table->emitted) {
        emit_table(story, table);
    }
    emit_pending(story, table, false);
    struct hat_docx_row waiting = table->pending; /* swapped: its cells are room for the next row */
    table->pending = *current;
    *current = waiting;
    current->row = NULL;
    current->count = 0;
    if (table->streamed) {
        story->arena = NULL;
    }
}

void hat_docx_table_end(struct hat_docx_story *story)
{
    struct hat_docx_table *table = story->table;
    emit_pending(story, table, true);
    if (table->emitted && table->streamed && story->docx->status == HAT_OK) {
        struct hat_queue_item item = {.kind = HAT_QUEUE_TABLE_END};
        hat_docx_fail(story->docx, hat_queue_put(&story->docx->queue, item));
    }
    story->table = table->below;
    table->below = story->spare;
    story->spare = table;
    story->table_depth--;
}

/* ---- elements ---- */

void hat_docx_grid_column(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_table *table = story->table;
    if (element->name != HAT_W_gridCol || table->grid_count >= HAT_DOCX_SPAN_MAX) {
        return;
    }
    if (!hat_mem_grow(&table->grid, table->grid_count, &table->grid_cap, sizeof *table->grid)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        return;
    }
    table->grid[table->grid_count++] =
        hat_docx_length(story->docx, hat_xml_attr(element, HAT_W_w), 0, HAT_DOCX_LENGTH_MAX);
}

uint8_t hat_docx_table_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_table *table = story->table;
    switch (element->name) {
    case HAT_W_tblPr:
        story->targets.table = &table->props;
        return table->started ? HAT_DOCX_SKIP : HAT_DOCX_IN_TBLPR;
    case HAT_W_tblGrid:
        return table->started ? HAT_DOCX_SKIP : HAT_DOCX_IN_GRID;
    case HAT_W_tr:
        row_begin(story);
        return HAT_DOCX_IN_ROW;
    default:
        return HAT_DOCX_SKIP;
    }
}

uint8_t hat_docx_row_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_table *table = story->table;
    if (table->current.row == NULL) {
        return HAT_DOCX_SKIP;
    }
    switch (element->name) {
    case HAT_W_trPr:
        story->targets.row = &table->current.props;
        return HAT_DOCX_IN_TRPR;
    case HAT_W_tblPrEx:
        story->targets.table = &table->current.exception;
        return HAT_DOCX_IN_TBLPR;
    case HAT_W_tc:
        if (table->current.count >= HAT_DOCX_SPAN_MAX) {
            return HAT_DOCX_SKIP;
        }
        if (table->column == 0) {
            hat_docx_cells_left_out(story, table->current.props.before, true);
        }
        hat_docx_cell_begin(story);
        return HAT_DOCX_IN_CELL;
    default:
        return HAT_DOCX_SKIP;
    }
}
