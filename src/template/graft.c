/* graft.c -- copies nodes of one tape into another, with the namespaces that they need.
 *
 *     main     <w:document xmlns:w="...main">            ... <w:p>{{> sign}}</w:p>
 *     partial  <w:document xmlns:w="...main" xmlns:wp="..."> <w:p>... <wp:inline> ...</w:p>
 *     result   <w:p xmlns:wp="...">... <wp:inline> ...</w:p>
 *
 * A declaration is added to each outermost element for each prefix that is used in it and does not
 * mean the same where the element goes (XML Namespaces 1.0 §6.1). Prefixes that the old root calls
 * ignorable stay so (ECMA-376-3 §7.2).
 */
#include "template/graft_internal.h"

enum { PREFIXES_MAX = 256 };

struct prefixes {
    struct hat_str items[PREFIXES_MAX];
    size_t count;
};

static void add_prefix(struct prefixes *used, struct hat_str prefix)
{
    for (size_t i = 0; i < used->count; i++) {
        if (hat_str_equal(used->items[i], prefix)) {
            return;
        }
    }
    if (used->count < PREFIXES_MAX && !hat_str_is(prefix, "xml") && !hat_str_is(prefix, "xmlns")) {
        used->items[used->count++] = prefix;
    }
}

/* "w" of "w:p"; "" when there is none. */
static struct hat_str prefix_of(struct hat_str name)
{
    const char *colon = name.len > 0 ? memchr(name.ptr, ':', name.len) : NULL;
    return (struct hat_str){name.ptr, colon != NULL ? (size_t)(colon - name.ptr) : 0};
}

/* The next word of a list of prefixes; .len 0 at its end. */
static struct hat_str next_word(struct hat_str *list)
{
    while (list->len > 0 && list->ptr[0] == ' ') {
        list->ptr++;
        list->len--;
    }
    struct hat_str word = {list->ptr, 0};
    while (word.len < list->len && list->ptr[word.len] != ' ') {
        word.len++;
    }
    list->ptr += word.len;
    list->len -= word.len;
    return word;
}

static void prefixes_of_start(const struct hat_tape *tape, uint32_t node, struct prefixes *used)
{
    const struct hat_node *n = &tape->nodes[node];
    add_prefix(used, prefix_of(n->text));
    for (uint32_t i = 0; i < n->as.attributes.count; i++) {
        const struct hat_tape_attribute *a = &tape->attributes[n->as.attributes.first + i];
        struct hat_str prefix = prefix_of(a->text), list = a->value;
        if (prefix.len > 0) { /* an attribute without one is in no namespace */
            add_prefix(used, prefix);
        }
        while (a->name == HAT_NONE_Requires && (prefix = next_word(&list)).len > 0) {
            add_prefix(used, prefix);
        }
    }
}

/* What the prefix stands for at `node`; .ptr NULL: nothing. */
static struct hat_str uri_of(const struct hat_tape *tape, uint32_t node, struct hat_str prefix)
{
    for (; node != HAT_NO_NODE; node = tape->nodes[node].up) {
        const struct hat_node *n = &tape->nodes[node];
        for (uint32_t i = 0; i < n->as.attributes.count; i++) {
            const struct hat_tape_attribute *a = &tape->attributes[n->as.attributes.first + i];
            bool here = prefix.len == 0
                            ? hat_str_is(a->text, "xmlns")
                            : a->text.len == prefix.len + 6 && hat_str_starts(a->text, "xmlns:") &&
                                  memcmp(a->text.ptr + 6, prefix.ptr, prefix.len) == 0;
            if (here && a->name == HAT_XML_UNKNOWN) {
                return a->value;
            }
        }
    }
    return (struct hat_str){0};
}

static bool declare(struct hat_tape *to, uint32_t start, struct hat_str prefix, struct hat_str uri)
{
    struct hat_buf name = {0};
    hat_buf_printf(&name, prefix.len > 0 ? "xmlns:%.*s" : "xmlns%.*s", (int)prefix.len, prefix.ptr);
    struct hat_str text = hat_buf_failed(&name)
                              ? (struct hat_str){0}
                              : hat_arena_str(to->arena, (struct hat_str){name.data, name.len});
    hat_buf_fini(&name);
    return text.ptr != NULL && hat_tape_add_attr(to, start, HAT_XML_UNKNOWN, text, uri);
}

/* Those of the prefixes that may be ignored by who does not know them, as the old root says. */
static bool keep_ignorable(struct hat_tape *to, uint32_t start, const struct hat_tape *from,
                           const struct prefixes *used)
{
    struct hat_str list = hat_tape_value(from, from->root, HAT_MC_Ignorable), word;
    struct hat_tape_attribute *old =
        list.len > 0 ? hat_tape_attr(from, from->root, HAT_MC_Ignorable) : NULL;
    struct hat_buf kept = {0};
    while ((word = next_word(&list)).len > 0) {
        for (size_t i = 0; i < used->count; i++) {
            if (hat_str_equal(used->items[i], word)) {
                hat_buf_printf(&kept, "%s%.*s", kept.len > 0 ? " " : "", (int)word.len, word.ptr);
            }
        }
    }
    bool done = !hat_buf_failed(&kept);
    if (done && kept.len > 0 && hat_tape_attr(to, start, HAT_MC_Ignorable) == NULL) {
        struct hat_str prefix = prefix_of(old->text);
        struct hat_str uri = uri_of(from, from->root, prefix);
        struct hat_str value = hat_arena_str(to->arena, (struct hat_str){kept.data, kept.len});
        done = value.ptr != NULL &&
               (hat_str_equal(uri, uri_of(to, start, prefix)) || declare(to, start, prefix, uri)) &&
               hat_tape_add_attr(to, start, HAT_MC_Ignorable, old->text, value);
    }
    hat_buf_fini(&kept);
    return done;
}

/* Declares what the copied element needs. `origin` is its START on the old tape. */
static bool declare_all(struct hat_tape *to, uint32_t start, const struct hat_tape *from,
                        uint32_t origin)
{
    struct prefixes used = {.count = 0};
    for (uint32_t node = origin; node != from->nodes[origin].match; node = from->nodes[node].next) {
        if (from->nodes[node].kind == HAT_NODE_START) {
            prefixes_of_start(from, node, &used);
        }
    }
    bool done = true;
    for (size_t i = 0; i < used.count && done; i++) {
        struct hat_str uri = uri_of(from, origin, used.items[i]);
        bool same = hat_str_equal(uri, uri_of(to, start, used.items[i]));
        done = same || declare(to, start, used.items[i], uri);
    }
    return done && keep_ignorable(to, start, from, &used);
}

/* A copy of a node, not linked yet, with its attributes. */
static uint32_t copy_node(struct hat_tape *to, const struct hat_tape *from, uint32_t node)
{
    const struct hat_node *n = &from->nodes[node];
    uint32_t copy = hat_tape_new(to, (enum hat_node_kind)n->kind, n->text);
    if (copy == HAT_NO_NODE) {
        return HAT_NO_NODE;
    }
    struct hat_node *made = &to->nodes[copy];
    made->name = n->name;
    made->made = n->made;
    made->framed = n->framed;
    made->line = n->line;
    made->address = n->address;
    made->as = n->as;
    if (n->kind == HAT_NODE_START) {
        made->as.attributes.first = (uint32_t)to->attribute_count;
        for (uint32_t i = 0; i < n->as.attributes.count; i++) {
            if (!hat_mem_grow(&to->attributes, to->attribute_count, &to->attribute_cap,
                              sizeof *to->attributes)) {
                return HAT_NO_NODE;
            }
            to->attributes[to->attribute_count++] = from->attributes[n->as.attributes.first + i];
        }
    }
    return copy;
}

bool hat_tape_graft(struct hat_tape *to, uint32_t at, const struct hat_tape *from, uint32_t first,
                    uint32_t last, uint32_t *map)
{
    uint32_t outside = from->nodes[first].up;
    for (uint32_t node = first;; node = from->nodes[node].next) {
        const struct hat_node *n = &from->nodes[node];
        uint32_t copy = copy_node(to, from, node);
        if (copy == HAT_NO_NODE) {
            return false;
        }
        map[node] = copy;
        hat_tape_link_before(to, at, copy);
        if (n->up != outside) {
            to->nodes[copy].up = map[n->up];
        }
        if (n->kind == HAT_NODE_END) {
            to->nodes[copy].match = map[n->match];
            to->nodes[map[n->match]].match = copy;
        }
        if (node == last) {
            break;
        }
    }
    for (uint32_t node = first; node != HAT_NO_NODE; node = from->nodes[node].next) {
        const struct hat_node *n = &from->nodes[node];
        if (n->kind == HAT_NODE_START && n->up == outside &&
            !declare_all(to, map[node], from, node)) {
            return false;
        }
        if (node == last) {
            break;
        }
    }
    return true;
}
