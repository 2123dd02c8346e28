/* zlib.c -- whole buffers through zlib. */
#define ZLIB_CONST
#include <zlib.h>

#include "base/mem.h"
#include "paint/pdf_write_internal.h"

enum { CHUNK = 1 << 16, LEVEL = 6 };

/* Runs `step` (deflate or inflate) until the stream ends, chunk by chunk into *out. */
static int run(z_stream *stream, int (*step)(z_stream *, int), int flush, uint64_t limit,
               struct hat_buf *out)
{
    unsigned char chunk[CHUNK];
    int state = Z_OK;
    while (state == Z_OK && !hat_buf_failed(out) && out->len <= limit) {
        stream->next_out = chunk;
        stream->avail_out = sizeof chunk;
        state = step(stream, flush);
        hat_buf_put(out, (const char *)chunk, sizeof chunk - stream->avail_out);
    }
    return state;
}

static enum hat_status result(int state, uint64_t limit, const struct hat_buf *out)
{
    if (hat_buf_failed(out) || state == Z_MEM_ERROR) {
        return HAT_ERR_NOMEM;
    }
    if (out->len > limit) {
        return HAT_ERR_LIMIT;
    }
    return state == Z_STREAM_END ? HAT_OK : HAT_ERR_DATA;
}

static bool give_input(z_stream *stream, struct hat_str data)
{
    if (data.len > UINT32_MAX) {
        return false;
    }
    stream->next_in = (const unsigned char *)data.ptr;
    stream->avail_in = (uInt)data.len;
    return true;
}

enum hat_status hat_deflate(struct hat_str data, struct hat_buf *out)
{
    z_stream stream = {0};
    if (!give_input(&stream, data)) {
        return HAT_ERR_LIMIT;
    }
    if (deflateInit(&stream, LEVEL) != Z_OK) {
        return HAT_ERR_NOMEM;
    }
    int state = run(&stream, deflate, Z_FINISH, UINT64_MAX, out);
    deflateEnd(&stream);
    return result(state, UINT64_MAX, out);
}

enum hat_status hat_inflate(struct hat_str data, uint64_t limit, struct hat_buf *out)
{
    z_stream stream = {0};
    if (!give_input(&stream, data)) {
        return HAT_ERR_LIMIT;
    }
    if (inflateInit(&stream) != Z_OK) {
        return HAT_ERR_NOMEM;
    }
    int state = run(&stream, inflate, Z_NO_FLUSH, limit, out);
    inflateEnd(&stream);
    return result(state, limit, out);
}
