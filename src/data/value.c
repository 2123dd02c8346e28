/* value.c -- asking a value tree: members by name, truth.
 *
 * A name is looked up by its folded form (hat_name_fold), first by hash, then by bytes:
 *
 *     shape {"Ұйым АТАУЫ", "link"}  +  "ұйым атауы"  ->  index 0
 */
#include "data/value.h"

/* FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
uint32_t hat_name_hash(struct hat_str folded)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < folded.len; i++) {
        hash = (hash ^ (unsigned char)folded.ptr[i]) * 16777619u;
    }
    return hash;
}

int hat_shape_find(const struct hat_shape *shape, struct hat_str folded, uint32_t hash)
{
    for (uint32_t i = 0; i < shape->count; i++) {
        if (shape->hashes[i] == hash && hat_str_equal(shape->folded[i], folded)) {
            return (int)i;
        }
    }
    return -1;
}

const struct hat_value *hat_value_member(const struct hat_value *map, struct hat_str folded)
{
    if (map->type != HAT_MAP) {
        return NULL;
    }
    int index = hat_shape_find(map->as.map->shape, folded, hat_name_hash(folded));
    return index >= 0 ? &map->as.map->values[index] : NULL;
}

bool hat_value_truth(const struct hat_value *value)
{
    switch ((enum hat_type)value->type) {
    case HAT_NULL:
        return false;
    case HAT_BOOL:
        return value->boolean;
    case HAT_TEXT:
    case HAT_LIST:
        return value->count > 0;
    case HAT_NUMBER:
    case HAT_MAP:
        return true;
    }
    return false;
}
