/* safe_names.c -- one name of a folder or file that every office's file system takes.
 *
 *     «№ 7 "Балапан" б/б»    ->  «№ 7 _Балапан_ б_б»
 *     ../../etc              ->  _.._etc          (the slash is replaced, the dot in front too)
 *     CON                    ->  CON_             (a device of Windows)
 *     "  Абай. "             ->  Абай
 *
 * Names are in normal form C, at most NAME_BYTES long with their ending, and cut between
 * characters. Microsoft, "Naming Files, Paths, and Namespaces", gives what Windows cannot have.
 */
#include "job/filenames_internal.h"

#include "base/unicode.h"
#include "base/utf8.h"

enum { NAME_BYTES = 240 /* of 255: room for "-12" of pages and " (12)" of equal names */ };

/* Characters that are not seen, and those that turn the direction of what follows. */
static bool is_unseen(uint32_t cp)
{
    return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || cp == 0xAD;
}

static bool is_forbidden(uint32_t cp)
{
    return cp == HAT_UTF8_INVALID || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
           (cp < 0x80 && strchr("/\\:*?\"<>|", (int)cp) != NULL);
}

void hat_safe_value_put(struct hat_str text, struct hat_buf *out)
{
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (cp != HAT_UTF8_INVALID && hat_unicode_space(cp)) {
            hat_buf_put(out, " ", 1);
        } else if (is_forbidden(cp)) {
            hat_buf_put(out, "_", 1);
        } else if (!is_unseen(cp)) {
            hat_buf_put(out, text.ptr + at, used);
        }
    }
}

/* Without spaces at both ends and dots at the end. */
static struct hat_str trimmed(struct hat_str text)
{
    while (text.len > 0 && text.ptr[0] == ' ') {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '.')) {
        text.len--;
    }
    return text;
}

/* At most `bytes`, cut between characters as people see them. */
static struct hat_str cut(struct hat_str text, size_t bytes)
{
    size_t end = 0;
    for (size_t next = 0; next < text.len && next <= bytes;) {
        end = next;
        next = hat_unicode_cluster_end(text, next);
        end = next <= bytes ? next : end;
    }
    return trimmed((struct hat_str){text.ptr, text.len <= bytes ? text.len : end});
}

static bool same_letters(struct hat_str text, const char *word)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (word[i] == '\0' || (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) != word[i]) {
            return false;
        }
    }
    return word[text.len] == '\0';
}

/* CON, con.txt, LPT1 are devices of Windows whatever follows the first dot. */
static bool is_device(struct hat_str name)
{
    static const char *const words[] = {"CON", "PRN", "AUX", "NUL"};
    const char *dot = memchr(name.ptr, '.', name.len);
    struct hat_str stem = {name.ptr, dot != NULL ? (size_t)(dot - name.ptr) : name.len};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (same_letters(stem, words[i])) {
            return true;
        }
    }
    bool numbered = stem.len == 4 && stem.ptr[3] >= '1' && stem.ptr[3] <= '9';
    stem.len = numbered ? 3 : 0;
    return numbered && (same_letters(stem, "COM") || same_letters(stem, "LPT"));
}

/* A folder called x.docx would stand in the way of a file of that name. */
static bool ends_as_file(struct hat_str name)
{
    static const char *const endings[] = {".DOCX", ".ODT", ".PDF", ".PNG", ".SVG", ".ZIP"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);
        if (name.len >= len &&
            same_letters((struct hat_str){name.ptr + name.len - len, len}, endings[i])) {
            return true;
        }
    }
    return false;
}

void hat_safe_name_put(struct hat_str text, struct hat_str ending, struct hat_buf *out)
{
    struct hat_arena arena = {0};
    struct hat_buf buf = {0};
    struct hat_str name = {0};
    hat_safe_value_put(text, &buf);
    name = trimmed((struct hat_str){buf.data, buf.len});
    if (hat_buf_failed(&buf) || hat_unicode_nfc(&arena, name, &name) == HAT_ERR_NOMEM) {
        out->failed = true;
    }
    size_t room = NAME_BYTES - (ending.len < NAME_BYTES / 2 ? ending.len : NAME_BYTES / 2);
    name = cut(name, room);
    bool hidden = name.len > 0 && name.ptr[0] == '.';
    hat_buf_put(out, "_", name.len == 0 || hidden);
    hat_buf_put(out, name.ptr + hidden, name.len - hidden);
    bool taken = name.len > 0 && (is_device(name) || (ending.len == 0 && ends_as_file(name)));
    hat_buf_put(out, "_", taken);
    hat_buf_put(out, ending.ptr, ending.len);
    hat_buf_fini(&buf);
    hat_arena_fini(&arena);
}
