/* png.c -- a picture of grey points as PNG (ISO/IEC 15948).
 *
 *     signature  IHDR width, height, depth, kind  IDAT deflated rows  IEND
 */
#include <zlib.h>

#include "template/media_internal.h"

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

static bool put_png(const struct hat_buf *rows, const struct hat_buf *header, struct hat_buf *png)
{
    uLongf len = compressBound((uLong)rows->len);
    Bytef *packed = hat_mem_zalloc(len, 1);
    bool done = packed != NULL && !hat_buf_failed(rows) && !hat_buf_failed(header) &&
                compress2(packed, &len, (const Bytef *)rows->data, (uLong)rows->len,
                          Z_BEST_COMPRESSION) == Z_OK;
    if (done) {
        hat_buf_put(png, "\x89PNG\r\n\x1a\n", 8);
        put_chunk(png, "IHDR", (struct hat_str){header->data, header->len});
        put_chunk(png, "IDAT", (struct hat_str){(const char *)packed, len});
        put_chunk(png, "IEND", (struct hat_str){"", 0});
    }
    hat_mem_free(packed);
    return done && !hat_buf_failed(png);
}

bool hat_png_put(const struct hat_buf *rows, uint32_t width_px, uint32_t height_px, int bits,
                 struct hat_buf *png)
{
    struct hat_buf header = {0};
    const char kind[5] = {(char)bits, 0, 0, 0, 0}; /* depth, grey, deflate, no interlace */
    put_be32(&header, width_px);
    put_be32(&header, height_px);
    hat_buf_put(&header, kind, sizeof kind);
    bool done = put_png(rows, &header, png);
    hat_buf_fini(&header);
    return done;
}

/* Grey around white, the longer side 128 points. */
bool hat_png_frame(int64_t width, int64_t height, struct hat_buf *png)
{
    enum { SIDE = 128, GREY = 0xC0, WHITE = 0xFF };
    uint32_t w = SIDE, h = SIDE;
    if (width > height) {
        h = (uint32_t)(SIDE * height / width);
    } else {
        w = (uint32_t)(SIDE * width / height);
    }
    w = w > 0 ? w : 1;
    h = h > 0 ? h : 1;
    struct hat_buf rows = {0};
    for (uint32_t y = 0; y < h; y++) {
        char row[1 + SIDE];
        bool edge = y == 0 || y + 1 == h;
        memset(row, edge ? GREY : WHITE, sizeof row);
        row[0] = 0;
        row[1] = row[w] = (char)GREY;
        hat_buf_put(&rows, row, 1 + (size_t)w);
    }
    bool done = hat_png_put(&rows, w, h, 8, png);
    hat_buf_fini(&rows);
    return done;
}
