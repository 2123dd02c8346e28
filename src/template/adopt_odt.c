/* adopt_odt.c -- LibreOffice's own blanks become tags (ODF 1.3 part 3 §7.4.7, §7.6.4, §7.7.4).
 *
 *     <text:placeholder ...>&lt;org&gt;</text:placeholder>            {{org}}
 *     <text:user-field-get text:name="org">x</text:user-field-get>   {{org}}
 *     <text:database-display text:column-name="org" ...>&lt;org&gt;</text:database-display>
 *                                                                    {{org}}
 */
#include "template/adopt_internal.h"

/* "<org>": what LibreOffice shows of a placeholder. */
static struct hat_str without_brackets(struct hat_str text)
{
    bool both = text.len > 2 && text.ptr[0] == '<' && text.ptr[text.len - 1] == '>';
    return both ? (struct hat_str){text.ptr + 1, text.len - 2} : text;
}

/* All characters inside an element. */
static struct hat_str text_inside(struct hat_part_source *part, uint32_t start)
{
    const struct hat_node *nodes = part->tape.nodes;
    struct hat_buf buf = {0};
    for (uint32_t node = start; node != nodes[start].match; node = nodes[node].next) {
        if (nodes[node].kind == HAT_NODE_TEXT) {
            hat_buf_put(&buf, nodes[node].text.ptr, nodes[node].text.len);
        }
    }
    hat_buf_put(&buf, "", 0);
    return hat_adopt_text(part, &buf);
}

/* The name of the field; .len 0: it is none of those that name something. */
static struct hat_str name_of(struct hat_part_source *part, uint32_t node)
{
    const struct hat_tape *tape = &part->tape;
    switch (tape->nodes[node].name) {
    case HAT_TEXT_placeholder:
        return without_brackets(text_inside(part, node));
    case HAT_TEXT_user_field_get:
        return hat_tape_value(tape, node, HAT_TEXT_name);
    case HAT_TEXT_database_display:
        return hat_tape_value(tape, node, HAT_TEXT_column_name);
    default:
        return (struct hat_str){0};
    }
}

static bool is_field(enum hat_xml_name name)
{
    return name == HAT_TEXT_placeholder || name == HAT_TEXT_user_field_get ||
           name == HAT_TEXT_database_display || name == HAT_TEXT_database_next ||
           name == HAT_TEXT_database_row_select;
}

static enum hat_status adopt(struct hat_part_source *part, uint32_t node)
{
    struct hat_tape *tape = &part->tape;
    struct hat_str name = name_of(part, node);
    bool named = false;
    enum hat_status status = hat_adopt_is_name(part, name, &named);
    if (name.ptr == NULL && tape->nodes[node].name == HAT_TEXT_placeholder) {
        return HAT_ERR_NOMEM;
    }
    if (status != HAT_OK || !named) {
        if (status == HAT_OK) {
            struct hat_str what = name.len > 0 ? name : tape->nodes[node].text;
            hat_adopt_report(part, node, HAT_MSG_OLD_FIELD_STAYS, what, (struct hat_str){0});
        }
        return status;
    }
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "{{%.*s}}", (int)name.len, name.ptr);
    struct hat_str tag = hat_adopt_text(part, &buf);
    status = tag.ptr == NULL ? HAT_ERR_NOMEM : hat_adopt_content(part, node, tag);
    if (status == HAT_OK) {
        hat_tape_unwrap(tape, node);
        part->changed = true;
    }
    return status;
}

enum hat_status hat_adopt_odt(struct hat_part_source *part)
{
    const struct hat_tape *tape = &part->tape;
    enum hat_status status = HAT_OK;
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE && status == HAT_OK; node = next) {
        bool field = tape->nodes[node].kind == HAT_NODE_START &&
                     is_field((enum hat_xml_name)tape->nodes[node].name);
        next = field ? tape->nodes[tape->nodes[node].match].next : tape->nodes[node].next;
        if (field) {
            status = adopt(part, node);
        }
    }
    return status;
}
