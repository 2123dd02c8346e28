/* odt.c -- OpenDocument text by roles (ODF 1.3 part 3, §5, §6, §9).
 *
 *     text:p > text:span > characters   paragraph > run
 *     two spaces in a value             " <text:s/>", since white space collapses (§6.1.2)
 */
#include "template/dialect_internal.h"

static enum hat_role block_role(enum hat_xml_name name)
{
    switch (name) {
    case HAT_OFFICE_text:
    case HAT_STYLE_header:
    case HAT_STYLE_header_left:
    case HAT_STYLE_header_first:
    case HAT_STYLE_footer:
    case HAT_STYLE_footer_left:
    case HAT_STYLE_footer_first:
    case HAT_TEXT_note_body:
    case HAT_DRAW_text_box:
        return HAT_ROLE_STORY;
    case HAT_TEXT_p:
    case HAT_TEXT_h:
        return HAT_ROLE_PARAGRAPH;
    case HAT_TABLE_table:
        return HAT_ROLE_TABLE;
    case HAT_TABLE_table_header_rows:
    case HAT_TABLE_table_row_group:
        return HAT_ROLE_ROWS;
    case HAT_TABLE_table_row:
        return HAT_ROLE_ROW;
    case HAT_TABLE_table_cell:
    case HAT_TABLE_covered_table_cell:
        return HAT_ROLE_CELL;
    case HAT_TEXT_list:
        return HAT_ROLE_LIST;
    case HAT_TEXT_list_item:
    case HAT_TEXT_list_header:
        return HAT_ROLE_ITEM;
    case HAT_DC_title:
    case HAT_DC_creator:
    case HAT_DC_subject:
    case HAT_DC_description:
    case HAT_META_keyword:
    case HAT_META_initial_creator:
    case HAT_SVG_desc:
    case HAT_SVG_title:
        return HAT_ROLE_FIELD;
    case HAT_TABLE_table_column:
    case HAT_TABLE_table_columns:
    case HAT_TABLE_table_header_columns:
    case HAT_TABLE_table_column_group:
    case HAT_TEXT_sequence_decls:
    case HAT_TEXT_variable_decls:
    case HAT_TEXT_user_field_decls:
    case HAT_TEXT_section_source:
    case HAT_OFFICE_forms:
        return HAT_ROLE_PROPERTIES;
    default:
        return HAT_ROLE_OTHER;
    }
}

static enum hat_role inline_role(enum hat_xml_name name)
{
    switch (name) {
    case HAT_TEXT_span:
        return HAT_ROLE_RUN;
    case HAT_TEXT_a:
    case HAT_DRAW_a:
        return HAT_ROLE_LINK;
    case HAT_TEXT_tracked_changes:
    case HAT_OFFICE_annotation:
        return HAT_ROLE_SKIP;
    case HAT_TEXT_s:
    case HAT_TEXT_tab:
        return HAT_ROLE_SPACE;
    case HAT_TEXT_line_break:
        return HAT_ROLE_BREAK;
    case HAT_TEXT_soft_page_break:
        return HAT_ROLE_NOTHING;
    case HAT_TEXT_bookmark:
    case HAT_TEXT_bookmark_start:
    case HAT_TEXT_bookmark_end:
    case HAT_TEXT_change:
    case HAT_TEXT_change_start:
    case HAT_TEXT_change_end:
    case HAT_TEXT_reference_mark:
    case HAT_TEXT_reference_mark_start:
    case HAT_TEXT_reference_mark_end:
    case HAT_OFFICE_annotation_end:
        return HAT_ROLE_MARKER;
    default:
        return block_role(name);
    }
}

/* The paragraph around: its prefix is that of the text namespace in this part. */
static uint32_t inline_element(const struct hat_tape *tape, uint32_t parent)
{
    while (parent != HAT_NO_NODE &&
           block_role((enum hat_xml_name)tape->nodes[parent].name) != HAT_ROLE_PARAGRAPH) {
        parent = tape->nodes[parent].up;
    }
    return parent;
}

static bool site(struct hat_arena *arena, struct hat_str prefix, struct hat_site *out)
{
    struct hat_buf buf = {0};
    struct hat_str *const texts[] = {&out->line_break, &out->tab, &out->spaces};
    static const char *const ends[] = {"line-break/>", "tab/>", "s "};
    *out = (struct hat_site){.form = HAT_FORM_INLINE};
    for (int i = 0; i < 3; i++) {
        buf.len = 0;
        hat_buf_printf(&buf, "<%.*s%s", (int)prefix.len, prefix.ptr, ends[i]);
        if (texts[i] == &out->spaces) {
            hat_buf_printf(&buf, "%.*sc=\"", (int)prefix.len, prefix.ptr);
        }
        *texts[i] = hat_arena_str(arena, (struct hat_str){buf.data, buf.len});
    }
    bool done = !hat_buf_failed(&buf) && out->line_break.ptr != NULL && out->tab.ptr != NULL &&
                out->spaces.ptr != NULL;
    hat_buf_fini(&buf);
    return done;
}

static enum hat_story story(const struct hat_tape *tape, uint32_t start)
{
    switch (tape->nodes[start].name) {
    case HAT_OFFICE_text:
        return HAT_STORY_BODY;
    case HAT_STYLE_header:
    case HAT_STYLE_header_left:
    case HAT_STYLE_header_first:
        return HAT_STORY_HEADER;
    case HAT_STYLE_footer:
    case HAT_STYLE_footer_left:
    case HAT_STYLE_footer_first:
        return HAT_STORY_FOOTER;
    case HAT_TEXT_note_body: {
        uint32_t note = tape->nodes[start].up;
        struct hat_str kind = hat_tape_value(tape, note, HAT_TEXT_note_class);
        return hat_str_is(kind, "endnote") ? HAT_STORY_ENDNOTE : HAT_STORY_FOOTNOTE;
    }
    case HAT_DRAW_text_box:
        return HAT_STORY_TEXT_BOX;
    default:
        return HAT_STORY_NONE;
    }
}

const struct hat_dialect hat_odt_dialect = {.format = HAT_FORMAT_ODT,
                                            .role = inline_role,
                                            .address = HAT_XLINK_href,
                                            .text_elements = false,
                                            .inline_element = inline_element,
                                            .site = site,
                                            .story = story};
