/* paint_fonts.c -- cairo fonts for the faces of text/fonts.h.
 *
 * cairo opens the font file itself, by name. It keeps fonts in a cache of its own that outlives
 * every object of ours, and it sets sizes on the FreeType face it draws with; a face lent to it
 * would be freed under its hands and changed under the shaper's.
 *
 * Outlines are not hinted and measures not rounded: a page looks the same at every size.
 * A family without an italic is slanted here, as the font matrix says:
 *
 *     | size * scale   SLANT * size |      a point one em above the baseline
 *     |      0             size     |      moves SLANT em to the right
 */
#include <cairo-ft.h>

#include "base/mem.h"
#include "paint/painter_internal.h"

/* tan 18°, what LibreOffice slants by */
static const double SLANT = -0.3249;

enum { FACES_MAX = 1 << 16, DU_PER_PT = HAT_DU_PER_POINT };

struct hat_paint_font {
    struct hat_paint_font *next;
    cairo_scaled_font_t *scaled;
    uint32_t face, size_du;
    uint16_t scale_pct;
    uint8_t turn; /* enum hat_turn */
};

static cairo_font_face_t *open_face(const struct hat_face *face)
{
    FcPattern *pattern = FcPatternCreate();
    if (pattern == NULL) {
        return NULL;
    }
    const FT_Face freetype = hat_face_freetype(face);
    FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)hat_face_file(face));
    FcPatternAddInteger(pattern, FC_INDEX, freetype != NULL ? (int)freetype->face_index : 0);
    cairo_font_face_t *opened = cairo_ft_font_face_create_for_pattern(pattern);
    FcPatternDestroy(pattern);
    return opened;
}

static bool grow_faces(struct hat_paint_fonts *fonts, size_t count)
{
    cairo_font_face_t **faces = hat_mem_realloc(fonts->faces, count, sizeof(*faces));
    if (faces == NULL) {
        return false;
    }
    for (size_t i = fonts->face_count; i < count; i++) {
        faces[i] = NULL;
    }
    fonts->faces = faces;
    fonts->face_count = count;
    return true;
}

static cairo_font_face_t *find_face(struct hat_paint_fonts *fonts, const struct hat_face *face)
{
    size_t index = hat_face_index(face);
    if (index >= FACES_MAX || (index >= fonts->face_count && !grow_faces(fonts, index + 1))) {
        return NULL;
    }
    if (fonts->faces[index] == NULL) {
        fonts->faces[index] = open_face(face);
    }
    return fonts->faces[index];
}

static cairo_font_options_t *options_new(void)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    return options;
}

/* Turned letters: a quarter turn after scaling and slanting. */
static void turn_font(cairo_matrix_t *font, enum hat_turn turn)
{
    cairo_matrix_t quarter; /* y grows downwards: up is (0, -1) */
    if (turn != HAT_TURN_NONE) {
        double up = turn == HAT_TURN_UP ? -1 : 1;
        cairo_matrix_init(&quarter, 0, up, -up, 0, 0, 0);
        cairo_matrix_multiply(font, font, &quarter);
    }
}

static cairo_scaled_font_t *scale(struct hat_paint_fonts *fonts, const struct hat_face *face,
                                  const struct hat_paint_font *wanted)
{
    cairo_font_face_t *opened = find_face(fonts, face);
    if (fonts->options == NULL) {
        fonts->options = options_new();
    }
    if (opened == NULL || fonts->options == NULL) {
        return NULL;
    }
    double size = (double)wanted->size_du / DU_PER_PT;
    cairo_matrix_t device, font;
    cairo_matrix_init_identity(&device);
    cairo_matrix_init_scale(&font, size * wanted->scale_pct / 100, size);
    if (hat_face_fake_italic(face)) {
        font.xy = SLANT * size;
    }
    turn_font(&font, wanted->turn);
    return cairo_scaled_font_create(opened, &font, &device, fonts->options);
}

cairo_scaled_font_t *hat_paint_font(struct hat_paint_fonts *fonts, const struct hat_item *item)
{
    const struct hat_face *face = item->as.glyphs.face;
    struct hat_paint_font wanted = {.face = hat_face_index(face),
                                    .size_du = item->as.glyphs.size_du,
                                    .scale_pct = item->as.glyphs.scale_pct,
                                    .turn = item->as.glyphs.turn};
    wanted.scale_pct = wanted.scale_pct > 0 ? wanted.scale_pct : 100;
    struct hat_paint_font **bucket =
        &fonts->buckets[(wanted.face * 17 + wanted.size_du / 60 + wanted.scale_pct) % 64];
    for (struct hat_paint_font *font = *bucket; font != NULL; font = font->next) {
        if (font->face == wanted.face && font->size_du == wanted.size_du &&
            font->scale_pct == wanted.scale_pct && font->turn == wanted.turn) {
            return font->scaled;
        }
    }
    struct hat_paint_font *font = hat_mem_zalloc(1, sizeof *font);
    if (font == NULL) {
        return NULL;
    }
    wanted.next = *bucket;
    wanted.scaled = scale(fonts, face, &wanted);
    if (wanted.scaled == NULL) {
        hat_mem_free(font);
        return NULL;
    }
    *font = wanted;
    *bucket = font;
    return font->scaled;
}

static void free_bucket(struct hat_paint_font *font)
{
    while (font != NULL) {
        struct hat_paint_font *next = font->next;
        cairo_scaled_font_destroy(font->scaled);
        hat_mem_free(font);
        font = next;
    }
}

void hat_paint_fonts_fini(struct hat_paint_fonts *fonts)
{
    for (size_t i = 0; i < sizeof fonts->buckets / sizeof *fonts->buckets; i++) {
        free_bucket(fonts->buckets[i]);
    }
    for (size_t i = 0; i < fonts->face_count; i++) {
        cairo_font_face_destroy(fonts->faces[i]);
    }
    hat_mem_free(fonts->faces);
    if (fonts->options != NULL) {
        cairo_font_options_destroy(fonts->options);
    }
    *fonts = (struct hat_paint_fonts){0};
}
