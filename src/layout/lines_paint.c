/* lines_paint.c -- a line to the display list: alignment, justification, the order of the eye.
 *
 * Pieces stand in whole twips as they were measured; here they are moved by the alignment, blanks
 * of justified lines are widened (exactly: the rest is spread in device units, layout-rules 2.10),
 * and runs from right to left are put in their visual order. Then each is drawn as a unit.
 */
#include "layout/lines_paint_internal.h"
#include "text/bidi.h"

/* ---- the structure tree ---- */

static bool artifact(uint32_t node)
{
    return node >= HAT_NODE_ARTIFACT_PAGINATION;
}

/* The URI, or "#anchor"; NULL when out of memory. */
static const char *link_target(struct hat_arena *arena, const struct hat_link *link)
{
    if (link->uri != NULL) {
        return hat_arena_strndup(arena, link->uri, strlen(link->uri));
    }
    size_t len = strlen(link->anchor);
    char *text = hat_arena_alloc(arena, len + 2);
    if (text != NULL) {
        text[0] = '#';
        memcpy(text + 1, link->anchor, len + 1);
    }
    return text;
}

/* A link has one node however many lines and pages it is on. Text of page headers is no content,
 * but a link must be: there it gets a node of its own on each page. */
static enum hat_status link_node(struct hat_line_painter *painter, uint32_t link, uint32_t parent,
                                 uint32_t *node)
{
    struct hat_structure *structure = painter->setting->structure;
    const struct hat_link *target = painter->parts->links[link - 1];
    uint32_t *known = &painter->lines->link_nodes[link - 1];
    if (structure == NULL || (target->uri == NULL && target->anchor == NULL) ||
        parent == HAT_NODE_ARTIFACT_LAYOUT) {
        return HAT_OK;
    }
    if (*known == 0) {
        enum hat_status status =
            hat_structure_add(structure, artifact(parent) ? hat_structure_root(structure) : parent,
                              HAT_NODE_LINK, known);
        if (status != HAT_OK) {
            return status;
        }
        struct hat_node *made = &structure->nodes[*known];
        made->text = link_target(&structure->arena, target);
        if (target->title != NULL) {
            made->title =
                hat_arena_strndup(&structure->arena, target->title, strlen(target->title));
        }
        if (made->text == NULL || (target->title != NULL && made->title == NULL)) {
            return HAT_ERR_NOMEM;
        }
    }
    *node = *known;
    return HAT_OK;
}

static enum hat_status node_of(struct hat_line_painter *painter, const struct hat_portion *portion,
                               uint32_t *node)
{
    bool label = portion->kind == HAT_PORTION_LABEL || portion->kind == HAT_PORTION_FOLLOW;
    *node = label ? painter->spot->label_node : painter->spot->node;
    return portion->link != 0 ? link_node(painter, portion->link, *node, node) : HAT_OK;
}

/* ---- units ---- */

static uint32_t blanks_in(const struct hat_line_painter *painter, uint32_t start, uint32_t end)
{
    uint32_t blanks = 0;
    for (uint32_t i = start; i < end; i++) {
        blanks += hat_blank_stretches(painter, i);
    }
    return blanks;
}

/* Width of [start, end) with its stretched blanks; counts them as passed. */
static hat_du stretched(struct hat_line_painter *painter, uint32_t start, uint32_t end)
{
    int64_t du = 0;
    for (uint32_t i = start; i < end; i++) {
        du += painter->parts->advances[i];
    }
    uint32_t first = painter->blanks;
    painter->blanks += blanks_in(painter, start, end);
    du += hat_glue_before(painter, painter->blanks) - hat_glue_before(painter, first);
    return du > INT32_MAX / 4 ? INT32_MAX / 4 : (hat_du)du;
}

/* The parts of a piece that are in one span each. */
static void add_text_units(struct hat_line_painter *painter, const struct hat_piece *piece,
                           uint32_t end, hat_du x)
{
    const struct hat_line_parts *parts = painter->parts;
    const struct hat_portion *portion = &parts->portions[piece->portion];
    for (uint32_t i = 0; i < portion->span_count; i++) {
        const struct hat_span *span = &parts->spans[portion->span + i];
        uint32_t from = span->start > piece->start ? span->start : piece->start;
        uint32_t to = span->end < end ? span->end : end;
        if (from >= to) {
            continue;
        }
        struct hat_line_unit *unit = &painter->units[painter->count++];
        *unit = (struct hat_line_unit){.portion = portion,
                                       .span = span,
                                       .start = from,
                                       .end = to,
                                       .x = x,
                                       .level = span->level};
        unit->width = stretched(painter, from, to);
        x += unit->width;
    }
}

static void add_units(struct hat_line_painter *painter, const struct hat_piece *piece)
{
    const struct hat_line_parts *parts = painter->parts;
    const struct hat_portion *portion = &parts->portions[piece->portion];
    uint32_t end = piece->end < painter->more->text_end ? piece->end : painter->more->text_end;
    hat_du x = painter->x + hat_twip_to_du(hat_twip_sub(piece->x, painter->more->x)) +
               hat_glue_before(painter, painter->blanks);
    if (portion->span_count > 0) {
        add_text_units(painter, piece, end, x);
    } else {
        painter->units[painter->count++] =
            (struct hat_line_unit){.portion = portion,
                                   .start = piece->start,
                                   .end = piece->end,
                                   .x = x,
                                   .width = hat_twip_to_du(piece->width),
                                   .leader = piece->leader,
                                   .level = painter->lines->paragraph->props->rtl};
    }
}

/* Moves the units into the order of the eye. */
static enum hat_status reorder(struct hat_line_painter *painter)
{
    uint32_t count = painter->count;
    struct hat_arena *arena = &painter->page->arena;
    uint8_t *levels = hat_arena_alloc(arena, count + 1);
    uint32_t *order = hat_arena_array(arena, count + 1, sizeof *order);
    struct hat_line_unit *moved = hat_arena_array(arena, count + 1, sizeof *moved);
    if (levels == NULL || order == NULL || moved == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        levels[i] = painter->units[i].level;
    }
    hat_bidi_order(levels, count, order);
    hat_du x = count > 0 ? painter->units[0].x : 0;
    for (uint32_t i = 0; i < count; i++) {
        moved[i] = painter->units[order[i]];
        moved[i].x = x;
        x += moved[i].width;
    }
    painter->units = moved;
    return HAT_OK;
}

static enum hat_status make_units(struct hat_line_painter *painter)
{
    const struct hat_line_parts *parts = painter->parts;
    uint32_t last = painter->more->piece + painter->more->piece_count, room = 0;
    for (uint32_t i = painter->more->piece; i < last; i++) {
        room += parts->portions[parts->pieces[i].portion].span_count + 1;
    }
    painter->units = hat_arena_array(&painter->page->arena, room + 1, sizeof *painter->units);
    if (painter->units == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = painter->more->piece; i < last; i++) {
        add_units(painter, &parts->pieces[i]);
    }
    for (uint32_t i = 0; i < painter->count; i++) {
        struct hat_line_unit *unit = &painter->units[i];
        enum hat_status status = node_of(painter, unit->portion, &unit->node);
        if (status != HAT_OK) {
            return status;
        }
    }
    return parts->bidi ? reorder(painter) : HAT_OK;
}

/* ---- the line ---- */

/* How far the alignment moves the line to the right. */
static hat_twip shift_of(const struct hat_line_painter *painter, hat_twip spare)
{
    const struct hat_para_props *props = painter->lines->paragraph->props;
    uint8_t align = props->align;
    if (spare <= 0 || painter->more->blanks > 0) {
        return 0;
    }
    if (align == HAT_ALIGN_JUSTIFY) {
        align = painter->more->ends ? props->align_last : (uint8_t)HAT_ALIGN_LEFT;
        if (props->rtl && (align == HAT_ALIGN_LEFT || align == HAT_ALIGN_JUSTIFY)) {
            align = HAT_ALIGN_RIGHT;
        }
    }
    return align == HAT_ALIGN_CENTER ? spare / 2 : align == HAT_ALIGN_RIGHT ? spare : 0;
}

static void place(struct hat_line_painter *painter)
{
    const struct hat_line_more *more = painter->more;
    hat_twip spare = hat_twip_sub(hat_twip_sub(more->right, more->x), more->width);
    hat_twip x = hat_twip_add(hat_twip_add(painter->spot->x, more->x), shift_of(painter, spare));
    painter->x = hat_twip_to_du(x);
    painter->y = hat_twip_to_du(hat_twip_add(painter->spot->y, painter->line->baseline));
    painter->glue = more->blanks > 0 && spare > 0 ? (int64_t)hat_twip_to_du(spare) : 0;
}

/* Bookmarks of the line: links inside the document lead there. Those of page headers, which come
 * again on every page, lead nowhere. */
static enum hat_status note_places(const struct hat_line_painter *painter)
{
    struct hat_structure *structure = painter->setting->structure;
    const struct hat_line_parts *parts = painter->parts;
    const struct hat_line_spot *spot = painter->spot;
    bool first = painter->more == &parts->more[0]; /* its label is before its start */
    bool last = painter->more == &parts->more[painter->lines->count - 1];
    enum hat_status status = HAT_OK;
    if (structure == NULL || spot->node == HAT_NODE_ARTIFACT_PAGINATION) {
        return HAT_OK;
    }
    for (uint32_t i = 0; i < parts->place_count && status == HAT_OK; i++) {
        uint32_t at = parts->places[i].at;
        if ((first || at >= painter->more->start) && (last || at < painter->more->end)) {
            const struct hat_bookmark place = {.page = painter->page->index,
                                               .y = spot->y,
                                               .number = painter->setting->page_number};
            status = hat_structure_bookmark(structure, parts->places[i].name, &place);
        }
    }
    return status;
}

static enum hat_status draw(struct hat_line_painter *painter)
{
    place(painter);
    enum hat_status status = note_places(painter);
    if (status == HAT_OK) {
        status = make_units(painter);
    }
    if (status == HAT_OK) {
        status = hat_line_draw_backgrounds(painter);
    }
    if (status == HAT_OK) {
        status = hat_line_draw_glyphs(painter);
    }
    if (status == HAT_OK) {
        status = hat_line_draw_marks(painter);
    }
    if (status == HAT_OK) {
        status = hat_line_draw_objects(painter);
    }
    return status == HAT_OK ? hat_line_draw_links(painter) : status;
}

/* The lines of a paragraph with page numbers as they are on this page; `lines` itself when nothing
 * changes. */
static enum hat_status renumber(struct hat_setting *setting, struct hat_lines *lines,
                                struct hat_arena *arena, struct hat_lines **now)
{
    const struct hat_line_parts *parts = lines->parts;
    struct hat_lines *made = NULL;
    *now = lines;
    if (!parts->page_fields ||
        (parts->page_number == setting->page_number && parts->page_count == setting->page_count &&
         parts->section_pages == setting->section_pages)) {
        return HAT_OK;
    }
    enum hat_status status = hat_lines_make_around(setting, lines->paragraph, lines->width,
                                                   &parts->insets, arena, &made);
    if (status == HAT_OK && made->count == lines->count) {
        made->link_nodes = lines->link_nodes;
        *now = made;
    }
    return status;
}

enum hat_status hat_line_paint(struct hat_setting *setting, struct hat_lines *lines, size_t index,
                               const struct hat_line_spot *spot, struct hat_page *page)
{
    struct hat_lines *now = NULL;
    enum hat_status status = renumber(setting, lines, &page->arena, &now);
    if (status != HAT_OK) {
        return status;
    }
    if (spot->node == HAT_NODE_ARTIFACT_PAGINATION) { /* nodes of an earlier page are no use */
        memset(now->link_nodes, 0, now->parts->link_count * sizeof *now->link_nodes);
    }
    struct hat_line_painter painter = {
        .setting = setting,
        .lines = now,
        .parts = now->parts,
        .line = &lines->lines[index],
        .more = &now->parts->more[index],
        .spot = spot,
        .page = page,
    };
    status = draw(&painter);
    return status == HAT_OK && hat_fonts_failed(setting->fonts) ? HAT_ERR_NOMEM : status;
}
