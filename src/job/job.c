/* job.c -- the public calls that make letters: generate, check, render.
 *
 * All outputs of a call are written beside their names first and renamed together at the end, so
 * a failure at any point leaves what was there before.
 */
#include "job/job.h"

#include "base/mem.h"
#include "job/make_internal.h"
#include "job/prose_internal.h"
#include "job/said_internal.h"

hat_status hat_generate(const hat_template *tmpl, const hat_data *data, const char *const *outputs,
                        size_t count, const hat_options *options, hat_diags *diags)
{
    struct hat_job_settings settings;
    struct hat_maker maker = {.tmpl = tmpl, .settings = &settings};
    struct hat_targets targets = {0};
    struct hat_output_set set = {0};
    hat_status st = hat_job_settings_init(options, diags, &settings);
    if (st == HAT_OK) {
        st = hat_targets_of(outputs, count, tmpl, diags, &targets);
    }
    if (st == HAT_OK) {
        st = hat_make(&maker, data, &targets, diags, &set);
    }
    if (st == HAT_OK) {
        st = hat_output_set_commit(&set, diags);
    }
    hat_maker_fini(&maker);
    hat_output_set_fini(&set);
    hat_targets_fini(&targets);
    return st;
}

hat_status hat_check(const hat_template *tmpl, const hat_data *data, const hat_options *options,
                     hat_diags *diags)
{
    struct hat_job_settings settings;
    struct hat_merge *merge = NULL;
    hat_status st = hat_job_settings_init(options, diags, &settings);
    if (st == HAT_OK) {
        struct hat_merge_options merging = hat_merge_settings(&settings);
        st = hat_merge_new(tmpl, data, &merging, diags, &merge);
    }
    if (st == HAT_OK) {
        st = hat_merge_check(merge);
        hat_status compared = hat_merge_compare(merge);
        st = st == HAT_OK ? compared : st;
    }
    hat_merge_free(merge);
    return st;
}

/* Does a tag name it? */
static bool uses(const hat_template *tmpl, const char *name)
{
    size_t len = hat_template_list(tmpl, "en", NULL, 0), word = strlen(name);
    char *text = hat_mem_zalloc(len + 1, 1);
    bool found = false;
    if (text != NULL) {
        hat_template_list(tmpl, "en", text, len + 1);
    }
    for (const char *line = text; line != NULL && !found; line = strchr(line, '\n')) {
        line += *line == '\n';
        found = strncmp(line, name, word) == 0 && line[word] == '\t';
    }
    hat_mem_free(text);
    return found;
}

/* A column that the file may have forgotten is filled by what names say: that is told. */
static void tell_regions(const hat_template *tmpl, const hat_data *data, hat_diags *diags)
{
    const struct hat_value *root = hat_data_root(data);
    for (uint32_t i = 0; root->type == HAT_MAP && i < root->as.map->shape->count; i++) {
        const struct hat_value *list = &root->as.map->values[i];
        bool rows = list->type == HAT_LIST && list->count > 0 && list->as.items[0].type == HAT_MAP;
        const struct hat_value *region =
            rows ? hat_value_member(&list->as.items[0], HAT_STR("region")) : NULL;
        if (region != NULL && hat_value_is_added(region) && uses(tmpl, "region")) {
            struct hat_place place = hat_data_place(data, &list->as.items[0]);
            place = (struct hat_place){.file = place.file};
            hat_diags_add(diags, HAT_MSG_REGION_COLUMN, &place, root->as.map->shape->names[i]);
        }
    }
}

hat_status hat_check_letter(const hat_template *tmpl, const hat_data *data,
                            const hat_options *options, int errors_only, hat_diags *diags)
{
    struct hat_job_settings settings;
    struct hat_maker maker = {.tmpl = tmpl, .settings = &settings};
    hat_status st = hat_job_settings_init(options, diags, &settings);
    if (st != HAT_OK) {
        return st;
    }
    hat_status fields = hat_letter_check_fields(data, errors_only != 0, diags);
    if (tmpl != NULL) {
        tell_regions(tmpl, data, diags);
    }
    if (tmpl != NULL) {
        st = hat_said_text(&maker, data, errors_only != 0, diags);
    }
    return st == HAT_OK ? fields : st;
}

static enum hat_status render_package(struct hat_package *package,
                                      const struct hat_targets *targets,
                                      const struct hat_job_settings *settings, hat_diags *diags)
{
    struct hat_arena arena = {0};
    struct hat_output_set set = {0};
    struct hat_press *press = NULL;
    struct hat_parts parts;
    hat_parts_from_package(package, diags, &arena, &parts);
    enum hat_status st = HAT_OK;
    if (hat_targets_printed(targets)) {
        st = hat_press_open(settings, diags, &press);
    }
    if (press != NULL) {
        st = hat_print(press, &parts, NULL, targets, diags, &set);
    }
    hat_press_close(press);
    if (st == HAT_OK) {
        st = hat_output_set_commit(&set, diags);
    }
    hat_output_set_fini(&set);
    hat_arena_fini(&arena);
    return st;
}

hat_status hat_render(const char *document, const char *const *outputs, size_t count,
                      const hat_options *options, hat_diags *diags)
{
    struct hat_job_settings settings;
    struct hat_targets targets = {0};
    struct hat_package *package = NULL;
    hat_status st = hat_job_settings_init(options, diags, &settings);
    if (st == HAT_OK) {
        st = hat_package_open(document, &settings.limits, diags, &package);
    }
    if (st == HAT_OK) { /* a document is printed, not copied: no format is its own */
        st = hat_targets_init(outputs, count, document, HAT_FORMAT_NONE, diags, &targets);
    }
    if (st == HAT_OK) {
        st = render_package(package, &targets, &settings, diags);
    }
    hat_targets_fini(&targets);
    hat_package_close(package);
    return st;
}
