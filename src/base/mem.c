/* mem.c -- checked allocation and arenas.
 *
 * An arena is a list of blocks, newest first; allocation moves a mark in the newest one:
 *
 *     head -> [#######....]  -> [##########]  -> [#########.] -> NULL
 *              used ^            full blocks, freed with the arena
 *
 * Blocks double in size up to BLOCK_MAX, so a small arena (a table row) stays small and a large
 * one (a year's entries) takes few calls.
 */
#include "base/mem.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MIN = 4 * 1024, BLOCK_MAX = 1024 * 1024 };

struct hat_arena_block {
    struct hat_arena_block *next;
    size_t cap;
    alignas(max_align_t) unsigned char bytes[];
};

static _Thread_local long fail_at;

void hat_mem_fail_at(long nth)
{
    fail_at = nth;
}

void *hat_mem_realloc(void *ptr, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    if (fail_at > 0) {
        if (fail_at == 1) {
            return NULL;
        }
        fail_at--;
    }
    size_t bytes = count * size;
    return realloc(ptr, bytes > 0 ? bytes : 1);
}

void *hat_mem_zalloc(size_t count, size_t size)
{
    void *ptr = hat_mem_realloc(NULL, count, size);
    if (ptr != NULL) {
        memset(ptr, 0, count * size);
    }
    return ptr;
}

void hat_mem_free(void *ptr)
{
    free(ptr);
}

bool hat_mem_grow(void *items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) {
        return true;
    }
    if (*cap > SIZE_MAX / 2) {
        return false;
    }
    size_t wanted = *cap > 0 ? *cap * 2 : 8;
    void *array = NULL; /* `items` points to a pointer of some object type: copied as bytes */
    memcpy(&array, items, sizeof array);
    array = hat_mem_realloc(array, wanted, size);
    if (array == NULL) {
        return false;
    }
    memcpy(items, &array, sizeof array);
    *cap = wanted;
    return true;
}

static struct hat_arena_block *block_new(const struct hat_arena *arena, size_t size)
{
    size_t cap = arena->head != NULL ? arena->head->cap * 2 : BLOCK_MIN;
    if (cap > BLOCK_MAX) {
        cap = BLOCK_MAX;
    }
    if (cap < size) {
        cap = size;
    }
    struct hat_arena_block *block = hat_mem_realloc(NULL, 1, sizeof *block + cap);
    if (block != NULL) {
        block->next = NULL;
        block->cap = cap;
    }
    return block;
}

void *hat_arena_alloc(struct hat_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 4) {
        return NULL;
    }
    size = (size + align - 1) / align * align;
    if (arena->head == NULL || size > arena->head->cap - arena->used) {
        struct hat_arena_block *block = block_new(arena, size);
        if (block == NULL) {
            return NULL;
        }
        block->next = arena->head;
        arena->head = block;
        arena->used = 0;
    }
    void *ptr = arena->head->bytes + arena->used;
    arena->used += size;
    return memset(ptr, 0, size);
}

void *hat_arena_array(struct hat_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return hat_arena_alloc(arena, count * size);
}

char *hat_arena_strndup(struct hat_arena *arena, const char *text, size_t len)
{
    char *copy = hat_arena_alloc(arena, len + 1);
    if (copy != NULL && len > 0) {
        memcpy(copy, text, len);
    }
    return copy;
}

struct hat_str hat_arena_str(struct hat_arena *arena, struct hat_str text)
{
    return (struct hat_str){hat_arena_strndup(arena, text.ptr, text.len), text.len};
}

/* The blocks go behind the newest one, which is still being filled. */
void hat_arena_take(struct hat_arena *to, struct hat_arena *from)
{
    struct hat_arena_block *last = from->head;
    if (to->head == NULL) {
        *to = *from;
    } else if (last != NULL) {
        while (last->next != NULL) {
            last = last->next;
        }
        last->next = to->head->next;
        to->head->next = from->head;
    }
    *from = (struct hat_arena){0};
}

static void blocks_free(struct hat_arena_block *block)
{
    while (block != NULL) {
        struct hat_arena_block *next = block->next;
        hat_mem_free(block);
        block = next;
    }
}

void hat_arena_reset(struct hat_arena *arena)
{
    if (arena->head != NULL) {
        blocks_free(arena->head->next);
        arena->head->next = NULL;
    }
    arena->used = 0;
}

void hat_arena_fini(struct hat_arena *arena)
{
    blocks_free(arena->head);
    *arena = (struct hat_arena){0};
}
