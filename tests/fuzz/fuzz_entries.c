/* fuzz_entries.c -- any CSV as a list of entries: checked without a crash, every entry has a link
 * and a name that are readable to their ends and valid UTF-8. */
#include <stdlib.h>

#include "base/utf8.h"
#include "entries/entries.h"
#include "entries/schema_internal.h"
#include "fuzz/walk_values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(struct hat_str text)
{
    if (text.len > 0 && hat_utf8_valid_len(text) < text.len) {
        abort();
    }
}

static void check(const hat_data *none, const struct hat_value *list, struct hat_arena *arena)
{
    struct hat_entries_rules rules = {.today = 20522, .most_seconds = 60};
    struct hat_entry_list result = {0};
    rules.period = (struct hat_period){true, 20495, 20509};
    if (hat_entry_list_check(none, list, 1, &rules, arena, &result) == HAT_OK) {
        for (size_t i = 0; i < result.count; i++) {
            look(result.entries[i].organisation);
            look(result.entries[i].url);
            look(result.entries[i].key);
        }
        for (size_t i = 0; i < result.finding_count; i++) {
            look(result.findings[i].args[0]);
            look(result.findings[i].args[1]);
            look(result.findings[i].proposal);
        }
    }
    hat_entry_list_fini(&result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_arena arena = {0};
    struct hat_value value = {0};
    hat_data *none = NULL; /* places of cells are unknown to it, and empty */
    struct hat_data_source source = {
        .name = "input", .file = 1, .limits = &limits, .arena = &arena, .as_it_stands = true};
    struct hat_str text = {(const char *)data, size};
    if (hat_data_new(&none) == HAT_OK && hat_csv_read(text, 0, &source, &value) == HAT_OK) {
        check(none, &value, &arena);
        const struct hat_value *row = &value.as.items[0];
        const struct hat_pattern *pattern = NULL;
        if (row->as.map->shape->count > 1 && /* two cells as a pattern and a text */
            hat_pattern_read(&arena, hat_value_str(&row->as.map->values[0]), &pattern) == HAT_OK &&
            pattern != NULL) {
            (void)hat_pattern_match(pattern, hat_value_str(&row->as.map->values[1]));
        }
    }
    hat_data_free(none);
    hat_arena_fini(&arena);
    return 0;
}
