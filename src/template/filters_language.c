/* filters_language.c -- numbers, dates and Kazakh endings in the language of the letter
 * (docs/template-language.md, Filters).
 *
 *     599 | words                 бес жүз тоқсан тоғыз
 *     start | period: end         2026 жылғы 11-25 ақпан
 *     org | case: "барыс"         ... балабақшасына
 *
 * A last argument "kk", "ru" or "en" chooses another language. An ending that is not sure leaves
 * the bare form and a warning.
 */
#include "base/date.h"
#include "base/unicode.h"
#include "language/dates.h"
#include "language/kazakh.h"
#include "language/numbers.h"
#include "template/exact_internal.h"
#include "template/filter_internal.h"

static enum hat_result give(struct hat_eval *eval, struct hat_buf *buf, struct hat_value *value)
{
    const char *copy = hat_buf_failed(buf) || buf->len > UINT32_MAX
                           ? NULL
                           : hat_arena_strndup(eval->scratch, buf->data, buf->len);
    *value = hat_value_of_text((struct hat_str){copy, buf->len});
    hat_buf_fini(buf);
    return copy != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}

/* The language of this filter; an argument that names one is taken off. */
static enum hat_lang language(const struct hat_eval *eval, const struct hat_value *args,
                              uint32_t *count)
{
    if (*count > 0) {
        struct hat_str last = hat_value_str(&args[*count - 1]);
        if (hat_str_is(last, "kk") || hat_str_is(last, "ru") || hat_str_is(last, "en")) {
            --*count;
            return hat_lang_from(last);
        }
    }
    return eval->lang;
}

static enum hat_result bad_value(struct hat_eval *eval, enum hat_message message,
                                 const struct hat_value *value)
{
    return hat_eval_fail(eval, message, hat_eval_describe(eval, value));
}

/* ---- numbers ---- */

static bool whole(const struct hat_value *value, int64_t *number)
{
    struct hat_exact decimal;
    if (!hat_exact_parse(hat_value_str(value), &decimal)) {
        return false;
    }
    for (; decimal.scale > 0; decimal.scale--, decimal.units /= 10) {
        if (decimal.units % 10 != 0) {
            return false;
        }
    }
    *number = decimal.units;
    return true;
}

static enum hat_result format_number(struct hat_eval *eval, const struct hat_value *args,
                                     uint32_t count, const char *behind, struct hat_value *value)
{
    enum hat_lang lang = language(eval, args, &count);
    struct hat_buf buf = {0}, plain = {0};
    struct hat_exact number;
    int64_t decimals = -1;
    if (count > 0 && (!whole(&args[0], &decimals) || decimals < 0 || decimals > 9)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_NUMBER, &args[0]);
    }
    if (!hat_exact_parse(hat_value_str(value), &number)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    hat_exact_put(number, &plain);
    hat_number_format(lang, (struct hat_str){plain.data, plain.len}, (int)decimals, &buf);
    hat_buf_put(&buf, behind, strlen(behind));
    hat_buf_fini(&plain);
    return give(eval, &buf, value);
}

HAT_FILTER(number)
{
    return format_number(eval, args, count, "", value);
}

HAT_FILTER(percent)
{
    return format_number(eval, args, count, "\xC2\xA0%", value);
}

HAT_FILTER(words)
{
    enum hat_lang lang = language(eval, args, &count);
    struct hat_str gender = count > 0 ? hat_value_str(&args[0]) : HAT_STR("m");
    struct hat_buf buf = {0};
    int64_t number;
    if (!hat_str_is(gender, "m") && !hat_str_is(gender, "f") && !hat_str_is(gender, "n")) {
        return bad_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    if (!whole(value, &number) || !hat_number_words(lang, number,
                                                    gender.ptr[0] == 'f'   ? HAT_FEMININE
                                                    : gender.ptr[0] == 'n' ? HAT_NEUTER
                                                                           : HAT_MASCULINE,
                                                    &buf)) {
        hat_buf_fini(&buf);
        return bad_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    return give(eval, &buf, value);
}

HAT_FILTER(ordinal)
{
    enum hat_lang lang = language(eval, args, &count);
    bool in_words = count > 0 && hat_str_is(hat_value_str(&args[0]), "words");
    struct hat_buf buf = {0};
    int64_t number;
    if (count > 0 && !in_words) {
        return bad_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    bool good = whole(value, &number) && (in_words ? hat_ordinal_words(lang, number, &buf)
                                                   : hat_ordinal_digits(lang, number, &buf));
    if (!good) {
        hat_buf_fini(&buf);
        return bad_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    return give(eval, &buf, value);
}

/* ---- Kazakh endings ---- */

/* Gives the phrase with its ending; when that is not sure, the machine warns. */
static enum hat_result ending(struct hat_eval *eval, bool sure, struct hat_buf *buf,
                              struct hat_value *value)
{
    eval->unsure = eval->unsure || !sure;
    return give(eval, buf, value);
}

/* Without arguments the Kazakh plural of a word; else the form that goes with the number. */
HAT_FILTER(plural)
{
    enum hat_lang lang = language(eval, args, &count);
    struct hat_buf buf = {0};
    struct hat_str text;
    int64_t number;
    if (count == 0) {
        enum hat_result result = hat_eval_text(eval, value, &text);
        return result == HAT_RESULT_OK ? ending(eval, hat_kazakh_plural(text, &buf), &buf, value)
                                       : result;
    }
    if (!whole(value, &number)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    uint32_t form = (uint32_t)hat_plural_form(lang, number);
    *value = args[form < count ? form : count - 1];
    return HAT_RESULT_OK;
}

/* org | case: "genitive" takes the field "org.genitive" when the data has it. */
static bool overridden(struct hat_eval *eval, struct hat_str name, struct hat_value *value)
{
    static const char *const names[] = {"nominative", "genitive", "dative",      "accusative",
                                        "locative",   "ablative", "instrumental"};
    enum hat_case kind;
    if (eval->input == NULL || eval->input->kind != HAT_EXPR_PATH ||
        !hat_case_from_name(name, &kind)) {
        return false;
    }
    return hat_eval_sibling(eval, &eval->input->as.path, name, value) ||
           hat_eval_sibling(eval, &eval->input->as.path, hat_str_from(names[kind]), value);
}

HAT_FILTER(case)
{
    (void)count;
    struct hat_str name = hat_value_str(&args[0]), text;
    struct hat_buf buf = {0};
    enum hat_case kind;
    if (!hat_case_from_name(name, &kind)) {
        return bad_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    if (overridden(eval, name, value)) {
        return HAT_RESULT_OK;
    }
    enum hat_result result = hat_eval_text(eval, value, &text);
    if (result != HAT_RESULT_OK || text.len == 0) {
        return result;
    }
    /* after the filter possessive the word has that ending for sure */
    bool possessed = eval->input != NULL && eval->input->kind == HAT_EXPR_FILTER &&
                     eval->input->as.call.filter->run == hat_filter_possessive;
    return ending(
        eval, hat_kazakh_case(text, kind, possessed ? HAT_POSSESSED_YES : HAT_POSSESSED_AUTO, &buf),
        &buf, value);
}

HAT_FILTER(possessive)
{
    (void)args, (void)count;
    struct hat_str text;
    struct hat_buf buf = {0};
    enum hat_result result = hat_eval_text(eval, value, &text);
    return result == HAT_RESULT_OK && text.len > 0
               ? ending(eval, hat_kazakh_possessive(text, &buf), &buf, value)
               : result;
}

/* ---- dates ---- */

static bool parse_date(const struct hat_value *value, struct hat_date *date)
{
    return hat_date_parse(hat_value_str(value), date);
}

HAT_FILTER(date)
{
    enum hat_lang lang = language(eval, args, &count);
    struct hat_str form = count > 0 ? hat_value_str(&args[0]) : HAT_STR("short");
    struct hat_buf buf = {0};
    struct hat_date date;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK; /* no date prints nothing */
    }
    if (!parse_date(value, &date)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    if (hat_str_is(form, "short") || hat_str_is(form, "long") || hat_str_is(form, "attributive")) {
        hat_date_put(lang, date,
                     form.ptr[0] == 's'   ? HAT_DATE_SHORT
                     : form.ptr[0] == 'l' ? HAT_DATE_LONG
                                          : HAT_DATE_ATTRIBUTIVE,
                     &buf);
    } else if (!hat_date_pattern(lang, date, form, &buf)) {
        hat_buf_fini(&buf);
        return bad_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    return give(eval, &buf, value);
}

HAT_FILTER(period)
{
    enum hat_lang lang = language(eval, args, &count);
    struct hat_buf buf = {0};
    struct hat_date from, to;
    if (!parse_date(value, &from)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    if (count == 0 || !parse_date(&args[0], &to) || hat_date_days(to) < hat_date_days(from)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_DATE, &args[0]);
    }
    hat_period_put(lang, from, to, &buf);
    return give(eval, &buf, value);
}

HAT_FILTER(add_days)
{
    (void)count;
    struct hat_buf buf = {0};
    struct hat_date date;
    int64_t days;
    if (!parse_date(value, &date)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    if (!whole(&args[0], &days) || days < -1000000 || days > 1000000) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_NUMBER, &args[0]);
    }
    date = hat_date_from_days(hat_date_days(date) + days);
    if (!hat_date_valid(date)) {
        return bad_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    hat_date_put(eval->lang, date, HAT_DATE_SHORT, &buf);
    return give(eval, &buf, value);
}
