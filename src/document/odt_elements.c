/* odt_elements.c -- the table of the ODT reader: what the start and the end of an element do.
 *
 *     [HAT_TEXT_tab] = {.start = hat_odt_start_tab}    <text:tab/> puts a tab into the paragraph
 *
 * A name that is not here is transparent, and a warning names it when it stands among text.
 * Source: ODF 1.3 part 3; layout rules 8.
 */
#include "document/odt_elements_internal.h"

#define BOTH(name)  .start = hat_odt_start_##name, .end = hat_odt_end_##name
#define START(name) .start = hat_odt_start_##name
static const struct hat_odt_element elements[HAT_XML_NAME_COUNT] = {
    /* styles */
    [HAT_STYLE_style] = {BOTH(style)},
    [HAT_STYLE_default_style] = {BOTH(style)},
    [HAT_STYLE_page_layout] = {BOTH(style)},
    [HAT_STYLE_text_properties] = {START(properties)},
    [HAT_STYLE_paragraph_properties] = {START(properties)},
    [HAT_STYLE_table_properties] = {START(properties)},
    [HAT_STYLE_table_column_properties] = {START(properties)},
    [HAT_STYLE_table_row_properties] = {START(properties)},
    [HAT_STYLE_table_cell_properties] = {START(properties)},
    [HAT_STYLE_graphic_properties] = {START(properties)},
    [HAT_STYLE_section_properties] = {START(properties)},
    [HAT_STYLE_page_layout_properties] = {START(properties)},
    [HAT_STYLE_header_footer_properties] = {START(properties)},
    [HAT_STYLE_header_style] = {START(header_style)},
    [HAT_STYLE_footer_style] = {START(header_style)},
    [HAT_STYLE_tab_stops] = {START(tab_stops)},
    [HAT_STYLE_tab_stop] = {START(tab_stop)},
    [HAT_STYLE_columns] = {START(columns)},
    [HAT_STYLE_column] = {START(column)},
    [HAT_STYLE_column_sep] = {START(column_sep)},
    [HAT_STYLE_drop_cap] = {START(style_extra)},
    [HAT_STYLE_map] = {START(style_extra)},
    [HAT_STYLE_font_face] = {START(font_face)},
    [HAT_DRAW_gradient] = {START(gradient)},
    [HAT_DRAW_marker] = {START(marker)},
    [HAT_DRAW_stroke_dash] = {START(stroke_dash)},
    [HAT_TEXT_list_style] = {BOTH(list_style)},
    [HAT_TEXT_outline_style] = {BOTH(list_style)},
    [HAT_TEXT_list_level_style_number] = {BOTH(list_level)},
    [HAT_TEXT_list_level_style_bullet] = {BOTH(list_level)},
    [HAT_TEXT_list_level_style_image] = {BOTH(list_level)},
    [HAT_TEXT_outline_level_style] = {BOTH(list_level)},
    [HAT_STYLE_list_level_properties] = {START(list_level_properties)},
    [HAT_STYLE_list_level_label_alignment] = {START(list_level_alignment)},
    [HAT_TEXT_notes_configuration] = {START(notes_configuration)},
    [HAT_OFFICE_styles] = {BOTH(common_styles)},
    [HAT_STYLE_master_page] = {BOTH(master_page)},
    [HAT_STYLE_header] = {BOTH(header)},
    [HAT_STYLE_header_left] = {BOTH(header)},
    [HAT_STYLE_header_first] = {BOTH(header)},
    [HAT_LOEXT_header_first] = {BOTH(header)},
    [HAT_STYLE_footer] = {BOTH(header)},
    [HAT_STYLE_footer_left] = {BOTH(header)},
    [HAT_STYLE_footer_first] = {BOTH(header)},
    [HAT_LOEXT_footer_first] = {BOTH(header)},
    /* settings and meta */
    [HAT_CONFIG_config_item_set] = {START(config_set)},
    [HAT_CONFIG_config_item] = {BOTH(config_item)},
    [HAT_DC_title] = {BOTH(meta_text)},
    [HAT_DC_subject] = {BOTH(meta_text)},
    [HAT_DC_language] = {BOTH(meta_text)},
    [HAT_META_keyword] = {BOTH(meta_text)},
    [HAT_META_initial_creator] = {BOTH(meta_text)},
    /* the body and its blocks */
    [HAT_OFFICE_text] = {BOTH(body)},
    [HAT_TEXT_p] = {BOTH(paragraph)},
    [HAT_TEXT_h] = {BOTH(paragraph)},
    [HAT_TEXT_list] = {BOTH(list)},
    [HAT_TEXT_list_item] = {BOTH(list_item)},
    [HAT_TEXT_list_header] = {BOTH(list_item)},
    [HAT_TEXT_numbered_paragraph] = {START(numbered_paragraph), .end = hat_odt_end_list},
    [HAT_TEXT_section] = {BOTH(section)},
    [HAT_TEXT_table_of_content] = {BOTH(section)},
    [HAT_TEXT_alphabetical_index] = {BOTH(section)},
    [HAT_TEXT_illustration_index] = {BOTH(section)},
    [HAT_TEXT_table_index] = {BOTH(section)},
    [HAT_TEXT_object_index] = {BOTH(section)},
    [HAT_TEXT_user_index] = {BOTH(section)},
    [HAT_TEXT_bibliography] = {BOTH(section)},
    [HAT_TEXT_index_body] = {START(nothing)},
    [HAT_TEXT_index_title] = {START(nothing)},
    [HAT_TEXT_tracked_changes] = {START(tracked_changes)},
    [HAT_TEXT_user_field_decl] = {START(user_field_decl)},
    /* in paragraphs */
    [HAT_TEXT_span] = {BOTH(span)},
    [HAT_TEXT_a] = {START(link), .end = hat_odt_end_span},
    [HAT_DRAW_a] = {START(link), .end = hat_odt_end_span, .mute = true},
    [HAT_TEXT_s] = {START(spaces)},
    [HAT_TEXT_tab] = {START(tab)},
    [HAT_TEXT_line_break] = {START(line_break)},
    [HAT_TEXT_bookmark] = {START(bookmark)},
    [HAT_TEXT_bookmark_start] = {START(bookmark)},
    [HAT_TEXT_page_number] = {BOTH(page_field)},
    [HAT_TEXT_page_count] = {BOTH(page_field)},
    [HAT_TEXT_bookmark_ref] = {START(bookmark_ref), .end = hat_odt_end_page_field},
    [HAT_TEXT_user_field_get] = {START(user_field)},
    [HAT_TEXT_user_field_input] = {START(user_field)},
    [HAT_TEXT_variable_set] = {START(hideable)},
    [HAT_TEXT_variable_get] = {START(hideable)},
    [HAT_TEXT_variable_input] = {START(hideable)},
    [HAT_TEXT_hidden_text] = {START(hideable)},
    [HAT_TEXT_hidden_paragraph] = {START(hidden_paragraph)},
    [HAT_TEXT_placeholder] = {START(placeholder)},
    [HAT_TEXT_note] = {BOTH(note), .mute = true},
    [HAT_TEXT_note_citation] = {START(note_citation)},
    [HAT_TEXT_note_body] = {BOTH(note_body)},
    [HAT_TEXT_ruby] = {START(nothing), .mute = true},
    [HAT_TEXT_ruby_base] = {START(nothing)},
    [HAT_TEXT_ruby_text] = {START(skipped)},
    /* tables */
    [HAT_TABLE_table] = {BOTH(table)},
    [HAT_TABLE_table_column] = {START(table_column)},
    [HAT_TABLE_table_header_rows] = {BOTH(header_rows)},
    [HAT_TABLE_table_row] = {BOTH(row)},
    [HAT_TABLE_table_cell] = {BOTH(cell)},
    [HAT_TABLE_covered_table_cell] = {START(covered_cell)},
    [HAT_TABLE_shapes] = {START(skipped)},
    [HAT_TABLE_title] = {START(skipped)},
    [HAT_TABLE_desc] = {START(skipped)},
    /* drawing */
    [HAT_DRAW_frame] = {BOTH(frame), .mute = true},
    [HAT_DRAW_image] = {START(image), .mute = true},
    [HAT_DRAW_text_box] = {BOTH(text_box)},
    [HAT_DRAW_object] = {START(embedded)},
    [HAT_DRAW_object_ole] = {START(embedded)},
    [HAT_DRAW_plugin] = {START(embedded)},
    [HAT_DRAW_applet] = {START(embedded)},
    [HAT_DRAW_floating_frame] = {START(embedded)},
    [HAT_DRAW_control] = {START(embedded)},
    [HAT_SVG_title] = {BOTH(alternative)},
    [HAT_SVG_desc] = {BOTH(alternative)},
    [HAT_DRAW_line] = {BOTH(shape), .mute = true},
    [HAT_DRAW_rect] = {BOTH(shape), .mute = true},
    [HAT_DRAW_custom_shape] = {BOTH(shape), .mute = true},
    [HAT_DRAW_connector] = {BOTH(shape), .mute = true},
    [HAT_DRAW_polyline] = {BOTH(shape), .mute = true},
    [HAT_DRAW_polygon] = {BOTH(shape), .mute = true},
    [HAT_DRAW_regular_polygon] = {BOTH(shape), .mute = true},
    [HAT_DRAW_path] = {BOTH(shape), .mute = true},
    [HAT_DRAW_circle] = {BOTH(shape), .mute = true},
    [HAT_DRAW_ellipse] = {BOTH(shape), .mute = true},
    [HAT_DRAW_measure] = {BOTH(shape), .mute = true},
    [HAT_DRAW_caption] = {BOTH(shape), .mute = true},
    [HAT_DRAW_enhanced_geometry] = {BOTH(geometry), .mute = true},
    [HAT_DRAW_equation] = {START(equation)},
    [HAT_DRAW_g] = {BOTH(group), .mute = true},
    /* passed over: they print nothing */
    [HAT_OFFICE_annotation] = {START(skipped)},
    [HAT_OFFICE_annotation_end] = {START(skipped)},
    [HAT_OFFICE_forms] = {START(skipped)},
    [HAT_OFFICE_event_listeners] = {START(skipped)},
    [HAT_OFFICE_binary_data] = {START(skipped)},
    [HAT_OFFICE_dde_source] = {START(skipped)},
    [HAT_TEXT_script] = {START(skipped)},
    [HAT_TEXT_table_of_content_source] = {START(skipped)},
    [HAT_TEXT_index_source_styles] = {START(skipped)},
    [HAT_TABLE_table_source] = {START(skipped)},
    [HAT_TABLE_dde_links] = {START(skipped)},
    [HAT_DRAW_glue_point] = {START(skipped)},
    [HAT_DRAW_image_map] = {START(skipped)},
    [HAT_DRAW_contour_polygon] = {START(skipped)},
    [HAT_DRAW_contour_path] = {START(skipped)},
    /* known and transparent */
    [HAT_TEXT_soft_page_break] = {START(nothing)},
    [HAT_TABLE_table_columns] = {START(nothing)},
    [HAT_TABLE_table_column_group] = {START(nothing)},
    [HAT_TABLE_table_header_columns] = {START(nothing)},
    [HAT_TABLE_table_rows] = {START(nothing)},
    [HAT_TABLE_table_row_group] = {START(nothing)},
    [HAT_LOEXT_content_control] = {START(nothing)},
    /* fields and marks: the text that the document holds is printed */
    [HAT_TEXT_date] = {START(nothing)},
    [HAT_TEXT_time] = {START(nothing)},
    [HAT_TEXT_title] = {START(nothing)},
    [HAT_TEXT_subject] = {START(nothing)},
    [HAT_TEXT_description] = {START(nothing)},
    [HAT_TEXT_keywords] = {START(nothing)},
    [HAT_TEXT_initial_creator] = {START(nothing)},
    [HAT_TEXT_creator] = {START(nothing)},
    [HAT_TEXT_creation_date] = {START(nothing)},
    [HAT_TEXT_creation_time] = {START(nothing)},
    [HAT_TEXT_modification_date] = {START(nothing)},
    [HAT_TEXT_modification_time] = {START(nothing)},
    [HAT_TEXT_print_date] = {START(nothing)},
    [HAT_TEXT_print_time] = {START(nothing)},
    [HAT_TEXT_printed_by] = {START(nothing)},
    [HAT_TEXT_editing_cycles] = {START(nothing)},
    [HAT_TEXT_editing_duration] = {START(nothing)},
    [HAT_TEXT_author_name] = {START(nothing)},
    [HAT_TEXT_author_initials] = {START(nothing)},
    [HAT_TEXT_chapter] = {START(nothing)},
    [HAT_TEXT_file_name] = {START(nothing)},
    [HAT_TEXT_template_name] = {START(nothing)},
    [HAT_TEXT_sheet_name] = {START(nothing)},
    [HAT_TEXT_user_defined] = {START(nothing)},
    [HAT_TEXT_sender_firstname] = {START(nothing)},
    [HAT_TEXT_sender_lastname] = {START(nothing)},
    [HAT_TEXT_sender_initials] = {START(nothing)},
    [HAT_TEXT_sender_title] = {START(nothing)},
    [HAT_TEXT_sender_position] = {START(nothing)},
    [HAT_TEXT_sender_email] = {START(nothing)},
    [HAT_TEXT_sender_phone_private] = {START(nothing)},
    [HAT_TEXT_sender_phone_work] = {START(nothing)},
    [HAT_TEXT_sender_fax] = {START(nothing)},
    [HAT_TEXT_sender_company] = {START(nothing)},
    [HAT_TEXT_sender_street] = {START(nothing)},
    [HAT_TEXT_sender_city] = {START(nothing)},
    [HAT_TEXT_sender_postal_code] = {START(nothing)},
    [HAT_TEXT_sender_country] = {START(nothing)},
    [HAT_TEXT_sender_state_or_province] = {START(nothing)},
    [HAT_TEXT_page_continuation] = {START(nothing)},
    [HAT_TEXT_paragraph_count] = {START(nothing)},
    [HAT_TEXT_word_count] = {START(nothing)},
    [HAT_TEXT_character_count] = {START(nothing)},
    [HAT_TEXT_table_count] = {START(nothing)},
    [HAT_TEXT_image_count] = {START(nothing)},
    [HAT_TEXT_object_count] = {START(nothing)},
    [HAT_TEXT_expression] = {START(nothing)},
    [HAT_TEXT_text_input] = {START(nothing)},
    [HAT_TEXT_conditional_text] = {START(nothing)},
    [HAT_TEXT_drop_down] = {START(nothing)},
    [HAT_TEXT_label] = {START(nothing)},
    [HAT_TEXT_execute_macro] = {START(nothing)},
    [HAT_TEXT_measure] = {START(nothing)},
    [HAT_TEXT_dde_connection] = {START(nothing)},
    [HAT_TEXT_meta] = {START(nothing)},
    [HAT_TEXT_meta_field] = {START(nothing)},
    [HAT_TEXT_database_display] = {START(nothing)},
    [HAT_TEXT_database_name] = {START(nothing)},
    [HAT_TEXT_database_next] = {START(nothing)},
    [HAT_TEXT_database_row_number] = {START(nothing)},
    [HAT_TEXT_database_row_select] = {START(nothing)},
    [HAT_TEXT_sequence] = {START(nothing)},
    [HAT_TEXT_sequence_ref] = {START(nothing)},
    [HAT_TEXT_reference_ref] = {START(nothing)},
    [HAT_TEXT_note_ref] = {START(nothing)},
    [HAT_TEXT_bookmark_end] = {START(nothing)},
    [HAT_TEXT_reference_mark] = {START(nothing)},
    [HAT_TEXT_reference_mark_start] = {START(nothing)},
    [HAT_TEXT_reference_mark_end] = {START(nothing)},
    [HAT_TEXT_change] = {START(nothing)},
    [HAT_TEXT_change_start] = {START(nothing)},
    [HAT_TEXT_change_end] = {START(nothing)},
    [HAT_TEXT_toc_mark] = {START(nothing)},
    [HAT_TEXT_toc_mark_start] = {START(nothing)},
    [HAT_TEXT_toc_mark_end] = {START(nothing)},
    [HAT_TEXT_alphabetical_index_mark] = {START(nothing)},
    [HAT_TEXT_alphabetical_index_mark_start] = {START(nothing)},
    [HAT_TEXT_alphabetical_index_mark_end] = {START(nothing)},
    [HAT_TEXT_variable_decls] = {START(nothing)},
    [HAT_TEXT_variable_decl] = {START(nothing)},
    [HAT_TEXT_user_field_decls] = {START(nothing)},
    [HAT_TEXT_sequence_decls] = {START(nothing)},
    [HAT_TEXT_sequence_decl] = {START(nothing)},
    [HAT_TEXT_dde_connection_decls] = {START(nothing)},
    [HAT_TEXT_dde_connection_decl] = {START(nothing)},
    [HAT_TEXT_alphabetical_index_auto_mark_file] = {START(nothing)},
    [HAT_TEXT_linenumbering_configuration] = {START(line_numbers)},
};
#undef BOTH
#undef START

const struct hat_odt_element *hat_odt_element_find(enum hat_xml_name name)
{
    return elements[name].start != NULL ? &elements[name] : NULL;
}

/* ---- elements that need no file of their own ---- */

HAT_ODT_START(nothing)
{
    (void)odt;
    (void)element;
    (void)frame;
    return HAT_OK;
}

HAT_ODT_START(skipped)
{
    (void)element;
    hat_odt_skip(odt, frame);
    return HAT_OK;
}

/* Inserted text stands in the body; deleted text is kept here alone and is not printed. */
HAT_ODT_START(tracked_changes)
{
    (void)element;
    hat_odt_warn(odt, HAT_MSG_ODT_TRACKED_CHANGES, HAT_STR("text:tracked-changes"));
    hat_odt_skip(odt, frame);
    return HAT_OK;
}

/* Parts of styles that the layout does not know: initials; conditional styles (no warning). */
HAT_ODT_START(style_extra)
{
    int32_t lines = 1;
    hat_odt_int(hat_xml_attr(element, HAT_STYLE_lines), &lines);
    if (lines > 1) {
        hat_odt_warn(odt, HAT_MSG_ODT_NOT_DRAWN, HAT_STR("style:drop-cap"));
    }
    hat_odt_skip(odt, frame);
    return HAT_OK;
}
