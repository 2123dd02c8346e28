/* Tests of src/document/form*.c and of the readers that build forms: DrawingML, VML, ODF. */
#include <math.h>

#include "document/form_internal.h"
#include "unit/docx_document.h"
#include "unit/unit.h"

enum { UNIT = HAT_FORM_UNIT };

/* "M 0,0 L 100,0 Z | ..": points in hundredths of the box; "fill", "stroke" where they are not. */
static void describe(const struct hat_form *form, struct hat_buf *out)
{
    out->len = 0;
    for (uint32_t i = 0; form != NULL && i < form->count; i++) {
        const struct hat_contour *contour = &form->contours[i];
        hat_buf_printf(out, "%s%s%s", i > 0 ? " | " : "", contour->filled ? "" : "nofill ",
                       contour->stroked ? "" : "nostroke ");
        for (uint32_t k = 0; k < contour->count; k++) {
            const struct hat_path_step *step = &contour->steps[k];
            int points = step->kind == HAT_PATH_CURVE ? 3 : step->kind == HAT_PATH_CLOSE ? 0 : 1;
            hat_buf_printf(out, "%s%c", k > 0 ? " " : "", "MLCZ"[step->kind]);
            for (int p = 0; p < points; p++) {
                hat_buf_printf(out, " %ld,%ld", lround(step->x[p] * 100.0 / UNIT),
                               lround(step->y[p] * 100.0 / UNIT));
            }
        }
    }
    hat_buf_put(out, "", 1);
    assert_false(hat_buf_failed(out));
}

static void check_preset(const char *name, double width, double height, const char *expected)
{
    struct hat_arena arena = {0};
    struct hat_guides guides = {.width = width, .height = height};
    struct hat_buf buf = {0};
    const struct hat_form *form = NULL;
    const struct hat_preset *preset = hat_preset_find(hat_str_from(name));
    double text[4];
    assert_non_null(preset);
    assert_int_equal(hat_preset_draw(preset, &guides, &arena, &form, text), HAT_OK);
    describe(form, &buf);
    assert_string_equal(buf.data, expected);
    hat_guides_fini(&guides);
    hat_buf_fini(&buf);
    hat_arena_fini(&arena);
}

static void presets(void **state)
{
    (void)state;
    assert_null(hat_preset_find(HAT_STR("no such shape")));
    check_preset("triangle", 200, 100, "M 0,100 L 50,0 L 100,100 Z");
    check_preset("rightArrow", 200, 100,
                 "M 0,25 L 75,25 L 75,0 L 100,50 L 75,100 L 75,75 L 0,75 Z");
    check_preset("flowChartInputOutput", 10, 10, "M 0,100 L 20,0 L 100,0 L 80,100 Z");
    check_preset("line", 0, 100, "nofill M 0,0 L 0,100");
    check_preset("arc", 100, 100,
                 "nostroke M 50,0 C 78,0 100,22 100,50 L 50,50 Z | nofill M 50,0 C 78,0 100,22 "
                 "100,50");
    check_preset("cube", 100, 100,
                 "nostroke M 0,25 L 75,25 L 75,100 L 0,100 Z | nostroke M 0,25 L 25,0 L 100,0 "
                 "L 75,25 Z | nostroke M 75,25 L 100,0 L 100,75 L 75,100 Z | nofill M 0,25 L 25,0 "
                 "L 100,0 L 100,75 L 75,100 L 0,100 Z M 0,25 L 75,25 L 100,0 M 75,25 L 75,100");
}

/* All presets at all sizes, with nothing, and with adjustments out of range. */
static void all_presets(void **state)
{
    (void)state;
    static const char *const names[] = {
#define HAT_PRESET(name, adjustments, guides, text, paths) name,
#include "document/form_presets.def"
#undef HAT_PRESET
    };
    static const double sizes[][2] = {{100, 50}, {50, 100}, {0, 0}, {0, 10}, {1e9, 1}};
    static const double adjustments[] = {0, -1e12, 1e12, 50000};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t k = 0; k < 20; k++) {
            struct hat_arena arena = {0};
            struct hat_guides guides = {.width = sizes[k % 5][0], .height = sizes[k % 5][1]};
            const struct hat_form *form = NULL;
            double text[4];
            hat_guides_set(&guides, HAT_STR("adj1"), adjustments[k / 5]);
            hat_guides_set(&guides, HAT_STR("adj2"), adjustments[k / 5]);
            assert_int_equal(hat_preset_draw(hat_preset_find(hat_str_from(names[i])), &guides,
                                             &arena, &form, text),
                             HAT_OK);
            assert_non_null(form);
            assert_true(isfinite(text[0] + text[1] + text[2] + text[3]));
            hat_guides_fini(&guides);
            hat_arena_fini(&arena);
        }
    }
}

static void formulas(void **state)
{
    (void)state;
    struct hat_guides guides = {.width = 200, .height = 100};
    static const struct {
        const char *formula;
        double value;
    } cases[] = {{"val 7", 7},
                 {"*/ w h 4", 5000},
                 {"*/ w h 0", 0},
                 {"+- w h 50", 250},
                 {"+/ w h 2", 150},
                 {"?: 1 2 3", 2},
                 {"?: 0 2 3", 3},
                 {"pin 0 -5 9", 0},
                 {"pin 0 15 9", 9},
                 {"sqrt -4", 0},
                 {"max ss ls", 200},
                 {"val 3cd4", 16200000},
                 {"cos 10 5400000", 0},
                 {"mod 3 4 0", 5},
                 {"at2 1 1", 2700000},
                 {"val hd4", 25},
                 {"", 0},
                 {"val nothing", 0},
                 {"*/ 1 1", 0},
                 {"val wd0", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = hat_guides_formula(&guides, hat_str_from(cases[i].formula));
        assert_true(fabs(value - cases[i].value) < 1e-6);
    }
    hat_guides_fini(&guides);
}

/* ---- SVG ---- */

static void check_svg(const char *path, const char *expected)
{
    struct hat_arena arena = {0};
    struct hat_buf buf = {0};
    struct hat_form_maker maker;
    const struct hat_form *form = NULL;
    hat_form_begin(&maker, 100, 100);
    hat_form_svg(&maker, hat_str_from(path));
    assert_int_equal(hat_form_end(&maker, &arena, &form), HAT_OK);
    describe(form, &buf);
    assert_string_equal(buf.data, expected);
    hat_buf_fini(&buf);
    hat_arena_fini(&arena);
}

static void svg(void **state)
{
    (void)state;
    check_svg("M10 20h30v5l-5-5 1,2zM1e1,.5e2",
              "M 10,20 L 40,20 L 40,25 L 35,20 L 36,22 Z M 10,50");
    check_svg("m1 2 3 4", "M 1,2 L 4,6");
    check_svg("M0 0C1 2 3 4 5 6S9 9 10 10", "M 0,0 C 1,2 3,4 5,6 C 7,8 9,9 10,10");
    check_svg("M0 0Q30 0 30 30T60 60", "M 0,0 C 20,0 30,10 30,30 C 30,50 40,60 60,60");
    check_svg("M0 50A50 50 0 0 1 50 0", "M 0,50 C 0,22 22,0 50,0");
    check_svg("M0 0A0 5 0 0 1 9 9", "M 0,0 L 9,9");
    check_svg("", "");
    check_svg("zzz", "");
    check_svg("L", "");
    check_svg("M 1", "");
    check_svg("M1e999 1e-999 X", "M 0,0");
}

/* ---- documents ---- */

/* The form of the first object of a run. */
static void check_form(const char *run, const char *expected)
{
    char document[16384];
    struct hat_buf buf = {0};
    struct hat_block *block = NULL;
    snprintf(document, sizeof document, "%s%s%s", "<w:document" W_NS "><w:body><w:p><w:r>", run,
             "</w:r></w:p></w:body></w:document>");
    struct docx docx = {.limits = HAT_LIMITS_DEFAULT};
    struct docx_parts parts = {.document = document, .styles = STYLES(DEFAULTS)};
    assert_int_equal(docx_try(&docx, &parts), HAT_OK);
    do {
        assert_int_equal(hat_document_next(docx.document, &block), HAT_OK);
        assert_non_null(block);
    } while (block->kind != HAT_BLOCK_PARAGRAPH);
    assert_int_equal(block->as.paragraph->inline_count, 1);
    describe(block->as.paragraph->inlines[0].object->form, &buf);
    assert_string_equal(buf.data, expected);
    hat_buf_fini(&buf);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presets), cmocka_unit_test(all_presets), cmocka_unit_test(formulas),
        cmocka_unit_test(svg),     cmocka_unit_test(drawing_ml),  cmocka_unit_test(vml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
