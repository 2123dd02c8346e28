/* Tests of src/layout: tables. The numbers are those that were measured: docs/layout-rules.md,
 * appendix A. Positions are from the body's top left corner. */
#include "layout/table_internal.h"
#include "layout_model.h"

enum { BORDER = 10, ROW = LINE + BORDER };

static const size_t one_line[3] = {1, 1, 1};

/* Moves `rows` of one line below each other into a table. */
static void add_rows(struct model *model, struct hat_table *table, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        model_row(model, table, one_line);
    }
}

static int text_x(const struct model *model, size_t n)
{
    return model_mark(model, 0, HAT_ITEM_GLYPHS, n)->x0 - BODY_LEFT;
}

/* ---- columns ---- */

static void check_grid(const struct hat_table *table, hat_twip container, const int *expected)
{
    struct hat_arena arena = {0};
    struct hat_grid grid;
    assert_int_equal(hat_grid_make(table, NULL, container, &arena, &grid), HAT_OK);
    for (size_t i = 0; i <= grid.columns; i++) {
        assert_int_equal(grid.left + grid.edges[i], expected[i]);
    }
    hat_arena_fini(&arena);
}

static void columns_of_docx(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_make_table(&model);
    check_grid(table, BODY_WIDTH, (int[]){5, 2004, 5005, 9005});
    table->width_kind = HAT_WIDTH_PERCENT;
    table->width = 5000;
    check_grid(table, BODY_WIDTH, (int[]){5, 2083, 5202, 9360});
    table->width_kind = HAT_WIDTH_TWIPS;
    table->width = 6000;
    check_grid(table, BODY_WIDTH, (int[]){5, 1338, 3338, 6005});
    table->width = 9000;
    table->align = HAT_ALIGN_CENTER;
    check_grid(table, BODY_WIDTH, (int[]){177, 2176, 5177, 9177});
    table->align = HAT_ALIGN_RIGHT;
    check_grid(table, BODY_WIDTH, (int[]){355, 2354, 5355, 9355});
    table->align = HAT_ALIGN_LEFT;
    table->shift_by_margin = true;
    check_grid(table, BODY_WIDTH, (int[]){-108, 1891, 4892, 8892});
    model_fini(&model);
}

static void columns_of_odf(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_make_table(&model);
    table->odf_widths = true;
    table->width_kind = HAT_WIDTH_TWIPS;
    table->width = 5669;
    table->grid[0] = 1134;
    table->grid[1] = 1701;
    table->grid[2] = 2835;
    check_grid(table, BODY_WIDTH, (int[]){0, 1143, 2846, 5669});
    table->width = 6000; /* wider than its columns: each grows, the last takes the rest */
    check_grid(table, BODY_WIDTH, (int[]){0, 1200, 3000, 6000});
    table->stretch = true;
    table->grid[0] = 737;
    table->grid[1] = 3969;
    table->grid[2] = 4649;
    check_grid(table, 9355, (int[]){0, 736, 4705, 9355}); /* parts of 65535, cut to twips */
    model_fini(&model);
}

static void columns_without_grid(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_make_table(&model);
    struct hat_row *row = model_row(&model, table, one_line);
    table->column_count = 0;
    struct hat_arena arena = {0};
    struct hat_grid grid;
    assert_int_equal(hat_grid_make(table, row, 9000, &arena, &grid), HAT_OK);
    assert_int_equal(grid.columns, 3);     /* equal parts */
    assert_int_equal(grid.edges[1], 2999); /* by the rounding of 4.1 */
    row->cells[0].width = 1000;
    row->cells[1].width = 2000;
    row->cells[2].width = 3000;
    assert_int_equal(hat_grid_make(table, row, 9000, &arena, &grid), HAT_OK);
    assert_int_equal(grid.edges[2], 3000);
    hat_arena_fini(&arena);
    model_fini(&model);
}

/* ---- text in cells ---- */

static void text_stands_right_of_half_the_border(void **state)
{
    (void)state;
    static const int widths[] = {0, 5, 10, 30, 120};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        struct model model;
        model_init(&model);
        struct hat_table *table = model_table(&model);
        for (int edge = 0; edge < 4; edge++) {
            table->borders[edge] = model_border(widths[i]);
        }
        add_rows(&model, table, 1);
        model_layout(&model);
        assert_int_equal(text_x(&model, 0), 108 + widths[i] / 2);
        assert_int_equal(text_x(&model, 1), 1999 + 108 + widths[i] / 2);
        model_fini(&model);
    }
}

/* ---- heights ---- */

/* Pitch of a row with a border of `border`. */
static int pitch_of(struct model *model, struct hat_row *row, struct hat_table *table)
{
    (void)row;
    add_rows(model, table, 1);
    model_layout(model);
    size_t last = model_count(model, 0, HAT_ITEM_GLYPHS) - 3;
    return model_baseline(model, 0, last) - ASCENT - hat_border_width(&table->borders[0]);
}

static void row_heights(void **state)
{
    (void)state;
    static const struct {
        int border, height;
        uint8_t rule;
        int before, after, spacing, pitch;
    } cases[] = {{10, 0, HAT_HEIGHT_AUTO, 0, 0, 100, 286},
                 {60, 0, HAT_HEIGHT_AUTO, 0, 0, 100, 336},
                 {0, 0, HAT_HEIGHT_AUTO, 0, 0, 100, 276},
                 {10, 600, HAT_HEIGHT_AT_LEAST, 0, 0, 100, 600},
                 {10, 100, HAT_HEIGHT_AT_LEAST, 0, 0, 100, 286},
                 {10, 200, HAT_HEIGHT_EXACT, 0, 0, 100, 200},
                 {10, 0, HAT_HEIGHT_AUTO, 100, 200, 100, 586},
                 {10, 0, HAT_HEIGHT_AUTO, 0, 0, 150, 424},
                 {10, 0, HAT_HEIGHT_AUTO, 0, 200, 115, 527}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct model model;
        model_init(&model);
        struct hat_table *table = model_table(&model);
        for (int edge = 0; edge < 4; edge++) {
            table->borders[edge] = model_border(cases[i].border);
        }
        struct hat_para_props plain = model.props;
        model.props.before = cases[i].before;
        model.props.after = cases[i].after;
        model.props.spacing = cases[i].spacing;
        struct hat_row *row = model_row(&model, table, one_line);
        row->height = cases[i].height;
        row->height_rule = cases[i].rule;
        model.props = plain;
        assert_int_equal(pitch_of(&model, row, table), cases[i].pitch);
        model_fini(&model);
    }
}

static void vertical_alignment(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *row = model_row(&model, table, one_line);
    row->height = 1000;
    row->height_rule = HAT_HEIGHT_AT_LEAST;
    row->cells[1].valign = HAT_VALIGN_CENTER;
    row->cells[2].valign = HAT_VALIGN_BOTTOM;
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), BORDER + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 1), BORDER + 357 + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 2), 1000 - LINE + ASCENT);
    model_fini(&model);
}

/* The thickest top border of a row moves the text of all its cells. */
static void thick_top_border(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    for (int edge = 0; edge < 4; edge++) {
        table->borders[edge] = model_border(0);
    }
    model_row(&model, table, one_line)->cells[1].borders[HAT_TOP] = model_border(30);
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), 30 + ASCENT);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_LINE), 1);
    const struct mark *rule = model_mark(&model, 0, HAT_ITEM_LINE, 0);
    assert_int_equal(rule->x0 - BODY_LEFT, 1999);
    assert_int_equal(rule->x1 - BODY_LEFT, 5000);
    assert_int_equal(rule->y0 - BODY_TOP, 15);
    model_fini(&model);
}

/* ---- merged cells ---- */

static void merged_rows(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){4, 1, 1})->cells[0].merge = HAT_MERGE_RESTART;
    model_row(&model, table, (size_t[3]){0, 1, 1})->cells[0].merge = HAT_MERGE_CONTINUE;
    model_row(&model, table, one_line);
    model_layout(&model);
    /* order of the list: the merged cell, cells 1 and 2 of both rows, the third row */
    assert_int_equal(model_baseline(&model, 0, 0), BORDER + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 3), BORDER + 3 * LINE + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 4), BORDER + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 6), ROW + BORDER + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 8), 1114 + BORDER + ASCENT);
    /* no border through the merged cell */
    const struct mark *rule = model_rule(&model, 0, ROW + 5);
    assert_int_equal(rule->y0 - BODY_TOP, ROW + 5);
    assert_int_equal(rule->x0 - BODY_LEFT, 2004 - 5);
    model_fini(&model);
}

static void merged_cell_is_centred_over_its_rows(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *row = model_row(&model, table, one_line);
    row->cells[0].merge = HAT_MERGE_RESTART;
    row->cells[0].valign = HAT_VALIGN_CENTER;
    for (int i = 0; i < 2; i++) {
        model_row(&model, table, (size_t[3]){0, 1, 1})->cells[0].merge = HAT_MERGE_CONTINUE;
    }
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), BORDER + (3 * ROW - BORDER - LINE) / 2 + ASCENT);
    model_fini(&model);
}

/* A merged cell longer than what is left of the page goes on, on the next. */
static void merged_cell_over_pages(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 48);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){6, 1, 1})->cells[0].merge = HAT_MERGE_RESTART;
    model_row(&model, table, (size_t[3]){0, 1, 1})->cells[0].merge = HAT_MERGE_CONTINUE;
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 48 + 4 + 4);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 2);
    model_fini(&model);
}

/* ---- borders ---- */

static void borders_are_few_strokes(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    add_rows(&model, table, 20);
    model_layout(&model);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_LINE), 4 + 21);
    const struct mark *bottom = model_rule(&model, 0, 20 * ROW);
    assert_int_equal(bottom->y0 - BODY_TOP, 20 * ROW + 5);
    assert_int_equal(bottom->x0 - BODY_LEFT, 0); /* to the outer edge of the left border */
    assert_int_equal(bottom->x1 - BODY_LEFT, 9010);
    model_fini(&model);
}

static void wider_border_wins(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *row = model_row(&model, table, one_line);
    row->cells[0].borders[HAT_RIGHT] = model_border(60);
    row->cells[1].borders[HAT_BOTTOM] = model_border(60);
    model_row(&model, table, one_line);
    model_layout(&model);
    assert_int_equal(text_x(&model, 1), 1999 + 5 + 108); /* not moved */
    const struct mark *rule = model_rule(&model, 0, ROW + 30);
    assert_int_equal(rule->y0 - BODY_TOP, ROW + 30);
    assert_int_equal(rule->width, 60);
    assert_int_equal(rule->x1 - rule->x0, 3001 + 5 + 5);
    assert_int_equal(model_baseline(&model, 0, 3), ROW + 60 + ASCENT);
    model_fini(&model);
}

static void separate_borders(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    table->collapse = false;
    table->odf_widths = true;
    table->width_kind = HAT_WIDTH_TWIPS;
    table->width = 9000;
    for (int edge = 0; edge < 4; edge++) {
        table->margins[edge] = 55;
    }
    add_rows(&model, table, 2);
    model_layout(&model);
    assert_int_equal(text_x(&model, 0), 65);
    assert_int_equal(text_x(&model, 1), 2065);
    assert_int_equal(model_baseline(&model, 0, 3) - model_baseline(&model, 0, 0), 406);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_LINE), 24);
    model_fini(&model);
}

/* ---- pages ---- */

static void row_splits_by_lines(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 48);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){5, 1, 1});
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 48 + 4 + 2);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 1);
    assert_int_equal(model_baseline(&model, 1, 0), BORDER + ASCENT);
    assert_int_equal(model_rule(&model, 0, 14570)->y0 - BODY_TOP, 48 * LINE + 10 + 4 * LINE + 5);
    assert_int_equal(model_rule(&model, 1, 0)->y0 - BODY_TOP, 5);
    model_fini(&model);
}

static void row_of_exact_fit_stays(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.bottom = 16838 - 1134 - (48 * LINE + 10 + 3 * LINE + 10);
    model_fill(&model, 48);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){3, 1, 1});
    model_layout(&model);
    assert_int_equal(model.result.pages, 1);
    model.section.bottom++;
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    model_fini(&model);
}

/* Texts on the first page of `fill` lines and one row of 70 lines in its first cell. */
static void tall_row(bool cant_split, const size_t *pages)
{
    struct model model;
    model_init(&model);
    model_fill(&model, 2);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){70, 0, 0})->cant_split = cant_split;
    model_layout(&model);
    for (uint32_t i = 0; i < model.result.pages; i++) {
        assert_int_equal(model_count(&model, i, HAT_ITEM_GLYPHS), pages[i]);
    }
    model_fini(&model);
}

static void row_taller_than_a_page(void **state)
{
    (void)state;
    tall_row(false, (size_t[]){2 + 50, 20});
    tall_row(true, (size_t[]){2, 52, 18});
}

/* A row of exact height shows the lines that touch it; what it hides is told. */
static void clipped_row(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_row *row = model_row(&model, model_table(&model), (size_t[3]){5, 1, 0});
    row->height_rule = HAT_HEIGHT_EXACT;
    row->height = 2 * LINE + 20;
    assert_int_equal(model_run(&model, true), HAT_OK);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 3 + 1);
    assert_int_equal(hat_diags_count(model.diags), 1);
    assert_string_equal(hat_diags_code(model.diags, 0), "layout-clipped");
    model_fini(&model);
}

static void row_that_moves(void **state)
{
    (void)state;
    for (int which = 0; which < 4; which++) {
        struct model model;
        model_init(&model);
        model_fill(&model, 48);
        struct hat_table *table = model_table(&model);
        if (which == 3) { /* one line of 40 pt does not fit: the row moves whole */
            model.section.bottom += 552;
        }
        struct hat_row *row = model_row(&model, table, (size_t[3]){which == 0 ? 5 : 2, 1, 1});
        row->cant_split = which == 0;
        row->height_rule = which == 1   ? HAT_HEIGHT_EXACT
                           : which == 2 ? HAT_HEIGHT_AT_LEAST
                                        : HAT_HEIGHT_AUTO;
        row->height = 3000;
        if (which == 3) {
            model.chars.size = 800;
            row->cells[1].blocks->as.paragraph = model_make_paragraph(&model, 1);
        }
        model_layout(&model);
        assert_int_equal(model.result.pages, 2);
        assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 48);
        model_fini(&model);
    }
}

static void stretched_parts(void **state)
{
    (void)state;
    /* least height; heights of the two parts of a row of 8 lines, room 1317 */
    static const int cases[][3] = {{2000, 1307, 1114}, {1000, 1114, 1114}};
    for (size_t i = 0; i < 2; i++) {
        struct model model;
        model_init(&model);
        model.section.bottom = 16838 - 1134 - 48 * LINE - 1317;
        model_fill(&model, 48);
        struct hat_table *table = model_table(&model);
        struct hat_row *row = model_row(&model, table, (size_t[3]){8, 1, 1});
        row->height_rule = HAT_HEIGHT_AT_LEAST;
        row->height = cases[i][0];
        model_layout(&model);
        assert_int_equal(model_rule(&model, 0, 14570)->y0 - BODY_TOP - 48 * LINE - 5, cases[i][1]);
        assert_int_equal(model_rule(&model, 1, 14570)->y0 - BODY_TOP - 5, cases[i][2]);
        model_fini(&model);
    }
}

static void cell_margins_in_parts(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.bottom = 16838 - 1134 - 48 * LINE - 900;
    model_fill(&model, 48);
    struct hat_table *table = model_table(&model);
    table->margins[HAT_TOP] = table->margins[HAT_BOTTOM] = 100;
    model_row(&model, table, (size_t[3]){5, 1, 1});
    model_layout(&model);
    assert_int_equal(model_rule(&model, 0, 14570)->y0 - BODY_TOP,
                     48 * LINE + 110 + 2 * LINE + 100 + 5);
    assert_int_equal(model_baseline(&model, 1, 0), 110 + ASCENT);
    model_fini(&model);
}

static void head_is_repeated(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, one_line)->header = true;
    model_row(&model, table, one_line)->header = true;
    add_rows(&model, table, 100);
    model_layout(&model);
    assert_int_equal(model.result.pages, 3); /* 50 rows a page */
    for (uint32_t page = 0; page < 3; page++) {
        const struct mark *head = model_mark(&model, page, HAT_ITEM_GLYPHS, 0);
        assert_int_equal(head->node == HAT_NODE_ARTIFACT_PAGINATION, page > 0);
        assert_int_equal(model_baseline(&model, page, 6), 2 * ROW + BORDER + ASCENT);
    }
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 3 * 50);
    assert_int_equal(model_count(&model, 2, HAT_ITEM_GLYPHS), 3 * (2 + 4));
    model_fini(&model);
}

/* A title that keeps with the table, its head and the first row stay together. */
static void head_does_not_stay_alone(void **state)
{
    (void)state;
    for (size_t room = 1; room <= 4; room++) {
        struct model model;
        model_init(&model);
        model_fill(&model, 52 - room);
        model.props.keep_next = true;
        model_paragraph(&model, 1);
        model.props.keep_next = false;
        struct hat_table *table = model_table(&model);
        model_row(&model, table, one_line)->header = true;
        add_rows(&model, table, 3);
        model_layout(&model);
        size_t kept = model_count(&model, 0, HAT_ITEM_GLYPHS) - (52 - room);
        assert_int_equal(kept, room < 3 ? 0 : room == 3 ? 1 + 3 + 3 : 1 + 3 + 6);
        model_fini(&model);
    }
}

static void rows_that_keep(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 45);
    model.props.keep_next = true;
    struct hat_table *table = model_table(&model);
    add_rows(&model, table, 10);
    model_layout(&model);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 45); /* moves whole */
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 30);
    model_fini(&model);
    model_init(&model);
    model_fill(&model, 45);
    model.props.keep_next = true;
    table = model_table(&model);
    add_rows(&model, table, 130);
    model_layout(&model);
    assert_int_equal(model.result.pages, 4); /* too long to be kept: pages are full */
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 150);
    assert_int_equal(model_count(&model, 2, HAT_ITEM_GLYPHS), 150);
    model_fini(&model);
}

/* ---- what must end ---- */

static void head_taller_than_a_page(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){60, 1, 1})->header = true;
    add_rows(&model, table, 3);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 8 + 9);
    model_fini(&model);
}

static void head_that_leaves_no_room(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){52, 1, 1})->header = true;
    add_rows(&model, table, 3);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2); /* the head is not repeated */
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 9);
    model_fini(&model);
}

static void rows_on_pages_without_height(void **state)
{
    (void)state;
    for (int rule = HAT_HEIGHT_AUTO; rule <= HAT_HEIGHT_EXACT; rule++) {
        struct model model;
        model_init(&model);
        model.section.page_height = 100;
        struct hat_table *table = model_table(&model);
        model_row(&model, table, one_line)->header = true;
        for (int i = 0; i < 3; i++) {
            struct hat_row *row = model_row(&model, table, (size_t[3]){3, 1, 1});
            row->height_rule = (uint8_t)rule;
            row->height = 50000;
            row->cells[0].merge = i == 0 ? HAT_MERGE_RESTART : HAT_MERGE_CONTINUE;
        }
        model.limits.pages = 100;
        model_layout(&model);
        assert_true(model.result.pages >= 4);
        model_fini(&model);
    }
}

/* ---- nested tables ---- */

static void nested_table(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *row = model_row(&model, table, (size_t[3]){1, 0, 0});
    struct hat_table *inner = model_make_table(&model);
    model_row(&model, inner, one_line);
    struct hat_block *blocks = row->cells[0].blocks;
    struct hat_block *block = hat_arena_alloc(&model.arena, sizeof *block);
    block->kind = HAT_BLOCK_TABLE;
    block->as.table = inner;
    block->next = hat_arena_alloc(&model.arena, sizeof *block);
    block->next->as.paragraph = model_make_paragraph(&model, 0); /* takes no room */
    blocks->next = block;
    model_row(&model, table, one_line);
    model_layout(&model);
    /* outer 5 + 108, inner 5 + 108 */
    assert_int_equal(text_x(&model, 1), 226);
    assert_int_equal(model_baseline(&model, 0, 1), BORDER + LINE + BORDER + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 4), BORDER + LINE + ROW + BORDER + BORDER + ASCENT);
    model_fini(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_docx),
        cmocka_unit_test(columns_of_odf),
        cmocka_unit_test(columns_without_grid),
        cmocka_unit_test(text_stands_right_of_half_the_border),
        cmocka_unit_test(row_heights),
        cmocka_unit_test(vertical_alignment),
        cmocka_unit_test(thick_top_border),
        cmocka_unit_test(merged_rows),
        cmocka_unit_test(merged_cell_is_centred_over_its_rows),
        cmocka_unit_test(merged_cell_over_pages),
        cmocka_unit_test(borders_are_few_strokes),
        cmocka_unit_test(wider_border_wins),
        cmocka_unit_test(separate_borders),
        cmocka_unit_test(row_splits_by_lines),
        cmocka_unit_test(row_of_exact_fit_stays),
        cmocka_unit_test(row_taller_than_a_page),
        cmocka_unit_test(clipped_row),
        cmocka_unit_test(row_that_moves),
        cmocka_unit_test(stretched_parts),
        cmocka_unit_test(cell_margins_in_parts),
        cmocka_unit_test(head_is_repeated),
        cmocka_unit_test(head_does_not_stay_alone),
        cmocka_unit_test(rows_that_keep),
        cmocka_unit_test(head_taller_than_a_page),
        cmocka_unit_test(head_that_leaves_no_room),
        cmocka_unit_test(rows_on_pages_without_height),
        cmocka_unit_test(nested_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
