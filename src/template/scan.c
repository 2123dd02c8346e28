/* scan.c -- finds the tags of a part: over the whole text of each paragraph, however many runs it
 * is in, and with the place of each as a person counts.
 *
 *     <w:t>{{na</w:t> ... <w:proofErr/> ... <w:t>me}}</w:t>
 *     pieces   0..4 "{{na"    4..8 "me}}"
 *     text     "{{name}}"  ->  tag 0..8, anchored at 2
 *
 * A text box stands inside a paragraph and has paragraphs of its own, so pieces are kept on a
 * stack: the inner paragraph is done before the outer one goes on. Tags are sorted into document
 * order at the end.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "template/picture_internal.h"

enum { TAGS_MAX = 200 * 1000 }; /* in one part */

/* Where the walk is: one level a story, table, row and cell. */
struct level {
    uint32_t node;
    struct hat_place place; /* around it */
    uint32_t tables, rows, cells, paragraphs;
};

struct open_paragraph {
    uint32_t node;
    size_t pieces, text; /* where its own begin on the stacks */
    struct hat_place place;
};

struct scan {
    struct hat_part_source *part;
    struct level *levels;
    size_t level_count, level_cap;
    struct open_paragraph *paragraphs;
    size_t paragraph_count, paragraph_cap;
    struct hat_piece *pieces;
    size_t piece_count, piece_cap;
    struct hat_span *spans;
    size_t span_count, span_cap;
    struct hat_buf text;
    struct hat_place place;
    struct hat_str open, close; /* delimiters */
    uint32_t notes, boxes;
    uint32_t fallback; /* START of the fallback that is being read; HAT_NO_NODE */
};

/* ---- tags in a paragraph's text ---- */

static size_t find(struct hat_str text, size_t from, struct hat_str wanted)
{
    while (wanted.len <= text.len && from <= text.len - wanted.len) {
        const char *hit = memchr(text.ptr + from, wanted.ptr[0], text.len - from);
        if (hit == NULL) {
            break;
        }
        from = (size_t)(hit - text.ptr);
        if (wanted.len <= text.len - from && memcmp(hit, wanted.ptr, wanted.len) == 0) {
            return from;
        }
        from++;
    }
    return text.len;
}

/* The tag as messages show it: one line, not too long. */
static struct hat_str shown(struct hat_arena *arena, struct hat_str text)
{
    enum { SHOWN_MAX = 100 };
    static const char dots[] = "\xE2\x80\xA6";
    char out[SHOWN_MAX + sizeof dots];
    size_t len = 0, used;
    bool space = false;
    for (size_t at = 0; at < text.len; at += used) {
        uint32_t cp = hat_utf8_decode(text.ptr + at, text.len - at, &used);
        bool blank = hat_unicode_space(cp);
        if (len + used + 1 > SHOWN_MAX) {
            memcpy(out + len, dots, sizeof dots - 1);
            len += sizeof dots - 1;
            break;
        }
        if (blank && !space) {
            out[len++] = ' ';
        } else if (!blank) {
            memcpy(out + len, text.ptr + at, used);
            len += used;
        }
        space = blank;
    }
    return hat_arena_str(arena, (struct hat_str){out, len});
}

static enum hat_status set_delimiters(struct scan *s, struct hat_str inner,
                                      const struct hat_tag *tag)
{
    struct hat_str words[2] = {{0}};
    size_t count = 0, used;
    bool ends = inner.len > 2 && inner.ptr[inner.len - 1] == '=';
    bool inside = false;
    for (size_t at = 1; at + 1 < inner.len; at += used) {
        uint32_t cp = hat_utf8_decode(inner.ptr + at, inner.len - at, &used);
        bool space = hat_unicode_space(cp);
        if (!space && !inside && ++count <= 2) {
            words[count - 1].ptr = inner.ptr + at;
        }
        if (!space && count <= 2) {
            words[count - 1].len = (size_t)(inner.ptr + at + used - words[count - 1].ptr);
        }
        inside = !space;
    }
    if (!ends || count != 2) {
        hat_tag_report(s->part, tag, HAT_MSG_TAG_DELIMITERS, (const struct hat_str[3]){{0}});
        return HAT_OK;
    }
    s->open = hat_arena_str(s->part->arena, words[0]);
    s->close = hat_arena_str(s->part->arena, words[1]);
    return s->open.ptr != NULL && s->close.ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static enum hat_status add_tag(struct scan *s, struct hat_str inner, struct hat_span span,
                               const struct hat_tag *tag)
{
    struct hat_part_source *part = s->part;
    struct hat_tag made = *tag;
    struct hat_str copy = hat_arena_str(part->arena, inner);
    if (part->tag_count >= TAGS_MAX) {
        hat_tag_report(part, tag, HAT_MSG_TEMPLATE_TAGS,
                       (const struct hat_str[3]){HAT_STR("200000")});
        return HAT_ERR_LIMIT;
    }
    enum hat_status status = copy.ptr == NULL ? HAT_ERR_NOMEM : hat_tag_parse(part, copy, &made);
    if (status != HAT_OK) {
        return status;
    }
    if (!hat_mem_grow(&part->tags, part->tag_count, &part->tag_cap, sizeof *part->tags) ||
        !hat_mem_grow(&s->spans, s->span_count, &s->span_cap, sizeof *s->spans)) {
        return HAT_ERR_NOMEM;
    }
    span.tag = (uint32_t)part->tag_count;
    s->spans[s->span_count++] = span;
    part->tags[part->tag_count++] = made;
    if (inner.len > 0 && inner.ptr[0] == '=') {
        return set_delimiters(s, copy, &part->tags[span.tag]);
    }
    return HAT_OK;
}

static enum hat_status unclosed(struct scan *s, struct hat_str text, struct hat_tag *tag)
{
    tag->source = shown(s->part->arena, text);
    hat_tag_report(s->part, tag, HAT_MSG_TAG_UNCLOSED, (const struct hat_str[3]){s->close});
    return HAT_OK;
}

/* All tags of the paragraph's text. */
static enum hat_status find_tags(struct scan *s, struct hat_str text, struct hat_tag *tag)
{
    size_t at = 0;
    enum hat_status status = HAT_OK;
    while (status == HAT_OK && (at = find(text, at, s->open)) < text.len) {
        struct hat_str open = s->open, close = s->close;
        struct hat_span span = {.from = at, .anchor = at + open.len};
        size_t inner = at + open.len;
        if (inner < text.len && text.ptr[inner] == '{' && hat_str_is(open, "{{")) {
            inner++;
            close = HAT_STR("}}}");
        }
        size_t end = find(text, inner, close);
        if (end == text.len) {
            return unclosed(s, (struct hat_str){text.ptr + at, text.len - at}, tag);
        }
        span.to = end + close.len;
        span.anchor = span.anchor < end ? span.anchor : end;
        tag->source = shown(s->part->arena, (struct hat_str){text.ptr + at, span.to - at});
        status = tag->source.ptr == NULL
                     ? HAT_ERR_NOMEM
                     : add_tag(s, (struct hat_str){text.ptr + inner, end - inner}, span, tag);
        at = span.to;
    }
    return status;
}

static enum hat_status paragraph_end(struct scan *s)
{
    struct open_paragraph p = s->paragraphs[--s->paragraph_count];
    struct hat_str text = {s->text.len > 0 ? s->text.data + p.text : "", s->text.len - p.text};
    enum hat_status status = hat_buf_failed(&s->text) ? HAT_ERR_NOMEM : HAT_OK;
    struct hat_tag tag = {.place = p.place,
                          .node = HAT_NO_NODE,
                          .paragraph = p.node,
                          .partner = HAT_NO_TAG,
                          .anchor = HAT_NO_NODE,
                          .quiet = s->fallback != HAT_NO_NODE};
    s->span_count = 0;
    if (status == HAT_OK && s->part->seen != NULL) {
        const struct hat_paragraph_seen seen = {p.node, p.place, text, s->pieces + p.pieces,
                                                s->piece_count - p.pieces};
        status = s->part->seen(s->part->seen_ctx, &seen);
    } else if (status == HAT_OK && memchr(text.ptr, s->open.ptr[0], text.len) != NULL) {
        status = find_tags(s, text, &tag);
    }
    if (status == HAT_OK && s->span_count > 0) {
        status = hat_part_heal(s->part, text, s->pieces + p.pieces, s->piece_count - p.pieces,
                               s->spans, s->span_count);
    }
    s->piece_count = p.pieces;
    s->text.len = p.text;
    return status;
}

/* ---- the walk ---- */

static bool push_level(struct scan *s, uint32_t node)
{
    if (!hat_mem_grow(&s->levels, s->level_count, &s->level_cap, sizeof *s->levels)) {
        return false;
    }
    s->levels[s->level_count++] = (struct level){.node = node, .place = s->place};
    return true;
}

static struct level *top(struct scan *s)
{
    return s->level_count > 0 ? &s->levels[s->level_count - 1] : NULL;
}

static void enter_story(struct scan *s, uint32_t node)
{
    const struct hat_tape *tape = &s->part->tape;
    enum hat_story story = s->part->dialect->story(tape, node);
    s->place = (struct hat_place){.file = s->place.file, .story = story};
    if (story == HAT_STORY_FOOTNOTE || story == HAT_STORY_ENDNOTE) {
        bool separator = hat_tape_value(tape, node, HAT_W_type).ptr != NULL;
        s->place.note = separator ? 0 : ++s->notes;
    } else if (story == HAT_STORY_TEXT_BOX) {
        s->boxes += s->fallback == HAT_NO_NODE;
        s->place.note = s->boxes;
    }
}

/* The story that counts tables: the innermost level of one. */
static uint32_t next_table(struct scan *s)
{
    for (size_t i = s->level_count; i > 0; i--) {
        enum hat_role role = hat_role_of(s->part->dialect, &s->part->tape, s->levels[i - 1].node);
        if (role == HAT_ROLE_STORY) {
            return ++s->levels[i - 1].tables;
        }
    }
    return 1;
}

/* ODT: a row or cell that stands there a thousand million times is no template's. */
static void check_repeats(struct scan *s, uint32_t node, enum hat_role role)
{
    enum hat_xml_name name = role == HAT_ROLE_ROW ? HAT_TABLE_number_rows_repeated
                                                  : HAT_TABLE_number_columns_repeated;
    uint32_t most = s->part->limits->repeats;
    struct hat_str text = hat_tape_value(&s->part->tape, node, name);
    uint64_t repeats = 0;
    for (size_t i = 0; i < text.len && repeats <= most; i++) {
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        repeats = digit ? repeats * 10 + (uint64_t)(text.ptr[i] - '0') : 0;
    }
    if (repeats <= most) {
        return;
    }
    struct hat_buf limit = {0};
    hat_buf_printf(&limit, "%u", most);
    hat_diags_add(s->part->diags, HAT_MSG_TEMPLATE_REPEATS, &s->place, text,
                  (struct hat_str){limit.data, limit.len});
    hat_buf_fini(&limit);
    s->part->errors = true;
}

static enum hat_status enter_level(struct scan *s, uint32_t node, enum hat_role role)
{
    struct level *around = top(s);
    if (role == HAT_ROLE_TABLE) {
        uint32_t table = next_table(s);
        if (!push_level(s, node)) {
            return HAT_ERR_NOMEM;
        }
        s->place.table = table;
        s->place.row = s->place.cell = s->place.paragraph = 0;
        return HAT_OK;
    }
    bool made = s->part->tape.nodes[node].made;
    uint32_t number = around == NULL          ? 0
                      : made                  ? around->rows + 1
                      : role == HAT_ROLE_ROW  ? ++around->rows
                      : role == HAT_ROLE_CELL ? ++around->cells
                                              : 0;
    if (!push_level(s, node)) {
        return HAT_ERR_NOMEM;
    }
    if (role == HAT_ROLE_STORY) {
        enter_story(s, node);
    } else if (role == HAT_ROLE_ROW) {
        s->place.row = number;
        s->place.cell = s->place.paragraph = 0;
        check_repeats(s, node, role);
    } else {
        s->place.cell = number;
        check_repeats(s, node, role);
    }
    return HAT_OK;
}

/* A paragraph, or a field of the document's properties, which has no number. */
static enum hat_status enter_paragraph(struct scan *s, uint32_t node, enum hat_role role)
{
    if (!hat_mem_grow(&s->paragraphs, s->paragraph_count, &s->paragraph_cap,
                      sizeof *s->paragraphs)) {
        return HAT_ERR_NOMEM;
    }
    struct level *around = top(s);
    struct open_paragraph p = {
        .node = node, .pieces = s->piece_count, .text = s->text.len, .place = s->place};
    bool made = s->part->tape.nodes[node].made;
    if (role == HAT_ROLE_FIELD && s->paragraph_count > 0) { /* an alternative text */
        p.place = s->paragraphs[s->paragraph_count - 1].place;
    } else if (role == HAT_ROLE_FIELD) {
        p.place.story = HAT_STORY_PROPERTIES;
    } else {
        p.place.paragraph = around == NULL ? 1
                            : made         ? around->paragraphs + 1
                                           : ++around->paragraphs;
    }
    s->paragraphs[s->paragraph_count++] = p;
    return HAT_OK;
}

/* Adds a piece of the innermost paragraph's text. */
static enum hat_status add_piece(struct scan *s, uint32_t node, struct hat_str text)
{
    if (s->paragraph_count == 0) {
        return HAT_OK;
    }
    if (!hat_mem_grow(&s->pieces, s->piece_count, &s->piece_cap, sizeof *s->pieces)) {
        return HAT_ERR_NOMEM;
    }
    s->pieces[s->piece_count++] = (struct hat_piece){node, s->text.len, text.len};
    s->pieces[s->piece_count - 1].at -= s->paragraphs[s->paragraph_count - 1].text;
    hat_buf_put(&s->text, text.ptr, text.len);
    return hat_buf_failed(&s->text) ? HAT_ERR_NOMEM : HAT_OK;
}

static enum hat_status on_link(struct scan *s, uint32_t node)
{
    if (s->part->seen != NULL) {
        return HAT_OK;
    }
    struct hat_place place = s->place;
    if (s->paragraph_count > 0) {
        place = s->paragraphs[s->paragraph_count - 1].place;
    }
    return hat_part_address(s->part, node, &place, s->fallback != HAT_NO_NODE);
}

static enum hat_status on_drawing(struct scan *s, uint32_t node)
{
    struct hat_place place = s->place;
    if (s->part->seen != NULL) {
        return HAT_OK;
    }
    if (s->paragraph_count > 0) {
        place = s->paragraphs[s->paragraph_count - 1].place;
    }
    return hat_part_frame(s->part, node, &place, s->fallback != HAT_NO_NODE);
}

static enum hat_status on_alternative(struct scan *s, uint32_t node)
{
    struct hat_place place = s->place;
    if (s->part->seen != NULL) {
        return HAT_OK;
    }
    if (s->paragraph_count > 0) {
        place = s->paragraphs[s->paragraph_count - 1].place;
    }
    return hat_part_alternative(s->part, node, &place, s->fallback != HAT_NO_NODE);
}

static enum hat_status on_start(struct scan *s, uint32_t node, enum hat_role role)
{
    switch (role) {
    case HAT_ROLE_STORY:
    case HAT_ROLE_TABLE:
    case HAT_ROLE_ROW:
    case HAT_ROLE_CELL:
        return enter_level(s, node, role);
    case HAT_ROLE_PARAGRAPH:
    case HAT_ROLE_FIELD:
        return enter_paragraph(s, node, role);
    case HAT_ROLE_LINK:
        return on_link(s, node);
    case HAT_ROLE_SPACE:
    case HAT_ROLE_BREAK:
        return add_piece(s, node, HAT_STR(" "));
    case HAT_ROLE_HYPHEN:
        return add_piece(s, node, HAT_STR("-"));
    case HAT_ROLE_NOTHING:
        return add_piece(s, node, HAT_STR(""));
    default:
        if (s->part->tape.nodes[node].name == HAT_W_drawing ||
            s->part->tape.nodes[node].name == HAT_DRAW_frame) {
            return on_drawing(s, node);
        }
        if (s->part->tape.nodes[node].name == HAT_WP_docPr) {
            return on_alternative(s, node);
        }
        if (s->part->tape.nodes[node].name == HAT_MC_Fallback && s->fallback == HAT_NO_NODE) {
            s->fallback = node;
        }
        return HAT_OK;
    }
}

static enum hat_status on_end(struct scan *s, uint32_t start, enum hat_role role)
{
    if (role == HAT_ROLE_PARAGRAPH || role == HAT_ROLE_FIELD) {
        return paragraph_end(s);
    }
    if (s->level_count > 0 && s->levels[s->level_count - 1].node == start) {
        s->place = s->levels[--s->level_count].place;
    }
    if (start == s->fallback) {
        s->fallback = HAT_NO_NODE;
    }
    return HAT_OK;
}

/* Do characters directly in this element belong to the paragraph's text? */
static bool holds_text(const struct scan *s, uint32_t node)
{
    switch (hat_role_of(s->part->dialect, &s->part->tape, node)) {
    case HAT_ROLE_TEXT:
    case HAT_ROLE_FIELD:
        return true;
    case HAT_ROLE_PARAGRAPH:
    case HAT_ROLE_RUN:
    case HAT_ROLE_LINK:
        return !s->part->dialect->text_elements;
    default:
        return false;
    }
}

static enum hat_status walk(struct scan *s)
{
    struct hat_part_source *part = s->part;
    enum hat_status status = HAT_OK;
    uint32_t node = part->tape.first;
    while (node != HAT_NO_NODE && status == HAT_OK) {
        const struct hat_node *n = &part->tape.nodes[node];
        uint32_t next = n->next;
        if (n->kind == HAT_NODE_START) {
            enum hat_role role = hat_role_of(part->dialect, &part->tape, node);
            if (role == HAT_ROLE_SKIP || role == HAT_ROLE_PROPERTIES) {
                next = part->tape.nodes[n->match].next;
            } else {
                status = on_start(s, node, role);
            }
        } else if (n->kind == HAT_NODE_END) {
            status = on_end(s, n->match, hat_role_of(part->dialect, &part->tape, node));
        } else if (n->kind == HAT_NODE_TEXT && holds_text(s, n->up)) {
            status = add_piece(s, node, n->text);
        }
        node = next;
    }
    return status;
}

/* ---- document order ---- */

enum hat_status hat_part_sort_tags(struct hat_part_source *part)
{
    struct hat_tag *sorted = hat_mem_zalloc(part->tag_count + 1, sizeof *sorted);
    size_t count = 0;
    if (sorted == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (uint32_t node = part->tape.first; node != HAT_NO_NODE;
         node = part->tape.nodes[node].next) {
        struct hat_node *n = &part->tape.nodes[node];
        if (n->kind == HAT_NODE_TAG) {
            sorted[count] = part->tags[n->as.tag];
            sorted[count].node = node;
            n->as.tag = (uint32_t)count++;
        }
    }
    hat_mem_free(part->tags);
    part->tags = sorted;
    part->tag_cap = part->tag_count + 1;
    part->tag_count = count;
    return HAT_OK;
}

enum hat_status hat_part_scan(struct hat_part_source *part)
{
    struct scan s = {.part = part,
                     .place = {.file = part->file},
                     .open = HAT_STR("{{"),
                     .close = HAT_STR("}}"),
                     .fallback = HAT_NO_NODE};
    enum hat_status status = walk(&s);
    if (status == HAT_OK && part->tag_count > 0) {
        status = hat_part_sort_tags(part);
    }
    hat_mem_free(s.levels);
    hat_mem_free(s.paragraphs);
    hat_mem_free(s.pieces);
    hat_mem_free(s.spans);
    hat_buf_fini(&s.text);
    return status;
}

void hat_part_fini(struct hat_part_source *part)
{
    hat_tape_fini(&part->tape);
    hat_mem_free(part->tags);
    hat_mem_free(part->addresses);
    hat_mem_free(part->frames);
    part->tags = NULL;
    part->addresses = NULL;
    part->frames = NULL;
}
