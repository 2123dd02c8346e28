/* sheet_internal.h -- a table as its cells stand in a file, before anything is known of headings.
 *
 * CSV, XLSX and ODS all feed this one form, so that what makes a list of entries of a table is
 * written once:
 *
 *     hat_sheet_begin_row(sheet, 5, 5, false);          csv.c, xlsx_sheet.c, ods.c
 *     hat_sheet_put(sheet, 0, &value);  (again and again)
 *     hat_sheet_end_row(sheet, 1);
 *     hat_sheet_prepare(sheet);                         merged cells, torn letters, header row
 *     hat_sheet_entries(sheet, &list);                  a list of maps, with all its messages
 *     hat_sheet_fini(sheet);
 *
 * Rows are kept as maps without a shape, so that a row costs its cells once: the headings are
 * hung in front of the same values when they are found.
 */
#ifndef HAT_DATA_SHEET_INTERNAL_H
#define HAT_DATA_SHEET_INTERNAL_H

#include "data/data.h"
#include "data/map_internal.h"
#include "data/text_internal.h"

/* Numbers of rows for a message: "2, 5–9, 12". Rows beyond what fits are counted. */
struct hat_row_list {
    uint32_t first, last; /* the run that is still growing; 0: none */
    uint32_t count;       /* of all rows added */
    uint32_t shown;       /* of the rows in `text` */
    size_t len;
    char text[96];
};

/* Rows are added in ascending order; the same row again is not counted. */
void hat_row_list_add(struct hat_row_list *list, uint32_t row);
/* Ends the list: its text, "… (+17)" behind it when rows did not fit. */
struct hat_str hat_row_list_text(struct hat_row_list *list);

/* What is noticed in many rows and told once, with the place of the first. */
enum hat_sheet_finding {
    HAT_FOUND_HIDDEN,    /* rows that the program does not show */
    HAT_FOUND_AGAIN,     /* headings again, or their columns counted */
    HAT_FOUND_TITLE,     /* titles within the list */
    HAT_FOUND_SUBTOTAL,  /* totals within it */
    HAT_FOUND_AROUND,    /* other rows above or under it; the last of those of whole rows */
    HAT_FOUND_MERGED,    /* cells that got the value of the merged cell above */
    HAT_FOUND_UTF8,      /* UTF-8 that was read as a code page: repaired */
    HAT_FOUND_KZ1048,    /* KZ-1048 that was read as CP1251: repaired */
    HAT_FOUND_LOST,      /* letters that a code page did not have */
    HAT_FOUND_ERROR,     /* #N/A and the like */
    HAT_FOUND_NUMBER,    /* no number, or no date, where one should be */
    HAT_FOUND_LINK,      /* the text of a link cell is another link than its target */
    HAT_FOUND_COMPUTED,  /* HYPERLINK() of a computed address */
    HAT_FOUND_NO_RESULT, /* a formula that was never computed */
    HAT_FOUND_TORN,      /* rows joined to the one above */
    HAT_FOUND_COUNT
};

struct hat_sheet_findings {
    uint32_t column; /* of the first [index] */
    uint32_t row;    /* of the first [number] */
    struct hat_excerpt text, other;
    struct hat_row_list rows;
};

struct hat_sheet_row {
    struct hat_map *cells; /* `width` values behind an empty shape */
    uint32_t width;
    uint32_t count;  /* cells that the file gave; the others are empty */
    uint32_t number; /* as the program shows it; 1-based */
    uint32_t line;   /* of a text file; of a workbook: `number` */
    bool hidden;
};

/* Merged cells; rows by number, columns by index. */
struct hat_sheet_range {
    uint32_t first_row, last_row, first_column, last_column;
};

/* The text that a cell shows whose value is the target of its link. */
struct hat_sheet_shown {
    uint32_t row;    /* number */
    uint32_t column; /* index */
    struct hat_str text;
};

struct hat_sheet_target {
    uint32_t column;
    struct hat_str target;
};

/* Rows behind the last entry: a total and what stands under it, numbers without entry. */
struct hat_sheet_tail {
    uint32_t total_row; /* its number; 0: there is none */
    uint32_t under;     /* rows below it */
    uint32_t empty;     /* rows with a number and nothing else */
};

/* Zeroed but for `source`, it is a valid empty table. */
struct hat_sheet {
    const struct hat_data_source *source;
    const char *name; /* of the sheet; NULL: a text file; "": a table of a letter */
    uint32_t table;   /* its number in the letter */
    bool probe;       /* only the first rows are wanted, to see if it is a list; nothing is told */
    struct hat_sheet_row *rows;
    size_t row_count, rows_cap;
    uint64_t cell_count;     /* of all rows */
    uint64_t text_bytes;     /* of all cells, shared texts counted each time */
    uint64_t visits;         /* of cells by merges and links */
    uint32_t widest;         /* cells of the widest row */
    uint32_t blank_rows;     /* behind the last row that is not empty */
    struct hat_value *cells; /* of the row that is being read */
    size_t used, cells_cap;
    struct hat_sheet_row row;
    struct hat_sheet_target *targets; /* links of that row */
    size_t target_count, targets_cap;
    struct hat_sheet_range *merges;
    size_t merge_count, merges_cap;
    struct hat_sheet_shown *shown;
    size_t shown_count, shown_cap;
    struct hat_sheet_findings findings[HAT_FOUND_COUNT];
    /* what hat_sheet_prepare() found: indices of rows */
    size_t header, header_end;     /* first row of headings; first row behind them */
    bool known;                    /* the headings are words that lists of entries have */
    struct hat_sheet_tail tail;    /* what hat_sheet_cut_tail() cut off */
    const struct hat_shape *shape; /* made by hat_sheet_entries() */
};

/* ---- reading (sheet.c) ---- */

void hat_sheet_begin_row(struct hat_sheet *sheet, uint32_t number, uint32_t line, bool hidden);
/* Puts a cell of the row; cells between are empty. `value` needs type and text only; line 0 is
 * that of the row. HAT_ERR_LIMIT (too many columns, a long text, too much text), HAT_ERR_NOMEM. */
enum hat_status hat_sheet_put(struct hat_sheet *sheet, uint32_t column,
                              const struct hat_value *value);
/* The cell in `column`, put before or after, leads to `target` (kept by the caller). */
enum hat_status hat_sheet_put_target(struct hat_sheet *sheet, uint32_t column,
                                     struct hat_str target);
/* Ends the row; it stands there `repeats` times. A row without any text is dropped. */
enum hat_status hat_sheet_end_row(struct hat_sheet *sheet, uint32_t repeats);
/* Has the row that is being read neither text nor a link? */
bool hat_sheet_row_blank(const struct hat_sheet *sheet);
enum hat_status hat_sheet_merge(struct hat_sheet *sheet, const struct hat_sheet_range *range);
/* Remembers what is to be told of a cell; `text` and `other` are for the message. */
void hat_sheet_found(struct hat_sheet *sheet, enum hat_sheet_finding finding,
                     const struct hat_sheet_row *row, uint32_t column, struct hat_str text);
void hat_sheet_fini(struct hat_sheet *sheet);
/* Has it all rows that are wanted of it? */
bool hat_sheet_full(const struct hat_sheet *sheet);

/* Reports a limit at the row being read (0: none). */
enum hat_status hat_sheet_over_limit(const struct hat_sheet *sheet, uint32_t row,
                                     enum hat_message code, uint64_t limit);
/* Counts the text of a cell, a shared one each time. HAT_ERR_LIMIT when a workbook's is too much.
 */
enum hat_status hat_sheet_count_text(struct hat_sheet *sheet, uint32_t row, uint64_t len);
struct hat_place hat_sheet_place(const struct hat_sheet *sheet, uint32_t row);
/* Nothing but white space? null is blank, numbers and booleans are not. */
bool hat_sheet_blank(const struct hat_value *value);
/* Cells up to the last that is not blank. */
uint32_t hat_sheet_used(const struct hat_sheet_row *row);
/* The most of them that a row from index `begin` on has. */
uint32_t hat_sheet_width(const struct hat_sheet *sheet, size_t begin);
/* A cell of a row; one that the row does not have is blank, and its text "". */
bool hat_sheet_blank_at(const struct hat_sheet_row *row, uint32_t column);
struct hat_str hat_sheet_text(const struct hat_sheet_row *row, uint32_t column);
/* Index of the first row whose number is `number` or more. */
size_t hat_sheet_find_row(const struct hat_sheet *sheet, uint32_t number);
/* Makes room in a row for `width` values; the new ones are empty texts. */
enum hat_status hat_sheet_widen(struct hat_sheet *sheet, struct hat_sheet_row *row, uint32_t width);

/* ---- what cells share (sheet_spans.c) ---- */

/* A merged cell's value stands in all its rows. */
enum hat_status hat_sheet_carry_merged(struct hat_sheet *sheet);
/* The cell of rows[index] leads to `target`: a web address becomes its value unless its text is a
 * link itself. */
enum hat_status hat_sheet_link(struct hat_sheet *sheet, size_t index, uint32_t column,
                               struct hat_str target);

/* Is the text a link, or has it one in it? */
bool hat_sheet_is_link(struct hat_str text);

/* ---- what cells say (sheet_text.c) ---- */

enum hat_status hat_sheet_repair_texts(struct hat_sheet *sheet);
/* What =HYPERLINK("address"; "text") says; .ptr is NULL where it says no plain text. */
struct hat_sheet_hyperlink {
    struct hat_str target, text; /* in the arena */
    bool computed;               /* it is HYPERLINK() of a computed address */
};
/* Reads a formula in either office's notation; all is empty when it is another one. */
enum hat_status hat_sheet_read_hyperlink(struct hat_arena *arena, struct hat_str formula,
                                         struct hat_sheet_hyperlink *out);
/* #N/A, #REF! ... as both offices write them. */
bool hat_sheet_error_text(struct hat_str text);

/* ---- the header row (sheet_header.c) ---- */

enum hat_status hat_sheet_find_header(struct hat_sheet *sheet);
/* Cells that are not blank. */
uint32_t hat_sheet_used_cells(const struct hat_sheet_row *row);
/* A row of a total: one text that says so, the rest numbers, and no number of an entry. */
enum hat_status hat_sheet_is_total(const struct hat_sheet_row *row, uint32_t number_column,
                                   bool *is);
/* Is a folded heading that of regions or districts? */
bool hat_sheet_names_place(struct hat_str folded);
/* Index of the column of numbers; UINT32_MAX when none is called so. */
enum hat_status hat_sheet_number_column(const struct hat_sheet *sheet, uint32_t *column);
/* Cuts off what stands behind the last entry and counts it in sheet->tail. */
enum hat_status hat_sheet_cut_tail(struct hat_sheet *sheet);

/* ---- a table without headings (sheet_headings.c) ---- */

/* "1", "12.", "№ 3" */
bool hat_sheet_is_count(struct hat_str text);
/* A text over the column of numbers and the next one, such as that of a total. */
bool hat_sheet_is_across(const struct hat_sheet_row *row, uint32_t column);
/* Are the cells of a column, from row `begin` on, numbers or empty? */
bool hat_sheet_counts(const struct hat_sheet *sheet, size_t begin, uint32_t column);
/* Puts a row of headings in front of all others; `links`: the column of links, or UINT32_MAX. */
enum hat_status hat_sheet_add_headings(struct hat_sheet *sheet, uint32_t links);
/* Does so, and tells it, where the table begins with an entry. */
enum hat_status hat_sheet_give_headings(struct hat_sheet *sheet);

/* ---- rows that are no entries (sheet_inside.c) ---- */

/* Drops headings that stand again, titles and totals between the entries; the text of a title
 * stands in one more column of the rows below it. */
enum hat_status hat_sheet_drop_inner(struct hat_sheet *sheet);

/* ---- the result (sheet_table.c) ---- */

/* Columns of the list, empty ones behind the last not counted. */
uint32_t hat_sheet_columns(const struct hat_sheet *sheet);

/* Merges, repairs, drops hidden rows, finds the header row; says nothing yet. */
enum hat_status hat_sheet_prepare(struct hat_sheet *sheet);
/* A list of maps, as hat_csv_read() says; all messages about the table. */
enum hat_status hat_sheet_entries(struct hat_sheet *sheet, struct hat_value *out);
/* Every row as a map of `columns` members named "1", "2" ... */
enum hat_status hat_sheet_plain(struct hat_sheet *sheet, uint32_t columns, struct hat_value *out);
/* Do these two stand above names and values: "Атауы", "Мәні"? */
enum hat_status hat_sheet_is_fields_heading(struct hat_arena *arena, struct hat_str name,
                                            struct hat_str value, bool *is);

#endif
