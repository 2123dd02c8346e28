/* docx_vml_line.c -- lines of VML: v:line, v:polyline, and how v:stroke draws them (ECMA-376-4
 * §14.1.2.11, §14.1.2.15, §14.1.2.21).
 *
 *     <v:line from="0,10pt" to="300pt,0"/>               a box of 6000 x 200 twips, upside down
 *     <v:polyline points="0,0 10pt,20pt 20pt,0"/>        a box of 400 x 400, three points in it
 */
#include "document/docx_vml_internal.h"

enum { POINTS_MAX = 4096 };

void hat_vml_split(struct hat_str text, struct hat_str *first, struct hat_str *second)
{
    *first = hat_form_cut(&text, ',');
    *second = text;
}

void hat_vml_line(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    struct hat_str x1, y1, x2, y2;
    hat_vml_split(hat_xml_attr(element, HAT_NONE_from), &x1, &y1);
    hat_vml_split(hat_xml_attr(element, HAT_NONE_to), &x2, &y2);
    drawing->is_line = true;
    if (drawing->group_count > 0) {
        drawing->x = hat_docx_int(x1, 0);
        drawing->y = hat_docx_int(y1, 0);
        drawing->width = hat_docx_int(x2, 0) - drawing->x;
        drawing->height = hat_docx_int(y2, 0) - drawing->y;
        return;
    }
    struct hat_object *frame = &drawing->frame;
    hat_twip left = hat_vml_length(x1), top = hat_vml_length(y1);
    frame->place.x += left;
    frame->place.y += top;
    frame->width = hat_vml_length(x2) - left; /* may run backwards */
    frame->height = hat_vml_length(y2) - top;
}

/* ---- polylines ---- */

struct points {
    hat_twip x, y;
    hat_twip low[2], high[2];
    uint32_t count;
};

/* The next "x,y", with commas or blanks between; false at the end. */
static bool next_point(struct hat_str *rest, struct points *points)
{
    hat_twip values[2];
    for (int i = 0; i < 2; i++) {
        size_t at = 0;
        while (rest->len > 0 && (*rest->ptr == ',' || *rest->ptr == ' ')) {
            rest->ptr++;
            rest->len--;
        }
        while (at < rest->len && rest->ptr[at] != ',' && rest->ptr[at] != ' ') {
            at++;
        }
        if (at == 0) {
            return false;
        }
        values[i] = hat_vml_length((struct hat_str){rest->ptr, at});
        rest->ptr += at;
        rest->len -= at;
        bool first = points->count == 0;
        points->low[i] = first || values[i] < points->low[i] ? values[i] : points->low[i];
        points->high[i] = first || values[i] > points->high[i] ? values[i] : points->high[i];
    }
    points->x = values[0];
    points->y = values[1];
    return points->count++ < POINTS_MAX;
}

void hat_vml_polyline(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                      const struct hat_xml_element *element)
{
    struct hat_str text = hat_xml_attr(element, HAT_NONE_points), rest = text;
    struct points box = {0}, at = {0};
    struct hat_object *frame = &drawing->frame;
    if (drawing->group_count > 0 || hat_docx_story_alloc(story, 1) == NULL) {
        return;
    }
    while (next_point(&rest, &box)) {
    }
    hat_twip width = box.high[0] - box.low[0], height = box.high[1] - box.low[1];
    struct hat_form_maker *maker = &drawing->geometry.maker;
    hat_form_begin(maker, width, height);
    maker->left = box.low[0];
    maker->top = box.low[1];
    for (rest = text; next_point(&rest, &at);) {
        if (at.count == 1) {
            hat_form_move(maker, at.x, at.y);
        } else {
            hat_form_line(maker, at.x, at.y);
        }
    }
    frame->place.x += box.low[0];
    frame->place.y += box.low[1];
    frame->width = width;
    frame->height = height;
    drawing->geometry.is_custom = true;
    drawing->is_known_shape = true;
}

/* ---- strokes ---- */

/* VML's words for dashes as those of DrawingML. */
static struct hat_str dash_name(struct hat_str word)
{
    static const char *const names[][2] = {{"shortdash", "sysDash"},
                                           {"shortdot", "sysDot"},
                                           {"shortdashdot", "sysDashDot"},
                                           {"shortdashdotdot", "sysDashDotDot"},
                                           {"dot", "dot"},
                                           {"dash", "dash"},
                                           {"longdash", "lgDash"},
                                           {"dashdot", "dashDot"},
                                           {"longdashdot", "lgDashDot"},
                                           {"longdashdotdot", "lgDashDotDot"},
                                           {"1 1", "sysDot"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (hat_str_is(word, names[i][0])) {
            return hat_str_from(names[i][1]);
        }
    }
    return (struct hat_str){0};
}

void hat_vml_stroke(struct hat_docx_drawing *drawing, const struct hat_xml_element *element)
{
    struct hat_object *shape = &drawing->shape;
    hat_docx_dash(shape, dash_name(hat_xml_attr(element, HAT_NONE_dashstyle)));
    hat_docx_line_end(&shape->start, hat_xml_attr(element, HAT_NONE_startarrow),
                      hat_xml_attr(element, HAT_NONE_startarrowwidth),
                      hat_xml_attr(element, HAT_NONE_startarrowlength));
    hat_docx_line_end(&shape->end, hat_xml_attr(element, HAT_NONE_endarrow),
                      hat_xml_attr(element, HAT_NONE_endarrowwidth),
                      hat_xml_attr(element, HAT_NONE_endarrowlength));
}
