/* codes.c -- which character cairo is told that a glyph is.
 *
 * cairo makes two fonts of a face: one of single bytes for the characters of WinAnsi, one of two
 * bytes for all others. In Kazakh text that means another font at every blank, four digits for
 * each letter, and most faces embedded twice. So the characters of a document get new names
 * among those of WinAnsi, as they come, and the finisher gives them back their own (pdf_text.c):
 *
 *     document     Қ      а      з          cairo's file     (~}|)Tj    /ToUnicode <7e> <007e>
 *     told         ~      }      |          the document     (~}|)Tj    /ToUnicode <7e> <049A>
 *
 * A letter takes a fifth less time and space. All text goes through here, so that giving back is
 * the same for every font and place. A document of more than 215 different characters has some of
 * two bytes; those of WinAnsi whose name another has are then named privately, U+10F000 + code.
 *
 * Source: ISO 32000-1 annex D.2 (WinAnsi), 9.10.3 (a /ToUnicode map goes before the encoding).
 */
#include "paint/codes_internal.h"

#include <string.h>

enum { PRIVATE = 0x10F000, REPLACEMENT = 0xFFFD, HIGH = 0x80, LATIN_1 = 0xA1, SOFT_HYPHEN = 0xAD };

/* Of the codes 0x80 to 0x9F; 0: none. */
static const uint16_t high_chars[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* The character of a code; 0: the code has none. */
static uint32_t char_of(unsigned code)
{
    if ((code >= 0x20 && code < 0x7F) || (code >= LATIN_1 && code != SOFT_HYPHEN)) {
        return code;
    }
    return code >= HIGH && code < HIGH + 32 ? high_chars[code - HIGH] : 0;
}

/* And back; 0: it is none of WinAnsi. */
static unsigned code_of(uint32_t cp)
{
    if (cp < 0x100) {
        return char_of(cp) == cp ? cp : 0;
    }
    for (unsigned i = 0; i < 32; i++) {
        if (high_chars[i] == cp) {
            return HIGH + i;
        }
    }
    return 0;
}

static void give(struct hat_codes *codes, unsigned code, uint32_t cp)
{
    codes->chars[code] = cp;
    if (cp < HAT_CODES_DIRECT) {
        codes->direct[cp] = (uint8_t)code;
    }
}

static unsigned find(const struct hat_codes *codes, uint32_t cp)
{
    if (cp < HAT_CODES_DIRECT) {
        return codes->direct[cp];
    }
    for (unsigned code = HIGH; code-- > 0x20;) { /* where a code is looked for first */
        if (codes->chars[code] == cp) {
            return code;
        }
    }
    for (unsigned code = HIGH; code < 256; code++) {
        if (codes->chars[code] == cp) {
            return code;
        }
    }
    return 0;
}

/* The next free code, those that cairo writes as one byte first, from the rarest down. The blank
 * stays itself, and what a string must escape is left to those whose own it is. */
static unsigned next_free(struct hat_codes *codes)
{
    static const char order[] = "~}|{`^]_[@><;=+*&%$#!\"'?,:/.-"
                                "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba";
    enum { ORDER = sizeof order - 1, ALL = ORDER + HIGH };
    while (codes->tried < ALL) {
        unsigned at = codes->tried++;
        unsigned code = at < ORDER ? (unsigned char)order[at] : HIGH + at - ORDER;
        if (char_of(code) != 0 && codes->chars[code] == 0) {
            return code;
        }
    }
    return 0;
}

uint32_t hat_codes_encode(struct hat_codes *codes, uint32_t cp)
{
    unsigned code = find(codes, cp);
    if (code == 0) {
        unsigned own = code_of(cp);
        code = own != 0 && codes->chars[own] == 0 ? own : next_free(codes);
        if (code == 0 && own != 0) {
            return PRIVATE + own;
        }
        if (code == 0) {
            return cp >= PRIVATE && cp < PRIVATE + 256 ? REPLACEMENT : cp;
        }
        give(codes, code, cp);
    }
    return char_of(code);
}

uint32_t hat_codes_decode(const struct hat_codes *codes, uint32_t told)
{
    if (told >= PRIVATE && told < PRIVATE + 256) {
        return char_of(told - PRIVATE);
    }
    unsigned code = code_of(told);
    return code != 0 && codes->chars[code] != 0 ? codes->chars[code] : told;
}
