/* reader_internal.h -- what the DOCX and the ODT reader share.
 *
 * A reader is fed XML events by the push parser and queues finished blocks; the document pulls:
 * it feeds chunks of the main part until the queue has what was asked for.
 */
#ifndef HAT_DOCUMENT_READER_INTERNAL_H
#define HAT_DOCUMENT_READER_INTERNAL_H

#include "document/document.h"

struct hat_reader {
    void *ctx;
    enum hat_status (*next)(void *ctx, struct hat_block **block);
    enum hat_status (*next_row)(void *ctx, struct hat_table *table, struct hat_row **row);
    void (*close)(void *ctx);
};

struct hat_document {
    const struct hat_parts *parts;
    const struct hat_limits *limits;
    hat_diags *diags;
    struct hat_arena arena; /* everything that lives as long as the document */
    struct hat_document_info info;
    struct hat_reader reader;
    struct hat_intern *intern;   /* property records: intern.h */
    struct hat_images *images;   /* by part name: images.h */
    struct hat_arena_pool *pool; /* arenas of released blocks and rows, for reuse */
};

enum hat_status hat_docx_open(struct hat_document *document);
enum hat_status hat_odt_open(struct hat_document *document);

/* ---- shared by both readers (document.c, intern.c, images.c) ---- */

/* The interned copy of a record or text; NULL when out of memory. Zero records before filling
 * them: padding is compared too. */
const struct hat_char_props *hat_intern_chars(struct hat_document *, const struct hat_char_props *);
const struct hat_para_props *hat_intern_paragraph(struct hat_document *,
                                                  const struct hat_para_props *);
const char *hat_intern_text(struct hat_document *, struct hat_str text);

/* The picture of a part, loaded once, header probed, limits checked; NULL with a warning when it
 * is missing or not readable. */
const struct hat_image *hat_image_load(struct hat_document *, const char *part,
                                       const struct hat_place *place);

/* A link when the address is one that may work (http, https, mailto, tel, #bookmark), else NULL
 * with a warning. `arena` is the block's. */
const struct hat_link *hat_link_make(struct hat_document *, struct hat_arena *arena,
                                     struct hat_str address, struct hat_str title,
                                     const struct hat_place *place);

/* An arena for the next body block or row, from the pool. NULL when out of memory. */
struct hat_arena *hat_block_arena(struct hat_document *);

#endif
