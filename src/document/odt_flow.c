/* odt_flow.c -- flows: where paragraphs and tables go that are finished.
 *
 *     body:  block_begin -> arena of its own -> block_end -> queue
 *     cell:  block_begin -> arena of the row  -> block_end -> list of the cell
 *
 * In the body a block may begin a page with another master page, or stand in other columns than
 * the block before; then a section block is queued first (layout rules 5.2, 5.3).
 */
#include "document/odt_internal.h"

enum hat_status hat_odt_flow_push(struct hat_odt *odt, struct hat_arena *arena,
                                  const struct hat_place *place)
{
    struct hat_odt_flow *flow = odt->free_flows;
    if (flow != NULL) {
        odt->free_flows = flow->outer;
    } else {
        flow = hat_mem_zalloc(1, sizeof *flow);
        if (flow == NULL) {
            return HAT_ERR_NOMEM;
        }
    }
    flow->outer = odt->flow;
    flow->arena = arena;
    flow->place = *place;
    flow->body = flow->open = flow->in_field = false;
    flow->first = flow->last = NULL;
    flow->list_base = odt->list_count;
    flow->table = NULL;
    flow->float_count = 0;
    flow->first_label = NULL;
    odt->flow = flow;
    return HAT_OK;
}

/* Objects that no paragraph follows stand in an empty one. */
static enum hat_status place_floats(struct hat_odt_flow *flow, struct hat_paragraph *paragraph)
{
    size_t count = flow->float_count;
    struct hat_inline *inlines = hat_arena_array(flow->arena, count, sizeof *inlines);
    if (inlines == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        inlines[i] = flow->floats[i];
        inlines[i].props = paragraph->mark;
    }
    paragraph->inlines = inlines;
    paragraph->inline_count = count;
    flow->float_count = 0;
    return HAT_OK;
}

enum hat_status hat_odt_flow_fill(struct hat_odt *odt)
{
    struct hat_odt_flow *flow = odt->flow;
    bool new_page;
    struct hat_odt_paragraph_style *style = hat_odt_paragraph_style(odt, HAT_STR("Standard"));
    enum hat_status status = hat_odt_block_begin(odt, HAT_STR(""), 0, &new_page);
    if (status != HAT_OK || style == NULL) {
        return style == NULL ? HAT_ERR_NOMEM : status;
    }
    const struct hat_odt_place_in_list nowhere = {0};
    struct hat_paragraph *paragraph = hat_arena_alloc(flow->arena, sizeof *paragraph);
    if (paragraph == NULL) {
        return HAT_ERR_NOMEM;
    }
    paragraph->props = hat_odt_paragraph_props(odt, style, &nowhere, 0);
    paragraph->mark = style->chars;
    paragraph->place = flow->place;
    if (paragraph->props == NULL) {
        return HAT_ERR_NOMEM;
    }
    status = place_floats(flow, paragraph);
    return status == HAT_OK ? hat_odt_block_end(odt, HAT_BLOCK_PARAGRAPH, paragraph) : status;
}

enum hat_status hat_odt_flow_pop(struct hat_odt *odt, bool filled, struct hat_block **blocks)
{
    struct hat_odt_flow *flow = odt->flow;
    if ((filled && flow->first == NULL) || flow->float_count > 0) {
        enum hat_status status = hat_odt_flow_fill(odt);
        if (status != HAT_OK) {
            return status;
        }
    }
    if (blocks != NULL) {
        *blocks = flow->first;
    }
    odt->list_count = flow->list_base;
    odt->flow = flow->outer;
    flow->outer = odt->free_flows;
    odt->free_flows = flow;
    return HAT_OK;
}

static enum hat_status queue_block(struct hat_odt *odt, struct hat_block *block)
{
    return hat_queue_put(&odt->queue,
                         (struct hat_queue_item){.kind = HAT_QUEUE_BLOCK, .block = block});
}

static enum hat_status put_section(struct hat_odt *odt, uint8_t start, int32_t page_number)
{
    const struct hat_section *section;
    enum hat_status status =
        hat_odt_section_make(odt, odt->current_master, start, page_number, &section);
    if (status != HAT_OK) {
        return status;
    }
    struct hat_arena *arena = hat_block_arena(odt->document);
    struct hat_block *block = arena != NULL ? hat_arena_alloc(arena, sizeof *block) : NULL;
    if (block == NULL) {
        return HAT_ERR_NOMEM;
    }
    block->kind = HAT_BLOCK_SECTION;
    block->as.section = section;
    block->arena = arena;
    odt->any_section = true;
    odt->section_due = false;
    return queue_block(odt, block);
}

/* A section block where the body's next block needs one. */
static enum hat_status section_before(struct hat_odt *odt, struct hat_str name, int32_t page_number,
                                      bool *new_page)
{
    const struct hat_odt_master *master = hat_odt_master_find(odt, name);
    if (name.len > 0 && master == NULL) {
        hat_odt_warn(odt, HAT_MSG_MASTER_MISSING, name);
    }
    if (master != NULL) {
        odt->current_master = master;
    }
    if (!odt->any_section) {
        if (master == NULL) { /* no other name will do: Writer then prints on plain A4 */
            odt->current_master = hat_odt_master_find(odt, HAT_STR("Standard"));
        }
        *new_page = true;
        return put_section(odt, HAT_START_NEXT_PAGE, page_number);
    }
    if (master != NULL) {
        *new_page = true;
        return put_section(odt, HAT_START_NEXT_PAGE, page_number);
    }
    return odt->section_due ? put_section(odt, HAT_START_CONTINUOUS, 0) : HAT_OK;
}

enum hat_status hat_odt_block_begin(struct hat_odt *odt, struct hat_str master, int32_t page_number,
                                    bool *new_page)
{
    struct hat_odt_flow *flow = odt->flow;
    *new_page = false;
    if (!flow->body) {
        return HAT_OK;
    }
    enum hat_status status = section_before(odt, master, page_number, new_page);
    if (status != HAT_OK) {
        return status;
    }
    if (flow->arena == NULL) {
        flow->arena = hat_block_arena(odt->document);
    }
    return flow->arena != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_odt_block_end(struct hat_odt *odt, uint8_t kind, void *content)
{
    struct hat_odt_flow *flow = odt->flow;
    struct hat_block *block = hat_arena_alloc(flow->arena, sizeof *block);
    if (block == NULL) {
        return HAT_ERR_NOMEM;
    }
    block->kind = kind;
    if (kind == HAT_BLOCK_TABLE) {
        block->as.table = content;
    } else {
        block->as.paragraph = content;
    }
    if (flow->body) {
        block->arena = flow->arena;
        flow->arena = NULL;
        return queue_block(odt, block);
    }
    if (flow->last != NULL) {
        flow->last->next = block;
    } else {
        flow->first = block;
    }
    flow->last = block;
    return HAT_OK;
}
