/* Tests of src/data/csv.c and csv_scan.c: RFC 4180 and what real files do besides. */
#include "data/data.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "data/csv_internal.h"
#include "unit/data_dump.h"

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
    struct hat_data_source source = {.name = "x.csv",
                                     .file = 3,
                                     .limits = &reading->limits,
                                     .diags = reading->diags,
                                     .arena = &reading->arena};
    reading->status = hat_csv_read(text, 0, &source, &reading->value);
}

static void release(struct reading *reading)
{
    hat_arena_fini(&reading->arena);
    hat_diags_free(reading->diags);
}

static void assert_warns(struct hat_str text, const char *expected, const char *diags)
{
    struct reading reading;
    read_with(&reading, text, HAT_LIMITS_DEFAULT);
    assert_diags(reading.diags, diags);
    assert_int_equal(reading.status, HAT_OK);
    assert_value(&reading.value, expected);
    release(&reading);
}

static void assert_reads(struct hat_str text, const char *expected)
{
    assert_warns(text, expected, "");
}

static void assert_refuses(struct hat_str text, const char *diags)
{
    struct reading reading;
    read_with(&reading, text, HAT_LIMITS_DEFAULT);
    assert_diags(reading.diags, diags);
    assert_int_equal(reading.status, HAT_ERR_DATA);
    assert_int_equal(reading.value.type, HAT_NULL);
    release(&reading);
}

static void rows(void **state)
{
    (void)state;
    assert_reads(HAT_STR("no,org\n1,a\n2,b\n"),
                 "[{no: \"1\", org: \"a\"}, {no: \"2\", org: \"b\"}]");
    assert_reads(HAT_STR("no,org\n1,a"), "[{no: \"1\", org: \"a\"}]");
    assert_reads(HAT_STR("no,org\n1,"), "[{no: \"1\", org: \"\"}]");
    assert_reads(HAT_STR("org\na\nb"), "[{org: \"a\"}, {org: \"b\"}]");
    assert_reads(HAT_STR("\xEF\xBB\xBFno,org\n1,a\n"), "[{no: \"1\", org: \"a\"}]");
    assert_reads(HAT_STR("no,org\n1,a\n\x1A"), "[{no: \"1\", org: \"a\"}]");
}

static void line_ends(void **state)
{
    (void)state;
    assert_reads(HAT_STR("a,b\r\n1,2\r\n"), "[{a: \"1\", b: \"2\"}]");
    assert_reads(HAT_STR("a,b\r1,2\r3,4"), "[{a: \"1\", b: \"2\"}, {a: \"3\", b: \"4\"}]");
    assert_reads(HAT_STR("a,b\n1,2\r3,4\r\n5,6"),
                 "[{a: \"1\", b: \"2\"}, {a: \"3\", b: \"4\"}, {a: \"5\", b: \"6\"}]");
}

/* A field ends at its delimiter or line end wherever that is in the eight bytes looked at. */
static void long_fields(void **state)
{
    (void)state;
    static const char text[] = "абвгдежзик0123456789«»";
    static const char *const ends[] = {",1\n", ",1\r\n", ",1\r", ";1\n"};
    for (int len = 0; len <= 20; len += 2) {
        for (int i = 0; i < 4; i++) {
            char file[80], expected[80];
            snprintf(file, sizeof file, "a%cb\n%.*s%s", ends[i][0], len, text, ends[i]);
            snprintf(expected, sizeof expected, "[{a: \"%.*s\", b: \"1\"}]", len, text);
            assert_reads(hat_str_from(file), expected);
        }
    }
}

static void quotes(void **state)
{
    (void)state;
    assert_reads(HAT_STR("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n"),
                 "[{a: \"x, y\", b: \"he said \"no\"\"}]");
    assert_reads(HAT_STR("a,b\n\"\",\"\"\"\"\n"), "[{a: \"\", b: \"\"\"}]");
    assert_reads(HAT_STR("\"a\",\"b\nc\"\n1,\"2\r\n3\""), "[{a: \"1\", b c: \"2\r\n3\"}]");
    /* quotes inside a field are text */
    assert_reads(HAT_STR("a,b\n№37 \"Жұлдыз-ай\" бөбекжайы,x\n"),
                 "[{a: \"№37 \"Жұлдыз-ай\" бөбекжайы\", b: \"x\"}]");
    assert_warns(HAT_STR("a,b\n\"Жұлдыз\" бөбекжайы,x\n"),
                 "[{a: \"\"Жұлдыз\" бөбекжайы\", b: \"x\"}]",
                 "csv-quotes row 2 [\"Жұлдыз\" бөбекжайы]");
}

/* A message shows the begin of a long text only. */
static void long_texts_are_cut_in_messages(void **state)
{
    (void)state;
    struct reading reading;
    read_with(&reading, HAT_STR("a\n\"ққ\" 45678901234567890123456789012345678901x\n\"q\"x\n"),
              HAT_LIMITS_DEFAULT);
    assert_diags(reading.diags, "csv-quotes row 2 [\"ққ\" 45678901234567890123456789012345678…]; "
                                "csv-quotes row 3 [\"q\"x]");
    release(&reading);
}

static void unclosed(void **state)
{
    (void)state;
    assert_refuses(HAT_STR("a,b\n1,x\n2,\"y\n3,z\n"), "csv-unclosed 3:3 [3]");
    assert_refuses(HAT_STR("a,b\n1,\""), "csv-unclosed 2:3 [2]");
    assert_refuses(HAT_STR("a,b\n1,\"x\"\""), "csv-unclosed 2:3 [2]");
}

static void delimiters(void **state)
{
    (void)state;
    assert_int_equal(hat_csv_guess(HAT_STR("a;b;c\n1,5;2;3\n1,5;2;3")).delimiter, ';');
    assert_int_equal(hat_csv_guess(HAT_STR("a\tb\n1,5\t2;2\n")).delimiter, '\t');
    assert_int_equal(hat_csv_guess(HAT_STR("a,b\n\"x;y;z\",1\n")).delimiter, ',');
    assert_int_equal(hat_csv_guess(HAT_STR("org, name;link\nx;1\ny;2\n")).delimiter, ';');
    assert_int_equal(hat_csv_guess(HAT_STR("org\nx\n")).delimiter, ',');
    assert_int_equal(hat_csv_guess(HAT_STR("")).delimiter, ',');
    assert_int_equal(hat_csv_guess(HAT_STR("Title, long\n\na;b;c\n1;2;3\n4;5;6")).delimiter, ';');
    assert_int_equal(hat_csv_guess(HAT_STR("Title\na\tb, c\td\n1\t2, 3\t4")).delimiter, '\t');
    assert_int_equal(hat_csv_guess(HAT_STR("org\nA; B\nC; D\n")).delimiter, ',');
    assert_reads(HAT_STR("no;org\n1;Ақтөбе облысы, Темір ауданы\n"),
                 "[{no: \"1\", org: \"Ақтөбе облысы, Темір ауданы\"}]");
}

static void rivals(void **state)
{
    (void)state;
    struct hat_csv_guess guess = hat_csv_guess(HAT_STR("a,b;c\n1,2;3\n"));
    assert_int_equal(guess.delimiter, ',');
    assert_int_equal(guess.rival, ';');
    guess = hat_csv_guess(HAT_STR("a,b;c;d\n1,2;3;4\n"));
    assert_int_equal(guess.delimiter, ';');
    assert_int_equal(guess.rival, 0);
    assert_int_equal(hat_csv_guess(HAT_STR("a|b\n1,5|2\n")).delimiter, '|');
    assert_int_equal(hat_csv_guess(HAT_STR("a;b\n1,5;2\n")).rival, 0);
    assert_int_equal(hat_csv_guess(HAT_STR("org\nx\n")).rival, 0);
}

/* The line that Excel understands; it is no row. */
static void named_delimiters(void **state)
{
    (void)state;
    assert_reads(HAT_STR("sep=;\r\na;b\r\n1,5;2\r\n"), "[{a: \"1,5\", b: \"2\"}]");
    assert_reads(HAT_STR("\"sep=|\"\na|b\n1;5,6|2\n"), "[{a: \"1;5,6\", b: \"2\"}]");
    assert_reads(HAT_STR("sep=\t\na\tb\n1\t2\n"), "[{a: \"1\", b: \"2\"}]");
    assert_reads(HAT_STR("sep=x,b\n1,2\n"), "[{sep=x: \"1\", b: \"2\"}]");
    assert_reads(HAT_STR("sep=a\n1\n"), "[{sep=a: \"1\"}]");
    assert_refuses(HAT_STR("sep=;"), "csv-no-rows");
    assert_refuses(HAT_STR("sep=;\n"), "csv-empty");
}

static void empty_rows(void **state)
{
    (void)state;
    struct reading reading;
    read_with(&reading, HAT_STR("\n\na,b\n\n1,\"x\ny\"\n,\n ,  \n2,z\n"), HAT_LIMITS_DEFAULT);
    assert_int_equal(reading.status, HAT_OK);
    assert_value(&reading.value, "[{a: \"1\", b: \"x\ny\"}, {a: \"2\", b: \"z\"}]");
    const struct hat_value *items = reading.value.as.items;
    assert_int_equal(items[0].line, 5);
    assert_int_equal(items[0].column, 5); /* a spreadsheet shows it as row 5 */
    assert_int_equal(items[1].line, 9);
    assert_int_equal(items[1].column, 8);
    assert_int_equal(items[1].as.map->values[1].line, 9);
    assert_int_equal(items[1].as.map->values[1].column, 2);
    assert_int_equal(items[1].as.map->values[1].file, 3);
    release(&reading);
}

static void ragged(void **state)
{
    (void)state;
    assert_warns(HAT_STR("a,b,c\n1,2\n4,5,6\n"),
                 "[{a: \"1\", b: \"2\", c: \"\"}, {a: \"4\", b: \"5\", c: \"6\"}]",
                 "csv-row-short row 2 [2] [3]");
    assert_reads(HAT_STR("a,b\n1,2,, \n"), "[{a: \"1\", b: \"2\"}]");
    assert_refuses(HAT_STR("a,b\n1,2,3\n4,5\n6,7,,8\n"),
                   "csv-row-long row 2 [3] [2]; csv-row-long row 4 [4] [2]");
}

static void headings(void **state)
{
    (void)state;
    assert_warns(HAT_STR("a,,b\n1,,2\n3,x,4\n5,y,6\n"),
                 "[{a: \"1\", column 2: \"\", b: \"2\"}, {a: \"3\", column 2: \"x\", b: \"4\"}, "
                 "{a: \"5\", column 2: \"y\", b: \"6\"}]",
                 "csv-no-heading row 3 [column 2]");
    assert_warns(HAT_STR("org,Org,org 2,ORG\n1,2,3,4\n"),
                 "[{org: \"1\", Org 2: \"2\", org 2 2: \"3\", ORG 3: \"4\"}]",
                 "csv-heading-repeated row 1 [Org] [Org 2]; "
                 "csv-heading-repeated row 1 [org 2] [org 2 2]; "
                 "csv-heading-repeated row 1 [ORG] [ORG 3]");
}

static void nothing_there(void **state)
{
    (void)state;
    assert_refuses(HAT_STR(""), "csv-empty");
    assert_refuses(HAT_STR("\xEF\xBB\xBF"), "csv-empty");
    assert_refuses(HAT_STR("\r\n\r\n\r\n"), "csv-empty");
    assert_refuses(HAT_STR("a,b\n"), "csv-no-rows");
    assert_refuses(HAT_STR("a,b\n,\n\n"), "csv-no-rows");
}

static void encodings(void **state)
{
    (void)state;
    assert_reads(HAT_STR("\xFF\xFE\x61\0\t\0b\0\r\0\n\0\x9B\x04\t\0\x32\0"),
                 "[{a: \"қ\", b: \"2\"}]");
    assert_reads(HAT_STR("\xFE\xFF\0a\0,\0b\0\n\x04\x9B\0,\0\x32"), "[{a: \"қ\", b: \"2\"}]");
    assert_refuses(HAT_STR("a,b\n1,\xC0\xEB\n"), "data-encoding 2:3");
    assert_refuses(HAT_STR("a,b\n1,x\0y\n"), "data-nul 2:4");
    assert_refuses(HAT_STR("a\0,\0b\0\n\0"), "data-nul 1:2");
    assert_refuses(HAT_STR("\x1F\x8B\x08\0"), "data-not-text [gzip]");
    assert_refuses(HAT_STR("\xD0\xCF\x11\xE0\xA1"), "data-not-text [XLS]");
}

static void assert_over(const char *text, struct hat_limits limits, const char *diags)
{
    struct reading reading;
    read_with(&reading, hat_str_from(text), limits);
    assert_int_equal(reading.status, HAT_ERR_LIMIT);
    assert_diags(reading.diags, diags);
    release(&reading);
}

static void limits(void **state)
{
    (void)state;
    struct hat_limits small = {.columns = 3, .rows = 2, .values = 5, .field_bytes = 5};
    assert_over("a,b\n1,123456\n", small, "data-field-long row 2 [5]");
    assert_over("a,b,c,d\n", small, "data-columns-many row 1 [3]");
    assert_over("a\n1\n2\n3\n", small, "data-rows-many row 4 [2]");
    assert_over("a,b,c\n1,2,3\n4,5,6\n", small, "data-values-many row 3 [5]");
    struct reading reading;
    read_with(&reading, HAT_STR("a,b,c,,,,\n1,2,12345,,,\n"), small);
    assert_int_equal(reading.status, HAT_OK);
    assert_value(&reading.value, "[{a: \"1\", b: \"2\", c: \"12345\"}]");
    release(&reading);
}

/* A file whose every row is wrong gives twenty messages, not a million. */
static void many_errors(void **state)
{
    (void)state;
    struct hat_buf text = {0};
    hat_buf_printf(&text, "a\n");
    for (int i = 0; i < 1000; i++) {
        hat_buf_printf(&text, "1,2\n");
    }
    struct reading reading;
    struct hat_data_source source;
    read_with(&reading, (struct hat_str){"a,b\n", 4}, HAT_LIMITS_DEFAULT);
    release(&reading);
    reading = (struct reading){.diags = hat_diags_new(), .limits = HAT_LIMITS_DEFAULT};
    source = (struct hat_data_source){.name = "x.csv",
                                      .limits = &reading.limits,
                                      .diags = reading.diags,
                                      .arena = &reading.arena};
    assert_int_equal(
        hat_csv_read((struct hat_str){text.data, text.len}, ',', &source, &reading.value),
        HAT_ERR_DATA);
    assert_int_equal(hat_diags_count(reading.diags), 20);
    release(&reading);
    hat_buf_fini(&text);
}

static void memory_of_a_row(void **state)
{
    (void)state;
    struct reading reading;
    struct hat_str text = HAT_STR("no,org,link\n1,abc,\"d\"\"e\"\n");
    read_with(&reading, text, HAT_LIMITS_DEFAULT);
    const struct hat_value *row = &reading.value.as.items[0];
    assert_ptr_equal(row->as.map->values[1].as.text, text.ptr + 14);
    size_t bytes = sizeof *row + sizeof(struct hat_map) + 3 * sizeof(struct hat_value);
    assert_in_range(bytes, 1, 300);
    release(&reading);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct hat_str text = HAT_STR("a,,a\n1,\"x\"\"y\",3\n4,5,6\n");
    long failed = 0;
    enum hat_status st = HAT_ERR_NOMEM;
    for (long nth = 1; st != HAT_OK; nth++) {
        struct reading reading = {.limits = HAT_LIMITS_DEFAULT};
        struct hat_data_source source = {
            .name = "x", .limits = &reading.limits, .arena = &reading.arena};
        hat_mem_fail_at(nth);
        st = hat_csv_read(text, 0, &source, &reading.value);
        hat_mem_fail_at(0);
        if (st == HAT_OK) {
            assert_value(&reading.value, "[{a: \"1\", column 2: \"x\"y\", a 2: \"3\"}, "
                                         "{a: \"4\", column 2: \"5\", a 2: \"6\"}]");
        } else {
            assert_int_equal(st, HAT_ERR_NOMEM);
            assert_int_equal(reading.value.type, HAT_NULL);
            failed++;
        }
        hat_arena_fini(&reading.arena);
    }
    assert_in_range(failed, 3, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(line_ends),
        cmocka_unit_test(long_fields),
        cmocka_unit_test(quotes),
        cmocka_unit_test(unclosed),
        cmocka_unit_test(long_texts_are_cut_in_messages),
        cmocka_unit_test(delimiters),
        cmocka_unit_test(rivals),
        cmocka_unit_test(named_delimiters),
        cmocka_unit_test(empty_rows),
        cmocka_unit_test(ragged),
        cmocka_unit_test(headings),
        cmocka_unit_test(nothing_there),
        cmocka_unit_test(encodings),
        cmocka_unit_test(limits),
        cmocka_unit_test(many_errors),
        cmocka_unit_test(memory_of_a_row),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
