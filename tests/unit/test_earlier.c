/* Tests of src/data/earlier*.c: the tables of earlier letters, DOCX and ODT, as lists. */
#include "base/mem.h"
#include "unit/earlier_maker.h"
#include "unit/sheet_kit.h"

#define T(text)   "<w:r><w:t>" text "</w:t></w:r>"
#define P(items)  "<w:p>" items "</w:p>"
#define TC(items) "<w:tc>" items "</w:tc>"
#define C(text)   TC(P(T(text)))
#define E         TC(P(""))
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl>" rows "</w:tbl>"
#define HEAD      TR(C("№") C("Ұйым") C("Сілтеме"))
#define URL       "https://x.kz/"
#define PR(items) "<w:tcPr>" items "</w:tcPr>"
#define FIELD(code, text)                                                                          \
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>" code                         \
    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" text                    \
    "<w:r><w:fldChar w:fldCharType='end'/></w:r>"

#define OP(items) "<text:p>" items "</text:p>"
#define OC(items) "<table:table-cell>" items "</table:table-cell>"
#define OV        "<table:covered-table-cell/>"
#define OR(cells) "<table:table-row>" cells "</table:table-row>"
#define OT(rows)  "<table:table table:name='T'>" rows "</table:table>"
#define OHEAD     OR(OC(OP("№")) OC(OP("Ұйым")) OC(OP("Сілтеме")))

static void assert_docx(const char *body, const char *expected, const char *diags)
{
    assert_book(
        make_docx_letter(
            body, RELATIONSHIP("rId7", "hyperlink", URL "reel/1\" TargetMode=\"External") "", ""),
        expected, diags);
}

static void assert_odt(const char *body, const char *expected, const char *diags)
{
    assert_book(make_odt_letter("",
                                "<style:style style:name='H' style:family='paragraph'>"
                                "<style:text-properties text:display='none'/></style:style>"
                                "<style:style style:name='H' style:family='text'>"
                                "<style:text-properties "
                                "text:display='none'/></style:style>",
                                body),
                expected, diags);
}

/* Numbers are left out; paragraphs of a cell stand on lines of their own. */
static void plain(void **state)
{
    (void)state;
    assert_docx(P(T("Хат")) TBL(HEAD TR(C("1") TC(P(T("A") T("б")) P(T("в"))) C(URL "a"))
                                    TR(C("2.") C(" B ") C(URL "b"))),
                "[{Ұйым: \"Aб\nв\", Сілтеме: \"" URL "a\"}, "
                "{Ұйым: \"B\", Сілтеме: \"" URL "b\"}]",
                "");
    assert_odt(OP("Хат") OT("<table:table-header-rows>" OHEAD "</table:table-header-rows>" OR(
                   OC(OP("1")) OC(OP(" A\n <text:span>б</text:span>") OP("в"))
                       OC(OP("<text:a xlink:href='" URL "a'>" URL "a</text:a>")))),
               "[{Ұйым: \"A б\nв\", Сілтеме: \"" URL "a\"}]", "");
}

/* Where the text of a link is none, is shortened or cut, its target counts. */
static void links(void **state)
{
    (void)state;
    assert_docx(TBL(HEAD TR(C("1") C("A")
                                TC(P("<w:hyperlink r:id='rId7'>" T("сілтеме") "</w:hyperlink>")))),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "reel/1\", Сілтеме (text): \"сілтеме\"}]", "");
    assert_docx(
        TBL(HEAD TR(C("1") C("A") TC(P(FIELD(" HYPERLINK \\o \"h\" ", T(URL "b")))))
                TR(C("2") C("B") TC(P(FIELD(" hyperlink \"" URL "long\" \\o \"h\"", T(URL "lo…")))))
                    TR(C("3") C("C")
                           TC(P(FIELD("HYPERLINK \"" URL "reel/DUpU7OtElyb\"", T(URL "reel/DUp")))))
                        TR(C("4") C("D") TC(P("<w:fldSimple w:instr='HYPERLINK " URL
                                              "d'>" T("x.kz/…") "</w:fldSimple>")))),
        "[{Ұйым: \"A\", Сілтеме: \"" URL "b\", Сілтеме (text): \"" URL "b\"}, "
        "{Ұйым: \"B\", Сілтеме: \"" URL "long\", Сілтеме (text): \"" URL "long\"}, "
        "{Ұйым: \"C\", Сілтеме: \"" URL "reel/DUpU7OtElyb\", "
        "Сілтеме (text): \"" URL "reel/DUpU7OtElyb\"}, "
        "{Ұйым: \"D\", Сілтеме: \"" URL "d\", Сілтеме (text): \"x.kz/…\"}]",
        "");
    assert_docx(TBL(HEAD TR(C("1") C("A") TC(P(FIELD("HYPERLINK " URL "a", T(URL "b")))))),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "b\"}]",
                "sheet-link row 2 [2] [" URL "b] [" URL "a]");
    assert_odt(OT(OHEAD OR(OC(OP("1")) OC(OP("A"))
                               OC(OP("<text:a xlink:href='" URL
                                     "a'>1</text:a>, <text:a xlink:href='" URL "b'>2</text:a>")))),
               "[{Ұйым: \"A\", Сілтеме: \"" URL "a " URL "b\", Сілтеме (text): \"1, 2\"}]", "");
}

/* Deleted and hidden text, codes of fields, the older twin of a drawing. */
static void unseen(void **state)
{
    (void)state;
    assert_docx(
        TBL(HEAD TR(C("1") TC(
            P(T("A") "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
                     "<w:ins>" T("b") "</w:ins><w:moveFrom>" T(
                         "x") "</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>x"
                              "</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/>"
                              "<w:rPrChange><w:rPr><w:vanish/></w:rPr>"
                              "</w:rPrChange></w:rPr><w:t>c</w:t></w:r>"
                              "<w:r><w:drawing>" T(
                                  "x") "</w:drawing></w:r>"
                                       "<mc:AlternateContent><mc:Fallback>" T(
                                           "x") "</mc:Fallback></mc:AlternateContent>"
                                                "<w:r><w:noBreakHyphen/><w:sym w:char='2116'/>"
                                                "<w:sym w:char='F0B7'/><w:tab/><w:t>d</w:t></w:r>"))
                        C(URL "a")) "<w:tr><w:trPr><w:del/></w:trPr>" C("2") C("x")
                C(URL "x") "</w:tr>"
                           "<w:tr><w:trPr><w:hidden/></w:trPr>" C("2") C("x")
                               C(URL "x") "</w:tr>" TR(C("3") TC(PR("<w:cellDel/>") P(T("x")))
                                                           C(URL "c"))),
        "[{Ұйым: \"Abc-№\td\", Сілтеме: \"" URL "a\"}, {Ұйым: \"\", Сілтеме: \"" URL "c\"}]",
        "sheet-hidden-rows row 3 [3]");
    assert_odt("<text:tracked-changes><text:deletion>" OT(OHEAD OR(OC(OP("1")) OC(OP("x")) OC(OP(
                   URL "x")))) "</text:deletion>"
                               "</text:tracked-changes>" OT(OHEAD OR(OC(OP("1")) OC(OP(
                                   "A<text:span text:style-name='H'>x</text:span>b"
                                   "<text:note>" OP(
                                       "x") "</text:note><text:s text:c='2'/>c") "<text:p "
                                                                                 "text:style-name='"
                                                                                 "H'>x</text:p>")
                                                                         OC(OP(URL "a")))),
               "[{Ұйым: \"Ab  c\", Сілтеме: \"" URL "a\"}]", "");
}

/* Hidden by a style, or by one that it is based on; what says the contrary is shown. */
static void unseen_by_style(void **state)
{
    (void)state;
    static const char word[] =
        "<w:style w:type='paragraph' w:styleId='H'><w:hidden/><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='S'><w:basedOn w:val='H'/><w:rPr>"
        "<w:vanish w:val='0'/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='C'><w:basedOn w:val='D'/></w:style>"
        "<w:style w:type='character' w:styleId='D'><w:basedOn w:val='C'/><w:rPr><w:vanish/></w:rPr>"
        "</w:style><w:style w:type='paragraph' w:styleId='U'><w:hidden/></w:style>"
        "<w:style w:type='table' w:styleId='T'><w:trPr><w:hidden/></w:trPr></w:style>"
        "<w:style w:type='table' w:styleId='V'><w:tblStylePr><w:trPr><w:hidden/></w:trPr>"
        "</w:tblStylePr></w:style>";
#define STYLED(style, items) P("<w:pPr><w:pStyle w:val='" style "'/></w:pPr>" items)
#define RUN(style, text)                                                                           \
    "<w:r><w:rPr><w:rStyle w:val='" style "'/></w:rPr><w:t>" text "</w:t></w:r>"
    assert_book(
        make_docx_letter(TBL("<w:tblPr><w:tblStyle w:val='V'/></w:tblPr>" HEAD TR(C("1") TC(
                             STYLED("H", T("x") RUN("C", "a")) STYLED("S", T("b") RUN("C", "x"))
                                 STYLED("U", T("c") RUN("none", "d"))) C(URL "a"))),
                         RELATIONSHIP("rId9", "styles", "styles.xml"), word),
        "[{Ұйым: \"a\nb\ncd\", Сілтеме: \"" URL "a\"}]", "");
    assert_book(make_docx_letter(TBL(HEAD TR(C("1") C("a") C(URL "a")))
                                     TBL("<w:tblPr><w:tblStyle w:val='T'/></w:tblPr>" HEAD TR(
                                         C("2") C("b") C(URL "b"))),
                                 RELATIONSHIP("rId9", "styles", "styles.xml"), word),
                "[{Ұйым: \"a\", Сілтеме: \"" URL "a\"}]",
                "letter-joined [1–2]; sheet-hidden-rows row 3 [3–4]");
    assert_book( /* a table within a row, hidden by its style, hides no row of the outer one */
        make_docx_letter(TBL(HEAD TR(C("1") TC(P(T("a")) TBL(
                             "<w:tblPr><w:tblStyle w:val='T'/></w:tblPr>" TR(C("x")))) C(URL "a"))
                                 TR(C("2") C("b") C(URL "b"))),
                         RELATIONSHIP("rId9", "styles", "styles.xml"), word),
        "[{Ұйым: \"a\", Сілтеме: \"" URL "a\"}, {Ұйым: \"b\", Сілтеме: \"" URL "b\"}]", "");
    assert_book(make_odt_letter("<style:style style:name='N' style:family='paragraph'>"
                                "<style:text-properties text:display='none'/></style:style>",
                                "<style:style style:name='T' style:family='text'>"
                                "<style:text-properties text:display='none'/></style:style>"
                                "<style:style style:name='P' style:family='paragraph' "
                                "style:parent-style-name='N'/><style:style style:name='Q' "
                                "style:family='paragraph' style:parent-style-name='N'>"
                                "<style:text-properties text:display='true'/></style:style>"
                                "<style:style style:name='T' style:family='table'/>",
                                OT(OHEAD OR(OC(OP("1")) OC("<text:p text:style-name='P'>x</text:p>"
                                                           "<text:p text:style-name='Q'>a"
                                                           "<text:span text:style-name='T'>x"
                                                           "</text:span></text:p>")
                                                OC(OP(URL "a"))))),
                "[{Ұйым: \"a\", Сілтеме: \"" URL "a\"}]", "");
}

/* The table of a document that holds fields. */
static void fields(void **state)
{
    (void)state;
    const char *list = TBL(HEAD TR(C("1") C("a") C(URL "a")));
    struct hat_buf body = {0};
    hat_buf_printf(&body, "%s%s%s", TBL(TR(C("x") C("y"))), list,
                   TBL(TR(C("title") C("A")) TR(C("event.name") C("B"))));
    assert_sheets(make_docx_letter(body.data, "", ""),
                  "* = [{1: \"title\", 2: \"A\"}, {1: \"event.name\", 2: \"B\"}]", "");
    hat_buf_printf(&body, "%s", TBL(TR(C("Атауы") C("Мәні")) TR(C("year") C("2026"))));
    assert_sheets(make_docx_letter(body.data, "", ""),
                  "* = [{1: \"Атауы\", 2: \"Мәні\"}, {1: \"year\", 2: \"2026\"}]", "");
    hat_buf_fini(&body);
    assert_sheets(
        make_odt_letter("", "", OT(OR(OC(OP("a")) OC(OP("1"))) OR(OC(OP("b")) OC(OP("2"))))),
        "* = [{1: \"a\", 2: \"1\"}, {1: \"b\", 2: \"2\"}]", "");
    struct book_reading reading;
    struct hat_buf none = make_docx_letter(list, "", "");
    read_book(&reading, &none, true, NULL);
    assert_int_equal(reading.status, HAT_ERR_DATA);
    assert_diags(reading.diags, "letter-fields");
    release_book(&reading);
    hat_buf_fini(&none);
}

static void merged(void **state)
{
    (void)state;
    assert_docx(TBL(HEAD TR(TC(PR("<w:vMerge w:val='restart'/>") P(T("1")))
                                TC(PR("<w:vMerge w:val='restart'/>") P(T("A"))) C(URL "a"))
                        TR(TC(PR("<w:vMerge/>") P("")) TC(PR("<w:vMerge/>") P(T("x"))) C(URL "b"))
                            TR(C("2") TC(PR("<w:gridSpan w:val='2'/>") P(T("B"))))),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "a\"}, {Ұйым: \"A\", Сілтеме: \"" URL "b\"}, "
                "{Ұйым: \"B\", Сілтеме: \"\"}]",
                "sheet-merged row 3 [3] [1]");
    assert_odt(OT(OHEAD OR("<table:table-cell table:number-rows-spanned='2'>" OP(
                   "1") "</table:table-cell><table:table-cell "
                        "table:number-rows-spanned='2'>" OP("A") "</table:table-cell>" OC(
                            OP(URL "a"))) OR(OV OV OC(OP(URL "b")))),
               "[{Ұйым: \"A\", Сілтеме: \"" URL "a\"}, {Ұйым: \"A\", Сілтеме: \"" URL "b\"}]",
               "sheet-merged row 3 [3] [1]");
}

/* Rows torn by a page break, headings again above a page, a total, rows with a number alone. */
static void torn(void **state)
{
    (void)state;
    assert_docx(TBL(HEAD TR(C("1") C("«Абай") C(URL "reel/DUp")) TR(E C("облысы»") C("U7OtElyb/"))
                        HEAD TR(C("2") C("B") C(URL "b")) TR(C("Барлығы") E C("2"))),
                "[{Ұйым: \"«Абай облысы»\", Сілтеме: \"" URL "reel/DUpU7OtElyb/\"}, "
                "{Ұйым: \"B\", Сілтеме: \"" URL "b\"}]",
                "sheet-total row 6 [0]; sheet-headings-again row 4 [4]; "
                "sheet-torn row 3 [3] [U7OtElyb/]");
    assert_docx(TBL(HEAD TR(C("1") C("A") C(URL "a")) TR(C("2") E E) TR(C("3") E E)),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "a\"}]", "sheet-empty-tail [2]");
}

/* Cells that the program numbers count as numbered; without headings some are made. */
static void numbered(void **state)
{
    (void)state;
#define AUTO TC(P("<w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr>"))
    assert_docx(TBL(TR(AUTO C("«Абай") C(URL "a")) TR(E C("облысы»") C("bc")) TR(AUTO C("B") E)),
                "[{Ұйым атауы: \"«Абай облысы»\", Сілтеме: \"" URL "abc\"}, "
                "{Ұйым атауы: \"B\", Сілтеме: \"\"}]",
                "sheet-torn row 2 [2] [bc]");
    assert_odt(OT(OR(OC("<text:list><text:list-item>" OP("") "</text:list-item></text:list>")
                         OC(OP("A")) OC(OP(URL "a")))),
               "[{Ұйым атауы: \"A\", Сілтеме: \"" URL "a\"}]", "");
}

/* The table with most links; others like it are one list with it, unlike ones are told of. */
static void tables(void **state)
{
    (void)state;
    assert_docx(TBL(TR(C("Бекітемін") C("www.edu.kz")))
                    TBL(HEAD TR(C("1") C("A") C(URL "a")) TR(C("2") C("B") C(URL "b")))
                        TBL(TR(C("3") C("C") C(URL "c"))) TBL(HEAD TR(C("4") C("D") C(URL "d"))),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "a\"}, {Ұйым: \"B\", Сілтеме: \"" URL "b\"}, "
                "{Ұйым: \"C\", Сілтеме: \"" URL "c\"}, {Ұйым: \"D\", Сілтеме: \"" URL "d\"}]",
                "letter-joined [2–4]; letter-tables-left [1]; sheet-headings-again row 5 [5]");
    assert_docx(TBL(TR(C("x") TC(P(T("y")) TBL(HEAD TR(C("1") C("A") C(URL "a")))))),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "a\"}]", "");
    assert_docx(TBL(TR(C("x") C("y"))) TBL(HEAD TR(C("1") C("A") C("b"))),
                "[{Ұйым: \"A\", Сілтеме: \"b\"}]", "");
    assert_docx(TBL(TR(C("x") C("y"))), NULL, "letter-no-list");
    assert_odt(OP("x"), NULL, "letter-no-list");
}

/* What fits no open table, row or cell. */
static void misplaced(void **state)
{
    (void)state;
    assert_docx(TR(C("x")) C("y") TBL(C("z") TR(TR("") HEAD) TC(TC("")))
                    TBL(HEAD TR(TC(TC("") P(T("1"))) C("A") C(URL "a"))),
                "[{Ұйым: \"A\", Сілтеме: \"" URL "a\"}]", "");
}

static void limits(void **state)
{
    (void)state;
    struct hat_buf deep = {0};
    assert_docx(TBL(HEAD TR(C("1") TC(PR("<w:gridSpan w:val='1000000000'/>") P(T("A"))) C("b"))),
                NULL, "data-columns-many row 2 [512]");
    assert_docx(TBL(HEAD TR(C("1") TC(PR("<w:gridSpan w:val='9999999999999'/>") P("")))), NULL,
                "data-columns-many row 2 [512]");
    assert_docx(TBL("<w:tr><w:trPr><w:gridBefore w:val='600'/></w:trPr>" C("1") "</w:tr>"), NULL,
                "data-columns-many row 1 [512]");
    assert_odt(OT(OHEAD "<table:table-row table:number-rows-repeated='1000000000'>" OC(
                   OP("1")) "</table:table-row>"),
               NULL, "sheet-repeats row 2 [1000000000] [4096]");
    assert_odt(OT(OHEAD OR("<table:table-cell table:number-columns-repeated='1000000000'>" OP(
                   "1") "</table:table-cell>")),
               NULL, "sheet-repeats row 2 [1000000000] [4096]");
    assert_odt(OT(OHEAD OR(OC(OP("<text:s text:c='1000000000'/>")))), NULL,
               "sheet-spaces row 2 [10000]");
    for (int i = 0; i < 17; i++) {
        hat_buf_printf(&deep, "<w:tbl><w:tr><w:tc>");
    }
    for (int i = 0; i < 17; i++) {
        hat_buf_printf(&deep, "</w:tc></w:tr></w:tbl>");
    }
    assert_docx(deep.data, NULL, "table-depth");
    deep.len = 0;
    for (int i = 0; i < 2001; i++) {
        hat_buf_printf(&deep, "<w:tbl/>");
    }
    assert_docx(deep.data, NULL, "letter-tables-many [2000]");
    hat_buf_fini(&deep);
}

/* Thousands of tables share one limit on cells. */
static void limit_of_all(void **state)
{
    (void)state;
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct book_reading reading;
    struct hat_buf body = {0};
    limits.values = 100;
    limits.columns = 1;
    for (int i = 0; i < 20; i++) {
        hat_buf_printf(&body, OT("<table:table-row table:number-rows-repeated='20'>" OC(
                                  OP("a")) "</table:table-row>"));
    }
    struct hat_buf file = make_odt_letter("", "", body.data);
    read_book(&reading, &file, false, &limits);
    assert_int_equal(reading.status, HAT_ERR_LIMIT);
    assert_diags(reading.diags, "data-values-many row 5 [100]");
    release_book(&reading);
    hat_buf_fini(&file);
    hat_buf_fini(&body);
}

static void memory(void **state)
{
    (void)state;
    struct hat_buf file = make_docx_letter(
        TBL(HEAD TR(C("1") C("«Абай") TC(P(FIELD("HYPERLINK " URL "a", T("x")))))
                TR(E C("облысы»") C("b")))
            TBL(TR(TC(PR("<w:vMerge w:val='restart'/>") P(T("2"))) C("B") C(URL "b"))),
        "", "");
    enum hat_status st = HAT_ERR_NOMEM;
    long failed = 0;
    for (long nth = 1; st != HAT_OK && nth < 2000; nth++) {
        struct hat_arena arena = {0};
        struct hat_limits limits = HAT_LIMITS_DEFAULT;
        struct hat_data_source source = {.name = "x", .limits = &limits, .arena = &arena};
        struct hat_book book = {0};
        hat_mem_fail_at(nth);
        st = hat_book_read_memory((struct hat_str){file.data, file.len}, false, &source, &book);
        hat_mem_fail_at(0);
        if (st == HAT_OK) {
            assert_value(&book.sheets[0].value,
                         "[{Ұйым: \"«Абай облысы»\", Сілтеме: \"" URL "ab\", "
                         "Сілтеме (text): \"x\"}, {Ұйым: \"B\", Сілтеме: \"" URL "b\", "
                         "Сілтеме (text): \"" URL "b\"}]");
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
        cmocka_unit_test(plain),  cmocka_unit_test(links),
        cmocka_unit_test(unseen), cmocka_unit_test(unseen_by_style),
        cmocka_unit_test(fields), cmocka_unit_test(merged),
        cmocka_unit_test(torn),   cmocka_unit_test(numbered),
        cmocka_unit_test(tables), cmocka_unit_test(misplaced),
        cmocka_unit_test(limits), cmocka_unit_test(limit_of_all),
        cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
