/* prose.c -- the text of a merged document, paragraph by paragraph, for the checks of
 * entries/prose.h.
 *
 *     merged parts --document reader--> paragraphs --> hat_prose_add()
 *
 * Rows of tables that show entries are passed over: those are checked as such. Behind a table of
 * ROWS_MAX rows the text is not looked at, so that a long list costs no second merge.
 */
#include "job/prose_internal.h"

#include "base/buf.h"
#include "document/document.h"

enum { ROWS_MAX = 2000 };

static bool is_running_text(const struct hat_paragraph *paragraph)
{
    const struct hat_para_props *props = paragraph->props;
    return paragraph->label == NULL && props->outline_level == 0 &&
           (props->align == HAT_ALIGN_LEFT || props->align == HAT_ALIGN_JUSTIFY);
}

static void put_text(const struct hat_paragraph *paragraph, struct hat_buf *text)
{
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        bool gap = item->kind == HAT_INLINE_TAB || item->kind == HAT_INLINE_PTAB ||
                   item->kind == HAT_INLINE_LINE_BREAK;
        if (item->kind == HAT_INLINE_TEXT && !item->props->hidden) {
            hat_buf_put(text, item->text.ptr, item->text.len);
        } else if (gap) {
            hat_buf_put(text, " ", 1);
        }
    }
}

static enum hat_status look_at(const struct hat_paragraph *paragraph, bool flowing,
                               struct hat_prose *prose)
{
    struct hat_buf text = {0};
    put_text(paragraph, &text);
    struct hat_prose_paragraph given = {
        .text = {text.data, text.len}, .place = paragraph->place, .flowing = flowing};
    given.place.part = NULL; /* as messages about tags have it */
    given.place.line = given.place.offset = 0;
    enum hat_status st = hat_buf_failed(&text) ? HAT_ERR_NOMEM : hat_prose_add(prose, &given);
    hat_buf_fini(&text);
    return st;
}

/* ---- tables ---- */

/* *entry: a paragraph of the cell is the text of an entry. */
static enum hat_status shows_entry(const struct hat_cell *cell, struct hat_prose *prose,
                                   bool *entry)
{
    enum hat_status st = HAT_OK;
    for (const struct hat_block *block = cell->blocks; block != NULL && st == HAT_OK && !*entry;
         block = block->next) {
        if (block->kind == HAT_BLOCK_PARAGRAPH) {
            struct hat_buf text = {0};
            put_text(block->as.paragraph, &text);
            st = hat_buf_failed(&text)
                     ? HAT_ERR_NOMEM
                     : hat_prose_shows_entry(prose, (struct hat_str){text.data, text.len}, entry);
            hat_buf_fini(&text);
        }
    }
    return st;
}

/* A table within a cell is of the row: it is passed over. */
static enum hat_status look_at_cell(const struct hat_cell *cell, struct hat_prose *prose)
{
    enum hat_status st = HAT_OK;
    for (const struct hat_block *block = cell->blocks; block != NULL && st == HAT_OK;
         block = block->next) {
        if (block->kind == HAT_BLOCK_PARAGRAPH) {
            st = look_at(block->as.paragraph, false, prose);
        }
    }
    return st;
}

static enum hat_status look_at_row(const struct hat_row *row, struct hat_prose *prose)
{
    enum hat_status st = HAT_OK;
    bool entry = false;
    for (size_t i = 0; i < row->cell_count && st == HAT_OK; i++) {
        st = shows_entry(&row->cells[i], prose, &entry);
    }
    for (size_t i = 0; i < row->cell_count && st == HAT_OK && !entry; i++) {
        st = look_at_cell(&row->cells[i], prose);
    }
    return st;
}

/* Reads the rows of a table, and forgets them; *end: there are too many. */
static enum hat_status look_at_table(struct hat_document *document, struct hat_table *table,
                                     struct hat_prose *prose, bool *end)
{
    struct hat_row *row = NULL, *next = NULL;
    enum hat_status st = HAT_OK;
    for (int i = 0; st == HAT_OK && !*end; i++, row = next) {
        st = hat_document_next_row(document, table, row, &next);
        if (st != HAT_OK || next == NULL) {
            break;
        }
        st = look_at_row(next, prose);
        hat_document_release_row(document, next);
        *end = i == ROWS_MAX;
    }
    return st;
}

/* ---- the whole ---- */

static enum hat_status read_body(struct hat_document *document, struct hat_prose *prose)
{
    enum hat_status st = HAT_OK;
    bool end = false;
    while (st == HAT_OK && !end) {
        struct hat_block *block = NULL;
        st = hat_document_next(document, &block);
        if (st != HAT_OK || block == NULL) {
            break;
        }
        if (block->kind == HAT_BLOCK_PARAGRAPH) {
            st = look_at(block->as.paragraph, is_running_text(block->as.paragraph), prose);
        } else if (block->kind == HAT_BLOCK_TABLE) {
            st = look_at_table(document, block->as.table, prose, &end);
        }
        hat_document_release(document, block);
    }
    return st;
}

enum hat_status hat_prose_read(const struct hat_parts *parts, const struct hat_limits *limits,
                               struct hat_prose *prose)
{
    struct hat_document *document = NULL;
    enum hat_status st = hat_document_open(parts, limits, NULL, &document);
    if (st == HAT_OK) {
        st = read_body(document, prose);
    }
    hat_document_close(document);
    return st;
}
