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

/* The place of a value for messages: file, line or row and column, and the entry's row number. */
struct hat_place hat_data_place(const hat_data *data, const struct hat_value *value);

/* Readers, for tests and fuzzing: text in memory to a value in `arena`. `name` is for messages;
 * `file` goes into the values. HAT_ERR_DATA, HAT_ERR_LIMIT, HAT_ERR_NOMEM. */
enum hat_status hat_json_read(struct hat_str text, const char *name, uint16_t file,
                              const struct hat_limits *limits, hat_diags *diags,
                              struct hat_arena *arena, struct hat_value *out);
/* RFC 4180 with a header row -> a list of maps. `delimiter` 0: found (comma, semicolon, tab).
 * Reports an unclosed quote, ragged rows (warning), no rows (error), bytes that are not UTF-8. */
enum hat_status hat_csv_read(struct hat_str text, char delimiter, const char *name, uint16_t file,
                             const struct hat_limits *limits, hat_diags *diags,
                             struct hat_arena *arena, struct hat_value *out);

#endif
