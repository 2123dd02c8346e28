/* mem.h -- the only door to the heap, and the arena that most code uses.
 *
 * No file outside base/mem.c may call malloc, calloc, realloc or free (source.check holds that).
 * Four lifetimes, one owner each: process > template > data > letter. What dies together is
 * allocated together, in an arena of its owner.
 *
 * Tests make the n-th allocation fail with hat_mem_fail_at() and look for leaks and half-made
 * objects.
 */
#ifndef HAT_BASE_MEM_H
#define HAT_BASE_MEM_H

#include <stddef.h>

#include "base/str.h"

/* Like realloc, but `count * size` is checked for overflow. NULL when out of memory. */
void *hat_mem_realloc(void *ptr, size_t count, size_t size);
/* `count * size` zeroed bytes. NULL when out of memory. */
void *hat_mem_zalloc(size_t count, size_t size);
void hat_mem_free(void *ptr);

/* Makes room for one more element in the array *items of *cap elements, doubling when `count`
 * has reached it. false when out of memory; the array is then as it was.
 *
 *     if (!hat_mem_grow(&list, count, &cap, sizeof *list)) return HAT_ERR_NOMEM;
 *     list[count++] = item;
 *
 * `items` points to the array pointer (any object pointer type). */
_Bool hat_mem_grow(void *items, size_t count, size_t *cap, size_t size);

/* Test hook: the n-th call from now (1-based) and all later ones fail; 0 turns it off. */
void hat_mem_fail_at(long nth);

/* Arena: many small blocks that live and die together. A zeroed struct is a valid empty arena. */
struct hat_arena {
    struct hat_arena_block *head; /* newest block; NULL when empty */
    size_t used;                  /* bytes taken in `head` */
};

/* `size` bytes aligned for any type, zeroed. NULL when out of memory. */
void *hat_arena_alloc(struct hat_arena *arena, size_t size);
/* `count` zeroed elements of `size` bytes; the product is checked. NULL when out of memory. */
void *hat_arena_array(struct hat_arena *arena, size_t count, size_t size);
/* Copies `len` bytes and adds a NUL. NULL when out of memory. */
char *hat_arena_strndup(struct hat_arena *arena, const char *text, size_t len);
/* Copies a text (NUL added); .ptr is NULL when out of memory. */
struct hat_str hat_arena_str(struct hat_arena *arena, struct hat_str text);
/* Moves all that is in `from` to `to`, where it stays as it is; `from` is then empty. */
void hat_arena_take(struct hat_arena *to, struct hat_arena *from);
/* Forgets all contents but keeps the largest block, for the next letter, row or page. */
void hat_arena_reset(struct hat_arena *arena);
/* Frees every block; the arena is then empty and usable again. */
void hat_arena_fini(struct hat_arena *arena);

#endif
