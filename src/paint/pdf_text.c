/* pdf_text.c -- gives the characters back their own names in what cairo wrote (codes.c).
 *
 *     <7e> <007e>                                ->  <7e> <049A>            in a /ToUnicode map
 *     /Span << /ActualText <feff007e007d> >> BDC ->  ... <FEFF049A0430> ... in a page
 */
#include "base/utf8.h"
#include "paint/pdf_internal.h"

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* A unit of UTF-16 in hexadecimal digits; false: there is none. */
static bool take_unit(struct hat_str text, size_t at, uint32_t *unit)
{
    *unit = 0;
    if (at + 4 > text.len) {
        return false;
    }
    for (size_t i = at; i < at + 4; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0) {
            return false;
        }
        *unit = *unit << 4 | (uint32_t)digit;
    }
    return true;
}

/* Appends the text of hexadecimal digits with the characters that were meant; false: it is none. */
static bool put_meant(const struct hat_codes *codes, struct hat_str digits, struct hat_buf *out)
{
    uint32_t unit, low;
    size_t at = 0;
    for (; take_unit(digits, at, &unit); at += 4) {
        if (unit >= 0xD800 && unit < 0xDC00 && take_unit(digits, at + 4, &low)) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            at += 4;
        }
        hat_pdf_put_utf16(out, hat_codes_decode(codes, unit));
    }
    return at == digits.len;
}

/* The digits between "<" and ">" from `at` on; `end` receives the place of ">". */
static bool find_digits(struct hat_str line, size_t at, struct hat_str *digits, size_t *end)
{
    if (at >= line.len || line.ptr[at] != '<') {
        return false;
    }
    *end = at + 1;
    while (*end < line.len && hex_digit(line.ptr[*end]) >= 0) {
        (*end)++;
    }
    *digits = (struct hat_str){line.ptr + at + 1, *end - at - 1};
    return *end < line.len && line.ptr[*end] == '>';
}

bool hat_pdf_put_actual_text(const struct hat_codes *codes, struct hat_str line,
                             struct hat_buf *out)
{
    static const char BEGIN[] = "/Span << /ActualText <feff";
    enum { MARK = sizeof "feff" - 1, OPEN = sizeof BEGIN - 2 - MARK };
    struct hat_str digits;
    size_t end = 0;
    if (!hat_str_starts(line, BEGIN) || !find_digits(line, OPEN, &digits, &end)) {
        return false;
    }
    hat_buf_put(out, line.ptr, sizeof BEGIN - 1);
    put_meant(codes, (struct hat_str){digits.ptr + MARK, digits.len - MARK}, out);
    hat_buf_put(out, line.ptr + end, line.len - end);
    return true;
}

/* "<7e> <007e>" */
static bool put_pair(const struct hat_codes *codes, struct hat_str line, struct hat_buf *out)
{
    struct hat_str code, text;
    size_t end = 0, last = 0;
    if (!find_digits(line, 0, &code, &end) || end + 2 >= line.len || line.ptr[end + 1] != ' ' ||
        !find_digits(line, end + 2, &text, &last)) {
        return false;
    }
    hat_buf_put(out, line.ptr, end + 3);
    bool good = put_meant(codes, text, out);
    hat_pdf_put(out, ">\n");
    return good && last + 1 == line.len;
}

bool hat_pdf_put_char_map(const struct hat_codes *codes, struct hat_str map, struct hat_buf *out)
{
    const char *at = map.ptr, *stop = map.ptr + map.len;
    bool pairs = false, good = true;
    while (at < stop && good) {
        const char *newline = memchr(at, '\n', (size_t)(stop - at));
        const char *end = newline != NULL ? newline : stop;
        struct hat_str line = {at, (size_t)(end - at)};
        at = newline != NULL ? newline + 1 : stop;
        if (hat_str_is(line, "endbfchar")) {
            pairs = false;
        }
        if (pairs) {
            good = put_pair(codes, line, out);
        } else {
            hat_buf_put(out, line.ptr, (size_t)(at - line.ptr));
        }
        pairs = pairs || hat_str_ends(line, " beginbfchar");
    }
    return good && !pairs;
}
