/* charset_repair.c -- texts that were read by the wrong table once, and letters that were lost.
 *
 *     Қазақстан  ->  ТљР°Р·Р°Т›СЃС‚Р°РЅ     UTF-8 read as CP1251     undone
 *     Қазақстан  ->  ÒšÐ°Ð·Ð°Ò›ÑÑ‚Ð°Ð½     UTF-8 read as CP1252     undone
 *     Қазақстан  ->  Ќазаќстан             KZ-1048 read as CP1251   undone
 *     Қазақстан  ->  ?аза?стан             saved as CP1251, which lacks Қ: lost
 *
 * A wrong reading of UTF-8 is certain: turned back into bytes the text is UTF-8 again, which no
 * text of words is by chance. For KZ-1048 the letters decide: Ј, Ќ, Ѕ, Ћ stand in no Kazakh or
 * Russian word; the others are Ukrainian and Belarusian too, and there ы, which Ukrainian lacks,
 * must be in the text with them.
 */
#include "data/charset_internal.h"

#include "base/utf8.h"

static bool is_cyrillic(uint32_t cp)
{
    return cp >= 0x0400 && cp <= 0x052F;
}

static bool is_capital(uint32_t cp)
{
    return cp < 0x0430 || (cp >= 0x0460 && cp % 2 == 0);
}

/* ---- UTF-8 read as a table of bytes ---- */

/* Would the bytes of `text` by `page` be UTF-8? Nearly every text fails at its first letter. */
static bool is_utf8_by(enum hat_code_page page, struct hat_str text)
{
    int awaited = 0; /* continuation bytes */
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        int byte = hat_code_page_encode(page, hat_utf8_decode(text.ptr + at, text.len - at, &used));
        bool continues = byte >= 0x80 && byte < 0xC0;
        if (byte < 0 || byte >= 0xF0 || continues != (awaited > 0)) {
            return false;
        }
        awaited = continues ? awaited - 1 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
    }
    return awaited == 0;
}

/* The bytes that `text` is by `page`; returns how many. */
static size_t to_bytes(enum hat_code_page page, struct hat_str text, char *out)
{
    size_t len = 0;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        out[len++] =
            (char)hat_code_page_encode(page, hat_utf8_decode(text.ptr + at, text.len - at, &used));
    }
    return len;
}

/* The repaired text must be of Cyrillic letters, two at least, or have a №. */
static bool is_plausible(struct hat_str text)
{
    size_t cyrillic = 0, other = 0, number = 0;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool sign = cp == 0xA0 || cp == 0xAB || cp == 0xBB || (cp >= 0x2010 && cp <= 0x2122);
        cyrillic += is_cyrillic(cp);
        number += cp == 0x2116;
        other += cp >= 0x80 && !is_cyrillic(cp) && !sign;
    }
    return (cyrillic >= 2 || number > 0) && other == 0;
}

static enum hat_status undo(enum hat_code_page page, struct hat_arena *arena, struct hat_str text,
                            struct hat_text_fix *fix)
{
    if (!is_utf8_by(page, text)) {
        return HAT_OK;
    }
    char *out = hat_arena_alloc(arena, text.len + 1);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_str made = {out, to_bytes(page, text, out)};
    if (hat_utf8_valid_len(made) == made.len && is_plausible(made)) {
        *fix = (struct hat_text_fix){HAT_TEXT_UTF8, made};
    }
    return HAT_OK;
}

/* ---- KZ-1048 read as CP1251 ---- */

/* The character that the byte of a letter of CP1251 is in KZ-1048. */
static uint32_t kazakh(uint32_t cp)
{
    int byte = cp < 0x0402 ? -1 : hat_code_page_encode(HAT_CP1251, cp);
    return byte >= 0x80 ? hat_code_page_decode(HAT_KZ1048, (unsigned char)byte) : cp;
}

static bool is_slavic_too(uint32_t cp)
{
    static const uint16_t letters[] = {0x0404, 0x0454, 0x0407, 0x0457,
                                       0x0490, 0x0491, 0x040E, 0x045E};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if (cp == letters[i]) {
            return true;
        }
    }
    return false;
}

static enum hat_status repair_kz1048(struct hat_arena *arena, struct hat_str text,
                                     struct hat_text_fix *fix)
{
    char *out = hat_arena_alloc(arena, text.len + 1); /* all of two bytes, before and after */
    size_t len = 0;
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        len += hat_utf8_encode(kazakh(cp), out + len);
    }
    *fix = (struct hat_text_fix){HAT_TEXT_KZ1048, {out, len}};
    return HAT_OK;
}

/* ---- what is there to do? ---- */

struct signs {
    bool undo_1251, undo_1252; /* letters that wrong readings of UTF-8 begin with */
    bool sure, slavic, home;   /* Ќ; Ї; ы */
    bool lost;
};

/* A "?" in place of a letter: before a small letter, or before a capital at the begin of a word
 * or between capitals. "ма?Жоқ" only lacks a space. */
static bool is_lost(uint32_t before, uint32_t cp, uint32_t after)
{
    if (cp == 0xFFFD) {
        return is_cyrillic(before) || is_cyrillic(after);
    }
    if (cp != '?' || !is_cyrillic(after)) {
        return false;
    }
    bool word = is_cyrillic(before) || before == '?';
    bool begin = before <= ' ' || before == 0xAB || before == '"' || before == '(' ||
                 before == '-' || before == 0xA0 || before == 0x201C;
    return is_capital(after) ? begin || (word && is_capital(before)) : begin || word;
}

static struct signs look(struct hat_str text)
{
    struct signs signs = {0};
    uint32_t before = 0;
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        size_t next = at + used, ignored;
        if (cp >= 0x80 || cp == '?') {
            uint32_t after =
                next < text.len ? hat_utf8_decode(text.ptr + next, text.len - next, &ignored) : 0;
            signs.lost = signs.lost || is_lost(before, cp, after);
            signs.undo_1251 = signs.undo_1251 || (cp >= 0x0420 && cp <= 0x0423) || cp == 0x0432;
            signs.undo_1252 = signs.undo_1252 || (cp >= 0xD0 && cp <= 0xD3);
            signs.slavic = signs.slavic || is_slavic_too(cp);
            signs.home = signs.home || cp == 0x044B || cp == 0x042B;
            signs.sure = signs.sure || (!is_slavic_too(cp) && kazakh(cp) != cp);
        }
        before = cp;
    }
    return signs;
}

/* A page's address may have "?" before a letter. */
static bool is_address(struct hat_str text)
{
    for (size_t at = 0; at + 3 <= text.len; at++) {
        if (memcmp(text.ptr + at, "://", 3) == 0) {
            return true;
        }
    }
    return false;
}

/* Where the next byte of no ASCII character is, from `at` on: eight are looked at together. */
static size_t skip_ascii(struct hat_str text, size_t at)
{
    uint64_t eight;
    while (at + sizeof eight <= text.len) {
        memcpy(&eight, text.ptr + at, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        at += sizeof eight;
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80) {
        at++;
    }
    return at;
}

/* Р, С, Т, У are what UTF-8 begins letters with, read as CP1251. What goes on is one of that
 * table's first 64 signs above ASCII: no letter from А to я, and none of the Kazakh ones. */
static bool may_begin_bytes(struct hat_str text, size_t behind)
{
    unsigned char c = behind < text.len ? (unsigned char)text.ptr[behind] : 0;
    unsigned char next = behind + 1 < text.len ? (unsigned char)text.ptr[behind + 1] : 0;
    return c == 0xC2 || c == 0xE2 || (c == 0xD0 && next < 0x90) ||
           (c == 0xD1 && next >= 0x90 && next < 0xA0) || (c == 0xD2 && next < 0x92);
}

/* Letters of two bytes that may be signs of a wrong table: a bit for each second byte, from 0x80
 * on, by the first byte from 0xD0 on. Ё, І and і are at home. */
static const uint64_t suspicious_letters[4] = {
    UINT64_C(0x0000000F0000FFBD), /* D0 80 to D0 8F but 81 and 86; Р, С, Т, У: may_begin_bytes() */
    UINT64_C(0xFFFFFFFFFFBC0000), /* D1 92 to D1 BF but 96 */
    UINT64_C(0x000000000003FFFF), /* D2 80 to D2 91 */
    0};

static bool is_suspicious_letter(struct hat_str text, size_t at)
{
    unsigned first = (unsigned char)text.ptr[at] & 3u, second = (unsigned char)text.ptr[at + 1];
    bool marked = (suspicious_letters[first] >> (second & 0x3F) & 1) != 0;
    return marked && (first != 0 || second < 0x90 || may_begin_bytes(text, at + 2));
}

/* Where the letters of two bytes from `at` on end, or where a suspicious one stands. */
static size_t skip_letters(struct hat_str text, size_t at)
{
    while (at + 1 < text.len && ((unsigned char)text.ptr[at] & 0xFC) == 0xD0 &&
           !is_suspicious_letter(text, at)) {
        at += 2;
    }
    return at;
}

/* Most texts are free of every sign; those bytes are looked for first. */
static bool is_suspicious(struct hat_str text)
{
    for (size_t at = skip_ascii(text, 0); at < text.len; at = skip_ascii(text, at)) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c >= 0xD0 && at > 0 && text.ptr[at - 1] == '?') {
            return true; /* before a letter: addresses have their "?" before ASCII */
        }
        size_t behind = skip_letters(text, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        bool letter = (c & 0xFC) == 0xD0 && at + 1 < text.len;
        bool low_quote = c == 0xE2 && at + 2 < text.len && memcmp(text.ptr + at, "„", 3) == 0;
        if (letter || low_quote || c == 0xC3 || c == 0xEF) {
            return true; /* the low quote is of "в„–", which was № */
        }
        at++;
    }
    return false;
}

enum hat_status hat_text_repair(struct hat_arena *arena, struct hat_str text,
                                struct hat_text_fix *fix)
{
    *fix = (struct hat_text_fix){.fault = HAT_TEXT_GOOD, .text = text};
    if (!is_suspicious(text)) {
        return HAT_OK;
    }
    struct signs signs = look(text);
    enum hat_status st = HAT_OK;
    if (signs.undo_1251) {
        st = undo(HAT_CP1251, arena, text, fix);
    }
    if (st == HAT_OK && fix->fault == HAT_TEXT_GOOD && signs.undo_1252) {
        st = undo(HAT_CP1252, arena, text, fix);
    }
    if (st == HAT_OK && fix->fault == HAT_TEXT_GOOD &&
        (signs.sure || (signs.slavic && signs.home))) {
        st = repair_kz1048(arena, text, fix);
    }
    if (st == HAT_OK && fix->fault == HAT_TEXT_GOOD && signs.lost && !is_address(text)) {
        fix->fault = HAT_TEXT_LOST;
    }
    return st;
}
