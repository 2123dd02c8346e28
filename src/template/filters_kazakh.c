/* filters_kazakh.c -- endings of Kazakh words, and plural forms (docs/template-language.md,
 * Filters).
 *
 *     org | case: "барыс"                        Абай облысына
 *     kind | possessive | case: "ілік"           челленджінің
 *     n | plural: "ссылка", "ссылки", "ссылок"   ссылок
 *
 * The data may give a form itself: for `org | case: "ілік"` the field "org.ілік", "org.genitive",
 * "org_genitive" and so on beside org is taken as it is. Next comes the office's list of endings
 * (filters_endings.c), then the rules. What they cannot read for sure stays as it is, with a
 * warning.
 */
#include "language/kazakh.h"
#include "language/numbers.h"
#include "template/exact_internal.h"
#include "template/filter_internal.h"

/* Gives the phrase with its ending; when that is not sure, the machine warns. */
static enum hat_result ending(struct hat_eval *eval, bool sure, struct hat_buf *buf,
                              struct hat_value *value)
{
    if (!sure && !eval->unsure) {
        eval->unsure = true;
        eval->unsure_of = *value;
    }
    return hat_filter_give(eval, buf, value);
}

/* ---- plural ---- */

static enum hat_result plural_word(struct hat_eval *eval, struct hat_value *value)
{
    struct hat_buf buf = {0};
    struct hat_str text;
    enum hat_result result = hat_eval_text(eval, value, &text);
    if (result != HAT_RESULT_OK || text.len == 0) {
        return result;
    }
    const struct hat_form form = {.kind = HAT_FORM_PLURAL};
    bool sure = hat_filter_listed(eval, text, form, &buf) || hat_kazakh_plural(text, &buf);
    return ending(eval, sure, &buf, value);
}

/* Without forms the Kazakh plural of a word; else the form that goes with the number. A language
 * may stand behind at least one form: "kk", "ru" or "en" alone is the language of the plural. */
HAT_FILTER(plural)
{
    enum hat_lang lang = hat_filter_lang(eval, args, &count);
    struct hat_exact number;
    if (count == 0) {
        return plural_word(eval, value);
    }
    if (!hat_value_truth(value)) {
        return HAT_RESULT_OK;
    }
    if (!hat_exact_parse(hat_value_str(value), &number)) {
        return hat_eval_fail_value(eval, HAT_MSG_VALUE_NOT_NUMBER, value);
    }
    *value = args[hat_filter_plural_form(lang, &number, count)];
    return HAT_RESULT_OK;
}

/* ---- cases ---- */

/* Is `member` the name, "." or "_", and a name of the case? Both are folded. */
static bool names_form(struct hat_str member, struct hat_str name, enum hat_case wanted)
{
    enum hat_case found;
    if (member.len <= name.len + 1 || memcmp(member.ptr, name.ptr, name.len) != 0 ||
        (member.ptr[name.len] != '.' && member.ptr[name.len] != '_')) {
        return false;
    }
    struct hat_str rest = {member.ptr + name.len + 1, member.len - name.len - 1};
    return hat_case_from_name(rest, &found) && found == wanted;
}

/* The form that the data gives: a field named like the value plus the case. */
static bool given_form(struct hat_eval *eval, enum hat_case wanted, struct hat_value *value)
{
    struct hat_value room;
    if (eval->input == NULL || eval->input->kind != HAT_EXPR_PATH) {
        return false;
    }
    const struct hat_path *path = &eval->input->as.path;
    const struct hat_value *owner = hat_eval_owner(eval, path, &room);
    if (owner == NULL || owner->type != HAT_MAP) {
        return false;
    }
    struct hat_str name = path->steps[path->count - 1].folded;
    const struct hat_map *map = owner->as.map;
    for (uint32_t i = 0; i < map->shape->count; i++) {
        if (names_form(map->shape->folded[i], name, wanted) && hat_value_truth(&map->values[i])) {
            *value = map->values[i];
            return true;
        }
    }
    return false;
}

HAT_FILTER(case)
{
    (void)count;
    struct hat_str name = hat_value_str(&args[0]), text;
    struct hat_buf buf = {0};
    enum hat_case wanted;
    if (!hat_case_from_name(name, &wanted)) {
        return hat_eval_fail(eval, HAT_MSG_FILTER_ARGUMENT, hat_eval_describe(eval, &args[0]));
    }
    if (given_form(eval, wanted, value)) {
        return HAT_RESULT_OK;
    }
    enum hat_result result = hat_eval_text(eval, value, &text);
    if (result != HAT_RESULT_OK || text.len == 0) {
        return result;
    }
    /* after the filter possessive the word has that ending for sure */
    bool possessed = eval->input != NULL && eval->input->kind == HAT_EXPR_FILTER &&
                     eval->input->as.call.filter->run == hat_filter_possessive;
    const struct hat_form form = {HAT_FORM_CASE, wanted};
    bool sure =
        hat_filter_listed(eval, text, form, &buf) ||
        hat_kazakh_case(text, wanted, possessed ? HAT_POSSESSED_YES : HAT_POSSESSED_AUTO, &buf);
    return ending(eval, sure, &buf, value);
}

HAT_FILTER(possessive)
{
    (void)args, (void)count;
    struct hat_str text;
    struct hat_buf buf = {0};
    enum hat_result result = hat_eval_text(eval, value, &text);
    if (result != HAT_RESULT_OK || text.len == 0) {
        return result;
    }
    const struct hat_form form = {.kind = HAT_FORM_POSSESSIVE};
    bool sure = hat_filter_listed(eval, text, form, &buf) || hat_kazakh_possessive(text, &buf);
    return ending(eval, sure, &buf, value);
}
