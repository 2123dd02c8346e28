/* page.h -- a page as a display list: what the painters draw, in order.
 *
 * Positions are device units (1/6 twip = 1/120 pt) from the page's top left corner, y downwards:
 *
 *     x [pt] = du / 120
 */
#ifndef HAT_LAYOUT_PAGE_H
#define HAT_LAYOUT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "document/document.h"
#include "layout/structure.h"
#include "text/fonts.h"

typedef int32_t hat_du;

#define HAT_DU_PER_TWIP  6
#define HAT_DU_PER_POINT 120

enum hat_item_kind {
    HAT_ITEM_GLYPHS,
    HAT_ITEM_LINE,    /* straight stroke: border, underline, leader rule */
    HAT_ITEM_RECT,    /* filled */
    HAT_ITEM_ELLIPSE, /* in its box: filled, or its line alone */
    HAT_ITEM_IMAGE,
    HAT_ITEM_LINK /* paints nothing: the area of a link, one per line piece */
};

struct hat_glyph {
    uint32_t id;
    hat_du x, y; /* origin on the page: y is the baseline, raised ones included */
};

/* How many bytes of text and how many glyphs belong together, in text order. */
struct hat_cluster {
    uint8_t bytes, glyphs;
};

/* Which way the letters of a run stand: as a page is read, or turned by a right angle. */
enum hat_turn { HAT_TURN_NONE, HAT_TURN_UP, HAT_TURN_DOWN }; /* text runs upwards, downwards */

/* Those of borders have the same lengths at any width, as in Writer. */
enum hat_dash {
    HAT_DASH_SOLID,
    HAT_DASH_DOTTED,
    HAT_DASH_DASHED,
    HAT_DASH_WAVY,
    HAT_DASH_BORDER_DOTTED,
    HAT_DASH_BORDER_DASHED
};

struct hat_item {
    uint8_t kind;   /* enum hat_item_kind */
    uint32_t node;  /* structure node, or HAT_NODE_ARTIFACT_* */
    uint32_t color; /* 0xRRGGBB of glyphs, line, rect */
    union {
        struct {
            const struct hat_face *face;
            uint32_t size_du;   /* em height: 12 pt = 1440 */
            uint16_t scale_pct; /* horizontal; 100 */
            uint8_t turn;       /* enum hat_turn */
            bool backward;      /* glyphs run right to left through the text */
            const struct hat_glyph *glyphs;
            const struct hat_cluster *clusters;
            uint32_t glyph_count, cluster_count;
            struct hat_str text; /* UTF-8; the clusters cover it all */
            const char *lang;    /* NULL: the node's */
        } glyphs;
        struct {
            hat_du x0, y0, x1, y1, width;
            uint8_t dash; /* enum hat_dash */
        } line;
        struct {
            hat_du x, y, width, height;
            hat_du stroke; /* of an ellipse: width of its line, 0: filled */
        } rect;            /* HAT_ITEM_RECT, HAT_ITEM_ELLIPSE, HAT_ITEM_LINK */
        struct {
            const struct hat_image *image;
            hat_du x, y, width, height; /* of the visible part */
            int32_t crop[4];            /* by enum hat_edge [1/100000] */
            int32_t rotation;           /* degrees clockwise */
        } image;
    } as;
};

struct hat_page {
    uint32_t index; /* physical, 0-based */
    hat_twip width, height;
    struct hat_item *items;
    size_t count, cap;
    struct hat_arena arena; /* glyphs, clusters, texts of the items */
};

/* Appends a zeroed item; NULL when out of memory. */
struct hat_item *hat_page_add(struct hat_page *page, enum hat_item_kind kind, uint32_t node);
/* Empties the page for the next one, keeping its memory. */
void hat_page_reset(struct hat_page *page);
void hat_page_fini(struct hat_page *page);

/* Receives finished pages in order; borrowed for the call. */
struct hat_page_sink {
    void *ctx;
    enum hat_status (*page)(void *ctx, const struct hat_page *page);
};

#endif
