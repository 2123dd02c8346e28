/* prose.h -- what a letter says, checked: its fields against one another, its text against the
 * list and against the rules of writing (kazakh-office 1.5, T04 to T11, F09).
 *
 *     fields --hat_letter_check_fields--> date_from later than date_to, years that differ
 *     merged paragraphs, one by one --hat_prose_add--> "ата – аналар", "рақмет !", 599 for 600
 */
#ifndef HAT_ENTRIES_PROSE_H
#define HAT_ENTRIES_PROSE_H

#include "data/data.h"

/* The fields date_from, date_to, plan_year and hashtag: T04, T05. HAT_ERR_DATA when one is wrong.
 * `errors_only`: warnings are not told. */
enum hat_status hat_letter_check_fields(const hat_data *data, bool errors_only, hat_diags *diags);

/* The text of a letter on its way; paragraphs are given in their order. */
struct hat_prose;

/* `data` and `diags` are borrowed until the end. HAT_ERR_NOMEM. */
enum hat_status hat_prose_new(const hat_data *data, bool errors_only, hat_diags *diags,
                              struct hat_prose **out);
void hat_prose_free(struct hat_prose *prose); /* accepts NULL */

struct hat_prose_paragraph {
    struct hat_str text; /* UTF-8, white space as in the document */
    struct hat_place place;
    bool flowing; /* running text: no heading, no item of a list, no cell, not centred */
};

/* Is a text in a table that of an entry, which is checked as such? HAT_ERR_NOMEM. */
enum hat_status hat_prose_shows_entry(struct hat_prose *prose, struct hat_str text, bool *shows);

/* HAT_ERR_NOMEM. */
enum hat_status hat_prose_add(struct hat_prose *prose, const struct hat_prose_paragraph *paragraph);
/* Did a paragraph contradict the data? */
bool hat_prose_wrong(const struct hat_prose *prose);

/* Is there a list of posts, whose counts the text may contradict? */
bool hat_prose_has_counts(const hat_data *data);

#endif
