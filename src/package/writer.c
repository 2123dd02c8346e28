/* writer.c -- a package written: the same calls give the same bytes.
 *
 * Entries stand in the order of the calls, new parts are deflated at level 3. Libzip, which reads
 * packages, makes an archive as a whole in memory, asks for the time zone for each entry and has a
 * deflate state for each: for a letter of eleven small parts that costs more than its text. So the
 * file is written here, an entry at a time:
 *
 *     add      bytes        -> deflate or stored ┐
 *     stream   pulled bytes -> deflate or stored ├─► `out` ──64 KB──► output
 *     packed   packed bytes -> as they are       ┘
 *
 * The header of an entry stands in `out` before its bytes come, and is mended when they have ended:
 * Word takes the data descriptors that would spare this for damage.
 */
#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#include "package/package_internal.h"
#include "package/records_internal.h"

enum {
    DEFLATE_LEVEL = 3,
    DEFLATE_MEMORY = 8,
    CHUNK = 16 * 1024,
    FLUSH = 64 * 1024 /* bytes of `out` worth a call of the system */
};

struct item {
    struct item *next;
    struct hat_zip_record record;
    struct hat_str bytes;     /* as they are to stand in the file, when there is no stream */
    struct hat_stream stream; /* zeroed: `bytes` */
};

struct hat_package_writer {
    struct hat_arena arena;
    hat_diags *diags;
    struct item *first, **last;
    size_t count;
    struct hat_output *output;
    struct hat_buf out; /* what has not gone to `output` yet */
    uint64_t out_at;    /* where in the file it begins */
    z_stream deflate;   /* used again for each entry */
    bool deflate_is_open;
};

static void clear(struct hat_package_writer *writer)
{
    for (struct item *item = writer->first; item != NULL; item = item->next) {
        hat_stream_close(&item->stream);
    }
    writer->first = NULL;
    writer->last = &writer->first;
    writer->count = 0;
    writer->out.len = 0;
    writer->out_at = 0;
}

enum hat_status hat_package_writer_new(hat_diags *diags, struct hat_package_writer **out)
{
    struct hat_package_writer *writer = hat_mem_zalloc(1, sizeof *writer);
    if (writer == NULL) {
        return HAT_ERR_NOMEM;
    }
    writer->diags = diags;
    writer->last = &writer->first;
    *out = writer;
    return HAT_OK;
}

void hat_package_writer_reset(struct hat_package_writer *writer, hat_diags *diags)
{
    clear(writer);
    hat_arena_reset(&writer->arena);
    writer->out.failed = false;
    writer->diags = diags;
}

void hat_package_writer_free(struct hat_package_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    clear(writer);
    if (writer->deflate_is_open) {
        deflateEnd(&writer->deflate);
    }
    hat_buf_fini(&writer->out);
    hat_arena_fini(&writer->arena);
    hat_mem_free(writer);
}

/* ---- what is to be written ---- */

/* A new item at the end of the list; NULL when out of memory. */
static struct item *append(struct hat_package_writer *writer, const char *name)
{
    struct item *item = hat_arena_alloc(&writer->arena, sizeof *item);
    struct hat_str copy = hat_arena_str(&writer->arena, hat_str_from(name));
    if (item == NULL || copy.ptr == NULL) {
        return NULL;
    }
    item->record.name = copy;
    *writer->last = item;
    writer->last = &item->next;
    writer->count++;
    return item;
}

enum hat_status hat_package_writer_packed(struct hat_package_writer *writer, const char *name,
                                          const struct hat_packed *packed)
{
    struct item *item = append(writer, name);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->bytes = packed->bytes;
    item->record.packed = (uint32_t)packed->bytes.len;
    item->record.size = packed->size;
    item->record.crc = packed->crc;
    item->record.stored = packed->stored;
    return HAT_OK;
}

enum hat_status hat_package_writer_copy(struct hat_package_writer *writer, struct hat_package *from,
                                        const char *name)
{
    const struct hat_entry *entry = hat_entry_find(from, name);
    if (entry == NULL) {
        struct hat_place place = hat_package_place(from, NULL);
        hat_diags_add(writer->diags, HAT_MSG_PACKAGE_NO_PART, &place, hat_str_from(name));
        return HAT_ERR_TEMPLATE;
    }
    const struct hat_packed packed = {.bytes = entry->packed,
                                      .size = (uint32_t)entry->part.size,
                                      .crc = entry->crc,
                                      .stored = entry->method == ZIP_CM_STORE};
    return hat_package_writer_packed(writer, name, &packed);
}

static enum hat_status add_stream(struct hat_package_writer *writer, const char *name,
                                  struct hat_stream stream, bool stored)
{
    struct item *item = append(writer, name);
    if (item == NULL) {
        hat_stream_close(&stream);
        return HAT_ERR_NOMEM;
    }
    item->stream = stream;
    item->record.stored = stored;
    return HAT_OK;
}

/* The whole text once, then the end. */
static enum hat_status text_next(void *ctx, struct hat_str *chunk)
{
    struct hat_str *text = ctx;
    *chunk = *text;
    text->len = 0;
    return HAT_OK;
}

enum hat_status hat_package_writer_add(struct hat_package_writer *writer, const char *name,
                                       struct hat_str bytes, bool stored)
{
    struct hat_str *text = hat_arena_alloc(&writer->arena, sizeof *text);
    struct hat_str copy = hat_arena_str(&writer->arena, bytes);
    if (text == NULL || copy.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    *text = copy;
    return add_stream(writer, name, (struct hat_stream){text, text_next, NULL}, stored);
}

enum hat_status hat_package_writer_stream(struct hat_package_writer *writer, const char *name,
                                          struct hat_stream stream)
{
    return add_stream(writer, name, stream, false);
}

enum hat_status hat_package_writer_stored(struct hat_package_writer *writer, const char *name,
                                          struct hat_stream stream)
{
    return add_stream(writer, name, stream, true);
}

/* ---- bytes out ---- */

static void flush(struct hat_package_writer *writer)
{
    hat_output_write(writer->output, writer->out.data, writer->out.len);
    writer->out_at += writer->out.len;
    writer->out.len = 0;
}

/* Bytes that are complete, and so need not wait in `out` when they are many. */
static void put_bytes(struct hat_package_writer *writer, struct hat_str bytes)
{
    if (bytes.len < FLUSH) {
        hat_buf_put(&writer->out, bytes.ptr, bytes.len);
    } else {
        flush(writer);
        hat_output_write(writer->output, bytes.ptr, bytes.len);
        writer->out_at += bytes.len;
    }
}

/* ---- deflate ---- */

static enum hat_status deflate_begin(struct hat_package_writer *writer)
{
    int state = writer->deflate_is_open
                    ? deflateReset(&writer->deflate)
                    : deflateInit2(&writer->deflate, DEFLATE_LEVEL, Z_DEFLATED, -MAX_WBITS,
                                   DEFLATE_MEMORY, Z_DEFAULT_STRATEGY);
    writer->deflate_is_open = writer->deflate_is_open || state == Z_OK;
    return state == Z_OK ? HAT_OK : HAT_ERR_NOMEM;
}

/* Compresses a chunk into `out`; an empty one: the end. */
static void deflate_put(struct hat_package_writer *writer, struct hat_str bytes)
{
    unsigned char chunk[CHUNK];
    z_stream *stream = &writer->deflate;
    stream->next_in = (const unsigned char *)bytes.ptr;
    stream->avail_in = (uInt)bytes.len;
    do {
        stream->next_out = chunk;
        stream->avail_out = sizeof chunk;
        deflate(stream, bytes.len > 0 ? Z_NO_FLUSH : Z_FINISH);
        hat_buf_put(&writer->out, (const char *)chunk, sizeof chunk - stream->avail_out);
    } while (stream->avail_out == 0);
}

/* ---- an entry ---- */

static enum hat_status too_large(const struct hat_package_writer *writer,
                                 const struct hat_zip_record *record)
{
    struct hat_buf digits = {0};
    struct hat_place place = {.part = record->name.ptr};
    hat_buf_printf(&digits, "%lu", (unsigned long)UINT32_MAX - 1);
    hat_diags_add(writer->diags, HAT_MSG_PACKAGE_PART_LARGE, &place,
                  (struct hat_str){digits.data, digits.len});
    hat_buf_fini(&digits);
    return HAT_ERR_LIMIT;
}

/* Pulls the stream to its end into `out`; tells the record's sizes and checksum. */
static enum hat_status pull(struct hat_package_writer *writer, struct hat_stream *stream,
                            struct hat_zip_record *record)
{
    const size_t begin = writer->out.len;
    struct hat_str chunk = {0};
    uint64_t size = 0;
    uLong crc = crc32_z(0, NULL, 0);
    enum hat_status st = record->stored ? HAT_OK : deflate_begin(writer);
    while (st == HAT_OK && (st = hat_stream_next(stream, &chunk)) == HAT_OK) {
        size += chunk.len;
        if (size >= UINT32_MAX || writer->out.len - begin >= UINT32_MAX) {
            return too_large(writer, record);
        }
        if (record->stored) {
            hat_buf_put(&writer->out, chunk.ptr, chunk.len);
        } else {
            deflate_put(writer, chunk);
        }
        if (chunk.len == 0 || hat_buf_failed(&writer->out)) {
            break;
        }
        crc = crc32_z(crc, (const unsigned char *)chunk.ptr, chunk.len);
    }
    record->crc = (uint32_t)crc;
    record->size = (uint32_t)size;
    record->packed = (uint32_t)(writer->out.len - begin);
    return st;
}

static enum hat_status write_item(struct hat_package_writer *writer, struct item *item)
{
    const size_t header = writer->out.len;
    enum hat_status st = HAT_OK;
    item->record.offset = writer->out_at + header;
    hat_zip_put_local(&item->record, &writer->out);
    if (item->stream.next == NULL) {
        put_bytes(writer, item->bytes);
    } else {
        st = pull(writer, &item->stream, &item->record);
        hat_stream_close(&item->stream); /* what it holds is needed no more */
    }
    if (st == HAT_OK && hat_buf_failed(&writer->out)) {
        st = HAT_ERR_NOMEM;
    }
    if (st == HAT_OK && item->record.offset >= writer->out_at) {
        hat_zip_mend_local(&item->record, writer->out.data + header);
    }
    if (writer->out.len >= FLUSH) {
        flush(writer);
    }
    return st;
}

/* ---- the whole ---- */

static int by_name(const void *a, const void *b)
{
    const struct item *const *first = a, *const *second = b;
    return strcmp((*first)->record.name.ptr, (*second)->record.name.ptr);
}

/* Two entries of one name are our own mistake. */
static enum hat_status check_names(struct hat_package_writer *writer)
{
    size_t count = 0;
    struct item **items = hat_arena_array(&writer->arena, writer->count + 1, sizeof(struct item *));
    if (items == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (struct item *item = writer->first; item != NULL; item = item->next) {
        items[count++] = item;
    }
    qsort(items, count, sizeof(struct item *), by_name);
    for (size_t i = 1; i < count; i++) {
        if (by_name(&items[i - 1], &items[i]) == 0) {
            hat_diags_add(writer->diags, HAT_MSG_PACKAGE_WRITE, NULL, items[i]->record.name);
            return HAT_ERR_IO;
        }
    }
    return HAT_OK;
}

static void put_directory(struct hat_package_writer *writer)
{
    const uint64_t begin = writer->out_at + writer->out.len;
    for (const struct item *item = writer->first; item != NULL; item = item->next) {
        hat_zip_put_central(&item->record, &writer->out);
    }
    hat_zip_put_end(writer->count, writer->out_at + writer->out.len - begin, begin, &writer->out);
}

enum hat_status hat_package_writer_finish(struct hat_package_writer *writer,
                                          struct hat_output *output)
{
    enum hat_status st = check_names(writer);
    writer->output = output;
    for (struct item *item = writer->first; item != NULL && st == HAT_OK; item = item->next) {
        st = write_item(writer, item);
    }
    if (st == HAT_OK) {
        put_directory(writer);
        st = hat_buf_failed(&writer->out) ? HAT_ERR_NOMEM : HAT_OK;
    }
    if (st == HAT_OK) {
        flush(writer);
    }
    return st;
}

enum hat_status hat_package_pack(struct hat_str bytes, bool stored, struct hat_arena *arena,
                                 struct hat_packed *out)
{
    struct hat_package_writer writer = {0};
    struct hat_zip_record record = {.stored = stored};
    struct hat_stream stream = {&bytes, text_next, NULL};
    enum hat_status st = pull(&writer, &stream, &record);
    if (st == HAT_OK) {
        out->bytes = hat_arena_str(arena, (struct hat_str){writer.out.data, writer.out.len});
        out->size = record.size;
        out->crc = record.crc;
        out->stored = stored;
        st = hat_buf_failed(&writer.out) || out->bytes.ptr == NULL ? HAT_ERR_NOMEM : HAT_OK;
    }
    if (writer.deflate_is_open) {
        deflateEnd(&writer.deflate);
    }
    hat_buf_fini(&writer.out);
    return st;
}
