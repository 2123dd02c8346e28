/* index.c -- texts to pointers: open addressing, linear probing, at most 3/4 full.
 *
 * Style names, numbering instances, relationship ids and picture parts are looked up once a use;
 * hostile documents have a million of them, so looking them up must not depend on their number.
 */
#include "document/reader_internal.h"

struct hat_index_slot {
    struct hat_str key;
    void *value; /* NULL: free */
};

static uint64_t hash_text(struct hat_str text)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
    }
    return hash ^ (hash >> 32);
}

/* The slot that holds `key`, or the free one where it belongs. `cap` is a power of two. */
static struct hat_index_slot *slot_of(const struct hat_index *index, struct hat_str key)
{
    size_t at = (size_t)hash_text(key) & (index->cap - 1);
    while (index->slots[at].value != NULL && !hat_str_equal(index->slots[at].key, key)) {
        at = (at + 1) & (index->cap - 1);
    }
    return &index->slots[at];
}

static bool rehash(struct hat_index *index)
{
    struct hat_index wider = {.count = index->count, .cap = index->cap > 0 ? index->cap * 2 : 16};
    wider.slots = hat_mem_zalloc(wider.cap, sizeof *wider.slots);
    if (wider.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < index->cap; i++) {
        if (index->slots[i].value != NULL) {
            *slot_of(&wider, index->slots[i].key) = index->slots[i];
        }
    }
    hat_mem_free(index->slots);
    *index = wider;
    return true;
}

void *hat_index_find(const struct hat_index *index, struct hat_str key)
{
    return index->count > 0 ? slot_of(index, key)->value : NULL;
}

bool hat_index_put(struct hat_index *index, struct hat_str key, void *value)
{
    if (index->count >= index->cap / 4 * 3 && !rehash(index)) {
        return false;
    }
    struct hat_index_slot *slot = slot_of(index, key);
    index->count += slot->value == NULL;
    *slot = (struct hat_index_slot){key, value};
    return true;
}

void hat_index_fini(struct hat_index *index)
{
    hat_mem_free(index->slots);
    *index = (struct hat_index){0};
}
