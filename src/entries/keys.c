/* keys.c -- which entry had a key first: a table of 64-bit hashes, open addressing.
 *
 *     put(hash of "DVI6bJAkoUg", 6) -> 6      the first
 *     put(hash of "DVI6bJAkoUg", 7) -> 6      entry 7 repeats entry 6
 */
#include "entries/entries_internal.h"

enum { FIRST_CAP = 64 };

uint64_t hat_hash_start(void)
{
    return UINT64_C(14695981039346656037);
}

uint64_t hat_hash_add(uint64_t hash, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) { /* FNV-1a */
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

uint64_t hat_hash_end(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= UINT64_C(0xFF51AFD7ED558CCD);
    hash ^= hash >> 33;
    return hash != 0 ? hash : 1;
}

static struct hat_keys_slot *slot_of(struct hat_keys_slot *slots, size_t cap, uint64_t hash)
{
    size_t at = (size_t)hash & (cap - 1);
    while (slots[at].hash != 0 && slots[at].hash != hash) {
        at = (at + 1) & (cap - 1);
    }
    return &slots[at];
}

static enum hat_status grow(struct hat_keys *index, size_t cap)
{
    struct hat_keys_slot *slots = hat_mem_zalloc(cap, sizeof *slots);
    if (slots == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < index->cap; i++) {
        if (index->slots[i].hash != 0) {
            *slot_of(slots, cap, index->slots[i].hash) = index->slots[i];
        }
    }
    hat_mem_free(index->slots);
    index->slots = slots;
    index->cap = cap;
    return HAT_OK;
}

enum hat_status hat_keys_reserve(struct hat_keys *index, size_t more)
{
    size_t wanted = (index->count + more) * 2 + 1, cap = FIRST_CAP;
    while (cap < wanted) {
        cap *= 2;
    }
    return cap > index->cap ? grow(index, cap) : HAT_OK;
}

enum hat_status hat_keys_put(struct hat_keys *index, uint64_t hash, uint32_t value, uint32_t *first)
{
    if (index->count >= index->cap / 2) {
        enum hat_status st = grow(index, index->cap > 0 ? index->cap * 2 : FIRST_CAP);
        if (st != HAT_OK) {
            return st;
        }
    }
    struct hat_keys_slot *slot = slot_of(index->slots, index->cap, hash);
    if (slot->hash == 0) {
        *slot = (struct hat_keys_slot){.hash = hash, .value = value};
        index->count++;
    }
    *first = slot->value;
    return HAT_OK;
}

bool hat_keys_has(const struct hat_keys *index, uint64_t hash)
{
    return index->cap > 0 && slot_of(index->slots, index->cap, hash)->hash != 0;
}

void hat_keys_fini(struct hat_keys *index)
{
    hat_mem_free(index->slots);
    *index = (struct hat_keys){0};
}
