/* test_codes.c -- characters under the names that cairo is told, and back: one by one, in a
 * /ToUnicode map, in /ActualText, and in whole documents. */
#include "unit/unit.h"

#include "base/utf8.h"
#include "paint/codes_internal.h"
#include "unit/pdf_doc.h"

/* ---- names ---- */

static void latin_keeps_its_names(void **state)
{
    (void)state;
    struct hat_codes codes = {0};
    static const uint32_t CHARS[] = {'A', '~', '(', ' ', 0xAB, 0x2013, 0x20AC};
    for (size_t i = 0; i < sizeof CHARS / sizeof *CHARS; i++) {
        assert_int_equal(hat_codes_encode(&codes, CHARS[i]), CHARS[i]);
        assert_int_equal(hat_codes_decode(&codes, CHARS[i]), CHARS[i]);
    }
}

static void letters_are_named_as_they_come(void **state)
{
    (void)state;
    struct hat_codes codes = {0};
    assert_int_equal(hat_codes_encode(&codes, 0x49A), '~'); /* Қ */
    assert_int_equal(hat_codes_encode(&codes, '~'), '}');   /* its own is taken */
    assert_int_equal(hat_codes_encode(&codes, 0x430), '|'); /* а */
    assert_int_equal(hat_codes_encode(&codes, 0x49A), '~');
    assert_int_equal(hat_codes_encode(&codes, 0x20B8), '{'); /* beyond the direct ones: ₸ */
    assert_int_equal(hat_codes_encode(&codes, 0x20B8), '{');
    assert_int_equal(hat_codes_decode(&codes, '~'), 0x49A);
    assert_int_equal(hat_codes_decode(&codes, '}'), '~');
    assert_int_equal(hat_codes_decode(&codes, '{'), 0x20B8);
    assert_int_equal(hat_codes_decode(&codes, 'q'), 'q'); /* told to nobody */
}

/* More characters than names: each comes back all the same, and no two are told alike. */
static void no_name_is_given_twice(void **state)
{
    (void)state;
    enum { FIRST = 0x20, LAST = 0x52F };
    struct hat_codes codes = {0};
    static uint32_t told[LAST + 1];
    for (uint32_t i = 0; i <= LAST - FIRST; i++) {
        uint32_t cp = FIRST + (i * 211) % (LAST - FIRST + 1); /* in no order */
        told[cp] = hat_codes_encode(&codes, cp);
    }
    for (uint32_t cp = FIRST; cp <= LAST; cp++) {
        assert_int_equal(hat_codes_encode(&codes, cp), told[cp]);
        assert_int_equal(hat_codes_decode(&codes, told[cp]), cp);
    }
    assert_int_equal(told[' '], ' ');
    assert_int_equal(hat_codes_encode(&codes, 0x10F041), 0xFFFD); /* a private name of ours */
    assert_int_equal(hat_codes_encode(&codes, 0x1F600), 0x1F600);
}

/* ---- what cairo wrote ---- */

static void assert_map(const struct hat_codes *codes, const char *map, const char *wanted)
{
    struct hat_buf out = {0};
    bool good = hat_pdf_put_char_map(codes, hat_str_from(map), &out);
    assert_int_equal(good, wanted != NULL);
    if (wanted != NULL) {
        assert_string_equal(out.data, wanted);
    }
    hat_buf_fini(&out);
}

static void char_maps_say_what_was_meant(void **state)
{
    (void)state;
    struct hat_codes codes = {0};
    hat_codes_encode(&codes, 0x49A);
    hat_codes_encode(&codes, 0x1F600);
    assert_map(&codes,
               "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n3 beginbfchar\n"
               "<7e> <007e>\n<61> <0061007e>\n<7d> <007d>\nendbfchar\nend\n",
               "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n3 beginbfchar\n"
               "<7e> <049A>\n<61> <0061049A>\n<7d> <D83DDE00>\nendbfchar\nend\n");
    assert_map(&codes, "1 beginbfchar\n<0001> <dbfcdc41>\nendbfchar\n", /* a private name */
               "1 beginbfchar\n<0001> <0041>\nendbfchar\n");
    assert_map(&codes, "1 beginbfchar\n<01> <00>\nendbfchar\n", NULL);
    assert_map(&codes, "1 beginbfchar\n<01>\nendbfchar\n", NULL);
    assert_map(&codes, "1 beginbfchar\n<01> <007e> x\nendbfchar\n", NULL);
    assert_map(&codes, "1 beginbfchar\n<01> <007e", NULL);
    assert_map(&codes, "1 beginbfchar\n<01> <007e>\n", NULL);
    assert_map(&codes, "1 beginbfchar\n\nendbfchar\n", NULL);
}

static void actual_text_says_what_was_meant(void **state)
{
    (void)state;
    struct hat_codes codes = {0};
    struct hat_buf out = {0};
    hat_codes_encode(&codes, 0x49A);
    assert_true(hat_pdf_put_actual_text(
        &codes, HAT_STR("/Span << /ActualText <feff007e0061> >> BDC\n"), &out));
    assert_string_equal(out.data, "/Span << /ActualText <feff049A0061> >> BDC\n");
    assert_false(hat_pdf_put_actual_text(&codes, HAT_STR("/Span << /MCID 1 >> BDC\n"), &out));
    assert_false(hat_pdf_put_actual_text(&codes, HAT_STR("/Span << /ActualText <feff007e"), &out));
    assert_false(hat_pdf_put_actual_text(&codes, HAT_STR("/Span << /ActualText (a)"), &out));
    hat_buf_fini(&out);
}

/* ---- whole documents ---- */

/* Is there a character map that says `cp`? */
static bool is_said(const struct doc *doc, uint32_t cp)
{
    char text[16];
    snprintf(text, sizeof text, "> <%04X>\n", (unsigned)cp);
    return strstr(doc->text.data, text) != NULL;
}

static void kazakh_is_written_in_single_bytes(void **state)
{
    (void)state;
    struct doc doc;
    doc_init(&doc);
    add_text(&doc.maker, add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH), 85, 100, "Қала, a~z");
    doc_end(&doc);
    assert_has(&doc, "(~}|},");
    assert_has_not(&doc, "/CIDFontType2");
    assert_int_equal(count_of(doc.text.data, "/FontFile2"), 1); /* one font for all */
    assert_true(is_said(&doc, 0x49A) && is_said(&doc, 0x430) && is_said(&doc, 0x43B));
    assert_true(is_said(&doc, '~') && is_said(&doc, ' ') && is_said(&doc, 'z'));
    assert_has_not(&doc, "/ActualText");
    doc_fini(&doc);
}

static void every_character_of_many_comes_back(void **state)
{
    (void)state;
    struct doc doc;
    struct hat_buf text = {0};
    doc_init(&doc);
    uint32_t node = add_node(&doc.maker, 0, HAT_NODE_PARAGRAPH);
    for (uint32_t cp = 0x45F; cp >= 0x21; cp--) { /* Latin last: its names are taken */
        bool wanted = cp < 0x7F || (cp > 0xA0 && cp < 0x17F && cp != 0xAD) || cp >= 0x400;
        char bytes[4];
        if (wanted) {
            hat_buf_put(&text, bytes, hat_utf8_encode(cp, bytes));
        }
        if (text.len > 60 || cp == 0x21) {
            hat_buf_put(&text, "", 1);
            add_text(&doc.maker, node, 85, 100 + (0x45F - cp) / 2, text.data);
            text.len = 0;
        }
    }
    doc_end(&doc);
    for (uint32_t cp = 0x21; cp <= 0x45F; cp++) {
        bool wanted = cp < 0x7F || (cp > 0xA0 && cp < 0x17F && cp != 0xAD) || cp >= 0x400;
        if (wanted && !is_said(&doc, cp)) {
            fail_msg("U+%04X is lost", (unsigned)cp);
        }
    }
    assert_has(&doc, "/CIDToGIDMap/Identity"); /* some have two bytes */
    assert_has_not(&doc, "<DBFC");
    hat_buf_fini(&text);
    doc_fini(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_keeps_its_names),
        cmocka_unit_test(letters_are_named_as_they_come),
        cmocka_unit_test(no_name_is_given_twice),
        cmocka_unit_test(char_maps_say_what_was_meant),
        cmocka_unit_test(actual_text_says_what_was_meant),
        cmocka_unit_test(kazakh_is_written_in_single_bytes),
        cmocka_unit_test(every_character_of_many_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
