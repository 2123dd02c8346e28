/* annotate.c -- a copy of a template with each message as a comment at its tag, so that a clerk
 * sees in Word or LibreOffice what is to be mended (hatshy check --annotate).
 *
 *     <w:commentRangeStart w:id="0"/><w:r><w:t>{{orq}}</w:t></w:r><w:commentRangeEnd w:id="0"/>
 *     <w:r><w:commentReference w:id="0"/></w:r>                ECMA-376-1 §17.13.4
 *     <office:annotation office:name="hatshy0">...</office:annotation>{{orq}}
 *     <office:annotation-end office:name="hatshy0"/>           ODF 1.3 part 3 §14.1
 *
 * Comments stand in the body only (Word allows them nowhere else). A message about a text box or a
 * note comes at the paragraph that holds it or refers to it, one about a header, a title or the
 * data at the first paragraph, each with its place in words. A first walk over the paragraphs finds
 * where each message goes, a second one puts the comments in.
 */
#include "template/annotate_internal.h"

#include "language/messages.h"

/* ---- which message belongs where ---- */

static bool same_place(const struct annotation *a, const struct hat_place *message,
                       const struct hat_place *place)
{
    return message->paragraph == place->paragraph && message->story == place->story &&
           message->table == place->table && message->row == place->row &&
           message->cell == place->cell && message->file != NULL &&
           strcmp(message->file, a->path) == 0;
}

/* "error: TEXT", with the place before it when the comment stands elsewhere. */
static void put_message(const struct annotation *a, const struct hat_diag *diag, bool placed,
                        struct hat_buf *buf)
{
    struct hat_diag shown = *diag;
    if (placed) {
        shown.place = (struct hat_place){0};
    } else if (shown.place.file != NULL && strcmp(shown.place.file, a->path) == 0) {
        shown.place.file = NULL;
    }
    hat_message_text(&shown, a->lang, buf);
}

/* ---- the marks ---- */

static enum hat_status put_raw(struct annotation *a, uint32_t at, struct hat_buf *buf)
{
    struct hat_str text = {0};
    if (!hat_buf_failed(buf)) {
        text = hat_arena_str(&a->arena, (struct hat_str){buf->data, buf->len});
    }
    hat_buf_fini(buf);
    uint32_t node =
        text.ptr != NULL ? hat_tape_new(&a->part.tape, HAT_NODE_RAW, text) : HAT_NO_NODE;
    if (node == HAT_NO_NODE) {
        return HAT_ERR_NOMEM;
    }
    hat_tape_link_before(&a->part.tape, at, node);
    return HAT_OK;
}

static enum hat_status mark_docx(struct annotation *a, uint32_t from, uint32_t behind,
                                 struct hat_str text)
{
    unsigned id = a->next_id++;
    struct hat_buf open = {0}, close = {0};
    hat_buf_printf(&open, "<w:commentRangeStart xmlns:w=\"%s\" w:id=\"%u\"/>", a->w, id);
    hat_buf_printf(&close,
                   "<w:commentRangeEnd xmlns:w=\"%s\" w:id=\"%u\"/>"
                   "<w:r xmlns:w=\"%s\"><w:commentReference w:id=\"%u\"/></w:r>",
                   a->w, id, a->w, id);
    hat_buf_printf(&a->comments,
                   "<w:comment xmlns:w=\"%s\" w:id=\"%u\" w:author=\"hatshy\" w:initials=\"h\">"
                   "<w:p><w:r><w:t xml:space=\"preserve\">",
                   a->w, id);
    hat_xml_put_text(&a->comments, text);
    hat_buf_printf(&a->comments, "</w:t></w:r></w:p></w:comment>");
    enum hat_status opened = put_raw(a, from, &open), closed = put_raw(a, behind, &close);
    return opened != HAT_OK ? opened : closed;
}

static enum hat_status mark_odt(struct annotation *a, uint32_t from, uint32_t behind,
                                struct hat_str text)
{
    static const char office[] = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    unsigned id = a->next_id++;
    struct hat_buf open = {0}, close = {0};
    hat_buf_printf(&open,
                   "<office:annotation xmlns:office=\"%s\" xmlns:dc=\"http://purl.org/dc/elements/"
                   "1.1/\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
                   "office:name=\"hatshy%u\"><dc:creator>hatshy</dc:creator><text:p>",
                   office, id);
    hat_xml_put_text(&open, text);
    hat_buf_printf(&open, "</text:p></office:annotation>");
    hat_buf_printf(&close, "<office:annotation-end xmlns:office=\"%s\" office:name=\"hatshy%u\"/>",
                   office, id);
    enum hat_status opened = put_raw(a, from, &open), closed = put_raw(a, behind, &close);
    return opened != HAT_OK ? opened : closed;
}

/* ---- where in the paragraph ---- */

static uint32_t child_holding(const struct hat_tape *tape, uint32_t paragraph, uint32_t node)
{
    while (tape->nodes[node].up != paragraph) {
        node = tape->nodes[node].up;
    }
    return node;
}

static size_t find(struct hat_str text, struct hat_str wanted)
{
    for (size_t at = 0; wanted.len > 0 && wanted.len <= text.len && at <= text.len - wanted.len;
         at++) {
        if (memcmp(text.ptr + at, wanted.ptr, wanted.len) == 0) {
            return at;
        }
    }
    return text.len;
}

/* The nodes before which the comment begins and ends: around the tag's runs, or all the text. */
static void find_range(const struct hat_tape *tape, const struct hat_paragraph_seen *seen,
                       struct hat_str tag, uint32_t *from, uint32_t *behind)
{
    uint32_t end = tape->nodes[seen->node].match;
    size_t at = find(seen->text, tag);
    bool found = at < seen->text.len;
    size_t last = found ? at + tag.len : seen->text.len;
    *from = *behind = end;
    for (size_t i = 0; i < seen->piece_count; i++) {
        const struct hat_piece *piece = &seen->pieces[i];
        if (piece->len == 0 || piece->at >= last || (found && piece->at + piece->len <= at)) {
            continue;
        }
        uint32_t child = child_holding(tape, seen->node, piece->node);
        uint32_t child_end =
            tape->nodes[child].kind == HAT_NODE_START ? tape->nodes[child].match : child;
        *from = *from == end ? child : *from;
        *behind = tape->nodes[child_end].next;
    }
}

static enum hat_status comment(struct annotation *a, const struct hat_paragraph_seen *seen,
                               const struct hat_diag *diag, bool placed)
{
    struct hat_buf text = {0};
    uint32_t from, behind;
    find_range(&a->part.tape, seen, placed ? diag->args[0] : (struct hat_str){0}, &from, &behind);
    put_message(a, diag, placed, &text);
    enum hat_status status = HAT_ERR_NOMEM;
    if (!hat_buf_failed(&text)) {
        struct hat_str message = {text.data, text.len};
        status = a->docx ? mark_docx(a, from, behind, message) : mark_odt(a, from, behind, message);
    }
    hat_buf_fini(&text);
    return status;
}

/* ---- which paragraph a message goes to ---- */

#define NEXT UINT32_MAX

/* Notes that the paragraph refers to (DOCX: they are parts of their own). */
static void count_notes(struct annotation *a, uint32_t paragraph)
{
    const struct hat_node *nodes = a->part.tape.nodes;
    for (uint32_t node = paragraph; node != nodes[paragraph].match; node = nodes[node].next) {
        bool starts = nodes[node].kind == HAT_NODE_START;
        a->notes[0] += starts && nodes[node].name == HAT_W_footnoteReference;
        a->notes[1] += starts && nodes[node].name == HAT_W_endnoteReference;
    }
}

/* Is it a message about a note that is referred to by now? `before`: how many were before. */
static bool of_note(const struct annotation *a, const struct hat_place *place,
                    const uint32_t before[2])
{
    int kind = place->story == HAT_STORY_FOOTNOTE ? 0 : place->story == HAT_STORY_ENDNOTE ? 1 : 2;
    return kind < 2 && place->note > before[kind] && place->note <= a->notes[kind] &&
           place->file != NULL && strcmp(place->file, a->path) == 0;
}

static void find_targets(struct annotation *a, const struct hat_paragraph_seen *seen)
{
    const uint32_t before[2] = {a->notes[0], a->notes[1]};
    bool body = seen->place.story == HAT_STORY_BODY;
    if (body) {
        count_notes(a, seen->node);
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct hat_place *place = &hat_diags_at(a->messages, i)->place;
        bool here = same_place(a, place, &seen->place);
        if (!body && here) {
            a->targets[i] = NEXT;
        } else if (body && (here || a->targets[i] == NEXT || of_note(a, place, before))) {
            a->targets[i] = a->paragraph;
        }
    }
}

static enum hat_status put_comments(struct annotation *a, const struct hat_paragraph_seen *seen)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < a->count && status == HAT_OK; i++) {
        const struct hat_diag *diag = hat_diags_at(a->messages, i);
        bool first = a->targets[i] == 0 || a->targets[i] == NEXT; /* no paragraph has it */
        if (a->targets[i] == a->paragraph || (first && a->paragraph == 1)) {
            status = comment(a, seen, diag, same_place(a, &diag->place, &seen->place));
        }
    }
    return status;
}

static enum hat_status on_paragraph(void *ctx, const struct hat_paragraph_seen *seen)
{
    struct annotation *a = ctx;
    bool body = seen->place.story == HAT_STORY_BODY;
    a->paragraph += body;
    if (!a->writes) {
        find_targets(a, seen);
        return HAT_OK;
    }
    return body ? put_comments(a, seen) : HAT_OK;
}

/* ---- the main part ---- */

enum hat_status hat_annotate_tape(struct annotation *a, const char *name, struct hat_tape *tape)
{
    const struct hat_place place = {.file = a->path, .part = name};
    const struct annotated *changed = hat_annotate_find(a, name);
    struct hat_buf buf = {0};
    enum hat_status status = HAT_OK;
    if (changed == NULL) {
        status = hat_package_read(a->package, name, NULL, &buf);
    }
    if (status == HAT_OK) {
        struct hat_str bytes = {buf.data, buf.len};
        status = hat_tape_read(changed != NULL ? changed->bytes : bytes, a->limits, &place, NULL,
                               &a->arena, tape);
    }
    hat_buf_fini(&buf);
    return status;
}

static enum hat_status annotate_body(struct annotation *a)
{
    const char *name = hat_package_main(a->package);
    a->part = (struct hat_part_source){.dialect = a->docx ? &hat_docx_dialect : &hat_odt_dialect,
                                       .limits = a->limits,
                                       .arena = &a->arena,
                                       .file = a->path,
                                       .name = name,
                                       .seen = on_paragraph,
                                       .seen_ctx = a};
    enum hat_status status = hat_annotate_tape(a, name, &a->part.tape);
    if (status != HAT_OK) {
        return status;
    }
    a->w = hat_part_is_strict(&a->part)
               ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
               : "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    a->targets = hat_arena_array(&a->arena, a->count + 1, sizeof *a->targets);
    if (a->targets == NULL) {
        return HAT_ERR_NOMEM;
    }
    status = hat_part_scan(&a->part);
    a->writes = true;
    a->paragraph = 0;
    return status == HAT_OK ? hat_part_scan(&a->part) : status;
}

/* ---- the package ---- */

static enum hat_status change_kind(struct annotation *a)
{
    struct hat_buf relations = {0};
    hat_annotate_relations_name(hat_package_main(a->package), &relations);
    enum hat_status status =
        hat_buf_failed(&relations) ? HAT_ERR_NOMEM : hat_annotate_kind(a, relations.data);
    hat_buf_fini(&relations);
    return status;
}

static enum hat_status write_part(struct annotation *a, struct hat_package_writer *writer,
                                  const struct hat_part *part)
{
    const struct annotated *changed = hat_annotate_find(a, part->name);
    if (hat_annotate_is_macro(hat_str_from(part->type)) ||
        strstr(part->name, "_rels/vbaProject.bin.rels") != NULL) {
        return HAT_OK;
    }
    return changed == NULL ? hat_package_writer_copy(writer, a->package, part->name)
                           : hat_package_writer_add(writer, part->name, changed->bytes,
                                                    strcmp(part->name, "mimetype") == 0);
}

static enum hat_status write_parts(struct annotation *a, struct hat_package_writer *writer)
{
    struct hat_buf body = {0};
    hat_tape_put_all(&a->part.tape, &body);
    enum hat_status status = hat_buf_failed(&body) ? HAT_ERR_NOMEM : HAT_OK;
    if (status == HAT_OK) {
        status = hat_annotate_replace(a, hat_package_main(a->package),
                                      (struct hat_str){body.data, body.len});
    }
    hat_buf_fini(&body);
    if (status == HAT_OK && a->docx && a->comments.len > 0) {
        status = hat_annotate_docx(a);
    }
    if (status == HAT_OK) {
        status = change_kind(a);
    }
    for (size_t i = 0; i < hat_package_count(a->package) && status == HAT_OK; i++) {
        status = write_part(a, writer, hat_package_at(a->package, i));
    }
    for (size_t i = 0; i < a->changed_count && status == HAT_OK; i++) {
        if (hat_package_find(a->package, a->changed[i].name) == NULL) {
            status = hat_package_writer_add(writer, a->changed[i].name, a->changed[i].bytes, false);
        }
    }
    return status;
}

enum hat_status hat_template_annotate(const char *path, const hat_diags *messages,
                                      enum hat_lang lang, const struct hat_limits *limits,
                                      struct hat_output *output)
{
    struct annotation a = {.path = path,
                           .messages = messages,
                           .count = hat_diags_count(messages),
                           .lang = lang != HAT_LANG_NONE ? lang : HAT_LANG_EN,
                           .limits = limits};
    struct hat_package_writer *writer = NULL;
    enum hat_status status = hat_package_open(path, limits, NULL, &a.package);
    if (status == HAT_OK) {
        a.docx = hat_package_format(a.package) == HAT_FORMAT_DOCX;
        status = hat_package_require_text(a.package, NULL);
    }
    if (status == HAT_OK && a.docx) {
        status = hat_annotate_look(&a);
    }
    if (status == HAT_OK) {
        status = annotate_body(&a);
    }
    if (status == HAT_OK) {
        status = hat_package_writer_new(NULL, &writer);
    }
    if (status == HAT_OK) {
        status = write_parts(&a, writer);
    }
    if (status == HAT_OK) {
        status = hat_package_writer_finish(writer, output);
    }
    hat_package_writer_free(writer);
    hat_part_fini(&a.part);
    hat_buf_fini(&a.comments);
    hat_package_close(a.package);
    hat_arena_fini(&a.arena);
    return status;
}
