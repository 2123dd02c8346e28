/* pages.c -- pages begin and end: number, size, header and footer, the sink (layout-rules.md 5).
 *
 * Two numbers: `count` is the physical page, `number` what PAGE prints. An odd-page section that
 * would begin on an even page skips a number; the page between is not printed. Odd numbers are
 * those of right-hand pages: where a number of the same side follows, an empty page is between
 * them, which NUMPAGES counts and Writer does not print.
 */
#include "layout/anchors_internal.h"
#include "layout/body_internal.h"

static enum hat_status check_limit(const struct hat_pager *pager)
{
    const struct hat_setting *setting = &pager->layout->setting;
    if (pager->count < setting->limits->pages) {
        return HAT_OK;
    }
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "%u", (unsigned)setting->limits->pages);
    hat_diags_add(setting->diags, HAT_MSG_LAYOUT_PAGES, NULL, {buf.data, buf.len});
    hat_buf_fini(&buf);
    return HAT_ERR_LIMIT;
}

void hat_pager_number(struct hat_pager *pager)
{
    int32_t number = pager->number < INT32_MAX - 1 ? pager->number + 1 : pager->number;
    if (pager->forced != 0 || pager->zero) {
        number = pager->forced;
    }
    bool odd = number % 2 != 0;
    bool skips =
        (pager->parity == HAT_START_ODD && !odd) || (pager->parity == HAT_START_EVEN && odd);
    if (skips) {
        number++;
    }
    bool blank = pager->count > 0 ? number % 2 == pager->number % 2 : skips;
    pager->blank += blank; /* one of the other side stands between */
    pager->forced = 0;
    pager->zero = false;
    pager->parity = HAT_START_NEXT_PAGE;
    pager->number = number;
}

static void begin_area(struct hat_page_area *area, const struct hat_section *section)
{
    area->width = section->page_width;
    area->height = section->page_height;
    area->margins[HAT_LEFT] = section->left;
    area->margins[HAT_RIGHT] = hat_twip_sub(section->page_width, section->right);
    area->margins[HAT_TOP] = section->top >= 0 ? section->top : hat_twip_sub(0, section->top);
    hat_twip bottom = section->bottom >= 0 ? section->bottom : hat_twip_sub(0, section->bottom);
    area->margins[HAT_BOTTOM] = hat_twip_sub(section->page_height, bottom);
    area->count = 0;
}

/* The footer, which the body leaves room, is drawn before it and listed after it. */
static enum hat_status set_footer(struct hat_pager *pager, const struct hat_section *section)
{
    struct hat_page *page = &pager->layout->page;
    uint32_t strand = hat_page_enter(page, HAT_STRAND_FOOT);
    enum hat_status status = hat_header_set(pager, section, true, &pager->bottom);
    hat_page_enter(page, strand);
    return status;
}

enum hat_status hat_pager_open(struct hat_pager *pager, const struct hat_section *section)
{
    struct hat_layout *layout = pager->layout;
    enum hat_status status = check_limit(pager);
    if (status != HAT_OK) {
        return status;
    }
    hat_page_reset(&layout->page);
    layout->page.index = pager->count;
    layout->page.width = section->page_width;
    layout->page.height = section->page_height;
    begin_area(layout->area, section);
    layout->setting.page_number = pager->number > 0 ? (uint32_t)pager->number : 0;
    layout->setting.page_format = section->page_format;
    status = hat_page_borders_draw(pager, section);
    if (status == HAT_OK) {
        status = hat_header_set(pager, section, false, &pager->top);
    }
    if (status == HAT_OK) {
        status = set_footer(pager, section);
    }
    pager->open = true;
    pager->section_begun = true;
    return status;
}

enum hat_status hat_pager_close(struct hat_pager *pager)
{
    struct hat_layout *layout = pager->layout;
    pager->open = false;
    pager->count++;
    if (!hat_layout_draws(layout)) {
        return HAT_OK;
    }
    enum hat_status status = hat_page_join(&layout->page);
    return status == HAT_OK ? layout->sink->page(layout->sink->ctx, &layout->page) : status;
}

void hat_pager_fini(struct hat_pager *pager)
{
    for (unsigned i = 0; i < HAT_HEADER_SLOTS; i++) {
        hat_arena_fini(&pager->slots[i].arena);
    }
}
