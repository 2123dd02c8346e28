/* paint.h -- display lists through cairo: PDF, PNG and SVG. */
#ifndef HAT_PAINT_PAINT_H
#define HAT_PAINT_PAINT_H

#include "base/diag.h"
#include "base/file.h"
#include "document/document.h"
#include "layout/page.h"
#include "layout/structure.h"

/* ---- PDF: pages as they come, then the document around them ---- */

struct hat_pdf;

/* A file inside the PDF: what the document was made of (PDF/A-3 6.8, /AFRelationship /Source). */
struct hat_pdf_attachment {
    const char *name; /* "entries.csv": different from the others */
    const char *type; /* "text/csv" */
    struct hat_str bytes;
};

struct hat_pdf_options {
    const struct hat_meta *meta;                  /* title, author, subject, keywords, lang */
    int64_t date;                                 /* creation date [seconds since 1970, UTC] */
    const char *producer;                         /* "hatshy 0.1.0" */
    const char *source;                           /* file that messages name; NULL: none */
    hat_pdf_profile profile;                      /* attachments: A3A or PLAIN */
    const struct hat_pdf_attachment *attachments; /* borrowed until the last hat_pdf_finish() */
    size_t attachment_count;
};

enum hat_status hat_pdf_new(const struct hat_pdf_options *options, hat_diags *diags,
                            struct hat_pdf **out);
/* Another letter begins in the same file: what its pages have to tell goes to `diags`, and the
 * pictures of the letter before it may go. */
void hat_pdf_next_letter(struct hat_pdf *pdf, hat_diags *diags);
/* Draws one page; a page sink's function. Its pictures must live until hat_pdf_finish() or
 * hat_pdf_next_letter(); HAT_ERR_USAGE after the end. HAT_ERR_IO: cairo could not draw. */
enum hat_status hat_pdf_page(void *pdf, const struct hat_page *page);
/* Writes the file: pages, fonts, links, structure tree, outline, metadata. May be called again for
 * another output. HAT_ERR_LIMIT: larger than limits.output_bytes; HAT_ERR_IO: cairo failed, or
 * wrote a file of a form that is not known here (1.18). */
enum hat_status hat_pdf_finish(struct hat_pdf *pdf, const struct hat_structure *structure,
                               struct hat_output *output);
void hat_pdf_free(struct hat_pdf *pdf);

/* ---- one page as a picture: nothing is written unless all went well ---- */

/* HAT_ERR_USAGE: `dpi` is no positive number; HAT_ERR_LIMIT: too many pixels (both limits of
 * pictures hold); HAT_ERR_IO: cairo could not draw. */
enum hat_status hat_png_write(const struct hat_page *page, double dpi, struct hat_output *output,
                              hat_diags *diags);
enum hat_status hat_svg_write(const struct hat_page *page, struct hat_output *output,
                              hat_diags *diags);

#endif
