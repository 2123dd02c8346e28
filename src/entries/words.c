/* words.c -- a name taken apart: see words_internal.h.
 *
 * One pass over the characters. Most of them are Cyrillic letters, which the pass knows by their
 * range; the tables of Unicode are asked for the others.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries_internal.h"
#include "entries/words_internal.h"

#define OPENER 0xAB /* « */
#define CLOSER 0xBB /* » */
#define NUMERO 0x2116

enum { PLAIN_MAX = 4 }; /* bytes of a letter */

static bool is_basic(uint32_t cp) /* А to я */
{
    return cp >= 0x410 && cp <= 0x44F;
}

/* A letter of the office's texts: small, and as it is compared. */
struct letter {
    uint32_t lower, plain;
};

/* Of Cyrillic letters of Kazakh and Russian; false: another character. */
static inline bool is_office_letter(uint32_t cp, struct letter *out)
{
    if (is_basic(cp)) {
        uint32_t lower = cp < 0x430 ? cp + 0x20 : cp;
        *out = (struct letter){lower, lower};
        return true;
    }
    switch (cp) {
    case 0x4D8: /* Ә */
    case 0x4D9:
        *out = (struct letter){0x4D9, 0x430};
        return true;
    case 0x492: /* Ғ */
    case 0x493:
        *out = (struct letter){0x493, 0x433};
        return true;
    case 0x49A: /* Қ */
    case 0x49B:
        *out = (struct letter){0x49B, 0x43A};
        return true;
    case 0x4A2: /* Ң */
    case 0x4A3:
        *out = (struct letter){0x4A3, 0x43D};
        return true;
    case 0x4E8: /* Ө */
    case 0x4E9:
        *out = (struct letter){0x4E9, 0x43E};
        return true;
    case 0x4B0: /* Ұ */
    case 0x4B1:
        *out = (struct letter){0x4B1, 0x443};
        return true;
    case 0x4AE: /* Ү */
    case 0x4AF:
        *out = (struct letter){0x4AF, 0x443};
        return true;
    case 0x4BA: /* Һ */
    case 0x4BB:
        *out = (struct letter){0x4BB, 0x445};
        return true;
    case 0x406: /* І */
    case 0x456:
        *out = (struct letter){0x456, 0x438};
        return true;
    case 0x401: /* Ё */
    case 0x451:
        *out = (struct letter){0x451, 0x435};
        return true;
    default:
        return false;
    }
}

static struct letter letter_of(uint32_t cp)
{
    struct letter letter;
    if (!is_office_letter(cp, &letter)) {
        letter.lower = letter.plain = hat_unicode_lower(cp);
    }
    return letter;
}

uint32_t hat_plain_letter(uint32_t cp)
{
    return letter_of(cp).plain;
}

static bool is_letter(uint32_t cp)
{
    return is_basic(cp) || (cp >= 'A' && cp != HAT_UTF8_INVALID && hat_unicode_letter(cp));
}

static bool is_digit(uint32_t cp)
{
    return cp < 0x80 ? cp >= '0' && cp <= '9' : cp != HAT_UTF8_INVALID && hat_unicode_digit(cp);
}

static bool is_small(uint32_t cp)
{
    return hat_unicode_upper(cp) != cp;
}

static bool is_dash(uint32_t cp)
{
    return cp == '-' || (cp >= 0x2010 && cp <= 0x2015);
}

static bool is_other_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0x2039 || cp == 0x203A;
}

/* The state between two characters. */
struct splitting {
    struct hat_words *out;
    struct hat_word *word; /* that is being read; NULL: none */
    uint32_t before;       /* the character before */
    int depth;             /* of « » */
    bool hyphen;           /* hyphens alone stand behind the last word */
};

/* Begins a word at byte `at`; false when there is no place for more. */
static bool open_word(struct splitting *state, size_t at, bool digits)
{
    struct hat_words *out = state->out;
    if (out->count == HAT_WORDS_MAX) {
        return false;
    }
    struct hat_word *word = &out->items[out->count];
    *word = (struct hat_word){.plain = out->plain + out->plain_len,
                              .from = (uint32_t)at,
                              .hash = hat_hash_start(),
                              .digits = digits,
                              .upper = !digits,
                              .joined = out->count > 0 && state->hyphen,
                              .quoted = state->depth > 0};
    out->count++;
    state->word = word;
    return true;
}

static uint64_t hash_letter(uint64_t hash, uint32_t lower)
{
    return (hash ^ lower) * UINT64_C(1099511628211);
}

static void add_letter(struct splitting *state, uint32_t cp, size_t end)
{
    struct hat_words *out = state->out;
    struct hat_word *word = state->word;
    struct letter letter = letter_of(cp);
    size_t len = hat_utf8_encode(letter.plain, out->plain + out->plain_len);
    out->plain_len += len;
    word->len += (uint32_t)len;
    word->hash = hash_letter(word->hash, letter.lower);
    word->upper = word->upper && letter.lower != cp;
    word->to = (uint32_t)end;
}

/* The same for all of the office's letters from byte `at` on, which most characters are; returns
 * where they end, or where there is no room for more. */
static size_t add_office_letters(struct splitting *state, struct hat_str name, size_t at)
{
    struct hat_words *out = state->out;
    struct hat_word *word = state->word;
    char *plain = out->plain + out->plain_len, *end = out->plain + HAT_WORDS_BYTES;
    uint64_t hash = word->hash;
    size_t begin = at, small = 0;
    for (; name.len - at >= 2 && end - plain >= PLAIN_MAX; at += 2) {
        struct letter letter;
        unsigned char first = (unsigned char)name.ptr[at], second = (unsigned char)name.ptr[at + 1];
        uint32_t cp = (first & 0x1Fu) << 6 | (second & 0x3Fu);
        if (first < 0xD0 || first > 0xD3 || !is_office_letter(cp, &letter)) {
            break;
        }
        small += letter.lower == cp;
        hash = hash_letter(hash, letter.lower);
        *plain++ = (char)(0xC0 | letter.plain >> 6);
        *plain++ = (char)(0x80 | (letter.plain & 0x3F));
        state->before = cp;
    }
    size_t count = (at - begin) / 2;
    word->len += (uint32_t)(at - begin);
    word->hash = hash;
    word->upper = word->upper && small == 0;
    word->to = (uint32_t)at;
    out->plain_len += at - begin;
    out->signs.characters += count;
    out->signs.letters += count;
    out->signs.lower += small;
    return at;
}

static bool opens(uint32_t before)
{
    return before == 0 || before == ' ' || before == '(' || before == OPENER || before == '"' ||
           before == NUMERO;
}

static void count_sign(struct splitting *state, uint32_t cp)
{
    struct hat_signs *signs = &state->out->signs;
    bool other = is_other_quote(cp), opener = other && opens(state->before);
    signs->other_quotes = signs->other_quotes || other;
    signs->openers += cp == OPENER || opener;
    signs->closers += cp == CLOSER || (other && !opener);
    signs->dashes = signs->dashes || is_dash(cp);
    state->depth += cp == OPENER ? 1 : cp == CLOSER && state->depth > 0 ? -1 : 0;
    if (state->word != NULL) {
        state->word->dot = cp == '.';
        state->word = NULL;
        state->hyphen = is_dash(cp);
    } else {
        state->hyphen = state->hyphen && is_dash(cp);
    }
}

void hat_words_split(struct hat_str name, struct hat_words *out)
{
    struct splitting state = {.out = out};
    out->count = out->plain_len = 0;
    out->signs = (struct hat_signs){0};
    size_t at = 0;
    for (size_t used = 0; at < name.len; at += used) {
        if (state.word != NULL && !state.word->digits) {
            size_t end = add_office_letters(&state, name, at);
            used = end - at;
            if (used > 0) {
                continue;
            }
        }
        uint32_t cp = hat_utf8_decode(name.ptr + at, name.len - at, &used);
        bool letter = is_letter(cp), digit = !letter && is_digit(cp);
        out->signs.characters++;
        if (letter || digit) {
            bool begins = state.word == NULL || state.word->digits != digit;
            state.hyphen = state.hyphen || state.word != NULL; /* "37б": joined */
            if (out->plain_len + PLAIN_MAX > HAT_WORDS_BYTES ||
                (begins && !open_word(&state, at, digit))) {
                break;
            }
            add_letter(&state, cp, at + used);
            out->signs.letters += letter;
            out->signs.lower += letter && is_small(cp);
            out->signs.tight_numero = out->signs.tight_numero || (digit && state.before == NUMERO);
        } else {
            count_sign(&state, cp);
        }
        state.before = cp;
    }
    out->read = at;
    out->signs.characters += hat_utf8_count((struct hat_str){name.ptr + at, name.len - at});
}
