/* document.c -- opens a document with the reader of its format, and keeps the arenas of its blocks.
 *
 * A body block and a table row live in an arena of their own. Released arenas are used again, so
 * reading a table of any length takes a handful of them:
 *
 *     hat_block_arena() --> block or row --> layout --> hat_document_release() --+
 *            ^                                                                   |
 *            +-------------------------- free list <-----------------------------+
 */
#include "document/reader_internal.h"

/* An arena that grew past this is emptied for good when it is given back. */
enum { KEPT_BYTES = 256 * 1024 };

struct pooled {
    struct hat_arena arena; /* first: a pointer to it is a pointer to this */
    struct pooled *next_free;
    struct pooled *next; /* of all */
};

struct hat_arena_pool {
    struct pooled *all, *unused;
};

struct hat_arena *hat_block_arena(struct hat_document *document)
{
    struct hat_arena_pool *pool = document->pool;
    struct pooled *entry = pool->unused;
    if (entry != NULL) {
        pool->unused = entry->next_free;
        return &entry->arena;
    }
    entry = hat_mem_zalloc(1, sizeof *entry);
    if (entry == NULL) {
        return NULL;
    }
    entry->next = pool->all;
    pool->all = entry;
    return &entry->arena;
}

void hat_block_arena_drop(struct hat_document *document, struct hat_arena *arena)
{
    struct pooled *entry = (struct pooled *)arena;
    if (arena->used > KEPT_BYTES) {
        hat_arena_fini(arena);
    } else {
        hat_arena_reset(arena);
    }
    entry->next_free = document->pool->unused;
    document->pool->unused = entry;
}

static void pool_free(struct hat_arena_pool *pool)
{
    while (pool != NULL && pool->all != NULL) {
        struct pooled *next = pool->all->next;
        hat_arena_fini(&pool->all->arena);
        hat_mem_free(pool->all);
        pool->all = next;
    }
    hat_mem_free(pool);
}

static enum hat_status open_reader(struct hat_document *document)
{
    struct hat_place place = {.file = document->parts->path};
    switch (document->parts->format) {
    case HAT_FORMAT_DOCX:
        return hat_docx_open(document);
    case HAT_FORMAT_ODT:
        return hat_odt_open(document);
    default:
        hat_diags_add(document->diags, HAT_MSG_DOCUMENT_FORMAT, &place, {0});
        return HAT_ERR_TEMPLATE;
    }
}

enum hat_status hat_document_open(const struct hat_parts *parts, const struct hat_limits *limits,
                                  hat_diags *diags, struct hat_document **out)
{
    struct hat_document *document = hat_mem_zalloc(1, sizeof *document);
    if (document == NULL) {
        return HAT_ERR_NOMEM;
    }
    document->parts = parts;
    document->limits = limits;
    document->diags = diags;
    document->info.meta = (struct hat_meta){"", "", "", "", ""};
    document->intern = hat_intern_new();
    document->images = hat_images_new();
    document->pool = hat_mem_zalloc(1, sizeof *document->pool);
    enum hat_status status = HAT_ERR_NOMEM;
    if (document->intern != NULL && document->images != NULL && document->pool != NULL) {
        status = open_reader(document);
    }
    if (status != HAT_OK) {
        hat_document_close(document);
        return status;
    }
    *out = document;
    return HAT_OK;
}

void hat_document_close(struct hat_document *document)
{
    if (document == NULL) {
        return;
    }
    if (document->reader.close != NULL) {
        document->reader.close(document->reader.ctx);
    }
    pool_free(document->pool);
    hat_images_free(document->images);
    hat_intern_free(document->intern);
    hat_arena_fini(&document->arena);
    hat_mem_free(document);
}

const struct hat_document_info *hat_document_info(const struct hat_document *document)
{
    return &document->info;
}

enum hat_status hat_document_next(struct hat_document *document, struct hat_block **block)
{
    return document->reader.next(document->reader.ctx, block);
}

enum hat_status hat_document_next_row(struct hat_document *document, struct hat_table *table,
                                      const struct hat_row *after, struct hat_row **row)
{
    if (table->streamed) {
        return document->reader.next_row(document->reader.ctx, table, row);
    }
    *row = after != NULL ? after->next : table->rows;
    return HAT_OK;
}

void hat_document_release(struct hat_document *document, struct hat_block *block)
{
    if (block != NULL && block->arena != NULL) {
        hat_block_arena_drop(document, block->arena);
    }
}

void hat_document_release_row(struct hat_document *document, struct hat_row *row)
{
    if (row != NULL && row->arena != NULL) {
        hat_block_arena_drop(document, row->arena);
    }
}

void hat_object_inset_round(struct hat_object *object)
{
    const int64_t part = 1464; /* (1 - cos 45 degrees) / 2 of the whole [1/10000] */
    hat_twip across = (hat_twip)(object->width * part / 10000);
    hat_twip down = (hat_twip)(object->height * part / 10000);
    object->insets[HAT_LEFT] += across;
    object->insets[HAT_RIGHT] += across;
    object->insets[HAT_TOP] += down;
    object->insets[HAT_BOTTOM] += down;
}
