/* test_template_filters.c -- exact decimals, and what filters do when memory ends. What each filter
 * prints is shown by tests/language/3-filters.md. */
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "template/exact_internal.h"
#include "unit/template_lines.h"

/* ---- exact decimals ---- */

static struct hat_exact number(const char *text)
{
    struct hat_exact made;
    if (!hat_exact_parse(hat_str_from(text), &made)) {
        fail_msg("%s is no number", text);
    }
    return made;
}

static void assert_number(const struct hat_exact *made, const char *text)
{
    struct hat_buf buf = {0};
    hat_exact_put(made, &buf);
    assert_string_equal(buf.data, text);
    hat_buf_fini(&buf);
}

typedef bool operation(struct hat_exact *a, const struct hat_exact *b);

/* `wanted` NULL: it must be refused. */
static void check(operation *run, const char *a, const char *b, const char *wanted)
{
    struct hat_exact left = number(a), right = number(b);
    bool done = run(&left, &right);
    if (done != (wanted != NULL)) {
        fail_msg("%s and %s: %s", a, b, done ? "should be refused" : "was refused");
    }
    if (done) {
        assert_number(&left, wanted);
    }
}

#define FORTY_NINES "9999999999999999999999999999999999999999"
#define FORTY_ONE   "1111111111111111111111111111111111111111"

static void texts_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const char *const good[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"-0.00", "0.00"},
        {"007", "7"},
        {"12,50", "12.50"},
        {"+3", "3"},
        {"0.005", "0.005"},
        {"1 234 567,8", "1234567.8"},
        {"1\xC2\xA0"
         "234",
         "1234"},
        {"12\xE2\x80\xAF"
         "345",
         "12345"},
        {"1.5e3", "1500"},
        {"15E-1", "1.5"},
        {"5e-3", "0.005"},
        {"0e9", "0"},
        {FORTY_NINES, FORTY_NINES},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct hat_exact made = number(good[i][0]);
        assert_number(&made, good[i][1]);
    }
    static const char *const bad[] = {
        "",      "-",          "1.",         ".5",      "1..2", "1.2.3",        "1 2",
        "12 34", "1234 567",   "1 23",       "1 2345",  "1e",   "1e+",          "e5",
        "1e99",  "1e-41",      "abc",        "12abc",   "--1",  "1 ",           " 1",
        "0x10",  "25.02.2026", "2026-02-25", "1,234.5", "nan",  FORTY_NINES "9"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct hat_exact made;
        if (hat_exact_parse(hat_str_from(bad[i]), &made)) {
            fail_msg("\"%s\" is a number", bad[i]);
        }
    }
}

static void sums_are_exact(void **state)
{
    (void)state;
    check(hat_exact_add, "0.1", "0.2", "0.3");
    check(hat_exact_add, "0.10", "0.2", "0.30");
    check(hat_exact_add, "-1", "1", "0");
    check(hat_exact_add, "-5", "3", "-2");
    check(hat_exact_add, "3", "-5", "-2");
    check(hat_exact_add, "999", "0.001", "999.001");
    check(hat_exact_add, "0", "0.00", "0.00");
    check(hat_exact_subtract, "0.3", "0.1", "0.2");
    check(hat_exact_subtract, "1", "0", "1");
    check(hat_exact_subtract, "0", "1", "-1");
    check(hat_exact_subtract, "1000000", "0.0000001", "999999.9999999");
    check(hat_exact_add, FORTY_NINES, "1", NULL);
    check(hat_exact_add, FORTY_NINES, "0.1", NULL);
    check(hat_exact_subtract, FORTY_NINES, FORTY_ONE, "8888888888888888888888888888888888888888");
}

static void products_and_quotients(void **state)
{
    (void)state;
    check(hat_exact_multiply, "0.1", "0.2", "0.02");
    check(hat_exact_multiply, "1.50", "2.00", "3.00");
    check(hat_exact_multiply, "-3", "0", "0");
    check(hat_exact_multiply, "-3", "-4", "12");
    check(hat_exact_multiply, "0.5", "0.5", "0.25");
    check(hat_exact_multiply, "99999999999999999999", "99999999999999999999",
          "9999999999999999999800000000000000000001");
    check(hat_exact_multiply, FORTY_NINES, "2", NULL);
    check(hat_exact_divide, "1", "3", "0.3333333333");
    check(hat_exact_divide, "2", "3", "0.6666666667");
    check(hat_exact_divide, "-2", "3", "-0.6666666667");
    check(hat_exact_divide, "6", "2", "3");
    check(hat_exact_divide, "1", "0.25", "4");
    check(hat_exact_divide, "0", "7", "0");
    check(hat_exact_divide, "0.00000000005", "1", "0.0000000001");
    check(hat_exact_divide, "-0.00000000004", "1", "0");
    check(hat_exact_divide, "1", "0.00", NULL);
    check(hat_exact_divide, FORTY_NINES, "0.1", NULL);
    check(hat_exact_divide, "1", FORTY_NINES, "0");
}

static void rounding_is_half_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int scale;
        const char *wanted; /* NULL: refused */
    } cases[] = {
        {"2.5", 0, "3"},       {"-2.5", 0, "-3"},      {"2.4999", 0, "2"},  {"0.05", 1, "0.1"},
        {"9.995", 2, "10.00"}, {"-0.4", 0, "0"},       {"1.5", 3, "1.500"}, {"0", 2, "0.00"},
        {"0.009", 1, "0.0"},   {FORTY_NINES, 1, NULL}, {"0.5", 0, "1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hat_exact made = number(cases[i].text);
        assert_int_equal(hat_exact_round(&made, cases[i].scale), cases[i].wanted != NULL);
        if (cases[i].wanted != NULL) {
            assert_number(&made, cases[i].wanted);
        }
    }
}

static void order_and_whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {{"1", "1.00", 0}, {"-1", "1", -1},  {"0.1", "0.09", 1},    {"-0.1", "-0.09", -1},
                 {"10", "9", 1},   {"0", "-0.0", 0}, {FORTY_NINES, "1", 1}, {"0.001", "0", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hat_exact a = number(cases[i].a), b = number(cases[i].b);
        assert_int_equal(hat_exact_order(&a, &b), cases[i].order);
        assert_int_equal(hat_exact_order(&b, &a), -cases[i].order);
    }
    struct hat_exact whole = number("-12.00"), broken = number("0.5"), long_one = number("1e15");
    struct hat_exact longest = number("999999999999999");
    int64_t value = 0;
    assert_true(hat_exact_whole(&whole, &value));
    assert_int_equal(value, -12);
    assert_true(hat_exact_whole(&longest, &value));
    assert_int_equal(value, 999999999999999);
    assert_false(hat_exact_whole(&broken, &value));
    assert_false(hat_exact_whole(&long_one, &value));
    struct hat_exact from = hat_exact_from(4294967295u);
    assert_number(&from, "4294967295");
}

/* ---- filters when memory ends ---- */

static hat_data *read_data(const char *json, hat_diags *diags)
{
    char path[] = "/tmp/hatshy-test-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    fputs(json, file);
    fclose(file);
    hat_data *data = NULL;
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_fields(data, path, "json", diags), HAT_OK);
    remove(path);
    return data;
}

static void filters_say_when_memory_ends(void **state)
{
    (void)state;
    static const char lines[] =
        "{{l | sort: \"-n\" | map: \"n\" | join}} {{l | group: \"r\" | count}} {{l | sum: \"n\"}} "
        "{{l | avg: \"n\"}} {{l | min: \"n\"}} {{d | date: \"long\"}} {{d}} {{d | add_days: 3}} "
        "{{d | period: e}} {{n | words}} {{n | ordinal: \"words\"}} {{n | number: 2}} "
        "{{o | case: \"ілік\"}} {{o | possessive}} {{o | plural}} {{n | percent: 1}} "
        "{{n | plus: 1 | times: 2 | divided_by: 7 | round: 3}} {{#l | where: \"r\", "
        "\"a\"}}x{{/l}}\n";
    static const char json[] = "{\"l\": [{\"n\": 2, \"r\": \"a\"}, {\"n\": 10, \"r\": \"b\"}], "
                               "\"d\": \"2026-02-25\", \"e\": \"2026-03-01\", \"n\": 599, "
                               "\"o\": \"облыс\"}";
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits, .today = 20508};
    hat_diags *diags = hat_diags_new();
    hat_data *data = read_data(json, diags);
    struct hat_buf package = kit_package(false, hat_str_from(lines));
    hat_template *tmpl = NULL;
    assert_int_equal(hat_template_open_memory((struct hat_str){package.data, package.len}, "t",
                                              &limits, diags, &tmpl),
                     HAT_OK);
    hat_status status = HAT_ERR_NOMEM;
    int failed = 0;
    for (long nth = 1; status != HAT_OK; nth++) {
        struct hat_merge *merge = NULL;
        hat_mem_fail_at(nth);
        status = hat_merge_new(tmpl, data, &options, diags, &merge);
        if (status == HAT_OK) {
            status = hat_merge_check(merge);
        }
        hat_merge_free(merge);
        hat_mem_fail_at(0);
        assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
        failed += status == HAT_ERR_NOMEM;
    }
    assert_true(failed > 10);
    assert_int_equal(hat_diags_count(diags), 0);
    hat_template_free(tmpl);
    hat_data_free(data);
    hat_diags_free(diags);
    hat_buf_fini(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_as_people_write_them),
        cmocka_unit_test(sums_are_exact),
        cmocka_unit_test(products_and_quotients),
        cmocka_unit_test(rounding_is_half_away_from_zero),
        cmocka_unit_test(order_and_whole_numbers),
        cmocka_unit_test(filters_say_when_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
