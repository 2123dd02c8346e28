/* names.c -- (namespace name, local name) -> token.
 *
 *     "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "p"   -> HAT_W_p
 *     "http://purl.oclc.org/ooxml/wordprocessingml/main", "p"               -> HAT_W_p
 *
 * The second line is the strict form of OOXML (ISO 29500-1 Annex A lists both). Three steps, the
 * first of which answers nearly always: the cache of pointers, the namespace's vocabulary, the
 * hash of vocabulary and local name.
 */
#include "xml/names_internal.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/"
#define STRICT       "http://purl.oclc.org/ooxml/"
#define MICROSOFT    "http://schemas.microsoft.com/office/"
#define ODF          "urn:oasis:names:tc:opendocument:xmlns:"

struct vocabulary {
    struct hat_str uri;
    enum hat_xml_vocabulary id;
};

#define URI(id, text)                                                                              \
    {                                                                                              \
        {text, sizeof(text) - 1}, HAT_XML_NS_##id                                                  \
    }
static const struct vocabulary vocabularies[] = {
    URI(W, TRANSITIONAL "wordprocessingml/2006/main"),
    URI(W, STRICT "wordprocessingml/main"),
    URI(R, TRANSITIONAL "officeDocument/2006/relationships"),
    URI(R, STRICT "officeDocument/relationships"),
    URI(W14, MICROSOFT "word/2010/wordml"),
    URI(W15, MICROSOFT "word/2012/wordml"),
    URI(WP, TRANSITIONAL "drawingml/2006/wordprocessingDrawing"),
    URI(WP, STRICT "drawingml/wordprocessingDrawing"),
    URI(WP14, MICROSOFT "word/2010/wordprocessingDrawing"),
    URI(WPS, MICROSOFT "word/2010/wordprocessingShape"),
    URI(WPG, MICROSOFT "word/2010/wordprocessingGroup"),
    URI(WPC, MICROSOFT "word/2010/wordprocessingCanvas"),
    URI(A, TRANSITIONAL "drawingml/2006/main"),
    URI(A, STRICT "drawingml/main"),
    URI(A14, MICROSOFT "drawing/2010/main"),
    URI(PIC, TRANSITIONAL "drawingml/2006/picture"),
    URI(PIC, STRICT "drawingml/picture"),
    URI(C, TRANSITIONAL "drawingml/2006/chart"),
    URI(C, STRICT "drawingml/chart"),
    URI(DGM, TRANSITIONAL "drawingml/2006/diagram"),
    URI(DGM, STRICT "drawingml/diagram"),
    URI(ASVG, MICROSOFT "drawing/2016/SVG/main"),
    URI(ADEC, MICROSOFT "drawing/2017/decorative"),
    URI(MC, TRANSITIONAL "markup-compatibility/2006"),
    URI(V, "urn:schemas-microsoft-com:vml"),
    URI(O, "urn:schemas-microsoft-com:office:office"),
    URI(W10, "urn:schemas-microsoft-com:office:word"),
    URI(M, TRANSITIONAL "officeDocument/2006/math"),
    URI(M, STRICT "officeDocument/math"),
    URI(CP, TRANSITIONAL "package/2006/metadata/core-properties"),
    URI(DC, "http://purl.org/dc/elements/1.1/"),
    URI(DCTERMS, "http://purl.org/dc/terms/"),
    URI(XSI, "http://www.w3.org/2001/XMLSchema-instance"),
    URI(EP, TRANSITIONAL "officeDocument/2006/extended-properties"),
    URI(EP, STRICT "officeDocument/extendedProperties"),
    URI(CUSTOM, TRANSITIONAL "officeDocument/2006/custom-properties"),
    URI(CUSTOM, STRICT "officeDocument/customProperties"),
    URI(VT, TRANSITIONAL "officeDocument/2006/docPropsVTypes"),
    URI(VT, STRICT "officeDocument/docPropsVTypes"),
    URI(CT, TRANSITIONAL "package/2006/content-types"),
    URI(REL, TRANSITIONAL "package/2006/relationships"),
    URI(DS, TRANSITIONAL "officeDocument/2006/customXml"),
    URI(DS, STRICT "officeDocument/customXml"),
    URI(S, TRANSITIONAL "spreadsheetml/2006/main"),
    URI(S, STRICT "spreadsheetml/main"),
    URI(OFFICE, ODF "office:1.0"),
    URI(STYLE, ODF "style:1.0"),
    URI(TEXT, ODF "text:1.0"),
    URI(TABLE, ODF "table:1.0"),
    URI(FO, ODF "xsl-fo-compatible:1.0"),
    URI(FO, "http://www.w3.org/1999/XSL/Format"), /* drafts of ODF, OpenOffice.org 2 beta */
    URI(SVG, ODF "svg-compatible:1.0"),
    URI(SVG, "http://www.w3.org/2000/svg"),
    URI(XLINK, "http://www.w3.org/1999/xlink"),
    URI(DRAW, ODF "drawing:1.0"),
    URI(META, ODF "meta:1.0"),
    URI(NUMBER, ODF "datastyle:1.0"),
    URI(CONFIG, ODF "config:1.0"),
    URI(MANIFEST, ODF "manifest:1.0"),
    URI(LOEXT, "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"),
    URI(CALCEXT, "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"),
    URI(FORM, ODF "form:1.0"),
    URI(DR3D, ODF "dr3d:1.0"),
    URI(CHART, ODF "chart:1.0"),
    URI(MATH, "http://www.w3.org/1998/Math/MathML"),
    URI(SCRIPT, ODF "script:1.0"),
    URI(XML, "http://www.w3.org/XML/1998/namespace"),
};

#define HAT_NAME(prefix, token, text) {text, sizeof(text) - 1, HAT_XML_NS_##prefix},
static const struct {
    const char *text;
    uint8_t len;
    uint8_t vocabulary;
} known[HAT_XML_NAME_COUNT] = {
    {"", 0, HAT_XML_NS_UNKNOWN},
#include "xml/names.def"
};
#undef HAT_NAME

_Static_assert(HAT_XML_NAME_COUNT * 2 <= HAT_XML_SLOTS, "HAT_XML_SLOTS must grow with names.def");
_Static_assert(HAT_XML_NAME_COUNT <= UINT16_MAX, "tokens are kept in 16 bits");

static enum hat_xml_vocabulary vocabulary_of(const char *uri)
{
    if (uri == NULL) {
        return HAT_XML_NS_NONE;
    }
    struct hat_str text = hat_str_from(uri);
    for (size_t i = 0; i < sizeof vocabularies / sizeof vocabularies[0]; i++) {
        if (hat_str_equal(vocabularies[i].uri, text)) {
            return vocabularies[i].id;
        }
    }
    return HAT_XML_NS_UNKNOWN;
}

/* FNV-1a over the local name, begun with the vocabulary. */
static uint32_t hash_of(enum hat_xml_vocabulary vocabulary, const char *local, size_t len)
{
    uint32_t hash = (2166136261u ^ (uint32_t)vocabulary) * 16777619u;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)local[i]) * 16777619u;
    }
    return hash ^ hash >> 15;
}

static void load(struct hat_xml_names *names, enum hat_xml_vocabulary vocabulary)
{
    for (uint32_t token = 1; token < HAT_XML_NAME_COUNT; token++) {
        if (known[token].vocabulary != vocabulary) {
            continue;
        }
        uint32_t at = hash_of(vocabulary, known[token].text, known[token].len);
        while (names->slots[at % HAT_XML_SLOTS] != 0) {
            at++;
        }
        names->slots[at % HAT_XML_SLOTS] = (uint16_t)token;
    }
    names->loaded[vocabulary] = true;
}

static enum hat_xml_name look_up(struct hat_xml_names *names, const char *local, const char *uri)
{
    enum hat_xml_vocabulary vocabulary = vocabulary_of(uri);
    if (vocabulary == HAT_XML_NS_UNKNOWN) {
        return HAT_XML_UNKNOWN;
    }
    if (!names->loaded[vocabulary]) {
        load(names, vocabulary);
    }
    size_t len = strlen(local);
    uint32_t at = hash_of(vocabulary, local, len);
    for (uint16_t token; (token = names->slots[at % HAT_XML_SLOTS]) != 0; at++) {
        if (known[token].vocabulary == vocabulary && known[token].len == len &&
            memcmp(known[token].text, local, len) == 0) {
            return (enum hat_xml_name)token;
        }
    }
    return HAT_XML_UNKNOWN;
}

enum hat_xml_name hat_xml_name_find(struct hat_xml_names *names, const char *local, const char *uri)
{
    uintptr_t mixed = (uintptr_t)local ^ (uintptr_t)uri >> 4;
    struct hat_xml_name_cached *cached = &names->cache[(mixed ^ mixed >> 9) % HAT_XML_CACHE];
    if (cached->local != local || cached->uri != uri) {
        *cached = (struct hat_xml_name_cached){local, uri, look_up(names, local, uri)};
    }
    return cached->name;
}
