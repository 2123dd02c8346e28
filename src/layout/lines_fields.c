/* lines_fields.c -- page numbers as text: (4, ROMAN_LOWER) -> "iv" (layout-rules 5.4). */
#include "layout/lines_internal.h"

size_t hat_field_text(const struct hat_setting *setting, const struct hat_inline *item,
                      char out[HAT_NUMBER_TEXT_MAX])
{
    uint32_t number = 0;
    uint8_t format = item->field_format;
    switch (item->field) {
    case HAT_FIELD_PAGE: {
        int64_t page = (int64_t)setting->page_number + item->field_offset;
        number = page > 0 && page < UINT32_MAX ? (uint32_t)page : 0;
        bool own = format != HAT_NUMBER_DECIMAL || item->field_decimal;
        format = !own ? setting->page_format : format;
        break;
    }
    case HAT_FIELD_PAGE_COUNT:
        number = setting->page_count;
        break;
    case HAT_FIELD_SECTION_PAGES:
        number = setting->section_pages;
        break;
    default:
        break;
    }
    return number > 0 ? hat_number_text(number, (enum hat_number_format)format, out) : 0;
}
