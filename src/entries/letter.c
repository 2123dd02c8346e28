/* letter.c -- the fields of a letter against one another.
 *
 *     date_from 2026-02-25, date_to 2026-02-11          T04
 *     hashtag #2025Барлығынарақмет, date_to 2026-02-25   T05
 */
#include "base/date.h"
#include "entries/prose.h"

enum { YEAR_DIGITS = 4 };

static const struct hat_value *field(const hat_data *data, const char *name)
{
    const struct hat_value *value = hat_value_member(hat_data_root(data), hat_str_from(name));
    bool text = value != NULL && (value->type == HAT_TEXT || value->type == HAT_NUMBER);
    return text && hat_value_str(value).len > 0 ? value : NULL;
}

static enum hat_status check_order(const hat_data *data, hat_diags *diags)
{
    const struct hat_value *from = field(data, "date_from"), *to = field(data, "date_to");
    struct hat_date first, last;
    if (from == NULL || to == NULL || !hat_date_parse(hat_value_str(from), &first) ||
        !hat_date_parse(hat_value_str(to), &last) || hat_date_days(first) <= hat_date_days(last)) {
        return HAT_OK;
    }
    struct hat_place place = hat_data_place(data, from);
    hat_diags_add(diags, HAT_MSG_T04, &place, hat_value_str(from), hat_value_str(to));
    return HAT_ERR_DATA;
}

/* The first number of four digits, 19xx or 20xx, in a text; 0: none. */
static int year_in(struct hat_str text)
{
    size_t begin = 0;
    for (size_t i = 0; i <= text.len; i++) {
        bool digit = i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (digit) {
            continue;
        }
        if (i - begin == YEAR_DIGITS &&
            (memcmp(text.ptr + begin, "19", 2) == 0 || memcmp(text.ptr + begin, "20", 2) == 0)) {
            const char *at = text.ptr + begin;
            return (at[0] - '0') * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + at[3] - '0';
        }
        begin = i + 1;
    }
    return 0;
}

/* The year of each field that has one must be that of the last day. */
static void check_years(const hat_data *data, hat_diags *diags)
{
    static const char *const names[] = {"hashtag", "plan_year"};
    const struct hat_value *to = field(data, "date_to");
    struct hat_date last;
    if (to == NULL || !hat_date_parse(hat_value_str(to), &last)) {
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct hat_value *value = field(data, names[i]);
        int year = value != NULL ? year_in(hat_value_str(value)) : 0;
        if (year != 0 && year != last.year) {
            struct hat_place place = hat_data_place(data, value);
            hat_diags_add(diags, HAT_MSG_T05, &place, hat_str_from(names[i]), hat_value_str(value),
                          hat_value_str(to));
        }
    }
}

enum hat_status hat_letter_check_fields(const hat_data *data, bool errors_only, hat_diags *diags)
{
    if (!errors_only) {
        check_years(data, diags);
    }
    return check_order(data, diags);
}
