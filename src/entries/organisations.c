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

/* ---- what is counted ---- */

struct counts {
    int openers, closers; /* all kinds of quotes, told by where they stand */
    bool other_quotes;
    size_t letters, lower, characters;
};

/* Does a straight quote open here? Behind a space, a bracket, № or nothing. */
static bool opens(struct hat_str name, size_t at)
{
    uint32_t before = char_before(name, at);
    return before == 0 || before == ' ' || before == '(' || before == OPENER || before == '"' ||
           before == NUMERO;
}

static void count(struct hat_str name, struct counts *counts)
{
    *counts = (struct counts){0};
    for (size_t at = 0, used = 0; at < name.len; at += used) {
        uint32_t cp = char_at(name, at, &used);
        bool other = is_other_quote(cp), letter = hat_unicode_letter(cp);
        counts->characters++;
        counts->other_quotes = counts->other_quotes || other;
        counts->openers += cp == OPENER || (other && opens(name, at));
        counts->closers += cp == CLOSER || (other && !opens(name, at));
        counts->letters += letter;
        counts->lower += letter && hat_unicode_upper(cp) != cp;
    }
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

static uint32_t look_at_signs(struct hat_str name)
{
    uint32_t found = 0;
    for (size_t at = 0, used = 0; at < name.len; at += used) {
        size_t from, to;
        uint32_t cp = char_at(name, at, &used);
        if (cp == NUMERO && tight_numero(name, at, used)) {
            found |= HAT_BIT(7);
        } else if (is_dash(cp) && bad_hyphen(name, at, used, &from, &to)) {
            found |= HAT_BIT(8);
        }
    }
    return found;
}

/* ---- the proposal ---- */

/* Writes `name` with № and hyphens spaced and quotes turned; `drop_first`: without its first «. */
static void mend(struct hat_str name, bool drop_first, struct hat_buf *buf)
{
    for (size_t at = 0, used = 0; at < name.len; at += used) {
        size_t from, to;
        uint32_t cp = char_at(name, at, &used);
        if (cp == OPENER && drop_first && at == 0) {
            continue;
        }
        if (is_other_quote(cp)) {
            put(buf, opens(name, at) ? OPENER : CLOSER);
        } else if (is_dash(cp) && bad_hyphen(name, at, used, &from, &to)) {
            buf->len -= buf->failed ? 0 : at - from; /* the space before it */
            hat_buf_put(buf, "-", 1);
            used = to - at;
        } else {
            hat_buf_put(buf, name.ptr + at, used);
            if (cp == NUMERO && tight_numero(name, at, used)) {
                put(buf, NO_BREAK_SPACE);
            }
        }
    }
}

static enum hat_status propose(struct hat_arena *arena, const struct hat_forms *forms,
                               struct hat_organisation *out)
{
    struct hat_buf whole = {0}, mended = {0};
    struct counts counts;
    struct hat_str name = out->name;
    if (forms->twice) {
        hat_buf_put(&whole, name.ptr, forms->extra_from);
        hat_buf_put(&whole, name.ptr + forms->extra_to, name.len - forms->extra_to);
        name = (struct hat_str){whole.data, whole.len};
    }
    count(name, &counts);
    bool drop_first =
        counts.openers == counts.closers + 1 && hat_str_starts(name, "«") && !counts.other_quotes;
    mend(name, drop_first, &mended);
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

static bool is_department_word(const char *word)
{
    static const char *const begins[] = {"билим",   "басқарма", "баскарма",  "болим", "аким",
                                         "бойынша", "беру",     "управлени", "отдел", "образовани"};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        if (strncmp(word, begins[i], strlen(begins[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* "облысының" and "обл." are one word, as are the other class nouns. */
static const char *class_noun(const char *plain)
{
    static const char *const nouns[] = {"обл", "кала", "аудан", "город", "район"};
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        if (strncmp(plain, nouns[i], strlen(nouns[i])) == 0) {
            return nouns[i];
        }
    }
    return NULL;
}

struct keys {
    uint64_t strict, loose;
    bool any;
};

static void add_word(struct hat_str word, struct keys *keys)
{
    char plain[96], lower[96];
    size_t plain_len = 0, lower_len = 0;
    if (hat_forms_is_abbreviation(word)) {
        return;
    }
    for (size_t at = 0, used = 0; at < word.len && lower_len + 5 < sizeof lower; at += used) {
        uint32_t cp = char_at(word, at, &used);
        plain_len += hat_utf8_encode(hat_plain_letter(cp), plain + plain_len);
        lower_len += hat_utf8_encode(hat_unicode_lower(cp), lower + lower_len);
    }
    plain[plain_len] = lower[lower_len] = '\0';
    if (is_department_word(plain)) {
        return;
    }
    const char *noun = class_noun(plain);
    const char *strict = noun != NULL ? noun : lower, *loose = noun != NULL ? noun : plain;
    keys->strict = hat_hash_add(hat_hash_add(keys->strict, strict, strlen(strict)), " ", 1);
    keys->loose = hat_hash_add(keys->loose, loose, strlen(loose));
    keys->any = true;
}

/* Words are runs of letters or digits, so that "№ 99" is "№99". */
static void make_keys(struct hat_organisation *out)
{
    struct keys keys = {hat_hash_start(), hat_hash_start(), false};
    struct hat_str name = out->name;
    for (size_t at = 0, used = 0; at < name.len;) {
        uint32_t cp = char_at(name, at, &used);
        size_t end = at;
        bool digits = hat_unicode_digit(cp);
        while (end < name.len && cp != HAT_UTF8_INVALID &&
               (digits ? hat_unicode_digit(cp) : hat_unicode_letter(cp))) {
            end += used;
            cp = char_at(name, end, &used);
        }
        if (end > at) {
            add_word((struct hat_str){name.ptr + at, end - at}, &keys);
            at = end;
        } else {
            at += used;
        }
    }
    if (keys.any) {
        out->key = hat_hash_end(keys.strict);
        out->loose_key = hat_hash_end(keys.loose);
    }
}

/* ---- the whole ---- */

static bool contains(struct hat_str text, const char *part)
{
    size_t len = strlen(part);
    for (size_t at = 0; at + len <= text.len; at++) {
        if (memcmp(text.ptr + at, part, len) == 0) {
            return true;
        }
    }
    return false;
}

static uint32_t look_at_whole(struct hat_str name, const struct counts *counts,
                              const struct hat_forms *forms)
{
    bool link = contains(name, "://") || contains(name, "www.") || contains(name, "instagram.com");
    bool odd =
        link || counts->letters == 0 || counts->characters < SHORT || counts->characters > LONG;
    uint32_t found = look_at_signs(name);
    found |= counts->openers != counts->closers ? HAT_BIT(3) : 0;
    found |= counts->other_quotes ? HAT_BIT(4) : 0;
    found |= forms->twice ? HAT_BIT(5) : 0;
    found |= forms->spelled > 0 && !forms->twice ? HAT_BIT(6) : 0;
    found |= counts->letters >= CAPITALS && counts->lower == 0 ? HAT_BIT(14) : 0;
    found |= odd ? HAT_BIT(15) : 0;
    found |= forms->spelled + forms->abbreviated == 0 && !odd ? HAT_BIT(16) : 0;
    return found;
}

enum hat_status hat_organisation_read(struct hat_arena *arena, struct hat_str raw,
                                      struct hat_organisation *out)
{
    struct hat_clean_text clean;
    struct hat_forms forms;
    struct counts counts;
    *out = (struct hat_organisation){.name = raw};
    enum hat_status st = hat_text_clean(arena, raw, true, &clean);
    if (st != HAT_OK) {
        return st;
    }
    out->name = clean.text;
    out->fault = clean.fault;
    if (clean.text.len == 0) {
        out->found = HAT_BIT(1);
        return HAT_OK;
    }
    count(out->name, &counts);
    hat_forms_find(out->name, &forms);
    out->found = look_at_whole(out->name, &counts, &forms);
    out->found |= clean.lookalikes ? HAT_BIT(9) : 0;
    out->found |= clean.invisible ? HAT_BIT(13) : 0;
    make_keys(out);
    uint32_t mendable = HAT_BIT(3) | HAT_BIT(4) | HAT_BIT(5) | HAT_BIT(7) | HAT_BIT(8);
    return (out->found & mendable) != 0 ? propose(arena, &forms, out) : HAT_OK;
}
