/* Tests of src/document/form*.c: outlines, presets, formulas of DrawingML, svg:d. */
#include "document/form_internal.h"
#include "unit/forms.h"

/* ---- building ---- */

/* More steps and contours than there is room for; none, and what is not finite. */
static void maker_limits(void **state)
{
    (void)state;
    struct hat_arena arena = {0};
    struct hat_form_maker maker;
    const struct hat_form *form = NULL;
    hat_form_begin(&maker, 10, 10);
    for (int i = 0; i < HAT_FORM_STEPS_MAX + 10; i++) {
        hat_form_line(&maker, i % 10, 5);
    }
    assert_int_equal(hat_form_end(&maker, &arena, &form), HAT_OK);
    assert_int_equal(form->count, 1);
    assert_int_equal(form->contours[0].count, HAT_FORM_STEPS_MAX);
    hat_form_begin(&maker, 10, 10);
    for (int i = 0; i < HAT_FORM_CONTOURS_MAX + 10; i++) {
        hat_form_contour(&maker, (struct hat_form_look){.no_fill = i % 2 == 0});
        hat_form_contour(&maker, (struct hat_form_look){.no_fill = i % 2 == 0}); /* empty before */
        hat_form_move(&maker, i, i);
        hat_form_line(&maker, 0, 0);
    }
    assert_int_equal(hat_form_end(&maker, &arena, &form), HAT_OK);
    assert_int_equal(form->count, HAT_FORM_CONTOURS_MAX);
    assert_int_equal(form->contours[2].count, 2);
    assert_false(form->contours[2].filled);
    assert_int_equal(form->contours[HAT_FORM_CONTOURS_MAX - 1].count, 22);
    hat_form_begin(&maker, 0, -1);
    hat_form_close(&maker);
    hat_form_contour(&maker, (struct hat_form_look){0});
    assert_int_equal(hat_form_end(&maker, &arena, &form), HAT_OK);
    assert_null(form);
    hat_form_begin(&maker, 1, 1);
    hat_form_move(&maker, NAN, INFINITY);
    hat_form_arc(&maker, (const double[2]){INFINITY, 1}, 0, 1e300);
    hat_form_arc(&maker, (const double[2]){1, 1}, NAN, 1);
    hat_form_arc(&maker, (const double[2]){1, 1}, 0, NAN);
    hat_form_box_arc(&maker, (const double[8]){0, 0, NAN, 1, 0, 0, 1, 1}, true, false);
    assert_int_equal(hat_form_end(&maker, &arena, &form), HAT_OK);
    for (uint32_t i = 0; i < form->contours[0].count; i++) {
        for (int k = 0; k < 3; k++) {
            assert_in_range(form->contours[0].steps[i].x[k] + (1 << 29), 0, 1 << 30);
            assert_in_range(form->contours[0].steps[i].y[k] + (1 << 29), 0, 1 << 30);
        }
    }
    hat_arena_fini(&arena);
}

/* ---- presets ---- */

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
    forms_describe(form, &buf);
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

/* How light contours are, and where text stands. */
static void presets_tones(void **state)
{
    (void)state;
    struct hat_arena arena = {0};
    struct hat_guides guides = {.width = 100, .height = 100};
    const struct hat_form *form = NULL;
    double text[4];
    assert_int_equal(
        hat_preset_draw(hat_preset_find(HAT_STR("cube")), &guides, &arena, &form, text), HAT_OK);
    assert_int_equal(form->contours[0].tone, 0);
    assert_int_equal(form->contours[1].tone, 20);
    assert_int_equal(form->contours[2].tone, -20);
    assert_true(text[HAT_LEFT] == 0 && text[HAT_TOP] == 25);
    assert_true(text[HAT_RIGHT] == 25 && text[HAT_BOTTOM] == 0);
    hat_guides_fini(&guides);
    hat_arena_fini(&arena);
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
    forms_describe(form, &buf);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maker_limits), cmocka_unit_test(presets),  cmocka_unit_test(presets_tones),
        cmocka_unit_test(all_presets),  cmocka_unit_test(formulas), cmocka_unit_test(svg),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
