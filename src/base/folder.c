/* folder.c -- folders: made on the way to a file, looked through, removed. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

static bool is_folder(const char *path)
{
    struct stat info;
    return *path == '\0' || (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

hat_status hat_folders_make(const char *path, hat_diags *diags)
{
    size_t len = strlen(path);
    char *folder = hat_mem_zalloc(len + 1, 1);
    int error = 0;
    if (folder == NULL) {
        return HAT_ERR_NOMEM;
    }
    memcpy(folder, path, len);
    char *slash = strrchr(folder, '/');
    *(slash != NULL ? slash : folder) = '\0';
    bool there = is_folder(folder); /* mostly so: one question, not one for each folder above it */
    for (size_t i = 0; i < len && !there && error == 0; i++) {
        if (path[i] != '/' && path[i + 1] == '/') {
            folder[i + 1] = '\0';
            error = mkdir(folder, 0777) == 0 || errno == EEXIST ? 0 : errno;
            folder[i + 1] = '/';
        }
    }
    hat_mem_free(folder);
    if (error != 0) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, path, error);
        return HAT_ERR_IO;
    }
    return HAT_OK;
}

static void see(const char *folder, const char *name, void *ctx,
                void (*visit)(void *ctx, const struct hat_file_seen *file))
{
    struct hat_buf path = {0};
    struct stat info;
    hat_buf_printf(&path, "%s/%s", folder, name);
    if (!hat_buf_failed(&path) && stat(path.data, &info) == 0 && S_ISREG(info.st_mode)) {
        const struct hat_file_seen file = {name, (uint64_t)info.st_size, (int64_t)info.st_mtime};
        visit(ctx, &file);
    }
    hat_buf_fini(&path);
}

void hat_folder_visit(const char *folder, void *ctx,
                      void (*visit)(void *ctx, const struct hat_file_seen *file))
{
    DIR *open = opendir(*folder != '\0' ? folder : ".");
    for (struct dirent *entry; open != NULL && (entry = readdir(open)) != NULL;) {
        see(*folder != '\0' ? folder : ".", entry->d_name, ctx, visit);
    }
    if (open != NULL) {
        closedir(open);
    }
}

void hat_folders_remove(const char *path, size_t keep)
{
    size_t len = strlen(path);
    char *folder = hat_mem_zalloc(len + 1, 1);
    if (folder == NULL) {
        return;
    }
    memcpy(folder, path, len);
    for (; len > keep; len--) {
        if (folder[len] != '/') {
            continue;
        }
        folder[len] = '\0';
        if (rmdir(folder) != 0) {
            break;
        }
    }
    hat_mem_free(folder);
}
