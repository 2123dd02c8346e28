/* merge.c -- one template and one set of data: the merged parts, for readers and for the file.
 *
 * Merged parts are streams; the others come from the template's package as they are. The
 * relationships of a part that made links are written behind it:
 *
 *     word/document.xml             pulled from its program; makes rIdHat1 ...
 *     word/_rels/document.xml.rels  the template's relationships, then rIdHat1 ...
 */
#include "template/machine_internal.h"
#include "template/names_internal.h"
#include "template/plan_internal.h"

struct hat_merge {
    const struct hat_template *tmpl;
    struct hat_package *package; /* the template's, for this merge alone; opened when read */
    struct hat_run_options options;
    struct hat_run_state *states; /* by part */
    struct hat_parts parts;
    struct hat_media media;
    struct hat_limits limits;
    uint64_t written;
};

/* ---- streams ---- */

/* Relationships: the text before, one element a chunk's worth of made ones, the text after. */
struct relations_stream {
    const struct hat_plan_part *part;
    const struct hat_relations *made;
    size_t at; /* made ones written */
    bool begun, ended;
    struct hat_buf buf;
};

static void put_relationship(struct relations_stream *stream, const struct hat_relationship *made)
{
    struct hat_buf *buf = &stream->buf;
    struct hat_str type = stream->part->relationship; /* ends with that of links */
    type.len -= made->external ? 0 : sizeof "hyperlink" - 1;
    hat_buf_put(buf, type.ptr, type.len);
    hat_buf_printf(buf, "%s\" Id=\"%s\" Target=\"%s", made->external ? "" : made->type, made->id,
                   made->external ? "" : "/");
    hat_xml_put_attribute_value(buf, hat_str_from(made->target));
    hat_buf_printf(buf, made->external ? "\" TargetMode=\"External\"/>" : "\"/>");
}

static enum hat_status relations_next(void *ctx, struct hat_str *chunk)
{
    enum { CHUNK = 32 * 1024 };
    struct relations_stream *stream = ctx;
    stream->buf.len = 0;
    if (!stream->begun) {
        stream->begun = true;
        hat_buf_put(&stream->buf, stream->part->bytes.ptr, stream->part->bytes.len);
    }
    while (stream->at < stream->made->count && stream->buf.len < CHUNK) {
        put_relationship(stream, &stream->made->items[stream->at++]);
    }
    if (stream->at == stream->made->count && !stream->ended) {
        stream->ended = true;
        hat_buf_put(&stream->buf, stream->part->tail.ptr, stream->part->tail.len);
    }
    *chunk = (struct hat_str){stream->buf.data, stream->buf.len};
    return hat_buf_failed(&stream->buf) ? HAT_ERR_NOMEM : HAT_OK;
}

static void relations_close(void *ctx)
{
    struct relations_stream *stream = ctx;
    hat_buf_fini(&stream->buf);
    hat_mem_free(stream);
}

static enum hat_status relations_open(struct hat_merge *merge, const struct hat_plan_part *part,
                                      struct hat_stream *out)
{
    struct relations_stream *stream = hat_mem_zalloc(1, sizeof *stream);
    if (stream == NULL) {
        return HAT_ERR_NOMEM;
    }
    stream->part = part;
    stream->made = &merge->states[part->source].relations;
    *out = (struct hat_stream){stream, relations_next, relations_close};
    return HAT_OK;
}

/* The template's package, to read parts that are not merged: a letter that is only written copies
 * them without reading. */
static enum hat_status open_package(struct hat_merge *merge)
{
    return merge->package != NULL ? HAT_OK
                                  : hat_package_again(merge->tmpl->package, &merge->package);
}

/* ODT's list of parts with the pictures that are known so far; a text of the merge's arena. */
static enum hat_status manifest(struct hat_merge *merge, const struct hat_plan_part *part,
                                struct hat_str *out)
{
    struct hat_buf buf = {0};
    struct hat_str p = part->relationship;
    hat_buf_put(&buf, part->bytes.ptr, part->bytes.len);
    for (size_t i = 0; i < merge->media.count; i++) {
        const struct hat_medium *medium = merge->media.items[i];
        if (medium->fault == HAT_MEDIUM_GOOD) {
            hat_buf_printf(&buf, "<%.*sfile-entry %.*sfull-path=\"%s\" %.*smedia-type=\"%s\"/>",
                           (int)p.len, p.ptr, (int)p.len, p.ptr, medium->name, (int)p.len, p.ptr,
                           medium->type);
        }
    }
    hat_buf_put(&buf, part->tail.ptr, part->tail.len);
    *out = hat_buf_failed(&buf)
               ? (struct hat_str){0}
               : hat_arena_str(&merge->media.keys.arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return out->ptr != NULL ? HAT_OK : HAT_ERR_NOMEM;
}

static enum hat_status open_part(struct hat_merge *merge, uint32_t index, struct hat_stream *out)
{
    const struct hat_plan_part *part = &merge->tmpl->parts[index];
    struct hat_str text;
    enum hat_status status;
    switch (part->action) {
    case HAT_PLAN_MANIFEST:
        status = manifest(merge, part, &text);
        return status == HAT_OK ? hat_stream_bytes(text, SIZE_MAX, out) : status;
    case HAT_PLAN_PROGRAM:
        return hat_run_open(&merge->states[index], &merge->options, out);
    case HAT_PLAN_BYTES:
        return hat_stream_bytes(part->bytes, SIZE_MAX, out);
    case HAT_PLAN_RELATIONS:
        return relations_open(merge, part, out);
    case HAT_PLAN_COPY:
        status = open_package(merge);
        return status == HAT_OK
                   ? hat_package_stream(merge->package, part->name, merge->options.diags, out)
                   : status;
    case HAT_PLAN_DROP:
        break;
    }
    return HAT_ERR_TEMPLATE;
}

/* ---- the parts, as readers see them ---- */

static bool has_part(void *ctx, const char *name)
{
    const struct hat_merge *merge = ctx;
    uint32_t index = hat_plan_find(merge->tmpl, name);
    if (index == HAT_NO_PART) {
        return hat_media_find(&merge->media, name) != NULL;
    }
    return merge->tmpl->parts[index].action != HAT_PLAN_DROP;
}

static enum hat_status parts_open(void *ctx, const char *name, struct hat_stream *out)
{
    struct hat_merge *merge = ctx;
    uint32_t index = hat_plan_find(merge->tmpl, name);
    const struct hat_medium *medium =
        index == HAT_NO_PART ? hat_media_find(&merge->media, name) : NULL;
    if (medium != NULL) {
        return hat_stream_bytes((struct hat_str){medium->bytes.data, medium->bytes.len}, SIZE_MAX,
                                out);
    }
    return index == HAT_NO_PART ? HAT_ERR_TEMPLATE : open_part(merge, index, out);
}

static bool kept(const struct hat_merge *merge, const struct hat_relationship *relationship)
{
    uint32_t index =
        relationship->external ? HAT_NO_PART : hat_plan_find(merge->tmpl, relationship->target);
    return index == HAT_NO_PART || merge->tmpl->parts[index].action != HAT_PLAN_DROP;
}

/* Puts a relationship where it belongs by its id. */
static void insert_by_id(const struct hat_relationship **by_id, size_t count,
                         const struct hat_relationship *added)
{
    size_t at = count;
    for (; at > 0 && strcmp(by_id[at - 1]->id, added->id) > 0; at--) {
        by_id[at] = by_id[at - 1];
    }
    by_id[at] = added;
}

/* Those of the template that are kept, and those that came with sub-templates. */
static enum hat_status parts_relationships(void *ctx, const char *part, struct hat_arena *arena,
                                           struct hat_relationships *out)
{
    struct hat_merge *merge = ctx;
    struct hat_relationships all = {0};
    uint32_t index = hat_plan_find(merge->tmpl, part);
    const struct hat_plan_part *plan = index != HAT_NO_PART ? &merge->tmpl->parts[index] : NULL;
    size_t more = plan != NULL ? plan->more_count : 0, count = 0, ids = 0;
    enum hat_status status = open_package(merge);
    if (status == HAT_OK) {
        status = hat_package_relationships(merge->package, part, arena, merge->options.diags, &all);
    }
    if (status != HAT_OK) {
        return status;
    }
    struct hat_relationship *items = hat_arena_array(arena, all.count + more + 1, sizeof *items);
    const struct hat_relationship **by_id =
        hat_arena_array(arena, all.count + more + 1, sizeof *by_id);
    if (items == NULL || by_id == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < all.count; i++) {
        if (kept(merge, &all.items[i])) {
            items[count++] = all.items[i];
        }
        if (kept(merge, all.by_id[i])) {
            by_id[ids++] = all.by_id[i];
        }
    }
    for (size_t i = 0; i < more; i++) {
        items[count++] = plan->more[i];
        insert_by_id(by_id, ids++, &plan->more[i]);
    }
    *out = (struct hat_relationships){items, count, by_id};
    return HAT_OK;
}

static const struct hat_relationship *parts_made(void *ctx, const char *part, struct hat_str id)
{
    const struct hat_merge *merge = ctx;
    uint32_t index = hat_plan_find(merge->tmpl, part);
    return index == HAT_NO_PART ? NULL : hat_relations_find(&merge->states[index].relations, id);
}

/* ---- beginning and end ---- */

static enum hat_lang language(const struct hat_template *tmpl, const hat_data *data,
                              enum hat_lang wanted)
{
    if (wanted != HAT_LANG_NONE) {
        return wanted;
    }
    const struct hat_value *value = hat_value_member(hat_data_root(data), HAT_STR("lang"));
    enum hat_lang lang = value != NULL ? hat_lang_from(hat_value_str(value)) : HAT_LANG_NONE;
    lang = lang != HAT_LANG_NONE ? lang : tmpl->lang;
    return lang != HAT_LANG_NONE ? lang : HAT_LANG_KK;
}

static enum hat_status init_states(struct hat_merge *merge)
{
    const struct hat_template *tmpl = merge->tmpl;
    merge->states = hat_mem_zalloc(tmpl->part_count + 1, sizeof *merge->states);
    if (merge->states == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < tmpl->part_count; i++) {
        const struct hat_program *program = tmpl->parts[i].program;
        struct hat_run_state *state = &merge->states[i];
        if (program == NULL) {
            continue;
        }
        state->program = program;
        state->part = (uint32_t)i;
        state->relations.first = tmpl->parts[i].first_id;
        state->reported = hat_mem_zalloc(program->tag_count + 1, sizeof *state->reported);
        if (state->reported == NULL) {
            return HAT_ERR_NOMEM;
        }
    }
    return HAT_OK;
}

enum hat_status hat_merge_new(const hat_template *tmpl, const hat_data *data,
                              const struct hat_merge_options *options, hat_diags *diags,
                              struct hat_merge **out)
{
    struct hat_merge *merge = hat_mem_zalloc(1, sizeof *merge);
    if (merge == NULL) {
        return HAT_ERR_NOMEM;
    }
    merge->tmpl = tmpl;
    merge->limits = options->limits != NULL ? *options->limits : tmpl->limits;
    hat_media_init(&merge->media, tmpl, &merge->limits, options->draw_svg);
    merge->options = (struct hat_run_options){.limits = &merge->limits,
                                              .data = data,
                                              .diags = diags,
                                              .media = &merge->media,
                                              .lang = language(tmpl, data, options->lang),
                                              .missing = options->missing,
                                              .today = options->today,
                                              .paths = tmpl->paths,
                                              .written = &merge->written};
    merge->parts = (struct hat_parts){.ctx = merge,
                                      .format = tmpl->dialect->format,
                                      .path = hat_package_path(tmpl->package),
                                      .main = hat_package_main(tmpl->package),
                                      .has = has_part,
                                      .open = parts_open,
                                      .relationships = parts_relationships,
                                      .made = parts_made};
    enum hat_status status = init_states(merge);
    if (status != HAT_OK) {
        hat_merge_free(merge);
        return status;
    }
    *out = merge;
    return HAT_OK;
}

void hat_merge_free(struct hat_merge *merge)
{
    if (merge == NULL) {
        return;
    }
    for (size_t i = 0; merge->states != NULL && i < merge->tmpl->part_count; i++) {
        hat_mem_free(merge->states[i].reported);
        hat_relations_fini(&merge->states[i].relations);
    }
    hat_mem_free(merge->states);
    hat_media_fini(&merge->media);
    hat_package_close(merge->package);
    hat_mem_free(merge);
}

const struct hat_parts *hat_merge_parts(struct hat_merge *merge)
{
    return &merge->parts;
}

/* ---- running ---- */

/* Runs one part to its end without keeping anything. */
static enum hat_status drain(struct hat_merge *merge, uint32_t index)
{
    struct hat_stream stream = {0};
    struct hat_str chunk = {0};
    enum hat_status status = open_part(merge, index, &stream);
    while (status == HAT_OK) {
        status = hat_stream_next(&stream, &chunk);
        if (chunk.len == 0) {
            break;
        }
    }
    hat_stream_close(&stream);
    return status;
}

enum hat_status hat_merge_check(struct hat_merge *merge)
{
    enum hat_status worst = HAT_OK;
    for (size_t i = 0; i < merge->tmpl->part_count; i++) {
        if (merge->tmpl->parts[i].action != HAT_PLAN_PROGRAM) {
            continue;
        }
        enum hat_status status = drain(merge, (uint32_t)i);
        if (status != HAT_OK && status != HAT_ERR_DATA) {
            return status;
        }
        worst = status != HAT_OK ? status : worst;
    }
    return worst;
}

enum hat_status hat_merge_compare(struct hat_merge *merge)
{
    return hat_names_compare(merge->tmpl, merge->options.data, merge->options.diags);
}

static enum hat_status add_part(struct hat_merge *merge, struct hat_package_writer *writer,
                                uint32_t index)
{
    const struct hat_plan_part *part = &merge->tmpl->parts[index];
    struct hat_stream stream = {0};
    enum hat_status status;
    switch (part->action) {
    case HAT_PLAN_DROP:
        return HAT_OK;
    case HAT_PLAN_COPY:
        return hat_package_writer_copy(writer, merge->tmpl->package, part->name);
    case HAT_PLAN_BYTES:
        return hat_package_writer_add(writer, part->name, part->bytes,
                                      part->stored || strcmp(part->name, "mimetype") == 0);
    case HAT_PLAN_PROGRAM:
    case HAT_PLAN_MANIFEST:
    case HAT_PLAN_RELATIONS:
        status = open_part(merge, index, &stream);
        return status == HAT_OK ? hat_package_writer_stream(writer, part->name, stream) : status;
    }
    return HAT_OK;
}

/* Makes the pictures, which must be known before the lists that name them are written. */
static enum hat_status make_pictures(struct hat_merge *merge)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < merge->tmpl->part_count && status == HAT_OK; i++) {
        const struct hat_program *program = merge->tmpl->parts[i].program;
        if (program != NULL && program->pictures) {
            status = drain(merge, (uint32_t)i);
        }
    }
    return status;
}

static enum hat_status add_pictures(struct hat_merge *merge, struct hat_package_writer *writer)
{
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < merge->media.count && status == HAT_OK; i++) {
        const struct hat_medium *medium = merge->media.items[i];
        struct hat_str bytes = {medium->bytes.data, medium->bytes.len};
        if (medium->fault == HAT_MEDIUM_GOOD) {
            status = hat_package_writer_add(writer, medium->name, bytes, true);
        }
    }
    return status;
}

enum hat_status hat_merge_write(struct hat_merge *merge, struct hat_output *output)
{
    struct hat_package_writer *writer = NULL;
    enum hat_status status = make_pictures(merge);
    if (status == HAT_OK) {
        status = hat_package_writer_new(merge->options.diags, &writer);
    }
    for (size_t i = 0; i < merge->tmpl->part_count && status == HAT_OK; i++) {
        status = add_part(merge, writer, (uint32_t)i);
    }
    if (status == HAT_OK) {
        status = add_pictures(merge, writer);
    }
    if (status == HAT_OK) {
        status = hat_package_writer_finish(writer, output);
    }
    hat_package_writer_free(writer);
    if (status == HAT_ERR_DATA) { /* the parts behind the one that failed have messages, too */
        enum hat_status all = hat_merge_check(merge);
        status = all != HAT_OK ? all : status;
    }
    return status;
}
