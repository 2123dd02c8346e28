/* word_art.c -- letters as a drawing: set as text, then stretched until they fill their box
 * (layout-rules.md 6).
 *
 *     "DRAFT" in a box of 6000 x 2000, turned   ->  one path of five outlines: the left edge of the
 *                                                   D, its top and so on are those of the box
 *
 * The text is laid like any other, on a page that nobody sees: so fonts, fallback and kerning are
 * those of text. Of its glyphs the outlines are taken, in 1/64 device units: text is often given as
 * 1 pt large, and is stretched from there.
 */
#include "layout/word_art_internal.h"

#include "layout/contours_internal.h"
#include "layout/lines_internal.h"

enum {
    FINE = 64,          /* parts of a device unit */
    WIDTH = 1 << 17,    /* of a row; what is longer goes on in another one [twips] */
    SLANT = 5,          /* a face without italic is slanted by a fifth of the height */
    STEPS_MAX = 1 << 18 /* of one drawing: about ten thousand letters */
};

/* Outlines being collected. */
struct sketch {
    struct hat_path_step *steps;
    size_t count, cap;
    int32_t low[2], high[2]; /* of all points */
    const struct hat_item *glyphs;
    const struct hat_glyph *glyph;
    int64_t upem;
    enum hat_status status;
    struct hat_setting *setting;
    struct hat_buf text; /* of all rows */
};

/* ---- rows ---- */

/* The text as it is set, a row for each of its lines. */
struct rows {
    struct hat_setting *setting;
    struct hat_page page; /* where they are set */
    hat_twip y;
    hat_twip height; /* of the first row's letters */
    int64_t across;  /* all rows together [twips] */
};

static void measure_row(struct rows *rows, const struct hat_lines *lines, size_t index)
{
    const struct hat_line_parts *parts = lines->parts;
    for (uint32_t i = 0; i < parts->portion_count && rows->height == 0; i++) {
        const struct hat_portion *portion = &parts->portions[i];
        if (portion->kind == HAT_PORTION_TEXT && portion->face != NULL) {
            rows->height = hat_face_metrics(portion->face, portion->size_du, false).height;
        }
    }
    rows->across += parts->more[index].width;
}

static enum hat_status set_paragraph(struct rows *rows, const struct hat_paragraph *paragraph)
{
    struct hat_lines *lines = NULL;
    enum hat_status status =
        hat_lines_make(rows->setting, paragraph, WIDTH, &rows->page.arena, &lines);
    for (size_t i = 0; status == HAT_OK && i < lines->count; i++) {
        struct hat_line_spot spot = {
            .y = rows->y, .node = HAT_NODE_ARTIFACT_LAYOUT, .label_node = HAT_NODE_ARTIFACT_LAYOUT};
        measure_row(rows, lines, i);
        status = hat_line_paint(rows->setting, lines, i, &spot, &rows->page);
        rows->y = hat_twip_add(rows->y, lines->lines[i].height);
    }
    return status;
}

/* Sets all paragraphs; rows->page is to be ended by the caller. */
static enum hat_status set_rows(struct rows *rows, const struct hat_object *object)
{
    enum hat_status status = HAT_OK;
    for (const struct hat_block *b = object->blocks; b != NULL && status == HAT_OK; b = b->next) {
        if (b->kind == HAT_BLOCK_PARAGRAPH) {
            status = set_paragraph(rows, b->as.paragraph);
        }
    }
    return status;
}

enum hat_status hat_word_art_height(struct hat_setting *setting, const struct hat_object *object,
                                    hat_twip *height)
{
    struct rows rows = {.setting = setting};
    enum hat_status status = set_rows(&rows, object);
    if (status == HAT_OK && rows.across > 0 && rows.height > 0) {
        *height = hat_twip_clamp((int64_t)object->width * rows.height / rows.across);
    }
    hat_page_fini(&rows.page);
    return status;
}

/* ---- outlines ---- */

/* A point of the glyph on the page of the rows. */
static void put_point(struct sketch *sketch, struct hat_path_step *step, int index,
                      const int32_t point[2])
{
    const struct hat_item *item = sketch->glyphs;
    int64_t em = item->as.glyphs.size_du, scale = item->as.glyphs.scale_pct;
    int64_t x = point[0], y = point[1];
    x += hat_face_fake_italic(item->as.glyphs.face) ? y / SLANT : 0;
    x = x * em * FINE / sketch->upem * (scale != 0 ? scale : 100) / 100;
    y = y * em * FINE / sketch->upem;
    x += (int64_t)sketch->glyph->x * FINE;
    y = (int64_t)sketch->glyph->y * FINE - y;
    const int64_t at[2] = {x, y};
    for (int i = 0; i < 2; i++) {
        int64_t most = INT32_MAX / 2;
        int32_t value = (int32_t)(at[i] > most ? most : at[i] < -most ? -most : at[i]);
        sketch->low[i] = value < sketch->low[i] ? value : sketch->low[i];
        sketch->high[i] = value > sketch->high[i] ? value : sketch->high[i];
        (i == 0 ? step->x : step->y)[index] = value;
    }
}

static bool add_step(void *ctx, enum hat_outline_step kind, const int32_t x[3], const int32_t y[3])
{
    static const uint8_t kinds[] = {[HAT_OUTLINE_MOVE] = HAT_PATH_MOVE,
                                    [HAT_OUTLINE_LINE] = HAT_PATH_LINE,
                                    [HAT_OUTLINE_CURVE] = HAT_PATH_CURVE,
                                    [HAT_OUTLINE_CLOSE] = HAT_PATH_CLOSE};
    struct sketch *sketch = ctx;
    uint64_t work = sketch->count < STEPS_MAX ? 1 : UINT64_MAX / 2;
    sketch->status = hat_setting_spend(sketch->setting, work, NULL);
    if (sketch->status == HAT_OK &&
        !hat_mem_grow(&sketch->steps, sketch->count, &sketch->cap, sizeof *sketch->steps)) {
        sketch->status = HAT_ERR_NOMEM;
    }
    if (sketch->status != HAT_OK) {
        return false;
    }
    struct hat_path_step *step = &sketch->steps[sketch->count++];
    *step = (struct hat_path_step){.kind = kinds[kind]};
    int points = kind == HAT_OUTLINE_CURVE ? 3 : kind == HAT_OUTLINE_CLOSE ? 0 : 1;
    for (int i = 0; i < points; i++) {
        put_point(sketch, step, i, (const int32_t[2]){x[i], y[i]});
    }
    return true;
}

static enum hat_status trace(struct sketch *sketch, const struct hat_page *page)
{
    const struct hat_outline_sink sink = {sketch, add_step};
    sketch->low[0] = sketch->low[1] = INT32_MAX;
    sketch->high[0] = sketch->high[1] = INT32_MIN;
    for (size_t i = 0; i < page->count && sketch->status == HAT_OK; i++) {
        const struct hat_item *item = &page->items[i];
        if (item->kind != HAT_ITEM_GLYPHS) {
            continue;
        }
        sketch->glyphs = item;
        sketch->upem = hat_face_units(item->as.glyphs.face);
        hat_buf_put(&sketch->text, item->as.glyphs.text.ptr, item->as.glyphs.text.len);
        uint32_t count = item->as.glyphs.glyph_count;
        for (uint32_t g = 0; g < count && sketch->status == HAT_OK; g++) {
            sketch->glyph = &item->as.glyphs.glyphs[g];
            hat_face_outline(item->as.glyphs.face, sketch->glyph->id, &sink);
        }
    }
    return sketch->status == HAT_OK && hat_buf_failed(&sketch->text) ? HAT_ERR_NOMEM
                                                                     : sketch->status;
}

/* Letters fill the box: the outermost points of all of them become its edges. */
static void stretch(const struct sketch *sketch, struct hat_path_step *steps)
{
    const int64_t size[2] = {(int64_t)sketch->high[0] - sketch->low[0],
                             (int64_t)sketch->high[1] - sketch->low[1]};
    for (size_t i = 0; i < sketch->count; i++) {
        const struct hat_path_step *from = &sketch->steps[i];
        steps[i].kind = from->kind;
        for (int point = 0; point < 3; point++) {
            int64_t x = ((int64_t)from->x[point] - sketch->low[0]) * HAT_FORM_UNIT;
            int64_t y = ((int64_t)from->y[point] - sketch->low[1]) * HAT_FORM_UNIT;
            steps[i].x[point] = (int32_t)(size[0] > 0 ? x / size[0] : 0);
            steps[i].y[point] = (int32_t)(size[1] > 0 ? y / size[1] : 0);
        }
    }
}

enum hat_status hat_word_art_draw(struct hat_setting *setting, const struct hat_object *object,
                                  const struct hat_object_spot *spot, struct hat_page *page)
{
    struct rows rows = {.setting = setting};
    struct sketch sketch = {.setting = setting};
    struct hat_contour outline = {.filled = true, .stroked = true, .winding = true};
    struct hat_path_step *steps = NULL;
    uint32_t node = 0;
    if (object->width <= 0 || spot->height <= 0) {
        return HAT_OK;
    }
    enum hat_status status = set_rows(&rows, object);
    if (status == HAT_OK) {
        status = trace(&sketch, &rows.page);
    }
    if (status == HAT_OK && sketch.count > 0) {
        status = hat_figure_node(setting, object, spot->node,
                                 (struct hat_str){sketch.text.data, sketch.text.len}, &node);
        steps = hat_arena_array(&page->arena, sketch.count, sizeof *steps);
        if (status == HAT_OK && steps == NULL) {
            status = HAT_ERR_NOMEM;
        }
    }
    if (status == HAT_OK && sketch.count > 0) {
        stretch(&sketch, steps);
        outline.steps = steps;
        outline.count = (uint32_t)sketch.count;
        status = hat_contour_add(&outline, object, spot, node, page);
    }
    hat_mem_free(sketch.steps);
    hat_buf_fini(&sketch.text);
    hat_page_fini(&rows.page);
    return status;
}
