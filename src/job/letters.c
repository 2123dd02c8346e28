/* letters.c -- a list divided into letters.
 *
 *     --each       letter 1: entry 1      letter 2: entry 2      letter 3: entry 3
 *     --by region  letter 1: entries 1, 3 (Абай)      letter 2: entry 2 (Алматы)
 *
 * Nothing is copied but the values that stand for entries; what a letter sees is put together when
 * it is made (data/letter.c).
 */
#include "job/letters_internal.h"

#include "base/unicode.h"
#include "template/pattern.h"

enum { ROWS_SHOWN = 20 };
/* members of a group, as the filter `group` makes them */
enum { GROUP_KEY, GROUP_ITEMS };

static bool is_list_of_entries(const struct hat_value *value)
{
    bool all = value != NULL && value->type == HAT_LIST && value->count > 0;
    for (uint32_t i = 0; all && i < value->count; i++) {
        all = value->as.items[i].type == HAT_MAP;
    }
    return all;
}

static enum hat_status find_list(struct hat_letters *letters, hat_diags *diags)
{
    enum hat_status st = hat_name_fold(&letters->arena, letters->list, &letters->folded);
    const struct hat_value *list =
        st == HAT_OK ? hat_value_member(hat_data_root(letters->data), letters->folded) : NULL;
    if (st == HAT_ERR_NOMEM) {
        return st;
    }
    if (!is_list_of_entries(list)) {
        hat_diags_add(diags, HAT_MSG_BATCH_LIST, NULL, letters->list);
        return HAT_ERR_DATA;
    }
    return hat_list_even(list, &letters->arena, &letters->all);
}

static const struct hat_value *group_member(const struct hat_letters *letters, uint32_t index,
                                            int member)
{
    return &letters->groups.as.items[index].as.map->values[member];
}

static bool is_empty(const struct hat_value *key)
{
    return key->type == HAT_NULL || (key->type == HAT_TEXT && key->count == 0);
}

/* An entry without a value would go out in a letter to nobody. */
static enum hat_status check_key(const struct hat_letters *letters, uint32_t index,
                                 hat_diags *diags)
{
    const struct hat_value *key = group_member(letters, index, GROUP_KEY);
    const struct hat_value *items = group_member(letters, index, GROUP_ITEMS);
    if (key->type == HAT_LIST || key->type == HAT_MAP) {
        struct hat_place place = hat_data_place(letters->data, &items->as.items[0]);
        hat_diags_add(diags, HAT_MSG_BATCH_KEY_KIND, &place, letters->field);
        return HAT_ERR_DATA;
    }
    if (!is_empty(key)) {
        return HAT_OK;
    }
    for (uint32_t i = 0; i < items->count && i < ROWS_SHOWN; i++) {
        struct hat_place place = hat_data_place(letters->data, &items->as.items[i]);
        hat_diags_add(diags, HAT_MSG_BATCH_KEY_EMPTY, &place, letters->field);
    }
    if (items->count > ROWS_SHOWN) {
        struct hat_buf count = {0};
        hat_buf_printf(&count, "%u", (unsigned)items->count);
        hat_diags_add(diags, HAT_MSG_BATCH_KEYS_EMPTY, NULL, letters->field,
                      (struct hat_str){count.data, count.len});
        hat_buf_fini(&count);
    }
    return HAT_ERR_DATA;
}

static enum hat_status group(struct hat_letters *letters, hat_diags *diags)
{
    enum hat_status st =
        hat_group_entries(&letters->all, letters->field, &letters->arena, diags, &letters->groups);
    for (uint32_t i = 0; st == HAT_OK && i < letters->groups.count; i++) {
        st = check_key(letters, i, diags);
    }
    letters->count = letters->groups.count;
    return st;
}

enum hat_status hat_letters_init(const hat_data *data, const char *list, const char *field,
                                 hat_diags *diags, struct hat_letters *letters)
{
    *letters = (struct hat_letters){
        .data = data, .list = hat_str_from(list), .field = hat_str_from(field)};
    enum hat_status st = find_list(letters, diags);
    if (st == HAT_OK && field != NULL) {
        return group(letters, diags);
    }
    letters->count = letters->all.count;
    return st;
}

void hat_letters_fini(struct hat_letters *letters)
{
    hat_arena_fini(&letters->arena);
    *letters = (struct hat_letters){0};
}

const struct hat_value *hat_letters_entry(const struct hat_letters *letters, uint32_t index)
{
    return letters->groups.type == HAT_LIST ? group_member(letters, index, GROUP_ITEMS)->as.items
                                            : &letters->all.as.items[index];
}

const struct hat_value *hat_letters_key(const struct hat_letters *letters, uint32_t index)
{
    return letters->groups.type == HAT_LIST ? group_member(letters, index, GROUP_KEY) : NULL;
}

struct hat_value hat_letters_entries(const struct hat_letters *letters, uint32_t index)
{
    struct hat_value entries = letters->all; /* file and line are those of the list */
    if (letters->groups.type == HAT_LIST) {
        const struct hat_value *items = group_member(letters, index, GROUP_ITEMS);
        entries.count = items->count;
        entries.as.items = items->as.items;
    } else {
        entries.count = 1;
        entries.as.items = &letters->all.as.items[index];
    }
    return entries;
}

enum hat_status hat_letters_root(const struct hat_letters *letters, uint32_t index,
                                 struct hat_arena *arena, struct hat_value *root)
{
    struct hat_letter letter = {.list = letters->list,
                                .all = &letters->all,
                                .field = letters->field,
                                .key = hat_letters_key(letters, index),
                                .number = index + 1,
                                .count = letters->count};
    letter.entries = hat_letters_entries(letters, index);
    letter.entry = letter.key == NULL ? letter.entries.as.items : NULL;
    return hat_letter_root(hat_data_root(letters->data), &letter, arena, root);
}

enum hat_status hat_letters_data(const struct hat_letters *letters, uint32_t index,
                                 struct hat_arena *arena, hat_data **out)
{
    struct hat_value root = {0};
    enum hat_status st = hat_letters_root(letters, index, arena, &root);
    return st == HAT_OK ? hat_data_view(letters->data, &root, out) : st;
}
