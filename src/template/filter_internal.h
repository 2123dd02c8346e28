/* filter_internal.h -- the table of filters. A new filter is a row here and a function. */
#ifndef HAT_TEMPLATE_FILTER_INTERNAL_H
#define HAT_TEMPLATE_FILTER_INTERNAL_H

#include "language/kazakh.h"
#include "template/eval_internal.h"

struct hat_filter {
    const char *name;
    const char *usage; /* shown when the arguments are wrong: "replace: a, b" */
    uint8_t args_min, args_max;
    bool part; /* gives a part of the list that comes in, as it lies there */
    /* Changes *value in place; what it makes is in eval->scratch. NULL: the compiler's business
     * (link). */
    enum hat_result (*run)(struct hat_eval *eval, const struct hat_value *args, uint32_t count,
                           struct hat_value *value);
};

const struct hat_filter *hat_filter_find(struct hat_str name);
struct hat_str hat_filter_nearest(struct hat_str name);

bool hat_filter_is_link(const struct hat_filter *filter);
/* Makes a picture (image, qr). */
bool hat_filter_is_picture(const struct hat_filter *filter);
bool hat_filter_is_default(const struct hat_filter *filter);

#define HAT_FILTER(name)                                                                           \
    enum hat_result hat_filter_##name(struct hat_eval *eval, const struct hat_value *args,         \
                                      uint32_t count, struct hat_value *value)

/* text: filters_text.c */
HAT_FILTER(upper);
HAT_FILTER(lower);
HAT_FILTER(capitalize);
HAT_FILTER(title);
HAT_FILTER(trim);
HAT_FILTER(replace);
HAT_FILTER(remove);
HAT_FILTER(truncate);
HAT_FILTER(default);
HAT_FILTER(append);
HAT_FILTER(prepend);
HAT_FILTER(split);
HAT_FILTER(quotes);
HAT_FILTER(nbsp);

/* lists: filters_list.c */
HAT_FILTER(count);
HAT_FILTER(first);
HAT_FILTER(last);
HAT_FILTER(join);
HAT_FILTER(map);
HAT_FILTER(where);
HAT_FILTER(reject);
HAT_FILTER(unique);
HAT_FILTER(reverse);
HAT_FILTER(limit);
HAT_FILTER(offset);

/* lists in order: filters_order.c */
HAT_FILTER(sort);
HAT_FILTER(group);

/* parts of a whole: filters_shares.c */
HAT_FILTER(shares);
void hat_share_shapes_free(struct hat_share_shapes *shapes);

HAT_FILTER(sum);
HAT_FILTER(avg);
HAT_FILTER(min);
HAT_FILTER(max);

/* numbers: filters_number.c */
HAT_FILTER(plus);
HAT_FILTER(minus);
HAT_FILTER(times);
HAT_FILTER(divided_by);
HAT_FILTER(round);
HAT_FILTER(number);
HAT_FILTER(percent);
HAT_FILTER(words);
HAT_FILTER(ordinal);

/* days: filters_date.c */
HAT_FILTER(date);
HAT_FILTER(period);
HAT_FILTER(add_days);

/* Kazakh endings, plural: filters_kazakh.c */
HAT_FILTER(plural);
HAT_FILTER(case);
HAT_FILTER(possessive);

/* ---- results that are kept: memo.c ---- */

/* A filter that is about to run: with what, and the source of its list. */
struct hat_memo_use {
    const struct hat_call *call;
    const struct hat_value *args;
    uint64_t source;
};

/* Is it worth keeping what the filter gives? */
bool hat_memo_wanted(const struct hat_eval *eval, const struct hat_memo_use *use,
                     const struct hat_value *value);
/* Gives what is kept, or runs the filter; sets eval->source. */
enum hat_result hat_memo_run(struct hat_eval *eval, const struct hat_memo_use *use,
                             struct hat_value *value);

/* ---- for the files above ---- */

struct hat_exact;

/* Makes the text in *buf the value; *buf is empty then. */
enum hat_result hat_filter_give(struct hat_eval *eval, struct hat_buf *buf,
                                struct hat_value *value);
enum hat_result hat_filter_give_number(struct hat_eval *eval, const struct hat_exact *number,
                                       struct hat_value *value);
/* The language that the last argument names, which is then taken off; else the letter's. */
enum hat_lang hat_filter_lang(const struct hat_eval *eval, const struct hat_value *args,
                              uint32_t *count);
/* The value as a whole number of at most 15 digits. */
bool hat_filter_whole(const struct hat_value *value, int64_t *number);
/* A form of a Kazakh word. */
struct hat_form {
    enum { HAT_FORM_CASE, HAT_FORM_PLURAL, HAT_FORM_POSSESSIVE } kind;
    enum hat_case which; /* of HAT_FORM_CASE */
};

/* Appends the phrase in that form when the office's list of endings has it. */
bool hat_filter_listed(const struct hat_eval *eval, struct hat_str phrase, struct hat_form form,
                       struct hat_buf *buf);

/* Index of the form that goes with the number; `count` is not 0. */
uint32_t hat_filter_plural_form(enum hat_lang lang, const struct hat_exact *number, uint32_t count);

#endif
