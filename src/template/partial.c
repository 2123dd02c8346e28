/* partial.c -- sub-templates: the file of {{> name}} is found, read as a template's part is, and
 * its nodes take the tag's place. Tags inside and sections around it need nothing more.
 *
 *     a paragraph of its own    <w:p>{{> sign}}</w:p>         the blocks of sign.docx
 *     in a sentence             Dear {{> greeting}}, ...      what its one paragraph holds
 *
 * Mustache 1.4, Partials: a sub-template is a template by itself, so its sections end in it, and
 * its delimiters are its own. Here it may not hold itself, since all is put in before the data is
 * known.
 */
#include "template/partial_internal.h"

#include "template/adopt_internal.h"
#include "template/clean_internal.h"
#include "template/graft_internal.h"
#include "template/picture_internal.h"

#define REPORT(part, tag, code, ...)                                                               \
    hat_tag_report(part, tag, code, (const struct hat_str[3]){__VA_ARGS__})

/* ---- reading it ---- */

/* {{> a}} in a.docx, or in b.docx that a.docx holds: says the chain. */
static bool in_chain(const struct hat_inclusion *around, const struct hat_partial *partial,
                     struct hat_buf *chain)
{
    bool found = false;
    for (; around != NULL && !found; around = around->around) {
        found = around->partial == partial;
    }
    if (found) {
        hat_buf_printf(chain, "%s", partial->path);
    }
    return found;
}

static void put_chain(const struct hat_inclusion *around, struct hat_buf *chain)
{
    if (around != NULL) {
        put_chain(around->around, chain);
        hat_buf_printf(chain, "%s \xE2\x86\x92 ", around->partial->path);
    }
}

/* Is the sub-template inside itself, or too deep? */
static bool wrong_chain(const struct hat_inclusion *around, const struct hat_partial *partial,
                        struct hat_part_source *part, const struct hat_tag *tag)
{
    struct hat_buf chain = {0}, last = {0};
    uint32_t depth = 1;
    for (const struct hat_inclusion *at = around; at != NULL; at = at->around) {
        depth++;
    }
    bool cycle = in_chain(around, partial, &last);
    if (cycle) {
        put_chain(around, &chain);
        hat_buf_put(&chain, last.data, last.len);
        REPORT(part, tag, HAT_MSG_PARTIAL_CYCLE, {chain.data, chain.len});
    } else if (depth > HAT_PARTIAL_DEPTH_MAX) {
        REPORT(part, tag, HAT_MSG_PARTIAL_DEPTH, HAT_STR("16"));
    }
    hat_buf_fini(&chain);
    hat_buf_fini(&last);
    return cycle || depth > HAT_PARTIAL_DEPTH_MAX;
}

static enum hat_status clean(struct hat_inclusion *in)
{
    struct hat_part_source *source = &in->source;
    struct hat_left_out left_out = {.tmpl = &in->partial->own,
                                    .list = &in->partial->relations,
                                    .diags = source->diags,
                                    .inclusion = in};
    if (in->x->tmpl->dialect->format != HAT_FORMAT_DOCX) {
        enum hat_status status = hat_clean_odt(source);
        return status == HAT_OK ? hat_adopt_odt(source) : status;
    }
    hat_left_out_scan(&left_out);
    enum hat_status status = hat_clean_docx(source, &left_out);
    return status == HAT_OK ? hat_adopt_controls(source) : status;
}

/* Reads the body, finds its tags and makes its references the template's. */
static enum hat_status read_body(struct hat_inclusion *in)
{
    struct hat_template *tmpl = in->x->tmpl;
    struct hat_part_source *source = &in->source;
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX;
    const struct hat_place place = {.file = source->file, .part = source->name};
    struct hat_buf buf = {0};
    enum hat_status status =
        hat_package_read(in->partial->own.package, source->name, source->diags, &buf);
    if (status == HAT_OK) {
        status = hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place,
                               source->diags, &tmpl->arena, &source->tape);
    }
    tmpl->partials->bytes += buf.len;
    hat_buf_fini(&buf);
    if (status == HAT_OK) {
        in->body = hat_partial_find(&source->tape, docx ? HAT_W_body : HAT_OFFICE_text);
        status = docx ? hat_partial_trim_docx(in) : hat_partial_trim_odt(in);
    }
    if (status == HAT_OK) {
        status = clean(in);
    }
    if (status == HAT_OK) {
        status = hat_part_scan(source);
    }
    if (status == HAT_OK) {
        status = docx ? hat_partial_refer_docx(in) : hat_partial_refer_odt(in);
    }
    return status;
}

/* ---- its place ---- */

struct content {
    uint32_t first, last; /* nodes to copy; HAT_NO_NODE: there are none */
    uint32_t paragraph;   /* the only one that is not empty; HAT_NO_NODE */
    uint32_t last_block;
    size_t blocks, filled; /* filled: not an empty paragraph */
    bool others;           /* blocks that are neither paragraph nor list */
};

static struct content look(const struct hat_inclusion *in)
{
    const struct hat_part_source *source = &in->source;
    const struct hat_node *nodes = source->tape.nodes;
    struct content c = {HAT_NO_NODE, HAT_NO_NODE, HAT_NO_NODE, HAT_NO_NODE, 0, 0, false};
    uint32_t end = in->body != HAT_NO_NODE ? nodes[in->body].match : HAT_NO_NODE;
    for (uint32_t node = end != HAT_NO_NODE ? nodes[in->body].next : end; node != end;
         node = nodes[node].next) {
        c.first = c.first == HAT_NO_NODE ? node : c.first;
        if (nodes[node].kind == HAT_NODE_START) {
            enum hat_role role = hat_role_of(source->dialect, &source->tape, node);
            bool empty = role == HAT_ROLE_PARAGRAPH && hat_part_empty(source, node);
            c.blocks += role != HAT_ROLE_MARKER;
            c.filled += !empty && role != HAT_ROLE_MARKER;
            c.others = c.others || (role != HAT_ROLE_PARAGRAPH && role != HAT_ROLE_LIST);
            c.last_block = node;
            if (role == HAT_ROLE_PARAGRAPH && !empty) {
                c.paragraph = node;
            }
            node = nodes[node].match;
        }
        c.last = node;
    }
    return c;
}

/* Narrows the content to that of its one paragraph. */
static void take_inside(const struct hat_part_source *source, struct content *c)
{
    const struct hat_node *nodes = source->tape.nodes;
    c->first = c->last = HAT_NO_NODE;
    if (c->paragraph == HAT_NO_NODE) {
        return;
    }
    uint32_t end = nodes[c->paragraph].match, first = nodes[c->paragraph].next;
    if (nodes[first].kind == HAT_NODE_START &&
        hat_role_of(source->dialect, &source->tape, first) == HAT_ROLE_PROPERTIES) {
        first = nodes[nodes[first].match].next;
    }
    if (first != end) {
        c->first = first;
        c->last = nodes[end].prev;
    }
}

/* Takes the tags, frames and addresses over, whose nodes were copied by `map`. */
static enum hat_status take_tags(struct hat_part_source *part, struct hat_part_source *source,
                                 const uint32_t *map, const struct hat_tag *around)
{
    size_t first = part->tag_count;
    for (size_t i = 0; i < source->tag_count; i++) {
        struct hat_tag tag = source->tags[i];
        if (!hat_mem_grow(&part->tags, part->tag_count, &part->tag_cap, sizeof *part->tags)) {
            return HAT_ERR_NOMEM;
        }
        tag.node = map[tag.node];
        tag.paragraph = tag.paragraph != HAT_NO_NODE ? map[tag.paragraph] : HAT_NO_NODE;
        if (tag.paragraph == HAT_NO_NODE) { /* what it stood in was not copied */
            tag.paragraph = around->paragraph;
        }
        tag.partner = HAT_NO_TAG;
        tag.quiet = tag.quiet || around->quiet;
        if (tag.node != HAT_NO_NODE) {
            part->tape.nodes[tag.node].as.tag = (uint32_t)(first + i);
            tag.site = hat_part_site(part, part->tape.nodes[tag.node].up);
            if (tag.site == NULL) {
                return HAT_ERR_NOMEM;
            }
        }
        part->tags[part->tag_count++] = tag;
    }
    for (size_t i = 0; i < source->frame_count; i++) {
        struct hat_picture_frame frame = source->frames[i];
        frame.start = map[frame.start];
        frame.tag.quiet = frame.tag.quiet || around->quiet;
        if (!hat_mem_grow(&part->frames, part->frame_count, &part->frame_cap,
                          sizeof *part->frames)) {
            return HAT_ERR_NOMEM;
        }
        part->frames[part->frame_count++] = frame;
    }
    return HAT_OK;
}

/* An address of the sub-template is no relationship of the part that gets it. */
static enum hat_status take_addresses(struct hat_part_source *part, struct hat_part_source *source,
                                      const uint32_t *map)
{
    size_t first = part->address_count;
    for (size_t i = 0; i < source->address_count; i++) {
        if (!hat_mem_grow(&part->addresses, part->address_count, &part->address_cap,
                          sizeof *part->addresses)) {
            return HAT_ERR_NOMEM;
        }
        part->addresses[part->address_count] = source->addresses[i];
        part->addresses[part->address_count++].value = (struct hat_str){0};
    }
    for (size_t i = 0; i < source->tape.count; i++) {
        if (map[i] != HAT_NO_NODE && part->tape.nodes[map[i]].address > 0) {
            part->tape.nodes[map[i]].address += (uint32_t)first;
        }
    }
    return HAT_OK;
}

/* Copies the nodes before `at`, with all that belongs to them, for the tag `around`. */
static enum hat_status copy(struct hat_inclusion *in, struct hat_part_source *part,
                            const struct content *c, uint32_t at, const struct hat_tag *around)
{
    struct hat_part_source *source = &in->source;
    const struct hat_tag tag = *around; /* the tags of the part may move */
    if (c->first == HAT_NO_NODE) {
        return HAT_OK;
    }
    uint32_t *map = hat_mem_zalloc(source->tape.count, sizeof *map);
    if (map == NULL) {
        return HAT_ERR_NOMEM;
    }
    memset(map, 0xFF, source->tape.count * sizeof *map); /* HAT_NO_NODE */
    enum hat_status status = HAT_ERR_NOMEM;
    if (hat_tape_graft(&part->tape, at, &source->tape, c->first, c->last, map)) {
        status = take_addresses(part, source, map);
    }
    if (status == HAT_OK) {
        status = take_tags(part, source, map, &tag);
    }
    hat_mem_free(map);
    return status;
}

static bool is_table(const struct hat_part_source *part, uint32_t node)
{
    return node != HAT_NO_NODE && part->tape.nodes[node].kind != HAT_NODE_TAG &&
           hat_role_of(part->dialect, &part->tape, node) == HAT_ROLE_TABLE;
}

/* DOCX: two tables in a row would be one, and a cell must end with a paragraph. */
static bool keep_apart(const struct hat_inclusion *in, struct hat_part_source *part,
                       const struct content *c, uint32_t paragraph)
{
    const struct hat_tape *tape = &part->tape;
    bool docx = part->dialect->format == HAT_FORMAT_DOCX;
    uint32_t next = tape->nodes[tape->nodes[paragraph].match].next;
    bool before = next != HAT_NO_NODE && tape->nodes[next].kind == HAT_NODE_START &&
                  hat_role_of(part->dialect, tape, next) == HAT_ROLE_PARAGRAPH;
    return !docx || before || !is_table(&in->source, c->last_block) ||
           hat_adopt_element(part, paragraph, paragraph, HAT_W_p, "p") != HAT_NO_NODE;
}

/* The blocks take the place of the tag's paragraph. */
static enum hat_status put_blocks(struct hat_inclusion *in, struct hat_part_source *part,
                                  uint32_t index, const struct content *c)
{
    struct hat_tape *tape = &part->tape;
    struct hat_tag *tag = &part->tags[index];
    uint32_t paragraph = tag->paragraph, first = c->first;
    while (first != c->last && in->source.tape.nodes[first].kind != HAT_NODE_START) {
        first = in->source.tape.nodes[first].next;
    }
    if (part->dialect->format == HAT_FORMAT_DOCX && is_table(&in->source, first) &&
        is_table(part, tape->nodes[paragraph].prev) &&
        hat_adopt_element(part, paragraph, paragraph, HAT_W_p, "p") == HAT_NO_NODE) {
        return HAT_ERR_NOMEM;
    }
    hat_tape_unlink(tape, tag->node);
    hat_tape_link_before(tape, paragraph, tag->node);
    tag->paragraph = HAT_NO_NODE;
    enum hat_status status = copy(in, part, c, paragraph, tag);
    if (status == HAT_OK && !keep_apart(in, part, c, paragraph)) {
        status = HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        hat_part_remove_block(part, paragraph);
    }
    return status;
}

/* What the one paragraph holds takes the tag's place in its line. */
static enum hat_status put_inside(struct hat_inclusion *in, struct hat_part_source *part,
                                  uint32_t index, struct content *c)
{
    uint32_t node = part->tags[index].node, paragraph = part->tags[index].paragraph;
    take_inside(&in->source, c);
    enum hat_status status = hat_part_lift(part, node, paragraph);
    return status == HAT_OK ? copy(in, part, c, part->tape.nodes[node].next, &part->tags[index])
                            : status;
}

static enum hat_status put(struct hat_inclusion *in, struct hat_part_source *part, uint32_t index)
{
    const struct hat_tag *tag = &part->tags[index];
    struct content c = look(in);
    enum hat_role around =
        hat_role_of(part->dialect, &part->tape, part->tape.nodes[tag->paragraph].up);
    bool paragraph = hat_role_of(part->dialect, &part->tape, tag->paragraph) == HAT_ROLE_PARAGRAPH;
    bool fits = around != HAT_ROLE_ITEM || !c.others;
    if (paragraph && fits && c.blocks > 0 && hat_part_alone(part, tag->paragraph)) {
        return put_blocks(in, part, index, &c);
    }
    bool one = c.filled == 0 || (c.filled == 1 && c.paragraph != HAT_NO_NODE);
    if (paragraph && one && tag->site->form == HAT_FORM_INLINE) {
        return put_inside(in, part, index, &c);
    }
    REPORT(part, tag, HAT_MSG_PARTIAL_PLACE, {0});
    return HAT_OK;
}

/* ---- all of a part ---- */

static enum hat_status include_all(const struct hat_expansion *x, struct hat_part_source *part,
                                   const struct hat_inclusion *around);

/* Pairs the sections of the sub-template by itself, and puts it in. */
static enum hat_status finish(struct hat_inclusion *in, struct hat_part_source *part,
                              uint32_t index)
{
    struct hat_part_source *source = &in->source;
    enum hat_status status = hat_part_pair(source);
    if (status == HAT_OK) {
        status = hat_leftovers_collect(in->x->leftovers, source);
    }
    if (status == HAT_OK && !source->errors) {
        status = put(in, part, index);
    }
    return status;
}

static enum hat_status include(struct hat_inclusion *in, struct hat_part_source *part,
                               uint32_t index)
{
    struct hat_template *tmpl = in->x->tmpl;
    in->number = ++tmpl->partials->uses;
    in->source = (struct hat_part_source){.dialect = tmpl->dialect,
                                          .limits = &tmpl->limits,
                                          .diags = in->partial->uses++ == 0 ? part->diags : NULL,
                                          .arena = &tmpl->arena,
                                          .file = in->partial->path,
                                          .name = hat_package_main(in->partial->own.package),
                                          .paths = &tmpl->paths,
                                          .link_style = tmpl->link_style,
                                          .relationships = &in->partial->relations};
    enum hat_status status = read_body(in);
    if (status == HAT_OK) {
        status = include_all(in->x, &in->source, in);
    }
    if (status == HAT_OK) {
        status = finish(in, part, index);
    }
    part->errors = part->errors || in->source.errors || status != HAT_OK;
    tmpl->partials->nodes += in->source.tape.count;
    hat_part_fini(&in->source);
    return status == HAT_ERR_TEMPLATE ? HAT_OK : status; /* told; there may be more errors */
}

/* Puts the sub-template of one tag in. */
static enum hat_status include_tag(const struct hat_expansion *x, struct hat_part_source *part,
                                   uint32_t index, const struct hat_inclusion *around)
{
    const struct hat_tag tag = part->tags[index];
    struct hat_inclusion in = {.x = x, .around = around};
    struct hat_str shown;
    char real[HAT_PATH_BYTES];
    if (x->tmpl->partials->uses >= HAT_PARTIALS_MAX ||
        x->tmpl->partials->nodes > HAT_TAPE_NODES_MAX ||
        x->tmpl->partials->bytes > x->tmpl->limits.part_bytes) {
        hat_diags_add(x->target->diags, HAT_MSG_PARTIAL_MANY, &tag.place, tag.source,
                      HAT_STR("256"), HAT_STR("2000000")); /* also when the part is silent */
        return HAT_ERR_LIMIT;
    }
    enum hat_status status = hat_partial_find_file(x->tmpl, part, &tag, real, &shown);
    if (status != HAT_OK || shown.len == 0) {
        return status;
    }
    status = hat_partial_open(x->tmpl, real, shown, part->diags, &in.partial);
    if (status != HAT_OK || in.partial == NULL) {
        part->errors = true;
        return status;
    }
    return wrong_chain(around, in.partial, part, &tag) ? HAT_OK : include(&in, part, index);
}

static enum hat_status include_all(const struct hat_expansion *x, struct hat_part_source *part,
                                   const struct hat_inclusion *around)
{
    enum hat_status status = HAT_OK;
    size_t count = part->tag_count; /* those behind have come with sub-templates */
    bool any = false;
    for (uint32_t i = 0; i < count && status == HAT_OK; i++) {
        if (part->tags[i].kind == HAT_TAG_PARTIAL && part->tags[i].node != HAT_NO_NODE) {
            status = include_tag(x, part, i, around);
            any = true;
        }
    }
    return any && status == HAT_OK ? hat_part_sort_tags(part) : status;
}

enum hat_status hat_partials_include(const struct hat_expansion *expansion)
{
    struct hat_template *tmpl = expansion->tmpl;
    if (tmpl->partials == NULL) {
        tmpl->partials = hat_mem_zalloc(1, sizeof *tmpl->partials);
    }
    return tmpl->partials == NULL ? HAT_ERR_NOMEM : include_all(expansion, expansion->target, NULL);
}

void hat_partials_free(struct hat_template *tmpl)
{
    struct hat_partials *all = tmpl->partials;
    if (all == NULL) {
        return;
    }
    for (size_t i = 0; i < all->count; i++) {
        hat_partial_close(all->items[i]);
    }
    hat_mem_free(all->items);
    hat_mem_free(all->renamed);
    hat_mem_free(all->taken);
    hat_tape_fini(&all->styles);
    hat_tape_fini(&all->numbering);
    hat_part_fini(&all->odt_styles);
    hat_mem_free(all);
    tmpl->partials = NULL;
}
