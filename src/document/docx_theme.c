/* docx_theme.c -- theme fonts and colours (ECMA-376-1 §20.1.6; their use §17.15.1.20, §17.3.2.26).
 *
 *     w:asciiTheme="minorHAnsi"          -> a:minorFont/a:latin            -> "Calibri"
 *     w:themeColor="accent1" tint 99     -> a:accent1, made lighter in HSL -> 95B3D7
 */
#include "document/docx_internal.h"

struct reader {
    struct hat_docx *docx;
    int color; /* of the scheme being read; -1: none */
    int font;  /* 0 minor, 1 major, -1: none */
};

static int color_index(enum hat_xml_name name)
{
    static const enum hat_xml_name names[HAT_DOCX_SCHEME_COLORS] = {
        HAT_A_dk1,     HAT_A_lt1,     HAT_A_dk2,     HAT_A_lt2,     HAT_A_accent1, HAT_A_accent2,
        HAT_A_accent3, HAT_A_accent4, HAT_A_accent5, HAT_A_accent6, HAT_A_hlink,   HAT_A_folHlink};
    for (int i = 0; i < HAT_DOCX_SCHEME_COLORS; i++) {
        if (names[i] == name) {
            return i;
        }
    }
    return -1;
}

static void read_typeface(struct reader *reader, int script, const struct hat_xml_element *element)
{
    struct hat_str name = hat_xml_attr(element, HAT_NONE_typeface);
    const char **slot = &reader->docx->theme.fonts[reader->font][script];
    if (name.len > 0 && *slot == NULL) {
        *slot = hat_docx_text(reader->docx, name);
    }
}

static enum hat_status theme_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    struct hat_docx_theme *theme = &reader->docx->theme;
    int color = color_index(element->name);
    if (color >= 0) {
        reader->color = color;
        return HAT_OK;
    }
    uint32_t rgb;
    struct hat_str value = {0};
    switch (element->name) {
    case HAT_A_minorFont:
    case HAT_A_majorFont:
        reader->font = element->name == HAT_A_majorFont;
        break;
    case HAT_A_latin:
    case HAT_A_ea:
    case HAT_A_cs:
        if (reader->font >= 0) {
            int script = element->name == HAT_A_latin ? 0 : element->name == HAT_A_ea ? 1 : 2;
            read_typeface(reader, script, element);
        }
        break;
    case HAT_A_srgbClr:
        value = hat_xml_attr(element, HAT_NONE_val);
        break;
    case HAT_A_sysClr:
        value = hat_xml_attr(element, HAT_NONE_lastClr);
        break;
    default:
        break;
    }
    if (reader->color >= 0 && hat_docx_hex(value, &rgb)) {
        theme->colors[reader->color] = (struct hat_color){rgb & 0xFFFFFF, true};
        reader->color = -1;
    }
    return reader->docx->status;
}

static enum hat_status theme_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    if (name == HAT_A_minorFont || name == HAT_A_majorFont) {
        reader->font = -1;
    } else if (color_index(name) >= 0) {
        reader->color = -1;
    }
    return HAT_OK;
}

void hat_docx_theme_read(struct hat_docx *docx, const char *part)
{
    struct reader reader = {.docx = docx, .color = -1, .font = -1};
    for (uint8_t i = 0; i < HAT_DOCX_SCHEME_COLORS; i++) {
        docx->theme.mapping[i] = i;
    }
    struct hat_xml_handler handler = {.ctx = &reader, .start = theme_start, .end = theme_end};
    if (part != NULL) {
        hat_docx_parse_part(docx, part, &handler);
    }
}

const char *hat_docx_theme_font(const struct hat_docx *docx, struct hat_str name)
{
    bool major = hat_str_starts(name, "major");
    int script = hat_str_ends(name, "EastAsia") ? 1 : hat_str_ends(name, "Bidi") ? 2 : 0;
    return docx->theme.fonts[major][script];
}

/* ---- colours in HSL: hue in sixths of 65536, saturation and luminance 0 to 65536 ---- */

struct hsl {
    int64_t h, s, l;
};

enum { ONE = 65536 };

static struct hsl to_hsl(uint32_t rgb)
{
    int64_t r = rgb >> 16 & 0xFF, g = rgb >> 8 & 0xFF, b = rgb & 0xFF;
    int64_t max = r > g ? (r > b ? r : b) : (g > b ? g : b);
    int64_t min = r < g ? (r < b ? r : b) : (g < b ? g : b);
    int64_t range = max - min;
    struct hsl hsl = {.l = (max + min) * ONE / 510};
    if (range == 0) {
        return hsl;
    }
    int64_t sum = max + min;
    hsl.s = range * ONE / (sum <= 255 ? sum : 510 - sum);
    if (max == r) {
        hsl.h = (g - b) * ONE / range + (g < b ? 6 * ONE : 0);
    } else if (max == g) {
        hsl.h = (b - r) * ONE / range + 2 * ONE;
    } else {
        hsl.h = (r - g) * ONE / range + 4 * ONE;
    }
    return hsl;
}

/* One channel: p + (q - p) * how much of the hue lies in it. */
static uint32_t channel(int64_t p, int64_t q, int64_t hue)
{
    hue = (hue + 6 * ONE) % (6 * ONE);
    int64_t value = hue < ONE       ? p + (q - p) * hue / ONE
                    : hue < 3 * ONE ? q
                    : hue < 4 * ONE ? p + (q - p) * (4 * ONE - hue) / ONE
                                    : p;
    value = (value * 255 + ONE / 2) / ONE;
    return (uint32_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static struct hat_color from_hsl(struct hsl hsl)
{
    int64_t l = hsl.l < 0 ? 0 : hsl.l > ONE ? ONE : hsl.l;
    int64_t q = l <= ONE / 2 ? l * (ONE + hsl.s) / ONE : l + hsl.s - l * hsl.s / ONE;
    int64_t p = 2 * l - q;
    uint32_t rgb = channel(p, q, hsl.h + 2 * ONE) << 16 | channel(p, q, hsl.h) << 8 |
                   channel(p, q, hsl.h - 2 * ONE);
    return (struct hat_color){rgb, true};
}

struct hat_color hat_docx_luminance(struct hat_color color, int32_t mod, int32_t off)
{
    if (!color.set || (mod == 100000 && off == 0)) {
        return color;
    }
    struct hsl hsl = to_hsl(color.rgb);
    hsl.l = hsl.l * mod / 100000 + (int64_t)ONE * off / 100000;
    return from_hsl(hsl);
}

struct hat_color hat_docx_theme_color(const struct hat_docx *docx, struct hat_str name,
                                      uint32_t tint, uint32_t shade)
{
    static const char *const names[] = {
        "dk1",     "lt1",         "dk2",     "lt2",         "accent1",   "accent2",
        "accent3", "accent4",     "accent5", "accent6",     "hlink",     "folHlink",
        "dark1",   "light1",      "dark2",   "light2",      "hyperlink", "followedHyperlink",
        "text1",   "background1", "text2",   "background2", "tx1",       "bg1",
        "tx2",     "bg2",         NULL};
    static const uint8_t indexes[] = {0, 1, 2, 3,  4,  5, 6, 7, 8, 9, 10, 11, 0,
                                      1, 2, 3, 10, 11, 0, 1, 2, 3, 0, 1,  2,  3};
    int index = hat_docx_one_of(name, names);
    if (index < 0) {
        return (struct hat_color){0};
    }
    uint8_t scheme = indexes[index];
    if (index >= 18) { /* text and background go through the document's mapping */
        scheme = docx->theme.mapping[scheme];
    }
    struct hat_color color = docx->theme.colors[scheme];
    if (tint < 255) {
        color = hat_docx_luminance(color, (int32_t)(tint * 100000 / 255),
                                   (int32_t)((255 - tint) * 100000 / 255));
    }
    if (shade < 255) {
        color = hat_docx_luminance(color, (int32_t)(shade * 100000 / 255), 0);
    }
    return color;
}
