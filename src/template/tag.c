/* tag.c -- what kind of tag it is (docs/template-language.md, Tags).
 *
 *     #entries | where: "region", "Абай"   SECTION, closed by "entries"
 *     else if total > 10                    ELSE_IF
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "template/filter_internal.h"
#include "template/part_internal.h"
#include "template/picture_internal.h"

void hat_tag_report(struct hat_part_source *part, const struct hat_tag *tag, enum hat_message code,
                    const struct hat_str args[3])
{
    part->errors = true;
    if (!tag->quiet && part->error_count++ < HAT_ERRORS_MAX) {
        hat_diags_add(part->diags, code, &tag->place, tag->source, args[0], args[1], args[2]);
    }
}

#define REPORT(part, tag, code, ...)                                                               \
    hat_tag_report(part, tag, code, (const struct hat_str[3]){__VA_ARGS__})

static struct hat_str trim(struct hat_str text)
{
    size_t used, from = text.len, end = 0;
    for (size_t at = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (!hat_unicode_space(cp)) {
            from = at < from ? at : from;
            end = at + used;
        }
    }
    return (struct hat_str){text.ptr + from, end > from ? end - from : 0};
}

/* Takes the word off the front of *text when white space or the end follows it. */
static bool take_word(struct hat_str *text, const char *word)
{
    if (!hat_str_starts(*text, word)) {
        return false;
    }
    size_t len = strlen(word), used;
    struct hat_str rest = {text->ptr + len, text->len - len};
    if (rest.len > 0 && !hat_unicode_space(hat_utf8_decode(rest.ptr, rest.len, &used))) {
        return false;
    }
    *text = trim(rest);
    return true;
}

static enum hat_status parse(struct hat_part_source *part, struct hat_tag *tag, struct hat_str text,
                             bool condition)
{
    const struct hat_expr_parser parser = {.arena = part->arena,
                                           .diags = tag->quiet ? NULL : part->diags,
                                           .place = &tag->place,
                                           .tag = tag->source,
                                           .paths = part->paths,
                                           .condition = condition};
    if (text.len == 0) {
        REPORT(part, tag, HAT_MSG_TAG_EMPTY, {0});
        tag->kind = tag->kind == HAT_TAG_VALUE ? HAT_TAG_BROKEN : tag->kind;
        return HAT_OK;
    }
    enum hat_status status = hat_expr_parse(&parser, text, &tag->expr);
    if (status == HAT_ERR_TEMPLATE) { /* the section is still paired, to find more errors */
        part->errors = true;
        tag->kind = tag->kind == HAT_TAG_VALUE ? HAT_TAG_BROKEN : tag->kind;
        return HAT_OK;
    }
    return status;
}

/* Is the filter one that the compiler carries out? Only the last of a value's filters may be. */
static bool for_compiler(const struct hat_filter *filter)
{
    return hat_filter_is_link(filter) || hat_filter_is_picture(filter);
}

/* Does the expression have such a filter? *filter is the first found. */
static bool has_own(const struct hat_expr *expr, const struct hat_filter **filter)
{
    switch (expr->kind) {
    case HAT_EXPR_FILTER:
        if (for_compiler(expr->as.call.filter)) {
            *filter = expr->as.call.filter;
            return true;
        }
        return has_own(expr->as.call.input, filter);
    case HAT_EXPR_NOT:
        return has_own(expr->as.operands.left, filter);
    case HAT_EXPR_AND:
    case HAT_EXPR_OR:
    case HAT_EXPR_COMPARE:
        return has_own(expr->as.operands.left, filter) || has_own(expr->as.operands.right, filter);
    default:
        return false;
    }
}

/* {{url | trim | link: "text"}}: the address is `url | trim`, the text "text". */
static enum hat_status split_filter(struct hat_part_source *part, struct hat_tag *tag)
{
    const struct hat_expr *expr = tag->expr;
    const struct hat_filter *filter = NULL, *inner = NULL;
    if (expr == NULL || !has_own(expr, &filter)) {
        return HAT_OK;
    }
    const struct hat_call *call = &expr->as.call;
    if (tag->kind != HAT_TAG_VALUE || !for_compiler(call->filter) || has_own(call->input, &inner)) {
        enum hat_message code =
            hat_filter_is_link(filter) ? HAT_MSG_TAG_LINK_PLACE : HAT_MSG_TAG_PICTURE_PLACE;
        REPORT(part, tag, code, {0});
        return HAT_OK;
    }
    if (hat_filter_is_picture(filter)) {
        return hat_tag_split_picture(part, tag);
    }
    tag->own_link = true;
    tag->expr = call->input;
    tag->text_expr = call->count > 0 ? call->args[0] : call->input;
    return HAT_OK;
}

/* The texts by which a section is closed: its whole path, and the path's first step. */
static enum hat_status name_section(struct hat_part_source *part, struct hat_tag *tag)
{
    const struct hat_expr *head = tag->expr;
    while (head != NULL && head->kind == HAT_EXPR_FILTER) {
        head = head->as.call.input;
    }
    if (tag->kind == HAT_TAG_IF || head == NULL) {
        tag->name = HAT_STR("if");
        return HAT_OK;
    }
    struct hat_buf buf = {0};
    hat_expr_put(head, &buf);
    tag->name = hat_buf_failed(&buf)
                    ? (struct hat_str){0}
                    : hat_arena_str(part->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    tag->first = hat_expr_name(head);
    return tag->name.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static enum hat_status parse_close(struct hat_part_source *part, struct hat_tag *tag,
                                   struct hat_str text)
{
    tag->kind = HAT_TAG_CLOSE;
    if (text.len == 0 || hat_str_is(text, "if")) {
        tag->name = text;
        return HAT_OK;
    }
    enum hat_status status = parse(part, tag, text, false);
    if (status == HAT_OK && tag->expr != NULL) {
        status = name_section(part, tag);
        tag->expr = NULL;
    }
    return status;
}

static enum hat_status parse_section(struct hat_part_source *part, struct hat_tag *tag,
                                     struct hat_str text, bool inverted)
{
    tag->kind = inverted ? HAT_TAG_INVERTED : HAT_TAG_SECTION;
    if (!inverted && take_word(&text, "if")) {
        tag->kind = HAT_TAG_IF;
    }
    enum hat_status status = parse(part, tag, text, tag->kind == HAT_TAG_IF);
    if (status == HAT_OK && tag->expr == NULL && tag->kind != HAT_TAG_IF) {
        hat_name_fold(part->arena, text, &tag->name); /* not understood, but it may be closed */
        return HAT_OK;
    }
    return status == HAT_OK ? name_section(part, tag) : status;
}

static enum hat_status parse_word(struct hat_part_source *part, struct hat_tag *tag,
                                  struct hat_str text)
{
    struct hat_str rest = text;
    if (take_word(&rest, "else")) {
        tag->kind = HAT_TAG_ELSE;
        if (rest.len == 0) {
            return HAT_OK;
        }
        if (take_word(&rest, "if")) {
            tag->kind = HAT_TAG_ELSE_IF;
            return parse(part, tag, rest, true);
        }
    }
    tag->kind = HAT_TAG_VALUE;
    return parse(part, tag, text, false);
}

enum hat_status hat_tag_parse(struct hat_part_source *part, struct hat_str inner,
                              struct hat_tag *tag)
{
    struct hat_str text = trim(inner);
    struct hat_str rest = text.len > 0 ? trim((struct hat_str){text.ptr + 1, text.len - 1}) : text;
    enum hat_status status = HAT_OK;
    switch (text.len > 0 ? text.ptr[0] : ' ') {
    case '!':
    case '=':
        tag->kind = HAT_TAG_COMMENT;
        break;
    case '#':
        status = parse_section(part, tag, rest, false);
        break;
    case '^':
        status = parse_section(part, tag, rest, true);
        break;
    case '/':
        status = parse_close(part, tag, rest);
        break;
    case '>':
        tag->kind = HAT_TAG_PARTIAL;
        tag->name = rest;
        break;
    case '&':
        tag->kind = HAT_TAG_VALUE;
        status = parse(part, tag, rest, false);
        break;
    default:
        status = parse_word(part, tag, text);
        break;
    }
    return status == HAT_OK ? split_filter(part, tag) : status;
}
