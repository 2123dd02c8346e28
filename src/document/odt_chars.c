/* odt_chars.c -- character properties: attributes of style:text-properties over a record.
 *
 *     base {Liberation Serif 12 pt} + {fo:font-size="80%", fo:font-weight="bold"}
 *       -> {Liberation Serif 9.5 pt, bold}
 *
 * A span's style is applied over what surrounds it, so a percentage means the surrounding size
 * (ODF 1.3 part 3 §20.190 fo:font-size; layout rules 7.5). Results are interned and cached by
 * (surrounding record, style).
 */
#include "document/odt_internal.h"

enum {
    DEFAULT_SIZE = 240,
    SIZE_MIN = 20,
    SIZE_LARGEST = 32760, /* Word's largest font size, 1,638 pt */
    SPACING_MAX = 31680
};

static bool is_bold(struct hat_str value)
{
    int32_t weight = 0;
    return hat_str_is(value, "bold") || (hat_odt_int(value, &weight) && weight >= 600);
}

static bool is_italic(struct hat_str value)
{
    return hat_str_is(value, "italic") || hat_str_is(value, "oblique");
}

/* Percent of the parent's size, without what is less than a twip (as Writer). */
static void apply_size(struct hat_str value, uint16_t *size)
{
    int64_t number;
    struct hat_str unit;
    hat_twip length;
    int64_t twips;
    if (hat_odt_number(value, &number, &unit) && hat_str_is(unit, "%")) {
        twips = *size * number / (100 * 1000000);
    } else if (hat_odt_length(value, &length)) {
        twips = length;
    } else {
        return;
    }
    twips = twips < SIZE_MIN ? SIZE_MIN : twips;
    *size = (uint16_t)(twips > SIZE_LARGEST ? SIZE_LARGEST : twips);
}

static uint8_t underline_of(struct hat_str value)
{
    static const struct {
        const char *name;
        uint8_t underline;
    } kinds[] = {{"none", HAT_UNDERLINE_NONE},       {"dotted", HAT_UNDERLINE_DOTTED},
                 {"dash", HAT_UNDERLINE_DASHED},     {"long-dash", HAT_UNDERLINE_DASHED},
                 {"dot-dash", HAT_UNDERLINE_DASHED}, {"dot-dot-dash", HAT_UNDERLINE_DASHED},
                 {"wave", HAT_UNDERLINE_WAVY}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (hat_str_is(value, kinds[i].name)) {
            return kinds[i].underline;
        }
    }
    return HAT_UNDERLINE_SINGLE;
}

/* style:text-position: "super 58%", "-33% 58%", "0% 100%". */
static void apply_position(struct hat_str value, struct hat_char_props *chars)
{
    struct hat_str size = value;
    while (size.len > 0 && size.ptr[0] != ' ') {
        size.ptr++;
        size.len--;
    }
    int32_t raise = 0, percent = 0;
    bool super = hat_str_starts(value, "super"), sub = hat_str_starts(value, "sub");
    hat_odt_percent(size, &percent);
    if (!super && !sub) {
        struct hat_str first = {value.ptr, value.len - size.len};
        if (!hat_odt_percent(first, &raise)) {
            return;
        }
        super = raise > 0;
        sub = raise < 0;
    }
    chars->vertical = super ? HAT_VERTICAL_SUPER : sub ? HAT_VERTICAL_SUB : HAT_VERTICAL_NONE;
    bool shifted = super || sub;
    raise = raise < 0 ? -raise : raise;
    chars->vertical_raise_pct = (int8_t)(raise > 100 ? 100 : raise);
    chars->vertical_size_pct = (uint8_t)(shifted && percent > 0 && percent <= 200 ? percent : 0);
}

/* fo:letter-spacing: a length, or "normal". */
static void apply_spacing(struct hat_str value, struct hat_char_props *chars)
{
    hat_twip spacing = 0;
    if (hat_str_is(value, "normal") || hat_odt_length(value, &spacing)) {
        chars->letter_spacing = (int16_t)spacing;
    }
}

static void apply_scale(struct hat_str value, struct hat_char_props *chars)
{
    int32_t percent;
    if (hat_odt_percent(value, &percent) && percent > 0) {
        chars->scale_pct = (uint16_t)(percent > 600 ? 600 : percent);
    }
}

static void apply_strike(struct hat_str value, struct hat_char_props *chars)
{
    if (hat_str_is(value, "none")) {
        chars->strike = 0;
    } else if (hat_str_is(value, "double")) {
        chars->strike = 2;
    } else if (chars->strike == 0) {
        chars->strike = 1;
    }
}

static const char *family(struct hat_odt *odt, struct hat_str name, const char *before)
{
    const char *interned =
        name.len > 0 ? hat_intern_text(odt->document, hat_odt_family_name(name)) : NULL;
    return interned != NULL ? interned : before;
}

/* Names of fonts: style:font-name stands for a declared family, fo:font-family is one. */
static bool apply_font(struct hat_odt *odt, const struct hat_odt_attr *attr,
                       struct hat_char_props *chars)
{
    switch (attr->name) {
    case HAT_STYLE_font_name:
        chars->family = family(odt, hat_odt_font_find(odt, attr->value), chars->family);
        return true;
    case HAT_FO_font_family:
        chars->family = family(odt, attr->value, chars->family);
        return true;
    case HAT_STYLE_font_name_asian:
        chars->family_ea = family(odt, hat_odt_font_find(odt, attr->value), chars->family_ea);
        return true;
    case HAT_STYLE_font_name_complex:
        chars->family_cs = family(odt, hat_odt_font_find(odt, attr->value), chars->family_cs);
        return true;
    case HAT_FO_font_size:
        apply_size(attr->value, &chars->size);
        return true;
    case HAT_STYLE_font_size_complex:
        apply_size(attr->value, &chars->size_cs);
        return true;
    case HAT_FO_font_weight:
        chars->bold = is_bold(attr->value);
        return true;
    case HAT_STYLE_font_weight_complex:
        chars->bold_cs = is_bold(attr->value);
        return true;
    case HAT_FO_font_style:
        chars->italic = is_italic(attr->value);
        return true;
    case HAT_STYLE_font_style_complex:
        chars->italic_cs = is_italic(attr->value);
        return true;
    default:
        return false;
    }
}

static bool apply_lines(const struct hat_odt_attr *attr, struct hat_char_props *chars)
{
    switch (attr->name) {
    case HAT_STYLE_text_underline_style:
        chars->underline = underline_of(attr->value);
        return true;
    case HAT_STYLE_text_underline_color:
        if (!hat_odt_color(attr->value, &chars->underline_color)) {
            chars->underline_color = (struct hat_color){0}; /* font-color */
        }
        return true;
    case HAT_STYLE_text_line_through_style:
    case HAT_STYLE_text_line_through_type:
        apply_strike(attr->value, chars);
        return true;
    case HAT_FO_border:
    case HAT_FO_border_top:
        hat_odt_border(attr->value, &chars->border);
        return true;
    case HAT_FO_padding:
    case HAT_FO_padding_top:
        hat_odt_length(attr->value, &chars->border.space);
        return true;
    default:
        return false;
    }
}

static void apply_other(const struct hat_odt_attr *attr, struct hat_char_props *chars)
{
    struct hat_str value = attr->value;
    switch (attr->name) {
    case HAT_FO_color:
        hat_odt_color(value, &chars->color);
        break;
    case HAT_STYLE_use_window_font_color:
        if (hat_odt_true(value)) {
            chars->color = (struct hat_color){0};
        }
        break;
    case HAT_FO_background_color:
        hat_odt_color(value, &chars->shade);
        break;
    case HAT_FO_text_transform:
        chars->caps = hat_str_is(value, "uppercase");
        break;
    case HAT_FO_font_variant:
        chars->small_caps = hat_str_is(value, "small-caps");
        break;
    case HAT_FO_letter_spacing:
        apply_spacing(value, chars);
        break;
    case HAT_STYLE_letter_kerning:
        chars->kerning = hat_odt_true(value);
        break;
    case HAT_STYLE_text_scale:
        apply_scale(value, chars);
        break;
    case HAT_STYLE_text_position:
        apply_position(value, chars);
        break;
    case HAT_STYLE_text_outline:
        chars->outline = hat_odt_true(value);
        break;
    case HAT_FO_text_shadow:
        chars->shadow = !hat_str_is(value, "none");
        break;
    case HAT_TEXT_display:
        chars->hidden = hat_str_is(value, "none");
        break;
    default:
        break;
    }
}

/* fo:language "kk" and fo:country "KZ" make kk-KZ. */
static void apply_language(struct hat_odt *odt, const struct hat_odt_attrs *attrs,
                           struct hat_char_props *chars)
{
    struct hat_str language = {0}, country = {0};
    for (size_t i = 0; i < attrs->count; i++) {
        if (attrs->items[i].name == HAT_FO_language) {
            language = attrs->items[i].value;
        } else if (attrs->items[i].name == HAT_FO_country) {
            country = attrs->items[i].value;
        }
    }
    if (language.ptr == NULL) {
        return;
    }
    char tag[32];
    size_t len = 0;
    bool none = hat_str_is(language, "none") || hat_str_is(language, "zxx");
    if (!none && language.len < 9 && country.len < 9) {
        memcpy(tag, language.ptr, language.len);
        len = language.len;
        if (country.len > 0 && !hat_str_is(country, "none")) {
            tag[len++] = '-';
            memcpy(tag + len, country.ptr, country.len);
            len += country.len;
        }
    }
    const char *interned = hat_intern_text(odt->document, (struct hat_str){tag, len});
    chars->lang = interned != NULL ? interned : chars->lang;
}

/* What refines an underline that the style itself or a weaker one draws. */
static void refine_underline(const struct hat_odt_attr *attr, struct hat_char_props *chars)
{
    if (attr->name == HAT_STYLE_text_underline_type) {
        if (hat_str_is(attr->value, "none")) {
            chars->underline = HAT_UNDERLINE_NONE;
        } else if (hat_str_is(attr->value, "double") && chars->underline != HAT_UNDERLINE_NONE) {
            chars->underline = HAT_UNDERLINE_DOUBLE;
        }
    } else if (chars->underline != HAT_UNDERLINE_SINGLE) {
        return;
    } else if (attr->name == HAT_STYLE_text_underline_width) {
        if (hat_str_is(attr->value, "bold") || hat_str_is(attr->value, "thick")) {
            chars->underline = HAT_UNDERLINE_THICK;
        }
    } else if (attr->name == HAT_STYLE_text_underline_mode &&
               hat_str_is(attr->value, "skip-white-space")) {
        chars->underline = HAT_UNDERLINE_WORDS;
    }
}

void hat_odt_apply_chars(struct hat_odt *odt, const struct hat_odt_attrs *attrs,
                         struct hat_char_props *chars)
{
    for (size_t i = 0; i < attrs->count; i++) {
        const struct hat_odt_attr *attr = &attrs->items[i];
        if (!apply_font(odt, attr, chars) && !apply_lines(attr, chars)) {
            apply_other(attr, chars);
        }
    }
    for (size_t i = 0; i < attrs->count; i++) {
        refine_underline(&attrs->items[i], chars);
    }
    apply_language(odt, attrs, chars);
}

const struct hat_char_props *hat_odt_base_chars(struct hat_odt *odt)
{
    if (odt->base == NULL) {
        struct hat_char_props chars;
        memset(&chars, 0, sizeof chars);
        chars.family = hat_intern_text(odt->document, HAT_STR("Liberation Serif"));
        chars.lang = hat_intern_text(odt->document, HAT_STR(""));
        chars.size = chars.size_cs = DEFAULT_SIZE;
        if (chars.family == NULL || chars.lang == NULL) {
            return NULL;
        }
        odt->base = hat_intern_chars(odt->document, &chars);
    }
    return odt->base;
}

const struct hat_char_props *
hat_odt_span_chars(struct hat_odt *odt, const struct hat_char_props *base, struct hat_str name)
{
    struct hat_odt_style *style = hat_odt_style_find(odt, HAT_ODT_TEXT, name);
    if (style == NULL) {
        return base;
    }
    struct hat_odt_key key = {base, style, 0};
    struct hat_char_props *found = hat_odt_cache_find(&odt->spans, &key);
    if (found != NULL) {
        return found;
    }
    struct hat_odt_style *chain[HAT_ODT_CHAIN];
    size_t count = hat_odt_chain(odt, HAT_ODT_TEXT, style, chain);
    struct hat_char_props chars;
    memcpy(&chars, base, sizeof chars);
    for (size_t i = 0; i < count; i++) {
        if (chain[i] != odt->defaults[HAT_ODT_TEXT]) {
            hat_odt_apply_chars(odt, &chain[i]->parts[HAT_ODT_TEXT_PROPERTIES], &chars);
        }
    }
    const struct hat_char_props *interned = hat_intern_chars(odt->document, &chars);
    if (interned != NULL) {
        union {
            const struct hat_char_props *read;
            void *kept;
        } value = {.read = interned};
        if (hat_odt_cache_put(odt, &odt->spans, &key, value.kept) != HAT_OK) {
            return NULL;
        }
    }
    return interned;
}
