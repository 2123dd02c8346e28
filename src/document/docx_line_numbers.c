/* docx_line_numbers.c -- the numbers of lines (w:lnNumType, ECMA-376-1 §17.6.8; layout-rules 5.7).
 *
 *     <w:lnNumType w:countBy="5" w:start="2"/>   the first line is 3; 5, 10, 15 are printed
 */
#include "document/docx_internal.h"

enum { DISTANCE = 283, STEP_MAX = 100, START_MAX = 32767 };

void hat_docx_line_numbers_read(struct hat_docx *docx, struct hat_docx_section *section,
                                const struct hat_xml_element *element)
{
    static const char *const restarts[] = {"newPage", "newSection", "continuous",
                                           NULL}; /* hat_line_restart */
    struct hat_line_numbers *numbers = &section->v.line_numbers;
    struct hat_str distance = hat_xml_attr(element, HAT_W_distance);
    int restart = hat_docx_one_of(hat_xml_attr(element, HAT_W_restart), restarts);
    int32_t step = hat_docx_int(hat_xml_attr(element, HAT_W_countBy), 0);
    int32_t start = hat_docx_int(hat_xml_attr(element, HAT_W_start), 0);
    numbers->step = (uint16_t)(step < 0 ? 0 : step > STEP_MAX ? STEP_MAX : step);
    numbers->start = 1 + (start < 0 ? 0 : start > START_MAX ? START_MAX : start);
    numbers->restart = (uint8_t)(restart < 0 ? HAT_LINE_RESTART_PAGE : restart);
    numbers->distance =
        distance.len > 0 ? hat_docx_length(docx, distance, 0, HAT_DOCX_LENGTH_MAX) : 0;
    numbers->distance = numbers->distance > 0 ? numbers->distance : DISTANCE;
}
