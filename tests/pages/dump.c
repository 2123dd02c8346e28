/* dump.c -- lays a document out and prints its pages as text: what stands where.
 *
 *     page 1, 11906 x 16838
 *     text    1701  1358  Word after word
 *     line    1701  1139 -  9010  1139  w 10
 *     rect    1706  1134 -  3705  1420  deeaf6
 *
 * Positions are twips from the page's top left corner, rounded; a text's is that of its baseline.
 * Turned text is `up` or `down` instead of `text`. Texts of one paragraph that follow each other on
 * a baseline are one line. Links and the logical tree are not printed.
 */
#include <stdio.h>
#include <string.h>

#include "document/document.h"
#include "layout/layout.h"
#include "package/package.h"
#include "package/parts.h"

static int twips(hat_du value)
{
    return (value + (value >= 0 ? 3 : -3)) / 6;
}

static void print_text(const struct hat_item *item, const struct hat_item *before)
{
    const struct hat_glyph *glyph = &item->as.glyphs.glyphs[0];
    bool goes_on = before != NULL && before->kind == HAT_ITEM_GLYPHS &&
                   before->node == item->node && before->as.glyphs.glyphs[0].y == glyph->y &&
                   before->as.glyphs.glyphs[0].x < glyph->x;
    if (!goes_on) {
        static const char *const names[] = {"text", "up  ", "down"}; /* by enum hat_turn */
        printf("\n%s  %6d %6d  ", names[item->as.glyphs.turn], twips(glyph->x), twips(glyph->y));
    }
    printf("%.*s", (int)item->as.glyphs.text.len, item->as.glyphs.text.ptr);
}

static void print_box(const char *name, hat_du x, hat_du y, const hat_du size[2])
{
    printf("\n%-5s %6d %6d - %6d %6d", name, twips(x), twips(y), twips(x + size[0]),
           twips(y + size[1]));
}

/* Its box, number of steps, fill or gradient, and line. */
static void print_path(const struct hat_item *item)
{
    static const char *const kinds[] = {"linear",    "axial",  "radial",
                                        "ellipsoid", "square", "rectangular"};
    const struct hat_gradient *gradient = item->as.path.gradient;
    hat_du size[2] = {item->as.path.width, item->as.path.height};
    print_box("path", item->as.path.x, item->as.path.y, size);
    printf("  %u", (unsigned)item->as.path.count);
    if (gradient != NULL) {
        printf("  %s %06x %06x", kinds[gradient->kind], (unsigned)gradient->from,
               (unsigned)gradient->to);
    } else if (item->as.path.filled) {
        printf("  fill %06x", (unsigned)item->color);
    }
    if (item->as.path.stroke > 0) {
        printf("  w %d %06x", twips(item->as.path.stroke), (unsigned)item->as.path.stroke_color);
    }
    if (item->as.path.rotation != 0) {
        printf("  turned %d", (int)item->as.path.rotation);
    }
    if (item->as.path.clear != 0 || item->as.path.stroke_clear != 0) {
        printf("  clear %d %d", item->as.path.clear, item->as.path.stroke_clear);
    }
}

static enum hat_status print_page(void *ctx, const struct hat_page *page)
{
    (void)ctx;
    printf("page %u, %d x %d", (unsigned)page->index + 1, page->width, page->height);
    for (size_t i = 0; i < page->count; i++) {
        const struct hat_item *item = &page->items[i];
        hat_du size[2] = {item->as.rect.width, item->as.rect.height};
        switch (item->kind) {
        case HAT_ITEM_GLYPHS:
            print_text(item, i > 0 ? item - 1 : NULL);
            break;
        case HAT_ITEM_LINE:
            size[0] = item->as.line.x1 - item->as.line.x0;
            size[1] = item->as.line.y1 - item->as.line.y0;
            print_box("line", item->as.line.x0, item->as.line.y0, size);
            printf("  w %d %06x", twips(item->as.line.width), (unsigned)item->color);
            break;
        case HAT_ITEM_RECT:
            print_box("rect", item->as.rect.x, item->as.rect.y, size);
            printf("  %06x", (unsigned)item->color);
            break;
        case HAT_ITEM_PATH:
            print_path(item);
            break;
        default:
            break;
        }
    }
    printf("\n\n");
    return HAT_OK;
}

static enum hat_status forget_page(void *ctx, const struct hat_page *page)
{
    (void)ctx;
    (void)page;
    return HAT_OK;
}

/* One pass. The first fills the options for the second; its structure is kept in `structure`. */
static enum hat_status lay_out(const struct hat_parts *parts, struct hat_layout_options *options,
                               const struct hat_page_sink *sink, struct hat_structure *structure)
{
    struct hat_document *document = NULL;
    struct hat_layout_result result = {0};
    enum hat_status status = hat_document_open(parts, options->limits, options->diags, &document);
    if (status == HAT_OK) {
        status = hat_layout_run(document, options, sink, &result);
        options->page_count = result.counted;
    }
    hat_bookmarks_sort(result.structure.bookmarks, result.structure.bookmark_count);
    *structure = result.structure;
    hat_document_close(document);
    return status;
}

int main(int argc, char **argv)
{
    static const struct hat_page_sink sink = {NULL, print_page}, nowhere = {NULL, forget_page};
    struct hat_structure first = {0}, last = {0};
    struct hat_limits limits = HAT_LIMITS_DEFAULT;
    struct hat_arena arena = {0};
    struct hat_package *package = NULL;
    struct hat_fonts *fonts = NULL;
    struct hat_parts parts;
    hat_diags *diags = hat_diags_new();
    struct hat_layout_options options = {.limits = &limits, .diags = diags};
    enum hat_status status = HAT_ERR_USAGE;
    if (argc == 2) {
        status = hat_fonts_open(HAT_SOURCE_DIR "/fonts", diags, &fonts);
    }
    options.fonts = fonts;
    if (status == HAT_OK) {
        status = hat_package_open(argv[1], &limits, diags, &package);
    }
    if (status == HAT_OK) {
        hat_parts_from_package(package, diags, &arena, &parts);
        status = lay_out(&parts, &options, &nowhere, &first);
    }
    options.first_pass = &first;
    if (status == HAT_OK) {
        status = lay_out(&parts, &options, &sink, &last);
    }
    hat_structure_fini(&first);
    hat_structure_fini(&last);
    for (size_t i = 0; i < hat_diags_count(diags); i++) {
        fprintf(stderr, "%s\n", hat_message_name(hat_diags_at(diags, i)->code));
    }
    hat_package_close(package);
    hat_fonts_close(fonts);
    hat_arena_fini(&arena);
    hat_diags_free(diags);
    return status == HAT_OK ? 0 : 1;
}
