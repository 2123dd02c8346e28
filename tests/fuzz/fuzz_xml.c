/* fuzz_xml.c -- the push parser: the cuts between the bytes must not matter, and what was read and
 * written again must be read as the same.
 *
 * Input: one byte, the length of the pieces; then the XML.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "xml/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- events, written as XML again ---- */

static void put_name(struct hat_buf *out, struct hat_str prefix, struct hat_str local)
{
    if (prefix.len > 0) {
        hat_buf_put(out, prefix.ptr, prefix.len);
        hat_buf_put(out, ":", 1);
    }
    hat_buf_put(out, local.ptr, local.len);
}

static void put_value(struct hat_buf *out, struct hat_str value)
{
    hat_buf_put(out, "=\"", 2);
    if (hat_xml_put_attribute_value(out, value) != 0) {
        abort(); /* libxml2 let a forbidden character through */
    }
    hat_buf_put(out, "\"", 1);
}

struct writer {
    struct hat_buf out;
    struct hat_buf names; /* of the open elements, each with a NUL in front */
};

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct writer *writer = ctx;
    hat_buf_put(&writer->names, "", 1);
    put_name(&writer->names, element->prefix, element->local);
    hat_buf_put(&writer->out, "<", 1);
    put_name(&writer->out, element->prefix, element->local);
    for (size_t i = 0; i < element->namespace_count; i++) {
        const struct hat_xml_namespace *ns = &element->namespaces[i];
        hat_buf_put(&writer->out, ns->prefix.len > 0 ? " xmlns:" : " xmlns",
                    ns->prefix.len > 0 ? 7 : 6);
        hat_buf_put(&writer->out, ns->prefix.ptr, ns->prefix.len);
        put_value(&writer->out, ns->uri);
    }
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct hat_xml_attribute *attribute = &element->attributes[i];
        hat_buf_put(&writer->out, " ", 1);
        put_name(&writer->out, attribute->prefix, attribute->local);
        put_value(&writer->out, attribute->value);
    }
    hat_buf_put(&writer->out, ">", 1);
    return HAT_OK;
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct writer *writer = ctx;
    size_t at = writer->names.len;
    (void)name;
    while (writer->names.data[at - 1] != '\0') {
        at--;
    }
    hat_buf_put(&writer->out, "</", 2);
    hat_buf_put(&writer->out, writer->names.data + at, writer->names.len - at);
    hat_buf_put(&writer->out, ">", 1);
    writer->names.len = at - 1;
    return HAT_OK;
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct writer *writer = ctx;
    if (hat_xml_put_text(&writer->out, text) != 0) {
        abort();
    }
    return HAT_OK;
}

/* Parses in pieces of `step` bytes, each in a block of its own. */
static enum hat_status parse(struct hat_str bytes, size_t step, struct hat_buf *out)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.xml_start_tag_bytes = 1000;
    limits.xml_attributes = 20;
    limits.xml_depth = 40;
    struct writer writer = {{NULL, 0, 0, false}, {NULL, 0, 0, false}};
    struct hat_xml_handler handler = {&writer, on_start, on_end, on_text, NULL, NULL};
    hat_diags *diags = hat_diags_new();
    struct hat_xml_parser *parser;
    if (diags == NULL || hat_xml_parser_new(&handler, &limits, NULL, diags, &parser) != HAT_OK) {
        abort();
    }
    for (size_t at = 0; at < bytes.len; at += step) {
        size_t len = bytes.len - at < step ? bytes.len - at : step;
        char *piece = malloc(len);
        memcpy(piece, bytes.ptr + at, len);
        hat_xml_parser_feed(parser, (struct hat_str){piece, len});
        free(piece);
    }
    enum hat_status st = hat_xml_parser_finish(parser);
    if ((st == HAT_OK) != (hat_diags_count(diags) == 0)) {
        abort(); /* every refusal has its message */
    }
    hat_xml_parser_free(parser);
    hat_diags_free(diags);
    hat_buf_fini(&writer.names);
    *out = writer.out;
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    struct hat_str bytes = {(const char *)data + 1, size - 1};
    struct hat_buf whole, pieces, again;
    enum hat_status st = parse(bytes, bytes.len + 1, &whole);
    enum hat_status st_pieces = parse(bytes, data[0] > 0 ? data[0] : 1, &pieces);
    if ((st == HAT_OK) != (st_pieces == HAT_OK)) {
        abort();
    }
    if (st == HAT_OK) {
        if (whole.len != pieces.len || memcmp(whole.data, pieces.data, whole.len) != 0) {
            abort();
        }
        /* escaping makes it longer: it may be over a limit now, but not be something else */
        if (parse((struct hat_str){whole.data, whole.len}, 4096, &again) == HAT_OK &&
            (whole.len != again.len || memcmp(whole.data, again.data, whole.len) != 0)) {
            abort();
        }
        hat_buf_fini(&again);
    }
    hat_buf_fini(&whole);
    hat_buf_fini(&pieces);
    return 0;
}
