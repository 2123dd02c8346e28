/* filenames_internal.h -- what the files of a batch are called. */
#ifndef HAT_JOB_FILENAMES_INTERNAL_H
#define HAT_JOB_FILENAMES_INTERNAL_H

#include "base/mem.h"
#include "template/pattern.h"

/* One -o of a batch. */
struct hat_batch_output {
    const char *text; /* as the user wrote it, with a name added to an archive that has none */
    bool named;       /* false: the user named an archive alone */
    const struct hat_pattern *pattern;
    struct hat_str folder; /* the part of `text` that is not made of values, with its slash */
    const char *archive;   /* the .zip that the letters are put into; NULL: files */
    const char *prefix;    /* what the names of files begin with: the folder */
    const char *root;      /* the same, but of an archive the folder of all its letters */
};

struct hat_filenames {
    struct hat_arena arena;
    struct hat_batch_output *outputs;
    size_t count;
    const char **paths; /* of letter i: paths[i * count] ... */
    struct names_seen *seen;
};

/* Compiles the patterns. `usual`: the names in an archive when the user says none. HAT_ERR_USAGE
 * (in diags): no tag in a name; statuses of hat_pattern_compile(). */
enum hat_status hat_filenames_init(const char *const *texts, size_t count, const char *usual,
                                   hat_diags *diags, struct hat_filenames *names);
/* Finds out where the files go, and nothing else. HAT_ERR_NOMEM. */
enum hat_status hat_filenames_places(const char *const *texts, size_t count, const char *usual,
                                     struct hat_filenames *names);
void hat_filenames_fini(struct hat_filenames *names);

/* Makes room for the names of `letters`; then the names are to be made in order. */
enum hat_status hat_filenames_begin(struct hat_filenames *names, uint32_t letters);
enum hat_status hat_filenames_make(struct hat_filenames *names, const struct hat_pattern_data *data,
                                   hat_diags *diags);

/* The files of a letter, `names->count` of them. */
const char *const *hat_filenames_of(const struct hat_filenames *names, uint32_t letter);

/* The same as people know it: in an archive, z.zip/Абай.pdf. Appended. */
void hat_filenames_show(const struct hat_filenames *names, uint32_t letter, size_t output,
                        struct hat_buf *buf);

/* Is `path` the name of a letter's file, where capitals do not count? When memory ends: no. */
bool hat_filenames_has(struct hat_filenames *names, const char *path);
/* Was `text` said before? To go through folders once. */
enum hat_status hat_filenames_first(struct hat_filenames *names, struct hat_str text, bool *first);

/* ---- sweep.c: remains of outputs that were never finished ---- */

/* Of the output `path` alone. */
void hat_sweep_output(const char *path);
/* Of all letters' files, in their folders. */
void hat_sweep_folders(struct hat_filenames *names, uint32_t letters);

/* ---- safe_names.c ---- */

/* Appends one component of a path, made safe for the file systems of all offices: `text` is a
 * folder's name, or with `ending` a file's without its ending. */
void hat_safe_name_put(struct hat_str text, struct hat_str ending, struct hat_buf *out);
/* Appends a value's characters, those that no file name can have replaced. */
void hat_safe_value_put(struct hat_str text, struct hat_buf *out);

#endif
