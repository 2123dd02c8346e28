/* Tests of the ODT reader: text, fields, notes, lists, pictures, sections. */
#include "unit/odt_document.h"

#define P(text) "<text:p>" text "</text:p>"

/* The line of the only paragraph. */
static void check_line(const char *content, const char *expected)
{
    for (size_t chunk = 0; chunk < 4; chunk++) { /* whatever the pieces the text comes in */
        struct odt odt = {.stub = {.chunk = chunk}};
        odt_open(&odt, content, NULL, NULL);
        assert_string_equal(odt_line(&odt, odt_paragraph(&odt)), expected);
        assert_null(odt_next(&odt));
        assert_int_equal(hat_diags_count(odt.diags), 0);
        odt_close(&odt);
    }
}

static void white_space(void **state)
{
    (void)state;
    check_line(ODF_CONTENT("", P("  Жұмыс \n\t жоспары  ")), "Жұмыс жоспары");
    check_line(ODF_CONTENT("", P("a <text:span> b</text:span> <text:span> </text:span>c ")),
               "a b c");
    check_line(ODF_CONTENT("", P("<text:s text:c='3'/>a<text:s/> b<text:s/>")), "   a  b ");
    check_line(ODF_CONTENT("", P("a <text:tab/> b <text:line-break/>c")), "a \t b \nc");
    check_line(ODF_CONTENT("", P(" <text:bookmark text:name='x'/> a <text:bookmark-start "
                                 "text:name='y'/> ")),
               "[#x]a[#y]");
    check_line(ODF_CONTENT("", P("a\xC2\xA0 b<text:soft-page-break/>c &amp; d")), "a\xC2\xA0 b"
                                                                                  "c & d");
    check_line(ODF_CONTENT("", P(" ")), "");
}

static void cached_and_dropped(void **state)
{
    (void)state;
    check_line(ODF_CONTENT("", P("a<text:date>25.02.2026</text:date><text:bookmark-ref>5"
                                 "</text:bookmark-ref><text:sequence>7</text:sequence>")),
               "a25.02.202657");
    check_line(ODF_CONTENT("", P("a<office:annotation><text:p>no</text:p></office:annotation>"
                                 "<text:script>no</text:script>b")),
               "ab");
    check_line(ODF_CONTENT("", P("<text:variable-set text:display='none'>1</text:variable-set>"
                                 "<text:hidden-text text:is-hidden='true'>2</text:hidden-text>"
                                 "<text:hidden-text>3</text:hidden-text>")),
               "3");
    check_line(ODF_CONTENT("", "<text:user-field-decls><text:user-field-decl text:name='u' "
                               "office:value-type='string' office:string-value='new  one'/>"
                               "</text:user-field-decls>" P(
                                   "<text:user-field-get text:name='u'>old</text:user-field-get>|"
                                   "<text:user-field-get text:name='v'>kept"
                                   "</text:user-field-get>")),
               "new  one|kept");
    check_line(ODF_CONTENT("<style:style style:name='H' style:family='text'>"
                           "<style:text-properties text:display='none'/></style:style>",
                           P("a<text:span text:style-name='H'>b<text:tab/></text:span>c")),
               "ac");
}

static void page_fields(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("", P("<text:page-number text:select-page='next' text:page-adjust='2' "
                               "style:num-format='i'>4</text:page-number>/<text:page-count> 9"
                               "</text:page-count> x")),
             NULL, NULL);
    assert_true(hat_document_info(odt.document)->counts_pages);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "[PAGE 4]/[PAGE  9] x");
    assert_int_equal(paragraph->inlines[0].field, HAT_FIELD_PAGE);
    assert_int_equal(paragraph->inlines[0].field_offset, 3);
    assert_int_equal(paragraph->inlines[0].field_format, HAT_NUMBER_ROMAN_LOWER);
    assert_int_equal(paragraph->inlines[2].field, HAT_FIELD_PAGE_COUNT);
    odt_close(&odt);
    odt_open(&odt, ODF_CONTENT("", P("page-coun t")), NULL, NULL);
    assert_false(hat_document_info(odt.document)->counts_pages);
    odt_close(&odt);
}

static void links(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("", P("<text:a xlink:href='https://example.kz/?a=1&amp;b=2' "
                               "office:title='t'>x<text:span>y</text:span></text:a>z"
                               "<text:a xlink:href='#Бет 1|outline'>h</text:a>"
                               "<text:a xlink:href='javascript:alert(1)'>j</text:a>")),
             ODF_STYLES("<style:style style:name='Internet_20_link' style:family='text'>"
                        "<style:text-properties fo:color='#000080'/></style:style>",
                        "", ""),
             NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "xyzhj");
    assert_string_equal(paragraph->inlines[0].link->uri, "https://example.kz/?a=1&b=2");
    assert_string_equal(paragraph->inlines[0].link->title, "t");
    assert_int_equal(paragraph->inlines[0].props->color.rgb, 0x80);
    assert_null(paragraph->inlines[1].link);
    assert_false(paragraph->inlines[1].props->color.set);
    assert_string_equal(paragraph->inlines[2].link->anchor, "Бет 1");
    assert_null(paragraph->inlines[3].link);
    assert_true(odt_warned(&odt, "link-unsafe"));
    odt_close(&odt);
}

static void notes(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            "", P("a<text:note text:note-class='footnote'><text:note-citation>7"
                  "</text:note-citation><text:note-body>" P("n1")
                      P("n2") "</text:note-body></text:note> b<text:note text:note-class='endnote'>"
                              "<text:note-citation text:label='*'>*</text:note-citation>"
                              "<text:note-body><text:p "
                              "text:style-name='Hang'>e</text:p></text:note-body></text:note>")),
        ODF_STYLES("<style:style style:name='Foot' style:family='text'><style:text-properties "
                   "style:text-position='super 58%'/></style:style><style:style "
                   "style:name='Hang' style:family='paragraph'><style:paragraph-properties "
                   "fo:text-indent='-0.6cm'/></style:style><text:notes-configuration "
                   "text:note-class='footnote' text:citation-body-style-name='Foot' "
                   "style:num-format='1' style:num-suffix='.' text:start-value='4'/>",
                   "", ""),
        NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "a[NOTE 5] b[NOTE *]");
    const struct hat_inline *mark = &paragraph->inlines[1];
    assert_int_equal(mark->props->vertical, HAT_VERTICAL_SUPER);
    assert_int_equal(mark->props->vertical_size_pct, 58);
    assert_int_equal(mark->note->number, 5);
    assert_false(mark->note->endnote);
    struct hat_paragraph *body = mark->note->blocks->as.paragraph;
    assert_string_equal(odt_line(&odt, body), "5.n1");
    assert_null(body->label);
    assert_int_equal(body->place.story, HAT_STORY_FOOTNOTE);
    assert_non_null(mark->note->blocks->next);
    assert_null(mark->note->blocks->next->as.paragraph->label);
    assert_true(paragraph->inlines[3].note->endnote);
    body = paragraph->inlines[3].note->blocks->as.paragraph; /* hanging: the number is a label */
    assert_string_equal(odt_line(&odt, body), "e");
    assert_true(hat_str_is(body->label->text, "*"));
    assert_int_equal(body->label->min_width, 340);
    const struct hat_link *back = body->label->link; /* the mark and the note lead to each other */
    const struct hat_link *there = paragraph->inlines[3].link;
    assert_string_equal(back->anchor, there->name);
    assert_string_equal(there->anchor, back->name);
    back = mark->note->blocks->as.paragraph->inlines[0].link;
    assert_string_equal(back->anchor, mark->link->name);
    assert_string_not_equal(back->anchor, there->name);
    assert_non_null(paragraph->inlines[3].note->blocks);
    odt_close(&odt);
}

/* ---- lists ---- */

#define LEVEL(n, attributes, properties)                                                           \
    "<text:list-level-style-number text:level='" n "' " attributes ">"                             \
    "<style:list-level-properties text:list-level-position-and-space-mode='label-alignment'>"      \
    "<style:list-level-label-alignment " properties "/></style:list-level-properties>"             \
    "</text:list-level-style-number>"
#define LIST_STYLE                                                                                 \
    "<text:list-style style:name='L'>" LEVEL(                                                      \
        "1", "style:num-format='1' style:num-suffix='.'",                                          \
        "text:label-followed-by='listtab' text:list-tab-stop-position='1.27cm' "                   \
        "fo:text-indent='-0.635cm' fo:margin-left='1.27cm'")                                       \
        LEVEL("2", "style:num-format='1' style:num-suffix=')' text:display-levels='2'",            \
              "text:label-followed-by='space' fo:margin-left='2cm'")                               \
            LEVEL("3",                                                                             \
                  "style:num-format='а, б, .., аа, бб, ... (ru)' "                           \
                  "loext:num-list-format='(%3%/%1%)'",                                             \
                  "text:label-followed-by='nothing'") "</text:list-style>"                         \
                                                      "<style:style style:name='Own' "             \
                                                      "style:family='paragraph'>"                  \
                                                      "<style:paragraph-properties "               \
                                                      "fo:margin-left='3cm'/></style:style>"
#define ITEM(content) "<text:list-item>" content "</text:list-item>"
#define LIST(attributes, items)                                                                    \
    "<text:list text:style-name='L' " attributes ">" items "</text:list>"

static void check_labels(const char *content, const char *const *labels)
{
    struct odt odt = {0};
    odt_open(&odt, content, NULL, NULL);
    for (; *labels != NULL; labels++) {
        struct hat_paragraph *paragraph = odt_paragraph(&odt);
        char label[64] = "";
        if (paragraph->label != NULL) {
            snprintf(label, sizeof label, "%.*s", (int)paragraph->label->text.len,
                     paragraph->label->text.ptr);
        }
        assert_string_equal(label, *labels);
    }
    assert_null(odt_next(&odt));
    odt_close(&odt);
}

static void list_numbers(void **state)
{
    (void)state;
    check_labels(
        ODF_CONTENT(
            LIST_STYLE,
            LIST(
                "",
                ITEM(P("a") P("more") LIST("", ITEM(P("b")) ITEM(P("c") LIST("", ITEM(P("d")))))) "<text:list-header>" P(
                    "h") "</text:list-header>" ITEM(P("e") LIST("", ITEM(P("f"))))) P("between")
                LIST("", ITEM(P("g")))),
        (const char *const[]){"1.", "", "1.1)", "1.2)", "(а/1)", "", "2.", "2.1)", "", "1.", NULL});
    check_labels(ODF_CONTENT(LIST_STYLE,
                             LIST("xml:id='one'", ITEM(P("a")) ITEM(P("b"))) P("between")
                                 LIST("xml:id='two'", ITEM(P("c")))
                                     LIST("text:continue-list='one'", ITEM(P("d")))
                                         LIST("text:continue-numbering='true'", ITEM(P("e")))
                                             LIST("", "<text:list-item text:start-value='9'>" P(
                                                          "f") "</text:list-item>" ITEM(P("g")))),
                 (const char *const[]){"1.", "2.", "", "1.", "3.", "4.", "9.", "10.", NULL});
    check_labels(ODF_CONTENT(LIST_STYLE, LIST("", ITEM(LIST("", ITEM(P("a")))) ITEM(P("b")))),
                 (const char *const[]){"1.1)", "2.", NULL});
}

static void list_indents(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            LIST_STYLE "<text:list-style style:name='Old'><text:list-level-style-bullet "
                       "text:level='1' text:bullet-char='–'><style:list-level-properties "
                       "text:space-before='1cm' text:min-label-width='0.5cm' "
                       "text:min-label-distance='0.1cm' fo:text-align='end'/>"
                       "</text:list-level-style-bullet></text:list-style>",
            LIST("",
                 ITEM(P("a") P("b")) ITEM(
                     "<text:p text:style-name='Own'>c"
                     "</text:p>")) "<text:list text:style-name='Old'>" ITEM(P("d")) "</text:list>"),
        NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_int_equal(paragraph->props->indent_left, 720);
    assert_int_equal(paragraph->props->indent_first, -360);
    assert_int_equal(paragraph->label->tab, 720);
    assert_int_equal(paragraph->label->follow, HAT_FOLLOW_TAB);
    assert_int_equal(paragraph->label->level, 1);
    assert_false(paragraph->label->bullet);
    paragraph = odt_paragraph(&odt); /* the item's second paragraph: at the text, no label */
    assert_int_equal(paragraph->props->indent_left, 720);
    assert_int_equal(paragraph->props->indent_first, 0);
    paragraph = odt_paragraph(&odt); /* its own automatic style is nearer than the level */
    assert_int_equal(paragraph->props->indent_left, 1701);
    assert_int_equal(paragraph->props->indent_first, 0);
    paragraph = odt_paragraph(&odt);
    assert_int_equal(paragraph->props->indent_left, 567 + 283);
    assert_int_equal(paragraph->props->indent_first, -283);
    assert_int_equal(paragraph->label->min_width, 283);
    assert_int_equal(paragraph->label->min_distance, 57);
    assert_int_equal(paragraph->label->align, HAT_ALIGN_RIGHT);
    assert_int_equal(paragraph->label->follow, HAT_FOLLOW_NOTHING);
    assert_true(paragraph->label->bullet);
    assert_true(hat_str_is(paragraph->label->text, "–"));
    odt_close(&odt);
}

/* A list without a known style has bullets; a level that its style lacks has plain numbers. */
static void list_defaults(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT(
                 "<text:list-style style:name='L'/>",
                 "<text:list>" ITEM(P("a")) "</text:list>" LIST("", ITEM(LIST("", ITEM(P("b")))))),
             NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_true(hat_str_is(paragraph->label->text, "•"));
    assert_true(paragraph->label->bullet);
    assert_int_equal(paragraph->props->indent_left, 720);
    paragraph = odt_paragraph(&odt);
    assert_true(hat_str_is(paragraph->label->text, "1."));
    assert_int_equal(paragraph->props->indent_left, 1080);
    assert_int_equal(paragraph->props->indent_first, -360);
    odt_close(&odt);
}

/* Signs of symbol fonts become ordinary characters. */
static void symbols(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("<style:style style:name='W' style:family='text'><style:text-properties "
                         "fo:font-family='Wingdings'/></style:style><text:list-style "
                         "style:name='L'><text:list-level-style-bullet text:level='1' "
                         "text:bullet-char='\xEF\x82\xA7'><style:text-properties "
                         "fo:font-family='Wingdings'/></text:list-level-style-bullet>"
                         "</text:list-style>",
                         LIST("", ITEM(P("a<text:span text:style-name='W'>\xEF\x83\xBC "
                                         "</text:span>b")))),
             NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "a✓ b");
    assert_true(hat_str_is(paragraph->label->text, "▪"));
    assert_string_equal(paragraph->label->props->family, paragraph->mark->family);
    odt_close(&odt);
}

static void headings(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("", "<text:h text:outline-level='1' text:is-list-header='true'>-</text:h>"
                             "<text:h text:outline-level='1'>a</text:h>"
                             "<text:h text:outline-level='2'>b</text:h>"
                             "<text:h text:outline-level='3'>c</text:h>"),
             ODF_STYLES("<text:outline-style style:name='Outline'>"
                        "<text:outline-level-style text:level='1' style:num-format='I'/>"
                        "<text:outline-level-style text:level='2' style:num-format='1' "
                        "text:display-levels='2'/><text:outline-level-style text:level='3' "
                        "style:num-format=''/></text:outline-style>",
                        "", ""),
             NULL);
    assert_null(odt_paragraph(&odt)->label);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_true(hat_str_is(paragraph->label->text, "I"));
    assert_int_equal(paragraph->props->outline_level, 1);
    assert_true(hat_str_is(odt_paragraph(&odt)->label->text, "I.1"));
    paragraph = odt_paragraph(&odt);
    assert_null(paragraph->label);
    assert_int_equal(paragraph->props->outline_level, 3);
    odt_close(&odt);
}

/* ---- drawing ---- */

static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0";

static void pictures(void **state)
{
    (void)state;
    struct odt odt = {0};
    const char *content = ODF_CONTENT(
        "<style:style style:name='G' style:family='graphic'><style:graphic-properties "
        "style:wrap='none' style:horizontal-pos='center' style:horizontal-rel='page' "
        "style:vertical-pos='from-top' style:vertical-rel='paragraph' fo:margin-left='1cm' "
        "fo:clip='rect(0in, 0.1in, 0.05in, 0in)'/></style:style><style:style style:name='Y' "
        "style:family='graphic'><style:graphic-properties style:vertical-pos='from-top' "
        "style:vertical-rel='baseline'/></style:style><style:style style:name='M' "
        "style:family='graphic'><style:graphic-properties style:vertical-pos='middle' "
        "style:vertical-rel='line'/></style:style>",
        "<draw:frame loext:decorative='true' text:anchor-type='page' svg:x='1cm' svg:y='2cm' "
        "svg:width='3cm' "
        "svg:height='3cm'><draw:image xlink:href='Pictures/a.png'/></draw:frame>" P(
            "x<draw:frame text:anchor-type='as-char'><draw:image xlink:href='Pictures/a.svg'/> "
            "<draw:image xlink:href='./Pictures/a.png'/><svg:title>t</svg:title><svg:desc>Елтаңба"
            "</svg:desc></draw:frame>"
            "<draw:frame draw:style-name='G' text:anchor-type='paragraph' svg:y='0.5cm' "
            "svg:width='1cm' svg:height='2cm'><draw:image xlink:href='Pictures/a.png'/>"
            "</draw:frame><draw:frame text:anchor-type='as-char' draw:style-name='Y' svg:y='-1cm' "
            "svg:width='1cm' "
            "svg:height='2cm'><draw:image xlink:href='http://x/a.png'/></draw:frame>"
            "<draw:frame draw:style-name='M' svg:y='-1cm' svg:width='1cm' svg:height='2cm'>"
            "<draw:image xlink:href='Pictures/a.png'/></draw:frame>"));
    odt.diags = hat_diags_new();
    odt.limits = HAT_LIMITS_DEFAULT;
    parts_stub_add(&odt.stub, "content.xml", content);
    parts_stub_add_bytes(&odt.stub, "Pictures/a.png", (struct hat_str){png, sizeof png - 1});
    parts_stub_init(&odt.stub, HAT_FORMAT_ODT, "content.xml");
    assert_int_equal(hat_document_open(&odt.stub.parts, &odt.limits, odt.diags, &odt.document),
                     HAT_OK);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "[ANCHOR]x[OBJECT][ANCHOR][OBJECT][OBJECT]");
    const struct hat_object *page = paragraph->inlines[0].object;
    assert_int_equal(page->place.x_relative, HAT_REL_PAGE);
    assert_int_equal(page->place.y_relative, HAT_REL_PAGE);
    assert_int_equal(page->place.x, 567);
    assert_int_equal(page->place.y, 1134);
    assert_true(page->decorative);
    const struct hat_object *line = paragraph->inlines[2].object;
    assert_int_equal(line->image->format, HAT_IMAGE_PNG);
    assert_int_equal(line->width, 32 * 15); /* its own size at 96 dots an inch */
    assert_int_equal(line->height, 16 * 15);
    assert_int_equal(line->baseline, 0);
    assert_string_equal(line->alt, "Елтаңба");
    assert_false(line->decorative);
    const struct hat_object *anchored = paragraph->inlines[3].object;
    assert_int_equal(anchored->place.wrap, HAT_WRAP_TOP_BOTTOM);
    assert_int_equal(anchored->place.x_position, HAT_POSITION_CENTER);
    assert_int_equal(anchored->place.x_relative, HAT_REL_PAGE);
    assert_int_equal(anchored->place.y, 283);
    assert_int_equal(anchored->place.distance[HAT_LEFT], 567);
    assert_int_equal(anchored->crop[HAT_RIGHT], 144 * 100000 / 480);
    assert_int_equal(anchored->crop[HAT_BOTTOM], 72 * 100000 / 240);
    assert_int_equal(anchored->crop[HAT_TOP], 0);
    const struct hat_object *outside = paragraph->inlines[4].object;
    assert_null(outside->image);
    assert_int_equal(outside->baseline, 567 - 1134);
    assert_true(odt_warned(&odt, "odt-picture-outside"));
    /* without an anchor: in the line; middle of the text's 12 pt, 36 % above the baseline */
    assert_int_equal(paragraph->inlines[5].object->baseline, 240 * 36 / 100 - 1134 / 2);
    odt_close(&odt);
}

/* A frame as wide as its text says how wide it is at least: on itself or on its text box. */
static void least_widths(void **state)
{
    (void)state;
    static const char *const frames[] = {
        "<draw:frame text:anchor-type='char' fo:min-width='4cm'><draw:text-box>",
        "<draw:frame text:anchor-type='char'><draw:text-box fo:min-width='4cm'>",
        "<draw:frame text:anchor-type='char' svg:width='4cm'><draw:text-box fo:min-width='1cm'>"};
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        char content[2048];
        snprintf(content, sizeof content,
                 ODF_CONTENT("", P("%s" P("in box") "</draw:text-box></draw:frame>")), frames[i]);
        struct odt odt = {0};
        odt_open(&odt, content, NULL, NULL);
        assert_int_equal(odt_paragraph(&odt)->inlines[0].object->width, 2268);
        odt_close(&odt);
    }
}

static void text_boxes_and_shapes(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("<style:style style:name='F' style:family='graphic' "
                         "style:parent-style-name='Frame'>"
                         "<style:graphic-properties fo:border='1pt solid #ff0000' "
                         "fo:padding='0.1cm' fo:background-color='#eeeeee'/></style:style>",
                         P("a<draw:frame draw:style-name='F' text:anchor-type='char' "
                           "svg:width='4cm'><draw:text-box fo:min-height='1cm'>" P(
                               "in box") "<table:table><table:table-column/"
                                         "><table:table-row><table:table-cell>" P(
                                             "cell") "</table:table-cell></"
                                                     "table:table-row></"
                                                     "table:table>"
                                                     "</draw:text-box></"
                                                     "draw:frame>"
                                                     "<draw:line "
                                                     "svg:x1='0cm' "
                                                     "svg:y1='1cm' "
                                                     "svg:x2='5cm' "
                                                     "svg:y2='1cm'/>"
                                                     "<draw:ellipse draw:kind='cut' "
                                                     "svg:width='1cm' "
                                                     "svg:height='1cm'>" P("round") "</"
                                                                                    "draw:"
                                                                                    "ellipse>"
                                                                                    "b")),
             NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "a[ANCHOR][ANCHOR][ANCHOR]b");
    const struct hat_object *box = paragraph->inlines[1].object;
    assert_int_equal(box->kind, HAT_OBJECT_TEXT_BOX);
    assert_true(box->grow);
    assert_int_equal(box->width, 2268);
    assert_int_equal(box->height, 567);
    assert_int_equal(box->least, 567);
    assert_false(box->stroke.set);
    assert_int_equal(box->borders[HAT_RIGHT].width, 20);
    assert_int_equal(box->borders[HAT_RIGHT].color.rgb, 0xff0000);
    assert_int_equal(box->fill.rgb, 0xeeeeee);
    assert_int_equal(box->insets[HAT_LEFT], 57 + 20);
    assert_string_equal(odt_line(&odt, box->blocks->as.paragraph), "in box");
    assert_int_equal(box->blocks->as.paragraph->place.story, HAT_STORY_TEXT_BOX);
    const struct hat_table *table = box->blocks->next->as.table;
    assert_false(table->streamed);
    assert_string_equal(odt_line(&odt, table->rows->cells[0].blocks->as.paragraph), "cell");
    const struct hat_object *line = paragraph->inlines[2].object;
    assert_int_equal(line->kind, HAT_OBJECT_LINE);
    assert_int_equal(line->width, 2835);
    assert_int_equal(line->height, 0);
    assert_int_equal(line->place.y, 567);
    assert_true(line->stroke.set);
    assert_false(line->flip_x || line->flip_y);
    assert_string_equal(odt_line(&odt, paragraph->inlines[3].object->blocks->as.paragraph),
                        "round");
    odt_close(&odt);
}

/* Turned around the origin and moved; letters as a drawing, half of which shines through. */
static void turned_letters(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("<style:style style:name='W' style:family='graphic'>"
                         "<style:graphic-properties draw:fill='solid' draw:opacity='30%' "
                         "svg:stroke-opacity='0.5'/></style:style>",
                         P("<draw:custom-shape draw:style-name='W' svg:width='2cm' "
                           "svg:height='2cm' draw:transform='rotate (1.5707963267949) translate "
                           "(1cm 5cm)'>" P(
                               "DRAFT") "<draw:enhanced-geometry draw:text-path='true' "
                                        "draw:type='fontwork-plain-text'/></draw:custom-shape>"
                                        "<draw:rect svg:width='1cm' svg:height='1cm' "
                                        "draw:transform='skewX (0) rotate(x) translate(1cm'/>")),
             NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "[ANCHOR][ANCHOR]");
    const struct hat_object *art = paragraph->inlines[0].object;
    assert_true(art->art);
    assert_int_equal(art->fill_clear, 70);
    assert_int_equal(art->stroke_clear, 50);
    assert_int_equal(art->rotation, 27000); /* a quarter anticlockwise */
    assert_int_equal(art->place.x, 567);    /* the corner at the origin is now the lower left one */
    assert_int_equal(art->place.y, 1701);
    assert_string_equal(odt_line(&odt, art->blocks->as.paragraph), "DRAFT");
    assert_int_equal(paragraph->inlines[1].object->place.x, 567);
    assert_int_equal(paragraph->inlines[1].object->rotation, 0);
    odt_close(&odt);
}

#define CUSTOM(attributes, inside)                                                                 \
    "<draw:custom-shape svg:width='2cm' svg:height='1cm'><draw:enhanced-geometry " attributes      \
    ">" inside "</draw:enhanced-geometry></draw:custom-shape>"

/* Points of custom shapes, in hundredths of the box. */
static void custom_forms(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT("", P(CUSTOM("svg:viewBox='10 0 100 100' draw:modifiers='60 5' "
                                 "draw:enhanced-path='M ?a 0 L ?b bottom F N X 60 100'",
                                 "<draw:equation draw:name='a' draw:formula='$0 -(2*$1 )'/>"
                                 "<draw:equation draw:name='b' draw:formula='if(?a ,max(10,-1),3)"
                                 "'/>")
                              CUSTOM("draw:enhanced-path='M ?a ?c L ((((((1 $99 Q 1 2'",
                                     "<draw:equation draw:name='a' draw:formula='?b +1'/>"
                                     "<draw:equation draw:name='b' draw:formula='?a /0'/>"
                                     "<draw:equation draw:name='c' draw:formula='-(-(sqrt(-1'/>")
                                  CUSTOM("draw:enhanced-path='A 1 2 %% ?'",
                                         "") "<draw:polyline svg:viewBox='0 0 20 10' draw:points="
                                             "'0,0 10,10 20' svg:width='2cm' svg:height='1cm'/>")),
        NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "[ANCHOR][ANCHOR][ANCHOR][ANCHOR]");
    const struct hat_form *form = paragraph->inlines[0].object->form;
    assert_non_null(form);
    assert_int_equal(form->count, 2);
    assert_false(form->contours[0].filled);
    assert_int_equal(form->contours[0].steps[0].x[0], HAT_FORM_UNIT * 4 / 10);
    assert_int_equal(form->contours[0].steps[1].x[0], 0);
    assert_int_equal(form->contours[0].steps[1].y[0], HAT_FORM_UNIT);
    assert_true(form->contours[1].filled);
    assert_int_equal(form->contours[1].steps[1].kind, HAT_PATH_CURVE);
    assert_int_equal(form->contours[1].steps[1].x[2], HAT_FORM_UNIT / 2);
    form = paragraph->inlines[1].object->form; /* equations in a circle, brackets without end */
    assert_non_null(form);
    assert_int_equal(form->contours[0].steps[0].kind, HAT_PATH_MOVE);
    assert_null(paragraph->inlines[2].object->form);
    assert_false(paragraph->inlines[2].object->fill.set);
    form = paragraph->inlines[3].object->form;
    assert_int_equal(form->contours[0].count, 2);
    assert_false(form->contours[0].filled);
    odt_close(&odt);
}

/* A circle, filled from one colour to another; an unknown gradient fills none. */
static void round_and_shaded(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("<style:style style:name='G' style:family='graphic'>"
                         "<style:graphic-properties draw:fill='gradient' "
                         "draw:fill-gradient-name='Sun'/></style:style>"
                         "<style:style style:name='N' style:family='graphic'>"
                         "<style:graphic-properties draw:fill='gradient' "
                         "draw:fill-gradient-name='none of them'/></style:style>",
                         P("<draw:circle draw:style-name='G' svg:width='1cm' svg:height='1cm'/>"
                           "<draw:rect draw:style-name='N' svg:width='1cm' svg:height='1cm'/>")),
             ODF_STYLES("<draw:gradient draw:name='Sun' draw:start-color='#ff0000' "
                        "draw:start-intensity='50%' draw:angle='30deg' draw:border='10%' "
                        "draw:end-color='#ffff01'/>",
                        "", ""),
             NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_string_equal(odt_line(&odt, paragraph), "[ANCHOR][ANCHOR]");
    const struct hat_object *circle = paragraph->inlines[0].object;
    assert_true(circle->round);
    assert_true(circle->fill.set);
    assert_non_null(circle->gradient);
    assert_int_equal(circle->gradient->kind, HAT_GRADIENT_LINEAR);
    assert_int_equal(circle->gradient->angle, 300);
    assert_int_equal(circle->gradient->border, 10);
    assert_int_equal(circle->gradient->from, 0x7f0000);
    assert_int_equal(circle->gradient->to, 0xffff01);
    assert_false(paragraph->inlines[1].object->round);
    assert_false(paragraph->inlines[1].object->fill.set);
    assert_null(paragraph->inlines[1].object->gradient);
    odt_close(&odt);
}

/* A frame whose own style has no parent is a shape: stroke and fill, padding only side by side. */
static void drawn_frames(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT("<style:style style:name='F' style:family='graphic'>"
                         "<style:graphic-properties fo:padding='1cm' fo:padding-left='0.1cm' "
                         "draw:fill='none' draw:textarea-vertical-align='middle' "
                         "draw:auto-grow-height='false'/></style:style>",
                         P("<draw:frame draw:style-name='F' text:anchor-type='char' "
                           "svg:width='4cm' svg:height='3cm'><draw:text-box>" P(
                               "box") "</draw:text-box></draw:frame>"
                                      "<draw:line svg:x1='3cm' svg:y1='1cm' "
                                      "svg:x2='1cm' svg:y2='2cm'/>"
                                      "<draw:custom-shape svg:width='1cm' svg:height='1cm'>"
                                      "<draw:enhanced-geometry draw:type='NonPrimitive'/>"
                                      "</draw:custom-shape>")),
             NULL, NULL);
    struct hat_paragraph *paragraph = odt_paragraph(&odt);
    const struct hat_object *box = paragraph->inlines[0].object;
    assert_true(box->stroke.set);
    assert_int_equal(box->stroke.rgb, 0x3465A4);
    assert_false(box->fill.set);
    assert_false(box->grow);
    assert_int_equal(box->valign, HAT_VALIGN_CENTER);
    assert_int_equal(box->insets[HAT_LEFT], 57);
    assert_int_equal(box->insets[HAT_TOP], 0);
    assert_true(paragraph->inlines[1].object->flip_x);
    assert_int_equal(paragraph->inlines[1].object->place.x, 567);
    assert_false(paragraph->inlines[2].object->stroke.set); /* a form without a path */
    assert_false(paragraph->inlines[2].object->fill.set);
    odt_close(&odt);
}

/* ---- what is passed over, and mistakes ---- */

static void unknown_and_changed(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            "",
            "<text:tracked-changes><text:changed-region><text:deletion>" P(
                "gone") "</text:deletion></text:changed-region></"
                        "text:tracked-changes>" P(
                            "a<text:change-start/"
                            ">b<text:change-end/><loext:strange>c"
                            "</"
                            "loext:strange><text:placeholder>p</"
                            "text:placeholder>") "<text:section "
                                                 "text:display='"
                                                 "none'>" P(
                                                     "hidd"
                                                     "en") "</text:section>" P("<text:hidden-"
                                                                               "paragraph "
                                                                               "text:is-hidden='"
                                                                               "true'/>x") P("z")),
        NULL, NULL);
    assert_string_equal(odt_line(&odt, odt_paragraph(&odt)), "abc");
    assert_string_equal(odt_line(&odt, odt_paragraph(&odt)), "z");
    assert_true(odt_warned(&odt, "odt-tracked-changes"));
    assert_true(odt_warned(&odt, "odt-unknown"));
    assert_true(odt_warned(&odt, "placeholder-left"));
    assert_int_equal(hat_diags_count(odt.diags), 3);
    odt_close(&odt);
}

static void wrong_documents(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        enum hat_status status;
        const char *message;
    } cases[] = {
        {"<office:document-content" ODF_NS "><office:body><office:spreadsheet/></office:body>"
         "</office:document-content>",
         HAT_ERR_TEMPLATE, "odt-no-text"},
        {"<office:document-content" ODF_NS "><office:body><office:text>", HAT_ERR_TEMPLATE, NULL},
        {"", HAT_ERR_TEMPLATE, NULL},
        {"<a></b>", HAT_ERR_TEMPLATE, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct odt odt = {0};
        enum hat_status status = odt_try(&odt, cases[i].content, NULL, NULL);
        if (status == HAT_OK) { /* damaged behind what open reads */
            struct hat_block *block;
            status = hat_document_next(odt.document, &block);
        }
        assert_int_equal(status, cases[i].status);
        assert_true(hat_diags_count(odt.diags) > 0);
        assert_true(cases[i].message == NULL || odt_warned(&odt, cases[i].message));
        odt_close(&odt);
    }
}

static void misplaced_elements(void **state)
{
    (void)state;
    /* Nothing may crash or be read where it does not belong; text in paragraphs is kept. */
    check_line(ODF_CONTENT("",
                           "<table:table-row><table:table-cell>" P(
                               "a<text:p>b</text:p>"
                               "<text:list><text:list-item>c</text:list-item></text:list>"
                               "<table:table><table:table-row><table:table-cell>d"
                               "</table:table-cell></table:table-row></table:table>"
                               "<text:section>e</text:section><office:text>f</office:text>"
                               "<text:note-body>g</text:note-body>"
                               "<text:note-citation>h</text:note-citation>") "</table:table-cell></"
                                                                             "table:table-row>"),
               "abcdefgh");
    struct odt odt = {0};
    odt_open(&odt, ODF_CONTENT("", ""), NULL, NULL);
    odt_section(&odt);
    assert_string_equal(odt_line(&odt, odt_paragraph(&odt)), "");
    assert_null(odt_next(&odt));
    assert_null(odt_next(&odt));
    odt_close(&odt);
}

static void memory(void **state)
{
    (void)state;
    const char *content = ODF_CONTENT(
        LIST_STYLE,
        LIST("", ITEM(P("a<text:span text:style-name='T'>b</text:span>")))
            P("<text:note><text:note-citation/><text:note-body>" P(
                "n") "</text:note-body>"
                     "</text:note><draw:frame><draw:text-box>" P(
                         "x") "</draw:text-box></draw:frame>") "<table:table><table:table-column/"
                                                               "><table:table-row><table:table-"
                                                               "cell>" P("c") "</"
                                                                              "table:table-cell></"
                                                                              "table:table-row></"
                                                                              "table:table>");
    const char *styles = ODF_STYLES(
        "<style:style style:name='T' style:family='text'><style:text-properties "
        "fo:font-weight='bold'/></style:style>",
        "<style:page-layout style:name='pm'/>",
        "<style:master-page style:name='Standard' style:page-layout-name='pm'><style:header>" P(
            "h") "</style:header></style:master-page>");
    long at = 1;
    for (enum hat_status status = HAT_ERR_NOMEM; status != HAT_OK; at++) {
        struct odt odt = {0};
        hat_mem_fail_at(0);
        odt.diags = NULL;
        hat_mem_fail_at(at);
        status = odt_try(&odt, content, styles, NULL);
        struct hat_block *block = NULL;
        while (status == HAT_OK && (status = hat_document_next(odt.document, &block)) == HAT_OK &&
               block != NULL) {
            struct hat_row *row = NULL;
            if (block->kind == HAT_BLOCK_TABLE) {
                status = hat_document_next_row(odt.document, block->as.table, NULL, &row);
                hat_document_release_row(odt.document, row);
            }
            hat_document_release(odt.document, block);
        }
        hat_mem_fail_at(0);
        assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
        odt_close(&odt);
        assert_true(at < 2000);
    }
    assert_true(at > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(white_space),
                                       cmocka_unit_test(cached_and_dropped),
                                       cmocka_unit_test(page_fields),
                                       cmocka_unit_test(links),
                                       cmocka_unit_test(notes),
                                       cmocka_unit_test(list_numbers),
                                       cmocka_unit_test(list_indents),
                                       cmocka_unit_test(list_defaults),
                                       cmocka_unit_test(symbols),
                                       cmocka_unit_test(headings),
                                       cmocka_unit_test(pictures),
                                       cmocka_unit_test(least_widths),
                                       cmocka_unit_test(text_boxes_and_shapes),
                                       cmocka_unit_test(turned_letters),
                                       cmocka_unit_test(custom_forms),
                                       cmocka_unit_test(round_and_shaded),
                                       cmocka_unit_test(drawn_frames),
                                       cmocka_unit_test(unknown_and_changed),
                                       cmocka_unit_test(wrong_documents),
                                       cmocka_unit_test(misplaced_elements),
                                       cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
