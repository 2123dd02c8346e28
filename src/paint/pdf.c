/* pdf.c -- a PDF document while its pages come: cairo draws them into memory, notes are kept.
 *
 *     new ──► page, page, ... ──► finish (once an output) ──► free
 *
 * cairo's own links, structure, outline and metadata are not used (docs/pdf.md lists their
 * defects). cairo writes to a buffer that takes everything, so the only failures left are memory
 * and errors of cairo's own, which are looked at after each page.
 */
#include <cairo-pdf.h>

#include "base/mem.h"
#include "paint/pdf_internal.h"

static const double TWIPS_PER_PT = 20;

/* ---- life ---- */

static const char *copy(struct hat_arena *arena, const char *text)
{
    return hat_arena_str(arena, hat_str_from(text)).ptr;
}

static bool copy_options(struct hat_pdf *pdf, const struct hat_pdf_options *options)
{
    const struct hat_meta none = {0}, *meta = options->meta != NULL ? options->meta : &none;
    const hat_pdf_profile profile =
        options->profile != HAT_PDF_DEFAULT ? options->profile : HAT_PDF_A2A;
    pdf->tagged = profile == HAT_PDF_A2A || profile == HAT_PDF_A3A;
    pdf->archived = profile != HAT_PDF_PLAIN;
    pdf->part = profile == HAT_PDF_A3A ? '3' : '2';
    pdf->attachments = options->attachments;
    pdf->attachment_count = options->attachment_count;
    pdf->date = options->date;
    pdf->producer = copy(&pdf->arena, options->producer);
    pdf->source = copy(&pdf->arena, options->source != NULL ? options->source : "");
    pdf->meta = (struct hat_meta){.title = copy(&pdf->arena, meta->title),
                                  .author = copy(&pdf->arena, meta->author),
                                  .subject = copy(&pdf->arena, meta->subject),
                                  .keywords = copy(&pdf->arena, meta->keywords),
                                  .lang = copy(&pdf->arena, meta->lang)};
    return pdf->producer != NULL && pdf->source != NULL && pdf->meta.title != NULL &&
           pdf->meta.author != NULL && pdf->meta.subject != NULL && pdf->meta.keywords != NULL &&
           pdf->meta.lang != NULL;
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
    pdf->painter.codes = &pdf->codes;
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
    status = hat_pdf_draw_items(pdf, page);
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

void hat_pdf_next_letter(struct hat_pdf *pdf, hat_diags *diags)
{
    hat_pictures_forget(&pdf->painter.pictures);
    pdf->painter.pictures.diags = diags;
    pdf->diags = diags;
    pdf->text_blank = false;
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
