/* look_internal.h -- what the values of an entry say each by itself, before they are compared. */
#ifndef HAT_ENTRIES_LOOK_INTERNAL_H
#define HAT_ENTRIES_LOOK_INTERNAL_H

#include "entries/entries.h"

struct hat_look {
    struct hat_organisation organisation;
    struct hat_region_match region; /* of its name and of the column of regions */
    struct hat_link link;
};

/* The cell of a field in a row; the row itself when it has no such column. */
const struct hat_value *hat_entry_cell(const struct hat_columns *columns,
                                       const struct hat_value *row, enum hat_field field);
/* Its text; "" when there is no such column. */
struct hat_str hat_entry_text(const struct hat_columns *columns, const struct hat_value *row,
                              enum hat_field field);

/* Entries whose rows are set, to be looked at. */
struct hat_look_work {
    const struct hat_entries_rules *rules;
    struct hat_entry *entries;
    struct hat_look *looks; /* what is found, one for each */
    size_t count;
    enum hat_status (*beside)(void *ctx); /* done meanwhile by the caller's thread */
    void *ctx;
};

/* Joins the parts of torn entries in entry->organisation and entry->link_read, and fills the looks.
 * Texts are in `arena`, to which `beside` may add as well. HAT_ERR_NOMEM; statuses of `beside`. */
enum hat_status hat_look_at(const struct hat_look_work *what, struct hat_arena *arena);

#endif
