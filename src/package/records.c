/* records.c -- the records of a ZIP file written (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.14 to 4.3.16).
 *
 * Nothing in them depends on when or where they are written: every entry is of 1980-01-01 00:00,
 * the earliest time that ZIP knows, and an ordinary file of everybody's. The 64-bit records, which
 * Word takes for damage, come only where the others have no room: in archives of more than 65,534
 * entries or 4 GB. Example, the local header of the text "b" stored as "a":
 *
 *     50 4b 03 04  0a 00  00 00  00 00  00 00  21 00  f9 ef be 71  01 00 00 00  01 00 00 00
 *     "PK\3\4"     1.0    flags  stored time   date   CRC-32       packed       size
 *     01 00  00 00  61
 *     name   extra  "a"
 */
#include "package/records_internal.h"

#include <string.h>

enum {
    DOS_TIME = 0,          /* 00:00:00 */
    DOS_DATE = 1 << 5 | 1, /* 1980-01-01 */
    MADE_BY = 3 << 8 | 63, /* Unix; version 6.3 of the specification */
    VERSION_STORED = 10,
    VERSION_DEFLATE = 20,
    VERSION_64 = 45,
    FLAG_UTF8 = 1 << 11,
    METHOD_DEFLATE = 8,
    CRC_AT = 14, /* in a local header: checksum and both sizes */
    EXTRA_64 = 1,
    EXTRA_64_LEN = 12, /* with its own head: the offset alone */
    END_64_LEN = 44,   /* behind its first two fields */
    MAX_16 = 0xFFFF
};
#define MAX_32        0xFFFFFFFFu
#define ORDINARY_FILE (0100666u << 16) /* mode of the external attributes */

static void put(struct hat_buf *out, uint64_t value, int bytes)
{
    char text[8];
    for (int i = 0; i < bytes; i++) {
        text[i] = (char)(value >> (8 * i));
    }
    hat_buf_put(out, text, (size_t)bytes);
}

static bool is_ascii(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] & 0x80) != 0) {
            return false;
        }
    }
    return true;
}

/* What both headers of an entry have in common. */
static void put_common(const struct hat_zip_record *record, bool large, struct hat_buf *out)
{
    put(out, large ? VERSION_64 : record->stored ? VERSION_STORED : VERSION_DEFLATE, 2);
    put(out, is_ascii(record->name) ? 0 : FLAG_UTF8, 2);
    put(out, record->stored ? 0 : METHOD_DEFLATE, 2);
    put(out, DOS_TIME, 2);
    put(out, DOS_DATE, 2);
    put(out, record->crc, 4);
    put(out, record->packed, 4);
    put(out, record->size, 4);
    put(out, record->name.len, 2);
}

void hat_zip_put_local(const struct hat_zip_record *record, struct hat_buf *out)
{
    hat_buf_put(out, "PK\3\4", 4);
    put_common(record, false, out);
    put(out, 0, 2); /* extra */
    hat_buf_put(out, record->name.ptr, record->name.len);
}

void hat_zip_mend_local(const struct hat_zip_record *record, char *header)
{
    const uint32_t values[] = {record->crc, record->packed, record->size};
    for (size_t i = 0; i < sizeof values; i++) {
        header[CRC_AT + i] = (char)(values[i / 4] >> (8 * (i % 4)));
    }
}

void hat_zip_put_central(const struct hat_zip_record *record, struct hat_buf *out)
{
    bool large = record->offset >= MAX_32;
    hat_buf_put(out, "PK\1\2", 4);
    put(out, MADE_BY, 2);
    put_common(record, large, out);
    put(out, large ? EXTRA_64_LEN : 0, 2);
    put(out, 0, 2); /* comment */
    put(out, 0, 2); /* disk */
    put(out, 0, 2); /* internal attributes */
    put(out, ORDINARY_FILE, 4);
    put(out, large ? MAX_32 : record->offset, 4);
    hat_buf_put(out, record->name.ptr, record->name.len);
    if (large) {
        put(out, EXTRA_64, 2);
        put(out, 8, 2);
        put(out, record->offset, 8);
    }
}

/* The end for large files, and the record that tells where it is. */
static void put_end_64(uint64_t count, uint64_t size, uint64_t offset, struct hat_buf *out)
{
    hat_buf_put(out, "PK\6\6", 4);
    put(out, END_64_LEN, 8);
    put(out, MADE_BY, 2);
    put(out, VERSION_64, 2);
    put(out, 0, 4); /* this disk */
    put(out, 0, 4); /* the directory's disk */
    put(out, count, 8);
    put(out, count, 8);
    put(out, size, 8);
    put(out, offset, 8);
    hat_buf_put(out, "PK\6\7", 4);
    put(out, 0, 4); /* disk */
    put(out, offset + size, 8);
    put(out, 1, 4); /* disks */
}

void hat_zip_put_end(uint64_t count, uint64_t size, uint64_t offset, struct hat_buf *out)
{
    if (count >= MAX_16 || size >= MAX_32 || offset >= MAX_32) {
        put_end_64(count, size, offset, out);
    }
    hat_buf_put(out, "PK\5\6", 4);
    put(out, 0, 2); /* this disk */
    put(out, 0, 2); /* the directory's disk */
    put(out, count < MAX_16 ? count : MAX_16, 2);
    put(out, count < MAX_16 ? count : MAX_16, 2);
    put(out, size < MAX_32 ? size : MAX_32, 4);
    put(out, offset < MAX_32 ? offset : MAX_32, 4);
    put(out, 0, 2); /* comment */
}
