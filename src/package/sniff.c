/* sniff.c -- what a file is that should be a package and is not one.
 *
 * People give the wrong file, or a right one that was half downloaded; the first bytes tell which,
 * and the message says what to do.
 */
#include "package/package_internal.h"

struct magic {
    const char *bytes; /* at the beginning of the file */
    size_t len;
    enum hat_message code;
    const char *kind; /* for the message; NULL where it needs none */
};

static const struct magic magics[] = {
    {"PK\3\4", 4, HAT_MSG_PACKAGE_CUT, NULL},
    {"PK\5\6", 4, HAT_MSG_PACKAGE_CUT, NULL},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, HAT_MSG_PACKAGE_OLE, NULL},
    {"%PDF-", 5, HAT_MSG_PACKAGE_OTHER, "PDF"},
    {"{\\rtf", 5, HAT_MSG_PACKAGE_OTHER, "RTF"},
    {"\x1F\x8B", 2, HAT_MSG_PACKAGE_OTHER, "gzip"},
    {"Rar!", 4, HAT_MSG_PACKAGE_OTHER, "RAR"},
    {"7z\xBC\xAF", 4, HAT_MSG_PACKAGE_OTHER, "7z"},
    {"\x89PNG", 4, HAT_MSG_PACKAGE_OTHER, "PNG"},
    {"\xFF\xD8\xFF", 3, HAT_MSG_PACKAGE_OTHER, "JPEG"},
};

/* Is `word`, in small letters, among the first bytes, letter case apart? */
static bool mentions(struct hat_str bytes, const char *word)
{
    enum { LOOKED_AT = 4096 };
    size_t len = strlen(word), last = bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT;
    for (size_t at = 0; at + len <= last; at++) {
        size_t i = 0;
        while (i < len && (bytes.ptr[at + i] | 0x20) == (word[i] | 0x20)) {
            i++;
        }
        if (i == len) {
            return true;
        }
    }
    return false;
}

static struct magic recognise(struct hat_str bytes)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (bytes.len >= magics[i].len && memcmp(bytes.ptr, magics[i].bytes, magics[i].len) == 0) {
            return magics[i];
        }
    }
    if (mentions(bytes, "opendocument:xmlns:office") || mentions(bytes, "xmlpackage") ||
        mentions(bytes, "word.document")) {
        return (struct magic){.code = HAT_MSG_PACKAGE_FLAT};
    }
    if (mentions(bytes, "<html") || mentions(bytes, "<!doctype html")) {
        return (struct magic){.code = HAT_MSG_PACKAGE_OTHER, .kind = "HTML"};
    }
    return (struct magic){.code = bytes.len > 0 ? HAT_MSG_PACKAGE_NOT_ZIP : HAT_MSG_PACKAGE_EMPTY};
}

enum hat_status hat_sniff_report(struct hat_str bytes, const char *path, hat_diags *diags)
{
    struct magic magic = recognise(bytes);
    struct hat_place place = {.file = path};
    hat_diags_add(diags, magic.code, &place, hat_str_from(magic.kind));
    return HAT_ERR_TEMPLATE;
}
