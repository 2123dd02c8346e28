/* filters_text.c -- filters that take a text and give a text (docs/template-language.md, Filters).
 *
 *     "мектеп" | capitalize | quotes  ->  «Мектеп»
 */
#include <limits.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "template/filter_internal.h"

/* Takes the text of *value; lists and maps fail. */
static enum hat_result text_of(struct hat_eval *eval, const struct hat_value *value,
                               struct hat_str *text)
{
    return hat_eval_text(eval, value, text);
}

static void put_cp(struct hat_buf *buf, uint32_t cp)
{
    char bytes[4];
    hat_buf_put(buf, bytes, hat_utf8_encode(cp, bytes));
}

static enum hat_result change_case(struct hat_eval *eval, struct hat_value *value,
                                   uint32_t (*change)(uint32_t), size_t characters)
{
    struct hat_str text;
    struct hat_buf buf = {0};
    enum hat_result result = text_of(eval, value, &text);
    if (result != HAT_RESULT_OK) {
        return result;
    }
    for (size_t at = 0, used; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (cp == HAT_UTF8_INVALID || characters == 0) {
            hat_buf_put(&buf, text.ptr + at, used);
        } else {
            put_cp(&buf, change(cp));
            characters -= characters != SIZE_MAX;
        }
    }
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(upper)
{
    (void)args, (void)count;
    return change_case(eval, value, hat_unicode_upper, SIZE_MAX);
}

HAT_FILTER(lower)
{
    (void)args, (void)count;
    return change_case(eval, value, hat_unicode_lower, SIZE_MAX);
}

HAT_FILTER(capitalize)
{
    (void)args, (void)count;
    return change_case(eval, value, hat_unicode_upper, 1);
}

/* The first letter of each word. */
HAT_FILTER(title)
{
    (void)args, (void)count;
    struct hat_str text;
    enum hat_result result = text_of(eval, value, &text);
    if (result != HAT_RESULT_OK) {
        return result;
    }
    struct hat_buf buf = {0};
    bool begins = true;
    for (size_t at = 0, used; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (cp == HAT_UTF8_INVALID || !begins) {
            hat_buf_put(&buf, text.ptr + at, used);
        } else {
            put_cp(&buf, hat_unicode_upper(cp));
        }
        begins = hat_unicode_space(cp);
    }
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(trim)
{
    (void)args, (void)count;
    struct hat_str text;
    enum hat_result result = text_of(eval, value, &text);
    if (result != HAT_RESULT_OK) {
        return result;
    }
    size_t used, from = text.len, end = 0;
    for (size_t at = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (!hat_unicode_space(cp)) {
            from = at < from ? at : from;
            end = at + used;
        }
    }
    *value = hat_value_of_text((struct hat_str){text.ptr + from, end > from ? end - from : 0});
    return HAT_RESULT_OK;
}

static enum hat_result replace_all(struct hat_eval *eval, const struct hat_value *from_value,
                                   const struct hat_value *to_value, struct hat_value *value)
{
    struct hat_str text, from, to;
    struct hat_buf buf = {0};
    enum hat_result result = text_of(eval, value, &text);
    result = result == HAT_RESULT_OK ? text_of(eval, from_value, &from) : result;
    result = result == HAT_RESULT_OK ? text_of(eval, to_value, &to) : result;
    if (result != HAT_RESULT_OK || from.len == 0) {
        return result;
    }
    for (size_t at = 0; at < text.len;) {
        if (from.len <= text.len - at && memcmp(text.ptr + at, from.ptr, from.len) == 0) {
            hat_buf_put(&buf, to.ptr, to.len);
            at += from.len;
        } else {
            hat_buf_put(&buf, text.ptr + at++, 1);
        }
    }
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(replace)
{
    (void)count;
    return replace_all(eval, &args[0], &args[1], value);
}

HAT_FILTER(remove)
{
    (void)count;
    const struct hat_value nothing = hat_value_of_text(HAT_STR(""));
    return replace_all(eval, &args[0], &nothing, value);
}

/* The argument as a count of characters or items. */
static bool read_count(const struct hat_value *value, size_t *out)
{
    struct hat_str text = hat_value_str(value);
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || *out > INT_MAX / 10) {
            return false;
        }
        *out = *out * 10 + (size_t)(text.ptr[i] - '0');
    }
    return text.len > 0;
}

/* At most n characters as a reader counts them, the last being an ellipsis when text is cut. */
HAT_FILTER(truncate)
{
    (void)count;
    static const char ellipsis[] = "\xE2\x80\xA6";
    struct hat_str text;
    size_t limit, cut = 0, seen = 0;
    enum hat_result result = text_of(eval, value, &text);
    if (result != HAT_RESULT_OK) {
        return result;
    }
    if (!read_count(&args[0], &limit)) {
        return hat_eval_fail(eval, HAT_MSG_VALUE_NOT_NUMBER, hat_eval_describe(eval, &args[0]));
    }
    for (size_t at = 0; at < text.len; seen++) {
        at = hat_unicode_cluster_end(text, at);
        if (seen + 1 < limit) {
            cut = at;
        }
    }
    if (seen <= limit) {
        return HAT_RESULT_OK;
    }
    struct hat_buf buf = {0};
    hat_buf_put(&buf, text.ptr, cut);
    hat_buf_put(&buf, ellipsis, limit > 0 ? sizeof ellipsis - 1 : 0);
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(default)
{
    (void)eval, (void)count;
    if (!hat_value_truth(value)) {
        *value = args[0];
    }
    return HAT_RESULT_OK;
}

static enum hat_result join_two(struct hat_eval *eval, const struct hat_value *a,
                                const struct hat_value *b, struct hat_value *value)
{
    struct hat_str first, second;
    struct hat_buf buf = {0};
    enum hat_result result = text_of(eval, a, &first);
    result = result == HAT_RESULT_OK ? text_of(eval, b, &second) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    hat_buf_put(&buf, first.ptr, first.len);
    hat_buf_put(&buf, second.ptr, second.len);
    return hat_filter_give(eval, &buf, value);
}

HAT_FILTER(append)
{
    (void)count;
    const struct hat_value text = *value;
    return join_two(eval, &text, &args[0], value);
}

HAT_FILTER(prepend)
{
    (void)count;
    const struct hat_value text = *value;
    return join_two(eval, &args[0], &text, value);
}

HAT_FILTER(split)
{
    (void)count;
    struct hat_str text, by;
    enum hat_result result = text_of(eval, value, &text);
    result = result == HAT_RESULT_OK ? text_of(eval, &args[0], &by) : result;
    if (result != HAT_RESULT_OK) {
        return result;
    }
    size_t items = 0, cap = by.len > 0 ? text.len / by.len + 1 : 1, from = 0;
    struct hat_value *list = hat_arena_array(eval->scratch, cap, sizeof *list);
    if (list == NULL) {
        return HAT_RESULT_NOMEM;
    }
    for (size_t at = 0; by.len > 0 && by.len <= text.len && at <= text.len - by.len;) {
        if (memcmp(text.ptr + at, by.ptr, by.len) == 0) {
            list[items++] = hat_value_of_text((struct hat_str){text.ptr + from, at - from});
            from = at += by.len;
        } else {
            at++;
        }
    }
    if (text.len > 0) {
        list[items++] = hat_value_of_text((struct hat_str){text.ptr + from, text.len - from});
    }
    *value = (struct hat_value){.type = HAT_LIST, .count = (uint32_t)items, .as.items = list};
    return HAT_RESULT_OK;
}

/* ---- quotation marks and no-break spaces ---- */

static bool outer_quote(uint32_t cp)
{
    return cp == '"' || cp == 0xAB || cp == 0xBB || (cp >= 0x201C && cp <= 0x201F);
}

/* «...», and „...“ for quotation marks inside, opening and closing by turns. */
HAT_FILTER(quotes)
{
    (void)args, (void)count;
    struct hat_str text;
    struct hat_buf buf = {0};
    bool open = false;
    enum hat_result result = text_of(eval, value, &text);
    if (result != HAT_RESULT_OK || text.len == 0) {
        return result;
    }
    put_cp(&buf, 0xAB);
    for (size_t at = 0, used; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (outer_quote(cp)) {
            open = !open;
            put_cp(&buf, open ? 0x201E : 0x201C);
        } else {
            hat_buf_put(&buf, text.ptr + at, used);
        }
    }
    put_cp(&buf, 0xBB);
    return hat_filter_give(eval, &buf, value);
}

struct before_space {
    uint32_t cp[3]; /* the last three characters, newest first */
    int digits;     /* how many digits end here */
};

/* Must the space here not break: "№ 5", "25 ақпан", "А. Сейтқали"? */
static bool no_break(const struct before_space *b, uint32_t next)
{
    if (b->cp[0] == 0x2116) {
        return true;
    }
    if (b->digits > 0 && b->digits <= 4) {
        return hat_unicode_letter(next);
    }
    bool initial = b->cp[0] == '.' && hat_unicode_letter(b->cp[1]) &&
                   hat_unicode_lower(b->cp[1]) != b->cp[1] && !hat_unicode_letter(b->cp[2]);
    return initial && hat_unicode_letter(next);
}

HAT_FILTER(nbsp)
{
    (void)args, (void)count;
    struct hat_str text;
    struct hat_buf buf = {0};
    struct before_space before = {0};
    enum hat_result result = text_of(eval, value, &text);
    if (result != HAT_RESULT_OK) {
        return result;
    }
    for (size_t at = 0, used; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        size_t next_used;
        uint32_t next = at + used < text.len ? hat_utf8_decode(text.ptr + at + used,
                                                               text.len - at - used, &next_used)
                                             : 0;
        if (cp == ' ' && no_break(&before, next)) {
            put_cp(&buf, 0xA0);
        } else {
            hat_buf_put(&buf, text.ptr + at, used);
        }
        before.digits = hat_unicode_digit(cp) ? before.digits + (before.digits < 5) : 0;
        before.cp[2] = before.cp[1];
        before.cp[1] = before.cp[0];
        before.cp[0] = cp;
    }
    return hat_filter_give(eval, &buf, value);
}
