/* prose_counts.c -- how many links and organisations the text of a letter may speak of.
 *
 *     generate           entries_summary.links 599: all that the list has
 *     letter 3 of 20     its own 31 entries, or the 599 of the whole list
 *
 * A letter of a batch (it has @letter) sees its own entries; `entries_summary` is of the whole list
 * (docs/batch.md). "барлығы 31 сілтеме" and "барлығы 599 сілтеме" are both right there. Its own
 * entries are counted only when its text names another number than the whole list has, which is
 * seldom.
 */
#include "entries/prose_internal.h"

#include "entries/entries_internal.h"

static const char *const names[] = {
    [HAT_COUNT_LINKS] = "links", [HAT_COUNT_ORGANISATIONS] = "organisations"};

/* The counts of the list "entries"; NULL when it is no list of posts. */
static const struct hat_value *summary_of(const hat_data *data)
{
    const struct hat_value *counts =
        hat_value_member(hat_data_root(data), HAT_STR("entries_summary"));
    return counts != NULL && counts->type == HAT_MAP ? counts : NULL;
}

bool hat_prose_has_counts(const hat_data *data)
{
    return summary_of(data) != NULL;
}

static struct hat_str member(const struct hat_value *entry, const char *name)
{
    const struct hat_value *value = hat_value_member(entry, hat_str_from(name));
    return value != NULL ? hat_value_str(value) : (struct hat_str){"", 0};
}

/* What makes an entry's link or organisation the same as another's; 0: it has none. */
static enum hat_status key_of(const struct hat_value *entry, enum hat_count which,
                              struct hat_arena *arena, uint64_t *key)
{
    struct hat_organisation organisation;
    if (which == HAT_COUNT_ORGANISATIONS) {
        enum hat_status st =
            hat_organisation_read(arena, member(entry, "organisation"), &organisation);
        *key = st == HAT_OK ? organisation.key : 0;
        return st;
    }
    struct hat_str post = member(entry, "key"), link = member(entry, "link");
    struct hat_link read;
    if (post.len == 0) { /* a share link is a post of its own */
        enum hat_status st = hat_link_read(arena, link, 0, &read);
        bool share = st == HAT_OK && (read.found & HAT_BIT(7)) && !(read.found & HAT_BIT(13));
        post = share ? read.url : (struct hat_str){"", 0};
        if (st != HAT_OK) {
            return st;
        }
    }
    *key = post.len > 0 ? hat_hash_end(hat_hash_add(hat_hash_start(), post.ptr, post.len)) : 0;
    return HAT_OK;
}

static enum hat_status count_own(const hat_data *data, enum hat_count which, uint64_t *count)
{
    const struct hat_value *list = hat_value_member(hat_data_root(data), HAT_STR("entries"));
    struct hat_keys keys = {0};
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; list != NULL && list->type == HAT_LIST && i < list->count && st == HAT_OK;
         i++) {
        struct hat_arena arena = {0};
        uint64_t key = 0;
        uint32_t first;
        st = key_of(&list->as.items[i], which, &arena, &key);
        if (st == HAT_OK && key != 0) {
            st = hat_keys_put(&keys, key, i, &first);
        }
        hat_arena_fini(&arena);
    }
    *count = keys.count;
    hat_keys_fini(&keys);
    return st;
}

static uint64_t number_of(struct hat_str digits)
{
    uint64_t number = 0;
    for (size_t i = 0; i < digits.len && digits.ptr[i] >= '0' && digits.ptr[i] <= '9'; i++) {
        number = number * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    return number;
}

enum hat_status hat_prose_count(const hat_data *data, enum hat_count which, uint64_t said,
                                uint64_t *counted)
{
    const struct hat_value *root = hat_data_root(data), *summary = summary_of(data);
    const struct hat_value *whole =
        summary != NULL ? hat_value_member(summary, hat_str_from(names[which])) : NULL;
    *counted = said;
    if (whole == NULL || number_of(hat_value_str(whole)) == said) {
        return HAT_OK;
    }
    if (hat_value_member(root, HAT_STR("@letter")) != NULL) {
        return count_own(data, which, counted);
    }
    *counted = number_of(hat_value_str(whole));
    return HAT_OK;
}
