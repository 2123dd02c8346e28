/* pattern.c -- patterns of a schema, matched in time linear in the text.
 *
 *     №?[0-9]{1,3}     https?://.*     (бала|бөбек).+
 *
 * A pattern is read by position, without a tree: the set of positions that the text may have
 * reached moves on with each character, so no pattern and no text take long (unlike backtracking).
 * Known: characters, . , [a-zа-я] [^...], \d \w \s \. , ( | ), * + ? {m,n}, ^ and $ at the ends.
 */
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/schema_internal.h"

enum { NODES_MAX = 1024, DEPTH_MAX = 16, REPEAT_MAX = 64 };

/* Thompson's machine: a character to pass, a fork, or the end. */
enum kind { PASS, FORK, JUMP, END };

struct node {
    enum kind kind;
    size_t from, to; /* PASS: bytes of the pattern that say which characters */
    int next, other; /* FORK: both; JUMP, PASS: next */
};

/* While a pattern is read. */
struct machine {
    struct hat_str pattern;
    size_t at;
    struct node nodes[NODES_MAX];
    int count;
    bool failed;
};

struct hat_pattern {
    struct hat_str text;
    const struct node *nodes;
    int count, begin, end;
};

static int add(struct machine *machine, enum kind kind)
{
    if (machine->count == NODES_MAX) {
        machine->failed = true;
        return NODES_MAX - 1;
    }
    machine->nodes[machine->count] = (struct node){.kind = kind, .next = -1, .other = -1};
    return machine->count++;
}

static bool at_end(const struct machine *machine)
{
    return machine->at >= machine->pattern.len;
}

static char peek(const struct machine *machine)
{
    return at_end(machine) ? '\0' : machine->pattern.ptr[machine->at];
}

/* Bytes of one character class or character at `at`. */
static size_t unit_len(struct hat_str pattern, size_t at)
{
    size_t used = 1, end = at;
    if (pattern.ptr[at] == '[') {
        end = at + 1;
        end += end < pattern.len && pattern.ptr[end] == '^';
        end += end < pattern.len && pattern.ptr[end] == ']';
        while (end < pattern.len && pattern.ptr[end] != ']') {
            end += pattern.ptr[end] == '\\' ? 2 : 1;
        }
        return end < pattern.len ? end + 1 - at : 0;
    }
    if (pattern.ptr[at] == '\\') {
        at++;
        end = at < pattern.len;
        hat_utf8_decode(pattern.ptr + at, end > 0 ? pattern.len - at : 1, &used);
        return end > 0 ? used + 1 : 0;
    }
    hat_utf8_decode(pattern.ptr + at, pattern.len - at, &used);
    return used;
}

static int read_choice(struct machine *machine, int begin, int depth);

/* A character, class or group; begins at node `begin`, returns the node behind it. */
static int read_atom(struct machine *machine, int begin, int depth)
{
    char c = peek(machine);
    if (c == '(') {
        machine->at++;
        if (machine->pattern.len - machine->at >= 2 &&
            memcmp(machine->pattern.ptr + machine->at, "?:", 2) == 0) {
            machine->at += 2;
        }
        int end = read_choice(machine, begin, depth + 1);
        machine->failed = machine->failed || peek(machine) != ')';
        machine->at++;
        return end;
    }
    size_t len =
        c == '*' || c == '+' || c == '?' || c == '{' ? 0 : unit_len(machine->pattern, machine->at);
    int end = add(machine, JUMP);
    struct node *node = &machine->nodes[begin];
    machine->failed = machine->failed || len == 0;
    node->kind = PASS;
    node->from = machine->at;
    node->to = machine->at + len;
    node->next = end;
    machine->at += len > 0 ? len : 1;
    return end;
}

static int read_count(struct machine *machine)
{
    int number = 0;
    bool any = false;
    for (; peek(machine) >= '0' && peek(machine) <= '9'; machine->at++) {
        number = number < REPEAT_MAX ? number * 10 + (peek(machine) - '0') : number;
        any = true;
    }
    return any ? number : -1;
}

/* "*", "+", "?", "{2}", "{2,}", "{2,5}" -> least and most; most -1: without end. */
static bool read_repeat(struct machine *machine, int *least, int *most)
{
    char c = peek(machine);
    *least = c == '+';
    *most = c == '?' ? 1 : -1;
    if (c == '*' || c == '+' || c == '?') {
        machine->at++;
        return true;
    }
    if (c != '{') {
        return false;
    }
    machine->at++;
    *least = *most = read_count(machine);
    if (peek(machine) == ',') {
        machine->at++;
        *most = read_count(machine);
    }
    bool bad = *least < 0 || *least > REPEAT_MAX || *most > REPEAT_MAX || peek(machine) != '}';
    machine->failed = machine->failed || bad;
    machine->at++;
    return true;
}

/* An atom as often as what follows it says: it is read again for each time. */
static int read_repeated(struct machine *machine, int begin, int depth)
{
    size_t atom = machine->at;
    int least, most, probe = machine->count;
    int end = read_atom(machine, begin, depth); /* once, to see what follows */
    if (machine->failed || !read_repeat(machine, &least, &most)) {
        return end;
    }
    size_t behind = machine->at;
    machine->count = probe;
    int here = begin, last = add(machine, JUMP);
    machine->nodes[begin].kind = JUMP;
    for (int i = 0; !machine->failed && i < (most < 0 ? least + 1 : most); i++) {
        int inner = add(machine, JUMP);
        machine->nodes[here] = (struct node){
            .kind = i < least ? JUMP : FORK, .next = inner, .other = i < least ? -1 : last};
        machine->at = atom;
        int done = read_atom(machine, inner, depth);
        bool loop = most < 0 && i == least;
        machine->nodes[done] = (struct node){.kind = JUMP, .next = loop ? here : -1, .other = -1};
        here = loop ? -1 : done;
    }
    if (here >= 0) {
        machine->nodes[here] = (struct node){.kind = JUMP, .next = last, .other = -1};
    }
    machine->at = behind;
    return last;
}

static int read_sequence(struct machine *machine, int begin, int depth)
{
    int here = begin;
    while (!machine->failed && !at_end(machine) && peek(machine) != '|' && peek(machine) != ')') {
        here = read_repeated(machine, here, depth);
    }
    return here;
}

static int read_choice(struct machine *machine, int begin, int depth)
{
    int end = add(machine, JUMP), here = begin;
    machine->failed = machine->failed || depth > DEPTH_MAX;
    while (!machine->failed) {
        int branch = add(machine, JUMP), other = add(machine, JUMP);
        machine->nodes[here] = (struct node){.kind = FORK, .next = branch, .other = other};
        int done = read_sequence(machine, branch, depth);
        machine->nodes[done] = (struct node){.kind = JUMP, .next = end, .other = -1};
        here = other;
        if (peek(machine) != '|') {
            break;
        }
        machine->at++;
    }
    return end;
}

/* ---- matching ---- */

static bool is_escaped_class(char letter, uint32_t cp)
{
    bool digit = hat_unicode_digit(cp);
    switch (letter) {
    case 'd':
        return digit;
    case 'D':
        return !digit;
    case 'w':
        return digit || hat_unicode_letter(cp) || cp == '_';
    case 's':
        return hat_unicode_space(cp);
    case 'S':
        return !hat_unicode_space(cp);
    default:
        return cp == (unsigned char)letter;
    }
}

static bool class_has(struct hat_str class, uint32_t cp)
{
    bool not = class.len > 0 && class.ptr[0] == '^', in = false;
    for (size_t at = not, used = 0; at < class.len; at += used) {
        uint32_t first = hat_utf8_decode(class.ptr + at, class.len - at, &used);
        if (first == '\\' && at + 1 < class.len) {
            in = in || is_escaped_class(class.ptr[at + 1], cp);
            used = 2;
            continue;
        }
        uint32_t last = first;
        if (at + used + 1 < class.len && class.ptr[at + used] == '-') {
            at += used + 1;
            last = hat_utf8_decode(class.ptr + at, class.len - at, &used);
        }
        in = in || (cp >= first && cp <= last);
    }
    return in != not ;
}

static bool passes(struct hat_str unit, uint32_t cp)
{
    size_t used;
    if (unit.ptr[0] == '[') {
        return class_has((struct hat_str){unit.ptr + 1, unit.len - 2}, cp);
    }
    if (unit.ptr[0] == '\\') {
        return unit.len == 2 ? is_escaped_class(unit.ptr[1], cp)
                             : hat_utf8_decode(unit.ptr + 1, unit.len - 1, &used) == cp;
    }
    return unit.ptr[0] == '.' || hat_utf8_decode(unit.ptr, unit.len, &used) == cp;
}

struct set {
    bool has[NODES_MAX];
    int items[NODES_MAX];
    int count;
};

/* Adds a node and all that can be reached from it without a character. */
static void reach(const struct hat_pattern *pattern, struct set *set, int node)
{
    int begin = set->count;
    if (node >= 0 && !set->has[node]) {
        set->has[node] = true;
        set->items[set->count++] = node;
    }
    for (int i = begin; i < set->count; i++) {
        const struct node *at = &pattern->nodes[set->items[i]];
        int next[2] = {at->kind == PASS ? -1 : at->next, at->kind == FORK ? at->other : -1};
        for (int k = 0; k < 2; k++) {
            if (next[k] >= 0 && !set->has[next[k]]) {
                set->has[next[k]] = true;
                set->items[set->count++] = next[k];
            }
        }
    }
}

bool hat_pattern_match(const struct hat_pattern *pattern, struct hat_str text)
{
    struct set sets[2];
    size_t nodes = (size_t)pattern->count * sizeof sets[0].has[0];
    int now = 0;
    sets[0].count = 0;
    memset(sets[0].has, 0, nodes);
    reach(pattern, &sets[0], pattern->begin);
    for (size_t at = 0, used = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        struct set *from = &sets[now], *to = &sets[1 - now];
        to->count = 0;
        memset(to->has, 0, nodes);
        for (int i = 0; i < from->count; i++) {
            const struct node *node = &pattern->nodes[from->items[i]];
            struct hat_str unit = {pattern->text.ptr + node->from, node->to - node->from};
            if (node->kind == PASS && passes(unit, cp)) {
                reach(pattern, to, node->next);
            }
        }
        now = 1 - now;
    }
    return sets[now].has[pattern->end];
}

/* ---- the whole ---- */

static enum hat_status keep(struct hat_arena *arena, const struct machine *machine, int begin,
                            int end, const struct hat_pattern **out)
{
    struct hat_pattern *pattern = hat_arena_alloc(arena, sizeof *pattern);
    struct node *nodes = hat_arena_array(arena, (size_t)machine->count, sizeof *nodes);
    if (pattern == NULL || nodes == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(nodes, machine->nodes, (size_t)machine->count * sizeof *nodes);
    *pattern = (struct hat_pattern){machine->pattern, nodes, machine->count, begin, end};
    *out = pattern;
    return HAT_OK;
}

enum hat_status hat_pattern_read(struct hat_arena *arena, struct hat_str pattern,
                                 const struct hat_pattern **out)
{
    struct machine machine;
    *out = NULL;
    if (hat_str_starts(pattern, "^")) {
        pattern = (struct hat_str){pattern.ptr + 1, pattern.len - 1};
    }
    if (hat_str_ends(pattern, "$") && !hat_str_ends(pattern, "\\$")) {
        pattern.len--;
    }
    machine.pattern = pattern;
    machine.at = 0;
    machine.count = 0;
    machine.failed = false;
    int begin = add(&machine, JUMP);
    int end = read_choice(&machine, begin, 0);
    bool whole = !machine.failed && at_end(&machine);
    return whole ? keep(arena, &machine, begin, end, out) : HAT_OK;
}
