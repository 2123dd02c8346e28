/* workbook.c -- what stands in the workbook of a cleaned list.
 *
 *     Жазбалар    № | Ұйым атауы | Сілтеме | region ...       cells of wrong rows are coloured
 *     Мәселелер   Файл | Парақ | Жол | Баған | Код | Деңгейі | Мәселе | Ұсыныс
 *
 * Red is an error, yellow a warning. Rows of the second sheet speak of the file that was read: a
 * clerk sends the workbook back as it is.
 */
#include "entries/workbook_internal.h"
#include "language/messages.h"

enum { PROBLEM_COLUMNS = 8 };
enum step { LIST_BEGIN, LIST_HEAD, LIST_ROWS, PROBLEMS_BEGIN, PROBLEMS_HEAD, PROBLEMS_ROWS, END };

struct sentences {
    const char *list, *problems, *heads[PROBLEM_COLUMNS];
    const char *severities[3];
};

static const struct sentences *sentences_of(const char *lang)
{
    static const struct sentences kk = {
        "Жазбалар",
        "Мәселелер",
        {"Файл", "Парақ", "Жол", "Баған", "Код", "Деңгейі", "Мәселе", "Ұсыныс"},
        {"хабарлама", "ескерту", "қате"}};
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

const char *hat_workbook_sheet_name(const char *lang, bool list)
{
    return list ? sentences_of(lang)->list : sentences_of(lang)->problems;
}

static enum hat_cell_style style_of(enum hat_severity severity)
{
    return severity == HAT_ERROR     ? HAT_CELL_ERROR
           : severity == HAT_WARNING ? HAT_CELL_WARNING
                                     : HAT_CELL_PLAIN;
}

/* ---- the list ---- */

static double width_of(const struct hat_table_column *column)
{
    switch (column->field) {
    case HAT_FIELD_ORGANISATION:
        return 60;
    case HAT_FIELD_LINK:
        return 48;
    case HAT_FIELD_NUMBER:
        return 6;
    default:
        return column->derived == HAT_DERIVED_LINK_ORIGINAL ? 48 : 18;
    }
}

static bool holds_links(const struct hat_table_column *column)
{
    return column->field == HAT_FIELD_LINK || column->derived == HAT_DERIVED_LINK ||
           column->derived == HAT_DERIVED_LINK_ORIGINAL;
}

static enum hat_status begin_list(struct hat_workbook *workbook,
                                  const struct hat_workbook_sink *sink)
{
    const struct hat_table *table = workbook->table;
    size_t most = table->count > PROBLEM_COLUMNS ? table->count : PROBLEM_COLUMNS;
    workbook->cells = hat_mem_zalloc(most, sizeof *workbook->cells);
    workbook->widths = hat_mem_zalloc(most, sizeof *workbook->widths);
    if (workbook->cells == NULL || workbook->widths == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < table->count; i++) {
        workbook->widths[i] = width_of(&table->columns[i]);
    }
    struct hat_workbook_sheet sheet = {.name = sentences_of(workbook->lang)->list,
                                       .widths = workbook->widths,
                                       .columns = table->count,
                                       .rows = table->list->count + 1};
    return sink->begin_sheet(sink->ctx, &sheet);
}

static enum hat_status list_head(struct hat_workbook *workbook,
                                 const struct hat_workbook_sink *sink)
{
    for (size_t i = 0; i < workbook->table->count; i++) {
        workbook->cells[i] = (struct hat_workbook_cell){.text = workbook->table->columns[i].name,
                                                        .style = HAT_CELL_HEAD};
    }
    return sink->row(sink->ctx, workbook->cells);
}

/* Findings that are of no row, at the begin of a list. */
static void skip_list_findings(struct hat_workbook *workbook)
{
    const struct hat_entry_list *list = workbook->table->list;
    size_t at = workbook->finding;
    while (at < list->finding_count && list->findings[at].cell->type == HAT_LIST) {
        at++;
    }
    workbook->finding = at;
}

/* The worst finding of each entry's row colours its cells: by rows as they were read. */
static enum hat_cell_style entry_style(struct hat_workbook *workbook, const struct hat_entry *entry)
{
    const struct hat_entry_list *list = workbook->table->list;
    const struct hat_value *row = entry->tail != NULL ? entry->tail : entry->row;
    enum hat_severity worst = HAT_NOTE;
    skip_list_findings(workbook);
    for (; workbook->finding < list->finding_count; workbook->finding++) {
        const struct hat_finding *at = &list->findings[workbook->finding];
        bool same = at->cell->file == row->file && at->cell->line >= entry->row->line &&
                    at->cell->line <= row->line;
        if (!same) {
            break;
        }
        enum hat_severity severity = hat_finding_severity(at);
        worst = severity > worst ? severity : worst;
    }
    return style_of(worst);
}

static enum hat_status list_row(struct hat_workbook *workbook, const struct hat_workbook_sink *sink)
{
    struct hat_table *table = workbook->table;
    const struct hat_entry *entry = &table->list->entries[workbook->index++];
    enum hat_cell_style style = entry_style(workbook, entry);
    enum hat_status st = HAT_OK;
    if (entry->dropped) {
        return HAT_OK;
    }
    for (size_t i = 0; i < table->count && st == HAT_OK; i++) {
        struct hat_value cell;
        st = hat_table_cell(table, entry, &table->columns[i], &cell);
        struct hat_str text = cell.type == HAT_BOOL ? hat_str_from(cell.boolean ? "true" : "false")
                                                    : hat_value_str(&cell);
        workbook->cells[i] = (struct hat_workbook_cell){
            .text = text, .style = (uint8_t)style, .link = holds_links(&table->columns[i])};
    }
    return st == HAT_OK ? sink->row(sink->ctx, workbook->cells) : st;
}

/* ---- the problems ---- */

static enum hat_status begin_problems(struct hat_workbook *workbook,
                                      const struct hat_workbook_sink *sink)
{
    static const double widths[PROBLEM_COLUMNS] = {24, 12, 7, 20, 7, 16, 70, 60};
    struct hat_workbook_sheet sheet = {.name = sentences_of(workbook->lang)->problems,
                                       .widths = widths,
                                       .columns = PROBLEM_COLUMNS,
                                       .rows = hat_problem_count(workbook->table->list) + 1,
                                       .filter = true};
    return sink->begin_sheet(sink->ctx, &sheet);
}

static enum hat_status problems_head(struct hat_workbook *workbook,
                                     const struct hat_workbook_sink *sink)
{
    const struct sentences *words = sentences_of(workbook->lang);
    for (size_t i = 0; i < PROBLEM_COLUMNS; i++) {
        workbook->cells[i] = (struct hat_workbook_cell){.text = hat_str_from(words->heads[i]),
                                                        .style = HAT_CELL_HEAD};
    }
    return sink->row(sink->ctx, workbook->cells);
}

static enum hat_status problem_row(struct hat_workbook *workbook,
                                   const struct hat_workbook_sink *sink)
{
    const struct sentences *words = sentences_of(workbook->lang);
    const struct hat_problem problem =
        hat_problem_at(workbook->data, workbook->table->list, workbook->index++);
    const struct hat_place *place = &problem.diag.place;
    enum hat_severity severity = hat_diag_severity(&problem.diag);
    workbook->text.len = 0;
    hat_message_sentence(&problem.diag, hat_lang_from(hat_str_from(workbook->lang)),
                         &workbook->text);
    if (hat_buf_failed(&workbook->text)) {
        return HAT_ERR_NOMEM;
    }
    uint32_t number = place->record > 0 ? place->record : place->line;
    const struct hat_workbook_cell cells[PROBLEM_COLUMNS] = {
        {.text = hat_str_from(place->file)},
        {.text = hat_str_from(place->sheet)},
        {.number = number},
        {.text = hat_str_from(place->column)},
        {.text = hat_str_from(hat_problem_code(problem.diag.code))},
        {.text = hat_str_from(words->severities[severity])},
        {.text = {workbook->text.data, workbook->text.len}},
        {.text = problem.proposal}};
    for (size_t i = 0; i < PROBLEM_COLUMNS; i++) {
        bool plain = i == 5 || i == 6;
        workbook->cells[i] = cells[i];
        workbook->cells[i].style = plain ? HAT_CELL_PLAIN : (uint8_t)style_of(severity);
    }
    return sink->row(sink->ctx, workbook->cells);
}

/* ---- the whole ---- */

/* A row of the list or of the problems, or the end of the sheet. */
static enum hat_status next_row(struct hat_workbook *workbook, const struct hat_workbook_sink *sink)
{
    bool list = workbook->step == LIST_ROWS;
    const struct hat_entry_list *entries = workbook->table->list;
    size_t count = list ? entries->count : hat_problem_count(entries);
    if (workbook->index < count && workbook->index < HAT_WORKBOOK_ROWS_MAX) {
        return list ? list_row(workbook, sink) : problem_row(workbook, sink);
    }
    workbook->index = 0;
    workbook->step++;
    return sink->end_sheet(sink->ctx);
}

enum hat_status hat_workbook_next(struct hat_workbook *workbook,
                                  const struct hat_workbook_sink *sink, bool *more)
{
    static enum hat_status (*const steps[])(struct hat_workbook *,
                                            const struct hat_workbook_sink *) = {
        [LIST_BEGIN] = begin_list,       [LIST_HEAD] = list_head,
        [LIST_ROWS] = next_row,          [PROBLEMS_BEGIN] = begin_problems,
        [PROBLEMS_HEAD] = problems_head, [PROBLEMS_ROWS] = next_row};
    enum step step = (enum step)workbook->step;
    *more = step != END;
    if (step == END) {
        return HAT_OK;
    }
    workbook->step += step != LIST_ROWS && step != PROBLEMS_ROWS;
    return steps[step](workbook, sink);
}

void hat_workbook_fini(struct hat_workbook *workbook)
{
    hat_mem_free(workbook->cells);
    hat_mem_free(workbook->widths);
    hat_buf_fini(&workbook->text);
    *workbook = (struct hat_workbook){0};
}
