/* print.c -- document to pages to files.
 *
 *     parts --reader--> blocks --layout--> page --sink--> PDF (all pages in one file)
 *                                                     --> PNG, SVG (a file a page)
 *
 * Each page is drawn for every target and then forgotten. A document that prints its own page
 * count is laid out twice: first only to count. The press outlives the document: fonts, the words
 * shaped for one letter, and the hyphenation dictionaries serve the next one too.
 */
#include "job/print_internal.h"

#include "base/mem.h"
#include "job/attachments_internal.h"
#include "layout/layout.h"
#include "paint/paint.h"

struct hat_press {
    const struct hat_job_settings *settings;
    struct hat_fonts *fonts;
    struct hat_shaper *shaper;
    struct hat_hyphens *hyphens;
};

/* One letter on its way. */
struct printer {
    struct hat_press *press;
    const struct hat_parts *parts;
    const hat_data *data; /* NULL: none */
    const struct hat_targets *targets;
    const struct hat_job_settings *settings;
    hat_diags *diags;
    struct hat_output_set *set;
    struct hat_structure *structure; /* of many letters; NULL: of this one */
    struct hat_pdf *pdf;             /* NULL when no target is a PDF */
    /* of a first pass; nothing when none was needed */
    size_t total;               /* pages */
    uint32_t counted;           /* what page-count fields print */
    struct hat_structure first; /* with the places of bookmarks */
};

enum hat_status hat_press_open(const struct hat_job_settings *settings, hat_diags *diags,
                               struct hat_press **out)
{
    struct hat_press *press = hat_mem_zalloc(1, sizeof *press);
    if (press == NULL) {
        return HAT_ERR_NOMEM;
    }
    press->settings = settings;
    enum hat_status st = hat_fonts_open(settings->options.fonts, diags, &press->fonts);
    if (st == HAT_OK) {
        st = hat_shaper_new(&press->shaper);
    }
    if (st == HAT_OK) {
        st = hat_hyphens_new(&press->hyphens);
    }
    if (st != HAT_OK) {
        hat_press_close(press);
        return st;
    }
    *out = press;
    return HAT_OK;
}

void hat_press_close(struct hat_press *press)
{
    if (press == NULL) {
        return;
    }
    hat_hyphens_free(press->hyphens);
    hat_shaper_free(press->shaper);
    hat_fonts_close(press->fonts);
    hat_mem_free(press);
}

static bool wants(const struct hat_targets *targets, enum hat_output_kind kind)
{
    for (size_t i = 0; i < targets->count; i++) {
        if (targets->items[i].kind == kind) {
            return true;
        }
    }
    return false;
}

bool hat_targets_printed(const struct hat_targets *targets)
{
    return wants(targets, HAT_OUTPUT_PDF) || wants(targets, HAT_OUTPUT_PNG) ||
           wants(targets, HAT_OUTPUT_SVG);
}

/* Draws `page` into a file of its own. */
static enum hat_status picture(struct printer *printer, const struct hat_target *target,
                               const struct hat_page *page)
{
    struct hat_buf path = {0};
    struct hat_output *output = NULL;
    hat_page_path(target->path, (size_t)page->index + 1, &path);
    enum hat_status st = hat_buf_failed(&path) ? HAT_ERR_NOMEM : HAT_OK;
    if (st == HAT_OK) {
        st = hat_output_set_open(printer->set, path.data, printer->diags, &output);
    }
    if (st == HAT_OK && target->kind == HAT_OUTPUT_PNG) {
        st = hat_png_write(page, printer->settings->options.png_dpi, output, printer->diags);
    } else if (st == HAT_OK) {
        st = hat_svg_write(page, output, printer->diags);
    }
    if (st == HAT_OK) {
        st = hat_output_finish(output, printer->diags);
    }
    hat_buf_fini(&path);
    return st;
}

static enum hat_status page_done(void *ctx, const struct hat_page *page)
{
    struct printer *printer = ctx;
    enum hat_status st = printer->pdf != NULL ? hat_pdf_page(printer->pdf, page) : HAT_OK;
    for (size_t i = 0; i < printer->targets->count && st == HAT_OK; i++) {
        const struct hat_target *target = &printer->targets->items[i];
        if (target->kind == HAT_OUTPUT_PNG || target->kind == HAT_OUTPUT_SVG) {
            st = picture(printer, target, page);
        }
    }
    const hat_options *options = &printer->settings->options;
    if (options->progress != NULL) {
        options->progress(options->progress_ctx, (size_t)page->index + 1, printer->total);
    }
    return st;
}

/* Lays the document out once. `sink` NULL counts; messages go to `diags`, NULL in a first pass. */
static enum hat_status run(struct printer *printer, struct hat_document *document,
                           const struct hat_page_sink *sink, hat_diags *diags,
                           struct hat_layout_result *result)
{
    struct hat_layout_options options = {.fonts = printer->press->fonts,
                                         .shaper = printer->press->shaper,
                                         .hyphens = printer->press->hyphens,
                                         .limits = &printer->settings->limits,
                                         .diags = diags,
                                         .structure = diags != NULL ? printer->structure : NULL,
                                         .page_count = printer->counted,
                                         .first_pass =
                                             printer->counted > 0 ? &printer->first : NULL};
    enum hat_status st = hat_layout_run(document, &options, sink, result);
    if (diags != NULL) {
        hat_fonts_tell_damaged(printer->press->fonts, diags);
    }
    return st;
}

static enum hat_status page_forgotten(void *ctx, const struct hat_page *page)
{
    (void)ctx;
    (void)page;
    return HAT_OK;
}

/* The first pass: how many pages are there, and where do bookmarks stand? Its messages come again
 * in the second. */
static enum hat_status count_pages(struct printer *printer)
{
    struct hat_document *document = NULL;
    struct hat_layout_result result = {0};
    enum hat_status st =
        hat_document_open(printer->parts, &printer->settings->limits, NULL, &document);
    if (st == HAT_OK && hat_document_info(document)->counts_pages) {
        const struct hat_page_sink nowhere = {.page = page_forgotten};
        bool places = hat_document_info(document)->refers_to_pages;
        st = run(printer, document, places ? &nowhere : NULL, NULL, &result);
    }
    if (st == HAT_OK) {
        printer->total = result.pages;
        printer->counted = result.counted;
        printer->first = result.structure;
        hat_bookmarks_sort(printer->first.bookmarks, printer->first.bookmark_count);
    }
    hat_document_close(document);
    return st;
}

static enum hat_status write_pdfs(struct printer *printer, const struct hat_structure *structure)
{
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < printer->targets->count && st == HAT_OK; i++) {
        const struct hat_target *target = &printer->targets->items[i];
        struct hat_output *output = NULL;
        if (target->kind != HAT_OUTPUT_PDF) {
            continue;
        }
        st = hat_output_set_open(printer->set, target->path, printer->diags, &output);
        if (st == HAT_OK) {
            st = hat_pdf_finish(printer->pdf, structure, output);
        }
        if (st == HAT_OK) {
            st = hat_output_finish(output, printer->diags);
        }
    }
    return st;
}

/* ---- PDF ---- */

/* The language of the letter: --lang, else that of its data, else the document's, else Kazakh.
 * Where the document says the same language more exactly (kk-KZ), its tag is kept. */
static const char *letter_language(const struct printer *printer, const char *document)
{
    enum hat_lang lang = printer->settings->lang;
    const struct hat_value *value =
        printer->data != NULL ? hat_value_member(hat_data_root(printer->data), HAT_STR("lang"))
                              : NULL;
    if (lang == HAT_LANG_NONE && value != NULL) {
        lang = hat_lang_from(hat_value_str(value));
    }
    bool same = document[0] != '\0' && hat_lang_from(hat_str_from(document)) == lang;
    if (lang != HAT_LANG_NONE && !same) {
        return hat_lang_tag(lang);
    }
    return *document != '\0' ? document : "kk";
}

/* The files of `data` are attached, when that is wanted; `attachments` must live as long as
 * printer->pdf. */
static enum hat_status open_pdf(struct printer *printer, const struct hat_meta *meta,
                                const hat_data *data, struct hat_attachments *attachments)
{
    const hat_options *wanted = &printer->settings->options;
    struct hat_pdf_options options = {.meta = meta,
                                      .date = printer->settings->file_date,
                                      .producer = "hatshy " HATSHY_VERSION,
                                      .source = printer->parts->path,
                                      .profile = wanted->pdf};
    enum hat_status st = HAT_OK;
    if (wanted->attach_data && data != NULL) {
        st = hat_attachments_init(data, &printer->settings->limits, printer->diags, attachments);
        options.attachments = attachments->list;
        options.attachment_count = attachments->count;
    }
    return st == HAT_OK ? hat_pdf_new(&options, printer->diags, &printer->pdf) : st;
}

/* What the document says of itself, in the language of the letter. */
static struct hat_meta letter_meta(const struct printer *printer,
                                   const struct hat_document *document)
{
    struct hat_meta meta = hat_document_info(document)->meta;
    meta.lang = letter_language(printer, meta.lang);
    return meta;
}

/* ---- one letter ---- */

static enum hat_status print_document(struct printer *printer, struct hat_document *document)
{
    const struct hat_page_sink sink = {.ctx = printer, .page = page_done};
    struct hat_layout_result result = {0};
    struct hat_attachments attachments = {0};
    enum hat_status st = HAT_OK;
    if (wants(printer->targets, HAT_OUTPUT_PDF)) {
        const struct hat_meta meta = letter_meta(printer, document);
        st = open_pdf(printer, &meta, printer->data, &attachments);
    }
    if (st == HAT_OK) {
        st = run(printer, document, &sink, printer->diags, &result);
    }
    if (st == HAT_OK) {
        st = write_pdfs(printer, &result.structure);
    }
    hat_pdf_free(printer->pdf);
    hat_attachments_fini(&attachments);
    hat_structure_fini(&result.structure);
    return st;
}

enum hat_status hat_print(struct hat_press *press, const struct hat_parts *parts,
                          const hat_data *data, const struct hat_targets *targets, hat_diags *diags,
                          struct hat_output_set *set)
{
    struct printer printer = {.press = press,
                              .parts = parts,
                              .data = data,
                              .targets = targets,
                              .settings = press->settings,
                              .diags = diags,
                              .set = set};
    struct hat_document *document = NULL;
    enum hat_status st = hat_document_open(parts, &press->settings->limits, diags, &document);
    if (st == HAT_OK && hat_document_info(document)->counts_pages) {
        st = count_pages(&printer);
    }
    if (st == HAT_OK) {
        st = print_document(&printer, document);
    }
    hat_structure_fini(&printer.first);
    hat_document_close(document);
    return st;
}

/* ---- many letters in one PDF ---- */

struct hat_merged_pdf {
    struct hat_press *press;
    const char *title;
    const hat_data *data; /* attached */
    struct hat_attachments attachments;
    struct hat_structure structure;
    struct hat_pdf *pdf; /* NULL before the first letter */
    struct hat_buf lang; /* of the first letter, and so of the file */
    uint32_t pages;
    enum hat_status failed; /* of the letter that spoilt the file */
};

enum hat_status hat_merged_pdf_new(struct hat_press *press, const char *title, const hat_data *data,
                                   struct hat_merged_pdf **out)
{
    struct hat_merged_pdf *merged = hat_mem_zalloc(1, sizeof *merged);
    if (merged == NULL) {
        return HAT_ERR_NOMEM;
    }
    *merged = (struct hat_merged_pdf){.press = press, .title = title, .data = data};
    enum hat_status st = hat_structure_init(&merged->structure);
    if (st != HAT_OK) {
        hat_merged_pdf_free(merged);
        return st;
    }
    *out = merged;
    return HAT_OK;
}

void hat_merged_pdf_free(struct hat_merged_pdf *merged)
{
    if (merged == NULL) {
        return;
    }
    hat_pdf_free(merged->pdf);
    hat_attachments_fini(&merged->attachments);
    hat_structure_fini(&merged->structure);
    hat_buf_fini(&merged->lang);
    hat_mem_free(merged);
}

/* The first letter opens the file. */
static enum hat_status open_merged(struct hat_merged_pdf *merged, struct printer *printer,
                                   const struct hat_meta *letter)
{
    struct hat_meta meta = *letter;
    meta.title = merged->title != NULL ? merged->title : meta.title;
    merged->lang.len = 0;
    hat_buf_put(&merged->lang, meta.lang, strlen(meta.lang) + 1);
    enum hat_status st = hat_buf_failed(&merged->lang) ? HAT_ERR_NOMEM : HAT_OK;
    if (st == HAT_OK) {
        st = open_pdf(printer, &meta, merged->data, &merged->attachments);
    }
    merged->pdf = printer->pdf;
    return st;
}

/* Draws the letter behind those before it. */
static enum hat_status append(struct hat_merged_pdf *merged, struct printer *printer,
                              struct hat_document *document, struct hat_str name, const char *lang)
{
    const struct hat_page_sink sink = {.ctx = printer, .page = page_done};
    struct hat_layout_result result = {0};
    const char *own = strcmp(lang, merged->lang.data) != 0 ? lang : NULL;
    enum hat_status st = hat_structure_begin_part(&merged->structure, name, own, merged->pages);
    hat_pdf_next_letter(printer->pdf, printer->diags);
    if (st == HAT_OK) {
        st = run(printer, document, &sink, printer->diags, &result);
    }
    if (st == HAT_OK) {
        hat_structure_end_part(&merged->structure);
        merged->pages += result.pages;
    }
    hat_pdf_next_letter(printer->pdf, NULL); /* the document and its pictures go */
    merged->failed = st;
    return st;
}

enum hat_status hat_merged_pdf_add(struct hat_merged_pdf *merged, const struct hat_parts *parts,
                                   const hat_data *data, struct hat_str name, hat_diags *diags)
{
    static const struct hat_targets none = {0};
    struct printer printer = {.press = merged->press,
                              .parts = parts,
                              .data = data,
                              .targets = &none,
                              .settings = merged->press->settings,
                              .diags = diags,
                              .structure = &merged->structure,
                              .pdf = merged->pdf};
    struct hat_document *document = NULL;
    enum hat_status st = merged->failed;
    if (st == HAT_OK) {
        st = hat_document_open(parts, &printer.settings->limits, diags, &document);
    }
    if (st == HAT_OK && hat_document_info(document)->counts_pages) {
        st = count_pages(&printer);
    }
    if (st == HAT_OK) {
        const struct hat_meta meta = letter_meta(&printer, document);
        st = merged->pdf == NULL ? open_merged(merged, &printer, &meta) : HAT_OK;
        st = st == HAT_OK ? append(merged, &printer, document, name, meta.lang) : st;
    }
    hat_structure_fini(&printer.first);
    hat_document_close(document);
    return st;
}

enum hat_status hat_merged_pdf_finish(struct hat_merged_pdf *merged, struct hat_output *output,
                                      hat_diags *diags)
{
    enum hat_status st = merged->pdf != NULL ? merged->failed : HAT_ERR_USAGE;
    if (st == HAT_OK) {
        hat_pdf_next_letter(merged->pdf, diags);
        st = hat_pdf_finish(merged->pdf, &merged->structure, output);
    }
    return st == HAT_OK ? hat_output_finish(output, diags) : st;
}
