/* Tests of src/data/data.c: files and --set put together, places, and that failure changes
 * nothing. */
#include "data/data.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "unit/data_dump.h"

#define CHALLENGE HAT_SOURCE_DIR "/examples/challenge/"

struct fixture {
    hat_data *data;
    hat_diags *diags;
    char path[64];
};

static void setup(struct fixture *fix)
{
    *fix = (struct fixture){.diags = hat_diags_new()};
    assert_non_null(fix->diags);
    assert_int_equal(hat_data_new(&fix->data), HAT_OK);
}

static void teardown(struct fixture *fix)
{
    if (fix->path[0] != '\0') {
        unlink(fix->path);
    }
    hat_data_free(fix->data);
    hat_diags_free(fix->diags);
}

/* A file of that content in the folder for temporary files. */
static const char *file_of(struct fixture *fix, const char *content)
{
    if (fix->path[0] == '\0') {
        snprintf(fix->path, sizeof fix->path, "/tmp/hat_test_XXXXXX");
        int fd = mkstemp(fix->path);
        assert_true(fd >= 0);
        close(fd);
    }
    FILE *file = fopen(fix->path, "wb");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    return fix->path;
}

/* The value under a dotted folded name. */
static const struct hat_value *at(const hat_data *data, const char *name)
{
    const struct hat_value *value = hat_data_root(data);
    while (value != NULL && *name != '\0') {
        size_t len = strcspn(name, ".");
        value = hat_value_member(value, (struct hat_str){name, len});
        name += len + (name[len] == '.');
    }
    return value;
}

static void assert_text(const hat_data *data, const char *name, const char *expected)
{
    const struct hat_value *value = at(data, name);
    assert_non_null(value);
    struct hat_str text = hat_value_str(value);
    if (!hat_str_is(text, expected)) {
        fail_msg("%s: \"%.*s\", not \"%s\"", name, (int)text.len, text.ptr, expected);
    }
}

static void challenge(void **state)
{
    (void)state;
    struct fixture fix;
    setup(&fix);
    assert_int_equal(hat_data_add_fields(fix.data, CHALLENGE "letter.json", NULL, fix.diags),
                     HAT_OK);
    assert_int_equal(
        hat_data_add_entries(fix.data, "entries", CHALLENGE "entries.csv", NULL, fix.diags),
        HAT_OK);
    assert_int_equal(hat_diags_count(fix.diags), 0);
    assert_text(fix.data, "plan_year", "2026");
    assert_text(fix.data, "event.name", "Барлығына рақмет!");
    const struct hat_value *entries = at(fix.data, "entries");
    assert_int_equal(entries->count, 9);
    const struct hat_value *last = &entries->as.items[8];
    assert_true(hat_str_is(hat_value_str(&last->as.map->values[1]),
                           "Ақтөбе облысы, Темір ауданы, Кеңқияқ ауылы «Ақбота» "
                           "бөбекжай-балабақшасы"));
    assert_ptr_equal(last->as.map->shape, entries->as.items[0].as.map->shape);
    struct hat_place place = hat_data_place(fix.data, &last->as.map->values[1]);
    assert_string_equal(place.file, CHALLENGE "entries.csv");
    assert_string_equal(place.column, "org");
    assert_int_equal(place.record, 10);
    assert_int_equal(place.line, 0);
    teardown(&fix);
}

static void fields_are_merged(void **state)
{
    (void)state;
    struct fixture fix;
    setup(&fix);
    const char *path =
        file_of(&fix, "{\"Event\": {\"name\": \"A\", \"kind\": 1.50}, \"list\": [1, 2], \"x\": 0}");
    assert_int_equal(hat_data_add_fields(fix.data, path, "json", fix.diags), HAT_OK);
    file_of(&fix, "{\"EVENT\": {\"name\": \"B\"}, \"list\": [3], \"y\": true}");
    assert_int_equal(hat_data_add_fields(fix.data, path, "json", fix.diags), HAT_OK);
    assert_value(hat_data_root(fix.data),
                 "{Event: {name: \"B\", kind: 1.50}, list: [3], x: 0, y: true}");
    assert_int_equal(hat_data_set(fix.data, "event.kind", "C", fix.diags), HAT_OK);
    assert_int_equal(hat_data_set(fix.data, "x.deep.er", "", fix.diags), HAT_OK);
    assert_value(hat_data_root(fix.data), "{Event: {name: \"B\", kind: \"C\"}, list: [3], "
                                          "x: {deep: {er: \"\"}}, y: true}");
    assert_int_equal(hat_diags_count(fix.diags), 0);
    struct hat_place place = hat_data_place(fix.data, at(fix.data, "event.name"));
    assert_string_equal(place.file, fix.path);
    assert_int_equal(place.line, 1);
    assert_int_equal(place.offset, 20);
    place = hat_data_place(fix.data, at(fix.data, "event.kind"));
    assert_null(place.file);
    teardown(&fix);
}

static void field_sheets(void **state)
{
    (void)state;
    struct fixture fix;
    setup(&fix);
    const char *path =
        file_of(&fix, "Атауы,Мәні\nevent.name,\"A, B\"\nevent.kind,C\n\n year ,2026\n"
                      "EVENT.NAME,D\n");
    assert_int_equal(hat_data_add_fields(fix.data, path, "csv", fix.diags), HAT_OK);
    assert_value(hat_data_root(fix.data), "{event: {name: \"D\", kind: \"C\"},  year : \"2026\"}");
    assert_diags(fix.diags, "data-name-repeated row 6 [EVENT.NAME]");
    assert_int_equal(hat_data_place(fix.data, at(fix.data, "year")).record, 5);
    assert_null(hat_data_place(fix.data, at(fix.data, "year")).column);
    file_of(&fix, "year\t2027\tx\nmonth\t1\n");
    assert_int_equal(hat_data_add_fields(fix.data, path, "tsv", fix.diags), HAT_ERR_DATA);
    file_of(&fix, "month;1\nyear;2027\n");
    assert_int_equal(hat_data_add_fields(fix.data, path, "csv", fix.diags), HAT_OK);
    assert_text(fix.data, "year", "2027");
    assert_text(fix.data, "month", "1");
    teardown(&fix);
}

static void entries_of_json(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum hat_status status;
        const char *root, *diags;
    } cases[] = {
        {"[{\"a\": 1}, {\"a\": 2}]", HAT_OK, "{rows: [{a: 1}, {a: 2}]}", ""},
        {"{\"t\": \"x\", \"n\": [1], \"e\": [], \"l\": [{\"a\": 1}]}", HAT_OK, "{rows: [{a: 1}]}",
         ""},
        {"{\"l\": [{}], \"m\": [{}]}", HAT_ERR_DATA, "{}", "data-not-list [2]"},
        {"{\"l\": 1}", HAT_ERR_DATA, "{}", "data-not-list [0]"},
        {"42", HAT_ERR_DATA, "{}", "data-not-list [0]"},
        {"[]", HAT_ERR_DATA, "{}", "data-list-empty"},
        {"[1, {},\n null]", HAT_ERR_DATA, "{}",
         "data-list-mixed 1:2 [1]; data-not-entry 1:2 [1]; data-not-entry 2:2 [3]"},
        {"[{\"a\": }]", HAT_ERR_DATA, "{}", "json-syntax 1:8 [}]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fix;
        setup(&fix);
        const char *path = file_of(&fix, cases[i].text);
        assert_int_equal(hat_data_add_entries(fix.data, "rows", path, "json", fix.diags),
                         cases[i].status);
        assert_value(hat_data_root(fix.data), cases[i].root);
        assert_diags(fix.diags, cases[i].diags);
        teardown(&fix);
    }
}

static void failures_change_nothing(void **state)
{
    (void)state;
    struct fixture fix;
    setup(&fix);
    assert_int_equal(hat_data_set(fix.data, "a", "1", fix.diags), HAT_OK);
    const char *path = file_of(&fix, "[1]");
    assert_int_equal(hat_data_add_fields(fix.data, path, "json", fix.diags), HAT_ERR_DATA);
    assert_int_equal(hat_data_add_fields(fix.data, path, NULL, fix.diags), HAT_ERR_USAGE);
    assert_int_equal(hat_data_add_entries(fix.data, "e", path, "doc", fix.diags), HAT_ERR_USAGE);
    assert_int_equal(hat_data_add_fields(fix.data, "/nowhere/x.json", NULL, fix.diags),
                     HAT_ERR_INPUT);
    file_of(&fix, "a,b\n1,2\n");
    assert_int_equal(hat_data_add_entries(fix.data, "e..f", path, "csv", fix.diags), HAT_ERR_DATA);
    assert_int_equal(hat_data_set(fix.data, "", "x", fix.diags), HAT_ERR_DATA);
    assert_int_equal(hat_data_set(fix.data, ".a", "x", fix.diags), HAT_ERR_DATA);
    assert_int_equal(hat_data_set(fix.data, "b", "\xFF", fix.diags), HAT_ERR_DATA);
    assert_int_equal(hat_data_set(fix.data, "\xFF", "b", fix.diags), HAT_ERR_DATA);
    file_of(&fix, ",x\n");
    assert_int_equal(hat_data_add_fields(fix.data, path, "csv", fix.diags), HAT_ERR_DATA);
    assert_value(hat_data_root(fix.data), "{a: \"1\"}");
    assert_string_equal(hat_diags_code(fix.diags, 3), "file-read");
    teardown(&fix);
}

static void names_and_values_have_limits(void **state)
{
    (void)state;
    struct fixture fix;
    setup(&fix);
    char long_value[65 * 1024 + 1], deep[2 * 65];
    memset(long_value, 'x', sizeof long_value - 1);
    long_value[sizeof long_value - 1] = '\0';
    assert_int_equal(hat_data_set(fix.data, "a", long_value, fix.diags), HAT_ERR_LIMIT);
    for (size_t i = 0; i < sizeof deep; i++) {
        deep[i] = i % 2 == 0 ? 'a' : '.';
    }
    deep[sizeof deep - 1] = '\0';
    assert_int_equal(hat_data_set(fix.data, deep, "x", fix.diags), HAT_ERR_LIMIT);
    deep[sizeof deep - 3] = '\0';
    assert_int_equal(hat_data_set(fix.data, deep, "x", fix.diags), HAT_OK);
    assert_diags(fix.diags, "data-field-long [65536]; data-name-deep [64]");
    teardown(&fix);
}

static void truth(void **state)
{
    (void)state;
    const struct hat_value zero = {.type = HAT_NUMBER, .count = 1, .as.text = "0"};
    const struct hat_value zero_text = {.type = HAT_TEXT, .count = 1, .as.text = "0"};
    assert_false(hat_value_truth(&(struct hat_value){.type = HAT_NULL}));
    assert_false(hat_value_truth(&(struct hat_value){.type = HAT_BOOL}));
    assert_true(hat_value_truth(&(struct hat_value){.type = HAT_BOOL, .boolean = true}));
    assert_true(hat_value_truth(&zero));
    assert_false(hat_value_truth(&(struct hat_value){.type = HAT_TEXT}));
    assert_true(hat_value_truth(&zero_text));
    assert_false(hat_value_truth(&(struct hat_value){.type = HAT_LIST}));
    assert_true(hat_value_truth(&(struct hat_value){.type = HAT_LIST, .count = 1}));
    assert_true(hat_value_truth(&(struct hat_value){.type = HAT_MAP}));
}

static enum hat_status build(hat_data *data, const char *fields)
{
    enum hat_status st = hat_data_set(data, "a.b", "1", NULL);
    if (st == HAT_OK) {
        st = hat_data_add_fields(data, fields, "csv", NULL);
    }
    return st == HAT_OK ? hat_data_add_entries(data, "e", CHALLENGE "entries.csv", NULL, NULL) : st;
}

/* Whatever allocation fails, the call says so, or the data is complete. */
static void out_of_memory(void **state)
{
    (void)state;
    struct fixture fix;
    setup(&fix);
    const char *path = file_of(&fix, "a.c,2\nd,3\n");
    enum hat_status st = HAT_ERR_NOMEM;
    long failed = 0;
    for (long nth = 1; st != HAT_OK; nth++) {
        hat_data *data = NULL;
        hat_mem_fail_at(nth);
        st = hat_data_new(&data);
        st = st == HAT_OK ? build(data, path) : st;
        hat_mem_fail_at(0);
        assert_true(st == HAT_OK || st == HAT_ERR_NOMEM);
        if (st != HAT_OK && data != NULL) {
            failed++;
            assert_null(hat_value_member(hat_data_root(data), HAT_STR("e")));
        } else if (st == HAT_OK) {
            assert_text(data, "a.b", "1");
            assert_text(data, "a.c", "2");
            assert_text(data, "d", "3");
            assert_int_equal(at(data, "e")->count, 9);
        }
        hat_data_free(data);
    }
    assert_in_range(failed, 10, 1000);
    teardown(&fix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(challenge),
        cmocka_unit_test(fields_are_merged),
        cmocka_unit_test(field_sheets),
        cmocka_unit_test(entries_of_json),
        cmocka_unit_test(failures_change_nothing),
        cmocka_unit_test(names_and_values_have_limits),
        cmocka_unit_test(truth),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
