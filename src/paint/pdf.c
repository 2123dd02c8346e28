/* pdf.c -- draws pages into a PDF in memory and notes what each piece of content is.
 *
 * Items of one node that follow each other stand between one pair of tags:
 *
 *     items   "Ұйым" n7   "атауы" n7   rule ARTIFACT   "1" n9
 *     marks   |---- 0, node 7 -----|   |-1, artifact|  |2, node 9|
 *
 * The tags are flat and all of one kind; cairo's own links, structure, outline and metadata are
 * not used (docs/pdf.md lists their defects). cairo writes to a buffer that takes everything, so
 * the only failures left are memory and errors of cairo's own, which are looked at after each
 * page.
 */
#include <cairo-pdf.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "paint/pdf_internal.h"

enum { OPENING_MAX = 160, LANGS_MAX = 1000 };

static const double TWIPS_PER_PT = 20;

/* ---- life ---- */

static const char *copy(struct hat_arena *arena, const char *text)
{
    struct hat_str str = hat_str_from(text);
    return hat_arena_strndup(arena, str.ptr, str.len);
}

static bool copy_options(struct hat_pdf *pdf, const struct hat_pdf_options *options)
{
    const struct hat_meta none = {0}, *meta = options->meta != NULL ? options->meta : &none;
    pdf->date = options->date;
    pdf->producer = copy(&pdf->arena, options->producer);
    pdf->meta = (struct hat_meta){.title = copy(&pdf->arena, meta->title),
                                  .author = copy(&pdf->arena, meta->author),
                                  .subject = copy(&pdf->arena, meta->subject),
                                  .keywords = copy(&pdf->arena, meta->keywords),
                                  .lang = copy(&pdf->arena, meta->lang)};
    return pdf->producer != NULL && pdf->meta.title != NULL && pdf->meta.author != NULL &&
           pdf->meta.subject != NULL && pdf->meta.keywords != NULL && pdf->meta.lang != NULL;
}

enum hat_status hat_pdf_new(const struct hat_pdf_options *options, hat_diags *diags,
                            struct hat_pdf **out)
{
    struct hat_pdf *pdf = hat_mem_zalloc(1, sizeof *pdf);
    if (pdf == NULL) {
        return HAT_ERR_NOMEM;
    }
    pdf->diags = diags;
    pdf->opening_node = HAT_NONE;
    pdf->painter.target = HAT_TARGET_PDF;
    pdf->painter.pictures.diags = diags;
    pdf->painter.pictures.keep_jpeg = true;
    enum hat_status status = copy_options(pdf, options) ? HAT_OK : HAT_ERR_NOMEM;
    if (status == HAT_OK) {
        pdf->surface = cairo_pdf_surface_create_for_stream(hat_cairo_write, &pdf->file, 1, 1);
        pdf->cr = cairo_create(pdf->surface);
        status = hat_cairo_status(cairo_status(pdf->cr), diags);
    }
    if (status != HAT_OK) {
        hat_pdf_free(pdf);
        return status;
    }
    *out = pdf;
    return HAT_OK;
}

static void close_cairo(struct hat_pdf *pdf)
{
    if (pdf->cr != NULL) {
        cairo_destroy(pdf->cr);
        pdf->cr = NULL;
    }
    if (pdf->surface != NULL) {
        cairo_surface_finish(pdf->surface);
        cairo_surface_destroy(pdf->surface);
        pdf->surface = NULL;
    }
}

void hat_pdf_free(struct hat_pdf *pdf)
{
    if (pdf == NULL) {
        return;
    }
    close_cairo(pdf);
    hat_painter_fini(&pdf->painter);
    hat_buf_fini(&pdf->file);
    hat_buf_fini(&pdf->link_texts);
    hat_buf_fini(&pdf->opening);
    hat_mem_free(pdf->marks);
    hat_mem_free(pdf->sheets);
    hat_mem_free(pdf->links);
    hat_mem_free(pdf->boxes);
    hat_mem_free(pdf->figures);
    hat_mem_free(pdf->langs);
    hat_mem_free(pdf->waiting);
    hat_arena_fini(&pdf->arena);
    hat_mem_free(pdf);
}

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
    const char *kept = copy(&pdf->arena, lang);
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

static enum hat_status note_figure(struct hat_pdf *pdf, const struct hat_item *item, uint32_t page)
{
    if (item->kind != HAT_ITEM_IMAGE || is_artifact(item->node)) {
        return HAT_OK;
    }
    if (!hat_mem_grow(&pdf->figures, pdf->figure_count, &pdf->figure_cap, sizeof *pdf->figures)) {
        return HAT_ERR_NOMEM;
    }
    pdf->figures[pdf->figure_count++] = (struct hat_pdf_figure){
        item->node,
        page,
        {item->as.image.x, item->as.image.y, item->as.image.width, item->as.image.height}};
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
    cairo_tag_end(pdf->cr, "Span");
    open->any = false;
    if (open->has_text && !is_artifact(open->mark.node)) {
        pdf->text_blank = pdf->painter.after_blank;
    }
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
    if (pdf->mark_count >= HAT_NONE ||
        !hat_mem_grow(&pdf->marks, pdf->mark_count, &pdf->mark_cap, sizeof *pdf->marks)) {
        return HAT_ERR_NOMEM;
    }
    pdf->marks[pdf->mark_count++] = mark;
    pdf->painter.after_blank = pdf->text_blank && !is_artifact(mark.node);
    cairo_tag_begin(pdf->cr, "Span", NULL);
    *open = (struct open_mark){true, false, mark};
    return HAT_OK;
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

static enum hat_status draw_items(struct hat_pdf *pdf, const struct hat_page *page)
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
        if (item->kind == HAT_ITEM_RECT || item->kind == HAT_ITEM_IMAGE) {
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

/* ---- pages ---- */

static enum hat_status begin_sheet(struct hat_pdf *pdf, const struct hat_page *page)
{
    if (!hat_mem_grow(&pdf->sheets, pdf->sheet_count, &pdf->sheet_cap, sizeof *pdf->sheets)) {
        return HAT_ERR_NOMEM;
    }
    pdf->sheets[pdf->sheet_count++] =
        (struct hat_pdf_sheet){.first_mark = (uint32_t)pdf->mark_count,
                               .first_link = (uint32_t)pdf->link_count,
                               .height = page->height * HAT_DU_PER_TWIP};
    return HAT_OK;
}

enum hat_status hat_pdf_page(void *ctx, const struct hat_page *page)
{
    struct hat_pdf *pdf = ctx;
    if (pdf->cr == NULL) {
        return HAT_ERR_USAGE; /* finished before */
    }
    enum hat_status status = begin_sheet(pdf, page);
    if (status != HAT_OK) {
        return status;
    }
    cairo_pdf_surface_set_size(pdf->surface, page->width / TWIPS_PER_PT,
                               page->height / TWIPS_PER_PT);
    hat_painter_begin(&pdf->painter, pdf->cr);
    status = draw_items(pdf, page);
    if (status == HAT_OK) {
        status = hat_pdf_note_links(pdf, page);
    }
    if (status == HAT_OK) {
        cairo_show_page(pdf->cr);
        status = hat_cairo_status(cairo_status(pdf->cr), pdf->diags);
    }
    hat_pictures_trim(&pdf->painter.pictures);
    if (status == HAT_OK && (hat_buf_failed(&pdf->file) || hat_buf_failed(&pdf->opening))) {
        status = HAT_ERR_NOMEM;
    }
    return status;
}

/* Ends cairo's file, the first time. */
static enum hat_status end_drawing(struct hat_pdf *pdf)
{
    if (pdf->cr == NULL) {
        return pdf->drawn;
    }
    cairo_status_t state = cairo_status(pdf->cr);
    cairo_destroy(pdf->cr);
    pdf->cr = NULL;
    cairo_surface_finish(pdf->surface);
    if (state == CAIRO_STATUS_SUCCESS) {
        state = cairo_surface_status(pdf->surface);
    }
    pdf->drawn = hat_cairo_status(state, pdf->diags);
    close_cairo(pdf);
    hat_painter_fini(&pdf->painter);
    if (pdf->drawn == HAT_OK && hat_buf_failed(&pdf->file)) {
        pdf->drawn = HAT_ERR_NOMEM;
    }
    return pdf->drawn;
}

enum hat_status hat_pdf_finish(struct hat_pdf *pdf, const struct hat_structure *structure,
                               struct hat_output *output)
{
    enum hat_status status = end_drawing(pdf);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_pdf_finish *finish = hat_mem_zalloc(1, sizeof *finish);
    if (finish == NULL) {
        return HAT_ERR_NOMEM;
    }
    status = hat_pdf_assemble(finish, pdf, structure, output);
    pdf->diags = NULL; /* a second file has the same to tell */
    hat_pdf_finish_fini(finish);
    hat_mem_free(finish);
    return status;
}
