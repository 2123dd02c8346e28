/* Tests of src/package: what is refused, what is understood, and packages written and read back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "package/parts.h"
#include "unit/unit.h"
#include "unit/zip_maker.h"

static void put(struct zip_maker *zip, const char *name, const char *text)
{
    zip_put(zip, hat_str_from(name), hat_str_from(text));
}

/* The parts that make a document, `more` relationships of the package among them. */
static void put_docx(struct zip_maker *zip)
{
    put(zip, "[Content_Types].xml", CONTENT_TYPES);
    put(zip, "_rels/.rels",
        RELATIONSHIPS(RELATIONSHIP("rId1", "officeDocument", "word/document.xml")));
    put(zip, "word/document.xml", DOCUMENT);
}

static void put_odt(struct zip_maker *zip, const char *mimetype)
{
    put(zip, "mimetype", mimetype);
    put(zip, "content.xml", "<a/>");
    put(zip, "META-INF/manifest.xml", MANIFEST(""));
}

struct opened {
    enum hat_status status;
    struct hat_package *package; /* NULL when it was refused */
    hat_diags *diags;
    const char *code; /* of the first diagnostic; "" for none */
    struct hat_str arg;
    const char *part;
};

static struct opened open_bytes(struct hat_str bytes, const struct hat_limits *limits)
{
    struct hat_limits defaults = HAT_LIMITS_DEFAULT;
    struct opened out = {.diags = hat_diags_new(), .code = "", .part = ""};
    out.status = hat_package_open_memory(bytes, "t.docx", limits != NULL ? limits : &defaults,
                                         out.diags, &out.package);
    if (hat_diags_count(out.diags) > 0) {
        const struct hat_diag *diag = hat_diags_at(out.diags, 0);
        out.code = hat_message_name(diag->code);
        out.arg = diag->args[0];
        out.part = diag->place.part != NULL ? diag->place.part : "";
        assert_string_equal(diag->place.file, "t.docx");
    }
    assert_true((out.status == HAT_OK) == (out.package != NULL));
    return out;
}

static struct opened open_zip(struct zip_maker *zip, const struct hat_limits *limits)
{
    zip_end(zip);
    return open_bytes((struct hat_str){zip->file.data, zip->file.len}, limits);
}

static void close_opened(struct opened *opened)
{
    hat_package_close(opened->package);
    hat_diags_free(opened->diags);
}

/* Ends the file, opens it, wants `status` and the message `code`, and frees it. */
static void expect(struct zip_maker *zip, enum hat_status status, const char *code)
{
    struct opened opened = open_zip(zip, NULL);
    assert_string_equal(opened.code, code);
    assert_int_equal(opened.status, status);
    close_opened(&opened);
    zip_fini(zip);
}

static void expect_bytes(struct hat_str bytes, const char *code, const char *arg)
{
    struct opened opened = open_bytes(bytes, NULL);
    assert_string_equal(opened.code, code);
    assert_int_equal(opened.status, HAT_ERR_TEMPLATE);
    assert_true(arg == NULL || hat_str_is(opened.arg, arg));
    close_opened(&opened);
}

/* Folders are in the directory of the ZIP and not among the parts, the second time too. */
static void opened_again(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put(&zip, "word/", "");
    put_docx(&zip);
    struct opened opened = open_zip(&zip, NULL);
    assert_int_equal(opened.status, HAT_OK);
    struct hat_package *again = NULL;
    assert_int_equal(hat_package_again(opened.package, &again), HAT_OK);
    assert_int_equal(hat_package_count(again), hat_package_count(opened.package));
    assert_null(hat_package_find(again, "word/"));
    struct hat_buf text = {0};
    assert_int_equal(hat_package_read(again, "word/document.xml", opened.diags, &text), HAT_OK);
    assert_string_equal(text.data, DOCUMENT);
    hat_buf_fini(&text);
    hat_package_close(again);
    close_opened(&opened);
    zip_fini(&zip);
}

/* What was kept of parts belongs to the first one: a second that is closed takes none of it. */
static void closed_while_the_first_is_read(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    struct opened opened = open_zip(&zip, NULL);
    assert_int_equal(opened.status, HAT_OK);
    struct hat_package *again = NULL;
    struct hat_stream stream;
    struct hat_str chunk;
    assert_int_equal(hat_package_again(opened.package, &again), HAT_OK);
    assert_int_equal(hat_package_stream(opened.package, "word/document.xml", opened.diags, &stream),
                     HAT_OK);
    hat_package_close(again);
    assert_int_equal(hat_stream_next(&stream, &chunk), HAT_OK);
    assert_int_equal(chunk.len, strlen(DOCUMENT));
    assert_memory_equal(chunk.ptr, DOCUMENT, chunk.len);
    hat_stream_close(&stream);
    close_opened(&opened);
    zip_fini(&zip);
}

/* ---- what it is ---- */

static void formats(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    put(&zip, "word/media/a.png", "x");
    put(&zip, "word/", "");
    struct opened opened = open_zip(&zip, NULL);
    assert_int_equal(opened.status, HAT_OK);
    assert_int_equal(hat_diags_count(opened.diags), 0);
    struct hat_package *package = opened.package;
    assert_int_equal(hat_package_format(package), HAT_FORMAT_DOCX);
    assert_string_equal(hat_package_path(package), "t.docx");
    assert_string_equal(hat_package_main(package), "word/document.xml");
    assert_int_equal(hat_package_count(package), 4);
    assert_string_equal(hat_package_at(package, 0)->name, "[Content_Types].xml");
    assert_null(hat_package_at(package, 4));
    assert_null(hat_package_find(package, "word/Document.xml"));
    const struct hat_part *part = hat_package_find(package, "word/document.xml");
    assert_string_equal(part->type, MAIN_TYPE);
    assert_int_equal(part->size, strlen(DOCUMENT));
    assert_true(part->is_xml);
    part = hat_package_find(package, "word/media/a.png");
    assert_string_equal(part->type, "image/png");
    assert_false(part->is_xml);
    assert_int_equal(hat_package_require_text(package, opened.diags), HAT_OK);
    assert_int_equal(hat_package_require_workbook(package, opened.diags), HAT_ERR_DATA);
    assert_string_equal(hat_diags_code(opened.diags, 0), "package-is-text");
    close_opened(&opened);
    zip_fini(&zip);
}

static void odf_formats(void **state)
{
    (void)state;
    const struct {
        const char *type;
        enum hat_format format;
    } cases[] = {
        {ODT_TYPE, HAT_FORMAT_ODT},
        {ODT_TYPE "-template\n", HAT_FORMAT_ODT},
        {"application/vnd.oasis.opendocument.spreadsheet", HAT_FORMAT_ODS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct zip_maker zip = {0};
        put_odt(&zip, cases[i].type);
        struct opened opened = open_zip(&zip, NULL);
        assert_int_equal(opened.status, HAT_OK);
        assert_int_equal(hat_package_format(opened.package), cases[i].format);
        assert_string_equal(hat_package_main(opened.package), "content.xml");
        assert_string_equal(hat_package_find(opened.package, "content.xml")->type, "text/xml");
        if (cases[i].format == HAT_FORMAT_ODS) {
            assert_int_equal(hat_package_require_text(opened.package, opened.diags),
                             HAT_ERR_TEMPLATE);
            assert_string_equal(hat_diags_code(opened.diags, 0), "package-is-workbook");
        }
        close_opened(&opened);
        zip_fini(&zip);
    }
}

/* A main part elsewhere, as a template with macros, relationships of the strict kind. */
static void main_part(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put(&zip, "[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Override PartName='/Word/Document2.xml' ContentType='application/"
        "vnd.ms-word.template.macroEnabledTemplate.main+xml'/>"
        "<Default Extension='xml' ContentType='application/xml'/></Types>");
    put(&zip, "_rels/.rels",
        RELATIONSHIPS("<Relationship Id='a' Target='/word/x/../document2.xml' "
                      "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/"
                      "officeDocument'/>"));
    put(&zip, "word/document2.xml", DOCUMENT);
    struct opened opened = open_zip(&zip, NULL);
    assert_int_equal(opened.status, HAT_OK);
    assert_string_equal(hat_package_main(opened.package), "word/document2.xml");
    assert_int_equal(hat_package_format(opened.package), HAT_FORMAT_DOCX);
    close_opened(&opened);
    zip_fini(&zip);
}

static void no_document(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put(&zip, "a.txt", "x");
    expect(&zip, HAT_ERR_TEMPLATE, "package-unknown");
    expect(&zip, HAT_ERR_TEMPLATE, "package-unknown"); /* no entry at all */

    put(&zip, "_rels/.rels", RELATIONSHIPS(""));
    expect(&zip, HAT_ERR_TEMPLATE, "package-no-part");
    put(&zip, "[Content_Types].xml", CONTENT_TYPES);
    expect(&zip, HAT_ERR_TEMPLATE, "package-no-main");
    put(&zip, "[Content_Types].xml", CONTENT_TYPES);
    put(&zip, "_rels/.rels",
        RELATIONSHIPS(RELATIONSHIP("a", "officeDocument", "word/document.xml")));
    expect(&zip, HAT_ERR_TEMPLATE, "package-no-part");
    put(&zip, "[Content_Types].xml", CONTENT_TYPES);
    put(&zip, "word/document.xml", DOCUMENT);
    put(&zip, "word/b.xml", DOCUMENT);
    put(&zip, "_rels/.rels",
        RELATIONSHIPS(RELATIONSHIP("a", "officeDocument", "word/document.xml")
                          RELATIONSHIP("b", "officeDocument", "word/b.xml")));
    expect(&zip, HAT_ERR_TEMPLATE, "package-two-mains");
    put(&zip, "[Content_Types].xml", CONTENT_TYPES);
    put(&zip, "word/b.xml", DOCUMENT);
    put(&zip, "_rels/.rels", RELATIONSHIPS(RELATIONSHIP("b", "officeDocument", "word/b.xml")));
    expect(&zip, HAT_ERR_TEMPLATE, "package-kind");

    put_odt(&zip, "application/epub+zip");
    expect(&zip, HAT_ERR_TEMPLATE, "package-kind");
    put(&zip, "mimetype", ODT_TYPE);
    put(&zip, "content.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-no-part");
    put(&zip, "mimetype", ODT_TYPE);
    put(&zip, "META-INF/manifest.xml", MANIFEST(""));
    expect(&zip, HAT_ERR_TEMPLATE, "package-no-part");
    put(&zip, "mimetype", ODT_TYPE);
    put(&zip, "content.xml", "x");
    put(&zip, "META-INF/manifest.xml",
        MANIFEST("<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"));
    expect(&zip, HAT_ERR_TEMPLATE, "package-encrypted");
}

static void other_files(void **state)
{
    (void)state;
    expect_bytes(HAT_STR(""), "package-empty", NULL);
    expect_bytes(HAT_STR("P"), "package-not-zip", NULL);
    expect_bytes(HAT_STR("Құрметті әріптес! Бұл жай мәтін."), "package-not-zip", NULL);
    expect_bytes(HAT_STR("%PDF-1.7\n"), "package-other", "PDF");
    expect_bytes(HAT_STR("{\\rtf1}"), "package-other", "RTF");
    expect_bytes(HAT_STR("\n<!DOCTYPE HTML><HTML>"), "package-other", "HTML");
    expect_bytes(HAT_STR("\x1F\x8B\x08"), "package-other", "gzip");
    expect_bytes((struct hat_str){"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10}, "package-ole", NULL);
    expect_bytes(HAT_STR("<?xml version='1.0'?><office:document xmlns:office="
                         "'urn:oasis:names:tc:opendocument:xmlns:office:1.0'>"),
                 "package-flat", NULL);
    expect_bytes(HAT_STR("<?mso-application progid=\"Word.Document\"?>"), "package-flat", NULL);
    hat_diags *diags = hat_diags_new();
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_package *package = NULL;
    assert_int_equal(hat_package_open("/nonexistent/a.docx", &limits, diags, &package),
                     HAT_ERR_INPUT);
    assert_int_equal(hat_package_open("/", &limits, diags, &package), HAT_ERR_INPUT);
    assert_null(package);
    hat_package_close(NULL);
    hat_diags_free(diags);
}

/* ---- damage ---- */

static void cuts(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    zip_end(&zip);
    for (size_t len = 4; len < zip.file.len; len++) {
        expect_bytes((struct hat_str){zip.file.data, len}, "package-cut", NULL);
    }
    /* a comment, and what mail adds behind the end */
    hat_buf_put(&zip.file, "\r\n", 2);
    struct opened opened = open_bytes((struct hat_str){zip.file.data, zip.file.len}, NULL);
    assert_int_equal(opened.status, HAT_OK);
    assert_string_equal(opened.code, "");
    close_opened(&opened);
    hat_buf_printf(&zip.file, "%01000d", 0);
    opened = open_bytes((struct hat_str){zip.file.data, zip.file.len}, NULL);
    assert_int_equal(opened.status, HAT_OK);
    assert_string_equal(opened.code, "package-junk");
    assert_true(hat_str_is(opened.arg, "1002"));
    close_opened(&opened);
    zip_fini(&zip);
}

/* No byte of the file may make it crash, read elsewhere, or hand out bytes that the checksum does
 * not cover. */
static void flipped_bytes(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    zip_end(&zip);
    for (size_t i = 0; i < zip.file.len; i++) {
        char before = zip.file.data[i];
        zip.file.data[i] = (char)(before ^ 0xFF);
        struct opened opened = open_bytes((struct hat_str){zip.file.data, zip.file.len}, NULL);
        if (opened.status == HAT_OK) {
            struct hat_buf buf = {0};
            assert_int_equal(
                hat_package_read(opened.package, "word/document.xml", opened.diags, &buf), HAT_OK);
            assert_string_equal(buf.data, DOCUMENT);
            hat_buf_fini(&buf);
        } else {
            assert_true(hat_diags_count(opened.diags) > 0);
        }
        close_opened(&opened);
        zip.file.data[i] = before;
    }
    zip_fini(&zip);
}

static void lies(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    zip.crc_change = 1;
    put(&zip, "word/a.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-part-damaged");
    put_docx(&zip);
    zip.size_more = 5;
    put(&zip, "word/a.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-part-damaged");
    put_docx(&zip);
    zip.method = 8;
    put(&zip, "word/a.xml", "this is not deflated");
    expect(&zip, HAT_ERR_TEMPLATE, "package-part-damaged");
    put_docx(&zip);
    zip.method = 12;
    put(&zip, "word/a.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-method");
    put_docx(&zip);
    zip.flags = 1;
    put(&zip, "word/a.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-encrypted");
    put_docx(&zip);
    zip.local_name = "word/b.xml";
    put(&zip, "word/a.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-damaged");
    put_docx(&zip);
    zip.same_bytes = true;
    put(&zip, "word/document.xml", DOCUMENT);
    expect(&zip, HAT_ERR_TEMPLATE, "package-overlap");
}

/* ---- names ---- */

static void names(void **state)
{
    (void)state;
    const struct hat_str unsafe[] = {
        HAT_STR("../a"),
        HAT_STR("word/../../a"),
        HAT_STR("/a"),
        HAT_STR("a\\b"),
        HAT_STR("C:a"),
        HAT_STR("a//b"),
        HAT_STR("./a"),
        HAT_STR("a/."),
        HAT_STR(""),
        HAT_STR("/"),
        HAT_STR("../"),
        HAT_STR("a\x1B[2J"),
        {"word/a.xml\0.png", 15},
    };
    for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++) {
        struct zip_maker zip = {0};
        put_docx(&zip);
        zip_put(&zip, unsafe[i], (struct hat_str){0});
        expect(&zip, HAT_ERR_TEMPLATE, "package-name");
    }
    struct zip_maker zip = {0};
    put_docx(&zip);
    put(&zip, "word/DOCUMENT.xml", "<a/>");
    expect(&zip, HAT_ERR_TEMPLATE, "package-name-twice");
    put_docx(&zip);
    put(&zip, "word/\xD2\x9A.png", "");
    put(&zip, "word/\xD2\x9B.png", "");
    expect(&zip, HAT_ERR_TEMPLATE, "package-name-twice");
    put_docx(&zip);
    put(&zip, "word/media/\x8F.png", "");
    put(&zip, "word/media/a..b.png", "");
    struct opened opened = open_zip(&zip, NULL);
    assert_int_equal(opened.status, HAT_OK);
    assert_string_equal(opened.code, "package-name-charset");
    assert_int_equal(hat_package_count(opened.package), 4);
    close_opened(&opened);
    zip_fini(&zip);
}

/* ---- limits ---- */

static void expect_limit(struct zip_maker *zip, const struct hat_limits *limits, const char *code,
                         const char *limit)
{
    struct opened opened = open_zip(zip, limits);
    assert_string_equal(opened.code, code);
    assert_int_equal(opened.status, HAT_ERR_LIMIT);
    assert_true(hat_str_is(opened.arg, limit));
    close_opened(&opened);
    zip_fini(zip);
}

static void limits(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    struct hat_limits few = HAT_LIMITS_DEFAULT;
    few.package_parts = 3;
    put_docx(&zip);
    struct opened opened = open_zip(&zip, &few);
    assert_int_equal(opened.status, HAT_OK);
    close_opened(&opened);
    zip_fini(&zip);
    put_docx(&zip);
    put(&zip, "a.png", "");
    expect_limit(&zip, &few, "package-parts", "3");

    few = HAT_LIMITS_DEFAULT;
    few.part_bytes = strlen(CONTENT_TYPES);
    few.picture_bytes = 5;
    put_docx(&zip);
    put(&zip, "a.png", "12345");
    opened = open_zip(&zip, &few);
    assert_int_equal(opened.status, HAT_OK);
    close_opened(&opened);
    zip_fini(&zip);
    put_docx(&zip);
    put(&zip, "a.png", "123456");
    expect_limit(&zip, &few, "package-part-large", "5");
    few.part_bytes = 100;
    put_docx(&zip);
    expect_limit(&zip, &few, "package-part-large", "100");

    /* a list of types that is out of all proportion */
    few = HAT_LIMITS_DEFAULT;
    few.package_parts = 3;
    put(&zip, "[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='a'/><Default Extension='b'/><Default Extension='c'/>"
        "<Default Extension='d'/><Default Extension='e'/><Default Extension='f'/></Types>");
    put(&zip, "_rels/.rels", RELATIONSHIPS(""));
    expect_limit(&zip, &few, "package-parts", "3");

    few = HAT_LIMITS_DEFAULT;
    few.package_bytes = 900;
    put_docx(&zip);
    put(&zip, "a.png", DOCUMENT DOCUMENT);
    expect_limit(&zip, &few, "package-large", "900");
    few = HAT_LIMITS_DEFAULT;
    few.xml_depth = 1;
    put_docx(&zip);
    expect_limit(&zip, &few, "xml-depth", "1");
}

static void doctype_anywhere(void **state)
{
    (void)state;
    const char *parts[] = {"customXml/item1.xml", "word/_rels/document.xml.rels", "a.XML"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct zip_maker zip = {0};
        put_docx(&zip);
        put(&zip, parts[i], "<!DOCTYPE a><a/>");
        struct opened opened = open_zip(&zip, NULL);
        assert_string_equal(opened.code, "xml-doctype");
        assert_string_equal(opened.part, parts[i]);
        close_opened(&opened);
        zip_fini(&zip);
    }
    struct zip_maker zip = {0};
    put_docx(&zip);
    put(&zip, "word/media/a.png", "<!DOCTYPE a><a/>");
    expect(&zip, HAT_OK, "");
}

/* ---- relationships ---- */

static void relationships(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    put(&zip, "word/_rels/document.xml.rels",
        RELATIONSHIPS(
            RELATIONSHIP("rId9", "styles", "styles.xml")
                RELATIONSHIP("rId1", "image", "../word/./media/a%20b%D2%9a.png")
                    RELATIONSHIP("rId2", "image", "/media/c.png") RELATIONSHIP("rId3", "image",
                                                                               "../../etc/passwd")
                        RELATIONSHIP("rId4", "image", "%2e%2E/%2e%2e/x")
                            RELATIONSHIP("rId5", "image", "file:///etc/passwd")
                                RELATIONSHIP("rId6", "image", "a%00.png")
                                    RELATIONSHIP("rId7", "hyperlink", "#place") RELATIONSHIP(
                                        "rId10", "image",
                                        "media/") "<Relationship Id='rId8' "
                                                  "Type='http://x/hyperlink' TargetMode='External' "
                                                  "Target='https://gov.kz/?a=1&amp;b=%20'/>"));
    struct opened opened = open_zip(&zip, NULL);
    assert_int_equal(opened.status, HAT_OK);
    struct hat_arena arena = {0};
    struct hat_relationships list;
    assert_int_equal(
        hat_package_relationships(opened.package, "word/document.xml", &arena, opened.diags, &list),
        HAT_OK);
    assert_int_equal(list.count, 5);
    assert_int_equal(hat_diags_count(opened.diags), 5);
    assert_string_equal(hat_diags_code(opened.diags, 4), "package-target");
    assert_string_equal(hat_relationships_find(&list, "rId9")->target, "word/styles.xml");
    assert_string_equal(hat_relationships_find(&list, "rId9")->type, "styles");
    assert_string_equal(hat_relationships_find(&list, "rId1")->target,
                        "word/media/a b\xD2\x9A.png");
    assert_string_equal(hat_relationships_find(&list, "rId2")->target, "media/c.png");
    assert_string_equal(hat_relationships_find(&list, "rId7")->target, "#place");
    const struct hat_relationship *link = hat_relationships_find(&list, "rId8");
    assert_true(link->external);
    assert_string_equal(link->target, "https://gov.kz/?a=1&b=%20");
    assert_null(hat_relationships_find(&list, "rId3"));
    assert_null(hat_relationships_find(&list, ""));
    assert_ptr_equal(hat_relationships_of_type(&list, "image"), &list.items[1]);
    assert_null(hat_relationships_of_type(&list, "footer"));
    assert_int_equal(
        hat_package_relationships(opened.package, "word/styles.xml", &arena, opened.diags, &list),
        HAT_OK);
    assert_int_equal(list.count, 0);
    assert_null(hat_relationships_find(&list, "rId9"));
    hat_arena_fini(&arena);
    close_opened(&opened);
    zip_fini(&zip);

    put_docx(&zip);
    put(&zip, "word/_rels/a.xml.rels",
        RELATIONSHIPS(RELATIONSHIP("rId1", "image", "b.png") RELATIONSHIP("rId2", "image", "c.png")
                          RELATIONSHIP("rId1", "image", "d.png")));
    opened = open_zip(&zip, NULL);
    assert_int_equal(
        hat_package_relationships(opened.package, "word/a.xml", &arena, opened.diags, &list),
        HAT_ERR_TEMPLATE);
    assert_string_equal(hat_diags_code(opened.diags, 0), "package-relation-twice");
    hat_arena_fini(&arena);
    close_opened(&opened);
    zip_fini(&zip);
}

/* ---- writing ---- */

static char folder[] = "/tmp/hatshy-test-XXXXXX";
static char written[sizeof folder + 16];

/* A stream of `count` times `text`, failing with `status` at the end. */
struct repeated {
    const char *text;
    size_t count;
    enum hat_status status;
    int *closed;
};

static enum hat_status repeated_next(void *ctx, struct hat_str *chunk)
{
    struct repeated *repeated = ctx;
    *chunk = hat_str_from(NULL);
    if (repeated->count == 0) {
        return repeated->status;
    }
    repeated->count--;
    *chunk = hat_str_from(repeated->text);
    return HAT_OK;
}

static void repeated_close(void *ctx)
{
    ++*((struct repeated *)ctx)->closed;
}

static struct hat_stream stream_of(struct repeated *repeated)
{
    return (struct hat_stream){repeated, repeated_next, repeated_close};
}

/* Finishes the writer into *buf. */
static enum hat_status finish(struct hat_package_writer *writer, hat_diags *diags,
                              struct hat_buf *buf)
{
    struct hat_output *output;
    assert_int_equal(hat_output_open(written, diags, &output), HAT_OK);
    enum hat_status st = hat_package_writer_finish(writer, output);
    if (st == HAT_OK) {
        assert_int_equal(hat_output_finish(output, diags), HAT_OK);
        assert_int_equal(hat_output_commit(output, diags), HAT_OK);
        assert_int_equal(hat_file_read(written, 1 << 30, diags, buf), HAT_OK);
    }
    hat_output_free(output);
    return st;
}

static enum hat_status write_docx(struct hat_package *from, hat_diags *diags, struct hat_buf *buf)
{
    int closed = 0;
    struct repeated body = {"<w:p/>", 300000, HAT_OK, &closed};
    struct repeated little = {"<a/>", 1, HAT_OK, &closed}, nothing = {"", 0, HAT_OK, &closed};
    struct hat_package_writer *writer;
    assert_int_equal(hat_package_writer_new(diags, &writer), HAT_OK);
    hat_package_writer_copy(writer, from, "[Content_Types].xml");
    hat_package_writer_copy(writer, from, "_rels/.rels");
    hat_package_writer_add(writer, "stored.bin", HAT_STR("text"), true);
    hat_package_writer_copy(writer, from, "word/document.xml");
    hat_package_writer_add(writer, "word/\xD2\x9A.xml", HAT_STR("<a>aaaaaaaaaaaaaaaaaaaaaa</a>"),
                           false);
    hat_package_writer_add(writer, "empty.bin", HAT_STR(""), false);
    hat_package_writer_stream(writer, "word/large.bin", stream_of(&body));
    hat_package_writer_stream(writer, "word/little.xml", stream_of(&little));
    hat_package_writer_stream(writer, "word/nothing.bin", stream_of(&nothing));
    enum hat_status st = finish(writer, diags, buf);
    hat_package_writer_free(writer);
    assert_int_equal(closed, 3);
    return st;
}

static unsigned number_at(const struct hat_buf *buf, size_t at, int bytes)
{
    unsigned value = 0;
    while (bytes-- > 0) {
        value = value << 8 | (unsigned char)buf->data[at + (size_t)bytes];
    }
    return value;
}

/* Word takes 64-bit extensions and data descriptors for damage; times would differ every run. */
static void expect_plain_headers(const struct hat_buf *buf)
{
    size_t end = buf->len - 22, at = number_at(buf, end + 16, 4);
    assert_int_equal(number_at(buf, end + 10, 2), 9);
    for (int i = 0; i < 9; i++) {
        size_t local = number_at(buf, at + 42, 4), name = number_at(buf, at + 28, 2);
        assert_memory_equal(buf->data + at, "PK\1\2", 4);
        assert_memory_equal(buf->data + local, "PK\3\4", 4);
        assert_true(number_at(buf, local + 4, 2) <= 20);             /* version needed */
        assert_int_equal(number_at(buf, local + 6, 2) & ~0x806u, 0); /* UTF-8 and level at most */
        assert_int_equal(number_at(buf, local + 10, 4), 0x00210000); /* 1980-01-01 00:00 */
        assert_int_equal(number_at(buf, local + 28, 2), 0);          /* extra field */
        assert_int_equal(number_at(buf, at + 30, 2), 0);
        assert_memory_equal(buf->data + local + 14, buf->data + at + 16, 12); /* CRC, sizes */
        at += 46 + name;
    }
    assert_int_equal(at, end);
}

static void writing(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    struct opened first = open_zip(&zip, NULL);
    struct hat_buf one = {0}, two = {0}, three = {0}, text = {0};
    assert_int_equal(write_docx(first.package, first.diags, &one), HAT_OK);
    struct opened second = open_bytes((struct hat_str){one.data, one.len}, NULL);
    assert_int_equal(second.status, HAT_OK);
    assert_int_equal(hat_package_count(second.package), 9);
    assert_string_equal(hat_package_at(second.package, 2)->name, "stored.bin");
    assert_int_equal(hat_package_find(second.package, "word/large.bin")->size, 1800000);
    assert_int_equal(hat_package_read(second.package, "word/\xD2\x9A.xml", NULL, &text), HAT_OK);
    assert_string_equal(text.data, "<a>aaaaaaaaaaaaaaaaaaaaaa</a>");
    text.len = 0;
    assert_int_equal(hat_package_read(second.package, "empty.bin", NULL, &text), HAT_OK);
    assert_int_equal(text.len, 0);
    assert_int_equal(hat_package_read(second.package, "word/document.xml", NULL, &text), HAT_OK);
    assert_string_equal(text.data, DOCUMENT);
    /* from the file it is the same package */
    struct hat_package *from_file;
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    assert_int_equal(hat_package_open(written, &limits, NULL, &from_file), HAT_OK);
    assert_int_equal(hat_package_count(from_file), 9);
    assert_string_equal(hat_package_path(from_file), written);
    hat_package_close(from_file);
    limits.file_bytes = one.len - 1;
    assert_int_equal(hat_package_open(written, &limits, NULL, &from_file), HAT_ERR_LIMIT);
    /* the same bytes again, and parts copied without being packed anew */
    assert_int_equal(write_docx(first.package, first.diags, &two), HAT_OK);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    struct hat_package_writer *writer;
    assert_int_equal(hat_package_writer_new(NULL, &writer), HAT_OK);
    for (size_t i = 0; i < hat_package_count(second.package); i++) {
        assert_int_equal(hat_package_writer_copy(writer, second.package,
                                                 hat_package_at(second.package, i)->name),
                         HAT_OK);
    }
    assert_int_equal(finish(writer, NULL, &three), HAT_OK);
    hat_package_writer_free(writer);
    struct opened third = open_bytes((struct hat_str){three.data, three.len}, NULL);
    assert_int_equal(third.status, HAT_OK);
    assert_int_equal(hat_package_find(third.package, "word/large.bin")->size, 1800000);
    assert_int_equal(hat_package_find(third.package, "word/little.xml")->size, 4);
    assert_int_equal(hat_package_find(third.package, "word/nothing.bin")->size, 0);
    assert_true(three.len <= one.len);
    expect_plain_headers(&one);
    expect_plain_headers(&three);
    close_opened(&third);
    close_opened(&second);
    close_opened(&first);
    hat_buf_fini(&one);
    hat_buf_fini(&two);
    hat_buf_fini(&three);
    hat_buf_fini(&text);
    zip_fini(&zip);
}

/* A stream's failure is the writer's; nothing is left of the output. */
static void failing_streams(void **state)
{
    (void)state;
    const enum hat_status failures[] = {HAT_ERR_DATA, HAT_ERR_LIMIT, HAT_ERR_NOMEM};
    for (size_t i = 0; i < 3; i++) {
        int closed = 0;
        struct repeated good = {"abc", 10, HAT_OK, &closed};
        struct repeated bad = {"abc", 100000 * i, failures[i], &closed};
        struct hat_package_writer *writer;
        hat_diags *diags = hat_diags_new();
        assert_int_equal(hat_package_writer_new(diags, &writer), HAT_OK);
        hat_package_writer_stream(writer, "good", stream_of(&good));
        hat_package_writer_stream(writer, "bad", stream_of(&bad));
        struct hat_buf buf = {0};
        assert_int_equal(finish(writer, diags, &buf), failures[i]);
        assert_int_equal(hat_diags_count(diags), 0);
        assert_null(buf.data);
        hat_package_writer_free(writer);
        assert_int_equal(closed, 2);
        hat_diags_free(diags);
    }
    struct zip_maker zip = {0};
    put_docx(&zip);
    struct opened opened = open_zip(&zip, NULL);
    struct hat_package_writer *writer;
    assert_int_equal(hat_package_writer_new(opened.diags, &writer), HAT_OK);
    assert_int_equal(hat_package_writer_copy(writer, opened.package, "none"), HAT_ERR_TEMPLATE);
    assert_string_equal(hat_diags_code(opened.diags, 0), "package-no-part");
    hat_package_writer_free(writer);
    hat_package_writer_free(NULL);
    /* two parts of one name are our own mistake, but no crash */
    struct hat_buf buf = {0};
    assert_int_equal(hat_package_writer_new(opened.diags, &writer), HAT_OK);
    assert_int_equal(hat_package_writer_add(writer, "a", HAT_STR("b"), false), HAT_OK);
    assert_int_equal(hat_package_writer_add(writer, "a", HAT_STR("c"), false), HAT_OK);
    assert_int_equal(finish(writer, opened.diags, &buf), HAT_ERR_IO);
    assert_string_equal(hat_diags_code(opened.diags, 1), "package-write");
    hat_package_writer_free(writer);
    close_opened(&opened);
    zip_fini(&zip);
}

/* Parts that unpack to much more than they are. */
static void bombs(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    struct opened opened = open_zip(&zip, NULL);
    struct hat_buf small = {0};
    assert_int_equal(write_docx(opened.package, opened.diags, &small), HAT_OK);
    struct hat_limits few = HAT_LIMITS_DEFAULT;
    few.inflate_free_bytes = 1000000;
    few.inflate_ratio = 200;
    struct opened bomb = open_bytes((struct hat_str){small.data, small.len}, &few);
    assert_int_equal(bomb.status, HAT_ERR_LIMIT);
    assert_string_equal(bomb.code, "package-ratio");
    assert_string_equal(bomb.part, "word/large.bin");
    close_opened(&bomb);
    few.inflate_free_bytes = 2000000;
    bomb = open_bytes((struct hat_str){small.data, small.len}, &few);
    assert_int_equal(bomb.status, HAT_OK);
    close_opened(&bomb);
    close_opened(&opened);
    hat_buf_fini(&small);
    zip_fini(&zip);
}

/* ---- parts ---- */

static void parts(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    put(&zip, "word/_rels/document.xml.rels", RELATIONSHIPS(RELATIONSHIP("a", "styles", "b.xml")));
    struct opened opened = open_zip(&zip, NULL);
    struct hat_arena arena = {0};
    struct hat_parts parts;
    hat_parts_from_package(opened.package, opened.diags, &arena, &parts);
    assert_int_equal(parts.format, HAT_FORMAT_DOCX);
    assert_string_equal(parts.path, "t.docx");
    assert_string_equal(parts.main, "word/document.xml");
    assert_true(parts.has(parts.ctx, "word/document.xml"));
    assert_false(parts.has(parts.ctx, "word/b.xml"));
    /* two streams of one part, read in turns */
    struct hat_stream one, two;
    struct hat_str chunk;
    assert_int_equal(parts.open(parts.ctx, "word/document.xml", &one), HAT_OK);
    assert_int_equal(parts.open(parts.ctx, "word/document.xml", &two), HAT_OK);
    for (int i = 0; i < 2; i++) {
        struct hat_stream *stream = i == 0 ? &one : &two;
        assert_int_equal(hat_stream_next(stream, &chunk), HAT_OK);
        assert_true(hat_str_is(chunk, DOCUMENT));
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hat_stream_next(&one, &chunk), HAT_OK);
        assert_int_equal(chunk.len, 0);
    }
    hat_stream_close(&one);
    hat_stream_close(&two);
    struct hat_buf buf = {0};
    hat_buf_put(&buf, "> ", 2);
    assert_int_equal(hat_parts_read(&parts, "word/document.xml", &buf), HAT_OK);
    assert_string_equal(buf.data, "> " DOCUMENT);
    assert_int_equal(hat_parts_read(&parts, "word/b.xml", &buf), HAT_ERR_TEMPLATE);
    struct hat_relationships list;
    assert_int_equal(parts.relationships(parts.ctx, "word/document.xml", &arena, &list), HAT_OK);
    assert_string_equal(list.items[0].target, "word/b.xml");
    assert_null(parts.made(parts.ctx, "word/document.xml", HAT_STR("a")));
    hat_buf_fini(&buf);
    hat_arena_fini(&arena);
    close_opened(&opened);
    zip_fini(&zip);
}

/* ---- memory ---- */

/* Opening, reading and copying with each of our allocations failing in turn. */
static enum hat_status whole_way(struct hat_str bytes)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_package *package = NULL;
    struct hat_package_writer *writer = NULL;
    struct hat_arena arena = {0};
    struct hat_relationships list;
    struct hat_buf buf = {0};
    enum hat_status st = hat_package_open_memory(bytes, "t.docx", &limits, NULL, &package);
    if (st == HAT_OK) {
        st = hat_package_relationships(package, "word/document.xml", &arena, NULL, &list);
    }
    if (st == HAT_OK) {
        st = hat_package_read(package, "word/document.xml", NULL, &buf);
    }
    if (st == HAT_OK) {
        st = hat_package_writer_new(NULL, &writer);
    }
    if (st == HAT_OK) {
        st = hat_package_writer_copy(writer, package, "word/document.xml");
    }
    if (st == HAT_OK) {
        st = hat_package_writer_add(writer, "a", HAT_STR("b"), false);
    }
    hat_package_writer_free(writer);
    hat_package_close(package);
    hat_arena_fini(&arena);
    hat_buf_fini(&buf);
    return st;
}

static void memory(void **state)
{
    (void)state;
    struct zip_maker zip = {0};
    put_docx(&zip);
    put(&zip, "word/_rels/document.xml.rels", RELATIONSHIPS(RELATIONSHIP("a", "styles", "b.xml")));
    zip_end(&zip);
    long nth = 1;
    enum hat_status st;
    do {
        hat_mem_fail_at(nth);
        st = whole_way((struct hat_str){zip.file.data, zip.file.len});
        hat_mem_fail_at(0);
        assert_true(st == HAT_OK || st == HAT_ERR_NOMEM);
    } while (st != HAT_OK && ++nth < 1000);
    assert_int_equal(st, HAT_OK);
    assert_true(nth > 20);
    zip_fini(&zip);
}

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(written, sizeof written, "%s/out.docx", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(written);
    return rmdir(folder); /* fails when a temporary file was left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opened_again),
        cmocka_unit_test(closed_while_the_first_is_read),
        cmocka_unit_test(formats),
        cmocka_unit_test(odf_formats),
        cmocka_unit_test(main_part),
        cmocka_unit_test(no_document),
        cmocka_unit_test(other_files),
        cmocka_unit_test(cuts),
        cmocka_unit_test(flipped_bytes),
        cmocka_unit_test(lies),
        cmocka_unit_test(names),
        cmocka_unit_test(limits),
        cmocka_unit_test(doctype_anywhere),
        cmocka_unit_test(relationships),
        cmocka_unit_test(writing),
        cmocka_unit_test(failing_streams),
        cmocka_unit_test(bombs),
        cmocka_unit_test(parts),
        cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
