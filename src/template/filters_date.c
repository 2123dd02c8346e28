/* filters_date.c -- days and periods (docs/template-language.md, Filters).
 *
 *     "2026-02-25" | date: "long"      2026 жылғы 25 ақпан
 *     from | period: to                2026 жылғы 11-25 ақпан
 *     "25.02.2026" | add_days: 10      07.03.2026
 *
 * A day is written YYYY-MM-DD or DD.MM.YYYY. An empty day stays empty.
 */
#include "base/date.h"
#include "language/dates.h"
#include "template/filter_internal.h"

static bool parse(const struct hat_value *value, struct hat_date *date)
{
    return value->type == HAT_TEXT && hat_date_parse(hat_value_str(value), date);
}

/* Appends the date in the form that an argument names; false: there is no such form. */
static bool put_form(enum hat_lang lang, struct hat_date date, struct hat_str form,
                     struct hat_buf *buf)
{
    static const struct {
        const char *name;
        enum hat_date_style style;
    } styles[] = {
        {"short", HAT_DATE_SHORT}, {"long", HAT_DATE_LONG}, {"attributive", HAT_DATE_ATTRIBUTIVE}};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (hat_str_is(form, styles[i].name)) {
            hat_date_put(lang, date, styles[i].style, buf);
            return true;
        }
    }
    return form.len > 0 && hat_date_pattern(lang, date, form, buf);
}

HAT_FILTER(date)
{
    enum hat_lang lang = hat_filter_lang(eval, args, &count);
    struct hat_str form = count > 0 ? hat_value_str(&args[0]) : HAT_STR("short");
    struct hat_buf buf = {0};
    struct hat_date date;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!parse(value, &date)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    if (!put_form(lang, date, form, &buf)) {
        hat_buf_fini(&buf);
        return hat_eval_fail_value(eval, HAT_MSG_FILTER_ARGUMENT, &args[0]);
    }
    enum hat_result result = hat_filter_give(eval, &buf, value);
    value->boolean = true; /* "yyyy-MM-dd" stays so */
    return result;
}

HAT_FILTER(period)
{
    enum hat_lang lang = hat_filter_lang(eval, args, &count);
    struct hat_buf buf = {0};
    struct hat_date from, to;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!parse(value, &from)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    if (count == 0 || !parse(&args[0], &to)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_DATE, &args[0]);
    }
    if (hat_date_days(to) < hat_date_days(from)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_PERIOD, &args[0]);
    }
    hat_period_put(lang, from, to, &buf);
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(add_days)
{
    (void)count;
    enum { DAYS_MAX = 4000000 }; /* more than ten thousand years */
    struct hat_buf buf = {0};
    struct hat_date date;
    int64_t days;
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!parse(value, &date)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_DATE, value);
    }
    if (!hat_filter_whole(&args[0], &days)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_WHOLE, &args[0]);
    }
    if (days < -DAYS_MAX || days > DAYS_MAX) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_DATE_RANGE, &args[0]);
    }
    date = hat_date_from_days(hat_date_days(date) + days);
    if (!hat_date_valid(date)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_DATE_RANGE, &args[0]);
    }
    hat_date_put(eval->lang, date, HAT_DATE_SHORT, &buf);
    return hat_filter_give(eval, &buf, value);
}
