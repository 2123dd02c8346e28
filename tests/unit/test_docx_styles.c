/* Tests of the DOCX reader: styles, table styles, theme, lists and their labels. */
#include "unit/docx_document.h"

#define STYLE(type, id, inner) "<w:style w:type='" type "' w:styleId='" id "'>" inner "</w:style>"
#define DEFAULT_STYLE(type, id, inner)                                                             \
    "<w:style w:type='" type "' w:styleId='" id "' w:default='1'>" inner "</w:style>"
#define BASED(id)  "<w:basedOn w:val='" id "'/>"
#define PPR(inner) "<w:pPr>" inner "</w:pPr>"
#define RPR(inner) "<w:rPr>" inner "</w:rPr>"
#define OF(id)     "<w:pStyle w:val='" id "'/>"

static void check(const char *styles, const char *document, const char *expected)
{
    struct docx_parts parts = {.document = document, .styles = styles};
    check_parts(&parts, expected);
}

static void defaults(void **state)
{
    (void)state;
    check(STYLES("<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='Arial'/><w:sz "
                 "w:val='22'/><w:lang w:val='ru-RU'/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
                 "<w:spacing w:after='200'/></w:pPr></w:pPrDefault></w:docDefaults>"),
          DOCUMENT(P(T("a"))), "p sp=0,200\n  'a' {Arial 22 ru-RU}\n");
    check(STYLES(""), DOCUMENT(P(T("a"))), "p\n  'a' {Calibri 22}\n");
    check(STYLES(DEFAULTS), DOCUMENT(P(T("a"))), "p\n  'a'\n");
    check(STYLES(DEFAULTS DEFAULT_STYLE("paragraph", "Normal",
                                        PPR("<w:jc w:val='both'/>") RPR("<w:sz w:val='28'/>"))),
          DOCUMENT(P(T("a"))), "p Normal both\n  'a' {Times New Roman 28}\n");
}

static void chains(void **state)
{
    (void)state;
    /* clang-format off */
    const char *styles = STYLES(DEFAULTS
        STYLE("paragraph", "Base",
            PPR("<w:ind w:left='100'/><w:spacing w:before='10' w:after='20'/><w:keepNext/>"
                "<w:tabs><w:tab w:val='left' w:pos='500'/><w:tab w:val='left' w:pos='900'/></w:tabs>")
            RPR("<w:b/><w:sz w:val='30'/>"))
        STYLE("paragraph", "Child", BASED("Base")
            PPR("<w:spacing w:after='40'/><w:keepNext w:val='0'/>"
                "<w:tabs><w:tab w:val='clear' w:pos='500'/><w:tab w:val='right' w:pos='700'/></w:tabs>")
            RPR("<w:i/>"))
        STYLE("character", "Strong", RPR("<w:b w:val='0'/><w:color w:val='00FF00'/>")));
    /* clang-format on */
    check(styles,
          DOCUMENT(P(PPR(OF("Child") "<w:ind w:firstLine='5'/>") T("a")
                         R(RPR("<w:rStyle w:val='Strong'/><w:i w:val='0'/>") "<w:t>b</w:t>"))),
          "p Child ind=100,0,5 sp=10,40 tabs=700r,900l\n"
          "  'a' {Times New Roman 30 b i}\n  'b' {Times New Roman 30 #00FF00}\n");
}

static void cycles(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT(P(PPR(OF("A")) T("a")) P(PPR(OF("Self")) T("b"))),
        .styles = STYLES(DEFAULTS STYLE("paragraph", "A", BASED("B") RPR("<w:b/>"))
                             STYLE("paragraph", "B", BASED("A") RPR("<w:i/>"))
                                 STYLE("paragraph", "Self", BASED("Self") RPR("<w:caps/>"))),
        .keep_warnings = true};
    check_parts(&parts, "p A\n  'a' { b i}\np Self\n  'b' { caps}\n");
    struct docx docx = {0};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_true(docx_warned(&docx, "style-cycle"));
    docx_close(&docx);
}

#define THEME                                                                                      \
    "<a:theme" W_NS "><a:themeElements><a:clrScheme><a:dk1><a:sysClr val='windowText' "            \
    "lastClr='000000'/></a:dk1><a:lt1><a:srgbClr val='FFFFFF'/></a:lt1><a:dk2><a:srgbClr "         \
    "val='1F497D'/></a:dk2><a:lt2><a:srgbClr val='EEECE1'/></a:lt2><a:accent1><a:srgbClr "         \
    "val='4F81BD'/></a:accent1></a:clrScheme><a:fontScheme><a:majorFont><a:latin "                 \
    "typeface='Cambria'/></a:majorFont><a:minorFont><a:latin typeface='Calibri'/></a:minorFont>"   \
    "</a:fontScheme></a:themeElements></a:theme>"

static void theme(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT(P(
            R(RPR("<w:rFonts w:asciiTheme='majorHAnsi' w:ascii='Arial'/>") "<w:t>a</w:t>") R(
                RPR("<w:rFonts w:asciiTheme='minorBidi' w:ascii='Arial'/>") "<w:t>b</w:t>")
                R(RPR("<w:color w:themeColor='accent1'/>") "<w:t>c</w:t>") R(
                    RPR("<w:color w:val='auto' w:themeColor='accent1' w:themeTint='99'/>") "<w:t>d<"
                                                                                           "/w:t>")
                    R(RPR("<w:color w:val='123456' w:themeColor='accent1'/>") "<w:t>e</w:t>")
                        R(RPR("<w:color w:themeColor='text1'/>") "<w:t>f</w:t>")
                            R(RPR("<w:color w:themeColor='accent1' w:themeShade='BF'/>") "<w:t>g</"
                                                                                         "w:t>"))),
        .styles = STYLES(DEFAULTS),
        .settings = SETTINGS("<w:clrSchemeMapping w:bg1='light1' w:t1='dark2'/>"),
        .theme = THEME};
    check_parts(&parts, "p\n  'a' {Cambria 20}\n  'b' {Arial 20}\n  'c' { #4F81BD}\n"
                        "  'd' { #95B3D7}\n  'e' { #123456}\n  'f' { #1F497D}\n"
                        "  'g' { #376092}\n");
}

static void white_on_dark(void **state)
{
    (void)state;
    check(STYLES(DEFAULTS),
          DOCUMENT(P(R(RPR("<w:shd w:val='clear' w:fill='000000'/>") "<w:t>a</w:t>") R(RPR(
              "<w:shd w:val='clear' w:fill='000000'/><w:color w:val='111111'/>") "<w:t>b</w:t>"))
                       P(PPR("<w:shd w:val='clear' w:fill='000080'/>") T("c"))),
          "p\n  'a' { #FFFFFF shade#000000}\n  'b' { #111111 shade#000000}\n"
          "p shade#000080\n  'c' { #FFFFFF}\n");
}

/* ---- table styles ---- */

#define CELL(text) "<w:tc>" P(T(text)) "</w:tc>"
#define TWO_BY_TWO(look)                                                                           \
    "<w:tbl><w:tblPr><w:tblStyle w:val='T'/>" look                                                 \
    "</w:tblPr><w:tblGrid><w:gridCol w:w='100'/><w:gridCol w:w='100'/></w:tblGrid><w:tr>" CELL(    \
        "a") CELL("b") "</w:tr><w:tr>" CELL("c") CELL("d") "</w:tr></w:tbl>"

/* clang-format off */
static const char conditional_styles[] = STYLES(DEFAULTS STYLE("table", "T",
    PPR("<w:jc w:val='center'/>") RPR("<w:sz w:val='18'/>")
    "<w:tblPr><w:tblBorders>"
    "<w:top w:val='single' w:sz='8'/><w:left w:val='single' w:sz='8'/>"
    "<w:bottom w:val='single' w:sz='8'/><w:right w:val='single' w:sz='8'/>"
    "<w:insideH w:val='single' w:sz='4'/><w:insideV w:val='single' w:sz='4'/></w:tblBorders>"
    "<w:tblCellMar><w:left w:w='50' w:type='dxa'/></w:tblCellMar></w:tblPr>"
    "<w:tblStylePr w:type='firstRow'>" RPR("<w:b/>")
    "<w:tcPr><w:shd w:val='clear' w:fill='CCCCCC'/>"
    "<w:tcBorders><w:bottom w:val='single' w:sz='24'/></w:tcBorders></w:tcPr></w:tblStylePr>"
    "<w:tblStylePr w:type='firstCol'>" RPR("<w:i/>") "</w:tblStylePr>"
    "<w:tblStylePr w:type='nwCell'>" RPR("<w:caps/>") "</w:tblStylePr>"
    "<w:tblStylePr w:type='lastRow'>" RPR("<w:strike/>")
    "<w:tcPr><w:shd w:val='clear' w:fill='EEEEEE'/></w:tcPr></w:tblStylePr>"));
/* clang-format on */

static void conditional_formats(void **state)
{
    (void)state;
    check(conditional_styles,
          DOCUMENT(TWO_BY_TWO("<w:tblLook w:firstRow='1' w:firstColumn='1' "
                              "w:noHBand='1' w:noVBand='1'/>")),
          "table shifted grid=100,100\n"
          " row 1\n"
          "  cell 0+1 b=20,20,60,10 m=0,50,0,108 shade#CCCCCC\n   p center\n"
          "     'a' {Times New Roman 18 b i caps}\n"
          "  cell 1+1 b=20,10,60,20 m=0,50,0,108 shade#CCCCCC\n   p center\n"
          "     'b' {Times New Roman 18 b}\n"
          " row 2\n"
          "  cell 0+1 b=10,20,20,10 m=0,50,0,108\n   p center\n     'c' {Times New Roman 18 i}\n"
          "  cell 1+1 b=10,10,20,20 m=0,50,0,108\n   p center\n     'd' {Times New Roman 18}\n");
    check(conditional_styles, DOCUMENT(TWO_BY_TWO("<w:tblLook w:val='0640' w:firstRow='1'/>")),
          "table shifted grid=100,100\n"
          " row 1\n"
          "  cell 0+1 b=20,20,10,10 m=0,50,0,108\n   p center\n     'a' {Times New Roman 18}\n"
          "  cell 1+1 b=20,10,10,20 m=0,50,0,108\n   p center\n     'b' {Times New Roman 18}\n"
          " row 2\n"
          "  cell 0+1 b=10,20,20,10 m=0,50,0,108 shade#EEEEEE\n   p center\n"
          "     'c' {Times New Roman 18 strike1}\n"
          "  cell 1+1 b=10,10,20,20 m=0,50,0,108 shade#EEEEEE\n   p center\n"
          "     'd' {Times New Roman 18 strike1}\n");
}

static void bands(void **state)
{
    (void)state;
    check(STYLES(DEFAULTS STYLE(
              "table", "T",
              "<w:tblPr><w:tblStyleRowBandSize w:val='1'/></w:tblPr><w:tblStylePr "
              "w:type='band1Horz'><w:tcPr><w:shd w:val='clear' w:fill='AAAAAA'/></w:tcPr>"
              "</w:tblStylePr><w:tblStylePr w:type='band2Vert'>" RPR("<w:b/>") "</w:tblStylePr>")),
          DOCUMENT(TWO_BY_TWO("<w:tblLook w:val='0000'/>")),
          "table shifted grid=100,100\n row 1\n"
          "  cell 0+1 shade#AAAAAA\n   p\n     'a'\n  cell 1+1 shade#AAAAAA\n   p\n     'b' { b}\n"
          " row 2\n  cell 0+1\n   p\n     'c'\n  cell 1+1\n   p\n     'd' { b}\n");
}

/* Rules 7.2: without the setting the table style (and the document's defaults through it) beats
 * size and alignment of the default paragraph style, but for sizes and alignments that are not
 * Word's old defaults. */
static void override_of_size(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document =
            DOCUMENT("<w:tbl><w:tblPr><w:tblStyle w:val='T'/></w:tblPr><w:tblGrid>"
                     "<w:gridCol w:w='100'/></w:tblGrid><w:tr>" CELL("a") "</w:tr></w:tbl>"),
        .styles = STYLES("<w:docDefaults><w:rPrDefault>" RPR(
            "<w:sz w:val='22'/>") "</w:rPrDefault></w:docDefaults>" STYLE("table", "T", "")
                             DEFAULT_STYLE("paragraph", "Normal",
                                           PPR("<w:jc w:val='both'/>") RPR("<w:sz w:val='24'/>")))};
    check_parts(&parts, "table shifted grid=100\n row 1\n  cell 0+1\n   p Normal both\n"
                        "     'a' {Times New Roman 22}\n");
    parts.settings = SETTINGS("<w:compat><w:compatSetting w:name='compatibilityMode' w:val='15'/>"
                              "<w:compatSetting "
                              "w:name='overrideTableStyleFontSizeAndJustification' w:val='1'/>"
                              "</w:compat>");
    check_parts(&parts, "table grid=100\n row 1\n  cell 0+1\n   p Normal both\n"
                        "     'a' {Times New Roman 24}\n");
}

/* ---- lists ---- */

#define LVL(level, format, text, more)                                                             \
    "<w:lvl w:ilvl='" level "'><w:start w:val='1'/><w:numFmt w:val='" format                       \
    "'/><w:lvlText w:val='" text "'/>" more "</w:lvl>"
#define ABSTRACT(id, levels) "<w:abstractNum w:abstractNumId='" id "'>" levels "</w:abstractNum>"
#define NUM(id, abstract, more)                                                                    \
    "<w:num w:numId='" id "'><w:abstractNumId w:val='" abstract "'/>" more "</w:num>"
#define ITEM(num, level)                                                                           \
    P(PPR("<w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num "'/></w:numPr>"))

static void check_list(const char *numbering, const char *document, const char *expected)
{
    struct docx_parts parts = {
        .document = document, .styles = STYLES(DEFAULTS), .numbering = numbering};
    check_parts(&parts, expected);
}

static void counters(void **state)
{
    (void)state;
    const char *numbering = NUMBERING(
        ABSTRACT("0", LVL("0", "decimal", "%1.", "") LVL("1", "lowerLetter", "%1.%2)", "")
                          LVL("2", "upperRoman", "%1-%2-%3", "<w:isLgl/>")) NUM("1", "0", "")
            NUM("2", "0", "") NUM("3", "0",
                                  "<w:lvlOverride w:ilvl='0'><w:startOverride "
                                  "w:val='7'/></w:lvlOverride>"));
    check_list(numbering,
               DOCUMENT(ITEM("1", "0") ITEM("1", "1") ITEM("1", "1") ITEM("1", "2") ITEM("1", "0")
                            ITEM("1", "1") ITEM("2", "0") ITEM("3", "0") ITEM("3", "0")),
               "p label='1.'tab:1\np label='1.a)'tab:2\np label='1.b)'tab:2\n"
               "p label='1-2-1'tab:3\np label='2.'tab:1\np label='2.a)'tab:2\n"
               "p label='3.'tab:1\np label='7.'tab:1\np label='8.'tab:1\n");
}

static void restarts(void **state)
{
    (void)state;
    check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1", "")
                                           LVL("1", "decimal", "%2", "<w:lvlRestart w:val='0'/>"))
                             NUM("1", "0", "")),
               DOCUMENT(ITEM("1", "0") ITEM("1", "1") ITEM("1", "0") ITEM("1", "1")),
               "p label='1'tab:1\np label='1'tab:2\np label='2'tab:1\np label='2'tab:2\n");
}

static void formats(void **state)
{
    (void)state;
    check_list(NUMBERING(ABSTRACT("0", LVL("0", "russianLower", "%1)", "<w:suff w:val='space'/>"))
                             ABSTRACT("1", LVL("0", "bullet", "\xEF\x82\xB7",
                                               "<w:suff w:val='nothing'/><w:lvlJc w:val='right'/>"
                                               "<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr>"))
                                 ABSTRACT("2", LVL("0", "decimal", "", "")) ABSTRACT(
                                     "3", LVL("0", "decimalZero", "%1", "")) NUM("1", "0", "")
                                     NUM("2", "1", "") NUM("3", "2", "") NUM("4", "3", "")),
               DOCUMENT(ITEM("1", "0") ITEM("1", "0") ITEM("2", "0") ITEM("3", "0") ITEM("4", "0")),
               "p label='а)'space:1\np label='б)'space:1\n"
               "p label='•'nothing:bullet:1 label-align2 {Symbol 20}\np\np label='01'tab:1\n");
}

/* Rules 7.1 and A-38: whose indents a list item has. */
static void indents(void **state)
{
    (void)state;
    const char *numbering = NUMBERING(
        ABSTRACT("0", LVL("0", "decimal", "%1.", PPR("<w:ind w:left='721' w:hanging='360'/>")))
            NUM("1", "0", ""));
    struct docx_parts parts = {
        .numbering = numbering,
        .styles =
            STYLES(DEFAULTS STYLE("paragraph", "Indented", PPR("<w:ind w:left='2000'/>"))
                       STYLE("paragraph", "Both",
                             PPR("<w:numPr><w:numId w:val='1'/></w:numPr><w:ind w:left='2000' "
                                 "w:hanging='500'/>"))
                           STYLE("paragraph", "Child",
                                 BASED("Indented") PPR("<w:numPr><w:numId w:val='1'/></w:numPr>"))),
        .document = DOCUMENT(
            P(PPR(OF("Indented") "<w:numPr><w:numId w:val='1'/></w:numPr>")) P(PPR(OF("Both")))
                P(PPR(OF("Child"))) P(PPR(OF("Both") "<w:ind w:left='1000'/>"))
                    P(PPR(OF("Both") "<w:numPr><w:numId w:val='0'/></w:numPr>"))
                        P(PPR("<w:numPr><w:numId w:val='1'/></w:numPr><w:ind w:left='1000'/>")))};
    check_parts(&parts, "p Indented ind=721,0,-360 label='1.'tab:1\n"
                        "p Both ind=2000,0,-500 label='2.'tab:1\n"
                        "p Child ind=721,0,-360 label='3.'tab:1\n"
                        "p Both ind=1000,0,-500 label='4.'tab:1\n"
                        "p Both\n"
                        "p ind=1000,0,-360 label='5.'tab:1\n");
}

static void list_styles(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .numbering = NUMBERING(
            ABSTRACT("0", "<w:styleLink w:val='L'/>" LVL("0", "decimal", "%1.", "")
                              LVL("1", "decimal", "%1.%2.", "<w:pStyle w:val='H2'/>"))
                ABSTRACT("1", "<w:numStyleLink w:val='L'/>") NUM("1", "0", "") NUM("2", "1", "")),
        .styles =
            STYLES(DEFAULTS STYLE("numbering", "L", PPR("<w:numPr><w:numId w:val='1'/></w:numPr>"))
                       STYLE("paragraph", "H2", PPR("<w:numPr><w:numId w:val='1'/></w:numPr>"))),
        .document = DOCUMENT(ITEM("2", "0") P(PPR(OF("H2"))))};
    check_parts(&parts, "p label='1.'tab:1\np H2 label='1.1.'tab:2\n");
}

static void label_properties(void **state)
{
    (void)state;
    check_list(NUMBERING(ABSTRACT("0", LVL("0", "decimal", "%1.", RPR("<w:color w:val='FF0000'/>")))
                             NUM("1", "0", "")),
               DOCUMENT(P(PPR("<w:numPr><w:numId w:val='1'/></w:numPr>" RPR("<w:b/>")) T("a"))),
               "p label='1.'tab:1 { b #FF0000}\n  'a'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),      cmocka_unit_test(chains),
        cmocka_unit_test(cycles),        cmocka_unit_test(theme),
        cmocka_unit_test(white_on_dark), cmocka_unit_test(conditional_formats),
        cmocka_unit_test(bands),         cmocka_unit_test(override_of_size),
        cmocka_unit_test(counters),      cmocka_unit_test(restarts),
        cmocka_unit_test(formats),       cmocka_unit_test(indents),
        cmocka_unit_test(list_styles),   cmocka_unit_test(label_properties)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
