/* relations.c -- equal targets share one relationship; ids count from rIdHat1 on.
 *
 *     "https://a" -> rIdHat1    "https://b" -> rIdHat2    "https://a" -> rIdHat1
 *
 * An open-addressing table of indexes beside the array; its size is a power of two and at most
 * half full.
 */
#include "template/relations_internal.h"

#include "data/value.h"

static const char id_prefix[] = "rIdHat";
enum { PREFIX_LEN = sizeof id_prefix - 1 };

static uint32_t *slot_of(const struct hat_relations *r, struct hat_str target)
{
    size_t mask = r->slot_count - 1, at = hat_name_hash(target) & mask;
    while (r->slots[at] != 0 && !hat_str_is(target, r->items[r->slots[at] - 1].target)) {
        at = (at + 1) & mask;
    }
    return &r->slots[at];
}

/* Doubles the table when it is half full. */
static bool grow(struct hat_relations *r)
{
    if ((r->count + 1) * 2 <= r->slot_count) {
        return true;
    }
    size_t wanted = r->slot_count > 0 ? r->slot_count * 2 : 64;
    uint32_t *slots = hat_mem_zalloc(wanted, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    hat_mem_free(r->slots);
    r->slots = slots;
    r->slot_count = wanted;
    for (size_t i = 0; i < r->count; i++) {
        *slot_of(r, hat_str_from(r->items[i].target)) = (uint32_t)i + 1;
    }
    return true;
}

static struct hat_relationship *add(struct hat_relations *r, struct hat_str target)
{
    if (!grow(r)) {
        return NULL;
    }
    uint32_t *slot = slot_of(r, target);
    if (*slot != 0) {
        return &r->items[*slot - 1];
    }
    struct hat_buf id = {0};
    hat_buf_printf(&id, "%s%zu", id_prefix, r->first + r->count + 1);
    struct hat_relationship made = {
        .id = hat_buf_failed(&id) ? NULL : hat_arena_strndup(&r->arena, id.data, id.len),
        .type = "hyperlink",
        .target = hat_arena_strndup(&r->arena, target.ptr, target.len),
        .external = true};
    hat_buf_fini(&id);
    if (made.id == NULL || made.target == NULL ||
        !hat_mem_grow(&r->items, r->count, &r->cap, sizeof *r->items)) {
        return NULL;
    }
    r->items[r->count++] = made;
    *slot = (uint32_t)r->count;
    return &r->items[r->count - 1];
}

const struct hat_relationship *hat_relations_add(struct hat_relations *r, struct hat_str target)
{
    return add(r, target);
}

const struct hat_relationship *hat_relations_add_picture(struct hat_relations *r,
                                                         struct hat_str name)
{
    struct hat_relationship *made = add(r, name);
    if (made != NULL) {
        made->type = "image";
        made->external = false;
    }
    return made;
}

uint32_t hat_relations_number(struct hat_str id)
{
    uint64_t number = 0;
    if (!hat_str_starts(id, id_prefix) || id.len > PREFIX_LEN + 9) {
        return 0;
    }
    for (size_t i = PREFIX_LEN; i < id.len; i++) {
        if (id.ptr[i] < '0' || id.ptr[i] > '9') {
            return 0;
        }
        number = number * 10 + (uint64_t)(id.ptr[i] - '0');
    }
    return (uint32_t)number;
}

const struct hat_relationship *hat_relations_find(const struct hat_relations *r, struct hat_str id)
{
    uint32_t number = hat_relations_number(id);
    bool ours = number > r->first && number - r->first <= r->count;
    return ours ? &r->items[number - r->first - 1] : NULL;
}

void hat_relations_fini(struct hat_relations *r)
{
    hat_arena_fini(&r->arena);
    hat_mem_free(r->items);
    hat_mem_free(r->slots);
    *r = (struct hat_relations){0};
}
