/* test_entries_values.c -- single values of entries: links, names, regions, days, patterns. */
#include "unit/unit.h"

#include <stdio.h>

#include "base/date.h"
#include "entries/entries.h"
#include "entries/schema_internal.h"

static const int64_t today = 20522; /* 2026-03-10 */

/* "L03 L09 " */
static void name_bits(uint32_t found, char letter, char out[128])
{
    out[0] = '\0';
    for (int i = 1; i < 32; i++) {
        if ((found & HAT_BIT(i)) != 0) {
            char code[8];
            snprintf(code, sizeof code, "%c%02d ", letter, i);
            strcat(out, code);
        }
    }
}

static void links(void **state)
{
    (void)state;
#define CANONICAL "https://www.instagram.com/reel/DU79xX6EkoE/"
    static const struct {
        const char *raw, *url, *key, *found;
    } cases[] = {
        {CANONICAL, CANONICAL, "DU79xX6EkoE", ""},
        {"  " CANONICAL "\n", CANONICAL, "DU79xX6EkoE", ""},
        {"https://www.instagram.com/p/DU79xX6EkoE", CANONICAL, "DU79xX6EkoE", ""},
        {"https://www.instagram.com/tv/DU79xX6EkoE/?hl=ru", CANONICAL, "DU79xX6EkoE", "L08 L09 "},
        {"HTTPS://Instagram.com/Balapan/reel/DU79xX6EkoE/", CANONICAL, "DU79xX6EkoE", "L21 "},
        {"instagr.am/p/DU79xX6EkoE", CANONICAL, "DU79xX6EkoE", "L03 "},
        {"http://m.instagram.com/reel/DU79xX6EkoE/", CANONICAL, "DU79xX6EkoE", "L03 "},
        {"https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Freel%2FDU79xX6EkoE%2F&e=A",
         CANONICAL, "DU79xX6EkoE", "L05 "},
        {"https://www.instagram.com/reel/DU79x X6EkoE/", CANONICAL, "DU79xX6EkoE", "L12 "},
        {"https://www.instagram.com/reel/DU79x\xE2\x80\x8BX6EkoE/", CANONICAL, "DU79xX6EkoE",
         "L12 "},
        {"\xD0\xBC\xD1\x8B\xD0\xBD\xD0\xB0: " CANONICAL ".", CANONICAL, "DU79xX6EkoE", "L17 L18 "},
        {CANONICAL " " CANONICAL "?igsh=bHpScWt6b3lwemZn", CANONICAL, "DU79xX6EkoE", "L17 "},
        {"", "", "", "L01 "},
        {" \xE2\x80\x8B ", "", "", "L12 L01 "},
        {"жоқ", "жоқ", "", "L02 "},
        {"https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ", "", "L04 "},
        {"https://www.instagram.com.evil.example/reel/DU79xX6EkoE/",
         "https://www.instagram.com.evil.example/reel/DU79xX6EkoE/", "", "L04 "},
        {"https://evil.example/?https://www.instagram.com/reel/DU79xX6EkoE/", NULL, NULL, NULL},
        {"https://www.instagram.com@evil.example/reel/DU79xX6EkoE/",
         "https://www.instagram.com@evil.example/reel/DU79xX6EkoE/", "", "L04 "},
        {"https://www.instagram.com/stories/balapan/3210000000000000000/",
         "https://www.instagram.com/stories/balapan/3210000000000000000/", "", "L06 "},
        {"https://www.instagram.com/share/p/BAHt3xQ_9z?x=1",
         "https://www.instagram.com/share/p/BAHt3xQ_9z/", "", "L07 L09 "},
        {"https://www.instagram.com/reel/DU79xX6Ekô/", NULL, "", "L11 "},
        {"https://www.instagram.com/reel/DU79xX6/", NULL, "", "L11 "},
        {"https://www.instagram.com/reel/DU79xX6EkoEabcdefghijklmnopqrst/",
         "https://www.instagram.com/reel/DU79xX6EkoEabcdefghijklmnopqrst/", "DU79xX6EkoE", "L19 "},
        {"https://www. instagram.com/reel/DU79xX6EkoE/",
         "https://www.instagram.com/reel/DU79xX6EkoE/", "DU79xX6EkoE", "L12 "},
        {"https://www.google.com/url?q=https://www.instagram.com/p/DU79xX6EkoE/&sa=D",
         "https://www.instagram.com/reel/DU79xX6EkoE/", "DU79xX6EkoE", "L05 "},
        {"htpps://www.instagram.com/reel/DU79xX6EkoE/",
         "https://www.instagram.com/reel/DU79xX6EkoE/", "DU79xX6EkoE", "L03 "},
        {"@balapan_kz", "@balapan_kz", "", "L06 "},
        {"-", "-", "", "L01 "},
        {"DU79xX6EkoE", "DU79xX6EkoE", "", "L02 "},
        {"https://www.іnstagram.com/reel/DU79xX6EkoE/", NULL, "", "L04 "},
        {"https://www.instagram.com/reels/audio/123/", NULL, "", "L06 L08 "},
        {"https://www.instagram.com/reel/zzzzzzzzzzz/", NULL, "zzzzzzzzzzz", "L20 "},
        {"https://www.instagram.com/reel/DZ9xX6EkoEA/", NULL, "DZ9xX6EkoEA", "L20 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_link link;
        char got[128], want[128];
        assert_int_equal(hat_link_read(&arena, hat_str_from(cases[i].raw), today, &link), HAT_OK);
        name_bits(link.found, 'L', got);
        /* the order of codes is that of their numbers */
        snprintf(want, sizeof want, "%s", cases[i].found != NULL ? cases[i].found : got);
        if (strcmp(want, "L12 L01 ") == 0) {
            snprintf(want, sizeof want, "L01 L12 ");
        }
        if (strcmp(got, want) != 0) {
            fail_msg("%s: %s instead of %s", cases[i].raw, got, want);
        }
        if (cases[i].url != NULL && !hat_str_is(link.url, cases[i].url)) {
            fail_msg("%s: %.*s", cases[i].raw, (int)link.url.len, link.url.ptr);
        }
        if (cases[i].key != NULL && !hat_str_is(link.key, cases[i].key)) {
            fail_msg("%s: key %.*s", cases[i].raw, (int)link.key.len, link.key.ptr);
        }
        hat_arena_fini(&arena);
    }
}

/* The times of the seed's posts, decoded from their codes (kazakh-office 1.3, 4). */
static void times(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int day, hour, minute;
    } cases[] = {{"DUpU7OtElyb", 12, 10, 14},
                 {"DUzl9KpEjpK", 16, 9, 55},
                 {"DUz0EmfktzU", 16, 11, 58},
                 {"DU5bYu5kgxU", 18, 16, 18},
                 {"DVI6bJAkoUg", 24, 16, 38}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_link link;
        char url[64];
        snprintf(url, sizeof url, "https://www.instagram.com/p/%s/", cases[i].code);
        assert_int_equal(hat_link_read(&arena, hat_str_from(url), today, &link), HAT_OK);
        assert_true(link.dated);
        struct hat_date date = hat_date_from_days(hat_link_day(link.published));
        int64_t minutes = (link.published + 5 * 3600) / 60 % 1440;
        assert_int_equal(date.day, cases[i].day);
        assert_int_equal(date.month, 2);
        assert_int_equal(minutes, cases[i].hour * 60 + cases[i].minute);
        hat_arena_fini(&arena);
    }
}

static void several_links(void **state)
{
    (void)state;
    struct hat_arena arena = {0};
    struct hat_link link;
    const char *raw = "https://www.instagram.com/reel/DUz-AAAEktz/"
                      "https://www.instagram.com/p/DUz_AAAEktz/?hl=kk";
    assert_int_equal(hat_link_read(&arena, hat_str_from(raw), today, &link), HAT_OK);
    assert_true((link.found & HAT_BIT(13)) != 0);
    assert_true(hat_str_is(link.url, raw));
    assert_true(hat_str_is(link.proposal, "https://www.instagram.com/reel/DUz-AAAEktz/ "
                                          "https://www.instagram.com/reel/DUz_AAAEktz/"));
    assert_int_equal(link.key.len, 0);
    hat_arena_fini(&arena);
}

static void organisations(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *found, *proposal;
    } cases[] = {
        {"Абай облысы «Балапан» бөбекжайы МКҚК", "", NULL},
        {"«Абай облысы «Балапан» бөбекжайы МКҚК", "O03 ", "Абай облысы «Балапан» бөбекжайы МКҚК"},
        {"Абай облысы \"Балапан\" бөбекжайы МКҚК", "O04 ", "Абай облысы «Балапан» бөбекжайы МКҚК"},
        {"«Балапан» мемлекеттік коммуналдық қазыналық кәсіпорны МКҚК", "O05 ",
         "«Балапан» мемлекеттік коммуналдық қазыналық кәсіпорны"},
        {"«Балапан» ЖШС, «Ақбота» ЖШС", "", NULL},
        {"№7 «Балапан» КМҚК", "O07 ", "№\u00a07 «Балапан» КМҚК"},
        {"«Балапан» бөбекжай –балабақшасы КМҚК", "O08 ", "«Балапан» бөбекжай-балабақшасы КМҚК"},
        {"«Балапан» – балабақша КМҚК", "", NULL},
        {"Бaлапан КМҚК", "O09 ", "Балапан КМҚК"},
        {"БАЛАПАН БАЛАБАҚШАСЫ", "O14 O16 ", NULL},
        {"123", "O15 ", NULL},
        {"«Балапан» балабақшасы", "O16 ", NULL},
        {"ТОО «Балапан»", "", NULL},
        {"«балапан» бөбекжайы мкқк", "", NULL},
        {"«Балапан» КеАҚ", "", NULL},
        {"«Балапан» жауапкершілігі шектеулі серіктестігі (ЖШС)", "O05 ",
         "«Балапан» жауапкершілігі шектеулі серіктестігі"},
        {"КГУ «Ясли-сад № 3 «Балдаурен»", "O03 ", NULL},
        {" ", "O01 ", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_organisation name;
        char got[128];
        assert_int_equal(hat_organisation_read(&arena, hat_str_from(cases[i].raw), &name), HAT_OK);
        name_bits(name.found, 'O', got);
        if (strcmp(got, cases[i].found) != 0) {
            fail_msg("%s: %s instead of %s", cases[i].raw, got, cases[i].found);
        }
        if (cases[i].proposal == NULL) {
            assert_null(name.proposal.ptr);
        } else if (!hat_str_is(name.proposal, cases[i].proposal)) {
            fail_msg("%s: %.*s", cases[i].raw, (int)name.proposal.len, name.proposal.ptr);
        }
        hat_arena_fini(&arena);
    }
}

static void same_names(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same, alike;
    } cases[] = {
        {"Абай облысының «Балапан» балабақшасы", "АБАЙ ОБЛ. Балапан балабақшасы КМҚК", true, true},
        {"№ 99 «Бүлдіршін»", "№99 «Бүлдіршін» МКҚК", true, true},
        {"№ 9 «Бүлдіршін»", "№ 99 «Бүлдіршін»", false, false},
        {"«Жулдыз ай» балабакшасы", "«Жұлдыз-ай» балабақшасы", false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_organisation a, b;
        assert_int_equal(hat_organisation_read(&arena, hat_str_from(cases[i].a), &a), HAT_OK);
        assert_int_equal(hat_organisation_read(&arena, hat_str_from(cases[i].b), &b), HAT_OK);
        assert_int_equal(a.key == b.key, cases[i].same);
        assert_int_equal(a.loose_key == b.loose_key, cases[i].alike);
        hat_arena_fini(&arena);
    }
}

static void days_and_durations(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum hat_day_kind kind;
        int year, month, day;
    } days[] = {{"24.02.2026", HAT_DAY_CLEAR, 2026, 2, 24},
                {"2026-02-24 16:23", HAT_DAY_CLEAR, 2026, 2, 24},
                {"2/24/2026", HAT_DAY_CLEAR, 2026, 2, 24},
                {"24/2/26", HAT_DAY_CLEAR, 2026, 2, 24},
                {"02/02/2026", HAT_DAY_CLEAR, 2026, 2, 2},
                {"02/03/2026", HAT_DAY_AMBIGUOUS, 2026, 3, 2},
                {"30.02.2026", HAT_DAY_NONE, 0, 0, 0},
                {"кеше", HAT_DAY_NONE, 0, 0, 0},
                {"24 ақпан 2026 ж.", HAT_DAY_CLEAR, 2026, 2, 24},
                {"2026 жылғы 24 ақпан", HAT_DAY_CLEAR, 2026, 2, 24},
                {"«24» февраля 2026 года", HAT_DAY_CLEAR, 2026, 2, 24},
                {"Feb 24, 2026", HAT_DAY_CLEAR, 2026, 2, 24},
                {"5 мая 2026", HAT_DAY_CLEAR, 2026, 5, 5},
                {"24. 02. 2026", HAT_DAY_CLEAR, 2026, 2, 24},
                {"24 ақпан", HAT_DAY_NONE, 0, 0, 0},
                {"24.02.2026-25.02.2026", HAT_DAY_NONE, 0, 0, 0},
                {"24.02", HAT_DAY_NONE, 0, 0, 0}};
    static const struct {
        const char *text;
        bool good;
        uint32_t seconds;
    } durations[] = {{"1:15", true, 75},       {"0:01:15", true, 75}, {"75 сек", true, 75},
                     {"1 мин 15 с", true, 75}, {"45", true, 45},      {"1 мин.", true, 60},
                     {"1,5 мин", true, 90},    {"1:75", false, 0},    {"", false, 0},
                     {"көп", false, 0},        {"45 x", false, 0},    {"99999999999", false, 0}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int64_t number = 0;
        assert_int_equal(hat_day_read(hat_str_from(days[i].text), &number), days[i].kind);
        if (days[i].kind != HAT_DAY_NONE) {
            struct hat_date date = {days[i].year, days[i].month, days[i].day};
            assert_int_equal(number, hat_date_days(date));
        }
    }
    for (size_t i = 0; i < sizeof durations / sizeof durations[0]; i++) {
        uint32_t seconds = 0;
        if (hat_duration_read(hat_str_from(durations[i].text), &seconds) != durations[i].good) {
            fail_msg("%s", durations[i].text);
        }
        assert_true(!durations[i].good || seconds == durations[i].seconds);
    }
}

static void patterns(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool match;
    } cases[] = {{"abc", "abc", true},
                 {"abc", "abcd", false},
                 {"^№?[0-9]{1,3}$", "№37", true},
                 {"№?[0-9]{1,3}", "1234", false},
                 {"(бала|бөбек).+", "бөбекжай", true},
                 {"(бала|бөбек).+", "бала", false},
                 {"[а-яәіңғүұқөһ ]+", "қазақ тілі", true},
                 {"[^0-9]*", "a1", false},
                 {"\\d{4}-\\d\\d", "2026-02", true},
                 {"\\d{4}-\\d\\d", "2026-2", false},
                 {"a{2,}", "a", false},
                 {"a{2,}", "aaaa", true},
                 {"a{2}", "aaa", false},
                 {"(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false},
                 {"(ab)+c?", "ababc", true},
                 {"\\.", "x", false},
                 {"", "", true},
                 {"(", "(", false},
                 {"a{", "a{", false},
                 {"[", "[", false},
                 {"*", "*", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        const struct hat_pattern *pattern = NULL;
        assert_int_equal(hat_pattern_read(&arena, hat_str_from(cases[i].pattern), &pattern),
                         HAT_OK);
        bool got = pattern != NULL && hat_pattern_match(pattern, hat_str_from(cases[i].text));
        hat_arena_fini(&arena);
        if (got != cases[i].match) {
            fail_msg("%s against %s", cases[i].pattern, cases[i].text);
        }
    }
}

static void region_names(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
        bool contradiction;
    } cases[] = {{"область Абай, г. Семей", "KZ-10", false},
                 {"ГККП города Уральска", "KZ-27", false},
                 {"Бородулихинский район", "KZ-10", false},
                 {"Астана №99 балабақша", "KZ-71", false},
                 {"«Астана» балабақшасы", "?", false},
                 {"«Абай» атындағы балабақша", "?", false},
                 {"Қызылорда обл. Қазалы ауд.", "KZ-43", false},
                 {"СҚО Ақжайық ауданы", "KZ-59", true},
                 {"Нұр-Сұлтан қаласы", "KZ-71", false},
                 {"ЮКО г. Шымкент", "KZ-79", false},
                 {"Чимкентская область", "?", false},
                 {"ОҚО Түлкібас ауданы", "KZ-61", false},
                 {"Қарғанды облысы", "KZ-35", false},
                 {"Карагадинская обл.", "KZ-35", false},
                 {"Алматының Бостандық ауданы", "KZ-75", false},
                 {"Aktobe region", "KZ-15", false},
                 {"Қостанай обл-сы, Рудный қ-сы", "KZ-39", false},
                 {"", "?", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_region_match match;
        assert_int_equal(hat_region_find(hat_str_from(cases[i].text), &match), HAT_OK);
        const char *got = match.region < HAT_REGION_COUNT ? hat_region_code(match.region) : "?";
        if (strcmp(got, cases[i].code) != 0 || match.contradiction != cases[i].contradiction) {
            fail_msg("%s: %s", cases[i].text, got);
        }
    }
    assert_string_equal(hat_region_name(0, "ru"), "область Абай");
    assert_string_equal(hat_region_name(19, "kk"), "Шымкент қаласы");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links),         cmocka_unit_test(times),
        cmocka_unit_test(several_links), cmocka_unit_test(organisations),
        cmocka_unit_test(same_names),    cmocka_unit_test(days_and_durations),
        cmocka_unit_test(patterns),      cmocka_unit_test(region_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
