/* xlsx.c -- the cleaned list as a workbook for the office: a sheet of entries, a sheet of problems.
 *
 * Cells with a problem are coloured in the first sheet (red: error, yellow: warning), and the
 * second names row, column, code, what is wrong and the proposal: a clerk sends the file back as it
 * is. Rows of the second sheet speak of the file that was read. All texts are texts: a spreadsheet
 * never takes one for a formula or a link.
 */
#include <xlsxwriter.h>

#include "entries/write_internal.h"
#include "language/messages.h"

enum { CELL_CHARACTERS = 32767, ROWS_MAX = 1048575, CREATED = 315532800 /* 1980-01-01 */ };

struct book {
    lxw_workbook *workbook;
    lxw_format *head, *wrap, *error, *warning;
    struct hat_buf text; /* a cell, with its NUL */
    bool failed;
};

struct sentences {
    const char *list, *problems, *heads[8];
    const char *severities[3];
};

static const struct sentences *sentences_of(const char *lang)
{
    static const struct sentences kk = {
        "Жазбалар",
        "Мәселелер",
        {"Файл", "Парақ", "Жол", "Баған", "Код", "Деңгейі", "Мәселе", "Ұсыныс"},
        {"ескерту", "назар аударыңыз", "қате"}};
    static const struct sentences ru = {
        "Записи",
        "Замечания",
        {"Файл", "Лист", "Строка", "Столбец", "Код", "Уровень", "Замечание", "Предложение"},
        {"примечание", "предупреждение", "ошибка"}};
    static const struct sentences en = {
        "Entries",
        "Problems",
        {"File", "Sheet", "Row", "Column", "Code", "Severity", "Problem", "Proposal"},
        {"note", "warning", "error"}};
    enum hat_lang in = hat_lang_from(hat_str_from(lang));
    return in == HAT_LANG_RU ? &ru : in == HAT_LANG_EN ? &en : &kk;
}

static lxw_format *format(struct book *book, uint32_t colour)
{
    lxw_format *made = workbook_add_format(book->workbook);
    if (made == NULL) {
        book->failed = true;
        return NULL;
    }
    format_set_text_wrap(made);
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    if (colour != 0) {
        format_set_bg_color(made, colour);
    }
    return made;
}

/* Writes a text; one that is longer than a cell may be is cut between characters. */
static void put_text(struct book *book, lxw_worksheet *sheet, uint32_t row, uint16_t column,
                     struct hat_str text, lxw_format *style)
{
    size_t len = text.len < CELL_CHARACTERS ? text.len : CELL_CHARACTERS;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
        len--;
    }
    book->text.len = 0;
    hat_buf_put(&book->text, len > 0 ? text.ptr : "", len);
    book->failed = book->failed || hat_buf_failed(&book->text);
    if (!book->failed && len > 0) {
        book->failed =
            worksheet_write_string(sheet, row, column, book->text.data, style) != LXW_NO_ERROR;
    } else if (!book->failed && style != NULL) {
        worksheet_write_blank(sheet, row, column, style);
    }
}

static void put_heads(struct book *book, lxw_worksheet *sheet, const struct hat_str *heads,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_text(book, sheet, 0, (uint16_t)i, heads[i], book->head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
}

/* ---- the list ---- */

/* The worst finding of each entry's row colours its cells: by rows as they were read. */
static lxw_format *style_of(const struct book *book, const struct hat_entry_list *list,
                            size_t *finding, const struct hat_entry *entry)
{
    enum hat_severity worst = HAT_NOTE;
    const struct hat_value *row = entry->tail != NULL ? entry->tail : entry->row;
    while (*finding < list->finding_count) {
        const struct hat_finding *at = &list->findings[*finding];
        bool same = at->cell->file == row->file && at->cell->line >= entry->row->line &&
                    at->cell->line <= row->line;
        if (!same) {
            break;
        }
        enum hat_severity severity = hat_finding_severity(at);
        worst = severity > worst ? severity : worst;
        (*finding)++;
    }
    return worst == HAT_ERROR ? book->error : worst == HAT_WARNING ? book->warning : book->wrap;
}

/* Findings that are of no row, at the begin of a list. */
static void skip_list_findings(const struct hat_entry_list *list, size_t *finding)
{
    while (*finding < list->finding_count && list->findings[*finding].cell->type == HAT_LIST) {
        (*finding)++;
    }
}

static enum hat_status write_list(struct book *book, struct hat_table *table, lxw_worksheet *sheet)
{
    size_t finding = 0;
    uint32_t row = 1;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < table->list->count && st == HAT_OK && row < ROWS_MAX; i++) {
        const struct hat_entry *entry = &table->list->entries[i];
        skip_list_findings(table->list, &finding);
        lxw_format *style = style_of(book, table->list, &finding, entry);
        for (size_t k = 0; k < table->count && st == HAT_OK && !entry->dropped; k++) {
            struct hat_value cell;
            st = hat_table_cell(table, entry, &table->columns[k], &cell);
            if (st == HAT_OK) {
                put_text(book, sheet, row, (uint16_t)k, hat_value_str(&cell), style);
            }
        }
        row += !entry->dropped;
    }
    return st;
}

static enum hat_status put_list(struct book *book, struct hat_table *table,
                                const struct sentences *words)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, words->list);
    if (sheet == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < table->count; i++) {
        enum hat_field field = table->columns[i].field;
        double width = field == HAT_FIELD_ORGANISATION                          ? 60
                       : field == HAT_FIELD_LINK                                ? 48
                       : field == HAT_FIELD_NUMBER                              ? 6
                       : table->columns[i].derived == HAT_DERIVED_LINK_ORIGINAL ? 48
                                                                                : 18;
        worksheet_set_column(sheet, (uint16_t)i, (uint16_t)i, width, NULL);
        put_text(book, sheet, 0, (uint16_t)i, table->columns[i].name, book->head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    return write_list(book, table, sheet);
}

/* ---- the problems ---- */

static void put_problem(struct book *book, lxw_worksheet *sheet, uint32_t row,
                        const struct hat_diag *diag, const struct hat_finding *finding)
{
    enum hat_severity severity = hat_finding_severity(finding);
    lxw_format *style = severity == HAT_ERROR     ? book->error
                        : severity == HAT_WARNING ? book->warning
                                                  : book->wrap;
    struct hat_str empty = {"", 0};
    uint32_t number = diag->place.record > 0 ? diag->place.record : diag->place.line;
    put_text(book, sheet, row, 0, hat_str_from(diag->place.file), style);
    put_text(book, sheet, row, 1, hat_str_from(diag->place.sheet), style);
    if (number > 0) {
        worksheet_write_number(sheet, row, 2, number, style);
    }
    put_text(book, sheet, row, 3, hat_str_from(diag->place.column), style);
    put_text(book, sheet, row, 4, hat_str_from(hat_message_name(finding->code)), style);
    put_text(book, sheet, row, 7, finding->proposal.ptr != NULL ? finding->proposal : empty, style);
}

static enum hat_status put_problems(struct book *book, const struct hat_entry_list *list,
                                    const hat_data *data, const char *lang)
{
    static const double widths[] = {24, 12, 7, 20, 7, 16, 70, 60};
    const struct sentences *words = sentences_of(lang);
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, words->problems);
    struct hat_buf text = {0};
    struct hat_str heads[8];
    if (sheet == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint16_t i = 0; i < 8; i++) {
        heads[i] = hat_str_from(words->heads[i]);
        worksheet_set_column(sheet, i, i, widths[i], NULL);
    }
    put_heads(book, sheet, heads, 8);
    for (size_t i = 0; i < list->finding_count && i + 1 < ROWS_MAX; i++) {
        const struct hat_finding *finding = &list->findings[i];
        struct hat_diag diag = hat_finding_diag(data, finding);
        uint32_t row = (uint32_t)i + 1;
        put_problem(book, sheet, row, &diag, finding);
        text.len = 0;
        hat_message_sentence(&diag, hat_lang_from(hat_str_from(lang)), &text);
        put_text(book, sheet, row, 5,
                 hat_str_from(words->severities[hat_finding_severity(finding)]), book->wrap);
        put_text(book, sheet, row, 6, (struct hat_str){text.data, text.len}, book->wrap);
    }
    uint32_t last = list->finding_count < ROWS_MAX ? (uint32_t)list->finding_count : ROWS_MAX;
    worksheet_autofilter(sheet, 0, 0, last, 7);
    bool failed = hat_buf_failed(&text);
    hat_buf_fini(&text);
    return failed ? HAT_ERR_NOMEM : HAT_OK;
}

/* ---- the whole ---- */

static enum hat_status fill(struct book *book, struct hat_table *table, const hat_data *data,
                            const char *lang)
{
    lxw_doc_properties properties = {.created = CREATED};
    workbook_set_properties(book->workbook, &properties);
    book->head = format(book, 0);
    book->wrap = format(book, 0);
    book->error = format(book, 0xFFC7CE);
    book->warning = format(book, 0xFFEB9C);
    if (book->failed) {
        return HAT_ERR_NOMEM;
    }
    format_set_bold(book->head);
    enum hat_status st = put_list(book, table, sentences_of(lang));
    return st == HAT_OK ? put_problems(book, table->list, data, lang) : st;
}

enum hat_status hat_entries_write_xlsx(struct hat_table *table, const hat_data *data,
                                       const char *lang, struct hat_entries_out *out)
{
    /* a row is written out when the next one begins: memory does not grow with the list */
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct book book = {.workbook = workbook_new_opt(hat_output_temporary(out->file), &options)};
    if (book.workbook == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = fill(&book, table, data, lang);
    lxw_error error = workbook_close(book.workbook);
    hat_buf_fini(&book.text);
    if (st != HAT_OK) {
        return st;
    }
    return error == LXW_ERROR_MEMORY_MALLOC_FAILED ? HAT_ERR_NOMEM
           : error != LXW_NO_ERROR || book.failed  ? HAT_ERR_IO
                                                   : HAT_OK;
}
