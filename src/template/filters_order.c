/* filters_order.c -- lists sorted in the language's alphabet, grouped and summed
 * (docs/template-language.md, Filters).
 *
 *     entries | sort: "org"        entries | sum: "links"  ->  599
 *     entries | group: "region"    ->  a list of {key, items, count}, in the order of first use
 *
 * Before sorting every key is read once: numbers (also those written as text) go by value, days
 * by the calendar, texts by the alphabet. In a list that mixes them numbers stand before days and
 * days before texts. Empty fields stand last, whatever the direction.
 */
#include "base/buf.h"
#include "base/date.h"
#include "language/collate.h"
#include "template/exact_internal.h"
#include "template/filter_internal.h"

static enum hat_result need_list(struct hat_eval *eval, struct hat_value *value)
{
    if (value->type == HAT_NULL) {
        *value = (struct hat_value){.type = HAT_LIST};
    }
    return value->type == HAT_LIST
               ? HAT_RESULT_OK
               : hat_eval_fail(eval, HAT_MSG_VALUE_NOT_LIST, hat_eval_describe(eval, value));
}

/* ---- fields of the items ---- */

static const struct hat_value none = {.type = HAT_NULL};

/* Makes the list of the items' fields; without a name the items themselves. */
static enum hat_result fields_of(struct hat_eval *eval, const struct hat_value *list,
                                 struct hat_str name, const struct hat_value ***out)
{
    const struct hat_value **fields =
        hat_arena_array(eval->scratch, list->count + (size_t)1, sizeof *fields);
    bool known = name.len == 0 || list->count == 0;
    if (fields == NULL) {
        return HAT_RESULT_NOMEM;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        const struct hat_value *item = &list->as.items[i];
        const struct hat_value *field = name.len > 0 ? hat_eval_field(eval, item, name) : item;
        known = known || field != NULL;
        fields[i] = field != NULL ? field : &none;
    }
    *out = fields;
    return known ? HAT_RESULT_OK : hat_eval_fail_field(eval, list, name);
}

/* The name in a filter's only argument, if there is one. */
static enum hat_result field_name(struct hat_eval *eval, const struct hat_value *args,
                                  uint32_t count, struct hat_str *name)
{
    *name = (struct hat_str){0};
    return count > 0 ? hat_eval_text(eval, &args[0], name) : HAT_RESULT_OK;
}

/* ---- keys ---- */

enum key_class { KEY_BOOL, KEY_NUMBER, KEY_DATE, KEY_TEXT, KEY_EMPTY };

struct key {
    enum key_class class;
    int64_t day; /* of KEY_DATE; 0 or 1 of KEY_BOOL */
    struct hat_exact number;
    struct hat_str text;     /* as written */
    struct hat_str collated; /* of KEY_TEXT: see hat_collate_key() */
};

/* false: lists and maps have no order. */
static bool read_key(const struct hat_value *value, struct key *key)
{
    struct hat_date date;
    *key = (struct key){.class = KEY_EMPTY, .text = hat_value_str(value)};
    if (value->type == HAT_BOOL) {
        key->class = KEY_BOOL;
        key->day = value->boolean;
    } else if (key->text.len > 0) {
        if (hat_exact_parse(key->text, &key->number)) {
            key->class = KEY_NUMBER;
        } else if (hat_date_parse(key->text, &date)) {
            key->class = KEY_DATE;
            key->day = hat_date_days(date);
        } else {
            key->class = KEY_TEXT;
        }
    }
    return value->type != HAT_LIST && value->type != HAT_MAP;
}

static int bytes_order(struct hat_str a, struct hat_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int order_of(const struct key *a, const struct key *b)
{
    int order;
    if (a->class != b->class) {
        return a->class < b->class ? -1 : 1;
    }
    switch (a->class) {
    case KEY_NUMBER:
        return hat_exact_order(&a->number, &b->number);
    case KEY_BOOL:
    case KEY_DATE:
        return (a->day > b->day) - (a->day < b->day);
    case KEY_TEXT:
        order = bytes_order(a->collated, b->collated);
        return order != 0 ? order : bytes_order(a->text, b->text);
    case KEY_EMPTY:
        break;
    }
    return 0;
}

/* Makes the bytes that texts are compared by; `buf` is used again and again. */
static enum hat_result collate(struct hat_eval *eval, struct hat_buf *buf, struct key *key)
{
    buf->len = 0;
    hat_collate_key(eval->lang, key->text, buf);
    if (!hat_buf_failed(buf)) {
        key->collated = hat_arena_str(eval->scratch, (struct hat_str){buf->data, buf->len});
    }
    return key->collated.ptr != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}

static enum hat_result read_keys(struct hat_eval *eval, const struct hat_value **fields,
                                 uint32_t count, struct key **out)
{
    struct key *keys = hat_arena_array(eval->scratch, count + (size_t)1, sizeof *keys);
    struct hat_buf buf = {0};
    enum hat_result result = keys != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
    for (uint32_t i = 0; i < count && result == HAT_RESULT_OK; i++) {
        if (!read_key(fields[i], &keys[i])) {
            result =
                hat_eval_fail(eval, HAT_MSG_VALUE_NOT_TEXT, hat_eval_describe(eval, fields[i]));
        } else if (keys[i].class == KEY_TEXT) {
            result = collate(eval, &buf, &keys[i]);
        }
    }
    hat_buf_fini(&buf);
    *out = keys;
    return result;
}

/* ---- sort: merging runs of 1, 2, 4 ... items, so that equal ones keep their order ---- */

struct sorting {
    const struct key *keys;
    bool descending;
    uint32_t *from, *to; /* indexes of items */
};

/* Must the item at b stand before the one at a? */
static bool before(const struct sorting *s, uint32_t b, uint32_t a)
{
    const struct key *x = &s->keys[b], *y = &s->keys[a];
    bool turned = s->descending && x->class != KEY_EMPTY && y->class != KEY_EMPTY;
    return turned ? order_of(y, x) < 0 : order_of(x, y) < 0;
}

static void merge_runs(const struct sorting *s, size_t left, size_t middle, size_t right)
{
    size_t a = left, b = middle;
    for (size_t at = left; at < right; at++) {
        bool second = b < right && (a == middle || before(s, s->from[b], s->from[a]));
        s->to[at] = s->from[second ? b++ : a++];
    }
}

/* The indexes of the items in order, in s->from. */
static void sort_indexes(struct sorting *s, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s->from[i] = (uint32_t)i;
    }
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t left = 0; left < count; left += 2 * run) {
            size_t middle = left + run < count ? left + run : count;
            size_t right = left + 2 * run < count ? left + 2 * run : count;
            merge_runs(s, left, middle, right);
        }
        uint32_t *done = s->to;
        s->to = s->from;
        s->from = done;
    }
}

HAT_FILTER(sort)
{
    struct sorting s = {.keys = NULL};
    const struct hat_value **fields;
    struct hat_str name;
    struct key *keys = NULL;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? field_name(eval, args, count, &name) : result;
    if (result == HAT_RESULT_OK && hat_str_starts(name, "-")) {
        s.descending = true;
        name = (struct hat_str){name.ptr + 1, name.len - 1};
    }
    result = result == HAT_RESULT_OK ? fields_of(eval, value, name, &fields) : result;
    result = result == HAT_RESULT_OK ? read_keys(eval, fields, value->count, &keys) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    size_t room = value->count + (size_t)1;
    struct hat_value *items = hat_arena_array(eval->scratch, room, sizeof *items);
    s.keys = keys;
    s.from = hat_arena_array(eval->scratch, room, sizeof *s.from);
    s.to = hat_arena_array(eval->scratch, room, sizeof *s.to);
    if (items == NULL || s.from == NULL || s.to == NULL) {
        return HAT_RESULT_NOMEM;
    }
    sort_indexes(&s, value->count);
    for (uint32_t i = 0; i < value->count; i++) {
        items[i] = value->as.items[s.from[i]];
    }
    value->as.items = items;
    return HAT_RESULT_OK;
}

/* ---- group ---- */

/* One group: its key, and its items as a chain of indexes. */
struct group {
    struct hat_value key;
    uint32_t count, first, last;
};

struct grouping {
    struct group *groups;
    uint32_t count;
    uint32_t *next;  /* by item: the next one of its group */
    uint32_t *slots; /* hash table: 1 + group */
    size_t mask;
};

static uint32_t group_of(struct grouping *g, const struct hat_value *key)
{
    size_t slot = hat_name_hash(hat_value_str(key)) & g->mask;
    while (g->slots[slot] != 0) {
        if (hat_eval_equal(&g->groups[g->slots[slot] - 1].key, key)) {
            return g->slots[slot] - 1;
        }
        slot = (slot + 1) & g->mask;
    }
    g->groups[g->count].key = *key;
    g->slots[slot] = ++g->count;
    return g->count - 1;
}

static void add_item(struct grouping *g, uint32_t item, const struct hat_value *key)
{
    struct group *group = &g->groups[group_of(g, key)];
    if (group->count++ == 0) {
        group->first = item;
    } else {
        g->next[group->last] = item;
    }
    group->last = item;
}

static bool grouping_init(struct grouping *g, struct hat_arena *arena, uint32_t items)
{
    g->mask = 15;
    while (g->mask < items * (size_t)2) {
        g->mask = g->mask * 2 + 1;
    }
    g->groups = hat_arena_array(arena, items + (size_t)1, sizeof *g->groups);
    g->next = hat_arena_array(arena, items + (size_t)1, sizeof *g->next);
    g->slots = hat_arena_array(arena, g->mask + 1, sizeof *g->slots);
    return g->groups != NULL && g->next != NULL && g->slots != NULL;
}

/* The names that every group's map has. */
static struct hat_shape *group_shape(struct hat_arena *arena)
{
    static const struct hat_str names[] = {
        {"key", 3}, {"items", 5}, {"count", 5}}; /* folded as they are */
    uint32_t *hashes = hat_arena_array(arena, 3, sizeof *hashes);
    struct hat_shape *shape = hat_arena_alloc(arena, sizeof *shape);
    if (hashes == NULL || shape == NULL) {
        return NULL;
    }
    for (int i = 0; i < 3; i++) {
        hashes[i] = hat_name_hash(names[i]);
    }
    *shape = (struct hat_shape){.count = 3, .names = names, .folded = names, .hashes = hashes};
    return shape;
}

static bool make_group(struct hat_eval *eval, const struct grouping *g, const struct group *group,
                       const struct hat_shape *shape, const struct hat_value *list,
                       struct hat_value *out)
{
    struct hat_map *map =
        hat_arena_alloc(eval->scratch, sizeof *map + 3 * sizeof(struct hat_value));
    struct hat_value *items = hat_arena_array(eval->scratch, group->count, sizeof *items);
    if (map == NULL || items == NULL) {
        return false;
    }
    uint32_t item = group->first;
    for (uint32_t i = 0; i < group->count; i++, item = g->next[item]) {
        items[i] = list->as.items[item];
    }
    map->shape = shape;
    map->values[0] = group->key;
    map->values[1] = (struct hat_value){.type = HAT_LIST, .count = group->count, .as.items = items};
    map->values[2] = hat_value_of_number(eval->scratch, group->count);
    *out = (struct hat_value){.type = HAT_MAP, .count = 3, .as.map = map};
    return map->values[2].as.text != NULL;
}

HAT_FILTER(group)
{
    struct grouping g = {0};
    const struct hat_value **fields;
    struct hat_str name;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? field_name(eval, args, count, &name) : result;
    result = result == HAT_RESULT_OK ? fields_of(eval, value, name, &fields) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    struct hat_shape *shape = group_shape(eval->scratch);
    if (shape == NULL || !grouping_init(&g, eval->scratch, value->count)) {
        return HAT_RESULT_NOMEM;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        add_item(&g, i, fields[i]);
    }
    struct hat_value *groups = hat_arena_array(eval->scratch, g.count + (size_t)1, sizeof *groups);
    for (uint32_t i = 0; i < g.count; i++) {
        if (groups == NULL || !make_group(eval, &g, &g.groups[i], shape, value, &groups[i])) {
            return HAT_RESULT_NOMEM;
        }
    }
    *value = (struct hat_value){.type = HAT_LIST, .count = g.count, .as.items = groups};
    return groups != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}

/* ---- totals; empty fields do not count ---- */

/* Adds up the fields; *taken tells how many there were. */
static enum hat_result add_up(struct hat_eval *eval, const struct hat_value *args, uint32_t count,
                              struct hat_value *value, struct hat_exact *sum, uint32_t *taken)
{
    const struct hat_value **fields = NULL;
    struct hat_exact number;
    struct hat_str name;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? field_name(eval, args, count, &name) : result;
    result = result == HAT_RESULT_OK ? fields_of(eval, value, name, &fields) : result;
    *sum = hat_exact_from(0);
    *taken = 0;
    for (uint32_t i = 0; result == HAT_RESULT_OK && i < value->count; i++) {
        if (!hat_value_truth(fields[i])) {
            continue;
        }
        if (!hat_exact_parse(hat_value_str(fields[i]), &number)) {
            result = hat_eval_fail_item(eval, HAT_MSG_VALUE_NOT_NUMBER, fields[i], i);
        } else if (!hat_exact_add(sum, &number)) {
            result = hat_eval_fail_item(eval, HAT_MSG_VALUE_TOO_LONG, fields[i], i);
        }
        ++*taken;
    }
    return result;
}

/* Of an empty list: 0. */
HAT_FILTER(sum)
{
    struct hat_exact sum;
    uint32_t taken;
    enum hat_result result = add_up(eval, args, count, value, &sum, &taken);
    return result == HAT_RESULT_OK ? hat_filter_give_number(eval, &sum, value) : result;
}

/* Of an empty list: nothing. */
HAT_FILTER(avg)
{
    struct hat_exact sum;
    uint32_t taken;
    enum hat_result result = add_up(eval, args, count, value, &sum, &taken);
    if (result != HAT_RESULT_OK || taken == 0) {
        *value = none;
        return result;
    }
    const struct hat_exact by = hat_exact_from(taken);
    return hat_exact_divide(&sum, &by)
               ? hat_filter_give_number(eval, &sum, value)
               : hat_eval_fail(eval, HAT_MSG_VALUE_TOO_LONG, hat_eval_describe(eval, value));
}

/* The least (direction 1) or the greatest (-1) number or day, as it is written. */
static enum hat_result extreme(struct hat_eval *eval, int direction, const struct hat_value *args,
                               uint32_t count, struct hat_value *value)
{
    const struct hat_value **fields;
    const struct hat_value *best = &none;
    struct key best_key = {.class = KEY_EMPTY}, key;
    struct hat_str name;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? field_name(eval, args, count, &name) : result;
    result = result == HAT_RESULT_OK ? fields_of(eval, value, name, &fields) : result;
    for (uint32_t i = 0; result == HAT_RESULT_OK && i < value->count; i++) {
        bool good = read_key(fields[i], &key);
        if (good && key.class == KEY_EMPTY) {
            continue;
        }
        bool first = best_key.class == KEY_EMPTY;
        good = good && (key.class == KEY_NUMBER || key.class == KEY_DATE) &&
               (first || key.class == best_key.class);
        if (!good) {
            result = hat_eval_fail_item(eval, HAT_MSG_VALUE_NOT_NUMBER, fields[i], i);
        } else if (first || order_of(&key, &best_key) == -direction) {
            best = fields[i];
            best_key = key;
        }
    }
    if (result == HAT_RESULT_OK) {
        *value = *best;
    }
    return result;
}

HAT_FILTER(min)
{
    return extreme(eval, 1, args, count, value);
}

HAT_FILTER(max)
{
    return extreme(eval, -1, args, count, value);
}
