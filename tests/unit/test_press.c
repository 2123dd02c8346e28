/* test_press.c -- letters printed one after the other with one press, into files of their own and
 * into one file. */
#include "unit/unit.h"

#include "base/mem.h"
#include "job/print_internal.h"
#include "unit/paint_files.h"

/* Any documents will do; these stand for merged letters. */
#define KAZAKH  HAT_SOURCE_DIR "/templates/order.docx"
#define RUSSIAN HAT_SOURCE_DIR "/templates/statistics-ru.docx"

struct letter {
    struct hat_package *package;
    struct hat_arena arena;
    struct hat_parts parts;
};

struct office {
    struct hat_job_settings settings;
    hat_diags *diags;
    struct hat_press *press;
    struct letter order, statistics;
};

static void letter_open(struct letter *letter, const char *path, const struct office *office)
{
    assert_int_equal(hat_package_open(path, &office->settings.limits, NULL, &letter->package),
                     HAT_OK);
    hat_parts_from_package(letter->package, NULL, &letter->arena, &letter->parts);
}

static void letter_close(struct letter *letter)
{
    hat_arena_fini(&letter->arena);
    hat_package_close(letter->package);
}

static int set_up(void **state)
{
    hat_options options = HAT_OPTIONS_INIT;
    struct office *office = hat_mem_zalloc(1, sizeof *office);
    assert_non_null(office);
    office->diags = hat_diags_new();
    options.date = "2026-03-02";
    assert_int_equal(hat_job_settings_init(&options, office->diags, &office->settings), HAT_OK);
    assert_int_equal(hat_press_open(&office->settings, office->diags, &office->press), HAT_OK);
    letter_open(&office->order, KAZAKH, office);
    letter_open(&office->statistics, RUSSIAN, office);
    *state = office;
    return 0;
}

static int tear_down(void **state)
{
    struct office *office = *state;
    letter_close(&office->order);
    letter_close(&office->statistics);
    hat_press_close(office->press);
    hat_diags_free(office->diags);
    hat_mem_free(office);
    return 0;
}

/* Prints a letter into a file of its own, whose bytes are given. */
static void print_alone(const struct office *office, struct hat_press *press,
                        const struct letter *letter, struct hat_buf *bytes)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/hat-press-%ld.pdf", (long)getpid());
    struct hat_target target = {path, HAT_OUTPUT_PDF};
    const struct hat_targets targets = {&target, 1};
    struct hat_output_set set = {0};
    assert_int_equal(hat_print(press, &letter->parts, NULL, &targets, office->diags, &set), HAT_OK);
    assert_int_equal(hat_output_set_commit(&set, office->diags), HAT_OK);
    assert_int_equal(hat_file_read(path, 1 << 28, NULL, bytes), HAT_OK);
    hat_output_set_fini(&set);
    unlink(path);
}

static void assert_same(const struct hat_buf *a, const struct hat_buf *b)
{
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->data, b->data, a->len);
}

static void test_bytes_do_not_depend_on_letters_before(void **state)
{
    struct office *office = *state;
    struct hat_press *fresh = NULL;
    struct hat_buf first = {0}, other = {0}, again = {0}, alone = {0};
    print_alone(office, office->press, &office->order, &first);
    print_alone(office, office->press, &office->statistics, &other);
    print_alone(office, office->press, &office->order, &again);
    assert_same(&first, &again);
    assert_int_equal(hat_press_open(&office->settings, office->diags, &fresh), HAT_OK);
    print_alone(office, fresh, &office->statistics, &alone);
    assert_same(&other, &alone);
    hat_press_close(fresh);
    hat_buf_fini(&first);
    hat_buf_fini(&other);
    hat_buf_fini(&again);
    hat_buf_fini(&alone);
}

static void add(struct hat_merged_pdf *merged, const struct office *office,
                const struct letter *letter, const char *name)
{
    assert_int_equal(
        hat_merged_pdf_add(merged, &letter->parts, NULL, hat_str_from(name), office->diags),
        HAT_OK);
}

static void test_letters_in_one_file(void **state)
{
    struct office *office = *state;
    struct hat_merged_pdf *merged = NULL;
    struct written written;
    struct hat_buf text = {0};
    assert_int_equal(hat_merged_pdf_new(office->press, "All", NULL, &merged), HAT_OK);
    add(merged, office, &office->order, "First");
    add(merged, office, &office->statistics, "Second");
    add(merged, office, &office->order, "Third");
    written_open(&written);
    assert_int_equal(hat_merged_pdf_finish(merged, written.output, office->diags), HAT_OK);
    written_read(&written);
    spread(&written.bytes, &text);
    assert_int_equal(count_of(text.data, "/S/Document"), 1);
    assert_int_equal(count_of(text.data, "/S/Part"), 3);
    assert_int_equal(count_of(text.data, "<</Title(First)"), 1);
    assert_int_equal(count_of(text.data, "<</Title(Second)"), 1);
    assert_int_equal(count_of(text.data, "<</Title(Third)"), 1);
    assert_int_equal(count_of(text.data, "/Title(All)"), 1);
    assert_int_equal(count_of(text.data, "/Lang(ru"), 1); /* the second letter, not its text */
    hat_merged_pdf_free(merged);
    written_close(&written);
    hat_buf_fini(&text);
}

static void test_no_letters(void **state)
{
    struct office *office = *state;
    struct hat_merged_pdf *merged = NULL;
    struct written written;
    assert_int_equal(hat_merged_pdf_new(office->press, NULL, NULL, &merged), HAT_OK);
    written_open(&written);
    assert_int_equal(hat_merged_pdf_finish(merged, written.output, office->diags), HAT_ERR_USAGE);
    hat_merged_pdf_free(merged);
    written_close(&written);
    hat_press_close(NULL);
    hat_merged_pdf_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bytes_do_not_depend_on_letters_before, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_letters_in_one_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_letters, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
