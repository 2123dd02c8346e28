/* Tests of src/data/ods*.c: workbooks of OpenDocument as lists. */
#include "base/mem.h"
#include "unit/sheet_kit.h"

#define P(text)     "<text:p>" text "</text:p>"
#define CELL(text)  "<table:table-cell office:value-type=\"string\">" P(text) "</table:table-cell>"
#define EMPTY       "<table:table-cell/>"
#define ROW(cells)  "<table:table-row>" cells "</table:table-row>"
#define TABLE(rows) "<table:table table:name=\"Парақ\">" rows "</table:table>"
#define HEAD        ROW(CELL("a") CELL("b"))
#define V(type, attribute, value, text)                                                            \
    "<table:table-cell office:value-type=\"" type "\" office:" attribute "=\"" value               \
    "\">" P(text) "</table:table-cell>"

static void assert_table(const char *rows, const char *expected, const char *diags)
{
    struct hat_buf text = {0};
    hat_buf_printf(&text, "<table:table table:name=\"Парақ\">%s</table:table>", rows);
    assert_book(make_ods("", text.data), expected, diags);
    hat_buf_fini(&text);
}

static void texts(void **state)
{
    (void)state;
    assert_table(HEAD ROW(
                     CELL(" A \n b<text:s/><text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>"
                          "<text:span>e</text:span>") CELL("x"))
                     ROW("<table:table-cell office:value-type=\"string\" office:string-value=\"S  "
                         "s\">" P(
                             "shown") "</table:table-cell>"
                                      "<table:table-cell office:value-type=\"string\">"
                                      "<office:annotation>" P("note") "</office:annotation>" P(
                                          "1") "<draw:frame>" P("no") "</draw:frame>" P("2<office:"
                                                                                        "annotation"
                                                                                        ">" P("n") "</"
                                                                                                   "of"
                                                                                                   "fi"
                                                                                                   "ce"
                                                                                                   ":a"
                                                                                                   "nn"
                                                                                                   "ot"
                                                                                                   "at"
                                                                                                   "io"
                                                                                                   "n"
                                                                                                   ">") "</table:table-cell>"),
                 "[{a: \"A b   c\td\ne\", b: \"x\"}, {a: \"S  s\", b: \"1\n2\"}]", "");
}

static void values(void **state)
{
    (void)state;
    assert_table(
        HEAD ROW(V("float", "value", "0.1", "0,1") V("float", "value", "1234.5", "1 234,50 ₸"))
            ROW(V("float", "value", "0.333333333333333", "0,33") V("float", "value", "7", "007"))
                ROW(V("float", "value", "1234567", "1,234,567") V("float", "value", "12.5", "12"))
                    ROW(V("percentage", "value", "0.25", "25,0%")
                            V("boolean", "boolean-value", "true", "ИСТИНА"))
                        ROW(V("date", "date-value", "2026-02-25", "25.02.26")
                                V("date", "date-value", "2026-02-25T14:30:15", "25.02.26 14:30"))
                            ROW(V("time", "time-value", "PT01H15M00S", "1:15")
                                    V("date", "date-value", "2026-02-25T00:00:00", "25.02.26"))
                                ROW(V("currency", "value", "-5", "-5 ₸")
                                        V("float", "value", "0.30000000000000004", "")),
        "[{a: 0.1, b: 1234.50}, {a: 0.33, b: \"007\"}, {a: 1234567, b: 12.5}, "
        "{a: \"25.0%\", b: true}, {a: \"2026-02-25\", b: \"2026-02-25 14:30:15\"}, "
        "{a: \"1:15\", b: \"2026-02-25\"}, {a: -5, b: 0.3}]",
        "");
    assert_table(
        HEAD ROW(V("float", "value", "1,5", "1,5") V("date", "date-value", "2026-02-31", "x")),
        "[{a: \"1,5\", b: \"2026-02-31\"}]", "sheet-number row 2 [2] [1,5]");
    assert_table(
        HEAD ROW("<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" "
                 "office:string-value=\"\" calcext:value-type=\"error\">" P(
                     "#DIV/0!") "</table:table-cell>" CELL("x"))
            ROW("<table:table-cell table:formula=\"of:=A9\" office:value-type=\"float\" "
                "office:value=\"0\">" P("Err:502") "</table:table-cell>" CELL("y")),
        "[{a: null, b: \"x\"}, {a: null, b: \"y\"}]", "sheet-error row 2 [2–3] [#DIV/0!]");
}

static void links(void **state)
{
    (void)state;
    assert_table(
        HEAD ROW(CELL("<text:a xlink:href=\"https://x.kz/1?a=1&amp;b=2\">сілтеме</text:a>") CELL(
            "x")) ROW("<table:table-cell table:formula=\"of:=HYPERLINK(&quot;https://x.kz/2&quot;;"
                      "&quot;көру&quot;)\" office:value-type=\"string\">" P(
                          "көру") "</table:table-cell>" CELL("y"))
            ROW("<table:table-cell table:formula=\"of:=HYPERLINK([.C1];&quot;z&quot;)\" "
                "office:value-type=\"string\">" P("z") "</table:table-cell>" CELL("z")),
        "[{a: \"https://x.kz/1?a=1&b=2\", b: \"x\", a (text): \"сілтеме\"}, "
        "{a: \"https://x.kz/2\", b: \"y\", a (text): \"көру\"}, "
        "{a: \"z\", b: \"z\", a (text): \"z\"}]",
        "sheet-computed-link row 4 [4] [z]");
}

static void repeats(void **state)
{
    (void)state;
    assert_table(
        HEAD
        "<table:table-row table:number-rows-repeated=\"2\">" EMPTY "</table:table-row>"
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
        "table:number-columns-repeated=\"2\" office:value-type=\"string\">" P(
            "x") "</table:table-cell><table:table-cell table:number-columns-repeated=\"16382\"/>"
                 "</table:table-row>"
                 "<table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell "
                 "table:number-columns-repeated=\"16384\"/></table:table-row>",
        "[{a: \"x\", b: \"x\"}, {a: \"x\", b: \"x\"}]", "");
    struct book_reading reading;
    struct hat_buf file =
        make_ods("", TABLE(HEAD "<table:table-row table:number-rows-repeated=\"3\">" CELL("x")
                               CELL("y") "</table:table-row>"));
    read_book(&reading, &file, false, NULL);
    const struct hat_value *items = reading.book.sheets[0].value.as.items;
    assert_int_equal(items[2].column, 4);
    assert_int_equal(items[2].as.map->values[1].line, 4);
    assert_ptr_equal(items[2].as.map->values[1].as.text, items[0].as.map->values[1].as.text);
    release_book(&reading);
    hat_buf_fini(&file);
}

#define REPEATED(what, count) "table:number-" what "-repeated=\"" count "\""

static void repeats_have_limits(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *diags;
    } cases[] = {
        {HEAD "<table:table-row " REPEATED("rows", "1048576") ">" CELL("x") "</table:table-row>",
         "sheet-repeats row 2 [1048576] [4096]"},
        {ROW("<table:table-cell " REPEATED("columns", "16384") " office:value-type=\"string\">" P(
             "x") "</table:table-cell>"),
         "sheet-repeats row 1 [16384] [4096]"},
        {ROW("<table:table-cell " REPEATED("columns", "600") " office:value-type=\"string\">" P(
             "x") "</table:table-cell>"),
         "data-columns-many row 1 [512]"},
        {HEAD "<table:table-row " REPEATED("rows", "0") "/>", "sheet-damaged row 2 [0]"},
        {HEAD "<table:table-row " REPEATED("rows", "-1") "/>", "sheet-damaged row 2 [-1]"},
        {HEAD ROW("<table:table-cell " REPEATED("columns", "99999999999999999999") "/>"),
         "sheet-damaged row 2 [99999999999999999999]"},
        {HEAD ROW("<table:table-cell table:number-rows-spanned=\"x\"/>"),
         "sheet-damaged row 2 [x]"},
        {HEAD "<table:table-row " REPEATED("rows", "1048575") "/>" ROW(CELL("x") CELL("y")),
         "data-rows-many [1048576]"},
        {HEAD ROW(CELL("<text:s text:c=\"1000000000\"/>")), "sheet-spaces row 2 [10000]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_table(cases[i].rows, NULL, cases[i].diags);
    }
    struct hat_buf long_text = make_ods("", TABLE(ROW(CELL("123456"))));
    struct hat_limits short_texts = HAT_LIMITS_DEFAULT;
    struct book_reading refused;
    short_texts.field_bytes = 5;
    read_book(&refused, &long_text, false, &short_texts);
    assert_int_equal(refused.status, HAT_ERR_LIMIT);
    assert_diags(refused.diags, "data-field-long row 1 [5]");
    release_book(&refused);
    hat_buf_fini(&long_text);
    /* 4,096 rows of 500 cells, a hundred times: ended by the limit on values */
    struct hat_buf rows = {0};
    for (int i = 0; i < 100; i++) {
        hat_buf_printf(
            &rows,
            "<table:table-row " REPEATED("rows", "4096") "><table:table-cell " REPEATED(
                "columns", "500") " office:value-type=\"string\">" P("x") "</table:table-cell></"
                                                                          "table:table-row>");
    }
    struct book_reading reading;
    struct hat_buf file, table = {0};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.values = 3000000;
    hat_buf_printf(&table, "<table:table>%s</table:table>", rows.data);
    file = make_ods("", table.data);
    read_book(&reading, &file, false, &limits);
    assert_int_equal(reading.status, HAT_ERR_LIMIT);
    assert_string_equal(hat_diags_code(reading.diags, 0), "data-values-many");
    release_book(&reading);
    hat_buf_fini(&file);
    hat_buf_fini(&table);
    hat_buf_fini(&rows);
}

static void merged_hidden_and_grouped(void **state)
{
    (void)state;
    assert_table(
        "<table:table-column/><table:table-header-rows>" ROW(CELL("№") CELL("Ұйым") CELL(
            "Өңір")) "</table:table-header-rows><table:table-row-group>" ROW(CELL("1")
                                                                                 CELL(
                                                                                     "A") "<table:"
                                                                                          "table-"
                                                                                          "cell "
                                                                                          "table:"
                                                                                          "number-"
                                                                                          "rows-"
                                                                                          "spanned="
                                                                                          "\"3\" "
                                                                                          "office:"
                                                                                          "value-"
                                                                                          "type="
                                                                                          "\"string"
                                                                                          "\">" P(
                                                                                              "Аба"
                                                                                              "й") "</table:table-cell>") "<table:table-row table:visibility=\"filter\">" CELL("2")
            CELL("B") "<table:covered-table-cell/></table:table-row>" ROW(CELL("3") CELL(
                "C") "<tab"
                     "le:"
                     "cove"
                     "red-"
                     "tabl"
                     "e-"
                     "cell"
                     " off"
                     "ice:"
                     "valu"
                     "e-"
                     "type"
                     "=\"s"
                     "trin"
                     "g\""
                     ">" P(
                         "old") "</table:covered-table-cell>") "</"
                                                               "table:table-row-group><table:"
                                                               "shapes>" ROW(CELL("x")) "</"
                                                                                        "table:"
                                                                                        "shapes"
                                                                                        ">" ROW(CELL("4")
                                                                                                    CELL(
                                                                                                        "D<table:table><table:table-row><table:"
                                                                                                        "table-cell>" P(
                                                                                                            "in") "</table:table-cell></"
                                                                                                                  "table:table-row></"
                                                                                                                  "table:table>")),
        "[{№: \"1\", Ұйым: \"A\", Өңір: \"Абай\"}, {№: \"3\", Ұйым: \"C\", Өңір: \"Абай\"}, "
        "{№: \"4\", Ұйым: \"D\", Өңір: \"\"}]",
        "sheet-hidden-rows row 3 [3]; sheet-merged row 4 [4] [Абай]");
}

static void sheets(void **state)
{
    (void)state;
    static const char hidden[] =
        "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties "
        "table:display=\"true\"/></style:style>"
        "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties "
        "table:display=\"false\"/></style:style>"
        "<style:style style:name=\"ta3\" style:family=\"table-row\"><style:table-properties "
        "table:display=\"false\"/></style:style>";
    assert_book(
        make_ods(
            hidden,
            "<table:table table:name=\"h\" table:style-name=\"ta2\">" HEAD ROW(CELL("secret") CELL(
                "x")) "</table:table>"
                      "<table:table table:name=\"t\" table:style-name=\"ta1\">" HEAD ROW(
                          CELL("1") CELL("x")) "</table:table>"
                                               "<table:table table:name=\"u\"/>"),
        "[{a: \"1\", b: \"x\"}]", "sheet-hidden");
    assert_book(make_ods(hidden, TABLE("")), NULL, "sheet-none");
    assert_book(make_ods("", ""), NULL, "sheet-none");
    assert_sheets(
        make_ods("", TABLE(ROW(CELL("year") CELL("2026"))) "<table:table table:name=\"l\">" ROW(
                         CELL("№") CELL("Ұйым") CELL("x"))
                         ROW(CELL("1") CELL("A") CELL("y")) "</table:table>"),
        "*Парақ = [{1: \"year\", 2: \"2026\"}]; l = [{№: \"1\", Ұйым: \"A\", x: \"y\"}]", "");
}

static void out_of_memory(void **state)
{
    (void)state;
    struct hat_buf file = make_ods(
        "<style:style style:name=\"t\" style:family=\"table\"><style:table-properties "
        "table:display=\"false\"/></style:style>",
        TABLE(ROW(CELL("№") CELL("Ұйым")) ROW(
            "<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"float\" "
            "office:value=\"1\">" P("1") "</table:table-cell>" CELL(
                "<text:a xlink:href=\"https://x\">y</text:a>"))
                  ROW("<table:covered-table-cell/>" CELL("z"))));
    struct hat_str bytes = {file.data, file.len};
    enum hat_status st = HAT_ERR_NOMEM;
    long failed = 0;
    for (long nth = 1; st != HAT_OK && nth < 2000; nth++) {
        struct hat_arena arena = {0};
        struct hat_limits limits = HAT_LIMITS_DEFAULT;
        struct hat_data_source source = {.name = "x", .limits = &limits, .arena = &arena};
        struct hat_book book = {0};
        hat_mem_fail_at(nth);
        st = hat_book_read_memory(bytes, false, &source, &book);
        hat_mem_fail_at(0);
        if (st == HAT_OK) {
            assert_value(&book.sheets[0].value, "[{№: 1, Ұйым: \"https://x\", Ұйым (text): \"y\"}, "
                                                "{№: 1, Ұйым: \"z\", Ұйым (text): \"z\"}]");
        } else {
            assert_int_equal(st, HAT_ERR_NOMEM);
            failed++;
        }
        hat_arena_fini(&arena);
    }
    assert_int_equal(st, HAT_OK);
    assert_in_range(failed, 15, 500);
    hat_buf_fini(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(values),
        cmocka_unit_test(links),
        cmocka_unit_test(repeats),
        cmocka_unit_test(repeats_have_limits),
        cmocka_unit_test(merged_hidden_and_grouped),
        cmocka_unit_test(sheets),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
