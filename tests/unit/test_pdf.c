/* test_pdf.c -- PDF documents: marks, structure, links, outline, metadata, failures. */
#include "unit/unit.h"

#include <locale.h>

#include "base/mem.h"
#include "paint/pdf_internal.h"
#include "unit/paint_files.h"
#include "unit/paint_pages.h"
#include "unit/pdf_doc.h"

/* ---- the document as a whole ---- */

static void a_letter(struct doc *doc)
{
    struct maker *m = &doc->maker;
    uint32_t heading = add_node(m, 0, HAT_NODE_HEADING), text = add_node(m, 0, HAT_NODE_PARAGRAPH);
    m->structure.nodes[heading].level = 1;
    add_text(m, HAT_NODE_ARTIFACT_PAGINATION, 290, 30, "1");
    add_text(m, heading, 85, 80, "Алғыс айту күні");
    add_text(m, text, 85, 100, "Бірінші жол, ");
    add_text(m, text, 85, 116, "екінші жол.");
    add_line(m, HAT_NODE_ARTIFACT_LAYOUT, 85, 130, 500, 130);
    add_line(m, HAT_NODE_ARTIFACT_LAYOUT, 85, 140, 500, 140);
}

static void document_is_what_pdf_a_and_pdf_ua_ask(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    a_letter(&doc);
    doc_end(&doc);
    assert_memory_equal(doc.written.bytes.data, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", 15);
    assert_has(&doc, "/MarkInfo<</Marked true>>");
    assert_has(&doc, "/ViewerPreferences<</DisplayDocTitle true>>");
    assert_has(&doc, "/Lang(kk-KZ)");
    assert_has(&doc, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1");
    assert_has(&doc, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
    assert_has(&doc, "<pdfuaid:part>1</pdfuaid:part>");
    assert_has(&doc, "pdfaExtension:schemas");
    assert_has(&doc, "/Tabs/S/StructParents 0");
    assert_has(&doc, "/ID[<");
    assert_has_not(&doc, "/Annots");
    assert_has_not(&doc, "/Outlines");
    doc_fini(&doc);
}

static void marks_are_spans_and_artifacts(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    a_letter(&doc);
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Artifact <</Type/Pagination>> BDC\n"), 1);
    assert_int_equal(count_of(doc.text.data, "/Artifact <</Type/Layout>> BDC\n"), 1);
    assert_int_equal(count_of(doc.text.data, "/Span <</MCID 1>> BDC\n"), 1);
    assert_int_equal(count_of(doc.text.data, "/Span <</MCID 2>> BDC\n"), 1);
    assert_int_equal(count_of(doc.text.data, "/MCID"), 2); /* two lines of one node: one mark */
    assert_int_equal(count_of(doc.text.data, " S\n"), 1);  /* two rules: one stroke */
    char parents[64];
    snprintf(parents, sizeof parents, "/Nums[0 [null %lu 0 R %lu 0 R null ]",
             object_of(&doc, "<</S/H1"), object_of(&doc, "<</S/P"));
    assert_has(&doc, parents);
    doc_fini(&doc);
}

static void same_document_same_bytes(void **state)
{
    (void)state;
    struct doc first, second;
    doc_init(&first);
    a_letter(&first);
    doc_end(&first);
    bool comma = setlocale(LC_ALL, "kk_KZ.UTF-8") != NULL ||
                 setlocale(LC_ALL, "ru_RU.UTF-8") != NULL ||
                 setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    doc_init(&second);
    a_letter(&second);
    doc_end(&second);
    setlocale(LC_ALL, "C");
    (void)comma; /* without such a locale the test still compares two runs */
    assert_int_equal(first.written.bytes.len, second.written.bytes.len);
    assert_memory_equal(first.written.bytes.data, second.written.bytes.data,
                        first.written.bytes.len);
    doc_fini(&first);
    doc_fini(&second);
}

/* What the command asks of cairo for speed changes nothing. */
static void packed_pages_or_not_same_bytes(void **state)
{
    (void)state;
    struct doc packed, unpacked;
    unsetenv("CAIRO_DEBUG_PDF");
    doc_init(&packed);
    a_letter(&packed);
    doc_end(&packed);
    setenv("CAIRO_DEBUG_PDF", "", 1);
    doc_init(&unpacked);
    a_letter(&unpacked);
    doc_end(&unpacked);
    unsetenv("CAIRO_DEBUG_PDF");
    assert_int_equal(packed.written.bytes.len, unpacked.written.bytes.len);
    assert_memory_equal(packed.written.bytes.data, unpacked.written.bytes.data,
                        packed.written.bytes.len);
    doc_fini(&packed);
    doc_fini(&unpacked);
}

static void other_content_has_another_id(void **state)
{
    (void)state;
    struct doc first, second;
    doc_init(&first);
    a_letter(&first);
    doc_end(&first);
    doc_init(&second);
    a_letter(&second);
    add_text(&second.maker, 2, 85, 200, "!");
    doc_end(&second);
    assert_memory_not_equal(strstr(first.text.data, "/ID[<"), strstr(second.text.data, "/ID[<"),
                            37);
    doc_fini(&first);
    doc_fini(&second);
}

/* Rules wait until something could hide them; those of a look are one stroke. */
static void rules_are_drawn_together(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct maker *m = &doc.maker;
    uint32_t node = add_node(m, 0, HAT_NODE_PARAGRAPH);
    add_box(m, HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT, 10, 10, 20, 20)->color = 0xFFFF00;
    add_line(m, HAT_NODE_ARTIFACT_LAYOUT, 10, 50, 60, 50);
    m->page.items[1].color = 0xFF0000;
    add_line(m, HAT_NODE_ARTIFACT_LAYOUT, 10, 60, 60, 60);
    add_text(m, node, 85, 100, "бір ");
    add_line(m, HAT_NODE_ARTIFACT_LAYOUT, 10, 70, 60, 70);
    m->page.items[4].color = 0xFF0000;
    add_text(m, node, 185, 100, "екі");
    add_box(m, HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT, 10, 80, 20, 20);
    doc_end(&doc);
    const char *box = strstr(doc.text.data, " re f"), *text = strstr(doc.text.data, "BT\n");
    const char *red = strstr(doc.text.data, "1 0 0 RG"), *black = strstr(doc.text.data, "0 0 0 RG");
    assert_true(box < text && text < red && red < black && black < strstr(box + 1, " re f"));
    assert_int_equal(count_of(doc.text.data, " S\n"), 2);
    assert_int_equal(count_of(doc.text.data, "/Type/Layout"), 2); /* before the text and after */
    assert_int_equal(count_of(doc.text.data, "/MCID"), 1);
    doc_fini(&doc);
}

/* Cairo would take the colour of a whole page for a clearing, and lose the mark begun before it. */
static void whole_page_can_be_filled(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct maker *m = &doc.maker;
    uint32_t node = add_node(m, 0, HAT_NODE_PARAGRAPH);
    add_text(m, node, 85, 100, "астында");
    add_box(m, HAT_ITEM_RECT, HAT_NODE_ARTIFACT_LAYOUT, -1, -1, 600, 850)->color = 0xFFFFEE;
    add_text(m, node, 85, 130, "үстінде");
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, ")Tj"), 2);
    assert_int_equal(count_of(doc.text.data, " f\n"), 1);
    doc_fini(&doc);
}

/* ---- structure ---- */

static void children_stand_between_marks(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct maker *m = &doc.maker;
    uint32_t text = add_node(m, 0, HAT_NODE_PARAGRAPH), span = add_node(m, text, HAT_NODE_SPAN);
    m->structure.nodes[span].lang = "ru-RU";
    add_text(m, text, 85, 100, "алды ");
    add_text(m, span, 120, 100, "середина");
    add_text(m, text, 180, 100, " соңы");
    doc_end(&doc);
    char kids[64];
    snprintf(kids, sizeof kids, "/K[0 %lu 0 R 2]>>", object_of(&doc, "<</S/Span"));
    assert_has(&doc, kids);
    assert_has(&doc, "/Lang(ru-RU)/K[1]>>");
    doc_fini(&doc);
}

static void content_over_two_pages_names_both(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t text = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    add_text(&doc.maker, HAT_NODE_ARTIFACT_PAGINATION, 290, 30, "1");
    add_text(&doc.maker, text, 85, 800, "басы");
    doc_page(&doc);
    add_text(&doc.maker, text, 85, 60, "соңы");
    doc_end(&doc);
    assert_has(&doc, "/K[1 <</Type/MCR/Pg ");
    assert_has(&doc, "/MCID 0>>]>>");
    assert_has(&doc, "/Count 2/Kids[");
    assert_has(&doc, "/StructParents 1");
    doc_fini(&doc);
}

static uint32_t add_row(struct doc *doc, uint32_t parent, enum hat_node_type first,
                        enum hat_node_type second, double y)
{
    uint32_t row = add_node(&doc->maker, parent, HAT_NODE_ROW);
    uint32_t a = add_node(&doc->maker, row, first), b = add_node(&doc->maker, row, second);
    add_text(&doc->maker, a, 85, y, "а");
    add_text(&doc->maker, b, 185, y, "б");
    return row;
}

static void tables_have_heads_and_scopes(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t table = add_node(&doc.maker, 0, HAT_NODE_TABLE);
    uint32_t head = add_node(&doc.maker, table, HAT_NODE_TABLE_HEAD);
    add_row(&doc, head, HAT_NODE_HEADER_CELL, HAT_NODE_HEADER_CELL, 80);
    uint32_t body = add_node(&doc.maker, table, HAT_NODE_TABLE_BODY);
    add_row(&doc, body, HAT_NODE_HEADER_CELL, HAT_NODE_CELL, 100);
    uint32_t row = add_node(&doc.maker, body, HAT_NODE_ROW); /* without content */
    uint32_t wide = add_node(&doc.maker, row, HAT_NODE_CELL);
    doc.maker.structure.nodes[wide].col_span = 2;
    doc.maker.structure.nodes[wide].row_span = 3;
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "<</S/TR/"), 3);
    assert_int_equal(count_of(doc.text.data, "/A<</O/Table/Scope/Column>>"), 2);
    assert_int_equal(count_of(doc.text.data, "/A<</O/Table/Scope/Row>>"), 1);
    assert_has(&doc, "/A<</O/Table/ColSpan 2/RowSpan 3>>>>");
    assert_int_equal(count_of(doc.text.data, "<</S/THead/"), 1);
    assert_int_equal(count_of(doc.text.data, "<</S/TBody/"), 1);
    doc_fini(&doc);
}

static void table_without_head_cells_is_layout(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t table = add_node(&doc.maker, 0, HAT_NODE_TABLE);
    uint32_t body = add_node(&doc.maker, table, HAT_NODE_TABLE_BODY);
    add_row(&doc, body, HAT_NODE_CELL, HAT_NODE_CELL, 100);
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "<</S/Div/"), 5);
    assert_has_not(&doc, "<</S/T");
    doc_fini(&doc);
}

static void headings_skip_no_level(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    static const uint8_t LEVELS[5] = {2, 4, 4, 9, 1};
    for (int i = 0; i < 5; i++) {
        uint32_t node = add_node(&doc.maker, 0, HAT_NODE_HEADING);
        doc.maker.structure.nodes[node].level = LEVELS[i];
        add_text(&doc.maker, node, 85, 100 + 20 * i, "тақырып");
    }
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "<</S/H1/"), 2);
    assert_int_equal(count_of(doc.text.data, "<</S/H2/"), 2);
    assert_int_equal(count_of(doc.text.data, "<</S/H3/"), 1);
    doc_fini(&doc);
}

static void lists_notes_and_nothing(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct maker *m = &doc.maker;
    uint32_t list = add_node(m, 0, HAT_NODE_LIST), item = add_node(m, list, HAT_NODE_ITEM);
    uint32_t label = add_node(m, item, HAT_NODE_LABEL), body = add_node(m, item, HAT_NODE_BODY);
    uint32_t note = add_node(m, 0, HAT_NODE_NOTE);
    uint32_t empty = add_node(m, 0, HAT_NODE_PARAGRAPH);
    add_node(m, empty, HAT_NODE_SPAN);
    m->structure.nodes[list].numbered = 1;
    add_text(m, label, 85, 100, "1.");
    add_text(m, body, 100, 100, "тапсырма");
    add_text(m, note, 85, 700, "ескерту");
    doc_end(&doc);
    assert_has(&doc, "/A<</O/List/ListNumbering/Decimal>>");
    assert_has(&doc, "<</S/Lbl/");
    assert_has(&doc, "<</S/LBody/");
    assert_has(&doc, "/ID(note-0000000005)");
    assert_has(&doc, "/IDTree<</Names[(note-0000000005)");
    assert_has_not(&doc, "<</S/P/"); /* an empty paragraph is not there */
    assert_has_not(&doc, "<</S/Span/");
    doc_fini(&doc);
}

static void text_of_another_language_is_marked(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t text = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    add_text(&doc.maker, text, 85, 100, "мәтін ");
    doc.maker.page.items[0].as.glyphs.lang = "kk-KZ"; /* the document's own */
    add_text(&doc.maker, text, 185, 100, "текст");
    doc.maker.page.items[1].as.glyphs.lang = "ru-RU";
    add_text(&doc.maker, text, 285, 100, "x");
    doc.maker.page.items[2].as.glyphs.lang = "ru)/evil";
    doc_end(&doc);
    assert_has(&doc, "/Span <</MCID 0>> BDC\n");
    assert_has(&doc, "/Span <</Lang(ru-RU)/MCID 1>> BDC\n");
    assert_has(&doc, "/Span <</MCID 2>> BDC\n");
    doc_fini(&doc);
}

/* ---- links ---- */

static uint32_t add_link(struct doc *doc, const char *uri, double y, const char *text)
{
    uint32_t node = add_node(&doc->maker, 0, HAT_NODE_LINK);
    doc->maker.structure.nodes[node].text = uri;
    hat_du width = add_text(&doc->maker, node, 85, y, text);
    add_box(&doc->maker, HAT_ITEM_LINK, node, 85, y - 10, width / 120.0, 14);
    return node;
}

static void link_is_escaped_and_named(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    add_link(&doc, "https://gov.kz/a(1)\\б?q=1&r=<x> y", 100, "сайт");
    doc_end(&doc);
    assert_has(&doc, "/A<</S/URI/URI(https://gov.kz/a\\(1\\)%5C%D0%B1?q=1&r=%3Cx%3E%20y)>>>>");
    assert_has(&doc, "/F 4/Border[0 0 0]/Rect[85 ");
    assert_has(&doc, "/Contents<FEFF0441043004390442>"); /* сайт */
    assert_has(&doc, "/StructParent 1/");
    assert_has_not(&doc, "/QuadPoints");
    char kid[96], parent[64];
    snprintf(kid, sizeof kid, "/K[0 <</Type/OBJR/Obj %lu 0 R/Pg ",
             object_of(&doc, "<</Type/Annot/Subtype/Link"));
    assert_has(&doc, kid);
    snprintf(parent, sizeof parent, "1 %lu 0 R ", object_of(&doc, "<</S/Link"));
    assert_has(&doc, parent);
    doc_fini(&doc);
}

static void link_on_two_lines_is_one(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    struct maker *m = &doc.maker;
    uint32_t node = add_link(&doc, "https://example.kz/long", 100, "https://exam");
    add_text(m, node, 85, 116, "ple.kz/long");
    add_box(m, HAT_ITEM_LINK, node, 85, 106, 40, 14);
    m->structure.nodes[node].title = NULL;
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Subtype/Link"), 1);
    assert_has(&doc, "/Contents(https://example.kz/long)");
    /* two quads: top left, top right, bottom left, bottom right */
    assert_has(&doc, "/QuadPoints[85 751.9 ");
    assert_has(&doc, " 85 735.9 125 735.9 85 721.9 125 721.9 ]");
    doc_fini(&doc);
}

static void link_over_two_pages_is_two(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t node = add_link(&doc, "mailto:a@b.kz", 800, "a@");
    doc.maker.structure.nodes[node].title = "Хат жазу";
    doc_page(&doc);
    add_text(&doc.maker, node, 85, 60, "b.kz");
    add_box(&doc.maker, HAT_ITEM_LINK, node, 85, 50, 20, 14);
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Subtype/Link"), 2);
    assert_int_equal(count_of(doc.text.data, "/Annots["), 2);
    assert_int_equal(count_of(doc.text.data, "/Type/OBJR"), 2);
    assert_int_equal(count_of(doc.text.data, "<</S/Link/"), 1);
    assert_int_equal(count_of(doc.text.data, "/Contents<FEFF04250430044200200436"), 2);
    assert_has(&doc, "/StructParent 2/");
    assert_has(&doc, "/StructParent 3/");
    doc_fini(&doc);
}

static void other_schemes_stay_text(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    add_link(&doc, "javascript:alert(1)", 100, "а");
    add_link(&doc, "file:///etc/passwd", 120, "б");
    add_link(&doc, "TEL:+77172000000", 140, "в");
    add_link(&doc, NULL, 160, "г");
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Subtype/Link"), 1);
    assert_int_equal(count_of(doc.text.data, "<</S/Link/"), 1);
    assert_int_equal(count_of(doc.text.data, "<</S/Span/"), 3);
    assert_has(&doc, "/URI(TEL:+77172000000)");
    assert_int_equal(hat_diags_count(doc.diags), 2);
    assert_int_equal(hat_diags_at(doc.diags, 0)->code, HAT_MSG_LINK_NOT_ALLOWED);
    assert_true(hat_str_is(hat_diags_at(doc.diags, 0)->args[0], "javascript:alert(1)"));
    doc_fini(&doc);
}

/* ---- outline ---- */

static void outline_is_a_tree(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    a_letter(&doc);
    static struct hat_outline list[5] = {{1, 0, 1200, "Бұйрық"},
                                         {2, 0, 2400, "Tasks (1)"},
                                         {3, 0, 3600, "Dates"},
                                         {2, 7, -20, "Signatures"},
                                         {1, 0, 0, ""}};
    doc.maker.structure.outlines = hat_mem_zalloc(5, sizeof *list);
    memcpy(doc.maker.structure.outlines, list, sizeof list);
    doc.maker.structure.outline_count = 5;
    doc_end(&doc);
    assert_has(&doc, "/PageMode/UseOutlines/Outlines ");
    unsigned long root = object_of(&doc, "<</Type/Outlines");
    char text[200];
    snprintf(text, sizeof text, "<</Type/Outlines/First %lu 0 R/Last %lu 0 R/Count 4>>", root + 1,
             root + 1);
    assert_has(&doc, text);
    snprintf(text, sizeof text, "/Parent %lu 0 R/First %lu 0 R/Last %lu 0 R/Count 3/Dest[", root,
             root + 2, root + 4);
    assert_has(&doc, text);
    snprintf(text, sizeof text,
             "<</Title(Tasks \\(1\\))/Parent %lu 0 R/Next %lu 0 R/First %lu 0 R/Last %lu 0 R/Count "
             "1/Dest[",
             root + 1, root + 4, root + 3, root + 3);
    assert_has(&doc, text);
    snprintf(text, sizeof text, "<</Title(Signatures)/Parent %lu 0 R/Prev %lu 0 R/Dest[", root + 1,
             root + 2);
    assert_has(&doc, text);
    assert_has(&doc, "/XYZ 0 721.9 null]");
    assert_has(&doc, "/XYZ 0 842.9 null]");
    doc_fini(&doc);
}

/* ---- metadata ---- */

static void info_and_xmp_agree(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    doc.meta = (struct hat_meta){.title = " A \t<b>\n & c\x01 ",
                                 .author = "Institute (x)",
                                 .subject = "\xFF"
                                            "bad bytes",
                                 .keywords = "",
                                 .lang = "ru_RU"};
    doc.date = -1;
    a_letter(&doc);
    doc_end(&doc);
    assert_has(&doc, "/Title(A <b> & c)");
    assert_has(&doc, "<rdf:li xml:lang=\"x-default\">A &lt;b&gt; &amp; c</rdf:li>");
    assert_has(&doc, "/Author(Institute \\(x\\))");
    assert_has(&doc, "/Subject(bad bytes)");
    assert_has(&doc, "/Producer(hatshy test)");
    assert_has_not(&doc, "/Keywords");
    assert_has_not(&doc, "pdf:Keywords");
    assert_has(&doc, "/Lang(ru-RU)");
    assert_has(&doc, "/CreationDate(D:19691231235959Z)/ModDate(D:19691231235959Z)");
    assert_has(&doc, "<xmp:CreateDate>1969-12-31T23:59:59Z</xmp:CreateDate>");
    doc_fini(&doc);
}

static void title_is_found(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    doc.meta.title = "";
    uint32_t text = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    add_text(&doc.maker, HAT_NODE_ARTIFACT_PAGINATION, 85, 30, "Header");
    add_text(&doc.maker, text, 85, 100, "First ");
    add_text(&doc.maker, text, 85, 116, "words");
    doc_end(&doc);
    assert_has(&doc, "/Title(First words)");
    doc_fini(&doc);

    doc_init(&doc);
    doc.meta.title = "  ";
    doc.meta.lang = "";
    add_line(&doc.maker, HAT_NODE_ARTIFACT_LAYOUT, 85, 100, 200, 100);
    doc_end(&doc);
    assert_has(&doc, "/Title(Document)");
    assert_has(&doc, "/Lang(und)");
    doc_fini(&doc);
}

static void long_opening_is_cut_between_letters(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    doc.meta.title = "";
    char words[401];
    for (int i = 0; i < 200; i++) {
        memcpy(words + 2 * i, "қ", 3);
    }
    uint32_t text = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    add_text(&doc.maker, text, 85, 100, "x");
    add_text(&doc.maker, text, 85, 116, words);
    doc_end(&doc);
    assert_int_equal(count_of(strstr(doc.text.data, "/Title<"), "049B"), 79);
    doc_fini(&doc);
}

/* ---- text ---- */

static void rows_of_blanks_are_one(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t text = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    add_text(&doc.maker, text, 85, 100, "a   b ");
    add_text(&doc.maker, text, 185, 100, "  c");
    add_line(&doc.maker, HAT_NODE_ARTIFACT_LAYOUT, 85, 102, 200, 102);
    add_text(&doc.maker, text, 285, 100, "d ");
    add_line(&doc.maker, HAT_NODE_ARTIFACT_LAYOUT, 85, 104, 200, 104);
    add_text(&doc.maker, text, 385, 100, " e"); /* its blank was drawn before the rule */
    doc_end(&doc);
    /* one blank each, the letters where they were */
    const char *show = strstr(doc.text.data, "BT\n");
    assert_non_null(show);
    assert_int_equal(count_of(show, "(a )"), 1);
    assert_has_not(&doc, "  )");
    assert_has_not(&doc, "( c");
    assert_int_equal(count_of(doc.text.data, "/MCID"), 1); /* rules do not cut the text */
    assert_has(&doc, "d )");
    assert_has(&doc, "(e)");
    doc_fini(&doc);
}

/* A hyphen of our making stands for U+00AD, an ordinary one for itself; both have one glyph. */
static void hyphens_made_are_soft(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    uint32_t node = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    add_text(&doc.maker, node, 85, 100, "а-б");
    add_text(&doc.maker, node, 185, 100, "сәу-");
    struct hat_item *item = &doc.maker.page.items[1];
    struct hat_cluster clusters[4];
    memcpy(clusters, item->as.glyphs.clusters, sizeof clusters);
    clusters[3].bytes = 2;
    item->as.glyphs.clusters = clusters;
    item->as.glyphs.text = HAT_STR("сәу\u00AD");
    add_text(&doc.maker, node, 85, 116, "лет");
    doc_end(&doc);
    assert_has(&doc, "/Span << /ActualText <feff00AD> >> BDC\n");
    assert_int_equal(count_of(doc.text.data, "/ActualText"), 1);
    assert_int_equal(count_of(doc.text.data, "BDC\n"), count_of(doc.text.data, "EMC\n"));
    doc_fini(&doc);
}

/* Glyphs of a run from right to left stand as the eye sees them, the last letter first. */
static void backward_runs_keep_their_letters(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    add_text(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH), 85, 100, "אב");
    struct hat_item *item = &doc.maker.page.items[0];
    const struct hat_glyph *from = item->as.glyphs.glyphs;
    const struct hat_glyph seen[2] = {from[1], from[0]};
    item->as.glyphs.glyphs = seen;
    item->as.glyphs.backward = true;
    doc_end(&doc);
    const char *alef = strstr(doc.text.data, "<05D0>"), *bet = strstr(doc.text.data, "<05D1>");
    assert_true(alef != NULL && bet != NULL && alef < bet);
    assert_has_not(&doc, "/ActualText");
    doc_fini(&doc);
}

/* ---- pictures ---- */

static struct hat_item *add_image(struct maker *maker, uint32_t node, const struct hat_image *image)
{
    struct hat_item *item = hat_page_add(&maker->page, HAT_ITEM_IMAGE, node);
    item->as.image.image = image;
    item->as.image.x = 85 * HAT_DU_PER_POINT;
    item->as.image.y = 100 * HAT_DU_PER_POINT;
    item->as.image.width = 60 * HAT_DU_PER_POINT;
    item->as.image.height = 30 * HAT_DU_PER_POINT;
    return item;
}

static void equal_pictures_are_kept_once(void **state)
{
    (void)state;
    struct doc doc;
    struct hat_buf png = {0}, again = {0};
    make_png(&png, 4, 2, 8, 2, (struct hat_str){"\0\xFF\0\0\0\xFF\0\0\0\xFF\1\2\3", 13});
    hat_buf_put(&again, png.data, png.len);
    const struct hat_image first = {"word/media/1.png", HAT_IMAGE_PNG, {png.data, png.len}, 4, 2};
    const struct hat_image second = {
        "word/media/2.png", HAT_IMAGE_PNG, {again.data, again.len}, 4, 2};
    doc_init(&doc);
    uint32_t figure = add_node(&doc.maker, 0, HAT_NODE_FIGURE);
    doc.maker.structure.nodes[figure].text = "Елтаңба";
    add_image(&doc.maker, figure, &first);
    add_image(&doc.maker, HAT_NODE_ARTIFACT_PAGINATION, &first);
    struct hat_item *cropped = add_image(&doc.maker, HAT_NODE_ARTIFACT_PAGINATION, &second);
    cropped->as.image.crop[HAT_LEFT] = 25000;
    cropped->as.image.rotation = 9000;
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Subtype/Image"), 1);
    assert_int_equal(count_of(doc.text.data, " Do\n"), 3);
    assert_has_not(&doc, "/Interpolate");
    assert_has(&doc, "/Alt<FEFF0415043B0442043004A304310430>");
    assert_has(&doc, "/A<</O/Layout/Placement/Block/BBox[85 711.9 145 741.9]>>");
    assert_int_equal(hat_diags_count(doc.diags), 0);
    doc_fini(&doc);
    hat_buf_fini(&png);
    hat_buf_fini(&again);
}

static void picture_without_text_gets_a_word_and_a_warning(void **state)
{
    (void)state;
    struct doc doc;
    struct hat_buf png = {0};
    make_png(&png, 1, 1, 8, 0, (struct hat_str){"\0\x80", 2});
    const struct hat_image image = {"1.png", HAT_IMAGE_PNG, {png.data, png.len}, 1, 1};
    doc_init(&doc);
    add_image(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_FIGURE), &image);
    add_image(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_FIGURE), &image); /* counted once */
    const struct hat_image other = {"2.png", HAT_IMAGE_PNG, {png.data, png.len}, 1, 1};
    add_image(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_FIGURE), &other);
    doc_end(&doc);
    assert_int_equal(count_of(doc.text.data, "/Alt<FEFF04210443044004350442>"), 3);
    assert_int_equal(hat_diags_count(doc.diags), 1);
    assert_int_equal(hat_diags_at(doc.diags, 0)->code, HAT_MSG_PICTURE_NO_TEXT);
    assert_true(hat_str_is(hat_diags_at(doc.diags, 0)->args[0], "2"));
    assert_true(hat_str_is(hat_diags_at(doc.diags, 0)->args[1], "1"));
    assert_true(hat_str_is(hat_diags_at(doc.diags, 0)->args[2], "Сурет"));
    doc_fini(&doc);
    hat_buf_fini(&png);
}

static void bad_pictures_are_reported_once(void **state)
{
    (void)state;
    struct doc doc;
    const struct hat_image broken = {"media/x.png", HAT_IMAGE_PNG, HAT_STR("\x89PNG"), 0, 0};
    const struct hat_image drawing = {"media/y.svg", HAT_IMAGE_SVG, HAT_STR("<svg/>"), 0, 0};
    const struct hat_image other = {"media/z.emf", HAT_IMAGE_OTHER, HAT_STR("?"), 0, 0};
    const struct hat_image none = {"media/no", HAT_IMAGE_NONE, {NULL, 0}, 0, 0};
    doc_init(&doc);
    uint32_t figure = add_node(&doc.maker, 0, HAT_NODE_FIGURE);
    doc.maker.structure.nodes[figure].text = "x";
    add_image(&doc.maker, figure, &broken);
    add_image(&doc.maker, figure, &broken);
    add_image(&doc.maker, figure, &drawing);
    add_image(&doc.maker, figure, &other);
    add_image(&doc.maker, figure, &none);
    doc_end(&doc);
    assert_int_equal(hat_diags_count(doc.diags), 2);
    assert_int_equal(hat_diags_at(doc.diags, 0)->code, HAT_MSG_PICTURE_DAMAGED);
    bool no_librsvg = hat_diags_at(doc.diags, 1)->code == HAT_MSG_PICTURE_SVG;
    assert_true(no_librsvg || hat_diags_at(doc.diags, 1)->code == HAT_MSG_PICTURE_DAMAGED);
    assert_true(hat_str_is(hat_diags_at(doc.diags, 0)->args[0], "media/x.png"));
    assert_true(hat_str_is(hat_diags_at(doc.diags, 1)->args[0], "media/y.svg"));
    assert_has_not(&doc, "/Subtype/Image");
    assert_int_equal(count_of(doc.text.data, " S\n"), 4); /* a box each, but for the last */
    doc_fini(&doc);
}

/* ---- many pages ---- */

static void many_pages_have_all_parents(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    for (int i = 0; i < 70; i++) {
        add_link(&doc, "https://example.kz/", 100, "сілтеме");
        doc_page(&doc);
    }
    doc_end(&doc);
    assert_has(&doc, "/ParentTreeNextKey 140");
    assert_has(&doc, "<</Limits[0 63]/Nums[0 [");
    assert_has(&doc, "<</Limits[64 127]/Nums[64 [");
    assert_has(&doc, "<</Limits[128 139]/Nums[128 ");
    assert_int_equal(count_of(doc.text.data, "/Type/Annot/"), 70);
    doc_fini(&doc);
}

/* ---- tools, where they are there ---- */

/* Runs a command on the document; its output in *out; -1 when there is no such tool. */
static int run_tool(const char *tool, const char *options, const struct doc *doc, const char *tail,
                    struct hat_buf *out)
{
    char command[256];
    snprintf(command, sizeof command, "command -v %s >/dev/null && %s %s %s %s 2>&1", tool, tool,
             options, doc->written.path, tail);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char chunk[512];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0) {
        hat_buf_put(out, chunk, got);
    }
    int status = pclose(pipe);
    return out->len == 0 && status != 0 ? -1 : status;
}

static void readers_read_it(void **state)
{
    (void)state;
    struct doc doc;
    struct hat_buf check = {0}, text = {0};
    doc_init(&doc);
    a_letter(&doc);
    add_link(&doc, "https://gov.kz/", 200, "сілтеме");
    doc_end(&doc);
    int checked = run_tool("qpdf", "--check", &doc, "", &check);
    int extracted = run_tool("pdftotext", "", &doc, "-", &text);
    if (checked != -1) {
        assert_int_equal(checked, 0);
    }
    if (extracted != -1) {
        assert_int_equal(extracted, 0);
        assert_non_null(strstr(text.data, "Алғыс айту күні\n"));
        assert_non_null(strstr(text.data, "Бірінші жол,\nекінші жол.\n"));
    }
    hat_buf_fini(&check);
    hat_buf_fini(&text);
    doc_fini(&doc);
}

/* ---- failures ---- */

/* Makes a whole document with the n-th allocation failing; tells whether it was made. */
static enum hat_status try_document(struct doc *doc, struct hat_output *output, long nth)
{
    const struct hat_pdf_options options = {
        .meta = &doc->meta, .date = doc->date, .producer = "hatshy test"};
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
    struct hat_buf png = {0};
    make_png(&png, 1, 1, 8, 0, (struct hat_str){"\0\x80", 2});
    const struct hat_image image = {"1.png", HAT_IMAGE_PNG, {png.data, png.len}, 1, 1};
    doc_init(&doc);
    a_letter(&doc);
    add_link(&doc, "https://gov.kz/", 200, "сілтеме");
    add_image(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_FIGURE), &image);
    long nth = 1;
    enum hat_status status;
    do {
        struct written written;
        written_open(&written);
        status = try_document(&doc, written.output, nth++);
        assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
        written_close(&written);
    } while (status != HAT_OK && nth < 2000);
    assert_int_equal(status, HAT_OK);
    assert_true(nth > 50);
    written_open(&doc.written);
    doc_fini(&doc);
    hat_buf_fini(&png);
}

static void second_output_is_the_same(void **state)
{
    (void)state;
    struct doc doc;
    struct written again;
    doc_init(&doc);
    a_letter(&doc);
    add_link(&doc, "ftp://gov.kz/", 180, "жоқ");
    add_link(&doc, "https://gov.kz/", 200, "сілтеме");
    doc_end(&doc);
    size_t told = hat_diags_count(doc.diags);
    written_open(&again);
    assert_int_equal(hat_pdf_finish(doc.pdf, &doc.maker.structure, again.output), HAT_OK);
    written_read(&again);
    assert_int_equal(again.bytes.len, doc.written.bytes.len);
    assert_memory_equal(again.bytes.data, doc.written.bytes.data, again.bytes.len);
    assert_int_equal(hat_diags_count(doc.diags), told);
    assert_int_equal(hat_pdf_page(doc.pdf, &doc.maker.page), HAT_ERR_USAGE);
    written_close(&again);
    doc_fini(&doc);
}

static void page_of_a_blank_keeps_its_mark(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    add_text(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH), 85, 100, " ");
    doc_page(&doc);
    doc_page(&doc); /* nothing at all */
    doc_end(&doc);
    assert_has(&doc, "/Span <</MCID 0>> BDC\nEMC\n");
    char parents[64];
    snprintf(parents, sizeof parents, "/Nums[0 [%lu 0 R ]1 []]", object_of(&doc, "<</S/P"));
    assert_has(&doc, parents);
    doc_fini(&doc);
}

/* An error inside cairo: said once, no file, no crash at the end (cairo defect 2). */
static void errors_of_cairo_are_said(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    a_letter(&doc);
    doc_page(&doc);
    a_letter(&doc);
    cairo_restore(doc.pdf->cr); /* more than was saved */
    assert_int_equal(hat_pdf_page(doc.pdf, &doc.maker.page), HAT_ERR_IO);
    assert_int_equal(hat_diags_at(doc.diags, 0)->code, HAT_MSG_CAIRO_FAILED);
    written_open(&doc.written);
    assert_int_equal(hat_pdf_finish(doc.pdf, &doc.maker.structure, doc.written.output), HAT_ERR_IO);
    assert_int_equal(hat_output_finish(doc.written.output, NULL), HAT_OK);
    assert_int_equal(access(doc.written.path, F_OK), -1); /* not committed: no file */
    doc_fini(&doc);
}

/* A file as cairo 1.18 writes it, or marks that are not those noted: refused, with the reason. */
static void unknown_form_is_refused(void **state)
{
    (void)state;
    static const char *const FILES[4] = {
        "%PDF-1.7\n5 0 obj\n<</Type/XRef>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n",
        "%PDF-1.5\nnothing",
        "xref\n0 1\n0000000000 65535 f \ntrailer << /Root 7 0 R >>\nstartxref\n0\n%%EOF\n",
        "",
    };
    static const char *const PROBLEMS[4] = {"cross-reference stream", "startxref", "object",
                                            "startxref"};
    for (int i = 0; i < 4; i++) {
        struct hat_pdf pdf = {.meta = {"", "", "", "", ""}, .producer = ""};
        struct hat_structure structure;
        struct hat_pdf_finish finish;
        pdf.diags = hat_diags_new();
        hat_buf_put(&pdf.file, FILES[i], strlen(FILES[i]));
        hat_structure_init(&structure);
        assert_int_equal(hat_pdf_assemble(&finish, &pdf, &structure, NULL), HAT_ERR_IO);
        assert_true(has_diag(pdf.diags, HAT_MSG_PDF_UNKNOWN_FORM));
        assert_true(hat_str_is(hat_diags_at(pdf.diags, 0)->args[1], PROBLEMS[i]));
        hat_pdf_finish_fini(&finish);
        hat_structure_fini(&structure);
        hat_buf_fini(&pdf.file);
        hat_diags_free(pdf.diags);
    }
}

static void wrong_marks_are_refused(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    a_letter(&doc);
    doc_page(&doc);
    doc.pdf->mark_count--; /* as if a tag had been lost */
    written_open(&doc.written);
    assert_int_equal(hat_pdf_finish(doc.pdf, &doc.maker.structure, doc.written.output), HAT_ERR_IO);
    assert_true(has_diag(doc.diags, HAT_MSG_PDF_UNKNOWN_FORM));
    assert_true(hat_str_is(hat_diags_at(doc.diags, 0)->args[1], "marks"));
    doc_fini(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_is_what_pdf_a_and_pdf_ua_ask),
        cmocka_unit_test(marks_are_spans_and_artifacts),
        cmocka_unit_test(same_document_same_bytes),
        cmocka_unit_test(packed_pages_or_not_same_bytes),
        cmocka_unit_test(other_content_has_another_id),
        cmocka_unit_test(rules_are_drawn_together),
        cmocka_unit_test(whole_page_can_be_filled),
        cmocka_unit_test(children_stand_between_marks),
        cmocka_unit_test(content_over_two_pages_names_both),
        cmocka_unit_test(tables_have_heads_and_scopes),
        cmocka_unit_test(table_without_head_cells_is_layout),
        cmocka_unit_test(headings_skip_no_level),
        cmocka_unit_test(lists_notes_and_nothing),
        cmocka_unit_test(text_of_another_language_is_marked),
        cmocka_unit_test(link_is_escaped_and_named),
        cmocka_unit_test(link_on_two_lines_is_one),
        cmocka_unit_test(link_over_two_pages_is_two),
        cmocka_unit_test(other_schemes_stay_text),
        cmocka_unit_test(outline_is_a_tree),
        cmocka_unit_test(info_and_xmp_agree),
        cmocka_unit_test(title_is_found),
        cmocka_unit_test(long_opening_is_cut_between_letters),
        cmocka_unit_test(rows_of_blanks_are_one),
        cmocka_unit_test(hyphens_made_are_soft),
        cmocka_unit_test(backward_runs_keep_their_letters),
        cmocka_unit_test(equal_pictures_are_kept_once),
        cmocka_unit_test(picture_without_text_gets_a_word_and_a_warning),
        cmocka_unit_test(bad_pictures_are_reported_once),
        cmocka_unit_test(many_pages_have_all_parents),
        cmocka_unit_test(readers_read_it),
        cmocka_unit_test(no_memory_is_said),
        cmocka_unit_test(second_output_is_the_same),
        cmocka_unit_test(page_of_a_blank_keeps_its_mark),
        cmocka_unit_test(errors_of_cairo_are_said),
        cmocka_unit_test(unknown_form_is_refused),
        cmocka_unit_test(wrong_marks_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
