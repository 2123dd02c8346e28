/* source.c -- the body as a row of units: paragraphs and table rows, measured as they come.
 *
 *     SECTION, PARAGRAPH, TABLE(row, row, row), PARAGRAPH
 *     -> section start | unit | unit unit unit | unit
 *
 * A row is measured when the one below it is known: merged cells end where it does not continue
 * them. Units are used again, so that a table of any length needs a handful.
 */
#include "layout/body_internal.h"

/* ---- units ---- */

static struct hat_body_unit *unit_new(struct hat_body *body)
{
    struct hat_body_unit *unit = body->spare;
    if (unit == NULL) {
        return hat_mem_zalloc(1, sizeof *unit);
    }
    body->spare = unit->next;
    hat_arena_reset(&unit->arena);
    *unit = (struct hat_body_unit){.arena = unit->arena};
    return unit;
}

static void unit_drop(struct hat_body *body, struct hat_body_unit *unit)
{
    if (unit->noted) {
        unit->next = body->noted;
        body->noted = unit;
        return;
    }
    struct hat_document *document = body->layout->document;
    hat_document_release(document, unit->block);
    hat_document_release_row(document, unit->source_row);
    unit->block = NULL;
    unit->source_row = NULL;
    unit->next = body->spare;
    body->spare = unit;
}

void hat_unit_drop_noted(struct hat_body *body)
{
    if (body->notes.last[0].count + body->notes.last[1].count > 0) {
        return; /* they are set at the very end */
    }
    while (body->noted != NULL) {
        struct hat_body_unit *unit = body->noted;
        body->noted = unit->next;
        unit->noted = false;
        unit_drop(body, unit);
    }
}

/* Drops the held rows that no merged cell draws from any more. */
static void drop_held(struct hat_body *body, struct hat_body_table *table)
{
    struct hat_body_unit **at = &table->held;
    while (*at != NULL) {
        struct hat_body_unit *unit = *at;
        if (unit->row.open_merges == 0) {
            *at = unit->next;
            unit_drop(body, unit);
        } else {
            at = &unit->next;
        }
    }
}

static void append(struct hat_body_unit **list, struct hat_body_unit *unit)
{
    while (*list != NULL) {
        list = &(*list)->next;
    }
    unit->next = NULL;
    *list = unit;
}

void hat_unit_free(struct hat_body *body, struct hat_body_unit *unit)
{
    struct hat_body_table *table = unit->kind == HAT_UNIT_ROW ? unit->table : NULL;
    if (table == NULL) {
        unit_drop(body, unit);
        return;
    }
    bool last = unit->last;
    if (unit->row.row->header) {
        append(&table->head, unit);
    } else {
        append(&table->held, unit);
    }
    drop_held(body, table);
    if (last) {
        hat_body_table_free(body, table);
    }
}

enum hat_status hat_unit_refresh(struct hat_body *body, struct hat_body_unit *unit)
{
    bool moved = unit->width != body->width ||
                 (unit->para.numbered && unit->number != body->layout->setting.page_number);
    if (!moved) {
        return HAT_OK;
    }
    unit->width = body->width;
    unit->number = body->layout->setting.page_number;
    return hat_para_make(body->layout, unit->para.paragraph, body->width, &unit->arena,
                         &unit->para);
}

/* ---- tables ---- */

static void drop_list(struct hat_body *body, struct hat_body_unit *list)
{
    while (list != NULL) {
        struct hat_body_unit *next = list->next;
        unit_drop(body, list);
        list = next;
    }
}

void hat_body_table_free(struct hat_body *body, struct hat_body_table *table)
{
    struct hat_body_table **at = &body->tables;
    while (*at != table) {
        at = &(*at)->next;
    }
    *at = table->next;
    hat_row_set_fini(&table->set);
    drop_list(body, table->head);
    drop_list(body, table->held);
    hat_document_release_row(body->layout->document, table->ahead);
    while (table->read != NULL) {
        struct hat_row *next = table->read->next;
        hat_document_release_row(body->layout->document, table->read);
        table->read = next;
    }
    hat_document_release(body->layout->document, table->block);
    hat_arena_fini(&table->arena);
    hat_mem_free(table);
}

static enum hat_status read_ahead(struct hat_body *body, struct hat_body_table *table,
                                  const struct hat_row *after)
{
    struct hat_row *row = NULL;
    struct hat_table *source = table->block->as.table;
    if (table->read != NULL) {
        table->ahead = table->read;
        table->read = table->read->next;
        table->ahead->next = NULL;
        return HAT_OK;
    }
    enum hat_status status = hat_document_next_row(body->layout->document, source, after, &row);
    table->ahead = row;
    return status;
}

/* Begins to read a table; one without rows is gone at once. */
static enum hat_status table_begin(struct hat_body *body, struct hat_block *block)
{
    struct hat_body_table *table = hat_mem_zalloc(1, sizeof *table);
    if (table == NULL) {
        hat_document_release(body->layout->document, block);
        return HAT_ERR_NOMEM;
    }
    table->next = body->tables;
    body->tables = table;
    table->block = block;
    table->table = block->as.table;
    bool floats = false;
    enum hat_status status = hat_float_take(body, table, &floats);
    if (status == HAT_OK && floats) {
        return HAT_OK;
    }
    if (status == HAT_OK) {
        status = read_ahead(body, table, NULL);
    }
    if (status == HAT_OK) {
        status =
            hat_grid_make(table->table, table->ahead, body->width, &table->arena, &table->grid);
    }
    if (status != HAT_OK || table->ahead == NULL) {
        hat_body_table_free(body, table);
        return status;
    }
    table->tags.parent = body->tags.parent;
    table->set = (struct hat_row_set){.layout = body->layout, .table = table->table};
    table->set.grid = &table->grid;
    table->set.tags = &table->tags;
    body->reading = table;
    return table->table->break_before ? hat_body_break(body, false) : HAT_OK;
}

/* Does the row stay with the one below it? */
static bool row_keeps(const struct hat_body_table *table, const struct hat_body_unit *unit)
{
    if (unit->last) {
        return table->table->keep_next;
    }
    return unit->row.keep || table->table->no_break || unit->row.row->header;
}

enum { HEAD_ROWS_MAX = 200 };

static enum hat_status row_unit(struct hat_body *body, struct hat_body_unit *unit)
{
    struct hat_body_table *table = body->reading;
    unit->kind = HAT_UNIT_ROW;
    unit->table = table;
    unit->source_row = table->ahead;
    table->ahead = NULL;
    enum hat_status status = read_ahead(body, table, unit->source_row);
    if (status != HAT_OK) {
        return status;
    }
    unit->last = table->ahead == NULL;
    if (table->head_done || table->head_rows++ >= HEAD_ROWS_MAX) {
        unit->source_row->header = false; /* only leading rows are a head */
    }
    table->head_done = table->head_done || !unit->source_row->header;
    const struct hat_row *rows[2] = {unit->source_row, table->ahead};
    status = hat_row_make(body->layout, &table->grid, rows, &unit->arena, &unit->row);
    unit->keep = row_keeps(table, unit);
    for (size_t i = 0; i < unit->row.count; i++) {
        unit->noted = unit->noted || hat_stack_has_notes(&unit->row.cells[i].stack);
    }
    if (unit->last) {
        body->reading = NULL;
    }
    return status;
}

/* ---- paragraphs ---- */

static enum hat_status paragraph_unit(struct hat_body *body, struct hat_block *block,
                                      struct hat_body_unit *unit)
{
    const struct hat_para_props *props = block->as.paragraph->props;
    unit->kind = HAT_UNIT_PARAGRAPH;
    unit->block = block;
    unit->keep = props->keep_next;
    enum hat_status status = HAT_OK;
    if (props->break_before || props->column_break_before) {
        status = hat_body_break(body, !props->break_before);
        body->pager.forced = props->page_start > 0 ? props->page_start : body->pager.forced;
    }
    unit->width = body->width;
    unit->number = body->layout->setting.page_number;
    if (status == HAT_OK) {
        status = hat_para_make(body->layout, block->as.paragraph, body->width, &unit->arena,
                               &unit->para);
    }
    unit->noted = unit->para.notes;
    return status;
}

/* ---- notes behind the text ---- */

/* A paragraph that is part of another block: nothing is to be released. */
static enum hat_status add_paragraph(struct hat_body *body, const struct hat_paragraph *paragraph)
{
    struct hat_body_unit *unit = unit_new(body);
    if (unit == NULL) {
        return HAT_ERR_NOMEM;
    }
    unit->kind = HAT_UNIT_PARAGRAPH;
    unit->width = body->width;
    enum hat_status status =
        hat_para_make(body->layout, paragraph, body->width, &unit->arena, &unit->para);
    if (status == HAT_OK) {
        return hat_chain_add(body, unit);
    }
    unit_drop(body, unit);
    return status;
}

/* Blocks one below the other; of tables the text of their cells. */
static enum hat_status add_blocks(struct hat_body *body, const struct hat_block *block)
{
    enum hat_status status = HAT_OK;
    for (; block != NULL && status == HAT_OK; block = block->next) {
        if (block->kind == HAT_BLOCK_PARAGRAPH) {
            status = add_paragraph(body, block->as.paragraph);
        } else if (block->kind == HAT_BLOCK_TABLE) {
            const struct hat_row *row = block->as.table->rows;
            for (; row != NULL && status == HAT_OK; row = row->next) {
                for (size_t i = 0; i < row->cell_count && status == HAT_OK; i++) {
                    status = add_blocks(body, row->cells[i].blocks);
                }
            }
        }
    }
    return status;
}

/* Pages for notes that the document says nothing of (document.h). */
static struct hat_section plain_pages(const struct hat_body *body)
{
    enum { MARGIN = 1134 };
    hat_twip one = body->first_width, other = body->first_height;
    return (struct hat_section){.page_width = hat_twip_min(one, other),
                                .page_height = hat_twip_max(one, other),
                                .top = MARGIN,
                                .bottom = MARGIN,
                                .left = MARGIN,
                                .right = MARGIN,
                                .columns = 1};
}

enum hat_status hat_body_add_last_notes(struct hat_body *body)
{
    enum hat_status status = HAT_OK;
    for (size_t kind = 0; kind < 2 && status == HAT_OK; kind++) {
        const struct hat_note_list *list = &body->notes.last[kind];
        const struct hat_section *given = body->layout->setting.info->note_pages[kind];
        struct hat_section plain = plain_pages(body);
        if (list->count == 0) {
            continue;
        }
        status = hat_body_section(body, given != NULL ? given : &plain);
        for (size_t i = 0; i < list->count && status == HAT_OK; i++) {
            status = add_blocks(body, list->items[i]->blocks);
        }
        if (status == HAT_OK) {
            status = hat_chain_flush(body, HAT_FLUSH_END);
        }
    }
    return status;
}

/* ---- the source ---- */

/* Blocks up to the next one that gives units. *unit stays NULL when a table begins. */
static enum hat_status next_block(struct hat_body *body, struct hat_body_unit *unit, bool *end)
{
    struct hat_document *document = body->layout->document;
    struct hat_block *block = NULL;
    enum hat_status status = hat_document_next(document, &block);
    if (status != HAT_OK || block == NULL) {
        *end = true;
        return status;
    }
    switch (block->kind) {
    case HAT_BLOCK_PARAGRAPH:
        return paragraph_unit(body, block, unit);
    case HAT_BLOCK_TABLE:
        return table_begin(body, block);
    default:
        status = hat_body_section(body, block->as.section);
        hat_document_release(document, body->section_block);
        body->section_block = block;
        return status;
    }
}

enum hat_status hat_body_next(struct hat_body *body, struct hat_body_unit **out)
{
    struct hat_body_unit *unit = unit_new(body);
    if (unit == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool end = false;
    bool made = false;
    enum hat_status status = HAT_OK;
    while (status == HAT_OK && !end && !made) {
        if (body->reading != NULL) {
            status = row_unit(body, unit);
            made = true;
        } else {
            status = next_block(body, unit, &end);
            made = unit->block != NULL;
        }
    }
    if (status == HAT_OK && made) {
        *out = unit;
        return HAT_OK;
    }
    unit_drop(body, unit);
    *out = NULL;
    return status;
}

void hat_source_fini(struct hat_body *body)
{
    drop_list(body, body->chain);
    body->chain = NULL;
    body->notes.last[0].count = body->notes.last[1].count = 0;
    while (body->tables != NULL) {
        hat_body_table_free(body, body->tables);
    }
    hat_unit_drop_noted(body);
    hat_document_release(body->layout->document, body->section_block);
    while (body->spare != NULL) {
        struct hat_body_unit *unit = body->spare;
        body->spare = unit->next;
        hat_arena_fini(&unit->arena);
        hat_mem_free(unit);
    }
}
