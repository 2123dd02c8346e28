/* compile.c -- flattens a part's tape into a program.
 *
 * One walk over the tape: whatever is no tag is written as XML to the program's text, where
 * neighbouring pieces join by themselves, and an operation is put in wherever a tag stands. Jumps
 * are set when their target is reached:
 *
 *     TAG#a x TAGelse y TAG/a     each a -> L1,  x,  next,  jump L2,  L1: y,  L2:
 */
#include "template/picture_internal.h"
#include "template/program_internal.h"

#define NO_OP UINT32_MAX

/* A section that is being compiled. */
struct open_section {
    uint32_t tag;
    uint32_t test;  /* its EACH, IF or UNLESS whose target is not known yet; NO_OP: none */
    uint32_t jumps; /* JUMPs to its end, chained by `to`; NO_OP: none */
    uint32_t each;  /* EACH that still needs its NEXT; NO_OP: none */
};

struct compile {
    struct hat_part_source *part;
    struct hat_program *program;
    struct open_section *open;
    size_t open_count, open_cap;
    size_t depth, marks;
    uint32_t picture; /* PICTURE of the frame that is being written: they do not nest */
    size_t from;      /* where the text that no operation writes yet begins */
    bool hold;        /* that text is the beginning of a table that may be empty */
    bool failed;      /* out of memory */
};

static uint32_t put_op(struct compile *c, enum hat_op_code code, uint32_t a, uint32_t b)
{
    struct hat_program *program = c->program;
    if (program->count >= NO_OP ||
        !hat_mem_grow(&program->ops, program->count, &program->cap, sizeof *program->ops)) {
        c->failed = true;
        return NO_OP;
    }
    program->ops[program->count] = (struct hat_op){.code = code, .a = a, .b = b};
    return (uint32_t)program->count++;
}

/* Gives the pending text to an operation. */
static void flush_as(struct compile *c, enum hat_op_code code)
{
    size_t len = c->program->text.len - c->from;
    put_op(c, code, (uint32_t)c->from, (uint32_t)len);
    c->from = c->program->text.len;
}

static void flush(struct compile *c)
{
    if (c->program->text.len > c->from) {
        flush_as(c, c->hold ? HAT_OP_HOLD : HAT_OP_TEXT);
        c->hold = false;
    }
}

static void put_text(struct compile *c, struct hat_str text)
{
    hat_buf_put(&c->program->text, text.ptr, text.len);
}

static uint32_t here(struct compile *c)
{
    flush(c);
    return (uint32_t)c->program->count;
}

static void set_target(struct compile *c, uint32_t op, uint32_t target)
{
    if (op != NO_OP && !c->failed) {
        c->program->ops[op].to = target;
    }
}

/* ---- sections ---- */

static void open_section(struct compile *c, uint32_t tag)
{
    static const enum hat_op_code codes[] = {[HAT_TAG_SECTION] = HAT_OP_EACH,
                                             [HAT_TAG_INVERTED] = HAT_OP_UNLESS,
                                             [HAT_TAG_IF] = HAT_OP_IF};
    enum hat_op_code code = codes[c->part->tags[tag].kind];
    if (!hat_mem_grow(&c->open, c->open_count, &c->open_cap, sizeof *c->open)) {
        c->failed = true;
        return;
    }
    flush(c);
    uint32_t op = put_op(c, code, tag, 0);
    c->open[c->open_count++] = (struct open_section){
        .tag = tag, .test = op, .jumps = NO_OP, .each = code == HAT_OP_EACH ? op : NO_OP};
    if (code == HAT_OP_EACH && ++c->depth > c->program->depth) {
        c->program->depth = c->depth;
    }
}

/* The end of a section's body: its NEXT. */
static void end_body(struct compile *c, struct open_section *section)
{
    flush(c);
    if (section->each != NO_OP) {
        set_target(c, put_op(c, HAT_OP_NEXT, 0, 0), section->each + 1);
        section->each = NO_OP;
        c->depth--;
    }
}

static void put_else(struct compile *c, uint32_t tag)
{
    struct open_section *section = &c->open[c->open_count - 1];
    end_body(c, section);
    uint32_t jump = put_op(c, HAT_OP_JUMP, 0, 0);
    set_target(c, jump, section->jumps);
    section->jumps = jump;
    set_target(c, section->test, here(c));
    section->test = NO_OP;
    if (c->part->tags[tag].kind == HAT_TAG_ELSE_IF) {
        section->test = put_op(c, HAT_OP_IF, tag, 0);
    }
}

static void close_section(struct compile *c)
{
    struct open_section *section = &c->open[--c->open_count];
    end_body(c, section);
    uint32_t target = here(c);
    set_target(c, section->test, target);
    for (uint32_t jump = section->jumps; jump != NO_OP && !c->failed;) {
        uint32_t next = c->program->ops[jump].to;
        set_target(c, jump, target);
        jump = next;
    }
}

/* ---- values ---- */

static void put_link(struct compile *c, uint32_t index)
{
    const struct hat_tag *tag = &c->part->tags[index];
    flush(c);
    uint32_t link = put_op(c, HAT_OP_LINK, index, 0);
    put_text(c, tag->link->text);
    flush(c);
    put_op(c, HAT_OP_VALUE, index, 0);
    put_text(c, tag->link->close);
    flush(c);
    uint32_t jump = put_op(c, HAT_OP_JUMP, 0, 0);
    set_target(c, link, here(c));
    put_text(c, tag->link->plain_open);
    flush(c);
    put_op(c, HAT_OP_VALUE, index, 0);
    put_text(c, tag->link->plain_close);
    set_target(c, jump, here(c));
    c->program->links = true;
}

/* ---- pictures ---- */

static void put_fact(struct compile *c, enum hat_picture_fact fact)
{
    flush(c);
    put_op(c, HAT_OP_FACT, (uint32_t)fact, 0);
}

/* The jump over a picture that is not there. */
static uint32_t begin_picture(struct compile *c, uint32_t tag)
{
    flush(c);
    c->program->pictures = true;
    c->program->links = true;
    return put_op(c, HAT_OP_PICTURE, tag, 0);
}

static void put_vector(struct compile *c);

static void put_mark_of_picture(struct compile *c, char mark, struct hat_str prefix)
{
    bool strict = hat_part_is_strict(c->part);
    switch (mark) {
    case HAT_PICTURE_MARK_PREFIX:
        put_text(c, prefix);
        break;
    case HAT_PICTURE_MARK_VECTOR:
        put_vector(c);
        break;
    case HAT_PICTURE_MARK_DRAWINGML:
        put_text(c, strict ? HAT_STR("http://purl.oclc.org/ooxml/drawingml/")
                           : HAT_STR("http://schemas.openxmlformats.org/drawingml/2006/"));
        break;
    case HAT_PICTURE_MARK_RELATIONS:
        put_text(c, hat_str_from(hat_part_relations_uri(c->part)));
        break;
    default:
        put_fact(c, (enum hat_picture_fact)(mark - HAT_PICTURE_MARK_FACT));
        break;
    }
}

static void put_markup(struct compile *c, const char *at, struct hat_str prefix)
{
    while (*at != '\0') {
        if (*at < HAT_PICTURE_MARKS) {
            put_mark_of_picture(c, *at++, prefix);
        } else {
            size_t len = 0;
            while (at[len] >= HAT_PICTURE_MARKS || at[len] < 0) { /* a byte of UTF-8 is below 0 */
                len++;
            }
            put_text(c, (struct hat_str){at, len});
            at += len;
        }
    }
}

/* What an SVG needs beside its picture of points; other pictures jump over it. */
static void put_vector(struct compile *c)
{
    flush(c);
    uint32_t vector = put_op(c, HAT_OP_VECTOR, 0, 0);
    put_markup(c, hat_picture_svg_markup(), (struct hat_str){0});
    set_target(c, vector, here(c));
}

static void put_picture(struct compile *c, uint32_t index)
{
    const struct hat_tape *tape = &c->part->tape;
    struct hat_str prefix =
        hat_tape_prefix(tape, tape->nodes[c->part->tags[index].node].up); /* of w:t */
    uint32_t picture = begin_picture(c, index);
    put_markup(c, hat_picture_markup(c->part->dialect->format), prefix);
    set_target(c, picture, here(c));
}

/* The picture whose frame the element is; NULL: none. */
static const struct hat_picture_frame *frame_at(const struct compile *c, uint32_t start)
{
    for (size_t i = 0; i < c->part->frame_count && c->part->tape.nodes[start].framed; i++) {
        if (c->part->frames[i].start == start) {
            return &c->part->frames[i];
        }
    }
    return NULL;
}

static void put_tag(struct compile *c, uint32_t index)
{
    const struct hat_tag *tag = &c->part->tags[index];
    switch (tag->kind) {
    case HAT_TAG_VALUE:
        if (tag->picture != NULL) {
            put_picture(c, index);
        } else if (tag->own_link) {
            put_link(c, index);
        } else {
            flush(c);
            put_op(c, HAT_OP_VALUE, index, 0);
        }
        break;
    case HAT_TAG_SECTION:
    case HAT_TAG_INVERTED:
    case HAT_TAG_IF:
        open_section(c, index);
        break;
    case HAT_TAG_ELSE:
    case HAT_TAG_ELSE_IF:
        put_else(c, index);
        break;
    case HAT_TAG_CLOSE:
        close_section(c);
        break;
    default:
        break;
    }
}

/* ---- elements ---- */

/* The name of an attribute value that must be unique: for the end of something that of its start,
 * which is one of those put last. NO_OP: none, or memory ends. */
static uint32_t unique_name(struct compile *c, enum hat_unique kind, struct hat_str text)
{
    enum { LOOK_BACK = 256 };
    struct hat_program *program = c->program;
    if (kind == HAT_UNIQUE_SAME) {
        size_t least = program->name_count > LOOK_BACK ? program->name_count - LOOK_BACK : 0;
        for (size_t i = program->name_count; i > least; i--) {
            if (hat_str_equal(program->names[i - 1].text, text)) {
                return (uint32_t)i - 1;
            }
        }
        return NO_OP;
    }
    if (!hat_mem_grow(&program->names, program->name_count, &program->name_cap,
                      sizeof *program->names)) {
        c->failed = true;
        return NO_OP;
    }
    program->names[program->name_count] =
        (struct hat_unique_name){.text = text, .number = kind == HAT_UNIQUE_NUMBER};
    return (uint32_t)program->name_count++;
}

static void put_attribute(struct compile *c, uint32_t node,
                          const struct hat_tape_attribute *attribute)
{
    struct hat_buf *text = &c->program->text;
    const struct hat_node *n = &c->part->tape.nodes[node];
    bool repeats = c->depth > 0 && !c->hold;
    if (c->depth > 0 && c->hold &&
        (attribute->name == HAT_TABLE_name || attribute->name == HAT_XML_id)) {
        return; /* of a table or list whose text is held: it can do without */
    }
    /* a list behind a section may go on with the last one of the section */
    enum hat_unique kind =
        repeats || attribute->name == HAT_TEXT_continue_list
            ? hat_unique_kind(c->part->dialect->format, (enum hat_xml_name)n->name, attribute->name)
            : HAT_UNIQUE_NOT;
    if (kind == HAT_UNIQUE_DROP) {
        return;
    }
    enum hat_picture_fact fact;
    if (n->framed && hat_picture_attribute((enum hat_xml_name)n->name, attribute->name, &fact)) {
        hat_tape_put_attribute(attribute, false, text);
        put_fact(c, fact);
        hat_buf_put(text, "\"", 1);
        return;
    }
    uint32_t name = kind != HAT_UNIQUE_NOT ? unique_name(c, kind, attribute->value) : NO_OP;
    hat_tape_put_attribute(attribute, name == NO_OP, text);
    if (name != NO_OP) {
        flush(c);
        put_op(c, HAT_OP_UNIQUE, name, kind == HAT_UNIQUE_SAME);
        hat_buf_put(text, "\"", 1);
    }
}

/* The start tag, attribute by attribute; an address with tags comes last, as an operation. */
static void put_start_tag(struct compile *c, uint32_t node, bool empty)
{
    const struct hat_tape *tape = &c->part->tape;
    const struct hat_node *n = &tape->nodes[node];
    hat_buf_put(&c->program->text, "<", 1);
    put_text(c, n->text);
    for (uint32_t i = 0; i < n->as.attributes.count; i++) {
        const struct hat_tape_attribute *a = &tape->attributes[n->as.attributes.first + i];
        bool address = n->address > 0 && a->name == c->part->addresses[n->address - 1].attribute;
        if (!a->removed && !address) {
            put_attribute(c, node, a);
        }
    }
    if (n->address > 0) {
        flush(c);
        put_op(c, HAT_OP_ADDRESS, n->address - 1, 0);
        c->program->links = c->program->links || !c->part->addresses[n->address - 1].plain;
    }
    put_text(c, empty ? HAT_STR("/>") : HAT_STR(">"));
}

/* A START; true when it was written together with its END. */
static bool put_start(struct compile *c, uint32_t node)
{
    struct hat_tape *tape = &c->part->tape;
    bool blip = tape->nodes[node].framed && tape->nodes[node].name == HAT_A_blip;
    bool empty = tape->nodes[node].next == tape->nodes[node].match && !blip;
    if (tape->nodes[node].held && hat_role_of(c->part->dialect, tape, node) == HAT_ROLE_TABLE) {
        flush(c);
        c->hold = true;
        c->program->marks += ++c->marks > c->program->marks;
    }
    const struct hat_picture_frame *frame = frame_at(c, node);
    if (frame != NULL) {
        size_t index = c->part->tag_count + (size_t)(frame - c->part->frames);
        c->picture = begin_picture(c, (uint32_t)index);
    }
    put_start_tag(c, node, empty);
    return empty;
}

static void put_end(struct compile *c, uint32_t node)
{
    struct hat_tape *tape = &c->part->tape;
    uint32_t start = tape->nodes[node].match;
    bool held =
        tape->nodes[start].held && hat_role_of(c->part->dialect, tape, start) == HAT_ROLE_TABLE;
    if (held) {
        flush(c);
        c->marks--;
    }
    if (tape->nodes[start].framed && tape->nodes[start].name == HAT_A_blip) {
        put_vector(c);
    }
    hat_tape_put(tape, node, NULL, &c->program->text);
    if (held) {
        flush_as(c, HAT_OP_RELEASE);
    }
    if (frame_at(c, start) != NULL) {
        set_target(c, c->picture, here(c));
    }
}

static void put_mark(struct compile *c, const struct hat_node *n)
{
    flush(c);
    if (n->kind == HAT_NODE_MARK) {
        c->program->marks += ++c->marks > c->program->marks;
        put_op(c, HAT_OP_MARK, 0, 0);
    } else {
        put_text(c, n->text);
        flush_as(c, HAT_OP_ENSURE);
        c->marks--;
    }
}

/* White space between the rows of a table that may be empty must not count as content. */
static bool between_held_rows(const struct compile *c, const struct hat_node *n)
{
    return n->up != HAT_NO_NODE && c->part->tape.nodes[n->up].held &&
           hat_role_of(c->part->dialect, &c->part->tape, n->up) == HAT_ROLE_TABLE;
}

static void put_node(struct compile *c, uint32_t *node)
{
    struct hat_tape *tape = &c->part->tape;
    const struct hat_node *n = &tape->nodes[*node];
    switch (n->kind) {
    case HAT_NODE_START:
        if (put_start(c, *node)) {
            *node = tape->nodes[*node].match;
        }
        break;
    case HAT_NODE_END:
        put_end(c, *node);
        break;
    case HAT_NODE_TAG:
        put_tag(c, n->as.tag);
        break;
    case HAT_NODE_MARK:
    case HAT_NODE_ENSURE:
        put_mark(c, n);
        break;
    default:
        if (!between_held_rows(c, n)) {
            hat_tape_put(tape, *node, NULL, &c->program->text);
        }
        break;
    }
}

/* The program takes the tags; those of frames come then, and those of addresses last, address
 * i's being first + i. */
static bool take_tags(struct compile *c)
{
    struct hat_part_source *part = c->part;
    for (size_t i = 0; i < part->frame_count; i++) {
        if (!hat_mem_grow(&part->tags, part->tag_count, &part->tag_cap, sizeof *part->tags)) {
            return false;
        }
        part->tags[part->tag_count++] = part->frames[i].tag;
    }
    for (size_t i = 0; i < part->address_count; i++) {
        if (!hat_mem_grow(&part->tags, part->tag_count, &part->tag_cap, sizeof *part->tags)) {
            return false;
        }
        part->tags[part->tag_count++] = part->addresses[i].tag;
    }
    c->program->tags = part->tags;
    c->program->tag_count = part->tag_count;
    c->program->addresses = part->addresses;
    c->program->address_count = part->address_count;
    part->tags = NULL;
    part->addresses = NULL;
    part->tag_count = part->tag_cap = part->address_count = part->address_cap = 0;
    return true;
}

enum hat_status hat_part_compile(struct hat_part_source *part, struct hat_program **out)
{
    struct hat_program *program = hat_mem_zalloc(1, sizeof *program);
    if (program == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct compile c = {.part = part, .program = program};
    program->part = part->name;
    program->dialect = part->dialect;
    put_text(&c, part->tape.declaration);
    for (uint32_t node = part->tape.first; node != HAT_NO_NODE && !c.failed;
         node = part->tape.nodes[node].next) {
        put_node(&c, &node);
    }
    flush(&c);
    put_op(&c, HAT_OP_END, 0, 0);
    hat_mem_free(c.open);
    if (c.failed || hat_buf_failed(&program->text) || program->text.len > UINT32_MAX ||
        !take_tags(&c)) {
        hat_program_free(program);
        return HAT_ERR_NOMEM;
    }
    *out = program;
    return HAT_OK;
}

void hat_program_free(struct hat_program *program)
{
    if (program != NULL) {
        hat_mem_free(program->ops);
        hat_mem_free(program->tags);
        hat_mem_free(program->addresses);
        hat_mem_free(program->names);
        hat_buf_fini(&program->text);
        hat_mem_free(program);
    }
}
