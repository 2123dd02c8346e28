/* heal.c -- puts a TAG node in the place of each tag's text, whatever runs it was split over.
 *
 *     <w:r><w:t>Dear {{na</w:t></w:r><w:r><w:b/><w:t>me}}</w:t></w:r><w:r><w:t>!</w:t></w:r>
 *     <w:r><w:t>Dear TAG</w:t></w:r>                                 <w:r><w:t>!</w:t></w:r>
 *
 * The tag goes where the first character after "{{" stood, so the value takes that formatting.
 * Runs that held nothing but a tag's text go; bookmarks and what else stands between stay.
 */
#include "template/part_internal.h"

struct heal {
    struct hat_part_source *part;
    struct hat_str text;
    const struct hat_span *spans;
    size_t count;
    bool collapses; /* white space does, in this paragraph */
};

/* Links a new node before `at`. */
static uint32_t put_before(struct hat_part_source *part, uint32_t at, enum hat_node_kind kind,
                           struct hat_str text)
{
    uint32_t node = hat_tape_new(&part->tape, kind, text);
    if (node != HAT_NO_NODE) {
        hat_tape_link_before(&part->tape, at, node);
        part->tape.nodes[node].line = part->tape.nodes[at].line;
    }
    return node;
}

/* Index of the first span that ends at `at` or behind it; spans are in order. */
static size_t span_ending(const struct heal *h, size_t at)
{
    size_t low = 0, high = h->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (h->spans[middle].to < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ODT: white space collapses, so a space after a tag that may print nothing, when a space or the
 * paragraph's beginning is before the tag, becomes an element. */
static bool needs_space_element(const struct heal *h, size_t at)
{
    if (!h->collapses || at >= h->text.len || h->text.ptr[at] != ' ') {
        return false;
    }
    size_t i = span_ending(h, at);
    const struct hat_span *span = i < h->count ? &h->spans[i] : NULL;
    if (span == NULL || span->to != at) {
        return false;
    }
    return h->part->tags[span->tag].kind != HAT_TAG_VALUE || span->from == 0 ||
           h->text.ptr[span->from - 1] == ' ' || (i > 0 && h->spans[i - 1].to == span->from);
}

/* "text:s" with the prefix of the paragraph. */
static bool put_space(const struct heal *h, uint32_t at, uint32_t paragraph)
{
    struct hat_part_source *part = h->part;
    struct hat_str prefix = hat_tape_prefix(&part->tape, paragraph);
    char *name = hat_arena_alloc(part->arena, prefix.len + 2);
    uint32_t start =
        name != NULL ? put_before(part, at, HAT_NODE_START, (struct hat_str){0}) : HAT_NO_NODE;
    uint32_t end = start != HAT_NO_NODE ? put_before(part, at, HAT_NODE_END, (struct hat_str){0})
                                        : HAT_NO_NODE;
    if (end == HAT_NO_NODE) {
        return false;
    }
    memcpy(name, prefix.ptr, prefix.len);
    name[prefix.len] = 's';
    struct hat_node *nodes = part->tape.nodes;
    nodes[start].text = (struct hat_str){name, prefix.len + 1};
    nodes[start].name = nodes[end].name = HAT_TEXT_s;
    nodes[start].match = end;
    nodes[end].match = start;
    nodes[end].up = nodes[start].up;
    return true;
}

static bool put_text(const struct heal *h, const struct hat_piece *piece, size_t from, size_t to)
{
    struct hat_part_source *part = h->part;
    struct hat_str whole = part->tape.nodes[piece->node].text;
    if (from < to && needs_space_element(h, from)) {
        uint32_t paragraph = part->tags[h->spans[0].tag].paragraph;
        if (!put_space(h, piece->node, paragraph)) {
            return false;
        }
        from++;
    }
    struct hat_str text = {whole.ptr + (from - piece->at), to - from};
    return text.len == 0 || put_before(part, piece->node, HAT_NODE_TEXT, text) != HAT_NO_NODE;
}

/* How values are written in `parent`; the sites of a part's paragraphs are nearly always the same
 * one. NULL when memory ends. */
const struct hat_site *hat_part_site(struct hat_part_source *part, uint32_t parent)
{
    static const struct hat_site plain = {.form = HAT_FORM_PLAIN};
    uint32_t element = part->dialect->inline_element(&part->tape, parent);
    if (element == HAT_NO_NODE) {
        return &plain;
    }
    struct hat_str prefix = hat_tape_prefix(&part->tape, element);
    if (part->inline_site == NULL || !hat_str_equal(prefix, part->inline_prefix)) {
        struct hat_site *site = hat_arena_alloc(part->arena, sizeof *site);
        if (site == NULL || !part->dialect->site(part->arena, prefix, site)) {
            return NULL;
        }
        part->inline_site = site;
        part->inline_prefix = prefix;
    }
    return part->inline_site;
}

static bool put_tag(const struct heal *h, const struct hat_piece *piece,
                    const struct hat_span *span)
{
    struct hat_part_source *part = h->part;
    struct hat_tag *tag = &part->tags[span->tag];
    uint32_t node = put_before(part, piece->node, HAT_NODE_TAG, (struct hat_str){0});
    if (node == HAT_NO_NODE) {
        return false;
    }
    part->tape.nodes[node].as.tag = span->tag;
    tag->node = node;
    tag->site = hat_part_site(part, part->tape.nodes[node].up);
    return tag->site != NULL;
}

/* A text with tags in it must keep its spaces. */
static bool preserve_space(struct hat_part_source *part, uint32_t start)
{
    if (hat_role_of(part->dialect, &part->tape, start) != HAT_ROLE_TEXT ||
        hat_tape_attr(&part->tape, start, HAT_XML_space) != NULL) {
        return true;
    }
    return hat_tape_add_attr(&part->tape, start, HAT_XML_space, HAT_STR("xml:space"),
                             HAT_STR("preserve"));
}

/* The part of a TEXT piece that no tag covers is put again, tags are put where anchored. */
static enum hat_status heal_text(const struct heal *h, const struct hat_piece *piece)
{
    struct hat_part_source *part = h->part;
    size_t at = piece->at, end = piece->at + piece->len;
    uint32_t parent = part->tape.nodes[piece->node].up;
    bool done = true, touched = needs_space_element(h, at);
    for (size_t i = span_ending(h, at); i < h->count && h->spans[i].from < end && done; i++) {
        const struct hat_span *span = &h->spans[i];
        if (span->to <= at) {
            continue;
        }
        touched = true;
        if (span->from > at) {
            done = put_text(h, piece, at, span->from);
        }
        if (done && span->anchor >= piece->at && span->anchor < end &&
            part->tags[span->tag].node == HAT_NO_NODE) {
            done = put_tag(h, piece, span);
        }
        at = span->to < end ? span->to : end;
    }
    if (!touched) {
        return HAT_OK;
    }
    done = done && put_text(h, piece, at, end) && preserve_space(part, parent);
    if (!done) {
        return HAT_ERR_NOMEM;
    }
    hat_tape_unlink(&part->tape, piece->node);
    hat_part_drop_empty(part, parent);
    return HAT_OK;
}

static bool is_text(const struct hat_part_source *part, const struct hat_piece *piece)
{
    return part->tape.nodes[piece->node].kind == HAT_NODE_TEXT;
}

/* Spaces, hyphens and spelling marks inside a tag go. */
static void heal_element(const struct heal *h, const struct hat_piece *piece)
{
    for (size_t i = 0; i < h->count; i++) {
        const struct hat_span *span = &h->spans[i];
        if (piece->at > span->from && piece->at < span->to) {
            uint32_t parent = h->part->tape.nodes[piece->node].up;
            hat_tape_remove(&h->part->tape, piece->node);
            hat_part_drop_empty(h->part, parent);
            return;
        }
    }
}

/* An anchor on an element moves to the next text of the tag. *at is the piece to begin with. */
static size_t anchor_on_text(const struct heal *h, const struct hat_piece *pieces, size_t count,
                             size_t anchor, size_t *at)
{
    for (; *at < count; ++*at) {
        const struct hat_piece *piece = &pieces[*at];
        if (is_text(h->part, piece) && piece->len > 0 && piece->at + piece->len > anchor) {
            return anchor > piece->at ? anchor : piece->at;
        }
    }
    return anchor;
}

enum hat_status hat_part_heal(struct hat_part_source *part, struct hat_str text,
                              const struct hat_piece *pieces, size_t piece_count,
                              const struct hat_span *spans, size_t span_count)
{
    struct hat_span *moved = hat_mem_zalloc(span_count, sizeof *moved);
    struct heal h = {.part = part, .text = text, .spans = moved, .count = span_count};
    uint32_t paragraph = part->tags[spans[0].tag].paragraph;
    h.collapses = !part->dialect->text_elements &&
                  hat_role_of(part->dialect, &part->tape, paragraph) == HAT_ROLE_PARAGRAPH;
    enum hat_status status = moved == NULL ? HAT_ERR_NOMEM : HAT_OK;
    size_t at = 0;
    for (size_t i = 0; i < span_count && status == HAT_OK; i++) {
        moved[i] = spans[i];
        moved[i].anchor = anchor_on_text(&h, pieces, piece_count, spans[i].anchor, &at);
    }
    /* spans are in order, so each piece looks only at those that may touch it */
    size_t first = 0;
    for (size_t i = 0; i < piece_count && status == HAT_OK; i++) {
        const struct hat_piece *piece = &pieces[i];
        while (first < span_count && moved[first].to < piece->at) {
            first++;
        }
        size_t last = first;
        while (last < span_count && moved[last].from < piece->at + piece->len + 1) {
            last++;
        }
        size_t before = first > 0; /* the one before tells of adjoining tags */
        h.spans = moved + first - before;
        h.count = last - first + before;
        if (h.count == 0) {
            continue;
        }
        if (is_text(part, piece)) {
            status = heal_text(&h, piece);
        } else {
            heal_element(&h, piece);
        }
    }
    hat_mem_free(moved);
    return status;
}

/* ---- what is empty ---- */

bool hat_part_empty(const struct hat_part_source *part, uint32_t start)
{
    const struct hat_node *nodes = part->tape.nodes;
    for (uint32_t node = nodes[start].next; node != nodes[start].match; node = nodes[node].next) {
        if (nodes[node].kind != HAT_NODE_START ||
            hat_role_of(part->dialect, &part->tape, node) != HAT_ROLE_PROPERTIES) {
            return false;
        }
        node = nodes[node].match;
    }
    return true;
}

void hat_part_drop_empty(struct hat_part_source *part, uint32_t start)
{
    while (start != HAT_NO_NODE) {
        enum hat_role role = hat_role_of(part->dialect, &part->tape, start);
        uint32_t up = part->tape.nodes[start].up;
        bool may_go = role == HAT_ROLE_TEXT || role == HAT_ROLE_RUN || role == HAT_ROLE_LINK ||
                      role == HAT_ROLE_CHANGE;
        if (!may_go || part->tape.nodes[start].unlinked || !hat_part_empty(part, start)) {
            return;
        }
        hat_tape_remove(&part->tape, start);
        start = up;
    }
}

/* ---- lifting ---- */

/* Is there anything from `from` up to `to` but properties and markers? */
static bool nothing_between(const struct hat_part_source *part, uint32_t from, uint32_t to)
{
    const struct hat_node *nodes = part->tape.nodes;
    for (uint32_t node = from; node != to; node = nodes[node].next) {
        enum hat_role role = nodes[node].kind == HAT_NODE_START
                                 ? hat_role_of(part->dialect, &part->tape, node)
                                 : HAT_ROLE_OTHER;
        if (role != HAT_ROLE_PROPERTIES) {
            return false;
        }
        node = nodes[node].match;
    }
    return true;
}

/* The properties that the second half of a split run must have, too. */
static uint32_t properties_of(const struct hat_part_source *part, uint32_t start)
{
    uint32_t next = part->tape.nodes[start].next;
    bool properties = part->tape.nodes[next].kind == HAT_NODE_START &&
                      hat_role_of(part->dialect, &part->tape, next) == HAT_ROLE_PROPERTIES;
    return properties ? next : HAT_NO_NODE;
}

enum hat_status hat_part_lift(struct hat_part_source *part, uint32_t node, uint32_t ancestor)
{
    struct hat_tape *tape = &part->tape;
    while (tape->nodes[node].up != ancestor && tape->nodes[node].up != HAT_NO_NODE) {
        uint32_t around = tape->nodes[node].up, end = tape->nodes[around].match;
        if (nothing_between(part, tape->nodes[around].next, node)) {
            hat_tape_unlink(tape, node);
            hat_tape_link_before(tape, around, node);
        } else if (tape->nodes[node].next == end) {
            hat_tape_unlink(tape, node);
            hat_tape_link_after(tape, end, node);
        } else {
            if (!hat_tape_split_before(tape, node, properties_of(part, around))) {
                return HAT_ERR_NOMEM;
            }
            hat_tape_unlink(tape, node); /* it began the second half */
            hat_tape_link_before(tape, around, node);
        }
        hat_part_drop_empty(part, around);
    }
    return HAT_OK;
}
