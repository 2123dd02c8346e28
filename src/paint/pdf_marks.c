/* pdf_marks.c -- the items of a page as marked content: what each piece is, is noted here.
 *
 * Items of one node that follow each other stand between one pair of tags:
 *
 *     items   "Ұйым" n7   "атауы" n7   rule ARTIFACT   "1" n9      rule ARTIFACT
 *     marks   |---- 0, node 7 -----|                   |1, node 9| |2, artifact: both rules|
 *
 * The tags are flat and all of one kind; the finisher makes of them what they are.
 */
#include <stdlib.h>

#include "base/angle.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "paint/pdf_internal.h"

enum { OPENING_MAX = 160, LANGS_MAX = 1000 };

/* ---- notes ---- */

static bool is_artifact(uint32_t node)
{
    return node == HAT_NODE_ARTIFACT_LAYOUT || node == HAT_NODE_ARTIFACT_PAGINATION;
}

/* The number of a language, as a mark holds it; 0 when it cannot be noted. */
static enum hat_status find_lang(struct hat_pdf *pdf, const char *lang, uint16_t *number)
{
    *number = 0;
    if (lang == NULL || *lang == '\0') {
        return HAT_OK;
    }
    for (size_t i = 0; i < pdf->lang_count; i++) {
        if (strcmp(pdf->langs[i], lang) == 0) {
            *number = (uint16_t)(i + 1);
            return HAT_OK;
        }
    }
    if (pdf->lang_count >= LANGS_MAX) {
        return HAT_OK;
    }
    const char *kept = hat_arena_str(&pdf->arena, hat_str_from(lang)).ptr;
    if (kept == NULL ||
        !hat_mem_grow(&pdf->langs, pdf->lang_count, &pdf->lang_cap, sizeof(*pdf->langs))) {
        return HAT_ERR_NOMEM;
    }
    pdf->langs[pdf->lang_count++] = kept;
    *number = (uint16_t)pdf->lang_count;
    return HAT_OK;
}

/* Keeps the text of the first node that has any, whole characters only. */
static void note_opening(struct hat_pdf *pdf, const struct hat_item *item)
{
    if (item->kind != HAT_ITEM_GLYPHS || is_artifact(item->node) ||
        (pdf->opening_node != HAT_NONE && pdf->opening_node != item->node)) {
        return;
    }
    struct hat_str text = item->as.glyphs.text;
    size_t room = OPENING_MAX - pdf->opening.len, used = 0;
    for (size_t at = 0; at < text.len; at += used) {
        hat_utf8_decode(text.ptr + at, text.len - at, &used);
        if (at + used > room) {
            text.len = at;
        }
    }
    pdf->opening_node = item->node;
    hat_buf_put(&pdf->opening, text.ptr, text.len);
}

/* The box around a box that is turned around its middle. */
static struct hat_pdf_box turned_box(struct hat_pdf_box box, int32_t rotation)
{
    double across = (double)box.width, down = (double)box.height;
    hat_turned_size(hat_radians(rotation), &across, &down);
    box.x += (int64_t)(((double)box.width - across) / 2);
    box.y += (int64_t)(((double)box.height - down) / 2);
    box.width = (int64_t)across;
    box.height = (int64_t)down;
    return box;
}

static enum hat_status note_figure(struct hat_pdf *pdf, const struct hat_item *item, uint32_t page)
{
    bool image = item->kind == HAT_ITEM_IMAGE;
    if ((!image && item->kind != HAT_ITEM_PATH) || is_artifact(item->node)) {
        return HAT_OK;
    }
    if (!hat_mem_grow(&pdf->figures, pdf->figure_count, &pdf->figure_cap, sizeof *pdf->figures)) {
        return HAT_ERR_NOMEM;
    }
    pdf->figures[pdf->figure_count++] = (struct hat_pdf_figure){
        item->node, page, image && hat_pictures_know(&pdf->painter.pictures, item->as.image.image),
        image ? turned_box((struct hat_pdf_box){item->as.image.x, item->as.image.y,
                                                item->as.image.width, item->as.image.height},
                           item->as.image.rotation)
              : turned_box((struct hat_pdf_box){item->as.path.x, item->as.path.y,
                                                item->as.path.width, item->as.path.height},
                           item->as.path.rotation)};
    return HAT_OK;
}

/* ---- marks ---- */

/* The open mark of the page being drawn. */
struct open_mark {
    bool any, has_text;
    struct hat_pdf_mark mark;
};

static void end_mark(struct hat_pdf *pdf, struct open_mark *open)
{
    if (!open->any) {
        return;
    }
    hat_painter_flush(&pdf->painter);
    cairo_tag_end(pdf->cr, HAT_PDF_TAG);
    open->any = false;
    if (open->has_text && !is_artifact(open->mark.node)) {
        pdf->text_blank = pdf->painter.after_blank;
    }
}

static enum hat_status note_mark(struct hat_pdf *pdf, struct hat_pdf_mark mark)
{
    if (pdf->mark_count >= HAT_NONE ||
        !hat_mem_grow(&pdf->marks, pdf->mark_count, &pdf->mark_cap, sizeof *pdf->marks)) {
        return HAT_ERR_NOMEM;
    }
    pdf->marks[pdf->mark_count++] = mark;
    cairo_tag_begin(pdf->cr, HAT_PDF_TAG, NULL);
    return HAT_OK;
}

/* Begins a mark for `item` unless the open one is of the same node and language. */
static enum hat_status begin_mark(struct hat_pdf *pdf, struct open_mark *open,
                                  const struct hat_item *item)
{
    struct hat_pdf_mark mark = {item->node, 0};
    if (item->kind == HAT_ITEM_GLYPHS && !is_artifact(item->node)) {
        enum hat_status status = find_lang(pdf, item->as.glyphs.lang, &mark.lang);
        if (status != HAT_OK) {
            return status;
        }
    }
    if (open->any && open->mark.node == mark.node && open->mark.lang == mark.lang) {
        return HAT_OK;
    }
    end_mark(pdf, open);
    pdf->painter.after_blank = pdf->text_blank && !is_artifact(mark.node);
    *open = (struct open_mark){true, false, mark};
    return note_mark(pdf, mark);
}

static enum hat_status draw_item(struct hat_pdf *pdf, struct open_mark *open,
                                 const struct hat_item *item)
{
    enum hat_status status = begin_mark(pdf, open, item);
    if (status == HAT_OK) {
        status = note_figure(pdf, item, (uint32_t)(pdf->sheet_count - 1));
    }
    if (status == HAT_OK) {
        note_opening(pdf, item);
        open->has_text = open->has_text || item->kind == HAT_ITEM_GLYPHS;
        status = hat_painter_item(&pdf->painter, item);
    }
    return status;
}

/* ---- lines that can wait ---- */

/* Underlines and borders would cut the text of a node into many marks. They lie on top of it, so
 * they are drawn together: when something comes that could hide them, and at the end of the page.
 */
static bool can_wait(const struct hat_item *item)
{
    return item->kind == HAT_ITEM_LINE && item->as.line.dash == HAT_DASH_SOLID &&
           is_artifact(item->node);
}

/* One look after the other, dark over light where they cross; else as they came. */
static int by_look(const void *a, const void *b)
{
    const struct hat_item *x = *(const struct hat_item *const *)a;
    const struct hat_item *y = *(const struct hat_item *const *)b;
    if (x->node != y->node) {
        return x->node < y->node ? -1 : 1;
    }
    if (x->color != y->color) {
        return x->color > y->color ? -1 : 1;
    }
    if (x->as.line.width != y->as.line.width) {
        return x->as.line.width < y->as.line.width ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

static enum hat_status draw_waiting(struct hat_pdf *pdf, struct open_mark *open)
{
    enum hat_status status = HAT_OK;
    if (pdf->waiting_count > 1) {
        qsort(pdf->waiting, pdf->waiting_count, sizeof(*pdf->waiting), by_look);
    }
    for (size_t i = 0; i < pdf->waiting_count && status == HAT_OK; i++) {
        status = draw_item(pdf, open, pdf->waiting[i]);
    }
    pdf->waiting_count = 0;
    return status;
}

static enum hat_status let_wait(struct hat_pdf *pdf, const struct hat_item *item)
{
    if (!hat_mem_grow(&pdf->waiting, pdf->waiting_count, &pdf->waiting_cap,
                      sizeof(*pdf->waiting))) {
        return HAT_ERR_NOMEM;
    }
    pdf->waiting[pdf->waiting_count++] = item;
    return HAT_OK;
}

enum hat_status hat_pdf_draw_items(struct hat_pdf *pdf, const struct hat_page *page)
{
    struct open_mark open = {0};
    enum hat_status status = HAT_OK;
    pdf->waiting_count = 0;
    for (size_t i = 0; i < page->count && status == HAT_OK; i++) {
        const struct hat_item *item = &page->items[i];
        if (item->kind == HAT_ITEM_LINK) {
            continue;
        }
        if (can_wait(item)) {
            status = let_wait(pdf, item);
            continue;
        }
        if (item->kind == HAT_ITEM_RECT || item->kind == HAT_ITEM_PATH ||
            item->kind == HAT_ITEM_IMAGE) {
            status = draw_waiting(pdf, &open);
        }
        if (status == HAT_OK) {
            status = draw_item(pdf, &open, item);
        }
    }
    if (status == HAT_OK) {
        status = draw_waiting(pdf, &open);
    }
    end_mark(pdf, &open);
    return status;
}
