/* organisations.c -- the name of an organisation: looked at, and mended as a proposal only.
 *
 *     Жамбыл облысы "Балапан" бөбекжай –бақшасы №37 МКҚК
 *  -> O04 O07 O08, proposed: Жамбыл облысы «Балапан» бөбекжай-бақшасы № 37 МКҚК
 *
 * The key by which names are counted as one leaves out quotes, spaces after №, legal forms, words
 * of departments and the case endings of облысы, қаласы, ауданы (kazakh-office 1.5, O11). The
 * loose key also leaves out spaces and hyphens, and takes Kazakh letters for the Russian ones.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries_internal.h"
#include "entries/words_internal.h"

enum { SHORT = 5, LONG = 300, CAPITALS = 8 };

#define OPENER         0xAB /* « */
#define CLOSER         0xBB /* » */
#define NUMERO         0x2116
#define NO_BREAK_SPACE 0xA0

static uint32_t char_at(struct hat_str text, size_t at, size_t *used)
{
    *used = 0;
    return at < text.len ? hat_utf8_decode(text.ptr + at, text.len - at, used) : 0;
}

static uint32_t char_before(struct hat_str text, size_t at)
{
    size_t begin = at, used;
    while (begin > 0 && ((unsigned char)text.ptr[--begin] & 0xC0) == 0x80) {
    }
    return at > 0 ? char_at(text, begin, &used) : 0;
}

static bool is_dash(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2011 || (cp >= 0x2012 && cp <= 0x2015);
}

static bool is_other_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0x2039 || cp == 0x203A;
}

static void put(struct hat_buf *buf, uint32_t cp)
{
    char bytes[4];
    hat_buf_put(buf, bytes, hat_utf8_encode(cp, bytes));
}

/* Does a straight quote open here? Behind a space, a bracket, № or nothing. */
static bool opens(struct hat_str name, size_t at)
{
    uint32_t before = char_before(name, at);
    return before == 0 || before == ' ' || before == '(' || before == OPENER || before == '"' ||
           before == NUMERO;
}

/* ---- hyphens and № ---- */

/* Is the dash at `at` a hyphen with a space at it, or a long dash in a compound? *from, *to: it
 * with the spaces round it. " – " between words is punctuation and stays. */
static bool bad_hyphen(struct hat_str name, size_t at, size_t used, size_t *from, size_t *to)
{
    uint32_t dash = char_at(name, at, &used), cp;
    size_t skip;
    *from = at > 0 && name.ptr[at - 1] == ' ' ? at - 1 : at;
    *to = at + used;
    *to += *to < name.len && name.ptr[*to] == ' ';
    bool before = *from<at, behind = *to> at + used;
    cp = char_at(name, *to, &skip);
    if (!hat_unicode_letter(cp) || !hat_unicode_letter(char_before(name, *from))) {
        return false;
    }
    return dash == '-' ? before || behind : before != behind || (!before && dash >= 0x2012);
}

/* "№37": no space before the number. */
static bool tight_numero(struct hat_str name, size_t at, size_t used)
{
    size_t skip;
    return hat_unicode_digit(char_at(name, at + used, &skip));
}

/* The next byte from `at` on that a quote, a dash or № may begin with; no letter does. */
static size_t next_sign(struct hat_str name, size_t at)
{
    while (at < name.len && name.ptr[at] != '"' && name.ptr[at] != '-' &&
           (unsigned char)name.ptr[at] != 0xE2) {
        at++;
    }
    return at;
}

static bool has_bad_hyphen(struct hat_str name)
{
    for (size_t at = next_sign(name, 0), used = 0; at < name.len; at = next_sign(name, at + used)) {
        size_t from, to;
        uint32_t cp = char_at(name, at, &used);
        if (is_dash(cp) && bad_hyphen(name, at, used, &from, &to)) {
            return true;
        }
    }
    return false;
}

/* ---- the proposal ---- */

/* Writes `name` with № and hyphens spaced and quotes turned; `drop_first`: without its first «. */
static void mend(struct hat_str name, bool drop_first, struct hat_buf *buf)
{
    size_t done = drop_first ? strlen("«") : 0; /* what stands before is written */
    for (size_t at = next_sign(name, done), used = 0; at < name.len;
         at = next_sign(name, at + used)) {
        size_t from = at, to;
        uint32_t cp = char_at(name, at, &used), instead = 0;
        to = at + used;
        if (is_other_quote(cp)) {
            instead = opens(name, at) ? OPENER : CLOSER;
        } else if (is_dash(cp) && bad_hyphen(name, at, used, &from, &to)) {
            instead = '-';
        } else if (cp == NUMERO && tight_numero(name, at, used)) {
            from = to;
            instead = NO_BREAK_SPACE;
        }
        if (instead != 0) {
            hat_buf_put(buf, name.ptr + done, from - done);
            put(buf, instead);
            done = to;
            used = to - at;
        }
    }
    hat_buf_put(buf, name.ptr + done, name.len - done);
}

/* A first « that is never closed is the one too many. */
static bool drops_first(struct hat_str name, const struct hat_signs *signs)
{
    return signs->openers == signs->closers + 1 && hat_str_starts(name, "«") &&
           !signs->other_quotes;
}

static enum hat_status propose(struct hat_arena *arena, const struct hat_words *words,
                               const struct hat_forms *forms, struct hat_organisation *out)
{
    struct hat_buf whole = {0}, mended = {0};
    struct hat_str name = out->name;
    if (forms->twice) { /* "серіктестігі (ЖШС)": with its brackets */
        struct hat_str gap = {name.ptr + forms->extra_from, forms->extra_to - forms->extra_from};
        bool bracket = memchr(gap.ptr, '(', gap.len) != NULL && forms->extra_to < name.len &&
                       name.ptr[forms->extra_to] == ')';
        size_t to = forms->extra_to + bracket;
        hat_buf_put(&whole, name.ptr, forms->extra_from);
        hat_buf_put(&whole, name.ptr + to, name.len - to);
        name = (struct hat_str){whole.data, whole.len};
    }
    mend(name, drops_first(name, &words->signs), &mended);
    enum hat_status st = hat_buf_failed(&whole) || hat_buf_failed(&mended) ? HAT_ERR_NOMEM : HAT_OK;
    struct hat_str made = {mended.data, mended.len};
    if (st == HAT_OK && !hat_str_equal(made, out->name)) {
        out->proposal = hat_arena_str(arena, made);
        st = out->proposal.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    hat_buf_fini(&whole);
    hat_buf_fini(&mended);
    return st;
}

/* ---- keys ---- */

static const char *const department_words[] = {"билим", "басқарма",   "баскарма", "болим",
                                               "аким",  "бойынша",    "беру",     "управлени",
                                               "отдел", "образовани", NULL};
/* "облысының" and "обл." are one word, as are the other class nouns. */
static const char *const class_nouns[] = {"обл", "кала", "аудан", "город", "район", NULL};

/* Legal forms and words of departments are left out; the words before and behind a gap are not
 * one. Words are runs of letters or digits, so that "№ 99" is "№99". */
static void make_keys(const struct hat_words *words, struct hat_organisation *out)
{
    uint64_t strict = hat_hash_start(), loose = hat_hash_start();
    bool any = false;
    for (size_t i = 0; i < words->count; i++) {
        const struct hat_word *word = &words->items[i];
        if (hat_forms_is_abbreviation(word) || hat_word_begin(word, department_words) >= 0) {
            continue;
        }
        int noun = hat_word_begin(word, class_nouns);
        uint64_t hash = noun >= 0 ? (uint64_t)noun : word->hash;
        strict = hat_hash_add(strict, (const char *)&hash, sizeof hash);
        loose = noun >= 0 ? hat_hash_add(loose, class_nouns[noun], strlen(class_nouns[noun]))
                          : hat_hash_add(loose, word->plain, word->len);
        any = true;
    }
    if (words->read < out->name.len) { /* too long to be taken apart: its end as it stands */
        strict = hat_hash_add(strict, out->name.ptr + words->read, out->name.len - words->read);
        loose = strict;
    }
    out->key = any ? hat_hash_end(strict) : 0;
    out->loose_key = any ? hat_hash_end(loose) : 0;
}

/* ---- the whole ---- */

static uint32_t look_at_whole(struct hat_str name, const struct hat_signs *signs,
                              const struct hat_forms *forms)
{
    bool latin = memchr(name.ptr, '.', name.len) != NULL || memchr(name.ptr, ':', name.len) != NULL;
    bool link = latin && (hat_str_has(name, "://") || hat_str_has(name, "www.") ||
                          hat_str_has(name, "instagram.com"));
    bool odd = link || signs->letters == 0 || signs->characters < SHORT || signs->characters > LONG;
    uint32_t found = signs->openers != signs->closers ? HAT_BIT(3) : 0;
    found |= signs->other_quotes ? HAT_BIT(4) : 0;
    found |= forms->twice ? HAT_BIT(5) : 0;
    found |= forms->spelled > 0 && !forms->twice ? HAT_BIT(6) : 0;
    found |= signs->tight_numero ? HAT_BIT(7) : 0;
    found |= signs->dashes && has_bad_hyphen(name) ? HAT_BIT(8) : 0;
    found |= signs->letters >= CAPITALS && signs->lower == 0 ? HAT_BIT(14) : 0;
    found |= odd ? HAT_BIT(15) : 0;
    found |= forms->spelled + forms->abbreviated == 0 && !odd ? HAT_BIT(16) : 0;
    return found;
}

enum hat_status hat_organisation_look(struct hat_arena *arena, struct hat_str raw,
                                      struct hat_words *words, struct hat_organisation *out)
{
    struct hat_clean_text clean;
    struct hat_forms forms;
    *out = (struct hat_organisation){.name = raw};
    enum hat_status st = hat_text_clean(arena, raw, true, &clean);
    if (st != HAT_OK) {
        return st;
    }
    out->name = clean.text;
    out->fault = clean.fault;
    hat_words_split(out->name, words);
    if (clean.text.len == 0) {
        out->found = HAT_BIT(1);
        return HAT_OK;
    }
    hat_forms_find(words, &forms);
    out->found = look_at_whole(out->name, &words->signs, &forms);
    out->found |= clean.lookalikes ? HAT_BIT(9) : 0;
    out->found |= clean.invisible ? HAT_BIT(13) : 0;
    make_keys(words, out);
    bool pairs = drops_first(out->name, &words->signs); /* or the quotes stay unpaired */
    out->mended = HAT_BIT(4) | HAT_BIT(5) | HAT_BIT(7) | HAT_BIT(8) | (pairs ? HAT_BIT(3) : 0);
    if ((out->found & out->mended) != 0) {
        st = propose(arena, words, &forms, out);
    }
    if (clean.lookalikes || clean.invisible) { /* mended already */
        out->mended |= HAT_BIT(9) | HAT_BIT(13);
        out->proposal = out->proposal.ptr != NULL ? out->proposal : out->name;
    }
    return st;
}

enum hat_status hat_organisation_read(struct hat_arena *arena, struct hat_str raw,
                                      struct hat_organisation *out)
{
    struct hat_words words;
    return hat_organisation_look(arena, raw, &words, out);
}
