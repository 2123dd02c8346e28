/* lines_hyphens.c -- words divided at the end of a line (layout-rules 2.9).
 *
 *     |... в социальных сетях выяв|ленных ...   a gap wider than the zone: выяв-|ленных
 *
 * Only where the paragraph asks for it and the language has a dictionary. The line as it would be
 * without division is looked at first: a small gap is left as it is.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/lines_fill_internal.h"
#include "text/hyphens.h"

static bool letter_at(struct hat_str text, uint32_t at, uint32_t *len, bool *capital)
{
    size_t used = 0;
    uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
    *len = (uint32_t)used;
    *capital = cp != HAT_UTF8_INVALID && hat_unicode_lower(cp) != cp;
    return cp != HAT_UTF8_INVALID && hat_unicode_letter(cp);
}

static uint32_t char_before(struct hat_str text, uint32_t at)
{
    do {
        at--;
    } while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* The word round `cut`, inside the line; an empty one when there is none, or when it is all in
 * capitals and such words are not divided. */
static struct hat_str word_at(const struct hat_filler *fill, uint32_t cut, uint32_t *start)
{
    struct hat_str text = fill->maker->parts->text;
    uint32_t from = cut, to = cut, len = 0;
    bool capital = false, capitals = true;
    while (from > fill->start && letter_at(text, char_before(text, from), &len, &capital)) {
        from = char_before(text, from);
        capitals &= capital;
    }
    while (to < text.len && letter_at(text, to, &len, &capital)) {
        to += len;
        capitals &= capital;
    }
    *start = from;
    bool refused = capitals && !fill->maker->setting->info->hyphenate_caps;
    return (struct hat_str){text.ptr + from, refused || from == cut ? 0 : to - from};
}

static const struct hat_portion *portion_at(const struct hat_filler *fill, uint32_t byte)
{
    const struct hat_portion *portion = fill->maker->parts->portions;
    while (portion->end <= byte) {
        portion++;
    }
    return portion;
}

static bool wanted(const struct hat_filler *fill, uint32_t chance)
{
    const struct hat_document_info *info = fill->maker->setting->info;
    struct hat_str text = fill->maker->parts->text;
    if (!fill->maker->props->hyphenate || fill->maker->setting->hyphens == NULL ||
        (info->hyphen_limit > 0 && fill->hyphen_lines >= info->hyphen_limit)) {
        return false;
    }
    if (chance == 0) {
        return true;
    }
    while (chance > fill->start && text.ptr[chance - 1] == ' ') {
        chance--;
    }
    return fill->right - hat_fill_pen_at(fill, chance) > info->hyphen_zone;
}

/* Does the paragraph let so few letters stand alone? */
static bool enough_letters(const struct hat_para_props *props, struct hat_str word, uint32_t at)
{
    struct hat_str left = {word.ptr, at}, right = {word.ptr + at, word.len - at};
    return hat_utf8_count(left) >= props->hyphen_left &&
           hat_utf8_count(right) >= props->hyphen_right;
}

enum hat_status hat_fill_hyphenate(struct hat_filler *fill, uint32_t cut, uint32_t chance,
                                   uint32_t *at)
{
    bool allowed[HAT_HYPHEN_WORD_MAX];
    uint32_t start = 0;
    *at = 0;
    if (!wanted(fill, chance)) {
        return HAT_OK;
    }
    struct hat_str word = word_at(fill, cut, &start);
    const struct hat_portion *portion = portion_at(fill, cut);
    if (word.len == 0 || start < chance ||
        !hat_hyphens_find(fill->maker->setting->hyphens, portion->props->lang, word, allowed)) {
        return HAT_OK;
    }
    struct hat_shaped hyphen = {0};
    enum hat_status status = hat_lines_shape_extra(fill->maker->setting, portion, HAT_STR("-"),
                                                   fill->maker->arena, &hyphen);
    fill->hyphen_width = hat_du_to_twips(hyphen.advance);
    for (uint32_t i = cut - start; i > 0 && status == HAT_OK; i--) {
        if (allowed[i] && enough_letters(fill->maker->props, word, i) &&
            hat_fill_pen_at(fill, start + i) + fill->hyphen_width <= fill->right) {
            *at = start + i;
            return HAT_OK;
        }
    }
    return status;
}
