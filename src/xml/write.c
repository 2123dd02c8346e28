/* write.c -- text and attribute values as XML (XML 1.0 §2.2, §2.4, §3.3.3).
 *
 *     a < b & "c"   ->   a &lt; b &amp; "c"                  as text
 *                   ->   a &lt; b &amp; &quot;c&quot;        as an attribute value
 *
 * An attribute's line breaks and tabs would be read back as spaces and a carriage return in text
 * as a line feed, so these are written as character references.
 */
#include "base/utf8.h"
#include "xml/xml.h"

/* What an ASCII character is written as; NULL: as itself; "": it may not stand in XML. */
static const char *escape(unsigned char byte, bool attribute)
{
    switch (byte) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '\r':
        return "&#13;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    default:
        return byte < 0x20 ? "" : NULL;
    }
}

static size_t put(struct hat_buf *buf, struct hat_str text, bool attribute)
{
    size_t lost = 0, plain = 0; /* text[plain...at) goes as it is */
    for (size_t at = 0; at < text.len;) {
        unsigned char byte = (unsigned char)text.ptr[at];
        size_t used = 1;
        const char *escaped = NULL;
        if (byte < 0x80) {
            escaped = escape(byte, attribute);
        } else if (!hat_xml_char(hat_utf8_decode(text.ptr + at, text.len - at, &used))) {
            escaped = "";
        }
        if (escaped != NULL) {
            hat_buf_put(buf, text.ptr + plain, at - plain);
            hat_buf_put(buf, escaped, strlen(escaped));
            lost += *escaped == '\0';
            plain = at + used;
        }
        at += used;
    }
    if (plain < text.len) {
        hat_buf_put(buf, text.ptr + plain, text.len - plain);
    }
    return lost;
}

size_t hat_xml_put_text(struct hat_buf *buf, struct hat_str text)
{
    return put(buf, text, false);
}

size_t hat_xml_put_attribute_value(struct hat_buf *buf, struct hat_str text)
{
    return put(buf, text, true);
}
