/* xlsx_parts.c -- what all sheets of a workbook share: texts, and number formats of cell styles.
 *
 *     <si><t>Абай</t></si>                                   strings[0] = "Абай"
 *     <si><r><t>Аб</t></r><r><t>ай</t></r></si>              the same in pieces
 *     <si><t>東</t><rPh><t>ひがし</t></rPh></si>                a reading aid: left out
 *
 *     <numFmt numFmtId="164" formatCode="dd.mm.yyyy"/>
 *     <cellXfs> <xf numFmtId="164"/> </cellXfs>              formats[0] = date
 *
 * Sources: ECMA-376-1 §18.4, §18.8; §22.9.2.19 for "_x000D_".
 */
#include "base/utf8.h"
#include "data/xlsx_internal.h"

/* ---- escapes ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character of "_xHHHH_" at the begin of `text`; HAT_UTF8_INVALID when there is none. */
static uint32_t escaped(const char *text, size_t len)
{
    enum { ESCAPE_LEN = 7 };
    uint32_t cp = 0;
    if (len < ESCAPE_LEN || text[0] != '_' || text[1] != 'x' || text[ESCAPE_LEN - 1] != '_') {
        return HAT_UTF8_INVALID;
    }
    for (int i = 2; i < ESCAPE_LEN - 1; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0) {
            return HAT_UTF8_INVALID;
        }
        cp = cp << 4 | (uint32_t)digit;
    }
    return hat_xml_char(cp) ? cp : HAT_UTF8_INVALID;
}

size_t hat_xlsx_unescape(char *text, size_t len)
{
    size_t to = 0;
    for (size_t at = 0; at < len;) {
        uint32_t cp = text[at] == '_' ? escaped(text + at, len - at) : HAT_UTF8_INVALID;
        if (cp == HAT_UTF8_INVALID) {
            text[to++] = text[at++];
        } else {
            at += 7;
            to += cp == '\r' ? 0 : hat_utf8_encode(cp, text + to);
        }
    }
    return to;
}

/* ---- shared strings ---- */

struct strings {
    struct hat_xlsx *xlsx;
    struct hat_buf text;
    bool in_text;
    uint32_t aside; /* depth within <rPh> */
};

static enum hat_status strings_start(void *ctx, const struct hat_xml_element *element)
{
    struct strings *strings = ctx;
    strings->aside += element->name == HAT_S_rPh;
    strings->in_text = element->name == HAT_S_t && strings->aside == 0;
    return HAT_OK;
}

static enum hat_status strings_text(void *ctx, struct hat_str text)
{
    struct strings *strings = ctx;
    size_t most = strings->xlsx->book->limits.field_bytes + (size_t)1;
    if (strings->in_text && strings->text.len < most) {
        hat_buf_put(&strings->text, text.ptr, text.len);
    }
    return hat_buf_failed(&strings->text) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status strings_end(void *ctx, enum hat_xml_name name)
{
    struct strings *strings = ctx;
    struct hat_xlsx *xlsx = strings->xlsx;
    strings->aside -= name == HAT_S_rPh && strings->aside > 0;
    strings->in_text = false;
    if (name != HAT_S_si) {
        return HAT_OK;
    }
    if (!hat_mem_grow(&xlsx->strings, xlsx->string_count, &xlsx->strings_cap,
                      sizeof *xlsx->strings)) {
        return HAT_ERR_NOMEM;
    }
    size_t len = hat_xlsx_unescape(strings->text.data, strings->text.len);
    struct hat_str text =
        hat_arena_str(xlsx->book->source.arena, (struct hat_str){strings->text.data, len});
    xlsx->strings[xlsx->string_count++] = text;
    strings->text.len = 0;
    return text.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

enum hat_status hat_xlsx_read_strings(struct hat_xlsx *xlsx, const char *part)
{
    struct strings strings = {.xlsx = xlsx};
    struct hat_xml_handler handler = {&strings,     strings_start, strings_end,
                                      strings_text, NULL,          NULL};
    if (part == NULL) {
        return HAT_OK;
    }
    enum hat_status st = hat_book_parse(xlsx->book, part, &handler);
    hat_buf_fini(&strings.text);
    return st;
}

/* ---- styles ---- */

enum { CUSTOM_MAX = 1024, STYLES_MAX = 65536 };

struct styles {
    struct hat_xlsx *xlsx;
    bool in_cell_styles;
    size_t custom_count;
    struct custom {
        uint32_t id;
        struct hat_number_format format;
    } custom[CUSTOM_MAX];
};

static struct hat_number_format format_of(const struct styles *styles, uint32_t id)
{
    for (size_t i = 0; i < styles->custom_count; i++) {
        if (styles->custom[i].id == id) {
            return styles->custom[i].format;
        }
    }
    return hat_number_format_builtin(id);
}

static enum hat_status styles_start(void *ctx, const struct hat_xml_element *element)
{
    struct styles *styles = ctx;
    struct hat_xlsx *xlsx = styles->xlsx;
    uint32_t id = 0;
    hat_book_number(hat_xml_attr(element, HAT_NONE_numFmtId), UINT32_MAX, &id);
    if (element->name == HAT_S_cellXfs) {
        styles->in_cell_styles = true;
    } else if (element->name == HAT_S_numFmt && styles->custom_count < CUSTOM_MAX) {
        struct hat_str code = hat_xml_attr(element, HAT_NONE_formatCode);
        styles->custom[styles->custom_count++] = (struct custom){id, hat_number_format_read(code)};
    } else if (element->name == HAT_S_xf && styles->in_cell_styles &&
               xlsx->format_count < STYLES_MAX) {
        if (!hat_mem_grow(&xlsx->formats, xlsx->format_count, &xlsx->formats_cap,
                          sizeof *xlsx->formats)) {
            return HAT_ERR_NOMEM;
        }
        xlsx->formats[xlsx->format_count++] = format_of(styles, id);
    }
    return HAT_OK;
}

static enum hat_status styles_end(void *ctx, enum hat_xml_name name)
{
    struct styles *styles = ctx;
    styles->in_cell_styles = styles->in_cell_styles && name != HAT_S_cellXfs;
    return HAT_OK;
}

enum hat_status hat_xlsx_read_styles(struct hat_xlsx *xlsx, const char *part)
{
    struct hat_xml_handler handler = {.start = styles_start, .end = styles_end};
    if (part == NULL) {
        return HAT_OK;
    }
    struct styles *styles = hat_mem_zalloc(1, sizeof *styles);
    if (styles == NULL) {
        return HAT_ERR_NOMEM;
    }
    styles->xlsx = xlsx;
    handler.ctx = styles;
    enum hat_status st = hat_book_parse(xlsx->book, part, &handler);
    hat_mem_free(styles);
    return st;
}
