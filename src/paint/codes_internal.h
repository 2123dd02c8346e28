/* codes_internal.h -- characters of a document under the names that cairo is told (codes.c). */
#ifndef HAT_PAINT_CODES_INTERNAL_H
#define HAT_PAINT_CODES_INTERNAL_H

#include <stdint.h>

enum { HAT_CODES_DIRECT = 0x530 /* Latin, Greek, Cyrillic */ };

/* Of one document. Zeroed: no character has been named yet. */
struct hat_codes {
    uint32_t chars[256];              /* by WinAnsi code: the character called so; 0: free */
    uint8_t direct[HAT_CODES_DIRECT]; /* by character: its code; 0: none yet */
    unsigned tried;                   /* how far free codes were looked for */
};

/* The character to tell cairo in place of `cp`. */
uint32_t hat_codes_encode(struct hat_codes *codes, uint32_t cp);
/* The character that was meant. */
uint32_t hat_codes_decode(const struct hat_codes *codes, uint32_t told);

#endif
