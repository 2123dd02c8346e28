/* text.c -- the bytes of a data file as clean UTF-8.
 *
 *     EF BB BF ...   UTF-8 with a mark     the mark is taken off
 *     FF FE ...      UTF-16, low byte first (Excel's "Unicode text")   converted
 *     FE FF ...      UTF-16, high byte first                           converted
 *     other bytes    UTF-8 (RFC 3629); UTF-16 without a mark, or a code page, when the bytes are
 *                    no UTF-8 and give Kazakh or Russian words so: converted, with a warning
 *
 * A spreadsheet or archive under a wrong name is named as what it is.
 */
#include "data/text_internal.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"
#include "data/charset_internal.h"

/* Files that begin so are no text, whatever their name says. */
static const struct {
    const char *magic;
    size_t len;
    const char *kind;
} other_kinds[] = {
    {"PK\x03\x04", 4, "ZIP (XLSX, ODS)"}, {"\x1F\x8B", 2, "gzip"},
    {"\xD0\xCF\x11\xE0", 4, "XLS"},       {"%PDF-", 5, "PDF"},
    {"\xFF\xFE\x00\x00", 4, "UTF-32"},    {"\x00\x00\xFE\xFF", 4, "UTF-32"},
};

struct hat_digits hat_digits(uint64_t number)
{
    struct hat_digits digits;
    snprintf(digits.text, sizeof digits.text, "%" PRIu64, number);
    return digits;
}

struct hat_excerpt hat_excerpt(struct hat_str text)
{
    enum { SHOWN = 40 }; /* characters, of at most four bytes */
    static const char more[] = "…";
    struct hat_excerpt excerpt = {{0}};
    size_t at = 0, used = 0;
    for (int shown = 0; shown < SHOWN && at < text.len; shown++, at += used) {
        hat_utf8_decode(text.ptr + at, text.len - at, &used);
        memcpy(excerpt.text + at, text.ptr + at, used);
    }
    if (at < text.len) {
        memcpy(excerpt.text + at, more, sizeof more);
    }
    return excerpt;
}

struct hat_place hat_text_place(struct hat_str text, size_t at, const char *file)
{
    struct hat_place place = {.file = file, .line = 1};
    size_t begin = 0;
    for (size_t i = 0; i < at; i++) {
        bool crlf = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
        if (text.ptr[i] == '\n' || (text.ptr[i] == '\r' && !crlf)) {
            place.line++;
            begin = i + 1;
        }
    }
    struct hat_str before = {text.ptr + begin, at - begin};
    place.offset = (uint32_t)hat_utf8_count(before) + 1;
    return place;
}

static enum hat_status check_kind(struct hat_str raw, const struct hat_data_source *source)
{
    for (size_t i = 0; i < sizeof other_kinds / sizeof other_kinds[0]; i++) {
        size_t len = other_kinds[i].len;
        if (raw.len >= len && memcmp(raw.ptr, other_kinds[i].magic, len) == 0) {
            struct hat_place place = {.file = source->name};
            hat_diags_add(source->diags, HAT_MSG_DATA_NOT_TEXT, &place,
                          hat_str_from(other_kinds[i].kind));
            return HAT_ERR_DATA;
        }
    }
    return HAT_OK;
}

/* The 16-bit unit at byte `at`; `high` is the index of its high byte, 0 or 1. */
static uint32_t unit(struct hat_str raw, size_t at, size_t high)
{
    return (uint32_t)(unsigned char)raw.ptr[at + high] << 8 | (unsigned char)raw.ptr[at + 1 - high];
}

/* Unicode 15, 3.9 D91. Every two bytes become at most three; a lone surrogate, or a last odd
 * byte, ends the conversion: *at is then before raw.len. */
static size_t utf16_to_utf8(struct hat_str raw, size_t high, char *out, size_t *at)
{
    size_t len = 0;
    while (*at + 2 <= raw.len) {
        uint32_t cp = unit(raw, *at, high);
        size_t used = 2;
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            uint32_t low = *at + 4 <= raw.len ? unit(raw, *at + 2, high) : 0;
            if (cp >= 0xDC00 || low < 0xDC00 || low > 0xDFFF) {
                break;
            }
            cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
            used = 4;
        }
        len += hat_utf8_encode(cp, out + len);
        *at += used;
    }
    return len;
}

/* `at`: behind the mark. */
static enum hat_status from_utf16(struct hat_str raw, size_t at, size_t high,
                                  const struct hat_data_source *source, struct hat_str *text)
{
    char *out = hat_arena_array(source->arena, raw.len / 2, 3);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_str made = {out, utf16_to_utf8(raw, high, out, &at)};
    if (at < raw.len) {
        struct hat_place place = hat_text_place(made, made.len, source->name);
        hat_diags_add(source->diags, HAT_MSG_DATA_UTF16, &place, HAT_STR(""));
        return HAT_ERR_DATA;
    }
    *text = made;
    return HAT_OK;
}

/* The first `good` bytes are valid UTF-8. */
static enum hat_status check_utf8(struct hat_str text, size_t good,
                                  const struct hat_data_source *source)
{
    const char *nul = text.len > 0 ? memchr(text.ptr, '\0', text.len) : NULL;
    if (nul != NULL && (size_t)(nul - text.ptr) < good) {
        struct hat_place place = hat_text_place(text, (size_t)(nul - text.ptr), source->name);
        hat_diags_add(source->diags, HAT_MSG_DATA_NUL, &place, HAT_STR(""));
        return HAT_ERR_DATA;
    }
    if (good < text.len) {
        struct hat_place place = hat_text_place(text, good, source->name);
        hat_diags_add(source->diags, HAT_MSG_DATA_ENCODING, &place, HAT_STR(""));
        return HAT_ERR_DATA;
    }
    return HAT_OK;
}

/* The bytes are no UTF-8: by the table of letters that gives words of them. Left as they are, and
 * so to be refused, when none does or when a part of them is UTF-8. */
static enum hat_status from_code_page(struct hat_str raw, const struct hat_data_source *source,
                                      struct hat_str *text)
{
    enum hat_code_page page = hat_code_page_guess(raw);
    if (page == HAT_CODE_PAGES || hat_charset_mixed(raw)) {
        return HAT_OK;
    }
    struct hat_place place = {.file = source->name};
    hat_diags_add(source->diags, HAT_MSG_DATA_CODE_PAGE, &place,
                  hat_str_from(hat_code_page_name(page)));
    return hat_code_page_text(page, raw, source->arena, text);
}

/* As `source->encoding` says. */
static enum hat_status from_named(struct hat_str raw, const struct hat_data_source *source,
                                  struct hat_str *text)
{
    bool low_first = hat_charset_is(source->encoding, "utf16le");
    enum hat_code_page page = hat_code_page_find(source->encoding);
    if (low_first || hat_charset_is(source->encoding, "utf16be")) {
        return from_utf16(raw, 0, low_first ? 1 : 0, source, text);
    }
    if (page != HAT_CODE_PAGES) {
        return hat_code_page_text(page, raw, source->arena, text);
    }
    return HAT_OK; /* UTF-8; other names are refused before */
}

bool hat_data_knows_encoding(struct hat_str name)
{
    return hat_charset_is(name, "utf8") || hat_charset_is(name, "utf16le") ||
           hat_charset_is(name, "utf16be") || hat_code_page_find(name) != HAT_CODE_PAGES;
}

/* *unnamed: nothing says what the bytes are. */
static enum hat_status convert(struct hat_str raw, bool code_pages,
                               const struct hat_data_source *source, struct hat_str *text,
                               bool *unnamed)
{
    size_t high;
    *text = raw;
    if (hat_str_starts(raw, "\xFF\xFE") || hat_str_starts(raw, "\xFE\xFF")) {
        return from_utf16(raw, 2, raw.ptr[0] == '\xFE' ? 0 : 1, source, text);
    }
    if (hat_str_starts(raw, "\xEF\xBB\xBF")) {
        *text = (struct hat_str){raw.ptr + 3, raw.len - 3};
        return HAT_OK;
    }
    if (source->encoding.ptr != NULL) {
        return from_named(raw, source, text);
    }
    if (code_pages && hat_charset_is_utf16(raw, &high)) {
        return from_utf16(raw, 0, high, source, text);
    }
    *unnamed = true;
    return HAT_OK;
}

enum hat_status hat_data_text(struct hat_str raw, bool code_pages,
                              const struct hat_data_source *source, struct hat_str *text)
{
    struct hat_str made = raw;
    bool unnamed = false;
    enum hat_status st = check_kind(raw, source);
    if (st == HAT_OK) {
        st = convert(raw, code_pages, source, &made, &unnamed);
    }
    size_t good = st == HAT_OK ? hat_utf8_valid_len(made) : 0;
    if (st == HAT_OK && unnamed && code_pages && good < made.len) {
        st = from_code_page(raw, source, &made);
        good = st == HAT_OK ? hat_utf8_valid_len(made) : 0;
    }
    if (st == HAT_OK) {
        st = check_utf8(made, good, source);
    }
    if (st == HAT_OK) {
        *text = made;
    }
    return st;
}
