/* fonts_table.c -- families.conf: which family serves which name, and in which files it stands.
 *
 * One statement a line, read once when the fonts are opened; no font file is touched:
 *
 *     serve Times New Roman, Times = Liberation Serif
 *     files Liberation Serif = LiberationSerif-Regular.ttf, LiberationSerif-Bold.ttf, -, -
 *
 * Names are compared folded (case and spaces do not count). The form of the file is explained in
 * its head.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/unicode.h"
#include "text/fonts_internal.h"

enum { TABLE_BYTES = 1 << 20 };

static struct hat_str trim(struct hat_str text)
{
    while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t')) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && strchr(" \t\r", text.ptr[text.len - 1]) != NULL) {
        text.len--;
    }
    return text;
}

/* Cuts what stands before `mark` off *rest; all of it when there is no mark. */
static struct hat_str cut(struct hat_str *rest, char mark)
{
    const char *at = rest->len > 0 ? memchr(rest->ptr, mark, rest->len) : NULL;
    size_t len = at != NULL ? (size_t)(at - rest->ptr) : rest->len;
    struct hat_str part = {rest->ptr, len};
    size_t skip = at != NULL ? len + 1 : len;
    *rest = (struct hat_str){rest->ptr + skip, rest->len - skip};
    return trim(part);
}

enum hat_status hat_font_key(struct hat_arena *arena, struct hat_str name, struct hat_str *key)
{
    name = trim(name);
    char *copy = hat_arena_alloc(arena, name.len + 1);
    if (copy == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c >= 0x80) { /* not ASCII: the slower, full comparison form */
            enum hat_status status = hat_name_fold(arena, name, key);
            if (status != HAT_ERR_DATA) {
                return status;
            }
        }
        copy[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    *key = (struct hat_str){copy, name.len};
    return HAT_OK;
}

/* "A, B, C" -> three texts in the arena, folded when `fold`. */
static enum hat_status list(struct hat_arena *arena, struct hat_str text, bool fold,
                            struct hat_str **items, size_t *count)
{
    size_t most = 1;
    for (size_t i = 0; i < text.len; i++) {
        most += text.ptr[i] == ',';
    }
    *count = 0;
    *items = hat_arena_array(arena, most, sizeof **items);
    if (*items == NULL) {
        return HAT_ERR_NOMEM;
    }
    while (text.len > 0) {
        struct hat_str item = cut(&text, ',');
        struct hat_str *to = &(*items)[*count];
        if (item.len == 0) {
            continue;
        }
        if (fold) {
            enum hat_status status = hat_font_key(arena, item, to);
            if (status != HAT_OK) {
                return status;
            }
        } else {
            *to = hat_arena_str(arena, item);
            if (to->ptr == NULL) {
                return HAT_ERR_NOMEM;
            }
        }
        ++*count;
    }
    return HAT_OK;
}

static enum hat_status add_names(struct hat_font_table *table, struct hat_font_names **head,
                                 struct hat_str left, struct hat_str right)
{
    struct hat_str *keys = NULL, *families = NULL;
    struct hat_font_names *names = hat_arena_alloc(table->arena, sizeof *names);
    if (names == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = list(table->arena, left, true, &keys, &names->key_count);
    if (status == HAT_OK) {
        status = list(table->arena, right, false, &families, &names->family_count);
    }
    if (status != HAT_OK) {
        return status;
    }
    names->keys = keys;
    names->families = families;
    names->next = *head;
    *head = names;
    return HAT_OK;
}

static enum hat_status add_files(struct hat_font_table *table, struct hat_str family,
                                 struct hat_str right)
{
    struct hat_str *names = NULL;
    size_t count = 0;
    struct hat_font_files *files = hat_arena_alloc(table->arena, sizeof *files);
    if (files == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = list(table->arena, right, false, &names, &count);
    if (status == HAT_OK) {
        status = hat_font_key(table->arena, family, &files->key);
    }
    files->family = hat_arena_str(table->arena, family);
    if (status != HAT_OK || files->family.ptr == NULL) {
        return status != HAT_OK ? status : HAT_ERR_NOMEM;
    }
    /* written in the order regular, bold, italic, bold italic: that of the style bits */
    for (size_t i = 0; i < count && i < HAT_STYLES; i++) {
        files->files[i] = hat_str_is(names[i], "-") ? NULL : names[i].ptr;
    }
    files->next = table->files;
    table->files = files;
    return HAT_OK;
}

static enum hat_status add_folder(struct hat_font_table *table, struct hat_str path)
{
    if (!hat_mem_grow(&table->folders, table->folder_count, &table->folder_cap,
                      sizeof *table->folders)) {
        return HAT_ERR_NOMEM;
    }
    const char *copy = hat_arena_strndup(table->arena, path.ptr, path.len);
    if (copy == NULL) {
        return HAT_ERR_NOMEM;
    }
    table->folders[table->folder_count++] = copy;
    return HAT_OK;
}

static enum hat_status statement(struct hat_font_table *table, struct hat_str line)
{
    if (line.len == 0 || line.ptr[0] == '#') {
        return HAT_OK;
    }
    struct hat_str rest = line;
    struct hat_str verb = cut(&rest, ' ');
    if (hat_str_is(verb, "folder")) {
        return add_folder(table, trim(rest));
    }
    struct hat_str left = cut(&rest, '=');
    if (left.len > 0 && rest.len > 0) {
        if (hat_str_is(verb, "files")) {
            return add_files(table, left, rest);
        }
        if (hat_str_is(verb, "serve")) {
            return add_names(table, &table->serve, left, rest);
        }
        if (hat_str_is(verb, "fallback")) {
            return add_names(table, &table->fallback, left, rest);
        }
    }
    return HAT_ERR_DATA;
}

enum hat_status hat_font_table_read(const char *folder, hat_diags *diags,
                                    struct hat_font_table *table)
{
    struct hat_buf path = {0}, text = {0};
    enum hat_status status = HAT_ERR_NOMEM;
    hat_buf_printf(&path, "%s/families.conf", folder);
    if (hat_buf_failed(&path)) {
        goto done;
    }
    status = hat_file_read(path.data, TABLE_BYTES, diags, &text);
    struct hat_str rest = {text.data, text.len};
    struct hat_place place = {.file = path.data};
    while (status == HAT_OK && rest.len > 0) {
        place.line++;
        struct hat_str line = cut(&rest, '\n');
        status = statement(table, line);
        if (status == HAT_ERR_DATA) {
            hat_diags_add(diags, HAT_MSG_FONT_TABLE, &place, line);
        }
    }
done:
    hat_buf_fini(&text);
    hat_buf_fini(&path);
    return status;
}

void hat_font_table_fini(struct hat_font_table *table)
{
    hat_mem_free(table->folders);
    table->folders = NULL;
}

const struct hat_font_names *hat_font_names_find(const struct hat_font_names *first,
                                                 struct hat_str key, bool others)
{
    const struct hat_font_names *rest = NULL;
    for (const struct hat_font_names *names = first; names != NULL; names = names->next) {
        for (size_t i = 0; i < names->key_count; i++) {
            if (hat_str_equal(names->keys[i], key)) {
                return names;
            }
            if (hat_str_is(names->keys[i], "*")) {
                rest = names;
            }
        }
    }
    return others ? rest : NULL;
}

const struct hat_font_files *hat_font_files_find(const struct hat_font_table *table,
                                                 struct hat_str key)
{
    for (const struct hat_font_files *files = table->files; files != NULL; files = files->next) {
        if (hat_str_equal(files->key, key)) {
            return files;
        }
    }
    return NULL;
}
