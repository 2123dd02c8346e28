/* pdf_file.c -- the file around the values: cross-reference table, objects, streams, pages.
 *
 * cairo 1.16 writes a classic table (ISO 32000-1 7.5.4), one section from object 0, 20 bytes an
 * entry:
 *
 *     xref
 *     0 32
 *     0000000000 65535 f
 *     0000000453 00000 n
 *     ...
 *     trailer << /Size 32 /Root 31 0 R /Info 30 0 R >>
 *     startxref
 *     12345
 *
 * cairo 1.18 writes cross-reference streams; such a file is refused with that reason.
 */
#include "paint/pdf_read_internal.h"

enum { TAIL = 1024, ENTRY = 20 };

static enum hat_status refuse(struct hat_pdf_file *file, const char *problem)
{
    file->problem = problem;
    return HAT_ERR_DATA;
}

static struct hat_pdf_cursor cursor_at(const struct hat_pdf_file *file, uint64_t offset)
{
    uint64_t at = offset < file->bytes.len ? offset : file->bytes.len;
    return (struct hat_pdf_cursor){file->bytes.ptr + at, file->bytes.ptr + file->bytes.len};
}

/* The last "startxref" among the last bytes, and the number behind it. */
static bool find_table(const struct hat_pdf_file *file, uint64_t *offset)
{
    size_t len = file->bytes.len;
    size_t from = len > TAIL ? len - TAIL : 0;
    for (size_t at = len; at-- > from;) {
        struct hat_pdf_cursor cursor = cursor_at(file, at);
        if (*cursor.at == 's' && hat_pdf_accept(&cursor, "startxref")) {
            hat_pdf_skip_space(&cursor);
            return hat_pdf_parse_number(&cursor, offset);
        }
    }
    return false;
}

static bool read_entry(struct hat_pdf_cursor *cursor, uint64_t *offset)
{
    struct hat_pdf_cursor entry = *cursor;
    uint64_t generation;
    if (cursor->end - cursor->at < ENTRY || !hat_pdf_parse_number(&entry, offset) ||
        !hat_pdf_accept(&entry, " ") || !hat_pdf_parse_number(&entry, &generation) ||
        !hat_pdf_accept(&entry, " ")) {
        return false;
    }
    if (entry.at != cursor->at + 17 || (*entry.at != 'n' && *entry.at != 'f')) {
        return false;
    }
    if (*entry.at == 'f') {
        *offset = 0;
    }
    cursor->at += ENTRY;
    return true;
}

static enum hat_status read_table(struct hat_pdf_file *file, struct hat_pdf_cursor *cursor)
{
    uint64_t first, count;
    hat_pdf_skip_space(cursor);
    if (!hat_pdf_parse_number(cursor, &first) || !hat_pdf_accept(cursor, " ") ||
        !hat_pdf_parse_number(cursor, &count) || first != 0) {
        return refuse(file, "cross-reference section");
    }
    hat_pdf_skip_space(cursor);
    if (count > (uint64_t)(cursor->end - cursor->at) / ENTRY || count > UINT32_MAX) {
        return refuse(file, "cross-reference size");
    }
    file->offsets = hat_mem_zalloc((size_t)count, sizeof *file->offsets);
    if (file->offsets == NULL) {
        return HAT_ERR_NOMEM;
    }
    file->count = (uint32_t)count;
    for (uint32_t i = 0; i < file->count; i++) {
        if (!read_entry(cursor, &file->offsets[i])) {
            return refuse(file, "cross-reference entry");
        }
    }
    return HAT_OK;
}

static enum hat_status read_trailer(struct hat_pdf_file *file, struct hat_pdf_cursor *cursor)
{
    struct hat_arena arena = {0};
    struct hat_pdf_value *trailer = NULL;
    hat_pdf_skip_space(cursor);
    enum hat_status status =
        hat_pdf_accept(cursor, "trailer") ? hat_pdf_parse(cursor, &arena, &trailer) : HAT_ERR_DATA;
    const struct hat_pdf_value *root = hat_pdf_find(trailer, "/Root");
    if (status == HAT_OK && root != NULL && root->kind == HAT_PDF_REF) {
        file->root = root->ref;
    } else if (status != HAT_ERR_NOMEM) {
        status = refuse(file, "trailer");
    }
    hat_arena_fini(&arena);
    return status;
}

enum hat_status hat_pdf_file_open(struct hat_pdf_file *file, struct hat_str bytes)
{
    *file = (struct hat_pdf_file){.bytes = bytes};
    uint64_t table;
    if (!find_table(file, &table)) {
        return refuse(file, "startxref");
    }
    struct hat_pdf_cursor cursor = cursor_at(file, table);
    if (!hat_pdf_accept(&cursor, "xref")) {
        return refuse(file, "cross-reference stream");
    }
    enum hat_status status = read_table(file, &cursor);
    return status == HAT_OK ? read_trailer(file, &cursor) : status;
}

void hat_pdf_file_close(struct hat_pdf_file *file)
{
    hat_mem_free(file->offsets);
    *file = (struct hat_pdf_file){0};
}

/* ---- objects ---- */

/* Moves to the value of object `number`: "12 0 obj". */
static bool find_object(const struct hat_pdf_file *file, uint32_t number,
                        struct hat_pdf_cursor *cursor)
{
    uint64_t found;
    if (number >= file->count || file->offsets[number] == 0) {
        return false;
    }
    *cursor = cursor_at(file, file->offsets[number]);
    return hat_pdf_parse_number(cursor, &found) && found == number &&
           hat_pdf_accept(cursor, " 0 obj");
}

/* The length of a stream: a number, or an object that is one (cairo writes it after the stream). */
static bool stream_length(const struct hat_pdf_file *file, const struct hat_pdf_value *dict,
                          uint64_t *length)
{
    const struct hat_pdf_value *value = hat_pdf_find(dict, "/Length");
    struct hat_pdf_cursor cursor;
    if (value != NULL && value->kind == HAT_PDF_NUMBER) {
        cursor = (struct hat_pdf_cursor){value->text.ptr, value->text.ptr + value->text.len};
    } else if (value == NULL || value->kind != HAT_PDF_REF ||
               !find_object(file, value->ref, &cursor)) {
        return false;
    }
    hat_pdf_skip_space(&cursor);
    return hat_pdf_parse_number(&cursor, length);
}

static bool read_stream(const struct hat_pdf_file *file, struct hat_pdf_cursor cursor,
                        struct hat_pdf_loaded *loaded)
{
    uint64_t length;
    hat_pdf_accept(&cursor, "\r");
    if (!hat_pdf_accept(&cursor, "\n") || !stream_length(file, loaded->value, &length) ||
        length > (uint64_t)(cursor.end - cursor.at)) {
        return false;
    }
    loaded->is_stream = true;
    loaded->stream = (struct hat_str){cursor.at, (size_t)length};
    return true;
}

enum hat_status hat_pdf_load(struct hat_pdf_file *file, struct hat_arena *arena, uint32_t number,
                             struct hat_pdf_loaded *loaded)
{
    struct hat_pdf_cursor cursor;
    *loaded = (struct hat_pdf_loaded){0};
    if (!find_object(file, number, &cursor)) {
        return refuse(file, "object");
    }
    enum hat_status status = hat_pdf_parse(&cursor, arena, &loaded->value);
    if (status != HAT_OK) {
        return status == HAT_ERR_DATA ? refuse(file, "value") : status;
    }
    hat_pdf_skip_space(&cursor);
    if (hat_pdf_accept(&cursor, "stream") && !read_stream(file, cursor, loaded)) {
        return refuse(file, "stream");
    }
    return HAT_OK;
}

/* ---- pages ---- */

/* Loads the object that `key` of `dict` refers to; loaded->value is NULL when it does not. */
static enum hat_status follow(struct hat_pdf_file *file, struct hat_arena *arena,
                              const struct hat_pdf_value *dict, const char *key,
                              struct hat_pdf_loaded *loaded)
{
    const struct hat_pdf_value *value = hat_pdf_find(dict, key);
    if (value == NULL || value->kind != HAT_PDF_REF) {
        return refuse(file, key);
    }
    return hat_pdf_load(file, arena, value->ref, loaded);
}

/* cairo's page tree has one level: /Pages with all /Kids. */
enum hat_status hat_pdf_pages(struct hat_pdf_file *file, struct hat_arena *arena,
                              uint32_t **numbers, size_t *count)
{
    struct hat_pdf_loaded catalog, pages;
    enum hat_status status = hat_pdf_load(file, arena, file->root, &catalog);
    if (status == HAT_OK) {
        status = follow(file, arena, catalog.value, "/Pages", &pages);
    }
    if (status != HAT_OK) {
        return status;
    }
    const struct hat_pdf_value *kids = hat_pdf_find(pages.value, "/Kids");
    if (kids == NULL || kids->kind != HAT_PDF_ARRAY) {
        return refuse(file, "/Kids");
    }
    size_t found = 0;
    for (const struct hat_pdf_value *kid = kids->first; kid != NULL; kid = kid->next) {
        found++;
    }
    uint32_t *list = hat_arena_array(arena, found, sizeof *list);
    if (list == NULL) {
        return HAT_ERR_NOMEM;
    }
    size_t at = 0;
    for (const struct hat_pdf_value *kid = kids->first; kid != NULL; kid = kid->next) {
        if (kid->kind != HAT_PDF_REF) {
            return refuse(file, "/Kids");
        }
        list[at++] = kid->ref;
    }
    *numbers = list;
    *count = found;
    return HAT_OK;
}
