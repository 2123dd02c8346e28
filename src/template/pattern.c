/* pattern.c -- texts with tags outside of a document (pattern.h), and lists grouped for letters.
 *
 * A pattern is cut at its braces; what is inside is parsed and run by the same code as a
 * template's tags. Around a letter's data there is one more frame, so that {{@number}} counts the
 * letters as it counts the rows of a table.
 */
#include "template/pattern.h"

#include "template/eval_internal.h"
#include "template/filter_internal.h"
#include "template/part_internal.h"

struct hat_pattern {
    const char *text;
    const struct piece {
        struct hat_str text; /* a literal, or the tag as it was written */
        const struct hat_expr *expr;
    } * pieces;
    size_t count;
    uint32_t paths;
};

/* ---- compiling ---- */

struct cutter {
    struct hat_part_source part; /* for hat_tag_parse() */
    struct piece *pieces;
    size_t count;
};

static struct hat_place place_of(const char *text)
{
    return (struct hat_place){.file = text};
}

/* Offset of the two braces at or behind `at`; text.len when there are none. */
static size_t find_braces(struct hat_str text, size_t at, char brace)
{
    for (; at + 1 < text.len; at++) {
        if (text.ptr[at] == brace && text.ptr[at + 1] == brace) {
            return at;
        }
    }
    return text.len;
}

/* {{{name}}} is {{name}}: the inner braces go. *close moves behind all of them. */
static struct hat_str inner_of(struct hat_str text, size_t open, size_t *close)
{
    struct hat_str inner = {text.ptr + open + 2, *close - open - 2};
    *close += 2;
    if (hat_str_starts(inner, "{") && *close < text.len && text.ptr[*close] == '}') {
        inner.ptr++;
        inner.len--;
        ++*close;
    }
    return inner;
}

static enum hat_status add_tag(struct cutter *c, struct hat_str inner, struct hat_str source)
{
    struct hat_tag tag = {.source = source,
                          .place = place_of(c->part.file),
                          .node = HAT_NO_NODE,
                          .partner = HAT_NO_TAG};
    enum hat_status status = hat_tag_parse(&c->part, inner, &tag);
    bool value = tag.kind == HAT_TAG_VALUE && !tag.own_link && tag.picture == NULL;
    if (status == HAT_OK && value && tag.expr != NULL) {
        c->pieces[c->count++] = (struct piece){source, tag.expr};
    } else if (status == HAT_OK && !c->part.errors && tag.kind != HAT_TAG_COMMENT) {
        hat_tag_report(&c->part, &tag, HAT_MSG_PATTERN_TAG, (const struct hat_str[3]){{0}});
    }
    return status;
}

static enum hat_status cut(struct cutter *c, struct hat_str text)
{
    enum hat_status status = HAT_OK;
    for (size_t at = 0; at < text.len && status == HAT_OK;) {
        size_t open = find_braces(text, at, '{');
        if (open > at) {
            c->pieces[c->count++] = (struct piece){{text.ptr + at, open - at}, NULL};
        }
        at = open;
        if (open == text.len) {
            break;
        }
        size_t close = find_braces(text, open + 2, '}');
        if (close == text.len) {
            struct hat_tag tag = {.source = {text.ptr + open, text.len - open},
                                  .place = place_of(c->part.file)};
            hat_tag_report(&c->part, &tag, HAT_MSG_TAG_UNCLOSED,
                           (const struct hat_str[3]){HAT_STR("}}")});
            break;
        }
        struct hat_str inner = inner_of(text, open, &close);
        status = add_tag(c, inner, (struct hat_str){text.ptr + open, close - open});
        at = close;
    }
    return status;
}

enum hat_status hat_pattern_compile(const char *text, struct hat_arena *arena, hat_diags *diags,
                                    const struct hat_pattern **out)
{
    struct hat_pattern *pattern = hat_arena_alloc(arena, sizeof *pattern);
    struct hat_str all = hat_str_from(text);
    struct cutter c = {.pieces = hat_arena_array(arena, all.len / 2 + 1, sizeof *c.pieces)};
    if (pattern == NULL || c.pieces == NULL) {
        return HAT_ERR_NOMEM;
    }
    c.part = (struct hat_part_source){
        .arena = arena, .diags = diags, .file = text, .paths = &pattern->paths};
    enum hat_status status = cut(&c, all);
    if (status == HAT_OK && c.part.errors) {
        status = HAT_ERR_TEMPLATE;
    }
    if (status == HAT_OK) {
        pattern->text = text;
        pattern->pieces = c.pieces;
        pattern->count = c.count;
        *out = pattern;
    }
    return status;
}

bool hat_pattern_has_tags(const struct hat_pattern *pattern)
{
    return pattern->paths > 0;
}

/* ---- running ---- */

static enum hat_status unknown_name(struct hat_eval *eval, const struct hat_place *place,
                                    struct hat_str source, hat_diags *diags)
{
    const struct hat_path *path = eval->unknown;
    struct hat_str name =
        path->count > eval->unknown_step ? path->steps[eval->unknown_step].name : source;
    struct hat_str near = hat_eval_nearest(eval);
    hat_diags_add(diags, near.len > 0 ? HAT_MSG_NAME_UNKNOWN_NEAR : HAT_MSG_NAME_UNKNOWN, place,
                  source, name, near);
    return HAT_ERR_DATA;
}

/* The status of an evaluation, with its message. */
static enum hat_status told(struct hat_eval *eval, enum hat_result result, const char *text,
                            struct hat_str source, hat_diags *diags)
{
    const struct hat_place place = place_of(text);
    const char *filter = eval->failed_filter;
    switch (result) {
    case HAT_RESULT_OK:
        return HAT_OK;
    case HAT_RESULT_NOMEM:
        return HAT_ERR_NOMEM;
    case HAT_RESULT_UNKNOWN:
        return unknown_name(eval, &place, source, diags);
    case HAT_RESULT_FAILED:
        hat_diags_add(diags, eval->failure, &place, source, eval->failed_value,
                      hat_str_from(filter != NULL ? filter : ""), eval->failed_detail);
        break;
    }
    return HAT_ERR_DATA;
}

static enum hat_status run_pieces(const struct hat_pattern *pattern, struct hat_eval *eval,
                                  hat_diags *diags, const struct hat_pattern_sink *sink)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < pattern->count && status == HAT_OK; i++) {
        const struct piece *piece = &pattern->pieces[i];
        struct hat_value value;
        struct hat_str text = piece->text;
        if (piece->expr != NULL) {
            enum hat_result result = hat_eval(eval, piece->expr, &value);
            result = result == HAT_RESULT_OK ? hat_eval_text(eval, &value, &text) : result;
            status = told(eval, result, pattern->text, piece->text, diags);
        }
        if (status == HAT_OK) {
            sink->put(sink->ctx, text, piece->expr != NULL);
        }
    }
    return status;
}

enum hat_status hat_pattern_run(const struct hat_pattern *pattern,
                                const struct hat_pattern_data *data, hat_diags *diags,
                                const struct hat_pattern_sink *sink)
{
    static const struct hat_value letters = {.type = HAT_LIST};
    struct hat_arena scratch = {0};
    struct hat_frame frames[2] = {
        {.here = data->root},
        {.here = data->root, .list = &letters, .index = data->index, .count = data->count}};
    struct hat_eval eval = {
        .frames = frames,
        .depth = 2,
        .caches = hat_arena_array(&scratch, pattern->paths + (size_t)1, sizeof *eval.caches),
        .scratch = &scratch,
        .lang = data->lang,
        .today = data->today};
    enum hat_status status =
        eval.caches != NULL ? run_pieces(pattern, &eval, diags, sink) : HAT_ERR_NOMEM;
    hat_eval_fini(&eval, 0);
    hat_arena_fini(&scratch);
    return status;
}

/* ---- groups ---- */

enum hat_status hat_group_entries(const struct hat_value *list, struct hat_str field,
                                  struct hat_arena *arena, hat_diags *diags,
                                  struct hat_value *groups)
{
    const struct hat_filter *group = hat_filter_find(HAT_STR("group"));
    struct hat_value name = hat_value_of_text(field), found = *list;
    struct hat_eval eval = {.scratch = arena};
    enum hat_result result = group->run(&eval, &name, 1, &found);
    if (result == HAT_RESULT_FAILED) {
        hat_diags_add(diags, HAT_MSG_BATCH_FIELD, NULL, field, eval.failed_detail);
    }
    if (result != HAT_RESULT_OK) {
        return result == HAT_RESULT_NOMEM ? HAT_ERR_NOMEM : HAT_ERR_DATA;
    }
    *groups = found;
    return HAT_OK;
}
