/* letters_internal.h -- which letters a batch makes, and of which data. */
#ifndef HAT_JOB_LETTERS_INTERNAL_H
#define HAT_JOB_LETTERS_INTERNAL_H

#include "data/data.h"

struct hat_letters {
    const hat_data *data;    /* all of it; borrowed */
    struct hat_str list;     /* name of the list that is divided */
    struct hat_str folded;   /* the same as names are compared */
    struct hat_str field;    /* .len 0: a letter an entry */
    struct hat_value all;    /* the list, even: see hat_list_even() */
    struct hat_value groups; /* a list of maps of `key` and `items`; null: a letter an entry */
    uint32_t count;
    struct hat_arena arena;
};

/* Divides the list `list` of `data`: a letter an entry (`field` NULL), or one for all entries that
 * share a value of `field`, in the order of first appearance. HAT_ERR_DATA (in diags): there is no
 * such list or field, or entries have no value in it; HAT_ERR_NOMEM. */
enum hat_status hat_letters_init(const hat_data *data, const char *list, const char *field,
                                 hat_diags *diags, struct hat_letters *letters);
void hat_letters_fini(struct hat_letters *letters);

/* The first entry of letter `index`, whose place names the letter. */
const struct hat_value *hat_letters_entry(const struct hat_letters *letters, uint32_t index);
/* All of its entries, as a list. */
struct hat_value hat_letters_entries(const struct hat_letters *letters, uint32_t index);
/* The value that the entries share; NULL for a letter an entry. */
const struct hat_value *hat_letters_key(const struct hat_letters *letters, uint32_t index);

/* What letter `index` sees, in `arena`; as a map, or as data to be freed before the arena. */
enum hat_status hat_letters_root(const struct hat_letters *letters, uint32_t index,
                                 struct hat_arena *arena, struct hat_value *root);
enum hat_status hat_letters_data(const struct hat_letters *letters, uint32_t index,
                                 struct hat_arena *arena, hat_data **out);

#endif
