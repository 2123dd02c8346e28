/* utf8.c -- UTF-8 as RFC 3629 gives it. */
#include "base/utf8.h"

static bool continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

uint32_t hat_utf8_decode_long(const char *ptr, size_t len, size_t *used)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)ptr[0];
    *used = 1;
    size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes > len) {
        return HAT_UTF8_INVALID;
    }
    uint32_t cp = first & (0xFFu >> (bytes + 1));
    for (size_t i = 1; i < bytes; i++) {
        if (!continuation(ptr[i])) {
            return HAT_UTF8_INVALID;
        }
        cp = cp << 6 | ((unsigned char)ptr[i] & 0x3Fu);
    }
    if (cp < least[bytes] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
        return HAT_UTF8_INVALID;
    }
    *used = bytes;
    return cp;
}

size_t hat_utf8_encode_long(uint32_t cp, char out[4])
{
    size_t bytes = cp < 0x10000 ? 3 : 4;
    for (size_t i = bytes; i-- > 1; cp >>= 6) {
        out[i] = (char)(0x80 | (cp & 0x3F));
    }
    out[0] = (char)((0xF00u >> bytes) | cp);
    return bytes;
}

/* Are the 8 bytes at `ptr` all ASCII? Most of an XML part is, so they are looked at together. */
static bool ascii_8(const char *ptr)
{
    uint64_t bytes;
    memcpy(&bytes, ptr, sizeof bytes);
    return (bytes & 0x8080808080808080u) == 0;
}

/* Are the 8 bytes at `ptr` four letters of two bytes each, as those of a Cyrillic word are? The
 * first byte of a letter is C2 to DF: 110xxxxx with one of bits 1 to 4, to which 7F is added to
 * carry it to bit 7.
 */
static bool pairs_8(const char *ptr)
{
    static const unsigned char masks[4][8] = {{0xE0, 0xC0, 0xE0, 0xC0, 0xE0, 0xC0, 0xE0, 0xC0},
                                              {0xC0, 0x80, 0xC0, 0x80, 0xC0, 0x80, 0xC0, 0x80},
                                              {0x1E, 0, 0x1E, 0, 0x1E, 0, 0x1E, 0},
                                              {0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0}};
    uint64_t bytes, kinds, wanted, bits, top;
    memcpy(&bytes, ptr, sizeof bytes);
    memcpy(&kinds, masks[0], sizeof kinds);
    memcpy(&wanted, masks[1], sizeof wanted);
    memcpy(&bits, masks[2], sizeof bits);
    memcpy(&top, masks[3], sizeof top);
    return (bytes & kinds) == wanted && (((bytes & bits) + 0x7F7F7F7F7F7F7F7Fu) & top) == top;
}

/* Behind the ASCII at `at`. */
static size_t after_ascii(struct hat_str text, size_t at)
{
    while (text.len - at >= 8 && ascii_8(text.ptr + at)) {
        at += 8;
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80) {
        at++;
    }
    return at;
}

/* Behind the characters of two bytes at `at`, as Cyrillic letters are. */
static size_t after_pairs(struct hat_str text, size_t at)
{
    while (text.len - at >= 8 && pairs_8(text.ptr + at)) {
        at += 8;
    }
    while (text.len - at >= 2) {
        unsigned char first = (unsigned char)text.ptr[at];
        if (first < 0xC2 || first >= 0xE0 || !continuation(text.ptr[at + 1])) {
            break;
        }
        at += 2;
    }
    return at;
}

size_t hat_utf8_valid_len(struct hat_str text)
{
    size_t at = 0;
    for (;;) {
        size_t begin = at, used = 0;
        at = after_pairs(text, after_ascii(text, at));
        if (at == text.len) {
            return at;
        }
        if (at == begin) { /* three bytes, four, or none that are right */
            if (hat_utf8_decode(text.ptr + at, text.len - at, &used) == HAT_UTF8_INVALID) {
                return at;
            }
            at += used;
        }
    }
}

size_t hat_utf8_count(struct hat_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += !continuation(text.ptr[i]);
    }
    return count;
}

bool hat_xml_char(uint32_t cp)
{
    return cp == 0x9 || cp == 0xA || cp == 0xD || (cp >= 0x20 && cp <= 0xD7FF) ||
           (cp >= 0xE000 && cp <= 0xFFFD) || (cp >= 0x10000 && cp <= 0x10FFFF);
}
