/* qr_reader.h -- reads a QR code of version 2 back from its PNG, without the library that made it
 * (ISO/IEC 18004:2015 §12): the mask from the format bits, the codewords in their zigzag, the
 * bytes.
 *
 * Version 2 has 25 modules a side, one alignment pattern at 18, and, with correction M, one block
 * of 28 codewords of data.
 */
#ifndef HAT_TESTS_QR_READER_H
#define HAT_TESTS_QR_READER_H

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include "base/str.h"

enum { QR_SIDE = 25, QR_QUIET = 4, QR_SCALE = 8, QR_DATA = 28 };

/* The modules of a PNG of one bit a point; true: dark. */
static inline bool qr_modules(struct hat_str png, bool modules[QR_SIDE][QR_SIDE])
{
    enum { WIDTH = QR_SIDE + 2 * QR_QUIET, ROWS = WIDTH * QR_SCALE };
    static unsigned char rows[ROWS * (WIDTH + 1)];
    const char *data = memmem(png.ptr, png.len, "IDAT", 4);
    uLongf len = sizeof rows;
    if (data == NULL ||
        uncompress(rows, &len, (const Bytef *)data + 4, (uLong)(png.ptr + png.len - data - 4)) !=
            Z_OK ||
        len != sizeof rows) {
        return false;
    }
    for (int y = 0; y < QR_SIDE; y++) {
        for (int x = 0; x < QR_SIDE; x++) {
            size_t row = (size_t)(y + QR_QUIET) * QR_SCALE * (WIDTH + 1);
            modules[y][x] = rows[row + 1 + QR_QUIET + (size_t)x] == 0;
        }
    }
    return true;
}

/* Is it a module of a pattern, and not of the data? */
static inline bool qr_pattern(int y, int x)
{
    bool finder = (y < 9 && x < 9) || (y < 9 && x > QR_SIDE - 9) || (y > QR_SIDE - 9 && x < 9);
    bool alignment = y >= 16 && y <= 20 && x >= 16 && x <= 20;
    return finder || alignment || y == 6 || x == 6;
}

static inline bool qr_masked(int mask, int y, int x)
{
    switch (mask) {
    case 0:
        return (y + x) % 2 == 0;
    case 1:
        return y % 2 == 0;
    case 2:
        return x % 3 == 0;
    case 3:
        return (y + x) % 3 == 0;
    case 4:
        return (y / 2 + x / 3) % 2 == 0;
    case 5:
        return y * x % 2 + y * x % 3 == 0;
    case 6:
        return (y * x % 2 + y * x % 3) % 2 == 0;
    default:
        return ((y + x) % 2 + y * x % 3) % 2 == 0;
    }
}

/* The codewords of the data, two columns at a time from the right, upwards and downwards by turns.
 */
static inline void qr_codewords(bool modules[QR_SIDE][QR_SIDE], int mask,
                                unsigned char words[QR_DATA])
{
    int bits = 0;
    bool up = true;
    memset(words, 0, QR_DATA);
    for (int right = QR_SIDE - 1; right > 0; right -= 2, up = !up) {
        right -= right == 6; /* the timing pattern has a column of its own */
        for (int i = 0; i < QR_SIDE; i++) {
            int y = up ? QR_SIDE - 1 - i : i;
            for (int x = right; x > right - 2; x--) {
                if (!qr_pattern(y, x) && bits < QR_DATA * 8) {
                    bool one = modules[y][x] != qr_masked(mask, y, x);
                    words[bits / 8] |= (unsigned char)(one << (7 - bits % 8));
                    bits++;
                }
            }
        }
    }
}

/* The text of the code; "" when it is none of version 2, correction M, bytes. */
static inline const char *qr_text(struct hat_str png)
{
    static char text[QR_DATA];
    bool modules[QR_SIDE][QR_SIDE];
    unsigned char words[QR_DATA];
    unsigned format = 0;
    text[0] = '\0';
    if (!qr_modules(png, modules)) {
        return text;
    }
    for (int x = 0; x < 6; x++) { /* the first six of the format's fifteen bits tell all */
        format = format << 1 | modules[8][x];
    }
    format ^= 0x5412u >> 9;
    qr_codewords(modules, (int)(format >> 1 & 7), words);
    size_t len = (size_t)(words[0] & 15) << 4 | words[1] >> 4;
    if (format >> 4 != 0 || words[0] >> 4 != 4 || len >= QR_DATA - 2) { /* 00: M; 0100: bytes */
        return text;
    }
    for (size_t i = 0; i < len; i++) {
        text[i] = (char)(words[i + 1] << 4 | words[i + 2] >> 4);
    }
    text[len] = '\0';
    return text;
}

#endif
