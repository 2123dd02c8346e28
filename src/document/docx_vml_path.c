/* docx_vml_path.c -- forms of VML shapes: the path language with its formulas (ECMA-376-4
 * §14.2.1.6, §14.2.2.3).
 *
 *     <v:shapetype id="_x0000_t5" coordsize="21600,21600" adj="10800" path="m@0,l,21600r21600,xe">
 *       <v:formulas><v:f eqn="val #0"/></v:formulas></v:shapetype>
 *     <v:shape type="#_x0000_t5" adj="0" .../>
 *     ->  MOVE 0,0  LINE 0,UNIT  LINE UNIT,UNIT  CLOSE
 *
 * A type is kept under its id, for the shapes behind it; a newer one takes the place of an older.
 * What a shape says itself comes before what its type says. A number that is left out is 0.
 */
#include <math.h>

#include "document/docx_vml_internal.h"

enum { TYPES_MAX = 64, ADJUSTMENTS = 8 };

/* ---- reading ---- */

static struct hat_str copy(struct hat_docx *docx, struct hat_arena *arena, struct hat_str text)
{
    struct hat_str made = {0};
    if (text.len > 0 && docx->status == HAT_OK) {
        made = hat_arena_str(arena, text);
        hat_docx_fail(docx, made.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM);
    }
    return made.ptr != NULL ? made : (struct hat_str){0};
}

static void read_outline(struct hat_docx *docx, struct hat_arena *arena,
                         const struct hat_xml_element *element, struct hat_vml_outline *outline)
{
    outline->path = copy(docx, arena, hat_xml_attr(element, HAT_NONE_path));
    outline->adjust = copy(docx, arena, hat_xml_attr(element, HAT_NONE_adj));
    outline->size = copy(docx, arena, hat_xml_attr(element, HAT_NONE_coordsize));
    outline->origin = copy(docx, arena, hat_xml_attr(element, HAT_NONE_coordorigin));
}

static struct hat_vml_type *find_type(const struct hat_docx *docx, struct hat_str id)
{
    struct hat_vml_type *type = docx->vml_types;
    while (type != NULL && !hat_str_equal(type->id, id)) {
        type = type->below;
    }
    return type;
}

static struct hat_vml_type *add_type(struct hat_docx *docx, struct hat_str id)
{
    struct hat_arena *arena = &docx->document->arena;
    if (docx->vml_type_count >= TYPES_MAX) {
        return NULL;
    }
    struct hat_vml_type *type = hat_arena_alloc(arena, sizeof *type);
    if (type == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return NULL;
    }
    type->id = copy(docx, arena, id);
    type->below = docx->vml_types;
    docx->vml_types = type;
    docx->vml_type_count++;
    return type;
}

void hat_vml_type_begin(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    struct hat_str id = hat_xml_attr(element, HAT_NONE_id);
    struct hat_vml_type *type = find_type(docx, id); /* Word writes it anew in every part */
    type = type != NULL ? type : add_type(docx, id);
    if (type != NULL) {
        type->outline = (struct hat_vml_outline){0};
        read_outline(docx, &docx->document->arena, element, &type->outline);
    }
    docx->vml_type_open = type;
}

void hat_vml_formula(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    struct hat_str text = hat_xml_attr(element, HAT_NONE_eqn);
    struct hat_docx_drawing *drawing = story->drawing;
    struct hat_vml_outline *outline = NULL;
    struct hat_arena *arena = &docx->document->arena;
    if (docx->vml_type_open != NULL) {
        outline = &docx->vml_type_open->outline;
    } else if (drawing != NULL && drawing->in_shape && hat_docx_story_alloc(story, 1) != NULL) {
        outline = &drawing->outline;
        arena = story->arena;
    }
    if (outline != NULL && outline->formula_count < HAT_VML_FORMULAS_MAX) {
        outline->formulas[outline->formula_count++] = copy(docx, arena, text);
    }
}

void hat_vml_outline_begin(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                           const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    struct hat_str type = hat_xml_attr(element, HAT_NONE_type);
    drawing->outline = (struct hat_vml_outline){0};
    if (hat_docx_story_alloc(story, 1) == NULL) { /* the story's arena is there from here on */
        return;
    }
    read_outline(docx, story->arena, element, &drawing->outline);
    if (hat_str_starts(type, "#")) {
        type.ptr++;
        type.len--;
        const struct hat_vml_type *found = find_type(docx, type);
        drawing->outline.type = found != NULL ? &found->outline : NULL;
    }
}

/* ---- numbers ---- */

/* What formulas and paths refer to. */
struct values {
    double width, height;
    double adjust[ADJUSTMENTS];
    double results[HAT_VML_FORMULAS_MAX];
    uint32_t result_count;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "@3", "#0" or a number; false: something else. */
static bool take_value(const struct values *values, struct hat_str *rest, double *value)
{
    char sign = rest->len > 0 ? rest->ptr[0] : '\0';
    if (sign != '@' && sign != '#') {
        return hat_form_number(rest, value);
    }
    rest->ptr++;
    rest->len--;
    double index = 0;
    bool found = hat_form_number(rest, &index);
    double count = sign == '@' ? values->result_count : ADJUSTMENTS;
    *value = 0;
    if (found && index >= 0 && index < count) {
        *value = sign == '@' ? values->results[(size_t)index] : values->adjust[(size_t)index];
    }
    return true;
}

static double operand(const struct values *values, struct hat_str word)
{
    double value = 0;
    if (take_value(values, &word, &value)) {
        return value;
    }
    if (hat_str_is(word, "width") || hat_str_is(word, "xcenter")) {
        return word.ptr[0] == 'w' ? values->width : values->width / 2;
    }
    if (hat_str_is(word, "height") || hat_str_is(word, "ycenter")) {
        return word.ptr[0] == 'h' ? values->height : values->height / 2;
    }
    return 0;
}

/* ---- formulas ---- */

/* Angles are in 65536ths of a degree. */
static double radians(double angle)
{
    return angle / 65536 * HAT_PI / 180;
}

static double by_angle(struct hat_str name, const double v[3], bool *known)
{
    *known = true;
    if (hat_str_is(name, "sin")) {
        return v[0] * sin(radians(v[1]));
    }
    if (hat_str_is(name, "cos")) {
        return v[0] * cos(radians(v[1]));
    }
    if (hat_str_is(name, "tan")) {
        return v[0] * tan(radians(v[1]));
    }
    if (hat_str_is(name, "atan2")) {
        return atan2(v[1], v[0]) * 180 / HAT_PI * 65536;
    }
    if (hat_str_is(name, "sinatan2")) {
        return v[0] * sin(atan2(v[2], v[1]));
    }
    if (hat_str_is(name, "cosatan2")) {
        return v[0] * cos(atan2(v[2], v[1]));
    }
    if (hat_str_is(name, "sumangle")) {
        return v[0] + (v[1] - v[2]) * 65536;
    }
    *known = false;
    return 0;
}

static double by_name(struct hat_str name, const double v[3])
{
    bool known;
    double value = by_angle(name, v, &known);
    if (known) {
        return value;
    }
    if (hat_str_is(name, "sum")) {
        return v[0] + v[1] - v[2];
    }
    if (hat_str_is(name, "prod")) {
        return v[2] != 0 ? v[0] * v[1] / v[2] : 0;
    }
    if (hat_str_is(name, "mid")) {
        return (v[0] + v[1]) / 2;
    }
    if (hat_str_is(name, "abs")) {
        return fabs(v[0]);
    }
    if (hat_str_is(name, "min") || hat_str_is(name, "max")) {
        return name.ptr[1] == 'i' ? fmin(v[0], v[1]) : fmax(v[0], v[1]);
    }
    if (hat_str_is(name, "if")) {
        return v[0] > 0 ? v[1] : v[2];
    }
    if (hat_str_is(name, "mod")) {
        return sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
    if (hat_str_is(name, "sqrt")) {
        return v[0] > 0 ? sqrt(v[0]) : 0;
    }
    if (hat_str_is(name, "ellipse")) {
        double part = v[1] != 0 ? 1 - (v[0] / v[1]) * (v[0] / v[1]) : 0;
        return part > 0 ? v[2] * sqrt(part) : 0;
    }
    return v[0]; /* val */
}

static void run_formulas(struct values *values, const struct hat_vml_outline *outline)
{
    for (uint32_t i = 0; i < outline->formula_count; i++) {
        struct hat_str rest = outline->formulas[i];
        struct hat_str name = hat_form_word(&rest);
        double v[3];
        for (int k = 0; k < 3; k++) {
            v[k] = operand(values, hat_form_word(&rest));
        }
        double value = by_name(name, v);
        values->results[values->result_count++] = isfinite(value) ? value : 0;
    }
}

static void skip_blanks(struct hat_str *rest)
{
    while (rest->len > 0 && *rest->ptr == ' ') {
        rest->ptr++;
        rest->len--;
    }
}

/* "10800,,21600": those that are left out are the type's. */
static void read_adjustments(struct values *values, struct hat_str text)
{
    for (int i = 0; i < ADJUSTMENTS && text.len > 0; i++) {
        double value;
        skip_blanks(&text);
        if (text.len > 0 && *text.ptr != ',' && hat_form_number(&text, &value)) {
            values->adjust[i] = value;
        }
        hat_form_skip(&text);
    }
}

/* ---- paths ---- */

struct reader {
    struct values values;
    struct hat_form_maker maker;
    struct hat_form_look look;
    struct hat_str rest;
};

/* Is there one more parameter of the command? */
static bool has_more(struct reader *reader)
{
    skip_blanks(&reader->rest);
    char c = reader->rest.len > 0 ? *reader->rest.ptr : 'e';
    return c == ',' || c == '@' || c == '#' || c == '-' || c == '.' || is_digit(c);
}

static double parameter(struct reader *reader)
{
    double value = 0;
    if (!has_more(reader)) {
        return 0;
    }
    if (*reader->rest.ptr != ',' && !take_value(&reader->values, &reader->rest, &value)) {
        reader->rest.len = 0; /* a sign without a number */
    }
    hat_form_skip(&reader->rest);
    return isfinite(value) ? value : 0;
}

static void take_name(struct hat_str *rest, char name[2])
{
    static const char *const pairs[] = {"nf", "ns", "ae", "al", "at", "ar",
                                        "wa", "wr", "qx", "qy", "qb"};
    name[0] = rest->ptr[0];
    name[1] = '\0';
    size_t len = 1;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs && rest->len > 1; i++) {
        if (rest->ptr[0] == pairs[i][0] && rest->ptr[1] == pairs[i][1]) {
            name[1] = pairs[i][1];
            len = 2;
        }
    }
    rest->ptr += len;
    rest->len -= len;
}

/* How many parameters a command takes at a time. */
static int arity(const char name[2])
{
    switch (name[0]) {
    case 'c':
    case 'v':
        return 6;
    case 'a':
        return name[1] == 'e' || name[1] == 'l' ? 6 : 8;
    case 'w':
        return 8;
    case 'q':
        return name[1] == 'b' ? 4 : 2;
    case 'm':
    case 'l':
    case 'r':
    case 't':
        return 2;
    default:
        return 0;
    }
}

/* One command with its parameters; the `index`-th time in a row. */
static void run_command(struct hat_form_maker *maker, const char name[2], double v[8], int index)
{
    bool relative = name[0] == 'r' || name[0] == 't' || name[0] == 'v';
    for (int i = 0; i < 6 && relative; i++) {
        v[i] += i % 2 == 0 ? maker->x : maker->y;
    }
    switch (name[0]) {
    case 'm':
    case 't':
        hat_form_move(maker, v[0], v[1]);
        break;
    case 'l':
    case 'r':
        hat_form_line(maker, v[0], v[1]);
        break;
    case 'c':
    case 'v':
        hat_form_curve(maker, v);
        break;
    case 'q':
        if (name[1] == 'b') {
            hat_form_quad(maker, v);
        } else { /* the quarters of a row turn by turn */
            hat_form_quadrant(maker, v[0], v[1], (name[1] == 'x') == (index % 2 == 0));
        }
        break;
    default:
        if (name[1] == 'e' || name[1] == 'l') { /* ae, al */
            hat_form_ellipse(maker, v, (const double[2]){radians(v[4]), radians(v[5])},
                             name[1] == 'l');
        } else {
            hat_form_box_arc(maker, v, name[0] == 'w', name[1] == 'r');
        }
        break;
    }
}

static void run_bare(struct reader *reader, const char name[2])
{
    if (name[0] == 'x') {
        hat_form_close(&reader->maker);
    } else if (name[0] == 'e') {
        reader->look = (struct hat_form_look){0};
        hat_form_contour(&reader->maker, reader->look);
    } else if (name[0] == 'n') {
        reader->look.no_fill = reader->look.no_fill || name[1] == 'f';
        reader->look.no_stroke = reader->look.no_stroke || name[1] == 's';
        hat_form_look(&reader->maker, reader->look);
    }
}

static void run_path(struct reader *reader)
{
    hat_form_contour(&reader->maker, reader->look);
    while (reader->rest.len > 0 && reader->maker.count < HAT_FORM_STEPS_MAX) {
        char name[2];
        skip_blanks(&reader->rest);
        if (reader->rest.len == 0) {
            return;
        }
        take_name(&reader->rest, name);
        int count = arity(name);
        if (count == 0) {
            run_bare(reader, name);
        }
        for (int index = 0; count > 0 && has_more(reader); index++) {
            double v[8] = {0};
            for (int i = 0; i < count; i++) {
                v[i] = parameter(reader);
            }
            run_command(&reader->maker, name, v, index);
        }
    }
}

/* ---- the whole ---- */

static void read_pair(struct hat_str text, double *first, double *second)
{
    double value;
    if (hat_form_number(&text, &value)) {
        *first = value;
    }
    if (hat_form_number(&text, &value)) {
        *second = value;
    }
}

void hat_vml_outline_end(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                         struct hat_object *object)
{
    struct hat_vml_outline *own = &drawing->outline;
    const struct hat_vml_outline *type = own->type != NULL ? own->type : own;
    struct reader reader = {.rest = own->path.len > 0 ? own->path : type->path};
    double width = 1000, height = 1000, left = 0, top = 0;
    if (reader.rest.len == 0 || story->docx->status != HAT_OK) {
        return;
    }
    read_pair(type->size, &width, &height);
    read_pair(own->size, &width, &height);
    read_pair(own->origin, &left, &top);
    reader.values.width = width;
    reader.values.height = height;
    read_adjustments(&reader.values, type->adjust);
    read_adjustments(&reader.values, own->adjust);
    run_formulas(&reader.values, own->formula_count > 0 ? own : type);
    hat_form_begin(&reader.maker, width, height);
    reader.maker.left = left;
    reader.maker.top = top;
    run_path(&reader);
    hat_docx_fail(story->docx, hat_form_end(&reader.maker, story->arena, &object->form));
}
