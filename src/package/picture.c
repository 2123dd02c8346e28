/* picture.c -- what a picture is comes from its first bytes, not from its name:
 *
 *     89 P N G ...IHDR w h          PNG      B M ... w h               BMP  (other)
 *     FF D8 ... FF C0..CF  h w      JPEG     01 00 00 00 ... " EMF"    EMF  (other)
 *     G I F 8 w h                   GIF      D7 CD C6 9A               WMF  (other)
 */
#include "package/picture.h"

/* ---- numbers in headers; the caller has checked that they are there ---- */

static uint32_t big16(const unsigned char *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t big32(const unsigned char *p)
{
    return big16(p) << 16 | big16(p + 2);
}

static uint32_t little16(const unsigned char *p)
{
    return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t little32(const unsigned char *p)
{
    return little16(p + 2) << 16 | little16(p);
}

static uint32_t absolute(uint32_t value)
{
    return value > INT32_MAX ? 0u - value : value;
}

/* JPEG is a row of segments FF xx length; the frame header SOFn has the size. */
static void probe_jpeg(const unsigned char *p, size_t len, struct hat_picture *picture)
{
    size_t at = 2;
    while (at + 4 <= len && p[at] == 0xFF) {
        unsigned char marker = p[at + 1];
        if (marker == 0xFF) { /* filling */
            at++;
            continue;
        }
        bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && at + 9 <= len) {
            picture->height_px = big16(p + at + 5);
            picture->width_px = big16(p + at + 7);
            return;
        }
        bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        at += alone ? 2 : 2 + (size_t)big16(p + at + 2);
    }
}

/* EMF: the frame in 0.01 mm stands at byte 24; pixels at 96 dpi. */
static void probe_emf(const unsigned char *p, struct hat_picture *picture)
{
    picture->width_px = absolute(little32(p + 32) - little32(p + 24)) / 2540 * 96;
    picture->height_px = absolute(little32(p + 36) - little32(p + 28)) / 2540 * 96;
}

static bool looks_like_svg(struct hat_str bytes)
{
    size_t len = bytes.len < 4096 ? bytes.len : 4096;
    for (size_t i = 0; i + 5 <= len; i++) {
        if (memcmp(bytes.ptr + i, "<svg", 4) == 0) {
            return true;
        }
    }
    return false;
}

void hat_picture_probe(struct hat_str bytes, struct hat_picture *picture)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    size_t len = bytes.len;
    *picture = (struct hat_picture){.kind = HAT_PICTURE_OTHER};
    if (len >= 24 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0) {
        picture->kind = HAT_PICTURE_PNG;
        picture->width_px = big32(p + 16);
        picture->height_px = big32(p + 20);
    } else if (len >= 4 && p[0] == 0xFF && p[1] == 0xD8 && p[2] == 0xFF) {
        picture->kind = HAT_PICTURE_JPEG;
        probe_jpeg(p, len, picture);
    } else if (len >= 10 && memcmp(p, "GIF8", 4) == 0) {
        picture->width_px = little16(p + 6);
        picture->height_px = little16(p + 8);
    } else if (len >= 26 && memcmp(p, "BM", 2) == 0) {
        picture->width_px = absolute(little32(p + 18));
        picture->height_px = absolute(little32(p + 22));
    } else if (len >= 44 && little32(p) == 1 && memcmp(p + 40, " EMF", 4) == 0) {
        probe_emf(p, picture);
        picture->undrawn = "EMF";
    } else if (len >= 22 && little32(p) == 0x9AC6CDD7u) {
        picture->undrawn = "WMF";
    } else if (len >= 18 && (little32(p) == 0x00090001u || little32(p) == 0x00090002u)) {
        picture->undrawn = "WMF";
    } else if (len >= 4 && (memcmp(p, "II*\0", 4) == 0 || memcmp(p, "MM\0*", 4) == 0)) {
        picture->undrawn = "TIFF";
    } else {
        picture->kind = looks_like_svg(bytes) ? HAT_PICTURE_SVG : HAT_PICTURE_UNKNOWN;
    }
}
