/* headers.c -- headers and footers: which one, how high, drawn (docs/layout-rules.md 5.1, 5.2).
 *
 *     DOCX   box at `edge` from the page's edge, as high as its content;
 *            body from max(margin, edge + height); a negative margin is fixed
 *     ODF    box from the page margin on, at least min_height high, its gap included
 *
 * Example: header at 708 with 4 lines of 276 and a margin of 1134: the body begins at 1812.
 *
 * Measured headers are kept for the next page unless they print page numbers.
 */
#include "layout/body_internal.h"

static const struct hat_header *choose(const struct hat_pager *pager,
                                       const struct hat_section *section, bool footer)
{
    const struct hat_header *kinds = footer ? section->footers : section->headers;
    if (section->title_page && !pager->section_begun) {
        return &kinds[HAT_HEADER_FIRST];
    }
    bool even = pager->number % 2 == 0;
    return &kinds[section->even_odd && even ? HAT_HEADER_EVEN : HAT_HEADER_DEFAULT];
}

/* The measured header, from the cache or new. */
static enum hat_status measure(struct hat_pager *pager, const struct hat_header *header,
                               hat_twip width, struct hat_stack **stack)
{
    struct hat_header_slot *slot = NULL;
    for (unsigned i = 0; i < HAT_HEADER_SLOTS && slot == NULL; i++) {
        if (pager->slots[i].blocks == header->blocks && pager->slots[i].width == width) {
            slot = &pager->slots[i];
        }
    }
    if (slot != NULL && !slot->stack.numbered) {
        *stack = &slot->stack;
        return HAT_OK;
    }
    if (slot == NULL) {
        slot = &pager->slots[pager->next_slot];
        pager->next_slot = (pager->next_slot + 1) % HAT_HEADER_SLOTS;
    }
    hat_arena_reset(&slot->arena);
    slot->blocks = NULL;
    pager->layout->in_header = true;
    enum hat_status status =
        hat_stack_make(pager->layout, header->blocks, width, &slot->arena, &slot->stack);
    pager->layout->in_header = false;
    slot->stack.open_end = !pager->layout->flags->header_last_after;
    if (status == HAT_OK) {
        slot->blocks = header->blocks;
        slot->width = width;
        *stack = &slot->stack;
    }
    return status;
}

/* Height of the box from the page's edge or margin to the body. */
static hat_twip box_height(const struct hat_section *section, const struct hat_header *header,
                           hat_twip content)
{
    if (!section->odf) {
        return content;
    }
    if (header->fixed) {
        return header->min_height;
    }
    hat_twip needed = header->dynamic ? content : hat_twip_add(content, header->gap);
    return hat_twip_max(header->min_height, needed);
}

static hat_twip edge_without(const struct hat_section *section, bool footer)
{
    hat_twip margin = footer ? section->bottom : section->top;
    return margin < 0 ? -hat_twip_max(margin, -HAT_TWIP_MAX) : margin;
}

enum hat_status hat_header_set(struct hat_pager *pager, const struct hat_section *section,
                               bool footer, hat_twip *body_edge)
{
    const struct hat_header *header = choose(pager, section, footer);
    hat_twip margin = footer ? section->bottom : section->top;
    hat_twip edge = edge_without(section, footer);
    *body_edge = footer ? hat_twip_sub(section->page_height, edge) : edge;
    if (header->blocks == NULL) {
        return HAT_OK;
    }
    struct hat_layout *layout = pager->layout;
    struct hat_stack *stack;
    hat_twip width = hat_twip_sub(section->page_width, hat_twip_add(section->left, section->right));
    enum hat_status status = measure(pager, header, hat_twip_max(width, 1), &stack);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_cut all =
        hat_stack_fit(layout, stack, (struct hat_cursor){0, 0}, HAT_TWIP_MAX, HAT_FIT_WHOLE);
    hat_twip box = box_height(section, header, all.height);
    hat_twip inner = hat_twip_add(header->edge, box);
    if (section->odf || margin >= 0) {
        edge = section->odf ? inner : hat_twip_max(edge, inner);
    }
    *body_edge = footer ? hat_twip_sub(section->page_height, edge) : edge;
    struct hat_tags tags = {.parent = HAT_NODE_ARTIFACT_PAGINATION};
    struct hat_stack_spot spot = {.x = section->left, .to = all.to, .tags = &tags};
    spot.reserve = true;
    spot.y = header->edge;
    if (footer) { /* DOCX: at the bottom of its box; ODF: below the gap */
        hat_twip gap = hat_twip_min(header->gap, hat_twip_max(hat_twip_sub(box, all.height), 0));
        spot.y = hat_twip_sub(section->page_height, inner);
        spot.y = section->odf ? hat_twip_add(spot.y, gap) : spot.y;
    }
    if (section->odf && header->fixed) {
        spot.to = hat_stack_fit(layout, stack, spot.from, box, HAT_FIT_TOUCH).to;
    }
    return hat_stack_paint(layout, stack, &spot);
}
