/* shape.h -- text to glyphs with HarfBuzz, unhinted, cached (docs/layout-rules.md 2.1). */
#ifndef HAT_TEXT_SHAPE_H
#define HAT_TEXT_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "text/fonts.h"

struct hat_shaper; /* holds the cache; one per thread of work */

enum hat_status hat_shaper_new(struct hat_fonts *fonts, struct hat_shaper **out);
void hat_shaper_free(struct hat_shaper *shaper);

struct hat_shape_request {
    const struct hat_face *face;
    uint16_t size_hp;
    bool kerning, ligatures, rtl;
    const char *lang;    /* BCP 47; "" unknown */
    struct hat_str text; /* one run: one face, one script, one direction */
};

struct hat_shaped_glyph {
    uint32_t id;
    uint32_t byte;              /* offset in the text of the cluster's first byte */
    int32_t advance;            /* [du], rounded per glyph */
    int32_t x_offset, y_offset; /* [du] */
    bool unsafe_to_break;       /* breaking before it needs a new shaping */
};

struct hat_shaped {
    const struct hat_shaped_glyph *glyphs; /* in logical order: by byte */
    uint32_t count;
    int32_t advance; /* sum [du] */
    bool missing;    /* glyph 0 is among them */
};

/* Borrowed until the shaper is freed or its cache is trimmed (hat_shaper_trim()). */
enum hat_status hat_shape(struct hat_shaper *shaper, const struct hat_shape_request *request,
                          const struct hat_shaped **out);

/* Forgets what was not used lately when the cache is over its bound; call between pages. */
void hat_shaper_trim(struct hat_shaper *shaper);

#endif
