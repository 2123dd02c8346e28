/* csv.c -- CSV and TSV to a list of maps, a map a row, keyed by the headings.
 *
 *     no,org,link
 *     1,"Ақтөбе облысы, Темір ауданы",https://...
 *
 *     -> [{no: "1", org: "Ақтөбе облысы, Темір ауданы", link: "https://..."}]
 *
 * All rows share one shape, and a value points into the text unless it has doubled quotes, so a
 * row costs a list item and a value a column. Row numbers are those a spreadsheet would show:
 * every record counts, empty ones too, and a quoted line break begins no new row.
 */
#include "base/unicode.h"
#include "data/csv_internal.h"
#include "data/map_internal.h"
#include "data/text_internal.h"

enum { ERRORS_SHOWN = 20 }; /* after so many wrong rows the file itself is wrong */

struct reader {
    const struct hat_data_source *source;
    struct hat_csv_cursor cursor;
    uint32_t record; /* number of the record read last */
    uint32_t line;   /* it begins on */
    struct hat_value *cells;
    size_t count, cells_cap;
    const struct hat_shape *shape; /* the headings; NULL while they are read */
    bool *nameless;                /* a column without heading, not yet warned of */
    struct hat_value *rows;
    size_t row_count, rows_cap;
    unsigned errors;
};

/* ---- messages ---- */

static struct hat_place place_of(const struct reader *reader)
{
    return (struct hat_place){.file = reader->source->name, .record = reader->record};
}

static enum hat_status over_limit(const struct reader *reader, enum hat_message code,
                                  uint64_t limit)
{
    struct hat_place place = place_of(reader);
    struct hat_digits digits = hat_digits(limit);
    hat_diags_add(reader->source->diags, code, &place, hat_str_from(digits.text));
    return HAT_ERR_LIMIT;
}

static enum hat_status unclosed_quote(const struct reader *reader)
{
    struct hat_place place =
        hat_text_place(reader->cursor.text, reader->cursor.at, reader->source->name);
    struct hat_digits digits = hat_digits(reader->record);
    hat_diags_add(reader->source->diags, HAT_MSG_CSV_UNCLOSED, &place, hat_str_from(digits.text));
    return HAT_ERR_DATA;
}

static void report_count(struct reader *reader, enum hat_message code, size_t cells)
{
    struct hat_place place = place_of(reader);
    struct hat_digits have = hat_digits(cells);
    struct hat_digits want = hat_digits(reader->shape->count);
    hat_diags_add(reader->source->diags, code, &place, hat_str_from(have.text),
                  hat_str_from(want.text));
}

/* ---- records ---- */

/* "a ""b""" -> a "b" */
static enum hat_status undouble(const struct reader *reader, struct hat_str text,
                                struct hat_value *value)
{
    char *out = hat_arena_alloc(reader->source->arena, text.len);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    uint32_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        out[len++] = text.ptr[i];
        i += text.ptr[i] == '"'; /* the second of two */
    }
    value->as.text = out;
    value->count = len;
    return HAT_OK;
}

static enum hat_status add_cell(struct reader *reader, const struct hat_csv_field *field)
{
    const struct hat_limits *limits = reader->source->limits;
    if (field->text.len > limits->field_bytes) {
        return over_limit(reader, HAT_MSG_DATA_FIELD_LONG, limits->field_bytes);
    }
    if (reader->count >= limits->columns) {
        if (hat_csv_blank(field->text)) {
            return HAT_OK;
        }
        return over_limit(reader, HAT_MSG_DATA_COLUMNS_MANY, limits->columns);
    }
    if (!hat_mem_grow(&reader->cells, reader->count, &reader->cells_cap, sizeof *reader->cells)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_value *cell = &reader->cells[reader->count++];
    *cell = (struct hat_value){.type = HAT_TEXT,
                               .file = reader->source->file,
                               .count = (uint32_t)field->text.len,
                               .as.text = field->text.ptr,
                               .line = field->line,
                               .column = (uint32_t)reader->count};
    if (field->odd_quotes) {
        struct hat_place place = place_of(reader);
        struct hat_excerpt text = hat_excerpt(field->text);
        hat_diags_add(reader->source->diags, HAT_MSG_CSV_QUOTES, &place, hat_str_from(text.text));
    }
    return field->doubled ? undouble(reader, field->text, cell) : HAT_OK;
}

/* Reads the next record into `cells`; none is left when the count is 0. */
static enum hat_status next_record(struct reader *reader)
{
    struct hat_csv_field field = {0};
    reader->count = 0;
    if (reader->cursor.at >= reader->cursor.text.len) {
        return HAT_OK;
    }
    reader->record++;
    reader->line = reader->cursor.line;
    do {
        if (!hat_csv_next(&reader->cursor, &field)) {
            return unclosed_quote(reader);
        }
        enum hat_status st = add_cell(reader, &field);
        if (st != HAT_OK) {
            return st;
        }
    } while (!field.last);
    return HAT_OK;
}

static size_t used_cells(const struct reader *reader)
{
    size_t count = reader->count;
    while (count > 0 && hat_csv_blank(hat_value_str(&reader->cells[count - 1]))) {
        count--;
    }
    return count;
}

/* As next_record, but passes over records without any text. */
static enum hat_status next_used_record(struct reader *reader)
{
    enum hat_status st = HAT_OK;
    do {
        st = next_record(reader);
    } while (st == HAT_OK && reader->count > 0 && used_cells(reader) == 0);
    return st;
}

/* ---- headings ---- */

/* "column 3", "org 2": a heading made of a word and a number. */
static enum hat_status numbered(const struct reader *reader, struct hat_str word, uint64_t number,
                                struct hat_str *name)
{
    struct hat_digits digits = hat_digits(number);
    struct hat_str tail = hat_str_from(digits.text);
    char *out = hat_arena_alloc(reader->source->arena, word.len + 1 + tail.len + 1);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(out, word.ptr, word.len);
    out[word.len] = ' ';
    memcpy(out + word.len + 1, tail.ptr, tail.len);
    *name = (struct hat_str){out, word.len + 1 + tail.len};
    return HAT_OK;
}

static enum hat_status taken(const struct hat_map_builder *builder, struct hat_str name,
                             bool *is_taken)
{
    struct hat_str folded;
    enum hat_status st = hat_name_fold(builder->arena, name, &folded);
    if (st == HAT_OK) {
        *is_taken = hat_map_find(builder, folded) != NULL;
    }
    return st;
}

/* A second "org" becomes "org 2", a third "org 3". */
static enum hat_status make_unique(const struct reader *reader,
                                   const struct hat_map_builder *builder, struct hat_str *name)
{
    struct hat_str word = *name;
    bool is_taken = true;
    enum hat_status st = taken(builder, word, &is_taken);
    if (st != HAT_OK || !is_taken) {
        return st;
    }
    for (uint64_t number = 2; is_taken && st == HAT_OK; number++) {
        st = numbered(reader, word, number, name);
        if (st == HAT_OK) {
            st = taken(builder, *name, &is_taken);
        }
    }
    struct hat_place place = place_of(reader);
    struct hat_excerpt first = hat_excerpt(word), second = hat_excerpt(*name);
    hat_diags_add(reader->source->diags, HAT_MSG_CSV_HEADING_REPEATED, &place,
                  hat_str_from(first.text), hat_str_from(second.text));
    return st;
}

static enum hat_status put_heading(struct reader *reader, struct hat_map_builder *builder,
                                   size_t index)
{
    /* copied: places of values need the heading with a NUL behind it */
    struct hat_str name =
        hat_arena_str(reader->source->arena, hat_value_str(&reader->cells[index]));
    enum hat_status st = name.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
    reader->nameless[index] = hat_csv_blank(name);
    if (st == HAT_OK && reader->nameless[index]) {
        st = numbered(reader, HAT_STR("column"), index + 1, &name);
    }
    if (st == HAT_OK) {
        st = make_unique(reader, builder, &name);
    }
    struct hat_value nothing = {0};
    return st == HAT_OK ? hat_map_put(builder, name, &nothing, NULL) : st;
}

static enum hat_status read_headings(struct reader *reader)
{
    enum hat_status st = next_used_record(reader);
    if (st != HAT_OK || reader->count == 0) {
        return st;
    }
    struct hat_map_builder builder = {.arena = reader->source->arena};
    struct hat_value headings = {0};
    reader->nameless = hat_arena_alloc(reader->source->arena, reader->count);
    st = reader->nameless != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t i = 0; i < reader->count && st == HAT_OK; i++) {
        st = put_heading(reader, &builder, i);
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, &headings);
    }
    if (st == HAT_OK) {
        reader->shape = headings.as.map->shape;
    }
    hat_map_builder_fini(&builder);
    return st;
}

/* ---- rows ---- */

/* Warns once of a column that has values but no heading. */
static void look_at_nameless(struct reader *reader)
{
    for (size_t i = 0; i < reader->shape->count && i < reader->count; i++) {
        if (reader->nameless[i] && !hat_csv_blank(hat_value_str(&reader->cells[i]))) {
            struct hat_place place = place_of(reader);
            reader->nameless[i] = false;
            hat_diags_add(reader->source->diags, HAT_MSG_CSV_NO_HEADING, &place,
                          reader->shape->names[i]);
        }
    }
}

static enum hat_status add_row(struct reader *reader)
{
    uint32_t columns = reader->shape->count;
    if (reader->row_count >= reader->source->limits->rows) {
        return over_limit(reader, HAT_MSG_DATA_ROWS_MANY, reader->source->limits->rows);
    }
    if ((reader->row_count + 1) * columns > reader->source->limits->values) {
        return over_limit(reader, HAT_MSG_DATA_VALUES_MANY, reader->source->limits->values);
    }
    struct hat_map *map = hat_map_new(reader->source->arena, reader->shape);
    if (map == NULL ||
        !hat_mem_grow(&reader->rows, reader->row_count, &reader->rows_cap, sizeof *reader->rows)) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < columns; i++) {
        map->values[i] = i < reader->count ? reader->cells[i]
                                           : (struct hat_value){.type = HAT_TEXT,
                                                                .file = reader->source->file,
                                                                .as.text = "",
                                                                .line = reader->line,
                                                                .column = i + 1};
    }
    reader->rows[reader->row_count++] = (struct hat_value){.type = HAT_MAP,
                                                           .file = reader->source->file,
                                                           .count = columns,
                                                           .as.map = map,
                                                           .line = reader->line,
                                                           .column = reader->record};
    return HAT_OK;
}

static enum hat_status read_rows(struct reader *reader)
{
    enum hat_status st = next_used_record(reader);
    while (st == HAT_OK && reader->count > 0 && reader->errors < ERRORS_SHOWN) {
        size_t used = used_cells(reader);
        if (used > reader->shape->count) {
            report_count(reader, HAT_MSG_CSV_ROW_LONG, used);
            reader->errors++;
        } else if (reader->count < reader->shape->count) {
            report_count(reader, HAT_MSG_CSV_ROW_SHORT, reader->count);
        }
        look_at_nameless(reader);
        st = add_row(reader);
        if (st == HAT_OK) {
            st = next_used_record(reader);
        }
    }
    return st == HAT_OK && reader->errors > 0 ? HAT_ERR_DATA : st;
}

/* Moves the rows to the arena. */
static enum hat_status finish(const struct reader *reader, struct hat_value *out)
{
    if (reader->row_count == 0) {
        struct hat_place place = {.file = reader->source->name};
        bool empty = reader->record == 0 || reader->shape == NULL;
        hat_diags_add(reader->source->diags, empty ? HAT_MSG_CSV_EMPTY : HAT_MSG_CSV_NO_ROWS,
                      &place, HAT_STR(""));
        return HAT_ERR_DATA;
    }
    struct hat_value *items =
        hat_arena_array(reader->source->arena, reader->row_count, sizeof *items);
    if (items == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(items, reader->rows, reader->row_count * sizeof *items);
    *out = (struct hat_value){.type = HAT_LIST,
                              .file = reader->source->file,
                              .count = (uint32_t)reader->row_count,
                              .as.items = items,
                              .line = 1,
                              .column = 1};
    return HAT_OK;
}

/* ---- the whole ---- */

static enum hat_status open_text(struct reader *reader, struct hat_str text, char delimiter)
{
    enum hat_status st = hat_data_text(text, reader->source, &text);
    if (st != HAT_OK) {
        return st;
    }
    if (hat_str_ends(text, "\x1A")) { /* the end mark of DOS */
        text.len--;
    }
    if (delimiter == 0) {
        delimiter = hat_csv_delimiter(text);
    }
    reader->cursor = (struct hat_csv_cursor){text, delimiter, 0, 1};
    return HAT_OK;
}

static enum hat_status read_all(struct reader *reader, struct hat_value *out)
{
    enum hat_status st = reader->shape == NULL ? read_headings(reader) : HAT_OK;
    if (st == HAT_OK && reader->shape != NULL) {
        st = read_rows(reader);
    }
    if (st == HAT_OK) {
        st = finish(reader, out);
    }
    hat_mem_free(reader->cells);
    hat_mem_free(reader->rows);
    return st;
}

enum hat_status hat_csv_read(struct hat_str text, char delimiter,
                             const struct hat_data_source *source, struct hat_value *out)
{
    struct reader reader = {.source = source};
    enum hat_status st = open_text(&reader, text, delimiter);
    return st == HAT_OK ? read_all(&reader, out) : st;
}

/* The shape of a table without headings: "1", "2" ... */
static enum hat_status plain_shape(struct reader *reader, uint32_t columns)
{
    struct hat_map_builder builder = {.arena = reader->source->arena};
    struct hat_value headings = {0}, nothing = {0};
    enum hat_status st = HAT_OK;
    reader->nameless = hat_arena_alloc(builder.arena, columns);
    for (uint32_t i = 1; i <= columns && st == HAT_OK; i++) {
        struct hat_digits digits = hat_digits(i);
        struct hat_str name = hat_arena_str(builder.arena, hat_str_from(digits.text));
        st = name.ptr != NULL ? hat_map_put(&builder, name, &nothing, NULL) : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        st = reader->nameless != NULL ? hat_map_finish(&builder, &headings) : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        reader->shape = headings.as.map->shape;
    }
    hat_map_builder_fini(&builder);
    return st;
}

enum hat_status hat_csv_read_plain(struct hat_str text, char delimiter, uint32_t columns,
                                   const struct hat_data_source *source, struct hat_value *out)
{
    struct reader reader = {.source = source};
    enum hat_status st = open_text(&reader, text, delimiter);
    if (st == HAT_OK) {
        st = plain_shape(&reader, columns);
    }
    return st == HAT_OK ? read_all(&reader, out) : st;
}
