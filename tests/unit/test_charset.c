/* Tests of src/data/charset.c, charset_repair.c and text.c: one table in every encoding, wrong
 * readings undone, lost letters told. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "data/charset_internal.h"
#include "unit/data_dump.h"

static const char table[] = "№,Ұйым атауы,Сілтеме\r\n"
                            "1,Қызылорда облысының «Күн» бөбекжайы,https://x.kz/1?a=1\r\n"
                            "2,Маңғыстау облысы «Шағала» һәм Ғажайып,https://x.kz/2\r\n";
static const char expected[] = "[{№: \"1\", Ұйым атауы: \"Қызылорда облысының «Күн» бөбекжайы\", "
                               "Сілтеме: \"https://x.kz/1?a=1\"}, "
                               "{№: \"2\", Ұйым атауы: \"Маңғыстау облысы «Шағала» һәм Ғажайып\", "
                               "Сілтеме: \"https://x.kz/2\"}]";
static const char russian[] = "№;Наименование;Ссылка\n1;Детский сад «Ивушка»;https://x.kz/1\n";
static const char russian_expected[] =
    "[{№: \"1\", Наименование: \"Детский сад «Ивушка»\", Ссылка: \"https://x.kz/1\"}]";

/* ---- making ---- */

static struct hat_buf by_page(enum hat_code_page page, const char *text)
{
    struct hat_buf bytes = {0};
    size_t len = strlen(text);
    for (size_t at = 0, used = 0; at < len; at += used) {
        int byte = hat_code_page_encode(page, hat_utf8_decode(text + at, len - at, &used));
        char c = (char)(byte < 0 ? '?' : byte);
        hat_buf_put(&bytes, &c, 1);
    }
    return bytes;
}

static struct hat_buf utf16(const char *text, bool high_first, bool mark)
{
    struct hat_buf bytes = {0};
    size_t len = strlen(text);
    if (mark) {
        hat_buf_put(&bytes, high_first ? "\xFE\xFF" : "\xFF\xFE", 2);
    }
    for (size_t at = 0, used = 0; at < len; at += used) {
        uint32_t cp = hat_utf8_decode(text + at, len - at, &used);
        char high = (char)(cp >> 8), low = (char)(cp & 0xFF);
        char unit[2] = {high_first ? high : low, high_first ? low : high};
        hat_buf_put(&bytes, unit, 2);
    }
    return bytes;
}

/* ---- reading ---- */

static void assert_csv(struct hat_buf bytes, const char *encoding, const char *wanted,
                       const char *diags_wanted)
{
    struct hat_arena arena = {0};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_value value = {0};
    hat_diags *diags = hat_diags_new();
    struct hat_data_source source = {.name = "x.csv",
                                     .limits = &limits,
                                     .diags = diags,
                                     .arena = &arena,
                                     .encoding = hat_str_from(encoding)};
    enum hat_status st = hat_csv_read((struct hat_str){bytes.data, bytes.len}, 0, &source, &value);
    assert_diags(diags, diags_wanted);
    if (wanted != NULL) {
        assert_int_equal(st, HAT_OK);
        assert_value(&value, wanted);
    } else {
        assert_int_equal(st, HAT_ERR_DATA);
    }
    hat_diags_free(diags);
    hat_arena_fini(&arena);
    hat_buf_fini(&bytes);
}

static struct hat_buf plain(const char *mark, const char *text)
{
    struct hat_buf bytes = {0};
    hat_buf_printf(&bytes, "%s%s", mark, text);
    return bytes;
}

static void one_table_in_all_encodings(void **state)
{
    (void)state;
    assert_csv(plain("", table), NULL, expected, "");
    assert_csv(plain("\xEF\xBB\xBF", table), NULL, expected, "");
    for (int i = 0; i < 2; i++) {
        assert_csv(utf16(table, i == 1, true), NULL, expected, "");
        assert_csv(utf16(table, i == 1, false), NULL, expected, "");
        assert_csv(utf16(table, i == 1, false), i == 1 ? "utf-16be" : "utf-16le", expected, "");
    }
    assert_csv(by_page(HAT_KZ1048, table), NULL, expected, "data-code-page [KZ-1048]");
    assert_csv(by_page(HAT_PTCP154, table), NULL, expected, "data-code-page [PTCP154]");
    assert_csv(by_page(HAT_KZ1048, table), "KZ-1048", expected, "");
    assert_csv(plain("", table), "UTF-8", expected, "");
    assert_csv(plain("\xEF\xBB\xBF", table), "cp1251", expected, ""); /* a mark is certain */
    assert_csv(by_page(HAT_PTCP154, table), "pt154", expected, "");
    assert_csv(by_page(HAT_CP1251, russian), NULL, russian_expected,
               "data-code-page [windows-1251]");
    assert_csv(by_page(HAT_CP1251, russian), "Windows-1251", russian_expected, "");
}

/* Bytes as other programs write them (Python's codecs). */
static void tables_of_letters(void **state)
{
    (void)state;
    static const struct {
        enum hat_code_page page;
        const char *bytes, *text;
    } cases[] = {
        {HAT_KZ1048, "\x8D\xE0\xE7\xE0\x9D\xF1\xF2\xE0\xED", "Қазақстан"},
        {HAT_KZ1048, "\xA3\xBC\xAA\xBA\xBD\xBE\xA5\xB4\xA1\xA2\xAF\xBF\x8E\x9E\xB2\xB3",
         "ӘәҒғҢңӨөҰұҮүҺһІі"},
        {HAT_CP1251, "\xCA\xE0\xE7\xE0\xF5\xF1\xF2\xE0\xED\xA8\xB8\xB9\xAB\xBB\x85\x97",
         "КазахстанЁё№«»…—"},
        {HAT_PTCP154, "\xAA\xBA\x81\x83\x8C\x9C\xA4\xB5\xA6\xB1\x87\x89", "ӘәҒғҢңӨөҰұҮү"},
        {HAT_CP1252, "caf\xE9 \x80", "café €"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hat_arena arena = {0};
        struct hat_str text;
        struct hat_buf back = by_page(cases[i].page, cases[i].text);
        assert_int_equal(
            hat_code_page_text(cases[i].page, hat_str_from(cases[i].bytes), &arena, &text), HAT_OK);
        assert_true(hat_str_is(text, cases[i].text));
        assert_true(hat_str_is((struct hat_str){back.data, back.len}, cases[i].bytes));
        hat_buf_fini(&back);
        hat_arena_fini(&arena);
    }
    assert_int_equal(hat_code_page_decode(HAT_CP1251, 0x98), 0);
    assert_int_equal(hat_code_page_encode(HAT_CP1251, 0x98), 0x98);
    assert_int_equal(hat_code_page_encode(HAT_CP1251, 0x49B), -1);
    assert_int_equal(hat_code_page_find(HAT_STR("STRK1048-2002")), HAT_KZ1048);
    assert_int_equal(hat_code_page_find(HAT_STR("CP_1251")), HAT_CP1251);
    assert_int_equal(hat_code_page_find(HAT_STR("koi8-r")), HAT_CODE_PAGES);
    assert_int_equal(hat_code_page_find(HAT_STR("")), HAT_CODE_PAGES);
}

static void no_words_in_any_table(void **state)
{
    (void)state;
    assert_csv(plain("", "a,b\n1,\xE9t\xE9 \xFC\n"), NULL, NULL, "data-encoding 2:3");
    assert_csv(plain("", "a,b\n1,\x80\x81\x90\x9D\xFF\xFE\n"), NULL, NULL, "data-encoding 2:3");
    struct hat_buf mixed = plain("", "№,Ұйым\n1,Қызылорда\n2,");
    struct hat_buf tail = by_page(HAT_CP1251, "Детский сад\n");
    hat_buf_put(&mixed, tail.data, tail.len);
    hat_buf_fini(&tail);
    assert_csv(mixed, NULL, NULL, "data-encoding 3:3");
    assert_csv(by_page(HAT_CP1251, russian), "utf-8", NULL, "data-encoding 1:1");
}

/* ---- wrong readings ---- */

/* The UTF-8 of `text`, or its bytes in KZ-1048, read by `page`. */
static struct hat_buf misread(struct hat_str bytes, enum hat_code_page page)
{
    struct hat_buf text = {0};
    for (size_t i = 0; i < bytes.len; i++) {
        char utf8[4];
        unsigned char byte = (unsigned char)bytes.ptr[i];
        uint32_t cp = hat_code_page_decode(page, byte);
        hat_buf_put(&text, utf8, hat_utf8_encode(cp != 0 || byte == 0 ? cp : byte, utf8));
    }
    return text;
}

static void assert_fix(struct hat_str text, enum hat_text_fault fault, const char *wanted)
{
    struct hat_arena arena = {0};
    struct hat_text_fix fix;
    assert_int_equal(hat_text_repair(&arena, text, &fix), HAT_OK);
    if (fix.fault != fault || !hat_str_is(fix.text, wanted)) {
        fail_msg("%.*s: fault %d, %.*s", (int)text.len, text.ptr, fix.fault, (int)fix.text.len,
                 fix.text.ptr);
    }
    if (fault == HAT_TEXT_GOOD || fault == HAT_TEXT_LOST) {
        assert_ptr_equal(fix.text.ptr, text.ptr);
    }
    hat_arena_fini(&arena);
}

static void wrong_readings_are_undone(void **state)
{
    (void)state;
    static const char *const texts[] = {"Қазақстан", "«Батыс Қазақстан облысы» №37 – Жұлдыз-ай",
                                        "Әлем", "Детский сад № 5",
                                        "Ұлы Абай: https://www.instagram.com/reel/x/?a=1"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hat_str text = hat_str_from(texts[i]);
        struct hat_buf one = misread(text, HAT_CP1251), two = misread(text, HAT_CP1252);
        assert_fix((struct hat_str){one.data, one.len}, HAT_TEXT_UTF8, texts[i]);
        assert_fix((struct hat_str){two.data, two.len}, HAT_TEXT_UTF8, texts[i]);
        assert_fix(text, HAT_TEXT_GOOD, texts[i]);
        hat_buf_fini(&one);
        hat_buf_fini(&two);
    }
    assert_fix(HAT_STR("ТљР°Р·Р°Т›СЃС‚Р°РЅ"), HAT_TEXT_UTF8, "Қазақстан");
    assert_fix(HAT_STR("Ќызылорда облысыныѕ «Кїн» бґбекжайы"), HAT_TEXT_KZ1048,
               "Қызылорда облысының «Күн» бөбекжайы");
    assert_fix(HAT_STR("Ўлытау облысы"), HAT_TEXT_KZ1048, "Ұлытау облысы");
    assert_fix(HAT_STR("єылыми"), HAT_TEXT_KZ1048, "ғылыми");
    /* other languages stay */
    assert_fix(HAT_STR("Київ, Україна, її"), HAT_TEXT_GOOD, "Київ, Україна, її");
    assert_fix(HAT_STR("Сәтбаев, Түркістан, РҚ"), HAT_TEXT_GOOD, "Сәтбаев, Түркістан, РҚ");
    assert_fix(HAT_STR("Ш: РђР±Р°Р№"), HAT_TEXT_GOOD, "Ш: РђР±Р°Р№"); /* not all of it is */
    assert_fix(HAT_STR("РС: РђР±Р°Р№"), HAT_TEXT_GOOD, "РС: РђР±Р°Р№");
    assert_fix(HAT_STR("Сургут, Тараз, Рим"), HAT_TEXT_GOOD, "Сургут, Тараз, Рим");
    assert_fix(HAT_STR("École Ñandú, São Paulo"), HAT_TEXT_GOOD, "École Ñandú, São Paulo");
    assert_fix(HAT_STR("мектебі ІІ Ёлка"), HAT_TEXT_GOOD, "мектебі ІІ Ёлка");
    assert_fix(HAT_STR(""), HAT_TEXT_GOOD, "");
}

static void lost_letters(void **state)
{
    (void)state;
    static const char *const lost[] = {"?аза?стан",   "Ж?лдыз-ай",           "?ызылорда облысыны?",
                                       "б?бекжайы",   "«?Н» бала",           "?АЗА?СТАН",
                                       "ат ?ұрылысы", "Қаза\xEF\xBF\xBDстан"};
    static const char *const good[] = {"Бар ма?", "Бар ма?Жоқ", "Кім? Қайда?",
                                       "??",      "a?b",        "https://x.kz/?жол=1",
                                       "қайда ?", "Қалай?»",    "№? 5"};
    for (size_t i = 0; i < sizeof lost / sizeof lost[0]; i++) {
        assert_fix(hat_str_from(lost[i]), HAT_TEXT_LOST, lost[i]);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_fix(hat_str_from(good[i]), HAT_TEXT_GOOD, good[i]);
    }
}

static void tables_with_wrong_readings(void **state)
{
    (void)state;
    struct hat_str text = hat_str_from(table);
    struct hat_buf wrong = misread(text, HAT_CP1251);
    assert_csv(wrong, NULL, expected, "data-repaired row 1 [1–3] [в„–] [№]");
    struct hat_buf bytes = by_page(HAT_KZ1048, table);
    wrong = misread((struct hat_str){bytes.data, bytes.len}, HAT_CP1251);
    hat_buf_fini(&bytes);
    assert_csv(wrong, NULL, expected, "data-repaired row 1 [1–3] [Ўйым атауы] [Ұйым атауы]");
    assert_csv(by_page(HAT_CP1251, table), NULL, NULL,
               "data-code-page [windows-1251]; "
               "data-letters-lost row 1 [1–3] [?йым атауы] [?йым атауы]");
    assert_csv(plain("", "№,Ұйым\n1,Абай\n2,?алап?ан\n3,x\n4,?лем\n"), NULL, NULL,
               "data-letters-lost row 3 [3, 5] [?алап?ан] [?алап?ан]");
}

/* For those who check the entries themselves. */
static void texts_can_be_left(void **state)
{
    (void)state;
    char path[] = "/tmp/hat_charset_XXXXXX";
    int fd = mkstemp(path);
    static const char text[] = "a,b\nТљР°Р·Р°Т›,?алап?ан\n";
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    close(fd);
    hat_data *data;
    hat_diags *diags = hat_diags_new();
    assert_int_equal(hat_data_new(&data), HAT_OK);
    assert_int_equal(hat_data_add_entries(data, "e", path, "csv", diags), HAT_ERR_DATA);
    hat_data_leave_texts(data);
    assert_int_equal(hat_data_add_entries(data, "e", path, "csv:utf-8", diags), HAT_OK);
    assert_value(hat_data_root(data), "{e: [{a: \"ТљР°Р·Р°Т›\", b: \"?алап?ан\"}]}");
    assert_int_equal(hat_data_add_entries(data, "e", path, "csv:klingon", diags), HAT_ERR_USAGE);
    assert_int_equal(hat_data_add_entries(data, "e", path, ":cp1251", diags), HAT_ERR_USAGE);
    assert_diags(diags, "data-repaired row 2 [2] [ТљР°Р·Р°Т›] [Қазақ]; "
                        "data-letters-lost row 2 [2] [?алап?ан] [?алап?ан]; "
                        "data-encoding-unknown [klingon]; data-format");
    unlink(path);
    hat_diags_free(diags);
    hat_data_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_table_in_all_encodings),
        cmocka_unit_test(tables_of_letters),
        cmocka_unit_test(no_words_in_any_table),
        cmocka_unit_test(wrong_readings_are_undone),
        cmocka_unit_test(lost_letters),
        cmocka_unit_test(tables_with_wrong_readings),
        cmocka_unit_test(texts_can_be_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
