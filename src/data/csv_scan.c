/* csv_scan.c -- CSV taken apart into fields, and its delimiter found.
 *
 * RFC 4180, with what real files do besides: any of LF, CRLF and CR ends a record, and quotes
 * that are not CSV quotes are text. A field is quoted when it begins with a quote and the quote
 * that closes it stands before a delimiter or a line end:
 *
 *     1,"a ""b"", c",x            1 | a "b", c | x
 *     1,№37 "Жұлдыз" бөбекжайы    1 | №37 "Жұлдыз" бөбекжайы
 *     1,"Жұлдыз" бөбекжайы        1 | "Жұлдыз" бөбекжайы      (odd quotes: a warning)
 *
 * The delimiter is the one of comma, semicolon, tab and bar that gives most of the first records
 * one number of fields, two or more. A first line "sep=;", which Excel understands, names it.
 */
#include "data/csv_internal.h"

static bool ends_record(char c)
{
    return c == '\n' || c == '\r';
}

/* Steps over LF, CRLF or CR at `at`. */
static size_t after_line_end(struct hat_str text, size_t at)
{
    bool crlf = text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
    return at + (crlf ? 2 : 1);
}

/* Moves to `end`, the end of a field, and over what follows it. */
static void leave_field(struct hat_csv_cursor *cursor, size_t end, struct hat_csv_field *field)
{
    field->last = end >= cursor->text.len || ends_record(cursor->text.ptr[end]);
    if (end >= cursor->text.len) {
        cursor->at = cursor->text.len;
    } else if (field->last) {
        cursor->at = after_line_end(cursor->text, end);
        cursor->line++;
    } else {
        cursor->at = end + 1;
    }
}

/* Is one of the 8 bytes `c`? A byte that is zero when xored with c borrows from its top bit. */
static bool has_byte(uint64_t bytes, char c)
{
    uint64_t each = 0x0101010101010101u, rest = bytes ^ (each * (unsigned char)c);
    return ((rest - each) & ~rest & (each << 7)) != 0;
}

/* Where the field at `at` ends; most of its bytes are looked at by eights. */
static size_t plain_end(const struct hat_csv_cursor *cursor, size_t at)
{
    const char *text = cursor->text.ptr;
    uint64_t bytes;
    for (; cursor->text.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, text + at, sizeof bytes);
        if (has_byte(bytes, cursor->delimiter) || has_byte(bytes, '\n') || has_byte(bytes, '\r')) {
            break;
        }
    }
    while (at < cursor->text.len && text[at] != cursor->delimiter && !ends_record(text[at])) {
        at++;
    }
    return at;
}

static void plain_field(struct hat_csv_cursor *cursor, struct hat_csv_field *field)
{
    const char *text = cursor->text.ptr;
    size_t end = plain_end(cursor, cursor->at);
    field->text = (struct hat_str){text + cursor->at, end - cursor->at};
    leave_field(cursor, end, field);
}

/* Finds the quote that closes the one before `at`: the first that is not doubled. */
static size_t closing_quote(struct hat_str text, size_t at, bool *doubled)
{
    while (at < text.len) {
        const char *quote = memchr(text.ptr + at, '"', text.len - at);
        if (quote == NULL) {
            return text.len;
        }
        at = (size_t)(quote - text.ptr);
        if (at + 1 >= text.len || text.ptr[at + 1] != '"') {
            return at;
        }
        *doubled = true;
        at += 2;
    }
    return text.len;
}

/* Line ends inside a quoted field, of which nearly all have none. */
static uint32_t count_lines(struct hat_str text)
{
    uint32_t lines = 0;
    if (text.len == 0 ||
        (memchr(text.ptr, '\n', text.len) == NULL && memchr(text.ptr, '\r', text.len) == NULL)) {
        return 0;
    }
    for (size_t at = 0; at < text.len;) {
        bool end = ends_record(text.ptr[at]);
        lines += end;
        at = end ? after_line_end(text, at) : at + 1;
    }
    return lines;
}

bool hat_csv_next(struct hat_csv_cursor *cursor, struct hat_csv_field *field)
{
    struct hat_str text = cursor->text;
    *field = (struct hat_csv_field){.line = cursor->line};
    if (cursor->at >= text.len || text.ptr[cursor->at] != '"') {
        plain_field(cursor, field);
        return true;
    }
    size_t begin = cursor->at + 1;
    size_t end = closing_quote(text, begin, &field->doubled);
    if (end >= text.len) {
        return false;
    }
    char next = end + 1 < text.len ? text.ptr[end + 1] : '\n';
    if (next != cursor->delimiter && !ends_record(next)) {
        field->doubled = false;
        field->odd_quotes = true;
        plain_field(cursor, field);
        return true;
    }
    field->quoted = true;
    field->text = (struct hat_str){text.ptr + begin, end - begin};
    cursor->line += count_lines(field->text);
    leave_field(cursor, end + 1, field);
    return true;
}

bool hat_csv_blank(struct hat_str text)
{
    size_t i = 0;
    while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\t')) {
        i++;
    }
    return i == text.len;
}

/* Number of fields of the next record that is not empty; 0 at the end. */
static size_t count_fields(struct hat_csv_cursor *cursor)
{
    while (cursor->at < cursor->text.len) {
        size_t count = 0;
        struct hat_csv_field field = {0};
        do {
            if (!hat_csv_next(cursor, &field)) {
                cursor->at = cursor->text.len;
                return 0;
            }
            count++;
        } while (!field.last);
        if (count > 1 || !hat_csv_blank(field.text)) {
            return count;
        }
    }
    return 0;
}

/* Which number of fields, two or more, do most of the first records have? `fields` receives it,
 * and 0 when none has two; returns how many records have it. Behind a first record of one field,
 * a title, a table has at least three columns: else it may be a list of texts with semicolons. */
static size_t most_common(struct hat_str text, char delimiter, size_t *fields)
{
    enum { SAMPLE = 50 };
    struct hat_csv_cursor cursor = {text, delimiter, 0, 1};
    size_t counts[SAMPLE], count = 0, best = 0;
    while (count < SAMPLE && (counts[count] = count_fields(&cursor)) > 0) {
        count++;
    }
    size_t least = count > 0 && counts[0] == 1 ? 3 : 2;
    *fields = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        for (size_t j = 0; j < count; j++) {
            same += counts[j] == counts[i];
        }
        if (counts[i] >= least && same > best) {
            *fields = counts[i];
            best = same;
        }
    }
    return best;
}

struct hat_csv_guess hat_csv_guess(struct hat_str text)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    struct hat_csv_guess guess = {.delimiter = ','};
    size_t best_same = 0, best_fields = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t fields, same = most_common(text, candidates[i], &fields);
        bool better = same > best_same || (same == best_same && fields > best_fields);
        if (better) {
            guess.rival = 0;
            guess.delimiter = candidates[i];
            best_same = same;
            best_fields = fields;
        } else if (same == best_same && fields == best_fields && same > 0) {
            guess.rival = candidates[i];
        }
    }
    return guess;
}

bool hat_csv_named(struct hat_str text, char *delimiter, size_t *len)
{
    bool quoted = hat_str_starts(text, "\"sep="), plain = hat_str_starts(text, "sep=");
    size_t at = quoted ? strlen("\"sep=") : strlen("sep="), end = at + 1 + quoted;
    if ((!quoted && !plain) || end >= text.len || !ends_record(text.ptr[end]) ||
        (quoted && text.ptr[end - 1] != '"')) {
        return false;
    }
    char c = text.ptr[at];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c < '\t' || c > '~' || c == '"' || ends_record(c) || letter) {
        return false;
    }
    *delimiter = c;
    *len = after_line_end(text, end);
    return true;
}
