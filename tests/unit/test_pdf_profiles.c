/* test_pdf_profiles.c -- PDF of every profile, attached files, links inside the document. */
#include "unit/unit.h"

#include "base/mem.h"
#include "unit/pdf_doc.h"

/* ---- profiles ---- */

/* A heading, text and a link. */
static void make(struct doc *doc, hat_pdf_profile profile)
{
    struct maker *m = &doc->maker;
    doc_init(doc);
    doc->options.profile = profile;
    uint32_t heading = add_node(m, 0, HAT_NODE_HEADING), link = add_node(m, 0, HAT_NODE_LINK);
    m->structure.nodes[heading].level = 1;
    m->structure.nodes[link].text = "https://a.kz/";
    add_text(m, HAT_NODE_ARTIFACT_PAGINATION, 290, 30, "1");
    add_text(m, heading, 85, 80, "Тақырып");
    add_text(m, link, 85, 100, "a.kz");
    add_box(m, HAT_ITEM_LINK, link, 85, 90, 20, 14);
    doc_end(doc);
}

static void default_is_a2a(void **state)
{
    (void)state;
    struct doc a, b;
    make(&a, HAT_PDF_DEFAULT);
    make(&b, HAT_PDF_A2A);
    assert_int_equal(a.written.bytes.len, b.written.bytes.len);
    assert_memory_equal(a.written.bytes.data, b.written.bytes.data, a.written.bytes.len);
    doc_fini(&a);
    doc_fini(&b);
}

static void a3a_names_its_part(void **state)
{
    (void)state;
    struct doc doc;
    make(&doc, HAT_PDF_A3A);
    assert_has(&doc, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
    assert_has(&doc, "<pdfuaid:part>1</pdfuaid:part>");
    assert_has(&doc, "/StructTreeRoot");
    assert_has_not(&doc, "/AF[");
    doc_fini(&doc);
}

static void a2u_has_no_tags(void **state)
{
    (void)state;
    struct doc doc;
    make(&doc, HAT_PDF_A2U);
    assert_has(&doc, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>");
    assert_has(&doc, "/OutputIntents[");
    assert_has(&doc, "/Lang(kk-KZ)");
    assert_has(&doc, "/URI(https://a.kz/)");
    assert_has_not(&doc, "pdfuaid");
    assert_has_not(&doc, "/StructTreeRoot");
    assert_has_not(&doc, "/StructParent");
    assert_has_not(&doc, "/MarkInfo");
    assert_has_not(&doc, "BDC");
    doc_fini(&doc);
}

static void plain_has_links_and_a_title(void **state)
{
    (void)state;
    struct doc doc;
    make(&doc, HAT_PDF_PLAIN);
    assert_has(&doc, "/URI(https://a.kz/)");
    assert_has(&doc, "/Title<FEFF042504300442>"); /* Хат */
    assert_has(&doc, "/DisplayDocTitle true");
    assert_has_not(&doc, "/Metadata");
    assert_has_not(&doc, "/OutputIntents");
    assert_has_not(&doc, "/StructTreeRoot");
    assert_has_not(&doc, "BDC");
    doc_fini(&doc);
}

/* Pictures without a text are a fault of tagged documents only. */
static void plain_asks_for_no_texts(void **state)
{
    (void)state;
    for (int tagged = 0; tagged < 2; tagged++) {
        struct doc doc;
        doc_init(&doc);
        doc.options.profile = tagged ? HAT_PDF_A2A : HAT_PDF_PLAIN;
        struct hat_buf png = {0};
        make_png(&png, 1, 1, 8, 0, (struct hat_str){"\0\x80", 2});
        const struct hat_image image = {
            .name = "a.png", .format = HAT_IMAGE_PNG, .bytes = {png.data, png.len}};
        struct hat_item *item =
            hat_page_add(&doc.maker.page, HAT_ITEM_IMAGE, add_node(&doc.maker, 0, HAT_NODE_FIGURE));
        item->as.image.image = &image;
        item->as.image.width = item->as.image.height = 1200;
        doc_end(&doc);
        assert_int_equal(has_diag(doc.diags, HAT_MSG_PICTURE_NO_TEXT), tagged);
        doc_fini(&doc);
        hat_buf_fini(&png);
    }
}

/* ---- drawings ---- */

/* An SVG is a picture of points where librsvg is installed; files that it names are not read. */
static void drawings_are_pictures(void **state)
{
    (void)state;
    static const char *const drawings[] = {
        "<svg xmlns='http://www.w3.org/2000/svg' width='4mm' height='2mm'><rect width='9' "
        "height='9' fill='#08f'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 2'><image width='1' height='1' "
        "href='file:///etc/passwd'/></svg>",
    };
    static const char *const sizes[] = {"/Width 1600/Height 800", "/Width 800/Height 1600"};
    for (int i = 0; i < 2; i++) {
        const struct hat_image image = {
            .name = "a.svg", .format = HAT_IMAGE_SVG, .bytes = hat_str_from(drawings[i])};
        struct doc doc;
        doc_init(&doc);
        uint32_t figure = add_node(&doc.maker, 0, HAT_NODE_FIGURE);
        doc.maker.structure.nodes[figure].text = "x";
        struct hat_item *item = hat_page_add(&doc.maker.page, HAT_ITEM_IMAGE, figure);
        item->as.image.image = &image;
        item->as.image.width = item->as.image.height = 1200;
        doc_end(&doc);
        if (hat_diags_count(doc.diags) > 0) {
            assert_int_equal(hat_diags_at(doc.diags, 0)->code, HAT_MSG_PICTURE_SVG);
        } else {
            assert_has(&doc, "/Subtype/Image");
            assert_has(&doc, sizes[i]);
        }
        doc_fini(&doc);
    }
}

/* ---- attached files ---- */

static void files_are_attached(void **state)
{
    (void)state;
    const struct hat_pdf_attachment files[2] = {
        {"тізім.csv", "text/csv", HAT_STR("no,org\r\n1,\xD0\x90\r\n")},
        {"a (1).json", "application/x+json 1", HAT_STR("{}")},
    };
    struct doc doc;
    doc_init(&doc);
    doc.options.profile = HAT_PDF_A3A;
    doc.options.attachments = files;
    doc.options.attachment_count = 2;
    add_text(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH), 85, 80, "Хат");
    doc_end(&doc);
    assert_has(&doc, "/Type/EmbeddedFile/Subtype/text#2Fcsv/Params<</Size 14/ModDate(D:2026030208"
                     "0000Z)>>/Filter/FlateDecode");
    assert_has(&doc, "no,org\r\n1,\xD0\x90\r\n");
    assert_has(&doc, "/Subtype/application#2Fx+json#201/Params<</Size 2/");
    assert_has(&doc, "<</Type/Filespec/F<FEFF0442045604370456043C002E006300730076>/UF<FEFF04420456"
                     "04370456043C002E006300730076>/AFRelationship/Source/EF<</F ");
    assert_has(&doc, "/Filespec/F(a \\(1\\).json)/UF(a \\(1\\).json)");
    char names[128];
    unsigned long first = object_of(&doc, "<</Type/Filespec/F<FEFF");
    unsigned long second = object_of(&doc, "<</Type/Filespec/F(a");
    snprintf(names, sizeof names,
             "/AF[%lu 0 R %lu 0 R ]/Names<</EmbeddedFiles<</Names[(000000)%lu 0 R(000001)%lu 0 R]",
             first, second, first, second);
    assert_has(&doc, names);
    doc_fini(&doc);
}

/* ---- links inside the document ---- */

static void add_inner_link(struct doc *doc, const char *target, double y)
{
    struct maker *m = &doc->maker;
    uint32_t node = add_node(m, 0, HAT_NODE_LINK);
    m->structure.nodes[node].text = target;
    add_text(m, node, 85, y, "x");
    add_box(m, HAT_ITEM_LINK, node, 85, y - 10, 20, 14);
}

static void inner_links_lead_to_bookmarks(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct hat_structure *structure = &doc.maker.structure;
    assert_int_equal(hat_structure_bookmark(structure, HAT_STR("б c"),
                                            &(struct hat_bookmark){.page = 1, .y = 200}),
                     HAT_OK);
    assert_int_equal(hat_structure_bookmark(structure, HAT_STR("a"),
                                            &(struct hat_bookmark){.page = 0, .y = 100}),
                     HAT_OK);
    assert_int_equal(hat_structure_bookmark(structure, HAT_STR("a"),
                                            &(struct hat_bookmark){.page = 1, .y = 300}),
                     HAT_OK);
    add_inner_link(&doc, "#a", 100);
    add_inner_link(&doc, "#б c", 120);
    add_inner_link(&doc, "#%D0%B1%20c", 140);
    add_inner_link(&doc, "#none", 160);
    add_inner_link(&doc, "#", 180);
    doc_page(&doc);
    add_text(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH), 85, 80, "Хат");
    doc_end(&doc);
    char to[96];
    assert_int_equal(count_of(doc.text.data, "/Subtype/Link"), 3);
    assert_int_equal(count_of(doc.text.data, "<</S/Link/"), 3);
    assert_int_equal(count_of(doc.text.data, "<</S/Span/"), 2); /* those that lead nowhere */
    assert_int_equal(count_of(doc.text.data, "/XYZ 0 836.9 null]>>"), 1); /* the first "a" */
    assert_int_equal(count_of(doc.text.data, "/XYZ 0 831.9 null]>>"), 2);
    const char *pages = strstr(doc.text.data, "<</Type/Pages/Count 2/Kids[");
    assert_non_null(pages);
    unsigned long first = strtoul(pages + strlen("<</Type/Pages/Count 2/Kids["), NULL, 10);
    snprintf(to, sizeof to, "/A<</S/GoTo/D[%lu 0 R/XYZ 0 836.9 null]>>", first);
    assert_has(&doc, to);
    assert_int_equal(hat_diags_count(doc.diags), 0);
    doc_fini(&doc);
}

/* Two letters with a bookmark and a heading of the same names: each link stays in its letter. */
static void inner_links_stay_in_their_letter(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct hat_structure *structure = &doc.maker.structure;
    for (uint32_t letter = 0; letter < 2; letter++) {
        assert_int_equal(hat_structure_begin_part(structure, HAT_STR("Letter"),
                                                  letter == 1 ? "ru" : NULL, letter),
                         HAT_OK);
        uint32_t root = hat_structure_root(structure);
        assert_int_equal(hat_structure_bookmark(structure, HAT_STR("a"),
                                                &(struct hat_bookmark){.page = 0, .y = 100}),
                         HAT_OK);
        add_inner_link(&doc, "#a", 100);
        add_inner_link(&doc, "#Letter", 120); /* the name in the outline is no heading */
        structure->nodes[structure->count - 1].parent = root;
        structure->nodes[structure->count - 2].parent = root;
        hat_structure_end_part(structure);
        doc_page(&doc);
        hat_pdf_next_letter(doc.pdf, doc.diags);
    }
    doc_end(&doc);
    char to[96];
    char *at = NULL;
    const char *pages = strstr(doc.text.data, "<</Type/Pages/Count 2/Kids[");
    assert_non_null(pages);
    unsigned long first = strtoul(pages + strlen("<</Type/Pages/Count 2/Kids["), &at, 10);
    unsigned long second = strtoul(at + strlen(" 0 R "), NULL, 10);
    assert_int_equal(count_of(doc.text.data, "/Subtype/Link"), 2);
    snprintf(to, sizeof to, "/A<</S/GoTo/D[%lu 0 R/XYZ 0 836.9 null]>>", first);
    assert_has(&doc, to);
    snprintf(to, sizeof to, "/A<</S/GoTo/D[%lu 0 R/XYZ 0 836.9 null]>>", second);
    assert_has(&doc, to);
    assert_int_equal(count_of(doc.text.data, "<</S/Part/"), 2);
    assert_int_equal(count_of(doc.text.data, "/Lang(ru)"), 1);
    assert_int_equal(count_of(doc.text.data, "<</Title(Letter)"), 2);
    doc_fini(&doc);
}

static void inner_links_lead_to_headings(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct hat_outline outlines[2] = {{1, 0, 100, "1. Мақсаты"}, {2, 0, 400, "1.1. Тәртібі бар"}};
    doc.maker.structure.outlines = outlines;
    doc.maker.structure.outline_count = 2;
    add_inner_link(&doc, "#1.1.Тәртібі бар", 100);
    add_inner_link(&doc, "#1.1.Тәртібі", 120);
    add_inner_link(&doc, "#1.1.Тәртібі бар.", 140);
    add_inner_link(&doc, "#", 160);
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Subtype/Link"), 1);
    assert_int_equal(count_of(doc.text.data, "/XYZ 0 821.9 null]>>>>"), 1);
    doc.maker.structure.outlines = NULL;
    doc_fini(&doc);
}

/* ---- failures ---- */

/* A document with a link inside and an attached file, the n-th allocation failing. */
static enum hat_status try_document(struct doc *doc, struct hat_output *output, long nth)
{
    const struct hat_pdf_attachment file = {"a.csv", "text/csv", HAT_STR("no\n1\n")};
    const struct hat_pdf_options options = {.meta = &doc->meta,
                                            .date = doc->date,
                                            .producer = "hatshy test",
                                            .profile = HAT_PDF_A3A,
                                            .attachments = &file,
                                            .attachment_count = 1};
    struct hat_pdf *pdf = NULL;
    hat_mem_fail_at(nth);
    enum hat_status status = hat_pdf_new(&options, NULL, &pdf);
    if (status == HAT_OK) {
        status = hat_pdf_page(pdf, &doc->maker.page);
    }
    if (status == HAT_OK) {
        status = hat_pdf_finish(pdf, &doc->maker.structure, output);
    }
    hat_mem_fail_at(0);
    hat_pdf_free(pdf);
    return status;
}

static void no_memory_is_said(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    assert_int_equal(hat_structure_bookmark(&doc.maker.structure, HAT_STR("б"),
                                            &(struct hat_bookmark){.page = 0, .y = 200}),
                     HAT_OK);
    add_inner_link(&doc, "#%D0%B1", 100);
    add_inner_link(&doc, "#none", 120);
    enum hat_status status = HAT_ERR_NOMEM;
    long nth = 1;
    for (; status != HAT_OK && nth < 5000; nth++) {
        struct written written;
        written_open(&written);
        status = try_document(&doc, written.output, nth);
        assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
        written_close(&written);
    }
    assert_int_equal(status, HAT_OK);
    assert_true(nth > 40);
    doc_fini(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default_is_a2a),
        cmocka_unit_test(a3a_names_its_part),
        cmocka_unit_test(a2u_has_no_tags),
        cmocka_unit_test(plain_has_links_and_a_title),
        cmocka_unit_test(plain_asks_for_no_texts),
        cmocka_unit_test(drawings_are_pictures),
        cmocka_unit_test(files_are_attached),
        cmocka_unit_test(inner_links_lead_to_bookmarks),
        cmocka_unit_test(inner_links_stay_in_their_letter),
        cmocka_unit_test(inner_links_lead_to_headings),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
