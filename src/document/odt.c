/* odt.c -- the ODT reader: opens the parts and drives one machine over their XML events.
 *
 * The machine keeps a frame for each open element; odt_elements.c says what its start and its end
 * do. An element that is not known is transparent: its text goes into the paragraph it stands in,
 * so nothing is lost, and a warning names it once. content.xml is parsed in slices, as blocks are
 * asked for:
 *
 *     hat_document_next() --> queue empty? --> feed 8 KB of content.xml --> blocks, rows
 *
 * Source: ODF 1.3 part 2 §3 (package), part 3 §3 (document structure).
 */
#include "document/odt_elements_internal.h"

enum {
    SLICE = 8 * 1024,
    REPEATS_TIMES = 64, /* all repeats of a document together may make this times limits.repeats */
    SPACES_TIMES = 100  /* the same for text:s */
};

/* ---- the machine ---- */

void hat_odt_skip(struct hat_odt *odt, struct hat_odt_frame *frame)
{
    frame->element = NULL;
    odt->skipping = 1;
}

void hat_odt_warn(struct hat_odt *odt, enum hat_message code, struct hat_str name)
{
    struct hat_buf key = {0};
    hat_buf_printf(&key, "%d ", (int)code);
    hat_buf_put(&key, name.ptr, name.len < 128 ? name.len : 128);
    struct hat_str text = {key.data, key.len};
    if (!hat_buf_failed(&key) && hat_index_find(&odt->warned, text) == NULL) {
        struct hat_place outside = {.file = odt->document->parts->path, .part = odt->part};
        text = hat_arena_str(odt->arena, text);
        if (text.ptr != NULL) {
            hat_index_put(&odt->warned, text, odt);
        }
        hat_diags_add(odt->document->diags, code, odt->flow != NULL ? &odt->flow->place : &outside,
                      name);
    }
    hat_buf_fini(&key);
}

static void warn_unknown(struct hat_odt *odt, const struct hat_xml_element *element)
{
    struct hat_buf name = {0};
    hat_buf_put(&name, element->prefix.ptr, element->prefix.len);
    hat_buf_put(&name, ":", element->prefix.len > 0);
    hat_buf_put(&name, element->local.ptr, element->local.len);
    hat_odt_warn(odt, HAT_MSG_ODT_UNKNOWN, (struct hat_str){name.data, name.len});
    hat_buf_fini(&name);
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct hat_odt *odt = ctx;
    if (odt->skipping > 0) {
        odt->skipping++;
        return HAT_OK;
    }
    if (!hat_mem_grow(&odt->frames, odt->frame_count, &odt->frame_cap, sizeof *odt->frames)) {
        return HAT_ERR_NOMEM;
    }
    bool mute = odt->frame_count > 0 && odt->frames[odt->frame_count - 1].mute;
    struct hat_odt_frame *frame = &odt->frames[odt->frame_count++];
    *frame = (struct hat_odt_frame){.element = hat_odt_element_find(element->name), .mute = mute};
    if (frame->element == NULL) {
        if (odt->flow != NULL) {
            warn_unknown(odt, element);
        }
        return HAT_OK;
    }
    frame->mute = frame->element->mute;
    return frame->element->start(odt, element, frame);
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    (void)name;
    struct hat_odt *odt = ctx;
    if (odt->skipping > 0 && --odt->skipping > 0) {
        return HAT_OK;
    }
    struct hat_odt_frame *frame = &odt->frames[--odt->frame_count];
    bool ends = frame->element != NULL && frame->element->end != NULL;
    return ends ? frame->element->end(odt, frame) : HAT_OK;
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct hat_odt *odt = ctx;
    if (odt->skipping > 0) {
        return HAT_OK;
    }
    if (odt->capture != NULL) {
        hat_buf_put(odt->capture, text.ptr, text.len);
        return hat_buf_failed(odt->capture) ? HAT_ERR_NOMEM : HAT_OK;
    }
    bool wanted = odt->flow != NULL && odt->flow->open && odt->frame_count > 0 &&
                  !odt->frames[odt->frame_count - 1].mute;
    return wanted ? hat_odt_text(odt, text) : HAT_OK;
}

static enum hat_status parser_new(struct hat_odt *odt, const char *part,
                                  struct hat_xml_parser **parser)
{
    const struct hat_xml_handler handler = {
        .ctx = odt, .start = on_start, .end = on_end, .text = on_text};
    struct hat_place place = {.file = odt->document->parts->path, .part = part};
    odt->part = part;
    odt->frame_count = 0;
    odt->skipping = 0;
    return hat_xml_parser_new(&handler, odt->document->limits, &place, odt->document->diags,
                              parser);
}

static bool has_part(const struct hat_odt *odt, const char *name)
{
    const struct hat_parts *parts = odt->document->parts;
    return parts->has(parts->ctx, name);
}

enum hat_status hat_odt_read_part(struct hat_odt *odt, const char *name)
{
    const struct hat_parts *parts = odt->document->parts;
    struct hat_stream stream = {0};
    struct hat_xml_parser *parser = NULL;
    if (!has_part(odt, name)) {
        return HAT_OK;
    }
    enum hat_status status = parts->open(parts->ctx, name, &stream);
    if (status == HAT_OK) {
        status = parser_new(odt, name, &parser);
    }
    struct hat_str chunk = {0};
    do {
        if (status == HAT_OK) {
            status = hat_stream_next(&stream, &chunk);
        }
        if (status == HAT_OK) {
            status =
                chunk.len > 0 ? hat_xml_parser_feed(parser, chunk) : hat_xml_parser_finish(parser);
        }
    } while (status == HAT_OK && chunk.len > 0);
    hat_xml_parser_free(parser);
    hat_stream_close(&stream);
    return status;
}

/* ---- elements that bound what is read ---- */

HAT_ODT_START(common_styles)
{
    (void)element;
    (void)frame;
    odt->common = true;
    return HAT_OK;
}

HAT_ODT_END(common_styles)
{
    (void)frame;
    odt->common = false;
    return HAT_OK;
}

HAT_ODT_START(body)
{
    (void)element;
    if (odt->scope != HAT_ODT_IN_CONTENT || odt->flow != NULL || odt->begun) {
        frame->element = NULL;
        return HAT_OK;
    }
    odt->begun = true;
    struct hat_place place = {
        .file = odt->document->parts->path, .part = odt->part, .story = HAT_STORY_BODY};
    enum hat_status status = hat_odt_flow_push(odt, NULL, &place);
    if (status == HAT_OK) {
        odt->flow->body = true;
    }
    return status;
}

/* A document always has a page: an empty one gets an empty paragraph. */
HAT_ODT_END(body)
{
    (void)frame;
    enum hat_status status = odt->any_section ? HAT_OK : hat_odt_flow_fill(odt);
    return status == HAT_OK ? hat_odt_flow_pop(odt, false, NULL) : status;
}

/* ---- content.xml on demand ---- */

/* Parses the next slice; sets `finished` at the end. */
static enum hat_status feed(struct hat_odt *odt)
{
    if (odt->chunk.len == 0) {
        enum hat_status status = hat_stream_next(&odt->stream, &odt->chunk);
        if (status != HAT_OK) {
            return status;
        }
        if (odt->chunk.len == 0) {
            odt->finished = true;
            return hat_xml_parser_finish(odt->parser);
        }
    }
    size_t len = odt->chunk.len < SLICE ? odt->chunk.len : SLICE;
    enum hat_status status =
        hat_xml_parser_feed(odt->parser, (struct hat_str){odt->chunk.ptr, len});
    odt->chunk.ptr += len;
    odt->chunk.len -= len;
    return status;
}

static enum hat_status next_block(void *ctx, struct hat_block **block)
{
    struct hat_odt *odt = ctx;
    while (odt->status == HAT_OK && !hat_queue_take_block(&odt->queue, odt->document, block)) {
        if (odt->finished) {
            *block = NULL;
            return HAT_OK;
        }
        odt->status = feed(odt);
    }
    return odt->status;
}

static enum hat_status next_row(void *ctx, struct hat_table *table, struct hat_row **row)
{
    struct hat_odt *odt = ctx;
    while (odt->status == HAT_OK && !hat_queue_take_row(&odt->queue, table, row)) {
        if (odt->finished) {
            *row = NULL;
            return HAT_OK;
        }
        odt->status = feed(odt);
    }
    return odt->status;
}

static void flow_free(struct hat_odt_flow *flow)
{
    while (flow != NULL) {
        struct hat_odt_flow *outer = flow->outer;
        hat_buf_fini(&flow->text);
        hat_mem_free(flow->inlines);
        hat_mem_free(flow->floats);
        hat_mem_free(flow);
        flow = outer;
    }
}

static void table_free(struct hat_odt_table *table)
{
    while (table != NULL) {
        struct hat_odt_table *outer = table->outer;
        hat_mem_free(table->columns);
        hat_mem_free(table->cells);
        hat_mem_free(table);
        table = outer;
    }
}

static void close_reader(void *ctx)
{
    struct hat_odt *odt = ctx;
    hat_xml_parser_free(odt->parser);
    hat_stream_close(&odt->stream);
    hat_queue_fini(&odt->queue);
    flow_free(odt->flow);
    flow_free(odt->free_flows);
    table_free(odt->table);
    table_free(odt->free_tables);
    hat_mem_free(odt->frames);
    hat_mem_free(odt->list_stack);
    hat_mem_free(odt->section_stack);
    hat_buf_fini(&odt->captured);
    hat_buf_fini(&odt->scratch);
    for (int family = 0; family < HAT_ODT_FAMILY_COUNT; family++) {
        for (int scope = 0; scope < HAT_ODT_SCOPE_COUNT; scope++) {
            hat_index_fini(&odt->styles[family][scope]);
        }
    }
    for (int scope = 0; scope < HAT_ODT_SCOPE_COUNT; scope++) {
        hat_index_fini(&odt->list_styles[scope]);
    }
    struct hat_index *const indexes[] = {&odt->fonts,       &odt->masters,  &odt->paragraphs,
                                         &odt->spans,       &odt->sections, &odt->lists,
                                         &odt->user_fields, &odt->warned,   &odt->gradients,
                                         &odt->markers,     &odt->dashes,   &odt->equations};
    for (size_t i = 0; i < sizeof indexes / sizeof indexes[0]; i++) {
        hat_index_fini(indexes[i]);
    }
    hat_mem_free(odt);
}

/* ---- opening ---- */

/* A text looked for in a stream. */
struct search {
    struct hat_str wanted;
    size_t matched; /* all of it: found */
};

static bool is_found(const struct search *search)
{
    return search->matched == search->wanted.len;
}

static void search_in(struct search *search, struct hat_str chunk)
{
    const char *wanted = search->wanted.ptr;
    for (size_t i = 0; i < chunk.len && !is_found(search); i++) {
        if (search->matched == 0) { /* most bytes: go straight to the next that may begin it */
            const char *at = memchr(chunk.ptr + i, wanted[0], chunk.len - i);
            if (at == NULL) {
                break;
            }
            i = (size_t)(at - chunk.ptr);
        }
        bool begins = chunk.ptr[i] == wanted[0];
        search->matched = chunk.ptr[i] == wanted[search->matched] ? search->matched + 1 : begins;
    }
}

/* Does the body count pages, or refer to the pages of places? Looked for in the bytes, before the
 * body is read: the layout must know whether it needs two passes. */
static enum hat_status find_page_fields(struct hat_odt *odt)
{
    struct search count = {.wanted = HAT_STR("page-count")};
    struct search place = {.wanted = HAT_STR("reference-format=\"page\"")};
    struct hat_document_info *info = &odt->document->info;
    const struct hat_parts *parts = odt->document->parts;
    struct hat_stream stream = {0};
    struct hat_str chunk = {0};
    enum hat_status status = parts->open(parts->ctx, "content.xml", &stream);
    while (status == HAT_OK && !is_found(&place)) { /* that counts them, too */
        status = hat_stream_next(&stream, &chunk);
        if (status != HAT_OK || chunk.len == 0) {
            break;
        }
        search_in(&count, chunk);
        search_in(&place, chunk);
    }
    info->refers_to_pages |= is_found(&place);
    info->counts_pages |= is_found(&count) || info->refers_to_pages;
    hat_stream_close(&stream);
    return status;
}

static enum hat_status read_styles(struct hat_odt *odt)
{
    hat_odt_flags_begin(odt);
    enum hat_status status = hat_odt_read_part(odt, "settings.xml");
    hat_odt_flags_end(odt);
    if (status == HAT_OK) {
        odt->in_meta = true;
        status = hat_odt_read_part(odt, "meta.xml");
        odt->in_meta = false;
    }
    if (status == HAT_OK) {
        odt->scope = HAT_ODT_IN_STYLES;
        status = hat_odt_read_part(odt, "styles.xml");
    }
    odt->scope = HAT_ODT_IN_CONTENT;
    return status;
}

/* The master pages of notes that stand behind the text. */
static enum hat_status find_note_pages(struct hat_odt *odt)
{
    struct hat_odt_notes *notes[2] = {&odt->footnotes, &odt->endnotes};
    const struct hat_str usual[2] = {HAT_STR("Footnote"), HAT_STR("Endnote")};
    enum hat_status status = HAT_OK;
    for (int i = 0; i < 2 && status == HAT_OK; i++) {
        struct hat_str name = notes[i]->pages.len > 0 ? notes[i]->pages : usual[i];
        const struct hat_odt_master *master = hat_odt_master_find(odt, name);
        if (master != NULL) {
            status = hat_odt_section_make(odt, master, HAT_START_NEXT_PAGE, 0,
                                          &odt->document->info.note_pages[i]);
        }
    }
    return status;
}

static enum hat_status begin_content(struct hat_odt *odt)
{
    const struct hat_parts *parts = odt->document->parts;
    enum hat_status status = parts->open(parts->ctx, "content.xml", &odt->stream);
    if (status == HAT_OK) {
        status = parser_new(odt, "content.xml", &odt->parser);
    }
    while (status == HAT_OK && !odt->begun && !odt->finished) {
        status = feed(odt);
    }
    if (status == HAT_OK && !odt->begun) {
        struct hat_place place = {.file = parts->path, .part = "content.xml"};
        hat_diags_add(odt->document->diags, HAT_MSG_ODT_NO_TEXT, &place, {0});
        status = HAT_ERR_TEMPLATE;
    }
    return status;
}

/* The language of the document is that of its default style, when meta.xml names none. */
static enum hat_status finish_info(struct hat_odt *odt)
{
    struct hat_document_info *info = &odt->document->info;
    struct hat_odt_paragraph_style *style = hat_odt_paragraph_style(odt, HAT_STR("Standard"));
    if (style == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (info->meta.lang[0] == '\0') {
        info->meta.lang = style->chars->lang;
    }
    info->hyphenate = true; /* where a paragraph asks for it */
    info->hyphenate_caps = true;
    return HAT_OK;
}

enum hat_status hat_odt_open(struct hat_document *document)
{
    struct hat_odt *odt = hat_mem_zalloc(1, sizeof *odt);
    if (odt == NULL) {
        return HAT_ERR_NOMEM;
    }
    odt->document = document;
    odt->arena = &document->arena;
    odt->repeats_left = (uint64_t)document->limits->repeats * REPEATS_TIMES;
    odt->spaces_left = (uint64_t)document->limits->spaces * SPACES_TIMES;
    odt->footnotes.format = HAT_NUMBER_DECIMAL;
    odt->endnotes.format = HAT_NUMBER_ROMAN_LOWER;
    odt->footnotes.mark_style = HAT_STR("Footnote_20_anchor");
    odt->endnotes.mark_style = HAT_STR("Endnote_20_anchor");
    document->reader = (struct hat_reader){
        .ctx = odt, .next = next_block, .next_row = next_row, .close = close_reader};
    enum hat_status status = read_styles(odt);
    if (status == HAT_OK) {
        status = find_page_fields(odt);
    }
    if (status == HAT_OK) {
        status = find_note_pages(odt);
    }
    if (status == HAT_OK) {
        status = begin_content(odt);
    }
    return status == HAT_OK ? finish_info(odt) : status;
}
