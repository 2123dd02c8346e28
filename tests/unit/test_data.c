/* Tests of src/data/data.c: files and --set put together, places, and that failure changes
 * nothing. */
#include "data/data.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "unit/unit.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(challenge)};
    (void)file_of;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
