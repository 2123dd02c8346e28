/* test_prose.c -- what a letter says: its fields, and its text paragraph by paragraph. */
#include "unit/unit.h"

#include "base/buf.h"
#include "entries/prose.h"
#include "language/messages.h"

static hat_data *data_of(const char *const *fields, hat_diags *diags)
{
    hat_data *data = NULL;
    assert_int_equal(hat_data_new(&data), HAT_OK);
    for (int i = 0; fields[i] != NULL; i += 2) {
        assert_int_equal(hat_data_set(data, fields[i], fields[i + 1], diags), HAT_OK);
    }
    return data;
}

static void fields(void **state)
{
    (void)state;
    static const struct {
        const char *fields[9];
        const char *code;
    } cases[] = {
        {{"date_from", "2026-02-11", "date_to", "2026-02-25", NULL}, NULL},
        {{"date_from", "2026-02-11", "date_to", "2026-02-11", NULL}, NULL},
        {{"date_from", "2026-02-26", "date_to", "2026-02-25", NULL}, "T04"},
        {{"date_from", "26.02.2026", "date_to", "2026-02-25", NULL}, "T04"},
        {{"date_from", "кеше", "date_to", "2026-02-25", NULL}, NULL},
        {{"date_to", "2026-02-25", "hashtag", "#2026Барлығынарақмет", NULL}, NULL},
        {{"date_to", "2026-02-25", "hashtag", "#Барлығынарақмет", NULL}, NULL},
        {{"date_to", "2026-02-25", "hashtag", "#2025Барлығынарақмет", NULL}, "T05"},
        {{"date_to", "2026-02-25", "plan_year", "2027", NULL}, "T05"},
        {{"date_to", "2026-02-25", "plan_year", "2026", NULL}, NULL},
        {{"plan_year", "2026", NULL}, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hat_diags *diags = hat_diags_new();
        hat_data *data = data_of(cases[i].fields, diags);
        bool error = cases[i].code != NULL && strcmp(cases[i].code, "T04") == 0;
        assert_int_equal(hat_letter_check_fields(data, false, diags),
                         error ? HAT_ERR_DATA : HAT_OK);
        assert_int_equal(hat_diags_count(diags), cases[i].code != NULL);
        if (cases[i].code != NULL) {
            assert_string_equal(hat_diags_code(diags, 0), cases[i].code);
        }
        hat_data_free(data);
        hat_diags_free(diags);
    }
}

/* Paragraphs are divided by '|'. Returns the messages: "T07 рақмет ! -> рақмет!; ". */
static void look(const char *text, bool flowing, bool errors_only, struct hat_buf *found)
{
    static const char *const counts[] = {"entries_summary.links", "600",
                                         "entries_summary.organisations", "41", NULL};
    hat_diags *diags = hat_diags_new();
    hat_data *data = data_of(counts, diags);
    struct hat_prose *prose = NULL;
    assert_true(hat_prose_has_counts(data));
    assert_int_equal(hat_prose_new(data, errors_only, diags, &prose), HAT_OK);
    for (const char *at = text; at != NULL; at = strchr(at, '|')) {
        at += *at == '|';
        const char *end = strchr(at, '|');
        struct hat_prose_paragraph paragraph = {
            .text = {at, end != NULL ? (size_t)(end - at) : strlen(at)}, .flowing = flowing};
        assert_int_equal(hat_prose_add(prose, &paragraph), HAT_OK);
    }
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        const struct hat_diag *diag = hat_diags_at(diags, i);
        hat_buf_printf(found, "%s%s %.*s -> %.*s", i > 0 ? "; " : "", hat_diags_code(diags, i),
                       (int)diag->args[0].len, diag->args[0].ptr, (int)diag->args[1].len,
                       diag->args[1].ptr);
    }
    assert_int_equal(hat_prose_wrong(prose), found->len > 0 && strstr(found->data, "F09") != NULL);
    hat_prose_free(prose);
    hat_data_free(data);
    hat_diags_free(diags);
}

#define LONG_BEGIN "Жүктелген бейнероликтерден сапалы, мазмұнды ұйымдастырылған"

static void text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *found;
    } cases[] = {
        /* F09 */
        {"барлығы 599 сілтеме анықталды", "F09 599 сілтеме -> 600"},
        {"барлығы 600 сілтеме анықталды", ""},
        {"всего поступило 1 599 ссылок", "F09 1 599 ссылок -> 600"},
        {"Жалпы 40 ұйым қатысты", "F09 40 ұйым -> 41"},
        {"Облыс бойынша 44 сілтеме", ""},
        {"барлығы 599 адам қатысты", ""},
        /* T06 */
        {LONG_BEGIN "|челлендж бейнеролигі", "T06 мазмұнды ұйымдастырылған -> "},
        {LONG_BEGIN ".|челлендж бейнеролигі", ""},
        {LONG_BEGIN "|Челлендж бейнеролигі", ""},
        {LONG_BEGIN "||", ""},
        {"Қысқа жол|челлендж бейнеролигі", ""},
        /* T07 */
        {"«Барлығына рақмет ! » дейді", "T07 рақмет ! » -> рақмет!»"},
        {"сөз , сөз", "T07 сөз , -> сөз,"},
        {"Рақмет! Қайда? Міне: сөз, сөз; соңы.", ""},
        {"файл .pdf түрінде", ""},
        /* T08 */
        {"(бұдан әрі-Челлендж)", "T08 әрі-Челлендж) -> әрі – Челлендж)"},
        {"Институт - РММ", "T08 Институт - РММ -> Институт – РММ"},
        {"5-7 бет", "T08 5-7 -> 5–7"},
        {"2026 жылғы 11-25 ақпан аралығында", ""},
        {"11–25 ақпан", ""},
        {"№ 12-45 бұйрық, тел.: 25-74, 74-25-11, 12-01/345, 2026-02-25", ""},
        {"- балаларды баулу;", ""},
        {"(бұдан әрі – Челлендж)", ""},
        {"Ұйымдастырушылар –Институт", "T08 Ұйымдастырушылар –Институт -> Ұйымдастырушылар – "
                                       "Институт"},
        /* T09 */
        {"ата – аналарының", "T09 ата – аналарының -> ата-аналарының"},
        {"бөбекжай –балабақшасы", "T09 бөбекжай –балабақшасы -> бөбекжай-балабақшасы"},
        {"жазбаша- ауызша", "T09 жазбаша- ауызша -> жазбаша-ауызша"},
        {"ата-аналарының қарым-қатынасы", ""},
        {"одно- и двухэтажные", ""},
        {"Институт – республикалық мекеме", ""},
        /* T10 */
        {"«Барлығына рақмет!»|«Барлығына рақмет»", "T10 Барлығына рақмет -> Барлығына рақмет!"},
        {"«Барлығына рақмет!»|«Барлығына рақмет!»", ""},
        {"«БАРЛЫҒЫНА РАҚМЕТ»|«Барлығына рақмет!»", ""},
        {"#2026Барлығынарақмет|#2026БарлығынаРақмет",
         "T10 #2026БарлығынаРақмет -> #2026Барлығынарақмет"},
        /* T11 */
        {"өз жеке ақуантына", "T11 ақуантына -> аккаунтына"},
        {"кеңейтуге Бағыттылған.", "T11 Бағыттылған -> бағытталған"},
        {"өз жеке аккаунтына", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_buf found = {0};
        look(cases[i].text, true, false, &found);
        hat_buf_put(&found, "", 1);
        bool same = strncmp(found.data, "T06", 3) == 0
                        ? strncmp(cases[i].found, "T06", 3) == 0 &&
                              strstr(found.data, "ұйымдастырылған -> челлендж") != NULL
                        : strcmp(found.data, cases[i].found) == 0;
        if (!same) {
            fail_msg("%s: %s instead of %s", cases[i].text, found.data, cases[i].found);
        }
        hat_buf_fini(&found);
    }
}

/* Items of lists and headings end without a full stop; and only errors stop a letter. */
static void told(void **state)
{
    (void)state;
    struct hat_buf found = {0};
    look(LONG_BEGIN "|челлендж бейнеролигі", false, false, &found);
    assert_int_equal(found.len, 0);
    look("ақуантына барлығы 599 сілтеме", true, true, &found);
    hat_buf_put(&found, "", 1);
    assert_string_equal(found.data, "F09 599 сілтеме -> 600");
    hat_buf_fini(&found);
}

static void say(hat_data *data, const char *text, const char *expected)
{
    hat_diags *diags = hat_diags_new();
    struct hat_prose *prose = NULL;
    struct hat_prose_paragraph paragraph = {.text = hat_str_from(text), .flowing = true};
    struct hat_buf found = {0};
    assert_int_equal(hat_prose_new(data, true, diags, &prose), HAT_OK);
    assert_int_equal(hat_prose_add(prose, &paragraph), HAT_OK);
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        const struct hat_diag *diag = hat_diags_at(diags, i);
        hat_buf_printf(&found, "%s -> %.*s", hat_diags_code(diags, i), (int)diag->args[1].len,
                       diag->args[1].ptr);
    }
    hat_buf_put(&found, "", 1);
    assert_string_equal(found.data, expected);
    hat_buf_fini(&found);
    hat_prose_free(prose);
    hat_diags_free(diags);
}

/* A letter of a batch speaks of its own entries, or of the whole list's. */
static void own_counts(void **state)
{
    (void)state;
    static const char *const all[] = {"entries_summary.links", "599",
                                      "entries_summary.organisations", "412", NULL};
    static const char text[] =
        "[{\"key\": \"DUpU7OtElyb\", \"organisation\": \"«Айгөлек» КМҚК\"},"
        " {\"key\": \"DUpU7OtElyb\", \"organisation\": \"Айгөлек МКҚК\"},"
        " {\"key\": \"DVI6bJAkoUg\", \"organisation\": \"«Балбөбек» КМҚК\"},"
        " {\"key\": null, \"link\": \"https://www.instagram.com/share/reel/BAHxT9mX\"},"
        " {\"key\": null, \"link\": \"кейін\"}]";
    hat_data *data = data_of(all, NULL);
    struct hat_arena *arena = hat_data_arena(data);
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_data_source source = {.name = "e.json", .limits = &limits, .arena = arena};
    struct hat_value list;
    assert_int_equal(hat_json_read(hat_str_from(text), &source, &list), HAT_OK);
    assert_int_equal(hat_data_put(data, "entries", &list), HAT_OK);
    say(data, "барлығы 3 сілтеме", "F09 -> 599"); /* generate: no letter of many */
    const struct hat_value number = {.type = HAT_NUMBER, .count = 1, .as.text = "1"};
    assert_int_equal(hat_data_put(data, "@letter", &number), HAT_OK);
    say(data, "барлығы 3 сілтеме", "");
    say(data, "барлығы 599 сілтеме", "");
    say(data, "барлығы 4 сілтеме", "F09 -> 3");
    say(data, "всего 2 организации", "");
    say(data, "всего 3 организации", "F09 -> 2");
    hat_data_free(data);
}

static void memory_ends(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    const struct hat_prose_paragraph paragraph = {
        .text = HAT_STR(LONG_BEGIN " «Барлығына рақмет !» ата – ана"), .flowing = true};
    for (long nth = 1; nth < 1000; nth++) {
        struct hat_prose *prose = NULL;
        hat_data *data = data_of(none, NULL);
        hat_mem_fail_at(nth);
        enum hat_status st = hat_prose_new(data, false, NULL, &prose);
        if (st == HAT_OK) {
            st = hat_prose_add(prose, &paragraph);
        }
        hat_mem_fail_at(0);
        hat_prose_free(prose);
        hat_data_free(data);
        if (st == HAT_OK) {
            return;
        }
        assert_int_equal(st, HAT_ERR_NOMEM);
    }
    fail();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),     cmocka_unit_test(text),        cmocka_unit_test(told),
        cmocka_unit_test(own_counts), cmocka_unit_test(memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
