/* notes.c -- footnotes (docs/layout-rules.md 5.5).
 *
 *     |  text with a mark(1)   |
 *     |                        |  <- body->bottom
 *     |  57                    |
 *     |  ---------             |  a quarter of the text's width, 10 thick
 *     |  57                    |
 *     |  1 what the note says  |
 *     --------------------------  <- pager.bottom
 *
 * A line with a reference is set only where its notes fit, too; so body->bottom moves up as notes
 * come. Where a line must be set although its note does not fit, the rest of the note goes to the
 * next page.
 */
#include "layout/notes_internal.h"

#include "layout/body_internal.h"

enum { NOTE_DISTANCE = 57, NOTE_LINE = 10, NOTES_MAX = 1000 };

bool hat_has_notes(const struct hat_paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        if (paragraph->inlines[i].kind == HAT_INLINE_NOTE && paragraph->inlines[i].note != NULL) {
            return true;
        }
    }
    return false;
}

bool hat_stack_has_notes(const struct hat_stack *stack)
{
    for (size_t i = 0; i < stack->count; i++) {
        if (stack->boxes[i].table == NULL && stack->boxes[i].para.notes) {
            return true;
        }
    }
    return false;
}

/* Does the note stand behind the text, not on its page? */
static bool is_last(const struct hat_body *body, const struct hat_note *note)
{
    return note->endnote || body->layout->setting.info->footnotes_last;
}

/* ---- heights ---- */

static hat_twip separator_height(const struct hat_body *body)
{
    return body->notes.height > 0 ? 0 : 2 * NOTE_DISTANCE + NOTE_LINE;
}

static hat_twip note_width(const struct hat_body *body)
{
    const struct hat_section *section = &body->section;
    hat_twip margins = hat_twip_add(section->left, section->right);
    return hat_twip_max(hat_twip_sub(section->page_width, margins), 1);
}

/* A note follows the one before it as a paragraph follows another; below the last of a page nothing
 * counts. */
static enum hat_status make_stack(const struct hat_body *body, const struct hat_note *note,
                                  const struct hat_above *above, struct hat_arena *arena,
                                  struct hat_stack *stack)
{
    enum hat_status status =
        hat_stack_make(body->layout, note->blocks, note_width(body), arena, stack);
    stack->open_end = true;
    stack->above = *above;
    return status;
}

/* The end of the notes that the page has. */
static struct hat_above last_note(const struct hat_body *body)
{
    const struct hat_notes *notes = &body->notes;
    return notes->count > 0 ? hat_stack_last(&notes->items[notes->count - 1].stack)
                            : (struct hat_above){0};
}

static hat_twip note_height(const struct hat_body *body, const struct hat_note *note,
                            struct hat_above *above)
{
    struct hat_arena arena = {0};
    struct hat_stack stack;
    hat_twip height = 0;
    if (make_stack(body, note, above, &arena, &stack) == HAT_OK) {
        *above = hat_stack_last(&stack);
        height = hat_stack_height(body->layout, &stack, (struct hat_cursor){0, 0});
    }
    hat_arena_fini(&arena); /* a failure comes again when the note is set */
    return height;
}

/* Height of the footnotes of one line; of those that have their room already: nothing. */
static hat_twip line_notes(const struct hat_body *body, const struct hat_para_box *box, size_t line,
                           struct hat_above *above)
{
    hat_twip height = 0;
    size_t at = 0;
    if (body->notes.reserved) {
        return 0;
    }
    const struct hat_inline *item = hat_line_find(box->lines, line, HAT_INLINE_NOTE, &at);
    for (; item != NULL; item = hat_line_find(box->lines, line, HAT_INLINE_NOTE, &at)) {
        if (item->note != NULL && !is_last(body, item->note)) {
            height = hat_twip_add(height, note_height(body, item->note, above));
        }
    }
    return height;
}

size_t hat_notes_split(const struct hat_body *body, const struct hat_para_box *box, size_t from,
                       size_t end, hat_twip room)
{
    size_t count = hat_para_split(box, from, end, room);
    struct hat_above above = last_note(body);
    hat_twip notes = 0;
    for (size_t i = 0; i < count && box->notes; i++) {
        notes = hat_twip_add(notes, line_notes(body, box, from + i, &above));
        hat_twip all = notes > 0 ? hat_twip_add(notes, separator_height(body)) : 0;
        hat_twip lines = hat_para_height(box, from, from + i + 1);
        if (hat_twip_add(lines, all) > room) { /* this line goes to the next page */
            return i > 0 ? hat_para_split(box, from, end, hat_para_height(box, from, from + i)) : 0;
        }
    }
    return count;
}

/* Height of the footnotes of the lines from `from` on. */
static hat_twip box_notes(const struct hat_body *body, const struct hat_para_box *box, size_t from,
                          struct hat_above *above)
{
    hat_twip height = 0;
    for (size_t line = from; box->notes && line < box->lines->count; line++) {
        height = hat_twip_add(height, line_notes(body, box, line, above));
    }
    return height;
}

static hat_twip stack_notes(const struct hat_body *body, const struct hat_stack *stack,
                            struct hat_above *above)
{
    hat_twip height = 0;
    for (size_t i = 0; i < stack->count; i++) {
        if (stack->boxes[i].table == NULL) {
            height = hat_twip_add(height, box_notes(body, &stack->boxes[i].para, 0, above));
        }
    }
    return height;
}

static hat_twip with_separator(const struct hat_body *body, hat_twip height)
{
    return height > 0 ? hat_twip_add(height, separator_height(body)) : 0;
}

hat_twip hat_notes_row_height(const struct hat_body *body, const struct hat_stack *stack)
{
    struct hat_above above = last_note(body);
    return with_separator(body, stack_notes(body, stack, &above));
}

hat_twip hat_notes_chain_height(const struct hat_body *body)
{
    struct hat_above above = last_note(body);
    hat_twip height = 0;
    for (const struct hat_body_unit *unit = body->chain; unit != NULL; unit = unit->next) {
        if (unit->kind == HAT_UNIT_PARAGRAPH) {
            height = hat_twip_add(height, box_notes(body, &unit->para, unit->from, &above));
        }
        for (size_t i = 0; unit->kind == HAT_UNIT_ROW && i < unit->row.count; i++) {
            height = hat_twip_add(height, stack_notes(body, &unit->row.cells[i].stack, &above));
        }
    }
    return with_separator(body, height);
}

/* ---- adding ---- */

/* Sets as much of note `index` as there is room for. */
static void set_part(struct hat_body *body, size_t index, hat_twip y, enum hat_fit mode)
{
    struct hat_note_box *box = &body->notes.items[index];
    hat_twip separator = separator_height(body);
    hat_twip room = body->notes.reserved ? HAT_TWIP_MAX
                                         : hat_twip_sub(hat_twip_sub(body->bottom, y), separator);
    struct hat_cut part = hat_stack_fit(body->layout, &box->stack, box->from, room, mode);
    box->to = part.to;
    box->height = part.height;
    if (part.height > 0) {
        hat_twip height = hat_twip_add(separator, part.height);
        body->notes.height = hat_twip_add(body->notes.height, height);
        body->bottom = hat_twip_sub(body->bottom, body->notes.reserved ? 0 : height);
    }
}

static enum hat_status add_last(struct hat_body *body, const struct hat_note *note)
{
    struct hat_note_list *list = &body->notes.last[note->endnote];
    if (!hat_mem_grow(&list->items, list->count, &list->cap, sizeof *list->items)) {
        return HAT_ERR_NOMEM;
    }
    list->items[list->count++] = note;
    return HAT_OK;
}

static enum hat_status add(struct hat_body *body, const struct hat_note *note, hat_twip y)
{
    struct hat_notes *notes = &body->notes;
    if (is_last(body, note)) {
        return add_last(body, note);
    }
    if (notes->count >= NOTES_MAX) {
        return hat_layout_spend(body->layout, UINT64_MAX / 2); /* more than a page can hold */
    }
    if (!hat_mem_grow(&notes->items, notes->count, &notes->cap, sizeof *notes->items)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_note_box *box = &notes->items[notes->count];
    *box = (struct hat_note_box){.note = note};
    struct hat_above above = last_note(body);
    enum hat_status status = make_stack(body, note, &above, &notes->arena, &box->stack);
    if (status == HAT_OK) {
        notes->count++;
        set_part(body, notes->count - 1, y, HAT_FIT_WHOLE);
    }
    return status;
}

enum hat_status hat_notes_add_lines(struct hat_body *body, const struct hat_para_box *box,
                                    const size_t range[2], hat_twip y)
{
    enum hat_status status = HAT_OK;
    for (size_t line = range[0]; line < range[1] && box->notes; line++) {
        size_t at = 0;
        const struct hat_inline *item;
        while (status == HAT_OK &&
               (item = hat_line_find(box->lines, line, HAT_INLINE_NOTE, &at)) != NULL) {
            status = item->note != NULL ? add(body, item->note, y) : HAT_OK;
        }
    }
    return status;
}

enum hat_status hat_notes_add_stack(struct hat_body *body, const struct hat_stack *stack,
                                    hat_twip y)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < stack->count && status == HAT_OK; i++) {
        const struct hat_box *box = &stack->boxes[i];
        if (box->table == NULL && box->para.notes) {
            const size_t range[2] = {0, box->para.lines->count};
            status = hat_notes_add_lines(body, &box->para, range, y);
        }
    }
    return status;
}

/* ---- pages ---- */

enum hat_status hat_notes_open(struct hat_body *body)
{
    struct hat_notes *notes = &body->notes;
    notes->height = 0;
    notes->reserved = false;
    if (notes->count > 0) {
        notes->items[0].stack.above = (struct hat_above){0};
    }
    for (size_t i = 0; i < notes->count; i++) { /* what the last page had no room for */
        set_part(body, i, body->column_top, i == 0 ? HAT_FIT_FORCE : HAT_FIT_WHOLE);
    }
    return HAT_OK;
}

static enum hat_status draw_separator(struct hat_body *body, hat_twip y)
{
    const struct hat_border line = {.style = HAT_BORDER_SINGLE, .width = NOTE_LINE};
    struct hat_stroke stroke = {.edge = y, .inward = true, .from = body->section.left};
    stroke.to = hat_twip_add(stroke.from, note_width(body) / 4);
    return hat_border_draw(&body->layout->page, &line, &stroke);
}

static enum hat_status draw_note(struct hat_body *body, struct hat_note_box *box, hat_twip y)
{
    struct hat_structure *structure = body->layout->setting.structure;
    enum hat_status status = HAT_OK;
    if (box->node == 0) {
        status = hat_structure_add(structure, body->tags.parent, HAT_NODE_NOTE, &box->node);
    }
    struct hat_tags tags = {.parent = box->node};
    tags.direct = box->stack.count == 1;
    struct hat_stack_spot spot = {.x = body->section.left, .y = y, .tags = &tags};
    spot.from = box->from;
    spot.to = box->to;
    return status == HAT_OK ? hat_stack_paint(body->layout, &box->stack, &spot) : status;
}

static enum hat_status draw(struct hat_body *body)
{
    struct hat_notes *notes = &body->notes;
    hat_twip y = hat_twip_add(hat_twip_sub(body->pager.bottom, notes->height), NOTE_DISTANCE);
    enum hat_status status = draw_separator(body, y);
    y = hat_twip_add(y, NOTE_LINE + NOTE_DISTANCE);
    for (size_t i = 0; i < notes->count && status == HAT_OK; i++) {
        if (notes->items[i].height > 0) {
            status = draw_note(body, &notes->items[i], y);
            y = hat_twip_add(y, notes->items[i].height);
        }
    }
    return status;
}

enum hat_status hat_notes_close(struct hat_body *body)
{
    struct hat_notes *notes = &body->notes;
    enum hat_status status = HAT_OK;
    if (notes->height > 0 && hat_layout_draws(body->layout)) {
        status = draw(body);
    }
    size_t left = 0;
    for (size_t i = 0; i < notes->count; i++) {
        struct hat_note_box *box = &notes->items[i];
        if (!hat_cursor_at_end(&box->stack, box->to)) {
            box->from = box->to;
            notes->items[left++] = *box;
        }
    }
    notes->count = left;
    notes->height = 0;
    if (left == 0) {
        hat_arena_reset(&notes->arena);
        hat_unit_drop_noted(body);
    }
    return status;
}

void hat_notes_fini(struct hat_notes *notes)
{
    hat_arena_fini(&notes->arena);
    hat_mem_free(notes->items);
    hat_mem_free(notes->last[0].items);
    hat_mem_free(notes->last[1].items);
}
