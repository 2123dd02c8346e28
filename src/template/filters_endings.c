/* filters_endings.c -- an office's own list of endings, which goes before the rules.
 *
 * A list of the data named `endings`, so a file that the office keeps (`-e endings=endings.csv`):
 *
 *     word      ілік         барыс       plural
 *     тренинг   тренингінің  тренингіне
 *     ТОО       ТОО-ның      ТОО-ға
 *
 * The word may be a whole phrase or its last words; capital letters of the phrase stay:
 * Тренинг -> Тренингіне. An empty cell leaves the form to the rules.
 */
#include "base/unicode.h"
#include "base/utf8.h"
#include "template/filter_internal.h"

static const char *const word_names[] = {"word", "сөз", "слово"};
static const char *const plural_names[] = {"plural", "көпше", "множественное"};
static const char *const possessive_names[] = {"possessive", "тәуелдік", "притяжательное"};
enum { NAMES = 3 };

static uint32_t lower_at(struct hat_str text, size_t at, size_t *used)
{
    return hat_unicode_lower(hat_utf8_decode(text.ptr + at, text.len - at, used));
}

/* How many bytes of `text` and of `other` are the same letters, capital or not. */
static void common(struct hat_str text, struct hat_str other, size_t *in_text, size_t *in_other)
{
    size_t used, also;
    *in_text = *in_other = 0;
    while (*in_text < text.len && *in_other < other.len &&
           lower_at(text, *in_text, &used) == lower_at(other, *in_other, &also)) {
        *in_text += used;
        *in_other += also;
    }
}

/* Where the word begins in the phrase that ends in it; false: it does not. */
static bool find_word(struct hat_str phrase, struct hat_str word, size_t *start)
{
    size_t letters = hat_utf8_count(phrase), wanted = hat_utf8_count(word);
    size_t at = 0, used, in_tail, in_word;
    bool boundary = true;
    if (wanted == 0 || wanted > letters) {
        return false;
    }
    for (size_t skip = letters - wanted; skip > 0; skip--, at += used) {
        uint32_t cp = hat_utf8_decode(phrase.ptr + at, phrase.len - at, &used);
        boundary = hat_unicode_space(cp);
    }
    common((struct hat_str){phrase.ptr + at, phrase.len - at}, word, &in_tail, &in_word);
    *start = at;
    return boundary && in_word == word.len && in_tail == phrase.len - at;
}

static bool one_of(struct hat_str name, const char *const names[NAMES])
{
    for (int i = 0; i < NAMES; i++) {
        if (hat_str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Is the column of this folded name the one with the form? */
static bool names_form(struct hat_str column, struct hat_form form)
{
    enum hat_case found;
    switch (form.kind) {
    case HAT_FORM_PLURAL:
        return one_of(column, plural_names);
    case HAT_FORM_POSSESSIVE:
        return one_of(column, possessive_names);
    case HAT_FORM_CASE:
        return hat_case_from_name(column, &found) && found == form.which;
    }
    return false;
}

/* The word of a line of the list, and its form; empty texts when they are not there. */
static void read_line(const struct hat_map *line, struct hat_form form, struct hat_str *word,
                      struct hat_str *given)
{
    *word = *given = (struct hat_str){"", 0};
    for (uint32_t i = 0; i < line->shape->count; i++) {
        struct hat_str column = line->shape->folded[i], text = hat_value_str(&line->values[i]);
        if (text.len > 0 && one_of(column, word_names)) {
            *word = text;
        } else if (text.len > 0 && names_form(column, form)) {
            *given = text;
        }
    }
}

bool hat_filter_listed(const struct hat_eval *eval, struct hat_str phrase, struct hat_form form,
                       struct hat_buf *buf)
{
    const struct hat_value *list = hat_value_member(eval->frames[0].here, HAT_STR("endings"));
    struct hat_str word, given;
    size_t start, in_phrase, in_given;
    if (list == NULL || list->type != HAT_LIST) {
        return false;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->as.items[i].type != HAT_MAP) {
            continue;
        }
        read_line(list->as.items[i].as.map, form, &word, &given);
        if (given.len > 0 && find_word(phrase, word, &start)) {
            struct hat_str tail = {phrase.ptr + start, phrase.len - start};
            common(tail, given, &in_phrase, &in_given);
            hat_buf_put(buf, phrase.ptr, start + in_phrase);
            hat_buf_put(buf, given.ptr + in_given, given.len - in_given);
            return true;
        }
    }
    return false;
}
