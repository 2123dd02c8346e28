/* near.c -- proposals: the word with the least edit distance (Damerau-Levenshtein with adjacent
 * swaps, in characters). Near enough is a third of the word's length, at least one edit, so that
 * "lnk" proposes "link" and "x" proposes nothing far off.
 */
#include "template/near_internal.h"

#include <stdint.h>

#include "base/utf8.h"

enum { LONGEST = 64 };

static size_t decode(struct hat_str text, uint32_t out[LONGEST])
{
    size_t count = 0;
    for (size_t at = 0, used = 1; at < text.len && count < LONGEST; at += used) {
        out[count++] = hat_utf8_decode(text.ptr + at, text.len - at, &used);
    }
    return count;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

static size_t distance(struct hat_str left, struct hat_str right)
{
    uint32_t a[LONGEST], b[LONGEST];
    size_t rows[3][LONGEST + 1];
    size_t na = decode(left, a), nb = decode(right, b);
    for (size_t j = 0; j <= nb; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= na; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            bool same = a[i - 1] == b[j - 1];
            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                two_above[j - 2] + 1 < row[j]) {
                row[j] = two_above[j - 2] + 1;
            }
        }
    }
    return rows[na % 3][nb];
}

struct hat_nearest hat_nearest_init(struct hat_str wanted)
{
    size_t third = hat_utf8_count(wanted) / 3;
    return (struct hat_nearest){.wanted = wanted, .distance = (third > 0 ? third : 1) + 1};
}

void hat_nearest_try_as(struct hat_nearest *nearest, struct hat_str word, struct hat_str shown)
{
    size_t d = distance(nearest->wanted, word);
    if (d < nearest->distance && d < hat_utf8_count(word)) {
        nearest->distance = d;
        nearest->best = shown;
    }
}

void hat_nearest_try(struct hat_nearest *nearest, struct hat_str word)
{
    hat_nearest_try_as(nearest, word, word);
}
