/* fonts_report.c -- which families a document asks for, what serves them, what is missing.
 *
 *     Times New Roman       Liberation Serif Regular
 * /usr/share/fonts/.../LiberationSerif-Regular.ttf Cambria               Caladea Regular
 * /usr/share/.../Caladea-Regular.ttf Қ U+049A: DejaVu Serif Book
 *
 * The document is read once; each (family, style) is remembered with the letters seen in it.
 */
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "document/document.h"
#include "job/job.h"
#include "text/fonts.h"

enum { STYLES = 4 /* regular, bold, italic, bold italic */ };

/* One family in one style, and the clusters it had to draw that its own file lacks. */
struct use {
    struct use *next;
    const char *family;
    bool bold, italic;
    const struct hat_face *face;
    struct lack {
        struct lack *next;
        struct hat_str cluster;
        const struct hat_face *face; /* NULL: no font has it */
    } * lacks;
};

struct report {
    struct hat_fonts *fonts;
    struct hat_arena arena;
    struct use *uses, **last;
    struct hat_buf text;
};

static struct use *use_find(struct report *report, const struct hat_char_props *props)
{
    for (struct use *use = report->uses; use != NULL; use = use->next) {
        if (strcmp(use->family, props->family) == 0 && use->bold == props->bold &&
            use->italic == props->italic) {
            return use;
        }
    }
    struct use *use = hat_arena_alloc(&report->arena, sizeof *use);
    char *family = hat_arena_strndup(&report->arena, props->family, strlen(props->family));
    if (use == NULL || family == NULL) {
        return NULL;
    }
    *use = (struct use){.family = family, .bold = props->bold, .italic = props->italic};
    use->face = hat_fonts_face(report->fonts, family, use->bold, use->italic);
    *report->last = use;
    report->last = &use->next;
    return use;
}

static enum hat_status lack_add(struct report *report, struct use *use, struct hat_str cluster,
                                const struct hat_face *face)
{
    for (struct lack *lack = use->lacks; lack != NULL; lack = lack->next) {
        if (hat_str_equal(lack->cluster, cluster)) {
            return HAT_OK;
        }
    }
    struct lack *lack = hat_arena_alloc(&report->arena, sizeof *lack);
    struct hat_str copy = hat_arena_str(&report->arena, cluster);
    if (lack == NULL || copy.ptr == NULL) {
        return HAT_ERR_NOMEM;
    }
    *lack = (struct lack){.next = use->lacks, .cluster = copy, .face = face};
    use->lacks = lack;
    return HAT_OK;
}

static enum hat_status see_text(struct report *report, const struct hat_inline *piece)
{
    struct use *use = use_find(report, piece->props);
    enum hat_status st = use != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t at = 0; at < piece->text.len && st == HAT_OK;) {
        size_t end = hat_unicode_cluster_end(piece->text, at);
        struct hat_str cluster = {piece->text.ptr + at, end - at};
        const struct hat_face *face = hat_fonts_fallback(report->fonts, use->face, cluster);
        if (face != use->face) {
            st = lack_add(report, use, cluster, face);
        }
        at = end;
    }
    return st;
}

static enum hat_status see_blocks(struct report *report, struct hat_document *document,
                                  const struct hat_block *block);

static enum hat_status see_paragraph(struct report *report, struct hat_document *document,
                                     const struct hat_paragraph *paragraph)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < paragraph->inline_count && st == HAT_OK; i++) {
        const struct hat_inline *piece = &paragraph->inlines[i];
        bool text = piece->kind == HAT_INLINE_TEXT || piece->kind == HAT_INLINE_FIELD;
        if (text && piece->props != NULL && !piece->props->hidden) {
            st = see_text(report, piece);
        } else if (piece->object != NULL && piece->object->blocks != NULL) {
            st = see_blocks(report, document, piece->object->blocks);
        } else if (piece->note != NULL) {
            st = see_blocks(report, document, piece->note->blocks);
        }
    }
    return st;
}

static enum hat_status see_table(struct report *report, struct hat_document *document,
                                 struct hat_table *table)
{
    struct hat_row *row = NULL, *next = NULL;
    enum hat_status st;
    while ((st = hat_document_next_row(document, table, row, &next)) == HAT_OK && next != NULL) {
        for (size_t i = 0; i < next->cell_count && st == HAT_OK; i++) {
            st = see_blocks(report, document, next->cells[i].blocks);
        }
        if (st != HAT_OK) {
            break;
        }
        if (table->streamed) {
            hat_document_release_row(document, next);
        }
        row = next;
    }
    return st;
}

static enum hat_status see_section(struct report *report, struct hat_document *document,
                                   const struct hat_section *section)
{
    enum hat_status st = HAT_OK;
    for (int i = 0; i < 3 && st == HAT_OK; i++) {
        st = see_blocks(report, document, section->headers[i].blocks);
        if (st == HAT_OK) {
            st = see_blocks(report, document, section->footers[i].blocks);
        }
    }
    return st;
}

static enum hat_status see_blocks(struct report *report, struct hat_document *document,
                                  const struct hat_block *block)
{
    enum hat_status st = HAT_OK;
    for (; block != NULL && st == HAT_OK; block = block->next) {
        st = block->kind == HAT_BLOCK_PARAGRAPH
                 ? see_paragraph(report, document, block->as.paragraph)
             : block->kind == HAT_BLOCK_TABLE ? see_table(report, document, block->as.table)
                                              : see_section(report, document, block->as.section);
    }
    return st;
}

static enum hat_status see_document(struct report *report, const char *path,
                                    const struct hat_limits *limits, hat_diags *diags)
{
    struct hat_package *package = NULL;
    struct hat_document *document = NULL;
    struct hat_parts parts;
    enum hat_status st = hat_package_open(path, limits, diags, &package);
    if (st == HAT_OK) {
        hat_parts_from_package(package, diags, &report->arena, &parts);
        st = hat_document_open(&parts, limits, diags, &document);
    }
    struct hat_block *block = NULL;
    while (st == HAT_OK && (st = hat_document_next(document, &block)) == HAT_OK && block != NULL) {
        st = see_blocks(report, document, block);
        hat_document_release(document, block);
    }
    hat_document_close(document);
    hat_package_close(package);
    return st;
}

/* Without a document: the families of official letters. */
static enum hat_status see_usual(struct report *report)
{
    static const char *const families[] = {"Times New Roman", "Arial",   "Courier New",
                                           "Calibri",         "Cambria", "DejaVu Sans"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        for (int style = 0; style < STYLES; style++) {
            struct hat_char_props props = {
                .family = families[i], .bold = (style & 1) != 0, .italic = (style & 2) != 0};
            if (use_find(report, &props) == NULL) {
                return HAT_ERR_NOMEM;
            }
        }
    }
    return HAT_OK;
}

static void put_lack(struct hat_buf *text, const struct lack *lack)
{
    size_t used = 0;
    uint32_t cp = hat_utf8_decode(lack->cluster.ptr, lack->cluster.len, &used);
    hat_buf_printf(text, "    %.*s U+%04X: %s\n", (int)lack->cluster.len, lack->cluster.ptr, cp,
                   lack->face != NULL ? hat_face_name(lack->face) : "-");
}

static void put_use(struct hat_buf *text, const struct use *use)
{
    static const char *const styles[] = {"", " Bold", " Italic", " Bold Italic"};
    hat_buf_printf(text, "%s%s\t%s\t%s\n", use->family,
                   styles[(use->bold ? 1 : 0) + (use->italic ? 2 : 0)], hat_face_name(use->face),
                   hat_face_file(use->face));
    for (const struct lack *lack = use->lacks; lack != NULL; lack = lack->next) {
        put_lack(text, lack);
    }
}

hat_status hat_fonts_report(const char *document, const hat_options *options, hat_diags *diags,
                            char *buf, size_t cap, size_t *len)
{
    struct hat_job_settings settings;
    struct report report = {0};
    report.last = &report.uses;
    hat_status st = hat_job_settings_init(options, diags, &settings);
    if (st == HAT_OK) {
        st = hat_fonts_open(settings.options.fonts, diags, &report.fonts);
    }
    if (st == HAT_OK) {
        st = document != NULL ? see_document(&report, document, &settings.limits, diags)
                              : see_usual(&report);
    }
    if (report.fonts != NULL) {
        hat_fonts_tell_damaged(report.fonts, diags);
    }
    for (const struct use *use = report.uses; use != NULL && st == HAT_OK; use = use->next) {
        put_use(&report.text, use);
    }
    if (st == HAT_OK && hat_buf_failed(&report.text)) {
        st = HAT_ERR_NOMEM;
    }
    if (st == HAT_OK) {
        *len = hat_buf_copy_out(&report.text, buf, cap);
    }
    hat_buf_fini(&report.text);
    hat_arena_fini(&report.arena);
    hat_fonts_close(report.fonts);
    return st;
}
