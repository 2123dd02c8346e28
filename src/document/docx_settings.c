/* docx_settings.c -- what word/settings.xml changes in the layout (layout-rules 0 and 7.4), and
 * the properties of docProps/core.xml.
 */
#include "document/docx_internal.h"

/* The compatibility settings; absent means the value that was set before. */
static void read_compat(struct hat_docx *docx, const struct hat_xml_element *element)
{
    struct hat_flags *flags = &docx->document->info.flags;
    bool on = hat_docx_on(element);
    switch (element->name) {
    case HAT_W_doNotUseHTMLParagraphAutoSpacing:
        flags->gap_sum = on;
        break;
    case HAT_W_noLeading:
        flags->external_leading = !on;
        break;
    case HAT_W_doNotExpandShiftReturn:
        flags->justify_break = !on;
        break;
    case HAT_W_splitPgBreakAndParaMark:
        docx->settings.split_page_break_and_mark = on;
        break;
    case HAT_W_compatSetting: {
        struct hat_str name = hat_xml_attr(element, HAT_W_name);
        int32_t value = hat_docx_int(hat_docx_val(element), 0);
        if (hat_str_is(name, "compatibilityMode")) {
            flags->compatibility = (uint8_t)(value < 0 ? 0 : value > 99 ? 99 : value);
        } else if (hat_str_is(name, "overrideTableStyleFontSizeAndJustification")) {
            docx->settings.override_table_style = value == 1;
        }
        break;
    }
    default:
        break;
    }
}

static void read_hyphenation(struct hat_docx *docx, const struct hat_xml_element *element)
{
    struct hat_document_info *info = &docx->document->info;
    switch (element->name) {
    case HAT_W_autoHyphenation:
        info->hyphenate = hat_docx_on(element);
        break;
    case HAT_W_consecutiveHyphenLimit: {
        int32_t limit = hat_docx_int(hat_docx_val(element), 0);
        info->hyphen_limit = (uint8_t)(limit < 0 ? 0 : limit > 255 ? 255 : limit);
        break;
    }
    case HAT_W_hyphenationZone:
        info->hyphen_zone = hat_docx_length(docx, hat_docx_val(element), 0, HAT_DOCX_LENGTH_MAX);
        break;
    case HAT_W_doNotHyphenateCaps:
        info->hyphenate_caps = !hat_docx_on(element);
        break;
    default:
        read_compat(docx, element);
        break;
    }
}

/* <w:clrSchemeMapping w:bg1="light1" w:t1="dark1" .../> */
static void read_mapping(struct hat_docx_theme *theme, const struct hat_xml_element *element)
{
    static const enum hat_xml_name slots[4] = {HAT_W_t1, HAT_W_bg1, HAT_W_t2, HAT_W_bg2};
    static const char *const names[] = {"dark1", "light1", "dark2", "light2", NULL};
    for (int i = 0; i < 4; i++) {
        int index = hat_docx_one_of(hat_xml_attr(element, slots[i]), names);
        if (index >= 0) {
            theme->mapping[i] = (uint8_t)index;
        }
    }
}

static enum hat_status settings_start(void *ctx, const struct hat_xml_element *element)
{
    struct hat_docx *docx = ctx;
    struct hat_docx_settings *settings = &docx->settings;
    switch (element->name) {
    case HAT_W_defaultTabStop: {
        hat_twip tab = hat_docx_length(docx, hat_docx_val(element), 0, HAT_DOCX_LENGTH_MAX);
        settings->tab_default = tab > 0 ? tab : 720;
        break;
    }
    case HAT_W_evenAndOddHeaders:
        settings->even_odd = hat_docx_on(element);
        break;
    case HAT_W_displayBackgroundShape:
        settings->show_background = hat_docx_on(element);
        break;
    case HAT_W_gutterAtTop:
        settings->gutter_at_top = hat_docx_on(element);
        break;
    case HAT_W_mirrorMargins:
        settings->mirror_margins = hat_docx_on(element);
        break;
    case HAT_W_clrSchemeMapping:
        read_mapping(&docx->theme, element);
        break;
    default:
        read_hyphenation(docx, element);
        break;
    }
    return docx->status;
}

void hat_docx_settings_read(struct hat_docx *docx, const char *part)
{
    struct hat_document_info *info = &docx->document->info;
    info->flags = (struct hat_flags){.external_leading = true,
                                     .before_at_page_top = true,
                                     .cell_last_after = true,
                                     .header_last_after = true,
                                     .trailing_blanks_word = true,
                                     .percent_shrinks_first = true,
                                     .blanks_no_height = true,
                                     .justify_break = true,
                                     .ligatures = true,
                                     .docx = true,
                                     .break_profile = HAT_BREAK_WRITER};
    info->hyphen_zone = 360;
    info->hyphenate_caps = true;
    docx->settings.tab_default = 720;
    docx->settings.notes[0] = (struct hat_docx_note_numbers){HAT_NUMBER_DECIMAL, 1};
    docx->settings.notes[1] = (struct hat_docx_note_numbers){HAT_NUMBER_ROMAN_LOWER, 1};
    struct hat_xml_handler handler = {.ctx = docx, .start = settings_start};
    if (part != NULL) {
        hat_docx_parse_part(docx, part, &handler);
    }
    info->flags.italic_reserve = info->flags.compatibility > 14;
}

/* ---- docProps/core.xml ---- */

struct core_reader {
    struct hat_docx *docx;
    const char **slot; /* of the property being read; NULL: none */
    struct hat_buf text;
};

static enum hat_status core_start(void *ctx, const struct hat_xml_element *element)
{
    struct core_reader *reader = ctx;
    struct hat_meta *meta = &reader->docx->document->info.meta;
    reader->text.len = 0;
    switch (element->name) {
    case HAT_DC_title:
        reader->slot = &meta->title;
        break;
    case HAT_DC_creator:
        reader->slot = &meta->author;
        break;
    case HAT_DC_subject:
        reader->slot = &meta->subject;
        break;
    case HAT_CP_keywords:
        reader->slot = &meta->keywords;
        break;
    default:
        reader->slot = NULL;
        break;
    }
    return HAT_OK;
}

static enum hat_status core_text(void *ctx, struct hat_str text)
{
    struct core_reader *reader = ctx;
    if (reader->slot != NULL) {
        hat_buf_put(&reader->text, text.ptr, text.len);
    }
    return hat_buf_failed(&reader->text) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status core_end(void *ctx, enum hat_xml_name name)
{
    struct core_reader *reader = ctx;
    (void)name;
    if (reader->slot != NULL) {
        struct hat_str text = {reader->text.data, reader->text.len};
        *reader->slot = hat_docx_text(reader->docx, text);
        reader->slot = NULL;
    }
    return reader->docx->status;
}

void hat_docx_core_read(struct hat_docx *docx)
{
    const struct hat_parts *parts = docx->document->parts;
    struct hat_relationships list = {0};
    enum hat_status status = parts->relationships(parts->ctx, "", &docx->document->arena, &list);
    if (status != HAT_OK) {
        hat_docx_fail(docx, status);
        return;
    }
    const struct hat_relationship *core = hat_relationships_of_type(&list, "core-properties");
    if (core != NULL && !core->external) {
        struct core_reader reader = {.docx = docx};
        struct hat_xml_handler handler = {
            .ctx = &reader, .start = core_start, .end = core_end, .text = core_text};
        hat_docx_parse_part(docx, core->target, &handler);
        hat_buf_fini(&reader.text);
    }
}
