/* docx_last_row.c -- text of a table's last row, where the table style has a format for it.
 *
 * Which row is the last is known only when the table ends. So for such tables (and no others) the
 * direct properties of a row's paragraphs and runs are kept beside the row while it waits, and if
 * it turns out to be the last, all is resolved once more:
 *
 *     row read:   "Барлығы" {12 pt}        kept: paragraph and run as they were written
 *     table ends: "Барлығы" {12 pt, bold}  by w:tblStylePr w:type="lastRow"
 */
#include "document/docx_story_internal.h"

/* A paragraph of a waiting row, in the row's arena. */
struct hat_docx_redo {
    struct hat_docx_redo *next;
    size_t cell; /* index in the row */
    struct hat_paragraph *paragraph;
    struct hat_label *label; /* NULL: none */
    struct hat_inline *inlines;
    const struct hat_docx_chars **runs; /* of each inline; NULL: of no run */
    struct hat_docx_para direct;
    struct hat_docx_chars mark;
};

bool hat_docx_redoes(const struct hat_docx_table *table)
{
    static const uint8_t conditions[] = {HAT_DOCX_LAST_ROW, HAT_DOCX_SE_CELL, HAT_DOCX_SW_CELL};
    if (table->style == NULL || table->props.style == NULL ||
        (table->all.look & HAT_DOCX_LOOK_LAST_ROW) == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof conditions; i++) {
        const struct hat_docx_format *format = table->style->conditions[conditions[i]];
        if (format != NULL && (format->chars.set != 0 || format->para.set != 0)) {
            return true;
        }
    }
    return false;
}

const struct hat_docx_chars *hat_docx_redo_run(struct hat_docx_story *story,
                                               const struct hat_docx_flow *flow)
{
    struct hat_docx_chars *copy = NULL;
    if (flow->cell && story->table->redoes) {
        copy = hat_docx_story_alloc(story, sizeof *copy);
    }
    if (copy != NULL) {
        *copy = flow->run;
        if (flow->symbol_font != NULL) { /* its text was mapped already */
            copy->set &= ~(uint32_t)HAT_DOCX_FONT;
        }
    }
    return copy;
}

void hat_docx_redo_keep(struct hat_docx_story *story, const struct hat_docx_flow *flow,
                        struct hat_paragraph *paragraph, struct hat_label *label,
                        struct hat_inline *inlines)
{
    struct hat_docx_row *row = &story->table->current;
    struct hat_docx_redo *redo = hat_docx_story_alloc(story, sizeof *redo);
    size_t count = paragraph->inline_count;
    if (redo == NULL) {
        return;
    }
    redo->cell = row->count;
    redo->paragraph = paragraph;
    redo->label = label;
    redo->inlines = inlines;
    redo->direct = flow->para;
    redo->mark = flow->mark;
    redo->runs = hat_docx_story_alloc(story, (count + 1) * sizeof(struct hat_docx_chars *));
    for (size_t i = 0; redo->runs != NULL && i < count; i++) {
        redo->runs[i] = story->inlines[flow->first_inline + i].run;
    }
    redo->next = row->redo;
    row->redo = redo;
}

static void redo_paragraph(struct hat_docx *docx, struct hat_docx_redo *redo,
                           const struct hat_docx_surroundings *around)
{
    struct hat_docx_resolved resolved;
    struct hat_paragraph *paragraph = redo->paragraph;
    hat_docx_resolve_paragraph(docx, &redo->direct, around, &resolved);
    paragraph->props = resolved.props;
    paragraph->mark = hat_docx_resolve_run(docx, &resolved, &redo->mark);
    for (size_t i = 0; redo->runs != NULL && i < paragraph->inline_count; i++) {
        redo->inlines[i].props = hat_docx_resolve_run(docx, &resolved, redo->runs[i]);
    }
    if (redo->label != NULL && resolved.num != NULL) {
        const struct hat_docx_level *level = hat_docx_num_level(resolved.num, resolved.level);
        redo->label->props = hat_docx_resolve_label(docx, &resolved, &redo->mark, level);
    }
}

void hat_docx_redo_row(struct hat_docx *docx, const struct hat_docx_table *table,
                       struct hat_docx_row *row)
{
    for (struct hat_docx_redo *redo = row->redo; redo != NULL; redo = redo->next) {
        if (redo->cell >= row->count || docx->status != HAT_OK) {
            continue; /* of a cell that was joined with the one before */
        }
        struct hat_docx_surroundings around = {
            .format = hat_docx_table_format(docx, table->style, row->cells[redo->cell].conditions),
            .background = row->row->cells[redo->cell].shade};
        redo_paragraph(docx, redo, &around);
    }
}
