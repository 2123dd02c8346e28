/* str.h -- a borrowed piece of UTF-8 text: pointer and length, no NUL needed. */
#ifndef HAT_BASE_STR_H
#define HAT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct hat_str {
    const char *ptr; /* `len` bytes; may be NULL when len is 0 */
    size_t len;
};

/* A string literal as hat_str, usable in initialisers. */
#define HAT_STR(literal) ((struct hat_str){"" literal, sizeof(literal) - 1})

static inline struct hat_str hat_str_from(const char *text)
{
    return (struct hat_str){text, text != NULL ? strlen(text) : 0};
}

static inline bool hat_str_equal(struct hat_str a, struct hat_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool hat_str_is(struct hat_str a, const char *text)
{
    return hat_str_equal(a, hat_str_from(text));
}

static inline bool hat_str_starts(struct hat_str a, const char *prefix)
{
    size_t len = strlen(prefix);
    return a.len >= len && memcmp(a.ptr, prefix, len) == 0;
}

static inline bool hat_str_ends(struct hat_str a, const char *suffix)
{
    size_t len = strlen(suffix);
    return a.len >= len && memcmp(a.ptr + a.len - len, suffix, len) == 0;
}

static inline bool hat_str_has(struct hat_str a, const char *part)
{
    size_t len = strlen(part);
    for (size_t at = 0; at + len <= a.len; at++) {
        if (memcmp(a.ptr + at, part, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Without the spaces and control characters at both ends. */
static inline struct hat_str hat_str_trimmed(struct hat_str a)
{
    while (a.len > 0 && (unsigned char)a.ptr[a.len - 1] <= ' ') {
        a.len--;
    }
    while (a.len > 0 && (unsigned char)a.ptr[0] <= ' ') {
        a = (struct hat_str){a.ptr + 1, a.len - 1};
    }
    return a;
}

#endif
