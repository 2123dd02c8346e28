/* lines_height.c -- height of a line and the baseline in it (layout-rules 1.3, 1.4).
 *
 * The tallest ascent and the deepest descent make the line; then the paragraph's spacing changes
 * it. Liberation Serif 12 at 115 %: height 276, and 41 above every line but the first.
 */
#include "layout/lines_internal.h"

struct extent {
    hat_twip ascent, descent;           /* of everything on the line */
    hat_twip text_ascent, text_descent; /* without pictures */
    bool any;
};

static void extend(struct extent *extent, hat_twip ascent, hat_twip height)
{
    hat_twip descent = height - ascent;
    extent->ascent = hat_twip_max(extent->ascent, ascent);
    extent->descent = hat_twip_max(extent->descent, descent);
    extent->text_ascent = hat_twip_max(extent->text_ascent, ascent);
    extent->text_descent = hat_twip_max(extent->text_descent, descent);
    extent->any = true;
}

static void extend_by_object(struct extent *extent, const struct hat_object *object)
{
    hat_twip above = hat_twip_add(object->height, object->baseline);
    above =
        hat_twip_add(above, hat_twip_add(object->distance[HAT_TOP], object->distance[HAT_BOTTOM]));
    extent->ascent = hat_twip_max(extent->ascent, above);
    extent->descent = hat_twip_max(extent->descent, -hat_twip_clamp(object->baseline));
    extent->any = true;
}

static bool all_blank(struct hat_str text, uint32_t start, uint32_t end)
{
    while (start < end && text.ptr[start] == ' ') {
        start++;
    }
    return start == end;
}

/* Blanks and tabs are looked at apart: they may have no height. */
static bool blank_piece(const struct hat_line_parts *parts, const struct hat_piece *piece)
{
    uint8_t kind = parts->portions[piece->portion].kind;
    return kind == HAT_PORTION_TAB || kind == HAT_PORTION_FOLLOW ||
           (kind == HAT_PORTION_TEXT && all_blank(parts->text, piece->start, piece->end));
}

static void add_pieces(const struct hat_line_maker *maker, const struct hat_line_more *more,
                       struct extent *extent, bool blanks)
{
    const struct hat_line_parts *parts = maker->parts;
    for (uint32_t i = more->piece; i < more->piece + more->piece_count; i++) {
        const struct hat_piece *piece = &parts->pieces[i];
        const struct hat_portion *portion = &parts->portions[piece->portion];
        if (portion->kind == HAT_PORTION_OBJECT && !blanks) {
            extend_by_object(extent, portion->item->object);
        } else if ((portion->kind == HAT_PORTION_TEXT || portion->kind == HAT_PORTION_LABEL ||
                    portion->kind == HAT_PORTION_TAB || portion->kind == HAT_PORTION_FOLLOW) &&
                   blank_piece(parts, piece) == blanks) {
            extend(extent, portion->ascent, portion->height);
        }
    }
}

/* The paragraph's own font. */
static void add_mark(const struct hat_line_maker *maker, struct extent *extent)
{
    const struct hat_char_props *mark = maker->paragraph->mark;
    const struct hat_face *face =
        hat_fonts_face(maker->setting->fonts, mark->family, mark->bold, mark->italic);
    uint32_t size = (mark->size > 0 ? mark->size : 200) * HAT_DU_PER_TWIP;
    struct hat_metrics metrics = hat_face_metrics(face, size, maker->flags->external_leading);
    extend(extent, metrics.ascent, metrics.height);
}

/* Has the line a label and nothing else that is more than blank? */
static bool only_label(const struct hat_line_maker *maker, const struct hat_line_more *more)
{
    const struct hat_line_parts *parts = maker->parts;
    bool label = false;
    for (uint32_t i = more->piece; i < more->piece + more->piece_count; i++) {
        const struct hat_piece *piece = &parts->pieces[i];
        bool is_label = parts->portions[piece->portion].kind == HAT_PORTION_LABEL;
        if (!is_label && !blank_piece(parts, piece)) {
            return false;
        }
        label = label || is_label;
    }
    return label;
}

/* Nothing but blanks, or nothing at all: a break that is alone, else the paragraph's own font. */
static void add_empty(const struct hat_line_maker *maker, const struct hat_line_more *more,
                      struct extent *extent)
{
    const struct hat_line_parts *parts = maker->parts;
    for (uint32_t i = more->piece; i < more->piece + more->piece_count; i++) {
        const struct hat_portion *portion = &parts->portions[parts->pieces[i].portion];
        if (portion->kind == HAT_PORTION_BREAK && more->piece_count == 1) {
            extend(extent, portion->ascent, portion->height);
            return;
        }
    }
    add_mark(maker, extent);
}

static void space_percent(const struct hat_line_maker *maker, bool first, struct hat_line *line)
{
    int32_t pct = maker->props->spacing;
    pct = pct <= 0 ? 100 : pct < 50 ? 50 : pct > 100000 ? 100000 : pct;
    if (pct > 100) {
        line->extra_above = hat_twip_clamp((int64_t)line->text_height * (pct - 100) / 100);
    } else if (pct < 100 && first) {
        if (maker->flags->percent_shrinks_first) {
            line->height = (hat_twip)((int64_t)line->height * pct / 100);
            line->baseline = (hat_twip)((int64_t)line->height * 4 / 5);
        }
    } else if (pct < 100) {
        hat_twip less = (hat_twip)((int64_t)line->text_height * (100 - pct) / 100);
        line->height -= less;
        line->baseline -= less;
    }
}

static void space(const struct hat_line_maker *maker, bool first, struct hat_line *line)
{
    hat_twip value = hat_twip_max(hat_twip_clamp(maker->props->spacing), 0);
    switch (maker->props->spacing_rule) {
    case HAT_SPACING_EXACT:
        line->height = value;
        line->baseline = (hat_twip)((int64_t)value * 4 / 5);
        break;
    case HAT_SPACING_AT_LEAST:
        if (line->height < value) {
            line->baseline += value - line->height;
            line->height = value;
        }
        break;
    case HAT_SPACING_LEADING: /* above the first line it is part of the paragraphs' gap (3.1) */
        line->extra_above = value;
        break;
    default:
        space_percent(maker, first, line);
        break;
    }
}

/* On a grid every line takes whole steps, its text in the middle of them; of the line spacing
 * only more than 100 % counts, and that of the steps. */
static void space_on_grid(const struct hat_line_maker *maker, struct hat_line *line)
{
    int64_t pitch = maker->setting->line_pitch;
    int64_t steps = ((int64_t)line->height + pitch - 1) / pitch;
    hat_twip height = hat_twip_clamp((steps > 0 ? steps : 1) * pitch);
    line->baseline = hat_twip_add(line->baseline, (height - line->height) / 2);
    line->height = height;
    int64_t more = maker->props->spacing_rule == HAT_SPACING_PERCENT
                       ? (int64_t)maker->props->spacing - 100
                       : 0;
    if (more > 0) {
        line->extra_above = hat_twip_clamp(height * more / 100);
    }
}

void hat_line_measure(const struct hat_line_maker *maker, const struct hat_line_more *more,
                      bool first, struct hat_line *line)
{
    struct extent extent = {0};
    add_pieces(maker, more, &extent, false);
    if (!extent.any) {
        add_empty(maker, more, &extent);
    } else if (!first || !maker->flags->blanks_no_height) {
        add_pieces(maker, more, &extent, true);
    }
    if (first && only_label(maker, more)) {
        add_mark(maker, &extent);
    }
    line->baseline = extent.ascent;
    line->height = hat_twip_add(extent.ascent, extent.descent);
    line->text_height = hat_twip_add(extent.text_ascent, extent.text_descent);
    if (maker->setting->line_pitch > 0 && !maker->props->off_grid) {
        space_on_grid(maker, line);
    } else {
        space(maker, first, line);
    }
}

hat_twip hat_lines_gap_after(const struct hat_para_props *props, const struct hat_line *last)
{
    if (props->spacing_rule != HAT_SPACING_PERCENT || props->spacing <= 100) {
        return 0;
    }
    int64_t whole = (int64_t)last->text_height * props->spacing / 100;
    return hat_twip_clamp(whole - last->text_height);
}
