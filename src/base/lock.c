/* lock.c -- a file that one process holds at a time (POSIX record locks).
 *
 * The system gives the lock up when the process ends, so that a killed one leaves none behind. The
 * file is removed by its holder; who opened it meanwhile finds that the name leads to another file
 * and begins anew.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct hat_lock {
    int fd;
    char *path;
};

static hat_status refused(const char *path, hat_diags *diags)
{
    hat_file_refused(diags, HAT_MSG_FILE_WRITE, path, errno);
    return HAT_ERR_IO;
}

static bool is_named(int fd, const char *path)
{
    struct stat held, named;
    return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

/* Opens and locks; *fd is -1 when the file went away in between. */
static hat_status try_take(const char *path, hat_diags *diags, bool *held, int *fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (*fd < 0) {
        return refused(path, diags);
    }
    if (fcntl(*fd, F_SETLK, &whole) != 0) {
        *held = errno == EACCES || errno == EAGAIN;
        hat_status st = *held ? HAT_ERR_IO : refused(path, diags);
        close(*fd);
        return st;
    }
    if (!is_named(*fd, path)) {
        close(*fd);
        *fd = -1;
    }
    return HAT_OK;
}

hat_status hat_lock_take(const char *path, hat_diags *diags, bool *held, struct hat_lock **out)
{
    size_t len = strlen(path);
    struct hat_lock *lock = hat_mem_zalloc(1, sizeof *lock);
    char *copy = hat_mem_zalloc(len + 1, 1);
    hat_status st = lock != NULL && copy != NULL ? HAT_OK : HAT_ERR_NOMEM;
    int fd = -1;
    *held = false;
    while (st == HAT_OK && fd < 0) {
        st = try_take(path, diags, held, &fd);
    }
    if (st != HAT_OK) {
        hat_mem_free(lock);
        hat_mem_free(copy);
        return st;
    }
    memcpy(copy, path, len);
    *lock = (struct hat_lock){fd, copy};
    *out = lock;
    return HAT_OK;
}

void hat_lock_free(struct hat_lock *lock)
{
    if (lock != NULL) {
        unlink(lock->path);
        close(lock->fd);
        hat_mem_free(lock->path);
        hat_mem_free(lock);
    }
}
