/* test_entries.c -- lists of entries: the office's own dirty list, the seed's rows, the regions. */
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "entries/entries.h"

#define DATA HAT_SOURCE_DIR "/tests/unit/data/"

struct scene {
    hat_data *data;
    hat_diags *diags;
    struct hat_arena arena;
    struct hat_entries_rules rules;
    struct hat_entry_list list;
};

static int64_t day(int year, int month, int number)
{
    return hat_date_days((struct hat_date){year, month, number});
}

static void scene_init(struct scene *scene)
{
    *scene = (struct scene){.diags = hat_diags_new()};
    scene->rules.period = (struct hat_period){true, day(2026, 2, 11), day(2026, 2, 25)};
    scene->rules.today = day(2026, 3, 10);
    scene->rules.most_seconds = 60;
    assert_int_equal(hat_data_new(&scene->data), HAT_OK);
    hat_data_leave_texts(scene->data);
}

static void check_file(struct scene *scene, const char *path)
{
    scene_init(scene);
    assert_int_equal(hat_data_add_entries(scene->data, "e", path, NULL, scene->diags), HAT_OK);
    const struct hat_value *list = hat_value_member(hat_data_root(scene->data), HAT_STR("e"));
    assert_int_equal(
        hat_entry_list_check(scene->data, list, 1, &scene->rules, &scene->arena, &scene->list),
        HAT_OK);
}

static void scene_fini(struct scene *scene)
{
    hat_entry_list_fini(&scene->list);
    hat_arena_fini(&scene->arena);
    hat_data_free(scene->data);
    hat_diags_free(scene->diags);
}

/* " L14 O11 " for a row of the file. Notes are in brackets: " [O16] ". */
static void codes_of(const struct scene *scene, uint32_t row, char out[256])
{
    out[0] = ' ';
    out[1] = '\0';
    for (size_t i = 0; i < scene->list.finding_count; i++) {
        const struct hat_finding *finding = &scene->list.findings[i];
        const char *name = hat_message_name(finding->code);
        if (hat_data_place(scene->data, finding->cell).record == row && strstr(out, name) == NULL) {
            bool note = hat_finding_severity(finding) == HAT_NOTE;
            strcat(out, note ? "[" : "");
            strcat(out, name);
            strcat(out, note ? "] " : " ");
        }
    }
}

static void read_all(const char *path, struct hat_buf *buf)
{
    assert_int_equal(hat_file_read(path, 1 << 20, NULL, buf), HAT_OK);
}

/* Every code expected is there, and of the others notes alone. */
static void dirty_list(void **state)
{
    (void)state;
    struct scene scene;
    struct hat_buf text = {0};
    unsigned rows = 0;
    check_file(&scene, DATA "dirty_entries.csv");
    read_all(DATA "dirty_expected.tsv", &text);
    for (char *line = strtok(text.data, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char got[256];
        uint32_t row = (uint32_t)strtoul(line, NULL, 10);
        if (row == 0) {
            continue;
        }
        rows++;
        codes_of(&scene, row, got);
        for (char *code = strrchr(line, '\t') + 1; *code != '\0'; code += code[3] == ' ' ? 4 : 3) {
            char want[5];
            snprintf(want, sizeof want, "%.3s", code);
            char *at = strstr(got, want);
            if (at == NULL) {
                fail_msg("row %u: %s is missing in%s", row, want, got);
            }
            memset(at, ' ', 3);
        }
        for (const char *at = got; (at = strpbrk(at, "FOLPT")) != NULL; at++) {
            if (at == got || at[-1] != '[') {
                fail_msg("row %u: more than expected:%s", row, got);
            }
        }
    }
    assert_int_equal(rows, 27);
    hat_buf_fini(&text);
    scene_fini(&scene);
}

static void all_regions(void **state)
{
    (void)state;
    struct hat_buf text = {0};
    unsigned rows = 0;
    read_all(DATA "region_tests.tsv", &text);
    strtok(text.data, "\n");
    for (char *line; (line = strtok(NULL, "\n")) != NULL; rows++) {
        struct hat_region_match match;
        struct hat_arena arena = {0};
        struct hat_clean_text clean;
        char *name = strrchr(line, '\t') + 1;
        assert_int_equal(hat_text_clean(&arena, hat_str_from(name), true, &clean), HAT_OK);
        assert_int_equal(hat_region_find(clean.text, &match), HAT_OK);
        const char *got = match.region < HAT_REGION_COUNT ? hat_region_code(match.region) : "?";
        if (strncmp(line, got, strlen(got)) != 0 || match.contradiction) {
            fail_msg("%s: %s", got, line);
        }
        assert_true(match.regions != 0);
        hat_arena_fini(&arena);
    }
    assert_int_equal(rows, 33);
    hat_buf_fini(&text);
}

/* The nine rows as they stand in the letter: row 7 torn, quotes unpaired, row 1 late. */
static void seed_rows(void **state)
{
    (void)state;
    static const char *const codes[] = {"DVlh7MJEln9", "DVFyG1-Ej3d", "DU79xX6EkoE",
                                        "DU5bYu5kgxU", "DUz0EmfktzU", "DUzl9KpEjpK",
                                        "DUpU7OtElyb", "DVI6bJAkoUg", "DVI4tHaEr2s"};
    struct scene scene;
    char got[256];
    check_file(&scene, DATA "seed_rows.tsv");
    assert_int_equal(scene.list.count, 9);
    assert_int_equal(scene.list.counts.errors, 0);
    assert_int_equal(scene.list.counts.links, 9);
    assert_int_equal(scene.list.counts.in_period, 8);
    assert_int_equal(scene.list.counts.out_of_period, 1);
    for (size_t i = 0; i < 9; i++) {
        const struct hat_entry *entry = &scene.list.entries[i];
        assert_int_equal(entry->key.len, 11);
        assert_memory_equal(entry->key.ptr, codes[i], 11);
        assert_int_not_equal(entry->region, HAT_NO_REGION);
    }
    codes_of(&scene, 2, got);
    assert_non_null(strstr(got, " L15 "));
    assert_non_null(strstr(got, " O03 "));
    /* the time inside the code: 07.03.2026 19:22 in Kazakhstan */
    assert_int_equal((scene.list.entries[0].published + 5 * 3600) / 60 % 1440, 19 * 60 + 22);
    scene_fini(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dirty_list), cmocka_unit_test(all_regions),
                                       cmocka_unit_test(seed_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
