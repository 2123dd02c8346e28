/* lines_glyphs.c -- the text of a line as glyph runs with their UTF-8 clusters (docs/pdf.md).
 *
 * Units that follow each other in one font, colour and node are one item, so that a line is
 * usually one run. A blank at which the line was broken is drawn at its end; a tab that nothing
 * fills and a line break leave a blank, too: without ink, but readers see the words apart. A hyphen
 * made by breaking a word stands for U+00AD.
 */
#include "base/utf8.h"
#include "layout/lines_paint_internal.h"

enum { CLUSTER_MAX = 255, LEADER_MAX = 1000 };

/* Glyphs, clusters and text of all runs of the line, one behind the other. */
struct writer {
    struct hat_line_painter *painter;
    struct hat_glyph *glyphs;
    struct hat_cluster *clusters;
    char *text;
    uint32_t glyph_count, cluster_count, text_len;
    size_t item; /* index of the open item; SIZE_MAX: none */
};

uint32_t hat_text_color(const struct hat_char_props *props)
{
    if (props->color.set) {
        return props->color.rgb;
    }
    uint32_t rgb = props->shade.set ? props->shade.rgb : 0xFFFFFF;
    uint32_t light = (rgb >> 16 & 0xFF) * 30 + (rgb >> 8 & 0xFF) * 59 + (rgb & 0xFF) * 11;
    return light < 60 * 100 ? 0xFFFFFF : 0;
}

/* ---- items ---- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Language of the run; NULL when it is that of its node. */
static const char *lang_of(const struct writer *writer, const struct hat_line_unit *unit)
{
    const struct hat_setting *setting = writer->painter->setting;
    const char *own = unit->portion->props->lang, *node = NULL;
    if (own == NULL || own[0] == 0 || unit->node >= HAT_NODE_ARTIFACT_PAGINATION) {
        return NULL;
    }
    if (setting->structure != NULL && unit->node < setting->structure->count) {
        node = setting->structure->nodes[unit->node].lang;
    }
    return same_text(own, node) ? NULL : own;
}

/* The open item, when `unit` can go on in it; else a new one. */
static enum hat_status open_item(struct writer *writer, const struct hat_line_unit *unit,
                                 const struct hat_face *face)
{
    struct hat_page *page = writer->painter->page;
    const struct hat_portion *portion = unit->portion;
    uint32_t color = hat_text_color(portion->props);
    uint16_t scale = portion->props->scale_pct > 0 ? portion->props->scale_pct : 100;
    const char *lang = lang_of(writer, unit);
    bool backward = unit->level % 2 == 1;
    if (writer->item != SIZE_MAX && !backward) {
        const struct hat_item *open = &page->items[writer->item];
        if (open->node == unit->node && open->color == color && open->as.glyphs.face == face &&
            open->as.glyphs.size_du == portion->size_du && !open->as.glyphs.backward &&
            open->as.glyphs.scale_pct == scale && same_text(open->as.glyphs.lang, lang)) {
            return HAT_OK;
        }
    }
    struct hat_item *item = hat_page_add(page, HAT_ITEM_GLYPHS, unit->node);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->color = color;
    item->as.glyphs.face = face;
    item->as.glyphs.size_du = portion->size_du;
    item->as.glyphs.scale_pct = scale;
    item->as.glyphs.backward = backward;
    item->as.glyphs.lang = lang;
    item->as.glyphs.glyphs = writer->glyphs + writer->glyph_count;
    item->as.glyphs.clusters = writer->clusters + writer->cluster_count;
    item->as.glyphs.text.ptr = writer->text + writer->text_len;
    writer->item = page->count - 1;
    return HAT_OK;
}

static struct hat_item *item_of(struct writer *writer)
{
    return &writer->painter->page->items[writer->item];
}

/* The open item reaches to what was put last. */
static void extend_item(struct writer *writer)
{
    struct hat_item *item = item_of(writer);
    item->as.glyphs.glyph_count =
        (uint32_t)(writer->glyphs + writer->glyph_count - item->as.glyphs.glyphs);
    item->as.glyphs.cluster_count =
        (uint32_t)(writer->clusters + writer->cluster_count - item->as.glyphs.clusters);
    item->as.glyphs.text.len = (size_t)(writer->text + writer->text_len - item->as.glyphs.text.ptr);
}

/* More text or glyphs than a cluster can hold: several, cut between characters. */
static void put_clusters(struct writer *writer, struct hat_str text, uint32_t glyphs)
{
    uint32_t bytes = (uint32_t)text.len, at = 0;
    while (at < bytes || glyphs > 0) {
        uint32_t part = bytes - at < CLUSTER_MAX ? bytes - at : CLUSTER_MAX;
        while (at + part < bytes && ((unsigned char)text.ptr[at + part] & 0xC0) == 0x80) {
            part--;
        }
        uint32_t some = glyphs < CLUSTER_MAX ? glyphs : CLUSTER_MAX;
        writer->clusters[writer->cluster_count++] =
            (struct hat_cluster){(uint8_t)part, (uint8_t)some};
        at += part;
        glyphs -= some;
    }
}

/* `text` and the `glyphs` put last belong together. */
static void put_cluster(struct writer *writer, struct hat_str text, uint32_t glyphs)
{
    if (text.len <= CLUSTER_MAX && glyphs <= CLUSTER_MAX) {
        writer->clusters[writer->cluster_count++] =
            (struct hat_cluster){(uint8_t)text.len, (uint8_t)glyphs};
    } else {
        put_clusters(writer, text, glyphs);
    }
    memcpy(writer->text + writer->text_len, text.ptr, text.len);
    writer->text_len += (uint32_t)text.len;
}

static void put_glyph(struct writer *writer, uint32_t id, hat_du x, hat_du y)
{
    writer->glyphs[writer->glyph_count++] = (struct hat_glyph){id, x, y};
}

/* ---- units ---- */

static uint32_t first_glyph(const struct hat_span *span, uint32_t byte)
{
    uint32_t from = 0, to = span->shaped.count;
    while (from < to) {
        uint32_t middle = (from + to) / 2;
        if (span->shaped.glyphs[middle].byte < byte) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

/* Advance of the bytes [start, end) with stretched blanks. */
static hat_du advance_of(struct writer *writer, uint32_t start, uint32_t end)
{
    struct hat_line_painter *painter = writer->painter;
    bool stretches = painter->more->blanks > 0;
    int64_t du = 0;
    for (uint32_t i = start; i < end; i++) {
        du += painter->parts->advances[i];
        if (stretches && hat_blank_stretches(painter, i)) {
            du += hat_glue_before(painter, painter->blanks + 1) -
                  hat_glue_before(painter, painter->blanks);
            painter->blanks++;
        }
    }
    return (hat_du)du;
}

/* Glyphs of [start, end) of the span, `first` being the first of them. */
static void put_glyphs(struct writer *writer, const struct hat_line_unit *unit, uint32_t first,
                       uint32_t last, hat_du pen)
{
    hat_du base = writer->painter->y - hat_twip_to_du(unit->portion->raise);
    for (uint32_t i = first; i < last; i++) {
        const struct hat_shaped_glyph *glyph = &unit->span->shaped.glyphs[i];
        put_glyph(writer, glyph->id, pen + glyph->x_offset, base - glyph->y_offset);
        pen += glyph->advance;
    }
}

/* The glyphs of a run from right to left are kept as the eye sees them. */
static void reverse_glyphs(struct writer *writer)
{
    uint32_t count = item_of(writer)->as.glyphs.glyph_count;
    struct hat_glyph *glyphs = writer->glyphs + writer->glyph_count - count;
    for (uint32_t a = 0, b = count; a + 1 < b; a++, b--) {
        struct hat_glyph swap = glyphs[a];
        glyphs[a] = glyphs[b - 1];
        glyphs[b - 1] = swap;
    }
}

/* A bullet of a symbol font, one cluster, has the document's own character in the text, as in
 * Writer and Word, and the one that it means in its node. Of other units: no text. */
static struct hat_str sign_of(const struct writer *writer, const struct hat_line_unit *unit)
{
    const struct hat_line_painter *painter = writer->painter;
    const struct hat_structure *structure = painter->setting->structure;
    if (unit->portion->kind != HAT_PORTION_LABEL || structure == NULL ||
        unit->node >= structure->count || structure->nodes[unit->node].type != HAT_NODE_LABEL) {
        return (struct hat_str){0};
    }
    const struct hat_label *label = painter->lines->paragraph->label;
    return label->text.len == unit->end - unit->start && label->sign.len <= 4 ? label->sign
                                                                              : (struct hat_str){0};
}

/* Characters that only say where a line may be broken: zero width space, word joiner, byte order
 * mark. They have no ink and part no words, so they are not painted (as in Writer); as blanks of
 * no width they would part the word for some readers. */
static bool only_for_breaks(struct hat_str text)
{
    static const char *const signs[] = {"\xE2\x80\x8B", "\xE2\x81\xA0", "\xEF\xBB\xBF"};
    for (size_t i = 0; text.len == 3 && i < sizeof signs / sizeof signs[0]; i++) {
        if (memcmp(text.ptr, signs[i], 3) == 0) {
            return true;
        }
    }
    return false;
}

/* The first byte behind the cluster at `at`; *glyph, its first one, goes behind its glyphs. */
static uint32_t pass_cluster(const struct hat_line_unit *unit, uint32_t at, uint32_t *glyph)
{
    const struct hat_shaped *shaped = &unit->span->shaped;
    uint32_t start = unit->span->start, i = *glyph;
    while (i < shaped->count && start + shaped->glyphs[i].byte == at) {
        i++;
    }
    *glyph = i;
    uint32_t next = i < shaped->count ? start + shaped->glyphs[i].byte : unit->end;
    return next < unit->end ? next : unit->end;
}

static enum hat_status put_unit(struct writer *writer, const struct hat_line_unit *unit)
{
    const struct hat_span *span = unit->span;
    enum hat_status status = open_item(writer, unit, span->face);
    if (status != HAT_OK) {
        return status;
    }
    const char *text = writer->painter->parts->text.ptr;
    const struct hat_str sign = sign_of(writer, unit);
    bool backward = unit->level % 2 == 1;
    hat_du pen = backward ? unit->x + unit->width : unit->x;
    uint32_t at = unit->start, glyph = first_glyph(span, unit->start - span->start);
    while (at < unit->end) {
        uint32_t first = glyph, next = pass_cluster(unit, at, &glyph);
        hat_du advance = advance_of(writer, at, next);
        bool whole = sign.len > 0 && next - at == unit->end - unit->start;
        struct hat_str part = whole ? sign : (struct hat_str){text + at, next - at};
        if (!only_for_breaks(part)) {
            put_glyphs(writer, unit, first, glyph, backward ? pen - advance : pen);
            put_cluster(writer, part, glyph - first);
        }
        pen += backward ? -advance : advance;
        at = next;
    }
    extend_item(writer);
    if (backward) {
        reverse_glyphs(writer);
        writer->item = SIZE_MAX;
    }
    return HAT_OK;
}

/* One glyph that is not in the text, as `text`: a blank or a hyphen at `x`. */
static enum hat_status put_extra(struct writer *writer, const struct hat_line_unit *unit, hat_du x,
                                 struct hat_str shown, struct hat_str text)
{
    struct hat_line_painter *painter = writer->painter;
    struct hat_shaped shaped = {0};
    enum hat_status status = hat_lines_shape_extra(painter->setting, unit->portion, shown,
                                                   &painter->page->arena, &shaped);
    if (status != HAT_OK || shaped.count != 1 || shaped.glyphs[0].id == 0) {
        return status;
    }
    const struct hat_face *face =
        hat_fonts_fallback(painter->setting->fonts, unit->portion->face, shown);
    struct hat_line_unit extra = *unit;
    extra.level = 0;
    status = open_item(writer, &extra, face);
    if (status == HAT_OK) {
        put_glyph(writer, shaped.glyphs[0].id, x,
                  painter->y - hat_twip_to_du(unit->portion->raise));
        put_cluster(writer, text, 1);
        extend_item(writer);
    }
    return status;
}

/* The dots or strokes of a tab, from its left edge on; no more than there was room made for. What
 * is left of its width is spread between them, as in Writer: the last one touches what follows, so
 * that readers see no blank there. One stroke more than there is room for leaves no gaps. */
static enum hat_status put_leader(struct writer *writer, const struct hat_line_unit *unit)
{
    struct hat_line_painter *painter = writer->painter;
    struct hat_shaped shaped = {0};
    char sign[4];
    struct hat_str text = {sign, hat_utf8_encode(unit->leader, sign)};
    enum hat_status status = hat_lines_shape_extra(painter->setting, unit->portion, text,
                                                   &painter->page->arena, &shaped);
    hat_du step = shaped.advance;
    if (status != HAT_OK || shaped.count != 1 || step <= 0 || unit->width < step) {
        return status;
    }
    const struct hat_face *face =
        hat_fonts_fallback(painter->setting->fonts, unit->portion->face, text);
    status = open_item(writer, unit, face != NULL ? face : unit->portion->face);
    hat_du count = unit->width / step + (unit->leader == '_');
    count = count < LEADER_MAX ? count : LEADER_MAX;
    int64_t rest = unit->width - (int64_t)count * step;
    for (hat_du i = 0; i < count && status == HAT_OK; i++) {
        hat_du spread = count > 1 ? (hat_du)(rest * i / (count - 1)) : 0;
        put_glyph(writer, shaped.glyphs[0].id, unit->x + i * step + spread, painter->y);
        put_cluster(writer, text, 1);
    }
    if (status == HAT_OK) {
        extend_item(writer);
    }
    return status;
}

/* A tab: what fills it, or a blank that keeps the words apart. */
static enum hat_status put_tab(struct writer *writer, const struct hat_line_unit *unit,
                               const struct hat_line_unit *last)
{
    if (unit->leader != 0) {
        return put_leader(writer, unit);
    }
    return last != NULL ? put_extra(writer, last, last->x + last->width, HAT_STR(" "), HAT_STR(" "))
                        : HAT_OK;
}

/* ---- the line ---- */

/* Room for all glyphs and bytes of the line, and for what is added to it. */
static bool make_room(struct writer *writer)
{
    struct hat_line_painter *painter = writer->painter;
    size_t glyphs = 2, bytes = 8;
    for (uint32_t i = 0; i < painter->count; i++) {
        const struct hat_line_unit *unit = &painter->units[i];
        bytes += unit->end - unit->start + 4;
        glyphs += 2;
        if (unit->leader != 0) {
            glyphs += LEADER_MAX;
            bytes += (size_t)LEADER_MAX * 4;
        }
        if (unit->span != NULL) {
            glyphs += first_glyph(unit->span, unit->end - unit->span->start) -
                      first_glyph(unit->span, unit->start - unit->span->start);
        }
    }
    struct hat_arena *arena = &painter->page->arena;
    writer->glyphs = hat_arena_array(arena, glyphs, sizeof *writer->glyphs);
    writer->clusters = hat_arena_array(arena, bytes + glyphs, sizeof *writer->clusters);
    writer->text = hat_arena_alloc(arena, bytes);
    return writer->glyphs != NULL && writer->clusters != NULL && writer->text != NULL;
}

/* The end of the line: a hyphen, or the blank at which it was broken. */
static enum hat_status put_end(struct writer *writer, const struct hat_line_unit *last)
{
    const struct hat_line_more *more = writer->painter->more;
    const struct hat_line_parts *parts = writer->painter->parts;
    hat_du x = last->x + last->width;
    if (more->hyphen) {
        return put_extra(writer, last, x, HAT_STR("-"), HAT_STR("\xC2\xAD"));
    }
    bool blank = more->text_end < more->end && parts->text.ptr[more->text_end] == ' ';
    bool broken = more->end > more->start && parts->text.ptr[more->end - 1] == '\n';
    return (blank && !more->ends) || broken ? put_extra(writer, last, x, HAT_STR(" "), HAT_STR(" "))
                                            : HAT_OK;
}

enum hat_status hat_line_draw_glyphs(struct hat_line_painter *painter)
{
    struct writer writer = {.painter = painter, .item = SIZE_MAX};
    const struct hat_line_unit *last = NULL;
    if (!make_room(&writer)) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = HAT_OK;
    painter->blanks = 0;
    for (uint32_t i = 0; i < painter->count && status == HAT_OK; i++) {
        const struct hat_line_unit *unit = &painter->units[i];
        bool tab = unit->portion->kind == HAT_PORTION_TAB ||
                   (unit->portion->kind == HAT_PORTION_FOLLOW && unit->span == NULL);
        if (unit->span != NULL) {
            status = put_unit(&writer, unit);
            last = unit;
        } else if (tab) {
            status = put_tab(&writer, unit, last);
        }
    }
    if (status == HAT_OK && last != NULL) {
        status = put_end(&writer, last);
    }
    return status;
}
