/* sheet_book_internal.h -- a workbook's sheets as they are read, one after the other.
 *
 *     hat_book_begin_sheet(book, "Абай", false, &sheet);    NULL: nobody wants it, pass over it
 *     hat_sheet_begin_row(sheet, ...) ...
 *     hat_book_end_sheet(book);
 */
#ifndef HAT_DATA_SHEET_BOOK_INTERNAL_H
#define HAT_DATA_SHEET_BOOK_INTERNAL_H

#include "data/sheet_internal.h"
#include "package/package.h"
#include "xml/xml.h"

struct hat_book_builder {
    struct hat_data_source source; /* `file` is that of the sheet being read */
    struct hat_data_source silent; /* the same, of a sheet that is only looked at */
    struct hat_limits limits;      /* `package` was opened with these */
    struct hat_package *package;
    bool all;
    bool done;            /* the list is found: of further sheets the first rows are looked at */
    uint64_t parsed;      /* bytes of parts, those read again counted again */
    uint32_t sheet_count; /* met so far */
    struct hat_sheet sheet;
    struct hat_sheet fallback; /* the first that is not empty, while none has known headings */
    struct hat_book_sheet *kept;
    size_t count, cap;
    struct hat_buf others; /* names of sheets not read: "A", "B" */
    struct hat_buf lists;  /* of those that are lists, too */
};

enum hat_status hat_book_begin_sheet(struct hat_book_builder *book, struct hat_str name,
                                     bool hidden, struct hat_sheet **sheet);
enum hat_status hat_book_end_sheet(struct hat_book_builder *book);
/* What comes of a failure in a sheet: one that was only looked at may be damaged. */
enum hat_status hat_book_pass_sheet(struct hat_book_builder *book, enum hat_status st);

/* Parses one part of the package. */
enum hat_status hat_book_parse(struct hat_book_builder *book, const char *part,
                               const struct hat_xml_handler *handler);

/* A whole number of at most `most`, written in digits; false when it is none or larger. */
bool hat_book_number(struct hat_str text, uint32_t most, uint32_t *number);
/* HAT_ERR_LIMIT, told, when a cell or row with contents is repeated too often. */
enum hat_status hat_book_check_repeats(const struct hat_sheet *sheet, uint32_t repeats);
/* Turns a prepared sheet into the next value of the book. */
enum hat_status hat_book_keep(struct hat_book_builder *book, struct hat_sheet *sheet);
/* "Here stands what cannot be": a row or cell of a damaged sheet. */
enum hat_status hat_book_damaged(const struct hat_sheet *sheet, struct hat_str text);

/* xlsx.c, ods.c: read all sheets of the package. */
enum hat_status hat_xlsx_read(struct hat_book_builder *book);
enum hat_status hat_ods_read(struct hat_book_builder *book);
/* earlier_docx.c, earlier_odt.c: read the list of an earlier letter. */
enum hat_status hat_docx_read(struct hat_book_builder *book);
enum hat_status hat_odt_read(struct hat_book_builder *book);

#endif
