/* below.c -- a file named by a value: only below the folder of the file that the value came from.
 *
 *     beside data/letter.json   photos/a.png        -> /home/x/data/photos/a.png
 *                               ../secret.png       not below
 *                               link-to-etc/passwd  not below, since links are followed first
 */
#define _XOPEN_SOURCE 700 /* realpath() */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

_Static_assert(HAT_PATH_BYTES >= PATH_MAX, "realpath() writes up to PATH_MAX bytes");

/* "data/letter.json" and "a.png" -> "data/a.png"; an empty `path` gives the folder. */
static bool join(const char *beside, struct hat_str path, char out[HAT_PATH_BYTES])
{
    const char *slash = strcmp(beside, "-") == 0 ? NULL : strrchr(beside, '/');
    struct hat_str folder = {beside, slash != NULL ? (size_t)(slash - beside) + 1 : 0};
    if (folder.len == 0) {
        folder = HAT_STR("./");
    }
    if (folder.len + path.len >= HAT_PATH_BYTES) {
        return false;
    }
    memcpy(out, folder.ptr, folder.len);
    if (path.len > 0) {
        memcpy(out + folder.len, path.ptr, path.len);
    }
    out[folder.len + path.len] = '\0';
    return true;
}

/* Does the path as it is written lead out of its folder? */
static bool leads_out(struct hat_str path)
{
    long depth = 0;
    for (size_t at = 0, end; at < path.len && depth >= 0; at = end + 1) {
        for (end = at; end < path.len && path.ptr[end] != '/'; end++) {
        }
        struct hat_str step = {path.ptr + at, end - at};
        depth += hat_str_is(step, "..") ? -1 : step.len > 0 && !hat_str_is(step, ".");
    }
    return depth < 0;
}

hat_status hat_file_below(const char *beside, struct hat_str path, char out[HAT_PATH_BYTES])
{
    char joined[HAT_PATH_BYTES], folder[HAT_PATH_BYTES], found[HAT_PATH_BYTES];
    struct stat info;
    if (path.len == 0 || memchr(path.ptr, '\0', path.len) != NULL) {
        return HAT_ERR_INPUT;
    }
    if (path.ptr[0] == '/' || leads_out(path)) {
        return HAT_ERR_USAGE;
    }
    if (!join(beside, (struct hat_str){0}, joined) || realpath(joined, folder) == NULL ||
        !join(beside, path, joined)) {
        return HAT_ERR_INPUT;
    }
    if (realpath(joined, found) == NULL) {
        return errno == ENOMEM ? HAT_ERR_NOMEM : HAT_ERR_INPUT;
    }
    size_t len = strlen(folder);
    if (strncmp(found, folder, len) != 0 || (found[len] != '/' && folder[len - 1] != '/')) {
        return HAT_ERR_USAGE;
    }
    if (stat(found, &info) != 0 || !S_ISREG(info.st_mode)) {
        return HAT_ERR_INPUT;
    }
    memcpy(out, found, strlen(found) + 1);
    return HAT_OK;
}
