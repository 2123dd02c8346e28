/* structure.c -- the logical tree: nodes in one growing array, numbered as they come.
 *
 *     0 DOCUMENT <- 1 HEADING
 *                <- 2 TABLE <- 3 TABLE_HEAD <- 4 ROW <- 5 HEADER_CELL
 *
 * A child is always added after its parent, so one pass over the array meets parents first.
 */
#include "layout/structure.h"

enum hat_status hat_structure_init(struct hat_structure *structure)
{
    uint32_t root;
    *structure = (struct hat_structure){0};
    return hat_structure_add(structure, 0, HAT_NODE_DOCUMENT, &root);
}

void hat_structure_fini(struct hat_structure *structure)
{
    if (structure == NULL) {
        return;
    }
    hat_mem_free(structure->nodes);
    hat_mem_free(structure->outlines);
    hat_mem_free(structure->bookmarks);
    hat_arena_fini(&structure->arena);
    *structure = (struct hat_structure){0};
}

enum hat_status hat_structure_add(struct hat_structure *structure, uint32_t parent,
                                  enum hat_node_type type, uint32_t *node)
{
    if (structure->count >= HAT_NODE_ARTIFACT_PAGINATION) {
        return HAT_ERR_LIMIT; /* numbers from there on are no nodes */
    }
    if (!hat_mem_grow(&structure->nodes, structure->count, &structure->cap,
                      sizeof *structure->nodes)) {
        return HAT_ERR_NOMEM;
    }
    structure->nodes[structure->count] = (struct hat_node){.parent = parent, .type = (uint8_t)type};
    *node = (uint32_t)structure->count++;
    return HAT_OK;
}

enum hat_status hat_structure_bookmark(struct hat_structure *structure, struct hat_str name,
                                       uint32_t page, int32_t y)
{
    const char *kept = hat_arena_strndup(&structure->arena, name.ptr, name.len);
    if (kept == NULL || !hat_mem_grow(&structure->bookmarks, structure->bookmark_count,
                                      &structure->bookmark_cap, sizeof *structure->bookmarks)) {
        return HAT_ERR_NOMEM;
    }
    structure->bookmarks[structure->bookmark_count++] = (struct hat_bookmark){kept, page, y};
    return HAT_OK;
}
