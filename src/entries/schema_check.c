/* schema_check.c -- the entries of a list against its schema: S01 to S06, F04.
 *
 * What a field must be like is checked on the text of the cell as it was read, white space round
 * it aside. Which column of the file a field is, is found once for all rows of one shape.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/check_internal.h"

static bool is_missing(const struct hat_schema *schema, const struct hat_schema_column *column,
                       struct hat_str text)
{
    const struct hat_value *list = column->missing != NULL ? column->missing : schema->missing;
    bool missing = text.len == 0;
    for (uint32_t i = 0; !missing && list != NULL && i < list->count; i++) {
        missing = hat_str_equal(hat_value_str(&list->as.items[i]), text);
    }
    return missing;
}

static enum hat_status wrong(struct hat_check *check, enum hat_message code,
                             const struct hat_schema_column *column, const struct hat_value *cell,
                             struct hat_str text)
{
    struct hat_finding finding = {.code = code, .cell = cell, .args = {text, column->shown}};
    if (code == HAT_MSG_S01 || code == HAT_MSG_F04) {
        finding.args[0] = column->shown;
        finding.args[1] = (struct hat_str){"", 0};
    }
    return hat_check_found(check, &finding);
}

/* The first thing that is wrong with a value; HAT_MESSAGE_COUNT: nothing. */
static enum hat_message fault_of(const struct hat_schema_column *column, struct hat_str text)
{
    int64_t value = 0;
    if (!hat_schema_value(column, text, &value)) {
        return HAT_MSG_S02;
    }
    bool lengths = column->min_length > 0 || column->max_length > 0;
    size_t length = lengths ? hat_utf8_count(text) : 0;
    if ((column->has_minimum && value < column->minimum) ||
        (column->has_maximum && value > column->maximum) || length < column->min_length ||
        (column->max_length > 0 && length > column->max_length)) {
        return HAT_MSG_S03;
    }
    bool allowed = column->allowed == NULL;
    for (uint32_t i = 0; !allowed && i < column->allowed->count; i++) {
        allowed = hat_str_equal(hat_value_str(&column->allowed->as.items[i]), text);
    }
    if (!allowed) {
        return HAT_MSG_S04;
    }
    bool fits = column->pattern == NULL || hat_pattern_match(column->pattern, text);
    return fits ? HAT_MESSAGE_COUNT : HAT_MSG_S06;
}

/* A value that must be unique: has an entry before this one the same? */
static enum hat_status check_unique(struct hat_check *check, size_t index,
                                    const struct hat_value *cell, struct hat_str text)
{
    const struct hat_schema_column *column = &check->rules->schema->columns[index];
    uint64_t hash = hat_hash_add(hat_hash_start(), (const char *)&index, sizeof index);
    uint32_t entry = check->index, first;
    hash = hat_hash_end(hat_hash_add(hash, text.ptr, text.len));
    enum hat_status st = hat_keys_put(&check->unique, hash, entry, &first);
    return st == HAT_OK && first != entry ? wrong(check, HAT_MSG_S05, column, cell, text) : st;
}

/* The column of the rows that a column of the schema stands for; -1: it is not there. */
static int find_column(const struct hat_check *check, const struct hat_schema_column *column)
{
    if (column->field != HAT_FIELD_COUNT) {
        return check->columns.of[column->field];
    }
    for (uint32_t i = 0; i < check->shape->count; i++) {
        if (hat_schema_is_heading(column, check->shape->folded[i])) {
            return (int)i;
        }
    }
    return -1;
}

enum hat_status hat_schema_learn(struct hat_check *check, bool first)
{
    const struct hat_schema *schema = check->rules->schema;
    enum hat_status st = HAT_OK;
    if (check->schema_at == NULL) {
        check->schema_at =
            hat_arena_array(check->arena, schema->count + 1, sizeof *check->schema_at);
    }
    for (size_t i = 0; check->schema_at != NULL && i < schema->count && st == HAT_OK; i++) {
        const struct hat_schema_column *column = &schema->columns[i];
        bool told = column->field == HAT_FIELD_ORGANISATION || column->field == HAT_FIELD_LINK;
        check->schema_at[i] = find_column(check, column);
        if (first && check->schema_at[i] < 0 && column->required && !told) {
            st = wrong(check, HAT_MSG_F04, column, check->list, column->shown);
        }
    }
    return check->schema_at != NULL ? st : HAT_ERR_NOMEM;
}

static struct hat_str text_at(const struct hat_check *check, const struct hat_entry *entry,
                              size_t index)
{
    int at = check->schema_at[index];
    return at >= 0 ? hat_str_trimmed(hat_value_str(&entry->row->as.map->values[at]))
                   : (struct hat_str){"", 0};
}

static enum hat_status check_column(struct hat_check *check, const struct hat_entry *entry,
                                    size_t index)
{
    const struct hat_schema_column *column = &check->rules->schema->columns[index];
    if (check->schema_at[index] < 0) {
        return HAT_OK; /* told once, of the list */
    }
    const struct hat_value *cell = &entry->row->as.map->values[check->schema_at[index]];
    struct hat_str text = text_at(check, entry, index);
    if (is_missing(check->rules->schema, column, text)) {
        bool told = column->field == HAT_FIELD_ORGANISATION || column->field == HAT_FIELD_LINK;
        return column->required && !(told && text.len == 0)
                   ? wrong(check, HAT_MSG_S01, column, cell, text)
                   : HAT_OK;
    }
    enum hat_message fault = fault_of(column, text);
    if (fault != HAT_MESSAGE_COUNT) {
        return wrong(check, fault, column, cell, text);
    }
    return column->unique ? check_unique(check, index, cell, text) : HAT_OK;
}

/* A primary key of several columns: their values together must be unique. */
static enum hat_status check_key(struct hat_check *check, const struct hat_entry *entry)
{
    const struct hat_schema *schema = check->rules->schema;
    const struct hat_schema_column *last = &schema->columns[schema->key[schema->key_count - 1]];
    uint64_t hash = hat_hash_start();
    uint32_t index = check->index, first;
    struct hat_str text = {"", 0};
    for (size_t i = 0; i < schema->key_count; i++) {
        text = text_at(check, entry, schema->key[i]);
        hash = hat_hash_add(hat_hash_add(hash, text.ptr, text.len), "", 1);
    }
    enum hat_status st = hat_keys_put(&check->unique, hat_hash_end(hash), index, &first);
    return st == HAT_OK && first != index ? wrong(check, HAT_MSG_S05, last, entry->row, text) : st;
}

enum hat_status hat_schema_check(struct hat_check *check, const struct hat_entry *entry)
{
    const struct hat_schema *schema = check->rules->schema;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < schema->count && st == HAT_OK; i++) {
        st = check_column(check, entry, i);
    }
    return st == HAT_OK && schema->key != NULL ? check_key(check, entry) : st;
}
