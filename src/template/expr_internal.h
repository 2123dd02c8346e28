/* expr_internal.h -- what stands between the braces: names, literals, filters, conditions.
 *
 *     {{entries | where: "region", "Абай" | count}}
 *
 *     FILTER count
 *       input: FILTER where ("region", "Абай")
 *                input: PATH entries
 *
 * Expressions are immutable and belong to the template; eval.c runs them.
 */
#ifndef HAT_TEMPLATE_EXPR_INTERNAL_H
#define HAT_TEMPLATE_EXPR_INTERNAL_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/value.h"

enum hat_expr_kind {
    HAT_EXPR_PATH,
    HAT_EXPR_LITERAL,
    HAT_EXPR_FILTER,
    HAT_EXPR_NOT,
    HAT_EXPR_AND,
    HAT_EXPR_OR,
    HAT_EXPR_COMPARE
};

enum hat_compare {
    HAT_COMPARE_EQUAL,
    HAT_COMPARE_UNEQUAL,
    HAT_COMPARE_LESS,
    HAT_COMPARE_LESS_EQUAL,
    HAT_COMPARE_GREATER,
    HAT_COMPARE_GREATER_EQUAL,
    HAT_COMPARE_CONTAINS
};

/* What a path begins with: a name of the data, or one of the names given by the program. */
enum hat_special {
    HAT_SPECIAL_NONE,
    HAT_SPECIAL_HERE, /* "." */
    HAT_SPECIAL_NUMBER,
    HAT_SPECIAL_INDEX,
    HAT_SPECIAL_FIRST,
    HAT_SPECIAL_LAST,
    HAT_SPECIAL_ODD,
    HAT_SPECIAL_EVEN,
    HAT_SPECIAL_COUNT,
    HAT_SPECIAL_KEY,
    HAT_SPECIAL_VALUE,
    HAT_SPECIAL_PARENT,
    HAT_SPECIAL_TODAY,
    HAT_SPECIAL_LETTER, /* of a batch; 1 when the letter is alone */
    HAT_SPECIAL_LETTERS
};

struct hat_step {
    struct hat_str name; /* as written */
    struct hat_str folded;
    uint32_t hash;
};

/* letter.date: two steps. @parent.@number: one parent, special NUMBER, no steps. */
struct hat_path {
    uint8_t parents;
    uint8_t special; /* enum hat_special */
    uint32_t count;
    const struct hat_step *steps;
    uint32_t cache; /* index of this path among the template's paths */
};

struct hat_filter; /* filters.c */

struct hat_call {
    const struct hat_filter *filter;
    const struct hat_expr *input;
    const struct hat_expr *const *args;
    uint32_t count;
    uint32_t memo; /* index of this call among the template's paths and calls: see memo.c */
};

struct hat_expr {
    enum hat_expr_kind kind;
    union {
        struct hat_path path;
        struct hat_value literal;
        struct hat_call call;
        struct {
            const struct hat_expr *left, *right; /* NOT: left alone */
            enum hat_compare compare;
        } operands;
    } as;
};

struct hat_expr_parser {
    struct hat_arena *arena;
    hat_diags *diags; /* NULL: silent */
    const struct hat_place *place;
    struct hat_str tag; /* for messages: "{{name | filter}}" */
    uint32_t *paths;    /* counts the template's paths and calls of filters */
    bool condition;     /* of {{#if ...}}: comparisons are allowed */
};

/* Parses `text`. HAT_ERR_TEMPLATE with a message, HAT_ERR_NOMEM. */
enum hat_status hat_expr_parse(const struct hat_expr_parser *parser, struct hat_str text,
                               const struct hat_expr **out);

/* Appends the expression as text, for the program's dump. */
void hat_expr_put(const struct hat_expr *expr, struct hat_buf *buf);

/* The first name of the expression, folded, by which a section is closed; .len 0: none. */
struct hat_str hat_expr_name(const struct hat_expr *expr);

#endif
