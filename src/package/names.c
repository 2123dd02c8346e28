/* names.c -- may an entry of a ZIP file have this name?
 *
 *     word/document.xml        yes
 *     Configurations2/         a folder: left out
 *     ../../etc/cron.d/x       no: leaves the package
 *     /word/a.xml, C:x, a\b    no: means something else elsewhere
 *     word/Document.xml        no, when word/document.xml is there (ECMA-376-2 §6.2.2.3: names
 *                              are compared without regard to case)
 *     word/media/<CP866 bytes> left out with a warning: nothing in the package can refer to it
 */
#include <stdlib.h>

#include "base/unicode.h"
#include "base/utf8.h"
#include "package/package_internal.h"

enum { NAME_MAX_BYTES = 1024 };

static bool segment_is_safe(struct hat_str segment)
{
    return segment.len > 0 && !hat_str_is(segment, ".") && !hat_str_is(segment, "..");
}

static bool name_is_safe(struct hat_str name)
{
    size_t begin = 0;
    if (name.len > NAME_MAX_BYTES || (name.len >= 2 && name.ptr[1] == ':')) {
        return false;
    }
    for (size_t i = 0; i <= name.len; i++) {
        unsigned char c = i < name.len ? (unsigned char)name.ptr[i] : '/';
        if (c < 0x20 || c == 0x7F || c == '\\') {
            return false;
        }
        if (c == '/') {
            if (!segment_is_safe((struct hat_str){name.ptr + begin, i - begin})) {
                return false;
            }
            begin = i + 1;
        }
    }
    return true;
}

/* A name in small letters, for comparison. NULL when out of memory. */
static const char *folded(struct hat_arena *arena, struct hat_str name)
{
    /* small letters take at most 3 bytes for every 2 of the capital (U+023A) */
    char *text = hat_arena_alloc(arena, name.len * 2 + 4);
    size_t len = 0;
    for (size_t at = 0, used; text != NULL && at < name.len; at += used) {
        uint32_t cp = hat_utf8_decode(name.ptr + at, name.len - at, &used);
        len += hat_utf8_encode(hat_unicode_lower(cp), text + len);
    }
    return text;
}

static int compare_texts(const void *a, const void *b)
{
    const char *const *first = a, *const *second = b;
    return strcmp(*first, *second);
}

static enum hat_status check_twins(struct hat_package *package, hat_diags *diags)
{
    struct hat_arena scratch = {0};
    const char **names = hat_arena_array(&scratch, package->count, sizeof(char *));
    enum hat_status st = names != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t i = 0; i < package->count && st == HAT_OK; i++) {
        names[i] = folded(&scratch, package->entries[i].name);
        st = names[i] != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        qsort(names, package->count, sizeof(char *), compare_texts);
    }
    for (size_t i = 0; i + 1 < package->count && st == HAT_OK; i++) {
        if (strcmp(names[i], names[i + 1]) == 0) {
            struct hat_place place = hat_package_place(package, NULL);
            hat_diags_add(diags, HAT_MSG_PACKAGE_NAME_TWICE, &place, hat_str_from(names[i]));
            st = HAT_ERR_TEMPLATE;
        }
    }
    hat_arena_fini(&scratch);
    return st;
}

static int compare_entries(const void *a, const void *b)
{
    const struct hat_entry *const *first = a, *const *second = b;
    return strcmp((*first)->part.name, (*second)->part.name);
}

static enum hat_status sort_names(struct hat_package *package)
{
    package->by_name = hat_arena_array(&package->arena, package->count, sizeof(struct hat_entry *));
    if (package->by_name == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < package->count; i++) {
        package->by_name[i] = &package->entries[i];
    }
    qsort(package->by_name, package->count, sizeof(struct hat_entry *), compare_entries);
    return HAT_OK;
}

enum hat_status hat_entries_check_names(struct hat_package *package, hat_diags *diags)
{
    struct hat_place place = hat_package_place(package, NULL);
    size_t kept = 0;
    for (size_t i = 0; i < package->count; i++) {
        struct hat_entry entry = package->entries[i];
        struct hat_str name = entry.name;
        bool is_folder = hat_str_ends(name, "/") && entry.part.size == 0;
        if (!name_is_safe((struct hat_str){name.ptr, name.len - (is_folder ? 1 : 0)})) {
            hat_diags_add(diags, HAT_MSG_PACKAGE_NAME, &place, name);
            return HAT_ERR_TEMPLATE;
        }
        if (is_folder) {
            continue;
        }
        if (hat_utf8_valid_len(name) != name.len) {
            hat_diags_add(diags, HAT_MSG_PACKAGE_NAME_CHARSET, &place, name);
            continue;
        }
        entry.part.name = hat_arena_strndup(&package->arena, name.ptr, name.len);
        entry.part.type = "";
        if (entry.part.name == NULL) {
            return HAT_ERR_NOMEM;
        }
        package->entries[kept++] = entry;
    }
    package->count = kept;
    enum hat_status st = check_twins(package, diags);
    return st == HAT_OK ? sort_names(package) : st;
}
