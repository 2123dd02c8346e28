/* text.c -- the text of a cell as it was meant.
 *
 *     "Қызылордa  облысы\u200b"  (a Latin a)   ->   "Қызылорда облысы"
 *
 * Order: texts read by a wrong table of letters are repaired (data/data.h), normal form C,
 * characters that cannot be seen go, white space is one space, and Latin letters in words with
 * Cyrillic ones become the Cyrillic letters they look like (kazakh-office 5, look-alikes).
 */
#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/entries.h"

/* Pairs that look alike: Latin (or a letter of another alphabet), Cyrillic. */
static const struct {
    uint16_t latin, cyrillic;
} pairs[] = {
    {'A', 0x410},   {'B', 0x412},   {'C', 0x421},   {'E', 0x415},   {'H', 0x41D},   {'I', 0x406},
    {'K', 0x41A},   {'M', 0x41C},   {'O', 0x41E},   {'P', 0x420},   {'T', 0x422},   {'X', 0x425},
    {'Y', 0x4AE},   {'a', 0x430},   {'c', 0x441},   {'e', 0x435},   {'h', 0x4BB},   {'i', 0x456},
    {'k', 0x43A},   {'o', 0x43E},   {'p', 0x440},   {'x', 0x445},   {'y', 0x443},   {0x18F, 0x4D8},
    {0x259, 0x4D9}, {0x398, 0x4E8}, {0x3B8, 0x4E9}, {0x19F, 0x4E8}, {0x275, 0x4E9}, {0xA5, 0x4B0},
    {0x49D, 0x49B}, {0x49C, 0x49A},
};

static uint32_t cyrillic_of(uint32_t cp)
{
    bool letter = (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
    if ((cp < 0x80 && !letter) || (cp >= 0x400 && cp != 0x49C && cp != 0x49D)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i].latin == cp) {
            return pairs[i].cyrillic;
        }
    }
    return 0;
}

static uint32_t latin_of(uint32_t cp)
{
    if (cp == 0x423) { /* У is typed for Y */
        return 'Y';
    }
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i].cyrillic == cp && pairs[i].latin < 0x80) {
            return pairs[i].latin;
        }
    }
    return 0;
}

static bool is_cyrillic(uint32_t cp)
{
    return cp >= 0x400 && cp <= 0x52F;
}

static bool is_invisible(uint32_t cp)
{
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x2069) || cp == 0xFEFF || cp == 0x180E || cp == 0x34F ||
           cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

enum letters { NO_LETTER, LATIN, CYRILLIC, FOREIGN };

/* Which alphabet's letter is it? FOREIGN: anything that an office's text is not made of: letters
 * of other alphabets, control characters, signs but ASCII ones, « » № and dashes. */
static enum letters letters_of(uint32_t cp)
{
    if (cp >= 0x410 && cp <= 0x44F) { /* А to я */
        return CYRILLIC;
    }
    if (cp < 0x7F) {
        bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
        return letter ? LATIN : cp >= 0x20 ? NO_LETTER : FOREIGN;
    }
    switch (cp) {
    case 0x401: /* Ё */
    case 0x451:
    case 0x406: /* І */
    case 0x456:
    case 0x4D8: /* Ә */
    case 0x4D9:
    case 0x492: /* Ғ */
    case 0x493:
    case 0x49A: /* Қ */
    case 0x49B:
    case 0x4A2: /* Ң */
    case 0x4A3:
    case 0x4E8: /* Ө */
    case 0x4E9:
    case 0x4AE: /* Ү */
    case 0x4AF:
    case 0x4B0: /* Ұ */
    case 0x4B1:
    case 0x4BA: /* Һ */
    case 0x4BB:
        return CYRILLIC;
    case 0xAB:
    case 0xBB:
    case 0x2116:
    case 0x2013:
    case 0x2014:
        return NO_LETTER;
    default:
        return FOREIGN;
    }
}

/* Is the text ASCII that can be printed, with single spaces inside? Links are. */
static bool is_plain_ascii(struct hat_str text)
{
    unsigned char last = ' ', c = 'x';
    for (size_t at = 0; at < text.len; at++, last = c) {
        c = (unsigned char)text.ptr[at];
        if (c < 0x20 || c >= 0x7F || (c == ' ' && last == ' ')) {
            return false;
        }
    }
    return c != ' ';
}

/* Is there nothing to clean: letters of the Kazakh, Russian and Latin alphabets, single spaces
 * inside, and no word of two alphabets? Then nothing is to be repaired either (hat_text_repair): a
 * wrong reading gives other letters, or, of UTF-8, no two letters of А to я side by side; and lost
 * letters leave a "?". */
static bool is_plain(struct hat_str text)
{
    enum letters word = NO_LETTER; /* the alphabet of the word being read */
    uint32_t last = ' ';
    bool neighbours = false, question = false, basic_before = false;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool basic = cp >= 0x410 && cp <= 0x44F; /* А to я */
        enum letters letters = basic ? CYRILLIC : letters_of(cp);
        if (letters == FOREIGN || (cp == ' ' && last == ' ') ||
            (letters != NO_LETTER && word != NO_LETTER && letters != word)) {
            return false;
        }
        neighbours = neighbours || (basic && basic_before);
        question = question || cp == '?';
        word = letters;
        last = cp;
        basic_before = basic;
    }
    return last != ' ' && neighbours && !question;
}

static void put(struct hat_buf *buf, uint32_t cp)
{
    char bytes[4];
    hat_buf_put(buf, bytes, hat_utf8_encode(cp, bytes));
}

static bool is_word(uint32_t cp)
{
    return hat_unicode_letter(cp) || cp == 0xA5;
}

/* A word goes to `buf`, its look-alikes replaced when some of its letters are Cyrillic and every
 * other one has a Cyrillic twin. */
static void put_word(struct hat_buf *buf, struct hat_str word, bool *changed)
{
    bool cyrillic = false, foldable = false, other = false;
    for (size_t at = 0, used = 0; at < word.len; at += used) {
        uint32_t cp = hat_utf8_decode(word.ptr + at, word.len - at, &used);
        bool twin = cyrillic_of(cp) != 0;
        cyrillic = cyrillic || (is_cyrillic(cp) && !twin);
        foldable = foldable || twin;
        other = other || (!is_cyrillic(cp) && !twin);
    }
    if (!cyrillic || !foldable || other) {
        hat_buf_put(buf, word.ptr, word.len);
        return;
    }
    for (size_t at = 0, used = 0; at < word.len; at += used) {
        uint32_t cp = hat_utf8_decode(word.ptr + at, word.len - at, &used);
        uint32_t twin = cyrillic_of(cp);
        put(buf, twin != 0 ? twin : cp);
    }
    *changed = true;
}

static size_t word_end(struct hat_str text, size_t at)
{
    for (size_t used = 0; at < text.len; at += used) {
        if (!is_word(hat_utf8_decode(text.ptr + at, text.len - at, &used))) {
            break;
        }
    }
    return at;
}

/* One pass: invisible characters and white space. */
static void tidy(struct hat_str text, struct hat_buf *buf, struct hat_clean_text *out)
{
    bool gap = false;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (hat_unicode_space(cp)) {
            out->spaces = out->spaces || (buf->len > 0 && (gap || cp != ' '));
            gap = true;
        } else if (is_invisible(cp)) {
            out->invisible = true;
        } else {
            hat_buf_put(buf, " ", gap && buf->len > 0 ? 1 : 0);
            hat_buf_put(buf, text.ptr + at, used);
            gap = false;
        }
    }
}

static void fold_words(struct hat_str text, struct hat_buf *buf, struct hat_clean_text *out)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = word_end(text, at), used = 0;
        put_word(buf, (struct hat_str){text.ptr + at, end - at}, &out->lookalikes);
        at = end;
        if (at < text.len) {
            hat_utf8_decode(text.ptr + at, text.len - at, &used);
            hat_buf_put(buf, text.ptr + at, used);
            at += used;
        }
    }
}

/* The text of a buffer, in the arena unless it is `same`. */
static enum hat_status keep(struct hat_arena *arena, const struct hat_buf *buf, struct hat_str same,
                            struct hat_str *text)
{
    struct hat_str made = {buf->data, buf->len};
    if (hat_buf_failed(buf)) {
        return HAT_ERR_NOMEM;
    }
    *text = hat_str_equal(made, same) ? same : hat_arena_str(arena, made);
    return text->ptr != NULL || text->len == 0 ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_text_clean(struct hat_arena *arena, struct hat_str raw, bool fold,
                               struct hat_clean_text *out)
{
    *out = (struct hat_clean_text){.text = raw};
    if (raw.len == 0 || is_plain_ascii(raw) || is_plain(raw)) {
        return HAT_OK;
    }
    struct hat_text_fix fix;
    struct hat_str text = raw;
    enum hat_status st = hat_text_repair(arena, raw, &fix);
    if (st == HAT_OK) {
        out->fault = fix.fault;
        out->text = fix.text;
    }
    if (st == HAT_OK) {
        st = hat_unicode_nfc(arena, fix.text, &text);
    }
    struct hat_buf tidied = {0}, folded = {0};
    if (st == HAT_OK) {
        tidy(text, &tidied, out);
        if (fold) {
            fold_words((struct hat_str){tidied.data, tidied.len}, &folded, out);
        }
        struct hat_buf *last = fold ? &folded : &tidied;
        last->failed = last->failed || tidied.failed;
        st = keep(arena, last, raw, &out->text);
    }
    hat_buf_fini(&tidied);
    hat_buf_fini(&folded);
    return st;
}

enum hat_status hat_text_to_latin(struct hat_arena *arena, struct hat_str text,
                                  struct hat_str *latin)
{
    struct hat_buf buf = {0};
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        uint32_t twin = cp != HAT_UTF8_INVALID ? latin_of(cp) : 0;
        if (twin != 0) {
            put(&buf, twin);
        } else {
            hat_buf_put(&buf, text.ptr + at, used);
        }
    }
    enum hat_status st = keep(arena, &buf, text, latin);
    hat_buf_fini(&buf);
    return st;
}
