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
    assert_string_equal(buf.data,
                        "\\x8d\\x9b\xD2\x9A.docx: error: cannot read the file: \\xd2");
    hat_buf_fini(&buf);
    hat_message_json(hat_diags_at(diags, 0), HAT_LANG_KK, &buf);
    assert_string_equal(buf.data, "{\"file\": \"a\\u001b.docx\", \"place\": \"мәтін, абзац 14\", "
                                  "\"severity\": \"error\", \"code\": \"file-read\", \"text\": "
                                  "\"файлды оқу мүмкін болмады: why\\\\x0a\"}");
    hat_buf_fini(&buf);
    hat_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentence)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
