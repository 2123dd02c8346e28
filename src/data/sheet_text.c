/* sheet_text.c -- what cells say: repair of wrongly read texts, formulas that are links, errors.
 *
 *     =HYPERLINK("https://x.kz/a?b=""1""","сілтеме")       Excel, LibreOffice in XLSX
 *     of:=HYPERLINK("https://x.kz";"сілтеме")              OpenDocument
 *                                                          -> https://x.kz/a?b="1"
 */
#include "data/sheet_internal.h"

/* ---- repair ---- */

static enum hat_status repair_cell(struct hat_sheet *sheet, const struct hat_sheet_row *row,
                                   struct hat_value *cell)
{
    static const enum hat_sheet_finding findings[] = {[HAT_TEXT_UTF8] = HAT_FOUND_UTF8,
                                                      [HAT_TEXT_KZ1048] = HAT_FOUND_KZ1048,
                                                      [HAT_TEXT_LOST] = HAT_FOUND_LOST};
    struct hat_text_fix fix;
    struct hat_str text = hat_value_str(cell);
    enum hat_status st = hat_text_repair(sheet->source->arena, text, &fix);
    if (st != HAT_OK || fix.fault == HAT_TEXT_GOOD) {
        return st;
    }
    if (!row->hidden) {
        struct hat_sheet_findings *found = &sheet->findings[findings[fix.fault]];
        if (found->rows.count == 0) {
            found->other = hat_excerpt(fix.text);
        }
        hat_sheet_found(sheet, findings[fix.fault], row, cell->column - 1, text);
    }
    cell->as.text = fix.text.ptr;
    cell->count = (uint32_t)fix.text.len;
    return HAT_OK;
}

enum hat_status hat_sheet_repair_texts(struct hat_sheet *sheet)
{
    enum hat_status st = HAT_OK;
    if (sheet->source->as_it_stands) {
        return HAT_OK;
    }
    for (size_t i = 0; i < sheet->row_count && st == HAT_OK; i++) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        for (uint32_t j = 0; j < row->count && st == HAT_OK; j++) {
            if (row->cells->values[j].type == HAT_TEXT) {
                st = repair_cell(sheet, row, &row->cells->values[j]);
            }
        }
    }
    return st;
}

/* ---- formulas ---- */

static size_t skip_space(struct hat_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\n')) {
        at++;
    }
    return at;
}

static bool is_word(struct hat_str text, size_t at, const char *word)
{
    size_t len = strlen(word), i = 0;
    while (i < len && at + i < text.len && (text.ptr[at + i] & ~0x20) == word[i]) {
        i++;
    }
    return i == len;
}

/* Reads the argument at *at and moves *at behind it and what ends it. An argument that is no plain
 * text gives none, and ends the reading. */
static enum hat_status read_literal(struct hat_arena *arena, struct hat_str text, size_t *at,
                                    struct hat_str *literal)
{
    size_t len = 0, i = skip_space(text, *at);
    *literal = (struct hat_str){0};
    *at = text.len;
    if (i >= text.len || text.ptr[i] != '"') {
        return HAT_OK;
    }
    char *out = hat_arena_alloc(arena, text.len);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (i++; i < text.len; i++) {
        if (text.ptr[i] == '"' && (i + 1 >= text.len || text.ptr[i + 1] != '"')) {
            break;
        }
        i += text.ptr[i] == '"';
        out[len++] = text.ptr[i];
    }
    i = skip_space(text, i + 1);
    if (i < text.len && (text.ptr[i] == ',' || text.ptr[i] == ';' || text.ptr[i] == ')')) {
        *literal = (struct hat_str){out, len};
        *at = i + 1;
    }
    return HAT_OK;
}

enum hat_status hat_sheet_read_hyperlink(struct hat_arena *arena, struct hat_str formula,
                                         struct hat_sheet_hyperlink *out)
{
    static const char word[] = "HYPERLINK";
    size_t at = 0;
    *out = (struct hat_sheet_hyperlink){0};
    if (hat_str_starts(formula, "of:") || hat_str_starts(formula, "oooc:")) {
        at = formula.ptr[2] == ':' ? 3 : 5;
    }
    at = skip_space(formula, at);
    at += at < formula.len && formula.ptr[at] == '=';
    at = skip_space(formula, at);
    if (!is_word(formula, at, word)) {
        return HAT_OK;
    }
    at = skip_space(formula, at + sizeof word - 1);
    if (at >= formula.len || formula.ptr[at] != '(') {
        return HAT_OK;
    }
    at++;
    enum hat_status st = read_literal(arena, formula, &at, &out->target);
    if (st == HAT_OK) {
        out->computed = out->target.ptr == NULL;
        st = read_literal(arena, formula, &at, &out->text);
    }
    return st;
}

bool hat_sheet_error_text(struct hat_str text)
{
    static const char *const errors[] = {"#N/A",   "#REF!",   "#VALUE!",   "#DIV/0!",
                                         "#NAME?", "#NUM!",   "#NULL!",    "#SPILL!",
                                         "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!"};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        if (hat_str_is(text, errors[i])) {
            return true;
        }
    }
    return hat_str_starts(text, "Err:5") && text.len == 7; /* LibreOffice: Err:502 */
}
