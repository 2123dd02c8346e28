/* Tests of src/data/json.c: values, places, and a clear message for what is not JSON. */
#include "data/data.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "unit/data_dump.h"

static const struct hat_limits small = {
    .columns = 4, .rows = 3, .values = 8, .field_bytes = 10, .json_depth = 3};

struct reading {
    struct hat_arena arena;
    hat_diags *diags;
    struct hat_limits limits;
    struct hat_value value;
    enum hat_status status;
};

static void read_with(struct reading *reading, struct hat_str text, struct hat_limits limits)
{
    *reading = (struct reading){.diags = hat_diags_new(), .limits = limits};
    struct hat_data_source source = {.name = "x.json",
                                     .file = 7,
                                     .limits = &reading->limits,
                                     .diags = reading->diags,
                                     .arena = &reading->arena};
    reading->status = hat_json_read(text, &source, &reading->value);
}

static void release(struct reading *reading)
{
    hat_arena_fini(&reading->arena);
    hat_diags_free(reading->diags);
}

static void assert_reads(struct hat_str text, const char *expected)
{
    struct reading reading;
    read_with(&reading, text, HAT_LIMITS_DEFAULT);
    assert_diags(reading.diags, "");
    assert_int_equal(reading.status, HAT_OK);
    assert_value(&reading.value, expected);
    release(&reading);
}

static void assert_refuses(struct hat_str text, enum hat_status status, const char *diags)
{
    struct reading reading;
    read_with(&reading, text, HAT_LIMITS_DEFAULT);
    assert_diags(reading.diags, diags);
    assert_int_equal(reading.status, status);
    assert_int_equal(reading.value.type, HAT_NULL);
    release(&reading);
}

static void values(void **state)
{
    (void)state;
    assert_reads(HAT_STR("{\"a\": [1, true, null], \"b\": \"x\"}"),
                 "{a: [1, true, null], b: \"x\"}");
    assert_reads(HAT_STR(" [] "), "[]");
    assert_reads(HAT_STR("{}"), "{}");
    assert_reads(HAT_STR("[[],[{}],[{},{}]]"), "[[], [{}], [{}, {}]]");
    assert_reads(HAT_STR("42"), "42");
    assert_reads(HAT_STR("\"x\""), "\"x\"");
    assert_reads(HAT_STR("\xEF\xBB\xBF[false]"), "[false]");
}

static void numbers_keep_their_text(void **state)
{
    (void)state;
    assert_reads(HAT_STR("[0.10, -0, 1E+400, 123456789012345678901234567890, 2.50]"),
                 "[0.10, -0, 1E+400, 123456789012345678901234567890, 2.50]");
}

static void escapes(void **state)
{
    (void)state;
    assert_reads(HAT_STR("[\"\\u049b\\ud83d\\ude00 \\\"\\\\\\/\\n\\t\"]"), "[\"қ😀 \"\\/\n\t\"]");
    assert_reads(HAT_STR("{\"\\u0061\": 1}"), "{a: 1}");
    struct reading reading;
    read_with(&reading, HAT_STR("[\"a\\u0000b\"]"), HAT_LIMITS_DEFAULT);
    assert_int_equal(reading.status, HAT_OK);
    assert_true(
        hat_str_equal(hat_value_str(&reading.value.as.items[0]), (struct hat_str){"a\0b", 3}));
    release(&reading);
}

static void utf16_is_converted(void **state)
{
    (void)state;
    assert_reads(HAT_STR("\xFF\xFE[\0\"\0\x9B\x04=\xD8\0\xDE\"\0]\0"), "[\"қ😀\"]");
    assert_reads(HAT_STR("\xFE\xFF\0[\0\"\x04\x9B\0\"\0]"), "[\"қ\"]");
}

static void texts_are_not_copied(void **state)
{
    (void)state;
    struct reading reading;
    struct hat_str text = HAT_STR("[\"abc\"]");
    read_with(&reading, text, HAT_LIMITS_DEFAULT);
    assert_ptr_equal(reading.value.as.items[0].as.text, text.ptr + 2);
    release(&reading);
}

static void places(void **state)
{
    (void)state;
    struct reading reading;
    read_with(&reading, HAT_STR("{\"қала\": \"Ақтау\", \"x\":\r\n  [1,\n\t{\"y\" : 2}]}"),
              HAT_LIMITS_DEFAULT);
    assert_int_equal(reading.status, HAT_OK);
    const struct hat_value *values = reading.value.as.map->values;
    assert_int_equal(values[0].line, 1);
    assert_int_equal(values[0].column, 10);
    assert_int_equal(values[0].file, 7);
    assert_int_equal(values[1].line, 2);
    assert_int_equal(values[1].column, 3);
    const struct hat_value *inner = &values[1].as.items[1];
    assert_int_equal(inner->line, 3);
    assert_int_equal(inner->column, 2);
    assert_int_equal(inner->as.map->values[0].line, 3);
    assert_int_equal(inner->as.map->values[0].column, 9);
    release(&reading);
}

static void maps_of_a_list_share_a_shape(void **state)
{
    (void)state;
    struct reading reading;
    read_with(&reading,
              HAT_STR("[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4},{\"b\":5,\"a\":6},{\"a\":7,\"b\":8}]"),
              HAT_LIMITS_DEFAULT);
    const struct hat_value *items = reading.value.as.items;
    assert_ptr_equal(items[0].as.map->shape, items[1].as.map->shape);
    assert_ptr_not_equal(items[0].as.map->shape, items[2].as.map->shape);
    assert_ptr_equal(items[0].as.map->shape, items[3].as.map->shape);
    assert_value(&reading.value, "[{a: 1, b: 2}, {a: 3, b: 4}, {b: 5, a: 6}, {a: 7, b: 8}]");
    release(&reading);
}

static void repeated_names(void **state)
{
    (void)state;
    struct reading reading;
    read_with(&reading, HAT_STR("{\"Org\": 1,\n \"b\": 2, \" org \": 3}"), HAT_LIMITS_DEFAULT);
    assert_int_equal(reading.status, HAT_OK);
    assert_value(&reading.value, "{Org: 3, b: 2}");
    assert_diags(reading.diags, "data-name-repeated 2:19 [ org ]");
    const struct hat_value *value = hat_value_member(&reading.value, HAT_STR("org"));
    assert_true(hat_str_is(hat_value_str(value), "3"));
    assert_null(hat_value_member(&reading.value, HAT_STR("Org")));
    release(&reading);
}

static void mixed_lists(void **state)
{
    (void)state;
    struct reading reading;
    read_with(&reading, HAT_STR("[{},\n 1, null, {\"a\": []}]"), HAT_LIMITS_DEFAULT);
    assert_int_equal(reading.status, HAT_OK);
    assert_diags(reading.diags, "data-list-mixed 2:2 [2]");
    release(&reading);
}

static void syntax(void **state)
{
    (void)state;
    static const struct {
        const char *text, *diags;
    } cases[] = {
        {"", "json-incomplete 1:1"},
        {"  \n ", "json-incomplete 2:2"},
        {"{\"a\": ", "json-incomplete 1:7"},
        {"{\"a\": [1, 2}", "json-syntax 1:12 [}]"},
        {"[1 2]", "json-syntax 1:4 [2]"},
        {"{\"a\" 1}", "json-syntax 1:6 [1]"},
        {"{\"a\": 1 \"b\": 2}", "json-syntax 1:9 [\"b\"]"},
        {"[1,,2]", "json-syntax 1:4 [,2]"},
        {"[1] []", "json-syntax 1:5 [[]"},
        {"[tru]", "json-syntax 1:2 [tru]"},
        {"{\"a\": 1,\n}", "json-comma 2:1 [}]"},
        {"[1,]", "json-comma 1:4 []]"},
        {"// c\n[]", "json-comment 1:1 [//]"},
        {"[1, /* c */ 2]", "json-comment 1:5 [/*]"},
        {"{'a': 1}", "json-quotes 1:2 ['a']"},
        {"{«a»: 1}", "json-quotes 1:2 [«a»]"},
        {"[NaN]", "json-number 1:2 [NaN]"},
        {"[-Infinity]", "json-number 1:2 [-Infinity]"},
        {"[+1]", "json-number 1:2 [+1]"},
        {"[.5]", "json-number 1:2 [.5]"},
        {"[\"abc]", "json-unclosed 1:2"},
        {"[1, \"a\nb\"]", "json-control 1:7"},
        {"[\"a\\q\"]", "json-escape 1:4"},
        {"[\"\\u12g4\"]", "json-escape 1:3"},
        {"[\"\\ud800\"]", "json-surrogate 1:3"},
        {"[\"\\ud800\\u0041\"]", "json-surrogate 1:3"},
        {"[\"\\udc00\\ud800\"]", "json-surrogate 1:3"},
        /* what is wrong first is reported, also when a bad text follows */
        {"[1,, \"abc]", "json-syntax 1:4 [,]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_refuses(hat_str_from(cases[i].text), HAT_ERR_DATA, cases[i].diags);
    }
}

static void encodings(void **state)
{
    (void)state;
    assert_refuses(HAT_STR("[\"a\",\n\"\xC0\xBC\"]"), HAT_ERR_DATA, "data-encoding 2:2");
    assert_refuses(HAT_STR("[\"\xED\xA0\x80\"]"), HAT_ERR_DATA, "data-encoding 1:3");
    assert_refuses(HAT_STR("[\"\xD3\xEF\xF0\"]"), HAT_ERR_DATA, "data-encoding 1:3");
    assert_refuses(HAT_STR("[\0]"), HAT_ERR_DATA, "data-nul 1:2");
    assert_refuses(HAT_STR("\xFF\xFE[\0\0\xD8]\0"), HAT_ERR_DATA, "data-utf16 1:2");
    assert_refuses(HAT_STR("\xFF\xFE[\0]"), HAT_ERR_DATA, "data-utf16 1:2");
    assert_refuses(HAT_STR("\xFF\xFE\0\0[\0\0\0"), HAT_ERR_DATA, "data-not-text [UTF-32]");
    assert_refuses(HAT_STR("PK\x03\x04zzz"), HAT_ERR_DATA, "data-not-text [ZIP (XLSX, ODS)]");
}

static void assert_over(const char *text, const char *diags)
{
    struct reading reading;
    read_with(&reading, hat_str_from(text), small);
    assert_int_equal(reading.status, HAT_ERR_LIMIT);
    assert_diags(reading.diags, diags);
    release(&reading);
}

static void limits(void **state)
{
    (void)state;
    assert_over("[\"12345678901\"]", "data-field-long 1:2 [10]");
    assert_over("[12345678901]", "data-field-long 1:2 [10]");
    assert_over("[[[[1]]]]", "json-depth 1:4 [3]");
    assert_over("[1,2,3,4]", "data-rows-many 1:8 [3]");
    assert_over("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}", "data-columns-many 1:30 [4]");
    assert_over("[[1,2,3],[1,2,3],[1]]", "data-values-many 1:19 [8]");
    assert_over("[{\"a\":1,\"b\":2},{\"c\":3,\"d\":4}]", "data-values-many 1:27 [8]");
    /* too long before the parser sees it */
    assert_over(
        "[\"\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\"]",
        "data-field-long 1:2 [10]");
    struct reading reading;
    read_with(&reading, HAT_STR("[[\"1234567890\"],[\"\\u0041\\u0041\\u0041\"]]"), small);
    assert_int_equal(reading.status, HAT_OK);
    assert_value(&reading.value, "[[\"1234567890\"], [\"AAA\"]]");
    release(&reading);
}

/* 10,000 brackets and a text of the greatest length: neither recursion nor the parser's memory
 * gives way. */
static void extremes(void **state)
{
    (void)state;
    enum { DEEP = 10000 };
    size_t len = HAT_LIMITS_DEFAULT.field_bytes;
    char *text = malloc(6 * len + 4);
    assert_non_null(text);
    memset(text, '[', DEEP);
    assert_refuses((struct hat_str){text, DEEP}, HAT_ERR_LIMIT, "json-depth 1:65 [64]");
    size_t at = 0;
    text[at++] = '"';
    for (size_t i = 0; i < len; i++, at += 6) {
        memcpy(text + at, "\\u0041", 6);
    }
    text[at++] = '"';
    struct reading reading;
    read_with(&reading, (struct hat_str){text, at}, HAT_LIMITS_DEFAULT);
    assert_int_equal(reading.status, HAT_OK);
    assert_int_equal(reading.value.count, len);
    release(&reading);
    free(text);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct hat_str text = HAT_STR("{\"a\\n\": [\"x\", {\"b\": 1, \"B\": 2}, \"\\u0041\"]}");
    long failed = 0;
    for (long nth = 1;; nth++) {
        struct reading reading = {.limits = HAT_LIMITS_DEFAULT};
        struct hat_data_source source = {
            .name = "x", .limits = &reading.limits, .arena = &reading.arena};
        hat_mem_fail_at(nth);
        enum hat_status st = hat_json_read(text, &source, &reading.value);
        hat_mem_fail_at(0);
        if (st == HAT_OK) {
            assert_value(&reading.value, "{a\n: [\"x\", {b: 2}, \"A\"]}");
        } else {
            assert_int_equal(st, HAT_ERR_NOMEM);
            assert_int_equal(reading.value.type, HAT_NULL);
            failed++;
        }
        hat_arena_fini(&reading.arena);
        if (st == HAT_OK) {
            break;
        }
    }
    assert_in_range(failed, 5, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(numbers_keep_their_text),
        cmocka_unit_test(escapes),
        cmocka_unit_test(utf16_is_converted),
        cmocka_unit_test(texts_are_not_copied),
        cmocka_unit_test(places),
        cmocka_unit_test(maps_of_a_list_share_a_shape),
        cmocka_unit_test(repeated_names),
        cmocka_unit_test(mixed_lists),
        cmocka_unit_test(syntax),
        cmocka_unit_test(encodings),
        cmocka_unit_test(limits),
        cmocka_unit_test(extremes),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
