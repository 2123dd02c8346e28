/* filters.c -- the table of filters: name, usage, number of arguments, function. */
#include "template/filter_internal.h"

#include "base/buf.h"
#include "template/near_internal.h"

static const struct hat_filter filters[] = {
    /* text */
    {"upper", "upper", 0, 0, false, hat_filter_upper},
    {"lower", "lower", 0, 0, false, hat_filter_lower},
    {"capitalize", "capitalize", 0, 0, false, hat_filter_capitalize},
    {"title", "title", 0, 0, false, hat_filter_title},
    {"trim", "trim", 0, 0, false, hat_filter_trim},
    {"replace", "replace: \"a\", \"b\"", 2, 2, false, hat_filter_replace},
    {"remove", "remove: \"a\"", 1, 1, false, hat_filter_remove},
    {"truncate", "truncate: 20", 1, 1, false, hat_filter_truncate},
    {"default", "default: \"text\"", 1, 1, false, hat_filter_default},
    {"append", "append: \"text\"", 1, 1, false, hat_filter_append},
    {"prepend", "prepend: \"text\"", 1, 1, false, hat_filter_prepend},
    {"split", "split: \",\"", 1, 1, false, hat_filter_split},
    {"quotes", "quotes", 0, 0, false, hat_filter_quotes},
    {"nbsp", "nbsp", 0, 0, false, hat_filter_nbsp},
    /* lists */
    {"count", "count", 0, 0, false, hat_filter_count},
    {"first", "first", 0, 0, true, hat_filter_first},
    {"last", "last", 0, 0, true, hat_filter_last},
    {"join", "join: \", \"", 0, 1, false, hat_filter_join},
    {"map", "map: \"field\"", 1, 1, false, hat_filter_map},
    {"where", "where: \"field\", value", 1, 2, false, hat_filter_where},
    {"reject", "reject: \"field\", value", 1, 2, false, hat_filter_reject},
    {"unique", "unique: \"field\"", 0, 1, false, hat_filter_unique},
    {"reverse", "reverse", 0, 0, false, hat_filter_reverse},
    {"limit", "limit: 10", 1, 1, true, hat_filter_limit},
    {"offset", "offset: 10", 1, 1, true, hat_filter_offset},
    {"sort", "sort: \"field\"", 0, 1, false, hat_filter_sort},
    {"group", "group: \"field\"", 1, 1, false, hat_filter_group},
    {"shares", "shares: \"field\", 1", 1, 2, false, hat_filter_shares},
    {"sum", "sum: \"field\"", 0, 1, false, hat_filter_sum},
    {"avg", "avg: \"field\"", 0, 1, false, hat_filter_avg},
    {"min", "min: \"field\"", 0, 1, false, hat_filter_min},
    {"max", "max: \"field\"", 0, 1, false, hat_filter_max},
    /* numbers */
    {"number", "number: 2", 0, 2, false, hat_filter_number},
    {"percent", "percent: 1", 0, 2, false, hat_filter_percent},
    {"round", "round: 2", 0, 1, false, hat_filter_round},
    {"plus", "plus: 1", 1, 1, false, hat_filter_plus},
    {"minus", "minus: 1", 1, 1, false, hat_filter_minus},
    {"times", "times: 2", 1, 1, false, hat_filter_times},
    {"divided_by", "divided_by: 2", 1, 1, false, hat_filter_divided_by},
    {"words", "words: \"f\", \"ru\"", 0, 2, false, hat_filter_words},
    {"ordinal", "ordinal: \"words\"", 0, 2, false, hat_filter_ordinal},
    {"plural", "plural: \"one\", \"few\", \"many\"", 0, 4, false, hat_filter_plural},
    /* dates */
    {"date", "date: \"long\"", 0, 2, false, hat_filter_date},
    {"period", "period: end", 1, 2, false, hat_filter_period},
    {"add_days", "add_days: 10", 1, 1, false, hat_filter_add_days},
    /* Kazakh */
    {"case", "case: \"ілік\"", 1, 1, false, hat_filter_case},
    {"possessive", "possessive", 0, 0, false, hat_filter_possessive},
    /* document */
    {"link", "link, link: \"text\"", 0, 1, false, NULL},
    {"image", "image: \"30mm\", \"20mm\"", 1, 2, false, NULL},
    {"qr", "qr: \"25mm\"", 1, 1, false, NULL},
};
enum { FILTERS = sizeof filters / sizeof *filters };

const struct hat_filter *hat_filter_find(struct hat_str name)
{
    for (size_t i = 0; i < FILTERS; i++) {
        if (hat_str_is(name, filters[i].name)) {
            return &filters[i];
        }
    }
    return NULL;
}

struct hat_str hat_filter_nearest(struct hat_str name)
{
    struct hat_nearest nearest = hat_nearest_init(name);
    for (size_t i = 0; i < FILTERS; i++) {
        hat_nearest_try(&nearest, hat_str_from(filters[i].name));
    }
    return nearest.best;
}

bool hat_filter_is_link(const struct hat_filter *filter)
{
    return strcmp(filter->name, "link") == 0;
}

bool hat_filter_is_picture(const struct hat_filter *filter)
{
    return filter->run == NULL && !hat_filter_is_link(filter);
}

bool hat_filter_is_default(const struct hat_filter *filter)
{
    return filter->run == hat_filter_default;
}

enum hat_result hat_filter_give(struct hat_eval *eval, struct hat_buf *buf, struct hat_value *value)
{
    const char *copy = hat_buf_failed(buf) || buf->len > UINT32_MAX
                           ? NULL
                           : hat_arena_strndup(eval->scratch, buf->data, buf->len);
    struct hat_str text = {copy, buf->len};
    hat_buf_fini(buf);
    if (copy == NULL) {
        return HAT_RESULT_NOMEM;
    }
    *value = hat_value_of_text(text);
    return HAT_RESULT_OK;
}

enum hat_lang hat_filter_lang(const struct hat_eval *eval, const struct hat_value *args,
                              uint32_t *count)
{
    struct hat_str last = *count > 0 ? hat_value_str(&args[*count - 1]) : (struct hat_str){0};
    if (!hat_str_is(last, "kk") && !hat_str_is(last, "ru") && !hat_str_is(last, "en")) {
        return eval->lang;
    }
    --*count;
    return hat_lang_from(last);
}
