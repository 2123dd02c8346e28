/* value.h -- the values that a letter is made from: immutable trees with the place of each value.
 *
 *     {"year": 2026, "entries": [{"org": "...", "link": "..."}, ...]}
 *
 * Numbers keep the text they were written with (0.10 stays 0.10). The maps of one list that have
 * the same names in the same order share one shape, so a row of a table costs its cells only and
 * a reader may remember where in the shape a name stands.
 */
#ifndef HAT_DATA_VALUE_H
#define HAT_DATA_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/str.h"

enum hat_type { HAT_NULL, HAT_BOOL, HAT_NUMBER, HAT_TEXT, HAT_LIST, HAT_MAP };

struct hat_value {
    uint8_t type;   /* enum hat_type */
    bool boolean;   /* HAT_BOOL; of a HAT_TEXT that looks like a day: printed as it stands */
    uint16_t file;  /* index into the tree's list of files; 0: not from a file */
    uint32_t count; /* items of a list, members of a map, bytes of a number or text */
    union {
        const char *text;              /* HAT_NUMBER, HAT_TEXT: UTF-8, no NUL */
        const struct hat_value *items; /* HAT_LIST: `count` values */
        const struct hat_map *map;     /* HAT_MAP */
    } as;
    uint32_t line;   /* of a JSON or CSV file, 1-based; row of a sheet */
    uint32_t column; /* 1-based: character of the line (JSON), field of the row (CSV) */
};

/* The names of a map's members, shared by many maps. */
struct hat_shape {
    uint32_t count;
    const struct hat_str *names;  /* as written */
    const struct hat_str *folded; /* as compared: hat_name_fold() */
    const uint32_t *hashes;       /* of `folded` */
};

struct hat_map {
    const struct hat_shape *shape;
    struct hat_value values[]; /* shape->count */
};

static inline struct hat_str hat_value_str(const struct hat_value *value)
{
    bool textual = value->type == HAT_TEXT || value->type == HAT_NUMBER;
    return textual ? (struct hat_str){value->as.text, value->count} : (struct hat_str){0};
}

/* Was the value added by the program (entries/), to what a person wrote? Such values have the
 * line of what they were made from, and no column. */
static inline bool hat_value_is_added(const struct hat_value *value)
{
    return value->line > 0 && value->column == 0;
}

uint32_t hat_name_hash(struct hat_str folded);

/* Index of a folded name in the shape, or -1. */
int hat_shape_find(const struct hat_shape *shape, struct hat_str folded, uint32_t hash);

/* Member of a map by folded name; NULL when there is none (or `map` is no map). */
const struct hat_value *hat_value_member(const struct hat_value *map, struct hat_str folded);

/* Mustache's truth: not null, false, an empty text or an empty list. 0 is true. */
bool hat_value_truth(const struct hat_value *value);

#endif
