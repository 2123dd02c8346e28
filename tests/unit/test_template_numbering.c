/* test_template_numbering.c -- numbered lists in sections: what the template's list says of its
 * numbers is still said by each copy, so that they go on or begin anew as a reader counts. */
#include <stdio.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

/* The main part of the letter for {"list": "a,b"}. */
static char *merged(bool odt, const char *body)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    struct kit_doc doc = {.odt = odt};
    struct kit_zip zip = {0};
    hat_data *data = NULL;
    hat_template *tmpl = NULL;
    struct hat_merge *merge = NULL;
    struct hat_buf out = {0};
    KIT_PUTS(&doc.body, body);
    if (odt) {
        kit_odt(&zip, &doc);
    } else {
        kit_docx(&zip, &doc);
    }
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_set(data, "list", "a,b", NULL), HAT_OK);
    assert_int_equal(hat_template_open_memory((struct hat_str){zip.bytes.data, zip.bytes.len}, "t",
                                              &limits, NULL, &tmpl),
                     HAT_OK);
    assert_int_equal(hat_merge_new(tmpl, data, &options, NULL, &merge), HAT_OK);
    const struct hat_parts *parts = hat_merge_parts(merge);
    assert_int_equal(hat_parts_read(parts, parts->main, &out), HAT_OK);
    hat_merge_free(merge);
    hat_template_free(tmpl);
    hat_data_free(data);
    hat_buf_fini(&doc.body);
    hat_buf_fini(&zip.bytes);
    return out.data;
}

static void expect(bool odt, const char *body, const char *wanted)
{
    char *text = merged(odt, body);
    if (strstr(text, wanted) == NULL) {
        print_message("--- got\n%s\n--- wanted\n%s\n", text, wanted);
    }
    assert_non_null(strstr(text, wanted));
    free(text);
}

#define EACH      "{{#list | split: \",\"}}"
#define P(text)   "<text:p>" text "</text:p>"
#define LIST(how) "<text:list " how "><text:list-item>" P("x") "</text:list-item></text:list>"

/* A section around a list alone repeats its items; with a paragraph in it, the lists. */
static void lists_begin_anew_or_go_on(void **state)
{
    (void)state;
    expect(true, P(EACH) LIST("text:style-name=\"L\"") P("{{/}}"),
           "><text:list text:style-name=\"L\"><text:list-item>" P(
               "x") "</text:list-item><text:list-item>" P("x") "</text:list-item></text:list><");
    expect(true, P(EACH) P("g") LIST("text:style-name=\"L\"") P("{{/}}"),
           ">" P("g") LIST("text:style-name=\"L\"") P("g") LIST("text:style-name=\"L\"") "<");
    expect(true, P(EACH) P("g") LIST("text:continue-numbering=\"true\"") P("{{/}}"),
           ">" P("g") LIST("text:continue-numbering=\"true\"") P("g")
               LIST("text:continue-numbering=\"true\"") "<");
}

static void a_list_goes_on_with_the_last_copy(void **state)
{
    (void)state;
    expect(true,
           P(EACH) LIST("xml:id=\"a\"") LIST("text:continue-list=\"a\"") P("{{/}}")
               LIST("text:continue-list=\"a\""),
           ">" LIST("xml:id=\"a\"") LIST("text:continue-list=\"a\"") LIST("xml:id=\"a_2\"")
               LIST("text:continue-list=\"a_2\"") LIST("text:continue-list=\"a_2\"") "<");
}

static void copies_go_on_with_a_list_outside(void **state)
{
    (void)state;
    expect(true, LIST("xml:id=\"a\"") P(EACH) P("g") LIST("text:continue-list=\"a\"") P("{{/}}"),
           ">" LIST("xml:id=\"a\"") P("g") LIST("text:continue-list=\"a\"") P("g")
               LIST("text:continue-list=\"a\"") "<");
}

#define NUMBERED(text)                                                                             \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r>"      \
    "<w:t>" text "</w:t></w:r></w:p>"
#define PLAIN(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static void a_docx_keeps_the_number_of_its_list(void **state)
{
    (void)state;
    expect(false, NUMBERED("before") PLAIN(EACH) NUMBERED("x") PLAIN("{{/}}") NUMBERED("after"),
           ">" NUMBERED("before") NUMBERED("x") NUMBERED("x") NUMBERED("after") "<");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_begin_anew_or_go_on),
        cmocka_unit_test(a_list_goes_on_with_the_last_copy),
        cmocka_unit_test(copies_go_on_with_a_list_outside),
        cmocka_unit_test(a_docx_keeps_the_number_of_its_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
