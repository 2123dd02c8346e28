/* reader_internal.h -- what the DOCX and the ODT reader share.
 *
 * A reader is fed XML events by the push parser and queues finished blocks; the document pulls:
 * it feeds chunks of the main part until the queue has what was asked for.
 *
 *     main part --feed--> reader --hat_queue_put--> [block][row][row][table end][block]
 *                                                     ^ hat_document_next(), next_row()
 */
#ifndef HAT_DOCUMENT_READER_INTERNAL_H
#define HAT_DOCUMENT_READER_INTERNAL_H

#include "document/document.h"

struct hat_document;

struct hat_reader {
    void *ctx;
    enum hat_status (*next)(void *ctx, struct hat_block **block);
    enum hat_status (*next_row)(void *ctx, struct hat_table *table, struct hat_row **row);
    void (*close)(void *ctx);
};

/* ---- text -> pointer (index.c) ---- */

/* A zeroed struct is a valid empty index. Keys are borrowed: they must outlive the index. */
struct hat_index {
    struct hat_index_slot *slots;
    size_t count, cap;
};

/* The value put under `key`; NULL when there is none. */
void *hat_index_find(const struct hat_index *index, struct hat_str key);
/* Puts `value` (not NULL) under `key`, in place of an older one. false when out of memory. */
_Bool hat_index_put(struct hat_index *index, struct hat_str key, void *value);
void hat_index_fini(struct hat_index *index);

/* ---- blocks and rows on their way from a reader to the layout (queue.c) ---- */

enum hat_queue_kind { HAT_QUEUE_NOTHING, HAT_QUEUE_BLOCK, HAT_QUEUE_ROW, HAT_QUEUE_TABLE_END };

struct hat_queue_item {
    enum hat_queue_kind kind;
    struct hat_block *block; /* HAT_QUEUE_BLOCK */
    struct hat_row *row;     /* HAT_QUEUE_ROW: of the streamed table before it */
};

/* First in, first out. A zeroed struct is a valid empty queue. */
struct hat_queue {
    struct hat_queue_item *items; /* ring of `cap`, a power of two */
    size_t first, count, cap;
    const struct hat_table *open; /* the table whose rows stand at the front */
};

enum hat_status hat_queue_put(struct hat_queue *queue, struct hat_queue_item item);
/* Answers hat_document_next() and next_row() from the queue when it can: *found tells. Rows of a
 * table that nobody read to its end are released. */
_Bool hat_queue_take_block(struct hat_queue *queue, struct hat_document *document,
                           struct hat_block **block);
/* *row is NULL with `true` at the table's end. */
_Bool hat_queue_take_row(struct hat_queue *queue, const struct hat_table *table,
                         struct hat_row **row);
void hat_queue_fini(struct hat_queue *queue);

/* ---- the document ---- */

struct hat_document {
    const struct hat_parts *parts;
    const struct hat_limits *limits;
    hat_diags *diags;
    struct hat_arena arena; /* everything that lives as long as the document */
    struct hat_document_info info;
    struct hat_reader reader;
    struct hat_intern *intern;   /* property records and texts: intern.c */
    struct hat_images *images;   /* by part name: images.c */
    struct hat_arena_pool *pool; /* arenas of released blocks and rows, for reuse */
    uint32_t linked_notes;       /* hat_link_note() */
};

/* Fill document->info and document->reader. On failure what they made is freed. */
enum hat_status hat_docx_open(struct hat_document *document);
enum hat_status hat_odt_open(struct hat_document *document);

/* ---- shared by both readers (document.c, intern.c, images.c) ---- */

struct hat_intern *hat_intern_new(void);
void hat_intern_free(struct hat_intern *intern);
struct hat_images *hat_images_new(void);
void hat_images_free(struct hat_images *images);

/* The interned copy of a record or text; NULL when out of memory. Equal contents give the same
 * pointer. memset records to 0 before filling them: padding is compared too. The tabs of a
 * paragraph record are interned with it. */
const struct hat_char_props *hat_intern_chars(struct hat_document *, const struct hat_char_props *);
const struct hat_para_props *hat_intern_paragraph(struct hat_document *,
                                                  const struct hat_para_props *);
const char *hat_intern_text(struct hat_document *, struct hat_str text); /* a NUL added */
/* Any other record of `len` bytes, for a reader's own caches. */
const void *hat_intern_bytes(struct hat_document *, const void *bytes, size_t len);

/* The picture of a part, loaded once, header probed, limits checked; *image is NULL, with a
 * warning, when it is missing or not readable. HAT_ERR_NOMEM. */
enum hat_status hat_image_load(struct hat_document *, const char *part,
                               const struct hat_place *place, const struct hat_image **image);

/* Is this a font of signs at the places of letters: Symbol, Wingdings, Webdings? (symbols.c) */
_Bool hat_symbol_family(const char *family);
/* The Unicode character of a sign in such a font; 0: not known. */
uint32_t hat_symbol_unicode(const char *family, uint32_t cp);

/* A whole part in memory; the caller frees the buffer. HAT_ERR_LIMIT (named in diags) when it is
 * longer than `limit` bytes. */
enum hat_status hat_part_read(struct hat_document *, const char *part, uint64_t limit,
                              struct hat_buf *buf);

struct hat_link_source {
    struct hat_str address; /* as in the document; "#name" for a bookmark */
    struct hat_str title;   /* tooltip; may be empty */
};

/* *link is made in `arena` (the block's) when the address is one that may work (http, https,
 * mailto, tel, #bookmark); else it is NULL, with a warning. HAT_ERR_NOMEM. */
enum hat_status hat_link_make(struct hat_document *, struct hat_arena *arena,
                              struct hat_link_source source, const struct hat_place *place,
                              const struct hat_link **link);

/* Links a note's mark in the text and its mark at the note with each other; the names are in
 * `arena`. HAT_ERR_NOMEM. */
enum hat_status hat_link_note(struct hat_document *, struct hat_arena *arena,
                              struct hat_note *note);

/* An arena for the next body block or row, from the pool. NULL when out of memory. It is given
 * back by hat_document_release(_row), or by hat_block_arena_drop() when nothing came of it. */
struct hat_arena *hat_block_arena(struct hat_document *);
void hat_block_arena_drop(struct hat_document *, struct hat_arena *arena);

/* ---- shapes (document.c) ---- */

/* Text in an ellipse stands in the rectangle whose corners touch it: its insets grow. */
void hat_object_inset_round(struct hat_object *object);

#endif
