/* filters_number.c -- arithmetic, and numbers as the letter's language writes them
 * (docs/template-language.md, Filters).
 *
 *     0.1 | plus: 0.2         0.3
 *     1234567.5 | number: 2   1 234 567,50
 *     599 | words             бес жүз тоқсан тоғыз
 *
 * An empty value stays empty: a letter may leave a number out.
 */
#include "language/numbers.h"
#include "template/exact_internal.h"
#include "template/filter_internal.h"

enum { DECIMALS_MAX = 20 };

static bool parse(const struct hat_value *value, struct hat_exact *number)
{
    return hat_exact_parse(hat_value_str(value), number);
}

bool hat_filter_whole(const struct hat_value *value, int64_t *number)
{
    struct hat_exact decimal;
    return parse(value, &decimal) && hat_exact_whole(&decimal, number);
}

enum hat_result hat_filter_give_number(struct hat_eval *eval, const struct hat_exact *number,
                                       struct hat_value *value)
{
    struct hat_buf buf = {0};
    hat_exact_put(number, &buf);
    enum hat_result result = hat_filter_give(eval, &buf, value);
    value->type = HAT_NUMBER;
    return result;
}

/* ---- arithmetic ---- */

typedef bool operation(struct hat_exact *a, const struct hat_exact *b);

static enum hat_result calculate(struct hat_eval *eval, operation *run, const struct hat_value *arg,
                                 struct hat_value *value)
{
    struct hat_exact a, b;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!parse(value, &a)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    if (!parse(arg, &b)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_NUMBER, arg);
    }
    if (run == hat_exact_divide && hat_exact_zero(&b)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_DIVISION, value);
    }
    return run(&a, &b) ? hat_filter_give_number(eval, &a, value)
                       : hat_eval_fail_value(eval, HAT_MSG_VALUE_TOO_LONG, value);
}

HAT_FILTER(plus)
{
    (void)count;
    return calculate(eval, hat_exact_add, &args[0], value);
}

HAT_FILTER(minus)
{
    (void)count;
    return calculate(eval, hat_exact_subtract, &args[0], value);
}

HAT_FILTER(times)
{
    (void)count;
    return calculate(eval, hat_exact_multiply, &args[0], value);
}

HAT_FILTER(divided_by)
{
    (void)count;
    return calculate(eval, hat_exact_divide, &args[0], value);
}

/* How many digits behind the point an argument wants. */
static bool read_decimals(const struct hat_value *arg, int *decimals)
{
    int64_t number;
    if (!hat_filter_whole(arg, &number) || number < 0 || number > DECIMALS_MAX) {
        return false;
    }
    *decimals = (int)number;
    return true;
}

HAT_FILTER(round)
{
    struct hat_exact number;
    int decimals = 0;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!parse(value, &number)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    if (count > 0 && !read_decimals(&args[0], &decimals)) {
        return hat_eval_fail_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    return hat_exact_round(&number, decimals)
               ? hat_filter_give_number(eval, &number, value)
               : hat_eval_fail_value(eval, HAT_MSG_VALUE_TOO_LONG, value);
}

/* ---- digits in groups ---- */

/* `factor`: what the value is multiplied by before it is written. */
static enum hat_result format_number(struct hat_eval *eval, const struct hat_value *args,
                                     uint32_t count, uint32_t factor, struct hat_value *value)
{
    enum hat_lang lang = hat_filter_lang(eval, args, &count);
    const struct hat_exact times = hat_exact_from(factor);
    struct hat_buf buf = {0}, plain = {0};
    struct hat_exact number;
    int decimals = -1;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (count > 0 && !read_decimals(&args[0], &decimals)) {
        return hat_eval_fail_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    if (!parse(value, &number)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    if (factor > 1) {
        if (!hat_exact_multiply(&number, &times)) {
            return hat_eval_fail_value(eval, HAT_MSG_VALUE_TOO_LONG, value);
        }
        hat_exact_drop_zeros(&number, 0);
    }
    hat_exact_put(&number, &plain);
    if (hat_buf_failed(&plain)) {
        hat_buf_fini(&plain);
        return HAT_RESULT_NOMEM;
    }
    hat_number_format(lang, (struct hat_str){plain.data, plain.len}, decimals, &buf);
    hat_buf_fini(&plain);
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(number)
{
    return format_number(eval, args, count, 1, value);
}

/* A part of one as percent, without the sign, which the sentence or the heading has. */
HAT_FILTER(percent)
{
    return format_number(eval, args, count, 100, value);
}

/* ---- words ---- */

static bool read_gender(struct hat_str name, enum hat_gender *gender)
{
    *gender = hat_str_is(name, "f")   ? HAT_FEMININE
              : hat_str_is(name, "n") ? HAT_NEUTER
                                      : HAT_MASCULINE;
    return *gender != HAT_MASCULINE || hat_str_is(name, "m");
}

HAT_FILTER(words)
{
    enum hat_lang lang = hat_filter_lang(eval, args, &count);
    enum hat_gender gender = HAT_MASCULINE;
    struct hat_buf buf = {0};
    int64_t number;
    if (count > 0 && !read_gender(hat_value_str(&args[0]), &gender)) {
        return hat_eval_fail_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!hat_filter_whole(value, &number) || !hat_number_words(lang, number, gender, &buf)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_WHOLE, value);
    }
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(ordinal)
{
    enum hat_lang lang = hat_filter_lang(eval, args, &count);
    bool in_words = count > 0 && hat_str_is(hat_value_str(&args[0]), "words");
    struct hat_buf buf = {0};
    int64_t number;
    if (count > 0 && !in_words) {
        return hat_eval_fail_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!hat_filter_whole(value, &number) || !(in_words ? hat_ordinal_words(lang, number, &buf)
                                                        : hat_ordinal_digits(lang, number, &buf))) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_WHOLE, value);
    }
    return hat_filter_give(eval, &buf, value);
}

/* Which of `count` forms goes with the number. Broken numbers take the second one in Russian
 * (1,5 ссылки), the last one elsewhere. */
uint32_t hat_filter_plural_form(enum hat_lang lang, const struct hat_exact *number, uint32_t count)
{
    int64_t whole;
    int form = hat_exact_whole(number, &whole) ? hat_plural_form(lang, whole)
               : lang == HAT_LANG_RU           ? 1
               : lang == HAT_LANG_EN           ? 2
                                               : 0;
    return (uint32_t)form < count ? (uint32_t)form : count - 1;
}
