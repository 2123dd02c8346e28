/* plan.c -- the parts of a package in the order they are written, each with what becomes of it.
 *
 * The order is that of the template, but for two things: what tells the format comes first
 * (mimetype, [Content_Types].xml), and relationships come behind the part they belong to, since
 * the links made while that part is merged must be known by then.
 */
#include "template/plan_internal.h"

uint32_t hat_plan_find(const struct hat_template *tmpl, const char *name)
{
    for (size_t i = 0; i < tmpl->part_count; i++) {
        if (strcmp(tmpl->parts[i].name, name) == 0) {
            return (uint32_t)i;
        }
    }
    return HAT_NO_PART;
}

/* "word/document.xml" of "word/_rels/document.xml.rels"; .ptr NULL when it is none. */
static struct hat_str source_of(struct hat_arena *arena, const char *name)
{
    static const char folder[] = "_rels/", ending[] = ".rels";
    size_t len = strlen(name);
    const char *at = strstr(name, folder);
    if (at == NULL || !hat_str_ends(hat_str_from(name), ending)) {
        return (struct hat_str){0};
    }
    size_t before = (size_t)(at - name), rest = before + sizeof folder - 1;
    size_t file = len - rest - (sizeof ending - 1);
    char *source = hat_arena_alloc(arena, before + file + 1);
    if (source != NULL) {
        memcpy(source, name, before);
        memcpy(source + before, name + rest, file);
    }
    return (struct hat_str){source, before + file};
}

static bool goes_first(const char *name)
{
    return strcmp(name, "mimetype") == 0 || strcmp(name, "[Content_Types].xml") == 0;
}

/* Adds a part; left out when it is not on the list of those allowed. */
static void add(struct hat_template *tmpl, const struct hat_part *part, hat_diags *diags)
{
    bool quiet = false;
    bool allowed = hat_plan_allowed(tmpl->dialect->format, part->name, part->type, &quiet);
    tmpl->parts[tmpl->part_count++] =
        (struct hat_plan_part){.name = part->name,
                               .type = part->type,
                               .is_xml = part->is_xml,
                               .source = HAT_NO_PART,
                               .relations = HAT_NO_PART,
                               .action = allowed ? HAT_PLAN_COPY : HAT_PLAN_DROP};
    if (!allowed && !quiet) {
        const struct hat_place place = {.file = hat_package_path(tmpl->package)};
        hat_diags_add(diags, HAT_MSG_PART_LEFT_OUT, &place, hat_str_from(part->name),
                      hat_str_from(part->type));
    }
}

/* "word/_rels/document.xml.rels" for "word/document.xml". */
static char *relations_name(struct hat_arena *arena, const char *source)
{
    static const char folder[] = "_rels/", ending[] = ".rels";
    const char *slash = strrchr(source, '/');
    size_t before = slash != NULL ? (size_t)(slash - source) + 1 : 0, len = strlen(source);
    char *name = hat_arena_alloc(arena, len + sizeof folder + sizeof ending);
    if (name != NULL) {
        memcpy(name, source, before);
        memcpy(name + before, folder, sizeof folder - 1);
        memcpy(name + before + sizeof folder - 1, source + before, len - before);
        memcpy(name + len + sizeof folder - 1, ending, sizeof ending);
    }
    return name;
}

/* Adds the relationships of the part added last; when the package has none, a place for them. */
static enum hat_status add_relations(struct hat_template *tmpl, const char *source,
                                     hat_diags *diags)
{
    size_t last = tmpl->part_count - 1;
    const char *name = relations_name(&tmpl->arena, source);
    if (name == NULL) {
        return HAT_ERR_NOMEM;
    }
    const struct hat_part *part = hat_package_find(tmpl->package, name);
    bool dropped = tmpl->parts[last].action == HAT_PLAN_DROP;
    if (part != NULL) {
        add(tmpl, part, diags);
    } else {
        tmpl->parts[tmpl->part_count++] =
            (struct hat_plan_part){.name = name, .type = "", .relations = HAT_NO_PART};
    }
    struct hat_plan_part *rels = &tmpl->parts[last + 1];
    tmpl->parts[last].relations = (uint32_t)last + 1;
    rels->source = (uint32_t)last;
    rels->action = part == NULL || dropped ? HAT_PLAN_DROP : rels->action;
    return HAT_OK;
}

enum hat_status hat_plan_parts(struct hat_template *tmpl, hat_diags *diags)
{
    struct hat_package *package = tmpl->package;
    size_t count = hat_package_count(package);
    tmpl->part_cap = count * 2 + 1 + HAT_PARTS_MORE; /* room, so that parts never move */
    tmpl->parts = hat_arena_array(&tmpl->arena, tmpl->part_cap, sizeof *tmpl->parts);
    if (tmpl->parts == NULL) {
        return HAT_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (goes_first(hat_package_at(package, i)->name)) {
            add(tmpl, hat_package_at(package, i), diags);
        }
    }
    for (size_t i = 0; i < count; i++) {
        const struct hat_part *part = hat_package_at(package, i);
        struct hat_str source = source_of(&tmpl->arena, part->name);
        bool follows =
            source.ptr != NULL && source.len > 0 && hat_package_find(package, source.ptr) != NULL;
        if (goes_first(part->name) || follows) {
            continue;
        }
        add(tmpl, part, diags);
        if (tmpl->dialect->format == HAT_FORMAT_DOCX && source.ptr == NULL) {
            enum hat_status status = add_relations(tmpl, part->name, diags);
            if (status != HAT_OK) {
                return status;
            }
        }
    }
    return HAT_OK;
}

void hat_plan_keep_looks(struct hat_template *tmpl)
{
    for (size_t i = 0; i < tmpl->part_count; i++) {
        const struct hat_part *part = hat_package_find(tmpl->package, tmpl->parts[i].name);
        if (part != NULL && hat_plan_is_look(part)) {
            tmpl->parts[i].action = HAT_PLAN_COPY;
        }
    }
}
