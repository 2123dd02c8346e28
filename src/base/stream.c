/* stream.c -- bytes in memory as a stream.
 *
 *     "<w:p>...</w:p>", at most 4 bytes a chunk     "<w:p" ">..." "</w:" "p>" ""
 */
#include "base/stream.h"

#include "base/mem.h"

struct bytes {
    struct hat_str rest;
    size_t most;
};

static enum hat_status bytes_next(void *ctx, struct hat_str *chunk)
{
    struct bytes *bytes = ctx;
    size_t len = bytes->rest.len < bytes->most ? bytes->rest.len : bytes->most;
    *chunk = (struct hat_str){bytes->rest.ptr, len};
    bytes->rest =
        (struct hat_str){len > 0 ? bytes->rest.ptr + len : bytes->rest.ptr, bytes->rest.len - len};
    return HAT_OK;
}

enum hat_status hat_stream_bytes(struct hat_str text, size_t most, struct hat_stream *out)
{
    struct bytes *bytes = hat_mem_zalloc(1, sizeof *bytes);
    if (bytes == NULL) {
        return HAT_ERR_NOMEM;
    }
    *bytes = (struct bytes){text, most};
    *out = (struct hat_stream){bytes, bytes_next, hat_mem_free};
    return HAT_OK;
}
