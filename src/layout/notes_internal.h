/* notes_internal.h -- footnotes at the bottom of pages, endnotes at the end. */
#ifndef HAT_LAYOUT_NOTES_INTERNAL_H
#define HAT_LAYOUT_NOTES_INTERNAL_H

#include "layout/flow_internal.h"

struct hat_body;

/* A footnote, or the rest of one, on the page or waiting for the next. */
struct hat_note_box {
    const struct hat_note *note;
    struct hat_stack stack;
    struct hat_cursor from, to;
    hat_twip height; /* of the part on this page */
    uint32_t node;   /* 0: not made yet */
};

/* The notes of the current page and those that wait. */
struct hat_notes {
    struct hat_arena arena;     /* of the measured notes; reset when none is left */
    struct hat_note_box *items; /* on the page: those before `count` */
    size_t count, cap;
    hat_twip height; /* with the separator; 0 without notes */
    bool reserved;   /* the region's columns end above the room that all of its notes will need */
    struct hat_note_list {
        const struct hat_note **items;
        size_t count, cap;
    } last[2]; /* notes that stand behind the text: footnotes, endnotes */
};

/* Has the paragraph a reference to a note? */
bool hat_has_notes(const struct hat_paragraph *paragraph);
bool hat_stack_has_notes(const struct hat_stack *stack);

/* As hat_para_split(), with room for the footnotes of the lines that stay. */
size_t hat_notes_split(const struct hat_body *body, const struct hat_para_box *box, size_t from,
                       size_t end, hat_twip room);
/* Height that the footnotes of a row's cells need at the bottom of the page. */
hat_twip hat_notes_row_height(const struct hat_body *body, const struct hat_stack *stack);

/* Height that the footnotes of all units that wait need. */
hat_twip hat_notes_chain_height(const struct hat_body *body);

/* Puts the notes of the lines [from, to) at the bottom of the page; of a note too long for what
 * is below `y` the rest waits for the next page. */
enum hat_status hat_notes_add_lines(struct hat_body *body, const struct hat_para_box *box,
                                    const size_t range[2], hat_twip y);
enum hat_status hat_notes_add_stack(struct hat_body *body, const struct hat_stack *stack,
                                    hat_twip y);

/* A page begins: notes that wait are set first. */
enum hat_status hat_notes_open(struct hat_body *body);
/* A page ends: draws its notes; what waits stays. */
enum hat_status hat_notes_close(struct hat_body *body);
void hat_notes_fini(struct hat_notes *notes);

#endif
