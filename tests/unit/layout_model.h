/* layout_model.h -- documents built by hand and their pages as lists of lines, for layout tests.
 *
 * The page is that of the measurements in docs/layout-rules.md, appendix A: A4, margins
 * 1134/850/1134/1701, Times New Roman 12 (a line is 276 high, its baseline at 224), 52 lines.
 */
#ifndef HAT_TESTS_LAYOUT_MODEL_H
#define HAT_TESTS_LAYOUT_MODEL_H

#include <limits.h>
#include <stdlib.h>

#include "document/reader_internal.h"
#include "layout/layout.h"
#include "unit/unit.h"

enum { BODY_TOP = 1134, BODY_LEFT = 1701, BODY_WIDTH = 9355, LINE = 276, ASCENT = 224 };
enum { MARKS_MAX = 20000 };

/* One thing on a page; positions in twips. */
struct mark {
    uint32_t page;
    uint8_t kind; /* enum hat_item_kind */
    uint32_t node;
    int x0, y0, x1, y1, width;
    char text[24];
};

struct model {
    struct hat_arena arena;
    struct hat_document document;
    struct hat_block *first, **end, *next;
    struct hat_char_props chars;
    struct hat_para_props props; /* what model_paragraph() gives the next paragraph */
    struct hat_section section;
    struct hat_limits limits;
    struct hat_fonts *fonts;
    hat_diags *diags;
    struct mark *marks;
    size_t mark_count;
    struct hat_layout_result result;
};

static inline void *model_alloc(struct model *model, size_t size)
{
    void *ptr = hat_arena_alloc(&model->arena, size);
    assert_non_null(ptr);
    return ptr;
}

static inline enum hat_status model_next(void *ctx, struct hat_block **block)
{
    struct model *model = ctx;
    *block = model->next;
    if (model->next != NULL) {
        model->next = model->next->next;
    }
    return HAT_OK;
}

static inline struct hat_block *model_add(struct model *model, enum hat_block_kind kind)
{
    struct hat_block *block = model_alloc(model, sizeof *block);
    block->kind = (uint8_t)kind;
    *model->end = block;
    model->end = &block->next;
    return block;
}

static inline void model_init(struct model *model)
{
    *model = (struct model){.limits = HAT_LIMITS_DEFAULT};
    model->end = &model->first;
    model->document.reader.ctx = model;
    model->document.reader.next = model_next;
    model->document.info.flags = (struct hat_flags){
        .external_leading = true,
        .before_at_page_top = true,
        .cell_last_after = true,
        .header_last_after = true,
        .trailing_blanks_word = true,
        .blanks_no_height = true,
        .justify_break = true,
        .ligatures = true,
        .docx = true,
        .compatibility = 15,
    };
    model->document.info.meta = (struct hat_meta){"", "", "", "", "kk"};
    model->chars = (struct hat_char_props){.family = "Times New Roman", .size = 240, .lang = ""};
    model->props = (struct hat_para_props){
        .style = "Normal", .spacing = 100, .tab_default = 708, .widows = 2, .orphans = 2};
    model->section = (struct hat_section){
        .page_width = 11906,
        .page_height = 16838,
        .top = 1134,
        .bottom = 1134,
        .left = 1701,
        .right = 850,
        .columns = 1,
    };
    model->diags = hat_diags_new();
    assert_int_equal(hat_fonts_open(NULL, model->diags, &model->fonts), HAT_OK);
    model->marks = calloc(MARKS_MAX, sizeof *model->marks);
    assert_non_null(model->marks);
    model_add(model, HAT_BLOCK_SECTION)->as.section = &model->section;
}

static inline void model_fini(struct model *model)
{
    hat_structure_fini(&model->result.structure);
    hat_fonts_close(model->fonts);
    hat_diags_free(model->diags);
    hat_arena_fini(&model->arena);
    free(model->marks);
}

/* ---- paragraphs ---- */

/* A paragraph of `lines` lines "word", with the properties of model->props. */
static inline struct hat_paragraph *model_make_paragraph(struct model *model, size_t lines)
{
    struct hat_paragraph *paragraph = model_alloc(model, sizeof *paragraph);
    struct hat_para_props *props = model_alloc(model, sizeof *props);
    struct hat_char_props *chars = model_alloc(model, sizeof *chars);
    struct hat_inline *inlines = hat_arena_array(&model->arena, 2 * lines, sizeof *inlines);
    *props = model->props;
    *chars = model->chars;
    paragraph->props = props;
    paragraph->mark = chars;
    paragraph->inlines = inlines;
    for (size_t i = 0; i < lines; i++) {
        if (i > 0) {
            inlines[paragraph->inline_count].kind = HAT_INLINE_LINE_BREAK;
            inlines[paragraph->inline_count++].props = chars;
        }
        inlines[paragraph->inline_count].kind = HAT_INLINE_TEXT;
        inlines[paragraph->inline_count].props = chars;
        inlines[paragraph->inline_count++].text = HAT_STR("word");
    }
    return paragraph;
}

static inline struct hat_paragraph *model_paragraph(struct model *model, size_t lines)
{
    struct hat_paragraph *paragraph = model_make_paragraph(model, lines);
    model_add(model, HAT_BLOCK_PARAGRAPH)->as.paragraph = paragraph;
    return paragraph;
}

/* Paragraphs of one line: `count` of them. */
static inline void model_fill(struct model *model, size_t count)
{
    struct hat_para_props kept = model->props;
    model->props = (struct hat_para_props){.style = "Fill", .spacing = 100, .tab_default = 708};
    for (size_t i = 0; i < count; i++) {
        model_paragraph(model, 1);
    }
    model->props = kept;
}

/* Blocks for a cell, header or the like: paragraphs of `lines[i]` lines, 0 ends. */
static inline struct hat_block *model_blocks(struct model *model, const size_t *lines)
{
    struct hat_block *first = NULL;
    struct hat_block **end = &first;
    for (; *lines > 0; lines++) {
        *end = model_alloc(model, sizeof **end);
        (*end)->kind = HAT_BLOCK_PARAGRAPH;
        (*end)->as.paragraph = model_make_paragraph(model, *lines);
        end = &(*end)->next;
    }
    return first;
}

/* ---- tables ---- */

static inline struct hat_border model_border(int width)
{
    return (struct hat_border){.style = width > 0 ? HAT_BORDER_SINGLE : HAT_BORDER_NONE,
                               .width = width};
}

/* A table of three columns 2000/3000/4000 with borders of 10, rows to be added. */
static inline struct hat_table *model_make_table(struct model *model)
{
    struct hat_table *table = model_alloc(model, sizeof *table);
    table->grid = hat_arena_array(&model->arena, 3, sizeof *table->grid);
    table->grid[0] = 2000;
    table->grid[1] = 3000;
    table->grid[2] = 4000;
    table->column_count = 3;
    table->collapse = true;
    for (int edge = 0; edge < 4; edge++) {
        table->borders[edge] = model_border(10);
        table->margins[edge] = edge == HAT_LEFT || edge == HAT_RIGHT ? 108 : 0;
    }
    return table;
}

static inline struct hat_table *model_table(struct model *model)
{
    struct hat_table *table = model_make_table(model);
    model_add(model, HAT_BLOCK_TABLE)->as.table = table;
    return table;
}

/* A row whose cells hold one paragraph of lines[i] lines; an empty paragraph for 0. */
static inline struct hat_row *model_row(struct model *model, struct hat_table *table,
                                        const size_t lines[3])
{
    struct hat_row *row = model_alloc(model, sizeof *row);
    row->cells = hat_arena_array(&model->arena, 3, sizeof *row->cells);
    row->cell_count = 3;
    for (uint16_t i = 0; i < 3; i++) {
        struct hat_cell *cell = &row->cells[i];
        cell->column = i;
        cell->span = 1;
        for (int edge = 0; edge < 4; edge++) {
            cell->borders[edge] = table->borders[edge];
            cell->margins[edge] = table->margins[edge];
        }
        cell->blocks = model_alloc(model, sizeof *cell->blocks);
        cell->blocks->as.paragraph = model_make_paragraph(model, lines[i]);
    }
    struct hat_row **end = &table->rows;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = row;
    return row;
}

/* ---- running ---- */

static inline int du_to_twip(hat_du value)
{
    return (value + (value >= 0 ? 3 : -3)) / 6;
}

static inline enum hat_status model_page(void *ctx, const struct hat_page *page)
{
    struct model *model = ctx;
    for (size_t i = 0; i < page->count; i++) {
        const struct hat_item *item = &page->items[i];
        assert_true(model->mark_count < MARKS_MAX);
        struct mark *mark = &model->marks[model->mark_count++];
        *mark = (struct mark){.page = page->index, .kind = item->kind, .node = item->node};
        if (item->kind == HAT_ITEM_GLYPHS) {
            mark->x0 = du_to_twip(item->as.glyphs.glyphs[0].x);
            mark->y0 = du_to_twip(item->as.glyphs.glyphs[0].y);
            size_t len = item->as.glyphs.text.len < 23 ? item->as.glyphs.text.len : 23;
            memcpy(mark->text, item->as.glyphs.text.ptr, len);
        } else if (item->kind == HAT_ITEM_LINE) {
            mark->x0 = du_to_twip(item->as.line.x0);
            mark->y0 = du_to_twip(item->as.line.y0);
            mark->x1 = du_to_twip(item->as.line.x1);
            mark->y1 = du_to_twip(item->as.line.y1);
            mark->width = du_to_twip(item->as.line.width);
        } else if (item->kind == HAT_ITEM_PATH) { /* its first and last point */
            const struct hat_path_step *last = &item->as.path.steps[item->as.path.count - 1];
            mark->x0 = du_to_twip(item->as.path.steps[0].x[0]);
            mark->y0 = du_to_twip(item->as.path.steps[0].y[0]);
            mark->x1 = du_to_twip(last->x[0]);
            mark->y1 = du_to_twip(last->y[0]);
        } else {
            mark->x0 = du_to_twip(item->as.rect.x);
            mark->y0 = du_to_twip(item->as.rect.y);
            mark->x1 = mark->x0 + du_to_twip(item->as.rect.width);
            mark->y1 = mark->y0 + du_to_twip(item->as.rect.height);
        }
    }
    return HAT_OK;
}

static inline enum hat_status model_run(struct model *model, bool draw)
{
    struct hat_layout_options options = {
        .fonts = model->fonts, .limits = &model->limits, .diags = model->diags};
    struct hat_page_sink sink = {model, model_page};
    model->next = model->first;
    model->mark_count = 0;
    hat_structure_fini(&model->result.structure);
    return hat_layout_run(&model->document, &options, draw ? &sink : NULL, &model->result);
}

static inline void model_layout(struct model *model)
{
    assert_int_equal(model_run(model, true), HAT_OK);
    uint32_t pages = model->result.pages;
    hat_structure_fini(&model->result.structure);
    struct model counted = *model;
    counted.document.reader.ctx = &counted;
    assert_int_equal(model_run(&counted, false), HAT_OK);
    assert_int_equal(counted.result.pages, pages); /* counting agrees with drawing */
    hat_structure_fini(&counted.result.structure);
    assert_int_equal(model_run(model, true), HAT_OK);
}

/* ---- looking ---- */

/* The n-th (0-based) mark of a kind on a page, NULL when there are not so many. */
static inline const struct mark *model_find(const struct model *model, uint32_t page,
                                            enum hat_item_kind kind, size_t n)
{
    for (size_t i = 0; i < model->mark_count; i++) {
        const struct mark *mark = &model->marks[i];
        if (mark->page == page && mark->kind == kind && n-- == 0) {
            return mark;
        }
    }
    return NULL;
}

/* The same where there must be one. */
static inline const struct mark *model_mark(const struct model *model, uint32_t page,
                                            enum hat_item_kind kind, size_t n)
{
    static const struct mark none;
    const struct mark *mark = model_find(model, page, kind, n);
    assert_non_null(mark);
    return mark != NULL ? mark : &none;
}

static inline size_t model_count(const struct model *model, uint32_t page, enum hat_item_kind kind)
{
    size_t count = 0;
    while (model_find(model, page, kind, count) != NULL) {
        count++;
    }
    return count;
}

/* Baseline of the n-th text on a page, from the body's top; -1 when there is none. */
static inline int model_baseline(const struct model *model, uint32_t page, size_t n)
{
    const struct mark *mark = model_find(model, page, HAT_ITEM_GLYPHS, n);
    return mark != NULL ? mark->y0 - BODY_TOP : -1;
}

/* The horizontal stroke whose centre is nearest to y (from the body's top). */
static inline const struct mark *model_rule(const struct model *model, uint32_t page, int y)
{
    const struct mark *best = model_mark(model, page, HAT_ITEM_LINE, 0);
    int nearest = INT_MAX;
    for (size_t n = 0; n < model_count(model, page, HAT_ITEM_LINE); n++) {
        const struct mark *mark = model_mark(model, page, HAT_ITEM_LINE, n);
        int distance = abs(mark->y0 - BODY_TOP - y);
        if (mark->y0 == mark->y1 && distance < nearest) {
            best = mark;
            nearest = distance;
        }
    }
    return best;
}

#endif
