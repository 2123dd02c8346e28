/* append.c -- lines added to the end of a file, whole or not at all.
 *
 * When the disk is full in the middle of a line, what came of it is cut off again.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct hat_append {
    int fd;
    char *path;
};

static hat_status refused(const char *path, int error, hat_diags *diags)
{
    hat_file_refused(diags, HAT_MSG_FILE_WRITE, path, error);
    return HAT_ERR_IO;
}

hat_status hat_append_open(const char *path, hat_diags *diags, struct hat_append **out)
{
    size_t len = strlen(path);
    struct hat_append *file = hat_mem_zalloc(1, sizeof *file);
    char *copy = hat_mem_zalloc(len + 1, 1);
    hat_status st = file != NULL && copy != NULL ? HAT_OK : HAT_ERR_NOMEM;
    int fd = -1;
    if (st == HAT_OK) {
        memcpy(copy, path, len);
        fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
        st = fd < 0 ? refused(path, errno, diags) : HAT_OK;
    }
    if (st != HAT_OK) {
        hat_mem_free(file);
        hat_mem_free(copy);
        return st;
    }
    *file = (struct hat_append){fd, copy};
    *out = file;
    return HAT_OK;
}

hat_status hat_append_put(struct hat_append *file, struct hat_str line, hat_diags *diags)
{
    ssize_t written;
    do {
        written = write(file->fd, line.ptr, line.len);
    } while (written < 0 && errno == EINTR);
    if (written == (ssize_t)line.len) {
        return HAT_OK;
    }
    int error = written < 0 ? errno : ENOSPC;
    struct stat now;
    bool cut = written > 0 && fstat(file->fd, &now) == 0;
    if (cut && ftruncate(file->fd, now.st_size - written) != 0) {
        error = errno; /* a line that was cut is none for its reader */
    }
    return refused(file->path, error, diags);
}

hat_status hat_append_sync(struct hat_append *file, hat_diags *diags)
{
    return fsync(file->fd) != 0 && errno != EINVAL ? refused(file->path, errno, diags) : HAT_OK;
}

void hat_append_close(struct hat_append *file)
{
    if (file != NULL) {
        close(file->fd);
        hat_mem_free(file->path);
        hat_mem_free(file);
    }
}
