/* parts_stub.h -- a document's parts from strings, for tests of the document readers.
 *
 *     struct parts_stub stub = {.chunk = 7};      7 bytes a chunk; 0: all at once
 *     parts_stub_add(&stub, "content.xml", "<...>");
 *     parts_stub_init(&stub, HAT_FORMAT_ODT, "content.xml");
 *     hat_document_open(&stub.parts, ...);
 */
#ifndef HAT_TESTS_PARTS_STUB_H
#define HAT_TESTS_PARTS_STUB_H

#include <stdlib.h>
#include <string.h>

#include "package/parts.h"

enum { PARTS_STUB_MAX = 16 };

struct parts_stub {
    struct hat_parts parts;
    struct {
        const char *name;
        struct hat_str bytes;
    } part[PARTS_STUB_MAX];
    size_t count;
    size_t chunk;
    struct hat_relationships relationships; /* of every part */
};

struct parts_stub_stream {
    struct hat_str rest;
    size_t chunk;
};

static inline void parts_stub_add_bytes(struct parts_stub *stub, const char *name,
                                        struct hat_str bytes)
{
    if (stub->count < PARTS_STUB_MAX) {
        stub->part[stub->count].name = name;
        stub->part[stub->count++].bytes = bytes;
    }
}

static inline void parts_stub_add(struct parts_stub *stub, const char *name, const char *text)
{
    parts_stub_add_bytes(stub, name, hat_str_from(text));
}

static inline const struct hat_str *parts_stub_find(const struct parts_stub *stub, const char *name)
{
    for (size_t i = 0; i < stub->count; i++) {
        if (strcmp(stub->part[i].name, name) == 0) {
            return &stub->part[i].bytes;
        }
    }
    return NULL;
}

static inline bool parts_stub_has(void *ctx, const char *name)
{
    return parts_stub_find(ctx, name) != NULL;
}

static inline enum hat_status parts_stub_next(void *ctx, struct hat_str *chunk)
{
    struct parts_stub_stream *stream = ctx;
    size_t len = stream->rest.len;
    if (stream->chunk > 0 && len > stream->chunk) {
        len = stream->chunk;
    }
    *chunk = (struct hat_str){stream->rest.ptr, len};
    stream->rest = (struct hat_str){stream->rest.ptr + len, stream->rest.len - len};
    return HAT_OK;
}

static inline void parts_stub_close(void *ctx)
{
    free(ctx);
}

static inline enum hat_status parts_stub_open(void *ctx, const char *name, struct hat_stream *out)
{
    const struct parts_stub *stub = ctx;
    const struct hat_str *bytes = parts_stub_find(stub, name);
    struct parts_stub_stream *stream = bytes != NULL ? malloc(sizeof *stream) : NULL;
    if (stream == NULL) {
        return HAT_ERR_TEMPLATE;
    }
    *stream = (struct parts_stub_stream){*bytes, stub->chunk};
    *out = (struct hat_stream){stream, parts_stub_next, parts_stub_close};
    return HAT_OK;
}

static inline enum hat_status parts_stub_relationships(void *ctx, const char *part,
                                                       struct hat_arena *arena,
                                                       struct hat_relationships *out)
{
    (void)part;
    (void)arena;
    *out = ((const struct parts_stub *)ctx)->relationships;
    return HAT_OK;
}

static inline const struct hat_relationship *parts_stub_made(void *ctx, const char *part,
                                                             struct hat_str id)
{
    (void)ctx;
    (void)part;
    (void)id;
    return NULL;
}

static inline void parts_stub_init(struct parts_stub *stub, enum hat_format format,
                                   const char *main_part)
{
    stub->parts = (struct hat_parts){.ctx = stub,
                                     .format = format,
                                     .path = "test",
                                     .main = main_part,
                                     .has = parts_stub_has,
                                     .open = parts_stub_open,
                                     .relationships = parts_stub_relationships,
                                     .made = parts_stub_made};
}

#endif
