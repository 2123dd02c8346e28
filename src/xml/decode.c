/* decode.c -- UTF-8 passed on as it is, UTF-16 converted, everything else refused.
 *
 * XML 1.0 §4.3.3 and appendix F: the first four bytes tell the family, the declaration names the
 * encoding.
 *
 *     EF BB BF            UTF-8      FE FF / 00 3C 00 3F   UTF-16, high byte first
 *     3C ...              UTF-8      FF FE / 3C 00 3F 00   UTF-16, low byte first
 *
 * libxml2 is told to ignore the declaration, since what it gets is UTF-8 always.
 */
#include "xml/decode_internal.h"

#include "base/utf8.h"

enum { DECLARATION_MAX = 1024 };

static enum hat_status wrong(struct hat_xml_decoder *decoder, enum hat_message problem,
                             struct hat_str name)
{
    size_t len = name.len < sizeof decoder->name - 1 ? name.len : sizeof decoder->name - 1;
    memcpy(decoder->name, name.ptr, len);
    decoder->name[len] = '\0';
    decoder->problem = problem;
    return HAT_ERR_TEMPLATE;
}

/* Tells the encoding by the first bytes; *skip receives the length of a byte order mark. */
static enum hat_status detect(struct hat_xml_decoder *decoder, size_t *skip)
{
    static const struct {
        unsigned char bytes[4];
        unsigned char len, skip, encoding;
    } marks[] = {
        {{0xFF, 0xFE, 0, 0}, 4, 0, 0},
        {{0, 0, 0xFE, 0xFF}, 4, 0, 0},
        {{0x3C, 0, 0, 0}, 4, 0, 0},
        {{0, 0, 0, 0x3C}, 4, 0, 0},
        {{0xEF, 0xBB, 0xBF, 0}, 3, 3, HAT_XML_ENCODING_UTF8},
        {{0xFE, 0xFF, 0, 0}, 2, 2, HAT_XML_ENCODING_UTF16_BE},
        {{0xFF, 0xFE, 0, 0}, 2, 2, HAT_XML_ENCODING_UTF16_LE},
        {{0, 0x3C, 0, 0x3F}, 4, 0, HAT_XML_ENCODING_UTF16_BE},
        {{0x3C, 0, 0x3F, 0}, 4, 0, HAT_XML_ENCODING_UTF16_LE},
    };
    *skip = 0;
    decoder->encoding = HAT_XML_ENCODING_UTF8;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (decoder->first.len >= marks[i].len &&
            memcmp(decoder->first.data, marks[i].bytes, marks[i].len) == 0) {
            if (marks[i].encoding == 0) {
                return wrong(decoder, HAT_MSG_XML_ENCODING, HAT_STR("UTF-32"));
            }
            decoder->encoding = marks[i].encoding;
            *skip = marks[i].skip;
            break;
        }
    }
    return HAT_OK;
}

/* Adds one UTF-16 unit to decoder->text; false when the surrogates do not match. */
static bool put_unit(struct hat_xml_decoder *decoder, uint32_t unit)
{
    uint32_t cp = unit;
    if (decoder->high != 0) {
        if (unit < 0xDC00 || unit > 0xDFFF) {
            return false;
        }
        cp = 0x10000 + ((decoder->high - 0xD800) << 10) + (unit - 0xDC00);
        decoder->high = 0;
    } else if (unit >= 0xD800 && unit <= 0xDBFF) {
        decoder->high = unit;
        return true;
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return false;
    }
    char utf8[4];
    hat_buf_put(&decoder->text, utf8, hat_utf8_encode(cp, utf8));
    return true;
}

static enum hat_status convert(struct hat_xml_decoder *decoder, struct hat_str bytes, bool last)
{
    bool big = decoder->encoding == HAT_XML_ENCODING_UTF16_BE;
    bool valid = true;
    decoder->text.len = 0;
    for (size_t i = 0; i < bytes.len && valid; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        if (decoder->have_half) {
            uint32_t high = big ? decoder->half : byte, low = big ? byte : decoder->half;
            valid = put_unit(decoder, high << 8 | low);
        } else {
            decoder->half = byte;
        }
        decoder->have_half = !decoder->have_half;
    }
    if (!valid || (last && (decoder->have_half || decoder->high != 0))) {
        return wrong(decoder, HAT_MSG_XML_BYTES, HAT_STR("UTF-16"));
    }
    return hat_buf_failed(&decoder->text) ? HAT_ERR_NOMEM : HAT_OK;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Could more bytes still make `head` begin with a whole XML declaration? */
static bool declaration_is_cut(struct hat_str head)
{
    static const char open[] = "<?xml";
    size_t len = head.len < sizeof open - 1 ? head.len : sizeof open - 1;
    if (head.len > DECLARATION_MAX || (len > 0 && memcmp(head.ptr, open, len) != 0) ||
        (head.len > len && !is_space(head.ptr[len]))) {
        return false;
    }
    for (size_t i = len; i + 1 < head.len; i++) {
        if (head.ptr[i] == '?' && head.ptr[i + 1] == '>') {
            return false;
        }
    }
    return true;
}

/* <?xml version="1.0" encoding="UTF-8"?> -> UTF-8; empty when it is not named. */
static struct hat_str declared_encoding(struct hat_str head)
{
    static const char key[] = "encoding";
    size_t end = 0;
    if (!hat_str_starts(head, "<?xml") || head.len < 6 || !is_space(head.ptr[5])) {
        return (struct hat_str){0};
    }
    while (end + 1 < head.len && !(head.ptr[end] == '?' && head.ptr[end + 1] == '>')) {
        end++;
    }
    for (size_t i = 6; i + sizeof key - 1 < end; i++) {
        if (!is_space(head.ptr[i - 1]) || memcmp(head.ptr + i, key, sizeof key - 1) != 0) {
            continue;
        }
        size_t from = i + sizeof key - 1;
        while (from < end && (is_space(head.ptr[from]) || head.ptr[from] == '=')) {
            from++;
        }
        size_t to = from + 1;
        while (from < end && to < end && head.ptr[to] != head.ptr[from]) {
            to++;
        }
        return to < end ? (struct hat_str){head.ptr + from + 1, to - from - 1}
                        : (struct hat_str){0};
    }
    return (struct hat_str){0};
}

static bool same_ignoring_case(struct hat_str name, const char *upper)
{
    size_t i = 0;
    while (i < name.len && upper[i] != '\0') {
        char c = name.ptr[i];
        if ((c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c) != upper[i]) {
            return false;
        }
        i++;
    }
    return i == name.len && upper[i] == '\0';
}

static enum hat_status check_declaration(struct hat_xml_decoder *decoder, struct hat_str head)
{
    static const struct {
        const char *name;
        bool is_utf16;
    } known[] = {{"UTF-8", false}, {"UTF8", false},    {"US-ASCII", false}, {"ASCII", false},
                 {"UTF-16", true}, {"UTF-16LE", true}, {"UTF-16BE", true}};
    struct hat_str name = declared_encoding(head);
    if (name.len == 0) {
        return HAT_OK;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (same_ignoring_case(name, known[i].name)) {
            bool is_utf16 = decoder->encoding != HAT_XML_ENCODING_UTF8;
            return known[i].is_utf16 == is_utf16 ? HAT_OK : wrong(decoder, HAT_MSG_XML_BYTES, name);
        }
    }
    return wrong(decoder, HAT_MSG_XML_ENCODING, name);
}

/* Keeps the first bytes until the declaration is whole, then lets everything pass. */
static enum hat_status pass_declaration(struct hat_xml_decoder *decoder, bool last,
                                        struct hat_str *utf8)
{
    hat_buf_put(&decoder->head, utf8->ptr, utf8->len);
    if (hat_buf_failed(&decoder->head)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_str head = {decoder->head.data, decoder->head.len};
    *utf8 = (struct hat_str){0};
    if (!last && declaration_is_cut(head)) {
        return HAT_OK;
    }
    decoder->declared = true;
    *utf8 = head;
    return check_declaration(decoder, head);
}

enum hat_status hat_xml_decode(struct hat_xml_decoder *decoder, struct hat_str bytes, bool last,
                               struct hat_str *utf8)
{
    enum hat_status st = HAT_OK;
    *utf8 = (struct hat_str){0};
    if (decoder->encoding == HAT_XML_ENCODING_SOUGHT) {
        hat_buf_put(&decoder->first, bytes.ptr, bytes.len);
        if (hat_buf_failed(&decoder->first)) {
            return HAT_ERR_NOMEM;
        }
        if (decoder->first.len < 4 && !last) {
            return HAT_OK;
        }
        size_t skip;
        st = detect(decoder, &skip);
        bytes = (struct hat_str){decoder->first.data + skip, decoder->first.len - skip};
    }
    if (st == HAT_OK && decoder->encoding != HAT_XML_ENCODING_UTF8) {
        st = convert(decoder, bytes, last);
        bytes = (struct hat_str){decoder->text.data, decoder->text.len};
    }
    *utf8 = bytes;
    if (st == HAT_OK && !decoder->declared) {
        st = pass_declaration(decoder, last, utf8);
    }
    return st;
}

void hat_xml_decoder_fini(struct hat_xml_decoder *decoder)
{
    hat_buf_fini(&decoder->first);
    hat_buf_fini(&decoder->text);
    hat_buf_fini(&decoder->head);
}
