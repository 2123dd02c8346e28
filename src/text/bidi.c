/* bidi.c -- embedding levels from FriBidi, and the order of runs on a line.
 *
 * Letters of this country run from left to right; so text without a single character of another
 * direction, nearly all of it, costs one look at its bytes.
 *
 *     "Абай (ابي) ауданы"  ->  levels 0 0 0 0 0 0 1 1 1 0 ...
 */
#include "text/bidi.h"

#include <fribidi.h>
#include <stdbool.h>

#include "base/utf8.h"

/* The first character that may run from right to left is U+0590, lead byte 0xD6; all such ones
 * have a lead byte from there to 0xE0, or are signs and presentation forms from 0xE2 on. */
static bool maybe_rtl(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0xD6 && c != 0xE2) {
            return true;
        }
        if (c == 0xE2 && i + 2 < text.len && (unsigned char)text.ptr[i + 1] == 0x80 &&
            (unsigned char)text.ptr[i + 2] >= 0xAA && (unsigned char)text.ptr[i + 2] <= 0xAE) {
            return true; /* U+202A to U+202E: explicit directions */
        }
        if (c == 0xE2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] == 0x81) {
            return true; /* U+2066 to U+2069: isolates */
        }
    }
    return false;
}

static hat_status run_fribidi(struct hat_str text, bool rtl, struct hat_arena *arena,
                              uint8_t *levels)
{
    size_t count = hat_utf8_count(text), at = 0, used = 0;
    if (count > INT32_MAX / 8) {
        return HAT_ERR_LIMIT;
    }
    FriBidiChar *chars = hat_arena_array(arena, count + 1, sizeof *chars);
    FriBidiCharType *types = hat_arena_array(arena, count + 1, sizeof *types);
    FriBidiBracketType *brackets = hat_arena_array(arena, count + 1, sizeof *brackets);
    FriBidiLevel *found = hat_arena_array(arena, count + 1, sizeof *found);
    if (chars == NULL || types == NULL || brackets == NULL || found == NULL) {
        return HAT_ERR_NOMEM;
    }
    FriBidiStrIndex len = 0;
    for (at = 0; at < text.len && (size_t)len < count; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        chars[len++] = cp == HAT_UTF8_INVALID || cp == '\n' ? ' ' : cp;
    }
    FriBidiParType direction = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(chars, len, types);
    fribidi_get_bracket_types(chars, len, types, brackets);
    if (fribidi_get_par_embedding_levels_ex(types, brackets, len, &direction, found) == 0) {
        return HAT_ERR_NOMEM;
    }
    FriBidiStrIndex i = 0;
    for (at = 0; at < text.len; at += used, i++) {
        hat_utf8_decode(text.ptr + at, text.len - at, &used);
        uint8_t level = i < len && found[i] > 0 ? (uint8_t)found[i] : 0;
        memset(levels + at, level, used);
    }
    return HAT_OK;
}

hat_status hat_bidi_levels(struct hat_str text, _Bool rtl, struct hat_arena *arena,
                           const uint8_t **levels)
{
    *levels = NULL;
    if (text.len == 0 || (!rtl && !maybe_rtl(text))) {
        return HAT_OK;
    }
    uint8_t *made = hat_arena_alloc(arena, text.len);
    if (made == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_status status = run_fribidi(text, rtl, arena, made);
    for (size_t i = 0; i < text.len && status == HAT_OK; i++) {
        if (made[i] != 0) {
            *levels = made;
            break;
        }
    }
    return status;
}

void hat_bidi_order(const uint8_t *levels, uint32_t count, uint32_t *order)
{
    uint8_t highest = 0;
    for (uint32_t i = 0; i < count; i++) {
        order[i] = i;
        highest = levels[i] > highest ? levels[i] : highest;
    }
    for (uint8_t level = highest; level > 0; level--) {
        for (uint32_t from = 0, to = 0; from < count; from = to + 1) {
            to = from;
            while (to < count && levels[order[to]] >= level) {
                to++;
            }
            for (uint32_t a = from, b = to; a + 1 < b; a++, b--) {
                uint32_t swap = order[a];
                order[a] = order[b - 1];
                order[b - 1] = swap;
            }
        }
    }
}
