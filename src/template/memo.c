/* memo.c -- what a list filter gave is kept, so that a filter inside a section is not run again for
 * each row:
 *
 *     {{#entries}} {{entries | sort: "org" | first}} {{/entries}}     sorted once, not 5,990 times
 *
 * Each place in the template that runs a filter keeps its last result, with the list and the
 * arguments it came from. A list is known again by where it lies, so only lists that stay where
 * they are may be asked for: those of the data (source 1) and results kept here (each with a number
 * of its own). What lies in a place's arena is never looked at after the place was filled anew: the
 * places of the filters before it in a pipe are filled before it, and their new numbers tell it.
 */
#include "template/filter_internal.h"

enum { ARGS_MAX = 8 };

struct hat_memo {
    struct hat_arena arena;
    const struct hat_value *items; /* of the list that came in; NULL: nothing is kept */
    uint32_t count;
    uint64_t source; /* of that list */
    struct hat_value args[ARGS_MAX];
    struct hat_value value;
    uint64_t number; /* this result's source */
};

static bool same_argument(const struct hat_value *a, const struct hat_value *b)
{
    bool texts = a->type == HAT_TEXT || a->type == HAT_NUMBER;
    return a->type == b->type &&
           (texts ? hat_str_equal(hat_value_str(a), hat_value_str(b)) : a->boolean == b->boolean);
}

static bool is_same(const struct hat_memo *memo, const struct hat_memo_use *use,
                    const struct hat_value *list)
{
    bool same = memo->items != NULL && memo->items == list->as.items &&
                memo->count == list->count && memo->source == use->source;
    for (uint32_t i = 0; i < use->call->count && same; i++) {
        same = same_argument(&memo->args[i], &use->args[i]);
    }
    return same;
}

/* Keeps the arguments: their texts may lie in an arena that is emptied. */
static bool keep_arguments(struct hat_memo *memo, const struct hat_memo_use *use)
{
    bool done = true;
    for (uint32_t i = 0; i < use->call->count && done; i++) {
        memo->args[i] = use->args[i];
        if (use->args[i].type == HAT_TEXT || use->args[i].type == HAT_NUMBER) {
            struct hat_str text = hat_arena_str(&memo->arena, hat_value_str(&use->args[i]));
            memo->args[i].as.text = text.ptr;
            done = text.ptr != NULL;
        }
    }
    return done;
}

bool hat_memo_wanted(const struct hat_eval *eval, const struct hat_memo_use *use,
                     const struct hat_value *value)
{
    bool scalars = true;
    for (uint32_t i = 0; i < use->call->count && scalars; i++) {
        scalars = use->args[i].type != HAT_LIST && use->args[i].type != HAT_MAP;
    }
    return eval->depth > 1 && use->source != 0 && value->type == HAT_LIST && value->count > 0 &&
           scalars && use->call->count <= ARGS_MAX && eval->memos != NULL;
}

enum hat_result hat_memo_run(struct hat_eval *eval, const struct hat_memo_use *use,
                             struct hat_value *value)
{
    struct hat_memo **place = &eval->memos[use->call->memo];
    if (*place == NULL) {
        *place = hat_mem_zalloc(1, sizeof **place);
    }
    struct hat_memo *memo = *place;
    if (memo == NULL) {
        return HAT_RESULT_NOMEM;
    }
    if (is_same(memo, use, value)) {
        *value = memo->value;
        eval->source = memo->number;
        return HAT_RESULT_OK;
    }
    struct hat_arena *scratch = eval->scratch;
    const struct hat_value list = *value;
    memo->items = NULL;
    hat_arena_reset(&memo->arena);
    eval->scratch = &memo->arena;
    enum hat_result result = use->call->filter->run(eval, use->args, use->call->count, value);
    eval->scratch = scratch;
    if (result == HAT_RESULT_OK && !keep_arguments(memo, use)) {
        result = HAT_RESULT_NOMEM;
    }
    if (result == HAT_RESULT_OK) {
        memo->items = list.as.items;
        memo->count = list.count;
        memo->source = use->source;
        memo->value = *value;
        eval->source = memo->number = ++eval->last_source;
    }
    return result;
}

void hat_eval_fini(struct hat_eval *eval, size_t places)
{
    for (size_t i = 0; eval->memos != NULL && i < places; i++) {
        if (eval->memos[i] != NULL) {
            hat_arena_fini(&eval->memos[i]->arena);
            hat_mem_free(eval->memos[i]);
        }
    }
    hat_mem_free(eval->memos);
    hat_share_shapes_free(eval->shares);
    eval->memos = NULL;
    eval->shares = NULL;
}
