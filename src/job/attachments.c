/* attachments.c -- which files go into a PDF with --attach-data, and what they are called there.
 *
 *     -d region/letter.json -e list.csv -e old=old/list.csv  ->  letter.json, list.csv, list-2.csv
 *
 * The bytes are those that were read. A workbook's are not kept in memory, so it is read again.
 * What stands on the command line (--set) is in no file and is not attached.
 */
#include "job/attachments_internal.h"

#include "base/mem.h"

static const char *const INPUT_NAMES[2] = {"input.csv", "input.json"};

static struct hat_str base_name(struct hat_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return (struct hat_str){path.ptr + at, path.len - at};
}

/* Standard input has no name; JSON begins with a bracket. */
static struct hat_str input_name(struct hat_str text)
{
    size_t at = 0;
    while (at < text.len && (unsigned char)text.ptr[at] <= ' ') {
        at++;
    }
    bool json = at < text.len && (text.ptr[at] == '{' || text.ptr[at] == '[');
    return hat_str_from(INPUT_NAMES[json]);
}

/* Where ".csv" begins; the end of a name without an ending. */
static size_t ending_of(struct hat_str name)
{
    for (size_t at = name.len; at > 1; at--) {
        if (name.ptr[at - 1] == '.') {
            return at - 1;
        }
    }
    return name.len;
}

static const char *type_of(struct hat_str name)
{
    static const char *const types[][2] = {
        {".csv", "text/csv"},
        {".tsv", "text/tab-separated-values"},
        {".txt", "text/plain"},
        {".json", "application/json"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
    };
    size_t dot = ending_of(name);
    char lower[8] = {0};
    for (size_t i = dot; i < name.len && i - dot < sizeof lower - 1; i++) {
        char c = name.ptr[i];
        lower[i - dot] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(lower, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return "application/octet-stream";
}

static bool is_taken(const struct hat_attachments *attachments, const char *name)
{
    for (size_t i = 0; i < attachments->count; i++) {
        if (strcmp(attachments->list[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* `name`, or name-2, name-3 ... before its ending; NULL when out of memory. */
static const char *free_name(struct hat_attachments *attachments, struct hat_str name)
{
    size_t dot = ending_of(name);
    const char *found = hat_arena_str(&attachments->arena, name).ptr;
    for (unsigned number = 2; found != NULL && is_taken(attachments, found); number++) {
        struct hat_buf buf = {0};
        hat_buf_put(&buf, name.ptr, dot);
        hat_buf_printf(&buf, "-%u", number);
        hat_buf_put(&buf, name.ptr + dot, name.len - dot);
        found =
            hat_buf_failed(&buf) ? NULL : hat_arena_strndup(&attachments->arena, buf.data, buf.len);
        hat_buf_fini(&buf);
    }
    return found;
}

/* The bytes of a workbook, from its file. */
static enum hat_status read_again(struct hat_attachments *attachments, const char *path,
                                  const struct hat_limits *limits, hat_diags *diags)
{
    struct hat_buf *buf = &attachments->bytes[attachments->count];
    enum hat_status st = hat_file_read(path, limits->entries_bytes, diags, buf);
    attachments->list[attachments->count].bytes = (struct hat_str){buf->data, buf->len};
    return st;
}

static enum hat_status attach(struct hat_attachments *attachments, const struct hat_data_file *file,
                              const struct hat_limits *limits, hat_diags *diags)
{
    size_t count = attachments->count;
    if (!hat_mem_grow(&attachments->list, count, &attachments->cap, sizeof *attachments->list) ||
        !hat_mem_grow(&attachments->bytes, count, &attachments->bytes_cap,
                      sizeof *attachments->bytes)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_str name =
        strcmp(file->path, "-") == 0 ? input_name(file->text) : base_name(hat_str_from(file->path));
    attachments->bytes[count] = (struct hat_buf){0};
    attachments->list[count] =
        (struct hat_pdf_attachment){free_name(attachments, name), type_of(name), file->text};
    if (attachments->list[count].name == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st =
        file->text.ptr == NULL ? read_again(attachments, file->path, limits, diags) : HAT_OK;
    attachments->count++;
    return st;
}

/* Was the file of this path attached before? Sheets of one workbook are one file. */
static bool is_known(const hat_data *data, size_t index, const char *path)
{
    struct hat_data_file file;
    for (size_t i = 0; i < index && hat_data_file(data, i, &file); i++) {
        if (strcmp(file.path, path) == 0) {
            return true;
        }
    }
    return false;
}

enum hat_status hat_attachments_init(const hat_data *data, const struct hat_limits *limits,
                                     hat_diags *diags, struct hat_attachments *attachments)
{
    struct hat_data_file file;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; st == HAT_OK && hat_data_file(data, i, &file); i++) {
        if (!is_known(data, i, file.path)) {
            st = attach(attachments, &file, limits, diags);
        }
    }
    return st;
}

void hat_attachments_fini(struct hat_attachments *attachments)
{
    for (size_t i = 0; i < attachments->count; i++) {
        hat_buf_fini(&attachments->bytes[i]);
    }
    hat_mem_free(attachments->list);
    hat_mem_free(attachments->bytes);
    hat_arena_fini(&attachments->arena);
    *attachments = (struct hat_attachments){0};
}
