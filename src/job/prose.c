/* prose.c -- the text of a merged document, paragraph by paragraph, for the checks of
 * entries/prose.h.
 *
 *     merged parts --document reader--> paragraphs --> hat_prose_add()
 *
 * Tables are passed over: their rows are entries, which are checked as such. Behind a table of
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

static enum hat_status look_at(const struct hat_paragraph *paragraph, struct hat_prose *prose)
{
    struct hat_buf text = {0};
    put_text(paragraph, &text);
    struct hat_prose_paragraph given = {.text = {text.data, text.len},
                                        .place = paragraph->place,
                                        .flowing = is_running_text(paragraph)};
    given.place.part = NULL; /* as messages about tags have it */
    enum hat_status st = hat_buf_failed(&text) ? HAT_ERR_NOMEM : hat_prose_add(prose, &given);
    hat_buf_fini(&text);
    return st;
}

/* Reads the rows of a table and forgets them; *end: there are too many. */
static enum hat_status pass_over(struct hat_document *document, struct hat_table *table, bool *end)
{
    struct hat_row *row = NULL;
    enum hat_status st = HAT_OK;
    for (int i = 0; table->streamed && st == HAT_OK && !*end; i++) {
        st = hat_document_next_row(document, table, NULL, &row);
        if (st != HAT_OK || row == NULL) {
            break;
        }
        hat_document_release_row(document, row);
        *end = i == ROWS_MAX;
    }
    return st;
}

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
            st = look_at(block->as.paragraph, prose);
        } else if (block->kind == HAT_BLOCK_TABLE) {
            st = pass_over(document, block->as.table, &end);
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
