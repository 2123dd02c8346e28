/* pattern.h -- a text with tags outside of a document: the name of an output.
 *
 *     out/{{region}}/{{@number}}.pdf  ->  "out/", {{region}}, "/", {{@number}}, ".pdf"
 *
 * Tags are values with filters, as in a template; sections make no sense in a name.
 */
#ifndef HAT_TEMPLATE_PATTERN_H
#define HAT_TEMPLATE_PATTERN_H

#include "base/buf.h"
#include "base/diag.h"
#include "data/value.h"
#include "language/language.h"

struct hat_pattern; /* compiled; immutable */

/* Compiles `text`, which must live as long as `arena`. HAT_ERR_TEMPLATE (all reasons in diags, the
 * text being their place), HAT_ERR_NOMEM. */
enum hat_status hat_pattern_compile(const char *text, struct hat_arena *arena, hat_diags *diags,
                                    const struct hat_pattern **out);

bool hat_pattern_has_tags(const struct hat_pattern *pattern);

/* What a pattern is run against: {{name}} is a member of `root`, {{@number}} is `index` + 1. */
struct hat_pattern_data {
    const struct hat_value *root; /* a map */
    uint32_t index, count;
    enum hat_lang lang;
    int64_t today; /* days since 1970-01-01 */
};

/* Gets the text piece by piece; `value`: it came from the data. */
struct hat_pattern_sink {
    void *ctx;
    void (*put)(void *ctx, struct hat_str text, bool value);
};

/* HAT_ERR_DATA (in diags): a name that the data lacks, or a value that cannot be printed;
 * HAT_ERR_NOMEM. */
enum hat_status hat_pattern_run(const struct hat_pattern *pattern,
                                const struct hat_pattern_data *data, hat_diags *diags,
                                const struct hat_pattern_sink *sink);

/* The list's items by their `field`, as the filter `group` does it: *groups is a list of maps of
 * `key` and `items` in the order of first use. HAT_ERR_DATA (in diags): no item has the field. */
enum hat_status hat_group_entries(const struct hat_value *list, struct hat_str field,
                                  struct hat_arena *arena, hat_diags *diags,
                                  struct hat_value *groups);

#endif
