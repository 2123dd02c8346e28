/* Tests of the readers that build forms: DrawingML (docx_geometry.c), VML (docx_vml_path.c,
 * docx_vml_line.c), ODF (odt_geometry.c, odt_forms.c). */
#include "document/docx_drawing_internal.h"
#include "unit/docx_document.h"
#include "unit/forms.h"
#include "unit/odt_document.h"

/* ---- DrawingML ---- */

/* The form of the first object of a run. */
static void check_form(const char *run, const char *expected)
{
    struct hat_buf buf = {0}, document = {0};
    struct hat_block *block = NULL;
    hat_buf_printf(&document, "%s%s%s", "<w:document" W_NS "><w:body><w:p><w:r>", run,
                   "</w:r></w:p></w:body></w:document>");
    hat_buf_put(&document, "", 1);
    struct docx docx = {.limits = HAT_LIMITS_DEFAULT};
    struct docx_parts parts = {.document = document.data, .styles = STYLES(DEFAULTS)};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    do {
        assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
        assert_non_null(block);
    } while (block->kind != HAT_BLOCK_PARAGRAPH);
    assert_int_equal(block->as.paragraph->inline_count, 1);
    forms_describe(block->as.paragraph->inlines[0].object->form, &buf);
    assert_string_equal(buf.data, expected);
    hat_buf_fini(&buf);
    hat_buf_fini(&document);
    docx_close(&docx);
}

#define SHAPE(geometry)                                                                            \
    "<w:drawing><wp:anchor><wp:extent cx='1270000' cy='635000'/><wp:docPr/><a:graphic>"            \
    "<a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:ext cx='1270000' "                               \
    "cy='635000'/></a:xfrm>" geometry                                                              \
    "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
#define POINT(x, y) "<a:pt x='" x "' y='" y "'/>"

static void drawing_ml(void **state)
{
    (void)state;
    check_form(SHAPE("<a:prstGeom prst='rect'/>"), "");
    check_form(SHAPE("<a:prstGeom prst='triangle'><a:avLst><a:gd name='adj' fmla='val 0'/>"
                     "</a:avLst></a:prstGeom>"),
               "M 0,100 L 0,0 L 100,100 Z");
    check_form(
        SHAPE("<a:custGeom><a:gdLst><a:gd name='m' fmla='*/ w 1 4'/></a:gdLst><a:pathLst>"
              "<a:path><a:moveTo>" POINT("m", "b") "</a:moveTo><a:lnTo>" POINT(
                  "r", "t") "</a:lnTo><a:close/></a:path><a:path w='4' h='2' fill='none'>"
                            "<a:moveTo>" POINT("1", "1") "</a:moveTo><a:quadBezTo>" POINT("4", "1")
                                POINT("4", "2") "</a:quadBezTo><a:arcTo wR='1' "
                                                "hR='1' stAng='0' swAng='cd4'/>"
                                                "</a:path></a:pathLst>"
                                                "</a:custGeom>"),
        "M 25,100 L 100,0 Z | nofill M 25,50 C 75,50 100,67 100,100 C 100,128 89,150 75,150");
    check_form(SHAPE("<a:custGeom/>"), "");
    check_form(SHAPE("<a:custGeom><a:pathLst><a:path w='0' h='-3'><a:lnTo><a:pt/></a:lnTo>"
                     "<a:arcTo wR='1e9' hR='99999999999999999999' stAng='x' swAng='1'/></a:path>"
                     "</a:pathLst></a:custGeom>"),
               "M 0,0 L 0,0");
}

#define PRESET(name, adjustments)                                                                  \
    SHAPE("<a:prstGeom prst='" name "'><a:avLst>" adjustments "</a:avLst></a:prstGeom>")
#define GUIDE(name, formula) "<a:gd name='" name "' fmla='" formula "'/>"

/* Adjustments in range, out of it, by another name, in a circle, and without a name. */
static void adjusted(void **state)
{
    (void)state;
    check_form(PRESET("rightArrow", GUIDE("adj1", "val 0") GUIDE("adj2", "val 100000")),
               "M 0,50 L 50,50 L 50,0 L 100,50 L 50,100 L 50,50 L 0,50 Z");
    check_form(PRESET("rightArrow", GUIDE("adj1", "val 999999") GUIDE("adj2", "val -5")),
               "M 0,0 L 100,0 L 100,0 L 100,50 L 100,100 L 100,100 L 0,100 Z");
    check_form(PRESET("triangle", GUIDE("adj1", "val 100000")), "M 0,100 L 100,0 L 100,100 Z");
    check_form(PRESET("triangle", GUIDE("adj", "+- adj 0 1") GUIDE("adj", "*/ adj 25000 1")),
               "M 0,100 L 0,0 L 100,100 Z");
    check_form(PRESET("triangle", GUIDE("adj", "*/ 1 1 0")), "M 0,100 L 0,0 L 100,100 Z");
    check_form(PRESET("triangle", "<a:gd fmla='val 7'/><a:gd name='adj'/>"),
               "M 0,100 L 0,0 L 100,100 Z");
    check_form(PRESET("no such shape", GUIDE("adj", "val 7")), "");
}

/* Many guides: those without room count as nothing. */
static void many_guides(void **state)
{
    (void)state;
    struct hat_buf run = {0};
    hat_buf_printf(&run, "%s",
                   "<w:drawing><wp:anchor><wp:extent cx='1270000' cy='635000'/>"
                   "<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:custGeom><a:gdLst>");
    for (int i = 0; i < HAT_GUIDES_MAX + 5; i++) {
        hat_buf_printf(&run, "<a:gd name='g%d' fmla='+- g%d 1 0'/>", i, i - 1);
    }
    hat_buf_printf(&run,
                   "</a:gdLst><a:pathLst><a:path w='1024' h='1024'><a:moveTo>"
                   "<a:pt x='g%d' y='g%d'/></a:moveTo><a:lnTo><a:pt x='g255' y='none'/>"
                   "<a:pt x='1' y='1'/></a:lnTo></a:path></a:pathLst></a:custGeom></wps:spPr>"
                   "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>",
                   HAT_GUIDES_MAX - 1, HAT_GUIDES_MAX);
    hat_buf_put(&run, "", 1);
    check_form(run.data, "M 50,0 L 25,0");
    hat_buf_fini(&run);
}

/* ---- VML ---- */

static void vml(void **state)
{
    (void)state;
    check_form(
        "<w:pict><v:shapetype id='t' coordsize='100,100' adj='50,20' path='m@0,l,100r100,xe'>"
        "<v:formulas><v:f eqn='sum #0 #1 0'/></v:formulas></v:shapetype></w:pict>"
        "<w:pict><v:shape type='#t' style='width:9pt;height:9pt' adj=',10'/></w:pict>",
        "M 60,0 L 0,100 L 100,100 Z");
    check_form(
        "<w:pict><v:shape style='width:9pt;height:9pt' coordsize='100,100' "
        "path='m0,0qx50,50c50,80,60,90,100,100v0,0,0,0,-10,-10nfe wa0,0,100,100,0,50,50,0e'/>"
        "</w:pict>",
        "nofill M 0,0 C 28,0 50,22 50,50 C 50,80 60,90 100,100 C 100,100 100,100 90,90 | "
        "M 90,90 L 0,50 C 0,22 22,0 50,0");
    check_form("<w:pict><v:polyline points='0,0,10pt,20pt 20pt,0'/></w:pict>",
               "M 0,0 L 50,100 L 100,0");
    check_form("<w:pict><v:shape style='width:9pt;height:9pt' path='m@9,@@-l,,,,q~x%ar,,,e99'/>"
               "</w:pict>",
               "M 0,0 M 0,0");
    check_form("<w:pict><v:shape style='width:9pt;height:9pt' coordsize='0,-1' "
               "path='m1,1l99999999999999999999999,2e'><v:formulas><v:f eqn='prod 1 1 0'/>"
               "<v:f eqn='@0'/><v:f/></v:formulas></v:shape></w:pict>",
               "M 0,-100 L 0,-200");
}

/* A type that is defined again and again, the last time otherwise, leaves room for others. */
static void vml_types(void **state)
{
    (void)state;
    static const char *const ends[][2] = {{"a", "M 0,0 L 9,9"}, {"b", "M 0,0 L 8,8"}};
    for (size_t i = 0; i < 2; i++) {
        struct hat_buf run = {0};
        hat_buf_printf(&run, "<w:pict>");
        for (int k = 0; k < 100; k++) {
            hat_buf_printf(&run,
                           "<v:shapetype id='a' coordsize='100,100' path='m0,0l%d,@0'>"
                           "<v:formulas><v:f eqn='val %d'/></v:formulas></v:shapetype>",
                           k < 99 ? 1 : 9, k < 99 ? 2 : 9);
        }
        hat_buf_printf(&run,
                       "<v:shapetype id='b' coordsize='100,100' path='m0,0l8,8'/>"
                       "<v:shape type='#%s' style='width:9pt;height:9pt'/></w:pict>",
                       ends[i][0]);
        hat_buf_put(&run, "", 1);
        check_form(run.data, ends[i][1]);
        hat_buf_fini(&run);
    }
}

/* A shape of 100 x 100 units with formulas; what they give, by a line through them. */
static void vml_formulas(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        int value;
    } cases[] = {{"val 7", 7},
                 {"val #0", 50},
                 {"val #1", 0},
                 {"val #9", 0},
                 {"val @0", 7},
                 {"sum 1 2 4", -1},
                 {"sum @6 1 0", 1}, /* itself */
                 {"sum @8 2 0", 2}, /* one that comes later */
                 {"sum @7 1 0", 3},
                 {"prod 6 4 3", 8},
                 {"prod 1 1 0", 0},
                 {"mid 4 10", 7},
                 {"abs -5", 5},
                 {"min 3 9", 3},
                 {"max 3 9", 9},
                 {"if 1 2 3", 2},
                 {"if 0 2 3", 3},
                 {"mod 3 4 0", 5},
                 {"sqrt 49", 7},
                 {"sqrt -1", 0},
                 {"ellipse 3 5 10", 8},
                 {"ellipse 9 5 10", 0},
                 {"ellipse 1 0 5", 0},
                 {"sin 50 5898240", 50},
                 {"cos 50 0", 50},
                 {"tan 10 2949120", 10},
                 {"atan2 1 1", 51200}, /* 45 degrees in 65536ths: as far as a form reaches */
                 {"prod @26 1 65536", 45},
                 {"sinatan2 10 0 1", 10},
                 {"cosatan2 10 1 0", 10},
                 {"sumangle 0 45 0", 51200},
                 {"prod @30 1 65536", 45},
                 {"sum width 0 height", 0},
                 {"val xcenter", 50},
                 {"val ycenter", 50},
                 {"unknown 5", 5},
                 {"val @", 0},
                 {"val @-1", 0},
                 {"val -", 0},
                 {"", 0}};
    struct hat_buf run = {0}, expected = {0};
    size_t count = sizeof cases / sizeof *cases;
    hat_buf_printf(&run, "%s",
                   "<w:pict><v:shape style='width:9pt;height:9pt' coordsize='100,100' "
                   "adj='50' path='m0,0");
    hat_buf_printf(&expected, "M 0,0");
    for (size_t i = 0; i < count; i++) {
        hat_buf_printf(&run, "l@%zu,0", i);
        hat_buf_printf(&expected, " L %d,0", cases[i].value);
    }
    hat_buf_printf(&run, "l@%d,@%d", HAT_VML_FORMULAS_MAX - 1, HAT_VML_FORMULAS_MAX);
    hat_buf_printf(&expected, " L 9,0"); /* there is no room for more */
    hat_buf_printf(&run, "e'><v:formulas>");
    for (size_t i = 0; i < HAT_VML_FORMULAS_MAX + 5; i++) {
        hat_buf_printf(&run, "<v:f eqn='%s'/>", i < count ? cases[i].formula : "val 9");
    }
    hat_buf_printf(&run, "</v:formulas></v:shape></w:pict>");
    hat_buf_put(&run, "", 1);
    hat_buf_put(&expected, "", 1);
    check_form(run.data, expected.data);
    hat_buf_fini(&run);
    hat_buf_fini(&expected);
}

#define VML(path)                                                                                  \
    "<w:pict><v:shape style='width:9pt;height:9pt' coordsize='100,100' path='" path "'/></w:pict>"

static void vml_paths(void **state)
{
    (void)state;
    check_form(VML("m0,0t10,10r5,0l20 20xnsl1,1e"),
               "nostroke M 0,0 M 10,10 L 15,10 L 20,20 Z L 1,1");
    check_form(VML("m0,0qb60,0,60,60qy80,80,100,100e"),
               "M 0,0 C 40,0 60,20 60,60 C 60,71 69,80 80,80 C 91,80 100,89 100,100");
    check_form(VML("m0,0ae50,50,50,20,0,5898240e"), "M 0,0 L 100,50 C 100,61 78,70 50,70");
    check_form(
        VML("al50,50,50,20,0,23592960e"),
        "M 100,50 C 100,61 78,70 50,70 C 22,70 0,61 0,50 C 0,39 22,30 50,30 C 78,30 100,39 100,50");
    check_form(VML("at0,0,100,100,50,0,0,50e"), "M 0,0 L 50,0 C 22,0 0,22 0,50");
    check_form(VML("ar0,0,100,100,50,0,0,50e"), "M 50,0 C 22,0 0,22 0,50");
    check_form(VML("wr0,0,100,100,50,0,100,50e"), "M 50,0 C 78,0 100,22 100,50");
    check_form(VML("wa5,5,5,100,1,1,30,40e"), "M 0,0 L 30,40");
    check_form(VML("m,l-,5 c1,2"), "M 0,0 L 0,0");
    check_form(VML("m1,1ar0,0,0,0,0,0,0,0"), "M 1,1 L 0,0");
    check_form(VML("efhijkxxxnfnsqxqyq"), "");
}

/* ---- ODF ---- */

/* The form of the first drawing of a paragraph. */
static void check_odf(const char *drawing, const char *expected)
{
    struct hat_buf buf = {0}, content = {0};
    struct odt odt = {0};
    hat_buf_printf(&content, "%s%s%s",
                   "<office:document-content" ODF_NS "><office:body><office:text><text:p>", drawing,
                   "</text:p></office:text></office:body></office:document-content>");
    hat_buf_put(&content, "", 1);
    odt_open(&odt, content.data, NULL, NULL);
    const struct hat_paragraph *paragraph = odt_paragraph(&odt);
    assert_true(paragraph->inline_count > 0);
    forms_describe(paragraph->inlines[0].object->form, &buf);
    assert_string_equal(buf.data, expected);
    odt_close(&odt);
    hat_buf_fini(&buf);
    hat_buf_fini(&content);
}

#define ODF_CUSTOM(attributes, equations)                                                          \
    "<draw:custom-shape svg:width='2cm' svg:height='1cm'><draw:enhanced-geometry "                 \
    "svg:viewBox='0 0 100 100' " attributes ">" equations                                          \
    "</draw:enhanced-geometry></draw:custom-shape>"
#define ODF_PATH(path) ODF_CUSTOM("draw:enhanced-path='" path "'", "")
#define ODF_EQUATION(name, formula)                                                                \
    "<draw:equation draw:name='" name "' draw:formula='" formula "'/>"

/* What equations give, by a line through them. */
static void odf_equations(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        int value;
    } cases[] = {{"1 +2*3", 7},
                 {"(1+2)*3", 9},
                 {"10 -4 -3", 3},
                 {"8/0", 0},
                 {"8/0 +5 -4/(2-2)", 5},
                 {"8/-2", -4},
                 {"2*-3", -6},
                 {"--5", 5},
                 {"12/2/3", 2},
                 {"$0 +$1 ", 65},
                 {"$9 +$99 +$", 0},
                 {"?e0 *2", 14},
                 {"?e16 *2", 10}, /* one that comes later */
                 {"?e13 +1", 1},  /* itself */
                 {"?e15 +1", 2},  /* two that ask for each other */
                 {"?e14 +1", 1},
                 {"abs(-5)", 5},
                 {"?nothing +?", 0},
                 {"sqrt(49)", 7},
                 {"sqrt(-1)", 0},
                 {"sin(pi/2)*50", 50},
                 {"cos(0)*50", 50},
                 {"tan(pi/4)*10", 10},
                 {"atan(1)*180/pi", 45},
                 {"atan2(1,1)*180/pi", 45},
                 {"min(3,9)+max(3 ,9)", 12},
                 {"if(1,2,3)", 2},
                 {"if(-1,2,3)", 3},
                 {"if(1,2,3,4)", 2},
                 {"none(5)", 0},
                 {"left+top", 0},
                 {"right+width", 200},
                 {"bottom+height", 200},
                 {"logwidth/100", 20},
                 {"logheight/100", 10},
                 {"hasstroke*7", 7},
                 {"hasfill*7", 7},
                 {"nothing", 0},
                 {"1e2", 100},
                 {"1e999", 0},
                 {"1e200*1e200", 0},
                 {"", 0},
                 {"((((3", 3},
                 {"3)", 3},
                 {"*", 0}};
    struct hat_buf drawing = {0}, expected = {0};
    size_t count = sizeof cases / sizeof *cases;
    hat_buf_printf(&drawing, "%s",
                   "<draw:custom-shape svg:width='2cm' svg:height='1cm'>"
                   "<draw:enhanced-geometry svg:viewBox='0 0 100 100' "
                   "draw:modifiers='60 5' draw:enhanced-path='M 0 0 L");
    hat_buf_printf(&expected, "M 0,0");
    for (size_t i = 0; i < count; i++) {
        hat_buf_printf(&drawing, " ?e%zu 0", i);
        hat_buf_printf(&expected, " L %d,0", cases[i].value);
    }
    hat_buf_printf(&drawing, " N'>");
    for (size_t i = 0; i < count; i++) {
        hat_buf_printf(&drawing, "<draw:equation draw:name='e%zu' draw:formula='%s'/>", i,
                       cases[i].formula);
    }
    hat_buf_printf(&drawing, "</draw:enhanced-geometry></draw:custom-shape>");
    hat_buf_put(&drawing, "", 1);
    hat_buf_put(&expected, "", 1);
    check_odf(drawing.data, expected.data);
    hat_buf_fini(&drawing);
    hat_buf_fini(&expected);
}

/* A chain of equations, the last one first; one that is too long ends in nothing. */
static void odf_chains(void **state)
{
    (void)state;
    static const struct {
        int count;
        const char *expected;
    } cases[] = {{100, "M 99,0 L 98,0"}, {20000, "M 256,0 L 255,0"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hat_buf drawing = {0};
        hat_buf_printf(&drawing,
                       "<draw:custom-shape svg:width='2cm' svg:height='1cm'>"
                       "<draw:enhanced-geometry svg:viewBox='0 0 100 100' "
                       "draw:enhanced-path='M ?e%d 0 L ?e%d 0'>",
                       cases[i].count - 1, cases[i].count - 2);
        for (int k = 0; k < cases[i].count; k++) {
            hat_buf_printf(&drawing, "<draw:equation draw:name='e%d' draw:formula='?e%d +1'/>", k,
                           k - 1);
        }
        hat_buf_printf(&drawing, "</draw:enhanced-geometry></draw:custom-shape>");
        hat_buf_put(&drawing, "", 1);
        check_odf(drawing.data, cases[i].expected);
        hat_buf_fini(&drawing);
    }
}

static void odf_paths(void **state)
{
    (void)state;
    check_odf(ODF_PATH("M 0 0 10 10 L 20 0 30 10 C 40 0 50 0 60 10 Q 70 0 80 10 Z N"),
              "M 0,0 L 10,10 L 20,0 L 30,10 C 40,0 50,0 60,10 C 67,3 73,3 80,10 Z");
    check_odf(ODF_PATH("M 1 1 L 2 2 F S N M 3 3 L 4 4 H N M 5 5 L 6 6 J N"),
              "nofill nostroke M 1,1 L 2,2 | M 3,3 L 4,4 | M 5,5 L 6,6");
    check_odf(ODF_PATH("M 0 50 X 50 0 100 50 Y 50 100 0 50 Z N"),
              "M 0,50 C 28,50 50,28 50,0 C 50,28 72,50 100,50 C 100,78 78,100 50,100 C 22,100 0,78 "
              "0,50 Z");
    check_odf(ODF_PATH("U 50 50 50 20 0 90 T 50 50 50 20 90 0 N"),
              "M 100,50 C 100,61 78,70 50,70 L 50,70 C 78,70 100,61 100,50");
    check_odf(
        ODF_PATH("U 50 50 50 50 0 0 N"),
        "M 100,50 C 100,78 78,100 50,100 C 22,100 0,78 0,50 C 0,22 22,0 50,0 C 78,0 100,22 100,50");
    check_odf(ODF_PATH("B 0 0 100 100 50 0 0 50 A 0 0 100 100 50 0 0 50 N"),
              "M 50,0 C 22,0 0,22 0,50 L 50,0 C 22,0 0,22 0,50");
    check_odf(ODF_PATH("V 0 0 100 100 50 0 100 50 W 0 0 100 100 50 0 100 50 N"),
              "M 50,0 C 78,0 100,22 100,50 L 50,0 C 78,0 100,22 100,50");
    check_odf(ODF_PATH("M 100 50 G 50 50 0 90 G 0 0 0 90 N"),
              "M 100,50 C 100,78 78,100 50,100 C 50,100 50,100 50,100");
    check_odf(ODF_PATH("M 1 2 L 3 M left bottom L right top L -5 1e1 (1 2"),
              "M 1,2 M 0,100 L 100,0 L -5,10");
    check_odf(ODF_PATH("N N Z F S Z N"), "");
    check_odf(ODF_PATH("M 1"), "");
    check_odf(ODF_PATH("%"), "");
    check_odf("<draw:custom-shape><draw:enhanced-geometry draw:enhanced-path='M 1 1 L 2 2' "
              "draw:text-areas='1 ?a 9 bottom'/></draw:custom-shape>",
              "M 0,0 L 0,0");
}

/* Polygons, paths, parts of circles. */
static void odf_shapes(void **state)
{
    (void)state;
    check_odf("<draw:polygon svg:width='2cm' svg:height='1cm' svg:viewBox='0 0 20 10' "
              "draw:points='0,0 20,0 10,10'/>",
              "M 0,0 L 100,0 L 50,100 Z");
    check_odf("<draw:polyline svg:width='2cm' svg:height='1cm' svg:viewBox='10 10 20 10' "
              "draw:points='10,10 30,10 x'/>",
              "nofill M 0,0 L 100,0");
    check_odf("<draw:path svg:width='2cm' svg:height='1cm' svg:viewBox='0 0 20 10' "
              "svg:d='M0 0h10v5z'/>",
              "M 0,0 L 50,0 L 50,50 Z");
    check_odf("<draw:regular-polygon svg:width='1cm' svg:height='1cm' draw:corners='4'/>",
              "M 50,0 L 100,50 L 50,100 L 0,50 Z");
    check_odf("<draw:regular-polygon svg:width='1cm' svg:height='1cm' draw:corners='-4' "
              "draw:concave='true' draw:sharpness='50%'/>",
              "M 50,0 L 72,38 L 93,75 L 50,75 L 7,75 L 28,38 Z");
    check_odf("<draw:circle svg:width='1cm' svg:height='1cm' draw:kind='arc' "
              "draw:start-angle='0' draw:end-angle='90'/>",
              "nofill M 100,50 C 100,22 78,0 50,0");
    check_odf("<draw:circle svg:width='1cm' svg:height='1cm' draw:kind='section' "
              "draw:start-angle='270' draw:end-angle='360'/>",
              "M 50,100 C 78,100 100,78 100,50 L 50,50 Z");
    check_odf("<draw:ellipse svg:width='1cm' svg:height='1cm' draw:kind='cut' "
              "draw:start-angle='1e300' draw:end-angle='-1e300'/>",
              "M 100,50 C 100,22 78,0 50,0 C 22,0 0,22 0,50 C 0,78 22,100 50,100 C 78,100 100,78 "
              "100,50 Z");
    check_odf("<draw:rect svg:width='2cm' svg:height='1cm' draw:corner-radius='5mm'/>",
              "M 0,50 C 0,22 11,0 25,0 L 75,0 C 89,0 100,22 100,50 L 100,50 C 100,78 89,100 75,100 "
              "L 25,100 C 11,100 0,78 0,50 Z");
    check_odf("<draw:rect svg:width='2cm' svg:height='1cm' draw:corner-radius='-5mm'/>", "");
    check_odf("<draw:rect draw:corner-radius='5mm'/>", "");
}

/* ---- memory ---- */

static enum hat_status read_all(struct hat_document *document)
{
    struct hat_block *block = NULL;
    enum hat_status status;
    while ((status = hat_document_next(document, &block)) == HAT_OK && block != NULL) {
        hat_document_release(document, block);
    }
    return status;
}

static enum hat_status read_docx(void)
{
    struct docx docx = {0};
    struct docx_parts parts = {
        .document = DOCUMENT(
            P(R(PRESET("triangle", GUIDE("adj", "val 5")) SHAPE("<a:custGeom><a:gdLst>" GUIDE(
                "m",
                "*/ w 1 4") "</a:gdLst><a:pathLst><a:path>"
                            "<a:lnTo>" POINT(
                                "m",
                                "b") "</a:lnTo><a:arcTo wR='1' hR='1' swAng='cd2'/>"
                                     "</a:path></a:pathLst></a:custGeom>") "<w:pict><v:shapetype "
                                                                           "id='t' adj='5' "
                                                                           "path='m@0,1l2,3e'><v:"
                                                                           "formulas>"
                                                                           "<v:f eqn='val "
                                                                           "#0'/></v:formulas></"
                                                                           "v:shapetype>"
                                                                           "<v:shape type='#t' "
                                                                           "alt='a' "
                                                                           "style='width:9pt;"
                                                                           "height:9pt' "
                                                                           "adj='7'><v:formulas>"
                                                                           "<v:f eqn='val "
                                                                           "1'/></v:formulas></"
                                                                           "v:shape>"
                                                                           "<v:polyline "
                                                                           "points='0,0 "
                                                                           "5,5'/><v:roundrect "
                                                                           "style='width:9pt;"
                                                                           "height:9pt'/>"
                                                                           "<v:shape "
                                                                           "style='width:9pt;"
                                                                           "height:9pt'><v:"
                                                                           "textpath "
                                                                           "string='A'/></v:shape>"
                                                                           "</w:pict>"))),
        .styles = STYLES(DEFAULTS)};
    enum hat_status status = docx_try(&docx, &parts);
    status = status == HAT_OK ? read_all(docx.document) : status;
    hat_mem_fail_at(0);
    docx_close(&docx);
    return status;
}

static enum hat_status read_odt(void)
{
    struct odt odt = {0};
    enum hat_status status = odt_try(
        &odt,
        ODF_CONTENT(
            "<style:style style:name='G' style:family='graphic'><style:graphic-properties "
            "draw:stroke='dash' draw:stroke-dash='D' draw:marker-end='A'/></style:style>",
            "<text:p>" ODF_CUSTOM(
                "draw:enhanced-path='M ?a 0 L ?b 5' draw:text-areas='?a'",
                ODF_EQUATION("a", "?b +1") ODF_EQUATION(
                    "b",
                    "2")) "<draw:polygon svg:viewBox='0 0 2 2' draw:points='0,0 1,1'/>"
                          "<draw:rect svg:width='1cm' svg:height='1cm' draw:corner-radius='2mm'/>"
                          "<draw:line draw:style-name='G' svg:x2='1cm'/></text:p>"),
        ODF_STYLES("<draw:marker draw:name='A' svg:viewBox='0 0 2 3' svg:d='M0 0L1 1 2 0z'/>"
                   "<draw:stroke-dash draw:name='D' draw:dots1='1' draw:distance='1cm'/>",
                   "", ""),
        NULL);
    status = status == HAT_OK ? read_all(odt.document) : status;
    hat_mem_fail_at(0);
    odt_close(&odt);
    return status;
}

/* Whatever allocation fails, reading ends with that error, and nothing is left. */
static void failing_allocations(void **state)
{
    (void)state;
    enum hat_status (*const readers[])(void) = {read_docx, read_odt};
    for (size_t i = 0; i < 2; i++) {
        long n = 1;
        for (enum hat_status status = HAT_ERR_NOMEM; status != HAT_OK; n++) {
            assert_in_range(n, 1, 4999);
            hat_mem_fail_at(n);
            status = readers[i]();
            assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
        }
        assert_in_range(n, 20, 4999);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing_ml),  cmocka_unit_test(adjusted),
        cmocka_unit_test(many_guides), cmocka_unit_test(vml),
        cmocka_unit_test(vml_types),   cmocka_unit_test(vml_formulas),
        cmocka_unit_test(vml_paths),   cmocka_unit_test(odf_equations),
        cmocka_unit_test(odf_chains),  cmocka_unit_test(odf_paths),
        cmocka_unit_test(odf_shapes),  cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
