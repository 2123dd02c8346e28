/* test_template_annotate.c -- a template with its messages as comments. */
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

struct copy {
    char source[64], path[64];
    hat_diags *messages;
    struct hat_package *package;
};

static void write_file(const char *path, const struct hat_buf *bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->data, 1, bytes->len, file), bytes->len);
    fclose(file);
}

static hat_status annotate(struct copy *c)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_output *output = NULL;
    hat_status status = hat_output_open(c->path, NULL, &output);
    if (status == HAT_OK) {
        status = hat_template_annotate(c->source, c->messages, HAT_LANG_EN, &limits, output);
    }
    if (status == HAT_OK) {
        status = hat_output_finish(output, NULL);
    }
    if (status == HAT_OK) {
        status = hat_output_commit(output, NULL);
    }
    hat_output_free(output);
    return status;
}

/* Opens the package as a template, which has errors, and writes its copy with comments. */
static struct copy copy_new(const struct hat_buf *package)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct copy c = {.source = "/tmp/hatshy-test-XXXXXX",
                     .path = "/tmp/hatshy-test-XXXXXX",
                     .messages = hat_diags_new()};
    hat_template *tmpl = NULL;
    close(mkstemp(c.source));
    close(mkstemp(c.path));
    write_file(c.source, package);
    hat_status status = hat_template_open(c.source, NULL, c.messages, &tmpl);
    hat_template_free(tmpl);
    assert_true(status == HAT_OK || status == HAT_ERR_TEMPLATE);
    const struct hat_place place = {.file = "data.json", .line = 3};
    hat_diags_add(c.messages, HAT_MSG_FIELD_UNUSED, &place, HAT_STR("x & y"));
    assert_int_equal(annotate(&c), HAT_OK);
    assert_int_equal(hat_package_open(c.path, &limits, NULL, &c.package), HAT_OK);
    return c;
}

static void copy_free(struct copy *c)
{
    remove(c->source);
    remove(c->path);
    hat_package_close(c->package);
    hat_diags_free(c->messages);
}

static char *part(const struct copy *c, const char *name)
{
    struct hat_buf buf = {0};
    if (hat_package_read(c->package, name, NULL, &buf) != HAT_OK) {
        fail_msg("%s is not there", name);
    }
    return buf.data;
}

static void expect(const struct copy *c, const char *name, const char *wanted)
{
    char *text = part(c, name);
    if (strstr(text, wanted) == NULL) {
        print_message("--- got\n%s\n--- wanted\n%s\n", text, wanted);
    }
    assert_non_null(strstr(text, wanted));
    free(text);
}

static const char lines[] = "first\n|| a {{x ||\n^ {{/y}}\n";

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

static void comments_of_a_docx(void **state)
{
    (void)state;
    struct hat_buf package = kit_package(false, hat_str_from(lines));
    struct copy c = copy_new(&package);
    expect(&c, "word/document.xml",
           "<w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr><w:commentRangeStart " W " w:id=\"2\"/>"
           "<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">a {{x</w:t></w:r>"
           "<w:commentRangeEnd " W " w:id=\"2\"/><w:r " W "><w:commentReference w:id=\"2\"/></w:r>"
           "</w:p>");
    expect(&c, "word/comments.xml",
           "<w:comment " W " w:id=\"2\" w:author=\"hatshy\" w:initials=\"h\"><w:p><w:r><w:t xml:"
           "space=\"preserve\">error: the tag \"{{x\" has no closing }} in the same paragraph: "
           "write }} where it ends</w:t>"
           "</w:r></w:p></w:comment></w:comments>");
    expect(&c, "word/comments.xml",
           "page header, paragraph 1: error: {{/y}} closes a section that is not open: remove it "
           "or write the beginning of the section before it");
    expect(&c, "word/comments.xml",
           "data.json: line 3: warning: the template does not use the field \"x &amp; y\"");
    expect(&c, "word/_rels/document.xml.rels",
           "relationships/comments\" Target=\"/word/comments.xml\"");
    expect(&c, "[Content_Types].xml", "PartName=\"/word/comments.xml\"");
    expect(&c, "word/header1.xml", "{{/y}}");
    struct hat_arena arena = {0};
    struct hat_relationships list = {0};
    assert_int_equal(hat_package_relationships(c.package, "word/document.xml", &arena, NULL, &list),
                     HAT_OK);
    assert_string_equal(hat_relationships_of_type(&list, "comments")->target, "word/comments.xml");
    hat_arena_fini(&arena);
    copy_free(&c);
    hat_buf_fini(&package);
}

/* A copy that gets comments again has both, under different numbers. */
static void comments_are_added_to_those_there(void **state)
{
    (void)state;
    struct hat_buf package = kit_package(false, hat_str_from("{{x\n"));
    struct copy first = copy_new(&package);
    struct hat_buf again = {0};
    assert_int_equal(hat_file_read(first.path, 1u << 20, NULL, &again), HAT_OK);
    struct copy second = copy_new(&again);
    for (int id = 0; id < 4; id++) {
        char wanted[40];
        snprintf(wanted, sizeof wanted, "w:id=\"%d\" w:author", id);
        expect(&second, "word/comments.xml", wanted);
        snprintf(wanted, sizeof wanted, "commentReference w:id=\"%d\"", id);
        expect(&second, "word/document.xml", wanted);
    }
    char *types = part(&second, "[Content_Types].xml");
    char *override = strstr(types, "/word/comments.xml");
    assert_non_null(override);
    assert_null(strstr(override + 1, "/word/comments.xml"));
    free(types);
    hat_buf_fini(&again);
    copy_free(&first);
    copy_free(&second);
    hat_buf_fini(&package);
}

static void comments_of_an_odt(void **state)
{
    (void)state;
    struct hat_buf package = kit_package(true, hat_str_from(lines));
    struct copy c = copy_new(&package);
    expect(&c, "content.xml",
           "office:name=\"hatshy2\"><dc:creator>hatshy</dc:creator><text:p>error: the tag \"{{x\" "
           "has no closing }} in the same paragraph: write }} where it "
           "ends</text:p></office:annotation>"
           "<text:span text:style-name=\"N\">a {{x</text:span><office:annotation-end ");
    expect(&c, "styles.xml", "{{/y}}");
    expect(&c, "mimetype", "application/vnd.oasis.opendocument.text");
    copy_free(&c);
    hat_buf_fini(&package);
}

/* A message about a text box stands at the paragraph that holds it, with its place in words. */
static void comments_beside_text_boxes(void **state)
{
    (void)state;
    for (int odt = 0; odt < 2; odt++) {
        struct hat_buf package =
            kit_package(odt != 0, hat_str_from("first\n[[ a {{x ]]\nlast {{y}}\n"));
        struct copy c = copy_new(&package);
        const char *name = odt != 0 ? "content.xml" : "word/document.xml";
        char *text = part(&c, name);
        char *box = strstr(text, odt != 0 ? "<draw:frame" : "<w:pict");
        char *mark = strstr(text, odt != 0 ? "text box 1, paragraph 1: error" : "w:id=\"1\"/>");
        char *last = strstr(text, "last");
        assert_non_null(mark);
        assert_true(strstr(text, "first") < mark && mark < last);
        assert_true(box < last);
        free(text);
        expect(&c, odt != 0 ? name : "word/comments.xml",
               "text box 1, paragraph 1: error: the tag");
        copy_free(&c);
        hat_buf_fini(&package);
    }
}

#define NOTE_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

/* A template with macros becomes a document; a note's message stands where it is referred to. */
static void a_copy_is_a_document(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    kit_add(
        &zip, "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
        "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+"
        "xml\"/><Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.ms-word.template."
        "macroEnabledTemplate.main+xml\"/><Override PartName=\"/word/footnotes.xml\" "
        "ContentType=\"" NOTE_TYPE "\"/></Types>");
    kit_add(&zip, "_rels/.rels",
            KIT_RELS "<Relationship Id=\"rId1\" Type=\"" KIT_REL
                     "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    kit_add(&zip, "word/document.xml",
            "<w:document " W
            "><w:body><w:p><w:r><w:t>{{a}}</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t>"
            "<w:footnoteReference w:id=\"1\"/></w:r></w:p></w:body></w:document>");
    kit_add(&zip, "word/_rels/document.xml.rels",
            KIT_RELS "<Relationship Id=\"rId1\" Type=\"" KIT_REL
                     "footnotes\" Target=\"footnotes.xml\"/><Relationship Id=\"rId2\" Type=\"http:"
                     "//schemas.microsoft.com/office/2006/relationships/vbaProject\" Target="
                     "\"vbaProject.bin\"/></Relationships>");
    kit_add(&zip, "word/footnotes.xml",
            "<w:footnotes " W "><w:footnote w:id=\"1\"><w:p><w:r><w:t>{{/b}}</w:t></w:r></w:p>"
            "</w:footnote></w:footnotes>");
    kit_add(&zip, "word/vbaProject.bin", "x");
    kit_zip_finish(&zip);
    struct copy c = copy_new(&zip.bytes);
    char *types = part(&c, "[Content_Types].xml"),
         *relations = part(&c, "word/_rels/document.xml.rels");
    char *body = part(&c, "word/document.xml");
    assert_non_null(strstr(types, KIT_TYPE "document.main+xml"));
    assert_null(strstr(types, "macroEnabled"));
    assert_null(strstr(types, "vba"));
    assert_null(strstr(relations, "vba"));
    assert_non_null(strstr(relations, "relationships/comments"));
    assert_null(hat_package_find(c.package, "word/vbaProject.bin"));
    expect(&c, "word/comments.xml", "footnote 1, paragraph 1: error: {{/b}} closes a section");
    /* the last message is about the data: at the first paragraph; that of the note at the second */
    assert_non_null(strstr(body, "{{a}}"));
    int comments_before = 0;
    for (char *at = body; (at = strstr(at, "commentReference")) != NULL && at < strstr(body, "two");
         at++) {
        comments_before++;
    }
    assert_int_equal(comments_before, (int)hat_diags_count(c.messages) - 1);
    free(types);
    free(relations);
    free(body);
    copy_free(&c);
    hat_buf_fini(&zip.bytes);
}

static void a_copy_of_an_ott_is_an_odt(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    static const char ott[] = "application/vnd.oasis.opendocument.text-template";
    kit_add(&zip, "mimetype", "%s", ott);
    kit_add(&zip, "content.xml",
            "<office:document-content " KIT_ODF "><office:body><office:text>"
            "<text:p>{{x</text:p></office:text></office:body></office:document-content>");
    kit_add(&zip, "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"" KIT_URN "manifest:1.0\"><manifest:file-entry "
            "manifest:full-path=\"/\" manifest:media-type=\"%s\"/><manifest:file-entry "
            "manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
            "</manifest:manifest>",
            ott);
    kit_zip_finish(&zip);
    struct copy c = copy_new(&zip.bytes);
    char *manifest = part(&c, "META-INF/manifest.xml"), *mimetype = part(&c, "mimetype");
    assert_null(strstr(manifest, "template"));
    assert_int_equal(strlen(mimetype), strlen("application/vnd.oasis.opendocument.text"));
    free(manifest);
    free(mimetype);
    copy_free(&c);
    hat_buf_fini(&zip.bytes);
}

static void without_messages_the_parts_stay(void **state)
{
    (void)state;
    struct hat_buf package = kit_package(false, hat_str_from("{{a}}\n"));
    struct copy c = copy_new(&package);
    hat_diags_free(c.messages);
    hat_package_close(c.package);
    c.messages = hat_diags_new();
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    assert_int_equal(annotate(&c), HAT_OK);
    assert_int_equal(hat_package_open(c.path, &limits, NULL, &c.package), HAT_OK);
    assert_null(hat_package_find(c.package, "word/comments.xml"));
    char *text = part(&c, "word/document.xml");
    assert_null(strstr(text, "comment"));
    free(text);
    copy_free(&c);
    hat_buf_fini(&package);
}

static void memory_may_end_while_annotating(void **state)
{
    (void)state;
    for (int odt = 0; odt < 2; odt++) {
        struct hat_buf package = kit_package(odt != 0, hat_str_from(lines));
        struct copy c = copy_new(&package);
        hat_status status = HAT_ERR_NOMEM;
        for (long n = 1; status == HAT_ERR_NOMEM && n < 5000; n += 3) {
            hat_mem_fail_at(n);
            status = annotate(&c);
            hat_mem_fail_at(0);
        }
        assert_int_equal(status, HAT_OK);
        copy_free(&c);
        hat_buf_fini(&package);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_of_a_docx),
        cmocka_unit_test(comments_are_added_to_those_there),
        cmocka_unit_test(comments_of_an_odt),
        cmocka_unit_test(comments_beside_text_boxes),
        cmocka_unit_test(a_copy_is_a_document),
        cmocka_unit_test(a_copy_of_an_ott_is_an_odt),
        cmocka_unit_test(without_messages_the_parts_stay),
        cmocka_unit_test(memory_may_end_while_annotating),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
