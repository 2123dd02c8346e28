/* prose_rows.c -- which texts in the tables of a letter are of its entries.
 *
 *     № | Ұйым атауы              | Сілтеме               looked at, as all that people wrote
 *     1 | Абай облысы «Балапан»   | https://...           an entry: it is checked as such
 *       | Барлығы 599 сілтеме     |                       looked at
 *
 * A text is that of an entry when it is one of the values of the lists, or holds a link. The whole
 * list of a batch (`all`) is not looked at: a letter shows its own entries.
 */
#include "entries/prose_internal.h"

enum { ENTRIES_MAX = 20000 }; /* of all lists; a longer one is no table to be read by people */

static uint64_t key_of(struct hat_str text)
{
    return hat_hash_end(hat_hash_add(hat_hash_start(), text.ptr, text.len));
}

static enum hat_status put_entry(struct hat_prose *prose, const struct hat_value *entry)
{
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; entry->type == HAT_MAP && i < entry->count && st == HAT_OK; i++) {
        const struct hat_value *value = &entry->as.map->values[i];
        struct hat_str text = hat_str_trimmed(hat_value_str(value));
        uint32_t first;
        if (value->type == HAT_TEXT && text.len > 0) {
            st = hat_keys_put(&prose->shown, key_of(text), 1, &first);
        }
    }
    return st;
}

static enum hat_status put_lists(struct hat_prose *prose)
{
    const struct hat_value *root = hat_data_root(prose->data);
    uint64_t count = 0;
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; i < root->count && st == HAT_OK; i++) {
        const struct hat_value *list = &root->as.map->values[i];
        if (list->type != HAT_LIST || hat_str_is(root->as.map->shape->folded[i], "all")) {
            continue;
        }
        count += list->count;
        for (uint32_t j = 0; j < list->count && count <= ENTRIES_MAX && st == HAT_OK; j++) {
            st = put_entry(prose, &list->as.items[j]);
        }
    }
    prose->lists_long = count > ENTRIES_MAX;
    return st;
}

enum hat_status hat_prose_shows_entry(struct hat_prose *prose, struct hat_str text, bool *shows)
{
    enum hat_status st = HAT_OK;
    if (!prose->lists_read) {
        prose->lists_read = true;
        st = put_lists(prose);
    }
    text = hat_str_trimmed(text);
    *shows = prose->lists_long || hat_str_has(text, "://") ||
             (text.len > 0 && hat_keys_has(&prose->shown, key_of(text)));
    return st;
}
