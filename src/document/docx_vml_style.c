/* docx_vml_style.c -- the style attribute of VML shapes and the numbers that stand in attributes
 * (ECMA-376-4 §14.1.2.19).
 *
 *     "position:absolute;margin-left:36pt;width:100pt;rotation:315;flip:x"
 *     ->  anchored, 720 twips from the column, 2000 wide, turned by 315 degrees, mirrored
 */
#include "document/docx_vml_internal.h"

bool hat_vml_pair(struct hat_str *rest, struct hat_str *name, struct hat_str *value)
{
    size_t at = 0;
    if (rest->len == 0) {
        return false;
    }
    while (at < rest->len && (rest->ptr[at] == ';' || rest->ptr[at] == ' ')) {
        at++;
    }
    size_t first = at, colon = 0;
    while (at < rest->len && rest->ptr[at] != ';') {
        if (rest->ptr[at] == ':' && colon == 0) {
            colon = at;
        }
        at++;
    }
    *name = (struct hat_str){rest->ptr + first, (colon > 0 ? colon : at) - first};
    *value = (struct hat_str){0};
    if (colon > 0) {
        *value = (struct hat_str){rest->ptr + colon + 1, at - colon - 1};
    }
    while (value->len > 0 && value->ptr[value->len - 1] == ' ') {
        value->len--;
    }
    bool found = at > first;
    rest->ptr += at;
    rest->len -= at;
    return found;
}

hat_twip hat_vml_length(struct hat_str text)
{
    char last = text.len > 0 ? text.ptr[text.len - 1] : '0';
    hat_twip max = 2 * HAT_DOCX_LENGTH_MAX;
    if (hat_str_ends(text, "px")) {
        text.len -= 2;
        last = '0';
    }
    int64_t value = hat_docx_twips(text, 0);
    bool bare = (last >= '0' && last <= '9') || last == '.';
    value = bare ? value * 15 : value;
    return (hat_twip)(value > max ? max : value < -max ? -max : value);
}

int64_t hat_vml_share(struct hat_str text)
{
    int64_t value = 0, unit = 65536;
    bool negative = text.len > 0 && text.ptr[0] == '-', fraction = false;
    size_t at = negative ? 1 : 0;
    for (; at < text.len && value < INT64_MAX / 100 && unit > 0; at++) {
        char c = text.ptr[at];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c < '0' || c > '9') {
            break;
        } else if (fraction) {
            unit /= 10;
            value += (c - '0') * unit;
        } else {
            value = value * 10 + (c - '0') * (int64_t)65536;
        }
    }
    struct hat_str rest = {text.ptr + at, text.len - at};
    value = hat_str_starts(rest, "f") ? value / 65536 : hat_str_is(rest, "%") ? value / 100 : value;
    value = value > INT32_MAX ? INT32_MAX : value;
    return negative ? -value : value;
}

/* "315", "-45", "2949120fd" (65536ths of a degree) -> 1/100 degree, clockwise. */
static int32_t rotation_of(struct hat_str text)
{
    int64_t hundredths = hat_vml_share(text) * 100 / 65536 % 36000;
    return (int32_t)(hundredths < 0 ? hundredths + 36000 : hundredths);
}

/* rotation, flip: "x", "y", "xy". false: the name is another one. */
static bool read_turn(struct hat_object *object, struct hat_str name, struct hat_str value)
{
    if (hat_str_is(name, "rotation")) {
        object->rotation = rotation_of(value);
    } else if (hat_str_is(name, "flip")) {
        object->flip_x = value.len > 0 && memchr(value.ptr, 'x', value.len) != NULL;
        object->flip_y = value.len > 0 && memchr(value.ptr, 'y', value.len) != NULL;
    } else {
        return false;
    }
    return true;
}

static void read_position(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                          struct hat_str name, struct hat_str value)
{
    struct hat_float *place = &drawing->frame.place;
    if (hat_str_is(name, "margin-left")) {
        place->x += hat_vml_length(value);
    } else if (hat_str_is(name, "margin-top")) {
        place->y += hat_vml_length(value);
    } else if (hat_str_is(name, "mso-position-horizontal")) {
        place->x_position = hat_docx_position(value);
    } else if (hat_str_is(name, "mso-position-vertical")) {
        place->y_position = hat_docx_position(value);
    } else if (hat_str_is(name, "mso-position-horizontal-relative")) {
        hat_docx_relate(story, place, false, value);
    } else if (hat_str_is(name, "mso-position-vertical-relative")) {
        hat_docx_relate(story, place, true, value);
    } else if (hat_str_is(name, "mso-wrap-distance-left")) {
        place->distance[HAT_LEFT] = hat_vml_length(value);
    } else if (hat_str_is(name, "mso-wrap-distance-right")) {
        place->distance[HAT_RIGHT] = hat_vml_length(value);
    } else if (hat_str_is(name, "mso-wrap-distance-top")) {
        place->distance[HAT_TOP] = hat_vml_length(value);
    } else if (hat_str_is(name, "mso-wrap-distance-bottom")) {
        place->distance[HAT_BOTTOM] = hat_vml_length(value);
    }
}

void hat_vml_frame_style(struct hat_docx_story *story, struct hat_docx_drawing *drawing,
                         struct hat_str style)
{
    struct hat_object *frame = &drawing->frame;
    struct hat_str name, value;
    frame->place.x_relative = HAT_REL_COLUMN;
    frame->place.y_relative = HAT_REL_PARAGRAPH;
    while (hat_vml_pair(&style, &name, &value)) {
        if (hat_str_is(name, "position")) {
            drawing->anchored = hat_str_is(value, "absolute");
        } else if (hat_str_is(name, "width")) {
            frame->width = hat_vml_length(value);
        } else if (hat_str_is(name, "height")) {
            frame->height = hat_vml_length(value);
        } else if (hat_str_is(name, "z-index")) {
            frame->place.z = hat_docx_int(value, 0);
            frame->place.behind = frame->place.z < 0;
        } else if (hat_str_is(name, "visibility")) {
            drawing->hidden = hat_str_is(value, "hidden");
        } else if (!read_turn(frame, name, value)) {
            read_position(story, drawing, name, value);
        }
    }
}

void hat_vml_inner_style(struct hat_docx_drawing *drawing, struct hat_str style)
{
    struct hat_str name, value;
    while (hat_vml_pair(&style, &name, &value)) {
        int64_t number = hat_docx_int(value, 0);
        if (hat_str_is(name, "left")) {
            drawing->x = number;
        } else if (hat_str_is(name, "top")) {
            drawing->y = number;
        } else if (hat_str_is(name, "width")) {
            drawing->width = number;
        } else if (hat_str_is(name, "height")) {
            drawing->height = number;
        } else {
            read_turn(&drawing->shape, name, value);
        }
    }
}
