/* schema.c -- a Frictionless Table Schema for a list of entries, read.
 *
 *     {"fields": [{"name": "organisation", "title": "Ұйым атауы", "type": "string",
 *                  "synonyms": ["Бақша"], "constraints": {"required": true, "maxLength": 300}},
 *                 {"name": "link", "type": "string", "format": "instagram"}],
 *      "missingValues": ["", "-"], "primaryKey": "number"}
 *
 * A field of a known name (or of format "instagram") is that field, whatever its heading; other
 * names are columns of their own. What a schema says wrongly is told before any entry is looked
 * at; what it says that is not known is not checked, with a warning.
 */
#include "base/unicode.h"
#include "entries/schema_internal.h"

static const struct hat_value *member(const struct hat_value *map, const char *name)
{
    const struct hat_value *found = hat_value_member(map, hat_str_from(name));
    return found != NULL && found->type != HAT_NULL ? found : NULL;
}

static bool is_true(const struct hat_value *value)
{
    return value != NULL && value->type == HAT_BOOL && value->boolean;
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

/* A schema that says something impossible. */
static enum hat_status impossible(const struct reader *reader, enum hat_message code,
                                  struct hat_str what, struct hat_str name)
{
    struct hat_place place = {.file = reader->source->name};
    hat_diags_add(reader->source->diags, code, &place, what, name);
    return HAT_ERR_USAGE; /* told already; becomes HAT_ERR_DATA */
}

static void read_type(const struct reader *reader, const struct hat_value *field,
                      struct hat_schema_column *column)
{
    static const char *const types[] = {"string",  "integer", "number", "date",
                                        "boolean", "year",    "any",    NULL};
    const struct hat_value *type = member(field, "type");
    struct hat_str text = type != NULL ? hat_value_str(type) : HAT_STR("string");
    column->type = HAT_TYPE_ANY;
    for (int i = 0; types[i] != NULL; i++) {
        if (hat_str_is(text, types[i])) {
            column->type = (enum hat_schema_type)i;
            return;
        }
    }
    unknown(reader, text, column->shown);
}

static const struct hat_value *list_member(const struct hat_value *map, const char *name)
{
    const struct hat_value *list = member(map, name);
    return list != NULL && list->type == HAT_LIST ? list : NULL;
}

static void read_forms(const struct hat_value *field, struct hat_schema_column *column)
{
    const struct hat_value *decimal = member(field, "decimalchar");
    const struct hat_value *group = member(field, "groupchar"), *bare = member(field, "barenumber");
    if (decimal != NULL && hat_value_str(decimal).len == 1) {
        column->number.decimal = hat_value_str(decimal).ptr[0];
    }
    if (group != NULL) {
        column->number.group = hat_value_str(group);
    }
    column->number.affixes = bare != NULL && bare->type == HAT_BOOL && !bare->boolean;
    column->true_values = list_member(field, "truevalues");
    column->false_values = list_member(field, "falsevalues");
    column->missing = list_member(field, "missingvalues");
}

/* *bound is left when there is none. */
static enum hat_status read_bound(const struct reader *reader,
                                  const struct hat_schema_column *column,
                                  const struct hat_value *value, bool *has, int64_t *bound)
{
    struct hat_schema_column plain = *column; /* a bound is written the usual way */
    if (value == NULL) {
        return HAT_OK;
    }
    plain.number = (struct hat_schema_number){.decimal = '.'};
    plain.format = (struct hat_str){"", 0};
    bool ordered = column->type == HAT_TYPE_INTEGER || column->type == HAT_TYPE_NUMBER ||
                   column->type == HAT_TYPE_DATE || column->type == HAT_TYPE_YEAR;
    *has = ordered && hat_schema_value(&plain, hat_value_str(value), bound);
    return *has ? HAT_OK
                : impossible(reader, HAT_MSG_SCHEMA_BOUND, hat_value_str(value), column->shown);
}

static enum hat_status read_length(const struct reader *reader,
                                   const struct hat_schema_column *column,
                                   const struct hat_value *value, uint32_t *length)
{
    struct hat_schema_column whole = {.type = HAT_TYPE_INTEGER};
    int64_t number = 0;
    if (value == NULL) {
        return HAT_OK;
    }
    bool good = hat_schema_value(&whole, hat_value_str(value), &number) && number >= 0 &&
                number / 1000000 < UINT32_MAX;
    *length = good ? (uint32_t)(number / 1000000) : 0;
    return good ? HAT_OK
                : impossible(reader, HAT_MSG_SCHEMA_BOUND, hat_value_str(value), column->shown);
}

static enum hat_status read_pattern(const struct reader *reader, const struct hat_value *pattern,
                                    struct hat_schema_column *column)
{
    if (pattern == NULL) {
        return HAT_OK;
    }
    enum hat_status st =
        hat_pattern_read(reader->source->arena, hat_value_str(pattern), &column->pattern);
    return st == HAT_OK && column->pattern == NULL
               ? impossible(reader, HAT_MSG_SCHEMA_PATTERN, hat_value_str(pattern), column->shown)
               : st;
}

static enum hat_status read_limits(const struct reader *reader, const struct hat_value *constraints,
                                   struct hat_schema_column *column)
{
    enum hat_status st = read_bound(reader, column, member(constraints, "minimum"),
                                    &column->has_minimum, &column->minimum);
    if (st == HAT_OK) {
        st = read_bound(reader, column, member(constraints, "maximum"), &column->has_maximum,
                        &column->maximum);
    }
    if (st == HAT_OK) {
        st = read_length(reader, column, member(constraints, "minlength"), &column->min_length);
    }
    if (st == HAT_OK) {
        st = read_length(reader, column, member(constraints, "maxlength"), &column->max_length);
    }
    return st == HAT_OK ? read_pattern(reader, member(constraints, "pattern"), column) : st;
}

static enum hat_status read_constraints(const struct reader *reader,
                                        const struct hat_value *constraints,
                                        struct hat_schema_column *column)
{
    static const char *const known[] = {"required", "unique",    "minimum",   "maximum",
                                        "enum",     "minlength", "maxlength", "pattern"};
    if (constraints == NULL || constraints->type != HAT_MAP) {
        return HAT_OK;
    }
    column->required = is_true(member(constraints, "required"));
    column->unique = is_true(member(constraints, "unique"));
    column->allowed = member(constraints, "enum");
    if (column->allowed != NULL && column->allowed->type != HAT_LIST) {
        return impossible(reader, HAT_MSG_SCHEMA_BOUND, HAT_STR("enum"), column->shown);
    }
    for (uint32_t i = 0; i < constraints->as.map->shape->count; i++) {
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            found = found || hat_str_is(constraints->as.map->shape->folded[i], known[k]);
        }
        if (!found) {
            unknown(reader, constraints->as.map->shape->names[i], column->shown);
        }
    }
    return read_limits(reader, constraints, column);
}

static enum hat_status read_synonyms(const struct reader *reader, const struct hat_value *list,
                                     struct hat_schema_column *column)
{
    if (list == NULL) {
        return HAT_OK;
    }
    struct hat_str *folded =
        hat_arena_array(reader->source->arena, list->count + (size_t)1, sizeof *folded);
    enum hat_status st = folded != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (uint32_t i = 0; i < list->count && st == HAT_OK; i++) {
        st = hat_name_fold(reader->source->arena, hat_value_str(&list->as.items[i]), &folded[i]);
        column->synonym_count++;
    }
    column->synonyms = folded;
    return st;
}

static enum hat_status read_names(const struct reader *reader, const struct hat_value *field,
                                  struct hat_schema_column *column)
{
    const struct hat_value *name = field->type == HAT_MAP ? member(field, "name") : NULL;
    const struct hat_value *title = field->type == HAT_MAP ? member(field, "title") : NULL;
    if (name == NULL || name->type != HAT_TEXT || name->count == 0) {
        return HAT_ERR_DATA;
    }
    column->shown = hat_value_str(name);
    enum hat_status st = hat_name_fold(reader->source->arena, column->shown, &column->name);
    if (st == HAT_OK && title != NULL) {
        st = hat_name_fold(reader->source->arena, hat_value_str(title), &column->title);
    }
    return st == HAT_OK ? read_synonyms(reader, list_member(field, "synonyms"), column) : st;
}

static enum hat_status read_column(const struct reader *reader, const struct hat_value *field,
                                   struct hat_schema_column *column)
{
    enum hat_status st = read_names(reader, field, column);
    if (st != HAT_OK) {
        return st;
    }
    const struct hat_value *format = member(field, "format");
    column->format = format != NULL ? hat_value_str(format) : (struct hat_str){"", 0};
    column->field = field_named(column->name);
    if (hat_str_is(column->format, "instagram")) {
        column->field = HAT_FIELD_LINK;
    }
    read_type(reader, field, column);
    read_forms(field, column);
    return read_constraints(reader, member(field, "constraints"), column);
}

/* ---- the key ---- */

/* A field that a "primaryKey" names; schema->count: there is none. */
static size_t find_named(const struct hat_schema *schema, const struct hat_value *name)
{
    size_t i = 0;
    while (i < schema->count && !hat_str_equal(schema->columns[i].shown, hat_value_str(name))) {
        i++;
    }
    return i;
}

static enum hat_status read_key(const struct reader *reader, const struct hat_value *key)
{
    struct hat_schema *schema = reader->schema;
    if (key == NULL) {
        return HAT_OK;
    }
    bool list = key->type == HAT_LIST;
    size_t count = list ? key->count : 1;
    size_t *columns = hat_arena_array(reader->source->arena, count + 1, sizeof *columns);
    if (columns == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const struct hat_value *name = list ? &key->as.items[i] : key;
        columns[i] = find_named(schema, name);
        if (columns[i] == schema->count) {
            return impossible(reader, HAT_MSG_SCHEMA_KEY, hat_value_str(name), HAT_STR(""));
        }
        schema->columns[columns[i]].required = true;
    }
    if (count == 1) {
        schema->columns[columns[0]].unique = true;
    } else if (count > 1) {
        schema->key = columns;
        schema->key_count = count;
    }
    return HAT_OK;
}

static enum hat_status read_fields(const struct reader *reader, const struct hat_value *root)
{
    const struct hat_value *fields = root->type == HAT_MAP ? list_member(root, "fields") : NULL;
    struct hat_schema *schema = reader->schema;
    if (fields == NULL) {
        return HAT_ERR_DATA;
    }
    schema->columns =
        hat_arena_array(reader->source->arena, fields->count + (size_t)1, sizeof *schema->columns);
    if (schema->columns == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < fields->count && st == HAT_OK; i++) {
        st = read_column(reader, &fields->as.items[i], &schema->columns[schema->count++]);
    }
    schema->missing = list_member(root, "missingvalues");
    return st == HAT_OK ? read_key(reader, member(root, "primarykey")) : st;
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
    return st == HAT_ERR_USAGE ? HAT_ERR_DATA : st;
}

/* ---- headings ---- */

bool hat_schema_is_heading(const struct hat_schema_column *column, struct hat_str heading)
{
    bool same = hat_str_equal(column->name, heading) ||
                (column->title.len > 0 && hat_str_equal(column->title, heading));
    for (uint32_t i = 0; !same && i < column->synonym_count; i++) {
        same = hat_str_equal(column->synonyms[i], heading);
    }
    return same;
}

enum hat_field hat_schema_field(const struct hat_schema *schema, struct hat_str heading)
{
    for (size_t i = 0; schema != NULL && i < schema->count; i++) {
        if (hat_schema_is_heading(&schema->columns[i], heading)) {
            return schema->columns[i].field;
        }
    }
    return HAT_FIELD_COUNT;
}
