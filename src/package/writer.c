/* writer.c -- a package written: the same calls give the same bytes.
 *
 * Every entry has the time 1980-01-01 00:00 (the earliest that ZIP knows), the order is that of
 * the calls, and new parts are deflated at level 3. libzip makes the archive in memory; entries are
 * given to it as sources that it reads when the archive is closed:
 *
 *     add      bytes        -> deflate or stored
 *     stream   pulled bytes -> deflate
 *     copy     packed bytes of another package -> as they are
 *
 * For a source of unknown size libzip writes the 64-bit extension, which Word takes for damage. So
 * a stream claims some size until its end is known; libzip uses the true one by then.
 */
#include "package/package_internal.h"

enum {
    DEFLATE_LEVEL = 3,
    DOS_TIME = 0,           /* 00:00:00 */
    DOS_DATE = 1 << 5 | 1,  /* 1980-01-01 */
    CLAIMED_SIZE = 1 << 20, /* of a stream, until its end */
    CHUNK = 64 * 1024
};

struct item {
    struct item *next;
    struct hat_package_writer *writer;
    const char *name;
    struct hat_str bytes;           /* `add` and `copy` */
    const struct hat_entry *copied; /* `copy` */
    struct hat_stream stream;       /* `stream`; zeroed else */
    bool stored;
    /* while it is read */
    struct hat_str rest; /* not yet given to libzip */
    uint64_t given;
    bool ended;
    zip_error_t error;
};

struct hat_package_writer {
    struct hat_arena arena;
    hat_diags *diags;
    struct item *first, **last;
    enum hat_status status; /* the first failure of a stream */
};

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

void hat_package_writer_free(struct hat_package_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    for (struct item *item = writer->first; item != NULL; item = item->next) {
        hat_stream_close(&item->stream);
    }
    hat_arena_fini(&writer->arena);
    hat_mem_free(writer);
}

/* ---- what is to be written ---- */

/* A new item at the end of the list; NULL when out of memory. */
static struct item *append(struct hat_package_writer *writer, const char *name)
{
    struct item *item = hat_arena_alloc(&writer->arena, sizeof *item);
    const char *copy = hat_arena_strndup(&writer->arena, name, strlen(name));
    if (item == NULL || copy == NULL) {
        return NULL;
    }
    item->writer = writer;
    item->name = copy;
    *writer->last = item;
    writer->last = &item->next;
    return item;
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
    struct item *item = append(writer, name);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->copied = entry;
    item->bytes = entry->packed;
    item->stored = entry->method == ZIP_CM_STORE;
    return HAT_OK;
}

enum hat_status hat_package_writer_add(struct hat_package_writer *writer, const char *name,
                                       struct hat_str bytes, bool stored)
{
    struct hat_str copy = hat_arena_str(&writer->arena, bytes);
    struct item *item = copy.ptr != NULL ? append(writer, name) : NULL;
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->bytes = copy;
    item->stored = stored;
    return HAT_OK;
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
    item->stored = stored;
    return HAT_OK;
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

/* ---- an item as a source of libzip's ---- */

/* Pulls the next chunk; false on failure, which is then the writer's status. */
static bool pull(struct item *item)
{
    enum hat_status st = hat_stream_next(&item->stream, &item->rest);
    if (st != HAT_OK) {
        item->writer->status = item->writer->status == HAT_OK ? st : item->writer->status;
        zip_error_set(&item->error, ZIP_ER_READ, 0);
        return false;
    }
    return true;
}

static zip_int64_t item_read(struct item *item, char *data, uint64_t len)
{
    uint64_t filled = 0;
    while (filled < len && !item->ended) {
        if (item->rest.len == 0) {
            if (item->stream.next != NULL && !pull(item)) {
                return -1;
            }
            item->ended = item->rest.len == 0;
            continue;
        }
        uint64_t part = item->rest.len < len - filled ? item->rest.len : len - filled;
        memcpy(data + filled, item->rest.ptr, part);
        item->rest.ptr += part;
        item->rest.len -= part;
        filled += part;
    }
    item->given += filled;
    return (zip_int64_t)filled;
}

static void item_stat(const struct item *item, zip_stat_t *stat)
{
    zip_stat_init(stat);
    stat->valid = ZIP_STAT_SIZE;
    stat->size = item->bytes.len;
    if (item->stream.next != NULL) {
        stat->size = item->ended ? item->given : CLAIMED_SIZE;
    } else if (item->copied != NULL && !item->stored) {
        stat->size = item->copied->part.size;
        stat->comp_size = item->bytes.len;
        stat->comp_method = ZIP_CM_DEFLATE;
        stat->crc = item->copied->crc;
        stat->valid |= ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
    }
}

static zip_int64_t source(void *ctx, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct item *item = ctx;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        item->rest = item->bytes;
        return 0;
    case ZIP_SOURCE_READ:
        return item_read(item, data, len);
    case ZIP_SOURCE_STAT:
        item_stat(item, data);
        return sizeof(zip_stat_t);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&item->error, data, len);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&item->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- writing ---- */

static bool add_item(zip_t *zip, struct item *item)
{
    zip_error_init(&item->error);
    zip_source_t *from = zip_source_function(zip, source, item);
    if (from == NULL) {
        return false;
    }
    zip_int64_t index = zip_file_add(zip, item->name, from, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(from);
        return false;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    bool is_packed = item->copied != NULL && !item->stored;
    return (is_packed ||
            zip_set_file_compression(zip, at, item->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                     DEFLATE_LEVEL) == 0) &&
           zip_file_set_dostime(zip, at, DOS_TIME, DOS_DATE, 0) == 0;
}

static enum hat_status failed(struct hat_package_writer *writer, zip_error_t *error)
{
    if (writer->status != HAT_OK) {
        return writer->status;
    }
    if (zip_error_code_zip(error) == ZIP_ER_MEMORY) {
        return HAT_ERR_NOMEM;
    }
    hat_diags_add(writer->diags, HAT_MSG_PACKAGE_WRITE, NULL,
                  hat_str_from(zip_error_strerror(error)));
    return HAT_ERR_IO;
}

/* Makes the archive in `archive`, pulling all streams. */
static enum hat_status make(struct hat_package_writer *writer, zip_source_t *archive)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_keep(archive); /* zip_close() gives one up, the caller reads from the other */
    zip_t *zip = zip_open_from_source(archive, ZIP_TRUNCATE, &error);
    enum hat_status st = HAT_OK;
    if (zip == NULL) {
        st = failed(writer, &error);
        zip_source_free(archive);
        zip_error_fini(&error);
        return st;
    }
    bool added = true;
    for (struct item *item = writer->first; item != NULL && added; item = item->next) {
        added = add_item(zip, item);
    }
    if (!added || zip_close(zip) != 0) {
        st = failed(writer, zip_get_error(zip));
        zip_discard(zip);
    }
    return st;
}

static enum hat_status send(zip_source_t *archive, struct hat_package_writer *writer,
                            struct hat_output *output)
{
    char chunk[CHUNK];
    if (zip_source_open(archive) != 0) {
        return failed(writer, zip_source_error(archive));
    }
    zip_int64_t got;
    while ((got = zip_source_read(archive, chunk, sizeof chunk)) > 0) {
        hat_output_write(output, chunk, (size_t)got);
    }
    enum hat_status st = got == 0 ? HAT_OK : failed(writer, zip_source_error(archive));
    zip_source_close(archive);
    return st;
}

enum hat_status hat_package_writer_finish(struct hat_package_writer *writer,
                                          struct hat_output *output)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *archive = zip_source_buffer_create(NULL, 0, 0, &error);
    enum hat_status st = archive != NULL ? make(writer, archive) : failed(writer, &error);
    if (st == HAT_OK) {
        st = send(archive, writer, output);
    }
    zip_source_free(archive);
    zip_error_fini(&error);
    return st;
}
