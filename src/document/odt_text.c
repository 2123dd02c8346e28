/* odt_text.c -- what stands in a paragraph: text with its white space collapsed, spans, links,
 * spaces, tabs, breaks.
 *
 *     <text:p>Жұмыс <text:span text:style-name="T1"> жоспары</text:span><text:s
 * text:c="2"/></text:p>
 *       -> TEXT "Жұмыс ", TEXT "жоспары" (T1), TEXT "  "
 *
 * White space: a run of space, tab and line end is one space; at the start of the paragraph, at
 * its end and after another such space it is nothing, also across the borders of spans (ODF 1.3
 * part 3 §6.1.2; layout rules 8).
 */
#include "document/odt_elements_internal.h"

#include "base/utf8.h"

enum { SPACES_FREE = 64 /* counts up to this do not use up the document's budget */ };

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* ---- building ---- */

struct hat_inline *hat_odt_inline(struct hat_odt *odt, uint8_t kind)
{
    struct hat_odt_flow *flow = odt->flow;
    if (!hat_mem_grow(&flow->inlines, flow->count, &flow->cap, sizeof *flow->inlines)) {
        return NULL;
    }
    struct hat_inline *item = &flow->inlines[flow->count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->props = flow->chars;
    item->link = flow->link;
    if (kind != HAT_INLINE_BOOKMARK && kind != HAT_INLINE_ANCHOR) {
        flow->blank = flow->tail = false;
    }
    flow->in_field = false;
    return item;
}

/* Text in a symbol font, its signs as the ordinary characters that they look like. */
static size_t put_symbols(struct hat_buf *out, const char *family, struct hat_str text)
{
    size_t before = out->len, used;
    for (size_t at = 0; at < text.len; at += used) {
        char bytes[4];
        uint32_t character = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        uint32_t mapped = hat_symbol_unicode(family, character);
        if (mapped != 0) {
            hat_buf_put(out, bytes, hat_utf8_encode(mapped, bytes));
        } else {
            hat_buf_put(out, text.ptr + at, used);
        }
    }
    return out->len - before;
}

enum hat_status hat_odt_put(struct hat_odt *odt, struct hat_str text)
{
    struct hat_odt_flow *flow = odt->flow;
    if (flow->chars->hidden) {
        flow->dropped = true;
        return HAT_OK;
    }
    struct hat_inline *last = flow->count > 0 ? &flow->inlines[flow->count - 1] : NULL;
    if (!flow->in_field && (last == NULL || last->kind != HAT_INLINE_TEXT ||
                            last->props != flow->chars || last->link != flow->link)) {
        last = hat_odt_inline(odt, HAT_INLINE_TEXT);
        if (last == NULL) {
            return HAT_ERR_NOMEM;
        }
    }
    if (hat_symbol_family(flow->chars->family)) {
        last->text.len += put_symbols(&flow->text, flow->chars->family, text);
    } else {
        hat_buf_put(&flow->text, text.ptr, text.len);
        last->text.len += text.len;
    }
    flow->blank = flow->tail = false;
    return hat_buf_failed(&flow->text) ? HAT_ERR_NOMEM : HAT_OK;
}

/* Bytes that stand as they are: up to white space that must collapse. A single space between two
 * words is taken along. */
static size_t plain_len(struct hat_str text)
{
    size_t at = 0;
    while (at < text.len &&
           (!is_blank(text.ptr[at]) ||
            (text.ptr[at] == ' ' && at > 0 && at + 1 < text.len && !is_blank(text.ptr[at + 1])))) {
        at++;
    }
    return at;
}

enum hat_status hat_odt_text(struct hat_odt *odt, struct hat_str text)
{
    struct hat_odt_flow *flow = odt->flow;
    if (flow->in_field) {
        return hat_odt_put(odt, text);
    }
    enum hat_status status = HAT_OK;
    while (text.len > 0 && status == HAT_OK) {
        size_t len = plain_len(text);
        if (len > 0) {
            status = hat_odt_put(odt, (struct hat_str){text.ptr, len});
        }
        text = (struct hat_str){text.ptr + len, text.len - len};
        len = 0;
        while (len < text.len && is_blank(text.ptr[len])) {
            len++;
        }
        text = (struct hat_str){text.ptr + len, text.len - len};
        if (len > 0 && status == HAT_OK && !flow->blank) {
            status = hat_odt_put(odt, HAT_STR(" "));
            flow->blank = flow->tail = true;
        }
    }
    return status;
}

/* The collapsed space at the end of the paragraph is nothing. */
static void drop_tail(struct hat_odt_flow *flow)
{
    for (size_t i = flow->count; flow->tail && i-- > 0;) {
        if (flow->inlines[i].kind == HAT_INLINE_TEXT && flow->inlines[i].text.len > 0) {
            flow->inlines[i].text.len--;
            flow->text.len--;
            flow->tail = false;
        }
    }
}

/* Inlines and their texts, moved into the block's arena; empty texts are left out. */
static enum hat_status keep_inlines(struct hat_odt_flow *flow, struct hat_paragraph *paragraph)
{
    if (flow->count == 0) {
        return HAT_OK;
    }
    struct hat_inline *inlines = hat_arena_array(flow->arena, flow->count, sizeof *inlines);
    const char *text = hat_arena_strndup(flow->arena, flow->text.data, flow->text.len);
    if (inlines == NULL || text == NULL) {
        return HAT_ERR_NOMEM;
    }
    size_t count = 0;
    for (size_t i = 0; i < flow->count; i++) {
        struct hat_inline item = flow->inlines[i];
        if (item.kind == HAT_INLINE_TEXT && item.text.len == 0) {
            continue;
        }
        if (item.kind != HAT_INLINE_BOOKMARK) {
            item.text.ptr = text;
            text += item.text.len;
        }
        inlines[count++] = item;
    }
    paragraph->inlines = inlines;
    paragraph->inline_count = count;
    return HAT_OK;
}

enum hat_status hat_odt_paragraph_finish(struct hat_odt *odt)
{
    struct hat_odt_flow *flow = odt->flow;
    flow->open = false;
    drop_tail(flow);
    if (flow->hidden || (flow->dropped && flow->count == 0 && flow->mark->hidden)) {
        if (flow->body && flow->arena != NULL) {
            hat_block_arena_drop(odt->document, flow->arena);
            flow->arena = NULL;
        }
        return HAT_OK;
    }
    struct hat_paragraph *paragraph = hat_arena_alloc(flow->arena, sizeof *paragraph);
    if (paragraph == NULL) {
        return HAT_ERR_NOMEM;
    }
    paragraph->props = flow->props;
    paragraph->mark = flow->mark;
    paragraph->label = flow->label;
    paragraph->place = flow->place;
    enum hat_status status = keep_inlines(flow, paragraph);
    return status == HAT_OK ? hat_odt_block_end(odt, HAT_BLOCK_PARAGRAPH, paragraph) : status;
}

/* ---- paragraphs ---- */

/* The number before a note: a label as wide as its paragraph's hanging indent, or plain text. */
static enum hat_status put_note_label(struct hat_odt *odt)
{
    struct hat_odt_flow *flow = odt->flow;
    struct hat_label *label = flow->first_label;
    flow->first_label = NULL;
    struct hat_str name = flow->place.story == HAT_STORY_ENDNOTE ? odt->endnotes.text_style
                                                                 : odt->footnotes.text_style;
    label->props = hat_odt_span_chars(odt, flow->mark, name);
    if (label->props == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (flow->props->indent_first < 0) {
        label->min_width = -flow->props->indent_first;
        flow->label = label;
        return HAT_OK;
    }
    flow->chars = label->props;
    flow->link = label->link;
    enum hat_status status = hat_odt_put(odt, label->text);
    flow->chars = flow->mark;
    flow->link = NULL;
    flow->blank = true; /* the note's own text begins here */
    return status;
}

/* A page begun by a section needs no break of the paragraph besides. */
static const struct hat_para_props *without_break(struct hat_odt *odt,
                                                  const struct hat_para_props *props)
{
    struct hat_para_props copy;
    memcpy(&copy, props, sizeof copy);
    copy.break_before = false;
    copy.page_start = 0;
    return hat_intern_paragraph(odt->document, &copy);
}

static enum hat_status begin_content(struct hat_odt *odt, struct hat_odt_paragraph_style *style,
                                     uint8_t outline, bool new_page)
{
    struct hat_odt_flow *flow = odt->flow;
    struct hat_odt_place_in_list list;
    struct hat_label *label;
    enum hat_status status = hat_odt_list_place(odt, style, outline, &list, &label);
    if (status != HAT_OK) {
        return status;
    }
    flow->props = hat_odt_paragraph_props(odt, style, &list, outline);
    if (new_page && flow->props != NULL && flow->props->break_before) {
        flow->props = without_break(odt, flow->props);
    }
    if (flow->props == NULL) {
        return HAT_ERR_NOMEM;
    }
    flow->label = label;
    flow->mark = flow->chars = style->chars;
    flow->link = NULL;
    flow->text.len = 0;
    flow->count = 0;
    flow->hidden = flow->dropped = flow->tail = flow->in_field = false;
    flow->open = true;
    for (size_t i = 0; i < flow->float_count; i++) {
        struct hat_inline *item = hat_odt_inline(odt, HAT_INLINE_ANCHOR);
        if (item == NULL) {
            return HAT_ERR_NOMEM;
        }
        item->object = flow->floats[i].object;
    }
    flow->float_count = 0;
    flow->blank = true;
    return flow->first_label != NULL ? put_note_label(odt) : HAT_OK;
}

static uint8_t outline_of(const struct hat_xml_element *element)
{
    int32_t outline = 1;
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_outline_level), &outline);
    return (uint8_t)(outline < 1 ? 1 : outline > 9 ? 9 : outline);
}

HAT_ODT_START(paragraph)
{
    struct hat_odt_flow *flow = odt->flow;
    if (flow == NULL || flow->table != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    if (flow->open) {
        frame->element = NULL; /* no paragraph stands in a paragraph: its text goes on */
        return HAT_OK;
    }
    uint8_t outline = element->name == HAT_TEXT_h ? outline_of(element) : 0;
    if (outline == 1) {
        hat_odt_notes_chapter(odt);
    }
    odt->flow->unnumbered = hat_odt_true(hat_xml_attr(element, HAT_TEXT_is_list_header));
    struct hat_str name = hat_xml_attr(element, HAT_TEXT_style_name);
    char heading[] = "Heading_20_0"; /* the style of headings that name none */
    heading[sizeof heading - 2] = (char)('0' + outline);
    if (name.len == 0 && outline > 0) {
        name = hat_str_from(heading);
    }
    struct hat_odt_paragraph_style *style = hat_odt_paragraph_style(odt, name);
    if (style == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool new_page;
    enum hat_status status = hat_odt_block_begin(odt, style->master, style->page_number, &new_page);
    flow->place.paragraph++;
    flow->place.line = element->line;
    if (status == HAT_OK) {
        status = begin_content(odt, style, outline, new_page);
    }
    return status;
}

HAT_ODT_END(paragraph)
{
    (void)frame;
    return hat_odt_paragraph_finish(odt);
}

/* ---- inside a paragraph ---- */

static bool in_paragraph(const struct hat_odt *odt)
{
    return odt->flow != NULL && odt->flow->open;
}

HAT_ODT_START(span)
{
    if (!in_paragraph(odt)) {
        frame->element = NULL;
        return HAT_OK;
    }
    frame->chars = odt->flow->chars;
    frame->link = odt->flow->link;
    odt->flow->chars =
        hat_odt_span_chars(odt, frame->chars, hat_xml_attr(element, HAT_TEXT_style_name));
    return odt->flow->chars != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_END(span)
{
    if (in_paragraph(odt)) {
        odt->flow->chars = frame->chars;
        odt->flow->link = frame->link;
    }
    return HAT_OK;
}

/* "#Бет 1|outline" names a heading, "#total" a bookmark: the kind is left out. */
static struct hat_str without_kind(struct hat_str address)
{
    const char *bar = NULL;
    if (address.len > 0 && address.ptr[0] == '#') {
        for (size_t i = address.len; bar == NULL && i-- > 0;) {
            bar = address.ptr[i] == '|' ? address.ptr + i : NULL;
        }
    }
    return bar != NULL ? (struct hat_str){address.ptr, (size_t)(bar - address.ptr)} : address;
}

/* Writer's own look of a link, when the document has no style for it: blue and underlined. */
static const struct hat_char_props *
link_chars(struct hat_odt *odt, const struct hat_char_props *base, struct hat_str style)
{
    style = style.len > 0 ? style : HAT_STR("Internet_20_link");
    if (hat_odt_style_find(odt, HAT_ODT_TEXT, style) != NULL) {
        return hat_odt_span_chars(odt, base, style);
    }
    struct hat_char_props chars;
    memcpy(&chars, base, sizeof chars);
    chars.color.rgb = 0x000080;
    chars.color.set = true;
    chars.underline = HAT_UNDERLINE_SINGLE;
    return hat_intern_chars(odt->document, &chars);
}

/* text:a, and draw:a around a picture. */
HAT_ODT_START(link)
{
    if (!in_paragraph(odt)) {
        frame->element = NULL;
        return HAT_OK;
    }
    struct hat_odt_flow *flow = odt->flow;
    frame->chars = flow->chars;
    frame->link = flow->link;
    if (element->name == HAT_TEXT_a) {
        flow->chars = link_chars(odt, frame->chars, hat_xml_attr(element, HAT_TEXT_style_name));
    }
    struct hat_link_source source = {.address = without_kind(hat_xml_attr(element, HAT_XLINK_href)),
                                     .title = hat_xml_attr(element, HAT_OFFICE_title)};
    if (flow->chars == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (source.address.len == 0) {
        return HAT_OK;
    }
    return hat_link_make(odt->document, flow->arena, source, &flow->place, &flow->link);
}

HAT_ODT_START(spaces)
{
    (void)frame;
    if (!in_paragraph(odt)) {
        return HAT_OK;
    }
    int32_t count = 1;
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_c), &count);
    int32_t most = (int32_t)odt->document->limits->spaces;
    if (count > SPACES_FREE) {
        most = odt->spaces_left < (uint64_t)most ? (int32_t)odt->spaces_left : most;
        if (count > most) {
            hat_odt_warn(odt, HAT_MSG_SPACES_LIMIT, HAT_STR("text:s"));
            count = most;
        }
        odt->spaces_left -= (uint64_t)count;
    }
    static const char blanks[] = "                                                                ";
    enum hat_status status = HAT_OK;
    while (count > 0 && status == HAT_OK) {
        int32_t part = count < (int32_t)sizeof blanks - 1 ? count : (int32_t)sizeof blanks - 1;
        status = hat_odt_put(odt, (struct hat_str){blanks, (size_t)part});
        count -= part;
    }
    return status;
}

static enum hat_status put_mark(struct hat_odt *odt, uint8_t kind)
{
    if (!in_paragraph(odt) || odt->flow->chars->hidden) {
        return HAT_OK;
    }
    return hat_odt_inline(odt, kind) != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_START(tab)
{
    (void)element;
    (void)frame;
    return put_mark(odt, HAT_INLINE_TAB);
}

HAT_ODT_START(line_break)
{
    (void)element;
    (void)frame;
    return put_mark(odt, HAT_INLINE_LINE_BREAK);
}

HAT_ODT_START(bookmark)
{
    (void)frame;
    struct hat_str name = hat_xml_attr(element, HAT_TEXT_name);
    if (!in_paragraph(odt) || name.len == 0) {
        return HAT_OK;
    }
    struct hat_inline *item = hat_odt_inline(odt, HAT_INLINE_BOOKMARK);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    item->text = hat_arena_str(odt->flow->arena, name); /* not among the texts of the paragraph */
    return item->text.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}
