/* fuzz_odt.c -- the ODT reader over hostile content.xml. The bytes are content.xml; when they hold
 * a NUL, what stands before it is content.xml and the rest styles.xml. The text that is read must
 * not depend on the pieces it comes in, and blocks must obey the rules of document.h. */
#include "fuzz/walk_forms.h"
#include "unit/parts_stub.h"

static uint64_t walk_blocks(const struct hat_block *block);

/* A number that stands for all texts and their order. */
static uint64_t mix(uint64_t hash, struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
    }
    return hash + 1;
}

static uint64_t walk_paragraph(const struct hat_paragraph *paragraph)
{
    uint64_t hash = 17;
    require(paragraph->props != NULL && paragraph->mark != NULL);
    require(paragraph->label == NULL || paragraph->label->props != NULL);
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        require(item->props != NULL);
        hash = mix(hash + item->kind, item->text);
        if (item->object != NULL) {
            hash += walk_forms(item->object) + walk_blocks(item->object->blocks);
        }
        if (item->note != NULL) {
            require(item->note->blocks != NULL);
            hash += walk_blocks(item->note->blocks);
        }
    }
    return hash;
}

static uint64_t walk_row(const struct hat_table *table, const struct hat_row *row)
{
    uint64_t hash = row->number;
    size_t end = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct hat_cell *cell = &row->cells[i];
        require(cell->blocks != NULL && cell->span >= 1);
        require(cell->column >= end || i == 0);
        end = (size_t)cell->column + cell->span;
        require(end <= table->column_count);
        hash = hash * 31 + walk_blocks(cell->blocks);
    }
    return hash;
}

static uint64_t walk_blocks(const struct hat_block *block)
{
    uint64_t hash = 5;
    for (; block != NULL; block = block->next) {
        if (block->kind == HAT_BLOCK_PARAGRAPH) {
            hash = hash * 31 + walk_paragraph(block->as.paragraph);
        } else {
            require(block->kind == HAT_BLOCK_TABLE && !block->as.table->streamed);
            const struct hat_row *row = block->as.table->rows;
            for (; row != NULL; row = row->next) {
                hash = hash * 31 + walk_row(block->as.table, row);
            }
        }
    }
    return hash;
}

static uint64_t walk_body(struct hat_document *document, struct hat_block *block)
{
    if (block->kind == HAT_BLOCK_PARAGRAPH) {
        return walk_paragraph(block->as.paragraph);
    }
    if (block->kind == HAT_BLOCK_SECTION) {
        const struct hat_section *section = block->as.section;
        require(section->columns >= 1 && section->page_width > section->left + section->right);
        return walk_blocks(section->headers[0].blocks);
    }
    uint64_t hash = 3;
    struct hat_row *row;
    require(block->as.table->streamed);
    while (hat_document_next_row(document, block->as.table, NULL, &row) == HAT_OK && row != NULL) {
        hash = hash * 31 + walk_row(block->as.table, row);
        hat_document_release_row(document, row);
    }
    return hash;
}

/* 0 when the document could not be read to its end. */
static uint64_t read_all(struct hat_str content, struct hat_str styles, size_t chunk)
{
    struct parts_stub stub = {.chunk = chunk};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.repeats = 64;
    limits.columns = 64;
    limits.spaces = 1000;
    parts_stub_add_bytes(&stub, "content.xml", content);
    parts_stub_add_bytes(&stub, "styles.xml", styles);
    stub.count -= styles.len == 0;
    parts_stub_init(&stub, HAT_FORMAT_ODT, "content.xml");
    hat_diags *diags = hat_diags_new();
    struct hat_document *document;
    uint64_t hash = 0;
    if (hat_document_open(&stub.parts, &limits, diags, &document) == HAT_OK) {
        struct hat_block *block = NULL;
        bool first = true;
        while (hat_document_next(document, &block) == HAT_OK && block != NULL) {
            require(!first || block->kind == HAT_BLOCK_SECTION);
            first = false;
            hash = hash * 31 + walk_body(document, block);
            hat_document_release(document, block);
            block = NULL;
        }
        bool ended = hat_document_next(document, &block) == HAT_OK;
        require(!ended || (block == NULL && !first));
        hash = ended ? hash | 1 : 0;
        hat_document_close(document);
    }
    hat_diags_free(diags);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
    size_t len = nul != NULL ? (size_t)(nul - data) : size;
    struct hat_str content = {(const char *)data, len};
    struct hat_str styles = {(const char *)data + len + 1, nul != NULL ? size - len - 1 : 0};
    require(read_all(content, styles, 0) == read_all(content, styles, 3));
    return 0;
}
