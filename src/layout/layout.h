/* layout.h -- a document into pages (docs/layout-rules.md 3 to 5 and 12.2 to 13). */
#ifndef HAT_LAYOUT_LAYOUT_H
#define HAT_LAYOUT_LAYOUT_H

#include "document/document.h"
#include "layout/page.h"
#include "layout/structure.h"
#include "text/fonts.h"
#include "text/hyphens.h"
#include "text/shape.h"

struct hat_layout_options {
    struct hat_fonts *fonts;
    struct hat_shaper *shaper;   /* shared by runs with these fonts; NULL: one of its own */
    struct hat_hyphens *hyphens; /* the same */
    const struct hat_limits *limits;
    hat_diags *diags;
    struct hat_structure *structure; /* grown below its last part; NULL: one of its own */
    /* Of the first pass: what page-count fields print, 0: not known yet; and its structure, with
     * the bookmarks sorted, for references to pages; NULL: not known yet. */
    uint32_t page_count;
    const struct hat_structure *first_pass;
};

struct hat_layout_result {
    uint32_t pages;
    uint32_t counted;               /* with the empty ones that are not made: for `page_count` */
    struct hat_structure structure; /* freed by the caller: hat_structure_fini(); empty when
                                       the options have one */
};

/* Lays out the whole document. Each finished page goes to `sink` and is then forgotten; a NULL
 * sink only counts. When info.counts_pages, run it twice: first with page_count 0 and no sink;
 * when info.refers_to_pages, with one that forgets the pages: only what is drawn is known by its
 * place. */
enum hat_status hat_layout_run(struct hat_document *document,
                               const struct hat_layout_options *options,
                               const struct hat_page_sink *sink, struct hat_layout_result *result);

#endif
