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
    HAT_ITEM_LINE, /* straight stroke: border, underline, leader rule */
    HAT_ITEM_RECT, /* filled */
    HAT_ITEM_PATH, /* an outline in its box: filled, stroked or both */
    HAT_ITEM_IMAGE,
    HAT_ITEM_LINK, /* paints nothing: the area of a link, one per line piece */
    HAT_ITEM_PLACE /* while a page is made: where a strand of the list goes */
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
    uint8_t kind;    /* enum hat_item_kind */
    uint32_t strand; /* while a page is made: part of the list that it belongs to */
    uint32_t node;   /* structure node, or HAT_NODE_ARTIFACT_* */
    uint32_t color;  /* 0xRRGGBB of glyphs, line, rect */
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
        } rect; /* HAT_ITEM_RECT, HAT_ITEM_LINK */
        struct {
            hat_du x, y, width, height; /* the box: of a gradient, and turned around its middle */
            const struct hat_path_step *steps; /* in du on the page */
            uint32_t count;
            int32_t rotation;                    /* clockwise [1/100 degree] */
            bool winding;                        /* outlines of one direction do not make holes */
            uint8_t clear, stroke_clear;         /* what shines through [percent] */
            bool filled;                         /* with `color`, or with */
            const struct hat_gradient *gradient; /* NULL: none */
            hat_du stroke;                       /* width of its line; 0: none */
            const hat_du *dashes;                /* drawn, left out, drawn ..; NULL: solid */
            uint8_t dash_count;
            uint32_t stroke_color;
        } path;
        struct {
            const struct hat_image *image;
            hat_du x, y, width, height; /* of the visible part */
            int32_t crop[4];            /* by enum hat_edge [1/100000] */
            int32_t rotation;           /* clockwise [1/100 degree] */
        } image;
        struct {
            uint32_t strand; /* that goes here; */
            int32_t z;       /* of an object: what is over what */
        } place;
    } as;
};

/* What is drawn early but belongs further back in the list, or late but further to the front, goes
 * to a strand of its own. A finished page is: behind, text, foot, front. */
enum {
    HAT_STRAND_TEXT,
    HAT_STRAND_BEHIND, /* objects behind the text */
    HAT_STRAND_FOOT,   /* the page's footer: it is set before the body, which it leaves room */
    HAT_STRAND_FRONT,  /* objects in front of the text or with text around them */
    HAT_STRAND_FIXED   /* number of those; from here on: inside another one, at its place */
};

struct hat_page {
    uint32_t index; /* physical, 0-based */
    hat_twip width, height;
    struct hat_item *items;
    size_t count, cap;
    uint32_t strand;        /* that items are added to */
    uint32_t strands;       /* begun beyond the fixed ones */
    uint32_t beside;        /* what is added now belongs to an object in BEHIND or FRONT; else 0 */
    int32_t beside_z;       /* of that object */
    struct hat_arena arena; /* glyphs, clusters, texts of the items */
};

/* Appends a zeroed item; NULL when out of memory. */
struct hat_item *hat_page_add(struct hat_page *page, enum hat_item_kind kind, uint32_t node);
/* Begins a strand that goes here, whatever is added before it is filled; *strand receives its
 * number. */
enum hat_status hat_page_begin_strand(struct hat_page *page, uint32_t *strand);
/* Items are added to `strand` from now on; gives the one that they were added to. One that was
 * begun on an earlier page is the text. */
uint32_t hat_page_enter(struct hat_page *page, uint32_t strand);

/* What is drawn between these two is an object beside the flow: in HAT_STRAND_BEHIND or _FRONT,
 * higher `z` over lower. An object inside of one comes right after it. `left` keeps what was
 * before. */
struct hat_page_left {
    uint32_t strand, beside;
    int32_t beside_z;
};
enum hat_status hat_page_begin_object(struct hat_page *page, uint32_t side, int32_t z,
                                      struct hat_page_left *left);
void hat_page_end_object(struct hat_page *page, const struct hat_page_left *left);

/* Puts all strands in their places: the page is finished. */
enum hat_status hat_page_join(struct hat_page *page);
/* Empties the page for the next one, keeping its memory. */
void hat_page_reset(struct hat_page *page);
void hat_page_fini(struct hat_page *page);

/* Receives finished pages in order; borrowed for the call. */
struct hat_page_sink {
    void *ctx;
    enum hat_status (*page)(void *ctx, const struct hat_page *page);
};

#endif
