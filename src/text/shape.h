/* shape.h -- text to glyphs with HarfBuzz, unhinted, cached (docs/layout-rules.md 2.1). */
#ifndef HAT_TEXT_SHAPE_H
#define HAT_TEXT_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "text/fonts.h"

struct hat_shaper; /* holds the cache of words; one per thread of work */

enum hat_status hat_shaper_new(struct hat_shaper **out);
void hat_shaper_free(struct hat_shaper *shaper);

struct hat_shape_request {
    const struct hat_face *face;
    uint32_t size_du;   /* em height */
    uint16_t scale_pct; /* horizontal; 0 and 100: none */
    bool kerning, ligatures, rtl;
    const char *lang;    /* BCP 47; "" and NULL: unknown */
    struct hat_str text; /* one run: one face, one direction; at most 1 MB */
};

struct hat_shaped_glyph {
    uint32_t id;
    uint32_t byte;              /* offset in the text of the cluster's first byte */
    int32_t advance;            /* [du], rounded per glyph */
    int32_t x_offset, y_offset; /* [du]; y upwards */
    bool unsafe_to_break;       /* breaking before it needs a new shaping */
};

struct hat_shaped {
    struct hat_shaped_glyph *glyphs; /* in logical order: by byte */
    uint32_t count;
    int32_t advance; /* sum [du] */
    bool missing;    /* glyph 0 is among them */
};

/* Shapes a run; the glyphs are in `arena`. HAT_ERR_NOMEM, HAT_ERR_LIMIT (text too long). */
enum hat_status hat_shape_text(struct hat_shaper *shaper, const struct hat_shape_request *request,
                               struct hat_arena *arena, struct hat_shaped *out);

#endif
