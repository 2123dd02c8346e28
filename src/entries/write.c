/* write.c -- the cleaned list as CSV and JSON.
 *
 * CSV: UTF-8 with a mark, as Excel wants it; RFC 4180 quoting, CR LF. A cell that a spreadsheet
 * would take for a formula stays as it is: it is data, and the file is for reading as text.
 */
#include "entries/write_internal.h"

#include "language/messages.h"

enum { FLUSH_BYTES = 1 << 16 };

enum hat_status hat_entries_out_flush(struct hat_entries_out *out, bool all)
{
    if (hat_buf_failed(&out->buf)) {
        return HAT_ERR_NOMEM;
    }
    if (all || out->buf.len >= FLUSH_BYTES) {
        hat_output_write(out->file, out->buf.data, out->buf.len);
        out->buf.len = 0;
    }
    return HAT_OK;
}

static void put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}

/* A value as text: numbers as written. */
static struct hat_str shown(const struct hat_value *value)
{
    if (value->type == HAT_BOOL) {
        return hat_str_from(value->boolean ? "true" : "false");
    }
    struct hat_str text = hat_value_str(value);
    return text.ptr != NULL ? text : HAT_STR("");
}

/* ---- CSV ---- */

static bool has(struct hat_str text, char c)
{
    return text.len > 0 && memchr(text.ptr, c, text.len) != NULL;
}

static void put_csv(struct hat_buf *buf, struct hat_str text, char delimiter)
{
    if (!has(text, delimiter) && !has(text, '"') && !has(text, '\n') && !has(text, '\r')) {
        hat_buf_put(buf, text.ptr, text.len);
        return;
    }
    put(buf, "\"");
    while (has(text, '"')) { /* a quote is written twice */
        size_t len = (size_t)((const char *)memchr(text.ptr, '"', text.len) - text.ptr) + 1;
        hat_buf_put(buf, text.ptr, len);
        put(buf, "\"");
        text = (struct hat_str){text.ptr + len, text.len - len};
    }
    hat_buf_put(buf, text.ptr, text.len);
    put(buf, "\"");
}

static enum hat_status csv_row(struct hat_table *table, const struct hat_entry *entry,
                               char delimiter, struct hat_buf *buf)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < table->count && st == HAT_OK; i++) {
        struct hat_value cell;
        st = hat_table_cell(table, entry, &table->columns[i], &cell);
        if (st == HAT_OK) {
            hat_buf_put(buf, &delimiter, i > 0 ? 1 : 0);
            put_csv(buf, shown(&cell), delimiter);
        }
    }
    put(buf, "\r\n");
    return st;
}

enum hat_status hat_entries_write_csv(struct hat_table *table, char delimiter,
                                      struct hat_entries_out *out)
{
    enum hat_status st = HAT_OK;
    put(&out->buf, "\xEF\xBB\xBF");
    for (size_t i = 0; i < table->count; i++) {
        hat_buf_put(&out->buf, &delimiter, i > 0 ? 1 : 0);
        put_csv(&out->buf, table->columns[i].name, delimiter);
    }
    put(&out->buf, "\r\n");
    for (size_t i = 0; i < table->list->count && st == HAT_OK; i++) {
        if (!table->list->entries[i].dropped) {
            st = csv_row(table, &table->list->entries[i], delimiter, &out->buf);
            st = st == HAT_OK ? hat_entries_out_flush(out, false) : st;
        }
    }
    return st;
}

/* ---- JSON ---- */

/* Lists and maps of a JSON file are carried over as null: an entry is a row of a table. */
static void put_value(struct hat_buf *buf, const struct hat_value *value)
{
    if (value->type == HAT_TEXT) {
        hat_json_put(buf, hat_value_str(value));
    } else if (value->type == HAT_NUMBER || value->type == HAT_BOOL) {
        struct hat_str text = shown(value);
        hat_buf_put(buf, text.ptr, text.len);
    } else {
        put(buf, "null");
    }
}

static enum hat_status json_row(struct hat_table *table, const struct hat_entry *entry,
                                struct hat_buf *buf)
{
    enum hat_status st = HAT_OK;
    put(buf, "  {");
    for (size_t i = 0; i < table->count && st == HAT_OK; i++) {
        struct hat_value cell;
        st = hat_table_cell(table, entry, &table->columns[i], &cell);
        if (st == HAT_OK) {
            put(buf, i > 0 ? ", " : "");
            hat_json_put(buf, table->columns[i].name);
            put(buf, ": ");
            put_value(buf, &cell);
        }
    }
    put(buf, "}");
    return st;
}

enum hat_status hat_entries_write_json(struct hat_table *table, struct hat_entries_out *out)
{
    enum hat_status st = HAT_OK;
    bool first = true;
    put(&out->buf, "[\n");
    for (size_t i = 0; i < table->list->count && st == HAT_OK; i++) {
        if (!table->list->entries[i].dropped) {
            put(&out->buf, first ? "" : ",\n");
            st = json_row(table, &table->list->entries[i], &out->buf);
            st = st == HAT_OK ? hat_entries_out_flush(out, false) : st;
            first = false;
        }
    }
    put(&out->buf, "\n]\n");
    return st;
}
