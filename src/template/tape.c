/* tape.c -- reads a part into the tape, edits it, and writes nodes back as they were.
 *
 * The events of the push parser become nodes one by one; texts are copied into the template's
 * arena, neighbouring pieces of text into one node. A start tag is written back with its prefix,
 * its namespace declarations and its attributes in their order, so a part without tags would come
 * out the same but for quotes and white space inside start tags (such parts are copied anyway).
 *
 *     <a x='1'></a>  ->  START a {x=1}, END a  ->  <a x="1"/>
 */
#include "template/tape_internal.h"

struct reading {
    struct hat_tape *tape;
    const struct hat_place *place;
    hat_diags *diags;
    struct hat_buf text; /* characters since the last other event */
    uint32_t last, up;
    uint32_t line;
};

uint32_t hat_tape_new(struct hat_tape *tape, enum hat_node_kind kind, struct hat_str text)
{
    if (!hat_mem_grow(&tape->nodes, tape->count, &tape->cap, sizeof *tape->nodes)) {
        return HAT_NO_NODE;
    }
    tape->nodes[tape->count] = (struct hat_node){.kind = (uint8_t)kind,
                                                 .next = HAT_NO_NODE,
                                                 .prev = HAT_NO_NODE,
                                                 .match = HAT_NO_NODE,
                                                 .up = HAT_NO_NODE,
                                                 .unlinked = true,
                                                 .text = text};
    return (uint32_t)tape->count++;
}

/* ---- reading ---- */

static enum hat_status append(struct reading *r, enum hat_node_kind kind, struct hat_str text,
                              uint32_t *out)
{
    struct hat_tape *tape = r->tape;
    if (tape->count >= HAT_TAPE_NODES_MAX) {
        hat_diags_add(r->diags, HAT_MSG_TEMPLATE_NODES, r->place, HAT_STR("2000000"));
        return HAT_ERR_LIMIT;
    }
    uint32_t node = hat_tape_new(tape, kind, text);
    if (node == HAT_NO_NODE) {
        return HAT_ERR_NOMEM;
    }
    struct hat_node *added = &tape->nodes[node];
    added->unlinked = false;
    added->prev = r->last;
    added->up = r->up;
    added->line = r->line;
    if (r->last != HAT_NO_NODE) {
        tape->nodes[r->last].next = node;
    } else {
        tape->first = node;
    }
    r->last = node;
    *out = node;
    return HAT_OK;
}

static enum hat_status flush_text(struct reading *r)
{
    if (hat_buf_failed(&r->text)) {
        return HAT_ERR_NOMEM;
    }
    if (r->text.len == 0) {
        return HAT_OK;
    }
    struct hat_str text =
        hat_arena_str(r->tape->arena, (struct hat_str){r->text.data, r->text.len});
    r->text.len = 0;
    uint32_t node;
    return text.ptr == NULL ? HAT_ERR_NOMEM : append(r, HAT_NODE_TEXT, text, &node);
}

/* "prefix:local" in the arena. */
static struct hat_str qualified(struct hat_arena *arena, struct hat_str prefix,
                                struct hat_str local)
{
    if (prefix.len == 0) {
        return hat_arena_str(arena, local);
    }
    char *text = hat_arena_alloc(arena, prefix.len + 1 + local.len + 1);
    if (text == NULL) {
        return (struct hat_str){0};
    }
    memcpy(text, prefix.ptr, prefix.len);
    text[prefix.len] = ':';
    if (local.len > 0) {
        memcpy(text + prefix.len + 1, local.ptr, local.len);
    }
    return (struct hat_str){text, prefix.len + 1 + local.len};
}

static bool add_attribute(struct hat_tape *tape, enum hat_xml_name name, struct hat_str text,
                          struct hat_str value)
{
    if (text.ptr == NULL || value.ptr == NULL ||
        !hat_mem_grow(&tape->attributes, tape->attribute_count, &tape->attribute_cap,
                      sizeof *tape->attributes)) {
        return false;
    }
    tape->attributes[tape->attribute_count++] =
        (struct hat_tape_attribute){name, false, text, value};
    return true;
}

static bool add_attributes(struct hat_tape *tape, const struct hat_xml_element *element)
{
    struct hat_arena *arena = tape->arena;
    for (size_t i = 0; i < element->namespace_count; i++) {
        struct hat_str prefix = element->namespaces[i].prefix;
        struct hat_str text = prefix.len > 0 ? qualified(arena, HAT_STR("xmlns"), prefix)
                                             : hat_arena_str(arena, HAT_STR("xmlns"));
        struct hat_str uri = hat_arena_str(arena, element->namespaces[i].uri);
        if (!add_attribute(tape, HAT_XML_UNKNOWN, text, uri)) {
            return false;
        }
    }
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct hat_xml_attribute *attribute = &element->attributes[i];
        struct hat_str text = qualified(arena, attribute->prefix, attribute->local);
        struct hat_str value = hat_arena_str(arena, attribute->value);
        if (!add_attribute(tape, attribute->name, text, value)) {
            return false;
        }
    }
    return true;
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct reading *r = ctx;
    struct hat_tape *tape = r->tape;
    enum hat_status status = flush_text(r);
    if (status != HAT_OK) {
        return status;
    }
    r->line = element->line;
    uint32_t first = (uint32_t)tape->attribute_count;
    struct hat_str text = qualified(tape->arena, element->prefix, element->local);
    if (text.ptr == NULL || !add_attributes(tape, element)) {
        return HAT_ERR_NOMEM;
    }
    uint32_t node;
    status = append(r, HAT_NODE_START, text, &node);
    if (status == HAT_OK) {
        tape->nodes[node].name = (uint16_t)element->name;
        tape->nodes[node].as.attributes.first = first;
        tape->nodes[node].as.attributes.count = (uint32_t)tape->attribute_count - first;
        if (r->up == HAT_NO_NODE) {
            tape->root = node;
        }
        r->up = node;
    }
    return status;
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct reading *r = ctx;
    struct hat_node *nodes;
    enum hat_status status = flush_text(r);
    if (status != HAT_OK || r->up == HAT_NO_NODE) {
        return status;
    }
    uint32_t start = r->up, node;
    r->up = r->tape->nodes[start].up;
    status = append(r, HAT_NODE_END, (struct hat_str){0}, &node);
    if (status == HAT_OK) {
        nodes = r->tape->nodes;
        nodes[node].name = (uint16_t)name;
        nodes[node].match = start;
        nodes[start].match = node;
    }
    return status;
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct reading *r = ctx;
    if (r->up != HAT_NO_NODE) {
        hat_buf_put(&r->text, text.ptr, text.len);
    }
    return hat_buf_failed(&r->text) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status append_raw(struct reading *r, struct hat_buf *buf)
{
    enum hat_status status = flush_text(r);
    struct hat_str text = hat_arena_str(r->tape->arena, (struct hat_str){buf->data, buf->len});
    uint32_t node;
    if (status == HAT_OK) {
        status = hat_buf_failed(buf) || text.ptr == NULL ? HAT_ERR_NOMEM
                                                         : append(r, HAT_NODE_RAW, text, &node);
    }
    hat_buf_fini(buf);
    return status;
}

static enum hat_status on_comment(void *ctx, struct hat_str text)
{
    struct hat_buf buf = {0};
    hat_buf_put(&buf, "<!--", 4);
    hat_buf_put(&buf, text.ptr, text.len);
    hat_buf_put(&buf, "-->", 3);
    return append_raw(ctx, &buf);
}

static enum hat_status on_instruction(void *ctx, struct hat_str target, struct hat_str text)
{
    struct hat_buf buf = {0};
    hat_buf_put(&buf, "<?", 2);
    hat_buf_put(&buf, target.ptr, target.len);
    hat_buf_put(&buf, " ", text.len > 0);
    hat_buf_put(&buf, text.ptr, text.len);
    hat_buf_put(&buf, "?>", 2);
    return append_raw(ctx, &buf);
}

/* The XML declaration as written when it fits the UTF-8 that is written, else the usual one. */
static struct hat_str declaration(struct hat_str bytes)
{
    static const char usual[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    if (hat_str_starts(bytes, "\xEF\xBB\xBF")) {
        bytes.ptr += 3;
        bytes.len -= 3;
    }
    const char *end = bytes.len > 5 && hat_str_starts(bytes, "<?xml ")
                          ? memchr(bytes.ptr, '>', bytes.len < 200 ? bytes.len : 200)
                          : NULL;
    if (end == NULL) {
        return hat_str_from(usual);
    }
    size_t len = (size_t)(end - bytes.ptr) + 1;
    for (size_t i = 0; i + 5 <= len; i++) {
        if (memcmp(bytes.ptr + i, "UTF-8", 5) == 0 || memcmp(bytes.ptr + i, "utf-8", 5) == 0) {
            while (len < bytes.len && (bytes.ptr[len] == '\n' || bytes.ptr[len] == '\r')) {
                len++;
            }
            return (struct hat_str){bytes.ptr, len};
        }
    }
    return hat_str_from(usual);
}

enum hat_status hat_tape_read(struct hat_str bytes, const struct hat_limits *limits,
                              const struct hat_place *place, hat_diags *diags,
                              struct hat_arena *arena, struct hat_tape *tape)
{
    struct reading r = {.tape = tape,
                        .place = place,
                        .diags = diags,
                        .last = HAT_NO_NODE,
                        .up = HAT_NO_NODE,
                        .line = 1};
    const struct hat_xml_handler handler = {.ctx = &r,
                                            .start = on_start,
                                            .end = on_end,
                                            .text = on_text,
                                            .comment = on_comment,
                                            .instruction = on_instruction};
    *tape = (struct hat_tape){.arena = arena, .first = HAT_NO_NODE, .root = HAT_NO_NODE};
    tape->declaration = hat_arena_str(arena, declaration(bytes));
    enum hat_status status = tape->declaration.ptr == NULL
                                 ? HAT_ERR_NOMEM
                                 : hat_xml_parse(bytes, &handler, limits, place, diags);
    hat_buf_fini(&r.text);
    if (status != HAT_OK) {
        hat_tape_fini(tape);
    }
    return status;
}

void hat_tape_fini(struct hat_tape *tape)
{
    hat_mem_free(tape->nodes);
    hat_mem_free(tape->attributes);
    *tape = (struct hat_tape){.first = HAT_NO_NODE, .root = HAT_NO_NODE};
}

/* ---- editing ---- */

void hat_tape_link_after(struct hat_tape *tape, uint32_t at, uint32_t node)
{
    struct hat_node *nodes = tape->nodes;
    uint32_t next = nodes[at].next;
    nodes[node].prev = at;
    nodes[node].next = next;
    nodes[at].next = node;
    if (next != HAT_NO_NODE) {
        nodes[next].prev = node;
    }
    nodes[node].up = nodes[at].kind == HAT_NODE_START ? at : nodes[at].up;
    nodes[node].unlinked = false;
}

void hat_tape_link_before(struct hat_tape *tape, uint32_t at, uint32_t node)
{
    struct hat_node *nodes = tape->nodes;
    uint32_t prev = nodes[at].prev;
    nodes[node].next = at;
    nodes[node].prev = prev;
    nodes[at].prev = node;
    if (prev != HAT_NO_NODE) {
        nodes[prev].next = node;
    } else {
        tape->first = node;
    }
    nodes[node].up = nodes[at].kind == HAT_NODE_END ? nodes[at].match : nodes[at].up;
    nodes[node].unlinked = false;
}

void hat_tape_unlink(struct hat_tape *tape, uint32_t node)
{
    struct hat_node *nodes = tape->nodes;
    if (nodes[node].unlinked) {
        return;
    }
    uint32_t prev = nodes[node].prev, next = nodes[node].next;
    if (prev != HAT_NO_NODE) {
        nodes[prev].next = next;
    } else {
        tape->first = next;
    }
    if (next != HAT_NO_NODE) {
        nodes[next].prev = prev;
    }
    nodes[node].unlinked = true;
}

void hat_tape_remove(struct hat_tape *tape, uint32_t start)
{
    uint32_t end = tape->nodes[start].match;
    for (uint32_t node = start; node != HAT_NO_NODE;) {
        uint32_t next = tape->nodes[node].next;
        hat_tape_unlink(tape, node);
        node = node == end ? HAT_NO_NODE : next;
    }
}

/* Nodes of `from` up to the END of their element become children of `up`. */
static void adopt(struct hat_tape *tape, uint32_t from, uint32_t end, uint32_t up)
{
    struct hat_node *nodes = tape->nodes;
    for (uint32_t node = from; node != end; node = nodes[node].next) {
        nodes[node].up = up;
        if (nodes[node].kind == HAT_NODE_START) {
            node = nodes[node].match;
            nodes[node].up = up;
        }
    }
}

void hat_tape_unwrap(struct hat_tape *tape, uint32_t start)
{
    struct hat_node *nodes = tape->nodes;
    adopt(tape, nodes[start].next, nodes[start].match, nodes[start].up);
    hat_tape_unlink(tape, nodes[start].match);
    hat_tape_unlink(tape, start);
}

/* Copies the element `from` behind the node `at`; the last copy, or HAT_NO_NODE. */
static uint32_t copy_after(struct hat_tape *tape, uint32_t at, uint32_t from)
{
    uint32_t end = tape->nodes[from].match, open = HAT_NO_NODE;
    for (uint32_t node = from;; node = tape->nodes[node].next) {
        struct hat_node original = tape->nodes[node];
        uint32_t copy = hat_tape_new(tape, original.kind, original.text);
        if (copy == HAT_NO_NODE) {
            return HAT_NO_NODE;
        }
        struct hat_node *copied = &tape->nodes[copy];
        copied->name = original.name;
        copied->as = original.as;
        copied->line = original.line;
        hat_tape_link_after(tape, at, copy);
        if (original.kind == HAT_NODE_START) {
            copied->match = open; /* for the time being: the element around, see below */
            open = copy;
        } else if (original.kind == HAT_NODE_END) {
            uint32_t around = tape->nodes[open].match;
            copied->match = open;
            copied->up = tape->nodes[open].up;
            tape->nodes[open].match = copy;
            open = around;
        }
        at = copy;
        if (node == end) {
            return copy;
        }
    }
}

/* Links a chain of nodes, `first` to `last`, that is in the tape already, before `at`. */
static void move_before(struct hat_tape *tape, uint32_t first, uint32_t last, uint32_t at)
{
    for (uint32_t node = first, next;; node = next) {
        uint32_t up = tape->nodes[node].up;
        next = tape->nodes[node].next;
        hat_tape_unlink(tape, node);
        hat_tape_link_before(tape, at, node);
        tape->nodes[node].up = up;
        if (node == last) {
            return;
        }
    }
}

void hat_tape_move_before(struct hat_tape *tape, uint32_t start, uint32_t at)
{
    struct hat_node *nodes = tape->nodes;
    uint32_t end = nodes[start].match;
    move_before(tape, start, end, at);
    nodes[start].up = nodes[end].up =
        nodes[at].kind == HAT_NODE_END ? nodes[at].match : nodes[at].up;
}

/* The first half becomes a new element and the second keeps the old START, so that splitting one
 * element again and again, from left to right, touches each of its children once. */
bool hat_tape_split_before(struct hat_tape *tape, uint32_t node, uint32_t keep)
{
    uint32_t start = tape->nodes[node].up;
    uint32_t begin = hat_tape_new(tape, HAT_NODE_START, tape->nodes[start].text);
    uint32_t end = hat_tape_new(tape, HAT_NODE_END, (struct hat_str){0});
    if (begin == HAT_NO_NODE || end == HAT_NO_NODE) {
        return false;
    }
    struct hat_node *nodes = tape->nodes;
    uint32_t last = keep == HAT_NO_NODE ? start : nodes[keep].match;
    uint32_t content = nodes[last].next;
    nodes[begin].name = nodes[end].name = nodes[start].name;
    nodes[begin].as = nodes[start].as;
    nodes[begin].address = nodes[start].address;
    nodes[begin].line = nodes[start].line;
    adopt(tape, content, node, begin);
    hat_tape_link_before(tape, start, begin);
    move_before(tape, start, last, node);
    hat_tape_link_before(tape, start, end);
    nodes[begin].up = nodes[end].up = nodes[start].up;
    nodes[begin].match = end;
    nodes[end].match = begin;
    return keep == HAT_NO_NODE || copy_after(tape, begin, keep) != HAT_NO_NODE;
}

/* ---- attributes ---- */

struct hat_tape_attribute *hat_tape_attr(const struct hat_tape *tape, uint32_t start,
                                         enum hat_xml_name name)
{
    const struct hat_node *node = &tape->nodes[start];
    for (uint32_t i = 0; i < node->as.attributes.count; i++) {
        struct hat_tape_attribute *attribute = &tape->attributes[node->as.attributes.first + i];
        if (attribute->name == name && !attribute->removed) {
            return attribute;
        }
    }
    return NULL;
}

struct hat_str hat_tape_value(const struct hat_tape *tape, uint32_t start, enum hat_xml_name name)
{
    const struct hat_tape_attribute *attribute = hat_tape_attr(tape, start, name);
    return attribute != NULL ? attribute->value : (struct hat_str){0};
}

bool hat_tape_add_attr(struct hat_tape *tape, uint32_t start, enum hat_xml_name name,
                       struct hat_str text, struct hat_str value)
{
    struct hat_node *node = &tape->nodes[start];
    uint32_t first = (uint32_t)tape->attribute_count;
    for (uint32_t i = 0; i < node->as.attributes.count; i++) {
        struct hat_tape_attribute copy = tape->attributes[node->as.attributes.first + i];
        if (!add_attribute(tape, copy.name, copy.text, copy.value)) {
            return false;
        }
        tape->attributes[tape->attribute_count - 1].removed = copy.removed;
    }
    if (!add_attribute(tape, name, text, value)) {
        return false;
    }
    node->as.attributes.first = first;
    node->as.attributes.count++;
    return true;
}

bool hat_tape_inside(const struct hat_tape *tape, uint32_t inner, uint32_t outer)
{
    while (inner != HAT_NO_NODE && inner != outer) {
        inner = tape->nodes[inner].up;
    }
    return inner == outer;
}

struct hat_str hat_tape_prefix(const struct hat_tape *tape, uint32_t start)
{
    struct hat_str text = tape->nodes[start].text;
    const char *colon = text.len > 0 ? memchr(text.ptr, ':', text.len) : NULL;
    return (struct hat_str){text.ptr, colon != NULL ? (size_t)(colon - text.ptr) + 1 : 0};
}

struct hat_str hat_tape_namespace(const struct hat_tape *tape, uint32_t node, const char *uri,
                                  const char *other)
{
    for (; node != HAT_NO_NODE; node = tape->nodes[node].up) {
        const struct hat_node *n = &tape->nodes[node];
        for (uint32_t i = 0; n->kind == HAT_NODE_START && i < n->as.attributes.count; i++) {
            const struct hat_tape_attribute *a = &tape->attributes[n->as.attributes.first + i];
            if (hat_str_starts(a->text, "xmlns:") &&
                (hat_str_is(a->value, uri) || hat_str_is(a->value, other))) {
                char *prefix = hat_arena_strndup(tape->arena, a->text.ptr + 6, a->text.len - 5);
                if (prefix != NULL) {
                    prefix[a->text.len - 6] = ':';
                }
                return (struct hat_str){prefix, a->text.len - 5};
            }
        }
    }
    return (struct hat_str){0};
}

/* ---- writing ---- */

void hat_tape_put_attribute(const struct hat_tape_attribute *attribute, bool value,
                            struct hat_buf *buf)
{
    hat_buf_put(buf, " ", 1);
    hat_buf_put(buf, attribute->text.ptr, attribute->text.len);
    hat_buf_put(buf, "=\"", 2);
    if (value) {
        hat_xml_put_attribute_value(buf, attribute->value);
        hat_buf_put(buf, "\"", 1);
    }
}

static void put_start(const struct hat_tape *tape, const struct hat_node *node, struct hat_buf *buf)
{
    hat_buf_put(buf, "<", 1);
    hat_buf_put(buf, node->text.ptr, node->text.len);
    for (uint32_t i = 0; i < node->as.attributes.count; i++) {
        const struct hat_tape_attribute *a = &tape->attributes[node->as.attributes.first + i];
        if (!a->removed) {
            hat_tape_put_attribute(a, true, buf);
        }
    }
}

void hat_tape_put(const struct hat_tape *tape, uint32_t node, bool *empty, struct hat_buf *buf)
{
    const struct hat_node *n = &tape->nodes[node];
    switch (n->kind) {
    case HAT_NODE_START:
        put_start(tape, n, buf);
        if (empty != NULL && (*empty = n->next == n->match)) {
            hat_buf_put(buf, "/", 1);
        }
        hat_buf_put(buf, ">", 1);
        break;
    case HAT_NODE_END:
        hat_buf_put(buf, "</", 2);
        hat_buf_put(buf, tape->nodes[n->match].text.ptr, tape->nodes[n->match].text.len);
        hat_buf_put(buf, ">", 1);
        break;
    case HAT_NODE_TEXT:
        hat_xml_put_text(buf, n->text);
        break;
    case HAT_NODE_RAW:
        hat_buf_put(buf, n->text.ptr, n->text.len);
        break;
    default:
        break;
    }
}

void hat_tape_put_element(const struct hat_tape *tape, uint32_t start, struct hat_buf *buf)
{
    uint32_t end = tape->nodes[start].match;
    for (uint32_t node = start;; node = tape->nodes[node].next) {
        bool empty = false;
        hat_tape_put(tape, node, &empty, buf);
        if (empty) {
            node = tape->nodes[node].match;
        }
        if (node == end) {
            return;
        }
    }
}

void hat_tape_put_all(const struct hat_tape *tape, struct hat_buf *buf)
{
    hat_buf_put(buf, tape->declaration.ptr, tape->declaration.len);
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        bool empty = false;
        hat_tape_put(tape, node, &empty, buf);
        node = empty ? tape->nodes[node].match : node;
    }
}
