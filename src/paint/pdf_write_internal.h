/* pdf_write_internal.h -- objects into a PDF 1.7 file with object streams, and the syntax of
 * numbers, strings and references (ISO 32000-1 7.3, 7.5). */
#ifndef HAT_PAINT_PDF_WRITE_INTERNAL_H
#define HAT_PAINT_PDF_WRITE_INTERNAL_H

#include "base/buf.h"
#include "base/file.h"

struct libdeflate_compressor;

/* ---- deflate ---- */

/* What packing needs, kept from one buffer to the next. A zeroed struct is a valid new one. */
struct hat_packer {
    struct libdeflate_compressor *tables;
};

/* Appends `data` packed, in zlib's form. */
enum hat_status hat_deflate(struct hat_packer *packer, struct hat_str data, struct hat_buf *out);
void hat_packer_fini(struct hat_packer *packer);
/* Appends it unpacked. HAT_ERR_DATA: not in zlib's form, or damaged; HAT_ERR_LIMIT: more than
 * `limit` bytes. */
enum hat_status hat_inflate(struct hat_str data, uint64_t limit, struct hat_buf *out);

/* ---- the file ---- */

/* Where an object lies: in the file at `offset`, or as number `index` of an object stream. */
struct hat_pdf_entry {
    uint8_t type;    /* 0 not written yet, 1 in the file, 2 in an object stream */
    uint16_t index;  /* in the object stream */
    uint32_t offset; /* in the file, or number of the object stream */
};

enum { HAT_PDF_GROUP = 200 }; /* objects in one object stream */

struct hat_pdf_writer {
    enum hat_status status; /* the first error; everything after it does nothing */
    struct hat_output *output;
    struct hat_buf pending; /* written, not yet given to `output` */
    uint64_t flushed;       /* bytes given to `output` */
    uint64_t hash[2];       /* of all bytes so far: the file's identifier */
    struct hat_pdf_entry *entries;
    size_t count, cap; /* entry 0 is the free one */
    struct hat_packer packer;
    struct hat_buf packed; /* the stream being written */
    /* the object stream being filled */
    struct hat_buf group;
    uint32_t group_ids[HAT_PDF_GROUP];
    size_t group_offsets[HAT_PDF_GROUP];
    uint32_t group_count, group_id;
};

/* Begins the file. `output` NULL: all bytes stay in `pending`. */
void hat_pdf_writer_init(struct hat_pdf_writer *writer, struct hat_output *output);
void hat_pdf_writer_fini(struct hat_pdf_writer *writer);

/* A number for an object that is written later. */
uint32_t hat_pdf_reserve(struct hat_pdf_writer *writer);
/* Writes the object in `body` and empties it. */
void hat_pdf_object(struct hat_pdf_writer *writer, uint32_t id, struct hat_buf *body);

enum hat_pdf_coding { HAT_PDF_AS_IS, HAT_PDF_DEFLATE };
/* Writes a stream; `dict` holds further entries ("/N 3"). */
void hat_pdf_stream(struct hat_pdf_writer *writer, uint32_t id, const char *dict,
                    struct hat_str data, enum hat_pdf_coding coding);
/* Writes the cross-reference stream and ends the file; the status of all. */
enum hat_status hat_pdf_writer_end(struct hat_pdf_writer *writer, uint32_t catalog, uint32_t info);

/* ---- syntax, appended to a buffer ---- */

static inline void hat_pdf_put(struct hat_buf *buf, const char *text)
{
    hat_buf_put(buf, text, strlen(text));
}
void hat_pdf_put_number(struct hat_buf *buf, int64_t value);
/* value / 120 with at most three decimals. */
void hat_pdf_put_du(struct hat_buf *buf, int64_t value);
/* "12 0 R" */
void hat_pdf_put_ref(struct hat_buf *buf, uint32_t id);
/* A text string: (ASCII) or <FEFF UTF-16>. */
void hat_pdf_put_text(struct hat_buf *buf, const char *utf8);
/* A character as hexadecimal digits of UTF-16. */
void hat_pdf_put_utf16(struct hat_buf *buf, uint32_t cp);
/* A byte string, escaped. */
void hat_pdf_put_bytes(struct hat_buf *buf, struct hat_str bytes);

#endif
