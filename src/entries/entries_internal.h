/* entries_internal.h -- what the files of this folder share. */
#ifndef HAT_ENTRIES_ENTRIES_INTERNAL_H
#define HAT_ENTRIES_ENTRIES_INTERNAL_H

#include "base/buf.h"
#include "entries/entries.h"

/* What the options ask of a list; lives as long as `entries`. */
const struct hat_entries_rules *hat_entries_rules_of(const hat_entries *entries);

/* ---- an index of keys: which entry had it first (keys.c) ---- */

struct hat_keys_slot {
    uint64_t hash; /* 0: free */
    uint32_t value;
};

/* A zeroed struct is a valid empty index. */
struct hat_keys {
    struct hat_keys_slot *slots;
    size_t count, cap; /* cap is a power of two */
};

uint64_t hat_hash_start(void);
uint64_t hat_hash_add(uint64_t hash, const char *bytes, size_t len);
/* Never 0. */
uint64_t hat_hash_end(uint64_t hash);

/* Makes room for `more` keys, which saves growing step by step. HAT_ERR_NOMEM. */
enum hat_status hat_keys_reserve(struct hat_keys *index, size_t more);
/* Puts `value` under `hash` when nothing is there; *first receives what is there. HAT_ERR_NOMEM. */
enum hat_status hat_keys_put(struct hat_keys *index, uint64_t hash, uint32_t value,
                             uint32_t *first);
bool hat_keys_has(const struct hat_keys *index, uint64_t hash);
void hat_keys_fini(struct hat_keys *index);

#endif
