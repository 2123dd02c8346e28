/* test_paint.c -- the painter: lines, boxes, text and pictures as pixels, PNG and SVG files. */
#include "unit/unit.h"

#include <math.h>
#include <stdio.h>

#include <cairo.h>
#include <jpeglib.h>

#include "base/mem.h"
#include "paint/painter_internal.h"
#include "unit/paint_files.h"
#include "unit/paint_pages.h"

/* ---- pixels ---- */

struct reader {
    const struct hat_buf *bytes;
    size_t at;
};

static cairo_status_t read_png(void *ctx, unsigned char *out, unsigned int len)
{
    struct reader *reader = ctx;
    if (len > reader->bytes->len - reader->at) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(out, reader->bytes->data + reader->at, len);
    reader->at += len;
    return CAIRO_STATUS_SUCCESS;
}

/* Draws the page at 72 dots per inch (a point is a pixel) through the public face. */
static cairo_surface_t *draw(const struct hat_page *page, hat_diags *diags)
{
    struct written written;
    written_open(&written);
    assert_int_equal(hat_png_write(page, 72, written.output, diags), HAT_OK);
    written_read(&written);
    struct reader reader = {&written.bytes, 0};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_png, &reader);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    written_close(&written);
    return surface;
}

static uint32_t pixel(cairo_surface_t *surface, int x, int y)
{
    uint32_t value;
    memcpy(&value,
           cairo_image_surface_get_data(surface) +
               (size_t)y * (size_t)cairo_image_surface_get_stride(surface) + (size_t)x * 4,
           sizeof value);
    return value & 0xFFFFFF;
}

static bool near(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF);
        if (difference < -6 || difference > 6) {
            return false;
        }
    }
    return true;
}

static void assert_pixel(cairo_surface_t *surface, int x, int y, uint32_t wanted)
{
    uint32_t found = pixel(surface, x, y);
    if (!near(found, wanted)) {
        fail_msg("pixel %d,%d is %06x, not %06x", x, y, (unsigned)found, (unsigned)wanted);
    }
}

/* How many pixels of the box are not white. */
static int ink(cairo_surface_t *surface, int x, int y, int width, int height)
{
    int count = 0;
    for (int row = y; row < y + height; row++) {
        for (int column = x; column < x + width; column++) {
            count += pixel(surface, column, row) != 0xFFFFFF;
        }
    }
    return count;
}

/* ---- lines and boxes ---- */

static void boxes_and_lines_have_place_and_color(void **state)
{
    (void)state;
    struct maker maker;
    maker_init(&maker);
    add_box(&maker, HAT_ITEM_RECT, 0, 10, 20, 30, 40)->color = 0x336699;
    add_box(&maker, HAT_ITEM_RECT, 0, 50, 20, 30, 40)->color = 0xFF0000;
    add_line(&maker, 0, 10, 100.5, 200, 100.5);
    maker.page.items[2].as.line.width = HAT_DU_PER_POINT;
    add_box(&maker, HAT_ITEM_LINK, 0, 300, 300, 50, 50); /* paints nothing */
    cairo_surface_t *surface = draw(&maker.page, NULL);
    assert_int_equal(cairo_image_surface_get_width(surface), 596);
    assert_int_equal(cairo_image_surface_get_height(surface), 842);
    assert_pixel(surface, 9, 30, 0xFFFFFF);
    assert_pixel(surface, 10, 20, 0x336699);
    assert_pixel(surface, 39, 59, 0x336699);
    assert_pixel(surface, 40, 59, 0xFFFFFF);
    assert_pixel(surface, 50, 59, 0xFF0000);
    assert_pixel(surface, 100, 100, 0x000000);
    assert_pixel(surface, 100, 101, 0xFFFFFF);
    assert_pixel(surface, 200, 100, 0xFFFFFF);
    assert_int_equal(ink(surface, 300, 300, 50, 50), 0);
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

enum { PT = HAT_DU_PER_POINT };

/* A diamond in a box [pt]. */
static struct hat_item *add_diamond(struct maker *maker, int x, int y, int width, int height)
{
    struct hat_item *item = hat_page_add(&maker->page, HAT_ITEM_PATH, 0);
    struct hat_path_step *steps = hat_arena_array(&maker->page.arena, 5, sizeof *steps);
    const int at[4][2] = {{x + width / 2, y},
                          {x + width, y + height / 2},
                          {x + width / 2, y + height},
                          {x, y + height / 2}};
    for (int i = 0; i < 4; i++) {
        steps[i].kind = i == 0 ? HAT_PATH_MOVE : HAT_PATH_LINE;
        steps[i].x[0] = at[i][0] * PT;
        steps[i].y[0] = at[i][1] * PT;
    }
    steps[4].kind = HAT_PATH_CLOSE;
    item->as.path.steps = steps;
    item->as.path.count = 5;
    item->as.path.x = x * PT;
    item->as.path.y = y * PT;
    item->as.path.width = width * PT;
    item->as.path.height = height * PT;
    return item;
}

/* Filled, or its line alone: corners and middle stay white; turned by a right angle. */
static void paths_fill_and_stroke(void **state)
{
    (void)state;
    struct maker maker;
    maker_init(&maker);
    struct hat_item *full = add_diamond(&maker, 10, 20, 40, 20);
    full->color = 0x336699;
    full->as.path.filled = true;
    struct hat_item *line = add_diamond(&maker, 100, 100, 50, 50);
    line->as.path.stroke = 4 * PT;
    line->as.path.stroke_color = 0xFF0000;
    struct hat_item *turned = add_diamond(&maker, 200, 100, 80, 20);
    turned->as.path.filled = true;
    turned->as.path.rotation = 9000;
    struct hat_item *half = add_diamond(&maker, 300, 100, 40, 40); /* shines through, turned by */
    half->as.path.filled = true;                                   /* half a right angle */
    half->as.path.clear = 80;
    half->as.path.rotation = 4500;
    cairo_surface_t *surface = draw(&maker.page, NULL);
    assert_pixel(surface, 320, 120, 0xCCCCCC);
    assert_pixel(surface, 308, 108, 0xCCCCCC);
    assert_pixel(surface, 320, 102, 0xFFFFFF);
    assert_pixel(surface, 30, 30, 0x336699);
    assert_pixel(surface, 30, 22, 0x336699);
    assert_pixel(surface, 12, 22, 0xFFFFFF);
    assert_pixel(surface, 125, 125, 0xFFFFFF);
    assert_pixel(surface, 112, 112, 0xFF0000);
    assert_pixel(surface, 240, 75, 0x000000);
    assert_pixel(surface, 205, 110, 0xFFFFFF);
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

/* The colours at three points of a box of 100 x 100 pt filled from red to blue. */
static void check_gradient(const struct hat_gradient *gradient, const int at[3][2],
                           const uint32_t colors[3])
{
    struct maker maker;
    maker_init(&maker);
    struct hat_item *item =
        add_diamond(&maker, 0, 0, 200, 200); /* covers the box, but its corners */
    item->as.path.filled = true;
    item->as.path.gradient = gradient;
    item->as.path.x = item->as.path.y = 50 * PT;
    item->as.path.width = item->as.path.height = 100 * PT;
    cairo_surface_t *surface = draw(&maker.page, NULL);
    for (int i = 0; i < 3; i++) {
        uint32_t seen = pixel(surface, 50 + at[i][0], 50 + at[i][1]);
        for (unsigned shift = 0; shift <= 16; shift += 8) {
            int off = (int)(seen >> shift & 0xFF) - (int)(colors[i] >> shift & 0xFF);
            assert_in_range(off + 8, 0, 16);
        }
    }
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

static void gradients_run_from_colour_to_colour(void **state)
{
    (void)state;
    struct hat_gradient gradient = {.from = 0xFF0000, .to = 0x0000FF, .x = 50, .y = 50};
    const int down[3][2] = {{50, 1}, {50, 50}, {50, 98}};
    const int across[3][2] = {{1, 50}, {50, 50}, {98, 50}};
    const uint32_t red_to_blue[3] = {0xFF0000, 0x800080, 0x0000FF};
    const uint32_t blue_inside[3] = {0xFF0000, 0x0000FF, 0xFF0000};
    check_gradient(&gradient, down, red_to_blue);
    gradient.angle = 900; /* the outside turns from the top to the left */
    check_gradient(&gradient, across, red_to_blue);
    gradient.border = 50;
    const uint32_t late[3] = {0xFF0000, 0xFF0000, 0x0000FF};
    check_gradient(&gradient, across, late);
    gradient.border = 0;
    gradient.kind = HAT_GRADIENT_AXIAL;
    check_gradient(&gradient, across, blue_inside);
    gradient.angle = 0;
    gradient.kind = HAT_GRADIENT_SQUARE;
    check_gradient(&gradient, across, blue_inside);
    gradient.kind = HAT_GRADIENT_RECTANGULAR;
    check_gradient(&gradient, down, blue_inside);
    const uint32_t circles[3] = {0xB5004A, 0x0000FF, 0xB5004A}; /* red at the corners only */
    gradient.kind = HAT_GRADIENT_RADIAL;
    check_gradient(&gradient, down, circles);
    gradient.kind = HAT_GRADIENT_ELLIPSOID;
    check_gradient(&gradient, across, circles);
}

static void dashes_have_gaps(void **state)
{
    (void)state;
    struct maker maker;
    maker_init(&maker);
    for (int dash = HAT_DASH_SOLID; dash <= HAT_DASH_WAVY; dash++) {
        add_line(&maker, 0, 10, 100.5 + 20 * dash, 110, 100.5 + 20 * dash);
        struct hat_item *item = &maker.page.items[dash];
        item->as.line.width = HAT_DU_PER_POINT;
        item->as.line.dash = (uint8_t)dash;
        item->color = 0x800000;
    }
    add_line(&maker, 0, 10, 200, 110, 200);
    maker.page.items[4].as.line.width = 0; /* not drawn */
    cairo_surface_t *surface = draw(&maker.page, NULL);
    assert_int_equal(ink(surface, 10, 95, 100, 10), 100);
    int dotted = ink(surface, 10, 115, 100, 10), dashed = ink(surface, 10, 135, 100, 10);
    assert_in_range(dotted, 45, 55);
    assert_in_range(dashed, 62, 72);
    assert_true(ink(surface, 10, 155, 100, 10) > 150); /* up and down */
    assert_int_equal(ink(surface, 10, 195, 100, 10), 0);
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

/* ---- text ---- */

static void text_is_drawn_on_its_baseline(void **state)
{
    (void)state;
    struct maker maker;
    maker_init(&maker);
    maker.size_hp = 48;
    maker.color = 0x0000FF;
    hat_du width = add_text(&maker, 0, 100, 200, "HIH");
    cairo_surface_t *surface = draw(&maker.page, NULL);
    int across = width / HAT_DU_PER_POINT;
    assert_true(ink(surface, 100, 183, across, 17) > 100);
    assert_int_equal(ink(surface, 100, 201, across, 20), 0); /* nothing below */
    assert_int_equal(ink(surface, 100, 150, across, 30), 0); /* nothing above */
    assert_int_equal(ink(surface, 60, 150, 38, 80), 0);
    bool blue = false;
    for (int x = 100; x < 100 + across; x++) {
        blue = blue || near(pixel(surface, x, 190), 0x0000FF);
    }
    assert_true(blue);
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

/* A scale of 200 % doubles the letters' width, not their height. */
static void text_is_scaled_across(void **state)
{
    (void)state;
    struct maker maker;
    maker_init(&maker);
    maker.size_hp = 48;
    add_text(&maker, 0, 100, 200, "H");
    add_text(&maker, 0, 100, 300, "H");
    maker.page.items[1].as.glyphs.scale_pct = 200;
    cairo_surface_t *surface = draw(&maker.page, NULL);
    assert_int_equal(ink(surface, 118, 180, 30, 25), 0);
    assert_true(ink(surface, 118, 280, 30, 25) > 20);
    assert_int_equal(ink(surface, 100, 260, 60, 22), 0);
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

/* Clusters that do not cover the text are our mistake; the glyphs are drawn all the same. */
static void text_with_wrong_clusters_is_drawn(void **state)
{
    (void)state;
    struct maker maker;
    maker_init(&maker);
    add_text(&maker, 0, 100, 200, "abc");
    add_text(&maker, 0, 100, 300, "abc");
    maker.page.items[0].as.glyphs.cluster_count = 1;
    maker.page.items[1].as.glyphs.text = HAT_STR("\xFF\xFF\xFF");
    cairo_surface_t *surface = draw(&maker.page, NULL);
    assert_true(ink(surface, 100, 190, 20, 12) > 30);
    assert_int_equal(ink(surface, 100, 190, 20, 12), ink(surface, 100, 290, 20, 12));
    cairo_surface_destroy(surface);
    maker_fini(&maker);
}

/* ---- pictures ---- */

static struct hat_item *add_image(struct maker *maker, const struct hat_image *image)
{
    struct hat_item *item = hat_page_add(&maker->page, HAT_ITEM_IMAGE, 0);
    item->as.image.image = image;
    item->as.image.x = 100 * HAT_DU_PER_POINT;
    item->as.image.y = 200 * HAT_DU_PER_POINT;
    item->as.image.width = 80 * HAT_DU_PER_POINT;
    item->as.image.height = 40 * HAT_DU_PER_POINT;
    return item;
}

/* Two pixels across, left one red and right one green, of every kind that PNG has. */
static void png_of_every_depth(void **state)
{
    (void)state;
    static const struct {
        int depth, color;
        struct hat_str row;
        uint32_t left, right;
    } KINDS[] = {
        {1, 0, {"\0\x40", 2}, 0x000000, 0xFFFFFF},
        {2, 0, {"\0\x60", 2}, 0x555555, 0xAAAAAA},
        {4, 0, {"\0\x0F", 2}, 0x000000, 0xFFFFFF},
        {8, 0, {"\0\x20\xE0", 3}, 0x202020, 0xE0E0E0},
        {16, 0, {"\0\x20\x00\xE0\x00", 5}, 0x202020, 0xE0E0E0},
        {8, 2, {"\0\xFF\0\0\0\xFF\0", 7}, 0xFF0000, 0x00FF00},
        {16, 2, {"\0\xFF\xFF\0\0\0\0\0\0\xFF\xFF\0\0", 13}, 0xFF0000, 0x00FF00},
        {1, 3, {"\0\x40", 2}, 0xFF0000, 0x00FF00},
        {8, 3, {"\0\0\1", 3}, 0xFF0000, 0x00FF00},
        {8, 4, {"\0\0\xFF\0\0", 5}, 0x000000, 0xFFFFFF},
        {8, 6, {"\0\xFF\0\0\xFF\0\xFF\0\x80", 9}, 0xFF0000, 0x7FFF7F},
        {16, 6, {"\0\xFF\xFF\0\0\0\0\xFF\xFF\0\0\xFF\xFF\0\0\0\0", 17}, 0xFF0000, 0xFFFFFF},
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        struct maker maker;
        struct hat_buf png = {0};
        maker_init(&maker);
        make_png(&png, 2, 1, KINDS[i].depth, KINDS[i].color, KINDS[i].row);
        const struct hat_image image = {"p.png", HAT_IMAGE_PNG, {png.data, png.len}, 2, 1};
        add_image(&maker, &image);
        hat_diags *diags = hat_diags_new();
        cairo_surface_t *surface = draw(&maker.page, diags);
        assert_int_equal(hat_diags_count(diags), 0);
        assert_pixel(surface, 105, 220, KINDS[i].left);
        assert_pixel(surface, 175, 220, KINDS[i].right);
        assert_pixel(surface, 95, 220, 0xFFFFFF);
        assert_pixel(surface, 185, 220, 0xFFFFFF);
        cairo_surface_destroy(surface);
        hat_diags_free(diags);
        hat_buf_fini(&png);
        maker_fini(&maker);
    }
}

/* The right half of a red and green picture fills the box; turned by 90 degrees, red is above. */
static void pictures_are_cropped_and_turned(void **state)
{
    (void)state;
    struct maker maker;
    struct hat_buf png = {0};
    maker_init(&maker);
    make_png(&png, 2, 1, 8, 2, (struct hat_str){"\0\xFF\0\0\0\xFF\0", 7});
    const struct hat_image image = {"p.png", HAT_IMAGE_PNG, {png.data, png.len}, 2, 1};
    add_image(&maker, &image)->as.image.crop[HAT_LEFT] = 50000;
    struct hat_item *turned = add_image(&maker, &image);
    turned->as.image.x = 300 * HAT_DU_PER_POINT;
    turned->as.image.rotation = 9000;
    struct hat_item *gone = add_image(&maker, &image);
    gone->as.image.y = 400 * HAT_DU_PER_POINT;
    gone->as.image.crop[HAT_TOP] = 60000;
    gone->as.image.crop[HAT_BOTTOM] = 40000;
    cairo_surface_t *surface = draw(&maker.page, NULL);
    assert_pixel(surface, 145, 220, 0x00FF00);
    assert_pixel(surface, 175, 220, 0x00FF00);
    assert_pixel(surface, 95, 220, 0xFFFFFF);
    assert_pixel(surface, 340, 185, 0xFF0000); /* 80 high now, around 340,220 */
    assert_pixel(surface, 340, 255, 0x00FF00);
    assert_pixel(surface, 305, 220, 0xFFFFFF);
    assert_int_equal(ink(surface, 90, 390, 100, 60), 0);
    cairo_surface_destroy(surface);
    hat_buf_fini(&png);
    maker_fini(&maker);
}

/* A picture of one colour: 1 grey, 3 RGB, 4 CMYK samples a pixel. */
static void make_jpeg(struct hat_buf *jpeg, int components, bool adobe, const unsigned char *sample)
{
    struct jpeg_compress_struct libjpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    unsigned char row[8 * 4];
    libjpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&libjpeg);
    jpeg_mem_dest(&libjpeg, &bytes, &len);
    libjpeg.image_width = 8;
    libjpeg.image_height = 8;
    libjpeg.input_components = components;
    libjpeg.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&libjpeg);
    libjpeg.write_Adobe_marker = adobe;
    jpeg_start_compress(&libjpeg, TRUE);
    for (int x = 0; x < 8; x++) {
        memcpy(row + x * components, sample, (size_t)components);
    }
    for (int y = 0; y < 8; y++) {
        jpeg_write_scanlines(&libjpeg, (JSAMPARRAY) & (unsigned char *){row}, 1);
    }
    jpeg_finish_compress(&libjpeg);
    jpeg_destroy_compress(&libjpeg);
    hat_buf_put(jpeg, (const char *)bytes, len);
    free(bytes);
}

static void jpeg_of_every_kind(void **state)
{
    (void)state;
    static const struct {
        int components;
        bool adobe;
        unsigned char sample[4];
        uint32_t color;
    } KINDS[4] = {
        {1, false, {0x80}, 0x808080},
        {3, false, {0x20, 0x90, 0xF0}, 0x2090F0},
        {4, true, {0xFF, 0x80, 0x00, 0xFF}, 0xFF8000},  /* Adobe: 255 is no ink */
        {4, false, {0x00, 0x7F, 0xFF, 0x00}, 0xFF8000}, /* 255 is full ink */
    };
    for (int i = 0; i < 4; i++) {
        struct maker maker;
        struct hat_buf jpeg = {0};
        maker_init(&maker);
        make_jpeg(&jpeg, KINDS[i].components, KINDS[i].adobe, KINDS[i].sample);
        const struct hat_image image = {"p.jpg", HAT_IMAGE_JPEG, {jpeg.data, jpeg.len}, 8, 8};
        add_image(&maker, &image);
        cairo_surface_t *surface = draw(&maker.page, NULL);
        assert_pixel(surface, 140, 220, KINDS[i].color);
        cairo_surface_destroy(surface);
        hat_buf_fini(&jpeg);
        maker_fini(&maker);
    }
}

static enum hat_status find(struct hat_pictures *pictures, const struct hat_image *image,
                            cairo_surface_t **surface)
{
    return hat_pictures_find(pictures, image, surface);
}

/* For a PDF a grey or RGB file is kept as it is; CMYK is decoded. */
static void jpeg_for_a_pdf_is_kept(void **state)
{
    (void)state;
    static const unsigned char sample[4] = {1, 2, 3, 4};
    for (int components = 3; components <= 4; components++) {
        struct hat_buf jpeg = {0};
        make_jpeg(&jpeg, components, true, sample);
        const struct hat_image image = {"p.jpg", HAT_IMAGE_JPEG, {jpeg.data, jpeg.len}, 8, 8};
        struct hat_pictures pictures = {.keep_jpeg = true};
        cairo_surface_t *surface;
        const unsigned char *kept;
        unsigned long len;
        assert_int_equal(find(&pictures, &image, &surface), HAT_OK);
        cairo_surface_get_mime_data(surface, CAIRO_MIME_TYPE_JPEG, &kept, &len);
        assert_int_equal(kept != NULL, components == 3);
        assert_int_equal(cairo_image_surface_get_width(surface), 8);
        hat_pictures_fini(&pictures);
        hat_buf_fini(&jpeg);
    }
}

static void jpeg_cut_short_is_no_crash(void **state)
{
    (void)state;
    static const unsigned char sample[4] = {1, 2, 3, 4};
    struct hat_buf jpeg = {0};
    struct hat_jpeg header;
    make_jpeg(&jpeg, 3, false, sample);
    assert_true(hat_jpeg_probe((struct hat_str){jpeg.data, jpeg.len}, &header));
    assert_int_equal(header.width, 8);
    assert_int_equal(header.components, 3);
    assert_true(header.common);
    unsigned char *rows = hat_mem_zalloc(8 * 8, 4);
    for (size_t len = 0; len < jpeg.len; len++) {
        char *exact = hat_mem_zalloc(len, 1);
        memcpy(exact, jpeg.data, len);
        struct hat_jpeg cut;
        hat_jpeg_probe((struct hat_str){exact, len}, &cut);
        enum hat_status status =
            hat_jpeg_decode((struct hat_str){exact, len}, &header, rows, 8 * 4);
        assert_true(status == HAT_OK || status == HAT_ERR_DATA);
        hat_mem_free(exact);
    }
    header.width = 4; /* less room than the picture needs */
    assert_int_equal(hat_jpeg_decode((struct hat_str){jpeg.data, jpeg.len}, &header, rows, 4 * 4),
                     HAT_ERR_DATA);
    hat_mem_free(rows);
    hat_buf_fini(&jpeg);
}

static void pictures_over_the_limit_are_not_opened(void **state)
{
    (void)state;
    struct hat_buf png = {0};
    make_png(&png, 2, 1, 8, 2, (struct hat_str){"\0\xFF\0\0\0\xFF\0", 7});
    memcpy(png.data + 16, "\0\0\xFF\xFF\0\0\xFF\xFF", 8); /* 65535 x 65535 */
    const struct hat_image image = {"huge.png", HAT_IMAGE_PNG, {png.data, png.len}, 0, 0};
    struct hat_pictures pictures = {.diags = hat_diags_new()};
    cairo_surface_t *surface;
    assert_int_equal(find(&pictures, &image, &surface), HAT_OK);
    assert_null(surface);
    assert_int_equal(hat_diags_count(pictures.diags), 1);
    assert_int_equal(hat_diags_at(pictures.diags, 0)->code, HAT_MSG_PICTURE_DAMAGED);
    hat_diags_free(pictures.diags);
    hat_pictures_fini(&pictures);
    hat_buf_fini(&png);
}

/* ---- files ---- */

static void size_of_a_png_is_limited(void **state)
{
    (void)state;
    struct maker maker;
    struct written written;
    maker_init(&maker);
    written_open(&written);
    hat_diags *diags = hat_diags_new();
    assert_int_equal(hat_png_write(&maker.page, 1000, written.output, diags), HAT_ERR_LIMIT);
    assert_int_equal(hat_diags_at(diags, 0)->code, HAT_MSG_PICTURE_SIZE);
    assert_int_equal(hat_png_write(&maker.page, 0, written.output, diags), HAT_ERR_USAGE);
    assert_int_equal(hat_png_write(&maker.page, -96, written.output, diags), HAT_ERR_USAGE);
    assert_int_equal(hat_png_write(&maker.page, (double)NAN, written.output, diags), HAT_ERR_USAGE);
    assert_int_equal(hat_png_write(&maker.page, (double)INFINITY, written.output, diags),
                     HAT_ERR_USAGE);
    assert_int_equal(hat_png_write(&maker.page, 1e-3, written.output, diags), HAT_OK);
    hat_diags_free(diags);
    written_close(&written);
    maker_fini(&maker);
}

static void write_svg(const struct hat_page *page, struct hat_buf *bytes)
{
    struct written written;
    written_open(&written);
    assert_int_equal(hat_svg_write(page, written.output, NULL), HAT_OK);
    written_read(&written);
    hat_buf_put(bytes, written.bytes.data, written.bytes.len);
    written_close(&written);
}

static void svg_is_the_same_every_time(void **state)
{
    (void)state;
    struct maker maker;
    struct hat_buf png = {0}, first = {0}, second = {0};
    maker_init(&maker);
    make_png(&png, 2, 1, 8, 2, (struct hat_str){"\0\xFF\0\0\0\xFF\0", 7});
    const struct hat_image image = {"p.png", HAT_IMAGE_PNG, {png.data, png.len}, 2, 1};
    add_text(&maker, 0, 100, 100, "Әріп");
    add_image(&maker, &image);
    add_image(&maker, &image);
    write_svg(&maker.page, &first);
    write_svg(&maker.page, &second);
    assert_string_equal(first.data, second.data);
    assert_non_null(strstr(first.data, "<svg "));
    assert_non_null(strstr(first.data, "<image id=\"image0\""));
    assert_non_null(strstr(first.data, "xlink:href=\"#image0\""));
    assert_non_null(strstr(first.data, "id=\"surface1\""));
    assert_int_equal(count_of(first.data, "<image "), 1);
    hat_buf_fini(&png);
    hat_buf_fini(&first);
    hat_buf_fini(&second);
    maker_fini(&maker);
}

static void no_memory_is_said(void **state)
{
    (void)state;
    struct maker maker;
    struct hat_buf png = {0};
    maker_init(&maker);
    make_png(&png, 2, 1, 8, 2, (struct hat_str){"\0\xFF\0\0\0\xFF\0", 7});
    const struct hat_image image = {"p.png", HAT_IMAGE_PNG, {png.data, png.len}, 2, 1};
    add_text(&maker, 0, 100, 100, "мәтін");
    add_image(&maker, &image);
    for (int svg = 0; svg <= 1; svg++) {
        enum hat_status status;
        long nth = 1;
        do {
            struct written written;
            written_open(&written);
            hat_mem_fail_at(nth++);
            status = svg ? hat_svg_write(&maker.page, written.output, NULL)
                         : hat_png_write(&maker.page, 20, written.output, NULL);
            hat_mem_fail_at(0);
            assert_true(status == HAT_OK || status == HAT_ERR_NOMEM);
            written_close(&written);
        } while (status != HAT_OK && nth < 500);
        assert_int_equal(status, HAT_OK);
        assert_true(nth > 5);
    }
    hat_buf_fini(&png);
    maker_fini(&maker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_and_lines_have_place_and_color),
        cmocka_unit_test(paths_fill_and_stroke),
        cmocka_unit_test(gradients_run_from_colour_to_colour),
        cmocka_unit_test(dashes_have_gaps),
        cmocka_unit_test(text_is_drawn_on_its_baseline),
        cmocka_unit_test(text_is_scaled_across),
        cmocka_unit_test(text_with_wrong_clusters_is_drawn),
        cmocka_unit_test(png_of_every_depth),
        cmocka_unit_test(pictures_are_cropped_and_turned),
        cmocka_unit_test(jpeg_of_every_kind),
        cmocka_unit_test(jpeg_for_a_pdf_is_kept),
        cmocka_unit_test(jpeg_cut_short_is_no_crash),
        cmocka_unit_test(pictures_over_the_limit_are_not_opened),
        cmocka_unit_test(size_of_a_png_is_limited),
        cmocka_unit_test(svg_is_the_same_every_time),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
