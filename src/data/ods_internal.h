/* ods_internal.h -- the sheets of an OpenDocument workbook: the table reader and its cells. */
#ifndef HAT_DATA_ODS_INTERNAL_H
#define HAT_DATA_ODS_INTERNAL_H

#include "data/sheet_book_internal.h"
#include "data/sheet_number_internal.h"

/* One cell as it is read. A zeroed struct is an empty one. */
struct hat_ods_cell {
    char type[16]; /* float, percentage, currency, date, time, boolean, string */
    bool error;    /* calcext:value-type="error" */
    bool has_text; /* office:string-value is in `text` and wins over paragraphs */
    bool has_formula;
    struct hat_buf value;  /* of the attribute that belongs to the type */
    struct hat_buf text;   /* of the paragraphs, a line break between them */
    struct hat_str target; /* of its first link or HYPERLINK formula; in the arena */
    bool computed;         /* HYPERLINK() of a computed address */
    /* within a paragraph */
    uint32_t paragraphs;
    bool space; /* the text ends in white space that is collapsed, or has not begun */
};

void hat_ods_cell_reset(struct hat_ods_cell *cell);
void hat_ods_cell_fini(struct hat_ods_cell *cell);

/* Takes the attributes of <table:table-cell>. HAT_ERR_NOMEM. */
enum hat_status hat_ods_cell_start(struct hat_ods_cell *cell, const struct hat_xml_element *element,
                                   struct hat_arena *arena);
/* An element within a cell's paragraph: spaces, tabs, line breaks, links. */
enum hat_status hat_ods_cell_element(struct hat_ods_cell *cell,
                                     const struct hat_xml_element *element,
                                     struct hat_sheet *sheet);
void hat_ods_cell_paragraph(struct hat_ods_cell *cell);
/* Text of a paragraph, white space collapsed; text beyond `most` bytes is not kept. */
void hat_ods_cell_text(struct hat_ods_cell *cell, struct hat_str text, size_t most);
/* The value of the finished cell; texts are copied to the arena. What is to be told is told to
 * `sheet`, of the cell in `column`. */
enum hat_status hat_ods_cell_value(struct hat_ods_cell *cell, struct hat_sheet *sheet,
                                   uint32_t column, struct hat_value *value);

#endif
