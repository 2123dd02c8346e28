/* parser_internal.h -- the push parser's state, shared by parser.c and sax.c. */
#ifndef HAT_XML_PARSER_INTERNAL_H
#define HAT_XML_PARSER_INTERNAL_H

#include "xml/decode_internal.h"
#include "xml/guard_internal.h"
#include "xml/xml.h"

struct hat_xml_sax;

struct hat_xml_parser {
    struct hat_limits limits;
    struct hat_place place; /* the part; lines are added for each message */
    hat_diags *diags;
    struct hat_xml_decoder decoder;
    struct hat_xml_guard guard;
    struct hat_buf pending;  /* UTF-8 that waits for the end of its markup */
    uint32_t line;           /* of the first byte in `pending` */
    bool cut;                /* the document ends within a tag, comment or instruction */
    enum hat_status status;  /* the first that was not HAT_OK */
    struct hat_xml_sax *sax; /* libxml2's side; NULL: the bytes are only looked at */
};

/* HAT_OK, HAT_ERR_NOMEM; what was made is freed by fini in either case. */
enum hat_status hat_xml_sax_init(struct hat_xml_parser *parser,
                                 const struct hat_xml_handler *handler);
/* Parses; the first error goes to parser->status and the diagnostics. */
void hat_xml_sax_push(struct hat_xml_parser *parser, struct hat_str bytes, bool last);
void hat_xml_sax_fini(struct hat_xml_parser *parser);

#endif
