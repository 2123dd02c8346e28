/* clean.c -- what a DOCX may not carry over (docs/safety.md 4, 5): elements that run something,
 * and whatever refers to a relationship that is left out.
 *
 *     <w:altChunk r:id="rId9"/>                        goes
 *     <w:drawing>...<a:blip r:link="rId7"/></w:drawing>   goes: the picture lies outside
 *     <w:hyperlink r:id="rId8">text</w:hyperlink>      stays as text when its address is unsafe
 */
#include "template/clean_internal.h"

#include "template/partial_internal.h"
#include "template/put_internal.h"

/* ---- relationships ---- */

bool hat_link_allowed(struct hat_str address)
{
    bool safe = true;
    struct hat_arena arena = {0};
    if (address.len > 0 && address.ptr[0] == '#') {
        return true;
    }
    struct hat_str clean = hat_link_address(&arena, address, SIZE_MAX, &safe);
    hat_arena_fini(&arena);
    return safe && clean.len > 0;
}

static bool holds_tags(struct hat_str address)
{
    for (size_t i = 0; i + 1 < address.len; i++) {
        if (memcmp(address.ptr + i, "{{", 2) == 0 ||
            (i + 6 <= address.len && (memcmp(address.ptr + i, "%7B%7B", 6) == 0 ||
                                      memcmp(address.ptr + i, "%7b%7b", 6) == 0))) {
            return true;
        }
    }
    return false;
}

static bool goes(const struct hat_left_out *left_out, const struct hat_relationship *r)
{
    struct hat_str target = hat_str_from(r->target);
    if (r->external) {
        return strcmp(r->type, "hyperlink") != 0 ||
               (!holds_tags(target) && !hat_link_allowed(target));
    }
    if (target.len == 0 || target.ptr[0] == '#' || strcmp(r->type, "hyperlink") == 0) {
        return false;
    }
    if (left_out->inclusion != NULL && strcmp(r->type, "image") != 0) {
        return true;
    }
    uint32_t index = hat_plan_find(left_out->tmpl, r->target);
    return index == HAT_NO_PART || left_out->tmpl->parts[index].action == HAT_PLAN_DROP;
}

bool hat_left_out_test(void *ctx, struct hat_str id)
{
    const struct hat_left_out *left_out = ctx;
    char text[256];
    if (left_out->list->count == 0 || id.len >= sizeof text) {
        return false;
    }
    memcpy(text, id.ptr, id.len);
    text[id.len] = '\0';
    const struct hat_relationship *r = hat_relationships_find(left_out->list, text);
    return r != NULL && goes(left_out, r);
}

void hat_left_out_scan(struct hat_left_out *left_out)
{
    const struct hat_place place = {.file = hat_package_path(left_out->tmpl->package)};
    for (size_t i = 0; i < left_out->list->count; i++) {
        const struct hat_relationship *r = &left_out->list->items[i];
        if (!goes(left_out, r)) {
            continue;
        }
        left_out->any = true;
        if (r->external) {
            hat_diags_add(left_out->diags, HAT_MSG_OUTSIDE_LEFT_OUT, &place,
                          hat_str_from(r->target), hat_str_from(r->type));
        }
    }
}

/* ---- elements ---- */

void hat_clean_remove(struct hat_part_source *part, uint32_t start, enum hat_message code,
                      struct hat_str what)
{
    const struct hat_place place = {
        .file = part->file, .part = part->name, .line = part->tape.nodes[start].line};
    hat_diags_add(part->diags, code, &place, what);
    uint32_t up = part->tape.nodes[start].up;
    hat_tape_remove(&part->tape, start);
    hat_part_drop_empty(part, up);
    part->changed = true;
}

/* Elements that go wherever they stand. */
static bool never_stays(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_altChunk:
    case HAT_W_subDoc:
    case HAT_W_mailMerge:
    case HAT_W_control:
    case HAT_W_movie:
    case HAT_W_objectEmbed:
    case HAT_W_objectLink:
    case HAT_W_entryMacro:
    case HAT_W_exitMacro:
    case HAT_O_OLEObject:
        return true;
    default:
        return false;
    }
}

/* The drawing around a picture. */
static uint32_t drawing_around(const struct hat_tape *tape, uint32_t node)
{
    for (uint32_t at = node; at != HAT_NO_NODE; at = tape->nodes[at].up) {
        uint16_t name = tape->nodes[at].name;
        if (name == HAT_W_drawing || name == HAT_W_pict || name == HAT_W_object) {
            return at;
        }
        if (name == HAT_W_p) {
            break;
        }
    }
    return node;
}

bool hat_clean_is_reference(enum hat_xml_name name)
{
    return name == HAT_R_id || name == HAT_R_embed || name == HAT_R_link || name == HAT_R_pict ||
           name == HAT_R_href || name == HAT_R_dm || name == HAT_R_lo || name == HAT_R_qs ||
           name == HAT_R_cs || name == HAT_O_relid;
}

/* The element refers to something that is left out: what goes with it? */
static uint32_t victim(struct hat_part_source *part, uint32_t start,
                       struct hat_tape_attribute *attribute)
{
    struct hat_tape *tape = &part->tape;
    switch (tape->nodes[start].name) {
    case HAT_W_hyperlink:
        attribute->removed = true; /* the text stays */
        return HAT_NO_NODE;
    case HAT_A_blip:
        if (attribute->name == HAT_R_link && hat_tape_attr(tape, start, HAT_R_embed) != NULL) {
            attribute->removed = true; /* a copy of the picture is inside */
            return HAT_NO_NODE;
        }
        return drawing_around(tape, start);
    case HAT_V_imagedata:
        return drawing_around(tape, start);
    default:
        return start;
    }
}

/* VML takes a picture by a plain attribute, too. */
static void clean_source(struct hat_part_source *part, uint32_t start)
{
    static const enum hat_xml_name names[] = {HAT_NONE_src, HAT_O_href};
    uint16_t name = part->tape.nodes[start].name;
    if (name != HAT_V_imagedata && name != HAT_V_fill && name != HAT_V_stroke &&
        name != HAT_V_image) {
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct hat_tape_attribute *attribute = hat_tape_attr(&part->tape, start, names[i]);
        if (attribute != NULL) {
            const struct hat_place place = {.file = part->file, .part = part->name};
            hat_diags_add(part->diags, HAT_MSG_OUTSIDE_LEFT_OUT, &place, attribute->value,
                          HAT_STR("image"));
            attribute->removed = true;
            part->changed = true;
        }
    }
}

/* The element that goes because of an attribute of `start`; HAT_NO_NODE: none. */
static uint32_t check_references(struct hat_part_source *part, uint32_t start,
                                 struct hat_left_out *left_out)
{
    const struct hat_node *n = &part->tape.nodes[start];
    for (uint32_t i = 0; i < n->as.attributes.count && left_out->any; i++) {
        struct hat_tape_attribute *a = &part->tape.attributes[n->as.attributes.first + i];
        if (a->removed || !hat_clean_is_reference(a->name) ||
            !hat_left_out_test(left_out, a->value)) {
            continue;
        }
        uint32_t gone = victim(part, start, a);
        part->changed = true;
        if (gone != HAT_NO_NODE) {
            return gone;
        }
    }
    return HAT_NO_NODE;
}

/* The first node behind an element that goes. */
static uint32_t behind(const struct hat_tape *tape, uint32_t start)
{
    return tape->nodes[tape->nodes[start].match].next;
}

enum hat_status hat_clean_docx(struct hat_part_source *part, struct hat_left_out *left_out)
{
    struct hat_tape *tape = &part->tape;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE; node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        enum hat_xml_name name = (enum hat_xml_name)tape->nodes[node].name;
        if (never_stays(name)) {
            next = behind(tape, node);
            hat_clean_remove(part, node, HAT_MSG_ACTIVE_LEFT_OUT, tape->nodes[node].text);
            continue;
        }
        clean_source(part, node);
        uint32_t gone = check_references(part, node, left_out);
        if (gone != HAT_NO_NODE) {
            uint32_t up = tape->nodes[gone].up;
            if (left_out->inclusion != NULL) {
                hat_partial_left_out(left_out->inclusion, tape->nodes[gone].text);
            }
            next = behind(tape, gone);
            hat_tape_remove(tape, gone);
            hat_part_drop_empty(part, up);
        }
        while (next != HAT_NO_NODE && tape->nodes[next].unlinked) {
            next = tape->nodes[next].next;
        }
    }
    return hat_clean_fields(part);
}
