/* Tests of src/language/messages.c. */
#include "language/messages.h"
#include "unit/unit.h"

static void sentence(void **state)
{
    (void)state;
    hat_diags *diags = hat_diags_new();
    struct hat_place place = {.file = "a\x1b.docx", .story = HAT_STORY_BODY, .paragraph = 14};
    hat_diags_add(diags, HAT_MSG_FILE_READ, &place, HAT_STR("why\n"));
    struct hat_buf buf = {0};
    hat_message_text(hat_diags_at(diags, 0), HAT_LANG_EN, &buf);
    assert_string_equal(buf.data,
                        "a\\x1b.docx: body, paragraph 14: error: cannot read the file: why\\x0a");
    hat_buf_fini(&buf);
    struct hat_place cp866 = {.file = "\x8D\xC2\x9B\xD2\x9A.docx"}; /* no UTF-8, U+009B, Қ */
    hat_diags_add(diags, HAT_MSG_FILE_READ, &cp866, HAT_STR("\xD2"));
    hat_message_text(hat_diags_at(diags, 1), HAT_LANG_EN, &buf);
    assert_string_equal(buf.data, "\\x8d\\x9b\xD2\x9A.docx: error: cannot read the file: \\xd2");
    hat_buf_fini(&buf);
    hat_message_json(hat_diags_at(diags, 0), HAT_LANG_KK, &buf);
    assert_string_equal(buf.data, "{\"file\": \"a\\u001b.docx\", \"place\": \"мәтін, 14-абзац\", "
                                  "\"severity\": \"error\", \"code\": \"file-read\", \"text\": "
                                  "\"файлды оқу мүмкін болмады: why\\\\x0a\"}");
    hat_buf_fini(&buf);
    hat_diags_free(diags);
}

static void remarks_without_an_argument_are_left_out(void **state)
{
    (void)state;
    static const struct {
        enum hat_lang lang;
        struct hat_str filter, entry;
        const char *wanted;
    } cases[] = {
        {HAT_LANG_EN,
         {"round", 5},
         {"3", 1},
         "in the tag {{a}} (round) a number is needed, but the value is \"x\" (entry 3)"},
        {HAT_LANG_EN,
         {"round", 5},
         {NULL, 0},
         "in the tag {{a}} (round) a number is needed, but the value is \"x\""},
        {HAT_LANG_RU, {NULL, 0}, {NULL, 0}, "в теге {{a}} нужно число, а значение «x»"},
        {HAT_LANG_KK, {NULL, 0}, {"3", 1}, "{{a}} тегінде сан керек, ал мән «x» (3-жазба)"},
        {HAT_LANG_KK, {NULL, 0}, {NULL, 0}, "{{a}} тегінде сан керек, ал мән «x»"},
    };
    hat_diags *diags = hat_diags_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hat_buf buf = {0};
        hat_diags_add(diags, HAT_MSG_VALUE_NOT_NUMBER, NULL, HAT_STR("{{a}}"), HAT_STR("x"),
                      cases[i].filter, cases[i].entry);
        hat_message_sentence(hat_diags_at(diags, i), cases[i].lang, &buf);
        assert_string_equal(buf.data, cases[i].wanted);
        hat_buf_fini(&buf);
    }
    hat_diags_free(diags);
}

static void check_reason(enum hat_reason reason, const char *other, enum hat_lang lang,
                         const char *wanted)
{
    hat_diags *diags = hat_diags_new();
    struct hat_place place = {.file = "a.docx"};
    struct hat_buf buf = {0};
    hat_diags_add_reason(diags, HAT_MSG_FILE_READ, &place, reason, other);
    hat_message_text(hat_diags_at(diags, 0), lang, &buf);
    assert_string_equal(buf.data, wanted);
    hat_buf_fini(&buf);
    hat_diags_free(diags);
}

static void reasons_are_said_in_the_language(void **state)
{
    (void)state;
    const char *other = "Stale file handle";
    check_reason(HAT_REASON_NO_FILE, other, HAT_LANG_EN,
                 "a.docx: error: cannot read the file: there is no such file or folder");
    check_reason(HAT_REASON_NO_FILE, other, HAT_LANG_RU,
                 "a.docx: ошибка: не удалось прочитать файл: нет такого файла или папки");
    check_reason(HAT_REASON_DISK_FULL, other, HAT_LANG_KK,
                 "a.docx: қате: файлды оқу мүмкін болмады: дискіде бос орын қалмады");
    check_reason(HAT_REASON_OTHER, other, HAT_LANG_KK,
                 "a.docx: қате: файлды оқу мүмкін болмады: Stale file handle");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentence),
                                       cmocka_unit_test(reasons_are_said_in_the_language),
                                       cmocka_unit_test(remarks_without_an_argument_are_left_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
