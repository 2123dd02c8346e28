/* prose_signs.c -- punctuation of a letter: spaces, hyphens and dashes.
 *
 *     «Барлығына рақмет ! »        T07   «Барлығына рақмет!»
 *     бұдан әрі-Челлендж           T08   бұдан әрі – Челлендж
 *     5-7 бет                      T08   5–7
 *     ата – аналарының             T09   ата-аналарының
 *
 * The rules are those of kazakh-office 5: an en dash with spaces between parts of a sentence and
 * without them in ranges, a hyphen without spaces in compounds.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/prose_internal.h"

enum { EN_DASH = 0x2013, EM_DASH = 0x2014, CLOSER = 0xBB, NUMERO = 0x2116 };

static bool is_letter(uint32_t cp)
{
    return cp != 0 && cp != HAT_UTF8_INVALID && hat_unicode_letter(cp);
}

static bool is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static bool is_dash(uint32_t cp)
{
    return cp == '-' || cp == EN_DASH || cp == EM_DASH;
}

static bool is_mark(uint32_t cp)
{
    return cp == '!' || cp == '?' || cp == ',' || cp == '.' || cp == ';' || cp == ':' ||
           cp == CLOSER;
}

static void put_part(struct hat_buf *buf, const struct hat_prose *prose, size_t from, size_t to)
{
    struct hat_str part = hat_prose_part(prose, from, to);
    hat_buf_put(buf, part.ptr, part.len);
}

/* ---- T07 ---- */

/* "рақмет ! »" from its first space at `i`; returns the end of it. */
static size_t space_before_marks(struct hat_prose *prose, size_t i)
{
    struct hat_buf mended = {0};
    size_t begin = hat_prose_word_begin(prose, i), end = i;
    put_part(&mended, prose, begin, i);
    for (size_t at = i; hat_prose_at(prose, at) == ' ' || is_mark(hat_prose_at(prose, at)); at++) {
        if (prose->chars[at].cp != ' ') {
            put_part(&mended, prose, at, at + 1);
            end = at + 1;
        }
    }
    hat_prose_tell(prose, HAT_MSG_T07, begin, end, &mended);
    hat_buf_fini(&mended);
    return end;
}

static void check_spaces(struct hat_prose *prose)
{
    for (size_t i = 1; i < prose->count; i++) {
        size_t mark = i;
        while (hat_prose_at(prose, mark) == ' ') {
            mark++;
        }
        uint32_t cp = hat_prose_at(prose, mark), behind = hat_prose_at(prose, mark + 1);
        bool word = prose->chars[i - 1].cp != ' ' && !is_dash(prose->chars[i - 1].cp);
        bool name = (cp == '.' || cp == ':') && behind != ' ' && behind != 0; /* " .pdf", " :)" */
        if (mark > i && word && is_mark(cp) && !name) {
            i = space_before_marks(prose, i);
        }
    }
}

/* ---- T08, T09 ---- */

/* Compounds that are met with a dash and spaces: the word before, the begin of the word behind. */
static const char *const compounds[][2] = {
    {"ата", "ана"},      {"әке", "шеше"},      {"бөбекжай", "ба"}, {"қарым", "қатынас"},
    {"оқу", "ағарту"},   {"оқу", "тәрбие"},    {"іс", "шара"},     {"аты", "жөн"},
    {"мини", "центр"},   {"ясли", "сад"},      {"бала", "шаға"},   {"ән", "би"},
    {"салт", "дәстүр"},  {"әдет", "ғұрып"},    {"мәдени", "көпш"}, {"оқу", "әдістеме"},
    {"научно", "метод"}, {"учебно", "воспит"},
};

static bool equals(const struct hat_prose *prose, size_t from, size_t to, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0, used = 0; at < len; at += used, from++) {
        uint32_t cp = hat_utf8_decode(word + at, len - at, &used);
        if (from == to || hat_unicode_lower(hat_prose_at(prose, from)) != cp) {
            return false;
        }
    }
    return from == to;
}

/* Is the word that ends at `left` with the one that begins at `right` a known compound? */
static bool is_compound(const struct hat_prose *prose, size_t left, size_t right)
{
    size_t begin = left;
    while (begin > 0 && is_letter(prose->chars[begin - 1].cp)) {
        begin--;
    }
    for (size_t i = 0; i < sizeof compounds / sizeof compounds[0]; i++) {
        size_t end = right + hat_utf8_count(hat_str_from(compounds[i][1]));
        if (equals(prose, begin, left, compounds[i][0]) && end <= prose->count &&
            equals(prose, right, end, compounds[i][1])) {
            return true;
        }
    }
    return false;
}

/* "бұдан әрі-", "далее-" before character `end`. */
static bool is_hereafter(const struct hat_prose *prose, size_t end)
{
    static const char *const words[] = {"бұдан әрі", "далее"};
    for (int i = 0; i < 2; i++) {
        size_t len = hat_utf8_count(hat_str_from(words[i]));
        if (end >= len && equals(prose, end - len, end, words[i])) {
            return true;
        }
    }
    return false;
}

/* "одно- и двухэтажный": the hyphen stands for what follows. */
static bool is_suspended(const struct hat_prose *prose, size_t right)
{
    static const char *const words[] = {"и", "или", "және", "не", "мен", "бен", "пен", "немесе"};
    size_t end = hat_prose_word_end(prose, right);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (equals(prose, right, end, words[i])) {
            return true;
        }
    }
    return false;
}

/* What stands in place of the characters left ... right - 1, with the words round it. */
static void tell_dash(struct hat_prose *prose, enum hat_message code, size_t left, size_t right,
                      const char *dash)
{
    struct hat_buf mended = {0};
    size_t begin = hat_prose_word_begin(prose, left), end = hat_prose_word_end(prose, right);
    put_part(&mended, prose, begin, left);
    hat_buf_put(&mended, dash, strlen(dash));
    put_part(&mended, prose, right, end);
    hat_prose_tell(prose, code, begin, end, &mended);
    hat_buf_fini(&mended);
}

/* A dash at `i` between words, the spaces round it being left ... i and i + 1 ... right. */
static void check_dash(struct hat_prose *prose, size_t left, size_t i, size_t right)
{
    uint32_t dash = prose->chars[i].cp, before = hat_prose_at(prose, left - 1);
    uint32_t behind = hat_prose_at(prose, right);
    bool space_before = left<i, space_behind = right> i + 1;
    bool letters = is_letter(before) && is_letter(behind);
    if ((space_before || space_behind || dash != '-') && letters &&
        is_compound(prose, left, right)) {
        tell_dash(prose, HAT_MSG_T09, left, right, "-");
    } else if (dash == '-' && (is_hereafter(prose, left) || (space_before && space_behind))) {
        tell_dash(prose, HAT_MSG_T08, left, right, " – ");
    } else if (space_before != space_behind && letters && !is_suspended(prose, right)) {
        bool capital = hat_unicode_lower(behind) != behind;
        tell_dash(prose, capital ? HAT_MSG_T08 : HAT_MSG_T09, left, right, capital ? " – " : "-");
    }
}

/* ---- ranges ---- */

static uint32_t read_number(const struct hat_prose *prose, size_t from, size_t to)
{
    uint32_t number = 0;
    for (; from < to; from++) {
        number = number * 10 + (prose->chars[from].cp - '0');
    }
    return number;
}

/* "2026 жылғы 11-25 ақпан" is the office's own form, which the filter `period` gives. */
static bool is_before_month(const struct hat_prose *prose, size_t end)
{
    static const char *const months[] = {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
                                         "шілде",  "тамыз", "қыркүй", "қазан", "қараш", "желтоқ"};
    size_t word = end + (hat_prose_at(prose, end) == ' ');
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        size_t to = word + hat_utf8_count(hat_str_from(months[i]));
        if (to <= prose->count && equals(prose, word, to, months[i])) {
            return true;
        }
    }
    return false;
}

/* "11-25" with nothing but spaces and brackets round it, behind no № and no colon ("тел.: 74-25"),
 * is a range when it grows. */
static void check_range(struct hat_prose *prose, size_t i)
{
    size_t from = i, to = i + 1;
    while (from > 0 && i - from < 4 && is_digit(prose->chars[from - 1].cp)) {
        from--;
    }
    while (to - i <= 4 && is_digit(hat_prose_at(prose, to))) {
        to++;
    }
    uint32_t before = from > 0 ? prose->chars[from - 1].cp : ' ', behind = hat_prose_at(prose, to);
    size_t word = from > 1 && before == ' ' ? from - 2 : from;
    uint32_t sign = word < from ? prose->chars[word].cp : 0;
    bool alone = (before == ' ' || before == '(') &&
                 (behind == 0 || behind == ' ' || behind == ')' || behind == ',' || behind == '.');
    bool number = sign == NUMERO || sign == ':' || sign == '.';
    if (from < i && to > i + 1 && alone && !number && !is_before_month(prose, to) &&
        read_number(prose, from, i) < read_number(prose, i + 1, to)) {
        tell_dash(prose, HAT_MSG_T08, i, i + 1, "–");
    }
}

static void check_dashes(struct hat_prose *prose)
{
    for (size_t i = 1; i < prose->count; i++) {
        size_t left = i, right = i + 1;
        if (!is_dash(prose->chars[i].cp)) {
            continue;
        }
        while (left > 0 && prose->chars[left - 1].cp == ' ') {
            left--;
        }
        while (hat_prose_at(prose, right) == ' ') {
            right++;
        }
        if (left == 0 || right >= prose->count) {
            continue; /* typed before an item of a list, or at a line's end */
        }
        if (prose->chars[i].cp == '-' && is_digit(prose->chars[i - 1].cp)) {
            check_range(prose, i);
        }
        check_dash(prose, left, i, right);
    }
}

void hat_prose_check_signs(struct hat_prose *prose)
{
    check_spaces(prose);
    check_dashes(prose);
}
