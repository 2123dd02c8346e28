/* template.c -- opens a template: finds the parts that may hold tags and compiles them.
 *
 *     word/document.xml   tags          program
 *     word/header1.xml    no tags       copied as it is
 *     word/media/x.png                  copied as it is
 */
#include "template/adopt_internal.h"
#include "template/clean_internal.h"
#include "template/partial_internal.h"
#include "template/picture_internal.h"

/* A part of a DOCX that holds text a person wrote, by its content type's last words. */
static bool docx_story(const char *type)
{
    static const char *const endings[] = {
        ".document.main+xml", ".template.main+xml", "document.macroEnabled.main+xml",
        ".header+xml",        ".footer+xml",        "template.macroEnabledTemplate.main+xml",
        ".footnotes+xml",     ".endnotes+xml",      ".core-properties+xml",
        ".settings+xml"};
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
    struct hat_str name = hat_str_from(part->name); /* those of embedded charts, too */
    return hat_str_ends(name, "content.xml") || hat_str_ends(name, "styles.xml") ||
           hat_str_is(name, "meta.xml");
}

/* What is known after all parts were read. */
struct reading {
    struct hat_template *tmpl;
    hat_diags *diags;
    struct hat_leftovers leftovers;
    bool errors, tags;
};

/* ---- compiling a part ---- */

/* Finds the tags and puts sub-templates in their places. */
static enum hat_status find_tags(struct reading *r, struct hat_part_source *source,
                                 struct hat_plan_part *part)
{
    const struct hat_expansion expansion = {r->tmpl, part, source, &r->leftovers};
    enum hat_status status = hat_part_scan(source);
    bool partials = false;
    for (size_t i = 0; i < source->tag_count && !partials; i++) {
        partials = source->tags[i].kind == HAT_TAG_PARTIAL;
    }
    return status == HAT_OK && partials ? hat_partials_include(&expansion) : status;
}

static enum hat_status compile_tape(struct reading *r, struct hat_part_source *source,
                                    struct hat_plan_part *part)
{
    enum hat_status status = find_tags(r, source, part);
    bool tags = source->tag_count > 0 || source->address_count > 0 || source->frame_count > 0;
    r->tags = r->tags || tags;
    if (status == HAT_OK) {
        status = hat_part_links(source);
    }
    if (status == HAT_OK) {
        hat_part_pictures(source);
    }
    if (status == HAT_OK) {
        status = hat_part_pair(source);
    }
    if (status == HAT_OK) {
        status = hat_leftovers_collect(&r->leftovers, source);
    }
    if (status == HAT_OK) {
        status = hat_part_place(source);
    }
    if (status == HAT_OK && !source->errors && (tags || source->changed)) {
        status = hat_part_compile(source, &part->program);
        part->action = HAT_PLAN_PROGRAM;
        r->tmpl->pictures = r->tmpl->pictures || (part->program != NULL && part->program->pictures);
    }
    r->errors = r->errors || source->errors;
    return status;
}

static enum hat_status read_tape(struct reading *r, struct hat_part_source *source)
{
    struct hat_template *tmpl = r->tmpl;
    struct hat_partials *partials = tmpl->partials;
    if (partials != NULL && partials->odt_styles.tape.nodes != NULL &&
        strcmp(source->name, "styles.xml") == 0) { /* a sub-template has added to it */
        source->tape = partials->odt_styles.tape;
        source->changed = true;
        partials->odt_styles.tape = (struct hat_tape){0};
        return HAT_OK;
    }
    const struct hat_place place = {.file = source->file, .part = source->name};
    struct hat_buf buf = {0};
    enum hat_status status = hat_package_read(tmpl->package, source->name, r->diags, &buf);
    if (status == HAT_OK) {
        status = hat_tape_read((struct hat_str){buf.data, buf.len}, &tmpl->limits, &place, r->diags,
                               &tmpl->arena, &source->tape);
    }
    hat_buf_fini(&buf);
    return status;
}

/* Reads, cleans and compiles a part, and rewrites its relationships when that is needed. */
static enum hat_status compile_part(struct reading *r, struct hat_plan_part *part)
{
    struct hat_template *tmpl = r->tmpl;
    struct hat_relationships list = {0};
    struct hat_left_out left_out = {.tmpl = tmpl, .list = &list, .diags = r->diags};
    struct hat_part_source source = {.dialect = tmpl->dialect,
                                     .limits = &tmpl->limits,
                                     .diags = r->diags,
                                     .arena = &tmpl->arena,
                                     .file = hat_package_path(tmpl->package),
                                     .name = part->name,
                                     .paths = &tmpl->paths,
                                     .link_style = tmpl->link_style,
                                     .relationships = &list};
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX;
    enum hat_status status = HAT_OK;
    if (docx) {
        status =
            hat_package_relationships(tmpl->package, part->name, &tmpl->arena, r->diags, &list);
        hat_left_out_scan(&left_out);
    }
    if (status == HAT_OK && part->is_xml && (may_hold_tags(tmpl, part) || left_out.any)) {
        status = read_tape(r, &source);
        tmpl->strict = tmpl->strict || (status == HAT_OK && docx && hat_part_is_strict(&source));
        if (status == HAT_OK) {
            status = docx ? hat_clean_docx(&source, &left_out) : hat_clean_odt(&source);
        }
        if (status == HAT_OK) {
            status = docx ? hat_adopt_controls(&source) : hat_adopt_odt(&source);
        }
        if (status == HAT_OK) {
            status = compile_tape(r, &source, part);
        }
    }
    bool links = part->program != NULL && part->program->links && docx;
    part->relations_change = links || left_out.any;
    hat_part_fini(&source);
    return status;
}

/* Rewrites the relationships of a part, when all parts are compiled: a sub-template in one of them
 * may have given the main part another. What is left out was told before. */
static enum hat_status write_relations(struct reading *r, struct hat_plan_part *part)
{
    struct hat_template *tmpl = r->tmpl;
    struct hat_relationships list = {0};
    struct hat_left_out left_out = {.tmpl = tmpl, .list = &list};
    if (!part->relations_change && part->more_count == 0) {
        return HAT_OK;
    }
    enum hat_status status =
        hat_package_relationships(tmpl->package, part->name, &tmpl->arena, r->diags, &list);
    return status == HAT_OK ? hat_plan_relations(tmpl, part, hat_left_out_test, &left_out, r->diags)
                            : status;
}

/* The package's own relationships: without those of parts that are left out. */
static enum hat_status clean_package_relations(struct reading *r)
{
    struct hat_template *tmpl = r->tmpl;
    struct hat_relationships list = {0};
    struct hat_left_out left_out = {.tmpl = tmpl, .list = &list, .diags = r->diags};
    struct hat_plan_part root = {.relations = hat_plan_find(tmpl, "_rels/.rels")};
    enum hat_status status =
        hat_package_relationships(tmpl->package, "", &tmpl->arena, r->diags, &list);
    hat_left_out_scan(&left_out);
    if (status == HAT_OK && left_out.any) {
        status = hat_plan_relations(tmpl, &root, hat_left_out_test, &left_out, r->diags);
    }
    return status;
}

/* ---- all parts ---- */

/* Is it compiled last? What sub-templates bring along comes to the styles of an ODT. */
static bool goes_last(const struct hat_template *tmpl, const struct hat_plan_part *part)
{
    return tmpl->dialect->format == HAT_FORMAT_ODT && strcmp(part->name, "styles.xml") == 0;
}

static enum hat_status compile_all(struct reading *r, bool last)
{
    struct hat_template *tmpl = r->tmpl;
    enum hat_status status = HAT_OK;
    for (size_t i = 0; i < tmpl->part_count && status == HAT_OK; i++) {
        struct hat_plan_part *part = &tmpl->parts[i];
        if (part->action != HAT_PLAN_COPY || part->source != HAT_NO_PART ||
            goes_last(tmpl, part) != last) {
            continue;
        }
        status = compile_part(r, part);
        if (status == HAT_ERR_TEMPLATE) { /* told; the other parts may have errors, too */
            r->errors = true;
            status = HAT_OK;
        }
    }
    return status;
}

/* The lists of what is in the package. */
static enum hat_status write_lists(struct reading *r)
{
    struct hat_template *tmpl = r->tmpl;
    bool docx = tmpl->dialect->format == HAT_FORMAT_DOCX;
    enum hat_status status = hat_partials_finish(tmpl);
    for (size_t i = 0; i < tmpl->part_count && status == HAT_OK && docx; i++) {
        status = write_relations(r, &tmpl->parts[i]);
    }
    if (status == HAT_OK && docx) {
        status = clean_package_relations(r);
    }
    return status == HAT_OK ? hat_plan_listing(tmpl, r->diags) : status;
}

static enum hat_status compile_parts(struct hat_template *tmpl, hat_diags *diags)
{
    struct reading r = {.tmpl = tmpl, .diags = diags};
    enum hat_status status = compile_all(&r, false);
    if (status == HAT_OK) {
        status = compile_all(&r, true);
    }
    if (status == HAT_OK) {
        hat_leftovers_report(&r.leftovers, diags);
        if (!r.tags) {
            hat_plan_keep_looks(tmpl);
        }
        status = write_lists(&r);
    }
    hat_partials_free(tmpl);
    hat_leftovers_fini(&r.leftovers);
    if (status == HAT_OK && r.errors) {
        return HAT_ERR_TEMPLATE;
    }
    if (status == HAT_OK && !r.tags) {
        const struct hat_place place = {.file = hat_package_path(tmpl->package)};
        hat_diags_add(diags, HAT_MSG_TEMPLATE_NO_TAGS, &place, {0});
    }
    return status;
}

/* ---- public ---- */

/* Compiles the package that is open in *tmpl. */
static enum hat_status read_template(struct hat_template *tmpl, hat_diags *diags)
{
    enum hat_status status = hat_package_require_text(tmpl->package, diags);
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

/* The file beside which sub-templates are looked for: the template, or one in `folder`. */
static bool set_folder(struct hat_template *tmpl, const char *path, const char *folder)
{
    struct hat_buf buf = {0};
    if (folder == NULL && path == NULL) {
        return true;
    }
    hat_buf_printf(&buf, folder != NULL ? "%s/." : "%s", folder != NULL ? folder : path);
    tmpl->partials_beside =
        hat_buf_failed(&buf) ? NULL : hat_arena_strndup(&tmpl->arena, buf.data, buf.len);
    hat_buf_fini(&buf);
    return tmpl->partials_beside != NULL;
}

/* From the file `path`, or, when `bytes` is not NULL, from memory. */
static enum hat_status open_template(const char *path, const struct hat_str *bytes,
                                     const char *partials, const struct hat_limits *limits,
                                     hat_diags *diags, hat_template **out)
{
    struct hat_template *tmpl = hat_mem_zalloc(1, sizeof *tmpl);
    if (tmpl == NULL) {
        return HAT_ERR_NOMEM;
    }
    tmpl->limits = *limits;
    enum hat_status status =
        bytes != NULL ? hat_package_open_memory(*bytes, path, &tmpl->limits, diags, &tmpl->package)
                      : hat_package_open(path, &tmpl->limits, diags, &tmpl->package);
    if (status == HAT_OK && !set_folder(tmpl, bytes != NULL ? NULL : path, partials)) {
        status = HAT_ERR_NOMEM;
    }
    if (status == HAT_OK) {
        status = read_template(tmpl, diags);
    }
    if (status != HAT_OK) {
        hat_template_free(tmpl);
        return status;
    }
    *out = tmpl;
    return HAT_OK;
}

hat_status hat_template_open(const char *path, const hat_options *options, hat_diags *diags,
                             hat_template **out)
{
    size_t known = offsetof(hat_options, partials) + sizeof options->partials;
    const char *partials = options != NULL && options->size >= known ? options->partials : NULL;
    return open_template(path, NULL, partials, &HAT_LIMITS_DEFAULT, diags, out);
}

enum hat_status hat_template_open_memory(struct hat_str bytes, const char *name,
                                         const struct hat_limits *limits, hat_diags *diags,
                                         hat_template **out)
{
    return open_template(name, &bytes, NULL, limits, diags, out);
}

enum hat_status hat_template_open_beside(struct hat_str bytes, const char *partials,
                                         const struct hat_limits *limits, hat_diags *diags,
                                         hat_template **out)
{
    return open_template("t", &bytes, partials, limits, diags, out);
}

void hat_template_free(hat_template *tmpl)
{
    if (tmpl == NULL) {
        return;
    }
    for (size_t i = 0; i < tmpl->part_count; i++) {
        hat_program_free(tmpl->parts[i].program);
        hat_mem_free(tmpl->parts[i].more);
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

bool hat_template_includes(const hat_template *tmpl, const char *path)
{
    const struct hat_partial_file *file = tmpl->partial_files;
    while (file != NULL && !hat_file_same(file->path, path)) {
        file = file->next;
    }
    return file != NULL;
}

enum hat_status hat_template_hash(const hat_template *tmpl, struct hat_hasher *hasher)
{
    struct hat_buf program = {0};
    hat_hasher_add_str(hasher, hat_package_bytes(tmpl->package));
    for (size_t i = 0; i < tmpl->part_count && !hat_buf_failed(&program); i++) {
        const struct hat_plan_part *part = &tmpl->parts[i];
        program.len = 0;
        if (part->program != NULL) {
            hat_program_dump(part->program, &program);
            const struct hat_buf *text = &part->program->text; /* which the dump may shorten */
            hat_hasher_add_str(hasher, (struct hat_str){text->data, text->len});
        }
        hat_hasher_add_str(hasher, hat_str_from(part->name));
        hat_hasher_add_number(hasher, (uint64_t)part->action);
        hat_hasher_add_str(hasher, part->bytes);
        hat_hasher_add_str(hasher, part->tail);
        hat_hasher_add_str(hasher, (struct hat_str){program.data, program.len});
    }
    enum hat_status status = hat_buf_failed(&program) ? HAT_ERR_NOMEM : HAT_OK;
    hat_buf_fini(&program);
    return status;
}
