/* docx_paragraph.c -- paragraphs, runs and their text (ECMA-376-1 §17.3; layout-rules 2.8, 8).
 *
 * Inlines and text of the paragraph being read grow on two stacks of the story, so a text box in
 * the middle of a paragraph just stands on top of it. At its end all is copied into the block:
 *
 *     <w:r><w:t>Ал</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>маты</w:t></w:r>
 *     ->  {TEXT, plain, "Ал"} {TEXT, bold, "маты"}
 *
 * Adjacent runs of equal properties and link become one inline before anything is shaped.
 */
#include "base/utf8.h"
#include "document/docx_story_internal.h"

/* ---- paragraphs ---- */

static void put_pending_bookmarks(struct hat_docx_story *story)
{
    size_t at = 0;
    while (at < story->bookmarks.len) {
        const char *name = story->bookmarks.data + at;
        size_t len = strlen(name);
        hat_docx_bookmark(story, (struct hat_str){name, len});
        at += len + 1;
    }
    story->bookmarks.len = 0;
}

void hat_docx_paragraph_begin(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    flow->paragraphs++;
    story->docx->place = hat_docx_story_place(story);
    flow->in_paragraph = true;
    flow->is_resolved = false;
    flow->run_props = NULL;
    memset(&flow->para, 0, sizeof flow->para);
    memset(&flow->mark, 0, sizeof flow->mark);
    memset(&flow->run, 0, sizeof flow->run);
    if (!flow->joined) {
        hat_docx_breaks_begin(flow);
        flow->first_inline = story->inline_count;
        flow->first_text = story->text.len;
        flow->section_break = false;
        flow->sized = false;
    }
    flow->joined = false;
}

static void resolve(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    if (!flow->is_resolved) {
        hat_docx_resolve_paragraph(story->docx, &flow->para, &flow->around, &flow->resolved);
        flow->is_resolved = true;
        if (flow->resolved.frame == NULL && hat_docx_frames_wait(flow)) {
            hat_docx_frames_anchor(story, flow);
        }
        put_pending_bookmarks(story);
    }
}

/* Bullets of symbol fonts, as Unicode. */
static struct hat_str map_bullet(struct hat_docx_story *story, struct hat_str text,
                                 const char *family)
{
    struct hat_buf *buf = &story->docx->scratch;
    buf->len = 0;
    for (size_t at = 0, used; at < text.len; at += used) {
        char bytes[4];
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool is_private = cp >= 0xE000 && cp <= 0xF8FF;
        if (is_private || hat_symbol_family(family)) {
            const char *font = hat_symbol_family(family) ? family : "Symbol";
            cp = hat_symbol_unicode(font, cp);
        }
        cp = cp == 0 || cp == HAT_UTF8_INVALID ? 0x2022 : cp;
        hat_buf_put(buf, bytes, hat_utf8_encode(cp, bytes));
    }
    if (hat_buf_failed(buf)) {
        return (struct hat_str){0};
    }
    return hat_arena_str(story->arena, (struct hat_str){buf->data, buf->len});
}

static struct hat_label *make_label(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    struct hat_docx_resolved *resolved = &flow->resolved;
    const struct hat_docx_level *level = hat_docx_num_level(resolved->num, resolved->level);
    struct hat_label *label = hat_docx_story_alloc(story, sizeof *label);
    if (label == NULL) {
        return NULL;
    }
    label->text = hat_docx_count(story->docx, resolved->num, resolved->level, story->arena);
    if (label->text.ptr != NULL && level != NULL && level->format == HAT_NUMBER_BULLET) {
        label->sign = label->text;
        label->text = map_bullet(story, label->text, level->chars.v.family);
        if (hat_str_equal(label->sign, label->text)) {
            label->sign = (struct hat_str){0};
        }
    }
    if (label->text.ptr == NULL) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        return NULL;
    }
    if (label->text.len == 0 || level == NULL) { /* rules 2.12: no label and no tab */
        return NULL;
    }
    label->props = hat_docx_resolve_label(story->docx, resolved, &flow->mark, level);
    label->align = level->align;
    label->follow = level->follow;
    label->level = (uint8_t)(resolved->level + 1);
    label->list = resolved->num->abstract->list;
    label->bullet = level->format == HAT_NUMBER_BULLET;
    return label;
}

static struct hat_inline *copy_inlines(struct hat_docx_story *story,
                                       const struct hat_docx_flow *flow,
                                       struct hat_paragraph *paragraph)
{
    size_t count = story->inline_count - flow->first_inline;
    size_t len = story->text.len - flow->first_text;
    if (count == 0 || story->docx->status != HAT_OK) {
        return NULL;
    }
    struct hat_inline *inlines = hat_docx_story_alloc(story, count * sizeof *inlines);
    char *text = inlines != NULL ? hat_docx_story_alloc(story, len + 1) : NULL;
    if (text == NULL) {
        return NULL;
    }
    if (len > 0) {
        memcpy(text, story->text.data + flow->first_text, len);
    }
    for (size_t i = 0; i < count; i++) {
        const struct hat_docx_inline *from = &story->inlines[flow->first_inline + i];
        inlines[i] = from->v;
        inlines[i].text.ptr = text + (from->text_at - flow->first_text);
        if (from->is_note_mark && story->note != NULL) {
            story->note->mark = &inlines[i];
        }
    }
    paragraph->inlines = inlines;
    paragraph->inline_count = count;
    return inlines;
}

bool hat_docx_has_content(const struct hat_docx_story *story, const struct hat_docx_flow *flow)
{
    for (size_t i = flow->first_inline; i < story->inline_count; i++) {
        if (story->inlines[i].v.kind != HAT_INLINE_BOOKMARK) {
            return true;
        }
    }
    return false;
}

/* Writer keeps a table style's size with the paragraph only when no run has a size of its own. */
static uint16_t gap_size(const struct hat_docx_flow *flow, const struct hat_paragraph *paragraph)
{
    const struct hat_docx_resolved *resolved = &flow->resolved;
    if (paragraph->inline_count == 0) {
        return paragraph->mark->size;
    }
    return flow->sized ? resolved->style_size : resolved->base->v.size;
}

static void emit(struct hat_docx_story *story, struct hat_docx_flow *flow, struct hat_label *label)
{
    struct hat_paragraph *paragraph = hat_docx_story_alloc(story, sizeof *paragraph);
    if (paragraph == NULL) {
        return;
    }
    paragraph->props = flow->resolved.props;
    if (flow->body && flow->resolved.frame == NULL) {
        paragraph->props = hat_docx_break_take(story, flow);
    }
    paragraph->mark = hat_docx_resolve_run(story->docx, &flow->resolved, &flow->mark);
    paragraph->label = label;
    paragraph->place = hat_docx_story_place(story);
    struct hat_inline *inlines = copy_inlines(story, flow, paragraph);
    if (story->docx->status != HAT_OK) {
        return;
    }
    paragraph->gap_size = gap_size(flow, paragraph);
    if (flow->cell && story->table->redoes) {
        hat_docx_redo_keep(story, flow, paragraph, label, inlines);
    }
    if (flow->resolved.frame != NULL) {
        hat_docx_frame_add(story, flow, paragraph);
    } else {
        hat_docx_flow_add(story, flow, HAT_BLOCK_PARAGRAPH, paragraph);
    }
}

void hat_docx_section_begin(struct hat_docx_story *story, size_t index)
{
    const struct hat_section *section = hat_docx_section_at(story->docx, index);
    story->section = index;
    story->docx->geometry = section;
    if (section != NULL) {
        struct hat_section *copy = hat_docx_story_alloc(story, sizeof *copy);
        if (copy != NULL) {
            *copy = *section;
            hat_docx_flow_add(story, story->flows[0], HAT_BLOCK_SECTION, copy);
        }
    }
}

/* Drops what was read of a paragraph. */
static void forget(struct hat_docx_story *story, const struct hat_docx_flow *flow)
{
    story->inline_count = flow->first_inline;
    story->text.len = flow->first_text;
}

void hat_docx_paragraph_part(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    bool labelled = flow->resolved.num != NULL && !flow->is_rest;
    hat_docx_note_settle(story);
    emit(story, flow, labelled ? make_label(story, flow) : NULL);
    forget(story, flow);
}

/* An empty paragraph that only ends a section takes no room, unless it is all of the section or
 * that begins with a table (rules 3.1). Its page break is that of the next block. */
static bool only_ends_section(struct hat_docx_flow *flow, bool empty)
{
    bool ends = flow->section_break && empty && !flow->table_first && !flow->section_empty;
    if (ends && flow->resolved.props->break_before) {
        flow->break_before = HAT_DOCX_BREAK_PAGE;
    }
    return ends;
}

/* A paragraph that leaves nothing gives its bookmarks to the next one. */
static void pass_bookmarks_on(struct hat_docx_story *story, const struct hat_docx_flow *flow)
{
    for (size_t i = flow->first_inline; i < story->inline_count; i++) {
        const struct hat_docx_inline *item = &story->inlines[i];
        if (item->v.kind == HAT_INLINE_BOOKMARK) {
            hat_buf_put(&story->bookmarks, story->text.data + item->text_at, item->v.text.len);
            hat_buf_put(&story->bookmarks, "", 1);
        }
    }
    if (hat_buf_failed(&story->bookmarks)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
    }
}

static void finish(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    resolve(story, flow);
    hat_docx_note_settle(story);
    if (story->docx->status != HAT_OK) {
        return;
    }
    bool empty = !hat_docx_has_content(story, flow);
    const struct hat_char_props *mark =
        hat_docx_resolve_run(story->docx, &flow->resolved, &flow->mark);
    bool vanished = empty && mark != NULL && mark->hidden && !flow->section_break;
    struct hat_label *label = NULL;
    if (flow->resolved.num != NULL && !vanished && !flow->is_rest) {
        label = make_label(story, flow);
    }
    bool only_ends = only_ends_section(flow, empty && label == NULL);
    bool goes_on = flow->is_rest && hat_docx_break_ends(story, flow);
    if (!vanished && !only_ends && !goes_on) {
        emit(story, flow, label);
    } else {
        pass_bookmarks_on(story, flow);
    }
    forget(story, flow);
    flow->in_paragraph = false;
    if (flow->body && flow->section_break && story->docx->status == HAT_OK) {
        hat_docx_section_begin(story, story->section + 1);
    }
}

void hat_docx_paragraph_end(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    if (!flow->in_paragraph) {
        return;
    }
    if (flow->mark.deleted && !flow->section_break) {
        resolve(story, flow);
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_REVISIONS);
        flow->joined = true; /* goes on in the next paragraph */
        return;
    }
    finish(story, flow);
}

/* Frames with no paragraph after them: one without height carries them. */
static void carry_frames(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    hat_docx_paragraph_begin(story);
    flow->para.v.spacing_rule = HAT_SPACING_EXACT;
    flow->para.v.spacing = 1;
    flow->para.set = HAT_DOCX_LINE | HAT_DOCX_BEFORE | HAT_DOCX_AFTER;
    hat_docx_paragraph_end(story);
}

void hat_docx_paragraph_settle(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    if (flow->joined) {
        flow->joined = false;
        finish(story, flow);
    }
    if (hat_docx_frames_wait(flow) && story->docx->status == HAT_OK) {
        carry_frames(story, flow);
    }
}

/* ---- inlines ---- */

void hat_docx_run_begin(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    hat_docx_note_settle(story);
    memset(&flow->run, 0, sizeof flow->run);
    flow->run_props = NULL;
    flow->symbol_font = NULL;
}

/* Text of a symbol font is mapped to Unicode and set in the paragraph's own font. */
static void leave_symbol_font(struct hat_docx_story *story, struct hat_docx_flow *flow)
{
    flow->symbol_font = flow->run_props->family;
    struct hat_docx_chars plain = flow->run;
    plain.set &= ~(uint32_t)HAT_DOCX_FONT;
    plain.v.family = NULL;
    flow->run_props = hat_docx_resolve_run(story->docx, &flow->resolved, &plain);
}

/* The run's properties; NULL when its content is not printed. */
static const struct hat_char_props *visible_props(struct hat_docx_story *story,
                                                  struct hat_docx_flow *flow)
{
    if (!flow->in_paragraph || story->docx->status != HAT_OK) {
        return NULL;
    }
    resolve(story, flow);
    if (flow->run_props == NULL) {
        flow->run_props = hat_docx_resolve_run(story->docx, &flow->resolved, &flow->run);
        if (flow->run_props != NULL && hat_symbol_family(flow->run_props->family)) {
            leave_symbol_font(story, flow);
        }
    }
    if (flow->run_props == NULL || hat_docx_field_hides(story)) {
        return NULL;
    }
    if (flow->run_props->hidden) {
        return NULL;
    }
    flow->sized |= (flow->run.set & HAT_DOCX_SIZE) != 0;
    return flow->run_props;
}

static struct hat_docx_inline *push(struct hat_docx_story *story)
{
    if (!hat_mem_grow(&story->inlines, story->inline_count, &story->inline_cap,
                      sizeof *story->inlines)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        return NULL;
    }
    struct hat_docx_inline *added = &story->inlines[story->inline_count++];
    memset(added, 0, sizeof *added);
    added->text_at = story->text.len;
    return added;
}

struct hat_inline *hat_docx_inline_add(struct hat_docx_story *story, uint8_t kind)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    const struct hat_char_props *props = visible_props(story, flow);
    struct hat_docx_inline *added = props != NULL ? push(story) : NULL;
    if (added == NULL) {
        return NULL;
    }
    added->v.kind = kind;
    added->v.props = props;
    added->run = hat_docx_redo_run(story, flow);
    added->v.link = hat_docx_field_link(story);
    return &added->v;
}

void hat_docx_anchor(struct hat_docx_story *story, const struct hat_object *object)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    const struct hat_char_props *props = hat_docx_resolve_run(story->docx, &flow->resolved, NULL);
    struct hat_docx_inline *added = props != NULL ? push(story) : NULL;
    if (added != NULL) {
        added->v.kind = HAT_INLINE_ANCHOR;
        added->v.props = props;
        added->v.object = object;
    }
}

void hat_docx_bookmark(struct hat_docx_story *story, struct hat_str name)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    if (name.len == 0 || hat_str_is(name, "_GoBack")) {
        return;
    }
    if (!flow->in_paragraph) { /* between blocks: belongs to the next paragraph */
        hat_buf_put(&story->bookmarks, name.ptr, name.len);
        hat_buf_put(&story->bookmarks, "", 1);
        if (hat_buf_failed(&story->bookmarks)) {
            hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        }
        return;
    }
    resolve(story, flow);
    const struct hat_char_props *props = hat_docx_resolve_run(story->docx, &flow->resolved, NULL);
    struct hat_docx_inline *added = props != NULL ? push(story) : NULL;
    if (added != NULL) {
        added->v.kind = HAT_INLINE_BOOKMARK;
        added->v.props = props;
        added->v.text.len = name.len;
        hat_buf_put(&story->text, name.ptr, name.len);
    }
}

/* ---- text ---- */

/* The inline that takes the next text: the last one when all is equal, else a new one. */
static struct hat_docx_inline *text_inline(struct hat_docx_story *story, struct hat_docx_flow *flow,
                                           const struct hat_char_props *props)
{
    struct hat_docx_field *computed = hat_docx_field_computed(story);
    const struct hat_link *link = hat_docx_field_link(story);
    if (story->inline_count > flow->first_inline) {
        struct hat_docx_inline *last = &story->inlines[story->inline_count - 1];
        bool at_end = last->text_at + last->v.text.len == story->text.len;
        if (story->custom != NULL && at_end && last->v.kind == HAT_INLINE_NOTE) {
            return last;
        }
        if (computed != NULL && last->v.kind == HAT_INLINE_FIELD && at_end) {
            if (last->v.text.len == 0) {
                last->v.props = props; /* the look of the result, not of the field's begin */
            }
            return last;
        }
        if (at_end && last->v.kind == HAT_INLINE_TEXT && last->v.props == props &&
            last->v.link == link && !last->is_note_mark) {
            return last;
        }
    }
    struct hat_docx_inline *added = push(story);
    if (added != NULL) {
        added->v.kind = HAT_INLINE_TEXT;
        added->v.props = props;
        added->run = hat_docx_redo_run(story, flow);
        added->v.link = link;
    }
    return added;
}

static void append(struct hat_docx_story *story, struct hat_docx_flow *flow,
                   const struct hat_char_props *props, struct hat_str text)
{
    if (text.len == 0) {
        return;
    }
    struct hat_docx_inline *to = text_inline(story, flow, props);
    if (to == NULL) {
        return;
    }
    hat_buf_put(&story->text, text.ptr, text.len);
    if (hat_buf_failed(&story->text)) {
        hat_docx_fail(story->docx, HAT_ERR_NOMEM);
        return;
    }
    to->v.text.len += text.len;
}

static void append_symbols(struct hat_docx_story *story, struct hat_docx_flow *flow,
                           const struct hat_char_props *props, struct hat_str text)
{
    for (size_t at = 0, used; at < text.len; at += used) {
        char bytes[4];
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        uint32_t mapped = cp == HAT_UTF8_INVALID ? 0 : hat_symbol_unicode(flow->symbol_font, cp);
        if (mapped == 0) {
            hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_SYMBOL);
            append(story, flow, props, (struct hat_str){text.ptr + at, used});
        } else {
            append(story, flow, props, (struct hat_str){bytes, hat_utf8_encode(mapped, bytes)});
        }
    }
}

void hat_docx_put(struct hat_docx_story *story, struct hat_str text)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    const struct hat_char_props *props = visible_props(story, flow);
    if (props != NULL) {
        append(story, flow, props, text);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void hat_docx_text_begin(struct hat_docx_story *story, bool trim)
{
    story->trim = trim;
    story->at_start = true;
    story->text_from = story->text.len;
}

/* Inside w:t a tab character is a tab where white space is preserved, else a space; a line feed is
 * a space (rules 2.8). */
static void add_control(struct hat_docx_story *story, struct hat_docx_flow *flow,
                        const struct hat_char_props *props, char c)
{
    if (c == '\t' && !story->trim) {
        hat_docx_inline_add(story, HAT_INLINE_TAB);
    } else {
        append(story, flow, props, HAT_STR(" "));
    }
}

void hat_docx_text_add(struct hat_docx_story *story, struct hat_str text)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    const struct hat_char_props *props = visible_props(story, flow);
    if (props == NULL) {
        return;
    }
    while (story->trim && story->at_start && text.len > 0 && is_blank(*text.ptr)) {
        text.ptr++;
        text.len--;
    }
    story->at_start = story->at_start && text.len == 0;
    while (text.len > 0) {
        size_t len = 0;
        while (len < text.len && (unsigned char)text.ptr[len] >= 0x20) {
            len++;
        }
        struct hat_str piece = {text.ptr, len};
        if (flow->symbol_font != NULL) {
            append_symbols(story, flow, props, piece);
        } else {
            append(story, flow, props, piece);
        }
        if (len < text.len) {
            add_control(story, flow, props, text.ptr[len++]);
        }
        text.ptr += len;
        text.len -= len;
    }
}

void hat_docx_text_end(struct hat_docx_story *story)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    if (!story->trim || story->inline_count <= flow->first_inline) {
        return;
    }
    struct hat_docx_inline *last = &story->inlines[story->inline_count - 1];
    if (last->text_at + last->v.text.len != story->text.len) {
        return;
    }
    while (last->v.text.len > 0 && story->text.len > story->text_from &&
           is_blank(story->text.data[story->text.len - 1])) {
        story->text.len--;
        last->v.text.len--;
    }
    if (last->v.text.len == 0 && last->v.kind == HAT_INLINE_TEXT) {
        story->inline_count--;
    }
}

/* ---- what a run holds ---- */

static void add_break(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_docx_flow *flow = hat_docx_flow_of(story);
    struct hat_str type = hat_xml_attr(element, HAT_W_type);
    bool column = hat_str_is(type, "column");
    bool breaks = column || hat_str_is(type, "page");
    if (visible_props(story, flow) == NULL) {
        return;
    }
    if (breaks && flow->body && flow->resolved.frame == NULL) {
        hat_docx_break_add(story, column ? HAT_DOCX_BREAK_COLUMN : HAT_DOCX_BREAK_PAGE);
    } else if (!breaks || (!flow->cell && story->note == NULL)) { /* ignored there, as in Writer */
        hat_docx_inline_add(story, HAT_INLINE_LINE_BREAK);
    }
}

static void add_symbol(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_str font = hat_xml_attr(element, HAT_W_font);
    uint32_t cp = 0;
    char bytes[4], family[64] = {0};
    if (!hat_docx_hex(hat_xml_attr(element, HAT_W_char), &cp)) {
        return;
    }
    memcpy(family, font.ptr != NULL ? font.ptr : "", font.len < 63 ? font.len : 63);
    uint32_t mapped = cp >= 0xF000 && cp <= 0xF0FF ? cp - 0xF000 : cp;
    if (hat_symbol_family(family)) {
        mapped = hat_symbol_unicode(family, cp);
    }
    if (mapped == 0 || !hat_xml_char(mapped)) {
        hat_docx_unsupported(story->docx, HAT_DOCX_UNSUPPORTED_SYMBOL);
        mapped = 0x25A1; /* a box, so that its place is seen */
    }
    hat_docx_put(story, (struct hat_str){bytes, hat_utf8_encode(mapped, bytes)});
}

static void add_alignment_tab(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_str align = hat_xml_attr(element, HAT_W_alignment);
    struct hat_inline *tab = hat_docx_inline_add(story, HAT_INLINE_PTAB);
    if (tab != NULL) {
        tab->align = hat_str_is(align, "center")  ? HAT_TAB_CENTER
                     : hat_str_is(align, "right") ? HAT_TAB_RIGHT
                                                  : HAT_TAB_LEFT;
    }
}

static uint8_t begin_text(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    bool preserve = hat_str_is(hat_xml_attr(element, HAT_XML_space), "preserve");
    hat_docx_text_begin(story, !preserve);
    return HAT_DOCX_IN_TEXT;
}

uint8_t hat_docx_run_child(struct hat_docx_story *story, const struct hat_xml_element *element)
{
    struct hat_inline *added;
    switch (element->name) {
    case HAT_W_t:
        return begin_text(story, element);
    case HAT_W_tab:
        hat_docx_inline_add(story, HAT_INLINE_TAB);
        break;
    case HAT_W_ptab:
        add_alignment_tab(story, element);
        break;
    case HAT_W_br:
        add_break(story, element);
        break;
    case HAT_W_cr:
        hat_docx_inline_add(story, HAT_INLINE_LINE_BREAK);
        break;
    case HAT_W_noBreakHyphen:
        hat_docx_put(story, HAT_STR("\xE2\x80\x91"));
        break;
    case HAT_W_softHyphen:
        hat_docx_put(story, HAT_STR("\xC2\xAD"));
        break;
    case HAT_W_sym:
        add_symbol(story, element);
        break;
    case HAT_W_pgNum:
        added = hat_docx_inline_add(story, HAT_INLINE_FIELD);
        (void)added; /* a zeroed field is PAGE */
        break;
    case HAT_W_fldChar:
        hat_docx_field_char(story, element);
        return HAT_DOCX_IN_FORM;
    case HAT_W_instrText:
        return HAT_DOCX_IN_INSTRUCTION;
    case HAT_W_footnoteReference:
    case HAT_W_endnoteReference:
        hat_docx_note_reference(story, element);
        break;
    case HAT_W_footnoteRef:
    case HAT_W_endnoteRef:
        hat_docx_note_mark(story);
        break;
    default:
        break;
    }
    return HAT_DOCX_SKIP;
}
