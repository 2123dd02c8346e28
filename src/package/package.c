/* package.c -- opening and closing a package, and looking into it.
 *
 * The whole file is in memory (at most 64 MB); the order of the checks is that of trust:
 *
 *     directory.c  the directory fits the file, nothing is encrypted, parts do not overlap
 *     names.c      no name leaves the package or is there twice
 *     libzip       sees the same directory
 *     format.c     DOCX, ODT, XLSX or ODS; types of the parts
 *     read.c       every part unpacks within its limits, XML has no DOCTYPE
 */
#include "package/package_internal.h"

#include <stdio.h>

struct hat_place hat_package_place(const struct hat_package *package, const char *part)
{
    return (struct hat_place){.file = package->path, .part = part};
}

void hat_package_report(const struct hat_package *package, hat_diags *diags, enum hat_message code,
                        const char *part, uint64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    struct hat_place place = hat_package_place(package, part);
    hat_diags_add(diags, code, &place, hat_str_from(digits));
}

static enum hat_status damaged(const struct hat_package *package, hat_diags *diags)
{
    struct hat_place place = hat_package_place(package, NULL);
    hat_diags_add(diags, HAT_MSG_PACKAGE_DAMAGED, &place, HAT_STR(""));
    return HAT_ERR_TEMPLATE;
}

/* Does libzip see the same parts as directory.c? */
static bool same_directory(const struct hat_package *package)
{
    if ((size_t)zip_get_num_entries(package->zip, 0) != package->count) {
        return false;
    }
    for (size_t i = 0; i < package->count; i++) {
        const struct hat_entry *entry = &package->entries[i];
        zip_stat_t stat;
        if (zip_stat_index(package->zip, i, 0, &stat) != 0 || stat.size != entry->part.size ||
            stat.comp_size != entry->packed.len || stat.crc != entry->crc ||
            stat.comp_method != entry->method) {
            return false;
        }
    }
    return true;
}

static enum hat_status open_zip(struct hat_package *package, hat_diags *diags)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source =
        zip_source_buffer_create(package->bytes.ptr, package->bytes.len, 0, &error);
    package->zip = source != NULL ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    enum hat_status st = HAT_OK;
    if (package->zip == NULL) {
        zip_source_free(source);
        st = zip_error_code_zip(&error) == ZIP_ER_MEMORY ? HAT_ERR_NOMEM : damaged(package, diags);
    }
    zip_error_fini(&error);
    return st;
}

static enum hat_status open_bytes(struct hat_package *package, hat_diags *diags)
{
    enum hat_status st = hat_directory_read(package, diags);
    st = st == HAT_OK ? open_zip(package, diags) : st;
    if (st == HAT_OK && !same_directory(package)) { /* before folders are left out of it */
        st = damaged(package, diags);
    }
    st = st == HAT_OK ? hat_entries_check_names(package, diags) : st;
    st = st == HAT_OK ? hat_format_find(package, diags) : st;
    return st == HAT_OK ? hat_entries_check(package, diags) : st;
}

static enum hat_status package_new(const char *path, const struct hat_limits *limits,
                                   struct hat_package **out)
{
    struct hat_package *package = hat_mem_zalloc(1, sizeof *package);
    if (package == NULL) {
        return HAT_ERR_NOMEM;
    }
    package->limits = *limits;
    package->path = hat_arena_strndup(&package->arena, path, strlen(path));
    if (package->path == NULL) {
        hat_package_close(package);
        return HAT_ERR_NOMEM;
    }
    *out = package;
    return HAT_OK;
}

enum hat_status hat_package_open(const char *path, const struct hat_limits *limits,
                                 hat_diags *diags, struct hat_package **out)
{
    struct hat_package *package;
    enum hat_status st = package_new(path, limits, &package);
    if (st != HAT_OK) {
        return st;
    }
    st = hat_file_read(path, limits->file_bytes, diags, &package->file);
    if (st == HAT_OK) {
        package->bytes = (struct hat_str){package->file.data, package->file.len};
        st = open_bytes(package, diags);
    }
    if (st != HAT_OK) {
        hat_package_close(package);
        return st;
    }
    *out = package;
    return HAT_OK;
}

enum hat_status hat_package_open_memory(struct hat_str bytes, const char *name,
                                        const struct hat_limits *limits, hat_diags *diags,
                                        struct hat_package **out)
{
    struct hat_package *package;
    enum hat_status st = package_new(name, limits, &package);
    if (st != HAT_OK) {
        return st;
    }
    package->bytes = bytes;
    st = open_bytes(package, diags);
    if (st != HAT_OK) {
        hat_package_close(package);
        return st;
    }
    *out = package;
    return HAT_OK;
}

enum hat_status hat_package_again(const struct hat_package *package, struct hat_package **out)
{
    struct hat_package *again = hat_mem_zalloc(1, sizeof *again);
    if (again == NULL) {
        return HAT_ERR_NOMEM;
    }
    *again = *package;
    again->again = true;
    again->arena = (struct hat_arena){0};
    again->file = (struct hat_buf){0};
    again->zip = NULL;
    enum hat_status st = open_zip(again, NULL);
    if (st != HAT_OK) {
        hat_package_close(again);
        return st;
    }
    *out = again;
    return HAT_OK;
}

void hat_package_close(struct hat_package *package)
{
    if (package == NULL) {
        return;
    }
    if (package->zip != NULL) {
        zip_discard(package->zip);
    }
    for (size_t i = 0; !package->again && i < package->count; i++) {
        hat_buf_fini(&package->entries[i].kept);
    }
    hat_buf_fini(&package->file);
    hat_arena_fini(&package->arena);
    hat_mem_free(package);
}

enum hat_format hat_package_format(const struct hat_package *package)
{
    return package->format;
}

struct hat_str hat_package_bytes(const struct hat_package *package)
{
    return package->bytes;
}

const char *hat_package_path(const struct hat_package *package)
{
    return package->path;
}

const char *hat_package_main(const struct hat_package *package)
{
    return package->main;
}

size_t hat_package_count(const struct hat_package *package)
{
    return package->count;
}

const struct hat_part *hat_package_at(const struct hat_package *package, size_t index)
{
    return index < package->count ? &package->entries[index].part : NULL;
}

const struct hat_part *hat_package_find(const struct hat_package *package, const char *name)
{
    const struct hat_entry *entry = hat_entry_find(package, name);
    return entry != NULL ? &entry->part : NULL;
}

/* ---- what it is wanted for ---- */

static const char *format_name(enum hat_format format)
{
    static const char *const names[] = {"", "DOCX", "ODT", "XLSX", "ODS"};
    return names[format];
}

enum hat_status hat_package_require_text(const struct hat_package *package, hat_diags *diags)
{
    if (package->format == HAT_FORMAT_DOCX || package->format == HAT_FORMAT_ODT) {
        return HAT_OK;
    }
    struct hat_place place = hat_package_place(package, NULL);
    hat_diags_add(diags, HAT_MSG_PACKAGE_IS_WORKBOOK, &place,
                  hat_str_from(format_name(package->format)));
    return HAT_ERR_TEMPLATE;
}

enum hat_status hat_package_require_workbook(const struct hat_package *package, hat_diags *diags)
{
    if (package->format == HAT_FORMAT_XLSX || package->format == HAT_FORMAT_ODS) {
        return HAT_OK;
    }
    struct hat_place place = hat_package_place(package, NULL);
    hat_diags_add(diags, HAT_MSG_PACKAGE_IS_TEXT, &place,
                  hat_str_from(format_name(package->format)));
    return HAT_ERR_DATA;
}
