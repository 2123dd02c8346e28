/* lines_fields.c -- page numbers as text: (4, ROMAN_LOWER) -> "iv" (layout-rules 5.4). */
#include "layout/lines_internal.h"

/* Page of the bookmark that the field's link leads to; 0: not known. */
static uint32_t page_of_bookmark(const struct hat_setting *setting, const struct hat_inline *item)
{
    if (setting->first_pass == NULL || item->link == NULL || item->link->anchor == NULL) {
        return 0;
    }
    const struct hat_structure *known = setting->first_pass;
    const struct hat_bookmark *place =
        hat_bookmarks_find(known->bookmarks, known->bookmark_count, item->link->anchor);
    return place != NULL ? place->number : 0;
}

size_t hat_field_text(const struct hat_setting *setting, const struct hat_inline *item,
                      char out[HAT_NUMBER_TEXT_MAX])
{
    uint32_t number = 0;
    bool known = false; /* also when it is 0 */
    uint8_t format = item->field_format;
    bool own = format != HAT_NUMBER_DECIMAL || item->field_decimal;
    switch (item->field) {
    case HAT_FIELD_PAGE: {
        int64_t page = (int64_t)setting->page_number + item->field_offset;
        known = page > 0 || (page == 0 && item->field_offset == 0);
        number = page > 0 && page < UINT32_MAX ? (uint32_t)page : 0;
        format = !own ? setting->page_format : format;
        break;
    }
    case HAT_FIELD_PAGE_COUNT:
        number = setting->page_count;
        format = !own ? setting->page_format : format;
        break;
    case HAT_FIELD_PAGE_REF:
        number = page_of_bookmark(setting, item);
        break;
    case HAT_FIELD_SECTION_PAGES:
        number = setting->section_pages;
        break;
    default:
        break;
    }
    return known || number > 0 ? hat_number_text(number, (enum hat_number_format)format, out) : 0;
}
