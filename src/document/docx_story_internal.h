/* docx_story_internal.h -- reading a story: the body, a header or footer, the notes, a text box.
 *
 *     flow (body)                      a row of blocks: where paragraphs and tables go
 *       table -> row -> flow (cell)    nested to any allowed depth
 *       paragraph -> object -> flow (text box)
 *
 * Each open element has a state on a stack, which says how its children are read. What is inside
 * an element that is not known is skipped, but for containers that only wrap (w:sdt, w:smartTag,
 * w:ins, mc:Choice): their content is read in the state of what they stand in.
 */
#ifndef HAT_DOCUMENT_DOCX_STORY_INTERNAL_H
#define HAT_DOCUMENT_DOCX_STORY_INTERNAL_H

#include "document/docx_internal.h"

enum hat_docx_story_state {
    HAT_DOCX_IN_DOCUMENT = HAT_DOCX_OWN_STATES, /* w:document, w:footnotes */
    HAT_DOCX_IN_BLOCKS,
    HAT_DOCX_IN_PARAGRAPH,
    HAT_DOCX_IN_RUN,
    HAT_DOCX_IN_TEXT,
    HAT_DOCX_IN_INSTRUCTION,
    HAT_DOCX_IN_TABLE,
    HAT_DOCX_IN_GRID,
    HAT_DOCX_IN_ROW,
    HAT_DOCX_IN_CELL,
    HAT_DOCX_IN_SDT,       /* only w:sdtContent counts; it is read like the parent of w:sdt */
    HAT_DOCX_IN_ALTERNATE, /* mc:AlternateContent, nothing taken yet */
    HAT_DOCX_IN_TAKEN,     /* ... one of its branches was */
    HAT_DOCX_IN_FORM,      /* w:ffData and what is in it */
    HAT_DOCX_IN_RUBY,
    HAT_DOCX_IN_MATH,
    HAT_DOCX_IN_MATH_TEXT,
    HAT_DOCX_IN_DRAWING, /* any element of DrawingML: docx_drawing.c */
    HAT_DOCX_IN_VML      /* any element of VML: docx_vml.c */
};

/* An inline of the paragraph being read; its text is a piece of story->text. */
struct hat_docx_inline {
    struct hat_inline v;
    size_t text_at;
    const struct hat_docx_chars *run; /* kept for docx_last_row.c; NULL: not kept */
    bool is_note_mark; /* w:footnoteRef: its text is set when the note is referred to */
};

/* A frame that is complete, waiting for the paragraph it is anchored in. */
struct hat_docx_framed {
    struct hat_object *object;
    struct hat_docx_framed *next;
};

/* A break that stands before something. */
enum hat_docx_break { HAT_DOCX_BREAK_NONE, HAT_DOCX_BREAK_PAGE, HAT_DOCX_BREAK_COLUMN };

/* Where blocks go. */
struct hat_docx_flow {
    struct hat_block *first, **tail;
    bool body;       /* blocks go to the queue, each with its arena */
    bool cell;       /* of story->table */
    bool ready;      /* of a cell: `around` is known */
    bool before_row; /* of a cell that w:gridBefore stands for */
    struct hat_docx_surroundings around;
    uint32_t paragraphs;  /* so far, for places */
    bool section_empty;   /* no block of the section yet */
    bool table_first;     /* the section begins with a table */
    uint8_t break_before; /* enum hat_docx_break: before the next block, asked for before it; */
    uint8_t own_break;    /* in the paragraph being read, or at its end */
    bool is_rest;         /* a part of the paragraph was ended by a break */
    /* frames: the one being collected, and the complete ones (docx_frames.c) */
    const struct hat_docx_frame *frame;
    struct hat_block *frame_first, **frame_tail;
    struct hat_docx_framed *framed_first, **framed_tail;
    /* the paragraph being read */
    bool in_paragraph, is_resolved, section_break, joined;
    bool sized; /* some run of it has a size of its own */
    struct hat_docx_para para;
    struct hat_docx_chars mark;
    struct hat_docx_resolved resolved;
    size_t first_inline, first_text; /* of the paragraph, in the story's stacks */
    /* the run being read */
    struct hat_docx_chars run;
    const struct hat_char_props *run_props; /* NULL: not resolved yet */
    const char *symbol_font;                /* its text is mapped from this font; NULL: none */
};

/* A field or a link that is open. */
struct hat_docx_field {
    bool complex;     /* w:fldChar; else an element: w:hyperlink, w:fldSimple */
    bool instruction; /* not past its "separate" */
    bool decimal;     /* \\* Arabic */
    bool computed;    /* PAGE and the like: its result is one inline */
    bool is_link;
    bool is_contents;                     /* TOC */
    bool shown, hides;                    /* shows `title`, and so no result */
    bool checkbox, checked, checked_said; /* w:ffData */
    bool dropdown;
    int32_t choice, entries; /* of a drop-down list: the chosen entry, those read so far */
    uint8_t kind, format;    /* enum hat_field, enum hat_number_format */
    struct hat_buf text;     /* the instruction */
    struct hat_buf target;   /* address or "#name" */
    struct hat_buf title;
    const struct hat_link *link; /* made in the arena that story->block + 1 names */
    uint64_t link_block;         /* 0: none */
};

struct hat_docx_cell {
    struct hat_cell v;
    struct hat_docx_cell_props props;
    uint32_t conditions; /* bits of enum hat_docx_condition */
    bool own_shade;      /* w:tcPr has one */
};

/* Cells of a row: the one being read, and the one waiting for its bottom edge to be known. */
struct hat_docx_row {
    struct hat_row *row; /* NULL: none */
    struct hat_docx_row_props props;
    struct hat_docx_table_props exception; /* w:tblPrEx */
    struct hat_docx_cell *cells;
    size_t count, cap;
    struct hat_docx_redo *redo; /* docx_last_row.c */
};

struct hat_docx_table {
    struct hat_docx_table *below;      /* the table around this one; NULL: none */
    struct hat_docx_flow *flow;        /* where it stands */
    struct hat_docx_table_props props; /* direct */
    const struct hat_docx_style *style;
    struct hat_docx_table_props all; /* style and direct together */
    bool has_conditions;             /* the style has more than one format */
    bool started;                    /* first row reached: properties are final */
    bool redoes;                     /* the last row's text is resolved twice */
    bool streamed, emitted;
    hat_twip *grid; /* being read, kept for the next table */
    size_t grid_count, grid_cap;
    struct hat_row **row_tail;
    uint32_t rows; /* so far */
    uint32_t column;
    struct hat_docx_row current, pending;
    struct hat_docx_cell_props cell; /* of the cell being read */
    uint32_t conditions;             /* of that cell */
    bool own_shade;                  /* of that cell */
};

struct hat_docx_story {
    struct hat_docx *docx;
    struct hat_docx_part *part;
    uint8_t kind;            /* enum hat_story */
    struct hat_arena *arena; /* of what is being built; NULL between body blocks */
    uint64_t block;          /* how many arenas were taken: arenas are used again */
    struct hat_docx_states states;
    struct hat_docx_targets targets;
    struct hat_docx_flow **flows; /* stack; unused ones are kept */
    size_t flow_count, flow_made, flow_cap;
    struct hat_docx_table *table, *spare; /* innermost; unused */
    uint32_t table_depth, tables;
    struct hat_docx_field *fields; /* stack; buffers of unused ones are kept */
    size_t field_count, field_made, field_cap;
    struct hat_docx_inline *inlines;
    size_t inline_count, inline_cap;
    struct hat_buf text;
    bool trim, at_start;          /* of the w:t being read */
    size_t text_from;             /* where its text begins in `text` */
    struct hat_buf bookmarks;     /* names that stand between blocks, each with a NUL */
    size_t section;               /* index of the current section */
    struct hat_docx_note *note;   /* being read */
    struct hat_docx_note *custom; /* whose mark is the text that follows in the run; NULL: none */
    size_t custom_at;             /* inline of its reference */
    struct hat_docx_drawing *drawing, *spare_drawing; /* innermost; unused: docx_drawing.c */
};

/* The innermost flow; there is always one. */
static inline struct hat_docx_flow *hat_docx_flow_of(const struct hat_docx_story *story)
{
    return story->flows[story->flow_count - 1];
}

/* ---- docx_story.c ---- */

struct hat_docx_story *hat_docx_story_new(struct hat_docx *docx, struct hat_docx_part *part,
                                          enum hat_story kind, struct hat_arena *arena);
void hat_docx_story_free(struct hat_docx_story *story);
void hat_docx_story_handler(struct hat_docx_story *story, struct hat_xml_handler *handler);

struct hat_docx_flow *hat_docx_flow_push(struct hat_docx_story *story);
/* Ends the flow; its blocks are never none: an empty paragraph at least. */
struct hat_block *hat_docx_flow_pop(struct hat_docx_story *story);
/* Appends a block, or queues it with the story's arena when the flow is the body. */
void hat_docx_flow_add(struct hat_docx_story *story, struct hat_docx_flow *flow, uint8_t kind,
                       void *content);
/* Memory of what is being built; NULL with the error kept. */
void *hat_docx_story_alloc(struct hat_docx_story *story, size_t size);
/* A copy there, with a NUL; .ptr is NULL when memory ended. */
struct hat_str hat_docx_story_text(struct hat_docx_story *story, struct hat_str text);
struct hat_place hat_docx_story_place(const struct hat_docx_story *story);

/* ---- docx_paragraph.c ---- */

void hat_docx_paragraph_begin(struct hat_docx_story *story);
void hat_docx_paragraph_end(struct hat_docx_story *story);
/* Begins section `index`: its block goes out. */
void hat_docx_section_begin(struct hat_docx_story *story, size_t index);
/* Ends a paragraph that waits to be joined with the next one, when there is none. */
void hat_docx_paragraph_settle(struct hat_docx_story *story);
uint8_t hat_docx_run_child(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_run_begin(struct hat_docx_story *story);
/* Text of the run being read, as it stands in w:t. */
void hat_docx_text_begin(struct hat_docx_story *story, bool trim);
void hat_docx_text_add(struct hat_docx_story *story, struct hat_str text);
void hat_docx_text_end(struct hat_docx_story *story);
/* Text that the reader makes. */
void hat_docx_put(struct hat_docx_story *story, struct hat_str text);
/* A new inline of the run being read; NULL when it is hidden or an error stands. */
struct hat_inline *hat_docx_inline_add(struct hat_docx_story *story, uint8_t kind);
void hat_docx_bookmark(struct hat_docx_story *story, struct hat_str name);

/* An anchor of the paragraph being read, which is not of a run. */
void hat_docx_anchor(struct hat_docx_story *story, const struct hat_object *object);

/* Has the paragraph being read anything that is set? */
bool hat_docx_has_content(const struct hat_docx_story *story, const struct hat_docx_flow *flow);
/* Sends what was read of the paragraph as one of its own; it goes on behind a break. */
void hat_docx_paragraph_part(struct hat_docx_story *story, struct hat_docx_flow *flow);

/* ---- docx_breaks.c ---- */

/* A paragraph begins: the break that ended the last one stands before it. */
void hat_docx_breaks_begin(struct hat_docx_flow *flow);
/* A break in the paragraph being read, which is one of the body. */
void hat_docx_break_add(struct hat_docx_story *story, enum hat_docx_break kind);
/* Does the paragraph end in a page break, which then stands before the next block? */
bool hat_docx_break_ends(const struct hat_docx_story *story, const struct hat_docx_flow *flow);
/* Properties of the paragraph, or part of one, that is sent now, with the break before it. */
const struct hat_para_props *hat_docx_break_take(struct hat_docx_story *story,
                                                 struct hat_docx_flow *flow);
/* Does a table that is sent now begin behind a break? */
bool hat_docx_break_take_table(struct hat_docx_flow *flow);

/* ---- docx_frames.c ---- */

/* Puts a paragraph of a frame aside. */
void hat_docx_frame_add(struct hat_docx_story *story, struct hat_docx_flow *flow,
                        struct hat_paragraph *paragraph);
bool hat_docx_frames_wait(const struct hat_docx_flow *flow);
/* Anchors what waits in the paragraph being read. */
void hat_docx_frames_anchor(struct hat_docx_story *story, struct hat_docx_flow *flow);

/* ---- docx_fields.c ---- */

void hat_docx_field_char(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_field_instruction(struct hat_docx_story *story, struct hat_str text);
void hat_docx_simple_field_begin(struct hat_docx_story *story,
                                 const struct hat_xml_element *element);
void hat_docx_hyperlink_begin(struct hat_docx_story *story, const struct hat_xml_element *element);
/* Ends the innermost w:fldSimple or w:hyperlink. */
void hat_docx_element_field_end(struct hat_docx_story *story);
/* A form field's check box (w:checkBox with w:default, w:checked). */
void hat_docx_form_child(struct hat_docx_story *story, const struct hat_xml_element *element);
/* Is text of an instruction being read, which is not printed? */
bool hat_docx_field_hides(const struct hat_docx_story *story);
/* The computed field whose result is being read; NULL: none. */
struct hat_docx_field *hat_docx_field_computed(const struct hat_docx_story *story);
const struct hat_link *hat_docx_field_link(struct hat_docx_story *story);
void hat_docx_fields_fini(struct hat_docx_story *story);

/* ---- docx_tables.c, docx_cells.c ---- */

void hat_docx_table_begin(struct hat_docx_story *story);
void hat_docx_table_end(struct hat_docx_story *story);
uint8_t hat_docx_table_child(struct hat_docx_story *story, const struct hat_xml_element *element);
uint8_t hat_docx_row_child(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_grid_column(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_row_end(struct hat_docx_story *story);
void hat_docx_cell_begin(struct hat_docx_story *story);
void hat_docx_cell_end(struct hat_docx_story *story);
/* The empty cells that w:gridBefore or w:gridAfter stands for. */
void hat_docx_cells_left_out(struct hat_docx_story *story, uint32_t count, bool before);
/* The cell's properties are read; its text begins. */
void hat_docx_cell_ready(struct hat_docx_story *story);
void hat_docx_tables_fini(struct hat_docx_story *story);

uint32_t hat_docx_cell_conditions(const struct hat_docx_table *table, uint32_t row, bool last_row,
                                  uint32_t column, uint32_t span);
/* Style's cell properties under the conditions, and the cell's own over them. */
void hat_docx_cell_merge(const struct hat_docx_table *table, uint32_t conditions,
                         struct hat_docx_cell_props *props);
void hat_docx_row_finish(struct hat_docx *docx, struct hat_docx_table *table,
                         struct hat_docx_row *row, bool last);

/* ---- docx_last_row.c ---- */

/* Must the text of the last row be resolved again? */
bool hat_docx_redoes(const struct hat_docx_table *table);
/* A copy of the run being read, for an inline of such a table; NULL elsewhere. */
const struct hat_docx_chars *hat_docx_redo_run(struct hat_docx_story *story,
                                               const struct hat_docx_flow *flow);
/* Remembers a finished paragraph of the row being read. */
void hat_docx_redo_keep(struct hat_docx_story *story, const struct hat_docx_flow *flow,
                        struct hat_paragraph *paragraph, struct hat_label *label,
                        struct hat_inline *inlines);
void hat_docx_redo_row(struct hat_docx *docx, const struct hat_docx_table *table,
                       struct hat_docx_row *row);

/* ---- docx_notes.c ---- */

/* The run that may give a note its own mark has ended: without one it takes a number. */
void hat_docx_note_settle(struct hat_docx_story *story);
void hat_docx_note_reference(struct hat_docx_story *story, const struct hat_xml_element *element);
uint8_t hat_docx_note_begin(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_note_end(struct hat_docx_story *story);
void hat_docx_note_mark(struct hat_docx_story *story);

/* ---- docx_drawing.c, docx_vml.c ---- */

uint8_t hat_docx_drawing_child(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_drawing_text(struct hat_docx_story *story, struct hat_str text);
void hat_docx_drawing_end(struct hat_docx_story *story, enum hat_xml_name name);
uint8_t hat_docx_vml_child(struct hat_docx_story *story, const struct hat_xml_element *element);
void hat_docx_vml_end(struct hat_docx_story *story, enum hat_xml_name name);
void hat_docx_drawing_fini(struct hat_docx_story *story);

#endif
