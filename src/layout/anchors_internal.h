/* anchors_internal.h -- what stands on a page beside the flow: anchored objects and floating
 * tables, and the room that text leaves for them. */
#ifndef HAT_LAYOUT_ANCHORS_INTERNAL_H
#define HAT_LAYOUT_ANCHORS_INTERNAL_H

#include "layout/flow_internal.h"

/* Text keeps off this part of the page. */
struct hat_keep_off {
    hat_twip box[4];  /* by enum hat_edge, distances to the text included */
    hat_twip bare[2]; /* left and right edge without them */
    bool whole;       /* no text beside it */
    uint8_t side;     /* enum hat_wrap_side */
};

/* The page as positions refer to it; set when a page begins. */
struct hat_page_area {
    hat_twip width, height;
    hat_twip margins[4]; /* of the text area, by enum hat_edge, from the page's top left corner */
    struct hat_keep_off *keep_off;
    size_t count, cap;
};

/* The container of a paragraph that has anchors. */
struct hat_anchor_spot {
    hat_twip x, width; /* of the column or cell */
    hat_twip y;        /* top of the paragraph's first line */
    hat_twip lead;     /* the paragraph's frame begins so much above it */
    hat_twip indents[2];
    uint32_t node; /* of the paragraph, or an artifact */
};

/* For the objects of `box` in a container at x, its first line at y. */
struct hat_anchor_spot hat_anchor_spot_of(const struct hat_para_box *box, hat_twip x,
                                          hat_twip width, hat_twip y);

/* Where a floating thing of this size stands on the page: *x, *y its top left corner. */
void hat_float_place(const struct hat_page_area *area, const struct hat_float *place,
                     const struct hat_anchor_spot *spot, const hat_twip size[2], hat_twip at[2]);

/* Keeps text off a floating thing at `at`. HAT_ERR_NOMEM. */
enum hat_status hat_keep_off_add(struct hat_page_area *area, const struct hat_float *place,
                                 const hat_twip at[2], const hat_twip size[2]);

/* Has the paragraph anchored objects? */
bool hat_has_anchors(const struct hat_paragraph *paragraph);
/* Reserves the room of the paragraph's anchored objects. */
enum hat_status hat_anchors_reserve(struct hat_layout *layout,
                                    const struct hat_paragraph *paragraph,
                                    const struct hat_anchor_spot *spot);
/* Draws them. */
enum hat_status hat_anchors_draw(struct hat_layout *layout, const struct hat_paragraph *paragraph,
                                 const struct hat_anchor_spot *spot);

/* ---- text boxes (boxes.c) ---- */

/* Height of an object: that of its text for a text box that grows. Memory in `arena`. */
enum hat_status hat_box_height(struct hat_layout *layout, const struct hat_object *object,
                               struct hat_arena *arena, hat_twip *height);
/* The box painter that inline text boxes use; ctx is the layout. */
enum hat_status hat_box_paint(void *ctx, const struct hat_object *object,
                              const struct hat_line_spot *spot, struct hat_page *page);

/* ---- text around things (wrap.c) ---- */

/* Lays the lines of a paragraph from `from` on around what stands on the page; `spot->y` is the
 * top of line `from`. Lines get skips (box->skips) and are broken anew where they are shorter.
 * Nothing happens where nothing is in the way. */
enum hat_status hat_wrap_paragraph(struct hat_layout *layout, struct hat_para_box *box, size_t from,
                                   const struct hat_anchor_spot *spot, struct hat_arena *arena);
/* The first y from `y` on where a row of this height has room, which stands from extent[0] to
 * extent[1] on the page: beside things that have text beside them, whatever the distance, and
 * below all others (rules 6). */
hat_twip hat_wrap_clear(const struct hat_page_area *area, const struct hat_anchor_spot *spot,
                        const hat_twip extent[2], hat_twip y, hat_twip height);

#endif
