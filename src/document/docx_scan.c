/* docx_scan.c -- looks through the main part ahead of its text, for what the layout must know
 * first.
 *
 * A section's properties stand at its end, so the whole part is looked through once for w:sectPr,
 * and for page-count fields. To be cheap, the bytes are only searched for "<"; the few elements
 * wanted are handed to the XML parser, wrapped in the part's own root, whose start tag declares
 * the prefixes:
 *
 *     <w:document ...> <w:sectPr>..</w:sectPr> <w:instrText>NUMPAGES</w:instrText> ...
 * </w:document>
 *
 * Comments are stepped over. A part in UTF-16 goes to the parser whole.
 */
#include "document/docx_internal.h"

enum { IN_ROOT = HAT_DOCX_OWN_STATES, IN_DOCUMENT, IN_INSTRUCTION };

struct scanner {
    struct hat_docx *docx;
    struct hat_xml_parser *parser;
    struct hat_docx_states states;
    struct hat_docx_targets targets;
    struct hat_buf instruction; /* of the w:instrText elements in a row */
    /* the search */
    struct hat_buf carry; /* a tag cut by the end of a chunk */
    char root[64];        /* name of the root element; "": not seen yet */
    char copied[64];      /* name of the element being copied */
    uint32_t depth;       /* of elements of that name that are open; 0: nothing is copied */
    bool whole;           /* pass everything */
    bool comment;         /* inside <!-- ... */
    bool stopped;         /* not well-formed: the reading of the text will say so */
};

/* ---- what the parser tells ---- */

/* What the instruction of a field, or a part that has some, asks of a first pass. */
static void find_page_fields(struct hat_docx *docx, struct hat_str text)
{
    struct hat_document_info *info = &docx->document->info;
    info->refers_to_pages |= hat_str_has(text, "PAGEREF");
    info->counts_pages |= info->refers_to_pages || hat_str_has(text, "NUMPAGES");
}

static uint8_t section_begin(struct scanner *scanner)
{
    struct hat_docx *docx = scanner->docx;
    if (docx->section_count >= HAT_DOCX_SECTIONS_MAX) {
        hat_diags_add(docx->document->diags, HAT_MSG_TOO_MANY_SECTIONS, &docx->place, {0});
        hat_docx_fail(docx, HAT_ERR_LIMIT);
        return HAT_DOCX_SKIP;
    }
    if (!hat_mem_grow(&docx->sections, docx->section_count, &docx->section_cap,
                      sizeof *docx->sections)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return HAT_DOCX_SKIP;
    }
    struct hat_docx_section *section = &docx->sections[docx->section_count++];
    hat_docx_section_init(section);
    scanner->targets.section = section;
    return HAT_DOCX_IN_SECTPR;
}

static uint8_t child_state(struct scanner *scanner, uint8_t state,
                           const struct hat_xml_element *element)
{
    switch (state) {
    case HAT_DOCX_SKIP:
        return HAT_DOCX_SKIP;
    case IN_ROOT:
        return IN_DOCUMENT;
    case HAT_DOCX_IN_SECTPR:
    case HAT_DOCX_IN_COLS:
    case HAT_DOCX_IN_PGBORDERS:
    case HAT_DOCX_IN_FOOTNOTEPR:
    case HAT_DOCX_IN_ENDNOTEPR:
        return hat_docx_property(scanner->docx, &scanner->targets, state, element);
    default:
        break;
    }
    switch (element->name) {
    case HAT_W_sectPr:
        return section_begin(scanner);
    case HAT_W_background:
        scanner->docx->background = hat_docx_color(scanner->docx, element, HAT_W_color);
        return HAT_DOCX_SKIP;
    case HAT_W_instrText:
        return IN_INSTRUCTION;
    case HAT_W_fldSimple:
        find_page_fields(scanner->docx, hat_xml_attr(element, HAT_W_instr));
        return IN_DOCUMENT;
    case HAT_W_fldChar:
        scanner->instruction.len = 0; /* what follows is another field's */
        return HAT_DOCX_SKIP;
    default:
        return IN_DOCUMENT;
    }
}

static enum hat_status scan_start(void *ctx, const struct hat_xml_element *element)
{
    struct scanner *scanner = ctx;
    struct hat_docx_states *states = &scanner->states;
    uint8_t state = states->count > 0 ? states->items[states->count - 1] : IN_ROOT;
    hat_docx_states_push(scanner->docx, states, child_state(scanner, state, element));
    return scanner->docx->status;
}

static enum hat_status scan_text(void *ctx, struct hat_str text)
{
    struct scanner *scanner = ctx;
    if (scanner->states.items[scanner->states.count - 1] == IN_INSTRUCTION) {
        hat_buf_put(&scanner->instruction, text.ptr, text.len);
        if (hat_buf_failed(&scanner->instruction)) {
            return HAT_ERR_NOMEM;
        }
        struct hat_str all = {scanner->instruction.data, scanner->instruction.len};
        find_page_fields(scanner->docx, all);
        if (scanner->instruction.len > 4096) {
            scanner->instruction.len = 0;
        }
    }
    return HAT_OK;
}

static enum hat_status scan_end(void *ctx, enum hat_xml_name name)
{
    struct scanner *scanner = ctx;
    (void)name;
    scanner->states.count--;
    return HAT_OK;
}

/* ---- the search ---- */

static void pass(struct scanner *scanner, const char *bytes, size_t len)
{
    if (len == 0 || scanner->stopped) {
        return;
    }
    enum hat_status status = hat_xml_parser_feed(scanner->parser, (struct hat_str){bytes, len});
    if (status == HAT_ERR_NOMEM) {
        hat_docx_fail(scanner->docx, status);
    }
    scanner->stopped = status != HAT_OK;
}

/* Length of the tag at `at`, its ">" included; 0: cut. A ">" in an attribute value is no end. */
static size_t tag_len(const char *at, size_t len)
{
    char quote = 0;
    for (size_t i = 0; i < len; i++) {
        char c = at[i];
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return 0;
}

/* The element name in a tag: from behind "<" or "</" to the blank, "/" or ">". */
static struct hat_str tag_name(const char *tag, size_t len)
{
    size_t first = 1, end;
    first += len > 1 && tag[1] == '/';
    for (end = first; end < len; end++) {
        if (tag[end] == ' ' || tag[end] == '/' || tag[end] == '>' || tag[end] == '\t' ||
            tag[end] == '\n' || tag[end] == '\r') {
            break;
        }
    }
    return (struct hat_str){tag + first, end - first};
}

static bool is_wanted(struct hat_str name, bool *start_only)
{
    static const char *const wanted[] = {"sectPr", "instrText", "fldSimple", "fldChar",
                                         "background"};
    const char *colon = memchr(name.ptr, ':', name.len);
    struct hat_str local = name;
    if (colon != NULL) {
        local.ptr = colon + 1;
        local.len = name.len - (size_t)(colon + 1 - name.ptr);
    }
    if (local.len < 6 || strchr("sifb", local.ptr[0]) == NULL) { /* nearly all */
        return false;
    }
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (hat_str_is(local, wanted[i])) {
            *start_only = i >= 2;
            return true;
        }
    }
    return false;
}

static bool set_name(char *out, size_t cap, struct hat_str name)
{
    if (name.len + 1 > cap) {
        return false;
    }
    memcpy(out, name.ptr, name.len);
    out[name.len] = '\0';
    return true;
}

/* A start tag alone, made an empty element. */
static void pass_as_empty(struct scanner *scanner, const char *tag, size_t len)
{
    bool is_empty = len >= 2 && tag[len - 2] == '/';
    pass(scanner, tag, is_empty ? len : len - 1);
    if (!is_empty) {
        pass(scanner, "/>", 2);
    }
}

static void take_start_tag(struct scanner *scanner, const char *tag, size_t len)
{
    struct hat_str name = tag_name(tag, len);
    bool start_only = false;
    if (scanner->root[0] == '\0') {
        if (!set_name(scanner->root, sizeof scanner->root, name)) {
            scanner->whole = true;
        }
        pass(scanner, tag, len);
        return;
    }
    if (!is_wanted(name, &start_only)) {
        return;
    }
    if (start_only) {
        pass_as_empty(scanner, tag, len);
        return;
    }
    pass(scanner, tag, len);
    if (tag[len - 2] != '/' && set_name(scanner->copied, sizeof scanner->copied, name)) {
        scanner->depth = 1;
    }
}

/* Inside an element that is copied: a w:sectPr may hold another one (w:sectPrChange). */
static void copy_tag(struct scanner *scanner, const char *tag, size_t len)
{
    pass(scanner, tag, len);
    if (hat_str_is(tag_name(tag, len), scanner->copied) && tag[len - 2] != '/') {
        scanner->depth += tag[1] == '/' ? UINT32_MAX : 1;
    }
}

/* How much of the markup at `open` need not be looked at: nearly every tag is told by its name. A
 * "<" cannot stand in an attribute value, so the search may go on behind the name. 0: look at it.
 */
static size_t unwanted_len(const char *open, size_t len)
{
    bool start_only;
    if (open[1] == '/') {
        return 2;
    }
    struct hat_str name = tag_name(open, len < 64 ? len : 64);
    bool is_cut = name.ptr + name.len == open + (len < 64 ? len : 64);
    return is_cut || is_wanted(name, &start_only) ? 0 : 1 + name.len;
}

/* Steps over the rest of a comment; returns how many bytes are done with. */
static size_t skip_comment(struct scanner *scanner, const char *bytes, size_t len)
{
    for (size_t at = 0; at + 3 <= len; at++) {
        const char *dash = memchr(bytes + at, '-', len - at - 2);
        if (dash == NULL) {
            break;
        }
        at = (size_t)(dash - bytes);
        if (memcmp(dash, "-->", 3) == 0) {
            scanner->comment = false;
            return at + 3;
        }
    }
    return len > 2 ? len - 2 : 0;
}

/* Takes the markup at open[0] = '<', `len` bytes being there; 0: it is cut. */
static size_t take_markup(struct scanner *scanner, const char *open, size_t len)
{
    if (len < 4) {
        return 0;
    }
    if (memcmp(open, "<!--", 4) == 0) {
        scanner->comment = true;
        return 4;
    }
    if (scanner->depth == 0 && scanner->root[0] != '\0') {
        size_t skip = unwanted_len(open, len);
        if (skip > 0) {
            return skip;
        }
    }
    bool is_tag = open[1] != '!' && open[1] != '?';
    if (!is_tag || (open[1] == '/' && scanner->depth == 0)) {
        pass(scanner, open, scanner->depth > 0 ? 2 : 0);
        return 2;
    }
    size_t tag = tag_len(open, len);
    if (tag > 0 && scanner->depth > 0) {
        copy_tag(scanner, open, tag);
    } else if (tag > 0) {
        take_start_tag(scanner, open, tag);
    }
    return tag;
}

/* Looks at bytes[0..len); returns how many of them are done with. The rest is a cut tag. */
static size_t search(struct scanner *scanner, const char *bytes, size_t len)
{
    size_t at = 0;
    while (at < len && !scanner->stopped) {
        if (scanner->whole) {
            pass(scanner, bytes + at, len - at);
            return len;
        }
        if (scanner->comment) {
            at += skip_comment(scanner, bytes + at, len - at);
            if (scanner->comment) {
                return at;
            }
            continue;
        }
        const char *open = memchr(bytes + at, '<', len - at);
        size_t text = open != NULL ? (size_t)(open - bytes) - at : len - at;
        pass(scanner, bytes + at, scanner->depth > 0 ? text : 0);
        at += text;
        if (open != NULL) {
            size_t done = take_markup(scanner, open, len - at);
            if (done == 0) {
                return at;
            }
            at += done;
        }
    }
    return at;
}

static void scan_chunk(struct scanner *scanner, struct hat_str chunk)
{
    const unsigned char *first = (const unsigned char *)chunk.ptr;
    if (scanner->root[0] == '\0' && chunk.len >= 2 && (first[0] >= 0xFE || first[1] == 0)) {
        scanner->whole = true; /* UTF-16 */
    }
    if (scanner->carry.len == 0) {
        size_t done = search(scanner, chunk.ptr, chunk.len);
        hat_buf_put(&scanner->carry, chunk.ptr + done, chunk.len - done);
    } else {
        struct hat_buf *carry = &scanner->carry;
        hat_buf_put(carry, chunk.ptr, chunk.len);
        if (!hat_buf_failed(carry)) {
            size_t done = search(scanner, carry->data, carry->len);
            memmove(carry->data, carry->data + done, carry->len - done);
            carry->len -= done;
        }
    }
    if (hat_buf_failed(&scanner->carry)) {
        hat_docx_fail(scanner->docx, HAT_ERR_NOMEM);
    }
    if (scanner->carry.len > scanner->docx->document->limits->xml_start_tag_bytes) {
        scanner->stopped = true; /* no such tag is let through by the parser either */
    }
}

static void scan_stream(struct scanner *scanner, struct hat_stream *stream)
{
    struct hat_docx *docx = scanner->docx;
    struct hat_str chunk;
    do {
        chunk = (struct hat_str){0};
        hat_docx_fail(docx, hat_stream_next(stream, &chunk));
        if (docx->status == HAT_OK && chunk.len > 0) {
            scan_chunk(scanner, chunk);
        }
    } while (docx->status == HAT_OK && chunk.len > 0 && !scanner->stopped);
    if (!scanner->whole && scanner->root[0] != '\0') {
        pass(scanner, "</", 2);
        pass(scanner, scanner->root, strlen(scanner->root));
        pass(scanner, ">", 1);
    }
}

/* A document always has one section, and the last is that of the end of the body. */
static void complete_sections(struct hat_docx *docx, struct scanner *scanner)
{
    if (docx->status == HAT_OK && docx->section_count == 0) {
        section_begin(scanner);
    }
    if (docx->status == HAT_OK) {
        docx->made = hat_docx_alloc(docx, docx->section_count * sizeof(struct hat_section *));
    }
}

void hat_docx_scan(struct hat_docx *docx)
{
    const struct hat_parts *parts = docx->document->parts;
    struct scanner scanner = {.docx = docx};
    struct hat_xml_handler handler = {
        .ctx = &scanner, .start = scan_start, .end = scan_end, .text = scan_text};
    struct hat_stream stream = {0};
    docx->place.part = parts->main;
    hat_docx_fail(docx, parts->open(parts->ctx, parts->main, &stream));
    if (docx->status == HAT_OK) {
        hat_docx_fail(docx, hat_xml_parser_new(&handler, docx->document->limits, &docx->place, NULL,
                                               &scanner.parser));
    }
    if (docx->status == HAT_OK) {
        scan_stream(&scanner, &stream);
        complete_sections(docx, &scanner);
    }
    hat_stream_close(&stream);
    hat_xml_parser_free(scanner.parser);
    hat_docx_states_fini(&scanner.states);
    hat_buf_fini(&scanner.instruction);
    hat_buf_fini(&scanner.carry);
}
