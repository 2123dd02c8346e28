/* data.h -- letter fields and lists of entries, read from JSON, CSV and TSV.
 *
 * hat_data is one map: the fields of all -d files, later ones winning name by name (maps are
 * merged, lists replaced), and each list of entries under its name. Immutable for the merge.
 */
#ifndef HAT_DATA_DATA_H
#define HAT_DATA_DATA_H

#include "base/limits.h"
#include "data/value.h"

/* hat_data_new(), hat_data_free(), hat_data_add_fields(), hat_data_add_entries() and
 * hat_data_set() are public: see hatshy.h. */

/* All of it as one map; borrowed, valid until the next change. */
const struct hat_value *hat_data_root(const hat_data *data);

/* The place of a value for messages: file and line and column (JSON), or file, row as a
 * spreadsheet counts (the header row is 1) and heading of the column (CSV). `value` is one of the
 * tree or a copy of one; of a value that is from no file the place is empty. */
struct hat_place hat_data_place(const hat_data *data, const struct hat_value *value);

/* What a reader needs besides the text. */
struct hat_data_source {
    const char *name; /* of the file, for messages */
    uint16_t file;    /* goes into the values */
    const struct hat_limits *limits;
    hat_diags *diags;        /* may be NULL */
    struct hat_arena *arena; /* of the values; they also point into the text given */
};

/* Readers, for data.c, tests and fuzzing. `text` must live as long as the values: texts without
 * escapes are not copied. HAT_ERR_DATA, HAT_ERR_LIMIT, HAT_ERR_NOMEM. */
enum hat_status hat_json_read(struct hat_str text, const struct hat_data_source *source,
                              struct hat_value *out);

/* RFC 4180 with a header row -> a list of maps. `delimiter` 0: found (comma, semicolon, tab).
 * Of a row's map, `line` is the line it begins on and `column` its number, the header row being 1.
 * Reports an unclosed quote, ragged rows (warning), no rows (error), bytes that are not UTF-8. */
enum hat_status hat_csv_read(struct hat_str text, char delimiter,
                             const struct hat_data_source *source, struct hat_value *out);
/* The same without a header row: every row is a map of `columns` members named "1", "2" ... */
enum hat_status hat_csv_read_plain(struct hat_str text, char delimiter, uint32_t columns,
                                   const struct hat_data_source *source, struct hat_value *out);

#endif
