/* structure.c -- finds what each section repeats and puts its tags there
 * (docs/template-language.md, "What a section repeats").
 *
 * The lowest element that holds both ends tells the level:
 *
 *     in a paragraph          inline: the tags are lifted out of the runs between
 *     in a cell, body, note   blocks: from the paragraph of one end to that of the other
 *     in a row                the row
 *     in a table              rows: from the row of one end to that of the other
 *     in a list (ODT)         items: likewise
 *
 *     <tr><tc>{{#a}}x</tc><tc>y{{/a}}</tc></tr>   ->   TAG#a <tr>...</tr> TAG/a
 *
 * What holds nothing but tags vanishes, and its tags stand where it stood.
 */
#include "template/part_internal.h"

enum level { LEVEL_INLINE, LEVEL_BLOCKS, LEVEL_ROW, LEVEL_ROWS, LEVEL_ITEMS };

struct region {
    enum level level;
    uint32_t common;    /* lowest element that holds all the tags */
    uint32_t container; /* lowest such element with a role */
};

#define REPORT(part, tag, code, ...)                                                               \
    hat_tag_report(part, tag, code, (const struct hat_str[3]){__VA_ARGS__})

static bool bounds(enum hat_role role)
{
    switch (role) {
    case HAT_ROLE_STORY:
    case HAT_ROLE_PARAGRAPH:
    case HAT_ROLE_FIELD:
    case HAT_ROLE_CELL:
    case HAT_ROLE_ROW:
    case HAT_ROLE_ROWS:
    case HAT_ROLE_TABLE:
    case HAT_ROLE_LIST:
    case HAT_ROLE_ITEM:
        return true;
    default:
        return false;
    }
}

static int depth_of(const struct hat_tape *tape, uint32_t node)
{
    int depth = 0;
    for (; node != HAT_NO_NODE; node = tape->nodes[node].up) {
        depth++;
    }
    return depth;
}

static uint32_t lowest_common(const struct hat_tape *tape, uint32_t a, uint32_t b)
{
    int da = depth_of(tape, a), db = depth_of(tape, b);
    for (; da > db; da--) {
        a = tape->nodes[a].up;
    }
    for (; db > da; db--) {
        b = tape->nodes[b].up;
    }
    while (a != b) {
        a = tape->nodes[a].up;
        b = tape->nodes[b].up;
    }
    return a;
}

/* The child of `ancestor` that holds `node`. */
static uint32_t child_holding(const struct hat_tape *tape, uint32_t ancestor, uint32_t node)
{
    while (tape->nodes[node].up != ancestor) {
        node = tape->nodes[node].up;
    }
    return node;
}

static struct region region_of(const struct hat_part_source *part, uint32_t common)
{
    struct region r = {.level = LEVEL_BLOCKS, .common = common, .container = common};
    while (r.container != HAT_NO_NODE &&
           !bounds(hat_role_of(part->dialect, &part->tape, r.container))) {
        r.container = part->tape.nodes[r.container].up;
    }
    switch (hat_role_of(part->dialect, &part->tape, r.container)) {
    case HAT_ROLE_PARAGRAPH:
    case HAT_ROLE_FIELD:
        r.level = LEVEL_INLINE;
        break;
    case HAT_ROLE_ROW:
        r.level = LEVEL_ROW;
        break;
    case HAT_ROLE_TABLE:
    case HAT_ROLE_ROWS:
        r.level = LEVEL_ROWS;
        break;
    case HAT_ROLE_LIST:
        r.level = LEVEL_ITEMS;
        break;
    default:
        break;
    }
    return r;
}

/* The roles between a tag and the common element, innermost first, must be those of the level:
 * a tag in a text box or in a table inside the cell does not belong to it. */
static bool fits(const struct hat_part_source *part, uint32_t node, const struct region *r)
{
    static const enum hat_role row[] = {HAT_ROLE_CELL, HAT_ROLE_ROW};
    size_t wanted = 0, paragraphs = 0;
    for (node = part->tape.nodes[node].up; node != r->common; node = part->tape.nodes[node].up) {
        enum hat_role role = hat_role_of(part->dialect, &part->tape, node);
        if (!bounds(role)) {
            continue;
        }
        if (role == HAT_ROLE_PARAGRAPH && r->level != LEVEL_INLINE && paragraphs++ == 0) {
            continue;
        }
        bool list = role == HAT_ROLE_LIST || role == HAT_ROLE_ITEM;
        bool in_row = r->level == LEVEL_ROW || r->level == LEVEL_ROWS;
        if (list && in_row && wanted == 0) {
            continue;
        }
        if (r->level == LEVEL_ITEMS && role == HAT_ROLE_ITEM && wanted++ == 0) {
            continue;
        }
        size_t rows = r->level == LEVEL_ROWS ? 2 : 1;
        if (!in_row || wanted >= rows || role != row[wanted]) {
            return false;
        }
        wanted++;
    }
    return true;
}

static bool element_vanishes(const struct hat_part_source *part, const struct hat_tag *tag,
                             uint32_t *element)
{
    uint32_t v = hat_part_vanishing(part, part->tape.nodes[tag->node].up);
    bool here = v != HAT_NO_NODE &&
                (tag->anchor == HAT_NO_NODE || hat_tape_inside(&part->tape, tag->anchor, v));
    *element = v;
    return here;
}

/* Says where a section's tags go; errors where they cannot. */
static void anchor_section(struct hat_part_source *part, uint32_t index, uint32_t *common)
{
    struct hat_tape *tape = &part->tape;
    struct hat_tag *open = &part->tags[index], *close = &part->tags[open->partner];
    *common = lowest_common(tape, tape->nodes[open->node].up, tape->nodes[close->node].up);
    struct region r = region_of(part, *common);
    if (!fits(part, open->node, &r) || !fits(part, close->node, &r)) {
        hat_tag_report_two(part, open, HAT_MSG_SECTION_PLACE, close);
        return;
    }
    if (r.level == LEVEL_ROW) {
        open->anchor = close->anchor = r.container;
    } else if (r.level != LEVEL_INLINE) {
        open->anchor = child_holding(tape, r.common, open->node);
        close->anchor = child_holding(tape, r.common, close->node);
    }
}

/* {{else}} stands at the level of its section: in line, or in an element that vanishes. */
static void anchor_else(struct hat_part_source *part, struct hat_tag *tag, uint32_t common)
{
    const struct hat_tag *section = &part->tags[tag->partner];
    struct region r = region_of(part, common);
    if (!hat_tape_inside(&part->tape, tag->node, common) || !fits(part, tag->node, &r)) {
        REPORT(part, tag, HAT_MSG_ELSE_PLACE, {0});
        return;
    }
    if (section->anchor != HAT_NO_NODE) {
        uint32_t element;
        tag->anchor = child_holding(&part->tape, common, tag->node);
        if (r.level == LEVEL_ROW || !element_vanishes(part, tag, &element)) {
            REPORT(part, tag, HAT_MSG_ELSE_PLACE, {0});
        }
    }
}

/* ---- putting the tags there ---- */

static void move_before(struct hat_part_source *part, uint32_t node, uint32_t at)
{
    uint32_t parent = part->tape.nodes[node].up;
    hat_tape_unlink(&part->tape, node);
    hat_tape_link_before(&part->tape, at, node);
    hat_part_drop_empty(part, parent);
}

static void move_after(struct hat_part_source *part, uint32_t node, uint32_t at)
{
    uint32_t parent = part->tape.nodes[node].up;
    hat_tape_unlink(&part->tape, node);
    hat_tape_link_after(&part->tape, at, node);
    hat_part_drop_empty(part, parent);
}

static bool belongs_to_section(const struct hat_tag *tag)
{
    return tag->kind == HAT_TAG_CLOSE || tag->kind == HAT_TAG_ELSE ||
           tag->kind == HAT_TAG_ELSE_IF || hat_tag_opens(tag);
}

static enum hat_status place_tag(struct hat_part_source *part, struct hat_tag *tag,
                                 const uint32_t *common)
{
    uint32_t element;
    if (element_vanishes(part, tag, &element)) {
        move_before(part, tag->node, element);
        return HAT_OK;
    }
    if (tag->anchor == HAT_NO_NODE) {
        uint32_t section = hat_tag_opens(tag) ? (uint32_t)(tag - part->tags) : tag->partner;
        return hat_part_lift(part, tag->node, common[section]);
    }
    if (hat_tag_opens(tag)) {
        move_before(part, tag->node, tag->anchor);
    }
    return HAT_OK; /* ends: in the second round, last one first */
}

static enum hat_status place_tags(struct hat_part_source *part, const uint32_t *common)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < part->tag_count && status == HAT_OK; i++) {
        struct hat_tag *tag = &part->tags[i];
        uint32_t parent = part->tape.nodes[tag->node].up;
        if (belongs_to_section(tag)) {
            status = place_tag(part, tag, common);
        } else if (tag->kind == HAT_TAG_COMMENT) {
            hat_tape_unlink(&part->tape, tag->node);
            hat_part_drop_empty(part, parent);
        }
    }
    for (size_t i = part->tag_count; i > 0; i--) {
        struct hat_tag *tag = &part->tags[i - 1];
        uint32_t element;
        if (tag->kind == HAT_TAG_CLOSE && tag->anchor != HAT_NO_NODE &&
            hat_tape_inside(&part->tape, tag->node, tag->anchor) &&
            !element_vanishes(part, tag, &element)) {
            move_after(part, tag->node, part->tape.nodes[tag->anchor].match);
        }
    }
    return status;
}

/* ODT: a section around nothing but one list repeats its items, so that numbering goes on. */
static uint32_t next_visible(const struct hat_tape *tape, uint32_t node)
{
    do {
        node = tape->nodes[node].next;
    } while (node != HAT_NO_NODE && tape->nodes[node].kind == HAT_NODE_TEXT);
    return node;
}

static void repeat_items(struct hat_part_source *part, const struct hat_tag *open)
{
    struct hat_tape *tape = &part->tape;
    uint32_t close = part->tags[open->partner].node;
    uint32_t list = next_visible(tape, open->node);
    if (list == HAT_NO_NODE || tape->nodes[list].kind != HAT_NODE_START ||
        hat_role_of(part->dialect, tape, list) != HAT_ROLE_LIST ||
        next_visible(tape, tape->nodes[list].match) != close) {
        return;
    }
    hat_tape_unlink(tape, open->node);
    hat_tape_link_after(tape, list, open->node);
    hat_tape_unlink(tape, close);
    hat_tape_link_before(tape, tape->nodes[list].match, close);
}

/* Sections that repeat the same paragraph or row without one being inside the other. */
static enum hat_status check_nesting(struct hat_part_source *part)
{
    uint32_t *open = hat_mem_zalloc(part->tag_count + 1, sizeof *open);
    size_t count = 0;
    if (open == NULL) {
        return HAT_ERR_NOMEM;
    }
    const struct hat_node *nodes = part->tape.nodes;
    for (uint32_t node = part->tape.first; node != HAT_NO_NODE && !part->errors;
         node = nodes[node].next) {
        if (nodes[node].kind != HAT_NODE_TAG) {
            continue;
        }
        const struct hat_tag *tag = &part->tags[nodes[node].as.tag];
        if (hat_tag_opens(tag)) {
            open[count++] = nodes[node].as.tag;
        } else if (belongs_to_section(tag)) {
            const struct hat_tag *section = &part->tags[tag->partner];
            const struct hat_tag *inner = count > 0 ? &part->tags[open[count - 1]] : section;
            if (count == 0 || inner != section) {
                hat_tag_report_two(part, section, HAT_MSG_SECTION_OVERLAP, inner);
            } else if (nodes[section->node].up != nodes[node].up) {
                hat_tag_report_two(part, section, HAT_MSG_SECTION_PLACE, tag);
            }
            count -= tag->kind == HAT_TAG_CLOSE && count > 0;
        }
    }
    hat_mem_free(open);
    return HAT_OK;
}

static enum hat_status place_all(struct hat_part_source *part, uint32_t *common)
{
    for (uint32_t i = 0; i < part->tag_count; i++) {
        const struct hat_tag *tag = &part->tags[i];
        if (hat_tag_opens(tag) && tag->partner != HAT_NO_TAG) {
            anchor_section(part, i, &common[i]);
        }
    }
    hat_part_mark_vanishing(part);
    for (uint32_t i = 0; i < part->tag_count; i++) {
        struct hat_tag *tag = &part->tags[i];
        bool is_else = tag->kind == HAT_TAG_ELSE || tag->kind == HAT_TAG_ELSE_IF;
        if (is_else && part->tags[tag->partner].partner != HAT_NO_TAG) {
            anchor_else(part, tag, common[tag->partner]);
        }
    }
    if (part->errors) {
        return HAT_OK;
    }
    enum hat_status status = place_tags(part, common);
    if (status != HAT_OK) {
        return status;
    }
    hat_part_remove_vanishing(part);
    for (size_t i = 0; i < part->tag_count; i++) {
        if (hat_tag_opens(&part->tags[i])) {
            repeat_items(part, &part->tags[i]);
        }
    }
    status = check_nesting(part);
    return status == HAT_OK && !part->errors ? hat_part_mark_emptiable(part) : status;
}

enum hat_status hat_part_place(struct hat_part_source *part)
{
    uint32_t *common = hat_mem_zalloc(part->tag_count + 1, sizeof *common);
    enum hat_status status = common == NULL ? HAT_ERR_NOMEM : place_all(part, common);
    hat_mem_free(common);
    return status;
}
