/* odt_document.h -- a small ODT from strings, and its paragraphs as text, for the tests of the
 * ODT reader.
 *
 * What a paragraph holds is written as one line: text as it is, "\t" a tab, "\n" a line break,
 * "[PAGE 1]" a field with its stored text, "[NOTE 1]" a note, "[#name]" a bookmark, "[OBJECT]" and
 * "[ANCHOR]" objects.
 */
#ifndef HAT_TESTS_ODT_DOCUMENT_H
#define HAT_TESTS_ODT_DOCUMENT_H

#include <stdio.h>

#include "document/document.h"
#include "unit/parts_stub.h"
#include "unit/unit.h"

#define ODF_NS                                                                                     \
    " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"                             \
    " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"                               \
    " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"                                 \
    " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"                               \
    " xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"                      \
    " xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"                        \
    " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"                              \
    " xmlns:config='urn:oasis:names:tc:opendocument:xmlns:config:1.0'"                             \
    " xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"                                 \
    " xmlns:dc='http://purl.org/dc/elements/1.1/'"                                                 \
    " xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'"          \
    " xmlns:xlink='http://www.w3.org/1999/xlink'"
#define ODF_CONTENT(automatic, body)                                                               \
    "<office:document-content" ODF_NS "><office:automatic-styles>" automatic                       \
    "</office:automatic-styles><office:body><office:text>" body                                    \
    "</office:text></office:body></office:document-content>"
#define ODF_STYLES(common, automatic, masters)                                                     \
    "<office:document-styles" ODF_NS "><office:styles>" common                                     \
    "</office:styles><office:automatic-styles>" automatic                                          \
    "</office:automatic-styles><office:master-styles>" masters                                     \
    "</office:master-styles></office:document-styles>"
#define ODF_SETTINGS(items)                                                                        \
    "<office:document-settings" ODF_NS "><office:settings><config:config-item-set "                \
    "config:name='ooo:configuration-settings'>" items                                              \
    "</config:config-item-set></office:settings></office:document-settings>"

struct odt {
    struct parts_stub stub;
    struct hat_limits limits;
    hat_diags *diags;
    struct hat_document *document;
    struct hat_block *block; /* the last one, to be released */
    char text[4096];
};

/* `styles` and `settings` may be NULL. */
static inline enum hat_status odt_try(struct odt *odt, const char *content, const char *styles,
                                      const char *settings)
{
    size_t chunk = odt->stub.chunk;
    odt->stub.count = 0;
    odt->stub.chunk = chunk;
    parts_stub_add(&odt->stub, "content.xml", content);
    if (styles != NULL) {
        parts_stub_add(&odt->stub, "styles.xml", styles);
    }
    if (settings != NULL) {
        parts_stub_add(&odt->stub, "settings.xml", settings);
    }
    parts_stub_init(&odt->stub, HAT_FORMAT_ODT, "content.xml");
    if (odt->limits.xml_depth == 0) {
        odt->limits = HAT_LIMITS_DEFAULT;
    }
    odt->diags = hat_diags_new();
    return hat_document_open(&odt->stub.parts, &odt->limits, odt->diags, &odt->document);
}

static inline void odt_open(struct odt *odt, const char *content, const char *styles,
                            const char *settings)
{
    assert_int_equal(odt_try(odt, content, styles, settings), HAT_OK);
}

static inline void odt_close(struct odt *odt)
{
    if (odt->document != NULL) {
        hat_document_release(odt->document, odt->block);
        hat_document_close(odt->document);
    }
    hat_diags_free(odt->diags);
    odt->block = NULL;
    odt->document = NULL;
}

/* The next block; the one before is released. NULL at the end. */
static inline struct hat_block *odt_next(struct odt *odt)
{
    hat_document_release(odt->document, odt->block);
    odt->block = NULL;
    assert_int_equal(hat_document_next(odt->document, &odt->block), HAT_OK);
    return odt->block;
}

static inline const struct hat_section *odt_section(struct odt *odt)
{
    struct hat_block *block = odt_next(odt);
    assert_non_null(block);
    assert_int_equal(block->kind, HAT_BLOCK_SECTION);
    return block->as.section;
}

/* The next paragraph; a section before it is passed over. */
static inline struct hat_paragraph *odt_paragraph(struct odt *odt)
{
    struct hat_block *block = odt_next(odt);
    while (block != NULL && block->kind == HAT_BLOCK_SECTION) {
        block = odt_next(odt);
    }
    assert_non_null(block);
    assert_int_equal(block->kind, HAT_BLOCK_PARAGRAPH);
    return block->as.paragraph;
}

static inline struct hat_table *odt_table(struct odt *odt)
{
    struct hat_block *block = odt_next(odt);
    while (block != NULL && block->kind == HAT_BLOCK_SECTION) {
        block = odt_next(odt);
    }
    assert_non_null(block);
    assert_int_equal(block->kind, HAT_BLOCK_TABLE);
    return block->as.table;
}

static inline struct hat_row *odt_row(struct odt *odt, struct hat_table *table)
{
    struct hat_row *row;
    assert_int_equal(hat_document_next_row(odt->document, table, NULL, &row), HAT_OK);
    return row;
}

/* What the paragraph holds, as one line; in odt->text. */
static inline const char *odt_line(struct odt *odt, const struct hat_paragraph *paragraph)
{
    static const char *const names[] = {[HAT_INLINE_FIELD] = "[PAGE ",
                                        [HAT_INLINE_NOTE] = "[NOTE ",
                                        [HAT_INLINE_BOOKMARK] = "[#",
                                        [HAT_INLINE_OBJECT] = "[OBJECT",
                                        [HAT_INLINE_ANCHOR] = "[ANCHOR"};
    size_t len = 0;
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        const char *before = "", *after = "";
        if (item->kind == HAT_INLINE_TAB) {
            before = "\t";
        } else if (item->kind == HAT_INLINE_LINE_BREAK) {
            before = "\n";
        } else if (item->kind != HAT_INLINE_TEXT) {
            before = names[item->kind];
            after = "]";
        }
        len +=
            (size_t)snprintf(odt->text + len, sizeof odt->text - len, "%s%.*s%s", before,
                             (int)item->text.len, item->text.len > 0 ? item->text.ptr : "", after);
        assert_true(len < sizeof odt->text);
    }
    odt->text[len] = '\0';
    return odt->text;
}

static inline bool odt_warned(const struct odt *odt, const char *name)
{
    for (size_t i = 0; i < hat_diags_count(odt->diags); i++) {
        if (strcmp(hat_diags_code(odt->diags, i), name) == 0) {
            return true;
        }
    }
    return false;
}

#endif
