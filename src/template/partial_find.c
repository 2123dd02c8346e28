/* partial_find.c -- the file of a sub-template: only below its folder, and opened once.
 *
 *     templates/notice.docx   {{> sign}}        templates/sign.docx
 *                             {{> parts/sign}}  templates/parts/sign.docx
 *                             {{> ../sign}}     not below: refused
 *                             {{> sing}}        there is none; did you mean "sign"?
 */
#include "template/partial_internal.h"

#include <dirent.h>

#include "base/unicode.h"
#include "template/near_internal.h"

#define REPORT(part, tag, code, ...)                                                               \
    hat_tag_report(part, tag, code, (const struct hat_str[3]){__VA_ARGS__})

/* ---- finding the file ---- */

static const char *ending(const struct hat_template *tmpl)
{
    return tmpl->dialect->format == HAT_FORMAT_DOCX ? ".docx" : ".odt";
}

/* "sign" -> "sign.docx"; "sign.docx" stays. .ptr NULL: memory ends. */
static struct hat_str file_name(struct hat_template *tmpl, struct hat_str name)
{
    struct hat_buf buf = {0};
    bool has = hat_str_ends(name, ending(tmpl));
    hat_buf_put(&buf, name.ptr, name.len);
    hat_buf_printf(&buf, "%s", has ? "" : ending(tmpl));
    struct hat_str file = hat_buf_failed(&buf)
                              ? (struct hat_str){0}
                              : hat_arena_str(&tmpl->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return file;
}

/* The folder where sub-templates lie, with its slash. */
static struct hat_str folder_of(const struct hat_template *tmpl)
{
    const char *slash = strrchr(tmpl->partials_beside, '/');
    return (struct hat_str){tmpl->partials_beside,
                            slash != NULL ? (size_t)(slash - tmpl->partials_beside) + 1 : 0};
}

/* The file as messages show it. */
static struct hat_str shown_path(struct hat_template *tmpl, struct hat_str file)
{
    struct hat_buf buf = {0};
    struct hat_str folder = folder_of(tmpl);
    hat_buf_put(&buf, folder.ptr, folder.len);
    hat_buf_put(&buf, file.ptr, file.len);
    struct hat_str path = hat_buf_failed(&buf)
                              ? (struct hat_str){0}
                              : hat_arena_str(&tmpl->arena, (struct hat_str){buf.data, buf.len});
    hat_buf_fini(&buf);
    return path;
}

static bool steps_up(struct hat_str path)
{
    for (size_t i = 0; i + 1 < path.len; i++) {
        bool begins = i == 0 || path.ptr[i - 1] == '/';
        bool ends = i + 2 == path.len || path.ptr[i + 2] == '/';
        if (begins && ends && path.ptr[i] == '.' && path.ptr[i + 1] == '.') {
            return true;
        }
    }
    return false;
}

/* The sub-template of the folder whose name is most like the one wanted. */
static struct hat_str nearest(struct hat_template *tmpl, struct hat_str name)
{
    enum { FILES_MAX = 4096 };
    struct hat_str folder = folder_of(tmpl), folded, file;
    const char *path =
        folder.len > 0 ? hat_arena_strndup(&tmpl->arena, folder.ptr, folder.len) : ".";
    DIR *dir = path != NULL ? opendir(path) : NULL;
    struct hat_nearest near = {0};
    struct dirent *entry;
    if (hat_name_fold(&tmpl->arena, name, &folded) == HAT_OK) {
        near = hat_nearest_init(folded);
    }
    for (int i = 0; dir != NULL && i < FILES_MAX && (entry = readdir(dir)) != NULL; i++) {
        file = hat_str_from(entry->d_name);
        if (!hat_str_ends(file, ending(tmpl)) || entry->d_name[0] == '.') {
            continue;
        }
        file.len -= strlen(ending(tmpl));
        file = hat_arena_str(&tmpl->arena, file);
        if (file.ptr != NULL && hat_name_fold(&tmpl->arena, file, &folded) == HAT_OK) {
            hat_nearest_try_as(&near, folded, file);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return near.best;
}

static void report_unknown(struct hat_template *tmpl, struct hat_part_source *part,
                           const struct hat_tag *tag, struct hat_str shown)
{
    struct hat_str near = nearest(tmpl, tag->name);
    if (near.len > 0) {
        REPORT(part, tag, HAT_MSG_PARTIAL_UNKNOWN_NEAR, shown, near);
    } else {
        REPORT(part, tag, HAT_MSG_PARTIAL_UNKNOWN, shown);
    }
}

enum hat_status hat_partial_find_file(struct hat_template *tmpl, struct hat_part_source *part,
                                      const struct hat_tag *tag, char real[HAT_PATH_BYTES],
                                      struct hat_str *shown)
{
    struct hat_str file = file_name(tmpl, tag->name);
    *shown = (struct hat_str){0};
    if (file.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    if (tag->name.len == 0) {
        REPORT(part, tag, HAT_MSG_TAG_EMPTY, {0});
        return HAT_OK;
    }
    if (tmpl->partials_beside == NULL) {
        REPORT(part, tag, HAT_MSG_PARTIAL_UNKNOWN, file);
        return HAT_OK;
    }
    struct hat_str path = shown_path(tmpl, file);
    if (path.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    hat_status status = steps_up(file) ? (hat_status)HAT_ERR_USAGE
                                       : hat_file_below(tmpl->partials_beside, file, real);
    if (status == HAT_ERR_NOMEM) {
        return HAT_ERR_NOMEM;
    }
    if (status == HAT_ERR_USAGE) {
        REPORT(part, tag, HAT_MSG_PARTIAL_OUTSIDE, file);
    } else if (status != HAT_OK) {
        report_unknown(tmpl, part, tag, path);
    } else {
        *shown = path;
    }
    return HAT_OK;
}

/* ---- opening it ---- */

void hat_partial_close(struct hat_partial *partial)
{
    if (partial != NULL) {
        hat_tape_fini(&partial->styles);
        hat_tape_fini(&partial->numbering);
        hat_package_close(partial->own.package);
        hat_arena_fini(&partial->own.arena);
        hat_buf_fini(&partial->bytes);
        hat_mem_free(partial);
    }
}

/* Strict documents name everything by other namespaces: the two kinds do not mix. */
static bool is_strict(struct hat_package *package, const struct hat_template *tmpl,
                      struct hat_arena *arena)
{
    struct hat_tape tape = {0};
    struct hat_buf buf = {0};
    static const char strict[] = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    bool yes = false;
    const struct hat_place place = {.part = hat_package_main(package)};
    if (hat_package_read(package, hat_package_main(package), NULL, &buf) == HAT_OK &&
        hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place, NULL, arena,
                      &tape) == HAT_OK) {
        yes = hat_tape_namespace(&tape, tape.root, strict, strict).ptr != NULL;
    }
    hat_tape_fini(&tape);
    hat_buf_fini(&buf);
    return yes;
}

static enum hat_status read_partial(struct hat_template *tmpl, struct hat_partial *partial,
                                    hat_diags *diags)
{
    struct hat_template *own = &partial->own;
    own->limits = tmpl->limits;
    own->dialect = tmpl->dialect;
    enum hat_status status =
        hat_file_read(partial->real, tmpl->limits.file_bytes - tmpl->partials->file_bytes, diags,
                      &partial->bytes);
    tmpl->partials->file_bytes += partial->bytes.len;
    if (status == HAT_OK) {
        status = hat_package_open_memory((struct hat_str){partial->bytes.data, partial->bytes.len},
                                         partial->path, &own->limits, diags, &own->package);
    }
    if (status == HAT_OK) {
        status = hat_package_require_text(own->package, diags);
    }
    if (status != HAT_OK) {
        return status;
    }
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX;
    if (hat_package_format(own->package) != tmpl->dialect->format ||
        (docx && is_strict(own->package, own, &own->arena) !=
                     is_strict(tmpl->package, tmpl, &own->arena))) {
        const struct hat_place place = {.file = partial->path};
        hat_diags_add(diags, HAT_MSG_PARTIAL_FORMAT, &place, hat_str_from(partial->path));
        return HAT_ERR_TEMPLATE;
    }
    status = hat_plan_parts(own, diags);
    if (status == HAT_OK && docx) {
        status = hat_package_relationships(own->package, hat_package_main(own->package),
                                           &tmpl->arena, diags, &partial->relations);
    }
    return status;
}

enum hat_status hat_partial_open(struct hat_template *tmpl, const char *real, struct hat_str shown,
                                 hat_diags *diags, struct hat_partial **out)
{
    struct hat_partials *all = tmpl->partials;
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i]->real, real) == 0) {
            *out = all->items[i]->own.package != NULL ? all->items[i] : NULL;
            return HAT_OK;
        }
    }
    struct hat_partial *partial = hat_mem_zalloc(1, sizeof *partial);
    if (partial == NULL || !hat_mem_grow(&all->items, all->count, &all->cap, sizeof *all->items)) {
        hat_mem_free(partial);
        return HAT_ERR_NOMEM;
    }
    all->items[all->count++] = partial;
    partial->path = shown.ptr;
    partial->real = hat_arena_strndup(&tmpl->arena, real, strlen(real));
    struct hat_partial_file *file = hat_arena_alloc(&tmpl->arena, sizeof *file);
    if (partial->real == NULL || file == NULL) {
        return HAT_ERR_NOMEM;
    }
    *file = (struct hat_partial_file){partial->real, tmpl->partial_files};
    tmpl->partial_files = file;
    enum hat_status status = read_partial(tmpl, partial, diags);
    if (status != HAT_OK && status != HAT_ERR_NOMEM) { /* told; it counts as not opened */
        hat_package_close(partial->own.package);
        partial->own.package = NULL;
        status = HAT_OK;
    }
    *out = partial->own.package != NULL ? partial : NULL;
    return status;
}
