/* odt_elements_internal.h -- the handlers that the table of odt_elements.c names. Each is defined
 * with the macro of the same form in the file of its subject:
 *
 *     HAT_ODT_START(tab)      enum hat_status hat_odt_start_tab(odt, element, frame)
 *     HAT_ODT_END(span)       enum hat_status hat_odt_end_span(odt, frame)
 *
 * `frame` is the element's own; what a start keeps there its end finds. A start that sets
 * frame->element to NULL has no end.
 */
#ifndef HAT_DOCUMENT_ODT_ELEMENTS_INTERNAL_H
#define HAT_DOCUMENT_ODT_ELEMENTS_INTERNAL_H

#include "document/odt_internal.h"

#define HAT_ODT_START(name)                                                                        \
    enum hat_status hat_odt_start_##name(                                                          \
        struct hat_odt *odt, const struct hat_xml_element *element, struct hat_odt_frame *frame)
#define HAT_ODT_END(name)                                                                          \
    enum hat_status hat_odt_end_##name(struct hat_odt *odt, struct hat_odt_frame *frame)

HAT_ODT_START(alternative);
HAT_ODT_START(body);
HAT_ODT_START(bookmark);
HAT_ODT_START(cell);
HAT_ODT_START(column);
HAT_ODT_START(column_sep);
HAT_ODT_START(columns);
HAT_ODT_START(common_styles);
HAT_ODT_START(config_item);
HAT_ODT_START(config_set);
HAT_ODT_START(covered_cell);
HAT_ODT_START(embedded);
HAT_ODT_START(font_face);
HAT_ODT_START(gradient);
HAT_ODT_START(frame);
HAT_ODT_START(equation);
HAT_ODT_START(geometry);
HAT_ODT_START(group);
HAT_ODT_START(header);
HAT_ODT_START(header_rows);
HAT_ODT_START(header_style);
HAT_ODT_START(hidden_paragraph);
HAT_ODT_START(hideable);
HAT_ODT_START(image);
HAT_ODT_START(line_break);
HAT_ODT_START(link);
HAT_ODT_START(list);
HAT_ODT_START(list_item);
HAT_ODT_START(list_level);
HAT_ODT_START(list_level_alignment);
HAT_ODT_START(list_level_properties);
HAT_ODT_START(list_style);
HAT_ODT_START(master_page);
HAT_ODT_START(marker);
HAT_ODT_START(meta_text);
HAT_ODT_START(note);
HAT_ODT_START(note_body);
HAT_ODT_START(note_citation);
HAT_ODT_START(line_numbers);
HAT_ODT_START(notes_configuration);
HAT_ODT_START(nothing);
HAT_ODT_START(numbered_paragraph);
HAT_ODT_START(page_field);
HAT_ODT_START(bookmark_ref);
HAT_ODT_START(paragraph);
HAT_ODT_START(placeholder);
HAT_ODT_START(properties);
HAT_ODT_START(row);
HAT_ODT_START(section);
HAT_ODT_START(shape);
HAT_ODT_START(skipped);
HAT_ODT_START(spaces);
HAT_ODT_START(span);
HAT_ODT_START(stroke_dash);
HAT_ODT_START(style);
HAT_ODT_START(style_extra);
HAT_ODT_START(tab);
HAT_ODT_START(tab_stop);
HAT_ODT_START(tab_stops);
HAT_ODT_START(table);
HAT_ODT_START(table_column);
HAT_ODT_START(text_box);
HAT_ODT_START(tracked_changes);
HAT_ODT_START(user_field);
HAT_ODT_START(user_field_decl);

/* odt_geometry.c: draw:enhanced-geometry of the drawing being read begins and ends. */
enum hat_status hat_odt_geometry_begin(struct hat_odt *odt, const struct hat_xml_element *element);
enum hat_status hat_odt_geometry_end(struct hat_odt *odt);
/* odt_forms.c: the form that the element of a shape gives it. */
enum hat_status hat_odt_shape_form(struct hat_odt *odt, const struct hat_xml_element *element);
/* Ends and dashes by the names that a style gives. */
void hat_odt_line_style(struct hat_odt *odt, struct hat_odt_graphic_style *style);
/* draw:transform: turns the object and moves it to its place. */
void hat_odt_transform(struct hat_str text, struct hat_object *object);

HAT_ODT_END(alternative);
HAT_ODT_END(body);
HAT_ODT_END(cell);
HAT_ODT_END(common_styles);
HAT_ODT_END(config_item);
HAT_ODT_END(frame);
HAT_ODT_END(geometry);
HAT_ODT_END(group);
HAT_ODT_END(header);
HAT_ODT_END(header_rows);
HAT_ODT_END(list);
HAT_ODT_END(list_item);
HAT_ODT_END(list_level);
HAT_ODT_END(list_style);
HAT_ODT_END(master_page);
HAT_ODT_END(meta_text);
HAT_ODT_END(note);
HAT_ODT_END(note_body);
HAT_ODT_END(page_field);
HAT_ODT_END(paragraph);
HAT_ODT_END(row);
HAT_ODT_END(section);
HAT_ODT_END(shape);
HAT_ODT_END(span);
HAT_ODT_END(style);
HAT_ODT_END(table);
HAT_ODT_END(text_box);

/* What documents do that have no settings. */
void hat_odt_flags_begin(struct hat_odt *odt);
/* After settings.xml. */
void hat_odt_flags_end(struct hat_odt *odt);

#endif
