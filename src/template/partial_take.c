/* partial_take.c -- what a sub-template brings along becomes the template's: parts of its package,
 * relationships, and names that may exist only once in a document.
 *
 *     word/media/image1.png of sign.docx   word/media/sub1.png, one part for all its uses
 *     r:embed="rId5"                       r:embed="rIdHatS1"
 *     <w:bookmarkStart w:name="a"/>        w:name="a_3": the third sub-template of the template
 */
#include "template/partial_internal.h"

static const char id_prefix[] = "rIdHatS";

/* ---- small helpers ---- */

static struct hat_str keep(struct hat_template *tmpl, struct hat_buf *buf)
{
    struct hat_str text = {0};
    if (!hat_buf_failed(buf)) {
        text = hat_arena_str(&tmpl->arena, (struct hat_str){buf->data, buf->len});
    }
    hat_buf_fini(buf);
    return text;
}

uint32_t hat_partial_find(const struct hat_tape *tape, enum hat_xml_name name)
{
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == name) {
            return node;
        }
    }
    return HAT_NO_NODE;
}

enum hat_status hat_partial_read(const struct hat_expansion *x, struct hat_package *package,
                                 const char *name, struct hat_tape *tape)
{
    struct hat_template *tmpl = x->tmpl;
    hat_diags *diags = x->target->diags;
    const struct hat_place place = {.file = hat_package_path(package), .part = name};
    struct hat_buf buf = {0};
    enum hat_status status = hat_package_read(package, name, diags, &buf);
    if (status == HAT_OK) {
        status = hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place, diags,
                               &tmpl->arena, tape);
    }
    hat_buf_fini(&buf);
    return status;
}

void hat_partial_left_out(struct hat_inclusion *in, struct hat_str what)
{
    const struct hat_place place = {.file = in->source.file};
    hat_diags_add(in->source.diags, HAT_MSG_PARTIAL_LEFT_OUT, &place, what);
}

/* ---- names ---- */

const struct hat_renamed *hat_partial_renamed(const struct hat_inclusion *in, struct hat_str kind,
                                              bool everywhere, struct hat_str old)
{
    const struct hat_partials *all = in->x->tmpl->partials;
    for (size_t i = 0; i < all->renamed_count; i++) {
        const struct hat_renamed *r = &all->renamed[i];
        if (r->partial == in->partial && r->inclusion == (everywhere ? 0 : in->number) &&
            hat_str_equal(r->kind, kind) && hat_str_equal(r->old, old)) {
            return r;
        }
    }
    return NULL;
}

enum hat_status hat_partial_rename(struct hat_inclusion *in, struct hat_str kind, bool everywhere,
                                   struct hat_str old, struct hat_str now)
{
    struct hat_partials *all = in->x->tmpl->partials;
    if (all->renamed_count == HAT_PARTIAL_STYLES_MAX) {
        const struct hat_place place = {.file = in->source.file};
        hat_diags_add(in->x->target->diags, HAT_MSG_PARTIAL_STYLES, &place, HAT_STR("512"));
        return HAT_ERR_LIMIT;
    }
    if (now.ptr == NULL ||
        !hat_mem_grow(&all->renamed, all->renamed_count, &all->renamed_cap, sizeof *all->renamed)) {
        return HAT_ERR_NOMEM;
    }
    all->renamed[all->renamed_count++] =
        (struct hat_renamed){in->partial, everywhere ? 0 : in->number, kind, old, now};
    return HAT_OK;
}

struct hat_str hat_partial_name(struct hat_inclusion *in, struct hat_str old)
{
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "hat%u_%.*s", (unsigned)(in->x->tmpl->partials->prefix + in->number),
                   (int)old.len, old.ptr);
    return keep(in->x->tmpl, &buf);
}

/* ---- what may exist only once ---- */

/* 12 -> 400300012 in the third sub-template: beyond what editors give, the same for both ends. */
static void put_number(const struct hat_inclusion *in, struct hat_str old, struct hat_buf *buf)
{
    enum { BASE = 400000000, OF_ONE = 100000 };
    unsigned number = 0;
    for (size_t i = 0; i < old.len; i++) {
        number = (number * 10 + (unsigned)(old.ptr[i] - '0')) % OF_ONE;
    }
    hat_buf_printf(buf, "%u", BASE + (unsigned)in->number * OF_ONE + number);
}

static bool is_number(struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0;
}

/* References to such names. */
static bool refers(enum hat_xml_name element, enum hat_xml_name attribute)
{
    return attribute == HAT_W_anchor || attribute == HAT_TEXT_ref_name ||
           (element == HAT_TEXT_note && attribute == HAT_TEXT_id);
}

static enum hat_status freshen(struct hat_inclusion *in, enum hat_xml_name element,
                               struct hat_tape_attribute *a)
{
    bool docx = in->source.dialect->format == HAT_FORMAT_DOCX;
    enum hat_unique kind = hat_unique_kind(in->source.dialect->format, element, a->name);
    if (kind == HAT_UNIQUE_DROP) {
        a->removed = true;
        return HAT_OK;
    }
    if (kind == HAT_UNIQUE_NOT && !refers(element, a->name)) {
        return HAT_OK;
    }
    struct hat_buf buf = {0};
    if (docx && is_number(a->value)) {
        put_number(in, a->value, &buf);
    } else {
        hat_buf_printf(&buf, "%.*s_%u", (int)a->value.len, a->value.ptr, (unsigned)in->number);
    }
    a->value = keep(in->x->tmpl, &buf);
    return a->value.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_partial_fresh_names(struct hat_inclusion *in)
{
    struct hat_tape *tape = &in->source.tape;
    enum hat_status status = HAT_OK;
    for (uint32_t node = tape->first; node != HAT_NO_NODE && status == HAT_OK;
         node = tape->nodes[node].next) {
        const struct hat_node *n = &tape->nodes[node];
        for (uint32_t i = 0; n->kind == HAT_NODE_START && i < n->as.attributes.count; i++) {
            struct hat_tape_attribute *a = &tape->attributes[n->as.attributes.first + i];
            if (!a->removed && status == HAT_OK) {
                status = freshen(in, (enum hat_xml_name)n->name, a);
            }
        }
    }
    return status;
}

/* ---- parts ---- */

enum hat_status hat_partial_new_part(struct hat_template *tmpl, const char *name, const char *type,
                                     uint32_t *index)
{
    if (tmpl->part_count == tmpl->part_cap) {
        return HAT_ERR_LIMIT;
    }
    *index = (uint32_t)tmpl->part_count;
    tmpl->parts[tmpl->part_count++] = (struct hat_plan_part){.name = name,
                                                             .type = type,
                                                             .source = HAT_NO_PART,
                                                             .relations = HAT_NO_PART,
                                                             .action = HAT_PLAN_BYTES,
                                                             .added = true};
    return HAT_OK;
}

/* "word/media/sub1.png", a name that the template has not. */
static struct hat_str free_name(struct hat_template *tmpl, const char *old)
{
    const char *folder = tmpl->dialect->format == HAT_FORMAT_DOCX ? "word/media" : "Pictures";
    const char *slash = strrchr(old, '/'), *dot = strrchr(slash != NULL ? slash : old, '.');
    struct hat_str name;
    uint32_t number = (uint32_t)tmpl->partials->taken_count;
    do {
        struct hat_buf buf = {0};
        hat_buf_printf(&buf, "%s/sub%u%s", folder, (unsigned)++number, dot != NULL ? dot : "");
        name = keep(tmpl, &buf);
    } while (name.ptr != NULL && hat_plan_find(tmpl, name.ptr) != HAT_NO_PART);
    return name;
}

/* Reads the part's bytes into the template. */
static enum hat_status take(struct hat_inclusion *in, const struct hat_part *part,
                            struct hat_str name)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_buf buf = {0};
    uint32_t index = 0;
    enum hat_status status =
        hat_package_read(in->partial->own.package, part->name, in->source.diags, &buf);
    if (status == HAT_OK) {
        tmpl->partials->taken_bytes += buf.len;
        status = tmpl->partials->taken_bytes > tmpl->limits.package_bytes
                     ? HAT_ERR_LIMIT
                     : hat_partial_new_part(
                           tmpl, name.ptr,
                           hat_arena_strndup(&tmpl->arena, part->type, strlen(part->type)), &index);
        if (status == HAT_ERR_LIMIT) {
            const struct hat_place place = {.file = in->source.file, .part = part->name};
            hat_diags_add(in->x->target->diags, HAT_MSG_PARTIAL_PARTS, &place, HAT_STR("256"));
        }
    }
    if (status == HAT_OK) {
        struct hat_str bytes = hat_arena_str(&tmpl->arena, (struct hat_str){buf.data, buf.len});
        tmpl->parts[index].bytes = bytes;
        tmpl->parts[index].stored = true;
        status = bytes.ptr != NULL && tmpl->parts[index].type != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    hat_buf_fini(&buf);
    return status;
}

enum hat_status hat_partial_take_part(struct hat_inclusion *in, const char *name,
                                      struct hat_str *now)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_partials *all = tmpl->partials;
    const struct hat_part *part = hat_package_find(in->partial->own.package, name);
    *now = (struct hat_str){0};
    for (size_t i = 0; i < all->taken_count; i++) {
        if (all->taken[i].partial == in->partial && hat_str_is(all->taken[i].old, name)) {
            *now = all->taken[i].now;
            return HAT_OK;
        }
    }
    if (part == NULL) {
        return HAT_OK;
    }
    struct hat_str fresh = free_name(tmpl, name);
    struct hat_str old = hat_arena_str(&tmpl->arena, hat_str_from(name));
    if (fresh.ptr == NULL || old.ptr == NULL ||
        !hat_mem_grow(&all->taken, all->taken_count, &all->taken_cap, sizeof *all->taken)) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = take(in, part, fresh);
    if (status == HAT_OK) {
        all->taken[all->taken_count++] =
            (struct hat_renamed){.partial = in->partial, .old = old, .now = fresh};
        *now = fresh;
    }
    return status;
}

/* ---- relationships ---- */

/* The number of the last rIdHatS<number> that the part of the template has itself: it may be a
 * letter that was made before. */
static enum hat_status first_number(struct hat_template *tmpl, struct hat_plan_part *part)
{
    struct hat_relationships list = {0};
    enum hat_status status =
        hat_package_relationships(tmpl->package, part->name, &tmpl->arena, NULL, &list);
    for (size_t i = 0; i < list.count; i++) {
        struct hat_str id = hat_str_from(list.items[i].id);
        uint32_t number = 0;
        if (hat_str_starts(id, id_prefix)) {
            for (const char *at = id.ptr + sizeof id_prefix - 1; *at >= '0' && *at <= '9'; at++) {
                number = (number * 10 + (uint32_t)(*at - '0')) % 1000000000;
            }
        }
        part->first_more = number > part->first_more ? number : part->first_more;
    }
    return status;
}

enum hat_status hat_partial_relation(struct hat_template *tmpl, struct hat_plan_part *part,
                                     const struct hat_relationship *wanted, struct hat_str *id)
{
    for (size_t i = 0; i < part->more_count; i++) {
        const struct hat_relationship *r = &part->more[i];
        if (strcmp(r->type, wanted->type) == 0 && strcmp(r->target, wanted->target) == 0) {
            *id = hat_str_from(r->id);
            return HAT_OK;
        }
    }
    enum hat_status status = part->more_count == 0 ? first_number(tmpl, part) : HAT_OK;
    if (status != HAT_OK) {
        return status;
    }
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "%s%zu", id_prefix, part->first_more + part->more_count + 1);
    *id = keep(tmpl, &buf);
    struct hat_relationship made = *wanted;
    made.id = id->ptr;
    made.target = hat_arena_strndup(&tmpl->arena, wanted->target, strlen(wanted->target));
    if (made.id == NULL || made.target == NULL ||
        !hat_mem_grow(&part->more, part->more_count, &part->more_cap, sizeof *part->more)) {
        return HAT_ERR_NOMEM;
    }
    part->more[part->more_count++] = made;
    return HAT_OK;
}
