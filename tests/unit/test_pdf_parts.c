/* test_pdf_parts.c -- the small parts of the finisher: syntax written and read, the file written,
 * zlib, the colour profile. */
#include "unit/unit.h"

#include <math.h>

#include "base/mem.h"
#include "paint/pdf_internal.h"
#include "unit/paint_files.h"

/* ---- syntax written ---- */

static void assert_text(struct hat_buf *buf, const char *wanted)
{
    assert_string_equal(buf->data, wanted);
    buf->len = 0;
}

static void numbers_are_short(void **state)
{
    (void)state;
    static const struct {
        int64_t du;
        const char *text;
    } CASES[] = {{0, "0"},        {120, "1"},     {-120, "-1"},      {60, "0.5"},
                 {1, "0.008"},    {-1, "-0.008"}, {12, "0.1"},       {121, "1.008"},
                 {126, "1.05"},   {119, "0.992"}, {101028, "841.9"}, {40, "0.333"},
                 {-40, "-0.333"}, {80, "0.667"},  {239, "1.992"},    {INT32_MAX, "17895697.058"}};
    struct hat_buf buf = {0};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        hat_pdf_put_du(&buf, CASES[i].du);
        assert_text(&buf, CASES[i].text);
    }
    hat_pdf_put_number(&buf, INT64_MIN);
    assert_text(&buf, "-9223372036854775808");
    hat_pdf_put_ref(&buf, 4294967295u);
    assert_text(&buf, "4294967295 0 R");
    hat_buf_fini(&buf);
}

static void texts_are_escaped(void **state)
{
    (void)state;
    struct hat_buf buf = {0};
    hat_pdf_put_text(&buf, "a(b)\\c");
    assert_text(&buf, "(a\\(b\\)\\\\c)");
    hat_pdf_put_text(&buf, "");
    assert_text(&buf, "()");
    hat_pdf_put_text(&buf, "Қ1");
    assert_text(&buf, "<FEFF049A0031>");
    hat_pdf_put_text(&buf, "\xF0\x9F\x98\x80"); /* U+1F600 */
    assert_text(&buf, "<FEFFD83DDE00>");
    hat_pdf_put_text(&buf, "a\n");
    assert_text(&buf, "<FEFF0061000A>");
    hat_pdf_put_text(&buf, "\xFFq");
    assert_text(&buf, "<FEFFFFFD0071>");
    hat_pdf_put_bytes(&buf, (struct hat_str){"\0\x7F\xFF", 3});
    assert_text(&buf, "(\\000\\177\\377)");
    hat_buf_fini(&buf);
}

/* ---- syntax read ---- */

static enum hat_status parse(const char *text, struct hat_arena *arena,
                             struct hat_pdf_value **value, size_t *used)
{
    size_t len = strlen(text);
    char *exact = hat_arena_alloc(arena, len + 1);
    memcpy(exact, text, len);
    struct hat_pdf_cursor cursor = {exact, exact + len};
    enum hat_status status = hat_pdf_parse(&cursor, arena, value);
    *used = (size_t)(cursor.at - exact);
    return status;
}

static void values_are_read(void **state)
{
    (void)state;
    struct hat_arena arena = {0};
    struct hat_pdf_value *value;
    size_t used;
    assert_int_equal(
        parse(" << /A 12 /B[1 2 R 3 0 R(x\\)(y))<4142>]/C/D /A 13>> tail", &arena, &value, &used),
        HAT_OK);
    assert_int_equal(value->kind, HAT_PDF_DICT);
    assert_int_equal(used, 51);
    assert_true(hat_str_is(hat_pdf_find(value, "/A")->text, "12")); /* the first of two */
    assert_true(hat_pdf_is_name(hat_pdf_find(value, "/C"), "/D"));
    assert_null(hat_pdf_find(value, "/X"));
    assert_null(hat_pdf_find(NULL, "/A"));
    const struct hat_pdf_value *member = hat_pdf_find(value, "/B")->first;
    assert_int_equal(member->kind, HAT_PDF_REF); /* "1 2 R" */
    assert_int_equal(member->ref, 1);
    member = member->next;
    assert_int_equal(member->ref, 3);
    assert_true(hat_str_is(member->next->text, "(x\\)(y))"));
    assert_true(hat_str_is(member->next->next->text, "<4142>"));
    assert_null(member->next->next->next);
    hat_arena_fini(&arena);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = {"",     "<<",        "<< /A", "<< /A 1", "<< 1 2 >>",
                                        "[1 2", "(abc",      "(a\\)", "<41",     ">>",
                                        "]",    "<< /A >> ", "%x",    "[ (a ]",  "(\\"};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct hat_arena arena = {0};
        struct hat_pdf_value *value;
        size_t used;
        if (parse(CASES[i], &arena, &value, &used) != HAT_ERR_DATA) {
            fail_msg("read as a value: %s", CASES[i]);
        }
        hat_arena_fini(&arena);
    }
}

static void nesting_is_limited(void **state)
{
    (void)state;
    char text[400];
    struct hat_arena arena = {0};
    struct hat_pdf_value *value;
    size_t used;
    for (int depth = 50; depth <= 150; depth += 100) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        assert_int_equal(parse(text, &arena, &value, &used), depth == 50 ? HAT_OK : HAT_ERR_DATA);
    }
    hat_arena_fini(&arena);
}

/* ---- the file written ---- */

static void objects_are_where_the_table_says(void **state)
{
    (void)state;
    struct hat_pdf_writer writer;
    struct hat_buf body = {0}, text = {0};
    hat_pdf_writer_init(&writer, NULL);
    uint32_t info = hat_pdf_reserve(&writer), catalog = hat_pdf_reserve(&writer);
    for (int i = 0; i < 250; i++) { /* more than one group */
        hat_buf_printf(&body, "[%d]", i);
        hat_pdf_object(&writer, hat_pdf_reserve(&writer), &body);
        assert_int_equal(body.len, 0);
    }
    hat_pdf_put(&body, "<</Type/Catalog>>");
    hat_pdf_object(&writer, catalog, &body);
    hat_pdf_put(&body, "<<>>");
    hat_pdf_object(&writer, info, &body);
    uint32_t stream = hat_pdf_reserve(&writer);
    hat_pdf_stream(&writer, stream, "/X 1", HAT_STR("abc"), HAT_PDF_AS_IS);
    assert_int_equal(hat_pdf_writer_end(&writer, catalog, info), HAT_OK);
    char begin[32];
    int len = snprintf(begin, sizeof begin, "%u 0 obj\n<</X 1/Length 3>>", (unsigned)stream);
    assert_int_equal(writer.entries[stream].type, 1);
    assert_memory_equal(writer.pending.data + writer.entries[stream].offset, begin, (size_t)len);
    assert_int_equal(writer.entries[3].type, 2);
    assert_int_equal(writer.entries[3].index, 0);
    assert_int_equal(writer.entries[4].type, 1); /* the group itself */
    assert_int_equal(writer.entries[5].index, 1);
    assert_true(writer.entries[writer.count - 2].type != 0);
    spread(&writer.pending, &text);
    assert_non_null(strstr(text.data, "3 0 obj [0]  endobj"));
    assert_int_equal(count_of(text.data, " endobj\n"), 252);
    assert_non_null(strstr(text.data, "/Root 2 0 R/Info 1 0 R"));
    const char *tail = writer.pending.data + writer.pending.len - 6;
    assert_memory_equal(tail, "%%EOF\n", 6);
    hat_buf_fini(&body);
    hat_buf_fini(&text);
    hat_pdf_writer_fini(&writer);
}

/* ---- deflate ---- */

static void deflate_there_and_back(void **state)
{
    (void)state;
    struct hat_packer packer = {0};
    struct hat_buf data = {0}, packed = {0}, out = {0};
    for (int i = 0; i < 50000; i++) {
        hat_buf_printf(&data, "%d ", i);
    }
    struct hat_str text = {data.data, data.len};
    assert_int_equal(hat_deflate(&packer, text, &packed), HAT_OK);
    assert_true(packed.len < data.len / 2);
    struct hat_str bytes = {packed.data, packed.len};
    assert_int_equal(hat_inflate(bytes, data.len, &out), HAT_OK);
    assert_int_equal(out.len, data.len);
    assert_memory_equal(out.data, data.data, data.len);
    out.len = 0;
    assert_int_equal(hat_inflate(bytes, 1000, &out), HAT_ERR_LIMIT);
    out.len = 0;
    bytes.len /= 2;
    assert_int_equal(hat_inflate(bytes, data.len, &out), HAT_ERR_DATA);
    out.len = 0;
    assert_int_equal(hat_inflate(HAT_STR("no zlib"), 100, &out), HAT_ERR_DATA);
    hat_packer_fini(&packer);
    hat_buf_fini(&data);
    hat_buf_fini(&packed);
    hat_buf_fini(&out);
}

/* ---- the profile ---- */

static uint32_t word(const struct hat_buf *buf, size_t at)
{
    const unsigned char *b = (const unsigned char *)buf->data + at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Offset of the data of a tag. */
static size_t tag_at(const struct hat_buf *profile, const char *name)
{
    for (size_t i = 0; i < word(profile, 128); i++) {
        if (memcmp(profile->data + 132 + 12 * i, name, 4) == 0) {
            return word(profile, 136 + 12 * i);
        }
    }
    fail_msg("no tag %s", name);
    return 0;
}

static void profile_is_srgb(void **state)
{
    (void)state;
    struct hat_buf profile = {0};
    hat_pdf_put_srgb(&profile);
    assert_int_equal(word(&profile, 0), profile.len);
    assert_int_equal(profile.len % 4, 0);
    assert_memory_equal(profile.data + 12, "mntrRGB XYZ ", 12);
    assert_memory_equal(profile.data + 36, "acsp", 4);
    size_t curve = tag_at(&profile, "rTRC");
    assert_int_equal(curve, tag_at(&profile, "bTRC"));
    assert_int_equal(word(&profile, curve + 8), 256);
    for (size_t i = 0; i < 256; i++) {
        double v = (double)i / 255;
        double linear = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
        const unsigned char *point = (const unsigned char *)profile.data + curve + 12 + 2 * i;
        assert_int_equal(point[0] << 8 | point[1], (int)(linear * 65535 + 0.5));
    }
    /* the colorants add up to the white of the connection space, but for rounding */
    static const char *const COLORANTS[3] = {"rXYZ", "gXYZ", "bXYZ"};
    for (size_t axis = 0; axis < 3; axis++) {
        int64_t sum = -(int64_t)word(&profile, tag_at(&profile, "wtpt") + 8 + 4 * axis);
        for (int i = 0; i < 3; i++) {
            sum += word(&profile, tag_at(&profile, COLORANTS[i]) + 8 + 4 * axis);
        }
        assert_in_range(sum + 2, 0, 4);
    }
    hat_buf_fini(&profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_short),   cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(values_are_read),     cmocka_unit_test(wrong_values_are_refused),
        cmocka_unit_test(nesting_is_limited),  cmocka_unit_test(objects_are_where_the_table_says),
        cmocka_unit_test(deflate_there_and_back), cmocka_unit_test(profile_is_srgb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
