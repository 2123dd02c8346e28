/* docx_breaks.c -- page and column breaks inside paragraphs of the body (w:br, ECMA-376-1
 * §17.3.3.1; layout-rules 3.3).
 *
 * As in Writer such a break ends a paragraph, and what is behind it is one of its own, of the
 * default style. Behind a page break it keeps the direct properties, so its space before and
 * first-line indent count again on the new page; behind a column break it has none:
 *
 *     <w:p> before 400: A <w:br page/> B   ->   A (before 400)  |  new page  |  B (before 400)
 *
 * A label stands only at the first part, as in Word. Several breaks in a row are one. Nothing
 * behind a page break: the next block begins the page, but in the mode of splitPgBreakAndParaMark
 * an empty line does; behind a column break always. A break before all else in a section leaves an
 * empty page.
 */
#include "document/docx_story_internal.h"

void hat_docx_breaks_begin(struct hat_docx_flow *flow)
{
    if (flow->own_break != HAT_DOCX_BREAK_NONE) {
        flow->break_before = flow->own_break;
    }
    flow->own_break = HAT_DOCX_BREAK_NONE;
    flow->is_rest = false;
}

/* What is behind a break: no style, and behind a column break no properties at all. */
static void begin_rest(struct hat_docx_flow *flow, enum hat_docx_break kind)
{
    flow->is_rest = true;
    flow->is_resolved = false;
    flow->run_props = NULL;
    flow->para.style = NULL;
    if (kind == HAT_DOCX_BREAK_COLUMN) {
        memset(&flow->para, 0, sizeof flow->para);
    }
}

void hat_docx_break_add(struct hat_docx_story *story, enum hat_docx_break kind)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    bool first = flow->section_empty && flow->own_break == HAT_DOCX_BREAK_NONE;
    if (first || hat_docx_has_content(story, flow)) {
        hat_docx_paragraph_part(story, flow);
        begin_rest(flow, kind);
    }
    flow->own_break = (uint8_t)kind;
}

bool hat_docx_break_ends(const struct hat_docx_story *story, const struct hat_docx_flow *flow)
{
    return flow->own_break == HAT_DOCX_BREAK_PAGE &&
           !story->docx->settings.split_page_break_and_mark && !hat_docx_has_content(story, flow);
}

const struct hat_para_props *hat_docx_break_take(struct hat_docx_story *story,
                                                 struct hat_docx_flow *flow)
{
    uint8_t kind = flow->break_before;
    bool own = flow->own_break != HAT_DOCX_BREAK_NONE && !hat_docx_break_ends(story, flow);
    flow->break_before = HAT_DOCX_BREAK_NONE;
    if (own) {
        kind = kind == HAT_DOCX_BREAK_PAGE ? kind : flow->own_break;
        flow->own_break = HAT_DOCX_BREAK_NONE;
    }
    if (kind == HAT_DOCX_BREAK_NONE) {
        return flow->resolved.props;
    }
    struct hat_para_props props;
    memcpy(&props, flow->resolved.props, sizeof props); /* interned: padding counts */
    props.break_before = props.break_before || kind == HAT_DOCX_BREAK_PAGE;
    props.column_break_before = kind == HAT_DOCX_BREAK_COLUMN;
    if (flow->is_rest && flow->resolved.num != NULL) {
        props.indent_first = 0;
    }
    const struct hat_para_props *made = hat_intern_paragraph(story->docx->document, &props);
    if (made == NULL) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
    }
    return made;
}

bool hat_docx_break_take_table(struct hat_docx_flow *flow)
{
    bool waits =
        flow->break_before != HAT_DOCX_BREAK_NONE || flow->own_break != HAT_DOCX_BREAK_NONE;
    flow->break_before = flow->own_break = HAT_DOCX_BREAK_NONE;
    return waits;
}
