/* sheet_table.c -- the rows of a table become a list of maps, keyed by the headings.
 *
 *     № | Ұйым | Сілтеме              {№: "1", Ұйым: "A", Сілтеме: "https://x", "Сілтеме (text)":
 *     1 | A    | сілтеме -> x     ->   "сілтеме"}
 *
 * All rows share one shape. A row that has room for all columns is not copied: its cells are the
 * values of the map. In a text file every row must have as many fields as the headings, or a comma
 * stands where none should; in a workbook a value without heading is only told of.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "data/sheet_internal.h"

enum { ERRORS_SHOWN = 20 }; /* after so many wrong rows the file itself is wrong */

struct table {
    struct hat_sheet *sheet;
    uint32_t columns;   /* of the sheet; those of shown texts come behind them */
    bool *nameless;     /* a column without heading, not yet warned of */
    uint32_t *shown_at; /* column -> index of the column of its shown texts; 0: none */
    struct hat_value *items;
    unsigned errors;
};

/* ---- headings ---- */

/* "column 3", "org 2": a heading made of a word and a number; "org (text)". */
static enum hat_status join(const struct hat_sheet *sheet, struct hat_str word, struct hat_str tail,
                            struct hat_str *name)
{
    char *out = hat_arena_alloc(sheet->source->arena, word.len + 1 + tail.len + 1);
    if (out == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(out, word.ptr, word.len);
    out[word.len] = ' ';
    memcpy(out + word.len + 1, tail.ptr, tail.len);
    *name = (struct hat_str){out, word.len + 1 + tail.len};
    return HAT_OK;
}

static enum hat_status numbered(const struct hat_sheet *sheet, struct hat_str word, uint64_t number,
                                struct hat_str *name)
{
    struct hat_digits digits = hat_digits(number);
    return join(sheet, word, hat_str_from(digits.text), name);
}

static enum hat_status taken(const struct hat_map_builder *builder, struct hat_str name,
                             bool *is_taken)
{
    struct hat_str folded;
    enum hat_status st = hat_name_fold(builder->arena, name, &folded);
    if (st == HAT_OK) {
        *is_taken = hat_map_find(builder, folded) != NULL;
    }
    return st;
}

/* A second "org" becomes "org 2", a third "org 3". */
static enum hat_status make_unique(const struct hat_sheet *sheet,
                                   const struct hat_map_builder *builder, struct hat_str *name)
{
    struct hat_str word = *name;
    bool is_taken = true;
    enum hat_status st = taken(builder, word, &is_taken);
    if (st != HAT_OK || !is_taken) {
        return st;
    }
    for (uint64_t number = 2; is_taken && st == HAT_OK; number++) {
        st = numbered(sheet, word, number, name);
        if (st == HAT_OK) {
            st = taken(builder, *name, &is_taken);
        }
    }
    struct hat_place place = hat_sheet_place(sheet, sheet->rows[sheet->header].number);
    struct hat_excerpt first = hat_excerpt(word), second = hat_excerpt(*name);
    hat_diags_add(sheet->source->diags, HAT_MSG_CSV_HEADING_REPEATED, &place,
                  hat_str_from(first.text), hat_str_from(second.text));
    return st;
}

/* The lowest heading of a column that is not blank. */
static struct hat_str heading_of(const struct hat_sheet *sheet, uint32_t column)
{
    for (size_t i = sheet->header_end; i-- > sheet->header;) {
        const struct hat_sheet_row *row = &sheet->rows[i];
        if (column < row->count && !hat_sheet_blank(&row->cells->values[column])) {
            return hat_value_str(&row->cells->values[column]);
        }
    }
    return (struct hat_str){"", 0};
}

/* A copy with a NUL behind it, as places of values need it; line breaks and spaces are one space.
 */
static enum hat_status one_line(struct hat_arena *arena, struct hat_str text, struct hat_str *out)
{
    char *copy = hat_arena_alloc(arena, text.len + 1);
    size_t len = 0, used = 0;
    if (copy == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t at = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (!hat_unicode_space(cp)) {
            memcpy(copy + len, text.ptr + at, used);
            len += used;
        } else if (len > 0 && copy[len - 1] != ' ') {
            copy[len++] = ' ';
        }
    }
    len -= len > 0 && copy[len - 1] == ' ';
    copy[len] = '\0';
    *out = (struct hat_str){copy, len};
    return HAT_OK;
}

static enum hat_status put_name(const struct hat_sheet *sheet, struct hat_map_builder *builder,
                                struct hat_str name)
{
    struct hat_value nothing = {0};
    enum hat_status st = make_unique(sheet, builder, &name);
    return st == HAT_OK ? hat_map_put(builder, name, &nothing, NULL) : st;
}

static enum hat_status put_heading(struct table *table, struct hat_map_builder *builder,
                                   uint32_t column)
{
    struct hat_sheet *sheet = table->sheet;
    struct hat_str name;
    enum hat_status st = one_line(sheet->source->arena, heading_of(sheet, column), &name);
    table->nameless[column] = st == HAT_OK && name.len == 0;
    if (st == HAT_OK && table->nameless[column]) {
        st = numbered(sheet, HAT_STR("column"), (uint64_t)column + 1, &name);
    }
    return st == HAT_OK ? put_name(sheet, builder, name) : st;
}

/* Columns of shown texts, behind the others. */
static enum hat_status put_shown_headings(struct table *table, struct hat_map_builder *builder)
{
    struct hat_sheet *sheet = table->sheet;
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < sheet->shown_count && st == HAT_OK; i++) {
        uint32_t column = sheet->shown[i].column;
        if (column >= table->columns || table->shown_at[column] != 0) {
            continue;
        }
        struct hat_str name;
        table->shown_at[column] = (uint32_t)builder->count;
        st = join(sheet, builder->members[column].name, HAT_STR("(text)"), &name);
        st = st == HAT_OK ? put_name(sheet, builder, name) : st;
    }
    return st;
}

uint32_t hat_sheet_columns(const struct hat_sheet *sheet)
{
    return sheet->name == NULL ? sheet->rows[sheet->header].count
                               : hat_sheet_width(sheet, sheet->header);
}

static enum hat_status read_headings(struct table *table)
{
    struct hat_sheet *sheet = table->sheet;
    struct hat_map_builder builder = {.arena = sheet->source->arena};
    struct hat_value headings = {0};
    table->columns = hat_sheet_columns(sheet);
    table->nameless = hat_arena_alloc(builder.arena, table->columns);
    table->shown_at =
        hat_arena_array(builder.arena, table->columns + (size_t)1, sizeof *table->shown_at);
    bool room = table->nameless != NULL && table->shown_at != NULL;
    enum hat_status st = room ? HAT_OK : HAT_ERR_NOMEM;
    for (uint32_t i = 0; i < table->columns && st == HAT_OK; i++) {
        st = put_heading(table, &builder, i);
    }
    if (st == HAT_OK) {
        st = put_shown_headings(table, &builder);
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, &headings);
    }
    if (st == HAT_OK) {
        sheet->shape = headings.as.map->shape;
    }
    hat_map_builder_fini(&builder);
    return st;
}

/* ---- rows ---- */

/* Warns once of a column that has values but no heading. */
static void look_at_nameless(struct table *table, const struct hat_sheet_row *row)
{
    for (uint32_t i = 0; i < table->columns && i < row->count; i++) {
        if (table->nameless[i] && !hat_sheet_blank(&row->cells->values[i])) {
            struct hat_place place = hat_sheet_place(table->sheet, row->number);
            table->nameless[i] = false;
            hat_diags_add(table->sheet->source->diags, HAT_MSG_CSV_NO_HEADING, &place,
                          table->sheet->shape->names[i]);
        }
    }
}

static void report_count(const struct table *table, enum hat_message code,
                         const struct hat_sheet_row *row, uint32_t cells)
{
    struct hat_place place = hat_sheet_place(table->sheet, row->number);
    struct hat_digits have = hat_digits(cells), want = hat_digits(table->columns);
    hat_diags_add(table->sheet->source->diags, code, &place, hat_str_from(have.text),
                  hat_str_from(want.text));
}

static void look_at_count(struct table *table, const struct hat_sheet_row *row)
{
    uint32_t used = hat_sheet_used(row);
    if (table->sheet->name != NULL) {
        return;
    }
    if (used > table->columns) {
        report_count(table, HAT_MSG_CSV_ROW_LONG, row, used);
        table->errors++;
    } else if (row->count < table->columns) {
        report_count(table, HAT_MSG_CSV_ROW_SHORT, row, row->count);
    }
}

static enum hat_status check_limits(const struct table *table, size_t count, uint32_t number)
{
    const struct hat_limits *limits = table->sheet->source->limits;
    if (count >= limits->rows) {
        return hat_sheet_over_limit(table->sheet, number, HAT_MSG_DATA_ROWS_MANY, limits->rows);
    }
    if ((count + 1) * table->sheet->shape->count > limits->values) {
        return hat_sheet_over_limit(table->sheet, number, HAT_MSG_DATA_VALUES_MANY, limits->values);
    }
    return HAT_OK;
}

/* The cells of a row get the shape; where a column has shown texts, its value is the text until
 * another is known. */
static enum hat_status make_map(const struct table *table, struct hat_sheet_row *row)
{
    const struct hat_shape *shape = table->sheet->shape;
    enum hat_status st = hat_sheet_widen(table->sheet, row, shape->count);
    if (st != HAT_OK) {
        return st;
    }
    row->cells->shape = shape;
    for (uint32_t i = 0; i < table->columns; i++) {
        if (table->shown_at[i] != 0) {
            struct hat_value *shown = &row->cells->values[table->shown_at[i]];
            *shown = row->cells->values[i];
            shown->column = table->shown_at[i] + 1;
        }
    }
    return HAT_OK;
}

static enum hat_status add_row(struct table *table, size_t index, size_t count)
{
    struct hat_sheet_row *row = &table->sheet->rows[index];
    enum hat_status st = check_limits(table, count, row->number);
    if (st == HAT_OK) {
        st = make_map(table, row);
    }
    if (st == HAT_OK) {
        table->items[count] = (struct hat_value){.type = HAT_MAP,
                                                 .file = table->sheet->source->file,
                                                 .count = table->sheet->shape->count,
                                                 .as.map = row->cells,
                                                 .line = row->line,
                                                 .column = row->number};
    }
    return st;
}

static void put_shown_texts(const struct table *table)
{
    struct hat_sheet *sheet = table->sheet;
    for (size_t i = 0; i < sheet->shown_count; i++) {
        const struct hat_sheet_shown *shown = &sheet->shown[i];
        size_t index = hat_sheet_find_row(sheet, shown->row);
        bool there = index < sheet->row_count && index >= sheet->header_end &&
                     sheet->rows[index].number == shown->row && shown->column < table->columns;
        if (there) {
            struct hat_value *cell =
                &sheet->rows[index].cells->values[table->shown_at[shown->column]];
            cell->as.text = shown->text.ptr;
            cell->count = (uint32_t)shown->text.len;
        }
    }
}

static enum hat_status make_rows(struct table *table, size_t begin, struct hat_value *out)
{
    struct hat_sheet *sheet = table->sheet;
    size_t count = sheet->row_count - begin, done = 0;
    enum hat_status st = HAT_OK;
    table->items = hat_arena_array(sheet->source->arena, count, sizeof *table->items);
    if (table->items == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (; done < count && st == HAT_OK && table->errors < ERRORS_SHOWN; done++) {
        look_at_count(table, &sheet->rows[begin + done]);
        look_at_nameless(table, &sheet->rows[begin + done]);
        st = add_row(table, begin + done, done);
    }
    if (st != HAT_OK || table->errors > 0) {
        return st != HAT_OK ? st : HAT_ERR_DATA;
    }
    put_shown_texts(table);
    *out = (struct hat_value){.type = HAT_LIST,
                              .file = sheet->source->file,
                              .count = (uint32_t)count,
                              .as.items = table->items,
                              .line = 1,
                              .column = 1};
    return HAT_OK;
}

/* ---- messages about many rows ---- */

static enum hat_status report_findings(struct hat_sheet *sheet)
{
    static const enum hat_message codes[] = {[HAT_FOUND_HIDDEN] = HAT_MSG_SHEET_HIDDEN_ROWS,
                                             [HAT_FOUND_AGAIN] = HAT_MSG_SHEET_HEADINGS_AGAIN,
                                             [HAT_FOUND_TITLE] = HAT_MSG_SHEET_TITLES,
                                             [HAT_FOUND_SUBTOTAL] = HAT_MSG_SHEET_SUBTOTAL,
                                             [HAT_FOUND_AROUND] = HAT_MSG_SHEET_AROUND,
                                             [HAT_FOUND_MERGED] = HAT_MSG_SHEET_MERGED,
                                             [HAT_FOUND_UTF8] = HAT_MSG_DATA_REPAIRED,
                                             [HAT_FOUND_KZ1048] = HAT_MSG_DATA_REPAIRED_KZ1048,
                                             [HAT_FOUND_LOST] = HAT_MSG_DATA_LETTERS_LOST,
                                             [HAT_FOUND_ERROR] = HAT_MSG_SHEET_ERROR,
                                             [HAT_FOUND_NUMBER] = HAT_MSG_SHEET_NUMBER,
                                             [HAT_FOUND_LINK] = HAT_MSG_SHEET_LINK,
                                             [HAT_FOUND_COMPUTED] = HAT_MSG_SHEET_COMPUTED_LINK,
                                             [HAT_FOUND_NO_RESULT] = HAT_MSG_SHEET_NO_RESULT,
                                             [HAT_FOUND_TORN] = HAT_MSG_SHEET_TORN};
    for (int i = 0; i < HAT_FOUND_COUNT; i++) {
        struct hat_sheet_findings *found = &sheet->findings[i];
        if (found->rows.count == 0) {
            continue;
        }
        struct hat_place place = hat_sheet_place(sheet, found->row);
        bool cell = i > HAT_FOUND_AROUND && found->column < sheet->shape->count;
        place.column = cell ? sheet->shape->names[found->column].ptr : NULL;
        hat_diags_add(sheet->source->diags, codes[i], &place, hat_row_list_text(&found->rows),
                      hat_str_from(found->text.text), hat_str_from(found->other.text));
    }
    bool lost = sheet->findings[HAT_FOUND_LOST].rows.count > 0 && !sheet->source->keep_lost;
    return lost ? HAT_ERR_DATA : HAT_OK;
}

static void report_number(const struct hat_sheet *sheet, uint32_t row, enum hat_message code,
                          uint32_t number)
{
    struct hat_place place = hat_sheet_place(sheet, row);
    struct hat_digits digits = hat_digits(number);
    hat_diags_add(sheet->source->diags, code, &place, hat_str_from(digits.text));
}

static void report_edges(const struct hat_sheet *sheet)
{
    if (sheet->header > 0) {
        report_number(sheet, sheet->rows[sheet->header].number, HAT_MSG_SHEET_HEADER,
                      (uint32_t)sheet->header);
    }
    if (sheet->tail.total_row > 0) {
        report_number(sheet, sheet->tail.total_row, HAT_MSG_SHEET_TOTAL, sheet->tail.under);
    }
    if (sheet->tail.empty > 0) {
        report_number(sheet, 0, HAT_MSG_SHEET_EMPTY_TAIL, sheet->tail.empty);
    }
}

static enum hat_status nothing_there(const struct hat_sheet *sheet, enum hat_message code)
{
    struct hat_place place = hat_sheet_place(sheet, 0);
    hat_diags_add(sheet->source->diags, code, &place, HAT_STR(""));
    return HAT_ERR_DATA;
}

/* ---- the whole ---- */

static void drop_hidden(struct hat_sheet *sheet)
{
    size_t kept = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        if (sheet->rows[i].hidden) {
            hat_sheet_found(sheet, HAT_FOUND_HIDDEN, &sheet->rows[i], 0, HAT_STR(""));
        } else {
            sheet->rows[kept++] = sheet->rows[i];
        }
    }
    sheet->row_count = kept;
}

enum hat_status hat_sheet_prepare(struct hat_sheet *sheet)
{
    enum hat_status st = hat_sheet_carry_merged(sheet);
    if (st == HAT_OK) {
        st = hat_sheet_repair_texts(sheet);
    }
    drop_hidden(sheet);
    return st == HAT_OK ? hat_sheet_find_header(sheet) : st;
}

enum hat_status hat_sheet_entries(struct hat_sheet *sheet, struct hat_value *out)
{
    struct table table = {.sheet = sheet};
    if (sheet->row_count == 0) {
        return nothing_there(sheet, HAT_MSG_CSV_EMPTY);
    }
    enum hat_status st = hat_sheet_give_headings(sheet);
    if (st == HAT_OK && sheet->row_count > sheet->header_end) {
        st = hat_sheet_cut_tail(sheet);
    }
    st = st == HAT_OK ? hat_sheet_drop_inner(sheet) : st;
    st = st == HAT_OK ? read_headings(&table) : st;
    if (st != HAT_OK) {
        return st;
    }
    report_edges(sheet);
    enum hat_status found = report_findings(sheet);
    if (sheet->row_count <= sheet->header_end) {
        return nothing_there(sheet, HAT_MSG_CSV_NO_ROWS);
    }
    struct hat_value list = {0};
    st = make_rows(&table, sheet->header_end, &list);
    if (st == HAT_OK && found == HAT_OK) {
        *out = list;
    }
    return st != HAT_OK ? st : found;
}

/* ---- tables of names and values ---- */

/* The shape of a table without headings: "1", "2" ... */
static enum hat_status plain_shape(struct table *table)
{
    struct hat_map_builder builder = {.arena = table->sheet->source->arena};
    struct hat_value headings = {0}, nothing = {0};
    enum hat_status st = HAT_OK;
    table->nameless = hat_arena_alloc(builder.arena, table->columns);
    table->shown_at =
        hat_arena_array(builder.arena, table->columns + (size_t)1, sizeof *table->shown_at);
    for (uint32_t i = 1; i <= table->columns && st == HAT_OK; i++) {
        struct hat_digits digits = hat_digits(i);
        struct hat_str name = hat_arena_str(builder.arena, hat_str_from(digits.text));
        st = name.ptr != NULL ? hat_map_put(&builder, name, &nothing, NULL) : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        bool room = table->nameless != NULL && table->shown_at != NULL;
        st = room ? hat_map_finish(&builder, &headings) : HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        table->sheet->shape = headings.as.map->shape;
    }
    hat_map_builder_fini(&builder);
    return st;
}

enum hat_status hat_sheet_plain(struct hat_sheet *sheet, uint32_t columns, struct hat_value *out)
{
    struct table table = {.sheet = sheet, .columns = columns};
    if (sheet->row_count == 0) {
        return nothing_there(sheet, HAT_MSG_CSV_EMPTY);
    }
    sheet->shown_count = 0; /* a field is its link */
    enum hat_status st = plain_shape(&table);
    if (st != HAT_OK) {
        return st;
    }
    st = report_findings(sheet);
    return st == HAT_OK ? make_rows(&table, 0, out) : st;
}
