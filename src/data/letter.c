/* letter.c -- the data of one letter of a batch, made of the data of all.
 *
 *     {lang: kk, entries: [{org: A, region: R}, {org: B, region: S}]}
 *
 *     an entry    {lang: kk, org: A, region: R, entries: [{org: A ...}], all: [...],
 *                  @letter: 1, @letters: 2}
 *     a group     {lang: kk, region: R, entries: [{org: A ...}], all: [...], @key: R,
 *                  @letter: 1, @letters: 2}
 *
 * The members that begin with @ are what {{@letter}} and its like print (template/eval.c). A letter
 * made by itself from such data is the same letter.
 */
#include "data/data.h"
#include "data/map_internal.h"
#include "data/text_internal.h"

/* ---- even entries ---- */

static bool is_even(const struct hat_value *list)
{
    for (uint32_t i = 1; i < list->count; i++) {
        if (list->as.items[i].as.map->shape != list->as.items[0].as.map->shape) {
            return false;
        }
    }
    return true;
}

/* A map of every name that an entry has, all null. */
static enum hat_status all_names(const struct hat_value *list, struct hat_arena *arena,
                                 struct hat_value *out)
{
    static const struct hat_value empty = {.type = HAT_NULL};
    struct hat_map_builder builder = {.arena = arena};
    const struct hat_shape *seen = NULL;
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < list->count && st == HAT_OK; i++) {
        const struct hat_shape *shape = list->as.items[i].as.map->shape;
        for (uint32_t j = 0; shape != seen && j < shape->count && st == HAT_OK; j++) {
            if (hat_map_find(&builder, shape->folded[j]) == NULL) {
                st = hat_map_put(&builder, shape->names[j], &empty, NULL);
            }
        }
        seen = shape;
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, out);
    }
    hat_map_builder_fini(&builder);
    return st;
}

static bool even_entry(const struct hat_shape *shape, struct hat_arena *arena,
                       struct hat_value *entry)
{
    struct hat_map *map = hat_map_new(arena, shape);
    const struct hat_map *from = entry->as.map;
    if (map == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < from->shape->count; i++) {
        int at = hat_shape_find(shape, from->shape->folded[i], from->shape->hashes[i]);
        map->values[at] = from->values[i]; /* `shape` has every name */
    }
    entry->count = shape->count;
    entry->as.map = map;
    return true;
}

enum hat_status hat_list_even(const struct hat_value *list, struct hat_arena *arena,
                              struct hat_value *out)
{
    struct hat_value names = {0};
    if (is_even(list)) {
        *out = *list;
        return HAT_OK;
    }
    struct hat_value *items = hat_arena_array(arena, list->count, sizeof *items);
    enum hat_status st = items != NULL ? all_names(list, arena, &names) : HAT_ERR_NOMEM;
    for (uint32_t i = 0; i < list->count && st == HAT_OK; i++) {
        items[i] = list->as.items[i];
        st = even_entry(names.as.map->shape, arena, &items[i]) ? HAT_OK : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        *out = *list;
        out->as.items = items;
    }
    return st;
}

/* ---- the root ---- */

static enum hat_status put_number(struct hat_map_builder *builder, const char *name,
                                  uint32_t number)
{
    struct hat_digits digits = hat_digits(number);
    struct hat_str text = hat_arena_str(builder->arena, hat_str_from(digits.text));
    struct hat_value value = {.type = HAT_NUMBER, .count = (uint32_t)text.len, .as.text = text.ptr};
    return text.ptr != NULL ? hat_map_put(builder, hat_str_from(name), &value, NULL)
                            : HAT_ERR_NOMEM;
}

enum hat_status hat_letter_root(const struct hat_value *root, const struct hat_letter *letter,
                                struct hat_arena *arena, struct hat_value *out)
{
    struct hat_map_builder builder = {.arena = arena};
    enum hat_status st = hat_map_put_all(&builder, root);
    if (st == HAT_OK && letter->entry != NULL) {
        st = hat_map_put_all(&builder, letter->entry);
    }
    if (st == HAT_OK && letter->key != NULL) {
        st = hat_map_put(&builder, letter->field, letter->key, NULL);
    }
    if (st == HAT_OK) {
        st = hat_map_put(&builder, letter->list, &letter->entries, NULL);
    }
    if (st == HAT_OK) {
        st = hat_map_put(&builder, HAT_STR("all"), letter->all, NULL);
    }
    if (st == HAT_OK && letter->key != NULL) {
        st = hat_map_put(&builder, HAT_STR("@key"), letter->key, NULL);
    }
    if (st == HAT_OK) {
        st = put_number(&builder, "@letter", letter->number);
    }
    if (st == HAT_OK) {
        st = put_number(&builder, "@letters", letter->count);
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, out);
    }
    hat_map_builder_fini(&builder);
    return st;
}
