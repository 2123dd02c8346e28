/* pdf_copy.c -- objects from one file to the other.
 *
 * A reference gets its new number when it is first met and goes to the end of a queue; so the
 * numbers depend on the order of the pages alone, and no chain of objects needs a deep stack.
 *
 * What changes on the way (docs/pdf.md):
 *     pictures            lose /Interpolate              (PDF/A-2 6.2.8.1; cairo defect 10)
 *     TrueType CID fonts  gain /CIDToGIDMap /Identity    (PDF/A-2 6.2.11.3.2)
 *     streams             lose /Length, which is written anew
 *     /ToUnicode maps     say the characters that were meant (codes.c)
 */
#include "paint/pdf_copy_internal.h"

#include "base/mem.h"

enum hat_status hat_pdf_copier_init(struct hat_pdf_copier *copier, struct hat_pdf_file *from,
                                    struct hat_pdf_writer *to)
{
    *copier = (struct hat_pdf_copier){.from = from, .to = to};
    copier->map = hat_mem_zalloc(from->count, sizeof *copier->map);
    copier->queue = hat_mem_zalloc(from->count, sizeof *copier->queue);
    copier->char_maps = hat_mem_zalloc(from->count, sizeof *copier->char_maps);
    return copier->map != NULL && copier->queue != NULL && copier->char_maps != NULL
               ? HAT_OK
               : HAT_ERR_NOMEM;
}

void hat_pdf_copier_fini(struct hat_pdf_copier *copier)
{
    hat_mem_free(copier->map);
    hat_mem_free(copier->queue);
    hat_mem_free(copier->char_maps);
    hat_arena_fini(&copier->arena);
    *copier = (struct hat_pdf_copier){0};
}

static enum hat_status copy_ref(struct hat_pdf_copier *copier, struct hat_buf *buf, uint32_t old)
{
    if (old >= copier->from->count) {
        copier->from->problem = "reference";
        return HAT_ERR_DATA;
    }
    if (copier->map[old] == 0) {
        copier->map[old] = hat_pdf_reserve(copier->to);
        if (copier->map[old] == 0) {
            return HAT_ERR_NOMEM;
        }
        copier->queue[copier->queued++] = old;
    }
    hat_pdf_put_ref(buf, copier->map[old]);
    return HAT_OK;
}

/* Do two values need a blank between them? */
static bool is_bare(const struct hat_pdf_value *value)
{
    return value->kind == HAT_PDF_WORD || value->kind == HAT_PDF_NUMBER ||
           value->kind == HAT_PDF_REF;
}

/* The entries of a dictionary but `without`, each name once. */
static enum hat_status copy_entries(struct hat_pdf_copier *copier, struct hat_buf *buf,
                                    const struct hat_pdf_value *dict, const char *const without[2])
{
    enum hat_status status = HAT_OK;
    for (const struct hat_pdf_value *entry = dict->first; entry != NULL && status == HAT_OK;
         entry = entry->next) {
        bool first = true;
        for (const struct hat_pdf_value *other = dict->first; other != entry && first;
             other = other->next) {
            first = !hat_str_equal(other->key, entry->key);
        }
        if (!first || hat_str_is(entry->key, without[0]) || hat_str_is(entry->key, without[1])) {
            continue;
        }
        hat_buf_put(buf, entry->key.ptr, entry->key.len);
        if (is_bare(entry)) {
            hat_pdf_put(buf, " ");
        }
        status = hat_pdf_copy_value(copier, buf, entry);
    }
    return status;
}

static const char *const NOTHING[2] = {"", ""};

static enum hat_status copy_array(struct hat_pdf_copier *copier, struct hat_buf *buf,
                                  const struct hat_pdf_value *array)
{
    enum hat_status status = HAT_OK;
    hat_pdf_put(buf, "[");
    for (const struct hat_pdf_value *member = array->first; member != NULL && status == HAT_OK;
         member = member->next) {
        status = hat_pdf_copy_value(copier, buf, member);
        if (is_bare(member) && member->next != NULL && is_bare(member->next)) {
            hat_pdf_put(buf, " ");
        }
    }
    hat_pdf_put(buf, "]");
    return status;
}

enum hat_status hat_pdf_copy_value(struct hat_pdf_copier *copier, struct hat_buf *buf,
                                   const struct hat_pdf_value *value)
{
    enum hat_status status = HAT_OK;
    switch (value->kind) {
    case HAT_PDF_DICT:
        hat_pdf_put(buf, "<<");
        status = copy_entries(copier, buf, value, NOTHING);
        hat_pdf_put(buf, ">>");
        return status;
    case HAT_PDF_ARRAY:
        return copy_array(copier, buf, value);
    case HAT_PDF_REF:
        return copy_ref(copier, buf, value->ref);
    default:
        hat_buf_put(buf, value->text.ptr, value->text.len);
        return HAT_OK;
    }
}

static enum hat_status copy_stream(struct hat_pdf_copier *copier, uint32_t id,
                                   const struct hat_pdf_loaded *loaded, struct hat_buf *buf)
{
    bool image = hat_pdf_is_name(hat_pdf_find(loaded->value, "/Subtype"), "/Image");
    const char *const without[2] = {"/Length", image ? "/Interpolate" : ""};
    bool packed = hat_pdf_find(loaded->value, "/Filter") != NULL;
    enum hat_status status = copy_entries(copier, buf, loaded->value, without);
    if (status == HAT_OK && hat_buf_failed(buf)) {
        status = HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        hat_pdf_stream(copier->to, id, buf->len > 0 ? buf->data : "", loaded->stream,
                       packed ? HAT_PDF_AS_IS : HAT_PDF_DEFLATE);
    }
    return status;
}

/* A /ToUnicode map with the characters that were meant. */
static enum hat_status copy_char_map(struct hat_pdf_copier *copier, uint32_t id,
                                     const struct hat_pdf_loaded *loaded)
{
    enum { MAP_MAX = 1 << 22 };
    struct hat_buf map = {0}, meant = {0};
    enum hat_status status = HAT_OK;
    if (hat_pdf_find(loaded->value, "/Filter") != NULL) {
        status = hat_inflate(loaded->stream, MAP_MAX, &map);
    } else {
        hat_buf_put(&map, loaded->stream.ptr, loaded->stream.len);
    }
    if (status == HAT_OK &&
        !hat_pdf_put_char_map(copier->codes, (struct hat_str){map.data, map.len}, &meant)) {
        status = HAT_ERR_DATA;
    }
    if (status == HAT_ERR_DATA) {
        copier->from->problem = "/ToUnicode";
    }
    if (status == HAT_OK && (hat_buf_failed(&map) || hat_buf_failed(&meant))) {
        status = HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        hat_pdf_stream(copier->to, id, "", (struct hat_str){meant.data, meant.len},
                       HAT_PDF_DEFLATE);
    }
    hat_buf_fini(&map);
    hat_buf_fini(&meant);
    return status;
}

static void note_char_map(struct hat_pdf_copier *copier, const struct hat_pdf_value *value)
{
    const struct hat_pdf_value *map = hat_pdf_find(value, "/ToUnicode");
    if (map != NULL && map->kind == HAT_PDF_REF && map->ref < copier->from->count) {
        copier->char_maps[map->ref] = 1;
    }
}

static enum hat_status copy_plain(struct hat_pdf_copier *copier, uint32_t id,
                                  const struct hat_pdf_value *value, struct hat_buf *buf)
{
    bool cid_font = hat_pdf_is_name(hat_pdf_find(value, "/Subtype"), "/CIDFontType2") &&
                    hat_pdf_find(value, "/CIDToGIDMap") == NULL;
    enum hat_status status = HAT_OK;
    note_char_map(copier, value);
    if (cid_font) {
        hat_pdf_put(buf, "<</CIDToGIDMap/Identity");
        status = copy_entries(copier, buf, value, NOTHING);
        hat_pdf_put(buf, ">>");
    } else {
        status = hat_pdf_copy_value(copier, buf, value);
    }
    if (status == HAT_OK) {
        hat_pdf_object(copier->to, id, buf);
    }
    return status;
}

static enum hat_status copy_object(struct hat_pdf_copier *copier, uint32_t old,
                                   const struct hat_pdf_loaded *loaded, struct hat_buf *buf)
{
    uint32_t id = copier->map[old];
    if (!loaded->is_stream) {
        return copy_plain(copier, id, loaded->value, buf);
    }
    return copier->char_maps[old] ? copy_char_map(copier, id, loaded)
                                  : copy_stream(copier, id, loaded, buf);
}

enum hat_status hat_pdf_copy_noted(struct hat_pdf_copier *copier)
{
    struct hat_buf buf = {0};
    enum hat_status status = HAT_OK;
    while (status == HAT_OK && copier->copied < copier->queued) {
        uint32_t old = copier->queue[copier->copied++];
        struct hat_pdf_loaded loaded;
        status = hat_pdf_load(copier->from, &copier->arena, old, &loaded);
        if (status == HAT_OK) {
            status = copy_object(copier, old, &loaded, &buf);
        }
        buf.len = 0;
        hat_arena_reset(&copier->arena);
    }
    hat_buf_fini(&buf);
    return status;
}
