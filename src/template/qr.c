/* qr.c -- a text as a QR code (ISO/IEC 18004) in a PNG of one bit a pixel (ISO/IEC 15948).
 *
 * libqrencode gives the modules; a module is eight pixels wide, so it is one byte of a row:
 *
 *     modules  dark light dark     row  00 FF 00      eight such rows
 *
 * Around it is the quiet zone of four modules that readers need.
 */
#include <qrencode.h>

#include "template/media_internal.h"

enum { QUIET = 4, SCALE = 8, TEXT_MAX = 2331 /* bytes in version 40 with correction M */ };

/* The rows, each with its filter byte (0: none) before it. */
static void put_rows(struct hat_buf *rows, const QRcode *code)
{
    size_t width = (size_t)code->width, side = width + 2 * (size_t)QUIET;
    char row[1 + 177 + 2 * QUIET];
    for (size_t y = 0; y < side; y++) {
        memset(row, 0xFF, sizeof row);
        row[0] = 0;
        for (size_t x = 0; x < width && y >= QUIET && y < QUIET + width; x++) {
            if ((code->data[(y - QUIET) * width + x] & 1) != 0) {
                row[1 + QUIET + x] = 0;
            }
        }
        for (int i = 0; i < SCALE; i++) {
            hat_buf_put(rows, row, 1 + side);
        }
    }
}

bool hat_qr_png(struct hat_str text, struct hat_buf *png, uint32_t *side_px)
{
    *side_px = 0;
    if (text.len == 0 || text.len > TEXT_MAX) {
        return true;
    }
    QRcode *code =
        QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return false;
    }
    struct hat_buf rows = {0};
    uint32_t side = ((uint32_t)code->width + 2 * QUIET) * SCALE;
    put_rows(&rows, code);
    bool done = hat_png_put(&rows, side, side, 1, png);
    hat_buf_fini(&rows);
    QRcode_free(code);
    *side_px = done ? side : 0;
    return done;
}
