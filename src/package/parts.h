/* parts.h -- a document's parts as they will stand in the finished file.
 *
 * The document readers see a document through this, whether it lies in a package as it is
 * (`hatshy render`) or is being merged while it is read (`hatshy generate`). What a part's name
 * is, where it is a stream and where it is a copy, is the provider's business.
 */
#ifndef HAT_PACKAGE_PARTS_H
#define HAT_PACKAGE_PARTS_H

#include "package/package.h"

struct hat_parts {
    void *ctx;
    enum hat_format format; /* DOCX or ODT */
    const char *path;       /* for messages */
    const char *main;       /* name of the main part */
    bool (*has)(void *ctx, const char *name);
    /* Opens a part as a stream; may be called any number of times for one part, each time it
     * gives the same bytes. HAT_ERR_TEMPLATE when there is no such part. */
    enum hat_status (*open)(void *ctx, const char *name, struct hat_stream *out);
    /* Relationships of a part, those made while merging not among them. */
    enum hat_status (*relationships)(void *ctx, const char *part, struct hat_arena *arena,
                                     struct hat_relationships *out);
    /* Target of a relationship made while `part` was merged, known once its id was seen in the
     * stream; NULL for an id that is not such a one. */
    const struct hat_relationship *(*made)(void *ctx, const char *part, struct hat_str id);
};

/* The parts of a package as they are. `package` must outlive *out. When memory ends, every call of
 * *out returns HAT_ERR_NOMEM. */
void hat_parts_from_package(struct hat_package *package, hat_diags *diags, struct hat_arena *arena,
                            struct hat_parts *out);

/* Reads a whole part into *buf (appended). */
enum hat_status hat_parts_read(const struct hat_parts *parts, const char *name,
                               struct hat_buf *buf);

#endif
