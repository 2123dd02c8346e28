/* partial_styles.c -- styles and lists of a DOCX sub-template (ECMA-376-1 §17.7, §17.9).
 *
 *     sub-template  <w:style w:styleId="a5"><w:name w:val="Note"/>     template  "a5" is another
 *     the template has a style named "Note"    its id is used
 *     it has none                              a copy is added: hat1
 *
 * Ids say nothing, since Word makes them in the language of its user; names do. A list is copied
 * for each place, so that each begins to count anew.
 */
#include "template/graft_internal.h"
#include "template/partial_internal.h"

#define WORD         "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define START        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define STRICT       "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define TRANSITIONAL "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* ---- the parts ---- */

/* A part that the template's own main part does not have yet. */
static enum hat_status new_part(struct hat_template *tmpl, const char *type, uint32_t *part,
                                struct hat_tape *tape)
{
    static const struct hat_place place = {0};
    bool styles = strcmp(type, "styles") == 0;
    const char *name = styles ? "word/hatStyles.xml" : "word/hatNumbering.xml";
    uint32_t main = hat_plan_find(tmpl, hat_package_main(tmpl->package));
    struct hat_relationship relation = {.type = type, .target = name};
    struct hat_buf empty = {0};
    struct hat_str id;
    enum hat_status status =
        hat_partial_new_part(tmpl, name, styles ? WORD "styles+xml" : WORD "numbering+xml", part);
    if (status == HAT_OK) {
        status = hat_partial_relation(tmpl, &tmpl->parts[main], &relation, &id);
    }
    hat_buf_printf(&empty, START "<w:%s xmlns:w=\"%s\"></w:%s>", type,
                   tmpl->strict ? STRICT : TRANSITIONAL, type);
    if (status == HAT_OK) {
        status = hat_buf_failed(&empty)
                     ? HAT_ERR_NOMEM
                     : hat_tape_read((struct hat_str){empty.data, empty.len}, &tmpl->limits, &place,
                                     NULL, &tmpl->arena, tape);
    }
    hat_buf_fini(&empty);
    return status;
}

/* The template's part of that type; made when there is none. */
static enum hat_status own_part(const struct hat_expansion *x, const char *type, uint32_t *part,
                                struct hat_tape *tape)
{
    struct hat_template *tmpl = x->tmpl;
    struct hat_relationships list = {0};
    enum hat_status status = hat_package_relationships(
        tmpl->package, hat_package_main(tmpl->package), &tmpl->arena, NULL, &list);
    const struct hat_relationship *r =
        status == HAT_OK ? hat_relationships_of_type(&list, type) : NULL;
    *part = r != NULL && !r->external ? hat_plan_find(tmpl, r->target) : HAT_NO_PART;
    if (status != HAT_OK) {
        return status;
    }
    return *part == HAT_NO_PART ? new_part(tmpl, type, part, tape)
                                : hat_partial_read(x, tmpl->package, tmpl->parts[*part].name, tape);
}

/* The sub-template's part of that type; an empty tape when it has none. */
static enum hat_status other_part(struct hat_inclusion *in, const char *type, struct hat_tape *tape)
{
    const struct hat_relationship *r = hat_relationships_of_type(&in->partial->relations, type);
    *tape = (struct hat_tape){.first = HAT_NO_NODE, .root = HAT_NO_NODE};
    if (r == NULL || r->external || hat_package_find(in->partial->own.package, r->target) == NULL) {
        return HAT_OK;
    }
    return hat_partial_read(in->x, in->partial->own.package, r->target, tape);
}

static enum hat_status read_styles(struct hat_inclusion *in)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_partials *all = tmpl->partials;
    enum hat_status status = HAT_OK;
    if (!all->styles_read) {
        status = own_part(in->x, "styles", &all->styles_part, &all->styles);
        all->styles_read = status == HAT_OK;
    }
    if (status == HAT_OK && !in->partial->styles_read) {
        status = other_part(in, "styles", &in->partial->styles);
        in->partial->styles_read = status == HAT_OK;
    }
    return status;
}

static enum hat_status read_numbering(struct hat_inclusion *in)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_partials *all = tmpl->partials;
    enum hat_status status = HAT_OK;
    if (!in->partial->numbering_read) {
        status = other_part(in, "numbering", &in->partial->numbering);
        in->partial->numbering_read = status == HAT_OK;
    }
    if (status == HAT_OK && !all->numbering_read && in->partial->numbering.first != HAT_NO_NODE) {
        status = own_part(in->x, "numbering", &all->numbering_part, &all->numbering);
        all->numbering_read = status == HAT_OK;
    }
    return status;
}

/* ---- what is in them ---- */

/* The element of that name whose attribute has that value. */
static uint32_t find_by(const struct hat_tape *tape, enum hat_xml_name name,
                        enum hat_xml_name attribute, struct hat_str value)
{
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == name &&
            hat_str_equal(hat_tape_value(tape, node, attribute), value)) {
            return node;
        }
    }
    return HAT_NO_NODE;
}

/* The value of an element in another. */
static struct hat_str value_in(const struct hat_tape *tape, uint32_t start, enum hat_xml_name name)
{
    for (uint32_t node = start; node != tape->nodes[start].match; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == name) {
            return hat_tape_value(tape, node, HAT_W_val);
        }
    }
    return (struct hat_str){0};
}

/* The template's style of the same kind and name. */
static struct hat_str same_style(const struct hat_tape *own, const struct hat_tape *other,
                                 uint32_t style)
{
    struct hat_str name = value_in(other, style, HAT_W_name);
    struct hat_str type = hat_tape_value(other, style, HAT_W_type);
    for (uint32_t node = own->first; node != HAT_NO_NODE; node = own->nodes[node].next) {
        if (own->nodes[node].kind == HAT_NODE_START && own->nodes[node].name == HAT_W_style &&
            hat_str_equal(hat_tape_value(own, node, HAT_W_type), type) &&
            hat_str_equal(value_in(own, node, HAT_W_name), name)) {
            return hat_tape_value(own, node, HAT_W_styleId);
        }
    }
    return (struct hat_str){0};
}

/* The first number that no element of that name has. */
static uint32_t free_number(const struct hat_tape *tape, enum hat_xml_name name,
                            enum hat_xml_name attribute)
{
    uint32_t free_one = 1;
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind != HAT_NODE_START || tape->nodes[node].name != name) {
            continue;
        }
        struct hat_str value = hat_tape_value(tape, node, attribute);
        uint32_t number = 0;
        for (size_t i = 0; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++) {
            number = (number * 10 + (uint32_t)(value.ptr[i] - '0')) % 1000000000;
        }
        free_one = number >= free_one ? number + 1 : free_one;
    }
    return free_one;
}

static struct hat_str digits(struct hat_template *tmpl, const char *before, uint32_t number)
{
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "%s%u", before, (unsigned)number);
    struct hat_str text = hat_buf_failed(&buf)
                              ? (struct hat_str){0}
                              : hat_arena_str(&tmpl->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return text;
}

/* Copies an element before `at`; the copy, HAT_NO_NODE when memory ends. */
static uint32_t copy_element(struct hat_tape *to, uint32_t at, const struct hat_tape *from,
                             uint32_t start)
{
    uint32_t *map = hat_mem_zalloc(from->count, sizeof *map), copied = HAT_NO_NODE;
    if (map != NULL && hat_tape_graft(to, at, from, start, from->nodes[start].match, map)) {
        copied = map[start];
    }
    hat_mem_free(map);
    return copied;
}

/* ---- styles ---- */

/* An id that no style of the template has: that of the sub-template when it is free. */
static struct hat_str free_id(struct hat_template *tmpl, struct hat_str wanted)
{
    const struct hat_tape *own = &tmpl->partials->styles;
    struct hat_str id = wanted;
    for (uint32_t i = 1;
         id.ptr != NULL && find_by(own, HAT_W_style, HAT_W_styleId, id) != HAT_NO_NODE; i++) {
        id = digits(tmpl, "hat", i);
    }
    return id;
}

/* The values in a copied style become those of the template; w:next and w:link go, since they
 * matter to who types only. */
static enum hat_status settle_style(struct hat_inclusion *in, uint32_t style, struct hat_str id)
{
    struct hat_tape *own = &in->x->tmpl->partials->styles;
    uint32_t end = own->nodes[style].match;
    enum hat_status status = HAT_OK;
    hat_tape_attr(own, style, HAT_W_styleId)->value = id;
    struct hat_tape_attribute *is_default = hat_tape_attr(own, style, HAT_W_default);
    if (is_default != NULL) {
        is_default->removed = true;
    }
    for (uint32_t node = own->nodes[style].next, next; node != end && status == HAT_OK;
         node = next) {
        next = own->nodes[node].next;
        enum hat_xml_name name = (enum hat_xml_name)own->nodes[node].name;
        bool refers = name == HAT_W_basedOn || name == HAT_W_numId;
        if (own->nodes[node].kind != HAT_NODE_START ||
            (!refers && name != HAT_W_next && name != HAT_W_link)) {
            continue;
        }
        struct hat_str value = refers ? hat_tape_value(own, node, HAT_W_val) : (struct hat_str){0};
        if (value.len > 0) {
            status = name == HAT_W_basedOn ? hat_partial_style(in, &value)
                                           : hat_partial_list(in, true, &value);
        }
        if (value.len > 0) {
            hat_tape_attr(own, node, HAT_W_val)->value = value;
        } else {
            next = own->nodes[own->nodes[node].match].next;
            hat_tape_remove(own, node);
        }
    }
    return status;
}

enum hat_status hat_partial_style(struct hat_inclusion *in, struct hat_str *id)
{
    const struct hat_renamed *known = hat_partial_renamed(in, HAT_STR("style"), true, *id);
    if (known != NULL) {
        *id = known->now;
        return HAT_OK;
    }
    enum hat_status status = read_styles(in);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_tape *own = &in->x->tmpl->partials->styles;
    const struct hat_tape *other = &in->partial->styles;
    uint32_t style = find_by(other, HAT_W_style, HAT_W_styleId, *id);
    struct hat_str old = *id;
    *id = style != HAT_NO_NODE ? same_style(own, other, style) : (struct hat_str){"", 0};
    bool copies = style != HAT_NO_NODE && id->len == 0;
    if (copies) {
        *id = free_id(in->x->tmpl, old);
    }
    status = hat_partial_rename(in, HAT_STR("style"), true, old, *id);
    if (status != HAT_OK || !copies) {
        return status;
    }
    uint32_t copied = copy_element(own, own->nodes[own->root].match, other, style);
    return copied == HAT_NO_NODE ? HAT_ERR_NOMEM : settle_style(in, copied, *id);
}

/* ---- lists ---- */

/* What in a copied list refers elsewhere: its bullets' pictures go, and what tells Word that two
 * lists are one. */
static enum hat_status settle_abstract(struct hat_inclusion *in, uint32_t start)
{
    struct hat_tape *own = &in->x->tmpl->partials->numbering;
    uint32_t end = own->nodes[start].match;
    enum hat_status status = HAT_OK;
    for (uint32_t node = own->nodes[start].next, next; node != end && status == HAT_OK;
         node = next) {
        next = own->nodes[node].next;
        enum hat_xml_name name = (enum hat_xml_name)own->nodes[node].name;
        bool goes = name == HAT_W_nsid || name == HAT_W_tmpl || name == HAT_W_lvlPicBulletId;
        bool style = name == HAT_W_pStyle || name == HAT_W_numStyleLink || name == HAT_W_styleLink;
        if (own->nodes[node].kind != HAT_NODE_START || (!goes && !style)) {
            continue;
        }
        struct hat_str value = hat_tape_value(own, node, HAT_W_val);
        if (style && value.len > 0) {
            status = hat_partial_style(in, &value);
        }
        next = own->nodes[own->nodes[node].match].next;
        if (goes || value.len == 0) {
            hat_tape_remove(own, node);
        } else {
            hat_tape_attr(own, node, HAT_W_val)->value = value;
        }
    }
    return status;
}

/* Copies the list: its definition before the first w:num, as the schema has it, itself behind. */
static enum hat_status copy_list(struct hat_inclusion *in, uint32_t num, uint32_t abstract,
                                 struct hat_str id)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_tape *own = &tmpl->partials->numbering;
    const struct hat_tape *other = &in->partial->numbering;
    uint32_t end = own->nodes[own->root].match, first = hat_partial_find(own, HAT_W_num);
    uint32_t cleanup = hat_partial_find(own, HAT_W_numIdMacAtCleanup);
    struct hat_str number =
        digits(tmpl, "", free_number(own, HAT_W_abstractNum, HAT_W_abstractNumId));
    uint32_t behind = cleanup != HAT_NO_NODE ? cleanup : end;
    uint32_t definition = copy_element(own, first != HAT_NO_NODE ? first : behind, other, abstract);
    uint32_t copied = number.ptr != NULL && definition != HAT_NO_NODE
                          ? copy_element(own, behind, other, num)
                          : HAT_NO_NODE;
    if (copied == HAT_NO_NODE) {
        return HAT_ERR_NOMEM;
    }
    hat_tape_attr(own, definition, HAT_W_abstractNumId)->value = number;
    hat_tape_attr(own, copied, HAT_W_numId)->value = id;
    for (uint32_t node = copied; node != own->nodes[copied].match; node = own->nodes[node].next) {
        struct hat_tape_attribute *value =
            own->nodes[node].kind == HAT_NODE_START ? hat_tape_attr(own, node, HAT_W_val) : NULL;
        if (value != NULL && own->nodes[node].name == HAT_W_abstractNumId) {
            value->value = number;
        }
    }
    return settle_abstract(in, definition);
}

enum hat_status hat_partial_list(struct hat_inclusion *in, bool of_style, struct hat_str *id)
{
    const struct hat_renamed *known = hat_partial_renamed(in, HAT_STR("list"), of_style, *id);
    if (known != NULL || hat_str_is(*id, "0")) { /* 0: no list */
        *id = known != NULL ? known->now : *id;
        return HAT_OK;
    }
    enum hat_status status = read_numbering(in);
    if (status != HAT_OK) {
        return status;
    }
    const struct hat_tape *other = &in->partial->numbering;
    uint32_t num = find_by(other, HAT_W_num, HAT_W_numId, *id), abstract = HAT_NO_NODE;
    if (num != HAT_NO_NODE) {
        abstract = find_by(other, HAT_W_abstractNum, HAT_W_abstractNumId,
                           value_in(other, num, HAT_W_abstractNumId));
    }
    struct hat_str old = *id;
    *id = (struct hat_str){"", 0};
    if (abstract != HAT_NO_NODE) {
        const struct hat_tape *own = &in->x->tmpl->partials->numbering;
        *id = digits(in->x->tmpl, "", free_number(own, HAT_W_num, HAT_W_numId));
    }
    status = hat_partial_rename(in, HAT_STR("list"), of_style, old, *id);
    return status == HAT_OK && abstract != HAT_NO_NODE ? copy_list(in, num, abstract, *id) : status;
}

/* ---- writing ---- */

static enum hat_status write_part(struct hat_template *tmpl, uint32_t part,
                                  const struct hat_tape *tape)
{
    struct hat_buf buf = {0};
    hat_tape_put_all(tape, &buf);
    struct hat_str bytes = hat_buf_failed(&buf)
                               ? (struct hat_str){0}
                               : hat_arena_str(&tmpl->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    tmpl->parts[part].action = HAT_PLAN_BYTES;
    tmpl->parts[part].bytes = bytes;
    return bytes.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_partials_finish(struct hat_template *tmpl)
{
    struct hat_partials *all = tmpl->partials;
    enum hat_status status = HAT_OK;
    if (all == NULL || tmpl->dialect->format != HAT_FORMAT_DOCX) {
        return HAT_OK;
    }
    if (all->styles_read) {
        status = write_part(tmpl, all->styles_part, &all->styles);
    }
    if (status == HAT_OK && all->numbering_read) {
        status = write_part(tmpl, all->numbering_part, &all->numbering);
    }
    return status;
}
