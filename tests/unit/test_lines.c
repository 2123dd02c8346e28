/* Tests of src/layout/lines*.c: the numbers of docs/layout-rules.md, appendix A. */
#include "base/mem.h"
#include "layout/lines.h"
#include "text/hyphens.h"
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
    out[0] = 0;
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
        s.chars[1].size_hp = 40;
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
    assert_int_equal(s.lines->lines[0].height, 276 + 57);
    assert_int_equal(s.lines->lines[0].baseline, 224 + 57);
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
    const struct hat_item *leader = NULL;
    for (size_t i = 0; i < s.page.count; i++) {
        if (s.page.items[i].node == HAT_NODE_ARTIFACT_LAYOUT) {
            leader = &s.page.items[i];
        }
    }
    assert_non_null(leader);
    /* 7000 - 106 - 107 = 6786 wide, 120 each, and one more */
    assert_int_equal(leader->as.glyphs.glyph_count, 57);
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

/* */
static void labels(void **state)
{
    (void)state;
    static const struct {
        int left, first, tab;
        enum hat_label_follow follow;
        enum hat_align align;
        const char *text;
        int label, body;
    } cases[] = {
        {720, -360, 0, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "1.", 360, 720},
        {1440, -720, 0, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "1.", 720, 1440},
        {0, 0, 0, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "1.", 0, 720},
        {0, 708, 0, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "1.", 708, 1440},
        {0, 709, 993, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "1.", 709, 993},
        {1000, -360, 0, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "1.", 640, 1000},
        {720, -360, 0, HAT_FOLLOW_TAB, HAT_ALIGN_RIGHT, "1.", 180, 720},
        {720, -360, 0, HAT_FOLLOW_SPACE, HAT_ALIGN_LEFT, "1.", 360, 600},
        {720, -360, 0, HAT_FOLLOW_NOTHING, HAT_ALIGN_LEFT, "1.", 360, 540},
        {720, -360, 0, HAT_FOLLOW_TAB, HAT_ALIGN_LEFT, "111111111111111", 360, 2880},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        scene_init(&s);
        s.label = (struct hat_label){.text = hat_str_from(cases[i].text),
                                     .props = &s.chars[1],
                                     .follow = (uint8_t)cases[i].follow,
                                     .align = (uint8_t)cases[i].align};
        s.paragraph.label = &s.label;
        s.para.indent_left = cases[i].left;
        s.para.indent_first = cases[i].first;
        s.tabs[0].position = cases[i].tab;
        s.para.tab_count = cases[i].tab != 0;
        add(&s, HAT_INLINE_TEXT, "x", 0);
        make(&s, 9000);
        paint(&s);
        assert_int_equal((int)(glyph_x(&s, "1", 0) + 0.5), cases[i].label);
        assert_int_equal((int)(glyph_x(&s, "x", 0) + 0.5), cases[i].body);
        scene_fini(&s);
    }
}

/* One link over several lines: one node, an area a line; the text copies without a break */
static void links(void **state)
{
    (void)state;
    static const struct hat_link link = {.uri = "https://a.kz/", .title = "t"};
    static const struct hat_link inner = {.anchor = "x"};
    struct scene s;
    scene_init(&s);
    s.chars[1].underline = HAT_UNDERLINE_SINGLE;
    add(&s, HAT_INLINE_TEXT, "см ", 0);
    add(&s, HAT_INLINE_TEXT, "бір екі", 1)->link = &link;
    add(&s, HAT_INLINE_TEXT, " үш", 1)->link = &inner;
    make(&s, 700);
    paint(&s);
    int areas = 0;
    uint32_t node = 0;
    for (size_t i = 0; i < s.page.count; i++) {
        const struct hat_item *item = &s.page.items[i];
        if (item->kind == HAT_ITEM_LINK) {
            assert_true(node == 0 || node == item->node);
            node = item->node;
            areas++;
            assert_int_equal(item->as.rect.height, 276 * 6);
        }
    }
    assert_int_equal(areas, 2);
    assert_int_equal(s.structure.count, 3); /* document, paragraph, link */
    assert_int_equal(s.structure.nodes[node].type, HAT_NODE_LINK);
    assert_int_equal(s.structure.nodes[node].parent, 1);
    assert_string_equal(s.structure.nodes[node].text, "https://a.kz/");
    assert_string_equal(s.structure.nodes[node].title, "t");
    assert_string_equal(drawn(&s, false), "см бір |екі үш");
    scene_fini(&s);

    scene_init(&s); /* in a page footer: a node of its own below the document */
    add(&s, HAT_INLINE_TEXT, "a", 0)->link = &link;
    make(&s, 700);
    for (uint32_t page = 0; page < 2; page++) {
        struct hat_line_spot spot = {.node = HAT_NODE_ARTIFACT_PAGINATION,
                                     .label_node = HAT_NODE_ARTIFACT_PAGINATION};
        hat_page_reset(&s.page);
        assert_int_equal(hat_line_paint(&s.setting, s.lines, 0, &spot, &s.page), HAT_OK);
        assert_int_equal(s.page.items[0].node, page + 1);
        assert_int_equal(s.structure.nodes[page + 1].parent, 0);
    }
    struct hat_line_spot spot = {.node = HAT_NODE_ARTIFACT_LAYOUT};
    hat_page_reset(&s.page);
    assert_int_equal(hat_line_paint(&s.setting, s.lines, 0, &spot, &s.page), HAT_OK);
    assert_int_equal(s.page.count, 1); /* a repeated table head: no link */
    scene_fini(&s);
}

/* Page numbers are those of the page on which the line is drawn */
static void fields(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.para.align = HAT_ALIGN_RIGHT;
    add(&s, HAT_INLINE_TEXT, "бет ", 0);
    add(&s, HAT_INLINE_FIELD, "?", 0)->field = HAT_FIELD_PAGE;
    add(&s, HAT_INLINE_TEXT, "/", 0);
    add(&s, HAT_INLINE_FIELD, "??", 0)->field = HAT_FIELD_PAGE_COUNT;
    make(&s, 2000);
    paint(&s);
    assert_string_equal(drawn(&s, false), "бет 1/??"); /* the cached text, count not known */
    s.setting.page_number = 14;
    s.setting.page_count = 45;
    s.setting.page_format = HAT_NUMBER_ROMAN_UPPER;
    hat_page_reset(&s.page);
    paint(&s);
    assert_string_equal(drawn(&s, false), "бет XIV/45");
    assert_int_equal((int)(glyph_x(&s, "5", 0) + 120.5), 2000);
    static const struct {
        enum hat_number_format format;
        uint32_t number;
        const char *text;
    } cases[] = {{HAT_NUMBER_DECIMAL_ZERO, 7, "07"},    {HAT_NUMBER_ROMAN_LOWER, 49, "xlix"},
                 {HAT_NUMBER_LETTER_LOWER, 27, "aa"},   {HAT_NUMBER_LETTER_UPPER, 3, "C"},
                 {HAT_NUMBER_RUSSIAN_LOWER, 4, "г"},    {HAT_NUMBER_RUSSIAN_UPPER, 9, "И"},
                 {HAT_NUMBER_ROMAN_UPPER, 4000, "4000"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        s.items[1].field_format = (uint8_t)cases[i].format;
        s.setting.page_number = cases[i].number;
        hat_page_reset(&s.page);
        paint(&s);
        snprintf(text, sizeof text, "бет %s/45", cases[i].text);
        assert_string_equal(drawn(&s, false), text);
    }
    scene_fini(&s);
}

/* Capitals, small capitals, letter spacing, hidden text, control characters */
static void letters(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.chars[1].caps = true;
    s.chars[2].small_caps = true;
    s.chars[3].hidden = true;
    add(&s, HAT_INLINE_TEXT, "қазақ\nіi\x01", 1);
    add(&s, HAT_INLINE_TEXT, "Әә", 2);
    add(&s, HAT_INLINE_TEXT, "жоқ", 3);
    make(&s, 9000);
    paint(&s);
    assert_string_equal(drawn(&s, false), "ҚАЗАҚ ІIӘӘ");
    assert_int_equal(s.page.items[0].as.glyphs.size_du, 1440);
    assert_int_equal(s.page.items[1].as.glyphs.size_du, 1152);
    scene_fini(&s);

    scene_init(&s); /* nine characters, 20 each */
    s.chars[1].letter_spacing = 20;
    add(&s, HAT_INLINE_TEXT, "123456789", 1);
    add(&s, HAT_INLINE_TEXT, "x", 0);
    make(&s, 9000);
    paint(&s);
    assert_int_equal((int)glyph_x(&s, "x", 0), 9 * 120 + 180);
    assert_int_equal((int)glyph_x(&s, "2", 0), 140);
    scene_fini(&s);
}

static void underlines(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.chars[1].underline = HAT_UNDERLINE_DOUBLE;
    s.chars[1].strike = 1;
    s.chars[2] = s.chars[1];
    s.chars[2].bold = true;
    s.chars[3].underline = HAT_UNDERLINE_WORDS;
    s.chars[4].highlight = (struct hat_color){0xFFFF00, true};
    s.chars[5].shade = (struct hat_color){0x000000, true};
    s.chars[5].border = (struct hat_border){.style = HAT_BORDER_SINGLE, .width = 10};
    add(&s, HAT_INLINE_TEXT, "12", 1);
    add(&s, HAT_INLINE_TEXT, "3", 2);
    add(&s, HAT_INLINE_TEXT, "4 5", 3);
    add(&s, HAT_INLINE_TEXT, "6", 4);
    add(&s, HAT_INLINE_TEXT, "7", 5);
    make(&s, 9000);
    paint(&s);
    int strokes[4] = {0}, rects = 0, boxes = 0;
    for (size_t i = 0; i < s.page.count; i++) {
        const struct hat_item *item = &s.page.items[i];
        if (item->kind == HAT_ITEM_LINE) {
            assert_int_equal(item->node, HAT_NODE_ARTIFACT_LAYOUT);
            int x0 = item->as.line.x0 / 6, x1 = item->as.line.x1 / 6;
            strokes[0] += x0 == 0 && x1 == 360;   /* two under, one through */
            strokes[1] += x0 == 360 && x1 == 480; /* words apart */
            strokes[2] += x0 == 540 && x1 == 660;
            boxes += item->as.line.width == 60;
        } else if (item->kind == HAT_ITEM_RECT) {
            rects++;
            assert_int_equal(item->as.rect.height, 276 * 6);
            assert_int_equal(item->as.rect.width, 120 * 6);
        }
    }
    assert_int_equal(strokes[0], 3);
    assert_int_equal(strokes[1], 1);
    assert_int_equal(strokes[2], 1);
    assert_int_equal(rects, 2);
    assert_int_equal(boxes, 4);
    /* white on black */
    for (size_t i = 0; i < s.page.count; i++) {
        const struct hat_item *item = &s.page.items[i];
        if (item->kind == HAT_ITEM_GLYPHS && item->as.glyphs.text.ptr[0] == '7') {
            assert_int_equal(item->color, 0xFFFFFF);
        }
    }
    scene_fini(&s);
}

/* a picture stands on the baseline */
static void objects(void **state)
{
    (void)state;
    static const struct hat_image image = {.name = "a.png"};
    static const struct hat_object picture = {.kind = HAT_OBJECT_PICTURE,
                                              .width = 1440,
                                              .height = 1440,
                                              .image = &image,
                                              .alt = "елтаңба"};
    struct scene s;
    scene_init(&s);
    add(&s, HAT_INLINE_OBJECT, "", 0)->object = &picture;
    make(&s, 9000);
    assert_int_equal(s.lines->lines[0].baseline, 1440);
    assert_int_equal(s.lines->lines[0].height, 1440); /* alone: nothing below the baseline */
    assert_int_equal(s.lines->lines[0].text_height, 0);
    paint(&s);
    assert_int_equal(s.page.items[0].kind, HAT_ITEM_IMAGE);
    assert_int_equal(s.page.items[0].as.image.y, 0);
    assert_int_equal(s.page.items[0].as.image.width, 1440 * 6);
    const struct hat_node *figure = &s.structure.nodes[s.page.items[0].node];
    assert_int_equal(figure->type, HAT_NODE_FIGURE);
    assert_string_equal(figure->text, "елтаңба");
    scene_fini(&s);

    scene_init(&s);
    add(&s, HAT_INLINE_TEXT, "a", 0);
    add(&s, HAT_INLINE_OBJECT, "", 0)->object = &picture;
    add(&s, HAT_INLINE_OBJECT, "", 0)->object = &picture;
    add(&s, HAT_INLINE_ANCHOR, "", 0)->object = &picture;
    make(&s, 2000);
    assert_int_equal(s.lines->count, 2); /* the second does not fit */
    assert_int_equal(s.lines->lines[0].height, 1440 + 52);
    assert_false(s.lines->lines[0].has_anchor);
    assert_true(s.lines->lines[1].has_anchor);
    scene_fini(&s);
}

static void page_breaks(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    add(&s, HAT_INLINE_TEXT, "a", 0);
    add(&s, HAT_INLINE_PAGE_BREAK, "", 0);
    make(&s, 2000);
    assert_int_equal(s.lines->count, 1); /* nothing behind it: no empty line */
    assert_true(s.lines->lines[0].page_break);
    add(&s, HAT_INLINE_TEXT, "b", 0);
    add(&s, HAT_INLINE_COLUMN_BREAK, "", 0);
    add(&s, HAT_INLINE_TEXT, "c", 0);
    make(&s, 2000);
    assert_int_equal(s.lines->count, 3);
    assert_true(s.lines->lines[1].column_break);
    assert_false(s.lines->lines[2].page_break || s.lines->lines[2].column_break);
    scene_fini(&s);
}

/* A letter that the font lacks: another font; one that none has: a warning with its place */
static void missing(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.paragraph.place = (struct hat_place){.story = HAT_STORY_BODY, .paragraph = 3};
    add(&s, HAT_INLINE_TEXT, "5 ₸ a\xF4\x8F\xBF\xBD\xF4\x8F\xBF\xBD", 0);
    make(&s, 9000);
    paint(&s);
    assert_int_equal(s.lines->lines[0].height, 276); /* that of the document's font */
    assert_int_equal(s.page.count, 3);
    assert_string_equal(hat_face_name(s.page.items[1].as.glyphs.face), "DejaVu Serif Book");
    const struct hat_diag *diag = hat_diags_at(s.diags, 0);
    assert_int_equal(diag->code, HAT_MSG_GLYPH_MISSING);
    assert_int_equal(diag->place.paragraph, 3);
    assert_true(hat_str_is(diag->args[1], "U+10FFFD"));
    assert_null(hat_diags_at(s.diags, 1));
    scene_fini(&s);
}

/* Text from right to left: drawn in the order of the eye, kept in that of the text */
static void directions(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.chars[0].family = s.chars[0].family_cs = "DejaVu Sans";
    add(&s, HAT_INLINE_TEXT, "a \xD7\x90\xD7\x91 b", 0);
    make(&s, 9000);
    paint(&s);
    assert_true(glyph_x(&s, "a", 0) < glyph_x(&s, "b", 0));
    const struct hat_item *hebrew = NULL;
    for (size_t i = 0; i < s.page.count; i++) {
        if (s.page.items[i].as.glyphs.backward) {
            hebrew = &s.page.items[i];
        }
    }
    assert_non_null(hebrew);
    assert_true(hat_str_is(hebrew->as.glyphs.text, "\xD7\x90\xD7\x91"));
    assert_true(hebrew->as.glyphs.glyphs[0].x < hebrew->as.glyphs.glyphs[1].x);
    scene_fini(&s);
}

static void hyphenation(void **state)
{
    (void)state;
    struct hat_hyphens *hyphens = NULL;
    assert_int_equal(hat_hyphens_new(&hyphens), HAT_OK);
    if (hat_hyphens_has(hyphens, "en")) {
        struct scene s;
        scene_init(&s);
        s.setting.hyphens = hyphens;
        s.chars[0].lang = "en-US";
        s.para.hyphenate = true;
        s.info.hyphen_zone = 100;
        add(&s, HAT_INLINE_TEXT, "an information", 0);
        make(&s, 1250);
        paint(&s);
        assert_string_equal(drawn(&s, false), "an informa\xC2\xAD|tion");
        hat_page_reset(&s.page);
        s.info.hyphen_zone = 1000; /* the gap without division is small enough */
        make(&s, 1250);
        paint(&s);
        assert_string_equal(drawn(&s, false), "an |information");
        scene_fini(&s);
    }
    hat_hyphens_free(hyphens);
}

static void limits(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s);
    s.limits.layout_work = 10;
    add(&s, HAT_INLINE_TEXT, "әәәәәә", 0);
    assert_int_equal(hat_lines_make(&s.setting, &s.paragraph, 100, &s.arena, &s.lines),
                     HAT_ERR_LIMIT);
    assert_int_equal(hat_diags_at(s.diags, 0)->code, HAT_MSG_LAYOUT_WORK);
    scene_fini(&s);
}

/* Each allocation fails once */
static void memory(void **state)
{
    (void)state;
    static const struct hat_link link = {.uri = "https://a.kz/"};
    int succeeded = 0;
    for (long nth = 1; nth < 200; nth++) {
        struct scene s;
        scene_init(&s);
        s.chars[1].underline = HAT_UNDERLINE_SINGLE;
        s.chars[2].family = "Cambria";
        add(&s, HAT_INLINE_TEXT, "сілтеме ₸ a\xD7\x90", 0);
        add(&s, HAT_INLINE_TEXT, "https://a.kz/", 1)->link = &link;
        add(&s, HAT_INLINE_TEXT, "\tәріп", 2);
        hat_mem_fail_at(nth);
        enum hat_status status = hat_lines_make(&s.setting, &s.paragraph, 900, &s.arena, &s.lines);
        for (size_t i = 0; status == HAT_OK && i < s.lines->count; i++) {
            struct hat_line_spot spot = {.y = (hat_twip)i * 276};
            status = hat_line_paint(&s.setting, s.lines, i, &spot, &s.page);
        }
        hat_mem_fail_at(0);
        if (status == HAT_OK) {
            assert_string_equal(drawn(&s, false), "сілтеме |₸ |a\xD7\x90https:/|/a.kz/ |әріп");
            succeeded++;
        } else {
            assert_int_equal(status, HAT_ERR_NOMEM);
        }
        scene_fini(&s);
    }
    assert_true(succeeded > 0);
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
        cmocka_unit_test(url_cell),     cmocka_unit_test(breaking),
        cmocka_unit_test(soft_hyphen),  cmocka_unit_test(spacing),
        cmocka_unit_test(more_spacing), cmocka_unit_test(heights),
        cmocka_unit_test(more_heights), cmocka_unit_test(widths),
        cmocka_unit_test(tabs),         cmocka_unit_test(tab_stops),
        cmocka_unit_test(tabs_at_edge), cmocka_unit_test(justification),
        cmocka_unit_test(alignment),    cmocka_unit_test(labels),
        cmocka_unit_test(links),        cmocka_unit_test(fields),
        cmocka_unit_test(letters),      cmocka_unit_test(underlines),
        cmocka_unit_test(objects),      cmocka_unit_test(page_breaks),
        cmocka_unit_test(missing),      cmocka_unit_test(directions),
        cmocka_unit_test(hyphenation),  cmocka_unit_test(limits),
        cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
