/* prose_internal.h -- a paragraph of a letter as its checks see it (prose.c, prose_signs.c). */
#ifndef HAT_ENTRIES_PROSE_INTERNAL_H
#define HAT_ENTRIES_PROSE_INTERNAL_H

#include "base/buf.h"
#include "entries/entries_internal.h"
#include "entries/prose.h"

/* A character and where it begins. White space of all kinds is a space. */
struct hat_prose_char {
    uint32_t cp, at;
};

struct hat_prose {
    const hat_data *data;
    bool has_counts; /* there is a list of posts */
    bool errors_only;
    hat_diags *diags;
    struct hat_arena arena;
    struct hat_prose_char *chars; /* of the paragraph */
    size_t count, cap;
    struct hat_str text;
    const struct hat_place *place;
    struct hat_phrase *phrases; /* quoted so far, and hashtags */
    size_t phrase_count, phrase_cap;
    struct hat_str before; /* the end of the running paragraph before; .len 0: none that breaks */
    struct hat_keys shown; /* texts of the lists (prose_rows.c) */
    bool lists_read, lists_long;
    bool failed; /* out of memory */
    bool wrong;  /* an error was told */
};

/* The character at `i`; 0 outside. */
static inline uint32_t hat_prose_at(const struct hat_prose *prose, size_t i)
{
    return i < prose->count ? prose->chars[i].cp : 0;
}

/* Characters from ... to - 1 as they stand. */
struct hat_str hat_prose_part(const struct hat_prose *prose, size_t from, size_t to);
/* Begin and end of the word that character `i` is in: up to the next spaces. */
size_t hat_prose_word_begin(const struct hat_prose *prose, size_t i);
size_t hat_prose_word_end(const struct hat_prose *prose, size_t i);

/* Tells that characters from ... to - 1 should be `instead`. */
void hat_prose_tell(struct hat_prose *prose, enum hat_message code, size_t from, size_t to,
                    const struct hat_buf *instead);

/* What the text may count. */
enum hat_count { HAT_COUNT_LINKS, HAT_COUNT_ORGANISATIONS };

/* prose_counts.c: *counted is `said` when the data has so many, else how many it has.
 * HAT_ERR_NOMEM. */
enum hat_status hat_prose_count(const hat_data *data, enum hat_count which, uint64_t said,
                                uint64_t *counted);

/* prose_signs.c: punctuation, T07 to T09. */
void hat_prose_check_signs(struct hat_prose *prose);

#endif
