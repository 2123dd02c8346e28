/* odt_tables.c -- tables: columns, rows, cells, spans; rows of a body table leave one by one.
 *
 *     <table:table-column table:number-columns-repeated="2"/>   grid of 2
 *     <table:table-row>                                         the table's block is queued
 *       <table:table-cell table:number-rows-spanned="2"/>       merge RESTART, column 0
 *       <table:table-cell/>                                     column 1
 *     <table:table-row>                                         the row above is queued
 *       <table:covered-table-cell/>                             merge CONTINUE, column 0
 *
 * A table in the body is streamed: its block is queued with its first row, each row in an arena of
 * its own. A table inside a cell, header or note is kept whole in the arena of what it stands in.
 * Source: ODF 1.3 part 3 §9; layout rules 4.
 */
#include "document/odt_elements_internal.h"

/* The table whose elements may come now: no cell of it is open. */
static struct hat_odt_table *open_table(const struct hat_odt *odt)
{
    return odt->flow != NULL ? odt->flow->table : NULL;
}

/* ---- the table ---- */

static struct hat_odt_table *table_push(struct hat_odt *odt)
{
    struct hat_odt_table *table = odt->free_tables;
    if (table != NULL) {
        odt->free_tables = table->outer;
        struct hat_odt_table clean = {.columns = table->columns,
                                      .column_cap = table->column_cap,
                                      .cells = table->cells,
                                      .cell_cap = table->cell_cap};
        *table = clean;
    } else {
        table = hat_mem_zalloc(1, sizeof *table);
    }
    if (table != NULL) {
        table->outer = odt->table;
        table->flow = odt->flow;
        odt->table = odt->flow->table = table;
    }
    return table;
}

static void table_pop(struct hat_odt *odt)
{
    struct hat_odt_table *table = odt->table;
    odt->table = table->outer;
    table->flow->table = NULL;
    table->outer = odt->free_tables;
    odt->free_tables = table;
}

static uint32_t depth_of(const struct hat_odt *odt)
{
    uint32_t depth = 0;
    for (const struct hat_odt_table *table = odt->table; table != NULL; table = table->outer) {
        depth++;
    }
    return depth;
}

static struct hat_table *table_make(struct hat_arena *arena,
                                    const struct hat_odt_table_style *style, bool sub_table)
{
    struct hat_table *table = hat_arena_alloc(arena, sizeof *table);
    if (table == NULL) {
        return NULL;
    }
    *table = style->table;
    table->odf_widths = true;
    if (sub_table) { /* fills its cell */
        table->stretch = true;
        table->width_kind = HAT_WIDTH_AUTO;
        table->indent = table->margin_right = table->before = table->after = 0;
    } else if (!style->has_width) {
        table->stretch = true;
    }
    return table;
}

HAT_ODT_START(table)
{
    if (odt->flow == NULL || odt->flow->open || odt->flow->table != NULL) {
        frame->element = NULL; /* no table stands here: its text goes on */
        return HAT_OK;
    }
    if (depth_of(odt) >= odt->document->limits->table_depth) {
        hat_diags_add(odt->document->diags, HAT_MSG_TABLE_DEPTH, &odt->flow->place, {0});
        return HAT_ERR_LIMIT;
    }
    const struct hat_odt_table_style *style =
        hat_odt_table_style(odt, hat_xml_attr(element, HAT_TABLE_style_name));
    if (style == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool new_page;
    enum hat_status status = hat_odt_block_begin(odt, style->master, style->page_number, &new_page);
    struct hat_odt_table *table = status == HAT_OK ? table_push(odt) : NULL;
    if (table == NULL) {
        return status != HAT_OK ? status : HAT_ERR_NOMEM;
    }
    bool sub = hat_odt_true(hat_xml_attr(element, HAT_TABLE_is_sub_table));
    table->streamed = odt->flow->body;
    table->table = table_make(odt->flow->arena, style, sub);
    if (table->table == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (new_page) {
        table->table->break_before = false;
    }
    if (sub && odt->table->outer != NULL) {
        memset(odt->table->outer->cell.margins, 0, sizeof odt->table->outer->cell.margins);
    }
    table->place = odt->flow->place;
    table->place.paragraph = 0;
    table->place.line = element->line;
    if (odt->flow->body) {
        table->place.table = ++odt->tables;
    }
    table->table->place = table->place;
    return HAT_OK;
}

/* ---- columns ---- */

static enum hat_status column_add(struct hat_odt_table *table, struct hat_odt_column_style width,
                                  struct hat_odt_style *cell)
{
    if (!hat_mem_grow(&table->columns, table->column_count, &table->column_cap,
                      sizeof *table->columns)) {
        return HAT_ERR_NOMEM;
    }
    table->columns[table->column_count++] = (struct hat_odt_column){.width = width, .cell = cell};
    return HAT_OK;
}

static uint32_t repeated(const struct hat_xml_element *element, enum hat_xml_name name)
{
    int32_t count = 1;
    hat_odt_int(hat_xml_attr(element, name), &count);
    return count < 1 ? 1 : (uint32_t)count;
}

HAT_ODT_START(table_column)
{
    (void)frame;
    struct hat_odt_table *table = open_table(odt);
    if (table == NULL || table->in_row || table->published) {
        return HAT_OK;
    }
    const struct hat_odt_column_style *style =
        hat_odt_column_style(odt, hat_xml_attr(element, HAT_TABLE_style_name));
    if (style == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_odt_style *cell = hat_odt_style_find(
        odt, HAT_ODT_CELL, hat_xml_attr(element, HAT_TABLE_default_cell_style_name));
    uint32_t count = repeated(element, HAT_TABLE_number_columns_repeated);
    uint32_t limit = odt->document->limits->columns;
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < count && status == HAT_OK; i++) {
        if (table->column_count >= limit) {
            hat_odt_warn(odt, HAT_MSG_TABLE_REPEATS, HAT_STR("table:table-column"));
            break;
        }
        status = column_add(table, *style, cell);
    }
    return status;
}

/* The grid, in relative widths when every column has one (layout rules 4.1). */
static enum hat_status publish(struct hat_odt *odt, struct hat_odt_table *table)
{
    if (table->column_count == 0) {
        enum hat_status status = column_add(table, (struct hat_odt_column_style){0}, NULL);
        if (status != HAT_OK) {
            return status;
        }
    }
    struct hat_table *out = table->table;
    out->column_count = table->column_count;
    out->grid = hat_arena_array(table->flow->arena, table->column_count, sizeof *out->grid);
    if (out->grid == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool relative = true;
    for (size_t i = 0; i < table->column_count; i++) {
        relative = relative && table->columns[i].width.relative > 0;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        const struct hat_odt_column_style *width = &table->columns[i].width;
        out->grid[i] = relative ? width->relative : width->width;
    }
    table->published = true;
    out->streamed = table->streamed;
    return table->streamed ? hat_odt_block_end(odt, HAT_BLOCK_TABLE, out) : HAT_OK;
}

HAT_ODT_END(table)
{
    (void)frame;
    struct hat_odt_table *table = odt->table;
    enum hat_status status = table->published ? HAT_OK : publish(odt, table);
    if (status == HAT_OK && table->streamed) {
        status = hat_queue_put(&odt->queue, (struct hat_queue_item){.kind = HAT_QUEUE_TABLE_END});
    } else if (status == HAT_OK) {
        status = hat_odt_block_end(odt, HAT_BLOCK_TABLE, table->table);
    }
    if (status == HAT_OK) {
        table_pop(odt);
    }
    return status;
}

/* ---- rows ---- */

HAT_ODT_START(header_rows)
{
    (void)element;
    struct hat_odt_table *table = open_table(odt);
    if (table == NULL) {
        frame->element = NULL;
        return HAT_OK;
    }
    table->header_depth++;
    return HAT_OK;
}

HAT_ODT_END(header_rows)
{
    (void)frame;
    if (open_table(odt) != NULL) {
        open_table(odt)->header_depth--;
    }
    return HAT_OK;
}

HAT_ODT_START(row)
{
    struct hat_odt_table *table = open_table(odt);
    if (table == NULL || table->in_row) {
        frame->element = NULL;
        return HAT_OK;
    }
    table->in_row = true;
    table->column = table->covered_end = 0;
    table->cell_count = 0;
    table->cell_number = 0;
    table->row_repeat = repeated(element, HAT_TABLE_number_rows_repeated);
    table->row_style = hat_odt_row_style(odt, hat_xml_attr(element, HAT_TABLE_style_name));
    table->row_cell = hat_odt_style_find(odt, HAT_ODT_CELL,
                                         hat_xml_attr(element, HAT_TABLE_default_cell_style_name));
    table->arena = table->flow->arena;
    if (table->streamed) {
        table->row_arena = hat_block_arena(odt->document);
        /* what several rows share must outlive each of them */
        table->arena = table->row_repeat > 1 ? odt->arena : table->row_arena;
        if (table->row_arena == NULL) {
            return HAT_ERR_NOMEM;
        }
    }
    struct hat_str visibility = hat_xml_attr(element, HAT_TABLE_visibility);
    table->row_hidden = hat_str_is(visibility, "collapse") || hat_str_is(visibility, "filter");
    return table->row_style != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static struct hat_row *row_make(struct hat_odt_table *table, struct hat_arena *arena)
{
    struct hat_row *row = hat_arena_alloc(arena, sizeof *row);
    struct hat_cell *cells = hat_arena_array(arena, table->cell_count, sizeof *cells);
    if (row == NULL || cells == NULL) {
        return NULL;
    }
    if (table->cell_count > 0) {
        memcpy(cells, table->cells, table->cell_count * sizeof *cells);
    }
    row->height_rule = table->row_style->rule;
    row->height = table->row_style->height;
    row->cant_split = table->row_style->cant_split;
    row->header = table->header_depth > 0;
    row->cells = cells;
    row->cell_count = table->cell_count;
    row->number = ++table->number;
    return row;
}

static enum hat_status row_put(struct hat_odt *odt, struct hat_odt_table *table)
{
    if (table->streamed) {
        struct hat_row *row = row_make(table, table->row_arena);
        if (row == NULL) {
            return HAT_ERR_NOMEM;
        }
        row->arena = table->row_arena;
        table->row_arena = NULL;
        return hat_queue_put(&odt->queue,
                             (struct hat_queue_item){.kind = HAT_QUEUE_ROW, .row = row});
    }
    struct hat_row *row = row_make(table, table->flow->arena);
    if (row == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (table->last_row != NULL) {
        table->last_row->next = row;
    } else {
        table->table->rows = row;
    }
    table->last_row = row;
    return HAT_OK;
}

/* Takes `count` cells from what repeats may still make; false, with a warning, when they end. */
static bool may_repeat(struct hat_odt *odt, size_t count, struct hat_str what)
{
    if (odt->repeats_left < count) {
        hat_odt_warn(odt, HAT_MSG_TABLE_REPEATS, what);
        return false;
    }
    odt->repeats_left -= count;
    return true;
}

static enum hat_status rows_put(struct hat_odt *odt, struct hat_odt_table *table)
{
    enum hat_status status = row_put(odt, table);
    uint32_t limit = odt->document->limits->repeats;
    uint32_t count = table->row_repeat < limit ? table->row_repeat : limit;
    for (uint32_t i = 1; i < count && status == HAT_OK; i++) {
        if (!may_repeat(odt, table->cell_count + 1, HAT_STR("table:table-row"))) {
            break;
        }
        if (table->streamed) {
            table->row_arena = hat_block_arena(odt->document);
            if (table->row_arena == NULL) {
                return HAT_ERR_NOMEM;
            }
        }
        status = row_put(odt, table);
    }
    if (table->row_repeat > limit) {
        hat_odt_warn(odt, HAT_MSG_TABLE_REPEATS, HAT_STR("table:table-row"));
    }
    return status;
}

static void merges_step(struct hat_odt_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        struct hat_odt_column *column = &table->columns[i];
        if (column->merged > 0 && !column->fresh) {
            column->merged--;
        }
        column->fresh = false;
    }
}

HAT_ODT_END(row)
{
    (void)frame;
    struct hat_odt_table *table = open_table(odt);
    table->in_row = false;
    enum hat_status status = HAT_OK;
    if (table->row_hidden) {
        if (table->row_arena != NULL) {
            hat_block_arena_drop(odt->document, table->row_arena);
            table->row_arena = NULL;
        }
        merges_step(table);
        return HAT_OK;
    }
    if (!table->published) {
        status = publish(odt, table);
    }
    if (status == HAT_OK) {
        status = rows_put(odt, table);
    }
    merges_step(table);
    return status;
}

/* ---- cells ---- */

/* Columns that the first row has besides the declared ones. */
static enum hat_status widen(struct hat_odt *odt, struct hat_odt_table *table, uint32_t end)
{
    uint32_t limit = odt->document->limits->columns;
    enum hat_status status = HAT_OK;
    while (!table->published && table->column_count < end && table->column_count < limit &&
           status == HAT_OK) {
        status = column_add(table, (struct hat_odt_column_style){0}, NULL);
    }
    return status;
}

static struct hat_odt_style *cell_style(struct hat_odt *odt, const struct hat_odt_table *table,
                                        struct hat_str name)
{
    struct hat_odt_style *style = hat_odt_style_find(odt, HAT_ODT_CELL, name);
    if (style == NULL) {
        style = table->row_cell;
    }
    if (style == NULL && table->column < table->column_count) {
        style = table->columns[table->column].cell;
    }
    return style;
}

static enum hat_status cell_fill(struct hat_odt *odt, struct hat_odt_table *table,
                                 struct hat_odt_style *style)
{
    const struct hat_odt_cell_style *props = hat_odt_cell_style(odt, style);
    if (props == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_cell *cell = &table->cell;
    *cell = (struct hat_cell){0};
    cell->valign = props->valign;
    cell->direction = props->direction;
    memcpy(cell->borders, props->borders, sizeof cell->borders);
    memcpy(cell->margins, props->margins, sizeof cell->margins);
    cell->shade = props->shade.set ? props->shade : table->row_style->shade;
    return HAT_OK;
}

/* A cell past the grid would be lost: its text goes into the last cell of the row. */
static bool past_grid(struct hat_odt *odt, struct hat_odt_table *table)
{
    if (table->column < table->column_count) {
        return false;
    }
    hat_odt_warn(odt, HAT_MSG_TABLE_WIDE_ROW, HAT_STR("table:table-cell"));
    return true;
}

HAT_ODT_START(cell)
{
    struct hat_odt_table *table = open_table(odt);
    if (table == NULL || !table->in_row) {
        frame->element = NULL;
        return HAT_OK;
    }
    uint32_t span = repeated(element, HAT_TABLE_number_columns_spanned);
    uint32_t limit = odt->document->limits->columns;
    span = span < limit ? span : limit;
    table->column = table->column > table->covered_end ? table->column : table->covered_end;
    enum hat_status status = widen(odt, table, table->column + span);
    table->cell_style = cell_style(odt, table, hat_xml_attr(element, HAT_TABLE_style_name));
    if (status == HAT_OK) {
        status = cell_fill(odt, table, table->cell_style);
    }
    if (status != HAT_OK) {
        return status;
    }
    table->past_grid = past_grid(odt, table);
    uint32_t room = table->past_grid ? 1 : (uint32_t)table->column_count - table->column;
    table->cell.column = (uint16_t)(table->past_grid ? 0 : table->column);
    table->cell.span = (uint16_t)(span < room ? span : room);
    table->cell_rows = repeated(element, HAT_TABLE_number_rows_spanned);
    table->cell.merge = table->cell_rows > 1 ? HAT_MERGE_RESTART : HAT_MERGE_NONE;
    table->cell_repeat = repeated(element, HAT_TABLE_number_columns_repeated);
    struct hat_place place = table->place;
    place.row = table->number + 1;
    place.cell = ++table->cell_number;
    return hat_odt_flow_push(odt, table->arena, &place);
}

static enum hat_status cell_add(struct hat_odt_table *table)
{
    if (!hat_mem_grow(&table->cells, table->cell_count, &table->cell_cap, sizeof *table->cells)) {
        return HAT_ERR_NOMEM;
    }
    table->cells[table->cell_count++] = table->cell;
    return HAT_OK;
}

static void merge_begin(struct hat_odt_table *table)
{
    for (uint32_t i = 0; i < table->cell.span; i++) {
        struct hat_odt_column *column = &table->columns[table->cell.column + i];
        column->merged = table->cell_rows - 1;
        column->merged_span = i == 0 ? table->cell.span : 0;
        column->merged_style = table->cell_style;
        column->fresh = true;
    }
}

static void append_to_last(struct hat_odt_table *table)
{
    struct hat_block *block = table->cells[table->cell_count - 1].blocks;
    while (block->next != NULL) {
        block = block->next;
    }
    block->next = table->cell.blocks;
}

static enum hat_status cells_put(struct hat_odt *odt, struct hat_odt_table *table)
{
    uint32_t limit = odt->document->limits->repeats;
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < table->cell_repeat && status == HAT_OK; i++) {
        if (i > 0 && (i >= limit || table->column >= table->column_count ||
                      !may_repeat(odt, 1, HAT_STR("table:table-cell")))) {
            break;
        }
        table->cell.column = (uint16_t)table->column;
        status = cell_add(table);
        merge_begin(table);
        table->covered_end = table->column + table->cell.span;
        table->column++;
    }
    return status;
}

HAT_ODT_END(cell)
{
    (void)frame;
    struct hat_block *blocks;
    enum hat_status status = hat_odt_flow_pop(odt, true, &blocks);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_odt_table *table = open_table(odt);
    table->cell.blocks = blocks;
    if (!table->past_grid) {
        return cells_put(odt, table);
    }
    if (table->cell_count > 0) {
        append_to_last(table);
    }
    return HAT_OK;
}

/* The part of a merged cell that lies in this row. */
static enum hat_status continue_put(struct hat_odt *odt, struct hat_odt_table *table)
{
    const struct hat_odt_column *column = &table->columns[table->column];
    enum hat_status status = cell_fill(odt, table, column->merged_style);
    if (status != HAT_OK) {
        return status;
    }
    table->cell.column = (uint16_t)table->column;
    table->cell.span = column->merged_span;
    table->cell.merge = HAT_MERGE_CONTINUE;
    table->cell.borders[HAT_TOP] = (struct hat_border){0};
    table->covered_end = table->column + table->cell.span;
    status = hat_odt_flow_push(odt, table->arena, &table->place);
    if (status == HAT_OK) {
        status = hat_odt_flow_pop(odt, true, &table->cell.blocks);
    }
    return status == HAT_OK ? cell_add(table) : status;
}

/* Covered cells say where a cell from the left or from above goes on; what they hold is not seen.
 */
HAT_ODT_START(covered_cell)
{
    struct hat_odt_table *table = open_table(odt);
    hat_odt_skip(odt, frame);
    if (table == NULL || !table->in_row) {
        return HAT_OK;
    }
    uint32_t count = repeated(element, HAT_TABLE_number_columns_repeated);
    uint32_t limit = odt->document->limits->columns;
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < count && i < limit && status == HAT_OK; i++, table->column++) {
        if (table->column >= table->column_count) {
            return widen(odt, table, table->column + 1);
        }
        const struct hat_odt_column *column = &table->columns[table->column];
        if (column->merged > 0 && !column->fresh && column->merged_span > 0 &&
            table->column >= table->covered_end) {
            status = continue_put(odt, table);
        }
    }
    return status;
}
