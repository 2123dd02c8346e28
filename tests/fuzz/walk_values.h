/* walk_values.h -- for fuzzing: a value tree must be readable to its end, its names findable. */
#ifndef HAT_TESTS_WALK_VALUES_H
#define HAT_TESTS_WALK_VALUES_H

#include <stdlib.h>

#include "data/data.h"

static inline size_t walk_value(const struct hat_value *value)
{
    size_t sum = 0;
    struct hat_str text = hat_value_str(value);
    for (size_t i = 0; i < text.len; i++) {
        sum += (unsigned char)text.ptr[i];
    }
    for (uint32_t i = 0; value->type == HAT_LIST && i < value->count; i++) {
        sum += walk_value(&value->as.items[i]);
    }
    for (uint32_t i = 0; value->type == HAT_MAP && i < value->count; i++) {
        const struct hat_shape *shape = value->as.map->shape;
        if (hat_value_member(value, shape->folded[i]) != &value->as.map->values[i]) {
            abort();
        }
        sum += walk_value(&value->as.map->values[i]);
    }
    return sum;
}

/* Reads a workbook: sheets or a message, never both nor neither. */
static inline void walk_book(struct hat_str bytes, bool all)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_arena arena = {0};
    struct hat_book book = {0};
    limits.repeats = 100; /* large repeats only take time */
    limits.spaces = 1000;
    limits.values = 200000;
    hat_diags *diags = hat_diags_new();
    if (diags == NULL) {
        return;
    }
    struct hat_data_source source = {
        .name = "input", .file = 1, .limits = &limits, .diags = diags, .arena = &arena};
    enum hat_status st = hat_book_read_memory(bytes, all, &source, &book);
    volatile size_t sum = 0;
    for (size_t i = 0; i < book.count; i++) {
        sum += walk_value(&book.sheets[i].value);
    }
    if (st == HAT_OK ? book.count == 0 : book.count > 0 || hat_diags_count(diags) == 0) {
        abort();
    }
    (void)sum;
    hat_diags_free(diags);
    hat_arena_fini(&arena);
}

#endif
