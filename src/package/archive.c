/* archive.c -- an archive of files, read again: what a batch packed is there to be taken out.
 *
 *     letters.zip: Абай.docx, Алматы.docx ...     read "Алматы.docx" -> its bytes
 *
 * It is no package: it has no main part and may hold any number of files, each read by itself
 * within the size that the caller knows it to have.
 */
#include "package/package_internal.h"

struct hat_archive {
    zip_t *zip;
};

enum hat_status hat_archive_open(const char *path, struct hat_archive **out)
{
    int error = 0;
    struct hat_archive *archive = hat_mem_zalloc(1, sizeof *archive);
    zip_t *zip = archive != NULL ? zip_open(path, ZIP_RDONLY, &error) : NULL;
    if (zip == NULL) {
        bool memory = archive == NULL || error == ZIP_ER_MEMORY;
        hat_mem_free(archive);
        return memory ? HAT_ERR_NOMEM : HAT_ERR_INPUT;
    }
    archive->zip = zip;
    *out = archive;
    return HAT_OK;
}

enum hat_status hat_archive_read(struct hat_archive *archive, const char *name, uint64_t size,
                                 struct hat_buf *buf)
{
    zip_stat_t stat;
    bool there = zip_stat(archive->zip, name, 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0 &&
                 stat.size == size;
    zip_file_t *file = there ? zip_fopen_index(archive->zip, stat.index, 0) : NULL;
    if (file == NULL) {
        return HAT_ERR_INPUT;
    }
    char *room = hat_buf_reserve(buf, (size_t)size + 1);
    zip_int64_t got = room != NULL ? zip_fread(file, room, size + 1) : -1;
    bool whole = got >= 0 && (uint64_t)got == size;
    if (whole) {
        hat_buf_extend(buf, (size_t)size);
    }
    zip_fclose(file);
    return hat_buf_failed(buf) ? HAT_ERR_NOMEM : whole ? HAT_OK : HAT_ERR_INPUT;
}

void hat_archive_close(struct hat_archive *archive)
{
    if (archive != NULL) {
        zip_discard(archive->zip);
        hat_mem_free(archive);
    }
}
