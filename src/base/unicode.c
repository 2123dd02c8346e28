/* unicode.c -- utf8proc behind the few questions that the program asks of characters. */
#include "base/unicode.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Most characters of the office's texts are these: their answers need no table. */
static bool is_cyrillic_letter(uint32_t cp)
{
    return (cp >= 0x400 && cp <= 0x481) || (cp >= 0x48A && cp <= 0x52F);
}

/* Ғ ғ, Қ қ ...: capital and small letter side by side. */
static bool in_pairs(uint32_t cp)
{
    return (cp >= 0x48A && cp <= 0x4BF) || (cp >= 0x4D0 && cp <= 0x52F);
}

static bool is_ascii_letter(uint32_t cp)
{
    return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
}

bool hat_unicode_space(uint32_t cp)
{
    if ((cp > 0x20 && cp < 0x7F) || is_cyrillic_letter(cp)) {
        return false;
    }
    return (cp >= 0x09 && cp <= 0x0D) || cp == 0x85 || cp == 0x20 ||
           utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ZS || cp == 0x2028 ||
           cp == 0x2029;
}

bool hat_unicode_letter(uint32_t cp)
{
    if (cp < 0x80 || is_cyrillic_letter(cp)) {
        return cp >= 0x80 || is_ascii_letter(cp);
    }
    utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)cp);
    return cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_ME;
}

bool hat_unicode_digit(uint32_t cp)
{
    if (cp < 0x80 || is_cyrillic_letter(cp)) {
        return cp >= '0' && cp <= '9';
    }
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

uint32_t hat_unicode_upper(uint32_t cp)
{
    if (cp < 0x80) {
        return cp >= 'a' && cp <= 'z' ? cp - 0x20 : cp;
    }
    if (cp >= 0x410 && cp <= 0x44F) { /* А to я */
        return cp >= 0x430 ? cp - 0x20 : cp;
    }
    if (in_pairs(cp)) {
        return cp & ~1u;
    }
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

uint32_t hat_unicode_lower(uint32_t cp)
{
    if (cp < 0x80) {
        return cp >= 'A' && cp <= 'Z' ? cp + 0x20 : cp;
    }
    if (cp >= 0x410 && cp <= 0x44F) {
        return cp < 0x430 ? cp + 0x20 : cp;
    }
    if (in_pairs(cp)) {
        return cp | 1u;
    }
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* utf8proc allocates its result itself; it is moved into `arena` here. */
static hat_status map(struct hat_arena *arena, struct hat_str text, utf8proc_option_t options,
                      struct hat_str *result)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text.ptr,
                                        (utf8proc_ssize_t)text.len, &mapped, options);
    if (len < 0) {
        return len == UTF8PROC_ERROR_NOMEM ? HAT_ERR_NOMEM : HAT_ERR_DATA;
    }
    struct hat_str copy = hat_arena_str(arena, (struct hat_str){(char *)mapped, (size_t)len});
    hat_mem_free(mapped);
    if (copy.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    *result = copy;
    return HAT_OK;
}

/* Is `text` in normal form C for sure: characters that neither decompose nor combine, or are
 * composed already (below U+0300, Cyrillic, common punctuation)? */
static bool is_nfc_plain(struct hat_str text)
{
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool plain =
            cp < 0x300 || is_cyrillic_letter(cp) || (cp >= 0x2010 && cp <= 0x2027) || cp == 0x2116;
        if (!plain) {
            return false;
        }
    }
    return true;
}

hat_status hat_unicode_nfc(struct hat_arena *arena, struct hat_str text, struct hat_str *nfc)
{
    if (is_nfc_plain(text)) {
        *nfc = text;
        return HAT_OK;
    }
    return map(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE, nfc);
}

/* U+2010 to U+2015: the dashes that editors make of '-' and '--'. */
static bool dash(uint32_t cp)
{
    return cp >= 0x2010 && cp <= 0x2015;
}

/* Is `name` ASCII that folding leaves as it is? Most names are, such as "out_date". */
static bool is_folded(struct hat_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '.') {
            return false;
        }
    }
    return true;
}

hat_status hat_name_fold(struct hat_arena *arena, struct hat_str name, struct hat_str *folded)
{
    if (is_folded(name)) {
        *folded = hat_arena_str(arena, name);
        return folded->ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    struct hat_str plain = {0};
    hat_status st =
        map(arena, name, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
            &plain);
    if (st != HAT_OK) {
        return st;
    }
    char *out = hat_arena_alloc(arena, plain.len + 1);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    size_t len = 0;
    bool space = false, was_dash = false;
    for (size_t at = 0, used = 0; at < plain.len; at += used) {
        uint32_t cp = hat_utf8_decode(plain.ptr + at, plain.len - at, &used);
        if (hat_unicode_space(cp)) {
            space = len > 0;
            continue;
        }
        if (space) {
            out[len++] = ' ';
        }
        bool is_dash = dash(cp) || cp == '-';
        if (!is_dash) {
            memcpy(out + len, plain.ptr + at, used);
            len += used;
        } else if (!was_dash || space) {
            out[len++] = '-'; /* "--" may have become one dash, so both count as one */
        }
        was_dash = is_dash;
        space = false;
    }
    *folded = (struct hat_str){out, len};
    return HAT_OK;
}

size_t hat_unicode_cluster_end(struct hat_str text, size_t at)
{
    utf8proc_int32_t state = 0;
    size_t used = 0;
    uint32_t prev = hat_utf8_decode(text.ptr + at, text.len - at, &used);
    size_t end = at + used;
    while (end < text.len) {
        uint32_t next = hat_utf8_decode(text.ptr + end, text.len - end, &used);
        if (prev == HAT_UTF8_INVALID || next == HAT_UTF8_INVALID ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)prev, (utf8proc_int32_t)next,
                                             &state)) {
            break;
        }
        end += used;
        prev = next;
    }
    return end;
}
