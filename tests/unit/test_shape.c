/* Tests of src/text/shape.c, bidi.c and hyphens.c. */
#include "base/mem.h"
#include "text/bidi.h"
#include "text/fonts_internal.h"
#include "text/hyphens.h"
#include "text/scripts.h"
#include "text/shape.h"
#include "unit/unit.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>

/* libhyphen 2.8 loses four bytes when it reads its English patterns. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:hnj_malloc";
}

static struct hat_fonts *fonts;

static struct hat_shape_request request(const char *family, const char *text)
{
    return (struct hat_shape_request){.face = hat_fonts_face(fonts, family, false, false),
                                      .size_du = 240 * HAT_DU_PER_TWIP,
                                      .ligatures = true,
                                      .lang = "kk",
                                      .text = hat_str_from(text)};
}

static struct hat_shaped shape(struct hat_shaper *shaper, struct hat_arena *arena,
                               const struct hat_shape_request *wanted)
{
    struct hat_shaped shaped;
    assert_int_equal(hat_shape_text(shaper, wanted, arena, &shaped), HAT_OK);
    return shaped;
}

/* */
static void widths(void **state)
{
    (void)state;
    struct hat_shaper *shaper = NULL;
    struct hat_arena arena = {0};
    assert_int_equal(hat_shaper_new(&shaper), HAT_OK);
    struct hat_shape_request wanted = request("Times New Roman", "AVAVAVAVToWa.LT");
    for (int i = 0; i < 2; i++) { /* the second time from the cache */
        wanted.kerning = false;
        assert_int_equal(shape(shaper, &arena, &wanted).advance, 14038);
        wanted.kerning = true;
        assert_int_equal(shape(shaper, &arena, &wanted).advance, 12387);
    }
    wanted.kerning = false;
    wanted.scale_pct = 200;
    struct hat_shaped wide = shape(shaper, &arena, &wanted);
    assert_in_range(wide.advance, 2 * 14038 - 8, 2 * 14038 + 8);
    hat_shaper_free(shaper);
    hat_arena_fini(&arena);
}

/* ligatures with kerning off and on; none in the Word profile or in typewriter fonts */
static void ligatures(void **state)
{
    (void)state;
    struct hat_shaper *shaper = NULL;
    struct hat_arena arena = {0};
    assert_int_equal(hat_shaper_new(&shaper), HAT_OK);
    struct hat_shape_request wanted = request("Calibri", "office title");
    for (int kerning = 0; kerning < 2; kerning++) {
        wanted.kerning = kerning;
        wanted.ligatures = true;
        struct hat_shaped shaped = shape(shaper, &arena, &wanted);
        assert_int_equal(shaped.count, 9); /* o ffi c e space ti t l e */
        assert_int_equal(shaped.glyphs[1].byte, 1);
        assert_int_equal(shaped.glyphs[2].byte, 4);
        wanted.ligatures = false;
        assert_int_equal(shape(shaper, &arena, &wanted).count, 12);
    }
    wanted = request("Courier New", "office");
    assert_int_equal(shape(shaper, &arena, &wanted).count, 6);
    hat_shaper_free(shaper);
    hat_arena_fini(&arena);
}

/* Words put together are what the whole run is. */
static void words(void **state)
{
    (void)state;
    struct hat_shaper *shaper = NULL;
    struct hat_arena arena = {0};
    assert_int_equal(hat_shaper_new(&shaper), HAT_OK);
    const char *text = "Абай  ауданы a\xCC\x81 \xCC\x81  б";
    struct hat_shape_request wanted = request("Times New Roman", text);
    struct hat_shaped shaped = shape(shaper, &arena, &wanted);
    int32_t sum = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < shaped.count; i++) {
        assert_true(shaped.glyphs[i].byte >= last);
        last = shaped.glyphs[i].byte;
        assert_true(last < strlen(text));
        sum += shaped.glyphs[i].advance;
    }
    assert_int_equal(sum, shaped.advance);
    assert_int_equal(shaped.glyphs[shaped.count - 1].byte, strlen(text) - 2);
    assert_false(shaped.missing);
    wanted.text = HAT_STR("\xE2\x82\xB8"); /* U+20B8 */
    assert_true(shape(shaper, &arena, &wanted).missing);
    wanted.text = HAT_STR("");
    assert_int_equal(shape(shaper, &arena, &wanted).count, 0);
    hat_shaper_free(shaper);
    hat_arena_fini(&arena);
}

/* Plain signs and words put together give the glyphs that HarfBuzz gives for the whole run. */
static void whole(void **state)
{
    (void)state;
    static const char *const families[] = {"Times New Roman", "Arial", "Calibri", "Cambria",
                                           "DejaVu Sans"};
    const char *text = "https://www.a.kz/reel/DVlh7MJ/?igsh=MXZ== AV. To-Wa (fi) office, e\xCC\x81"
                       " 1\xCC\x81 = 5\xE2\x81\x84"
                       "8 i j\xCC\x81 Ұйым, «сөз» 12/34!";
    struct hat_shaper *shaper = NULL;
    struct hat_arena arena = {0};
    assert_int_equal(hat_shaper_new(&shaper), HAT_OK);
    for (size_t i = 0; i < 2 * sizeof families / sizeof *families; i++) {
        struct hat_shape_request wanted = request(families[i / 2], text);
        wanted.kerning = i % 2;
        wanted.size_du = (uint32_t)wanted.face->upem; /* advances in units of the font */
        struct hat_shaped shaped = shape(shaper, &arena, &wanted);
        hb_buffer_t *run = hb_buffer_create();
        hb_feature_t kerning = {HB_TAG('k', 'e', 'r', 'n'), i % 2, 0, (unsigned)-1};
        unsigned count = 0;
        hb_buffer_add_utf8(run, text, -1, 0, -1);
        hb_buffer_set_direction(run, HB_DIRECTION_LTR);
        hb_buffer_set_script(run, HB_SCRIPT_LATIN);
        hb_buffer_set_language(run, hb_language_from_string("kk", -1));
        hb_shape(wanted.face->hb, run, &kerning, 1);
        const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(run, &count);
        const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(run, &count);
        assert_int_equal(shaped.count, count);
        for (unsigned k = 0; k < count; k++) {
            assert_int_equal(shaped.glyphs[k].id, infos[k].codepoint);
            assert_int_equal(shaped.glyphs[k].byte, infos[k].cluster);
            assert_int_equal(shaped.glyphs[k].advance, places[k].x_advance);
        }
        hb_buffer_destroy(run);
    }
    hat_shaper_free(shaper);
    hat_arena_fini(&arena);
}

/* The cache forgets; what was shaped before stays right. */
static void bounded(void **state)
{
    (void)state;
    struct hat_shaper *shaper = NULL;
    struct hat_arena arena = {0};
    assert_int_equal(hat_shaper_new(&shaper), HAT_OK);
    struct hat_shape_request wanted = request("Arial", "сөз");
    int32_t advance = shape(shaper, &arena, &wanted).advance;
    for (uint32_t i = 1; i < 5000; i++) { /* as many sizes as styles are kept, and more */
        wanted.size_du = 60 + i;
        shape(shaper, &arena, &wanted);
        hat_arena_reset(&arena);
    }
    wanted.size_du = 240 * HAT_DU_PER_TWIP;
    assert_int_equal(shape(shaper, &arena, &wanted).advance, advance);
    struct hat_shaped shaped;
    static char huge[(1 << 20) + 2];
    memset(huge, 'a', sizeof huge - 1);
    wanted.text = hat_str_from(huge);
    assert_int_equal(hat_shape_text(shaper, &wanted, &arena, &shaped), HAT_ERR_LIMIT);
    hat_shaper_free(shaper);
    hat_shaper_free(NULL);
    hat_arena_fini(&arena);
}

static void memory(void **state)
{
    (void)state;
    int succeeded = 0;
    for (long nth = 1; nth < 40; nth++) {
        struct hat_shaper *shaper = NULL;
        struct hat_arena arena = {0};
        struct hat_shaped shaped = {0};
        struct hat_shape_request wanted = request("Times New Roman", "Абай ауданы");
        hat_mem_fail_at(nth);
        enum hat_status status = hat_shaper_new(&shaper);
        if (status == HAT_OK) {
            status = hat_shape_text(shaper, &wanted, &arena, &shaped);
        }
        hat_mem_fail_at(0);
        assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
        if (status == HAT_OK) {
            assert_int_equal(shaped.count, 11);
            succeeded++;
        } else if (shaper != NULL) { /* and it works when there is memory again */
            assert_int_equal(hat_shape_text(shaper, &wanted, &arena, &shaped), HAT_OK);
            assert_int_equal(shaped.count, 11);
        }
        hat_shaper_free(shaper);
        hat_arena_fini(&arena);
    }
    assert_true(succeeded > 0);
}

static void directions(void **state)
{
    (void)state;
    struct hat_arena arena = {0};
    const uint8_t *levels = NULL;
    assert_int_equal(hat_bidi_levels(HAT_STR("Абай №7 — “a”"), false, &arena, &levels), HAT_OK);
    assert_null(levels);
    struct hat_str mixed = HAT_STR("ab \xD7\x90\xD7\x91 12 c");
    assert_int_equal(hat_bidi_levels(mixed, false, &arena, &levels), HAT_OK);
    static const uint8_t wanted[] = {0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 0, 0};
    assert_memory_equal(levels, wanted, sizeof wanted);
    assert_int_equal(hat_bidi_levels(HAT_STR("a b"), true, &arena, &levels), HAT_OK);
    assert_non_null(levels);
    assert_int_equal(levels[0], 2);
    uint32_t order[5];
    hat_bidi_order((const uint8_t[]){0, 1, 2, 1, 0}, 5, order);
    assert_memory_equal(order, ((const uint32_t[]){0, 3, 2, 1, 4}), sizeof order);
    /* right to left: glyphs stay in the order of the text */
    struct hat_shaper *shaper = NULL;
    assert_int_equal(hat_shaper_new(&shaper), HAT_OK);
    struct hat_shape_request hebrew = request("DejaVu Sans", "\xD7\x90\xD7\x91\xD7\x92");
    hebrew.rtl = true;
    struct hat_shaped shaped = shape(shaper, &arena, &hebrew);
    assert_int_equal(shaped.count, 3);
    assert_int_equal(shaped.glyphs[0].byte, 0);
    assert_int_equal(shaped.glyphs[2].byte, 4);
    hat_shaper_free(shaper);
    hat_arena_fini(&arena);
}

static void scripts(void **state)
{
    (void)state;
    assert_int_equal(hat_script_kind(0x4E2D), HAT_SCRIPT_EAST_ASIAN);
    assert_int_equal(hat_script_kind(0x05D0), HAT_SCRIPT_COMPLEX);
    assert_int_equal(hat_script_kind(0x0915), HAT_SCRIPT_COMPLEX);
    assert_int_equal(hat_script_kind(0x049A), HAT_SCRIPT_WESTERN);
    assert_int_equal(hat_script_kind(0x2014), HAT_SCRIPT_WEAK);
}

static void hyphens(void **state)
{
    (void)state;
    bool allowed[HAT_HYPHEN_WORD_MAX];
    struct hat_hyphens *hyphens = NULL;
    assert_int_equal(hat_hyphens_new(&hyphens), HAT_OK);
    assert_false(hat_hyphens_has(hyphens, "kk-KZ"));
    assert_false(hat_hyphens_has(hyphens, ""));
    assert_false(hat_hyphens_has(hyphens, NULL));
    if (hat_hyphens_has(hyphens, "ru-RU") && hat_hyphens_has(hyphens, "en")) {
        assert_true(hat_hyphens_find(hyphens, "en-US", HAT_STR("information"), allowed));
        for (size_t i = 0; i < 11; i++) { /* in-for-ma-tion */
            assert_int_equal(allowed[i], i == 2 || i == 5 || i == 7);
        }
        assert_true(hat_hyphens_find(hyphens, "ru-RU", HAT_STR("РАЗвития"), allowed));
        assert_true(allowed[6]); /* раз-ви-тия, two bytes a letter */
        assert_true(allowed[10]);
        assert_false(hat_hyphens_find(hyphens, "ru", HAT_STR("да"), allowed));
        assert_false(hat_hyphens_find(hyphens, "ru", HAT_STR("қазақ"), allowed));
        assert_false(hat_hyphens_find(hyphens, "ru", HAT_STR("\xFF\xFF\xFF\xFF\xFF"), allowed));
    }
    hat_hyphens_free(hyphens);
    hat_hyphens_free(NULL);
}

static int setup(void **state)
{
    (void)state;
    return hat_fonts_open(HAT_SOURCE_DIR "/fonts", NULL, &fonts) != HAT_OK;
}

static int teardown(void **state)
{
    (void)state;
    hat_fonts_close(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths),     cmocka_unit_test(ligatures), cmocka_unit_test(words),
        cmocka_unit_test(whole),      cmocka_unit_test(bounded),   cmocka_unit_test(memory),
        cmocka_unit_test(directions), cmocka_unit_test(scripts),   cmocka_unit_test(hyphens),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
