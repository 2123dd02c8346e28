/* Tests of what the document readers share: interning, index, queue, links, pictures, numbers. */
#include <stdio.h>

#include "document/reader_internal.h"
#include "unit/parts_stub.h"
#include "unit/unit.h"

/* A document without a reader. */
struct bare {
    struct parts_stub stub;
    struct hat_limits limits;
    struct hat_document document;
};

static void bare_init(struct bare *bare)
{
    memset(bare, 0, sizeof *bare);
    parts_stub_init(&bare->stub, HAT_FORMAT_DOCX, "main");
    bare->limits = HAT_LIMITS_DEFAULT;
    bare->document.parts = &bare->stub.parts;
    bare->document.limits = &bare->limits;
    bare->document.diags = hat_diags_new();
    bare->document.intern = hat_intern_new();
    bare->document.images = hat_images_new();
}

static void bare_fini(struct bare *bare)
{
    hat_images_free(bare->document.images);
    hat_intern_free(bare->document.intern);
    hat_diags_free(bare->document.diags);
    hat_arena_fini(&bare->document.arena);
}

static void interning(void **state)
{
    (void)state;
    struct bare bare;
    bare_init(&bare);
    const char *text = hat_intern_text(&bare.document, HAT_STR("Times New Roman, bold"));
    assert_string_equal(text, "Times New Roman, bold");
    assert_ptr_equal(hat_intern_text(&bare.document, HAT_STR("Times New Roman, bold")), text);
    assert_ptr_not_equal(hat_intern_text(&bare.document, HAT_STR("Times New Roman")), text);
    assert_string_equal(hat_intern_text(&bare.document, (struct hat_str){0}), "");
    for (int i = 0; i < 1000; i++) { /* it grows, and old pointers stay */
        char name[24];
        snprintf(name, sizeof name, "name %d", i);
        assert_string_equal(hat_intern_text(&bare.document, hat_str_from(name)), name);
    }
    assert_ptr_equal(hat_intern_text(&bare.document, HAT_STR("Times New Roman, bold")), text);

    struct hat_tab tabs[2][1];
    struct hat_para_props props[2];
    memset(tabs, 0, sizeof tabs);
    memset(props, 0, sizeof props);
    for (int i = 0; i < 2; i++) {
        tabs[i][0].position = 709;
        props[i].tabs = tabs[i];
        props[i].tab_count = 1;
    }
    const struct hat_para_props *first = hat_intern_paragraph(&bare.document, &props[0]);
    assert_ptr_equal(hat_intern_paragraph(&bare.document, &props[1]), first);
    assert_ptr_not_equal(first->tabs, tabs[0]);
    tabs[1][0].position = 708;
    assert_ptr_not_equal(hat_intern_paragraph(&bare.document, &props[1]), first);
    bare_fini(&bare);
}

static void index_of_texts(void **state)
{
    (void)state;
    struct hat_index index = {0};
    static char keys[500][16];
    assert_null(hat_index_find(&index, HAT_STR("x")));
    for (int i = 0; i < 500; i++) {
        snprintf(keys[i], sizeof keys[i], "rId%d", i);
        assert_true(hat_index_put(&index, hat_str_from(keys[i]), keys[i]));
    }
    for (int i = 0; i < 500; i++) {
        assert_ptr_equal(hat_index_find(&index, hat_str_from(keys[i])), keys[i]);
    }
    assert_null(hat_index_find(&index, HAT_STR("rId500")));
    assert_true(hat_index_put(&index, HAT_STR("rId7"), keys[8]));
    assert_ptr_equal(hat_index_find(&index, HAT_STR("rId7")), keys[8]);
    assert_int_equal(index.count, 500);
    hat_index_fini(&index);
}

static void queue_of_blocks(void **state)
{
    (void)state;
    struct hat_queue queue = {0};
    struct hat_table table = {.streamed = true};
    struct hat_block block = {.kind = HAT_BLOCK_TABLE, .as.table = &table};
    struct hat_block after = {.kind = HAT_BLOCK_PARAGRAPH};
    static struct hat_row rows[40];
    struct hat_block *out;
    struct hat_row *row;
    assert_false(hat_queue_take_block(&queue, NULL, &out));
    struct hat_queue_item item = {.kind = HAT_QUEUE_BLOCK, .block = &block};
    assert_int_equal(hat_queue_put(&queue, item), HAT_OK);
    assert_true(hat_queue_take_block(&queue, NULL, &out));
    assert_ptr_equal(out, &block);
    assert_false(hat_queue_take_row(&queue, &table, &row)); /* nothing there yet */
    for (int i = 0; i < 40; i++) {
        item = (struct hat_queue_item){.kind = HAT_QUEUE_ROW, .row = &rows[i]};
        assert_int_equal(hat_queue_put(&queue, item), HAT_OK);
        if (i % 2 == 1) { /* it wraps around while it grows */
            assert_true(hat_queue_take_row(&queue, &table, &row));
            assert_ptr_equal(row, &rows[i / 2]);
        }
    }
    item = (struct hat_queue_item){.kind = HAT_QUEUE_TABLE_END};
    assert_int_equal(hat_queue_put(&queue, item), HAT_OK);
    item = (struct hat_queue_item){.kind = HAT_QUEUE_BLOCK, .block = &after};
    assert_int_equal(hat_queue_put(&queue, item), HAT_OK);
    for (int i = 20; i < 40; i++) {
        assert_true(hat_queue_take_row(&queue, &table, &row));
        assert_ptr_equal(row, &rows[i]);
    }
    for (int i = 0; i < 2; i++) { /* the end, again and again */
        assert_true(hat_queue_take_row(&queue, &table, &row));
        assert_null(row);
    }
    assert_true(hat_queue_take_block(&queue, NULL, &out));
    assert_ptr_equal(out, &after);
    hat_queue_fini(&queue);
}

static void links(void **state)
{
    (void)state;
    static const struct {
        const char *address, *uri, *anchor;
    } cases[] = {{"https://a.kz/x?y=1#z", "https://a.kz/x?y=1#z", NULL},
                 {"  HTTP://a.kz/ \n", "HTTP://a.kz/", NULL},
                 {"https://a.kz/Қ б%20<>", "https://a.kz/%D2%9A%20%D0%B1%20%3C%3E", NULL},
                 {"https://a.kz", "https://a.kz/", NULL},
                 {"https://a.kz?y=1", "https://a.kz/?y=1", NULL},
                 {"http:a.kz", "http:a.kz", NULL},
                 {"mailto:a@b.kz", "mailto:a@b.kz", NULL},
                 {"tel:+77172", "tel:+77172", NULL},
                 {"#total", NULL, "total"},
                 {"#", NULL, NULL},
                 {"", NULL, NULL},
                 {"https:", NULL, NULL},
                 {"javascript:alert(1)", NULL, NULL},
                 {"file:///etc/passwd", NULL, NULL},
                 {"\\\\server\\share", NULL, NULL},
                 {"www.a.kz", NULL, NULL},
                 {"httpsx://a", NULL, NULL}};
    struct bare bare;
    bare_init(&bare);
    size_t warnings = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct hat_link *link;
        struct hat_link_source source = {hat_str_from(cases[i].address), HAT_STR("tip")};
        assert_int_equal(hat_link_make(&bare.document, &bare.document.arena, source, NULL, &link),
                         HAT_OK);
        if (cases[i].uri == NULL && cases[i].anchor == NULL) {
            assert_null(link);
            assert_int_equal(hat_diags_count(bare.document.diags), ++warnings);
            continue;
        }
        assert_string_equal(link->title, "tip");
        if (cases[i].uri != NULL) {
            assert_string_equal(link->uri, cases[i].uri);
        } else {
            assert_string_equal(link->anchor, cases[i].anchor);
        }
    }
    bare.limits.link_bytes = 10;
    const struct hat_link *link;
    struct hat_link_source source = {.address = HAT_STR("https://a.kz")};
    assert_int_equal(hat_link_make(&bare.document, &bare.document.arena, source, NULL, &link),
                     HAT_OK);
    assert_null(link);
    bare_fini(&bare);
}

#define BYTES(text)                                                                                \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static void pictures(void **state)
{
    (void)state;
    static const struct {
        struct hat_str bytes;
        uint8_t format;
        uint32_t width, height;
        const char *warning;
    } cases[] = {
        {BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x14\0\0\0\x0a"), HAT_IMAGE_PNG, 276, 10, NULL},
        {BYTES("\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC2\0\x0B\x08\0\x20\1\0\1"), HAT_IMAGE_JPEG, 256, 32,
         NULL},
        {BYTES("GIF89a\x05\0\x06\1"), HAT_IMAGE_OTHER, 5, 262, NULL},
        {BYTES("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\7\0\0\0\xF8\xFF\xFF\xFF"), HAT_IMAGE_OTHER, 7,
         8, NULL},
        {BYTES("<?xml version='1.0'?><svg width='1'/>"), HAT_IMAGE_SVG, 0, 0, NULL},
        {BYTES("\xD7\xCD\xC6\x9A                  "), HAT_IMAGE_OTHER, 0, 0, "picture-not-drawn"},
        {BYTES("II*\0"), HAT_IMAGE_OTHER, 0, 0, "picture-not-drawn"},
        {BYTES("hello"), HAT_IMAGE_OTHER, 0, 0, "picture-unknown"},
        {BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\0\0\x0a"), HAT_IMAGE_NONE, 0, 0,
         "picture-too-large"},
        {BYTES("\xFF\xD8\xFF"), HAT_IMAGE_OTHER, 0, 0, "picture-unknown"},
        {BYTES("\xFF\xD8\xFF\xE0\0"), HAT_IMAGE_JPEG, 0, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bare bare;
        const struct hat_image *image, *again;
        bare_init(&bare);
        parts_stub_add_bytes(&bare.stub, "p", cases[i].bytes);
        bare.stub.chunk = 7;
        assert_int_equal(hat_image_load(&bare.document, "p", NULL, &image), HAT_OK);
        assert_int_equal(hat_image_load(&bare.document, "p", NULL, &again), HAT_OK);
        assert_ptr_equal(image, again);
        assert_int_equal(hat_diags_count(bare.document.diags), cases[i].warning != NULL);
        if (cases[i].warning != NULL) {
            assert_string_equal(hat_diags_code(bare.document.diags, 0), cases[i].warning);
        }
        assert_int_equal(image != NULL, cases[i].format != HAT_IMAGE_NONE);
        if (image != NULL) {
            assert_int_equal(image->format, cases[i].format);
            assert_int_equal(image->width_px, cases[i].width);
            assert_int_equal(image->height_px, cases[i].height);
            assert_true(hat_str_equal(image->bytes, cases[i].bytes));
        }
        bare_fini(&bare);
    }
}

static void pictures_over_the_limit(void **state)
{
    (void)state;
    struct bare bare;
    const struct hat_image *image;
    bare_init(&bare);
    parts_stub_add(&bare.stub, "p", "0123456789");
    bare.limits.picture_bytes = 9;
    assert_int_equal(hat_image_load(&bare.document, "p", NULL, &image), HAT_OK);
    assert_null(image);
    assert_int_equal(hat_image_load(&bare.document, "none", NULL, &image), HAT_OK);
    assert_null(image);
    assert_true(hat_diags_count(bare.document.diags) >= 2);
    struct hat_buf buf = {0};
    assert_int_equal(hat_part_read(&bare.document, "p", 10, &buf), HAT_OK);
    assert_int_equal(buf.len, 10);
    hat_buf_fini(&buf);
    assert_int_equal(hat_part_read(&bare.document, "p", 9, &buf), HAT_ERR_LIMIT);
    hat_buf_fini(&buf);
    bare_fini(&bare);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        uint32_t number;
        enum hat_number_format format;
        const char *text;
    } cases[] = {{0, HAT_NUMBER_DECIMAL, "0"},
                 {4294967295u, HAT_NUMBER_DECIMAL, "4294967295"},
                 {7, HAT_NUMBER_DECIMAL_ZERO, "07"},
                 {123, HAT_NUMBER_DECIMAL_ZERO, "123"},
                 {1994, HAT_NUMBER_ROMAN_UPPER, "MCMXCIV"},
                 {3888, HAT_NUMBER_ROMAN_LOWER, "mmmdccclxxxviii"},
                 {4000, HAT_NUMBER_ROMAN_LOWER, "4000"},
                 {0, HAT_NUMBER_ROMAN_LOWER, "0"},
                 {26, HAT_NUMBER_LETTER_LOWER, "z"},
                 {28, HAT_NUMBER_LETTER_UPPER, "BB"},
                 {1000000, HAT_NUMBER_LETTER_UPPER, "1000000"},
                 {1, HAT_NUMBER_RUSSIAN_LOWER, "а"},
                 {10, HAT_NUMBER_RUSSIAN_LOWER, "к"},
                 {28, HAT_NUMBER_RUSSIAN_UPPER, "Я"},
                 {29, HAT_NUMBER_RUSSIAN_LOWER, "аа"},
                 {5, HAT_NUMBER_BULLET, ""},
                 {5, HAT_NUMBER_NONE, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[HAT_NUMBER_TEXT_MAX];
        size_t len = hat_number_text(cases[i].number, cases[i].format, out);
        assert_int_equal(len, strlen(cases[i].text));
        assert_memory_equal(out, cases[i].text, len);
    }
}

static void symbol_fonts(void **state)
{
    (void)state;
    assert_true(hat_symbol_family("Symbol"));
    assert_true(hat_symbol_family("wingdings 2"));
    assert_false(hat_symbol_family("Wingding"));
    assert_false(hat_symbol_family("Symbola"));
    assert_false(hat_symbol_family(NULL));
    assert_int_equal(hat_symbol_unicode("Symbol", 0xF0B7), 0x2022);
    assert_int_equal(hat_symbol_unicode("Symbol", 0x7E), 0x223C);
    assert_int_equal(hat_symbol_unicode("Symbol", 0xFE), 0x23AD);
    assert_int_equal(hat_symbol_unicode("Symbol", 0x80), 0);
    assert_int_equal(hat_symbol_unicode("Wingdings", 0xF0FC), 0x2713);
    assert_int_equal(hat_symbol_unicode("Wingdings", 0xA7), 0x25AA);
    assert_int_equal(hat_symbol_unicode("Wingdings", 0x416), 0x416);
    assert_int_equal(hat_symbol_unicode("Webdings", 0xF041), 0);
}

static void not_a_document(void **state)
{
    (void)state;
    struct parts_stub stub = {0};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    hat_diags *diags = hat_diags_new();
    struct hat_document *document = NULL;
    parts_stub_init(&stub, HAT_FORMAT_XLSX, "main");
    assert_int_equal(hat_document_open(&stub.parts, &limits, diags, &document), HAT_ERR_TEMPLATE);
    assert_null(document);
    assert_string_equal(hat_diags_code(diags, 0), "document-format");
    hat_diags_free(diags);
    hat_document_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interning),       cmocka_unit_test(index_of_texts),
        cmocka_unit_test(queue_of_blocks), cmocka_unit_test(links),
        cmocka_unit_test(pictures),        cmocka_unit_test(pictures_over_the_limit),
        cmocka_unit_test(numbers),         cmocka_unit_test(symbol_fonts),
        cmocka_unit_test(not_a_document)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
