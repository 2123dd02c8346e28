/* check_internal.h -- the state of a check of lists (check.c, schema.c). */
#ifndef HAT_ENTRIES_CHECK_INTERNAL_H
#define HAT_ENTRIES_CHECK_INTERNAL_H

#include "base/date.h"
#include "entries/entries_internal.h"
#include "entries/look_internal.h"
#include "entries/schema_internal.h"

/* Some entries, and what was found in each. */
struct hat_chunk {
    size_t from, count;
    struct hat_look *looks;
};

struct hat_check {
    const hat_data *data;
    const struct hat_entries_rules *rules;
    struct hat_arena *arena; /* of texts of the result */
    struct hat_entry_list *out;
    const struct hat_value *list;  /* being checked */
    const struct hat_shape *shape; /* of the last row; what its columns are: */
    struct hat_columns columns;
    int *schema_at;   /* the same of the schema's columns; -1: not there */
    bool first_shape; /* of the list: missing columns are told once */
    struct hat_look *looks[2];  /* of two chunks */
    struct hat_chunk looked_at; /* to be compared */
    uint32_t index;         /* of the entry being checked */
    struct hat_keys links, names, loose_names, unique;
};

enum hat_status hat_check_found(struct hat_check *check, const struct hat_finding *finding);
/* A number as a text in the arena. */
struct hat_str hat_check_number(struct hat_check *check, uint64_t number);

/* "24.02.2026", in the arena. */
struct hat_str hat_check_day(struct hat_check *check, int64_t day);
/* check_others.c: date, duration and hashtag of an entry. */
enum hat_status hat_check_others(struct hat_check *check, const struct hat_entry *entry);
/* schema_check.c: the columns of the rows that follow; a required one that is not there is told
 * when they are the first of a list. */
enum hat_status hat_schema_learn(struct hat_check *check, bool first);
/* What the schema asks of an entry. */
enum hat_status hat_schema_check(struct hat_check *check, const struct hat_entry *entry);

#endif
