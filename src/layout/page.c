/* page.c -- the display list of one page: an array of items and an arena for what they point to.
 *
 * A page is filled, given to the sink and reset: array and arena keep their memory, so a letter
 * of any length needs the memory of its fullest page.
 *
 * The order of the list is the order in which all is painted, and read by who copies the text. It
 * is not the order in which it is laid out: the content of a cell over three rows is set when the
 * third is, a footer before the body. So the list is made of strands, joined when the page is
 * finished:
 *
 *     text:    a, place of strand 4, b      foot: y       front: place of 5, place of 6
 *     4:       c                            5 (z 2): p    6 (z 1): q
 *     joined:  a c b y q p
 */
#include "layout/page.h"

#include <stdlib.h>

struct hat_item *hat_page_add(struct hat_page *page, enum hat_item_kind kind, uint32_t node)
{
    if (!hat_mem_grow(&page->items, page->count, &page->cap, sizeof *page->items)) {
        return NULL;
    }
    struct hat_item *item = &page->items[page->count++];
    *item = (struct hat_item){.kind = (uint8_t)kind, .strand = page->strand, .node = node};
    return item;
}

/* ---- strands ---- */

enum hat_status hat_page_begin_strand(struct hat_page *page, uint32_t *strand)
{
    struct hat_item *place = hat_page_add(page, HAT_ITEM_PLACE, HAT_NODE_ARTIFACT_LAYOUT);
    if (place == NULL) {
        return HAT_ERR_NOMEM;
    }
    *strand = HAT_STRAND_FIXED + page->strands++;
    place->as.place.strand = *strand;
    return HAT_OK;
}

uint32_t hat_page_enter(struct hat_page *page, uint32_t strand)
{
    uint32_t left = page->strand;
    page->strand = strand < HAT_STRAND_FIXED + page->strands ? strand : HAT_STRAND_TEXT;
    return left;
}

enum hat_status hat_page_begin_object(struct hat_page *page, uint32_t side, int32_t z,
                                      struct hat_page_left *left)
{
    uint32_t strand = page->strand;
    *left = (struct hat_page_left){page->strand, page->beside, page->beside_z};
    if (page->beside == HAT_STRAND_TEXT) {
        page->beside = side;
        page->beside_z = z;
    }
    page->strand = page->beside;
    enum hat_status status = hat_page_begin_strand(page, &strand);
    if (status == HAT_OK) {
        page->items[page->count - 1].as.place.z = page->beside_z;
    }
    page->strand = strand;
    return status;
}

void hat_page_end_object(struct hat_page *page, const struct hat_page_left *left)
{
    page->strand = left->strand;
    page->beside = left->beside;
    page->beside_z = left->beside_z;
}

/* The items by their strands: those of strand n are [ends[n - 1], ends[n]). */
struct sorted {
    struct hat_item *items;
    size_t *ends;
};

static enum hat_status sort(struct hat_page *page, struct sorted *sorted)
{
    size_t strands = HAT_STRAND_FIXED + (size_t)page->strands;
    sorted->items = hat_arena_array(&page->arena, page->count, sizeof *sorted->items);
    sorted->ends = hat_arena_array(&page->arena, strands + 1, sizeof *sorted->ends);
    if (sorted->items == NULL || sorted->ends == NULL) {
        return HAT_ERR_NOMEM;
    }
    memset(sorted->ends, 0, (strands + 1) * sizeof *sorted->ends);
    for (size_t i = 0; i < page->count; i++) {
        sorted->ends[page->items[i].strand + 1]++;
    }
    for (size_t i = 1; i <= strands; i++) {
        sorted->ends[i] += sorted->ends[i - 1];
    }
    for (size_t i = 0; i < page->count; i++) { /* from where strand n begins to where it ends */
        sorted->items[sorted->ends[page->items[i].strand]++] = page->items[i];
    }
    return HAT_OK;
}

/* The lower first; of equal ones that which was begun first. */
static int by_height(const void *a, const void *b)
{
    const struct hat_item *left = a, *right = b;
    int32_t z[2] = {left->as.place.z, right->as.place.z};
    uint32_t strands[2] = {left->as.place.strand, right->as.place.strand};
    return z[0] != z[1] ? (z[0] < z[1] ? -1 : 1) : strands[0] < strands[1] ? -1 : 1;
}

/* Objects over each other: their strands hold nothing but the places of objects. */
static void sort_objects(const struct sorted *sorted, uint32_t strand)
{
    size_t first = sorted->ends[strand - 1];
    qsort(sorted->items + first, sorted->ends[strand] - first, sizeof *sorted->items, by_height);
}

/* Where the walk through the strands is: in `strand`, whose next item is `at`. */
struct walk {
    uint32_t strand;
    size_t at;
};

static struct walk walk_into(const struct sorted *sorted, uint32_t strand)
{
    return (struct walk){strand, strand > 0 ? sorted->ends[strand - 1] : 0};
}

/* Lists a fixed strand with all that have their places in it. `open` has room for every strand:
 * a place is in a strand that was begun before. */
static void list(struct hat_page *page, const struct sorted *sorted, uint32_t strand,
                 struct walk *open)
{
    size_t depth = 0;
    open[depth++] = walk_into(sorted, strand);
    while (depth > 0) {
        struct walk *now = &open[depth - 1];
        if (now->at == sorted->ends[now->strand]) {
            depth--;
            continue;
        }
        const struct hat_item *item = &sorted->items[now->at++];
        if (item->kind == HAT_ITEM_PLACE) {
            open[depth++] = walk_into(sorted, item->as.place.strand);
        } else {
            page->items[page->count++] = *item;
        }
    }
}

static bool is_text_alone(const struct hat_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        if (page->items[i].strand != HAT_STRAND_TEXT) {
            return false;
        }
    }
    return page->strands == 0;
}

enum hat_status hat_page_join(struct hat_page *page)
{
    if (is_text_alone(page)) {
        return HAT_OK;
    }
    static const uint32_t order[HAT_STRAND_FIXED] = {HAT_STRAND_BEHIND, HAT_STRAND_TEXT,
                                                     HAT_STRAND_FOOT, HAT_STRAND_FRONT};
    struct sorted sorted;
    size_t most = HAT_STRAND_FIXED + (size_t)page->strands;
    struct walk *open = hat_arena_array(&page->arena, most, sizeof *open);
    enum hat_status status = open != NULL ? sort(page, &sorted) : HAT_ERR_NOMEM;
    if (status != HAT_OK) {
        return status;
    }
    sort_objects(&sorted, HAT_STRAND_BEHIND);
    sort_objects(&sorted, HAT_STRAND_FRONT);
    page->count = 0;
    page->strands = 0;
    for (size_t i = 0; i < HAT_STRAND_FIXED; i++) {
        list(page, &sorted, order[i], open);
    }
    return HAT_OK;
}

void hat_page_reset(struct hat_page *page)
{
    page->count = 0;
    page->strand = HAT_STRAND_TEXT;
    page->strands = 0;
    page->beside = HAT_STRAND_TEXT;
    hat_arena_reset(&page->arena);
}

void hat_page_fini(struct hat_page *page)
{
    if (page == NULL) {
        return;
    }
    hat_mem_free(page->items);
    hat_arena_fini(&page->arena);
    *page = (struct hat_page){0};
}
