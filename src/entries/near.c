/* near.c -- names of places with a slip of the pen: "Қарғанды", "Акмолинска", "Павладар".
 *
 * A name of six letters or more that one letter too many, too few or another letter separates
 * from names of one region alone. Shorter names are too many to be told apart so (Ақсу, Ақсай).
 */
#include "base/utf8.h"
#include "entries/regions_internal.h"

enum { LETTERS_MIN = 6, LETTERS_MAX = 40 };

static size_t letters_of(const char *text, size_t len, uint32_t letters[LETTERS_MAX])
{
    size_t count = 0;
    for (size_t at = 0, used = 0; at < len && count < LETTERS_MAX; at += used) {
        letters[count++] = hat_utf8_decode(text + at, len - at, &used);
    }
    return count;
}

/* Is one letter left out, put in, changed, or are two neighbours exchanged? */
static bool one_slip(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    if (a_count < b_count) {
        return one_slip(b, b_count, a, a_count);
    }
    size_t same = 0, tail = 0;
    while (same < b_count && a[same] == b[same]) {
        same++;
    }
    while (tail < b_count - same && a[a_count - 1 - tail] == b[b_count - 1 - tail]) {
        tail++;
    }
    size_t left_a = a_count - same - tail, left_b = b_count - same - tail;
    bool exchanged = left_a == 2 && left_b == 2 && a[same] == b[same + 1] && a[same + 1] == b[same];
    return left_a <= 1 || (exchanged && left_b == 2);
}

uint32_t hat_region_near(const char *text, size_t len, unsigned levels)
{
    uint32_t name[LETTERS_MAX], other[LETTERS_MAX], found = 0;
    size_t count = letters_of(text, len, name);
    for (size_t i = 0; count >= LETTERS_MIN && i < hat_region_name_count; i++) {
        const struct hat_region_name *known = &hat_region_names[i];
        if ((levels >> known->level & 1) == 0 || known->form == HAT_NAME_ALONE) {
            continue;
        }
        size_t known_count = letters_of(known->key, strlen(known->key), other);
        bool adjective = known->form == HAT_NAME_ADJECTIVE && count > LETTERS_MIN + 2;
        size_t cut = adjective ? 2 : 0; /* -ая, -ой, -ий */
        if (known_count >= LETTERS_MIN && one_slip(name, count - cut, other, known_count)) {
            found |= known->regions;
        }
    }
    return found;
}
