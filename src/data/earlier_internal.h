/* earlier_internal.h -- the tables of an earlier letter, DOCX or ODT, as they are read.
 *
 *     hat_earlier_begin_table(letter);                    earlier_docx.c, earlier_odt.c
 *     hat_earlier_begin_row(letter);
 *     hat_earlier_begin_cell(letter);
 *     hat_earlier_text(letter, "Абай", false);
 *     hat_earlier_end_cell(letter) ... end_row ... end_table
 *     hat_earlier_finish(letter);                         which of them is the list of entries
 *
 * A table within a cell is a table of its own, and its text is none of the cell's. Calls that fit
 * no open table, row or cell are ignored, so that a reader may pass on whatever it meets.
 */
#ifndef HAT_DATA_EARLIER_INTERNAL_H
#define HAT_DATA_EARLIER_INTERNAL_H

#include "data/sheet_book_internal.h"

/* The cell in `column` of the row numbered `row` leads to `target`. */
struct hat_earlier_link {
    uint32_t row, column;
    struct hat_str target; /* in the arena */
};

struct hat_earlier_cell {
    struct hat_buf text;    /* paragraphs with a line break between them */
    struct hat_buf targets; /* of its links, each once, a space between them */
    uint32_t paragraphs;
    bool space;             /* the text ends in white space that is collapsed, or has not begun */
    bool numbered;          /* a paragraph of it is numbered by the program */
    bool deleted;           /* nothing of it is shown: covered, or a tracked change took it out */
    bool begins;            /* the upper part of a merged cell, whose height shows below */
    bool goes_on;           /* a lower part of one */
    uint32_t columns, rows; /* that it spans */
    uint32_t repeats;       /* how many such cells stand side by side */
};

struct hat_earlier_table {
    struct hat_sheet sheet;
    struct hat_earlier_link *links;
    size_t link_count, links_cap;
    /* while it is being read */
    bool in_row, in_cell;
    bool rows_hidden;  /* by the style of the table */
    bool deleted;      /* the row: a tracked change took it out */
    uint32_t repeats;  /* of the row */
    uint32_t numbered; /* cells that the program numbers, so far */
    uint32_t column;   /* index of the cell */
    uint64_t row;      /* number of the row */
    size_t *merges;    /* column -> 1 + index of the range that may go on below; 0: none */
    struct hat_earlier_cell cell;
};

/* Zeroed except for `book`, it is a valid letter without tables. */
struct hat_earlier {
    struct hat_book_builder *book;
    struct hat_earlier_table *open; /* one within the other */
    size_t depth, open_cap;
    struct hat_earlier_table *tables; /* finished, none without rows, in the order of their ends */
    size_t count, cap;
    uint32_t number; /* tables met so far */
};

/* ---- reading (earlier.c) ---- */

enum hat_status hat_earlier_begin_table(struct hat_earlier *letter);
enum hat_status hat_earlier_end_table(struct hat_earlier *letter);
/* The style of the table that is open hides its rows, or does not. */
void hat_earlier_hide_rows(struct hat_earlier *letter, bool hidden);
void hat_earlier_begin_row(struct hat_earlier *letter, uint32_t repeats, bool hidden);
enum hat_status hat_earlier_end_row(struct hat_earlier *letter);
void hat_earlier_begin_cell(struct hat_earlier *letter);
enum hat_status hat_earlier_end_cell(struct hat_earlier *letter);
/* The open row, or cell; NULL outside one. */
struct hat_earlier_table *hat_earlier_row(struct hat_earlier *letter);
struct hat_earlier_cell *hat_earlier_cell(struct hat_earlier *letter);
/* Passes over columns of the row. HAT_ERR_LIMIT when they are more than a table has. */
enum hat_status hat_earlier_skip(struct hat_earlier *letter, uint32_t columns);
/* What a cell holds; `collapse`: white space counts as one space (ODF). HAT_ERR_NOMEM. */
enum hat_status hat_earlier_paragraph(struct hat_earlier *letter);
enum hat_status hat_earlier_text(struct hat_earlier *letter, struct hat_str text, bool collapse);
enum hat_status hat_earlier_target(struct hat_earlier *letter, struct hat_str target);
void hat_earlier_fini(struct hat_earlier *letter);
void hat_earlier_table_fini(struct hat_earlier_table *table);

/* ---- hidden text (earlier_styles.c) ---- */

enum hat_hiding { HAT_AS_PARENT, HAT_SHOWS, HAT_HIDES };

struct hat_earlier_style {
    struct hat_str family, name, parent;
    enum hat_hiding hiding;
};

/* Zeroed but for `arena`, it is a valid empty one. */
struct hat_earlier_styles {
    struct hat_arena *arena;
    struct hat_earlier_style *items;
    size_t count, cap;
    bool any; /* of them hides */
};

/* A style, the last from now on; `family` is the word of the format: "paragraph", "character"
 * (DOCX), "text" (ODT), "table" ... HAT_ERR_NOMEM. */
enum hat_status hat_earlier_style_begin(struct hat_earlier_styles *styles, struct hat_str family,
                                        struct hat_str name, struct hat_str parent);
/* NULL: there is none. */
struct hat_earlier_style *hat_earlier_style_last(struct hat_earlier_styles *styles);
/* The last style says so of its text, or of rows. */
void hat_earlier_style_hide(struct hat_earlier_styles *styles, bool hidden);
bool hat_earlier_style_hides(const struct hat_earlier_styles *styles, const char *family,
                             struct hat_str name);
void hat_earlier_styles_fini(struct hat_earlier_styles *styles);

/* ---- the result ---- */

/* earlier_choice.c: puts the tables that are one list together; HAT_ERR_DATA, told, when none of
 * the tables is a list. The table is the caller's. */
enum hat_status hat_earlier_choose(struct hat_earlier *letter, struct hat_earlier_table *list);
/* The column with most links, and how many of its cells are one. */
struct hat_earlier_links {
    uint32_t column, count;
};
enum hat_status hat_earlier_count_links(const struct hat_earlier_table *table,
                                        struct hat_arena *scratch, struct hat_earlier_links *out);
/* earlier_fields.c: makes the book's fields of one of the tables; HAT_ERR_DATA, told: of none. */
enum hat_status hat_earlier_fields(struct hat_earlier *letter);
/* earlier_list.c: what the links of a table lead to becomes the value of their cells. */
enum hat_status hat_earlier_put_links(struct hat_earlier_table *table);
/* Makes the book's one list of the letter's tables, or its fields, as the book wants. */
enum hat_status hat_earlier_finish(struct hat_earlier *letter);

#endif
