/* pictures.c -- picture files as cairo surfaces, each decoded once.
 *
 * A PDF takes a JPEG file as it is: the surface then has its size and no pixels that matter, and
 * the file hangs on it (CAIRO_MIME_TYPE_JPEG). The unique id is a hash of the file, so that a
 * logo that stands in the document as two parts is embedded once.
 *
 *     PNG                          decoded by cairo, all depths, with transparency
 *     JPEG, grey or RGB            as it is in a PDF, decoded elsewhere
 *     JPEG, CMYK or uncommon       decoded to RGB (PDF/A-2 6.2.4.3: colours of one space)
 *     SVG                          drawn by librsvg, when it is installed
 *     damaged files                no surface, and a warning
 *     other kinds                  no surface; the reader of the document has warned
 */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "paint/painter_internal.h"

enum { PIXELS_KEPT = 16 << 20 };

/* ---- reading from memory ---- */

struct source {
    struct hat_str bytes;
    size_t at;
};

static cairo_status_t read_bytes(void *ctx, unsigned char *out, unsigned int len)
{
    struct source *source = ctx;
    if (len > source->bytes.len - source->at) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(out, source->bytes.ptr + source->at, len);
    source->at += len;
    return CAIRO_STATUS_SUCCESS;
}

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The reader of the document refuses large pictures; this is for headers that it read otherwise. */
static bool within_limits(uint32_t width, uint32_t height)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    return width > 0 && height > 0 && width <= limits.picture_side &&
           height <= limits.picture_side && (uint64_t)width * height <= limits.picture_pixels;
}

/* A surface that is no error surface, or NULL; tells lack of memory from a bad file. */
static cairo_surface_t *checked(cairo_surface_t *surface, enum hat_status *status)
{
    cairo_status_t state = cairo_surface_status(surface);
    if (state == CAIRO_STATUS_SUCCESS) {
        return surface;
    }
    if (state == CAIRO_STATUS_NO_MEMORY) {
        *status = HAT_ERR_NOMEM;
    }
    cairo_surface_destroy(surface);
    return NULL;
}

static void free_data(void *data)
{
    hat_mem_free(data);
}

/* ---- the formats ---- */

/* The size stands in the first chunk: 8 bytes signature, 4 length, "IHDR", width, height. */
static cairo_surface_t *open_png(struct hat_str bytes, enum hat_status *status)
{
    if (bytes.len < 24 || memcmp(bytes.ptr + 12, "IHDR", 4) != 0 ||
        !within_limits(big_endian(bytes.ptr + 16), big_endian(bytes.ptr + 20))) {
        return NULL;
    }
    struct source source = {bytes, 0};
    return checked(cairo_image_surface_create_from_png_stream(read_bytes, &source), status);
}

/* Hangs the file on its surface; a copy, since cairo writes it when it likes. */
static enum hat_status hang_file(cairo_surface_t *surface, struct hat_str bytes)
{
    unsigned char *copy = hat_mem_zalloc(bytes.len, 1);
    if (copy == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(copy, bytes.ptr, bytes.len);
    if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, copy, bytes.len, free_data,
                                    copy) != CAIRO_STATUS_SUCCESS) {
        hat_mem_free(copy);
        return HAT_ERR_NOMEM;
    }
    return HAT_OK;
}

static enum hat_status fill_jpeg(const struct hat_pictures *pictures, struct hat_str bytes,
                                 const struct hat_jpeg *jpeg, cairo_surface_t *surface)
{
    if (pictures->keep_jpeg && jpeg->common && (jpeg->components == 1 || jpeg->components == 3)) {
        return hang_file(surface, bytes);
    }
    cairo_surface_flush(surface);
    enum hat_status status = hat_jpeg_decode(bytes, jpeg, cairo_image_surface_get_data(surface),
                                             (size_t)cairo_image_surface_get_stride(surface));
    cairo_surface_mark_dirty(surface);
    return status;
}

static cairo_surface_t *open_jpeg(const struct hat_pictures *pictures, struct hat_str bytes,
                                  enum hat_status *status)
{
    struct hat_jpeg jpeg;
    if (!hat_jpeg_probe(bytes, &jpeg) || !within_limits(jpeg.width, jpeg.height)) {
        return NULL;
    }
    cairo_surface_t *surface = checked(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)jpeg.width, (int)jpeg.height), status);
    if (surface == NULL) {
        return NULL;
    }
    enum hat_status filled = fill_jpeg(pictures, bytes, &jpeg, surface);
    if (filled != HAT_OK) {
        *status = filled == HAT_ERR_NOMEM ? HAT_ERR_NOMEM : *status;
        cairo_surface_destroy(surface);
        return NULL;
    }
    return surface;
}

/* NULL with *works false: there is no librsvg. */
static cairo_surface_t *open_svg(struct hat_pictures *pictures, struct hat_str bytes, bool *works,
                                 enum hat_status *status)
{
    if (pictures->svg == NULL) {
        *status = hat_svg_open(&pictures->svg);
        if (*status != HAT_OK) {
            return NULL;
        }
    }
    *works = hat_svg_works(pictures->svg);
    cairo_surface_t *surface = *works ? hat_svg_draw(pictures->svg, bytes) : NULL;
    return surface != NULL ? checked(surface, status) : NULL;
}

/* ---- identity ---- */

/* Two FNV-1a sums (64 bits, different starts) and the length: equal files have equal ids. */
static enum hat_status set_unique_id(cairo_surface_t *surface, struct hat_str bytes)
{
    enum { ID_BYTES = 64 };
    uint64_t a = 0xCBF29CE484222325u, b = 0x6C62272E07BB0142u;
    for (size_t i = 0; i < bytes.len; i++) {
        a = (a ^ (unsigned char)bytes.ptr[i]) * 0x100000001B3u;
        b = (b ^ (unsigned char)bytes.ptr[i]) * 0x100000001B3u;
    }
    char *id = hat_mem_zalloc(ID_BYTES, 1);
    if (id == NULL) {
        return HAT_ERR_NOMEM;
    }
    int len = snprintf(id, ID_BYTES, "%016llx%016llx%zx", (unsigned long long)a,
                       (unsigned long long)b, bytes.len);
    if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_UNIQUE_ID, (unsigned char *)id,
                                    (unsigned long)len, free_data, id) != CAIRO_STATUS_SUCCESS) {
        hat_mem_free(id);
        return HAT_ERR_NOMEM;
    }
    return HAT_OK;
}

/* ---- the list ---- */

/* NULL and HAT_OK: it cannot be shown, and that has been said. */
static cairo_surface_t *open_picture(struct hat_pictures *pictures, const struct hat_image *image,
                                     enum hat_status *status)
{
    struct hat_place place = {.part = image->name};
    enum hat_message problem = HAT_MSG_PICTURE_DAMAGED;
    cairo_surface_t *surface = NULL;
    bool works = false;
    switch (image->format) {
    case HAT_IMAGE_PNG:
        surface = open_png(image->bytes, status);
        break;
    case HAT_IMAGE_JPEG:
        surface = open_jpeg(pictures, image->bytes, status);
        break;
    case HAT_IMAGE_SVG:
        surface = open_svg(pictures, image->bytes, &works, status);
        problem = works ? HAT_MSG_PICTURE_DAMAGED : HAT_MSG_PICTURE_SVG;
        break;
    default:
        return NULL; /* the reader of the document has said it */
    }
    if (surface != NULL && *status == HAT_OK) {
        *status = set_unique_id(surface, image->bytes);
    }
    if (*status != HAT_OK) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    if (surface == NULL) {
        hat_diags_add(pictures->diags, problem, &place, hat_str_from(image->name));
    }
    return surface;
}

static struct hat_picture *find_slot(const struct hat_pictures *pictures,
                                     const struct hat_image *image)
{
    for (size_t i = 0; i < pictures->count; i++) {
        if (pictures->list[i].image == image) {
            return &pictures->list[i];
        }
    }
    return NULL;
}

bool hat_pictures_know(const struct hat_pictures *pictures, const struct hat_image *image)
{
    return find_slot(pictures, image) != NULL;
}

enum hat_status hat_pictures_find(struct hat_pictures *pictures, const struct hat_image *image,
                                  cairo_surface_t **surface)
{
    struct hat_picture *slot = find_slot(pictures, image);
    if (slot == NULL) {
        enum hat_status status = HAT_OK;
        if (!hat_mem_grow(&pictures->list, pictures->count, &pictures->cap,
                          sizeof *pictures->list)) {
            return HAT_ERR_NOMEM;
        }
        cairo_surface_t *opened = open_picture(pictures, image, &status);
        if (status != HAT_OK) {
            return status;
        }
        slot = &pictures->list[pictures->count++];
        *slot = (struct hat_picture){image, opened};
        if (opened != NULL) {
            pictures->pixels += (uint64_t)cairo_image_surface_get_width(opened) *
                                (uint64_t)cairo_image_surface_get_height(opened);
        }
    }
    *surface = slot->surface;
    return HAT_OK;
}

/* Pictures that cannot be shown stay in the list, so that each is reported once. */
void hat_pictures_trim(struct hat_pictures *pictures)
{
    if (pictures->pixels <= PIXELS_KEPT) {
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < pictures->count; i++) {
        if (pictures->list[i].surface != NULL) {
            cairo_surface_destroy(pictures->list[i].surface);
        } else {
            pictures->list[kept++] = pictures->list[i];
        }
    }
    pictures->count = kept;
    pictures->pixels = 0;
}

void hat_pictures_forget(struct hat_pictures *pictures)
{
    for (size_t i = 0; i < pictures->count; i++) {
        cairo_surface_destroy(pictures->list[i].surface);
    }
    pictures->count = 0;
    pictures->pixels = 0;
}

void hat_pictures_fini(struct hat_pictures *pictures)
{
    hat_pictures_forget(pictures);
    hat_mem_free(pictures->list);
    hat_svg_close(pictures->svg);
    *pictures = (struct hat_pictures){0};
}
