/* names.c -- the names that a template uses, where, and how (hatshy check --list).
 *
 *     org      text       table 1, row 2, cell 2
 *     entries  list       table 1, row 2, cell 1
 *     total    condition  body, paragraph 7
 */
#include "template/names_internal.h"

#include "base/unicode.h"
#include "language/messages.h"
#include "template/picture_internal.h"

struct visiting {
    const struct hat_tag *tag;
    hat_name_visit *visit;
    void *ctx;
};

static bool visit_expr(const struct visiting *v, const struct hat_expr *expr, enum hat_use use);

static bool visit_call(const struct visiting *v, const struct hat_call *call, enum hat_use use)
{
    bool on = visit_expr(v, call->input, use);
    for (uint32_t i = 0; i < call->count && on; i++) {
        on = visit_expr(v, call->args[i], HAT_USE_TEXT);
    }
    return on;
}

static bool visit_expr(const struct visiting *v, const struct hat_expr *expr, enum hat_use use)
{
    struct hat_name_use found = {.tag = v->tag, .use = use};
    switch (expr->kind) {
    case HAT_EXPR_PATH:
        found.path = &expr->as.path;
        return v->visit(v->ctx, &found);
    case HAT_EXPR_LITERAL:
        found.literal = hat_value_str(&expr->as.literal);
        return found.literal.len == 0 || v->visit(v->ctx, &found);
    case HAT_EXPR_FILTER:
        return visit_call(v, &expr->as.call, use);
    case HAT_EXPR_NOT:
        return visit_expr(v, expr->as.operands.left, use);
    case HAT_EXPR_AND:
    case HAT_EXPR_OR:
    case HAT_EXPR_COMPARE:
        return visit_expr(v, expr->as.operands.left, use) &&
               visit_expr(v, expr->as.operands.right, use);
    }
    return true;
}

static enum hat_use use_of(const struct hat_tag *tag)
{
    switch (tag->kind) {
    case HAT_TAG_SECTION:
        return HAT_USE_LIST;
    case HAT_TAG_INVERTED:
    case HAT_TAG_IF:
    case HAT_TAG_ELSE_IF:
        return HAT_USE_CONDITION;
    default:
        return tag->picture != NULL ? HAT_USE_PICTURE : tag->own_link ? HAT_USE_LINK : HAT_USE_TEXT;
    }
}

/* The names in a picture's lengths. */
static bool visit_lengths(const struct visiting *v, const struct hat_picture_tag *picture)
{
    return (picture->width == NULL || visit_expr(v, picture->width, HAT_USE_TEXT)) &&
           (picture->height == NULL || visit_expr(v, picture->height, HAT_USE_TEXT));
}

static bool visit_tag(const struct hat_tag *tag, hat_name_visit *visit, void *ctx)
{
    const struct visiting v = {tag, visit, ctx};
    if (tag->kind == HAT_TAG_PARTIAL) {
        const struct hat_name_use use = {.tag = tag, .literal = tag->name, .use = HAT_USE_PARTIAL};
        return tag->quiet || visit(ctx, &use);
    }
    bool on = tag->quiet || tag->expr == NULL || visit_expr(&v, tag->expr, use_of(tag));
    if (on && !tag->quiet && tag->picture != NULL) {
        return visit_lengths(&v, tag->picture);
    }
    bool other_text = on && !tag->quiet && tag->own_link && tag->text_expr != tag->expr;
    return on && (!other_text || visit_expr(&v, tag->text_expr, HAT_USE_TEXT));
}

static bool visit_address(const struct hat_address *address, hat_name_visit *visit, void *ctx)
{
    const struct visiting v = {&address->tag, visit, ctx};
    bool on = true;
    for (uint32_t i = 0; i < address->count && on && !address->tag.quiet; i++) {
        on = address->pieces[i].expr == NULL ||
             visit_expr(&v, address->pieces[i].expr, address->plain ? HAT_USE_TEXT : HAT_USE_LINK);
    }
    return on;
}

/* Tags of addresses stand at the end of a program's tags: they are visited by their address. */
static bool visit_program(const struct hat_program *program, hat_name_visit *visit, void *ctx)
{
    bool on = true;
    for (size_t i = 0; i + program->address_count < program->tag_count && on; i++) {
        on = visit_tag(&program->tags[i], visit, ctx);
    }
    for (size_t i = 0; i < program->address_count && on; i++) {
        on = visit_address(&program->addresses[i], visit, ctx);
    }
    return on;
}

bool hat_names_visit(const struct hat_template *tmpl, hat_name_visit *visit, void *ctx)
{
    bool on = true;
    for (size_t i = 0; i < tmpl->part_count && on; i++) {
        if (tmpl->parts[i].program != NULL) {
            on = visit_program(tmpl->parts[i].program, visit, ctx);
        }
    }
    return on;
}

/* ---- the list ---- */

struct listing {
    struct hat_buf text;
    size_t last;      /* where the last line begins */
    const char *path; /* of the template */
    enum hat_lang lang;
};

static bool list_name(void *ctx, const struct hat_name_use *use)
{
    static const char *const uses[] = {"text", "list",    "condition",
                                       "link", "picture", "sub-template"};
    struct listing *listing = ctx;
    struct hat_buf *buf = &listing->text;
    size_t begin = buf->len, length;
    if (use->use == HAT_USE_PARTIAL) {
        hat_buf_put(buf, use->literal.ptr, use->literal.len);
    } else if (use->path == NULL || use->path->count == 0) { /* {{.}} and {{@number}} */
        return true;
    } else {
        const struct hat_expr name = {.kind = HAT_EXPR_PATH, .as.path = *use->path};
        hat_expr_put(&name, buf);
    }
    hat_buf_printf(buf, "\t%s\t", uses[use->use]);
    if (strcmp(use->tag->place.file, listing->path) != 0) { /* in a sub-template */
        hat_buf_printf(buf, "%s: ", use->tag->place.file);
    }
    hat_place_text(&use->tag->place, listing->lang, buf);
    hat_buf_put(buf, "\n", 1);
    length = buf->len - begin;
    if (length == begin - listing->last && !hat_buf_failed(buf) &&
        memcmp(buf->data + begin, buf->data + listing->last, length) == 0) {
        buf->len = begin; /* the same name twice in one paragraph, as {{a}} and {{a}} */
        return true;
    }
    listing->last = begin;
    return true;
}

size_t hat_template_list(const hat_template *tmpl, const char *lang, char *buf, size_t cap)
{
    struct listing listing = {.path = hat_template_path(tmpl),
                              .lang = hat_lang_from(hat_str_from(lang))};
    listing.lang = listing.lang == HAT_LANG_NONE ? HAT_LANG_EN : listing.lang;
    hat_names_visit(tmpl, list_name, &listing);
    size_t len = hat_buf_copy_out(&listing.text, buf, cap);
    hat_buf_fini(&listing.text);
    return len;
}

/* ---- one name ---- */

struct mention {
    struct hat_str folded;
    struct hat_arena arena;
    bool found, failed;
};

static bool special_mentioned(const struct mention *m, const struct hat_path *path)
{
    return (path->special == HAT_SPECIAL_LETTER && hat_str_is(m->folded, "@letter")) ||
           (path->special == HAT_SPECIAL_LETTERS && hat_str_is(m->folded, "@letters"));
}

static bool see_mention(void *ctx, const struct hat_name_use *use)
{
    struct mention *m = ctx;
    struct hat_str folded;
    if (use->path == NULL) {
        m->failed = hat_name_fold(&m->arena, use->literal, &folded) == HAT_ERR_NOMEM;
        m->found = !m->failed && hat_str_equal(folded, m->folded);
        hat_arena_reset(&m->arena);
        return !m->found && !m->failed;
    }
    m->found = special_mentioned(m, use->path);
    for (uint32_t i = 0; i < use->path->count && !m->found; i++) {
        m->found = hat_str_equal(use->path->steps[i].folded, m->folded);
    }
    return !m->found;
}

bool hat_template_mentions(const hat_template *tmpl, struct hat_str folded)
{
    struct mention m = {.folded = folded};
    hat_names_visit(tmpl, see_mention, &m);
    hat_arena_fini(&m.arena);
    return m.found || m.failed; /* when memory ends: to be on the safe side */
}
