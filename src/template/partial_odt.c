/* partial_odt.c -- what of an ODT comes along as a sub-template: its automatic styles with names of
 * their own, common styles that the template lacks, fonts, pictures (ODF 1.3 part 3 §3.15, §16).
 *
 *     <style:style style:name="P1" ...>          hat3_P1 in the part that it goes to
 *     <text:p text:style-name="P1">              text:style-name="hat3_P1"
 *     <text:p text:style-name="Note">            the template's, else a copy in its styles.xml
 *     <draw:image xlink:href="Pictures/a.png"/>  Pictures/sub1.png
 */
#include <stdlib.h>

#include "template/adopt_internal.h"
#include "template/graft_internal.h"
#include "template/partial_internal.h"

/* ---- what stays behind ---- */

static bool stays_behind(const struct hat_inclusion *in, uint32_t node, bool *told)
{
    const struct hat_tape *tape = &in->source.tape;
    enum hat_role role = hat_role_of(in->source.dialect, tape, node);
    *told = false;
    switch (tape->nodes[node].name) {
    case HAT_TEXT_tracked_changes:
    case HAT_TEXT_change:
    case HAT_TEXT_change_start:
    case HAT_TEXT_change_end:
    case HAT_OFFICE_annotation:
    case HAT_OFFICE_annotation_end:
        return true;
    case HAT_DRAW_object: /* the picture of it stays */
        *told = true;
        return true;
    default:
        return role == HAT_ROLE_PROPERTIES && tape->nodes[node].up == in->body;
    }
}

enum hat_status hat_partial_trim_odt(struct hat_inclusion *in)
{
    struct hat_tape *tape = &in->source.tape;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE; node = next) {
        bool told = false;
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind == HAT_NODE_START && stays_behind(in, node, &told)) {
            if (told) {
                hat_partial_left_out(in, tape->nodes[node].text);
            }
            next = tape->nodes[tape->nodes[node].match].next;
            hat_tape_remove(tape, node);
        }
    }
    return hat_partial_fresh_names(in);
}

/* ---- names of automatic styles ---- */

struct names {
    struct hat_str *items; /* sorted */
    size_t count, cap;
};

static int by_text(const void *a, const void *b)
{
    const struct hat_str *x = a, *y = b;
    size_t len = x->len < y->len ? x->len : y->len;
    int order = len > 0 ? memcmp(x->ptr, y->ptr, len) : 0;
    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static bool holds(const struct names *names, struct hat_str name)
{
    return names->count > 0 && bsearch(&name, names->items, names->count, sizeof name, by_text);
}

/* The names of the styles right below `group`. */
static enum hat_status collect_names(const struct hat_tape *tape, uint32_t group,
                                     struct names *names)
{
    for (uint32_t node = group; node != tape->nodes[group].match; node = tape->nodes[node].next) {
        struct hat_str name = {0};
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].up == group) {
            name = hat_tape_value(tape, node, HAT_STYLE_name);
        }
        if (name.len == 0) {
            continue;
        }
        if (!hat_mem_grow(&names->items, names->count, &names->cap, sizeof *names->items)) {
            return HAT_ERR_NOMEM;
        }
        names->items[names->count++] = name;
    }
    if (names->count > 0) {
        qsort(names->items, names->count, sizeof *names->items, by_text);
    }
    return HAT_OK;
}

/* After which number hat<number>_ begins no name of the part that gets the sub-template. */
static void find_prefix(const struct hat_inclusion *in)
{
    struct hat_partials *all = in->x->tmpl->partials;
    const struct hat_tape *tape = &in->x->target->tape;
    if (all->prefix_of == in->x->into) {
        return;
    }
    all->prefix_of = in->x->into;
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        struct hat_str name = tape->nodes[node].kind == HAT_NODE_START
                                  ? hat_tape_value(tape, node, HAT_STYLE_name)
                                  : (struct hat_str){0};
        uint32_t number = 0;
        for (size_t i = 3; hat_str_starts(name, "hat") && i < name.len && name.ptr[i] >= '0' &&
                           name.ptr[i] <= '9';
             i++) {
            number = (number * 10 + (uint32_t)(name.ptr[i] - '0')) % 1000000000;
        }
        all->prefix = number > all->prefix ? number : all->prefix;
    }
}

/* ---- places in the template's parts ---- */

/* The group of that name; made where the schema has it when it is missing (ODF 1.3 part 3 §3.1.3).
 */
static uint32_t group_of(struct hat_part_source *part, enum hat_xml_name name, const char *local)
{
    static const enum hat_xml_name order[] = {HAT_OFFICE_font_face_decls, HAT_OFFICE_styles,
                                              HAT_OFFICE_automatic_styles, HAT_OFFICE_master_styles,
                                              HAT_OFFICE_body};
    enum { GROUPS = sizeof order / sizeof *order };
    struct hat_tape *tape = &part->tape;
    uint32_t group = hat_partial_find(tape, name);
    bool behind = false; /* in the order */
    for (int i = 0; i < GROUPS && group == HAT_NO_NODE; i++) {
        uint32_t at = behind ? hat_partial_find(tape, order[i]) : HAT_NO_NODE;
        if (at != HAT_NO_NODE) {
            return hat_adopt_element(part, at, tape->root, name, local);
        }
        behind = behind || order[i] == name;
    }
    return group;
}

static uint32_t automatic_styles(struct hat_part_source *part)
{
    return group_of(part, HAT_OFFICE_automatic_styles, "automatic-styles");
}

static uint32_t common_styles(struct hat_part_source *part)
{
    return group_of(part, HAT_OFFICE_styles, "styles");
}

static uint32_t font_faces(struct hat_part_source *part)
{
    return group_of(part, HAT_OFFICE_font_face_decls, "font-face-decls");
}

static uint32_t copy_element(struct hat_tape *to, uint32_t group, const struct hat_tape *from,
                             uint32_t start)
{
    uint32_t *map = hat_mem_zalloc(from->count, sizeof *map), copied = HAT_NO_NODE;
    uint32_t end = to->nodes[group].match;
    if (map != NULL && hat_tape_graft(to, end, from, start, from->nodes[start].match, map)) {
        copied = map[start];
    }
    hat_mem_free(map);
    return copied;
}

/* ---- fonts ---- */

static uint32_t find_font(const struct hat_tape *tape, struct hat_str name)
{
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        if (tape->nodes[node].name == HAT_STYLE_font_face &&
            tape->nodes[node].kind == HAT_NODE_START &&
            hat_str_equal(hat_tape_value(tape, node, HAT_STYLE_name), name)) {
            return node;
        }
        if (tape->nodes[node].name == HAT_OFFICE_body) {
            break;
        }
    }
    return HAT_NO_NODE;
}

/* The name that a font of `from` has in the part `to`; taken over when it has none. */
static enum hat_status take_font(struct hat_inclusion *in, struct hat_part_source *to,
                                 const struct hat_tape *from, struct hat_str *name)
{
    struct hat_str kind = hat_str_from(to->name);
    const struct hat_renamed *known = hat_partial_renamed(in, kind, true, *name);
    if (known != NULL) {
        *name = known->now;
        return HAT_OK;
    }
    uint32_t other = find_font(from, *name), own = find_font(&to->tape, *name);
    struct hat_str now = *name;
    bool same =
        other == HAT_NO_NODE ||
        (own != HAT_NO_NODE && hat_str_equal(hat_tape_value(from, other, HAT_SVG_font_family),
                                             hat_tape_value(&to->tape, own, HAT_SVG_font_family)));
    uint32_t group = same ? HAT_NO_NODE : font_faces(to);
    if (group != HAT_NO_NODE) {
        uint32_t copied = copy_element(&to->tape, group, from, other);
        now = own != HAT_NO_NODE ? hat_partial_name(in, *name) : now;
        if (copied == HAT_NO_NODE || now.ptr == NULL) {
            return HAT_ERR_NOMEM;
        }
        hat_tape_attr(&to->tape, copied, HAT_STYLE_name)->value = now;
    }
    enum hat_status status = hat_partial_rename(in, kind, true, *name, now);
    *name = now;
    return status;
}

static bool names_font(enum hat_xml_name attribute)
{
    return attribute == HAT_STYLE_font_name || attribute == HAT_STYLE_font_name_asian ||
           attribute == HAT_STYLE_font_name_complex;
}

/* ---- common styles ---- */

/* The template's styles.xml, which is compiled last for this. */
static enum hat_status styles_part(struct hat_inclusion *in, struct hat_part_source **out)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_partials *all = tmpl->partials;
    *out = NULL;
    if (strcmp(in->x->into->name, "styles.xml") == 0) {
        *out = in->x->target;
        return HAT_OK;
    }
    if (hat_plan_find(tmpl, "styles.xml") == HAT_NO_PART) {
        return HAT_OK;
    }
    *out = &all->odt_styles;
    if (all->styles_read) {
        return HAT_OK;
    }
    all->styles_read = true;
    all->odt_styles = (struct hat_part_source){.dialect = tmpl->dialect,
                                               .limits = &tmpl->limits,
                                               .arena = &tmpl->arena,
                                               .name = "styles.xml"};
    return hat_partial_read(in->x, tmpl->package, "styles.xml", &all->odt_styles.tape);
}

static enum hat_status read_other_styles(struct hat_inclusion *in)
{
    if (in->partial->styles_read) {
        return HAT_OK;
    }
    in->partial->styles_read = true;
    in->partial->styles = (struct hat_tape){.first = HAT_NO_NODE, .root = HAT_NO_NODE};
    return hat_package_find(in->partial->own.package, "styles.xml") != NULL
               ? hat_partial_read(in->x, in->partial->own.package, "styles.xml",
                                  &in->partial->styles)
               : HAT_OK;
}

/* A style of that name right below office:styles; `family` .ptr NULL: of any family. */
static uint32_t find_common(const struct hat_tape *tape, uint32_t after, struct hat_str name,
                            const struct hat_str *family)
{
    uint32_t group = hat_partial_find(tape, HAT_OFFICE_styles);
    uint32_t node = after != HAT_NO_NODE ? tape->nodes[tape->nodes[after].match].next : group;
    for (; group != HAT_NO_NODE && node != tape->nodes[group].match;
         node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].up == group &&
            hat_str_equal(hat_tape_value(tape, node, HAT_STYLE_name), name) &&
            (family == NULL ||
             hat_str_equal(hat_tape_value(tape, node, HAT_STYLE_family), *family))) {
            return node;
        }
    }
    return HAT_NO_NODE;
}

static enum hat_status take_common(struct hat_inclusion *in, struct hat_str name);

/* Copies the style, and those that it refers to. */
static enum hat_status copy_common(struct hat_inclusion *in, struct hat_part_source *to,
                                   uint32_t style)
{
    uint32_t group = common_styles(to);
    uint32_t copied = group != HAT_NO_NODE
                          ? copy_element(&to->tape, group, &in->partial->styles, style)
                          : HAT_NO_NODE;
    enum hat_status status = copied == HAT_NO_NODE ? HAT_ERR_NOMEM : HAT_OK;
    uint32_t end = copied != HAT_NO_NODE ? to->tape.nodes[copied].match : copied;
    for (uint32_t node = copied; node != end && status == HAT_OK;
         node = to->tape.nodes[node].next) {
        struct hat_node n = to->tape.nodes[node];
        for (uint32_t i = 0; n.kind == HAT_NODE_START && i < n.as.attributes.count; i++) {
            struct hat_tape_attribute a = to->tape.attributes[n.as.attributes.first + i];
            struct hat_str now = a.value;
            bool goes = a.name == HAT_STYLE_master_page_name || a.name == HAT_STYLE_next_style_name;
            if (status == HAT_OK && names_font(a.name)) {
                status = take_font(in, to, &in->partial->styles, &now);
            } else if (status == HAT_OK && !goes && hat_str_ends(a.text, "style-name")) {
                status = take_common(in, a.value);
            }
            to->tape.attributes[n.as.attributes.first + i].value = now;
            to->tape.attributes[n.as.attributes.first + i].removed = goes || a.removed;
        }
    }
    return status;
}

/* Makes sure that the template has the common styles of that name that the sub-template has. */
static enum hat_status take_common(struct hat_inclusion *in, struct hat_str name)
{
    struct hat_part_source *to;
    if (name.len == 0 || hat_partial_renamed(in, HAT_STR("style"), true, name) != NULL) {
        return HAT_OK;
    }
    enum hat_status status = hat_partial_rename(in, HAT_STR("style"), true, name, name);
    if (status == HAT_OK) {
        status = styles_part(in, &to);
    }
    if (status == HAT_OK) {
        status = read_other_styles(in);
    }
    if (status != HAT_OK || to == NULL) {
        return status;
    }
    const struct hat_tape *other = &in->partial->styles;
    for (uint32_t style = HAT_NO_NODE;
         status == HAT_OK && (style = find_common(other, style, name, NULL)) != HAT_NO_NODE;) {
        struct hat_str family = hat_tape_value(other, style, HAT_STYLE_family);
        if (find_common(&to->tape, HAT_NO_NODE, name, &family) == HAT_NO_NODE) {
            status = copy_common(in, to, style);
        }
    }
    return status;
}

/* ---- references ---- */

/* "Pictures/a.png" of the sub-template. */
static enum hat_status refer_picture(struct hat_inclusion *in, struct hat_tape_attribute *a)
{
    struct hat_str name = a->value, now = {0};
    if (hat_str_starts(name, "./")) {
        name = (struct hat_str){name.ptr + 2, name.len - 2};
    }
    char *text = hat_arena_strndup(&in->x->tmpl->arena, name.ptr, name.len);
    enum hat_status status =
        text != NULL ? hat_partial_take_part(in, text, &now) : (enum hat_status)HAT_ERR_NOMEM;
    a->value = now.len > 0 ? now : a->value;
    return status;
}

static enum hat_status refer_attribute(struct hat_inclusion *in, const struct names *automatic,
                                       uint32_t node, struct hat_tape_attribute *a)
{
    struct hat_tape *tape = &in->source.tape;
    enum hat_xml_name element = (enum hat_xml_name)tape->nodes[node].name;
    if (a->name == HAT_STYLE_master_page_name || a->name == HAT_STYLE_page_number) {
        a->removed = true; /* pages are the template's */
        return HAT_OK;
    }
    if (names_font(a->name)) {
        return take_font(in, in->x->target, tape, &a->value);
    }
    if (a->name == HAT_XLINK_href && element != HAT_TEXT_a && element != HAT_DRAW_a) {
        return tape->nodes[node].framed ? HAT_OK : refer_picture(in, a);
    }
    if (!hat_str_ends(a->text, "style-name")) {
        return HAT_OK;
    }
    if (!holds(automatic, a->value)) {
        return take_common(in, a->value);
    }
    a->value = hat_partial_name(in, a->value);
    return a->value.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

/* Looks at the elements from `start` to its end; the styles right below it get their new names. */
static enum hat_status refer_below(struct hat_inclusion *in, const struct names *automatic,
                                   uint32_t start)
{
    struct hat_tape *tape = &in->source.tape;
    bool styles = tape->nodes[start].name == HAT_OFFICE_automatic_styles;
    enum hat_status status = HAT_OK;
    for (uint32_t node = tape->nodes[start].next;
         node != tape->nodes[start].match && status == HAT_OK; node = tape->nodes[node].next) {
        const struct hat_node n = tape->nodes[node];
        for (uint32_t i = 0; n.kind == HAT_NODE_START && i < n.as.attributes.count; i++) {
            struct hat_tape_attribute *a = &tape->attributes[n.as.attributes.first + i];
            if (a->removed || status != HAT_OK) {
                continue;
            }
            if (styles && n.up == start && a->name == HAT_STYLE_name) {
                a->value = hat_partial_name(in, a->value);
                status = a->value.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
            } else {
                status = refer_attribute(in, automatic, node, a);
            }
        }
    }
    return status;
}

/* Copies all of the sub-template's automatic styles to the part that it goes to. */
static enum hat_status copy_automatic(struct hat_inclusion *in, uint32_t group)
{
    struct hat_part_source *target = in->x->target;
    const struct hat_node *nodes = in->source.tape.nodes;
    uint32_t first = nodes[group].next, end = nodes[group].match;
    if (first == end) {
        return HAT_OK;
    }
    uint32_t own = automatic_styles(target);
    uint32_t *map = hat_mem_zalloc(in->source.tape.count, sizeof *map);
    bool done = map != NULL && own != HAT_NO_NODE &&
                hat_tape_graft(&target->tape, target->tape.nodes[own].match, &in->source.tape,
                               first, nodes[end].prev, map);
    hat_mem_free(map);
    return done ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_partial_refer_odt(struct hat_inclusion *in)
{
    struct names automatic = {0};
    uint32_t group = hat_partial_find(&in->source.tape, HAT_OFFICE_automatic_styles);
    enum hat_status status = HAT_OK;
    find_prefix(in);
    if (group != HAT_NO_NODE) {
        status = collect_names(&in->source.tape, group, &automatic);
    }
    if (status == HAT_OK && group != HAT_NO_NODE) {
        status = refer_below(in, &automatic, group);
    }
    if (status == HAT_OK && in->body != HAT_NO_NODE) {
        status = refer_below(in, &automatic, in->body);
    }
    if (status == HAT_OK && group != HAT_NO_NODE) {
        status = copy_automatic(in, group);
    }
    hat_mem_free(automatic.items);
    return status;
}
