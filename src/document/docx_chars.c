/* docx_chars.c -- run properties (w:rPr, ECMA-376-1 §17.3.2) as sparse records.
 *
 *     <w:rPr><w:b/><w:sz w:val="28"/></w:rPr>  ->  {bold, 28 half-points}, set = BOLD | SIZE
 */
#include "document/docx_internal.h"

/* ascii and hAnsi name one font in all but a few documents; Writer takes ascii for both, and so
 * do we, so that lines come out as it makes them. A theme font beats a plain name (§17.3.2.26). */
static void read_fonts(struct hat_docx *docx, struct hat_docx_chars *chars,
                       const struct hat_xml_element *element)
{
    static const struct {
        enum hat_xml_name theme, plain;
    } slots[] = {{HAT_W_asciiTheme, HAT_W_ascii},
                 {HAT_W_hAnsiTheme, HAT_W_hAnsi},
                 {HAT_W_eastAsiaTheme, HAT_W_eastAsia},
                 {HAT_W_cstheme, HAT_W_cs}};
    const char *families[4] = {0};
    for (int i = 0; i < 4; i++) {
        struct hat_str theme = hat_xml_attr(element, slots[i].theme);
        struct hat_str plain = hat_xml_attr(element, slots[i].plain);
        families[i] = theme.ptr != NULL ? hat_docx_theme_font(docx, theme) : NULL;
        if (families[i] == NULL && plain.len > 0) {
            families[i] = hat_docx_text(docx, plain);
        }
    }
    const char *latin = families[0] != NULL ? families[0] : families[1];
    if (latin != NULL) {
        chars->v.family = latin;
        chars->set |= HAT_DOCX_FONT;
    }
    if (families[2] != NULL) {
        chars->v.family_ea = families[2];
        chars->set |= HAT_DOCX_FONT_EA;
    }
    if (families[3] != NULL) {
        chars->v.family_cs = families[3];
        chars->set |= HAT_DOCX_FONT_CS;
    }
}

static uint16_t read_size(struct hat_docx *docx, const struct hat_xml_element *element)
{
    struct hat_str text = hat_docx_val(element);
    bool unit = text.len > 0 && text.ptr[text.len - 1] == 't'; /* strict: "14pt" */
    int32_t size = unit ? hat_docx_twips(text, 240) / 10 : hat_docx_int(text, 24);
    if (size < 2 || size > HAT_DOCX_SIZE_MAX_HP) {
        hat_diags_add(docx->document->diags, HAT_MSG_VALUE_CLAMPED, &docx->place, text);
        size = size < 2 ? 2 : HAT_DOCX_SIZE_MAX_HP;
    }
    return (uint16_t)(size * HAT_DOCX_HALF_POINT);
}

static uint8_t underline_kind(struct hat_str name)
{
    static const struct {
        const char *start;
        uint8_t kind;
    } kinds[] = {{"none", HAT_UNDERLINE_NONE},   {"single", HAT_UNDERLINE_SINGLE},
                 {"words", HAT_UNDERLINE_WORDS}, {"double", HAT_UNDERLINE_DOUBLE},
                 {"thick", HAT_UNDERLINE_THICK}, {"dotted", HAT_UNDERLINE_DOTTED},
                 {"dash", HAT_UNDERLINE_DASHED}, {"dotD", HAT_UNDERLINE_DASHED},
                 {"wav", HAT_UNDERLINE_WAVY}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (hat_str_starts(name, kinds[i].start)) {
            return kinds[i].kind;
        }
    }
    return HAT_UNDERLINE_SINGLE;
}

static struct hat_color highlight_color(struct hat_str name)
{
    static const char *const names[] = {
        "black",   "blue",       "cyan",     "green",     "magenta",   "red",
        "yellow",  "white",      "darkBlue", "darkCyan",  "darkGreen", "darkMagenta",
        "darkRed", "darkYellow", "darkGray", "lightGray", NULL};
    static const uint32_t values[] = {0x000000, 0x0000FF, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000,
                                      0xFFFF00, 0xFFFFFF, 0x00008B, 0x008B8B, 0x006400, 0x800080,
                                      0x8B0000, 0x808000, 0xA9A9A9, 0xD3D3D3};
    int index = hat_docx_one_of(name, names);
    return index < 0 ? (struct hat_color){0} : (struct hat_color){values[index], true};
}

static int16_t small(int32_t value, int32_t limit)
{
    return (int16_t)(value > limit ? limit : value < -limit ? -limit : value);
}

/* The toggles and other switches: where they stand in the record. */
static bool *toggle(struct hat_char_props *v, enum hat_xml_name name, uint32_t *bit)
{
    switch (name) {
    case HAT_W_b:
        *bit = HAT_DOCX_BOLD;
        return &v->bold;
    case HAT_W_i:
        *bit = HAT_DOCX_ITALIC;
        return &v->italic;
    case HAT_W_bCs:
        *bit = HAT_DOCX_BOLD_CS;
        return &v->bold_cs;
    case HAT_W_iCs:
        *bit = HAT_DOCX_ITALIC_CS;
        return &v->italic_cs;
    case HAT_W_caps:
        *bit = HAT_DOCX_CAPS;
        return &v->caps;
    case HAT_W_smallCaps:
        *bit = HAT_DOCX_SMALL_CAPS;
        return &v->small_caps;
    case HAT_W_outline:
        *bit = HAT_DOCX_OUTLINE;
        return &v->outline;
    case HAT_W_shadow:
        *bit = HAT_DOCX_SHADOW;
        return &v->shadow;
    case HAT_W_vanish:
        *bit = HAT_DOCX_VANISH;
        return &v->hidden;
    case HAT_W_rtl:
        *bit = HAT_DOCX_RTL;
        return &v->rtl;
    default:
        return NULL;
    }
}

static void read_decoration(struct hat_docx *docx, struct hat_docx_chars *chars,
                            const struct hat_xml_element *element)
{
    struct hat_char_props *v = &chars->v;
    struct hat_str val = hat_docx_val(element);
    switch (element->name) {
    case HAT_W_u:
        v->underline = underline_kind(val);
        v->underline_color = hat_docx_color(docx, element, HAT_W_color);
        chars->set |= HAT_DOCX_UNDERLINE;
        break;
    case HAT_W_color:
        v->color = hat_docx_color(docx, element, HAT_W_val);
        chars->set |= HAT_DOCX_COLOR;
        break;
    case HAT_W_highlight:
        v->highlight = highlight_color(val);
        chars->set |= HAT_DOCX_HIGHLIGHT;
        break;
    case HAT_W_shd:
        v->shade = hat_docx_shade(docx, element);
        chars->set |= HAT_DOCX_RUN_SHADE;
        break;
    case HAT_W_bdr:
        v->border = hat_docx_border(docx, element);
        chars->set |= HAT_DOCX_RUN_BORDER;
        break;
    default:
        break;
    }
}

static void read_position(struct hat_docx *docx, struct hat_docx_chars *chars,
                          const struct hat_xml_element *element)
{
    struct hat_char_props *v = &chars->v;
    struct hat_str val = hat_docx_val(element);
    switch (element->name) {
    case HAT_W_vertAlign:
        v->vertical = hat_str_is(val, "superscript") ? HAT_VERTICAL_SUPER
                      : hat_str_is(val, "subscript") ? HAT_VERTICAL_SUB
                                                     : HAT_VERTICAL_NONE;
        chars->set |= HAT_DOCX_VERTICAL;
        break;
    case HAT_W_position:
        v->raise_hp = small(hat_docx_int(val, 0), HAT_DOCX_SIZE_MAX_HP);
        chars->set |= HAT_DOCX_RAISE;
        break;
    case HAT_W_spacing:
        v->letter_spacing = small(hat_docx_twips(val, 0), 31680);
        chars->set |= HAT_DOCX_SPACING;
        break;
    case HAT_W_w: {
        int32_t percent = hat_docx_int(val, 100);
        v->scale_pct = (uint16_t)(percent < 1 ? 1 : percent > 600 ? 600 : percent);
        chars->set |= HAT_DOCX_SCALE;
        break;
    }
    case HAT_W_kern:
        v->kerning = hat_docx_int(val, 0) > 0;
        chars->set |= HAT_DOCX_KERN;
        break;
    default:
        read_decoration(docx, chars, element);
        break;
    }
}

void hat_docx_char_property(struct hat_docx *docx, struct hat_docx_chars *chars,
                            const struct hat_xml_element *element)
{
    uint32_t bit = 0;
    bool *place = toggle(&chars->v, element->name, &bit);
    if (place != NULL) {
        *place = hat_docx_on(element);
        chars->set |= bit;
        return;
    }
    switch (element->name) {
    case HAT_W_rStyle:
        chars->style = hat_docx_style_find(docx, HAT_DOCX_STYLE_CHARACTER, hat_docx_val(element));
        break;
    case HAT_W_rFonts:
        read_fonts(docx, chars, element);
        break;
    case HAT_W_sz:
        chars->v.size = read_size(docx, element);
        chars->set |= HAT_DOCX_SIZE;
        break;
    case HAT_W_szCs:
        chars->v.size_cs = read_size(docx, element);
        chars->set |= HAT_DOCX_SIZE_CS;
        break;
    case HAT_W_strike:
    case HAT_W_dstrike:
        if (hat_docx_on(element)) {
            chars->v.strike = element->name == HAT_W_strike ? 1 : 2;
        } else if ((chars->set & HAT_DOCX_STRIKE) == 0) {
            chars->v.strike = 0;
        }
        chars->set |= HAT_DOCX_STRIKE;
        break;
    case HAT_W_lang:
        if (hat_docx_val(element).len > 0) {
            chars->v.lang = hat_docx_text(docx, hat_docx_val(element));
            chars->set |= HAT_DOCX_LANG;
        }
        break;
    case HAT_W_del:
    case HAT_W_moveFrom:
        chars->deleted = true;
        break;
    default:
        read_position(docx, chars, element);
        break;
    }
}

/* The toggles of rules 7.2 that are not decided by the last level alone when `xor`. */
static void toggles_over(struct hat_docx_chars *base, const struct hat_docx_chars *over, bool xor)
{
    static const enum hat_xml_name names[] = {
        HAT_W_b,         HAT_W_i,       HAT_W_bCs,    HAT_W_iCs,    HAT_W_caps,
        HAT_W_smallCaps, HAT_W_outline, HAT_W_shadow, HAT_W_vanish, HAT_W_rtl};
    struct hat_docx_chars from = *over;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t bit = 0;
        const bool *source = toggle(&from.v, names[i], &bit);
        if ((over->set & bit) != 0) {
            bool *place = toggle(&base->v, names[i], &bit);
            *place = xor&&names[i] != HAT_W_rtl ? *place != *source : *source;
        }
    }
}

#define TAKE(bit, member)                                                                          \
    if ((over->set & (bit)) != 0) {                                                                \
        base->v.member = over->v.member;                                                           \
    }

void hat_docx_chars_over(struct hat_docx_chars *base, const struct hat_docx_chars *over, bool xor)
{
    const uint32_t toggles = HAT_DOCX_BOLD | HAT_DOCX_ITALIC | HAT_DOCX_BOLD_CS |
                             HAT_DOCX_ITALIC_CS | HAT_DOCX_CAPS | HAT_DOCX_SMALL_CAPS |
                             HAT_DOCX_OUTLINE | HAT_DOCX_SHADOW | HAT_DOCX_VANISH | HAT_DOCX_RTL;
    if (over->set == 0) {
        return;
    }
    if ((over->set & toggles) != 0) {
        toggles_over(base, over, xor);
    }
    TAKE(HAT_DOCX_FONT, family)
    TAKE(HAT_DOCX_FONT_EA, family_ea)
    TAKE(HAT_DOCX_FONT_CS, family_cs)
    TAKE(HAT_DOCX_SIZE, size)
    TAKE(HAT_DOCX_SIZE_CS, size_cs)
    TAKE(HAT_DOCX_STRIKE, strike)
    TAKE(HAT_DOCX_KERN, kerning)
    TAKE(HAT_DOCX_UNDERLINE, underline)
    TAKE(HAT_DOCX_UNDERLINE, underline_color)
    TAKE(HAT_DOCX_VERTICAL, vertical)
    TAKE(HAT_DOCX_RAISE, raise_hp)
    TAKE(HAT_DOCX_SPACING, letter_spacing)
    TAKE(HAT_DOCX_SCALE, scale_pct)
    TAKE(HAT_DOCX_LANG, lang)
    TAKE(HAT_DOCX_COLOR, color)
    TAKE(HAT_DOCX_HIGHLIGHT, highlight)
    TAKE(HAT_DOCX_RUN_SHADE, shade)
    TAKE(HAT_DOCX_RUN_BORDER, border)
    base->set |= over->set;
}
