/* docx_values.c -- attribute values of WordprocessingML: numbers, lengths, colours, borders.
 *
 *     w:val="0" w:val="off" or no w:val      off off on        ECMA-376-1 §17.17.4 (CT_OnOff)
 *     w:w="11906", w:w="21cm"                twips             §22.9.2.14 (ST_TwipsMeasure)
 *     w:color="auto" w:themeColor="accent1"  colour of the theme
 */
#include "document/docx_internal.h"

struct hat_str hat_docx_val(const struct hat_xml_element *element)
{
    return hat_xml_attr(element, HAT_W_val);
}

bool hat_docx_true(struct hat_str text, bool absent)
{
    if (text.ptr == NULL) {
        return absent;
    }
    return !hat_str_is(text, "0") && !hat_str_is(text, "false") && !hat_str_is(text, "off");
}

bool hat_docx_on(const struct hat_xml_element *element)
{
    return hat_docx_true(hat_docx_val(element), true);
}

int hat_docx_one_of(struct hat_str text, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (hat_str_is(text, names[i])) {
            return i;
        }
    }
    return -1;
}

/* A decimal number in millionths, and what follows it. Saturates far outside of any use. */
static bool read_number(struct hat_str *text, int64_t *millionths)
{
    size_t at = 0;
    if (text->len == 0) {
        return false;
    }
    while (at < text->len && text->ptr[at] == ' ') {
        at++;
    }
    bool negative = at < text->len && text->ptr[at] == '-';
    at += at < text->len && (text->ptr[at] == '-' || text->ptr[at] == '+');
    size_t first = at;
    int64_t value = 0, unit = 1000000;
    bool fraction = false;
    for (; at < text->len; at++) {
        char c = text->ptr[at];
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9') {
            break;
        }
        if (fraction) {
            unit /= 10;
            value += (c - '0') * unit;
        } else if (value < (int64_t)1000000 * 100000000000) {
            value = value * 10 + (int64_t)(c - '0') * 1000000;
        }
    }
    *millionths = negative ? -value : value;
    bool found = at > first;
    text->ptr += at;
    text->len -= at;
    return found;
}

static int32_t clamp_int(int64_t value)
{
    return (int32_t)(value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : value);
}

int32_t hat_docx_int(struct hat_str text, int32_t absent)
{
    int64_t millionths;
    return read_number(&text, &millionths) ? clamp_int(millionths / 1000000) : absent;
}

hat_twip hat_docx_twips(struct hat_str text, hat_twip absent)
{
    static const char *const units[] = {"mm", "cm", "in", "pt", "pc", "pi", NULL};
    /* twips in a hundred units */
    static const int64_t factors[] = {5669, 56693, 144000, 2000, 24000, 24000};
    int64_t millionths;
    if (!read_number(&text, &millionths)) {
        return absent;
    }
    int unit = hat_docx_one_of(text, units);
    if (unit < 0) {
        return clamp_int(millionths / 1000000);
    }
    int64_t limit = (int64_t)1000000 * 1000000;
    if (millionths > limit || millionths < -limit) {
        return millionths < 0 ? -1000000 : 1000000;
    }
    int64_t scaled = millionths / 100 * factors[unit];
    return clamp_int((scaled + (scaled < 0 ? -500000 : 500000)) / 1000000);
}

hat_twip hat_docx_length(struct hat_docx *docx, struct hat_str text, hat_twip min, hat_twip max)
{
    hat_twip value = hat_docx_twips(text, 0);
    if (value >= min && value <= max) {
        return value;
    }
    hat_diags_add(docx->document->diags, HAT_MSG_VALUE_CLAMPED, &docx->place, text);
    return value < min ? min : max;
}

hat_twip hat_docx_emu(struct hat_str text)
{
    int64_t millionths;
    if (!read_number(&text, &millionths)) {
        return 0;
    }
    int64_t emu = millionths / 1000000;
    int64_t twips = (emu + (emu < 0 ? -317 : 317)) / 635;
    int64_t limit = 2 * HAT_DOCX_LENGTH_MAX;
    return (hat_twip)(twips > limit ? limit : twips < -limit ? -limit : twips);
}

bool hat_docx_hex(struct hat_str text, uint32_t *value)
{
    uint32_t number = 0;
    if (text.len == 0 || text.len > 8) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        uint32_t digit;
        if (c >= '0' && c <= '9') {
            digit = (uint32_t)(c - '0');
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        } else {
            return false;
        }
        number = number << 4 | digit;
    }
    *value = number;
    return true;
}

const char *hat_docx_text(struct hat_docx *docx, struct hat_str text)
{
    const char *copy = hat_intern_text(docx->document, text);
    if (copy == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
        return "";
    }
    return copy;
}

/* ---- colours ---- */

static struct hat_color theme_color(struct hat_docx *docx, const struct hat_xml_element *element,
                                    bool fill)
{
    struct hat_str name = hat_xml_attr(element, fill ? HAT_W_themeFill : HAT_W_themeColor);
    uint32_t tint = 255, shade = 255;
    if (name.ptr == NULL) {
        return (struct hat_color){0};
    }
    hat_docx_hex(hat_xml_attr(element, fill ? HAT_W_themeFillTint : HAT_W_themeTint), &tint);
    hat_docx_hex(hat_xml_attr(element, fill ? HAT_W_themeFillShade : HAT_W_themeShade), &shade);
    return hat_docx_theme_color(docx, name, tint, shade);
}

/* The value in the file is Word's own result of the theme colour, so it comes first. */
struct hat_color hat_docx_color(struct hat_docx *docx, const struct hat_xml_element *element,
                                enum hat_xml_name plain)
{
    struct hat_color color = {0};
    struct hat_str text = hat_xml_attr(element, plain);
    if (text.len == 6 && hat_docx_hex(text, &color.rgb)) {
        color.set = true;
        return color;
    }
    return theme_color(docx, element, plain == HAT_W_fill);
}

/* Ink of a pattern in per mille: "pct15", "pct12" (12.5 %), "solid", stripes. */
static uint32_t pattern_ink(struct hat_str pattern)
{
    if (hat_str_is(pattern, "solid")) {
        return 1000;
    }
    if (hat_str_starts(pattern, "pct")) {
        struct hat_str digits = {pattern.ptr + 3, pattern.len - 3};
        int32_t percent = hat_docx_int(digits, 0);
        bool half = percent == 12 || percent == 37 || percent == 62 || percent == 87;
        return percent < 0 || percent > 100 ? 0 : (uint32_t)percent * 10 + (half ? 5 : 0);
    }
    if (hat_str_is(pattern, "clear") || hat_str_is(pattern, "nil") || pattern.len == 0) {
        return 0;
    }
    return hat_str_starts(pattern, "thin") ? 250 : 500; /* stripes and crosses */
}

struct hat_color hat_docx_shade(struct hat_docx *docx, const struct hat_xml_element *element)
{
    struct hat_color fill = hat_docx_color(docx, element, HAT_W_fill);
    uint32_t ink = pattern_ink(hat_docx_val(element));
    if (ink == 0) {
        return fill;
    }
    struct hat_color color = hat_docx_color(docx, element, HAT_W_color); /* auto: black */
    uint32_t paper = fill.set ? fill.rgb : 0xFFFFFF;
    struct hat_color mixed = {.set = true};
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        uint32_t a = color.rgb >> shift & 0xFF, b = paper >> shift & 0xFF;
        mixed.rgb |= (a * ink + b * (1000 - ink) + 500) / 1000 << shift;
    }
    return mixed;
}

/* ---- borders ---- */

/* How a border of width w is made in Writer, outer stroke, gap, inner stroke in twips. */
enum border_form {
    FORM_SINGLE,     /* w */
    FORM_THICK,      /* 2 w */
    FORM_FINE,       /* w, at least 1 pt */
    FORM_DOUBLE,     /* w w w */
    FORM_SMALL_GAP,  /* w 15 15 */
    FORM_MEDIUM_GAP, /* w w/2 w/2 */
    FORM_LARGE_GAP,  /* 30 w 15 */
    FORM_RAISED      /* w-7 w-7 15 */
};

/* ST_Border (§17.18.2). `swapped`: the outer stroke is the inner one. What is not here is single.
 */
static const struct {
    const char *name;
    uint8_t style, form; /* enum hat_border_style, enum border_form */
    bool swapped;
} border_kinds[] = {
    {"nil", HAT_BORDER_NONE, FORM_SINGLE, false},
    {"none", HAT_BORDER_NONE, FORM_SINGLE, false},
    {"thick", HAT_BORDER_SINGLE, FORM_THICK, false},
    {"double", HAT_BORDER_DOUBLE, FORM_DOUBLE, false},
    {"triple", HAT_BORDER_DOUBLE, FORM_DOUBLE, false},
    {"doubleWave", HAT_BORDER_DOUBLE, FORM_DOUBLE, false},
    {"dashDotStroked", HAT_BORDER_DOUBLE, FORM_DOUBLE, false},
    {"dotted", HAT_BORDER_DOTTED, FORM_SINGLE, false},
    {"dashed", HAT_BORDER_DASHED, FORM_SINGLE, false},
    {"dashSmallGap", HAT_BORDER_DASHED, FORM_FINE, false},
    {"dotDash", HAT_BORDER_DASHED, FORM_SINGLE, false},
    {"dotDotDash", HAT_BORDER_DASHED, FORM_SINGLE, false},
    {"thinThickSmallGap", HAT_BORDER_DOUBLE, FORM_SMALL_GAP, false},
    {"thickThinSmallGap", HAT_BORDER_DOUBLE, FORM_SMALL_GAP, true},
    {"thinThickThinSmallGap", HAT_BORDER_DOUBLE, FORM_SMALL_GAP, true},
    {"thinThickMediumGap", HAT_BORDER_DOUBLE, FORM_MEDIUM_GAP, false},
    {"thickThinMediumGap", HAT_BORDER_DOUBLE, FORM_MEDIUM_GAP, true},
    {"thinThickThinMediumGap", HAT_BORDER_DOUBLE, FORM_MEDIUM_GAP, true},
    {"thinThickLargeGap", HAT_BORDER_DOUBLE, FORM_LARGE_GAP, false},
    {"thickThinLargeGap", HAT_BORDER_DOUBLE, FORM_LARGE_GAP, true},
    {"thinThickThinLargeGap", HAT_BORDER_DOUBLE, FORM_LARGE_GAP, true},
    {"inset", HAT_BORDER_DOUBLE, FORM_RAISED, false},
    {"outset", HAT_BORDER_DOUBLE, FORM_RAISED, true},
    {"threeDEmboss", HAT_BORDER_SINGLE, FORM_THICK, false},
    {"threeDEngrave", HAT_BORDER_SINGLE, FORM_THICK, false},
};

static hat_twip larger(hat_twip a, hat_twip b)
{
    return a > b ? a : b;
}

static void set_widths(struct hat_border *border, enum border_form form, hat_twip width)
{
    static const struct {
        int8_t outer, gap, inner; /* halves of the border's width */
        int8_t more[3];           /* and twips of each */
    } forms[] = {[FORM_SMALL_GAP] = {2, 0, 0, {0, 15, 15}},
                 [FORM_MEDIUM_GAP] = {2, 1, 1, {0, 0, 0}},
                 [FORM_LARGE_GAP] = {0, 2, 0, {30, 0, 15}},
                 [FORM_RAISED] = {2, 2, 0, {-7, -7, 15}}};
    switch (form) {
    case FORM_THICK:
        border->width = 2 * width;
        break;
    case FORM_FINE:
        border->width = width > 20 ? width : 20;
        break;
    case FORM_DOUBLE:
        border->width = 3 * width;
        break;
    case FORM_SINGLE:
        border->width = width;
        break;
    default:
        border->outer = larger(width * forms[form].outer / 2 + forms[form].more[0], 1);
        border->inner = larger(width * forms[form].inner / 2 + forms[form].more[2], 1);
        border->width = border->outer + border->inner +
                        larger(width * forms[form].gap / 2 + forms[form].more[1], 1);
        break;
    }
}

void hat_docx_border_swap(struct hat_border *border)
{
    hat_twip outer = border->outer;
    border->outer = border->inner;
    border->inner = outer;
}

struct hat_border hat_docx_border(struct hat_docx *docx, const struct hat_xml_element *element)
{
    struct hat_border border = {.style = HAT_BORDER_SINGLE};
    struct hat_str name = hat_docx_val(element);
    enum border_form form = FORM_SINGLE;
    bool swapped = false;
    for (size_t i = 0; i < sizeof border_kinds / sizeof *border_kinds; i++) {
        if (hat_str_is(name, border_kinds[i].name)) {
            border.style = border_kinds[i].style;
            form = border_kinds[i].form;
            swapped = border_kinds[i].swapped;
        }
    }
    if (border.style == HAT_BORDER_NONE) {
        return border;
    }
    int32_t eighths = hat_docx_int(hat_xml_attr(element, HAT_W_sz), 4);
    eighths = eighths < 2 ? 2 : eighths > 96 ? 96 : eighths;
    int32_t points = hat_docx_int(hat_xml_attr(element, HAT_W_space), 0);
    set_widths(&border, form, (eighths * 5 + 1) / 2);
    if (swapped) {
        hat_docx_border_swap(&border);
    }
    border.space = 20 * (points < 0 ? 0 : points > 31 ? 31 : points);
    border.color = hat_docx_color(docx, element, HAT_W_color);
    return border;
}

enum hat_number_format hat_docx_number_format(struct hat_docx *docx, struct hat_str text)
{
    static const char *const
        names[] = {"decimal",     "decimalZero",  "upperRoman",   "lowerRoman", "upperLetter",
                   "lowerLetter", "russianUpper", "russianLower", "bullet",     "none",
                   NULL}; /* as enum hat_number_format */
    int format = hat_docx_one_of(text, names);
    if (format < 0 && text.len > 0) {
        hat_diags_add(docx->document->diags, HAT_MSG_NUMBER_FORMAT, &docx->place, text);
    }
    return format < 0 ? HAT_NUMBER_DECIMAL : (enum hat_number_format)format;
}

uint8_t hat_docx_wrap_side(struct hat_str text)
{
    static const char *const names[] = {"largest", "left", "right", NULL}; /* hat_wrap_side */
    int side = hat_docx_one_of(text, names);
    return (uint8_t)(side < 0 ? HAT_SIDE_BOTH : side);
}
