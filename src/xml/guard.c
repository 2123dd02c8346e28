/* guard.c -- refuses on the bytes what would make libxml2 slow, large or unsafe.
 *
 * libxml2 compares each attribute of an element with all others, so a start tag with 100,000 of
 * them takes half a minute; its own protections against depth and length are off because they
 * also refuse honest large text nodes (docs/safety.md, findings 1 to 3). This is a scanner for
 * XML 1.0 §2 and §3.1 that knows just enough to tell the kinds of markup apart:
 *
 *     text &lt;  <name a="1" b='>'>  </name>  <!-- -->  <![CDATA[ ]]>  <? ?>  <!DOCTYPE  a & b
 *                                                                             refused    refused
 *
 * What is not well-formed may be taken for anything here; libxml2 stops at the same place with its
 * own message, and gets the bytes only up to the last complete piece of markup.
 */
#include "xml/guard_internal.h"

#include <string.h>

enum { REFERENCE_MAX = 64 }; /* bytes from "&" to ";" */

static const char cdata_open[] = "<![CDATA[";

struct scanner {
    struct hat_xml_guard *guard;
    const struct hat_limits *limits;
    struct hat_str window;
    size_t at; /* next byte to look at */
    struct hat_xml_scan *scan;
};

static void refuse(struct scanner *s, enum hat_message problem, uint64_t limit)
{
    s->scan->refused = true;
    s->scan->problem = problem;
    s->scan->limit = limit;
    s->scan->at = s->guard->markup;
    if (s->scan->ready > s->guard->markup) { /* a tag that is whole, but too long */
        s->scan->ready = s->guard->markup;
    }
    s->at = s->window.len;
}

/* The markup ends before byte `at`. */
static void markup_ends(struct scanner *s)
{
    s->guard->state = HAT_XML_IN_TEXT;
    s->scan->ready = s->at;
}

/* How far does what begins with "&" look like a reference? To its ";" that is; NULL: not at all.
 * `end` when the bytes end before that is known. */
static const char *reference_end(const char *amp, const char *end)
{
    for (const char *at = amp + 1; at < end; at++) {
        if (*at == ';') {
            return at;
        }
        if (*at == '&' || (unsigned char)*at <= ' ' || at - amp >= REFERENCE_MAX) {
            return NULL;
        }
    }
    return end;
}

/* Looks for a "&" in text that begins no reference, or one that is cut: libxml2 would collect all
 * that follows while it waits for a ";". Returns the "&"; `end` when all is well. */
static const char *open_reference(const char *begin, const char *end, bool *is_cut)
{
    const char *at = begin;
    *is_cut = false;
    while (at < end && (at = memchr(at, '&', (size_t)(end - at))) != NULL) {
        const char *last = reference_end(at, end);
        if (last == NULL || last == end) {
            *is_cut = last == end;
            return at;
        }
        at = last;
    }
    return end;
}

/* How much of text[0...len) can be given away: not the beginning of a character that the next
 * bytes may complete. */
static size_t character_cut(const char *text, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char byte = (unsigned char)text[len - back];
        if (byte >= 0xC0) { /* the first byte of a character of 2, 3 or 4 */
            size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return whole > back ? len - back : len;
        }
        if (byte < 0x80) {
            break;
        }
    }
    return len;
}

static void in_text(struct scanner *s)
{
    struct hat_xml_guard *guard = s->guard;
    const char *base = s->window.ptr, *last = base + s->window.len;
    const char *open = memchr(base + s->at, '<', s->window.len - s->at);
    const char *begin = base + s->scan->ready, *end = open != NULL ? open : last;
    bool is_cut;
    const char *amp = open_reference(begin, end, &is_cut);
    if (amp < end && (open != NULL || !is_cut)) {
        guard->markup = (size_t)(amp - base);
        refuse(s, HAT_MSG_XML_AMPERSAND, 0);
    } else if (open == NULL) { /* a cut reference waits for its end */
        s->at = s->window.len;
        s->scan->ready += character_cut(begin, (size_t)(amp - begin));
    } else {
        s->scan->ready = guard->markup = (size_t)(open - base);
        s->at = guard->markup + 1;
        guard->state = HAT_XML_AT_OPEN;
    }
}

static void at_open(struct scanner *s)
{
    struct hat_xml_guard *guard = s->guard;
    char byte = s->window.ptr[s->at];
    if (byte == '!') {
        guard->state = HAT_XML_AT_BANG;
    } else if (byte == '?') {
        guard->state = HAT_XML_IN_INSTRUCTION;
        guard->matched = 0;
        s->at++;
    } else if (byte == '/') {
        guard->state = HAT_XML_IN_END_TAG;
    } else if (guard->depth >= s->limits->xml_depth) {
        refuse(s, HAT_MSG_XML_DEPTH, s->limits->xml_depth);
    } else {
        guard->state = HAT_XML_IN_START_TAG;
        guard->attributes = 0;
        guard->last = '<';
    }
}

/* "<!" is followed by "--", "[CDATA[" or, refused, anything else. */
static void at_bang(struct scanner *s)
{
    struct hat_xml_guard *guard = s->guard;
    size_t seen = s->at - guard->markup;
    char byte = s->window.ptr[s->at];
    bool dash = seen >= 3 && s->window.ptr[guard->markup + 2] == '-';
    if (seen == 1 || (seen == 2 && byte == '-')) {
        s->at++;
    } else if (dash && byte == '-') {
        s->at++;
        guard->state = HAT_XML_IN_COMMENT;
        guard->matched = 0;
    } else if (dash || byte != cdata_open[seen]) {
        refuse(s, seen == 2 && byte == 'D' ? HAT_MSG_XML_DOCTYPE : HAT_MSG_XML_BROKEN, 0);
    } else {
        s->at++;
        if (seen + 1 == sizeof cdata_open - 1) {
            guard->state = HAT_XML_IN_CDATA;
            guard->matched = 0;
        }
    }
}

/* Looks for the two (comment, CDATA) or one (instruction) bytes `mark` before '>'. */
static void until_closed(struct scanner *s, char mark, uint32_t wanted)
{
    struct hat_xml_guard *guard = s->guard;
    const char *end = s->window.ptr + s->window.len;
    const char *at = s->window.ptr + s->at;
    while (at < end) {
        if (guard->matched == 0) {
            at = memchr(at, mark, (size_t)(end - at));
            if (at == NULL) {
                break;
            }
        }
        char byte = *at++;
        if (byte == mark) {
            guard->matched += guard->matched < wanted;
        } else if (byte == '>' && guard->matched == wanted) {
            s->at = (size_t)(at - s->window.ptr);
            markup_ends(s);
            return;
        } else {
            guard->matched = 0;
        }
    }
    s->at = s->window.len;
}

static void in_start_tag(struct scanner *s)
{
    struct hat_xml_guard *guard = s->guard;
    const char *begin = s->window.ptr + s->at, *end = s->window.ptr + s->window.len;
    const char *at = begin;
    while (at < end && *at != '>' && *at != '"' && *at != '\'') {
        at++;
    }
    guard->last = at > begin ? at[-1] : guard->last;
    s->at = (size_t)(at - s->window.ptr) + (at < end);
    if (at < end && *at == '>') {
        guard->depth += guard->last != '/';
        markup_ends(s);
    } else if (at < end) {
        guard->last = guard->quote = *at;
        guard->state = HAT_XML_IN_VALUE;
        if (++guard->attributes > s->limits->xml_attributes) {
            refuse(s, HAT_MSG_XML_ATTRIBUTES, s->limits->xml_attributes);
        }
    }
}

static void in_value(struct scanner *s)
{
    const char *begin = s->window.ptr + s->at;
    const char *end = memchr(begin, s->guard->quote, s->window.len - s->at);
    if (end == NULL) {
        s->at = s->window.len;
    } else {
        s->at = (size_t)(end - s->window.ptr) + 1;
        s->guard->state = HAT_XML_IN_START_TAG;
    }
}

static void in_end_tag(struct scanner *s)
{
    const char *begin = s->window.ptr + s->at;
    const char *end = memchr(begin, '>', s->window.len - s->at);
    if (end == NULL) {
        s->at = s->window.len;
    } else {
        s->at = (size_t)(end - s->window.ptr) + 1;
        s->guard->depth -= s->guard->depth > 0;
        markup_ends(s);
    }
}

static void step(struct scanner *s)
{
    switch (s->guard->state) {
    case HAT_XML_IN_TEXT:
        in_text(s);
        break;
    case HAT_XML_AT_OPEN:
        at_open(s);
        break;
    case HAT_XML_AT_BANG:
        at_bang(s);
        break;
    case HAT_XML_IN_COMMENT:
        until_closed(s, '-', 2);
        break;
    case HAT_XML_IN_CDATA:
        until_closed(s, ']', 2);
        break;
    case HAT_XML_IN_INSTRUCTION:
        until_closed(s, '?', 1);
        break;
    case HAT_XML_IN_START_TAG:
        in_start_tag(s);
        break;
    case HAT_XML_IN_VALUE:
        in_value(s);
        break;
    case HAT_XML_IN_END_TAG:
        in_end_tag(s);
        break;
    }
}

void hat_xml_guard_scan(struct hat_xml_guard *guard, const struct hat_limits *limits,
                        struct hat_str window, size_t from, struct hat_xml_scan *scan)
{
    *scan = (struct hat_xml_scan){0};
    struct scanner s = {guard, limits, window, from, scan};
    while (s.at < window.len) {
        enum hat_xml_guard_state before = guard->state;
        step(&s);
        bool text = before == HAT_XML_IN_TEXT || before == HAT_XML_IN_CDATA;
        if (!text && !scan->refused && s.at - guard->markup > limits->xml_start_tag_bytes) {
            refuse(&s, HAT_MSG_XML_MARKUP_LONG, limits->xml_start_tag_bytes);
        }
    }
}

void hat_xml_guard_shift(struct hat_xml_guard *guard, size_t bytes)
{
    guard->markup -= guard->markup < bytes ? guard->markup : bytes;
}
