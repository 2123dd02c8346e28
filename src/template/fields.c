/* fields.c -- fields of a DOCX that run or fetch something: they go, and their last result stays as
 * text (ECMA-376-1 §17.16). Fields of a mail merge become tags, see adopt_fields.c.
 *
 *     begin  DDEAUTO excel ...  separate  42  end     ->   42
 *     begin  MERGEFIELD org  separate  «org»  end     ->   {{org}}
 *
 * An instruction may be split over runs, so its first words are collected until `separate`. Fields
 * nest; each level has an entry on a small stack.
 */
#include "template/adopt_internal.h"
#include "template/clean_internal.h"

enum { WORDS_MAX = 512, DEPTH_MAX = 32 };

struct field {
    uint32_t begin, separate; /* the latter HAT_NO_NODE: not yet */
    char words[WORDS_MAX];
    size_t len;
};

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The address of `HYPERLINK "..."`; .len 0: none, or a place in the document. */
static struct hat_str hyperlink_address(struct hat_str words)
{
    const char *open = memchr(words.ptr, '"', words.len);
    const char *backslash = memchr(words.ptr, '\\', words.len);
    if (open == NULL || (backslash != NULL && backslash < open)) {
        return (struct hat_str){0};
    }
    size_t rest = words.len - (size_t)(open + 1 - words.ptr);
    const char *close = memchr(open + 1, '"', rest);
    return (struct hat_str){open + 1, close != NULL ? (size_t)(close - open) - 1 : rest};
}

static bool dangerous(struct hat_str words)
{
    static const char *const names[] = {"DDE",     "DDEAUTO",     "LINK",     "INCLUDETEXT",
                                        "INCLUDE", "IMPORT",      "DATABASE", "INCLUDEPICTURE",
                                        "EMBED",   "MACROBUTTON", "CONTROL",  "HTMLCONTROL",
                                        "RD"};
    char name[24];
    size_t at = 0, len = 0;
    while (at < words.len && (words.ptr[at] == ' ' || words.ptr[at] == '\t')) {
        at++;
    }
    while (at < words.len && words.ptr[at] > ' ' && len + 1 < sizeof name) {
        name[len++] = upper(words.ptr[at++]);
    }
    name[len] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    struct hat_str address = hyperlink_address(words);
    return strcmp(name, "HYPERLINK") == 0 && address.len > 0 &&
           memchr(address.ptr, '{', address.len) == NULL && !hat_link_allowed(address);
}

static void report(struct hat_part_source *part, uint32_t node, struct hat_str words)
{
    const struct hat_place place = {
        .file = part->file, .part = part->name, .line = part->tape.nodes[node].line};
    hat_diags_add(part->diags, HAT_MSG_ACTIVE_LEFT_OUT, &place, words);
    part->changed = true;
}

static void remove_inline(struct hat_part_source *part, uint32_t node)
{
    uint32_t up = part->tape.nodes[node].up;
    hat_tape_remove(&part->tape, node);
    hat_part_drop_empty(part, up);
}

/* Takes the field's own marks and instruction out, between its begin and `last`. */
static void remove_field(struct hat_part_source *part, uint32_t begin, uint32_t last)
{
    struct hat_tape *tape = &part->tape;
    int depth = 0;
    for (uint32_t node = begin, next; node != HAT_NO_NODE; node = next) {
        next = tape->nodes[node].next;
        bool starts = tape->nodes[node].kind == HAT_NODE_START;
        bool is_last = node == last;
        if (starts && tape->nodes[node].name == HAT_W_fldChar) {
            struct hat_str type = hat_tape_value(tape, node, HAT_W_fldCharType);
            depth += hat_str_is(type, "begin");
            next = tape->nodes[tape->nodes[node].match].next;
            bool own = depth == 1;
            depth -= hat_str_is(type, "end");
            if (own) {
                remove_inline(part, node);
            }
        } else if (starts && tape->nodes[node].name == HAT_W_instrText && depth == 1) {
            next = tape->nodes[tape->nodes[node].match].next;
            remove_inline(part, node);
        }
        if (is_last) {
            return;
        }
    }
}

struct walk {
    struct hat_part_source *part;
    struct field *fields;
    size_t depth; /* may be more than DEPTH_MAX: those are not looked at */
    enum hat_status status;
};

static struct field *top(struct walk *w)
{
    return w->depth > 0 && w->depth <= DEPTH_MAX ? &w->fields[w->depth - 1] : NULL;
}

/* The field ends: it goes when it is dangerous or became a tag. `around` is the one it is in. */
static void on_end(struct walk *w, const struct field *field, uint32_t end,
                   const struct field *around)
{
    struct hat_str words = {field->words, field->len};
    bool goes = dangerous(words);
    if (goes) {
        report(w->part, field->begin, words);
    } else {
        const struct hat_old_field old = {.begin = field->begin,
                                          .separate = field->separate,
                                          .end = end,
                                          .words = words,
                                          .inside =
                                              around != NULL && around->separate == HAT_NO_NODE};
        w->status = hat_adopt_field(w->part, &old, &goes);
    }
    if (goes) {
        remove_field(w->part, field->begin, end);
    }
}

static void on_mark(struct walk *w, uint32_t node)
{
    struct hat_str type = hat_tape_value(&w->part->tape, node, HAT_W_fldCharType);
    if (hat_str_is(type, "begin")) {
        if (w->depth < DEPTH_MAX) {
            w->fields[w->depth].begin = node;
            w->fields[w->depth].len = 0;
            w->fields[w->depth].separate = HAT_NO_NODE;
        }
        w->depth++;
        return;
    }
    struct field *field = top(w);
    if (hat_str_is(type, "separate") && field != NULL) {
        field->separate = node;
    } else if (hat_str_is(type, "end") && w->depth > 0) {
        w->depth--;
        if (field != NULL) {
            on_end(w, field, node, top(w));
        }
    }
}

static void on_instruction(struct walk *w, uint32_t node)
{
    const struct hat_node *nodes = w->part->tape.nodes;
    struct field *field = top(w);
    for (uint32_t at = nodes[node].next;
         field != NULL && field->separate == HAT_NO_NODE && at != nodes[node].match;
         at = nodes[at].next) {
        if (nodes[at].kind == HAT_NODE_TEXT) {
            size_t room = WORDS_MAX - field->len;
            size_t len = nodes[at].text.len < room ? nodes[at].text.len : room;
            memcpy(field->words + field->len, nodes[at].text.ptr, len);
            field->len += len;
        }
    }
}

enum hat_status hat_clean_fields(struct hat_part_source *part)
{
    struct hat_tape *tape = &part->tape;
    struct walk w = {.part = part, .fields = hat_mem_zalloc(DEPTH_MAX, sizeof *w.fields)};
    if (w.fields == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t node = tape->first, next; node != HAT_NO_NODE && w.status == HAT_OK;
         node = next) {
        next = tape->nodes[node].next;
        if (tape->nodes[node].kind != HAT_NODE_START) {
            continue;
        }
        struct hat_str instruction = hat_tape_value(tape, node, HAT_W_instr);
        switch (tape->nodes[node].name) {
        case HAT_W_fldChar:
            next = tape->nodes[tape->nodes[node].match].next;
            on_mark(&w, node);
            while (next != HAT_NO_NODE && tape->nodes[next].unlinked) {
                next = tape->nodes[next].next;
            }
            break;
        case HAT_W_instrText:
            on_instruction(&w, node);
            break;
        case HAT_W_fldSimple:
            if (instruction.len > 0 && dangerous(instruction)) {
                report(part, node, instruction);
                hat_tape_unwrap(tape, node);
            } else {
                w.status = hat_adopt_simple_field(part, node, instruction);
            }
            break;
        default:
            break;
        }
    }
    hat_mem_free(w.fields);
    return w.status;
}
