/* adopt_fields.c -- MERGEFIELD becomes a tag (ECMA-376-1 §17.16.5.35, switches §17.16.4).
 *
 *     MERGEFIELD org \* Upper              {{org | upper}}
 *     MERGEFIELD "day" \@ "dd.MM.yyyy"     {{day | date: "dd.MM.yyyy"}}
 *     MERGEFIELD org \b "to " \f "!"       {{#org}}to {{.}}!{{/}}
 *
 * The tag stands in the first text of the field's result, so that the value looks like «org».
 */
#include "template/adopt_internal.h"

struct instruction {
    struct hat_str name, before, after;
    struct hat_str date;      /* picture of \@ */
    int decimals;             /* 1 + digits behind the point of \#; 0: not asked for */
    const char *change;       /* filter of \* */
    struct hat_str forgotten; /* a switch that has no filter */
};

/* ---- the instruction ---- */

static bool quote_at(struct hat_str text, size_t *len)
{
    static const char *const quotes[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (hat_str_starts(text, quotes[i])) {
            *len = strlen(quotes[i]);
            return true;
        }
    }
    return false;
}

static struct hat_str skip(struct hat_str text, size_t len)
{
    return (struct hat_str){text.ptr + len, text.len - len};
}

/* The next word or quoted text; false at the end. */
static bool next_word(struct hat_str *rest, struct hat_str *word)
{
    size_t len = 0, quote = 0;
    while (rest->len > 0 && (unsigned char)rest->ptr[0] <= ' ') {
        *rest = skip(*rest, 1);
    }
    if (rest->len == 0) {
        return false;
    }
    bool quoted = quote_at(*rest, &quote);
    *rest = skip(*rest, quote);
    while (len < rest->len &&
           (quoted ? !quote_at(skip(*rest, len), &quote) : (unsigned char)rest->ptr[len] > ' ')) {
        len++;
    }
    *word = (struct hat_str){rest->ptr, len};
    *rest = skip(*rest, len < rest->len && quoted ? len + quote : len);
    return true;
}

static bool same_word(struct hat_str word, const char *wanted)
{
    if (word.len != strlen(wanted)) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if ((c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c) != wanted[i]) {
            return false;
        }
    }
    return true;
}

/* \* Upper: the filter; MERGEFORMAT and CHARFORMAT ask for what is done anyway. */
static void take_format(struct instruction *in, struct hat_str word)
{
    static const char *const filters[][2] = {
        {"UPPER", "upper"}, {"LOWER", "lower"}, {"FIRSTCAP", "capitalize"}, {"CAPS", "title"}};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        if (same_word(word, filters[i][0])) {
            in->change = filters[i][1];
            return;
        }
    }
    if (!same_word(word, "MERGEFORMAT") && !same_word(word, "CHARFORMAT")) {
        in->forgotten = word;
    }
}

/* \# "# ##0,00": 1 + 2 digits behind the point; 0: a picture with more in it. */
static int decimals_of(struct hat_str picture)
{
    int digits = 0, tail = -1;
    bool thousands = false;
    for (size_t i = 0; i < picture.len; i++) {
        char c = picture.ptr[i];
        if (c == '0' || c == '#') {
            digits++;
            tail += tail >= 0;
        } else if (c == '.' || c == ',') {
            thousands = thousands || (c == ',' && tail < 0);
            tail = 0;
        } else if (c != ' ') {
            return 0;
        }
    }
    bool grouping = thousands && tail == 3; /* #,##0 */
    return digits == 0 ? 0 : tail > 0 && !grouping ? 1 + tail : 1;
}

/* A switch with its argument, glued to it or not: \* Upper, \*Upper. */
static void take_switch(struct instruction *in, struct hat_str word, struct hat_str *rest)
{
    char letter = word.len > 1 ? word.ptr[1] : '\0';
    struct hat_str argument = {0};
    bool takes = letter != '\0' && strchr("*@#bBfF", letter) != NULL;
    if (takes && word.len > 2) {
        argument = skip(word, 2);
    } else if (takes) {
        next_word(rest, &argument);
    }
    switch (letter) {
    case '*':
        take_format(in, argument);
        break;
    case '@':
        in->date = argument;
        break;
    case 'b':
    case 'B':
        in->before = argument;
        break;
    case 'f':
    case 'F':
        in->after = argument;
        break;
    case '#':
        in->decimals = decimals_of(argument);
        in->forgotten = in->decimals > 0 ? in->forgotten : (struct hat_str){word.ptr, 2};
        break;
    default: /* \m and \v are of East Asian and mapped fields: nothing to do */
        break;
    }
}

/* The switches behind the field's type and name. */
static void parse(struct hat_str rest, struct instruction *in)
{
    struct hat_str word;
    while (next_word(&rest, &word)) {
        if (word.len > 0 && word.ptr[0] == '\\') {
            take_switch(in, word, &rest);
        } else if (in->name.ptr == NULL) {
            in->name = word;
        }
    }
}

/* ---- the tag ---- */

/* A text of the instruction without what would begin a tag or end an argument. */
static void put_plain(struct hat_buf *buf, struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '{' && text.ptr[i] != '}' && text.ptr[i] != '"') {
            hat_buf_put(buf, text.ptr + i, 1);
        }
    }
}

static struct hat_str tag_of(struct hat_part_source *part, const struct instruction *in)
{
    struct hat_buf buf = {0};
    bool section = in->before.len > 0 || in->after.len > 0;
    struct hat_str name = section ? HAT_STR(".") : in->name;
    if (section) {
        hat_buf_printf(&buf, "{{#%.*s}}", (int)in->name.len, in->name.ptr);
        put_plain(&buf, in->before);
    }
    hat_buf_printf(&buf, "{{%.*s", (int)name.len, name.ptr);
    if (in->date.len > 0) {
        hat_buf_printf(&buf, " | date: \"");
        put_plain(&buf, in->date);
        hat_buf_printf(&buf, "\"");
    }
    if (in->decimals > 0) {
        hat_buf_printf(&buf, " | number: %d", in->decimals - 1);
    }
    if (in->change != NULL) {
        hat_buf_printf(&buf, " | %s", in->change);
    }
    hat_buf_printf(&buf, "}}");
    if (section) {
        put_plain(&buf, in->after);
        hat_buf_printf(&buf, "{{/}}");
    }
    return hat_adopt_text(part, &buf);
}

/* ---- which fields ---- */

/* Fields that Word fills while it merges and that have no tag of their own. */
static bool of_a_mail_merge(struct hat_str type)
{
    static const char *const types[] = {"NEXT",         "NEXTIF",       "SKIPIF", "MERGEREC",
                                        "MERGESEQ",     "ADDRESSBLOCK", "ASK",    "FILLIN",
                                        "GREETINGLINE", "MERGEFIELD"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (same_word(type, types[i])) {
            return true;
        }
    }
    return false;
}

/* The tag for an instruction; .ptr NULL: none, which was said at `node` if it matters. */
static enum hat_status read_instruction(struct hat_part_source *part, uint32_t node,
                                        struct hat_str words, bool possible, struct hat_str *tag)
{
    struct hat_str rest = words, type = {0};
    struct instruction in = {0};
    bool named = false;
    *tag = (struct hat_str){0};
    enum hat_status status = HAT_OK;
    if (possible && hat_adopt_is_if(words)) {
        status = hat_adopt_condition(part, words, tag);
        if (status != HAT_OK || tag->ptr != NULL) {
            return status;
        }
    }
    if (!next_word(&rest, &type) || !of_a_mail_merge(type)) {
        return HAT_OK;
    }
    parse(rest, &in);
    if (possible && same_word(type, "MERGEFIELD")) {
        status = hat_adopt_is_name(part, in.name, &named);
    }
    if (status != HAT_OK) {
        return status;
    }
    if (!named) {
        hat_adopt_report(part, node, HAT_MSG_OLD_FIELD_STAYS, words, (struct hat_str){0});
        return HAT_OK;
    }
    if (in.forgotten.len > 0) {
        hat_adopt_report(part, node, HAT_MSG_OLD_SWITCH, words, in.forgotten);
    }
    *tag = tag_of(part, &in);
    part->changed = true;
    return tag->ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_adopt_inner(struct hat_part_source *part, uint32_t node, struct hat_str words,
                                struct hat_str *tag)
{
    bool changed = part->changed;
    enum hat_status status = read_instruction(part, node, words, true, tag);
    part->changed = changed; /* it is not, unless the IF around it becomes a tag */
    return status;
}

static uint32_t paragraph_of(const struct hat_part_source *part, uint32_t node)
{
    while (node != HAT_NO_NODE &&
           hat_role_of(part->dialect, &part->tape, node) != HAT_ROLE_PARAGRAPH) {
        node = part->tape.nodes[node].up;
    }
    return node;
}

enum hat_status hat_adopt_field(struct hat_part_source *part, const struct hat_old_field *field,
                                bool *adopted)
{
    struct hat_str tag;
    bool possible =
        !field->inside && paragraph_of(part, field->begin) == paragraph_of(part, field->end);
    enum hat_status status = read_instruction(part, field->begin, field->words, possible, &tag);
    *adopted = tag.ptr != NULL;
    if (status != HAT_OK || !*adopted) {
        return status;
    }
    uint32_t shown = HAT_NO_NODE;
    if (field->separate != HAT_NO_NODE) {
        shown = hat_adopt_find_text(part, field->separate, field->end);
    }
    if (shown == HAT_NO_NODE) {
        shown = hat_adopt_element(part, field->begin, field->begin, HAT_W_t, "t");
    }
    status = shown == HAT_NO_NODE ? HAT_ERR_NOMEM : hat_adopt_content(part, shown, tag);
    if (status == HAT_OK) {
        hat_adopt_remove_text(part, field->begin, field->end, shown);
    }
    return status;
}

enum hat_status hat_adopt_simple_field(struct hat_part_source *part, uint32_t start,
                                       struct hat_str words)
{
    struct hat_tape *tape = &part->tape;
    struct hat_str tag;
    enum hat_status status = read_instruction(part, start, words, true, &tag);
    if (status != HAT_OK || tag.ptr == NULL) {
        return status;
    }
    uint32_t end = tape->nodes[start].match;
    uint32_t shown = hat_adopt_find_text(part, start, end);
    if (shown == HAT_NO_NODE) {
        status = hat_adopt_run(part, end, start, tag);
    } else {
        status = hat_adopt_content(part, shown, tag);
        hat_adopt_remove_text(part, tape->nodes[start].next, end, shown);
    }
    hat_tape_unwrap(tape, start);
    return status;
}
