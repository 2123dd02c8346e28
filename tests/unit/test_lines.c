/* Tests of src/layout/lines*.c: the numbers of docs/layout-rules.md, appendix A. */
#include "layout/lines.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

enum { ITEMS = 32 };

static struct hat_fonts *fonts;
static struct hat_shaper *shaper;

/* A paragraph being written, and what its lines need. */
struct scene {
    struct hat_char_props chars[8];
    struct hat_para_props para;
    struct hat_inline items[ITEMS];
    struct hat_paragraph paragraph;
    struct hat_document_info info;
    struct hat_limits limits;
    struct hat_setting setting;
    struct hat_structure structure;
    struct hat_page page;
    struct hat_arena arena;
    struct hat_label label;
    struct hat_tab tabs[8];
    struct hat_lines *lines;
    hat_diags *diags;
};

static void scene_init(struct scene *s)
{
    *s = (struct scene){0};
    for (size_t i = 0; i < 8; i++) {
        s->chars[i] =
            (struct hat_char_props){.family = "Times New Roman", .size_hp = 24, .lang = "kk-KZ"};
    }
    s->para = (struct hat_para_props){.spacing = 100, .tab_default = 720};
    s->para.tabs = s->tabs;
    s->paragraph =
        (struct hat_paragraph){.props = &s->para, .mark = &s->chars[0], .inlines = s->items};
    s->info.flags = (struct hat_flags){.external_leading = true,
                                       .trailing_blanks_word = true,
                                       .percent_shrinks_first = true,
                                       .blanks_no_height = true,
                                       .justify_break = true,
                                       .italic_reserve = true,
                                       .ligatures = true,
                                       .docx = true};
    s->info.meta.lang = "kk-KZ";
    s->limits = HAT_LIMITS_DEFAULT;
    s->diags = hat_diags_new();
    assert_int_equal(hat_structure_init(&s->structure), HAT_OK);
    s->setting = (struct hat_setting){.fonts = fonts,
                                      .shaper = shaper,
                                      .info = &s->info,
                                      .limits = &s->limits,
                                      .diags = s->diags,
                                      .structure = &s->structure,
                                      .page_number = 1};
}

static void scene_fini(struct scene *s)
{
    hat_diags_free(s->diags);
    hat_structure_fini(&s->structure);
    hat_page_fini(&s->page);
    hat_arena_fini(&s->arena);
}

static struct hat_inline *add(struct scene *s, enum hat_inline_kind kind, const char *text,
                              size_t chars)
{
    struct hat_inline *item = &s->items[s->paragraph.inline_count++];
    *item = (struct hat_inline){
        .kind = (uint8_t)kind, .props = &s->chars[chars], .text = hat_str_from(text)};
    return item;
}

static void make(struct scene *s, hat_twip width)
{
    assert_int_equal(hat_lines_make(&s->setting, &s->paragraph, width, &s->arena, &s->lines),
                     HAT_OK);
}

static void paint(struct scene *s)
{
    hat_twip y = 0;
    uint32_t node = 0;
    assert_int_equal(hat_structure_add(&s->structure, 0, HAT_NODE_PARAGRAPH, &node), HAT_OK);
    for (size_t i = 0; i < s->lines->count; i++) {
        const struct hat_line *line = &s->lines->lines[i];
        y += i > 0 ? line->extra_above : 0;
        struct hat_line_spot spot = {.y = y, .node = node, .label_node = node};
        assert_int_equal(hat_line_paint(&s->setting, s->lines, i, &spot, &s->page), HAT_OK);
        y += line->height;
    }
}

/* Text of the glyph runs, '|' between lines (baselines), '[' x ']' before each run when `x`. */
static const char *drawn(const struct scene *s, bool x)
{
    static char out[4096];
    size_t len = 0;
    hat_du y = INT32_MIN;
    for (size_t i = 0; i < s->page.count; i++) {
        const struct hat_item *item = &s->page.items[i];
        if (item->kind != HAT_ITEM_GLYPHS || item->as.glyphs.glyph_count == 0) {
            continue;
        }
        const struct hat_glyph *first = &item->as.glyphs.glyphs[0];
        if (y != INT32_MIN && first->y > y + 600) {
            len += (size_t)snprintf(out + len, sizeof out - len, "|");
        }
        y = first->y;
        if (x) {
            len += (size_t)snprintf(out + len, sizeof out - len, "[%d]", first->x / 6);
        }
        len += (size_t)snprintf(out + len, sizeof out - len, "%.*s", (int)item->as.glyphs.text.len,
                                item->as.glyphs.text.ptr);
    }
    return out;
}

/* x of the n-th glyph whose text is `text`, in twips; -1: there is none */
static double glyph_x(const struct scene *s, const char *text, int nth)
{
    for (size_t i = 0; i < s->page.count; i++) {
        const struct hat_item *item = &s->page.items[i];
        size_t at = 0, glyph = 0;
        if (item->kind != HAT_ITEM_GLYPHS) {
            continue;
        }
        for (uint32_t k = 0; k < item->as.glyphs.cluster_count; k++) {
            struct hat_cluster cluster = item->as.glyphs.clusters[k];
            if (cluster.bytes == strlen(text) &&
                memcmp(item->as.glyphs.text.ptr + at, text, cluster.bytes) == 0 && nth-- == 0) {
                return item->as.glyphs.glyphs[glyph].x / 6.0;
            }
            at += cluster.bytes;
            glyph += cluster.glyphs;
        }
        assert_int_equal(at, item->as.glyphs.text.len);
        assert_int_equal(glyph, item->as.glyphs.glyph_count);
    }
    return -1;
}

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
    s.chars[1].size_hp = 40;
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

static int open_fonts(void **state)
{
    (void)state;
    return hat_fonts_open(HAT_SOURCE_DIR "/fonts", NULL, &fonts) != HAT_OK ||
           hat_shaper_new(&shaper) != HAT_OK;
}

static int close_fonts(void **state)
{
    (void)state;
    hat_shaper_free(shaper);
    hat_fonts_close(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(url_cell), cmocka_unit_test(spacing), cmocka_unit_test(heights),
        cmocka_unit_test(widths),   cmocka_unit_test(tabs),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
