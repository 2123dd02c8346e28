/* test_batch.c -- the pieces of a batch that need no files: hashes, safe names, frames, patterns.
 */
#include "unit/unit.h"

#include "base/hash.h"
#include "job/filenames_internal.h"
#include "job/frames_internal.h"
#include "template/pattern.h"

static void hashes(void **state)
{
    char text[HAT_HASH_DIGITS + 1];
    struct hat_hasher hasher;
    struct hat_hash hash, back;
    (void)state;
    hat_hasher_init(&hasher);
    hat_hasher_add(&hasher, "abc", 3);
    hash = hat_hasher_end(&hasher); /* FIPS 180-4, example B.1 */
    hat_hash_text(&hash, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(hat_hash_parse(hat_str_from(text), &back));
    assert_true(hat_hash_equal(&hash, &back));
    text[3] = 'g';
    assert_false(hat_hash_parse(hat_str_from(text), &back));
    assert_false(hat_hash_parse(HAT_STR("ba78"), &back));
}

static void name_is(const char *text, const char *ending, const char *wanted)
{
    struct hat_buf buf = {0};
    hat_safe_name_put(hat_str_from(text), hat_str_from(ending), &buf);
    assert_string_equal(buf.data, wanted);
    hat_buf_fini(&buf);
}

static void safe_names(void **state)
{
    (void)state;
    name_is("Абай облысы", ".pdf", "Абай облысы.pdf");
    name_is("a/b\\c:d", ".pdf", "a_b_c_d.pdf");
    name_is("..", "", "_");
    name_is("../x", "", "_._x");
    name_is("", ".docx", "_.docx");
    name_is(" x. ", ".docx", "x.docx");
    name_is("nul", "", "nul_");
    name_is("COM10", "", "COM10");
    name_is("x.pdf", "", "x.pdf_");
    name_is("a\xFF"
            "b",
            "", "a_b");
    name_is("e\xCC\x81", "", "\xC3\xA9");
}

/* A worker may be killed in the middle of a frame: no cut is read as a whole one, or past its end.
 */
static void frames_cut(void **state)
{
    struct hat_output_set none = {0};
    struct hat_buf buf = {0};
    struct hat_str frame;
    const struct hat_place place = {.file = "e.csv", .record = 7, .column = "org"};
    hat_diags *diags = hat_diags_new(), *back = hat_diags_new();
    (void)state;
    hat_diags_add(diags, HAT_MSG_BATCH_LETTER_FAILED, &place, HAT_STR("Абай"));
    hat_frame_put(&(struct hat_frame_head){5, HAT_ERR_DATA, {{7, 8}}}, &none, diags, &buf);
    for (size_t len = 0; len < buf.len; len++) {
        struct hat_frame_reader reader;
        struct hat_made_file file;
        assert_false(hat_frame_find((struct hat_str){buf.data, len}, &frame));
        hat_frame_open((struct hat_str){buf.data, len}, &reader);
        assert_false(hat_frame_file(&reader, &file));
        hat_frame_tell(&reader, back);
        assert_int_equal(hat_diags_count(back), 0);
    }
    assert_true(hat_frame_find((struct hat_str){buf.data, buf.len}, &frame));
    struct hat_frame_reader reader;
    hat_frame_open(frame, &reader);
    assert_int_equal(reader.head.letter, 5);
    assert_int_equal(reader.head.made_of.bytes[1], 8);
    hat_frame_tell(&reader, back);
    assert_int_equal(hat_diags_count(back), 1);
    assert_string_equal(hat_diags_at(back, 0)->place.file, "e.csv");
    assert_int_equal(hat_diags_at(back, 0)->place.record, 7);
    assert_string_equal(hat_diags_at(back, 0)->args[0].ptr, "Абай");
    hat_buf_fini(&buf);
    hat_diags_free(diags);
    hat_diags_free(back);
}

/* Why a file was refused is told in the language of the messages, also from a worker. */
static void frames_reason(void **state)
{
    struct hat_output_set none = {0};
    struct hat_buf buf = {0};
    struct hat_frame_reader reader;
    hat_diags *diags = hat_diags_new(), *back = hat_diags_new();
    (void)state;
    hat_diags_add_reason(diags, HAT_MSG_FILE_WRITE, NULL, HAT_REASON_DISK_FULL, "no space");
    hat_frame_put(&(struct hat_frame_head){1, HAT_ERR_IO, {{0}}}, &none, diags, &buf);
    hat_frame_open((struct hat_str){buf.data, buf.len}, &reader);
    hat_frame_tell(&reader, back);
    assert_int_equal(hat_diags_count(back), 1);
    assert_int_equal(hat_diags_at(back, 0)->code, HAT_MSG_FILE_WRITE);
    assert_int_equal(hat_diags_at(back, 0)->reason, HAT_REASON_DISK_FULL);
    assert_string_equal(hat_diags_at(back, 0)->args[0].ptr, "no space");
    hat_buf_fini(&buf);
    hat_diags_free(diags);
    hat_diags_free(back);
}

static void patterns(void **state)
{
    static const char *const wrong[] = {"{{", "{{a", "{{#a}}x{{/a}}", "{{a | nofilter}}.pdf",
                                        "{{}}"};
    struct hat_arena arena = {0};
    const struct hat_pattern *pattern = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        hat_diags *diags = hat_diags_new();
        assert_int_equal(hat_pattern_compile(wrong[i], &arena, diags, &pattern), HAT_ERR_TEMPLATE);
        assert_true(hat_diags_count(diags) > 0);
        assert_string_equal(hat_diags_at(diags, 0)->place.file, wrong[i]);
        hat_diags_free(diags);
    }
    assert_int_equal(hat_pattern_compile("out/{{{a}}}-{{! note }}b.pdf", &arena, NULL, &pattern),
                     HAT_OK);
    assert_true(hat_pattern_has_tags(pattern));
    assert_int_equal(hat_pattern_compile("out/b.pdf", &arena, NULL, &pattern), HAT_OK);
    assert_false(hat_pattern_has_tags(pattern));
    hat_arena_fini(&arena);
    for (long nth = 1; nth < 20; nth++) { /* memory ends somewhere */
        hat_mem_fail_at(nth);
        enum hat_status st = hat_pattern_compile("{{a | upper}}.pdf", &arena, NULL, &pattern);
        hat_mem_fail_at(0);
        assert_true(st == HAT_OK || st == HAT_ERR_NOMEM);
        hat_arena_fini(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hashes), cmocka_unit_test(safe_names),
                                       cmocka_unit_test(frames_cut),
                                       cmocka_unit_test(frames_reason), cmocka_unit_test(patterns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
