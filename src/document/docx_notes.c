/* docx_notes.c -- footnotes and endnotes (ECMA-376-1 §17.11).
 *
 *     w:footnoteReference w:id="2"  ->  NOTE inline, text "1"; its blocks are those of w:footnote 2
 *
 * The notes' part is read whole when the first note is referred to. Notes are numbered in the
 * order of their references; the mark inside of a note's text is filled in then. What the sections
 * say of numbers holds for the whole document, the last of them, as in Writer. A custom mark is the
 * text behind the reference in its run.
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
    if (hat_link_note(docx->document, &docx->document->arena, &note->note) != HAT_OK) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
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

enum { START_MAX = 1000000 };

void hat_docx_note_property(struct hat_docx *docx, bool endnote,
                            const struct hat_xml_element *element)
{
    struct hat_docx_note_numbers *numbers = &docx->settings.notes[endnote];
    if (element->name == HAT_W_numFmt) {
        numbers->format = (uint8_t)hat_docx_number_format(docx, hat_docx_val(element));
    } else if (element->name == HAT_W_numStart) {
        int32_t start = hat_docx_int(hat_docx_val(element), 1);
        numbers->start = (uint32_t)(start < 1 ? 1 : start > START_MAX ? START_MAX : start);
    }
}

static void set_mark(struct hat_docx *docx, struct hat_docx_note *note, struct hat_str text)
{
    struct hat_str copy = hat_arena_str(&docx->document->arena, text);
    if (copy.ptr == NULL) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    } else if (note->mark != NULL) {
        note->mark->text = copy;
        note->mark->link = &note->note.to_text;
    }
}

/* The next number, as the text of the reference. */
static void put_number(struct hat_docx_story *story, struct hat_docx_inline *reference,
                       struct hat_docx_note *note)
{
    struct hat_docx *docx = story->docx;
    bool endnote = note->note.endnote;
    const struct hat_docx_note_numbers *numbers = &docx->settings.notes[endnote];
    char digits[HAT_NUMBER_TEXT_MAX];
    struct hat_str text = {digits, 0};
    note->note.number = numbers->start + docx->note_numbers[endnote]++;
    text.len = hat_number_text(note->note.number, (enum hat_number_format)numbers->format, digits);
    reference->text_at = story->text.len;
    reference->v.text.len = text.len;
    hat_buf_put(&story->text, text.ptr, text.len);
    if (hat_buf_failed(&story->text)) {
        hat_docx_fail(docx, HAT_ERR_NOMEM);
    }
    set_mark(docx, note, text);
}

void hat_docx_note_settle(struct hat_docx_story *story)
{
    struct hat_docx_note *note = story->custom;
    story->custom = NULL;
    if (note == NULL || story->docx->status != HAT_OK) {
        return;
    }
    struct hat_docx_inline *reference = &story->inlines[story->custom_at];
    if (reference->v.text.len == 0) {
        put_number(story, reference, note);
        return;
    }
    struct hat_str mark = {story->text.data + reference->text_at, reference->v.text.len};
    set_mark(story->docx, note, mark);
}

void hat_docx_note_reference(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx *docx = story->docx;
    bool endnote = element->name == HAT_W_endnoteReference;
    struct hat_docx_note *note = hat_docx_note(docx, endnote, hat_xml_attr(element, HAT_W_id));
    hat_docx_note_settle(story);
    struct hat_inline *added = note != NULL ? hat_docx_inline_add(story, HAT_INLINE_NOTE) : NULL;
    if (added == NULL) {
        return;
    }
    added->note = &note->note;
    added->link = added->link != NULL ? added->link : &note->note.to_note;
    if (hat_docx_true(hat_xml_attr(element, HAT_W_customMarkFollows), false)) {
        story->custom = note;
        story->custom_at = story->inline_count - 1;
    } else {
        put_number(story, &story->inlines[story->inline_count - 1], note);
    }
}
