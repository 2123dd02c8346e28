/* merge.c -- the merge alone, through the public interface: one compiled template, many letters.
 *
 *     bench_merge TEMPLATE FIELDS ENTRIES OUTPUT [LETTERS]
 *
 * The template is compiled once; then LETTERS times (1) the fields and entries are read and merged
 * into OUTPUT, as a batch does it in one process. The entries are taken as they are: their cleaning
 * is measured by the whole command (bench.py runs both).
 */
#include <stdio.h>
#include <stdlib.h>

#include "hatshy.h"

static hat_status letter(const hat_template *tmpl, char **arguments, hat_diags *diags)
{
    hat_data *data = NULL;
    const char *output = arguments[4];
    hat_status st = hat_data_new(&data);
    if (st == HAT_OK) {
        st = hat_data_add_fields(data, arguments[2], NULL, diags);
    }
    if (st == HAT_OK) {
        st = hat_data_add_entries(data, "entries", arguments[3], NULL, diags);
    }
    if (st == HAT_OK) {
        st = hat_generate(tmpl, data, &output, 1, NULL, diags);
    }
    hat_data_free(data);
    return st;
}

static void print_messages(const hat_diags *diags)
{
    char text[1000];
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        hat_diags_format(diags, i, "en", 0, text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: bench_merge TEMPLATE FIELDS ENTRIES OUTPUT [LETTERS]\n");
        return 2;
    }
    long letters = argc > 5 ? strtol(argv[5], NULL, 10) : 1;
    hat_diags *diags = hat_diags_new();
    hat_template *tmpl = NULL;
    hat_status st = hat_template_open(argv[1], NULL, diags, &tmpl);
    for (long i = 0; i < letters && st == HAT_OK; i++) {
        st = letter(tmpl, argv, diags);
    }
    if (st != HAT_OK) {
        print_messages(diags);
    }
    hat_template_free(tmpl);
    hat_diags_free(diags);
    return st == HAT_OK ? 0 : 1;
}
