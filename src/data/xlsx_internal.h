/* xlsx_internal.h -- the parts of a SpreadsheetML workbook. */
#ifndef HAT_DATA_XLSX_INTERNAL_H
#define HAT_DATA_XLSX_INTERNAL_H

#include "data/sheet_book_internal.h"
#include "data/sheet_number_internal.h"

struct hat_xlsx {
    struct hat_book_builder *book;
    bool date1904;
    struct hat_str *strings; /* shared strings; texts in the arena */
    size_t string_count, strings_cap;
    struct hat_number_format *formats; /* of the cell styles, by index */
    size_t format_count, formats_cap;
};

/* xlsx_parts.c: `part` NULL: the workbook has none. */
enum hat_status hat_xlsx_read_strings(struct hat_xlsx *xlsx, const char *part);
enum hat_status hat_xlsx_read_styles(struct hat_xlsx *xlsx, const char *part);
/* A text of cells: "_x000D_" stands for a character, and is undone in place; returns the length. */
size_t hat_xlsx_unescape(char *text, size_t len);

/* xlsx_sheet.c */
enum hat_status hat_xlsx_read_sheet(struct hat_xlsx *xlsx, const char *part,
                                    struct hat_sheet *sheet);

#endif
