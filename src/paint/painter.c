/* painter.c -- items of a display list into cairo calls.
 *
 * Positions are multiples of 1/120 pt from the top left corner; cairo's user space is in points.
 * Most of a page of tables is short straight lines and short runs of text: those of one look that
 * follow each other are collected and drawn with one call, which saves cairo much of its work.
 *
 *     GLYPHS  collected; cairo_show_text_glyphs() with text and clusters, so that it is searchable
 *     LINE    collected; dashes and waves at once
 *     RECT    collected
 *     PATH    at once (paths.c)
 *     IMAGE   scaled so that the visible part fills its box, clipped when cropped, turned
 *     LINK    nothing
 */
#include <math.h>

#include "base/angle.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "paint/painter_internal.h"

enum { GLYPHS_AT_ONCE = 4096 };

static double pt(hat_du length)
{
    return (double)length / HAT_DU_PER_POINT;
}

void hat_painter_begin(struct hat_painter *painter, cairo_t *cr)
{
    painter->cr = cr;
    painter->font = NULL;
    painter->color_set = false;
    painter->pending = (struct hat_pending){0};
    painter->text.len = 0;
    painter->after_blank = false;
}

static void set_color(struct hat_painter *painter, uint32_t color)
{
    if (!painter->color_set || painter->color != color) {
        cairo_set_source_rgb(painter->cr, (color >> 16 & 0xFF) / 255.0, (color >> 8 & 0xFF) / 255.0,
                             (color & 0xFF) / 255.0);
        painter->color = color;
        painter->color_set = true;
    }
}

/* ---- collecting ---- */

static void show_glyphs(struct hat_painter *painter)
{
    struct hat_pending *pending = &painter->pending;
    if (pending->font != painter->font) {
        cairo_set_scaled_font(painter->cr, pending->font);
        painter->font = pending->font;
    }
    cairo_show_text_glyphs(painter->cr, painter->text.data, (int)painter->text.len, painter->glyphs,
                           (int)pending->glyphs, painter->clusters, (int)pending->clusters, 0);
    painter->text.len = 0;
}

void hat_painter_flush(struct hat_painter *painter)
{
    struct hat_pending *pending = &painter->pending;
    if (!pending->any) {
        return;
    }
    set_color(painter, pending->color);
    if (pending->kind == HAT_ITEM_GLYPHS) {
        show_glyphs(painter);
    } else if (pending->kind == HAT_ITEM_LINE) {
        cairo_set_line_width(painter->cr, pt(pending->width));
        cairo_stroke(painter->cr);
    } else {
        cairo_fill(painter->cr);
    }
    *pending = (struct hat_pending){0};
}

/* Makes a collection of the look given the open one, drawing another that was. */
static void collect(struct hat_painter *painter, const struct hat_item *item, hat_du width,
                    cairo_scaled_font_t *font)
{
    struct hat_pending *pending = &painter->pending;
    if (pending->any && (pending->kind != item->kind || pending->color != item->color ||
                         pending->width != width || pending->font != font)) {
        hat_painter_flush(painter);
    }
    if (!pending->any) {
        *pending = (struct hat_pending){
            .any = true, .kind = item->kind, .color = item->color, .width = width, .font = font};
    }
}

/* ---- lines and rectangles ---- */

/* A zigzag of quarter waves along the line: control points above and below it in turn. */
static void wave_path(cairo_t *cr, double length, double height)
{
    cairo_move_to(cr, 0, 0);
    double side = height;
    for (double at = 0; at < length; at += 2 * height, side = -side) {
        double next = fmin(at + 2 * height, length);
        cairo_curve_to(cr, at + (next - at) / 3, side, at + (next - at) * 2 / 3, side, next, 0);
    }
}

static void draw_wave(struct hat_painter *painter, const struct hat_item *item)
{
    cairo_t *cr = painter->cr;
    double dx = pt(item->as.line.x1) - pt(item->as.line.x0);
    double dy = pt(item->as.line.y1) - pt(item->as.line.y0);
    double width = pt(item->as.line.width);
    cairo_save(cr);
    cairo_translate(cr, pt(item->as.line.x0), pt(item->as.line.y0));
    cairo_rotate(cr, atan2(dy, dx));
    wave_path(cr, hypot(dx, dy), fmax(width * 1.5, 0.75));
    cairo_set_line_width(cr, width);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw_dashes(struct hat_painter *painter, const struct hat_item *item)
{
    cairo_t *cr = painter->cr;
    double width = pt(item->as.line.width);
    const double lengths[][2] = {[HAT_DASH_DOTTED] = {width, width},
                                 [HAT_DASH_DASHED] = {4 * width, 2 * width},
                                 [HAT_DASH_BORDER_DOTTED] = {0.5, 1},
                                 [HAT_DASH_BORDER_DASHED] = {8, 2.5}};
    cairo_set_dash(cr, lengths[item->as.line.dash], 2, 0);
    cairo_set_line_width(cr, width);
    cairo_move_to(cr, pt(item->as.line.x0), pt(item->as.line.y0));
    cairo_line_to(cr, pt(item->as.line.x1), pt(item->as.line.y1));
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static void draw_line(struct hat_painter *painter, const struct hat_item *item)
{
    if (item->as.line.width <= 0) {
        return;
    }
    if (item->as.line.dash == HAT_DASH_SOLID) {
        collect(painter, item, item->as.line.width, NULL);
        cairo_move_to(painter->cr, pt(item->as.line.x0), pt(item->as.line.y0));
        cairo_line_to(painter->cr, pt(item->as.line.x1), pt(item->as.line.y1));
        return;
    }
    hat_painter_flush(painter);
    set_color(painter, item->color);
    if (item->as.line.dash == HAT_DASH_WAVY) {
        draw_wave(painter, item);
    } else {
        draw_dashes(painter, item);
    }
}

/* Cairo takes the fill of one box over the whole surface for a clearing and forgets what came
 * before, the begin of a mark too. So such a box is filled as two that overlap. */
static bool covers_all(cairo_t *cr, const double box[4])
{
    double x0, y0, x1, y1;
    cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
    return box[0] <= x0 && box[1] <= y0 && box[0] + box[2] >= x1 && box[1] + box[3] >= y1;
}

static void draw_rect(struct hat_painter *painter, const struct hat_item *item)
{
    collect(painter, item, 0, NULL);
    const double box[4] = {pt(item->as.rect.x), pt(item->as.rect.y), pt(item->as.rect.width),
                           pt(item->as.rect.height)};
    bool whole = covers_all(painter->cr, box);
    cairo_rectangle(painter->cr, box[0], box[1], box[2], whole ? box[3] * 0.6 : box[3]);
    if (whole) {
        cairo_rectangle(painter->cr, box[0], box[1] + box[3] * 0.4, box[2], box[3] * 0.6);
    }
}

/* ---- glyphs ---- */

static bool reserve(struct hat_painter *painter, size_t glyphs, size_t clusters)
{
    while (painter->glyph_cap < glyphs) {
        if (!hat_mem_grow(&painter->glyphs, painter->glyph_cap, &painter->glyph_cap,
                          sizeof *painter->glyphs)) {
            return false;
        }
    }
    while (painter->cluster_cap < clusters) {
        if (!hat_mem_grow(&painter->clusters, painter->cluster_cap, &painter->cluster_cap,
                          sizeof *painter->clusters)) {
            return false;
        }
    }
    return true;
}

/* Do the clusters cover the text and the glyphs exactly? The layout sees to it; cairo would stop
 * drawing for good if they did not, so such a run (a mistake of ours) is drawn without its text. */
static bool is_sound(const struct hat_item *item)
{
    size_t bytes = 0, glyphs = 0;
    for (size_t i = 0; i < item->as.glyphs.cluster_count; i++) {
        bytes += item->as.glyphs.clusters[i].bytes;
        glyphs += item->as.glyphs.clusters[i].glyphs;
    }
    return bytes == item->as.glyphs.text.len && glyphs == item->as.glyphs.glyph_count &&
           hat_utf8_valid_len(item->as.glyphs.text) == bytes;
}

static void add_glyphs(struct hat_painter *painter, const struct hat_glyph *glyphs, size_t count)
{
    cairo_glyph_t *out = painter->glyphs + painter->pending.glyphs;
    for (size_t i = 0; i < count; i++) {
        out[i] = (cairo_glyph_t){glyphs[i].id, pt(glyphs[i].x), pt(glyphs[i].y)};
    }
    painter->pending.glyphs += count;
}

/* Writes the text of a cluster as cairo is told it, at most 4 bytes a character; how many. */
static size_t tell_text(struct hat_painter *painter, const char *text, size_t len, char *out)
{
    if (painter->codes == NULL) {
        memcpy(out, text, len);
        return len;
    }
    size_t told = 0;
    for (size_t at = 0, used = 0; at < len; at += used) {
        uint32_t cp = hat_utf8_decode(text + at, len - at, &used);
        told += hat_utf8_encode(hat_codes_encode(painter->codes, cp), out + told);
    }
    return told;
}

/* Adds a run to the collection, without the second and further blanks of a row of blanks: they
 * have no ink, and a reader who hears the text should not meet them (PDF/UA-1 7.2: layout is not
 * made with blanks). The letters stay where they are. */
static void add_run(struct hat_painter *painter, const struct hat_item *item)
{
    struct hat_pending *pending = &painter->pending;
    const char *text = item->as.glyphs.text.ptr;
    char *room = hat_buf_reserve(&painter->text, item->as.glyphs.text.len * 4);
    size_t told = 0;
    bool backward = item->as.glyphs.backward; /* the last glyphs are those of the first cluster */
    const struct hat_glyph *glyphs =
        item->as.glyphs.glyphs + (backward ? item->as.glyphs.glyph_count : 0);
    for (size_t i = 0; room != NULL && i < item->as.glyphs.cluster_count; i++) {
        struct hat_cluster cluster = item->as.glyphs.clusters[i];
        bool blank = cluster.bytes == 1 && *text == ' ';
        glyphs -= backward ? cluster.glyphs : 0;
        if (!blank || !painter->after_blank) {
            size_t bytes = tell_text(painter, text, cluster.bytes, room + told);
            painter->clusters[pending->clusters++] =
                (cairo_text_cluster_t){(int)bytes, cluster.glyphs};
            told += bytes;
            add_glyphs(painter, glyphs, cluster.glyphs);
        }
        painter->after_blank = blank;
        text += cluster.bytes;
        glyphs += backward ? 0 : cluster.glyphs;
    }
    if (room != NULL) {
        hat_buf_extend(&painter->text, told);
    }
}

static void show_without_text(struct hat_painter *painter, const struct hat_item *item)
{
    hat_painter_flush(painter);
    add_glyphs(painter, item->as.glyphs.glyphs, item->as.glyphs.glyph_count);
    cairo_show_glyphs(painter->cr, painter->glyphs, (int)painter->pending.glyphs);
    painter->pending.glyphs = 0;
}

/* Strokes the outlines over the filled glyphs where the family has no bold. */
static void embolden(struct hat_painter *painter, const struct hat_item *item)
{
    hat_painter_flush(painter);
    add_glyphs(painter, item->as.glyphs.glyphs, item->as.glyphs.glyph_count);
    cairo_glyph_path(painter->cr, painter->glyphs, (int)painter->pending.glyphs);
    painter->pending.glyphs = 0;
    cairo_set_line_width(painter->cr, pt((hat_du)(item->as.glyphs.size_du / 30)));
    cairo_stroke(painter->cr);
}

static enum hat_status draw_glyphs(struct hat_painter *painter, const struct hat_item *item)
{
    const struct hat_face *face = item->as.glyphs.face;
    if (item->as.glyphs.glyph_count == 0 || item->as.glyphs.size_du == 0) {
        return HAT_OK;
    }
    cairo_scaled_font_t *font = hat_paint_font(&painter->fonts, item);
    if (font == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool sound = is_sound(item);
    collect(painter, item, 0, font);
    if (!reserve(painter, painter->pending.glyphs + item->as.glyphs.glyph_count,
                 painter->pending.clusters + item->as.glyphs.cluster_count)) {
        return HAT_ERR_NOMEM;
    }
    if (sound) {
        add_run(painter, item);
    } else {
        show_without_text(painter, item);
    }
    if (painter->pending.glyphs > GLYPHS_AT_ONCE) {
        hat_painter_flush(painter);
    }
    if (hat_face_fake_bold(face)) {
        embolden(painter, item);
    }
    return hat_buf_failed(&painter->text) ? HAT_ERR_NOMEM : HAT_OK;
}

/* ---- pictures ---- */

/* The part of a picture that is shown, as fractions of it. */
struct visible {
    double left, top, across, down;
};

static struct visible visible_part(const int32_t crop[4])
{
    struct visible part = {crop[HAT_LEFT] / 1e5, crop[HAT_TOP] / 1e5, 0, 0};
    part.across = 1 - part.left - crop[HAT_RIGHT] / 1e5;
    part.down = 1 - part.top - crop[HAT_BOTTOM] / 1e5;
    return part;
}

/* Clips to the box around the origin. A picture in a PDF or SVG that is not cropped ends by itself,
 * and is clipped a point outside: cairo 1.16 takes an unclipped paint on a page that is still clear
 * for a background, and forgets the tags before it. */
static void clip_picture(const struct hat_painter *painter, const struct visible *part,
                         double width, double height)
{
    bool whole = part->left == 0 && part->top == 0 && part->across == 1 && part->down == 1;
    double margin = whole && painter->target != HAT_TARGET_PIXELS ? 1 : 0;
    cairo_rectangle(painter->cr, -width / 2 - margin, -height / 2 - margin, width + 2 * margin,
                    height + 2 * margin);
    cairo_clip(painter->cr);
}

/* In a PDF any other filter gives /Interpolate, which PDF/A forbids. Pixels at the edge are not
 * blended with nothing. */
static void set_sampling(const struct hat_painter *painter)
{
    cairo_pattern_t *source = cairo_get_source(painter->cr);
    if (painter->target == HAT_TARGET_PDF) {
        cairo_pattern_set_filter(source, CAIRO_FILTER_NEAREST);
    } else if (painter->target == HAT_TARGET_PIXELS) {
        cairo_pattern_set_extend(source, CAIRO_EXTEND_PAD);
    }
}

/* Maps the whole picture so that its visible part fills the box around the origin. */
static void place_picture(struct hat_painter *painter, const struct hat_item *item,
                          cairo_surface_t *surface)
{
    cairo_t *cr = painter->cr;
    struct visible part = visible_part(item->as.image.crop);
    double width = pt(item->as.image.width), height = pt(item->as.image.height);
    if (part.across < 1e-4 || part.down < 1e-4 || width <= 0 || height <= 0) {
        return; /* nothing is left of it */
    }
    clip_picture(painter, &part, width, height);
    double full_width = width / part.across, full_height = height / part.down;
    cairo_translate(cr, -width / 2 - part.left * full_width, -height / 2 - part.top * full_height);
    cairo_scale(cr, full_width / cairo_image_surface_get_width(surface),
                full_height / cairo_image_surface_get_height(surface));
    cairo_set_source_surface(cr, surface, 0, 0);
    set_sampling(painter);
    cairo_paint(cr);
}

/* Stands in place of a picture that cannot be shown. */
static void draw_frame(cairo_t *cr, double width, double height)
{
    cairo_set_source_rgb(cr, 0.5, 0.5, 0.5);
    cairo_set_line_width(cr, 0.5);
    cairo_rectangle(cr, -width / 2, -height / 2, width, height);
    cairo_stroke(cr);
}

static enum hat_status draw_image(struct hat_painter *painter, const struct hat_item *item)
{
    cairo_t *cr = painter->cr;
    const struct hat_image *image = item->as.image.image; /* NULL: it could not be read */
    cairo_surface_t *surface = NULL;
    enum hat_status status =
        image != NULL ? hat_pictures_find(&painter->pictures, image, &surface) : HAT_OK;
    if (status != HAT_OK || (image != NULL && image->format == HAT_IMAGE_NONE)) {
        return status;
    }
    cairo_save(cr);
    cairo_translate(cr, pt(item->as.image.x) + pt(item->as.image.width) / 2,
                    pt(item->as.image.y) + pt(item->as.image.height) / 2);
    cairo_rotate(cr, hat_radians(item->as.image.rotation));
    if (surface != NULL) {
        place_picture(painter, item, surface);
    } else {
        draw_frame(cr, pt(item->as.image.width), pt(item->as.image.height));
    }
    cairo_restore(cr);
    return HAT_OK;
}

/* ---- all ---- */

enum hat_status hat_painter_item(struct hat_painter *painter, const struct hat_item *item)
{
    switch (item->kind) {
    case HAT_ITEM_GLYPHS:
        return draw_glyphs(painter, item);
    case HAT_ITEM_LINE:
        draw_line(painter, item);
        return HAT_OK;
    case HAT_ITEM_RECT:
        draw_rect(painter, item);
        return HAT_OK;
    case HAT_ITEM_PATH:
        hat_painter_flush(painter);
        hat_paint_path(painter->cr, item);
        return HAT_OK;
    case HAT_ITEM_IMAGE:
        hat_painter_flush(painter);
        return draw_image(painter, item);
    default:
        return HAT_OK;
    }
}

void hat_painter_fini(struct hat_painter *painter)
{
    hat_paint_fonts_fini(&painter->fonts);
    hat_pictures_fini(&painter->pictures);
    hat_mem_free(painter->glyphs);
    hat_mem_free(painter->clusters);
    hat_buf_fini(&painter->text);
    *painter = (struct hat_painter){0};
}

enum hat_status hat_cairo_status(cairo_status_t status, hat_diags *diags)
{
    if (status == CAIRO_STATUS_SUCCESS) {
        return HAT_OK;
    }
    if (status == CAIRO_STATUS_NO_MEMORY) {
        return HAT_ERR_NOMEM;
    }
    hat_diags_add(diags, HAT_MSG_CAIRO_FAILED, NULL, hat_str_from(cairo_status_to_string(status)));
    return HAT_ERR_IO;
}

cairo_status_t hat_cairo_write(void *buf, const unsigned char *bytes, unsigned int len)
{
    hat_buf_put(buf, (const char *)bytes, len);
    return CAIRO_STATUS_SUCCESS;
}
