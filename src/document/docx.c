/* docx.c -- opens a DOCX, reads its small parts, and pulls its text block by block.
 *
 *     open:  settings, theme, styles, numbering; the main part looked through for sections
 *     next:  [chunk of the main part] -> XML parser -> story -> queue -> block
 *
 * The main part may be a merge that is running: it is only ever pulled in order, and fed in small
 * pieces, so that no more than a few rows are in memory before they are asked for.
 */
#include "document/docx_story_internal.h"

enum { FEED_BYTES = 4096 };

/* ---- what all parts of the reader use ---- */

void hat_docx_fail(struct hat_docx *docx, enum hat_status status)
{
    if (docx->status == HAT_OK) {
        docx->status = status;
    }
}

void *hat_docx_alloc(struct hat_docx *docx, size_t size)
{
    void *ptr = hat_arena_alloc(&docx->document->arena, size);
    if (ptr == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    return ptr;
}

void hat_docx_states_push(struct hat_docx *docx, struct hat_docx_states *states, uint8_t state)
{
    if (!hat_mem_grow(&states->items, states->count, &states->cap, 1)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return;
    }
    states->items[states->count++] = state;
}

void hat_docx_states_fini(struct hat_docx_states *states)
{
    hat_mem_free(states->items);
    *states = (struct hat_docx_states){0};
}

void hat_docx_unsupported(struct hat_docx *docx, enum hat_docx_unsupported what)
{
    static const enum hat_message messages[HAT_DOCX_UNSUPPORTED_COUNT] = {
        [HAT_DOCX_UNSUPPORTED_MATH] = HAT_MSG_MATH_AS_TEXT,
        [HAT_DOCX_UNSUPPORTED_CHART] = HAT_MSG_CHART_NOT_DRAWN,
        [HAT_DOCX_UNSUPPORTED_SHAPE] = HAT_MSG_SHAPE_NOT_DRAWN,
        [HAT_DOCX_UNSUPPORTED_RUBY] = HAT_MSG_RUBY_LEFT_OUT,
        [HAT_DOCX_UNSUPPORTED_INSERTED_FILE] = HAT_MSG_INSERTED_FILE,
        [HAT_DOCX_UNSUPPORTED_REVISIONS] = HAT_MSG_REVISIONS_ACCEPTED,
        [HAT_DOCX_UNSUPPORTED_PICTURE_BORDERS] = HAT_MSG_PICTURE_BORDERS,
        [HAT_DOCX_UNSUPPORTED_PICTURE_LINK] = HAT_MSG_PICTURE_OUTSIDE,
        [HAT_DOCX_UNSUPPORTED_DROP_CAP] = HAT_MSG_DROP_CAP,
        [HAT_DOCX_UNSUPPORTED_LINE_RULE] = HAT_MSG_LINE_WITHOUT_RULE,
        [HAT_DOCX_UNSUPPORTED_SYMBOL] = HAT_MSG_SYMBOL_UNKNOWN,
    };
    if ((docx->told & 1u << what) == 0) {
        docx->told |= 1u << what;
        hat_diags_add(docx->document->diags, messages[what], &docx->place, {0});
    }
}

void hat_docx_parse_part(struct hat_docx *docx, const char *part,
                         const struct hat_xml_handler *handler)
{
    struct hat_document *document = docx->document;
    struct hat_place outer = docx->place;
    struct hat_buf buf = {0};
    if (docx->status != HAT_OK || !document->parts->has(document->parts->ctx, part)) {
        return;
    }
    docx->place = (struct hat_place){.file = document->parts->path, .part = part};
    enum hat_status status = hat_part_read(document, part, document->limits->part_bytes, &buf);
    if (status == HAT_OK) {
        status = hat_xml_parse((struct hat_str){buf.data, buf.len}, handler, document->limits,
                               &docx->place, document->diags);
    }
    hat_docx_fail(docx, status);
    hat_buf_fini(&buf);
    docx->place = outer;
}

/* ---- parts and relationships ---- */

static bool read_relationships(struct hat_docx *docx, struct hat_docx_part *part)
{
    const struct hat_parts *parts = docx->document->parts;
    struct hat_relationships list = {0};
    enum hat_status status =
        parts->relationships(parts->ctx, part->name, &docx->document->arena, &list);
    for (size_t i = 0; status == HAT_OK && i < list.count; i++) {
        const struct hat_relationship *item = &list.items[i];
        struct hat_relationship *copy = hat_docx_alloc(docx, sizeof *copy);
        if (copy == NULL) {
            return false;
        }
        *copy = *item;
        struct hat_str type = hat_str_from(item->type);
        bool is_first = !item->external && hat_index_find(&part->by_type, type) == NULL;
        if (!hat_index_put(&part->by_id, hat_str_from(item->id), copy) ||
            (is_first && !hat_index_put(&part->by_type, type, copy))) {
            status = HAT_ERR_NOMEM;
        }
    }
    hat_docx_fail(docx, status);
    return docx->status == HAT_OK;
}

struct hat_docx_part *hat_docx_part(struct hat_docx *docx, const char *name)
{
    for (struct hat_docx_part *part = docx->parts; part != NULL; part = part->next) {
        if (strcmp(part->name, name) == 0) {
            return part;
        }
    }
    struct hat_docx_part *part = hat_docx_alloc(docx, sizeof *part);
    if (part == NULL) {
        return NULL;
    }
    part->name = hat_docx_text(docx, hat_str_from(name));
    part->next = docx->parts;
    docx->parts = part;
    return read_relationships(docx, part) ? part : NULL;
}

const struct hat_relationship *
hat_docx_relationship(struct hat_docx *docx, const struct hat_docx_part *part, struct hat_str id)
{
    const struct hat_parts *parts = docx->document->parts;
    const struct hat_relationship *found = hat_index_find(&part->by_id, id);
    if (found == NULL && parts->made != NULL) {
        found = parts->made(parts->ctx, part->name, id);
    }
    return found;
}

const char *hat_docx_related(struct hat_docx *docx, const char *type)
{
    const struct hat_docx_part *main = hat_docx_part(docx, docx->document->parts->main);
    const struct hat_relationship *found =
        main != NULL ? hat_index_find(&main->by_type, hat_str_from(type)) : NULL;
    return found != NULL ? found->target : NULL;
}

struct hat_block *hat_docx_header_blocks(struct hat_docx *docx, const char *name, bool footer)
{
    struct hat_docx_part *part = hat_docx_part(docx, name);
    if (part == NULL || part->read) {
        return part != NULL ? part->blocks : NULL;
    }
    part->read = true;
    struct hat_docx_story *story = hat_docx_story_new(
        docx, part, footer ? HAT_STORY_FOOTER : HAT_STORY_HEADER, &docx->document->arena);
    if (story != NULL) {
        struct hat_xml_handler handler;
        hat_docx_story_handler(story, &handler);
        hat_docx_parse_part(docx, part->name, &handler);
        part->blocks = docx->status == HAT_OK ? hat_docx_flow_pop(story) : NULL;
        hat_docx_story_free(story);
    }
    return part->blocks;
}

/* ---- pulling ---- */

/* Feeds the next piece of the main part, or ends it. */
static void feed(struct hat_docx *docx)
{
    if (docx->rest.len == 0) {
        hat_docx_fail(docx, hat_stream_next(&docx->stream, &docx->rest));
        if (docx->status != HAT_OK) {
            return;
        }
        if (docx->rest.len == 0) {
            docx->ended = true;
            hat_docx_fail(docx, hat_xml_parser_finish(docx->parser));
            return;
        }
    }
    struct hat_str piece = docx->rest;
    piece.len = piece.len < FEED_BYTES ? piece.len : FEED_BYTES;
    docx->rest.ptr += piece.len;
    docx->rest.len -= piece.len;
    hat_docx_fail(docx, hat_xml_parser_feed(docx->parser, piece));
}

static enum hat_status docx_next(void *ctx, struct hat_block **block)
{
    struct hat_docx *docx = ctx;
    while (docx->status == HAT_OK) {
        if (hat_queue_take_block(&docx->queue, docx->document, block)) {
            return HAT_OK;
        }
        if (docx->ended) {
            *block = NULL;
            return HAT_OK;
        }
        feed(docx);
    }
    return docx->status;
}

static enum hat_status docx_next_row(void *ctx, struct hat_table *table, struct hat_row **row)
{
    struct hat_docx *docx = ctx;
    while (docx->status == HAT_OK) {
        if (hat_queue_take_row(&docx->queue, table, row)) {
            return HAT_OK;
        }
        if (docx->ended) {
            *row = NULL;
            return HAT_OK;
        }
        feed(docx);
    }
    return docx->status;
}

/* ---- opening ---- */

static void docx_close(void *ctx)
{
    struct hat_docx *docx = ctx;
    hat_xml_parser_free(docx->parser);
    hat_stream_close(&docx->stream);
    hat_docx_story_free(docx->body);
    hat_queue_fini(&docx->queue);
    for (struct hat_docx_part *part = docx->parts; part != NULL; part = part->next) {
        hat_index_fini(&part->by_id);
        hat_index_fini(&part->by_type);
    }
    for (int i = 0; i < HAT_DOCX_STYLE_TYPES; i++) {
        hat_index_fini(&docx->styles.by_id[i]);
    }
    hat_index_fini(&docx->numbering.nums);
    hat_index_fini(&docx->numbering.abstracts);
    hat_index_fini(&docx->notes[0]);
    hat_index_fini(&docx->notes[1]);
    hat_docx_cache_free(docx->cache);
    hat_mem_free(docx->sections);
    hat_buf_fini(&docx->scratch);
    hat_mem_free(docx);
}

static void read_small_parts(struct hat_docx *docx)
{
    hat_docx_theme_read(docx, hat_docx_related(docx, "theme"));
    hat_docx_settings_read(docx, hat_docx_related(docx, "settings"));
    hat_docx_styles_read(docx, hat_docx_related(docx, "styles"));
    hat_docx_numbering_read(docx, hat_docx_related(docx, "numbering"));
    hat_docx_core_read(docx);
    if (docx->status == HAT_OK) {
        hat_docx_scan(docx);
    }
    /* headers are read now: a page-count field in one of them must be known at once */
    for (size_t i = 0; docx->status == HAT_OK && i < docx->section_count; i++) {
        hat_docx_section_at(docx, i);
    }
}

static void open_body(struct hat_docx *docx)
{
    struct hat_document *document = docx->document;
    const struct hat_parts *parts = document->parts;
    struct hat_docx_part *main = hat_docx_part(docx, parts->main);
    struct hat_xml_handler handler;
    if (docx->status != HAT_OK) {
        return;
    }
    docx->body = hat_docx_story_new(docx, main, HAT_STORY_BODY, NULL);
    if (docx->body == NULL) {
        return;
    }
    docx->place = (struct hat_place){.file = parts->path, .part = parts->main};
    hat_docx_story_handler(docx->body, &handler);
    hat_docx_fail(docx, parts->open(parts->ctx, parts->main, &docx->stream));
    if (docx->status == HAT_OK) {
        hat_docx_fail(docx, hat_xml_parser_new(&handler, document->limits, &docx->place,
                                               document->diags, &docx->parser));
    }
    if (docx->status == HAT_OK) {
        hat_docx_section_begin(docx->body, 0);
    }
}

enum hat_status hat_docx_open(struct hat_document *document)
{
    struct hat_docx *docx = hat_mem_zalloc(1, sizeof *docx);
    if (docx == NULL) {
        return HAT_ERR_NOMEM;
    }
    docx->document = document;
    docx->place.file = document->parts->path;
    docx->cache = hat_docx_cache_new();
    if (docx->cache == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    } else {
        read_small_parts(docx);
    }
    if (docx->status == HAT_OK) {
        open_body(docx);
    }
    if (docx->status != HAT_OK) {
        enum hat_status status = docx->status;
        docx_close(docx);
        return status;
    }
    document->reader = (struct hat_reader){docx, docx_next, docx_next_row, docx_close};
    return HAT_OK;
}
