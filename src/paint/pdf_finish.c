/* pdf_finish.c -- cairo's file and the notes in, the document out (docs/pdf.md).
 *
 *     read  ─► numbers for catalog, pages, links, elements
 *           ─► pages and contents ─► annotations ─► structure ─► outline
 *           ─► fonts and pictures that pages reach ─► attached files ─► metadata
 *           ─► cross-reference
 *
 * Every object is written once and forgotten. Nothing goes on after the first error, and the
 * output is then not committed by its owner.
 */
#include <cairo.h>
#include <stdio.h>

#include "base/limits.h"
#include "paint/pdf_internal.h"

void hat_pdf_put_box(struct hat_buf *buf, const struct hat_pdf_box *box, hat_du page_height)
{
    hat_pdf_put(buf, "[");
    hat_pdf_put_du(buf, box->x);
    hat_pdf_put(buf, " ");
    hat_pdf_put_du(buf, page_height - box->y - box->height);
    hat_pdf_put(buf, " ");
    hat_pdf_put_du(buf, box->x + box->width);
    hat_pdf_put(buf, " ");
    hat_pdf_put_du(buf, page_height - box->y);
    hat_pdf_put(buf, "]");
}

static enum hat_status number_pages(struct hat_pdf_finish *finish)
{
    size_t count = 0;
    enum hat_status status = hat_pdf_pages(&finish->in, &finish->arena, &finish->in_pages, &count);
    if (status != HAT_OK) {
        return status;
    }
    if (count != finish->pdf->sheet_count) {
        finish->in.problem = "number of pages";
        return HAT_ERR_DATA;
    }
    finish->page_ids = hat_arena_array(&finish->arena, count, sizeof *finish->page_ids);
    if (finish->page_ids == NULL) {
        return HAT_ERR_NOMEM;
    }
    finish->catalog = hat_pdf_reserve(&finish->out);
    finish->pages = hat_pdf_reserve(&finish->out);
    if (finish->pdf->tagged) {
        finish->tree_root = hat_pdf_reserve(&finish->out);
        finish->parent_tree = hat_pdf_reserve(&finish->out);
    }
    for (size_t i = 0; i < count; i++) {
        finish->page_ids[i] = hat_pdf_reserve(&finish->out);
    }
    return finish->out.status;
}

static enum hat_status open(struct hat_pdf_finish *finish)
{
    const struct hat_buf *file = &finish->pdf->file;
    enum hat_status status =
        hat_pdf_file_open(&finish->in, (struct hat_str){file->data, file->len});
    if (status == HAT_OK) {
        status = hat_pdf_copier_init(&finish->copier, &finish->in, &finish->out);
        finish->copier.codes = &finish->pdf->codes;
    }
    if (status == HAT_OK) {
        status = hat_pdf_clean_meta(finish);
    }
    return status == HAT_OK ? number_pages(finish) : status;
}

static enum hat_status write_all(struct hat_pdf_finish *finish)
{
    enum hat_status status = hat_pdf_write_pages(finish);
    if (status == HAT_OK) {
        hat_pdf_write_links(finish);
        if (finish->pdf->tagged) {
            hat_pdf_write_tree(finish);
        }
        status = hat_pdf_write_outline(finish);
    }
    if (status == HAT_OK) {
        status = hat_pdf_copy_noted(&finish->copier);
    }
    if (status == HAT_OK) {
        status = hat_pdf_write_attachments(finish);
    }
    if (status == HAT_OK) {
        hat_pdf_write_meta(finish);
        status = hat_pdf_writer_end(&finish->out, finish->catalog, finish->info);
    }
    return status;
}

/* Says what went wrong, and as what it counts for the caller: the file that was read is our own,
 * so "wrong data" means a cairo that writes otherwise. */
static enum hat_status explain(struct hat_pdf_finish *finish, enum hat_status status)
{
    if (status == HAT_ERR_DATA) {
        const char *problem = finish->in.problem != NULL ? finish->in.problem : "?";
        hat_diags_add(finish->pdf->diags, HAT_MSG_PDF_UNKNOWN_FORM, NULL,
                      hat_str_from(cairo_version_string()), hat_str_from(problem));
        return HAT_ERR_IO;
    }
    if (status == HAT_ERR_LIMIT) {
        char limit[24];
        snprintf(limit, sizeof limit, "%llu", (unsigned long long)HAT_LIMITS_DEFAULT.output_bytes);
        hat_diags_add(finish->pdf->diags, HAT_MSG_PDF_TOO_LARGE, NULL, hat_str_from(limit));
    }
    return status;
}

enum hat_status hat_pdf_assemble(struct hat_pdf_finish *finish, struct hat_pdf *pdf,
                                 const struct hat_structure *structure, struct hat_output *output)
{
    *finish = (struct hat_pdf_finish){.pdf = pdf, .structure = structure};
    if (structure->count == 0) {
        return HAT_ERR_USAGE; /* no document node */
    }
    hat_pdf_writer_init(&finish->out, output);
    enum hat_status status = open(finish);
    if (status == HAT_OK) {
        status = hat_pdf_prepare_places(finish);
    }
    if (status == HAT_OK) {
        status = hat_pdf_prepare_links(finish);
    }
    if (status == HAT_OK && pdf->tagged) {
        status = hat_pdf_prepare_tree(finish);
    }
    if (status == HAT_OK) {
        status = write_all(finish);
    }
    return explain(finish, status);
}

void hat_pdf_finish_fini(struct hat_pdf_finish *finish)
{
    hat_pdf_copier_fini(&finish->copier);
    hat_pdf_file_close(&finish->in);
    hat_pdf_writer_fini(&finish->out);
    hat_buf_fini(&finish->body);
    hat_arena_fini(&finish->arena);
}
