/* clean_odt.c -- what an ODT may not carry over: scripts and events, OLE objects and applets,
 * sections and pictures from elsewhere, DDE (docs/safety.md 4, 5).
 *
 *     <office:scripts>...</office:scripts>                   goes
 *     <draw:image xlink:href="http://..."/>                  goes
 *     <text:a xlink:href="file:///c:/x">text</text:a>        keeps its text, not its address
 */
#include "template/clean_internal.h"

static bool never_stays(enum hat_xml_name name)
{
    switch (name) {
    case HAT_OFFICE_scripts:
    case HAT_OFFICE_script:
    case HAT_OFFICE_event_listeners:
    case HAT_OFFICE_dde_source:
    case HAT_DRAW_object_ole:
    case HAT_DRAW_plugin:
    case HAT_DRAW_applet:
    case HAT_DRAW_floating_frame:
    case HAT_TEXT_script:
    case HAT_TEXT_section_source:
    case HAT_TEXT_dde_connection_decls:
    case HAT_TABLE_table_source:
    case HAT_TABLE_dde_links:
    case HAT_META_template:
    case HAT_META_auto_reload:
        return true;
    default:
        return false;
    }
}

/* Nobody misses these, and they are in ordinary documents, too. */
static bool quiet(enum hat_xml_name name)
{
    return name == HAT_META_template || name == HAT_META_auto_reload;
}

/* Is it a name inside the package: "Pictures/a.png", "./Object 1"? */
static bool inside_package(struct hat_str address)
{
    if (address.len == 0 || address.ptr[0] == '/' || address.ptr[0] == '\\') {
        return address.len == 0;
    }
    for (size_t i = 0; i < address.len; i++) {
        bool up = i + 1 < address.len && address.ptr[i] == '.' && address.ptr[i + 1] == '.';
        if (address.ptr[i] == ':' || up) {
            return false;
        }
    }
    return true;
}

/* <office:scripts/>, which LibreOffice writes into every document. */
static bool empty_holder(const struct hat_tape *tape, uint32_t start)
{
    const struct hat_node *n = &tape->nodes[start];
    return start != HAT_NO_NODE && n->next == n->match && n->name == HAT_OFFICE_scripts;
}

static bool is_link(enum hat_xml_name name)
{
    return name == HAT_TEXT_a || name == HAT_DRAW_a || name == HAT_DRAW_area_rectangle ||
           name == HAT_DRAW_area_circle || name == HAT_DRAW_area_polygon;
}

/* An address that leads outside: of a link it is emptied, else the element goes. */
static void clean_address(struct hat_part_source *part, uint32_t node, uint32_t *next)
{
    struct hat_tape *tape = &part->tape;
    struct hat_tape_attribute *address = hat_tape_attr(tape, node, HAT_XLINK_href);
    enum hat_xml_name name = (enum hat_xml_name)tape->nodes[node].name;
    const struct hat_place place = {.file = part->file, .part = part->name};
    bool tags = address != NULL && address->value.len > 0 &&
                (memchr(address->value.ptr, '{', address->value.len) != NULL ||
                 memchr(address->value.ptr, '%', address->value.len) != NULL);
    if (address == NULL || address->value.len == 0 ||
        (is_link(name) ? tags || hat_link_allowed(address->value)
                       : inside_package(address->value))) {
        return;
    }
    hat_diags_add(part->diags, HAT_MSG_OUTSIDE_LEFT_OUT, &place, address->value,
                  tape->nodes[node].text);
    part->changed = true;
    if (is_link(name)) {
        address->value = (struct hat_str){"", 0};
        return;
    }
    *next = tape->nodes[tape->nodes[node].match].next;
    hat_tape_remove(tape, node);
}

enum hat_status hat_clean_odt(struct hat_part_source *part)
{
    struct hat_tape *tape = &part->tape;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE; node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        enum hat_xml_name name = (enum hat_xml_name)tape->nodes[node].name;
        if (never_stays(name)) {
            if (empty_holder(tape, node)) {
                continue;
            }
            next = tape->nodes[tape->nodes[node].match].next;
            if (quiet(name)) {
                hat_tape_remove(tape, node);
                part->changed = true;
            } else {
                hat_clean_remove(part, node, HAT_MSG_ACTIVE_LEFT_OUT, tape->nodes[node].text);
            }
        } else if (name == HAT_TEXT_execute_macro || name == HAT_TEXT_dde_connection) {
            const struct hat_place place = {.file = part->file, .part = part->name};
            hat_diags_add(part->diags, HAT_MSG_ACTIVE_LEFT_OUT, &place, tape->nodes[node].text);
            hat_tape_unwrap(tape, node);
            part->changed = true;
        } else {
            clean_address(part, node, &next);
        }
    }
    return HAT_OK;
}
