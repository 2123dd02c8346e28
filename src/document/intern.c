/* intern.c -- one copy of every equal property record and text.
 *
 *     {Times New Roman, 28 half-points, bold}  --hat_intern_chars-->  the same pointer each time
 *
 * So the layout compares properties by pointer, and a table of 60,000 rows holds its few records
 * once. All kinds share one table of byte strings: records of two kinds that happen to be equal
 * byte for byte may share their storage, which is aligned for any type.
 */
#include "document/reader_internal.h"

struct slot {
    const void *bytes; /* in the arena; NULL: free */
    size_t len;
    uint64_t hash;
};

struct hat_intern {
    struct hat_arena arena;
    struct slot *slots;
    size_t count, cap; /* cap is a power of two */
};

struct hat_intern *hat_intern_new(void)
{
    return hat_mem_zalloc(1, sizeof(struct hat_intern));
}

void hat_intern_free(struct hat_intern *intern)
{
    if (intern != NULL) {
        hat_arena_fini(&intern->arena);
        hat_mem_free(intern->slots);
        hat_mem_free(intern);
    }
}

/* Eight bytes a step: records are some 150 bytes long and looked up for every paragraph. */
static uint64_t hash_bytes(const unsigned char *bytes, size_t len)
{
    uint64_t hash = len * 0x9e3779b97f4a7c15u;
    for (; len >= 8; bytes += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 29;
    }
    for (; len > 0; bytes++, len--) {
        hash = (hash ^ *bytes) * 0x100000001b3u;
    }
    return hash ^ (hash >> 32);
}

static struct slot *slot_of(const struct hat_intern *intern, const void *bytes, size_t len,
                            uint64_t hash)
{
    size_t at = (size_t)hash & (intern->cap - 1);
    for (;; at = (at + 1) & (intern->cap - 1)) {
        struct slot *slot = &intern->slots[at];
        if (slot->bytes == NULL || (slot->hash == hash && slot->len == len &&
                                    (len == 0 || memcmp(slot->bytes, bytes, len) == 0))) {
            return slot;
        }
    }
}

static bool rehash(struct hat_intern *intern)
{
    struct slot *old = intern->slots;
    size_t old_cap = intern->cap;
    size_t cap = old_cap > 0 ? old_cap * 2 : 64;
    struct slot *slots = hat_mem_zalloc(cap, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    intern->slots = slots;
    intern->cap = cap;
    for (size_t i = 0; i < old_cap; i++) {
        if (old[i].bytes != NULL) {
            *slot_of(intern, old[i].bytes, old[i].len, old[i].hash) = old[i];
        }
    }
    hat_mem_free(old);
    return true;
}

const void *hat_intern_bytes(struct hat_document *document, const void *bytes, size_t len)
{
    struct hat_intern *intern = document->intern;
    if (intern->count >= intern->cap / 4 * 3 && !rehash(intern)) {
        return NULL;
    }
    uint64_t hash = hash_bytes(bytes, len);
    struct slot *slot = slot_of(intern, bytes, len, hash);
    if (slot->bytes == NULL) {
        const void *copy = hat_arena_strndup(&intern->arena, bytes, len);
        if (copy == NULL) {
            return NULL;
        }
        *slot = (struct slot){copy, len, hash};
        intern->count++;
    }
    return slot->bytes;
}

const char *hat_intern_text(struct hat_document *document, struct hat_str text)
{
    return hat_intern_bytes(document, text.ptr, text.len);
}

const struct hat_char_props *hat_intern_chars(struct hat_document *document,
                                              const struct hat_char_props *props)
{
    return hat_intern_bytes(document, props, sizeof *props);
}

const struct hat_para_props *hat_intern_paragraph(struct hat_document *document,
                                                  const struct hat_para_props *props)
{
    struct hat_para_props copy;
    memcpy(&copy, props, sizeof copy); /* padding too */
    copy.tabs = NULL;
    if (props->tab_count > 0) {
        copy.tabs = hat_intern_bytes(document, props->tabs, props->tab_count * sizeof *props->tabs);
        if (copy.tabs == NULL) {
            return NULL;
        }
    }
    return hat_intern_bytes(document, &copy, sizeof copy);
}
