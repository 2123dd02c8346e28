/* Tests of the ODT reader: styles resolved, settings, pages. */
#include "unit/odt_document.h"

#define P(text) "<text:p>" text "</text:p>"
#define STYLE(family, name, parent, properties)                                                    \
    "<style:style style:name='" name "' style:family='" family                                     \
    "' style:parent-style-name='" parent "'>" properties "</style:style>"
#define PARA(attributes) "<style:paragraph-properties " attributes "/>"
#define TEXT(attributes) "<style:text-properties " attributes "/>"

/* Properties of one paragraph with the automatic style "A" that has these properties. */
static const struct hat_para_props *props_of(struct odt *odt, const char *properties)
{
    static char content[8192];
    snprintf(content, sizeof content,
             ODF_CONTENT("<style:style style:name='A' style:family='paragraph'>%s</style:style>",
                         "<text:p text:style-name='A'/>"),
             properties);
    odt_open(odt, content, NULL, NULL);
    return odt_paragraph(odt)->props;
}

static void units(void **state)
{
    (void)state;
    static const struct {
        const char *length;
        hat_twip twips;
    } cases[] = {{"1.27cm", 720},   {"12.7mm", 720},  {"0.5in", 720},     {"36pt", 720},
                 {"3pc", 720},      {"48px", 720},    {"0cm", 0},         {"-0.635cm", -360},
                 {"1.251cm", 709},  {".5in", 720},    {"1e9cm", 0},       {"cm", 0},
                 {"", 0},           {"7", 0},         {"99999cm", 31680}, {"-99999cm", -31680},
                 {"0.3937in", 567}, {"1.00001pt", 20}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char attributes[128];
        snprintf(attributes, sizeof attributes, PARA("fo:margin-left='%s'"), cases[i].length);
        struct odt odt = {0};
        assert_int_equal(props_of(&odt, attributes)->indent_left, cases[i].twips);
        odt_close(&odt);
    }
}

static void line_heights(void **state)
{
    (void)state;
    static const struct {
        const char *attributes;
        uint8_t rule;
        int32_t value;
    } cases[] = {{"", HAT_SPACING_PERCENT, 100},
                 {"fo:line-height='150%'", HAT_SPACING_PERCENT, 150},
                 {"fo:line-height='0.6cm'", HAT_SPACING_EXACT, 340},
                 {"fo:line-height='normal'", HAT_SPACING_PERCENT, 100},
                 {"style:line-height-at-least='0.8cm'", HAT_SPACING_AT_LEAST, 454},
                 {"style:line-spacing='0.1cm'", HAT_SPACING_LEADING, 57}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char attributes[128];
        snprintf(attributes, sizeof attributes, PARA("%s"), cases[i].attributes);
        struct odt odt = {0};
        const struct hat_para_props *props = props_of(&odt, attributes);
        assert_int_equal(props->spacing_rule, cases[i].rule);
        assert_int_equal(props->spacing, cases[i].value);
        odt_close(&odt);
    }
}

static void paragraph_attributes(void **state)
{
    (void)state;
    struct odt odt = {0};
    const struct hat_para_props *props = props_of(
        &odt,
        "<style:paragraph-properties fo:text-align='justify' fo:text-align-last='center' "
        "fo:margin='0.1cm' fo:margin-top='0.2cm' fo:text-indent='1.25cm' fo:orphans='2' "
        "fo:widows='3' fo:keep-with-next='always' fo:keep-together='always' "
        "fo:break-before='page' fo:break-after='page' style:contextual-spacing='true' "
        "style:page-number='5' fo:background-color='#ffff00' fo:border-bottom='1.5pt double "
        "#0000ff' style:border-line-width-bottom='0.5pt 1pt 0.5pt' fo:padding='2pt' "
        "fo:border-top='none'><style:tab-stops><style:tab-stop style:position='5cm' "
        "style:type='right' style:leader-style='dotted' style:leader-text='.'/><style:tab-stop "
        "style:position='2cm' style:type='char' style:char=','/><style:tab-stop "
        "style:position='8cm' style:type='center' style:leader-style='solid'/>"
        "</style:tab-stops></style:paragraph-properties><style:text-properties "
        "fo:hyphenate='true'/>");
    assert_int_equal(props->align, HAT_ALIGN_JUSTIFY);
    assert_int_equal(props->align_last, HAT_ALIGN_CENTER);
    assert_int_equal(props->indent_left, 57 + 40); /* padding counts without a line, too */
    assert_int_equal(props->indent_first, 709);
    assert_int_equal(props->before, 113 + 40);
    assert_int_equal(props->after, 57);
    assert_int_equal(props->orphans, 2);
    assert_int_equal(props->widows, 3);
    assert_true(props->keep_next && props->keep_lines && props->break_after);
    assert_true(props->contextual && props->hyphenate);
    assert_false(props->break_before); /* the first section begins the page */
    assert_int_equal(props->shade.rgb, 0xffff00);
    assert_int_equal(props->bottom.style, HAT_BORDER_DOUBLE);
    assert_int_equal(props->bottom.width, 40);
    assert_int_equal(props->bottom.space, 40);
    assert_int_equal(props->bottom.color.rgb, 0xff);
    assert_int_equal(props->top.style, HAT_BORDER_NONE);
    assert_int_equal(props->tab_count, 3);
    assert_int_equal(props->tabs[0].position, 1134);
    assert_int_equal(props->tabs[0].align, HAT_TAB_DECIMAL);
    assert_int_equal(props->tabs[0].decimal, ',');
    assert_int_equal(props->tabs[1].align, HAT_TAB_RIGHT);
    assert_int_equal(props->tabs[1].leader, '.');
    assert_int_equal(props->tabs[2].leader, '_');
    odt_close(&odt);
}

static void chain(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(STYLE("paragraph", "P1", "Heading",
                          PARA("fo:text-align='center'") TEXT("fo:font-size='150%'")),
                    "<text:p text:style-name='P1'/><text:p text:style-name='Standard'/>"
                    "<text:p text:style-name='none'/>"),
        ODF_STYLES(
            "<style:default-style style:family='paragraph'>" PARA("style:tab-stop-distance='"
                                                                  "2cm' fo:orphans='2'")
                TEXT("style:font-name='F' fo:font-size='10pt' fo:language='kk' "
                     "fo:country='KZ' style:letter-kerning='true'") "</style:default-style>"
                                                                    "<style:style "
                                                                    "style:name='Standard' "
                                                                    "style:family='paragraph'"
                                                                    ">" PARA(
                                                                        "fo:margin-bottom='"
                                                                        "0.2cm' "
                                                                        "fo:margin-left='"
                                                                        "1cm'") "</"
                                                                                "style:"
                                                                                "style"
                                                                                ">" STYLE(
                                                                                    "paragra"
                                                                                    "ph",
                                                                                    "Headin"
                                                                                    "g",
                                                                                    "Standar"
                                                                                    "d",
                                                                                    PARA("fo"
                                                                                         ":m"
                                                                                         "ar"
                                                                                         "gi"
                                                                                         "n-"
                                                                                         "le"
                                                                                         "ft"
                                                                                         "='"
                                                                                         "50"
                                                                                         "%'"
                                                                                         " f"
                                                                                         "o:"
                                                                                         "ke"
                                                                                         "ep"
                                                                                         "-w"
                                                                                         "it"
                                                                                         "h-"
                                                                                         "ne"
                                                                                         "xt"
                                                                                         "='"
                                                                                         "al"
                                                                                         "wa"
                                                                                         "ys"
                                                                                         "'")
                                                                                        TEXT("fo:"
                                                                                             "fon"
                                                                                             "t-"
                                                                                             "wei"
                                                                                             "ght"
                                                                                             "='"
                                                                                             "bol"
                                                                                             "d' "
                                                                                             "fo:"
                                                                                             "fon"
                                                                                             "t-"
                                                                                             "siz"
                                                                                             "e='"
                                                                                             "20p"
                                                                                             "t"
                                                                                             "'")),
            "", ""),
        NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(paragraph->props->style, "Heading");
    assert_int_equal(paragraph->props->align, HAT_ALIGN_CENTER);
    assert_int_equal(paragraph->props->indent_left, 283); /* half of the parent's */
    assert_int_equal(paragraph->props->after, 113);
    assert_int_equal(paragraph->props->tab_default, 1134);
    assert_int_equal(paragraph->props->orphans, 2);
    assert_true(paragraph->props->keep_next);
    assert_int_equal(paragraph->mark->size, 600);
    assert_true(paragraph->mark->bold && paragraph->mark->kerning);
    assert_string_equal(paragraph->mark->lang, "kk-KZ");
    assert_string_equal(paragraph->mark->family, "F");
    paragraph = odt_paragraph(&odt);
    assert_string_equal(paragraph->props->style, "Standard");
    assert_int_equal(paragraph->props->indent_left, 567);
    assert_int_equal(paragraph->mark->size, 200);
    paragraph = odt_paragraph(&odt); /* an unknown style: the defaults */
    assert_int_equal(paragraph->props->indent_left, 0);
    assert_int_equal(paragraph->mark->size, 200);
    assert_string_equal(hat_document_info(odt.document)->meta.lang, "kk-KZ");
    odt_close(&odt);
}

/* A margin, an indent or a border set alone: what LibreOffice keeps with it is the default's. */
static void items_are_whole(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT("",
                    "<text:p text:style-name='T'>x</text:p><text:p text:style-name='L'>x</text:p>"
                    "<text:p text:style-name='B'>x</text:p><text:p text:style-name='C'>x</text:p>"
                    "<text:p text:style-name='R'>x</text:p>"),
        ODF_STYLES(
            "<style:default-style style:family='paragraph'>" PARA(
                "fo:margin-bottom='0.4cm'") "</style:default-style>" STYLE("paragraph", "Big", "",
                                                                           PARA(
                                                                               "fo:margin='1cm' "
                                                                               "fo:text-indent='"
                                                                               "2cm' "
                                                                               "style:contextual-"
                                                                               "spacing="
                                                                               "'true' "
                                                                               "fo:border-top='1pt "
                                                                               "solid #000000'"))
                STYLE("paragraph", "T", "Big", PARA("fo:margin-top='2cm'"))
                    STYLE("paragraph", "L", "Big", PARA("fo:margin-left='2cm'"))
                        STYLE("paragraph", "B", "Big", PARA("fo:border-bottom='1pt solid #000000'"))
                            STYLE("paragraph", "C", "Big", PARA("fo:text-align='center'"))
                                STYLE("paragraph", "R", "Big", PARA("fo:margin-top='200%'")),
            "", ""),
        NULL);
    const struct hat_para_props *props = odt_paragraph(&odt)->props; /* T */
    assert_int_equal(props->before, 1134);
    assert_int_equal(props->after, 227);
    assert_false(props->contextual);
    assert_int_equal(props->indent_left, 567);
    assert_int_equal(props->indent_first, 1134);
    props = odt_paragraph(&odt)->props; /* L */
    assert_int_equal(props->indent_left, 1134);
    assert_int_equal(props->indent_right, 0);
    assert_int_equal(props->indent_first, 0);
    assert_int_equal(props->after, 567);
    assert_true(props->contextual);
    props = odt_paragraph(&odt)->props; /* B */
    assert_int_equal(props->top.style, HAT_BORDER_NONE);
    assert_int_equal(props->bottom.style, HAT_BORDER_SINGLE);
    assert_int_equal(props->before, 567);
    props = odt_paragraph(&odt)->props; /* C: nothing of these */
    assert_int_equal(props->top.style, HAT_BORDER_SINGLE);
    assert_int_equal(props->indent_first, 1134);
    props = odt_paragraph(&odt)->props; /* R: a percentage is of the parent's */
    assert_int_equal(props->before, 1134);
    assert_int_equal(props->after, 567);
    odt_close(&odt);
}

static void chain_limits(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt, ODF_CONTENT("", "<text:p text:style-name='A'>x</text:p>"),
             ODF_STYLES(STYLE("paragraph", "A", "B", PARA("fo:margin-left='1cm'"))
                            STYLE("paragraph", "B", "A", PARA("fo:margin-top='2cm'")),
                        "", ""),
             NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_int_equal(paragraph->props->indent_left, 567);
    assert_int_equal(paragraph->props->before, 1134);
    assert_true(odt_warned(&odt, "style-cycle"));
    odt_close(&odt);
    odt.limits.style_chain = 1;
    odt_open(&odt, ODF_CONTENT("", "<text:p text:style-name='A'>x</text:p>"),
             ODF_STYLES(STYLE("paragraph", "A", "B", "")
                            STYLE("paragraph", "B", "", PARA("fo:margin-right='2cm'")),
                        "", ""),
             NULL);
    assert_int_equal(odt_paragraph(&odt)->props->indent_right, 0);
    assert_true(odt_warned(&odt, "style-chain"));
    odt_close(&odt);
}

static void characters(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        "<office:document-content" ODF_NS "><office:font-face-decls><style:font-face "
        "style:name='N' svg:font-family=\"'Times New Roman', serif\"/></office:font-face-decls>"
        "<office:automatic-styles>" STYLE(
            "text", "T1", "",
            TEXT("style:font-name='N' fo:font-style='italic' fo:color='#112233' "
                 "style:text-underline-style='solid' style:text-underline-type='double' "
                 "style:text-line-through-style='solid' fo:text-transform='uppercase' "
                 "fo:letter-spacing='1pt' style:text-scale='90%' fo:font-variant='small-caps' "
                 "fo:background-color='#ffee00' style:text-position='-20% 70%'"))
            STYLE(
                "text", "T2", "",
                TEXT(
                    "fo:font-size='67%' style:use-window-font-color='true' "
                    "style:text-underline-style='dotted' style:text-position='0% 100%'")) "</"
                                                                                          "office:"
                                                                                          "automat"
                                                                                          "ic-"
                                                                                          "styles>"
                                                                                          "<office"
                                                                                          ":body><"
                                                                                          "office:"
                                                                                          "text"
                                                                                          ">" P(
                                                                                              "<"
                                                                                              "t"
                                                                                              "e"
                                                                                              "x"
                                                                                              "t"
                                                                                              ":"
                                                                                              "s"
                                                                                              "p"
                                                                                              "a"
                                                                                              "n"
                                                                                              " "
                                                                                              "t"
                                                                                              "e"
                                                                                              "x"
                                                                                              "t"
                                                                                              ":"
                                                                                              "s"
                                                                                              "t"
                                                                                              "y"
                                                                                              "l"
                                                                                              "e"
                                                                                              "-"
                                                                                              "n"
                                                                                              "a"
                                                                                              "m"
                                                                                              "e"
                                                                                              "="
                                                                                              "'"
                                                                                              "T"
                                                                                              "1"
                                                                                              "'"
                                                                                              ">"
                                                                                              "a"
                                                                                              "<"
                                                                                              "t"
                                                                                              "e"
                                                                                              "x"
                                                                                              "t"
                                                                                              ":"
                                                                                              "s"
                                                                                              "p"
                                                                                              "a"
                                                                                              "n"
                                                                                              " "
                                                                                              "t"
                                                                                              "e"
                                                                                              "x"
                                                                                              "t"
                                                                                              ":"
                                                                                              "s"
                                                                                              "t"
                                                                                              "y"
                                                                                              "l"
                                                                                              "e"
                                                                                              "-"
                                                                                              "n"
                                                                                              "a"
                                                                                              "m"
                                                                                              "e"
                                                                                              "="
                                                                                              "'"
                                                                                              "T"
                                                                                              "2"
                                                                                              "'"
                                                                                              ">"
                                                                                              "b"
                                                                                              "<"
                                                                                              "/"
                                                                                              "t"
                                                                                              "e"
                                                                                              "x"
                                                                                              "t"
                                                                                              ":"
                                                                                              "s"
                                                                                              "p"
                                                                                              "a"
                                                                                              "n"
                                                                                              ">"
                                                                                              "c"
                                                                                              "<"
                                                                                              "/"
                                                                                              "t"
                                                                                              "e"
                                                                                              "x"
                                                                                              "t"
                                                                                              ":"
                                                                                              "s"
                                                                                              "p"
                                                                                              "a"
                                                                                              "n"
                                                                                              ">"
                                                                                              "d") "</office:text></office:body>"
                                                                                                   "</office:document-content>",
        NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_int_equal(paragraph->inline_count, 4);
    const struct hat_char_props *outer = paragraph->inlines[0].props;
    const struct hat_char_props *inner = paragraph->inlines[1].props;
    assert_string_equal(outer->family, "Times New Roman");
    assert_true(outer->italic && outer->caps && outer->small_caps);
    assert_int_equal(outer->color.rgb, 0x112233);
    assert_int_equal(outer->underline, HAT_UNDERLINE_DOUBLE);
    assert_int_equal(outer->strike, 1);
    assert_int_equal(outer->letter_spacing, 20);
    assert_int_equal(outer->scale_pct, 90);
    assert_int_equal(outer->shade.rgb, 0xffee00);
    assert_int_equal(outer->vertical, HAT_VERTICAL_SUB);
    assert_int_equal(outer->vertical_raise_pct, 20);
    assert_int_equal(outer->vertical_size_pct, 70);
    assert_int_equal(inner->size, 160); /* 67 % of the 12 pt around it */
    assert_false(inner->color.set);
    assert_int_equal(inner->underline, HAT_UNDERLINE_DOTTED);
    assert_int_equal(inner->vertical, HAT_VERTICAL_NONE);
    assert_true(inner->italic);
    assert_ptr_equal(paragraph->inlines[2].props, outer); /* interned */
    assert_ptr_equal(paragraph->inlines[3].props, paragraph->mark);
    odt_close(&odt);
}

static void scopes(void **state)
{
    (void)state;
    struct odt odt = {0}; /* both files have an automatic P1 */
    odt_open(&odt,
             ODF_CONTENT(STYLE("paragraph", "P1", "", PARA("fo:margin-left='1cm'")),
                         "<text:p text:style-name='P1'/>"),
             ODF_STYLES("",
                        STYLE("paragraph", "P1", "",
                              PARA("fo:margin-left='2cm'")) "<style:page-layout style:name='pm'/>",
                        "<style:master-page style:name='Standard' style:page-layout-name='pm'>"
                        "<style:header><text:p text:style-name='P1'>h</text:p></style:header>"
                        "</style:master-page>"),
             NULL);
    const struct hat_section *section = odt_section(&odt);
    assert_int_equal(section->headers[0].blocks->as.paragraph->props->indent_left, 1134);
    assert_int_equal(odt_paragraph(&odt)->props->indent_left, 567);
    odt_close(&odt);
}

static void flags(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt, ODF_CONTENT("", ""), NULL, NULL);
    const struct hat_flags *none = &hat_document_info(odt.document)->flags;
    assert_true(none->gap_sum && none->external_leading && none->tabs_from_indent);
    assert_true(none->before_at_page_top && none->cell_last_after && none->justify_break);
    assert_true(none->percent_shrinks_first && none->italic_reserve && none->ligatures);
    assert_false(none->trailing_blanks_word || none->blanks_no_height || none->docx);
    assert_false(none->cell_no_line_gap);
    odt_close(&odt);
    odt_open(&odt, ODF_CONTENT("", ""), NULL, ODF_SETTINGS(""));
    const struct hat_flags *empty = &hat_document_info(odt.document)->flags;
    assert_true(empty->gap_sum && empty->tabs_from_indent && empty->justify_break);
    assert_true(empty->cell_no_line_gap);
    assert_false(empty->external_leading || empty->cell_last_after || empty->percent_shrinks_first);
    odt_close(&odt);
#define ITEM(name, value)                                                                          \
    "<config:config-item config:name='" name "'>" value "</config:config-item>"
    odt_open(&odt, ODF_CONTENT("", ""), NULL,
             ODF_SETTINGS(ITEM("AddParaTableSpacing", "false") ITEM("AddExternalLeading", "true")
                              ITEM("TabsRelativeToIndent", "false")
                                  ITEM("DoNotJustifyLinesWithManualBreak", "true")
                                      ITEM("MsWordCompTrailingBlanks", "true")
                                          ITEM("IgnoreTabsAndBlanksForLineCalculation", "true")));
    const struct hat_flags *word = &hat_document_info(odt.document)->flags;
    assert_false(word->gap_sum || word->tabs_from_indent || word->justify_break);
    assert_true(word->external_leading && word->trailing_blanks_word && word->blanks_no_height);
    odt_close(&odt);
}

static void meta(void **state)
{
    (void)state;
    struct odt odt = {.limits = HAT_LIMITS_DEFAULT, .diags = hat_diags_new()};
    parts_stub_add(&odt.stub, "content.xml", ODF_CONTENT("", ""));
    parts_stub_add(&odt.stub, "meta.xml",
                   "<office:document-meta" ODF_NS "><office:meta><dc:title>Хат &amp; тізім"
                   "</dc:title><dc:language>ru-RU</dc:language><meta:keyword>a</meta:keyword>"
                   "<meta:keyword>b</meta:keyword><meta:initial-creator>x</meta:initial-creator>"
                   "</office:meta></office:document-meta>");
    parts_stub_init(&odt.stub, HAT_FORMAT_ODT, "content.xml");
    assert_int_equal(hat_document_open(&odt.stub.parts, &odt.limits, odt.diags, &odt.document),
                     HAT_OK);
    const struct hat_meta *info = &hat_document_info(odt.document)->meta;
    assert_string_equal(info->title, "Хат & тізім");
    assert_string_equal(info->keywords, "a, b");
    assert_string_equal(info->author, "x");
    assert_string_equal(info->lang, "ru-RU");
    assert_string_equal(info->subject, "");
    odt_close(&odt);
}

/* ---- pages ---- */

#define LAYOUT(name, properties, parts)                                                            \
    "<style:page-layout style:name='" name "'><style:page-layout-properties " properties           \
    "/>" parts "</style:page-layout>"
#define MASTER(name, layout, next, content)                                                        \
    "<style:master-page style:name='" name "' style:page-layout-name='" layout                     \
    "' style:next-style-name='" next "'>" content "</style:master-page>"

static void page_layout(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt, ODF_CONTENT("", P("x")),
        ODF_STYLES(
            "",
            LAYOUT("pm",
                   "fo:page-width='21cm' fo:page-height='29.7cm' fo:margin='2cm' "
                   "fo:margin-left='3cm' style:num-format='i'",
                   "<style:header-style><style:header-footer-properties fo:min-height='1cm' "
                   "fo:margin-bottom='0.5cm' style:dynamic-spacing='true'/></style:header-style>"
                   "<style:footer-style><style:header-footer-properties svg:height='1.5cm' "
                   "fo:margin-top='0.4cm'/></style:footer-style>"),
            MASTER(
                "Standard", "pm", "",
                "<style:header>" P(
                    "h<text:page-count>1</text:page-count>") "</style:header>"
                                                             "<style:header-left>" P(
                                                                 "even") "</style:header-left>"
                                                                         "<style:footer>" P(
                                                                             "f") "</style:footer>"
                                                                                  "<style:footer-"
                                                                                  "first "
                                                                                  "style:display='"
                                                                                  "false'>" P(
                                                                                      "first") "</"
                                                                                               "sty"
                                                                                               "le:"
                                                                                               "foo"
                                                                                               "ter"
                                                                                               "-fi"
                                                                                               "rst"
                                                                                               ">")),
        NULL);
    assert_true(hat_document_info(odt.document)->counts_pages);
    const struct hat_section *section = odt_section(&odt);
    assert_int_equal(section->start, HAT_START_NEXT_PAGE);
    assert_int_equal(section->page_width, 11906);
    assert_int_equal(section->page_height, 16838);
    assert_int_equal(section->left, 1701);
    assert_int_equal(section->top, 1134);
    assert_int_equal(section->page_format, HAT_NUMBER_ROMAN_LOWER);
    assert_int_equal(section->columns, 1);
    assert_true(section->odf && section->even_odd);
    assert_true(section->title_page);
    assert_string_equal(odt_line(&odt, section->footers[HAT_HEADER_FIRST].blocks->as.paragraph),
                        "first");
    const struct hat_header *header = &section->headers[HAT_HEADER_DEFAULT];
    assert_int_equal(header->edge, 1134);
    assert_int_equal(header->min_height, 567);
    assert_int_equal(header->gap, 283);
    assert_true(header->dynamic);
    assert_false(header->fixed);
    assert_string_equal(odt_line(&odt, section->headers[HAT_HEADER_EVEN].blocks->as.paragraph),
                        "even");
    const struct hat_header *footer = &section->footers[HAT_HEADER_EVEN]; /* as the default */
    assert_true(footer->fixed);
    assert_int_equal(footer->min_height, 850);
    assert_string_equal(odt_line(&odt, footer->blocks->as.paragraph), "f");
    assert_int_equal(footer->blocks->as.paragraph->place.story, HAT_STORY_FOOTER);
    odt_close(&odt);
}

static void master_pages(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT("<style:style style:name='F' style:family='paragraph' "
                    "style:master-page-name='First'/>"
                    "<style:style style:name='W' style:family='paragraph' "
                    "style:master-page-name='Wide'>" PARA(
                        "style:page-number='7' "
                        "fo:break-before='page'") "</style:style>"
                                                  "<style:style style:name='X' "
                                                  "style:family='paragraph' "
                                                  "style:master-page-name='No'/>"
                                                  "<style:style style:name='B' "
                                                  "style:family='paragraph'>" PARA(
                                                      "style:page-number='3' "
                                                      "fo:break-before='page'") "</style:style>",
                    "<text:p text:style-name='F'/><text:p text:style-name='W'/>"
                    "<text:p text:style-name='X'/><text:p text:style-name='B'/>"),
        ODF_STYLES(
            "",
            LAYOUT("pm", "fo:margin='2cm'", "")
                LAYOUT("pw", "fo:page-width='29.7cm' fo:page-height='21cm'", ""),
            MASTER("Standard", "pm", "", "<style:header>" P("rest") "</style:header>")
                MASTER("First", "pm", "Standard", "<style:header>" P("first") "</style:header>")
                    MASTER("Wide", "pw", "Standard", "")),
        NULL);
    const struct hat_section *section = odt_section(&odt);
    assert_true(section->title_page); /* both pages are equally wide: one section */
    assert_null(section->follow);
    assert_string_equal(odt_line(&odt, section->headers[HAT_HEADER_FIRST].blocks->as.paragraph),
                        "first");
    assert_string_equal(odt_line(&odt, section->headers[HAT_HEADER_DEFAULT].blocks->as.paragraph),
                        "rest");
    odt_paragraph(&odt);
    section = odt_section(&odt);
    assert_int_equal(section->page_width, 16838);
    assert_int_equal(section->page_start, 7);
    assert_int_equal(section->follow->page_width, 11906);
    assert_null(section->follow->follow);
    assert_false(odt_paragraph(&odt)->props->break_before);
    odt_paragraph(&odt);
    assert_true(odt_warned(&odt, "master-page-missing"));
    const struct hat_para_props *props = odt_paragraph(&odt)->props;
    assert_true(props->break_before);
    assert_int_equal(props->page_start, 3);
    assert_null(odt_next(&odt));
    odt_close(&odt);
}

static void alternating_masters(void **state)
{
    (void)state;
    struct odt odt = {0}; /* left and right pages that follow one another for ever */
    odt_open(&odt,
             ODF_CONTENT("<style:style style:name='A' style:family='paragraph' "
                         "style:master-page-name='Right'/>",
                         "<text:p text:style-name='A'/>"),
             ODF_STYLES("", LAYOUT("pl", "fo:margin='2cm'", "") LAYOUT("pr", "fo:margin='3cm'", ""),
                        MASTER("Right", "pr", "Left", "") MASTER("Left", "pl", "Right", "")),
             NULL);
    const struct hat_section *right = odt_section(&odt);
    assert_int_equal(right->left, 1701);
    assert_int_equal(right->follow->left, 1134);
    assert_int_equal(right->follow->follow->left, 1701);
    assert_ptr_equal(right->follow->follow->follow, right->follow);
    odt_close(&odt);
}

static void no_standard_page(void **state)
{
    (void)state;
    struct odt odt = {0}; /* only "Standard" is used unasked; else A4 with 2 cm all round */
    odt_open(&odt, ODF_CONTENT("", P("x")),
             ODF_STYLES("", LAYOUT("p", "fo:page-width='15cm'", ""), MASTER("Mine", "p", "", "")),
             NULL);
    const struct hat_section *section = odt_section(&odt);
    assert_int_equal(section->page_width, 11906);
    assert_int_equal(section->left, 1134);
    assert_int_equal(odt_paragraph(&odt)->props->tab_default, 1134);
    odt_close(&odt);
}

static void columns(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            "<style:style style:name='S2' style:family='section'><style:section-properties>"
            "<style:columns fo:column-count='2' fo:column-gap='1cm'/></style:section-properties>"
            "</style:style><style:style style:name='S3' style:family='section'>"
            "<style:section-properties><style:columns fo:column-count='2'><style:column-sep/>"
            "<style:column style:rel-width='1*' fo:end-indent='0.5cm'/><style:column "
            "style:rel-width='3*' fo:start-indent='0.5cm'/></style:columns>"
            "</style:section-properties></style:style>",
            P("a") "<text:section text:style-name='S2'>" P("b") "</text:section>" P(
                "c") "<text:section text:style-name='S3'>" P("d") "</text:section>"),
        NULL, NULL);
    assert_int_equal(odt_section(&odt)->columns, 1);
    odt_paragraph(&odt);
    const struct hat_section *section = odt_section(&odt);
    assert_int_equal(section->start, HAT_START_CONTINUOUS);
    assert_int_equal(section->columns, 2);
    assert_int_equal(section->column_gap, 567);
    assert_null(section->column_widths);
    odt_paragraph(&odt);
    assert_int_equal(odt_section(&odt)->columns, 1);
    odt_paragraph(&odt);
    section = odt_section(&odt); /* 9638 wide: 1/4 and 3/4, half the gap off each */
    assert_int_equal(section->column_widths[0], 2409 - 283);
    assert_int_equal(section->column_widths[1], 566);
    assert_int_equal(section->column_widths[2], 7228 - 283);
    assert_true(section->column_line);
    odt_paragraph(&odt);
    assert_null(odt_next(&odt));
    odt_close(&odt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(units),
                                       cmocka_unit_test(line_heights),
                                       cmocka_unit_test(paragraph_attributes),
                                       cmocka_unit_test(chain),
                                       cmocka_unit_test(items_are_whole),
                                       cmocka_unit_test(chain_limits),
                                       cmocka_unit_test(characters),
                                       cmocka_unit_test(scopes),
                                       cmocka_unit_test(flags),
                                       cmocka_unit_test(meta),
                                       cmocka_unit_test(page_layout),
                                       cmocka_unit_test(master_pages),
                                       cmocka_unit_test(alternating_masters),
                                       cmocka_unit_test(no_standard_page),
                                       cmocka_unit_test(columns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
