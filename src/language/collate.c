/* collate.c -- two texts compared element by element: a letter, a number, or another character.
 *
 *     "№37 Жұлдыз" -> №, 37, ж, ұ, л, д, ы, з      a space after № does not count
 */
#include "language/collate.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/unicode.h"
#include "base/utf8.h"

/* Classes of elements in their order; the value within the class decides next. */
enum { CLASS_END, CLASS_SPACE, CLASS_MARK, CLASS_NUMBER, CLASS_CYRILLIC, CLASS_LATIN, CLASS_OTHER };

struct element {
    int class;
    uint64_t value;
};

/* Places in the alphabet аәбвгғдеёжзийкқлмнңоөпрстуұүфһхцчшщъыіьэюя, 1-based. */
enum { FIRST = 0x430 };
static const uint8_t places[] = {
    [0x430 - FIRST] = 1,  [0x431 - FIRST] = 3,  [0x432 - FIRST] = 4,  [0x433 - FIRST] = 5,
    [0x434 - FIRST] = 7,  [0x435 - FIRST] = 8,  [0x436 - FIRST] = 10, [0x437 - FIRST] = 11,
    [0x438 - FIRST] = 12, [0x439 - FIRST] = 13, [0x43A - FIRST] = 14, [0x43B - FIRST] = 16,
    [0x43C - FIRST] = 17, [0x43D - FIRST] = 18, [0x43E - FIRST] = 20, [0x43F - FIRST] = 22,
    [0x440 - FIRST] = 23, [0x441 - FIRST] = 24, [0x442 - FIRST] = 25, [0x443 - FIRST] = 26,
    [0x444 - FIRST] = 29, [0x445 - FIRST] = 31, [0x446 - FIRST] = 32, [0x447 - FIRST] = 33,
    [0x448 - FIRST] = 34, [0x449 - FIRST] = 35, [0x44A - FIRST] = 36, [0x44B - FIRST] = 37,
    [0x44C - FIRST] = 39, [0x44D - FIRST] = 40, [0x44E - FIRST] = 41, [0x44F - FIRST] = 42,
    [0x451 - FIRST] = 9,  [0x456 - FIRST] = 38, [0x493 - FIRST] = 6,  [0x49B - FIRST] = 15,
    [0x4A3 - FIRST] = 19, [0x4AF - FIRST] = 28, [0x4B1 - FIRST] = 27, [0x4BB - FIRST] = 30,
    [0x4D9 - FIRST] = 2,  [0x4E9 - FIRST] = 21,
};

/* Place in the alphabet; 0 for other letters. */
static uint64_t place(uint32_t letter)
{
    return letter >= FIRST && letter - FIRST < sizeof places ? places[letter - FIRST] : 0;
}

static struct element letter_element(enum hat_lang lang, uint32_t cp)
{
    static const uint32_t yo = 0x451, ye = 0x435;
    uint32_t lower = hat_unicode_lower(cp);
    if (lang == HAT_LANG_RU && lower == yo) {
        lower = ye;
    }
    if (lower >= 'a' && lower <= 'z') {
        return (struct element){CLASS_LATIN, lower};
    }
    uint64_t index = place(lower);
    return index > 0 ? (struct element){CLASS_CYRILLIC, index}
                     : (struct element){CLASS_OTHER, lower};
}

static bool digit_at(struct hat_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* Reads a number; beyond 18 digits its length alone counts. */
static struct element number_element(struct hat_str text, size_t *at)
{
    uint64_t value = 0;
    for (; digit_at(text, *at); (*at)++) {
        value = value < UINT64_MAX / 20 ? value * 10 + (uint64_t)(text.ptr[*at] - '0') : value;
    }
    return (struct element){CLASS_NUMBER, value};
}

static void skip_spaces(struct hat_str text, size_t *at)
{
    size_t used = 0;
    while (*at < text.len &&
           hat_unicode_space(hat_utf8_decode(text.ptr + *at, text.len - *at, &used))) {
        *at += used;
    }
}

static struct element next(enum hat_lang lang, struct hat_str text, size_t *at)
{
    static const uint32_t numero = 0x2116;
    if (*at >= text.len) {
        return (struct element){CLASS_END, 0};
    }
    if (digit_at(text, *at)) {
        return number_element(text, at);
    }
    size_t used = 0;
    uint32_t cp = hat_utf8_decode(text.ptr + *at, text.len - *at, &used);
    *at += used;
    if (cp != HAT_UTF8_INVALID && hat_unicode_space(cp)) {
        skip_spaces(text, at);
        return (struct element){CLASS_SPACE, 0};
    }
    if (cp == HAT_UTF8_INVALID || !hat_unicode_letter(cp)) {
        if (cp == numero) {
            skip_spaces(text, at);
        }
        return (struct element){CLASS_MARK, cp};
    }
    return letter_element(lang, cp);
}

static int bytes_order(struct hat_str a, struct hat_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

int hat_collate(enum hat_lang lang, struct hat_str a, struct hat_str b)
{
    size_t at_a = 0, at_b = 0;
    for (;;) {
        struct element left = next(lang, a, &at_a), right = next(lang, b, &at_b);
        if (left.class != right.class) {
            return left.class < right.class ? -1 : 1;
        }
        if (left.value != right.value) {
            return left.value < right.value ? -1 : 1;
        }
        if (left.class == CLASS_END) {
            return bytes_order(a, b);
        }
    }
}

/* Bytes that an element's value takes in a key: letters of the alphabets have small values. */
static size_t value_bytes(int class)
{
    switch (class) {
    case CLASS_NUMBER:
        return 8;
    case CLASS_MARK:
    case CLASS_OTHER:
        return 3;
    case CLASS_CYRILLIC:
    case CLASS_LATIN:
        return 1;
    default:
        return 0;
    }
}

void hat_collate_key(enum hat_lang lang, struct hat_str text, struct hat_buf *key)
{
    size_t at = 0;
    for (struct element e = next(lang, text, &at); e.class != CLASS_END;
         e = next(lang, text, &at)) {
        char bytes[9] = {(char)e.class};
        size_t count = value_bytes(e.class);
        for (size_t i = 0; i < count; i++) {
            bytes[1 + i] = (char)(e.value >> (8 * (count - 1 - i)) & 0xFF);
        }
        hat_buf_put(key, bytes, 1 + count);
    }
}
