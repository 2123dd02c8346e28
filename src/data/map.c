/* map.c -- building the immutable maps of value.h.
 *
 * Members are collected in an array, each found again by the hash of its folded name (a map has
 * at most limits.columns members, so a scan over hashes is quick), then frozen: a shape with the
 * names, and a map with the values.
 */
#include "data/map_internal.h"

#include "base/unicode.h"

static struct hat_member *find(const struct hat_map_builder *builder, struct hat_str folded,
                               uint32_t hash)
{
    for (size_t i = 0; i < builder->count; i++) {
        struct hat_member *member = &builder->members[i];
        if (member->hash == hash && hat_str_equal(member->folded, folded)) {
            return member;
        }
    }
    return NULL;
}

static enum hat_status put(struct hat_map_builder *builder, const struct hat_member *member,
                           bool *replaced)
{
    struct hat_member *old = find(builder, member->folded, member->hash);
    if (replaced != NULL) {
        *replaced = old != NULL;
    }
    if (old != NULL) {
        old->value = member->value;
        return HAT_OK;
    }
    if (!hat_mem_grow(&builder->members, builder->count, &builder->cap, sizeof *member)) {
        return HAT_ERR_NOMEM;
    }
    builder->members[builder->count++] = *member;
    return HAT_OK;
}

enum hat_status hat_map_put(struct hat_map_builder *builder, struct hat_str name,
                            const struct hat_value *value, bool *replaced)
{
    struct hat_member member = {.name = name, .value = *value};
    enum hat_status st = hat_name_fold(builder->arena, name, &member.folded);
    if (st != HAT_OK) {
        return st;
    }
    member.hash = hat_name_hash(member.folded);
    return put(builder, &member, replaced);
}

enum hat_status hat_map_put_all(struct hat_map_builder *builder, const struct hat_value *map)
{
    const struct hat_shape *shape = map->as.map->shape;
    for (uint32_t i = 0; i < shape->count; i++) {
        struct hat_member member = {shape->names[i], shape->folded[i], shape->hashes[i],
                                    map->as.map->values[i]};
        enum hat_status st = put(builder, &member, NULL);
        if (st != HAT_OK) {
            return st;
        }
    }
    return HAT_OK;
}

struct hat_member *hat_map_find(const struct hat_map_builder *builder, struct hat_str folded)
{
    return find(builder, folded, hat_name_hash(folded));
}

static const struct hat_shape *freeze_names(const struct hat_map_builder *builder)
{
    size_t count = builder->count;
    struct hat_shape *shape = hat_arena_alloc(builder->arena, sizeof *shape);
    struct hat_str *names = hat_arena_array(builder->arena, count, sizeof *names);
    struct hat_str *folded = hat_arena_array(builder->arena, count, sizeof *folded);
    uint32_t *hashes = hat_arena_array(builder->arena, count, sizeof *hashes);
    if (shape == NULL || names == NULL || folded == NULL || hashes == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = builder->members[i].name;
        folded[i] = builder->members[i].folded;
        hashes[i] = builder->members[i].hash;
    }
    *shape = (struct hat_shape){(uint32_t)count, names, folded, hashes};
    return shape;
}

struct hat_map *hat_map_new(struct hat_arena *arena, const struct hat_shape *shape)
{
    struct hat_map *map =
        hat_arena_alloc(arena, sizeof *map + shape->count * sizeof map->values[0]);
    if (map != NULL) {
        map->shape = shape;
    }
    return map;
}

enum hat_status hat_map_finish(const struct hat_map_builder *builder, struct hat_value *map)
{
    const struct hat_shape *shape = freeze_names(builder);
    struct hat_map *made = shape != NULL ? hat_map_new(builder->arena, shape) : NULL;
    if (made == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < builder->count; i++) {
        made->values[i] = builder->members[i].value;
    }
    map->type = HAT_MAP;
    map->count = shape->count;
    map->as.map = made;
    return HAT_OK;
}

void hat_map_builder_fini(struct hat_map_builder *builder)
{
    hat_mem_free(builder->members);
    *builder = (struct hat_map_builder){0};
}
