/* vector.c -- an SVG drawing as a picture of a letter: how large it is, and that it is no more than
 * a drawing (docs/safety.md 4, 5).
 *
 *     <svg width="40mm" height="20mm">                 40 x 20 mm
 *     <svg viewBox="0 0 120 60">                       120 x 60 px, at 96 to the inch
 *     <script>, onload="...", <image href="http://..."/>, <!DOCTYPE ...>   refused
 *
 * SVG 1.1 §7.2 (size), §10.5 and §15 (what refers to something else). A reference may lead into the
 * drawing itself (#a) or to a picture inside (data:image/png;base64,...), nowhere else.
 */
#include "template/media_internal.h"
#include "xml/xml.h"

enum { EMU_PX = 9525, SIZE_MAX_EMU = 100 * 914400 };

struct drawing {
    struct hat_svg_facts *facts;
    bool begun, style;    /* inside a style element */
    struct hat_buf rules; /* its text */
};

/* ---- size ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

/* A decimal number in millionths, taken off *text; false: there is none, or it is too large. */
static bool take_number(struct hat_str *text, int64_t *millionths)
{
    enum { MILLION = 1000000, NUMBER_MAX = 1000000 };
    int64_t number = 0, part = MILLION / 10;
    size_t at = 0, digits = 0;
    while (at < text->len && is_blank(text->ptr[at])) {
        at++;
    }
    bool negative = at < text->len && text->ptr[at] == '-';
    at += at < text->len && (negative || text->ptr[at] == '+');
    for (; at < text->len && text->ptr[at] >= '0' && text->ptr[at] <= '9'; at++, digits++) {
        number = number < NUMBER_MAX ? number * 10 + (text->ptr[at] - '0') : NUMBER_MAX;
    }
    number *= MILLION;
    if (at < text->len && text->ptr[at] == '.') {
        for (at++; at < text->len && text->ptr[at] >= '0' && text->ptr[at] <= '9'; at++, digits++) {
            number += (text->ptr[at] - '0') * part;
            part /= 10;
        }
    }
    *text = (struct hat_str){text->ptr + at, text->len - at};
    *millionths = negative ? -number : number;
    return digits > 0 && number < (int64_t)NUMBER_MAX * MILLION;
}

/* "40mm", "12.5pt", "120": 0 for what is relative or no length. */
static int64_t length_of(struct hat_str text)
{
    static const struct {
        const char *unit;
        int64_t emu;
    } units[] = {{"", EMU_PX},  {"px", EMU_PX}, {"pt", 12700},  {"pc", 152400},
                 {"mm", 36000}, {"cm", 360000}, {"in", 914400}, {"em", 16 * EMU_PX}};
    int64_t number;
    if (!take_number(&text, &number)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (hat_str_is(text, units[i].unit)) {
            return number / 1000 * units[i].emu / 1000;
        }
    }
    return 0;
}

static void read_size(const struct hat_xml_element *svg, struct hat_svg_facts *facts)
{
    int64_t box[4] = {0};
    for (size_t i = 0; i < svg->attribute_count; i++) {
        const struct hat_xml_attribute *a = &svg->attributes[i];
        struct hat_str value = a->value;
        if (hat_str_is(a->local, "width") && a->prefix.len == 0) {
            facts->width_emu = length_of(value);
        } else if (hat_str_is(a->local, "height") && a->prefix.len == 0) {
            facts->height_emu = length_of(value);
        } else if (hat_str_is(a->local, "viewBox")) {
            bool whole = true;
            for (int k = 0; k < 4; k++) {
                whole = whole && take_number(&value, &box[k]);
            }
            box[2] = whole ? box[2] / 1000 : 0; /* thousandths of a pixel */
            box[3] = whole ? box[3] / 1000 : 0;
        }
    }
    bool shape = box[2] > 0 && box[3] > 0;
    if (facts->width_emu <= 0 && facts->height_emu <= 0 && shape) {
        facts->width_emu = box[2] * EMU_PX / 1000;
        facts->height_emu = box[3] * EMU_PX / 1000;
    } else if (facts->width_emu <= 0 && facts->height_emu > 0 && shape) {
        facts->width_emu = facts->height_emu * box[2] / box[3];
    } else if (facts->height_emu <= 0 && facts->width_emu > 0 && shape) {
        facts->height_emu = facts->width_emu * box[3] / box[2];
    }
}

/* ---- what it may not have ---- */

static bool refuse(struct drawing *d, struct hat_str what)
{
    size_t len = what.len < sizeof d->facts->refused - 1 ? what.len : sizeof d->facts->refused - 1;
    while (len > 0 && len < what.len && ((unsigned char)what.ptr[len] & 0xC0) == 0x80) {
        len--; /* no half letters */
    }
    memcpy(d->facts->refused, what.ptr, len);
    d->facts->refused[len] = '\0';
    return false;
}

static bool is_one_of(struct hat_str name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (hat_str_is(name, list[i])) {
            return true;
        }
    }
    return false;
}

/* Does a reference stay in the drawing? */
static bool stays_inside(struct hat_str target)
{
    static const char *const pictures[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                           "data:image/jpg;base64,", "data:image/gif;base64,"};
    while (target.len > 0 &&
           (is_blank(target.ptr[0]) || target.ptr[0] == '"' || target.ptr[0] == '\'')) {
        target = (struct hat_str){target.ptr + 1, target.len - 1};
    }
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        if (hat_str_starts(target, pictures[i])) {
            return true;
        }
    }
    return target.len == 0 || target.ptr[0] == '#';
}

/* Does the text begin with a word in small or capital letters? */
static bool begins(struct hat_str text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < len; i++) {
        char c = i < text.len ? text.ptr[i] : '\0';
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 32) : c) != word[i]) {
            return false;
        }
    }
    return true;
}

/* url(...) in a property may lead into the drawing only, and no other style sheet is asked for. A
 * backslash would hide either. */
static bool style_is_safe(struct hat_str text)
{
    if (text.len > 0 && memchr(text.ptr, '\\', text.len) != NULL) {
        return false;
    }
    for (size_t i = 0; i + 4 <= text.len; i++) {
        struct hat_str rest = {text.ptr + i, text.len - i};
        bool outside =
            begins(rest, "url(") && !stays_inside((struct hat_str){rest.ptr + 4, rest.len - 4});
        if (outside || begins(rest, "@import") || begins(rest, "image(") ||
            begins(rest, "image-set(")) {
            return false;
        }
    }
    return true;
}

static bool attribute_is_safe(const struct hat_xml_attribute *a)
{
    bool event = a->local.len > 2 && (a->local.ptr[0] | 32) == 'o' && (a->local.ptr[1] | 32) == 'n';
    bool reference =
        hat_str_is(a->local, "href") || hat_str_is(a->local, "src") || hat_str_is(a->local, "base");
    bool changed = hat_str_is(a->local, "attributeName") && hat_str_ends(a->value, "href");
    return !event && !changed && (!reference || stays_inside(a->value)) && style_is_safe(a->value);
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    static const char *const never[] = {"script", "foreignObject", "iframe",  "audio",
                                        "video",  "handler",       "listener"};
    struct drawing *d = ctx;
    bool safe = true;
    if (!d->begun) {
        d->begun = true;
        d->facts->is_svg = hat_str_is(element->local, "svg");
        read_size(element, d->facts);
    }
    if (is_one_of(element->local, never, sizeof never / sizeof *never)) {
        safe = refuse(d, element->local);
    }
    bool link = hat_str_is(element->local, "a"); /* a link in a picture leads nowhere: no harm */
    for (size_t i = 0; i < element->attribute_count && safe; i++) {
        const struct hat_xml_attribute *a = &element->attributes[i];
        bool address = link && hat_str_is(a->local, "href");
        safe = address || attribute_is_safe(a) || refuse(d, a->local);
    }
    d->style = hat_str_is(element->local, "style");
    return safe ? HAT_OK : HAT_ERR_DATA;
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct drawing *d = ctx;
    (void)name;
    bool safe = !d->style || style_is_safe((struct hat_str){d->rules.data, d->rules.len}) ||
                refuse(d, HAT_STR("style"));
    d->style = false;
    d->rules.len = 0;
    return hat_buf_failed(&d->rules) ? HAT_ERR_NOMEM : safe ? HAT_OK : HAT_ERR_DATA;
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct drawing *d = ctx;
    if (d->style) { /* in pieces of any size */
        hat_buf_put(&d->rules, text.ptr, text.len);
    }
    return HAT_OK;
}

/* <?xml-stylesheet href="..."?> */
static enum hat_status on_instruction(void *ctx, struct hat_str target, struct hat_str text)
{
    (void)text;
    return refuse(ctx, target) ? HAT_OK : HAT_ERR_DATA;
}

enum hat_status hat_svg_look(struct hat_str bytes, const struct hat_limits *limits,
                             struct hat_svg_facts *facts)
{
    struct drawing d = {.facts = facts};
    const struct hat_xml_handler handler = {.ctx = &d,
                                            .start = on_start,
                                            .end = on_end,
                                            .text = on_text,
                                            .instruction = on_instruction};
    const struct hat_place place = {0};
    *facts = (struct hat_svg_facts){0};
    enum hat_status status = hat_xml_parse(bytes, &handler, limits, &place, NULL);
    hat_buf_fini(&d.rules);
    if (status != HAT_OK && facts->refused[0] == '\0') { /* not well-formed, a DOCTYPE, too deep */
        refuse(&d, HAT_STR("XML"));
    }
    bool sized = facts->width_emu > 0 && facts->width_emu <= SIZE_MAX_EMU &&
                 facts->height_emu > 0 && facts->height_emu <= SIZE_MAX_EMU;
    if (status == HAT_OK && (!facts->is_svg || !sized)) {
        refuse(&d, HAT_STR("viewBox"));
    }
    return status == HAT_ERR_NOMEM ? HAT_ERR_NOMEM : HAT_OK;
}
