/* look.c -- the values of entries, each looked at by itself: the name of the organisation cleaned
 * and taken apart, the region that it names, the link read.
 *
 *     «Абай обл. №5 "Мерей"» | instagram.com/reel/DUlp6YzjH-H    name, O04, KZ-10 | url, key, day
 *
 * No entry needs another for it, and it is nine tenths of the work of a check; so rules->jobs
 * threads take blocks of entries, and texts go to an arena of each thread. check.c compares and
 * tells in the order of the rows, whatever the number of threads is.
 */
#include "entries/look_internal.h"

#include "base/parallel.h"
#include "entries/words_internal.h"

enum { BLOCK = 128, LEAST = 256 /* entries that are worth a thread */ };

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

/* The state of a thread from one entry to the next. */
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
    const struct hat_look_work *what;
    struct looking *threads;
    struct hat_arena *arenas; /* of the threads */
};

static enum hat_status look_at_block(void *ctx, unsigned block, unsigned thread)
{
    const struct work *work = ctx;
    const struct hat_look_work *what = work->what;
    size_t from = (size_t)block * BLOCK;
    size_t to = what->count - from < BLOCK ? what->count : from + BLOCK;
    enum hat_status st = HAT_OK;
    for (size_t i = from; i < to && st == HAT_OK; i++) {
        what->looks[i] = (struct hat_look){.region = {.region = HAT_NO_REGION}};
        st = look_at_entry(&work->threads[thread], &what->entries[i], &what->looks[i]);
    }
    return st;
}

static enum hat_status do_first(void *ctx)
{
    const struct work *work = ctx;
    return work->what->beside(work->what->ctx);
}

static unsigned threads_for(size_t count, unsigned jobs)
{
    size_t threads = count / LEAST < jobs ? count / LEAST : jobs;
    return threads > HAT_THREADS_MAX ? HAT_THREADS_MAX : threads > 0 ? (unsigned)threads : 1;
}

enum hat_status hat_look_at(const struct hat_look_work *what, struct hat_arena *arena)
{
    struct work work = {.what = what};
    struct hat_parallel parallel = {.threads = threads_for(what->count, what->rules->jobs),
                                    .blocks = (unsigned)((what->count + BLOCK - 1) / BLOCK),
                                    .ctx = &work,
                                    .work = look_at_block,
                                    .first = do_first};
    work.threads = hat_mem_zalloc(parallel.threads, sizeof *work.threads);
    work.arenas = hat_mem_zalloc(parallel.threads, sizeof *work.arenas);
    bool made = work.threads != NULL && work.arenas != NULL;
    for (unsigned i = 0; made && i < parallel.threads; i++) {
        work.threads[i].rules = what->rules;
        work.threads[i].arena = &work.arenas[i];
    }
    enum hat_status st = made ? hat_parallel_run(&parallel) : HAT_ERR_NOMEM;
    for (unsigned i = 0; made && i < parallel.threads; i++) {
        hat_arena_take(arena, &work.arenas[i]);
    }
    hat_mem_free(work.threads);
    hat_mem_free(work.arenas);
    return st;
}
