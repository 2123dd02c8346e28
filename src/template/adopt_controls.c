/* adopt_controls.c -- Word's content controls become tags (ECMA-376-1 §17.5.2; [MS-DOCX] 2.5.4.4
 * repeatingSection).
 *
 *     <w:sdt><w:sdtPr><w:tag w:val="org"/></w:sdtPr>
 *       <w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>
 *  -> <w:r><w:t>{{org}}</w:t></w:r>
 *
 * A repeating control is a section: its first item stays, between {{#name}} and {{/}} in rows or
 * paragraphs of their own. A control that holds tables, tags or other controls is a frame and
 * stays as it is.
 */
#include "template/adopt_internal.h"

struct control {
    uint32_t start, properties, content; /* HAT_NO_NODE: not there */
};

/* ---- children ---- */

/* The next START beside `node` or behind it; HAT_NO_NODE: none. */
static uint32_t start_from(const struct hat_tape *tape, uint32_t node, uint32_t end)
{
    while (node != end && tape->nodes[node].kind != HAT_NODE_START) {
        node = tape->nodes[node].next;
    }
    return node == end ? HAT_NO_NODE : node;
}

static uint32_t first_child(const struct hat_tape *tape, uint32_t start)
{
    return start_from(tape, tape->nodes[start].next, tape->nodes[start].match);
}

static uint32_t next_child(const struct hat_tape *tape, uint32_t child)
{
    uint32_t end = tape->nodes[tape->nodes[child].up].match;
    return start_from(tape, tape->nodes[tape->nodes[child].match].next, end);
}

static uint32_t child_named(const struct hat_tape *tape, uint32_t start, enum hat_xml_name name)
{
    uint32_t child = start != HAT_NO_NODE ? first_child(tape, start) : HAT_NO_NODE;
    while (child != HAT_NO_NODE && tape->nodes[child].name != name) {
        child = next_child(tape, child);
    }
    return child;
}

static bool has(const struct hat_tape *tape, uint32_t start, enum hat_xml_name name)
{
    return child_named(tape, start, name) != HAT_NO_NODE;
}

static struct control control_at(const struct hat_tape *tape, uint32_t start)
{
    return (struct control){start, child_named(tape, start, HAT_W_sdtPr),
                            child_named(tape, start, HAT_W_sdtContent)};
}

static void unwrap_control(struct hat_tape *tape, const struct control *control)
{
    uint32_t end_properties = child_named(tape, control->start, HAT_W_sdtEndPr);
    if (control->properties != HAT_NO_NODE) {
        hat_tape_remove(tape, control->properties);
    }
    if (end_properties != HAT_NO_NODE) {
        hat_tape_remove(tape, end_properties);
    }
    hat_tape_unwrap(tape, control->content);
    hat_tape_unwrap(tape, control->start);
}

/* ---- the name ---- */

/* Bound to a document's own properties, as on a cover page: Word fills it. */
static bool bound_to_properties(const struct hat_tape *tape, uint32_t properties)
{
    uint32_t binding = child_named(tape, properties, HAT_W_dataBinding);
    struct hat_str path =
        binding != HAT_NO_NODE ? hat_tape_value(tape, binding, HAT_W_xpath) : (struct hat_str){0};
    for (size_t i = 0; i + 10 <= path.len; i++) {
        if (memcmp(path.ptr + i, "Properties", 10) == 0) {
            return true;
        }
    }
    return false;
}

/* Controls that are no blank for a text: pictures, tables of contents, ticks. */
static bool other_kind(const struct hat_tape *tape, uint32_t properties)
{
    static const enum hat_xml_name kinds[] = {
        HAT_W_picture,  HAT_W_docPartObj, HAT_W_docPartList, HAT_W_equation,
        HAT_W_citation, HAT_W_group,      HAT_W14_checkbox,  HAT_W_bibliography};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (has(tape, properties, kinds[i])) {
            return true;
        }
    }
    return bound_to_properties(tape, properties);
}

/* The control's tag, else its title, when a tag can have that name; .len 0: neither. */
static enum hat_status name_of(struct hat_part_source *part, uint32_t properties,
                               struct hat_str *name)
{
    static const enum hat_xml_name sources[] = {HAT_W_tag, HAT_W_alias};
    const struct hat_tape *tape = &part->tape;
    *name = (struct hat_str){0};
    if (other_kind(tape, properties)) {
        return HAT_OK;
    }
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        uint32_t source = child_named(tape, properties, sources[i]);
        struct hat_str text =
            source != HAT_NO_NODE ? hat_tape_value(tape, source, HAT_W_val) : (struct hat_str){0};
        if (hat_str_starts(text, "goog_rdk_")) { /* Google Docs numbers its controls so */
            return HAT_OK;
        }
        bool yes = false;
        enum hat_status status = hat_adopt_is_name(part, text, &yes);
        if (status != HAT_OK || yes) {
            *name = yes ? text : *name;
            return status;
        }
    }
    return HAT_OK;
}

/* "{{", the mark, the name, "}}". */
static struct hat_str tag_text(struct hat_part_source *part, const char *mark, struct hat_str name)
{
    struct hat_buf buf = {0};
    hat_buf_printf(&buf, "{{%s%.*s}}", mark, (int)name.len, name.ptr);
    return hat_adopt_text(part, &buf);
}

/* ---- one value ---- */

/* Does the control hold a text and no more, so that a value may take its place? */
static bool is_blank(const struct hat_tape *tape, const struct control *control)
{
    uint32_t cells = 0;
    for (uint32_t node = control->content; node != tape->nodes[control->content].match;
         node = tape->nodes[node].next) {
        const struct hat_node *n = &tape->nodes[node];
        if (n->kind == HAT_NODE_TEXT && n->text.len > 0 &&
            memchr(n->text.ptr, '{', n->text.len) != NULL) {
            return false;
        }
        if (n->kind != HAT_NODE_START) {
            continue;
        }
        cells += n->name == HAT_W_tc;
        if (n->name == HAT_W_sdt || n->name == HAT_W_tbl || n->name == HAT_W_tr ||
            n->name == HAT_W_fldChar || n->name == HAT_W_fldSimple || n->name == HAT_W_drawing ||
            n->name == HAT_W_pict || cells > 1) {
            return false;
        }
    }
    return true;
}

/* The placeholder's grey goes; the control says how an entered text looks. */
static void take_entered_look(struct hat_tape *tape, uint32_t properties, uint32_t text)
{
    uint32_t run = tape->nodes[text].up;
    if (tape->nodes[run].name != HAT_W_r || !has(tape, properties, HAT_W_showingPlcHdr)) {
        return;
    }
    uint32_t old = child_named(tape, run, HAT_W_rPr);
    uint32_t look = child_named(tape, properties, HAT_W_rPr);
    if (old != HAT_NO_NODE) {
        hat_tape_remove(tape, old);
    }
    if (look != HAT_NO_NODE) {
        hat_tape_move_before(tape, look, tape->nodes[run].next);
    }
}

/* Paragraphs of the control that hold nothing, now that the value stands in one of them. */
static void remove_other_paragraphs(struct hat_part_source *part, uint32_t content, uint32_t text)
{
    struct hat_tape *tape = &part->tape;
    uint32_t end = tape->nodes[content].match;
    for (uint32_t node = tape->nodes[content].next, next; node != end; node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == HAT_W_p &&
            !hat_tape_inside(tape, text, node) && hat_part_empty(part, node)) {
            next = tape->nodes[tape->nodes[node].match].next;
            hat_tape_remove(tape, node);
        }
    }
}

/* Puts a run into a control that has no text: in its paragraph, or where it stands in a line. */
static enum hat_status fill_empty(struct hat_part_source *part, const struct control *control,
                                  struct hat_str tag)
{
    const struct hat_tape *tape = &part->tape;
    uint32_t paragraph = HAT_NO_NODE, up = control->start;
    uint32_t end = tape->nodes[control->content].match;
    for (uint32_t node = control->content; node != end; node = tape->nodes[node].next) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == HAT_W_p) {
            paragraph = node;
            break;
        }
    }
    while (up != HAT_NO_NODE && tape->nodes[up].name != HAT_W_p) {
        up = tape->nodes[up].up;
    }
    if (paragraph == HAT_NO_NODE && up == HAT_NO_NODE) {
        return HAT_OK;
    }
    uint32_t at = paragraph != HAT_NO_NODE ? tape->nodes[paragraph].match : end;
    return hat_adopt_run(part, at, control->start, tag);
}

static enum hat_status adopt_value(struct hat_part_source *part, const struct control *control,
                                   struct hat_str name)
{
    struct hat_tape *tape = &part->tape;
    uint32_t end = tape->nodes[control->content].match;
    struct hat_str tag = tag_text(part, "", name);
    if (tag.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    uint32_t text = hat_adopt_find_text(part, control->content, end);
    enum hat_status status =
        text == HAT_NO_NODE ? fill_empty(part, control, tag) : hat_adopt_content(part, text, tag);
    if (status == HAT_OK && text != HAT_NO_NODE) {
        hat_adopt_remove_text(part, tape->nodes[control->content].next, end, text);
        remove_other_paragraphs(part, control->content, text);
        take_entered_look(tape, control->properties, text);
    }
    return status;
}

/* ---- a section ---- */

/* A row or paragraph of its own for a section's tag, before `at`. `like` is what repeats. */
static enum hat_status put_section_tag(struct hat_part_source *part, uint32_t at, uint32_t like,
                                       struct hat_str tag)
{
    static const struct {
        enum hat_xml_name name;
        const char *local;
    } outward[] = {{HAT_W_tr, "tr"}, {HAT_W_tc, "tc"}, {HAT_W_p, "p"}};
    struct hat_tape *tape = &part->tape;
    enum hat_xml_name kind = (enum hat_xml_name)tape->nodes[like].name;
    size_t from = kind == HAT_W_tr ? 0 : kind == HAT_W_r ? 3 : 2;
    for (size_t i = from; i < sizeof outward / sizeof *outward; i++) {
        uint32_t made = hat_adopt_element(part, at, like, outward[i].name, outward[i].local);
        if (made == HAT_NO_NODE) {
            return HAT_ERR_NOMEM;
        }
        tape->nodes[made].made = true;
        at = tape->nodes[made].match;
    }
    return tag.ptr == NULL ? HAT_ERR_NOMEM : hat_adopt_run(part, at, like, tag);
}

/* Only the first item stays: Word shows one for each time that the author repeated it. */
static void remove_items(struct hat_tape *tape, uint32_t first)
{
    for (uint32_t item = next_child(tape, first), next; item != HAT_NO_NODE; item = next) {
        next = next_child(tape, item);
        hat_tape_remove(tape, item);
    }
}

static enum hat_status adopt_section(struct hat_part_source *part, const struct control *control,
                                     struct hat_str name, bool *done)
{
    struct hat_tape *tape = &part->tape;
    uint32_t first = child_named(tape, control->content, HAT_W_sdt);
    struct control item = first != HAT_NO_NODE ? control_at(tape, first) : *control;
    uint32_t like = first != HAT_NO_NODE && item.content != HAT_NO_NODE
                        ? first_child(tape, item.content)
                        : HAT_NO_NODE;
    *done = like != HAT_NO_NODE && first_child(tape, control->content) == first &&
            has(tape, item.properties, HAT_W15_repeatingSectionItem);
    if (!*done) {
        return HAT_OK;
    }
    uint32_t behind = tape->nodes[tape->nodes[control->start].match].next;
    enum hat_status status = put_section_tag(part, control->start, like, tag_text(part, "#", name));
    if (status == HAT_OK) {
        status = put_section_tag(part, behind, like, tag_text(part, "/", name));
    }
    remove_items(tape, first);
    unwrap_control(tape, &item);
    return status;
}

/* ---- all controls ---- */

static enum hat_status adopt(struct hat_part_source *part, uint32_t start)
{
    struct hat_tape *tape = &part->tape;
    struct control control = control_at(tape, start);
    struct hat_str name;
    bool done = false;
    if (control.properties == HAT_NO_NODE || control.content == HAT_NO_NODE) {
        return HAT_OK;
    }
    enum hat_status status = name_of(part, control.properties, &name);
    if (status != HAT_OK || name.len == 0) {
        return status;
    }
    if (has(tape, control.properties, HAT_W15_repeatingSection)) {
        status = adopt_section(part, &control, name, &done);
    } else if (!has(tape, control.properties, HAT_W15_repeatingSectionItem) &&
               is_blank(tape, &control)) {
        status = adopt_value(part, &control, name);
        done = true;
    }
    if (done) {
        unwrap_control(tape, &control);
        part->changed = true;
    }
    return status;
}

enum hat_status hat_adopt_controls(struct hat_part_source *part)
{
    const struct hat_tape *tape = &part->tape;
    enum hat_status status = HAT_OK;
    for (uint32_t node = tape->first; node != HAT_NO_NODE && status == HAT_OK;) {
        if (tape->nodes[node].kind == HAT_NODE_START && tape->nodes[node].name == HAT_W_sdt) {
            status = adopt(part, node);
        }
        node = tape->nodes[node].next;
        while (node != HAT_NO_NODE && tape->nodes[node].unlinked) {
            node = tape->nodes[node].next;
        }
    }
    return status;
}
