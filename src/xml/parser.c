/* parser.c -- the push parser: bytes -> UTF-8 -> guard -> libxml2 -> tokens for the handler.
 *
 *     "<w:p><w:r><w:t>Аб" | "ай</w:t>..."      what comes in, cut anywhere
 *      decode.c: UTF-16 becomes UTF-8
 *      guard.c:  refuses; tells how far nothing is cut
 *     "<w:p><w:r><w:t>Аб" | "ай</w:t>"         what libxml2 gets: whole tags and characters
 *      start(HAT_W_p) start(HAT_W_r) start(HAT_W_t) text("Аб") text("ай") end(HAT_W_t)
 *
 * Bytes behind the last complete markup wait in `pending`, at most one tag or comment of the
 * allowed length. A CDATA section may be long; where the bytes end within one it is closed and
 * opened again, so that it does not wait as a whole.
 *
 * libxml2 itself is in sax.c.
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "xml/parser_internal.h"

enum { SLICE = 32 * 1024 }; /* bytes looked at in one go: they stay in the processor's cache */

static const char cdata_open[] = "<![CDATA[", cdata_close[] = "]]>";

struct hat_str hat_xml_attr(const struct hat_xml_element *element, enum hat_xml_name name)
{
    for (size_t i = 0; i < element->attribute_count; i++) {
        if (element->attributes[i].name == name) {
            return element->attributes[i].value;
        }
    }
    return (struct hat_str){0};
}

/* ---- making and freeing ---- */

enum hat_status hat_xml_parser_new(const struct hat_xml_handler *handler,
                                   const struct hat_limits *limits, const struct hat_place *place,
                                   hat_diags *diags, struct hat_xml_parser **out)
{
    struct hat_xml_parser *parser = hat_mem_zalloc(1, sizeof *parser);
    if (parser == NULL) {
        return HAT_ERR_NOMEM;
    }
    parser->limits = *limits;
    parser->place = place != NULL ? *place : (struct hat_place){0};
    parser->diags = diags;
    parser->line = 1;
    enum hat_status st = handler != NULL ? hat_xml_sax_init(parser, handler) : HAT_OK;
    if (st != HAT_OK) {
        hat_xml_parser_free(parser);
        return st;
    }
    *out = parser;
    return HAT_OK;
}

void hat_xml_parser_free(struct hat_xml_parser *parser)
{
    if (parser == NULL) {
        return;
    }
    hat_xml_sax_fini(parser);
    hat_xml_decoder_fini(&parser->decoder);
    hat_buf_fini(&parser->pending);
    hat_mem_free(parser);
}

/* ---- feeding ---- */

static uint32_t lines_in(struct hat_str bytes)
{
    uint32_t lines = 0;
    while (bytes.len > 0) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        if (end == NULL) {
            break;
        }
        lines++;
        bytes.len -= (size_t)(end - bytes.ptr) + 1;
        bytes.ptr = end + 1;
    }
    return lines;
}

static void report(struct hat_xml_parser *parser, enum hat_message code, uint32_t line,
                   struct hat_str arg)
{
    struct hat_place place = parser->place;
    place.line = line;
    hat_diags_add(parser->diags, code, &place, arg);
}

/* How much of `bytes` is UTF-8; up to the last '>' before what is not, so that no tag is cut. */
static size_t valid_len(struct hat_str bytes)
{
    size_t len = hat_utf8_valid_len(bytes);
    while (len < bytes.len && len > 0 && bytes.ptr[len - 1] != '>') {
        len--;
    }
    return len;
}

/* Parses bytes that cut no character. libxml2 takes overlong forms for characters, so UTF-8 is
 * checked here. */
static void push(struct hat_xml_parser *parser, struct hat_str bytes, bool last)
{
    if (parser->sax != NULL && parser->status == HAT_OK) {
        struct hat_str valid = {bytes.ptr, valid_len(bytes)};
        if (valid.len > 0 || last) {
            hat_xml_sax_push(parser, valid, last);
        }
        if (valid.len < bytes.len && parser->status == HAT_OK) {
            valid.len = hat_utf8_valid_len(bytes);
            report(parser, HAT_MSG_XML_BYTES, parser->line + lines_in(valid), HAT_STR("UTF-8"));
            parser->status = HAT_ERR_TEMPLATE;
        }
    }
    parser->line += lines_in(bytes);
}

/* Reports what the guard refuses, unless libxml2 found an error before that place. */
static void refuse(struct hat_xml_parser *parser, const struct hat_xml_scan *scan,
                   struct hat_str before)
{
    if (parser->status != HAT_OK) {
        return;
    }
    struct hat_buf arg = {0};
    if (scan->limit > 0) {
        hat_buf_printf(&arg, "%llu", (unsigned long long)scan->limit);
    } else {
        hat_buf_printf(&arg, "<!");
    }
    report(parser, scan->problem, parser->line + lines_in(before),
           (struct hat_str){arg.data, arg.len});
    parser->status = hat_buf_failed(&arg) ? HAT_ERR_NOMEM
                     : scan->limit > 0    ? HAT_ERR_LIMIT
                                          : HAT_ERR_TEMPLATE;
    hat_buf_fini(&arg);
}

/* The bytes end within a CDATA section: how much of the window may be given away when the section
 * is closed there? 0 when nothing of its text would be. */
static size_t cdata_cut(const struct hat_xml_guard *guard, struct hat_str window)
{
    size_t end = window.len;
    while (end > 0 && window.ptr[end - 1] == ']') {
        end--;
    }
    for (size_t back = 1; back <= 4 && back <= end; back++) {
        unsigned char byte = (unsigned char)window.ptr[end - back];
        if (byte >= 0xC0) {
            end -= back;
        }
        if (byte < 0x80 || byte >= 0xC0) {
            break;
        }
    }
    return end > guard->markup + sizeof cdata_open - 1 ? end : 0;
}

/* Keeps window[from...], behind `lead` bytes of "<![CDATA[", for the next call. The window is
 * `pending` itself unless that is empty. */
static void keep(struct hat_xml_parser *parser, struct hat_str window, size_t from, size_t lead)
{
    struct hat_buf *pending = &parser->pending;
    size_t rest = window.len - from;
    if (pending->len == 0) {
        if (lead + rest > 0) {
            hat_buf_put(pending, cdata_open, lead);
            hat_buf_put(pending, window.ptr + from, rest);
        }
    } else if (from > 0) {
        memmove(pending->data + lead, pending->data + from, rest);
        memcpy(pending->data, cdata_open, lead);
        pending->len = lead + rest;
    }
}

/* Passes on what is ready of the window and keeps the rest. */
static void pass(struct hat_xml_parser *parser, struct hat_str window, size_t ready)
{
    size_t cut = parser->guard.state == HAT_XML_IN_CDATA ? cdata_cut(&parser->guard, window) : 0;
    if (cut > 0) {
        push(parser, (struct hat_str){window.ptr, cut}, false);
        push(parser, (struct hat_str){cdata_close, sizeof cdata_close - 1}, false);
        keep(parser, window, cut, sizeof cdata_open - 1);
        parser->guard.markup = 0;
    } else {
        push(parser, (struct hat_str){window.ptr, ready}, false);
        keep(parser, window, ready, 0);
        hat_xml_guard_shift(&parser->guard, ready);
    }
}

static void take(struct hat_xml_parser *parser, struct hat_str bytes)
{
    struct hat_str window = bytes;
    size_t from = parser->pending.len;
    if (bytes.len == 0) {
        return;
    }
    if (from > 0) {
        hat_buf_put(&parser->pending, bytes.ptr, bytes.len);
        window = (struct hat_str){parser->pending.data, parser->pending.len};
    }
    if (!hat_buf_failed(&parser->pending)) {
        struct hat_xml_scan scan;
        hat_xml_guard_scan(&parser->guard, &parser->limits, window, from, &scan);
        if (scan.refused) {
            push(parser, (struct hat_str){window.ptr, scan.ready}, false);
            refuse(parser, &scan, (struct hat_str){window.ptr + scan.ready, scan.at - scan.ready});
        } else {
            pass(parser, window, scan.ready);
        }
    }
    if (hat_buf_failed(&parser->pending) && parser->status == HAT_OK) {
        parser->status = HAT_ERR_NOMEM;
    }
}

/* Decodes and takes one slice. */
static void feed(struct hat_xml_parser *parser, struct hat_str slice, bool last)
{
    struct hat_str utf8;
    enum hat_status st = hat_xml_decode(&parser->decoder, slice, last, &utf8);
    if (st == HAT_ERR_TEMPLATE) {
        report(parser, parser->decoder.problem, parser->line, hat_str_from(parser->decoder.name));
    }
    parser->status = st;
    if (st == HAT_OK) {
        take(parser, utf8);
    }
}

enum hat_status hat_xml_parser_feed(struct hat_xml_parser *parser, struct hat_str bytes)
{
    for (size_t at = 0; at < bytes.len && parser->status == HAT_OK;) {
        size_t len = bytes.len - at < SLICE ? bytes.len - at : SLICE;
        feed(parser, (struct hat_str){bytes.ptr + at, len}, false);
        at += len;
    }
    return parser->status;
}

enum hat_status hat_xml_parser_finish(struct hat_xml_parser *parser)
{
    if (parser->status == HAT_OK) {
        feed(parser, (struct hat_str){0}, true);
    }
    if (parser->status == HAT_OK) {
        parser->cut = parser->guard.state != HAT_XML_IN_TEXT;
        push(parser, (struct hat_str){parser->pending.data, parser->pending.len}, true);
    }
    return parser->status;
}

enum hat_status hat_xml_parse(struct hat_str bytes, const struct hat_xml_handler *handler,
                              const struct hat_limits *limits, const struct hat_place *place,
                              hat_diags *diags)
{
    struct hat_xml_parser *parser;
    enum hat_status st = hat_xml_parser_new(handler, limits, place, diags, &parser);
    if (st != HAT_OK) {
        return st;
    }
    hat_xml_parser_feed(parser, bytes);
    st = hat_xml_parser_finish(parser);
    hat_xml_parser_free(parser);
    return st;
}
