/* body_internal.h -- the body: blocks pulled one by one, set on pages that are given away full.
 *
 *     document --source.c--> unit: a paragraph or a table row, measured
 *                              |
 *                            chain.c: units that keep with the next wait here until it is known
 *                              |      that they and the first part of what follows fit
 *                            place.c, place_row.c: set, cut at the end of a page
 *                              |
 *                            pages.c: page geometry, headers and footers, the sink
 *
 * The model is "decide, then draw": because everything is measured before it is set, a keep chain
 * never has to be undone. What would be an undo (back to the chain's start, a new page, again) is
 * a question asked before: does the chain fit here? If not, a new page is begun while its units
 * still wait, and the question is asked once more; at the top of a page they are set as they
 * come. So every unit is set once, every page has at least one slice of something, and the work
 * is linear in the units of a page.
 *
 * In memory at any time: the page, the chain (at most a page), the repeated head of the open
 * table, rows with open merged cells, and one row of look-ahead.
 */
#ifndef HAT_LAYOUT_BODY_INTERNAL_H
#define HAT_LAYOUT_BODY_INTERNAL_H

#include "layout/flow_internal.h"
#include "layout/notes_internal.h"
#include "layout/table_internal.h"

/* ---- pages (pages.c, headers.c) ---- */

enum { HAT_HEADER_SLOTS = 12 };

/* Measured headers and footers, the last used ones. */
struct hat_header_slot {
    const struct hat_block *blocks; /* NULL: free */
    hat_twip width;
    struct hat_arena arena;
    struct hat_stack stack;
};

struct hat_pager {
    struct hat_layout *layout;
    bool open;            /* a page is begun */
    bool section_begun;   /* the section has had a page */
    uint32_t count;       /* pages given away */
    uint32_t blank;       /* empty ones between them that are not made */
    int32_t number;       /* printed on the current page, or on the last one */
    int32_t forced;       /* number of the next page; 0: go on, but */
    bool zero;            /* it is 0 */
    uint8_t parity;       /* enum hat_section_start: EVEN or ODD number wanted for the next page */
    hat_twip top, bottom; /* of the body on the current page */
    struct hat_header_slot slots[HAT_HEADER_SLOTS];
    unsigned next_slot;
};

/* The number of the page that is begun next becomes the current one. */
void hat_pager_number(struct hat_pager *pager);
/* Begins a page with its header and footer. */
enum hat_status hat_pager_open(struct hat_pager *pager, const struct hat_section *section);
/* Gives the page to the sink. */
enum hat_status hat_pager_close(struct hat_pager *pager);
void hat_pager_fini(struct hat_pager *pager);

/* Draws the header or footer and gives the edge of the body that it leaves. */
enum hat_status hat_header_set(struct hat_pager *pager, const struct hat_section *section,
                               bool footer, hat_twip *body_edge);

/* Paints the page's colour and borders (page_borders.c). */
enum hat_status hat_page_borders_draw(const struct hat_pager *pager,
                                      const struct hat_section *section);

/* ---- units ---- */

struct hat_body_table;

enum hat_body_unit_kind { HAT_UNIT_PARAGRAPH, HAT_UNIT_ROW };

struct hat_body_unit {
    struct hat_body_unit *next;
    struct hat_arena arena;  /* of the measured form */
    uint8_t kind;            /* enum hat_body_unit_kind */
    bool keep;               /* with the next unit */
    struct hat_block *block; /* PARAGRAPH: to be released */
    struct hat_para_box para;
    size_t from;                /* line that comes next, when a part stands on an earlier page */
    hat_twip width;             /* measured for; */
    uint32_t number;            /* and with this page number */
    struct hat_row *source_row; /* ROW: to be released */
    struct hat_row_box row;
    struct hat_body_table *table;
    bool last;  /* row of its table */
    bool noted; /* refers to notes, which may still be to be set */
};

/* A table of the body while its rows pass. */
struct hat_body_table {
    struct hat_body_table *next; /* of the body's tables */
    struct hat_block *block;
    const struct hat_table *table;
    struct hat_arena arena;
    struct hat_grid grid;
    struct hat_row_set set;
    struct hat_table_tags tags;
    struct hat_body_unit *head; /* rows to be repeated, set once already; in order */
    struct hat_body_unit *held; /* rows with open merged cells */
    bool head_done;             /* a row that is no head was read */
    uint32_t head_rows;
    bool begun;                /* a row was set */
    bool on_page;              /* a row stands in this column */
    struct hat_row *ahead;     /* the row after the one that was measured last */
    struct hat_row *read;      /* rows read before their time, in a chain */
    struct hat_nested *nested; /* of a floating table */
    struct hat_body_table *next_float;
};

struct hat_body {
    struct hat_layout *layout;
    struct hat_pager pager;
    struct hat_tags tags;
    /* source */
    bool begun;                 /* a section has */
    struct hat_section section; /* pages of the one that began the page, columns of the last */
    bool turned;                /* its left and right margin have changed places */
    hat_twip first_width, first_height; /* of the document's first page */
    uint32_t section_pages;             /* begun with its geometry */
    bool continued;                     /* the columns are those of a continuous section */
    struct hat_block *section_block;
    struct hat_body_table *tables;  /* all that are not done */
    struct hat_body_table *reading; /* whose rows are being read */
    struct hat_body_table *floats;  /* floating ones that wait for their anchor */
    struct hat_body_unit *spare;    /* used up, for the next */
    struct hat_body_unit *noted;    /* done, but for their notes */
    struct hat_notes notes;
    /* chain */
    struct hat_body_unit *chain, **chain_end;
    size_t chain_count;
    bool chain_broken; /* longer than a page: its rest is set as it comes */
    /* place */
    struct hat_above above;
    struct hat_above
        region_above; /* what stands above the region: for every column's first block */
    struct hat_frame frame;
    struct hat_body_table *setting; /* whose rows are being set */
    struct hat_line_counter counter;
    uint16_t column;
    hat_twip column_top, x, width, y, bottom;
    hat_twip deepest;    /* bottom of the deepest column of the region so far */
    uint32_t regions;    /* begun so far */
    bool region_starts;  /* nothing is set in a section's columns yet */
    hat_twip region_gap; /* between what stands above the region and its first block */
    struct hat_outer {
        uint16_t column;
        hat_twip top, deepest;
    } outer;       /* the page's columns while a section inside one of them is set */
    bool fresh;    /* nothing but a repeated head in this column */
    bool head_set; /* the repeated head stands in this column */
};

/* ---- source (source.c) ---- */

/* The next unit; NULL at the end. Section starts and breaks between units are acted on. */
enum hat_status hat_body_next(struct hat_body *body, struct hat_body_unit **unit);
/* Done with a unit: releases what it was made of. */
void hat_unit_free(struct hat_body *body, struct hat_body_unit *unit);
/* The notes of all units that are done are set: releases those that waited for it. */
void hat_unit_drop_noted(struct hat_body *body);
/* Sets the notes that stand behind the text, on pages of their own. */
enum hat_status hat_body_add_last_notes(struct hat_body *body);
/* Frees all that is still held. */
void hat_source_fini(struct hat_body *body);
/* Measures a paragraph anew for the column and page it will stand on. */
enum hat_status hat_unit_refresh(struct hat_body *body, struct hat_body_unit *unit);

void hat_body_table_free(struct hat_body *body, struct hat_body_table *table);

/* ---- floating tables (floats.c) ---- */

/* Takes a floating table out of the text; *taken: it was one, and waits for its anchor. */
enum hat_status hat_float_take(struct hat_body *body, struct hat_body_table *table, bool *taken);
/* Keeps text off the tables that wait, as they would stand at `spot`; puts them there. */
struct hat_anchor_spot;
enum hat_status hat_floats_reserve(struct hat_body *body, const struct hat_anchor_spot *spot);
enum hat_status hat_floats_paint(struct hat_body *body, const struct hat_anchor_spot *spot);

/* ---- chain (chain.c) ---- */

/* Takes a unit, and sets what can be decided. */
enum hat_status hat_chain_add(struct hat_body *body, struct hat_body_unit *unit);
enum hat_flush {
    HAT_FLUSH_BREAK,   /* the section goes on behind a break */
    HAT_FLUSH_END,     /* it ends with its page */
    HAT_FLUSH_BALANCED /* it ends; something else goes on below its columns */
};

/* Sets all that waits. */
enum hat_status hat_chain_flush(struct hat_body *body, enum hat_flush how);
/* Would the units that wait fit the columns of this region if they ended at `bottom`? */
bool hat_chain_fits(const struct hat_body *body, hat_twip bottom);

/* ---- balanced columns (balance.c) ---- */

/* Should the units of the chain wait, to be spread evenly when the section ends? */
bool hat_balance_waits(const struct hat_body *body);
/* Ends the region where the units that wait still fit. */
void hat_balance(struct hat_body *body);
/* Ends the region a little above the bottom of the page, if the units still fit. */
void hat_balance_none(struct hat_body *body);

/* ---- place (sections.c, place.c, place_row.c) ---- */

/* Makes sure that a page and column are open. */
enum hat_status hat_body_open(struct hat_body *body);
/* Ends the column: goes to the next one, or (with `page`, or after the last) gives the page away.
 * `cut`: a paragraph goes on behind it. */
enum hat_status hat_body_leave(struct hat_body *body, bool page, bool cut);
/* The column is full; `cut` as above. */
enum hat_status hat_body_overflow(struct hat_body *body, bool cut);
/* An explicit break: page, or column. */
enum hat_status hat_body_break(struct hat_body *body, bool column);
/* A section begins. */
enum hat_status hat_body_section(struct hat_body *body, const struct hat_section *section);

/* ---- regions (regions.c) ---- */

struct hat_strip {
    hat_twip x, width;
};

/* A column of the section, which may stand inside column `outer` of the page. */
struct hat_strip hat_region_strip(const struct hat_section *section, uint16_t outer,
                                  uint16_t column);
/* The columns of `section` become those of `from`. */
void hat_region_take_columns(struct hat_section *section, const struct hat_section *from);
/* Does the section begin inside a column of the page? */
bool hat_region_enters(const struct hat_body *body, const struct hat_section *section);
/* The gap above the section's first unit stands above all its columns. */
void hat_region_start(struct hat_body *body, const struct hat_body_unit *first);
/* Goes on at the top of the next outer column; false: there is none. */
bool hat_region_next_outer(struct hat_body *body);
/* Back to the outer column, at `y`. */
void hat_region_resume(struct hat_body *body, hat_twip y);
/* The lines between the columns of the region that ends; between those around it. */
enum hat_status hat_region_lines(struct hat_body *body);
enum hat_status hat_region_outer_lines(struct hat_body *body);

/* Sets a unit, over as many pages as it needs; a paragraph in columns only to the end of the page
 * (unit->from tells whether all is set). */
enum hat_status hat_place_paragraph(struct hat_body *body, struct hat_body_unit *unit);
enum hat_status hat_place_row(struct hat_body *body, struct hat_body_unit *unit);

/* Height of a table's repeated head. */
hat_twip hat_head_height(const struct hat_body_table *table);
/* May a part of the row stand between `y` and the bottom of the column (rules 4.4)? */
bool hat_row_may_split(const struct hat_body *body, const struct hat_row_box *row, hat_twip y);
/* Ends the part of the open table in this column. */
enum hat_status hat_table_pause(struct hat_body *body);

#endif
