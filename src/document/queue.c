/* queue.c -- what a reader has finished and the layout has not asked for yet.
 *
 * A chunk of the main part may finish many rows, so the queue is a growing ring. It also keeps the
 * promise that a streamed table ends cleanly: rows nobody read are released, and a table that was
 * read to its end stays at its end.
 */
#include "document/reader_internal.h"

static bool grow(struct hat_queue *queue)
{
    size_t cap = queue->cap > 0 ? queue->cap * 2 : 16;
    struct hat_queue_item *items = hat_mem_realloc(NULL, cap, sizeof *items);
    if (items == NULL) {
        return false;
    }
    for (size_t i = 0; i < queue->count; i++) {
        items[i] = queue->items[(queue->first + i) & (queue->cap - 1)];
    }
    hat_mem_free(queue->items);
    queue->items = items;
    queue->cap = cap;
    queue->first = 0;
    return true;
}

enum hat_status hat_queue_put(struct hat_queue *queue, struct hat_queue_item item)
{
    if (queue->count == queue->cap && !grow(queue)) {
        return HAT_ERR_NOMEM;
    }
    queue->items[(queue->first + queue->count++) & (queue->cap - 1)] = item;
    return HAT_OK;
}

static struct hat_queue_item take(struct hat_queue *queue)
{
    struct hat_queue_item item = queue->items[queue->first];
    queue->first = (queue->first + 1) & (queue->cap - 1);
    queue->count--;
    return item;
}

bool hat_queue_take_block(struct hat_queue *queue, struct hat_document *document,
                          struct hat_block **block)
{
    while (queue->count > 0) {
        struct hat_queue_item item = take(queue);
        if (item.kind == HAT_QUEUE_BLOCK) {
            bool streamed = item.block->kind == HAT_BLOCK_TABLE && item.block->as.table->streamed;
            queue->open = streamed ? item.block->as.table : NULL;
            *block = item.block;
            return true;
        }
        hat_document_release_row(document, item.row); /* of a table that was not read to its end */
    }
    return false;
}

bool hat_queue_take_row(struct hat_queue *queue, const struct hat_table *table,
                        struct hat_row **row)
{
    if (queue->open != table) {
        *row = NULL;
        return true;
    }
    if (queue->count == 0) {
        return false;
    }
    struct hat_queue_item item = take(queue);
    if (item.kind != HAT_QUEUE_ROW) {
        queue->open = NULL;
    }
    *row = item.row;
    return true;
}

void hat_queue_fini(struct hat_queue *queue)
{
    hat_mem_free(queue->items);
    *queue = (struct hat_queue){0};
}
