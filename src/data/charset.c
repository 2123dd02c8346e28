/* charset.c -- 8-bit tables of letters, and which of them a text was written with.
 *
 * The tables differ in 0x80 to 0xBF only; above, all have А to я in one order:
 *
 *     byte    CP1251   KZ-1048   PTCP154         bytes of "Қазақ" in KZ-1048: 8D E0 E7 E0 9D
 *     0x8D    Ќ        Қ         Қ               by CP1251:  Ќазаќ    letters of Macedonian
 *     0x9D    ќ        қ         қ               by KZ-1048: Қазақ    letters of Kazakh
 *     0xBE    ѕ        ң         «                so it is KZ-1048
 *
 * The table that gives the fewest letters foreign to Kazakh and Russian is the right one; CP1251
 * when they agree, because it is what Windows calls ANSI there. Sources: the mapping tables of
 * Unicode for CP1251, CP1252 and KZ1048; RFC-registered PTCP154.
 */
#include "data/charset_internal.h"

#include "base/utf8.h"

/* clang-format off */
static const uint16_t pages[][64] = {
    [HAT_CP1251] = {
        0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
        0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x0000, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
        0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
        0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
        0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457},
    [HAT_KZ1048] = {
        0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
        0x2039, 0x040A, 0x049A, 0x04BA, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x0000, 0x2122, 0x0459, 0x203A, 0x045A, 0x049B, 0x04BB, 0x045F, 0x00A0,
        0x04B0, 0x04B1, 0x04D8, 0x00A4, 0x04E8, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0492, 0x00AB,
        0x00AC, 0x00AD, 0x00AE, 0x04AE, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x04E9, 0x00B5, 0x00B6,
        0x00B7, 0x0451, 0x2116, 0x0493, 0x00BB, 0x04D9, 0x04A2, 0x04A3, 0x04AF},
    [HAT_PTCP154] = {
        0x0496, 0x0492, 0x04EE, 0x0493, 0x201E, 0x2026, 0x04B6, 0x04AE, 0x04B2, 0x04AF, 0x04A0,
        0x04E2, 0x04A2, 0x049A, 0x04BA, 0x04B8, 0x0497, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x04B3, 0x04B7, 0x04A1, 0x04E3, 0x04A3, 0x049B, 0x04BB, 0x04B9, 0x00A0,
        0x040E, 0x045E, 0x0408, 0x04E8, 0x0498, 0x04B0, 0x00A7, 0x0401, 0x00A9, 0x04D8, 0x00AB,
        0x00AC, 0x04EF, 0x00AE, 0x049C, 0x00B0, 0x04B1, 0x0406, 0x0456, 0x0499, 0x04E9, 0x00B6,
        0x00B7, 0x0451, 0x2116, 0x04D9, 0x00BB, 0x0458, 0x04AA, 0x04AB, 0x049D},
    [HAT_CP1252] = {
        0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178, 0x00A0,
        0x00A1, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB,
        0x00AC, 0x00AD, 0x00AE, 0x00AF, 0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6,
        0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x00BF},
};
/* clang-format on */

const char *hat_code_page_name(enum hat_code_page page)
{
    static const char *const names[] = {"windows-1251", "KZ-1048", "PTCP154", "windows-1252"};
    return names[page];
}

bool hat_charset_is(struct hat_str name, const char *plain)
{
    size_t at = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '-' || c == '_') {
            continue;
        }
        if (plain[at] == '\0' || (c >= 'A' && c <= 'Z' ? c | 0x20 : c) != plain[at]) {
            return false;
        }
        at++;
    }
    return plain[at] == '\0';
}

enum hat_code_page hat_code_page_find(struct hat_str name)
{
    static const struct {
        const char *name;
        enum hat_code_page page;
    } known[] = {{"cp1251", HAT_CP1251},       {"windows1251", HAT_CP1251}, {"1251", HAT_CP1251},
                 {"kz1048", HAT_KZ1048},       {"rk1048", HAT_KZ1048},      {"1048", HAT_KZ1048},
                 {"strk10482002", HAT_KZ1048}, {"ptcp154", HAT_PTCP154},    {"pt154", HAT_PTCP154}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (hat_charset_is(name, known[i].name)) {
            return known[i].page;
        }
    }
    return HAT_CODE_PAGES;
}

uint32_t hat_code_page_decode(enum hat_code_page page, unsigned char byte)
{
    if (byte < 0x80) {
        return byte;
    }
    if (byte < 0xC0) {
        return pages[page][byte - 0x80];
    }
    return page == HAT_CP1252 ? byte : 0x0410u + (byte - 0xC0u);
}

int hat_code_page_encode(enum hat_code_page page, uint32_t cp)
{
    if (cp < 0x80) {
        return (int)cp;
    }
    if (page == HAT_CP1252 ? cp >= 0xC0 && cp <= 0xFF : cp >= 0x0410 && cp <= 0x044F) {
        return (int)(page == HAT_CP1252 ? cp : cp - 0x0410 + 0xC0);
    }
    for (int i = 0; i < 64; i++) {
        if (pages[page][i] == cp || (pages[page][i] == 0 && cp == (uint32_t)i + 0x80)) {
            return i + 0x80;
        }
    }
    return -1;
}

/* ---- which table? ---- */

/* Letters of Kazakh and Russian, and the signs that stand among them. */
static bool is_home(uint32_t cp)
{
    static const uint16_t others[] = {0x0401, 0x0451, 0x0406, 0x0456, 0x0492, 0x0493, 0x049A,
                                      0x049B, 0x04A2, 0x04A3, 0x04AE, 0x04AF, 0x04B0, 0x04B1,
                                      0x04BA, 0x04BB, 0x04D8, 0x04D9, 0x04E8, 0x04E9};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (cp == others[i]) {
            return true;
        }
    }
    return cp >= 0x0410 && cp <= 0x044F;
}

static bool is_capital(uint32_t cp)
{
    return (cp >= 0x0410 && cp <= 0x042F) || (cp >= 0x0490 && cp % 2 == 0) || cp == 0x0401 ||
           cp == 0x0406;
}

struct score {
    size_t letters; /* at home, next to another such letter */
    size_t foreign; /* other letters and holes of the table */
    size_t odd;     /* a capital behind a small letter: another table's letter */
};

static struct score score_of(enum hat_code_page page, struct hat_str bytes)
{
    struct score score = {0};
    uint32_t before = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t cp = hat_code_page_decode(page, (unsigned char)bytes.ptr[i]);
        if (cp >= 0x80 || cp == 0) {
            bool home = is_home(cp);
            score.letters += home && is_home(before);
            score.foreign += !home && (cp == 0 || (cp >= 0x0400 && cp < 0x0500));
            score.odd += home && is_capital(cp) && is_home(before) && !is_capital(before);
        }
        before = cp;
    }
    return score;
}

enum hat_code_page hat_code_page_guess(struct hat_str bytes)
{
    enum { SAMPLE = 1 << 20, LETTERS_MIN = 2, FOREIGN_SHARE = 20 };
    enum hat_code_page best = HAT_CODE_PAGES;
    size_t best_bad = 0;
    bytes.len = bytes.len < SAMPLE ? bytes.len : SAMPLE;
    for (int page = HAT_CP1251; page <= HAT_PTCP154; page++) {
        struct score score = score_of((enum hat_code_page)page, bytes);
        size_t bad = score.foreign + score.odd;
        if (score.letters < LETTERS_MIN || score.foreign > score.letters / FOREIGN_SHARE) {
            continue;
        }
        if (best == HAT_CODE_PAGES || bad < best_bad) {
            best = (enum hat_code_page)page;
            best_bad = bad;
        }
    }
    return best;
}

enum hat_status hat_code_page_text(enum hat_code_page page, struct hat_str bytes,
                                   struct hat_arena *arena, struct hat_str *text)
{
    char *out = hat_arena_array(arena, bytes.len + 1, 3); /* no character needs more */
    size_t len = 0;
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t cp = hat_code_page_decode(page, (unsigned char)bytes.ptr[i]);
        len += hat_utf8_encode(cp != 0 || bytes.ptr[i] == '\0' ? cp : 0xFFFD, out + len);
    }
    *text = (struct hat_str){out, len};
    return HAT_OK;
}

/* ---- other forms ---- */

/* A line that is UTF-8 with several letters, and a line that is not. */
bool hat_charset_mixed(struct hat_str bytes)
{
    enum { LETTERS_MIN = 3 };
    bool good = false, bad = false;
    for (size_t begin = 0; begin < bytes.len && !(good && bad);) {
        const char *end = memchr(bytes.ptr + begin, '\n', bytes.len - begin);
        size_t len = end != NULL ? (size_t)(end - bytes.ptr) - begin : bytes.len - begin;
        struct hat_str line = {bytes.ptr + begin, len};
        bool valid = hat_utf8_valid_len(line) == len;
        good = good || (valid && len - hat_utf8_count(line) >= LETTERS_MIN);
        bad = bad || !valid;
        begin += len + 1;
    }
    return good && bad;
}

bool hat_charset_is_utf16(struct hat_str bytes, size_t *high)
{
    enum { SAMPLE = 4096, LETTERS_MIN = 3 };
    size_t len = bytes.len < SAMPLE ? bytes.len : SAMPLE;
    for (*high = 0; *high < 2; ++*high) {
        size_t letters = 0, strange = 0;
        for (size_t at = 0; at + 1 < len; at += 2) {
            unsigned char top = (unsigned char)bytes.ptr[at + *high];
            unsigned char low = (unsigned char)bytes.ptr[at + 1 - *high];
            letters += top == 0x04;
            strange += top != 0x04 && top != 0x20 && top != 0x21 && (top != 0 || low == 0);
        }
        if (bytes.len % 2 == 0 && letters >= LETTERS_MIN && strange == 0) {
            return true;
        }
    }
    return false;
}
