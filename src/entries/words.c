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

uint32_t hat_plain_letter(uint32_t cp)
{
    if (cp >= 0x410 && cp <= 0x44F) {
        return cp < 0x430 ? cp + 0x20 : cp;
    }
    uint32_t lower = hat_unicode_lower(cp);
    switch (lower) {
    case 0x4D9: /* ә */
        return 0x430;
    case 0x493: /* ғ */
        return 0x433;
    case 0x49B: /* қ */
        return 0x43A;
    case 0x4A3: /* ң */
        return 0x43D;
    case 0x4E9: /* ө */
        return 0x43E;
    case 0x4B1: /* ұ */
    case 0x4AF: /* ү */
        return 0x443;
    case 0x4BB: /* һ */
        return 0x445;
    case 0x456: /* і */
        return 0x438;
    case 0x451: /* ё */
        return 0x435;
    default:
        return lower;
    }
}

static bool is_basic(uint32_t cp) /* А to я */
{
    return cp >= 0x410 && cp <= 0x44F;
}

static bool is_letter(uint32_t cp)
{
    return is_basic(cp) || (cp >= 'A' && cp != HAT_UTF8_INVALID && hat_unicode_letter(cp));
}

static bool is_digit(uint32_t cp)
{
    return cp < 0x80 ? cp >= '0' && cp <= '9' : cp != HAT_UTF8_INVALID && hat_unicode_digit(cp);
}

static size_t put_plain(uint32_t cp, char *out)
{
    if (cp < 0x80 || cp >= 0x800) {
        return hat_utf8_encode(cp, out);
    }
    out[0] = (char)(0xC0 | cp >> 6);
    out[1] = (char)(0x80 | (cp & 0x3F));
    return 2;
}

static uint32_t to_lower(uint32_t cp)
{
    return is_basic(cp) ? (cp < 0x430 ? cp + 0x20 : cp) : hat_unicode_lower(cp);
}

static bool is_small(uint32_t cp)
{
    return is_basic(cp) ? cp >= 0x430 : hat_unicode_upper(cp) != cp;
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

static void add_letter(struct splitting *state, uint32_t cp, size_t end)
{
    struct hat_words *out = state->out;
    struct hat_word *word = state->word;
    uint32_t lower = to_lower(cp), plain = is_basic(lower) ? lower : hat_plain_letter(lower);
    size_t len = put_plain(plain, out->plain + out->plain_len);
    out->plain_len += len;
    word->len += (uint32_t)len;
    word->hash = (word->hash ^ lower) * UINT64_C(1099511628211);
    word->upper = word->upper && lower != cp;
    word->to = (uint32_t)end;
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
        uint32_t cp = hat_utf8_decode(name.ptr + at, name.len - at, &used);
        bool letter = is_letter(cp), digit = !letter && is_digit(cp);
        out->signs.characters++;
        if (letter || digit) {
            bool begins = state.word == NULL || state.word->digits != digit;
            state.hyphen = state.hyphen || state.word != NULL; /* "37б": joined */
            if (out->plain_len + 4 > HAT_WORDS_BYTES || (begins && !open_word(&state, at, digit))) {
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
