/* Tests of src/layout/turned.c: cells whose text runs upwards or downwards. */
#include "layout_model.h"

enum { BORDER = 10, INSET = 108, CELL = 2000, ACROSS = CELL - 2 * INSET };

static const size_t one_line[3] = {1, 1, 1};

static struct hat_row *add_turned_row(struct model *model, enum hat_direction direction)
{
    struct hat_table *table = model_table(model);
    struct hat_row *row = model_row(model, table, one_line);
    row->cells[0].direction = (uint8_t)direction;
    model_row(model, table, one_line);
    return row;
}

static void set_text(struct model *model, const struct hat_row *row, const char *text)
{
    struct hat_paragraph *paragraph = row->cells[0].blocks->as.paragraph;
    struct hat_inline *words = model_alloc(model, sizeof *words);
    *words = paragraph->inlines[0];
    words->text = hat_str_from(text);
    paragraph->inlines = words;
}

/* Baseline of the second row's text: how tall the first is. */
static int first_pitch(const struct model *model)
{
    size_t last = model_count(model, 0, HAT_ITEM_GLYPHS) - 1;
    return model_baseline(model, 0, last) - (BORDER + ASCENT);
}

static void text_stands_at_the_edges(void **state)
{
    (void)state;
    for (int down = 0; down < 2; down++) {
        struct model model;
        model_init(&model);
        struct hat_row *row = add_turned_row(&model, down ? HAT_DIRECTION_DOWN : HAT_DIRECTION_UP);
        row->height_rule = HAT_HEIGHT_AT_LEAST;
        row->height = 1500;
        model_layout(&model);
        const struct mark *text = model_mark(&model, 0, HAT_ITEM_GLYPHS, 0);
        int left = BODY_LEFT + 5 + INSET, right = left + ACROSS;
        assert_in_range(text->x0, down ? right - ASCENT - 1 : left + ASCENT - 1,
                        down ? right - ASCENT + 1 : left + ASCENT + 1);
        assert_int_equal(text->y0, down ? BODY_TOP + BORDER : BODY_TOP + 1500);
        assert_int_equal(first_pitch(&model), 1500);
        model_fini(&model);
    }
}

static void alignment_moves_across(void **state)
{
    (void)state;
    static const uint8_t aligns[3] = {HAT_VALIGN_TOP, HAT_VALIGN_CENTER, HAT_VALIGN_BOTTOM};
    for (int i = 0; i < 3; i++) {
        struct model model;
        model_init(&model);
        struct hat_row *row = add_turned_row(&model, HAT_DIRECTION_UP);
        row->height_rule = HAT_HEIGHT_AT_LEAST;
        row->height = 1500;
        row->cells[0].valign = aligns[i];
        model_layout(&model);
        int x = model_mark(&model, 0, HAT_ITEM_GLYPHS, 0)->x0 - (BODY_LEFT + 5 + INSET + ASCENT);
        int expected = i * (ACROSS - LINE) / 2;
        assert_in_range(x + 10, expected + 9, expected + 11);
        model_fini(&model);
    }
}

/* Twelve words in a row that is one line high: six lines find room side by side, two words each. */
static void row_grows_for_what_finds_no_room(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_row *row = add_turned_row(&model, HAT_DIRECTION_UP);
    set_text(&model, row, "word word word word word word word word word word word word");
    model_layout(&model);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 6 + 2 + 3);
    int pitch = first_pitch(&model);
    assert_true(pitch > 2 * LINE && pitch < 4 * LINE);
    model_fini(&model);
}

static void exact_row_does_not_grow(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_row *row = add_turned_row(&model, HAT_DIRECTION_UP);
    set_text(&model, row, "word word word word word word word word word word word word");
    row->height_rule = HAT_HEIGHT_EXACT;
    row->height = 300;
    model_layout(&model);
    assert_int_equal(first_pitch(&model), 300);
    model_fini(&model);
}

/* What a heading hides is told once, not again on each page. */
static void hidden_text_of_a_repeated_row_is_told_once(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *row = model_row(&model, table, one_line);
    row->cells[0].direction = HAT_DIRECTION_UP;
    row->cells[0].blocks = model_blocks(&model, (size_t[]){12, 0});
    row->height_rule = HAT_HEIGHT_EXACT;
    row->height = 700;
    row->header = true;
    for (int i = 0; i < 60; i++) {
        model_row(&model, table, one_line);
    }
    assert_int_equal(model_run(&model, true), HAT_OK);
    assert_non_null(model_find(&model, 1, HAT_ITEM_GLYPHS, 0));
    assert_int_equal(hat_diags_count(model.diags), 1);
    assert_string_equal(hat_diags_code(model.diags, 0), "layout-clipped");
    model_fini(&model);
}

static void merged_cell_is_as_long_as_its_rows(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_row *row = add_turned_row(&model, HAT_DIRECTION_UP);
    set_text(&model, row, "word word word");
    row->cells[0].merge = HAT_MERGE_RESTART;
    row->next->cells[0].merge = HAT_MERGE_CONTINUE;
    row->next->cells[0].direction = HAT_DIRECTION_UP;
    row->height_rule = row->next->height_rule = HAT_HEIGHT_AT_LEAST;
    row->height = row->next->height = 900;
    model_layout(&model);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 1 + 2 + 2); /* one line */
    bool found = false;
    for (size_t i = 0; i < 5; i++) {
        const struct mark *text = model_mark(&model, 0, HAT_ITEM_GLYPHS, i);
        found = found || (text->x0 < BODY_LEFT + CELL && text->y0 == BODY_TOP + 1800);
    }
    assert_true(found);
    model_fini(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stands_at_the_edges),
        cmocka_unit_test(alignment_moves_across),
        cmocka_unit_test(row_grows_for_what_finds_no_room),
        cmocka_unit_test(exact_row_does_not_grow),
        cmocka_unit_test(hidden_text_of_a_repeated_row_is_told_once),
        cmocka_unit_test(merged_cell_is_as_long_as_its_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
