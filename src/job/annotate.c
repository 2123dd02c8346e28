/* annotate.c -- the public call that writes a template with its messages as comments.
 *
 *     hat_annotate("notice.docx", messages, "notice-comments.docx", "ru", diags)
 */
#include "job/job.h"

#include "job/outputs_internal.h"
#include "template/template.h"

/* What the template is; its faults have been told by those who opened it. */
static enum hat_status format_of(const char *path, enum hat_format *format)
{
    struct hat_package *package = NULL;
    enum hat_status st = hat_package_open(path, &HAT_LIMITS_DEFAULT, NULL, &package);
    if (st == HAT_OK) {
        *format = hat_package_format(package);
    }
    hat_package_close(package);
    return st;
}

static enum hat_status write_copy(const char *path, const hat_diags *messages,
                                  const struct hat_target *target, enum hat_lang lang,
                                  hat_diags *diags)
{
    struct hat_output *output = NULL;
    if (target->kind != HAT_OUTPUT_DOCX && target->kind != HAT_OUTPUT_ODT) {
        const struct hat_place place = {.file = target->path};
        hat_diags_add(diags, HAT_MSG_ANNOTATE_KIND, &place, {0});
        return HAT_ERR_USAGE;
    }
    hat_status st = hat_output_open(target->path, diags, &output);
    if (st == HAT_OK) {
        st = hat_template_annotate(path, messages, lang, &HAT_LIMITS_DEFAULT, output);
    }
    if (st == HAT_OK) {
        st = hat_output_finish(output, diags);
    }
    if (st == HAT_OK) {
        st = hat_output_commit(output, diags);
    }
    hat_output_free(output);
    return st;
}

hat_status hat_annotate(const char *path, const hat_diags *messages, const char *output,
                        const char *lang, hat_diags *diags)
{
    struct hat_targets targets = {0};
    enum hat_format format = HAT_FORMAT_NONE;
    hat_status st = format_of(path, &format);
    if (st == HAT_OK) {
        st = hat_targets_init(&output, 1, path, format, diags, &targets);
    }
    if (st == HAT_OK) {
        st =
            write_copy(path, messages, &targets.items[0], hat_lang_from(hat_str_from(lang)), diags);
    }
    hat_targets_fini(&targets);
    return st;
}
