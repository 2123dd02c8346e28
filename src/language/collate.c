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

static const char alphabet[] = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/* Place in the alphabet, 1-based; 0 for other letters. */
static uint64_t place(uint32_t letter)
{
    const struct hat_str text = {alphabet, sizeof alphabet - 1};
    uint64_t index = 1;
    for (size_t at = 0, used = 0; at < text.len; at += used, index++) {
        if (hat_utf8_decode(text.ptr + at, text.len - at, &used) == letter) {
            return index;
        }
    }
    return 0;
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
