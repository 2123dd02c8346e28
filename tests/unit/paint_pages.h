/* paint_pages.h -- pages made by hand for the tests of src/paint: text through the real shaper,
 * lines, boxes, links, and the nodes they belong to. */
#ifndef HAT_TESTS_PAINT_PAGES_H
#define HAT_TESTS_PAINT_PAGES_H

#include "layout/page.h"
#include "text/shape.h"

/* A4 in twips */
enum { A4_WIDTH = 11906, A4_HEIGHT = 16838 };

struct maker {
    struct hat_fonts *fonts;
    struct hat_shaper *shaper;
    struct hat_page page;
    struct hat_structure structure;
    const struct hat_face *face;
    uint16_t size_hp;
    uint32_t color;
};

static inline void maker_init(struct maker *maker)
{
    *maker = (struct maker){.size_hp = 24};
    assert_int_equal(hat_fonts_open(HAT_SOURCE_DIR "/fonts", NULL, &maker->fonts), HAT_OK);
    assert_int_equal(hat_shaper_new(&maker->shaper), HAT_OK);
    assert_int_equal(hat_structure_init(&maker->structure), HAT_OK);
    maker->face = hat_fonts_face(maker->fonts, "Times New Roman", false, false);
    maker->page.width = A4_WIDTH;
    maker->page.height = A4_HEIGHT;
}

static inline void maker_fini(struct maker *maker)
{
    hat_page_fini(&maker->page);
    hat_structure_fini(&maker->structure);
    hat_shaper_free(maker->shaper);
    hat_fonts_close(maker->fonts);
}

static inline uint32_t add_node(struct maker *maker, uint32_t parent, enum hat_node_type type)
{
    uint32_t node;
    assert_int_equal(hat_structure_add(&maker->structure, parent, type, &node), HAT_OK);
    return node;
}

/* Text at (x, y = baseline) in points; returns its width in du. */
static inline hat_du add_text_len(struct maker *maker, uint32_t node, double x, double y,
                                  struct hat_str text)
{
    const struct hat_shape_request request = {
        .face = maker->face, .size_du = maker->size_hp * 60u, .lang = "kk", .text = text};
    struct hat_shaped result, *shaped = &result;
    assert_int_equal(hat_shape_text(maker->shaper, &request, &maker->page.arena, &result), HAT_OK);
    struct hat_glyph *glyphs = hat_arena_array(&maker->page.arena, shaped->count, sizeof *glyphs);
    struct hat_cluster *clusters =
        hat_arena_array(&maker->page.arena, shaped->count, sizeof *clusters);
    hat_du at = (hat_du)(x * HAT_DU_PER_POINT);
    uint32_t count = 0;
    for (uint32_t i = 0; i < shaped->count; i++) {
        const struct hat_shaped_glyph *from = &shaped->glyphs[i];
        glyphs[i] = (struct hat_glyph){from->id, at + from->x_offset,
                                       (hat_du)(y * HAT_DU_PER_POINT) - from->y_offset};
        at += from->advance;
        if (i > 0 && from->byte == shaped->glyphs[i - 1].byte) {
            clusters[count - 1].glyphs++;
            continue;
        }
        uint32_t next = i + 1;
        while (next < shaped->count && shaped->glyphs[next].byte == from->byte) {
            next++;
        }
        uint32_t end = next < shaped->count ? shaped->glyphs[next].byte : (uint32_t)text.len;
        clusters[count++] = (struct hat_cluster){(uint8_t)(end - from->byte), 1};
    }
    struct hat_item *item = hat_page_add(&maker->page, HAT_ITEM_GLYPHS, node);
    item->color = maker->color;
    item->as.glyphs.face = maker->face;
    item->as.glyphs.size_du = maker->size_hp * 60u;
    item->as.glyphs.scale_pct = 100;
    item->as.glyphs.glyphs = glyphs;
    item->as.glyphs.glyph_count = shaped->count;
    item->as.glyphs.clusters = clusters;
    item->as.glyphs.cluster_count = count;
    item->as.glyphs.text = hat_arena_str(&maker->page.arena, text);
    return shaped->advance;
}

static inline hat_du add_text(struct maker *maker, uint32_t node, double x, double y,
                              const char *text)
{
    return add_text_len(maker, node, x, y, hat_str_from(text));
}

static inline void add_line(struct maker *maker, uint32_t node, double x0, double y0, double x1,
                            double y1)
{
    struct hat_item *item = hat_page_add(&maker->page, HAT_ITEM_LINE, node);
    item->as.line.x0 = (hat_du)(x0 * HAT_DU_PER_POINT);
    item->as.line.y0 = (hat_du)(y0 * HAT_DU_PER_POINT);
    item->as.line.x1 = (hat_du)(x1 * HAT_DU_PER_POINT);
    item->as.line.y1 = (hat_du)(y1 * HAT_DU_PER_POINT);
    item->as.line.width = HAT_DU_PER_POINT / 2;
}

/* HAT_ITEM_RECT or HAT_ITEM_LINK */
static inline struct hat_item *add_box(struct maker *maker, enum hat_item_kind kind, uint32_t node,
                                       double x, double y, double width, double height)
{
    struct hat_item *item = hat_page_add(&maker->page, kind, node);
    item->as.rect.x = (hat_du)(x * HAT_DU_PER_POINT);
    item->as.rect.y = (hat_du)(y * HAT_DU_PER_POINT);
    item->as.rect.width = (hat_du)(width * HAT_DU_PER_POINT);
    item->as.rect.height = (hat_du)(height * HAT_DU_PER_POINT);
    return item;
}

#endif
