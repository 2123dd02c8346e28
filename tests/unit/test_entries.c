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

static void assert_same_text(struct hat_str one, struct hat_str two)
{
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.ptr != NULL ? one.ptr : "", two.ptr != NULL ? two.ptr : "", one.len);
}

static void assert_same_lists(const struct hat_entry_list *one, const struct hat_entry_list *two)
{
    assert_memory_equal(&one->counts, &two->counts, sizeof one->counts);
    assert_int_equal(one->finding_count, two->finding_count);
    for (size_t i = 0; i < one->finding_count; i++) {
        const struct hat_finding *a = &one->findings[i], *b = &two->findings[i];
        assert_int_equal(a->code, b->code);
        assert_ptr_equal(a->cell, b->cell);
        assert_same_text(a->args[0], b->args[0]);
        assert_same_text(a->args[1], b->args[1]);
        assert_same_text(a->proposal, b->proposal);
    }
    assert_int_equal(one->count, two->count);
    for (size_t i = 0; i < one->count; i++) {
        assert_same_text(one->entries[i].organisation, two->entries[i].organisation);
        assert_same_text(one->entries[i].link_read, two->entries[i].link_read);
        assert_same_text(one->entries[i].url, two->entries[i].url);
    }
}

/* A long list, looked at by one thread and by five. */
static void threads(void **state)
{
    (void)state;
    enum { TIMES = 400 };
    struct scene scene;
    struct hat_entry_list one = {0}, five = {0};
    check_file(&scene, DATA "dirty_entries.csv");
    const struct hat_value *list = hat_value_member(hat_data_root(scene.data), HAT_STR("e"));
    struct hat_value many = *list;
    struct hat_value *rows = hat_arena_array(&scene.arena, list->count * TIMES, sizeof *rows);
    for (uint32_t i = 0; i < list->count * TIMES; i++) {
        rows[i] = list->as.items[i % list->count];
    }
    many.as.items = rows;
    many.count = list->count * TIMES;
    assert_true(many.count > 8192);
    assert_int_equal(hat_entry_list_check(scene.data, &many, 1, &scene.rules, &scene.arena, &one),
                     HAT_OK);
    scene.rules.jobs = 5;
    assert_int_equal(hat_entry_list_check(scene.data, &many, 1, &scene.rules, &scene.arena, &five),
                     HAT_OK);
    assert_same_lists(&one, &five);
    assert_int_equal(one.counts.joined, TIMES * scene.list.counts.joined);
    hat_entry_list_fini(&one);
    hat_entry_list_fini(&five);
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

/* The schema of the challenge asks of a list what is asked without one. */
static void challenge_schema(void **state)
{
    (void)state;
    struct scene with, without;
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_schema *schema = NULL;
    struct hat_buf text = {0};
    check_file(&without, DATA "seed_rows.tsv");
    scene_init(&with);
    read_all(HAT_SOURCE_DIR "/examples/challenge/entries.schema.json", &text);
    struct hat_data_source source = {.name = "entries.schema.json",
                                     .limits = &limits,
                                     .diags = with.diags,
                                     .arena = &with.arena};
    assert_int_equal(hat_schema_read((struct hat_str){text.data, text.len}, &source, &schema),
                     HAT_OK);
    assert_int_equal(hat_diags_count(with.diags), 0);
    with.rules.schema = schema;
    assert_int_equal(hat_data_add_entries(with.data, "e", DATA "seed_rows.tsv", NULL, with.diags),
                     HAT_OK);
    const struct hat_value *list = hat_value_member(hat_data_root(with.data), HAT_STR("e"));
    assert_int_equal(hat_entry_list_check(with.data, list, 1, &with.rules, &with.arena, &with.list),
                     HAT_OK);
    assert_int_equal(with.list.finding_count, without.list.finding_count);
    for (size_t i = 0; i < with.list.finding_count; i++) {
        assert_int_equal(with.list.findings[i].code, without.list.findings[i].code);
    }
    assert_memory_equal(&with.list.counts, &without.list.counts, sizeof with.list.counts);
    hat_buf_fini(&text);
    scene_fini(&with);
    scene_fini(&without);
}

/* ---- the public functions ---- */

static bool found_code(const hat_diags *diags, const char *code)
{
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        if (strcmp(hat_diags_code(diags, i), code) == 0) {
            return true;
        }
    }
    return false;
}

static struct hat_str text_at(const hat_data *data, uint32_t row, const char *name)
{
    const struct hat_value *list = hat_value_member(hat_data_root(data), HAT_STR("e"));
    const struct hat_value *value = hat_value_member(&list->as.items[row], hat_str_from(name));
    return value != NULL ? hat_value_str(value) : (struct hat_str){NULL, 0};
}

static hat_data *seed_data(hat_diags *diags)
{
    hat_data *data = NULL;
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_entries(data, "e", DATA "seed_rows.tsv", NULL, diags), HAT_OK);
    return data;
}

/* What a template sees when the cleaning was asked for. */
static void letter_asked(void **state)
{
    (void)state;
    hat_diags *diags = hat_diags_new();
    hat_data *data = seed_data(diags);
    hat_entries_options options = HAT_ENTRIES_OPTIONS_INIT;
    options.date = "2026-03-10";
    assert_int_equal(hat_data_set(data, "date_from", "2026-02-11", diags), HAT_OK);
    assert_int_equal(hat_data_set(data, "date_to", "2026-02-25", diags), HAT_OK);
    assert_int_equal(hat_data_clean_entries(data, "e", &options, diags), HAT_OK);
    assert_true(found_code(diags, "L15"));
    assert_true(
        hat_str_is(text_at(data, 6, "link"), "https://www.instagram.com/reel/DUpU7OtElyb/"));
    assert_true(hat_str_is(text_at(data, 6, "link_original"),
                           "https://www.instagram.com/reel/DUpU7OtElyb/?igsh=MTlkXZocHd1bXp5Ng=="));
    assert_true(hat_str_is(text_at(data, 6, "сілтемелер"),
                           "https://www.instagram.com/reel/DUpU7OtElyb/?igsh=MTlkXZocHd1bXp5Ng=="));
    assert_true(hat_str_is(text_at(data, 6, "key"), "DUpU7OtElyb"));
    assert_true(hat_str_is(text_at(data, 6, "region"), "Қызылорда облысы"));
    assert_true(hat_str_is(text_at(data, 6, "region_code"), "KZ-43"));
    assert_true(hat_str_is(text_at(data, 6, "published"), "2026-02-12"));
    const struct hat_value *summary = hat_value_member(hat_data_root(data), HAT_STR("e_summary"));
    assert_non_null(summary);
    const struct hat_value *rows = hat_value_member(summary, HAT_STR("rows"));
    assert_true(hat_str_is(hat_value_str(rows), "10"));
    const struct hat_value *links = hat_value_member(summary, HAT_STR("links"));
    assert_true(hat_str_is(hat_value_str(links), "9"));
    hat_data_free(data);
    hat_diags_free(diags);
}

static void put_file(const char *path, const char *text)
{
    struct hat_output *file = NULL;
    assert_int_equal(hat_output_open(path, NULL, &file), HAT_OK);
    hat_output_write(file, text, strlen(text));
    assert_int_equal(hat_output_finish(file, NULL), HAT_OK);
    assert_int_equal(hat_output_commit(file, NULL), HAT_OK);
    hat_output_free(file);
}

static hat_data *data_of(const char *csv, hat_diags *diags)
{
    hat_data *data = NULL;
    put_file("test_letter.csv", csv);
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_entries(data, "e", "test_letter.csv", NULL, diags), HAT_OK);
    remove("test_letter.csv");
    return data;
}

/* Unasked: errors stop the letter, a wrong total too; warnings are not told; what was read stays.
 */
static void letter_not_asked(void **state)
{
    (void)state;
    hat_diags *diags = hat_diags_new();
    hat_data *data = data_of("no,org,link\n1,\"«Абай облысы «Балапан» КМҚК\","
                             "www.instagram.com/reel/DU79xX6EkoE\n",
                             diags);
    assert_int_equal(hat_data_set(data, "total_links", "599", diags), HAT_OK);
    assert_int_equal(hat_data_clean_entries(data, "e", NULL, diags), HAT_ERR_DATA);
    assert_true(found_code(diags, "F09"));
    assert_false(found_code(diags, "O03"));
    assert_true(hat_str_is(text_at(data, 0, "link"), "www.instagram.com/reel/DU79xX6EkoE"));
    assert_true(hat_str_is(text_at(data, 0, "region"), "Абай облысы"));
    assert_true(hat_str_is(text_at(data, 0, "key"), "DU79xX6EkoE"));
    assert_int_equal(hat_data_clean_entries(data, "no such list", NULL, diags), HAT_OK);
    hat_data_free(data);
    hat_diags_free(diags);
}

/* A list that is not one of posts is left alone until the cleaning is asked for. */
static void other_lists(void **state)
{
    (void)state;
    static const char *const csv = "org,link\n«Балапан» КМҚК,https://e.kz/1\n";
    hat_diags *diags = hat_diags_new();
    hat_entries_options options = HAT_ENTRIES_OPTIONS_INIT;
    hat_data *data = data_of(csv, diags);
    assert_int_equal(hat_data_clean_entries(data, "e", NULL, diags), HAT_OK);
    assert_null(text_at(data, 0, "key").ptr);
    assert_int_equal(hat_diags_count(diags), 0);
    assert_int_equal(hat_data_clean_entries(data, "e", &options, diags), HAT_ERR_DATA);
    assert_true(found_code(diags, "L04"));
    hat_data_free(data);
    hat_diags_free(diags);
}

static hat_status check_with(const char *schema, const char *csv, hat_duplicates duplicates,
                             hat_diags *diags)
{
    hat_entries *entries = NULL;
    hat_entries_options options = HAT_ENTRIES_OPTIONS_INIT;
    put_file("test_entries.csv", csv);
    if (schema != NULL) {
        put_file("test_entries.schema.json", schema);
        options.schema = "test_entries.schema.json";
    }
    options.date = "2026-03-10";
    options.duplicates = duplicates;
    hat_status st = hat_entries_new(&options, diags, &entries);
    if (st == HAT_OK) {
        assert_int_equal(hat_entries_add(entries, "test_entries.csv", NULL, diags), HAT_OK);
        st = hat_entries_clean(entries, diags);
    }
    hat_entries_free(entries);
    remove("test_entries.csv");
    remove("test_entries.schema.json");
    return st;
}

#define ROW_1 "1,«Балапан» КМҚК Абай облысы,https://www.instagram.com/reel/DU79xX6EkoE/,A"

static void schemas(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *row, *code;
    } cases[] = {
        {"{\"fields\": [{\"name\": \"class\", \"constraints\": {\"enum\": [\"A\", \"B\"]}}]}",
         ROW_1, NULL},
        {"{\"fields\": [{\"name\": \"class\", \"constraints\": {\"enum\": [\"B\"]}}]}", ROW_1,
         "S04"},
        {"{\"fields\": [{\"name\": \"class\", \"type\": \"integer\"}]}", ROW_1, "S02"},
        {"{\"fields\": [{\"name\": \"no\", \"type\": \"integer\", \"constraints\": {\"minimum\": "
         "2}}]}",
         ROW_1, "S03"},
        {"{\"fields\": [{\"name\": \"class\", \"constraints\": {\"minLength\": 2}}]}", ROW_1,
         "S03"},
        {"{\"fields\": [{\"name\": \"class\", \"constraints\": {\"pattern\": \"[a-z]\"}}]}", ROW_1,
         "S06"},
        {"{\"fields\": [{\"name\": \"class\", \"constraints\": {\"required\": true}}], "
         "\"missingValues\": [\"A\"]}",
         ROW_1, "S01"},
        {"{\"fields\": [{\"name\": \"class\"}], \"primaryKey\": \"class\"}",
         ROW_1 "\n2,«Ақбота» КМҚК Абай облысы,https://www.instagram.com/reel/DVI6bJAkoUg/,A",
         "S05"},
        {"{\"fields\": [{\"name\": \"class\", \"type\": \"colour\"}]}", ROW_1, "schema-type"},
        {"{\"fields\": 1}", ROW_1, "schema-fields"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hat_diags *diags = hat_diags_new();
        char csv[512];
        snprintf(csv, sizeof csv, "no,org,link,class\n%s\n", cases[i].row);
        hat_status st = check_with(cases[i].schema, csv, HAT_DUPLICATES_ERROR, diags);
        bool warning = cases[i].code == NULL || strcmp(cases[i].code, "schema-type") == 0;
        assert_int_equal(st, warning ? HAT_OK : HAT_ERR_DATA);
        if (cases[i].code != NULL && !found_code(diags, cases[i].code)) {
            fail_msg("case %zu: no %s", i, cases[i].code);
        }
        hat_diags_free(diags);
    }
}

static void duplicates(void **state)
{
    (void)state;
    const char *csv = "no,org,link,class\n" ROW_1 "\n" ROW_1 "\n";
    static const hat_status results[] = {HAT_ERR_DATA, HAT_OK, HAT_OK};
    for (int i = 0; i < 3; i++) {
        hat_diags *diags = hat_diags_new();
        assert_int_equal(check_with(NULL, csv, (hat_duplicates)i, diags), results[i]);
        assert_true(found_code(diags, "L14"));
        hat_diags_free(diags);
    }
}

static void wrong_options(void **state)
{
    (void)state;
    static const char *const periods[] = {"", "2026-02-11", "2026-02-25..2026-02-11", "..", "a..b"};
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        hat_entries *entries = NULL;
        hat_entries_options options = HAT_ENTRIES_OPTIONS_INIT;
        hat_diags *diags = hat_diags_new();
        options.period = periods[i];
        assert_int_equal(hat_entries_new(&options, diags, &entries), HAT_ERR_USAGE);
        assert_true(found_code(diags, "period-wrong"));
        hat_diags_free(diags);
    }
}

/* Every allocation fails once: an error, no leak, or the right result. */
static void memory_ends(void **state)
{
    (void)state;
    for (long nth = 1; nth < 100000; nth++) {
        hat_diags *diags = hat_diags_new();
        hat_data *data = seed_data(NULL);
        hat_entries_options options = HAT_ENTRIES_OPTIONS_INIT;
        options.date = "2026-03-10";
        hat_mem_fail_at(nth);
        hat_status st = hat_data_clean_entries(data, "e", &options, diags);
        hat_mem_fail_at(0);
        bool done = st == HAT_OK;
        assert_true(done || st == HAT_ERR_NOMEM);
        if (done) {
            assert_true(hat_str_is(text_at(data, 8, "key"), "DVI4tHaEr2s"));
        }
        hat_data_free(data);
        hat_diags_free(diags);
        if (done && nth > 1) {
            return;
        }
    }
    fail();
}

/* The manual names every code. */
static void documented(void **state)
{
    (void)state;
    struct hat_buf page = {0}, manual = {0};
    read_all(HAT_SOURCE_DIR "/docs/entries.md", &page);
    read_all(HAT_SOURCE_DIR "/docs/hatshy-entries.5", &manual);
    for (int i = 0; i < HAT_MESSAGE_COUNT; i++) {
        const char *name = hat_message_name((enum hat_message)i);
        if (name[0] >= 'A' && name[0] <= 'Z' &&
            (strstr(page.data, name) == NULL || strstr(manual.data, name) == NULL)) {
            fail_msg("%s", name);
        }
    }
    hat_buf_fini(&page);
    hat_buf_fini(&manual);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dirty_list),       cmocka_unit_test(all_regions),
        cmocka_unit_test(threads),          cmocka_unit_test(seed_rows),
        cmocka_unit_test(challenge_schema), cmocka_unit_test(letter_asked),
        cmocka_unit_test(letter_not_asked), cmocka_unit_test(other_lists),
        cmocka_unit_test(schemas),          cmocka_unit_test(duplicates),
        cmocka_unit_test(wrong_options),    cmocka_unit_test(memory_ends),
        cmocka_unit_test(documented)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
