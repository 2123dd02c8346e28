/* table_tags.c -- the logical tree of a table (docs/pdf.md, "Structure").
 *
 *     TABLE > TABLE_HEAD > ROW > HEADER_CELL (scope column) ...
 *           > TABLE_BODY > ROW > CELL ...
 *
 * Where the first column is headed "№", the cells below it are HEADER_CELL (scope row): a screen
 * reader then says the entry's number before each of its cells. Cells that continue a merged one
 * have no node; the merged cell's row span grows instead.
 */
#include "layout/table_internal.h"

/* The first word of what a cell says: enough to know a number column by its heading. */
static struct hat_str cell_text(const struct hat_cell *cell)
{
    const struct hat_block *block = cell->blocks;
    if (block == NULL || block->kind != HAT_BLOCK_PARAGRAPH) {
        return (struct hat_str){0};
    }
    for (size_t i = 0; i < block->as.paragraph->inline_count; i++) {
        const struct hat_inline *item = &block->as.paragraph->inlines[i];
        if (item->kind == HAT_INLINE_TEXT && item->text.len > 0) {
            struct hat_str text = item->text;
            while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
                text.len--;
            }
            return text;
        }
    }
    return (struct hat_str){0};
}

static bool heads_numbers(const struct hat_row_box *row)
{
    static const char *const heads[] = {"№", "№ п/п", "№ р/с", "р/с №", "р/с", "#", "No.", "N"};
    if (row->count == 0) {
        return false;
    }
    struct hat_str text = cell_text(row->cells[0].cell);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (hat_str_is(text, heads[i])) {
            return true;
        }
    }
    return false;
}

/* The TABLE_HEAD or TABLE_BODY that `row` belongs to. */
static enum hat_status part_node(struct hat_row_set *set, const struct hat_row_box *row,
                                 uint32_t *node)
{
    struct hat_structure *structure = set->layout->setting.structure;
    struct hat_table_tags *tags = set->tags;
    enum hat_status status = HAT_OK;
    if (!tags->made) {
        status = hat_structure_add(structure, tags->parent, HAT_NODE_TABLE, &tags->table);
        tags->made = true;
    }
    bool head = row->row->header && !tags->has_body;
    bool *has = head ? &tags->has_head : &tags->has_body;
    uint32_t *part = head ? &tags->head : &tags->body;
    if (status == HAT_OK && !*has) {
        enum hat_node_type type = head ? HAT_NODE_TABLE_HEAD : HAT_NODE_TABLE_BODY;
        status = hat_structure_add(structure, tags->table, type, part);
        *has = true;
        tags->numbered = tags->numbered || (head && heads_numbers(row));
    }
    *node = *part;
    return status;
}

static enum hat_status add_cell(struct hat_row_set *set, const struct hat_row_box *row,
                                struct hat_cell_box *cell, bool head)
{
    struct hat_structure *structure = set->layout->setting.structure;
    bool names_row = !head && set->tags->numbered && cell == row->cells;
    enum hat_node_type type = head || names_row ? HAT_NODE_HEADER_CELL : HAT_NODE_CELL;
    uint32_t node;
    enum hat_status status = hat_structure_add(structure, row->node, type, &node);
    if (status != HAT_OK) {
        return status;
    }
    structure->nodes[node].scope = head        ? HAT_SCOPE_COLUMN
                                   : names_row ? HAT_SCOPE_ROW
                                               : HAT_SCOPE_NONE;
    structure->nodes[node].col_span = cell->cell->span;
    structure->nodes[node].row_span = 1;
    cell->tags.parent = node;
    cell->tags.direct = cell->stack.count == 1 && cell->stack.boxes[0].table == NULL;
    return HAT_OK;
}

static void grow_merge(struct hat_row_set *set, const struct hat_cell_box *cell)
{
    struct hat_structure *structure = set->layout->setting.structure;
    for (size_t i = 0; i < set->merge_count; i++) {
        const struct hat_cell_box *merged = set->merges[i].cell;
        if (merged->cell->column == cell->cell->column &&
            structure->nodes[merged->tags.parent].row_span < UINT16_MAX) {
            structure->nodes[merged->tags.parent].row_span++;
            return;
        }
    }
}

enum hat_status hat_tag_row(struct hat_row_set *set, struct hat_row_box *row)
{
    if (row->tagged) {
        return HAT_OK;
    }
    row->tagged = true;
    uint32_t part;
    enum hat_status status = part_node(set, row, &part);
    bool head = part == set->tags->head && set->tags->has_head;
    if (status == HAT_OK) {
        status = hat_structure_add(set->layout->setting.structure, part, HAT_NODE_ROW, &row->node);
    }
    for (size_t i = 0; i < row->count && status == HAT_OK; i++) {
        struct hat_cell_box *cell = &row->cells[i];
        if (cell->cell->merge == HAT_MERGE_CONTINUE) {
            grow_merge(set, cell);
        } else {
            status = add_cell(set, row, cell, head);
        }
    }
    return status;
}
