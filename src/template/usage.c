/* usage.c -- a template and its data compared, for `hatshy check`: a field that no tag uses, and a
 * name that the data never fills, are often the same slip of the pen.
 *
 *     template {{director}}, data {"directer": "...", "director": ""}
 *  -> "directer" is not used;  {{director}}: empty in all of the data
 *
 * A name counts as used wherever it stands: as any step of a path, or as a text given to a filter.
 * So nothing is called unused that may be used.
 */
#include "template/names_internal.h"

#include "base/unicode.h"

enum { NAMES_MAX = 4096, DEPTH_MAX = 64 };

struct name {
    struct hat_str folded;
    uint32_t hash;
    const struct hat_tag *tag; /* the first that prints it; NULL: none does */
    struct hat_str shown;
    bool seen, filled; /* in the data */
};

struct usage {
    struct hat_arena arena;
    struct name *names; /* of the template */
    size_t count, cap;
    struct name *unused; /* of the data, told already */
    size_t unused_count, unused_cap;
    const hat_data *data;
    hat_diags *diags;
    bool members; /* maps are repeated by their members, whose names are no matter then */
    bool failed;
};

static struct name *find(struct name *names, size_t count, struct hat_str folded, uint32_t hash)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i].hash == hash && hat_str_equal(names[i].folded, folded)) {
            return &names[i];
        }
    }
    return NULL;
}

/* ---- names of the template ---- */

static struct name *add_name(struct usage *u, struct hat_str folded, uint32_t hash)
{
    struct name *name = find(u->names, u->count, folded, hash);
    if (name != NULL || u->count == NAMES_MAX) {
        return name;
    }
    if (!hat_mem_grow(&u->names, u->count, &u->cap, sizeof *u->names)) {
        u->failed = true;
        return NULL;
    }
    u->names[u->count] = (struct name){.folded = folded, .hash = hash};
    return &u->names[u->count++];
}

static void add_path(struct usage *u, const struct hat_name_use *use)
{
    const struct hat_path *path = use->path;
    u->members = u->members || use->tag->by_member || path->special == HAT_SPECIAL_KEY ||
                 path->special == HAT_SPECIAL_VALUE;
    for (uint32_t i = 0; i < path->count; i++) {
        struct name *name = add_name(u, path->steps[i].folded, path->steps[i].hash);
        bool printed = i + 1 == path->count && use->use != HAT_USE_CONDITION &&
                       use->use != HAT_USE_LIST && path->special == HAT_SPECIAL_NONE;
        if (name != NULL && name->tag == NULL && printed) {
            name->tag = use->tag;
            name->shown = path->steps[i].name;
        }
    }
}

static bool add_use(void *ctx, const struct hat_name_use *use)
{
    struct usage *u = ctx;
    if (use->use == HAT_USE_PARTIAL) {
        return true;
    }
    if (use->path != NULL) {
        add_path(u, use);
        return !u->failed;
    }
    struct hat_str text = use->literal, folded; /* "-name" sorts downwards */
    bool down = text.ptr[0] == '-';
    text = (struct hat_str){text.ptr + down, text.len - down};
    if (hat_name_fold(&u->arena, text, &folded) == HAT_ERR_NOMEM) {
        u->failed = true;
    } else if (folded.len > 0) {
        add_name(u, folded, hat_name_hash(folded));
    }
    return !u->failed;
}

/* ---- the data ---- */

static void tell_unused(struct usage *u, const struct hat_shape *shape, uint32_t i,
                        const struct hat_value *value)
{
    struct hat_str folded = shape->folded[i];
    if (find(u->unused, u->unused_count, folded, shape->hashes[i]) != NULL ||
        u->unused_count == NAMES_MAX) {
        return;
    }
    if (!hat_mem_grow(&u->unused, u->unused_count, &u->unused_cap, sizeof *u->unused)) {
        u->failed = true;
        return;
    }
    u->unused[u->unused_count++] = (struct name){.folded = folded, .hash = shape->hashes[i]};
    const struct hat_place place = hat_data_place(u->data, value);
    hat_diags_add(u->diags, HAT_MSG_FIELD_UNUSED, &place, shape->names[i]);
}

static bool empty(const struct hat_value *value)
{
    bool countable = value->type == HAT_TEXT || value->type == HAT_LIST;
    return value->type == HAT_NULL || (countable && value->count == 0);
}

static void look(struct usage *u, const struct hat_value *value, int depth);

static void look_at_map(struct usage *u, const struct hat_map *map, int depth)
{
    for (uint32_t i = 0; i < map->shape->count && !u->failed; i++) {
        const struct hat_value *member = &map->values[i];
        struct name *name = find(u->names, u->count, map->shape->folded[i], map->shape->hashes[i]);
        if (name != NULL) {
            name->seen = true;
            name->filled = name->filled || !empty(member);
            look(u, member, depth + 1);
        } else if (!u->members && !hat_str_is(map->shape->folded[i], "lang") &&
                   !hat_str_starts(map->shape->folded[i], "@") && /* given to one of a batch */
                   !hat_value_is_added(member)) {
            tell_unused(u, map->shape, i, member);
        }
    }
}

static void look(struct usage *u, const struct hat_value *value, int depth)
{
    if (depth > DEPTH_MAX) {
        return;
    }
    if (value->type == HAT_MAP) {
        look_at_map(u, value->as.map, depth);
    }
    for (uint32_t i = 0; value->type == HAT_LIST && i < value->count && !u->failed; i++) {
        look(u, &value->as.items[i], depth + 1);
    }
}

enum hat_status hat_names_compare(const struct hat_template *tmpl, const hat_data *data,
                                  hat_diags *diags)
{
    struct usage u = {.data = data, .diags = diags};
    if (hat_names_visit(tmpl, add_use, &u) && u.count < NAMES_MAX) {
        look(&u, hat_data_root(data), 0);
    }
    for (size_t i = 0; i < u.count && !u.failed; i++) {
        const struct name *name = &u.names[i];
        if (name->tag != NULL && name->seen && !name->filled) {
            hat_diags_add(diags, HAT_MSG_NAME_EMPTY, &name->tag->place, name->tag->source,
                          name->shown);
        }
    }
    hat_mem_free(u.names);
    hat_mem_free(u.unused);
    hat_arena_fini(&u.arena);
    return u.failed ? HAT_ERR_NOMEM : HAT_OK;
}
