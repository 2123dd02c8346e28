/* numbers.c -- numbers as list labels and notes write them (layout-rules 2.12).
 *
 *     (4, ROMAN_LOWER) -> iv     (28, LETTER_LOWER) -> bb     (10, RUSSIAN_LOWER) -> к
 *
 * Letters after the last are repeated (aa, bb, ... as Word and Writer do); the Russian row leaves
 * out ё, й, ъ, ы, ь. A number that a kind cannot write is written in digits.
 */
#include "base/utf8.h"
#include "document/reader_internal.h"

enum { ROMAN_MAX = 3999, REPEAT_MAX = 15 };

static size_t put_digits(uint32_t number, size_t least, char *out)
{
    char digits[10];
    size_t count = 0, len = 0;
    for (; number > 0 || count < least; number /= 10) {
        digits[count++] = (char)('0' + number % 10);
    }
    while (count > 0) {
        out[len++] = digits[--count];
    }
    return len;
}

static size_t put_roman(uint32_t number, bool upper, char *out)
{
    static const struct {
        uint32_t value;
        const char *upper, *lower;
    } steps[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
                 {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
                 {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
                 {1, "I", "i"}};
    size_t len = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const char *text = upper ? steps[i].upper : steps[i].lower;
        for (; number >= steps[i].value; number -= steps[i].value) {
            size_t count = strlen(text);
            memcpy(out + len, text, count);
            len += count;
        }
    }
    return len;
}

/* The `number`-th of `letters`; past the last, doubled and so on. */
static size_t put_letters(uint32_t number, const uint32_t *letters, uint32_t count, char *out)
{
    uint32_t times = (number - 1) / count + 1;
    size_t len = 0;
    for (uint32_t i = 0; i < times; i++) {
        len += hat_utf8_encode(letters[(number - 1) % count], out + len);
    }
    return len;
}

static size_t put_alphabet(uint32_t number, enum hat_number_format format, char *out)
{
    uint32_t letters[32], count = 0;
    bool upper = format == HAT_NUMBER_LETTER_UPPER || format == HAT_NUMBER_RUSSIAN_UPPER;
    if (format == HAT_NUMBER_LETTER_UPPER || format == HAT_NUMBER_LETTER_LOWER) {
        for (; count < 26; count++) {
            letters[count] = (upper ? 'A' : 'a') + count;
        }
    } else {
        for (uint32_t cp = 0x430; cp <= 0x44F; cp++) {
            if (cp != 0x439 && cp != 0x44A && cp != 0x44B && cp != 0x44C) {
                letters[count++] = upper ? cp - 0x20 : cp;
            }
        }
    }
    if ((number - 1) / count >= REPEAT_MAX) {
        return put_digits(number, 1, out);
    }
    return put_letters(number, letters, count, out);
}

size_t hat_number_text(uint32_t number, enum hat_number_format format,
                       char out[HAT_NUMBER_TEXT_MAX])
{
    switch (format) {
    case HAT_NUMBER_NONE:
    case HAT_NUMBER_BULLET:
        return 0;
    case HAT_NUMBER_DECIMAL_ZERO:
        return put_digits(number, 2, out);
    case HAT_NUMBER_ROMAN_UPPER:
    case HAT_NUMBER_ROMAN_LOWER:
        if (number == 0 || number > ROMAN_MAX) {
            break;
        }
        return put_roman(number, format == HAT_NUMBER_ROMAN_UPPER, out);
    case HAT_NUMBER_LETTER_UPPER:
    case HAT_NUMBER_LETTER_LOWER:
    case HAT_NUMBER_RUSSIAN_UPPER:
    case HAT_NUMBER_RUSSIAN_LOWER:
        if (number == 0) {
            break;
        }
        return put_alphabet(number, format, out);
    case HAT_NUMBER_DECIMAL:
        break;
    }
    return put_digits(number, 1, out);
}
