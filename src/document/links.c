/* links.c -- which addresses become links, and how they are written.
 *
 *     "https://kk.wikipedia.org/wiki/Қазақ тілі" -> https://kk.wikipedia.org/wiki/%D2%9A...%20...
 *     "https://gov.kz"     -> https://gov.kz/      (an empty path is "/", RFC 3986 §6.2.3)
 *     "#total"             -> a place in the document
 *     a note's mark        -> the note, and back
 *     "javascript:...", "\\server\share", "letter.docx" -> no link, a warning
 *
 * Only http, https, mailto and tel are let through (docs/safety.md 5). Bytes that may not stand
 * in a URI (RFC 3986 §2) are percent-encoded; what is encoded already stays as it is.
 */
#include "document/reader_internal.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct hat_str trimmed(struct hat_str text)
{
    while (text.len > 0 && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

/* Does `text` begin with "scheme:"? The case of letters does not matter. */
static bool has_scheme(struct hat_str text, const char *scheme)
{
    size_t len = strlen(scheme);
    if (text.len <= len + 1 || text.ptr[len] != ':') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if ((text.ptr[i] | 0x20) != scheme[i]) {
            return false;
        }
    }
    return true;
}

static bool is_safe(struct hat_str address)
{
    return has_scheme(address, "http") || has_scheme(address, "https") ||
           has_scheme(address, "mailto") || has_scheme(address, "tel");
}

static bool must_be_encoded(unsigned char c)
{
    return c <= 0x20 || c >= 0x7f || strchr("\"<>\\^`{|}", c) != NULL;
}

/* Where the path must begin in "https://host?query"; 0: it is there, or the scheme has none. */
static size_t missing_path(struct hat_str address)
{
    if (!has_scheme(address, "http") && !has_scheme(address, "https")) {
        return 0;
    }
    size_t at = 0;
    while (address.ptr[at] != ':') {
        at++;
    }
    if (address.len - at < 4 || address.ptr[at + 1] != '/' || address.ptr[at + 2] != '/') {
        return 0;
    }
    at += 3;
    while (at < address.len && strchr("/?#", address.ptr[at]) == NULL) {
        at++;
    }
    return at < address.len && address.ptr[at] == '/' ? 0 : at;
}

static const char *encoded(struct hat_arena *arena, struct hat_str address)
{
    static const char hex[] = "0123456789ABCDEF";
    char *out = hat_arena_array(arena, address.len + 1, 3);
    size_t len = 0, path = missing_path(address);
    for (size_t i = 0; out != NULL && i < address.len; i++) {
        if (path > 0 && i == path) {
            out[len++] = '/';
        }
        unsigned char c = (unsigned char)address.ptr[i];
        if (must_be_encoded(c)) {
            out[len++] = '%';
            out[len++] = hex[c >> 4];
            out[len++] = hex[c & 15];
        } else {
            out[len++] = (char)c;
        }
    }
    if (out != NULL && path == address.len) {
        out[len++] = '/';
    }
    return out;
}

enum hat_status hat_link_make(struct hat_document *document, struct hat_arena *arena,
                              struct hat_link_source source, const struct hat_place *place,
                              const struct hat_link **out)
{
    struct hat_str address = trimmed(source.address);
    bool internal = address.len > 1 && address.ptr[0] == '#';
    *out = NULL;
    if (address.len > document->limits->link_bytes || (!internal && !is_safe(address))) {
        struct hat_str shown = {address.ptr, address.len < 200 ? address.len : 200};
        hat_diags_add(document->diags, HAT_MSG_LINK_UNSAFE, place, shown);
        return HAT_OK;
    }
    struct hat_link *link = hat_arena_alloc(arena, sizeof *link);
    if (link == NULL) {
        return HAT_ERR_NOMEM;
    }
    const char *text = internal ? hat_arena_strndup(arena, address.ptr + 1, address.len - 1)
                                : encoded(arena, address);
    *(internal ? &link->anchor : &link->uri) = text;
    if (source.title.len > 0) {
        link->title = hat_arena_strndup(arena, source.title.ptr, source.title.len);
    }
    if (text == NULL || (source.title.len > 0 && link->title == NULL)) {
        return HAT_ERR_NOMEM;
    }
    *out = link;
    return HAT_OK;
}

/* ---- notes ---- */

/* A name that no bookmark of the document has: U+0001 is no character of XML. */
static const char *note_name(struct hat_document *document, struct hat_arena *arena, char side)
{
    struct hat_buf name = {0};
    hat_buf_printf(&name, "\x01%c%u", side, (unsigned)document->linked_notes);
    const char *copy = hat_buf_failed(&name) ? NULL : hat_arena_strndup(arena, name.data, name.len);
    hat_buf_fini(&name);
    return copy;
}

enum hat_status hat_link_note(struct hat_document *document, struct hat_arena *arena,
                              struct hat_note *note)
{
    document->linked_notes++;
    const char *text = note_name(document, arena, 't');
    const char *below = note_name(document, arena, 'n');
    note->to_note = (struct hat_link){.anchor = below, .name = text};
    note->to_text = (struct hat_link){.anchor = text, .name = below};
    return text != NULL && below != NULL ? HAT_OK : HAT_ERR_NOMEM;
}
