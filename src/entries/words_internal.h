/* words_internal.h -- a name taken apart once, for all that look at its words: legal forms,
 * repeats, regions.
 *
 *     «№37 «Жұлдыз-ай» бөбекжайы» КМҚК
 *      №|37|жулдыз|-ай|бобекжайы|кмкк       "ай" is joined to "жулдыз"; кмкк is of capitals
 */
#ifndef HAT_ENTRIES_WORDS_INTERNAL_H
#define HAT_ENTRIES_WORDS_INTERNAL_H

#include "entries/entries.h"

enum { HAT_WORDS_MAX = 192, HAT_WORDS_BYTES = 3072 };

struct hat_word {
    const char *plain; /* folded by hat_plain_letter(); plain texts follow one another */
    uint32_t len;
    uint32_t from, to; /* bytes of the name */
    uint64_t hash;     /* of its letters in lower case */
    bool digits;       /* of digits alone; else of letters alone */
    bool upper;        /* of capitals alone */
    bool joined;       /* nothing or a hyphen is between it and the word before */
    bool dot;          /* a full stop stands behind it */
    bool quoted;       /* inside « » */
};

/* What a name holds besides words. */
struct hat_signs {
    size_t characters, letters, lower;
    int openers, closers; /* all kinds of quotes, told by where they stand */
    bool other_quotes;    /* straight ones, “ ” ... */
    bool dashes;
    bool tight_numero; /* "№37" */
};

/* Words behind the limits above are left out; `read` says where. */
struct hat_words {
    struct hat_word items[HAT_WORDS_MAX];
    size_t count;
    struct hat_signs signs;
    size_t read; /* bytes of the name that were taken apart */
    size_t plain_len;
    char plain[HAT_WORDS_BYTES];
};

/* `name` is cleaned and valid UTF-8; it must live as long as *out is used. */
void hat_words_split(struct hat_str name, struct hat_words *out);

/* Lower case, Kazakh letters as the Russian ones typed for them, ё as е: the form in which
 * regions, legal forms and kinds of words are compared. */
uint32_t hat_plain_letter(uint32_t cp);

static inline bool hat_word_starts(const struct hat_word *word, const char *begin, size_t len)
{
    return word->len >= len && memcmp(word->plain, begin, len) == 0;
}

/* Which of `begins` (ended by NULL; of three bytes at least) the word begins with; -1: none. */
static inline int hat_word_begin(const struct hat_word *word, const char *const *begins)
{
    enum { FIRST = 3 }; /* bytes compared at once: most words fail there */
    for (int i = 0; word->len >= FIRST && begins[i] != NULL; i++) {
        if (memcmp(begins[i], word->plain, FIRST) == 0 &&
            hat_word_starts(word, begins[i], strlen(begins[i]))) {
            return i;
        }
    }
    return -1;
}

static inline bool hat_word_is(const struct hat_word *word, const char *text)
{
    return word->len == strlen(text) && memcmp(word->plain, text, word->len) == 0;
}

/* ---- what is found in words (forms.c, regions.c) ---- */

struct hat_forms {
    unsigned spelled, abbreviated; /* how many were found */
    bool twice;                    /* one form both ways, or the same abbreviation twice */
    size_t extra_from, extra_to;   /* of `twice`: bytes of the name to drop */
};

void hat_forms_find(const struct hat_words *words, struct hat_forms *out);
/* Is this word a legal form? */
bool hat_forms_is_abbreviation(const struct hat_word *word);

/* The places that texts of one entry name, by rank; see regions.c. */
struct hat_region_mentions {
    uint32_t of_level[4];
    uint32_t bare; /* a city without its class noun */
    uint32_t near; /* a region whose name was mistyped */
    bool contradiction;
};

/* Adds the mentions of a text. `column`: the text is a cell of a column of regions, where a name
 * needs no class noun. */
void hat_region_add(const struct hat_words *words, bool column,
                    struct hat_region_mentions *mentions);
void hat_region_decide(const struct hat_region_mentions *mentions, struct hat_region_match *out);

/* As hat_organisation_read(); *words receives the words of the cleaned name. */
enum hat_status hat_organisation_look(struct hat_arena *arena, struct hat_str raw,
                                      struct hat_words *words, struct hat_organisation *out);

#endif
