/* breaks.c -- line-break chances by the class rules of LibreOffice 7.4 (layout-rules 2.5).
 *
 * The rules are an old UAX 14, looked at between two neighbours `p` | `c` with a little memory of
 * what came before; the first rule that matches decides. Numbers in the code are those of the
 * table in layout-rules 2.5.
 *
 *     "Бару: https://a.kz/11-25"  ->  Бару:_|https://|a.kz/|11-|25
 *
 * (A line does not always take a chance behind a slash: that rule, 2.6, belongs to the line.)
 */
#include "text/breaks.h"

#include <stdbool.h>

#include "base/utf8.h"

typedef enum hat_break_class class;

/* What is known of the text before the place looked at. */
struct before {
    class p;         /* class left of it; a mark counts as its base */
    class solid;     /* class left of it and of the spaces before it */
    class pp;        /* class before p */
    bool number;     /* p ends a run NU (NU|SY|IS)* */
    bool number_end; /* p is CL directly after such a run */
    uint32_t cp;     /* the character itself */
};

static bool letter(class c)
{
    return c == HAT_CLASS_AL || c == HAT_CLASS_HL;
}

static bool word_part(class c)
{
    return letter(c) || c == HAT_CLASS_NU;
}

static bool affix(class c)
{
    return c == HAT_CLASS_PR || c == HAT_CLASS_PO;
}

/* Rules 13 to 19: what holds words and numbers together. */
static bool joined(const struct before *b, class c, class next)
{
    class p = b->p;
    if ((p == HAT_CLASS_HY || p == HAT_CLASS_BA) && b->pp == HAT_CLASS_HL) {
        return true; /* 13 */
    }
    if (c == HAT_CLASS_IN &&
        (letter(p) || p == HAT_CLASS_ID || p == HAT_CLASS_IN || p == HAT_CLASS_NU)) {
        return true; /* 14 */
    }
    if ((p == HAT_CLASS_ID && c == HAT_CLASS_PO) || (letter(p) && c == HAT_CLASS_NU) ||
        (p == HAT_CLASS_NU && letter(c)) ||
        (p == HAT_CLASS_PR && (c == HAT_CLASS_ID || letter(c))) ||
        (p == HAT_CLASS_AL && c == HAT_CLASS_PR) || (p == HAT_CLASS_PO && letter(c))) {
        return true; /* 15 */
    }
    if (c == HAT_CLASS_NU &&
        (p == HAT_CLASS_NU || p == HAT_CLASS_IS || affix(p) || (p == HAT_CLASS_SY && b->number))) {
        return true; /* 16 */
    }
    if (affix(c) && (b->number || b->number_end)) {
        return true; /* 17 */
    }
    if (affix(p) && c == HAT_CLASS_OP && next == HAT_CLASS_NU) {
        return true; /* 18 */
    }
    return (letter(p) && letter(c)) || (p == HAT_CLASS_IS && c == HAT_CLASS_AL) || /* 19 */
           ((letter(p) || p == HAT_CLASS_NU) && c == HAT_CLASS_OP) ||
           (p == HAT_CLASS_CL && (letter(c) || c == HAT_CLASS_NU));
}

/* Rules 1 to 20 between `b` and a character of class `c` (no mark) with `next` behind it. */
static bool may_break(const struct before *b, class c, class next)
{
    class p = b->p;
    if (c == HAT_CLASS_SP || c == HAT_CLASS_ZW) {
        return false; /* 1 */
    }
    if (p == HAT_CLASS_ZW) {
        return true; /* 2 */
    }
    if (c == HAT_CLASS_WJ || p == HAT_CLASS_WJ || c == HAT_CLASS_CL || c == HAT_CLASS_EX ||
        c == HAT_CLASS_IS || c == HAT_CLASS_SY || b->solid == HAT_CLASS_OP) {
        return false; /* 4, 5, 6 */
    }
    if ((b->solid == HAT_CLASS_CL && c == HAT_CLASS_NS) ||
        (b->solid == HAT_CLASS_B2 && c == HAT_CLASS_B2)) {
        return false; /* 7 */
    }
    if (p == HAT_CLASS_SP) {
        return true; /* 8 */
    }
    if (c == HAT_CLASS_GL || p == HAT_CLASS_GL || c == HAT_CLASS_QU || p == HAT_CLASS_QU) {
        return false; /* 9, 10 */
    }
    if (c == HAT_CLASS_CB || p == HAT_CLASS_CB) {
        return true; /* 11 */
    }
    if (c == HAT_CLASS_BA || c == HAT_CLASS_HY || c == HAT_CLASS_NS || p == HAT_CLASS_BB) {
        return false; /* 12 */
    }
    return !joined(b, c, next);
}

static void step(struct before *b, class c, uint32_t cp)
{
    bool number = c == HAT_CLASS_NU || (b->number && (c == HAT_CLASS_SY || c == HAT_CLASS_IS));
    b->number_end = c == HAT_CLASS_CL && b->number;
    b->number = number;
    b->pp = b->p;
    b->p = c;
    if (c != HAT_CLASS_SP) {
        b->solid = c;
    }
    b->cp = cp;
}

/* Word breaks only behind spaces, hyphens and dashes, and round ideographs (rules 2.7). */
static bool word_breaks(const struct before *b, class c)
{
    return b->p == HAT_CLASS_SP || b->p == HAT_CLASS_ZW || b->p == HAT_CLASS_ID ||
           c == HAT_CLASS_ID || b->p == HAT_CLASS_CB || c == HAT_CLASS_CB || b->cp == '\t' ||
           b->cp == '-' || b->cp == 0xAD || b->cp == 0x2013 || b->cp == 0x2014 || b->cp == 0x2010;
}

/* Does an address begin at `at`? Looks as far as the next space. */
static bool address(struct hat_str text, size_t at)
{
    const char *word = text.ptr + at;
    const char *end = memchr(word, ' ', text.len - at);
    size_t len = end != NULL ? (size_t)(end - word) : text.len - at;
    for (size_t i = 0; i + 3 <= len; i++) {
        if (memcmp(word + i, "://", 3) == 0) {
            return true;
        }
    }
    return len > 4 && memcmp(word, "www.", 4) == 0;
}

static bool address_mark(uint32_t cp)
{
    return cp == '/' || cp == '?' || cp == '&' || cp == '=' || cp == '_' || cp == '.';
}

void hat_breaks_find(struct hat_str text, enum hat_break_rules rules, uint8_t *allowed)
{
    struct before before = {.pp = HAT_CLASS_AL, .p = HAT_CLASS_SP, .solid = HAT_CLASS_AL};
    bool in_address = false;
    size_t used = 0, next_used = 0;
    uint32_t next = text.len > 0 ? hat_utf8_decode(text.ptr, text.len, &next_used) : 0;
    class next_class = hat_break_class(next);
    memset(allowed, 0, text.len);
    for (size_t at = 0; at < text.len; at += used) {
        uint32_t cp = next;
        class c = next_class;
        used = next_used;
        size_t behind = at + used;
        next = behind < text.len ? hat_utf8_decode(text.ptr + behind, text.len - behind, &next_used)
                                 : 0;
        next_class = hat_break_class(next);
        if (c == HAT_CLASS_CM && before.p != HAT_CLASS_SP && before.p != HAT_CLASS_ZW) {
            continue; /* rule 3: part of what it stands on */
        }
        c = c == HAT_CLASS_CM ? HAT_CLASS_AL : c;
        if (word_part(before.p) && word_part(c) && !in_address) {
            step(&before, c, cp); /* rules 15, 16, 19: nearly all places; none before lets break */
            continue;
        }
        if (rules == HAT_BREAKS_FRIENDLY && before.p == HAT_CLASS_SP) {
            in_address = address(text, at);
        }
        if (at > 0) {
            bool may = may_break(&before, c, next_class);
            may = may && (rules == HAT_BREAKS_WRITER || word_breaks(&before, c));
            may |= in_address && address_mark(before.cp) && !address_mark(cp) && c != HAT_CLASS_SP;
            allowed[at] = may;
        }
        step(&before, c, cp);
    }
}
