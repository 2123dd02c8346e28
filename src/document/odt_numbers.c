/* odt_numbers.c -- numbers as lists and notes write them, and the names ODF has for that.
 *
 *     style:num-format "1" "a" "A" "i" "I" "" and "а, б, .., аа, аб, ... (ru)"
 *     (4, ROMAN_LOWER) -> "iv"    (28, LETTER_LOWER) -> "bb"    (3, RUSSIAN_LOWER) -> "в"
 *
 * Letters after z are doubled (aa, bb ... zz, aaa), as LibreOffice and Word do it.
 * Source: ODF 1.3 part 3 §19.500; layout rules 2.12.
 */
#include "document/odt_internal.h"

#include "base/utf8.h"

enum { ROMAN_MAX = 3999, LETTERS_MAX = 15 /* times one letter is repeated */ };

uint8_t hat_odt_number_format(struct hat_str text)
{
    static const struct {
        const char *begin;
        uint8_t format;
    } formats[] = {{"а", HAT_NUMBER_RUSSIAN_LOWER},    {"А", HAT_NUMBER_RUSSIAN_UPPER},
                   {"Ж, З", HAT_NUMBER_RUSSIAN_UPPER}, {"01", HAT_NUMBER_DECIMAL_ZERO},
                   {"a", HAT_NUMBER_LETTER_LOWER},     {"A", HAT_NUMBER_LETTER_UPPER},
                   {"i", HAT_NUMBER_ROMAN_LOWER},      {"I", HAT_NUMBER_ROMAN_UPPER}};
    if (text.len == 0) {
        return HAT_NUMBER_NONE;
    }
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (hat_str_starts(text, formats[i].begin)) {
            return formats[i].format;
        }
    }
    return HAT_NUMBER_DECIMAL;
}

static size_t put_decimal(uint32_t value, size_t least_digits, char *out)
{
    char digits[16];
    size_t count = 0, len = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0 || count < least_digits);
    while (count > 0) {
        out[len++] = digits[--count];
    }
    return len;
}

static size_t put_roman(uint32_t value, bool upper, char *out)
{
    static const struct {
        uint16_t value;
        const char *upper, *lower;
    } romans[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
                  {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
                  {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
                  {1, "I", "i"}};
    size_t len = 0;
    for (size_t i = 0; i < sizeof romans / sizeof romans[0]; i++) {
        for (; value >= romans[i].value; value -= romans[i].value) {
            for (const char *c = upper ? romans[i].upper : romans[i].lower; *c != '\0'; c++) {
                out[len++] = *c;
            }
        }
    }
    return len;
}

/* The letters of Russian lists: without ё, й, ъ, ы, ь. */
static uint32_t russian_letter(uint32_t index, bool upper)
{
    static const uint16_t letters[] = {0x430, 0x431, 0x432, 0x433, 0x434, 0x435, 0x436,
                                       0x437, 0x438, 0x43a, 0x43b, 0x43c, 0x43d, 0x43e,
                                       0x43f, 0x440, 0x441, 0x442, 0x443, 0x444, 0x445,
                                       0x446, 0x447, 0x448, 0x449, 0x44d, 0x44e, 0x44f};
    uint32_t letter = letters[index % (sizeof letters / sizeof letters[0])];
    return upper ? letter - 0x20 : letter;
}

static size_t put_letters(uint32_t value, uint8_t format, char *out)
{
    bool russian = format == HAT_NUMBER_RUSSIAN_LOWER || format == HAT_NUMBER_RUSSIAN_UPPER;
    bool upper = format == HAT_NUMBER_RUSSIAN_UPPER || format == HAT_NUMBER_LETTER_UPPER;
    uint32_t alphabet = russian ? 28 : 26;
    uint32_t index = (value - 1) % alphabet;
    uint32_t times = (value - 1) / alphabet + 1;
    uint32_t letter = russian ? russian_letter(index, upper) : (upper ? 'A' : 'a') + index;
    size_t len = 0;
    for (uint32_t i = 0; i < times && i < LETTERS_MAX; i++) {
        len += hat_utf8_encode(letter, out + len);
    }
    return len;
}

size_t hat_odt_format_number(int32_t value, uint8_t format, char out[64])
{
    uint32_t number = value > 0 ? (uint32_t)value : 0;
    switch (format) {
    case HAT_NUMBER_ROMAN_UPPER:
    case HAT_NUMBER_ROMAN_LOWER:
        if (number > 0 && number <= ROMAN_MAX) {
            return put_roman(number, format == HAT_NUMBER_ROMAN_UPPER, out);
        }
        return put_decimal(number, 1, out);
    case HAT_NUMBER_LETTER_UPPER:
    case HAT_NUMBER_LETTER_LOWER:
    case HAT_NUMBER_RUSSIAN_UPPER:
    case HAT_NUMBER_RUSSIAN_LOWER:
        return number > 0 ? put_letters(number, format, out) : put_decimal(0, 1, out);
    case HAT_NUMBER_DECIMAL_ZERO:
        return put_decimal(number, 2, out);
    case HAT_NUMBER_BULLET:
    case HAT_NUMBER_NONE:
        return 0;
    default:
        return put_decimal(number, 1, out);
    }
}
