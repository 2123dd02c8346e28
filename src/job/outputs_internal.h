/* outputs_internal.h -- the files that a job makes, all finished before the first is renamed. */
#ifndef HAT_JOB_OUTPUTS_INTERNAL_H
#define HAT_JOB_OUTPUTS_INTERNAL_H

#include "base/file.h"
#include "package/package.h"

enum hat_output_kind {
    HAT_OUTPUT_DOCX,
    HAT_OUTPUT_ODT,
    HAT_OUTPUT_PDF,
    HAT_OUTPUT_PNG, /* a file a page */
    HAT_OUTPUT_SVG  /* a file a page */
};

struct hat_target {
    const char *path; /* as the user named it */
    enum hat_output_kind kind;
};

struct hat_targets {
    struct hat_target *items;
    size_t count;
};

/* Tells the kind of each path by its ending. HAT_ERR_USAGE (all reasons in diags): unknown ending,
 * a format other than `source`'s own, the same path twice, the source file itself. */
enum hat_status hat_targets_init(const char *const *paths, size_t count, const char *source_path,
                                 enum hat_format source, hat_diags *diags,
                                 struct hat_targets *targets);
/* The same for a template's outputs, which replace none of its sub-templates either. */
enum hat_status hat_targets_of(const char *const *paths, size_t count, const hat_template *tmpl,
                               hat_diags *diags, struct hat_targets *targets);
void hat_targets_fini(struct hat_targets *targets);

/* Open outputs of one job. A zeroed struct is empty. */
struct hat_output_set {
    struct hat_output **items;
    size_t count, cap;
    bool in_batch; /* hashes are kept; it is left to the system when they reach the disk */
};

/* Opens `path` and adds it; *output is borrowed. */
enum hat_status hat_output_set_open(struct hat_output_set *set, const char *path, hat_diags *diags,
                                    struct hat_output **output);
/* Renames all; the outputs must have been finished. */
enum hat_status hat_output_set_commit(struct hat_output_set *set, hat_diags *diags);
/* Frees all; what was not committed is removed. */
void hat_output_set_fini(struct hat_output_set *set);

/* "dir/name.png", 3 -> "dir/name-3.png", in *buf. */
void hat_page_path(const char *path, size_t number, struct hat_buf *buf);

#endif
