/* earlier_docx.c -- the tables of an earlier letter in WordprocessingML.
 *
 *     <w:tc> <w:p> <w:hyperlink r:id="rId7"> <w:r><w:t>сілтеме</w:t></w:r> </w:hyperlink> </w:p>
 *     the same as a field:  { HYPERLINK "https://..." } сілтеме { end }
 *
 * Only what a reader of the letter sees counts: tracked deletions, hidden text (by itself or by its
 * style), codes of fields, pictures and the older twin of drawings are passed over. Sources:
 * ECMA-376-1 §17.3.2.41 (vanish; the toggles of paragraph and character style cancel each other,
 * §17.7.3), §17.4 (tables), §17.13.5 (tracked changes), §17.16.18 (fields), §17.16.5.25
 * (HYPERLINK).
 */
#include "data/earlier_internal.h"

#include "base/utf8.h"

enum { FIELDS_MAX = 64, INSTRUCTION_BYTES = 8192 };

struct reader {
    struct hat_earlier letter;
    struct hat_relationships links;
    uint32_t skipped; /* depth within an element that is passed over */
    struct hat_earlier_styles styles;
    bool in_style_rows, in_style_case; /* within <w:trPr>, <w:tblStylePr> of a style */
    bool style_hides;                  /* that of the paragraph */
    bool in_run, hidden, in_text, in_code;
    uint32_t fields;     /* open ones */
    uint64_t shown;      /* bit n: the n-th of them shows its result */
    struct hat_buf code; /* of the innermost */
};

static bool is_on(const struct hat_xml_element *element)
{
    struct hat_str val = hat_xml_attr(element, HAT_W_val);
    return !hat_str_is(val, "0") && !hat_str_is(val, "false") && !hat_str_is(val, "off");
}

/* The number in an attribute; one that is too large for the format is UINT32_MAX. */
static uint32_t number_in(const struct hat_xml_element *element, enum hat_xml_name name,
                          uint32_t otherwise)
{
    struct hat_str text = hat_xml_attr(element, name);
    uint32_t number = otherwise;
    bool digits = text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
    return hat_book_number(text, INT32_MAX, &number) || !digits ? number : UINT32_MAX;
}

/* ---- styles ---- */

static enum hat_status on_style_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    struct hat_earlier_style *style = hat_earlier_style_last(&reader->styles);
    switch (element->name) {
    case HAT_W_style:
        reader->in_style_rows = reader->in_style_case = false;
        return hat_earlier_style_begin(&reader->styles, hat_xml_attr(element, HAT_W_type),
                                       hat_xml_attr(element, HAT_W_styleId), HAT_STR(""));
    case HAT_W_basedOn:
        if (style != NULL) {
            style->parent = hat_arena_str(reader->styles.arena, hat_xml_attr(element, HAT_W_val));
        }
        return style != NULL && style->parent.ptr == NULL ? HAT_ERR_NOMEM : HAT_OK;
    case HAT_W_tblStylePr:
        reader->in_style_case = true;
        return HAT_OK;
    case HAT_W_trPr:
        reader->in_style_rows = true;
        return HAT_OK;
    case HAT_W_vanish:
    case HAT_W_hidden: /* of rows; the one of a style keeps it out of Word's lists */
        if (!reader->in_style_case && (element->name == HAT_W_vanish || reader->in_style_rows)) {
            hat_earlier_style_hide(&reader->styles, is_on(element));
        }
        return HAT_OK;
    default:
        return HAT_OK;
    }
}

static enum hat_status on_style_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    reader->in_style_case = reader->in_style_case && name != HAT_W_tblStylePr;
    reader->in_style_rows = reader->in_style_rows && name != HAT_W_trPr;
    return HAT_OK;
}

static enum hat_status read_styles(struct reader *reader, struct hat_book_builder *book)
{
    const struct hat_relationship *part = hat_relationships_of_type(&reader->links, "styles");
    struct hat_xml_handler handler = {.ctx = reader, .start = on_style_start, .end = on_style_end};
    bool there =
        part != NULL && !part->external && hat_package_find(book->package, part->target) != NULL;
    return there ? hat_book_parse(book, part->target, &handler) : HAT_OK;
}

/* ---- fields ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* { HYPERLINK "https://x" \o "hint" } -> https://x; `\l "mark"` is a place in the letter. */
static struct hat_str hyperlink_in(struct hat_str code)
{
    static const char word[] = "HYPERLINK";
    size_t at = 0, len = sizeof word - 1;
    while (at < code.len && is_space(code.ptr[at])) {
        at++;
    }
    for (size_t i = 0; i < len; i++) {
        if (at + i >= code.len || (code.ptr[at + i] & ~0x20) != word[i]) {
            return (struct hat_str){0};
        }
    }
    at += len;
    while (at < code.len && is_space(code.ptr[at])) {
        at++;
    }
    bool quoted = at < code.len && code.ptr[at] == '"';
    if (at == code.len || code.ptr[at] == '\\') {
        return (struct hat_str){0};
    }
    size_t begin = quoted ? at + 1 : at, end = begin;
    while (end < code.len && (quoted ? code.ptr[end] != '"' : !is_space(code.ptr[end]))) {
        end++;
    }
    return (struct hat_str){code.ptr + begin, end - begin};
}

/* Does every open field show its result, so that text is to be seen? Those beyond the 64th never
 * do. */
static bool shows(const struct reader *reader)
{
    uint64_t all = reader->fields < FIELDS_MAX ? (UINT64_C(1) << reader->fields) - 1 : UINT64_MAX;
    return reader->fields <= FIELDS_MAX && (reader->shown & all) == all;
}

static enum hat_status field_char(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str type = hat_xml_attr(element, HAT_W_fldCharType);
    if (hat_str_is(type, "begin")) {
        reader->shown &=
            reader->fields < FIELDS_MAX ? ~(UINT64_C(1) << reader->fields) : UINT64_MAX;
        reader->fields++;
        reader->code.len = 0;
    } else if (hat_str_is(type, "separate") && reader->fields > 0) {
        reader->shown |= reader->fields <= FIELDS_MAX ? UINT64_C(1) << (reader->fields - 1) : 0;
        struct hat_str code = {reader->code.data, reader->code.len};
        enum hat_status st = hat_earlier_target(&reader->letter, hyperlink_in(code));
        reader->code.len = 0;
        return st;
    } else if (hat_str_is(type, "end") && reader->fields > 0) {
        reader->fields--;
    }
    return HAT_OK;
}

/* ---- elements ---- */

/* What is no text of the letter, or text that it had before. */
static bool is_passed_over(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_moveFrom:
    case HAT_W_rPrChange:
    case HAT_W_pPrChange:
    case HAT_W_trPrChange:
    case HAT_W_tcPrChange:
    case HAT_W_tblPrChange:
    case HAT_W_sdtPr:
    case HAT_W_rt:
    case HAT_W_drawing:
    case HAT_W_pict:
    case HAT_W_object:
    case HAT_MC_Fallback:
        return true;
    default:
        return false;
    }
}

static enum hat_status relation(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_str id = hat_xml_attr(element, HAT_R_id);
    char name[64];
    if (id.len == 0 || id.len >= sizeof name) {
        return HAT_OK; /* a place in the letter */
    }
    memcpy(name, id.ptr, id.len);
    name[id.len] = '\0';
    const struct hat_relationship *found = hat_relationships_find(&reader->links, name);
    return found != NULL && found->external
               ? hat_earlier_target(&reader->letter, hat_str_from(found->target))
               : HAT_OK;
}

/* <w:sym w:char="2116"/>; those of fonts of pictures are no letters. */
static enum hat_status symbol(struct reader *reader, const struct hat_xml_element *element)
{
    enum { PRIVATE_FIRST = 0xE000, PRIVATE_LAST = 0xF8FF };
    struct hat_str code = hat_xml_attr(element, HAT_W_char);
    uint32_t cp = 0;
    char utf8[4];
    for (size_t i = 0; i < code.len && i < 5; i++) {
        char c = code.ptr[i], small = (char)(c | 0x20);
        bool digit = c >= '0' && c <= '9';
        if (!digit && (small < 'a' || small > 'f')) {
            return HAT_OK;
        }
        cp = cp << 4 | (uint32_t)(digit ? c - '0' : small - 'a' + 10);
    }
    bool letter = code.len == 4 && hat_xml_char(cp) && (cp < PRIVATE_FIRST || cp > PRIVATE_LAST);
    if (!letter || reader->hidden || !shows(reader)) {
        return HAT_OK;
    }
    size_t len = hat_utf8_encode(cp, utf8);
    return hat_earlier_text(&reader->letter, (struct hat_str){utf8, len}, false);
}

static enum hat_status character(struct reader *reader, const char *text)
{
    return reader->in_run && !reader->hidden && shows(reader)
               ? hat_earlier_text(&reader->letter, hat_str_from(text), false)
               : HAT_OK;
}

/* Properties of a row or cell. */
static enum hat_status property(struct reader *reader, const struct hat_xml_element *element)
{
    struct hat_earlier_table *row = hat_earlier_row(&reader->letter);
    struct hat_earlier_cell *cell = hat_earlier_cell(&reader->letter);
    enum hat_xml_name name = element->name;
    if (row == NULL) {
        return HAT_OK;
    }
    if (cell == NULL) {
        row->sheet.row.hidden = row->sheet.row.hidden || (name == HAT_W_hidden && is_on(element));
        return name == HAT_W_gridBefore
                   ? hat_earlier_skip(&reader->letter, number_in(element, HAT_W_val, 0))
                   : HAT_OK;
    }
    if (name == HAT_W_gridSpan) {
        cell->columns = number_in(element, HAT_W_val, 1);
    } else if (name == HAT_W_vMerge) {
        cell->begins = hat_str_is(hat_xml_attr(element, HAT_W_val), "restart");
        cell->goes_on = !cell->begins;
    } else if (name == HAT_W_cellDel) {
        cell->deleted = true;
    } else if (name == HAT_W_pStyle) {
        reader->style_hides =
            hat_earlier_style_hides(&reader->styles, "paragraph", hat_xml_attr(element, HAT_W_val));
    } else if (name == HAT_W_numId) {
        cell->numbered = !hat_str_is(hat_xml_attr(element, HAT_W_val), "0");
    }
    return HAT_OK;
}

/* A tracked deletion: of a row, in its properties, or of text. */
static enum hat_status pass_over(struct reader *reader, enum hat_xml_name name)
{
    struct hat_earlier_table *row = hat_earlier_row(&reader->letter);
    if (name == HAT_W_del && row != NULL && !row->in_cell) {
        row->deleted = true;
    }
    reader->skipped = 1;
    return HAT_OK;
}

static enum hat_status start_run(struct reader *reader, const struct hat_xml_element *element)
{
    switch (element->name) {
    case HAT_W_r:
        reader->in_run = true;
        reader->hidden = reader->style_hides;
        return HAT_OK;
    case HAT_W_rStyle:
        if (hat_earlier_style_hides(&reader->styles, "character",
                                    hat_xml_attr(element, HAT_W_val))) {
            reader->hidden = reader->in_run && !reader->style_hides;
        }
        return HAT_OK;
    case HAT_W_vanish:
        reader->hidden = reader->in_run ? is_on(element) : reader->hidden;
        return HAT_OK;
    case HAT_W_tblStyle:
        hat_earlier_hide_rows(
            &reader->letter,
            hat_earlier_style_hides(&reader->styles, "table", hat_xml_attr(element, HAT_W_val)));
        return HAT_OK;
    case HAT_W_t:
        reader->in_text = true;
        return HAT_OK;
    case HAT_W_instrText:
        reader->in_code = true;
        return HAT_OK;
    case HAT_W_tab:
        return character(reader, "\t");
    case HAT_W_br:
    case HAT_W_cr:
        return character(reader, "\n");
    case HAT_W_noBreakHyphen:
        return character(reader, "-");
    case HAT_W_sym:
        return symbol(reader, element);
    case HAT_W_fldChar:
        return field_char(reader, element);
    case HAT_W_fldSimple:
        return hat_earlier_target(&reader->letter,
                                  hyperlink_in(hat_xml_attr(element, HAT_W_instr)));
    case HAT_W_hyperlink:
        return relation(reader, element);
    default:
        return property(reader, element);
    }
}

static enum hat_status on_start(void *ctx, const struct hat_xml_element *element)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0) {
        reader->skipped++;
        return HAT_OK;
    }
    switch (element->name) {
    case HAT_W_tbl:
        reader->fields = 0; /* none goes over the border of a cell */
        return hat_earlier_begin_table(&reader->letter);
    case HAT_W_tr:
        hat_earlier_begin_row(&reader->letter, 1, false);
        return HAT_OK;
    case HAT_W_tc:
        reader->fields = 0;
        hat_earlier_begin_cell(&reader->letter);
        return HAT_OK;
    case HAT_W_p:
        reader->style_hides = false;
        return hat_earlier_paragraph(&reader->letter);
    default:
        return element->name == HAT_W_del || is_passed_over(element->name)
                   ? pass_over(reader, element->name)
                   : start_run(reader, element);
    }
}

static enum hat_status on_end(void *ctx, enum hat_xml_name name)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0) {
        reader->skipped--;
        return HAT_OK;
    }
    switch (name) {
    case HAT_W_tbl:
        return hat_earlier_end_table(&reader->letter);
    case HAT_W_tr:
        return hat_earlier_end_row(&reader->letter);
    case HAT_W_tc:
        return hat_earlier_end_cell(&reader->letter);
    case HAT_W_r:
        reader->in_run = reader->hidden = false;
        return HAT_OK;
    case HAT_W_t:
        reader->in_text = false;
        return HAT_OK;
    case HAT_W_instrText:
        reader->in_code = false;
        return HAT_OK;
    default:
        return HAT_OK;
    }
}

static enum hat_status on_text(void *ctx, struct hat_str text)
{
    struct reader *reader = ctx;
    if (reader->skipped > 0 || reader->hidden) {
        return HAT_OK;
    }
    if (reader->in_code && reader->code.len + text.len <= INSTRUCTION_BYTES) {
        hat_buf_put(&reader->code, text.ptr, text.len);
        return hat_buf_failed(&reader->code) ? HAT_ERR_NOMEM : HAT_OK;
    }
    return reader->in_text && shows(reader) ? hat_earlier_text(&reader->letter, text, false)
                                            : HAT_OK;
}

enum hat_status hat_docx_read(struct hat_book_builder *book)
{
    struct reader reader = {.letter = {.book = book}, .styles = {.arena = book->source.arena}};
    const char *main = hat_package_main(book->package);
    struct hat_xml_handler handler = {&reader, on_start, on_end, on_text, NULL, NULL};
    enum hat_status st = hat_package_relationships(book->package, main, book->source.arena,
                                                   book->source.diags, &reader.links);
    st = st == HAT_OK ? read_styles(&reader, book) : st;
    st = st == HAT_OK ? hat_book_parse(book, main, &handler) : st;
    st = st == HAT_OK ? hat_earlier_finish(&reader.letter) : st;
    hat_earlier_fini(&reader.letter);
    hat_earlier_styles_fini(&reader.styles);
    hat_buf_fini(&reader.code);
    return st;
}
