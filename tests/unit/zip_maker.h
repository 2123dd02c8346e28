/* zip_maker.h -- ZIP files for tests, also such as no honest program writes. */
#ifndef HAT_TESTS_ZIP_MAKER_H
#define HAT_TESTS_ZIP_MAKER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define MAIN_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

#define CONTENT_TYPES                                                                              \
    "<?xml version=\"1.0\"?><Types "                                                               \
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"                      \
    "<Default Extension=\"rels\" "                                                                 \
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"                   \
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                                 \
    "<Default Extension=\"PNG\" ContentType=\"image/png\"/>"                                       \
    "<Override PartName=\"/word/document.xml\" ContentType=\"" MAIN_TYPE "\"/></Types>"

#define RELATIONSHIPS(items)                                                                       \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" items \
    "</Relationships>"

#define RELATIONSHIP(id, type, target)                                                             \
    "<Relationship Id=\"" id                                                                       \
    "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type          \
    "\" Target=\"" target "\"/>"

#define DOCUMENT                                                                                   \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"        \
    "<w:body/></w:document>"

#define ODT_TYPE "application/vnd.oasis.opendocument.text"

#define MANIFEST(items)                                                                            \
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"    \
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/"    \
    ">" items "</manifest:manifest>"

/* A zeroed struct is an empty file. */
struct zip_maker {
    struct hat_buf file, directory;
    unsigned count;
    /* for the next entries: what is told instead of the truth */
    unsigned method, flags;
    unsigned crc_change;    /* is xored into the checksum */
    unsigned size_more;     /* is added to the unpacked size */
    const char *local_name; /* in the local header; NULL: the true one */
    bool same_bytes;        /* the entry shares the local header of the one before */
    size_t last_local;
};

static inline void zip_number(struct hat_buf *buf, uint32_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8) {
        char byte = (char)(value & 0xFF);
        hat_buf_put(buf, &byte, 1);
    }
}

static inline uint32_t zip_crc(struct hat_str bytes)
{
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
        }
    }
    return ~crc;
}

/* What local and central header have in common: from "version needed" to "length of extra". */
static inline void zip_header(const struct zip_maker *zip, struct hat_buf *buf, size_t name_len,
                              struct hat_str bytes)
{
    zip_number(buf, 20, 2);
    zip_number(buf, zip->flags, 2);
    zip_number(buf, zip->method, 2);
    zip_number(buf, 0x00210000, 4);
    zip_number(buf, zip_crc(bytes) ^ zip->crc_change, 4);
    zip_number(buf, (uint32_t)bytes.len, 4);
    zip_number(buf, (uint32_t)bytes.len + zip->size_more, 4);
    zip_number(buf, (uint32_t)name_len, 2);
    zip_number(buf, 0, 2);
}

static inline void zip_put(struct zip_maker *zip, struct hat_str name, struct hat_str bytes)
{
    struct hat_str local = zip->local_name != NULL ? hat_str_from(zip->local_name) : name;
    if (!zip->same_bytes) {
        zip->last_local = zip->file.len;
        hat_buf_put(&zip->file, "PK\3\4", 4);
        zip_header(zip, &zip->file, local.len, bytes);
        hat_buf_put(&zip->file, local.ptr, local.len);
        hat_buf_put(&zip->file, bytes.ptr, bytes.len);
    }
    hat_buf_put(&zip->directory, "PK\1\2\24\0", 6);
    zip_header(zip, &zip->directory, name.len, bytes);
    zip_number(&zip->directory, 0, 4); /* comment, disk */
    zip_number(&zip->directory, 0, 2); /* attributes */
    zip_number(&zip->directory, 0, 4);
    zip_number(&zip->directory, (uint32_t)zip->last_local, 4);
    hat_buf_put(&zip->directory, name.ptr, name.len);
    zip->count++;
}

/* Adds the directory and the end record; zip->file is then the whole. */
static inline void zip_end(struct zip_maker *zip)
{
    uint32_t at = (uint32_t)zip->file.len;
    hat_buf_put(&zip->file, zip->directory.data, zip->directory.len);
    hat_buf_put(&zip->file, "PK\5\6", 4);
    zip_number(&zip->file, 0, 4);
    zip_number(&zip->file, zip->count, 2);
    zip_number(&zip->file, zip->count, 2);
    zip_number(&zip->file, (uint32_t)zip->directory.len, 4);
    zip_number(&zip->file, at, 4);
    zip_number(&zip->file, 0, 2);
}

static inline void zip_fini(struct zip_maker *zip)
{
    hat_buf_fini(&zip->file);
    hat_buf_fini(&zip->directory);
    *zip = (struct zip_maker){0};
}

/* Ends it and gives the file to the caller. */
static inline struct hat_buf zip_take(struct zip_maker *zip)
{
    zip_end(zip);
    struct hat_buf file = zip->file;
    zip->file = (struct hat_buf){0};
    zip_fini(zip);
    return file;
}

#endif
