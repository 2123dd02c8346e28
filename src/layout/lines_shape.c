/* lines_shape.c -- portions to glyphs: spans of one face and direction, advances by byte.
 *
 * A portion is set in its own face; only when that lacks a letter it is cut by grapheme clusters
 * into spans of other faces. Line height stays that of the portion's own face (layout-rules 1.2).
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/lines_internal.h"
#include "text/bidi.h"
#include "text/breaks.h"

struct shaping {
    struct hat_line_maker *maker;
    const uint8_t *levels; /* a byte; NULL: all from left to right */
    size_t cap;
    uint32_t missing; /* the last letter that was reported */
};

static struct hat_shape_request request_of(const struct hat_portion *portion)
{
    return (struct hat_shape_request){
        .face = portion->face,
        .size_du = portion->size_du,
        .scale_pct = portion->props->scale_pct,
        .kerning = portion->kerning,
        .ligatures = portion->ligatures,
        .lang = portion->props->lang,
    };
}

enum hat_status hat_lines_shape_extra(struct hat_setting *setting,
                                      const struct hat_portion *portion, struct hat_str text,
                                      struct hat_arena *arena, struct hat_shaped *out)
{
    struct hat_shape_request request = request_of(portion);
    const struct hat_face *face = hat_fonts_fallback(setting->fonts, portion->face, text);
    request.face = face != NULL ? face : portion->face;
    request.text = text;
    return hat_shape_text(setting->shaper, &request, arena, out);
}

static struct hat_span *new_span(struct shaping *shaping)
{
    struct hat_line_parts *parts = shaping->maker->parts;
    if (parts->span_count == shaping->cap) {
        size_t wanted = shaping->cap > 0 ? shaping->cap * 2 : parts->portion_count + 1;
        struct hat_span *spans = hat_arena_array(shaping->maker->arena, wanted, sizeof *spans);
        if (spans == NULL) {
            return NULL;
        }
        if (parts->span_count > 0) {
            memcpy(spans, parts->spans, parts->span_count * sizeof *spans);
        }
        parts->spans = spans;
        shaping->cap = wanted;
    }
    struct hat_span *span = &parts->spans[parts->span_count++];
    *span = (struct hat_span){0};
    return span;
}

/* Adds the glyphs of [start, end) in one face. */
static enum hat_status add_span(struct shaping *shaping, struct hat_portion *portion,
                                const struct hat_span *wanted, const struct hat_shaped *ready)
{
    struct hat_line_parts *parts = shaping->maker->parts;
    struct hat_span *span = new_span(shaping);
    if (span == NULL) {
        return HAT_ERR_NOMEM;
    }
    *span = *wanted;
    if (ready != NULL) {
        span->shaped = *ready;
    } else {
        struct hat_shape_request request = request_of(portion);
        request.face = span->face;
        request.rtl = span->level % 2 == 1;
        request.text = (struct hat_str){parts->text.ptr + span->start, span->end - span->start};
        enum hat_status status = hat_shape_text(shaping->maker->setting->shaper, &request,
                                                shaping->maker->arena, &span->shaped);
        if (status != HAT_OK) {
            return status;
        }
    }
    for (uint32_t i = 0; i < span->shaped.count; i++) {
        const struct hat_shaped_glyph *glyph = &span->shaped.glyphs[i];
        parts->advances[span->start + glyph->byte] += glyph->advance;
    }
    portion->span_count++;
    return HAT_OK;
}

static enum hat_status report_missing(struct shaping *shaping, struct hat_str cluster)
{
    size_t used = 0;
    struct hat_buf code = {0};
    uint32_t cp = hat_utf8_decode(cluster.ptr, cluster.len, &used);
    if (cp == shaping->missing) {
        return HAT_OK;
    }
    shaping->missing = cp;
    hat_buf_printf(&code, "U+%04X", (unsigned)cp);
    if (hat_buf_failed(&code)) {
        return HAT_ERR_NOMEM;
    }
    hat_diags_add(shaping->maker->setting->diags, HAT_MSG_GLYPH_MISSING,
                  &shaping->maker->paragraph->place, cluster,
                  (struct hat_str){code.data, code.len});
    hat_buf_fini(&code);
    return HAT_OK;
}

/* A stretch in which the portion's face lacks letters: a span for each change of face. */
static enum hat_status add_mixed(struct shaping *shaping, struct hat_portion *portion,
                                 struct hat_span stretch)
{
    struct hat_str text = shaping->maker->parts->text;
    struct hat_fonts *fonts = shaping->maker->setting->fonts;
    struct hat_span span = {.start = stretch.start, .end = stretch.start, .level = stretch.level};
    enum hat_status status = HAT_OK;
    text.len = stretch.end;
    while (span.end < stretch.end && status == HAT_OK) {
        size_t end = hat_unicode_cluster_end(text, span.end);
        struct hat_str cluster = {text.ptr + span.end, end - span.end};
        const struct hat_face *face = hat_fonts_fallback(fonts, portion->face, cluster);
        if (face == NULL) {
            status = report_missing(shaping, cluster);
            face = portion->face;
        }
        if (span.face != NULL && face != span.face && status == HAT_OK) {
            status = add_span(shaping, portion, &span, NULL);
            span.start = span.end;
        }
        span.face = face;
        span.end = (uint32_t)end;
    }
    return status == HAT_OK ? add_span(shaping, portion, &span, NULL) : status;
}

/* A stretch of one direction. */
static enum hat_status shape_stretch(struct shaping *shaping, struct hat_portion *portion,
                                     struct hat_span stretch)
{
    struct hat_line_maker *maker = shaping->maker;
    struct hat_shaped shaped = {0};
    struct hat_shape_request request = request_of(portion);
    request.rtl = stretch.level % 2 == 1;
    request.text =
        (struct hat_str){maker->parts->text.ptr + stretch.start, stretch.end - stretch.start};
    enum hat_status status =
        hat_shape_text(maker->setting->shaper, &request, maker->arena, &shaped);
    if (status != HAT_OK) {
        return status;
    }
    stretch.face = portion->face;
    return shaped.missing ? add_mixed(shaping, portion, stretch)
                          : add_span(shaping, portion, &stretch, &shaped);
}

/* Letter spacing: behind every character, the last one too (rules 2.1). */
static void space_letters(struct hat_line_parts *parts, const struct hat_portion *portion)
{
    struct hat_str text = {parts->text.ptr, portion->end};
    int32_t spacing = portion->props->letter_spacing * HAT_DU_PER_TWIP;
    for (size_t at = portion->start; at < text.len; at = hat_unicode_cluster_end(text, at)) {
        int32_t wide = parts->advances[at] + spacing;
        parts->advances[at] = wide > 0 ? wide : 0;
    }
}

static enum hat_status shape_portion(struct shaping *shaping, struct hat_portion *portion)
{
    struct hat_line_parts *parts = shaping->maker->parts;
    const uint8_t *levels = shaping->levels;
    enum hat_status status = HAT_OK;
    portion->span = parts->span_count;
    for (uint32_t at = portion->start, end = at; at < portion->end && status == HAT_OK; at = end) {
        struct hat_span stretch = {.start = at, .level = levels != NULL ? levels[at] : 0};
        end = levels != NULL ? at + 1 : portion->end;
        while (end < portion->end && levels[end] == stretch.level) {
            end++;
        }
        stretch.end = end;
        status = shape_stretch(shaping, portion, stretch);
    }
    if (status == HAT_OK && portion->props->letter_spacing != 0) {
        space_letters(parts, portion);
    }
    return status;
}

static bool has_glyphs(const struct hat_line_parts *parts, const struct hat_portion *portion)
{
    return portion->kind == HAT_PORTION_TEXT || portion->kind == HAT_PORTION_LABEL ||
           (portion->kind == HAT_PORTION_FOLLOW && parts->text.ptr[portion->start] == ' ');
}

enum hat_status hat_lines_shape(struct hat_line_maker *maker)
{
    static const uint8_t rules[] = {[HAT_BREAK_WRITER] = HAT_BREAKS_WRITER,
                                    [HAT_BREAK_WORD] = HAT_BREAKS_WORD,
                                    [HAT_BREAK_FRIENDLY] = HAT_BREAKS_FRIENDLY};
    struct hat_line_parts *parts = maker->parts;
    struct shaping shaping = {.maker = maker};
    uint8_t profile = maker->flags->break_profile;
    parts->advances = hat_arena_array(maker->arena, parts->text.len + 1, sizeof *parts->advances);
    parts->breaks = hat_arena_alloc(maker->arena, parts->text.len + 1);
    if (parts->advances == NULL || parts->breaks == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_breaks_find(parts->text, (enum hat_break_rules)rules[profile < sizeof rules ? profile : 0],
                    parts->breaks);
    enum hat_status status =
        hat_bidi_levels(parts->text, maker->props->rtl, maker->arena, &shaping.levels);
    parts->bidi = shaping.levels != NULL;
    for (uint32_t i = 0; i < parts->portion_count && status == HAT_OK; i++) {
        if (has_glyphs(parts, &parts->portions[i])) {
            status = shape_portion(&shaping, &parts->portions[i]);
        }
    }
    return status;
}

/* The portion that holds the byte `from`, which is not behind the last one. */
static uint32_t portion_at(const struct hat_line_parts *parts, uint32_t from)
{
    uint32_t low = 0, high = parts->portion_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (parts->portions[middle].end <= from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The first glyph of the byte `byte` or of one behind it. */
static uint32_t glyph_at(const struct hat_shaped *shaped, uint32_t byte)
{
    uint32_t low = 0, high = shaped->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (shaped->glyphs[middle].byte < byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

enum hat_status hat_lines_reshape(struct hat_line_maker *maker, uint32_t from)
{
    enum { STRETCH = 512 }; /* bytes: more than a line; so long paragraphs stay linear */
    struct hat_line_parts *parts = maker->parts;
    struct hat_portion *portion = &parts->portions[portion_at(parts, from)];
    struct hat_span *span = portion->span_count > 0 ? &parts->spans[portion->span] : NULL;
    while (span != NULL && span->end <= from) {
        span++;
    }
    if (span == NULL || from <= span->start) {
        return HAT_OK;
    }
    struct hat_shaped_glyph *glyphs = span->shaped.glyphs;
    uint32_t byte = from - span->start;
    uint32_t first = glyph_at(&span->shaped, byte), last = 0;
    if (first == span->shaped.count || glyphs[first].byte != byte ||
        !glyphs[first].unsafe_to_break) {
        return HAT_OK;
    }
    for (last = first; last < span->shaped.count &&
                       (glyphs[last].byte < byte + STRETCH || glyphs[last].unsafe_to_break);) {
        last++;
    }
    uint32_t end = last < span->shaped.count ? span->start + glyphs[last].byte : span->end;
    struct hat_shape_request request = request_of(portion);
    struct hat_shaped shaped = {0};
    request.face = span->face;
    request.rtl = span->level % 2 == 1;
    request.text = (struct hat_str){parts->text.ptr + from, end - from};
    enum hat_status status =
        hat_shape_text(maker->setting->shaper, &request, maker->arena, &shaped);
    if (status != HAT_OK || shaped.count != last - first) {
        return status; /* other glyphs than kerned ones: kept as they were */
    }
    for (uint32_t i = 0; i < shaped.count; i++) {
        struct hat_shaped_glyph *glyph = &glyphs[first + i];
        parts->advances[span->start + glyph->byte] += shaped.glyphs[i].advance - glyph->advance;
        *glyph = shaped.glyphs[i];
        glyph->byte += byte;
    }
    return HAT_OK;
}
