/* put.c -- writes a value where a tag stood.
 *
 *     "a & b\nc"   DOCX   a &amp; b</w:t><w:br/><w:t xml:space="preserve">c
 *                  ODT    a &amp; b<text:line-break/>c
 *     "a  b"       ODT    a <text:s text:c="1"/>b        (white space collapses there)
 *
 * Most values have nothing of the kind, so a table tells at once whether a byte needs a look.
 */
#include "template/put_internal.h"

#include "base/utf8.h"

enum byte_kind { PLAIN, LOOK };

/* Bytes that may need something else than to be copied: controls, & < >, and the first bytes of
 * U+2028, U+202A, U+2066, U+FFFE (0xE2, 0xEF). */
static enum byte_kind kind_of(unsigned char byte)
{
    return byte < 0x20 || byte == '&' || byte == '<' || byte == '>' || byte == 0xE2 || byte == 0xEF
               ? LOOK
               : PLAIN;
}

static bool bidi_override(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

static bool line_break(uint32_t cp)
{
    return cp == '\n' || cp == '\r' || cp == 0x0B || cp == 0x2028 || cp == 0x2029;
}

static void put(struct hat_buf *buf, struct hat_str text)
{
    hat_buf_put(buf, text.ptr, text.len);
}

/* One character that is not simply copied; true when it was left out. */
static bool put_special(struct hat_buf *buf, const struct hat_site *site, uint32_t cp,
                        struct hat_str bytes)
{
    if (line_break(cp) || cp == '\t') {
        struct hat_str text = cp == '\t' ? site->tab : site->line_break;
        put(buf, site->form == HAT_FORM_INLINE ? text : HAT_STR(" "));
        return false;
    }
    if (cp == HAT_UTF8_INVALID || bidi_override(cp) || !hat_xml_char(cp)) {
        return true;
    }
    return hat_xml_put_text(buf, bytes) > 0;
}

/* `count` spaces at the beginning, the end or in a row: the first stays when text is before it. */
static void put_spaces(struct hat_buf *buf, const struct hat_site *site, size_t count, bool first)
{
    if (first) {
        hat_buf_put(buf, " ", 1);
        count--;
    }
    if (count > 0) {
        put(buf, site->spaces);
        hat_buf_printf(buf, "%zu\"/>", count);
    }
}

static size_t put_span(struct hat_buf *buf, const struct hat_site *site, struct hat_str text)
{
    size_t dropped = 0, from = 0, used;
    for (size_t at = 0; at < text.len; at += used) {
        used = 1;
        if (kind_of((unsigned char)text.ptr[at]) == PLAIN) {
            continue;
        }
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        hat_buf_put(buf, text.ptr + from, at - from);
        if (cp == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n') {
            used = 2;
        }
        dropped += put_special(buf, site, cp, (struct hat_str){text.ptr + at, used});
        from = at + used;
    }
    hat_buf_put(buf, text.ptr + from, text.len - from);
    return dropped;
}

/* ODT: spaces that would collapse become elements. */
static size_t put_spaced(struct hat_buf *buf, const struct hat_site *site, struct hat_str text)
{
    size_t dropped = 0, from = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.ptr[end] == ' ') {
            end++;
        }
        bool inner = at > 0 && end < text.len;
        if (end > at + (inner ? 1u : 0u)) {
            dropped += put_span(buf, site, (struct hat_str){text.ptr + from, at - from});
            bool after_break = at > 0 && (text.ptr[at - 1] == '\n' || text.ptr[at - 1] == '\t');
            put_spaces(buf, site, end - at, inner && !after_break);
            from = end;
        }
        at = end + 1;
    }
    return from < text.len
               ? dropped + put_span(buf, site, (struct hat_str){text.ptr + from, text.len - from})
               : dropped;
}

/* Neither specials nor spaces that need care: nearly every value. */
static bool simple(const struct hat_site *site, struct hat_str value)
{
    bool spaces = site->spaces.len > 0 && site->form == HAT_FORM_INLINE;
    for (size_t i = 0; i < value.len; i++) {
        if (kind_of((unsigned char)value.ptr[i]) == LOOK) {
            return false;
        }
        if (spaces && value.ptr[i] == ' ' &&
            (i == 0 || i + 1 == value.len || value.ptr[i - 1] == ' ')) {
            return false;
        }
    }
    return true;
}

size_t hat_put_value(struct hat_buf *buf, const struct hat_site *site, struct hat_str value)
{
    if (simple(site, value)) {
        hat_buf_put(buf, value.ptr, value.len);
        return 0;
    }
    return site->spaces.len > 0 && site->form == HAT_FORM_INLINE ? put_spaced(buf, site, value)
                                                                 : put_span(buf, site, value);
}

/* ---- addresses ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool has_scheme(struct hat_str text, const char *scheme)
{
    size_t len = strlen(scheme);
    for (size_t i = 0; i < len; i++) {
        if (i >= text.len || lower(text.ptr[i]) != scheme[i]) {
            return false;
        }
    }
    return text.len > len;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

/* May not stand in a URI as it is (RFC 3986 §2); letters beyond ASCII may (RFC 3987). */
static bool must_encode(struct hat_str text, size_t at)
{
    char c = text.ptr[at];
    if (c == '%') {
        return at + 2 >= text.len || !is_hex(text.ptr[at + 1]) || !is_hex(text.ptr[at + 2]);
    }
    return c == ' ' || (c != '\0' && strchr("\"<>\\^`{|}", c) != NULL);
}

struct hat_str hat_link_address(struct hat_arena *arena, struct hat_str value, size_t limit,
                                bool *safe)
{
    struct hat_str text = hat_str_trimmed(value);
    *safe = text.len == 0 ||
            (text.len <= limit && (has_scheme(text, "https://") || has_scheme(text, "http://") ||
                                   has_scheme(text, "mailto:") || has_scheme(text, "tel:")));
    size_t encoded = 0;
    for (size_t i = 0; i < text.len && *safe; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        *safe = c >= ' ' && c != 0x7F;
        encoded += must_encode(text, i);
    }
    for (size_t at = 0, used; at < text.len && *safe; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        *safe = cp != HAT_UTF8_INVALID && hat_xml_char(cp) && !bidi_override(cp);
    }
    if (!*safe || encoded == 0) {
        return *safe ? text : (struct hat_str){0};
    }
    static const char digits[] = "0123456789ABCDEF";
    char *out = hat_arena_alloc(arena, text.len + encoded * 2 + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len && out != NULL; i++) {
        if (must_encode(text, i)) {
            out[len++] = '%';
            out[len++] = digits[(unsigned char)text.ptr[i] >> 4];
            out[len++] = digits[text.ptr[i] & 15];
        } else {
            out[len++] = text.ptr[i];
        }
    }
    return (struct hat_str){out, len};
}

bool hat_link_suspicious(struct hat_str value)
{
    static const char *const schemes[] = {"javascript", "vbscript", "data", "file", "ms-", "vnd."};
    char scheme[40];
    size_t len = 0;
    const char *colon = value.len > 0 ? memchr(value.ptr, ':', value.len) : NULL;
    size_t end = colon != NULL ? (size_t)(colon - value.ptr) : value.len;
    if (end + 1 >= value.len || end >= sizeof scheme || colon[1] == ' ') {
        return false; /* "Data: 5" is a sentence */
    }
    for (size_t i = 0; i < end; i++) {
        if ((unsigned char)value.ptr[i] > ' ') {
            scheme[len++] = lower(value.ptr[i]);
        }
    }
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t wanted = strlen(schemes[i]);
        bool prefix = schemes[i][wanted - 1] == '-' || schemes[i][wanted - 1] == '.';
        if (len >= wanted && (prefix || len == wanted) && memcmp(scheme, schemes[i], wanted) == 0) {
            return true;
        }
    }
    return false;
}
