/* archive.c -- letters packed into an archive once all that can be made are there.
 *
 *     letters.zip.parts/Абай.docx, Алматы.docx ...  ->  letters.zip: Абай.docx, Алматы.docx ...
 *
 * They are stored as they are: a DOCX or PDF is compressed already. The archive has a line of its
 * own in the journal, made of all its letters; when it still holds, its letters need not be there.
 */
#include "job/batch_internal.h"

#include "job/archive_internal.h"

/* ---- a file as a stream that is read when its turn comes ---- */

struct file_stream {
    char *path;
    struct hat_buf bytes;
    bool given;
    const struct hat_batch *batch;
};

static enum hat_status file_next(void *ctx, struct hat_str *chunk)
{
    struct file_stream *stream = ctx;
    enum hat_status st = HAT_OK;
    if (hat_batch_stopped(stream->batch)) { /* --resume packs what is there */
        st = HAT_ERR_STOPPED;
        *chunk = (struct hat_str){0};
    } else if (!stream->given) {
        st = hat_file_read(stream->path, HAT_LIMITS_DEFAULT.output_bytes, stream->batch->diags,
                           &stream->bytes);
        *chunk = (struct hat_str){stream->bytes.data, st == HAT_OK ? stream->bytes.len : 0};
        stream->given = true;
    } else {
        hat_buf_fini(&stream->bytes);
        *chunk = (struct hat_str){0};
    }
    return st;
}

static void file_close(void *ctx)
{
    struct file_stream *stream = ctx;
    hat_buf_fini(&stream->bytes);
    hat_mem_free(stream->path);
    hat_mem_free(stream);
}

/* Where files are added to. */
struct adding {
    struct hat_package_writer *writer;
    size_t prefix; /* bytes of a path that are not in the archive */
    const struct hat_batch *batch;
};

static enum hat_status add_file(void *ctx, const char *path)
{
    const struct adding *adding = ctx;
    size_t len = strlen(path);
    struct file_stream *stream = hat_mem_zalloc(1, sizeof *stream);
    char *copy = hat_mem_zalloc(len + 1, 1);
    if (stream == NULL || copy == NULL) {
        hat_mem_free(stream);
        hat_mem_free(copy);
        return HAT_ERR_NOMEM;
    }
    memcpy(copy, path, len);
    *stream = (struct file_stream){.path = copy, .batch = adding->batch};
    return hat_package_writer_stored(adding->writer, path + adding->prefix,
                                     (struct hat_stream){stream, file_next, file_close});
}

/* ---- packing ---- */

static bool first_of_its_archive(const struct hat_filenames *names, size_t output)
{
    const char *archive = names->outputs[output].archive;
    for (size_t i = 0; archive != NULL && i < output; i++) {
        const char *other = names->outputs[i].archive;
        if (other != NULL && strcmp(other, archive) == 0) {
            return false;
        }
    }
    return archive != NULL;
}

/* What is done with each file of an output. */
typedef enum hat_status visit_file(void *ctx, const char *path);

/* The file, or the pages of a picture output: Абай-1.png, Абай-2.png ... */
static enum hat_status visit_output(const char *path, visit_file *visit, void *ctx)
{
    if (hat_file_there(path)) {
        return visit(ctx, path);
    }
    enum hat_status st = HAT_OK;
    bool there = true;
    for (size_t page = 1; st == HAT_OK && there; page++) {
        struct hat_buf buf = {0};
        hat_page_path(path, page, &buf);
        there = !hat_buf_failed(&buf) && hat_file_there(buf.data);
        st = hat_buf_failed(&buf) ? HAT_ERR_NOMEM : there ? visit(ctx, buf.data) : HAT_OK;
        hat_buf_fini(&buf);
    }
    return st;
}

static bool is_in(const struct hat_batch *batch, uint32_t letter)
{
    enum hat_outcome outcome = batch->results[letter].outcome;
    return outcome == HAT_OUTCOME_MADE || outcome == HAT_OUTCOME_KEPT;
}

static enum hat_status add_letters(const struct hat_batch *batch, struct hat_package_writer *writer,
                                   const char *archive)
{
    const struct hat_filenames *names = &batch->names;
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < batch->letters.count && st == HAT_OK; i++) {
        for (size_t j = 0; is_in(batch, i) && j < names->count && st == HAT_OK; j++) {
            const struct hat_batch_output *output = &names->outputs[j];
            if (output->archive != NULL && strcmp(output->archive, archive) == 0) {
                struct adding adding = {writer, strlen(output->root), batch};
                st = visit_output(hat_filenames_of(names, i)[j], add_file, &adding);
            }
        }
    }
    return st;
}

static enum hat_status write_archive(const struct hat_batch *batch, const char *archive)
{
    struct hat_package_writer *writer = NULL;
    struct hat_output *output = NULL;
    enum hat_status st = hat_package_writer_new(batch->diags, &writer);
    if (st == HAT_OK) {
        st = add_letters(batch, writer, archive);
    }
    if (st == HAT_OK) {
        st = hat_output_open(archive, batch->diags, &output);
    }
    if (st == HAT_OK) {
        st = hat_package_writer_finish(writer, output);
    }
    if (st == HAT_OK) {
        st = hat_output_finish(output, batch->diags);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(output, batch->diags);
    }
    hat_output_free(output);
    hat_package_writer_free(writer);
    return st;
}

/* ---- its line in the journal ---- */

static struct hat_hash made_of_all(const struct hat_batch *batch)
{
    struct hat_hasher hasher;
    hat_hasher_init(&hasher);
    for (uint32_t i = 0; i < batch->letters.count; i++) {
        const struct hat_hash *one = &batch->results[i].made_of;
        hat_hasher_add(&hasher, one->bytes, sizeof one->bytes);
    }
    return hat_hasher_end(&hasher);
}

static enum hat_status note(const struct hat_batch *batch, const char *archive)
{
    struct hat_buf name = {0};
    struct hat_journal_file file = {0};
    hat_journal_name(batch->journal, archive, &name);
    file.name = (struct hat_str){name.data, name.len};
    const struct hat_journal_letter line = {.letter = file.name,
                                            .made_of = made_of_all(batch),
                                            .made = true,
                                            .all = true,
                                            .files = &file,
                                            .count = 1};
    enum hat_status st =
        hat_buf_failed(&name) ? HAT_ERR_NOMEM : hat_hash_file(archive, &file.hash, &file.bytes);
    if (st == HAT_OK) {
        st = hat_journal_add(batch->journal, &line, batch->diags);
    }
    hat_buf_fini(&name);
    return st;
}

bool hat_archive_holds(const struct hat_batch *batch, const char *archive)
{
    const struct hat_journal_file *changed;
    struct hat_buf name = {0};
    hat_journal_name(batch->journal, archive, &name);
    const struct hat_journal_letter *line =
        hat_buf_failed(&name)
            ? NULL
            : hat_journal_find(batch->journal, (struct hat_str){name.data, name.len});
    hat_buf_fini(&name);
    struct hat_hash made_of = made_of_all(batch);
    return line != NULL && hat_hash_equal(&line->made_of, &made_of) &&
           hat_journal_holds(batch->journal, line, &changed);
}

/* ---- all archives ---- */

static enum hat_status remove_file(void *ctx, const char *path)
{
    (void)ctx;
    return hat_file_remove(path, NULL);
}

/* The letters are in the archive now. Folders go when nothing else is in them. */
static void remove_parts(const struct hat_batch *batch, const char *archive)
{
    const struct hat_filenames *names = &batch->names;
    for (size_t i = 0; i < batch->letters.count * names->count; i++) {
        const struct hat_batch_output *output = &names->outputs[i % names->count];
        if (output->archive != NULL && strcmp(output->archive, archive) == 0) {
            visit_output(names->paths[i], remove_file, NULL);
            hat_folders_remove(names->paths[i], strlen(archive));
        }
    }
}

enum hat_status hat_batch_pack(struct hat_batch *batch)
{
    enum hat_status st = HAT_OK;
    bool whole = batch->state.failed == 0;
    size_t there = batch->state.made + batch->state.kept; /* an archive of nothing is none */
    for (size_t i = 0; i < batch->names.count && there > 0 && st == HAT_OK; i++) {
        const char *archive = batch->names.outputs[i].archive;
        if (!first_of_its_archive(&batch->names, i)) {
            continue;
        }
        if (batch->state.made == 0 && whole && hat_archive_holds(batch, archive)) {
            if (batch->taken_out) {
                remove_parts(batch, archive);
            }
            continue;
        }
        st = write_archive(batch, archive);
        if (st == HAT_OK && whole) {
            st = note(batch, archive);
        }
        if (st == HAT_OK && whole) {
            remove_parts(batch, archive);
        }
    }
    return st;
}
