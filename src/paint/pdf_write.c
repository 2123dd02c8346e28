/* pdf_write.c -- the file that is written: small objects in groups, streams between them.
 *
 *     %PDF-1.7
 *     5 0 obj <</Length ...>> stream ... endstream endobj      contents, fonts, pictures
 *     9 0 obj <</Type/ObjStm/N 200/First 1480 ...>> stream     200 small objects, deflated
 *     ...
 *     40 0 obj <</Type/XRef ...>> stream                       where each object lies
 *     startxref 81234 %%EOF
 *
 * Source: ISO 32000-1 7.5.7 (object streams), 7.5.8 (cross-reference streams). Nothing here
 * depends on time, place or memory addresses: the same objects give the same bytes, and the
 * identifier in the trailer is a hash of them (two 64-bit FNV-1a sums with different starts).
 */
#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "paint/pdf_write_internal.h"

enum { FLUSH_AT = 1 << 20, ENTRY_BYTES = 7 };

static const uint64_t FNV_PRIME = 0x100000001B3u;

/* ---- syntax ---- */

void hat_pdf_put_number(struct hat_buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    hat_buf_put(buf, digits + at, sizeof digits - at);
}

void hat_pdf_put_du(struct hat_buf *buf, int64_t value)
{
    int64_t magnitude = value < 0 ? -value : value;
    int64_t thousandths = (magnitude * 1000 + 60) / 120;
    if (value < 0 && thousandths > 0) {
        hat_buf_put(buf, "-", 1);
    }
    hat_pdf_put_number(buf, thousandths / 1000);
    int64_t rest = thousandths % 1000;
    if (rest > 0) {
        char text[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                        (char)('0' + rest % 10)};
        hat_buf_put(buf, text, rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2);
    }
}

void hat_pdf_put_ref(struct hat_buf *buf, uint32_t id)
{
    hat_pdf_put_number(buf, id);
    hat_buf_put(buf, " 0 R", 4);
}

/* How many bytes from `at` on stand for themselves in a string. */
static size_t plain_bytes(struct hat_str bytes, size_t at)
{
    size_t end = at;
    while (end < bytes.len && bytes.ptr[end] >= 0x20 && bytes.ptr[end] <= 0x7E &&
           bytes.ptr[end] != '(' && bytes.ptr[end] != ')' && bytes.ptr[end] != '\\') {
        end++;
    }
    return end - at;
}

void hat_pdf_put_bytes(struct hat_buf *buf, struct hat_str bytes)
{
    hat_buf_put(buf, "(", 1);
    for (size_t at = 0; at < bytes.len; at++) {
        size_t plain = plain_bytes(bytes, at);
        hat_buf_put(buf, bytes.ptr + at, plain);
        at += plain;
        if (at < bytes.len) {
            unsigned char byte = (unsigned char)bytes.ptr[at];
            bool bracket = byte == '(' || byte == ')' || byte == '\\';
            hat_buf_printf(buf, bracket ? "\\%c" : "\\%03o", byte);
        }
    }
    hat_buf_put(buf, ")", 1);
}

static bool is_ascii(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 0x20 || text.ptr[i] > 0x7E) {
            return false;
        }
    }
    return true;
}

static void put_unit(struct hat_buf *buf, uint32_t unit)
{
    static const char digits[] = "0123456789ABCDEF";
    const char text[4] = {digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15],
                          digits[unit & 15]};
    hat_buf_put(buf, text, sizeof text);
}

void hat_pdf_put_utf16(struct hat_buf *buf, uint32_t cp)
{
    if (cp > 0xFFFF) {
        uint32_t rest = cp - 0x10000;
        put_unit(buf, 0xD800u | rest >> 10);
        put_unit(buf, 0xDC00u | (rest & 0x3FF));
    } else {
        put_unit(buf, cp);
    }
}

void hat_pdf_put_text(struct hat_buf *buf, const char *utf8)
{
    struct hat_str text = hat_str_from(utf8);
    if (is_ascii(text)) {
        hat_pdf_put_bytes(buf, text);
        return;
    }
    hat_pdf_put(buf, "<FEFF");
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        hat_pdf_put_utf16(buf, cp == HAT_UTF8_INVALID ? 0xFFFD : cp);
    }
    hat_pdf_put(buf, ">");
}

/* ---- bytes ---- */

static void fail(struct hat_pdf_writer *writer, enum hat_status status)
{
    if (writer->status == HAT_OK) {
        writer->status = status;
    }
}

static uint64_t position(const struct hat_pdf_writer *writer)
{
    return writer->flushed + writer->pending.len;
}

static void hash_pending(struct hat_pdf_writer *writer)
{
    for (size_t i = 0; i < writer->pending.len; i++) {
        unsigned char byte = (unsigned char)writer->pending.data[i];
        writer->hash[0] = (writer->hash[0] ^ byte) * FNV_PRIME;
        writer->hash[1] = (writer->hash[1] ^ byte) * FNV_PRIME;
    }
}

/* Gives what is pending to the output when it is much, or at the `end`. */
static void flush(struct hat_pdf_writer *writer, bool end)
{
    if (hat_buf_failed(&writer->pending)) {
        fail(writer, HAT_ERR_NOMEM);
    }
    if (position(writer) > HAT_LIMITS_DEFAULT.output_bytes) {
        fail(writer, HAT_ERR_LIMIT);
    }
    if (writer->status == HAT_OK && writer->output != NULL &&
        (end || writer->pending.len >= FLUSH_AT)) {
        hash_pending(writer);
        hat_output_write(writer->output, writer->pending.data, writer->pending.len);
        writer->flushed += writer->pending.len;
        writer->pending.len = 0;
    }
}

void hat_pdf_writer_init(struct hat_pdf_writer *writer, struct hat_output *output)
{
    *writer = (struct hat_pdf_writer){.output = output,
                                      .hash = {0xCBF29CE484222325u, 0x6C62272E07BB0142u}};
    hat_pdf_reserve(writer); /* object 0 */
    hat_pdf_put(&writer->pending, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
}

void hat_pdf_writer_fini(struct hat_pdf_writer *writer)
{
    hat_buf_fini(&writer->pending);
    hat_buf_fini(&writer->group);
    hat_buf_fini(&writer->packed);
    hat_packer_fini(&writer->packer);
    hat_mem_free(writer->entries);
    *writer = (struct hat_pdf_writer){0};
}

/* ---- objects ---- */

uint32_t hat_pdf_reserve(struct hat_pdf_writer *writer)
{
    if (writer->count >= UINT32_MAX ||
        !hat_mem_grow(&writer->entries, writer->count, &writer->cap, sizeof *writer->entries)) {
        fail(writer, HAT_ERR_NOMEM);
        return 0;
    }
    writer->entries[writer->count] = (struct hat_pdf_entry){0};
    return (uint32_t)writer->count++;
}

/* Notes that object `id` begins at the end of what is written. */
static void begin_object(struct hat_pdf_writer *writer, uint32_t id)
{
    writer->entries[id] = (struct hat_pdf_entry){.type = 1, .offset = (uint32_t)position(writer)};
    hat_pdf_put_number(&writer->pending, id);
    hat_pdf_put(&writer->pending, " 0 obj\n");
}

void hat_pdf_stream(struct hat_pdf_writer *writer, uint32_t id, const char *dict,
                    struct hat_str data, enum hat_pdf_coding coding)
{
    if (writer->status == HAT_OK && coding == HAT_PDF_DEFLATE) {
        writer->packed.len = 0;
        fail(writer, hat_deflate(&writer->packer, data, &writer->packed));
        data = (struct hat_str){writer->packed.data, writer->packed.len};
    }
    if (writer->status == HAT_OK) {
        begin_object(writer, id);
        hat_pdf_put(&writer->pending, "<<");
        hat_pdf_put(&writer->pending, dict);
        hat_pdf_put(&writer->pending,
                    coding == HAT_PDF_DEFLATE ? "/Filter/FlateDecode/Length " : "/Length ");
        hat_pdf_put_number(&writer->pending, (int64_t)data.len);
        hat_pdf_put(&writer->pending, ">>\nstream\n");
        hat_buf_put(&writer->pending, data.ptr, data.len);
        hat_pdf_put(&writer->pending, "\nendstream\nendobj\n");
        flush(writer, false);
    }
}

/* Writes the group: a table of numbers and offsets, then the objects. */
static void end_group(struct hat_pdf_writer *writer)
{
    if (writer->group_count == 0) {
        return;
    }
    struct hat_buf data = {0};
    for (uint32_t i = 0; i < writer->group_count; i++) {
        hat_pdf_put_number(&data, writer->group_ids[i]);
        hat_pdf_put(&data, " ");
        hat_pdf_put_number(&data, (int64_t)writer->group_offsets[i]);
        hat_pdf_put(&data, " ");
    }
    char dict[64];
    snprintf(dict, sizeof dict, "/Type/ObjStm/N %u/First %zu", (unsigned)writer->group_count,
             data.len);
    hat_buf_put(&data, writer->group.data, writer->group.len);
    if (hat_buf_failed(&data) || hat_buf_failed(&writer->group)) {
        fail(writer, HAT_ERR_NOMEM);
    }
    hat_pdf_stream(writer, writer->group_id, dict, (struct hat_str){data.data, data.len},
                   HAT_PDF_DEFLATE);
    hat_buf_fini(&data);
    writer->group.len = 0;
    writer->group_count = 0;
}

void hat_pdf_object(struct hat_pdf_writer *writer, uint32_t id, struct hat_buf *body)
{
    if (hat_buf_failed(body)) {
        fail(writer, HAT_ERR_NOMEM);
    }
    if (writer->status == HAT_OK && writer->group_count == 0) {
        writer->group_id = hat_pdf_reserve(writer);
    }
    if (writer->status == HAT_OK) {
        uint32_t index = writer->group_count++;
        writer->group_ids[index] = id;
        writer->group_offsets[index] = writer->group.len;
        writer->entries[id] = (struct hat_pdf_entry){2, (uint16_t)index, writer->group_id};
        hat_buf_put(&writer->group, body->data, body->len);
        hat_buf_put(&writer->group, " ", 1);
        if (writer->group_count == HAT_PDF_GROUP) {
            end_group(writer);
        }
    }
    body->len = 0;
}

/* ---- the end ---- */

/* One row of the cross-reference table: type(1) offset(4) index(2), as differences to the row
 * above it (PNG predictor "up"), which deflate to next to nothing. */
static void put_entry(struct hat_buf *table, const struct hat_pdf_entry *entry,
                      unsigned char above[ENTRY_BYTES])
{
    const unsigned char row[ENTRY_BYTES] = {
        entry->type,
        (unsigned char)(entry->offset >> 24),
        (unsigned char)(entry->offset >> 16),
        (unsigned char)(entry->offset >> 8),
        (unsigned char)entry->offset,
        (unsigned char)(entry->index >> 8),
        (unsigned char)entry->index,
    };
    char coded[1 + ENTRY_BYTES] = {2};
    for (int i = 0; i < ENTRY_BYTES; i++) {
        coded[1 + i] = (char)(row[i] - above[i]);
        above[i] = row[i];
    }
    hat_buf_put(table, coded, sizeof coded);
}

static void put_table(struct hat_pdf_writer *writer, struct hat_buf *table)
{
    unsigned char above[ENTRY_BYTES] = {0};
    writer->entries[0] = (struct hat_pdf_entry){.index = UINT16_MAX};
    for (size_t i = 0; i < writer->count; i++) {
        put_entry(table, &writer->entries[i], above);
    }
    if (hat_buf_failed(table)) {
        fail(writer, HAT_ERR_NOMEM);
    }
}

enum hat_status hat_pdf_writer_end(struct hat_pdf_writer *writer, uint32_t catalog, uint32_t info)
{
    end_group(writer);
    uint32_t id = hat_pdf_reserve(writer);
    if (writer->status != HAT_OK) {
        return writer->status;
    }
    if (writer->output == NULL) {
        hash_pending(writer);
    } else {
        flush(writer, true);
    }
    uint64_t start = position(writer);
    writer->entries[id] = (struct hat_pdf_entry){.type = 1, .offset = (uint32_t)start};
    struct hat_buf table = {0};
    put_table(writer, &table);
    char dict[320];
    const unsigned long long *hash =
        (const unsigned long long[2]){writer->hash[0], writer->hash[1]};
    snprintf(dict, sizeof dict,
             "/Type/XRef/Size %zu/W[1 4 2]/Root %u 0 R/Info %u 0 R"
             "/ID[<%016llX%016llX><%016llX%016llX>]/DecodeParms<</Predictor 12/Columns %d>>",
             writer->count, (unsigned)catalog, (unsigned)info, hash[0], hash[1], hash[0], hash[1],
             ENTRY_BYTES);
    hat_pdf_stream(writer, id, dict, (struct hat_str){table.data, table.len}, HAT_PDF_DEFLATE);
    hat_buf_printf(&writer->pending, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
    flush(writer, true);
    hat_buf_fini(&table);
    return writer->status;
}
