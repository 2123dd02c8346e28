/* ods_cell.c -- what a cell of an OpenDocument table holds.
 *
 *     <table:table-cell office:value-type="float" office:value="0.5">          0.50: the value,
 * with <text:p>0,50</text:p>                                                   the digits shown
 *     <table:table-cell office:value-type="date" office:date-value="2026-02-25">       2026-02-25
 *     <table:table-cell office:value-type="string"> <text:p>Аб<text:s text:c="2"/>ай</text:p>
 *       <text:p>2</text:p>                                                      "Аб  ай\n2"
 *
 * How many digits of a number are shown is read from the text that the office wrote beside it, if
 * that is the same number: so number styles need not be known. Source: ODF 1.3 part 3 §9.1.4,
 * §19.383 to §19.387; white space §6.1.2.
 */
#include "data/ods_internal.h"

void hat_ods_cell_reset(struct hat_ods_cell *cell)
{
    struct hat_buf value = cell->value, text = cell->text;
    value.len = text.len = 0;
    *cell = (struct hat_ods_cell){.value = value, .text = text};
}

void hat_ods_cell_fini(struct hat_ods_cell *cell)
{
    hat_buf_fini(&cell->value);
    hat_buf_fini(&cell->text);
}

/* ---- reading ---- */

enum hat_status hat_ods_cell_start(struct hat_ods_cell *cell, const struct hat_xml_element *element,
                                   struct hat_arena *arena)
{
    struct hat_str formula = hat_xml_attr(element, HAT_TABLE_formula);
    struct hat_sheet_hyperlink link;
    struct hat_str type = hat_xml_attr(element, HAT_OFFICE_value_type);
    struct hat_str text = hat_xml_attr(element, HAT_OFFICE_string_value);
    static const enum hat_xml_name values[] = {HAT_OFFICE_value, HAT_OFFICE_date_value,
                                               HAT_OFFICE_time_value, HAT_OFFICE_boolean_value};
    if (type.len < sizeof cell->type && type.len > 0) {
        memcpy(cell->type, type.ptr, type.len);
    }
    for (size_t i = 0; i < sizeof values / sizeof values[0] && cell->value.len == 0; i++) {
        struct hat_str value = hat_xml_attr(element, values[i]);
        hat_buf_put(&cell->value, value.ptr, value.len);
    }
    cell->error = hat_str_is(hat_xml_attr(element, HAT_CALCEXT_value_type), "error");
    if (text.ptr != NULL && !cell->error) { /* an error is named in the paragraph only */
        cell->has_text = true;
        hat_buf_put(&cell->text, text.ptr, text.len);
    }
    if (hat_buf_failed(&cell->value) || hat_buf_failed(&cell->text)) {
        return HAT_ERR_NOMEM;
    }
    cell->has_formula = formula.ptr != NULL;
    enum hat_status st = hat_sheet_read_hyperlink(arena, formula, &link);
    cell->target = link.target;
    cell->computed = link.computed;
    return st;
}

void hat_ods_cell_paragraph(struct hat_ods_cell *cell)
{
    if (cell->paragraphs++ > 0 && !cell->has_text) {
        hat_buf_put(&cell->text, "\n", 1);
    }
    cell->space = true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void hat_ods_cell_text(struct hat_ods_cell *cell, struct hat_str text, size_t most)
{
    for (size_t at = 0; at < text.len && !cell->has_text && cell->text.len <= most;) {
        size_t end = at;
        while (end < text.len && !is_space(text.ptr[end])) {
            end++;
        }
        if (end > at) {
            hat_buf_put(&cell->text, text.ptr + at, end - at);
            cell->space = false;
            at = end;
            continue;
        }
        if (!cell->space) {
            hat_buf_put(&cell->text, " ", 1);
        }
        cell->space = true;
        at++;
    }
}

/* <text:s text:c="3"/> */
static enum hat_status put_spaces(struct hat_ods_cell *cell, const struct hat_xml_element *element,
                                  struct hat_sheet *sheet)
{
    struct hat_str c = hat_xml_attr(element, HAT_TEXT_c);
    uint32_t count = 1, most = sheet->source->limits->spaces;
    if (c.ptr != NULL && !hat_book_number(c, most, &count)) {
        return hat_sheet_over_limit(sheet, sheet->row.number, HAT_MSG_SHEET_SPACES, most);
    }
    while (count-- > 0 && cell->text.len <= sheet->source->limits->field_bytes) {
        hat_buf_put(&cell->text, " ", 1);
    }
    return HAT_OK;
}

enum hat_status hat_ods_cell_element(struct hat_ods_cell *cell,
                                     const struct hat_xml_element *element, struct hat_sheet *sheet)
{
    enum hat_status st = HAT_OK;
    if (element->name == HAT_TEXT_a && cell->target.ptr == NULL) {
        cell->target = hat_arena_str(sheet->source->arena, hat_xml_attr(element, HAT_XLINK_href));
        st = cell->target.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
    } else if (cell->has_text) {
        return HAT_OK;
    } else if (element->name == HAT_TEXT_s) {
        st = put_spaces(cell, element, sheet);
        cell->space = false;
    } else if (element->name == HAT_TEXT_tab || element->name == HAT_TEXT_line_break) {
        hat_buf_put(&cell->text, element->name == HAT_TEXT_tab ? "\t" : "\n", 1);
        cell->space = false;
    }
    return st == HAT_OK && hat_buf_failed(&cell->text) ? HAT_ERR_NOMEM : st;
}

/* ---- values ---- */

static struct hat_str text_of(const struct hat_buf *buf)
{
    return (struct hat_str){buf->data, buf->len};
}

static enum hat_status set(struct hat_sheet *sheet, struct hat_str text, enum hat_type type,
                           struct hat_value *value)
{
    struct hat_str kept = hat_arena_str(sheet->source->arena, text);
    *value =
        (struct hat_value){.type = (uint8_t)type, .as.text = kept.ptr, .count = (uint32_t)kept.len};
    return kept.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

/* The digits of a shown number, with "." before its decimals, which begin behind byte `point` of
 * the text: "1 234,50 ₸" -> 1234.50. Returns the length; 0 when there are too many. */
static size_t plain_digits(struct hat_str text, size_t point, char *out, size_t cap)
{
    size_t len = 0;
    bool behind = false, digits = false;
    for (size_t i = 0; i < text.len && len < cap; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            out[len++] = c;
            digits = true;
        } else if (i == point && digits) {
            out[len++] = '.';
            behind = true;
        } else if (c == '-' && len == 0) {
            out[len++] = '-';
        }
    }
    return len < cap && digits && (!behind || out[len - 1] != '.') ? len : 0;
}

static bool same_decimal(const struct hat_cell_decimal *a, const struct hat_cell_decimal *b)
{
    return a->count == b->count && a->point == b->point && a->negative == b->negative &&
           memcmp(a->digits, b->digits, (size_t)a->count) == 0;
}

/* Is `shown`, a text with decimals behind byte `point`, the number `stored`, rounded? Then *format
 * gets its digits. */
static bool shows(struct hat_str shown, size_t point, struct hat_cell_decimal stored,
                  struct hat_number_format *format)
{
    enum { DIGITS = 60 };
    char digits[DIGITS];
    struct hat_cell_decimal read;
    size_t len = plain_digits(shown, point, digits, sizeof digits);
    const char *dot = len > 0 ? memchr(digits, '.', len) : NULL;
    size_t decimals = dot != NULL ? len - (size_t)(dot - digits) - 1 : 0;
    size_t before = len - (dot != NULL ? decimals + 1 : 0);
    if (len == 0 || !hat_cell_decimal_parse((struct hat_str){digits, len}, &read)) {
        return false;
    }
    hat_cell_decimal_round(&stored, (int)decimals);
    if (!same_decimal(&stored, &read)) {
        return false;
    }
    before -= digits[0] == '-';
    *format = (struct hat_number_format){.kind = HAT_NUMBER_FIXED,
                                         .decimals_min = (uint8_t)decimals,
                                         .decimals = (uint8_t)decimals,
                                         .digits_min = (uint8_t)(before > 20 ? 20 : before)};
    if (digits[0] != '0' && !(digits[0] == '-' && digits[1] == '0')) {
        format->digits_min = 1;
    }
    return true;
}

/* The format that makes the shown text of the stored number; General when none does. */
static struct hat_number_format format_shown(struct hat_str shown, struct hat_cell_decimal stored)
{
    struct hat_number_format format = {.kind = HAT_NUMBER_GENERAL};
    size_t point = SIZE_MAX;
    for (size_t i = 0; i < shown.len; i++) {
        point = shown.ptr[i] == '.' || shown.ptr[i] == ',' ? i : point;
    }
    if (memchr(shown.ptr != NULL ? shown.ptr : "", 'E', shown.len) == NULL &&
        !shows(shown, point, stored, &format)) {
        shows(shown, SIZE_MAX, stored, &format);
    }
    return format;
}

static enum hat_status set_number(struct hat_ods_cell *cell, struct hat_sheet *sheet,
                                  struct hat_value *value, bool *good)
{
    struct hat_cell_decimal stored;
    struct hat_number_text shown;
    bool percent = strcmp(cell->type, "percentage") == 0;
    *good = hat_cell_decimal_parse(text_of(&cell->value), &stored);
    if (!*good) {
        return HAT_OK;
    }
    struct hat_cell_decimal seen = stored;
    seen.point += percent && seen.count > 0 ? 2 : 0;
    struct hat_number_format format = format_shown(text_of(&cell->text), seen);
    if (percent) {
        format.decimals = format.kind == HAT_NUMBER_GENERAL ? 15 : format.decimals;
        format.kind = HAT_NUMBER_PERCENT;
    }
    hat_number_show(text_of(&cell->value), &format, false, &shown);
    return set(sheet, (struct hat_str){shown.text, shown.len}, shown.number ? HAT_NUMBER : HAT_TEXT,
               value);
}

static bool has(struct hat_str text, char c)
{
    return text.len > 0 && memchr(text.ptr, c, text.len) != NULL;
}

static enum hat_status set_date(struct hat_ods_cell *cell, struct hat_sheet *sheet,
                                struct hat_value *value, bool *good)
{
    struct hat_number_text shown;
    *good = hat_number_iso(text_of(&cell->value), has(text_of(&cell->text), ':'), &shown);
    return *good ? set(sheet, (struct hat_str){shown.text, shown.len}, HAT_TEXT, value) : HAT_OK;
}

/* "PT01H15M00S": what is shown, "1:15", is what people mean. */
static enum hat_status set_time(struct hat_ods_cell *cell, struct hat_sheet *sheet,
                                struct hat_value *value)
{
    struct hat_str shown = text_of(&cell->text);
    return set(sheet, has(shown, ':') ? shown : text_of(&cell->value), HAT_TEXT, value);
}

static void tell(struct hat_sheet *sheet, enum hat_sheet_finding finding, uint32_t column,
                 struct hat_str text)
{
    if (!sheet->row.hidden) {
        hat_sheet_found(sheet, finding, &sheet->row, column, text);
    }
}

static enum hat_status typed_value(struct hat_ods_cell *cell, struct hat_sheet *sheet,
                                   uint32_t column, struct hat_value *value)
{
    const char *type = cell->type;
    bool good = true;
    enum hat_status st = HAT_OK;
    if (strcmp(type, "float") == 0 || strcmp(type, "percentage") == 0 ||
        strcmp(type, "currency") == 0) {
        st = set_number(cell, sheet, value, &good);
    } else if (strcmp(type, "date") == 0) {
        st = set_date(cell, sheet, value, &good);
    } else if (strcmp(type, "time") == 0) {
        st = set_time(cell, sheet, value);
    } else if (strcmp(type, "boolean") == 0) {
        *value = (struct hat_value){.type = HAT_BOOL,
                                    .boolean = hat_str_is(text_of(&cell->value), "true")};
    } else {
        st = set(sheet, text_of(&cell->text), HAT_TEXT, value);
    }
    if (!good) {
        tell(sheet, HAT_FOUND_NUMBER, column, text_of(&cell->value));
        st = set(sheet, text_of(&cell->value), HAT_TEXT, value);
    }
    return st;
}

enum hat_status hat_ods_cell_value(struct hat_ods_cell *cell, struct hat_sheet *sheet,
                                   uint32_t column, struct hat_value *value)
{
    struct hat_str text = text_of(&cell->text);
    uint32_t most = sheet->source->limits->field_bytes;
    *value = (struct hat_value){.type = HAT_TEXT, .as.text = ""};
    while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len = --cell->text.len;
    }
    if (text.len > most || cell->value.len > most) {
        return hat_sheet_over_limit(sheet, sheet->row.number, HAT_MSG_DATA_FIELD_LONG, most);
    }
    if (cell->error || (cell->has_formula && hat_sheet_error_text(text))) {
        tell(sheet, HAT_FOUND_ERROR, column, text);
        *value = (struct hat_value){.type = HAT_NULL};
        return HAT_OK;
    }
    if (cell->computed) {
        tell(sheet, HAT_FOUND_COMPUTED, column, text);
    }
    return typed_value(cell, sheet, column, value);
}
