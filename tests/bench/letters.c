/* letters.c -- what a worker of a batch does, many times in one process: speed and memory.
 *
 *     bench_letters TEMPLATE LETTER.JSON ENTRIES.CSV COUNT OUTPUT.pdf
 *
 * Merges and prints the same letter COUNT times with one press, and says how much CPU time a
 * letter took and how far memory grew after the tenth. Example:
 *
 *     1000 letters, 15.8 ms each, 41.2 MB, 0.1 MB more than after 10
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "data/data.h"
#include "job/outputs_internal.h"
#include "job/print_internal.h"
#include "template/template.h"

enum { WARM = 10 };

struct bench {
    struct hat_job_settings settings;
    hat_diags *diags;
    hat_template *tmpl;
    hat_data *data;
    struct hat_targets targets;
    struct hat_press *press;
};

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double peak_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static enum hat_status open_all(struct bench *bench, char **argv)
{
    bench->diags = hat_diags_new();
    enum hat_status st = hat_job_settings_init(NULL, bench->diags, &bench->settings);
    if (st == HAT_OK) {
        st = hat_template_open(argv[1], NULL, bench->diags, &bench->tmpl);
    }
    if (st == HAT_OK) {
        st = hat_data_new(&bench->data);
    }
    if (st == HAT_OK) {
        st = hat_data_add_fields(bench->data, argv[2], NULL, bench->diags);
    }
    if (st == HAT_OK) {
        st = hat_data_add_entries(bench->data, "entries", argv[3], NULL, bench->diags);
    }
    if (st == HAT_OK) {
        st = hat_data_clean_entries(bench->data, "entries", NULL, bench->diags);
    }
    if (st == HAT_OK) {
        const char *outputs[] = {argv[5]};
        st = hat_targets_init(outputs, 1, argv[1], hat_template_format(bench->tmpl), bench->diags,
                              &bench->targets);
    }
    return st == HAT_OK ? hat_press_open(&bench->settings, bench->diags, &bench->press) : st;
}

static enum hat_status make_letter(struct bench *bench)
{
    struct hat_merge_options options = {.limits = &bench->settings.limits,
                                        .lang = bench->settings.lang,
                                        .today = bench->settings.today};
    struct hat_merge *merge = NULL;
    struct hat_output_set set = {0};
    hat_diags *diags = hat_diags_new();
    enum hat_status st = hat_merge_new(bench->tmpl, bench->data, &options, diags, &merge);
    if (st == HAT_OK) {
        st = hat_merge_check(merge);
    }
    if (st == HAT_OK) {
        st = hat_print(bench->press, hat_merge_parts(merge), bench->data, &bench->targets, diags,
                       &set);
    }
    if (st == HAT_OK) {
        st = hat_output_set_commit(&set, diags);
    }
    hat_output_set_fini(&set);
    hat_merge_free(merge);
    hat_diags_free(diags);
    return st;
}

static enum hat_status make_letters(struct bench *bench, size_t count)
{
    enum hat_status st = HAT_OK;
    double begun = cpu_seconds(), warm = 0;
    for (size_t i = 0; i < count && st == HAT_OK; i++) {
        st = make_letter(bench);
        warm = i + 1 == WARM ? peak_mb() : warm;
    }
    if (st == HAT_OK) {
        printf("%zu letters, %.2f ms each, %.1f MB, %.1f MB more than after %d\n", count,
               (cpu_seconds() - begun) * 1e3 / (double)count, peak_mb(), peak_mb() - warm, WARM);
    }
    return st;
}

int main(int argc, char **argv)
{
    struct bench bench = {0};
    if (argc != 6 || strtoul(argv[4], NULL, 10) < WARM) {
        fprintf(stderr, "usage: bench_letters TEMPLATE LETTER.JSON ENTRIES COUNT OUTPUT.pdf\n");
        return 2;
    }
    enum hat_status st = open_all(&bench, argv);
    if (st == HAT_OK) {
        st = make_letters(&bench, strtoul(argv[4], NULL, 10));
    }
    hat_press_close(bench.press);
    hat_targets_fini(&bench.targets);
    hat_data_free(bench.data);
    hat_template_free(bench.tmpl);
    hat_diags_free(bench.diags);
    return st == HAT_OK ? 0 : 1;
}
