/* journal_internal.h -- what became of each letter, kept beside the letters.
 *
 *     out/.hatshy-journal     {"letter": "Абай/1.docx", "made_of": "9f86…", "status": "made",
 *                              "files": [{"name": "Абай/1.docx", "bytes": 17230, "hash": "2c26…"}]}
 *     out/.hatshy-lock        one batch at a time
 *
 * For an archive they are .letters.zip.journal and .letters.zip.lock beside it. A line is written
 * when the letter's files have their names; an archive has one of its own, with the status "all".
 * Later lines win; a line that was cut is none. Names are from the journal's folder; of a file
 * elsewhere they begin with "/" or ".".
 */
#ifndef HAT_JOB_JOURNAL_INTERNAL_H
#define HAT_JOB_JOURNAL_INTERNAL_H

#include "base/file.h"
#include "base/hash.h"
#include "job/filenames_internal.h"

struct hat_journal;

struct hat_journal_file {
    struct hat_str name;
    uint64_t bytes;
    struct hat_hash hash;
};

struct hat_journal_letter {
    struct hat_str letter; /* the name of its first file */
    struct hat_hash made_of;
    bool made; /* false: it failed */
    bool all;  /* no letter, but a file of all letters */
    const struct hat_journal_file *files;
    size_t count;
};

/* Takes the folder's locks and reads what is there. `read_only`: takes none and makes nothing.
 * HAT_ERR_IO (in diags): the system refused, or another batch is at work there. */
enum hat_status hat_journal_open(const struct hat_filenames *names, bool read_only,
                                 hat_diags *diags, struct hat_journal **out);
/* Accepts NULL. */
void hat_journal_close(struct hat_journal *journal);

/* Was there a journal before? Then there may be remains of a batch that was killed. */
bool hat_journal_is_old(const struct hat_journal *journal);

/* What is known of a letter; NULL: nothing. Borrowed. */
const struct hat_journal_letter *hat_journal_find(const struct hat_journal *journal,
                                                  struct hat_str letter);
size_t hat_journal_count(const struct hat_journal *journal);
const struct hat_journal_letter *hat_journal_at(const struct hat_journal *journal, size_t index);

/* Adds a line, at once. HAT_ERR_IO (in diags). */
enum hat_status hat_journal_add(struct hat_journal *journal,
                                const struct hat_journal_letter *letter, hat_diags *diags);
/* Waits until all lines are on the disk. HAT_ERR_IO (in diags). */
enum hat_status hat_journal_sync(struct hat_journal *journal, hat_diags *diags);

/* The journal's name for a file, and back, into *buf. */
void hat_journal_name(const struct hat_journal *journal, const char *path, struct hat_buf *buf);
void hat_journal_path(const struct hat_journal *journal, struct hat_str name, struct hat_buf *buf);

/* Is the file there, byte for byte? */
bool hat_journal_file_holds(const struct hat_journal *journal, const struct hat_journal_file *file);
/* Is every file of the letter there, byte for byte? *changed: the first that is not, or NULL. */
bool hat_journal_holds(const struct hat_journal *journal, const struct hat_journal_letter *letter,
                       const struct hat_journal_file **changed);

#endif
