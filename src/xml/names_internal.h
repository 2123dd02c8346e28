/* names_internal.h -- names of elements and attributes as tokens, for the parser. */
#ifndef HAT_XML_NAMES_INTERNAL_H
#define HAT_XML_NAMES_INTERNAL_H

#include "xml/xml.h"

/* The namespace prefixes of names.def. Each stands for one or more namespace names (URIs). */
enum hat_xml_vocabulary {
    HAT_XML_NS_UNKNOWN,
    HAT_XML_NS_NONE,
    HAT_XML_NS_XML,
    /* OOXML */
    HAT_XML_NS_W,
    HAT_XML_NS_R,
    HAT_XML_NS_W14,
    HAT_XML_NS_W15,
    HAT_XML_NS_WP,
    HAT_XML_NS_WP14,
    HAT_XML_NS_WPS,
    HAT_XML_NS_WPG,
    HAT_XML_NS_WPC,
    HAT_XML_NS_A,
    HAT_XML_NS_A14,
    HAT_XML_NS_PIC,
    HAT_XML_NS_C,
    HAT_XML_NS_DGM,
    HAT_XML_NS_ASVG,
    HAT_XML_NS_ADEC,
    HAT_XML_NS_MC,
    HAT_XML_NS_V,
    HAT_XML_NS_O,
    HAT_XML_NS_W10,
    HAT_XML_NS_M,
    HAT_XML_NS_CP,
    HAT_XML_NS_DC,
    HAT_XML_NS_DCTERMS,
    HAT_XML_NS_XSI,
    HAT_XML_NS_EP,
    HAT_XML_NS_CUSTOM,
    HAT_XML_NS_VT,
    HAT_XML_NS_CT,
    HAT_XML_NS_REL,
    HAT_XML_NS_DS,
    HAT_XML_NS_S,
    /* OpenDocument */
    HAT_XML_NS_OFFICE,
    HAT_XML_NS_STYLE,
    HAT_XML_NS_TEXT,
    HAT_XML_NS_TABLE,
    HAT_XML_NS_FO,
    HAT_XML_NS_SVG,
    HAT_XML_NS_XLINK,
    HAT_XML_NS_DRAW,
    HAT_XML_NS_META,
    HAT_XML_NS_NUMBER,
    HAT_XML_NS_CONFIG,
    HAT_XML_NS_MANIFEST,
    HAT_XML_NS_LOEXT,
    HAT_XML_NS_CALCEXT,
    HAT_XML_NS_FORM,
    HAT_XML_NS_DR3D,
    HAT_XML_NS_CHART,
    HAT_XML_NS_MATH,
    HAT_XML_NS_SCRIPT,
    HAT_XML_NS_COUNT
};

enum {
    HAT_XML_SLOTS = 8192, /* power of two; at least twice HAT_XML_NAME_COUNT */
    HAT_XML_CACHE = 512   /* power of two */
};

/* Names of one parser, a zeroed struct being valid. A namespace's names enter `slots` when it is
 * first met, so that a small part pays for its own vocabulary only. `cache` is looked at first:
 * libxml2 gives one name always by the same pointers. */
struct hat_xml_names {
    uint16_t slots[HAT_XML_SLOTS]; /* open addressing: token, 0 for empty */
    bool loaded[HAT_XML_NS_COUNT];
    struct hat_xml_name_cached {
        const char *local, *uri;
        enum hat_xml_name name;
    } cache[HAT_XML_CACHE];
};

/* The token of a name; both texts are NUL-terminated and must stay where they are as long as
 * `names` is used; `uri` is NULL for no namespace. */
enum hat_xml_name hat_xml_name_find(struct hat_xml_names *names, const char *local,
                                    const char *uri);

#endif
