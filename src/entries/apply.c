/* apply.c -- a list of a letter's data, cleaned where it is: what the template sees.
 *
 *     entries: [{"№": "1", "Сілтемелер": "www.instagram.com/reels/DU79..."}, ...]
 *  -> entries: [{"№": "1", "Сілтемелер": "www.instagram.com/reels/DU79...", "organisation": ...,
 *                "link": "https://www.instagram.com/reel/DU79.../", "link_original": "www...",
 *                "key": "DU79...", "region": ..., "region_code": ..., "published": ...}, ...]
 *     entries_summary: {"rows": 600, "links": 599, ...}
 *
 * A column of the file keeps its value; one that is called like a field (link) gets the field's
 * value when the cleaning was asked for. Unasked, a list of posts is checked just as well, and its
 * errors stop the letter; but columns of the file stay as they were read.
 */
#include "base/date.h"
#include "entries/table_internal.h"

enum { SECONDS_A_MINUTE = 60, LOOKED_AT = 1000 };

struct apply {
    hat_data *data;
    struct hat_arena *arena; /* of the data */
    bool asked, errors_only;
    struct hat_entry_list list;
    struct hat_table table;       /* for its cells */
    const struct hat_shape *from; /* of the last row; what it becomes: */
    const struct hat_shape *shape;
    struct hat_table_column *columns; /* of `shape`; derived NONE: as read */
};

/* ---- what the letter's fields say ---- */

static struct hat_str field(const hat_data *data, const char *name)
{
    const struct hat_value *value = hat_value_member(hat_data_root(data), hat_str_from(name));
    return value != NULL ? hat_value_str(value) : (struct hat_str){"", 0};
}

static void read_fields(const hat_data *data, struct hat_entries_rules *rules)
{
    struct hat_date from, to;
    if (!rules->period.set && hat_date_parse(field(data, "date_from"), &from) &&
        hat_date_parse(field(data, "date_to"), &to)) {
        rules->period = (struct hat_period){true, hat_date_days(from), hat_date_days(to)};
    }
    if (rules->hashtag.len == 0) {
        rules->hashtag = field(data, "hashtag");
    }
    struct hat_str minutes = field(data, "max_minutes");
    if (minutes.len == 1 && minutes.ptr[0] >= '1' && minutes.ptr[0] <= '9') {
        rules->most_seconds = (uint32_t)(minutes.ptr[0] - '0') * SECONDS_A_MINUTE;
    }
}

/* ---- is it a list of posts at all? ---- */

static bool is_list_of_maps(const struct hat_value *list)
{
    bool maps = list->type == HAT_LIST;
    for (uint32_t i = 0; maps && i < list->count; i++) {
        maps = list->as.items[i].type == HAT_MAP;
    }
    return maps;
}

/* Has it organisations and links, and do half of its first links lead to Instagram? */
static bool is_list_of_posts(const struct hat_value *list)
{
    struct hat_columns columns;
    uint32_t links = 0, posts = 0;
    if (list->count == 0) {
        return false;
    }
    const struct hat_shape *shape = list->as.items[0].as.map->shape;
    hat_columns_match(shape, NULL, &columns);
    int column = columns.of[HAT_FIELD_LINK];
    if (column < 0 || columns.of[HAT_FIELD_ORGANISATION] < 0) {
        return false;
    }
    for (uint32_t i = 0; i < list->count && i < LOOKED_AT; i++) {
        const struct hat_value *row = &list->as.items[i];
        if (row->type == HAT_MAP && row->as.map->shape == shape) {
            struct hat_str link = hat_value_str(&row->as.map->values[column]);
            links += link.len > 0;
            posts += hat_str_has(link, "instagram.com") || hat_str_has(link, "instagr.am");
        }
    }
    return posts > 0 && posts * 2 >= links;
}

/* ---- rows ---- */

/* What stands in a column of that name besides what was read. */
static enum hat_derived derived_of(const struct apply *apply, struct hat_str folded)
{
    static const struct {
        const char *name;
        enum hat_derived derived;
    } names[] = {{"organisation", HAT_DERIVED_ORGANISATION},
                 {"link", HAT_DERIVED_LINK},
                 {"region", HAT_DERIVED_REGION},
                 {"region_code", HAT_DERIVED_REGION_CODE},
                 {"published", HAT_DERIVED_PUBLISHED},
                 {"key", HAT_DERIVED_KEY}};
    for (size_t i = 0; apply->asked && i < sizeof names / sizeof names[0]; i++) {
        if (hat_str_is(folded, names[i].name)) {
            return names[i].derived;
        }
    }
    return HAT_DERIVED_NONE;
}

/* The shape of the new rows: the columns as they are, then what is added. */
static enum hat_status make_shape(struct apply *apply, const struct hat_shape *from)
{
    static const struct {
        const char *name;
        enum hat_derived derived;
    } added[] = {{"organisation", HAT_DERIVED_ORGANISATION},
                 {"org", HAT_DERIVED_ORGANISATION}, /* as the office's templates call it */
                 {"link", HAT_DERIVED_LINK},
                 {"region", HAT_DERIVED_REGION},
                 {"region_code", HAT_DERIVED_REGION_CODE},
                 {"published", HAT_DERIVED_PUBLISHED},
                 {"key", HAT_DERIVED_KEY},
                 {"link_original", HAT_DERIVED_LINK_ORIGINAL}};
    enum { ADDED = sizeof added / sizeof added[0] };
    size_t most = from->count + (size_t)ADDED;
    struct hat_shape *shape = hat_arena_alloc(apply->arena, sizeof *shape);
    struct hat_str *names = hat_arena_array(apply->arena, most, sizeof *names);
    struct hat_str *folded = hat_arena_array(apply->arena, most, sizeof *folded);
    uint32_t *hashes = hat_arena_array(apply->arena, most, sizeof *hashes);
    apply->columns = hat_arena_array(apply->arena, most, sizeof *apply->columns);
    if (shape == NULL || names == NULL || folded == NULL || hashes == NULL ||
        apply->columns == NULL) {
        return HAT_ERR_NOMEM;
    }
    uint32_t count = from->count;
    for (uint32_t i = 0; i < count; i++) {
        names[i] = from->names[i];
        folded[i] = from->folded[i];
        hashes[i] = from->hashes[i];
        apply->columns[i].derived = derived_of(apply, folded[i]);
    }
    for (int i = 0; i < ADDED; i++) {
        struct hat_str name = hat_str_from(added[i].name);
        if (hat_shape_find(from, name, hat_name_hash(name)) < 0) {
            names[count] = folded[count] = name;
            hashes[count] = hat_name_hash(name);
            apply->columns[count++].derived = added[i].derived;
        }
    }
    *shape = (struct hat_shape){count, names, folded, hashes};
    apply->from = from;
    apply->shape = shape;
    return HAT_OK;
}

/* Parts of a torn row are put together in its own columns too. */
static void join_own(struct apply *apply, const struct hat_entry *entry, struct hat_map *map)
{
    struct hat_columns columns;
    if (entry->tail == NULL) {
        return;
    }
    hat_columns_match(apply->from, NULL, &columns);
    const struct {
        int column;
        struct hat_str text;
    } parts[] = {{columns.of[HAT_FIELD_ORGANISATION], entry->organisation},
                 {columns.of[HAT_FIELD_LINK], entry->link_read}};
    for (int i = 0; i < 2; i++) {
        if (parts[i].column >= 0) {
            struct hat_value *value = &map->values[parts[i].column];
            value->type = HAT_TEXT;
            value->as.text = parts[i].text.ptr;
            value->count = (uint32_t)parts[i].text.len;
        }
    }
}

static enum hat_status make_row(struct apply *apply, const struct hat_entry *entry,
                                struct hat_value *out)
{
    const struct hat_map *old = entry->row->as.map;
    enum hat_status st = old->shape == apply->from ? HAT_OK : make_shape(apply, old->shape);
    if (st != HAT_OK) {
        return st;
    }
    size_t bytes = sizeof(struct hat_map) + apply->shape->count * sizeof(struct hat_value);
    struct hat_map *map = hat_arena_alloc(apply->arena, bytes);
    if (map == NULL) {
        return HAT_ERR_NOMEM;
    }
    map->shape = apply->shape;
    memcpy(map->values, old->values, old->shape->count * sizeof(struct hat_value));
    join_own(apply, entry, map);
    for (uint32_t i = 0; i < apply->shape->count && st == HAT_OK; i++) {
        struct hat_value *cell = &map->values[i];
        if (apply->columns[i].derived != HAT_DERIVED_NONE) {
            bool own = i < old->shape->count;
            struct hat_value place = own ? *cell : *entry->row;
            st = hat_table_cell(&apply->table, entry, &apply->columns[i], cell);
            cell->file = place.file;
            cell->line = place.line;
            cell->column = own ? place.column : 0; /* see hat_value_is_added() */
        }
    }
    *out = *entry->row;
    out->count = apply->shape->count;
    out->as.map = map;
    return st;
}

static enum hat_status make_list(struct apply *apply, const struct hat_value *list,
                                 struct hat_value *out)
{
    struct hat_value *rows = hat_arena_array(apply->arena, apply->list.count + 1, sizeof *rows);
    uint32_t kept = 0;
    enum hat_status st = rows != NULL ? HAT_OK : HAT_ERR_NOMEM;
    for (size_t i = 0; i < apply->list.count && st == HAT_OK; i++) {
        const struct hat_entry *entry = &apply->list.entries[i];
        if (!entry->dropped) {
            st = make_row(apply, entry, &rows[kept++]);
        }
    }
    *out = *list;
    out->count = kept;
    out->as.items = rows;
    return st;
}

/* ---- the counts ---- */

static enum hat_status put_number(struct apply *apply, const char *prefix, const char *name,
                                  uint32_t number)
{
    struct hat_buf path = {0}, digits = {0};
    hat_buf_printf(&path, "%s_summary.%s", prefix, name);
    hat_buf_printf(&digits, "%u", number);
    struct hat_str text = hat_arena_str(apply->arena, (struct hat_str){digits.data, digits.len});
    bool failed = hat_buf_failed(&path) || hat_buf_failed(&digits) || text.ptr == NULL;
    struct hat_value value = {/* see hat_value_is_added() */
                              .type = HAT_NUMBER,
                              .count = (uint32_t)text.len,
                              .as.text = text.ptr,
                              .line = 1};
    enum hat_status st = failed ? HAT_ERR_NOMEM : hat_data_put(apply->data, path.data, &value);
    hat_buf_fini(&path);
    hat_buf_fini(&digits);
    return st;
}

static enum hat_status put_summary(struct apply *apply, const char *name)
{
    const struct hat_entries_counts *counts = &apply->list.counts;
    const struct {
        const char *name;
        uint32_t number;
    } numbers[] = {{"rows", counts->rows},
                   {"entries", counts->kept},
                   {"links", counts->links},
                   {"organisations", counts->organisations},
                   {"joined", counts->joined},
                   {"repeated", counts->repeats},
                   {"dropped", counts->dropped},
                   {"in_period", counts->in_period},
                   {"out_of_period", counts->out_of_period},
                   {"region_unknown", counts->regions[HAT_NO_REGION]},
                   {"errors", counts->errors},
                   {"warnings", counts->warnings},
                   {"notes", counts->notes}};
    enum hat_status st = HAT_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0] && st == HAT_OK; i++) {
        st = put_number(apply, name, numbers[i].name, numbers[i].number);
    }
    for (unsigned i = 0; i < HAT_REGION_COUNT && st == HAT_OK; i++) { /* regions.KZ-10 */
        struct hat_buf path = {0};
        hat_buf_printf(&path, "regions.%s", hat_region_code(i));
        st = hat_buf_failed(&path) ? HAT_ERR_NOMEM
                                   : put_number(apply, name, path.data, counts->regions[i]);
        hat_buf_fini(&path);
    }
    return st;
}

/* A number of links in the letter's fields that is not that of the list (F09). */
static enum hat_status check_total(struct apply *apply, hat_diags *diags)
{
    static const char name[] = "total_links";
    const struct hat_value *total =
        hat_value_member(hat_data_root(apply->data), hat_str_from(name));
    struct hat_buf links = {0};
    if (total == NULL || total->type == HAT_NULL || hat_value_str(total).len == 0) {
        return HAT_OK;
    }
    hat_buf_printf(&links, "%u", apply->list.counts.links);
    struct hat_str counted = {links.data, links.len};
    enum hat_status st = hat_buf_failed(&links) ? HAT_ERR_NOMEM : HAT_OK;
    if (st == HAT_OK && !hat_str_equal(hat_value_str(total), counted)) {
        struct hat_place place = hat_data_place(apply->data, total);
        hat_diags_add(diags, HAT_MSG_F09, &place, hat_str_from(name), hat_value_str(total),
                      counted);
        st = HAT_ERR_DATA;
    }
    hat_buf_fini(&links);
    return st;
}

/* ---- the whole ---- */

/* Nobody asked, and {{link}} is there though the file has no such column: that is told. */
static void tell_link(const struct apply *apply, const struct hat_value *list, hat_diags *diags)
{
    struct hat_columns columns;
    const struct hat_value *row = &list->as.items[0];
    const struct hat_shape *shape = row->as.map->shape;
    hat_columns_match(shape, NULL, &columns);
    int column = columns.of[HAT_FIELD_LINK];
    if (!apply->asked && column >= 0 && !hat_str_is(shape->folded[column], "link")) {
        struct hat_place place = hat_data_place(apply->data, &row->as.map->values[column]);
        hat_diags_add(diags, HAT_MSG_LINK_COLUMN, &place, shape->names[column]);
    }
}

static enum hat_status clean(struct apply *apply, const char *name, const struct hat_value *list,
                             const struct hat_entries_rules *rules, hat_diags *diags)
{
    struct hat_value cleaned;
    enum hat_status st =
        hat_entry_list_check(apply->data, list, 1, rules, apply->arena, &apply->list);
    if (st == HAT_OK) {
        hat_entry_list_tell(apply->data, &apply->list, apply->errors_only ? HAT_ERROR : HAT_WARNING,
                            diags);
        st = make_list(apply, list, &cleaned);
    }
    if (st == HAT_OK) {
        tell_link(apply, list, diags);
        st = hat_data_put(apply->data, name, &cleaned);
    }
    if (st == HAT_OK) {
        st = put_summary(apply, name);
    }
    if (st == HAT_OK) {
        st = check_total(apply, diags);
    }
    return st == HAT_OK && apply->list.counts.errors > 0 ? HAT_ERR_DATA : st;
}

hat_status hat_data_clean_entries(hat_data *data, const char *name,
                                  const hat_entries_options *options, hat_diags *diags)
{
    hat_entries *asked = NULL;
    hat_entries_options wanted = HAT_ENTRIES_OPTIONS_INIT;
    wanted.only_posts = wanted.errors_only = options == NULL;
    if (options != NULL) { /* an older caller's struct may be shorter */
        memcpy(&wanted, options, options->size < sizeof wanted ? options->size : sizeof wanted);
    }
    struct apply apply = {.data = data,
                          .arena = hat_data_arena(data),
                          .asked = wanted.only_posts == 0,
                          .errors_only = wanted.errors_only != 0};
    const struct hat_value *found = hat_value_member(hat_data_root(data), hat_str_from(name));
    if (found == NULL || !is_list_of_maps(found)) {
        return apply.asked ? HAT_ERR_DATA : HAT_OK;
    }
    if (!apply.asked && !is_list_of_posts(found)) {
        return HAT_OK;
    }
    struct hat_value list = *found;
    enum hat_status st = hat_entries_new(&wanted, diags, &asked);
    if (st != HAT_OK) {
        return st;
    }
    struct hat_entries_rules rules = *hat_entries_rules_of(asked);
    read_fields(data, &rules);
    apply.table =
        (struct hat_table){.list = &apply.list, .schema = rules.schema, .arena = apply.arena};
    st = clean(&apply, name, &list, &rules, diags);
    hat_entry_list_fini(&apply.list);
    hat_table_fini(&apply.table);
    hat_entries_free(asked);
    return st;
}
