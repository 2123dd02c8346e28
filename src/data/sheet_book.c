/* sheet_book.c -- which sheets of a workbook become what.
 *
 *     -e book.xlsx    the first sheet whose headings are those of a list, or else the first that
 *                     is not empty: the list; the others are named in a note, those that are
 *                     lists, too, in a warning
 *     -d book.xlsx    a sheet of two columns: fields; any other: a list, called like the sheet
 *
 * Hidden sheets are passed over, with a note. An earlier letter has no sheets: the tables of its
 * list are put together by earlier_list.c.
 */
#include "base/unicode.h"
#include "data/sheet_book_internal.h"

/* ---- help for the readers ---- */

bool hat_book_number(struct hat_str text, uint32_t most, uint32_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (uint64_t)(text.ptr[i] - '0');
        if (value > most) {
            return false;
        }
    }
    *number = (uint32_t)value;
    return text.len > 0;
}

enum hat_status hat_book_damaged(const struct hat_sheet *sheet, struct hat_str text)
{
    struct hat_place place = hat_sheet_place(sheet, sheet->row.number);
    struct hat_excerpt shown = hat_excerpt(text);
    hat_diags_add(sheet->source->diags, HAT_MSG_SHEET_DAMAGED, &place, hat_str_from(shown.text));
    return HAT_ERR_DATA;
}

enum hat_status hat_book_check_repeats(const struct hat_sheet *sheet, uint32_t repeats)
{
    uint32_t most = sheet->source->limits->repeats;
    if (repeats <= most) {
        return HAT_OK;
    }
    struct hat_place place = hat_sheet_place(sheet, sheet->row.number);
    struct hat_digits found = hat_digits(repeats), limit = hat_digits(most);
    hat_diags_add(sheet->source->diags, HAT_MSG_SHEET_REPEATS, &place, hat_str_from(found.text),
                  hat_str_from(limit.text));
    return HAT_ERR_LIMIT;
}

static enum hat_status over_limit(const struct hat_book_builder *book, enum hat_message code,
                                  uint64_t limit)
{
    struct hat_place place = {.file = book->source.name};
    struct hat_digits digits = hat_digits(limit);
    hat_diags_add(book->source.diags, code, &place, hat_str_from(digits.text));
    return HAT_ERR_LIMIT;
}

/* Several sheets may name one part, so the bytes are counted again. */
enum hat_status hat_book_parse(struct hat_book_builder *book, const char *part,
                               const struct hat_xml_handler *handler)
{
    struct hat_place place = {.file = book->source.name, .part = part};
    struct hat_xml_parser *parser = NULL;
    struct hat_stream stream = {0};
    struct hat_str chunk = {0};
    hat_diags *diags = book->source.diags;
    enum hat_status st = hat_package_stream(book->package, part, diags, &stream);
    if (st == HAT_OK) {
        st = hat_xml_parser_new(handler, &book->limits, &place, diags, &parser);
    }
    while (st == HAT_OK && (st = hat_stream_next(&stream, &chunk)) == HAT_OK && chunk.len > 0) {
        book->parsed += chunk.len;
        st = book->parsed > book->limits.package_bytes
                 ? over_limit(book, HAT_MSG_PACKAGE_LARGE, book->limits.package_bytes)
                 : hat_xml_parser_feed(parser, chunk);
    }
    if (st == HAT_OK) {
        st = hat_xml_parser_finish(parser);
    }
    hat_xml_parser_free(parser);
    hat_stream_close(&stream);
    return st;
}

/* ---- sheets ---- */

/* Adds the name of a sheet that is not read. */
static enum hat_status put_name(struct hat_buf *names, const char *name)
{
    enum { NAMES_BYTES = 200 };
    const char *comma = names->len > 0 ? ", " : "";
    if (names->len < NAMES_BYTES) {
        struct hat_excerpt shown = hat_excerpt(hat_str_from(name));
        hat_buf_printf(names, "%s\"%s\"", comma, shown.text);
    }
    return hat_buf_failed(names) ? HAT_ERR_NOMEM : HAT_OK;
}

enum hat_status hat_book_begin_sheet(struct hat_book_builder *book, struct hat_str name,
                                     bool hidden, struct hat_sheet **sheet)
{
    struct hat_str kept = hat_arena_str(book->source.arena, name);
    *sheet = NULL;
    if (++book->sheet_count > book->limits.package_parts) {
        return over_limit(book, HAT_MSG_SHEETS_MANY, book->limits.package_parts);
    }
    book->sheet = (struct hat_sheet){.source = &book->source, .name = kept.ptr};
    if (kept.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (hidden) {
        struct hat_place place = hat_sheet_place(&book->sheet, 0);
        hat_diags_add(book->source.diags, HAT_MSG_SHEET_HIDDEN, &place, HAT_STR(""));
        return HAT_OK;
    }
    if (book->done) {
        book->silent = book->source;
        book->silent.diags = NULL;
        book->sheet.source = &book->silent;
        book->sheet.probe = true;
    }
    *sheet = &book->sheet;
    return HAT_OK;
}

/* Two columns, and no headings of a list above them? */
static enum hat_status is_fields(struct hat_sheet *sheet, bool *is)
{
    const struct hat_value *first = sheet->rows[0].cells->values;
    uint32_t columns = hat_sheet_width(sheet, 0);
    *is = columns == 2 && !sheet->known;
    if (columns != 2) {
        return HAT_OK;
    }
    if (sheet->known && sheet->rows[0].count >= 2) {
        return hat_sheet_is_fields_heading(sheet->source->arena, hat_value_str(&first[0]),
                                           hat_value_str(&first[1]), is);
    }
    return HAT_OK;
}

enum hat_status hat_book_keep(struct hat_book_builder *book, struct hat_sheet *sheet)
{
    struct hat_book_sheet made = {.name = sheet->name, .table = sheet->table};
    if (!hat_mem_grow(&book->kept, book->count, &book->cap, sizeof *book->kept)) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = book->all ? is_fields(sheet, &made.fields) : HAT_OK;
    bool empty = book->all && sheet->row_count <= sheet->header_end;
    if (st == HAT_OK && made.fields) {
        st = hat_sheet_plain(sheet, 2, &made.value);
    } else if (st == HAT_OK && empty) { /* nothing but headings */
        made.value = (struct hat_value){.type = HAT_LIST, .file = book->source.file};
    } else if (st == HAT_OK) {
        st = hat_sheet_entries(sheet, &made.value);
    }
    if (st == HAT_OK) {
        book->kept[book->count++] = made;
        book->source.file++;
    }
    return st;
}

enum hat_status hat_book_pass_sheet(struct hat_book_builder *book, enum hat_status st)
{
    bool passed = book->sheet.probe && (st == HAT_ERR_DATA || st == HAT_ERR_LIMIT);
    return passed ? put_name(&book->others, book->sheet.name) : st;
}

enum hat_status hat_book_end_sheet(struct hat_book_builder *book)
{
    struct hat_sheet *sheet = &book->sheet;
    enum hat_status st = hat_sheet_prepare(sheet);
    if (st == HAT_OK && sheet->row_count > 0) {
        if (sheet->probe) {
            bool list = sheet->known && sheet->row_count > sheet->header_end;
            st = put_name(list ? &book->lists : &book->others, sheet->name);
        } else if (book->all) {
            st = hat_book_keep(book, sheet);
        } else if (sheet->known) {
            book->done = true;
            st =
                book->fallback.name != NULL ? put_name(&book->others, book->fallback.name) : HAT_OK;
            st = st == HAT_OK ? hat_book_keep(book, sheet) : st;
        } else if (book->fallback.name == NULL) {
            book->fallback = *sheet;
            *sheet = (struct hat_sheet){0};
        } else {
            st = put_name(&book->others, sheet->name);
        }
    }
    hat_sheet_fini(sheet);
    return st;
}

/* ---- the whole ---- */

static void tell_names(const struct hat_book_builder *book, enum hat_message code,
                       const struct hat_buf *names)
{
    struct hat_place place = {.file = book->source.name, .sheet = book->kept[0].name};
    if (names->len > 0) {
        hat_diags_add(book->source.diags, code, &place, (struct hat_str){names->data, names->len});
    }
}

static enum hat_status finish(struct hat_book_builder *book, struct hat_book *out)
{
    enum hat_status st = HAT_OK;
    if (!book->all && !book->done && book->fallback.name != NULL) {
        st = hat_book_keep(book, &book->fallback);
    }
    if (st == HAT_OK && book->count == 0) {
        struct hat_place place = {.file = book->source.name};
        hat_diags_add(book->source.diags, HAT_MSG_SHEET_NONE, &place, HAT_STR(""));
        st = HAT_ERR_DATA;
    }
    if (st != HAT_OK) {
        return st;
    }
    tell_names(book, HAT_MSG_SHEET_CHOSEN, &book->others);
    tell_names(book, HAT_MSG_SHEETS_ALSO, &book->lists);
    struct hat_book_sheet *sheets =
        hat_arena_array(book->source.arena, book->count, sizeof *sheets);
    if (sheets == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(sheets, book->kept, book->count * sizeof *sheets);
    *out = (struct hat_book){sheets, book->count};
    return HAT_OK;
}

static enum hat_status read_package(struct hat_book_builder *book, struct hat_book *out)
{
    static enum hat_status (*const readers[])(struct hat_book_builder *) = {
        [HAT_FORMAT_DOCX] = hat_docx_read,
        [HAT_FORMAT_ODT] = hat_odt_read,
        [HAT_FORMAT_XLSX] = hat_xlsx_read,
        [HAT_FORMAT_ODS] = hat_ods_read};
    enum hat_format format = hat_package_format(book->package);
    bool letter = format == HAT_FORMAT_DOCX || format == HAT_FORMAT_ODT;
    enum hat_status st =
        letter ? HAT_OK : hat_package_require_workbook(book->package, book->source.diags);
    if (st == HAT_OK) {
        st = readers[format](book);
    }
    if (st == HAT_OK) {
        st = finish(book, out);
    }
    hat_sheet_fini(&book->sheet);
    hat_sheet_fini(&book->fallback);
    hat_buf_fini(&book->others);
    hat_buf_fini(&book->lists);
    hat_mem_free(book->kept);
    return st;
}

/* The package and the XML parser speak of templates. */
static enum hat_status as_data(enum hat_status st)
{
    return st == HAT_ERR_TEMPLATE ? HAT_ERR_DATA : st;
}

static struct hat_book_builder builder(bool all, const struct hat_data_source *source)
{
    struct hat_book_builder book = {.source = *source, .limits = *source->limits, .all = all};
    book.limits.file_bytes = source->limits->entries_bytes;
    book.limits.part_bytes = source->limits->sheet_bytes;
    book.limits.package_bytes += source->limits->sheet_bytes;
    return book;
}

enum hat_status hat_book_read(const char *path, bool all, const struct hat_data_source *source,
                              struct hat_book *out)
{
    struct hat_book_builder book = builder(all, source);
    enum hat_status st = hat_package_open(path, &book.limits, source->diags, &book.package);
    if (st == HAT_OK) {
        st = read_package(&book, out);
    }
    hat_package_close(book.package);
    return as_data(st);
}

enum hat_status hat_book_read_memory(struct hat_str bytes, bool all,
                                     const struct hat_data_source *source, struct hat_book *out)
{
    struct hat_book_builder book = builder(all, source);
    enum hat_status st =
        hat_package_open_memory(bytes, source->name, &book.limits, source->diags, &book.package);
    if (st == HAT_OK) {
        st = read_package(&book, out);
    }
    hat_package_close(book.package);
    return as_data(st);
}

/* ---- the heading of fields ---- */

enum hat_status hat_sheet_is_fields_heading(struct hat_arena *arena, struct hat_str name,
                                            struct hat_str value, bool *is)
{
    static const char *const names[] = {"name",     "field", "имя", "поле",
                                        "название", "атауы", "өріс"};
    static const char *const values[] = {"value", "значение", "мәні"};
    bool first = false, second = false;
    struct hat_str left = {0}, right = {0};
    enum hat_status st = hat_name_fold(arena, name, &left);
    if (st == HAT_OK) {
        st = hat_name_fold(arena, value, &right);
    }
    if (st != HAT_OK) {
        return st;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        first = first || hat_str_is(left, names[i]);
    }
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        second = second || hat_str_is(right, values[i]);
    }
    *is = first && second;
    return HAT_OK;
}
