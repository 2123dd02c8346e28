/* template.c -- opens a template: finds the parts that may hold tags and compiles them.
 *
 *     word/document.xml   tags          program
 *     word/header1.xml    no tags       copied as it is
 *     word/media/x.png                  copied as it is
 */
#include "template/plan_internal.h"

/* A part of a DOCX that holds text a person wrote, by its content type's last words. */
static bool docx_story(const char *type)
{
    static const char *const endings[] = {
        ".document.main+xml", ".template.main+xml", "document.macroEnabled.main+xml",
        ".header+xml",        ".footer+xml",        "template.macroEnabledTemplate.main+xml",
        ".footnotes+xml",     ".endnotes+xml",      ".core-properties+xml"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (hat_str_ends(hat_str_from(type), endings[i])) {
            return true;
        }
    }
    return false;
}

static bool may_hold_tags(const struct hat_template *tmpl, const struct hat_plan_part *part)
{
    if (tmpl->dialect->format == HAT_FORMAT_DOCX) {
        return docx_story(part->type) || strcmp(part->name, hat_package_main(tmpl->package)) == 0;
    }
    return strcmp(part->name, "content.xml") == 0 || strcmp(part->name, "styles.xml") == 0 ||
           strcmp(part->name, "meta.xml") == 0;
}

/* ---- compiling a part ---- */

static enum hat_status compile_tape(struct hat_part_source *source, struct hat_plan_part *part)
{
    enum hat_status status = hat_part_scan(source);
    bool tags = source->tag_count > 0 || source->address_count > 0;
    if (status == HAT_OK) {
        status = hat_part_links(source);
    }
    if (status == HAT_OK) {
        status = hat_part_pair(source);
    }
    if (status == HAT_OK && !source->errors) {
        status = hat_part_place(source);
    }
    if (status == HAT_OK && !source->errors && tags) {
        status = hat_part_compile(source, &part->program);
        part->action = HAT_PLAN_PROGRAM;
    }
    return status;
}

static enum hat_status compile_part(struct hat_template *tmpl, struct hat_plan_part *part,
                                    hat_diags *diags, bool *errors)
{
    struct hat_relationships list = {0};
    struct hat_part_source source = {.dialect = tmpl->dialect,
                                     .limits = &tmpl->limits,
                                     .diags = diags,
                                     .arena = &tmpl->arena,
                                     .file = hat_package_path(tmpl->package),
                                     .name = part->name,
                                     .paths = &tmpl->paths,
                                     .link_style = tmpl->link_style,
                                     .relationships = &list};
    const struct hat_place place = {.file = source.file, .part = part->name};
    struct hat_buf buf = {0};
    enum hat_status status = hat_package_read(tmpl->package, part->name, diags, &buf);
    if (status == HAT_OK && tmpl->dialect->format == HAT_FORMAT_DOCX) {
        status = hat_package_relationships(tmpl->package, part->name, &tmpl->arena, diags, &list);
    }
    if (status == HAT_OK) {
        status = hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place, diags,
                               &tmpl->arena, &source.tape);
    }
    hat_buf_fini(&buf);
    if (status == HAT_OK) {
        status = compile_tape(&source, part);
        *errors = *errors || source.errors;
    }
    if (status == HAT_OK && part->program != NULL && part->program->links) {
        status = hat_plan_relations(tmpl, part, NULL, NULL, diags);
    }
    hat_part_fini(&source);
    return status;
}

static enum hat_status compile_parts(struct hat_template *tmpl, hat_diags *diags)
{
    bool errors = false;
    for (size_t i = 0; i < tmpl->part_count; i++) {
        struct hat_plan_part *part = &tmpl->parts[i];
        if (part->action != HAT_PLAN_COPY || !may_hold_tags(tmpl, part)) {
            continue;
        }
        enum hat_status status = compile_part(tmpl, part, diags, &errors);
        if (status == HAT_ERR_TEMPLATE) {
            errors = true; /* told already; the other parts may have errors, too */
        } else if (status != HAT_OK) {
            return status;
        }
    }
    return errors ? HAT_ERR_TEMPLATE : HAT_OK;
}

/* ---- public ---- */

static enum hat_status open_template(struct hat_template *tmpl, const char *path, hat_diags *diags)
{
    tmpl->limits = HAT_LIMITS_DEFAULT;
    enum hat_status status = hat_package_open(path, &tmpl->limits, diags, &tmpl->package);
    if (status == HAT_OK) {
        status = hat_package_require_text(tmpl->package, diags);
    }
    if (status != HAT_OK) {
        return status;
    }
    tmpl->dialect =
        hat_package_format(tmpl->package) == HAT_FORMAT_DOCX ? &hat_docx_dialect : &hat_odt_dialect;
    status = hat_plan_parts(tmpl, diags);
    if (status == HAT_OK) {
        status = hat_styles_look(tmpl, diags);
    }
    return status == HAT_OK ? compile_parts(tmpl, diags) : status;
}

hat_status hat_template_open(const char *path, const hat_options *options, hat_diags *diags,
                             hat_template **out)
{
    (void)options;
    struct hat_template *tmpl = hat_mem_zalloc(1, sizeof *tmpl);
    if (tmpl == NULL) {
        return HAT_ERR_NOMEM;
    }
    enum hat_status status = open_template(tmpl, path, diags);
    if (status != HAT_OK) {
        hat_template_free(tmpl);
        return status;
    }
    *out = tmpl;
    return HAT_OK;
}

void hat_template_free(hat_template *tmpl)
{
    if (tmpl == NULL) {
        return;
    }
    for (size_t i = 0; i < tmpl->part_count; i++) {
        hat_program_free(tmpl->parts[i].program);
    }
    hat_package_close(tmpl->package);
    hat_arena_fini(&tmpl->arena);
    hat_mem_free(tmpl);
}

size_t hat_template_dump(const hat_template *tmpl, char *buf, size_t cap)
{
    struct hat_buf text = {0};
    for (size_t i = 0; i < tmpl->part_count; i++) {
        if (tmpl->parts[i].program != NULL) {
            hat_program_dump(tmpl->parts[i].program, &text);
        }
    }
    size_t len = hat_buf_copy_out(&text, buf, cap);
    hat_buf_fini(&text);
    return len;
}

enum hat_format hat_template_format(const hat_template *tmpl)
{
    return tmpl->dialect->format;
}

const char *hat_template_path(const hat_template *tmpl)
{
    return hat_package_path(tmpl->package);
}
