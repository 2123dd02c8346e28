/* docx_story.c -- the dispatch: which element, read in which state, does what.
 *
 *     <w:p>          in BLOCKS     paragraph begins     its children are read in PARAGRAPH
 *     <w:r>          in PARAGRAPH  run begins           ... in RUN
 *     <w:sdtContent> in SDT        nothing              ... in the state of what holds the w:sdt
 *
 * See docx_story_internal.h for the states. Source: ECMA-376-1 §17, layout-rules 8.
 */
#include "document/docx_drawing_internal.h"

static uint8_t parent_state(const struct hat_docx_story *story)
{
    size_t count = story->states.count;
    return count >= 2 ? story->states.items[count - 2] : HAT_DOCX_SKIP;
}

/* ---- wrappers ---- */

/* Every namespace prefix in a Choice's Requires must be one that is understood (rules 6). */
static bool is_understood(struct hat_str requires)
{
    static const char *const known[] = {"wps", "wpg", "wpi", "wp14", "w14",
                                        "w15", "a14", "pic", "wpc",  NULL};
    size_t at = 0;
    while (at < requires.len) {
        size_t end = at;
        while (end < requires.len && requires.ptr[end] != ' ') {
            end++;
        }
        struct hat_str prefix = {requires.ptr + at, end - at};
        if (prefix.len > 0 && hat_docx_one_of(prefix, known) < 0 &&
            !hat_str_starts(prefix, "w16")) {
            return false;
        }
        at = end + 1;
    }
    return requires.len > 0;
}

static uint8_t alternate_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    bool take =
        element->name == HAT_MC_Fallback ||
        (element->name == HAT_MC_Choice && is_understood(hat_xml_attr(element, HAT_NONE_Requires)));
    if (!take) {
        return HAT_DOCX_SKIP;
    }
    story->states.items[story->states.count - 1] = HAT_DOCX_IN_TAKEN;
    return parent_state(story);
}

/* Elements that may stand around content of any kind. `state` is theirs; *child receives that of
 * their children. */
static bool is_wrapper(struct hat_docx_story *story, uint8_t state,
                       const struct hat_xml_element *element, uint8_t *child)
{
    switch (element->name) {
    case HAT_W_sdt:
        *child = HAT_DOCX_IN_SDT;
        return true;
    case HAT_MC_AlternateContent:
        *child = HAT_DOCX_IN_ALTERNATE;
        return true;
    case HAT_W_ins:
    case HAT_W_moveTo:
    case HAT_W_smartTag:
    case HAT_W_customXml:
    case HAT_W_dir:
    case HAT_W_bdo:
        *child = state;
        return true;
    case HAT_W_del:
    case HAT_W_moveFrom:
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_REVISIONS);
        *child = HAT_DOCX_SKIP;
        return true;
    case HAT_W_bookmarkStart:
        hat_docx_bookmark(story, hat_xml_attr(element, HAT_W_name));
        *child = HAT_DOCX_SKIP;
        return true;
    default:
        return false;
    }
}

/* ---- children by state ---- */

static uint8_t document_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_W_body:
        return HAT_DOCX_IN_BLOCKS;
    case HAT_W_footnote:
    case HAT_W_endnote:
        return hat_docx_note_begin(story, element);
    default:
        return HAT_DOCX_SKIP;
    }
}

static uint8_t block_child(struct hat_docx_story *story, uint8_t state,
                           const struct hat_xml_element *element)
{
    uint8_t child;
    switch (element->name) {
    case HAT_W_p:
        hat_docx_cell_ready(story);
        hat_docx_paragraph_begin(story);
        return HAT_DOCX_IN_PARAGRAPH;
    case HAT_W_tbl:
        hat_docx_cell_ready(story);
        hat_docx_paragraph_settle(story);
        hat_docx_table_begin(story);
        return HAT_DOCX_IN_TABLE;
    case HAT_W_tcPr:
        if (state != HAT_DOCX_IN_CELL || hat_docx_flow_of(story)->ready) {
            return HAT_DOCX_SKIP;
        }
        story->targets.cell = &story->table->cell;
        return HAT_DOCX_IN_TCPR;
    case HAT_W_altChunk:
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_INSERTED_FILE);
        return HAT_DOCX_SKIP;
    default:
        return is_wrapper(story, state, element, &child) ? child : HAT_DOCX_SKIP;
    }
}

static uint8_t paragraph_child(struct hat_docx_story *story, uint8_t state,
                               const struct hat_xml_element *element)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    uint8_t child;
    switch (element->name) {
    case HAT_W_r:
        hat_docx_run_begin(story);
        return HAT_DOCX_IN_RUN;
    case HAT_W_pPr:
        story->targets.para = &flow->para;
        story->targets.mark = &flow->mark;
        return flow->is_resolved ? HAT_DOCX_SKIP : HAT_DOCX_IN_PPR;
    case HAT_W_hyperlink:
        hat_docx_hyperlink_begin(story, element);
        return HAT_DOCX_IN_PARAGRAPH;
    case HAT_W_fldSimple:
        hat_docx_simple_field_begin(story, element);
        return HAT_DOCX_IN_PARAGRAPH;
    case HAT_M_oMath:
    case HAT_M_oMathPara:
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_MATH);
        hat_docx_run_begin(story);
        return HAT_DOCX_IN_MATH;
    case HAT_W_subDoc:
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_INSERTED_FILE);
        return HAT_DOCX_SKIP;
    default:
        return is_wrapper(story, state, element, &child) ? child : HAT_DOCX_SKIP;
    }
}

static uint8_t run_child(struct hat_docx_story *story, uint8_t state,
                         const struct hat_xml_element *element)
{
    uint8_t child;
    switch (element->name) {
    case HAT_W_rPr:
        story->targets.chars = &hat_docx_flow_of(story)->run;
        return HAT_DOCX_IN_RPR;
    case HAT_W_drawing:
        return HAT_DOCX_IN_DRAWING;
    case HAT_W_pict:
    case HAT_W_object:
        return HAT_DOCX_IN_VML;
    case HAT_W_ruby:
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_RUBY);
        return HAT_DOCX_IN_RUBY;
    default:
        return is_wrapper(story, state, element, &child) ? child
                                                         : hat_docx_run_child(story, element);
    }
}

static uint8_t table_child(struct hat_docx_story *story, uint8_t state,
                           const struct hat_xml_element *element)
{
    uint8_t child;
    if (is_wrapper(story, state, element, &child)) {
        return child;
    }
    return state == HAT_DOCX_IN_TABLE ? hat_docx_table_child(story, element)
                                      : hat_docx_row_child(story, element);
}

/* Paragraph properties: a section that ends here is found by docx_scan.c, only its place counts. */
static uint8_t property_child(struct hat_docx_story *story, uint8_t state,
                              const struct hat_xml_element *element)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    if (state == HAT_DOCX_IN_PPR && element->name == HAT_W_sectPr) {
        flow->section_break = flow->body;
        return HAT_DOCX_SKIP;
    }
    return hat_docx_property(story->docx, &story->targets, state, element);
}

static uint8_t inner_child(struct hat_docx_story *story, uint8_t state,
                           const struct hat_xml_element *element)
{
    switch (state) {
    case HAT_DOCX_IN_GRID:
        hat_docx_grid_column(story, element);
        return HAT_DOCX_SKIP;
    case HAT_DOCX_IN_SDT:
        return element->name == HAT_W_sdtContent ? parent_state(story) : HAT_DOCX_SKIP;
    case HAT_DOCX_IN_ALTERNATE:
        return alternate_child(story, element);
    case HAT_DOCX_IN_FORM:
        hat_docx_form_child(story, element);
        return HAT_DOCX_IN_FORM;
    case HAT_DOCX_IN_RUBY:
        return element->name == HAT_W_rubyBase ? HAT_DOCX_IN_PARAGRAPH : HAT_DOCX_SKIP;
    case HAT_DOCX_IN_MATH:
        return element->name == HAT_M_t ? HAT_DOCX_IN_MATH_TEXT : HAT_DOCX_IN_MATH;
    case HAT_DOCX_IN_DRAWING:
        return hat_docx_drawing_child(story, element);
    case HAT_DOCX_IN_VML:
        return hat_docx_vml_child(story, element);
    case HAT_DOCX_IN_TEXT:
    case HAT_DOCX_IN_INSTRUCTION:
    case HAT_DOCX_IN_MATH_TEXT:
    case HAT_DOCX_IN_TAKEN:
        return HAT_DOCX_SKIP;
    default:
        return property_child(story, state, element);
    }
}

static uint8_t root_state(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_hdr:
    case HAT_W_ftr:
        return HAT_DOCX_IN_BLOCKS;
    case HAT_W_document:
    case HAT_W_footnotes:
    case HAT_W_endnotes:
        return HAT_DOCX_IN_DOCUMENT;
    default:
        return HAT_DOCX_SKIP;
    }
}

static enum hat_status story_start(void *ctx, const struct hat_xml_element *element)
{
    struct hat_docx_story *story = ctx;
    struct hat_docx_states *states = &story->states;
    uint8_t child;
    uint8_t state = states->count > 0 ? states->items[states->count - 1] : HAT_DOCX_SKIP;
    if (states->count == 0) {
        child = root_state(element->name);
    } else if (state == HAT_DOCX_SKIP) {
        child = HAT_DOCX_SKIP;
    } else {
        switch (state) {
        case HAT_DOCX_IN_DOCUMENT:
            child = document_child(story, element);
            break;
        case HAT_DOCX_IN_BLOCKS:
        case HAT_DOCX_IN_CELL:
            child = block_child(story, state, element);
            break;
        case HAT_DOCX_IN_PARAGRAPH:
            child = paragraph_child(story, state, element);
            break;
        case HAT_DOCX_IN_RUN:
            child = run_child(story, state, element);
            break;
        case HAT_DOCX_IN_TABLE:
        case HAT_DOCX_IN_ROW:
            child = table_child(story, state, element);
            break;
        default:
            child = inner_child(story, state, element);
            break;
        }
    }
    hat_docx_states_push(story->docx, states, child);
    return story->docx->status;
}

/* An element of blocks: what began in that state ends in it. */
static void blocks_end(struct hat_docx_story *story, enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_footnote:
    case HAT_W_endnote:
        hat_docx_note_end(story);
        break;
    case HAT_W_body:
        hat_docx_paragraph_settle(story);
        break;
    case HAT_W_txbxContent:
        hat_docx_box_end(story);
        break;
    default:
        break;
    }
}

/* The state is looked at before the name: elements may stand where they do not belong. */
static void element_end(struct hat_docx_story *story, uint8_t state, enum hat_xml_name name)
{
    switch (state) {
    case HAT_DOCX_IN_PARAGRAPH:
        if (name == HAT_W_p) {
            hat_docx_paragraph_end(story);
        } else if (name == HAT_W_hyperlink || name == HAT_W_fldSimple) {
            hat_docx_element_field_end(story);
        }
        break;
    case HAT_DOCX_IN_TEXT:
        hat_docx_text_end(story);
        break;
    case HAT_DOCX_IN_BLOCKS:
        blocks_end(story, name);
        break;
    case HAT_DOCX_IN_TABLE:
        if (name == HAT_W_tbl) {
            hat_docx_table_end(story);
        }
        break;
    case HAT_DOCX_IN_ROW:
        if (name == HAT_W_tr) {
            hat_docx_row_end(story);
        }
        break;
    case HAT_DOCX_IN_CELL:
        if (name == HAT_W_tc) {
            hat_docx_cell_end(story);
        }
        break;
    case HAT_DOCX_IN_DRAWING:
        hat_docx_drawing_end(story, name);
        break;
    case HAT_DOCX_IN_VML:
        hat_docx_vml_end(story, name);
        break;
    default:
        break;
    }
}

static enum hat_status story_end(void *ctx, enum hat_xml_name name)
{
    struct hat_docx_story *story = ctx;
    uint8_t state = story->states.items[--story->states.count];
    if (state != HAT_DOCX_SKIP) {
        element_end(story, state, name);
    }
    return story->docx->status;
}

static enum hat_status story_text(void *ctx, struct hat_str text)
{
    struct hat_docx_story *story = ctx;
    switch (story->states.items[story->states.count - 1]) {
    case HAT_DOCX_IN_TEXT:
        hat_docx_text_add(story, text);
        break;
    case HAT_DOCX_IN_INSTRUCTION:
        hat_docx_field_instruction(story, text);
        break;
    case HAT_DOCX_IN_MATH_TEXT:
        hat_docx_put(story, text);
        break;
    case HAT_DOCX_IN_DRAWING:
        hat_docx_drawing_text(story, text);
        break;
    default:
        break;
    }
    return story->docx->status;
}

void hat_docx_story_handler(struct hat_docx_story *story, struct hat_xml_handler *handler)
{
    *handler = (struct hat_xml_handler){
        .ctx = story, .start = story_start, .end = story_end, .text = story_text};
}

/* ---- flows ---- */

struct hat_docx_flow *hat_docx_flow_push(struct hat_docx_story *story)
{
    struct hat_docx *docx = story->docx;
    if (!hat_mem_grow(&story->flows, story->flow_count, &story->flow_cap, sizeof *story->flows)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return NULL;
    }
    if (story->flow_count == story->flow_made) {
        struct hat_docx_flow *made = hat_mem_zalloc(1, sizeof *made);
        if (made == NULL) {
            hat_docx_fail(docx, HAT_ERR_NOMEM);
            return NULL;
        }
        story->flows[story->flow_made++] = made;
    }
    struct hat_docx_flow *flow = story->flows[story->flow_count++];
    memset(flow, 0, sizeof *flow);
    flow->tail = &flow->first;
    flow->framed_tail = &flow->framed_first;
    flow->ready = true;
    return flow;
}

struct hat_block *hat_docx_flow_pop(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    hat_docx_paragraph_settle(story);
    if (flow->first == NULL && !flow->body && story->docx->status == HAT_OK) {
        hat_docx_paragraph_begin(story);
        hat_docx_paragraph_end(story);
    }
    story->flow_count--;
    return flow->first;
}

void hat_docx_flow_add(struct hat_docx_story *story, struct hat_docx_flow *flow, uint8_t kind,
                       void *content)
{
    struct hat_docx *docx = story->docx;
    struct hat_block *block = hat_docx_story_alloc(story, sizeof *block);
    if (block == NULL) {
        return;
    }
    block->kind = kind;
    switch (kind) {
    case HAT_BLOCK_PARAGRAPH:
        block->as.paragraph = content;
        break;
    case HAT_BLOCK_TABLE:
        block->as.table = content;
        break;
    default:
        block->as.section = content;
        break;
    }
    if (kind == HAT_BLOCK_SECTION || flow->section_empty) {
        flow->table_first = kind == HAT_BLOCK_TABLE;
        flow->section_empty = kind == HAT_BLOCK_SECTION;
    }
    if (flow->body) {
        block->arena = story->arena;
        story->arena = NULL;
        struct hat_queue_item item = {.kind = HAT_QUEUE_BLOCK, .block = block};
        hat_docx_fail(docx, hat_queue_put(&docx->queue, item));
    } else {
        *flow->tail = block;
        flow->tail = &block->next;
    }
}

/* Memory for body blocks is taken when the first piece of one is made. */
void *hat_docx_story_alloc(struct hat_docx_story *story, size_t size)
{
    if (story->arena == NULL) {
        story->arena = hat_block_arena(story->docx->document);
        story->block++;
    }
    void *ptr = story->arena != NULL ? hat_arena_alloc(story->arena, size) : NULL;
    if (ptr == NULL) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
    }
    return ptr;
}

struct hat_str hat_docx_story_text(struct hat_docx_story *story, struct hat_str text)
{
    char *copy = hat_docx_story_alloc(story, text.len + 1);
    if (copy != NULL && text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    return (struct hat_str){copy, copy != NULL ? text.len : 0};
}

struct hat_place hat_docx_story_place(const struct hat_docx_story *story)
{
    const struct hat_docx_flow *flow = hat_docx_flow_of(story);
    struct hat_place place = {.file = story->docx->document->parts->path,
                              .part = story->part->name,
                              .story = story->kind,
                              .paragraph = flow->paragraphs};
    if (story->table != NULL) {
        place.table = story->tables;
        place.row = story->table->rows;
        place.cell = (uint32_t)story->table->current.count + 1;
    }
    return place;
}

/* ---- the whole ---- */

struct hat_docx_story *hat_docx_story_new(struct hat_docx *docx, struct hat_docx_part *part,
                                          enum hat_story kind, struct hat_arena *arena)
{
    struct hat_docx_story *story = hat_mem_zalloc(1, sizeof *story);
    if (story == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return NULL;
    }
    story->docx = docx;
    story->part = part;
    story->kind = (uint8_t)kind;
    story->arena = arena;
    struct hat_docx_flow *flow = hat_docx_flow_push(story);
    if (flow == NULL) {
        hat_docx_story_free(story);
        return NULL;
    }
    flow->body = kind == HAT_STORY_BODY;
    return story;
}

void hat_docx_story_free(struct hat_docx_story *story)
{
    if (story == NULL) {
        return;
    }
    for (size_t i = 0; i < story->flow_made; i++) {
        hat_mem_free(story->flows[i]);
    }
    hat_mem_free(story->flows);
    hat_docx_tables_fini(story);
    hat_docx_fields_fini(story);
    hat_docx_drawing_fini(story);
    hat_docx_states_fini(&story->states);
    hat_mem_free(story->inlines);
    hat_buf_fini(&story->text);
    hat_buf_fini(&story->bookmarks);
    hat_mem_free(story);
}
