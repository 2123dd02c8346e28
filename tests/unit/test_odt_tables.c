/* Tests of the ODT reader: tables, streamed and nested. */
#include "unit/odt_document.h"

#define P(text)                    "<text:p>" text "</text:p>"
#define TABLE(attributes, content) "<table:table " attributes ">" content "</table:table>"
#define COLUMNS(n)                 "<table:table-column table:number-columns-repeated='" #n "'/>"
#define ROW(cells)                 "<table:table-row>" cells "</table:table-row>"
#define CELL(content)              "<table:table-cell>" content "</table:table-cell>"
#define CELL_WITH(attributes, content)                                                             \
    "<table:table-cell " attributes ">" content "</table:table-cell>"
#define COVERED "<table:covered-table-cell/>"
#define STYLE(family, name, kind, attributes)                                                      \
    "<style:style style:name='" name "' style:family='" family "'><style:" kind                    \
    "-properties " attributes "/></style:style>"

static const char *cell_text(struct odt *odt, const struct hat_cell *cell)
{
    return odt_line(odt, cell->blocks->as.paragraph);
}

static void table_properties(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            STYLE("table", "T", "table",
                  "style:width='10cm' table:align='center' fo:margin-left='1cm' "
                  "fo:margin-top='0.3cm' fo:margin-bottom='0.2cm' "
                  "table:border-model='collapsing' style:may-break-between-rows='false' "
                  "fo:keep-with-next='always' fo:background-color='#eeeeee'")
                STYLE("table", "R", "table",
                      "style:rel-width='80%' style:width='8cm' table:align='left'")
                    STYLE("table-column", "C1", "table-column", "style:column-width='2cm'")
                        STYLE("table-column", "C2", "table-column",
                              "style:column-width='3cm' style:rel-column-width='100*'")
                            STYLE("table-column", "C3", "table-column",
                                  "style:column-width='3cm' style:rel-column-width='200*'"),
            TABLE("table:style-name='T'",
                  "<table:table-columns><table:table-column table:style-name='C1'/>"
                  "<table:table-column table:style-name='C2'/></table:table-columns>" ROW(
                      CELL(P("a")) CELL(P("b"))))
                TABLE(
                    "table:style-name='R'",
                    "<table:table-header-columns><table:table-column table:style-name='C2'/>"
                    "</table:table-header-columns><table:table-column table:style-name='C3'/>" ROW(
                        CELL(P("a")) CELL(P("b")))) TABLE("", ROW(CELL("") CELL("")))),
        NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    assert_true(table->streamed && table->odf_widths && table->collapse && table->no_break);
    assert_true(table->keep_next);
    assert_false(table->stretch);
    assert_int_equal(table->width_kind, HAT_WIDTH_TWIPS);
    assert_int_equal(table->width, 5669);
    assert_int_equal(table->align, HAT_ALIGN_CENTER);
    assert_int_equal(table->indent, 567);
    assert_int_equal(table->before, 170);
    assert_int_equal(table->after, 113);
    assert_int_equal(table->shade.rgb, 0xeeeeee);
    assert_int_equal(table->column_count, 2);
    assert_int_equal(table->grid[0], 1134); /* not every column has a relative width */
    assert_int_equal(table->grid[1], 1701);
    assert_int_equal(table->place.table, 1);
    table = odt_table(&odt); /* the rows of the first are not read: they are passed over */
    assert_int_equal(table->width_kind, HAT_WIDTH_PERCENT);
    assert_int_equal(table->width, 4000);
    assert_int_equal(table->grid[0], 100);
    assert_int_equal(table->grid[1], 200);
    assert_false(table->collapse);
    table = odt_table(&odt);
    assert_int_equal(table->column_count, 2); /* as many as the first row has cells */
    assert_true(table->stretch);
    struct hat_row *row = odt_row(&odt, table);
    assert_int_equal(row->cell_count, 2);
    assert_string_equal(cell_text(&odt, &row->cells[1]), "");
    hat_document_release_row(odt.document, row);
    assert_null(odt_row(&odt, table));
    assert_null(odt_row(&odt, table));
    assert_null(odt_next(&odt));
    odt_close(&odt);
}

static void rows_and_cells(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            STYLE("table-row", "Exact", "table-row", "style:row-height='1cm'")
                STYLE("table-row", "Min", "table-row",
                      "style:min-row-height='0.5cm' fo:keep-together='always' "
                      "fo:background-color='#abcdef'")
                    STYLE("table-cell", "A", "table-cell",
                          "fo:padding='0.1cm' fo:padding-left='0.2cm' "
                          "fo:border='0.5pt solid #000000' fo:border-right='none' "
                          "style:vertical-align='middle' fo:background-color='#ff0000'")
                        STYLE("table-cell", "B", "table-cell",
                              "style:vertical-align='bottom' style:writing-mode='tb-rl' "
                              "fo:border-top='3pt double #0000ff' "
                              "style:border-line-width-top='0.5pt 0.5pt 2pt'"),
            TABLE("",
                  "<table:table-column/><table:table-column "
                  "table:default-cell-style-name='B'/>"
                  "<table:table-header-rows><table:table-row table:style-name='Exact'>" CELL_WITH(
                      "table:style-name='A'", P("h"))
                      CELL(P("k")) "</table:table-row></table:table-header-rows>"
                                   "<table:table-row table:style-name='Min' "
                                   "table:default-cell-style-name='A'>" CELL(P("x") P("y"))
                                       CELL(P("z")) "</table:table-row>")),
        NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    struct hat_row *row = odt_row(&odt, table);
    assert_true(row->header);
    assert_int_equal(row->number, 1);
    assert_int_equal(row->height_rule, HAT_HEIGHT_EXACT);
    assert_int_equal(row->height, 567);
    assert_false(row->cant_split);
    const struct hat_cell *cell = &row->cells[0];
    assert_int_equal(cell->margins[HAT_LEFT], 113);
    assert_int_equal(cell->margins[HAT_TOP], 57);
    assert_int_equal(cell->borders[HAT_LEFT].style, HAT_BORDER_SINGLE);
    assert_int_equal(cell->borders[HAT_LEFT].width, 10);
    assert_int_equal(cell->borders[HAT_RIGHT].style, HAT_BORDER_NONE);
    assert_int_equal(cell->valign, HAT_VALIGN_CENTER);
    assert_int_equal(cell->shade.rgb, 0xff0000);
    cell = &row->cells[1]; /* the column's default style */
    assert_int_equal(cell->valign, HAT_VALIGN_BOTTOM);
    assert_int_equal(cell->direction, HAT_DIRECTION_DOWN);
    assert_int_equal(cell->borders[HAT_TOP].style, HAT_BORDER_DOUBLE);
    assert_int_equal(cell->borders[HAT_TOP].width, 60);
    assert_int_equal(cell->borders[HAT_TOP].outer, 40);
    assert_int_equal(cell->borders[HAT_TOP].inner, 10);
    assert_int_equal(cell->column, 1);
    hat_document_release_row(odt.document, row);
    row = odt_row(&odt, table);
    assert_false(row->header);
    assert_true(row->cant_split);
    assert_int_equal(row->height_rule, HAT_HEIGHT_AT_LEAST);
    assert_int_equal(row->height, 283);
    assert_int_equal(row->cells[1].valign, HAT_VALIGN_CENTER); /* the row's default style */
    const struct hat_paragraph *second = row->cells[0].blocks->next->as.paragraph;
    assert_string_equal(odt_line(&odt, second), "y");
    assert_int_equal(second->place.row, 2);
    assert_int_equal(second->place.cell, 1);
    assert_int_equal(second->place.paragraph, 2);
    hat_document_release_row(odt.document, row);
    odt_close(&odt);
}

static void check_cell(const struct hat_row *row, size_t index, uint16_t column, uint16_t span,
                       uint8_t merge)
{
    assert_true(index < row->cell_count);
    assert_int_equal(row->cells[index].column, column);
    assert_int_equal(row->cells[index].span, span);
    assert_int_equal(row->cells[index].merge, merge);
}

static void spans(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT(
            STYLE("table-cell", "A", "table-cell", "fo:border='1pt solid #000000'"),
            TABLE("",
                  COLUMNS(4) ROW(CELL_WITH("table:style-name='A' "
                                           "table:number-rows-spanned='3' "
                                           "table:number-columns-spanned='2'",
                                           P("big")) COVERED CELL(P("c")) CELL(P("d")))
                      ROW("<table:covered-table-cell table:number-columns-repeated='2'/>" CELL_WITH(
                          "table:number-columns-spanned='2'", P("wide")) COVERED)
                          ROW(COVERED COVERED CELL(P("e")) CELL(P("f")))
                              ROW(CELL(P("g")) CELL(P("h")) CELL(P("i")) CELL(P("j"))))),
        NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    struct hat_row *row = odt_row(&odt, table);
    assert_int_equal(row->cell_count, 3);
    check_cell(row, 0, 0, 2, HAT_MERGE_RESTART);
    check_cell(row, 1, 2, 1, HAT_MERGE_NONE);
    check_cell(row, 2, 3, 1, HAT_MERGE_NONE);
    hat_document_release_row(odt.document, row);
    row = odt_row(&odt, table);
    assert_int_equal(row->cell_count, 2);
    check_cell(row, 0, 0, 2, HAT_MERGE_CONTINUE);
    assert_int_equal(row->cells[0].borders[HAT_LEFT].width, 20); /* of the cell that goes on */
    assert_non_null(row->cells[0].blocks);
    check_cell(row, 1, 2, 2, HAT_MERGE_NONE);
    hat_document_release_row(odt.document, row);
    row = odt_row(&odt, table);
    check_cell(row, 0, 0, 2, HAT_MERGE_CONTINUE);
    check_cell(row, 1, 2, 1, HAT_MERGE_NONE);
    hat_document_release_row(odt.document, row);
    row = odt_row(&odt, table);
    assert_int_equal(row->cell_count, 4);
    check_cell(row, 0, 0, 1, HAT_MERGE_NONE);
    hat_document_release_row(odt.document, row);
    odt_close(&odt);
}

static void repeats(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(
        &odt,
        ODF_CONTENT("", TABLE("", COLUMNS(3) "<table:table-row "
                                             "table:number-rows-repeated='3'>" CELL_WITH(
                                                 "table:number-columns-repeated='3'",
                                                 P("x")) "</table:table-row>" ROW(CELL(P("y"))))),
        NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    struct hat_row *rows[4];
    for (size_t i = 0; i < 4; i++) {
        rows[i] = odt_row(&odt, table);
    }
    for (uint32_t i = 0; i < 3; i++) { /* each may be released before or after the others */
        assert_int_equal(rows[i]->number, i + 1);
        assert_int_equal(rows[i]->cell_count, 3);
        check_cell(rows[i], 2, 2, 1, HAT_MERGE_NONE);
    }
    hat_document_release_row(odt.document, rows[2]);
    hat_document_release_row(odt.document, rows[0]);
    assert_string_equal(cell_text(&odt, &rows[1]->cells[2]), "x");
    hat_document_release_row(odt.document, rows[1]);
    assert_int_equal(rows[3]->cell_count, 1);
    hat_document_release_row(odt.document, rows[3]);
    odt_close(&odt);
}

static void limits(void **state)
{
    (void)state;
    struct odt odt = {.limits = HAT_LIMITS_DEFAULT};
    odt.limits.columns = 5;
    odt.limits.repeats = 4;
    odt_open(
        &odt,
        ODF_CONTENT(
            "", TABLE("", COLUMNS(1000000) "<table:table-row "
                                           "table:number-rows-repeated='2000000000'>" CELL_WITH(
                                               "table:number-columns-repeated='2000000000'",
                                               P("x")) "</table:table-row>"
                                                       "<table:table-row>" CELL_WITH(
                                                           "table:number-columns-spanned='99999'",
                                                           P("y"))
                                                           CELL(P("past")) "</table:table-row>")),
        NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    assert_int_equal(table->column_count, 5);
    for (size_t i = 0; i < 4; i++) {
        struct hat_row *row = odt_row(&odt, table);
        assert_int_equal(row->cell_count, 4);
        hat_document_release_row(odt.document, row);
    }
    struct hat_row *row = odt_row(&odt, table);
    assert_int_equal(row->cell_count, 1);
    check_cell(row, 0, 0, 5, HAT_MERGE_NONE);
    const struct hat_block *kept = row->cells[0].blocks->next; /* what had no column */
    assert_string_equal(odt_line(&odt, kept->as.paragraph), "past");
    hat_document_release_row(odt.document, row);
    assert_null(odt_row(&odt, table));
    assert_true(odt_warned(&odt, "table-repeats"));
    assert_true(odt_warned(&odt, "table-wide-row"));
    odt_close(&odt);
}

static void nested(void **state)
{
    (void)state;
    struct odt odt = {0};
    odt_open(&odt,
             ODF_CONTENT(
                 STYLE("table-cell", "A", "table-cell", "fo:padding='0.1cm'"),
                 TABLE("", COLUMNS(2) ROW(CELL(P("a") TABLE("", COLUMNS(1) ROW(CELL(P("in")))
                                                                    ROW(CELL(P("in 2")))) P("b"))
                                              CELL_WITH("table:style-name='A'",
                                                        TABLE("table:is-sub-table='true'",
                                                              COLUMNS(1) ROW(CELL(P("sub")))))))),
             NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    struct hat_row *row = odt_row(&odt, table);
    const struct hat_block *block = row->cells[0].blocks;
    assert_string_equal(odt_line(&odt, block->as.paragraph), "a");
    struct hat_table *inner = block->next->as.table;
    assert_false(inner->streamed);
    struct hat_row *first, *second, *none;
    assert_int_equal(hat_document_next_row(odt.document, inner, NULL, &first), HAT_OK);
    assert_int_equal(hat_document_next_row(odt.document, inner, first, &second), HAT_OK);
    assert_int_equal(hat_document_next_row(odt.document, inner, second, &none), HAT_OK);
    assert_string_equal(cell_text(&odt, &second->cells[0]), "in 2");
    assert_null(none);
    assert_string_equal(odt_line(&odt, block->next->next->as.paragraph), "b");
    const struct hat_cell *sub = &row->cells[1]; /* fills its cell */
    assert_int_equal(sub->margins[HAT_LEFT], 0);
    assert_true(sub->blocks->as.table->stretch);
    hat_document_release_row(odt.document, row);
    odt_close(&odt);
}

static void too_deep(void **state)
{
    (void)state;
    struct odt odt = {.limits = HAT_LIMITS_DEFAULT, .stub = {.chunk = 1}};
    odt.limits.table_depth = 2;
    struct hat_block *block;
    odt_open(
        &odt,
        ODF_CONTENT(
            "", P("x") TABLE("", ROW(CELL(TABLE("", ROW(CELL(TABLE("", ROW(CELL(P("y"))))))))))),
        NULL, NULL);
    enum hat_status status;
    do {
        status = hat_document_next(odt.document, &block);
    } while (status == HAT_OK && block != NULL);
    assert_int_equal(status, HAT_ERR_LIMIT);
    assert_int_equal(hat_document_next(odt.document, &block), HAT_ERR_LIMIT);
    assert_true(odt_warned(&odt, "table-depth"));
    odt_close(&odt);
}

/* Memory must not grow with the table: the arenas of released rows are used again. */
static void long_table(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    static const char row_text[] = ROW(CELL(P("1")) CELL(P("Балабақша")));
    size_t size = (sizeof row_text - 1) * ROWS + 4096;
    char *content = malloc(size);
    assert_non_null(content);
    size_t len = (size_t)snprintf(content, size,
                                  "<office:document-content" ODF_NS "><office:body><office:text>"
                                  "<table:table>" COLUMNS(2));
    for (size_t i = 0; i < ROWS; i++) {
        memcpy(content + len, row_text, sizeof row_text - 1);
        len += sizeof row_text - 1;
    }
    snprintf(content + len, size - len,
             "</table:table></office:text></office:body></office:document-content>");
    struct odt odt = {0};
    odt_open(&odt, content, NULL, NULL);
    struct hat_table *table = odt_table(&odt);
    uint32_t count = 0;
    struct hat_arena *seen[64];
    size_t arenas = 0;
    for (struct hat_row *row; (row = odt_row(&odt, table)) != NULL; count++) {
        assert_int_equal(row->number, count + 1);
        size_t at = 0;
        while (at < arenas && seen[at] != row->arena) {
            at++;
        }
        if (at == arenas) {
            assert_true(arenas < 64 - 1);
            seen[arenas++] = row->arena;
        }
        hat_document_release_row(odt.document, row);
    }
    assert_int_equal(count, ROWS);
    odt_close(&odt);
    free(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table_properties),
                                       cmocka_unit_test(rows_and_cells),
                                       cmocka_unit_test(spans),
                                       cmocka_unit_test(repeats),
                                       cmocka_unit_test(limits),
                                       cmocka_unit_test(nested),
                                       cmocka_unit_test(too_deep),
                                       cmocka_unit_test(long_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
