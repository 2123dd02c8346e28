/* file.h -- files read within a limit, and written whole or not at all. */
#ifndef HAT_BASE_FILE_H
#define HAT_BASE_FILE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
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
const char *hat_output_path(const struct hat_output *output);
/* Leaves it to the system when the bytes reach the disk: for one of many files, whose loss in a
 * power cut is noticed otherwise. */
void hat_output_no_sync(struct hat_output *output);
/* Keeps the hash of what is written from now on; and gives it, with the number of bytes. */
void hat_output_keep_hash(struct hat_output *output);
struct hat_hash hat_output_hash(const struct hat_output *output, uint64_t *bytes);
/* Keeps the first error for commit. */
void hat_output_write(struct hat_output *output, const void *bytes, size_t len);
/* Closes and renames. On failure the temporary file is gone; the output must still be freed.
 * A job with several outputs finishes all (flush to disk), then commits all. */
hat_status hat_output_finish(struct hat_output *output, hat_diags *diags);
hat_status hat_output_commit(struct hat_output *output, hat_diags *diags);
/* Gives a finished output away: its temporary file stays, for another process to rename. */
void hat_output_hand_over(struct hat_output *output);
/* Removes the temporary file when it was not committed. Accepts NULL. */
void hat_output_free(struct hat_output *output);

/* Is `name`, found in a folder, the temporary file of an output that was never committed? *of: the
 * name of that output. */
bool hat_output_is_temporary(const char *name, struct hat_str *of);

/* Says that the system refused something of the file, with the reason of `error` (errno). */
void hat_file_refused(hat_diags *diags, enum hat_message code, const char *path, int error);

/* Renames a file; removes one, which may be gone already. HAT_ERR_IO (in `diags`). */
hat_status hat_file_rename(const char *from, const char *to, hat_diags *diags);
hat_status hat_file_remove(const char *path, hat_diags *diags);

/* Waits until all that was written into a folder and below it is on the disk, with whatever else
 * its file system has to write. HAT_ERR_IO (in `diags`). */
hat_status hat_folder_sync(const char *folder, hat_diags *diags);

/* A file as a folder shows it. */
struct hat_file_seen {
    const char *name;
    uint64_t bytes;
    int64_t changed; /* seconds since 1970-01-01 */
};

/* Visits the ordinary files in a folder, in no order; there may be no such folder. */
void hat_folder_visit(const char *folder, void *ctx,
                      void (*visit)(void *ctx, const struct hat_file_seen *file));

/* Removes the folders of the file `path` that are empty, from the innermost on, as far as their
 * names are longer than `keep` bytes. */
void hat_folders_remove(const char *path, size_t keep);

/* A lock that one process has: the file `path` is made, and taken away by hat_lock_free(). When the
 * process ends in whatever way, it has the lock no more. HAT_ERR_IO: the system refused, or another
 * has it (*held). */
struct hat_lock;
hat_status hat_lock_take(const char *path, hat_diags *diags, bool *held, struct hat_lock **out);
void hat_lock_free(struct hat_lock *lock);

/* A file that lines are added to, each by one call of the system, so that whoever is killed in
 * between leaves whole lines. Failures are in `diags`: HAT_ERR_IO. */
struct hat_append;
hat_status hat_append_open(const char *path, hat_diags *diags, struct hat_append **out);
hat_status hat_append_put(struct hat_append *file, struct hat_str line, hat_diags *diags);
hat_status hat_append_sync(struct hat_append *file, hat_diags *diags);
/* Accepts NULL. */
void hat_append_close(struct hat_append *file);

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

/* Is there an ordinary file of this name? */
bool hat_file_there(const char *path);

/* Do both paths name the same file (also through links)? false when one does not exist. */
bool hat_file_same(const char *a, const char *b);

#endif
