/* fuzz_docx.c -- the DOCX reader over hostile parts: document, styles, numbering, settings, header,
 * footnotes and theme, in this order, with a NUL between two. What is read must not depend on the
 * pieces the main part comes in, and must obey the rules of document.h. */
#include <string.h>

#include "fuzz/walk_document.h"
#include "unit/parts_stub.h"

static const char *const names[] = {"document", "styles",    "numbering", "settings",
                                    "header",   "footnotes", "theme"};

static const struct hat_relationship relationships[] = {
    {"rId1", "styles", "styles", false},
    {"rId2", "numbering", "numbering", false},
    {"rId3", "settings", "settings", false},
    {"rId4", "header", "header", false},
    {"rId5", "footnotes", "footnotes", false},
    {"rId6", "theme", "theme", false},
    {"rId7", "hyperlink", "https://example.kz/", true},
    {"rId8", "image", "styles", false},
    {"rId9", "image", "header", false},
};

static uint64_t read_all(const uint8_t *data, size_t size, size_t chunk)
{
    struct parts_stub stub = {.chunk = chunk};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    size_t at = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names && at <= size; i++) {
        const uint8_t *nul = at < size ? memchr(data + at, 0, size - at) : NULL;
        size_t len = nul != NULL ? (size_t)(nul - data) - at : size - at;
        if (len > 0) {
            parts_stub_add_bytes(&stub, names[i], (struct hat_str){(const char *)data + at, len});
        }
        at += len + 1;
    }
    stub.relationships.items = relationships;
    stub.relationships.count = sizeof relationships / sizeof *relationships;
    parts_stub_init(&stub, HAT_FORMAT_DOCX, "document");
    hat_diags *diags = hat_diags_new();
    struct hat_document *document;
    uint64_t hash = 0;
    if (hat_document_open(&stub.parts, &limits, diags, &document) == HAT_OK) {
        hash = walk_document(document);
        hat_document_close(document);
    }
    hat_diags_free(diags);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t whole = read_all(data, size, 0);
    require(read_all(data, size, 13) == whole);
    return 0;
}
