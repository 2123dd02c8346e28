/* test_template.c -- the template folder below the language: the program's text, what is written,
 * what is left out, links shared, limits, and failing allocations. The language itself is tested
 * by test_template_language.c. */
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

/* One template and its data, from lines and JSON. */
struct letter {
    struct hat_buf package;
    hat_diags *diags;
    hat_data *data;
    hat_template *tmpl;
    struct hat_merge *merge;
    struct hat_limits limits;
    hat_status status;
};

static void letter_data(struct letter *l, const char *json)
{
    char path[] = "/tmp/hatshy-test-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    fputs(json, file);
    fclose(file);
    l->status = hat_data_new(&l->data);
    if (l->status == HAT_OK) {
        l->status = hat_data_add_fields(l->data, path, "json", l->diags);
    }
    remove(path);
}

static void letter_open(struct letter *l)
{
    const struct hat_merge_options options = {.limits = &l->limits, .today = 20508};
    if (l->status == HAT_OK) {
        l->status = hat_template_open_memory((struct hat_str){l->package.data, l->package.len},
                                             "t.docx", &l->limits, l->diags, &l->tmpl);
    }
    if (l->status == HAT_OK) {
        l->status = hat_merge_new(l->tmpl, l->data, &options, l->diags, &l->merge);
    }
}

static struct letter letter_new(bool odt, const char *lines, const char *json)
{
    struct letter l = {.package = kit_package(odt, hat_str_from(lines)),
                       .diags = hat_diags_new(),
                       .limits = HAT_LIMITS_DEFAULT};
    letter_data(&l, json);
    letter_open(&l);
    return l;
}

static void letter_free(struct letter *l)
{
    hat_merge_free(l->merge);
    hat_template_free(l->tmpl);
    hat_data_free(l->data);
    hat_diags_free(l->diags);
    hat_buf_fini(&l->package);
}

static const char *code(const struct letter *l, size_t index)
{
    const struct hat_diag *diag = hat_diags_at(l->diags, index);
    return diag != NULL ? hat_message_name(diag->code) : "";
}

/* All bytes of a part. */
static char *part(struct letter *l, const char *name)
{
    struct hat_buf buf = {0};
    hat_status status = hat_parts_read(hat_merge_parts(l->merge), name, &buf);
    if (status != HAT_OK) {
        fail_msg("%s: status %d", name, status);
    }
    return buf.data;
}

/* ---- the program ---- */

static void program_is_a_handful_of_operations(void **state)
{
    (void)state;
    struct letter l = letter_new(false,
                                 "{{a}}\n|| {{#list}}{{.}} || x{{/list}} ||\n"
                                 "{{#list}}\n{{b | link}}\n{{else}}\nnone\n{{/list}}\n",
                                 "{}");
    assert_int_equal(l.status, HAT_OK);
    size_t len = hat_template_dump(l.tmpl, NULL, 0);
    char *text = malloc(len + 1), *body;
    assert_int_equal(hat_template_dump(l.tmpl, text, len + 1), len);
    body = strstr(text, "w:body>") + strlen("w:body>");
    static const char wanted[] =
        "<w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr><w:r><w:rPr><w:i/></w:rPr>"
        "<w:t xml:space=\"preserve\">\"\n"
        "   1 value a\n"
        "   2 text \"</w:t></w:r></w:p>\"\n"
        "   3 hold \"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>\"\n"
        "   4 each list -> 9\n"
        "   5 text \"<w:tr><w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr><w:p><w:pPr>"
        "<w:pStyle w:val=\"P\"/></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">\"\n"
        "   6 value .\n"
        "   7 text \"</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/>"
        "</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr><w:r><w:rPr><w:i/></w:rPr>"
        "<w:t xml:space=\"preserve\">x</w:t></w:r></w:p></w:tc></w:tr>\"\n"
        "   8 next -> 5\n"
        "   9 release \"</w:tbl>\"\n"
        "  10 each list -> 23\n"
        "  11 text \"<w:p><w:pPr><w:pStyle w:val=\"P\"/></w:pPr>\"\n"
        "  12 link b -> 17 \"<w:hyperlink r:id=\"\"\n"
        "  13 text \"\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"a3\"/><w:i/></w:rPr>"
        "<w:t xml:space=\"preserve\">\"\n"
        "  14 value b\n"
        "  15 text \"</w:t></w:r></w:hyperlink>\"\n"
        "  16 jump -> 20\n"
        "  17 text \"<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">\"\n"
        "  18 value b\n"
        "  19 text \"</w:t></w:r>\"\n"
        "  20 text \"</w:p>\"\n"
        "  21 next -> 11\n";
    if (strncmp(body, wanted, strlen(wanted)) != 0) {
        print_message("%s\n", body);
    }
    assert_memory_equal(body, wanted, strlen(wanted));
    free(text);
    letter_free(&l);
}

/* ---- links ---- */

static void equal_links_share_a_relationship(void **state)
{
    (void)state;
    struct letter l = letter_new(
        false, "{{#list}}{{. | link}} {{/list}}\n",
        "{\"list\": [\"https://a.kz/?x=1&y\", \"https://b.kz\", \"https://a.kz/?x=1&y\"]}");
    assert_int_equal(l.status, HAT_OK);
    char *document = part(&l, "word/document.xml");
    char *again = part(&l, "word/document.xml"); /* a second run gives the same */
    char *rels = part(&l, "word/_rels/document.xml.rels");
    assert_string_equal(document, again);
    const char *first = strstr(document, "r:id=\"rIdHat1\""), *second;
    assert_non_null(first);
    second = strstr(first, "r:id=\"rIdHat2\"");
    assert_non_null(second);
    assert_non_null(strstr(second, "r:id=\"rIdHat1\""));
    assert_null(strstr(document, "rIdHat3"));
    assert_non_null(strstr(rels, "Id=\"rIdHat1\" Target=\"https://a.kz/?x=1&amp;y\" "
                                 "TargetMode=\"External\"/><Relationship"));
    assert_non_null(strstr(rels, "Id=\"rIdHat2\" Target=\"https://b.kz\""));
    const struct hat_parts *parts = hat_merge_parts(l.merge);
    const struct hat_relationship *made =
        parts->made(parts->ctx, "word/document.xml", HAT_STR("rIdHat2"));
    assert_non_null(made);
    assert_string_equal(made->target, "https://b.kz");
    assert_null(parts->made(parts->ctx, "word/document.xml", HAT_STR("rIdHat3")));
    assert_null(parts->made(parts->ctx, "word/document.xml", HAT_STR("rIdS")));
    free(document);
    free(again);
    free(rels);
    letter_free(&l);
}

static void address_with_tags_leaves_the_relationships(void **state)
{
    (void)state;
    struct letter l = letter_new(false, "[x](https://%7B%7Bhost%7D%7D/)\n", "{\"host\": \"a.kz\"}");
    assert_int_equal(l.status, HAT_OK);
    char *document = part(&l, "word/document.xml");
    char *rels = part(&l, "word/_rels/document.xml.rels");
    assert_non_null(strstr(document, "<w:hyperlink r:id=\"rIdHat1\">"));
    assert_null(strstr(rels, "%7B"));
    assert_null(strstr(rels, "rIdL1"));
    assert_non_null(strstr(rels, "rIdS"));
    free(document);
    free(rels);
    letter_free(&l);
}

/* ---- what may exist only once ---- */

/* How often does `text` stand in `where`? */
static size_t occurrences(const char *where, const char *text)
{
    size_t count = 0;
    for (const char *at = where; (at = strstr(at, text)) != NULL; at++) {
        count++;
    }
    return count;
}

static void repeated_names_stay_unique(void **state)
{
    (void)state;
    static const char json[] = "{\"l\": [1, 2, 3]}";
    struct letter docx = letter_new(false, "{{#l}}a¦b{{/l}}\n", json);
    char *text = part(&docx, "word/document.xml");
    assert_int_equal(occurrences(text, "<w:bookmarkStart w:id=\"0\" w:name=\"b\"/>"
                                       "<w:bookmarkEnd w:id=\"0\"/>"),
                     1);
    assert_int_equal(occurrences(text, "<w:bookmarkStart w:id=\"1000000001\" w:name=\"b_2\"/>"
                                       "<w:bookmarkEnd w:id=\"1000000001\"/>"),
                     1);
    assert_int_equal(occurrences(text, "<w:bookmarkStart w:id=\"1000000002\" w:name=\"b_3\"/>"
                                       "<w:bookmarkEnd w:id=\"1000000002\"/>"),
                     1);
    free(text);
    letter_free(&docx);
    struct letter odt = letter_new(true, "a¦b {{#l}}a¦b{{/l}}\n", json);
    text = part(&odt, "content.xml");
    assert_int_equal(occurrences(text, "<text:bookmark text:name=\"b\"/>"), 1);
    assert_int_equal(occurrences(text, "<text:bookmark text:name=\"b1\"/>"), 1);
    assert_int_equal(occurrences(text, "<text:bookmark text:name=\"b1_2\"/>"), 1);
    assert_int_equal(occurrences(text, "<text:bookmark text:name=\"b1_3\"/>"), 1);
    free(text);
    letter_free(&odt);
}

/* ---- messages ---- */

static void messages_are_told_once(void **state)
{
    (void)state;
    struct letter l = letter_new(false, "{{x | link}} {{nothing}}\n^ {{also}}\n",
                                 "{\"x\": \"file:///etc/passwd\"}");
    assert_int_equal(l.status, HAT_OK);
    assert_int_equal(hat_merge_check(l.merge), HAT_ERR_DATA);
    assert_int_equal(hat_diags_count(l.diags), 3);
    assert_string_equal(code(&l, 0), "value-link-unsafe");
    assert_string_equal(code(&l, 1), "name-unknown");
    assert_string_equal(code(&l, 2), "name-unknown");
    assert_int_equal(hat_merge_check(l.merge), HAT_ERR_DATA);
    assert_int_equal(hat_diags_count(l.diags), 3);
    letter_free(&l);
}

static void messages_have_places(void **state)
{
    (void)state;
    struct letter l = letter_new(true, "a\nb\n|| x || y ||\n|| z || q ⏎ {{nothing}} ||\n", "{}");
    assert_int_equal(hat_merge_check(l.merge), HAT_ERR_DATA);
    const struct hat_diag *diag = hat_diags_at(l.diags, 0);
    assert_int_equal(diag->place.story, HAT_STORY_BODY);
    assert_int_equal(diag->place.table, 1);
    assert_int_equal(diag->place.row, 2);
    assert_int_equal(diag->place.cell, 2);
    assert_int_equal(diag->place.paragraph, 2);
    assert_string_equal(diag->place.file, "t.docx");
    letter_free(&l);
}

/* ---- limits ---- */

static void output_is_limited(void **state)
{
    (void)state;
    static const char lines[] =
        "{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{.}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}\n";
    struct letter l = letter_new(false, lines, "{\"l\": [1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]}");
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    limits.output_bytes = 1000000;
    const struct hat_merge_options options = {.limits = &limits};
    hat_merge_free(l.merge);
    assert_int_equal(hat_merge_new(l.tmpl, l.data, &options, l.diags, &l.merge), HAT_OK);
    assert_int_equal(hat_merge_check(l.merge), HAT_ERR_LIMIT);
    assert_int_equal(hat_diags_count(l.diags), 1);
    assert_string_equal(code(&l, 0), "output-too-large");
    letter_free(&l);
}

static void nesting_is_limited(void **state)
{
    (void)state;
    struct hat_buf lines = {0};
    for (int i = 0; i < 1000; i++) {
        KIT_PUTS(&lines, "{{#a}}");
    }
    for (int i = 0; i < 1000; i++) {
        KIT_PUTS(&lines, "{{/a}}");
    }
    struct letter l = letter_new(true, lines.data, "{}");
    assert_int_equal(l.status, HAT_ERR_LIMIT);
    assert_string_equal(code(&l, 0), "section-depth");
    letter_free(&l);
    hat_buf_fini(&lines);
}

/* Many mistakes are reported, but not without end. */
static void errors_are_limited(void **state)
{
    (void)state;
    struct hat_buf lines = {0};
    for (int i = 0; i < 5000; i++) {
        KIT_PUTS(&lines, "{{#a}}{{#b}}{{/a}}{{/b}}{{/c}}\n");
    }
    struct letter l = letter_new(false, lines.data, "{}");
    assert_int_equal(l.status, HAT_ERR_TEMPLATE);
    assert_in_range(hat_diags_count(l.diags), 10, 1000);
    letter_free(&l);
    hat_buf_fini(&lines);
}

/* ---- the file ---- */

/* Writes the letter and opens it again. */
static struct hat_package *written(struct letter *l, char *path)
{
    struct hat_output *output = NULL;
    struct hat_package *package = NULL;
    assert_int_equal(hat_output_open(path, l->diags, &output), HAT_OK);
    assert_int_equal(hat_merge_write(l->merge, output), HAT_OK);
    assert_int_equal(hat_output_finish(output, l->diags), HAT_OK);
    assert_int_equal(hat_output_commit(output, l->diags), HAT_OK);
    hat_output_free(output);
    assert_int_equal(hat_package_open(path, &l->limits, l->diags, &package), HAT_OK);
    return package;
}

static void write_gives_a_package(void **state)
{
    (void)state;
    for (int odt = 0; odt < 2; odt++) {
        char path[] = "/tmp/hatshy-test-XXXXXX";
        close(mkstemp(path));
        struct letter l = letter_new(odt, "{{a}} {{b | link}}\n@title {{a}}\n",
                                     "{\"a\": \"A&B\", \"b\": \"https://x.kz\"}");
        struct hat_package *package = written(&l, path);
        struct hat_buf main = {0};
        assert_int_equal(hat_package_format(package), odt ? HAT_FORMAT_ODT : HAT_FORMAT_DOCX);
        assert_int_equal(
            hat_package_read(package, odt ? "content.xml" : "word/document.xml", NULL, &main),
            HAT_OK);
        assert_non_null(strstr(main.data, "A&amp;B"));
        assert_int_equal(hat_diags_count(l.diags), 0);
        hat_buf_fini(&main);
        hat_package_close(package);
        letter_free(&l);
        remove(path);
    }
}

static void nothing_is_written_when_names_are_unknown(void **state)
{
    (void)state;
    char path[] = "/tmp/hatshy-test-XXXXXX";
    close(mkstemp(path));
    remove(path);
    struct letter l = letter_new(false, "{{a}}\n^ {{b}}\n", "{}");
    struct hat_output *output = NULL;
    assert_int_equal(hat_output_open(path, l.diags, &output), HAT_OK);
    assert_int_equal(hat_merge_write(l.merge, output), HAT_ERR_DATA);
    hat_output_free(output);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(hat_diags_count(l.diags), 2); /* both parts' messages */
    letter_free(&l);
}

/* ---- failing allocations ---- */

/* Every n-th allocation fails: an error or the right letter, no leak, no crash. */
static void memory_may_end_anywhere(void **state)
{
    (void)state;
    static const char lines[] = "a {{#l}}**{{n | upper}}**, {{/l}}\n|| {{#l}} || ||\n"
                                "|| {{@number}} || {{u | link}} ||\n|| {{/l}} || ||\n"
                                "{{#if (l | count) > 1}}\nmany\n{{else}}\nfew\n{{/if}}\n^ {{t}}\n";
    static const char json[] =
        "{\"t\": \"x\\ny\", \"l\": [{\"n\": \"ә\", \"u\": \"https://a.kz\"}, "
        "{\"n\": \"b\", \"u\": \"https://b.kz\"}]}";
    for (int odt = 0; odt < 2; odt++) {
        struct letter whole = letter_new(odt, lines, json);
        struct hat_buf wanted = {0};
        assert_int_equal(lines_all(hat_merge_parts(whole.merge), &wanted), HAT_OK);
        long failures = 0;
        bool done = false;
        for (long nth = 1; !done; nth += 1 + nth / 50) {
            struct letter l = {.package = whole.package, .limits = HAT_LIMITS_DEFAULT};
            struct hat_buf got = {0};
            l.diags = hat_diags_new();
            l.data = whole.data;
            hat_mem_fail_at(nth);
            letter_open(&l);
            hat_status status = l.status == HAT_OK ? hat_merge_check(l.merge) : l.status;
            hat_mem_fail_at(0);
            assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
            failures += status == HAT_ERR_NOMEM;
            if (status == HAT_OK) {
                assert_int_equal(lines_all(hat_merge_parts(l.merge), &got), HAT_OK);
                assert_string_equal(got.data, wanted.data);
                done = true;
            }
            hat_buf_fini(&got);
            hat_merge_free(l.merge);
            hat_template_free(l.tmpl);
            hat_diags_free(l.diags);
        }
        assert_true(failures > 20);
        hat_buf_fini(&wanted);
        letter_free(&whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(program_is_a_handful_of_operations),
        cmocka_unit_test(equal_links_share_a_relationship),
        cmocka_unit_test(address_with_tags_leaves_the_relationships),
        cmocka_unit_test(repeated_names_stay_unique),
        cmocka_unit_test(messages_are_told_once),
        cmocka_unit_test(messages_have_places),
        cmocka_unit_test(output_is_limited),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(errors_are_limited),
        cmocka_unit_test(write_gives_a_package),
        cmocka_unit_test(nothing_is_written_when_names_are_unknown),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
