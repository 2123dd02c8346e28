/* Tests of src/language/numbers*.c: a table of numbers in words, and the English and grouped forms.
 * data/numbers.tsv: one number a line; what its columns are stands in its first line. */
#include <stdio.h>
#include <stdlib.h>

#include "language/numbers.h"
#include "unit/unit.h"

enum { COLUMNS = 11, LINE = 4096 };
enum { N, KK, KK_ORDINAL, KK_SHORT, KK_GEN, KK_DAT, RU_M, RU_F, RU_N, RU_ORDINAL, RU_PLURAL };

static void expect(struct hat_buf *buf, const char *wanted)
{
    assert_string_equal(buf->data, wanted);
    hat_buf_fini(buf);
}

static void check_row(char *columns[COLUMNS])
{
    int64_t n = strtoll(columns[N], NULL, 10);
    struct hat_buf buf = {0};
    assert_true(hat_number_words(HAT_LANG_KK, n, HAT_MASCULINE, &buf));
    expect(&buf, columns[KK]);
    assert_true(hat_ordinal_words(HAT_LANG_KK, n, &buf));
    expect(&buf, columns[KK_ORDINAL]);
    assert_true(hat_ordinal_digits(HAT_LANG_KK, n, &buf));
    expect(&buf, columns[KK_SHORT]);
    for (int gender = HAT_MASCULINE; gender <= HAT_NEUTER; gender++) {
        assert_true(hat_number_words(HAT_LANG_RU, n, (enum hat_gender)gender, &buf));
        expect(&buf, columns[RU_M + gender]);
    }
    assert_true(hat_ordinal_words(HAT_LANG_RU, n, &buf));
    expect(&buf, columns[RU_ORDINAL]);
    static const char *const forms[] = {"ссылка", "ссылки", "ссылок"};
    hat_buf_printf(&buf, "%lld %s", (long long)n, forms[hat_plural_form(HAT_LANG_RU, n)]);
    expect(&buf, columns[RU_PLURAL]);
}

static void table(void **state)
{
    (void)state;
    FILE *file = fopen(HAT_SOURCE_DIR "/tests/unit/data/numbers.tsv", "r");
    assert_non_null(file);
    char line[LINE];
    int rows = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        char *columns[COLUMNS], *at = line;
        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = at;
            at += strcspn(at, "\t");
            at += *at != '\0' ? (*at = '\0', 1) : 0;
        }
        check_row(columns);
        rows++;
    }
    fclose(file);
    assert_true(rows > 50);
}

static void english(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        const char *cardinal, *ordinal, *digits;
    } cases[] = {
        {0, "zero", "zeroth", "0th"},
        {3, "three", "third", "3rd"},
        {12, "twelve", "twelfth", "12th"},
        {20, "twenty", "twentieth", "20th"},
        {111, "one hundred eleven", "one hundred eleventh", "111th"},
        {599, "five hundred ninety-nine", "five hundred ninety-ninth", "599th"},
        {1000021, "one million twenty-one", "one million twenty-first", "1000021st"},
    };
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hat_number_words(HAT_LANG_EN, cases[i].n, HAT_MASCULINE, &buf);
        expect(&buf, cases[i].cardinal);
        hat_ordinal_words(HAT_LANG_EN, cases[i].n, &buf);
        expect(&buf, cases[i].ordinal);
        hat_ordinal_digits(HAT_LANG_EN, cases[i].n, &buf);
        expect(&buf, cases[i].digits);
    }
    assert_false(hat_number_words(HAT_LANG_EN, HAT_NUMBER_WORDS_MAX + 1, HAT_MASCULINE, &buf));
    hat_number_words(HAT_LANG_RU, -2, HAT_FEMININE, &buf);
    expect(&buf, "минус две");
}

static void grouping(void **state)
{
    (void)state;
    static const struct {
        enum hat_lang lang;
        const char *text;
        int decimals;
        const char *wanted;
    } cases[] = {
        {HAT_LANG_KK, "1234567.5", 2,
         "1\xC2\xA0"
         "234\xC2\xA0"
         "567,50"},
        {HAT_LANG_RU, "999.995", 2,
         "1\xC2\xA0"
         "000,00"},
        {HAT_LANG_EN, "-1234.5", -1, "-1,234.5"},
        {HAT_LANG_KK, "0.10", -1, "0,10"},
        {HAT_LANG_KK, "-0.004", 2, "0,00"},
        {HAT_LANG_KK, "599", 0, "599"},
    };
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(
            hat_number_format(cases[i].lang, hat_str_from(cases[i].text), cases[i].decimals, &buf));
        expect(&buf, cases[i].wanted);
    }
    assert_false(hat_number_format(HAT_LANG_KK, HAT_STR("12a"), 0, &buf));
    assert_false(hat_number_format(HAT_LANG_KK, HAT_STR(""), 0, &buf));
    assert_false(hat_number_format(HAT_LANG_KK, HAT_STR("1."), 0, &buf));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(table), cmocka_unit_test(english),
                                       cmocka_unit_test(grouping)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
