/* odt_fields.c -- fields, variables and notes inside a paragraph.
 *
 * Only page numbers are computed (by the layout), also those of bookmarks; every other field prints
 * the text that the document holds, save a user field with a declared text, which prints that. A
 * note is a flow of its own inside the paragraph that refers to it. Source: ODF 1.3 part 3 §6.3
 * (notes), §7 (fields); layout rules 8.
 */
#include "document/odt_elements_internal.h"

enum { OFFSET_MAX = 100, NOTE_NUMBER_MAX = 1000000 };

static bool in_paragraph(const struct hat_odt *odt)
{
    return odt->flow != NULL && odt->flow->open;
}

/* ---- page numbers ---- */

static int8_t page_offset(const struct hat_xml_element *element)
{
    int32_t offset = 0;
    struct hat_str page = hat_xml_attr(element, HAT_TEXT_select_page);
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_page_adjust), &offset);
    offset += hat_str_is(page, "next") ? 1 : hat_str_is(page, "previous") ? -1 : 0;
    return (int8_t)(offset < -OFFSET_MAX ? -OFFSET_MAX : offset > OFFSET_MAX ? OFFSET_MAX : offset);
}

HAT_ODT_START(page_field)
{
    if (!in_paragraph(odt) || odt->flow->chars->hidden) {
        frame->element = NULL;
        return HAT_OK;
    }
    struct hat_inline *item = hat_odt_inline(odt, HAT_INLINE_FIELD);
    if (item == NULL) {
        return HAT_ERR_NOMEM;
    }
    bool count = element->name == HAT_TEXT_page_count;
    struct hat_str format = hat_xml_attr(element, HAT_STYLE_num_format);
    item->field = count ? HAT_FIELD_PAGE_COUNT : HAT_FIELD_PAGE;
    item->field_format =
        format.len > 0 ? hat_odt_number_format(format) : (uint8_t)HAT_NUMBER_DECIMAL;
    item->field_decimal = format.len > 0 && item->field_format == HAT_NUMBER_DECIMAL;
    item->field_offset = count ? 0 : page_offset(element);
    odt->document->info.counts_pages |= count;
    odt->flow->in_field = true;
    return HAT_OK;
}

HAT_ODT_END(page_field)
{
    (void)frame;
    if (in_paragraph(odt)) {
        odt->flow->in_field = false;
    }
    return HAT_OK;
}

/* A reference to the page of a bookmark; others print the text that the document holds. */
HAT_ODT_START(bookmark_ref)
{
    struct hat_buf *address = &odt->scratch;
    struct hat_str name = hat_xml_attr(element, HAT_TEXT_ref_name);
    bool page = hat_str_is(hat_xml_attr(element, HAT_TEXT_reference_format), "page");
    if (!page || name.len == 0 || !in_paragraph(odt) || odt->flow->chars->hidden) {
        frame->element = NULL;
        return HAT_OK;
    }
    struct hat_odt_flow *flow = odt->flow;
    struct hat_inline *item = hat_odt_inline(odt, HAT_INLINE_FIELD);
    address->len = 0;
    hat_buf_put(address, "#", 1);
    hat_buf_put(address, name.ptr, name.len);
    if (item == NULL || hat_buf_failed(address)) {
        return HAT_ERR_NOMEM;
    }
    struct hat_link_source source = {.address = {address->data, address->len}};
    item->field = HAT_FIELD_PAGE_REF;
    flow->in_field = true;
    return hat_link_make(odt->document, flow->arena, source, &flow->place, &item->link);
}

/* ---- variables ---- */

HAT_ODT_START(user_field_decl)
{
    (void)frame;
    struct hat_str name = hat_arena_str(odt->arena, hat_xml_attr(element, HAT_TEXT_name));
    struct hat_str value = hat_xml_attr(element, HAT_OFFICE_string_value);
    if (value.ptr == NULL || name.len == 0) {
        return name.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
    }
    struct hat_str *kept = hat_arena_alloc(odt->arena, sizeof *kept);
    if (kept == NULL) {
        return HAT_ERR_NOMEM;
    }
    *kept = hat_arena_str(odt->arena, value);
    return kept->ptr != NULL && hat_index_put(&odt->user_fields, name, kept) ? HAT_OK
                                                                             : HAT_ERR_NOMEM;
}

HAT_ODT_START(user_field)
{
    if (!in_paragraph(odt)) {
        return HAT_OK;
    }
    if (hat_str_is(hat_xml_attr(element, HAT_TEXT_display), "none")) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    const struct hat_str *value =
        hat_index_find(&odt->user_fields, hat_xml_attr(element, HAT_TEXT_name));
    if (value == NULL) {
        return HAT_OK;
    }
    hat_odt_skip(odt, frame); /* the declared text takes the place of the stored one */
    return hat_odt_put(odt, *value);
}

/* Elements whose content may be switched off: variables with text:display="none", hidden text. */
HAT_ODT_START(hideable)
{
    if (hat_str_is(hat_xml_attr(element, HAT_TEXT_display), "none") ||
        hat_odt_true(hat_xml_attr(element, HAT_TEXT_is_hidden))) {
        hat_odt_skip(odt, frame);
    }
    return HAT_OK;
}

HAT_ODT_START(hidden_paragraph)
{
    (void)frame;
    if (in_paragraph(odt) && hat_odt_true(hat_xml_attr(element, HAT_TEXT_is_hidden))) {
        odt->flow->hidden = true;
    }
    return HAT_OK;
}

HAT_ODT_START(placeholder)
{
    struct hat_str type = hat_xml_attr(element, HAT_TEXT_placeholder_type);
    hat_odt_warn(odt, HAT_MSG_PLACEHOLDER_LEFT, type.len > 0 ? type : HAT_STR("text"));
    hat_odt_skip(odt, frame);
    return HAT_OK;
}

/* ---- line numbers (ODF 1.3 part 3 §16.29.2) ---- */

/* All of the document has the same: every section gets them (odt_pages.c). */
HAT_ODT_START(line_numbers)
{
    (void)frame;
    struct hat_line_numbers *lines = &odt->line_numbers;
    int32_t step = 1;
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_increment), &step);
    hat_odt_length(hat_xml_attr(element, HAT_TEXT_offset), &lines->distance);
    lines->start = 1;
    lines->restart = hat_odt_true(hat_xml_attr(element, HAT_TEXT_restart_on_page))
                         ? HAT_LINE_RESTART_PAGE
                         : HAT_LINE_RESTART_NEVER;
    if (!hat_str_is(hat_xml_attr(element, HAT_TEXT_number_lines), "false")) {
        lines->step = (uint16_t)(step < 1 ? 1 : step > UINT16_MAX ? UINT16_MAX : step);
    }
    odt->line_number_style = hat_arena_str(odt->arena, hat_xml_attr(element, HAT_TEXT_style_name));
    return odt->line_number_style.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

/* ---- notes ---- */

static bool is_endnote(const struct hat_xml_element *element)
{
    return hat_str_is(hat_xml_attr(element, HAT_TEXT_note_class), "endnote");
}

HAT_ODT_START(notes_configuration)
{
    (void)frame;
    struct hat_odt_notes *notes = is_endnote(element) ? &odt->endnotes : &odt->footnotes;
    const struct {
        enum hat_xml_name name;
        struct hat_str *value;
    } texts[] = {{HAT_TEXT_citation_body_style_name, &notes->mark_style},
                 {HAT_TEXT_citation_style_name, &notes->text_style},
                 {HAT_STYLE_num_prefix, &notes->prefix},
                 {HAT_STYLE_num_suffix, &notes->suffix},
                 {HAT_TEXT_master_page_name, &notes->pages}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hat_str value = hat_xml_attr(element, texts[i].name);
        if (value.ptr == NULL) {
            continue;
        }
        *texts[i].value = hat_arena_str(odt->arena, value);
        if (texts[i].value->ptr == NULL) {
            return HAT_ERR_NOMEM;
        }
    }
    struct hat_str format = hat_xml_attr(element, HAT_STYLE_num_format);
    if (format.ptr != NULL) {
        notes->format = hat_odt_number_format(format);
    }
    hat_odt_int(hat_xml_attr(element, HAT_TEXT_start_value), &notes->start);
    notes->by_chapter = hat_str_is(hat_xml_attr(element, HAT_TEXT_start_numbering_at), "chapter");
    if (!is_endnote(element)) {
        odt->document->info.footnotes_last =
            hat_str_is(hat_xml_attr(element, HAT_TEXT_footnotes_position), "document");
    }
    return HAT_OK;
}

void hat_odt_notes_chapter(struct hat_odt *odt)
{
    odt->footnotes.count = odt->footnotes.by_chapter ? 0 : odt->footnotes.count;
}

/* Superscript, when the document has no style for the mark. */
static const struct hat_char_props *
mark_chars(struct hat_odt *odt, const struct hat_char_props *base, struct hat_str style)
{
    if (hat_odt_style_find(odt, HAT_ODT_TEXT, style) != NULL) {
        return hat_odt_span_chars(odt, base, style);
    }
    struct hat_char_props chars;
    memcpy(&chars, base, sizeof chars);
    chars.vertical = HAT_VERTICAL_SUPER;
    return hat_intern_chars(odt->document, &chars);
}

/* A note and the reference to it; the mark follows with text:note-citation. */
HAT_ODT_START(note)
{
    if (!in_paragraph(odt)) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    struct hat_odt_flow *flow = odt->flow;
    struct hat_odt_notes *notes = is_endnote(element) ? &odt->endnotes : &odt->footnotes;
    struct hat_note *note = hat_arena_alloc(flow->arena, sizeof *note);
    const struct hat_char_props *chars = mark_chars(odt, flow->chars, notes->mark_style);
    struct hat_inline *item = hat_odt_inline(odt, HAT_INLINE_NOTE);
    if (note == NULL || chars == NULL || item == NULL) {
        return HAT_ERR_NOMEM;
    }
    int64_t number = (int64_t)notes->start + ++notes->count;
    note->endnote = is_endnote(element);
    note->number = (uint32_t)(number < 1 ? 1 : number > NOTE_NUMBER_MAX ? NOTE_NUMBER_MAX : number);
    item->props = chars;
    item->note = note;
    item->link = item->link != NULL ? item->link : &note->to_note;
    flow->in_field = true;
    frame->chars = flow->chars;
    frame->pointer = odt->note;
    odt->note = note;
    return hat_link_note(odt->document, flow->arena, note);
}

HAT_ODT_END(note)
{
    struct hat_odt_flow *flow = odt->flow;
    if (odt->note->blocks == NULL) { /* a note without text:note-body */
        struct hat_place place = flow->place;
        enum hat_status status = hat_odt_flow_push(odt, flow->arena, &place);
        if (status == HAT_OK) {
            status = hat_odt_flow_pop(odt, true, &odt->note->blocks);
        }
        if (status != HAT_OK) {
            return status;
        }
    }
    flow->in_field = false;
    odt->note = frame->pointer;
    return HAT_OK;
}

static struct hat_str note_mark(struct hat_odt *odt, const struct hat_odt_notes *notes, bool whole)
{
    char digits[HAT_NUMBER_TEXT_MAX];
    struct hat_buf *out = &odt->scratch;
    out->len = 0;
    if (whole) {
        hat_buf_put(out, notes->prefix.ptr, notes->prefix.len);
    }
    hat_buf_put(out, digits, hat_number_text(odt->note->number, notes->format, digits));
    if (whole) {
        hat_buf_put(out, notes->suffix.ptr, notes->suffix.len);
    }
    return (struct hat_str){out->data, out->len};
}

/* Notes are numbered here: merging may have repeated a stored number. */
HAT_ODT_START(note_citation)
{
    if (!in_paragraph(odt) || odt->note == NULL || !odt->flow->in_field) {
        return HAT_OK;
    }
    struct hat_str label = hat_xml_attr(element, HAT_TEXT_label);
    struct hat_odt_notes *notes = odt->note->endnote ? &odt->endnotes : &odt->footnotes;
    hat_odt_skip(odt, frame);
    if (label.len == 0) {
        label = note_mark(odt, notes, false);
    } else {
        notes->count--; /* it has no number */
        odt->note_label = hat_arena_str(odt->flow->arena, label);
    }
    return hat_buf_failed(&odt->scratch) ? HAT_ERR_NOMEM : hat_odt_put(odt, label);
}

HAT_ODT_START(note_body)
{
    (void)element;
    struct hat_odt_flow *flow = odt->flow;
    if (!in_paragraph(odt) || odt->note == NULL || odt->note->blocks != NULL) {
        frame->element = NULL; /* no note: its text goes on */
        return HAT_OK;
    }
    struct hat_place place = {.file = flow->place.file,
                              .part = flow->place.part,
                              .story = odt->note->endnote ? HAT_STORY_ENDNOTE : HAT_STORY_FOOTNOTE,
                              .note = odt->note->number};
    struct hat_label *label = hat_arena_alloc(flow->arena, sizeof *label);
    if (label == NULL) {
        return HAT_ERR_NOMEM;
    }
    struct hat_str text = odt->note_label;
    if (text.len == 0) {
        text = note_mark(odt, odt->note->endnote ? &odt->endnotes : &odt->footnotes, true);
        text = hat_arena_str(flow->arena, text);
    }
    odt->note_label = (struct hat_str){0};
    label->text = text;
    label->follow = HAT_FOLLOW_NOTHING;
    label->link = &odt->note->to_text;
    frame->pointer = odt->note;
    enum hat_status status = hat_odt_flow_push(odt, flow->arena, &place);
    if (status == HAT_OK) {
        odt->flow->first_label = label;
        odt->note = NULL;
    }
    return status == HAT_OK && text.ptr == NULL ? HAT_ERR_NOMEM : status;
}

HAT_ODT_END(note_body)
{
    odt->note = frame->pointer;
    return hat_odt_flow_pop(odt, true, &odt->note->blocks);
}
