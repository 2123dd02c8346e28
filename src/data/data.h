/* data.h -- letter fields and lists of entries, read from JSON, CSV, TSV, XLSX, ODS, DOCX and ODT.
 *
 * hat_data is one map: the fields of all -d files, later ones winning name by name (maps are
 * merged, lists replaced), and each list of entries under its name. Immutable for the merge.
 */
#ifndef HAT_DATA_DATA_H
#define HAT_DATA_DATA_H

#include "base/limits.h"
#include "data/value.h"

/* hat_data_new(), hat_data_free(), hat_data_add_fields(), hat_data_add_entries(),
 * hat_data_keep_lost_letters() and hat_data_set() are public: see hatshy.h. */

/* All of it as one map; borrowed, valid until the next change. */
const struct hat_value *hat_data_root(const hat_data *data);

/* For those who add to it: where values of the tree live. */
struct hat_arena *hat_data_arena(hat_data *data);
/* Puts a value of that arena under a (dotted) name; it replaces what was there, maps are merged.
 * HAT_ERR_DATA: the name is none; HAT_ERR_NOMEM. */
enum hat_status hat_data_put(hat_data *data, const char *name, const struct hat_value *value);

/* The place of a value for messages: file and line and column (JSON), or file, sheet, row as a
 * spreadsheet shows it and heading of the column (CSV, XLSX, ODS). `value` is one of the tree or
 * a copy of one; of a value that is from no file the place is empty. */
struct hat_place hat_data_place(const hat_data *data, const struct hat_value *value);

/* A file that the data was read from. Sheets of a workbook are files of one path. */
struct hat_data_file {
    const char *path;    /* as it was given; "-": standard input */
    struct hat_str text; /* its bytes; .ptr NULL for a workbook, whose bytes are not kept */
};

/* The files in the order they were read; false behind the last. Borrowed. */
bool hat_data_file(const hat_data *data, size_t index, struct hat_data_file *file);

/* ---- one letter of many (letter.c) ---- */

/* The same files with another root, which is borrowed; to be read only, and to be freed before
 * `data`. HAT_ERR_NOMEM. */
enum hat_status hat_data_view(const hat_data *data, const struct hat_value *root, hat_data **out);

/* The list with all of its maps in one shape: what an entry lacks and another has is null in it. */
enum hat_status hat_list_even(const struct hat_value *list, struct hat_arena *arena,
                              struct hat_value *out);

struct hat_letter {
    struct hat_str list; /* name of the list that was divided */
    const struct hat_value *all;
    struct hat_value entries;
    const struct hat_value *entry; /* a map: its members win over the fields; NULL: a group */
    struct hat_str field;          /* that the entries of a group share */
    const struct hat_value *key;   /* its value */
    uint32_t number, count;        /* of letters */
};

/* What a letter sees: `root` with the entry's members or the group's field, the list of its own
 * entries in place of the whole list, and all, @key, @letter, @letters. In `arena`. */
enum hat_status hat_letter_root(const struct hat_value *root, const struct hat_letter *letter,
                                struct hat_arena *arena, struct hat_value *out);

/* ---- readers ---- */

/* What a reader needs besides the text. */
struct hat_data_source {
    const char *name; /* of the file, for messages */
    uint16_t file;    /* goes into the values */
    const struct hat_limits *limits;
    hat_diags *diags;        /* may be NULL */
    struct hat_arena *arena; /* of the values; they also point into the text given */
    struct hat_str encoding; /* of CSV and TSV, such as "cp1251"; .ptr NULL: found */
    bool as_it_stands;       /* texts are not repaired, and nothing is said of lost letters */
    bool keep_lost;          /* lost letters are told, but the file is read all the same */
};

/* Readers, for data.c, tests and fuzzing. `text` must live as long as the values: texts without
 * escapes are not copied. HAT_ERR_DATA, HAT_ERR_LIMIT, HAT_ERR_NOMEM. */
enum hat_status hat_json_read(struct hat_str text, const struct hat_data_source *source,
                              struct hat_value *out);

/* RFC 4180 with a header row -> a list of maps. `delimiter` 0: found (comma, semicolon, tab, bar).
 * Of a row's map, `line` is the line it begins on and `column` its number, the header row being 1.
 * Reports an unclosed quote, ragged rows (warning), no rows (error), bytes that are not UTF-8. */
enum hat_status hat_csv_read(struct hat_str text, char delimiter,
                             const struct hat_data_source *source, struct hat_value *out);
/* The same without a header row: every row is a map of `columns` members named "1", "2" ... */
enum hat_status hat_csv_read_plain(struct hat_str text, char delimiter, uint32_t columns,
                                   const struct hat_data_source *source, struct hat_value *out);

/* ---- texts that were read by a wrong table of letters ---- */

enum hat_text_fault {
    HAT_TEXT_GOOD,
    HAT_TEXT_UTF8,   /* it was UTF-8 and was read as windows-1251 or -1252; undone */
    HAT_TEXT_KZ1048, /* it was KZ-1048 and was read as windows-1251; undone */
    HAT_TEXT_LOST    /* letters were replaced by "?" when it was saved; nothing can be done */
};

struct hat_text_fix {
    enum hat_text_fault fault;
    struct hat_str text; /* as it should be; in the arena when it differs */
};

/* Looks at one valid text. HAT_ERR_NOMEM. */
enum hat_status hat_text_repair(struct hat_arena *arena, struct hat_str text,
                                struct hat_text_fix *fix);

/* After this call hat_data_add_entries() leaves texts as they stand, lost letters too: for those
 * who check the entries themselves and tell what they find. */
void hat_data_leave_texts(hat_data *data);

/* ---- workbooks (sheet_book.c) ---- */

struct hat_book_sheet {
    const char *name;       /* in the arena */
    uint32_t table;         /* of a letter: the number of its table; 0: a sheet */
    struct hat_value value; /* a list of entries, or the rows of a sheet of fields: {"1", "2"} */
    bool fields;
};

struct hat_book {
    struct hat_book_sheet *sheets; /* in the arena; the n-th one's values have file + n */
    size_t count;
};

/* Reads a workbook, XLSX or ODS whatever its name says, or an earlier letter, DOCX or ODT. `all`:
 * every visible sheet that is not empty, as a list or as fields by its shape, or the letter's table
 * of fields; otherwise one list: the first sheet with headings of a list of entries, or else the
 * first that is not empty, or the list of the letter. HAT_ERR_INPUT, HAT_ERR_IO, HAT_ERR_DATA,
 * HAT_ERR_LIMIT, HAT_ERR_NOMEM. */
enum hat_status hat_book_read(const char *path, bool all, const struct hat_data_source *source,
                              struct hat_book *out);
/* The same for bytes in memory. */
enum hat_status hat_book_read_memory(struct hat_str bytes, bool all,
                                     const struct hat_data_source *source, struct hat_book *out);

#endif
