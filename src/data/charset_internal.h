/* charset_internal.h -- what letters the bytes of a text stand for, and texts that were read by
 * the wrong table once. */
#ifndef HAT_DATA_CHARSET_INTERNAL_H
#define HAT_DATA_CHARSET_INTERNAL_H

#include "data/data.h"

/* The 8-bit tables that are known, in the order in which they are tried. */
enum hat_code_page {
    HAT_CP1251,  /* Windows, Cyrillic: no Kazakh letters but І */
    HAT_KZ1048,  /* STRK1048-2002: CP1251 with the Kazakh letters */
    HAT_PTCP154, /* Cyrillic of Asia: the same letters in other places */
    HAT_CP1252,  /* Windows, Western: only to undo a wrong reading */
    HAT_CODE_PAGES
};

/* "windows-1251", as messages call it. */
const char *hat_code_page_name(enum hat_code_page page);
/* The character of a byte; 0 when there is none. */
uint32_t hat_code_page_decode(enum hat_code_page page, unsigned char byte);
/* The byte of a character: -1 when there is none. Bytes that the table leaves open are found
 * under their own number (U+0098 is 0x98), as most programs read them. */
int hat_code_page_encode(enum hat_code_page page, uint32_t cp);

/* Which table gives `bytes` Kazakh or Russian words? HAT_CODE_PAGES: none, or it is no text. */
enum hat_code_page hat_code_page_guess(struct hat_str bytes);
/* Is one part of `bytes` UTF-8 and another part not? */
bool hat_charset_mixed(struct hat_str bytes);
/* Is it UTF-16 without a mark? *high: index of the high byte in each two. */
bool hat_charset_is_utf16(struct hat_str bytes, size_t *high);
/* All of `bytes` by that table, in `arena`. HAT_ERR_NOMEM. */
enum hat_status hat_code_page_text(enum hat_code_page page, struct hat_str bytes,
                                   struct hat_arena *arena, struct hat_str *text);
/* Is it that name, letter case and "-" and "_" apart? `plain`: in small letters, without them. */
bool hat_charset_is(struct hat_str name, const char *plain);
/* "cp1251", "windows-1251", "KZ-1048", "rk1048" ...; HAT_CODE_PAGES when unknown. */
enum hat_code_page hat_code_page_find(struct hat_str name);

#endif
