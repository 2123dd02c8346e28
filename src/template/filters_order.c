/* filters_order.c -- lists sorted in the language's alphabet, and lists grouped.
 *
 *     entries | sort: "org"       entries | group: "region"  ->  items of key, items, count
 */
#include <stdlib.h>

#include "base/unicode.h"
#include "language/collate.h"
#include "template/filter_internal.h"

/* ---- sort ---- */

struct sortable {
    struct hat_value item;
    struct hat_str key;
    bool number;
    int direction;      /* 1, or -1 for descending */
    enum hat_lang lang; /* qsort passes nothing else along */
    uint32_t index;     /* equal keys keep their order */
};

static int compare(const void *left, const void *right)
{
    const struct sortable *a = left, *b = right;
    int order;
    if (!a->number || !b->number || !hat_decimal_compare(a->key, b->key, &order)) {
        order = hat_collate(a->lang, a->key, b->key);
    }
    return order != 0 ? order * a->direction : (a->index > b->index) - (a->index < b->index);
}

static enum hat_result need_list(struct hat_eval *eval, const struct hat_value *value)
{
    return value->type == HAT_LIST
               ? HAT_RESULT_OK
               : hat_eval_fail(eval, HAT_MSG_VALUE_NOT_LIST, hat_eval_describe(eval, value));
}

/* Fields that are missing or no text stand first. */
HAT_FILTER(sort)
{
    struct hat_str name = {0}, key;
    int direction = 1;
    enum hat_result result = need_list(eval, value);
    if (result == HAT_RESULT_OK && count > 0) {
        result = hat_eval_text(eval, &args[0], &name);
    }
    if (result != HAT_RESULT_OK || value->count == 0) {
        return result;
    }
    if (hat_str_starts(name, "-")) {
        direction = -1;
        name.ptr++;
        name.len--;
    }
    struct sortable *list = hat_arena_array(eval->scratch, value->count, sizeof *list);
    struct hat_value *items = hat_arena_array(eval->scratch, value->count, sizeof *items);
    if (list == NULL || items == NULL) {
        return HAT_RESULT_NOMEM;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct hat_value *item = &value->as.items[i];
        const struct hat_value *field = name.len > 0 ? hat_eval_field(eval, item, name) : item;
        key = field != NULL ? hat_value_str(field) : (struct hat_str){"", 0};
        list[i] = (struct sortable){.item = *item,
                                    .key = key,
                                    .number = field != NULL && field->type == HAT_NUMBER,
                                    .direction = direction,
                                    .lang = eval->lang,
                                    .index = i};
    }
    qsort(list, value->count, sizeof *list, compare);
    for (uint32_t i = 0; i < value->count; i++) {
        items[i] = list[i].item;
    }
    value->as.items = items;
    return HAT_RESULT_OK;
}

/* ---- group ---- */

/* One group: its key, and its items as a chain of indexes. */
struct group {
    struct hat_value key;
    uint32_t count, first, last;
};

struct grouping {
    struct group *groups;
    uint32_t count;
    uint32_t *next;  /* by item: the next one of its group */
    uint32_t *slots; /* hash table: 1 + group */
    size_t mask;
};

static uint32_t group_of(struct grouping *g, const struct hat_value *key)
{
    size_t slot = hat_name_hash(hat_value_str(key)) & g->mask;
    while (g->slots[slot] != 0) {
        if (hat_eval_equal(&g->groups[g->slots[slot] - 1].key, key)) {
            return g->slots[slot] - 1;
        }
        slot = (slot + 1) & g->mask;
    }
    g->groups[g->count].key = *key;
    g->slots[slot] = ++g->count;
    return g->count - 1;
}

static void add_item(struct grouping *g, uint32_t item, const struct hat_value *key)
{
    struct group *group = &g->groups[group_of(g, key)];
    if (group->count++ == 0) {
        group->first = item;
    } else {
        g->next[group->last] = item;
    }
    group->last = item;
}

static bool grouping_init(struct grouping *g, struct hat_arena *arena, uint32_t items)
{
    g->mask = 15;
    while (g->mask < items * (size_t)2) {
        g->mask = g->mask * 2 + 1;
    }
    g->groups = hat_arena_array(arena, items + (size_t)1, sizeof *g->groups);
    g->next = hat_arena_array(arena, items + (size_t)1, sizeof *g->next);
    g->slots = hat_arena_array(arena, g->mask + 1, sizeof *g->slots);
    return g->groups != NULL && g->next != NULL && g->slots != NULL;
}

/* The names that every group's map has. */
static struct hat_shape *group_shape(struct hat_arena *arena)
{
    static const struct hat_str names[] = {
        {"key", 3}, {"items", 5}, {"count", 5}}; /* folded as they are */
    uint32_t *hashes = hat_arena_array(arena, 3, sizeof *hashes);
    struct hat_shape *shape = hat_arena_alloc(arena, sizeof *shape);
    if (hashes == NULL || shape == NULL) {
        return NULL;
    }
    for (int i = 0; i < 3; i++) {
        hashes[i] = hat_name_hash(names[i]);
    }
    *shape = (struct hat_shape){.count = 3, .names = names, .folded = names, .hashes = hashes};
    return shape;
}

static bool make_group(struct hat_eval *eval, const struct grouping *g, const struct group *group,
                       const struct hat_shape *shape, const struct hat_value *list,
                       struct hat_value *out)
{
    struct hat_map *map =
        hat_arena_alloc(eval->scratch, sizeof *map + 3 * sizeof(struct hat_value));
    struct hat_value *items = hat_arena_array(eval->scratch, group->count, sizeof *items);
    if (map == NULL || items == NULL) {
        return false;
    }
    uint32_t item = group->first;
    for (uint32_t i = 0; i < group->count; i++, item = g->next[item]) {
        items[i] = list->as.items[item];
    }
    map->shape = shape;
    map->values[0] = group->key;
    map->values[1] = (struct hat_value){.type = HAT_LIST, .count = group->count, .as.items = items};
    map->values[2] = hat_value_of_number(eval->scratch, group->count);
    *out = (struct hat_value){.type = HAT_MAP, .count = 3, .as.map = map};
    return map->values[2].as.text != NULL;
}

HAT_FILTER(group)
{
    (void)count;
    static const struct hat_value none = {.type = HAT_NULL};
    struct grouping g = {0};
    struct hat_str name;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? hat_eval_text(eval, &args[0], &name) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    struct hat_shape *shape = group_shape(eval->scratch);
    if (shape == NULL || !grouping_init(&g, eval->scratch, value->count)) {
        return HAT_RESULT_NOMEM;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct hat_value *key = hat_eval_field(eval, &value->as.items[i], name);
        add_item(&g, i, key != NULL ? key : &none);
    }
    struct hat_value *groups = hat_arena_array(eval->scratch, g.count + (size_t)1, sizeof *groups);
    for (uint32_t i = 0; i < g.count; i++) {
        if (groups == NULL || !make_group(eval, &g, &g.groups[i], shape, value, &groups[i])) {
            return HAT_RESULT_NOMEM;
        }
    }
    *value = (struct hat_value){.type = HAT_LIST, .count = g.count, .as.items = groups};
    return groups != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}
