/* Tests of src/layout: paragraph spacing, keeps, pages and headers. The numbers are those that
 * were measured: docs/layout-rules.md, appendix A. */
#include "layout_model.h"

/* ---- room between paragraphs ---- */

/* Distance of the second paragraph's baseline from the first's. */
static int pitch_of(struct model *model)
{
    model_layout(model);
    assert_int_equal(model_baseline(model, 0, 0), ASCENT);
    return model_baseline(model, 0, 1) - ASCENT;
}

static void gap_is_larger_or_sum(void **state)
{
    (void)state;
    for (int sum = 0; sum < 2; sum++) {
        struct model model;
        model_init(&model);
        model.document.info.flags.gap_sum = sum;
        model.props.after = 200;
        model_paragraph(&model, 1);
        model.props.after = 0;
        model.props.before = 300;
        model_paragraph(&model, 1);
        assert_int_equal(pitch_of(&model), sum ? 776 : 576);
        model_fini(&model);
    }
}

static void contextual_spacing(void **state)
{
    (void)state;
    /* contextual of the first and the second, same style, sum; expected pitch */
    static const struct {
        bool first, second, same, sum;
        int pitch;
    } cases[] = {{true, true, true, false, 276},   {true, true, false, false, 476},
                 {true, false, true, false, 376},  {false, true, true, false, 476},
                 {false, true, true, true, 576},   {true, true, true, true, 276},
                 {false, false, true, false, 476}, {false, false, true, true, 576}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct model model;
        model_init(&model);
        model.document.info.flags.gap_sum = cases[i].sum;
        model.props.after = 200;
        model.props.contextual = cases[i].first;
        model_paragraph(&model, 1);
        model.props.before = 100;
        model.props.contextual = cases[i].second;
        model.props.style = cases[i].same ? "Normal" : "Other";
        model_paragraph(&model, 1);
        assert_int_equal(pitch_of(&model), cases[i].pitch);
        model_fini(&model);
    }
}

static void automatic_spacing(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.props.auto_before = model.props.auto_after = true;
    model_paragraph(&model, 1);
    model_paragraph(&model, 1);
    assert_int_equal(pitch_of(&model), 276 + 280);
    model_fini(&model);
}

static void gap_of_proportional_lines(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.props.spacing = 150;
    model.props.after = 200;
    model_paragraph(&model, 2);
    model.props.before = 300;
    model_paragraph(&model, 1);
    assert_int_equal(pitch_of(&model), 414);
    assert_int_equal(model_baseline(&model, 0, 2) - model_baseline(&model, 0, 1), 714);
    model_fini(&model);
}

/* Space before counts on the first page and after a break, not after an overflow. */
static void space_at_page_top(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 52);
    model.props.before = 400;
    model_paragraph(&model, 1);
    model.props.break_before = true;
    model_paragraph(&model, 1);
    model_layout(&model);
    assert_int_equal(model.result.pages, 3);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 52);
    assert_int_equal(model_baseline(&model, 1, 0), ASCENT);
    assert_int_equal(model_baseline(&model, 2, 0), 400 + ASCENT);
    model_fini(&model);
}

static void first_paragraph_keeps_its_space(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.props.before = 400;
    model.props.break_before = true; /* no empty page before it */
    model_paragraph(&model, 1);
    model_layout(&model);
    assert_int_equal(model.result.pages, 1);
    assert_int_equal(model_baseline(&model, 0, 0), 400 + ASCENT);
    model_fini(&model);
}

/* ---- widows, orphans, keeps ---- */

/* Lines of a last paragraph of `lines` that stay on a page with room for `room` lines. */
static size_t lines_kept(size_t room, size_t lines, const struct hat_para_props *props)
{
    struct model model;
    model_init(&model);
    model_fill(&model, 52 - room);
    model.props = *props;
    model_paragraph(&model, lines);
    model_layout(&model);
    size_t kept = model_count(&model, 0, HAT_ITEM_GLYPHS) - (52 - room);
    size_t rest = model.result.pages > 1 ? model_count(&model, 1, HAT_ITEM_GLYPHS) : 0;
    assert_int_equal(kept + rest, lines);
    model_fini(&model);
    return kept;
}

static void widows_and_orphans(void **state)
{
    (void)state;
    struct hat_para_props props = {
        .style = "Normal", .spacing = 100, .tab_default = 708, .widows = 2, .orphans = 2};
    assert_int_equal(lines_kept(1, 4, &props), 0);
    assert_int_equal(lines_kept(2, 4, &props), 2);
    assert_int_equal(lines_kept(3, 4, &props), 2);
    assert_int_equal(lines_kept(4, 4, &props), 4);
    assert_int_equal(lines_kept(2, 3, &props), 0);
    props.widows = props.orphans = 0;
    assert_int_equal(lines_kept(1, 4, &props), 1);
    assert_int_equal(lines_kept(3, 4, &props), 3);
    props.keep_lines = true;
    assert_int_equal(lines_kept(3, 5, &props), 0);
    props.keep_lines = false;
    props.after = 600; /* may hang over the bottom */
    assert_int_equal(lines_kept(1, 1, &props), 1);
    props.before = 300; /* must fit */
    assert_int_equal(lines_kept(1, 1, &props), 0);
}

/* A heading that keeps with a paragraph of four lines. */
static void heading_keeps_with_next(void **state)
{
    (void)state;
    static const size_t kept[] = {0, 0, 0, 3, 3, 5};
    for (size_t room = 1; room < 6; room++) {
        struct model model;
        model_init(&model);
        model_fill(&model, 52 - room);
        model.props.keep_next = true;
        model_paragraph(&model, 1);
        model.props.keep_next = false;
        model_paragraph(&model, 4);
        model_layout(&model);
        assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS) - (52 - room), kept[room]);
        model_fini(&model);
    }
}

/* A chain longer than a page is broken, and every page of it but the last is full. */
static void endless_chain(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 1);
    model.props.keep_next = true;
    for (int i = 0; i < 150; i++) {
        model_paragraph(&model, 1);
    }
    model_layout(&model);
    assert_int_equal(model.result.pages, 4);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 1);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 52);
    assert_int_equal(model_count(&model, 2, HAT_ITEM_GLYPHS), 52);
    assert_int_equal(model_count(&model, 3, HAT_ITEM_GLYPHS), 46);
    model_fini(&model);
}

static void keep_lines_longer_than_a_page(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 1);
    model.props.keep_lines = true;
    model_paragraph(&model, 60);
    model_layout(&model);
    assert_int_equal(model.result.pages, 3);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 52);
    assert_int_equal(model_count(&model, 2, HAT_ITEM_GLYPHS), 8);
    model_fini(&model);
}

/* ---- paragraph borders ---- */

static void bottom_border(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.props.bottom = model_border(30);
    model.props.bottom.space = 20;
    model_paragraph(&model, 2);
    model.props.bottom = model_border(0);
    model_paragraph(&model, 1);
    model_layout(&model);
    const struct mark *rule = model_mark(&model, 0, HAT_ITEM_LINE, 0);
    assert_int_equal(rule->y0 - BODY_TOP, 587); /* 552 + 20 + 15 */
    assert_int_equal(rule->x0, BODY_LEFT);
    assert_int_equal(rule->x1, BODY_LEFT + BODY_WIDTH);
    assert_int_equal(model_baseline(&model, 0, 2), 552 + 50 + ASCENT);
    model_fini(&model);
}

static void box_around_two_paragraphs(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    struct hat_border border = model_border(10);
    border.space = 80;
    model.props.top = model.props.bottom = model.props.left = model.props.right = border;
    model.props.shade = (struct hat_color){0xFFFF00, true};
    model_paragraph(&model, 1);
    model_paragraph(&model, 1);
    model_layout(&model);
    assert_int_equal(model_baseline(&model, 0, 0), 90 + ASCENT);
    assert_int_equal(model_baseline(&model, 0, 1), 90 + LINE + ASCENT); /* one box */
    assert_int_equal(model_count(&model, 0, HAT_ITEM_LINE), 4);
    assert_int_equal(model_mark(&model, 0, HAT_ITEM_LINE, 0)->x0 - BODY_LEFT, -85);
    assert_int_equal(model_mark(&model, 0, HAT_ITEM_LINE, 1)->x0 - BODY_LEFT, 9355 + 85);
    assert_int_equal(model_mark(&model, 0, HAT_ITEM_LINE, 2)->y0 - BODY_TOP, 5);
    assert_int_equal(model_mark(&model, 0, HAT_ITEM_LINE, 3)->y0 - BODY_TOP, 90 + 552 + 85);
    model_fini(&model);
}

/* ---- headers and footers ---- */

static void header_pushes_the_body(void **state)
{
    (void)state;
    /* lines in the header, `after` of its paragraph, top margin; body top */
    static const struct {
        size_t lines;
        int after, margin, top;
    } cases[] = {{1, 0, 1134, 1134}, {4, 0, 1134, 1812}, {1, 400, 1134, 1384}, {4, 0, -1134, 1134}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct model model;
        model_init(&model);
        model.section.top = cases[i].margin;
        model.props.after = cases[i].after;
        model.section.headers[0].blocks = model_blocks(&model, (size_t[]){cases[i].lines, 0});
        model.section.headers[0].edge = 708;
        model.props.after = 0;
        model_paragraph(&model, 1);
        model_layout(&model);
        assert_int_equal(model_baseline(&model, 0, 0), 708 + ASCENT - BODY_TOP);
        assert_int_equal(model_baseline(&model, 0, cases[i].lines),
                         cases[i].top + ASCENT - BODY_TOP);
        assert_true(model_mark(&model, 0, HAT_ITEM_GLYPHS, 0)->node ==
                    HAT_NODE_ARTIFACT_PAGINATION);
        model_fini(&model);
    }
}

static void footer_shortens_the_body(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.footers[0].blocks = model_blocks(&model, (size_t[]){4, 0});
    model.section.footers[0].edge = 708;
    model_fill(&model, 60);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_count(&model, 0, HAT_ITEM_GLYPHS), 4 + 50);
    model_fini(&model);
}

static void first_and_even_headers(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.title_page = true;
    model.section.even_odd = true;
    model.section.page_start = 5;
    for (int kind = 0; kind < 3; kind++) { /* default 1 line, first 2, even 3 */
        model.section.headers[kind].blocks = model_blocks(&model, (size_t[]){(size_t)kind + 1, 0});
        model.section.headers[kind].edge = 708;
    }
    model_fill(&model, 52 * 4);
    model_layout(&model);
    static const int tops[] = {1260, 1536, 1134}; /* pages 5 (first), 6 (even), 7 */
    static const size_t lines[] = {2, 3, 1};
    for (uint32_t page = 0; page < 3; page++) {
        assert_int_equal(model_baseline(&model, page, lines[page]), tops[page] + ASCENT - BODY_TOP);
    }
    model_fini(&model);
}

static void odf_header_box(void **state)
{
    (void)state;
    /* lines, min_height, gap, fixed, dynamic; body top */
    static const struct {
        size_t lines;
        int min_height, gap;
        bool fixed, dynamic;
        int top;
    } cases[] = {{1, 0, 200, false, false, 876},
                 {1, 800, 200, false, false, 1200},
                 {3, 800, 200, false, false, 1428},
                 {3, 600, 200, true, false, 1000},
                 {3, 800, 200, false, true, 1228}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct model model;
        model_init(&model);
        model.section.odf = true;
        model.section.top = 400;
        model.section.headers[0] = (struct hat_header){
            .blocks = model_blocks(&model, (size_t[]){cases[i].lines, 0}),
            .edge = 400,
            .min_height = cases[i].min_height,
            .gap = cases[i].gap,
            .fixed = cases[i].fixed,
            .dynamic = cases[i].dynamic,
        };
        model.chars.size = 400; /* to tell the body from the header */
        model_paragraph(&model, 1);
        model_layout(&model);
        size_t last = model_count(&model, 0, HAT_ITEM_GLYPHS) - 1;
        int ascent = 374; /* of 20 pt */
        assert_int_equal(model_baseline(&model, 0, last), cases[i].top + ascent - BODY_TOP);
        model_fini(&model);
    }
}

/* ---- sections and columns ---- */

static void sections(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_fill(&model, 1);
    struct hat_section landscape = model.section;
    landscape.page_width = 16838;
    landscape.page_height = 11906;
    landscape.start = HAT_START_NEXT_PAGE;
    model_add(&model, HAT_BLOCK_SECTION)->as.section = &landscape;
    model_fill(&model, 1);
    struct hat_section more = landscape;
    more.start = HAT_START_CONTINUOUS;
    more.left = 3000;
    model_add(&model, HAT_BLOCK_SECTION)->as.section = &more;
    model_fill(&model, 1);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    assert_int_equal(model_baseline(&model, 1, 1), LINE + ASCENT);
    assert_int_equal(model_mark(&model, 1, HAT_ITEM_GLYPHS, 1)->x0, 1701); /* the page's margin */
    model_fini(&model);
}

static void two_columns(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.columns = 2;
    model.section.column_gap = 708;
    model_fill(&model, 110);
    model_layout(&model);
    assert_int_equal(model.result.pages, 2);
    const struct mark *second = model_mark(&model, 0, HAT_ITEM_GLYPHS, 52);
    assert_int_equal(second->x0 - BODY_LEFT, 5031);
    assert_int_equal(second->y0 - BODY_TOP, ASCENT);
    assert_int_equal(model_count(&model, 1, HAT_ITEM_GLYPHS), 6);
    model_fini(&model);
}

/* ---- hostile ---- */

static void empty_document_is_one_page(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model_layout(&model);
    assert_int_equal(model.result.pages, 1);
    assert_int_equal(model.mark_count, 0);
    model_fini(&model);
}

/* No room at all: a line a page. */
static void page_without_height(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.section.page_height = 10;
    model.section.bottom = 30000;
    model.props.widows = model.props.orphans = 0;
    model_paragraph(&model, 5);
    model_layout(&model);
    assert_int_equal(model.result.pages, 5);
    model_fini(&model);
}

static void limit_of_pages(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.limits.pages = 2;
    model_fill(&model, 110);
    assert_int_equal(model_run(&model, true), HAT_ERR_LIMIT);
    assert_int_equal(hat_diags_count(model.diags), 1);
    assert_string_equal(hat_diags_code(model.diags, 0), "layout-pages");
    model_fini(&model);
}

static void limit_of_work(void **state)
{
    (void)state;
    struct model model;
    model_init(&model);
    model.limits.layout_work = 100;
    model_fill(&model, 110);
    assert_int_equal(model_run(&model, true), HAT_ERR_LIMIT);
    model_fini(&model);
}

/* Whatever lengths a document asks for, sums do not overflow (run with the undefined-behaviour
 * sanitizer) and the layout ends. */
static void extreme_lengths(void **state)
{
    (void)state;
    static const int lengths[] = {INT32_MIN, INT32_MIN + 1, -40000, 0, 40000, INT32_MAX};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct model model;
        model_init(&model);
        model.limits.pages = 50;
        model.props.before = lengths[i];
        model.props.after = lengths[i];
        model.props.indent_left = lengths[i];
        model.props.indent_right = lengths[i];
        model.props.bottom = model_border(lengths[i]);
        model.props.bottom.space = lengths[i];
        model_paragraph(&model, 3);
        model_paragraph(&model, 3);
        enum hat_status status = model_run(&model, true);
        assert_true(status == HAT_OK || status == HAT_ERR_LIMIT);
        model_fini(&model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gap_is_larger_or_sum),
        cmocka_unit_test(contextual_spacing),
        cmocka_unit_test(automatic_spacing),
        cmocka_unit_test(gap_of_proportional_lines),
        cmocka_unit_test(space_at_page_top),
        cmocka_unit_test(first_paragraph_keeps_its_space),
        cmocka_unit_test(widows_and_orphans),
        cmocka_unit_test(heading_keeps_with_next),
        cmocka_unit_test(endless_chain),
        cmocka_unit_test(keep_lines_longer_than_a_page),
        cmocka_unit_test(bottom_border),
        cmocka_unit_test(box_around_two_paragraphs),
        cmocka_unit_test(header_pushes_the_body),
        cmocka_unit_test(footer_shortens_the_body),
        cmocka_unit_test(first_and_even_headers),
        cmocka_unit_test(odf_header_box),
        cmocka_unit_test(sections),
        cmocka_unit_test(two_columns),
        cmocka_unit_test(empty_document_is_one_page),
        cmocka_unit_test(page_without_height),
        cmocka_unit_test(limit_of_pages),
        cmocka_unit_test(limit_of_work),
        cmocka_unit_test(extreme_lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
