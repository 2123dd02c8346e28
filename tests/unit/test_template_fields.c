/* test_template_fields.c -- old templates: fields of a mail merge, content controls and
 * LibreOffice's blanks, given as the XML of a body and compared as the XML of the letter. */
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

static const char json[] = "{\"org\": \"қала әкімдігі\", \"day\": \"2026-02-25\", \"empty\": \"\", "
                           "\"First Name\": \"Ann\", \"sum\": 1234.5,"
                           " \"list\": [{\"a\": \"1\"}, {\"a\": \"2\"}, {\"a\": \"3\"}]}";

struct letter {
    hat_diags *diags;
    hat_status status;
    char *body; /* what came out; NULL: nothing */
};

static hat_data *data_new(hat_diags *diags)
{
    char path[] = "/tmp/hatshy-test-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    hat_data *data = NULL;
    fputs(json, file);
    fclose(file);
    if (hat_data_new(&data) != HAT_OK || hat_data_add_fields(data, path, "json", diags) != HAT_OK) {
        hat_data_free(data);
        data = NULL;
    }
    remove(path);
    return data;
}

static struct hat_buf package_of(bool odt, const char *body)
{
    struct kit_doc doc = {.odt = odt};
    struct kit_zip zip = {0};
    KIT_PUTS(&doc.body, body);
    if (odt) {
        kit_odt(&zip, &doc);
    } else {
        kit_docx(&zip, &doc);
    }
    hat_buf_fini(&doc.body);
    return zip.bytes;
}

/* What stands between the body's tags. */
static char *between(const struct hat_buf *text, const char *open, const char *close)
{
    char *from = strstr(text->data, open), *to = strstr(text->data, close);
    assert_non_null(from);
    assert_non_null(to);
    from += strlen(open);
    return strndup(from, (size_t)(to - from));
}

static hat_status merge_body(const hat_template *tmpl, const hat_data *data, hat_diags *diags,
                             struct hat_buf *out)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    struct hat_merge *merge = NULL;
    hat_status status = hat_merge_new(tmpl, data, &options, diags, &merge);
    if (status == HAT_OK) {
        const struct hat_parts *parts = hat_merge_parts(merge);
        status = hat_parts_read(parts, parts->main, out);
    }
    hat_merge_free(merge);
    return status;
}

static struct letter merge(bool odt, const char *body)
{
    struct letter l = {.diags = hat_diags_new()};
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_buf package = package_of(odt, body), out = {0};
    hat_data *data = l.diags != NULL ? data_new(l.diags) : NULL;
    hat_template *tmpl = NULL;
    l.status = data == NULL ? HAT_ERR_NOMEM
                            : hat_template_open_memory((struct hat_str){package.data, package.len},
                                                       "t", &limits, l.diags, &tmpl);
    if (l.status == HAT_OK) {
        l.status = merge_body(tmpl, data, l.diags, &out);
    }
    if (l.status == HAT_OK) {
        l.body = odt ? between(&out, "<office:text>", "</office:text>")
                     : between(&out, "<w:body>", "<w:sectPr>");
    }
    hat_buf_fini(&out);
    hat_template_free(tmpl);
    hat_data_free(data);
    hat_buf_fini(&package);
    return l;
}

static void letter_free(struct letter *l)
{
    free(l->body);
    hat_diags_free(l->diags);
}

/* The messages of a letter, a line each; static. */
static const char *messages(const struct letter *l)
{
    static char text[2000];
    struct hat_buf buf = {0};
    for (size_t i = 0; i < hat_diags_count(l->diags); i++) {
        struct hat_diag diag = *hat_diags_at(l->diags, i);
        diag.place.file = NULL;
        diag.place.line = diag.place.offset = 0;
        hat_message_text(&diag, HAT_LANG_EN, &buf);
        KIT_PUTS(&buf, "\n");
    }
    snprintf(text, sizeof text, "%s", kit_string(&buf));
    hat_buf_fini(&buf);
    return text;
}

static void expect(bool odt, const char *body, const char *wanted)
{
    struct letter l = merge(odt, body);
    if (l.body == NULL || strcmp(l.body, wanted) != 0) {
        print_message("--- got\n%s\n--- wanted\n%s\n%s", l.body != NULL ? l.body : "nothing",
                      wanted, messages(&l));
    }
    assert_non_null(l.body);
    assert_string_equal(l.body, wanted);
    assert_string_equal(messages(&l), "");
    letter_free(&l);
}

#define MARK(type)           "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define WORDS(text)          "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define TEXT(text)           "<w:r><w:t>" text "</w:t></w:r>"
#define BOLD(text)           "<w:r><w:rPr><w:b/></w:rPr><w:t>" text "</w:t></w:r>"
#define FIELD(words, result) MARK("begin") WORDS(words) MARK("separate") result MARK("end")
#define P(runs)              "<w:p>" runs "</w:p>"
#define KEEP                 " xml:space=\"preserve\""
#define VALUE(text)          "<w:r><w:t" KEEP ">" text "</w:t></w:r>"

/* ---- fields of Word ---- */

static void a_merge_field_keeps_its_look(void **state)
{
    (void)state;
    expect(false, P(TEXT("a ") FIELD(" MERGEFIELD org ", BOLD("«o") TEXT("rg»")) TEXT(" b")),
           P(TEXT("a ") "<w:r><w:rPr><w:b/></w:rPr><w:t" KEEP
                        ">қала әкімдігі</w:t></w:r>" TEXT(" b")));
}

static void a_merge_field_in_pieces(void **state)
{
    (void)state;
    expect(
        false,
        P(MARK("begin") WORDS(" MERGE") WORDS("FIELD \\* MERGEFORMAT o") WORDS("rg") MARK("end")),
        P("<w:r><w:t" KEEP ">қала әкімдігі</w:t></w:r>"));
    expect(
        false,
        P("<w:r><w:rPr><w:i/></w:rPr><w:fldChar w:fldCharType=\"begin\"/><w:instrText>MERGEFIELD "
          "\"First Name\"</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>x</w:t><w:br/>"
          "<w:t>y</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        P("<w:r><w:rPr><w:i/></w:rPr><w:t" KEEP ">Ann</w:t></w:r>"));
}

static void a_simple_merge_field(void **state)
{
    (void)state;
    expect(false, P("<w:fldSimple w:instr=\" MERGEFIELD org \">" BOLD("«org»") "</w:fldSimple>"),
           P("<w:r><w:rPr><w:b/></w:rPr><w:t" KEEP ">қала әкімдігі</w:t></w:r>"));
    expect(false, P("<w:fldSimple w:instr=\"MERGEFIELD org\"/>"), P(VALUE("қала әкімдігі")));
}

static void switches_are_filters(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"MERGEFIELD org \\* Upper", "ҚАЛА ӘКІМДІГІ"},
        {"MERGEFIELD org \\*FirstCap \\* MERGEFORMAT", "Қала әкімдігі"},
        {"MERGEFIELD org \\* Caps", "Қала Әкімдігі"},
        {"MERGEFIELD org \\* lower", "қала әкімдігі"},
        {"MERGEFIELD day \\@ &quot;d.MM.yy&quot;", "25.02.26"},
        {"MERGEFIELD sum \\# &quot;#,##0.00&quot;", "1\xC2\xA0"
                                                    "234,50"},
        {"MERGEFIELD sum \\# &quot;# ##0&quot;", "1\xC2\xA0"
                                                 "235"},
        {"MERGEFIELD sum \\# 0,0", "1\xC2\xA0"
                                   "234,5"},
        {"MERGEFIELD org \\b &quot;to &quot; \\f &quot;!&quot;", "to қала әкімдігі!"},
        {"MERGEFIELD org \\b \xE2\x80\x9Cto {{\xE2\x80\x9D \\* Upper", "to ҚАЛА ӘКІМДІГІ"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[500], wanted[500];
        snprintf(body, sizeof body,
                 P("<w:fldSimple w:instr=\"%s\"><w:r><w:t>x</w:t></w:r></w:fldSimple>"),
                 cases[i][0]);
        struct letter l = merge(false, body);
        assert_int_equal(l.status, HAT_OK);
        /* what a section leaves of a run may be several runs: only the text counts here */
        size_t len = 0;
        bool text = false;
        for (const char *at = l.body; *at != '\0'; at++) {
            text = *at == '<' ? false : *at == '>' ? true : text;
            if (text && *at != '>') {
                wanted[len++] = *at;
            }
        }
        wanted[len] = '\0';
        assert_string_equal(wanted, cases[i][1]);
        letter_free(&l);
    }
    expect(false,
           P(TEXT("a") "<w:fldSimple w:instr=\"MERGEFIELD empty \\b x \\f y\">" TEXT(
               "z") "</w:fldSimple>"),
           P(TEXT("a") VALUE("")));
}

static void what_cannot_be_a_tag_stays_and_is_told(void **state)
{
    (void)state;
    static const char numbers[] =
        P(FIELD("MERGEFIELD day \\# &quot;$0.00&quot;", TEXT("x")) FIELD("NEXT", TEXT("y")));
    struct letter l = merge(false, numbers);
    assert_int_equal(l.status, HAT_OK);
    assert_string_equal(l.body, P(VALUE("25.02.2026") FIELD("NEXT", TEXT("y"))));
    assert_string_equal(
        messages(&l),
        "word/document.xml: warning: the switch \\# of the mail merge field \"MERGEFIELD day \\# "
        "\"$0.00\"\" is ignored: write a tag with a filter, such as {{name | number: 2}}, in its "
        "place\n"
        "word/document.xml: warning: the mail merge field \"NEXT\" cannot be taken over and stays "
        "as it is: write a tag such as {{name}} in its place\n");
    letter_free(&l);
    l = merge(false, P(TEXT("{{org}}") MARK("begin") WORDS(" = ") FIELD("MERGEFIELD org", TEXT("x"))
                           WORDS(" * 2 ") MARK("separate") TEXT("a") MARK("end")));
    assert_int_equal(l.status, HAT_OK);
    assert_int_equal(hat_diags_count(l.diags), 1);
    assert_non_null(strstr(l.body, "MERGEFIELD org"));
    letter_free(&l);
}

/* The text of a letter without its markup; static. */
static const char *text_of(const struct letter *l)
{
    static char text[1000];
    size_t len = 0;
    bool inside = false;
    for (const char *at = l->body != NULL ? l->body : ""; *at != '\0' && len + 1 < sizeof text;
         at++) {
        inside = *at == '<' ? false : *at == '>' ? true : inside;
        if (inside && *at != '>') {
            text[len++] = *at;
        }
    }
    text[len] = '\0';
    return text;
}

#define MERGE(name)       FIELD(" MERGEFIELD " name " ", TEXT("x"))
#define IF(before, after) MARK("begin") WORDS(" IF ") before WORDS(after) MARK("separate")
#define Q(text)           "&quot;" text "&quot;"

static void an_if_is_a_condition(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {IF(MERGE("org"), " = " Q("қала әкімдігі") " " Q("yes") " " Q("no")) TEXT("old")
             MARK("end"),
         "yes"},
        {IF(MERGE("org"), " &lt;&gt; " Q("қала әкімдігі") " " Q("yes") " " Q("no")) MARK("end"),
         "no"},
        {IF(MERGE("sum"), " &gt;= 1000 much little \\* MERGEFORMAT") TEXT("old") MARK("end"),
         "much"},
        {IF(MERGE("empty"), " = " Q("") " " Q("") " " Q("there")) TEXT("old") MARK("end"), ""},
        {MARK("begin") WORDS("IF &quot;") MERGE("org")
             WORDS("&quot; = " Q("x") " " Q("a") " \xE2\x80\x9C"
                                                 "to ") MERGE("org \\* Upper") WORDS(", {")
                 MERGE("&quot;First Name&quot;") WORDS("\xE2\x80\x9D") MARK("separate") TEXT("old")
                     MARK("end"),
         "to ҚАЛА ӘКІМДІГІ, Ann"},
        {IF("<w:fldSimple w:instr=\" MERGEFIELD empty \">" TEXT("x") "</w:fldSimple>",
            " = " Q("") " " Q("none")) TEXT("old") MARK("end"),
         "none"},
        {MARK("begin") WORDS("IF ") MERGE("org") WORDS(" = " Q("x") " a &quot;")
             IF(MERGE("empty"), " = " Q("") " " Q("inner") " b") TEXT("inner") MARK("end")
                 WORDS("&quot;") MARK("separate") TEXT("old") MARK("end"),
         "inner"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[3000];
        snprintf(body, sizeof body, P(TEXT("[") "%s" TEXT("]")), cases[i][0]);
        struct letter l = merge(false, body);
        assert_int_equal(l.status, HAT_OK);
        assert_string_equal(messages(&l), "");
        snprintf(body, sizeof body, "[%s]", cases[i][1]);
        assert_string_equal(text_of(&l), body);
        assert_null(strstr(l.body, "fldChar"));
        assert_null(strstr(l.body, "fldSimple"));
        letter_free(&l);
    }
}

/* What compares pages or bookmarks, or by wildcards, is Word's to do. */
static void other_ifs_stay(void **state)
{
    (void)state;
    static const char *const cases[] = {
        IF(FIELD("PAGE", TEXT("1")), " = 1 a b") TEXT("a") MARK("end"),
        IF("", "place = 1 a b") TEXT("a") MARK("end"),
        IF(MERGE("org"), " = қ* a b") TEXT("a") MARK("end"),
        IF(MERGE("org"), " like x a b") TEXT("a") MARK("end"),
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char body[3000];
        snprintf(body, sizeof body, P("%s" TEXT("{{org}}")), cases[i]);
        struct letter l = merge(false, body);
        assert_int_equal(l.status, HAT_OK);
        assert_int_equal(hat_diags_count(l.diags), i < 2 ? 0 : 1);
        snprintf(body, sizeof body, P("%s" VALUE("қала әкімдігі")), cases[i]);
        assert_string_equal(l.body, body);
        letter_free(&l);
    }
}

static void unknown_names_have_places(void **state)
{
    (void)state;
    struct letter l =
        merge(false, P(TEXT("a"))
                         P("<w:fldSimple w:instr=\"MERGEFIELD orq\">" TEXT("x") "</w:fldSimple>"));
    assert_int_equal(l.status, HAT_ERR_DATA);
    assert_string_equal(messages(&l), "body, paragraph 2: error: in the tag {{orq}}: unknown name "
                                      "\"orq\"; did you mean \"org\"? [T01]\n");
    letter_free(&l);
}

/* ---- content controls ---- */

#define SDT(properties, content)                                                                   \
    "<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define TAG(name) "<w:tag w:val=\"" name "\"/>"

static void a_control_gives_way_to_its_value(void **state)
{
    (void)state;
    expect(false, P(TEXT("a ") SDT(TAG("org"), BOLD("x") TEXT("y")) TEXT(" b")),
           P(TEXT("a ") "<w:r><w:rPr><w:b/></w:rPr><w:t" KEEP
                        ">қала әкімдігі</w:t></w:r>" TEXT(" b")));
    expect(false, SDT("<w:alias w:val=\"First Name\"/><w:text/>", P(TEXT("x")) P(TEXT("y"))),
           P(VALUE("Ann")));
    expect(false, P(SDT(TAG("org"), "")), P(VALUE("қала әкімдігі")));
    expect(false, SDT(TAG("org"), "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:p>"),
           "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>" VALUE("қала әкімдігі") "</w:p>");
}

static void a_placeholder_is_not_grey_any_more(void **state)
{
    (void)state;
    expect(
        false,
        P(SDT("<w:rPr><w:i/></w:rPr>" TAG("org") "<w:showingPlcHdr/>",
              "<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t>Click</w:t></w:r>")),
        P("<w:r><w:rPr><w:i/></w:rPr><w:t" KEEP ">қала әкімдігі</w:t></w:r>"));
}

static void other_controls_stay(void **state)
{
    (void)state;
    static const char *const controls[] = {
        SDT(TAG("goog_rdk_0"), TEXT("x")),
        SDT(TAG("12 (a)"), TEXT("x")),
        SDT(TAG("org") "<w:picture/>", TEXT("x")),
        SDT("<w:alias w:val=\"Title\"/><w:dataBinding w:xpath=\"/ns1:coreProperties[1]\"/>"
            "<w:docPartObj/>",
            TEXT("x")),
        SDT(TAG("org"), SDT("<w:id w:val=\"5\"/>", TEXT("x"))),
        "<w:sdt/>",
    };
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
        char body[600], wanted[600];
        snprintf(body, sizeof body, P("%s" TEXT("{{org}}")), controls[i]);
        snprintf(wanted, sizeof wanted, P("%s" VALUE("қала әкімдігі")), controls[i]);
        expect(false, body, wanted);
    }
}

#define W15        "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\""
#define REPEATING  "<w15:repeatingSection " W15 "/>"
#define REPEATED   "<w15:repeatingSectionItem " W15 "/>"
#define ROW(cells) "<w:tr><w:tc>" cells "</w:tc></w:tr>"

static void a_repeating_control_is_a_section(void **state)
{
    (void)state;
    expect(false,
           "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>" ROW(P(TEXT("head")))
               SDT(TAG("list") REPEATING,
                   SDT(REPEATED, ROW(P(SDT(TAG("a"), TEXT("x")))))
                       SDT(REPEATED, ROW(P(TEXT("second"))))) "</w:tbl>" P(TEXT("z")),
           "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>" ROW(P(TEXT("head")))
               ROW(P(VALUE("1"))) ROW(P(VALUE("2"))) ROW(P(VALUE("3"))) "</w:tbl>" P(TEXT("z")));
    expect(false,
           SDT(TAG("list") REPEATING, SDT(REPEATED, P(TEXT("no ") SDT(TAG("a"), TEXT("x")))))
               P(TEXT("end")),
           P(TEXT("no ") VALUE("1")) P(TEXT("no ") VALUE("2")) P(TEXT("no ") VALUE("3"))
               P(TEXT("end")));
}

static void rows_that_were_made_are_not_counted(void **state)
{
    (void)state;
    struct letter l =
        merge(false, P(TEXT("a")) SDT(TAG("list") REPEATING,
                                      SDT(REPEATED, P(TEXT("no ") SDT(TAG("zz"), TEXT("x")))))
                         P(TEXT("{{yy}}")));
    assert_int_equal(l.status, HAT_ERR_DATA);
    assert_non_null(strstr(messages(&l), "body, paragraph 2: error: in the tag {{zz}}"));
    assert_non_null(strstr(messages(&l), "body, paragraph 3: error: in the tag {{yy}}"));
    letter_free(&l);
}

/* ---- LibreOffice ---- */

static void blanks_of_libreoffice(void **state)
{
    (void)state;
    expect(
        true,
        "<text:p>a <text:span text:style-name=\"B\"><text:placeholder text:placeholder-type="
        "\"text\">&lt;org&gt;</text:placeholder></text:span> b</text:p>",
        "<text:p>a <text:span text:style-name=\"B\">қала әкімдігі</text:span><text:s/>b</text:p>");
    expect(true,
           "<text:user-field-decls><text:user-field-decl office:value-type=\"string\" text:name="
           "\"org\" office:string-value=\"x\"/></text:user-field-decls><text:p><text:user-field-get"
           " text:name=\"org\">x</text:user-field-get></text:p>",
           "<text:user-field-decls><text:user-field-decl office:value-type=\"string\" text:name="
           "\"org\" office:string-value=\"x\"/></text:user-field-decls><text:p>қала әкімдігі"
           "</text:p>");
    expect(true,
           "<text:p><text:database-display text:table-name=\"t\" text:column-name=\"First Name\">"
           "&lt;First Name&gt;</text:database-display></text:p>",
           "<text:p>Ann</text:p>");
}

#define CONDITION(formula)                                                                         \
    "<text:p>[<text:conditional-text text:condition=\"" formula "\" text:string-value-if-true="    \
    "\"yes\" text:string-value-if-false=\"no\">old</text:conditional-text>]</text:p>"
#define USER_FIELD                                                                                 \
    "<text:user-field-decls><text:user-field-decl text:name=\"org\"/></text:user-field-decls>"

static void conditions_of_libreoffice(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {CONDITION("ooow:[db.table.org] == &quot;қала әкімдігі&quot;"), "[yes]"},
        {CONDITION("[org] NEQ &quot;қала әкімдігі&quot;"), "[no]"},
        {CONDITION("ooow:[a.b.sum] &gt; 1000"), "[yes]"},
        {USER_FIELD CONDITION("ooow:&quot;x&quot; EQ org"), "[no]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct letter l = merge(true, cases[i][0]);
        assert_int_equal(l.status, HAT_OK);
        assert_string_equal(text_of(&l), cases[i][1]);
        assert_string_equal(messages(&l), "");
        assert_null(strstr(l.body, "conditional-text"));
        letter_free(&l);
    }
    static const char *const others[] = {
        CONDITION("ooow:page == 1"), CONDITION("ooow:org == 1"), CONDITION("ooow:[a.b.org] x 1"),
        "<text:p><text:hidden-paragraph text:condition=\"ooow:[a.b.org] == 1\"/>old</text:p>"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct letter l = merge(true, others[i]);
        assert_int_equal(l.status, HAT_OK);
        assert_non_null(strstr(l.body, "text:condition=\"ooow:"));
        assert_int_equal(hat_diags_count(l.diags), i < 2 ? 1 : 2); /* no tags, and the field */
        letter_free(&l);
    }
}

static void other_fields_of_libreoffice_stay(void **state)
{
    (void)state;
    struct letter l = merge(true, "<text:p>{{org}}<text:placeholder text:placeholder-type=\"text\">"
                                  "&lt;write here!&gt;</text:placeholder></text:p>");
    assert_int_equal(l.status, HAT_OK);
    assert_non_null(strstr(l.body, "&lt;write here!&gt;</text:placeholder>"));
    assert_string_equal(
        messages(&l), "content.xml: warning: the mail merge field \"write here!\" cannot be taken "
                      "over and stays as it is: write a tag such as {{name}} in its place\n");
    letter_free(&l);
}

/* ---- memory ---- */

static void memory_may_end_anywhere(void **state)
{
    (void)state;
    static const char docx[] = P(FIELD("MERGEFIELD org \\b x", TEXT("x")))
        SDT(TAG("list") REPEATING, SDT(REPEATED, P(SDT(TAG("a"), ""))));
    static const char odt[] = "<text:p><text:placeholder>&lt;org&gt;</text:placeholder></text:p>";
    for (int kind = 0; kind < 2; kind++) {
        hat_status status = HAT_ERR_NOMEM;
        for (long n = 1; status == HAT_ERR_NOMEM && n < 5000; n += 7) {
            struct hat_buf package = package_of(kind == 1, kind == 1 ? odt : docx);
            const struct hat_limits limits = HAT_LIMITS_DEFAULT;
            hat_template *tmpl = NULL;
            hat_mem_fail_at(n);
            status = hat_template_open_memory((struct hat_str){package.data, package.len}, "t",
                                              &limits, NULL, &tmpl);
            hat_mem_fail_at(0);
            hat_template_free(tmpl);
            hat_buf_fini(&package);
        }
        assert_int_equal(status, HAT_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merge_field_keeps_its_look),
        cmocka_unit_test(a_merge_field_in_pieces),
        cmocka_unit_test(a_simple_merge_field),
        cmocka_unit_test(switches_are_filters),
        cmocka_unit_test(what_cannot_be_a_tag_stays_and_is_told),
        cmocka_unit_test(an_if_is_a_condition),
        cmocka_unit_test(other_ifs_stay),
        cmocka_unit_test(unknown_names_have_places),
        cmocka_unit_test(a_control_gives_way_to_its_value),
        cmocka_unit_test(a_placeholder_is_not_grey_any_more),
        cmocka_unit_test(other_controls_stay),
        cmocka_unit_test(a_repeating_control_is_a_section),
        cmocka_unit_test(rows_that_were_made_are_not_counted),
        cmocka_unit_test(blanks_of_libreoffice),
        cmocka_unit_test(conditions_of_libreoffice),
        cmocka_unit_test(other_fields_of_libreoffice_stay),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
