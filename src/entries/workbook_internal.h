/* workbook_internal.h -- the workbook of a cleaned list, row by row: a sheet of entries, a sheet of
 * problems. What stands in it is made once (workbook.c); how it is written is the sink's: xlsx.c,
 * ods.c.
 *
 *     while (st == HAT_OK && more) {
 *         st = hat_workbook_next(&workbook, &sink, &more);       a row, or the begin of a sheet
 *     }
 */
#ifndef HAT_ENTRIES_WORKBOOK_INTERNAL_H
#define HAT_ENTRIES_WORKBOOK_INTERNAL_H

#include "entries/write_internal.h"

enum { HAT_WORKBOOK_ROWS_MAX = 1048575 }; /* below the headings, in both formats */
#define HAT_WORKBOOK_ROWS_TEXT "1048575"

enum hat_cell_style { HAT_CELL_PLAIN, HAT_CELL_HEAD, HAT_CELL_WARNING, HAT_CELL_ERROR };

struct hat_workbook_cell {
    struct hat_str text;
    uint32_t number; /* not 0: a number instead of a text */
    uint8_t style;   /* enum hat_cell_style */
    bool link;       /* the text may be a web address */
};

struct hat_workbook_sheet {
    const char *name;
    const double *widths; /* of the columns [characters] */
    size_t columns;
    size_t rows; /* with the headings, about: those of dropped entries are counted too */
    bool filter; /* people will filter its rows */
};

/* Where the rows go. A call that does not return HAT_OK ends the writing with that status. */
struct hat_workbook_sink {
    void *ctx;
    enum hat_status (*begin_sheet)(void *ctx, const struct hat_workbook_sheet *sheet);
    enum hat_status (*row)(void *ctx, const struct hat_workbook_cell *cells);
    enum hat_status (*end_sheet)(void *ctx);
};

/* Zeroed but for the first three, it is at its begin. */
struct hat_workbook {
    struct hat_table *table;
    const hat_data *data;
    const char *lang;
    int step;
    size_t index;   /* of the entry or finding that comes next */
    size_t finding; /* that colours the next row */
    struct hat_workbook_cell *cells;
    double *widths;
    struct hat_buf text;
};

/* The name of the sheet of entries, or of problems, in that language. */
const char *hat_workbook_sheet_name(const char *lang, bool list);
/* Writes what comes next; *more is false behind the last sheet. HAT_ERR_NOMEM, or of the sink. */
enum hat_status hat_workbook_next(struct hat_workbook *workbook,
                                  const struct hat_workbook_sink *sink, bool *more);
void hat_workbook_fini(struct hat_workbook *workbook);

#endif
