/* outputs.c -- which files a job makes, and their common fate: all whole, or none. */
#include "job/outputs_internal.h"

#include <string.h>

#include "base/mem.h"
#include "template/template.h"

static const struct {
    const char *ending;
    enum hat_output_kind kind;
} endings[] = {
    {".docx", HAT_OUTPUT_DOCX}, {".odt", HAT_OUTPUT_ODT}, {".pdf", HAT_OUTPUT_PDF},
    {".png", HAT_OUTPUT_PNG},   {".svg", HAT_OUTPUT_SVG},
};

/* The ending in any case: LETTER.PDF is a PDF. */
static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), wanted = strlen(ending);
    if (len <= wanted) {
        return false;
    }
    for (size_t i = 0; i < wanted; i++) {
        char c = path[len - wanted + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != ending[i]) {
            return false;
        }
    }
    return true;
}

static bool kind_of(const char *path, enum hat_output_kind *kind)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (ends_with(path, endings[i].ending)) {
            *kind = endings[i].kind;
            return true;
        }
    }
    return false;
}

/* Why `path` cannot be an output, or NULL. */
static const enum hat_message *refusal(const char *path, enum hat_output_kind kind,
                                       const char *source_path, enum hat_format source)
{
    static const enum hat_message other_format = HAT_MSG_OUTPUT_OTHER_FORMAT,
                                  is_source = HAT_MSG_OUTPUT_IS_SOURCE;
    if ((kind == HAT_OUTPUT_DOCX && source != HAT_FORMAT_DOCX) ||
        (kind == HAT_OUTPUT_ODT && source != HAT_FORMAT_ODT)) {
        return &other_format;
    }
    return hat_file_same(path, source_path) ? &is_source : NULL;
}

static bool target_check(const struct hat_targets *targets, const char *path,
                         const char *source_path, enum hat_format source, hat_diags *diags,
                         struct hat_target *target)
{
    struct hat_place place = {.file = path};
    target->path = path;
    if (!kind_of(path, &target->kind)) {
        hat_diags_add(diags, HAT_MSG_OUTPUT_KIND, &place, HAT_STR(""));
        return false;
    }
    const enum hat_message *why = refusal(path, target->kind, source_path, source);
    if (why != NULL) {
        hat_diags_add(diags, *why, &place, hat_str_from(source == HAT_FORMAT_ODT ? "ODT" : "DOCX"));
        return false;
    }
    for (size_t i = 0; i < targets->count; i++) {
        if (strcmp(targets->items[i].path, path) == 0) {
            hat_diags_add(diags, HAT_MSG_OUTPUT_TWICE, &place, HAT_STR(""));
            return false;
        }
    }
    return true;
}

enum hat_status hat_targets_init(const char *const *paths, size_t count, const char *source_path,
                                 enum hat_format source, hat_diags *diags,
                                 struct hat_targets *targets)
{
    *targets = (struct hat_targets){.items = hat_mem_zalloc(count, sizeof *targets->items)};
    if (targets->items == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < count; i++) {
        struct hat_target target = {0};
        if (target_check(targets, paths[i], source_path, source, diags, &target)) {
            targets->items[targets->count++] = target;
        } else {
            st = HAT_ERR_USAGE;
        }
    }
    return st;
}

enum hat_status hat_targets_of(const char *const *paths, size_t count, const hat_template *tmpl,
                               hat_diags *diags, struct hat_targets *targets)
{
    enum hat_status st = hat_targets_init(paths, count, hat_template_path(tmpl),
                                          hat_template_format(tmpl), diags, targets);
    for (size_t i = 0; i < targets->count; i++) {
        const struct hat_place place = {.file = targets->items[i].path};
        if (hat_template_includes(tmpl, place.file)) {
            hat_diags_add(diags, HAT_MSG_OUTPUT_IS_PARTIAL, &place, HAT_STR(""));
            st = HAT_ERR_USAGE;
        }
    }
    return st;
}

void hat_targets_fini(struct hat_targets *targets)
{
    hat_mem_free(targets->items);
    *targets = (struct hat_targets){0};
}

enum hat_status hat_output_set_open(struct hat_output_set *set, const char *path, hat_diags *diags,
                                    struct hat_output **output)
{
    if (!hat_mem_grow(&set->items, set->count, &set->cap, sizeof *set->items)) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status st = hat_output_open(path, diags, output);
    if (st == HAT_OK) {
        set->items[set->count++] = *output;
        if (set->in_batch) {
            hat_output_no_sync(*output);
            hat_output_keep_hash(*output);
        }
    }
    return st;
}

enum hat_status hat_output_set_commit(struct hat_output_set *set, hat_diags *diags)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < set->count && st == HAT_OK; i++) {
        st = hat_output_commit(set->items[i], diags);
    }
    return st;
}

void hat_output_set_fini(struct hat_output_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        hat_output_free(set->items[i]);
    }
    hat_mem_free(set->items);
    *set = (struct hat_output_set){0};
}

void hat_page_path(const char *path, size_t number, struct hat_buf *buf)
{
    enum { ENDING = 4 }; /* ".png", ".svg" */
    size_t stem = strlen(path) - ENDING;
    hat_buf_put(buf, path, stem);
    hat_buf_printf(buf, "-%zu%s", number, path + stem);
}
