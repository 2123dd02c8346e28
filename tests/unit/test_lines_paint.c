/* Tests of src/layout/lines*.c: labels, links, fields, marks, objects and what goes wrong. */
#include "unit/lines_scene.h"

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
    add(&s, HAT_INLINE_BOOKMARK, "x", 0);
    add(&s, HAT_INLINE_TEXT, " үш", 1)->link = &inner;
    make(&s, 700);
    paint(&s);
    uint32_t nodes[3] = {0}, areas = 0;
    for (size_t i = 0; i < s.page.count; i++) {
        const struct hat_item *item = &s.page.items[i];
        if (item->kind == HAT_ITEM_LINK) {
            assert_true(areas < 3);
            nodes[areas++] = item->node;
            assert_int_equal(item->as.rect.height, 276 * 6);
        }
    }
    assert_int_equal(areas, 3); /* the first link is on both lines */
    assert_int_equal(nodes[0], nodes[1]);
    assert_int_equal(s.structure.count, 4); /* document, paragraph, two links */
    const struct hat_node *out = &s.structure.nodes[nodes[0]];
    assert_int_equal(out->type, HAT_NODE_LINK);
    assert_int_equal(out->parent, 1);
    assert_string_equal(out->text, "https://a.kz/");
    assert_string_equal(out->title, "t");
    const struct hat_node *in = &s.structure.nodes[nodes[2]];
    assert_int_equal(in->type, HAT_NODE_LINK);
    assert_string_equal(in->text, "#x");
    assert_int_equal(s.structure.bookmark_count, 1); /* on the second line */
    assert_string_equal(s.structure.bookmarks[0].name, "x");
    assert_int_equal(s.structure.bookmarks[0].page, 0);
    assert_int_equal(s.structure.bookmarks[0].y, 276);
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

/* A note's mark is a place that the note leads back to; so is the note's label */
static void note_links(void **state)
{
    (void)state;
    static const struct hat_link there = {.anchor = "n", .name = "t"};
    static const struct hat_link back = {.anchor = "t", .name = "n"};
    struct scene s;
    scene_init(&s);
    s.label = (struct hat_label){.text = HAT_STR("1"), .props = &s.chars[1], .link = &back};
    s.paragraph.label = &s.label;
    add(&s, HAT_INLINE_TEXT, "бір", 0);
    add(&s, HAT_INLINE_NOTE, "1", 1)->link = &there;
    make(&s, 9000);
    paint(&s);
    assert_int_equal(s.structure.bookmark_count, 2);
    assert_string_equal(s.structure.bookmarks[0].name, "n");
    assert_string_equal(s.structure.bookmarks[1].name, "t");
    assert_int_equal(s.structure.count, 4); /* document, paragraph, two links */
    assert_string_equal(s.structure.nodes[2].text, "#t");
    assert_string_equal(s.structure.nodes[3].text, "#n");
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
    assert_string_equal(drawn(&s, false), "бет XIV/XLV");
    s.items[3].field_decimal = true;
    hat_page_reset(&s.page);
    paint(&s);
    assert_string_equal(drawn(&s, false), "бет XIV/45");
    assert_int_equal((int)(glyph_x(&s, "5", 0) + 120.5), 2000);
    s.items[1].field_offset = 1; /* ODF: the next page */
    s.items[3].field = HAT_FIELD_SECTION_PAGES;
    s.setting.section_pages = 9;
    hat_page_reset(&s.page);
    paint(&s);
    assert_string_equal(drawn(&s, false), "бет XV/9");
    s.items[1].field_offset = 0;
    s.items[3].field = HAT_FIELD_PAGE_COUNT;
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

    scene_init(&s); /* zero width space and word joiner part no words */
    add(&s, HAT_INLINE_TEXT,
        "12\xE2\x80\x8B"
        "34\xE2\x81\xA0"
        "5",
        0);
    make(&s, 9000);
    paint(&s);
    assert_string_equal(drawn(&s, false), "12345");
    assert_int_equal(s.page.items[0].as.glyphs.glyph_count, 5);
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
    assert_int_equal(hat_page_join(&s.page), HAT_OK);
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
        s.para.hyphen_right = 5; /* mation has six letters, tion four */
        make(&s, 1250);
        paint(&s);
        assert_string_equal(drawn(&s, false), "an infor\xC2\xAD|mation");
        hat_page_reset(&s.page);
        s.info.hyphen_zone = 1100; /* the gap without division is small enough */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels),      cmocka_unit_test(links),   cmocka_unit_test(note_links),
        cmocka_unit_test(fields),      cmocka_unit_test(letters), cmocka_unit_test(underlines),
        cmocka_unit_test(objects),     cmocka_unit_test(missing), cmocka_unit_test(directions),
        cmocka_unit_test(hyphenation), cmocka_unit_test(limits),  cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
