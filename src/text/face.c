/* face.c -- one font file, opened once for HarfBuzz and FreeType, and its measures.
 *
 * The file is mapped; both libraries read the same bytes. Measures follow layout-rules 1.1: which
 * of the three sets of vertical figures counts, then rounding first to device units (1/6 twip) and
 * then to twips. Liberation Serif at 12 pt: 1825/443/87 of 2048 -> ascent 224, height 276.
 */
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include <hb-ot.h>
#include <sys/stat.h>

#include "text/fonts_internal.h"

enum { USE_TYPO_METRICS = 1 << 7, UPEM_MIN = 16, UPEM_MAX = 16384, DU_PER_TWIP = 6 };

static void read_vertical(struct hat_face *face, FT_Face ft)
{
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    const TT_HoriHeader *hhea = FT_Get_Sfnt_Table(ft, FT_SFNT_HHEA);
    if (os2 != NULL && os2->version == 0xFFFF) {
        os2 = NULL; /* FreeType's mark of an absent table */
    }
    if (os2 != NULL && (os2->fsSelection & USE_TYPO_METRICS) != 0 && os2->sTypoAscender >= 0 &&
        os2->sTypoDescender <= 0) {
        face->ascent = os2->sTypoAscender;
        face->descent = -os2->sTypoDescender;
        face->gap = os2->sTypoLineGap;
    } else if (hhea != NULL && hhea->Ascender >= 0 && hhea->Descender <= 0 &&
               (hhea->Ascender != 0 || hhea->Descender != 0)) {
        face->ascent = hhea->Ascender;
        face->descent = -hhea->Descender;
        face->gap = hhea->Line_Gap;
    } else if (os2 != NULL) {
        face->ascent = os2->usWinAscent;
        face->descent = os2->usWinDescent;
    }
    if (face->ascent + face->descent == 0) { /* a font without any: the usual shape of a letter */
        face->ascent = face->upem * 4 / 5;
        face->descent = face->upem - face->ascent;
    }
    if (face->gap < 0 || face->symbol) {
        face->gap = 0;
    }
}

static void read_underline(struct hat_face *face, FT_Face ft)
{
    const TT_Postscript *post = FT_Get_Sfnt_Table(ft, FT_SFNT_POST);
    face->underline_y = post != NULL ? -post->underlinePosition : 0;
    face->underline_width = post != NULL ? post->underlineThickness : 0;
    if (face->underline_width <= 0 || face->underline_width > face->upem / 4) {
        face->underline_width = face->upem / 20;
    }
    if (face->underline_y <= 0 || face->underline_y > face->upem / 2) {
        face->underline_y = face->upem / 10;
    }
}

static bool symbol_font(FT_Face ft)
{
    for (int i = 0; i < ft->num_charmaps; i++) {
        if (ft->charmaps[i]->encoding == FT_ENCODING_MS_SYMBOL) {
            return true;
        }
    }
    return ft->family_name != NULL && strcmp(ft->family_name, "OpenSymbol") == 0;
}

/* ---- which signs does the font look at? ---- */

/* Adds the glyphs that the rules of these features look at or make. */
static void add_used(hb_face_t *face, hb_tag_t table, const hb_tag_t *features, hb_set_t *glyphs)
{
    hb_set_t *lookups = hb_set_create();
    hb_ot_layout_collect_lookups(face, table, NULL, NULL, features, lookups);
    if (!hb_set_allocation_successful(lookups)) {
        hb_set_add_range(glyphs, 0, UINT16_MAX); /* all, for want of memory */
    }
    for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; hb_set_next(lookups, &lookup);) {
        hb_ot_layout_lookup_collect_glyphs(face, table, lookup, glyphs, glyphs, glyphs, NULL);
    }
    hb_set_destroy(lookups);
}

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool there = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return there;
}

/* Rules of other systems, Graphite and AAT, which HarfBuzz may follow in place of OpenType's and
 * does not tell. */
static bool has_other_rules(hb_face_t *face)
{
    static const hb_tag_t tables[] = {HB_TAG('S', 'i', 'l', 'f'), HB_TAG('m', 'o', 'r', 'x'),
                                      HB_TAG('m', 'o', 'r', 't'), HB_TAG('k', 'e', 'r', 'x'),
                                      HB_TAG('t', 'r', 'a', 'k')};
    bool there = false;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        there |= has_table(face, tables[i]);
    }
    return there;
}

static void note_plain(const struct hat_face *face, const hb_set_t *used, bool *plain)
{
    hb_codepoint_t glyph = 0;
    for (hb_codepoint_t c = ' '; c < HAT_ASCII && hb_set_allocation_successful(used); c++) {
        plain[c] = hb_font_get_nominal_glyph(face->hb, c, &glyph) && glyph != 0 &&
                   !hb_set_has(used, glyph);
    }
}

/* Rules that place marks are left out: a sign before a mark is never taken as plain (shape.c). */
static void find_plain(struct hat_face *face)
{
    static const hb_tag_t substitutions[] = {HB_TAG('r', 'v', 'r', 'n'), HB_TAG('l', 't', 'r', 'a'),
                                             HB_TAG('l', 't', 'r', 'm'), HB_TAG('f', 'r', 'a', 'c'),
                                             HB_TAG('n', 'u', 'm', 'r'), HB_TAG('d', 'n', 'o', 'm'),
                                             HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'),
                                             HB_TAG('r', 'l', 'i', 'g'), HB_TAG('l', 'i', 'g', 'a'),
                                             HB_TAG('c', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'),
                                             HB_TAG('r', 'c', 'l', 't'), HB_TAG_NONE};
    static const hb_tag_t positions[] = {HB_TAG('c', 'u', 'r', 's'), HB_TAG('d', 'i', 's', 't'),
                                         HB_TAG_NONE};
    static const hb_tag_t kerning[] = {HB_TAG('k', 'e', 'r', 'n'), HB_TAG_NONE};
    hb_face_t *hb = hb_font_get_face(face->hb);
    if (has_other_rules(hb)) {
        return;
    }
    hb_set_t *used = hb_set_create();
    add_used(hb, HB_OT_TAG_GSUB, substitutions, used);
    add_used(hb, HB_OT_TAG_GPOS, positions, used);
    note_plain(face, used, face->plain[0]);
    if (!has_table(hb, HB_TAG('k', 'e', 'r', 'n'))) { /* kerning of old */
        add_used(hb, HB_OT_TAG_GPOS, kerning, used);
        note_plain(face, used, face->plain[1]);
    }
    hb_set_destroy(used);
}

/* ---- is it damaged? ---- */

static bool loads(const struct hat_face *face, hb_codepoint_t glyph)
{
    return FT_Load_Glyph(face->ft, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) == 0;
}

/* FreeType leaves out character maps that point outside their table. */
static bool has_all_char_maps(const struct hat_face *face)
{
    hb_blob_t *cmap =
        hb_face_reference_table(hb_font_get_face(face->hb), HB_TAG('c', 'm', 'a', 'p'));
    unsigned length = 0;
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(cmap, &length);
    bool all = length >= 4 && (bytes[2] << 8 | bytes[3]) == face->ft->num_charmaps;
    hb_blob_destroy(cmap);
    return all;
}

/* Are its character maps whole, and do the outlines of official letters load, as far as the font
 * has them? Looking at all glyphs would take longer than a letter. */
static bool is_sound(const struct hat_face *face)
{
    static const uint32_t ranges[][2] = {
        {0x21, 0x7E}, {0xA1, 0xBF}, {0x400, 0x4FF}, {0x2010, 0x2026}};
    hb_codepoint_t glyph = 0;
    if (!has_all_char_maps(face) || !loads(face, 0)) {
        return false;
    }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        for (uint32_t cp = ranges[i][0]; cp <= ranges[i][1]; cp++) {
            if (hb_font_get_nominal_glyph(face->hb, cp, &glyph) && !loads(face, glyph)) {
                return false;
            }
        }
    }
    return true;
}

static enum hat_status open_libraries(FT_Library freetype, const struct hat_font_file *file,
                                      struct hat_face *face)
{
    struct stat info;
    if (stat(file->path, &info) != 0 || !S_ISREG(info.st_mode)) {
        return HAT_ERR_IO;
    }
    face->blob = hb_blob_create_from_file_or_fail(file->path);
    if (face->blob == NULL) {
        return HAT_ERR_IO;
    }
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(face->blob, &length);
    FT_Error error = FT_New_Memory_Face(freetype, (const FT_Byte *)bytes, (FT_Long)length,
                                        file->face_number, &face->ft);
    if (error != 0) {
        return error == FT_Err_Out_Of_Memory ? HAT_ERR_NOMEM : HAT_ERR_DATA;
    }
    if (!FT_IS_SFNT(face->ft) || !FT_IS_SCALABLE(face->ft) || face->ft->num_glyphs <= 0) {
        return HAT_ERR_DATA;
    }
    hb_face_t *hb = hb_face_create(face->blob, (unsigned)file->face_number);
    face->upem = (int32_t)hb_face_get_upem(hb);
    face->hb = hb_font_create(hb);
    hb_face_destroy(hb); /* the font holds it */
    if (face->hb == hb_font_get_empty()) {
        return HAT_ERR_NOMEM;
    }
    if (face->upem < UPEM_MIN || face->upem > UPEM_MAX) {
        return HAT_ERR_DATA;
    }
    hb_font_set_scale(face->hb, face->upem, face->upem);
    hb_ot_font_set_funcs(face->hb);
    return is_sound(face) ? HAT_OK : HAT_ERR_DATA;
}

static enum hat_status name_face(struct hat_arena *arena, struct hat_face *face)
{
    const char *family = face->ft->family_name != NULL ? face->ft->family_name : "?";
    const char *style = face->ft->style_name != NULL ? face->ft->style_name : "?";
    size_t family_len = strlen(family), style_len = strlen(style);
    char *name = hat_arena_alloc(arena, family_len + style_len + 2);
    face->family = hat_arena_strndup(arena, family, family_len);
    if (name == NULL || face->family == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(name, family, family_len);
    name[family_len] = ' ';
    memcpy(name + family_len + 1, style, style_len);
    face->name = name;
    return HAT_OK;
}

enum hat_status hat_face_open(struct FT_LibraryRec_ *freetype, struct hat_arena *arena,
                              const struct hat_font_file *file, struct hat_face **out)
{
    struct hat_face *face = hat_arena_alloc(arena, sizeof *face);
    if (face == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = open_libraries(freetype, file, face);
    if (status == HAT_OK) {
        status = name_face(arena, face);
    }
    face->file = hat_arena_strndup(arena, file->path, strlen(file->path));
    if (status == HAT_OK && face->file == NULL) {
        status = HAT_ERR_NOMEM;
    }
    if (status != HAT_OK) {
        hat_face_fini(face);
        return status;
    }
    face->symbol = symbol_font(face->ft);
    read_vertical(face, face->ft);
    read_underline(face, face->ft);
    find_plain(face);
    *out = face;
    return HAT_OK;
}

void hat_face_fini(struct hat_face *face)
{
    hb_font_destroy(face->hb);
    if (face->ft != NULL) {
        FT_Done_Face(face->ft);
    }
    hb_blob_destroy(face->blob);
    face->hb = NULL;
    face->ft = NULL;
    face->blob = NULL;
}

enum hat_status hat_face_probe(struct FT_LibraryRec_ *freetype, struct hat_arena *arena,
                               const char *path, struct hat_str *family, uint8_t *style)
{
    struct hat_face face = {0};
    struct hat_font_file file = {.path = path};
    enum hat_status status = open_libraries(freetype, &file, &face);
    if (status == HAT_OK && face.ft->family_name == NULL) {
        status = HAT_ERR_DATA;
    }
    if (status == HAT_OK) {
        *family = hat_arena_str(arena, hat_str_from(face.ft->family_name));
        *style = (uint8_t)(((face.ft->style_flags & FT_STYLE_FLAG_BOLD) ? HAT_STYLE_BOLD : 0) |
                           ((face.ft->style_flags & FT_STYLE_FLAG_ITALIC) ? HAT_STYLE_ITALIC : 0));
    }
    hat_face_fini(&face);
    return status == HAT_OK && family->ptr == NULL ? HAT_ERR_NOMEM : status;
}

/* value / upem of the em, rounded half up; not negative */
static int32_t scaled(const struct hat_face *face, int32_t value, int64_t em_du)
{
    int64_t twice = 2 * (int64_t)value * em_du + face->upem;
    return (int32_t)(twice / (2 * (int64_t)face->upem));
}

static int32_t du_to_twips(int32_t du)
{
    return (du + DU_PER_TWIP / 2) / DU_PER_TWIP;
}

struct hat_metrics hat_face_metrics(const struct hat_face *face, uint32_t size_du,
                                    bool external_leading)
{
    int32_t ascent = scaled(face, face->ascent, size_du);
    int32_t descent = scaled(face, face->descent, size_du);
    int32_t lead = external_leading ? du_to_twips(scaled(face, face->gap, size_du)) : 0;
    return (struct hat_metrics){
        .ascent = du_to_twips(ascent) + lead,
        .height = du_to_twips(ascent + descent) + lead,
        .leading = lead,
        .underline_y = scaled(face, face->underline_y, size_du),
        .underline_width = scaled(face, face->underline_width, size_du),
        .strike_y = (int32_t)(size_du * 3 / 10),
    };
}

const char *hat_face_file(const struct hat_face *face)
{
    return face->file;
}

const char *hat_face_name(const struct hat_face *face)
{
    return face->name;
}

bool hat_face_monospaced(const struct hat_face *face)
{
    return FT_IS_FIXED_WIDTH(face->ft) != 0;
}

bool hat_face_fake_bold(const struct hat_face *face)
{
    return face->fake_bold;
}

bool hat_face_fake_italic(const struct hat_face *face)
{
    return face->fake_italic;
}

struct FT_FaceRec_ *hat_face_freetype(const struct hat_face *face)
{
    return face->ft;
}

uint32_t hat_face_index(const struct hat_face *face)
{
    return face->index;
}
