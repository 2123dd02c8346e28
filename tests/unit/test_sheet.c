/* Tests of src/data/sheet*.c: where a table begins and ends, what its columns are called, numbers
 * and formats. The tables come as CSV, since all readers feed the same form. */
#include <stdio.h>

#include "base/mem.h"
#include "data/sheet_internal.h"
#include "data/sheet_number_internal.h"
#include "unit/data_dump.h"

static void assert_table(const char *text, const char *expected, const char *diags_wanted)
{
    struct hat_arena arena = {0};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_value value = {0};
    hat_diags *diags = hat_diags_new();
    struct hat_data_source source = {
        .name = "x.csv", .limits = &limits, .diags = diags, .arena = &arena};
    enum hat_status st = hat_csv_read(hat_str_from(text), ';', &source, &value);
    assert_diags(diags, diags_wanted);
    assert_int_equal(st, expected != NULL ? HAT_OK : HAT_ERR_DATA);
    if (expected != NULL) {
        assert_value(&value, expected);
    }
    hat_diags_free(diags);
    hat_arena_fini(&arena);
}

static void header_of_known_words(void **state)
{
    (void)state;
    assert_table("«Барлығына рақмет!» челленджінің сілтемелері;;\n;;\nӨңір:;Абай облысы;\n"
                 "№ р/с;Мектепке дейінгі ұйымның атауы;Сілтеме\n1;Абай;x\n",
                 "[{№ р/с: \"1\", Мектепке дейінгі ұйымның атауы: \"Абай\", Сілтеме: \"x\"}]",
                 "sheet-header row 4 [2]");
    assert_table("№ п/п;Наименование ДО;Ссылка\n1;a;x\n",
                 "[{№ п/п: \"1\", Наименование ДО: \"a\", Ссылка: \"x\"}]", "");
    assert_table("No;ORGANISATION;Link\n1;a;x\n", "[{No: \"1\", ORGANISATION: \"a\", Link: \"x\"}]",
                 "");
    /* rows of data hold such words too, but wide rows stand above them */
    assert_table("h1;h2;h3\nАтырау облысы;Атырау қаласы;x\nАбай облысы;Семей қаласы;y\n",
                 "[{h1: \"Атырау облысы\", h2: \"Атырау қаласы\", h3: \"x\"}, "
                 "{h1: \"Абай облысы\", h2: \"Семей қаласы\", h3: \"y\"}]",
                 "");
    assert_table("Өңір;Қала\nАтырау облысы;Атырау қаласы\n",
                 "[{Өңір: \"Атырау облысы\", Қала: \"Атырау қаласы\"}]", "");
}

static void header_of_unknown_words(void **state)
{
    (void)state;
    assert_table("a;b\n1;2\n", "[{a: \"1\", b: \"2\"}]", "");
    assert_table("Title\n\na;b\n1;2\n", "[{a: \"1\", b: \"2\"}]", "sheet-header row 3 [1]");
    assert_table("Title;\nTitle 2;\na;b\n1;2\n", "[{a: \"1\", b: \"2\"}]",
                 "sheet-header row 3 [2]");
    /* numbers are no headings: the first row is the header and the others are too long */
    assert_table("a\n1;2\n3;4\n", NULL, "csv-row-long row 2 [2] [1]; csv-row-long row 3 [2] [1]");
    assert_table("a\nb\nc\n", "[{a: \"b\"}, {a: \"c\"}]", "");
}

static void totals_and_tails(void **state)
{
    (void)state;
    static const char head[] = "№;Ұйым;Сілтеме\n1;A;x\n2;B;y\n";
    static const char list[] = "[{№: \"1\", Ұйым: \"A\", Сілтеме: \"x\"}, "
                               "{№: \"2\", Ұйым: \"B\", Сілтеме: \"y\"}]";
    static const struct {
        const char *rows, *diags;
    } dropped[] = {
        {";Барлығы:;2\n", "sheet-total row 4 [0]"},
        {"Итого;;2\n", "sheet-total row 4 [0]"},
        {"Всего 2;;\n;;\n", "sheet-total row 4 [0]"},
        {";Жиыны;2\n\nОрындаушы: А. Серікова;;\nтел.;74-25-11;\n", "sheet-total row 4 [2]"},
        {"3;;\n4;;\n5;;\n", "sheet-empty-tail [3]"},
        {"3;;\n4;;\n;Барлығы;2\n", "sheet-total row 6 [0]; sheet-empty-tail [2]"},
        {";;\n;;\n", "sheet-empty-tail [2]"},
        {"\n\n", ""},
    };
    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "%s%s", head, dropped[i].rows);
        assert_table(text, list, dropped[i].diags);
    }
    static const struct {
        const char *rows, *row;
    } kept[] = {
        {"3;Барлығына рақмет бөбекжайы;z\n",
         "№: \"3\", Ұйым: \"Барлығына рақмет бөбекжайы\", Сілтеме: \"z\""},
        {"3;Барлығы;z\n", "№: \"3\", Ұйым: \"Барлығы\", Сілтеме: \"z\""},
        {"3;Барлығы;4\n", "№: \"3\", Ұйым: \"Барлығы\", Сілтеме: \"4\""},
        {"3;;\n", "№: \"3\", Ұйым: \"\", Сілтеме: \"\""},
        {";Итоговый;\n", "№: \"\", Ұйым: \"Итоговый\", Сілтеме: \"\""},
    };
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        char text[300], expected[400];
        snprintf(text, sizeof text, "%s%s", head, kept[i].rows);
        snprintf(expected, sizeof expected, "%.*s, {%s}]", (int)strlen(list) - 1, list,
                 kept[i].row);
        assert_table(text, expected, "");
    }
    assert_table("№;Ұйым\nБарлығы;0\n", NULL, "sheet-total row 2 [0]; csv-no-rows");
}

static void lists_of_rows(void **state)
{
    (void)state;
    struct hat_row_list list = {0};
    static const uint32_t rows[] = {2, 3, 3, 4, 7, 9, 10};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hat_row_list_add(&list, rows[i]);
    }
    struct hat_str text = hat_row_list_text(&list);
    assert_true(hat_str_is(text, "2–4, 7, 9–10"));
    assert_int_equal(list.count, 6);
    for (uint32_t row = 100; row < 10000; row += 2) {
        hat_row_list_add(&list, row);
    }
    text = hat_row_list_text(&list);
    assert_in_range(text.len, 60, sizeof list.text);
    assert_true(hat_str_starts(text, "2–4, 7, 9–10, 100, 102, "));
    assert_true(hat_str_ends(text, ")"));
}

/* ---- numbers ---- */

static void general_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *stored, *shown;
    } cases[] = {
        {"0", "0"},
        {"-0", "0"},
        {"007", "7"},
        {"+5", "5"},
        {"1234567890", "1234567890"},
        {"12345678901234567890", "12345678901234567890"},
        {"0.1", "0.1"},
        {".5", "0.5"},
        {"0.10000000000000001", "0.1"},
        {"0.30000000000000004", "0.3"},
        {"1.10", "1.1"},
        {"2.9999999999999996", "3"},
        {"99999999999999.99", "100000000000000"},
        {"1E3", "1000"},
        {"1.5e-2", "0.015"},
        {"1e20", "100000000000000000000"},
        {"1e300", "1E+300"},
        {"-1.25E-300", "-1.25E-300"},
        {"0.00000012", "0.00000012"},
        {"1e-12", "1E-12"},
        {"1234567890123456789012345678901234567890123", "1.23456789012346E+42"},
        {"0.000", "0"},
        {"1e-400", "1E-400"},
        {"123456.7890123456", "123456.789012346"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_number_format format = {0};
        struct hat_number_text out;
        assert_true(hat_number_show(hat_str_from(cases[i].stored), &format, false, &out));
        assert_string_equal(out.text, cases[i].shown);
        assert_int_equal(out.len, strlen(cases[i].shown));
        assert_true(out.number);
    }
    static const char *const bad[] = {
        "",     "-",   ".",     "1.2.3",         "1e", "e5", "1 000", "NaN", "INF",
        "0x10", "1,5", "1e999", "1e99999999999", "--1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hat_number_format format = {0};
        struct hat_number_text out;
        assert_false(hat_number_show(hat_str_from(bad[i]), &format, false, &out));
    }
}

static void formatted_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *code, *stored, *shown;
    } cases[] = {
        {"General", "1.50", "1.5"},
        {"0", "1.5", "2"},
        {"0", "-0.4", "0"},
        {"0.00", "12.5", "12.50"},
        {"0.00", "2.675", "2.68"},
        {"0.0#", "1.25", "1.25"},
        {"0.0#", "1", "1.0"},
        {"0.00", "99.999", "100.00"},
        {"#,##0.00", "1234567.891", "1234567.89"},
        {"# ##0", "1234567.5", "1234568"},
        {"#,###", "1234.567", "1235"},
        {"# ##0.00\" ₸\"", "5", "5.00"},
        {"_-* # ##0.00\\ _₽_-;-* 0", "5", "5.00"},
        {"[Red]0.0", "1.04", "1.0"},
        {"[$-43F]0.0", "1.06", "1.1"},
        {"0%", "0.25", "25%"},
        {"0.0%", "0.12345", "12.3%"},
        {"0%", "0", "0%"},
        {"000", "7", "007"},
        {"000000", "10203", "010203"},
        {"0.00E+00", "12345", "12345"},
        {"# ?/?", "0.5", "0.5"},
        {"0,", "12345", "12345"},
        {"@", "1.50", "1.5"},
        {"\"y\"0", "5", "5"},
        {"[>100]0;0.0", "5.5", "5.5"},
        {"dd.mm.yyyy", "46079", "2026-02-26"},
        {"d-mmm-yy", "46079.9", "2026-02-26"},
        {"mmm yyyy", "46079", "2026-02-26"},
        {"yyyy\\-mm\\-dd;@", "1", "1900-01-01"},
        {"dd/mm/yy", "2958465", "9999-12-31"},
        {"d.m", "61", "1900-03-01"},
        {"dd.mm.yyyy hh:mm", "46079.5", "2026-02-26 12:00"},
        {"dd.mm.yyyy h:mm:ss AM/PM", "46079.75", "2026-02-26 18:00:00"},
        {"h:mm", "0.0520833333333333", "1:15"},
        {"hh:mm", "0.0520833333333333", "01:15"},
        {"h:mm:ss", "0.5", "12:00:00"},
        {"mm:ss", "0.000868055555555556", "01:15"},
        {"m:ss", "0.000868055555555556", "1:15"},
        {"[h]:mm", "1.25", "30:00"},
        {"[mm]:ss", "0.0520833333333333", "75:00"},
        {"h:mm", "1.25", "6:00"},
        {"dd.mm.yyyy hh:mm", "46079.9999999", "2026-02-27 00:00"},
        {"0.00", "1e25", "1E+25"},
        {"", "1.5", "1.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_number_format format = hat_number_format_read(hat_str_from(cases[i].code));
        struct hat_number_text out;
        assert_true(hat_number_show(hat_str_from(cases[i].stored), &format, false, &out));
        if (strcmp(out.text, cases[i].shown) != 0) {
            fail_msg("%s by %s: %s, not %s", cases[i].stored, cases[i].code, out.text,
                     cases[i].shown);
        }
    }
    static const char *const no_days[] = {"0", "-1", "2958466", "1e9", "1e300"};
    for (size_t i = 0; i < sizeof no_days / sizeof no_days[0]; i++) {
        struct hat_number_format format = hat_number_format_builtin(14);
        struct hat_number_text out;
        assert_false(hat_number_show(hat_str_from(no_days[i]), &format, false, &out));
    }
}

static void builtin_formats(void **state)
{
    (void)state;
    static const struct {
        uint32_t id;
        enum hat_number_kind kind;
    } cases[] = {{0, HAT_NUMBER_GENERAL}, {1, HAT_NUMBER_FIXED},    {4, HAT_NUMBER_FIXED},
                 {9, HAT_NUMBER_PERCENT}, {11, HAT_NUMBER_GENERAL}, {12, HAT_NUMBER_GENERAL},
                 {14, HAT_NUMBER_DATE},   {17, HAT_NUMBER_DATE},    {18, HAT_NUMBER_TIME},
                 {22, HAT_NUMBER_MOMENT}, {36, HAT_NUMBER_DATE},    {44, HAT_NUMBER_FIXED},
                 {45, HAT_NUMBER_TIME},   {46, HAT_NUMBER_TIME},    {49, HAT_NUMBER_TEXT},
                 {58, HAT_NUMBER_DATE},   {59, HAT_NUMBER_GENERAL}, {9999, HAT_NUMBER_GENERAL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(hat_number_format_builtin(cases[i].id).kind, cases[i].kind);
    }
}

static void hyperlink_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *formula, *target, *text;
        bool computed;
    } cases[] = {
        {"HYPERLINK(\"https://x\",\"a \"\"b\"\"\")", "https://x", "a \"b\"", false},
        {"=HYPERLINK( \"https://x\" )", "https://x", NULL, false},
        {"of:=HYPERLINK(\"https://x\";\"y\")", "https://x", "y", false},
        {"hyperlink(\"https://x\";A1)", "https://x", NULL, false},
        {"HYPERLINK(A1,\"y\")", NULL, NULL, true},
        {"HYPERLINK(\"https://x\"&A1,\"y\")", NULL, NULL, true},
        {"HYPERLINK(\"https://x", NULL, NULL, true},
        {"HYPERLINK", NULL, NULL, false},
        {"SUM(A1)", NULL, NULL, false},
        {"of:", NULL, NULL, false},
        {"", NULL, NULL, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_sheet_hyperlink link;
        assert_int_equal(hat_sheet_read_hyperlink(&arena, hat_str_from(cases[i].formula), &link),
                         HAT_OK);
        assert_true(hat_str_equal(link.target, hat_str_from(cases[i].target)));
        assert_true(hat_str_equal(link.text, hat_str_from(cases[i].text)));
        assert_int_equal(link.computed, cases[i].computed);
        hat_arena_fini(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_of_known_words), cmocka_unit_test(header_of_unknown_words),
        cmocka_unit_test(totals_and_tails),      cmocka_unit_test(lists_of_rows),
        cmocka_unit_test(general_numbers),       cmocka_unit_test(formatted_numbers),
        cmocka_unit_test(builtin_formats),       cmocka_unit_test(hyperlink_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
