/* odt_settings.c -- settings.xml becomes the document's flags, meta.xml its title and language.
 *
 *     <config:config-item config:name="AddParaTableSpacing" ...>true</...>  -> gap_sum true
 *
 * A flag has one default when there are no configuration settings (no settings.xml, or one of
 * Word, without them) and another when they are there without the item (layout rules 0): files of
 * older versions lack the items of newer ones. OpenOffice.org 2 had no external leading in layouts
 * without a printer: such a file has PrinterIndependentLayout and no UnxForceZeroExtLeading. An ODT
 * saved from a DOCX carries the DOCX's flags here.
 */
#include "document/odt_elements_internal.h"

struct setting {
    const char *name;
    bool without_set, without_item; /* values when it is not given */
    bool inverted;                  /* the flag is the opposite of the item */
    size_t flag;                    /* offset in struct hat_flags */
};

#define FLAG(member) offsetof(struct hat_flags, member)
static const struct setting settings[] = {
    {"AddParaTableSpacing", true, true, false, FLAG(gap_sum)},
    {"AddParaTableSpacingAtStart", true, true, false, FLAG(before_at_page_top)},
    {"AddExternalLeading", true, false, false, FLAG(external_leading)},
    {"AddParaSpacingToTableCells", true, false, false, FLAG(cell_last_after)},
    {"AddParaLineSpacingToTableCells", true, false, true, FLAG(cell_no_line_gap)},
    {"HeaderSpacingBelowLastPara", false, false, false, FLAG(header_last_after)},
    {"UseFormerLineSpacing", false, true, false, FLAG(former_line_gap)},
    {"UseFormerObjectPositioning", false, true, false, FLAG(former_positions)},
    {"TabsRelativeToIndent", true, true, false, FLAG(tabs_from_indent)},
    {"MsWordCompTrailingBlanks", false, false, false, FLAG(trailing_blanks_word)},
    {"PropLineSpacingShrinksFirstLine", true, false, false, FLAG(percent_shrinks_first)},
    {"IgnoreTabsAndBlanksForLineCalculation", false, false, false, FLAG(blanks_no_height)},
    {"DoNotCaptureDrawObjsOnPage", true, true, true, FLAG(keep_on_page)},
    {"DoNotJustifyLinesWithManualBreak", false, false, true, FLAG(justify_break)},
};

static void set_flag(struct hat_odt *odt, const struct setting *setting, bool value)
{
    bool *flag = (bool *)((char *)&odt->document->info.flags + setting->flag);
    *flag = value != setting->inverted;
}

static void set_defaults(struct hat_odt *odt, bool has_set)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        set_flag(odt, &settings[i], has_set ? settings[i].without_item : settings[i].without_set);
    }
}

void hat_odt_flags_begin(struct hat_odt *odt)
{
    struct hat_flags *flags = &odt->document->info.flags;
    *flags = (struct hat_flags){
        .italic_reserve = true, .ligatures = true, .break_profile = HAT_BREAK_WRITER};
    set_defaults(odt, false);
}

HAT_ODT_START(config_set)
{
    (void)frame;
    if (hat_str_is(hat_xml_attr(element, HAT_CONFIG_name), "ooo:configuration-settings")) {
        set_defaults(odt, true);
    }
    return HAT_OK;
}

HAT_ODT_START(config_item)
{
    (void)frame;
    odt->item = hat_arena_str(odt->arena, hat_xml_attr(element, HAT_CONFIG_name));
    odt->captured.len = 0;
    odt->capture = &odt->captured;
    return odt->item.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

HAT_ODT_END(config_item)
{
    (void)frame;
    odt->capture = NULL;
    struct hat_str value = {odt->captured.data, odt->captured.len};
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (hat_str_is(odt->item, settings[i].name)) {
            set_flag(odt, &settings[i], hat_odt_true(value));
        }
    }
    if (hat_str_is(odt->item, "UnxForceZeroExtLeading")) {
        odt->leading.forced = true;
        odt->leading.forced_zero = hat_odt_true(value);
    } else if (hat_str_is(odt->item, "PrinterIndependentLayout")) {
        odt->leading.high_resolution = hat_str_is(value, "high-resolution");
    }
    return hat_buf_failed(&odt->captured) ? HAT_ERR_NOMEM : HAT_OK;
}

void hat_odt_flags_end(struct hat_odt *odt)
{
    const struct hat_odt_leading *leading = &odt->leading;
    if (leading->forced ? leading->forced_zero : leading->high_resolution) {
        odt->document->info.flags.external_leading = false;
    }
}

/* ---- meta.xml ---- */

static const char **meta_slot(struct hat_odt *odt, enum hat_xml_name name)
{
    struct hat_meta *meta = &odt->document->info.meta;
    switch (name) {
    case HAT_DC_title:
        return &meta->title;
    case HAT_DC_subject:
        return &meta->subject;
    case HAT_DC_language:
        return &meta->lang;
    case HAT_META_keyword:
        return &meta->keywords;
    case HAT_META_initial_creator:
        return &meta->author;
    default:
        return NULL;
    }
}

HAT_ODT_START(meta_text)
{
    const char **slot = meta_slot(odt, element->name);
    if (!odt->in_meta || slot == NULL || odt->capture != NULL) {
        hat_odt_skip(odt, frame);
        return HAT_OK;
    }
    frame->pointer = slot;
    odt->captured.len = 0;
    odt->capture = &odt->captured;
    return HAT_OK;
}

/* Several meta:keyword are joined by commas. */
HAT_ODT_END(meta_text)
{
    const char **slot = frame->pointer;
    odt->capture = NULL;
    struct hat_buf *text = &odt->scratch;
    text->len = 0;
    size_t before = strlen(*slot);
    if (before > 0) {
        hat_buf_put(text, *slot, before);
        hat_buf_put(text, ", ", 2);
    }
    hat_buf_put(text, odt->captured.data, odt->captured.len);
    if (hat_buf_failed(text) || hat_buf_failed(&odt->captured)) {
        return HAT_ERR_NOMEM;
    }
    const char *kept = hat_arena_strndup(odt->arena, text->data, text->len);
    *slot = kept != NULL ? kept : *slot;
    return kept != NULL ? HAT_OK : HAT_ERR_NOMEM;
}
