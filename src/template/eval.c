/* eval.c -- looks names up in the frames and runs filters and conditions.
 *
 * A name's first step is searched from the innermost frame outwards; the further steps are members
 * of what was found. A name that some other row of the same list has is known but empty here:
 * {"org": "A", "phone": "1"}, {"org": "B"} makes {{phone}} empty in the second row, no error.
 */
#include "template/eval_internal.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/unicode.h"
#include "language/collate.h"
#include "language/dates.h"
#include "template/filter_internal.h"
#include "template/near_internal.h"

static const struct hat_value null_value = {.type = HAT_NULL};

struct hat_value hat_value_of_text(struct hat_str text)
{
    return (struct hat_value){.type = HAT_TEXT, .count = (uint32_t)text.len, .as.text = text.ptr};
}

struct hat_value hat_value_of_number(struct hat_arena *arena, uint64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    const char *text = hat_arena_strndup(arena, digits + at, sizeof digits - at);
    return (struct hat_value){
        .type = HAT_NUMBER, .count = (uint32_t)(sizeof digits - at), .as.text = text};
}

enum hat_result hat_eval_fail(struct hat_eval *eval, enum hat_message failure, struct hat_str value)
{
    return hat_eval_fail_with(eval, failure, value, (struct hat_str){0});
}

enum hat_result hat_eval_fail_value(struct hat_eval *eval, enum hat_message failure,
                                    const struct hat_value *value)
{
    bool many = value->type == HAT_LIST || value->type == HAT_MAP;
    return hat_eval_fail(eval, many ? HAT_MSG_VALUE_NOT_TEXT : failure,
                         hat_eval_describe(eval, value));
}

enum hat_result hat_eval_fail_with(struct hat_eval *eval, enum hat_message failure,
                                   struct hat_str value, struct hat_str detail)
{
    eval->failure = failure;
    eval->failed_value = value;
    eval->failed_detail = detail;
    return HAT_RESULT_FAILED;
}

enum hat_result hat_eval_fail_item(struct hat_eval *eval, enum hat_message failure,
                                   const struct hat_value *value, uint32_t index)
{
    struct hat_value number = hat_value_of_number(eval->scratch, index + (uint64_t)1);
    return hat_eval_fail_with(eval, failure, hat_eval_describe(eval, value),
                              number.as.text != NULL ? hat_value_str(&number)
                                                     : (struct hat_str){0});
}

struct hat_str hat_eval_describe(struct hat_eval *eval, const struct hat_value *value)
{
    switch (value->type) {
    case HAT_TEXT:
    case HAT_NUMBER:
        return hat_value_str(value);
    case HAT_BOOL:
        return value->boolean ? HAT_STR("true") : HAT_STR("false");
    case HAT_NULL:
        return HAT_STR("null");
    default: {
        struct hat_value count = hat_value_of_number(eval->scratch, value->count);
        char text[40] = {value->type == HAT_LIST ? '[' : '{'};
        size_t len = count.as.text != NULL ? count.count : 0;
        memcpy(text + 1, count.as.text != NULL ? count.as.text : "", len);
        text[len + 1] = value->type == HAT_LIST ? ']' : '}';
        const char *copy = hat_arena_strndup(eval->scratch, text, len + 2);
        return (struct hat_str){copy, copy != NULL ? len + 2 : 0};
    }
    }
}

/* ---- names ---- */

/* The current item of a frame; of a map repeated by members its value. */
static const struct hat_value *find_in(struct hat_cache *cache, const struct hat_value *here,
                                       const struct hat_step *step)
{
    if (here == NULL || here->type != HAT_MAP) {
        return NULL;
    }
    const struct hat_shape *shape = here->as.map->shape;
    if (shape != cache->shape) {
        int index = hat_shape_find(shape, step->folded, step->hash);
        if (index < 0) {
            return NULL;
        }
        cache->shape = shape;
        cache->index = index;
    }
    return &here->as.map->values[cache->index];
}

/* Does another item of the list have the name? Asked once for a frame and a path. */
static bool in_other_items(struct hat_cache *cache, const struct hat_frame *frame,
                           const struct hat_step *step)
{
    const struct hat_value *list = frame->list;
    if (list == NULL || list->type != HAT_LIST) {
        return false;
    }
    if (cache->scanned != frame->id + 1) {
        cache->scanned = frame->id + 1;
        cache->known = false;
        const struct hat_shape *seen = NULL;
        for (uint32_t i = 0; i < list->count && !cache->known; i++) {
            const struct hat_value *item = &list->as.items[i];
            if (item->type == HAT_MAP && item->as.map->shape != seen) {
                seen = item->as.map->shape;
                cache->known = hat_shape_find(seen, step->folded, step->hash) >= 0;
            }
        }
    }
    return cache->known;
}

static enum hat_result unknown(struct hat_eval *eval, const struct hat_path *path, uint32_t step)
{
    eval->unknown = path;
    eval->unknown_step = step;
    return HAT_RESULT_UNKNOWN;
}

/* Index + 1 of the innermost frame at or below `depth` that repeats something; 0: none. */
static size_t repeating(const struct hat_eval *eval, size_t depth)
{
    while (depth > 0 && eval->frames[depth - 1].list == NULL) {
        depth--;
    }
    return depth;
}

/* "25.02.2026"; .as.text NULL: out of memory. */
static struct hat_value day_value(const struct hat_eval *eval, struct hat_date date)
{
    struct hat_buf buf = {0};
    hat_date_put(HAT_LANG_KK, date, HAT_DATE_SHORT, &buf);
    const char *text =
        !hat_buf_failed(&buf) ? hat_arena_strndup(eval->scratch, buf.data, buf.len) : NULL;
    struct hat_value value = {.type = HAT_TEXT, .count = (uint32_t)buf.len, .as.text = text};
    hat_buf_fini(&buf);
    return value;
}

static struct hat_value boolean(bool truth)
{
    return (struct hat_value){.type = HAT_BOOL, .boolean = truth};
}

/* What a special name means in the frame that repeats. */
static struct hat_value special_value(struct hat_eval *eval, enum hat_special special,
                                      const struct hat_frame *frame)
{
    switch (special) {
    case HAT_SPECIAL_NUMBER:
        return hat_value_of_number(eval->scratch, frame->index + 1u);
    case HAT_SPECIAL_INDEX:
        return hat_value_of_number(eval->scratch, frame->index);
    case HAT_SPECIAL_COUNT:
        return hat_value_of_number(eval->scratch, frame->count);
    case HAT_SPECIAL_FIRST:
        return boolean(frame->index == 0);
    case HAT_SPECIAL_LAST:
        return boolean(frame->index + 1 == frame->count);
    case HAT_SPECIAL_ODD:
        return boolean(frame->index % 2 == 0);
    case HAT_SPECIAL_EVEN:
        return boolean(frame->index % 2 == 1);
    case HAT_SPECIAL_KEY:
        return hat_value_of_text(frame->list->as.map->shape->names[frame->index]);
    default:
        return *frame->here;
    }
}

/* What a batch tells a letter about itself: members of its data called @letter, @letters and @key
 * (data/letter.c). A letter made alone is the first of one. */
static bool of_letter(struct hat_eval *eval, const struct hat_path *path, struct hat_value *out)
{
    struct hat_str name = path->special == HAT_SPECIAL_LETTER    ? HAT_STR("@letter")
                          : path->special == HAT_SPECIAL_LETTERS ? HAT_STR("@letters")
                                                                 : HAT_STR("@key");
    const struct hat_value *given = hat_value_member(eval->frames[0].here, name);
    bool number = path->special == HAT_SPECIAL_LETTER || path->special == HAT_SPECIAL_LETTERS;
    if (given == NULL && number) {
        *out = hat_value_of_number(eval->scratch, 1);
    } else if (given != NULL && (number || path->special == HAT_SPECIAL_KEY)) {
        *out = *given;
    } else {
        return false;
    }
    return true;
}

static enum hat_result special(struct hat_eval *eval, const struct hat_path *path, size_t depth,
                               struct hat_value *out)
{
    if (path->special == HAT_SPECIAL_TODAY) {
        *out = day_value(eval, hat_date_from_days(eval->today));
    } else if (path->special == HAT_SPECIAL_LETTER || path->special == HAT_SPECIAL_LETTERS) {
        of_letter(eval, path, out);
    } else if (path->special == HAT_SPECIAL_HERE) {
        *out = *eval->frames[depth - 1].here;
        eval->source = eval->frames[depth - 1].source;
    } else {
        depth = repeating(eval, depth);
        const struct hat_frame *frame = depth > 0 ? &eval->frames[depth - 1] : NULL;
        bool by_member = path->special == HAT_SPECIAL_KEY || path->special == HAT_SPECIAL_VALUE;
        while (by_member && depth > 0 && frame->list->type != HAT_MAP) {
            depth = repeating(eval, depth - 1);
            frame = depth > 0 ? &eval->frames[depth - 1] : NULL;
        }
        if (depth == 0) {
            return of_letter(eval, path, out) ? HAT_RESULT_OK : unknown(eval, path, 0);
        }
        *out = special_value(eval, (enum hat_special)path->special, frame);
    }
    bool textual = out->type == HAT_TEXT || out->type == HAT_NUMBER;
    return textual && out->as.text == NULL && out->count > 0 ? HAT_RESULT_NOMEM : HAT_RESULT_OK;
}

/* The members named by the steps from `step` on. */
static enum hat_result descend(struct hat_eval *eval, const struct hat_path *path, uint32_t step,
                               struct hat_value *value)
{
    for (; step < path->count; step++) {
        if (value->type == HAT_NULL) { /* known, but empty: so are its members */
            return HAT_RESULT_OK;
        }
        const struct hat_step *s = &path->steps[step];
        const struct hat_value *member = NULL;
        if (value->type == HAT_MAP) {
            int index = hat_shape_find(value->as.map->shape, s->folded, s->hash);
            member = index >= 0 ? &value->as.map->values[index] : NULL;
        }
        if (member == NULL) {
            return unknown(eval, path, step);
        }
        *value = *member;
    }
    return HAT_RESULT_OK;
}

static enum hat_result eval_path(struct hat_eval *eval, const struct hat_path *path,
                                 struct hat_value *out)
{
    size_t depth = eval->depth;
    eval->source = 0;
    for (int i = 0; i < path->parents; i++) {
        size_t inner = repeating(eval, depth);
        if (inner <= 1) {
            return unknown(eval, path, 0);
        }
        depth = inner - 1;
    }
    if (path->special != HAT_SPECIAL_NONE) {
        enum hat_result result = special(eval, path, depth, out);
        return result == HAT_RESULT_OK ? descend(eval, path, 0, out) : result;
    }
    struct hat_cache *cache = &eval->caches[path->cache];
    for (size_t i = depth; i > 0; i--) {
        const struct hat_frame *frame = &eval->frames[i - 1];
        const struct hat_value *found = find_in(cache, frame->here, path->steps);
        if (found == NULL && in_other_items(cache, frame, path->steps)) {
            found = &null_value;
        }
        if (found != NULL) {
            *out = *found;
            eval->source = frame->source;
            return path->count > 1 ? descend(eval, path, 1, out) : HAT_RESULT_OK;
        }
    }
    return unknown(eval, path, 0);
}

const struct hat_value *hat_eval_owner(struct hat_eval *eval, const struct hat_path *path,
                                       struct hat_value *room)
{
    if (path->count == 0 || path->special != HAT_SPECIAL_NONE) {
        return NULL;
    }
    const struct hat_step *last = &path->steps[path->count - 1];
    if (path->count > 1) {
        struct hat_path around = *path;
        around.count--;
        return eval_path(eval, &around, room) == HAT_RESULT_OK ? room : NULL;
    }
    for (size_t i = eval->depth; i > 0; i--) {
        if (hat_value_member(eval->frames[i - 1].here, last->folded) != NULL) {
            return eval->frames[i - 1].here;
        }
    }
    return NULL;
}

/* ---- filters ---- */

enum { ARGS_MAX = 8 };

/* Runs the filter, or takes what it gave before; sets eval->source. */
static enum hat_result run_filter(struct hat_eval *eval, const struct hat_memo_use *use,
                                  struct hat_value *out)
{
    const struct hat_filter *filter = use->call->filter;
    enum hat_result result;
    eval->input = use->call->input;
    if (!filter->part && hat_memo_wanted(eval, use, out)) {
        result = hat_memo_run(eval, use, out);
    } else {
        result = filter->run(eval, use->args, use->call->count, out);
        eval->source = filter->part ? use->source : 0;
    }
    if (result == HAT_RESULT_FAILED) {
        eval->failed_filter = filter->name;
        if (eval->failure == HAT_MSG_FILTER_ARGUMENT) {
            eval->failed_detail = hat_str_from(filter->usage);
        }
    }
    return result;
}

static enum hat_result eval_filter(struct hat_eval *eval, const struct hat_call *call,
                                   struct hat_value *out)
{
    struct hat_value args[ARGS_MAX];
    enum hat_result result = hat_eval(eval, call->input, out);
    const struct hat_memo_use use = {.call = call, .args = args, .source = eval->source};
    if (result == HAT_RESULT_UNKNOWN && hat_filter_is_default(call->filter)) {
        *out = null_value;
        result = HAT_RESULT_OK;
    }
    for (uint32_t i = 0; i < call->count && result == HAT_RESULT_OK; i++) {
        result = hat_eval(eval, call->args[i], &args[i]);
    }
    return result == HAT_RESULT_OK && call->filter->run != NULL ? run_filter(eval, &use, out)
                                                                : result;
}

/* ---- conditions ---- */

struct decimal {
    bool negative;
    struct hat_str whole, fraction; /* without leading and trailing zeros */
};

static bool decimal_read(struct hat_str text, struct decimal *out)
{
    size_t at = 0, from;
    *out = (struct decimal){0};
    if (at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+')) {
        out->negative = text.ptr[at++] == '-';
    }
    for (from = at; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
    }
    size_t digits = at - from;
    while (from < at && text.ptr[from] == '0') {
        from++;
    }
    out->whole = (struct hat_str){text.ptr + from, at - from};
    if (at < text.len && (text.ptr[at] == '.' || text.ptr[at] == ',')) {
        for (from = ++at; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
        }
        digits = digits > 0 && at > from ? digits : 0;
        size_t end = at;
        while (end > from && text.ptr[end - 1] == '0') {
            end--;
        }
        out->fraction = (struct hat_str){text.ptr + from, end - from};
    }
    if (out->whole.len == 0 && out->fraction.len == 0) {
        out->negative = false;
    }
    return digits > 0 && at == text.len;
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static int text_order(struct hat_str a, struct hat_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
    return order != 0 ? sign(order) : (a.len > b.len) - (a.len < b.len);
}

bool hat_decimal_compare(struct hat_str a, struct hat_str b, int *order)
{
    struct decimal x, y;
    if (!decimal_read(a, &x) || !decimal_read(b, &y)) {
        return false;
    }
    if (x.negative != y.negative) {
        *order = x.negative ? -1 : 1;
        return true;
    }
    int size = x.whole.len != y.whole.len ? (x.whole.len > y.whole.len ? 1 : -1)
                                          : text_order(x.whole, y.whole);
    if (size == 0) {
        size = text_order(x.fraction, y.fraction);
    }
    *order = x.negative ? -size : size;
    return true;
}

/* Days by the calendar, each written either way. false: one of them is no day. */
static bool days_compare(struct hat_str a, struct hat_str b, int *order)
{
    struct hat_date x, y;
    if (!hat_date_parse(a, &x) || !hat_date_parse(b, &y)) {
        return false;
    }
    int64_t left = hat_date_days(x), right = hat_date_days(y);
    *order = (left > right) - (left < right);
    return true;
}

bool hat_eval_equal(const struct hat_value *a, const struct hat_value *b)
{
    bool a_text = a->type == HAT_TEXT || a->type == HAT_NUMBER;
    bool b_text = b->type == HAT_TEXT || b->type == HAT_NUMBER;
    int order;
    if (a_text && b_text) {
        struct hat_str x = hat_value_str(a), y = hat_value_str(b);
        bool numbers = a->type == HAT_NUMBER || b->type == HAT_NUMBER;
        return hat_str_equal(x, y) ||
               (numbers && hat_decimal_compare(x, y, &order) && order == 0) ||
               (days_compare(x, y, &order) && order == 0);
    }
    if (a->type == HAT_NULL || b->type == HAT_NULL) { /* an empty cell is null, too */
        return (a->type == HAT_NULL || (a_text && a->count == 0)) &&
               (b->type == HAT_NULL || (b_text && b->count == 0));
    }
    return a->type == HAT_BOOL && b->type == HAT_BOOL && a->boolean == b->boolean;
}

static bool list_contains(const struct hat_value *list, const struct hat_value *wanted)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (hat_eval_equal(&list->as.items[i], wanted)) {
            return true;
        }
    }
    return false;
}

static bool text_contains(struct hat_str text, struct hat_str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++) {
        if (part.len == 0 || memcmp(text.ptr + at, part.ptr, part.len) == 0) {
            return true;
        }
    }
    return false;
}

/* The text as the data has it: a day is not turned into its printed form. */
static enum hat_result written_text(struct hat_eval *eval, const struct hat_value *value,
                                    struct hat_str *text)
{
    if (value->type == HAT_TEXT) {
        *text = hat_value_str(value);
        return HAT_RESULT_OK;
    }
    return hat_eval_text(eval, value, text);
}

static enum hat_result compare(struct hat_eval *eval, enum hat_compare how,
                               const struct hat_value *a, const struct hat_value *b, bool *truth)
{
    static const char *const signs[] = {[HAT_COMPARE_LESS] = "<",
                                        [HAT_COMPARE_LESS_EQUAL] = "<=",
                                        [HAT_COMPARE_GREATER] = ">",
                                        [HAT_COMPARE_GREATER_EQUAL] = ">="};
    struct hat_str x, y;
    if (how == HAT_COMPARE_EQUAL || how == HAT_COMPARE_UNEQUAL) {
        *truth = hat_eval_equal(a, b) == (how == HAT_COMPARE_EQUAL);
        return HAT_RESULT_OK;
    }
    if (how == HAT_COMPARE_CONTAINS && a->type == HAT_LIST) {
        *truth = list_contains(a, b);
        return HAT_RESULT_OK;
    }
    enum hat_result result = written_text(eval, a, &x);
    result = result == HAT_RESULT_OK ? written_text(eval, b, &y) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    if (how == HAT_COMPARE_CONTAINS) {
        *truth = text_contains(x, y);
        return HAT_RESULT_OK;
    }
    int order;
    if (!hat_decimal_compare(x, y, &order) && !days_compare(x, y, &order)) {
        if (a->type == HAT_NUMBER || b->type == HAT_NUMBER) {
            eval->failed_filter = signs[how];
            return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_NUMBER,
                                 hat_eval_describe(eval, a->type == HAT_NUMBER ? b : a));
        }
        order = hat_collate(eval->lang, x, y);
    }
    *truth = how == HAT_COMPARE_LESS         ? order < 0
             : how == HAT_COMPARE_LESS_EQUAL ? order <= 0
             : how == HAT_COMPARE_GREATER    ? order > 0
                                             : order >= 0;
    return HAT_RESULT_OK;
}

static enum hat_result eval_compare(struct hat_eval *eval, const struct hat_expr *expr, bool *truth)
{
    struct hat_value left, right;
    enum hat_result result = hat_eval(eval, expr->as.operands.left, &left);
    if (result == HAT_RESULT_OK) {
        result = hat_eval(eval, expr->as.operands.right, &right);
    }
    return result == HAT_RESULT_OK ? compare(eval, expr->as.operands.compare, &left, &right, truth)
                                   : result;
}

enum hat_result hat_eval_truth(struct hat_eval *eval, const struct hat_expr *expr, bool *truth)
{
    struct hat_value value;
    enum hat_result result;
    switch (expr->kind) {
    case HAT_EXPR_NOT:
        result = hat_eval_truth(eval, expr->as.operands.left, truth);
        *truth = !*truth;
        return result;
    case HAT_EXPR_AND:
    case HAT_EXPR_OR:
        result = hat_eval_truth(eval, expr->as.operands.left, truth);
        if (result != HAT_RESULT_OK || *truth == (expr->kind == HAT_EXPR_OR)) {
            return result;
        }
        return hat_eval_truth(eval, expr->as.operands.right, truth);
    case HAT_EXPR_COMPARE:
        return eval_compare(eval, expr, truth);
    default:
        result = hat_eval(eval, expr, &value);
        *truth = result == HAT_RESULT_OK && hat_value_truth(&value);
        return result;
    }
}

enum hat_result hat_eval(struct hat_eval *eval, const struct hat_expr *expr, struct hat_value *out)
{
    bool truth = false;
    enum hat_result result;
    switch (expr->kind) {
    case HAT_EXPR_PATH:
        return eval_path(eval, &expr->as.path, out);
    case HAT_EXPR_LITERAL:
        *out = expr->as.literal;
        eval->source = 0;
        return HAT_RESULT_OK;
    case HAT_EXPR_FILTER:
        return eval_filter(eval, &expr->as.call, out);
    default:
        result = hat_eval_truth(eval, expr, &truth);
        *out = boolean(truth);
        eval->source = 0;
        return result;
    }
}

/* A day as data has it, 2026-02-25, is printed 25.02.2026; what the filter date made stays. */
static enum hat_result text_or_date(struct hat_eval *eval, const struct hat_value *value,
                                    struct hat_str *text)
{
    enum { YEAR_FIRST = 10 };
    struct hat_date date;
    *text = hat_value_str(value);
    if (value->boolean || text->len != YEAR_FIRST || text->ptr[4] != '-' ||
        !hat_date_parse(*text, &date)) {
        return HAT_RESULT_OK;
    }
    struct hat_value shown = day_value(eval, date);
    *text = hat_value_str(&shown);
    return text->ptr != NULL ? HAT_RESULT_OK : HAT_RESULT_NOMEM;
}

enum hat_result hat_eval_text(struct hat_eval *eval, const struct hat_value *value,
                              struct hat_str *text)
{
    switch (value->type) {
    case HAT_TEXT:
        return text_or_date(eval, value, text);
    case HAT_NUMBER:
        *text = hat_value_str(value);
        return HAT_RESULT_OK;
    case HAT_BOOL:
        *text = hat_str_from(hat_lang_bool(eval->lang, value->boolean));
        return HAT_RESULT_OK;
    case HAT_NULL:
        *text = (struct hat_str){"", 0};
        return HAT_RESULT_OK;
    default:
        return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_TEXT, hat_eval_describe(eval, value));
    }
}

/* ---- proposals and fields ---- */

static void try_names(struct hat_nearest *nearest, const struct hat_value *map)
{
    if (map != NULL && map->type == HAT_MAP) {
        const struct hat_shape *shape = map->as.map->shape;
        for (uint32_t i = 0; i < shape->count; i++) {
            hat_nearest_try_as(nearest, shape->folded[i], shape->names[i]);
        }
    }
}

struct hat_str hat_eval_nearest(const struct hat_eval *eval)
{
    const struct hat_path *path = eval->unknown;
    if (path->count == 0 || eval->unknown_step > 0) {
        return (struct hat_str){0};
    }
    struct hat_nearest nearest = hat_nearest_init(path->steps[0].folded);
    for (size_t i = eval->depth; i > 0; i--) {
        try_names(&nearest, eval->frames[i - 1].here);
    }
    return nearest.best;
}

enum hat_result hat_eval_fail_field(struct hat_eval *eval, const struct hat_value *list,
                                    struct hat_str field)
{
    struct hat_str folded;
    if (hat_name_fold(eval->scratch, field, &folded) != HAT_OK) {
        folded = field;
    }
    struct hat_nearest nearest = hat_nearest_init(folded);
    const struct hat_shape *seen = NULL;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct hat_value *item = &list->as.items[i];
        if (item->type == HAT_MAP && item->as.map->shape != seen) {
            seen = item->as.map->shape;
            try_names(&nearest, item);
        }
    }
    return hat_eval_fail_with(
        eval, nearest.best.len > 0 ? HAT_MSG_FIELD_UNKNOWN_NEAR : HAT_MSG_FIELD_UNKNOWN, field,
        nearest.best);
}

const struct hat_value *hat_eval_field(struct hat_eval *eval, const struct hat_value *value,
                                       struct hat_str name)
{
    struct hat_str folded;
    while (value != NULL && name.len > 0) {
        const char *dot = memchr(name.ptr, '.', name.len);
        struct hat_str step = {name.ptr, dot != NULL ? (size_t)(dot - name.ptr) : name.len};
        if (hat_name_fold(eval->scratch, step, &folded) != HAT_OK) {
            return NULL;
        }
        value = hat_value_member(value, folded);
        name.ptr += step.len + (dot != NULL);
        name.len -= step.len + (dot != NULL);
    }
    return value;
}
