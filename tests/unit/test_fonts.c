/* Tests of src/text/fonts*.c and face.c. */
#include "base/mem.h"
#include "text/fonts_internal.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FONTS HAT_SOURCE_DIR "/fonts"

static struct hat_fonts *open_fonts(const char *folder)
{
    struct hat_fonts *fonts = NULL;
    assert_int_equal(hat_fonts_open(folder, NULL, &fonts), HAT_OK);
    return fonts;
}

/* layout-rules 1.2 */
static void families(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Times New Roman", "Liberation Serif"},
        {"times new roman", "Liberation Serif"},
        {"Arial", "Liberation Sans"},
        {"Courier New", "Liberation Mono"},
        {"Courier", "Liberation Mono"},
        {"Calibri", "Carlito"},
        {"Calibri Light", "DejaVu Sans"},
        {"Cambria", "Caladea"},
        {"Georgia", "DejaVu Serif"},
        {"Palatino Linotype", "DejaVu Serif"},
        {"Verdana", "DejaVu Sans"},
        {"Segoe UI", "DejaVu Sans"},
        {"KZ Times New Roman", "DejaVu Sans"},
        {"Жоқ қаріп", "DejaVu Sans"},
        {"", "DejaVu Sans"},
        {"*", "DejaVu Sans"},
    };
    struct hat_fonts *fonts = open_fonts(FONTS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct hat_face *face = hat_fonts_face(fonts, cases[i][0], false, false);
        assert_int_equal(strncmp(hat_face_name(face), cases[i][1], strlen(cases[i][1])), 0);
        assert_ptr_equal(hat_fonts_face(fonts, cases[i][0], false, false), face);
    }
    const struct hat_face *bold = hat_fonts_face(fonts, "Arial", true, true);
    assert_string_equal(hat_face_name(bold), "Liberation Sans Bold Italic");
    assert_false(hat_face_fake_bold(bold));
    assert_false(hat_face_fake_italic(bold));
    assert_true(hat_face_monospaced(hat_fonts_face(fonts, "Courier New", false, false)));
    assert_false(hat_face_monospaced(bold));
    assert_non_null(hat_face_freetype(bold));
    assert_ptr_equal(hat_fonts_face(fonts, NULL, false, false),
                     hat_fonts_face(fonts, "", false, false));
    assert_false(hat_fonts_failed(fonts));
    hat_fonts_close(fonts);
    hat_fonts_close(NULL);
}

/* layout-rules 1.1, table */
static void metrics(void **state)
{
    (void)state;
    static const struct {
        const char *family;
        int ascent, height, leading;
    } cases[] = {
        {"Times New Roman", 224, 276, 10}, {"Arial", 225, 276, 8},   {"Courier New", 200, 272, 0},
        {"Calibri", 233, 293, 53},         {"Cambria", 216, 276, 0}, {"Verdana", 223, 280, 0},
    };
    struct hat_fonts *fonts = open_fonts(FONTS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct hat_face *face = hat_fonts_face(fonts, cases[i].family, false, false);
        struct hat_metrics m = hat_face_metrics(face, 240 * HAT_DU_PER_TWIP, true);
        assert_int_equal(m.ascent, cases[i].ascent);
        assert_int_equal(m.height, cases[i].height);
        assert_int_equal(m.leading, cases[i].leading);
        m = hat_face_metrics(face, 240 * HAT_DU_PER_TWIP, false);
        assert_int_equal(m.height, cases[i].height - cases[i].leading);
    }
    hat_fonts_close(fonts);
}

static void missing_letters(void **state)
{
    (void)state;
    struct hat_fonts *fonts = open_fonts(FONTS);
    const struct hat_face *serif = hat_fonts_face(fonts, "Times New Roman", false, false);
    const struct hat_face *bold = hat_fonts_face(fonts, "Cambria", true, false);
    assert_ptr_equal(hat_fonts_fallback(fonts, serif, HAT_STR("Ә")), serif);
    assert_ptr_equal(hat_fonts_fallback(fonts, serif, HAT_STR("")), serif);
    const char *tenge = hat_face_name(hat_fonts_fallback(fonts, serif, HAT_STR("₸")));
    assert_string_equal(tenge, "DejaVu Serif Book");
    /* the style is kept: Caladea has no Cyrillic */
    assert_string_equal(hat_face_name(hat_fonts_fallback(fonts, bold, HAT_STR("қ"))),
                        "DejaVu Serif Bold");
    /* spaces of all widths are made of the space; joiners need no glyph */
    assert_ptr_equal(hat_fonts_fallback(fonts, bold, HAT_STR("a\xC2\xA0\xE2\x80\x89")), bold);
    assert_ptr_equal(hat_fonts_fallback(fonts, bold, HAT_STR("a\xE2\x80\x8D")), bold);
    /* nobody has a private character of plane 16; asked twice */
    assert_null(hat_fonts_fallback(fonts, serif, HAT_STR("\xF4\x8F\xBF\xBD")));
    assert_null(hat_fonts_fallback(fonts, serif, HAT_STR("\xF4\x8F\xBF\xBD")));
    hat_fonts_close(fonts);
}

/* ---- folders of our own ---- */

static void write_file(const char *folder, const char *name, const void *bytes, size_t len)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void write_text(const char *folder, const char *name, const char *text)
{
    write_file(folder, name, text, strlen(text));
}

static size_t read_font(const char *path, char **bytes)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    *bytes = malloc((size_t)size);
    assert_non_null(*bytes);
    assert_int_equal(fread(*bytes, 1, (size_t)size, file), size);
    fclose(file);
    return (size_t)size;
}

static const char *new_folder(void)
{
    static char folder[] = "/tmp/hatshy-fonts-XXXXXX";
    strcpy(folder, "/tmp/hatshy-fonts-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void remove_folder(const char *folder)
{
    char command[512];
    static const char *const names[] = {"families.conf", "fonts.conf", "a.ttf",
                                        "b.otf",         "c.ttf",      "d.ttf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(command, sizeof command, "%s/%s", folder, names[i]);
        unlink(command);
    }
    assert_int_equal(rmdir(folder), 0);
}

static const char dejavu[] = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

/* An office's own font comes first; a style that its family lacks is made up. */
static void office_fonts(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t size = read_font(dejavu, &bytes);
    const char *folder = new_folder();
    write_text(folder, "families.conf", "serve * = DejaVu Sans\nserve Arial = Dejavu sans\n");
    write_text(folder, "fonts.conf", "<fontconfig></fontconfig>");
    write_file(folder, "a.ttf", bytes, size);
    write_text(folder, "b.otf", "no font at all");
    write_file(folder, "c.ttf", bytes, size / 3); /* cut off */
    struct hat_fonts *fonts = open_fonts(folder);
    const struct hat_face *face = hat_fonts_face(fonts, "Arial", true, true);
    char path[512];
    snprintf(path, sizeof path, "%s/a.ttf", folder);
    assert_string_equal(hat_face_file(face), path);
    assert_true(hat_face_fake_bold(face));
    assert_true(hat_face_fake_italic(face));
    const struct hat_face *plain = hat_fonts_face(fonts, "Arial", false, false);
    assert_false(hat_face_fake_bold(plain));
    assert_int_not_equal(hat_face_index(plain), hat_face_index(face));
    hat_fonts_close(fonts);
    remove_folder(folder);
    free(bytes);
}

static void no_fonts(void **state)
{
    (void)state;
    struct hat_fonts *fonts = NULL;
    hat_diags *diags = hat_diags_new();
    const char *folder = new_folder();
    write_text(folder, "families.conf", "folder /nowhere\nserve * = DejaVu Sans\n");
    write_text(folder, "fonts.conf", "<fontconfig><dir>/nowhere</dir></fontconfig>");
    assert_int_equal(hat_fonts_open(folder, diags, &fonts), HAT_ERR_IO);
    assert_int_equal(hat_diags_at(diags, 0)->code, HAT_MSG_FONT_NONE);
    hat_diags_free(diags);

    diags = hat_diags_new();
    write_text(folder, "families.conf", "serve * = DejaVu Sans\nhelp me\n");
    assert_int_equal(hat_fonts_open(folder, diags, &fonts), HAT_ERR_IO);
    assert_int_equal(hat_diags_at(diags, 0)->code, HAT_MSG_FONT_TABLE);
    assert_int_equal(hat_diags_at(diags, 0)->place.line, 2);
    hat_diags_free(diags);
    remove_folder(folder);

    diags = hat_diags_new();
    assert_int_equal(hat_fonts_open("/nowhere", diags, &fonts), HAT_ERR_IO);
    assert_int_equal(hat_diags_at(diags, 0)->code, HAT_MSG_FILE_READ);
    hat_diags_free(diags);
    assert_null(fonts);
}

/* What the environment says of fonts has no say here. */
static void environment(void **state)
{
    (void)state;
    setenv("FONTCONFIG_FILE", "/etc/passwd", 1);
    setenv("FONTCONFIG_SYSROOT", "/nowhere", 1);
    setenv("HOME", "/nowhere", 1);
    struct hat_fonts *fonts = open_fonts(FONTS);
    /* a family that only fontconfig knows: not in families.conf */
    const struct hat_face *face = hat_fonts_face(fonts, "DejaVu Sans Condensed", false, false);
    assert_string_equal(hat_face_name(face), "DejaVu Sans Condensed");
    unsetenv("FONTCONFIG_FILE");
    unsetenv("FONTCONFIG_SYSROOT");
    hat_fonts_close(fonts);
}

/* The entry of a table in the font's directory: tag, checksum, place, length. */
static size_t entry_of(const char *bytes, const char *tag)
{
    size_t count = (unsigned)bytes[4] * 256u + (unsigned char)bytes[5];
    for (size_t at = 12; at < 12 + 16 * count; at += 16) {
        if (memcmp(bytes + at, tag, 4) == 0) {
            return at;
        }
    }
    fail_msg("no table %s", tag);
    return 0;
}

/* Where it begins. */
static size_t table_at(const char *bytes, const char *tag)
{
    const unsigned char *at = (const unsigned char *)bytes + entry_of(bytes, tag);
    return (size_t)at[8] << 24 | (size_t)at[9] << 16 | (size_t)at[10] << 8 | at[11];
}

static size_t count_damaged(const hat_diags *diags, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        const struct hat_diag *diag = hat_diags_at(diags, i);
        count += diag->code == HAT_MSG_FONT_DAMAGED && strstr(diag->place.file, name) != NULL;
    }
    return count;
}

/* A damaged file is passed over and named, once; fallbacks serve. */
static void damaged_fonts(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t size = read_font(dejavu, &bytes);
    const char *folder = new_folder();
    hat_diags *diags = hat_diags_new();
    struct hat_fonts *fonts = NULL;
    write_text(folder, "families.conf",
               "folder /usr/share/fonts/truetype/liberation2\n"
               "files Liberation Serif = LiberationSerif-Regular.ttf\n"
               "serve * = Liberation Serif\n");
    write_text(folder, "fonts.conf", "<fontconfig></fontconfig>");
    write_text(folder, "b.otf", "no font at all");
    write_file(folder, "a.ttf", bytes, size / 3);
    memset(bytes + table_at(bytes, "cmap") + 8, 0xFF, 4); /* place of the first character map */
    write_file(folder, "c.ttf", bytes, size);
    free(bytes);
    size = read_font(dejavu, &bytes);
    memset(bytes + table_at(bytes, "glyf"), 0xFF, 1000); /* the first outlines */
    write_file(folder, "d.ttf", bytes, size);
    assert_int_equal(hat_fonts_open(folder, diags, &fonts), HAT_OK);
    assert_int_equal(hat_diags_count(diags), 4);
    assert_int_equal(count_damaged(diags, "/b.otf"), 1);
    assert_int_equal(count_damaged(diags, "/a.ttf"), 1);
    assert_int_equal(count_damaged(diags, "/c.ttf"), 1);
    assert_int_equal(count_damaged(diags, "/d.ttf"), 1);
    assert_string_equal(hat_face_name(hat_fonts_face(fonts, "DejaVu Sans", false, false)),
                        "Liberation Serif Regular");
    hat_fonts_tell_damaged(fonts, diags);
    assert_int_equal(hat_diags_count(diags), 4);
    hat_fonts_close(fonts);
    hat_diags_free(diags);
    remove_folder(folder);
    free(bytes);
}

/* A sign is plain where no rule looks at it; of rules that are not OpenType's nobody knows. */
static void plain_signs(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t size = read_font(dejavu, &bytes);
    const char *folder = new_folder();
    write_text(folder, "families.conf", "serve * = DejaVu Sans\n");
    write_text(folder, "fonts.conf", "<fontconfig></fontconfig>");
    for (int other = 0; other < 2; other++) {
        struct hat_fonts *fonts = NULL;
        write_file(folder, "a.ttf", bytes, size);
        assert_int_equal(hat_fonts_open(folder, NULL, &fonts), HAT_OK);
        const struct hat_face *face = hat_fonts_face(fonts, "DejaVu Sans", false, false);
        assert_int_equal(face->plain[false]['1'], other == 0);
        assert_false(face->plain[false]['f']); /* begins ligatures */
        hat_fonts_close(fonts);
        if (other == 0) {
            memcpy(bytes + entry_of(bytes, "prep"), "trak", 4); /* the last: the order stays */
        }
    }
    remove_folder(folder);
    free(bytes);
}

/* Each allocation fails once: an error or the right face, and no harm for later. */
static void memory(void **state)
{
    (void)state;
    for (long nth = 1; nth < 400; nth++) {
        struct hat_fonts *fonts = NULL;
        hat_mem_fail_at(nth);
        enum hat_status status = hat_fonts_open(FONTS, NULL, &fonts);
        if (status == HAT_OK) {
            const struct hat_face *face = hat_fonts_face(fonts, "Cambria", true, false);
            assert_non_null(face);
            hat_fonts_fallback(fonts, face, HAT_STR("қ"));
            bool failed = hat_fonts_failed(fonts);
            hat_mem_fail_at(0);
            const struct hat_face *again = hat_fonts_face(fonts, "Cambria", true, false);
            assert_string_equal(hat_face_name(again), "Caladea Bold");
            assert_true(failed || again == face);
            assert_string_equal(hat_face_name(hat_fonts_fallback(fonts, again, HAT_STR("қ"))),
                                "DejaVu Serif Bold");
        } else {
            assert_int_equal(status, HAT_ERR_NOMEM);
        }
        hat_mem_fail_at(0);
        hat_fonts_close(fonts);
    }
}

struct steps {
    int count, closed;
    int32_t x, y; /* of the first */
    int most;     /* ends after so many */
};

static bool add_step(void *ctx, enum hat_outline_step kind, const int32_t x[3], const int32_t y[3])
{
    struct steps *steps = ctx;
    if (steps->count++ == 0) {
        assert_int_equal(kind, HAT_OUTLINE_MOVE);
        steps->x = x[0];
        steps->y = y[0];
    }
    steps->closed += kind == HAT_OUTLINE_CLOSE;
    return steps->count < steps->most;
}

/* Glyph 44 of Liberation Sans is the I: a rectangle from 189,0 to 382,1409 of 2048. */
static void outlines(void **state)
{
    (void)state;
    struct hat_fonts *fonts = open_fonts(FONTS);
    const struct hat_face *face = hat_fonts_face(fonts, "Arial", false, false);
    struct steps steps = {.most = 100};
    const struct hat_outline_sink sink = {&steps, add_step};
    assert_int_equal(hat_face_units(face), 2048);
    assert_true(hat_face_outline(face, 44, &sink));
    assert_int_equal(steps.closed, 1);
    assert_int_equal(steps.x, 189);
    steps = (struct steps){.most = 2};
    assert_false(hat_face_outline(face, 44, &sink));
    assert_int_equal(steps.count, 2);
    steps = (struct steps){.most = 100};
    assert_true(hat_face_outline(face, 0xFFFFFFF, &sink)); /* no such glyph */
    assert_true(hat_face_outline(face, 3, &sink));         /* the space */
    assert_int_equal(steps.count, 0);
    hat_fonts_close(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(families),        cmocka_unit_test(metrics),
        cmocka_unit_test(missing_letters), cmocka_unit_test(office_fonts),
        cmocka_unit_test(damaged_fonts),   cmocka_unit_test(no_fonts),
        cmocka_unit_test(outlines),        cmocka_unit_test(environment),
        cmocka_unit_test(plain_signs),     cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
