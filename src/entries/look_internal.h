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

/* Looks at `count` entries, whose rows are set: joins the parts of torn ones in
 * entry->organisation and entry->link_read, and fills looks[0 ... count - 1]. Texts are in `arena`.
 * HAT_ERR_NOMEM. */
enum hat_status hat_look_at(const struct hat_entries_rules *rules, struct hat_entry *entries,
                            size_t count, struct hat_arena *arena, struct hat_look *looks);

#endif
