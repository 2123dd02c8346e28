/* filters_number.c -- arithmetic, and sums over lists (docs/template-language.md, Filters).
 *
 *     0.1 | plus: 0.2  ->  0.3          entries | sum: "count"  ->  599
 */
#include "template/exact_internal.h"
#include "template/filter_internal.h"

static enum hat_result not_number(struct hat_eval *eval, const struct hat_value *value)
{
    return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_NUMBER, hat_eval_describe(eval, value));
}

static enum hat_result give(struct hat_eval *eval, struct hat_exact number, struct hat_value *value)
{
    struct hat_buf buf = {0};
    hat_exact_put(number, &buf);
    const char *text =
        hat_buf_failed(&buf) ? NULL : hat_arena_strndup(eval->scratch, buf.data, buf.len);
    *value = (struct hat_value){.type = HAT_NUMBER, .count = (uint32_t)buf.len, .as.text = text};
    hat_buf_fini(&buf);
    return text != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}

static bool parse(const struct hat_value *value, struct hat_exact *number)
{
    return hat_exact_parse(hat_value_str(value), number);
}

typedef bool operation(struct hat_exact a, struct hat_exact b, struct hat_exact *out);

static enum hat_result calculate(struct hat_eval *eval, operation *run, bool negate,
                                 const struct hat_value *arg, struct hat_value *value)
{
    struct hat_exact a, b, result;
    if (!parse(value, &a)) {
        return not_number(eval, value);
    }
    if (!parse(arg, &b)) {
        return not_number(eval, arg);
    }
    b.units = negate ? -b.units : b.units;
    return run(a, b, &result) ? give(eval, result, value) : not_number(eval, arg);
}

HAT_FILTER(plus)
{
    (void)count;
    return calculate(eval, hat_exact_add, false, &args[0], value);
}

HAT_FILTER(minus)
{
    (void)count;
    return calculate(eval, hat_exact_add, true, &args[0], value);
}

HAT_FILTER(times)
{
    (void)count;
    return calculate(eval, hat_exact_multiply, false, &args[0], value);
}

HAT_FILTER(divided_by)
{
    (void)count;
    return calculate(eval, hat_exact_divide, false, &args[0], value);
}

HAT_FILTER(round)
{
    struct hat_exact number, digits = {0, 0};
    if (!parse(value, &number)) {
        return not_number(eval, value);
    }
    bool good = count == 0 || (parse(&args[0], &digits) && digits.scale == 0);
    if (!good || digits.units < 0 || digits.units > 9 ||
        !hat_exact_round(number, (int)digits.units, &number)) {
        return not_number(eval, &args[0]);
    }
    return give(eval, number, value);
}

/* ---- over lists ---- */

enum total { TOTAL_SUM, TOTAL_AVERAGE, TOTAL_LEAST, TOTAL_GREATEST };

/* Adds one item's number to what was found so far. */
static bool take(enum total what, struct hat_exact number, bool first, struct hat_exact *total)
{
    if (first) {
        *total = number;
        return true;
    }
    int order = hat_exact_order(number, *total);
    switch (what) {
    case TOTAL_SUM:
    case TOTAL_AVERAGE:
        return hat_exact_add(*total, number, total);
    case TOTAL_LEAST:
        *total = order < 0 ? number : *total;
        return true;
    case TOTAL_GREATEST:
        *total = order > 0 ? number : *total;
        return true;
    }
    return false;
}

/* Items with an empty field do not count. An empty list gives 0 as a sum, else nothing. */
static enum hat_result total(struct hat_eval *eval, enum total what, const struct hat_value *args,
                             uint32_t count, struct hat_value *value)
{
    struct hat_str name = {0};
    struct hat_exact all = {0, 0}, number;
    int64_t taken = 0;
    if (value->type != HAT_LIST) {
        return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_LIST, hat_eval_describe(eval, value));
    }
    enum hat_result result = count > 0 ? hat_eval_text(eval, &args[0], &name) : HAT_RESULT_OK;
    for (uint32_t i = 0; i < value->count && result == HAT_RESULT_OK; i++) {
        const struct hat_value *item = &value->as.items[i];
        const struct hat_value *field = count > 0 ? hat_eval_field(eval, item, name) : item;
        if (field == NULL || !hat_value_truth(field)) {
            continue;
        }
        if (!parse(field, &number) || !take(what, number, taken++ == 0, &all)) {
            return not_number(eval, field);
        }
    }
    if (result == HAT_RESULT_OK && what == TOTAL_AVERAGE && taken > 0 &&
        !hat_exact_divide(all, (struct hat_exact){taken, 0}, &all)) {
        return not_number(eval, value);
    }
    if (result == HAT_RESULT_OK && taken == 0 && what != TOTAL_SUM) {
        *value = (struct hat_value){.type = HAT_NULL};
        return HAT_RESULT_OK;
    }
    return result == HAT_RESULT_OK ? give(eval, all, value) : result;
}

HAT_FILTER(sum)
{
    return total(eval, TOTAL_SUM, args, count, value);
}

HAT_FILTER(avg)
{
    return total(eval, TOTAL_AVERAGE, args, count, value);
}

HAT_FILTER(min)
{
    return total(eval, TOTAL_LEAST, args, count, value);
}

HAT_FILTER(max)
{
    return total(eval, TOTAL_GREATEST, args, count, value);
}
