/* Tests of src/base. */
#include "base/date.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "unit/unit.h"

static void dates(void **state)
{
    (void)state;
    struct hat_date date;
    assert_true(hat_date_parse(HAT_STR("2026-02-25"), &date));
    assert_int_equal(hat_date_days(date), 20509);
    assert_false(hat_date_parse(HAT_STR("2026-02-29"), &date));
    assert_true(hat_date_parse(HAT_STR("29.02.2024"), &date));
    for (int64_t day = -700000; day < 2900000; day += 97) {
        assert_int_equal(hat_date_days(hat_date_from_days(day)), day);
    }
}

static void folding(void **state)
{
    (void)state;
    struct hat_arena arena = {0};
    struct hat_str folded;
    struct hat_str name = HAT_STR("  \xC2\xA0Ұйым\xC2\xA0\t АТАУЫ\xE2\x80\x8B – 1 ");
    assert_int_equal(hat_name_fold(&arena, name, &folded), HAT_OK);
    assert_true(hat_str_is(folded, "ұйым атауы - 1"));
    assert_int_equal(hat_name_fold(&arena, HAT_STR("и\xCC\x86"), &folded), HAT_OK);
    assert_true(hat_str_is(folded, "й"));
    hat_arena_fini(&arena);
}

static void utf8(void **state)
{
    (void)state;
    assert_int_equal(hat_utf8_valid_len(HAT_STR("қ\xC0\xBC")), 2);
    assert_int_equal(hat_utf8_valid_len(HAT_STR("\xED\xA0\x80")), 0);
    /* eight bytes are looked at together: what is wrong in them is found all the same */
    assert_int_equal(hat_utf8_valid_len(HAT_STR("аәқҮ\xC2\x80\xDF\xBF")), 12);
    assert_int_equal(hat_utf8_valid_len(HAT_STR("аә\xC0\x80қққ")), 4);
    assert_int_equal(hat_utf8_valid_len(HAT_STR("аә\xC1\xBFқққ")), 4);
    assert_int_equal(hat_utf8_valid_len(HAT_STR("аәқ\xD2qққ")), 6);
    assert_int_equal(hat_utf8_valid_len(HAT_STR("аәқ\xD2\xC0ққ")), 6);
    assert_int_equal(hat_utf8_valid_len(HAT_STR("€€€€\x9D")), 12);
    assert_int_equal(hat_utf8_count(HAT_STR("Қазақ")), 5);
    char out[4];
    size_t used;
    for (uint32_t cp = 1; cp < 0x110000; cp += 61) {
        if (cp < 0xD800 || cp > 0xDFFF) {
            size_t len = hat_utf8_encode(cp, out);
            assert_int_equal(hat_utf8_decode(out, len, &used), cp);
            assert_int_equal(used, len);
        }
    }
}

static void arenas_are_taken(void **state)
{
    (void)state;
    struct hat_arena all = {0}, part = {0}, none = {0};
    char *texts[3];
    for (int i = 0; i < 3; i++) {
        texts[i] = hat_arena_strndup(&part, "хат", 6);
        assert_non_null(hat_arena_alloc(&part, 3 << 20)); /* more than a block */
        hat_arena_take(&all, &part);
        assert_null(part.head);
        assert_non_null(hat_arena_strndup(&all, "more", 4));
    }
    hat_arena_take(&all, &none);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(texts[i], "хат");
    }
    hat_arena_fini(&all);
}

struct numbers {
    int done[100];  /* by block */
    unsigned fails; /* block that fails */
    bool first;     /* the caller's own work was done */
    int of_thread[HAT_THREADS_MAX];
};

static enum hat_status note(void *ctx, unsigned block, unsigned thread)
{
    struct numbers *numbers = ctx;
    numbers->done[block]++;
    numbers->of_thread[thread]++;
    return block == numbers->fails ? HAT_ERR_DATA : HAT_OK;
}

static enum hat_status note_first(void *ctx)
{
    struct numbers *numbers = ctx;
    numbers->first = true;
    return numbers->fails == 1000 ? HAT_ERR_IO : HAT_OK;
}

static void blocks_are_done(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= HAT_THREADS_MAX; threads += 21) {
        struct numbers numbers = {.fails = 100};
        struct hat_parallel parallel = {threads, 100, &numbers, note, note_first};
        int all = 0;
        assert_int_equal(hat_parallel_run(&parallel), HAT_OK);
        for (unsigned i = 0; i < 100; i++) {
            assert_int_equal(numbers.done[i], 1);
        }
        for (unsigned i = 0; i < HAT_THREADS_MAX; i++) {
            all += numbers.of_thread[i];
        }
        assert_int_equal(all, 100);
        assert_true(numbers.first);
        numbers = (struct numbers){.fails = 99};
        assert_int_equal(hat_parallel_run(&parallel), HAT_ERR_DATA);
        numbers = (struct numbers){.fails = 1000};
        assert_int_equal(hat_parallel_run(&parallel), HAT_ERR_IO);
        numbers = (struct numbers){.fails = 100};
        parallel.blocks = 0;
        parallel.first = NULL;
        assert_int_equal(hat_parallel_run(&parallel), HAT_OK);
        assert_false(numbers.first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dates), cmocka_unit_test(folding),
                                       cmocka_unit_test(utf8), cmocka_unit_test(arenas_are_taken),
                                       cmocka_unit_test(blocks_are_done)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
