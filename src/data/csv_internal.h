/* csv_internal.h -- CSV as records of fields, before anything is known of headings. */
#ifndef HAT_DATA_CSV_INTERNAL_H
#define HAT_DATA_CSV_INTERNAL_H

#include "data/data.h"

/* A place in the text; a zeroed `at` with line 1 is its begin. */
struct hat_csv_cursor {
    struct hat_str text;
    char delimiter;
    size_t at;
    uint32_t line;
};

struct hat_csv_field {
    struct hat_str text; /* between the quotes when `quoted`, and then with "" as written */
    uint32_t line;       /* it begins on */
    bool quoted;
    bool doubled;    /* has "" in it, which stands for one quote */
    bool odd_quotes; /* begins with a quote, but is not a quoted field: taken as it stands */
    bool last;       /* of its record */
};

/* Reads the field at the cursor, which is before text.len or behind a delimiter. false when the
 * field opens a quote that nothing closes; the cursor is then where it was. */
bool hat_csv_next(struct hat_csv_cursor *cursor, struct hat_csv_field *field);

/* The delimiter of `text` (see csv_scan.c); another mark that parts as many records, or 0. */
struct hat_csv_guess {
    char delimiter, rival;
};
struct hat_csv_guess hat_csv_guess(struct hat_str text);
/* Does the text begin with a line "sep=;"? *len: its length with the line end. */
bool hat_csv_named(struct hat_str text, char *delimiter, size_t *len);

/* Nothing but spaces? */
bool hat_csv_blank(struct hat_str text);

#endif
