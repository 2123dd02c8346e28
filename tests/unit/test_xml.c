/* Tests of src/xml: what the handler is told, what is refused, and that the cuts between the bytes
 * that come in make no difference. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "unit/unit.h"
#include "xml/xml.h"

/* ---- a handler that writes down what it is told ---- */

static enum hat_status trace_start(void *ctx, const struct hat_xml_element *element)
{
    struct hat_buf *trace = ctx;
    hat_buf_printf(trace, "(%s%s%.*s", element->prefix.ptr != NULL ? element->prefix.ptr : "",
                   element->prefix.len > 0 ? ":" : "", (int)element->local.len, element->local.ptr);
    for (size_t i = 0; i < element->namespace_count; i++) {
        const struct hat_xml_namespace *ns = &element->namespaces[i];
        hat_buf_printf(trace, " +%.*s=%.*s", (int)ns->prefix.len,
                       ns->prefix.ptr != NULL ? ns->prefix.ptr : "", (int)ns->uri.len,
                       ns->uri.ptr != NULL ? ns->uri.ptr : "");
    }
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct hat_xml_attribute *attr = &element->attributes[i];
        hat_buf_printf(trace, " %.*s%s%.*s=", (int)attr->prefix.len,
                       attr->prefix.ptr != NULL ? attr->prefix.ptr : "",
                       attr->prefix.len > 0 ? ":" : "", (int)attr->local.len, attr->local.ptr);
        hat_buf_put(trace, attr->value.ptr, attr->value.len);
    }
    hat_buf_put(trace, "|", 1);
    return HAT_OK;
}

static enum hat_status trace_end(void *ctx, enum hat_xml_name name)
{
    (void)name;
    hat_buf_put(ctx, ")", 1);
    return HAT_OK;
}

static enum hat_status trace_text(void *ctx, struct hat_str text)
{
    hat_buf_put(ctx, text.ptr, text.len);
    return HAT_OK;
}

static enum hat_status trace_comment(void *ctx, struct hat_str text)
{
    hat_buf_printf(ctx, "{%.*s}", (int)text.len, text.ptr);
    return HAT_OK;
}

static enum hat_status trace_instruction(void *ctx, struct hat_str target, struct hat_str text)
{
    hat_buf_printf(ctx, "{?%.*s,%.*s}", (int)target.len, target.ptr, (int)text.len,
                   text.len > 0 ? text.ptr : "");
    return HAT_OK;
}

struct outcome {
    enum hat_status status;
    struct hat_buf trace;
    char code[40];      /* of the first diagnostic; "" for none */
    struct hat_str arg; /* its first argument */
    uint32_t line;
    size_t count;
    hat_diags *diags;
};

/* Parses `text`, `step` bytes at a time. */
static struct outcome run(struct hat_str text, size_t step, const struct hat_limits *limits)
{
    struct outcome out = {.diags = hat_diags_new()};
    struct hat_xml_handler handler = {&out.trace, trace_start,   trace_end,
                                      trace_text, trace_comment, trace_instruction};
    struct hat_place place = {.file = "a.docx", .part = "word/document.xml"};
    struct hat_limits defaults = HAT_LIMITS_DEFAULT;
    struct hat_xml_parser *parser;
    assert_int_equal(hat_xml_parser_new(&handler, limits != NULL ? limits : &defaults, &place,
                                        out.diags, &parser),
                     HAT_OK);
    for (size_t at = 0; at < text.len; at += step) {
        size_t len = text.len - at < step ? text.len - at : step;
        /* a copy of its own size, so that the address sanitizer sees a read behind it */
        char *copy = hat_mem_zalloc(len, 1);
        memcpy(copy, text.ptr + at, len);
        enum hat_status st = hat_xml_parser_feed(parser, (struct hat_str){copy, len});
        hat_mem_free(copy);
        if (st != HAT_OK) {
            break;
        }
    }
    out.status = hat_xml_parser_finish(parser);
    assert_int_equal(hat_xml_parser_finish(parser), out.status);
    hat_xml_parser_free(parser);
    out.count = hat_diags_count(out.diags);
    const struct hat_diag *diag = hat_diags_at(out.diags, 0);
    if (diag != NULL) {
        snprintf(out.code, sizeof out.code, "%s", hat_message_name(diag->code));
        assert_string_equal(diag->place.part, "word/document.xml");
        out.line = diag->place.line;
        out.arg = diag->args[0];
    }
    hat_buf_put(&out.trace, "", 0);
    return out;
}

static void outcome_fini(struct outcome *out)
{
    hat_buf_fini(&out->trace);
    hat_diags_free(out->diags);
}

static void expect_str(struct hat_str text, const char *expected)
{
    for (size_t step = 1; step <= text.len + 1; step = step < 9 ? step + 1 : text.len + 1) {
        struct outcome out = run(text, step, NULL);
        assert_int_equal(out.status, HAT_OK);
        assert_int_equal(out.count, 0);
        assert_string_equal(out.trace.data, expected);
        outcome_fini(&out);
        if (step == text.len + 1) {
            break;
        }
    }
}

static void expect(const char *text, const char *expected)
{
    expect_str(hat_str_from(text), expected);
}

static void expect_error(const char *text, const char *code, uint32_t line)
{
    for (size_t step = 1; step <= 4096; step *= 64) {
        struct outcome out = run(hat_str_from(text), step, NULL);
        assert_string_equal(out.code, code);
        assert_int_equal(out.status, HAT_ERR_TEMPLATE);
        assert_int_equal(out.count, 1);
        assert_int_equal(out.line, line);
        outcome_fini(&out);
    }
}

/* ---- events ---- */

static void events(void **state)
{
    (void)state;
    expect("<a/>", "(a|)");
    expect("<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>\n<a>x<b> y </b>\n</a>\n",
           "(a|x(b| y )\n)");
    expect("<a b='1' c=\"2 > 1\" d='\"'/>", "(a b=1 c=2 > 1 d=\"|)");
    expect("<p:a xmlns:p='u' xmlns='v' p:b='1'><c/></p:a>", "(p:a +p=u +=v p:b=1|(c|))");
    expect("<a><!-- c > < & ' --><?t data?><?u?></a>", "(a|{ c > < & ' }{?t,data}{?u,})");
    expect("<!-- before --><a/><!-- after -->", "{ before }(a|){ after }");
    expect("\xEF\xBB\xBF<a>\xD0\x90</a>", "(a|\xD0\x90)");
}

static void references(void **state)
{
    (void)state;
    expect("<a b='&lt;&amp;&#38;&#x26;&gt;&quot;&apos;&#1178;&amp;#38;'/>",
           "(a b=<&&&>\"'\xD2\x9A&#38;|)");
    expect("<a>&lt;&amp;&#38;&gt;&quot;&apos;&#x49A;&amp;lt;</a>", "(a|<&&>\"'\xD2\x9A&lt;)");
    expect("<a b='x&#10;y\nz'>1\r\n2\r3</a>", "(a b=x\ny z|1\n2\n3)");
}

static void cdata(void **state)
{
    (void)state;
    expect("<a><![CDATA[<b>&lt;]]>]]&gt;<![CDATA[]]><![CDATA[]]]]><![CDATA[>]]></a>",
           "(a|<b>&lt;]]>]]>)");
    expect("<a><![CDATA[\xD2\x9A\xE2\x82\xB8\xF0\x9F\x98\x80]]></a>",
           "(a|\xD2\x9A\xE2\x82\xB8\xF0\x9F\x98\x80)");
}

static void long_pieces(void **state)
{
    (void)state;
    /* text, CDATA and a tag longer than what is looked at in one go */
    struct hat_buf in = {0}, out = {0};
    hat_buf_printf(&in, "<a b='%050000d' c='&amp;'>", 7);
    hat_buf_printf(&out, "(a b=%050000d c=&|", 7);
    for (int i = 0; i < 30000; i++) {
        hat_buf_printf(&in, "\xD2\x9A\xE2\x82\xB8&amp;");
        hat_buf_printf(&out, "\xD2\x9A\xE2\x82\xB8&");
    }
    hat_buf_printf(&in, "<![CDATA[");
    for (int i = 0; i < 30000; i++) {
        hat_buf_printf(&in, "\xD2\x9A]\xE2\x82\xB8]]&");
        hat_buf_printf(&out, "\xD2\x9A]\xE2\x82\xB8]]&");
    }
    hat_buf_printf(&in, "]]></a>");
    hat_buf_printf(&out, ")");
    for (size_t step = 999; step < 1000000; step *= 10) {
        struct outcome got = run((struct hat_str){in.data, in.len}, step, NULL);
        assert_int_equal(got.status, HAT_OK);
        assert_string_equal(got.trace.data, out.data);
        outcome_fini(&got);
    }
    hat_buf_fini(&in);
    hat_buf_fini(&out);
}

/* ---- names ---- */

struct seen {
    enum hat_xml_name names[8], first_attribute[8];
    size_t count;
    uint32_t line[8];
};

static enum hat_status note(void *ctx, const struct hat_xml_element *element)
{
    struct seen *seen = ctx;
    seen->names[seen->count] = element->name;
    seen->line[seen->count] = element->line;
    seen->first_attribute[seen->count++] =
        element->attribute_count > 0 ? element->attributes[0].name : HAT_XML_UNKNOWN;
    return HAT_OK;
}

static enum hat_status note_attributes(void *ctx, const struct hat_xml_element *element)
{
    struct hat_str *values = ctx;
    values[0] = hat_xml_attr(element, HAT_W_val);
    values[1] = hat_xml_attr(element, HAT_W_w);
    assert_true(values[0].ptr != NULL);
    assert_true(hat_str_is(values[0], "5"));
    assert_null(values[1].ptr);
    return HAT_OK;
}

static void names(void **state)
{
    (void)state;
    struct seen seen = {0};
    struct hat_xml_handler handler = {.ctx = &seen, .start = note};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const char text[] =
        "<q:document xmlns:q='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\n"
        "<p xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main' q:val='1'/><q:nonsense/>\n"
        "<text:line-break xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
        " text:style-name='x'/><p id='1'/><t xmlns='http://elsewhere/' xml:space='preserve'/>"
        "</q:document>";
    assert_int_equal(hat_xml_parse(hat_str_from(text), &handler, &limits, NULL, NULL), HAT_OK);
    const enum hat_xml_name expected[] = {HAT_W_document,      HAT_W_p,         HAT_XML_UNKNOWN,
                                          HAT_TEXT_line_break, HAT_XML_UNKNOWN, HAT_XML_UNKNOWN};
    const enum hat_xml_name attributes[] = {HAT_XML_UNKNOWN,     HAT_W_val,   HAT_XML_UNKNOWN,
                                            HAT_TEXT_style_name, HAT_NONE_id, HAT_XML_space};
    const uint32_t lines[] = {1, 2, 2, 3, 3, 3};
    assert_int_equal(seen.count, 6);
    assert_memory_equal(seen.names, expected, sizeof expected);
    assert_memory_equal(seen.first_attribute, attributes, sizeof attributes);
    assert_memory_equal(seen.line, lines, sizeof lines);

    struct hat_str values[2];
    handler = (struct hat_xml_handler){.ctx = values, .start = note_attributes};
    assert_int_equal(
        hat_xml_parse(
            HAT_STR("<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
                    " w:val='5'/>"),
            &handler, &limits, NULL, NULL),
        HAT_OK);
}

/* ---- errors ---- */

static void broken(void **state)
{
    (void)state;
    expect_error("", "xml-empty", 1);
    expect_error("hello", "xml-empty", 1);
    expect_error("<a>\n<b>\n</a>", "xml-tag-mismatch", 3);
    expect_error("<a>\n<b>", "xml-ends-early", 2);
    expect_error("<a>\n<b c='", "xml-ends-early", 2);
    expect_error("<a>\n<!-- ", "xml-ends-early", 2);
    expect_error("<a>\n<![CDATA[x", "xml-ends-early", 2);
    expect_error("<a>\n<w:b/></a>", "xml-namespace", 2);
    expect_error("<a>\n&nbsp;</a>", "xml-entity", 2);
    expect_error("<a>\nx & y</a>", "xml-ampersand", 2);
    expect_error("<a>\nx & y &amp; z", "xml-ampersand", 2);
    expect_error("<a>\n&#x00000000000000000000000000000000000000000000000000000000000000041;</a>",
                 "xml-ampersand", 2);
    expect_error("<a>\n<b c='1' c='2'/></a>", "xml-broken", 2);
    expect_error("<a/>\n<b/>", "xml-broken", 2);
    expect_error("<a>\n\x01</a>", "xml-broken", 2);
    expect_error("<a>\n\xC3\x28</a>", "xml-bytes", 2);
    expect_error("<a>\n\xC1\xB0</a>", "xml-bytes", 2); /* 'p' in two bytes */
    expect_error("<a>\n<![CDATA[\xC1\xB0]]></a>", "xml-bytes", 2);
    expect_error("<a>\n<b c='\xC1\xB0'/></a>", "xml-bytes", 2);
    expect_error("<a>\n\xD2", "xml-ends-early", 2);
    expect_error("<a>\n</a>\xD2", "xml-bytes", 2);
    expect_error("<a>\n<!x></a>", "xml-broken", 2);
    expect_error("<!doctype html>", "xml-broken", 1);
}

static void doctype(void **state)
{
    (void)state;
    expect_error("<!DOCTYPE a><a/>", "xml-doctype", 1);
    expect_error("<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                 "xml-doctype", 3);
    expect_error("<a>\n\n<!DOCTYPE", "xml-doctype", 3);
    /* what only looks like one */
    expect("<a><!-- <!DOCTYPE b> --><![CDATA[<!DOCTYPE b>]]></a>",
           "(a|{ <!DOCTYPE b> }<!DOCTYPE b>)");
}

static void expect_limit(struct hat_str text, const struct hat_limits *limits, const char *code,
                         const char *limit)
{
    for (size_t step = 1; step <= 4096; step *= 64) {
        struct outcome out = run(text, step, limits);
        assert_string_equal(out.code, code);
        assert_int_equal(out.status, HAT_ERR_LIMIT);
        assert_true(hat_str_is(out.arg, limit));
        assert_int_equal(out.line, 2);
        outcome_fini(&out);
    }
}

static void limits(void **state)
{
    (void)state;
    struct hat_limits few = HAT_LIMITS_DEFAULT;
    few.xml_depth = 3;
    few.xml_attributes = 2;
    few.xml_start_tag_bytes = 40;
    struct outcome out = run(HAT_STR("<a>\n<b><c/><c d='1' e='2'></c><c/></b></a>"), 1, &few);
    assert_int_equal(out.status, HAT_OK);
    outcome_fini(&out);
    expect_limit(HAT_STR("<a>\n<b><c><d/></c></b></a>"), &few, "xml-depth", "3");
    expect_limit(HAT_STR("<a>\n<b c='1' d='2' e='3'/></a>"), &few, "xml-attributes", "2");
    expect_limit(HAT_STR("<a>\n<b c='0123456789012345678901234567890123456789'/></a>"), &few,
                 "xml-markup-long", "40");
    expect_limit(HAT_STR("<a>\n<!-- 0123456789012345678901234567890123456789 --></a>"), &few,
                 "xml-markup-long", "40");
    expect_limit(HAT_STR("<a>\n<?b 0123456789012345678901234567890123456789 ?></a>"), &few,
                 "xml-markup-long", "40");
    /* text and CDATA may be long; an earlier error is told first */
    out = run(HAT_STR("<a>012345678901234567890123456789012345678901234567890123456789"
                      "<![CDATA[012345678901234567890123456789012345678901234567890123]]></a>"),
              1000, &few);
    assert_int_equal(out.status, HAT_OK);
    outcome_fini(&out);
    out = run(HAT_STR("<a></b><a><a><a><a><a>"), 1000, &few);
    assert_string_equal(out.code, "xml-tag-mismatch");
    outcome_fini(&out);
}

/* 100,000 attributes took libxml2 half a minute; many different names must not fill memory. */
static void hostile(void **state)
{
    (void)state;
    struct hat_buf in = {0};
    hat_buf_printf(&in, "<a");
    for (int i = 0; i < 100000; i++) {
        hat_buf_printf(&in, " a%d=''", i);
    }
    struct outcome out = run((struct hat_str){in.data, in.len}, 65536, NULL);
    assert_int_equal(out.status, HAT_ERR_LIMIT);
    outcome_fini(&out);
    in.len = 0;
    hat_buf_printf(&in, "<a>\n<b");
    for (int i = 0; i < 150; i++) {
        hat_buf_printf(&in, " xmlns:a%d='u'", i);
    }
    size_t len = in.len - 4;
    hat_buf_printf(&in, "/>%.*s/>", (int)len, in.data + 4); /* one behind the other is no harm */
    struct hat_buf once = {0};
    hat_buf_printf(&once, "%s</a>", in.data);
    out = run((struct hat_str){once.data, once.len}, 65536, NULL);
    assert_int_equal(out.status, HAT_OK);
    outcome_fini(&out);
    in.data[in.len - 2] = ' ';
    hat_buf_printf(&in, "%.*s>", (int)len, in.data + 4);
    out = run((struct hat_str){in.data, in.len}, 65536, NULL);
    assert_int_equal(out.status, HAT_ERR_LIMIT);
    assert_string_equal(out.code, "xml-namespaces");
    assert_true(hat_str_is(out.arg, "256"));
    assert_int_equal(out.line, 2);
    outcome_fini(&out);
    hat_buf_fini(&once);
    in.len = 0;
    hat_buf_printf(&in, "<a>");
    for (int i = 0; i < 100000; i++) {
        hat_buf_printf(&in, "<abcdef%d/>", i);
    }
    out = run((struct hat_str){in.data, in.len}, 65536, NULL);
    assert_int_equal(out.status, HAT_ERR_LIMIT);
    assert_string_equal(out.code, "xml-names");
    outcome_fini(&out);
    in.len = 0;
    for (int i = 0; i < 100000; i++) {
        hat_buf_printf(&in, "<a>");
    }
    out = run((struct hat_str){in.data, in.len}, 65536, NULL);
    assert_string_equal(out.code, "xml-depth");
    outcome_fini(&out);
    hat_buf_fini(&in);
}

/* ---- encodings ---- */

static struct hat_str utf16(struct hat_buf *buf, const char *ascii, bool big, bool mark)
{
    buf->len = 0;
    if (mark) {
        hat_buf_put(buf, big ? "\xFE\xFF" : "\xFF\xFE", 2);
    }
    for (; *ascii != '\0'; ascii++) {
        /* '$' stands for U+1F600, which takes two units */
        const char *bytes = *ascii == '$' ? (big ? "\xD8\x3D\xDE\x00" : "\x3D\xD8\x00\xDE") : NULL;
        char unit[2] = {big ? '\0' : *ascii, big ? *ascii : '\0'};
        hat_buf_put(buf, bytes != NULL ? bytes : unit, bytes != NULL ? 4 : 2);
    }
    return (struct hat_str){buf->data, buf->len};
}

static void encodings(void **state)
{
    (void)state;
    struct hat_buf buf = {0};
    for (int big = 0; big < 2; big++) {
        expect_str(utf16(&buf, "<?xml version='1.0' encoding='UTF-16'?><a b='$'>x$</a>", big, true),
                   "(a b=\xF0\x9F\x98\x80|x\xF0\x9F\x98\x80)");
        expect_str(utf16(&buf, "<?xml version='1.0' encoding='utf-16'?><a/>", big, false), "(a|)");
        expect_str(utf16(&buf, "<a>x</a>", big, true), "(a|x)");
    }
    struct hat_str cut = utf16(&buf, "<a>x</a>", true, true);
    cut.len--;
    struct outcome out = run(cut, 3, NULL);
    assert_string_equal(out.code, "xml-bytes");
    assert_true(hat_str_is(out.arg, "UTF-16"));
    outcome_fini(&out);
    out = run((struct hat_str){"\xFE\xFF\0<\0a\0>\xDC\x00\0<", 12}, 1, NULL);
    assert_string_equal(out.code, "xml-bytes");
    outcome_fini(&out);
    out = run(utf16(&buf, "<?xml version='1.0' encoding='UTF-8'?><a/>", true, true), 5, NULL);
    assert_string_equal(out.code, "xml-bytes");
    outcome_fini(&out);
    hat_buf_fini(&buf);

    out = run((struct hat_str){"\xFF\xFE\0\0<\0\0\0", 8}, 1, NULL);
    assert_string_equal(out.code, "xml-encoding");
    assert_true(hat_str_is(out.arg, "UTF-32"));
    outcome_fini(&out);
    out = run(HAT_STR("<?xml version='1.0' encoding = \"windows-1251\"?><a/>"), 7, NULL);
    assert_string_equal(out.code, "xml-encoding");
    assert_true(hat_str_is(out.arg, "windows-1251"));
    outcome_fini(&out);
    expect_error("<?xml version='1.0' encoding='UTF-16'?><a/>", "xml-bytes", 1);
    expect("<?xml version='1.0' encoding='US-ASCII'?><a>encoding='KOI8-R'</a>",
           "(a|encoding='KOI8-R')");
}

/* ---- stopping, looking only, memory ---- */

static enum hat_status third(void *ctx, const struct hat_xml_element *element)
{
    (void)element;
    return ++*(int *)ctx == 3 ? HAT_ERR_DATA : HAT_OK;
}

static void stops(void **state)
{
    (void)state;
    int count = 0;
    struct hat_xml_handler handler = {.ctx = &count, .start = third};
    struct hat_limits few = HAT_LIMITS_DEFAULT;
    hat_diags *diags = hat_diags_new();
    struct hat_xml_parser *parser;
    assert_int_equal(hat_xml_parser_new(&handler, &few, NULL, diags, &parser), HAT_OK);
    assert_int_equal(hat_xml_parser_feed(parser, HAT_STR("<a><b/><c/><d/></x>")), HAT_ERR_DATA);
    assert_int_equal(hat_xml_parser_feed(parser, HAT_STR("<e/>")), HAT_ERR_DATA);
    assert_int_equal(hat_xml_parser_finish(parser), HAT_ERR_DATA);
    assert_int_equal(count, 3);
    assert_int_equal(hat_diags_count(diags), 0);
    hat_xml_parser_free(parser);
    hat_xml_parser_free(NULL);
    hat_diags_free(diags);
}

static void looks_only(void **state)
{
    (void)state;
    struct hat_limits few = HAT_LIMITS_DEFAULT;
    hat_diags *diags = hat_diags_new();
    assert_int_equal(hat_xml_parse(HAT_STR("<a></b>"), NULL, &few, NULL, diags), HAT_OK);
    assert_int_equal(hat_diags_count(diags), 0);
    assert_int_equal(hat_xml_parse(HAT_STR("<a>\n<!DOCTYPE b>"), NULL, &few, NULL, diags),
                     HAT_ERR_TEMPLATE);
    assert_int_equal(hat_diags_at(diags, 0)->place.line, 2);
    few.xml_depth = 1;
    assert_int_equal(hat_xml_parse(HAT_STR("<a><b>"), NULL, &few, NULL, diags), HAT_ERR_LIMIT);
    assert_int_equal(hat_diags_count(diags), 2);
    hat_diags_free(diags);
}

/* Our own allocations failing, each in turn (libxml2's are its own: docs/safety.md 1). */
static void memory(void **state)
{
    (void)state;
    const struct hat_str text = HAT_STR("<?xml version='1.0'?><a b='&amp;' c='1' xmlns:d='e'>x<b");
    struct hat_limits few = HAT_LIMITS_DEFAULT;
    for (long nth = 1;; nth++) {
        struct hat_buf trace = {0};
        struct hat_xml_handler handler = {&trace, trace_start, trace_end, NULL, NULL, NULL};
        struct hat_xml_parser *parser = NULL;
        hat_mem_fail_at(nth);
        enum hat_status st = hat_xml_parser_new(&handler, &few, NULL, NULL, &parser);
        for (size_t at = 0; st == HAT_OK && at < text.len; at += 9) {
            size_t len = text.len - at < 9 ? text.len - at : 9;
            st = hat_xml_parser_feed(parser, (struct hat_str){text.ptr + at, len});
        }
        if (st == HAT_OK) {
            st = hat_xml_parser_feed(parser, HAT_STR("/></a>"));
        }
        st = st == HAT_OK ? hat_xml_parser_finish(parser) : st;
        hat_mem_fail_at(0);
        hat_xml_parser_free(parser);
        bool whole = st == HAT_OK && !hat_buf_failed(&trace);
        hat_buf_fini(&trace);
        if (whole) {
            assert_true(nth > 8);
            break;
        }
        assert_true(st == HAT_ERR_NOMEM || st == HAT_OK);
        assert_true(nth < 1000);
    }
}

/* ---- writing ---- */

static void writing(void **state)
{
    (void)state;
    struct hat_buf buf = {0};
    assert_int_equal(hat_xml_put_text(&buf, HAT_STR("a<b>&\"\t\n\r'\xD2\x9A")), 0);
    assert_string_equal(buf.data, "a&lt;b&gt;&amp;\"\t\n&#13;'\xD2\x9A");
    buf.len = 0;
    assert_int_equal(hat_xml_put_attribute_value(&buf, HAT_STR("a<b>&\"\t\n\r'\xD2\x9A")), 0);
    assert_string_equal(buf.data, "a&lt;b&gt;&amp;&quot;&#9;&#10;&#13;'\xD2\x9A");
    buf.len = 0;
    /* NUL, a control character, U+FFFE, a lone surrogate, an overlong form, a cut character */
    struct hat_str bad = {"1\0002\x1B\x33\xEF\xBF\xBE\x34\xED\xA0\x80\x35\xC0\x80\x36\xD2", 17};
    assert_int_equal(hat_xml_put_text(&buf, bad), 9);
    assert_string_equal(buf.data, "123456");
    buf.len = 0;
    assert_int_equal(hat_xml_put_text(&buf, (struct hat_str){0}), 0);
    assert_int_equal(buf.len, 0);
    hat_buf_fini(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events),      cmocka_unit_test(references), cmocka_unit_test(cdata),
        cmocka_unit_test(long_pieces), cmocka_unit_test(names),      cmocka_unit_test(broken),
        cmocka_unit_test(doctype),     cmocka_unit_test(limits),     cmocka_unit_test(hostile),
        cmocka_unit_test(encodings),   cmocka_unit_test(stops),      cmocka_unit_test(looks_only),
        cmocka_unit_test(memory),      cmocka_unit_test(writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
