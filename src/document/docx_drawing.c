/* docx_drawing.c -- stub. */
#include "document/docx_story_internal.h"
uint8_t hat_docx_drawing_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    (void)story;
    (void)element;
    return HAT_DOCX_SKIP;
}
void hat_docx_drawing_text(struct hat_docx_story *story, struct hat_str text)
{
    (void)story;
    (void)text;
}
void hat_docx_drawing_end(struct hat_docx_story *story, enum hat_xml_name name)
{
    (void)story;
    (void)name;
}
uint8_t hat_docx_vml_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    (void)story;
    (void)element;
    return HAT_DOCX_SKIP;
}
void hat_docx_vml_end(struct hat_docx_story *story, enum hat_xml_name name)
{
    (void)story;
    (void)name;
}
void hat_docx_drawing_fini(struct hat_docx_story *story)
{
    (void)story;
}
