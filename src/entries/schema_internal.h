/* schema_internal.h -- what a list must be like: a Table Schema, read. */
#ifndef HAT_ENTRIES_SCHEMA_INTERNAL_H
#define HAT_ENTRIES_SCHEMA_INTERNAL_H

#include "entries/entries.h"

enum hat_schema_type { HAT_TYPE_STRING, HAT_TYPE_INTEGER, HAT_TYPE_NUMBER, HAT_TYPE_DATE };

struct hat_schema_column {
    struct hat_str name;  /* folded */
    struct hat_str title; /* folded; .len 0: none */
    enum hat_field field; /* HAT_FIELD_COUNT: a column of its own */
    enum hat_schema_type type;
    bool required, unique;
    bool has_minimum, has_maximum;
    int64_t minimum, maximum;         /* of numbers, or days of dates */
    uint32_t min_length, max_length;  /* characters; max 0: any */
    const struct hat_value *synonyms; /* a list of texts; NULL: none */
    const struct hat_value *allowed;  /* "enum": a list; NULL: any */
    struct hat_str pattern;           /* .len 0: none */
};

struct hat_schema {
    struct hat_schema_column *columns;
    size_t count;
    const struct hat_value *missing; /* "missingValues"; NULL: the empty text alone */
};

/* The field that the schema gives to a folded heading; HAT_FIELD_COUNT when it says nothing.
 * `schema` may be NULL. */
enum hat_field hat_schema_field(const struct hat_schema *schema, struct hat_str heading);

/* Does the whole text match? Patterns: see pattern.c. One that is no pattern matches nothing. */
bool hat_pattern_match(struct hat_str pattern, struct hat_str text);

#endif
