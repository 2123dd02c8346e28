/* Tests of the DOCX reader: paragraphs, runs, text, fields, links, notes, revisions. */
#include "unit/docx_document.h"

static void runs_join(void **state)
{
    (void)state;
    check_body(DOCUMENT(P(T("Ал") "<w:proofErr w:type='spellStart'/>" T("ма") R(
                   "<w:rPr><w:b/></w:rPr><w:t>ты</w:t>") R("<w:rPr><w:b w:val='1'/></w:rPr>"
                                                           "<w:lastRenderedPageBreak/>"
                                                           "<w:t>.</w:t>"))),
               "p\n  'Алма'\n  'ты.' { b}\n");
}

static void white_space(void **state)
{
    (void)state;
    check_body(DOCUMENT(P(R("<w:t>  a b \n</w:t>") R("<w:t xml:space='preserve'> c </w:t>"))),
               "p\n  'a b c '\n");
    check_body(DOCUMENT(P(R("<w:t>   </w:t>"))), "p\n");
    check_body(DOCUMENT(P(R("<w:t xml:space='preserve'>a\tb\nc</w:t>"))),
               "p\n  'a'\n  tab\n  'b c'\n");
    check_body(DOCUMENT(P(R("<w:t>a\tb\n\tc</w:t>"))), "p\n  'a b  c'\n");
}

static void breaks_and_tabs(void **state)
{
    (void)state;
    check_body(DOCUMENT(P(R("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/>"
                            "<w:ptab w:alignment='right'/>"))),
               "p\n  'a'\n  tab\n  'b'\n  br\n  br\n  ptab align2\n");
    check_body(DOCUMENT(P(R("<w:t>11</w:t><w:noBreakHyphen/><w:t>25</w:t><w:softHyphen/>"))),
               "p\n  '11\xE2\x80\x91"
               "25\xC2\xAD'\n");
}

#define PAGE   R("<w:br w:type='page'/>")
#define COLUMN R("<w:br w:type='column'/>")

/* What is behind a break is a paragraph of its own. */
static void page_breaks(void **state)
{
    (void)state;
    static const struct {
        const char *document, *expected;
    } cases[] = {
        {DOCUMENT(P("<w:pPr><w:ind w:firstLine='709'/></w:pPr>" T("a") PAGE PAGE T("b"))),
         "p ind=0,0,709\n  'a'\np ind=0,0,709 break\n  'b'\n"},
        {DOCUMENT(P(T("a")) P(PAGE T("b"))), "p\n  'a'\np break\n  'b'\n"},
        {DOCUMENT(P(T("a") PAGE) P(T("b"))), "p\n  'a'\np break\n  'b'\n"},
        {DOCUMENT(P(T("a") PAGE) P(PAGE) P(T("b"))), "p\n  'a'\np break\np break\n  'b'\n"},
        {DOCUMENT(P(PAGE T("a"))), "p\np break\n  'a'\n"}, /* an empty page first */
        {DOCUMENT(P(PAGE) P(T("a"))), "p\np break\n  'a'\n"},
        {DOCUMENT(P(T("a") R("<w:rPr><w:vanish/></w:rPr><w:br w:type='page'/>") T("b"))),
         "p\n  'ab'\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_body(cases[i].document, cases[i].expected);
    }
}

/* A break at the end of a paragraph, with the mark on the next page. */
static void page_breaks_and_marks(void **state)
{
    (void)state;
    struct docx_parts parts = {.document = DOCUMENT(P(T("a") PAGE) P(PAGE) P(T("b"))),
                               .styles = STYLES(DEFAULTS),
                               .settings =
                                   SETTINGS("<w:compat><w:splitPgBreakAndParaMark/></w:compat>")};
    check_parts(&parts, "p\n  'a'\np break\np break\np\n  'b'\n");
}

static void column_breaks(void **state)
{
    (void)state;
    check_body(DOCUMENT(P("<w:pPr><w:spacing w:before='400' w:after='200'/>"
                          "<w:ind w:left='300' w:firstLine='709'/></w:pPr>" T("a") COLUMN T("b"))),
               "p ind=300,0,709 sp=400,200\n  'a'\np column-break\n  'b'\n");
    check_body(DOCUMENT(P(T("a")) P("<w:pPr><w:spacing w:before='400'/></w:pPr>" COLUMN)),
               "p\n  'a'\np sp=400,0 column-break\n");
}

/* Pages do not break in cells. */
static void breaks_in_cells(void **state)
{
    (void)state;
    check_body(DOCUMENT("<w:tbl><w:tr><w:tc>" P(T("a") PAGE T("b")) "</w:tc></w:tr></w:tbl>"),
               "table shifted\n row 1\n  cell 0+1\n   p\n     'ab'\n");
}

static void symbols(void **state)
{
    (void)state;
    check_body(DOCUMENT(P(R("<w:sym w:font='Wingdings' w:char='F0FC'/>"
                            "<w:sym w:font='Symbol' w:char='00B7'/>"))),
               "p\n  '\xE2\x9C\x93\xE2\x80\xA2'\n");
    check_body(DOCUMENT(P(R("<w:rPr><w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/></w:rPr>"
                            "<w:t>a\xEF\x82\xB7</w:t>"))),
               "p\n  'α•'\n");
    struct docx_parts parts = {.document =
                                   DOCUMENT(P(R("<w:sym w:font='Wingdings 3' w:char='F0FC'/>"))),
                               .styles = STYLES(DEFAULTS),
                               .keep_warnings = true};
    check_parts(&parts, "p\n  '□'\n");
}

static void run_properties(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(P(R("<w:rPr><w:rFonts w:ascii='Arial' w:hAnsi='Calibri'/><w:b/><w:i/><w:caps/>"
                     "<w:strike/><w:color w:val='FF0000'/><w:spacing w:val='20'/><w:w w:val='80'/>"
                     "<w:kern w:val='1'/><w:position w:val='6'/><w:sz w:val='28'/>"
                     "<w:highlight w:val='yellow'/><w:u w:val='double'/>"
                     "<w:shd w:val='clear' w:fill='00FF00'/><w:vertAlign w:val='superscript'/>"
                     "<w:lang w:val='kk-KZ'/></w:rPr><w:t>x</w:t>"))),
        "p\n  'x' {Arial 28 b i caps kern strike1 u2 vertical1 raise6 spacing20 scale80 kk-KZ "
        "#FF0000 highlight#FFFF00 shade#00FF00}\n");
    check_body(DOCUMENT(P(R("<w:rPr><w:b w:val='0'/><w:i w:val='false'/><w:smallCaps w:val='on'/>"
                            "<w:dstrike/></w:rPr><w:t>x</w:t>"))),
               "p\n  'x' { small-caps strike2}\n");
}

static void paragraph_properties(void **state)
{
    (void)state;
    check_body(DOCUMENT(P("<w:pPr><w:keepNext/><w:keepLines/><w:pageBreakBefore/>"
                          "<w:widowControl w:val='0'/><w:pBdr><w:bottom w:val='double' w:sz='6' "
                          "w:space='1' w:color='0000FF'/></w:pBdr><w:tabs><w:tab w:val='right' "
                          "w:leader='dot' w:pos='9355'/><w:tab w:val='left' w:pos='993'/></w:tabs>"
                          "<w:spacing w:before='100' w:after='200' w:line='360' w:lineRule='auto'/>"
                          "<w:ind w:left='720' w:right='100' w:hanging='360' w:firstLine='50'/>"
                          "<w:contextualSpacing/><w:jc w:val='both'/><w:outlineLvl w:val='0'/>"
                          "<w:shd w:val='pct50' w:color='000000' w:fill='FFFFFF'/></w:pPr>")),
               "p both ind=720,100,-360 sp=100,200 line=150% keep-next keep-lines break contextual "
               "no-widow-control outline1 tabs=993l,9355r. bottom=2:45+20 #0000FF shade#808080\n");
}

static void line_spacing(void **state)
{
    (void)state;
    static const struct {
        const char *document, *expected;
    } cases[] = {
        /* rules 1.4: Writer's percents */
        {DOCUMENT(P("<w:pPr><w:spacing w:line='240' w:lineRule='auto'/></w:pPr>")), "p\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='259' w:lineRule='auto'/></w:pPr>")),
         "p line=108%\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='276' w:lineRule='auto'/></w:pPr>")),
         "p line=115%\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='278' w:lineRule='auto'/></w:pPr>")),
         "p line=115%\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:lineRule='auto' w:line='278'/></w:pPr>")),
         "p line=115%\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:lineRule='auto' w:line='290'/></w:pPr>")),
         "p line=120%\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='300' w:lineRule='exact'/></w:pPr>")),
         "p line=300\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='300' w:lineRule='atLeast'/></w:pPr>")),
         "p line>=300\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='60' w:lineRule='auto'/></w:pPr>")), "p line=50%\n"},
        {DOCUMENT(P("<w:pPr><w:spacing w:line='1cm' w:lineRule='exact'/></w:pPr>")),
         "p line=567\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_body(cases[i].document, cases[i].expected);
    }
}

static void fields(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(P(R("<w:fldChar w:fldCharType='begin'/>") R("<w:instrText> PA</w:instrText>") R(
            "<w:instrText>GE \\* roman </w:instrText>") R("<w:fldChar w:fldCharType='separate'/>")
                       R("<w:rPr><w:b/></w:rPr><w:t>iv</w:t>") R("<w:fldChar w:fldCharType='end'/>")
                           T(" / ") "<w:fldSimple w:instr=' NUMPAGES '><w:r><w:t>9</w:t></w:r>"
                                    "</w:fldSimple>")),
        "p\n  field 0:3 'iv' { b}\n  ' / '\n  field 1:0 '9'\n");
    check_body(
        DOCUMENT(P(R("<w:fldChar w:fldCharType='begin'/>") R("<w:instrText>DATE</w:instrText>")
                       R("<w:t>hidden</w:t>") R("<w:fldChar w:fldCharType='separate'/>")
                           T("01.02.2020") R("<w:fldChar w:fldCharType='end'/>") T("."))),
        "p\n  '01.02.2020.'\n");
    check_body(DOCUMENT(P(R("<w:fldChar w:fldCharType='begin'/>") R(
                   "<w:instrText>PAGE</w:instrText>") R("<w:fldChar w:fldCharType='end'/>"))),
               "p\n  field 0:0\n");
}

static void form_fields(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(
            P(R("<w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
                "<w:checked/></w:checkBox></w:ffData></w:fldChar>")
                  R("<w:instrText>FORMCHECKBOX</w:instrText>") R("<w:fldChar w:fldCharType='end'/>")
                      R("<w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
                        "<w:listEntry w:val='а'/><w:listEntry w:val='б'/></w:ddList></w:ffData>"
                        "</w:fldChar>") R("<w:instrText>FORMDROPDOWN</w:instrText>")
                          R("<w:fldChar w:fldCharType='end'/>"))),
        "p\n  '☒б'\n");
}

static void counts_pages(void **state)
{
    (void)state;
    static const struct {
        const char *document;
        bool counts;
    } cases[] = {
        {DOCUMENT(P(R("<w:instrText>NUMP</w:instrText>") R("<w:instrText>AGES</w:instrText>"))),
         true},
        {DOCUMENT(P("<w:fldSimple w:instr='PAGEREF a'/>")), true},
        {DOCUMENT(P("<w:fldSimple w:instr='SECTIONPAGES'/>")), false},
        {DOCUMENT(P(T("NUMPAGES") "<!-- <w:fldSimple w:instr='NUMPAGES'/> -->")), false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct docx docx = {0};
        struct docx_parts parts = {.document = cases[i].document, .chunk = i * 3};
        assert_int_equal(docx_try(&docx, &parts), HAT_OK);
        assert_int_equal(hat_document_info(docx.document)->counts_pages, cases[i].counts);
        docx_close(&docx);
    }
}

static void links(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(P("<w:hyperlink r:id='rIdLink' w:tooltip='tip'>" T("a") T("b") "</w:hyperlink>" T(
            "c") "<w:hyperlink w:anchor='here'>" T("d") "</w:hyperlink>")
                     P("<w:bookmarkStart w:id='1' w:name='here'/>" T("e"))),
        "p\n  'ab' -> https://example.kz/a%20b 'tip'\n  'c'\n  'd' -> #here\n"
        "p\n  bookmark 'here'\n  'e'\n");
    check_body(DOCUMENT(P(R("<w:fldChar w:fldCharType='begin'/>") R(
                   "<w:instrText> HYPERLINK \"https://a.kz/?q=\\\\\" \\o \"t\" </w:instrText>")
                              R("<w:fldChar w:fldCharType='separate'/>") T("x"))
                            P(T("y") R("<w:fldChar w:fldCharType='end'/>") T("z"))),
               "p\n  'x' -> https://a.kz/?q=%5C 't'\np\n  'y' -> https://a.kz/?q=%5C 't'\n  'z'\n");
    check_body(DOCUMENT(P("<w:fldSimple w:instr='REF here \\r \\h'>" T("a") "</w:fldSimple>") P(
                   "<w:fldSimple w:instr='NOTEREF &quot;here&quot; \\h'>" T("b") "</w:fldSimple>")
                            P("<w:fldSimple w:instr='REF here'>" T("c") "</w:fldSimple>")),
               "p\n  'a' -> #here\np\n  'b' -> #here\np\n  'c'\n");
    /* a paragraph that only ends its section leaves its bookmarks to the next one */
    check_body(DOCUMENT(P(T("a")) P("<w:pPr><w:sectPr/></w:pPr><w:bookmarkStart w:name='here'/>")
                            P(T("b"))),
               "p\n  'a'\nsection 12240x15840 1440,1800,1440,1800\np\n  bookmark 'here'\n  'b'\n");
    struct docx docx = {0};
    struct docx_parts parts = {
        .document = DOCUMENT(P("<w:hyperlink r:id='rIdBad'>" T("x") "</w:hyperlink>")),
        .styles = STYLES(DEFAULTS)};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_string_equal(docx.text.data, "section 12240x15840 1440,1800,1440,1800\np\n  'x'\n");
    assert_true(docx_warned(&docx, "link-unsafe"));
    docx_close(&docx);
}

#define SDT(inner)    "<w:sdt><w:sdtPr/><w:sdtContent>" inner "</w:sdtContent></w:sdt>"
#define TAGGED(inner) "<w:smartTag><w:smartTagPr/>" inner "</w:smartTag>"
#define CHOICE(requires, choice, fallback)                                                         \
    "<mc:AlternateContent><mc:Choice Requires='" requires "'>" choice                              \
                                                          "</mc:Choice><mc:Fallback>" fallback     \
                                                          "</mc:Fallback></mc:AlternateContent>"

static void wrappers(void **state)
{
    (void)state;
    check_body(DOCUMENT(SDT(P(TAGGED(T("a")) SDT(T("b")) "<w:customXml>" T("c") "</w:customXml>"))),
               "p\n  'abc'\n");
    check_body(DOCUMENT(P(CHOICE("wps w14", T("yes"), T("no")) CHOICE("xyz", T("no"), T("!")))),
               "p\n  'yes!'\n");
}

static void revisions(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document =
            DOCUMENT(P("<w:ins>" T("a") "</w:ins><w:del>" T(
                "b") "</w:del>"
                     "<w:moveFrom>" T("c") "</w:moveFrom><w:moveTo>" T("d") "</w:moveTo>")
                         P("<w:pPr><w:jc w:val='center'/><w:rPr><w:del/></w:rPr></w:pPr>" T("e"))
                             P("<w:pPr><w:jc w:val='right'/></w:pPr>" T("f"))),
        .styles = STYLES(DEFAULTS),
        .keep_warnings = true};
    check_parts(&parts, "p\n  'ad'\np right\n  'ef'\n");
    struct docx docx = {0};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_int_equal(hat_diags_count(docx.diags), 1); /* told once */
    assert_true(docx_warned(&docx, "revisions-accepted"));
    docx_close(&docx);
}

static void hidden_text(void **state)
{
    (void)state;
    check_body(DOCUMENT(P(T("a") R("<w:rPr><w:vanish/></w:rPr><w:t>b</w:t><w:tab/>") T("c"))
                            P("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" R(
                                "<w:rPr><w:vanish/></w:rPr><w:t>gone</w:t>")) P("")),
               "p\n  'ac'\np\n");
}

#define NOTES(notes)            "<w:footnotes" W_NS ">" notes "</w:footnotes>"
#define NOTE(attributes, inner) "<w:footnote " attributes ">" P(inner) "</w:footnote>"
#define MARK                    R("<w:footnoteRef/>")

static void notes(void **state)
{
    (void)state;
    struct docx_parts parts = {.document = DOCUMENT(P(T("a") R("<w:footnoteReference w:id='3'/>"))
                                                        P(R("<w:footnoteReference w:id='2'/>"))),
                               .styles = STYLES(DEFAULTS),
                               .footnotes = NOTES(NOTE("w:type='separator' w:id='-1'", T("no"))
                                                      NOTE("w:id='2'", MARK T(" two"))
                                                          NOTE("w:id='3'", MARK T(" three")))};
    check_parts(&parts,
                "p\n  'a'\n  note '1' -> #\x01n2\n    p\n      '1' -> #\x01t2\n      ' three'\n"
                "p\n  note '2' -> #\x01n1\n    p\n      '2' -> #\x01t1\n      ' two'\n");
}

#define CUSTOM(id, mark) R("<w:footnoteReference w:id='" id "' w:customMarkFollows='1'/>" mark)
#define NUMBERS                                                                                    \
    "<w:sectPr><w:footnotePr><w:numFmt w:val='upperRoman'/><w:numStart w:val='4'/>"                \
    "</w:footnotePr></w:sectPr>"

/* Numbers are those of a section; a note with a mark of its own takes none, one without its
 * mark does. */
static void note_numbers(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT(P(R("<w:footnoteReference w:id='2'/>") CUSTOM("3", "<w:t>*</w:t>"))
                                 P(CUSTOM("4", "") T("b")) NUMBERS),
        .styles = STYLES(DEFAULTS),
        .settings = SETTINGS("<w:footnotePr><w:numFmt w:val='lowerLetter'/></w:footnotePr>"),
        .footnotes = NOTES(NOTE("w:id='2'", MARK T(" two")) NOTE("w:id='3'", MARK T(" three"))
                               NOTE("w:id='4'", MARK T(" four")))};
    check_parts(&parts,
                "p\n  note 'IV' -> #\x01n1\n    p\n      'IV' -> #\x01t1\n      ' two'\n"
                "  note '*' -> #\x01n2\n    p\n      '*' -> #\x01t2\n      ' three'\n"
                "p\n  note 'V' -> #\x01n3\n    p\n      'V' -> #\x01t3\n      ' four'\n  'b'\n");
}

static void sections(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT(
            P("<w:pPr><w:sectPr><w:headerReference w:type='default' r:id='rIdHeader'/>"
              "<w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='1134' w:right='850' "
              "w:bottom='1135' w:left='1701' w:header='709' w:footer='708' w:gutter='100'/>"
              "</w:sectPr></w:pPr>" T("one")) P("<w:pPr><w:sectPr><w:type w:val='continuous'/>"
                                                "<w:cols w:num='2' w:space='500'/><w:titlePg/>"
                                                "<w:sectPrChange><w:sectPr/></w:sectPrChange>"
                                                "</w:sectPr></w:pPr>")
                P(T("three")) "<w:sectPr><w:footerReference w:type='first' r:id='rIdFooter'/>"
                              "<w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/>"
                              "<w:pgNumType w:fmt='upperRoman' w:start='5'/>"
                              "<w:docGrid w:type='lines' w:linePitch='360'/></w:sectPr>"),
        .styles = STYLES(DEFAULTS),
        .settings = SETTINGS("<w:evenAndOddHeaders/>"),
        .header = "<w:hdr" W_NS ">" P("<w:fldSimple w:instr='PAGE'/>") "</w:hdr>",
        .footer = "<w:ftr" W_NS ">" P(T("foot")) "</w:ftr>"};
    check_parts(&parts, "section 11906x16838 1134,1801,1135,850 even-odd\n header default 709\n"
                        "  p\n    field 0:0\n"
                        "p\n  'one'\n"
                        "section 12240x15840 1440,1800,1440,1800 start1 title even-odd columns=2 "
                        "gap=500\n header default 720\n  p\n    field 0:0\np\n"
                        "section 16838x11906 1440,1800,1440,1800 even-odd page=5 format2 grid360\n"
                        " header default 720\n  p\n    field 0:0\n footer first 720\n  p\n"
                        "    'foot'\n"
                        "p\n  'three'\n");
}

#define FRAME(attributes) "<w:pPr><w:framePr " attributes "/></w:pPr>"

static void frames(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(P(FRAME("w:w='2000' w:hAnchor='page' w:vAnchor='page' w:x='500' w:y='600'") T("a"))
                     P(FRAME("w:w='2000' w:hAnchor='page' w:vAnchor='page' w:x='500' "
                             "w:y='600'") T("b"))
                         P(FRAME("w:hAnchor='margin' w:vAnchor='text' w:xAlign='center' "
                                 "w:y='1'") T("c")) P(T("d"))),
        "p\n  anchor box 2000x0 x=0:0:500 y=0:0:600 wrap2 grow insets=0,0,0,0\n"
        "    p\n      'a'\n    p\n      'b'\n"
        "  anchor box 8640x0 x=1:2:0 y=3:0:1 grow insets=0,0,0,0\n"
        "    p center\n      'c'\n  'd'\n");
    check_body(DOCUMENT(P(FRAME("w:w='2000' w:hAnchor='text' w:vAnchor='text'") T("a"))),
               "p line=1\n  anchor box 2000x0 x=2:0:0 y=3:0:0 wrap2 grow insets=0,0,0,0\n"
               "    p\n      'a'\n");
}

/* A frame without a width is as wide as the text, also in a header, which is read ahead. */
static void frames_in_headers(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT("<w:sectPr><w:headerReference w:type='default' r:id='rIdHeader'/>"
                             "<w:pgSz w:w='10000' w:h='15000'/><w:pgMar w:left='1500' "
                             "w:right='500'/></w:sectPr>"),
        .styles = STYLES(DEFAULTS),
        .header = "<w:hdr" W_NS ">" P(FRAME("w:hAnchor='margin' w:vAnchor='text' "
                                            "w:xAlign='right'") T("1")) P("") "</w:hdr>"};
    check_parts(&parts, "section 10000x15000 1440,1500,1440,500\n header default 720\n  p\n"
                        "    anchor box 8000x0 x=1:3:0 y=3:0:0 grow insets=0,0,0,0\n"
                        "      p right\n        '1'\n");
}

static void misplaced_elements(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT(
            P("<m:oMath><w:p/><w:tbl/><w:tc/><m:r><m:t>x</m:t></m:r></m:oMath>" T("y")
                  R("<w:drawing><w:p/><w:hyperlink/></w:drawing>") "<w:p/><w:tc/><w:footnote/>" T(
                      "z"))),
        .styles = STYLES(DEFAULTS),
        .keep_warnings = true};
    check_parts(&parts, "p\n  'xyz'\n");
    struct docx docx = {0};
    parts.document = "<w:footnote" W_NS "><w:tbl/><w:p/></w:footnote>";
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_string_equal(docx.text.data, "section 12240x15840 1440,1800,1440,1800\n");
    docx_close(&docx);
}

static void settings_to_flags(void **state)
{
    (void)state;
    struct docx docx = {0};
    struct docx_parts parts = {
        .document = DOCUMENT(P("")),
        .settings = SETTINGS(
            "<w:defaultTabStop w:val='708'/><w:autoHyphenation/><w:hyphenationZone w:val='357'/>"
            "<w:consecutiveHyphenLimit w:val='3'/><w:doNotHyphenateCaps/><w:compat>"
            "<w:doNotUseHTMLParagraphAutoSpacing/><w:noLeading/><w:doNotExpandShiftReturn/>"
            "<w:compatSetting w:name='compatibilityMode' w:val='15'/></w:compat>")};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    const struct hat_document_info *info = hat_document_info(docx.document);
    assert_true(info->flags.gap_sum && !info->flags.external_leading && !info->flags.justify_break);
    assert_true(info->flags.italic_reserve && info->flags.docx && info->flags.trailing_blanks_word);
    assert_false(info->flags.tabs_from_indent);
    assert_int_equal(info->flags.compatibility, 15);
    assert_true(info->hyphenate && !info->hyphenate_caps);
    assert_int_equal(info->hyphen_zone, 357);
    assert_int_equal(info->hyphen_limit, 3);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_non_null(strstr(docx.text.data, "tab-default=708"));
    docx_close(&docx);
    parts.settings = NULL;
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    info = hat_document_info(docx.document);
    assert_true(!info->flags.gap_sum && info->flags.external_leading && info->flags.justify_break);
    assert_true(!info->flags.italic_reserve && info->flags.compatibility == 0);
    docx_close(&docx);
}

static void errors(void **state)
{
    (void)state;
    struct docx docx = {0};
    struct docx_parts parts = {.document = DOCUMENT(P(T("a")) "<w:p>")};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_ERR_TEMPLATE);
    assert_true(hat_diags_count(docx.diags) > 0);
    docx_close(&docx);
    parts.styles = "<broken";
    assert_int_equal(docx_try(&docx, &parts), HAT_ERR_TEMPLATE);
    docx_close(&docx);
    parts = (struct docx_parts){
        .document = DOCUMENT(P("<w:pPr><w:ind w:left='99999'/><w:rPr><w:sz w:val='99999'/>"
                               "</w:rPr></w:pPr>"))};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_non_null(strstr(docx.text.data, "ind=31680,0,0"));
    assert_non_null(strstr(docx.text.data, "3276"));
    assert_true(docx_warned(&docx, "value-clamped"));
    docx_close(&docx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(runs_join),
                                       cmocka_unit_test(white_space),
                                       cmocka_unit_test(breaks_and_tabs),
                                       cmocka_unit_test(page_breaks),
                                       cmocka_unit_test(page_breaks_and_marks),
                                       cmocka_unit_test(column_breaks),
                                       cmocka_unit_test(breaks_in_cells),
                                       cmocka_unit_test(symbols),
                                       cmocka_unit_test(run_properties),
                                       cmocka_unit_test(paragraph_properties),
                                       cmocka_unit_test(line_spacing),
                                       cmocka_unit_test(fields),
                                       cmocka_unit_test(form_fields),
                                       cmocka_unit_test(counts_pages),
                                       cmocka_unit_test(links),
                                       cmocka_unit_test(wrappers),
                                       cmocka_unit_test(revisions),
                                       cmocka_unit_test(hidden_text),
                                       cmocka_unit_test(notes),
                                       cmocka_unit_test(note_numbers),
                                       cmocka_unit_test(sections),
                                       cmocka_unit_test(frames),
                                       cmocka_unit_test(frames_in_headers),
                                       cmocka_unit_test(misplaced_elements),
                                       cmocka_unit_test(settings_to_flags),
                                       cmocka_unit_test(errors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
