/* table_internal.h -- the cleaned list as a table: its columns and the text of each cell.
 *
 * For the writers of files and for template data:
 *
 *     № | Ұйым атауы | Сілтеме | region | region_code | published | key | link_original
 */
#ifndef HAT_ENTRIES_TABLE_INTERNAL_H
#define HAT_ENTRIES_TABLE_INTERNAL_H

#include "entries/entries_internal.h"

enum hat_derived {
    HAT_DERIVED_NONE,
    HAT_DERIVED_ORGANISATION,
    HAT_DERIVED_LINK,
    HAT_DERIVED_REGION,
    HAT_DERIVED_REGION_CODE,
    HAT_DERIVED_PUBLISHED,
    HAT_DERIVED_KEY,
    HAT_DERIVED_LINK_ORIGINAL
};

struct hat_table_column {
    struct hat_str name, folded;
    enum hat_field field;     /* HAT_FIELD_COUNT: found by its name */
    enum hat_derived derived; /* what hatshy adds */
};

struct hat_table {
    const struct hat_entry_list *list;
    const struct hat_schema *schema;
    struct hat_arena *arena; /* of names and cells */
    struct hat_table_column *columns;
    size_t count, cap;
    const struct hat_shape *shape; /* of the last row; what its columns are: */
    struct hat_columns known;
};

/* Finds the columns. `list`, `schema` and `arena` are set. HAT_ERR_NOMEM. */
enum hat_status hat_table_init(struct hat_table *table);
void hat_table_fini(struct hat_table *table);

/* The cell of an entry, cleaned: HAT_TEXT, HAT_NUMBER ... HAT_ERR_NOMEM. */
enum hat_status hat_table_cell(struct hat_table *table, const struct hat_entry *entry,
                               const struct hat_table_column *column, struct hat_value *out);

/* Is a column of that heading personal (telephone, personal number) and not carried on? */
bool hat_heading_is_private(struct hat_str folded);
/* Does it hold names of children? */
bool hat_heading_is_child(struct hat_str folded);

#endif
