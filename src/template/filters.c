/* filters.c -- the table of filters: name, usage, number of arguments, function. */
#include "template/filter_internal.h"

#include "template/near_internal.h"

static const struct hat_filter filters[] = {
    /* text */
    {"upper", "upper", 0, 0, hat_filter_upper},
    {"lower", "lower", 0, 0, hat_filter_lower},
    {"capitalize", "capitalize", 0, 0, hat_filter_capitalize},
    {"trim", "trim", 0, 0, hat_filter_trim},
    {"replace", "replace: \"a\", \"b\"", 2, 2, hat_filter_replace},
    {"remove", "remove: \"a\"", 1, 1, hat_filter_remove},
    {"truncate", "truncate: 20", 1, 1, hat_filter_truncate},
    {"default", "default: \"text\"", 1, 1, hat_filter_default},
    {"append", "append: \"text\"", 1, 1, hat_filter_append},
    {"prepend", "prepend: \"text\"", 1, 1, hat_filter_prepend},
    {"split", "split: \",\"", 1, 1, hat_filter_split},
    {"quotes", "quotes", 0, 0, hat_filter_quotes},
    {"nbsp", "nbsp", 0, 0, hat_filter_nbsp},
    /* lists */
    {"count", "count", 0, 0, hat_filter_count},
    {"first", "first", 0, 0, hat_filter_first},
    {"last", "last", 0, 0, hat_filter_last},
    {"join", "join: \", \"", 0, 1, hat_filter_join},
    {"map", "map: \"field\"", 1, 1, hat_filter_map},
    {"where", "where: \"field\", value", 1, 2, hat_filter_where},
    {"reject", "reject: \"field\", value", 1, 2, hat_filter_reject},
    {"unique", "unique: \"field\"", 0, 1, hat_filter_unique},
    {"reverse", "reverse", 0, 0, hat_filter_reverse},
    {"limit", "limit: 10", 1, 1, hat_filter_limit},
    {"offset", "offset: 10", 1, 1, hat_filter_offset},
    /* document */
    {"link", "link, link: \"text\"", 0, 1, NULL},
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
    return filter->run == NULL;
}

bool hat_filter_is_default(const struct hat_filter *filter)
{
    return filter->run == hat_filter_default;
}
