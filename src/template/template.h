/* template.h -- a clerk's document compiled to a program, and the program run against values.
 *
 *     part events --tape--> tags healed, structure checked --compile--> program --merge--> XML
 *
 * Public: hat_template_open(), hat_template_free(), hat_template_dump(): see hatshy.h.
 * The language is described in docs/templates.md.
 */
#ifndef HAT_TEMPLATE_TEMPLATE_H
#define HAT_TEMPLATE_TEMPLATE_H

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "data/data.h"
#include "language/language.h"
#include "package/parts.h"

/* The same as hat_template_open() for bytes in memory (kept by the caller until free), for tests
 * and fuzzing; `name` is for messages. */
enum hat_status hat_template_open_memory(struct hat_str bytes, const char *name,
                                         const struct hat_limits *limits, hat_diags *diags,
                                         hat_template **out);

/* The same, named "t", with sub-templates in the folder `partials`. */
enum hat_status hat_template_open_beside(struct hat_str bytes, const char *partials,
                                         const struct hat_limits *limits, hat_diags *diags,
                                         hat_template **out);

enum hat_format hat_template_format(const hat_template *tmpl);
const char *hat_template_path(const hat_template *tmpl);
/* Is `path` the file of one of its sub-templates? */
bool hat_template_includes(const hat_template *tmpl, const char *path);
/* Adds the template's file and what it was compiled to, sub-templates included. HAT_ERR_NOMEM. */
enum hat_status hat_template_hash(const hat_template *tmpl, struct hat_hasher *hasher);
/* Does a tag mention the folded name, as any step of a path or as a text given to a filter; or,
 * for a name that begins with @, is it one of the program's names that a tag uses? */
bool hat_template_mentions(const hat_template *tmpl, struct hat_str folded);

/* Draws an SVG as a PNG. false: it cannot, or memory ends; *png is no matter then. */
typedef bool hat_draw_svg(struct hat_str svg, struct hat_buf *png);

struct hat_merge_options {
    const struct hat_limits *limits;
    enum hat_lang lang; /* HAT_LANG_NONE: by data, then document */
    enum hat_missing missing;
    int64_t today;          /* days since 1970-01-01 */
    hat_draw_svg *draw_svg; /* for programs that know no SVG; NULL: they get an empty frame */
};

/* One template run against one set of data. Messages go to `diags`. */
struct hat_merge;

enum hat_status hat_merge_new(const hat_template *tmpl, const hat_data *data,
                              const struct hat_merge_options *options, hat_diags *diags,
                              struct hat_merge **out);
void hat_merge_free(struct hat_merge *merge);

/* The merged document, for the document readers and the writer. Borrowed. */
const struct hat_parts *hat_merge_parts(struct hat_merge *merge);

/* Runs everything once without keeping output: all messages in one go.
 * HAT_ERR_DATA or HAT_ERR_TEMPLATE when there were errors. */
enum hat_status hat_merge_check(struct hat_merge *merge);

/* Warns of fields that the template does not use, and of names that are empty in all of the data.
 * HAT_OK or HAT_ERR_NOMEM. */
enum hat_status hat_merge_compare(struct hat_merge *merge);

/* Writes a copy of the template in the file `path` with each of `messages` as a comment. Its own
 * failures leave no message: what is wrong with the file is told by opening it as a template. */
enum hat_status hat_template_annotate(const char *path, const hat_diags *messages,
                                      enum hat_lang lang, const struct hat_limits *limits,
                                      struct hat_output *output);

/* Writes the merged package. */
enum hat_status hat_merge_write(struct hat_merge *merge, struct hat_output *output);

#endif
