/* sweep.c -- temporary files that a killed process left beside the names of its outputs.
 *
 *     out/.Абай.pdf.x3Kf9a        of out/Абай.pdf       removed
 *     out/.Абай-12.png.Qw5tZ1     page 12 of Абай.png   removed
 *     out/.notes.txt.backup       of no letter          left alone
 */
#include "base/file.h"
#include "job/filenames_internal.h"

/* "Абай-12.png" is a page of "Абай.png": its name in *buf; false: it looks like no page. */
static bool put_page_of(struct hat_str name, struct hat_buf *buf)
{
    size_t dot = name.len, at;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    for (at = dot > 0 ? dot - 1 : 0; at > 0 && name.ptr[at - 1] >= '0' && name.ptr[at - 1] <= '9';
         at--) {
    }
    if (dot == 0 || at + 1 >= dot || at == 0 || name.ptr[at - 1] != '-') {
        return false;
    }
    hat_buf_put(buf, name.ptr, at - 1);
    hat_buf_put(buf, name.ptr + dot - 1, name.len - dot + 1);
    return true;
}

struct sweep {
    struct hat_str folder;       /* with its slash; .len 0: the current one */
    struct hat_filenames *names; /* NULL: `only` */
    struct hat_str only;
};

static bool is_wanted(const struct sweep *sweep, struct hat_str name)
{
    struct hat_buf path = {0};
    if (sweep->names == NULL) {
        return hat_str_equal(name, sweep->only);
    }
    hat_buf_put(&path, sweep->folder.ptr, sweep->folder.len);
    hat_buf_put(&path, name.ptr, name.len);
    bool has = !hat_buf_failed(&path) && hat_filenames_has(sweep->names, path.data);
    hat_buf_fini(&path);
    return has || hat_str_is(name, ".hatshy-journal");
}

static void see(void *ctx, const struct hat_file_seen *file)
{
    const struct sweep *sweep = ctx;
    struct hat_buf page = {0}, path = {0};
    struct hat_str of;
    if (!hat_output_is_temporary(file->name, &of)) {
        return;
    }
    bool remains =
        is_wanted(sweep, of) ||
        (put_page_of(of, &page) && is_wanted(sweep, (struct hat_str){page.data, page.len}));
    hat_buf_put(&path, sweep->folder.ptr, sweep->folder.len);
    hat_buf_put(&path, file->name, strlen(file->name));
    if (remains && !hat_buf_failed(&path) && !hat_buf_failed(&page)) {
        hat_file_remove(path.data, NULL);
    }
    hat_buf_fini(&page);
    hat_buf_fini(&path);
}

static struct hat_str folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return (struct hat_str){path, slash != NULL ? (size_t)(slash - path) + 1 : 0};
}

static void look_through(struct sweep *sweep)
{
    struct hat_buf folder = {0};
    hat_buf_put(&folder, sweep->folder.ptr, sweep->folder.len);
    hat_buf_put(&folder, "", 0);
    if (!hat_buf_failed(&folder)) {
        hat_folder_visit(folder.data, sweep, see);
    }
    hat_buf_fini(&folder);
}

void hat_sweep_output(const char *path)
{
    struct sweep sweep = {.folder = folder_of(path)};
    sweep.only = hat_str_from(path + sweep.folder.len);
    look_through(&sweep);
}

void hat_sweep_folders(struct hat_filenames *names, uint32_t letters)
{
    for (size_t i = 0; i < letters * names->count; i++) {
        struct sweep sweep = {.folder = folder_of(names->paths[i]), .names = names};
        bool first = false;
        if (hat_filenames_first(names, sweep.folder, &first) == HAT_OK && first) {
            look_through(&sweep);
        }
    }
}
