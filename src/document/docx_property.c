/* docx_property.c -- which reader of properties an element of a property state belongs to. */
#include "document/docx_internal.h"

/* Former values of tracked changes stand in these; they are not read. */
static bool is_former(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_rPrChange:
    case HAT_W_pPrChange:
    case HAT_W_sectPrChange:
    case HAT_W_tblPrChange:
    case HAT_W_trPrChange:
    case HAT_W_tcPrChange:
    case HAT_W_tblPrExChange:
    case HAT_W_numberingChange:
        return true;
    default:
        return false;
    }
}

uint8_t hat_docx_property(struct hat_docx *docx, struct hat_docx_targets *targets, uint8_t state,
                          const struct hat_xml_element *element)
{
    if (is_former(element->name)) {
        return HAT_DOCX_SKIP;
    }
    switch (state) {
    case HAT_DOCX_IN_RPR:
        hat_docx_char_property(docx, targets->chars, element);
        return HAT_DOCX_SKIP;
    case HAT_DOCX_IN_MARK:
        hat_docx_char_property(docx, targets->mark, element);
        return HAT_DOCX_SKIP;
    case HAT_DOCX_IN_PPR:
    case HAT_DOCX_IN_PBDR:
    case HAT_DOCX_IN_TABS:
    case HAT_DOCX_IN_NUMPR:
        return hat_docx_para_property(docx, targets, state, element);
    case HAT_DOCX_IN_SECTPR:
    case HAT_DOCX_IN_COLS:
    case HAT_DOCX_IN_PGBORDERS:
    case HAT_DOCX_IN_FOOTNOTEPR:
    case HAT_DOCX_IN_ENDNOTEPR:
        return hat_docx_section_property(docx, targets->section, state, element);
    default:
        return hat_docx_table_property(docx, targets, state, element);
    }
}
