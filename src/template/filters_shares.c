/* filters_shares.c -- each item's part of the whole, so that the printed parts add up to it
 * (docs/template-language.md, Filters: shares).
 *
 *     regions | shares: "links"        links 1, 1, 1      share 0.334, 0.333, 0.333
 *     {{share | percent: 1}}                              33,4  33,3  33,3  together 100,0
 *
 * Largest remainders: every part is cut to the wanted digits, and what is missing to the whole
 * goes, a last digit each, to the items that lost most by it, of equals to the first. All of it is
 * reckoned in exact decimals.
 */
#include <stdlib.h>

#include "template/exact_internal.h"
#include "template/filter_internal.h"

enum { DIGITS_USUAL = 1, DIGITS_MAX = 8 }; /* of a percentage */

/* ---- names of the items, with one more ---- */

/* A name of the data's maps is looked up by the address of their shape, so shapes that are made
 * live as long as the run: each shape of the data gets one with `share`. */
struct hat_share_shapes {
    struct hat_arena arena;
    struct {
        const struct hat_shape *from, *to;
    } * slots;
    size_t count, slot_count;
};

static const struct hat_str share_name = {"share", 5};

static size_t slot_of(const struct hat_share_shapes *shapes, const struct hat_shape *from)
{
    size_t at = ((uintptr_t)from >> 4) * 2654435761u & (shapes->slot_count - 1);
    while (shapes->slots[at].from != NULL && shapes->slots[at].from != from) {
        at = (at + 1) & (shapes->slot_count - 1);
    }
    return at;
}

static bool grow(struct hat_share_shapes *shapes)
{
    if ((shapes->count + 1) * 2 <= shapes->slot_count) {
        return true;
    }
    struct hat_share_shapes more = *shapes;
    more.slot_count = shapes->slot_count > 0 ? shapes->slot_count * 2 : 16;
    more.slots = hat_mem_zalloc(more.slot_count, sizeof *more.slots);
    if (more.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < shapes->slot_count; i++) {
        if (shapes->slots[i].from != NULL) {
            more.slots[slot_of(&more, shapes->slots[i].from)] = shapes->slots[i];
        }
    }
    hat_mem_free(shapes->slots);
    *shapes = more;
    return true;
}

/* The shape with `share` behind its other names, unless one of them is that. */
static const struct hat_shape *make_shape(struct hat_arena *arena, const struct hat_shape *from)
{
    uint32_t hash = hat_name_hash(share_name);
    if (hat_shape_find(from, share_name, hash) >= 0) {
        return from;
    }
    struct hat_str *names = hat_arena_array(arena, (size_t)from->count + 1, sizeof *names);
    struct hat_str *folded = hat_arena_array(arena, (size_t)from->count + 1, sizeof *folded);
    uint32_t *hashes = hat_arena_array(arena, (size_t)from->count + 1, sizeof *hashes);
    struct hat_shape *shape = hat_arena_alloc(arena, sizeof *shape);
    if (names == NULL || folded == NULL || hashes == NULL || shape == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < from->count; i++) {
        names[i] = from->names[i];
        folded[i] = from->folded[i];
        hashes[i] = from->hashes[i];
    }
    names[from->count] = folded[from->count] = share_name;
    hashes[from->count] = hash;
    *shape = (struct hat_shape){from->count + 1, names, folded, hashes};
    return shape;
}

/* NULL when memory ends. */
static const struct hat_shape *with_share(struct hat_eval *eval, const struct hat_shape *from)
{
    if (eval->shares == NULL) {
        eval->shares = hat_mem_zalloc(1, sizeof *eval->shares);
    }
    struct hat_share_shapes *shapes = eval->shares;
    if (shapes == NULL || !grow(shapes)) {
        return NULL;
    }
    size_t at = slot_of(shapes, from);
    if (shapes->slots[at].from == NULL) {
        shapes->slots[at].to = make_shape(&shapes->arena, from);
        shapes->slots[at].from = shapes->slots[at].to != NULL ? from : NULL;
        shapes->count += shapes->slots[at].to != NULL;
    }
    return shapes->slots[at].to;
}

void hat_share_shapes_free(struct hat_share_shapes *shapes)
{
    if (shapes != NULL) {
        hat_arena_fini(&shapes->arena);
        hat_mem_free(shapes->slots);
        hat_mem_free(shapes);
    }
}

/* ---- the parts ---- */

struct part {
    uint32_t item;
    int64_t units;          /* of the last digit */
    struct hat_exact value; /* of the item; then what is left of it, times the units of a whole */
};

/* Largest first; of equals the first item. */
static int by_remainder(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    int order = hat_exact_order(&y->value, &x->value);
    return order != 0 ? order : (x->item > y->item) - (x->item < y->item);
}

static int by_item(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    return (x->item > y->item) - (x->item < y->item);
}

/* The item's field as a number; an empty one counts as 0. */
static enum hat_result read_part(struct hat_eval *eval, const struct hat_value *list, uint32_t i,
                                 struct hat_str name, struct part *part)
{
    const struct hat_value *item = &list->as.items[i];
    const struct hat_value *field = hat_eval_field(eval, item, name);
    *part = (struct part){.item = i};
    if (item->type != HAT_MAP) {
        return hat_eval_fail_item(eval, HAT_MSG_VALUE_NOT_NUMBER, item, i);
    }
    if (field == NULL || !hat_value_truth(field)) {
        return HAT_RESULT_OK;
    }
    bool number = hat_exact_parse(hat_value_str(field), &part->value) && !part->value.negative;
    return number ? HAT_RESULT_OK : hat_eval_fail_item(eval, HAT_MSG_VALUE_NOT_NUMBER, field, i);
}

/* Cuts a part to whole units, and keeps the remainder. false: too many digits. */
static bool cut(struct part *part, const struct hat_exact *whole, const struct hat_exact *sum)
{
    struct hat_exact scaled = part->value, quotient, back;
    if (!hat_exact_multiply(&scaled, whole)) {
        return false;
    }
    quotient = scaled;
    if (!hat_exact_divide(&quotient, sum) || !hat_exact_round(&quotient, 0) ||
        !hat_exact_whole(&quotient, &part->units)) {
        return false;
    }
    back = quotient;
    if (!hat_exact_multiply(&back, sum)) {
        return false;
    }
    if (hat_exact_order(&back, &scaled) > 0) { /* it was rounded up */
        part->units--;
        if (!hat_exact_subtract(&back, sum)) {
            return false;
        }
    }
    part->value = scaled;
    return hat_exact_subtract(&part->value, &back);
}

/* Gives each part its units, `whole` together. false: too many digits. */
static bool distribute(struct part *parts, uint32_t count, int64_t whole,
                       const struct hat_exact *sum)
{
    struct hat_exact exact = hat_exact_from((uint32_t)(whole / 100)), hundred = hat_exact_from(100);
    int64_t missing = whole;
    if (hat_exact_zero(sum)) {
        return true;
    }
    bool done = hat_exact_multiply(&exact, &hundred);
    for (uint32_t i = 0; i < count && done; i++) {
        done = cut(&parts[i], &exact, sum);
        missing -= parts[i].units;
    }
    qsort(parts, count, sizeof *parts, by_remainder);
    for (uint32_t i = 0; i < count && done && missing > 0; i++, missing--) {
        parts[i].units++;
    }
    qsort(parts, count, sizeof *parts, by_item);
    return done;
}

/* ---- the list ---- */

/* 334 units of a thousand: "0.334". */
static bool put_share(struct hat_eval *eval, int64_t units, int digits, struct hat_value *out)
{
    char text[24];
    size_t at = sizeof text;
    for (int i = 0; i < digits + 2 || units > 0 || i == digits + 2; i++) {
        if (i == digits + 2) {
            text[--at] = '.';
        }
        text[--at] = (char)('0' + units % 10);
        units /= 10;
    }
    const char *copy = hat_arena_strndup(eval->scratch, text + at, sizeof text - at);
    *out = (struct hat_value){
        .type = HAT_NUMBER, .count = (uint32_t)(sizeof text - at), .as.text = copy};
    return copy != NULL;
}

/* A copy of the item's map with its share. */
static bool make_item(struct hat_eval *eval, const struct hat_value *item, int64_t units,
                      int digits, struct hat_value *out)
{
    const struct hat_map *from = item->as.map;
    const struct hat_shape *shape = with_share(eval, from->shape);
    if (shape == NULL) {
        return false;
    }
    struct hat_map *map =
        hat_arena_alloc(eval->scratch, sizeof *map + shape->count * sizeof map->values[0]);
    int at = map != NULL ? hat_shape_find(shape, share_name, hat_name_hash(share_name)) : -1;
    if (at < 0) {
        return false;
    }
    map->shape = shape;
    for (uint32_t i = 0; i < from->shape->count; i++) {
        map->values[i] = from->values[i];
    }
    *out = *item;
    out->as.map = map;
    out->count = shape->count;
    return put_share(eval, units, digits, &map->values[at]);
}

static enum hat_result digits_of(struct hat_eval *eval, const struct hat_value *args,
                                 uint32_t count, int *digits)
{
    int64_t wanted = DIGITS_USUAL;
    if (count > 1 && (!hat_filter_whole(&args[1], &wanted) || wanted < 0 || wanted > DIGITS_MAX)) {
        return hat_eval_fail(eval, HAT_MSG_FILTER_ARGUMENT, hat_eval_describe(eval, &args[1]));
    }
    *digits = (int)wanted;
    return HAT_RESULT_OK;
}

/* Reads all parts and their sum. */
static enum hat_result read_parts(struct hat_eval *eval, const struct hat_value *list,
                                  struct hat_str name, struct part *parts, struct hat_exact *sum)
{
    bool known = list->count == 0;
    for (uint32_t i = 0; i < list->count; i++) {
        known = known || hat_eval_field(eval, &list->as.items[i], name) != NULL;
        enum hat_result result = read_part(eval, list, i, name, &parts[i]);
        if (result != HAT_RESULT_OK) {
            return result;
        }
        if (!hat_exact_add(sum, &parts[i].value)) {
            return hat_eval_fail_item(eval, HAT_MSG_VALUE_TOO_LONG, &list->as.items[i], i);
        }
    }
    return known ? HAT_RESULT_OK : hat_eval_fail_field(eval, list, name);
}

HAT_FILTER(shares)
{
    struct hat_exact sum = {0};
    struct hat_str name;
    int digits = 0;
    int64_t whole = 100;
    if (value->type == HAT_NULL) {
        *value = (struct hat_value){.type = HAT_LIST};
    }
    if (value->type != HAT_LIST) {
        return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_LIST, hat_eval_describe(eval, value));
    }
    enum hat_result result = hat_eval_text(eval, &args[0], &name);
    result = result == HAT_RESULT_OK ? digits_of(eval, args, count, &digits) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    for (int i = 0; i < digits; i++) {
        whole *= 10;
    }
    struct part *parts = hat_arena_array(eval->scratch, value->count + (size_t)1, sizeof *parts);
    struct hat_value *items =
        hat_arena_array(eval->scratch, value->count + (size_t)1, sizeof *items);
    if (parts == NULL || items == NULL) {
        return HAT_RESULT_NOMEM;
    }
    result = read_parts(eval, value, name, parts, &sum);
    if (result == HAT_RESULT_OK && !distribute(parts, value->count, whole, &sum)) {
        result = hat_eval_fail(eval, HAT_MSG_VALUE_TOO_LONG, hat_eval_describe(eval, value));
    }
    for (uint32_t i = 0; i < value->count && result == HAT_RESULT_OK; i++) {
        bool done = make_item(eval, &value->as.items[i], parts[i].units, digits, &items[i]);
        result = done ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
    }
    value->as.items = result == HAT_RESULT_OK ? items : value->as.items;
    return result;
}
