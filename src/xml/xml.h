/* xml.h -- libxml2 behind a small push parser and a writer.
 *
 * Safe by construction (docs/safety.md 2, 3): no network, no entities but XML's own five, a
 * DOCTYPE is refused, and depth, start tags and attribute counts are checked on the bytes before
 * libxml2 sees them, since its own attribute check is quadratic. UTF-8 and UTF-16 are read.
 *
 * Names come as tokens: xml/names.def lists every (namespace, local name) that the program knows,
 * so a reader is a `switch (element->name) { case HAT_W_p: ... }`. Strict and transitional OOXML
 * namespaces give the same tokens. Any other name has token HAT_XML_UNKNOWN.
 */
#ifndef HAT_XML_XML_H
#define HAT_XML_XML_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/str.h"

#define HAT_NAME(prefix, local, text) HAT_##prefix##_##local,
enum hat_xml_name {
    HAT_XML_UNKNOWN,
#include "xml/names.def"
    HAT_XML_NAME_COUNT
};
#undef HAT_NAME

struct hat_xml_attribute {
    enum hat_xml_name name;
    struct hat_str prefix, local; /* as written; prefix "" for none */
    struct hat_str value;         /* entities resolved; not NUL-terminated */
};

/* A namespace declared on this element. */
struct hat_xml_namespace {
    struct hat_str prefix, uri; /* prefix "" for the default namespace */
};

struct hat_xml_element {
    enum hat_xml_name name;
    struct hat_str prefix, local;
    const struct hat_xml_attribute *attributes;
    size_t attribute_count;
    const struct hat_xml_namespace *namespaces;
    size_t namespace_count;
    uint32_t line; /* 1-based, of the part */
};

/* Value of attribute `name`; .ptr is NULL when it is not there. */
struct hat_str hat_xml_attr(const struct hat_xml_element *element, enum hat_xml_name name);

/* Called in document order. A call that does not return HAT_OK ends the parse with that status.
 * Everything passed is borrowed for the call. NULL members are skipped. */
struct hat_xml_handler {
    void *ctx;
    enum hat_status (*start)(void *ctx, const struct hat_xml_element *element);
    enum hat_status (*end)(void *ctx, enum hat_xml_name name);
    /* Text and CDATA, in pieces of any size. */
    enum hat_status (*text)(void *ctx, struct hat_str text);
    /* Comments and processing instructions are passed only to those who ask. */
    enum hat_status (*comment)(void *ctx, struct hat_str text);
    enum hat_status (*instruction)(void *ctx, struct hat_str target, struct hat_str text);
};

/* ---- push parser ---- */

struct hat_xml_parser;

/* `place` says which file and part messages are about; copied shallowly (NULL: nothing known).
 * `handler` is copied; NULL: the bytes are only looked at for what is refused (DOCTYPE, limits,
 * encodings), not parsed, which is many times faster. HAT_OK, HAT_ERR_NOMEM. */
enum hat_status hat_xml_parser_new(const struct hat_xml_handler *handler,
                                   const struct hat_limits *limits, const struct hat_place *place,
                                   hat_diags *diags, struct hat_xml_parser **out);
/* Parses the next bytes. HAT_ERR_TEMPLATE: not well-formed, DOCTYPE, unknown encoding (in diags,
 * with the line); HAT_ERR_LIMIT; HAT_ERR_NOMEM; or what a handler returned. Sticky. */
enum hat_status hat_xml_parser_feed(struct hat_xml_parser *parser, struct hat_str bytes);
/* The end of the document: HAT_ERR_TEMPLATE when elements are open or there was no root. */
enum hat_status hat_xml_parser_finish(struct hat_xml_parser *parser);
void hat_xml_parser_free(struct hat_xml_parser *parser);

/* All in one, for a part in memory. */
enum hat_status hat_xml_parse(struct hat_str bytes, const struct hat_xml_handler *handler,
                              const struct hat_limits *limits, const struct hat_place *place,
                              hat_diags *diags);

/* ---- writing ---- */

/* Append with XML's specials escaped; characters that XML 1.0 forbids are left out and counted
 * in the result. In attributes line breaks and tabs become character references. */
size_t hat_xml_put_text(struct hat_buf *buf, struct hat_str text);
size_t hat_xml_put_attribute_value(struct hat_buf *buf, struct hat_str text);

#endif
