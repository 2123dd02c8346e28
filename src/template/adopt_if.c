/* adopt_if.c -- Word's IF becomes a condition (ECMA-376-1 §17.16.5.20, operators §17.16.3).
 *
 *     IF {MERGEFIELD sex} = "f" "Madam {MERGEFIELD name}" "Sir"
 *     {{#if sex == "f"}}Madam {{name}}{{else}}Sir{{/if}}
 *
 * A field inside the instruction is done before: fields.c puts its tag among the words, between two
 * control characters that XML cannot have. A comparison with wildcards has no like here, and what
 * else is not understood stays as it is.
 */
#include "template/adopt_internal.h"

/* One word of the instruction: a quoted text or what stands between spaces, with the tags in it. */
struct word {
    struct hat_str text;
    size_t tags;
    bool only_tag; /* nothing but one tag */
};

static bool at_quote(struct hat_str text, size_t at, size_t *len)
{
    static const char *const quotes[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D"};
    struct hat_str rest = {text.ptr + at, text.len - at};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (hat_str_starts(rest, quotes[i])) {
            *len = strlen(quotes[i]);
            return true;
        }
    }
    return false;
}

/* The end of the tag that begins at text[at]. */
static size_t tag_end(struct hat_str text, size_t at)
{
    while (at < text.len && text.ptr[at] != HAT_ADOPTED_CLOSE) {
        at++;
    }
    return at < text.len ? at + 1 : at;
}

static bool next_word(struct hat_str *rest, struct word *word)
{
    size_t at = 0, quote = 0, from;
    *word = (struct word){0};
    while (at < rest->len && (rest->ptr[at] == ' ' || rest->ptr[at] == '\t')) {
        at++;
    }
    if (at == rest->len) {
        return false;
    }
    bool quoted = at_quote(*rest, at, &quote);
    at += quote;
    from = at;
    for (bool ends = false; at < rest->len && !ends;) {
        if (rest->ptr[at] == HAT_ADOPTED_OPEN) {
            size_t end = tag_end(*rest, at);
            word->only_tag = word->tags++ == 0 && at == from;
            at = end;
        } else {
            ends = quoted ? at_quote(*rest, at, &quote) : rest->ptr[at] == ' ';
            word->only_tag = word->only_tag && ends;
            at += !ends;
        }
    }
    word->text = (struct hat_str){rest->ptr + from, at - from};
    at += quoted && at < rest->len ? quote : 0;
    *rest = (struct hat_str){rest->ptr + at, rest->len - at};
    return true;
}

/* `name` of the tag {{name}}, `(name | filter)` of one with filters; a literal in quotes. false: it
 * cannot be compared. */
static bool put_operand(struct hat_buf *buf, const struct word *word)
{
    struct hat_str text = word->text;
    if (word->only_tag) {
        struct hat_str inner = {text.ptr + 3, text.len - 6}; /* between \1{{ and }}\2 */
        bool filters = memchr(inner.ptr, '|', inner.len) != NULL;
        hat_buf_printf(buf, filters ? "(%.*s)" : "%.*s", (int)inner.len, inner.ptr);
        return inner.len > 0 && inner.ptr[0] != '#';
    }
    bool wild = memchr(text.ptr, '*', text.len) != NULL || memchr(text.ptr, '?', text.len) != NULL;
    hat_buf_printf(buf, "\"%.*s\"", (int)text.len, text.ptr);
    return word->tags == 0 && (text.len == 0 || !wild);
}

static const char *operator_of(struct hat_str text)
{
    static const char *const operators[][2] = {{"=", "=="},  {"<>", "!="}, {"<", "<"},
                                               {"<=", "<="}, {">", ">"},   {">=", ">="}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (hat_str_is(text, operators[i][0])) {
            return operators[i][1];
        }
    }
    return NULL;
}

/* A branch: its text without what would begin a tag, its tags as they are. */
static void put_branch(struct hat_buf *buf, struct hat_str text)
{
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] == HAT_ADOPTED_OPEN) {
            size_t end = tag_end(text, i);
            hat_buf_put(buf, text.ptr + i + 1, end - i - 2);
            i = end;
        } else {
            bool brace = text.ptr[i] == '{' || text.ptr[i] == '}';
            hat_buf_put(buf, text.ptr + i, !brace);
            i++;
        }
    }
}

bool hat_adopt_is_if(struct hat_str words)
{
    struct word type;
    return next_word(&words, &type) && type.text.len == 2 && (type.text.ptr[0] | 32) == 'i' &&
           (type.text.ptr[1] | 32) == 'f';
}

enum hat_status hat_adopt_condition(struct hat_part_source *part, struct hat_str words,
                                    struct hat_str *tag)
{
    struct word w[6] = {0};
    struct hat_buf buf = {0};
    size_t count = 0;
    while (count < 6 && next_word(&words, &w[count])) {
        bool is_switch = count >= 4 && hat_str_starts(w[count].text, "\\");
        if (is_switch) { /* \* MERGEFORMAT: what is done anyway */
            w[count] = (struct word){0};
            break;
        }
        count++;
    }
    const char *compare = count >= 4 ? operator_of(w[2].text) : NULL;
    *tag = (struct hat_str){0};
    if (compare == NULL || (!w[1].only_tag && !w[3].only_tag)) { /* of bookmarks, of pages ... */
        return HAT_OK;
    }
    hat_buf_printf(&buf, "{{#if ");
    bool good = put_operand(&buf, &w[1]);
    hat_buf_printf(&buf, " %s ", compare);
    good = put_operand(&buf, &w[3]) && good;
    hat_buf_printf(&buf, "}}");
    put_branch(&buf, w[4].text);
    if (w[5].text.len > 0) {
        hat_buf_printf(&buf, "{{else}}");
        put_branch(&buf, w[5].text);
    }
    hat_buf_printf(&buf, "{{/if}}");
    if (!good) {
        hat_buf_fini(&buf);
        return HAT_OK;
    }
    *tag = hat_adopt_text(part, &buf);
    part->changed = part->changed || tag->ptr != NULL;
    return tag->ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}
