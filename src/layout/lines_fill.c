/* lines_fill.c -- greedy line breaking: the first fit, as word processors do it (layout-rules 2.3).
 *
 * Portions are laid from left to right until one does not fit. Then the line ends at the last
 * break chance before the first character that is over the margin, which may lie in an earlier
 * portion; blanks hang over the margin; a word without any chance is cut where it must be.
 *
 *     https://www.instagram.com/|reel/DVlh7MJEln9/?|igsh=MXZrdXR4bTFiYWw|2OA==
 *
 * A tab with right, centred or decimal text is laid with no width and widened when what follows
 * it is known.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "layout/lines_fill_internal.h"

enum { SLASH_LOOK_BACK = 66, ITALIC_RESERVE = 12 };

/* ---- measuring ---- */

static int64_t sum(const struct hat_line_parts *parts, uint32_t start, uint32_t end)
{
    int64_t du = 0;
    for (uint32_t i = start; i < end; i++) {
        du += parts->advances[i];
    }
    return du;
}

static hat_twip width_of(const struct hat_line_parts *parts, uint32_t start, uint32_t end)
{
    return hat_du_to_twips(sum(parts, start, end));
}

hat_twip hat_fill_pen_at(const struct hat_filler *fill, uint32_t byte)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    for (uint32_t i = fill->piece_count; i-- > fill->first_piece;) {
        const struct hat_piece *piece = &fill->pieces[i];
        if (byte >= piece->end) {
            return piece->x + piece->width;
        }
        if (byte >= piece->start) {
            return piece->x + width_of(parts, piece->start, byte);
        }
    }
    return fill->line_x;
}

static bool blank(struct hat_str text, uint32_t at)
{
    static const char wide[][4] = {"\xE3\x80\x80", "\xE2\x80\x86"}; /* U+3000, U+2006 */
    if (text.ptr[at] == ' ') {
        return true;
    }
    return text.len - at >= 3 &&
           (memcmp(text.ptr + at, wide[0], 3) == 0 || memcmp(text.ptr + at, wide[1], 3) == 0);
}

static uint32_t char_len(struct hat_str text, uint32_t at)
{
    size_t used = 0;
    hat_utf8_decode(text.ptr + at, text.len - at, &used);
    return (uint32_t)used;
}

/* ---- pieces ---- */

enum hat_status hat_fill_take(struct hat_filler *fill, uint32_t end, hat_twip width)
{
    if (fill->piece_count == fill->piece_cap) {
        uint32_t cap =
            fill->piece_cap > 0 ? fill->piece_cap * 2 : fill->maker->parts->portion_count + 8;
        struct hat_piece *pieces = hat_arena_array(fill->maker->arena, cap, sizeof *pieces);
        if (pieces == NULL) {
            return HAT_ERR_NOMEM;
        }
        if (fill->piece_count > 0) {
            memcpy(pieces, fill->pieces, fill->piece_count * sizeof *pieces);
        }
        fill->pieces = pieces;
        fill->piece_cap = cap;
    }
    fill->pieces[fill->piece_count++] = (struct hat_piece){
        .portion = fill->portion, .start = fill->at, .end = end, .x = fill->x, .width = width};
    fill->x = hat_twip_add(fill->x, width);
    fill->at = end;
    return HAT_OK;
}

/* Takes back what was laid from `byte` on. */
static void take_back(struct hat_filler *fill, uint32_t byte)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    while (fill->piece_count > fill->first_piece &&
           fill->pieces[fill->piece_count - 1].start >= byte) {
        const struct hat_piece *last = &fill->pieces[--fill->piece_count];
        fill->x = last->x;
        fill->portion = last->portion;
    }
    if (fill->piece_count > fill->first_piece && fill->pieces[fill->piece_count - 1].end > byte) {
        struct hat_piece *last = &fill->pieces[fill->piece_count - 1];
        last->end = byte;
        last->width = width_of(parts, last->start, byte);
        fill->x = last->x + last->width;
        fill->portion = last->portion;
    }
    fill->at = byte;
}

/* ---- where to break ---- */

/* Behind a slash: rather behind the last white space, if it is near (rules 2.6). Returns 0 when
 * that leaves no chance on this line. */
static uint32_t slash_break(const struct hat_filler *fill, uint32_t at)
{
    struct hat_str text = fill->maker->parts->text;
    uint32_t back = at;
    for (int i = 0; i < SLASH_LOOK_BACK && back > 0; i++) {
        do {
            back--;
        } while (back > 0 && ((unsigned char)text.ptr[back] & 0xC0) == 0x80);
        if (text.ptr[back] == ' ' || text.ptr[back] == '\t' || text.ptr[back] == '\n') {
            return back + 1 > fill->start ? back + 1 : 0;
        }
    }
    return at;
}

static bool hyphen_before(const struct hat_filler *fill, uint32_t at)
{
    struct hat_str text = fill->maker->parts->text;
    return at >= 2 && memcmp(text.ptr + at - 2, "\xC2\xAD", 2) == 0;
}

/* Would the hyphen that a break at `at` draws still be inside the margin? */
static enum hat_status hyphen_fits(struct hat_filler *fill, uint32_t at, bool *fits)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    const struct hat_portion *portion = parts->portions;
    struct hat_shaped hyphen = {0};
    while (portion->end < at) {
        portion++;
    }
    enum hat_status status = hat_lines_shape_extra(fill->maker->setting, portion, HAT_STR("-"),
                                                   fill->maker->arena, &hyphen);
    fill->hyphen_width = hat_du_to_twips(hyphen.advance);
    *fits = hat_fill_pen_at(fill, at) + fill->hyphen_width <= fill->right;
    return status;
}

/* The last chance at or before `cut`; 0: there is none on this line. What lies before `cut` is
 * laid already. */
static enum hat_status last_chance(struct hat_filler *fill, uint32_t cut, uint32_t *found)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    enum hat_status status = HAT_OK;
    *found = 0;
    for (uint32_t at = cut; at > fill->start && status == HAT_OK; at--) {
        bool fits = true;
        if (!parts->breaks[at]) {
            continue;
        }
        if (parts->text.ptr[at - 1] == '/') {
            if (at == cut) { /* Writer passes over it and takes the chance before */
                continue;
            }
            *found = slash_break(fill, at);
            return HAT_OK;
        }
        if (hyphen_before(fill, at)) {
            status = hyphen_fits(fill, at, &fits);
        }
        if (fits) {
            *found = at;
            return status;
        }
    }
    return status;
}

/* Ends the line before `cut`, the first character that does not fit. */
enum hat_status hat_fill_break(struct hat_filler *fill, uint32_t cut)
{
    struct hat_str text = fill->maker->parts->text;
    uint32_t at = 0;
    enum hat_status status = last_chance(fill, cut, &at);
    if (status != HAT_OK) {
        return status;
    }
    fill->hyphen = at > 0 && hyphen_before(fill, at);
    uint32_t divided = 0;
    status = hat_fill_hyphenate(fill, cut, at, &divided);
    if (status != HAT_OK) {
        return status;
    }
    if (divided > 0) {
        fill->hyphen = true;
        at = divided;
    }
    if (at == 0) { /* no chance: cut the word, at least one character a line */
        at = cut;
        if (cut <= fill->start) {
            at = (uint32_t)hat_unicode_cluster_end(text, fill->start);
            uint32_t end = fill->maker->parts->portions[fill->portion].end;
            at = at < end ? at : end;
            return hat_fill_take(fill, at, width_of(fill->maker->parts, fill->start, at));
        }
    }
    take_back(fill, at);
    return HAT_OK;
}

/* Lets blanks hang over the margin, also into the following portions. */
static void skip_blanks(struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    while (fill->at < parts->text.len && blank(parts->text, fill->at)) {
        fill->at += char_len(parts->text, fill->at);
    }
}

/* ---- text ---- */

/* First character of [fill->at, end) that is over `room`; `end` when all of it fits. */
static uint32_t find_cut(const struct hat_filler *fill, const struct hat_portion *portion,
                         hat_twip room)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    int64_t limit = (int64_t)hat_twip_max(room, 0) * HAT_DU_PER_TWIP, du = 0;
    int64_t spacing = (int64_t)portion->props->letter_spacing * HAT_DU_PER_TWIP;
    uint32_t cut = portion->end, chars = 0;
    for (uint32_t i = fill->at; i < portion->end; i++) {
        chars += ((unsigned char)parts->text.ptr[i] & 0xC0) != 0x80;
        du += parts->advances[i];
        if (du - spacing > limit && cut == portion->end) {
            cut = i; /* what is added behind the last letter may be over */
        }
        if (cut < portion->end && du > limit + HAT_DU_PER_TWIP / 2) {
            return cut;
        }
    }
    /* a little over, but not when rounded: short text is let through (rules 2.3) */
    bool fits = hat_du_to_twips(du) <= room &&
                (du <= limit || (int64_t)room * 2 > (int64_t)chars * portion->height);
    return fits ? portion->end : cut;
}

static bool italic(const struct hat_portion *portion)
{
    return portion->props->italic;
}

static enum hat_status fill_text(struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    const struct hat_portion *portion = &parts->portions[fill->portion];
    hat_twip room = fill->right - fill->x;
    if (fill->maker->flags->italic_reserve && italic(portion)) {
        room -= portion->height / ITALIC_RESERVE;
    }
    uint32_t cut = find_cut(fill, portion, room);
    if (cut == portion->end) {
        enum hat_status status = hat_fill_take(fill, cut, width_of(parts, fill->at, cut));
        fill->portion++;
        return status;
    }
    fill->full = true;
    enum hat_status status = HAT_OK;
    if (cut > fill->at) {
        status = hat_fill_take(fill, cut, width_of(parts, fill->at, cut));
    }
    if (status == HAT_OK && blank(parts->text, cut)) {
        fill->hangs = true;
        fill->text_end = cut;
        skip_blanks(fill);
        return HAT_OK;
    }
    return status == HAT_OK ? hat_fill_break(fill, cut) : status;
}

/* ---- what is no text ---- */

static enum hat_status fill_object(struct hat_filler *fill)
{
    const struct hat_portion *portion = &fill->maker->parts->portions[fill->portion];
    const struct hat_object *object = portion->item->object;
    hat_twip width =
        hat_twip_add(hat_twip_max(object->width, 0),
                     hat_twip_add(object->distance[HAT_LEFT], object->distance[HAT_RIGHT]));
    if (fill->at > fill->start && hat_twip_add(fill->x, width) > fill->right) {
        fill->full = true;
        return hat_fill_break(fill, fill->at);
    }
    enum hat_status status = hat_fill_take(fill, portion->end, width);
    fill->portion++;
    return status;
}

static enum hat_status fill_break(struct hat_filler *fill)
{
    const struct hat_portion *portion = &fill->maker->parts->portions[fill->portion];
    if (!fill->hangs) {
        fill->text_end = fill->at;
    }
    fill->ended_by = portion->item->kind;
    fill->full = true;
    enum hat_status status = hat_fill_take(fill, portion->end, 0);
    fill->portion++;
    return status;
}

static enum hat_status fill_other(struct hat_filler *fill, const struct hat_portion *portion)
{
    switch (portion->kind) {
    case HAT_PORTION_TAB:
        return hat_fill_tab(fill);
    case HAT_PORTION_OBJECT:
        return fill_object(fill);
    case HAT_PORTION_BREAK:
        return fill_break(fill);
    default: { /* anchors and soft hyphens inside a line */
        uint32_t end = portion->end > fill->at ? portion->end : fill->at;
        enum hat_status status = hat_fill_take(fill, end, 0);
        fill->portion++;
        return status;
    }
    }
}

/* ---- lines ---- */

static void begin_line(struct hat_filler *fill)
{
    const struct hat_para_props *props = fill->maker->props;
    const struct hat_line_insets *insets = fill->maker->insets;
    struct hat_line_inset inset = {0};
    if (insets != NULL && fill->line_count < insets->count) {
        inset = insets->items[fill->line_count];
    }
    hat_twip x = hat_twip_add(props->indent_left, fill->line_count == 0 ? props->indent_first : 0);
    x = hat_twip_add(x, inset.left);
    fill->x = x;
    fill->line_x = x;
    fill->start = fill->at;
    hat_twip right = hat_twip_add(props->indent_right, inset.right);
    fill->right = fill->margin = hat_twip_sub(fill->maker->width, right);
    fill->first_piece = fill->piece_count;
    fill->tab_piece = UINT32_MAX;
    fill->stretch_from = fill->at;
    fill->full = fill->hangs = fill->hyphen = false;
    fill->ended_by = HAT_INLINE_TEXT;
}

/* Lays label and what follows it; they are on the first line whatever its width. */
static enum hat_status fill_label(struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    const struct hat_label *label = fill->maker->paragraph->label;
    if (label == NULL) {
        return HAT_OK;
    }
    const struct hat_portion *portion = &parts->portions[0];
    hat_twip begin = fill->x, width = width_of(parts, portion->start, portion->end);
    if (label->align == HAT_ALIGN_RIGHT) {
        fill->x -= width;
    } else if (label->align == HAT_ALIGN_CENTER) {
        fill->x -= width / 2;
    }
    enum hat_status status = hat_fill_take(fill, portion->end, width);
    fill->portion = 1;
    bool follows = fill->portion < parts->portion_count &&
                   parts->portions[fill->portion].kind == HAT_PORTION_FOLLOW;
    if (status == HAT_OK && follows) {
        portion = &parts->portions[fill->portion];
        width = label->follow == HAT_FOLLOW_TAB
                    ? hat_tab_after_label(fill->maker, fill->x) - fill->x
                    : width_of(parts, portion->start, portion->end);
        status = hat_fill_take(fill, portion->end, width);
        fill->portion++;
    }
    if (label->min_width > 0 || label->min_distance > 0) { /* ODF's older way of placing */
        hat_twip least = hat_twip_add(begin, label->min_width);
        fill->x = hat_twip_max(hat_twip_add(fill->x, label->min_distance), least);
    }
    fill->start = fill->stretch_from = fill->at;
    return status;
}

/* Where the text ends that counts for alignment: without the blanks behind it. */
static uint32_t text_end(const struct hat_filler *fill, bool ends)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    bool known = fill->hangs || fill->ended_by != HAT_INLINE_TEXT;
    uint32_t end = known ? fill->text_end : fill->at;
    if (ends && !fill->hangs && !fill->maker->flags->trailing_blanks_word) {
        return end;
    }
    while (end > fill->start && parts->text.ptr[end - 1] == ' ') {
        end--;
    }
    return end;
}

static uint32_t count_blanks(const struct hat_filler *fill, uint32_t end)
{
    const char *text = fill->maker->parts->text.ptr;
    uint32_t blanks = 0;
    for (uint32_t i = fill->stretch_from; i < end; i++) {
        blanks += text[i] == ' ';
    }
    return blanks;
}

static bool justified(const struct hat_filler *fill, bool last)
{
    const struct hat_para_props *props = fill->maker->props;
    if (props->align != HAT_ALIGN_JUSTIFY) {
        return false;
    }
    bool by_break = fill->ended_by != HAT_INLINE_TEXT;
    if (by_break && fill->tab_piece != UINT32_MAX) {
        return false; /* text set by a right or centred tab stays where it is */
    }
    if (last) {
        return props->align_last == HAT_ALIGN_JUSTIFY;
    }
    return !by_break ||
           (fill->ended_by == HAT_INLINE_LINE_BREAK && fill->maker->flags->justify_break);
}

static bool holds_anchor(const struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    for (uint32_t i = fill->first_piece; i < fill->piece_count; i++) {
        if (parts->portions[fill->pieces[i].portion].kind == HAT_PORTION_ANCHOR) {
            return true;
        }
    }
    return false;
}

static enum hat_status room_for_line(struct hat_filler *fill)
{
    if (fill->line_count < fill->line_cap) {
        return HAT_OK;
    }
    size_t cap = fill->line_cap > 0 ? fill->line_cap * 2 : 4;
    struct hat_line *lines = hat_arena_array(fill->maker->arena, cap, sizeof *lines);
    struct hat_line_more *more = hat_arena_array(fill->maker->arena, cap, sizeof *more);
    if (lines == NULL || more == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (fill->line_count > 0) {
        memcpy(lines, fill->lines, fill->line_count * sizeof *lines);
        memcpy(more, fill->more, fill->line_count * sizeof *more);
    }
    fill->lines = lines;
    fill->more = more;
    fill->line_cap = cap;
    return HAT_OK;
}

static enum hat_status end_line(struct hat_filler *fill)
{
    struct hat_line_parts *parts = fill->maker->parts;
    enum hat_status status = room_for_line(fill);
    if (status != HAT_OK) {
        return status;
    }
    hat_fill_settle_tab(fill);
    bool last = fill->at >= parts->text.len && fill->portion >= parts->portion_count &&
                fill->ended_by != HAT_INLINE_LINE_BREAK; /* that leaves an empty line behind it */
    bool ends = last || fill->ended_by != HAT_INLINE_TEXT;
    struct hat_line_more *more = &fill->more[fill->line_count];
    struct hat_line *line = &fill->lines[fill->line_count];
    *more = (struct hat_line_more){.piece = fill->first_piece,
                                   .piece_count = fill->piece_count - fill->first_piece,
                                   .start = fill->start,
                                   .end = fill->at,
                                   .x = fill->line_x,
                                   .right = fill->margin,
                                   .hyphen = fill->hyphen,
                                   .ends = ends};
    more->text_end = text_end(fill, ends);
    more->width = hat_twip_sub(hat_fill_pen_at(fill, more->text_end), fill->line_x) +
                  (fill->hyphen ? fill->hyphen_width : 0);
    more->stretch_from = fill->stretch_from;
    more->blanks = justified(fill, last) ? count_blanks(fill, more->text_end) : 0;
    line->line_break = fill->ended_by == HAT_INLINE_LINE_BREAK;
    line->has_anchor = holds_anchor(fill);
    parts->pieces = fill->pieces;
    hat_line_measure(fill->maker, more, fill->line_count == 0, line);
    fill->line_count++;
    fill->hyphen_lines = fill->hyphen ? fill->hyphen_lines + 1 : 0;
    return HAT_OK;
}

/* Goes on to the portion that `at` is in; blanks that hang may have passed several. */
static void next_portion(struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    while (fill->portion < parts->portion_count) {
        const struct hat_portion *portion = &parts->portions[fill->portion];
        if (portion->end > fill->at || portion->start == portion->end) {
            return;
        }
        fill->portion++;
    }
}

/* Is the line done? Blanks that hang may be followed by the break that ends this line anyway, and
 * the last text by anchors. */
static bool line_done(const struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    if (fill->portion >= parts->portion_count) {
        return true;
    }
    const struct hat_portion *portion = &parts->portions[fill->portion];
    bool own_break =
        fill->hangs && portion->kind == HAT_PORTION_BREAK && fill->ended_by == HAT_INLINE_TEXT;
    return fill->full && !own_break && fill->at < parts->text.len;
}

/* Is there something left for another line? A line break at the end leaves an empty one. */
static bool more_lines(const struct hat_filler *fill)
{
    return fill->portion < fill->maker->parts->portion_count ||
           fill->ended_by == HAT_INLINE_LINE_BREAK || fill->line_count == 0;
}

static enum hat_status fill_line(struct hat_filler *fill)
{
    const struct hat_line_parts *parts = fill->maker->parts;
    enum hat_status status = HAT_OK;
    begin_line(fill);
    if (fill->line_count == 0) {
        status = fill_label(fill);
    } else {
        status = fill->at < parts->text.len ? hat_lines_reshape(fill->maker, fill->at) : HAT_OK;
    }
    next_portion(fill);
    while (status == HAT_OK && !line_done(fill)) {
        const struct hat_portion *portion = &parts->portions[fill->portion];
        status = portion->kind == HAT_PORTION_TEXT ? fill_text(fill) : fill_other(fill, portion);
        next_portion(fill);
    }
    return status == HAT_OK ? end_line(fill) : status;
}

enum hat_status hat_lines_fill(struct hat_line_maker *maker, struct hat_lines *lines)
{
    struct hat_filler fill = {.maker = maker, .ended_by = HAT_INLINE_TEXT};
    enum hat_status status = HAT_OK;
    while (status == HAT_OK && more_lines(&fill)) {
        status = fill_line(&fill);
    }
    if (status == HAT_OK) {
        maker->parts->pieces = fill.pieces;
        maker->parts->more = fill.more;
        lines->lines = fill.lines;
        lines->count = fill.line_count;
    }
    return status;
}
