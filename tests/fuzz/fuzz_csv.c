/* fuzz_csv.c -- any bytes as CSV: a value tree or a message, never both nor neither; every text in
 * the tree is readable to its end. */
#include "fuzz/walk_values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    volatile size_t sum = walk_value(&value);
    (void)sum;
    if (st == HAT_OK ? value.line == 0 : hat_diags_count(diags) == 0) {
        abort();
    }
    hat_diags_free(diags);
    hat_arena_fini(&arena);
    return 0;
}
