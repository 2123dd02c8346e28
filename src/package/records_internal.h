/* records_internal.h -- the records that a ZIP file is made of, as bytes.
 *
 *     [local|name|bytes] [local|name|bytes] ... [central|name] [central|name] ... [end]
 */
#ifndef HAT_PACKAGE_RECORDS_INTERNAL_H
#define HAT_PACKAGE_RECORDS_INTERNAL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* What the records say of one entry. A size is below 4 GB. */
struct hat_zip_record {
    struct hat_str name; /* UTF-8 */
    uint64_t offset;     /* of its local header in the file */
    uint32_t packed;     /* bytes as they stand in the file */
    uint32_t size;       /* bytes unpacked */
    uint32_t crc;        /* CRC-32 of the unpacked bytes */
    bool stored;         /* not compressed */
};

/* Appends the header that stands before the entry's bytes. */
void hat_zip_put_local(const struct hat_zip_record *record, struct hat_buf *out);
/* Writes sizes and checksum, known only now, into the header that begins at `header`. */
void hat_zip_mend_local(const struct hat_zip_record *record, char *header);
/* Appends the entry's line of the directory. */
void hat_zip_put_central(const struct hat_zip_record *record, struct hat_buf *out);
/* Appends the end of the file: `count` entries, a directory of `size` bytes at `offset`. */
void hat_zip_put_end(uint64_t count, uint64_t size, uint64_t offset, struct hat_buf *out);

#endif
