/* docx_notes.c -- footnotes and endnotes (ECMA-376-1 §17.11).
 *
 *     w:footnoteReference w:id="2"  ->  NOTE inline, text "1"; its blocks are those of w:footnote 2
 *
 * The notes' part is read whole when the first note is referred to. Notes are numbered in the
 * order of their references; the mark inside of a note's text is filled in then.
 */
#include "document/docx_story_internal.h"

/* ---- reading the part of the notes ---- */

static bool is_endnote(const struct hat_docx_story *story)
{
    return story->kind == HAT_STORY_ENDNOTE;
}

uint8_t hat_docx_note_begin(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    struct hat_str type = hat_xml_attr(element, HAT_W_type);
    bool is_note_part = story->kind == HAT_STORY_FOOTNOTE || story->kind == HAT_STORY_ENDNOTE;
    if (!is_note_part || (type.len > 0 && !hat_str_is(type, "normal"))) {
        return HAT_DOCX_SKIP; /* separators are drawn by the layout */
    }
    struct hat_docx_note *note = hat_docx_alloc(docx, sizeof *note);
    const char *id = hat_docx_text(docx, hat_xml_attr(element, HAT_W_id));
    if (note == NULL || hat_docx_flow_push(story) == NULL) {
        return HAT_DOCX_SKIP;
    }
    note->note.endnote = is_endnote(story);
    if (!hat_index_put(&docx->notes[is_endnote(story)], hat_str_from(id), note)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    story->note = note;
    return HAT_DOCX_IN_BLOCKS;
}

void hat_docx_note_end(struct hat_docx_story *story)
{
    story->note->note.blocks = hat_docx_flow_pop(story);
    story->note = NULL;
}

/* w:footnoteRef: the note's own mark, whose text is not known yet. */
void hat_docx_note_mark(struct hat_docx_story *story)
{
    if (story->note != NULL && story->flow_count == 2 &&
        hat_docx_inline_add(story, HAT_INLINE_TEXT) != NULL) {
        story->inlines[story->inline_count - 1].is_note_mark = true;
    }
}

static void read_notes(struct hat_docx *docx, bool endnote)
{
    const char *name = hat_docx_related(docx, endnote ? "endnotes" : "footnotes");
    struct hat_docx_part *part = name != NULL ? hat_docx_part(docx, name) : NULL;
    docx->notes_read[endnote] = true;
    if (part == NULL) {
        return;
    }
    struct hat_docx_story *story = hat_docx_story_new(
        docx, part, endnote ? HAT_STORY_ENDNOTE : HAT_STORY_FOOTNOTE, &docx->document->arena);
    if (story != NULL) {
        struct hat_xml_handler handler;
        hat_docx_story_handler(story, &handler);
        hat_docx_parse_part(docx, name, &handler);
        hat_docx_story_free(story);
    }
}

struct hat_docx_note *hat_docx_note(struct hat_docx *docx, bool endnote, struct hat_str id)
{
    if (!docx->notes_read[endnote]) {
        read_notes(docx, endnote);
    }
    return hat_index_find(&docx->notes[endnote], id);
}

/* ---- references ---- */

static void set_mark(struct hat_docx *docx, struct hat_docx_note *note, struct hat_str text)
{
    struct hat_str copy = hat_arena_str(&docx->document->arena, text);
    if (copy.ptr == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    } else if (note->mark != NULL) {
        note->mark->text = copy;
    }
}

void hat_docx_note_reference(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    bool endnote = element->name == HAT_W_endnoteReference;
    struct hat_docx_note *note = hat_docx_note(docx, endnote, hat_xml_attr(element, HAT_W_id));
    struct hat_inline *added = note != NULL ? hat_docx_inline_add(story, HAT_INLINE_NOTE) : NULL;
    if (added == NULL) {
        return;
    }
    added->note = &note->note;
    if (hat_docx_true(hat_xml_attr(element, HAT_W_customMarkFollows), false)) {
        return; /* the mark is the text that follows */
    }
    char digits[HAT_NUMBER_TEXT_MAX];
    uint8_t format = endnote ? docx->settings.endnote_format : docx->settings.footnote_format;
    note->note.number = ++docx->note_numbers[endnote];
    struct hat_str text = {digits, 0};
    text.len = hat_number_text(note->note.number, (enum hat_number_format)format, digits);
    added->text.len = text.len;
    hat_buf_put(&story->text, text.ptr, text.len);
    if (hat_buf_failed(&story->text)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    set_mark(docx, note, text);
}
