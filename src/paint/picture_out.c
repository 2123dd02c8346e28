/* picture_out.c -- one page as PNG or SVG, from the same display list as the PDF.
 *
 * Both are made in memory first, so that an error leaves nothing in the output. cairo names the
 * parts of an SVG after counters of the whole process ("surface8", "image12"); they are numbered
 * anew, so that a page gives the same bytes whatever was drawn before.
 */
#include <cairo-svg.h>
#include <math.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"
#include "paint/paint.h"
#include "paint/painter_internal.h"

static const double TWIPS_PER_PT = 20, TWIPS_PER_INCH = 1440, PT_PER_INCH = 72;

static enum hat_status draw(cairo_t *cr, enum hat_target target, const struct hat_page *page,
                            hat_diags *diags)
{
    struct hat_painter painter = {.target = target};
    enum hat_status status = HAT_OK;
    painter.pictures.diags = diags;
    hat_painter_begin(&painter, cr);
    for (size_t i = 0; i < page->count && status == HAT_OK; i++) {
        status = hat_painter_item(&painter, &page->items[i]);
    }
    hat_painter_flush(&painter);
    cairo_show_page(cr);
    if (status == HAT_OK) {
        status = hat_cairo_status(cairo_status(cr), diags);
    }
    hat_painter_fini(&painter);
    return status;
}

/* ---- PNG ---- */

static enum hat_status refuse_size(double dpi, double pixels, hat_diags *diags)
{
    char resolution[32], size[32];
    snprintf(resolution, sizeof resolution, "%.0f", dpi);
    snprintf(size, sizeof size, "%.0f", pixels);
    hat_diags_add(diags, HAT_MSG_PICTURE_SIZE, NULL, hat_str_from(resolution), hat_str_from(size));
    return HAT_ERR_LIMIT;
}

/* The page's size in whole pixels; HAT_ERR_LIMIT when it is too large. */
static enum hat_status measure(const struct hat_page *page, double dpi, hat_diags *diags,
                               int size[2])
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    double width = ceil(page->width / TWIPS_PER_INCH * dpi - 1e-6);
    double height = ceil(page->height / TWIPS_PER_INCH * dpi - 1e-6);
    width = fmax(width, 1);
    height = fmax(height, 1);
    if (width > limits.picture_side || height > limits.picture_side ||
        width * height > limits.picture_pixels) {
        return refuse_size(dpi, width * height, diags);
    }
    size[0] = (int)width;
    size[1] = (int)height;
    return HAT_OK;
}

static enum hat_status draw_png(const struct hat_page *page, double dpi, const int size[2],
                                struct hat_buf *bytes, hat_diags *diags)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size[0], size[1]);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, dpi / PT_PER_INCH, dpi / PT_PER_INCH);
    enum hat_status status = draw(cr, HAT_TARGET_PIXELS, page, diags);
    if (status == HAT_OK) {
        status = hat_cairo_status(
            cairo_surface_write_to_png_stream(surface, hat_cairo_write, bytes), diags);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return status == HAT_OK && hat_buf_failed(bytes) ? HAT_ERR_NOMEM : status;
}

enum hat_status hat_png_write(const struct hat_page *page, double dpi, struct hat_output *output,
                              hat_diags *diags)
{
    if (!(dpi > 0) || !isfinite(dpi)) {
        return HAT_ERR_USAGE;
    }
    int size[2];
    enum hat_status status = measure(page, dpi, diags, size);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_buf bytes = {0};
    status = draw_png(page, dpi, size, &bytes, diags);
    if (status == HAT_OK) {
        hat_output_write(output, bytes.data, bytes.len);
    }
    hat_buf_fini(&bytes);
    return status;
}

/* ---- SVG ---- */

/* Names met so far, by the number that cairo gave. */
struct names {
    unsigned long *given;
    size_t count, cap;
};

static enum hat_status new_number(struct names *names, unsigned long given, size_t *number)
{
    for (size_t i = 0; i < names->count; i++) {
        if (names->given[i] == given) {
            *number = i;
            return HAT_OK;
        }
    }
    if (!hat_mem_grow(&names->given, names->count, &names->cap, sizeof *names->given)) {
        return HAT_ERR_NOMEM;
    }
    *number = names->count;
    names->given[names->count++] = given;
    return HAT_OK;
}

/* Is this the number of a name such as "surface8" or "#image12"? Returns the length of the text
 * before the digits, 0 when it is not. */
static size_t counter_at(const char *at, const char *end)
{
    static const char *const WORDS[4] = {"\"surface", "\"#surface", "\"image", "\"#image"};
    for (int i = 0; i < 4; i++) {
        size_t len = strlen(WORDS[i]);
        if ((size_t)(end - at) > len && memcmp(at, WORDS[i], len) == 0 && at[len] >= '0' &&
            at[len] <= '9') {
            return len;
        }
    }
    return 0;
}

static enum hat_status renumber(const struct hat_buf *in, struct hat_buf *out)
{
    struct names names = {0};
    enum hat_status status = HAT_OK;
    const char *at = in->data, *end = in->data + in->len;
    while (at < end && status == HAT_OK) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        size_t plain = quote != NULL ? (size_t)(quote - at) : (size_t)(end - at);
        hat_buf_put(out, at, plain);
        at += plain;
        size_t word = at < end ? counter_at(at, end) : 0;
        if (word == 0) {
            hat_buf_put(out, at, at < end ? 1 : 0);
            at += at < end ? 1 : 0;
            continue;
        }
        hat_buf_put(out, at, word);
        unsigned long given = 0;
        for (at += word; at < end && *at >= '0' && *at <= '9'; at++) {
            given = given * 10 + (unsigned long)(*at - '0');
        }
        size_t number = 0;
        status = new_number(&names, given, &number);
        hat_buf_printf(out, "%zu", number);
    }
    hat_mem_free(names.given);
    return status == HAT_OK && hat_buf_failed(out) ? HAT_ERR_NOMEM : status;
}

static enum hat_status draw_svg(const struct hat_page *page, struct hat_buf *bytes,
                                hat_diags *diags)
{
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        hat_cairo_write, bytes, page->width / TWIPS_PER_PT, page->height / TWIPS_PER_PT);
    cairo_t *cr = cairo_create(surface);
    enum hat_status status = draw(cr, HAT_TARGET_SVG, page, diags);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == HAT_OK) {
        status = hat_cairo_status(cairo_surface_status(surface), diags);
    }
    cairo_surface_destroy(surface);
    return status == HAT_OK && hat_buf_failed(bytes) ? HAT_ERR_NOMEM : status;
}

enum hat_status hat_svg_write(const struct hat_page *page, struct hat_output *output,
                              hat_diags *diags)
{
    struct hat_buf drawn = {0}, named = {0};
    enum hat_status status = draw_svg(page, &drawn, diags);
    if (status == HAT_OK) {
        status = renumber(&drawn, &named);
    }
    if (status == HAT_OK) {
        hat_output_write(output, named.data, named.len);
    }
    hat_buf_fini(&drawn);
    hat_buf_fini(&named);
    return status;
}
