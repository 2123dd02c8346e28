/* make.c -- one letter of one set of data: the merged package and its pages, in files that are not
 * yet named.
 *
 *     maker (template, settings, press) + data --> .docx .pdf beside their names
 *
 * The caller renames them when all went well: hat_generate() at once, a batch letter by letter.
 */
#include "job/make_internal.h"

#include "paint/drawing.h"

struct hat_merge_options hat_merge_settings(const struct hat_job_settings *settings)
{
    return (struct hat_merge_options){.limits = &settings->limits,
                                      .lang = settings->lang,
                                      .missing = settings->options.missing,
                                      .today = settings->today,
                                      .draw_svg = hat_svg_png};
}

/* The merged package for each .docx or .odt target; without one the merge is only checked, so
 * that all of its messages come before any page is made. */
static enum hat_status write_packages(struct hat_merge *merge, const struct hat_targets *targets,
                                      hat_diags *diags, struct hat_output_set *set)
{
    enum hat_status st = HAT_OK;
    bool written = false;
    for (size_t i = 0; i < targets->count && st == HAT_OK; i++) {
        const struct hat_target *target = &targets->items[i];
        struct hat_output *output = NULL;
        if (target->kind != HAT_OUTPUT_DOCX && target->kind != HAT_OUTPUT_ODT) {
            continue;
        }
        st = hat_output_set_open(set, target->path, diags, &output);
        if (st == HAT_OK) {
            st = hat_merge_write(merge, output);
        }
        if (st == HAT_OK) {
            st = hat_output_finish(output, diags);
        }
        written = true;
    }
    return written ? st : hat_merge_check(merge);
}

/* Prints the merged document. The merge runs anew, silently: its messages have been given. */
static enum hat_status print_merged(struct hat_maker *maker, const hat_data *data,
                                    const struct hat_targets *targets, hat_diags *diags,
                                    struct hat_output_set *set)
{
    struct hat_merge_options options = hat_merge_settings(maker->settings);
    struct hat_merge *merge = NULL;
    enum hat_status st = hat_merge_new(maker->tmpl, data, &options, NULL, &merge);
    if (st == HAT_OK && maker->press == NULL) {
        st = hat_press_open(maker->settings, diags, &maker->press);
    }
    if (st == HAT_OK) {
        st = hat_print(maker->press, hat_merge_parts(merge), data, targets, diags, set);
    }
    hat_merge_free(merge);
    return st;
}

enum hat_status hat_make(struct hat_maker *maker, const hat_data *data,
                         const struct hat_targets *targets, hat_diags *diags,
                         struct hat_output_set *set)
{
    struct hat_merge_options options = hat_merge_settings(maker->settings);
    struct hat_merge *merge = NULL;
    enum hat_status st = hat_merge_new(maker->tmpl, data, &options, diags, &merge);
    if (st == HAT_OK) {
        st = write_packages(merge, targets, diags, set);
    }
    if (st == HAT_OK && hat_targets_printed(targets)) {
        st = print_merged(maker, data, targets, diags, set);
    }
    hat_merge_free(merge);
    return st;
}

void hat_maker_fini(struct hat_maker *maker)
{
    hat_press_close(maker->press);
    *maker = (struct hat_maker){0};
}
