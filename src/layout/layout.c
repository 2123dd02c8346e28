/* layout.c -- a document into pages: the run from the first block to the last page.
 *
 * See body_internal.h for the model. A run without a sink does all but drawing, and so counts
 * pages for NUMPAGES exactly as the second run will.
 */
#include "layout/layout.h"

#include "layout/anchors_internal.h"
#include "layout/body_internal.h"
#include "text/hyphens.h"

enum hat_status hat_layout_spend(struct hat_layout *layout, uint64_t work)
{
    return hat_setting_spend(&layout->setting, work, NULL);
}

/* Pulls units until the end and gives the last page away. */
static enum hat_status run_body(struct hat_body *body)
{
    struct hat_body_unit *unit = NULL;
    enum hat_status status = HAT_OK;
    do {
        status = hat_body_next(body, &unit);
        if (status == HAT_OK && unit != NULL) {
            status = hat_chain_add(body, unit);
        }
    } while (status == HAT_OK && unit != NULL);
    if (status == HAT_OK) {
        status = hat_chain_flush(body, HAT_FLUSH_END);
    }
    if (status == HAT_OK) {
        status = hat_body_add_last_notes(body);
    }
    if (status == HAT_OK && body->begun && body->pager.count == 0) {
        status = hat_body_open(body); /* a document without text is one empty page */
    }
    while (status == HAT_OK && (body->pager.open || body->notes.count > 0)) {
        status = hat_body_open(body); /* again for what is left of long footnotes */
        if (status == HAT_OK) {
            status = hat_body_leave(body, true, false);
        }
    }
    return status;
}

static enum hat_status run(struct hat_layout *layout, struct hat_layout_result *result)
{
    struct hat_page_area area = {0};
    struct hat_body body = {.layout = layout};
    const struct hat_box_painter boxes = {layout, hat_box_paint};
    layout->area = &area;
    layout->setting.boxes = &boxes;
    body.pager.layout = layout;
    body.tags.parent = hat_structure_root(layout->setting.structure);
    body.chain_end = &body.chain;
    enum hat_status status = run_body(&body);
    result->pages = body.pager.count;
    result->counted = body.pager.count + body.pager.blank;
    hat_source_fini(&body);
    hat_notes_fini(&body.notes);
    hat_pager_fini(&body.pager);
    hat_mem_free(area.keep_off);
    layout->setting.boxes = NULL;
    return status;
}

/* Makes what the caller does not share. */
static enum hat_status open_own(struct hat_setting *setting,
                                const struct hat_layout_options *options, struct hat_shaper **own,
                                struct hat_hyphens **own_hyphens)
{
    enum hat_status status = options->shaper == NULL ? hat_shaper_new(own) : HAT_OK;
    if (status == HAT_OK && options->hyphens == NULL && setting->info->hyphenate) {
        status = hat_hyphens_new(own_hyphens);
    }
    setting->shaper = options->shaper != NULL ? options->shaper : *own;
    if (setting->info->hyphenate) {
        setting->hyphens = options->hyphens != NULL ? options->hyphens : *own_hyphens;
    }
    return status;
}

enum hat_status hat_layout_run(struct hat_document *document,
                               const struct hat_layout_options *options,
                               const struct hat_page_sink *sink, struct hat_layout_result *result)
{
    struct hat_layout_result made = {0};
    struct hat_layout layout = {.document = document, .sink = sink};
    struct hat_shaper *shaper = NULL;
    struct hat_hyphens *hyphens = NULL;
    layout.setting = (struct hat_setting){
        .fonts = options->fonts,
        .info = hat_document_info(document),
        .limits = options->limits,
        .diags = options->diags,
        .structure = options->structure != NULL ? options->structure : &made.structure,
        .page_number = 1,
        .page_count = options->page_count,
        .first_pass = options->first_pass,
    };
    layout.flags = &layout.setting.info->flags;
    enum hat_status status =
        options->structure == NULL ? hat_structure_init(&made.structure) : HAT_OK;
    if (status == HAT_OK) {
        status = open_own(&layout.setting, options, &shaper, &hyphens);
    }
    if (status == HAT_OK) {
        status = run(&layout, &made);
    }
    hat_hyphens_free(hyphens);
    hat_shaper_free(shaper);
    hat_page_fini(&layout.page);
    if (status != HAT_OK) {
        hat_structure_fini(&made.structure);
        return status;
    }
    *result = made;
    return HAT_OK;
}
