/* hyphens.c -- division of words by the patterns of libhyphen's dictionaries.
 *
 *     ru, "информации"  ->  ин-фор-ма-ции
 *
 * Dictionaries are those of the system's packages (hyphen-ru, hyphen-en-us). The Russian one is
 * written in KOI8-R, so words are put into the dictionary's own characters; positions come back
 * by character.
 */
#include "text/hyphens.h"

#include <hyphen.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"

enum { LETTERS_LEFT = 2, LETTERS_RIGHT = 2, SLACK = 8 /* bytes libhyphen writes past a word */ };

static const struct {
    char lang[3];
    const char *path;
} sources[] = {
    {"ru", "/usr/share/hyphen/hyph_ru_RU.dic"},
    {"en", "/usr/share/hyphen/hyph_en_US.dic"},
    {"kk", "/usr/share/hyphen/hyph_kk_KZ.dic"},
};

enum { SOURCES = sizeof sources / sizeof *sources };

struct hat_hyphens {
    HyphenDict *dicts[SOURCES];
    bool tried[SOURCES];
};

hat_status hat_hyphens_new(struct hat_hyphens **out)
{
    struct hat_hyphens *hyphens = hat_mem_zalloc(1, sizeof *hyphens);
    if (hyphens == NULL) {
        return HAT_ERR_NOMEM;
    }
    *out = hyphens;
    return HAT_OK;
}

void hat_hyphens_free(struct hat_hyphens *hyphens)
{
    if (hyphens == NULL) {
        return;
    }
    for (size_t i = 0; i < SOURCES; i++) {
        if (hyphens->dicts[i] != NULL) {
            hnj_hyphen_free(hyphens->dicts[i]);
        }
    }
    hat_mem_free(hyphens);
}

static HyphenDict *dict_of(struct hat_hyphens *hyphens, const char *lang)
{
    for (size_t i = 0; i < SOURCES; i++) {
        if (lang != NULL && strncmp(lang, sources[i].lang, 2) == 0 &&
            (lang[2] == 0 || lang[2] == '-' || lang[2] == '_')) {
            if (!hyphens->tried[i]) {
                hyphens->tried[i] = true;
                hyphens->dicts[i] =
                    access(sources[i].path, R_OK) == 0 ? hnj_hyphen_load(sources[i].path) : NULL;
            }
            return hyphens->dicts[i];
        }
    }
    return NULL;
}

bool hat_hyphens_has(struct hat_hyphens *hyphens, const char *lang)
{
    return dict_of(hyphens, lang) != NULL;
}

/* A small Cyrillic letter in KOI8-R; 0: it has no place there. */
static char koi8(uint32_t cp)
{
    static const char order[] = "юабцдефгхийклмнопярстужвьызшэщчъ"; /* from 0xC0 on */
    if (cp < 0x80) {
        return (char)cp;
    }
    if (cp == 0x451) {
        return (char)0xA3;
    }
    for (size_t i = 0; i + 1 < sizeof order; i += 2) {
        size_t used = 0;
        if (hat_utf8_decode(order + i, 2, &used) == cp) {
            return (char)(0xC0 + i / 2);
        }
    }
    return 0;
}

/* The word in lower case and in the dictionary's characters; `starts` receives the offset of each
 * letter in the word itself. Returns the number of letters; 0: not for this dictionary. */
static size_t encode(const HyphenDict *dict, struct hat_str word, char *out, size_t *out_len,
                     size_t *starts)
{
    size_t letters = 0;
    bool koi = strcmp(dict->cset, "KOI8-R") == 0;
    *out_len = 0;
    if (!dict->utf8 && !koi) {
        return 0;
    }
    for (size_t at = 0, used = 0; at < word.len; at += used) {
        uint32_t cp = hat_utf8_decode(word.ptr + at, word.len - at, &used);
        if (cp == HAT_UTF8_INVALID) {
            return 0;
        }
        cp = hat_unicode_lower(cp);
        starts[letters++] = at;
        if (koi) {
            char letter = koi8(cp);
            if (letter == 0) {
                return 0;
            }
            out[(*out_len)++] = letter;
        } else {
            *out_len += hat_utf8_encode(cp, out + *out_len);
        }
    }
    return letters;
}

bool hat_hyphens_find(struct hat_hyphens *hyphens, const char *lang, struct hat_str word,
                      bool allowed[HAT_HYPHEN_WORD_MAX])
{
    HyphenDict *dict = dict_of(hyphens, lang);
    char text[2 * HAT_HYPHEN_WORD_MAX + SLACK] = "", marks[2 * HAT_HYPHEN_WORD_MAX + SLACK] = "";
    size_t starts[HAT_HYPHEN_WORD_MAX], len = 0;
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    if (dict == NULL || word.len >= HAT_HYPHEN_WORD_MAX) {
        return false;
    }
    memset(allowed, 0, HAT_HYPHEN_WORD_MAX * sizeof *allowed);
    size_t letters = encode(dict, word, text, &len, starts);
    if (letters < LETTERS_LEFT + LETTERS_RIGHT ||
        hnj_hyphen_hyphenate3(dict, text, (int)len, marks, NULL, &rep, &pos, &cut, LETTERS_LEFT,
                              LETTERS_RIGHT, 0, 0) != 0) {
        return false;
    }
    bool any = false;
    for (size_t i = LETTERS_LEFT; i + LETTERS_RIGHT <= letters; i++) {
        bool plain = rep == NULL || rep[i - 1] == NULL; /* spelling would change: not divided */
        if (plain && (marks[i - 1] & 1) != 0) {
            allowed[starts[i]] = true;
            any = true;
        }
    }
    for (size_t i = 0; rep != NULL && i + 1 < len; i++) {
        hat_mem_free(rep[i]); /* libhyphen's arrays are the caller's, from malloc */
    }
    hat_mem_free(rep);
    hat_mem_free(pos);
    hat_mem_free(cut);
    return any;
}
