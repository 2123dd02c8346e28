/* Tests of src/layout/lines*.c: breaking, heights, tabs; the numbers are those of
 * docs/layout-rules.md, appendix A. */
#include "layout/lines_internal.h"
#include "unit/lines_scene.h"

/* The lines of a text, '|' between them. */
static const char *breaks(const char *text, hat_twip width)
{
    static char copy[4096];
    struct scene s;
    scene_init(&s);
    add(&s, HAT_INLINE_TEXT, text, 0);
    make(&s, width);
    paint(&s);
    strcpy(copy, drawn(&s, false));
    scene_fini(&s);
    return copy;
}

/* the cell of 2855 twips */
static void url_cell(void **state)
{
    (void)state;
    assert_string_equal(
        breaks("https://www.instagram.com/reel/DVlh7MJEln9/?igsh=MXZrdXR4bTFiYWw2OA==", 2855),
        "https://www.instagram.com/|reel/DVlh7MJEln9/?|igsh=MXZrdXR4bTFiYWw|2OA==");
}

/* baselines from the top */
static void spacing(void **state)
{
    (void)state;
    static const struct {
        int value;
        enum hat_spacing_rule rule;
        int first, pitch;
    } cases[] = {
        {100, HAT_SPACING_PERCENT, 224, 276},  {105, HAT_SPACING_PERCENT, 224, 289},
        {108, HAT_SPACING_PERCENT, 224, 298},  {110, HAT_SPACING_PERCENT, 224, 303},
        {115, HAT_SPACING_PERCENT, 224, 317},  {150, HAT_SPACING_PERCENT, 224, 414},
        {200, HAT_SPACING_PERCENT, 224, 552},  {200, HAT_SPACING_EXACT, 160, 200},
        {240, HAT_SPACING_EXACT, 192, 240},    {400, HAT_SPACING_EXACT, 320, 400},
        {300, HAT_SPACING_AT_LEAST, 248, 300}, {400, HAT_SPACING_AT_LEAST, 348, 400},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        scene_init(&s);
        s.para.spacing = cases[i].value;
        s.para.spacing_rule = (uint8_t)cases[i].rule;
        add(&s, HAT_INLINE_TEXT, "бір екі", 0);
        make(&s, 400);
        assert_int_equal(s.lines->count, 2);
        const struct hat_line *line = s.lines->lines;
        assert_int_equal(line[0].baseline, cases[i].first);
        int pitch = line[0].height - line[0].baseline + line[1].extra_above + line[1].baseline;
        assert_int_equal(pitch, cases[i].pitch);
        scene_fini(&s);
    }
}

/* fonts of several sizes on a line */
static void heights(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.chars[1].size = 400;
    add(&s, HAT_INLINE_TEXT, "бір ", 0);
    add(&s, HAT_INLINE_TEXT, "екі", 1);
    add(&s, HAT_INLINE_LINE_BREAK, "", 0);
    add(&s, HAT_INLINE_TEXT, "үш", 0);
    make(&s, 9000);
    assert_int_equal(s.lines->count, 2);
    const struct hat_line *line = s.lines->lines;
    /* a line of 12 pt before: 276 - 224 + baseline = 426 */
    assert_int_equal(52 + line[0].baseline, 426);
    assert_int_equal(line[0].height - line[0].baseline + line[1].baseline, 310);
    scene_fini(&s);
}

/* */
static void widths(void **state)
{
    (void)state;
    for (int kerning = 0; kerning < 2; kerning++) {
        struct scene s;
        scene_init(&s);
        s.chars[0].kerning = kerning;
        add(&s, HAT_INLINE_TEXT, "AVAVAVAVToWa.LT", 0);
        add(&s, HAT_INLINE_TEXT, "|", 1);
        make(&s, 9000);
        paint(&s);
        assert_int_equal((int)glyph_x(&s, "|", 0), kerning ? 2065 : 2340);
        scene_fini(&s);
    }
}

/* default and custom tabs */
static void tabs(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.para.indent_left = 1000;
    s.para.indent_first = -400;
    add(&s, HAT_INLINE_TEXT, "a\tb\tc", 0);
    make(&s, 9000);
    paint(&s);
    assert_int_equal((int)glyph_x(&s, "a", 0), 600);
    assert_int_equal((int)glyph_x(&s, "b", 0), 1000);
    assert_int_equal((int)glyph_x(&s, "c", 0), 1440);
    scene_fini(&s);

    scene_init(&s);
    s.tabs[0] = (struct hat_tab){2000, HAT_TAB_LEFT, 0, 0};
    s.tabs[1] = (struct hat_tab){4000, HAT_TAB_CENTER, 0, 0};
    s.tabs[2] = (struct hat_tab){6000, HAT_TAB_DECIMAL, 0, 0};
    s.tabs[3] = (struct hat_tab){9355, HAT_TAB_RIGHT, '.', 0};
    s.para.tab_count = 4;
    add(&s, HAT_INLINE_TEXT, "a\tb\tcc\t12,5\tde", 0);
    make(&s, 9355);
    paint(&s);
    assert_int_equal((int)glyph_x(&s, "b", 0), 2000);
    assert_int_equal((int)(glyph_x(&s, "c", 0) + glyph_x(&s, "c", 1) + 106.5) / 2, 4000);
    assert_int_equal((int)glyph_x(&s, ",", 0), 6000);
    assert_int_equal((int)(glyph_x(&s, "e", 0) + 107.0), 9355);
    scene_fini(&s);
}

/* what else the text does at the margin */
static void breaking(void **state)
{
    (void)state;
    /* behind words an address goes to the next line, then it is cut anywhere */
    assert_string_equal(
        breaks("сілтеме https://www.instagram.com/reel/DVlh7MJEln9/?igsh=MXZrdXR4bTFiYWw2OA==",
               2855),
        "сілтеме |https://www.instagram.com/r|eel/DVlh7MJEln9/?|igsh=MXZrdXR4bTFiYWw|2OA==");
    /* a chance behind a slash exactly at the margin is passed over */
    assert_string_equal(breaks("ab-cdef/gh", 900), "ab-|cdef/gh");
    assert_string_equal(breaks("11-25", 400), "11-|25");
    assert_string_equal(breaks("11–25", 400), "11–|25");
    assert_string_equal(breaks("бір   екі", 330), "бір |екі");
    assert_string_equal(breaks("бір\xC2\xA0екі үш", 500), "бір\xC2\xA0е|кі |үш");
    assert_string_equal(breaks("бір ", 100), "б|і|р");
    assert_string_equal(breaks("a", 0), "a");
    assert_string_equal(breaks("ab", -500), "a|b");
    assert_string_equal(breaks("", 100), "");
    assert_string_equal(breaks("   ", 100), "");
}

static void soft_hyphen(void **state)
{
    (void)state;
    const char *text = "сәулет\xC2\xADшілер";
    assert_string_equal(breaks(text, 1000), "сәулет\xC2\xAD|шілер");
    assert_string_equal(breaks(text, 3000), "сәулетшілер");
    /* the hyphen must fit; else the word is cut like any other */
    assert_string_equal(breaks(text, 740), "сәулет|шілер");
}

/* blanks of justified lines */
static void justification(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.para.align = HAT_ALIGN_JUSTIFY;
    add(&s, HAT_INLINE_TEXT,
        "a b\xC2\xA0"
        "c d",
        0);
    add(&s, HAT_INLINE_LINE_BREAK, "", 0);
    add(&s, HAT_INLINE_TEXT, "e f", 0);
    make(&s, 1500);
    paint(&s);
    /* a = c 107, b = d 120 wide; NBSP keeps its 60 */
    double gap = glyph_x(&s, "b", 0) - glyph_x(&s, "a", 0);
    assert_int_equal((int)(gap * 10), 5995); /* 106.5 + 60 + (1500 - 634) / 2 */
    assert_int_equal((int)(glyph_x(&s, "c", 0) - glyph_x(&s, "b", 0)), 180);
    assert_int_equal((int)(glyph_x(&s, "d", 0) + 120.5), 1500);
    assert_int_equal((int)(glyph_x(&s, "f", 0) - glyph_x(&s, "e", 0)), 166);
    scene_fini(&s);

    scene_init(&s); /* only what is behind the last tab is stretched */
    s.para.align = HAT_ALIGN_JUSTIFY;
    add(&s, HAT_INLINE_TEXT, "a b\tc d e", 0);
    add(&s, HAT_INLINE_LINE_BREAK, "", 0);
    make(&s, 3000);
    assert_int_equal(s.lines->count, 2);
    paint(&s);
    assert_int_equal((int)(glyph_x(&s, "b", 0) - glyph_x(&s, "a", 0)), 166);
    assert_true(glyph_x(&s, "d", 0) - glyph_x(&s, "c", 0) > 900);
    scene_fini(&s);

    scene_init(&s); /* no stretching of a broken line where the document says so */
    s.para.align = HAT_ALIGN_JUSTIFY;
    s.info.flags.justify_break = false;
    add(&s, HAT_INLINE_TEXT, "a b", 0);
    add(&s, HAT_INLINE_LINE_BREAK, "", 0);
    make(&s, 3000);
    paint(&s);
    assert_int_equal((int)(glyph_x(&s, "b", 0) - glyph_x(&s, "a", 0)), 166);
    scene_fini(&s);
}

static void alignment(void **state)
{
    (void)state;
    static const struct {
        enum hat_align align;
        bool word;
        int x;
    } cases[] = {{HAT_ALIGN_CENTER, true, 446},
                 {HAT_ALIGN_RIGHT, true, 893},
                 {HAT_ALIGN_CENTER, false, 356},
                 {HAT_ALIGN_RIGHT, false, 713}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        scene_init(&s);
        s.para.align = (uint8_t)cases[i].align;
        s.info.flags.trailing_blanks_word = cases[i].word;
        add(&s, HAT_INLINE_TEXT, "a   ", 0); /* 107 and three blanks of 60 */
        make(&s, 1000);
        paint(&s);
        assert_int_equal((int)(glyph_x(&s, "a", 0) + 0.5), cases[i].x);
        scene_fini(&s);
    }
}

/* raised text, blanks, breaks, the paragraph mark */
static void more_heights(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.chars[1].vertical = HAT_VERTICAL_SUPER;
    s.chars[2].vertical = HAT_VERTICAL_SUB;
    add(&s, HAT_INLINE_TEXT, "m", 0);
    add(&s, HAT_INLINE_TEXT, "2", 1);
    add(&s, HAT_INLINE_TEXT, "3", 2);
    make(&s, 1000);
    paint(&s);
    assert_int_equal(s.lines->lines[0].height, 276);
    assert_int_equal(s.page.items[0].as.glyphs.glyphs[0].y, 224 * 6);
    assert_int_equal(s.page.items[1].as.glyphs.glyphs[0].y, (224 - 94) * 6);
    assert_int_equal(s.page.items[1].as.glyphs.size_du, 835);
    assert_int_equal(s.page.items[1].as.glyphs.glyphs[1].y, (224 + 22) * 6);
    scene_fini(&s);

    static const struct {
        const char *text[3];
        bool breaks[3];
        int heights[3];
    } cases[] = {
        {{"", NULL, NULL}, {false}, {460}},             /* empty: the mark's 20 pt */
        {{"   ", NULL, NULL}, {false}, {460}},          /* blanks only: the same */
        {{"a", "  ", NULL}, {false}, {276}},            /* 20 pt blanks on the first line */
        {{"a", "", NULL}, {false, true}, {276, 460}},   /* text and break; then nothing */
        {{"", "", NULL}, {true, true}, {276, 460, 460}} /* 12 pt break alone, 20 pt, the end */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scene_init(&s);
        s.chars[1].size = 400;
        s.paragraph.mark = &s.chars[1];
        for (size_t k = 0; k < 3 && cases[i].text[k] != NULL; k++) {
            add(&s, cases[i].breaks[k] ? HAT_INLINE_LINE_BREAK : HAT_INLINE_TEXT, cases[i].text[k],
                k);
        }
        make(&s, 1000);
        for (size_t k = 0; k < s.lines->count; k++) {
            assert_int_equal(s.lines->lines[k].height, cases[i].heights[k]);
        }
        assert_true(s.lines->count == 3 || cases[i].heights[s.lines->count] == 0);
        scene_fini(&s);
    }
}

/* under 100 %; ODF's leading; the gap after a paragraph */
static void more_spacing(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.para.spacing = 83; /* w:line=200 */
    add(&s, HAT_INLINE_TEXT, "бір екі", 0);
    make(&s, 400);
    assert_int_equal(s.lines->lines[0].baseline, 183);
    assert_int_equal(s.lines->lines[0].height, 229);
    assert_int_equal(s.lines->lines[1].height, 230);
    assert_int_equal(s.lines->gap_after, 0);
    s.info.flags.percent_shrinks_first = false;
    make(&s, 400);
    assert_int_equal(s.lines->lines[0].height, 276);
    s.para.spacing = 150;
    make(&s, 400);
    assert_int_equal(s.lines->gap_after, 138);
    s.para.spacing_rule = HAT_SPACING_LEADING;
    s.para.spacing = 57;
    make(&s, 400);
    assert_int_equal(s.lines->lines[0].extra_above, 57);
    assert_int_equal(s.lines->lines[0].height, 276);
    scene_fini(&s);
}

/* where default and implicit stops are */
static void tab_stops(void **state)
{
    (void)state;
    static const struct {
        int left, first, step;
        bool from_indent;
        int b, c;
    } cases[] = {{500, 0, 720, false, 720, 1440},
                 {500, -500, 720, false, 500, 720},
                 {0, 708, 720, false, 1440, 2160},
                 {-300, 0, 720, false, 0, 720},
                 {500, 0, 708, true, 1208, 1916}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        scene_init(&s);
        s.para.indent_left = cases[i].left;
        s.para.indent_first = cases[i].first;
        s.para.tab_default = cases[i].step;
        s.info.flags.tabs_from_indent = cases[i].from_indent;
        add(&s, HAT_INLINE_TEXT, "a", 0);
        add(&s, HAT_INLINE_TAB, "", 0);
        add(&s, HAT_INLINE_TEXT, "b\tc", 0);
        make(&s, 9000);
        paint(&s);
        assert_int_equal((int)glyph_x(&s, "b", 0), cases[i].b);
        assert_int_equal((int)glyph_x(&s, "c", 0), cases[i].c);
        scene_fini(&s);
    }
}

/* Signature lines: a right stop behind the right indent, a leader, a tab at the edge */
static void tabs_at_edge(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.para.indent_right = 3000;
    s.tabs[0] = (struct hat_tab){7000, HAT_TAB_RIGHT, '_', 0};
    s.para.tab_count = 1;
    add(&s, HAT_INLINE_TEXT, "a\te", 0);
    make(&s, 9355);
    paint(&s);
    assert_int_equal(s.lines->count, 1);
    assert_int_equal((int)(glyph_x(&s, "e", 0) + 107), 7000);
    /* 7000 - 106 - 107 = 6786 wide, 120 each, and one more: they stand a little closer */
    assert_int_equal(s.page.count, 1);
    assert_int_equal(s.page.items[0].as.glyphs.glyph_count, 57 + 2);
    assert_int_equal((int)(glyph_x(&s, "_", 1) + 0.5), 107 + 119);
    assert_int_equal((int)(glyph_x(&s, "_", 56) + 120.5), 7000 - 107);
    scene_fini(&s);

    scene_init(&s); /* dots: as many as there is room for, the last one touches the text behind */
    s.tabs[0] = (struct hat_tab){1000, HAT_TAB_LEFT, '.', 0};
    s.para.tab_count = 1;
    add(&s, HAT_INLINE_TEXT, "a\te", 0);
    make(&s, 9355);
    paint(&s);
    assert_string_equal(drawn(&s, false), "a..............e");
    assert_int_equal((int)(glyph_x(&s, ".", 0) + 0.5), 107);
    assert_int_equal((int)(glyph_x(&s, ".", 13) + 60.5), 1000);
    assert_int_equal((int)(glyph_x(&s, "e", 0) + 0.5), 1000);
    scene_fini(&s);

    scene_init(&s); /* the next default stop is outside: the tab goes to the next line */
    add(&s, HAT_INLINE_TEXT, "abcdef\tg", 0);
    make(&s, 700);
    paint(&s);
    assert_string_equal(drawn(&s, false), "abcdef|g");
    scene_fini(&s);

    scene_init(&s); /* an alignment tab goes to the margin */
    add(&s, HAT_INLINE_TEXT, "a", 0);
    add(&s, HAT_INLINE_PTAB, "", 0)->align = HAT_TAB_RIGHT;
    add(&s, HAT_INLINE_TEXT, "e", 0);
    make(&s, 5000);
    paint(&s);
    assert_int_equal((int)(glyph_x(&s, "e", 0) + 107), 5000);
    scene_fini(&s);
}

/* kerning with the blank before it does not reach over the break */
static void kerned_breaks(void **state)
{
    (void)state;
    const char *text = "Т АУТ АУТ АУТ АУТ АУТ Т. Тел. AVATAR To Ty, \"Te\" AV Wa";
    struct scene whole, rest;
    scene_init(&whole);
    whole.chars[0].family = "Calibri";
    whole.chars[0].kerning = true;
    add(&whole, HAT_INLINE_TEXT, text, 0);
    make(&whole, 1000);
    paint(&whole);
    assert_true(whole.lines->count > 3);
    for (size_t i = 1; i < whole.lines->count; i++) {
        const struct hat_line_more *more = &whole.lines->parts->more[i];
        char line[128] = "";
        memcpy(line, text + more->start, more->text_end - more->start);
        scene_init(&rest);
        rest.chars[0].family = "Calibri";
        rest.chars[0].kerning = true;
        add(&rest, HAT_INLINE_TEXT, line, 0);
        make(&rest, 9000);
        assert_in_range(more->width - rest.lines->parts->more[0].width + 4, 0, 8);
        const struct hat_shaped *alone = &rest.lines->parts->spans[0].shaped;
        /* the first advance is that of the text alone, not of the text after a blank */
        assert_int_equal(alone->glyphs[0].advance, whole.lines->parts->advances[more->start]);
        scene_fini(&rest);
    }
    scene_fini(&whole);
}

/* ODF: raised by a percentage, and by a length */
static void raised(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.chars[1].vertical = HAT_VERTICAL_SUPER;
    s.chars[1].vertical_raise_pct = 50;
    s.chars[1].vertical_size_pct = 100;
    s.chars[2].raise_hp = 12;
    s.chars[3].raise_hp = -12;
    add(&s, HAT_INLINE_TEXT, "a", 0);
    add(&s, HAT_INLINE_TEXT, "b", 1);
    make(&s, 9000);
    assert_int_equal(s.lines->lines[0].baseline, 214 + 120); /* no external leading in it */
    assert_int_equal(s.lines->lines[0].height, 214 + 120 + 52);
    s.items[1].props = &s.chars[2];
    make(&s, 9000);
    assert_int_equal(s.lines->lines[0].baseline, 224 + 120);
    s.items[1].props = &s.chars[3];
    make(&s, 9000);
    assert_int_equal(s.lines->lines[0].baseline, 224);
    assert_int_equal(s.lines->lines[0].height, 276 + 120);
    scene_fini(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(url_cell),     cmocka_unit_test(spacing),
        cmocka_unit_test(heights),      cmocka_unit_test(widths),
        cmocka_unit_test(tabs),         cmocka_unit_test(breaking),
        cmocka_unit_test(soft_hyphen),  cmocka_unit_test(justification),
        cmocka_unit_test(alignment),    cmocka_unit_test(more_heights),
        cmocka_unit_test(more_spacing), cmocka_unit_test(tab_stops),
        cmocka_unit_test(tabs_at_edge), cmocka_unit_test(kerned_breaks),
        cmocka_unit_test(raised),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
