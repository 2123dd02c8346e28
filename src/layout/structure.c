/* structure.c -- the logical tree: nodes in one growing array, numbered as they come.
 *
 *     0 DOCUMENT <- 1 HEADING
 *                <- 2 TABLE <- 3 TABLE_HEAD <- 4 ROW <- 5 HEADER_CELL
 *
 * A child is always added after its parent, so one pass over the array meets parents first.
 *
 * Two letters in one file, each with a heading on its first page:
 *
 *     0 DOCUMENT <- 1 PART <- 2 HEADING       outline  1 "Letter 1", page 0
 *                <- 3 PART <- 4 HEADING                2   its heading, page 0
 *                                                      1 "Letter 2", page 1 ...
 */
#include "layout/structure.h"

#include <stdlib.h>
#include <string.h>

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
    hat_mem_free(structure->parts);
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
                                       const struct hat_bookmark *place)
{
    const char *kept = hat_arena_strndup(&structure->arena, name.ptr, name.len);
    if (kept == NULL || !hat_mem_grow(&structure->bookmarks, structure->bookmark_count,
                                      &structure->bookmark_cap, sizeof *structure->bookmarks)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_bookmark *added = &structure->bookmarks[structure->bookmark_count];
    *added = *place;
    added->name = kept;
    added->order = structure->bookmark_count++;
    return HAT_OK;
}

static int by_name(const void *a, const void *b)
{
    const struct hat_bookmark *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : x->order < y->order ? -1 : x->order > y->order;
}

void hat_bookmarks_sort(struct hat_bookmark *places, size_t count)
{
    if (count > 1) {
        qsort(places, count, sizeof *places, by_name);
    }
}

const struct hat_bookmark *hat_bookmarks_find(const struct hat_bookmark *places, size_t count,
                                              const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(places[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && strcmp(places[low].name, name) == 0 ? &places[low] : NULL;
}

enum hat_status hat_structure_begin_part(struct hat_structure *structure, struct hat_str name,
                                         const char *lang, uint32_t first_page)
{
    struct hat_letter_part part = {.first_page = first_page};
    const char *title = hat_arena_strndup(&structure->arena, name.ptr, name.len);
    const char *own = lang != NULL ? hat_arena_str(&structure->arena, hat_str_from(lang)).ptr : "";
    if (title == NULL || own == NULL ||
        !hat_mem_grow(&structure->parts, structure->part_count, &structure->part_cap,
                      sizeof *structure->parts) ||
        !hat_mem_grow(&structure->outlines, structure->outline_count, &structure->outline_cap,
                      sizeof *structure->outlines)) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = hat_structure_add(structure, 0, HAT_NODE_PART, &part.node);
    if (status != HAT_OK) {
        return status;
    }
    structure->nodes[part.node].lang = lang != NULL ? own : NULL;
    structure->outlines[structure->outline_count++] =
        (struct hat_outline){.level = 1, .page = first_page, .title = title};
    part.first_outline = part.outline_end = structure->outline_count;
    part.first_bookmark = part.bookmark_end = structure->bookmark_count;
    structure->parts[structure->part_count++] = part;
    return HAT_OK;
}

void hat_structure_end_part(struct hat_structure *structure)
{
    struct hat_letter_part *part = &structure->parts[structure->part_count - 1];
    part->outline_end = structure->outline_count;
    part->bookmark_end = structure->bookmark_count;
    for (size_t i = part->first_outline; i < part->outline_end; i++) {
        structure->outlines[i].level++;
        structure->outlines[i].page += part->first_page;
    }
    for (size_t i = part->first_bookmark; i < part->bookmark_end; i++) {
        structure->bookmarks[i].page += part->first_page;
    }
}
