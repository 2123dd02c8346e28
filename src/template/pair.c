/* pair.c -- finds the end of each section, and the section of each {{else}}.
 *
 *     {{#a}} {{#b}} {{/a}} {{/b}}
 *                   ^ crossed: b was opened later and is still open
 *
 * Every error is reported with the other tag's place; pairing goes on after it, so that one run
 * shows them all.
 */
#include "template/part_internal.h"

struct pair {
    struct hat_part_source *part;
    uint32_t *open; /* tags of the open sections, outermost first */
    size_t count, cap;
    size_t crossed; /* sections given up, whose ends are still to come */
};

#define REPORT(part, tag, code, ...)                                                               \
    hat_tag_report(part, tag, code, (const struct hat_str[3]){__VA_ARGS__})

void hat_tag_report_two(struct hat_part_source *part, const struct hat_tag *tag,
                        enum hat_message code, const struct hat_tag *other)
{
    REPORT(part, tag, code, other->source);
    if (!tag->quiet) {
        hat_diags_add(part->diags, HAT_MSG_SECTION_OTHER, &other->place, other->source);
    }
}

static bool closes(const struct hat_tag *close, const struct hat_tag *section)
{
    return close->name.len == 0 || hat_str_equal(close->name, section->name) ||
           (section->first.len > 0 && hat_str_equal(close->name, section->first));
}

static enum hat_status open_section(struct pair *p, uint32_t index)
{
    struct hat_tag *tag = &p->part->tags[index];
    uint32_t limit = p->part->limits->section_depth;
    if (p->count == limit) {
        char digits[16];
        struct hat_buf buf = {0};
        hat_buf_printf(&buf, "%u", (unsigned)limit);
        hat_buf_copy_out(&buf, digits, sizeof digits);
        hat_buf_fini(&buf);
        REPORT(p->part, tag, HAT_MSG_SECTION_DEPTH, hat_str_from(digits));
        return HAT_ERR_LIMIT;
    }
    if (!hat_mem_grow(&p->open, p->count, &p->cap, sizeof *p->open)) {
        return HAT_ERR_NOMEM;
    }
    p->open[p->count++] = index;
    return HAT_OK;
}

/* The end of a section that was given up is no further error. */
static void take_crossed(struct pair *p, struct hat_tag *close)
{
    struct hat_tag *tags = p->part->tags;
    for (struct hat_tag *tag = tags; tag < close && p->crossed > 0; tag++) {
        if (tag->kind == HAT_TAG_BROKEN && tag->name.len > 0 && tag->partner == HAT_NO_TAG &&
            closes(close, tag)) {
            tag->partner = close->partner = 0;
            close->kind = HAT_TAG_BROKEN;
            p->crossed--;
            return;
        }
    }
}

static void close_section(struct pair *p, uint32_t index)
{
    struct hat_part_source *part = p->part;
    struct hat_tag *tag = &part->tags[index];
    size_t at = p->count;
    while (at > 0 && !closes(tag, &part->tags[p->open[at - 1]])) {
        at--;
    }
    if (at == 0) {
        take_crossed(p, tag); /* else told by hat_template_open(), which sees all parts */
        return;
    }
    if (at < p->count) {
        const struct hat_tag *inner = &part->tags[p->open[p->count - 1]];
        hat_tag_report_two(part, tag, HAT_MSG_SECTION_CROSSED, inner);
        for (size_t i = at; i < p->count; i++) {
            part->tags[p->open[i]].kind = HAT_TAG_BROKEN;
            p->crossed++;
        }
    }
    uint32_t section = p->open[at - 1];
    part->tags[section].partner = index;
    tag->partner = section;
    p->count = at - 1;
}

static void else_of(struct pair *p, uint32_t index)
{
    struct hat_tag *tag = &p->part->tags[index];
    struct hat_tag *section = p->count > 0 ? &p->part->tags[p->open[p->count - 1]] : NULL;
    bool fits = section != NULL && (tag->kind == HAT_TAG_ELSE || section->kind == HAT_TAG_IF);
    if (!fits || section->has_else) {
        REPORT(p->part, tag, fits ? HAT_MSG_ELSE_AFTER : HAT_MSG_ELSE_PLACE,
               fits ? section->source : (struct hat_str){0});
        tag->kind = HAT_TAG_BROKEN;
        return;
    }
    section->has_else = tag->kind == HAT_TAG_ELSE;
    tag->partner = p->open[p->count - 1];
}

/* @key and @value make the section around them repeat a map by its members. */
static bool uses_members(const struct hat_expr *expr)
{
    if (expr == NULL) {
        return false;
    }
    switch (expr->kind) {
    case HAT_EXPR_PATH:
        return expr->as.path.special == HAT_SPECIAL_KEY ||
               expr->as.path.special == HAT_SPECIAL_VALUE;
    case HAT_EXPR_FILTER:
        for (uint32_t i = 0; i < expr->as.call.count; i++) {
            if (uses_members(expr->as.call.args[i])) {
                return true;
            }
        }
        return uses_members(expr->as.call.input);
    case HAT_EXPR_NOT:
    case HAT_EXPR_AND:
    case HAT_EXPR_OR:
    case HAT_EXPR_COMPARE:
        return uses_members(expr->as.operands.left) || uses_members(expr->as.operands.right);
    default:
        return false;
    }
}

static void mark_members(struct pair *p, const struct hat_tag *tag)
{
    if (!uses_members(tag->expr) && !uses_members(tag->text_expr)) {
        return;
    }
    for (size_t i = p->count; i > 0; i--) {
        struct hat_tag *section = &p->part->tags[p->open[i - 1]];
        if (section->kind == HAT_TAG_SECTION) {
            section->by_member = true;
            return;
        }
    }
}

enum hat_status hat_part_pair(struct hat_part_source *part)
{
    struct pair p = {.part = part};
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < part->tag_count && status == HAT_OK; i++) {
        struct hat_tag *tag = &part->tags[i];
        mark_members(&p, tag);
        if (hat_tag_opens(tag)) {
            status = open_section(&p, i);
        } else if (tag->kind == HAT_TAG_CLOSE) {
            close_section(&p, i);
        } else if (tag->kind == HAT_TAG_ELSE || tag->kind == HAT_TAG_ELSE_IF) {
            else_of(&p, i);
        }
        if (part->error_count >= HAT_ERRORS_MAX) {
            status = HAT_ERR_TEMPLATE;
        }
    }
    hat_mem_free(p.open);
    return status;
}
