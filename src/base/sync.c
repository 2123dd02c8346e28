/* sync.c -- many files brought to the disk at once.
 *
 * To wait for each of a thousand files takes seconds, since each wait writes the file system's own
 * journal; to wait for the file system once takes no longer than for one file.
 */
#define _GNU_SOURCE /* syncfs() */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

hat_status hat_folder_sync(const char *folder, hat_diags *diags)
{
    const char *path = *folder != '\0' ? folder : ".";
    int error = 0, fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
#ifdef __linux__
    if (fd < 0 || syncfs(fd) != 0) {
        error = errno;
    }
#else
    sync();
#endif
    if (fd >= 0) {
        close(fd);
    }
    if (error != 0) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, path, error);
        return HAT_ERR_IO;
    }
    return HAT_OK;
}
