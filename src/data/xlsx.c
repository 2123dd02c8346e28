/* xlsx.c -- a SpreadsheetML workbook: its sheets in their order, and the parts they need.
 *
 *     xl/workbook.xml      <sheet name="Абай" sheetId="1" r:id="rId1"/> ...
 *     its relationships    rId1 -> xl/worksheets/sheet1.xml
 *     xl/sharedStrings.xml, xl/styles.xml
 *
 * Sheets that are no worksheets (charts, macros of old) are passed over. Source: ECMA-376-1 §18.2.
 */
#include "data/xlsx_internal.h"

struct listed {
    struct hat_str name, id; /* in the arena */
    const char *part;        /* once it is read */
    bool hidden;
};

struct workbook {
    struct hat_xlsx *xlsx;
    struct listed *sheets;
    size_t count, cap;
};

static bool is_true(struct hat_str text)
{
    return hat_str_is(text, "1") || hat_str_is(text, "true");
}

static enum hat_status add_sheet(struct workbook *workbook, const struct hat_xml_element *element)
{
    struct hat_arena *arena = workbook->xlsx->book->source.arena;
    struct hat_str state = hat_xml_attr(element, HAT_NONE_state);
    struct listed sheet = {
        .name = hat_arena_str(arena, hat_xml_attr(element, HAT_NONE_name)),
        .id = hat_arena_str(arena, hat_xml_attr(element, HAT_R_id)),
        .hidden = state.len > 0 && !hat_str_is(state, "visible"),
    };
    if (sheet.name.ptr == NULL || sheet.id.ptr == NULL ||
        !hat_mem_grow(&workbook->sheets, workbook->count, &workbook->cap,
                      sizeof *workbook->sheets)) {
        return HAT_ERR_NOMEM;
    }
    workbook->sheets[workbook->count++] = sheet;
    return HAT_OK;
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct workbook *workbook = ctx;
    if (element->name == HAT_S_workbookPr) {
        workbook->xlsx->date1904 = is_true(hat_xml_attr(element, HAT_NONE_date1904));
    }
    return element->name == HAT_S_sheet ? add_sheet(workbook, element) : HAT_OK;
}

static const char *part_of_type(const struct hat_relationships *list, const char *type)
{
    const struct hat_relationship *found = hat_relationships_of_type(list, type);
    return found != NULL && !found->external ? found->target : NULL;
}

/* A part that two sheets name would be read twice, or a thousand times. */
static bool is_read(const struct workbook *workbook, size_t index, const char *target)
{
    for (size_t i = 0; i < index; i++) {
        if (workbook->sheets[i].part != NULL && strcmp(workbook->sheets[i].part, target) == 0) {
            return true;
        }
    }
    return false;
}

static enum hat_status read_sheet(struct workbook *workbook, size_t index,
                                  const struct hat_relationships *list)
{
    struct hat_book_builder *book = workbook->xlsx->book;
    struct listed *listed = &workbook->sheets[index];
    const struct hat_relationship *found = hat_relationships_find(list, listed->id.ptr);
    struct hat_sheet *sheet;
    if (found == NULL || found->external || strcmp(found->type, "worksheet") != 0) {
        return HAT_OK;
    }
    enum hat_status st = hat_book_begin_sheet(book, listed->name, listed->hidden, &sheet);
    if (st != HAT_OK || sheet == NULL) {
        return st;
    }
    if (is_read(workbook, index, found->target)) {
        struct hat_place place = hat_sheet_place(sheet, 0);
        hat_diags_add(book->source.diags, HAT_MSG_SHEET_PART_TWICE, &place,
                      hat_str_from(found->target));
        return HAT_ERR_DATA;
    }
    listed->part = found->target;
    st = hat_xlsx_read_sheet(workbook->xlsx, found->target, sheet);
    return st == HAT_OK ? hat_book_end_sheet(book) : hat_book_pass_sheet(book, st);
}

static enum hat_status read_workbook(struct workbook *workbook)
{
    struct hat_book_builder *book = workbook->xlsx->book;
    struct hat_relationships list = {0};
    const char *main = hat_package_main(book->package);
    struct hat_xml_handler handler = {.ctx = workbook, .start = on_start};
    enum hat_status st = hat_package_relationships(book->package, main, book->source.arena,
                                                   book->source.diags, &list);
    if (st == HAT_OK) {
        st = hat_book_parse(book, main, &handler);
    }
    if (st == HAT_OK) {
        st = hat_xlsx_read_strings(workbook->xlsx, part_of_type(&list, "sharedStrings"));
    }
    if (st == HAT_OK) {
        st = hat_xlsx_read_styles(workbook->xlsx, part_of_type(&list, "styles"));
    }
    for (size_t i = 0; i < workbook->count && st == HAT_OK; i++) {
        st = read_sheet(workbook, i, &list);
    }
    return st;
}

enum hat_status hat_xlsx_read(struct hat_book_builder *book)
{
    struct hat_xlsx xlsx = {.book = book};
    struct workbook workbook = {.xlsx = &xlsx};
    enum hat_status st = read_workbook(&workbook);
    hat_mem_free(workbook.sheets);
    hat_mem_free(xlsx.strings);
    hat_mem_free(xlsx.formats);
    return st;
}
