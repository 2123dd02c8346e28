/* lines_fields.c -- page numbers as text: (4, ROMAN_LOWER) -> "iv" (layout-rules 5.4). */
#include "base/utf8.h"
#include "layout/lines_internal.h"

static size_t put_decimal(uint32_t number, size_t least, char *out)
{
    char digits[16];
    size_t len = 0, at = 0;
    for (; number > 0 || len < least; number /= 10) {
        digits[len++] = (char)('0' + number % 10);
    }
    while (len > 0) {
        out[at++] = digits[--len];
    }
    return at;
}

static size_t put_roman(uint32_t number, bool upper, char *out)
{
    static const struct {
        uint32_t value;
        char text[3];
    } romans[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                  {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                  {5, "v"},    {4, "iv"},   {1, "i"}};
    size_t len = 0;
    for (size_t i = 0; i < sizeof romans / sizeof *romans; i++) {
        for (; number >= romans[i].value; number -= romans[i].value) {
            for (const char *c = romans[i].text; *c != 0; c++) {
                out[len++] = upper ? (char)(*c - 'a' + 'A') : *c;
            }
        }
    }
    return len;
}

/* a ... z aa bb ...; Russian letters without ё й ъ ы ь, as in lists */
static size_t put_letters(uint32_t number, bool russian, bool upper, char *out)
{
    static const char letters[] = "абвгдежзиклмнопрстуфхцчшщэюя";
    uint32_t alphabet = russian ? 28 : 26;
    uint32_t index = (number - 1) % alphabet, times = (number - 1) / alphabet + 1;
    size_t len = 0, used = 0;
    uint32_t cp = russian ? hat_utf8_decode(letters + (size_t)index * 2, 2, &used) : 'a' + index;
    for (uint32_t i = 0; i < times && i < 15; i++) {
        len += hat_utf8_encode(upper ? cp - 0x20 : cp, out + len); /* both alphabets: 32 apart */
    }
    return len;
}

static size_t put_number(uint32_t number, uint8_t format, char out[64])
{
    switch (format) {
    case HAT_NUMBER_ROMAN_UPPER:
    case HAT_NUMBER_ROMAN_LOWER:
        return number > 0 && number < 4000
                   ? put_roman(number, format == HAT_NUMBER_ROMAN_UPPER, out)
                   : put_decimal(number, 1, out);
    case HAT_NUMBER_LETTER_UPPER:
    case HAT_NUMBER_LETTER_LOWER:
        return number > 0 ? put_letters(number, false, format == HAT_NUMBER_LETTER_UPPER, out)
                          : put_decimal(number, 1, out);
    case HAT_NUMBER_RUSSIAN_UPPER:
    case HAT_NUMBER_RUSSIAN_LOWER:
        return number > 0 ? put_letters(number, true, format == HAT_NUMBER_RUSSIAN_UPPER, out)
                          : put_decimal(number, 1, out);
    case HAT_NUMBER_DECIMAL_ZERO:
        return put_decimal(number, 2, out);
    default:
        return put_decimal(number, 1, out);
    }
}

size_t hat_field_text(const struct hat_setting *setting, const struct hat_inline *item,
                      char out[64])
{
    uint32_t number = 0;
    uint8_t format = item->field_format;
    switch (item->field) {
    case HAT_FIELD_PAGE: {
        int64_t page = (int64_t)setting->page_number + item->field_offset;
        number = page > 0 && page < UINT32_MAX ? (uint32_t)page : 0;
        format = format == HAT_NUMBER_DECIMAL ? setting->page_format : format;
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
    return number > 0 ? put_number(number, format, out) : 0;
}
