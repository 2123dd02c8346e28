/* walk_document.h -- reads a document to its end and checks the rules of document.h on the way;
 * gives a number that stands for all texts and their order. */
#ifndef HAT_TESTS_FUZZ_WALK_DOCUMENT_H
#define HAT_TESTS_FUZZ_WALK_DOCUMENT_H

#include "fuzz/walk_forms.h"

static inline uint64_t walk_blocks(const struct hat_block *block);

static inline uint64_t walk_text(uint64_t hash, struct hat_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
    }
    return hash + 1;
}

static inline uint64_t walk_object(const struct hat_object *object)
{
    uint64_t hash = walk_forms(object);
    require(object->width >= 0 && object->height >= 0);
    require(object->image == NULL || object->image->bytes.len > 0);
    return hash + (object->blocks != NULL ? walk_blocks(object->blocks) : 1);
}

static inline uint64_t walk_paragraph(const struct hat_paragraph *paragraph)
{
    uint64_t hash = 17;
    require(paragraph->props != NULL && paragraph->mark != NULL);
    require(paragraph->label == NULL ||
            (paragraph->label->props != NULL && paragraph->label->text.len > 0));
    for (size_t i = 1; i < paragraph->props->tab_count; i++) {
        require(paragraph->props->tabs[i - 1].position < paragraph->props->tabs[i].position);
    }
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        bool is_object = item->kind == HAT_INLINE_OBJECT || item->kind == HAT_INLINE_ANCHOR;
        require(item->props != NULL && item->props->family != NULL && item->props->lang != NULL);
        require(item->props->size >= 20 && item->props->size <= 32760);
        require(is_object == (item->object != NULL));
        require((item->kind == HAT_INLINE_NOTE) == (item->note != NULL));
        require(item->link == NULL || item->link->uri != NULL || item->link->anchor != NULL);
        hash = walk_text(hash + item->kind, item->text);
        hash += is_object ? walk_object(item->object) : 0;
        if (item->note != NULL) {
            hash += walk_blocks(item->note->blocks);
        }
    }
    return hash;
}

static inline uint64_t walk_row(const struct hat_row *row)
{
    uint64_t hash = row->number;
    size_t end = 0;
    require(row->number > 0 && row->cell_count > 0);
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct hat_cell *cell = &row->cells[i];
        require(cell->blocks != NULL && cell->span >= 1 && cell->column >= end);
        end = (size_t)cell->column + cell->span;
        hash = hash * 31 + walk_blocks(cell->blocks);
    }
    return hash;
}

static inline uint64_t walk_blocks(const struct hat_block *block)
{
    uint64_t hash = 5;
    require(block != NULL);
    for (; block != NULL; block = block->next) {
        if (block->kind == HAT_BLOCK_PARAGRAPH) {
            hash = hash * 31 + walk_paragraph(block->as.paragraph);
            continue;
        }
        require(block->kind == HAT_BLOCK_TABLE && !block->as.table->streamed);
        require(block->as.table->rows != NULL);
        for (const struct hat_row *row = block->as.table->rows; row != NULL; row = row->next) {
            hash = hash * 31 + walk_row(row);
        }
    }
    return hash;
}

static inline uint64_t walk_section(const struct hat_section *section)
{
    uint64_t hash = 7;
    require(section->columns >= 1 && section->page_height > 0);
    require(section->page_width > section->left + section->right);
    for (int i = 0; i < 3; i++) {
        if (section->headers[i].blocks != NULL) {
            hash = hash * 31 + walk_blocks(section->headers[i].blocks);
        }
        if (section->footers[i].blocks != NULL) {
            hash = hash * 31 + walk_blocks(section->footers[i].blocks);
        }
    }
    return hash;
}

static inline uint64_t walk_block(struct hat_document *document, struct hat_block *block)
{
    if (block->kind == HAT_BLOCK_PARAGRAPH) {
        return walk_paragraph(block->as.paragraph);
    }
    if (block->kind == HAT_BLOCK_SECTION) {
        return walk_section(block->as.section);
    }
    uint64_t hash = 3;
    struct hat_row *row;
    require(block->as.table->streamed);
    while (hat_document_next_row(document, block->as.table, NULL, &row) == HAT_OK && row != NULL) {
        hash = hash * 31 + walk_row(row);
        hat_document_release_row(document, row);
    }
    return hash;
}

/* 0 when it could not be read to its end. */
static inline uint64_t walk_document(struct hat_document *document)
{
    struct hat_block *block = NULL;
    uint64_t hash = 1;
    bool first = true;
    while (hat_document_next(document, &block) == HAT_OK && block != NULL) {
        require(!first || block->kind == HAT_BLOCK_SECTION);
        first = false;
        hash = hash * 31 + walk_block(document, block);
        hat_document_release(document, block);
        block = NULL;
    }
    return hat_document_next(document, &block) == HAT_OK && block == NULL ? hash | 1 : 0;
}

#endif
