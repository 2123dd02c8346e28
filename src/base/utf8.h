/* utf8.h -- UTF-8: decode, encode, validate. Strict: no surrogates, no overlong forms. */
#ifndef HAT_BASE_UTF8_H
#define HAT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define HAT_UTF8_INVALID UINT32_MAX

/* hat_utf8_decode() of characters that are not ASCII. */
uint32_t hat_utf8_decode_long(const char *ptr, size_t len, size_t *used);

/* Decodes the character at ptr[0], `len` > 0 bytes being there; *used receives its bytes (1 for
 * an invalid byte). Returns the code point, or HAT_UTF8_INVALID. */
static inline uint32_t hat_utf8_decode(const char *ptr, size_t len, size_t *used)
{
    unsigned char first = (unsigned char)ptr[0];
    *used = 1;
    if (first < 0x80) {
        return first;
    }
    if (first >= 0xC2 && first < 0xE0 && len > 1 && ((unsigned char)ptr[1] & 0xC0) == 0x80) {
        *used = 2; /* most letters */
        return (first & 0x1Fu) << 6 | ((unsigned char)ptr[1] & 0x3Fu);
    }
    return hat_utf8_decode_long(ptr, len, used);
}

/* hat_utf8_encode() of characters of three and four bytes. */
size_t hat_utf8_encode_long(uint32_t cp, char out[4]);

/* Writes at most 4 bytes; returns how many. `cp` must be a valid code point. */
static inline size_t hat_utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    return hat_utf8_encode_long(cp, out);
}

/* Offset of the first byte that is not valid UTF-8; text.len when all is well. */
size_t hat_utf8_valid_len(struct hat_str text);

/* Number of characters in `text`; an invalid byte counts as one. */
size_t hat_utf8_count(struct hat_str text);

/* XML 1.0 §2.2 Char: may `cp` stand in a document? */
bool hat_xml_char(uint32_t cp);

#endif
