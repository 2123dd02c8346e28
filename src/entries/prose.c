/* prose.c -- the text of a merged letter, paragraph by paragraph.
 *
 *     ... барлығы 599 сілтеме анықталып ...   F09 when the list has 600 links
 *     ... сапалы ұйымдастырылған | челлендж бейнеролигі ...   T06: the paragraph breaks off
 *     «Барлығына рақмет!» ... «Барлығына рақмет !»            T10: one name in two spellings
 *     жеке ақуантына                                          T11: аккаунтына
 *
 * Only what is surely wrong is told: a proposal that is right nine times in ten would be clicked
 * away like the tenth. From kazakh-office 1.3 and 1.5.
 */
#include "entries/prose_internal.h"

#include "base/unicode.h"
#include "base/utf8.h"

enum { PHRASES_MAX = 1024, PHRASE_LETTERS = 6, BREAKS_FROM = 50, SHOWN = 40, TOTAL_WORDS = 4 };

struct hat_phrase {
    uint64_t key; /* of its letters and digits in lower case */
    struct hat_str text;
    bool capitals;
};

/* ---- the paragraph taken apart ---- */

static bool take_apart(struct hat_prose *prose, struct hat_str text)
{
    prose->text = text;
    prose->count = 0;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool space = cp != HAT_UTF8_INVALID && hat_unicode_space(cp);
        if (!hat_mem_grow(&prose->chars, prose->count, &prose->cap, sizeof *prose->chars)) {
            return false;
        }
        prose->chars[prose->count++] = (struct hat_prose_char){space ? ' ' : cp, (uint32_t)at};
    }
    return true;
}

struct hat_str hat_prose_part(const struct hat_prose *prose, size_t from, size_t to)
{
    size_t begin = from < prose->count ? prose->chars[from].at : prose->text.len;
    size_t end = to < prose->count ? prose->chars[to].at : prose->text.len;
    return (struct hat_str){prose->text.ptr + begin, end - begin};
}

size_t hat_prose_word_begin(const struct hat_prose *prose, size_t i)
{
    while (i > 0 && prose->chars[i - 1].cp != ' ') {
        i--;
    }
    return i;
}

size_t hat_prose_word_end(const struct hat_prose *prose, size_t i)
{
    while (i < prose->count && prose->chars[i].cp != ' ') {
        i++;
    }
    return i;
}

void hat_prose_tell(struct hat_prose *prose, enum hat_message code, size_t from, size_t to,
                    const struct hat_buf *instead)
{
    if (hat_buf_failed(instead)) {
        prose->failed = true;
        return;
    }
    hat_diags_add(prose->diags, code, prose->place, hat_prose_part(prose, from, to),
                  (struct hat_str){instead->data, instead->len});
}

static bool is_letter(uint32_t cp)
{
    return cp != 0 && cp != HAT_UTF8_INVALID && hat_unicode_letter(cp);
}

static bool is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static bool is_small(uint32_t cp)
{
    return is_letter(cp) && hat_unicode_upper(cp) != cp;
}

/* Do the characters from `i` on begin with `word`, case aside? */
static bool begins(const struct hat_prose *prose, size_t i, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0, used = 0; at < len; at += used, i++) {
        uint32_t cp = hat_utf8_decode(word + at, len - at, &used), here = hat_prose_at(prose, i);
        if (here == HAT_UTF8_INVALID || hat_unicode_lower(here) != cp) {
            return false;
        }
    }
    return true;
}

static int begins_with_any(const struct hat_prose *prose, size_t i, const char *const *words)
{
    for (int k = 0; words[k] != NULL; k++) {
        if (begins(prose, i, words[k])) {
            return k;
        }
    }
    return -1;
}

/* ---- F09: a total that is not that of the list ---- */

/* Is a word of totals among the few words before character `i`? */
static bool is_total(const struct hat_prose *prose, size_t i)
{
    static const char *const words[] = {"барлығы", "барлық", "жалпы", "жиыны", "всего",
                                        "итого",   "общее",  "total", NULL};
    for (int k = 0; k < TOTAL_WORDS && i > 0; k++) {
        i = hat_prose_word_begin(prose, i - 1);
        if (begins_with_any(prose, i, words) >= 0) {
            return true;
        }
    }
    return false;
}

/* Reads "1 234" at *i; the end goes to *i. */
static bool read_number(const struct hat_prose *prose, size_t *i, uint64_t *number)
{
    size_t digits = 0;
    *number = 0;
    for (; is_digit(hat_prose_at(prose, *i)) ||
           (hat_prose_at(prose, *i) == ' ' && is_digit(hat_prose_at(prose, *i + 1)) &&
            is_digit(hat_prose_at(prose, *i + 2)) && is_digit(hat_prose_at(prose, *i + 3)));
         (*i)++) {
        if (is_digit(hat_prose_at(prose, *i))) {
            *number = *number * 10 + (hat_prose_at(prose, *i) - '0');
            digits++;
        }
    }
    return digits > 0 && digits < 10;
}

static void check_number(struct hat_prose *prose, size_t from, size_t noun, uint64_t number)
{
    static const char *const nouns[] = {"сілтеме", "ссыл", "link", "ұйым", "организац", NULL};
    enum { NOUNS_OF_LINKS = 3 };
    uint64_t counted = number;
    int which = begins_with_any(prose, noun, nouns);
    if (which < 0 || !is_total(prose, from)) {
        return;
    }
    enum hat_count count = which < NOUNS_OF_LINKS ? HAT_COUNT_LINKS : HAT_COUNT_ORGANISATIONS;
    bool failed = hat_prose_count(prose->data, count, number, &counted) != HAT_OK;
    struct hat_buf digits = {0};
    hat_buf_printf(&digits, "%llu", (unsigned long long)counted);
    prose->failed = prose->failed || failed || hat_buf_failed(&digits);
    if (!prose->failed && counted != number) {
        hat_diags_add(prose->diags, HAT_MSG_F09_TEXT, prose->place,
                      hat_prose_part(prose, from, hat_prose_word_end(prose, noun)),
                      (struct hat_str){digits.data, digits.len});
        prose->wrong = true;
    }
    hat_buf_fini(&digits);
}

static void check_totals(struct hat_prose *prose)
{
    for (size_t i = 0; i < prose->count; i++) {
        size_t from = i;
        uint64_t number;
        bool begin = is_digit(prose->chars[i].cp) && (i == 0 || prose->chars[i - 1].cp == ' ');
        if (begin && read_number(prose, &i, &number) && hat_prose_at(prose, i) == ' ') {
            check_number(prose, from, i + 1, number);
        }
    }
}

/* ---- T06: a paragraph that breaks off ---- */

/* The last characters of the text. */
static size_t tail(const struct hat_prose *prose)
{
    size_t from = prose->count > SHOWN ? prose->count - SHOWN : 0;
    return from;
}

static void check_break(struct hat_prose *prose, bool flowing)
{
    size_t begin = 0, end = prose->count;
    while (begin < end && prose->chars[begin].cp == ' ') {
        begin++;
    }
    while (end > begin && prose->chars[end - 1].cp == ' ') {
        end--;
    }
    if (begin == end) {
        return; /* an empty paragraph joins nothing and parts nothing */
    }
    if (prose->before.len > 0 && flowing && is_small(prose->chars[begin].cp)) {
        hat_diags_add(prose->diags, HAT_MSG_T06, prose->place, prose->before,
                      hat_prose_part(prose, begin, begin + SHOWN));
    }
    uint32_t last = prose->chars[end - 1].cp;
    bool breaks =
        flowing && end - begin >= BREAKS_FROM && (is_letter(last) || is_digit(last) || last == ',');
    prose->before = (struct hat_str){"", 0};
    if (breaks) {
        prose->before = hat_arena_str(&prose->arena, hat_prose_part(prose, tail(prose), end));
        prose->failed = prose->failed || prose->before.ptr == NULL;
    }
}

/* ---- T10: one thing in two spellings ---- */

static void add_phrase(struct hat_prose *prose, size_t from, size_t to)
{
    uint64_t key = hat_hash_start();
    size_t letters = 0, small = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t cp = prose->chars[i].cp;
        if (is_letter(cp) || is_digit(cp)) {
            key = (key ^ hat_unicode_lower(cp)) * UINT64_C(1099511628211);
            letters++;
            small += is_small(cp);
        }
    }
    if (letters < PHRASE_LETTERS || prose->phrase_count == PHRASES_MAX) {
        return;
    }
    struct hat_phrase phrase = {key, hat_prose_part(prose, from, to), small == 0};
    for (size_t i = 0; i < prose->phrase_count; i++) {
        const struct hat_phrase *known = &prose->phrases[i];
        if (known->key == key && known->capitals == phrase.capitals) {
            if (!hat_str_equal(known->text, phrase.text)) {
                hat_diags_add(prose->diags, HAT_MSG_T10, prose->place, phrase.text, known->text);
            }
            return;
        }
    }
    phrase.text = hat_arena_str(&prose->arena, phrase.text);
    if (phrase.text.ptr == NULL || !hat_mem_grow(&prose->phrases, prose->phrase_count,
                                                 &prose->phrase_cap, sizeof *prose->phrases)) {
        prose->failed = true;
        return;
    }
    prose->phrases[prose->phrase_count++] = phrase;
}

/* What stands in « », the inner ones, and hashtags. */
static void check_phrases(struct hat_prose *prose)
{
    size_t opened = prose->count;
    for (size_t i = 0; i < prose->count; i++) {
        uint32_t cp = prose->chars[i].cp;
        if (cp == 0xAB) { /* « */
            opened = i + 1;
        } else if (cp == 0xBB && opened < i) { /* » */
            add_phrase(prose, opened, i);
            opened = prose->count;
        } else if (cp == '#') {
            size_t end = i + 1;
            while (is_letter(hat_prose_at(prose, end)) || is_digit(hat_prose_at(prose, end)) ||
                   hat_prose_at(prose, end) == '_') {
                end++;
            }
            add_phrase(prose, i, end);
        }
    }
}

/* ---- T11: known slips ---- */

static void check_slips(struct hat_prose *prose)
{
    static const char *const slips[] = {"ақуант", "аккаунд", "бағыттылған", "челендж", "челленж",
                                        "челенж", "хэштэг",  "обьект",      NULL};
    static const char *const instead[] = {"аккаунт",  "аккаунт",  "бағытталған", "челлендж",
                                          "челлендж", "челлендж", "хэштег",      "объект"};
    for (size_t i = 0; i < prose->count; i++) {
        bool word = is_letter(prose->chars[i].cp) && (i == 0 || !is_letter(prose->chars[i - 1].cp));
        int which = word ? begins_with_any(prose, i, slips) : -1;
        if (which < 0) {
            continue;
        }
        struct hat_buf mended = {0};
        size_t behind = i + hat_utf8_count(hat_str_from(slips[which])), end = behind;
        while (is_letter(hat_prose_at(prose, end))) {
            end++;
        }
        struct hat_str rest = hat_prose_part(prose, behind, end);
        hat_buf_printf(&mended, "%s%.*s", instead[which], (int)rest.len, rest.ptr);
        hat_prose_tell(prose, HAT_MSG_T11, i, end, &mended);
        hat_buf_fini(&mended);
    }
}

/* ---- the whole ---- */

enum hat_status hat_prose_new(const hat_data *data, bool errors_only, hat_diags *diags,
                              struct hat_prose **out)
{
    struct hat_prose *prose = hat_mem_zalloc(1, sizeof *prose);
    if (prose == NULL) {
        return HAT_ERR_NOMEM;
    }
    prose->data = data;
    prose->has_counts = hat_prose_has_counts(data);
    prose->errors_only = errors_only;
    prose->diags = diags;
    *out = prose;
    return HAT_OK;
}

void hat_prose_free(struct hat_prose *prose)
{
    if (prose == NULL) {
        return;
    }
    hat_arena_fini(&prose->arena);
    hat_mem_free(prose->chars);
    hat_mem_free(prose->phrases);
    hat_keys_fini(&prose->shown);
    hat_mem_free(prose);
}

enum hat_status hat_prose_add(struct hat_prose *prose, const struct hat_prose_paragraph *paragraph)
{
    prose->place = &paragraph->place;
    if (!take_apart(prose, paragraph->text)) {
        return HAT_ERR_NOMEM;
    }
    if (prose->has_counts) {
        check_totals(prose);
    }
    if (!prose->errors_only) {
        check_break(prose, paragraph->flowing);
        hat_prose_check_signs(prose);
        check_phrases(prose);
        check_slips(prose);
    }
    return prose->failed ? HAT_ERR_NOMEM : HAT_OK;
}

bool hat_prose_wrong(const struct hat_prose *prose)
{
    return prose->wrong;
}
