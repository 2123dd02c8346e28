/* json.c -- JSON to values, with the line and column of each and numbers as they were written.
 *
 *     {"sum": 0.10}  ->  map { sum: number "0.10" at 1:9 } at 1:1
 *
 * YAJL parses (RFC 8259) and calls back for each token. It hands over numbers as text, and texts
 * without escapes as pointers into the input, so that little is copied. Values wait on one stack;
 * a closing bracket takes those since its opening one:
 *
 *     frames    { at 0          [ at 1          (where the bracket's values begin)
 *     pending   title: "..."    1   2   3
 *
 * Maps with the same names in the same order share a shape, if it was made not long ago. YAJL does
 * not look whether an allocation failed, so it allocates in a block that is made before it starts
 * and is surely large enough.
 */
#include <stdalign.h>

#include <yajl/yajl_parse.h>

#include "base/utf8.h"
#include "data/json_internal.h"
#include "data/map_internal.h"
#include "data/text_internal.h"

/* An escape of six bytes (\u0041) can stand for one byte. */
enum { ESCAPE_BYTES = 6 };
/* Rows of a list may lack one name or the other: so many shapes are looked at for a new map. */
enum { RECENT_SHAPES = 8 };

struct frame {
    struct hat_value value; /* the map or list, for its place */
    struct hat_str key;     /* of the member whose value comes next */
    size_t first;           /* index of its first value in `pending` */
};

struct pending {
    struct hat_str key; /* of a map's member */
    struct hat_value value;
};

struct reader {
    const struct hat_data_source *source;
    struct hat_str text;
    yajl_handle handle;
    bool finishing; /* YAJL has got all of `text` */
    size_t done;    /* end of the last token */
    size_t at;      /* where `line` and `column` are */
    uint32_t line, column;
    struct frame *frames;
    size_t depth, frames_cap;
    struct pending *pending;
    size_t count, cap;
    uint64_t values; /* made so far */
    const struct hat_shape *shapes[RECENT_SHAPES];
    size_t shapes_made;
    struct hat_value root;
    enum hat_status status;
};

/* ---- places ---- */

static void advance(struct reader *reader, size_t to)
{
    for (; reader->at < to; reader->at++) {
        unsigned char c = (unsigned char)reader->text.ptr[reader->at];
        bool crlf = c == '\r' && reader->at + 1 < reader->text.len &&
                    reader->text.ptr[reader->at + 1] == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) {
            reader->line++;
            reader->column = 1;
        } else if ((c & 0xC0) != 0x80) { /* not a continuation byte: a character begins */
            reader->column++;
        }
    }
}

/* Behind the last token come white space and at most one separator. */
static size_t next_token(const struct reader *reader)
{
    size_t at = hat_json_skip_space(reader->text, reader->done);
    if (at < reader->text.len && (reader->text.ptr[at] == ',' || reader->text.ptr[at] == ':')) {
        at = hat_json_skip_space(reader->text, at + 1);
    }
    return at;
}

static struct hat_place place_here(const struct reader *reader)
{
    return (struct hat_place){
        .file = reader->source->name, .line = reader->line, .offset = reader->column};
}

/* Called for each token first: a value with the place of its first character. */
static struct hat_value token(struct reader *reader, enum hat_type type)
{
    advance(reader, next_token(reader));
    reader->done = reader->finishing ? reader->text.len : yajl_get_bytes_consumed(reader->handle);
    return (struct hat_value){.type = (uint8_t)type,
                              .file = reader->source->file,
                              .line = reader->line,
                              .column = reader->column};
}

/* ---- building ---- */

static int fail(struct reader *reader, enum hat_status status)
{
    reader->status = status;
    return 0;
}

static int over_limit(struct reader *reader, enum hat_message code, uint64_t limit)
{
    struct hat_place place = place_here(reader);
    struct hat_digits digits = hat_digits(limit);
    hat_diags_add(reader->source->diags, code, &place, hat_str_from(digits.text));
    return fail(reader, HAT_ERR_LIMIT);
}

static int push(struct reader *reader, const struct hat_value *value)
{
    if (reader->depth == 0) {
        reader->root = *value;
        return 1;
    }
    if (reader->values >= reader->source->limits->values) {
        return over_limit(reader, HAT_MSG_DATA_VALUES_MANY, reader->source->limits->values);
    }
    reader->values++;
    const struct frame *frame = &reader->frames[reader->depth - 1];
    size_t siblings = reader->count - frame->first;
    const struct hat_limits *limits = reader->source->limits;
    if (frame->value.type == HAT_LIST && siblings >= limits->rows) {
        return over_limit(reader, HAT_MSG_DATA_ROWS_MANY, limits->rows);
    }
    if (frame->value.type == HAT_MAP && siblings >= limits->columns) {
        return over_limit(reader, HAT_MSG_DATA_COLUMNS_MANY, limits->columns);
    }
    if (!hat_mem_grow(&reader->pending, reader->count, &reader->cap, sizeof *reader->pending)) {
        return fail(reader, HAT_ERR_NOMEM);
    }
    reader->pending[reader->count++] = (struct pending){frame->key, *value};
    return 1;
}

static int open_bracket(struct reader *reader, enum hat_type type)
{
    struct hat_value value = token(reader, type);
    if (reader->depth >= reader->source->limits->json_depth) {
        return over_limit(reader, HAT_MSG_JSON_DEPTH, reader->source->limits->json_depth);
    }
    if (!hat_mem_grow(&reader->frames, reader->depth, &reader->frames_cap,
                      sizeof *reader->frames)) {
        return fail(reader, HAT_ERR_NOMEM);
    }
    reader->frames[reader->depth++] = (struct frame){.value = value, .first = reader->count};
    return 1;
}

static bool has_names_of(const struct pending *members, size_t count, const struct hat_shape *shape)
{
    if (shape == NULL || shape->count != count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!hat_str_equal(members[i].key, shape->names[i])) {
            return false;
        }
    }
    return true;
}

static const struct hat_shape *recent_shape(const struct reader *reader,
                                            const struct pending *members, size_t count)
{
    for (size_t i = 0; i < RECENT_SHAPES; i++) {
        if (has_names_of(members, count, reader->shapes[i])) {
            return reader->shapes[i];
        }
    }
    return NULL;
}

static void report_repeated(const struct reader *reader, const struct pending *member)
{
    struct hat_place place = {
        .file = reader->source->name, .line = member->value.line, .offset = member->value.column};
    struct hat_excerpt name = hat_excerpt(member->key);
    hat_diags_add(reader->source->diags, HAT_MSG_DATA_NAME_REPEATED, &place,
                  hat_str_from(name.text));
}

static enum hat_status map_of_new_shape(const struct reader *reader, const struct pending *members,
                                        size_t count, struct hat_value *map)
{
    struct hat_map_builder builder = {.arena = reader->source->arena};
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < count && st == HAT_OK; i++) {
        bool replaced = false;
        st = hat_map_put(&builder, members[i].key, &members[i].value, &replaced);
        if (replaced) {
            report_repeated(reader, &members[i]);
        }
    }
    if (st == HAT_OK) {
        st = hat_map_finish(&builder, map);
    }
    hat_map_builder_fini(&builder);
    return st;
}

static enum hat_status make_map(struct reader *reader, struct frame *frame)
{
    size_t count = reader->count - frame->first;
    const struct pending *members = count > 0 ? &reader->pending[frame->first] : NULL;
    const struct hat_shape *shape = recent_shape(reader, members, count);
    if (shape == NULL) {
        enum hat_status st = map_of_new_shape(reader, members, count, &frame->value);
        if (st == HAT_OK) {
            reader->shapes[reader->shapes_made++ % RECENT_SHAPES] = frame->value.as.map->shape;
            reader->values += 2 * count; /* a name costs about as much memory as two values */
        }
        return st;
    }
    struct hat_map *map = hat_map_new(reader->source->arena, shape);
    if (map == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        map->values[i] = members[i].value;
    }
    frame->value.count = (uint32_t)count;
    frame->value.as.map = map;
    return HAT_OK;
}

/* Objects beside other values in one list: surely a slip, and a section would print blanks. */
static void look_at_kinds(const struct reader *reader, const struct hat_value *items, size_t count)
{
    size_t maps = 0, first_other = count;
    for (size_t i = 0; i < count; i++) {
        maps += items[i].type == HAT_MAP;
        if (items[i].type != HAT_MAP && first_other == count) {
            first_other = i;
        }
    }
    if (maps > 0 && maps < count) {
        struct hat_place place = {.file = reader->source->name,
                                  .line = items[first_other].line,
                                  .offset = items[first_other].column};
        struct hat_digits digits = hat_digits(first_other + 1);
        hat_diags_add(reader->source->diags, HAT_MSG_DATA_LIST_MIXED, &place,
                      hat_str_from(digits.text));
    }
}

static enum hat_status make_list(const struct reader *reader, struct frame *frame)
{
    size_t count = reader->count - frame->first;
    struct hat_value *items = hat_arena_array(reader->source->arena, count, sizeof *items);
    if (items == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        items[i] = reader->pending[frame->first + i].value;
    }
    look_at_kinds(reader, items, count);
    frame->value.count = (uint32_t)count;
    frame->value.as.items = items;
    return HAT_OK;
}

static int close_bracket(struct reader *reader)
{
    token(reader, HAT_NULL);
    struct frame *frame = &reader->frames[reader->depth - 1];
    enum hat_status st =
        frame->value.type == HAT_MAP ? make_map(reader, frame) : make_list(reader, frame);
    if (st != HAT_OK) {
        return fail(reader, st);
    }
    reader->count = frame->first;
    reader->depth--;
    struct hat_value value = frame->value;
    return push(reader, &value);
}

/* Keeps a piece that YAJL hands over: as it is when it lies in the input, else copied. */
static bool keep(struct reader *reader, const char *ptr, size_t len, struct hat_str *kept)
{
    uintptr_t begin = (uintptr_t)reader->text.ptr, at = (uintptr_t)ptr;
    *kept = (struct hat_str){ptr, len};
    if (at < begin || at - begin > reader->text.len) {
        *kept = hat_arena_str(reader->source->arena, *kept);
    }
    return kept->ptr != NULL;
}

static int push_text(struct reader *reader, enum hat_type type, const char *ptr, size_t len)
{
    struct hat_value value = token(reader, type);
    if (len > reader->source->limits->field_bytes) {
        return over_limit(reader, HAT_MSG_DATA_FIELD_LONG, reader->source->limits->field_bytes);
    }
    struct hat_str kept;
    if (!keep(reader, ptr, len, &kept)) {
        return fail(reader, HAT_ERR_NOMEM);
    }
    value.as.text = kept.ptr;
    value.count = (uint32_t)len;
    return push(reader, &value);
}

/* ---- what YAJL calls: 1 goes on, 0 stops ---- */

static int on_null(void *ctx)
{
    struct hat_value value = token(ctx, HAT_NULL);
    return push(ctx, &value);
}

static int on_boolean(void *ctx, int boolean)
{
    struct hat_value value = token(ctx, HAT_BOOL);
    value.boolean = boolean != 0;
    return push(ctx, &value);
}

static int on_number(void *ctx, const char *ptr, size_t len)
{
    return push_text(ctx, HAT_NUMBER, ptr, len);
}

static int on_string(void *ctx, const unsigned char *ptr, size_t len)
{
    return push_text(ctx, HAT_TEXT, (const char *)ptr, len);
}

static int on_map_key(void *ctx, const unsigned char *ptr, size_t len)
{
    struct reader *reader = ctx;
    token(reader, HAT_TEXT);
    struct hat_str *key = &reader->frames[reader->depth - 1].key;
    return keep(reader, (const char *)ptr, len, key) ? 1 : fail(reader, HAT_ERR_NOMEM);
}

static int on_start_map(void *ctx)
{
    return open_bracket(ctx, HAT_MAP);
}

static int on_start_array(void *ctx)
{
    return open_bracket(ctx, HAT_LIST);
}

static int on_end(void *ctx)
{
    return close_bracket(ctx);
}

/* ---- memory for YAJL ---- */

/* Blocks one after the other, each with its size before it; the last one can grow. Nothing is
 * freed before the end. Needed are the parser's structs, a few small buffers, and one buffer that
 * doubles until it holds the longest text. */
struct reserve {
    char *bytes;
    size_t used, cap;
};

enum { RESERVE_HEADER = alignof(max_align_t), RESERVE_FIXED = 32 * 1024 };

static void *reserve_alloc(void *ctx, size_t size)
{
    struct reserve *reserve = ctx;
    size_t whole = RESERVE_HEADER + (size + RESERVE_HEADER - 1) / RESERVE_HEADER * RESERVE_HEADER;
    if (whole > reserve->cap - reserve->used) {
        return NULL;
    }
    char *block = reserve->bytes + reserve->used;
    memcpy(block, &size, sizeof size);
    reserve->used += whole;
    return block + RESERVE_HEADER;
}

static void *reserve_realloc(void *ctx, void *ptr, size_t size)
{
    void *moved = reserve_alloc(ctx, size);
    if (ptr != NULL && moved != NULL) {
        size_t old = 0;
        memcpy(&old, (char *)ptr - RESERVE_HEADER, sizeof old);
        memcpy(moved, ptr, old < size ? old : size);
    }
    return moved;
}

static void reserve_free(void *ctx, void *ptr)
{
    (void)ctx;
    (void)ptr;
}

/* ---- reading ---- */

static enum hat_status report_syntax(struct reader *reader)
{
    size_t at = next_token(reader);
    advance(reader, at);
    struct hat_place place = place_here(reader);
    struct hat_str rest = {reader->text.ptr + at, reader->text.len - at};
    size_t used = 0, shown = 0;
    while (shown < rest.len && shown < 20 && (unsigned char)rest.ptr[shown] > ' ' &&
           (shown == 0 || strchr("{}[],:", rest.ptr[shown]) == NULL)) {
        hat_utf8_decode(rest.ptr + shown, rest.len - shown, &used);
        shown += used;
    }
    hat_diags_add(reader->source->diags, hat_json_diagnose(reader->text, at), &place,
                  (struct hat_str){rest.ptr, shown});
    return HAT_ERR_DATA;
}

static enum hat_status report_fault(struct reader *reader, const struct hat_json_fault *fault)
{
    advance(reader, fault->at);
    if (fault->code == HAT_MSG_DATA_FIELD_LONG) {
        over_limit(reader, fault->code, reader->source->limits->field_bytes);
        return HAT_ERR_LIMIT;
    }
    struct hat_place place = place_here(reader);
    hat_diags_add(reader->source->diags, fault->code, &place, HAT_STR(""));
    return HAT_ERR_DATA;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_map_key,
    .yajl_end_map = on_end,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end,
};

static enum hat_status parse(struct reader *reader, const struct hat_json_fault *fault)
{
    size_t len = fault->found ? fault->stop : reader->text.len;
    yajl_status got = yajl_parse(reader->handle, (const unsigned char *)reader->text.ptr, len);
    if (got == yajl_status_ok && fault->found) {
        return report_fault(reader, fault);
    }
    reader->finishing = true;
    if (got == yajl_status_ok) {
        got = yajl_complete_parse(reader->handle);
    }
    if (reader->status != HAT_OK) {
        return reader->status;
    }
    return got == yajl_status_ok ? HAT_OK : report_syntax(reader);
}

static enum hat_status read_text(struct reader *reader)
{
    struct hat_json_fault fault;
    size_t limit = (size_t)reader->source->limits->field_bytes * ESCAPE_BYTES + 2;
    size_t longest = hat_json_scan(reader->text, limit, &fault);
    struct reserve reserve = {.cap = RESERVE_FIXED + 8 * longest};
    reserve.bytes = hat_mem_realloc(NULL, reserve.cap, 1);
    if (reserve.bytes == NULL) {
        return HAT_ERR_NOMEM;
    }
    yajl_alloc_funcs functions = {reserve_alloc, reserve_realloc, reserve_free, &reserve};
    reader->handle = yajl_alloc(&callbacks, &functions, reader);
    enum hat_status st = reader->handle != NULL ? parse(reader, &fault) : HAT_ERR_NOMEM;
    hat_mem_free(reserve.bytes); /* and with it all that the parser held */
    return st;
}

enum hat_status hat_json_read(struct hat_str text, const struct hat_data_source *source,
                              struct hat_value *out)
{
    struct reader reader = {.source = source, .line = 1, .column = 1};
    enum hat_status st = hat_data_text(text, false, source, &reader.text);
    if (st == HAT_OK) {
        st = read_text(&reader);
    }
    if (st == HAT_OK) {
        *out = reader.root;
    }
    hat_mem_free(reader.frames);
    hat_mem_free(reader.pending);
    return st;
}
