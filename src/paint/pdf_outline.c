/* pdf_outline.c -- the outline (ISO 32000-1 12.3.3): headings as a tree of entries.
 *
 * The layout gives headings in order with their levels; an entry's parent is the nearest one
 * before it of a smaller level:
 *
 *     1 Order          ─┬ parent: root
 *     2   Tasks         │ parent: Order
 *     3     Dates       │ parent: Tasks
 *     2   Signatures    ┘ parent: Order
 *
 * All entries are open, so /Count is the number of all entries below.
 */
#include "paint/pdf_internal.h"

enum { DEPTH_MAX = 256 };

/* An entry's neighbours by index + 1 (0: none); number 0 is the root. */
struct entry {
    uint32_t id, parent, previous, next, first, last, below;
};

static bool is_shown(const struct hat_outline *outline)
{
    return outline->title != NULL && *outline->title != '\0';
}

static void hang(struct entry *entries, uint32_t index, uint32_t parent)
{
    struct entry *entry = &entries[index];
    entry->parent = parent;
    entry->previous = entries[parent].last;
    if (entry->previous != 0) {
        entries[entry->previous].next = index;
    } else {
        entries[parent].first = index;
    }
    entries[parent].last = index;
}

/* Makes the tree; entries[0] is the root, entries[i + 1] outline i. */
static void build(const struct hat_structure *structure, struct entry *entries)
{
    uint32_t stack[DEPTH_MAX] = {0};
    int depth = 0; /* stack[0] is the root; deeper ones have growing levels */
    for (uint32_t i = 0; i < structure->outline_count; i++) {
        if (!is_shown(&structure->outlines[i])) {
            continue;
        }
        uint8_t level = structure->outlines[i].level;
        while (depth > 0 && structure->outlines[stack[depth] - 1].level >= level) {
            depth--;
        }
        hang(entries, i + 1, stack[depth]);
        if (depth < DEPTH_MAX - 1) {
            stack[++depth] = i + 1;
        }
    }
    for (uint32_t i = (uint32_t)structure->outline_count; i > 0; i--) {
        if (is_shown(&structure->outlines[i - 1])) {
            entries[entries[i].parent].below += entries[i].below + 1;
        }
    }
}

static void put_neighbour(struct hat_pdf_finish *finish, const struct entry *entries,
                          const char *key, uint32_t index)
{
    if (index != 0) {
        hat_pdf_put(&finish->body, key);
        hat_pdf_put_ref(&finish->body, entries[index].id);
    }
}

static void put_children(struct hat_pdf_finish *finish, const struct entry *entries,
                         const struct entry *entry)
{
    if (entry->first != 0) {
        put_neighbour(finish, entries, "/First ", entry->first);
        put_neighbour(finish, entries, "/Last ", entry->last);
        hat_pdf_put(&finish->body, "/Count ");
        hat_pdf_put_number(&finish->body, entry->below);
    }
}

static void write_entry(struct hat_pdf_finish *finish, const struct entry *entries, uint32_t index)
{
    const struct hat_outline *outline = &finish->structure->outlines[index - 1];
    const struct entry *entry = &entries[index];
    hat_pdf_put(&finish->body, "<</Title");
    hat_pdf_put_text(&finish->body, outline->title);
    hat_pdf_put(&finish->body, "/Parent ");
    hat_pdf_put_ref(&finish->body, entries[entry->parent].id);
    put_neighbour(finish, entries, "/Prev ", entry->previous);
    put_neighbour(finish, entries, "/Next ", entry->next);
    put_children(finish, entries, entry);
    hat_pdf_put(&finish->body, "/Dest");
    hat_pdf_put_destination(finish, outline->page, outline->y);
    hat_pdf_put(&finish->body, ">>");
    hat_pdf_object(&finish->out, entry->id, &finish->body);
}

enum hat_status hat_pdf_write_outline(struct hat_pdf_finish *finish)
{
    const struct hat_structure *structure = finish->structure;
    size_t count = structure->outline_count;
    struct entry *entries = hat_arena_array(&finish->arena, count + 1, sizeof *entries);
    if (entries == NULL) {
        return HAT_ERR_NOMEM;
    }
    build(structure, entries);
    if (entries[0].first == 0 || finish->pdf->sheet_count == 0) {
        return HAT_OK;
    }
    entries[0].id = finish->outlines = hat_pdf_reserve(&finish->out);
    for (uint32_t i = 1; i <= count; i++) {
        if (is_shown(&structure->outlines[i - 1])) {
            entries[i].id = hat_pdf_reserve(&finish->out);
        }
    }
    hat_pdf_put(&finish->body, "<</Type/Outlines");
    put_children(finish, entries, &entries[0]);
    hat_pdf_put(&finish->body, ">>");
    hat_pdf_object(&finish->out, finish->outlines, &finish->body);
    for (uint32_t i = 1; i <= count; i++) {
        if (entries[i].id != 0) {
            write_entry(finish, entries, i);
        }
    }
    return finish->out.status;
}
