/* replay.c -- runs a fuzz target over the files of a folder, so that the corpus is an ordinary
 * test with any compiler. Each file is put in a block of its exact size, so that ASan sees a read
 * past the end. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
    int status = 1;
    uint8_t *data = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        goto done;
    }
    long size = ftell(file);
    rewind(file);
    data = size < 0 ? NULL : malloc(size > 0 ? (size_t)size : 1);
    if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size) {
        goto done;
    }
    LLVMFuzzerTestOneInput(data, (size_t)size);
    status = 0;
done:
    if (status != 0) {
        perror(path);
    }
    free(data);
    if (file != NULL) {
        fclose(file);
    }
    return status;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (folder == NULL) {
        fprintf(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    int count = 0, failed = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        failed += replay(path);
        count++;
    }
    closedir(folder);
    printf("%d files\n", count);
    return count > 0 && failed == 0 ? 0 : 1;
}
