/* test_template_partials.c -- what sub-templates bring along: pictures, links, styles, lists,
 * fonts; what stays behind, and what is refused. How they stand in a text is in tests/language. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "template/partial_internal.h"
#include "unit/unit.h"

#include "unit/template_kit.h"

struct set {
    char folder[40];
    hat_diags *diags;
    hat_data *data;
    hat_template *tmpl;
    struct hat_merge *merge;
    hat_status status;
};

static void path_in(const struct set *s, const char *name, char path[200])
{
    snprintf(path, 200, "%s/%s", s->folder, name);
}

static void put_file(const struct set *s, const char *name, struct hat_str bytes)
{
    char path[200];
    path_in(s, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(bytes.ptr, 1, bytes.len, file);
    fclose(file);
}

static void put_package(const struct set *s, const char *name, struct hat_buf package)
{
    put_file(s, name, (struct hat_str){package.data, package.len});
    hat_buf_fini(&package);
}

static struct set set_new(void)
{
    struct set s = {.folder = "/tmp/hatshy-part-XXXXXX", .diags = hat_diags_new()};
    assert_non_null(mkdtemp(s.folder));
    put_file(&s, "d.json", HAT_STR("{\"x\": \"5\", \"list\": [{\"y\": 1}, {\"y\": 2}]}"));
    return s;
}

static void merge(struct set *s, struct hat_buf package)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    char path[200];
    path_in(s, "d.json", path);
    assert_int_equal(hat_data_new(&s->data), HAT_OK);
    assert_int_equal(hat_data_add_fields(s->data, path, "json", s->diags), HAT_OK);
    s->status = hat_template_open_beside((struct hat_str){package.data, package.len}, s->folder,
                                         &limits, s->diags, &s->tmpl);
    if (s->status == HAT_OK) {
        assert_int_equal(hat_merge_new(s->tmpl, s->data, &options, s->diags, &s->merge), HAT_OK);
        s->status = hat_merge_check(s->merge);
    }
}

static void set_free(struct set *s, struct hat_buf *package)
{
    char command[80];
    snprintf(command, sizeof command, "rm -r %s", s->folder);
    assert_int_equal(system(command), 0);
    hat_merge_free(s->merge);
    hat_template_free(s->tmpl);
    hat_data_free(s->data);
    hat_diags_free(s->diags);
    hat_buf_fini(package);
}

static const char *first_code(const struct set *s)
{
    return hat_diags_count(s->diags) > 0 ? hat_message_name(hat_diags_at(s->diags, 0)->code) : "";
}

/* How often a part holds the text. */
static int count(struct set *s, const char *part, const char *text)
{
    struct hat_buf buf = {0};
    int found = 0;
    assert_int_equal(hat_parts_read(hat_merge_parts(s->merge), part, &buf), HAT_OK);
    for (const char *at = buf.data; (at = strstr(at, text)) != NULL; at++) {
        found++;
    }
    if (found == 0) {
        print_message("%s in %s: %s\n", text, part, buf.data);
    }
    hat_buf_fini(&buf);
    return found;
}

/* ---- DOCX ---- */

#define A "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
#define STYLE(id, name, more)                                                                      \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" more         \
    "</w:style>"

static const char docx_body[] =
    "<w:p><w:pPr><w:pStyle w:val=\"a5\"/><w:numPr><w:numId w:val=\"7\"/></w:numPr><w:sectPr/>"
    "</w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:r><w:rPr><w:rStyle w:val=\"z9\"/>"
    "</w:rPr><w:t>one {{x}}</w:t></w:r><w:bookmarkEnd w:id=\"1\"/><w:r><w:footnoteReference "
    "w:id=\"2\"/></w:r></w:p>"
    "<w:p w14:paraId=\"1\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">"
    "<w:pPr><w:pStyle w:val=\"a6\"/></w:pPr><w:r><w:drawing " A "><a:blip r:embed=\"rId9\"/>"
    "</w:drawing></w:r><w:hyperlink r:id=\"rId8\"><w:r><w:t>e</w:t></w:r></w:hyperlink>"
    "<w:hyperlink r:id=\"rId7\"><w:r><w:t>f</w:t></w:r></w:hyperlink></w:p>"
    "<w:p><w:pPr><w:pStyle w:val=\"a3\"/></w:pPr></w:p><w:p><w:pPr><w:pStyle "
    "w:val=\"none\"/></w:pPr>"
    "</w:p>";

/* A DOCX with styles, a list, a picture and links. */
static struct hat_buf docx_sign_ending(const char *w, const char *end)
{
    struct kit_zip zip = {0};
    kit_add(
        &zip, "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
        "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+"
        "xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName="
        "\"/word/document.xml\" ContentType=\"" KIT_TYPE
        "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" KIT_TYPE
        "styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"" KIT_TYPE
        "numbering+xml\"/></Types>");
    kit_add(&zip, "_rels/.rels",
            KIT_RELS "<Relationship Id=\"rId1\" Type=\"" KIT_REL
                     "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    kit_add(&zip, "word/document.xml",
            "<w:document xmlns:w=\"%s\" " KIT_R "><w:body>%s<w:sectPr/></w:body></w:document>", w,
            docx_body);
    kit_add(&zip, "word/_rels/document.xml.rels",
            KIT_RELS
            "<Relationship Id=\"rId1\" Type=\"" KIT_REL "styles\" Target=\"styles.xml\"/>"
            "<Relationship Id=\"rId2\" Type=\"" KIT_REL "numbering\" Target=\"numbering.xml\"/>"
            "<Relationship Id=\"rId9\" Type=\"" KIT_REL "image\" Target=\"media/a.png\"/>"
            "<Relationship Id=\"rId8\" Type=\"" KIT_REL
            "hyperlink\" Target=\"https://e.kz/\" TargetMode=\"External\"/>"
            "<Relationship Id=\"rId7\" Type=\"" KIT_REL
            "hyperlink\" Target=\"https://%%7B%%7Bx%%7D%%7D.kz/\" TargetMode=\"External\"/>"
            "</Relationships>");
    kit_add(
        &zip, "word/styles.xml",
        "<w:styles " KIT_W ">" STYLE("a5", "Hyper", "") STYLE(
            "a6", "Note",
            "<w:basedOn w:val=\"a7\"/><w:next w:val=\"a6\"/><w:numPr><w:numId "
            "w:val=\"7\"/></w:numPr>") STYLE("a7", "Base", "")
            STYLE("a3", "Third",
                  "") "<w:style w:type=\"character\" w:styleId=\"z9\"><w:name w:val=\"Hyperlink\"/>"
                      "</w:style>%s",
        end);
    kit_add(&zip, "word/numbering.xml",
            "<w:numbering " KIT_W "><w:abstractNum w:abstractNumId=\"3\"><w:nsid w:val=\"1\"/>"
            "<w:lvl w:ilvl=\"0\"><w:pStyle w:val=\"a6\"/></w:lvl></w:abstractNum><w:num w:numId="
            "\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>");
    kit_add(&zip, "word/media/a.png", "PNG");
    kit_zip_finish(&zip);
    return zip.bytes;
}

static struct hat_buf docx_sign(const char *w)
{
    return docx_sign_ending(w, "</w:styles>");
}

static const char word[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

static void docx_brings_its_things_along(void **state)
{
    (void)state;
    struct set s = set_new();
    struct hat_buf package =
        kit_package(false, HAT_STR("^ {{> sign}}\n{{> sign}}\n{{#list}}\n{{> sign}}\n{{/list}}\n"));
    put_package(&s, "sign.docx", docx_sign(word));
    merge(&s, package);
    assert_int_equal(s.status, HAT_OK);
    assert_string_equal(first_code(&s), "partial-left-out"); /* the footnote, told once */
    assert_int_equal(hat_diags_count(s.diags), 1);
    /* each part has relationships of its own; the picture is there once */
    assert_int_equal(count(&s, "word/_rels/document.xml.rels", "Target=\"/word/media/sub1.png\""),
                     1);
    assert_int_equal(count(&s, "word/_rels/document.xml.rels", "Target=\"https://e.kz/\""), 1);
    assert_int_equal(count(&s, "word/_rels/document.xml.rels", "Target=\"https://5.kz/\""), 1);
    assert_int_equal(count(&s, "word/_rels/header1.xml.rels", "Target=\"/word/media/sub1.png\""),
                     1);
    assert_int_equal(count(&s, "word/document.xml", "<a:blip r:embed=\"rIdHatS1\"/>"), 3);
    assert_int_equal(count(&s, "word/header1.xml", "<a:blip r:embed=\"rIdHatS1\"/>"), 1);
    assert_int_equal(count(&s, "[Content_Types].xml", "PartName=\"/word/media/sub1.png\""), 1);
    assert_int_equal(count(&s, "word/media/sub1.png", "PNG"), 1);
    /* styles, each once: the template has "Hyperlink", as a3, so that "Third" gets another id */
    assert_int_equal(count(&s, "word/document.xml", "<w:rStyle w:val=\"a3\"/>"), 3);
    assert_int_equal(count(&s, "word/document.xml", "<w:pStyle w:val=\"hat1\"/>"), 3);
    assert_int_equal(count(&s, "word/document.xml", "<w:p><w:pPr/></w:p>"),
                     3); /* "none" is no style */
    assert_int_equal(count(&s, "word/styles.xml", "<w:name w:val=\"Note\"/>"), 1);
    assert_int_equal(count(&s, "word/styles.xml", "<w:basedOn w:val=\"a7\"/>"), 1);
    assert_int_equal(count(&s, "word/styles.xml", "<w:style "), 7);
    /* lists: one of the styles, one for each of three places */
    assert_int_equal(count(&s, "word/numbering.xml", "<w:num "), 1 + 4);
    assert_int_equal(count(&s, "word/numbering.xml", "<w:abstractNum "), 1 + 4);
    /* bookmarks differ; paragraph ids and sections are gone */
    assert_int_equal(count(&s, "word/document.xml", "w:name=\"b_1\""), 1);
    assert_int_equal(count(&s, "word/document.xml", "w:name=\"b_2\""), 1);
    assert_int_equal(count(&s, "word/document.xml", "w:name=\"b_2_2\""), 1);
    assert_int_equal(count(&s, "word/document.xml", "<w:sectPr"), 1);
    set_free(&s, &package);
}

/* A template without styles and lists of its own gets parts for them. */
static void parts_are_made_where_there_are_none(void **state)
{
    (void)state;
    struct set s = set_new();
    struct kit_zip zip = {0};
    kit_add(
        &zip, "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
        "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+"
        "xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"" KIT_TYPE
        "document.main+xml\"/></Types>");
    kit_add(&zip, "_rels/.rels",
            KIT_RELS "<Relationship Id=\"rId1\" Type=\"" KIT_REL
                     "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    kit_add(&zip, "word/document.xml",
            "<w:document " KIT_W "><w:body><w:p><w:r><w:t>{{&gt; sign}}</w:t></w:r></w:p>"
            "</w:body></w:document>");
    kit_zip_finish(&zip);
    put_package(&s, "sign.docx", docx_sign(word));
    merge(&s, zip.bytes);
    assert_int_equal(s.status, HAT_OK);
    assert_int_equal(count(&s, "word/hatStyles.xml", "<w:name w:val=\"Base\"/>"), 1);
    assert_int_equal(count(&s, "word/hatNumbering.xml", "<w:num "), 2);
    assert_int_equal(count(&s, "word/_rels/document.xml.rels", "/relationships/numbering\""), 1);
    assert_int_equal(count(&s, "word/_rels/document.xml.rels", "/relationships/styles\""), 1);
    assert_int_equal(count(&s, "[Content_Types].xml", "PartName=\"/word/hatNumbering.xml\""), 1);
    set_free(&s, &zip.bytes);
}

static void kinds_do_not_mix(void **state)
{
    (void)state;
    struct set s = set_new();
    struct hat_buf package = kit_package(false, HAT_STR("{{> sign}}\n{{> odt}}\n{{> junk}}\n"));
    put_package(&s, "sign.docx", docx_sign("http://purl.oclc.org/ooxml/wordprocessingml/main"));
    put_package(&s, "odt.docx", kit_package(true, HAT_STR("x\n")));
    put_file(&s, "junk.docx", HAT_STR("junk"));
    merge(&s, package);
    assert_int_equal(s.status, HAT_ERR_TEMPLATE);
    assert_int_equal(hat_diags_count(s.diags), 3); /* all in one run */
    assert_string_equal(first_code(&s), "partial-format");
    assert_string_equal(hat_message_name(hat_diags_at(s.diags, 1)->code), "partial-format");
    set_free(&s, &package);
}

static void broken_styles_are_told(void **state)
{
    (void)state;
    struct set s = set_new();
    struct hat_buf package = kit_package(false, HAT_STR("{{> sign}}\n{{> sign}}\n"));
    put_package(&s, "sign.docx", docx_sign_ending(word, "</w:broken>"));
    merge(&s, package);
    assert_int_equal(s.status, HAT_ERR_TEMPLATE);
    bool told = false;
    for (size_t i = 0; i < hat_diags_count(s.diags); i++) {
        const struct hat_diag *diag = hat_diags_at(s.diags, i);
        told = told || (strncmp(hat_message_name(diag->code), "xml-", 4) == 0 &&
                        strstr(diag->place.file, "sign.docx") != NULL);
    }
    assert_true(told);
    set_free(&s, &package);
}

/* ---- ODT ---- */

static const char odt_content[] =
    "<office:font-face-decls><style:font-face style:name=\"F\" xmlns:svg=\"" KIT_URN
    "svg-compatible:1.0\" svg:font-family=\"Mono\"/></office:font-face-decls>"
    "<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Note\" style:master-page-name=\"First\"><style:text-properties "
    "style:font-name=\"F\"/></style:style><text:list-style style:name=\"L1\"/>"
    "</office:automatic-styles><office:body><office:text><text:sequence-decls/"
    "><text:tracked-changes/>"
    "<text:p text:style-name=\"P1\">one {{x}}<text:change text:change-id=\"c\"/><draw:frame "
    "draw:name=\"n\"><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame></text:p>"
    "<text:list text:style-name=\"L1\" xml:id=\"l\"><text:list-item><text:p "
    "text:style-name=\"Note\">"
    "a</text:p></text:list-item></text:list></office:text></office:body>";

static struct hat_buf odt_sign(void)
{
    struct kit_zip zip = {0};
    kit_add(&zip, "mimetype", "application/vnd.oasis.opendocument.text");
    kit_add(&zip, "content.xml",
            "<office:document-content " KIT_ODF ">%s</office:document-content>", odt_content);
    kit_add(&zip, "styles.xml",
            "<office:document-styles " KIT_ODF "><office:styles><style:style style:name=\"Note\" "
            "style:family=\"paragraph\" style:parent-style-name=\"Base\"/><style:style style:name="
            "\"Base\" style:family=\"paragraph\"/><style:style style:name=\"Other\" style:family="
            "\"paragraph\"/></office:styles></office:document-styles>");
    kit_add(&zip, "Pictures/a.png", "PNG");
    kit_add(&zip, "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"" KIT_URN "manifest:1.0\"><manifest:file-entry "
            "manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text"
            "\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text"
            "/xml\"/><manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\""
            "text/xml\"/><manifest:file-entry manifest:full-path=\"Pictures/a.png\" "
            "manifest:media-type=\"image/png\"/></manifest:manifest>");
    kit_zip_finish(&zip);
    return zip.bytes;
}

static void odt_brings_its_things_along(void **state)
{
    (void)state;
    struct set s = set_new();
    struct hat_buf package =
        kit_package(true, HAT_STR("^ {{> sign}}\n{{> sign}}\n{{> sign}}\nend {{x}}\n"));
    put_package(&s, "sign.odt", odt_sign());
    merge(&s, package);
    assert_int_equal(s.status, HAT_OK);
    assert_int_equal(hat_diags_count(s.diags), 0);
    assert_int_equal(count(&s, "content.xml", "<style:style style:name=\"hat1_P1\""), 1);
    assert_int_equal(count(&s, "content.xml", "<text:p text:style-name=\"hat2_P1\""), 1);
    assert_int_equal(count(&s, "content.xml", "<text:list text:style-name=\"hat1_L1\""), 1);
    assert_int_equal(count(&s, "content.xml", "style:parent-style-name=\"Note\""), 2);
    assert_int_equal(count(&s, "content.xml", "style:font-name=\"F\""), 2);
    assert_int_equal(count(&s, "content.xml", "style:name=\"F\" svg:font-family=\"Mono\"/>"), 1);
    assert_int_equal(count(&s, "content.xml", "xlink:href=\"Pictures/sub1.png\""), 2);
    assert_int_equal(count(&s, "content.xml", "draw:name=\"n_2\""), 1);
    assert_int_equal(count(&s, "styles.xml", "<text:p text:style-name=\"hat3_P1\""), 1);
    assert_int_equal(count(&s, "styles.xml", "style:name=\"Note\""), 1);
    assert_int_equal(count(&s, "styles.xml", "style:name=\"Base\""), 1);
    assert_int_equal(count(&s, "META-INF/manifest.xml",
                           "full-path=\"Pictures/sub1.png\" manifest:media-type=\"image/png\""),
                     1);
    struct hat_buf content = {0};
    assert_int_equal(hat_parts_read(hat_merge_parts(s.merge), "content.xml", &content), HAT_OK);
    static const char *const gone[] = {"tracked-changes", "text:change", "master-page-name",
                                       "sequence-decls"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        assert_null(strstr(content.data, gone[i]));
    }
    hat_buf_fini(&content);
    set_free(&s, &package);
}

/* ---- limits ---- */

static void links_out_of_the_folder_are_not_followed(void **state)
{
    (void)state;
    struct set s = set_new();
    char inner[200], path[200];
    struct hat_buf package = kit_package(false, HAT_STR("{{> link}}\n{{> in/a}}\n"));
    path_in(&s, "inner", inner);
    assert_int_equal(mkdir(inner, 0700), 0);
    put_package(&s, "out.docx", kit_package(false, HAT_STR("x\n")));
    path_in(&s, "inner/link.docx", path);
    assert_int_equal(symlink("../out.docx", path), 0);
    path_in(&s, "inner/in", path);
    assert_int_equal(mkdir(path, 0700), 0);
    put_package(&s, "inner/in/a.docx", kit_package(false, HAT_STR("x\n")));
    hat_template *tmpl = NULL;
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    assert_int_equal(hat_template_open_beside((struct hat_str){package.data, package.len}, inner,
                                              &limits, s.diags, &tmpl),
                     HAT_ERR_TEMPLATE);
    assert_int_equal(hat_diags_count(s.diags), 1); /* in/a is found */
    assert_string_equal(first_code(&s), "partial-outside");
    set_free(&s, &package);
}

static void sub_templates_have_limits(void **state)
{
    (void)state;
    struct set s = set_new();
    struct hat_buf lines = {0}, package;
    for (int i = 0; i <= HAT_PARTIALS_MAX; i++) {
        KIT_PUTS(&lines, "{{> a}}\n");
    }
    put_package(&s, "a.docx", kit_package(false, HAT_STR("x\n")));
    package = kit_package(false, (struct hat_str){lines.data, lines.len});
    merge(&s, package);
    assert_int_equal(s.status, HAT_ERR_LIMIT);
    assert_string_equal(first_code(&s), "partial-many");
    hat_buf_fini(&lines);
    set_free(&s, &package);

    s = set_new();
    for (int i = 0; i <= HAT_PARTIAL_DEPTH_MAX; i++) {
        char name[20], line[40];
        snprintf(name, sizeof name, "p%d.docx", i);
        snprintf(line, sizeof line, "{{> p%d}}\n", i + 1);
        put_package(&s, name, kit_package(false, hat_str_from(line)));
    }
    package = kit_package(false, HAT_STR("{{> p0}}\n"));
    merge(&s, package);
    assert_int_equal(s.status, HAT_ERR_TEMPLATE);
    assert_string_equal(first_code(&s), "partial-depth");
    set_free(&s, &package);
}

/* ---- memory ---- */

static void memory_may_end_anywhere(void **state)
{
    (void)state;
    for (int odt = 0; odt < 2; odt++) {
        struct set s = set_new();
        struct hat_buf package = kit_package(odt == 1, HAT_STR("^ {{> sign}}\n{{> sign}}\n"));
        put_package(&s, odt == 1 ? "sign.odt" : "sign.docx",
                    odt == 1 ? odt_sign() : docx_sign(word));
        const struct hat_limits limits = HAT_LIMITS_DEFAULT;
        hat_status status = HAT_ERR_NOMEM;
        for (long n = 1; status == HAT_ERR_NOMEM && n < 20000; n += 3) {
            hat_template *tmpl = NULL;
            hat_mem_fail_at(n);
            status = hat_template_open_beside((struct hat_str){package.data, package.len}, s.folder,
                                              &limits, NULL, &tmpl);
            hat_mem_fail_at(0);
            hat_template_free(tmpl);
        }
        assert_int_equal(status, HAT_OK);
        set_free(&s, &package);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(docx_brings_its_things_along),
        cmocka_unit_test(parts_are_made_where_there_are_none),
        cmocka_unit_test(kinds_do_not_mix),
        cmocka_unit_test(broken_styles_are_told),
        cmocka_unit_test(odt_brings_its_things_along),
        cmocka_unit_test(links_out_of_the_folder_are_not_followed),
        cmocka_unit_test(sub_templates_have_limits),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
