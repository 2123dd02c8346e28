/* look.c -- the values of entries, each looked at by itself: the name of the organisation cleaned
 * and taken apart, the region that it names, the link read.
 *
 *     «Абай обл. №5 "Мерей"» | instagram.com/reel/DUlp6YzjH-H    name, O04, KZ-10 | url, key, day
 *
 * No entry needs another for it, and it is nine tenths of the work of a check; so rules->jobs
 * threads do a part of the entries each, and texts go to an arena of each part. check.c then
 * compares and tells in the order of the rows, whatever the number of threads was.
 */
#include "entries/look_internal.h"

#include "base/parallel.h"
#include "entries/words_internal.h"

enum { LEAST = 256 /* entries that are worth a thread */ };

const struct hat_value *hat_entry_cell(const struct hat_columns *columns,
                                       const struct hat_value *row, enum hat_field field)
{
    int column = columns->of[field];
    return column >= 0 ? &row->as.map->values[column] : row;
}

struct hat_str hat_entry_text(const struct hat_columns *columns, const struct hat_value *row,
                              enum hat_field field)
{
    return columns->of[field] >= 0 ? hat_value_str(hat_entry_cell(columns, row, field))
                                   : (struct hat_str){"", 0};
}

/* ---- one entry ---- */

/* The state from one entry to the next of a part. */
struct looking {
    const struct hat_entries_rules *rules;
    struct hat_arena *arena;
    const struct hat_shape *shape; /* of the last row; what its columns are: */
    struct hat_columns columns;
    struct hat_words words;     /* of the organisation being looked at */
    struct hat_str region_text; /* the last cell of a column of regions; what it names: */
    struct hat_region_mentions region_mentions;
};

static bool has(const struct looking *looking, enum hat_field field)
{
    return looking->columns.of[field] >= 0;
}

/* "head tail", or "headtail" when `tight`; in the arena. */
static enum hat_status join(struct looking *looking, struct hat_str *head, struct hat_str tail,
                            bool tight)
{
    char *joined = hat_arena_alloc(looking->arena, head->len + tail.len + 2);
    if (joined == NULL) {
        return HAT_ERR_NOMEM;
    }
    size_t len = head->len;
    if (head->len > 0) {
        memcpy(joined, head->ptr, head->len);
    }
    if (!tight && head->len > 0 && tail.len > 0) {
        joined[len++] = ' ';
    }
    if (tail.len > 0) {
        memcpy(joined + len, tail.ptr, tail.len);
    }
    *head = (struct hat_str){joined, len + tail.len};
    return HAT_OK;
}

static enum hat_status read_texts(struct looking *looking, struct hat_entry *entry)
{
    const struct hat_columns *columns = &looking->columns;
    entry->organisation = hat_entry_text(columns, entry->row, HAT_FIELD_ORGANISATION);
    entry->link_read = hat_entry_text(columns, entry->row, HAT_FIELD_LINK);
    if (entry->tail == NULL) {
        return HAT_OK;
    }
    struct hat_str name = hat_entry_text(columns, entry->tail, HAT_FIELD_ORGANISATION);
    struct hat_str link = hat_entry_text(columns, entry->tail, HAT_FIELD_LINK);
    enum hat_status st = join(looking, &entry->organisation, name, false);
    return st == HAT_OK ? join(looking, &entry->link_read, link, true) : st;
}

/* What a cell of the column of regions names; the cells of many rows are the same. */
static enum hat_status learn_region(struct looking *looking, struct hat_str column)
{
    struct hat_words words;
    struct hat_clean_text clean;
    if (looking->region_text.ptr != NULL && hat_str_equal(looking->region_text, column)) {
        return HAT_OK;
    }
    enum hat_status st = hat_text_clean(looking->arena, column, true, &clean);
    if (st == HAT_OK) {
        looking->region_text = column;
        looking->region_mentions = (struct hat_region_mentions){.bare = 0};
        hat_words_split(clean.text, &words);
        hat_region_add(&words, true, &looking->region_mentions);
    }
    return st;
}

/* The name has been taken apart. */
static enum hat_status find_region(struct looking *looking, const struct hat_entry *entry,
                                   struct hat_region_match *match)
{
    struct hat_region_mentions mentions = {.bare = 0};
    enum hat_status st = HAT_OK;
    if (has(looking, HAT_FIELD_REGION)) {
        st = learn_region(looking, hat_entry_text(&looking->columns, entry->row, HAT_FIELD_REGION));
        mentions = looking->region_mentions;
    }
    if (st == HAT_OK) {
        hat_region_add(&looking->words, false, &mentions);
        hat_region_decide(&mentions, match);
    }
    return st;
}

static enum hat_status look_at_entry(struct looking *looking, struct hat_entry *entry,
                                     struct hat_look *look)
{
    const struct hat_shape *shape = entry->row->as.map->shape;
    if (shape != looking->shape) {
        hat_columns_match(shape, looking->rules->schema, &looking->columns);
        looking->shape = shape;
    }
    enum hat_status st = read_texts(looking, entry);
    if (st == HAT_OK && has(looking, HAT_FIELD_ORGANISATION)) {
        st = hat_organisation_look(looking->arena, entry->organisation, &looking->words,
                                   &look->organisation);
    }
    if (st == HAT_OK && look->organisation.name.len > 0) {
        st = find_region(looking, entry, &look->region);
    }
    if (st == HAT_OK && has(looking, HAT_FIELD_LINK)) {
        st = hat_link_read(looking->arena, entry->link_read, looking->rules->today, &look->link);
    }
    return st;
}

/* ---- all entries ---- */

struct work {
    const struct hat_entries_rules *rules;
    struct hat_entry *entries;
    struct hat_look *looks;
    size_t count;
    unsigned parts;
    struct hat_arena arenas[HAT_PARTS_MAX];
};

static enum hat_status look_at_part(void *ctx, unsigned part)
{
    struct work *work = ctx;
    struct looking looking = {.rules = work->rules, .arena = &work->arenas[part]};
    size_t from = work->count * part / work->parts, to = work->count * (part + 1) / work->parts;
    enum hat_status st = HAT_OK;
    for (size_t i = from; i < to && st == HAT_OK; i++) {
        work->looks[i] = (struct hat_look){.region = {.region = HAT_NO_REGION}};
        st = look_at_entry(&looking, &work->entries[i], &work->looks[i]);
    }
    return st;
}

static unsigned parts_of(size_t count, unsigned jobs)
{
    size_t parts = count / LEAST < jobs ? count / LEAST : jobs;
    return parts > HAT_PARTS_MAX ? HAT_PARTS_MAX : parts > 0 ? (unsigned)parts : 1;
}

enum hat_status hat_look_at(const struct hat_entries_rules *rules, struct hat_entry *entries,
                            size_t count, struct hat_arena *arena, struct hat_look *looks)
{
    struct work work = {.rules = rules,
                        .entries = entries,
                        .looks = looks,
                        .count = count,
                        .parts = parts_of(count, rules->jobs)};
    enum hat_status st = hat_parallel(work.parts, look_at_part, &work);
    for (unsigned i = 0; i < work.parts; i++) {
        hat_arena_take(arena, &work.arenas[i]);
    }
    return st;
}
