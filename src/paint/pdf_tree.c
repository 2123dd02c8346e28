/* pdf_tree.c -- the structure as the finisher needs it: from each node to what it holds.
 *
 * The layout gives nodes with their parents, marks with their nodes. Here these are turned round
 * into lists (first child, next sibling; first mark, next mark), in one pass from the end, and it
 * is decided what a reader of the document should meet:
 *
 *     nothing in it                 left out, but cells and so their rows and tables stay
 *     headings 1, 3, 3, 2           1, 2, 2, 2: no level is skipped (PDF/UA-1 7.4.2)
 *     a table without header cells  only lays things out: plain divisions (PDF/UA-1 7.5)
 */
#include "base/mem.h"
#include "paint/pdf_internal.h"

enum { LEVELS = 6, TABLE_HOPS = 4 /* cell -> row -> body -> table */ };

static uint32_t *none_list(struct hat_arena *arena, size_t count)
{
    uint32_t *list = hat_arena_array(arena, count, sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++) {
        list[i] = HAT_NONE;
    }
    return list;
}

static bool make_lists(struct hat_pdf_finish *finish)
{
    struct hat_pdf_tree *tree = &finish->tree;
    struct hat_arena *arena = &finish->arena;
    size_t nodes = finish->structure->count;
    tree->ids = hat_arena_array(arena, nodes, sizeof *tree->ids);
    tree->levels = hat_arena_array(arena, nodes, sizeof *tree->levels);
    tree->plain = hat_arena_array(arena, nodes, sizeof *tree->plain);
    tree->first_child = none_list(arena, nodes);
    tree->next_sibling = none_list(arena, nodes);
    tree->first_mark = none_list(arena, nodes);
    tree->first_link = none_list(arena, nodes);
    tree->content = none_list(arena, nodes);
    tree->figures = none_list(arena, nodes);
    tree->next_mark = none_list(arena, finish->pdf->mark_count);
    tree->next_link = none_list(arena, finish->pdf->link_count);
    return tree->ids != NULL && tree->levels != NULL && tree->plain != NULL &&
           tree->first_child != NULL && tree->next_sibling != NULL && tree->first_mark != NULL &&
           tree->first_link != NULL && tree->content != NULL && tree->figures != NULL &&
           tree->next_mark != NULL && tree->next_link != NULL;
}

/* From the end, so that every list is in the order of the document. */
static void link_contents(struct hat_pdf_finish *finish)
{
    struct hat_pdf_tree *tree = &finish->tree;
    const struct hat_pdf *pdf = finish->pdf;
    for (size_t i = pdf->mark_count; i-- > 0;) {
        uint32_t node = pdf->marks[i].node;
        if (hat_pdf_is_node(finish, node)) {
            tree->next_mark[i] = tree->first_mark[node];
            tree->first_mark[node] = (uint32_t)i;
            tree->content[node] = (uint32_t)i;
        }
    }
    for (size_t i = pdf->link_count; i-- > 0;) {
        uint32_t node = pdf->links[i].node;
        tree->next_link[i] = tree->first_link[node];
        tree->first_link[node] = (uint32_t)i;
    }
    for (size_t i = pdf->figure_count; i-- > 0;) {
        if (hat_pdf_is_node(finish, pdf->figures[i].node)) {
            tree->figures[pdf->figures[i].node] = (uint32_t)i;
        }
    }
}

/* Known once the children of `node` have been seen. */
static bool stays(const struct hat_pdf_finish *finish, size_t node)
{
    const struct hat_pdf_tree *tree = &finish->tree;
    uint8_t type = finish->structure->nodes[node].type;
    return node == 0 || tree->content[node] != HAT_NONE || tree->first_child[node] != HAT_NONE ||
           tree->first_link[node] != HAT_NONE || type == HAT_NODE_CELL ||
           type == HAT_NODE_HEADER_CELL;
}

/* Chains the nodes that stay below their parents. */
static void link_nodes(struct hat_pdf_finish *finish)
{
    struct hat_pdf_tree *tree = &finish->tree;
    for (size_t i = finish->structure->count; i-- > 1;) {
        uint32_t parent = hat_pdf_parent(finish->structure, (uint32_t)i);
        if (!stays(finish, i)) {
            continue;
        }
        tree->next_sibling[i] = tree->first_child[parent];
        tree->first_child[parent] = (uint32_t)i;
        if (tree->content[i] < tree->content[parent]) {
            tree->content[parent] = tree->content[i];
        }
    }
}

/* The level of a heading is the number of headings that it stands below, and one. */
static void set_levels(struct hat_pdf_finish *finish)
{
    uint8_t open[LEVELS] = {0}; /* levels of the headings around, each greater than the last */
    uint8_t depth = 0;
    for (size_t i = 1; i < finish->structure->count; i++) {
        const struct hat_node *node = &finish->structure->nodes[i];
        depth = node->type == HAT_NODE_PART ? 0 : depth;
        if (node->type != HAT_NODE_HEADING || finish->tree.ids[i] == 0) {
            continue;
        }
        uint8_t level = node->level < LEVELS ? node->level : LEVELS;
        while (depth > 0 && open[depth - 1] >= level) {
            depth--;
        }
        if (depth < LEVELS) {
            open[depth++] = level;
        }
        finish->tree.levels[i] = depth;
    }
}

/* The table that a row, a cell or a group of rows stands in; HAT_NONE when in none. */
static uint32_t table_of(const struct hat_structure *structure, uint32_t node)
{
    for (int hop = 0; hop < TABLE_HOPS; hop++) {
        if (structure->nodes[node].type == HAT_NODE_TABLE) {
            return node;
        }
        node = hat_pdf_parent(structure, node);
    }
    return HAT_NONE;
}

static void set_plain(struct hat_pdf_finish *finish)
{
    const struct hat_structure *structure = finish->structure;
    uint8_t *plain = finish->tree.plain;
    for (uint32_t i = 0; i < structure->count; i++) {
        plain[i] = structure->nodes[i].type == HAT_NODE_TABLE;
    }
    for (uint32_t i = 0; i < structure->count; i++) {
        uint32_t table =
            structure->nodes[i].type == HAT_NODE_HEADER_CELL ? table_of(structure, i) : HAT_NONE;
        if (table != HAT_NONE) {
            plain[table] = 0;
        }
    }
    for (uint32_t i = 0; i < structure->count; i++) {
        uint8_t type = structure->nodes[i].type;
        if (type >= HAT_NODE_TABLE_HEAD && type <= HAT_NODE_CELL) {
            uint32_t table = table_of(structure, i);
            plain[i] = table == HAT_NONE || plain[table];
        }
    }
}

/* Gives object numbers to the nodes that stay, in the order of the document. */
static void number_nodes(struct hat_pdf_finish *finish)
{
    for (size_t i = 0; i < finish->structure->count; i++) {
        if (stays(finish, i)) {
            finish->tree.ids[i] = hat_pdf_reserve(&finish->out);
        }
    }
}

enum hat_status hat_pdf_prepare_tree(struct hat_pdf_finish *finish)
{
    if (!make_lists(finish)) {
        return HAT_ERR_NOMEM;
    }
    link_contents(finish);
    link_nodes(finish);
    number_nodes(finish);
    set_levels(finish);
    set_plain(finish);
    return finish->out.status;
}
