/* guard_internal.h -- looks at the bytes of an XML part before libxml2 does. */
#ifndef HAT_XML_GUARD_INTERNAL_H
#define HAT_XML_GUARD_INTERNAL_H

#include "base/diag.h"
#include "base/limits.h"
#include "base/str.h"

enum hat_xml_guard_state {
    HAT_XML_IN_TEXT, /* also before and after the root element */
    HAT_XML_AT_OPEN, /* after "<" */
    HAT_XML_AT_BANG, /* after "<!", until it is known what it begins */
    HAT_XML_IN_COMMENT,
    HAT_XML_IN_CDATA,
    HAT_XML_IN_INSTRUCTION,
    HAT_XML_IN_START_TAG,
    HAT_XML_IN_VALUE, /* within the quotes of an attribute */
    HAT_XML_IN_END_TAG
};

/* A zeroed struct stands at the beginning of a document. */
struct hat_xml_guard {
    enum hat_xml_guard_state state;
    uint32_t depth;      /* elements open */
    size_t markup;       /* offset in the window where the current markup begins */
    uint32_t attributes; /* of the current start tag */
    uint32_t matched;    /* bytes of the closing "-->", "]]>" or "?>" seen */
    char quote;          /* that ends the attribute value */
    char last;           /* last byte of a start tag outside quotes */
};

struct hat_xml_scan {
    size_t ready;             /* the window up to here may be parsed: no markup, character or
                                 reference is cut */
    bool refused;             /* something at `window[at]` may not be parsed: */
    enum hat_message problem; /* this */
    uint64_t limit;           /* the limit that was passed; 0 for none */
    size_t at;
};

/* Goes on with window[from...], window[0...from) having been seen by an earlier call that did
 * not declare it ready. */
void hat_xml_guard_scan(struct hat_xml_guard *guard, const struct hat_limits *limits,
                        struct hat_str window, size_t from, struct hat_xml_scan *scan);

/* The caller is about to forget the first `bytes` of the window. */
void hat_xml_guard_shift(struct hat_xml_guard *guard, size_t bytes);

#endif
