/* docx_line.c -- lines of DrawingML: dashes and what stands at their ends (ECMA-376-1 §20.1.8).
 *
 *     <a:ln w="12700"><a:prstDash val="dash"/><a:tailEnd type="triangle"/></a:ln>
 *     ->  dashes of 4 and gaps of 3 widths; a triangle of 3 widths at the last point
 */
#include "document/docx_drawing_internal.h"

/* ---- dashes, in widths of the line ---- */

void hat_docx_dash(struct hat_object *shape, struct hat_str name)
{
    static const struct {
        const char *name;
        uint8_t count, lengths[HAT_DASHES_MAX];
    } dashes[] = {{"dot", 2, {1, 3}},
                  {"sysDot", 2, {1, 1}},
                  {"dash", 2, {4, 3}},
                  {"sysDash", 2, {3, 1}},
                  {"lgDash", 2, {8, 3}},
                  {"dashDot", 4, {4, 3, 1, 3}},
                  {"sysDashDot", 4, {3, 1, 1, 1}},
                  {"lgDashDot", 4, {8, 3, 1, 3}},
                  {"sysDashDotDot", 6, {3, 1, 1, 1, 1, 1}},
                  {"lgDashDotDot", 6, {8, 3, 1, 3, 1, 3}}};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        if (hat_str_is(name, dashes[i].name)) {
            shape->dash_count = dashes[i].count;
            for (uint8_t k = 0; k < dashes[i].count; k++) {
                shape->dashes[k] = dashes[i].lengths[k];
            }
        }
    }
}

void hat_docx_dash_lengths(struct hat_object *shape)
{
    for (uint8_t i = 0; i < shape->dash_count; i++) {
        shape->dashes[i] *= shape->stroke_width;
    }
}

/* ---- ends ---- */

#define AT(v)      (int32_t)(HAT_FORM_UNIT * (v))
#define MOVE(a, b) .kind = HAT_PATH_MOVE, .x = {AT(a)}, .y = {AT(b)}
#define LINE(a, b) .kind = HAT_PATH_LINE, .x = {AT(a)}, .y = {AT(b)}
#define ROUND(x1, y1, x2, y2, x3, y3)                                                              \
    .kind = HAT_PATH_CURVE, .x = {AT(x1), AT(x2), AT(x3)}, .y = {AT(y1), AT(y2), AT(y3)}
#define CLOSE .kind = HAT_PATH_CLOSE
#define FORM(name)                                                                                 \
    static const struct hat_contour name##_contour = {                                             \
        name##_steps, sizeof name##_steps / sizeof *name##_steps, true, false, false, 0};          \
    static const struct hat_form name = {&name##_contour, 1}

static const struct hat_path_step triangle_steps[] = {
    {MOVE(0.5, 0)}, {LINE(1, 1)}, {LINE(0, 1)}, {CLOSE}};
static const struct hat_path_step stealth_steps[] = {
    {MOVE(0.5, 0)}, {LINE(1, 1)}, {LINE(0.5, 0.6)}, {LINE(0, 1)}, {CLOSE}};
static const struct hat_path_step diamond_steps[] = {
    {MOVE(0.5, 0)}, {LINE(1, 0.5)}, {LINE(0.5, 1)}, {LINE(0, 0.5)}, {CLOSE}};
static const struct hat_path_step arrow_steps[] = {
    {MOVE(0.5, 0)},  {LINE(1, 0.91)}, {LINE(0.85, 1)}, {LINE(0.5, 0.36)},
    {LINE(0.15, 1)}, {LINE(0, 0.91)}, {CLOSE}};
static const struct hat_path_step oval_steps[] = {{MOVE(1, 0.5)},
                                                  {ROUND(1, 0.776, 0.776, 1, 0.5, 1)},
                                                  {ROUND(0.224, 1, 0, 0.776, 0, 0.5)},
                                                  {ROUND(0, 0.224, 0.224, 0, 0.5, 0)},
                                                  {ROUND(0.776, 0, 1, 0.224, 1, 0.5)},
                                                  {CLOSE}};
FORM(triangle);
FORM(stealth);
FORM(diamond);
FORM(arrow);
FORM(oval);

enum { FINEST = 40 }; /* ends of thinner lines are as large as those of 2 pt [twips] */

/* Size by "sm", "med", "lg" or VML's words [1/2 of the line's width]. */
static int32_t size_of(struct hat_str word)
{
    static const char *const small[] = {"sm", "narrow", "short", NULL};
    static const char *const large[] = {"lg", "wide", "long", NULL};
    if (hat_docx_one_of(word, small) >= 0) {
        return 4;
    }
    return hat_docx_one_of(word, large) >= 0 ? 10 : 6;
}

void hat_docx_line_end(struct hat_line_end *end, struct hat_str type, struct hat_str width,
                       struct hat_str length)
{
    static const struct {
        const char *names[2];
        const struct hat_form *form;
        bool centered;
    } ends[] = {{{"triangle", "block"}, &triangle, false},
                {{"stealth", "classic"}, &stealth, false},
                {{"diamond", "diamond"}, &diamond, true},
                {{"oval", "oval"}, &oval, true},
                {{"arrow", "open"}, &arrow, false}};
    *end = (struct hat_line_end){0};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (hat_str_is(type, ends[i].names[0]) || hat_str_is(type, ends[i].names[1])) {
            end->form = ends[i].form;
            end->centered = ends[i].centered;
            end->width = size_of(width);
            end->length = size_of(length);
        }
    }
}

void hat_docx_line_end_size(struct hat_line_end *end, hat_twip stroke)
{
    stroke = stroke > FINEST ? stroke : FINEST;
    end->width = end->width * stroke / 2;
    end->length = end->length * stroke / 2;
}
