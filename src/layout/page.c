/* page.c -- the display list of one page: an array of items and an arena for what they point to.
 *
 * A page is filled, given to the sink and reset: array and arena keep their memory, so a letter
 * of any length needs the memory of its fullest page.
 */
#include "layout/page.h"

struct hat_item *hat_page_add(struct hat_page *page, enum hat_item_kind kind, uint32_t node)
{
    if (!hat_mem_grow(&page->items, page->count, &page->cap, sizeof *page->items)) {
        return NULL;
    }
    struct hat_item *item = &page->items[page->count++];
    *item = (struct hat_item){.kind = (uint8_t)kind, .node = node};
    return item;
}

void hat_page_reset(struct hat_page *page)
{
    page->count = 0;
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
