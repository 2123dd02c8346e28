/* columns.c -- which column of a table is which field, by its heading.
 *
 *     № п/п | Мектепке дейінгі ұйымның атауы | Сілтемелер   ->   number, organisation, link
 *
 * The headings are those of synonyms.def and of the schema, whose own ones come first. A column
 * keeps its heading whatever field it is. Of two columns for one field the first is taken, unless
 * the second bears the field's very name.
 */
#include "entries/entries_internal.h"
#include "entries/schema_internal.h"

static const char *const names[HAT_FIELD_COUNT] = {"number", "organisation", "link",   "region",
                                                   "date",   "duration",     "hashtag"};

#define HAT_SYNONYM(field, pattern) {HAT_FIELD_##field, pattern},
static const struct {
    enum hat_field field;
    const char *pattern;
} synonyms[] = {
#include "entries/synonyms.def"
};
#undef HAT_SYNONYM

const char *hat_field_name(enum hat_field field)
{
    return names[field];
}

/* Does a word of `heading` begin with `begin` (which may hold spaces)? */
static bool has_begin(struct hat_str heading, const char *begin, size_t len)
{
    for (size_t at = 0; at + len <= heading.len; at++) {
        bool word = at == 0 || heading.ptr[at - 1] == ' ' || heading.ptr[at - 1] == '(' ||
                    heading.ptr[at - 1] == '/' || heading.ptr[at - 1] == '-';
        if (word && memcmp(heading.ptr + at, begin, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool fits(struct hat_str heading, const char *pattern)
{
    size_t len = strlen(pattern);
    return pattern[len - 1] == '*' ? has_begin(heading, pattern, len - 1)
                                   : hat_str_is(heading, pattern);
}

/* Columns that hatshy itself writes beside the fields. */
static bool is_derived(struct hat_str heading)
{
    return hat_str_is(heading, "link_original") || hat_str_is(heading, "region_code") ||
           hat_str_is(heading, "key") || hat_str_is(heading, "published") ||
           hat_str_ends(heading, "(text)");
}

/* The field of a folded heading, or HAT_FIELD_COUNT. */
static enum hat_field field_of(struct hat_str heading, const struct hat_schema *schema)
{
    enum hat_field field = hat_schema_field(schema, heading);
    if (field == HAT_FIELD_COUNT && is_derived(heading)) {
        return field;
    }
    for (int i = 0; field == HAT_FIELD_COUNT && i < HAT_FIELD_COUNT; i++) {
        field = hat_str_is(heading, names[i]) ? (enum hat_field)i : field;
    }
    for (size_t i = 0; field == HAT_FIELD_COUNT && i < sizeof synonyms / sizeof synonyms[0]; i++) {
        field = fits(heading, synonyms[i].pattern) ? synonyms[i].field : field;
    }
    return field;
}

void hat_columns_match(const struct hat_shape *shape, const struct hat_schema *schema,
                       struct hat_columns *out)
{
    for (int i = 0; i < HAT_FIELD_COUNT; i++) {
        out->of[i] = out->second[i] = -1;
    }
    for (uint32_t i = 0; i < shape->count; i++) {
        enum hat_field field = field_of(shape->folded[i], schema);
        if (field == HAT_FIELD_COUNT) {
            continue;
        }
        bool exact = hat_str_is(shape->folded[i], names[field]);
        if (out->of[field] < 0) {
            out->of[field] = (int)i;
        } else {
            out->second[field] = exact ? out->of[field] : (int)i;
            out->of[field] = exact ? (int)i : out->of[field];
        }
    }
}
