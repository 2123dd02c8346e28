/* outline.c -- what a glyph is drawn with, for letters that are stretched into a shape.
 *
 *     "I" of Liberation Sans  ->  MOVE 191,1409  LINE 191,0  LINE 382,0  LINE 382,1409  CLOSE
 *
 * Curves of TrueType are of the second degree; they are told as the same curves of the third:
 * the points that pull lie two thirds of the way to the one that did.
 */
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "text/fonts_internal.h"

/* On the way through an outline of FreeType. */
struct tracer {
    const struct hat_outline_sink *sink;
    FT_Vector at; /* the last point */
    bool open;    /* a contour was begun */
    bool ended;   /* by the sink */
};

static int tell(struct tracer *tracer, enum hat_outline_step kind, const FT_Vector *points[3])
{
    int32_t x[3] = {0}, y[3] = {0};
    for (int i = 0; i < 3 && points[i] != NULL; i++) {
        x[i] = (int32_t)points[i]->x;
        y[i] = (int32_t)points[i]->y;
        tracer->at = *points[i];
    }
    tracer->ended = tracer->ended || !tracer->sink->step(tracer->sink->ctx, kind, x, y);
    return tracer->ended;
}

static int close_contour(struct tracer *tracer)
{
    const FT_Vector *none[3] = {NULL, NULL, NULL};
    bool open = tracer->open;
    tracer->open = false;
    return open ? tell(tracer, HAT_OUTLINE_CLOSE, none) : 0;
}

static int move_to(const FT_Vector *to, void *ctx)
{
    struct tracer *tracer = ctx;
    const FT_Vector *points[3] = {to, NULL, NULL};
    int ended = close_contour(tracer);
    tracer->open = true;
    return ended != 0 ? ended : tell(tracer, HAT_OUTLINE_MOVE, points);
}

static int line_to(const FT_Vector *to, void *ctx)
{
    const FT_Vector *points[3] = {to, NULL, NULL};
    return tell(ctx, HAT_OUTLINE_LINE, points);
}

static int conic_to(const FT_Vector *pull, const FT_Vector *to, void *ctx)
{
    const FT_Vector from = ((struct tracer *)ctx)->at;
    const FT_Vector first = {(from.x + 2 * pull->x) / 3, (from.y + 2 * pull->y) / 3};
    const FT_Vector second = {(to->x + 2 * pull->x) / 3, (to->y + 2 * pull->y) / 3};
    const FT_Vector *points[3] = {&first, &second, to};
    return tell(ctx, HAT_OUTLINE_CURVE, points);
}

static int cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to, void *ctx)
{
    const FT_Vector *points[3] = {first, second, to};
    return tell(ctx, HAT_OUTLINE_CURVE, points);
}

bool hat_face_outline(const struct hat_face *face, uint32_t glyph,
                      const struct hat_outline_sink *sink)
{
    static const FT_Outline_Funcs steps = {move_to, line_to, conic_to, cubic_to, 0, 0};
    struct tracer tracer = {.sink = sink};
    if (FT_Load_Glyph(face->ft, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0 ||
        face->ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return true;
    }
    FT_Outline_Decompose(&face->ft->glyph->outline, &steps, &tracer);
    close_contour(&tracer);
    return !tracer.ended;
}

int32_t hat_face_units(const struct hat_face *face)
{
    return face->upem;
}
