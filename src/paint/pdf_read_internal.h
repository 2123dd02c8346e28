/* pdf_read_internal.h -- reads the PDF file that cairo 1.16 writes: its cross-reference table,
 * objects and streams, as far as a page reaches them. */
#ifndef HAT_PAINT_PDF_READ_INTERNAL_H
#define HAT_PAINT_PDF_READ_INTERNAL_H

#include <stdint.h>

#include "base/mem.h"
#include "hatshy.h"

enum hat_pdf_kind {
    HAT_PDF_WORD, /* null, true, false */
    HAT_PDF_NUMBER,
    HAT_PDF_NAME,
    HAT_PDF_STRING,
    HAT_PDF_ARRAY,
    HAT_PDF_DICT,
    HAT_PDF_REF
};

struct hat_pdf_value {
    enum hat_pdf_kind kind;
    uint32_t ref;                       /* object number of a REF */
    struct hat_str text;                /* as it stands in the file: "/Name", "12.5", "(text)" */
    struct hat_str key;                 /* "/Key" of a value in a dictionary */
    struct hat_pdf_value *first, *next; /* members; the next member of the same parent */
};

/* A place in a text being read. */
struct hat_pdf_cursor {
    const char *at, *end;
};

/* Reads one value at the cursor, in `arena`. HAT_ERR_DATA: not a value; HAT_ERR_NOMEM. */
enum hat_status hat_pdf_parse(struct hat_pdf_cursor *cursor, struct hat_arena *arena,
                              struct hat_pdf_value **value);
void hat_pdf_skip_space(struct hat_pdf_cursor *cursor);
/* A number without a sign at the cursor; false when there is none or it is over 2^53. */
bool hat_pdf_parse_number(struct hat_pdf_cursor *cursor, uint64_t *number);
/* Moves over `word` if it stands at the cursor. */
bool hat_pdf_accept(struct hat_pdf_cursor *cursor, const char *word);

/* The value of "/Key"; NULL when there is none or `dict` is NULL or no dictionary. */
struct hat_pdf_value *hat_pdf_find(const struct hat_pdf_value *dict, const char *key);
bool hat_pdf_is_name(const struct hat_pdf_value *value, const char *name);

/* ---- files ---- */

struct hat_pdf_file {
    struct hat_str bytes; /* borrowed */
    uint64_t *offsets;    /* by object number; 0: no such object */
    uint32_t count;
    uint32_t root;
    const char *problem; /* what could not be read, for people; NULL while all is well */
};

struct hat_pdf_loaded {
    struct hat_pdf_value *value;
    bool is_stream;
    struct hat_str stream;
};

/* HAT_ERR_DATA with file->problem set when this is not what cairo 1.16 writes; HAT_ERR_NOMEM. */
enum hat_status hat_pdf_file_open(struct hat_pdf_file *file, struct hat_str bytes);
/* Reads object `number`, in `arena`. */
enum hat_status hat_pdf_load(struct hat_pdf_file *file, struct hat_arena *arena, uint32_t number,
                             struct hat_pdf_loaded *loaded);
/* The object numbers of all pages in order, in `arena`. */
enum hat_status hat_pdf_pages(struct hat_pdf_file *file, struct hat_arena *arena,
                              uint32_t **numbers, size_t *count);
void hat_pdf_file_close(struct hat_pdf_file *file);

#endif
