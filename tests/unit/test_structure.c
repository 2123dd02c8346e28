/* Tests of src/layout: the logical tree and the outline that come out of a layout. */
#include "layout_model.h"

static const struct hat_node *node_at(const struct model *model, size_t index)
{
    assert_true(index < model->result.structure.count);
    return &model->result.structure.nodes[index];
}

/* Checks type and parent of every node but the document; `count` of them. */
static void check_nodes(const struct model *model, const int (*expected)[2], size_t count)
{
    assert_int_equal(model->result.structure.count, count + 1);
    assert_int_equal(node_at(model, 0)->type, HAT_NODE_DOCUMENT);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(node_at(model, i + 1)->type, expected[i][0]);
        assert_int_equal(node_at(model, i + 1)->parent, expected[i][1]);
    }
}

static void growing(void **state)
{
    (void)state;
    struct hat_structure structure;
    assert_int_equal(hat_structure_init(&structure), HAT_OK);
    for (uint32_t i = 1; i < 1000; i++) {
        uint32_t node = 0;
        assert_int_equal(hat_structure_add(&structure, i - 1, HAT_NODE_SPAN, &node), HAT_OK);
        assert_int_equal(node, i);
        assert_int_equal(structure.nodes[i].parent, i - 1);
    }
    hat_structure_fini(&structure);
    assert_int_equal(structure.count, 0);
    hat_mem_fail_at(1);
    assert_int_equal(hat_structure_init(&structure), HAT_ERR_NOMEM);
    hat_mem_fail_at(0);
}

static void add_item(struct hat_page *page, uint32_t node)
{
    assert_non_null(hat_page_add(page, HAT_ITEM_RECT, node));
}

/* Text 1, a merged cell 2, text 3; footer 4; objects over each other; one inside an object. */
static void page_strands(void **state)
{
    (void)state;
    static const uint32_t joined[] = {9, 1, 2, 3, 4, 6, 5, 7, 8};
    struct hat_page page = {0};
    struct hat_page_left left, inner;
    uint32_t cell;
    add_item(&page, 1);
    assert_int_equal(hat_page_begin_strand(&page, &cell), HAT_OK);
    uint32_t text = hat_page_enter(&page, HAT_STRAND_FOOT);
    add_item(&page, 4);
    hat_page_enter(&page, text);
    assert_int_equal(hat_page_begin_object(&page, HAT_STRAND_FRONT, 2, &left), HAT_OK);
    add_item(&page, 5);
    hat_page_end_object(&page, &left);
    assert_int_equal(hat_page_begin_object(&page, HAT_STRAND_FRONT, 1, &left), HAT_OK);
    add_item(&page, 6);
    hat_page_end_object(&page, &left);
    add_item(&page, 3);
    text = hat_page_enter(&page, cell);
    add_item(&page, 2);
    hat_page_enter(&page, text);
    assert_int_equal(hat_page_begin_object(&page, HAT_STRAND_FRONT, 2, &left), HAT_OK);
    add_item(&page, 7);
    assert_int_equal(hat_page_begin_object(&page, HAT_STRAND_BEHIND, 0, &inner), HAT_OK);
    add_item(&page, 8);
    hat_page_end_object(&page, &inner);
    hat_page_end_object(&page, &left);
    assert_int_equal(hat_page_begin_object(&page, HAT_STRAND_BEHIND, 3, &left), HAT_OK);
    add_item(&page, 9);
    hat_page_end_object(&page, &left);
    assert_int_equal(hat_page_join(&page), HAT_OK);
    assert_int_equal(page.count, sizeof joined / sizeof *joined);
    for (size_t i = 0; i < page.count; i++) {
        assert_int_equal(page.items[i].node, joined[i]);
    }
    hat_page_reset(&page);
    assert_int_equal(hat_page_enter(&page, cell), HAT_STRAND_TEXT); /* of an earlier page */
    assert_int_equal(page.strand, HAT_STRAND_TEXT);
    hat_page_fini(&page);
}

static void page_items(void **state)
{
    (void)state;
    struct hat_page page = {0};
    for (uint32_t i = 0; i < 100; i++) {
        struct hat_item *item = hat_page_add(&page, HAT_ITEM_RECT, i);
        assert_non_null(item);
        assert_int_equal(item->color, 0);
        item->color = 0xFF;
    }
    assert_int_equal(page.items[99].node, 99);
    hat_page_reset(&page);
    assert_int_equal(page.count, 0);
    assert_int_equal(hat_page_add(&page, HAT_ITEM_LINE, 7)->color, 0); /* zeroed anew */
    hat_page_fini(&page);
}

static void headings_and_outline(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.props.outline_level = 8;
    model_paragraph(&model, 2);
    model.props.outline_level = 0;
    model_fill(&model, 50);
    model_paragraph(&model, 0); /* blank: no node */
    model.props.outline_level = 1;
    model.props.before = 300;
    model_paragraph(&model, 1);
    model_layout(&model);
    assert_int_equal(model.result.structure.count, 1 + 1 + 50 + 1);
    assert_int_equal(node_at(&model, 1)->type, HAT_NODE_HEADING);
    assert_int_equal(node_at(&model, 1)->level, 6);
    assert_int_equal(node_at(&model, 52)->level, 1);
    assert_int_equal(model.result.structure.outline_count, 2);
    const struct hat_outline *outlines = model.result.structure.outlines;
    assert_string_equal(outlines[0].title, "word word");
    assert_int_equal(outlines[0].level, 8);
    assert_int_equal(outlines[0].y, BODY_TOP);
    assert_int_equal(outlines[1].page, 1);
    model_fini(&model);
}

/* A paragraph over two pages is one node. */
static void paragraph_over_pages(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_paragraph(&model, 60);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    check_nodes(&model, (const int[][2]){{HAT_NODE_PARAGRAPH, 0}}, 1);
    assert_int_equal(model_mark(&model, 1, HAT_ITEM_GLYPHS, 0)->node, 1);
    model_fini(&model);
}

static void list_item(struct model *model, uint32_t list, uint8_t level)
{
    struct hat_label *label = model_alloc(model, sizeof *label);
    *label = (struct hat_label){
        .text = HAT_STR("1."), .props = &model->chars, .level = level, .list = list};
    model_paragraph(model, 1)->label = label;
}

static void lists(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    list_item(&model, 7, 1);
    list_item(&model, 7, 2);
    list_item(&model, 7, 1);
    list_item(&model, 8, 1);
    model_paragraph(&model, 1);
    model_layout(&model);
    static const int expected[][2] = {
        {HAT_NODE_LIST, 0},  {HAT_NODE_ITEM, 1},   {HAT_NODE_LABEL, 2}, {HAT_NODE_BODY, 2},
        {HAT_NODE_LIST, 4},  {HAT_NODE_ITEM, 5},   {HAT_NODE_LABEL, 6}, {HAT_NODE_BODY, 6},
        {HAT_NODE_ITEM, 1},  {HAT_NODE_LABEL, 9},  {HAT_NODE_BODY, 9},  {HAT_NODE_LIST, 0},
        {HAT_NODE_ITEM, 12}, {HAT_NODE_LABEL, 13}, {HAT_NODE_BODY, 13}, {HAT_NODE_PARAGRAPH, 0}};
    check_nodes(&model, expected, sizeof expected / sizeof expected[0]);
    assert_int_equal(node_at(&model, 1)->numbered, 1);
    model_fini(&model);
}

static void tables(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_table *table = model_table(&model);
    struct hat_row *head = model_row(&model, table, (size_t[3]){1, 1, 2});
    head->header = true;
    struct hat_inline number = head->cells[0].blocks->as.paragraph->inlines[0];
    number.text = HAT_STR("№");
    head->cells[0].blocks->as.paragraph->inlines = &number;
    model_row(&model, table, (size_t[3]){1, 1, 1})->cells[1].merge = HAT_MERGE_RESTART;
    model_row(&model, table, (size_t[3]){1, 0, 1})->cells[1].merge = HAT_MERGE_CONTINUE;
    model_layout(&model);
    static const int expected[][2] = {
        {HAT_NODE_TABLE, 0},        {HAT_NODE_TABLE_HEAD, 1},  {HAT_NODE_ROW, 2},
        {HAT_NODE_HEADER_CELL, 3},  {HAT_NODE_HEADER_CELL, 3}, {HAT_NODE_HEADER_CELL, 3},
        {HAT_NODE_TABLE_BODY, 1},   {HAT_NODE_ROW, 7},         {HAT_NODE_HEADER_CELL, 8},
        {HAT_NODE_CELL, 8},         {HAT_NODE_CELL, 8},        {HAT_NODE_ROW, 7},
        {HAT_NODE_HEADER_CELL, 12}, {HAT_NODE_CELL, 12}};
    check_nodes(&model, expected, sizeof expected / sizeof expected[0]);
    assert_int_equal(node_at(&model, 4)->scope, HAT_SCOPE_COLUMN);
    assert_int_equal(node_at(&model, 9)->scope, HAT_SCOPE_ROW);
    assert_int_equal(node_at(&model, 10)->row_span, 2);
    assert_int_equal(node_at(&model, 11)->row_span, 1);
    model_fini(&model);
}

/* Every allocation failing once: an error or the same pages, nothing leaked (run with the
 * address sanitizer). */
static void memory_ends_anywhere(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.props.outline_level = 1;
    model_fill(&model, 50);
    list_item(&model, 7, 1);
    struct hat_table *table = model_table(&model);
    model_row(&model, table, (size_t[3]){1, 1, 1})->header = true;
    model_row(&model, table, (size_t[3]){9, 1, 1})->cells[0].merge = HAT_MERGE_RESTART;
    model_row(&model, table, (size_t[3]){0, 1, 1})->cells[0].merge = HAT_MERGE_CONTINUE;
    model.section.headers[0].blocks = model_blocks(&model, (size_t[]){1, 0});
    model_layout(&model); /* opens the fonts: that they fail is tested there */
    enum hat_status status = HAT_ERR_NOMEM;
    for (long nth = 1; status == HAT_ERR_NOMEM; nth++) {
        hat_mem_fail_at(nth);
        status = model_run(&model, true);
        hat_mem_fail_at(0);
        assert_true(nth < 100000);
    }
    assert_int_equal(status, HAT_OK);
    assert_int_equal(model.result.pages, 2);
    model_fini(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growing),
        cmocka_unit_test(page_items),
        cmocka_unit_test(page_strands),
        cmocka_unit_test(headings_and_outline),
        cmocka_unit_test(paragraph_over_pages),
        cmocka_unit_test(lists),
        cmocka_unit_test(tables),
        cmocka_unit_test(memory_ends_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
