/* package_internal.h -- an open package, shared by the files of this folder. */
#ifndef HAT_PACKAGE_PACKAGE_INTERNAL_H
#define HAT_PACKAGE_PACKAGE_INTERNAL_H

#include <zip.h>

#include "package/package.h"

/* One entry of the ZIP directory. */
struct hat_entry {
    struct hat_part part;   /* what the face shows; name NULL for entries left out (folders) */
    struct hat_str packed;  /* its bytes in the file, compressed or not */
    struct hat_buf kept;    /* unpacked when it was checked, to be read; empty: not kept */
    uint32_t crc;           /* CRC-32 of the unpacked bytes */
    uint16_t method;        /* 0 stored, 8 deflate */
    uint16_t flags;         /* general purpose bits */
    uint32_t local_offset;  /* of the local header in the file */
    struct hat_str name;    /* as in the directory: any bytes */
    zip_uint64_t zip_index; /* libzip's number */
};

struct hat_package {
    struct hat_arena arena;
    struct hat_limits limits;
    const char *path;
    struct hat_buf file;  /* owns `bytes` when the package was opened by path */
    struct hat_str bytes; /* the ZIP file */
    zip_t *zip;
    enum hat_format format;
    const char *main;
    struct hat_entry *entries; /* parts only, in the order of the file */
    bool again;                /* they are those of the package that this one was made from */
    size_t count;
    const struct hat_entry **by_name; /* sorted by strcmp */
    uint64_t kept_bytes;              /* of all entries */
};

/* ---- directory.c ---- */

/* Reads the ZIP directory into package->entries. HAT_OK, HAT_ERR_TEMPLATE, HAT_ERR_LIMIT,
 * HAT_ERR_NOMEM. */
enum hat_status hat_directory_read(struct hat_package *package, hat_diags *diags);

/* ---- names.c ---- */

/* Leaves out folders and names that are not UTF-8, refuses unsafe names and two that are the same
 * but for case, makes by_name. */
enum hat_status hat_entries_check_names(struct hat_package *package, hat_diags *diags);

/* ---- sniff.c ---- */

/* Says what a file is that is not a whole ZIP package. Always an error status. */
enum hat_status hat_sniff_report(struct hat_str bytes, const char *path, hat_diags *diags);

/* ---- format.c ---- */

/* Finds out what the package is: format, main part and the types of all parts. */
enum hat_status hat_format_find(struct hat_package *package, hat_diags *diags);

/* ---- read.c ---- */

const struct hat_entry *hat_entry_find(const struct hat_package *package, const char *name);

/* Unpacks every part once: sizes, checksums, no DOCTYPE in XML. */
enum hat_status hat_entries_check(struct hat_package *package, hat_diags *diags);

/* ---- for all ---- */

struct hat_place hat_package_place(const struct hat_package *package, const char *part);
/* Adds a diagnostic about `part` (NULL: the package) with one number. */
void hat_package_report(const struct hat_package *package, hat_diags *diags, enum hat_message code,
                        const char *part, uint64_t number);

#endif
