/* Tests of src/text/breaks.c: layout-rules 2.5, 2.7. */
#include "text/breaks.h"
#include "unit/unit.h"

#include <string.h>

/* The text with '|' where a line may end. */
static const char *marked(const char *text, enum hat_break_rules rules)
{
    static char out[1024];
    uint8_t allowed[512];
    size_t len = 0;
    memset(allowed, 7, sizeof allowed);
    hat_breaks_find(hat_str_from(text), rules, allowed);
    for (size_t i = 0; text[i] != 0; i++) {
        assert_true(allowed[i] <= 1);
        if (allowed[i]) {
            out[len++] = '|';
        }
        out[len++] = text[i];
    }
    out[len] = 0;
    return out;
}

static void writer(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"бір екі  үш", "бір |екі  |үш"},
        {" a", " |a"},
        {"11-25 және 11–25", "11-|25 |және |11–|25"},
        {"іс-шара", "іс-|шара"},
        {"а—б", "а|—|б"},
        {"№7 № 7", "№7 |№ |7"},
        {"45% 5,5 10.02.2026", "45% |5,5 |10.02.2026"},
        {"(бір) екі", "(бір) |екі"},
        {"а (б", "а |(б"},
        {"сөз !", "сөз !"},
        {"«бір» «екі»", "«бір» |«екі»"},
        {"бір\xC2\xA0екі", "бір\xC2\xA0екі"},
        {"2\xE2\x80\x91"
         "3",
         "2\xE2\x80\x91"
         "3"},
        {"сәулет\xC2\xADшілер", "сәулет\xC2\xAD|шілер"},
        {"a\xE2\x80\x8B"
         "b",
         "a\xE2\x80\x8B|b"},
        {"a\xE2\x81\xA0/b", "a\xE2\x81\xA0/|b"},
        {"и\xCC\x86 и", "и\xCC\x86 |и"},
        {"https://a.kz/b/?c=d&e_f", "https://|a.kz/|b/?|c=d&e_f"},
        {"2026/02/9c8", "2026/02/9c8"},
        {"reel/6rx", "reel/|6rx"},
        {"C:\\a\\b", "C:\\|a\\|b"},
        {"20 °C", "20 |°C"},
        {"中文字", "中|文|字"},
        {"中。文", "中。|文"},
        {"a\xEF\xBF\xBC"
         "b",
         "a|\xEF\xBF\xBC|b"},
        {"$(5) +7", "$(5) |+7"},
        {"a…б", "a…|б"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(marked(cases[i][0], HAT_BREAKS_WRITER), cases[i][1]);
    }
}

static void word(void **state)
{
    (void)state;
    assert_string_equal(marked("іс-шара https://a.kz/b/?c=d a—б", HAT_BREAKS_WORD),
                        "іс-|шара |https://a.kz/b/?c=d |a—|б");
    assert_string_equal(marked("a.b https://a.kz/b/?c=d&e_f a/b", HAT_BREAKS_FRIENDLY),
                        "a.b |https://|a.|kz/|b/?|c=|d&|e_|f |a/b");
    assert_string_equal(marked("www.a.kz", HAT_BREAKS_FRIENDLY), "www.|a.|kz");
}

/* Bytes that are no UTF-8 count as characters, one each. */
static void invalid(void **state)
{
    (void)state;
    assert_string_equal(marked("\xFF \xD0", HAT_BREAKS_WRITER), "\xFF |\xD0");
    for (unsigned a = 1; a < 256; a++) {
        for (unsigned b = 1; b < 256; b++) {
            const char text[] = {' ', (char)a, (char)b, 0};
            assert_int_equal(strlen(marked(text, HAT_BREAKS_FRIENDLY)) >= 3, 1);
        }
    }
}

static void classes(void **state)
{
    (void)state;
    assert_int_equal(hat_break_class(0x49A), HAT_CLASS_AL);
    assert_int_equal(hat_break_class(0xB0), HAT_CLASS_AL);
    assert_int_equal(hat_break_class('\\'), HAT_CLASS_SY);
    assert_int_equal(hat_break_class(0x2014), HAT_CLASS_B2);
    assert_int_equal(hat_break_class(0x2116), HAT_CLASS_PR);
    assert_int_equal(hat_break_class(0x4E2D), HAT_CLASS_ID);
    assert_int_equal(hat_break_class(0xFEFF), HAT_CLASS_WJ);
    assert_int_equal(hat_break_class(0x10FFFF), HAT_CLASS_AL);
    assert_int_equal(hat_break_class(UINT32_MAX), HAT_CLASS_AL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(writer), cmocka_unit_test(word),
                                       cmocka_unit_test(invalid), cmocka_unit_test(classes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
