/* package.h -- ZIP containers with DOCX, ODT, XLSX or ODS inside, behind libzip.
 *
 * Reading checks everything that libzip lets through (docs/safety.md 3, 7): names (no "..", no
 * absolute or backslash paths, no NUL, no two that differ by case only), methods 0 and 8 only, no
 * encryption, sizes, counts and ratios while unpacking (stop at limit + 1), CRCs, no DOCTYPE in
 * any XML part. Writing is reproducible: fixed order, one fixed time stamp, one deflate level.
 */
#ifndef HAT_PACKAGE_PACKAGE_H
#define HAT_PACKAGE_PACKAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/stream.h"

enum hat_format {
    HAT_FORMAT_NONE,
    HAT_FORMAT_DOCX,
    HAT_FORMAT_ODT,
    HAT_FORMAT_XLSX,
    HAT_FORMAT_ODS
};

struct hat_package;

struct hat_part {
    const char *name; /* word/document.xml: no leading slash */
    const char *type; /* content type (OPC) or media type (ODF manifest); "" when not declared */
    uint64_t size;    /* bytes, unpacked */
    bool is_xml;
};

/* Reads the directory and checks every part. The format is told by [Content_Types].xml (main part's
 * content type) or `mimetype`, not by the file's name.
 * HAT_ERR_INPUT: no such file. HAT_ERR_IO. HAT_ERR_TEMPLATE: not a zip, damaged, encrypted, no main
 * part. HAT_ERR_LIMIT, HAT_ERR_NOMEM. Every failure is in `diags`. */
enum hat_status hat_package_open(const char *path, const struct hat_limits *limits,
                                 hat_diags *diags, struct hat_package **out);
/* The same for bytes in memory (kept by the caller until close); `name` is for messages. */
enum hat_status hat_package_open_memory(struct hat_str bytes, const char *name,
                                        const struct hat_limits *limits, hat_diags *diags,
                                        struct hat_package **out);
/* The same package with reading state of its own, for another thread or job: the two may be read at
 * the same time. It borrows the directory and bytes of `package`, which must be closed later. */
enum hat_status hat_package_again(const struct hat_package *package, struct hat_package **out);
void hat_package_close(struct hat_package *package);

enum hat_format hat_package_format(const struct hat_package *package);
/* As given to open. */
const char *hat_package_path(const struct hat_package *package);
/* All bytes of the file. */
struct hat_str hat_package_bytes(const struct hat_package *package);
/* Main part: word/document.xml or where the relationships say; content.xml. */
const char *hat_package_main(const struct hat_package *package);
size_t hat_package_count(const struct hat_package *package);
/* Borrowed; order of the file. */
const struct hat_part *hat_package_at(const struct hat_package *package, size_t index);
/* NULL when there is none. Exact name. */
const struct hat_part *hat_package_find(const struct hat_package *package, const char *name);

/* Unpacks a whole part into *buf (appended). HAT_ERR_TEMPLATE: damaged. */
enum hat_status hat_package_read(struct hat_package *package, const char *name, hat_diags *diags,
                                 struct hat_buf *buf);
/* Unpacks a part as a stream, for large ones. */
enum hat_status hat_package_stream(struct hat_package *package, const char *name, hat_diags *diags,
                                   struct hat_stream *out);

/* Is it a text document (DOCX, ODT: templates), or a workbook (XLSX, ODS: entries)? If not, a
 * message says what it is and what is wanted. HAT_ERR_TEMPLATE; HAT_ERR_DATA for a workbook. */
enum hat_status hat_package_require_text(const struct hat_package *package, hat_diags *diags);
enum hat_status hat_package_require_workbook(const struct hat_package *package, hat_diags *diags);

/* ---- OPC relationships (ECMA-376-2 §9) ---- */

struct hat_relationship {
    const char *id;     /* rId5 */
    const char *type;   /* last segment of the type: "hyperlink", "image", "header", "styles" */
    const char *target; /* internal: part name resolved against the source part; external: as is */
    bool external;
};

struct hat_relationships {
    const struct hat_relationship *items; /* in the caller's arena, in the order of the file */
    size_t count;
    const struct hat_relationship **by_id; /* sorted, for hat_relationships_find() */
};

/* Relationships of `part` ("" for the package's own). None is no error. */
enum hat_status hat_package_relationships(struct hat_package *package, const char *part,
                                          struct hat_arena *arena, hat_diags *diags,
                                          struct hat_relationships *out);
/* NULL when there is none. */
const struct hat_relationship *hat_relationships_find(const struct hat_relationships *list,
                                                      const char *id);
const struct hat_relationship *hat_relationships_of_type(const struct hat_relationships *list,
                                                         const char *type);

/* ---- archives of other files, as hat_package_writer_stored() made them ---- */

struct hat_archive;

/* HAT_ERR_INPUT: there is none, or it is damaged; HAT_ERR_NOMEM. Tells nothing. */
enum hat_status hat_archive_open(const char *path, struct hat_archive **out);
/* Appends the bytes of a file that has `size` of them. HAT_ERR_INPUT: there is no such file, it has
 * another size or is damaged; HAT_ERR_NOMEM. */
enum hat_status hat_archive_read(struct hat_archive *archive, const char *name, uint64_t size,
                                 struct hat_buf *buf);
/* Accepts NULL. */
void hat_archive_close(struct hat_archive *archive);

/* ---- writing ---- */

struct hat_package_writer;

enum hat_status hat_package_writer_new(hat_diags *diags, struct hat_package_writer **out);
/* Parts are written in the order of the calls. Names are copied. */
/* Takes a part over as it stands, compressed, from an open package (closed after finish). Several
 * threads may do so from one package. HAT_ERR_TEMPLATE: there is no such part. */
enum hat_status hat_package_writer_copy(struct hat_package_writer *writer, struct hat_package *from,
                                        const char *name);
/* A new part; `bytes` are copied. `stored`: not compressed (mimetype of ODF; PNG, JPEG). */
enum hat_status hat_package_writer_add(struct hat_package_writer *writer, const char *name,
                                       struct hat_str bytes, bool stored);
/* A new part that is pulled from `stream` while finish runs, after those before it. The writer
 * takes the stream over and closes it. */
enum hat_status hat_package_writer_stream(struct hat_package_writer *writer, const char *name,
                                          struct hat_stream stream);
/* The same without compression: for a file that is compressed already. */
enum hat_status hat_package_writer_stored(struct hat_package_writer *writer, const char *name,
                                          struct hat_stream stream);
/* Compresses everything into `output`. An error of a stream is returned as it was. */
enum hat_status hat_package_writer_finish(struct hat_package_writer *writer,
                                          struct hat_output *output);
void hat_package_writer_free(struct hat_package_writer *writer);

#endif
