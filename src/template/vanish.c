/* vanish.c -- what holds nothing but section tags goes, as Mustache's standalone lines do.
 *
 *     | {{#entries}} |        |        a row that goes
 *     | {{org}}      | {{no}} |        a row that repeats
 *     | {{/entries}} |        |        a row that goes
 *
 * And what must not be missing when nothing is repeated: a cell or document keeps a paragraph, a
 * table without rows goes.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "template/part_internal.h"

static bool blank(struct hat_str text)
{
    for (size_t at = 0, used; at < text.len; at += used) {
        if (!hat_unicode_space(hat_utf8_decode(text.ptr + at, text.len - at, &used))) {
            return false;
        }
    }
    return true;
}

/* Does the properties element hold the end of a section (w:sectPr in w:pPr)? */
static bool ends_section(const struct hat_tape *tape, uint32_t start)
{
    for (uint32_t node = start; node != tape->nodes[start].match; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == HAT_W_sectPr) {
            return true;
        }
    }
    return false;
}

enum content { NO_CONTENT, SKIP_CONTENT, SOME_CONTENT };

static enum content start_content(const struct hat_part_source *part, uint32_t node)
{
    switch (hat_role_of(part->dialect, &part->tape, node)) {
    case HAT_ROLE_PROPERTIES:
        return ends_section(&part->tape, node) ? SOME_CONTENT : SKIP_CONTENT;
    case HAT_ROLE_MARKER:
    case HAT_ROLE_NOTHING:
    case HAT_ROLE_SPACE:
    case HAT_ROLE_PARAGRAPH:
    case HAT_ROLE_RUN:
    case HAT_ROLE_TEXT:
    case HAT_ROLE_LINK:
    case HAT_ROLE_CHANGE:
    case HAT_ROLE_CELL:
    case HAT_ROLE_ROW:
    case HAT_ROLE_LIST:
    case HAT_ROLE_ITEM:
        return NO_CONTENT;
    default:
        return SOME_CONTENT;
    }
}

/* Does the element hold nothing but section tags, comments and white space? *count counts them. */
static bool only_tags(const struct hat_part_source *part, uint32_t start, size_t *count)
{
    const struct hat_node *nodes = part->tape.nodes;
    size_t tags = 0;
    for (uint32_t node = start; node != nodes[start].match; node = nodes[node].next) {
        if (nodes[node].kind == HAT_NODE_START) {
            enum content content = start_content(part, node);
            if (content == SOME_CONTENT) {
                return false;
            }
            node = content == SKIP_CONTENT ? nodes[node].match : node;
        } else if (nodes[node].kind == HAT_NODE_TEXT && !blank(nodes[node].text)) {
            return false;
        } else if (nodes[node].kind == HAT_NODE_TAG) {
            enum hat_tag_kind kind = part->tags[nodes[node].as.tag].kind;
            if (kind == HAT_TAG_VALUE || kind == HAT_TAG_BROKEN) {
                return false;
            }
            tags++;
        }
    }
    *count = tags;
    return true;
}

bool hat_part_alone(const struct hat_part_source *part, uint32_t paragraph)
{
    size_t tags = 0;
    return only_tags(part, paragraph, &tags) && tags == 1;
}

static bool is_block(enum hat_role role)
{
    return role == HAT_ROLE_PARAGRAPH || role == HAT_ROLE_TABLE || role == HAT_ROLE_LIST ||
           role == HAT_ROLE_OTHER;
}

/* A container that would be left without a paragraph keeps the last one that vanishes, emptied. So
 * does a cell or text box of a DOCX that would end with a table: Word wants a paragraph there. */
static void settle(struct hat_part_source *part, uint32_t container)
{
    struct hat_node *nodes = part->tape.nodes;
    uint32_t last = HAT_NO_NODE; /* vanishing paragraph behind the last block that stays */
    bool stays = false, table = false;
    if (container == HAT_NO_NODE || nodes[container].settled) {
        return;
    }
    nodes[container].settled = true;
    for (uint32_t node = nodes[container].next; node != nodes[container].match;
         node = nodes[node].next) {
        if (nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        enum hat_role role = hat_role_of(part->dialect, &part->tape, node);
        if (role == HAT_ROLE_PARAGRAPH && nodes[node].vanishes) {
            last = node;
        } else if (is_block(role) && !nodes[node].vanishes) {
            stays = true;
            table = role == HAT_ROLE_TABLE;
            last = HAT_NO_NODE;
        }
        node = nodes[node].match;
    }
    bool end_with_paragraph =
        part->dialect->format == HAT_FORMAT_DOCX && nodes[container].name != HAT_W_body;
    if (last != HAT_NO_NODE && (!stays || (end_with_paragraph && table))) {
        nodes[last].kept = true;
    }
}

static uint32_t nearest(const struct hat_part_source *part, uint32_t node, enum hat_role role)
{
    while (node != HAT_NO_NODE && hat_role_of(part->dialect, &part->tape, node) != role) {
        enum hat_role here = hat_role_of(part->dialect, &part->tape, node);
        if (here == HAT_ROLE_STORY || here == HAT_ROLE_TABLE) {
            return HAT_NO_NODE;
        }
        node = part->tape.nodes[node].up;
    }
    return node;
}

static bool test(struct hat_part_source *part, uint32_t node)
{
    if (node == HAT_NO_NODE) {
        return false;
    }
    struct hat_node *n = &part->tape.nodes[node];
    if (!n->tested) {
        size_t tags = 0;
        n->tested = true;
        n->vanishes = only_tags(part, node, &tags) && tags > 0;
    }
    return n->vanishes;
}

void hat_part_mark_vanishing(struct hat_part_source *part)
{
    for (size_t i = 0; i < part->tag_count; i++) {
        const struct hat_tag *tag = &part->tags[i];
        uint32_t p = tag->paragraph;
        if (tag->kind == HAT_TAG_VALUE || tag->kind == HAT_TAG_BROKEN ||
            hat_role_of(part->dialect, &part->tape, p) != HAT_ROLE_PARAGRAPH ||
            part->tape.nodes[p].tested) {
            continue;
        }
        test(part, nearest(part, p, HAT_ROLE_ROW));
        if (test(part, nearest(part, p, HAT_ROLE_ITEM))) {
            test(part, nearest(part, p, HAT_ROLE_LIST));
        }
        test(part, p);
    }
    for (size_t i = 0; i < part->tag_count; i++) {
        uint32_t p = part->tags[i].paragraph;
        if (p != HAT_NO_NODE && part->tape.nodes[p].vanishes && hat_part_vanishing(part, p) == p) {
            settle(part, part->tape.nodes[p].up);
        }
    }
}

uint32_t hat_part_vanishing(const struct hat_part_source *part, uint32_t node)
{
    uint32_t found = HAT_NO_NODE;
    for (; node != HAT_NO_NODE; node = part->tape.nodes[node].up) {
        if (part->tape.nodes[node].vanishes) {
            found = node;
        }
        if (hat_role_of(part->dialect, &part->tape, node) == HAT_ROLE_STORY) {
            break;
        }
    }
    return found;
}

/* Everything of the element but bookmarks: in DOCX they may stand between paragraphs and rows. */
void hat_part_remove_block(struct hat_part_source *part, uint32_t start)
{
    struct hat_tape *tape = &part->tape;
    uint32_t end = tape->nodes[start].match, up = tape->nodes[start].up;
    bool keep_markers = part->dialect->format == HAT_FORMAT_DOCX;
    for (uint32_t node = start, next; node != HAT_NO_NODE; node = next) {
        struct hat_node *n = &tape->nodes[node];
        bool starts = n->kind == HAT_NODE_START;
        next = node == end ? HAT_NO_NODE : n->next;
        if (keep_markers && starts && hat_role_of(part->dialect, tape, node) == HAT_ROLE_MARKER) {
            n->up = tape->nodes[n->match].up = up;
            next = tape->nodes[n->match].next;
        } else {
            hat_tape_unlink(tape, node);
        }
    }
}

void hat_part_remove_vanishing(struct hat_part_source *part)
{
    for (size_t i = 0; i < part->tag_count; i++) {
        uint32_t p = part->tags[i].paragraph;
        uint32_t element = p != HAT_NO_NODE && !part->tape.nodes[p].unlinked
                               ? hat_part_vanishing(part, p)
                               : HAT_NO_NODE;
        if (element != HAT_NO_NODE && !part->tape.nodes[element].kept &&
            !part->tape.nodes[element].unlinked) {
            hat_part_remove_block(part, element);
        }
    }
}

/* ---- tables and containers that may turn out empty ---- */

/* What the children of an element are, as far as sections cover them. */
struct cover {
    uint32_t first, last; /* child nodes: the first and last tag or block */
    bool always;          /* a block (of a table: a row) that no section covers */
    uint32_t paragraph;   /* START of the first paragraph; HAT_NO_NODE */
};

static struct cover cover_of(const struct hat_part_source *part, uint32_t start)
{
    const struct hat_node *nodes = part->tape.nodes;
    struct cover c = {HAT_NO_NODE, HAT_NO_NODE, false, HAT_NO_NODE};
    int depth = 0;
    for (uint32_t node = nodes[start].next; node != nodes[start].match; node = nodes[node].next) {
        enum hat_role role = hat_role_of(part->dialect, &part->tape, node);
        uint32_t child = node;
        if (nodes[node].kind == HAT_NODE_TAG) {
            const struct hat_tag *tag = &part->tags[nodes[node].as.tag];
            depth += hat_tag_opens(tag) - (tag->kind == HAT_TAG_CLOSE);
        } else if (nodes[node].kind == HAT_NODE_START) {
            node = nodes[node].match;
            if (role == HAT_ROLE_PROPERTIES || role == HAT_ROLE_MARKER) {
                continue;
            }
            c.always = c.always || depth == 0;
            if (role == HAT_ROLE_PARAGRAPH && c.paragraph == HAT_NO_NODE) {
                c.paragraph = child;
            }
        } else {
            continue;
        }
        c.first = c.first == HAT_NO_NODE ? child : c.first;
        c.last = node;
    }
    return c;
}

/* An empty paragraph like p, as text. */
static bool empty_paragraph(struct hat_part_source *part, uint32_t p, struct hat_str *out)
{
    struct hat_tape *tape = &part->tape;
    struct hat_buf buf = {0};
    uint32_t first = tape->nodes[p].next;
    hat_tape_put(tape, p, NULL, &buf);
    if (tape->nodes[first].kind == HAT_NODE_START &&
        hat_role_of(part->dialect, tape, first) == HAT_ROLE_PROPERTIES &&
        !ends_section(tape, first)) {
        hat_tape_put_element(tape, first, &buf);
    }
    hat_tape_put(tape, tape->nodes[p].match, NULL, &buf);
    *out = hat_buf_failed(&buf) ? (struct hat_str){0}
                                : hat_arena_str(part->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return out->ptr != NULL;
}

static enum hat_status ensure_paragraph(struct hat_part_source *part, const struct cover *c)
{
    struct hat_str text;
    if (!empty_paragraph(part, c->paragraph, &text)) {
        return HAT_ERR_NOMEM;
    }
    uint32_t mark = hat_tape_new(&part->tape, HAT_NODE_MARK, (struct hat_str){0});
    uint32_t ensure = hat_tape_new(&part->tape, HAT_NODE_ENSURE, text);
    if (mark == HAT_NO_NODE || ensure == HAT_NO_NODE) {
        return HAT_ERR_NOMEM;
    }
    hat_tape_link_before(&part->tape, c->first, mark);
    hat_tape_link_after(&part->tape, c->last, ensure);
    return HAT_OK;
}

enum hat_status hat_part_mark_emptiable(struct hat_part_source *part)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < part->tag_count && status == HAT_OK; i++) {
        const struct hat_tag *tag = &part->tags[i];
        uint32_t up = hat_tag_opens(tag) && tag->node != HAT_NO_NODE
                          ? part->tape.nodes[tag->node].up
                          : HAT_NO_NODE;
        enum hat_role role = hat_role_of(part->dialect, &part->tape, up);
        bool holds_blocks = role == HAT_ROLE_CELL || role == HAT_ROLE_STORY;
        if (up == HAT_NO_NODE || part->tape.nodes[up].held ||
            (!holds_blocks && role != HAT_ROLE_TABLE)) {
            continue;
        }
        struct cover c = cover_of(part, up);
        part->tape.nodes[up].held = true; /* of a container: it was looked at */
        if (role == HAT_ROLE_TABLE) {
            part->tape.nodes[up].held = !c.always;
        } else if (!c.always && c.paragraph != HAT_NO_NODE) {
            status = ensure_paragraph(part, &c);
        }
    }
    return status;
}
