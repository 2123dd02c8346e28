/* shape.c -- HarfBuzz behind a cache of words.
 *
 * Most signs of ASCII are plain: no rule of the font looks at them (face.c asks its tables), so
 * each has the glyph of the character map whatever stands beside it. What is between them, words of
 * other letters mostly, is shaped as a word, and each word once, since letters repeat the same
 * ones. That gives the very glyphs of shaping the whole run.
 *
 *     "Абай ауданы, 1/2"  ->  [Абай] space [ауданы] , space 1 / 2      two words looked up
 *
 * The cache is bounded: when it is full, all of it is forgotten. Advances are those of the
 * unhinted outlines, rounded per glyph to device units (layout-rules 2.1).
 */
#include "text/shape.h"

#include <hb.h>

#include "base/unicode.h"
#include "base/utf8.h"
#include "text/fonts_internal.h"

enum {
    BUCKETS = 1 << 13,
    CACHE_BYTES = 8 << 20,
    STYLES_MAX = 1 << 12,
    WORD_BYTES_MAX = 256, /* longer words are shaped each time */
    TEXT_BYTES_MAX = 1 << 20,
};

/* What the glyphs of a word depend on besides its text. */
struct style {
    const struct hat_face *face;
    uint32_t size_du;
    uint16_t scale_pct;
    bool kerning, ligatures, rtl;
    hb_language_t lang;
    struct hat_shaped_glyph *plain; /* by character; id 0: not looked up yet; NULL: none is */
};

struct word {
    struct word *next;
    uint32_t hash, style;
    struct hat_str text;
    struct hat_shaped shaped; /* byte offsets from the word's own beginning */
};

/* A plain character or a word of the run being put together. */
struct part {
    const struct hat_shaped_glyph *glyphs;
    uint32_t count, at; /* `at`: where it begins in the text */
};

struct hat_shaper {
    struct hat_arena arena; /* the cache */
    size_t bytes;
    struct word *buckets[BUCKETS];
    struct style *styles;
    size_t style_count, style_cap;
    hb_buffer_t *buffer;
    struct part *parts;
    size_t part_count, part_cap;
    struct hat_arena scratch; /* words that are not kept */
};

enum hat_status hat_shaper_new(struct hat_shaper **out)
{
    struct hat_shaper *shaper = hat_mem_zalloc(1, sizeof *shaper);
    if (shaper == NULL) {
        return HAT_ERR_NOMEM;
    }
    shaper->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(shaper->buffer)) {
        hat_shaper_free(shaper);
        return HAT_ERR_NOMEM;
    }
    *out = shaper;
    return HAT_OK;
}

void hat_shaper_free(struct hat_shaper *shaper)
{
    if (shaper == NULL) {
        return;
    }
    hb_buffer_destroy(shaper->buffer);
    hat_mem_free(shaper->styles);
    hat_mem_free(shaper->parts);
    hat_arena_fini(&shaper->arena);
    hat_arena_fini(&shaper->scratch);
    hat_mem_free(shaper);
}

static void forget(struct hat_shaper *shaper)
{
    hat_arena_reset(&shaper->arena);
    memset(shaper->buckets, 0, sizeof shaper->buckets);
    shaper->bytes = 0;
    shaper->style_count = 0;
}

/* ---- one word ---- */

/* units of the font -> device units, rounded half away from zero */
static int32_t to_du(int32_t units, const struct style *style, bool horizontal)
{
    if (units == 0) {
        return 0; /* two of three */
    }
    int64_t scale = horizontal ? style->scale_pct : 100;
    int64_t num = (int64_t)units * style->size_du * scale, den = (int64_t)style->face->upem * 100;
    int64_t value = num < 0 ? -((-2 * num + den) / (2 * den)) : (2 * num + den) / (2 * den);
    return value > INT32_MAX / 4   ? INT32_MAX / 4
           : value < INT32_MIN / 4 ? INT32_MIN / 4
                                   : (int32_t)value;
}

/* End of the stretch of one script that begins at `at`; common letters go with what they are in. */
static size_t script_end(struct hat_str text, size_t at, hb_script_t *script)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    *script = HB_SCRIPT_COMMON;
    for (size_t used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        hb_script_t own =
            cp == HAT_UTF8_INVALID ? HB_SCRIPT_COMMON : hb_unicode_script(unicode, cp);
        if (own == HB_SCRIPT_COMMON || own == HB_SCRIPT_INHERITED || own == *script) {
            continue;
        }
        if (*script != HB_SCRIPT_COMMON) {
            return at;
        }
        *script = own;
    }
    return text.len;
}

static enum hat_status append_buffer(struct hat_shaper *shaper, const struct style *style,
                                     struct hat_arena *arena, struct hat_shaped *shaped)
{
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(shaper->buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(shaper->buffer, &count);
    struct hat_shaped_glyph *glyphs =
        hat_arena_array(arena, (size_t)shaped->count + count, sizeof *glyphs);
    if (glyphs == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (shaped->count > 0) { /* a word of several scripts: rare and short */
        memcpy(glyphs, shaped->glyphs, shaped->count * sizeof *glyphs);
    }
    for (unsigned i = 0; i < count; i++) {
        unsigned from = style->rtl ? count - 1 - i : i; /* HarfBuzz gives the order of the eye */
        struct hat_shaped_glyph *glyph = &glyphs[shaped->count + i];
        *glyph = (struct hat_shaped_glyph){
            .id = infos[from].codepoint,
            .byte = infos[from].cluster,
            .advance = to_du(at[from].x_advance, style, true),
            .x_offset = to_du(at[from].x_offset, style, true),
            .y_offset = to_du(at[from].y_offset, style, false),
            .unsafe_to_break =
                (hb_glyph_info_get_glyph_flags(&infos[from]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0,
        };
        shaped->advance += glyph->advance;
        shaped->missing |= glyph->id == 0;
    }
    shaped->glyphs = glyphs;
    shaped->count += count;
    return HAT_OK;
}

static enum hat_status shape_word(struct hat_shaper *shaper, const struct style *style,
                                  struct hat_str text, struct hat_arena *arena,
                                  struct hat_shaped *shaped)
{
    bool liga = style->ligatures && !hat_face_monospaced(style->face);
    const hb_feature_t features[] = {
        {HB_TAG('k', 'e', 'r', 'n'), style->kerning, HB_FEATURE_GLOBAL_START,
         HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'i', 'g', 'a'), liga, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), liga, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    enum hat_status status = HAT_OK;
    *shaped = (struct hat_shaped){0};
    for (size_t at = 0, end = 0; at < text.len && status == HAT_OK; at = end) {
        hb_script_t script = HB_SCRIPT_COMMON;
        end = script_end(text, at, &script);
        hb_buffer_clear_contents(shaper->buffer);
        hb_buffer_add_utf8(shaper->buffer, text.ptr, (int)text.len, (unsigned)at, (int)(end - at));
        hb_buffer_set_script(shaper->buffer, script);
        hb_buffer_set_direction(shaper->buffer, style->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
        hb_buffer_set_language(shaper->buffer, style->lang);
        hb_shape(style->face->hb, shaper->buffer, features, sizeof features / sizeof *features);
        status = hb_buffer_allocation_successful(shaper->buffer)
                     ? append_buffer(shaper, style, arena, shaped)
                     : HAT_ERR_NOMEM;
    }
    return status;
}

/* ---- the cache ---- */

static enum hat_status style_number(struct hat_shaper *shaper,
                                    const struct hat_shape_request *request, uint32_t *number)
{
    struct style wanted = {
        .face = request->face,
        .size_du = request->size_du,
        .scale_pct = request->scale_pct != 0 ? request->scale_pct : 100,
        .kerning = request->kerning,
        .ligatures = request->ligatures,
        .rtl = request->rtl,
        .lang = request->lang != NULL && request->lang[0] != 0
                    ? hb_language_from_string(request->lang, -1)
                    : HB_LANGUAGE_INVALID,
    };
    for (size_t i = shaper->style_count; i-- > 0;) {
        const struct style *old = &shaper->styles[i];
        if (old->face == wanted.face && old->size_du == wanted.size_du &&
            old->scale_pct == wanted.scale_pct && old->kerning == wanted.kerning &&
            old->ligatures == wanted.ligatures && old->rtl == wanted.rtl &&
            old->lang == wanted.lang) {
            *number = (uint32_t)i;
            return HAT_OK;
        }
    }
    if (!hat_mem_grow(&shaper->styles, shaper->style_count, &shaper->style_cap,
                      sizeof *shaper->styles)) {
        return HAT_ERR_NOMEM;
    }
    *number = (uint32_t)shaper->style_count;
    shaper->styles[shaper->style_count++] = wanted;
    return HAT_OK;
}

/* FNV-1a */
static uint32_t hash_of(struct hat_str text, uint32_t style)
{
    uint32_t hash = 2166136261u ^ style * 16777619u;
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619u;
    }
    return hash;
}

static enum hat_status find_word(struct hat_shaper *shaper, uint32_t style, struct hat_str text,
                                 struct part *part)
{
    uint32_t hash = hash_of(text, style);
    struct word **bucket = &shaper->buckets[(hash ^ hash >> 16) % BUCKETS];
    for (struct word *word = *bucket; word != NULL; word = word->next) {
        if (word->hash == hash && word->style == style && hat_str_equal(word->text, text)) {
            part->glyphs = word->shaped.glyphs;
            part->count = word->shaped.count;
            return HAT_OK;
        }
    }
    bool keep = text.len <= WORD_BYTES_MAX;
    struct hat_arena *arena = keep ? &shaper->arena : &shaper->scratch;
    struct word *word = hat_arena_alloc(arena, sizeof *word);
    if (word == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = shape_word(shaper, &shaper->styles[style], text, arena, &word->shaped);
    if (status == HAT_OK && keep) {
        word->text = hat_arena_str(arena, text);
        if (word->text.ptr == NULL) {
            return HAT_ERR_NOMEM;
        }
        word->hash = hash;
        word->style = style;
        word->next = *bucket;
        *bucket = word;
        shaper->bytes += sizeof *word + text.len + word->shaped.count * sizeof *word->shaped.glyphs;
    }
    part->glyphs = word->shaped.glyphs;
    part->count = word->shaped.count;
    return status;
}

/* ---- a run ---- */

/* A mark after a space is drawn on it: then the space belongs to the word. */
static bool mark_follows(struct hat_str text, size_t at)
{
    if (at >= text.len || (unsigned char)text.ptr[at] < 0x80) {
        return false;
    }
    size_t used = 0;
    uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), cp);
    return cp != HAT_UTF8_INVALID && (category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
                                      category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
                                      category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
                                      category == HB_UNICODE_GENERAL_CATEGORY_FORMAT);
}

/* Is the character at `at` plain where it stands? From right to left only the blank is: brackets
 * are mirrored there. */
static bool is_plain(const struct hat_shape_request *request, size_t at)
{
    unsigned char c = (unsigned char)request->text.ptr[at];
    return c < HAT_ASCII && request->face->plain[request->kerning][c] &&
           (c == ' ' || !request->rtl) && !mark_follows(request->text, at + 1);
}

static size_t word_end(const struct hat_shape_request *request, size_t at)
{
    do {
        at++;
    } while (at < request->text.len && !is_plain(request, at));
    return at;
}

/* The glyph of a plain character. */
static enum hat_status find_plain(struct hat_shaper *shaper, uint32_t number, unsigned char c,
                                  struct part *part)
{
    struct style *style = &shaper->styles[number];
    if (style->plain == NULL) {
        style->plain = hat_arena_array(&shaper->arena, HAT_ASCII, sizeof *style->plain);
        shaper->bytes += HAT_ASCII * sizeof *style->plain;
    }
    if (style->plain == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_shaped_glyph *glyph = &style->plain[c];
    if (glyph->id == 0) {
        hb_font_t *font = style->face->hb;
        hb_font_get_nominal_glyph(font, c, &glyph->id);
        glyph->advance = to_du(hb_font_get_glyph_h_advance(font, glyph->id), style, true);
    }
    part->glyphs = glyph;
    part->count = 1;
    return HAT_OK;
}

/* Cuts the run into plain characters and words. */
static enum hat_status cut(struct hat_shaper *shaper, const struct hat_shape_request *request,
                           uint32_t style)
{
    struct hat_str text = request->text;
    enum hat_status status = HAT_OK;
    shaper->part_count = 0;
    for (size_t at = 0, end = 0; at < text.len && status == HAT_OK; at = end) {
        if (!hat_mem_grow(&shaper->parts, shaper->part_count, &shaper->part_cap,
                          sizeof *shaper->parts)) {
            return HAT_ERR_NOMEM;
        }
        struct part *part = &shaper->parts[shaper->part_count++];
        *part = (struct part){.at = (uint32_t)at};
        if (is_plain(request, at)) {
            end = at + 1;
            status = find_plain(shaper, style, (unsigned char)text.ptr[at], part);
        } else {
            end = word_end(request, at);
            status = find_word(shaper, style, (struct hat_str){text.ptr + at, end - at}, part);
        }
    }
    return status;
}

/* The glyphs of all parts, one behind the other. */
static enum hat_status gather(const struct hat_shaper *shaper, struct hat_arena *arena,
                              struct hat_shaped *out)
{
    struct hat_shaped sum = {0};
    size_t count = 0;
    for (size_t i = 0; i < shaper->part_count; i++) {
        count += shaper->parts[i].count;
    }
    sum.glyphs = hat_arena_array(arena, count, sizeof *sum.glyphs);
    if (sum.glyphs == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < shaper->part_count; i++) {
        const struct part *part = &shaper->parts[i];
        for (uint32_t k = 0; k < part->count; k++) {
            struct hat_shaped_glyph *to = &sum.glyphs[sum.count++];
            *to = part->glyphs[k];
            to->byte += part->at;
            sum.advance += to->advance;
            sum.missing |= to->id == 0;
        }
    }
    *out = sum;
    return HAT_OK;
}

enum hat_status hat_shape_text(struct hat_shaper *shaper, const struct hat_shape_request *request,
                               struct hat_arena *arena, struct hat_shaped *out)
{
    uint32_t style = 0;
    if (request->text.len > TEXT_BYTES_MAX) {
        return HAT_ERR_LIMIT;
    }
    if (shaper->bytes > CACHE_BYTES || shaper->style_count > STYLES_MAX) {
        forget(shaper);
    }
    hat_arena_reset(&shaper->scratch);
    enum hat_status status = style_number(shaper, request, &style);
    if (status == HAT_OK) {
        status = cut(shaper, request, style);
    }
    return status == HAT_OK ? gather(shaper, arena, out) : status;
}
