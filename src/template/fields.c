/* fields.c -- fields of a DOCX that run or fetch something: they go, and their last result stays as
 * text (ECMA-376-1 §17.16). Fields of a mail merge become tags, see adopt_fields.c.
 *
 *     begin  DDEAUTO excel ...  separate  42  end     ->   42
 *     begin  MERGEFIELD org  separate  «org»  end     ->   {{org}}
 *
 * An instruction may be split over runs, so its words are collected until `separate`. Fields nest;
 * each level has an entry on a small stack. A field in the instruction of an IF becomes one of its
 * words; the IF, when it becomes a tag, goes with all that is in it (adopt_if.c).
 */
#include "template/adopt_internal.h"
#include "template/clean_internal.h"

enum { WORDS_MAX = 16 * 1024, DEPTH_MAX = 32 };

struct field {
    uint32_t begin, separate; /* the latter HAT_NO_NODE: not yet */
    struct hat_buf words;
    bool odd; /* an IF with a field in it that has no tag */
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

/* Takes the field's own marks and instruction out, between its begin and `last`; `all`: those of
 * the fields in it, too. */
static void remove_field(struct hat_part_source *part, uint32_t begin, uint32_t last, bool all)
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
            bool own = all || depth == 1;
            depth -= hat_str_is(type, "end");
            if (own) {
                remove_inline(part, node);
            }
        } else if (starts && tape->nodes[node].name == HAT_W_instrText && (all || depth == 1)) {
            next = tape->nodes[tape->nodes[node].match].next;
            remove_inline(part, node);
        } else if (starts && all && tape->nodes[node].name == HAT_W_fldSimple &&
                   hat_part_empty(part, node)) {
            next = tape->nodes[tape->nodes[node].match].next;
            hat_tape_remove(tape, node);
        }
        while (next != HAT_NO_NODE && tape->nodes[next].unlinked) {
            next = tape->nodes[next].next;
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

static struct hat_str words_of(const struct field *field)
{
    return (struct hat_str){field->words.len > 0 ? field->words.data : "", field->words.len};
}

/* Is it in the instruction of an IF? */
static bool in_condition(const struct field *around)
{
    return around != NULL && around->separate == HAT_NO_NODE && hat_adopt_is_if(words_of(around));
}

/* A field in the instruction of an IF becomes a word of it. */
static void take_inner(struct walk *w, struct field *around, uint32_t node, struct hat_str words)
{
    struct hat_str tag;
    w->status = hat_adopt_inner(w->part, node, words, &tag);
    around->odd = around->odd || tag.ptr == NULL;
    if (w->status == HAT_OK && tag.ptr != NULL) {
        hat_buf_printf(&around->words, "%c%.*s%c", HAT_ADOPTED_OPEN, (int)tag.len, tag.ptr,
                       HAT_ADOPTED_CLOSE);
    }
}

/* The field ends: it goes when it is dangerous or became a tag. `around` is the one it is in. */
static void on_end(struct walk *w, const struct field *field, uint32_t end, struct field *around)
{
    struct hat_str words = words_of(field);
    bool goes = dangerous(words), condition = hat_adopt_is_if(words);
    if (goes) {
        report(w->part, field->begin, words);
    } else if (in_condition(around)) {
        if (field->odd) {
            around->odd = true;
        } else {
            take_inner(w, around, field->begin, words);
        }
        return;
    } else if (!field->odd) {
        const struct hat_old_field old = {.begin = field->begin,
                                          .separate = field->separate,
                                          .end = end,
                                          .words = words,
                                          .inside =
                                              around != NULL && around->separate == HAT_NO_NODE};
        w->status = hat_adopt_field(w->part, &old, &goes);
    }
    if (condition && !goes && memchr(words.ptr, HAT_ADOPTED_OPEN, words.len) != NULL) {
        hat_adopt_report(w->part, field->begin, HAT_MSG_OLD_FIELD_STAYS, HAT_STR("IF"),
                         (struct hat_str){0});
    }
    if (goes) {
        remove_field(w->part, field->begin, end, condition);
    }
}

static void on_mark(struct walk *w, uint32_t node)
{
    struct hat_str type = hat_tape_value(&w->part->tape, node, HAT_W_fldCharType);
    if (hat_str_is(type, "begin")) {
        if (w->depth < DEPTH_MAX) {
            w->fields[w->depth].begin = node;
            w->fields[w->depth].words.len = 0;
            w->fields[w->depth].odd = false;
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
            size_t room = field->words.len < WORDS_MAX ? WORDS_MAX - field->words.len : 0;
            size_t len = nodes[at].text.len < room ? nodes[at].text.len : room;
            hat_buf_put(&field->words, nodes[at].text.ptr, len);
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
            } else if (in_condition(top(&w))) {
                take_inner(&w, top(&w), node, instruction);
            } else {
                w.status = hat_adopt_simple_field(part, node, instruction);
            }
            break;
        default:
            break;
        }
    }
    for (size_t i = 0; i < DEPTH_MAX; i++) {
        w.status = hat_buf_failed(&w.fields[i].words) ? HAT_ERR_NOMEM : w.status;
        hat_buf_fini(&w.fields[i].words);
    }
    hat_mem_free(w.fields);
    return w.status;
}
