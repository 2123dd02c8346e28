/* Tests of src/data/xlsx*.c and sheet_book.c: workbooks of SpreadsheetML as lists and fields. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "unit/sheet_kit.h"

#define C(ref, value)        "<c r=\"" ref "\"><v>" value "</v></c>"
#define T(ref, type, value)  "<c r=\"" ref "\" t=\"" type "\"><v>" value "</v></c>"
#define I(ref, text)         "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define D(ref, style, value) "<c r=\"" ref "\" s=\"" style "\"><v>" value "</v></c>"
#define ROW(number, cells)   "<row r=\"" number "\">" cells "</row>"
#define HEAD                 ROW("1", I("A1", "a") I("B1", "b"))

static void assert_sheet(const char *rows, const char *expected, const char *diags)
{
    struct xlsx_parts parts = {.rows = {rows}};
    assert_book(make_xlsx(&parts), expected, diags);
}

static void cells(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .rows = {ROW("1", T("A1", "s", "0") I("B1", "org") T("C1", "str", "c"))
                     ROW("2", C("A2", "1") T("B2", "s", "1") T("C2", "b", "1")) ROW(
                         "4", T("B4", "s", "2")
                                  T("C4", "zz",
                                    "5")) "<row><c><v>7</v></c><c "
                                          "t=\"inlineStr\"><is><r><t>A</t></r><r><t> b</t></r></is>"
                                          "</c><c t=\"b\"><v>0</v></c></row>"},
        .strings = "<si><t>no</t></si><si><r><rPr/><t>Аб</t></r><r><t xml:space=\"preserve\">ай "
                   "</t></r><rPh><t>x</t></rPh></si><si><t>x_x000D_\ny_x005F_x0041_</t></si>"};
    assert_book(make_xlsx(&parts),
                "[{no: 1, org: \"Абай \", c: true}, {no: \"\", org: \"x\ny_x0041_\", c: 5}, "
                "{no: 7, org: \"A b\", c: false}]",
                "");
    assert_sheet(
        HEAD ROW("2", "<c r=\"A2\" t=\"inlineStr\"><is><t>東</t><rPh><t>x</t></rPh></is></c>"),
        "[{a: \"東\", b: \"\"}]", "");
    assert_sheet("<row r=\"1\"/>" ROW("2", I("B2", "no") I("D2", "org"))
                     ROW("3", C("A3", "1") C("D3", "2") C("E3", "3")),
                 "[{column 1: 1, no: \"\", column 3: \"\", org: 2, column 5: 3}]",
                 "csv-no-heading row 3 [column 1]; csv-no-heading row 3 [column 5]");
}

static void places(void **state)
{
    (void)state;
    struct book_reading reading;
    struct xlsx_parts parts = {
        .rows = {ROW("3", I("A3", "no") I("B3", "org")) ROW("7", C("A7", "1") I("B7", "x"))}};
    struct hat_buf file = make_xlsx(&parts);
    read_book(&reading, &file, false, NULL);
    assert_string_equal(reading.book.sheets[0].name, "Парақ");
    const struct hat_value *row = &reading.book.sheets[0].value.as.items[0];
    assert_int_equal(row->column, 7);
    assert_int_equal(row->line, 7);
    assert_int_equal(row->as.map->values[1].line, 7);
    assert_int_equal(row->as.map->values[1].column, 2);
    assert_int_equal(row->as.map->values[1].file, 5);
    release_book(&reading);
    hat_buf_fini(&file);
}

static const char styles[] =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy;@\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"# ##0.00&quot; ₸&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"9\"/>"
    "<xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"1\"/></cellXfs>"
    "<dxfs><dxf/></dxfs>";

static void numbers_and_dates(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .styles = styles,
        .rows = {HEAD ROW("2", D("A2", "0", "0.10000000000000001") D("B2", "1", "46079"))
                     ROW("3", D("A3", "2", "1234.5") D("B3", "4", "46079.604166666664"))
                         ROW("4", D("A4", "3", "0.25") D("B4", "5", "0.0520833333333333"))
                             ROW("5", D("A5", "6", "41.6") D("B5", "1", "60"))
                                 ROW("6", D("A6", "77", "5") D("B6", "1", "-3"))}};
    const char *expected = "[{a: 0.1, b: \"2026-02-26\"}, {a: 1234.50, b: \"2026-02-26 14:30\"}, "
                           "{a: \"25%\", b: \"1:15\"}, {a: 42, b: \"1900-02-29\"}, "
                           "{a: 5, b: \"-3\"}]";
    assert_book(make_xlsx(&parts), expected, "sheet-number row 6 [6] [-3]");
    parts.workbook = "<workbookPr date1904=\"1\"/>";
    parts.rows[0] = HEAD ROW("2", D("A2", "1", "0") D("B2", "1", "44617"));
    assert_book(make_xlsx(&parts), "[{a: \"1904-01-01\", b: \"2026-02-26\"}]", "");
    parts.rows[0] = HEAD "<row><c t=\"d\"><v>2026-02-25T00:00:00</v></c>"
                         "<c t=\"d\"><v>2026-02-25T09:30:00.000</v></c></row>"
                         "<row><c t=\"d\"><v>25.2.26</v></c><c><v>NaN</v></c></row>";
    assert_book(make_xlsx(&parts),
                "[{a: \"2026-02-25\", b: \"2026-02-25 09:30\"}, {a: \"25.2.26\", b: \"NaN\"}]",
                "sheet-number row 3 [3] [25.2.26]");
}

static void errors_and_formulas(void **state)
{
    (void)state;
    assert_sheet(HEAD ROW("2", T("A2", "e", "#N/A") C("B2", "1")) ROW(
                     "3", "<c r=\"A3\"><f>1+1</f><v>2</v></c><c r=\"B3\" t=\"e\"><v>#REF!</v></c>")
                     ROW("4", "<c r=\"A4\"><f>B4*2</f></c><c r=\"B4\"><v>9</v></c>"),
                 "[{a: null, b: 1}, {a: 2, b: null}, {a: \"\", b: 9}]",
                 "sheet-error row 2 [2–3] [#N/A]; sheet-no-result row 4 [4] [B4*2]");
    assert_sheet(
        HEAD ROW("2", "<c r=\"A2\" t=\"str\"><f>IF(B2,\"\",1)</f><v></v></c>" C("B2", "1")),
        "[{a: \"\", b: 1}]", "");
}

static void links(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .rows = {HEAD ROW("2", I("A2", "сілтеме") I("B2", "x"))
                     ROW("3", I("A3", "https://x.kz/3") I("B3", "www.x.kz/…"))
                         ROW("4", I("A4", "https://www.x.kz/4/") I("B4", "y"))},
        .after = {"<hyperlinks><hyperlink ref=\"A2\" r:id=\"rId1\"/>"
                  "<hyperlink ref=\"A3:B3\" r:id=\"rId1\" display=\"z\"/>"
                  "<hyperlink ref=\"A4\" r:id=\"rId3\"/><hyperlink ref=\"B4\" r:id=\"rId2\"/>"
                  "<hyperlink ref=\"C4\" r:id=\"rId1\"/><hyperlink ref=\"A99\" r:id=\"rId1\"/>"
                  "<hyperlink ref=\"B2\" location=\"Парақ!A1\"/></hyperlinks>"},
        .links = "<Relationship Id=\"rId1\" Type=\"http://x/hyperlink\" TargetMode=\"External\" "
                 "Target=\"https://x.kz/1?a=1&amp;b=2\"/>"
                 "<Relationship Id=\"rId2\" Type=\"http://x/hyperlink\" TargetMode=\"External\" "
                 "Target=\"mailto:a@x.kz\"/>"
                 "<Relationship Id=\"rId3\" Type=\"http://x/hyperlink\" TargetMode=\"External\" "
                 "Target=\"http://x.kz/4\"/>"};
    assert_book(make_xlsx(&parts),
                "[{a: \"https://x.kz/1?a=1&b=2\", b: \"x\", a (text): \"сілтеме\"}, "
                "{a: \"https://x.kz/3\", b: \"https://x.kz/1?a=1&b=2\", "
                "a (text): \"https://x.kz/3\"}, "
                "{a: \"https://www.x.kz/4/\", b: \"y\", a (text): \"https://www.x.kz/4/\"}]",
                "sheet-link row 3 [3] [https://x.kz/3] [https://x.kz/1?a=1&b=2]");
}

static void link_formulas(void **state)
{
    (void)state;
    assert_sheet(
        HEAD ROW("2", "<c r=\"A2\" t=\"str\"><f>HYPERLINK(\"https://x.kz/?q=\"\"1\"\"\",\"көру\")"
                      "</f><v>көру</v></c>" I("B2", "x"))
            ROW("3",
                "<c r=\"A3\"><f>HYPERLINK(\"https://x.kz/3\", \"үш\")</f><v></v></c>" I("B3", "y"))
                ROW("4", "<c r=\"A4\" t=\"str\"><f>HYPERLINK(C4&amp;\"x\",\"төрт\")</f><v>төрт</v>"
                         "</c>" I("B4", "z")),
        "[{a: \"https://x.kz/?q=\"1\"\", b: \"x\", a (text): \"көру\"}, "
        "{a: \"https://x.kz/3\", b: \"y\", a (text): \"үш\"}, "
        "{a: \"төрт\", b: \"z\", a (text): \"төрт\"}]",
        "sheet-computed-link row 4 [4] [төрт]");
}

static void merged_and_hidden(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .rows = {"<row r=\"1\">" I("A1", "№") I("B1", "Ұйым")
                     I("D1", "Өңір") "</row>" ROW("2", I("B2", "атауы") I("C2", "мекенжайы"))
                         ROW("3", C("A3", "1") I("B3", "A")
                                      I("D3", "Абай")) "<row r=\"4\" hidden=\"1\">" C("A4", "2")
                             I("B4", "B") "</row>" ROW("5", C("A5", "3") I("B5", "C"))
                                 ROW("6", C("A6", "4") I("B6", "D"))},
        .after = {"<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/>"
                  "<mergeCell ref=\"D1:D2\"/><mergeCell ref=\"D3:D5\"/></mergeCells>"}};
    assert_book(make_xlsx(&parts),
                "[{№: 1, атауы: \"A\", мекенжайы: \"\", Өңір: \"Абай\"}, "
                "{№: 3, атауы: \"C\", мекенжайы: \"\", Өңір: \"Абай\"}, "
                "{№: 4, атауы: \"D\", мекенжайы: \"\", Өңір: \"\"}]",
                "sheet-hidden-rows row 4 [4]; sheet-merged row 2 [2, 5] [№]");
}

static void choice_of_sheets(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .sheets = "<sheet name=\"Нұсқау\" r:id=\"rId1\"/><sheet name=\"Тізім\" r:id=\"rId2\"/>"
                  "<sheet name=\"Артық\" r:id=\"rId3\"/><sheet name=\"Сурет\" r:id=\"rId7\"/>",
        .rows = {ROW("1", I("A1", "Оқыңыз")) ROW("2", I("A2", "x")),
                 ROW("1", I("A1", "№") I("B1", "Ұйым")) ROW("2", C("A2", "1") I("B2", "A")),
                 HEAD ROW("2", C("A2", "5"))}};
    assert_book(make_xlsx(&parts), "[{№: 1, Ұйым: \"A\"}]", "sheet-chosen [\"Нұсқау\", \"Артық\"]");
    parts.sheets = "<sheet name=\"x\" state=\"veryHidden\" r:id=\"rId2\"/>"
                   "<sheet name=\"a\" r:id=\"rId3\"/><sheet name=\"b\" r:id=\"rId1\"/>";
    assert_book(make_xlsx(&parts), "[{a: 5, b: \"\"}]", "sheet-hidden; sheet-chosen [\"b\"]");
    parts.sheets = "<sheet name=\"x\" state=\"hidden\" r:id=\"rId2\"/>";
    assert_book(make_xlsx(&parts), NULL, "sheet-hidden; sheet-none");
    parts.sheets = "";
    assert_book(make_xlsx(&parts), NULL, "sheet-none");
}

static void fields_and_lists(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .sheets = "<sheet name=\"Өрістер\" r:id=\"rId1\"/><sheet name=\"Мектептер\" r:id=\"rId2\"/>"
                  "<sheet name=\"Бос\" r:id=\"rId3\"/>",
        .rows = {ROW("1", I("A1", "Атауы") I("B1", "Мәні"))
                     ROW("2", I("A2", "event.name") I("B2", "Рақмет"))
                         ROW("3", I("A3", "year") C("B3", "2026")),
                 ROW("1", I("A1", "№") I("B1", "Ұйым")) ROW("2", C("A2", "1") I("B2", "A")),
                 ROW("1", I("A1", "№") I("B1", "Ұйым"))}};
    assert_sheets(make_xlsx(&parts),
                  "*Өрістер = [{1: \"Атауы\", 2: \"Мәні\"}, {1: \"event.name\", 2: \"Рақмет\"}, "
                  "{1: \"year\", 2: 2026}]; Мектептер = [{№: 1, Ұйым: \"A\"}]; Бос = []",
                  "");
}

static void write_file(char *path, const struct hat_buf *file)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, file->data, file->len), file->len);
    close(fd);
}

static void into_data(void **state)
{
    (void)state;
    char path[] = "/tmp/hat_book_XXXXXX";
    struct xlsx_parts parts = {
        .sheets = "<sheet name=\"f\" r:id=\"rId1\"/><sheet name=\"Мектептер\" r:id=\"rId2\"/>",
        .rows = {ROW("1", I("A1", "event.name") I("B1", "Рақмет"))
                     ROW("2", I("A2", "year") C("B2", "2026")),
                 ROW("2", I("A2", "№") I("B2", "Ұйым")) ROW("9", C("A9", "1") I("B9", "A"))}};
    struct hat_buf file = make_xlsx(&parts), nameless;
    write_file(path, &file);
    hat_diags *diags = hat_diags_new();
    hat_data *data;
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_fields(data, path, "xlsx", diags), HAT_OK);
    assert_value(hat_data_root(data), "{event: {name: \"Рақмет\"}, year: 2026, "
                                      "Мектептер: [{№: 1, Ұйым: \"A\"}]}");
    assert_int_equal(hat_data_add_entries(data, "rows", path, "ods", diags), HAT_OK);
    const struct hat_value *root = hat_data_root(data);
    const struct hat_value *list = &root->as.map->values[2];
    struct hat_place place = hat_data_place(data, &list->as.items[0].as.map->values[0]);
    assert_string_equal(place.file, path);
    assert_string_equal(place.sheet, "Мектептер");
    assert_string_equal(place.column, "№");
    assert_int_equal(place.record, 9);
    assert_int_equal(place.line, 0);
    place = hat_data_place(data, &root->as.map->values[1]);
    assert_string_equal(place.sheet, "f");
    assert_null(place.column);
    assert_int_equal(place.record, 2);
    place = hat_data_place(data, &root->as.map->values[3].as.items[0]);
    assert_string_equal(place.sheet, "Мектептер");
    assert_int_equal(place.record, 9);
    assert_diags(diags, "sheet-chosen [\"f\"]");
    unlink(path);
    assert_int_equal(hat_data_add_entries(data, "x", path, "xlsx", diags), HAT_ERR_INPUT);
    parts.sheets = "<sheet name=\" \" r:id=\"rId2\"/>";
    nameless = make_xlsx(&parts);
    strcpy(path, "/tmp/hat_book_XXXXXX");
    write_file(path, &nameless);
    assert_int_equal(hat_data_add_fields(data, path, "xlsx", diags), HAT_ERR_DATA);
    assert_string_equal(hat_diags_code(diags, 2), "data-name-empty");
    assert_int_equal(hat_data_root(data)->count, 4);
    unlink(path);
    hat_buf_fini(&nameless);
    hat_diags_free(diags);
    hat_data_free(data);
    hat_buf_fini(&file);
}

static void damaged(void **state)
{
    (void)state;
    static const struct {
        const char *rows, *diags;
    } cases[] = {
        {ROW("0", ""), "sheet-damaged [0]"},
        {ROW("1048577", ""), "sheet-damaged [1048577]"},
        {ROW("-1", ""), "sheet-damaged [-1]"},
        {ROW("2", "") ROW("2", ""), "sheet-damaged row 2 [2]"},
        {ROW("1", C("B1", "1") C("A1", "2")), "sheet-damaged row 1 [A1]"},
        {ROW("1", C("A1", "1") C("A1", "2")), "sheet-damaged row 1 [A1]"},
        {ROW("1", C("A2", "1")), "sheet-damaged row 1 [A2]"},
        {ROW("1", C("a1", "1")), "sheet-damaged row 1 [a1]"},
        {ROW("1", C("A0", "1")), "sheet-damaged row 1 [A0]"},
        {ROW("1", C("", "1")), "sheet-damaged row 1"},
        {ROW("1", C("XFE1", "1")), "sheet-damaged row 1 [XFE1]"},
        {ROW("1", C("ZZZZZZZZZZZZZZZZ1", "1")), "sheet-damaged row 1 [ZZZZZZZZZZZZZZZZ1]"},
        {ROW("1", C("A99999999999999999999", "1")), "sheet-damaged row 1 [A99999999999999999999]"},
        {ROW("1", T("A1", "s", "0")), "sheet-damaged row 1 [0]"},
        {ROW("1", T("A1", "s", "-1")), "sheet-damaged row 1 [-1]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_sheet(cases[i].rows, NULL, cases[i].diags);
    }
    struct xlsx_parts parts = {.rows = {HEAD},
                               .after = {"<mergeCells><mergeCell ref=\"B2:A1\"/>"
                                         "</mergeCells>"}};
    assert_book(make_xlsx(&parts), NULL, "sheet-damaged [B2:A1]");
    parts.after[0] = "<hyperlinks><hyperlink ref=\"A1:\" r:id=\"rId1\"/></hyperlinks>";
    assert_book(make_xlsx(&parts), NULL, "sheet-damaged [A1:]");
    struct book_reading reading;
    parts.after[0] = "<broken>";
    struct hat_buf file = make_xlsx(&parts);
    read_book(&reading, &file, false, NULL);
    assert_int_equal(reading.status, HAT_ERR_DATA);
    assert_string_equal(hat_diags_at(reading.diags, 0)->place.part, "xl/worksheets/sheet1.xml");
    release_book(&reading);
    hat_buf_fini(&file);
}

static void no_workbook(void **state)
{
    (void)state;
    struct hat_buf text = {0};
    hat_buf_printf(&text, "no,org\n1,a\n");
    assert_book(text, NULL, "package-not-zip");
    text = (struct hat_buf){0};
    hat_buf_printf(&text, "%s", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1zzzz");
    assert_book(text, NULL, "package-ole");
}

/* One text of 32 KB in every cell: refused long before it is 256 MB of text. */
static void shared_texts_are_bounded(void **state)
{
    (void)state;
    struct hat_buf strings = {0}, rows = {0};
    hat_buf_printf(&strings, "<si><t>");
    for (int i = 0; i < 32 * 1024 / 8; i++) {
        hat_buf_printf(&strings, "xxxxxxxx");
    }
    hat_buf_printf(&strings, "</t></si>");
    for (int i = 0; i < 20000; i++) {
        hat_buf_printf(&rows, "<row><c t=\"s\"><v>0</v></c></row>");
    }
    struct xlsx_parts parts = {.rows = {rows.data}, .strings = strings.data};
    assert_book(make_xlsx(&parts), NULL, "sheet-text-much row 8193 [268435456]");
    hat_buf_fini(&strings);
    hat_buf_fini(&rows);
}

static void assert_over(const struct xlsx_parts *parts, const struct hat_limits *limits,
                        const char *diags)
{
    struct book_reading reading;
    struct hat_buf file = make_xlsx(parts);
    read_book(&reading, &file, false, limits);
    assert_int_equal(reading.status, HAT_ERR_LIMIT);
    assert_diags(reading.diags, diags);
    release_book(&reading);
    hat_buf_fini(&file);
}

static void limits(void **state)
{
    (void)state;
    struct hat_limits small = HAT_LIMITS_DEFAULT;
    small.columns = 3;
    small.rows = 2;
    small.values = 8;
    small.field_bytes = 10;
    struct xlsx_parts parts = {.rows = {HEAD ROW("2", C("A2", "1") C("XFD2", "2"))}};
    assert_over(&parts, &small, "data-columns-many row 2 [3]");
    parts.rows[0] = HEAD ROW("2", I("A2", "12345678901"));
    assert_over(&parts, &small, "data-field-long row 2 [10]");
    parts.rows[0] = HEAD ROW("2", C("A2", "1")) ROW("3", C("A3", "1")) ROW("4", C("A4", "1"));
    assert_over(&parts, &small, "data-rows-many row 4 [2]");
    parts.rows[0] =
        HEAD ROW("2", "<c r=\"A2\" t=\"str\"><f>HYPERLINK(\"http://12345\")</f><v>x</v></c>");
    assert_over(&parts, &small, "data-field-long row 2 [10]");
    parts.rows[0] = "<row r=\"1048576\"/><row/>";
    assert_over(&parts, &small, "data-rows-many [1048576]");
    small.rows = 100;
    parts.rows[0] = HEAD ROW("2", C("C2", "1")) ROW("3", C("A3", "1")) ROW("4", C("A4", "1"));
    assert_over(&parts, &small, "csv-no-heading row 2 [column 3]; data-values-many row 4 [8]");
    /* ranges that overlap do not multiply */
    parts.rows[0] = HEAD ROW("2", C("A2", "1")) ROW("3", C("B3", "1")) ROW("4", C("B4", "1"));
    parts.after[0] = "<mergeCells><mergeCell ref=\"A2:A1048576\"/><mergeCell ref=\"A2:A999\"/>"
                     "<mergeCell ref=\"A2:A99\"/><mergeCell ref=\"A2:A98\"/>"
                     "<mergeCell ref=\"A2:A97\"/></mergeCells>";
    assert_over(&parts, &small, "data-values-many [8]");
    parts.after[0] = "";
    parts.rows[0] = HEAD ROW("2", C("A2", "1"));
    struct hat_limits tight = HAT_LIMITS_DEFAULT;
    tight.sheet_bytes = 200;
    assert_over(&parts, &tight, "package-part-large [200]");
}

static void sheets_of_one_part(void **state)
{
    (void)state;
    struct xlsx_parts parts = {.sheets = "<sheet name=\"s\" r:id=\"rId1\"/>"
                                         "<sheet name=\"t\" r:id=\"rId1\"/>",
                               .rows = {HEAD ROW("2", C("A2", "1"))}};
    assert_book(make_xlsx(&parts), NULL, "sheet-part-twice [xl/worksheets/sheet1.xml]");
    struct hat_buf sheets = {0};
    for (int i = 0; i < 2001; i++) {
        hat_buf_printf(&sheets, "<sheet name=\"s\" state=\"hidden\" r:id=\"rId1\"/>");
    }
    struct book_reading reading;
    parts.sheets = sheets.data;
    struct hat_buf file = make_xlsx(&parts);
    read_book(&reading, &file, false, NULL);
    assert_int_equal(reading.status, HAT_ERR_LIMIT);
    const struct hat_diag *last = hat_diags_at(reading.diags, hat_diags_count(reading.diags) - 1);
    assert_int_equal(last->code, HAT_MSG_SHEETS_MANY);
    release_book(&reading);
    hat_buf_fini(&file);
    hat_buf_fini(&sheets);
}

/* A long text in a merged cell is not carried into a million rows. */
static void carried_texts_are_bounded(void **state)
{
    (void)state;
    struct hat_limits tight = HAT_LIMITS_DEFAULT;
    struct hat_buf rows = {0};
    tight.package_bytes = 100000;
    hat_buf_printf(&rows, HEAD "<row r=\"2\"><c><v>1</v></c><c t=\"inlineStr\"><is><t>");
    for (int i = 0; i < 20000; i++) {
        hat_buf_printf(&rows, "y");
    }
    hat_buf_printf(&rows, "</t></is></c></row>");
    for (int i = 3; i < 20; i++) {
        hat_buf_printf(&rows, "<row r=\"%d\"><c><v>1</v></c></row>", i);
    }
    struct xlsx_parts parts = {
        .rows = {rows.data},
        .after = {"<mergeCells><mergeCell ref=\"B2:B1000000\"/></mergeCells>"}};
    assert_over(&parts, &tight, "sheet-text-much row 6 [100000]");
    hat_buf_fini(&rows);
}

/* Many columns: empty, styled cells cost nothing, others are refused. */
static void wide_rows(void **state)
{
    (void)state;
    struct hat_buf rows = {0};
    hat_buf_printf(&rows, HEAD "<row r=\"2\">");
    for (int i = 0; i < 16384; i++) {
        hat_buf_printf(&rows, i == 0 ? "<c><v>1</v></c>" : "<c s=\"1\"/>");
    }
    hat_buf_printf(&rows, "</row>");
    assert_sheet(rows.data, "[{a: 1, b: \"\"}]", "");
    rows.len = 0;
    hat_buf_printf(&rows, "<row>");
    for (int i = 0; i < 16384; i++) {
        hat_buf_printf(&rows, "<c><v>1</v></c>");
    }
    hat_buf_printf(&rows, "</row>");
    assert_sheet(rows.data, NULL, "data-columns-many row 1 [512]");
    hat_buf_fini(&rows);
}

static void out_of_memory(void **state)
{
    (void)state;
    struct xlsx_parts parts = {
        .rows = {ROW("1", T("A1", "s", "0") I("B1", "Ұйым"))
                     ROW("2", C("A2", "1") "<c r=\"B2\" t=\"str\"><f>HYPERLINK(\"http://x\",\"y\")"
                                           "</f><v>y</v></c>") ROW("3", I("B3", "ТљР°Р·Р°Т›"))},
        .after = {"<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"},
        .strings = "<si><t>№</t></si>",
        .styles = styles};
    struct hat_buf file = make_xlsx(&parts);
    struct hat_str bytes = {file.data, file.len};
    enum hat_status st = HAT_ERR_NOMEM;
    long failed = 0;
    for (long nth = 1; st != HAT_OK && nth < 2000; nth++) {
        struct hat_arena arena = {0};
        struct hat_limits limits_used = HAT_LIMITS_DEFAULT;
        struct hat_data_source source = {.name = "x", .limits = &limits_used, .arena = &arena};
        struct hat_book book = {0};
        hat_mem_fail_at(nth);
        st = hat_book_read_memory(bytes, false, &source, &book);
        hat_mem_fail_at(0);
        if (st == HAT_OK) {
            assert_value(&book.sheets[0].value, "[{№: 1, Ұйым: \"http://x\", Ұйым (text): \"y\"}, "
                                                "{№: 1, Ұйым: \"Қазақ\", Ұйым (text): \"Қазақ\"}]");
        } else {
            assert_int_equal(st, HAT_ERR_NOMEM);
            failed++;
        }
        hat_arena_fini(&arena);
    }
    assert_int_equal(st, HAT_OK);
    assert_in_range(failed, 20, 500);
    hat_buf_fini(&file);
}

/* The same nine entries as offices write them. */
static void files_of_offices(void **state)
{
    (void)state;
    static const char *const names[] = {"entries-openpyxl.xlsx", "entries-libreoffice.xlsx",
                                        "entries-libreoffice.ods"};
    hat_diags *diags = hat_diags_new();
    hat_data *data;
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_entries(data, "csv",
                                          HAT_SOURCE_DIR "/examples/challenge/entries.csv", NULL,
                                          diags),
                     HAT_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[300];
        snprintf(path, sizeof path, HAT_SOURCE_DIR "/tests/unit/data/%s", names[i]);
        assert_int_equal(hat_data_add_entries(data, "book", path, NULL, diags), HAT_OK);
        const struct hat_value *csv = &hat_data_root(data)->as.map->values[0];
        const struct hat_value *book = &hat_data_root(data)->as.map->values[1];
        assert_int_equal(book->count, 9);
        assert_int_equal(csv->count, 9);
        for (uint32_t row = 0; row < 9; row++) {
            const struct hat_map *is = book->as.items[row].as.map;
            const struct hat_map *wanted = csv->as.items[row].as.map;
            assert_int_equal(is->shape->count, wanted->shape->count);
            for (uint32_t j = 0; j < is->shape->count; j++) {
                assert_true(hat_str_equal(is->shape->names[j], wanted->shape->names[j]));
                assert_true(hat_str_equal(hat_value_str(&is->values[j]),
                                          hat_value_str(&wanted->values[j])));
            }
        }
    }
    assert_diags(diags, "");
    hat_diags_free(diags);
    hat_data_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells),
        cmocka_unit_test(places),
        cmocka_unit_test(numbers_and_dates),
        cmocka_unit_test(errors_and_formulas),
        cmocka_unit_test(links),
        cmocka_unit_test(link_formulas),
        cmocka_unit_test(merged_and_hidden),
        cmocka_unit_test(choice_of_sheets),
        cmocka_unit_test(fields_and_lists),
        cmocka_unit_test(into_data),
        cmocka_unit_test(damaged),
        cmocka_unit_test(no_workbook),
        cmocka_unit_test(shared_texts_are_bounded),
        cmocka_unit_test(limits),
        cmocka_unit_test(sheets_of_one_part),
        cmocka_unit_test(carried_texts_are_bounded),
        cmocka_unit_test(wide_rows),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(files_of_offices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
