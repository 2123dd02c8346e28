/* data.c -- the fields and lists of one letter, put together from files and --set.
 *
 *     letter.json   {"event": {"name": "A", "kind": "B"}}
 *     fields.csv    event.name,C                               root
 *     --set         year=2026                          ->      {event: {name: C, kind: B},
 *     entries.csv   no,org ...                                  year: 2026, entries: [...]}
 *
 * Nothing is changed in place: each addition makes a new root that shares what it did not touch,
 * and becomes the root only when all went well. The texts of the files are kept, because values
 * point into them.
 */
#include "data/data.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "data/sheet_internal.h"

enum format { FORMAT_UNKNOWN, FORMAT_JSON, FORMAT_CSV, FORMAT_TSV, FORMAT_BOOK, FORMAT_LETTER };
enum { FILES_MAX = UINT16_MAX, ERRORS_SHOWN = 20 };

/* A file, or a sheet of a workbook. */
struct file {
    const char *name;       /* in the arena */
    const char *sheet;      /* in the arena; NULL: not of a workbook */
    uint32_t table_number;  /* of an earlier letter; 0: not of one */
    struct hat_buf text;    /* the values point into it */
    struct hat_value table; /* the rows of a table; null for JSON */
    bool headings;          /* the members of the rows are called as the columns */
};

struct hat_data {
    struct hat_arena arena;
    struct hat_limits limits;
    struct file *files; /* a value's `file` counts from 1 */
    size_t count, cap;
    struct hat_value root;
    bool leave_texts; /* see hat_data_leave_texts() */
    bool keep_lost;   /* see hat_data_keep_lost_letters() */
    bool is_view;     /* `files` are those of another */
};

/* What one call works with. */
struct call {
    hat_data *data;
    hat_diags *diags;
    const char *path;
    enum format format;
    struct hat_str encoding; /* .ptr NULL: found */
};

static enum hat_status complain(const struct call *call, enum hat_message code,
                                struct hat_str argument)
{
    struct hat_place place = {.file = call->path};
    hat_diags_add(call->diags, code, &place, argument);
    return HAT_ERR_DATA;
}

static enum hat_status complain_limit(const struct call *call, enum hat_message code,
                                      uint64_t limit)
{
    struct hat_digits digits = hat_digits(limit);
    complain(call, code, hat_str_from(digits.text));
    return HAT_ERR_LIMIT;
}

/* ---- the object ---- */

hat_status hat_data_new(hat_data **out)
{
    hat_data *data = hat_mem_zalloc(1, sizeof *data);
    if (data == NULL) {
        return HAT_ERR_NOMEM;
    }
    data->limits = HAT_LIMITS_DEFAULT;
    struct hat_map_builder empty = {.arena = &data->arena};
    hat_status st = hat_map_finish(&empty, &data->root);
    if (st != HAT_OK) {
        hat_data_free(data);
        return st;
    }
    *out = data;
    return HAT_OK;
}

void hat_data_free(hat_data *data)
{
    if (data == NULL) {
        return;
    }
    for (size_t i = 0; i < data->count && !data->is_view; i++) {
        hat_buf_fini(&data->files[i].text);
    }
    if (!data->is_view) {
        hat_mem_free(data->files);
    }
    hat_arena_fini(&data->arena);
    hat_mem_free(data);
}

enum hat_status hat_data_view(const hat_data *data, const struct hat_value *root, hat_data **out)
{
    hat_data *view = hat_mem_zalloc(1, sizeof *view);
    if (view == NULL) {
        return HAT_ERR_NOMEM;
    }
    view->limits = data->limits;
    view->files = data->files;
    view->count = data->count;
    view->root = *root;
    view->is_view = true;
    *out = view;
    return HAT_OK;
}

const struct hat_value *hat_data_root(const hat_data *data)
{
    return &data->root;
}

void hat_data_leave_texts(hat_data *data)
{
    data->leave_texts = true;
}

void hat_data_keep_lost_letters(hat_data *data)
{
    data->keep_lost = true;
}

bool hat_data_file(const hat_data *data, size_t index, struct hat_data_file *file)
{
    if (index >= data->count) {
        return false;
    }
    const struct file *from = &data->files[index];
    *file = (struct hat_data_file){from->name, {from->text.data, from->text.len}};
    return true;
}

/* The row of a table that `line` belongs to: the last that begins on or before it. */
static const struct hat_value *row_at(const struct hat_value *table, uint32_t line)
{
    uint32_t low = 0, high = table->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (table->as.items[middle].line <= line) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &table->as.items[low];
}

struct hat_place hat_data_place(const hat_data *data, const struct hat_value *value)
{
    struct hat_place place = {0};
    if (value->file == 0 || value->file > data->count) {
        return place;
    }
    const struct file *file = &data->files[value->file - 1];
    place.file = file->name;
    place.sheet = file->sheet;
    place.table = file->table_number;
    if (file->table.type == HAT_LIST && file->table.count == 0) {
        return place;
    }
    if (file->table.type != HAT_LIST) {
        place.line = value->line;
        place.offset = value->column;
        return place;
    }
    const struct hat_value *row = row_at(&file->table, value->line);
    const struct hat_shape *shape = row->as.map->shape;
    if (value->type != HAT_LIST) {
        place.record = row->column;
    }
    bool cell = value->type != HAT_LIST && value->type != HAT_MAP && value->column >= 1 &&
                value->column <= shape->count;
    if (cell && file->headings) {
        place.column = shape->names[value->column - 1].ptr;
    }
    return place;
}

/* ---- maps into maps ---- */

/* *base with the members of `over`: maps are merged, all else is replaced. Both are maps. */
static enum hat_status merge(struct hat_arena *arena, const struct hat_value *over,
                             struct hat_value *base)
{
    struct hat_map_builder builder = {.arena = arena};
    enum hat_status st = hat_map_put_all(&builder, base);
    const struct hat_shape *shape = over->as.map->shape;
    for (uint32_t i = 0; i < shape->count && st == HAT_OK; i++) {
        const struct hat_value *value = &over->as.map->values[i];
        struct hat_member *old = hat_map_find(&builder, shape->folded[i]);
        if (old != NULL && old->value.type == HAT_MAP && value->type == HAT_MAP) {
            st = merge(arena, value, &old->value);
        } else {
            st = hat_map_put(&builder, shape->names[i], value, NULL);
        }
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, base);
    }
    hat_map_builder_fini(&builder);
    return st;
}

/* {name: *value} takes the place of *value. */
static enum hat_status wrap(const struct call *call, struct hat_str name, struct hat_value *value)
{
    struct hat_map_builder builder = {.arena = &call->data->arena};
    struct hat_value map = {.file = value->file, .line = value->line, .column = value->column};
    enum hat_status st = hat_map_put(&builder, name, value, NULL);
    if (st == HAT_OK && builder.members[0].folded.len == 0) {
        st = HAT_ERR_DATA;
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, &map);
    }
    if (st == HAT_OK) {
        *value = map;
    }
    hat_map_builder_fini(&builder);
    return st;
}

/* "a.b" and v: {a: {b: v}} takes the place of *value. `place` is for the message. */
static enum hat_status nest(const struct call *call, struct hat_str name,
                            const struct hat_place *place, struct hat_value *value)
{
    struct hat_str rest = name;
    bool more = true;
    for (uint32_t depth = 1; more; depth++) {
        if (depth > call->data->limits.json_depth) {
            return complain_limit(call, HAT_MSG_DATA_NAME_DEEP, call->data->limits.json_depth);
        }
        size_t begin = rest.len;
        while (begin > 0 && rest.ptr[begin - 1] != '.') {
            begin--;
        }
        struct hat_str part = {rest.ptr + begin, rest.len - begin};
        enum hat_status st = wrap(call, part, value);
        if (st == HAT_ERR_DATA) {
            struct hat_excerpt shown = hat_excerpt(name);
            hat_diags_add(call->diags, HAT_MSG_DATA_NAME_EMPTY, place, hat_str_from(shown.text));
        }
        if (st != HAT_OK) {
            return st;
        }
        more = begin > 0;
        rest.len = more ? begin - 1 : 0;
    }
    return HAT_OK;
}

static enum hat_status merge_into_root(const struct call *call, const struct hat_value *map)
{
    struct hat_value root = call->data->root;
    enum hat_status st = merge(&call->data->arena, map, &root);
    if (st == HAT_OK) {
        call->data->root = root;
    }
    return st;
}

/* ---- files ---- */

/* ASCII letters only: no locale decides what ".CSV" means. */
static bool ends_in(const char *path, const char *ending)
{
    size_t len = strlen(path), tail = strlen(ending);
    if (len < tail) {
        return false;
    }
    for (size_t i = 0; i < tail; i++) {
        char c = path[len - tail + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != ending[i]) {
            return false;
        }
    }
    return true;
}

static enum format find_format(const char *path, struct hat_str format)
{
    static const struct {
        const char *ending; /* with the dot; the format's name without it */
        enum format format;
    } known[] = {{".json", FORMAT_JSON}, {".csv", FORMAT_CSV},     {".tsv", FORMAT_TSV},
                 {".txt", FORMAT_CSV},   {".xlsx", FORMAT_BOOK},   {".xlsm", FORMAT_BOOK},
                 {".ods", FORMAT_BOOK},  {".docx", FORMAT_LETTER}, {".docm", FORMAT_LETTER},
                 {".odt", FORMAT_LETTER}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const char *ending = known[i].ending;
        if (format.len > 0 ? hat_str_is(format, ending + 1) : ends_in(path, ending)) {
            return known[i].format;
        }
    }
    return FORMAT_UNKNOWN;
}

/* "csv", "csv:cp1251", ":cp1251", or NULL: what kind of file is it, in which encoding? */
static enum hat_status read_format(struct call *call, const char *format)
{
    struct hat_str kind = hat_str_from(format);
    const char *colon = format != NULL ? strchr(format, ':') : NULL;
    if (colon != NULL) {
        kind.len = (size_t)(colon - format);
        call->encoding = hat_str_from(colon + 1);
        if (!hat_data_knows_encoding(call->encoding)) {
            complain(call, HAT_MSG_DATA_ENCODING_UNKNOWN, call->encoding);
            return HAT_ERR_USAGE;
        }
    }
    call->format = find_format(call->path, kind);
    if (call->format == FORMAT_UNKNOWN) {
        complain(call, HAT_MSG_DATA_FORMAT, HAT_STR(""));
        return HAT_ERR_USAGE;
    }
    return HAT_OK;
}

/* Opens the next place in the table of files. */
static enum hat_status new_file(const struct call *call, const char *sheet)
{
    hat_data *data = call->data;
    if (data->count >= FILES_MAX) {
        return complain_limit(call, HAT_MSG_DATA_FILES_MANY, FILES_MAX);
    }
    if (!hat_mem_grow(&data->files, data->count, &data->cap, sizeof *data->files)) {
        return HAT_ERR_NOMEM;
    }
    struct file file = {.name = hat_arena_strndup(&data->arena, call->path, strlen(call->path)),
                        .sheet = sheet};
    if (file.name == NULL) {
        return HAT_ERR_NOMEM;
    }
    data->files[data->count++] = file;
    return HAT_OK;
}

static struct file *last_file(const struct call *call)
{
    return &call->data->files[call->data->count - 1];
}

/* The same, with the text of the file. */
static enum hat_status read_file(const struct call *call, uint64_t limit)
{
    enum hat_status st = new_file(call, NULL);
    return st == HAT_OK ? hat_file_read(call->path, limit, call->diags, &last_file(call)->text)
                        : st;
}

/* Forgets the files from `count` on. */
static void drop_files(hat_data *data, size_t count)
{
    while (data->count > count) {
        data->count--;
        hat_buf_fini(&data->files[data->count].text);
    }
}

static struct hat_data_source source_of(const struct call *call)
{
    return (struct hat_data_source){.name = call->path,
                                    .file = (uint16_t)call->data->count,
                                    .limits = &call->data->limits,
                                    .diags = call->diags,
                                    .arena = &call->data->arena,
                                    .encoding = call->format == FORMAT_JSON ? (struct hat_str){0}
                                                                            : call->encoding,
                                    .as_it_stands = call->data->leave_texts,
                                    .keep_lost = call->data->keep_lost};
}

static struct hat_str text_of(const struct file *file)
{
    return (struct hat_str){file->text.data, file->text.len};
}

/* Reads the sheets of a workbook, each into a place of the table of files. */
static enum hat_status read_book(const struct call *call, bool all, struct hat_book *book)
{
    struct hat_data_source source = source_of(call);
    source.file++;
    enum hat_status st = hat_book_read(call->path, all, &source, book);
    for (size_t i = 0; st == HAT_OK && i < book->count; i++) {
        const struct hat_book_sheet *sheet = &book->sheets[i];
        st = new_file(call, sheet->table == 0 ? sheet->name : NULL);
        if (st == HAT_OK) {
            last_file(call)->table_number = sheet->table;
            last_file(call)->table = book->sheets[i].value;
            last_file(call)->headings = !book->sheets[i].fields;
        }
    }
    return st;
}

/* ---- fields ---- */

/* Is there already a value, other than a map, under the one path of the nested map `single`? */
static bool has_leaf(const struct hat_value *map, const struct hat_value *single)
{
    while (map != NULL && single->type == HAT_MAP && map->type == HAT_MAP) {
        map = hat_value_member(map, single->as.map->shape->folded[0]);
        single = &single->as.map->values[0];
    }
    return map != NULL;
}

static enum hat_status add_field_row(const struct call *call, const struct hat_value *row,
                                     struct hat_value *fields)
{
    struct hat_str name = hat_value_str(&row->as.map->values[0]);
    struct hat_value value = row->as.map->values[1];
    struct hat_place place = hat_data_place(call->data, row);
    if (name.len == 0) {
        hat_diags_add(call->diags, HAT_MSG_DATA_FIELD_NAMELESS, &place, HAT_STR(""));
        return HAT_ERR_DATA;
    }
    enum hat_status st = nest(call, name, &place, &value);
    if (st != HAT_OK) {
        return st;
    }
    if (has_leaf(fields, &value)) {
        struct hat_excerpt shown = hat_excerpt(name);
        hat_diags_add(call->diags, HAT_MSG_DATA_NAME_REPEATED, &place, hat_str_from(shown.text));
    }
    return merge(&call->data->arena, &value, fields);
}

/* The rows of a table of names and values; a heading row may be there or not. */
static enum hat_status add_field_rows(const struct call *call, const struct hat_value *table,
                                      struct hat_value *fields)
{
    const struct hat_value *rows = table->as.items;
    bool heading = false;
    if (table->count > call->data->limits.columns) {
        return complain_limit(call, HAT_MSG_DATA_COLUMNS_MANY, call->data->limits.columns);
    }
    enum hat_status st =
        hat_sheet_is_fields_heading(&call->data->arena, hat_value_str(&rows[0].as.map->values[0]),
                                    hat_value_str(&rows[0].as.map->values[1]), &heading);
    for (uint32_t i = heading ? 1 : 0; i < table->count && st == HAT_OK; i++) {
        st = add_field_row(call, &rows[i], fields);
    }
    return st;
}

static enum hat_status read_field_sheet(const struct call *call, struct hat_value *fields)
{
    struct file *file = last_file(call);
    struct hat_data_source source = source_of(call);
    char delimiter = call->format == FORMAT_TSV ? '\t' : 0;
    enum hat_status st = hat_csv_read_plain(text_of(file), delimiter, 2, &source, &file->table);
    return st == HAT_OK ? add_field_rows(call, &file->table, fields) : st;
}

/* Every sheet: fields, or a list called like the sheet. */
static enum hat_status read_field_book(const struct call *call, struct hat_value *fields)
{
    struct hat_book book;
    enum hat_status st = read_book(call, true, &book);
    for (size_t i = 0; st == HAT_OK && i < book.count; i++) {
        const struct hat_book_sheet *sheet = &book.sheets[i];
        if (sheet->fields) {
            st = add_field_rows(call, &sheet->value, fields);
            continue;
        }
        struct hat_value list = sheet->value;
        st = wrap(call, hat_str_from(sheet->name), &list);
        if (st == HAT_ERR_DATA) {
            complain(call, HAT_MSG_DATA_NAME_EMPTY, hat_str_from(sheet->name));
        }
        st = st == HAT_OK ? merge(&call->data->arena, &list, fields) : st;
    }
    return st;
}

static enum hat_status read_fields(const struct call *call, struct hat_value *fields)
{
    struct hat_map_builder empty = {.arena = &call->data->arena};
    enum hat_status st = hat_map_finish(&empty, fields);
    if (st == HAT_OK && (call->format == FORMAT_BOOK || call->format == FORMAT_LETTER)) {
        return read_field_book(call, fields);
    }
    if (st == HAT_OK) {
        st = read_file(call, call->data->limits.file_bytes);
    }
    if (st != HAT_OK || call->format != FORMAT_JSON) {
        return st == HAT_OK ? read_field_sheet(call, fields) : st;
    }
    struct hat_data_source source = source_of(call);
    st = hat_json_read(text_of(last_file(call)), &source, fields);
    if (st == HAT_OK && fields->type != HAT_MAP) {
        st = complain(call, HAT_MSG_DATA_NOT_FIELDS, HAT_STR(""));
    }
    return st;
}

hat_status hat_data_add_fields(hat_data *data, const char *path, const char *format,
                               hat_diags *diags)
{
    struct call call = {.data = data, .diags = diags, .path = path};
    struct hat_value fields = {0};
    size_t count = data->count;
    enum hat_status st = read_format(&call, format);
    if (st == HAT_OK) {
        st = read_fields(&call, &fields);
    }
    if (st == HAT_OK) {
        st = merge_into_root(&call, &fields);
    }
    if (st != HAT_OK) {
        drop_files(data, count);
    }
    return st;
}

/* ---- entries ---- */

static bool is_entry_list(const struct hat_value *value)
{
    bool all = value->type == HAT_LIST && value->count > 0;
    for (uint32_t i = 0; all && i < value->count; i++) {
        all = value->as.items[i].type == HAT_MAP;
    }
    return all;
}

/* An object that holds one list of objects stands for that list. */
static enum hat_status find_list(const struct call *call, struct hat_value *list)
{
    const struct hat_value *found = NULL;
    uint64_t count = 0;
    for (uint32_t i = 0; list->type == HAT_MAP && i < list->count; i++) {
        if (is_entry_list(&list->as.map->values[i])) {
            found = &list->as.map->values[i];
            count++;
        }
    }
    if (count != 1) {
        struct hat_digits digits = hat_digits(count);
        return complain(call, HAT_MSG_DATA_NOT_LIST, hat_str_from(digits.text));
    }
    *list = *found;
    return HAT_OK;
}

static enum hat_status check_entries(const struct call *call, const struct hat_value *list)
{
    unsigned errors = 0;
    for (uint32_t i = 0; i < list->count && errors < ERRORS_SHOWN; i++) {
        const struct hat_value *item = &list->as.items[i];
        if (item->type != HAT_MAP) {
            struct hat_place place = {
                .file = call->path, .line = item->line, .offset = item->column};
            struct hat_digits digits = hat_digits((uint64_t)i + 1);
            hat_diags_add(call->diags, HAT_MSG_DATA_NOT_ENTRY, &place, hat_str_from(digits.text));
            errors++;
        }
    }
    return errors == 0 ? HAT_OK : HAT_ERR_DATA;
}

static enum hat_status read_entries(const struct call *call, struct hat_value *list)
{
    if (call->format == FORMAT_BOOK || call->format == FORMAT_LETTER) {
        struct hat_book book;
        enum hat_status st = read_book(call, false, &book);
        if (st == HAT_OK) {
            *list = book.sheets[0].value;
        }
        return st;
    }
    enum hat_status st = read_file(call, call->data->limits.entries_bytes);
    if (st != HAT_OK) {
        return st;
    }
    struct file *file = last_file(call);
    struct hat_data_source source = source_of(call);
    if (call->format != FORMAT_JSON) {
        char delimiter = call->format == FORMAT_TSV ? '\t' : 0;
        st = hat_csv_read(text_of(file), delimiter, &source, list);
        if (st == HAT_OK) {
            file->table = *list;
            file->headings = true;
        }
        return st;
    }
    st = hat_json_read(text_of(file), &source, list);
    if (st == HAT_OK && list->type != HAT_LIST) {
        st = find_list(call, list);
    }
    if (st == HAT_OK && list->count == 0) {
        st = complain(call, HAT_MSG_DATA_LIST_EMPTY, HAT_STR(""));
    }
    return st == HAT_OK ? check_entries(call, list) : st;
}

static enum hat_status add_named(const struct call *call, const char *name, struct hat_value *value)
{
    hat_data *data = call->data;
    struct hat_place place = {.file = call->path};
    struct hat_str kept = hat_arena_str(&data->arena, hat_str_from(name));
    if (kept.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (hat_utf8_valid_len(kept) < kept.len) {
        return complain(call, HAT_MSG_DATA_ARGUMENT_ENCODING, HAT_STR(""));
    }
    enum hat_status st = nest(call, kept, &place, value);
    return st == HAT_OK ? merge_into_root(call, value) : st;
}

hat_status hat_data_add_entries(hat_data *data, const char *name, const char *path,
                                const char *format, hat_diags *diags)
{
    struct call call = {.data = data, .diags = diags, .path = path};
    struct hat_value list = {0};
    size_t count = data->count;
    enum hat_status st = read_format(&call, format);
    if (st == HAT_OK) {
        st = read_entries(&call, &list);
    }
    if (st == HAT_OK) {
        st = add_named(&call, name, &list);
    }
    if (st != HAT_OK) {
        drop_files(data, count);
    }
    return st;
}

/* ---- single fields ---- */

hat_status hat_data_set(hat_data *data, const char *name, const char *value, hat_diags *diags)
{
    struct call call = {.data = data, .diags = diags};
    struct hat_str text = hat_arena_str(&data->arena, hat_str_from(value));
    if (text.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (hat_utf8_valid_len(text) < text.len) {
        return complain(&call, HAT_MSG_DATA_ARGUMENT_ENCODING, HAT_STR(""));
    }
    if (text.len > data->limits.field_bytes) {
        return complain_limit(&call, HAT_MSG_DATA_FIELD_LONG, data->limits.field_bytes);
    }
    struct hat_value leaf = {.type = HAT_TEXT, .count = (uint32_t)text.len, .as.text = text.ptr};
    return add_named(&call, name, &leaf);
}

struct hat_arena *hat_data_arena(hat_data *data)
{
    return &data->arena;
}

enum hat_status hat_data_put(hat_data *data, const char *name, const struct hat_value *value)
{
    struct call call = {.data = data};
    struct hat_value put = *value;
    return add_named(&call, name, &put);
}
