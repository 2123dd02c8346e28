/* docx_vml_internal.h -- what the files that read VML share. */
#ifndef HAT_DOCUMENT_DOCX_VML_INTERNAL_H
#define HAT_DOCUMENT_DOCX_VML_INTERNAL_H

#include "document/docx_drawing_internal.h"

/* ---- docx_vml_style.c ---- */

/* The next "name:value" of a style; false at its end. */
bool hat_vml_pair(struct hat_str *rest, struct hat_str *name, struct hat_str *value);
/* A VML length: with a unit, or in pixels of 1/96 in. */
hat_twip hat_vml_length(struct hat_str text);
/* A number in 65536ths: "0.5", "50%" and "32768f" are 32768. */
int64_t hat_vml_share(struct hat_str text);
/* Style of a shape that is not in a group. */
void hat_vml_frame_style(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                         struct hat_str style);
/* Style of a shape or group inside of a group: left, top, width, height in its units. */
void hat_vml_inner_style(struct hat_docx_drawing *drawing, struct hat_str style);

/* ---- docx_vml_path.c ---- */

struct hat_vml_type {
    struct hat_vml_type *below;
    struct hat_str id;
    struct hat_vml_outline outline;
};

void hat_vml_type_begin(struct hat_docx_story *story, const struct hat_xml_element *element);
/* v:f of the open type, or of the shape being read. */
void hat_vml_formula(struct hat_docx_story *story, const struct hat_xml_element *element);
/* Path, adjustments and type of a v:shape. */
void hat_vml_outline_begin(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                           const struct hat_xml_element *element);

/* ---- docx_vml_line.c ---- */

/* v:line, v:polyline: their boxes and forms. v:stroke: dashes and ends. */
void hat_vml_line(struct hat_docx_drawing *drawing, const struct hat_xml_element *element);
void hat_vml_polyline(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                      const struct hat_xml_element *element);
void hat_vml_stroke(struct hat_docx_drawing *drawing, const struct hat_xml_element *element);
/* The two parts of a pair such as "36pt,0". */
void hat_vml_split(struct hat_str text, struct hat_str *first, struct hat_str *second);

/* ---- docx_vml_art.c ---- */

/* v:textpath: the shape is letters, stretched into its box. */
void hat_vml_text_path(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                       const struct hat_xml_element *element);

#endif
