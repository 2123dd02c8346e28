/* parts.c -- the parts of a package as they are, and a part read whole. */
#include "package/parts.h"

struct source {
    struct hat_package *package;
    hat_diags *diags;
};

static bool has(void *ctx, const char *name)
{
    struct source *source = ctx;
    return source != NULL && hat_package_find(source->package, name) != NULL;
}

static enum hat_status open_part(void *ctx, const char *name, struct hat_stream *out)
{
    struct source *source = ctx;
    return source != NULL ? hat_package_stream(source->package, name, source->diags, out)
                          : HAT_ERR_NOMEM;
}

static enum hat_status relationships(void *ctx, const char *part, struct hat_arena *arena,
                                     struct hat_relationships *out)
{
    struct source *source = ctx;
    return source != NULL
               ? hat_package_relationships(source->package, part, arena, source->diags, out)
               : HAT_ERR_NOMEM;
}

static const struct hat_relationship *made(void *ctx, const char *part, struct hat_str id)
{
    (void)ctx;
    (void)part;
    (void)id;
    return NULL;
}

void hat_parts_from_package(struct hat_package *package, hat_diags *diags, struct hat_arena *arena,
                            struct hat_parts *out)
{
    struct source *source = hat_arena_alloc(arena, sizeof *source);
    if (source != NULL) {
        *source = (struct source){package, diags};
    }
    *out = (struct hat_parts){
        .ctx = source,
        .format = hat_package_format(package),
        .path = hat_package_path(package),
        .main = hat_package_main(package),
        .has = has,
        .open = open_part,
        .relationships = relationships,
        .made = made,
    };
}

enum hat_status hat_parts_read(const struct hat_parts *parts, const char *name, struct hat_buf *buf)
{
    struct hat_stream stream;
    enum hat_status st = parts->open(parts->ctx, name, &stream);
    if (st != HAT_OK) {
        return st;
    }
    struct hat_str chunk;
    do {
        st = hat_stream_next(&stream, &chunk);
        if (st == HAT_OK) {
            hat_buf_put(buf, chunk.ptr, chunk.len);
        }
    } while (st == HAT_OK && chunk.len > 0 && !hat_buf_failed(buf));
    hat_stream_close(&stream);
    return st == HAT_OK && hat_buf_failed(buf) ? HAT_ERR_NOMEM : st;
}
