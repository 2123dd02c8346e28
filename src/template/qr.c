/* qr.c -- a text as a QR code (ISO/IEC 18004) in a PNG of one bit a pixel (ISO/IEC 15948).
 *
 * libqrencode gives the modules; a module is eight pixels wide, so it is one byte of a row:
 *
 *     modules  dark light dark     row  00 FF 00      eight such rows
 *
 * Around it is the quiet zone of four modules that readers need.
 */
#include <qrencode.h>
#include <zlib.h>

#include "template/media_internal.h"

enum { QUIET = 4, SCALE = 8, TEXT_MAX = 2331 /* bytes in version 40 with correction M */ };

static void put_be32(struct hat_buf *buf, uint32_t number)
{
    const char bytes[4] = {(char)(number >> 24), (char)(number >> 16), (char)(number >> 8),
                           (char)number};
    hat_buf_put(buf, bytes, sizeof bytes);
}

static void put_chunk(struct hat_buf *png, const char *type, struct hat_str content)
{
    put_be32(png, (uint32_t)content.len);
    size_t from = png->len;
    hat_buf_put(png, type, 4);
    hat_buf_put(png, content.ptr, content.len);
    if (!hat_buf_failed(png)) {
        put_be32(png, (uint32_t)crc32(0, (const Bytef *)png->data + from, (uInt)(png->len - from)));
    }
}

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

static bool put_png(const struct hat_buf *rows, uint32_t side_px, struct hat_buf *png)
{
    struct hat_buf header = {0};
    uLongf len = compressBound((uLong)rows->len);
    Bytef *packed = hat_mem_zalloc(len, 1);
    bool done = packed != NULL && !hat_buf_failed(rows) &&
                compress2(packed, &len, (const Bytef *)rows->data, (uLong)rows->len,
                          Z_BEST_COMPRESSION) == Z_OK;
    put_be32(&header, side_px);
    put_be32(&header, side_px);
    hat_buf_put(&header, "\1\0\0\0\0", 5); /* one bit, grey, deflate, no interlace */
    if (done && !hat_buf_failed(&header)) {
        hat_buf_put(png, "\x89PNG\r\n\x1a\n", 8);
        put_chunk(png, "IHDR", (struct hat_str){header.data, header.len});
        put_chunk(png, "IDAT", (struct hat_str){(const char *)packed, len});
        put_chunk(png, "IEND", (struct hat_str){"", 0});
    }
    done = done && !hat_buf_failed(&header) && !hat_buf_failed(png);
    hat_buf_fini(&header);
    hat_mem_free(packed);
    return done;
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
    bool done = put_png(&rows, side, png);
    hat_buf_fini(&rows);
    QRcode_free(code);
    *side_px = done ? side : 0;
    return done;
}
