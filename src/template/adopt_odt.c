/* adopt_odt.c -- LibreOffice's own blanks become tags (ODF 1.3 part 3 §7.4.7, §7.6.4, §7.7.4).
 *
 *     <text:placeholder ...>&lt;org&gt;</text:placeholder>            {{org}}
 *     <text:user-field-get text:name="org">x</text:user-field-get>   {{org}}
 *     <text:database-display text:column-name="org" ...>&lt;org&gt;</text:database-display>
 *                                                                    {{org}}
 *     <text:conditional-text text:condition="ooow:[db.table.sex] == &quot;f&quot;"
 *       text:string-value-if-true="Madam" ...>                       {{#if sex == "f"}}Madam{{/if}}
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

/* ---- conditions (ODF 1.3 part 3 §7.7.6; LibreOffice writes its own formulas, "ooow:") ---- */

/* Is it a user field of the document? */
static bool is_user_field(const struct hat_tape *tape, struct hat_str name)
{
    for (uint32_t node = tape->first; node != HAT_NO_NODE; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START &&
            tape->nodes[node].name == HAT_TEXT_user_field_decl &&
            hat_str_equal(hat_tape_value(tape, node, HAT_TEXT_name), name)) {
            return true;
        }
    }
    return false;
}

static struct hat_str skip_spaces(struct hat_str text)
{
    while (text.len > 0 && text.ptr[0] == ' ') {
        text = (struct hat_str){text.ptr + 1, text.len - 1};
    }
    return text;
}

/* The next word: "a text", [source.table.field], or what stands between spaces. */
static struct hat_str next_word(struct hat_str *rest)
{
    *rest = skip_spaces(*rest);
    char first = rest->len > 0 ? rest->ptr[0] : '\0';
    char ends = first == '"' ? '"' : first == '[' ? ']' : ' ';
    size_t len = first != '\0';
    while (len < rest->len && rest->ptr[len] != ends) {
        len++;
    }
    len += ends != ' ' && len < rest->len;
    struct hat_str word = {rest->ptr, len};
    *rest = skip_spaces((struct hat_str){rest->ptr + len, rest->len - len});
    return word;
}

/* Appends an operand; *named when it is a field of the data. false: it is neither that nor a text
 * or number. */
static bool put_operand(struct hat_part_source *part, struct hat_str word, bool *named,
                        struct hat_buf *buf)
{
    bool quoted = word.len > 1 && word.ptr[0] == '"';
    if (quoted ||
        (word.len > 0 && (word.ptr[0] == '-' || (word.ptr[0] >= '0' && word.ptr[0] <= '9')))) {
        hat_buf_printf(buf, quoted ? "%.*s" : "\"%.*s\"", (int)word.len, word.ptr);
        return memchr(word.ptr, '{', word.len) == NULL;
    }
    if (word.len > 2 && word.ptr[0] == '[') { /* of a database: the last of its names */
        struct hat_str inner = {word.ptr + 1, word.len - 2};
        for (size_t i = inner.len; i > 0; i--) {
            if (inner.ptr[i - 1] == '.') {
                inner = (struct hat_str){inner.ptr + i, inner.len - i};
                break;
            }
        }
        word = inner;
    } else if (!is_user_field(&part->tape, word)) {
        return false;
    }
    hat_buf_printf(buf, "%.*s", (int)word.len, word.ptr);
    return hat_adopt_is_name(part, word, named) == HAT_OK && *named;
}

static const char *operator_of(struct hat_str word)
{
    static const char *const operators[][2] = {
        {"==", "=="},  {"EQ", "=="}, {"eq", "=="},  {"!=", "!="}, {"NEQ", "!="},
        {"neq", "!="}, {"<", "<"},   {">", ">"},    {"L", "<"},   {"G", ">"},
        {"<=", "<="},  {">=", ">="}, {"LEQ", "<="}, {"GEQ", ">="}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (hat_str_is(word, operators[i][0])) {
            return operators[i][1];
        }
    }
    return NULL;
}

static void put_plain(struct hat_buf *buf, struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        hat_buf_put(buf, text.ptr + i, text.ptr[i] != '{' && text.ptr[i] != '}');
    }
}

/* The condition of a field; .ptr NULL: it is not understood. */
static struct hat_str condition_of(struct hat_part_source *part, uint32_t node)
{
    const struct hat_tape *tape = &part->tape;
    struct hat_str rest = hat_tape_value(tape, node, HAT_TEXT_condition);
    struct hat_str no = hat_tape_value(tape, node, HAT_TEXT_string_value_if_false);
    struct hat_buf buf = {0};
    if (hat_str_starts(rest, "ooow:")) {
        rest = (struct hat_str){rest.ptr + 5, rest.len - 5};
    }
    struct hat_str left = next_word(&rest), sign = next_word(&rest), right = next_word(&rest);
    bool left_name = false, right_name = false;
    hat_buf_printf(&buf, "{{#if ");
    bool good =
        operator_of(sign) != NULL && rest.len == 0 && put_operand(part, left, &left_name, &buf);
    hat_buf_printf(&buf, " %s ", good ? operator_of(sign) : "");
    good = good && put_operand(part, right, &right_name, &buf) && (left_name || right_name);
    hat_buf_printf(&buf, "}}");
    put_plain(&buf, hat_tape_value(tape, node, HAT_TEXT_string_value_if_true));
    hat_buf_printf(&buf, no.len > 0 ? "{{else}}" : "");
    put_plain(&buf, no);
    hat_buf_printf(&buf, "{{/if}}");
    if (!good) {
        hat_buf_fini(&buf);
        return (struct hat_str){0};
    }
    return hat_adopt_text(part, &buf);
}

/* A conditional text becomes a condition. One that asks for pages and the like stays quietly; a
 * paragraph that is hidden by a field of the data is told. */
static enum hat_status adopt_condition(struct hat_part_source *part, uint32_t node)
{
    struct hat_tape *tape = &part->tape;
    struct hat_str condition = hat_tape_value(tape, node, HAT_TEXT_condition);
    bool database = condition.len > 0 && memchr(condition.ptr, '[', condition.len) != NULL;
    struct hat_str tag = {0};
    if (tape->nodes[node].name == HAT_TEXT_conditional_text) {
        tag = condition_of(part, node);
    }
    if (tag.ptr == NULL) {
        if (database) {
            hat_adopt_report(part, node, HAT_MSG_OLD_FIELD_STAYS, condition, (struct hat_str){0});
        }
        return HAT_OK;
    }
    enum hat_status status = hat_adopt_content(part, node, tag);
    if (status == HAT_OK) {
        hat_tape_unwrap(tape, node);
        part->changed = true;
    }
    return status;
}

static bool is_condition(enum hat_xml_name name)
{
    return name == HAT_TEXT_conditional_text || name == HAT_TEXT_hidden_text ||
           name == HAT_TEXT_hidden_paragraph;
}

/* ---- all of them ---- */

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
        bool starts = tape->nodes[node].kind == HAT_NODE_START;
        bool field = starts && is_field((enum hat_xml_name)tape->nodes[node].name);
        bool condition = starts && is_condition((enum hat_xml_name)tape->nodes[node].name);
        next =
            field || condition ? tape->nodes[tape->nodes[node].match].next : tape->nodes[node].next;
        if (field) {
            status = adopt(part, node);
        } else if (condition) {
            status = adopt_condition(part, node);
        }
    }
    return status;
}
