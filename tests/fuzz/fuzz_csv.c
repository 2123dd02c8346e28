/* fuzz_csv.c -- any bytes as CSV: a value tree or a message, never both nor neither; every text in
 * the tree is readable to its end. */
#include "data/data.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct hat_value *value)
{
    size_t sum = 0;
    struct hat_str text = hat_value_str(value);
    for (size_t i = 0; i < text.len; i++) {
        sum += (unsigned char)text.ptr[i];
    }
    for (uint32_t i = 0; value->type == HAT_LIST && i < value->count; i++) {
        sum += walk(&value->as.items[i]);
    }
    for (uint32_t i = 0; value->type == HAT_MAP && i < value->count; i++) {
        const struct hat_shape *shape = value->as.map->shape;
        if (hat_value_member(value, shape->folded[i]) != &value->as.map->values[i]) {
            abort();
        }
        sum += walk(&value->as.map->values[i]);
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_arena arena = {0};
    struct hat_value value = {0};
    hat_diags *diags = hat_diags_new();
    if (diags == NULL) {
        return 0;
    }
    struct hat_data_source source = {
        .name = "input", .file = 1, .limits = &limits, .diags = diags, .arena = &arena};
    struct hat_str text = {(const char *)data, size};
    enum hat_status st = hat_csv_read(text, 0, &source, &value);
    volatile size_t sum = walk(&value);
    (void)sum;
    if (st == HAT_OK ? value.line == 0 : hat_diags_count(diags) == 0) {
        abort();
    }
    hat_diags_free(diags);
    hat_arena_fini(&arena);
    return 0;
}
