/* frames_internal.h -- what a worker says of a letter, as bytes in a pipe.
 *
 *     bytes  letter  status  made of   files  {temporary, path, size, hash} ...   diagnostics ...
 *
 * Both ends are the same program on the same machine, one forked from the other: numbers are as
 * they stand in memory.
 */
#ifndef HAT_JOB_FRAMES_INTERNAL_H
#define HAT_JOB_FRAMES_INTERNAL_H

#include "base/buf.h"
#include "base/hash.h"
#include "job/outputs_internal.h"

/* A file that was made. Texts are borrowed from the frame. */
struct hat_made_file {
    const char *temporary, *path;
    uint64_t bytes;
    struct hat_hash hash;
};

/* What a frame begins with. */
struct hat_frame_head {
    uint32_t letter, status;
    struct hat_hash made_of; /* see made_of.c */
};

/* A frame that is being read. */
struct hat_frame_reader {
    struct hat_str rest;
    struct hat_frame_head head;
    uint32_t files; /* left to be read */
    bool broken;
};

/* Appends the frame of a letter and of the files of `set`, whose hashes have been kept; a letter
 * that failed has none. */
void hat_frame_put(const struct hat_frame_head *head, const struct hat_output_set *set,
                   hat_diags *diags, struct hat_buf *out);

/* The first whole frame in `bytes`; false: there is none yet. */
bool hat_frame_find(struct hat_str bytes, struct hat_str *frame);

void hat_frame_open(struct hat_str frame, struct hat_frame_reader *reader);
/* The next file; false behind the last. */
bool hat_frame_file(struct hat_frame_reader *reader, struct hat_made_file *file);
/* Adds the diagnostics to `diags`; the files must have been read. */
void hat_frame_tell(struct hat_frame_reader *reader, hat_diags *diags);

#endif
