/* filters_list.c -- filters that take a list (docs/template-language.md, Filters).
 *
 *     entries | where: "region", "Абай" | map: "org" | join: "; "
 *
 * A new list is an array of copied values (a value is 32 bytes; texts and maps are shared).
 */
#include <limits.h>

#include "base/buf.h"
#include "template/filter_internal.h"

/* Lists only; null is an empty list. */
static enum hat_result need_list(struct hat_eval *eval, struct hat_value *value)
{
    if (value->type == HAT_NULL) {
        *value = (struct hat_value){.type = HAT_LIST};
    }
    if (value->type != HAT_LIST) {
        return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_LIST, hat_eval_describe(eval, value));
    }
    return HAT_RESULT_OK;
}

static enum hat_result new_list(struct hat_eval *eval, const struct hat_value *value,
                                struct hat_value **items)
{
    *items = hat_arena_array(eval->scratch, value->count + (size_t)1, sizeof **items);
    return *items == NULL ? HAT_RESULT_NOMEM : HAT_RESULT_OK;
}

static enum hat_result give_list(struct hat_value *items, size_t count, struct hat_value *value)
{
    *value = (struct hat_value){.type = HAT_LIST, .count = (uint32_t)count, .as.items = items};
    return HAT_RESULT_OK;
}

HAT_FILTER(count)
{
    (void)args, (void)count;
    if (value->type != HAT_MAP) {
        enum hat_result result = need_list(eval, value);
        if (result != HAT_RESULT_OK) {
            return result;
        }
    }
    uint32_t items = value->type == HAT_MAP ? value->as.map->shape->count : value->count;
    *value = hat_value_of_number(eval->scratch, items);
    return value->as.text != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}

static enum hat_result pick(struct hat_eval *eval, bool last, struct hat_value *value)
{
    enum hat_result result = need_list(eval, value);
    if (result == HAT_RESULT_OK) {
        *value = value->count == 0 ? (struct hat_value){.type = HAT_NULL}
                                   : value->as.items[last ? value->count - 1 : 0];
    }
    return result;
}

HAT_FILTER(first)
{
    (void)args, (void)count;
    return pick(eval, false, value);
}

HAT_FILTER(last)
{
    (void)args, (void)count;
    return pick(eval, true, value);
}

HAT_FILTER(join)
{
    struct hat_str by = HAT_STR(", "), text;
    struct hat_buf buf = {0};
    enum hat_result result = need_list(eval, value);
    if (result == HAT_RESULT_OK && count > 0) {
        result = hat_eval_text(eval, &args[0], &by);
    }
    for (uint32_t i = 0; i < value->count && result == HAT_RESULT_OK; i++) {
        result = hat_eval_text(eval, &value->as.items[i], &text);
        if (result == HAT_RESULT_OK) {
            hat_buf_put(&buf, by.ptr, i > 0 ? by.len : 0);
            hat_buf_put(&buf, text.ptr, text.len);
        }
    }
    if (result == HAT_RESULT_OK) {
        const char *copy = hat_buf_failed(&buf) || buf.len > UINT32_MAX
                               ? NULL
                               : hat_arena_strndup(eval->scratch, buf.data, buf.len);
        result = copy == NULL ? HAT_RESULT_NOMEM : HAT_RESULT_OK;
        *value = hat_value_of_text((struct hat_str){copy, buf.len});
    }
    hat_buf_fini(&buf);
    return result;
}

/* The field of an item that a filter's first argument names. */
static enum hat_result field_name(struct hat_eval *eval, const struct hat_value *arg,
                                  struct hat_str *name)
{
    return hat_eval_text(eval, arg, name);
}

HAT_FILTER(map)
{
    (void)count;
    struct hat_value *items;
    struct hat_str name;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? field_name(eval, &args[0], &name) : result;
    result = result == HAT_RESULT_OK ? new_list(eval, value, &items) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    bool known = value->count == 0;
    for (uint32_t i = 0; i < value->count; i++) {
        const struct hat_value *field = hat_eval_field(eval, &value->as.items[i], name);
        known = known || field != NULL;
        items[i] = field != NULL ? *field : (struct hat_value){.type = HAT_NULL};
    }
    return known ? give_list(items, value->count, value) : hat_eval_fail_field(eval, value, name);
}

/* Items whose field equals the second argument (without one: is true), or the others. */
static enum hat_result filter_items(struct hat_eval *eval, const struct hat_value *args,
                                    uint32_t count, bool keep, struct hat_value *value)
{
    struct hat_value *items;
    struct hat_str name;
    size_t kept = 0;
    bool known;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? field_name(eval, &args[0], &name) : result;
    result = result == HAT_RESULT_OK ? new_list(eval, value, &items) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    known = value->count == 0;
    for (uint32_t i = 0; i < value->count; i++) {
        const struct hat_value *field = hat_eval_field(eval, &value->as.items[i], name);
        known = known || field != NULL;
        bool match =
            field != NULL && (count > 1 ? hat_eval_equal(field, &args[1]) : hat_value_truth(field));
        if (match == keep) {
            items[kept++] = value->as.items[i];
        }
    }
    return known ? give_list(items, kept, value) : hat_eval_fail_field(eval, value, name);
}

HAT_FILTER(where)
{
    return filter_items(eval, args, count, true, value);
}

HAT_FILTER(reject)
{
    return filter_items(eval, args, count, false, value);
}

/* ---- unique: a hash set of the texts seen ---- */

struct seen {
    const struct hat_value **slots;
    size_t mask;
};

/* true when an equal value was there before; else it is added. */
static bool seen_before(struct seen *seen, const struct hat_value *value)
{
    size_t slot = hat_name_hash(hat_value_str(value)) & seen->mask;
    while (seen->slots[slot] != NULL) {
        if (hat_eval_equal(seen->slots[slot], value)) {
            return true;
        }
        slot = (slot + 1) & seen->mask;
    }
    seen->slots[slot] = value;
    return false;
}

HAT_FILTER(unique)
{
    struct hat_value *items;
    struct hat_str name = {0};
    struct seen seen = {.mask = 15};
    size_t kept = 0;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK && count > 0 ? field_name(eval, &args[0], &name) : result;
    result = result == HAT_RESULT_OK ? new_list(eval, value, &items) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    while (seen.mask < value->count * (size_t)2) {
        seen.mask = seen.mask * 2 + 1;
    }
    seen.slots = hat_arena_array(eval->scratch, seen.mask + 1, sizeof *seen.slots);
    if (seen.slots == NULL) {
        return HAT_RESULT_NOMEM;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct hat_value *item = &value->as.items[i];
        const struct hat_value *field = count > 0 ? hat_eval_field(eval, item, name) : item;
        if (field == NULL || !seen_before(&seen, field)) {
            items[kept++] = *item;
        }
    }
    return give_list(items, kept, value);
}

HAT_FILTER(reverse)
{
    (void)args, (void)count;
    struct hat_value *items;
    enum hat_result result = need_list(eval, value);
    result = result == HAT_RESULT_OK ? new_list(eval, value, &items) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        items[i] = value->as.items[value->count - 1 - i];
    }
    return give_list(items, value->count, value);
}

static enum hat_result slice(struct hat_eval *eval, const struct hat_value *arg, bool skip,
                             struct hat_value *value)
{
    enum hat_result result = need_list(eval, value);
    if (result != HAT_RESULT_OK) {
        return result;
    }
    struct hat_str text = hat_value_str(arg);
    uint64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || number > UINT32_MAX) {
            text.len = 0;
        } else {
            number = number * 10 + (uint64_t)(text.ptr[i] - '0');
        }
    }
    if (text.len == 0) {
        return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_NUMBER, hat_eval_describe(eval, arg));
    }
    uint32_t n = number < value->count ? (uint32_t)number : value->count;
    if (skip) {
        value->as.items += n;
        value->count -= n;
    } else {
        value->count = n;
    }
    return HAT_RESULT_OK;
}

HAT_FILTER(limit)
{
    (void)count;
    return slice(eval, &args[0], false, value);
}

HAT_FILTER(offset)
{
    (void)count;
    return slice(eval, &args[0], true, value);
}
