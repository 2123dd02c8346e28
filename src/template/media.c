/* media.c -- the pictures of one letter: each file and each QR code becomes one part; an SVG in a
 * DOCX two, since Word wants a picture of points beside it.
 *
 *     photos/a.png   file:/data/photos/a.png   word/media/hat1.png
 *     photos/a.png   (again)                   word/media/hat1.png
 *     https://a.kz   qr:https://a.kz           word/media/hat2.png
 *
 * They are numbered in the order of first use, so that every run of the letter gives the same.
 */
#include "template/media_internal.h"

#include "template/plan_internal.h"

static const char *folder(const struct hat_media *media)
{
    return media->tmpl->dialect->format == HAT_FORMAT_DOCX ? "word/media/hat" : "Pictures/hat";
}

/* 12 of "word/media/hat12.png"; 0: another name. */
static uint32_t number_of(const struct hat_media *media, const char *name)
{
    enum { NUMBER_MAX = 1000000000 };
    const char *prefix = folder(media);
    size_t len = strlen(prefix);
    uint32_t number = 0;
    if (strncmp(name, prefix, len) != 0) {
        return 0;
    }
    for (const char *at = name + len; *at >= '0' && *at <= '9' && number < NUMBER_MAX / 10; at++) {
        number = number * 10 + (uint32_t)(*at - '0');
    }
    return number;
}

void hat_media_init(struct hat_media *media, const hat_template *tmpl,
                    const struct hat_limits *limits, hat_draw_svg *draw)
{
    *media = (struct hat_media){.tmpl = tmpl, .limits = limits, .draw = draw};
    for (size_t i = 0; i < tmpl->part_count; i++) {
        uint32_t number = number_of(media, tmpl->parts[i].name);
        media->first = number > media->first ? number : media->first;
    }
}

void hat_media_fini(struct hat_media *media)
{
    for (size_t i = 0; i < media->count; i++) {
        hat_buf_fini(&media->items[i]->bytes);
    }
    hat_mem_free(media->items);
    hat_relations_fini(&media->keys);
}

/* The medium of a key, and whether it is there already; NULL: memory ends. */
static struct hat_medium *medium_of(struct hat_media *media, const char *kind, struct hat_str text,
                                    bool *known)
{
    struct hat_buf key = {0};
    hat_buf_printf(&key, "%s:", kind);
    hat_buf_put(&key, text.ptr, text.len);
    const struct hat_relationship *entry =
        hat_buf_failed(&key) ? NULL
                             : hat_relations_add(&media->keys, (struct hat_str){key.data, key.len});
    hat_buf_fini(&key);
    size_t index = entry != NULL ? (size_t)(entry - media->keys.items) : 0;
    *known = entry != NULL && index < media->count;
    if (entry == NULL || *known) {
        return entry != NULL ? media->items[index] : NULL;
    }
    struct hat_medium *medium = hat_arena_alloc(&media->keys.arena, sizeof *medium);
    if (medium == NULL ||
        !hat_mem_grow(&media->items, media->count, &media->cap, sizeof *media->items)) {
        return NULL;
    }
    media->items[media->count++] = medium;
    return medium;
}

static bool give_name(struct hat_media *media, struct hat_medium *medium,
                      enum hat_picture_kind kind)
{
    static const char *const endings[] = {
        [HAT_PICTURE_PNG] = "png", [HAT_PICTURE_JPEG] = "jpeg", [HAT_PICTURE_SVG] = "svg"};
    static const char *const types[] = {[HAT_PICTURE_PNG] = "image/png",
                                        [HAT_PICTURE_JPEG] = "image/jpeg",
                                        [HAT_PICTURE_SVG] = "image/svg+xml"};
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "%s%zu.%s", folder(media), media->first + media->count, endings[kind]);
    medium->type = types[kind];
    medium->name =
        hat_buf_failed(&buf) ? NULL : hat_arena_strndup(&media->keys.arena, buf.data, buf.len);
    hat_buf_fini(&buf);
    return medium->name != NULL;
}

/* ---- what a picture is ---- */

static void set_size_px(struct hat_medium *medium, uint32_t width, uint32_t height)
{
    enum { EMU_PX = 9525 };
    medium->width_emu = (int64_t)width * EMU_PX;
    medium->height_emu = (int64_t)height * EMU_PX;
}

/* Is it a picture that a letter may have? */
static enum hat_medium_fault fault_of(const struct hat_media *media, struct hat_medium *medium,
                                      enum hat_picture_kind *kind)
{
    struct hat_picture picture;
    const struct hat_limits *limits = media->limits;
    hat_picture_probe((struct hat_str){medium->bytes.data, medium->bytes.len}, &picture);
    *kind = picture.kind;
    set_size_px(medium, picture.width_px, picture.height_px);
    if (picture.kind == HAT_PICTURE_SVG) {
        return HAT_MEDIUM_GOOD;
    }
    if ((picture.kind != HAT_PICTURE_PNG && picture.kind != HAT_PICTURE_JPEG) ||
        picture.width_px == 0 || picture.height_px == 0) {
        return HAT_MEDIUM_UNKNOWN;
    }
    bool fits = picture.width_px <= limits->picture_side &&
                picture.height_px <= limits->picture_side &&
                (uint64_t)picture.width_px * picture.height_px <= limits->picture_pixels;
    return fits ? HAT_MEDIUM_GOOD : HAT_MEDIUM_TOO_LARGE;
}

const struct hat_medium *hat_media_find(const struct hat_media *media, const char *name)
{
    uint32_t number = number_of(media, name);
    if (number <= media->first || number - media->first > media->count) {
        return NULL;
    }
    const struct hat_medium *medium = media->items[number - media->first - 1];
    bool good = medium->fault == HAT_MEDIUM_GOOD && medium->name != NULL;
    return good && strcmp(medium->name, name) == 0 ? medium : NULL;
}

/* ---- the media ---- */

/* An SVG is looked at closely; for a DOCX it is drawn, too. */
static bool finish_svg(struct hat_media *media, struct hat_medium *medium, const char *path)
{
    struct hat_svg_facts facts;
    struct hat_str bytes = {medium->bytes.data, medium->bytes.len};
    bool known;
    if (hat_svg_look(bytes, media->limits, &facts) != HAT_OK) {
        return false;
    }
    medium->width_emu = facts.width_emu;
    medium->height_emu = facts.height_emu;
    if (facts.refused[0] != '\0') {
        medium->fault = HAT_MEDIUM_UNSAFE;
        medium->refused = hat_arena_str(&media->keys.arena, hat_str_from(facts.refused));
        return medium->refused.ptr != NULL;
    }
    if (media->tmpl->dialect->format != HAT_FORMAT_DOCX) {
        return true;
    }
    struct hat_medium *drawn = medium_of(media, "svg", hat_str_from(path), &known);
    if (drawn == NULL || known) {
        return false;
    }
    if (media->draw == NULL || !media->draw(bytes, &drawn->bytes)) {
        hat_buf_fini(&drawn->bytes);
        medium->blank = true;
        if (!hat_png_frame(facts.width_emu, facts.height_emu, &drawn->bytes)) {
            return false;
        }
    }
    media->bytes += drawn->bytes.len;
    medium->drawn = drawn;
    return give_name(media, drawn, HAT_PICTURE_PNG);
}

/* What is known when the bytes are there. false: memory ends. */
static bool finish(struct hat_media *media, struct hat_medium *medium, const char *path)
{
    enum hat_picture_kind kind;
    medium->fault = fault_of(media, medium, &kind);
    if (media->bytes + medium->bytes.len > media->limits->package_bytes) {
        medium->fault = HAT_MEDIUM_TOO_LARGE;
    }
    bool done = medium->fault != HAT_MEDIUM_GOOD || give_name(media, medium, kind);
    if (done && medium->fault == HAT_MEDIUM_GOOD && kind == HAT_PICTURE_SVG) {
        done = finish_svg(media, medium, path);
    }
    media->bytes += medium->fault == HAT_MEDIUM_GOOD ? medium->bytes.len : 0;
    return done;
}

const struct hat_medium *hat_media_file(struct hat_media *media, const char *path)
{
    bool known;
    struct hat_medium *medium = medium_of(media, "file", hat_str_from(path), &known);
    if (medium == NULL || known) {
        return medium;
    }
    hat_status status = hat_file_read(path, media->limits->picture_bytes, NULL, &medium->bytes);
    bool done = status != HAT_ERR_NOMEM;
    if (status == HAT_OK) {
        done = finish(media, medium, path);
    } else {
        medium->fault = status == HAT_ERR_LIMIT ? HAT_MEDIUM_TOO_LARGE : HAT_MEDIUM_UNREAD;
    }
    if (medium->fault != HAT_MEDIUM_GOOD) {
        hat_buf_fini(&medium->bytes);
    }
    return done ? medium : NULL;
}

const struct hat_medium *hat_media_qr(struct hat_media *media, struct hat_str text)
{
    bool known;
    uint32_t side = 0;
    struct hat_medium *medium = medium_of(media, "qr", text, &known);
    if (medium == NULL || known) {
        return medium;
    }
    medium->text = hat_arena_str(&media->keys.arena, text);
    if (medium->text.ptr == NULL || !hat_qr_png(text, &medium->bytes, &side)) {
        return NULL;
    }
    set_size_px(medium, side, side);
    media->bytes += medium->bytes.len;
    if (side == 0 || media->bytes > media->limits->package_bytes) {
        medium->fault = HAT_MEDIUM_TOO_LARGE;
        return medium;
    }
    return give_name(media, medium, HAT_PICTURE_PNG) ? medium : NULL;
}
