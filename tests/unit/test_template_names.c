/* test_template_names.c -- the names that a template uses, and their comparison with the data. */
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

static hat_template *open_lines(const char *lines, struct hat_buf *package)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    hat_template *tmpl = NULL;
    *package = kit_package(false, hat_str_from(lines));
    assert_int_equal(hat_template_open_memory((struct hat_str){package->data, package->len}, "t",
                                              &limits, NULL, &tmpl),
                     HAT_OK);
    return tmpl;
}

static hat_data *data_of(const char *json)
{
    char path[] = "/tmp/hatshy-test-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    hat_data *data = NULL;
    fputs(json, file);
    fclose(file);
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_fields(data, path, "json", NULL), HAT_OK);
    remove(path);
    return data;
}

static void names_with_use_and_place(void **state)
{
    (void)state;
    static const char lines[] = "{{a}} and {{a}}\n"
                                "|| {{#list}}{{@number}} || {{b.c | link: d}}{{/list}} ||\n"
                                "{{#if (list | where: \"x\", e | count) > f}}{{.}}{{/if}}\n"
                                "[see {{g}}](https://x/{{h}})\n"
                                "^ {{i}}\n";
    static const char wanted[] = "a\ttext\tbody, paragraph 1\n"
                                 "list\tlist\ttable 1, row 1, cell 1\n"
                                 "b.c\tlink\ttable 1, row 1, cell 2\n"
                                 "d\ttext\ttable 1, row 1, cell 2\n"
                                 "list\tcondition\tbody, paragraph 2\n"
                                 "e\ttext\tbody, paragraph 2\n"
                                 "f\tcondition\tbody, paragraph 2\n"
                                 "g\ttext\tbody, paragraph 3\n"
                                 "h\tlink\tbody, paragraph 3\n"
                                 "i\ttext\tpage header, paragraph 1\n";
    struct hat_buf package;
    hat_template *tmpl = open_lines(lines, &package);
    char text[1000];
    assert_int_equal(hat_template_list(tmpl, NULL, NULL, 0), strlen(wanted));
    assert_int_equal(hat_template_list(tmpl, "en", text, sizeof text), strlen(wanted));
    assert_string_equal(text, wanted);
    hat_template_list(tmpl, "ru", text, sizeof text);
    assert_non_null(strstr(text, "i\ttext\tверхний колонтитул, абзац 1\n"));
    hat_template_free(tmpl);
    hat_buf_fini(&package);
}

/* The messages of a comparison: code and first argument, a line each. */
static char *compare(const char *lines, const char *json)
{
    static char text[1000];
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    struct hat_buf package;
    hat_diags *diags = hat_diags_new();
    hat_template *tmpl = open_lines(lines, &package);
    hat_data *data = data_of(json);
    struct hat_merge *merge = NULL;
    assert_int_equal(hat_merge_new(tmpl, data, &options, diags, &merge), HAT_OK);
    assert_int_equal(hat_merge_compare(merge), HAT_OK);
    text[0] = '\0';
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        const struct hat_diag *diag = hat_diags_at(diags, i);
        size_t len = strlen(text);
        assert_int_equal(hat_diag_severity(diag), HAT_WARNING);
        snprintf(text + len, sizeof text - len, "%s %.*s line %u\n", hat_message_name(diag->code),
                 (int)diag->args[0].len, diag->args[0].ptr, (unsigned)diag->place.line);
    }
    hat_merge_free(merge);
    hat_data_free(data);
    hat_template_free(tmpl);
    hat_diags_free(diags);
    hat_buf_fini(&package);
    return text;
}

static void unused_fields_and_empty_names(void **state)
{
    (void)state;
    assert_string_equal(compare("{{A}} {{#list}}{{b}}{{/list}}{{c}}",
                                "{\"a\": \"\", \"x\": 1,\n \"lang\": \"ru\", \"c\": null,\n"
                                " \"list\": [{\"b\": \"\", \"y\": 1}, {\"b\": 2, \"y\": 1}]}"),
                        "field-unused x line 1\n"
                        "field-unused y line 3\n"
                        "name-empty {{A}} line 0\n"
                        "name-empty {{c}} line 0\n");
}

static void what_may_be_used_is_not_called_unused(void **state)
{
    (void)state;
    assert_string_equal(compare("{{#list | where: \"r\", \"x\" | sort: \"-s\"}}{{b.c}}{{/list}}",
                                "{\"list\": [{\"b\": {\"c\": 1}, \"r\": \"x\", \"s\": 1}]}"),
                        "");
    assert_string_equal(compare("{{#m}}{{@key}} {{@value}}{{/m}}", "{\"m\": {\"x\": 1}}"), "");
    assert_string_equal(compare("{{#m}}x{{/m}}", "{\"m\": {\"x\": 1}}"), "field-unused x line 1\n");
}

static void memory_may_end_while_comparing(void **state)
{
    (void)state;
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    struct hat_buf package;
    hat_template *tmpl = open_lines("{{a}} {{b | sort: \"c\"}}", &package);
    hat_data *data = data_of("{\"a\": \"\", \"x\": 1, \"b\": []}");
    struct hat_merge *merge = NULL;
    assert_int_equal(hat_merge_new(tmpl, data, &options, NULL, &merge), HAT_OK);
    hat_status status = HAT_ERR_NOMEM;
    for (long n = 1; status == HAT_ERR_NOMEM && n < 100; n++) {
        hat_mem_fail_at(n);
        status = hat_merge_compare(merge);
        hat_mem_fail_at(0);
    }
    assert_int_equal(status, HAT_OK);
    hat_merge_free(merge);
    hat_data_free(data);
    hat_template_free(tmpl);
    hat_buf_fini(&package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_with_use_and_place),
        cmocka_unit_test(unused_fields_and_empty_names),
        cmocka_unit_test(what_may_be_used_is_not_called_unused),
        cmocka_unit_test(memory_may_end_while_comparing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
