/* partial_docx.c -- what of a DOCX comes along as a sub-template, and what its references become.
 *
 *     <w:sectPr>                  goes: pages are the template's
 *     <w:footnoteReference/>      goes, with a warning: notes are in a part of their own
 *     <w:pStyle w:val="a3"/>      the template's style of the same name, else a copy
 *     <w:numId w:val="2"/>        a list of its own
 *     r:embed="rId5"              a relationship of the part that it goes to
 */
#include "template/clean_internal.h"
#include "template/partial_internal.h"

static void remove_inline(struct hat_part_source *source, uint32_t node)
{
    uint32_t up = source->tape.nodes[node].up;
    hat_tape_remove(&source->tape, node);
    hat_part_drop_empty(source, up);
}

/* Does the element not come along? *told: it is missed. */
static bool stays_behind(enum hat_xml_name name, bool *told)
{
    *told = name == HAT_W_footnoteReference || name == HAT_W_endnoteReference;
    return *told || name == HAT_W_sectPr || name == HAT_W_commentReference ||
           name == HAT_W_commentRangeStart || name == HAT_W_commentRangeEnd;
}

enum hat_status hat_partial_trim_docx(struct hat_inclusion *in)
{
    struct hat_part_source *source = &in->source;
    struct hat_tape *tape = &source->tape;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE; node = next) {
        bool told = false;
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START ||
            !stays_behind((enum hat_xml_name)tape->nodes[node].name, &told)) {
            continue;
        }
        if (told) {
            hat_partial_left_out(in, tape->nodes[node].text);
        }
        next = tape->nodes[tape->nodes[node].match].next;
        remove_inline(source, node);
        while (next != HAT_NO_NODE && tape->nodes[next].unlinked) {
            next = tape->nodes[next].next;
        }
    }
    return hat_partial_fresh_names(in);
}

/* ---- relationships ---- */

/* The id that stands in the part for what `id` is in the sub-template; .len 0: nothing does. */
static enum hat_status reference(struct hat_inclusion *in, struct hat_str *id)
{
    char text[256];
    const struct hat_relationship *r = NULL;
    struct hat_str part = {0};
    if (id->len < sizeof text) {
        memcpy(text, id->ptr, id->len);
        text[id->len] = '\0';
        r = hat_relationships_find(&in->partial->relations, text);
    }
    *id = (struct hat_str){0};
    if (r == NULL || (!r->external && strcmp(r->type, "image") != 0)) {
        return HAT_OK;
    }
    struct hat_relationship wanted = *r;
    if (!r->external) {
        enum hat_status status = hat_partial_take_part(in, r->target, &part);
        if (status != HAT_OK || part.len == 0) {
            return status;
        }
        wanted.target = part.ptr;
    }
    return hat_partial_relation(in->x->tmpl, in->x->into, &wanted, id);
}

static enum hat_status refer(struct hat_inclusion *in, uint32_t node)
{
    struct hat_tape *tape = &in->source.tape;
    const struct hat_node *n = &tape->nodes[node];
    enum hat_status status = HAT_OK;
    for (uint32_t i = 0; i < n->as.attributes.count && status == HAT_OK; i++) {
        struct hat_tape_attribute *a = &tape->attributes[n->as.attributes.first + i];
        bool made =
            (a->name == HAT_R_id && n->address > 0) || (a->name == HAT_R_embed && n->framed);
        if (a->removed || made || !hat_clean_is_reference(a->name)) {
            continue;
        }
        struct hat_str id = a->value;
        status = reference(in, &id);
        a->removed = id.len == 0;
        a->value = id;
    }
    return status;
}

/* ---- styles and lists ---- */

/* The value becomes that of the template; the element goes when there is none. */
static enum hat_status set_value(struct hat_inclusion *in, uint32_t node, enum hat_status status,
                                 struct hat_str now)
{
    struct hat_tape_attribute *value = hat_tape_attr(&in->source.tape, node, HAT_W_val);
    if (status == HAT_OK && now.len > 0) {
        value->value = now;
    } else if (status == HAT_OK) {
        hat_tape_remove(&in->source.tape, node);
    }
    return status;
}

static enum hat_status restyle(struct hat_inclusion *in, uint32_t node)
{
    struct hat_str value = hat_tape_value(&in->source.tape, node, HAT_W_val);
    enum hat_status status;
    switch (value.len > 0 ? in->source.tape.nodes[node].name : HAT_XML_UNKNOWN) {
    case HAT_W_pStyle:
    case HAT_W_rStyle:
    case HAT_W_tblStyle:
        status = hat_partial_style(in, &value);
        return set_value(in, node, status, value);
    case HAT_W_numId:
        status = hat_partial_list(in, false, &value);
        return set_value(in, node, status, value);
    default:
        return HAT_OK;
    }
}

enum hat_status hat_partial_refer_docx(struct hat_inclusion *in)
{
    const struct hat_tape *tape = &in->source.tape;
    enum hat_status status = HAT_OK;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE && status == HAT_OK; node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        status = refer(in, node);
        if (status == HAT_OK) {
            status = restyle(in, node);
        }
        while (next != HAT_NO_NODE && tape->nodes[next].unlinked) {
            next = tape->nodes[next].next;
        }
    }
    return status;
}
