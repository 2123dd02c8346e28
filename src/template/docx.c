/* docx.c -- WordprocessingML by roles (ECMA-376-1 §17).
 *
 *     w:p > w:r > w:t                   paragraph > run > text
 *     line break in a value             </w:t><w:br/><w:t xml:space="preserve">
 */
#include "template/part_internal.h"

static enum hat_role block_role(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_body:
    case HAT_W_hdr:
    case HAT_W_ftr:
    case HAT_W_footnote:
    case HAT_W_endnote:
    case HAT_W_txbxContent:
        return HAT_ROLE_STORY;
    case HAT_W_p:
        return HAT_ROLE_PARAGRAPH;
    case HAT_W_tbl:
        return HAT_ROLE_TABLE;
    case HAT_W_tr:
        return HAT_ROLE_ROW;
    case HAT_W_tc:
        return HAT_ROLE_CELL;
    case HAT_DC_title:
    case HAT_DC_creator:
    case HAT_DC_subject:
    case HAT_DC_description:
    case HAT_CP_keywords:
        return HAT_ROLE_FIELD;
    case HAT_W_pPr:
    case HAT_W_rPr:
    case HAT_W_tblPr:
    case HAT_W_tblGrid:
    case HAT_W_tblPrEx:
    case HAT_W_trPr:
    case HAT_W_tcPr:
    case HAT_W_sdtPr:
    case HAT_W_sdtEndPr:
    case HAT_W_smartTagPr:
    case HAT_W_customXmlPr:
    case HAT_W_sectPr:
        return HAT_ROLE_PROPERTIES;
    default:
        return HAT_ROLE_OTHER;
    }
}

static enum hat_role inline_role(enum hat_xml_name name)
{
    switch (name) {
    case HAT_W_r:
        return HAT_ROLE_RUN;
    case HAT_W_t:
        return HAT_ROLE_TEXT;
    case HAT_W_hyperlink:
        return HAT_ROLE_LINK;
    case HAT_W_ins:
    case HAT_W_moveTo:
        return HAT_ROLE_CHANGE;
    case HAT_W_del:
    case HAT_W_moveFrom:
    case HAT_W_comment:
        return HAT_ROLE_SKIP;
    case HAT_W_tab:
        return HAT_ROLE_SPACE;
    case HAT_W_br:
    case HAT_W_cr:
        return HAT_ROLE_BREAK;
    case HAT_W_noBreakHyphen:
        return HAT_ROLE_HYPHEN;
    case HAT_W_softHyphen:
    case HAT_W_lastRenderedPageBreak:
    case HAT_W_proofErr:
        return HAT_ROLE_NOTHING;
    case HAT_W_bookmarkStart:
    case HAT_W_bookmarkEnd:
    case HAT_W_commentRangeStart:
    case HAT_W_commentRangeEnd:
    case HAT_W_permStart:
    case HAT_W_permEnd:
    case HAT_W_moveFromRangeStart:
    case HAT_W_moveFromRangeEnd:
    case HAT_W_moveToRangeStart:
    case HAT_W_moveToRangeEnd:
        return HAT_ROLE_MARKER;
    default:
        return block_role(name);
    }
}

/* Values are written in w:t; a w:tab among tab stops is no character, but no tag stands there. */
static uint32_t inline_element(const struct hat_tape *tape, uint32_t parent)
{
    return tape->nodes[parent].name == HAT_W_t ? parent : HAT_NO_NODE;
}

static bool site(struct hat_arena *arena, struct hat_str prefix, struct hat_site *out)
{
    struct hat_buf buf = {0};
    struct hat_str *const texts[] = {&out->line_break, &out->tab};
    static const char *const elements[] = {"br/>", "tab/>"};
    *out = (struct hat_site){.form = HAT_FORM_INLINE};
    for (int i = 0; i < 2; i++) {
        buf.len = 0;
        hat_buf_printf(&buf, "</%.*st><%.*s%s<%.*st xml:space=\"preserve\">", (int)prefix.len,
                       prefix.ptr, (int)prefix.len, prefix.ptr, elements[i], (int)prefix.len,
                       prefix.ptr);
        *texts[i] = hat_arena_str(arena, (struct hat_str){buf.data, buf.len});
    }
    bool done = !hat_buf_failed(&buf) && out->line_break.ptr != NULL && out->tab.ptr != NULL;
    hat_buf_fini(&buf);
    return done;
}

static enum hat_story story(const struct hat_tape *tape, uint32_t start)
{
    switch (tape->nodes[start].name) {
    case HAT_W_body:
        return HAT_STORY_BODY;
    case HAT_W_hdr:
        return HAT_STORY_HEADER;
    case HAT_W_ftr:
        return HAT_STORY_FOOTER;
    case HAT_W_footnote:
        return HAT_STORY_FOOTNOTE;
    case HAT_W_endnote:
        return HAT_STORY_ENDNOTE;
    case HAT_W_txbxContent:
        return HAT_STORY_TEXT_BOX;
    default:
        return HAT_STORY_NONE;
    }
}

bool hat_part_is_strict(const struct hat_part_source *part)
{
    static const char strict[] = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    return hat_tape_namespace(&part->tape, part->tape.root, strict, strict).ptr != NULL;
}

const char *hat_part_relations_uri(const struct hat_part_source *part)
{
    return hat_part_is_strict(part)
               ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
               : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
}

const struct hat_dialect hat_docx_dialect = {.format = HAT_FORMAT_DOCX,
                                             .role = inline_role,
                                             .address = HAT_R_id,
                                             .text_elements = true,
                                             .inline_element = inline_element,
                                             .site = site,
                                             .story = story};
