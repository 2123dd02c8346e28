/* rels.c -- the relationships of a part that makes links (ECMA-376-2 §9.3).
 *
 * The part is rewritten once when the template is opened: relationships whose address holds tags
 * go (each row makes its own), and so do those of what is left out; the rest stays as it was. The
 * made ones are put before the end of the root element while the letter is written.
 */
#include "template/plan_internal.h"

static const char empty_part[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "</Relationships>";
static const char transitional[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
static const char strict[] = "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink";

static bool has_tags(const struct hat_program *program, struct hat_str id)
{
    for (size_t i = 0; program != NULL && i < program->address_count; i++) {
        if (!program->addresses[i].plain && hat_str_equal(program->addresses[i].value, id)) {
            return true;
        }
    }
    return false;
}

/* Leaves out what must not stay, and looks at the ids of the rest. */
static void edit(struct hat_tape *tape, struct hat_plan_part *source, hat_relation_test *left_out,
                 void *ctx)
{
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE; node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START ||
            tape->nodes[node].name != HAT_REL_Relationship) {
            continue;
        }
        struct hat_str id = hat_tape_value(tape, node, HAT_NONE_Id);
        uint32_t number = hat_relations_number(id);
        source->first_id = number > source->first_id ? number : source->first_id;
        if (has_tags(source->program, id) || (left_out != NULL && left_out(ctx, id))) {
            next = tape->nodes[tape->nodes[node].match].next;
            hat_tape_remove(tape, node);
        }
    }
}

static bool keep(struct hat_template *tmpl, struct hat_buf *buf, struct hat_str *out)
{
    *out = hat_buf_failed(buf) ? (struct hat_str){0}
                               : hat_arena_str(&tmpl->arena, (struct hat_str){buf->data, buf->len});
    buf->len = 0;
    return out->ptr != NULL;
}

/* Those that came with sub-templates. */
static void put_more(const struct hat_plan_part *source, struct hat_str prefix, bool is_strict,
                     struct hat_buf *buf)
{
    struct hat_str base = hat_str_from(is_strict ? strict : transitional);
    base.len -= sizeof "hyperlink" - 1;
    for (size_t i = 0; i < source->more_count; i++) {
        const struct hat_relationship *r = &source->more[i];
        hat_buf_printf(buf, "<%.*sRelationship Id=\"%s\" Type=\"%.*s%s\" Target=\"%s",
                       (int)prefix.len, prefix.ptr, r->id, (int)base.len, base.ptr, r->type,
                       r->external ? "" : "/");
        hat_xml_put_attribute_value(buf, hat_str_from(r->target));
        hat_buf_printf(buf, r->external ? "\" TargetMode=\"External\"/>" : "\"/>");
    }
}

/* The text before the root's end, the beginning of a made relationship, and the end. */
static bool write_texts(struct hat_template *tmpl, const struct hat_tape *tape,
                        struct hat_plan_part *rels)
{
    const struct hat_plan_part *source =
        rels->source != HAT_NO_PART ? &tmpl->parts[rels->source] : NULL;
    bool makes_links = rels->action == HAT_PLAN_RELATIONS;
    struct hat_buf buf = {0};
    struct hat_str prefix = hat_tape_prefix(tape, tape->root);
    uint32_t end = tape->nodes[tape->root].match;
    hat_buf_put(&buf, tape->declaration.ptr, tape->declaration.len);
    for (uint32_t node = tape->first; node != end; node = tape->nodes[node].next) {
        bool empty = false;
        hat_tape_put(tape, node, node == tape->root ? NULL : &empty, &buf);
        node = empty ? tape->nodes[node].match : node;
    }
    if (source != NULL) {
        put_more(source, prefix, tmpl->strict, &buf);
    }
    bool done = keep(tmpl, &buf, &rels->bytes);
    hat_buf_printf(&buf, "<%.*sRelationship Type=\"%s", (int)prefix.len, prefix.ptr,
                   tmpl->strict ? strict : transitional);
    done = done && keep(tmpl, &buf, &rels->relationship);
    hat_tape_put(tape, end, NULL, &buf);
    done = done && keep(tmpl, &buf, &rels->tail);
    if (!makes_links) { /* nothing will be put between the two */
        hat_buf_put(&buf, rels->bytes.ptr, rels->bytes.len);
        hat_buf_put(&buf, rels->tail.ptr, rels->tail.len);
        done = done && keep(tmpl, &buf, &rels->bytes);
    }
    hat_buf_fini(&buf);
    return done;
}

enum hat_status hat_plan_relations(struct hat_template *tmpl, struct hat_plan_part *source,
                                   hat_relation_test *left_out, void *ctx, hat_diags *diags)
{
    if (source->relations == HAT_NO_PART) {
        return HAT_OK;
    }
    struct hat_plan_part *rels = &tmpl->parts[source->relations];
    struct hat_tape tape;
    struct hat_buf buf = {0};
    const struct hat_place place = {.file = hat_package_path(tmpl->package), .part = rels->name};
    enum hat_status status = HAT_OK;
    if (hat_package_find(tmpl->package, rels->name) != NULL) {
        status = hat_package_read(tmpl->package, rels->name, diags, &buf);
    } else {
        hat_buf_put(&buf, empty_part, sizeof empty_part - 1);
    }
    if (status == HAT_OK) {
        status = hat_buf_failed(&buf)
                     ? HAT_ERR_NOMEM
                     : hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place,
                                     diags, &tmpl->arena, &tape);
    }
    hat_buf_fini(&buf);
    if (status != HAT_OK) {
        return status;
    }
    bool links = source->program != NULL && source->program->links;
    edit(&tape, source, left_out, ctx);
    rels->action = links ? HAT_PLAN_RELATIONS : HAT_PLAN_BYTES;
    bool done = write_texts(tmpl, &tape, rels);
    hat_tape_fini(&tape);
    return done ? HAT_OK : HAT_ERR_NOMEM;
}
