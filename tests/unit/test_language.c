/* Tests of src/language: dates, periods, alphabetical order. */
#include "language/collate.h"
#include "language/dates.h"
#include "unit/unit.h"

static void expect(struct hat_buf *buf, const char *wanted)
{
    assert_string_equal(buf->data, wanted);
    hat_buf_fini(buf);
}

static void dates(void **state)
{
    (void)state;
    const struct hat_date day = {2026, 2, 25};
    static const struct {
        enum hat_lang lang;
        enum hat_date_style style;
        const char *wanted;
    } cases[] = {
        {HAT_LANG_KK, HAT_DATE_SHORT, "25.02.2026"},
        {HAT_LANG_KK, HAT_DATE_LONG, "2026 жылғы 25 ақпан"},
        {HAT_LANG_KK, HAT_DATE_ATTRIBUTIVE, "2026 жылғы 25 ақпандағы"},
        {HAT_LANG_RU, HAT_DATE_LONG, "25 февраля 2026 года"},
        {HAT_LANG_EN, HAT_DATE_LONG, "25 February 2026"},
    };
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hat_date_put(cases[i].lang, day, cases[i].style, &buf);
        expect(&buf, cases[i].wanted);
    }
}

static void patterns(void **state)
{
    (void)state;
    const struct hat_date day = {2026, 3, 5};
    struct hat_buf buf = {0};
    assert_true(hat_date_pattern(HAT_LANG_RU, day, HAT_STR("dd.MM.yy, EEEE, LLLL"), &buf));
    expect(&buf, "05.03.26, четверг, март");
    assert_true(hat_date_pattern(HAT_LANG_KK, day, HAT_STR("yyyy 'ж.' d MMMM"), &buf));
    expect(&buf, "2026 ж. 5 наурыз");
    assert_true(hat_date_pattern(HAT_LANG_EN, day, HAT_STR("d MMM ''yyyy"), &buf));
    expect(&buf, "5 Mar '2026");
    hat_buf_put(&buf, "x", 1);
    assert_false(hat_date_pattern(HAT_LANG_EN, day, HAT_STR("d hh"), &buf));
    assert_int_equal(buf.len, 1);
    hat_buf_fini(&buf);
}

static void periods(void **state)
{
    (void)state;
    static const struct {
        enum hat_lang lang;
        struct hat_date from, to;
        const char *wanted;
    } cases[] = {
        {HAT_LANG_KK, {2026, 2, 11}, {2026, 2, 25}, "2026 жылғы 11-25 ақпан"},
        {HAT_LANG_KK, {2026, 2, 25}, {2026, 3, 3}, "2026 жылғы 25 ақпан – 3 наурыз"},
        {HAT_LANG_KK,
         {2025, 12, 25},
         {2026, 1, 10},
         "2025 жылғы 25 желтоқсан – 2026 жылғы 10 қаңтар"},
        {HAT_LANG_RU, {2026, 2, 11}, {2026, 2, 25}, "с 11 по 25 февраля 2026 года"},
        {HAT_LANG_RU, {2026, 2, 25}, {2026, 3, 3}, "с 25 февраля по 3 марта 2026 года"},
        {HAT_LANG_RU,
         {2025, 12, 25},
         {2026, 1, 10},
         "с 25 декабря 2025 года по 10 января 2026 года"},
        {HAT_LANG_EN, {2026, 2, 11}, {2026, 2, 25}, "11–25 February 2026"},
        {HAT_LANG_EN, {2026, 2, 25}, {2026, 3, 3}, "25 February – 3 March 2026"},
        {HAT_LANG_EN, {2026, 2, 25}, {2026, 2, 25}, "25 February 2026"},
    };
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hat_period_put(cases[i].lang, cases[i].from, cases[i].to, &buf);
        expect(&buf, cases[i].wanted);
    }
}

/* Compares keys as hat_collate_key() says. */
static int keys_order(enum hat_lang lang, const char *a, const char *b)
{
    struct hat_buf x = {0}, y = {0};
    hat_collate_key(lang, hat_str_from(a), &x);
    hat_collate_key(lang, hat_str_from(b), &y);
    size_t shorter = x.len < y.len ? x.len : y.len;
    int order = memcmp(x.data, y.data, shorter);
    order = order != 0 ? order : (x.len > y.len) - (x.len < y.len);
    hat_buf_fini(&x);
    hat_buf_fini(&y);
    return (order > 0) - (order < 0);
}

static void order(void **state)
{
    (void)state;
    static const char *const sorted[] = {
        "№9 мектеп", "№ 37 бақша", "№109 бақша", "Абай",     "Ақмола",
        "Ақтөбе",    "Әулиекөл",   "Қарағанды",  "Қостанай", "Қызылорда",
        "Түркістан", "Ұлытау",     "Ыбырай",     "Ішкі",     "Astana",
    };
    enum { COUNT = sizeof sorted / sizeof *sorted };
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            int got = hat_collate(HAT_LANG_KK, hat_str_from(sorted[i]), hat_str_from(sorted[j]));
            assert_int_equal((got > 0) - (got < 0), (i > j) - (i < j));
            assert_int_equal(keys_order(HAT_LANG_KK, sorted[i], sorted[j]), (i > j) - (i < j));
        }
    }
    assert_true(hat_collate(HAT_LANG_RU, HAT_STR("ёж"), HAT_STR("еще")) < 0);
    assert_true(hat_collate(HAT_LANG_KK, HAT_STR("ёж"), HAT_STR("еще")) > 0);
    assert_true(hat_collate(HAT_LANG_KK, HAT_STR("абай"), HAT_STR("Абай")) != 0);
    assert_int_equal(keys_order(HAT_LANG_KK, "абай № 9", "Абай  №9"), 0);
    assert_int_equal(keys_order(HAT_LANG_RU, "ёж", "еще"), -1);
    assert_int_equal(keys_order(HAT_LANG_KK, "ёж", "еще"), 1);
    assert_int_equal(keys_order(HAT_LANG_KK, "Аб", "Аба"), -1);
    assert_int_equal(keys_order(HAT_LANG_KK, "я", "\xFF"), 1); /* not UTF-8: among the marks */
    assert_int_equal(keys_order(HAT_LANG_KK, "!", "\xFF"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dates), cmocka_unit_test(patterns),
                                       cmocka_unit_test(periods), cmocka_unit_test(order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
