/* images.c -- the document's pictures: each loaded once, its header probed, its size limited.
 *
 * Only the header is read here (package/picture.h); decoding is the painter's.
 */
#include "document/reader_internal.h"
#include "package/picture.h"

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

/* ---- what a picture is ---- */

/* Fills format and size; the name of a kind that no painter draws, or NULL. */
static const char *probe(struct hat_str bytes, struct hat_image *image)
{
    static const uint8_t formats[] = {[HAT_PICTURE_UNKNOWN] = HAT_IMAGE_NONE,
                                      [HAT_PICTURE_PNG] = HAT_IMAGE_PNG,
                                      [HAT_PICTURE_JPEG] = HAT_IMAGE_JPEG,
                                      [HAT_PICTURE_SVG] = HAT_IMAGE_SVG,
                                      [HAT_PICTURE_OTHER] = HAT_IMAGE_OTHER};
    struct hat_picture picture;
    hat_picture_probe(bytes, &picture);
    image->format = formats[picture.kind];
    image->width_px = picture.width_px;
    image->height_px = picture.height_px;
    return picture.undrawn;
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
        image->format = HAT_IMAGE_OTHER; /* a box stands in its place */
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
