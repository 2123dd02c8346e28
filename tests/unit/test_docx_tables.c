/* Tests of the DOCX reader: tables streamed row by row, nested tables, pictures and boxes. */
#include "document/docx_internal.h"
#include "unit/docx_document.h"

#define TBL(inner)        "<w:tbl>" inner "</w:tbl>"
#define GRID2             "<w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='5000'/></w:tblGrid>"
#define TR(cells)         "<w:tr>" cells "</w:tr>"
#define TC(text)          "<w:tc>" P(T(text)) "</w:tc>"
#define TCPR(props, text) "<w:tc><w:tcPr>" props "</w:tcPr>" P(T(text)) "</w:tc>"

static void properties(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(TBL(
            "<w:tblPr><w:tblW w:w='5000' w:type='pct'/><w:jc w:val='center'/><w:tblInd w:w='-108' "
            "w:type='dxa'/><w:tblLayout w:type='fixed'/><w:tblCellMar><w:top w:w='10' "
            "w:type='dxa'/><w:right w:w='20' w:type='dxa'/></w:tblCellMar></w:tblPr>" GRID2 TR(
                "<w:trPr><w:cantSplit/><w:trHeight w:val='600'/><w:tblHeader/></w:trPr>" TCPR(
                    "<w:tcW w:w='4000' w:type='dxa'/><w:vAlign w:val='center'/><w:shd "
                    "w:val='clear' w:fill='EEEEEE'/>",
                    "a") TCPR("<w:tcMar><w:top w:w='200' w:type='dxa'/></w:tcMar><w:textDirection "
                              "w:val='btLr'/>",
                              "b"))
                TR("<w:trPr><w:trHeight w:val='300' w:hRule='exact'/></w:trPr>" TCPR(
                    "<w:gridSpan w:val='2'/>", "c")))),
        "table 5000/50% center indent=-108 fixed shifted grid=4000,5000\n"
        " row 1 h>=600 header whole\n"
        "  cell 0+1 valign1 w=4000 m=10,108,0,20 shade#EEEEEE\n   p\n     'a'\n"
        "  cell 1+1 direction1 m=200,108,0,20\n   p\n     'b'\n"
        " row 2 h=300\n  cell 0+2 m=10,108,0,20\n   p\n     'c'\n");
}

#define BORDERS(name, edges) "<w:" name ">" edges "</w:" name ">"
#define EDGE(edge, size)     "<w:" edge " w:val='single' w:sz='" size "'/>"

static void borders(void **state)
{
    (void)state;
    check_body(
        DOCUMENT(TBL(
            "<w:tblPr>" BORDERS("tblBorders", EDGE("top", "8") EDGE("left", "8") EDGE("bottom", "8")
                                                  EDGE("right", "8") EDGE("insideH", "4")
                                                      EDGE("insideV", "4")) "</w:tblPr>" GRID2
                TR(TC("a")
                       TCPR(BORDERS("tcBorders", "<w:top w:val='nil'/>" EDGE("bottom", "24")), "b"))
                    TR(TC("c") TC("d")) TR("<w:tblPrEx>" BORDERS(
                        "tblBorders", EDGE("bottom", "16")) "</w:tblPrEx>" TC("e") TC("f")))),
        "table shifted grid=4000,5000\n"
        " row 1\n  cell 0+1 b=20,20,10,10\n   p\n     'a'\n  cell 1+1 b=0,10,60,20\n   p\n"
        "     'b'\n"
        " row 2\n  cell 0+1 b=10,20,10,10\n   p\n     'c'\n  cell 1+1 b=10,10,10,20\n   p\n"
        "     'd'\n"
        " row 3\n  cell 0+1 b=10,20,40,10\n   p\n     'e'\n  cell 1+1 b=10,10,40,20\n   p\n"
        "     'f'\n");
}

static void merges(void **state)
{
    (void)state;
    check_body(DOCUMENT(TBL(GRID2 TR(TCPR("<w:vMerge w:val='restart'/>", "a") TC("b"))
                                TR("<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>" TC("d"))
                                    TR("<w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("e"))
                                        TR(TCPR("<w:hMerge w:val='restart'/>", "f")
                                               TCPR("<w:hMerge/>", "gone")))),
               "table shifted grid=4000,5000\n"
               " row 1\n  cell 0+1 merge1\n   p\n     'a'\n  cell 1+1\n   p\n     'b'\n"
               " row 2\n  cell 0+1 merge2\n   p\n  cell 1+1\n   p\n     'd'\n"
               " row 3\n  cell 0+1\n   p\n  cell 1+1\n   p\n     'e'\n"
               " row 4\n  cell 0+2\n   p\n     'f'\n");
}

static void nested(void **state)
{
    (void)state;
    check_body(DOCUMENT(TBL(TR("<w:tc>" TBL(TR(TC("in"))) P("") "</w:tc>")) P(T("after"))),
               "table shifted\n row 1\n  cell 0+1\n   table\n    row 1\n     cell 0+1\n      p\n"
               "        'in'\n   p\np\n  'after'\n");
}

static void odd_tables(void **state)
{
    (void)state;
    check_body(DOCUMENT(TBL("<w:tblPr/>") TBL(TR("")) P("")), "p\n"); /* no rows, no table */
    struct docx_parts parts = {
        .document = DOCUMENT(TBL(TR("<w:trPr><w:del/></w:trPr>" TC("a")) TR(TC("b")))
                                 TBL("<w:sdt><w:sdtContent>" TR("<w:sdt><w:sdtContent>" TC(
                                     "c") "</w:sdtContent></w:sdt>") "</w:sdtContent></w:sdt>")),
        .styles = STYLES(DEFAULTS),
        .keep_warnings = true};
    check_parts(&parts, "table shifted\n row 1\n  cell 0+1\n   p\n     'b'\n"
                        "table shifted\n row 1\n  cell 0+1\n   p\n     'c'\n");
}

static void floating(void **state)
{
    (void)state;
    check_body(DOCUMENT(TBL("<w:tblPr><w:tblpPr w:horzAnchor='page' w:vertAnchor='text' "
                            "w:tblpX='1000' w:tblpYSpec='top'/></w:tblPr>" TR(TC("a")))),
               "table shifted x=0:0:1000 y=3:1:0 wrap2\n row 1\n  cell 0+1\n   p\n     'a'\n");
}

/* Rows nobody reads are given back, and the table stays at its end. */
static void unread_rows(void **state)
{
    (void)state;
    struct docx docx = {0};
    struct docx_parts parts = {
        .document = DOCUMENT(TBL(TR(TC("a")) TR(TC("b")) TR(TC("c"))) P(T("d"))), .chunk = 5};
    struct hat_block *table, *block;
    struct hat_row *row;
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
    hat_document_release(docx.document, block);
    assert_int_equal(hat_document_next(docx.document, &table), HAT_OK);
    assert_int_equal(table->kind, HAT_BLOCK_TABLE);
    assert_true(table->as.table->streamed);
    assert_int_equal(hat_document_next_row(docx.document, table->as.table, NULL, &row), HAT_OK);
    assert_int_equal(row->number, 1);
    hat_document_release_row(docx.document, row);
    assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
    assert_int_equal(block->kind, HAT_BLOCK_PARAGRAPH);
    assert_int_equal(hat_document_next_row(docx.document, table->as.table, NULL, &row), HAT_OK);
    assert_null(row);
    docx_close(&docx);
}

static void too_deep(void **state)
{
    (void)state;
    struct docx docx = {.limits = HAT_LIMITS_DEFAULT};
    struct docx_parts parts = {
        .document =
            DOCUMENT(TBL(TR("<w:tc>" TBL(TR("<w:tc>" TBL(TR(TC("x"))) "</w:tc>")) "</w:tc>")))};
    docx.limits.table_depth = 2;
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_ERR_LIMIT);
    assert_true(docx_warned(&docx, "table-depth"));
    docx_close(&docx);
}

/* ---- pictures and boxes ---- */

static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x14\0\0\0\x0a\x08\6\0\0\0";

static void check_drawing(const char *run, const char *expected)
{
    char document[8192];
    snprintf(document, sizeof document, "%s%s%s", "<w:document" W_NS "><w:body><w:p><w:r>", run,
             "</w:r></w:p></w:body></w:document>");
    struct docx_parts parts = {
        .document = document, .styles = STYLES(DEFAULTS), .picture = {png, sizeof png - 1}};
    check_parts(&parts, expected);
}

#define PICTURE                                                                                    \
    "<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='rIdPicture'/><a:srcRect "   \
    "l='25000' b='1000'/></pic:blipFill><pic:spPr><a:xfrm rot='5400000'><a:off x='0' y='0'/>"      \
    "<a:ext cx='1' cy='1'/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic>"

static void pictures(void **state)
{
    (void)state;
    check_drawing("<w:drawing><wp:inline distT='0' distB='0'><wp:extent cx='914400' cy='457200'/>"
                  "<wp:docPr id='1' name='x' descr='Елтаңба'><a:extLst><a:ext><d:decorative "
                  "xmlns:d='http://schemas.microsoft.com/office/drawing/2017/decorative' val='0'/>"
                  "</a:ext></a:extLst></wp:docPr>" PICTURE "</wp:inline></w:drawing>",
                  "p\n  object picture 1440x720 word/media/image1.png alt='Елтаңба' "
                  "crop=0,25000,1000,0 rotation9000\n");
    check_drawing(
        "<w:drawing><wp:anchor behindDoc='1' distL='114300'><wp:positionH "
        "relativeFrom='page'><wp:posOffset>635000</wp:posOffset></wp:positionH>"
        "<wp:positionV relativeFrom='paragraph'><wp:align>bottom</wp:align>"
        "</wp:positionV><wp:extent cx='914400' cy='457200'/><wp:wrapTopAndBottom/>"
        "<wp:docPr><a:extLst><a:ext><d:decorative val='1' "
        "xmlns:d='http://schemas.microsoft.com/office/drawing/2017/decorative'/>"
        "</a:ext></a:extLst></wp:docPr>" PICTURE "</wp:anchor></w:drawing>",
        "p\n  anchor picture 1440x720 word/media/image1.png decorative x=0:0:1000 y=3:3:0 wrap1 "
        "behind crop=0,25000,1000,0 rotation9000\n");
    check_drawing("<w:pict><v:shape style='width:36pt;height:.5in' stroked='f'><v:imagedata "
                  "r:id='rIdPicture' cropleft='16384f'/></v:shape></w:pict>",
                  "p\n  object picture 720x720 word/media/image1.png crop=0,25000,0,0\n");
}

static void missing_pictures(void **state)
{
    (void)state;
    struct docx docx = {0};
    struct docx_parts parts = {
        .document = DOCUMENT(P(R("<w:pict><v:shape style='width:10pt;height:10pt'><v:imagedata "
                                 "r:id='rIdMissing'/></v:shape></w:pict>"
                                 "<w:pict><v:shape style='width:10pt;height:10pt'><v:imagedata "
                                 "r:id='rIdLink'/></v:shape></w:pict>"))),
        .styles = STYLES(DEFAULTS)};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(docx_dump(&docx), HAT_OK);
    assert_non_null(strstr(docx.text.data, "p\n  object picture 200x200\n"
                                           "  object picture 200x200\n"));
    assert_true(docx_warned(&docx, "picture-missing"));
    assert_true(docx_warned(&docx, "picture-outside"));
    docx_close(&docx);
}

static void boxes(void **state)
{
    (void)state;
    check_drawing(
        "<w:t>a</w:t><w:drawing><wp:anchor><wp:positionH relativeFrom='column'><wp:align>center"
        "</wp:align></wp:positionH><wp:extent cx='1270000' cy='635000'/><wp:wrapSquare/>"
        "<wp:docPr/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst='rect'/>"
        "<a:solidFill><a:srgbClr val='FFFF00'/></a:solidFill><a:ln w='12700'><a:solidFill>"
        "<a:prstClr val='black'/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>" P(
            T("in")) P("") "</w:txbxContent></wps:txbx><wps:bodyPr lIns='0'><a:spAutoFit/>"
                           "</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
                           "</w:drawing><w:t>b</w:t>",
        "p\n  'a'\n  anchor box 2000x1000 x=2:2:0 y=3:0:0 wrap2 fill#FFFF00 stroke#000000 20 grow "
        "insets=72,0,72,144\n    p\n      'in'\n    p\n  'b'\n");
    check_drawing("<w:pict><v:rect style='position:absolute;margin-left:10pt;margin-top:-5pt;"
                  "width:100pt;height:50pt;z-index:-2' fillcolor='#f00' stroked='f'><v:textbox "
                  "inset='0,1pt,,2pt'><w:txbxContent>" P(
                      T("in")) "</w:txbxContent></v:textbox><w10:wrap type='square'/></v:rect>"
                               "</w:pict>",
                  "p\n  anchor box 2000x1000 x=2:0:200 y=3:0:-100 wrap2 behind fill#FF0000 "
                  "insets=20,0,40,144\n    p\n      'in'\n");
}

/* A few bytes a row that stand for 511 cells each: a table that is held whole has only so many. */
static void many_left_out(void **state)
{
    (void)state;
    enum { ROWS = 140 };
    struct hat_buf text = {0};
    struct docx docx = {.limits = HAT_LIMITS_DEFAULT};
    struct hat_block *block = NULL;
    struct hat_row *row = NULL;
    hat_buf_printf(&text, "<w:document%s><w:body><w:tbl><w:tr><w:tc><w:tbl>", W_NS);
    for (int i = 0; i < ROWS; i++) {
        hat_buf_printf(&text, "%s", TR("<w:trPr><w:gridAfter w:val='511'/></w:trPr>" TC("a")));
    }
    hat_buf_printf(&text, "%s", "</w:tbl><w:p/></w:tc></w:tr></w:tbl><w:p/></w:body></w:document>");
    hat_buf_put(&text, "", 1);
    struct docx_parts parts = {.document = text.data, .styles = STYLES(DEFAULTS)};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    do {
        assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
        assert_non_null(block);
    } while (block->kind != HAT_BLOCK_TABLE);
    assert_int_equal(hat_document_next_row(docx.document, block->as.table, NULL, &row), HAT_OK);
    const struct hat_row *inner = row->cells[0].blocks->as.table->rows;
    size_t count = 0, rows = 0;
    assert_int_equal(inner->cell_count, 512);
    for (; inner != NULL; inner = inner->next, rows++) {
        count += inner->cell_count;
    }
    assert_int_equal(rows, ROWS);
    assert_int_equal(count, ROWS + HAT_DOCX_LEFT_OUT_MAX);
    docx_close(&docx);
    hat_buf_fini(&text);
}

/* ---- fills that run from one colour to another ---- */

#define SHAPE(fill)                                                                                \
    "<w:drawing><wp:anchor><wp:extent cx='1270000' cy='635000'/><wp:docPr/><a:graphic>"            \
    "<a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst='rect'/><a:gradFill>" fill                 \
    "</a:gradFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
#define STOP(at, rgb) "<a:gs pos='" at "'><a:srgbClr val='" rgb "'/></a:gs>"

/* `expected` from == to: no gradient. */
static void check_gradient(const char *run, struct hat_gradient expected)
{
    char document[4096];
    snprintf(document, sizeof document, "%s%s%s", "<w:document" W_NS "><w:body><w:p><w:r>", run,
             "</w:r></w:p></w:body></w:document>");
    struct docx docx = {.limits = HAT_LIMITS_DEFAULT};
    struct docx_parts parts = {.document = document, .styles = STYLES(DEFAULTS)};
    struct hat_block *block = NULL;
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    do {
        assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
        assert_non_null(block);
    } while (block->kind != HAT_BLOCK_PARAGRAPH);
    assert_int_equal(block->as.paragraph->inline_count, 1);
    const struct hat_gradient *found = block->as.paragraph->inlines[0].object->gradient;
    if (expected.from == expected.to) {
        assert_null(found);
    } else {
        assert_non_null(found);
        assert_int_equal(found->kind, expected.kind);
        assert_int_equal(found->from, expected.from);
        assert_int_equal(found->to, expected.to);
        assert_int_equal(found->angle, expected.angle);
        assert_int_equal(found->border, expected.border);
    }
    docx_close(&docx);
}

static void gradients(void **state)
{
    (void)state;
    check_gradient(
        SHAPE("<a:gsLst>" STOP("0", "FF0000") STOP("100000", "0000FF") "</a:gsLst>"
                                                                       "<a:lin ang='0'/>"),
        (struct hat_gradient){HAT_GRADIENT_LINEAR, .angle = 900, .from = 0xFF0000, .to = 0xFF});
    check_gradient(/* stops in any order; the widest step counts */
                   SHAPE("<a:gsLst>" STOP("100000", "0000FF") STOP("0", "FF0000")
                             STOP("30000", "FFFF00") "</a:gsLst><a:lin ang='5400000'/>"),
                   (struct hat_gradient){HAT_GRADIENT_LINEAR, .from = 0xFFFF00, .to = 0xFF});
    check_gradient(
        SHAPE("<a:gsLst>" STOP("0", "FF0000") STOP("40000", "FF0000")
                  STOP("100000", "0000FF") "</a:gsLst><a:lin ang='5400000'/>"),
        (struct hat_gradient){HAT_GRADIENT_LINEAR, .border = 40, .from = 0xFF0000, .to = 0xFF});
    check_gradient(/* the border is outside, so it is turned round */
                   SHAPE("<a:gsLst>" STOP("0", "FF0000") STOP("60000", "0000FF")
                             STOP("100000", "0000FF") "</a:gsLst><a:lin ang='5400000'/>"),
                   (struct hat_gradient){HAT_GRADIENT_LINEAR, .border = 40, .angle = 1800,
                                         .from = 0xFF, .to = 0xFF0000});
    check_gradient(SHAPE("<a:gsLst>" STOP("0", "FF0000") STOP("50000", "0000FF")
                             STOP("100000", "FF0000") "</a:gsLst><a:lin ang='5400000'/>"),
                   (struct hat_gradient){HAT_GRADIENT_AXIAL, .from = 0xFF0000, .to = 0xFF});
    check_gradient(
        SHAPE("<a:gsLst>" STOP("0", "FF0000") STOP(
            "100000", "0000FF") "</a:gsLst>"
                                "<a:path path='circle'><a:fillToRect l='50000' t='50000' r='50000' "
                                "b='50000'/></a:path>"),
        (struct hat_gradient){HAT_GRADIENT_RADIAL, .from = 0xFF, .to = 0xFF0000});
    check_gradient(/* around a corner: linear from there */
                   SHAPE("<a:gsLst>" STOP("0", "FF0000")
                             STOP("100000", "0000FF") "</a:gsLst>"
                                                      "<a:path path='circle'><a:fillToRect "
                                                      "r='100000' b='100000'/></a:path>"),
                   (struct hat_gradient){HAT_GRADIENT_LINEAR, .angle = 450, .from = 0xFF0000,
                                         .to = 0xFF});
    check_gradient(SHAPE("<a:gsLst>" STOP("0", "FF0000") "</a:gsLst>"), (struct hat_gradient){0});
    check_gradient(SHAPE("<a:gsLst/>"), (struct hat_gradient){0});
}

static void gradients_of_vml(void **state)
{
    (void)state;
    check_gradient(
        "<w:pict><v:oval style='width:9pt;height:9pt' fillcolor='red'>"
        "<v:fill type='gradient' color2='blue' angle='-90'/></v:oval></w:pict>",
        (struct hat_gradient){HAT_GRADIENT_LINEAR, .angle = 900, .from = 0xFF0000, .to = 0xFF});
    check_gradient("<w:pict><v:rect style='width:9pt;height:9pt' fillcolor='red'>"
                   "<v:fill type='gradient' color2='blue' focus='100%'/></v:rect></w:pict>",
                   (struct hat_gradient){HAT_GRADIENT_LINEAR, .from = 0xFF0000, .to = 0xFF});
    check_gradient("<w:pict><v:rect style='width:9pt;height:9pt' fillcolor='red'>"
                   "<v:fill type='gradientRadial' color2='fill darken(51)' focus='100%'/></v:rect>"
                   "</w:pict>",
                   (struct hat_gradient){HAT_GRADIENT_RECTANGULAR, .angle = 0, .from = 0x330000,
                                         .to = 0xFF0000});
    check_gradient("<w:pict><v:rect style='width:9pt;height:9pt' fillcolor='red'>"
                   "<v:fill on='f' type='gradient' color2='blue'/></v:rect></w:pict>",
                   (struct hat_gradient){0});
}

/* Letters as a drawing: a paragraph a row, which is stretched into the box. */
static void watermarks(void **state)
{
    (void)state;
    check_drawing("<w:pict><v:shape type='#_x0000_t136' style='position:absolute;width:100pt;"
                  "height:50pt;rotation:-45;flip:x' fillcolor='silver' stroked='f'>"
                  "<v:fill opacity='.5'/><v:textpath string='A&#10;&#10;B' trim='t' "
                  "style='font-family:&quot;Arial&quot;;font-weight:bold'/></v:shape></w:pict>",
                  "p\n  anchor box 2000x1000 x=2:0:0 y=3:0:0 rotation31500 mirrored art clear50 "
                  "fill#C0C0C0 insets=72,144,72,144\n    p\n      'A' {Arial 144 b}\n"
                  "    p\n      'B' {Arial 144 b}\n");
    check_drawing("<w:pict><v:shape style='width:10pt;height:10pt;rotation:2949120fd'><v:textpath "
                  "string='A'/></v:shape></w:pict>",
                  "p\n  object box 200x200 rotation4500 art fill#FFFFFF stroke#000000 15 grow "
                  "insets=72,144,72,144\n    p\n      'A' {Times New Roman 144}\n");
    check_drawing("<w:pict><v:rect style='width:10pt;height:10pt' stroked='f'><v:textpath on='f' "
                  "string='A'/></v:rect></w:pict>",
                  "p\n  object rect 200x200 fill#FFFFFF\n");
}

static void lines_and_groups(void **state)
{
    (void)state;
    check_drawing("<w:pict><v:line from='0,10pt' to='300pt,10pt' style='position:absolute' "
                  "strokeweight='1.5pt'/></w:pict>",
                  "p\n  anchor line 6000x0 x=2:0:0 y=3:0:200 fill#FFFFFF stroke#000000 30\n");
    check_drawing(
        "<w:drawing><wp:anchor><wp:positionH relativeFrom='page'><wp:posOffset>63500"
        "</wp:posOffset></wp:positionH><wp:extent cx='1270000' cy='1270000'/><wp:docPr/>"
        "<a:graphic><a:graphicData><wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/>"
        "<a:ext cx='1270000' cy='1270000'/><a:chOff x='100' y='0'/><a:chExt cx='1000' cy='1000'/>"
        "</a:xfrm></wpg:grpSpPr><wps:wsp><wps:spPr><a:xfrm><a:off x='600' y='250'/>"
        "<a:ext cx='500' cy='0'/></a:xfrm><a:prstGeom prst='line'/><a:ln w='6350'><a:solidFill>"
        "<a:srgbClr val='0000FF'/></a:solidFill></a:ln></wps:spPr></wps:wsp></wpg:wgp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>",
        "p\n  anchor line 1000x0 x=0:0:1100 y=3:0:500 stroke#0000FF 10\n");
}

/* ---- memory ---- */

static enum hat_status read_all(const struct docx_parts *parts)
{
    struct docx docx = {0};
    enum hat_status status = docx_try(&docx, parts);
    struct hat_block *block;
    while (status == HAT_OK && (status = hat_document_next(docx.document, &block)) == HAT_OK) {
        if (block == NULL) {
            break;
        }
        struct hat_row *row = NULL;
        bool is_table = block->kind == HAT_BLOCK_TABLE;
        while (is_table && status == HAT_OK) {
            status = hat_document_next_row(docx.document, block->as.table, NULL, &row);
            is_table = status == HAT_OK && row != NULL;
            hat_document_release_row(docx.document, is_table ? row : NULL);
        }
        hat_document_release(docx.document, block);
    }
    hat_mem_fail_at(0);
    docx_close(&docx);
    return status;
}

/* Whatever allocation fails, reading ends with that error or as if nothing had failed. */
static void failing_allocations(void **state)
{
    (void)state;
    struct docx_parts parts = {
        .document = DOCUMENT(P("<w:hyperlink r:id='rIdLink'>" T("a") "</w:hyperlink>" R(
            "<w:footnoteReference w:id='1'/><w:pict><v:rect style='width:9pt;height:9pt'>"
            "<v:imagedata r:id='rIdPicture'/></v:rect></w:pict>")) TBL(TR(TC("b")) TR(TC("c")))
                                 P("<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
                                   "<w:tabs><w:tab w:val='left' w:pos='5'/></w:tabs>"
                                   "</w:pPr>") "<w:sectPr><w:headerReference w:type='default' "
                                               "r:id='rIdHeader'/></w:sectPr>"),
        .styles = STYLES(DEFAULTS "<w:style w:type='table' w:default='1' w:styleId='N'/>"),
        .numbering = "<w:numbering" W_NS "><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>"
                     "<w:lvlText w:val='%1'/></w:lvl></w:abstractNum><w:num w:numId='1'>"
                     "<w:abstractNumId w:val='0'/></w:num></w:numbering>",
        .header = "<w:hdr" W_NS ">" P(T("h")) "</w:hdr>",
        .footnotes = "<w:footnotes" W_NS "><w:footnote w:id='1'>" P(
            R("<w:footnoteRef/>")) "</w:footnote></w:footnotes>",
        .picture = {png, sizeof png - 1}};
    long n = 1;
    for (; n < 5000; n++) {
        hat_mem_fail_at(n);
        enum hat_status status = read_all(&parts);
        if (status == HAT_OK) {
            break;
        }
        assert_int_equal(status, HAT_ERR_NOMEM);
    }
    assert_in_range(n, 20, 4999);
}

/* Memory does not grow with the number of rows. */
static void many_rows(void **state)
{
    (void)state;
    enum { ROWS = 3000 };
    struct hat_buf document = {0};
    hat_buf_printf(&document, "%s", "<w:document" W_NS "><w:body><w:tbl>" GRID2);
    for (int i = 0; i < ROWS; i++) {
        hat_buf_printf(&document, "%s", TR(TC("a") TC("b")));
    }
    hat_buf_printf(&document, "%s", "</w:tbl></w:body></w:document>");
    struct docx_parts parts = {.document = document.data, .chunk = 1000};
    struct docx docx = {0};
    struct hat_block *block;
    struct hat_row *row;
    uint32_t count = 0;
    void *arenas[64];
    size_t different = 0;
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
    hat_document_release(docx.document, block);
    assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
    for (;;) {
        assert_int_equal(hat_document_next_row(docx.document, block->as.table, NULL, &row), HAT_OK);
        if (row == NULL) {
            break;
        }
        assert_int_equal(row->number, ++count);
        size_t i = 0;
        while (i < different && arenas[i] != row->arena) {
            i++;
        }
        assert_true(i < 64);
        arenas[i] = row->arena;
        different += i == different;
        hat_document_release_row(docx.document, row);
    }
    assert_int_equal(count, ROWS);
    docx_close(&docx);
    hat_buf_fini(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(properties),
                                       cmocka_unit_test(borders),
                                       cmocka_unit_test(merges),
                                       cmocka_unit_test(nested),
                                       cmocka_unit_test(odd_tables),
                                       cmocka_unit_test(floating),
                                       cmocka_unit_test(unread_rows),
                                       cmocka_unit_test(too_deep),
                                       cmocka_unit_test(pictures),
                                       cmocka_unit_test(missing_pictures),
                                       cmocka_unit_test(boxes),
                                       cmocka_unit_test(many_left_out),
                                       cmocka_unit_test(watermarks),
                                       cmocka_unit_test(lines_and_groups),
                                       cmocka_unit_test(gradients),
                                       cmocka_unit_test(gradients_of_vml),
                                       cmocka_unit_test(failing_allocations),
                                       cmocka_unit_test(many_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
