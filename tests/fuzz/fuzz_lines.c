/* fuzz_lines.c -- any paragraph can be broken into lines and drawn.
 *
 * The first bytes choose the paragraph's properties and the width; then each byte below 0x10 is
 * an inline (tab, break, object, change of font ...) and all others are text.
 */
#include "base/utf8.h"
#include "layout/lines.h"
#include "layout/lines_internal.h"
#include "text/hyphens.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* libhyphen 2.8 loses four bytes when it reads its English patterns. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:hnj_malloc";
}

enum { ITEMS = 256, FONTS = 8, HEAD = 16 };

static struct hat_fonts *fonts;
static struct hat_shaper *shaper;
static struct hat_hyphens *hyphens;

struct input {
    struct hat_char_props chars[FONTS];
    struct hat_para_props para;
    struct hat_tab tabs[3];
    struct hat_inline items[ITEMS];
    struct hat_paragraph paragraph;
    struct hat_label label;
    struct hat_document_info info;
};

static void check(int good)
{
    if (!good) {
        abort();
    }
}

static void set_fonts(struct input *in, const uint8_t *head)
{
    static const char *const families[] = {"Times New Roman", "Calibri", "Cambria", "Courier New"};
    static const char *const langs[] = {"kk-KZ", "ru-RU", "en-US", ""};
    for (int i = 0; i < FONTS; i++) {
        in->chars[i] = (struct hat_char_props){
            .family = families[i % 4],
            .size = (uint16_t)(80 + 130 * i),
            .lang = langs[(head[0] + i) % 4],
            .kerning = i % 3 == 0,
            .caps = i == 5,
            .small_caps = i == 6,
            .italic = i == 2,
            .rtl = i == 4,
            .vertical = (uint8_t)(i % 3),
            .underline = (uint8_t)(head[1] % 8),
            .strike = (uint8_t)(i % 3),
            .letter_spacing = (int16_t)(i == 7 ? (int8_t)head[2] * 20 : 0),
            .scale_pct = (uint16_t)(i == 3 ? head[2] * 3 : 0),
        };
    }
}

static void set_paragraph(struct input *in, const uint8_t *head)
{
    in->tabs[0] = (struct hat_tab){head[3] * 20, head[4] % 4, '.', 0};
    in->tabs[1] = (struct hat_tab){head[3] * 20 + head[5] * 20, head[4] / 4 % 4, '_', 0};
    in->tabs[2] = (struct hat_tab){head[3] * 20 + head[5] * 60, head[4] / 16 % 4, 0, 0};
    in->para = (struct hat_para_props){
        .align = head[6] % 4,
        .align_last = head[6] / 4 % 4,
        .rtl = head[6] / 16 % 2,
        .hyphenate = head[6] / 32 % 2,
        .indent_left = (int8_t)head[7] * 40,
        .indent_right = (int8_t)head[8] * 40,
        .indent_first = (int8_t)head[9] * 40,
        .spacing_rule = head[10] % 4,
        .spacing = head[11] * 3,
        .tab_default = head[12] * 20,
        .tabs = in->tabs,
        .tab_count = head[10] / 4 % 4,
    };
    in->info.flags = (struct hat_flags){.external_leading = head[13] & 1,
                                        .tabs_from_indent = head[13] & 2,
                                        .trailing_blanks_word = head[13] & 4,
                                        .blanks_no_height = head[13] & 8,
                                        .justify_break = head[13] & 16,
                                        .italic_reserve = head[13] & 32,
                                        .ligatures = head[13] & 64,
                                        .break_profile = (uint8_t)(head[14] % 4)};
    in->info.meta.lang = "";
    in->paragraph =
        (struct hat_paragraph){.props = &in->para, .mark = &in->chars[1], .inlines = in->items};
    if (head[14] & 16) {
        in->label = (struct hat_label){.text = HAT_STR("1.\xE2\x82\xB8"),
                                       .props = &in->chars[2],
                                       .align = head[14] / 32 % 3,
                                       .follow = head[15] % 3,
                                       .tab = head[15] / 3 * 10};
        in->paragraph.label = &in->label;
    }
}

static void set_items(struct input *in, const uint8_t *data, size_t size)
{
    static const uint8_t kinds[] = {HAT_INLINE_TAB,    HAT_INLINE_PTAB,    HAT_INLINE_LINE_BREAK,
                                    HAT_INLINE_NOTE,   HAT_INLINE_FIELD,   HAT_INLINE_OBJECT,
                                    HAT_INLINE_ANCHOR, HAT_INLINE_BOOKMARK};
    static const struct hat_link link = {.uri = "https://a.kz/"};
    static const struct hat_object object = {
        .kind = HAT_OBJECT_PICTURE, .width = 500, .height = 300};
    uint8_t font = 0, linked = 0;
    for (size_t at = 0; at < size && in->paragraph.inline_count < ITEMS;) {
        struct hat_inline *item = &in->items[in->paragraph.inline_count++];
        *item = (struct hat_inline){.props = &in->chars[font], .link = linked ? &link : NULL};
        if (data[at] < 0x08) {
            item->kind = kinds[data[at]];
            item->object = &object;
            item->align = data[at] % 4;
            item->field = data[at] % 4;
            at++;
        } else if (data[at] < 0x10) {
            font = (uint8_t)(font * 3 + data[at]) % FONTS;
            linked ^= data[at] == 0x0F;
            at++;
        }
        size_t from = at;
        while (at < size && data[at] >= 0x10) {
            at++;
        }
        if (at > from && item->kind == HAT_INLINE_TEXT) {
            item->text = (struct hat_str){(const char *)data + from, at - from};
        }
    }
}

/* Each byte of the text is on one line, in order, and each drawn cluster is whole. */
static void check_lines(const struct hat_lines *lines)
{
    const struct hat_line_parts *parts = lines->parts;
    uint32_t at = parts->body;
    check(lines->count >= 1);
    for (size_t i = 0; i < lines->count; i++) {
        const struct hat_line_more *more = &parts->more[i];
        check(more->start == at && more->end >= more->start);
        check(more->text_end >= more->start && more->text_end <= more->end);
        check(i + 1 == lines->count || more->end > more->start);
        at = more->end;
    }
    check(at == parts->text.len);
}

static void check_page(const struct hat_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct hat_item *item = &page->items[i];
        uint32_t glyphs = 0;
        size_t bytes = 0;
        if (item->kind != HAT_ITEM_GLYPHS) {
            continue;
        }
        for (uint32_t k = 0; k < item->as.glyphs.cluster_count; k++) {
            glyphs += item->as.glyphs.clusters[k].glyphs;
            bytes += item->as.glyphs.clusters[k].bytes;
        }
        check(glyphs == item->as.glyphs.glyph_count && bytes == item->as.glyphs.text.len);
        check(hat_utf8_valid_len(item->as.glyphs.text) == item->as.glyphs.text.len);
    }
}

static void run(struct input *in, hat_twip width)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_structure structure = {0};
    struct hat_page page = {0};
    struct hat_arena arena = {0};
    struct hat_lines *lines = NULL;
    struct hat_setting setting = {.fonts = fonts,
                                  .shaper = shaper,
                                  .hyphens = hyphens,
                                  .info = &in->info,
                                  .limits = &limits,
                                  .structure = &structure,
                                  .page_number = 9};
    check(hat_structure_init(&structure) == HAT_OK);
    check(hat_lines_make(&setting, &in->paragraph, width, &arena, &lines) == HAT_OK);
    check_lines(lines);
    setting.page_number = 10;
    for (size_t i = 0; i < lines->count; i++) {
        struct hat_line_spot spot = {.y = (hat_twip)i * 200};
        check(hat_line_paint(&setting, lines, i, &spot, &page) == HAT_OK);
    }
    check_page(&page);
    hat_page_fini(&page);
    hat_structure_fini(&structure);
    hat_arena_fini(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD) {
        return 0;
    }
    if (fonts == NULL) {
        check(hat_fonts_open(HAT_SOURCE_DIR "/fonts", NULL, &fonts) == HAT_OK);
        check(hat_shaper_new(&shaper) == HAT_OK && hat_hyphens_new(&hyphens) == HAT_OK);
    }
    struct input *in = calloc(1, sizeof *in);
    check(in != NULL);
    set_fonts(in, data);
    set_paragraph(in, data);
    set_items(in, data + HEAD, size - HEAD);
    run(in, data[0] * 20 + data[1] * 4);
    free(in);
    return 0;
}
