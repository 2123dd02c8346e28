/* pdf_parse.c -- the syntax of PDF values (ISO 32000-1 7.2, 7.3), within bounds.
 *
 *     << /Type /Page /MediaBox [ 0 0 595.28 841.89 ] /Contents 9 0 R >>
 *
 * becomes a tree of values whose texts are pieces of the file. Values nest 60 deep at most, and a
 * dictionary has at most 8192 entries: it is searched from its beginning.
 */
#include "paint/pdf_read_internal.h"

enum { DEPTH_MAX = 60, MEMBERS_MAX = 8192 };

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' ||
           byte == '\0';
}

static bool is_delimiter(char byte)
{
    return is_space(byte) || strchr("/<>[]()%", byte) != NULL;
}

void hat_pdf_skip_space(struct hat_pdf_cursor *cursor)
{
    while (cursor->at < cursor->end) {
        if (is_space(*cursor->at)) {
            cursor->at++;
        } else if (*cursor->at == '%') {
            while (cursor->at < cursor->end && *cursor->at != '\n' && *cursor->at != '\r') {
                cursor->at++;
            }
        } else {
            return;
        }
    }
}

bool hat_pdf_accept(struct hat_pdf_cursor *cursor, const char *word)
{
    size_t len = strlen(word);
    if ((size_t)(cursor->end - cursor->at) < len || memcmp(cursor->at, word, len) != 0) {
        return false;
    }
    cursor->at += len;
    return true;
}

bool hat_pdf_parse_number(struct hat_pdf_cursor *cursor, uint64_t *number)
{
    const uint64_t most = UINT64_C(1) << 53;
    const char *begin = cursor->at;
    uint64_t value = 0;
    while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9') {
        value = value * 10 + (uint64_t)(*cursor->at++ - '0');
        if (value > most) {
            return false;
        }
    }
    *number = value;
    return cursor->at > begin;
}

static struct hat_str skip_word(struct hat_pdf_cursor *cursor)
{
    const char *begin = cursor->at;
    while (cursor->at < cursor->end && !is_delimiter(*cursor->at)) {
        cursor->at++;
    }
    return (struct hat_str){begin, (size_t)(cursor->at - begin)};
}

/* "(a (nested) \) text)": parentheses in pairs, unless escaped. */
static bool skip_literal(struct hat_pdf_cursor *cursor)
{
    int depth = 0;
    while (cursor->at < cursor->end) {
        char byte = *cursor->at++;
        if (byte == '\\' && cursor->at < cursor->end) {
            cursor->at++;
        } else if (byte == '(') {
            depth++;
        } else if (byte == ')' && --depth == 0) {
            return true;
        }
    }
    return false;
}

static bool skip_hex(struct hat_pdf_cursor *cursor)
{
    const char *close = memchr(cursor->at, '>', (size_t)(cursor->end - cursor->at));
    if (close == NULL) {
        return false;
    }
    cursor->at = close + 1;
    return true;
}

/* "12 0 R" after its first number was read: moves over the rest if it is there. */
static bool skip_reference(struct hat_pdf_cursor *cursor)
{
    struct hat_pdf_cursor ahead = *cursor;
    uint64_t generation;
    if (!hat_pdf_accept(&ahead, " ") || !hat_pdf_parse_number(&ahead, &generation) ||
        !hat_pdf_accept(&ahead, " R") || (ahead.at < ahead.end && !is_delimiter(*ahead.at))) {
        return false;
    }
    *cursor = ahead;
    return true;
}

static enum hat_status parse_word(struct hat_pdf_cursor *cursor, struct hat_pdf_value *value)
{
    struct hat_pdf_cursor digits = *cursor;
    uint64_t number;
    value->text = skip_word(cursor);
    if (value->text.len == 0) {
        return HAT_ERR_DATA;
    }
    if (value->text.ptr[0] >= 'a' && value->text.ptr[0] <= 'z') {
        value->kind = HAT_PDF_WORD;
        return HAT_OK;
    }
    value->kind = HAT_PDF_NUMBER;
    if (hat_pdf_parse_number(&digits, &number) && digits.at == cursor->at && number <= UINT32_MAX &&
        skip_reference(cursor)) {
        value->kind = HAT_PDF_REF;
        value->ref = (uint32_t)number;
    }
    return HAT_OK;
}

static enum hat_status parse_value(struct hat_pdf_cursor *cursor, struct hat_arena *arena,
                                   int depth, struct hat_pdf_value **out);

static enum hat_status parse_name(struct hat_pdf_cursor *cursor, struct hat_str *name)
{
    const char *begin = cursor->at;
    if (!hat_pdf_accept(cursor, "/")) {
        return HAT_ERR_DATA;
    }
    skip_word(cursor);
    *name = (struct hat_str){begin, (size_t)(cursor->at - begin)};
    return HAT_OK;
}

/* Members up to `close`; those of a dictionary have a name before them. Of a name that comes
 * twice the first counts: cairo repeats a picture that is used in two ways. */
static enum hat_status parse_members(struct hat_pdf_cursor *cursor, struct hat_arena *arena,
                                     int depth, struct hat_pdf_value *parent)
{
    const char *close = parent->kind == HAT_PDF_DICT ? ">>" : "]";
    struct hat_pdf_value **tail = &parent->first;
    enum hat_status status = HAT_OK;
    for (int count = 0;; count++) {
        struct hat_str key = {NULL, 0};
        struct hat_pdf_value *member;
        hat_pdf_skip_space(cursor);
        if (hat_pdf_accept(cursor, close)) {
            return HAT_OK;
        }
        if (parent->kind == HAT_PDF_DICT) {
            status = count < MEMBERS_MAX ? parse_name(cursor, &key) : HAT_ERR_DATA;
        }
        if (status == HAT_OK) {
            status = parse_value(cursor, arena, depth + 1, &member);
        }
        if (status != HAT_OK) {
            return status;
        }
        member->key = key;
        *tail = member;
        tail = &member->next;
    }
}

static enum hat_status parse_value(struct hat_pdf_cursor *cursor, struct hat_arena *arena,
                                   int depth, struct hat_pdf_value **out)
{
    struct hat_pdf_value *value = hat_arena_alloc(arena, sizeof *value);
    if (value == NULL) {
        return HAT_ERR_NOMEM;
    }
    *out = value;
    hat_pdf_skip_space(cursor);
    const char *begin = cursor->at;
    if (depth > DEPTH_MAX || begin >= cursor->end) {
        return HAT_ERR_DATA;
    }
    if (hat_pdf_accept(cursor, "<<")) {
        value->kind = HAT_PDF_DICT;
        return parse_members(cursor, arena, depth, value);
    }
    if (hat_pdf_accept(cursor, "[")) {
        value->kind = HAT_PDF_ARRAY;
        return parse_members(cursor, arena, depth, value);
    }
    if (*begin == '/') {
        value->kind = HAT_PDF_NAME;
        return parse_name(cursor, &value->text);
    }
    if (*begin == '(' || *begin == '<') {
        value->kind = HAT_PDF_STRING;
        bool closed = *begin == '(' ? skip_literal(cursor) : skip_hex(cursor);
        value->text = (struct hat_str){begin, (size_t)(cursor->at - begin)};
        return closed ? HAT_OK : HAT_ERR_DATA;
    }
    return parse_word(cursor, value);
}

enum hat_status hat_pdf_parse(struct hat_pdf_cursor *cursor, struct hat_arena *arena,
                              struct hat_pdf_value **value)
{
    return parse_value(cursor, arena, 0, value);
}

struct hat_pdf_value *hat_pdf_find(const struct hat_pdf_value *dict, const char *key)
{
    if (dict != NULL && dict->kind == HAT_PDF_DICT) {
        for (struct hat_pdf_value *member = dict->first; member != NULL; member = member->next) {
            if (hat_str_is(member->key, key)) {
                return member;
            }
        }
    }
    return NULL;
}

bool hat_pdf_is_name(const struct hat_pdf_value *value, const char *name)
{
    return value != NULL && value->kind == HAT_PDF_NAME && hat_str_is(value->text, name);
}
