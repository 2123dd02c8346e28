/* check_others.c -- date, duration and hashtag of an entry, where the list has such columns.
 *
 *     02/03/2026   P04          27.02.2026  P03 outside the period      46077  P07, 24.02.2026
 *     1:15         P02          0.45        P07, 0:45
 *     жоқ          P01          # 2026Барлығына рақмет   P01, #2026Барлығынарақмет
 *
 * A dash stands for an empty cell. In a column of hashtags "бар", "да", "+" say that it is there.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "entries/check_internal.h"
#include "entries/words_internal.h"

/* The text of a cell, cleaned; .len 0 when nothing or a dash stands there, or no such column is. */
static enum hat_status text_of(struct hat_check *check, const struct hat_entry *entry,
                               enum hat_field field, const struct hat_value **cell,
                               struct hat_str *text)
{
    struct hat_clean_text clean;
    int column = check->columns.of[field];
    *text = (struct hat_str){"", 0};
    if (column < 0) {
        return HAT_OK;
    }
    *cell = &entry->row->as.map->values[column];
    enum hat_status st = hat_text_clean(check->arena, hat_value_str(*cell), false, &clean);
    if (st == HAT_OK) {
        *text = clean.text;
    }
    return st;
}

static bool is_dash(struct hat_str text)
{
    return hat_str_is(text, "-") || hat_str_is(text, "–") || hat_str_is(text, "—");
}

static enum hat_status found(struct hat_check *check, enum hat_message code,
                             const struct hat_value *cell, struct hat_str text,
                             struct hat_str proposal)
{
    return hat_check_found(
        check,
        &(struct hat_finding){.code = code, .cell = cell, .args = {text}, .proposal = proposal});
}

/* ---- dates ---- */

static enum hat_status check_date(struct hat_check *check, const struct hat_entry *entry)
{
    const struct hat_value *cell = NULL;
    const struct hat_period *period = &check->rules->period;
    struct hat_str text, proposal = {NULL, 0};
    int64_t day = 0;
    enum hat_status st = text_of(check, entry, HAT_FIELD_DATE, &cell, &text);
    if (st != HAT_OK || text.len == 0 || is_dash(text)) {
        return st;
    }
    switch (hat_day_read(text, &day)) {
    case HAT_DAY_AMBIGUOUS:
        return found(check, HAT_MSG_P04, cell, text, proposal);
    case HAT_DAY_NONE:
        if (hat_day_of_serial(text, &day)) {
            proposal = hat_check_day(check, day);
        }
        return found(check, HAT_MSG_P07, cell, text, proposal);
    case HAT_DAY_CLEAR:
        break;
    }
    bool out = period->set && (day < period->from || day > period->to);
    return out ? found(check, HAT_MSG_P03, cell, text, proposal) : HAT_OK;
}

/* ---- durations ---- */

/* "0.45" may be meant for 0:45. */
static enum hat_status propose_clock(struct hat_check *check, struct hat_str text,
                                     struct hat_str *proposal)
{
    uint32_t seconds;
    const char *dot = memchr(text.ptr, '.', text.len);
    *proposal = (struct hat_str){NULL, 0};
    if (dot == NULL || text.ptr + text.len - dot != 3) {
        return HAT_OK;
    }
    char *clock = hat_arena_strndup(check->arena, text.ptr, text.len);
    if (clock == NULL) {
        return HAT_ERR_NOMEM;
    }
    clock[dot - text.ptr] = ':';
    struct hat_str meant = {clock, text.len};
    *proposal = hat_duration_read(meant, &seconds) ? meant : *proposal;
    return HAT_OK;
}

static enum hat_status check_duration(struct hat_check *check, const struct hat_entry *entry)
{
    const struct hat_value *cell = NULL;
    struct hat_str text, proposal;
    uint32_t seconds = 0;
    enum hat_status st = text_of(check, entry, HAT_FIELD_DURATION, &cell, &text);
    if (st != HAT_OK || text.len == 0 || is_dash(text)) {
        return st;
    }
    if (!hat_duration_read(text, &seconds)) {
        st = propose_clock(check, text, &proposal);
        return st == HAT_OK ? found(check, HAT_MSG_P07, cell, text, proposal) : st;
    }
    if (seconds <= check->rules->most_seconds) {
        return HAT_OK;
    }
    struct hat_finding finding = {
        .code = HAT_MSG_P02,
        .cell = cell,
        .args = {text, hat_check_number(check, check->rules->most_seconds)}};
    return hat_check_found(check, &finding);
}

/* ---- hashtags ---- */

/* The next letter or digit of a text, in lower case; `loose`: as hat_plain_letter(). 0: none. */
static uint32_t next_sign(struct hat_str text, size_t *at, bool loose)
{
    while (*at < text.len) {
        size_t used;
        uint32_t cp = hat_utf8_decode(text.ptr + *at, text.len - *at, &used);
        *at += used;
        bool sign = hat_unicode_letter(cp) || hat_unicode_digit(cp);
        if (!loose || sign) {
            return loose ? hat_plain_letter(cp) : hat_unicode_lower(cp);
        }
    }
    return 0;
}

/* Does `text` begin with the signs of `wanted`? */
static bool begins(struct hat_str text, struct hat_str wanted, bool loose)
{
    size_t at = 0, want = 0;
    for (;;) {
        uint32_t sign = next_sign(wanted, &want, loose);
        if (sign == 0) {
            return true;
        }
        if (next_sign(text, &at, loose) != sign) {
            return false;
        }
    }
}

static bool contains(struct hat_str text, struct hat_str wanted, bool loose)
{
    for (size_t at = 0; at < text.len; at++) {
        bool character = ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
        if (character && begins((struct hat_str){text.ptr + at, text.len - at}, wanted, loose)) {
            return true;
        }
    }
    return false;
}

static bool says_yes(struct hat_str text)
{
    static const char *const words[] = {"бар", "иә", "да", "есть", "yes", "+"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct hat_str word = hat_str_from(words[i]);
        if (text.len == word.len && begins(text, word, false)) {
            return true;
        }
    }
    return false;
}

static enum hat_status check_hashtag(struct hat_check *check, const struct hat_entry *entry)
{
    const struct hat_value *cell = NULL;
    struct hat_str wanted = check->rules->hashtag, text, proposal = {NULL, 0};
    enum hat_status st = text_of(check, entry, HAT_FIELD_HASHTAG, &cell, &text);
    if (st != HAT_OK || text.len == 0 || says_yes(text)) {
        return st;
    }
    if (contains(text, wanted.len > 0 ? wanted : HAT_STR("#"), false)) {
        return HAT_OK;
    }
    if (wanted.len > 0 && contains(text, wanted, true)) { /* spaces, other letters or no # */
        proposal = wanted;
    }
    return found(check, HAT_MSG_P01, cell, text, proposal);
}

enum hat_status hat_check_others(struct hat_check *check, const struct hat_entry *entry)
{
    enum hat_status st = check_date(check, entry);
    if (st == HAT_OK) {
        st = check_duration(check, entry);
    }
    return st == HAT_OK ? check_hashtag(check, entry) : st;
}
