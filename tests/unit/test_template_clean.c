/* test_template_clean.c -- what a letter does not carry over from its template (docs/safety.md 5),
 * and that all the rest comes out as it was. */
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

struct copy {
    hat_diags *diags;
    struct hat_package *package; /* the letter, opened again */
    char path[64];
    struct hat_buf bytes; /* the template */
};

static struct hat_str str_of(const struct hat_buf *buf)
{
    return (struct hat_str){buf->data, buf->len};
}

/* Merges the package with {"a": "x"} and opens what was written. */
static void copy_init(struct copy *c, const struct kit_zip *zip)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    hat_data *data = NULL;
    hat_template *tmpl = NULL;
    struct hat_merge *merge = NULL;
    struct hat_output *output = NULL;
    *c = (struct copy){
        .diags = hat_diags_new(), .path = "/tmp/hatshy-test-XXXXXX", .bytes = zip->bytes};
    close(mkstemp(c->path));
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_set(data, "a", "x", c->diags), HAT_OK);
    assert_int_equal(hat_template_open_memory(str_of(&c->bytes), "t", &limits, c->diags, &tmpl),
                     HAT_OK);
    assert_int_equal(hat_merge_new(tmpl, data, &options, c->diags, &merge), HAT_OK);
    assert_int_equal(hat_output_open(c->path, c->diags, &output), HAT_OK);
    assert_int_equal(hat_merge_write(merge, output), HAT_OK);
    assert_int_equal(hat_output_finish(output, c->diags), HAT_OK);
    assert_int_equal(hat_output_commit(output, c->diags), HAT_OK);
    hat_output_free(output);
    hat_merge_free(merge);
    hat_template_free(tmpl);
    hat_data_free(data);
    assert_int_equal(hat_package_open(c->path, &limits, c->diags, &c->package), HAT_OK);
}

static void copy_fini(struct copy *c)
{
    remove(c->path);
    hat_package_close(c->package);
    hat_diags_free(c->diags);
    hat_buf_fini(&c->bytes);
}

static char *part(struct copy *c, const char *name)
{
    struct hat_buf buf = {0};
    if (hat_package_read(c->package, name, NULL, &buf) != HAT_OK) {
        fail_msg("%s is not there", name);
    }
    return buf.data;
}

static size_t count_code(const struct copy *c, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < hat_diags_count(c->diags); i++) {
        count += strcmp(hat_message_name(hat_diags_at(c->diags, i)->code), name) == 0;
    }
    return count;
}

static void expect(struct copy *c, const char *name, const char *wanted)
{
    char *text = part(c, name);
    if (strcmp(text, wanted) != 0) {
        print_message("--- got\n%s\n--- wanted\n%s\n", text, wanted);
    }
    assert_string_equal(text, wanted);
    free(text);
}

#define TYPES(items)                                                                               \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "      \
    "Extension=\"rels\" "                                                                          \
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"                   \
    "<Default Extension=\"png\" ContentType=\"image/png\"/>" items "</Types>"
#define OVERRIDE(name, type) "<Override PartName=\"/" name "\" ContentType=\"" type "\"/>"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id=\"" id "\" Type=\"" KIT_REL type "\" Target=\"" target "\"/>"
#define OUTSIDE(id, type, target)                                                                  \
    "<Relationship Id=\"" id "\" Type=\"" KIT_REL type "\" Target=\"" target                       \
    "\" TargetMode=\"External\"/>"
#define DOCUMENT_OPEN                                                                              \
    "<w:document " KIT_W " " KIT_R " xmlns:o=\"urn:schemas-microsoft-com:office:office\" "         \
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" "                                                   \
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><w:body>"
#define XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define FIELD(type)     "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

static void macros_and_objects_of_a_docm(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    struct copy c;
    kit_add(&zip, "[Content_Types].xml",
            TYPES(OVERRIDE("word/document.xml",
                           "application/vnd.ms-word.document.macroEnabled.main+xml")
                      OVERRIDE("word/vbaProject.bin", "application/vnd.ms-office.vbaProject")
                          OVERRIDE("word/embeddings/o.bin", KIT_TYPE "oleObject")
                              OVERRIDE("word/activeX/activeX1.xml", "application/xml")
                                  OVERRIDE("customXml/item1.xml", "application/xml")));
    kit_add(&zip, "_rels/.rels", KIT_RELS "%s</Relationships>",
            RELATION("rId1", "officeDocument", "word/document.xml"));
    kit_add(&zip, "word/document.xml",
            DOCUMENT_OPEN "<w:p><w:r><w:object><v:shape id=\"s\"/><o:OLEObject r:id=\"rId3\"/>"
                          "</w:object></w:r><w:r><w:t>{{a}}</w:t></w:r></w:p><w:altChunk "
                          "r:id=\"rId9\"/></w:body></w:document>");
    kit_add(&zip, "word/_rels/document.xml.rels", KIT_RELS "%s%s%s</Relationships>",
            RELATION("rId2", "vbaProject", "vbaProject.bin"),
            RELATION("rId3", "oleObject", "embeddings/o.bin"),
            RELATION("rId4", "image", "media/i.png"));
    kit_add(&zip, "word/vbaProject.bin", "macro");
    kit_add(&zip, "word/embeddings/o.bin", "object");
    kit_add(&zip, "word/media/i.png", "picture");
    kit_add(&zip, "word/activeX/activeX1.xml", "<control/>");
    kit_add(&zip, "customXml/item1.xml", "<data/>");
    kit_zip_finish(&zip);
    copy_init(&c, &zip);
    assert_null(hat_package_find(c.package, "word/vbaProject.bin"));
    assert_null(hat_package_find(c.package, "word/activeX/activeX1.xml"));
    assert_non_null(hat_package_find(c.package, "customXml/item1.xml"));
    assert_null(hat_package_find(c.package, "word/embeddings/o.bin"));
    expect(&c, "[Content_Types].xml",
           XML_DECLARATION TYPES(OVERRIDE("word/document.xml", KIT_TYPE "document.main+xml")
                                     OVERRIDE("customXml/item1.xml", "application/xml")));
    expect(&c, "word/_rels/document.xml.rels",
           XML_DECLARATION KIT_RELS RELATION("rId4", "image", "media/i.png") "</Relationships>");
    expect(&c, "word/document.xml",
           XML_DECLARATION DOCUMENT_OPEN
           "<w:p><w:r><w:object><v:shape id=\"s\"/></w:object></w:r><w:r><w:t "
           "xml:space=\"preserve\">x</w:t></w:r></w:p></w:body></w:document>");
    assert_int_equal(count_code(&c, "part-left-out"), 3);
    assert_int_equal(count_code(&c, "active-left-out"), 2);
    copy_fini(&c);
}

static void what_lies_outside(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    struct copy c;
    kit_add(&zip, "[Content_Types].xml",
            TYPES(OVERRIDE("word/document.xml", KIT_TYPE "document.main+xml")
                      OVERRIDE("word/settings.xml", KIT_TYPE "settings+xml")));
    kit_add(&zip, "_rels/.rels", KIT_RELS "%s</Relationships>",
            RELATION("rId1", "officeDocument", "word/document.xml"));
    kit_add(
        &zip, "word/document.xml",
        DOCUMENT_OPEN
        "<w:p><w:r><w:drawing><a:blip r:link=\"rId2\"/></w:drawing></w:r><w:r><w:drawing>"
        "<a:blip r:embed=\"rId6\" r:link=\"rId2\"/></w:drawing></w:r><w:hyperlink r:id=\"rId3\">"
        "<w:r><w:t>f</w:t></w:r></w:hyperlink><w:hyperlink r:id=\"rId4\"><w:r><w:t>g</w:t></w:r>"
        "</w:hyperlink></w:p><w:p>" FIELD(
            "begin") "<w:r><w:instrText> DD</w:instrText></w:r><w:r>"
                     "<w:instrText>EAUTO excel</w:instrText></w:r>" FIELD(
                         "separate") "<w:r><w:t>42</w:t></w:r>" FIELD("end")
                         FIELD("begin") "<w:r><w:instrText> PAGE </w:instrText></w:r>" FIELD(
                             "end") "<w:fldSimple w:instr=\"INCLUDETEXT "
                                    "x\"><w:r><w:t>y</w:t></w:r></w:fldSimple></w:p>"
                                    "</w:body></w:document>");
    kit_add(&zip, "word/_rels/document.xml.rels", KIT_RELS "%s%s%s%s%s</Relationships>",
            OUTSIDE("rId2", "image", "http://evil.example/x.png"),
            OUTSIDE("rId3", "hyperlink", "file:///c:/x"),
            OUTSIDE("rId4", "hyperlink", "https://x.kz"),
            RELATION("rId5", "settings", "settings.xml"), RELATION("rId6", "image", "media/i.png"));
    kit_add(&zip, "word/media/i.png", "picture");
    kit_add(&zip, "word/settings.xml",
            "<w:settings " KIT_W " " KIT_R "><w:zoom/><w:attachedTemplate r:id=\"rId1\"/>"
            "<w:mailMerge><w:connectString w:val=\"password\"/></w:mailMerge></w:settings>");
    kit_add(&zip, "word/_rels/settings.xml.rels", KIT_RELS "%s</Relationships>",
            OUTSIDE("rId1", "attachedTemplate", "file:///C:/Users/ann/x.dotx"));
    kit_zip_finish(&zip);
    copy_init(&c, &zip);
    expect(&c, "word/document.xml",
           XML_DECLARATION DOCUMENT_OPEN
           "<w:p><w:r><w:drawing><a:blip r:embed=\"rId6\"/></w:drawing></w:r><w:hyperlink><w:r>"
           "<w:t>f</w:t></w:r></w:hyperlink><w:hyperlink r:id=\"rId4\"><w:r><w:t>g</w:t></w:r>"
           "</w:hyperlink></w:p><w:p><w:r><w:t>42</w:t></w:r>" FIELD(
               "begin") "<w:r><w:instrText> "
                        "PAGE </w:instrText></w:r>" FIELD(
                            "end") "<w:r><w:t>y</w:t></w:r></w:p></w:body>"
                                   "</w:document>");
    expect(&c, "word/_rels/document.xml.rels",
           XML_DECLARATION KIT_RELS OUTSIDE("rId4", "hyperlink", "https://x.kz")
               RELATION("rId5", "settings", "settings.xml")
                   RELATION("rId6", "image", "media/i.png") "</Relationships>");
    expect(&c, "word/settings.xml",
           XML_DECLARATION "<w:settings " KIT_W " " KIT_R "><w:zoom/></w:settings>");
    expect(&c, "word/_rels/settings.xml.rels", XML_DECLARATION KIT_RELS "</Relationships>");
    assert_int_equal(count_code(&c, "outside-left-out"), 3);
    assert_int_equal(count_code(&c, "active-left-out"), 3);
    copy_fini(&c);
}

#define ENTRY(name, type)                                                                          \
    "<manifest:file-entry manifest:full-path=\"" name "\" manifest:media-type=\"" type "\"/>"
#define MANIFEST_OPEN "<manifest:manifest xmlns:manifest=\"" KIT_URN "manifest:1.0\">"

static void scripts_of_an_ott(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    struct copy c;
    kit_add(&zip, "mimetype", "application/vnd.oasis.opendocument.text-template");
    kit_add(
        &zip, "content.xml",
        "<office:document-content " KIT_ODF "><office:scripts><office:script/></office:scripts>"
        "<office:body><office:text><text:p>{{a}}<draw:frame><draw:image xlink:href=\"http://e/x\""
        "/></draw:frame><draw:frame><draw:image xlink:href=\"Pictures/i.png\"/></draw:frame>"
        "<text:a xlink:href=\"file:///x\">f</text:a></text:p></office:text></office:body>"
        "</office:document-content>");
    kit_add(&zip, "Basic/Standard/M.xml", "<m/>");
    kit_add(&zip, "Thumbnails/thumbnail.png", "t");
    kit_add(&zip, "Pictures/i.png", "picture");
    kit_add(&zip, "META-INF/manifest.xml", MANIFEST_OPEN "%s%s%s%s%s</manifest:manifest>",
            ENTRY("/", "application/vnd.oasis.opendocument.text-template"),
            ENTRY("content.xml", "text/xml"), ENTRY("Basic/Standard/M.xml", "text/xml"),
            ENTRY("Basic/", ""), ENTRY("Pictures/i.png", "image/png"));
    kit_zip_finish(&zip);
    copy_init(&c, &zip);
    expect(&c, "mimetype", "application/vnd.oasis.opendocument.text");
    expect(&c, "content.xml",
           XML_DECLARATION
           "<office:document-content " KIT_ODF "><office:body><office:text><text:p>x<draw:frame/>"
           "<draw:frame><draw:image xlink:href=\"Pictures/i.png\"/></draw:frame><text:a "
           "xlink:href=\"\">f</text:a></text:p></office:text></office:body>"
           "</office:document-content>");
    expect(&c, "META-INF/manifest.xml",
           XML_DECLARATION MANIFEST_OPEN ENTRY("/", "application/vnd.oasis.opendocument.text")
               ENTRY("content.xml", "text/xml")
                   ENTRY("Pictures/i.png", "image/png") "</manifest:manifest>");
    assert_null(hat_package_find(c.package, "Basic/Standard/M.xml"));
    assert_null(hat_package_find(c.package, "Thumbnails/thumbnail.png"));
    assert_int_equal(count_code(&c, "part-left-out"), 1);
    assert_int_equal(count_code(&c, "outside-left-out"), 2);
    copy_fini(&c);
}

/* Without tags every part comes out with the same bytes. */
static void without_tags_nothing_changes(void **state)
{
    (void)state;
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    for (int odt = 0; odt < 2; odt++) {
        struct kit_zip zip = {0};
        struct copy c;
        struct kit_doc doc = {.odt = odt};
        struct hat_package *original = NULL;
        kit_lines(&doc, HAT_STR("a **b**\n|| c || d ||\n- e\n^ h\n@title t\n"));
        if (odt) {
            kit_odt(&zip, &doc);
        } else {
            kit_docx(&zip, &doc);
        }
        hat_buf_fini(&doc.body);
        hat_buf_fini(&doc.header);
        hat_buf_fini(&doc.title);
        struct hat_buf copy_of = {0};
        hat_buf_put(&copy_of, zip.bytes.data, zip.bytes.len);
        assert_int_equal(hat_package_open_memory(str_of(&copy_of), "t", &limits, NULL, &original),
                         HAT_OK);
        copy_init(&c, &zip);
        for (size_t i = 0; i < hat_package_count(original); i++) {
            const char *name = hat_package_at(original, i)->name;
            struct hat_buf bytes = {0};
            assert_int_equal(hat_package_read(original, name, NULL, &bytes), HAT_OK);
            expect(&c, name, bytes.data);
            hat_buf_fini(&bytes);
        }
        assert_int_equal(hat_package_count(c.package), hat_package_count(original));
        assert_int_equal(count_code(&c, "template-no-tags"), 1);
        hat_package_close(original);
        hat_buf_fini(&copy_of);
        copy_fini(&c);
    }
}

/* Both branches of alternate content are merged; a mistake is told once. */
static void alternate_content_has_both_branches(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    struct copy c;
    kit_add(&zip, "[Content_Types].xml",
            TYPES(OVERRIDE("word/document.xml", KIT_TYPE "document.main+xml")));
    kit_add(&zip, "_rels/.rels", KIT_RELS "%s</Relationships>",
            RELATION("rId1", "officeDocument", "word/document.xml"));
    kit_add(
        &zip, "word/document.xml",
        "<w:document " KIT_W " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/"
        "2006\"><w:body><w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>"
        "<w:p><w:r><w:t>{{a}}</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>"
        "<w:txbxContent><w:p><w:r><w:t>{{a}}</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:delText>{{no}}</w:delText></w:r><w:del><w:r><w:t>"
        "{{no}}</w:t></w:r></w:del><w:r><w:instrText>{{no}}</w:instrText></w:r></w:p></w:body>"
        "</w:document>");
    kit_zip_finish(&zip);
    copy_init(&c, &zip);
    char *text = part(&c, "word/document.xml");
    const char *first = strstr(text, "preserve\">x</w:t>");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "preserve\">x</w:t>"));
    assert_non_null(strstr(text, "<w:delText>{{no}}</w:delText>"));
    assert_int_equal(hat_diags_count(c.diags), 0);
    free(text);
    copy_fini(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(macros_and_objects_of_a_docm),
        cmocka_unit_test(what_lies_outside),
        cmocka_unit_test(scripts_of_an_ott),
        cmocka_unit_test(without_tags_nothing_changes),
        cmocka_unit_test(alternate_content_has_both_branches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
