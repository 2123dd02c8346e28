/* frames.c -- letters' results written to and read from bytes (frames_internal.h).
 *
 * A text is its length and its bytes with a NUL; NULL has the length NO_TEXT. A reader that runs
 * past the end is broken from then on and gives zeros: a worker may be killed in the middle.
 */
#include "job/frames_internal.h"

#define NO_TEXT UINT32_MAX

enum { NUMBERS = 12 /* of a diagnostic */ };

/* ---- writing ---- */

static void put_number(struct hat_buf *out, uint32_t number)
{
    hat_buf_put(out, (const char *)&number, sizeof number);
}

static void put_text(struct hat_buf *out, const char *text, size_t len)
{
    put_number(out, text != NULL ? (uint32_t)len : NO_TEXT);
    if (text != NULL) {
        hat_buf_put(out, text, len);
        hat_buf_put(out, "", 1);
    }
}

static void put_name(struct hat_buf *out, const char *text)
{
    put_text(out, text, text != NULL ? strlen(text) : 0);
}

static void put_file(struct hat_buf *out, const struct hat_output *output)
{
    uint64_t bytes;
    const struct hat_hash hash = hat_output_hash(output, &bytes);
    put_name(out, hat_output_temporary(output));
    put_name(out, hat_output_path(output));
    hat_buf_put(out, (const char *)&bytes, sizeof bytes);
    hat_buf_put(out, (const char *)hash.bytes, sizeof hash.bytes);
}

static void put_diag(struct hat_buf *out, const struct hat_diag *diag)
{
    const struct hat_place *place = &diag->place;
    const uint32_t numbers[NUMBERS] = {(uint32_t)diag->code,
                                       diag->softened,
                                       (uint32_t)diag->reason,
                                       place->line,
                                       place->offset,
                                       place->record,
                                       (uint32_t)place->story,
                                       place->note,
                                       place->table,
                                       place->row,
                                       place->cell,
                                       place->paragraph};
    hat_buf_put(out, (const char *)numbers, sizeof numbers);
    put_name(out, place->file);
    put_name(out, place->part);
    put_name(out, place->sheet);
    put_name(out, place->column);
    for (int i = 0; i < 4; i++) {
        put_text(out, diag->args[i].ptr, diag->args[i].len);
    }
}

void hat_frame_put(const struct hat_frame_head *head, const struct hat_output_set *set,
                   hat_diags *diags, struct hat_buf *out)
{
    size_t begin = out->len, count = head->status == HAT_OK ? set->count : 0;
    put_number(out, 0); /* the length, known at the end */
    hat_buf_put(out, (const char *)head, sizeof *head);
    put_number(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        put_file(out, set->items[i]);
    }
    for (size_t i = 0; diags != NULL && i < hat_diags_count(diags); i++) {
        put_diag(out, hat_diags_at(diags, i));
    }
    if (!hat_buf_failed(out)) {
        uint32_t len = (uint32_t)(out->len - begin);
        memcpy(out->data + begin, &len, sizeof len);
    }
}

/* ---- reading ---- */

bool hat_frame_find(struct hat_str bytes, struct hat_str *frame)
{
    uint32_t len;
    if (bytes.len < sizeof len) {
        return false;
    }
    memcpy(&len, bytes.ptr, sizeof len);
    *frame = (struct hat_str){bytes.ptr, len};
    return len >= sizeof len && bytes.len >= len;
}

/* `len` bytes of the rest; NULL when there are not so many. */
static const char *take(struct hat_frame_reader *reader, size_t len)
{
    const char *at = reader->rest.ptr;
    if (reader->broken || len > reader->rest.len) {
        reader->broken = true;
        return NULL;
    }
    reader->rest.ptr += len;
    reader->rest.len -= len;
    return at;
}

static uint32_t number(struct hat_frame_reader *reader)
{
    uint32_t value = 0;
    const char *at = take(reader, sizeof value);
    if (at != NULL) {
        memcpy(&value, at, sizeof value);
    }
    return value;
}

static struct hat_str text(struct hat_frame_reader *reader)
{
    uint32_t len = number(reader);
    if (len == NO_TEXT || reader->broken) {
        return (struct hat_str){0};
    }
    const char *at = take(reader, (size_t)len + 1);
    return (struct hat_str){at, at != NULL ? len : 0};
}

void hat_frame_open(struct hat_str frame, struct hat_frame_reader *reader)
{
    *reader = (struct hat_frame_reader){.rest = frame};
    number(reader); /* the length */
    const char *head = take(reader, sizeof reader->head);
    if (head != NULL) {
        memcpy(&reader->head, head, sizeof reader->head);
    }
    reader->files = number(reader);
}

bool hat_frame_file(struct hat_frame_reader *reader, struct hat_made_file *file)
{
    if (reader->files == 0 || reader->broken) {
        return false;
    }
    reader->files--;
    file->temporary = text(reader).ptr;
    file->path = text(reader).ptr;
    const char *bytes = take(reader, sizeof file->bytes);
    const char *hash = take(reader, sizeof file->hash.bytes);
    if (reader->broken || file->temporary == NULL || file->path == NULL) {
        return false;
    }
    memcpy(&file->bytes, bytes, sizeof file->bytes);
    memcpy(file->hash.bytes, hash, sizeof file->hash.bytes);
    return true;
}

static struct hat_place place_of(const uint32_t *numbers)
{
    return (struct hat_place){.line = numbers[0],
                              .offset = numbers[1],
                              .record = numbers[2],
                              .story = (enum hat_story)numbers[3],
                              .note = numbers[4],
                              .table = numbers[5],
                              .row = numbers[6],
                              .cell = numbers[7],
                              .paragraph = numbers[8]};
}

static void add_diag(hat_diags *diags, const uint32_t *numbers, const struct hat_place *place,
                     const struct hat_str args[4])
{
    enum hat_message code = (enum hat_message)numbers[0];
    enum hat_reason reason = (enum hat_reason)numbers[2];
    if (reason != HAT_REASON_OTHER) {
        hat_diags_add_reason(diags, code, place, reason, args[0].ptr);
    } else {
        hat_diags_add_args_soft(diags, code, numbers[1] != 0, place, args);
    }
}

void hat_frame_tell(struct hat_frame_reader *reader, hat_diags *diags)
{
    while (reader->rest.len > 0 && !reader->broken) {
        uint32_t numbers[NUMBERS];
        for (size_t i = 0; i < NUMBERS; i++) {
            numbers[i] = number(reader);
        }
        struct hat_place place = place_of(numbers + 3);
        struct hat_str args[4];
        place.file = text(reader).ptr;
        place.part = text(reader).ptr;
        place.sheet = text(reader).ptr;
        place.column = text(reader).ptr;
        for (int i = 0; i < 4; i++) {
            args[i] = text(reader);
        }
        if (!reader->broken && numbers[0] < HAT_MESSAGE_COUNT && numbers[2] < HAT_REASON_COUNT) {
            add_diag(diags, numbers, &place, args);
        }
    }
}
