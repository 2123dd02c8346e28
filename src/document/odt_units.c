/* odt_units.c -- attribute values of ODF: lengths, percents, colours, borders, number formats.
 *
 *     "1.27cm" -> 720 twips      "0.5pt solid #000000" -> {SINGLE, 10 twips, black}
 *     "80%"    -> 80             "'Times New Roman', serif" -> Times New Roman
 *
 * Values are read as integers of millionths, so that no locale and no floating point comes in.
 * Source: ODF 1.3 part 3 §18.3 (data types); rounding: layout rules 7.5.
 */
#include "document/odt_internal.h"

#include "base/utf8.h"

enum {
    MILLION = 1000000,
    LENGTH_MAX = 31680 /* 22 in: the largest page that Word knows */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct hat_str trim(struct hat_str text)
{
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

bool hat_odt_number(struct hat_str text, int64_t *millionths, struct hat_str *unit)
{
    text = trim(text);
    size_t at = 0;
    bool negative = text.len > 0 && text.ptr[0] == '-';
    at += negative || (text.len > 0 && text.ptr[0] == '+');
    int64_t value = 0;
    size_t digits = 0;
    for (; at < text.len && is_digit(text.ptr[at]); at++, digits++) {
        if (value < MILLION) { /* larger numbers mean nothing here: they stay large */
            value = value * 10 + (text.ptr[at] - '0');
        }
    }
    value *= MILLION;
    if (at < text.len && text.ptr[at] == '.') {
        int64_t scale = MILLION / 10;
        for (at++; at < text.len && is_digit(text.ptr[at]); at++, digits++) {
            value += (text.ptr[at] - '0') * scale;
            scale /= 10;
        }
    }
    if (digits == 0) {
        return false;
    }
    *millionths = negative ? -value : value;
    *unit = (struct hat_str){text.ptr + at, text.len - at};
    return true;
}

/* value * numerator / (denominator * 10^6), rounded half up. */
static int64_t scaled(int64_t value, int64_t numerator, int64_t denominator)
{
    int64_t divisor = denominator * MILLION;
    int64_t twice = value * numerator * 2 + divisor;
    int64_t quotient = twice / (2 * divisor);
    return quotient - (twice % (2 * divisor) < 0);
}

bool hat_odt_length(struct hat_str text, hat_twip *out)
{
    static const struct {
        const char *name;
        int16_t numerator, denominator; /* twips in a unit */
    } units[] = {{"cm", 7200, 0}, {"mm", 7200, 0}, {"in", 1440, 1}, {"pt", 20, 1},
                 {"pc", 240, 1},  {"px", 15, 1},   {"", 0, 1}};
    int64_t value;
    struct hat_str unit;
    if (!hat_odt_number(text, &value, &unit)) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (!hat_str_is(unit, units[i].name)) {
            continue;
        }
        int64_t numerator = units[i].numerator, denominator = units[i].denominator;
        if (denominator == 0) { /* 1 mm is 7200/127 twips */
            numerator *= units[i].name[0] == 'c' ? 10 : 1;
            denominator = 127;
        }
        int64_t twips = scaled(value, numerator, denominator);
        if (units[i].numerator == 0 && value != 0) {
            return false; /* a number without a unit is no length, 0 apart */
        }
        twips = twips > LENGTH_MAX ? LENGTH_MAX : twips;
        *out = (hat_twip)(twips < -LENGTH_MAX ? -LENGTH_MAX : twips);
        return true;
    }
    return false;
}

bool hat_odt_percent(struct hat_str text, int32_t *out)
{
    int64_t value;
    struct hat_str unit;
    if (!hat_odt_number(text, &value, &unit) || !hat_str_is(unit, "%")) {
        return false;
    }
    value = scaled(value, 1, 1);
    value = value > 10000 ? 10000 : value;
    *out = (int32_t)(value < -10000 ? -10000 : value);
    return true;
}

bool hat_odt_int(struct hat_str text, int32_t *out)
{
    int64_t value;
    struct hat_str unit;
    if (!hat_odt_number(text, &value, &unit)) {
        return false;
    }
    *out = (int32_t)(value / MILLION);
    return true;
}

bool hat_odt_true(struct hat_str text)
{
    return hat_str_is(text, "true") || hat_str_is(text, "always");
}

static int hex_digit(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool hat_odt_color(struct hat_str text, struct hat_color *out)
{
    text = trim(text);
    if (hat_str_is(text, "transparent") || hat_str_is(text, "none")) {
        out->set = false;
        out->rgb = 0;
        return true;
    }
    if (text.len != 7 || text.ptr[0] != '#') {
        return false;
    }
    uint32_t rgb = 0;
    for (size_t i = 1; i < 7; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0) {
            return false;
        }
        rgb = rgb << 4 | (uint32_t)digit;
    }
    out->rgb = rgb;
    out->set = true;
    return true;
}

static struct hat_str next_word(struct hat_str *rest)
{
    *rest = trim(*rest);
    size_t len = 0;
    while (len < rest->len && !is_blank(rest->ptr[len])) {
        len++;
    }
    struct hat_str word = {rest->ptr, len};
    rest->ptr += len;
    rest->len -= len;
    return word;
}

static bool border_style(struct hat_str word, uint8_t *style)
{
    static const struct {
        const char *name;
        uint8_t style;
    } styles[] = {{"none", HAT_BORDER_NONE},           {"hidden", HAT_BORDER_NONE},
                  {"solid", HAT_BORDER_SINGLE},        {"double", HAT_BORDER_DOUBLE},
                  {"dotted", HAT_BORDER_DOTTED},       {"dashed", HAT_BORDER_DASHED},
                  {"groove", HAT_BORDER_SINGLE},       {"ridge", HAT_BORDER_SINGLE},
                  {"inset", HAT_BORDER_SINGLE},        {"outset", HAT_BORDER_SINGLE},
                  {"fine-dashed", HAT_BORDER_DASHED},  {"dash-dot", HAT_BORDER_DASHED},
                  {"dash-dot-dot", HAT_BORDER_DASHED}, {"double-thin", HAT_BORDER_DOUBLE}};
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if (hat_str_is(word, styles[i].name)) {
            *style = styles[i].style;
            return true;
        }
    }
    return false;
}

static bool border_width(struct hat_str word, hat_twip *width)
{
    if (hat_str_is(word, "thin")) {
        *width = 15;
    } else if (hat_str_is(word, "medium")) {
        *width = 35;
    } else if (hat_str_is(word, "thick")) {
        *width = 50;
    } else {
        return hat_odt_length(word, width);
    }
    return true;
}

/* XSL border: width, style and colour in any order; what is not given is medium, none, black. */
bool hat_odt_border(struct hat_str text, struct hat_border *out)
{
    struct hat_border border = {.width = 35, .space = out->space};
    bool any = false;
    for (struct hat_str word = next_word(&text); word.len > 0; word = next_word(&text)) {
        any |= border_style(word, &border.style) || border_width(word, &border.width) ||
               hat_odt_color(word, &border.color);
    }
    if (border.style == HAT_BORDER_NONE || border.width <= 0) {
        border.style = HAT_BORDER_NONE;
        border.width = 0;
        border.color = (struct hat_color){0};
    }
    out->style = border.style;
    out->width = border.width;
    out->outer = out->inner = 0;
    out->color.rgb = border.color.rgb; /* field by field: padding of records stays 0 */
    out->color.set = border.color.set;
    return any;
}

/* style:border-line-width "inner gap outer" of a double border. */
void hat_odt_border_line(struct hat_str text, struct hat_border *out)
{
    hat_twip widths[3];
    for (size_t i = 0; i < 3; i++) {
        if (!hat_odt_length(next_word(&text), &widths[i]) || widths[i] < 0) {
            return;
        }
    }
    if (out->style != HAT_BORDER_DOUBLE) {
        return;
    }
    out->width = widths[0] + widths[1] + widths[2];
    out->inner = widths[0];
    out->outer = widths[2];
}

hat_twip hat_odt_shadow(struct hat_str text)
{
    hat_twip width = 0;
    for (struct hat_str word = next_word(&text); word.len > 0; word = next_word(&text)) {
        if (hat_odt_length(word, &width)) {
            break;
        }
    }
    return width > 0 ? width : 0;
}

uint32_t hat_odt_first_char(struct hat_str text)
{
    size_t used;
    uint32_t cp = text.len > 0 ? hat_utf8_decode(text.ptr, text.len, &used) : 0;
    return cp == HAT_UTF8_INVALID ? 0 : cp;
}

/* The first family of a list of families, quotes taken off. */
struct hat_str hat_odt_family_name(struct hat_str list)
{
    list = trim(list);
    if (list.len > 0 && (list.ptr[0] == '\'' || list.ptr[0] == '"')) {
        const char *end = memchr(list.ptr + 1, list.ptr[0], list.len - 1);
        size_t len = end != NULL ? (size_t)(end - list.ptr) - 1 : list.len - 1;
        return (struct hat_str){list.ptr + 1, len};
    }
    const char *end = list.len > 0 ? memchr(list.ptr, ',', list.len) : NULL;
    return trim((struct hat_str){list.ptr, end != NULL ? (size_t)(end - list.ptr) : list.len});
}

/* style:num-format: "1" "a" "A" "i" "I" "" and "а, б, .., аа, аб, ... (ru)". */
uint8_t hat_odt_number_format(struct hat_str text)
{
    static const struct {
        const char *begin;
        uint8_t format;
    } formats[] = {{"а", HAT_NUMBER_RUSSIAN_LOWER},    {"А", HAT_NUMBER_RUSSIAN_UPPER},
                   {"Ж, З", HAT_NUMBER_RUSSIAN_UPPER}, {"01", HAT_NUMBER_DECIMAL_ZERO},
                   {"a", HAT_NUMBER_LETTER_LOWER},     {"A", HAT_NUMBER_LETTER_UPPER},
                   {"i", HAT_NUMBER_ROMAN_LOWER},      {"I", HAT_NUMBER_ROMAN_UPPER}};
    if (text.len == 0) {
        return HAT_NUMBER_NONE;
    }
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (hat_str_starts(text, formats[i].begin)) {
            return formats[i].format;
        }
    }
    return HAT_NUMBER_DECIMAL;
}
