/* file.c -- whole files in, whole files out.
 *
 * An output is written to .NAME.XXXXXX in the folder of NAME and renamed over NAME at the end.
 * rename() is atomic, so a reader sees the old file or the new one, never a part. All open
 * outputs are in one static table, so that a signal handler can remove the temporary files.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

enum {
    OPEN_MAX_OUTPUTS = 1024,
    READ_CHUNK = 1 << 16,
    NAME_KEPT = 245, /* of 255 bytes that a name may have */
    TEMPORARY_TAIL = 7
};

struct hat_output {
    int fd;
    int error; /* errno of the first failed write; 0 while all is well */
    bool committed, no_sync;
    char *path;      /* the final name */
    char *temporary; /* the name while writing */
    int slot;        /* in open_outputs, or -1 */
    bool hashed;     /* what is written is, too: */
    struct hat_hasher hasher;
    uint64_t bytes;
};

/* Read by hat_outputs_abandon() in a signal handler: a slot is NULL or a complete name. */
static const char *volatile open_outputs[OPEN_MAX_OUTPUTS];

static enum hat_reason reason_of(int error)
{
    static const struct {
        int error;
        enum hat_reason reason;
    } reasons[] = {
        {ENOENT, HAT_REASON_NO_FILE},       {EACCES, HAT_REASON_NO_PERMISSION},
        {EPERM, HAT_REASON_NOT_ALLOWED},    {ENOSPC, HAT_REASON_DISK_FULL},
        {EDQUOT, HAT_REASON_QUOTA},         {EISDIR, HAT_REASON_IS_FOLDER},
        {ENOTDIR, HAT_REASON_NOT_FOLDER},   {EMFILE, HAT_REASON_TOO_MANY_OPEN},
        {ENFILE, HAT_REASON_TOO_MANY_OPEN}, {EROFS, HAT_REASON_READ_ONLY},
        {EEXIST, HAT_REASON_EXISTS},        {ENAMETOOLONG, HAT_REASON_NAME_TOO_LONG},
        {EIO, HAT_REASON_DEVICE},           {EFBIG, HAT_REASON_FILE_LARGE},
        {ELOOP, HAT_REASON_LINK_LOOP},      {EBUSY, HAT_REASON_BUSY},
        {ETXTBSY, HAT_REASON_BUSY},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].error == error) {
            return reasons[i].reason;
        }
    }
    return HAT_REASON_OTHER;
}

void hat_file_refused(hat_diags *diags, enum hat_message code, const char *path, int error)
{
    struct hat_place place = {.file = path};
    hat_diags_add_reason(diags, code, &place, reason_of(error), strerror(error));
}

/* An input that cannot be opened: the user named the wrong file, or the system failed. */
static hat_status open_failed(hat_diags *diags, const char *path, int error)
{
    hat_file_refused(diags, HAT_MSG_FILE_READ, path, error);
    bool named_wrong = error == ENOENT || error == ENOTDIR || error == ELOOP ||
                       error == ENAMETOOLONG || error == EISDIR || error == ENXIO;
    return named_wrong ? HAT_ERR_INPUT : HAT_ERR_IO;
}

static hat_status too_large(hat_diags *diags, const char *path, uint64_t limit)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)limit);
    struct hat_place place = {.file = path};
    hat_diags_add(diags, HAT_MSG_FILE_TOO_LARGE, &place, hat_str_from(digits));
    return HAT_ERR_LIMIT;
}

static hat_status read_all(int fd, const char *path, uint64_t limit, hat_diags *diags,
                           struct hat_buf *buf)
{
    for (;;) {
        char *room = hat_buf_reserve(buf, READ_CHUNK);
        ssize_t got = room != NULL ? read(fd, room, READ_CHUNK) : 0;
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            hat_file_refused(diags, HAT_MSG_FILE_READ, path, errno);
            return HAT_ERR_IO;
        }
        if (got == 0) {
            break;
        }
        if ((uint64_t)got > limit - buf->len) {
            return too_large(diags, path, limit);
        }
        hat_buf_extend(buf, (size_t)got);
    }
    hat_buf_put(buf, "", 0);
    return hat_buf_failed(buf) ? HAT_ERR_NOMEM : HAT_OK;
}

hat_status hat_file_read(const char *path, uint64_t limit, hat_diags *diags, struct hat_buf *buf)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return open_failed(diags, path, errno);
    }
    hat_status st = HAT_OK;
    struct stat info;
    if (fstat(fd, &info) != 0) {
        hat_file_refused(diags, HAT_MSG_FILE_READ, path, errno);
        st = HAT_ERR_IO;
    } else if (!standard && !S_ISREG(info.st_mode)) {
        struct hat_place place = {.file = path};
        hat_diags_add(diags, HAT_MSG_FILE_NOT_REGULAR, &place, HAT_STR(""));
        st = HAT_ERR_INPUT;
    } else if (S_ISREG(info.st_mode) && (uint64_t)info.st_size > limit) {
        st = too_large(diags, path, limit);
    } else {
        st = read_all(fd, path, limit, diags, buf);
    }
    if (!standard) {
        close(fd);
    }
    return st;
}

/* "a/b/name.pdf" -> "a/b/.name.pdf.XXXXXX"; a long name is cut so that the whole stays legal. */
static char *temporary_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    size_t name = strlen(path + folder);
    name = name < NAME_KEPT ? name : NAME_KEPT;
    char *text = hat_mem_zalloc(folder + name + 9, 1);
    if (text != NULL) {
        memcpy(text, path, folder);
        text[folder] = '.';
        memcpy(text + folder + 1, path + folder, name);
        memcpy(text + folder + 1 + name, ".XXXXXX", 8);
    }
    return text;
}

static int slot_take(const char *name)
{
    for (int i = 0; i < OPEN_MAX_OUTPUTS; i++) {
        if (open_outputs[i] == NULL) {
            open_outputs[i] = name;
            return i;
        }
    }
    return -1;
}

/* Writing to a folder, a device or a pipe by rename would replace it: only files are outputs. */
static bool is_other_kind(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* Opens a new file, the six X at the end of its name replaced. It may be read and written as any
 * file of the user's; mkstemp() would keep it from others, and the mode that is usual could only be
 * asked for by umask(), which no two threads may do at once. -1: errno. */
static int open_new(char *name)
{
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    enum { TRIES = 1000, LETTERS = sizeof letters - 1 };
    char *end = name + strlen(name);
    int fd = -1;
    for (int i = 0; i < TRIES; i++) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t number = (uint64_t)now.tv_sec * 1000000007u + (uint64_t)now.tv_nsec +
                          (uint64_t)getpid() * 2654435761u;
        for (char *at = end - (TEMPORARY_TAIL - 1); at < end; at++) {
            *at = letters[number % LETTERS];
            number /= LETTERS;
        }
        fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
        if (fd >= 0 || errno != EEXIST) {
            break;
        }
    }
    return fd;
}

/* Makes the temporary file and notes its name. Between the two no signal may end the process: the
 * handler would not know of the file. errno is that of open(). */
static void create_temporary(struct hat_output *output)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    output->fd = open_new(output->temporary);
    int error = errno;
    output->slot = output->fd >= 0 ? slot_take(output->temporary) : -1;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
}

hat_status hat_output_open(const char *path, hat_diags *diags, struct hat_output **out)
{
    if (is_other_kind(path)) {
        struct hat_place place = {.file = path};
        hat_diags_add(diags, HAT_MSG_FILE_NOT_REGULAR, &place, HAT_STR(""));
        return HAT_ERR_IO;
    }
    struct hat_output *output = hat_mem_zalloc(1, sizeof *output);
    if (output == NULL) {
        return HAT_ERR_NOMEM;
    }
    output->fd = -1;
    output->slot = -1;
    output->path = hat_mem_zalloc(strlen(path) + 1, 1);
    output->temporary = temporary_name(path);
    if (output->path == NULL || output->temporary == NULL) {
        hat_output_free(output);
        return HAT_ERR_NOMEM;
    }
    memcpy(output->path, path, strlen(path));
    create_temporary(output);
    if (output->fd < 0) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, path, errno);
        output->committed = true; /* there is nothing to remove */
        hat_output_free(output);
        return HAT_ERR_IO;
    }
    *out = output;
    return HAT_OK;
}

const char *hat_output_temporary(const struct hat_output *output)
{
    return output->temporary;
}

const char *hat_output_path(const struct hat_output *output)
{
    return output->path;
}

void hat_output_no_sync(struct hat_output *output)
{
    output->no_sync = true;
}

void hat_output_keep_hash(struct hat_output *output)
{
    output->hashed = true;
    hat_hasher_init(&output->hasher);
}

struct hat_hash hat_output_hash(const struct hat_output *output, uint64_t *bytes)
{
    struct hat_hasher hasher = output->hasher;
    *bytes = output->bytes;
    return hat_hasher_end(&hasher);
}

void hat_output_write(struct hat_output *output, const void *bytes, size_t len)
{
    const char *at = bytes;
    if (output->hashed) {
        hat_hasher_add(&output->hasher, bytes, len);
        output->bytes += len;
    }
    while (len > 0 && output->error == 0) {
        ssize_t written = write(output->fd, at, len);
        if (written >= 0) {
            at += written;
            len -= (size_t)written;
        } else if (errno != EINTR) {
            output->error = errno;
        }
    }
}

hat_status hat_output_finish(struct hat_output *output, hat_diags *diags)
{
    bool sync = output->error == 0 && output->fd >= 0 && !output->no_sync;
    if (sync && fsync(output->fd) != 0 && errno != EINVAL) {
        output->error = errno;
    }
    if (output->fd >= 0 && close(output->fd) != 0 && output->error == 0) {
        output->error = errno;
    }
    output->fd = -1;
    if (output->error != 0) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, output->path, output->error);
        return HAT_ERR_IO;
    }
    return HAT_OK;
}

hat_status hat_output_commit(struct hat_output *output, hat_diags *diags)
{
    if (rename(output->temporary, output->path) != 0) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, output->path, errno);
        return HAT_ERR_IO;
    }
    output->committed = true;
    return HAT_OK;
}

void hat_output_hand_over(struct hat_output *output)
{
    output->committed = true;
}

bool hat_output_is_temporary(const char *name, struct hat_str *of)
{
    size_t len = strlen(name);
    if (name[0] != '.' || len <= 1 + TEMPORARY_TAIL || name[len - TEMPORARY_TAIL] != '.') {
        return false;
    }
    *of = (struct hat_str){name + 1, len - 1 - TEMPORARY_TAIL};
    return true;
}

void hat_output_free(struct hat_output *output)
{
    if (output == NULL) {
        return;
    }
    if (output->fd >= 0) {
        close(output->fd);
    }
    if (!output->committed && output->temporary != NULL) {
        unlink(output->temporary);
    }
    if (output->slot >= 0) {
        open_outputs[output->slot] = NULL;
    }
    hat_mem_free(output->temporary);
    hat_mem_free(output->path);
    hat_mem_free(output);
}

void hat_outputs_abandon(void)
{
    for (int i = 0; i < OPEN_MAX_OUTPUTS; i++) {
        if (open_outputs[i] != NULL) {
            unlink(open_outputs[i]);
        }
    }
}

hat_status hat_file_rename(const char *from, const char *to, hat_diags *diags)
{
    if (rename(from, to) != 0) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, to, errno);
        return HAT_ERR_IO;
    }
    return HAT_OK;
}

hat_status hat_file_remove(const char *path, hat_diags *diags)
{
    if (unlink(path) != 0 && errno != ENOENT) {
        hat_file_refused(diags, HAT_MSG_FILE_WRITE, path, errno);
        return HAT_ERR_IO;
    }
    return HAT_OK;
}

bool hat_file_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool hat_file_same(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}
