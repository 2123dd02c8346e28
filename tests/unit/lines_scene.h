/* lines_scene.h -- a paragraph put together by hand, its lines, and what they draw. */
#ifndef HAT_TESTS_LINES_SCENE_H
#define HAT_TESTS_LINES_SCENE_H

#include "base/mem.h"
#include "layout/lines.h"
#include "text/hyphens.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

enum { ITEMS = 32 };

/* libhyphen 2.8 loses four bytes when it reads its English patterns. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:hnj_malloc";
}

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
            (struct hat_char_props){.family = "Times New Roman", .size = 240, .lang = "kk-KZ"};
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

#endif
