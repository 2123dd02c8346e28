/* images.c -- the document's pictures: each loaded once, its header probed, its size limited.
 *
 * Only the header is read here; decoding is the painter's. What a picture is comes from its first
 * bytes, not from its name:
 *
 *     89 P N G ...IHDR w h          PNG      B M ... w h               BMP  (other)
 *     FF D8 ... FF C0..CF  h w      JPEG     01 00 00 00 ... " EMF"    EMF  (other)
 *     G I F 8 w h                   GIF      D7 CD C6 9A               WMF  (other)
 */
#include "document/reader_internal.h"

struct entry {
    struct hat_image image; /* .format is HAT_IMAGE_NONE: not usable, said so already */
    struct hat_buf buf;
    struct entry *next;
};

struct hat_images {
    struct hat_index by_name;
    struct entry *all;
};

struct hat_images *hat_images_new(void)
{
    return hat_mem_zalloc(1, sizeof(struct hat_images));
}

void hat_images_free(struct hat_images *images)
{
    if (images == NULL) {
        return;
    }
    while (images->all != NULL) {
        struct entry *next = images->all->next;
        hat_buf_fini(&images->all->buf);
        hat_mem_free(images->all);
        images->all = next;
    }
    hat_index_fini(&images->by_name);
    hat_mem_free(images);
}

enum hat_status hat_part_read(struct hat_document *document, const char *part, uint64_t limit,
                              struct hat_buf *buf)
{
    struct hat_stream stream = {0};
    enum hat_status status = document->parts->open(document->parts->ctx, part, &stream);
    struct hat_str chunk = {0};
    while (status == HAT_OK) {
        status = hat_stream_next(&stream, &chunk);
        if (status != HAT_OK || chunk.len == 0) {
            break;
        }
        if (buf->len + chunk.len > limit) {
            struct hat_place place = {.file = document->parts->path, .part = part};
            hat_diags_add(document->diags, HAT_MSG_PART_TOO_LARGE, &place, {0});
            status = HAT_ERR_LIMIT;
            break;
        }
        hat_buf_put(buf, chunk.ptr, chunk.len);
        status = hat_buf_failed(buf) ? HAT_ERR_NOMEM : HAT_OK;
    }
    hat_stream_close(&stream);
    return status;
}

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
static void probe_jpeg(const unsigned char *p, size_t len, struct hat_image *image)
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
            image->height_px = big16(p + at + 5);
            image->width_px = big16(p + at + 7);
            return;
        }
        bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        at += alone ? 2 : 2 + (size_t)big16(p + at + 2);
    }
}

/* EMF: the frame in 0.01 mm stands at byte 24; pixels at 96 dpi. */
static void probe_emf(const unsigned char *p, struct hat_image *image)
{
    image->width_px = absolute(little32(p + 32) - little32(p + 24)) / 2540 * 96;
    image->height_px = absolute(little32(p + 36) - little32(p + 28)) / 2540 * 96;
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

/* Fills format and size; the name of a kind that no painter draws, or NULL. */
static const char *probe(struct hat_str bytes, struct hat_image *image)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    size_t len = bytes.len;
    const char *undrawn = NULL;
    image->format = HAT_IMAGE_OTHER;
    if (len >= 24 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0) {
        image->format = HAT_IMAGE_PNG;
        image->width_px = big32(p + 16);
        image->height_px = big32(p + 20);
    } else if (len >= 4 && p[0] == 0xFF && p[1] == 0xD8 && p[2] == 0xFF) {
        image->format = HAT_IMAGE_JPEG;
        probe_jpeg(p, len, image);
    } else if (len >= 10 && memcmp(p, "GIF8", 4) == 0) {
        image->width_px = little16(p + 6);
        image->height_px = little16(p + 8);
    } else if (len >= 26 && memcmp(p, "BM", 2) == 0) {
        image->width_px = absolute(little32(p + 18));
        image->height_px = absolute(little32(p + 22));
    } else if (len >= 44 && little32(p) == 1 && memcmp(p + 40, " EMF", 4) == 0) {
        probe_emf(p, image);
        undrawn = "EMF";
    } else if (len >= 22 && little32(p) == 0x9AC6CDD7u) {
        undrawn = "WMF";
    } else if (len >= 18 && (little32(p) == 0x00090001u || little32(p) == 0x00090002u)) {
        undrawn = "WMF";
    } else if (len >= 4 && (memcmp(p, "II*\0", 4) == 0 || memcmp(p, "MM\0*", 4) == 0)) {
        undrawn = "TIFF";
    } else {
        image->format = looks_like_svg(bytes) ? HAT_IMAGE_SVG : HAT_IMAGE_NONE;
    }
    return undrawn;
}

static void check(struct hat_document *document, struct hat_image *image,
                  const struct hat_place *place)
{
    const struct hat_limits *limits = document->limits;
    struct hat_str name = hat_str_from(image->name);
    const char *undrawn = probe(image->bytes, image);
    uint64_t pixels = (uint64_t)image->width_px * image->height_px;
    if (image->format == HAT_IMAGE_NONE) {
        hat_diags_add(document->diags, HAT_MSG_PICTURE_UNKNOWN, place, name);
    } else if (image->width_px > limits->picture_side || image->height_px > limits->picture_side ||
               pixels > limits->picture_pixels) {
        hat_diags_add(document->diags, HAT_MSG_PICTURE_TOO_LARGE, place, name);
        image->format = HAT_IMAGE_NONE;
    } else if (undrawn != NULL) {
        hat_diags_add(document->diags, HAT_MSG_PICTURE_NOT_DRAWN, place, name,
                      hat_str_from(undrawn));
    }
}

static struct entry *entry_new(struct hat_document *document, const char *part)
{
    struct entry *entry = hat_mem_zalloc(1, sizeof *entry);
    if (entry == NULL) {
        return NULL;
    }
    entry->next = document->images->all;
    document->images->all = entry;
    entry->image.name = hat_intern_text(document, hat_str_from(part));
    if (entry->image.name == NULL ||
        !hat_index_put(&document->images->by_name, hat_str_from(entry->image.name), entry)) {
        return NULL;
    }
    return entry;
}

/* Loads and checks; what is wrong with the picture is a warning, not an error. */
static enum hat_status load(struct hat_document *document, struct entry *entry,
                            const struct hat_place *place)
{
    struct hat_buf *buf = &entry->buf;
    const char *part = entry->image.name;
    enum hat_status status = hat_part_read(document, part, document->limits->picture_bytes, buf);
    if (status == HAT_OK) {
        entry->image.bytes = (struct hat_str){buf->data, buf->len};
        check(document, &entry->image, place);
        return HAT_OK;
    }
    hat_buf_fini(buf);
    if (status != HAT_ERR_NOMEM) {
        hat_diags_add(document->diags, HAT_MSG_PICTURE_MISSING, place, hat_str_from(part));
        status = HAT_OK;
    }
    return status;
}

enum hat_status hat_image_load(struct hat_document *document, const char *part,
                               const struct hat_place *place, const struct hat_image **image)
{
    struct entry *entry = hat_index_find(&document->images->by_name, hat_str_from(part));
    if (entry == NULL) {
        entry = entry_new(document, part);
        enum hat_status status = entry != NULL ? load(document, entry, place) : HAT_ERR_NOMEM;
        if (status != HAT_OK) {
            return status;
        }
    }
    *image = entry->image.format != HAT_IMAGE_NONE ? &entry->image : NULL;
    return HAT_OK;
}
