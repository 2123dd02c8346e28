/* relationships.c -- which part belongs to which, in an OPC package (ECMA-376-2 §6.5).
 *
 *     word/document.xml's are in word/_rels/document.xml.rels:
 *     <Relationship Id="rId5" Type=".../relationships/image" Target="../media/a%20b.png"/>
 *     ->  id "rId5", type "image", target "media/a b.png"
 *
 * Nothing is opened here. A target that leaves the package, or that is a path or an address in an
 * internal relationship, is left out with a warning.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "package/package_internal.h"
#include "xml/xml.h"

struct reader {
    struct hat_package *package;
    const char *part; /* source of the relationships; "" for the package */
    struct hat_arena *arena;
    struct hat_place place;
    hat_diags *diags;
    struct hat_relationship *items;
    size_t count, cap;
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "a%20b" -> "a b", NUL-terminated; a "%" that is no escape stays. NULL when out of memory. */
static char *unescape(struct hat_arena *arena, struct hat_str text, size_t *len)
{
    char *out = hat_arena_alloc(arena, text.len + 1);
    size_t to = 0;
    for (size_t at = 0; out != NULL && at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '%' && text.len - at > 2 && hex_digit(text.ptr[at + 1]) >= 0 &&
            hex_digit(text.ptr[at + 2]) >= 0) {
            c = (char)(hex_digit(text.ptr[at + 1]) << 4 | hex_digit(text.ptr[at + 2]));
            at += 2;
        }
        out[to++] = c;
    }
    *len = to;
    return out;
}

/* Resolves `target` against the folder of `source` as RFC 3986 §5.2.4 does. HAT_ERR_TEMPLATE when
 * it leaves the package or is no part name. */
static enum hat_status resolve(struct hat_arena *arena, const char *source, struct hat_str target,
                               const char **out)
{
    const char *slash = strrchr(source, '/');
    size_t folder = slash != NULL ? (size_t)(slash - source) + 1 : 0, target_len;
    char *path = unescape(arena, target, &target_len);
    char *name = hat_arena_alloc(arena, folder + target.len + 2);
    if (path == NULL || name == NULL) {
        return HAT_ERR_NOMEM;
    }
    size_t len = 0, at = 0;
    if (target_len > 0 && path[0] == '/') {
        at = 1;
    } else {
        memcpy(name, source, folder);
        len = folder;
    }
    while (at <= target_len) {
        size_t end = at;
        while (end < target_len && path[end] != '/') {
            end++;
        }
        struct hat_str segment = {path + at, end - at};
        if (hat_str_is(segment, "..")) {
            if (len == 0) {
                return HAT_ERR_TEMPLATE;
            }
            len--; /* the slash, then back to the one before */
            while (len > 0 && name[len - 1] != '/') {
                len--;
            }
        } else if (segment.len > 0 && !hat_str_is(segment, ".")) {
            memcpy(name + len, segment.ptr, segment.len);
            len += segment.len;
            if (end < target_len) {
                name[len++] = '/';
            }
        }
        at = end + 1;
    }
    name[len] = '\0';
    struct hat_str whole = {name, len};
    bool is_name = len > 0 && name[len - 1] != '/' && strlen(name) == len &&
                   strpbrk(name, ":\\") == NULL && hat_utf8_valid_len(whole) == len;
    *out = name;
    return is_name ? HAT_OK : HAT_ERR_TEMPLATE;
}

static struct hat_str last_segment(struct hat_str uri)
{
    size_t at = uri.len;
    while (at > 0 && uri.ptr[at - 1] != '/') {
        at--;
    }
    return at > 0 ? (struct hat_str){uri.ptr + at, uri.len - at} : uri;
}

static enum hat_status add(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str id = hat_xml_attr(element, HAT_NONE_Id);
    struct hat_str target = hat_xml_attr(element, HAT_NONE_Target);
    struct hat_str type = last_segment(hat_xml_attr(element, HAT_NONE_Type));
    struct hat_relationship item = {
        .id = hat_arena_str(reader->arena, id).ptr,
        .type = hat_arena_str(reader->arena, type).ptr,
        .external = hat_str_is(hat_xml_attr(element, HAT_NONE_TargetMode), "External"),
    };
    enum hat_status st = HAT_OK;
    if (item.external || hat_str_starts(target, "#")) {
        item.target = hat_arena_str(reader->arena, target).ptr;
        st = item.target != NULL ? HAT_OK : HAT_ERR_NOMEM;
    } else {
        st = resolve(reader->arena, reader->part, target, &item.target);
    }
    if (st == HAT_ERR_TEMPLATE) {
        struct hat_place place = reader->place;
        place.line = element->line;
        hat_diags_add(reader->diags, HAT_MSG_PACKAGE_TARGET, &place, id, target);
        return HAT_OK;
    }
    if (st != HAT_OK || item.id == NULL || item.type == NULL ||
        !hat_mem_grow(&reader->items, reader->count, &reader->cap, sizeof item)) {
        return HAT_ERR_NOMEM;
    }
    reader->items[reader->count++] = item;
    return HAT_OK;
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    return element->name == HAT_REL_Relationship ? add(ctx, element) : HAT_OK;
}

/* word/document.xml -> word/_rels/document.xml.rels */
static const char *relationships_part(struct hat_arena *arena, const char *part)
{
    static const char folder[] = "_rels/", ending[] = ".rels";
    const char *slash = strrchr(part, '/');
    size_t before = slash != NULL ? (size_t)(slash - part) + 1 : 0, after = strlen(part) - before;
    char *name = hat_arena_alloc(arena, before + after + sizeof folder + sizeof ending);
    if (name != NULL) {
        memcpy(name, part, before);
        memcpy(name + before, folder, sizeof folder - 1);
        memcpy(name + before + sizeof folder - 1, part + before, after);
        memcpy(name + before + sizeof folder - 1 + after, ending, sizeof ending);
    }
    return name;
}

static int compare_ids(const void *a, const void *b)
{
    const struct hat_relationship *const *first = a, *const *second = b;
    return strcmp((*first)->id, (*second)->id);
}

/* Moves what was read into the arena, with an index by Id. */
static enum hat_status finish(struct reader *reader, struct hat_relationships *out)
{
    size_t count = reader->count;
    struct hat_relationship *items = hat_arena_array(reader->arena, count, sizeof *items);
    const struct hat_relationship **by_id =
        hat_arena_array(reader->arena, count, sizeof(struct hat_relationship *));
    if (items == NULL || by_id == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        items[i] = reader->items[i];
        by_id[i] = &items[i];
    }
    qsort(by_id, count, sizeof(struct hat_relationship *), compare_ids);
    for (size_t i = 0; i + 1 < count; i++) {
        if (strcmp(by_id[i]->id, by_id[i + 1]->id) == 0) {
            hat_diags_add(reader->diags, HAT_MSG_PACKAGE_RELATION_TWICE, &reader->place,
                          hat_str_from(by_id[i]->id));
            return HAT_ERR_TEMPLATE;
        }
    }
    *out = (struct hat_relationships){items, count, by_id};
    return HAT_OK;
}

enum hat_status hat_package_relationships(struct hat_package *package, const char *part,
                                          struct hat_arena *arena, hat_diags *diags,
                                          struct hat_relationships *out)
{
    const char *name = relationships_part(arena, part);
    if (name == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (hat_entry_find(package, name) == NULL) {
        *out = (struct hat_relationships){0};
        return HAT_OK;
    }
    struct reader reader = {package, part, arena, hat_package_place(package, name),
                            diags,   NULL, 0,     0};
    struct hat_xml_handler handler = {.ctx = &reader, .start = on_start};
    struct hat_buf buf = {0};
    enum hat_status st = hat_package_read(package, name, diags, &buf);
    if (st == HAT_OK) {
        st = hat_xml_parse((struct hat_str){buf.data, buf.len}, &handler, &package->limits,
                           &reader.place, diags);
    }
    st = st == HAT_OK ? finish(&reader, out) : st;
    hat_mem_free(reader.items);
    hat_buf_fini(&buf);
    return st;
}

static int compare_id(const void *key, const void *item)
{
    const struct hat_relationship *const *relationship = item;
    return strcmp(key, (*relationship)->id);
}

const struct hat_relationship *hat_relationships_find(const struct hat_relationships *list,
                                                      const char *id)
{
    const struct hat_relationship *const *found =
        list->count == 0
            ? NULL
            : bsearch(id, list->by_id, list->count, sizeof(struct hat_relationship *), compare_id);
    return found != NULL ? *found : NULL;
}

const struct hat_relationship *hat_relationships_of_type(const struct hat_relationships *list,
                                                         const char *type)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].type, type) == 0) {
            return &list->items[i];
        }
    }
    return NULL;
}
