/* csv.c -- CSV and TSV to a list of maps, a map a row, keyed by the headings.
 *
 *     no,org,link
 *     1,"Ақтөбе облысы, Темір ауданы",https://...
 *
 *     -> [{no: "1", org: "Ақтөбе облысы, Темір ауданы", link: "https://..."}]
 *
 * A value points into the text unless it has doubled quotes, so a row costs a list item and a
 * value a column. Row numbers are those a spreadsheet would show: every record counts, empty ones
 * too, and a quoted line break begins no new row. What is above, in and below the table is found
 * where workbooks do it too (sheet_table.c).
 */
#include "data/csv_internal.h"
#include "data/sheet_internal.h"

struct reader {
    const struct hat_data_source *source;
    struct hat_csv_cursor cursor;
    uint32_t record; /* number of the record that is being read */
    struct hat_sheet sheet;
};

/* ---- messages ---- */

static enum hat_status unclosed_quote(const struct reader *reader)
{
    struct hat_place place =
        hat_text_place(reader->cursor.text, reader->cursor.at, reader->source->name);
    struct hat_digits digits = hat_digits(reader->record);
    hat_diags_add(reader->source->diags, HAT_MSG_CSV_UNCLOSED, &place, hat_str_from(digits.text));
    return HAT_ERR_DATA;
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

static enum hat_status add_cell(struct reader *reader, uint32_t column,
                                const struct hat_csv_field *field)
{
    struct hat_value cell = {.type = HAT_TEXT, .as.text = field->text.ptr, .line = field->line};
    if (field->text.len > reader->source->limits->field_bytes) {
        return hat_sheet_over_limit(&reader->sheet, reader->record, HAT_MSG_DATA_FIELD_LONG,
                                    reader->source->limits->field_bytes);
    }
    cell.count = (uint32_t)field->text.len;
    if (field->odd_quotes) {
        struct hat_place place = hat_sheet_place(&reader->sheet, reader->record);
        struct hat_excerpt text = hat_excerpt(field->text);
        hat_diags_add(reader->source->diags, HAT_MSG_CSV_QUOTES, &place, hat_str_from(text.text));
    }
    enum hat_status st = field->doubled ? undouble(reader, field->text, &cell) : HAT_OK;
    return st == HAT_OK ? hat_sheet_put(&reader->sheet, column, &cell) : st;
}

static enum hat_status read_record(struct reader *reader)
{
    struct hat_csv_field field = {0};
    reader->record++;
    hat_sheet_begin_row(&reader->sheet, reader->record, reader->cursor.line, false);
    for (uint32_t column = 0; !field.last; column++) {
        if (!hat_csv_next(&reader->cursor, &field)) {
            return unclosed_quote(reader);
        }
        enum hat_status st = add_cell(reader, column, &field);
        if (st != HAT_OK) {
            return st;
        }
    }
    bool empty_line = reader->sheet.used <= 1 && hat_csv_blank(field.text);
    return empty_line ? HAT_OK : hat_sheet_end_row(&reader->sheet, 1);
}

/* ---- the delimiter ---- */

static struct hat_str mark(const char *delimiter)
{
    return *delimiter == '\t' ? HAT_STR("TAB") : (struct hat_str){delimiter, 1};
}

/* A guess is told of where it may be wrong; those who check the list want to know of any. */
static char guess(const struct hat_data_source *source, struct hat_str text)
{
    struct hat_csv_guess found = hat_csv_guess(text);
    struct hat_place place = {.file = source->name};
    if (found.rival != 0) {
        hat_diags_add(source->diags, HAT_MSG_F06_RIVAL, &place, mark(&found.delimiter),
                      mark(&found.rival));
    } else if (source->as_it_stands && found.delimiter != ',') {
        hat_diags_add(source->diags, HAT_MSG_F06, &place, mark(&found.delimiter));
    }
    return found.delimiter;
}

/* ---- the whole ---- */

static enum hat_status open_text(struct reader *reader, struct hat_str text, char delimiter)
{
    enum hat_status st = hat_data_text(text, true, reader->source, &text);
    if (st != HAT_OK) {
        return st;
    }
    if (hat_str_ends(text, "\x1A")) { /* the end mark of DOS */
        text.len--;
    }
    reader->cursor = (struct hat_csv_cursor){text, delimiter, 0, 1};
    if (hat_csv_named(text, &reader->cursor.delimiter, &reader->cursor.at)) {
        reader->cursor.line++;
    } else if (delimiter == 0) {
        reader->cursor.delimiter = guess(reader->source, text);
    }
    return HAT_OK;
}

static enum hat_status read_all(struct reader *reader, struct hat_str text, char delimiter)
{
    enum hat_status st = open_text(reader, text, delimiter);
    reader->sheet.source = reader->source;
    while (st == HAT_OK && reader->cursor.at < reader->cursor.text.len) {
        st = read_record(reader);
    }
    return st == HAT_OK ? hat_sheet_prepare(&reader->sheet) : st;
}

enum hat_status hat_csv_read(struct hat_str text, char delimiter,
                             const struct hat_data_source *source, struct hat_value *out)
{
    struct reader reader = {.source = source};
    enum hat_status st = read_all(&reader, text, delimiter);
    if (st == HAT_OK) {
        st = hat_sheet_entries(&reader.sheet, out);
    }
    hat_sheet_fini(&reader.sheet);
    return st;
}

enum hat_status hat_csv_read_plain(struct hat_str text, char delimiter, uint32_t columns,
                                   const struct hat_data_source *source, struct hat_value *out)
{
    struct reader reader = {.source = source};
    enum hat_status st = read_all(&reader, text, delimiter);
    if (st == HAT_OK) {
        st = hat_sheet_plain(&reader.sheet, columns, out);
    }
    hat_sheet_fini(&reader.sheet);
    return st;
}
