/* read.c -- unpacking a part, never beyond its limits.
 *
 * The sizes that a ZIP file declares are not believed: the bytes that come out are counted, and
 * unpacking stops at the limit, or when more than 4 MB came out of less than a 200th of it
 * (docs/safety.md 7). libzip compares size and checksum when the end is reached.
 *
 * Every part is unpacked once to be checked, and those that are read come soon after. So the first
 * megabytes of XML are kept: most letters are not unpacked again, and a large one is streamed.
 */
#include <stdlib.h>

#include "package/package_internal.h"
#include "xml/xml.h"

enum { CHUNK = 32 * 1024, KEPT_MAX = 4 * 1024 * 1024 };

struct unpacking {
    struct hat_package *package;
    const struct hat_entry *entry;
    hat_diags *diags;
    zip_file_t *file;
    uint64_t done; /* bytes unpacked */
    bool ended;
    enum hat_status status;
    char chunk[CHUNK];
};

static enum hat_reason reason_of(int zip_error)
{
    switch (zip_error) {
    case ZIP_ER_CRC:
        return HAT_REASON_ZIP_CHECKSUM;
    case ZIP_ER_ZLIB:
    case ZIP_ER_COMPRESSED_DATA:
        return HAT_REASON_ZIP_PACKED;
    case ZIP_ER_EOF:
    case ZIP_ER_INCONS:
        return HAT_REASON_ZIP_STRUCTURE;
    default:
        return HAT_REASON_OTHER;
    }
}

static enum hat_status damaged(struct unpacking *unpacking, zip_error_t *error)
{
    struct hat_place place = hat_package_place(unpacking->package, unpacking->entry->part.name);
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY) {
        return HAT_ERR_NOMEM;
    }
    hat_diags_add_reason(unpacking->diags, HAT_MSG_PACKAGE_PART_DAMAGED, &place,
                         reason_of(zip_error_code_zip(error)), zip_error_strerror(error));
    return HAT_ERR_TEMPLATE;
}

static enum hat_status check_size(const struct unpacking *unpacking)
{
    const struct hat_limits *limits = &unpacking->package->limits;
    const struct hat_entry *entry = unpacking->entry;
    uint64_t most = entry->part.is_xml ? limits->part_bytes : limits->picture_bytes;
    if (unpacking->done > most) {
        hat_package_report(unpacking->package, unpacking->diags, HAT_MSG_PACKAGE_PART_LARGE,
                           entry->part.name, most);
        return HAT_ERR_LIMIT;
    }
    if (unpacking->done > limits->inflate_free_bytes &&
        unpacking->done / limits->inflate_ratio > entry->packed.len) {
        hat_package_report(unpacking->package, unpacking->diags, HAT_MSG_PACKAGE_RATIO,
                           entry->part.name, limits->inflate_ratio);
        return HAT_ERR_LIMIT;
    }
    return HAT_OK;
}

static enum hat_status unpack_next(void *ctx, struct hat_str *chunk)
{
    struct unpacking *unpacking = ctx;
    *chunk = (struct hat_str){unpacking->chunk, 0};
    if (unpacking->status != HAT_OK || unpacking->ended) {
        return unpacking->status;
    }
    zip_int64_t got = zip_fread(unpacking->file, unpacking->chunk, CHUNK);
    if (got < 0) {
        unpacking->status = damaged(unpacking, zip_file_get_error(unpacking->file));
        return unpacking->status;
    }
    unpacking->ended = got == 0;
    unpacking->done += (uint64_t)got;
    unpacking->status = check_size(unpacking);
    if (unpacking->status == HAT_OK) {
        chunk->len = (size_t)got;
    }
    return unpacking->status;
}

static void unpack_close(void *ctx)
{
    struct unpacking *unpacking = ctx;
    zip_fclose(unpacking->file);
    hat_mem_free(unpacking);
}

static enum hat_status unpack_open(struct hat_package *package, const struct hat_entry *entry,
                                   hat_diags *diags, struct hat_stream *out)
{
    struct unpacking *unpacking = hat_mem_realloc(NULL, 1, sizeof *unpacking);
    if (unpacking == NULL) {
        return HAT_ERR_NOMEM;
    }
    unpacking->package = package;
    unpacking->entry = entry;
    unpacking->diags = diags;
    unpacking->done = 0;
    unpacking->ended = false;
    unpacking->status = HAT_OK;
    unpacking->file = zip_fopen_index(package->zip, entry->zip_index, 0);
    if (unpacking->file == NULL) {
        enum hat_status st = damaged(unpacking, zip_get_error(package->zip));
        hat_mem_free(unpacking);
        return st;
    }
    *out = (struct hat_stream){unpacking, unpack_next, unpack_close};
    return HAT_OK;
}

/* ---- what was kept ---- */

/* Adds a chunk to what is kept of `entry`, unless that becomes too much: then nothing is. */
static enum hat_status keep(struct hat_package *package, struct hat_entry *entry,
                            struct hat_str chunk)
{
    struct hat_buf *kept = &entry->kept;
    package->kept_bytes += chunk.len;
    if (package->kept_bytes <= KEPT_MAX) {
        hat_buf_put(kept, chunk.ptr, chunk.len);
        return hat_buf_failed(kept) ? HAT_ERR_NOMEM : HAT_OK;
    }
    hat_buf_fini(kept);
    return HAT_OK;
}

/* ---- finding ---- */

static int compare_name(const void *key, const void *item)
{
    const struct hat_entry *const *entry = item;
    return strcmp(key, (*entry)->part.name);
}

const struct hat_entry *hat_entry_find(const struct hat_package *package, const char *name)
{
    const struct hat_entry **found = package->count == 0
                                         ? NULL
                                         : bsearch(name, package->by_name, package->count,
                                                   sizeof *package->by_name, compare_name);
    return found != NULL ? *found : NULL;
}

static enum hat_status find(struct hat_package *package, const char *name, hat_diags *diags,
                            const struct hat_entry **entry)
{
    *entry = hat_entry_find(package, name);
    if (*entry == NULL) {
        struct hat_place place = hat_package_place(package, NULL);
        hat_diags_add(diags, HAT_MSG_PACKAGE_NO_PART, &place, hat_str_from(name));
        return HAT_ERR_TEMPLATE;
    }
    return HAT_OK;
}

/* ---- the face ---- */

enum hat_status hat_package_stream(struct hat_package *package, const char *name, hat_diags *diags,
                                   struct hat_stream *out)
{
    const struct hat_entry *entry;
    enum hat_status st = find(package, name, diags, &entry);
    if (st != HAT_OK) {
        return st;
    }
    return entry->kept.len > 0
               ? hat_stream_bytes((struct hat_str){entry->kept.data, entry->kept.len}, CHUNK, out)
               : unpack_open(package, entry, diags, out);
}

enum hat_status hat_package_read(struct hat_package *package, const char *name, hat_diags *diags,
                                 struct hat_buf *buf)
{
    struct hat_stream stream;
    enum hat_status st = hat_package_stream(package, name, diags, &stream);
    if (st != HAT_OK) {
        return st;
    }
    struct hat_str chunk;
    do {
        st = hat_stream_next(&stream, &chunk);
        hat_buf_put(buf, chunk.ptr, chunk.len);
    } while (st == HAT_OK && chunk.len > 0);
    hat_stream_close(&stream);
    return st == HAT_OK && hat_buf_failed(buf) ? HAT_ERR_NOMEM : st;
}

/* ---- checking ---- */

/* Unpacks one part to nowhere, looking at XML for what is refused. */
static enum hat_status check_part(struct hat_package *package, struct hat_entry *entry,
                                  hat_diags *diags, uint64_t *total)
{
    struct hat_place place = hat_package_place(package, entry->part.name);
    struct hat_xml_parser *parser = NULL;
    struct hat_stream stream = {0};
    struct hat_str chunk = {0};
    enum hat_status st = unpack_open(package, entry, diags, &stream);
    if (st == HAT_OK && entry->part.is_xml) {
        st = hat_xml_parser_new(NULL, &package->limits, &place, diags, &parser);
    }
    while (st == HAT_OK && (st = hat_stream_next(&stream, &chunk)) == HAT_OK && chunk.len > 0) {
        *total += chunk.len;
        if (*total > package->limits.package_bytes) {
            hat_package_report(package, diags, HAT_MSG_PACKAGE_LARGE, NULL,
                               package->limits.package_bytes);
            st = HAT_ERR_LIMIT;
        } else if (parser != NULL) {
            st = hat_xml_parser_feed(parser, chunk);
            st = st == HAT_OK ? keep(package, entry, chunk) : st;
        }
    }
    if (st == HAT_OK && parser != NULL) {
        st = hat_xml_parser_finish(parser);
    }
    hat_xml_parser_free(parser);
    hat_stream_close(&stream);
    return st;
}

enum hat_status hat_entries_check(struct hat_package *package, hat_diags *diags)
{
    enum hat_status st = HAT_OK;
    uint64_t total = 0;
    for (size_t i = 0; i < package->count && st == HAT_OK; i++) {
        st = check_part(package, &package->entries[i], diags, &total);
    }
    return st;
}
