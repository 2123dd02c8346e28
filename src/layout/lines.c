/* lines.c -- a paragraph to lines: the steps of lines_internal.h in order. */
#include "layout/lines_internal.h"

enum hat_status hat_setting_spend(struct hat_setting *setting, uint64_t work,
                                  const struct hat_place *place)
{
    setting->work += work;
    if (setting->work <= setting->limits->layout_work) {
        return HAT_OK;
    }
    struct hat_buf limit = {0};
    hat_buf_printf(&limit, "%llu", (unsigned long long)setting->limits->layout_work);
    hat_diags_add(setting->diags, HAT_MSG_LAYOUT_WORK, place, {limit.data, limit.len});
    hat_buf_fini(&limit);
    return HAT_ERR_LIMIT;
}

static enum hat_status spend(struct hat_setting *setting, const struct hat_paragraph *paragraph)
{
    uint64_t work = 1;
    for (size_t i = 0; i < paragraph->inline_count; i++) {
        work += paragraph->inlines[i].text.len + 1;
    }
    return hat_setting_spend(setting, work, &paragraph->place);
}

enum hat_status hat_lines_make(struct hat_setting *setting, const struct hat_paragraph *paragraph,
                               hat_twip width, struct hat_arena *arena, struct hat_lines **out)
{
    return hat_lines_make_around(setting, paragraph, width, NULL, arena, out);
}

const struct hat_inline *hat_line_find(const struct hat_lines *lines, size_t index, uint8_t kind,
                                       size_t *at)
{
    const struct hat_line_parts *parts = lines->parts;
    const struct hat_line_more *more = &parts->more[index];
    while (*at < more->piece_count) {
        const struct hat_piece *piece = &parts->pieces[more->piece + (*at)++];
        const struct hat_portion *portion = &parts->portions[piece->portion];
        bool begins = piece->start == portion->start; /* not the rest of a broken one */
        if (portion->item != NULL && portion->item->kind == kind && begins) {
            return portion->item;
        }
    }
    return NULL;
}

enum hat_status hat_lines_make_around(struct hat_setting *setting,
                                      const struct hat_paragraph *paragraph, hat_twip width,
                                      const struct hat_line_insets *insets, struct hat_arena *arena,
                                      struct hat_lines **out)
{
    struct hat_lines *lines = hat_arena_alloc(arena, sizeof *lines);
    struct hat_line_parts *parts = hat_arena_alloc(arena, sizeof *parts);
    if (lines == NULL || parts == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_line_maker maker = {
        .setting = setting,
        .flags = &setting->info->flags,
        .paragraph = paragraph,
        .props = paragraph->props,
        .width = hat_twip_clamp(width),
        .insets = insets,
        .arena = arena,
        .parts = parts,
    };
    parts->page_number = setting->page_number;
    parts->page_count = setting->page_count;
    parts->section_pages = setting->section_pages;
    lines->paragraph = paragraph;
    if (insets != NULL && insets->count > 0) {
        size_t bytes = insets->count * sizeof *insets->items;
        struct hat_line_inset *items = hat_arena_alloc(arena, bytes);
        if (items == NULL) {
            return HAT_ERR_NOMEM;
        }
        memcpy(items, insets->items, bytes);
        parts->insets = (struct hat_line_insets){items, insets->count};
    }
    lines->width = maker.width;
    lines->parts = parts;
    enum hat_status status = spend(setting, paragraph);
    if (status == HAT_OK) {
        status = hat_lines_itemise(&maker);
    }
    if (status == HAT_OK) {
        status = hat_lines_shape(&maker);
    }
    if (status == HAT_OK) {
        status = hat_lines_fill(&maker, lines);
    }
    if (status == HAT_OK) {
        lines->gap_after = hat_lines_gap_after(maker.props, &lines->lines[lines->count - 1]);
        lines->link_nodes =
            hat_arena_array(arena, parts->link_count + 1, sizeof *lines->link_nodes);
        if (lines->link_nodes == NULL) {
            status = HAT_ERR_NOMEM;
        }
    }
    if (status == HAT_OK && hat_fonts_failed(setting->fonts)) {
        status = HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        *out = lines;
    }
    return status;
}
