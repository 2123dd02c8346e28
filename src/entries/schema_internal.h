/* schema_internal.h -- what a list must be like: a Table Schema, read. */
#ifndef HAT_ENTRIES_SCHEMA_INTERNAL_H
#define HAT_ENTRIES_SCHEMA_INTERNAL_H

#include "entries/entries.h"

enum hat_schema_type {
    HAT_TYPE_STRING,
    HAT_TYPE_INTEGER,
    HAT_TYPE_NUMBER,
    HAT_TYPE_DATE,
    HAT_TYPE_BOOLEAN,
    HAT_TYPE_YEAR,
    HAT_TYPE_ANY
};

/* How a number is written. */
struct hat_schema_number {
    char decimal;         /* decimalChar; 0: a full stop or a comma */
    struct hat_str group; /* groupChar; .len 0: none */
    bool affixes;         /* bareNumber false: "95 %", "$ 10" */
};

struct hat_pattern; /* pattern.c */

struct hat_schema_column {
    struct hat_str name;  /* folded */
    struct hat_str title; /* folded; .len 0: none */
    struct hat_str shown; /* the name as it stands in the schema */
    enum hat_field field; /* HAT_FIELD_COUNT: a column of its own */
    enum hat_schema_type type;
    struct hat_str format; /* of dates: "any", "default", "%d.%m.%Y"; .len 0: any */
    struct hat_schema_number number;
    bool required, unique;
    bool has_minimum, has_maximum;
    int64_t minimum, maximum;        /* millionths of numbers, or days of dates */
    uint32_t min_length, max_length; /* characters; max 0: any */
    const struct hat_str *synonyms;  /* folded */
    uint32_t synonym_count;
    const struct hat_value *allowed;                    /* "enum": a list; NULL: any */
    const struct hat_value *true_values, *false_values; /* lists; NULL: the usual ones */
    const struct hat_value *missing;                    /* of this field; NULL: the schema's */
    const struct hat_pattern *pattern;                  /* NULL: none */
};

struct hat_schema {
    struct hat_schema_column *columns;
    size_t count;
    const struct hat_value *missing; /* "missingValues"; NULL: the empty text alone */
    const size_t *key;               /* columns of a "primaryKey" of several; NULL: none */
    size_t key_count;
};

/* The field that the schema gives to a folded heading; HAT_FIELD_COUNT when it says nothing.
 * `schema` may be NULL. */
enum hat_field hat_schema_field(const struct hat_schema *schema, struct hat_str heading);
/* Is a folded heading one of the column's names? */
bool hat_schema_is_heading(const struct hat_schema_column *column, struct hat_str heading);

/* Reads a value of the column's type (schema_values.c): numbers in millionths, days of dates.
 * false: it is none. */
bool hat_schema_value(const struct hat_schema_column *column, struct hat_str text, int64_t *value);

/* Patterns: see pattern.c. NULL in *out: it is none. HAT_ERR_NOMEM. */
enum hat_status hat_pattern_read(struct hat_arena *arena, struct hat_str pattern,
                                 const struct hat_pattern **out);
/* Does the whole text match? */
bool hat_pattern_match(const struct hat_pattern *pattern, struct hat_str text);

#endif
