/* pdf_doc.h -- a PDF made page by page and read back as text, for tests. */
#ifndef HAT_UNIT_PDF_DOC_H
#define HAT_UNIT_PDF_DOC_H

#include "paint/pdf_internal.h"
#include "unit/paint_files.h"
#include "unit/paint_pages.h"
#include "unit/unit.h"

/* A document being made, and what came out. */
struct doc {
    struct maker maker;
    struct hat_meta meta;
    int64_t date;
    hat_diags *diags;
    struct hat_pdf_options options; /* meta, date and producer are set by doc_page() */
    struct hat_pdf *pdf;
    struct written written;
    struct hat_buf text; /* spread out */
};

static inline void doc_init(struct doc *doc)
{
    *doc = (struct doc){
        .meta = {.title = "Хат", .author = "", .subject = "", .keywords = "", .lang = "kk-KZ"},
        .date = 1772438400};
    maker_init(&doc->maker);
    doc->diags = hat_diags_new();
}

static inline void doc_page(struct doc *doc)
{
    if (doc->pdf == NULL) {
        doc->options.meta = &doc->meta;
        doc->options.date = doc->date;
        doc->options.producer = "hatshy test";
        assert_int_equal(hat_pdf_new(&doc->options, doc->diags, &doc->pdf), HAT_OK);
    }
    assert_int_equal(hat_pdf_page(doc->pdf, &doc->maker.page), HAT_OK);
    uint32_t index = doc->maker.page.index + 1;
    hat_page_reset(&doc->maker.page);
    doc->maker.page.index = index;
    doc->maker.page.width = A4_WIDTH;
    doc->maker.page.height = A4_HEIGHT;
}

/* Ends the last page and the document. */
static inline void doc_end(struct doc *doc)
{
    if (doc->maker.page.count > 0) {
        doc_page(doc);
    }
    written_open(&doc->written);
    assert_int_equal(hat_pdf_finish(doc->pdf, &doc->maker.structure, doc->written.output), HAT_OK);
    written_read(&doc->written);
    spread(&doc->written.bytes, &doc->text);
}

static inline void doc_fini(struct doc *doc)
{
    hat_pdf_free(doc->pdf);
    written_close(&doc->written);
    hat_buf_fini(&doc->text);
    maker_fini(&doc->maker);
    hat_diags_free(doc->diags);
}

static inline void assert_has(const struct doc *doc, const char *what)
{
    if (strstr(doc->text.data, what) == NULL) {
        fail_msg("not in the document: %s", what);
    }
}

static inline void assert_has_not(const struct doc *doc, const char *what)
{
    if (strstr(doc->text.data, what) != NULL) {
        fail_msg("in the document: %s", what);
    }
}

static inline bool has_diag(const hat_diags *diags, enum hat_message code)
{
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        if (hat_diags_at(diags, i)->code == code) {
            return true;
        }
    }
    return false;
}

/* The number of the object whose text begins with `begin`. */
static inline unsigned long object_of(const struct doc *doc, const char *begin)
{
    char mark[128];
    snprintf(mark, sizeof mark, " 0 obj %s", begin);
    const char *at = strstr(doc->text.data, mark);
    if (at == NULL) {
        fail_msg("no object begins with %s", begin);
        return 0;
    }
    const char *digits = at;
    while (digits > doc->text.data && digits[-1] >= '0' && digits[-1] <= '9') {
        digits--;
    }
    return strtoul(digits, NULL, 10);
}

#endif
