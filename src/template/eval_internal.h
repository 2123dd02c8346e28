/* eval_internal.h -- expressions run against the values around them.
 *
 * The contexts are a stack of frames, outermost (all the data) first. A name is looked up in the
 * innermost frame, then outwards (Mustache):
 *
 *     frame 0   {"year": 2026, "entries": [...]}          {{year}} found here
 *     frame 1   {"org": "...", "link": "..."}  item 3     {{org}} found here, {{@number}} is 3
 */
#ifndef HAT_TEMPLATE_EVAL_INTERNAL_H
#define HAT_TEMPLATE_EVAL_INTERNAL_H

#include "language/language.h"
#include "template/expr_internal.h"

struct hat_frame {
    const struct hat_value *here; /* the current item */
    const struct hat_value *list; /* what is repeated: a list, or a map by members; NULL: nothing */
    uint32_t index, count;
    struct hat_value value; /* what the section's expression gave; `list` or `here` point to it */
    struct hat_arena arena; /* holds `value` when filters made it */
    uint64_t source;        /* of `here`, as below */
    uint64_t id;            /* no other frame of the run has it */
};

/* Where in the last seen shape a path's first name stood: the columns of a row are found at once,
 * since the rows of a list share their shape. */
struct hat_cache {
    const struct hat_shape *shape;
    int index;
    uint64_t scanned; /* 1 + the frame whose list was searched for the name, and the answer */
    bool known;
};

enum hat_result {
    HAT_RESULT_OK,
    HAT_RESULT_UNKNOWN, /* a name that the data does not have: `unknown` */
    HAT_RESULT_FAILED,  /* a filter cannot use what it got: `failure` */
    HAT_RESULT_NOMEM
};

struct hat_eval {
    struct hat_frame *frames;
    size_t depth; /* frames in use, at least 1 */
    struct hat_cache *caches;
    struct hat_arena *scratch; /* for what filters make */
    enum hat_lang lang;
    int64_t today;
    const struct hat_expr *input; /* of the filter that runs */
    /* Where the value of the last expression lies: 0 somewhere that is emptied, HAT_SOURCE_DATA in
     * the data, else in the result of that number. memo.c */
    uint64_t source, last_source;
    struct hat_memo **memos; /* by call; NULL: nothing is kept */
    struct hat_share_shapes *shares;
    bool unsure;                /* an ending was left out, since it was not sure: */
    struct hat_value unsure_of; /* of this */
    /* what went wrong */
    const struct hat_path *unknown;
    uint32_t unknown_step;
    enum hat_message failure;
    const char *failed_filter;
    struct hat_str failed_value;
    struct hat_str failed_detail; /* %4 of the message; .len 0: the entry that is written */
};

enum { HAT_SOURCE_DATA = 1 };

/* Frees what evaluations have kept; `places` is the number of `memos`. */
void hat_eval_fini(struct hat_eval *eval, size_t places);

enum hat_result hat_eval(struct hat_eval *eval, const struct hat_expr *expr, struct hat_value *out);
/* Is the expression's value true? */
enum hat_result hat_eval_truth(struct hat_eval *eval, const struct hat_expr *expr, bool *truth);

/* The value as the text that is printed, borrowed or in scratch. FAILED for lists and maps. */
enum hat_result hat_eval_text(struct hat_eval *eval, const struct hat_value *value,
                              struct hat_str *text);

/* Proposes a name of the data, as written, for the unknown one; .len 0: none is near. */
struct hat_str hat_eval_nearest(const struct hat_eval *eval);

/* ---- for filters ---- */

/* Notes a failure; always FAILED. `value` is shown. */
enum hat_result hat_eval_fail(struct hat_eval *eval, enum hat_message failure,
                              struct hat_str value);
/* The same of a value; of a list or a group of fields it is told that it is one. */
enum hat_result hat_eval_fail_value(struct hat_eval *eval, enum hat_message failure,
                                    const struct hat_value *value);
/* Notes a failure whose message has more to tell than the entry that is written. */
enum hat_result hat_eval_fail_with(struct hat_eval *eval, enum hat_message failure,
                                   struct hat_str value, struct hat_str detail);
/* Notes that the item at `index` of a list has a value that the filter cannot use. */
enum hat_result hat_eval_fail_item(struct hat_eval *eval, enum hat_message failure,
                                   const struct hat_value *value, uint32_t index);
/* Notes that no item of `list` has the field, with the nearest name there is. */
enum hat_result hat_eval_fail_field(struct hat_eval *eval, const struct hat_value *list,
                                    struct hat_str field);
/* "list of 3", "map", or the text itself: how a message names a value. */
struct hat_str hat_eval_describe(struct hat_eval *eval, const struct hat_value *value);
/* The map that the last name of a path stands in: of letter.org the letter, of org the innermost
 * context that has it; borrowed, or *room. NULL: there is none. */
const struct hat_value *hat_eval_owner(struct hat_eval *eval, const struct hat_path *path,
                                       struct hat_value *room);
/* Member by a dotted name as written; NULL: there is none. */
const struct hat_value *hat_eval_field(struct hat_eval *eval, const struct hat_value *value,
                                       struct hat_str name);
bool hat_eval_equal(const struct hat_value *a, const struct hat_value *b);

/* Decimal numbers written as text, compared without rounding: "0.10" equals "0.1".
 * false: one of them is no number. */
bool hat_decimal_compare(struct hat_str a, struct hat_str b, int *order);

struct hat_value hat_value_of_text(struct hat_str text);
struct hat_value hat_value_of_number(struct hat_arena *arena, uint64_t number);

#endif
