/* map_internal.h -- building the immutable maps of value.h, one member after the other.
 *
 *     struct hat_map_builder builder = {.arena = arena};
 *     hat_map_put(&builder, name, value, &replaced);      (again and again)
 *     hat_map_finish(&builder, &map);
 *     hat_map_builder_fini(&builder);
 *
 * Names that fold to the same are one member: the later value replaces the earlier one.
 */
#ifndef HAT_DATA_MAP_INTERNAL_H
#define HAT_DATA_MAP_INTERNAL_H

#include "data/value.h"

struct hat_member {
    struct hat_str name, folded;
    uint32_t hash;
    struct hat_value value;
};

/* Zeroed except for `arena`, it is a valid empty builder. */
struct hat_map_builder {
    struct hat_arena *arena; /* of the finished map; folded names go there too */
    struct hat_member *members;
    size_t count, cap;
};

/* Adds or replaces a member. `name` is borrowed and must live as long as `arena`. *replaced tells
 * whether a member of that name was there; it may be NULL.
 * HAT_ERR_NOMEM; HAT_ERR_DATA when `name` is not UTF-8. */
enum hat_status hat_map_put(struct hat_map_builder *builder, struct hat_str name,
                            const struct hat_value *value, bool *replaced);
/* Puts all members of `map`, which is a HAT_MAP. */
enum hat_status hat_map_put_all(struct hat_map_builder *builder, const struct hat_value *map);
/* The member whose name folds to `folded`; NULL when there is none. Valid until the next put. */
struct hat_member *hat_map_find(const struct hat_map_builder *builder, struct hat_str folded);
/* Makes the map with a shape of its own. *map keeps its file, line and column. */
enum hat_status hat_map_finish(const struct hat_map_builder *builder, struct hat_value *map);
void hat_map_builder_fini(struct hat_map_builder *builder);

/* A map of `shape` whose values are all null, in `arena`; NULL when out of memory. */
struct hat_map *hat_map_new(struct hat_arena *arena, const struct hat_shape *shape);

#endif
