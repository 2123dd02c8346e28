/* file.h -- files read within a limit, and written whole or not at all. */
#ifndef HAT_BASE_FILE_H
#define HAT_BASE_FILE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

/* Reads all of `path` ("-": standard input) into *buf, a NUL behind it. Refuses directories and
 * devices, and stops at `limit` + 1 bytes. Every failure is in `diags`.
 * HAT_ERR_INPUT: no such file, or not an ordinary one; HAT_ERR_IO, HAT_ERR_LIMIT, HAT_ERR_NOMEM. */
hat_status hat_file_read(const char *path, uint64_t limit, hat_diags *diags, struct hat_buf *buf);

/* An output that appears under its name only when it is complete: it is written beside it
 * (.NAME.XXXXXX, same folder) and renamed by commit. Whatever happens before, an older file of
 * that name stays as it was. */
struct hat_output;

/* HAT_ERR_IO (in `diags`) when the folder cannot be written or `path` is a folder. */
hat_status hat_output_open(const char *path, hat_diags *diags, struct hat_output **out);
/* The name of the file while it is written, for libraries that write to a name themselves. */
const char *hat_output_temporary(const struct hat_output *output);
/* Keeps the first error for commit. */
void hat_output_write(struct hat_output *output, const void *bytes, size_t len);
/* Closes and renames. On failure the temporary file is gone; the output must still be freed.
 * A job with several outputs finishes all (flush to disk), then commits all. */
hat_status hat_output_finish(struct hat_output *output, hat_diags *diags);
hat_status hat_output_commit(struct hat_output *output, hat_diags *diags);
/* Removes the temporary file when it was not committed. Accepts NULL. */
void hat_output_free(struct hat_output *output);

/* Makes the folders that the file `path` is to stand in. HAT_ERR_IO (in `diags`). */
hat_status hat_folders_make(const char *path, hat_diags *diags);

/* Removes the temporary files of all open outputs: for a signal handler or a fatal error
 * (async-signal-safe). */
void hat_outputs_abandon(void);

enum { HAT_PATH_BYTES = 4096 };

/* Finds the file that `path` names from the folder of the file `beside` ("-": the current folder),
 * all links followed, into `out`. HAT_ERR_INPUT: there is none, or it is no ordinary file;
 * HAT_ERR_USAGE: it is not below that folder, or `path` is absolute. Tells nothing. */
hat_status hat_file_below(const char *beside, struct hat_str path, char out[HAT_PATH_BYTES]);

/* Do both paths name the same file (also through links)? false when one does not exist. */
bool hat_file_same(const char *a, const char *b);

#endif
