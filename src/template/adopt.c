/* adopt.c -- nodes and names for those who make tags of an office program's own fields.
 *
 *     <w:t>«org»</w:t>   hat_adopt_content(part, t, "{{org}}")   <w:t>{{org}}</w:t>
 */
#include "template/adopt_internal.h"

enum hat_status hat_adopt_is_name(struct hat_part_source *part, struct hat_str text, bool *yes)
{
    uint32_t paths = 0; /* the tag itself will be counted when it is read */
    const struct hat_place place = {.file = part->file, .part = part->name};
    const struct hat_expr_parser parser = {
        .arena = part->arena, .place = &place, .tag = text, .paths = &paths};
    const struct hat_expr *expr = NULL;
    *yes = false;
    if (text.len == 0 || hat_str_is(text, "else")) {
        return HAT_OK;
    }
    enum hat_status status = hat_expr_parse(&parser, text, &expr);
    *yes = status == HAT_OK && expr->kind == HAT_EXPR_PATH;
    return status == HAT_ERR_TEMPLATE ? HAT_OK : status;
}

struct hat_str hat_adopt_text(struct hat_part_source *part, struct hat_buf *buf)
{
    struct hat_str text = {0};
    if (!hat_buf_failed(buf)) {
        text = hat_arena_str(part->arena, (struct hat_str){buf->data, buf->len});
    }
    hat_buf_fini(buf);
    return text;
}

uint32_t hat_adopt_element(struct hat_part_source *part, uint32_t at, uint32_t like,
                           enum hat_xml_name name, const char *local)
{
    struct hat_tape *tape = &part->tape;
    struct hat_str prefix = hat_tape_prefix(tape, like);
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "%.*s%s", (int)prefix.len, prefix.ptr, local);
    struct hat_str text = hat_adopt_text(part, &buf);
    uint32_t start = text.ptr != NULL ? hat_tape_new(tape, HAT_NODE_START, text) : HAT_NO_NODE;
    uint32_t end =
        start != HAT_NO_NODE ? hat_tape_new(tape, HAT_NODE_END, (struct hat_str){0}) : HAT_NO_NODE;
    if (end == HAT_NO_NODE) {
        return HAT_NO_NODE;
    }
    hat_tape_link_before(tape, at, start);
    hat_tape_link_before(tape, at, end);
    struct hat_node *nodes = tape->nodes;
    nodes[start].name = nodes[end].name = (uint16_t)name;
    nodes[start].match = end;
    nodes[end].match = start;
    nodes[end].up = nodes[start].up;
    nodes[start].line = nodes[end].line = nodes[at].line;
    return start;
}

enum hat_status hat_adopt_run(struct hat_part_source *part, uint32_t at, uint32_t like,
                              struct hat_str text)
{
    uint32_t run = hat_adopt_element(part, at, like, HAT_W_r, "r");
    uint32_t inner = HAT_NO_NODE;
    if (run != HAT_NO_NODE) {
        inner = hat_adopt_element(part, part->tape.nodes[run].match, like, HAT_W_t, "t");
    }
    return inner == HAT_NO_NODE ? HAT_ERR_NOMEM : hat_adopt_content(part, inner, text);
}

enum hat_status hat_adopt_content(struct hat_part_source *part, uint32_t start, struct hat_str text)
{
    struct hat_tape *tape = &part->tape;
    uint32_t node = hat_tape_new(tape, HAT_NODE_TEXT, text);
    if (node == HAT_NO_NODE) {
        return HAT_ERR_NOMEM;
    }
    uint32_t end = tape->nodes[start].match;
    while (tape->nodes[start].next != end) {
        hat_tape_unlink(tape, tape->nodes[start].next);
    }
    hat_tape_link_before(tape, end, node);
    tape->nodes[node].line = tape->nodes[start].line;
    return HAT_OK;
}

static bool is_text(enum hat_role role)
{
    return role == HAT_ROLE_TEXT || role == HAT_ROLE_SPACE || role == HAT_ROLE_BREAK ||
           role == HAT_ROLE_HYPHEN || role == HAT_ROLE_NOTHING;
}

void hat_adopt_remove_text(struct hat_part_source *part, uint32_t from, uint32_t to, uint32_t keep)
{
    struct hat_tape *tape = &part->tape;
    for (uint32_t node = from, next; node != to; node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].unlinked || tape->nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        enum hat_role role = hat_role_of(part->dialect, tape, node);
        if (role == HAT_ROLE_PROPERTIES) {
            next = tape->nodes[tape->nodes[node].match].next;
        } else if (node != keep && is_text(role)) {
            uint32_t up = tape->nodes[node].up;
            next = tape->nodes[tape->nodes[node].match].next;
            hat_tape_remove(tape, node);
            hat_part_drop_empty(part, up);
        }
    }
}

uint32_t hat_adopt_find_text(const struct hat_part_source *part, uint32_t from, uint32_t to)
{
    const struct hat_node *nodes = part->tape.nodes;
    for (uint32_t node = from; node != to && node != HAT_NO_NODE; node = nodes[node].next) {
        if (nodes[node].kind == HAT_NODE_START && nodes[node].name == HAT_W_t) {
            return node;
        }
    }
    return HAT_NO_NODE;
}

void hat_adopt_report(struct hat_part_source *part, uint32_t node, enum hat_message code,
                      struct hat_str what, struct hat_str more)
{
    const struct hat_place place = {
        .file = part->file, .part = part->name, .line = part->tape.nodes[node].line};
    hat_diags_add(part->diags, code, &place, what, more);
}
