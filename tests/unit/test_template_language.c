/* test_template_language.c -- runs the examples of tests/language/, each as DOCX and as ODT.
 *
 * An example is a heading and fenced blocks; the notation of the lines is in template_kit.h:
 *
 *     ## A name is replaced
 *     ```template
 *     Dear {{name}}!
 *     ```
 *     ```data
 *     {"name": "Ann"}
 *     ```
 *     ```expect
 *     Dear Ann!
 *     ```
 *     ```messages
 *     body, paragraph 1: warning: ...
 *     ```
 *     ```translations
 *     мәтін, абзац 1: ескерту: ...
 *     текст, абзац 1: предупреждение: ...
 *     ```
 *
 * A block ```partial NAME is a sub-template, written as a document of the template's format.
 * Without `data` it is {}. Without `expect` the merge must fail; without `messages` there must be
 * none; `translations` has each of them in Kazakh and in Russian. A line `options: missing=keep
 * lang=ru` above the blocks sets options (only=odt: not as DOCX, where lists are not levels). A
 * block holds for the template until the next heading.
 */
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

enum { PARTIALS_MAX = 8 };

struct example {
    char name[256], options[256];
    struct {
        struct hat_str name, lines;
    } partials[PARTIALS_MAX];
    size_t partial_count;
    struct hat_str template, data, expect, messages, translations;
};

struct outcome {
    enum hat_status status;
    struct hat_buf lines, messages, translations;
};

static int64_t today(void)
{
    return 20508; /* 2026-02-24 */
}

static struct hat_merge_options options_of(const struct example *e, const struct hat_limits *limits)
{
    struct hat_merge_options options = {.limits = limits, .today = today()};
    if (strstr(e->options, "missing=keep") != NULL) {
        options.missing = HAT_MISSING_KEEP;
    } else if (strstr(e->options, "missing=empty") != NULL) {
        options.missing = HAT_MISSING_EMPTY;
    }
    const char *lang = strstr(e->options, "lang=");
    options.lang = lang != NULL ? hat_lang_from((struct hat_str){lang + 5, 2}) : HAT_LANG_NONE;
    return options;
}

/* The data is a file, since messages name it, in a folder of its own: see main(). */
static hat_data *read_data(const struct example *e, hat_diags *diags)
{
    static const char path[] = "data.json";
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(e->data.len > 0 ? e->data.ptr : "{}", 1, e->data.len > 0 ? e->data.len : 2, file);
    fclose(file);
    hat_data *data = NULL;
    assert_int_equal(hat_data_new(&data), HAT_OK);
    hat_status status = hat_data_add_fields(data, path, NULL, diags);
    remove(path);
    if (status != HAT_OK) {
        fail_msg("%s: the data cannot be read", e->name);
    }
    return data;
}

/* The sub-templates as files in `folder`; without `write` they go, and the folder too. */
static void partial_files(const struct example *e, bool odt, const char *folder, bool write)
{
    for (size_t i = 0; i < e->partial_count; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%.*s.%s", folder, (int)e->partials[i].name.len,
                 e->partials[i].name.ptr, odt ? "odt" : "docx");
        if (!write) {
            remove(path);
            continue;
        }
        struct hat_buf package = kit_package(odt, e->partials[i].lines);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(package.data, 1, package.len, file);
        fclose(file);
        hat_buf_fini(&package);
    }
    if (!write) {
        remove(folder);
    }
}

/* Takes every `text` out of the buffer. */
static void take_out(struct hat_buf *buf, const char *text)
{
    size_t len = strlen(text);
    for (char *at = buf->data; at != NULL && (at = strstr(at, text)) != NULL;) {
        memmove(at, at + len, buf->len - (size_t)(at - buf->data) - len + 1);
        buf->len -= len;
    }
}

/* The messages without the template's name, a line each; of sub-templates without folder and
 * ending, which are no matter. */
static void put_messages(const hat_diags *diags, const char *folder, bool odt, struct outcome *o)
{
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        struct hat_diag diag = *hat_diags_at(diags, i);
        if (diag.place.file != NULL && strncmp(diag.place.file, folder, strlen(folder)) != 0) {
            diag.place.file = NULL;
        }
        diag.place.line = diag.place.offset = 0;
        hat_message_text(&diag, HAT_LANG_EN, &o->messages);
        KIT_PUTS(&o->messages, "\n");
        hat_message_text(&diag, HAT_LANG_KK, &o->translations);
        KIT_PUTS(&o->translations, "\n");
        hat_message_text(&diag, HAT_LANG_RU, &o->translations);
        KIT_PUTS(&o->translations, "\n");
    }
    struct hat_buf *texts[] = {&o->messages, &o->translations};
    for (size_t i = 0; i < 2; i++) {
        hat_buf_put(texts[i], "", 0);
        take_out(texts[i], folder);
        take_out(texts[i], odt ? ".odt" : ".docx");
    }
}

/* With a folder in HATSHY_OUTPUTS every merged document is kept there, for tests/validity. */
static void keep(struct hat_merge *merge, bool odt)
{
    static unsigned count;
    const char *folder = getenv("HATSHY_OUTPUTS");
    char path[1024];
    struct hat_output *output = NULL;
    if (folder == NULL) {
        return;
    }
    snprintf(path, sizeof path, "%s/language-%03u.%s", folder, ++count, odt ? "odt" : "docx");
    assert_int_equal(hat_output_open(path, NULL, &output), HAT_OK);
    assert_int_equal(hat_merge_write(merge, output), HAT_OK);
    assert_int_equal(hat_output_finish(output, NULL), HAT_OK);
    assert_int_equal(hat_output_commit(output, NULL), HAT_OK);
    hat_output_free(output);
}

static struct outcome run(const struct example *e, bool odt)
{
    struct outcome o = {0};
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_merge_options options = options_of(e, &limits);
    struct hat_buf package = kit_package(odt, e->template);
    char folder[] = "/tmp/hatshy-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    partial_files(e, odt, folder, true);
    hat_diags *diags = hat_diags_new();
    hat_data *data = read_data(e, diags);
    hat_template *tmpl = NULL;
    struct hat_merge *merge = NULL;
    o.status = hat_template_open_beside((struct hat_str){package.data, package.len}, folder,
                                        &limits, diags, &tmpl);
    if (o.status == HAT_OK) {
        o.status = hat_merge_new(tmpl, data, &options, diags, &merge);
    }
    if (o.status == HAT_OK) {
        o.status = lines_all(hat_merge_parts(merge), &o.lines);
    }
    if (o.status == HAT_OK) {
        keep(merge, odt);
    }
    put_messages(diags, folder, odt, &o);
    partial_files(e, odt, folder, false);
    hat_merge_free(merge);
    hat_template_free(tmpl);
    hat_data_free(data);
    hat_diags_free(diags);
    hat_buf_fini(&package);
    return o;
}

static bool same(const struct hat_buf *got, struct hat_str wanted)
{
    return hat_str_equal((struct hat_str){got->data, got->len}, wanted);
}

static bool passes(const struct example *e, bool odt)
{
    struct outcome o = run(e, odt);
    bool wanted = e->expect.ptr != NULL;
    bool good = (o.status == HAT_OK) == wanted && same(&o.messages, e->messages) &&
                (e->translations.ptr == NULL || same(&o.translations, e->translations)) &&
                (!wanted || same(&o.lines, e->expect));
    if (!good) {
        printf(
            "%s (%s): status %d\n--- got\n%s--- expected\n%.*s--- messages\n%s--- translations\n%s",
            e->name, odt ? "ODT" : "DOCX", o.status, kit_string(&o.lines), (int)e->expect.len,
            e->expect.ptr != NULL ? e->expect.ptr : "", kit_string(&o.messages),
            kit_string(&o.translations));
    }
    hat_buf_fini(&o.lines);
    hat_buf_fini(&o.messages);
    hat_buf_fini(&o.translations);
    return good;
}

/* ---- reading the examples ---- */

static struct hat_str *block_of(struct example *e, struct hat_str info)
{
    if (kit_take(&info, "partial ") && e->partial_count < PARTIALS_MAX) {
        e->partials[e->partial_count].name = info;
        return &e->partials[e->partial_count++].lines;
    }
    return hat_str_is(info, "template")       ? &e->template
           : hat_str_is(info, "data")         ? &e->data
           : hat_str_is(info, "expect")       ? &e->expect
           : hat_str_is(info, "messages")     ? &e->messages
           : hat_str_is(info, "translations") ? &e->translations
                                              : NULL;
}

static int finish(struct example *e, int *count)
{
    int failed = 0;
    if (e->template.ptr != NULL) {
        failed = strstr(e->options, "only=odt") == NULL && !passes(e, false);
        failed += !passes(e, true);
        ++*count;
    }
    *e = (struct example){0};
    return failed;
}

static int run_file(struct hat_str text, int *count)
{
    struct example e = {0};
    int failed = 0;
    while (text.len > 0) {
        struct hat_str line = kit_until(&text, "\n");
        if (kit_take(&line, "## ")) {
            failed += finish(&e, count);
            snprintf(e.name, sizeof e.name, "%.*s", (int)line.len, line.ptr);
        } else if (kit_take(&line, "options: ")) {
            snprintf(e.options, sizeof e.options, "%.*s", (int)line.len, line.ptr);
        } else if (kit_take(&line, "```")) {
            struct hat_str *block = block_of(&e, line);
            struct hat_str start = {text.ptr, 0};
            while (text.len > 0 && !hat_str_starts(text, "```")) {
                kit_until(&text, "\n");
            }
            start.len = (size_t)(text.ptr - start.ptr);
            kit_until(&text, "\n");
            if (block == NULL) {
                fail_msg("%s: unknown block %.*s", e.name, (int)line.len, line.ptr);
            }
            *block = start;
        }
    }
    return failed + finish(&e, count);
}

static void examples(void **state)
{
    const char *path = *state;
    struct hat_buf text = {0};
    int count = 0;
    assert_int_equal(hat_file_read(path, 1u << 20, NULL, &text), HAT_OK);
    int failed = run_file((struct hat_str){text.data, text.len}, &count);
    hat_buf_fini(&text);
    assert_true(count > 0);
    assert_int_equal(failed, 0);
}

int main(void)
{
    static const char folder[] = HAT_SOURCE_DIR "/tests/language";
    enum { FILES_MAX = 100 };
    static struct CMUnitTest tests[FILES_MAX];
    static char paths[FILES_MAX][1024];
    struct dirent **names = NULL;
    int found = scandir(folder, &names, NULL, alphasort), count = 0;
    for (int i = 0; i < found; i++) {
        if (hat_str_ends(hat_str_from(names[i]->d_name), ".md") && count < FILES_MAX) {
            snprintf(paths[count], sizeof paths[count], "%s/%s", folder, names[i]->d_name);
            tests[count] = (struct CMUnitTest){strrchr(paths[count], '/') + 1, examples, NULL, NULL,
                                               paths[count]};
            count++;
        }
        free(names[i]);
    }
    free(names);
    char work[] = "/tmp/hatshy-test-XXXXXX";
    if (count == 0 || mkdtemp(work) == NULL || chdir(work) != 0) {
        return 1;
    }
    int failed = _cmocka_run_group_tests("language", tests, (size_t)count, NULL, NULL);
    remove(work);
    return failed;
}
