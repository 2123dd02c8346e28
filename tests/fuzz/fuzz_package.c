/* fuzz_package.c -- opening a package and reading everything in it.
 *
 * Input: 'z' and a ZIP file; or 'b' and a bundle of parts, from which a ZIP file with right
 * checksums is made, so that the mutations reach the readers of the parts:
 *
 *     b word/document.xml NUL <w:document/> 0xFF [Content_Types].xml NUL <Types/> 0xFF ...
 */
#include <stdlib.h>

#include "package/parts.h"
#include "unit/zip_maker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_part(struct hat_package *package, const struct hat_part *part, hat_diags *diags)
{
    struct hat_arena arena = {0};
    struct hat_relationships list = {0};
    struct hat_buf buf = {0};
    if (hat_package_find(package, part->name) != part) {
        abort();
    }
    /* what was checked when the package was opened can be read */
    if (hat_package_read(package, part->name, diags, &buf) != HAT_OK || buf.len != part->size) {
        abort();
    }
    if (hat_package_relationships(package, part->name, &arena, diags, &list) == HAT_OK) {
        for (size_t i = 0; i < list.count; i++) {
            const struct hat_relationship *item = &list.items[i];
            const char *target = item->target;
            if (hat_relationships_find(&list, item->id) != item) {
                abort();
            }
            if (!item->external && target[0] != '#' &&
                (target[0] == '/' || strncmp(target, "../", 3) == 0 ||
                 strstr(target, "/../") != NULL)) {
                abort();
            }
        }
    }
    hat_arena_fini(&arena);
    hat_buf_fini(&buf);
}

static void open_zip(struct hat_str bytes)
{
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.package_parts = 20;
    limits.part_bytes = limits.picture_bytes = 1 << 20;
    limits.package_bytes = 4 << 20;
    limits.inflate_free_bytes = 1 << 16;
    struct hat_package *package = NULL;
    hat_diags *diags = hat_diags_new();
    enum hat_status st = hat_package_open_memory(bytes, "fuzz", &limits, diags, &package);
    if (st != HAT_OK && hat_diags_count(diags) == 0) {
        abort();
    }
    if (st == HAT_OK) {
        if (hat_package_find(package, hat_package_main(package)) == NULL) {
            abort();
        }
        for (size_t i = 0; i < hat_package_count(package); i++) {
            read_part(package, hat_package_at(package, i), diags);
        }
        hat_package_close(package);
    }
    hat_diags_free(diags);
}

static void open_bundle(struct hat_str bytes)
{
    struct zip_maker zip = {0};
    while (bytes.len > 0) {
        const char *end = memchr(bytes.ptr, 0xFF, bytes.len);
        size_t len = end != NULL ? (size_t)(end - bytes.ptr) : bytes.len;
        const char *nul = memchr(bytes.ptr, 0, len);
        size_t name = nul != NULL ? (size_t)(nul - bytes.ptr) : len;
        struct hat_str content = {nul != NULL ? nul + 1 : "", nul != NULL ? len - name - 1 : 0};
        zip_put(&zip, (struct hat_str){bytes.ptr, name}, content);
        bytes.ptr += len + (end != NULL);
        bytes.len -= len + (end != NULL);
    }
    zip_end(&zip);
    open_zip((struct hat_str){zip.file.data, zip.file.len});
    zip_fini(&zip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && data[0] == 'z') {
        open_zip((struct hat_str){(const char *)data + 1, size - 1});
    } else if (size > 0 && data[0] == 'b') {
        open_bundle((struct hat_str){(const char *)data + 1, size - 1});
    }
    return 0;
}
