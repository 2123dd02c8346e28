/* directory.c -- the directory of a ZIP file, read by ourselves before libzip is trusted with it.
 *
 * libzip shows names as C strings (a NUL byte hides the rest), accepts entries that share their
 * bytes, and does not say where an entry's bytes are. So the directory is walked here (APPNOTE.TXT
 * 4.3): end record, central headers, local headers.
 *
 *     [local header|name|bytes] [local ...] ... [central header|name] ... [end record|comment]
 *      ^------- local_offset ----------------------'                 ^----- offset ----'
 *
 * Packages are at most 64 MB, so the 64-bit extensions of ZIP have no honest use and are refused.
 */
#include <stdlib.h>

#include "package/package_internal.h"

enum {
    END_LEN = 22,
    CENTRAL_LEN = 46,
    LOCAL_LEN = 30,
    COMMENT_MAX = 0xFFFF,
    PADDING_MAX = 512, /* bytes behind the end that mail and disks add, not worth a message */
    FLAG_ENCRYPTED = 1,
    FLAG_STRONG_ENCRYPTION = 1 << 6,
    METHOD_STORED = 0,
    METHOD_DEFLATE = 8
};

static uint16_t u16(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static uint32_t u32(const char *at)
{
    return u16(at) | (uint32_t)u16(at + 2) << 16;
}

/* Offset of the end record; bytes.len when there is none. The last one whose comment fits. */
static size_t find_end(struct hat_str bytes)
{
    for (size_t back = END_LEN; back <= bytes.len && back <= END_LEN + COMMENT_MAX; back++) {
        const char *at = bytes.ptr + bytes.len - back;
        if (memcmp(at, "PK\5\6", 4) == 0 && END_LEN + (size_t)u16(at + 20) <= back) {
            return bytes.len - back;
        }
    }
    return bytes.len;
}

static enum hat_status refuse(struct hat_package *package, hat_diags *diags, enum hat_message code)
{
    struct hat_place place = hat_package_place(package, NULL);
    hat_diags_add(diags, code, &place, HAT_STR(""));
    return HAT_ERR_TEMPLATE;
}

/* Reads the central header at *at and moves *at behind it; false when it does not fit. */
static bool read_central(struct hat_str bytes, size_t end, size_t *at, struct hat_entry *entry)
{
    if (end - *at < CENTRAL_LEN || memcmp(bytes.ptr + *at, "PK\1\2", 4) != 0) {
        return false;
    }
    const char *header = bytes.ptr + *at;
    size_t name = u16(header + 28), extra = u16(header + 30), comment = u16(header + 32);
    if (end - *at - CENTRAL_LEN < name + extra + comment) {
        return false;
    }
    entry->flags = u16(header + 8);
    entry->method = u16(header + 10);
    entry->crc = u32(header + 16);
    entry->packed.len = u32(header + 20);
    entry->part.size = u32(header + 24);
    entry->local_offset = u32(header + 42);
    entry->name = (struct hat_str){header + CENTRAL_LEN, name};
    *at += CENTRAL_LEN + name + extra + comment;
    return true;
}

/* Finds the entry's bytes behind its local header; false when it does not fit or contradicts. */
static bool read_local(struct hat_str bytes, size_t directory, struct hat_entry *entry)
{
    size_t at = entry->local_offset;
    if (at > directory || directory - at < LOCAL_LEN || memcmp(bytes.ptr + at, "PK\3\4", 4) != 0) {
        return false;
    }
    const char *header = bytes.ptr + at;
    size_t name = u16(header + 26), head = LOCAL_LEN + name + u16(header + 28);
    if (directory - at < head || directory - at - head < entry->packed.len ||
        u16(header + 8) != entry->method ||
        !hat_str_equal((struct hat_str){header + LOCAL_LEN, name}, entry->name)) {
        return false;
    }
    entry->packed.ptr = header + head;
    return true;
}

static enum hat_status check_entry(struct hat_package *package, hat_diags *diags,
                                   const struct hat_entry *entry)
{
    char name[64];
    size_t len = entry->name.len < sizeof name - 1 ? entry->name.len : sizeof name - 1;
    memcpy(name, entry->name.ptr, len);
    name[len] = '\0';
    if ((entry->flags & (FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION)) != 0) {
        return refuse(package, diags, HAT_MSG_PACKAGE_ENCRYPTED);
    }
    if (entry->method != METHOD_STORED && entry->method != METHOD_DEFLATE) {
        hat_package_report(package, diags, HAT_MSG_PACKAGE_METHOD, name, entry->method);
        return HAT_ERR_TEMPLATE;
    }
    return HAT_OK;
}

static int by_offset(const void *a, const void *b)
{
    const struct hat_entry *const *first = a, *const *second = b;
    uint32_t x = (*first)->local_offset, y = (*second)->local_offset;
    return x < y ? -1 : x > y;
}

/* Do two entries use the same bytes of the file? */
static enum hat_status check_overlap(struct hat_package *package, hat_diags *diags)
{
    struct hat_arena scratch = {0};
    const struct hat_entry **sorted =
        hat_arena_array(&scratch, package->count, sizeof(struct hat_entry *));
    if (sorted == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < package->count; i++) {
        sorted[i] = &package->entries[i];
    }
    qsort(sorted, package->count, sizeof(struct hat_entry *), by_offset);
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i + 1 < package->count && st == HAT_OK; i++) {
        const char *end = sorted[i]->packed.ptr + sorted[i]->packed.len;
        if (end > package->bytes.ptr + sorted[i + 1]->local_offset) {
            st = refuse(package, diags, HAT_MSG_PACKAGE_OVERLAP);
        }
    }
    hat_arena_fini(&scratch);
    return st;
}

enum hat_status hat_directory_read(struct hat_package *package, hat_diags *diags)
{
    struct hat_str bytes = package->bytes;
    size_t end =
        bytes.len >= END_LEN && memcmp(bytes.ptr, "PK", 2) == 0 ? find_end(bytes) : bytes.len;
    if (end == bytes.len) {
        return hat_sniff_report(bytes, package->path, diags);
    }
    const char *record = bytes.ptr + end;
    size_t count = u16(record + 10), size = u32(record + 12), at = u32(record + 16);
    size_t junk = bytes.len - end - END_LEN - u16(record + 20);
    if (u16(record + 4) != 0 || u16(record + 8) != count || at > end || end - at < size) {
        return refuse(package, diags, HAT_MSG_PACKAGE_DAMAGED);
    }
    if (count > package->limits.package_parts) {
        hat_package_report(package, diags, HAT_MSG_PACKAGE_PARTS, NULL,
                           package->limits.package_parts);
        return HAT_ERR_LIMIT;
    }
    if (junk > PADDING_MAX) {
        hat_package_report(package, diags, HAT_MSG_PACKAGE_JUNK, NULL, junk);
    }
    package->entries = hat_arena_array(&package->arena, count, sizeof *package->entries);
    if (package->entries == NULL) {
        return HAT_ERR_NOMEM;
    }
    size_t directory = at;
    for (size_t i = 0; i < count; i++) {
        struct hat_entry *entry = &package->entries[i];
        entry->zip_index = i;
        if (!read_central(bytes, end, &at, entry)) {
            return refuse(package, diags, HAT_MSG_PACKAGE_DAMAGED);
        }
        enum hat_status st = check_entry(package, diags, entry);
        if (st != HAT_OK) {
            return st;
        }
        if (!read_local(bytes, directory, entry)) {
            return refuse(package, diags, HAT_MSG_PACKAGE_DAMAGED);
        }
        package->count = i + 1;
    }
    return check_overlap(package, diags);
}
