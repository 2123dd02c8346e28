/* fonts.h -- which font file serves a family, and what its measures are.
 *
 * fonts/families.conf makes the choice the same on every machine: folders looked in, families with
 * the same measures (Times New Roman -> Liberation Serif ...), a fallback list for letters that a
 * font lacks. Only for families that it does not name fontconfig looks through fonts/fonts.conf.
 * See docs/layout-rules.md 1.1, 1.2.
 */
#ifndef HAT_TEXT_FONTS_H
#define HAT_TEXT_FONTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

struct hat_fonts; /* process lifetime; not to be shared between threads */
struct hat_face;  /* one font file, opened; lives as long as the fonts */

/* `folder`: where families.conf, fonts.conf and an office's own fonts are; NULL: the installed
 * one, else the one of the build. HAT_ERR_IO: no table or no font at all (in diags). */
enum hat_status hat_fonts_open(const char *folder, hat_diags *diags, struct hat_fonts **out);
void hat_fonts_close(struct hat_fonts *fonts);

/* The folders that fonts are looked for in: first that of families.conf, then those that it names;
 * NULL behind the last. */
const char *hat_fonts_folder(const struct hat_fonts *fonts, size_t index);

/* Warns of each font file that was passed over because it is damaged; of each once. */
void hat_fonts_tell_damaged(struct hat_fonts *fonts, hat_diags *diags);

/* Did memory end since the last call while a face was looked for, so that another served in its
 * place? What was set since then must not be used. */
bool hat_fonts_failed(struct hat_fonts *fonts);

/* The face that serves `family` in this style; never NULL once the fonts are open. Cached. */
const struct hat_face *hat_fonts_face(struct hat_fonts *fonts, const char *family, bool bold,
                                      bool italic);

/* A face that has all of `cluster` (one grapheme): `primary` if it has, else the first of the
 * fallback list in the same style; NULL when no font has it. */
const struct hat_face *hat_fonts_fallback(struct hat_fonts *fonts, const struct hat_face *primary,
                                          struct hat_str cluster);

struct hat_metrics {
    int32_t ascent, height; /* [twips]; external leading in the ascent; descent is the rest */
    int32_t leading;        /* part of the ascent [twips] */
    int32_t underline_y, underline_width; /* below the baseline, thickness [du] */
    int32_t strike_y;                     /* above the baseline [du] */
};

#define HAT_DU_PER_TWIP 6

/* Measures at an em height in device units: twips * HAT_DU_PER_TWIP (rules 1.1). */
struct hat_metrics hat_face_metrics(const struct hat_face *face, uint32_t size_du,
                                    bool external_leading);

const char *hat_face_file(const struct hat_face *face);
const char *hat_face_name(const struct hat_face *face); /* family and style, for people */
bool hat_face_monospaced(const struct hat_face *face);
/* Strokes to add and slant to apply because the family has no such style. */
bool hat_face_fake_bold(const struct hat_face *face);
bool hat_face_fake_italic(const struct hat_face *face);

/* The outline of a glyph, step by step in font units, y upwards: how many points count (LINE and
 * MOVE one, CURVE three, CLOSE none). `step` gives false to end it. */
enum hat_outline_step { HAT_OUTLINE_MOVE, HAT_OUTLINE_LINE, HAT_OUTLINE_CURVE, HAT_OUTLINE_CLOSE };
struct hat_outline_sink {
    void *ctx;
    bool (*step)(void *ctx, enum hat_outline_step kind, const int32_t x[3], const int32_t y[3]);
};
/* false: the sink ended it. A glyph that cannot be read has no steps. */
bool hat_face_outline(const struct hat_face *face, uint32_t glyph,
                      const struct hat_outline_sink *sink);
/* Font units of an em. */
int32_t hat_face_units(const struct hat_face *face);

/* The FreeType face, for the painter. */
struct FT_FaceRec_ *hat_face_freetype(const struct hat_face *face);
/* A small number that is the same for the same face in every run, for the painter's tables. */
uint32_t hat_face_index(const struct hat_face *face);

#endif
