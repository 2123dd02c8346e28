/* prose_rows.c -- which texts in the tables of a letter are of its entries.
 *
 *     № | Ұйым атауы              | Сілтеме               looked at, as all that people wrote
 *     1 | Абай облысы «Балапан»   | https://...           an entry: it is checked as such
 *       | Барлығы 599 сілтеме     |                       looked at
 *
 * A text is that of an entry when it is one of the values of the lists, or holds a link. The whole
 * list of a batch (`all`) is not looked at: a letter shows its own entries.
 */
#include "entries/entries_internal.h"
#include "entries/prose_internal.h"

enum { ENTRIES_MAX = 20000 }; /* of all lists; a longer one is no table to be read by people */

static struct hat_str trimmed(struct hat_str text)
{
    while (text.len > 0 && (unsigned char)text.ptr[text.len - 1] <= ' ') {
        text.len--;
    }
    while (text.len > 0 && (unsigned char)text.ptr[0] <= ' ') {
        text = (struct hat_str){text.ptr + 1, text.len - 1};
    }
    return text;
}

static uint64_t key_of(struct hat_str text)
{
    return hat_hash_end(hat_hash_add(hat_hash_start(), text.ptr, text.len));
}

static enum hat_status put_entry(struct hat_prose *prose, const struct hat_value *entry)
{
    enum hat_status st = HAT_OK;
    for (uint32_t i = 0; entry->type == HAT_MAP && i < entry->count && st == HAT_OK; i++) {
        const struct hat_value *value = &entry->as.map->values[i];
        struct hat_str text = trimmed(hat_value_str(value));
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
        bool whole = hat_str_is(root->as.map->shape->folded[i], "all");
        count += list->type == HAT_LIST && !whole ? list->count : 0;
        for (uint32_t j = 0; list->type == HAT_LIST && !whole && j < list->count &&
                             count <= ENTRIES_MAX && st == HAT_OK;
             j++) {
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
    text = trimmed(text);
    bool link = false;
    for (size_t i = 0; i + 3 <= text.len && !link; i++) {
        link = memcmp(text.ptr + i, "://", 3) == 0;
    }
    *shows =
        prose->lists_long || link || (text.len > 0 && hat_keys_has(&prose->shown, key_of(text)));
    return st;
}
