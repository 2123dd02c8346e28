/* test_template_share.c -- one template used by several merges at once: in turn, by threads, and
 * by forked processes, always with the same letter as alone. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/unit.h"

#include "unit/template_lines.h"

static const char lines[] = "^ {{a}}\n{{#list}}\n|| {{.}} || {{a}} ||\n{{/list}}\n_ none\n";
static const char json[] = "{\"a\": \"x\", \"list\": [1, 2, 3]}";

struct shared {
    struct hat_buf package;
    hat_template *tmpl;
    hat_data *data;
};

static struct shared shared_new(bool odt)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct shared s = {.package = kit_package(odt, hat_str_from(lines))};
    char path[] = "/tmp/hatshy-test-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    fputs(json, file);
    fclose(file);
    assert_int_equal(hat_data_new(&s.data), HAT_OK);
    assert_int_equal(hat_data_add_fields(s.data, path, "json", NULL), HAT_OK);
    remove(path);
    assert_int_equal(hat_template_open_memory((struct hat_str){s.package.data, s.package.len}, "t",
                                              &limits, NULL, &s.tmpl),
                     HAT_OK);
    return s;
}

static void shared_free(struct shared *s)
{
    hat_template_free(s->tmpl);
    hat_data_free(s->data);
    hat_buf_fini(&s->package);
}

static struct hat_merge *merge_new(const struct shared *s)
{
    const struct hat_limits limits = HAT_LIMITS_DEFAULT;
    const struct hat_merge_options options = {.limits = &limits};
    struct hat_merge *merge = NULL;
    return hat_merge_new(s->tmpl, s->data, &options, NULL, &merge) == HAT_OK ? merge : NULL;
}

/* The whole letter as lines, and a part that is copied: no assertions, for threads. */
static bool letter_is_right(const struct shared *s)
{
    static const char wanted[] = "^ x\n|| 1 || x ||\n|| 2 || x ||\n|| 3 || x ||\n_ none\n";
    struct hat_merge *merge = merge_new(s);
    struct hat_buf out = {0}, copied = {0};
    bool docx = hat_template_format(s->tmpl) == HAT_FORMAT_DOCX;
    bool right = merge != NULL && lines_all(hat_merge_parts(merge), &out) == HAT_OK &&
                 hat_parts_read(hat_merge_parts(merge), docx ? "word/styles.xml" : "meta.xml",
                                &copied) == HAT_OK &&
                 copied.len > 0;
    for (const char *line = wanted; right && *line != '\0';) { /* in whatever order of parts */
        size_t len = strcspn(line, "\n") + 1;
        char one[64];
        snprintf(one, sizeof one, "%.*s", (int)len, line);
        right = strstr(out.data, one) != NULL;
        line += len;
    }
    hat_buf_fini(&out);
    hat_buf_fini(&copied);
    hat_merge_free(merge);
    return right;
}

static void *thread(void *ctx)
{
    const struct shared *s = ctx;
    for (int i = 0; i < 100; i++) {
        if (!letter_is_right(s)) {
            return ctx;
        }
    }
    return NULL;
}

static void threads_share_a_template(void **state)
{
    (void)state;
    for (int odt = 0; odt < 2; odt++) {
        struct shared s = shared_new(odt != 0);
        pthread_t threads[3];
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(pthread_create(&threads[i], NULL, thread, &s), 0);
        }
        for (size_t i = 0; i < 3; i++) {
            void *failed = &s;
            assert_int_equal(pthread_join(threads[i], &failed), 0);
            assert_null(failed);
        }
        shared_free(&s);
    }
}

static void processes_share_a_template(void **state)
{
    (void)state;
    struct shared s = shared_new(false);
    for (int i = 0; i < 3; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            _exit(thread(&s) == NULL ? 0 : 1);
        }
    }
    for (int i = 0; i < 3; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    shared_free(&s);
}

/* Two streams of one part, pulled by turns, a piece of one merge and a piece of the other. */
static void merges_go_on_by_turns(void **state)
{
    (void)state;
    struct shared s = shared_new(false);
    struct hat_merge *merges[2] = {merge_new(&s), merge_new(&s)};
    struct hat_stream streams[2];
    struct hat_buf out[2] = {{0}, {0}};
    size_t ended = 0;
    for (int i = 0; i < 2; i++) {
        assert_non_null(merges[i]);
        const struct hat_parts *parts = hat_merge_parts(merges[i]);
        assert_int_equal(parts->open(parts->ctx, "word/styles.xml", &streams[i]), HAT_OK);
    }
    for (size_t i = 0; ended < 2; i = 1 - i) {
        struct hat_str chunk;
        assert_int_equal(hat_stream_next(&streams[i], &chunk), HAT_OK);
        hat_buf_put(&out[i], chunk.ptr, chunk.len);
        ended = chunk.len == 0 ? ended + 1 : 0;
    }
    assert_true(out[0].len > 100);
    assert_string_equal(out[0].data, out[1].data);
    for (int i = 0; i < 2; i++) {
        hat_stream_close(&streams[i]);
        hat_buf_fini(&out[i]);
    }
    hat_merge_free(merges[0]); /* the other goes on without it */
    const struct hat_parts *parts = hat_merge_parts(merges[1]);
    struct hat_buf again = {0};
    assert_int_equal(hat_parts_read(parts, "word/styles.xml", &again), HAT_OK);
    hat_buf_fini(&again);
    hat_merge_free(merges[1]);
    shared_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_a_template),
        cmocka_unit_test(processes_share_a_template),
        cmocka_unit_test(merges_go_on_by_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
