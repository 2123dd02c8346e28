/* expr.c -- parses what stands between the braces (docs/template-language.md, Names, Filters).
 *
 *     value      primary { "|" filter [ ":" operand { "," operand } ] }
 *     condition  and { "or" and };  and: not { "and" not };  not: "not" not | operand [op operand]
 *     primary    name { "." name } | "." | @special | "text" | number
 *
 * A name may hold inner spaces, so it ends at the first character that is no part of a name; in a
 * condition it also ends before the words and, or, not, contains. Quotes may be any that an editor
 * makes of ".
 */
#include "template/expr_internal.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "template/filter_internal.h"
#include "template/near_internal.h"

enum { DEPTH_MAX = 32, NODES_MAX = 256, ARGS_MAX = 8, STEPS_MAX = 32, SOFT_HYPHEN = 0xAD };

struct cursor {
    const struct hat_expr_parser *p;
    struct hat_str text;
    size_t at;
    int depth; /* of parentheses */
    int nodes; /* of the expression: what is walked by recursion later */
    enum hat_status status;
};

static const struct {
    const char *name;
    enum hat_special special;
} specials[] = {{"@number", HAT_SPECIAL_NUMBER},  {"@index", HAT_SPECIAL_INDEX},
                {"@first", HAT_SPECIAL_FIRST},    {"@last", HAT_SPECIAL_LAST},
                {"@odd", HAT_SPECIAL_ODD},        {"@even", HAT_SPECIAL_EVEN},
                {"@count", HAT_SPECIAL_COUNT},    {"@key", HAT_SPECIAL_KEY},
                {"@value", HAT_SPECIAL_VALUE},    {"@parent", HAT_SPECIAL_PARENT},
                {"@today", HAT_SPECIAL_TODAY},    {"@letter", HAT_SPECIAL_LETTER},
                {"@letters", HAT_SPECIAL_LETTERS}};
enum { SPECIALS = sizeof specials / sizeof *specials };

static const struct hat_expr *condition(struct cursor *c);
static const struct hat_expr *operand(struct cursor *c);

/* ---- characters ---- */

static uint32_t peek(const struct cursor *c, size_t *used)
{
    *used = 0;
    return c->at < c->text.len ? hat_utf8_decode(c->text.ptr + c->at, c->text.len - c->at, used)
                               : 0;
}

/* Characters that nobody sees: they may stand anywhere. */
static bool invisible(uint32_t cp)
{
    return cp == SOFT_HYPHEN || (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF;
}

static void skip_space(struct cursor *c)
{
    size_t used;
    uint32_t cp = peek(c, &used);
    while (used > 0 && (hat_unicode_space(cp) || invisible(cp))) {
        c->at += used;
        cp = peek(c, &used);
    }
}

static bool accept(struct cursor *c, char wanted)
{
    skip_space(c);
    if (c->at < c->text.len && c->text.ptr[c->at] == wanted) {
        c->at++;
        return true;
    }
    return false;
}

static bool name_character(uint32_t cp)
{
    return hat_unicode_letter(cp) || hat_unicode_digit(cp) || cp == '_' || cp == '-' ||
           cp == 0x2116 /* № */ || cp == 0x2013 || cp == 0x2014;
}

/* ---- messages ---- */

static void *fail(struct cursor *c, enum hat_message code, struct hat_str what, struct hat_str near)
{
    if (c->status == HAT_OK) {
        c->status = HAT_ERR_TEMPLATE;
        hat_diags_add(c->p->diags, code, c->p->place, c->p->tag, what, near);
    }
    return NULL;
}

static void *no_memory(struct cursor *c)
{
    c->status = HAT_ERR_NOMEM;
    return NULL;
}

/* Something that does not belong here, or the end of the tag. */
static void *unexpected(struct cursor *c)
{
    skip_space(c);
    size_t used;
    peek(c, &used);
    if (used == 0) {
        return fail(c, HAT_MSG_TAG_ENDS_EARLY, (struct hat_str){0}, (struct hat_str){0});
    }
    return fail(c, HAT_MSG_TAG_SYNTAX, (struct hat_str){c->text.ptr + c->at, used},
                (struct hat_str){0});
}

static struct hat_expr *new_expr(struct cursor *c, enum hat_expr_kind kind)
{
    if (++c->nodes > NODES_MAX) {
        return fail(c, HAT_MSG_TAG_TOO_DEEP, (struct hat_str){0}, (struct hat_str){0});
    }
    struct hat_expr *expr = hat_arena_alloc(c->p->arena, sizeof *expr);
    if (expr == NULL) {
        return no_memory(c);
    }
    expr->kind = kind;
    return expr;
}

/* ---- literals ---- */

enum quote { NO_QUOTE, DOUBLE_QUOTE, GUILLEMET, SINGLE_QUOTE };

static enum quote quote_of(uint32_t cp)
{
    switch (cp) {
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
        return DOUBLE_QUOTE;
    case 0xAB:
    case 0xBB:
        return GUILLEMET;
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201A:
        return SINGLE_QUOTE;
    default:
        return NO_QUOTE;
    }
}

/* Offset of the quote that closes the text begun at `from` by `open`; text.len when none does. */
static size_t closing_quote(struct hat_str text, size_t from, uint32_t open, size_t *used)
{
    for (size_t at = from; at < text.len; at += *used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, used);
        if (open == '"' ? cp == '"' : quote_of(cp) == quote_of(open)) {
            return at;
        }
    }
    return text.len;
}

static const struct hat_expr *text_literal(struct cursor *c)
{
    size_t used, close_used = 0;
    uint32_t open = peek(c, &used);
    size_t from = c->at + used;
    size_t close = closing_quote(c->text, from, open, &close_used);
    if (close == c->text.len && open == '"') { /* "text” : only one of them was autocorrected */
        close = closing_quote(c->text, from, 0x201C, &close_used);
    }
    if (close == c->text.len) {
        return fail(c, HAT_MSG_TAG_QUOTE, (struct hat_str){0}, (struct hat_str){0});
    }
    struct hat_expr *expr = new_expr(c, HAT_EXPR_LITERAL);
    if (expr == NULL || close - from > UINT32_MAX) {
        return NULL;
    }
    expr->as.literal.type = HAT_TEXT;
    expr->as.literal.as.text = c->text.ptr + from;
    expr->as.literal.count = (uint32_t)(close - from);
    c->at = close + close_used;
    return expr;
}

/* Length of the number at the cursor that no name goes on with; 0 when there is none. */
static size_t number_length(const struct cursor *c)
{
    size_t at = c->at, digits = 0, len = c->text.len;
    const char *text = c->text.ptr;
    at += at < len && text[at] == '-';
    for (; at < len && text[at] >= '0' && text[at] <= '9'; at++) {
        digits++;
    }
    if (digits > 0 && at + 1 < len && text[at] == '.' && text[at + 1] >= '0' &&
        text[at + 1] <= '9') {
        for (at++; at < len && text[at] >= '0' && text[at] <= '9'; at++) {
        }
    }
    size_t used = 1;
    uint32_t next = at < len ? hat_utf8_decode(text + at, len - at, &used) : 0;
    return digits > 0 && !name_character(next) && next != '.' ? at - c->at : 0;
}

static const struct hat_expr *number_literal(struct cursor *c, size_t len)
{
    struct hat_expr *expr = new_expr(c, HAT_EXPR_LITERAL);
    if (expr != NULL) {
        expr->as.literal.type = HAT_NUMBER;
        expr->as.literal.as.text = c->text.ptr + c->at;
        expr->as.literal.count = (uint32_t)len;
        c->at += len;
    }
    return expr;
}

/* ---- names ---- */

static bool keyword(struct hat_str word)
{
    return hat_str_is(word, "and") || hat_str_is(word, "or") || hat_str_is(word, "not") ||
           hat_str_is(word, "contains");
}

/* The word (no space inside) at the cursor. */
static struct hat_str word_at(const struct cursor *c)
{
    struct cursor look = *c;
    size_t used;
    for (uint32_t cp = peek(&look, &used); used > 0 && (name_character(cp) || invisible(cp));
         cp = peek(&look, &used)) {
        look.at += used;
    }
    return (struct hat_str){c->text.ptr + c->at, look.at - c->at};
}

static bool accept_word(struct cursor *c, const char *word)
{
    skip_space(c);
    if (hat_str_is(word_at(c), word)) {
        c->at += strlen(word);
        return true;
    }
    return false;
}

/* One step of a path, as written: words with the spaces between them. */
static struct hat_str step_at(struct cursor *c)
{
    size_t from = c->at, end = c->at;
    for (;;) {
        struct hat_str word = word_at(c);
        if (word.len == 0 || (c->p->condition && keyword(word))) {
            break;
        }
        c->at = end = c->at + word.len;
        skip_space(c);
    }
    c->at = end;
    return (struct hat_str){c->text.ptr + from, end - from};
}

static bool special_step(struct cursor *c, struct hat_path *path)
{
    size_t from = c->at++;
    struct hat_str word = word_at(c);
    c->at += word.len;
    struct hat_str name = {c->text.ptr + from, c->at - from};
    for (size_t i = 0; i < SPECIALS; i++) {
        if (hat_str_is(name, specials[i].name)) {
            if (specials[i].special == HAT_SPECIAL_PARENT && path->parents < STEPS_MAX) {
                path->parents++;
            } else {
                path->special = (uint8_t)specials[i].special;
            }
            return true;
        }
    }
    struct hat_nearest nearest = hat_nearest_init(name);
    for (size_t i = 0; i < SPECIALS; i++) {
        hat_nearest_try(&nearest, hat_str_from(specials[i].name));
    }
    fail(c, nearest.best.len > 0 ? HAT_MSG_NAME_UNKNOWN_NEAR : HAT_MSG_NAME_UNKNOWN, name,
         nearest.best);
    return false;
}

static bool name_step(struct cursor *c, struct hat_step *step)
{
    step->name = step_at(c);
    if (step->name.len == 0) {
        unexpected(c);
        return false;
    }
    enum hat_status status = hat_name_fold(c->p->arena, step->name, &step->folded);
    if (status != HAT_OK) {
        c->status = status == HAT_ERR_NOMEM ? status : HAT_ERR_TEMPLATE;
        return false;
    }
    step->hash = hat_name_hash(step->folded);
    return true;
}

static const struct hat_expr *path_expr(struct cursor *c)
{
    struct hat_step steps[STEPS_MAX];
    struct hat_path path = {0};
    if (accept(c, '.')) {
        path.special = HAT_SPECIAL_HERE;
    }
    size_t used;
    for (bool more = path.special == HAT_SPECIAL_NONE ||
                     name_character((skip_space(c), peek(c, &used)));
         more; more = accept(c, '.')) {
        skip_space(c);
        bool special = c->at < c->text.len && c->text.ptr[c->at] == '@' && path.count == 0 &&
                       path.special == HAT_SPECIAL_NONE;
        if (path.count == STEPS_MAX) {
            return unexpected(c);
        }
        if (special ? !special_step(c, &path) : !name_step(c, &steps[path.count])) {
            return NULL;
        }
        path.count += !special;
    }
    struct hat_step *copy = hat_arena_array(c->p->arena, path.count + 1u, sizeof *copy);
    struct hat_expr *expr = copy != NULL ? new_expr(c, HAT_EXPR_PATH) : no_memory(c);
    if (expr == NULL) {
        return NULL;
    }
    memcpy(copy, steps, path.count * sizeof *copy);
    path.steps = copy;
    path.cache = (*c->p->paths)++;
    if (path.parents > 0 && path.special == HAT_SPECIAL_NONE && path.count == 0) {
        path.special = HAT_SPECIAL_HERE; /* {{@parent}} */
    }
    expr->as.path = path;
    return expr;
}

/* true, false and null when they stand alone. */
static const struct hat_expr *word_literal(struct cursor *c)
{
    struct hat_str word = word_at(c);
    bool yes = hat_str_is(word, "true"), no = hat_str_is(word, "false");
    if (!yes && !no && !hat_str_is(word, "null")) {
        return NULL;
    }
    struct hat_expr *expr = new_expr(c, HAT_EXPR_LITERAL);
    if (expr != NULL) {
        expr->as.literal.type = yes || no ? HAT_BOOL : HAT_NULL;
        expr->as.literal.boolean = yes;
        c->at += word.len;
    }
    return expr;
}

/* A name or a literal. In `{{2026}}` a number is a name: a column's heading may be one. */
static const struct hat_expr *primary(struct cursor *c, bool literals)
{
    skip_space(c);
    size_t used, number = number_length(c);
    uint32_t cp = peek(c, &used);
    if (used > 0 && quote_of(cp) != NO_QUOTE) {
        return text_literal(c);
    }
    if (literals && number > 0) {
        return number_literal(c, number);
    }
    const struct hat_expr *word = literals ? word_literal(c) : NULL;
    if (word != NULL || c->status != HAT_OK) {
        return word;
    }
    if (used > 0 && (cp == '.' || cp == '@' || name_character(cp))) {
        return path_expr(c);
    }
    return unexpected(c);
}

/* ---- filters ---- */

static const struct hat_expr *const *arguments(struct cursor *c, uint32_t *count)
{
    const struct hat_expr *args[ARGS_MAX];
    *count = 0;
    do {
        if (*count == ARGS_MAX) {
            return unexpected(c);
        }
        args[*count] = operand(c);
        if (args[*count] == NULL) {
            return NULL;
        }
        ++*count;
    } while (accept(c, ','));
    const struct hat_expr **copy = hat_arena_array(c->p->arena, *count, sizeof *copy);
    if (copy == NULL) {
        return no_memory(c);
    }
    memcpy(copy, args, *count * sizeof *copy);
    return copy;
}

static const struct hat_filter *filter_name(struct cursor *c)
{
    skip_space(c);
    struct hat_str name = word_at(c);
    if (name.len == 0) {
        return unexpected(c);
    }
    const struct hat_filter *filter = hat_filter_find(name);
    if (filter == NULL) {
        struct hat_str near = hat_filter_nearest(name);
        return fail(c, near.len > 0 ? HAT_MSG_FILTER_UNKNOWN_NEAR : HAT_MSG_FILTER_UNKNOWN, name,
                    near);
    }
    c->at += name.len;
    return filter;
}

static const struct hat_expr *filters(struct cursor *c, const struct hat_expr *input)
{
    while (input != NULL && accept(c, '|')) {
        struct hat_call call = {.input = input, .filter = filter_name(c)};
        if (call.filter == NULL) {
            return NULL;
        }
        if (accept(c, ':') && (call.args = arguments(c, &call.count)) == NULL) {
            return NULL;
        }
        if (call.count < call.filter->args_min || call.count > call.filter->args_max) {
            return fail(c, HAT_MSG_FILTER_ARGUMENTS, hat_str_from(call.filter->name),
                        hat_str_from(call.filter->usage));
        }
        struct hat_expr *expr = new_expr(c, HAT_EXPR_FILTER);
        if (expr != NULL) {
            call.memo = (*c->p->paths)++;
            expr->as.call = call;
        }
        input = expr;
    }
    return input;
}

/* ---- conditions ---- */

static const struct hat_expr *binary(struct cursor *c, enum hat_expr_kind kind,
                                     const struct hat_expr *left, const struct hat_expr *right)
{
    struct hat_expr *expr = left != NULL && right != NULL ? new_expr(c, kind) : NULL;
    if (expr != NULL) {
        expr->as.operands.left = left;
        expr->as.operands.right = right;
    }
    return expr;
}

static bool compare_operator(struct cursor *c, enum hat_compare *compare)
{
    static const struct {
        const char *text;
        enum hat_compare compare;
    } operators[] = {{"==", HAT_COMPARE_EQUAL},
                     {"!=", HAT_COMPARE_UNEQUAL},
                     {"<=", HAT_COMPARE_LESS_EQUAL},
                     {">=", HAT_COMPARE_GREATER_EQUAL},
                     {"\xE2\x89\xA4", HAT_COMPARE_LESS_EQUAL},
                     {"\xE2\x89\xA5", HAT_COMPARE_GREATER_EQUAL},
                     {"\xE2\x89\xA0", HAT_COMPARE_UNEQUAL},
                     {"=", HAT_COMPARE_EQUAL},
                     {"<", HAT_COMPARE_LESS},
                     {">", HAT_COMPARE_GREATER}};
    skip_space(c);
    struct hat_str rest = {c->text.ptr + c->at, c->text.len - c->at};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (hat_str_starts(rest, operators[i].text)) {
            *compare = operators[i].compare;
            c->at += strlen(operators[i].text);
            return true;
        }
    }
    *compare = HAT_COMPARE_CONTAINS;
    return accept_word(c, "contains");
}

static const struct hat_expr *operand(struct cursor *c)
{
    if (!accept(c, '(')) {
        return primary(c, true);
    }
    if (++c->depth > DEPTH_MAX) {
        return fail(c, HAT_MSG_TAG_TOO_DEEP, (struct hat_str){0}, (struct hat_str){0});
    }
    const struct hat_expr *inner = filters(c, condition(c));
    c->depth--;
    return inner == NULL || accept(c, ')') ? inner : unexpected(c);
}

static const struct hat_expr *negation(struct cursor *c)
{
    int negations = 0;
    while (accept_word(c, "not")) {
        negations++;
    }
    const struct hat_expr *left = operand(c);
    enum hat_compare compare;
    if (left != NULL && compare_operator(c, &compare)) {
        const struct hat_expr *right = operand(c);
        struct hat_expr *expr = right != NULL ? new_expr(c, HAT_EXPR_COMPARE) : NULL;
        if (expr == NULL) {
            return NULL;
        }
        expr->as.operands.left = left;
        expr->as.operands.right = right;
        expr->as.operands.compare = compare;
        left = expr;
    }
    if (negations % 2 == 1 && left != NULL) {
        return binary(c, HAT_EXPR_NOT, left, left);
    }
    return left;
}

static const struct hat_expr *condition(struct cursor *c)
{
    const struct hat_expr *any = NULL;
    do {
        const struct hat_expr *all = negation(c);
        while (all != NULL && accept_word(c, "and")) {
            all = binary(c, HAT_EXPR_AND, all, negation(c));
        }
        any = any == NULL ? all : binary(c, HAT_EXPR_OR, any, all);
    } while (any != NULL && accept_word(c, "or"));
    return any;
}

enum hat_status hat_expr_parse(const struct hat_expr_parser *parser, struct hat_str text,
                               const struct hat_expr **out)
{
    struct cursor c = {.p = parser, .text = text};
    const struct hat_expr *expr =
        parser->condition ? condition(&c) : filters(&c, primary(&c, false));
    skip_space(&c);
    if (expr != NULL && c.at < text.len) {
        expr = unexpected(&c);
    }
    if (expr == NULL) {
        return c.status != HAT_OK ? c.status : HAT_ERR_NOMEM;
    }
    *out = expr;
    return HAT_OK;
}

/* ---- reading back ---- */

struct hat_str hat_expr_name(const struct hat_expr *expr)
{
    while (expr != NULL && expr->kind == HAT_EXPR_FILTER) {
        expr = expr->as.call.input;
    }
    if (expr == NULL || expr->kind != HAT_EXPR_PATH || expr->as.path.count == 0) {
        return (struct hat_str){0};
    }
    return expr->as.path.steps[0].folded;
}

static void put_path(const struct hat_path *path, struct hat_buf *buf)
{
    const char *dot = "";
    for (int i = 0; i < path->parents; i++) {
        hat_buf_printf(buf, "%s@parent", dot);
        dot = ".";
    }
    if (path->special == HAT_SPECIAL_HERE && path->parents == 0) {
        hat_buf_put(buf, ".", 1);
    }
    for (size_t i = 0; i < SPECIALS; i++) {
        if (specials[i].special == (enum hat_special)path->special) {
            hat_buf_printf(buf, "%s%s", dot, specials[i].name);
            dot = ".";
        }
    }
    for (uint32_t i = 0; i < path->count; i++) {
        hat_buf_printf(buf, "%s%.*s", dot, (int)path->steps[i].folded.len,
                       path->steps[i].folded.ptr);
        dot = ".";
    }
}

static void put_literal(const struct hat_value *value, struct hat_buf *buf)
{
    switch (value->type) {
    case HAT_TEXT:
        hat_buf_printf(buf, "\"%.*s\"", (int)value->count, value->as.text);
        break;
    case HAT_NUMBER:
        hat_buf_put(buf, value->as.text, value->count);
        break;
    default:
        hat_buf_printf(buf, "%s",
                       value->type == HAT_NULL ? "null"
                       : value->boolean        ? "true"
                                               : "false");
        break;
    }
}

static void put_operands(const struct hat_expr *expr, const char *word, struct hat_buf *buf)
{
    hat_buf_put(buf, "(", 1);
    hat_expr_put(expr->as.operands.left, buf);
    hat_buf_printf(buf, " %s ", word);
    hat_expr_put(expr->as.operands.right, buf);
    hat_buf_put(buf, ")", 1);
}

void hat_expr_put(const struct hat_expr *expr, struct hat_buf *buf)
{
    static const char *const compares[] = {"==", "!=", "<", "<=", ">", ">=", "contains"};
    switch (expr->kind) {
    case HAT_EXPR_PATH:
        put_path(&expr->as.path, buf);
        break;
    case HAT_EXPR_LITERAL:
        put_literal(&expr->as.literal, buf);
        break;
    case HAT_EXPR_FILTER:
        hat_expr_put(expr->as.call.input, buf);
        hat_buf_printf(buf, " | %s", expr->as.call.filter->name);
        for (uint32_t i = 0; i < expr->as.call.count; i++) {
            bool inner = expr->as.call.args[i]->kind == HAT_EXPR_FILTER;
            hat_buf_put(buf, i == 0 ? ": " : ", ", 2);
            hat_buf_put(buf, "(", inner);
            hat_expr_put(expr->as.call.args[i], buf);
            hat_buf_put(buf, ")", inner);
        }
        break;
    case HAT_EXPR_NOT:
        hat_buf_put(buf, "not ", 4);
        hat_expr_put(expr->as.operands.left, buf);
        break;
    case HAT_EXPR_AND:
        put_operands(expr, "and", buf);
        break;
    case HAT_EXPR_OR:
        put_operands(expr, "or", buf);
        break;
    case HAT_EXPR_COMPARE:
        put_operands(expr, compares[expr->as.operands.compare], buf);
        break;
    }
}
