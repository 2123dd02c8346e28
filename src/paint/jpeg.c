/* jpeg.c -- JPEG files: the header by hand, the picture by libjpeg.
 *
 * A JPEG file is a row of segments, FF marker length(2) body; the frame header SOFn gives
 *
 *     FF C0  00 11  08  height(2) width(2)  components  ...        (ITU-T T.81 B.2.2)
 *
 * libjpeg reports errors by a call that must not return, so this file jumps out of it; nothing is
 * allocated between setjmp and longjmp but by libjpeg itself.
 */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "base/mem.h"
#include "paint/painter_internal.h"

/* ---- header ---- */

static unsigned byte_at(struct hat_str bytes, size_t at)
{
    return (unsigned char)bytes.ptr[at];
}

/* SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
static bool is_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static void read_frame(struct hat_str bytes, size_t at, unsigned marker, struct hat_jpeg *jpeg)
{
    unsigned precision = byte_at(bytes, at + 2);
    jpeg->height = byte_at(bytes, at + 3) << 8 | byte_at(bytes, at + 4);
    jpeg->width = byte_at(bytes, at + 5) << 8 | byte_at(bytes, at + 6);
    jpeg->components = (uint8_t)byte_at(bytes, at + 7);
    jpeg->common = precision == 8 && marker <= 0xC2;
}

bool hat_jpeg_probe(struct hat_str bytes, struct hat_jpeg *jpeg)
{
    if (bytes.len < 4 || byte_at(bytes, 0) != 0xFF || byte_at(bytes, 1) != 0xD8) {
        return false;
    }
    for (size_t at = 2; bytes.len - at >= 12;) {
        if (byte_at(bytes, at) != 0xFF) {
            return false;
        }
        unsigned marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) { /* filling */
            at++;
            continue;
        }
        if (is_frame(marker)) {
            read_frame(bytes, at + 2, marker, jpeg);
            return true;
        }
        size_t len = byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3);
        if (len < 2 || len + 2 > bytes.len - at) {
            return false;
        }
        at += 2 + len;
    }
    return false;
}

/* ---- picture ---- */

struct decoder {
    struct jpeg_decompress_struct libjpeg;
    struct jpeg_error_mgr errors;
    jmp_buf out;
    bool memory;            /* it was memory that lacked */
    struct hat_jpeg wanted; /* the size that there is room for */
};

static void leave(j_common_ptr libjpeg)
{
    struct decoder *decoder = libjpeg->client_data;
    decoder->memory = libjpeg->err->msg_code == JERR_OUT_OF_MEMORY;
    longjmp(decoder->out, 1);
}

static void say_nothing(j_common_ptr libjpeg)
{
    (void)libjpeg;
}

static void warn_nothing(j_common_ptr libjpeg, int level)
{
    (void)libjpeg;
    (void)level;
}

static void put_pixel(unsigned char *out, unsigned red, unsigned green, unsigned blue)
{
    uint32_t pixel = 0xFF000000u | red << 16 | green << 8 | blue;
    memcpy(out, &pixel, sizeof pixel);
}

/* One row of samples into RGB24. CMYK files of Adobe's make store the complement of the inks. */
static void convert_row(const struct decoder *decoder, const unsigned char *in, unsigned char *out)
{
    unsigned width = decoder->libjpeg.output_width;
    bool inks = decoder->libjpeg.out_color_space == JCS_CMYK;
    unsigned flip = decoder->libjpeg.saw_Adobe_marker ? 0 : 255;
    for (unsigned x = 0; x < width; x++, out += 4) {
        if (!inks) {
            put_pixel(out, in[0], in[1], in[2]);
            in += 3;
            continue;
        }
        unsigned black = in[3] ^ flip;
        put_pixel(out, (in[0] ^ flip) * black / 255, (in[1] ^ flip) * black / 255,
                  (in[2] ^ flip) * black / 255);
        in += 4;
    }
}

static void decode(struct decoder *decoder, struct hat_str bytes, unsigned char *rows,
                   size_t stride)
{
    struct jpeg_decompress_struct *libjpeg = &decoder->libjpeg;
    jpeg_create_decompress(libjpeg);
    jpeg_mem_src(libjpeg, (const unsigned char *)bytes.ptr, (unsigned long)bytes.len);
    jpeg_read_header(libjpeg, TRUE);
    if (libjpeg->image_width != decoder->wanted.width ||
        libjpeg->image_height != decoder->wanted.height) {
        leave((j_common_ptr)libjpeg);
    }
    libjpeg->out_color_space = libjpeg->num_components == 4 ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(libjpeg);
    JSAMPARRAY row = libjpeg->mem->alloc_sarray((j_common_ptr)libjpeg, JPOOL_IMAGE,
                                                libjpeg->output_width * 4, 1);
    while (libjpeg->output_scanline < libjpeg->output_height) {
        size_t y = libjpeg->output_scanline;
        jpeg_read_scanlines(libjpeg, row, 1);
        convert_row(decoder, row[0], rows + y * stride);
    }
    jpeg_finish_decompress(libjpeg);
}

enum hat_status hat_jpeg_decode(struct hat_str bytes, const struct hat_jpeg *jpeg,
                                unsigned char *rows, size_t stride)
{
    struct decoder *decoder = hat_mem_zalloc(1, sizeof *decoder);
    if (decoder == NULL) {
        return HAT_ERR_NOMEM;
    }
    decoder->libjpeg.err = jpeg_std_error(&decoder->errors);
    decoder->errors.error_exit = leave;
    decoder->errors.output_message = say_nothing;
    decoder->errors.emit_message = warn_nothing;
    decoder->libjpeg.client_data = decoder;
    decoder->wanted = *jpeg;
    enum hat_status status = HAT_OK;
    if (setjmp(decoder->out) == 0) {
        decode(decoder, bytes, rows, stride);
    } else {
        status = decoder->memory ? HAT_ERR_NOMEM : HAT_ERR_DATA;
    }
    jpeg_destroy_decompress(&decoder->libjpeg);
    hat_mem_free(decoder);
    return status;
}
