/* stream.h -- a pulled stream of bytes.
 *
 *     template program --pull--> XML bytes --pull--> deflate (.docx)
 *                                          --pull--> document reader (.pdf)
 *
 * The consumer asks, the producer answers with a chunk that stays valid until the next call.
 * So nothing between them holds more than a chunk, however long the letter is.
 */
#ifndef HAT_BASE_STREAM_H
#define HAT_BASE_STREAM_H

#include "base/str.h"
#include "hatshy.h"

struct hat_stream {
    void *ctx;
    /* Gives the next chunk, borrowed until the next call; an empty chunk means the end.
     * After an error or the end the call gives the same answer again. */
    enum hat_status (*next)(void *ctx, struct hat_str *chunk);
    void (*close)(void *ctx); /* NULL when there is nothing to free */
};

static inline enum hat_status hat_stream_next(struct hat_stream *stream, struct hat_str *chunk)
{
    return stream->next(stream->ctx, chunk);
}

/* Accepts a zeroed stream. */
static inline void hat_stream_close(struct hat_stream *stream)
{
    if (stream->close != NULL) {
        stream->close(stream->ctx);
    }
    *stream = (struct hat_stream){0};
}

/* A stream of `text`, which must outlive it, in chunks of at most `most` bytes. HAT_ERR_NOMEM. */
enum hat_status hat_stream_bytes(struct hat_str text, size_t most, struct hat_stream *out);

#endif
