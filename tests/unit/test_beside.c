/* Tests of src/layout: what stands beside the text or below it: anchored objects, text boxes,
 * floating tables, footnotes, columns of equal height. The numbers are those that were measured
 * (docs/layout-rules.md, appendix A) where it has some. */
#include "layout_model.h"

/* ---- anchored objects ---- */

/* A rectangle of 2000 x 1000 anchored in `paragraph`. */
static struct hat_object *anchor(struct model *model, struct hat_paragraph *paragraph,
                                 enum hat_wrap wrap)
{
    struct hat_object *object = model_alloc(model, sizeof *object);
    struct hat_inline *inlines =
        hat_arena_array(&model->arena, paragraph->inline_count + 1, sizeof *inlines);
    object->kind = HAT_OBJECT_RECT;
    object->width = 2000;
    object->height = 1000;
    object->fill = (struct hat_color){0xFF0000, true};
    object->place.wrap = (uint8_t)wrap;
    object->place.x_relative = HAT_REL_COLUMN;
    object->place.y_relative = HAT_REL_PARAGRAPH;
    object->place.distance[HAT_RIGHT] = 180;
    memcpy(inlines + 1, paragraph->inlines, paragraph->inline_count * sizeof *inlines);
    inlines[0].kind = HAT_INLINE_ANCHOR;
    inlines[0].props = &model->chars;
    inlines[0].object = object;
    paragraph->inlines = inlines;
    paragraph->inline_count++;
    return object;
}

static void check_rect(const struct model *model, uint32_t page, int x, int y)
{
    const struct mark *rect = model_mark(model, page, HAT_ITEM_RECT, 0);
    assert_int_equal(rect->x0, x);
    assert_int_equal(rect->y0, y);
}

/* text beside a square begins behind it and its distance; below it at the margin again. */
static void text_beside_a_square(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    anchor(&model, model_paragraph(&model, 3), HAT_WRAP_SQUARE);
    model_fill(&model, 2);
    model_layout(&model);
    for (size_t line = 0; line < 5; line++) { /* 1000 high: lines at 0, 276, 552, 828 */
        const struct mark *mark = model_mark(&model, 0, HAT_ITEM_GLYPHS, line);
        assert_int_equal(mark->x0 - BODY_LEFT, line < 4 ? 2180 : 0);
        assert_int_equal(mark->y0 - BODY_TOP, (int)line * LINE + ASCENT);
    }
    check_rect(&model, 0, BODY_LEFT, BODY_TOP);
    model_fini(&model);
}

/* text goes below; with an offset of 500 one line stands above, the next at 1724. */
static void text_above_and_below(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_object *object = anchor(&model, model_paragraph(&model, 2), HAT_WRAP_TOP_BOTTOM);
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), 1000 + ASCENT);
    object->place.y = 500;
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), ASCENT);
    assert_int_equal(model_baseline(&model, 0, 1), 1500 + ASCENT);
    model_fini(&model);
}

static void positions(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 1);
    struct hat_object *object = anchor(&model, model_paragraph(&model, 1), HAT_WRAP_NONE);
    object->place.x = 100;
    object->place.y = 200;
    model_layout(&model);
    check_rect(&model, 0, BODY_LEFT + 100, BODY_TOP + LINE + 200);
    object->place.x_relative = object->place.y_relative = HAT_REL_PAGE;
    model_layout(&model);
    check_rect(&model, 0, 100, 200);
    object->place.x_position = object->place.y_position = HAT_POSITION_CENTER;
    model_layout(&model);
    check_rect(&model, 0, (11906 - 2000) / 2, (16838 - 1000) / 2);
    object->place.x_relative = object->place.y_relative = HAT_REL_MARGIN;
    object->place.x_position = object->place.y_position = HAT_POSITION_END;
    model_layout(&model);
    check_rect(&model, 0, BODY_LEFT + BODY_WIDTH - 2000, 16838 - 1134 - 1000);
    model_fini(&model);
}

/* What is behind the text is drawn first. */
static void behind_the_text(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 3);
    anchor(&model, model_paragraph(&model, 1), HAT_WRAP_NONE)->place.behind = true;
    model_layout(&model);
    assert_int_equal(model.marks[0].kind, HAT_ITEM_RECT);
    assert_int_equal(model.mark_count, 5);
    model_fini(&model);
}

/* A paragraph that does not fit below its object goes to the next page with it. */
static void object_moves_with_its_paragraph(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 50);
    anchor(&model, model_paragraph(&model, 1), HAT_WRAP_TOP_BOTTOM);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_RECT), 0);
    check_rect(&model, 1, BODY_LEFT, BODY_TOP);
    assert_int_equal(model_baseline(&model, 1, 0), 1000 + ASCENT);
    model_fini(&model);
}

/* A text box that grows: three lines need 828 and the insets. */
static void text_box_grows(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_object *object = anchor(&model, model_paragraph(&model, 1), HAT_WRAP_TOP_BOTTOM);
    object->kind = HAT_OBJECT_TEXT_BOX;
    object->grow = true;
    object->insets[HAT_TOP] = object->insets[HAT_BOTTOM] = 72;
    object->insets[HAT_LEFT] = object->insets[HAT_RIGHT] = 144;
    object->blocks = model_blocks(&model, (size_t[]){1, 2, 0});
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), 972 + ASCENT); /* the box comes after the text */
    assert_int_equal(model_baseline(&model, 0, 1), 72 + ASCENT);
    assert_int_equal(model_mark(&model, 0, HAT_ITEM_GLYPHS, 1)->x0 - BODY_LEFT, 144);
    model_fini(&model);
}

/* The head of an arrow ends the line, which is shortened; a form without a size at the other end
 * takes nothing away. */
static void ends_of_a_line(void **state)
{
    (void)state;
    static const struct hat_path_step steps[] = {{HAT_PATH_MOVE, {HAT_FORM_UNIT / 2}, {0}},
                                                 {HAT_PATH_LINE, {HAT_FORM_UNIT}, {HAT_FORM_UNIT}},
                                                 {HAT_PATH_LINE, {0}, {HAT_FORM_UNIT}}};
    static const struct hat_contour triangle = {steps, 3, true, false, false, 0};
    static const struct hat_form head = {&triangle, 1};
    struct model model;
    model_init(&model);
    struct hat_object *line = anchor(&model, model_paragraph(&model, 1), HAT_WRAP_NONE);
    line->kind = HAT_OBJECT_LINE;
    line->height = 0;
    line->stroke = (struct hat_color){0, true};
    line->stroke_width = 20;
    line->start = (struct hat_line_end){.form = &head};
    line->end = (struct hat_line_end){.form = &head, .width = 200, .length = 300};
    model_layout(&model);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_PATH), 2);
    const struct mark *drawn = model_mark(&model, 0, HAT_ITEM_PATH, 0);
    assert_int_equal(drawn->x0 - BODY_LEFT, 0);
    assert_int_equal(drawn->x1 - BODY_LEFT, 2000 - 240);
    const struct mark *arrow = model_mark(&model, 0, HAT_ITEM_PATH, 1);
    assert_int_equal(arrow->x0 - BODY_LEFT, 2000);
    assert_int_equal(arrow->y0 - BODY_TOP, 0);
    assert_int_equal(arrow->x1 - BODY_LEFT, 1700);
    assert_int_equal(arrow->y1 - BODY_TOP, -100);
    model_fini(&model);
}

/* Letters as a drawing are one path; more of them than anybody draws end the layout. */
static void letters_as_a_drawing(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_object *object = anchor(&model, model_paragraph(&model, 1), HAT_WRAP_NONE);
    object->kind = HAT_OBJECT_TEXT_BOX;
    object->art = true;
    object->blocks = model_blocks(&model, (size_t[]){2, 0});
    model_layout(&model);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_PATH), 1);
    object->blocks = model_blocks(&model, (size_t[]){10000, 0});
    assert_int_equal(model_run(&model, true), HAT_ERR_LIMIT);
    model_fini(&model);
}

/* Things that leave no room at all: the layout ends. */
static void nothing_but_objects(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.limits.pages = 50;
    for (int i = 0; i < 5; i++) {
        struct hat_object *object = anchor(&model, model_paragraph(&model, 2), HAT_WRAP_TOP_BOTTOM);
        object->height = i % 2 == 0 ? INT32_MAX : 20000;
        object->place.y = i % 2 == 0 ? INT32_MIN : -10000;
    }
    enum hat_status status = model_run(&model, true);
    assert_true(status == HAT_OK || status == HAT_ERR_LIMIT);
    model_fini(&model);
}

/* ---- floating tables ---- */

static void floating_table(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    table->width_kind = HAT_WIDTH_TWIPS;
    table->width = 6000;
    struct hat_float place = {.x_relative = HAT_REL_MARGIN,
                              .x_position = HAT_POSITION_END,
                              .y_relative = HAT_REL_PARAGRAPH,
                              .y = 100,
                              .wrap = HAT_WRAP_SQUARE};
    place.distance[HAT_RIGHT] = 180;
    table->floating = &place;
    model_row(&model, table, (size_t[3]){1, 1, 1});
    model_paragraph(&model, 2);
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), ASCENT); /* the text is not pushed down */
    assert_int_equal(model_baseline(&model, 0, 2), 100 + 10 + ASCENT); /* the table's first cell */
    assert_int_equal(model_mark(&model, 0, HAT_ITEM_GLYPHS, 2)->x0 - BODY_LEFT,
                     BODY_WIDTH - 6000 - 180 + 108);
    model_fini(&model);
}

/* ---- notes ---- */

static void add_note(struct model *model, struct hat_paragraph *paragraph, size_t lines,
                     bool endnote)
{
    struct hat_note *note = model_alloc(model, sizeof *note);
    struct hat_inline *inlines =
        hat_arena_array(&model->arena, paragraph->inline_count + 1, sizeof *inlines);
    note->endnote = endnote;
    note->blocks = model_blocks(model, (size_t[]){lines, 0});
    memcpy(inlines, paragraph->inlines, paragraph->inline_count * sizeof *inlines);
    inlines[paragraph->inline_count].kind = HAT_INLINE_NOTE;
    inlines[paragraph->inline_count].props = &model->chars;
    inlines[paragraph->inline_count].text = HAT_STR("1");
    inlines[paragraph->inline_count].note = note;
    paragraph->inlines = inlines;
    paragraph->inline_count++;
}

static void footnote_at_the_bottom(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    add_note(&model, model_paragraph(&model, 1), 2, false);
    model_layout(&model);
    size_t last = model_count(&model, 0, HAT_ITEM_GLYPHS) - 1;
    assert_int_equal(model_baseline(&model, 0, last), 14570 - LINE + ASCENT);
    const struct mark *line = model_mark(&model, 0, HAT_ITEM_LINE, 0);
    assert_int_equal(line->x1 - line->x0, BODY_WIDTH / 4);
    assert_int_equal(line->y0 - BODY_TOP, 14570 - 2 * LINE - 57 - 5);
    assert_int_equal(model.result.structure.nodes[2].type, HAT_NODE_NOTE);
    model_fini(&model);
}

/* The line with the reference goes where its note has room. */
static void line_moves_with_its_note(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 50);
    add_note(&model, model_paragraph(&model, 1), 2, false);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 50);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_LINE), 0);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_LINE), 1);
    model_fini(&model);
}

/* A note longer than a page goes on at the bottom of the next ones; no line of it is lost. */
static void note_longer_than_a_page(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    add_note(&model, model_paragraph(&model, 1), 120, false);
    model_layout(&model);
    assert_int_equal(model.result.pages, 3);
    size_t lines = 0;
    for (uint32_t page = 0; page < 3; page++) {
        lines += model_count(&model, page, HAT_ITEM_GLYPHS);
    }
    assert_int_equal(lines, 1 + 120);
    model_fini(&model);
}

static void endnotes_at_the_end(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    add_note(&model, model_paragraph(&model, 1), 3, true);
    model_fill(&model, 4);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 1 + 4);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 3);
    assert_int_equal(model_mark(&model, 1, HAT_ITEM_GLYPHS, 0)->x0, 1134); /* plain pages */
    assert_int_equal(model_mark(&model, 1, HAT_ITEM_GLYPHS, 2)->y0, 1134 + 2 * LINE + ASCENT);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_LINE), 0);
    model_fini(&model);
}

static void note_in_a_cell(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *row = model_row(&model, table, (size_t[3]){1, 1, 1});
    struct hat_paragraph *paragraph = row->cells[1].blocks->as.paragraph;
    add_note(&model, paragraph, 1, false);
    model_layout(&model);
    bool found = false;
    for (size_t i = 0; i < model.mark_count; i++) {
        found = found || (model.marks[i].kind == HAT_ITEM_GLYPHS &&
                          model.marks[i].y0 == BODY_TOP + 14570 - LINE + ASCENT);
    }
    assert_true(found);
    model_fini(&model);
}

/* ---- balanced columns ---- */

/* Seven lines in two columns before a continuous section: four and three. */
static void columns_of_equal_height(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_section two = model.section;
    two.start = HAT_START_CONTINUOUS;
    two.columns = 2;
    two.column_gap = 708;
    two.column_line = true;
    struct hat_section one = model.section;
    one.start = HAT_START_CONTINUOUS;
    model_fill(&model, 1);
    model_add(&model, HAT_BLOCK_SECTION)->as.section = &two;
    model_fill(&model, 7);
    model_add(&model, HAT_BLOCK_SECTION)->as.section = &one;
    model_fill(&model, 1);
    model_layout(&model);
    const struct mark *fourth = model_mark(&model, 0, HAT_ITEM_GLYPHS, 5);
    assert_int_equal(fourth->x0 - BODY_LEFT, 5031);
    assert_int_equal(fourth->y0 - BODY_TOP, LINE + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 8), 5 * LINE + ASCENT);
    const struct mark *line = model_mark(&model, 0, HAT_ITEM_LINE, 0);
    assert_int_equal(line->y1 - line->y0, 4 * LINE);
    model_fini(&model);
}

/* The last page of a long section is balanced, too. */
static void last_page_of_columns(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.columns = 2;
    model.section.column_gap = 708;
    struct hat_section one = model.section;
    one.start = HAT_START_CONTINUOUS;
    one.columns = 1;
    model_fill(&model, 110);
    model_add(&model, HAT_BLOCK_SECTION)->as.section = &one;
    model_fill(&model, 1);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 7);
    assert_int_equal(model_baseline(&model, 1, 6), 3 * LINE + ASCENT);
    model_fini(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_beside_a_square),
        cmocka_unit_test(text_above_and_below),
        cmocka_unit_test(positions),
        cmocka_unit_test(behind_the_text),
        cmocka_unit_test(object_moves_with_its_paragraph),
        cmocka_unit_test(text_box_grows),
        cmocka_unit_test(ends_of_a_line),
        cmocka_unit_test(letters_as_a_drawing),
        cmocka_unit_test(nothing_but_objects),
        cmocka_unit_test(floating_table),
        cmocka_unit_test(footnote_at_the_bottom),
        cmocka_unit_test(line_moves_with_its_note),
        cmocka_unit_test(note_longer_than_a_page),
        cmocka_unit_test(endnotes_at_the_end),
        cmocka_unit_test(note_in_a_cell),
        cmocka_unit_test(columns_of_equal_height),
        cmocka_unit_test(last_page_of_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
