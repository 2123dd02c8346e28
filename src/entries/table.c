/* table.c -- the cleaned list as a table. See table_internal.h.
 *
 * Several files may call one field by several headings: the first file's heading stands for all.
 * Columns that are no field are found by their names. Columns of telephone or personal numbers
 * are not carried on (P06).
 */
#include "entries/table_internal.h"

#include <stdio.h>

#include "base/date.h"
#include "base/unicode.h"

static const struct {
    const char *name;
    enum hat_field instead; /* a field that holds it already */
} derived[] = {
    [HAT_DERIVED_ORGANISATION] = {"organisation", HAT_FIELD_ORGANISATION},
    [HAT_DERIVED_LINK] = {"link", HAT_FIELD_LINK},
    [HAT_DERIVED_REGION] = {"region", HAT_FIELD_REGION},
    [HAT_DERIVED_REGION_CODE] = {"region_code", HAT_FIELD_COUNT},
    [HAT_DERIVED_PUBLISHED] = {"published", HAT_FIELD_COUNT},
    [HAT_DERIVED_KEY] = {"key", HAT_FIELD_COUNT},
    [HAT_DERIVED_LINK_ORIGINAL] = {"link_original", HAT_FIELD_COUNT},
};
enum { DERIVED_COUNT = sizeof derived / sizeof derived[0] };

/* ---- headings ---- */

static bool has_word(struct hat_str heading, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(words[i]);
        for (size_t at = 0; at + len <= heading.len; at++) {
            bool begin = at == 0 || heading.ptr[at - 1] == ' ' || heading.ptr[at - 1] == '-' ||
                         heading.ptr[at - 1] == '(';
            if (begin && memcmp(heading.ptr + at, words[i], len) == 0) {
                return true;
            }
        }
    }
    return false;
}

bool hat_heading_is_private(struct hat_str folded)
{
    static const char *const words[] = {"телефон", "phone", "ұялы", "тел.",
                                        "жсн",     "иин",   "iin",  "whatsapp"};
    return has_word(folded, words, sizeof words / sizeof words[0]);
}

bool hat_heading_is_child(struct hat_str folded)
{
    static const char *const words[] = {"баланың аты", "тәрбиеленушінің аты", "тәрбиеленуші",
                                        "фио ребенка", "фио ребёнка",         "имя ребенка",
                                        "имя ребёнка", "воспитанник",         "child"};
    return has_word(folded, words, sizeof words / sizeof words[0]);
}

/* ---- columns ---- */

static enum hat_status add(struct hat_table *table, const struct hat_table_column *column)
{
    if (!hat_mem_grow(&table->columns, table->count, &table->cap, sizeof *table->columns)) {
        return HAT_ERR_NOMEM;
    }
    table->columns[table->count++] = *column;
    return HAT_OK;
}

static bool has_name(const struct hat_table *table, struct hat_str folded)
{
    for (size_t i = 0; i < table->count; i++) {
        if (hat_str_equal(table->columns[i].folded, folded)) {
            return true;
        }
    }
    return false;
}

static bool has_field(const struct hat_table *table, enum hat_field field)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->columns[i].field == field) {
            return true;
        }
    }
    return false;
}

static void learn(struct hat_table *table, const struct hat_shape *shape)
{
    if (shape != table->shape) {
        table->shape = shape;
        hat_columns_match(shape, table->schema, &table->known);
    }
}

static enum hat_field field_at(const struct hat_table *table, uint32_t index)
{
    for (int i = 0; i < HAT_FIELD_COUNT; i++) {
        if (table->known.of[i] == (int)index) {
            return (enum hat_field)i;
        }
    }
    return HAT_FIELD_COUNT;
}

/* Made anew from the link and the name, whatever the file says. */
static bool is_remade(struct hat_str folded)
{
    return hat_str_is(folded, "key") || hat_str_is(folded, "region_code") ||
           hat_str_is(folded, "published");
}

/* The readers call a column without heading "column 3"; without values it is none. */
static bool is_bare(const struct hat_table *table, const struct hat_shape *shape, uint32_t index)
{
    char name[32];
    snprintf(name, sizeof name, "column %u", (unsigned)index + 1);
    if (!hat_str_is(shape->folded[index], name)) {
        return false;
    }
    for (size_t i = 0; i < table->list->count; i++) {
        const struct hat_map *map = table->list->entries[i].row->as.map;
        if (map->shape == shape && hat_value_str(&map->values[index]).len > 0) {
            return false;
        }
    }
    return true;
}

static enum hat_status add_shape(struct hat_table *table, const struct hat_shape *shape)
{
    enum hat_status st = HAT_OK;
    learn(table, shape);
    for (uint32_t i = 0; i < shape->count && st == HAT_OK; i++) {
        struct hat_table_column column = {
            .name = shape->names[i], .folded = shape->folded[i], .field = field_at(table, i)};
        bool known = column.field != HAT_FIELD_COUNT ? has_field(table, column.field)
                                                     : has_name(table, column.folded);
        bool left_out = column.field == HAT_FIELD_COUNT &&
                        (hat_heading_is_private(column.folded) || is_remade(column.folded) ||
                         is_bare(table, shape, i));
        if (!known && !left_out) {
            st = add(table, &column);
        }
    }
    return st;
}

static enum hat_status add_derived(struct hat_table *table)
{
    enum hat_status st = HAT_OK;
    for (int i = HAT_DERIVED_REGION; i < DERIVED_COUNT && st == HAT_OK; i++) {
        struct hat_str name = hat_str_from(derived[i].name);
        bool there = has_name(table, name) || (derived[i].instead != HAT_FIELD_COUNT &&
                                               has_field(table, derived[i].instead));
        if (!there) {
            st = add(table, &(struct hat_table_column){.name = name,
                                                       .folded = name,
                                                       .field = HAT_FIELD_COUNT,
                                                       .derived = (enum hat_derived)i});
        }
    }
    return st;
}

enum hat_status hat_table_init(struct hat_table *table)
{
    const struct hat_shape *last = NULL;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < table->list->count && st == HAT_OK; i++) {
        const struct hat_shape *shape = table->list->entries[i].row->as.map->shape;
        if (shape != last) {
            last = shape;
            st = add_shape(table, shape);
        }
    }
    return st == HAT_OK ? add_derived(table) : st;
}

void hat_table_fini(struct hat_table *table)
{
    hat_mem_free(table->columns);
    table->columns = NULL;
    table->count = table->cap = 0;
}

/* ---- cells ---- */

static void set_text(struct hat_value *out, struct hat_str text)
{
    out->type = HAT_TEXT;
    out->as.text = text.ptr != NULL ? text.ptr : "";
    out->count = (uint32_t)text.len;
}

static void put_digits(char *end, int number)
{
    for (; number > 0; number /= 10) {
        *--end = (char)('0' + number % 10);
    }
}

/* 2026-02-24; printed by hand: nearly every entry has one. */
static enum hat_status set_day(struct hat_table *table, int64_t seconds, struct hat_value *out)
{
    char day[] = "0000-00-00";
    struct hat_date date = hat_date_from_days(hat_link_day(seconds));
    put_digits(day + 4, date.year);
    put_digits(day + 7, date.month);
    put_digits(day + 10, date.day);
    struct hat_str text = hat_arena_str(table->arena, hat_str_from(day));
    set_text(out, text);
    return text.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static enum hat_status derived_cell(struct hat_table *table, const struct hat_entry *entry,
                                    enum hat_derived which, struct hat_value *out)
{
    bool region = entry->region < HAT_REGION_COUNT;
    set_text(out, HAT_STR(""));
    switch (which) {
    case HAT_DERIVED_ORGANISATION:
        set_text(out, entry->organisation);
        break;
    case HAT_DERIVED_LINK:
        set_text(out, entry->url);
        break;
    case HAT_DERIVED_REGION:
        set_text(out, hat_str_from(region ? hat_region_name(entry->region, "kk") : ""));
        break;
    case HAT_DERIVED_REGION_CODE:
        set_text(out, hat_str_from(region ? hat_region_code(entry->region) : ""));
        break;
    case HAT_DERIVED_KEY:
        set_text(out, entry->key);
        break;
    case HAT_DERIVED_LINK_ORIGINAL:
        set_text(out, entry->link_read);
        break;
    case HAT_DERIVED_PUBLISHED:
        return entry->published != 0 ? set_day(table, entry->published, out) : HAT_OK;
    case HAT_DERIVED_NONE:
        break;
    }
    return HAT_OK;
}

static enum hat_status own_cell(struct hat_table *table, const struct hat_entry *entry,
                                const struct hat_table_column *column, struct hat_value *out)
{
    const struct hat_map *map = entry->row->as.map;
    int at = -1;
    learn(table, map->shape);
    if (column->field != HAT_FIELD_COUNT) {
        at = table->known.of[column->field];
    } else {
        at = hat_shape_find(map->shape, column->folded, hat_name_hash(column->folded));
    }
    set_text(out, HAT_STR(""));
    if (at < 0) {
        return HAT_OK;
    }
    *out = map->values[at];
    if (out->type != HAT_TEXT) {
        return HAT_OK;
    }
    struct hat_clean_text clean;
    enum hat_status st = hat_text_clean(table->arena, hat_value_str(out), false, &clean);
    if (st == HAT_OK) {
        set_text(out, clean.text);
    }
    return st;
}

enum hat_status hat_table_cell(struct hat_table *table, const struct hat_entry *entry,
                               const struct hat_table_column *column, struct hat_value *out)
{
    *out = (struct hat_value){0};
    if (column->derived != HAT_DERIVED_NONE) {
        return derived_cell(table, entry, column->derived, out);
    }
    if (column->field == HAT_FIELD_ORGANISATION) {
        return derived_cell(table, entry, HAT_DERIVED_ORGANISATION, out);
    }
    if (column->field == HAT_FIELD_LINK) {
        return derived_cell(table, entry, HAT_DERIVED_LINK, out);
    }
    if (column->field == HAT_FIELD_REGION && entry->region < HAT_REGION_COUNT) {
        return derived_cell(table, entry, HAT_DERIVED_REGION, out);
    }
    return own_cell(table, entry, column, out);
}
