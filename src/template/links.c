/* links.c -- tags in the addresses of links, and the filter `link`.
 *
 * An address with tags is a list of texts and expressions:
 *
 *     https://%7B%7Bsite%7D%7D/x   ->   "https://", site, "/x"
 *
 * A value with the filter `link` becomes a link of its own. In DOCX that stands beside runs, so its
 * run is split and the link gets a run with the same formatting:
 *
 *     <w:r><w:b/><w:t>see {{url | link}}</w:t></w:r>
 *     <w:r><w:b/><w:t>see </w:t></w:r> <w:hyperlink r:id="..."><w:r><w:b/>...</w:r></w:hyperlink>
 */
#include "template/part_internal.h"

static const char r_transitional[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
static const char r_strict[] = "http://purl.oclc.org/ooxml/officeDocument/relationships";
static const char xlink[] = "http://www.w3.org/1999/xlink";

/* ---- addresses with tags ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* Does `text` have the character twice at `at`, as it is or as %XX? Gives the length. */
static size_t braces(struct hat_str text, size_t at, char brace)
{
    size_t from = at;
    for (int i = 0; i < 2; i++) {
        if (at < text.len && text.ptr[at] == brace) {
            at++;
        } else if (at + 2 < text.len && text.ptr[at] == '%' && hex(text.ptr[at + 1]) == 7 &&
                   hex(text.ptr[at + 2]) == (brace == '{' ? 11 : 13)) {
            at += 3;
        } else {
            return 0;
        }
    }
    return at - from;
}

static size_t find_braces(struct hat_str text, size_t from, char brace, size_t *len)
{
    for (; from < text.len; from++) {
        if ((*len = braces(text, from, brace)) > 0) {
            break;
        }
    }
    return from;
}

/* %XX in a tag's text decoded. */
static struct hat_str decoded(struct hat_arena *arena, struct hat_str text)
{
    char *out = hat_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t at = 0; at < text.len && out != NULL; at++) {
        if (text.ptr[at] == '%' && at + 2 < text.len && hex(text.ptr[at + 1]) >= 0 &&
            hex(text.ptr[at + 2]) >= 0) {
            out[len++] = (char)(hex(text.ptr[at + 1]) * 16 + hex(text.ptr[at + 2]));
            at += 2;
        } else {
            out[len++] = text.ptr[at];
        }
    }
    return (struct hat_str){out, len};
}

/* "{{" + inner + "}}" */
static struct hat_str braced(struct hat_arena *arena, struct hat_str inner)
{
    char *out = hat_arena_alloc(arena, inner.len + 5);
    if (out != NULL) {
        memcpy(out, "{{", 2);
        memcpy(out + 2, inner.ptr, inner.len);
        memcpy(out + 2 + inner.len, "}}", 2);
    }
    return (struct hat_str){out, out != NULL ? inner.len + 4 : 0};
}

static bool add_piece(struct hat_address *address, struct hat_str text, const struct hat_expr *expr)
{
    if (text.len > 0 || expr != NULL) {
        address->pieces[address->count++] = (struct hat_address_piece){text, expr};
    }
    return true;
}

/* One tag of an address: only values make sense there. */
static enum hat_status address_tag(struct hat_part_source *part, struct hat_str inner,
                                   struct hat_address *address)
{
    struct hat_tag tag = address->tag;
    struct hat_str text = decoded(part->arena, inner);
    tag.source = text.ptr != NULL ? braced(part->arena, text) : text;
    if (tag.source.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = hat_tag_parse(part, text, &tag);
    if (status == HAT_OK && tag.kind != HAT_TAG_VALUE && tag.kind != HAT_TAG_BROKEN) {
        hat_tag_report(part, &tag, HAT_MSG_TAG_SYNTAX,
                       (const struct hat_str[3]){{text.ptr, text.len > 0}});
    } else if (status == HAT_OK && tag.kind == HAT_TAG_VALUE) {
        add_piece(address, tag.source, tag.expr);
        address->tag.source = tag.source;
    }
    return status;
}

static enum hat_status read_address(struct hat_part_source *part, struct hat_str text,
                                    struct hat_address *address)
{
    enum hat_status status = HAT_OK;
    size_t at = 0, open_len = 0, close_len = 0;
    while (status == HAT_OK && at < text.len) {
        size_t open = find_braces(text, at, '{', &open_len);
        add_piece(address, (struct hat_str){text.ptr + at, open - at}, NULL);
        if (open == text.len) {
            break;
        }
        size_t inner = open + open_len;
        size_t close = find_braces(text, inner, '}', &close_len);
        if (close == text.len) {
            address->tag.source = text;
            hat_tag_report(part, &address->tag, HAT_MSG_TAG_UNCLOSED,
                           (const struct hat_str[3]){HAT_STR("}}")});
            return HAT_OK;
        }
        status = address_tag(part, (struct hat_str){text.ptr + inner, close - inner}, address);
        at = close + close_len;
    }
    return status;
}

/* The address that the attribute stands for. */
static struct hat_str address_of(const struct hat_part_source *part, struct hat_str value)
{
    if (part->dialect->format != HAT_FORMAT_DOCX) {
        return value;
    }
    for (size_t i = 0; part->relationships != NULL && i < part->relationships->count; i++) {
        const struct hat_relationship *r = &part->relationships->items[i];
        if (r->external && hat_str_is(value, r->id)) {
            return hat_str_from(r->target);
        }
    }
    return (struct hat_str){0};
}

/* Reads the text of an attribute when there are tags in it. */
static enum hat_status read_attribute(struct hat_part_source *part, uint32_t start,
                                      struct hat_str text, struct hat_address *address)
{
    size_t len, count = 1;
    for (size_t at = 0; (at = find_braces(text, at, '{', &len)) < text.len; at += len) {
        count += 2;
    }
    if (count == 1) {
        return HAT_OK;
    }
    struct hat_tape_attribute *attribute = hat_tape_attr(&part->tape, start, address->attribute);
    address->name = attribute->text;
    address->value = attribute->value;
    struct hat_str copy = hat_arena_str(part->arena, text);
    address->pieces = hat_arena_array(part->arena, count, sizeof *address->pieces);
    if (address->pieces == NULL || copy.ptr == NULL ||
        !hat_mem_grow(&part->addresses, part->address_count, &part->address_cap,
                      sizeof *part->addresses)) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = read_address(part, copy, address);
    part->addresses[part->address_count++] = *address;
    part->tape.nodes[start].address = (uint32_t)part->address_count;
    return status;
}

static struct hat_tag tag_at(const struct hat_place *place, bool quiet)
{
    return (struct hat_tag){.place = *place,
                            .node = HAT_NO_NODE,
                            .paragraph = HAT_NO_NODE,
                            .partner = HAT_NO_TAG,
                            .anchor = HAT_NO_NODE,
                            .quiet = quiet};
}

enum hat_status hat_part_address(struct hat_part_source *part, uint32_t start,
                                 const struct hat_place *place, bool quiet)
{
    struct hat_str value = hat_tape_value(&part->tape, start, part->dialect->address);
    struct hat_str text = value.ptr != NULL ? address_of(part, value) : value;
    struct hat_address address = {.attribute = part->dialect->address, .tag = tag_at(place, quiet)};
    return read_attribute(part, start, text, &address);
}

enum hat_status hat_part_alternative(struct hat_part_source *part, uint32_t start,
                                     const struct hat_place *place, bool quiet)
{
    struct hat_address address = {
        .attribute = HAT_NONE_descr, .plain = true, .tag = tag_at(place, quiet)};
    struct hat_str text = hat_tape_value(&part->tape, start, HAT_NONE_descr);
    return part->tape.nodes[start].framed ? HAT_OK : read_attribute(part, start, text, &address);
}

/* ---- the filter link ---- */

static bool inside_link(const struct hat_part_source *part, uint32_t node)
{
    for (; node != HAT_NO_NODE; node = part->tape.nodes[node].up) {
        enum hat_role role = hat_role_of(part->dialect, &part->tape, node);
        if (role == HAT_ROLE_LINK || role == HAT_ROLE_PARAGRAPH) {
            return role == HAT_ROLE_LINK;
        }
    }
    return false;
}

/* Appends a namespace prefix, and its declaration to `declare` when the part has none. */
static struct hat_str prefix_for(const struct hat_part_source *part, uint32_t node, const char *uri,
                                 const char *other, const char *usual)
{
    struct hat_str prefix = hat_tape_namespace(&part->tape, node, uri, other);
    return prefix.ptr != NULL ? prefix : hat_str_from(usual);
}

static bool declared(const struct hat_part_source *part, uint32_t node, const char *uri,
                     const char *other)
{
    return hat_tape_namespace(&part->tape, node, uri, other).ptr != NULL;
}

/* Moves the buffer's text into the arena. */
static bool keep(struct hat_part_source *part, struct hat_buf *buf, struct hat_str *out)
{
    *out = hat_buf_failed(buf) ? (struct hat_str){0}
                               : hat_arena_str(part->arena, (struct hat_str){buf->data, buf->len});
    buf->len = 0;
    return out->ptr != NULL;
}

/* The run's properties, with the style of links unless the run has a style. */
static void put_properties(const struct hat_part_source *part, uint32_t run, bool link,
                           struct hat_buf *buf)
{
    const struct hat_tape *tape = &part->tape;
    struct hat_str w = hat_tape_prefix(tape, run), style = part->link_style;
    uint32_t first = tape->nodes[run].next;
    bool has = tape->nodes[first].kind == HAT_NODE_START && tape->nodes[first].name == HAT_W_rPr;
    if (link && style.len > 0) {
        uint32_t inner = has ? tape->nodes[first].next : HAT_NO_NODE;
        bool styled = has && tape->nodes[inner].kind == HAT_NODE_START &&
                      tape->nodes[inner].name == HAT_W_rStyle;
        if (!styled) {
            hat_buf_printf(buf, "<%.*srPr><%.*srStyle %.*sval=\"", (int)w.len, w.ptr, (int)w.len,
                           w.ptr, (int)w.len, w.ptr);
            hat_xml_put_attribute_value(buf, style);
            hat_buf_put(buf, "\"/>", 3);
            for (; has && inner != tape->nodes[first].match; inner = tape->nodes[inner].next) {
                bool empty = false;
                hat_tape_put(tape, inner, &empty, buf);
                inner = empty ? tape->nodes[inner].match : inner;
            }
            hat_buf_printf(buf, "</%.*srPr>", (int)w.len, w.ptr);
            return;
        }
    }
    if (has) {
        hat_tape_put_element(tape, first, buf);
    }
}

static void put_run_open(const struct hat_part_source *part, uint32_t run, bool link,
                         struct hat_buf *buf)
{
    struct hat_str w = hat_tape_prefix(&part->tape, run);
    hat_tape_put(&part->tape, run, NULL, buf);
    put_properties(part, run, link, buf);
    hat_buf_printf(buf, "<%.*st xml:space=\"preserve\">", (int)w.len, w.ptr);
}

static enum hat_status docx_link(struct hat_part_source *part, struct hat_tag *tag)
{
    struct hat_tape *tape = &part->tape;
    uint32_t run = tape->nodes[tag->node].up;
    while (run != HAT_NO_NODE && tape->nodes[run].name != HAT_W_r) {
        run = tape->nodes[run].up;
    }
    if (run == HAT_NO_NODE) {
        tag->own_link = false;
        return HAT_OK;
    }
    struct hat_str w = hat_tape_prefix(tape, run);
    struct hat_str r = prefix_for(part, run, r_transitional, r_strict, "r:");
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "<%.*shyperlink ", (int)w.len, w.ptr);
    if (!declared(part, run, r_transitional, r_strict)) {
        hat_buf_printf(&buf, "xmlns:r=\"%s\" ", hat_part_relations_uri(part));
    }
    hat_buf_printf(&buf, "%.*sid=\"", (int)r.len, r.ptr);
    bool done = keep(part, &buf, &tag->link->open);
    hat_buf_printf(&buf, "\" %.*shistory=\"1\">", (int)w.len, w.ptr);
    put_run_open(part, run, true, &buf);
    done = done && keep(part, &buf, &tag->link->text);
    hat_buf_printf(&buf, "</%.*st></%.*sr></%.*shyperlink>", (int)w.len, w.ptr, (int)w.len, w.ptr,
                   (int)w.len, w.ptr);
    done = done && keep(part, &buf, &tag->link->close);
    put_run_open(part, run, false, &buf);
    done = done && keep(part, &buf, &tag->link->plain_open);
    hat_buf_printf(&buf, "</%.*st></%.*sr>", (int)w.len, w.ptr, (int)w.len, w.ptr);
    done = done && keep(part, &buf, &tag->link->plain_close);
    hat_buf_fini(&buf);
    uint32_t place = tape->nodes[run].up;
    while (hat_role_of(part->dialect, tape, place) == HAT_ROLE_CHANGE) {
        place = tape->nodes[place].up; /* w:ins may not hold a link */
    }
    return done ? hat_part_lift(part, tag->node, place) : HAT_ERR_NOMEM;
}

static enum hat_status odt_link(struct hat_part_source *part, struct hat_tag *tag)
{
    struct hat_str t = hat_tape_prefix(&part->tape, tag->paragraph);
    struct hat_str x = prefix_for(part, tag->node, xlink, xlink, "xlink:");
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "<%.*sa ", (int)t.len, t.ptr);
    if (!declared(part, tag->node, xlink, xlink)) {
        hat_buf_printf(&buf, "xmlns:xlink=\"%s\" ", xlink);
    }
    hat_buf_printf(&buf, "%.*stype=\"simple\" %.*shref=\"", (int)x.len, x.ptr, (int)x.len, x.ptr);
    bool done = keep(part, &buf, &tag->link->open);
    hat_buf_put(&buf, "\"", 1);
    if (part->link_style.len > 0) {
        hat_buf_printf(&buf, " %.*sstyle-name=\"", (int)t.len, t.ptr);
        hat_xml_put_attribute_value(&buf, part->link_style);
        hat_buf_put(&buf, "\"", 1);
    }
    hat_buf_put(&buf, ">", 1);
    done = done && keep(part, &buf, &tag->link->text);
    hat_buf_printf(&buf, "</%.*sa>", (int)t.len, t.ptr);
    done = done && keep(part, &buf, &tag->link->close);
    hat_buf_fini(&buf);
    tag->link->plain_open = tag->link->plain_close = (struct hat_str){"", 0};
    return done ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_part_links(struct hat_part_source *part)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < part->tag_count && status == HAT_OK; i++) {
        struct hat_tag *tag = &part->tags[i];
        if (!tag->own_link) {
            continue;
        }
        tag->link = hat_arena_alloc(part->arena, sizeof *tag->link);
        if (tag->link == NULL) {
            return HAT_ERR_NOMEM;
        }
        if (tag->site->form != HAT_FORM_INLINE || inside_link(part, tag->node)) {
            tag->own_link = false; /* a link in a link, or in a title: the text alone */
            tag->expr = tag->text_expr;
        } else if (part->dialect->format == HAT_FORMAT_DOCX) {
            status = docx_link(part, tag);
        } else {
            status = odt_link(part, tag);
        }
    }
    return status;
}
