/* Tests of src/language/kazakh*.c. data/endings.tsv, samples: kind, phrase, ending asked for,
 * result; data/endings_rules.tsv, words beyond them: the rule that tells, phrase, ending, result.
 */
#include <stdio.h>

#include "language/kazakh.h"
#include "language/numbers.h"
#include "unit/unit.h"

enum { COLUMNS = 4, LINE = 1024 };

static void apply(const char *phrase, const char *op, struct hat_buf *buf)
{
    static const char *const names[] = {"", "gen", "dat", "acc", "loc", "abl", "ins"};
    for (int i = 1; i < HAT_CASE_COUNT; i++) {
        if (strcmp(op, names[i]) == 0) {
            assert_true(
                hat_kazakh_case(hat_str_from(phrase), (enum hat_case)i, HAT_POSSESSED_AUTO, buf));
            return;
        }
    }
    if (strcmp(op, "locki") == 0) {
        assert_true(hat_kazakh_attributive(hat_str_from(phrase), buf));
    } else if (strcmp(op, "ordsuf") == 0) {
        long long n = 0;
        assert_int_equal(sscanf(phrase, "%lld", &n), 1);
        assert_true(hat_ordinal_digits(HAT_LANG_KK, n, buf));
    } else {
        fail_msg("unknown ending %s", op);
    }
}

static void table(void **state)
{
    FILE *file = fopen(*state, "r");
    assert_non_null(file);
    char line[LINE];
    int rows = 0, wrong = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        char *columns[COLUMNS], *at = line;
        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = at;
            at += strcspn(at, "\t");
            at += *at != '\0' ? (*at = '\0', 1) : 0;
        }
        struct hat_buf buf = {0};
        apply(columns[1], columns[2], &buf);
        if (strcmp(buf.data, columns[3]) != 0) {
            print_error("%s %s: got %s, want %s\n", columns[1], columns[2], buf.data, columns[3]);
            wrong++;
        }
        hat_buf_fini(&buf);
        rows++;
    }
    fclose(file);
    assert_true(rows > 300);
    assert_int_equal(wrong, 0);
}

static void expect(struct hat_buf *buf, const char *wanted)
{
    assert_string_equal(buf->data, wanted);
    hat_buf_fini(buf);
}

static void possessive_and_plural(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"челлендж", "челленджі", "челлендждер"},
        {"мектеп", "мектебі", "мектептер"},
        {"бала", "баласы", "балалар"},
        {"орталық", "орталығы", "орталықтар"},
        {"кәсіпорын", "кәсіпорны", "кәсіпорындар"},
        {"жол", "жолы", "жолдар"},
        {"бейнеролик", "бейнеролигі", "бейнероликтер"},
        {"тип", "типі", "типтер"},
        {"оқу", "оқуы", "оқулар"},
    };
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(hat_kazakh_possessive(hat_str_from(cases[i][0]), &buf));
        expect(&buf, cases[i][1]);
        assert_true(hat_kazakh_plural(hat_str_from(cases[i][0]), &buf));
        expect(&buf, cases[i][2]);
    }
}

static void unsure_stays_bare(void **state)
{
    (void)state;
    static const char *const cases[] = {"«Балапан»", "(қала)", "бөбекжай!", "…",
                                        "кг",        "XXI",    "YouTube",   "Facebook",
                                        "облыc",     "театры", "бақылауы"};
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(
            hat_kazakh_case(hat_str_from(cases[i]), HAT_CASE_DATIVE, HAT_POSSESSED_AUTO, &buf));
        expect(&buf, cases[i]);
    }
}

static void phrases(void **state)
{
    (void)state;
    static const struct {
        const char *phrase;
        enum hat_case to;
        const char *wanted;
    } cases[] = {
        {"Алғыс айту күні", HAT_CASE_DATIVE, "Алғыс айту күніне"},
        {"тәрбиеші", HAT_CASE_ACCUSATIVE, "тәрбиешіні"},
        {"Қазалы", HAT_CASE_ACCUSATIVE, "Қазалыны"},
        {"PDF", HAT_CASE_DATIVE, "PDF-ке"},
        {"TikTok", HAT_CASE_LOCATIVE, "TikTok-та"},
        {"журналист", HAT_CASE_GENITIVE, "журналистің"},
        {"металл", HAT_CASE_DATIVE, "металға"},
        {"ҚазҰУ", HAT_CASE_GENITIVE, "ҚазҰУ-дың"},
    };
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hat_kazakh_case(hat_str_from(cases[i].phrase), cases[i].to, HAT_POSSESSED_AUTO, &buf);
        expect(&buf, cases[i].wanted);
    }
    enum hat_case found;
    assert_true(hat_case_from_name(HAT_STR("Барыс"), &found));
    assert_int_equal(found, HAT_CASE_DATIVE);
    assert_false(hat_case_from_name(HAT_STR("септік"), &found));
}

int main(void)
{
    static char samples[] = HAT_SOURCE_DIR "/tests/unit/data/endings.tsv";
    static char rules[] = HAT_SOURCE_DIR "/tests/unit/data/endings_rules.tsv";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(table, samples), cmocka_unit_test_prestate(table, rules),
        cmocka_unit_test(possessive_and_plural), cmocka_unit_test(unsure_stays_bare),
        cmocka_unit_test(phrases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
