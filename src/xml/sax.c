/* sax.c -- libxml2's SAX2 push parser behind our own handler.
 *
 * It builds no tree, loads nothing (XML_PARSE_NONET, no resolver is ever asked), substitutes no
 * entities and reports through `on_error` alone. XML_PARSE_HUGE lifts its limits on text, which
 * the guard replaces; the encoding was dealt with in decode.c, so the declaration is ignored.
 *
 * Without entity substitution libxml2 gives "&" in attribute values as "&#38;" (and nothing else
 * so: every other reference is resolved), which is undone here.
 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/mem.h"
#include "xml/names_internal.h"
#include "xml/parser_internal.h"

/* libxml2's table of names does not grow beyond 16,384 chains, and it looks for a prefix through
 * all declarations in scope: both are kept short. Word declares some 40 namespaces. */
enum { NAMES_MAX_BYTES = 256 * 1024, NAMESPACES_MAX = 256 };

struct hat_xml_sax {
    struct hat_xml_handler handler;
    xmlParserCtxtPtr ctxt;
    struct hat_xml_names names;
    struct hat_xml_attribute *attributes;
    size_t attributes_cap;
    struct hat_xml_namespace *namespaces;
    size_t namespaces_cap;
    char *values; /* attribute values that had to be rewritten */
    size_t values_cap;
    bool has_root;
    uint32_t open;      /* elements */
    uint16_t *declared; /* namespaces, by each open element */
    size_t declared_cap;
    uint32_t in_scope; /* their sum */
};

static struct hat_str text_of(const xmlChar *text)
{
    return hat_str_from((const char *)text);
}

static enum hat_xml_name token(struct hat_xml_sax *sax, const xmlChar *local, const xmlChar *uri)
{
    return hat_xml_name_find(&sax->names, (const char *)local, (const char *)uri);
}

static void stop(struct hat_xml_parser *parser, enum hat_status status)
{
    if (status != HAT_OK && parser->status == HAT_OK) {
        parser->status = status;
        xmlStopParser(parser->sax->ctxt);
    }
}

/* ---- errors ---- */

static enum hat_message message_of(const struct hat_xml_parser *parser, const xmlError *error)
{
    if (parser->cut) {
        return HAT_MSG_XML_ENDS_EARLY;
    }
    switch (error->code) {
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_TAG_NOT_FINISHED:
        return !parser->sax->has_root  ? HAT_MSG_XML_EMPTY
               : parser->sax->open > 0 ? HAT_MSG_XML_ENDS_EARLY
                                       : HAT_MSG_XML_BROKEN; /* something behind the root */
    case XML_ERR_TAG_NAME_MISMATCH:
        return HAT_MSG_XML_TAG_MISMATCH;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return HAT_MSG_XML_NAMESPACE;
    case XML_ERR_UNDECLARED_ENTITY:
        return HAT_MSG_XML_ENTITY;
    default:
        return HAT_MSG_XML_BROKEN;
    }
}

static void report(struct hat_xml_parser *parser, const xmlError *error)
{
    enum hat_message code = message_of(parser, error);
    struct hat_str args[4] = {{0}};
    struct hat_place place = parser->place;
    place.line = error->line > 0 ? (uint32_t)error->line : 0;
    place.offset = error->int2 > 0 ? (uint32_t)error->int2 : 0;
    if (code == HAT_MSG_XML_ENDS_EARLY && place.line < parser->line) {
        /* at the end libxml2 leaves the last text where it is */
        place.line = parser->line;
        place.offset = 0;
    }
    switch (code) {
    case HAT_MSG_XML_BROKEN:
        args[0] = hat_str_from(error->message);
        args[0].len -= hat_str_ends(args[0], "\n") ? 1 : 0;
        break;
    case HAT_MSG_XML_TAG_MISMATCH:
        args[0] = hat_str_from(error->str1);
        args[1] = hat_str_from(error->str2);
        break;
    case HAT_MSG_XML_NAMESPACE:
    case HAT_MSG_XML_ENTITY:
        args[0] = hat_str_from(error->str1);
        break;
    default:
        break;
    }
    hat_diags_add_args(parser->diags, code, &place, args);
}

/* A limit of this file was passed. */
static void refuse(struct hat_xml_parser *parser, enum hat_message code, uint32_t limit)
{
    struct hat_place place = parser->place;
    struct hat_buf digits = {0};
    place.line = (uint32_t)parser->sax->ctxt->input->line;
    hat_buf_printf(&digits, "%lu", (unsigned long)limit);
    hat_diags_add(parser->diags, code, &place, (struct hat_str){digits.data, digits.len});
    stop(parser, hat_buf_failed(&digits) ? HAT_ERR_NOMEM : HAT_ERR_LIMIT);
    hat_buf_fini(&digits);
}

#if LIBXML_VERSION >= 21200
static void on_error(void *ctx, const xmlError *error)
#else
static void on_error(void *ctx, xmlError *error)
#endif
{
    struct hat_xml_parser *parser = ctx;
    if (error->level < XML_ERR_ERROR || parser == NULL || parser->status != HAT_OK) {
        return;
    }
    if (error->code == XML_ERR_NO_MEMORY &&
        xmlDictGetUsage(parser->sax->ctxt->dict) > NAMES_MAX_BYTES) {
        refuse(parser, HAT_MSG_XML_NAMES, NAMES_MAX_BYTES);
    } else if (error->code == XML_ERR_NO_MEMORY) {
        stop(parser, HAT_ERR_NOMEM);
    } else {
        report(parser, error);
        stop(parser, HAT_ERR_TEMPLATE);
    }
}

/* ---- events ---- */

/* "a&#38;b" -> "a&b", at *room, which has space for it; other values stay where they are. */
static struct hat_str value_of(const char *begin, const char *end, char **room)
{
    static const char amp[] = "&#38;";
    size_t len = (size_t)(end - begin);
    const char *at = memchr(begin, '&', len);
    if (at == NULL) {
        return (struct hat_str){begin, len};
    }
    char *start = *room, *to = start;
    for (at = begin; at < end; at++) {
        *to++ = *at;
        if (*at == '&' && (size_t)(end - at) >= sizeof amp - 1 &&
            memcmp(at, amp, sizeof amp - 1) == 0) {
            at += sizeof amp - 2;
        }
    }
    *room = to;
    return (struct hat_str){start, (size_t)(to - start)};
}

static bool reserve(void *items, size_t count, size_t *cap, size_t size)
{
    while (count > *cap) {
        if (!hat_mem_grow(items, *cap, cap, size)) {
            return false;
        }
    }
    return true;
}

static bool read_namespaces(struct hat_xml_sax *sax, const xmlChar **uris, size_t count)
{
    if (!reserve(&sax->namespaces, count, &sax->namespaces_cap, sizeof *sax->namespaces)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        sax->namespaces[i] =
            (struct hat_xml_namespace){text_of(uris[2 * i]), text_of(uris[2 * i + 1])};
    }
    return true;
}

/* libxml2 gives an attribute as five pointers: local name, prefix, URI, begin and end of value. */
static bool read_attributes(struct hat_xml_sax *sax, const xmlChar **fields, size_t count)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += (size_t)(fields[5 * i + 4] - fields[5 * i + 3]);
    }
    if (!reserve(&sax->attributes, count, &sax->attributes_cap, sizeof *sax->attributes) ||
        !reserve(&sax->values, bytes, &sax->values_cap, 1)) {
        return false;
    }
    char *room = sax->values;
    for (size_t i = 0; i < count; i++, fields += 5) {
        sax->attributes[i] = (struct hat_xml_attribute){
            .name = token(sax, fields[0], fields[2]),
            .prefix = text_of(fields[1]),
            .local = text_of(fields[0]),
            .value = value_of((const char *)fields[3], (const char *)fields[4], &room),
        };
    }
    return true;
}

/* Notes an element that begins with `count` namespace declarations; false when it is refused. */
static bool enter(struct hat_xml_parser *parser, size_t count)
{
    struct hat_xml_sax *sax = parser->sax;
    sax->has_root = true;
    if (!reserve(&sax->declared, sax->open + (size_t)1, &sax->declared_cap,
                 sizeof *sax->declared)) {
        stop(parser, HAT_ERR_NOMEM);
        return false;
    }
    sax->declared[sax->open++] = (uint16_t)count; /* at most limits.xml_attributes */
    sax->in_scope += (uint16_t)count;
    if (sax->in_scope > NAMESPACES_MAX) {
        refuse(parser, HAT_MSG_XML_NAMESPACES, NAMESPACES_MAX);
        return false;
    }
    return true;
}

static void leave(struct hat_xml_sax *sax)
{
    if (sax->open > 0) {
        sax->in_scope -= sax->declared[--sax->open];
    }
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted, const xmlChar **attributes)
{
    struct hat_xml_parser *parser = ctx;
    struct hat_xml_sax *sax = parser->sax;
    (void)defaulted;
    if (parser->status != HAT_OK || !enter(parser, (size_t)namespace_count) ||
        sax->handler.start == NULL) {
        return;
    }
    if (!read_namespaces(sax, namespaces, (size_t)namespace_count) ||
        !read_attributes(sax, attributes, (size_t)attribute_count)) {
        stop(parser, HAT_ERR_NOMEM);
        return;
    }
    struct hat_xml_element element = {
        .name = token(sax, local, uri),
        .prefix = text_of(prefix),
        .local = text_of(local),
        .attributes = sax->attributes,
        .attribute_count = (size_t)attribute_count,
        .namespaces = sax->namespaces,
        .namespace_count = (size_t)namespace_count,
        .line = (uint32_t)sax->ctxt->input->line,
    };
    stop(parser, sax->handler.start(sax->handler.ctx, &element));
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct hat_xml_parser *parser = ctx;
    struct hat_xml_sax *sax = parser->sax;
    (void)prefix;
    leave(sax);
    if (parser->status == HAT_OK && sax->handler.end != NULL) {
        stop(parser, sax->handler.end(sax->handler.ctx, token(sax, local, uri)));
    }
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
    struct hat_xml_parser *parser = ctx;
    struct hat_xml_handler *handler = &parser->sax->handler;
    if (parser->status == HAT_OK && handler->text != NULL && len > 0) {
        stop(parser,
             handler->text(handler->ctx, (struct hat_str){(const char *)text, (size_t)len}));
    }
}

static void on_comment(void *ctx, const xmlChar *text)
{
    struct hat_xml_parser *parser = ctx;
    struct hat_xml_handler *handler = &parser->sax->handler;
    if (parser->status == HAT_OK && handler->comment != NULL) {
        stop(parser, handler->comment(handler->ctx, text_of(text)));
    }
}

static void on_instruction(void *ctx, const xmlChar *target, const xmlChar *text)
{
    struct hat_xml_parser *parser = ctx;
    struct hat_xml_handler *handler = &parser->sax->handler;
    if (parser->status == HAT_OK && handler->instruction != NULL) {
        stop(parser, handler->instruction(handler->ctx, text_of(target), text_of(text)));
    }
}

/* ---- for parser.c ---- */

enum hat_status hat_xml_sax_init(struct hat_xml_parser *parser,
                                 const struct hat_xml_handler *handler)
{
    xmlSAXHandler events = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .comment = on_comment,
        .processingInstruction = on_instruction,
        .serror = on_error,
    };
    struct hat_xml_sax *sax = hat_mem_zalloc(1, sizeof *sax);
    if (sax == NULL) {
        return HAT_ERR_NOMEM;
    }
    parser->sax = sax;
    sax->handler = *handler;
    xmlInitParser();
    sax->ctxt = xmlCreatePushParserCtxt(&events, parser, NULL, 0, NULL);
    if (sax->ctxt == NULL) {
        return HAT_ERR_NOMEM;
    }
    xmlCtxtUseOptions(sax->ctxt, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    /* or it would guess by the first bytes, and crashes on some that decode.c passes on */
    xmlSwitchEncoding(sax->ctxt, XML_CHAR_ENCODING_UTF8);
    xmlDictSetLimit(sax->ctxt->dict, NAMES_MAX_BYTES);
    return HAT_OK;
}

void hat_xml_sax_push(struct hat_xml_parser *parser, struct hat_str bytes, bool last)
{
    xmlParserCtxtPtr ctxt = parser->sax->ctxt;
    /* what libxml2 reports without its context (lack of memory) would go to stderr: the handler
     * is its thread's own, and put back behind the call */
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *before_ctx = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(parser, on_error);
    xmlParseChunk(ctxt, bytes.ptr, (int)bytes.len, last);
    xmlSetStructuredErrorFunc(before_ctx, before);
    if (parser->status == HAT_OK && !ctxt->wellFormed) {
        hat_diags_add(parser->diags, HAT_MSG_XML_BROKEN, &parser->place, HAT_STR(""));
        parser->status = HAT_ERR_TEMPLATE;
    }
}

void hat_xml_sax_fini(struct hat_xml_parser *parser)
{
    struct hat_xml_sax *sax = parser->sax;
    if (sax == NULL) {
        return;
    }
    if (sax->ctxt != NULL) {
        xmlFreeParserCtxt(sax->ctxt);
    }
    hat_mem_free(sax->attributes);
    hat_mem_free(sax->namespaces);
    hat_mem_free(sax->declared);
    hat_mem_free(sax->values);
    hat_mem_free(sax);
    parser->sax = NULL;
}
