/* svg.c -- SVG drawings as pictures of points, by librsvg when it is installed.
 *
 *     <svg width="40mm" height="20mm">...  ->  1600 x 800 points with transparency
 *
 * librsvg and what it brings (GLib, Pango, gdk-pixbuf) would make every start of the program
 * slower, so it is loaded when the first drawing comes, and nothing depends on it. It stays loaded:
 * GLib cannot be unloaded. The handle has no address of its own, and so librsvg opens no file and
 * no address that a drawing names.
 */
#include <dlfcn.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "paint/drawing.h"
#include "paint/painter_internal.h"

enum { SIDE_PX = 1600 }; /* of the longer side: 240 dots an inch on the width of a page */

/* librsvg's own types, as its header rsvg.h has them. */
struct rectangle {
    double x, y, width, height;
};
struct length {
    double length;
    int unit;
};

struct hat_svg {
    void *library;
    void *(*open)(const unsigned char *data, size_t len, void **error);
    int (*size_px)(void *handle, double *width, double *height);
    void (*dimensions)(void *handle, int *has_width, struct length *width, int *has_height,
                       struct length *height, int *has_box, struct rectangle *box);
    int (*draw)(void *handle, cairo_t *cr, const struct rectangle *viewport, void **error);
    void (*release)(void *handle);
};

/* dlsym() gives a pointer to data; C has no conversion of it to one to a function. */
static bool find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

enum hat_status hat_svg_open(struct hat_svg **out)
{
    struct hat_svg *svg = hat_mem_zalloc(1, sizeof *svg);
    if (svg == NULL) {
        return HAT_ERR_NOMEM;
    }
    svg->library = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    bool found = svg->library != NULL &&
                 find(svg->library, "rsvg_handle_new_from_data", &svg->open) &&
                 find(svg->library, "rsvg_handle_get_intrinsic_size_in_pixels", &svg->size_px) &&
                 find(svg->library, "rsvg_handle_get_intrinsic_dimensions", &svg->dimensions) &&
                 find(svg->library, "rsvg_handle_render_document", &svg->draw) &&
                 find(svg->library, "g_object_unref", &svg->release);
    if (!found && svg->library != NULL) {
        dlclose(svg->library);
        svg->library = NULL;
    }
    *out = svg;
    return HAT_OK;
}

void hat_svg_close(struct hat_svg *svg)
{
    if (svg != NULL && svg->library != NULL) {
        dlclose(svg->library);
    }
    hat_mem_free(svg);
}

bool hat_svg_works(const struct hat_svg *svg)
{
    return svg->library != NULL;
}

/* The shape of the drawing, in any unit: its size, or that of its view box. */
static bool find_shape(const struct hat_svg *svg, void *handle, struct rectangle *shape)
{
    struct length width, height;
    int has_width = 0, has_height = 0, has_box = 0;
    if (!svg->size_px(handle, &shape->width, &shape->height)) {
        svg->dimensions(handle, &has_width, &width, &has_height, &height, &has_box, shape);
        if (!has_box) {
            return false;
        }
    }
    return isfinite(shape->width) && isfinite(shape->height) && shape->width > 0 &&
           shape->height > 0;
}

static cairo_surface_t *draw(const struct hat_svg *svg, void *handle, const struct rectangle *shape)
{
    double scale = SIDE_PX / (shape->width > shape->height ? shape->width : shape->height);
    struct rectangle viewport = {0, 0, ceil(shape->width * scale), ceil(shape->height * scale)};
    viewport.width = viewport.width < 1 ? 1 : viewport.width;
    viewport.height = viewport.height < 1 ? 1 : viewport.height;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)viewport.width, (int)viewport.height);
    cairo_t *cr = cairo_create(surface);
    bool drawn = cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
                 svg->draw(handle, cr, &viewport, NULL) && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    if (!drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    return surface;
}

cairo_surface_t *hat_svg_draw(const struct hat_svg *svg, struct hat_str bytes)
{
    struct rectangle shape = {0};
    void *handle = svg->open((const unsigned char *)bytes.ptr, bytes.len, NULL);
    if (handle == NULL) {
        return NULL;
    }
    cairo_surface_t *surface = find_shape(svg, handle, &shape) ? draw(svg, handle, &shape) : NULL;
    svg->release(handle);
    return surface;
}

bool hat_svg_png(struct hat_str bytes, struct hat_buf *png)
{
    struct hat_svg *svg = NULL;
    if (hat_svg_open(&svg) != HAT_OK) {
        return false;
    }
    cairo_surface_t *surface = hat_svg_works(svg) ? hat_svg_draw(svg, bytes) : NULL;
    bool drawn =
        surface != NULL && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS &&
        cairo_surface_write_to_png_stream(surface, hat_cairo_write, png) == CAIRO_STATUS_SUCCESS;
    if (surface != NULL) {
        cairo_surface_destroy(surface);
    }
    hat_svg_close(svg);
    return drawn && !hat_buf_failed(png);
}
