/* tags.c -- the logical tree grown while paragraphs are drawn (docs/pdf.md, "Structure").
 *
 *     paragraph of outline level 2     HEADING(2), and an entry of the outline
 *     label of list 7, level 1         LIST > ITEM > LABEL, BODY
 *     label of list 7, level 2         ... BODY > LIST > ITEM > LABEL, BODY
 *     only paragraph of a cell         the cell's own node
 *     blank paragraph                  none: it draws nothing
 *
 * A list stays open while labelled paragraphs follow each other in one container.
 */
#include "layout/flow_internal.h"

bool hat_paragraph_blank(const struct hat_paragraph *paragraph)
{
    if (paragraph->label != NULL) {
        return false;
    }
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        if (item->text.len > 0 || item->kind == HAT_INLINE_OBJECT ||
            item->kind == HAT_INLINE_ANCHOR) {
            return false;
        }
    }
    return true;
}

/* The paragraph's text, for the outline; NULL when out of memory. */
static const char *plain_text(struct hat_arena *arena, const struct hat_paragraph *paragraph)
{
    struct hat_buf buf = {0};
    if (paragraph->label != NULL) {
        hat_buf_put(&buf, paragraph->label->text.ptr, paragraph->label->text.len);
        hat_buf_put(&buf, " ", 1);
    }
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        const struct hat_inline *item = &paragraph->inlines[i];
        if (item->kind == HAT_INLINE_TEXT || item->kind == HAT_INLINE_FIELD) {
            hat_buf_put(&buf, item->text.ptr, item->text.len);
        } else if (item->kind == HAT_INLINE_TAB || item->kind == HAT_INLINE_LINE_BREAK) {
            hat_buf_put(&buf, " ", 1);
        }
    }
    const char *text =
        hat_buf_failed(&buf) ? NULL : hat_arena_strndup(arena, buf.data ? buf.data : "", buf.len);
    hat_buf_fini(&buf);
    return text;
}

static enum hat_status add_outline(struct hat_layout *layout, const struct hat_paragraph *paragraph,
                                   hat_twip y)
{
    struct hat_structure *structure = layout->setting.structure;
    if (!hat_mem_grow(&structure->outlines, structure->outline_count, &structure->outline_cap,
                      sizeof *structure->outlines)) {
        return HAT_ERR_NOMEM;
    }
    const char *title = plain_text(&structure->arena, paragraph);
    if (title == NULL) {
        return HAT_ERR_NOMEM;
    }
    structure->outlines[structure->outline_count++] = (struct hat_outline){
        .level = paragraph->props->outline_level,
        .page = layout->page.index,
        .y = y,
        .title = title,
    };
    return HAT_OK;
}

/* Node of the list that `label` is in, opened or found; lists deeper than it are closed. */
static enum hat_status open_list(struct hat_structure *structure, struct hat_tags *tags,
                                 const struct hat_label *label)
{
    while (tags->depth > 0 && (tags->lists[tags->depth - 1].level > label->level ||
                               (tags->lists[tags->depth - 1].level == label->level &&
                                tags->lists[tags->depth - 1].list != label->list))) {
        tags->depth--;
    }
    if (tags->depth > 0 && tags->lists[tags->depth - 1].level == label->level) {
        return HAT_OK;
    }
    if (tags->depth == HAT_LIST_LEVELS) {
        tags->depth--;
    }
    uint32_t parent = tags->depth > 0 ? tags->lists[tags->depth - 1].body : tags->parent;
    uint32_t node;
    enum hat_status status = hat_structure_add(structure, parent, HAT_NODE_LIST, &node);
    if (status == HAT_OK) {
        structure->nodes[node].numbered = !label->bullet;
        tags->lists[tags->depth].list = label->list;
        tags->lists[tags->depth].level = label->level;
        tags->lists[tags->depth++].node = node;
    }
    return status;
}

static enum hat_status tag_item(struct hat_structure *structure, struct hat_tags *tags,
                                struct hat_para_box *box)
{
    enum hat_status status = open_list(structure, tags, box->paragraph->label);
    if (status != HAT_OK) {
        return status;
    }
    uint32_t list = tags->lists[tags->depth - 1].node;
    uint32_t *item = &tags->lists[tags->depth - 1].item;
    uint32_t *body = &tags->lists[tags->depth - 1].body;
    status = hat_structure_add(structure, list, HAT_NODE_ITEM, item);
    if (status == HAT_OK) {
        status = hat_structure_add(structure, *item, HAT_NODE_LABEL, &box->label_node);
    }
    const struct hat_label *label = box->paragraph->label;
    if (status == HAT_OK && label->sign.len > 0) {
        const char *text = hat_arena_strndup(&structure->arena, label->text.ptr, label->text.len);
        structure->nodes[box->label_node].text = text;
        status = text != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        status = hat_structure_add(structure, *item, HAT_NODE_BODY, body);
    }
    box->node = *body;
    return status;
}

static enum hat_status tag_block(struct hat_layout *layout, struct hat_tags *tags,
                                 struct hat_para_box *box, hat_twip y)
{
    struct hat_structure *structure = layout->setting.structure;
    uint8_t level = box->paragraph->props->outline_level;
    enum hat_node_type type = level > 0 ? HAT_NODE_HEADING : HAT_NODE_PARAGRAPH;
    enum hat_status status = hat_structure_add(structure, tags->parent, type, &box->node);
    if (status != HAT_OK) {
        return status;
    }
    tags->depth = 0;
    box->label_node = box->node;
    if (level > 0) {
        structure->nodes[box->node].level = level < 6 ? level : 6;
        status = add_outline(layout, box->paragraph, y);
    }
    return status;
}

enum hat_status hat_tag_paragraph(struct hat_layout *layout, struct hat_tags *tags,
                                  struct hat_para_box *box, hat_twip y)
{
    if (hat_node_is_artifact(tags->parent)) {
        box->node = box->label_node = tags->parent;
        return HAT_OK;
    }
    if (box->tagged) {
        return HAT_OK;
    }
    box->tagged = true;
    if (hat_paragraph_blank(box->paragraph)) {
        box->node = box->label_node = HAT_NODE_ARTIFACT_LAYOUT;
        return HAT_OK;
    }
    bool heading = box->paragraph->props->outline_level > 0;
    if (box->paragraph->label != NULL && !heading) {
        return tag_item(layout->setting.structure, tags, box);
    }
    if (tags->direct && !heading) {
        box->node = box->label_node = tags->parent;
        return HAT_OK;
    }
    return tag_block(layout, tags, box, y);
}
