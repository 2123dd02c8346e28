/* painter_internal.h -- draws items of a display list on a cairo context, whatever is behind it.
 *
 *     page items ──► hat_painter_item() ──► cairo_t of a PDF, an SVG or an image
 *
 * The painter knows nothing of pages, tags and files: pdf.c and picture_out.c do.
 */
#ifndef HAT_PAINT_PAINTER_INTERNAL_H
#define HAT_PAINT_PAINTER_INTERNAL_H

#include <cairo.h>

#include "base/buf.h"
#include "base/diag.h"
#include "layout/page.h"
#include "paint/codes_internal.h"

/* ---- fonts: a cairo font per face, size and width ---- */

struct hat_paint_font; /* one scaled font */

struct hat_paint_fonts {
    cairo_font_face_t **faces; /* by hat_face_index() */
    size_t face_count;
    struct hat_paint_font *buckets[64];
    cairo_font_options_t *options;
};

/* The font of a run. Borrowed until fini; NULL when out of memory. `scale_pct` 0 means 100. */
cairo_scaled_font_t *hat_paint_font(struct hat_paint_fonts *fonts, const struct hat_item *item);
void hat_paint_fonts_fini(struct hat_paint_fonts *fonts);

/* ---- pictures: a cairo surface per picture file ---- */

struct hat_picture {
    const struct hat_image *image;
    cairo_surface_t *surface; /* NULL: cannot be shown */
};

struct hat_svg; /* draws SVG, when it can */

struct hat_pictures {
    struct hat_svg *svg; /* NULL until the first drawing comes */
    struct hat_picture *list;
    size_t count, cap;
    bool keep_jpeg;   /* give JPEG files on as they are, with no pixels behind them */
    uint64_t pixels;  /* of all surfaces held */
    hat_diags *diags; /* what cannot be shown is a warning here, once a picture */
};

/* The surface of a picture, borrowed until the next hat_pictures_trim(). *surface is NULL when it
 * cannot be shown. HAT_OK or HAT_ERR_NOMEM. */
enum hat_status hat_pictures_find(struct hat_pictures *pictures, const struct hat_image *image,
                                  cairo_surface_t **surface);
/* Was the picture asked for before (since the last trim)? */
bool hat_pictures_know(const struct hat_pictures *pictures, const struct hat_image *image);
/* Forgets all surfaces when they hold much; called between pages. */
void hat_pictures_trim(struct hat_pictures *pictures);
/* Forgets all pictures: they are about to go. */
void hat_pictures_forget(struct hat_pictures *pictures);
void hat_pictures_fini(struct hat_pictures *pictures);

/* ---- SVG ---- */

/* Looks for librsvg. HAT_OK, also when it is not there, or HAT_ERR_NOMEM. */
enum hat_status hat_svg_open(struct hat_svg **out);
bool hat_svg_works(const struct hat_svg *svg);
/* The drawing as a surface of points; NULL: it cannot be drawn. An error surface when memory has
 * ended. Only when hat_svg_works(). */
cairo_surface_t *hat_svg_draw(const struct hat_svg *svg, struct hat_str bytes);
/* Accepts NULL. */
void hat_svg_close(struct hat_svg *svg);

/* ---- JPEG ---- */

struct hat_jpeg {
    uint32_t width, height;
    uint8_t components;
    bool common; /* 8 bits, Huffman, baseline or progressive: what every PDF viewer decodes */
};

/* Reads the frame header only. false: not a JPEG file. */
bool hat_jpeg_probe(struct hat_str bytes, struct hat_jpeg *jpeg);
/* Decodes into the rows of an RGB24 surface of the size probed; CMYK becomes RGB.
 * HAT_OK, HAT_ERR_DATA, HAT_ERR_NOMEM. */
enum hat_status hat_jpeg_decode(struct hat_str bytes, const struct hat_jpeg *jpeg,
                                unsigned char *rows, size_t stride);

/* ---- outlines ---- */

/* Draws a HAT_ITEM_PATH on `cr`, whose state it leaves as it was; there is no current path. */
void hat_paint_path(cairo_t *cr, const struct hat_item *item);
/* Fills the path of `cr`, which it uses up, from one colour to another in the box (x, y, width,
 * height) [pt]. */
void hat_paint_gradient(cairo_t *cr, const struct hat_gradient *gradient, const double box[4]);

/* ---- the painter ---- */

/* Items of one look that follow each other, collected to be drawn in one go: lines or rectangles
 * in the path of `cr`, glyphs in the painter's arrays. */
struct hat_pending {
    bool any;
    uint8_t kind; /* HAT_ITEM_LINE, HAT_ITEM_RECT or HAT_ITEM_GLYPHS */
    uint32_t color;
    hat_du width;              /* of lines */
    cairo_scaled_font_t *font; /* of glyphs */
    size_t glyphs, clusters;   /* how many; the text is in painter->text */
};

enum hat_target { HAT_TARGET_PIXELS, HAT_TARGET_SVG, HAT_TARGET_PDF };

struct hat_painter {
    enum hat_target target;
    cairo_t *cr; /* borrowed */
    struct hat_paint_fonts fonts;
    struct hat_pictures pictures;
    struct hat_pending pending;
    cairo_scaled_font_t *font; /* now set on cr */
    uint32_t color;            /* now set on cr */
    bool color_set;
    bool after_blank;      /* the text drawn last ends in a blank */
    cairo_glyph_t *glyphs; /* collected, and scratch */
    size_t glyph_cap;
    cairo_text_cluster_t *clusters;
    size_t cluster_cap;
    struct hat_buf text;
    struct hat_codes *codes; /* what cairo is told of the text; NULL: as it is */
};

/* Begins to draw on `cr`, whose state is fresh: a new page or a new surface. */
void hat_painter_begin(struct hat_painter *painter, cairo_t *cr);
/* HAT_OK or HAT_ERR_NOMEM; errors of cairo stay in `cr` for its owner to look at. */
enum hat_status hat_painter_item(struct hat_painter *painter, const struct hat_item *item);
/* Draws what was collected: before a mark, at the end of a page. */
void hat_painter_flush(struct hat_painter *painter);
void hat_painter_fini(struct hat_painter *painter);

/* HAT_OK, HAT_ERR_NOMEM, or HAT_ERR_IO with a diagnostic that gives cairo's words. */
enum hat_status hat_cairo_status(cairo_status_t status, hat_diags *diags);

/* A write callback that appends to a struct hat_buf and never fails: memory that ended is seen in
 * the buffer, not by cairo. */
cairo_status_t hat_cairo_write(void *buf, const unsigned char *bytes, unsigned int len);

#endif
