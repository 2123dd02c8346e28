/* json_scan.c -- quoted texts checked, and clear words for what is not JSON.
 *
 * YAJL decides what is JSON (RFC 8259). Three things it does not do: it makes '?' of half a
 * surrogate pair, it has no limit on the length of a text, and its messages give neither line nor
 * reason. So the tokens are looked at first; YAJL then gets the text up to the first bad one, and
 * so still reports what is wrong before that.
 *
 *     {"a": "x\q", }     bad escape at the backslash; the parser gets  {"a":
 *     {"a": 1, }         no bad token; the parser stops at '}', diagnosed as a trailing comma
 */
#include "data/json_internal.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_structural(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

size_t hat_json_skip_space(struct hat_str text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

/* The four hexadecimal digits of \uXXXX at `at` (the backslash); -1 when they are not there. */
static long unicode_escape(struct hat_str text, size_t at)
{
    long value = 0;
    if (at + 6 > text.len || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u') {
        return -1;
    }
    for (size_t i = at + 2; i < at + 6; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = strchr(digits, text.ptr[i]);
        if (digit == NULL || *digit == '\0') {
            return -1;
        }
        value = value * 16 + (digit - digits) % 16;
    }
    return value;
}

/* Length of the escape at `at` (the backslash); 0 and a fault when it is wrong. */
static size_t escape_len(struct hat_str text, size_t at, struct hat_json_fault *fault)
{
    if (at + 1 < text.len && text.ptr[at + 1] != '\0' && strchr("\"\\/bfnrt", text.ptr[at + 1])) {
        return 2;
    }
    *fault = (struct hat_json_fault){true, HAT_MSG_JSON_ESCAPE, at, 0};
    long unit = unicode_escape(text, at);
    if (unit < 0) {
        return 0;
    }
    fault->code = HAT_MSG_JSON_SURROGATE;
    if (unit >= 0xD800 && unit <= 0xDFFF) {
        long low = unicode_escape(text, at + 6);
        if (unit >= 0xDC00 || low < 0xDC00 || low > 0xDFFF) {
            return 0;
        }
    }
    fault->found = false;
    return unit >= 0xD800 && unit <= 0xDFFF ? 12 : 6;
}

/* Returns the end of the quoted text that opens at `at`; on a fault what was reached. */
static size_t scan_text(struct hat_str text, size_t at, struct hat_json_fault *fault)
{
    size_t open = at++;
    while (at < text.len && text.ptr[at] != '"') {
        if ((unsigned char)text.ptr[at] < 0x20) {
            *fault = (struct hat_json_fault){true, HAT_MSG_JSON_CONTROL, at, 0};
            return at;
        }
        size_t used = text.ptr[at] == '\\' ? escape_len(text, at, fault) : 1;
        if (fault->found) {
            return at;
        }
        at += used;
    }
    if (at >= text.len) {
        *fault = (struct hat_json_fault){true, HAT_MSG_JSON_UNCLOSED, open, 0};
        return text.len;
    }
    return at + 1;
}

static size_t scan_bare(struct hat_str text, size_t at)
{
    while (at < text.len && !is_space(text.ptr[at]) && !is_structural(text.ptr[at]) &&
           text.ptr[at] != '"') {
        at++;
    }
    return at;
}

size_t hat_json_scan(struct hat_str text, size_t limit, struct hat_json_fault *fault)
{
    size_t longest = 0;
    *fault = (struct hat_json_fault){0};
    for (size_t at = 0; at < text.len;) {
        if (is_space(text.ptr[at]) || is_structural(text.ptr[at])) {
            at++;
            continue;
        }
        size_t end = text.ptr[at] == '"' ? scan_text(text, at, fault) : scan_bare(text, at);
        if (!fault->found && end - at > limit) {
            *fault = (struct hat_json_fault){true, HAT_MSG_DATA_FIELD_LONG, at, 0};
        }
        if (fault->found) {
            fault->stop = at;
            return longest;
        }
        longest = end - at > longest ? end - at : longest;
        at = end;
    }
    return longest;
}

static bool starts_at(struct hat_str text, size_t at, const char *word)
{
    return hat_str_starts((struct hat_str){text.ptr + at, text.len - at}, word);
}

static bool after_comma(struct hat_str text, size_t at)
{
    while (at > 0 && is_space(text.ptr[at - 1])) {
        at--;
    }
    return at > 0 && text.ptr[at - 1] == ',';
}

enum hat_message hat_json_diagnose(struct hat_str text, size_t at)
{
    static const struct {
        const char *start;
        enum hat_message code;
    } known[] = {
        {"/", HAT_MSG_JSON_COMMENT},       {"#", HAT_MSG_JSON_COMMENT},
        {"'", HAT_MSG_JSON_QUOTES},        {"“", HAT_MSG_JSON_QUOTES},
        {"”", HAT_MSG_JSON_QUOTES},        {"„", HAT_MSG_JSON_QUOTES},
        {"«", HAT_MSG_JSON_QUOTES},        {"NaN", HAT_MSG_JSON_NUMBER},
        {"Infinity", HAT_MSG_JSON_NUMBER}, {"-Infinity", HAT_MSG_JSON_NUMBER},
        {"+", HAT_MSG_JSON_NUMBER},        {".", HAT_MSG_JSON_NUMBER},
        {"-", HAT_MSG_JSON_NUMBER},        {"0", HAT_MSG_JSON_NUMBER},
    };
    if (at >= text.len) {
        return HAT_MSG_JSON_INCOMPLETE;
    }
    if ((text.ptr[at] == '}' || text.ptr[at] == ']') && after_comma(text, at)) {
        return HAT_MSG_JSON_COMMA;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (starts_at(text, at, known[i].start)) {
            return known[i].code;
        }
    }
    return HAT_MSG_JSON_SYNTAX;
}
