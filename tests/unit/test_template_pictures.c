/* test_template_pictures.c -- pictures that values name, QR codes, and values that name what they
 * must not: only files below the data's folder are opened. */
#define _GNU_SOURCE /* memmem() */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "template/picture_internal.h"
#include "unit/unit.h"

#include "unit/qr_reader.h"
#include "unit/template_kit.h"

/* A PNG header of 4 x 2 pixels: as much as is looked at here. */
static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\2\1\0\0\0\0";

struct letter {
    char folder[40], data_path[80];
    struct hat_buf package;
    hat_diags *diags;
    hat_data *data;
    hat_template *tmpl;
    struct hat_merge *merge;
    hat_status status; /* of the check */
};

static void put_file(const struct letter *l, const char *name, const void *bytes, size_t len)
{
    char path[120];
    snprintf(path, sizeof path, "%s/%s", l->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(bytes, 1, len, file);
    fclose(file);
}

static void make_files(struct letter *l)
{
    char path[120];
    strcpy(l->folder, "/tmp/hatshy-pict-XXXXXX");
    assert_non_null(mkdtemp(l->folder));
    put_file(l, "out.png", png, sizeof png - 1);
    snprintf(path, sizeof path, "%s/data", l->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put_file(l, "data/a.png", png, sizeof png - 1);
    put_file(l, "data/text.png", "no picture", 10);
    snprintf(path, sizeof path, "%s/data/link.png", l->folder);
    assert_int_equal(symlink("../out.png", path), 0);
    snprintf(path, sizeof path, "%s/data/fifo.png", l->folder);
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void open_letter(struct letter *l)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    const struct hat_str bytes = {l->package.data, l->package.len};
    assert_int_equal(hat_data_new(&l->data), HAT_OK);
    assert_int_equal(hat_data_add_fields(l->data, l->data_path, "json", l->diags), HAT_OK);
    l->status = hat_template_open_memory(bytes, "t.docx", &limits, l->diags, &l->tmpl);
    if (l->status == HAT_OK) {
        assert_int_equal(hat_merge_new(l->tmpl, l->data, &options, l->diags, &l->merge), HAT_OK);
        l->status = hat_merge_check(l->merge);
    }
}

static struct letter letter_of(struct hat_buf package, const char *json)
{
    struct letter l = {.package = package, .diags = hat_diags_new()};
    make_files(&l);
    put_file(&l, "data/d.json", json, strlen(json));
    snprintf(l.data_path, sizeof l.data_path, "%s/data/d.json", l.folder);
    open_letter(&l);
    return l;
}

static struct letter letter_new(bool odt, const char *lines, const char *json)
{
    return letter_of(kit_package(odt, hat_str_from(lines)), json);
}

/* A package whose body is the XML as it stands. */
static struct hat_buf raw_package(bool odt, const char *xml)
{
    struct kit_doc doc = {.odt = odt};
    struct kit_zip zip = {0};
    hat_buf_put(&doc.body, xml, strlen(xml));
    if (odt) {
        kit_odt(&zip, &doc);
    } else {
        kit_docx(&zip, &doc);
    }
    hat_buf_fini(&doc.body);
    return zip.bytes;
}

static void letter_free(struct letter *l)
{
    static const char *const files[] = {"data/a.png",    "data/text.png", "data/link.png",
                                        "data/fifo.png", "data/d.json",   "out.png"};
    char path[120];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", l->folder, files[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/data", l->folder);
    rmdir(path);
    rmdir(l->folder);
    hat_merge_free(l->merge);
    hat_template_free(l->tmpl);
    hat_data_free(l->data);
    hat_diags_free(l->diags);
    hat_buf_fini(&l->package);
}

/* Does a part hold the text? */
static bool holds(struct letter *l, const char *part, const char *text)
{
    struct hat_buf buf = {0};
    assert_int_equal(hat_parts_read(hat_merge_parts(l->merge), part, &buf), HAT_OK);
    bool found = strstr(buf.data, text) != NULL;
    if (!found) {
        print_message("%s: %s\n", part, buf.data);
    }
    hat_buf_fini(&buf);
    return found;
}

static void docx_picture_has_size_relationship_and_part(void **state)
{
    (void)state;
    struct letter l =
        letter_new(false, "x {{a | image: \"30mm\"}} {{a | image: \"1cm\", \"2cm\"}} y\n",
                   "{\"a\": \"a.png\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "word/document.xml", "<wp:extent cx=\"1080000\" cy=\"540000\"/>"));
    assert_true(holds(&l, "word/document.xml", "<wp:extent cx=\"360000\" cy=\"720000\"/>"));
    assert_true(holds(&l, "word/document.xml", "descr=\"a\""));
    assert_true(holds(&l, "word/document.xml", "r:embed=\"rIdHat1\""));
    assert_true(holds(&l, "word/_rels/document.xml.rels",
                      "relationships/image\" Id=\"rIdHat1\" Target=\"/word/media/hat1.png\"/>"));
    assert_true(holds(&l, "[Content_Types].xml", "Extension=\"png\" ContentType=\"image/png\""));
    const struct hat_parts *parts = hat_merge_parts(l.merge);
    struct hat_buf picture = {0};
    assert_int_equal(hat_parts_read(parts, "word/media/hat1.png", &picture), HAT_OK);
    assert_int_equal(picture.len, sizeof png - 1);
    assert_memory_equal(picture.data, png, picture.len);
    assert_false(parts->has(parts->ctx, "word/media/hat2.png")); /* one file, one part */
    const struct hat_relationship *made =
        parts->made(parts->ctx, "word/document.xml", HAT_STR("rIdHat1"));
    assert_string_equal(made->type, "image");
    assert_string_equal(made->target, "word/media/hat1.png");
    assert_false(made->external);
    hat_buf_fini(&picture);
    letter_free(&l);
}

static void odt_picture_is_in_the_manifest(void **state)
{
    (void)state;
    struct letter l = letter_new(true, "x {{a | image: \"30mm\"}} y{{none | image: \"30mm\"}}\n",
                                 "{\"a\": \"a.png\", \"none\": \"\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "content.xml", "svg:width=\"30.000mm\" svg:height=\"15.000mm\""));
    assert_true(holds(&l, "content.xml", "xlink:href=\"Pictures/hat1.png\""));
    assert_true(holds(&l, "content.xml", "<svg:desc>a</svg:desc>"));
    assert_true(holds(&l, "content.xml", "y<")); /* an empty value is no picture */
    assert_true(holds(&l, "META-INF/manifest.xml",
                      "full-path=\"Pictures/hat1.png\" manifest:media-type=\"image/png\"/>"));
    letter_free(&l);
}

static void only_pictures_below_the_folder_are_opened(void **state)
{
    (void)state;
    static const char *const values[][2] = {{"../out.png", "value-picture-outside"},
                                            {"../../etc/passwd", "value-picture-outside"},
                                            {"/etc/passwd", "value-picture-outside"},
                                            {"link.png", "value-picture-outside"},
                                            {"fifo.png", "value-picture-missing"},
                                            {".", "value-picture-outside"},
                                            {"nope.png", "value-picture-missing"},
                                            {"text.png", "value-picture-kind"},
                                            {"../data/../out.png", "value-picture-outside"}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char json[120];
        snprintf(json, sizeof json, "{\"a\": \"%s\"}", values[i][0]);
        struct letter l = letter_new(false, "{{a | image: \"30mm\"}}\n", json);
        assert_int_equal(l.status, HAT_ERR_DATA);
        assert_string_equal(hat_message_name(hat_diags_at(l.diags, 0)->code), values[i][1]);
        letter_free(&l);
    }
}

static void misplaced_filters_and_lengths_are_errors(void **state)
{
    (void)state;
    static const char *const lines[][2] = {
        {"{{a | image: \"30mm\" | upper}}\n", "tag-picture-place"},
        {"{{#a | qr: \"30mm\"}}x{{/a}}\n", "tag-picture-place"},
        {"@title {{a | image: \"30mm\"}}\n", "tag-picture-place"},
        {"{{a | image}}\n", "filter-arguments"},
        {"{{a | image: \"30\"}}\n", "value-length"},
        {"{{a | image: \"0mm\"}}\n", "value-length"},
        {"{{a | image: \"23in\"}}\n", "value-length"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct letter l = letter_new(false, lines[i][0], "{\"a\": \"a.png\"}");
        assert_true(l.status == HAT_ERR_TEMPLATE || l.status == HAT_ERR_DATA);
        assert_string_equal(hat_message_name(hat_diags_at(l.diags, 0)->code), lines[i][1]);
        letter_free(&l);
    }
}

static void lengths_have_units(void **state)
{
    (void)state;
    int64_t emu = 0;
    assert_true(hat_length_read(HAT_STR("30mm"), &emu));
    assert_int_equal(emu, 1080000);
    assert_true(hat_length_read(HAT_STR("2,5 см"), &emu));
    assert_int_equal(emu, 900000);
    assert_true(hat_length_read(HAT_STR("1in"), &emu));
    assert_int_equal(emu, 914400);
    assert_false(hat_length_read(HAT_STR("99999999999mm"), &emu));
    assert_false(hat_length_read(HAT_STR("mm"), &emu));
    assert_false(hat_length_read(HAT_STR(""), &emu));
}

static void qr_code_is_a_png_with_its_text_beside(void **state)
{
    (void)state;
    struct letter l = letter_new(false, "{{a | qr: \"25mm\"}}\n", "{\"a\": \"https://a.kz?x&y\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "word/document.xml", "descr=\"https://a.kz?x&amp;y\""));
    assert_true(holds(&l, "word/document.xml", "<wp:extent cx=\"900000\" cy=\"900000\"/>"));
    struct hat_buf picture = {0};
    struct hat_picture probed;
    assert_int_equal(hat_parts_read(hat_merge_parts(l.merge), "word/media/hat1.png", &picture),
                     HAT_OK);
    hat_picture_probe((struct hat_str){picture.data, picture.len}, &probed);
    assert_int_equal(probed.kind, HAT_PICTURE_PNG);
    assert_int_equal(probed.width_px, (25 + 8) * 8); /* version 2 and the quiet zone */
    assert_string_equal(qr_text((struct hat_str){picture.data, picture.len}), "https://a.kz?x&y");
    hat_buf_fini(&picture);
    letter_free(&l);
}

static void too_long_a_text_has_no_qr_code(void **state)
{
    (void)state;
    char json[2400] = "{\"a\": \"";
    memset(json + 7, 'x', 2332);
    strcpy(json + 7 + 2332, "\"}");
    struct letter l = letter_new(false, "{{a | qr: \"25mm\"}}\n", json);
    assert_int_equal(l.status, HAT_ERR_DATA);
    assert_string_equal(hat_message_name(hat_diags_at(l.diags, 0)->code), "value-qr-long");
    letter_free(&l);
}

static const char docx_frame[] =
    "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"
    "wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
    "<wp:extent cx=\"1000\" cy=\"1000\"/><wp:docPr id=\"1\" descr=\" {{a}} \"/><a:blip r:embed="
    "\"rId9\"><a:extLst/></a:blip><a:srcRect l=\"5\"/><a:xfrm><a:ext cx=\"1000\" cy=\"1000\"/>"
    "</a:xfrm></wp:inline></w:drawing></w:r></w:p>";

static void frame_keeps_its_width_and_loses_the_old_picture(void **state)
{
    (void)state;
    struct letter l = letter_of(raw_package(false, docx_frame), "{\"a\": \"a.png\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(
        holds(&l, "word/document.xml",
              "<wp:extent cx=\"1000\" cy=\"500\"/><wp:docPr id=\"1\" descr=\"a\"/>"
              "<a:blip r:embed=\"rIdHat1\"></a:blip><a:xfrm><a:ext cx=\"1000\" cy=\"500\"/>"));
    letter_free(&l);
    l = letter_of(raw_package(true, "<text:p>x<draw:frame xmlns:svg=\"" KIT_URN
                                    "svg-compatible:1.0\" svg:width=\"4cm\" svg:height=\"4cm\">"
                                    "<draw:image xlink:href=\"Pictures/old.png\"/><draw:image "
                                    "xlink:href=\"Pictures/old.svg\"/><svg:desc>{{a}}</svg:desc>"
                                    "</draw:frame>y</text:p>"),
                  "{\"a\": \"a.png\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "content.xml",
                      " svg:width=\"40.000mm\" svg:height=\"20.000mm\"><draw:image "
                      "xlink:href=\"Pictures/hat1.png\"/><svg:desc>a</svg:desc></draw:frame>y"));
    letter_free(&l);
}

/* Only a lone tag makes a frame: among other words it is text, and so it is where no picture is. */
static void a_tag_among_words_is_text(void **state)
{
    (void)state;
    static const char docx[] =
        "<w:p><w:r><w:t>{{#list}}</w:t></w:r></w:p>"
        "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/"
        "2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/"
        "main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
        "<wp:docPr id=\"1\" descr=\"Logo of {{a | upper}}, {{b}}\" name=\"n\"/><a:blip r:embed="
        "\"rId9\"/></wp:inline></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:t>{{/list}}</w:t></w:r></w:p>";
    struct letter l = letter_of(raw_package(false, docx), "{\"a\": \"x\", \"list\": [{\"b\": "
                                                          "\"<1>\"}, {\"b\": 2}]}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "word/document.xml", "name=\"n\" descr=\"Logo of X, &lt;1&gt;\"/>"));
    assert_true(holds(&l, "word/document.xml", "descr=\"Logo of X, 2\"/>"));
    letter_free(&l);
    static const char odt[] =
        "<text:p>{{a}}<draw:frame xmlns:svg=\"" KIT_URN "svg-compatible:1.0\"><draw:image "
        "xlink:href=\"Pictures/old.png\"/><svg:title>{{a}}!</svg:title><svg:desc>by {{a}} and "
        "{{#b}}{{.}}{{/b}}</svg:desc></draw:frame></text:p><text:p>{{nn}}</text:p>";
    l = letter_of(raw_package(true, odt), "{\"a\": \"x & y\", \"b\": \"z\", \"nn\": \"\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "content.xml",
                      "<svg:title>x &amp; y!</svg:title><svg:desc>by x &amp; y and z</svg:desc>"));
    letter_free(&l);
    l = letter_of(raw_package(true, odt), "{\"a\": 1, \"b\": 1}");
    assert_int_equal(l.status, HAT_ERR_DATA);
    assert_int_equal(hat_diags_at(l.diags, 0)->place.paragraph, 2); /* alternative texts are none */
    letter_free(&l);
    l = letter_of(raw_package(false, docx), "{\"a\": 1, \"list\": [{\"c\": 1}]}");
    assert_int_equal(l.status, HAT_ERR_DATA);
    assert_string_equal(hat_message_name(hat_diags_at(l.diags, 0)->code), "name-unknown");
    letter_free(&l);
}

/* Puts other bytes into the file "text.png" and merges again, drawing SVG by `draw`. */
static void merge_again(struct letter *l, const void *bytes, size_t len, hat_draw_svg *draw)
{
    static struct hat_limits limits;
    limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits, .draw_svg = draw};
    put_file(l, "data/text.png", bytes, len);
    hat_merge_free(l->merge);
    hat_diags_free(l->diags);
    l->diags = hat_diags_new();
    assert_int_equal(hat_merge_new(l->tmpl, l->data, &options, l->diags, &l->merge), HAT_OK);
    l->status = hat_merge_check(l->merge);
}

static bool draw(struct hat_str svg, struct hat_buf *out)
{
    (void)svg;
    hat_buf_put(out, png, sizeof png - 1);
    return true;
}

#define SVG         "<svg xmlns=\"http://www.w3.org/2000/svg\" "
#define IN(content) SVG "width=\"9\" height=\"9\">" content "</svg>"

static void an_svg_has_a_picture_of_points_beside(void **state)
{
    (void)state;
    static const char svg[] = SVG "viewBox=\"0 0 60 20\"/>";
    struct letter l = letter_new(false, "{{a | image: \"30mm\"}}\n", "{\"a\": \"text.png\"}");
    for (int i = 0; i < 2; i++) { /* drawn, and an empty frame */
        struct hat_buf picture = {0};
        struct hat_picture probed;
        merge_again(&l, svg, sizeof svg - 1, i == 0 ? draw : NULL);
        assert_int_equal(l.status, HAT_OK);
        assert_true(holds(&l, "word/document.xml", "<wp:extent cx=\"1080000\" cy=\"360000\"/>"));
        assert_true(holds(&l, "word/document.xml", "r:embed=\"rIdHat1\"><a:extLst "));
        assert_true(holds(&l, "word/document.xml", "r:embed=\"rIdHat2\"/></a:ext></a:extLst>"));
        assert_true(holds(&l, "word/_rels/document.xml.rels",
                          "Id=\"rIdHat1\" Target=\"/word/media/hat2.png\"/>"));
        assert_true(holds(&l, "word/_rels/document.xml.rels",
                          "Id=\"rIdHat2\" Target=\"/word/media/hat1.svg\"/>"));
        assert_true(
            holds(&l, "[Content_Types].xml", "Extension=\"svg\" ContentType=\"image/svg+xml\""));
        assert_true(holds(&l, "word/media/hat1.svg", "viewBox"));
        assert_int_equal(hat_parts_read(hat_merge_parts(l.merge), "word/media/hat2.png", &picture),
                         HAT_OK);
        hat_picture_probe((struct hat_str){picture.data, picture.len}, &probed);
        assert_int_equal(probed.width_px, i == 0 ? 4 : 128);
        assert_int_equal(probed.height_px, i == 0 ? 2 : 42);
        hat_buf_fini(&picture);
    }
    letter_free(&l);
}

static void an_svg_says_its_size(void **state)
{
    (void)state;
    static const struct {
        const char *svg;
        int64_t width, height;
    } cases[] = {{SVG "width=\"40mm\" height=\"2cm\"/>", 1440000, 720000},
                 {SVG "width=\"1in\" height=\"36pt\" viewBox=\"0 0 1 1\"/>", 914400, 457200},
                 {SVG "width=\"96\" height=\"12.5px\"/>", 914400, 119062},
                 {SVG "viewBox=\"0,0 120 -5 \" width=\"1mm\" height=\"1mm\"/>", 36000, 36000},
                 {SVG "viewBox=\"-10 -10 120 60\" width=\"100%\"/>", 1143000, 571500},
                 {SVG "viewBox=\"0 0 120 60\" height=\"10mm\"/>", 720000, 360000},
                 {"<x:svg xmlns:x=\"http://www.w3.org/2000/svg\" width=\"1pc\" height=\"1em\"/>",
                  152400, 152400}};
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hat_svg_facts facts;
        assert_int_equal(hat_svg_look(hat_str_from(cases[i].svg), &limits, &facts), HAT_OK);
        assert_string_equal(facts.refused, "");
        assert_int_equal(facts.width_emu, cases[i].width);
        assert_int_equal(facts.height_emu, cases[i].height);
    }
}

static void an_svg_that_is_more_is_refused(void **state)
{
    (void)state;
    static const char script[] = IN("<script>1</script>");
    static const char *const cases[][2] = {
        {"<!DOCTYPE svg [<!ENTITY a \"b\">]>" IN("&a;"), "XML"},
        {SVG "width=\"9\"", "XML"},
        {SVG "width=\"9\"/>", "viewBox"},
        {"<html width=\"9\" height=\"9\"><svg/></html>", "viewBox"},
        {SVG "width=\"1e9\" height=\"9\"/>", "viewBox"},
        {SVG "width=\"99999999999999999999mm\" height=\"9\"/>", "viewBox"},
        {"<?xml-stylesheet href=\"http://x/\"?>" IN(""), "xml-stylesheet"},
        {script, "script"},
        {IN("<g><foreignObject/></g>"), "foreignObject"},
        {IN("<g onload=\"x()\"/>"), "onload"},
        {IN("<image href=\"http://x/a.png\"/>"), "href"},
        {IN("<image xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"/etc/passwd\"/>"), "href"},
        {IN("<image href=\"data:image/svg+xml;base64,AA\"/>"), "href"},
        {IN("<use href=\" file:///a.svg#b\"/>"), "href"},
        {IN("<g xml:base=\"http://x/\"/>"), "base"},
        {IN("<rect fill=\"URL( 'http://x/#a')\"/>"), "fill"},
        {IN("<rect style=\"fill:u\\72l(http://x/)\"/>"), "style"},
        {IN("<style>@Import 'x.css';</style>"), "style"},
        {IN("<style>a{fill:url(<![CDATA[http://x)}]]></style>"), "style"},
        {IN("<set attributeName=\"xlink:href\" to=\"x\"/>"), "attributeName"},
    };
    static const char good[] =
        IN("<defs><g id=\"a\"/></defs><a href=\"https://e.kz\"><use href=\"#a\"/></a><rect fill="
           "\"url(#a)\" style=\"stroke:url('#b')\"/><style>g{fill:url(#a)}</style><image href="
           "\"data:image/png;base64,AA\"/>");
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_svg_facts facts;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(hat_svg_look(hat_str_from(cases[i][0]), &limits, &facts), HAT_OK);
        assert_string_equal(facts.refused, cases[i][1]);
    }
    assert_int_equal(hat_svg_look(hat_str_from(good), &limits, &facts), HAT_OK);
    assert_string_equal(facts.refused, "");
    struct letter l = letter_new(true, "{{a | image: \"30mm\"}}\n", "{\"a\": \"text.png\"}");
    merge_again(&l, script, sizeof script - 1, NULL);
    assert_int_equal(l.status, HAT_ERR_DATA);
    assert_string_equal(hat_message_name(hat_diags_at(l.diags, 0)->code), "value-picture-svg");
    assert_true(hat_str_is(hat_diags_at(l.diags, 0)->args[3], "script"));
    letter_free(&l);
}

#define OOXML "http://purl.oclc.org/ooxml/"

/* New pictures and links of a Strict document are of its namespaces (ECMA-376-1 Annex L). */
static void strict_documents_stay_strict(void **state)
{
    (void)state;
    struct kit_zip zip = {0};
    kit_add(&zip, "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
            "relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"" KIT_TYPE
            "document.main+xml\"/></Types>");
    kit_add(&zip, "_rels/.rels",
            KIT_RELS "<Relationship Id=\"rId1\" Type=\"" OOXML
                     "officeDocument/relationships/officeDocument\" "
                     "Target=\"word/document.xml\"/></Relationships>");
    kit_add(&zip, "word/document.xml",
            "<w:document xmlns:w=\"" OOXML "wordprocessingml/main\"><w:body><w:p><w:r><w:t>"
            "{{a | image: \"30mm\"}}{{u | link}}</w:t></w:r></w:p></w:body></w:document>");
    kit_zip_finish(&zip);
    struct letter l = letter_of(zip.bytes, "{\"a\": \"a.png\", \"u\": \"https://e.kz\"}");
    assert_int_equal(l.status, HAT_OK);
    static const char *const wanted[] = {
        "xmlns:wp=\"" OOXML "drawingml/wordprocessingDrawing\"",
        "xmlns:a=\"" OOXML "drawingml/main\"",
        "uri=\"" OOXML "drawingml/picture\"",
        "<pic:pic xmlns:pic=\"" OOXML "drawingml/picture\"",
        "<a:blip xmlns:r=\"" OOXML "officeDocument/relationships\"",
        "<w:hyperlink xmlns:r=\"" OOXML "officeDocument/relationships\""};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_true(holds(&l, "word/document.xml", wanted[i]));
    }
    assert_true(
        holds(&l, "word/_rels/document.xml.rels", OOXML "officeDocument/relationships/image\""));
    assert_true(holds(&l, "word/_rels/document.xml.rels",
                      OOXML "officeDocument/relationships/hyperlink\""));
    struct hat_buf part = {0};
    assert_int_equal(hat_parts_read(hat_merge_parts(l.merge), "word/document.xml", &part), HAT_OK);
    assert_null(strstr(part.data, "schemas.openxmlformats.org"));
    hat_buf_fini(&part);
    letter_free(&l);
}

/* The header alone tells: the file need not be that large. */
static void too_large_a_picture_is_refused(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x80\0\0\0\0\2\1\0\0\0\0",   /* 32768 x 2 */
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x40\0\0\0\x40\0\1\0\0\0\0", /* 16384 a side */
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\1\0\0\0\0"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct letter l = letter_new(i == 1, "{{a | image: \"30mm\"}}\n", "{\"a\": \"text.png\"}");
        merge_again(&l, headers[i], sizeof png - 1, NULL);
        assert_int_equal(l.status, HAT_ERR_DATA);
        assert_string_equal(hat_message_name(hat_diags_at(l.diags, 0)->code),
                            "value-picture-large");
        letter_free(&l);
    }
}

static void frame_of_an_empty_value_goes(void **state)
{
    (void)state;
    struct letter l = letter_of(raw_package(false, docx_frame), "{\"a\": \"\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_true(holds(&l, "word/document.xml", "<w:p><w:r></w:r></w:p>"));
    letter_free(&l);
}

/* Fails or gives the right letter, whichever allocation fails first. */
static void memory_may_end_anywhere(void **state)
{
    (void)state;
    struct letter l =
        letter_new(false, "{{a | image: \"3mm\"}}{{a | qr: \"3mm\"}}\n", "{\"a\": \"a.png\"}");
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    bool done = false;
    for (long n = 1; !done && n < 5000; n++) {
        struct hat_merge *merge = NULL;
        hat_mem_fail_at(n);
        hat_status status = hat_merge_new(l.tmpl, l.data, &options, NULL, &merge);
        status = status == HAT_OK ? hat_merge_check(merge) : status;
        hat_mem_fail_at(0);
        hat_merge_free(merge);
        done = status == HAT_OK;
        assert_true(done || status == HAT_ERR_NOMEM);
    }
    assert_true(done);
    letter_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(docx_picture_has_size_relationship_and_part),
        cmocka_unit_test(odt_picture_is_in_the_manifest),
        cmocka_unit_test(only_pictures_below_the_folder_are_opened),
        cmocka_unit_test(misplaced_filters_and_lengths_are_errors),
        cmocka_unit_test(lengths_have_units),
        cmocka_unit_test(qr_code_is_a_png_with_its_text_beside),
        cmocka_unit_test(too_long_a_text_has_no_qr_code),
        cmocka_unit_test(frame_keeps_its_width_and_loses_the_old_picture),
        cmocka_unit_test(a_tag_among_words_is_text),
        cmocka_unit_test(an_svg_has_a_picture_of_points_beside),
        cmocka_unit_test(an_svg_says_its_size),
        cmocka_unit_test(an_svg_that_is_more_is_refused),
        cmocka_unit_test(strict_documents_stay_strict),
        cmocka_unit_test(too_large_a_picture_is_refused),
        cmocka_unit_test(frame_of_an_empty_value_goes),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
