/* schema.c -- a Frictionless Table Schema for a list of entries.
 *
 *     {"fields": [{"name": "organisation", "title": "Ұйым атауы", "type": "string",
 *                  "synonyms": ["Бақша"], "constraints": {"required": true, "maxLength": 300}},
 *                 {"name": "link", "type": "string", "format": "instagram"}],
 *      "missingValues": ["", "-"], "primaryKey": "number"}
 *
 * A field of a known name (or of format "instagram") is that field, whatever its heading; other
 * names are columns of their own. What a field must be like is checked on the text of the cell
 * as it was read, white space round it aside.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/check_internal.h"

static const struct hat_value *member(const struct hat_value *map, const char *name)
{
    const struct hat_value *found = hat_value_member(map, hat_str_from(name));
    return found != NULL && found->type != HAT_NULL ? found : NULL;
}

static bool is_true(const struct hat_value *value)
{
    return value != NULL && value->type == HAT_BOOL && value->boolean;
}

static struct hat_str trim(struct hat_str text)
{
    size_t begin = 0;
    while (begin < text.len && (unsigned char)text.ptr[begin] <= ' ') {
        begin++;
    }
    while (text.len > begin && (unsigned char)text.ptr[text.len - 1] <= ' ') {
        text.len--;
    }
    return (struct hat_str){text.ptr + begin, text.len - begin};
}

/* A whole number; a fraction behind it is left out. false when it is no number. */
static bool read_number(struct hat_str text, bool fraction, int64_t *number)
{
    size_t at = 0;
    bool minus = text.len > 0 && text.ptr[0] == '-';
    *number = 0;
    for (at = minus; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
        if (*number > INT64_MAX / 10 - 10) {
            return false;
        }
        *number = *number * 10 + (text.ptr[at] - '0');
    }
    bool digits = at > minus;
    if (digits && fraction && at < text.len && (text.ptr[at] == '.' || text.ptr[at] == ',')) {
        do {
            at++;
        } while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9');
    }
    *number = minus ? -*number : *number;
    return digits && at == text.len;
}

/* ---- reading ---- */

struct reader {
    const struct hat_data_source *source;
    struct hat_schema *schema;
};

static void unknown(const struct reader *reader, struct hat_str what, struct hat_str name)
{
    struct hat_place place = {.file = reader->source->name};
    hat_diags_add(reader->source->diags, HAT_MSG_SCHEMA_TYPE, &place, what, name);
}

static enum hat_field field_named(struct hat_str folded)
{
    for (int i = 0; i < HAT_FIELD_COUNT; i++) {
        if (hat_str_is(folded, hat_field_name((enum hat_field)i))) {
            return (enum hat_field)i;
        }
    }
    return HAT_FIELD_COUNT;
}

static void read_type(const struct reader *reader, const struct hat_value *field,
                      struct hat_schema_column *column)
{
    static const char *const types[] = {"string", "integer", "number", "date"};
    const struct hat_value *type = member(field, "type");
    struct hat_str text = type != NULL ? hat_value_str(type) : HAT_STR("string");
    for (int i = 0; i < 4; i++) {
        if (hat_str_is(text, types[i])) {
            column->type = (enum hat_schema_type)i;
            return;
        }
    }
    if (!hat_str_is(text, "any")) {
        unknown(reader, text, column->name);
    }
}

static bool read_bound(const struct hat_schema_column *column, const struct hat_value *value,
                       int64_t *bound)
{
    if (value == NULL) {
        return false;
    }
    struct hat_str text = hat_value_str(value);
    return column->type == HAT_TYPE_DATE ? hat_day_read(text, bound) == HAT_DAY_CLEAR
                                         : read_number(text, true, bound);
}

static uint32_t read_length(const struct hat_value *value)
{
    int64_t length = 0;
    bool good = value != NULL && read_number(hat_value_str(value), false, &length);
    return good && length > 0 && length < UINT32_MAX ? (uint32_t)length : 0;
}

static void read_constraints(const struct reader *reader, const struct hat_value *constraints,
                             struct hat_schema_column *column)
{
    static const char *const known[] = {"required", "unique",    "minimum",   "maximum",
                                        "enum",     "minlength", "maxlength", "pattern"};
    if (constraints == NULL || constraints->type != HAT_MAP) {
        return;
    }
    column->required = is_true(member(constraints, "required"));
    column->unique = is_true(member(constraints, "unique"));
    column->has_minimum = read_bound(column, member(constraints, "minimum"), &column->minimum);
    column->has_maximum = read_bound(column, member(constraints, "maximum"), &column->maximum);
    column->min_length = read_length(member(constraints, "minlength"));
    column->max_length = read_length(member(constraints, "maxlength"));
    column->allowed = member(constraints, "enum");
    const struct hat_value *pattern = member(constraints, "pattern");
    column->pattern = pattern != NULL ? hat_value_str(pattern) : (struct hat_str){0};
    for (uint32_t i = 0; i < constraints->as.map->shape->count; i++) {
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            found = found || hat_str_is(constraints->as.map->shape->folded[i], known[k]);
        }
        if (!found) {
            unknown(reader, constraints->as.map->shape->names[i], column->name);
        }
    }
}

static enum hat_status read_column(const struct reader *reader, const struct hat_value *field,
                                   struct hat_schema_column *column)
{
    const struct hat_value *name = field->type == HAT_MAP ? member(field, "name") : NULL;
    const struct hat_value *title = field->type == HAT_MAP ? member(field, "title") : NULL;
    const struct hat_value *format = field->type == HAT_MAP ? member(field, "format") : NULL;
    if (name == NULL || name->type != HAT_TEXT || name->count == 0) {
        return HAT_ERR_DATA;
    }
    enum hat_status st = hat_name_fold(reader->source->arena, hat_value_str(name), &column->name);
    if (st == HAT_OK && title != NULL) {
        st = hat_name_fold(reader->source->arena, hat_value_str(title), &column->title);
    }
    column->field = field_named(column->name);
    if (format != NULL && hat_str_is(hat_value_str(format), "instagram")) {
        column->field = HAT_FIELD_LINK;
    }
    column->synonyms = member(field, "synonyms");
    read_type(reader, field, column);
    read_constraints(reader, member(field, "constraints"), column);
    return st;
}

static bool is_key(const struct hat_value *key, struct hat_str folded)
{
    if (key == NULL || key->type != HAT_LIST) {
        return key != NULL && hat_str_equal(hat_value_str(key), folded);
    }
    return key->count == 1 && hat_str_equal(hat_value_str(&key->as.items[0]), folded);
}

static enum hat_status read_fields(const struct reader *reader, const struct hat_value *root)
{
    const struct hat_value *fields = root->type == HAT_MAP ? member(root, "fields") : NULL;
    struct hat_schema *schema = reader->schema;
    if (fields == NULL || fields->type != HAT_LIST) {
        return HAT_ERR_DATA;
    }
    schema->columns =
        hat_arena_array(reader->source->arena, fields->count + (size_t)1, sizeof *schema->columns);
    if (schema->columns == NULL) {
        return HAT_ERR_NOMEM;
    }
    const struct hat_value *key = member(root, "primarykey");
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < fields->count && st == HAT_OK; i++) {
        struct hat_schema_column *column = &schema->columns[schema->count++];
        st = read_column(reader, &fields->as.items[i], column);
        if (st == HAT_OK && is_key(key, column->name)) {
            column->required = column->unique = true;
        }
    }
    schema->missing = member(root, "missingvalues");
    return st;
}

enum hat_status hat_schema_read(struct hat_str text, const struct hat_data_source *source,
                                struct hat_schema **out)
{
    struct hat_value root = {0};
    struct reader reader = {source, hat_arena_alloc(source->arena, sizeof(struct hat_schema))};
    if (reader.schema == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = hat_json_read(text, source, &root);
    if (st != HAT_OK) {
        return st;
    }
    st = read_fields(&reader, &root);
    if (st == HAT_ERR_DATA) {
        struct hat_place place = {.file = source->name};
        hat_diags_add(source->diags, HAT_MSG_SCHEMA_FIELDS, &place, HAT_STR(""));
    }
    if (st == HAT_OK) {
        *out = reader.schema;
    }
    return st;
}

/* ---- headings ---- */

/* Is `heading` one of the column's names? Synonyms are folded here: there are few. */
static bool is_heading(const struct hat_schema_column *column, struct hat_str heading)
{
    bool same = hat_str_equal(column->name, heading) ||
                (column->title.len > 0 && hat_str_equal(column->title, heading));
    const struct hat_value *list = column->synonyms;
    for (uint32_t i = 0; !same && list != NULL && list->type == HAT_LIST && i < list->count; i++) {
        struct hat_arena scratch = {0};
        struct hat_str folded;
        bool good = hat_name_fold(&scratch, hat_value_str(&list->as.items[i]), &folded) == HAT_OK;
        same = good && hat_str_equal(folded, heading);
        hat_arena_fini(&scratch);
    }
    return same;
}

enum hat_field hat_schema_field(const struct hat_schema *schema, struct hat_str heading)
{
    for (size_t i = 0; schema != NULL && i < schema->count; i++) {
        if (is_heading(&schema->columns[i], heading)) {
            return schema->columns[i].field;
        }
    }
    return HAT_FIELD_COUNT;
}

/* ---- checking ---- */

static bool is_missing(const struct hat_schema *schema, struct hat_str text)
{
    const struct hat_value *list = schema->missing;
    bool missing = text.len == 0;
    for (uint32_t i = 0; list != NULL && list->type == HAT_LIST && i < list->count; i++) {
        missing = missing || hat_str_equal(hat_value_str(&list->as.items[i]), text);
    }
    return missing;
}

static enum hat_status wrong(struct hat_check *check, enum hat_message code,
                             const struct hat_schema_column *column, const struct hat_value *cell,
                             struct hat_str text)
{
    struct hat_finding finding = {.code = code, .cell = cell, .args = {text, column->name}};
    if (code == HAT_MSG_S01) {
        finding.args[0] = column->name;
    }
    return hat_check_found(check, &finding);
}

static bool read_typed(const struct hat_schema_column *column, struct hat_str text, int64_t *value)
{
    switch (column->type) {
    case HAT_TYPE_DATE:
        return hat_day_read(text, value) == HAT_DAY_CLEAR;
    case HAT_TYPE_INTEGER:
        return read_number(text, false, value);
    case HAT_TYPE_NUMBER:
        return read_number(text, true, value);
    case HAT_TYPE_STRING:
        break;
    }
    *value = 0;
    return true;
}

/* The first thing that is wrong with a value; HAT_MESSAGE_COUNT: nothing. */
static enum hat_message fault_of(const struct hat_schema_column *column, struct hat_str text)
{
    int64_t value = 0;
    size_t length = hat_utf8_count(text);
    if (!read_typed(column, text, &value)) {
        return HAT_MSG_S02;
    }
    if ((column->has_minimum && value < column->minimum) ||
        (column->has_maximum && value > column->maximum) || length < column->min_length ||
        (column->max_length > 0 && length > column->max_length)) {
        return HAT_MSG_S03;
    }
    bool allowed = column->allowed == NULL || column->allowed->type != HAT_LIST;
    for (uint32_t i = 0; !allowed && i < column->allowed->count; i++) {
        allowed = hat_str_equal(hat_value_str(&column->allowed->as.items[i]), text);
    }
    if (!allowed) {
        return HAT_MSG_S04;
    }
    bool fits = column->pattern.len == 0 || hat_pattern_match(column->pattern, text);
    return fits ? HAT_MESSAGE_COUNT : HAT_MSG_S06;
}

/* A value that must be unique: has an entry before this one the same? */
static enum hat_status check_unique(struct hat_check *check, size_t index,
                                    const struct hat_value *cell, struct hat_str text)
{
    const struct hat_schema_column *column = &check->rules->schema->columns[index];
    uint64_t hash = hat_hash_add(hat_hash_start(), (const char *)&index, sizeof index);
    uint32_t entry = (uint32_t)check->out->count, first;
    hash = hat_hash_end(hat_hash_add(hash, text.ptr, text.len));
    enum hat_status st = hat_keys_put(&check->unique, hash, entry, &first);
    return st == HAT_OK && first != entry ? wrong(check, HAT_MSG_S05, column, cell, text) : st;
}

/* The column of a row that a column of the schema stands for; -1: it is not there. */
static int find_column(const struct hat_check *check, const struct hat_schema_column *column)
{
    if (column->field != HAT_FIELD_COUNT) {
        return check->columns.of[column->field];
    }
    for (uint32_t i = 0; i < check->shape->count; i++) {
        if (is_heading(column, check->shape->folded[i])) {
            return (int)i;
        }
    }
    return -1;
}

static enum hat_status check_column(struct hat_check *check, const struct hat_entry *entry,
                                    size_t index)
{
    const struct hat_schema_column *column = &check->rules->schema->columns[index];
    int at = find_column(check, column);
    const struct hat_value *cell = at >= 0 ? &entry->row->as.map->values[at] : entry->row;
    struct hat_str text = at >= 0 ? trim(hat_value_str(cell)) : (struct hat_str){"", 0};
    if (is_missing(check->rules->schema, text)) {
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

enum hat_status hat_schema_check(struct hat_check *check, const struct hat_entry *entry)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < check->rules->schema->count && st == HAT_OK; i++) {
        st = check_column(check, entry, i);
    }
    return st;
}
