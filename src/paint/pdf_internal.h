/* pdf_internal.h -- what is noted while pages are drawn, and the finisher that makes the document
 * of it.
 *
 *     pages ──► pdf.c ──cairo──► file (bytes)          ┐
 *                 └────────────► marks, links, figures ┴► pdf_finish.c ──► PDF/A-2a, PDF/UA-1
 *
 * A mark is a piece of content between two tags in cairo's file. cairo numbers the marks of a page
 * 0, 1, 2 ... (marked-content identifiers, MCID), so the n-th mark of a page needs to note its
 * node only: a table of 60,000 rows costs 8 bytes a cell.
 */
#ifndef HAT_PAINT_PDF_INTERNAL_H
#define HAT_PAINT_PDF_INTERNAL_H

#include "paint/paint.h"
#include "paint/painter_internal.h"
#include "paint/pdf_copy_internal.h"
#include "paint/pdf_read_internal.h"
#include "paint/pdf_write_internal.h"

#define HAT_NONE UINT32_MAX

/* What every tag is called in cairo's file; the finisher writes what it is. cairo compares a name
 * with those of its list, six times a tag: this is the first one. */
#define HAT_PDF_TAG "Document"

/* ---- noted while drawing ---- */

struct hat_pdf_mark {
    uint32_t node;
    uint16_t lang; /* 1-based in pdf->langs; 0: the node's */
};

/* A page: where its marks and links begin. */
struct hat_pdf_sheet {
    uint32_t first_mark, first_link;
    hat_du height;
};

struct hat_pdf_box {
    int64_t x, y, width, height; /* [du] */
};

/* The part of a link that stands on one page. */
struct hat_pdf_link {
    uint32_t node, page;
    uint32_t first_box, box_count; /* one a line */
    size_t text, text_len;         /* in pdf->link_texts: what is printed */
    bool inside;                   /* leads to a place in the document: */
    uint32_t to_page;
    hat_twip to_y;
};

struct hat_pdf_figure {
    uint32_t node, page;
    bool again; /* its picture was shown before */
    struct hat_pdf_box box;
};

struct hat_pdf {
    struct hat_arena arena; /* of the options */
    struct hat_meta meta;
    int64_t date;
    const char *producer, *source;
    bool tagged;   /* a structure tree is written, for people who cannot see */
    bool archived; /* PDF/A */
    char part;     /* of PDF/A, '2' or '3' */
    const struct hat_pdf_attachment *attachments;
    size_t attachment_count;
    hat_diags *diags;

    cairo_surface_t *surface;
    cairo_t *cr;
    struct hat_painter painter;
    struct hat_codes codes;
    struct hat_buf file;   /* what cairo wrote */
    enum hat_status drawn; /* how that ended */

    struct hat_pdf_mark *marks;
    size_t mark_count, mark_cap;
    struct hat_pdf_sheet *sheets;
    size_t sheet_count, sheet_cap;
    struct hat_pdf_link *links;
    size_t link_count, link_cap;
    struct hat_pdf_box *boxes;
    size_t box_count, box_cap;
    struct hat_pdf_figure *figures;
    size_t figure_count, figure_cap;
    struct hat_buf link_texts;
    const char **langs;
    size_t lang_count, lang_cap;
    const struct hat_item **waiting; /* lines of this page to be drawn later */
    size_t waiting_count, waiting_cap;
    struct hat_buf opening; /* the first words of the document, for a title */
    uint32_t opening_node;
    bool text_blank; /* the text before this, artifacts apart, ends in a blank */
};

/* Draws the items of the page that was begun last, in marks, and notes their nodes, languages and
 * figures. */
enum hat_status hat_pdf_draw_items(struct hat_pdf *pdf, const struct hat_page *page);
/* Notes the links of a page: one per node, its boxes and its text together. */
enum hat_status hat_pdf_note_links(struct hat_pdf *pdf, const struct hat_page *page);

/* ---- the finisher ---- */

/* The structure turned round: what belongs to each node. HAT_NONE ends every list. */
struct hat_pdf_tree {
    uint32_t *ids;                        /* object number by node; 0: left out */
    uint32_t *first_child, *next_sibling; /* by node */
    uint32_t *first_mark, *next_mark;     /* by node; by mark */
    uint32_t *first_link, *next_link;     /* by node; by link */
    uint32_t *content;                    /* first mark in the subtree, by node */
    uint32_t *figures;                    /* by node */
    uint8_t *levels;                      /* of headings, without gaps; by node */
    uint8_t *plain;                       /* a table without header cells; by node */
};

struct hat_pdf_finish {
    struct hat_pdf *pdf;
    const struct hat_structure *structure;
    struct hat_arena arena;
    struct hat_pdf_file in;
    struct hat_pdf_writer out;
    struct hat_pdf_copier copier;
    struct hat_buf body; /* of the object being written */
    const char *lang, *title;
    struct hat_meta meta; /* cleaned: no control characters */
    uint32_t catalog, pages, tree_root, parent_tree, outlines, info, metadata, profile;
    uint32_t *in_pages;          /* object numbers in cairo's file */
    uint32_t *page_ids;          /* by page */
    uint32_t *link_ids;          /* by link */
    struct hat_bookmark *places; /* of each letter in the order of their names */
    uint32_t *file_ids;          /* by attachment: its file specification */
    struct hat_pdf_tree tree;
    uint32_t silent, first_silent; /* pictures without a text: how many; the first one's node */
};

/* The whole finisher: pdf->file and the notes into `output` (NULL: the bytes stay in
 * finish->out.pending). Call fini afterwards, whatever the result. */
enum hat_status hat_pdf_assemble(struct hat_pdf_finish *finish, struct hat_pdf *pdf,
                                 const struct hat_structure *structure, struct hat_output *output);
void hat_pdf_finish_fini(struct hat_pdf_finish *finish);

/* Its parts, in the order of their calls. */
enum hat_status hat_pdf_prepare_places(struct hat_pdf_finish *finish);
/* Where "#target" of a link at `node` leads; false: its letter has no such bookmark. */
bool hat_pdf_find_place(struct hat_pdf_finish *finish, uint32_t node, const char *target,
                        struct hat_bookmark *place);
/* [page /XYZ 0 y null] */
void hat_pdf_put_destination(struct hat_pdf_finish *finish, uint32_t page, hat_twip y);
enum hat_status hat_pdf_prepare_links(struct hat_pdf_finish *finish);
enum hat_status hat_pdf_prepare_tree(struct hat_pdf_finish *finish);
enum hat_status hat_pdf_write_pages(struct hat_pdf_finish *finish);
void hat_pdf_write_links(struct hat_pdf_finish *finish);
void hat_pdf_write_tree(struct hat_pdf_finish *finish);
enum hat_status hat_pdf_write_outline(struct hat_pdf_finish *finish);
enum hat_status hat_pdf_write_attachments(struct hat_pdf_finish *finish);
/* The entries of the catalog that lead to them; nothing when there are none. */
void hat_pdf_put_attachments(struct hat_pdf_finish *finish);
enum hat_status hat_pdf_clean_meta(struct hat_pdf_finish *finish);
void hat_pdf_write_meta(struct hat_pdf_finish *finish);
void hat_pdf_put_srgb(struct hat_buf *buf);

/* Appends "/Span << /ActualText <feff...> >> BDC" as it was meant; false: it is another line. */
bool hat_pdf_put_actual_text(const struct hat_codes *codes, struct hat_str line,
                             struct hat_buf *out);

/* The document, for messages. */
static inline struct hat_place hat_pdf_place(const struct hat_pdf *pdf)
{
    bool named = pdf->source != NULL && *pdf->source != '\0';
    return (struct hat_place){.file = named ? pdf->source : NULL};
}

/* Is this the node of a mark, and not an artifact? */
static inline bool hat_pdf_is_node(const struct hat_pdf_finish *finish, uint32_t node)
{
    return node < finish->structure->count;
}

/* The parent of `node`; of the document itself, the document. */
static inline uint32_t hat_pdf_parent(const struct hat_structure *structure, uint32_t node)
{
    uint32_t parent = structure->nodes[node].parent;
    return parent < node ? parent : 0;
}

/* The page of mark `mark`. */
uint32_t hat_pdf_mark_page(const struct hat_pdf *pdf, uint32_t mark);
/* The language that holds for `node`. */
const char *hat_pdf_node_lang(const struct hat_pdf_finish *finish, uint32_t node);
/* A rectangle "[x0 y0 x1 y1]" in the page's own coordinates, y upwards. */
void hat_pdf_put_box(struct hat_buf *buf, const struct hat_pdf_box *box, hat_du page_height);
/* The date of the document as PDF writes it: D:20260302050000Z. */
enum { HAT_PDF_DATE_MAX = 32 };
void hat_pdf_format_date(int64_t seconds, char out[HAT_PDF_DATE_MAX]);
/* Writes a dictionary entry with a text string unless `text` is NULL or empty. */
void hat_pdf_put_entry(struct hat_buf *buf, const char *key, const char *text);

#endif
